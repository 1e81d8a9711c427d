"""Entries of birth and pregnancy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.cda.engine.condition import both, counts, has, when
from santedoc.cda.engine.path import path
from santedoc.cda.entries.known import (
    LOINC,
    SIMPLE,
    SNOMED,
    at_most_one,
    coded_as,
    held,
    in_status,
    known,
    one,
    present,
    that,
)
from santedoc.cda.entries.requirements import carries, is_a
from santedoc.cda.entries.rows import CONTENT

if TYPE_CHECKING:
    from lxml.etree import _Element

_PCC = "1.3.6.1.4.1.19376.1.5.3.1"
_FR = "1.2.250.1.213.1.1.3"
_IHE = "IHE PCC TF-2, 6.3.4"
_PREGNANCY, _BIRTH = f"{_PCC}.4.13.5.1", f"{_PCC}.4.13.5.2"
_OBSERVED = f"{_PCC}.4.13.5"
_ROLE = "subject/relatedSubject"
_ALLOWED = frozenset((_OBSERVED, SIMPLE, f"{_FR}.53"))
_CARRIED = path("component/observation/templateId")
BirthOrganizerEntry = known(
    _BIRTH,
    "BIRTH",
    "organizer",
    "FR-Naissance",
    CONTENT,
    host=is_a("organizer", "CLUSTER", "EVN"),
    id=one("id"),
    code=coded_as("118215003", system=SNOMED),
    status=in_status("completed"),
    subject=one("subject"),
    subject_kind=present("subject[@typeCode='SBJ']", rule="subjectKind"),
    subject_id=one(f"subject/templateId[@root='{_PCC}.4.15.2']", "subjectTemplate"),
    role=one(f"{_ROLE}/code", "role"),
    child=present(
        f"subject[templateId/@root='{_PCC}.4.15.2']/relatedSubject/"
        "code[@code='CHILD'][@codeSystem='2.16.840.1.113883.5.111']",
        rule="child",
    ),
    person=one(f"{_ROLE}/subject", "person"),
    gender=one(f"{_ROLE}/subject/administrativeGenderCode", "gender"),
    born=at_most_one(f"{_ROLE}/subject/birthTime", "birthTime"),
    content=held(
        f"component/observation/templateId[@root='{_OBSERVED}']",
        f"FR-Observation-sur-la-grossesse ({_OBSERVED})",
    ),
    others=that(
        lambda element: all(
            one.get("root") in {_OBSERVED, SIMPLE, f"{_FR}.53"}
            for one in _CARRIED.elements(element)
        ),
        "observations of pregnancy, of no other template",
        "des observations de grossesse, d'aucun autre modèle",
        "others",
        kind="forbidden",
    ),
)
_ORGANIZED = f"entry/organizer[templateId/@root='{_PREGNANCY}']/component"
_ALL = path(f".//{_ORGANIZED}")
_KNOWN = (
    path(f".//{_ORGANIZED}/observation[templateId/@root='{_OBSERVED}']"),
    path(f".//{_ORGANIZED}/organizer[templateId/@root='{_BIRTH}']"),
)


def _all_known(element: _Element) -> bool:
    """The gate counts in the whole document."""
    root = element.getroottree().getroot()
    return sum(len(one.elements(root)) for one in _KNOWN) == len(_ALL.elements(root))


PregnancyOrganizerEntry = known(
    _PREGNANCY,
    "PREGNANCY-HISTORY",
    "organizer",
    "FR-Historique-de-la-grossesse",
    CONTENT,
    host=is_a("organizer", "CLUSTER", "EVN"),
    id=present("id"),
    code=that(
        counts(f"code[@code='118185001'][@codeSystem='{SNOMED}']", 1, 1),
        f"118185001 ({SNOMED})",
        f"118185001 ({SNOMED})",
        "code",
        at="code",
    ),
    status=that(
        both(counts("statusCode", 1, 1), has("statusCode[@code='completed']")),
        "completed, once",
        "completed, une fois",
        "status",
    ),
    time=present("effectiveTime"),
    component=present("component"),
    content=that(
        _all_known,
        f"observations of pregnancy ({_OBSERVED}) and births ({_BIRTH}) alone",
        f"des observations de grossesse ({_OBSERVED}) et des naissances ({_BIRTH}) seulement",
        "content",
        kind="template",
    ),
    rank=that(
        when(has(f".//templateId[@root='{_BIRTH}']"), has("component/sequenceNumber")),
        "the rank of births (sequenceNumber)",
        "le rang des naissances (sequenceNumber)",
        "rank",
    ),
)
_BATTERY = f"{_PCC}.1.21.3.10"
AntenatalBatteryEntry = known(
    _BATTERY,
    "ANTENATAL-BATTERY",
    "organizer",
    "FR-Batterie-examens-de-surveillance-prenatale",
    _IHE,
    code=that(
        has(
            "code[@code='XX-ANTENATALTESTINGBATTERY']"
            "[@displayName='ANTENATAL TESTING AND SURVEILLANCE BATTERY']"
            f"[@codeSystem='{LOINC}'][@codeSystemName='LOINC']"
        ),
        f"XX-ANTENATALTESTINGBATTERY ({LOINC}), with its labels",
        f"XX-ANTENATALTESTINGBATTERY ({LOINC}), avec ses libellés",
        "code",
        at="code",
    ),
    id=present("id"),
    status=in_status("completed"),
)
FrenchAntenatalBattery = known(
    f"{_FR}.98",
    "ANTENATAL-BATTERY-FR",
    "organizer",
    "FR-Batterie-examens-de-surveillance-prenatale",
    CONTENT,
    ids=carries(_BATTERY),
    time=present("effectiveTime/low"),
)
