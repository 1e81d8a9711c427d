"""How a medicine is taken: Dosage, one for the treatment and one for each of its steps."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import Codec
from santedoc.fhir.mapping.datatypes.codes import CODE
from santedoc.fhir.mapping.datatypes.quantities import QUANTITY, RANGE, RATIO
from santedoc.fhir.mapping.datatypes.times import PERIOD
from santedoc.fhir.mapping.datatypes.timing import TIMING, UNITS
from santedoc.fhir.mapping.path import found, reached
from santedoc.fhir.mapping.rows import Choice, Row
from santedoc.model.datatypes import Quantity, Ratio, TextReference
from santedoc.model.dosage import dosage_sentence, step_sentence
from santedoc.model.time import Period, QuantityRange
from santedoc.model.treatments import Instruction, Precondition


def dose_row(prefix: str) -> Choice:
    """Return the row of how much is taken each time.

    Args:
        prefix: path of the Dosage.
    """
    return Choice(
        f"{prefix}doseAndRate[0].dose",
        (QuantityRange, "Range", RANGE),
        (Quantity, "Quantity", QUANTITY),
    )


def rate_row(prefix: str) -> Choice:
    """Return the row of how much is taken by unit of time.

    Args:
        prefix: path of the Dosage.
    """
    return Choice(
        f"{prefix}doseAndRate[0].rate",
        (QuantityRange, "Range", RANGE),
        (Quantity, "Quantity", QUANTITY),
        (Ratio, "Ratio", RATIO),
    )


def told(value: Any) -> Any:
    """Return what the patient is told, in words.

    Args:
        value: the treatment.
    """
    texts = [one.text for one in value.instructions if one.text is not None]
    return " ".join(one.text for one in texts if one.text) or None


def sentence(value: Any) -> Any:
    """Return how the medicine is taken, in words.

    Args:
        value: the treatment.
    """
    return dosage_sentence(value) or None


class Told(Row):
    """What the patient is told: carried, and written in words; the words of others are read.

    Args:
        path: path of the Dosage.
    """

    def __init__(self, path: str) -> None:
        """Keep the path."""
        super().__init__(f"{path}.patientInstruction", CODE)

    def put(self, node: dict[str, Any], said: Any, writer: Any) -> bool:
        """Leave it to what follows from the value."""
        return False

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return the words of a Dosage that others wrote."""
        said = []
        for dosage in found(node, self.path[:-1], reader) if reader.foreign else ():
            for name in ("patientInstruction", "text"):
                if isinstance(words := dosage.get(name), str):
                    reader.swallow(dosage, name)
                    said.append(Instruction(text=TextReference(text=words)))
        return said

    def skip(self, node: dict[str, Any], reader: Any) -> None:
        """Leave it to what follows from the value."""


class AsNeeded(Codec):
    """The condition on which a medicine is taken (FHIR 4.0.1, Dosage.asNeeded[x])."""

    exact = False

    def write(self, value: Any, writer: Any) -> Any:
        """Return the condition, in words or as a code."""
        if not isinstance(value, Precondition):
            return None
        json = CODE.write(value.code, writer) if value.code is not None else {}
        if "text" not in json and value.text is not None:
            words = value.text.text or writer.words(value.text.reference)
            json |= {"text": words} if words else {}
        return json or None

    def read(self, json: Any, reader: Any) -> Any:
        """Return the condition."""
        if not isinstance(json, dict):
            return None
        if set(json) == {"text"}:
            reader.swallow_all(json)
            return Precondition(text=TextReference(text=json["text"]))
        return Precondition(code=CODE.read(json, reader)) if "coding" in json else None


AS_NEEDED = AsNeeded()


class Bounds(Row):
    """From when to when, or how long, a medicine is taken (Timing.repeat.bounds[x]).

    Args:
        prefix: path of the Dosage.
    """

    def __init__(self, prefix: str) -> None:
        """Keep the path."""
        super().__init__(f"{prefix}timing.repeat.boundsPeriod", PERIOD)

    def put(self, node: dict[str, Any], said: Any, writer: Any) -> bool:
        """Write a period, or a length of time."""
        if not isinstance(said, Period):
            return False
        length = said.duration
        known = isinstance(length, Quantity) and length.unit in UNITS and length.value is not None
        if known and said == Period(duration=length):
            repeat = reached(node, self.path[:-1], writer)
            repeat["boundsDuration"] = QUANTITY.write(length, writer)
            return True
        return super().put(node, said, writer) if said.start or said.end else False

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return the period."""
        for repeat in found(node, self.path[:-1], reader):
            if isinstance(json := repeat.get("boundsDuration"), dict):
                reader.claim(repeat, "boundsDuration")
                return [Period(duration=QUANTITY.read(json, reader))]
        return super().get(node, reader)

    def skip(self, node: dict[str, Any], reader: Any) -> None:
        """Account for both."""
        super().skip(node, reader)
        for repeat in found(node, self.path[:-1], reader):
            reader.swallow(repeat, "boundsDuration")


_STEP = (
    ("times", Row("timing", TIMING, whole=True)),
    ("route", Row("route", CODE)),
    ("dose", dose_row("")),
    ("rate", rate_row("")),
    ("max_dose", Row("maxDosePerPeriod", RATIO)),
    ("preconditions", Row("asNeededCodeableConcept", AS_NEEDED, single=True)),
)


class Steps(Row):
    """The doses one after the other: carried, and written as as many Dosages.

    Args:
        name: name of the element.
    """

    def __init__(self, name: str) -> None:
        """Keep the name."""
        super().__init__(name, CODE)

    def put(self, node: dict[str, Any], said: Any, writer: Any) -> bool:
        """Have the steps carried: they are statements of their own."""
        return False

    def finish(self, node: dict[str, Any], value: Any, writer: Any) -> None:
        """Write the Dosages, after that of the whole treatment."""
        name = self.path[0].name
        if not value.steps or not node.get(name):
            return
        for number, step in enumerate(value.steps, start=1):
            dosage: dict[str, Any] = {"sequence": step.sequence or number}
            if words := step_sentence(step, value):
                dosage["text"] = words
            for field, row in _STEP:
                if said := getattr(step, field):
                    row.put(dosage, said, writer)
            node[name].append(dosage)

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return nothing: the steps of others say no medicine."""
        return []

    def skip(self, node: dict[str, Any], reader: Any) -> None:
        """Account for all Dosages but the first."""
        for one in node.get(self.path[0].name, ())[1:]:
            reader.swallow_all(one)


_COURSES = {"long-term": "continuous", "acute": "acute"}
_COURSE = "http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy"


def course(value: Any) -> Any:
    """Return whether a treatment is for long (MedicationRequest.courseOfTherapyType).

    Args:
        value: the treatment.
    """
    codes = [_COURSES[one] for one in value.kinds if one in _COURSES]
    return {"coding": [{"system": _COURSE, "code": codes[0]}]} if len(codes) == 1 else None
