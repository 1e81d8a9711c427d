"""Requests read back: what was asked, and the documents that came with it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote

from santedoc.errors import UnreadableError
from santedoc.exchange.ebrim_reader import METADATA_LIMITS, read_submission
from santedoc.exchange.values import Submission
from santedoc.exchange.xds.envelope import SOAP, WSA, XDSB, XOP
from santedoc.exchange.xds.mtom import RULE, Payload, read_parts
from santedoc.xmlkit import Limits, parse, q

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request to a registry.

    Args:
        action: SOAP action.
        submission: the metadata.
        documents: identifier of the entry → bytes of the document.
    """

    action: str
    submission: Submission
    documents: Mapping[str, bytes] = field(repr=False)


def read_request(payload: Payload, *, limits: Limits = METADATA_LIMITS) -> Request:
    """Return what a request to a registry says, whoever made it.

    Documents may be MTOM parts, or stand in base64 where they are named.

    Args:
        payload: Content-Type and body.
        limits: how much of the envelope is read.

    Raises:
        UnreadableError: no such request; a document that is named and not there.

    Source: IHE ITI TF-2 3.41, ITI-57.
    """
    parts = read_parts(payload)
    root = parse(parts.root, limits)
    action = root.find(f"{q(SOAP, 'Header')}/{q(WSA, 'Action')}")
    documents = {}
    for document in root.iter(q(XDSB, "Document")):
        documents[str(document.get("id", ""))] = _bytes(document, parts.attachments)
    return Request(
        action=(action.text or "").strip() if action is not None else "",
        submission=read_submission(parts.root, limits=limits),
        documents=MappingProxyType(documents),
    )


def _bytes(document: _Element, attachments: Mapping[str, bytes]) -> bytes:
    include = document.find(q(XOP, "Include"))
    if include is None:
        try:
            return base64.b64decode("".join((document.text or "").split()), validate=True)
        except (binascii.Error, ValueError):
            raise _missing() from None
    name = unquote(str(include.get("href", "")).removeprefix("cid:"))
    if name not in attachments:
        raise _missing()
    return attachments[name]


def _missing() -> UnreadableError:
    return UnreadableError(
        "a document is named and not there",
        "un document est nommé et absent",
        rule=RULE,
    )
