"""Codes and units of the systems whose list is held: each of them exists, as the gate verifies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.cda.engine.check import found_private
from santedoc.report import Issue, Rule, Severity, Stage, Text
from santedoc.terminology import code_system, known_systems, system_name, ucum_contains
from santedoc.xmlkit import CDA, XSI_TYPE, location_of, prefixed, q

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_SOURCE = "CI-SIS, semantic rules (vérification sémantique), October 2025"
UNKNOWN_CODE = Rule(
    id="TERM.code.unknown",
    severity=Severity.ERROR,
    stage=Stage.TERMINOLOGY,
    kind="coding",
    text=Text(
        "{what}: {found} is no code of {name} ({system}).",
        "{what} : {found} n'est pas un code de {name} ({system}).",
    ),
    why=Text(
        "The national gate holds the list of this code system, and refuses the whole document.",
        "Le contrôle national détient la liste de ce système de codes, et refuse tout le document.",
    ),
    fix=Text(
        "Take a code of the current edition, or the right code system; without a code, leave "
        "codeSystem out.",
        "Prendre un code de l'édition en vigueur, ou le bon système de codes ; sans code, ne pas "
        "écrire codeSystem.",
    ),
    source=_SOURCE,
    gate=True,
)
UNKNOWN_UNIT = Rule(
    id="TERM.unit.unknown",
    severity=Severity.ERROR,
    stage=Stage.TERMINOLOGY,
    kind="coding",
    text=Text(
        "{what}: {found} is no unit of the UCUM list of the CI-SIS.",
        "{what} : {found} n'est pas une unité de la liste UCUM du CI-SIS.",
    ),
    why=Text(
        "A quantity without a known unit cannot be compared nor converted: the gate refuses it.",
        "Une quantité sans unité connue ne peut être ni comparée ni convertie : elle est refusée.",
    ),
    fix=Text(
        "Write the unit in UCUM, case included (mmol/L, mg/dL, 10*9/L), a word in braces "
        "({{tablet}}), or no unit.",
        "Écrire l'unité en UCUM, casse comprise (mmol/L, mg/dL, 10*9/L), un mot entre accolades "
        "({{comprime}}), ou aucune unité.",
    ),
    source=_SOURCE,
    gate=True,
)
UNCHECKED = Rule(
    id="TERM.system.unchecked",
    severity=Severity.INFORMATION,
    stage=Stage.TERMINOLOGY,
    kind="coding",
    text=Text(
        "No list of codes is held for {name}: {number} code(s) of this document were not verified.",
        "La liste des codes de {name} n'est pas détenue : {number} code(s) de ce document n'ont "
        "pas été vérifiés.",
    ),
    why=Text(
        "Nor does the national gate verify them, beyond the value sets.",
        "Le contrôle national ne les vérifie pas non plus, au-delà des jeux de valeurs.",
    ),
    fix=Text("Nothing to do.", "Rien à faire."),
    source=_SOURCE,
)
RULES = (UNKNOWN_CODE, UNKNOWN_UNIT, UNCHECKED)

_CODE, _VALUE, _LOW, _HIGH, _SUBSTANCE = (
    q(CDA, name) for name in ("code", "value", "low", "high", "substanceAdministration")
)
_DOSES = (q(CDA, "doseQuantity"), q(CDA, "rateQuantity"))
_UCUM = "2.16.840.1.113883.6.8"
# To the letter, as the gate compares them; `c:` is the prefix of self-presenting documents.
_CODED = frozenset({"CD", "CE"})
_QUANTITY = frozenset({"PQ", "c:PQ"})
_INTERVAL = frozenset({"IVL_PQ", "c:IVL_PQ"})


def membership_issues(root: _Element) -> list[Issue]:
    """Return the codes and the units that their systems do not have.

    The gate looks at every element named ``code`` and at every ``value`` of type CD or CE; at the
    units of ``value`` (PQ, IVL_PQ) and of the bounds of doses and rates. A code system without
    a code fails too. A system for which no list is held is told once for the document.

    Args:
        root: a ``ClinicalDocument`` element.

    Source: CI-SIS, vérification sémantique.
    """
    return [*_codes(root), *_units(root)]


def _codes(root: _Element) -> Iterator[Issue]:
    held = known_systems()
    unchecked: dict[str, list[_Element]] = {}
    for element in root.iter(_CODE, _VALUE):
        system = element.get("codeSystem")
        if not system or (element.tag == _VALUE and element.get(XSI_TYPE) not in _CODED):
            continue
        # UCUM is a list of units, not one of codes.
        if system not in held or system == _UCUM:
            if "code" in element.attrib:
                unchecked.setdefault(system, []).append(element)
            continue
        known = code_system(system)
        code = element.get("code", "")
        if known is not None and not known.contains(code):
            yield _issue(UNKNOWN_CODE, element, "code", code, name=known.name, system=system)
    for system, elements in unchecked.items():
        name = system_name(system)
        shown = f"{name} ({system})" if name else system
        params: dict[str, str | Text] = {"name": shown, "number": str(len(elements))}
        yield Issue(UNCHECKED, location_of(elements[0], "codeSystem"), params)


def _units(root: _Element) -> Iterator[Issue]:
    for element in _quantities(root):
        unit = element.get("unit")
        if unit is not None and not ucum_contains(unit):
            yield _issue(UNKNOWN_UNIT, element, "unit", unit)


def _quantities(root: _Element) -> Iterator[_Element]:
    for value in root.iter(_VALUE):
        said = value.get(XSI_TYPE)
        if said in _QUANTITY:
            yield value
        elif said in _INTERVAL:
            yield from value.iterchildren(_LOW, _HIGH)
    for dose in root.iter(*_DOSES):
        if next(dose.iterancestors(_SUBSTANCE), None) is not None:
            yield from dose.iterchildren(_LOW, _HIGH)


def _issue(rule: Rule, element: _Element, attribute: str, found: str, **more: str) -> Issue:
    params: dict[str, str | Text] = {
        "what": prefixed(str(element.tag)),
        "found": found_private(element, found) if found else "–",
        **more,
    }
    # Without the attribute, the issue is about the element.
    at = location_of(element, attribute if attribute in element.attrib else None)
    return Issue(rule, at, params)
