"""The few exceptions that santedoc raises, each with its message in English and in French."""

from __future__ import annotations


class SantedocError(Exception):
    """An error of santedoc, told in two languages and never with the patient's data.

    Args:
        en: what is wrong, where and what to do, in English.
        fr: the same in French.
        field: dotted name of the argument or field at fault, when there is one.

    Examples:
        >>> error = SantedocError("the title is missing", "le titre manque", field="title")
        >>> str(error)
        'title: the title is missing'
        >>> error.message("fr")
        'title : le titre manque'
    """

    def __init__(self, en: str, fr: str, *, field: str | None = None) -> None:
        """Keep both texts; the English one is what ``str()`` shows."""
        super().__init__(en)
        self.en = en
        self.fr = fr
        self.field = field

    def __str__(self) -> str:
        """Return the English message, with the field in front."""
        return self.message("en")

    def message(self, lang: str = "en") -> str:
        """Return the message in the language asked for (``"en"`` or ``"fr"``)."""
        text, colon = (self.fr, " : ") if lang == "fr" else (self.en, ": ")
        return f"{self.field}{colon}{text}" if self.field else text


class InvalidValueError(SantedocError, ValueError):
    """A value given by the caller is wrong: a key, a code, a date, a missing field."""


class UnreadableError(SantedocError):
    """An input cannot be read at all: not well formed, truncated, hostile, unknown.

    Args:
        en: the English text.
        fr: the French text.
        rule: id of the rule that the problem is reported under, for instance ``XML.syntax``.
        line: line of the input where reading stopped, when known.
    """

    def __init__(self, en: str, fr: str, *, rule: str, line: int | None = None) -> None:
        """Keep the rule and the line beside the texts."""
        super().__init__(en, fr)
        self.rule = rule
        self.line = line


class SigningError(SantedocError):
    """A signature cannot be made: wrong password, key without certificate, expired certificate."""
