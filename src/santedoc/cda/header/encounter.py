"""The encounter: ``componentOf``."""

from __future__ import annotations

from santedoc.cda.datatypes import AD_HEADER
from santedoc.cda.datatypes.header import EN_HEADER
from santedoc.cda.datatypes.header_times import IVL_TS_HEADER, IVL_TS_VALUED
from santedoc.cda.datatypes.header_values import (
    CD_HEADER,
    CE_ANY_SYSTEM,
    CE_HEADER,
    II_HEADER,
)
from santedoc.cda.engine.condition import counts, every, has, listed, sound
from santedoc.cda.engine.member import part, require, slot
from santedoc.cda.engine.table import Table
from santedoc.cda.header.entities import (
    EncounterEntityPart,
    ResponsibleEntityPart,
)
from santedoc.cda.header.organizations import FreeOrganizationPart
from santedoc.cda.header.rows import ADDRESS, ID, KNOWN_PROFESSIONAL, PERSONS, SAID, TIME, header
from santedoc.model.header import Encounter, EncounterParticipant, HealthcareFacility
from santedoc.report import Text

_KNOWN = Text(
    f"exactly one professional with a national identifier ({PERSONS})",
    f"exactement un professionnel avec un identifiant national ({PERSONS})",
)


@header("healthCareFacility", HealthcareFacility, "Lieu de prise en charge", "Place of care")
class FacilityPart(Table):
    """The place of care."""

    identifiers = slot("id", II_HEADER, most=None, rule="id", label=ID)
    code = slot(
        "code",
        CE_HEADER,
        least=1,
        counted="code[not(@nullFlavor)]",
        values="JDV_J02",
        code_only=True,
        rule="code",
        needs=SAID,
        label=Text("kind of facility", "type de structure"),
    )
    name = slot("location/name", EN_HEADER, rule="name", label=Text("name", "nom"))
    address = slot("location/addr", AD_HEADER, rule="addr", label=ADDRESS)
    organization = part(
        "serviceProviderOrganization",
        FreeOrganizationPart,
        rule="serviceProviderOrganization",
        label=Text("organisation that runs it", "organisation gestionnaire"),
    )
    _translation = require(
        every("code[not(@nullFlavor)]/translation", sound(CD_HEADER)),
        "a code with the OID of its system",
        "un code avec l'OID de son système",
        rule="translation",
        label=Text("translation of the kind of facility", "traduction du type de structure"),
        at="code/translation",
    )
    _translation_label = require(
        every("code[not(@nullFlavor)]/translation", has(".[@code][@codeSystem][@displayName]")),
        "@code, @codeSystem and @displayName",
        "@code, @codeSystem et @displayName",
        rule="translation",
        label=Text("translation of the kind of facility", "traduction du type de structure"),
        at="code/translation",
    )


@header(
    "encounterParticipant",
    EncounterParticipant,
    "Participant à la prise en charge",
    "Participant in the encounter",
)
class EncounterParticipantPart(Table):
    """Someone who took part in the stay."""

    kind = slot("@typeCode", rule="typeCode", label=Text("kind", "nature"))
    time = slot("time", IVL_TS_VALUED, rule="time", label=TIME)
    entity = part(
        "assignedEntity",
        EncounterEntityPart,
        least=1,
        counted=f"assignedEntity[id/@root='{PERSONS}']",
        rule="assignedEntity",
        label=KNOWN_PROFESSIONAL,
    )
    _kind = require(
        listed("typeCode", "JDV_J140"),
        "a code of JDV_J140",
        "un code de JDV_J140",
        rule="typeCode",
        label=Text("kind of participation (typeCode)", "type de participation (typeCode)"),
    )


_E = "encompassingEncounter"


@header("encounter", Encounter, "Prise en charge", "Encounter")
class EncounterPart(Table):
    """The stay or the consultation."""

    identifiers = slot(f"{_E}/id", II_HEADER, most=None, rule="id", needs="root", label=ID)
    code = slot(
        f"{_E}/code",
        CE_HEADER,
        values="JDV_J142",
        code_only=True,
        rule="code",
        needs=SAID,
        label=Text("kind of encounter", "type de rencontre"),
    )
    time = slot(
        f"{_E}/effectiveTime",
        IVL_TS_HEADER,
        least=1,
        rule="effectiveTime",
        label=Text("dates of the encounter", "dates de la prise en charge"),
    )
    disposition = slot(
        f"{_E}/dischargeDispositionCode",
        CE_ANY_SYSTEM,
        rule="dischargeDispositionCode",
        needs="code displayName",
        label=Text("discharge", "mode de sortie"),
    )
    responsible = part(
        f"{_E}/responsibleParty/assignedEntity",
        ResponsibleEntityPart,
        counted=f"{_E}/responsibleParty/assignedEntity[id/@root='{PERSONS}']",
        rule="responsibleParty",
        label=Text("responsible", "responsable"),
    )
    participants = part(
        f"{_E}/encounterParticipant",
        EncounterParticipantPart,
        most=None,
        rule="encounterParticipant",
        label=Text("participant", "participant"),
    )
    facility = part(
        f"{_E}/location/healthCareFacility",
        FacilityPart,
        least=1,
        counted=f"{_E}/location/healthCareFacility[not(@nullFlavor)]",
        rule="healthCareFacility",
        label=Text("place of care", "lieu de prise en charge"),
    )
    _disposition = require(
        every(
            f"{_E}/dischargeDispositionCode[@codeSystem]",
            has(".[@codeSystem='1.2.250.1.213.2.14']"),
        ),
        "the code system 1.2.250.1.213.2.14",
        "le système de codage 1.2.250.1.213.2.14",
        rule="dischargeDispositionCode",
        label=Text("discharge", "mode de sortie"),
        at=f"{_E}/dischargeDispositionCode",
    )
    _responsible = require(
        every(
            f"{_E}/responsibleParty[assignedEntity]",
            counts(f"assignedEntity[id/@root='{PERSONS}']", 1, 1),
        ),
        _KNOWN.en,
        _KNOWN.fr,
        rule="responsibleParty",
        label=Text("responsible", "responsable"),
        at=f"{_E}/responsibleParty",
    )
    _encounter = require(
        counts(f"{_E}[not(@nullFlavor)][location]", 1, 1),
        "exactly one encounter with its place (location), without nullFlavor",
        "exactement une prise en charge avec son lieu (location), sans nullFlavor",
        rule="encompassingEncounter",
        label=Text("stay or consultation", "séjour ou consultation"),
    )
