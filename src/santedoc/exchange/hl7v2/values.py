"""What a message says that carries a document: values, whichever message it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from santedoc.exchange.hl7 import Institution, Person
from santedoc.exchange.values import Coded
from santedoc.ins.pid import PidPatient


class Kind(StrEnum):
    """The two messages of the exchange."""

    ORU = "ORU"
    """ORU^R01 in version 2.5: one document, or the same in two formats."""
    MDM = "MDM"
    """MDM^T02, T04 or T10 in version 2.6: one document."""


class Action(StrEnum):
    """What is asked about the document."""

    ADD = "add"
    REPLACE = "replace"
    DELETE = "delete"

    @property
    def order(self) -> str:
        """ORC-1."""
        return _ACTIONS[self][0]

    @property
    def status(self) -> str:
        """OBX-11 of the document."""
        return _ACTIONS[self][1]

    @property
    def event(self) -> str:
        """Event of an MDM message."""
        return _ACTIONS[self][2]


_ACTIONS: Mapping[Action, tuple[str, str, str]] = MappingProxyType(
    {
        Action.ADD: ("NW", "F", "T02"),
        Action.REPLACE: ("RO", "C", "T10"),
        Action.DELETE: ("CA", "D", "T04"),
    }
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An application in an organisation (MSH-3 and 4, MSH-5 and 6).

    Args:
        application: name of the application.
        facility: name of the organisation.
    """

    application: str
    facility: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The patient's stay (PV1).

    Args:
        patient_class: PV1-2: I, O, E, R or N.
        number: PV1-19, encoded (CX); required but for the class N.
        admitted: PV1-44.
        discharged: PV1-45.
    """

    patient_class: str = "N"
    number: str = ""
    admitted: str = ""
    discharged: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who sends, or to whom (PRT).

    Args:
        person: a professional, or the patient.
        institution: an organisation.
        device: identifier of an application.
        address: MSSanté address.
    """

    person: Person | None = field(default=None, repr=False)
    institution: Institution | None = None
    device: str = ""
    address: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """What the platform is to do with the document, and what it must not (table MetaDMPMSS).

    None is what a message that was read does not say.

    Args:
        masked: hidden from professionals in the DMP.
        hidden_from_patient: hidden from the patient.
        hidden_from_representatives: hidden from who represents the patient.
        secret_connection: to be sent to the DMP as a secret connection.
        confidentiality_changed: the message changes who may see the document.
        to_dmp: to be put into the DMP.
        to_professionals: to be sent to professionals by MSSanté.
        to_patient: to be sent to the patient by MSSanté.
        acknowledge_reception: the sender wants to know that it was received.
        acknowledge_reading: the sender wants to know that it was read.
    """

    masked: bool | None = False
    hidden_from_patient: bool | None = False
    hidden_from_representatives: bool | None = False
    secret_connection: bool | None = False
    confidentiality_changed: bool | None = False
    to_dmp: bool | None = False
    to_professionals: bool | None = False
    to_patient: bool | None = False
    acknowledge_reception: bool | None = False
    acknowledge_reading: bool | None = False


# Code in OBX-3 → field of `Flags`, label; in the order of the message.
FLAGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "MASQUE_PS": ("masked", "Masqué aux professionnels de Santé"),
        "INVISIBLE_PATIENT": ("hidden_from_patient", "Document Non Visible par le patient"),
        "INVISIBLE_REP_LEGAUX": (
            "hidden_from_representatives",
            "Non visible par les représentants Légaux du patient",
        ),
        "CONNEXION_SECRETE": ("secret_connection", "Connexion Secrete"),
        "MODIF_CONF_CODE": ("confidentiality_changed", "Modification Confidentiality Code"),
        "DESTDMP": ("to_dmp", "Destinataire DMP"),
        "DESTMSSANTEPS": (
            "to_professionals",
            "Destinataire (Professionnel de Santé, organisation ou BAL applicative)",
        ),
        "DESTMSSANTEPAT": ("to_patient", "Destinataire Patient"),
        "ACK_RECEPTION": ("acknowledge_reception", "Accusé de réception"),
        "ACK_LECTURE_MSS": ("acknowledge_reading", "Accusé de lecture"),
    }
)
BODY_PROFESSIONAL = "CORPSMAIL_PS"
BODY_PATIENT = "CORPSMAIL_PATIENT"
META = "MetaDMPMSS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message that carries a document.

    Args:
        kind: which message.
        action: what is asked.
        sending: who sends.
        receiving: who receives: the platform.
        time: when it was made (MSH-7), as HL7 writes times.
        control_id: its identifier (MSH-10), which the acknowledgement cites.
        processing: P in production, T for a test, D to debug.
        charset: MSH-18.
        patient: the patient (PID-3, 5, 7, 8, 11, 32).
        account: PID-18, encoded (CX).
        visit: the stay.
        type_code: type of the document.
        document: its bytes.
        other_format: the same document in another format; in an ORU only.
        document_id: its unique id, ``root`` or ``root^extension``; in an MDM only (TXA-12).
        replaced_id: that of the document that it replaces (TXA-13).
        completion: TXA-17.
        order: ORC-1, as it was read; the one that the action wants by default.
        sender: who asks (PRT SB).
        recipients: to whom by MSSanté (PRT RCT).
        reply_to: address for answers (PRT REPLY).
        flags: what the platform is to do.
        no_reply: the patient must not answer (NTE ``FIN``).
        body_professional: text of the mail to professionals.
        body_patient: text of the mail to the patient.

    Source: CI-SIS, Transmission d'un document CDA-R2 en HL7v2, 2.1.
    """

    kind: Kind
    action: Action
    sending: Endpoint
    receiving: Endpoint
    time: str
    control_id: str
    patient: PidPatient
    type_code: Coded
    document: bytes = field(repr=False)
    processing: str = "P"
    charset: str = "UNICODE UTF-8"
    account: str = field(default="", repr=False)
    visit: Visit = field(default=Visit(), repr=False)
    other_format: bytes | None = field(default=None, repr=False)
    document_id: str = ""
    replaced_id: str = ""
    completion: str = "AU"
    order: str = ""
    sender: Participant | None = None
    recipients: tuple[Participant, ...] = ()
    reply_to: str = ""
    flags: Flags = Flags()
    no_reply: bool = False
    body_professional: str = field(default="", repr=False)
    body_patient: str = field(default="", repr=False)
