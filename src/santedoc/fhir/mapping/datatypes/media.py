"""Files: Attachment."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import Inline
from santedoc.fhir.mapping.table import Natural, maps
from santedoc.model.datatypes import Media


@maps(Media, datatype="Attachment")
class MediaTable(Natural):
    """Bytes and what they are (FHIR 4.0.1, Attachment; HL7 v3 ED)."""

    keys = frozenset({"contentType", "language", "data"})

    @classmethod
    def native(cls, value: Media) -> dict[str, Any]:
        """Return the content, in base64 as it was given."""
        said = {"contentType": value.media_type, "language": value.language}
        if value.encoding == "B64":
            # White space is legal in XML and not in JSON: what was given is carried beside.
            said["data"] = "".join(value.data.split())
        return {name: json for name, json in said.items() if json}

    @classmethod
    def fields(cls, json: dict[str, Any]) -> dict[str, Any]:
        """Return the content and what it is."""
        said = {
            "media_type": json.get("contentType"),
            "language": json.get("language"),
            "data": json.get("data"),
        }
        return {name: value for name, value in said.items() if isinstance(value, str)}


MEDIA = Inline(Media)
