"""Comments: Annotation."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.carry import fields_of, url_of, values_of
from santedoc.fhir.mapping.codec import Codec
from santedoc.model.datatypes import TextReference
from santedoc.model.statement import Comment

_URL = url_of("Comment")


class Note(Codec):
    """A comment, whose words stand in an Annotation (FHIR 4.0.1, Annotation)."""

    model = Comment

    def write(self, value: Any, writer: Any) -> Any:
        """Return the Annotation; nothing for a comment whose words stand in the narrative."""
        if not isinstance(value, Comment) or value.text is None or not value.text.text:
            return None
        only_text = value.text == TextReference(text=value.text.text)
        rest = list(fields_of(value, writer, but=("text",) if only_text else ()))
        json: dict[str, Any] = {"text": value.text.text}
        if rest:
            json["extension"] = [{"url": _URL, "extension": rest}]
        return json

    def read(self, json: Any, reader: Any) -> Any:
        """Return the comment."""
        if not isinstance(json, dict) or not isinstance(json.get("text"), str):
            return None
        said: dict[str, Any] = {"text": TextReference(text=json["text"])}
        for one in json.get("extension", ()):
            if one.get("url") == _URL:
                said |= values_of(one.get("extension", ()), Comment, reader)
        reader.swallow_all(json)
        return Comment(**said)


NOTE = Note()
