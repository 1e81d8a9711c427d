"""An identity as a whole: matricule, authority, traits, status, and whether they hold together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from santedoc.ins import matricule as matricules
from santedoc.ins import oids
from santedoc.ins import traits as strict
from santedoc.ins.findings import Finding, accepted, finding, refuse
from santedoc.ins.matricule import Matricule
from santedoc.ins.oids import Realm
from santedoc.ins.status import (
    Decision,
    IdentityAttribute,
    IdentityStatus,
    Right,
    Target,
    check_status,
    may_carry_matricule,
    settled,
)
from santedoc.ins.status import decide as status_decides
from santedoc.ins.traits import Traits

_REDRAWN_1968 = frozenset({"75", "78", "91", "92", "93", "94", "95"})
_NORTH_AFRICA = frozenset({"91", "92", "93", "94", "95", "96"})
_LAST_YEAR_OF_OLD_CODES = 1968


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A patient's national identity, as one system knows it.

    Args:
        traits: the strict traits.
        matricule: the matricule, when one is known.
        oid: OID of the matricule's issuer.
        status: status in the system that speaks; None when it is not said, as in a CDA document.
        attributes: homonym, doubtful, fictitious.

    Examples:
        >>> from santedoc.ins.sex import Sex
        >>> Identity(
        ...     matricule=Matricule("277010115400329"),
        ...     oid=oids.NIR,
        ...     traits=Traits(
        ...         birth_name="GARCIA-HAMMADI",
        ...         given_names="SARAH-LOU ANNA",
        ...         first_given_name="SARAH-LOU",
        ...         birth_date="1977-01-21",
        ...         sex=Sex.FEMALE,
        ...         birth_place="01154",
        ...     ),
        ...     status=IdentityStatus.QUALIFIED,
        ... ).may_carry_matricule.allowed
        True
    """

    traits: Traits
    matricule: Matricule | None = None
    oid: str | None = None
    status: IdentityStatus | None = None
    attributes: frozenset[IdentityAttribute] = frozenset()

    @property
    def may_carry_matricule(self) -> Decision:
        """Whether its status and attributes allow the matricule of this identity to be sent."""
        return may_carry_matricule(self.status, self.attributes)

    def may_go(self, target: Target, *, realm: Realm | None = None) -> Decision:
        """Return whether a document of this person may go to a target, and why not.

        Args:
            target: Mon espace santé, DMP, MSSanté.
            realm: the realm of the receiving system; None when that is not known here.
        """
        return decide(self, target=target, realm=realm)

    @property
    def realm(self) -> Realm | None:
        """Whose identities the OID is for; None without an OID that says an INS."""
        authority = oids.classify(self.oid) if self.oid else None
        return authority.realm if authority and authority.is_ins else None


def decide(identity: Identity, *, target: Target, realm: Realm | None = None) -> Decision:
    """Decide whether the matricule may be sent, or a document may go somewhere, and say why not.

    The status and the attributes come first; then the matricule and its OID must be there and
    right (a matricule whose key is wrong is no longer used: DMP, EX_GEN-1270).

    Args:
        identity: the identity.
        target: the matricule itself, Mon espace santé, DMP, MSSanté.
        realm: the realm of the receiving system; None when that is not known here.
    """
    number = identity.matricule.number if identity.matricule else None
    return decide_number(
        number,
        identity.oid,
        status=identity.status,
        attributes=identity.attributes,
        target=target,
        realm=realm,
    )


def decide_number(
    number: str | None,
    oid: str | None,
    *,
    status: IdentityStatus | None,
    attributes: Iterable[IdentityAttribute] = (),
    target: Target,
    realm: Realm | None = None,
) -> Decision:
    """Decide as `decide` does, from a matricule as a document writes it, right or wrong.

    Args:
        number: the matricule; None or empty when there is none.
        oid: the OID beside it.
        status: status of the identity.
        attributes: what else is said of it.
        target: the matricule itself, Mon espace santé, DMP, MSSanté.
        realm: the realm of the receiving system; None when that is not known here.

    Examples:
        >>> decide_number(
        ...     "279035121518988", oids.TEST, status=IdentityStatus.QUALIFIED, target=Target.MES
        ... ).reasons[0].rule.id
        'INS.matricule.key'
    """
    said = status_decides(status, attributes, target=target)
    if not said or said.without_matricule:
        return said
    wrong = tuple(one for one in _check_number(number, oid, realm) if one.refuses)
    if not wrong:
        return said
    bare = target is Target.MSSANTE_PROFESSIONAL
    return settled(Right.WITHOUT_MATRICULE if bare else Right.NO, wrong, target)


def consistency(matricule: Matricule, traits: Traits) -> tuple[Finding, ...]:
    """Return where a matricule and traits disagree: sex, year, month and place of birth.

    All are remarks: a register may be corrected without the number changing. What the number does
    not know (pseudo-month), what the traits do not know (undetermined sex, 99999) and the codes
    that were redrawn (Corsica before 2A and 2B, the Paris region in 1968, North Africa before
    independence) are not held against anyone.

    Args:
        matricule: the matricule.
        traits: the strict traits.
    """
    found = []
    if traits.sex.is_strict and traits.sex is not matricule.sex:
        found.append(finding("INS.consistency.sex"))
    if born := traits.born:
        if born.year % 100 != matricule.year2:
            found.append(finding("INS.consistency.year"))
        if matricule.month not in {None, born.month}:
            found.append(finding("INS.consistency.month"))
    if not strict.check_birth_place(traits.birth_place) and not _same_place(matricule, traits):
        found.append(finding("INS.consistency.place"))
    return tuple(found)


def check(identity: Identity, *, realm: Realm | None = None) -> tuple[Finding, ...]:
    """Return everything that is wrong or unusual in an identity.

    Args:
        identity: the identity.
        realm: the realm expected of its OID, when one is.

    Returns:
        findings on the traits, the status, and, when there is a matricule: on the number, its OID,
        the right to send it, and its agreement with the traits.
    """
    found = [*strict.check(identity.traits), *check_status(identity.status, identity.attributes)]
    if identity.matricule is None:
        return tuple(found)
    found += _check_number(identity.matricule.number, identity.oid, realm)
    found += identity.may_carry_matricule.reasons
    found += consistency(identity.matricule, identity.traits)
    return tuple(found)


def validate(identity: Identity, *, realm: Realm | None = None) -> Identity:
    """Return the identity unchanged.

    Raises:
        InvalidValueError: something refuses it.
    """
    refuse(check(identity, realm=realm), field="identity")
    return identity


def is_valid(identity: Identity, *, realm: Realm | None = None) -> bool:
    """Return whether nothing refuses the identity."""
    return accepted(check(identity, realm=realm))


def _check_number(number: str | None, oid: str | None, realm: Realm | None) -> tuple[Finding, ...]:
    if not number:
        return (finding("INS.matricule.missing"),)
    if oid is None:
        issuer: tuple[Finding, ...] = (finding("INS.oid.missing"),)
    else:
        issuer = oids.check(oid, realm=realm)
    return (*matricules.check(number), *issuer)


def _same_place(matricule: Matricule, traits: Traits) -> bool:
    number, place = matricule.place, traits.birth_place
    if number == place:
        return True
    if number[:2] == "20" or place[:2] == "20":  # one department until 1976
        return {number[:2], place[:2]} <= {"20", "2A", "2B"} and number[2:] == place[2:]
    early = traits.born is None or traits.born.year <= _LAST_YEAR_OF_OLD_CODES
    if not early:
        return False
    if {number[:2], place[:2]} <= _REDRAWN_1968:
        return True
    return number[:2] in _NORTH_AFRICA and place[:2] == "99"
