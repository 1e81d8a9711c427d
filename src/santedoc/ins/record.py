"""An identity as flat, named texts: what a JSON file, a form or a table row holds.

Names are those of the traits: ``matricule, oid, birth_name, given_names, first_given_name,
birth_date, sex, birth_place``, and, when they are said, ``status`` and ``attributes``.

Examples:
    >>> one = read({"birth_name": "LE GOFF", "sex": "F", "birth_date": "1990-05-02"})
    >>> one.traits.birth_name, one.matricule
    ('LE GOFF', None)
    >>> write(one)["sex"]
    'F'
    >>> read({"birthName": "LE GOFF"})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    santedoc.errors.InvalidValueError: birthName: no such trait; known: matricule, oid, ...
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from santedoc.errors import InvalidValueError
from santedoc.ins.identity import Identity
from santedoc.ins.matricule import Matricule
from santedoc.ins.sex import Sex
from santedoc.ins.status import IdentityAttribute, IdentityStatus
from santedoc.ins.traits import Traits

TRAITS = (
    "matricule",
    "oid",
    "birth_name",
    "given_names",
    "first_given_name",
    "birth_date",
    "sex",
    "birth_place",
)
"""The names that every record has, in order."""

_Word = TypeVar("_Word", IdentityStatus, IdentityAttribute)
_STATUS, _ATTRIBUTES = "status", "attributes"
_NAMES = (*TRAITS, _STATUS, _ATTRIBUTES)


def read(record: Mapping[str, object], *, check_key: bool = True) -> Identity:
    """Return the identity that a record says.

    Args:
        record: the texts by name; one that is absent, None or empty is not said.
        check_key: refuse a matricule whose key is wrong.

    Raises:
        InvalidValueError: a name is unknown, or a value is not of its form; the value itself is
            never in the message.
    """
    if unknown := [name for name in record if name not in _NAMES]:
        known = ", ".join(_NAMES)
        raise InvalidValueError(
            f"no such trait; known: {known}", f"trait inconnu ; connus : {known}", field=unknown[0]
        )
    said = {name: _text(record, name) for name in (*TRAITS, _STATUS)}
    number, sex = said["matricule"], said["sex"]
    return Identity(
        matricule=Matricule(number, check_key=check_key) if number else None,
        oid=said["oid"] or None,
        traits=Traits(
            birth_name=said["birth_name"],
            given_names=said["given_names"],
            first_given_name=said["first_given_name"],
            birth_date=said["birth_date"],
            sex=Sex.read(sex) if sex else Sex.UNKNOWN,
            birth_place=said["birth_place"],
        ),
        status=_one_of(IdentityStatus, said[_STATUS], _STATUS) if said[_STATUS] else None,
        attributes=frozenset(
            _one_of(IdentityAttribute, one, _ATTRIBUTES) for one in _list(record.get(_ATTRIBUTES))
        ),
    )


def write(identity: Identity) -> dict[str, str | list[str] | None]:
    """Return the record of an identity; what it does not say is None.

    Args:
        identity: the identity.
    """
    traits = identity.traits
    record: dict[str, str | list[str] | None] = {
        "matricule": identity.matricule.number if identity.matricule else None,
        "oid": identity.oid,
        "birth_name": traits.birth_name or None,
        "given_names": traits.given_names or None,
        "first_given_name": traits.first_given_name or None,
        "birth_date": traits.birth_date or None,
        "sex": traits.sex.value,
        "birth_place": traits.birth_place or None,
    }
    if identity.status:
        record[_STATUS] = identity.status.value
    if identity.attributes:
        record[_ATTRIBUTES] = sorted(identity.attributes)
    return record


def _text(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidValueError("a text is expected", "un texte est attendu", field=name)
    return value.strip()


def _list(value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    raise InvalidValueError(
        "a list of texts is expected", "une liste de textes est attendue", field=_ATTRIBUTES
    )


def _one_of(words: type[_Word], text: str, field: str) -> _Word:
    try:
        return words(text)
    except ValueError:
        expected = ", ".join(words)
        raise InvalidValueError(
            f"expected one of {expected}", f"attendu : {expected}", field=field
        ) from None
