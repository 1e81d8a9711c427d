"""Where the patient goes: transfers, and the place that is preferred."""

from __future__ import annotations

from typing import Literal

from santedoc.model.base import Model
from santedoc.model.datatypes import Absent, Code
from santedoc.model.people import Addresses, Identifiers, Telecoms
from santedoc.model.statements import Statement, When
from santedoc.model.time import PartialDateTime, Period


class Destination(Model):
    """Where the patient is transferred.

    Args:
        name: its name.
        structure: national identifier of the structure (Struct_IdNat): ``1`` + FINESS…
        identifiers: other identifiers of the place.
        code: kind of structure (TRE_R02).
        addresses: where it is.
        telecoms: how to reach it.
        unit: kind of unit, within the structure.
    """

    name: str | Absent | None = None
    structure: str | None = None
    identifiers: Identifiers = ()
    code: Code | Absent | None = None
    addresses: Addresses = ()
    telecoms: Telecoms = ()
    unit: Code | None = None


class PatientTransfer(Statement):
    """A transfer, done or planned (FRLMTransfertDuPatient).

    Args:
        mood: ``EVN`` done, ``INT`` planned.
        time: from the departure to the arrival.
        destination: where to.
        code: fixed by the template; its translations tell the kind of unit.
        status: ``completed`` done, ``normal`` planned.
        negated: whether it is denied.
    """

    mood: Literal["EVN", "INT"] = "EVN"
    time: Period | PartialDateTime | Absent | None = None
    destination: Destination | None = None
    code: Code | None = None
    negated: bool | None = None


class FacilityRole(Model):
    """A structure, and what part it has.

    Args:
        kind: ``RCV`` it receives the patient, ``ORG`` it sends the patient, ``DST`` destination.
        name: its name.
        identifiers: its identifiers, Struct_IdNat first.
        code: kind of structure (TRE_R02).
        addresses: where it is.
        telecoms: how to reach it.
        time: when.
    """

    kind: str = "RCV"
    name: str | Absent | None = None
    identifiers: Identifiers = ()
    code: Code | None = None
    addresses: Addresses = ()
    telecoms: Telecoms = ()
    time: When | None = None


class PreferredFacility(Statement):
    """The structure that the patient prefers (FR-Disposition).

    Args:
        facilities: the structures.
        time: when that was said.
        mood: ``INT``.
        status: ``normal`` as a rule.
        code: fixed by the template.
    """

    facilities: tuple[FacilityRole, ...] = ()
    time: When | None = None
    mood: Literal["EVN", "INT"] = "INT"
    code: Code | None = None
