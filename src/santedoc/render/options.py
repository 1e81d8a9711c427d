"""How a report is told."""

from __future__ import annotations

from dataclasses import dataclass

from santedoc.errors import InvalidValueError

_LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a report is told.

    Args:
        lang: ``"en"`` or ``"fr"``.
        reveal: show values that may say something of the patient.
        tool_version: version of santedoc to name, in the formats that name their tool.

    Raises:
        InvalidValueError: a language that reports are not written in.
    """

    lang: str = "en"
    reveal: bool = False
    tool_version: str | None = None

    def __post_init__(self) -> None:
        """Refuse an unknown language."""
        check_language(self.lang)


def check_language(lang: str) -> None:
    """Refuse a language that nothing is written in.

    Args:
        lang: ``"en"`` or ``"fr"``.

    Raises:
        InvalidValueError: another one.
    """
    if lang not in _LANGUAGES:
        raise InvalidValueError(
            "expected one of: " + ", ".join(_LANGUAGES),
            "attendu : " + ", ".join(_LANGUAGES),
            field="lang",
        )
