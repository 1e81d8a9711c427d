"""What is measured, assessed, attached, and the sections that hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from santedoc.model.datatypes import Code
from santedoc.terminology import ucum_contains
from santedoc.testing import values
from santedoc.testing.refinements.shapes import Refined, some, table_of
from santedoc.testing.rows import WHOLE, Refinements, instances

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_LOINC = "2.16.840.1.113883.6.1"
_RESULTS = ("26436-6", "18748-4", "26438-2", "27898-6", "26435-8")
_TOLD_BY_DOCUMENT = ("75793-0", "42348-3")


def findings(known: Refinements) -> Refined:
    """Return what is between the fields of findings, and of their sections."""
    return {
        # Wherever it stands in a body, the gate wants a sex of its own list.
        ("RELATIVE", "gender"): values.members("JDV_J143"),
        ("ADMISSION", "value"): values.members("jdv-modalite-entree-cisis"),
        ("DISCHARGE", "value"): values.members("jdv-modalite-sortie-cisis"),
        ("DOCUMENT-STATUS", "value"): values.members("jdv-statut-document-cisis"),
        ("VITAL-SIGN", WHOLE): _vital_signs(known),
        ("VITAL-SIGNS", "time"): values.times() | values.absences("UNK", "NAV"),
        ("RESULTS-GROUP", "code"): st.sampled_from(_RESULTS).map(
            lambda code: Code(code=code, system=_LOINC, display="Résultats")
        ),
        ("RELATIVE", "birth_order"): st.integers(1, 9),
        ("ADVANCE-DIRECTIVE", WHOLE): _directives(known),
        ("ADVANCE-DIRECTIVE.document", "identifiers"): some(values.identifiers()),
        ("REASON-FOR-REFERRAL", "text"): values.narratives(),
        ("RESULTS", "text"): values.narratives(),
        ("PREGNANCIES-SECTION", "observations"): some(
            instances(table_of("PREGNANCY-OBSERVATION"), known)
        ),
        ("ATTACHMENTS-SECTION", "attachments"): some(instances(table_of("ATTACHMENT"), known)),
        **_holders(known),
    }


def _vital_signs(known: Refinements) -> SearchStrategy[Any]:
    from santedoc.cda.entries.vital_signs import UNITS

    def of(code: Code) -> SearchStrategy[Any]:
        units = filter(ucum_contains, UNITS.get(str(code.code), ()))
        said = {"code": values.codes(st.just(code)), "value": values.quantities(*units)}
        return instances(table_of("VITAL-SIGN"), known, said=said)

    return values.members("jdv-signe-vital-cisis").flatmap(of)


def _directives(known: Refinements) -> SearchStrategy[Any]:
    table = table_of("ADVANCE-DIRECTIVE")
    alone = values.members("jdv-type-directive-anticipee-cisis").filter(
        lambda code: code.code in _TOLD_BY_DOCUMENT
    )
    return st.one_of(
        instances(table, known, said={"value": st.booleans()}),
        instances(table, known, said={"value": None, "code": alone}),
    )


def _holders(known: Refinements) -> Refined:
    """Return sections that hold sections: a text, or some of those below."""
    below = {
        "PATHOLOGIES-SECTION": ("problems", "medical_history", "procedures", "allergies"),
        "RISK-FACTORS-SECTION": ("social_history", "occupational_risks", "family_history"),
        "TREATMENT-PLAN-SECTION": ("medications",),
        "ANAMNESIS-SECTION": (
            "problems", "medical_history", "procedures", "allergies", "family_history",
        ),
    }  # fmt: skip
    refined: Refined = {}
    for key, names in below.items():
        shapes = [_holder(known, key, (), names)]
        shapes += [_holder(known, key, (name,), ()) for name in names]
        refined[key, WHOLE] = st.one_of(*shapes)
    return refined


def _holder(
    known: Refinements, key: str, needs: tuple[str, ...], without: tuple[str, ...]
) -> SearchStrategy[Any]:
    said = {"sections": None, "text": None if needs else values.narratives()}
    said |= dict.fromkeys(without)
    return instances(table_of(key), known, said=said, needs=needs)
