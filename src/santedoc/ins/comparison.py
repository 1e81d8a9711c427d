"""Two identities side by side: what is identical, equal once written alike, or different.

Stored traits are never altered: copies are normalised for the comparison alone. Letters count as
INSi writes them; hyphen, apostrophe and space count as equal (RNIV v2.0, EXI ID 10).

Examples:
    >>> from santedoc.ins.record import read
    >>> here = read({"birth_name": "Le Goff", "sex": "F", "birth_date": "1990-05-02"})
    >>> there = read({"birth_name": "LE-GOFF", "sex": "F", "birth_date": "1990-02-05"})
    >>> comparison = compare(here, there)
    >>> comparison.verdict, comparison.reason.en
    (<Verdict.DIFFERENT: 'different'>, 'different: birth date')
    >>> comparison.of(Trait.BIRTH_NAME).agreement
    <Agreement.EQUAL: 'equal'>
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from santedoc.ins import matricule as matricules
from santedoc.ins import oids
from santedoc.ins.identity import Identity
from santedoc.ins.names import exchange_form
from santedoc.ins.sex import Sex
from santedoc.ins.traits import UNKNOWN_PLACE
from santedoc.report import Text


class Trait(StrEnum):
    """What is compared, by its name in an identity record."""

    MATRICULE = "matricule"
    OID = "oid"
    BIRTH_NAME = "birth_name"
    GIVEN_NAMES = "given_names"
    FIRST_GIVEN_NAME = "first_given_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    BIRTH_PLACE = "birth_place"

    @property
    def label(self) -> Text:
        """The name of the trait in a sentence."""
        return _LABELS[self]


class Agreement(StrEnum):
    """How one trait compares."""

    IDENTICAL = "identical"
    EQUAL = "equal"
    """Equal after normalisation: written otherwise, the same value."""
    UNSAID = "unsaid"
    """One side, or both, does not say it."""
    DIFFERENT = "different"


class Verdict(StrEnum):
    """How two identities compare: the worst of their traits."""

    IDENTICAL = "identical"
    EQUAL = "equal"
    """The same person, some trait written otherwise."""
    UNDECIDED = "undecided"
    """Nothing contradicts, but something is not said on both sides."""
    DIFFERENT = "different"


_LABELS: Mapping[Trait, Text] = MappingProxyType(
    {
        Trait.MATRICULE: Text("matricule", "matricule"),
        Trait.OID: Text("OID of the matricule", "OID du matricule"),
        Trait.BIRTH_NAME: Text("birth name", "nom de naissance"),
        Trait.GIVEN_NAMES: Text("list of given names", "liste des prénoms"),
        Trait.FIRST_GIVEN_NAME: Text("first given name", "premier prénom"),
        Trait.BIRTH_DATE: Text("birth date", "date de naissance"),
        Trait.SEX: Text("sex", "sexe"),
        Trait.BIRTH_PLACE: Text("birthplace", "lieu de naissance"),
    }
)
_LETTERS = Text("case, accents or ligatures", "casse, accents ou ligatures")
_LINKED = Text("spaces, apostrophes or hyphens", "espaces, apostrophes ou traits d’union")
_WRITING = Text("another writing of the same value", "autre écriture de la même valeur")
_FORMER = Text("a former matricule of the same person", "un ancien matricule de la même personne")
_CORSICA = Text("one department until 1976, two since", "un département jusqu’en 1976, deux depuis")
_REALMS = Text("identities of two realms", "identités de deux domaines")
_SHORTER = Text("one list is the start of the other", "une liste est le début de l’autre")
_LINKS = re.compile(r"[-' ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitComparison:
    """One trait of two identities.

    Args:
        trait: which one.
        agreement: how it compares.
        first: the value in the first identity, as it stands; empty when it is not said.
        second: the value in the second one.
        reason: what normalisation made equal, or what kind of difference it is.
    """

    trait: Trait
    agreement: Agreement
    first: str = field(repr=False)
    second: str = field(repr=False)
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two identities, trait by trait.

    Args:
        traits: one comparison for each trait, in the order of `Trait`.
        verdict: the verdict.
        reason: which traits it comes from; never their values.
    """

    traits: tuple[TraitComparison, ...]
    verdict: Verdict
    reason: Text

    @property
    def is_same(self) -> bool:
        """Whether all is said on both sides, and equal once written alike."""
        return self.verdict in {Verdict.IDENTICAL, Verdict.EQUAL}

    def of(self, trait: Trait) -> TraitComparison:
        """Return the comparison of one trait."""
        return next(one for one in self.traits if one.trait is trait)


def compare(first: Identity, second: Identity, *, former: Collection[str] = ()) -> Comparison:
    """Compare two identities trait by trait.

    Args:
        first: for instance the identity of the local record.
        second: for instance the one that INSi returned, or that a document carries.
        former: matricules that INSi says to be former ones of this person: they count as equal to
            the one in use, and so does their OID.
    """
    known = {matricules.compact(one) for one in former}
    traits = []
    replaced = False
    for trait, one, two in zip(Trait, _values(first), _values(second), strict=True):
        agreement, reason = _agreement(trait, one, two)
        if agreement is Agreement.DIFFERENT:
            replaced = replaced or (trait is Trait.MATRICULE and bool({one, two} & known))
            same_realm = first.realm is second.realm is not None
            if replaced and (trait is Trait.MATRICULE or (trait is Trait.OID and same_realm)):
                agreement, reason = Agreement.EQUAL, _FORMER
        traits.append(
            TraitComparison(trait=trait, agreement=agreement, first=one, second=two, reason=reason)
        )
    return _concluded(traits)


def _values(identity: Identity) -> tuple[str, ...]:
    traits = identity.traits
    return (
        identity.matricule.number if identity.matricule else "",
        identity.oid or "",
        traits.birth_name,
        traits.given_names,
        traits.first_given_name,
        traits.birth_date,
        "" if traits.sex is Sex.UNKNOWN else traits.sex.value,
        "" if traits.birth_place == UNKNOWN_PLACE else traits.birth_place,
    )


def _agreement(trait: Trait, one: str, two: str) -> tuple[Agreement, Text | None]:
    if not one.strip() or not two.strip():
        return Agreement.UNSAID, None
    if one == two:
        return Agreement.IDENTICAL, None
    for normalise, reason in _NORMALISATIONS.get(trait, ()):
        if normalise(one) == normalise(two):
            return Agreement.EQUAL, reason
    if trait is Trait.BIRTH_PLACE and _corsican(one, two):
        return Agreement.EQUAL, _CORSICA
    return Agreement.DIFFERENT, _difference(trait, one, two)


def _difference(trait: Trait, one: str, two: str) -> Text | None:
    if trait is Trait.OID:
        authorities = [oids.classify(text) for text in (one, two)]
        realms = {authority.realm for authority in authorities if authority}
        return _REALMS if len(realms) > 1 else None
    if trait is Trait.GIVEN_NAMES:
        short, long = sorted((_linked(one), _linked(two)), key=len)
        return _SHORTER if long.startswith(f"{short} ") else None
    return None


def _concluded(traits: Iterable[TraitComparison]) -> Comparison:
    told = tuple(traits)
    for agreement, verdict, said in (
        (Agreement.DIFFERENT, Verdict.DIFFERENT, Text("different", "différent")),
        (
            Agreement.UNSAID,
            Verdict.UNDECIDED,
            Text("not said on both sides", "non dit des deux côtés"),
        ),
        (Agreement.EQUAL, Verdict.EQUAL, Text("written otherwise", "écrit autrement")),
    ):
        concerned = [one.trait.label for one in told if one.agreement is agreement and _counts(one)]
        if concerned:
            reason = Text(
                f"{said.en}: {', '.join(label.en for label in concerned)}",
                f"{said.fr} : {', '.join(label.fr for label in concerned)}",
            )
            return Comparison(traits=told, verdict=verdict, reason=reason)
    same = Text("every trait is identical", "tous les traits sont identiques")
    return Comparison(traits=told, verdict=Verdict.IDENTICAL, reason=same)


def _counts(one: TraitComparison) -> bool:
    """Tell whether a trait weighs on the verdict: not a number that neither side has."""
    optional = one.trait in {Trait.MATRICULE, Trait.OID, Trait.FIRST_GIVEN_NAME}
    return not optional or bool(one.first or one.second)


def _linked(name: str) -> str:
    return _LINKS.sub(" ", exchange_form(name)).strip()


def _digits(date: str) -> str:
    return date.replace("-", "")


def _capitals(code: str) -> str:
    return code.strip().upper()


def _corsican(one: str, two: str) -> bool:
    codes = _capitals(one), _capitals(two)
    departments = {code[:2] for code in codes}
    return (
        "20" in departments and departments <= {"20", "2A", "2B"} and codes[0][2:] == codes[1][2:]
    )


_NAME = ((exchange_form, _LETTERS), (_linked, _LINKED))
_NORMALISATIONS: Mapping[Trait, tuple[tuple[Callable[[str], str], Text], ...]] = MappingProxyType(
    {
        Trait.OID: ((oids.compact, _WRITING),),
        Trait.BIRTH_NAME: _NAME,
        Trait.GIVEN_NAMES: _NAME,
        Trait.FIRST_GIVEN_NAME: _NAME,
        Trait.BIRTH_DATE: ((_digits, _WRITING),),
        Trait.BIRTH_PLACE: ((_capitals, _WRITING),),
    }
)
