"""One thing found: which rule, where, with which particulars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from santedoc.report.messages import explain, message_of
from santedoc.report.outcome import Severity
from santedoc.report.rule import Rule, Text


class Private(str):
    """A value that may say something of the patient: masked unless the caller asks.

    Examples:
        >>> repr(Private("DUPONT"))
        "Private('•••')"
    """

    __slots__ = ()

    def __repr__(self) -> str:
        """Hide the value, so that logs and tracebacks do too."""
        return "Private('•••')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where in a document.

    Args:
        xpath: canonical XPath (``/ClinicalDocument/recordTarget[1]``), FHIRPath or archive entry.
        line: line in the file, from 1.
        breadcrumb: the same place in words, outermost first.
        file: name of the file, when several were checked.
    """

    xpath: str
    line: int | None = None
    breadcrumb: tuple[Text | str, ...] = ()
    file: str | None = None

    def words(self, lang: str = "en", *, reveal: bool = False) -> tuple[str, ...]:
        """Return the breadcrumb in one language, a `Private` word masked by default."""
        return tuple(_word(word, lang, reveal=reveal) for word in self.breadcrumb)


@dataclass(frozen=True, slots=True)
class Issue:
    """One breach of one rule at one place.

    Args:
        rule: the rule.
        at: the place.
        params: particulars that fill the message; a `Private` one is masked by default.
    """

    rule: Rule
    at: Location
    params: Mapping[str, str | Text] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """The severity of the rule."""
        return self.rule.severity

    def message(self, lang: str = "en", *, reveal: bool = False) -> str:
        """Return what is wrong, why it matters and what to do, in one paragraph.

        Args:
            lang: ``"en"`` or ``"fr"``.
            reveal: show values that may say something of the patient.
        """
        return message_of(self.rule, _shown(self.params, lang, reveal=reveal), lang)

    def explanation(self, lang: str = "en", *, reveal: bool = False) -> tuple[str, str, str]:
        """Return what is wrong, why it matters and what to do, each empty when there is nothing.

        Args:
            lang: ``"en"`` or ``"fr"``.
            reveal: show values that may say something of the patient.
        """
        return explain(self.rule, lang, _shown(self.params, lang, reveal=reveal))

    def to_json(self, lang: str = "en", *, reveal: bool = False) -> dict[str, Any]:
        """Return the JSON object of `santedoc validate --format json`."""
        return {
            "rule": self.rule.id,
            "severity": self.severity.value,
            "stage": self.rule.stage.value,
            "location": {
                "xpath": self.at.xpath,
                "line": self.at.line,
                "breadcrumb": list(self.at.words(lang, reveal=reveal)),
            },
            "message": self.message(lang, reveal=reveal),
        }


def _shown(params: Mapping[str, str | Text], lang: str, *, reveal: bool) -> dict[str, str]:
    return {name: _word(value, lang, reveal=reveal) for name, value in params.items()}


def _word(value: str | Text, lang: str, *, reveal: bool) -> str:
    plain = value.in_(lang) if isinstance(value, Text) else value
    return "•••" if isinstance(plain, Private) and not reveal else str(plain)
