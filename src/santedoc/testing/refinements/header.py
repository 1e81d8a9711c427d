"""The header: people, acts, the stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from santedoc.model.datatypes import Code
from santedoc.model.people import Informant, Organization
from santedoc.report import Stage
from santedoc.testing import people, values
from santedoc.testing.refinements.shapes import Refined, maybe, one, table_of, tables
from santedoc.testing.rows import WHOLE, Refinements, instances

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from santedoc.model.header import ServiceEvent


def header(_: Refinements) -> Refined:
    """Return what the rows of the header do not say."""
    disposition = Code(code="8", system="1.2.250.1.213.2.14", display="Domicile")
    return {
        ("HEADER", "identifier"): values.identifiers(),
        ("HEADER", "set_id"): maybe(values.identifiers()),
        ("HEADER", "version"): None,
        ("HEADER", "language"): None,
        ("HEADER", "time"): values.moments(),
        ("HEADER", "patient"): people.patients(),
        ("HEADER", "body"): None,
        ("HEADER", "templates"): None,
        ("HEADER.relatedDocument", "kind"): None,
        ("HEADER.relatedDocument", "set_id"): None,
        ("HEADER.serviceEvent", "kind"): maybe(st.just("ACT")),
        ("HEADER.serviceEvent", "status"): None,
        ("HEADER.serviceEvent", "code"): values.plain_codes(),
        ("HEADER.serviceEvent", "performers"): None,
        ("HEADER.encounter", "time"): values.periods(),
        ("HEADER.encounter", "disposition"): maybe(st.just(disposition)),
        # JDV_J140 also has RESP, which the schema does not let through here.
        ("HEADER.encounterParticipant", "kind"): st.sampled_from(("ADM", "ATND", "CON", "DIS")),
        ("HEADER.healthCareFacility", "organization"): None,
        ("HEADER.authorization", "code"): values.codes(),
        ("HEADER.authorization", "status"): None,
    }


def _codes_of(name: str) -> SearchStrategy[str]:
    return values.members(name).map(lambda one: str(one.code))


def participants(known: Refinements) -> Refined:
    """Return what is between the fields of people, of organisations and of acts."""
    by_key: Refined = {
        ("HEADER.performer", "kind"): None,
        ("HEADER.participant", "kind"): _codes_of("JDV_J144"),
        ("HEADER.participant", "role"): st.sampled_from(("PROV", "AGNT")),
        ("HEADER.participant", "time"): values.periods() | values.absences("NA", "UNK"),
        ("HEADER.associatedEntity", "absent"): None,
        ("HEADER.informationRecipient", "kind"): maybe(st.sampled_from(("PRCP", "TRC"))),
        ("HEADER.relatedEntity", "kind"): st.sampled_from(("ECON", "NOK", "CON", "CAREGIVER")),
        ("HEADER.custodianOrganization", "identifiers"): one(people.finess()),
        ("HEADER.assignedAuthor", "device"): None,
        ("HEADER.intendedRecipient", "code"): None,
    }
    for key in ("author", "participant", "authenticator", "informationRecipient", "performer",
                "legalAuthenticator", "dataEnterer"):  # fmt: skip
        by_key["HEADER." + key, "time"] = by_key.get(("HEADER." + key, "time"), values.moments())
        by_key["HEADER." + key, "templates"] = None
    by_key["HEADER.performer", "time"] = maybe(values.periods())
    for key in (
        "assignedAuthor", "informantEntity", "legalEntity", "authenticatorEntity",
        "responsibleEntity", "encounterEntity", "dataEntererEntity", "performerEntity",
        "intendedRecipient", "associatedEntity",
    ):  # fmt: skip
        by_key["HEADER." + key, "identifiers"] = one(people.rpps())
        by_key["HEADER." + key, "name"] = values.names()
    for table in tables():
        if table.model is Organization and table.stage is Stage.HEADER:
            by_key[table.key, "identifiers"] = one(people.finess())
    by_key["HEADER.relatedEntity", "name"] = values.names()
    professional = instances(table_of("HEADER.informantEntity"), known)
    relative = instances(table_of("HEADER.relatedEntity"), known)
    by_key["HEADER.informant", WHOLE] = st.one_of(
        professional.map(lambda one: Informant(entity=one)),
        relative.map(lambda one: Informant(related=one)),
    )
    by_key["HEADER", "service_events"] = acts(known)
    return by_key


def acts(known: Refinements, code: SearchStrategy[Code] | None = None) -> SearchStrategy[Any]:
    """Return acts documented, of which the first is the principal one.

    Args:
        known: the refinements.
        code: the codes of the first one; any when not said.
    """
    performer = instances(table_of("HEADER.performer"), known)
    event = instances(table_of("HEADER.serviceEvent"), known)

    def principal(event: ServiceEvent, performer: Any, time: Any, code: Code) -> ServiceEvent:
        return event.replaced(performers=(performer,), time=time, code=code)

    first = code if code is not None else values.plain_codes()
    return st.builds(
        lambda first, others: (first, *others),
        st.builds(principal, event, performer, values.periods(), first),
        st.lists(event, max_size=1),
    )
