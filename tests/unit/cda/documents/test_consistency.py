from __future__ import annotations

import pytest

from santedoc.cda.documents.consistency import consistency_issues
from santedoc.cda.engine.tally import ENOUGH
from tests.unit.cda.documents.skeleton import document, ids, section, told

ONE, TWO = "D3DCE1E0-EB52-47CB-8507-D33F0041D138", "8609F763-4F75-4FB5-A1A3-A6A269D15F4A"


def act(root: str, code: str, *, extension: str = "", template: str = "1.2.3") -> str:
    more = f' extension="{extension}"' if extension else ""
    return (
        f'<entry><act><templateId root="{template}"/><id root="{root}"{more}/>'
        f'<code code="{code}"/></act></entry>'
    )


def of_entries(*entries: str) -> list[tuple[str, str]]:
    return told(consistency_issues(document(sections=section("".join(entries)))))


def test_two_acts_with_one_identifier() -> None:
    assert of_entries(act(ONE, "a"), act(ONE, "b")) == [("ACT.id.duplicate", "act[1]/id[1]")]
    assert of_entries(act(ONE, "a"), act(ONE.lower(), "b")) == [
        ("ACT.id.duplicate", "act[1]/id[1]")
    ]


def test_the_message_names_the_other_act_and_not_the_identifier() -> None:
    (issue,) = consistency_issues(document(sections=section(act(ONE, "a") + act(ONE, "b"))))
    assert "section[1]/entry[1]/act[1]" in issue.message()
    assert ONE not in issue.message()
    assert ONE in issue.message(reveal=True)


def test_identifiers_that_differ_are_silent() -> None:
    assert of_entries(act(ONE, "a"), act(TWO, "b")) == []
    assert of_entries(act("1.2", "a", extension="1"), act("1.2", "b", extension="2")) == []


def test_one_act_said_twice_in_the_same_words_is_silent() -> None:
    assert of_entries(act(ONE, "a"), act(ONE, "a").replace("><code", ">\n   <code")) == []


def test_an_internal_reference_bears_the_identifier_of_what_it_points_at() -> None:
    reference = act(ONE, "b", template="1.3.6.1.4.1.19376.1.5.3.1.4.4.1")
    assert of_entries(act(ONE, "a"), reference) == []
    assert of_entries(reference, act(ONE, "a")) == []
    assert of_entries(reference, act(ONE, "a"), act(ONE, "c")) == [
        ("ACT.id.duplicate", "act[1]/id[1]")
    ]


def test_several_identifiers_of_one_act_and_null_ones_are_silent() -> None:
    twice = act(ONE, "a").replace("<code", f'<id root="{ONE}"/><id nullFlavor="NI"/><code')
    assert of_entries(twice, twice.replace(ONE, TWO)) == []


@pytest.mark.parametrize("root", ["identifiant-1", "xxxx"])
def test_a_root_that_is_unique_nowhere(root: str) -> None:
    assert of_entries(act(root, "a")) == [("ID.root", "id[1]/@root")]


@pytest.mark.parametrize("root", ["1.2.250.1", ONE, ONE.lower(), "no such thing!"])
def test_a_root_that_is_right_or_that_the_schema_refuses(root: str) -> None:
    assert of_entries(act(root, "a")) == []


@pytest.mark.parametrize(("code", "rules"), [("completed", []), ("termine", ["ACT.status"])])
def test_the_status_of_an_act(code: str, rules: list[str]) -> None:
    entry = f'<entry><act><statusCode code="{code}"/></act></entry>'
    assert [rule for rule, _ in of_entries(entry)] == rules


@pytest.mark.parametrize(
    ("version", "related", "rules"),
    [
        ("1", "", []),
        ("0", "", []),
        ("01", "", []),
        ("2", "", ["DOC.version"]),
        ("9" * 6000, "", ["DOC.version"]),
        ("2", '<relatedDocument typeCode="APND"/>', ["DOC.version"]),
        ("2", '<relatedDocument typeCode="RPLC"/>', []),
        ("²", "", []),
        ("two", "", []),
    ],
)
def test_a_second_version_says_what_it_replaces(
    version: str, related: str, rules: list[str]
) -> None:
    header = f'<versionNumber value="{version}"/>{related}'
    assert ids(consistency_issues(document(header=header))) == rules


def test_the_type_of_a_cda() -> None:
    right = '<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>'
    assert ids(consistency_issues(document(header=right))) == []
    wrong = right.replace("0040", "0041")
    assert told(consistency_issues(document(header=wrong))) == [
        ("DOC.typeId", "ClinicalDocument/typeId[1]")
    ]


def test_an_address_is_lines_or_parts() -> None:
    def of_address(parts: str) -> list[str]:
        return ids(consistency_issues(document(header=f"<author><addr>{parts}</addr></author>")))

    lines = "<streetAddressLine>88 RUE LECOURBE</streetAddressLine>"
    assert of_address(lines * 2) == []
    assert of_address("<city>PARIS</city><postalCode>75015</postalCode>") == []
    assert of_address(lines + "<city>PARIS</city>") == ["ADDRESS.mixed"]


def test_a_section_has_a_code() -> None:
    bare = "<component><section><title>Allergies</title></section></component>"
    assert told(consistency_issues(document(sections=bare))) == [
        ("SECTION.code", "component[1]/section[1]")
    ]


def test_one_cause_is_told_a_hundred_times_and_counted_after() -> None:
    entries = "".join(act("x", str(number)) for number in range(ENOUGH + 5))
    issues = consistency_issues(document(sections=section(entries)))
    assert ids(issues).count("ID.root") == ENOUGH
    last = [one for one in issues if one.rule.id == "DOC.more"]
    assert [one.message("en")[:48] for one in last] == [
        "4 other issues of the rule ACT.id.duplicate are ",
        "5 other issues of the rule ID.root are not listed"[:48],
    ]
