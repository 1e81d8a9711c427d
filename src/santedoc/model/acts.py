"""Acts, examinations asked for, encounters, devices."""

from __future__ import annotations

from typing import Literal

from santedoc.model.base import Model
from santedoc.model.datatypes import Absent, Code, Quantity
from santedoc.model.people import Addresses, Identifiers, Informant, Performer, Telecoms
from santedoc.model.statement import (
    Comments,
    InternalReference,
    Observation,
    Statement,
    Value,
    When,
)


class Procedure(Statement):
    """An act, done or planned (FRLMActe).

    Args:
        code: the act.
        mood: ``EVN`` done, ``INT`` planned.
        time: when.
        priority: how urgently.
        approach_site: by which way.
        target_sites: where on the body.
        performers: who did it.
        reasons: why.
        references: other statements of the document that it is tied to.
        status: ``completed``, ``active``, ``aborted`` or ``cancelled``.
        negated: whether it is denied: not done.
        observations: what was observed with it.
        comments: what else is said of it.
    """

    code: Code | Absent
    mood: Literal["EVN", "INT"] = "EVN"
    time: When | None = None
    priority: Code | None = None
    approach_site: Code | None = None
    target_sites: tuple[Code, ...] = ()
    performers: tuple[Performer, ...] = ()
    reasons: tuple[InternalReference, ...] = ()
    references: tuple[InternalReference, ...] = ()
    negated: bool | None = None
    observations: tuple[Observation, ...] = ()
    comments: Comments = ()


class ServiceRequest(Statement):
    """An examination or a follow-up asked for (FRLMDemandeExamenOuSuivi).

    Args:
        code: what is asked for.
        time: when it is expected.
        value: what is expected.
        mood: ``INT`` intended, ``PRP`` proposed, ``GOL`` a goal.
        method: how.
        target_site: where on the body.
        negated: whether it is denied.
        comments: what else is said of it.
    """

    code: Code | Absent
    time: When
    value: Value | None = None
    mood: Literal["INT", "PRP", "GOL"] = "INT"
    method: Code | None = None
    target_site: Code | None = None
    negated: bool | None = None
    comments: Comments = ()


class Location(Model):
    """A place of care.

    Args:
        name: its name.
        identifiers: its identifiers.
        code: kind of place.
        addresses: where it is.
        telecoms: how to reach it.
    """

    name: str | None = None
    identifiers: Identifiers = ()
    code: Code | None = None
    addresses: Addresses = ()
    telecoms: Telecoms = ()


class EncounterStatement(Statement):
    """A consultation or a stay, past or planned (FRLMRencontre).

    Args:
        code: kind of encounter.
        mood: ``EVN`` done, ``INT`` intended, ``PRMS`` promised, ``ARQ`` asked for, ``APT``
            arranged.
        time: when.
        priority: how urgently; required with a request that has no date.
        performers: who.
        locations: where.
        observations: what was observed with it.
        informants: who told of it.
        comments: what else is said of it.
    """

    code: Code | Absent
    mood: Literal["EVN", "INT", "PRMS", "ARQ", "APT"] = "EVN"
    time: When | None = None
    priority: Code | None = None
    performers: tuple[Performer, ...] = ()
    locations: tuple[Location, ...] = ()
    observations: tuple[Observation, ...] = ()
    informants: tuple[Informant, ...] = ()
    comments: Comments = ()


class Equipment(Model):
    """A medical device.

    Args:
        code: its category (EMDN), its other codes as translations.
        identifiers: its UDI or catalogue reference.
    """

    code: Code | Absent | None = None
    identifiers: Identifiers = ()


class DeviceUse(Statement):
    """A device implanted, worn or handed over (FRLMDispositifMedical).

    Args:
        device: the device.
        time: when it is used.
        mood: ``EVN`` or ``INT``.
        quantity: how many.
        performers: who handed it over.
        observations: what else is known of it.
        comments: what else is said of it.
    """

    device: Equipment
    time: When
    mood: Literal["EVN", "INT"] = "EVN"
    quantity: Quantity | Absent | None = None
    performers: tuple[Performer, ...] = ()
    observations: tuple[Observation, ...] = ()
    comments: Comments = ()
