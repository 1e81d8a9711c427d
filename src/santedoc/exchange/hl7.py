"""The HL7 v2 forms that XDS metadata borrow: persons (XCN), institutions (XON), numbers (CX)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ESCAPES = {"\\": "\\E\\", "|": "\\F\\", "^": "\\S\\", "&": "\\T\\", "~": "\\R\\"}
_ESCAPE = str.maketrans(_ESCAPES)
_PLAIN = {escape: plain for plain, escape in _ESCAPES.items()}
_ESCAPED = re.compile(r"\\[EFSTR]\\")


def escaped(text: str) -> str:
    r"""Return a text as a component, the delimiters of HL7 v2 escaped.

    Examples:
        >>> escaped("Durand & fils")
        'Durand \\T\\ fils'
    """
    return text.translate(_ESCAPE)


def unescaped(text: str) -> str:
    r"""Return the text of a component.

    Examples:
        >>> unescaped("Durand \\T\\ fils")
        'Durand & fils'
    """
    return _ESCAPED.sub(lambda found: _PLAIN[found[0]], text)


def _components(text: str, count: int) -> list[str]:
    found = text.split("^")
    return found + [""] * (count - len(found))


def _authority(component: str) -> str:
    """Return the OID of an assigning authority ``&oid&ISO``."""
    parts = component.split("&")
    return parts[1] if len(parts) > 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person or a device (XCN).

    Args:
        number: identifier.
        family: name; the model of a device.
        given: given name; the software of a device.
        root: OID under which the number is written.
        name_type: ``D``, or ``U`` for a device.
        number_type: ``IDNPS`` (professional), ``EI`` (within an institution), ``RI`` (device),
            ``NH`` (patient).

    Source: ANS, Mapping VIHF et XDS v2.1.3.

    Examples:
        >>> doctor = Person(
        ...     number="801234567897",
        ...     family="DAVID",
        ...     given="Charles",
        ...     root="1.2.250.1.71.4.2.1",
        ...     number_type="IDNPS",
        ... )
        >>> doctor.text()
        '801234567897^DAVID^Charles^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS'
        >>> Person.parse(doctor.text()) == doctor
        True
    """

    number: str
    family: str = ""
    given: str = ""
    root: str = ""
    name_type: str = "D"
    number_type: str = ""

    def text(self) -> str:
        """Return the XCN."""
        names = "^".join(escaped(one) for one in (self.number, self.family, self.given))
        return f"{names}^^^^^^&{self.root}&ISO^{self.name_type}^^^{self.number_type}"

    @classmethod
    def parse(cls, text: str) -> Person:
        """Return the person of an XCN, whatever is missing of it."""
        found = _components(text, 13)
        return cls(
            number=unescaped(found[0]),
            family=unescaped(found[1]),
            given=unescaped(found[2]),
            root=_authority(found[8]),
            name_type=found[9],
            number_type=found[12],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """An institution (XON).

    Args:
        name: name.
        root: OID under which the number is written; empty without a number.
        number: identifier.

    Source: ANS, Mapping VIHF et XDS v2.1.3.

    Examples:
        >>> Institution(name="Clinique", root="1.2.250.1.71.4.2.2", number="1750803447").text()
        'Clinique^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1750803447'
        >>> Institution(name="Clinique").text()
        'Clinique'
    """

    name: str
    root: str = ""
    number: str = ""

    def text(self) -> str:
        """Return the XON."""
        name = escaped(self.name)
        if not self.number:
            return name
        return f"{name}^^^^^&{self.root}&ISO^IDNST^^^{escaped(self.number)}"

    @classmethod
    def parse(cls, text: str) -> Institution:
        """Return the institution of an XON, whatever is missing of it."""
        found = _components(text, 10)
        return cls(name=unescaped(found[0]), root=_authority(found[5]), number=unescaped(found[9]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of a patient (CX).

    Args:
        number: the number.
        root: OID of who gave it.
        kind: ``NH`` for an INS, ``PI`` for a local number.

    Source: ANS, Mapping VIHF et XDS v2.1.3.

    Examples:
        >>> Number(number="279035121518989", root="1.2.250.1.213.1.4.10", kind="NH").text()
        '279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH'
    """

    number: str = field(repr=False)
    root: str
    kind: str

    def text(self) -> str:
        """Return the CX."""
        return f"{escaped(self.number)}^^^&{self.root}&ISO^{self.kind}"

    @classmethod
    def parse(cls, text: str) -> Number:
        """Return the number of a CX, whatever is missing of it."""
        found = _components(text, 5)
        return cls(number=unescaped(found[0]), root=_authority(found[3]), kind=found[4])
