"""An identity as a whole: matricule, authority, traits, status, and whether they hold together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from santedoc.ins import matricule as matricules
from santedoc.ins import oids
from santedoc.ins import traits as strict
from santedoc.ins.findings import Finding, accepted, finding, refuse
from santedoc.ins.matricule import Matricule
from santedoc.ins.oids import Realm
from santedoc.ins.traits import Traits
from santedoc.report import Text

_REDRAWN_1968 = frozenset({"75", "78", "91", "92", "93", "94", "95"})
_NORTH_AFRICA = frozenset({"91", "92", "93", "94", "95", "96"})
_LAST_YEAR_OF_OLD_CODES = 1968


class IdentityStatus(StrEnum):
    """The four statuses of an identity (RNIV v2.0, EXI SI 07); values as in FR Core."""

    PROVISIONAL = "PROV"
    """Neither an identity document nor INSi has confirmed it."""
    VALIDATED = "VALI"
    """An identity document was seen."""
    RECOVERED = "RECUP"
    """INSi answered, no identity document was seen."""
    QUALIFIED = "QUAL"
    """Both: the only status under which the matricule may be sent."""

    @property
    def label(self) -> Text:
        """The name of the status in a sentence."""
        return _STATUS_LABELS[self]


class IdentityAttribute(StrEnum):
    """What may be said of an identity besides its status (RNIV v2.0, EXI ID 24 and 26)."""

    HOMONYM = "homonym"
    DOUBTFUL = "doubtful"
    FICTITIOUS = "fictitious"

    @property
    def label(self) -> Text:
        """The name of the attribute in a sentence."""
        return _ATTRIBUTE_LABELS[self]


_STATUS_LABELS: Mapping[IdentityStatus, Text] = MappingProxyType(
    {
        IdentityStatus.PROVISIONAL: Text("provisional", "provisoire"),
        IdentityStatus.VALIDATED: Text("validated", "validée"),
        IdentityStatus.RECOVERED: Text("recovered", "récupérée"),
        IdentityStatus.QUALIFIED: Text("qualified", "qualifiée"),
    }
)
_ATTRIBUTE_LABELS: Mapping[IdentityAttribute, Text] = MappingProxyType(
    {
        IdentityAttribute.HOMONYM: Text("homonym", "homonyme"),
        IdentityAttribute.DOUBTFUL: Text("doubtful", "douteuse"),
        IdentityAttribute.FICTITIOUS: Text("fictitious", "fictive"),
    }
)


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something may be done with an identity; true or false as a condition.

    Args:
        allowed: the answer.
        reasons: what forbids it; empty when allowed.
    """

    allowed: bool
    reasons: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed


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
        ... ).may_carry_matricule
        Decision(allowed=True, reasons=())
    """

    traits: Traits
    matricule: Matricule | None = None
    oid: str | None = None
    status: IdentityStatus | None = None
    attributes: frozenset[IdentityAttribute] = frozenset()

    @property
    def may_carry_matricule(self) -> Decision:
        """Whether the matricule of this identity may be sent."""
        return may_carry_matricule(self.status, self.attributes)

    @property
    def realm(self) -> Realm | None:
        """Whose identities the OID is for; None without an OID that says an INS."""
        authority = oids.classify(self.oid) if self.oid else None
        return authority.realm if authority and authority.is_ins else None


def may_carry_matricule(
    status: IdentityStatus | None, attributes: Iterable[IdentityAttribute] = ()
) -> Decision:
    """Decide whether the matricule and its OID may be sent with an identity.

    Only a qualified identity, neither doubtful nor fictitious (RNIV v2.0, EXI ID 24, 26 and 29).

    Args:
        status: status of the identity; None when it is not known.
        attributes: what else is said of it; homonym forbids nothing.

    Examples:
        >>> may_carry_matricule(IdentityStatus.QUALIFIED).allowed
        True
        >>> decision = may_carry_matricule(IdentityStatus.VALIDATED)
        >>> decision.allowed, [f.rule.id for f in decision.reasons]
        (False, ['INS.status.unqualified'])
    """
    reasons = []
    if status is None:
        reasons.append(finding("INS.status.unknown"))
    elif status is not IdentityStatus.QUALIFIED:
        reasons.append(finding("INS.status.unqualified", found=status.label))
    held = set(attributes)
    if IdentityAttribute.DOUBTFUL in held:
        reasons.append(finding("INS.attributes.doubtful"))
    if IdentityAttribute.FICTITIOUS in held:
        reasons.append(finding("INS.attributes.fictitious"))
    return Decision(not reasons, tuple(reasons))


def check_status(
    status: IdentityStatus | None, attributes: Iterable[IdentityAttribute] = ()
) -> tuple[Finding, ...]:
    """Return what does not go together in a status and its attributes.

    Doubtful or fictitious forces provisional; only homonym and doubtful combine.

    Examples:
        >>> both = {IdentityAttribute.HOMONYM, IdentityAttribute.FICTITIOUS}
        >>> [f.rule.id for f in check_status(IdentityStatus.VALIDATED, both)]
        ['INS.attributes.combination', 'INS.status.forced']
    """
    held = sorted(set(attributes))
    found = []
    if IdentityAttribute.FICTITIOUS in held and len(held) > 1:
        names = Text(*(", ".join(one.label.in_(lang) for one in held) for lang in ("en", "fr")))
        found.append(finding("INS.attributes.combination", found=names))
    forcing = {IdentityAttribute.DOUBTFUL, IdentityAttribute.FICTITIOUS} & set(held)
    if forcing and status not in {None, IdentityStatus.PROVISIONAL}:
        found.append(finding("INS.status.forced", found=status.label))
    return tuple(found)


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
    found += matricules.check(identity.matricule.number)
    if identity.oid is None:
        found.append(finding("INS.oid.missing"))
    else:
        found += oids.check(identity.oid, realm=realm)
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
