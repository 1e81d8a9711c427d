"""Numbers, quantities and dates as French readers write them."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from santedoc.model.datatypes import Absent, Quantity
from santedoc.model.time import QuantityRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from santedoc.model.time import PartialDateTime

NBSP = "\u00a0"
"""What keeps a number and its unit, or a sign and its word, on one line."""
_THIN = "\u202f"
_THOUSAND = 1000
# A prescriber halves and quarters what is counted; a weight or a volume has decimals.
_FRACTIONS = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}
_ONE_EACH = "unité de prise"
_PLURAL_FROM = 2

# UCUM unit, or the words of its annotation → singular and plural; a symbol does not change.
_SYMBOLS = (
    *("kg", "g", "mg", "ng", "L", "mL", "dL", "cL", "mmol", "mol", "kcal", "kJ"),
    *("%", "cm", "mm", "m", "kPa", "Gy", "MBq", "GBq", "kBq"),
)
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **{one: (one, one) for one in _SYMBOLS},
        "l": ("L", "L"),
        "ml": ("mL", "mL"),
        "cl": ("cL", "cL"),
        "dl": ("dL", "dL"),
        # Written in full: « µg » and « mg » have been mistaken for each other.
        "ug": ("microgramme", "microgrammes"),
        "[iU]": ("UI", "UI"),
        "[IU]": ("UI", "UI"),
        "k[iU]": ("milliers d'UI", "milliers d'UI"),
        "k[IU]": ("milliers d'UI", "milliers d'UI"),
        "10*6.[iU]": ("million d'UI", "millions d'UI"),
        "10*6.[IU]": ("million d'UI", "millions d'UI"),
        "m[iU]": ("millièmes d'UI", "millièmes d'UI"),
        "meq": ("mEq", "mEq"),
        "[drp]": ("goutte", "gouttes"),
        "mm[Hg]": ("mmHg", "mmHg"),
        "m2": ("m²", "m²"),
        "cm2": ("cm²", "cm²"),
        "s": ("seconde", "secondes"),
        "min": ("minute", "minutes"),
        "h": ("heure", "heures"),
        "d": ("jour", "jours"),
        "wk": ("semaine", "semaines"),
        "mo": ("mois", "mois"),
        "a": ("an", "ans"),
    }
)
_COUNTED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        name: (word, plural or f"{word}s")
        for names, word, plural in (
            ("tablet tbl tab comprime comprimé cp 15054000", "comprimé", ""),
            ("gelule gélule 15012000", "gélule", ""),
            ("capsule cap caps", "capsule", ""),
            ("dose doses", "dose", ""),
            ("puff bouffee bouffée inhalation actuation", "bouffée", ""),
            ("drop drops gtt goutte", "goutte", ""),
            ("application appl", "application", ""),
            ("sachet", "sachet", ""),
            ("suppository supp suppositoire", "suppositoire", ""),
            ("ovule pessary", "ovule", ""),
            ("patch", "dispositif transdermique", "dispositifs transdermiques"),
            ("ampoule ampule amp", "ampoule", ""),
            ("vial flacon bottle", "flacon", ""),
            ("spray pulverisation pulvérisation", "pulvérisation", ""),
            ("syringe seringue", "seringue", ""),
            ("pen stylo", "stylo", ""),
            ("unit units unite unité", "unité", ""),
            ("teaspoon tsp", "cuillère à café", "cuillères à café"),
            ("tablespoon tbs tbsp", "cuillère à soupe", "cuillères à soupe"),
            ("spoon", "cuillère-mesure", "cuillères-mesure"),
            ("box pack boite boîte 30009000", "boîte", ""),
            ("injection", "injection", ""),
        )
        for name in names.split()
    }
)
_FORMS = frozenset(word for word, _ in _COUNTED.values())
"""Words of what is counted one by one: a form that begins with one of them can be."""
TIME_UNITS = frozenset({"s", "min", "h", "d", "wk", "mo", "a"})


def french_number(value: Decimal) -> str:
    """Return a number: a comma, its thousands apart, no zero that says nothing.

    Args:
        value: the number.

    Examples:
        >>> french_number(Decimal("0.50")), french_number(Decimal("12.5"))
        ('0,5', '12,5')
        >>> french_number(Decimal("10000")) == "10\u202f000"
        True
    """
    sign, number = ("-", -value) if value < 0 else ("", value)
    whole, _, decimals = format(number, "f").partition(".")
    decimals = decimals.rstrip("0")
    if int(whole) >= _THOUSAND:
        whole = f"{int(whole):,}".replace(",", _THIN)
    return f"{sign}{whole},{decimals}" if decimals else f"{sign}{whole}"


def french_quantity(quantity: Quantity, *, thing: str | None = None) -> str:
    """Return a quantity, its unit always with it.

    Args:
        quantity: the quantity; without a value it says nothing.
        thing: what is counted when there is no unit, for instance ``comprimé``.

    Examples:
        >>> french_quantity(Quantity(value="1.5", unit="mg")) == f"1,5{NBSP}mg"
        True
        >>> french_quantity(Quantity(value="2", unit="{tablet}")) == f"2{NBSP}comprimés"
        True
        >>> french_quantity(Quantity(value="2")) == f"2{NBSP}unités de prise"
        True
    """
    if quantity.value is None:
        return ""
    return f"{_number(quantity, thing)}{NBSP}{unit_of(quantity, thing=thing)}"


def french_range(
    said: QuantityRange | Quantity | Absent | None, *, thing: str | None = None
) -> str:
    """Return a quantity between two bounds, the unit said once when it is the same.

    Args:
        said: the quantity, or its bounds.
        thing: what is counted when there is no unit.

    Examples:
        >>> one, two = (Quantity(value=n, unit="{tablet}") for n in ("1", "2"))
        >>> french_range(QuantityRange(low=one, high=two)) == f"1 à 2{NBSP}comprimés"
        True
    """
    if isinstance(said, Quantity):
        return french_quantity(said, thing=thing)
    if not isinstance(said, QuantityRange):
        return ""
    low, high = _valued(said.low), _valued(said.high)
    if low is not None and high is not None:
        return _between(low, high, thing)
    for alone, before in (
        (low, "au moins"),
        (high, "au plus"),
        (_valued(said.center), "environ"),
    ):
        if alone is not None:
            return f"{before} {french_quantity(alone, thing=thing)}"
    return ""


def unit_of(quantity: Quantity, *, thing: str | None = None) -> str:
    """Return the words of a quantity's unit, in the number of its value; never nothing.

    Args:
        quantity: the quantity.
        thing: what is counted when there is no unit.

    Examples:
        >>> unit_of(Quantity(value="2", unit="mg/kg/d"))
        'mg par kg par jour'
        >>> unit_of(Quantity(value="3", unit="{bandelette}"))
        'bandelettes'
    """
    many = quantity.value is not None and abs(quantity.value) >= _PLURAL_FROM
    unit = (quantity.unit or "").strip()
    if unit in {"", "1"}:
        return _in_number(_plain(thing or _ONE_EACH), many=many)
    first, *below = unit.split("/")
    words = [_word(first, quantity, many=many)] if first else []
    words += [f"par {_word(one, quantity, many=False)}" for one in below if one]
    return " ".join(words) or unit


def counted_form(form: str | None) -> str | None:
    """Return the word by which a pharmaceutical form is counted, if it is counted one by one.

    Args:
        form: label of the form.

    Examples:
        >>> counted_form("Comprimé pelliculé sécable")
        'comprimé'
        >>> counted_form("Solution injectable") is None
        True
    """
    first = (form or "").lower().split(" ")[0].strip(",;")
    return first if first in _FORMS else None


def french_time(value: PartialDateTime) -> str:
    """Return a time as a French reader writes it.

    Args:
        value: the time.

    Examples:
        >>> from santedoc.model.time import PartialDateTime
        >>> french_time(PartialDateTime("2019-12-03T13:30:00+01:00"))
        '03/12/2019 13:30'
        >>> french_time(PartialDateTime("2019-12"))
        '12/2019'
    """
    day, _, clock = value.iso.partition("T")
    shown = "/".join(reversed(day.split("-")))
    return f"{shown} {clock[:5]}" if clock else shown


def enumerated(words: Iterable[str], last: str = "et") -> str:
    """Return words one after the other, the last one after a conjunction.

    Args:
        words: the words; those that say nothing are left out.
        last: the conjunction.

    Examples:
        >>> enumerated(("matin", "midi", "soir"))
        'matin, midi et soir'
    """
    *first, end = [word for word in dict.fromkeys(words) if word] or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def _valued(said: Quantity | Absent | None) -> Quantity | None:
    return said if isinstance(said, Quantity) and said.value is not None else None


def _between(low: Quantity, high: Quantity, thing: str | None) -> str:
    last = french_quantity(high, thing=thing)
    if (low.value, low.unit) == (high.value, high.unit):
        return last
    # The words of the upper bound serve both, where both are of the same unit.
    same = low.unit == high.unit
    return f"{_number(low, thing) if same else french_quantity(low, thing=thing)} à {last}"


def _number(quantity: Quantity, thing: str | None) -> str:
    value = quantity.value
    assert value is not None  # callers ask for quantities that have one
    unit = (quantity.unit or "").strip("{}")
    counted = unit in _COUNTED or (not unit and thing is not None)
    whole = value // 1
    half = _FRACTIONS.get(value - whole) if counted and value > 0 else None
    if half is None:
        return french_number(value)
    return f"{french_number(whole)}{NBSP}{half}" if whole else half


def _word(unit: str, quantity: Quantity, *, many: bool) -> str:
    if unit in _WORDS:
        return _WORDS[unit][many]
    note = unit.strip("{}")
    for known in (note, note.lower()):
        if known in _COUNTED:
            return _COUNTED[known][many]
    bare, brace, _ = unit.partition("{")
    if bare and brace:
        return _word(bare, quantity, many=many)
    if brace:
        return _in_number((note, ""), many=many)
    label = next(
        (
            one.unit.display
            for one in quantity.translations
            if one.unit is not None and one.unit.display and one.unit.code == unit
        ),
        None,
    )
    return _in_number(_plain(label.lower()), many=many) if label else unit


def _plain(word: str) -> tuple[str, str]:
    """Return a word and its plural: only the first of several words changes here."""
    return next((pair for pair in _COUNTED.values() if pair[0] == word), (word, ""))


def _in_number(words: tuple[str, str], *, many: bool) -> str:
    one, several = words
    if not many:
        return one
    first, space, rest = one.partition(" ")
    ending = "" if first[-1:] in "sxz" or not first[-1:].isalpha() else "s"
    return several or f"{first}{ending}{space}{rest}"
