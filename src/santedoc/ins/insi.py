"""INSi, the service that gives an INS for traits: what is asked, and what is answered.

Values and their lexical rules; the SOAP messages are for `santedoc.exchange.insi`, and the service
itself is called by nobody here. Source: SEL-MP-043 v05.00.01, §2 and §3.4.1 (names); RNIV v2.0
(statuses). Code 01 for "none found", and the shape of an answer, are those of published exchanges.

Examples:
    >>> Request(  # doctest: +ELLIPSIS
    ...     birth_name="LE GOFF", given_name="Zoé", sex=Sex.FEMALE, birth_date="1990-05-02"
    ... )
    Traceback (most recent call last):
        ...
    santedoc.errors.InvalidValueError: given_name: only A to Z, space, apostrophe and hyphen ...
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from santedoc.errors import InvalidValueError
from santedoc.ins.findings import finding, refuse
from santedoc.ins.identity import Identity
from santedoc.ins.matricule import Matricule
from santedoc.ins.names import Part, check_name, exchange_form
from santedoc.ins.sex import Sex
from santedoc.ins.status import IdentityAttribute, IdentityStatus
from santedoc.ins.traits import UNKNOWN_PLACE, Traits, check_birth_date, check_birth_place


class Answer(StrEnum):
    """What the code of an answer says."""

    FOUND = "00"
    """One identity."""
    NONE = "01"
    """No identity has these traits."""
    SEVERAL = "02"
    """Several identities have these traits; none is given."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Request:
    """The traits of a search; one that breaks the lexical rules cannot be made.

    Args:
        birth_name: name at birth, in the letters that INSi takes.
        given_name: one given name at birth, or several, in the same letters.
        sex: male or female.
        birth_date: ``YYYY-MM-DD``, a date of the calendar.
        birth_place: COG code of five characters; empty when it is not used to search.

    Raises:
        InvalidValueError: names the trait and the rule it breaks, never the value.
    """

    birth_name: str
    given_name: str
    sex: Sex
    birth_date: str
    birth_place: str = ""

    def __post_init__(self) -> None:
        for text, part, field in (
            (self.birth_name, Part.BIRTH_NAME, "birth_name"),
            (self.given_name, Part.FIRST_GIVEN_NAME, "given_name"),
        ):
            if exchange_form(text) != text:
                raise InvalidValueError(
                    "only A to Z, space, apostrophe and hyphen are exchanged: transcribe the name",
                    "seuls A à Z, espace, apostrophe et trait d’union s’échangent :"
                    " transcrire le nom",
                    field=field,
                )
            refuse(check_name(text, part), field=field)
        if not self.sex.is_strict:
            refuse([finding("INS.sex.undetermined")], field="sex")
        refuse(check_birth_date(self.birth_date), field="birth_date")
        if self.birth_place:
            refuse(check_birth_place(self.birth_place), field="birth_place")

    def __repr__(self) -> str:
        return "Request(•••)"

    @classmethod
    def of(cls, identity: Identity) -> Self:
        """Return the request that searches for an identity, its names transcribed.

        The first given name is asked for; an unknown birthplace is left out.

        Args:
            identity: the local identity; it is not altered.

        Raises:
            InvalidValueError: a trait cannot be exchanged, or the identity is doubtful or
                fictitious, which forbids the search (RNIV v2.0, EXI ID 24 and 26).
        """
        if identity.attributes & {IdentityAttribute.DOUBTFUL, IdentityAttribute.FICTITIOUS}:
            raise InvalidValueError(
                "INSi is not searched for a doubtful or fictitious identity",
                "INSi ne s’interroge pas pour une identité douteuse ou fictive",
                field="attributes",
            )
        traits = identity.traits
        place = traits.birth_place
        return cls(
            birth_name=exchange_form(traits.birth_name),
            given_name=exchange_form(traits.first_given_name),
            sex=traits.sex,
            birth_date=traits.birth_date,
            birth_place="" if place == UNKNOWN_PLACE else place,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A matricule that a person has or had.

    Args:
        matricule: the matricule.
        oid: OID of its issuer.
        start: first day, ``YYYY-MM-DD``; empty when it is not said.
        end: last day. Published answers have ends before starts: nothing is deduced from them.
    """

    matricule: Matricule
    oid: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What INSi answered.

    Args:
        code: code of the answer, two digits.
        label: what the service says of it.
        active: the matricule in use, when one identity was found.
        history: former matricules of the same person.
        traits: the traits of the register, exactly as they were returned.

    Raises:
        InvalidValueError: an identity was found and is not there, or the reverse.

    Examples:
        >>> several = Response(code="02", label="Plusieurs identites trouvees")
        >>> several.answer
        <Answer.SEVERAL: '02'>
        >>> several.identity()  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        santedoc.errors.InvalidValueError: INSi found several identities: ...
    """

    code: str
    label: str = ""
    active: Held | None = None
    history: tuple[Held, ...] = ()
    traits: Traits | None = None

    def __post_init__(self) -> None:
        found = self.answer is Answer.FOUND
        if found is not (self.active is not None) or found is not (self.traits is not None):
            raise InvalidValueError(
                "a matricule in use and traits come with code 00, and with no other",
                "un matricule actif et des traits accompagnent le code 00, et lui seul",
                field="code",
            )

    @property
    def answer(self) -> Answer | None:
        """What the code says; None for a code that is not known."""
        return Answer(self.code) if self.code in set(Answer) else None

    @property
    def former(self) -> frozenset[str]:
        """The former matricules, as `santedoc.ins.comparison.compare` takes them."""
        return frozenset(one.matricule.number for one in self.history)

    def identity(self, *, local: IdentityStatus = IdentityStatus.PROVISIONAL) -> Identity:
        """Return the identity that was found.

        Args:
            local: status before the search. An identity document was seen (validated, qualified):
                the identity becomes qualified, once its traits were compared; else recovered.

        Raises:
            InvalidValueError: none or several were found; says what to do.
        """
        if self.active is None or self.traits is None:
            raise self._refusal()
        seen = local in {IdentityStatus.VALIDATED, IdentityStatus.QUALIFIED}
        return Identity(
            matricule=self.active.matricule,
            oid=self.active.oid,
            traits=self.traits,
            status=IdentityStatus.QUALIFIED if seen else IdentityStatus.RECOVERED,
        )

    def _refusal(self) -> InvalidValueError:
        if self.answer is Answer.SEVERAL:
            return InvalidValueError(
                "INSi found several identities: search again with the birthplace,"
                " or with all given names; never choose one",
                "INSi a trouvé plusieurs identités : chercher de nouveau avec le lieu de naissance,"
                " ou avec tous les prénoms ; ne jamais en choisir une",
            )
        if self.answer is Answer.NONE:
            return InvalidValueError(
                "INSi found no identity: check the traits on an identity document,"
                " or try another given name",
                "INSi n’a trouvé aucune identité : vérifier les traits sur un titre d’identité,"
                " ou essayer un autre prénom",
            )
        return InvalidValueError(
            "INSi gave no identity, with a code that is not known",
            "INSi n’a rendu aucune identité, avec un code inconnu",
            field="code",
        )
