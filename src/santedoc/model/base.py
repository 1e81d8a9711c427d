"""What every value of the model shares: frozen, keyword-only, one clear error, no patient data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from santedoc.errors import InvalidValueError, SantedocError

_TEXTS = {
    "missing": ("is required", "est obligatoire"),
    "extra_forbidden": ("is not a field of this type", "n'est pas un champ de ce type"),
    "string_type": ("must be a text", "doit être un texte"),
    "bool_type": ("must be true or false", "doit être vrai ou faux"),
    "bool_parsing": ("must be true or false", "doit être vrai ou faux"),
    "decimal_parsing": ("must be a decimal number", "doit être un nombre décimal"),
    "decimal_type": ("must be a decimal number", "doit être un nombre décimal"),
    "int_parsing": ("must be a whole number", "doit être un nombre entier"),
    "tuple_type": ("must be a list", "doit être une liste"),
}
_OTHER = ("does not have the expected form ({})", "n'a pas la forme attendue ({})")


if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass as _Meta
else:

    class _Meta(type(BaseModel)):
        """Turns pydantic's error, which quotes its input, into ours, which does not."""

        def __call__(cls, *args: Any, **kwargs: Any) -> Any:
            try:
                return super().__call__(*args, **kwargs)
            except ValidationError as error:
                raise told(error, cls.__name__) from None


class Model(BaseModel, metaclass=_Meta):
    """A frozen, keyword-only value.

    Raises:
        InvalidValueError: an argument is missing, unknown or wrong; the message names the field
            and never quotes the value.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, arbitrary_types_allowed=True
    )

    def replaced(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, checked like a new value.

        Args:
            changes: field = new value.
        """
        kept = {name: getattr(self, name) for name in self.model_fields_set}
        return type(self)(**{**kept, **changes})

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Return the value that a JSON object (already read) describes.

        Args:
            data: what ``json.loads`` returned.

        Raises:
            InvalidValueError: a field is missing, unknown or wrong; the message names it.
        """
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise told(error, cls.__name__) from None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object of this value: snake_case fields, decimals as texts."""
        return self.model_dump(mode="json", exclude_defaults=True)


def told(error: ValidationError, name: str) -> InvalidValueError:
    """Return pydantic's error in two languages, naming the field and not the value.

    Args:
        error: what pydantic raised.
        name: the type that was being made.
    """
    details = error.errors(include_url=False, include_input=False)
    first = _deepest(details)
    path = "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}"
        for step in first["loc"]
        if isinstance(step, int) or (not step[:1].isupper() and "[" not in step)
    ).lstrip(".")
    own = first.get("ctx", {}).get("error")
    if isinstance(own, SantedocError):
        en, fr = own.en, own.fr
        path = ".".join(part for part in (path, own.field) if part)
    elif first["type"] in _TEXTS:
        en, fr = _TEXTS[first["type"]]
    else:
        en, fr = (text.format(first["type"]) for text in _OTHER)
    more = len(details) - 1
    if more and first["type"] in {"missing", "extra_forbidden"}:
        en, fr = f"{en} (and {more} more)", f"{fr} (et {more} autre(s))"
    return InvalidValueError(f"{en} (in {name})", f"{fr} (dans {name})", field=path or None)


def _deepest(details: list[Any]) -> Any:
    """Of the errors of a union, the one that went furthest is the one that the caller meant."""
    return max(
        details,
        key=lambda one: (
            isinstance(one.get("ctx", {}).get("error"), SantedocError),
            len(one["loc"]),
        ),
    )
