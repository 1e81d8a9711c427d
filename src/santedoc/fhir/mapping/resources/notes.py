"""Comments: Annotation."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.carry import fields_of, url_of, values_of
from santedoc.fhir.mapping.codec import Codec
from santedoc.fhir.mapping.datatypes.links import (
    NARRATIVE_LINK,
    following,
    follows,
    link_of,
    linked,
)
from santedoc.fhir.mapping.datatypes.times import DATE_TIME
from santedoc.fhir.mapping.primitive import put, taken
from santedoc.model.datatypes import TextReference
from santedoc.model.statement import Comment
from santedoc.model.time import PartialDateTime

_URL = url_of("Comment")


class Note(Codec):
    """A comment, whose words stand in an Annotation (FHIR 4.0.1, Annotation)."""

    model = Comment

    def write(self, value: Any, writer: Any) -> Any:
        """Return the Annotation; nothing for a comment whose words are nowhere."""
        if not isinstance(value, Comment) or value.text is None:
            return None
        link = link_of(value.text.reference, writer)
        words = value.text.text or (writer.words(value.text.reference) if link else None)
        if not words:
            return None
        json: dict[str, Any] = {}
        extensions: list[dict[str, Any]] = (
            [{"url": NARRATIVE_LINK, "valueUrl": link}] if link else []
        )
        if isinstance(value.time, PartialDateTime):
            put(json, "time", DATE_TIME.write(value.time, writer))
        put(json, "text", words if value.text.text else following(words))
        said = {"text"} if _text(json, extensions) == value.text else set()
        rest = list(fields_of(value, writer, but=(*said, *({"time"} & json.keys()))))
        if rest:
            extensions.append({"url": _URL, "extension": rest})
        return {"extension": extensions, **json} if extensions else json

    def read(self, json: Any, reader: Any) -> Any:
        """Return the comment."""
        if not isinstance(json, dict) or not isinstance(json.get("text"), str):
            return None
        said: dict[str, Any] = {"text": _text(json, json.get("extension", ()))}
        for one in taken(json, "time"):
            said["time"] = DATE_TIME.read(one, reader)
        for one in json.get("extension", ()):
            if one.get("url") == _URL:
                said |= values_of(one.get("extension", ()), Comment, reader)
                reader.swallow_all(one)
            elif one.get("url") == NARRATIVE_LINK:
                reader.swallow_all(one)
        for name in ("text", "time"):
            reader.swallow(json, name)
        return Comment(**said)


def _text(json: dict[str, Any], extensions: Any) -> TextReference:
    words = None if follows(json.get("_text")) else json["text"]
    return TextReference(text=words, reference=linked(extensions))


NOTE = Note()
