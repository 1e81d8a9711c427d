from __future__ import annotations

from string import Formatter

import pytest

from santedoc.report import Issue, Location, Outcome, Rule, Severity, Stage
from santedoc.signing import RULES, SubIndication
from santedoc.signing.rules import SUB_INDICATIONS
from santedoc.signing.sub_indication import INDICATIONS


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_identifiers_are_unique_and_of_the_family() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.id.startswith("SIGN.") for rule in RULES)
    assert all(rule.stage is Stage.SIGNATURE for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_speaks_both_languages_and_cites_its_source(rule: Rule) -> None:
    for text in (rule.text, rule.why, rule.fix):
        assert text is not None
        assert text.en.endswith(".")
        assert text.fr.endswith(".")
        assert text.en != text.fr
        assert slots(text.en) == slots(text.fr)
    assert "clause" in rule.source
    message = Issue(rule, Location(xpath="/")).message("fr")
    assert rule.why is not None
    assert rule.why.fr in message


def test_every_error_has_a_sub_indication_and_no_warning_has() -> None:
    errors = {rule.id for rule in RULES if rule.severity is Severity.ERROR}
    assert errors == set(SUB_INDICATIONS)


def test_sub_indications_have_the_words_of_the_standard() -> None:
    assert all(s.value == s.name for s in SubIndication)
    assert set(SUB_INDICATIONS.values()) == set(SubIndication)
    assert {s.indication for s in SubIndication} == {"TOTAL-FAILED", "INDETERMINATE"}
    assert INDICATIONS[Outcome.PASSED] == "TOTAL-PASSED"
