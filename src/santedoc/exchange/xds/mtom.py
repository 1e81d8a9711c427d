"""SOAP 1.2 messages with their attachments (MTOM, XOP): written and taken apart byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from types import MappingProxyType

from santedoc.context import Context
from santedoc.errors import UnreadableError

RULE = "XDS.syntax"
_ROOT_ID = "root@santedoc"
_LINE = b"\r\n"
_MOST = 10_000  # parts of one message


@dataclass(frozen=True, slots=True)
class Payload:
    """What would be posted: the value of Content-Type, and the body.

    Args:
        content_type: ``multipart/related…`` with its boundary, or ``application/soap+xml…``.
        body: the bytes.
    """

    content_type: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Parts:
    """A message taken apart.

    Args:
        root: the envelope.
        attachments: identifier → bytes.
    """

    root: bytes = field(repr=False)
    attachments: Mapping[str, bytes] = field(repr=False)


def write_parts(
    root: bytes, attachments: Mapping[str, tuple[str, bytes]], *, action: str, context: Context
) -> Payload:
    """Return a message: the envelope, then each attachment in its bytes.

    Args:
        root: the envelope.
        attachments: identifier → media type and bytes.
        action: SOAP action.
        context: gives the boundary.

    Source: SOAP MTOM, XOP (W3C, 2005); RFC 2387.
    """
    boundary = f"uuid:{context.new_id().lower()}"
    while any(boundary.encode() in data for _, data in attachments.values()):
        boundary = f"uuid:{context.new_id().lower()}"
    content_type = (
        f'multipart/related; type="application/xop+xml"; start="<{_ROOT_ID}>"; '
        f'start-info="application/soap+xml"; action="{action}"; boundary="{boundary}"'
    )
    pieces = [
        _part(
            f'application/xop+xml; charset=UTF-8; type="application/soap+xml"; action="{action}"',
            _ROOT_ID,
            root,
            boundary,
        )
    ]
    pieces += [_part(media, name, data, boundary) for name, (media, data) in attachments.items()]
    body = b"".join((*pieces, f"--{boundary}--".encode(), _LINE))
    return Payload(content_type, body)


def _part(media: str, name: str, data: bytes, boundary: str) -> bytes:
    head = (
        f"--{boundary}\r\nContent-Type: {media}\r\nContent-Transfer-Encoding: binary\r\n"
        f"Content-ID: <{name}>\r\n\r\n"
    )
    return head.encode() + data + _LINE


def read_parts(payload: Payload) -> Parts:
    """Return the envelope and the attachments of a message; one without attachments is its own.

    Args:
        payload: what was received.

    Raises:
        UnreadableError: no boundary, a part without an end, or two of one name.
    """
    said = _header(payload.content_type)
    if said.get_content_maintype() != "multipart":
        return Parts(payload.body, MappingProxyType({}))
    boundary = said.get_boundary()
    if not boundary:
        raise _unreadable("no boundary in Content-Type", "pas de boundary dans Content-Type")
    start = str(said.get_param("start") or "").strip("<>")
    root: bytes | None = None
    attachments: dict[str, bytes] = {}
    for name, data in _split(payload.body, boundary.encode()):
        if root is None and (not start or name == start):
            root = data
        elif name in attachments or not name:
            raise _unreadable("two parts of one name", "deux parties du même nom")
        else:
            attachments[name] = data
    if root is None:
        raise _unreadable("no envelope among the parts", "pas d'enveloppe parmi les parties")
    return Parts(root, MappingProxyType(attachments))


def _split(body: bytes, boundary: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the identifier and the bytes of each part."""
    first, *rest = (_LINE + body).split(_LINE + b"--" + boundary)
    del first  # what stands before the first part means nothing
    if not rest or not rest[-1].startswith(b"--") or len(rest) > _MOST:
        raise _unreadable("the message is cut short", "le message est tronqué")
    for part in rest[:-1]:
        head, blank, data = part.lstrip(b" \t").removeprefix(_LINE).partition(_LINE * 2)
        if not blank:
            raise _unreadable("a part has no end of headers", "une partie n'a pas d'en-têtes finis")
        yield _identifier(head), data


def _identifier(head: bytes) -> str:
    for line in head.split(_LINE):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-id":
            return value.strip().strip(b"<>").decode("ascii", "replace")
    return ""


def _header(content_type: str) -> Message:
    message = Message()
    message["Content-Type"] = " ".join(content_type.split())
    return message


def _unreadable(en: str, fr: str) -> UnreadableError:
    return UnreadableError(en, fr, rule=RULE)
