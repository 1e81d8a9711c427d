"""Identities named on the command line, whatever carries them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from santedoc.cli.failing import Exit, told
from santedoc.cli.files import STANDARD, read

if TYPE_CHECKING:
    from santedoc.ins import Identity


def identity_in(name: str, lang: str, *, check_key: bool = True) -> Identity:
    """Return the identity that a file holds, or end the command with a line that says why not.

    Args:
        name: identity JSON, a CDA or FHIR document, an XDM archive (its metadata), an HL7 v2
            message (its PID), a datamatrix (its payload, or a picture of it) or an answer of INSi;
            ``-`` for standard input.
        lang: language of that line.
        check_key: refuse a matricule whose key is wrong.
    """
    from santedoc.errors import InvalidValueError
    from santedoc.exchange.archive import is_zip
    from santedoc.ins import matricule, record
    from santedoc.ins.findings import refuse

    with told(lang, code=Exit.ISSUES, file=None if name == STANDARD else name):
        data = read(name)
        start = data.lstrip(b"\xef\xbb\xbf\x0b \t\r\n")
        said = _json(data) if start.startswith(b"{") else None
        if said is not None and "resourceType" not in said:
            return record.read(said, check_key=check_key)
        carries = said is not None or is_zip(data) or start.startswith(_CARRIERS)
        if not carries:
            raise InvalidValueError(
                "an identity is a JSON object: matricule, oid, birth_name…",
                "une identité est un objet JSON : matricule, oid, birth_name…",
            )
        found = _carried(data, start)
        if check_key and found.matricule:
            refuse(matricule.check(found.matricule.number), field="matricule")
        return found


IMAGES = (b"\x89PNG", b"%PDF-", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
"""What a PNG, a PDF, a JPEG, a TIFF and a BMP start with."""
_CARRIERS = (b"<", b"MSH", b"IS01", *IMAGES)


def _json(data: bytes) -> dict[str, object] | None:
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _carried(data: bytes, start: bytes) -> Identity:
    """Return the identity that a document, a message or an archive carries."""
    from santedoc.exchange import unpack
    from santedoc.exchange.hl7v2 import read_message
    from santedoc.exchange.identities import identity_of_document, identity_of_entry
    from santedoc.exchange.insi import read_response
    from santedoc.exchange.metadata import describe
    from santedoc.ins import datamatrix, symbol
    from santedoc.xmlkit import local_name, parse

    if start.startswith(b"MSH"):
        return read_message(data).patient.identity
    if start.startswith((b"IS01", *IMAGES)):
        picture = start.startswith(IMAGES)
        payload = symbol.read(data) if picture else data.decode("utf-8", "replace").rstrip("\r\n")
        return datamatrix.decode(payload)
    if start.startswith(b"PK"):
        return identity_of_entry(unpack(data).submission.entries[0])
    if start.startswith(b"<") and local_name(str(parse(data).tag)) == "Envelope":
        return read_response(data).identity()
    return identity_of_document(describe(data).document)
