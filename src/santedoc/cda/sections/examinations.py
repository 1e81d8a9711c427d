"""Physical examination, part of the body by part of the body; the examination of the eyes."""

from __future__ import annotations

from santedoc.cda.engine.condition import counts
from santedoc.cda.engine.member import require
from santedoc.cda.sections.known import (
    EYE_CARE,
    carries,
    held,
    identified,
    known,
    once_narrated,
    several_ids,
)
from santedoc.report import Text

_PCC = "1.3.6.1.4.1.19376.1.5.3.1"
_EXAM, _DETAILED = f"{_PCC}.3.24", f"{_PCC}.1.9.15"
_EYES = "1.3.6.1.4.1.19376.1.12.1"

PhysicalExamTable = known(_EXAM, "PHYSICAL-EXAM", "FR-Examen-physique-non-code", "29545-1")
DetailedExamTable = known(
    _DETAILED,
    "DETAILED-PHYSICAL-EXAM",
    "FR-Examen-physique-detaille-non-code",
    "29545-1",
    templates=several_ids(2),
    ids=carries(_EXAM),
)
CodedDetailedExamTable = known(
    f"{_DETAILED}.1",
    "CODED-DETAILED-PHYSICAL-EXAM",
    "FR-Examen-physique-detaille",
    "29545-1",
    templates=several_ids(3),
    ids=carries(_DETAILED),
)
# One section for each part of the body: last part of the identifier, key, name, code.
EXAMINED = tuple(
    known(f"{_PCC}.1.9.{number}", key, name, code)
    for number, key, name, code in (
        ("16", "GENERAL-APPEARANCE", "FR-Aspect-general", "10210-3"),
        ("17", "INTEGUMENTARY-SYSTEM", "FR-Systeme-tegumentaire", "29302-7"),
        ("19", "EYES", "FR-Yeux", "10197-2"),
        ("21", "EARS", "FR-Oreilles", "10195-6"),
        ("26", "THORAX-AND-LUNGS", "FR-Thorax-et-poumons", "10207-9"),
        ("29", "HEART", "FR-Coeur", "10200-4"),
        ("30", "RESPIRATORY-SYSTEM", "FR-Systeme-respiratoire", "11412-4"),
        ("35", "NEUROLOGIC-SYSTEM", "FR-Systeme-neurologique", "10202-0"),
        ("36", "GENITALIA", "FR-Systeme-genital", "11400-9"),
        ("37", "RECTUM", "FR-Rectum", "10205-3"),
        ("12", "TRANSFUSION-HISTORY", "FR-Historique-des-transfusions", "56836-0"),
    )
)
VesselsTable = known(
    f"{_PCC}.1.9.33",
    "VESSELS",
    "FR-Systeme-vasculaire",
    "10208-7",
    identifier=identified(),
    text=once_narrated(),
)

EyeExamTable = known(
    f"{_EYES}.2.5",
    "EYE-EXAM",
    "FR-Examen-physique-oculaire",
    "70948-5",
    source=EYE_CARE,
    identifier=identified(most=None),
)
RefractionTable = known(
    f"{_EYES}.2.9",
    "REFRACTION",
    "FR-Mesure-de-la-refraction",
    "70938-6",
    source=EYE_CARE,
    refraction=held(
        f".//templateId[@root='{_EYES}.3.3']",
        f"FR-Mesures-de-refraction ({_EYES}.3.3)",
        "refraction",
    ),
    acuity=held(
        f".//templateId[@root='{_EYES}.3.2']",
        f"FR-Mesures-acuite-visuelle ({_EYES}.3.2)",
        "acuity",
    ),
)
EyeDevicesTable = known(
    f"{_EYES}.2.10",
    "EYE-DEVICES",
    "FR-Analyse-des-dispositifs-oculaires",
    "70939-4",
    source=EYE_CARE,
    identifier=identified(most=None),
    devices=held(
        f"entry/organizer/templateId[@root='{_EYES}.3.5']",
        f"FR-Mesures-dispositifs-oculaires ({_EYES}.3.5)",
        "devices",
    ),
)


def _at_most_one(identifier: str, name: str, rule: str) -> object:
    return require(
        counts(f".//templateId[@root='{identifier}']", 0, 1),
        f"{name} ({identifier}): 0..1",
        f"{name} ({identifier}) : 0..1",
        kind="template",
        rule=rule,
        label=Text("content", "contenu"),
    )


OphthalmicReviewTable = known(
    f"{_EYES}.2.6",
    "OPHTHALMIC-REVIEW",
    "FR-Bilan-ophtalmologique",
    "10197-2",
    source=EYE_CARE,
    identifier=identified(most=None),
    once=_at_most_one(f"{_EYES}.2.6", "FR-Bilan-ophtalmologique", "content"),
    devices=_at_most_one(f"{_EYES}.2.10", "FR-Analyse-des-dispositifs-oculaires", "devices"),
)
