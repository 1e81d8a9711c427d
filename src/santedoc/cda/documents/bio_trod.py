"""BIO-TROD: test rapide d'orientation diagnostique."""

from __future__ import annotations

from typing import Any

from santedoc.cda.documents.base import BODY, AnyDocument
from santedoc.cda.documents.bio_rules import LOINC, held, judged, only, present
from santedoc.cda.documents.requirements import bound, typed
from santedoc.cda.engine.condition import above, bears, both, counts, either, has, lacks
from santedoc.cda.engine.member import child, require
from santedoc.cda.engine.table import define
from santedoc.cda.sections.laboratory import LaboratoryChapterTable
from santedoc.cda.sections.rows import AnySection
from santedoc.model.laboratory_reports import RapidTestReport
from santedoc.report import Text

_MODEL = "1.2.250.1.213.1.1.1.59"
_STRUCTURED = "1.3.6.1.4.1.19376.1.5.3.1.1.1"
_LABEL = "Test rapide d'orientation diagnostique"
_CHAPTER = "1.3.6.1.4.1.19376.1.3.3.2.1"
_RESULTS = "1.3.6.1.4.1.19376.1.3.1"
_OBSERVATION = "1.3.6.1.4.1.19376.1.3.1.6"
_ENTRY = f".//entry[templateId/@root='{_RESULTS}']"
_RESULT = f".//observation[templateId/@root='{_OBSERVATION}']"
_UDI = "|".join(
    f"'{one}'" for one in ("2.51.1.1", "1.0.15961.10.816", "2.16.840.1.113883.6.18.1.34")
)
_PLACE = "assignedEntity/representedOrganization/standardIndustryClassCode"
_DEVICE = "participant/participantRole"
_URINE, _CYSTITIS = "167226008", "N30"
_TESTED = Text("test", "test")
_SAYS = Text("result", "résultat")
_SET = "jdv-resultat-depistage"
_PRESENCE = (
    "80387-4", "75666-8", "78012-2", "94558-4", "80382-5", "80383-3", "72376-7", "75410-1",
    "75377-2", "29663-2", "100964-6", "26643-7", "69945-4", "40801-3", "18282-4", "19359-9",
    "19295-5", "19343-3", "19568-5", "14316-4", "19550-3", "19528-9", "40802-1", "19554-5",
    "12327-3",
)  # fmt: skip
"""Tests that say whether something is there."""


def _read(what: str, name: str, *codes: str, field: str = "value", act: str | None = None) -> Any:
    """Bind how a test reads to its value set.

    Args:
        what: middle of the rule's id.
        name: the value set, after what all have in common.
        codes: the tests.
        field: the value, or its interpretation.
        act: the act documented, when it decides.
    """
    values = "|".join(f"'{one}'" for one in codes)
    observation = f"observation[templateId/@root='{_OBSERVATION}'][code/@code={values}]"
    where = f".//{observation}"
    if act is not None:
        where = (
            f".[documentationOf/serviceEvent/code/@code='{act}']/{BODY}/section/entry/act"
            f"/entryRelationship/{observation}"
        )
    return bound(f"{where}/{field}", f"{_SET}{name}-cisis", rule=what, label=_SAYS)


def _reads(what: str, name: str, *codes: str) -> Any:
    return _read(what, name, *codes, field="interpretationCode")


@define(
    _MODEL,
    key="BIO-TROD",
    model=RapidTestReport,
    host="ClinicalDocument",
    extension="2024.01",
    also=(_STRUCTURED,),
    name=_LABEL,
    source="CI-SIS, volet BIO-TROD, 2024.01",
)
class RapidTestReportTable(AnyDocument):
    """The report of a rapid test."""

    chapters = child(BODY, LaboratoryChapterTable, most=None)
    sections = child(BODY, AnySection, most=None)
    _type = typed("96173-0", LOINC)
    _label = require(
        bears("code", "displayName", _LABEL),
        _LABEL,
        _LABEL,
        rule="displayName",
        label=Text("label of the type", "libellé du type"),
        at="code",
    )
    _structured = require(
        has(f"templateId[@root='{_STRUCTURED}']"),
        f"the identifier {_STRUCTURED}",
        f"l'identifiant {_STRUCTURED}",
        kind="template",
        rule="templateId",
        label=Text("model", "modèle"),
    )
    _act = present(
        "documentationOf/serviceEvent",
        "code",
        "performer",
        rule="act",
        label=Text("act documented", "acte documenté"),
        says=Text("what is looked for, and who tested", "ce qui est recherché, et qui a testé"),
    )
    _setting = judged(
        "documentationOf/serviceEvent/performer",
        has(f"{_PLACE}[@code='DEPISTAGE'][@codeSystem='1.2.250.1.213.1.1.4.9']"),
        rule="practiceSetting",
        label=Text("practice setting", "cadre d'exercice"),
        says=Text("DEPISTAGE", "DEPISTAGE"),
    )
    _sections = only(_CHAPTER)
    _chapter = held("FR-CR-BIO-Chapitre", _CHAPTER)
    _content = judged(
        f".//section[templateId/@root='{_CHAPTER}']",
        has(f".//templateId[@root='{_RESULTS}']"),
        rule="content",
        label=Text("chapter", "chapitre"),
        says=Text(
            f"FR-Resultats-examens-de-biologie-medicale ({_RESULTS})",
            f"FR-Resultats-examens-de-biologie-medicale ({_RESULTS})",
        ),
    )
    _tests = judged(
        _ENTRY,
        above(
            1,
            has(f".//entry/act/entryRelationship/observation[templateId/@root='{_OBSERVATION}']"),
        ),
        rule="tests",
        label=_TESTED,
        says=Text("a test at least", "au moins un test"),
    )
    _device = judged(
        _ENTRY,
        above(1, counts(".//entry/act/participant[@typeCode='DEV']", 1, 1)),
        rule="device",
        label=Text("device", "dispositif"),
        says=Text("one device (DEV)", "un dispositif (DEV)"),
    )
    _udi = judged(
        _ENTRY,
        above(
            1,
            either(lacks(f".//{_DEVICE}/id"), has(f".//{_DEVICE}/id[@root={_UDI}]")),
        ),
        rule="udi",
        label=Text("identifier of the device", "identifiant du dispositif"),
        says=Text(
            "an UDI: GS1 2.51.1.1, HIBCC 1.0.15961.10.816, ICCBBA 2.16.840.1.113883.6.18.1.34",
            "un UDI : GS1 2.51.1.1, HIBCC 1.0.15961.10.816, ICCBBA 2.16.840.1.113883.6.18.1.34",
        ),
    )
    _named = judged(
        _ENTRY,
        above(
            1,
            either(
                lacks(f".//{_DEVICE}/playingDevice/code"),
                has(f".//{_DEVICE}/playingDevice/code/originalText/reference"),
            ),
        ),
        rule="deviceName",
        label=Text("device", "dispositif"),
        says=Text("a link to the narrative", "un lien vers le texte"),
    )
    _result = judged(
        _RESULT,
        both(
            counts("code", 1, 1),
            counts("value", 1, 1),
            has("value[@xsi:type='CD'|'PQ'|'IVL_PQ']"),
            has("effectiveTime"),
        ),
        rule="result",
        label=_TESTED,
        says=Text(
            "a code, a value (CD, PQ or IVL_PQ) and a time",
            "un code, une valeur (CD, PQ ou IVL_PQ) et une date",
        ),
    )
    _comment = judged(
        f"{_RESULT}[entryRelationship]",
        has("entryRelationship[@typeCode='SUBJ']"),
        rule="comment",
        label=_TESTED,
        says=Text("relations SUBJ", "des relations SUBJ"),
    )
    _presence = _read("presence", "", *_PRESENCE)
    _cholesterol = _read("cholesterol", "-cholesterol", "5932-9")
    _ketones = _read("ketones", "-corps-cetoniques", "2514-8")
    _bilirubin = _read("urineBilirubin", "-bilirubinurie", "5770-3")
    _blood = _read("urineBlood", "-hematurie", "5794-3")
    _ascorbate = _read("ascorbicAcid", "-acide-ascorbique", "1904-2")
    _nitrites = _read("nitrites", "-nitriturie", "5802-4", act=_URINE)
    _leucocytes = _read("leucocytes", "-leucocyturie", "5799-2", act=_URINE)
    _cystitis_nitrites = _read("cystitisNitrites", "", "5802-4", act=_CYSTITIS)
    _cystitis_leucocytes = _read("cystitisLeucocytes", "", "5799-2", act=_CYSTITIS)
    _glucose = _reads("glycaemia", "-glycemie", "41653-7")
    _ketonaemia = _reads("ketonaemia", "-cetonemie", "53061-8")
    _crp = _reads("crp", "-crp", "48421-2")
    _membranes = _reads("membranes", "-rupture-membrane-ph", "72269-4")
    _jaundice = _reads("bilirubinaemia", "-bilirubinemie", "72898-0", "58941-6")
    _proteins = _reads("proteinuria", "-proteinurie", "5804-0")
    _glycosuria = _reads("glycosuria", "-glucose", "5792-7")
    _urobilinogen = _reads("urobilinogen", "-urobilinogenurie", "20405-7")
