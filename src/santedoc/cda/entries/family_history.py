"""FR-Antecedents-familiaux, FR-Antecedent-familial-observe and their subject."""

from __future__ import annotations

from santedoc.cda.datatypes import AD, ANY, BL, CD, CE, II, INT, IVL_TS, PN, TEL, TS
from santedoc.cda.engine.condition import above, both, has, when
from santedoc.cda.engine.member import child, coded, const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.narrated import DATE, NarratedObservation, reading, remark
from santedoc.cda.entries.organizers import OrganizerRows
from santedoc.cda.entries.requirements import (
    carries,
    completed,
    is_a,
    linked_text,
    once,
    one_identifier,
)
from santedoc.cda.entries.rows import CODE, CONTENT, TIME, VALUE
from santedoc.model.datatypes import Absent
from santedoc.model.history import FamilyCondition, FamilyMemberHistory, Relative
from santedoc.report import Text

_SUBJECT = "1.3.6.1.4.1.19376.1.5.3.1.4.15.2"
_RELATION = Text("relationship", "lien de parenté")
_WHO = Text("relative", "parent")


@define(
    _SUBJECT,
    key="RELATIVE",
    model=Relative,
    host="subject",
    also=("1.2.250.1.213.1.1.3.60",),
    name="FR-Sujet",
    source=CONTENT,
)
class RelativeSubject(Table):
    """A member of the family."""

    relationship = slot(
        "relatedSubject/code",
        CE,
        least=1,
        values="jdv-hl7-v3-PersonalRelationshipRoleType-cisis",
        label=_RELATION,
        column=Text("Relationship", "Lien de parenté"),
    )
    addresses = slot("relatedSubject/addr", AD, most=None)
    telecoms = slot("relatedSubject/telecom", TEL, most=None)
    identifiers = slot("relatedSubject/subject/sdtc:id", II, most=None)
    name = slot("relatedSubject/subject/name", PN, column=Text("Name", "Nom"))
    gender = slot("relatedSubject/subject/administrativeGenderCode", CE)
    birth_time = slot("relatedSubject/subject/birthTime", TS)
    multiple_birth = slot("relatedSubject/subject/sdtc:multipleBirthInd", BL)
    birth_order = slot("relatedSubject/subject/sdtc:multipleBirthOrderNumber", INT)
    _type = const("@typeCode", "SBJ")
    _class = const("relatedSubject/@classCode", "PRS")
    _type_code = require(
        above(1, has("subject[@typeCode='SBJ']")),
        "SBJ",
        "SBJ",
        kind="host",
        rule="type",
        label=_WHO,
    )
    _role = require(
        has("relatedSubject[@classCode='PRS']"), "PRS", "PRS", kind="host", rule="role", label=_WHO
    )


class RelativePart(RelativeSubject):
    """A member of the family, within a statement."""


_OBSERVED = "1.3.6.1.4.1.19376.1.5.3.1.4.13.3"
_SIMPLE = "1.3.6.1.4.1.19376.1.5.3.1.4.13"
_CCD_OBSERVED = "2.16.840.1.113883.10.20.1.22"


@define(
    _OBSERVED,
    key="FAMILY-CONDITION",
    model=FamilyCondition,
    ids=(_CCD_OBSERVED, _SIMPLE, _OBSERVED, "1.2.250.1.213.1.1.3.51"),
    name="FR-Antecedent-familial-observe",
    source=CONTENT,
)
class FamilyConditionEntry(NarratedObservation):
    """A problem of a relative."""

    code = slot(
        "code",
        CD,
        least=1,
        default=coded("55607006", "2.16.840.1.113883.6.96", "problème", "SNOMED CT"),
        label=CODE,
    )
    time = slot("effectiveTime", TS | IVL_TS, default=Absent(reason="UNK"), label=TIME, column=DATE)
    value = slot("value", ANY, refer=True, label=VALUE, column=Text("Problem", "Problème"))
    interpretation = reading()
    comment = remark()
    _ids = carries(_SIMPLE, _CCD_OBSERVED)
    _host = is_a("observation", "OBS", "EVN")
    _identifier = one_identifier()
    _text = linked_text()
    _status = completed()
    _interpretation = once(
        "interpretationCode", Text("interpretation", "interprétation"), rule="interpretation"
    )
    _method = once("methodCode", Text("method", "méthode"), rule="method")
    _site = once("targetSiteCode", Text("site", "localisation"), rule="target_site")
    _author = once("author", Text("author", "auteur"), rule="authors")


_ORGANIZER = "1.3.6.1.4.1.19376.1.5.3.1.4.15"
_CCD = "2.16.840.1.113883.10.20.1.23"
_ROLE_CODE = "2.16.840.1.113883.5.111"


@define(
    _ORGANIZER,
    key="FAMILY-HISTORY",
    model=FamilyMemberHistory,
    host="organizer",
    ids=(_CCD, _ORGANIZER, "1.2.250.1.213.1.1.3.59"),
    name="FR-Antecedents-familiaux",
    source=CONTENT,
)
class FamilyHistoryOrganizer(OrganizerRows):
    """Problems of one relative."""

    relative = part("subject", RelativePart, label=_WHO)
    conditions = child("component[@typeCode:='COMP']", FamilyConditionEntry, most=None)
    _host = is_a("organizer", "CLUSTER", "EVN")
    _ids = carries(_CCD)
    _relative = require(
        both(has("subject[@typeCode='SBJ']"), has("subject/relatedSubject[@classCode='PRS']")),
        "a relative (SBJ, PRS)",
        "un parent (SBJ, PRS)",
        kind="cardinality",
        rule="relative",
        label=_WHO,
    )
    _relationship = require(
        has(
            f"subject/relatedSubject[@classCode='PRS']/code[@code][@codeSystem='{_ROLE_CODE}']",
            "subject/relatedSubject[@classCode='PRS']/code[@nullFlavor]",
        ),
        f"a relationship ({_ROLE_CODE}), or a nullFlavor",
        f"un lien de parenté ({_ROLE_CODE}), ou un nullFlavor",
        rule="relationship",
        label=_RELATION,
        at="subject",
    )
    _participants = require(
        when(
            has("participant"),
            both(
                has(
                    "participant/participantRole[@classCode='PRS']"
                    f"/code[@code][@codeSystem='{_ROLE_CODE}']"
                ),
                has(
                    "participant/participantRole[@classCode='PRS']/playingEntity[@classCode='PSN']"
                ),
            ),
        ),
        f"participants are relatives (PRS, PSN) with a relationship ({_ROLE_CODE})",
        f"les participants sont des parents (PRS, PSN) avec un lien de parenté ({_ROLE_CODE})",
        rule="participants",
        label=Text("participant", "participant"),
        at="participant",
    )
    _conditions = require(
        has(f".//component[@typeCode='COMP']/observation/templateId[@root='{_OBSERVED}']"),
        f"a problem ({_OBSERVED}), linked by COMP",
        f"un problème ({_OBSERVED}), lié par COMP",
        kind="template",
        rule="conditions",
        label=Text("problem", "problème"),
    )
