"""Strategies for the datatypes of the model: texts, codes, times, quantities, names."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from santedoc.model.datatypes import (
    Absent,
    Address,
    Code,
    HumanName,
    Identifier,
    Media,
    Qualifier,
    Quantity,
    Ratio,
    Telecom,
    TextReference,
)
from santedoc.model.narrative import Narrative, Node
from santedoc.model.statement import Instant, Number, Value
from santedoc.model.time import (
    EventTiming,
    PartialDateTime,
    Period,
    QuantityRange,
    Recurrence,
    Schedule,
    WholeRange,
)
from santedoc.terminology import value_set

_FRENCH = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæ ABCDEFGHIJKLMNOPQRSTUVWXYZÀÉÈ0123456789"
_MARKUP = "&<>\"'’«» \N{NO-BREAK SPACE}–½²µ°€()[]{};:,.%#/+-\N{COMBINING ACUTE ACCENT}😀漢"
_UNITS = ("mg", "g", "mL", "mmol/L", "%", "/min", "mm[Hg]", "kg", "{tbl}", "ug/L", "Cel")
_TIME_UNITS = ("h", "d", "wk", "mo", "min")
# Value sets whose codes exercise several code systems.
_POOL = (
    "jdv-modalite-entree-cisis",
    "jdv-modalite-sortie-cisis",
    "jdv-type-evenement-indesirable-previsible-cisis",
    "jdv-hl7-v3-ActPriority-cisis",
)
NULLS = ("UNK", "NA", "NASK", "ASKU", "NAV", "NI", "MSK")


def words(longest: int = 40) -> SearchStrategy[str]:
    """Return texts as authors type them: French letters, and what XML must escape.

    Args:
        longest: how many characters at most.
    """
    anything = st.text(alphabet=_FRENCH + _MARKUP, min_size=1, max_size=longest)
    return anything.map(str.strip).filter(bool)


def absences(*reasons: str) -> SearchStrategy[Absent]:
    """Return reasons why a value is not there."""
    return st.sampled_from(reasons or NULLS).map(lambda reason: Absent(reason=reason))  # type: ignore[arg-type]


def identifiers() -> SearchStrategy[Identifier]:
    """Return identifiers: an OID with an extension, or a UUID."""
    oid = st.integers(1, 10**6).map(lambda number: f"1.2.250.1.999.{number}")
    extension = st.text(alphabet="ABCDEF0123456789-/^", min_size=1, max_size=12)
    return st.one_of(
        st.builds(Identifier, root=oid, extension=extension),
        st.uuids().map(lambda one: Identifier(root=str(one).upper())),
    )


@cache
def members(name: str) -> SearchStrategy[Code]:
    """Return the codes of a value set.

    Args:
        name: its name or OID.
    """
    return st.sampled_from(
        [Code(code=c.code, system=c.system, display=c.display) for c in value_set(name).concepts]
    )


@cache
def plain_codes() -> SearchStrategy[Code]:
    """Return codes of several code systems, with nothing but code, system and label."""
    return st.one_of(*(members(name) for name in _POOL))


@st.composite
def codes(draw: st.DrawFn, given: SearchStrategy[Code] | None = None) -> Code:
    """Return a code with what may go with it: author's words, translations, qualifiers.

    Args:
        draw: hypothesis's.
        given: the codes to start from; any when not said.
    """
    code = draw(given if given is not None else plain_codes())
    changes: dict[str, object] = {}
    if draw(st.integers(0, 3)) == 0:
        changes["system_version"] = "2025.01"
    if draw(st.integers(0, 3)) == 0:
        changes["original_text"] = TextReference(text=draw(words()))
    if draw(st.integers(0, 3)) == 0:
        others = plain_codes().filter(lambda other: not other.same_concept(code))
        found = draw(st.lists(others, min_size=1, max_size=2, unique_by=lambda one: one.code))
        changes["translations"] = tuple(found)
    return code.replaced(**changes) if changes else code


def specialities() -> SearchStrategy[Code]:
    """Return codes of medicines as they are sold (CIS)."""
    return st.integers(60_000_000, 69_999_999).map(
        lambda number: Code(
            code=str(number), system="1.2.250.1.213.2.3.1", display=f"Spécialité {number}"
        )
    )


def qualified_codes() -> SearchStrategy[Code]:
    """Return codes with a qualifier: only ``CD`` has them."""
    qualifier = st.builds(Qualifier, name=plain_codes(), value=plain_codes())
    return st.builds(lambda code, one: code.replaced(qualifiers=(one,)), plain_codes(), qualifier)


def observed() -> SearchStrategy[Value]:
    """Return what an observation may say: a value of every kind that the model knows."""
    return st.one_of(
        quantities(),
        ranges(),
        ratios(),
        codes(),
        qualified_codes(),
        st.builds(Instant, time=times()),
        periods(),
        st.builds(Number, number=decimals()),
        identifiers(),
        st.booleans(),
        st.integers(-999, 9999),
        words(),
        absences(),
    )


_ZONES = st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-4))])


def moments() -> SearchStrategy[PartialDateTime]:
    """Return times to the second, with their offset, from 2020 to 2030."""
    naive = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 12, 31))  # noqa: DTZ001
    return st.builds(
        lambda at, zone: PartialDateTime.from_datetime(at.replace(microsecond=0, tzinfo=zone)),
        naive,
        _ZONES,
    )


def days() -> SearchStrategy[PartialDateTime]:
    """Return days of this century and the last."""
    return st.dates(date(1920, 1, 1), date(2030, 12, 31)).map(PartialDateTime.from_datetime)


def times() -> SearchStrategy[PartialDateTime]:
    """Return times of every precision, from the year to the second."""
    cut = st.sampled_from((len("yyyy"), len("yyyy-MM"), len("yyyy-MM-dd")))
    partial = st.builds(lambda day, to: PartialDateTime(day.iso[:to]), days(), cut)
    return st.one_of(partial, moments())


@st.composite
def periods(draw: st.DrawFn, *, ended: bool | None = None) -> Period:
    """Return a stretch of time that begins before it ends.

    Args:
        draw: hypothesis's.
        ended: whether it must have an end; either when not said.
    """
    start, end = sorted(
        draw(st.lists(days(), min_size=2, max_size=2, unique=True)), key=lambda one: one.iso
    )
    wanted = draw(st.booleans()) if ended is None else ended
    return Period(start=start, end=end) if wanted else Period(start=start)


def decimals() -> SearchStrategy[Decimal]:
    """Return decimals as they are typed: their final zeros count."""
    whole = st.integers(0, 9999)
    return st.builds(
        lambda number, places: Decimal(number).scaleb(-places), whole, st.integers(0, 3)
    )


def quantities(*units: str) -> SearchStrategy[Quantity]:
    """Return quantities.

    Args:
        units: UCUM units to choose from.
    """
    return st.builds(Quantity, value=decimals(), unit=st.sampled_from(units or _UNITS))


@st.composite
def ranges(draw: st.DrawFn) -> QuantityRange:
    """Return a quantity between two bounds, in one unit."""
    unit = draw(st.sampled_from(_UNITS))
    low, high = sorted(draw(st.lists(decimals(), min_size=2, max_size=2)))
    return QuantityRange(low=Quantity(value=low, unit=unit), high=Quantity(value=high, unit=unit))


def whole_ranges() -> SearchStrategy[WholeRange]:
    """Return whole numbers from one to another."""
    numbers = st.integers(1, 99)
    return st.builds(lambda low, more: WholeRange(low=low, high=low + more), numbers, numbers)


def ratios() -> SearchStrategy[Ratio]:
    """Return a quantity by time."""
    return st.builds(Ratio, numerator=quantities(), denominator=quantities("d", "h", "wk"))


def recurrences() -> SearchStrategy[Recurrence]:
    """Return how often something comes back, within a period."""
    return st.builds(
        Recurrence,
        period=quantities(*_TIME_UNITS),
        operator=st.just("A"),
        institution_specified=st.none() | st.booleans(),
    )


def event_timings() -> SearchStrategy[EventTiming]:
    """Return times tied to a meal or to sleep, within a period."""
    return st.builds(
        EventTiming,
        event=st.sampled_from(("ACM", "ACD", "ACV", "HS", "PCM", "PCV")),
        operator=st.just("A"),
    )


def schedules() -> SearchStrategy[Schedule]:
    """Return times that combine into one: so often, during a period."""
    return st.builds(
        lambda often, during: Schedule(times=(during, often), operator="A"),
        recurrences(),
        periods(ended=True),
    )


def written() -> SearchStrategy[TextReference]:
    """Return words that an author types for a statement."""
    return words().map(lambda text: TextReference(text=text))


def media() -> SearchStrategy[Media]:
    """Return files: a few bytes of a PDF or of an image."""
    kinds = st.sampled_from((("application/pdf", b"%PDF-1.4\n"), ("image/jpeg", b"\xff\xd8\xff")))
    return st.builds(
        lambda kind, data: Media(
            media_type=kind[0], data=b64encode(kind[1] + data).decode("ascii")
        ),
        kinds,
        st.binary(max_size=32),
    )


def telecoms() -> SearchStrategy[Telecom]:
    """Return telephone numbers and addresses."""
    digits = st.text(alphabet="0123456789", min_size=9, max_size=9)
    return st.one_of(
        st.builds(
            Telecom,
            value=digits.map(lambda text: f"tel:0{text}"),
            use=st.none() | st.sampled_from(("H", "WP", "MC", "HP")),
        ),
        digits.map(lambda text: Telecom(value=f"mailto:p{text}@exemple.mssante.fr")),
    )


def addresses() -> SearchStrategy[Address]:
    """Return addresses, structured or in lines."""
    use = st.none() | st.sampled_from(("H", "HP", "WP", "TMP"))
    return st.one_of(
        st.builds(
            Address,
            house_number=st.none() | st.integers(1, 999).map(str),
            street=words(),
            postal_code=st.from_regex(r"[0-9]{5}", fullmatch=True),
            city=words(),
            country=st.none() | st.just("FRANCE"),
            use=use,
        ),
        st.builds(Address, lines=st.lists(words(), min_size=1, max_size=7).map(tuple), use=use),
    )


_NAMES = st.from_regex(r"[A-ZÉÈÏÇ][a-zéèïç]{1,9}([- '][A-ZÉÈ][a-zéè]{1,9})?", fullmatch=True)


def names() -> SearchStrategy[HumanName]:
    """Return names of professionals and relatives."""
    return st.builds(
        HumanName,
        family=_NAMES.map(str.upper),
        given=st.just(()) | _NAMES.map(lambda name: (name,)),
        prefix=st.none() | st.sampled_from(("M", "MME")),
        suffix=st.none() | st.sampled_from(("DR", "PR")),
    )


@st.composite
def narratives(draw: st.DrawFn) -> Narrative:
    """Return a narrative: paragraphs, a list, a table, words in bold."""
    kind = draw(st.sampled_from(("text", "paragraph", "list", "table")))
    texts = draw(st.lists(words(), min_size=1, max_size=3))
    if kind == "text":
        return Narrative.of(texts[0])
    if kind == "paragraph":
        bold = Node("content", (("styleCode", "Bold"),), (texts[0],))
        return Narrative((Node("paragraph", (), (bold, f" {texts[-1]}")),))
    if kind == "list":
        return Narrative((Node("list", (), tuple(Node("item", (), (t,)) for t in texts)),))
    row = Node("tr", (), tuple(Node("td", (), (text,)) for text in texts))
    return Narrative((Node("table", (), (Node("tbody", (), (row,)),)),))
