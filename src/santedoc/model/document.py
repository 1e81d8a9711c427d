"""The document: its header, and either sections or one file."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, model_validator

from santedoc.errors import InvalidValueError
from santedoc.model.base import Model
from santedoc.model.datatypes import Code, Identifier, Media
from santedoc.model.header import (
    Authorization,
    Encounter,
    Order,
    RelatedDocument,
    ServiceEvent,
)
from santedoc.model.people import (
    Authenticator,
    Author,
    Custodian,
    DataEnterer,
    Informant,
    Participant,
    Patient,
    Recipient,
)
from santedoc.model.sections import Section
from santedoc.model.time import PartialDateTime


def _many(value: Any) -> Any:
    return (value,) if isinstance(value, Model | dict) else value


class Document(Model):
    """A clinical document of any model.

    Args:
        patient: who it is about.
        authors: who wrote it.
        custodian: who keeps it.
        legal_authenticator: who answers for it.
        service_events: the acts it reports; the first one is the principal act.
        encounter: the stay or consultation in which it was made.
        type: type of document (JDV_J07).
        title: its title.
        time: when it was made, with its offset.
        identifier: its identifier.
        set_id: identifier common to its versions; its own identifier when not said.
        version: from 1.
        confidentiality: ``N`` normal, ``R`` restricted, ``V`` very restricted.
        language: ``fr-FR``.
        data_enterer: who keyed it in.
        informants: who gave information, or may be asked.
        recipients: who it is sent to.
        authenticators: who attests it.
        participants: who else has a part.
        orders: the orders it answers.
        replaces: the document it replaces.
        authorizations: consents.
        sections: its content, for a model without a class of its own.
        body: the file it wraps, instead of sections (level 1).
        templates: identifiers of the models it conforms to, for a model without a class.
    """

    model_code: ClassVar[str | None] = None
    """CI-SIS code of the model."""
    model_edition: ClassVar[str | None] = None

    patient: Patient
    authors: Annotated[tuple[Author, ...], BeforeValidator(_many)]
    custodian: Custodian
    legal_authenticator: Authenticator
    service_events: Annotated[tuple[ServiceEvent, ...], BeforeValidator(_many)]
    encounter: Encounter
    type: Code
    title: str
    time: PartialDateTime
    identifier: Identifier | None = None
    set_id: Identifier | None = None
    version: int = 1
    confidentiality: Code | None = None
    language: str = "fr-FR"
    data_enterer: DataEnterer | None = None
    informants: tuple[Informant, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    authenticators: tuple[Authenticator, ...] = ()
    participants: tuple[Participant, ...] = ()
    orders: tuple[Order, ...] = ()
    replaces: tuple[RelatedDocument, ...] = ()
    authorizations: tuple[Authorization, ...] = ()
    sections: tuple[Section, ...] = ()
    body: Media | None = None
    templates: tuple[Identifier, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Document:
        if self.body is not None and self.sections:
            raise InvalidValueError(
                "a document has either sections or a file",
                "un document a des sections ou un fichier, pas les deux",
                field="body",
            )
        return self
