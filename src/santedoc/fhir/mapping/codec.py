"""Values of the model as FHIR JSON and back: primitives, references, and what a table describes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from santedoc.fhir.mapping.primitive import Primitive
from santedoc.model.base import Model

if TYPE_CHECKING:
    from santedoc.fhir.mapping.reader import Reader
    from santedoc.fhir.mapping.writer import Writer


class Codec:
    """How values of one kind are written in FHIR JSON, and read."""

    exact = True
    """Whether what was written always reads back as it was; otherwise each value is tried."""
    primitive = False
    """Whether FHIR writes it as a primitive."""
    model: type[Model] | None = None
    """The class of the model that it writes, when there is one."""

    def write(self, value: Any, writer: Writer) -> Any:
        """Return the JSON of a value; None where FHIR has no way to say it.

        Args:
            value: a value of the model.
            writer: makes what the value refers to.
        """
        raise NotImplementedError

    def read(self, json: Any, reader: Reader) -> Any:
        """Return the value that some JSON says; None where it says none of this kind.

        Args:
            json: an object, or a primitive.
            reader: resolves references and keeps the account of what was read.
        """
        raise NotImplementedError


class Plain(Codec):
    """A primitive that is alike on both sides.

    Args:
        kind: type of the value in Python.
    """

    primitive = True

    def __init__(self, *kinds: type) -> None:
        """Keep the types."""
        self.kinds = kinds

    def write(self, value: Any, writer: Writer) -> Any:
        """Return the value; nothing for an empty text, which FHIR forbids."""
        return None if value == "" else value

    def read(self, json: Any, reader: Reader) -> Any:
        """Return the value when it is of the right type."""
        said = json.value if isinstance(json, Primitive) else json
        if isinstance(said, bool) and bool not in self.kinds:
            return None
        if Decimal in self.kinds and isinstance(said, int):
            return Decimal(said)
        return said if isinstance(said, self.kinds) else None


STRING = Plain(str)
BOOLEAN = Plain(bool)
INTEGER = Plain(int)
DECIMAL = Plain(Decimal)


class Fixed(Codec):
    """Codes of the model, each with a code of FHIR; the others have none.

    Args:
        codes: code of the model → code of FHIR. Several may share one: the first is read back.
    """

    primitive = True
    exact = False

    def __init__(self, codes: Mapping[Any, Any]) -> None:
        """Keep both directions."""
        self.codes = codes
        self.back = {fhir: own for own, fhir in reversed(list(codes.items()))}

    def write(self, value: Any, writer: Writer) -> Any:
        """Return FHIR's code."""
        return self.codes.get(value)

    def read(self, json: Any, reader: Reader) -> Any:
        """Return the model's code."""
        return self.back.get(json) if isinstance(json, str | bool) else None


@dataclass(frozen=True, slots=True)
class _Pair:
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


class Leaf(Codec):
    """A value whose JSON two functions make and read.

    Args:
        write: value → JSON, or None.
        read: JSON → value, or None.
        exact: whether what was written always reads back as it was.
        primitive: whether FHIR writes it as a primitive.
    """

    def __init__(
        self,
        write: Callable[[Any], Any],
        read: Callable[[Any], Any],
        *,
        exact: bool = False,
        primitive: bool = False,
    ) -> None:
        """Keep the functions."""
        self.pair = _Pair(write, read)
        self.exact = exact
        self.primitive = primitive

    def write(self, value: Any, writer: Writer) -> Any:
        """Call the first."""
        return self.pair.write(value)

    def read(self, json: Any, reader: Reader) -> Any:
        """Call the second."""
        value = self.pair.read(json)
        if value is not None and isinstance(json, dict | list):
            reader.swallow_all(json)
        return value


class Inline(Codec):
    """A value of the model with a table of its own, written where it stands.

    Args:
        model: class of the value.
    """

    def __init__(self, model: type[Model]) -> None:
        """Keep the class; its table is found when it is needed."""
        self.model = model

    def write(self, value: Any, writer: Writer) -> Any:
        """Return the object, or nothing where the value is of another class."""
        if not isinstance(value, self.model or ()):
            return None
        return writer.inline(value)

    def read(self, json: Any, reader: Reader) -> Any:
        """Return the value that the object says."""
        return reader.inline(json, self.model) if isinstance(json, dict) else None


class Refer(Codec):
    """A value of the model that is a resource of its own, and a reference to it.

    Args:
        models: classes that it may be of; the first with a table for the type of the resource is
            the one read where the resource does not say.
    """

    def __init__(self, *models: type[Model]) -> None:
        """Keep the classes."""
        self.models = models

    def write(self, value: Any, writer: Writer) -> Any:
        """Return a Reference."""
        return writer.reference(value)

    def read(self, json: Any, reader: Reader) -> Any:
        """Return the value that the resource says."""
        return reader.referred(json, self.models) if isinstance(json, dict) else None


class Through(Codec):
    """A value of which one field is written where it stands, and the rest beside it.

    Args:
        model: class of the value.
        field: the field that FHIR has.
        codec: how that field is written.
    """

    def __init__(self, model: type[Model], field: str, codec: Codec) -> None:
        """Keep what it is made of."""
        self.model = model
        self.field = field
        self.codec = codec

    def write(self, value: Any, writer: Writer) -> Any:
        """Return the JSON of the field, the other fields as extensions of it."""
        if type(value) is not self.model:
            return None
        return writer.through(value, self.field, self.codec)

    def read(self, json: Any, reader: Reader) -> Any:
        """Return the value whose field this is."""
        assert self.model is not None
        return reader.through(json, self.model, self.field, self.codec)
