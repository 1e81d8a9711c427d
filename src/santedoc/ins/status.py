"""Statuses and attributes of an identity, and the one table of what each of them allows.

The statuses, what they forbid to the matricule and what forces a provisional status come from RNIV
v2.0 (EXI SI 07; EXI ID 24, 26 and 29). Mon espace santé, the DMP and the mailbox of a patient are
reached with the matricule, so that they follow. That a professional may receive a document without
it is inferred: the RNIV keeps the matricule back, not the document.

Examples:
    >>> decide(IdentityStatus.QUALIFIED, target=Target.DMP).allowed
    True
    >>> refused = decide(IdentityStatus.VALIDATED, target=Target.MES)
    >>> refused.allowed, [one.rule.id for one in refused.reasons]
    (False, ['INS.status.unqualified', 'INS.target.matricule'])
    >>> decide(IdentityStatus.VALIDATED, target=Target.MSSANTE_PROFESSIONAL).right
    <Right.WITHOUT_MATRICULE: 'without matricule'>
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from santedoc.ins.findings import Finding, finding
from santedoc.report import Text


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


class Target(StrEnum):
    """What one may want to do with an identity: send its matricule, or a document somewhere."""

    MATRICULE = "matricule"
    """Send the matricule and its OID, wherever it goes."""
    MES = "mes"
    """Put a document in Mon espace santé."""
    DMP = "dmp"
    """Put a document in the DMP."""
    MSSANTE_PROFESSIONAL = "mssante-professional"
    """Send a document to a professional or a structure by MSSanté."""
    MSSANTE_PATIENT = "mssante-patient"
    """Send a document to the patient's own MSSanté mailbox, whose address is the matricule."""

    @property
    def label(self) -> Text:
        """The name of the target in a sentence."""
        return _TARGET_LABELS[self]


class Right(StrEnum):
    """What the decision table says in one cell, from the widest to the narrowest."""

    YES = "yes"
    WITHOUT_MATRICULE = "without matricule"
    """The document may go; the matricule and its OID must be left out of it."""
    NO = "no"


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
_TARGET_LABELS: Mapping[Target, Text] = MappingProxyType(
    {
        Target.MATRICULE: Text("the matricule", "le matricule"),
        Target.MES: Text("Mon espace santé", "Mon espace santé"),
        Target.DMP: Text("the DMP", "le DMP"),
        Target.MSSANTE_PROFESSIONAL: Text(
            "a professional by MSSanté", "un professionnel par MSSanté"
        ),
        Target.MSSANTE_PATIENT: Text("the patient by MSSanté", "le patient par MSSanté"),
    }
)
_YES, _BARE, _NO = Right
_Status, _Attribute = IdentityStatus, IdentityAttribute
_NARROWEST_FIRST = tuple(reversed(Right))


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something may be done with an identity; true or false as a condition.

    Args:
        allowed: the answer.
        reasons: what forbids it, or forbids the matricule only; empty when all is allowed.
        without_matricule: whether it is allowed on condition that the matricule is left out.
    """

    allowed: bool
    reasons: tuple[Finding, ...] = ()
    without_matricule: bool = False

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def right(self) -> Right:
        """The decision as the table says it."""
        if not self.allowed:
            return Right.NO
        return Right.WITHOUT_MATRICULE if self.without_matricule else Right.YES


# The decision table. A row is what one status, or one attribute, allows by itself, and the rule
# that says why; of several rows the narrowest right holds. Columns are those of `Target`, in order.
_TABLE: Mapping[IdentityStatus | IdentityAttribute | None, tuple[tuple[Right, ...], str]] = (
    MappingProxyType(
        {
            #                        matr. MES   DMP   pro    patient
            None:                  ((_NO,  _NO,  _NO,  _BARE, _NO), "INS.status.unknown"),
            _Status.PROVISIONAL:   ((_NO,  _NO,  _NO,  _BARE, _NO), "INS.status.unqualified"),
            _Status.RECOVERED:     ((_NO,  _NO,  _NO,  _BARE, _NO), "INS.status.unqualified"),
            _Status.VALIDATED:     ((_NO,  _NO,  _NO,  _BARE, _NO), "INS.status.unqualified"),
            _Status.QUALIFIED:     ((_YES, _YES, _YES, _YES, _YES), ""),
            _Attribute.HOMONYM:    ((_YES, _YES, _YES, _YES, _YES), ""),
            _Attribute.DOUBTFUL:   ((_NO,  _NO,  _NO,  _BARE, _NO), "INS.attributes.doubtful"),
            _Attribute.FICTITIOUS: ((_NO,  _NO,  _NO,  _BARE, _NO), "INS.attributes.fictitious"),
        }
    )
)  # fmt: skip


def decide(
    status: IdentityStatus | None,
    attributes: Iterable[IdentityAttribute] = (),
    *,
    target: Target = Target.MATRICULE,
) -> Decision:
    """Decide what a status and its attributes allow.

    Args:
        status: status of the identity; None when it is not known.
        attributes: what else is said of it.
        target: what one wants to do.

    Returns:
        the decision, with what forbids it. `Identity.may_go` also looks at the matricule itself.
    """
    column = tuple(Target).index(target)
    rights, reasons = [], []
    for row in (status, *sorted(set(attributes))):
        cells, rule = _TABLE[row]
        rights.append(cells[column])
        if cells[column] is not Right.YES:
            named = {"found": status.label} if rule == "INS.status.unqualified" and status else {}
            reasons.append(finding(rule, **named))
    return settled(min(rights, key=_NARROWEST_FIRST.index), reasons, target)


def settled(right: Right, reasons: Iterable[Finding], target: Target) -> Decision:
    """Return the decision that says a right, and why a target needs the matricule when it does.

    Args:
        right: what is allowed.
        reasons: what narrows it.
        target: what one wants to do.
    """
    told = tuple(reasons)
    if right is Right.NO and target is not Target.MATRICULE:
        told += (finding("INS.target.matricule", target=target.label),)
    return Decision(right is not Right.NO, told, right is Right.WITHOUT_MATRICULE)


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
    return decide(status, attributes, target=Target.MATRICULE)


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


_COMBINATIONS: tuple[tuple[IdentityAttribute, ...], ...] = (
    (),
    (IdentityAttribute.HOMONYM,),
    (IdentityAttribute.DOUBTFUL,),
    (IdentityAttribute.FICTITIOUS,),
    (IdentityAttribute.HOMONYM, IdentityAttribute.DOUBTFUL),
)


def decision_table() -> Iterator[
    tuple[IdentityStatus, tuple[IdentityAttribute, ...], Mapping[Target, Right]]
]:
    """Yield the decision table in full: each status with each set of attributes the RNIV combines.

    Examples:
        >>> len(list(decision_table()))
        20
    """
    for status in IdentityStatus:
        for held in _COMBINATIONS:
            yield status, held, {one: decide(status, held, target=one).right for one in Target}
