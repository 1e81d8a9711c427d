"""The INS matricule: thirteen characters of the national register (NIR or NIA) and a key of two.

Sex, year and month of birth, department and commune of birth, rank in the register, then
97 − N mod 97, where 2A counts as 19 and 2B as 18. A NIA looks like a NIR: only the OID tells them
apart. Numbers that start with 5 to 8 look like one and are not (provisional, migrants).

Examples:
    >>> validate("2 79 03 51 215 189 89")
    '279035121518989'
    >>> validate("297022A02077878")
    '297022A02077878'
    >>> is_valid("279035121518988")
    False
    >>> [f.rule.id for f in check("701122A020778")]
    ['INS.matricule.provisional']
    >>> validate("2790351215189")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    santedoc.errors.InvalidValueError: matricule: INS matricule: 13 characters, 15 expected. ...
"""

from __future__ import annotations

import re
from dataclasses import InitVar, dataclass
from enum import StrEnum

from santedoc.ins.findings import Finding, accepted, finding, refuse
from santedoc.ins.number import compact as compact  # noqa: PLC0414 -- one of this module's verbs
from santedoc.ins.sex import Sex
from santedoc.report import Private

_BODY = r"[0-9]{5}(?:[0-9]{2}|2[AB])[0-9]{6}"
_FORM = _BODY + r"[0-9]{2}"
_CORSICA = (("2A", "19"), ("2B", "18"))
_MONTHS = range(1, 13)
_PSEUDO_MONTHS = frozenset({20, *range(30, 43), *range(50, 100)})
_OVERSEAS = frozenset({*range(971, 979), *range(984, 990)})
_GROUPS = (1, 3, 5, 7, 10, 13)
_KEY_RULE = "INS.matricule.key"


class Kind(StrEnum):
    """What a number of the family of the NIR is, from its first digit."""

    REGISTERED = "registered"
    """1 or 2: a NIR or a NIA, which can be an INS."""
    MIGRANT = "migrant"
    """5 or 6: a migrant passing through; not an INS."""
    PROVISIONAL = "provisional"
    """7 or 8: provisional number (NNP); not an INS."""
    UNKNOWN = "unknown"
    """Anything else."""


_KINDS = {
    "1": Kind.REGISTERED,
    "2": Kind.REGISTERED,
    "5": Kind.MIGRANT,
    "6": Kind.MIGRANT,
    "7": Kind.PROVISIONAL,
    "8": Kind.PROVISIONAL,
}


def kind(text: str) -> Kind:
    """Return what kind of number this is, right or wrong.

    Examples:
        >>> kind("7 01 12 2A 020 778")
        <Kind.PROVISIONAL: 'provisional'>
    """
    return _KINDS.get(compact(text)[:1], Kind.UNKNOWN)


def key(body: str) -> str:
    """Return the two digits that complete the thirteen characters of a NIR or NIA.

    Args:
        body: thirteen characters, or fifteen of which the last two are ignored.

    Raises:
        InvalidValueError: they are not of the form of a NIR.

    Examples:
        >>> key("297022A020778"), key("2360663220836")
        ('78', '56')
        >>> key("297022C020778")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        santedoc.errors.InvalidValueError: matricule: INS matricule: 13 characters then two ...
    """
    number = compact(body)
    if not re.fullmatch(_BODY + r"(?:[0-9]{2})?", number):
        refuse([finding("INS.matricule.form", found=Private(number))], field="matricule")
    return _key(number[:13])


def check(text: str) -> tuple[Finding, ...]:
    """Return everything that is wrong or unusual with a matricule, as it was written.

    Args:
        text: the matricule; separators are a remark, not a refusal.

    Examples:
        >>> check("279035121518989")
        ()
        >>> [f.rule.id for f in check("1905012345678 90")]
        ['INS.matricule.writing', 'INS.matricule.pseudoMonth', 'INS.matricule.key']
    """
    number = compact(text)
    found = [] if number == text else [finding("INS.matricule.writing")]
    what = kind(number)
    if what is Kind.PROVISIONAL:
        found.append(finding("INS.matricule.provisional"))
    elif what is Kind.MIGRANT:
        found.append(finding("INS.matricule.migrant"))
    elif len(number) != 15:
        found.append(finding("INS.matricule.length", count=str(len(number))))
    elif not re.fullmatch(_FORM, number):
        found.append(finding("INS.matricule.form", found=Private(number)))
    else:
        found += _contents(number, what)
    return tuple(found)


def validate(text: str) -> str:
    """Return the fifteen characters of a matricule.

    Raises:
        InvalidValueError: form, kind, month, department or key is wrong.
    """
    refuse(check(text), field="matricule")
    return compact(text)


def parse(text: str) -> Matricule:
    """Return a matricule with what it says: sex, year, month and place of birth.

    Raises:
        InvalidValueError: as `validate`.

    Examples:
        >>> parse("2 79 03 51 215 189 89").department
        '51'
    """
    return Matricule(text)


def is_valid(text: str) -> bool:
    """Return whether nothing refuses a matricule."""
    return accepted(check(text))


def format(text: str, *, separator: str = " ") -> str:  # noqa: A001 -- every identifier has it
    """Return a matricule as people write it; nothing is checked.

    Examples:
        >>> format("279035121518989")
        '2 79 03 51 215 189 89'
    """
    number = compact(text)
    starts = (0, *_GROUPS)
    groups = (number[start:end] for start, end in zip(starts, (*_GROUPS, None), strict=True))
    return separator.join(group for group in groups if group)


@dataclass(frozen=True, slots=True, repr=False)
class Matricule:
    """A matricule of the right form, with what it says.

    Args:
        number: fifteen characters; separators are removed.
        check_key: refuse a wrong key. False is for reading what others have already issued: the
            number is kept as it stands, and `check` goes on telling that its key is wrong.

    Raises:
        InvalidValueError: the matricule is refused.

    Examples:
        >>> one = Matricule("2 79 03 51 215 189 89")
        >>> one.sex, one.year2, one.month, one.department, one.commune, one.order, one.key
        (<Sex.FEMALE: 'F'>, 79, 3, '51', '215', '189', '89')
        >>> one  # a number never gets into a log by accident
        Matricule(•••)
        >>> str(one)
        '279035121518989'
    """

    number: str
    check_key: InitVar[bool] = True

    def __post_init__(self, check_key: bool) -> None:
        findings = check(self.number)
        if not check_key:
            findings = tuple(one for one in findings if one.rule.id != _KEY_RULE)
        refuse(findings, field="matricule")
        object.__setattr__(self, "number", compact(self.number))

    def __str__(self) -> str:
        return self.number

    def __repr__(self) -> str:
        return "Matricule(•••)"

    @property
    def sex(self) -> Sex:
        """Sex in the register."""
        return Sex.MALE if self.number[0] == "1" else Sex.FEMALE

    @property
    def year2(self) -> int:
        """Last two digits of the year of birth."""
        return int(self.number[1:3])

    @property
    def month(self) -> int | None:
        """Month of birth, 1 to 12; None when the register did not know it (pseudo-month)."""
        month = int(self.number[3:5])
        return month if month in _MONTHS else None

    @property
    def place(self) -> str:
        """The five characters of the place of birth, written as a COG code."""
        return self.number[5:10]

    @property
    def department(self) -> str:
        """Department of birth: two characters, three overseas; 99 abroad."""
        return self.number[5 : 5 + self._department_width]

    @property
    def commune(self) -> str:
        """Commune in the department: three digits, two overseas; abroad, the country."""
        return self.number[5 + self._department_width : 10]

    @property
    def is_born_abroad(self) -> bool:
        """Whether the place is a country."""
        return self.department == "99"

    @property
    def order(self) -> str:
        """Rank in the register of that place and month."""
        return self.number[10:13]

    @property
    def key(self) -> str:
        """The two digits of the key, as given."""
        return self.number[13:]

    @property
    def has_right_key(self) -> bool:
        """Whether the key matches the number; False only when it was not checked."""
        return self.key == _key(self.number[:13])

    @property
    def _department_width(self) -> int:
        return 3 if self.number[5:7] in {"97", "98"} else 2

    def formatted(self) -> str:
        """Return the matricule as people write it."""
        return format(self.number)


def _key(body: str) -> str:
    digits = body
    for letters, value in _CORSICA:
        if body[5:7] == letters:
            digits = body[:5] + value + body[7:]
    return f"{97 - int(digits) % 97:02d}"


def _contents(number: str, what: Kind) -> list[Finding]:
    found = []
    if what is not Kind.REGISTERED:
        found.append(finding("INS.matricule.sex", found=Private(number[0])))
    month = int(number[3:5])
    if month in _PSEUDO_MONTHS:
        found.append(finding("INS.matricule.pseudoMonth", found=Private(number[3:5])))
    elif month not in _MONTHS:
        found.append(finding("INS.matricule.month", found=Private(number[3:5])))
    place = number[5:10]
    if place.startswith("00"):
        found.append(finding("INS.matricule.department"))
    elif not _is_known(place):
        found.append(finding("INS.matricule.place", found=Private(place)))
    if (expected := _key(number[:13])) != number[13:]:
        found.append(finding(_KEY_RULE, found=Private(number[13:]), expected=Private(expected)))
    return found


def _is_known(place: str) -> bool:
    if place[:2] in {"97", "98"}:
        return int(place[:3]) in _OVERSEAS and place[3:] != "00"
    return place[2:] != "000"
