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
        name: identity JSON, a CDA document, an XDM archive (its metadata), an HL7 v2 message (its
            PID) or an answer of INSi; ``-`` for standard input.
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
        if start.startswith(b"{"):
            try:
                said = json.loads(data)
            except (ValueError, RecursionError):
                said = None
            if isinstance(said, dict):
                return record.read(said, check_key=check_key)
        elif is_zip(data) or start.startswith((b"<", b"MSH")):
            found = _carried(data, start)
            if check_key and found.matricule:
                refuse(matricule.check(found.matricule.number), field="matricule")
            return found
        raise InvalidValueError(
            "an identity is a JSON object: matricule, oid, birth_name…",
            "une identité est un objet JSON : matricule, oid, birth_name…",
        )


def _carried(data: bytes, start: bytes) -> Identity:
    """Return the identity that a document, a message or an archive carries."""
    from santedoc.exchange import unpack
    from santedoc.exchange.hl7v2 import read_message
    from santedoc.exchange.identities import identity_of_document, identity_of_entry
    from santedoc.exchange.insi import read_response
    from santedoc.exchange.metadata import describe
    from santedoc.xmlkit import local_name, parse

    if start.startswith(b"MSH"):
        return read_message(data).patient.identity
    if not start.startswith(b"<"):
        return identity_of_entry(unpack(data).submission.entries[0])
    if local_name(str(parse(data).tag)) == "Envelope":
        return read_response(data).identity()
    return identity_of_document(describe(data).document)
