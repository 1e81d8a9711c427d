"""Identities named on the command line: identity JSON, a CDA document, an answer of INSi."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from santedoc.cli.failing import Exit, told
from santedoc.cli.files import STANDARD, read

if TYPE_CHECKING:
    from santedoc.ins import Identity
    from santedoc.model.people import Patient


def identity_in(name: str, lang: str, *, check_key: bool = True) -> Identity:
    """Return the identity that a file holds, or end the command with a line that says why not.

    Args:
        name: identity JSON, a CDA document or an answer of INSi; ``-`` for standard input.
        lang: language of that line.
        check_key: refuse a matricule whose key is wrong.
    """
    from santedoc.errors import InvalidValueError
    from santedoc.ins import record

    with told(lang, code=Exit.ISSUES, file=None if name == STANDARD else name):
        data = read(name)
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return _in_xml(data, check_key=check_key)
        try:
            said = json.loads(data)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict):
            raise InvalidValueError(
                "an identity is a JSON object: matricule, oid, birth_name…",
                "une identité est un objet JSON : matricule, oid, birth_name…",
            )
        return record.read(said, check_key=check_key)


def _in_xml(data: bytes, *, check_key: bool) -> Identity:
    from santedoc.conversion import parse
    from santedoc.exchange.insi import read_response
    from santedoc.ins import record
    from santedoc.xmlkit import local_name
    from santedoc.xmlkit import parse as parse_xml

    if local_name(str(parse_xml(data).tag)) == "Envelope":
        return read_response(data).identity()
    return record.read(_said_of(parse(data).document.patient), check_key=check_key)


def _said_of(patient: Patient) -> dict[str, object]:
    """Return the identity record of the patient of a document."""
    from santedoc.ins import oids
    from santedoc.model.datatypes import Address, Code, Identifier
    from santedoc.model.time import PartialDateTime

    numbers = [one for one in patient.identifiers if isinstance(one, Identifier)]
    ins = next((one for one in numbers if oids.is_ins(one.root) and one.extension), None)
    born, sex = patient.birth_time, patient.gender
    address = patient.birthplace.address if patient.birthplace else None
    return {
        "matricule": ins.extension if ins else None,
        "oid": ins.root if ins else None,
        "birth_name": patient.name.birth_family,
        "given_names": " ".join(patient.name.given),
        "first_given_name": patient.name.birth_given,
        "birth_date": born.iso[:10] if isinstance(born, PartialDateTime) else None,
        "sex": sex.code if isinstance(sex, Code) else None,
        "birth_place": address.county if isinstance(address, Address) else None,
    }
