"""Usual values: Observation.referenceRange."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.carry import fields_of, url_of, values_of
from santedoc.fhir.mapping.codec import Codec
from santedoc.fhir.mapping.datatypes.quantities import QuantityTable
from santedoc.model.datatypes import Quantity, TextReference
from santedoc.model.findings import ReferenceRange
from santedoc.model.time import QuantityRange

_URL = url_of("ReferenceRange")


class Ranges(Codec):
    """Values that are usual; FHIR wants bounds or words (invariant obs-3)."""

    model = ReferenceRange

    def write(self, value: Any, writer: Any) -> Any:
        """Return the bounds and the words, and the whole beside them where they do not say all."""
        if not isinstance(value, ReferenceRange):
            return None
        json: dict[str, Any] = {}
        if isinstance(value.value, QuantityRange):
            for name in ("low", "high"):
                bound = getattr(value.value, name)
                if isinstance(bound, Quantity) and bound.value is not None:
                    json[name] = QuantityTable.native(bound)
        if value.text is not None and value.text.text:
            json["text"] = value.text.text
        if self._said(json) != value:
            rest = list(fields_of(value, writer))
            json["extension"] = [{"url": _URL, "extension": rest}] if rest else []
            if not {"low", "high"} & json.keys():
                json.setdefault("text", "—")
        return {name: one for name, one in json.items() if one}

    def read(self, json: Any, reader: Any) -> Any:
        """Return the usual values."""
        if not isinstance(json, dict):
            return None
        value = self._said(json)
        for one in json.get("extension", ()):
            if one.get("url") == _URL:
                said = values_of(one.get("extension", ()), ReferenceRange, reader)
                value = ReferenceRange(**said)
        reader.swallow_all(json)
        return value

    def _said(self, json: dict[str, Any]) -> ReferenceRange:
        bounds = {
            name: Quantity(**QuantityTable.fields(json[name]))
            for name in ("low", "high")
            if isinstance(json.get(name), dict)
        }
        text = json.get("text")
        return ReferenceRange(
            value=QuantityRange(low=bounds.get("low"), high=bounds.get("high")) if bounds else None,
            text=TextReference(text=text) if isinstance(text, str) else None,
        )


RANGES = Ranges()
