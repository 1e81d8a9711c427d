"""What is known of the patient's life and family: history, habits, pregnancies, wishes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from santedoc.model.attachments import AttachedFile
from santedoc.model.base import Model
from santedoc.model.datatypes import Absent, Code, HumanName
from santedoc.model.people import Addresses, Identifiers, Telecoms
from santedoc.model.statements import ExternalReference, Observation, Statement, When
from santedoc.model.time import PartialDateTime


class Relative(Model):
    """A member of the family (HL7 ``RelatedSubject``).

    Args:
        relationship: what the relative is to the patient (JDV HL7 PersonalRelationshipRoleType).
        name: the relative's name.
        gender: administrative sex (HL7 AdministrativeGender: M, F, UN).
        birth_time: date of birth.
        identifiers: identifiers of the relative.
        multiple_birth: whether the relative is a twin.
        birth_order: rank among twins.
        addresses: where the relative lives.
        telecoms: how to reach the relative.
    """

    relationship: Code | Absent
    name: HumanName | Absent | None = None
    gender: Code | Absent | None = None
    birth_time: PartialDateTime | Absent | None = None
    identifiers: Identifiers = ()
    multiple_birth: bool | None = None
    birth_order: int | None = None
    addresses: Addresses = ()
    telecoms: Telecoms = ()


class FamilyCondition(Observation):
    """A problem of a relative (FRLMAntecedentFamilialObserve).

    Args:
        value: the problem; also the way to say that none is known.
        code: kind of problem (JDV code-probleme).
        time: when it was found.
        negated: whether it is denied.
        comment: what else is said of it.
    """


def _many(value: Any) -> Any:
    return (value,) if isinstance(value, FamilyCondition) else value


class FamilyMemberHistory(Statement):
    """Problems of one relative (FRLMAntecedentsFamiliauxEntree).

    Args:
        relative: who.
        conditions: the problems.
        time: when that was noted.

    Examples:
        >>> mother = Relative(relationship=Code(code="MTH", system="2.16.840.1.113883.5.111"))
        >>> anaemia = Code(code="D57.1", system="2.16.840.1.113883.6.3")
        >>> history = FamilyMemberHistory(
        ...     relative=mother, conditions=FamilyCondition(value=anaemia)
        ... )
        >>> len(history.conditions)
        1
    """

    relative: Relative
    conditions: Annotated[tuple[FamilyCondition, ...], BeforeValidator(_many)] = ()
    time: When | None = None


class SocialHistory(Observation):
    """A habit or a circumstance of life (FRLMHabitusModeDeVieEntree): tobacco, alcohol, work.

    Args:
        code: which one (JDV social-history-code).
        value: how it is.
        time: when, or from when to when.
        relative: who, when it is not the patient.
        comment: what else is said of it.
    """

    relative: Relative | None = None


class PregnancyObservation(Observation):
    """Something of a pregnancy (FRLMObservationGrossesse): status, term, births.

    Args:
        code: what is said.
        value: its value.
        time: when.
        comment: what else is said of it.
    """


class AdvanceDirective(Observation):
    """A wish for the end of life (FRLMDirectiveAnticipee).

    Args:
        code: what it is about (JDV type-directive-anticipee).
        value: whether it is wished; absent for a document that says it all.
        time: from when to when it holds.
        document: where the document that says it stands.
        file: the document itself.
        comment: what else is said of it.
    """

    document: ExternalReference | None = None
    file: AttachedFile | None = None
