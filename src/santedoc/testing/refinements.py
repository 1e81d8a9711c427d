"""What the rows of a table do not say of its fields: the rules between them, by template."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from santedoc.model.datatypes import Absent, Code
from santedoc.model.people import Informant, Organization
from santedoc.model.statements import AllergyConcern
from santedoc.report import Stage
from santedoc.testing import people, values
from santedoc.testing.rows import WHOLE, Refinements, instances

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from santedoc.cda.engine.table import Table
    from santedoc.model.header import ServiceEvent


def _table(key: str) -> type[Table]:
    """Return the table of a key that has a model: found by what it is, wherever it stands."""
    return next(one for one in _tables() if one.key == key and one.model is not None)


def _tables() -> tuple[type[Table], ...]:
    from santedoc.cda.engine.registry import all_tables

    return all_tables()


def _one(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return strategy.map(lambda value: (value,))


def _some(strategy: SearchStrategy[Any], *, least: int = 1) -> SearchStrategy[Any]:
    return st.lists(strategy, min_size=least, max_size=2).map(tuple)


def _maybe(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.none() | strategy


@cache
def refinements() -> Refinements:
    """Return every refinement of the templates that a document may hold."""
    found: dict[tuple[str, str], SearchStrategy[Any] | None] = {}
    # A view of what is being filled: what is drawn below sees the refinements of all.
    known = MappingProxyType(found)
    for part in (_header, _participants, _body, _problems, _medications):
        found |= part(known)
    return known


def _header(_: Refinements) -> dict[tuple[str, str], SearchStrategy[Any] | None]:
    disposition = Code(code="8", system="1.2.250.1.213.2.14", display="Domicile")
    return {
        ("HEADER", "identifier"): values.identifiers(),
        ("HEADER", "set_id"): _maybe(values.identifiers()),
        ("HEADER", "version"): None,
        ("HEADER", "language"): None,
        ("HEADER", "time"): values.moments(),
        ("HEADER", "patient"): people.patients(),
        ("HEADER", "body"): None,
        ("HEADER", "templates"): None,
        ("HEADER", "sections"): None,
        ("LDL-SES", "type"): None,
        ("HEADER.relatedDocument", "kind"): None,
        ("HEADER.relatedDocument", "set_id"): None,
        ("HEADER.serviceEvent", "kind"): _maybe(st.just("ACT")),
        ("HEADER.serviceEvent", "status"): None,
        ("HEADER.serviceEvent", "code"): values.plain_codes(),
        ("HEADER.serviceEvent", "performers"): None,
        ("HEADER.encounter", "time"): values.periods(),
        ("HEADER.encounter", "disposition"): _maybe(st.just(disposition)),
        # JDV_J140 also has RESP, which the schema does not let through here.
        ("HEADER.encounterParticipant", "kind"): st.sampled_from(("ADM", "ATND", "CON", "DIS")),
        ("HEADER.healthCareFacility", "organization"): None,
        ("HEADER.authorization", "code"): values.codes(),
        ("HEADER.authorization", "status"): None,
    }


def _codes_of(name: str) -> SearchStrategy[str]:
    return values.members(name).map(lambda one: str(one.code))


def _participants(
    known: Refinements,
) -> dict[tuple[str, str], SearchStrategy[Any] | None]:
    by_key = {
        ("HEADER.performer", "kind"): None,
        ("HEADER.participant", "kind"): _codes_of("JDV_J144"),
        ("HEADER.participant", "role"): st.sampled_from(("PROV", "AGNT")),
        ("HEADER.participant", "time"): values.periods() | values.absences("NA", "UNK"),
        ("HEADER.associatedEntity", "absent"): None,
        ("HEADER.informationRecipient", "kind"): _maybe(st.sampled_from(("PRCP", "TRC"))),
        ("HEADER.relatedEntity", "kind"): st.sampled_from(("ECON", "NOK", "CON", "CAREGIVER")),
        ("HEADER.custodianOrganization", "identifiers"): _one(people.finess()),
        ("HEADER.assignedAuthor", "device"): None,
        ("HEADER.intendedRecipient", "code"): None,
    }
    for key in ("author", "participant", "authenticator", "informationRecipient", "performer",
                "legalAuthenticator", "dataEnterer"):  # fmt: skip
        by_key["HEADER." + key, "time"] = by_key.get(("HEADER." + key, "time"), values.moments())
        by_key["HEADER." + key, "templates"] = None
    by_key["HEADER.performer", "time"] = _maybe(values.periods())
    for key in (
        "assignedAuthor", "informantEntity", "legalEntity", "authenticatorEntity",
        "responsibleEntity", "encounterEntity", "dataEntererEntity", "performerEntity",
        "intendedRecipient", "associatedEntity",
    ):  # fmt: skip
        by_key["HEADER." + key, "identifiers"] = _one(people.rpps())
        by_key["HEADER." + key, "name"] = values.names()
    for table in _tables():
        if table.model is Organization and table.stage is Stage.HEADER:
            by_key[table.key, "identifiers"] = _one(people.finess())
    by_key["HEADER.relatedEntity", "name"] = values.names()
    professional = instances(_table("HEADER.informantEntity"), known)
    relative = instances(_table("HEADER.relatedEntity"), known)
    by_key["HEADER.informant", WHOLE] = st.one_of(
        professional.map(lambda one: Informant(entity=one)),
        relative.map(lambda one: Informant(related=one)),
    )
    performer = instances(_table("HEADER.performer"), known)
    event = instances(_table("HEADER.serviceEvent"), known)

    def principal(event: ServiceEvent, performer: Any, time: Any) -> ServiceEvent:
        return event.replaced(performers=(performer,), time=time)

    by_key["HEADER", "service_events"] = st.builds(
        lambda first, others: (first, *others),
        st.builds(principal, event, performer, values.periods()),
        st.lists(event, max_size=1),
    )
    return by_key


def _body(known: Refinements) -> dict[tuple[str, str], SearchStrategy[Any] | None]:
    when = values.times() | values.periods() | values.absences("UNK", "NAV")
    author = instances(_table("BODY.author"), known)
    one_author = _maybe(_one(author))
    return {
        ("BODY.performer", "kind"): None,
        ("BODY.assignedAuthor", "identifiers"): _one(values.identifiers()),
        ("BODY.assignedEntity", "identifiers"): _one(values.identifiers()),
        ("BODY.assignedAuthor", "device"): None,
        ("SIMPLE-OBSERVATION", "time"): when,
        ("SIMPLE-OBSERVATION", "authors"): one_author,
        ("CRITICALITY", "authors"): one_author,
        ("ADMISSION", "value"): values.members("jdv-modalite-entree-cisis"),
        ("DISCHARGE", "value"): values.members("jdv-modalite-sortie-cisis"),
        ("DOCUMENT-STATUS", "value"): values.members("jdv-statut-document-cisis"),
        ("REASON-FOR-REFERRAL", "text"): values.narratives(),
        ("RESULTS", "text"): values.narratives(),
        ("PROCEDURE", "mood"): st.sampled_from(("EVN", "INT")),
        ("PROCEDURE", "status"): st.sampled_from(
            (None, "completed", "active", "aborted", "cancelled")
        ),
        ("PROCEDURE", "time"): when,
        ("SERVICE-REQUEST", "mood"): st.sampled_from(("INT", "PRP", "GOL")),
        ("SERVICE-REQUEST", "status"): st.sampled_from((None, "active", "completed")),
        ("ENCOUNTER", "mood"): st.sampled_from(("EVN", "ARQ")),
        ("ENCOUNTER", "time"): when,
        ("DEVICE", "mood"): st.sampled_from(("EVN", "INT")),
        ("DEVICE", "time"): values.periods(),
        ("DEVICE.equipment", "code"): values.plain_codes(),
    }


def _problems(known: Refinements) -> dict[tuple[str, str], SearchStrategy[Any] | None]:
    refined: dict[tuple[str, str], SearchStrategy[Any] | None] = {
        ("PROBLEM", "time"): values.periods(),
        ("PROBLEM", "value"): values.codes(),
        ("PROBLEM", "authors"): None,
        ("ALLERGY", "code"): values.members("jdv-type-evenement-indesirable-previsible-cisis"),
        ("ALLERGY", "time"): values.periods(),
        ("ALLERGY", "value"): values.codes(),
        # The rules want the agent's code to refer to the narrative: completing sees to it.
        ("ALLERGY.agent", "code"): values.plain_codes(),
    }
    allergies = _some(instances(_table("ALLERGY"), known))
    concern = st.one_of(
        st.builds(
            AllergyConcern,
            status=st.sampled_from(("active", "suspended")),
            time=values.periods(ended=False),
            allergies=allergies,
        ),
        st.builds(
            AllergyConcern,
            status=st.sampled_from((None, "completed", "aborted")),
            time=values.periods(ended=True),
            allergies=allergies,
        ),
    )
    refined["ALLERGY-CONCERN", WHOLE] = concern
    refined["ALLERGIES", "concerns"] = _one(concern)
    return refined


def _medications(known: Refinements) -> dict[tuple[str, str], SearchStrategy[Any] | None]:
    bounds = values.ranges() | values.absences("UNK", "NA")
    oral = Code(code="20053000", system="0.4.0.127.0.16.1.1.2.1", display="Voie orale")
    speciality = st.integers(60_000_000, 69_999_999).map(
        lambda number: Code(
            code=str(number), system="1.2.250.1.213.2.3.1", display=f"Spécialité {number}"
        )
    )
    often = values.recurrences() | values.event_timings() | values.absences("UNK", "NA")
    refined: dict[tuple[str, str], SearchStrategy[Any] | None] = {
        ("MEDICATION", "mood"): st.sampled_from(("EVN", "INT")),
        ("MEDICATION", "mode"): None,
        ("MEDICATION", "code"): None,
        ("MEDICATION", "period"): values.periods(ended=True),
        ("MEDICATION", "frequency"): _maybe(_one(often)),
        ("MEDICATION", "route"): _maybe(st.just(oral) | values.absences("UNK", "NA")),
        ("MEDICATION", "dose"): _maybe(bounds),
        ("MEDICATION", "rate"): _maybe(bounds),
        ("INTERNAL-REFERENCE", "code"): values.plain_codes() | st.just(Absent(reason="NA")),
        ("INTERNAL-REFERENCE", "identifiers"): _one(values.identifiers()),
        ("PRODUCT", "code"): speciality | values.absences("UNK", "NA"),
        ("PRODUCT", "identifiers"): None,
        ("PRODUCT", "kinds"): None,
        ("MEDICATION", "authors"): None,
    }
    medicines = _some(instances(_table("MEDICATION"), known))
    for key in ("MEDICATIONS-ADMINISTERED", "DISCHARGE-MEDICATIONS"):
        refined[key, "medications"] = medicines
    return refined
