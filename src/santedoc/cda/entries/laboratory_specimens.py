"""FR-Prelevement, FR-Echantillon-date-reception: specimens, how and when they were taken."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CE, CS, ED, II, IVL_TS, TS
from santedoc.cda.engine.condition import both, counts, has
from santedoc.cda.engine.member import child, coded, const, part, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.comments import CommentEntry
from santedoc.cda.entries.people import BodyPerformer
from santedoc.cda.entries.requirements import is_a, once, timed
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, ActRows
from santedoc.model.laboratory import Specimen, SpecimenReception
from santedoc.report import Text

PALM = "IHE PALM TF-3"
_RECEIVED = "1.3.6.1.4.1.19376.1.3.1.3"
_IHE_ACTS = "1.3.5.1.4.1.19376.1.5.3.2"
_PRODUCT = "participant[@typeCode='PRD']/participantRole[@classCode:='SPEC']"
REMARK = "entryRelationship[@typeCode='SUBJ'][@inversionInd:='true']"
"""Where a comment stands; the official examples do not say that the relation is inverted."""
_SPECIMEN = Text("specimen", "échantillon")


@define(
    _RECEIVED,
    key="SPECIMEN-RECEPTION",
    model=SpecimenReception,
    host="act",
    also=("1.2.250.1.213.1.1.3.107",),
    name="FR-Echantillon-date-reception",
    source=PALM,
)
class SpecimenReceptionEntry(ActRows):
    """When the laboratory received the specimen."""

    _class = const("@classCode", "ACT")
    _mood = const("@moodCode", "EVN")
    code = slot(
        "code",
        CD,
        fixed=coded("SPRECEIVE", _IHE_ACTS, "Échantillon reçu", "IHEActCode"),
        ours="fixed cardinality",
        label=CODE,
    )
    text = slot("text", ED, label=TEXT)
    time = slot("effectiveTime", TS | IVL_TS, label=TIME)
    _host = is_a("act", "ACT", "EVN")
    _code = require(
        both(counts("code", 1, 1), has("code[@code='SPRECEIVE']")),
        "one code, SPRECEIVE",
        "un code, SPRECEIVE",
        rule="code",
        label=CODE,
        at="code",
    )
    _time = timed()


@define(
    "1.3.6.1.4.1.19376.1.3.1.2",
    key="SPECIMEN-IHE",
    model=Specimen,
    host="procedure",
    pointed="code",
    name="Specimen Collection",
    source=PALM,
)
class IheSpecimenEntry(ActRows):
    """A specimen, as IHE has it."""

    _class = const("@classCode", "PROC")
    _mood = const("@moodCode", "EVN")
    code = slot("code", CD, label=CODE)
    text = slot("text", ED, label=TEXT)
    status = slot("statusCode", CS, label=STATUS)
    time = slot("effectiveTime", TS | IVL_TS, label=TIME)
    target_site = slot("targetSiteCode", CD, label=Text("site", "localisation"))
    performers = part("performer", BodyPerformer, most=None)
    specimen_identifiers = slot(f"{_PRODUCT}/id", II, most=None, label=ID)
    type = slot(
        f"{_PRODUCT}/playingEntity/code",
        CE,
        refer=True,
        mark="-type",
        label=Text("kind of specimen", "nature de l'échantillon"),
    )
    reception = child("entryRelationship[@typeCode='COMP']", SpecimenReceptionEntry)
    comments = child(REMARK, CommentEntry, most=None)
    _host = is_a("procedure", "PROC", "EVN")
    _time = timed()
    _site = once("targetSiteCode", Text("site", "localisation"), rule="target_site")
    _performer = once("performer", Text("performer", "préleveur"), rule="performers")
    _specimen = once("participant", _SPECIMEN, rule="participants", least=1)
    _identifier = once("participant/participantRole/id", _SPECIMEN, rule="specimen_id", least=1)
    _reception = once(
        f"entryRelationship[@typeCode='COMP']/act/templateId[@root='{_RECEIVED}']",
        Text("reception", "réception"),
        rule="reception",
    )


@define(
    "1.2.250.1.213.1.1.3.77", key="SPECIMEN", model=Specimen, name="FR-Prelevement", source=CONTENT
)
class SpecimenEntry(IheSpecimenEntry):
    """A specimen, and how it was taken."""

    _type = slot(
        "participant/participantRole/playingEntity/code",
        CE,
        least=0,
        most=None,
        values="jdv-specimen-type-cisis",
        rule="type",
        label=Text("kind of specimen", "nature de l'échantillon"),
    )
