"""Entries of scales and scores."""

from __future__ import annotations

from santedoc.cda.engine.condition import both, counts, either, has, lacks
from santedoc.cda.entries.known import (
    LOINC,
    SCALE,
    SIMPLE,
    at_most_one,
    coded_as,
    in_status,
    known,
    one,
    present,
    that,
)
from santedoc.cda.entries.requirements import carries, is_a, linked_text
from santedoc.cda.entries.rows import CONTENT

_PCC = "1.3.6.1.4.1.19376.1.5.3.1"
_FR = "1.2.250.1.213.1.1.3"
_IHE = "IHE PCC TF-2, 6.3.4"
_ANS = "CI-SIS, Modèles de contenus ANS, 2025.01"
_PAIN = f"{_PCC}.1.12.3.1"
PainScoreEntry = known(
    _PAIN,
    "PAIN-SCORE",
    "observation",
    "FR-Observation-sur-echelle-de-douleur",
    _IHE,
    host=that(
        has(".[@classCode='OBS']"), "observation, OBS", "observation, OBS", "host", kind="host"
    ),
    ids=carries(SIMPLE),
    code=that(
        either(
            has("code[@code='38208-5'|'38221-8']"),
            has(f"code[@code='38214-3'][@codeSystem='{LOINC}']"),
        ),
        "38208-5 | 38221-8 | 38214-3",
        "38208-5 | 38221-8 | 38214-3",
        "code",
        at="code",
    ),
    value=at_most_one("value"),
)
FrenchPainScore = known(
    f"{_FR}.89",
    "PAIN-SCORE-FR",
    "observation",
    "FR-Observation-sur-echelle-de-douleur",
    CONTENT,
    host=is_a("observation", "OBS", "EVN"),
    ids=carries(_PAIN, SIMPLE),
    id=one("id"),
    code=coded_as("38208-5", system=LOINC),
    text=one("text"),
    status=that(
        both(counts("statusCode", 1, 1), has("statusCode[@code='completed']")),
        "completed, once",
        "completed, une fois",
        "status",
    ),
    value=one("value"),
)
DepressionScoreEntry = known(
    f"{_FR}.110",
    "DEPRESSION-SCORE",
    "observation",
    "FR-Score-de-depression-geriatrique",
    CONTENT,
    host=is_a("observation", "OBS", "EVN"),
    id=one("id"),
    ids=carries(SIMPLE, SCALE, f"{_PCC}.1.12.3.4"),
    code=that(
        both(counts("code", 1, 1), has("code[@code='48544-1']")),
        "one code, 48544-1",
        "un code, 48544-1",
        "code",
    ),
    text=linked_text(value=False),
    status=in_status("completed"),
    time=present("effectiveTime"),
    value=present("value"),
)
_NIHSS, _NIHSS_PART = f"{_FR}.6", f"{_FR}.8"
NihssScoreEntry = known(
    _NIHSS,
    "NIHSS-SCORE",
    "observation",
    "FR-Score-NIHSS",
    _ANS,
    host=that(
        has(".[@classCode='OBS'][@moodCode='EVN'][@negationInd='false']"),
        "observation, OBS, EVN, negationInd false",
        "observation, OBS, EVN, negationInd false",
        "host",
        kind="host",
    ),
    templates=that(
        counts("templateId", 3, 3), "three identifiers", "trois identifiants", "templates"
    ),
    ids=carries(SIMPLE, SCALE),
    id=one("id"),
    code=that(
        counts(f"code[@code='72089-6'][@codeSystem='{LOINC}']", 1, 1),
        f"72089-6 ({LOINC})",
        f"72089-6 ({LOINC})",
        "code",
        at="code",
    ),
    text=linked_text(value=False),
    status=in_status("completed"),
    time=present("effectiveTime"),
    value=one("value"),
    parts=that(
        either(
            lacks("entryRelationship"),
            has(f"entryRelationship/observation/templateId[@root='{_NIHSS_PART}']"),
        ),
        f"FR-Composant-score-NIHSS ({_NIHSS_PART})",
        f"FR-Composant-score-NIHSS ({_NIHSS_PART})",
        "parts",
        kind="template",
    ),
)
NihssPartEntry = known(
    _NIHSS_PART,
    "NIHSS-PART",
    "observation",
    "FR-Composant-score-NIHSS",
    _ANS,
    host=is_a("observation", "OBS", "EVN"),
    templates=that(
        counts("templateId", 3), "three identifiers at least", "au moins trois identifiants",
        "templates",
    ),
    ids=carries(SIMPLE, SCALE),
    id=one("id"),
    code=one("code"),
    text=linked_text(value=False),
    status=in_status("completed"),
    time=present("effectiveTime"),
    value=one("value"),
    interpretation=at_most_one("interpretationCode"),
)  # fmt: skip
