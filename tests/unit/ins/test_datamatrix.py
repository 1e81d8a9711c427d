"""The payload of the INS datamatrix: every rule of the format, and there and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.ins import matricule, oids
from santedoc.ins.datamatrix import GS, HEADER, decode, encode, is_valid, split
from santedoc.ins.identity import Identity
from santedoc.ins.matricule import Matricule
from santedoc.ins.names import Part, check_name
from santedoc.ins.record import read
from santedoc.ins.sex import Sex
from santedoc.ins.status import IdentityAttribute, IdentityStatus
from santedoc.ins.traits import Traits
from tests.unit.ins.test_record import SARAH

EXAMPLE = (
    "IS010000000000000000000000"
    "S1277010115400329S21.2.250.1.213.1.4.8\x1dS3SARAH-LOU ANNA\x1dS4GARCIA-HAMMADI\x1d"
    "S5FS621-01-1977S701154"
)
FIELDS = {
    "S1": "277010115400329",
    "S2": "1.2.250.1.213.1.4.8\x1d",
    "S3": "SARAH-LOU ANNA\x1d",
    "S4": "GARCIA-HAMMADI\x1d",
    "S5": "F",
    "S6": "21-01-1977",
    "S7": "01154",
}


def written(order: str = "1234567", **changes: str) -> str:
    """Return a payload with its fields in that order, some of them changed."""
    fields = FIELDS | changes
    return HEADER + "".join(f"S{n}{fields[f'S{n}']}" for n in order)


def test_the_example_of_the_format() -> None:
    assert len(EXAMPLE) == 121
    assert encode(read(SARAH)) == EXAMPLE == written()
    assert decode(EXAMPLE) == read(SARAH)
    assert is_valid(EXAMPLE)


def test_fields_stand_in_any_order() -> None:
    assert decode(written("7654321"[:-1] + "1")) == read(SARAH)
    last = written("1245673", S3="SARAH-LOU ANNA")
    assert decode(last) == read(SARAH)


def test_the_birthplace_is_optional() -> None:
    placeless = read(SARAH | {"birth_place": None})
    assert encode(placeless) == written("123456")
    assert decode(written("123456")) == placeless


def test_names_are_transcribed_and_the_identity_is_not() -> None:
    stored = read(SARAH | {"birth_name": "Garcia-Hammadi", "given_names": "Sarah-Lou Ânna"})
    assert encode(stored) == EXAMPLE
    assert stored.traits.birth_name == "Garcia-Hammadi"


@pytest.mark.parametrize(("length", "separators"), [(99, 3), (100, 2)])
def test_a_full_field_needs_no_separator(length: int, separators: int) -> None:
    long = read(SARAH | {"birth_name": "A" * length})
    payload = encode(long)
    assert payload.count(GS) == separators
    assert decode(payload) == long


@pytest.mark.parametrize("oid", [oids.TEST, oids.DEMONSTRATION])
def test_an_oid_of_twenty_characters_needs_no_separator(oid: str) -> None:
    payload = encode(read(SARAH | {"oid": oid}))
    assert f"S2{oid}S3" in payload
    assert decode(payload).oid == oid


WRONG = {
    "header": (EXAMPLE.replace("IS01", "IS02"), "", "IS01 and 22 zeros"),
    "short header": (EXAMPLE.replace("0S1", "S1", 1), "", "IS01 and 22 zeros"),
    "empty": ("", "", "IS01 and 22 zeros"),
    "header only": (HEADER, "S1", "missing"),
    "no matricule": (written("234567"), "S1", "missing"),
    "no OID": (written("134567"), "S2", "missing"),
    "no given names": (written("124567"), "S3", "missing"),
    "no birth name": (written("123567"), "S4", "missing"),
    "no sex": (written("123467"), "S5", "missing"),
    "no birth date": (written("123457"), "S6", "missing"),
    "twice": (written("12345675"), "S5", "twice"),
    "unknown field": (EXAMPLE + "S8A", "", "at character 122"),
    "rubbish": (EXAMPLE + "X", "", "at character 122"),
    "small letter": (EXAMPLE.replace("S5F", "s5F"), "", "at character"),
    "short matricule": (written(S1="27701011540032" + GS), "S1", "15 characters expected"),
    "cut": (EXAMPLE[:-1], "S7", "5 characters expected"),
    "wrong key": (written(S1="277010115400328"), "S1", "key"),
    "provisional number": (written(S1="777010115400329"), "S1", "provisional"),
    "separated matricule": (written(S1="27701011540 329"), "S1", "characters"),
    "short OID": (written(S2="1.2.250.1.213.1.4." + GS), "S2", "19 to 20 characters"),
    "foreign OID": (written(S2="1.2.250.1.213.1.4.7" + GS), "S2", "INS-C"),
    "social security": (written(S2="1.2.250.1.213.1.4.13"), "S2", "social-security"),
    "full OID with separator": (written(S2=oids.TEST + GS), "S2", "neither full nor last"),
    "OID without separator": (written(S2=oids.NIR), "S2", "no separator"),
    "empty names": (written(S3=GS), "S3", "1 to 100 characters"),
    "empty birth name": (written(S4=GS), "S4", "1 to 100 characters"),
    "no separator": (written(S3="SARAH-LOU ANNA"), "S3", "no separator"),
    "no second separator": (written(S4="GARCIA-HAMMADI"), "S4", "no separator"),
    "101 letters": (written(S4="A" * 101 + GS), "", "S1 to S7"),
    "100 letters and separator": (written(S4="A" * 100 + GS), "S4", "neither full nor last"),
    "last with separator": (written("1234576") + GS, "S6", "neither full nor last"),
    "last variable with separator": (written("1245673"), "S3", "neither full nor last"),
    "fixed with separator": (written(S5="F" + GS), "S5", "neither full nor last"),
    "lower case": (written(S4="Garcia" + GS), "S4", "only A to Z"),
    "accent": (written(S3="ANAÏS" + GS), "S3", "only A to Z"),
    "digit": (written(S4="GARCIA2" + GS), "S4", "character"),
    "leading space": (written(S4=" GARCIA" + GS), "S4", "starts with"),
    "leading hyphen": (written(S3="-ANNA" + GS), "S3", "starts with"),
    "trailing hyphen": (written(S3="ANNA-" + GS), "S3", "ends with"),
    "double hyphen": (written(S3="ANNA--LOU" + GS), "S3", "double hyphen"),
    "double space": (written(S4="DE  LA" + GS), "S4", "side by side"),
    "sex": (written(S5="U"), "S5", "M or F"),
    "no such day": (written(S6="30-02-1977"), "S6", "DD-MM-YYYY"),
    "date the other way round": (written(S6="1977-01-21"), "S6", "DD-MM-YYYY"),
    "slashes": (written(S6="21/01/1977"), "S6", "DD-MM-YYYY"),
    "place": (written(S7="PARIS"), "S7", "COG"),
    "short place": (written(S7="0115"), "S7", "5 characters"),
}


@pytest.mark.parametrize(("payload", "field", "says"), WRONG.values(), ids=WRONG)
def test_a_broken_rule_is_told(payload: str, field: str, says: str) -> None:
    with pytest.raises(InvalidValueError, match=says) as caught:
        decode(payload)
    assert caught.value.field == (f"datamatrix.{field}" if field else "datamatrix")
    assert not any(word in str(caught.value) for word in ("GARCIA", "SARAH", "27701", "1977"))
    assert caught.value.message("fr") != caught.value.message("en")
    assert not is_valid(payload)


def test_a_wrong_key_can_be_read() -> None:
    one = decode(written(S1="277010115400328"), check_key=False)
    assert one.matricule is not None
    assert not one.matricule.has_right_key


def test_a_birth_name_may_have_a_double_hyphen() -> None:
    assert decode(written(S4="DUPONT--MARTIN" + GS)).traits.birth_name == "DUPONT--MARTIN"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"matricule": None}, "no matricule"),
        ({"oid": None}, "no OID"),
        ({"oid": "1.2.250.1.213.1.4.13"}, "social-security"),
        ({"birth_name": None}, "missing"),
        ({"given_names": None}, "missing"),
        ({"birth_name": "A" * 101}, "at most 100"),
        ({"birth_name": "GARCIA2"}, "character"),
        ({"given_names": "ANNA-"}, "ends with"),
        ({"birth_date": "1977-01"}, "no day"),
        ({"birth_date": None}, "missing"),
        ({"sex": "UN"}, "undetermined"),
        ({"sex": None}, "undetermined"),
        ({"birth_place": "Bourg"}, "COG"),
        ({"status": "VALI"}, "validated"),
        ({"status": "PROV"}, "provisional"),
        ({"status": "RECUP"}, "recovered"),
        ({"status": "QUAL", "attributes": ["doubtful"]}, "doubtful"),
        ({"status": "QUAL", "attributes": ["fictitious"]}, "fictitious"),
    ],
)
def test_what_is_not_encoded(changes: dict[str, object], says: str) -> None:
    with pytest.raises(InvalidValueError, match=says) as caught:
        encode(read(SARAH | changes))
    assert not any(word in str(caught.value) for word in ("GARCIA", "SARAH", "27701"))


def test_a_wrong_key_is_not_encoded() -> None:
    wrong = replace(read(SARAH), matricule=Matricule("277010115400328", check_key=False))
    with pytest.raises(InvalidValueError, match="key"):
        encode(wrong)


def test_a_qualified_homonym_is_encoded() -> None:
    homonym = frozenset({IdentityAttribute.HOMONYM})
    qualified = replace(read(SARAH), status=IdentityStatus.QUALIFIED, attributes=homonym)
    assert encode(qualified) == EXAMPLE


def test_the_fields_as_they_stand() -> None:
    assert split(EXAMPLE)["S6"] == "21-01-1977"
    assert list(split(written("7612345"))) == ["S7", "S6", "S1", "S2", "S3", "S4", "S5"]


# ------------------------------------------------------------------------- every legal identity
letters = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
links = st.sampled_from(["", " ", "'", "-"])


def name(part: Part) -> st.SearchStrategy[str]:
    """Return names that may be exchanged, up to the longest ones."""
    doubled = ["--"] if part is Part.BIRTH_NAME else []
    link = st.one_of(links, st.sampled_from(doubled)) if doubled else links
    pieces = st.lists(st.tuples(letters, link), max_size=99)
    joined = st.builds(
        lambda start, found, end: (start + "".join(a + b for a, b in found))[:99] + end,
        st.sampled_from(["", "'"]),
        pieces,
        letters,
    )
    full = st.just("A" * 100)
    return st.one_of(joined, full).filter(lambda text: not check_name(text, part))


departments = st.one_of(
    st.integers(1, 95).map(lambda n: f"{n:02d}"), st.sampled_from(["2A", "2B", "97", "98", "99"])
)
bodies = st.builds(
    lambda sex, year, month, department, commune, order: (
        f"{sex}{year:02d}{month:02d}{department}{commune:03d}{order:03d}"
    ),
    st.sampled_from("12"),
    st.integers(0, 99),
    st.sampled_from([*range(1, 13), 20, *range(30, 43), *range(50, 100)]),
    departments,
    st.integers(1, 999),
    st.integers(1, 999),
)
places = st.one_of(
    st.just(""),
    st.builds(lambda department, n: f"{department}{n:03d}", departments, st.integers(1, 998)),
)


@st.composite
def identities(draw: st.DrawFn) -> Identity:
    """Return any identity that a symbol may hold."""
    body, given_names = draw(bodies), draw(name(Part.GIVEN_NAMES))
    born = draw(st.dates(date(1850, 1, 1), date(2100, 12, 31)))
    return Identity(
        matricule=Matricule(body + matricule.key(body)),
        oid=draw(st.sampled_from(oids.INS_OIDS)),
        traits=Traits(
            birth_name=draw(name(Part.BIRTH_NAME)),
            given_names=given_names,
            first_given_name=given_names.partition(" ")[0],
            birth_date=born.isoformat(),
            sex=draw(st.sampled_from([Sex.MALE, Sex.FEMALE])),
            birth_place=draw(places),
        ),
    )


@given(identities())
def test_every_legal_identity_there_and_back(identity: Identity) -> None:
    payload = encode(identity)
    assert decode(payload) == identity
    assert payload.isascii()
    assert not payload.endswith(GS)


@given(identities(), st.permutations("123456"))
def test_any_order_gives_the_same_identity(identity: Identity, order: list[str]) -> None:
    values = split(encode(identity))
    longest = {"S2": 20, "S3": 100, "S4": 100}
    payload = HEADER
    for place, number in enumerate(order):
        field = f"S{number}"
        ended = field in longest and len(values[field]) < longest[field] and place < 5
        payload += field + values[field] + (GS if ended else "")
    traits = replace(identity.traits, birth_place="")
    assert decode(payload) == replace(identity, traits=traits)


@given(st.text(alphabet="S1234567ABF -'.\x1d", max_size=60))
def test_no_text_crashes_the_reader(text: str) -> None:
    for payload in (text, HEADER + text, EXAMPLE + text, EXAMPLE[:60] + text + EXAMPLE[60:]):
        assert is_valid(payload) in {True, False}
