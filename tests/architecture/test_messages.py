"""Whatever is said in English is said in French, with the same particulars."""

from __future__ import annotations

from string import Formatter

import pytest

from santedoc import validation
from santedoc.report import Rule, Text
from santedoc.report.messages import LANGUAGES, explain, shared_texts


def slots(template: str) -> set[str]:
    """The `{slots}` of a text, which must be plain names."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def own_texts(rule: Rule) -> list[Text]:
    return [text for text in (rule.text, rule.why, rule.fix) if text is not None]


def test_shared_texts_are_the_same_kinds_in_both_languages() -> None:
    english, french = (shared_texts(lang) for lang in LANGUAGES)
    assert len(english) >= 10
    assert list(english) == list(french)
    for kind, texts in english.items():
        assert list(texts) == list(french[kind]), kind


@pytest.mark.parametrize("kind", sorted(shared_texts("en")))
def test_shared_texts_have_the_same_slots_in_both_languages(kind: str) -> None:
    english, french = (shared_texts(lang)[kind] for lang in LANGUAGES)
    for part, text in english.items():
        assert text.strip(), f"{kind}.{part} is empty in English"
        assert french[part].strip(), f"{kind}.{part} is empty in French"
        assert slots(text) == slots(french[part]), f"{kind}.{part}"
        assert all(name.isidentifier() for name in slots(text)), f"{kind}.{part}"


def test_every_rule_says_what_is_wrong_in_both_languages() -> None:
    silent = [
        f"{rule.id} ({lang})"
        for rule in validation.catalogue().values()
        for lang in LANGUAGES
        if not explain(rule, lang)[0].strip()
    ]
    assert silent == []


def test_own_texts_of_rules_have_both_languages_and_the_same_slots() -> None:
    wrong = [
        rule.id
        for rule in validation.catalogue().values()
        for text in own_texts(rule)
        if not (text.en.strip() and text.fr.strip() and slots(text.en) == slots(text.fr))
    ]
    assert wrong == []


def test_texts_of_rules_differ_between_the_languages() -> None:
    same = {
        rule.id
        for rule in validation.catalogue().values()
        if explain(rule, "en")[0] == explain(rule, "fr")[0]
    }
    assert same == set(), "a text that is the same in both languages was not translated"
