"""Statements: who said them, acts, encounters, what goes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from santedoc.model.datatypes import Absent
from santedoc.testing import people, values
from santedoc.testing.refinements.shapes import Refined, maybe, one, table_of
from santedoc.testing.rows import WHOLE, Refinements, instances

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from santedoc.model.movements import PatientTransfer

WHEN = values.times() | values.periods() | values.absences("UNK", "NAV")


def known_people(known: Refinements, key: str) -> SearchStrategy[Any]:
    """Return professionals with all that rules ask of them: name, profession, organisation.

    Args:
        known: the refinements.
        key: ``BODY.assignedAuthor`` or ``BODY.assignedEntity``.
    """
    said = {
        "identifiers": one(people.rpps()),
        "name": values.names(),
        "organization": instances(
            table_of("BODY.organization"), known, said={"name": values.words()}
        ),
        "device": None,
    }
    return instances(table_of(key), known, said=said, needs=("addresses", "telecoms", "code"))


def known_author(known: Refinements, key: str = "BODY.author") -> SearchStrategy[Any]:
    """Return authors with all that rules ask of them.

    Args:
        known: the refinements.
        key: key of the table of the author.
    """
    said = {"entity": known_people(known, "BODY.assignedAuthor"), "time": values.moments()}
    return instances(table_of(key), known, said=said)


def statements(known: Refinements) -> Refined:
    """Return what is between the fields of people and of acts."""
    author = known_author(known)
    performer = instances(
        table_of("BODY.performer"),
        known,
        said={"entity": known_people(known, "BODY.assignedEntity"), "time": values.moments()},
    )
    professional = instances(
        table_of("BODY.informant"), known, said={"related": None}, needs=("entity",)
    )
    relative = instances(
        table_of("BODY.informant"), known, said={"entity": None}, needs=("related",)
    )
    return {
        ("BODY.performer", "kind"): None,
        ("BODY.assignedAuthor", "identifiers"): one(values.identifiers()),
        ("BODY.assignedEntity", "identifiers"): one(values.identifiers()),
        ("BODY.assignedAuthor", "device"): None,
        ("BODY.related", "kind"): st.sampled_from(("ECON", "NOK", "CON", "CAREGIVER")),
        ("BODY.informant", WHOLE): professional | relative,
        ("SIMPLE-OBSERVATION", "time"): WHEN,
        ("COMMENT-IHE", "authors"): maybe(one(author)),
        ("CONCERN", "authors"): maybe(one(author)),
        ("SUPPLY", "authors"): maybe(one(author)),
        ("SUPPLY", "performers"): maybe(one(performer)),
        ("INTERNAL-REFERENCE", "code"): values.plain_codes() | st.just(Absent(reason="NA")),
        ("PROCEDURE", "status"): st.sampled_from(
            (None, "completed", "active", "aborted", "cancelled")
        ),
        ("PROCEDURE", "time"): WHEN,
        ("SERVICE-REQUEST", "status"): st.sampled_from((None, "active", "completed")),
        ("ENCOUNTER", "mood"): st.sampled_from(("EVN", "ARQ")),
        ("ENCOUNTER", "time"): WHEN,
        ("DEVICE", "time"): values.periods(),
        ("DEVICE.equipment", "code"): values.plain_codes(),
        ("TRANSFER", WHOLE): _transfers(known),
        ("DISPOSITION.facility", "kind"): st.sampled_from(("RCV", "ORG", "DST")),
    }


def _transfers(known: Refinements) -> SearchStrategy[PatientTransfer]:
    where = instances(
        table_of("TRANSFER.destination"),
        known,
        said={"identifiers": one(people.finess()), "structure": None, "name": values.words()},
        needs=("code",),
    )
    done = {
        "mood": st.just("EVN"),
        "status": st.just("completed"),
        "time": values.periods(ended=True),
        "negated": maybe(st.booleans()),
    }
    planned = {
        "mood": st.just("INT"),
        "status": st.just("normal"),
        "time": maybe(values.periods()),
        "negated": st.sampled_from((None, True)),
    }
    return st.one_of(
        *(
            instances(
                table_of("TRANSFER"),
                known,
                said={**shape, "code": None, "destination": maybe(where)},
            )
            for shape in (done, planned)
        )
    )
