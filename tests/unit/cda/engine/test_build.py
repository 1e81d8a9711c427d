"""Building refuses what has no place, naming the field."""

from __future__ import annotations

import pytest

from santedoc.cda.engine.build import build
from santedoc.cda.engine.writer import Writer
from santedoc.cda.entries.acts import ProcedureEntry
from santedoc.cda.entries.observations import Synthesis
from santedoc.errors import InvalidValueError
from santedoc.model.datatypes import Code
from santedoc.model.statements import Observation, Procedure
from santedoc.xmlkit import CDA, q


def made(table: type, value: object) -> object:
    writer = Writer()
    element = writer.root(q(CDA, "observation"))
    build(table, value, element, writer, (None, "synthesis"))
    return element


def test_a_fixed_code_is_written_when_the_author_says_nothing() -> None:
    element = made(Synthesis, Observation(value="Rien"))
    code = element.find(q(CDA, "code"))  # type: ignore[attr-defined]
    assert (code.get("code"), code.get("displayName")) == ("MED-142", "Synthèse médicale")


def test_a_variant_gives_its_identifier() -> None:
    act = Procedure(code=Code(code="A", system="1.2"), mood="INT")
    element = made(ProcedureEntry, act)
    roots = [one.get("root") for one in element.iterchildren(q(CDA, "templateId"))]  # type: ignore[attr-defined]
    assert "2.16.840.1.113883.10.20.1.25" in roots
    assert "2.16.840.1.113883.10.20.1.29" not in roots


@pytest.mark.parametrize("value", [True, Code(code="A", system="1.2"), 3])
def test_a_value_of_another_type_is_refused(value: object) -> None:
    with pytest.raises(InvalidValueError, match="cannot stand here") as caught:
        made(Synthesis, Observation(value=value))  # type: ignore[arg-type]
    assert caught.value.field == "synthesis.value"


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "\ud800"])
def test_a_character_that_xml_does_not_allow_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match="character") as caught:
        made(Synthesis, Observation.model_construct(value=text))
    assert caught.value.field == "synthesis.value"
    assert text not in str(caught.value)
