"""What the tables of statements share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from santedoc.fhir.mapping.datatypes.codes import CODE, IDENTIFIER
from santedoc.fhir.mapping.datatypes.links import IMPLIED, LINK, NARRATIVE_LINK
from santedoc.fhir.mapping.datatypes.times import DATE_TIME, PERIOD
from santedoc.fhir.mapping.rows import Choice, OfDocument, Row
from santedoc.fhir.mapping.table import Table, maps
from santedoc.model.statement import Statement
from santedoc.model.time import PartialDateTime, Period


def patient(writer: Any) -> Any:
    """Return a Reference to the patient of the document."""
    from santedoc.fhir.mapping.writer import to

    return to(writer.patient["id"]) if writer.patient is not None else None


def implied(text: str) -> dict[str, Any]:
    """Return words for a code that FHIR requires and nobody gave; they are not read back."""
    return {"text": text, "extension": [{"url": IMPLIED, "valueBoolean": True}]}


def is_implied(json: Any) -> bool:
    """Tell whether a code is the template's."""
    extensions = json.get("extension", ()) if isinstance(json, dict) else ()
    return any(one.get("url") == IMPLIED for one in extensions)


class CodeRow(Row):
    """The code of a statement: its own, else its template's, which is not read back.

    Args:
        path: where it stands.
        required: whether FHIR wants a code even where nobody says one.
    """

    def __init__(self, path: str = "code", *, required: bool = False) -> None:
        """Keep what the line says."""
        super().__init__(path, CODE)
        self.required = required

    def finish(self, node: dict[str, Any], value: Any, writer: Any) -> None:
        """Write the template's code where the value has none."""
        if getattr(value, self.field, None) is not None:
            return
        code = writer.codes.get(id(value))
        if code is None and not self.required:
            return
        json = implied(type(value).__name__)
        if code is not None:
            json = {**writer.inline(code), "extension": json["extension"]}
        node[self._last.name] = [json] if self._last.first else json

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return the code, unless it is the template's."""
        json = node.get(self._last.name)
        if isinstance(json, list):
            json = json[0] if json else None
        if is_implied(json):
            reader.swallow(node, self._last.name)
            return []
        return super().get(node, reader)


def when(path: str) -> Choice:
    """Return the row of a time: a dateTime or a Period.

    Args:
        path: name that both have in common.
    """
    return Choice(
        path,
        (PartialDateTime, "DateTime", DATE_TIME),
        (Period, "Period", PERIOD),
    )


def status(codes: dict[str, str], default: str) -> Callable[[Any], str]:
    """Return what tells the status of a resource from that of a statement.

    Args:
        codes: HL7 ActStatus → code of FHIR.
        default: where the statement says none.
    """

    def made(value: Statement) -> str:
        if getattr(value, "negated", None) and "negated" in codes:
            return codes["negated"]
        return codes.get(getattr(value, "status", None) or "", default)

    return made


class StatementTable(Table):
    """What every statement has: its identifiers, and the patient whom it is about."""

    text = Row(f"extension[url={NARRATIVE_LINK}].valueUrl", LINK)
    identifiers = Row("identifier", IDENTIFIER)
    _subject = OfDocument("subject", patient)


@maps(Statement, "Basic")
class BasicTable(StatementTable):
    """A statement that FHIR has no resource for: its class, and all that it says beside."""

    code = CodeRow(required=True)
