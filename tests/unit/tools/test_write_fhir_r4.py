"""The script that writes the definitions of R4, on definitions made for the test."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from santedoc.fhir.engine.definitions import table
from tools import write_fhir_r4 as script

SD = "http://hl7.org/fhir/StructureDefinition/"
XML = """<Bundle xmlns="http://hl7.org/fhir"><entry><resource><StructureDefinition>
<url value="{sd}Thing"/><name value="Thing"/><kind value="resource"/><abstract value="false"/>
<type value="Thing"/><baseDefinition value="{sd}Resource"><extension url="x"/></baseDefinition>
<derivation value="specialization"/><snapshot>
<element id="Thing"><path value="Thing"/><min value="0"/><max value="*"/>
  <base><path value="Thing"/></base>
  <constraint><key value="ele-1"/><severity value="error"/><expression value="true"/></constraint>
  <constraint><key value="thi-1"/><severity value="error"/><human value="a  b"/>
    <expression value="name.exists()"/><source value="{sd}Thing"/></constraint></element>
<element id="Thing.id"><path value="Thing.id"/><min value="0"/><max value="1"/>
  <base><path value="Resource.id"/></base></element>
<element id="Thing.name"><path value="Thing.name"/><min value="1"/><max value="1"/>
  <base><path value="Thing.name"/></base><type><code value="code"/></type>
  <binding><strength value="required"/><valueSet value="http://hl7.org/fhir/ValueSet/v|4.0.1"/>
  </binding></element>
<element id="Thing.who"><path value="Thing.who"/><min value="0"/><max value="*"/>
  <base><path value="Thing.who"/></base>
  <type><code value="Reference"/><targetProfile value="{sd}Patient"/></type></element>
</snapshot></StructureDefinition></resource></entry>
<entry><resource><ValueSet><url value="http://hl7.org/fhir/ValueSet/v"/><compose><include>
<system value="http://hl7.org/fhir/s"/><filter><property value="concept"/><op value="is-a"/>
<value value="a"/></filter></include></compose></ValueSet></resource></entry>
<entry><resource><CodeSystem><url value="http://hl7.org/fhir/s"/><content value="complete"/>
<concept><code value="a"/><concept><code value="b"/></concept></concept>
<concept><code value="c"/><property><code value="subsumedBy"/><valueCode value="b"/></property>
</concept><concept><code value="d"/></concept></CodeSystem></resource></entry></Bundle>"""


@pytest.fixture
def first(tmp_path: Path) -> script.Source:
    jar = tmp_path / "definitions.jar"
    folder = "org/hl7/fhir/r4/model"
    empty = '<Bundle xmlns="http://hl7.org/fhir"/>'
    with zipfile.ZipFile(jar, "w") as archive:
        for name in (
            "extension/extension-definitions",
            "profile/profiles-resources",
            "valueset/valuesets",
            "valueset/v2-tables",
            "valueset/v3-codesystems",
        ):
            archive.writestr(f"{folder}/{name}.xml", empty)
        archive.writestr(f"{folder}/profile/profiles-types.xml", XML.format(sd=SD))
    return script.of_jar(jar)


def second(tmp_path: Path, change: Any) -> script.Source:
    names = [
        {"id": "Thing", "path": "Thing", "base": {"path": "Thing"}, "min": 0, "max": "*",
         "constraint": [{"key": "thi-1", "expression": "name.exists()", "severity": "error",
                         "source": f"{SD}Thing"}]},
        {"id": "Thing.name", "path": "Thing.name", "base": {"path": "Thing.name"}, "min": 1,
         "max": "1", "type": [{"code": "code"}], "binding": {"strength": "required",
         "valueSet": "http://hl7.org/fhir/ValueSet/v"}},
        {"id": "Thing.who", "path": "Thing.who", "base": {"path": "Thing.who"}, "min": 0,
         "max": "*", "type": [{"code": "Reference", "targetProfile": [f"{SD}Patient"]}]},
    ]  # fmt: skip
    names[1] |= change
    thing = {"resourceType": "StructureDefinition", "url": f"{SD}Thing", "name": "Thing",
             "kind": "resource", "abstract": False, "type": "Thing",
             "derivation": "specialization", "snapshot": {"element": names}}  # fmt: skip
    path = tmp_path / "definitions.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for name in ("profiles-types", "profiles-resources", "valuesets", "v2-tables",
                     "v3-codesystems"):  # fmt: skip
            entry = [{"resource": thing}] if name == "profiles-types" else []
            data = json.dumps({"entry": entry}).encode()
            info = tarfile.TarInfo(f"package/dist/fhir/r4/{name}.json")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return script.of_npm(path)


def test_what_a_type_adds_to_its_parent_is_kept(first: script.Source) -> None:
    assert list(script.types_of(first)) == [
        "Thing\tresource\tResource\t\tthi-1",
        "name\t1..1\tcode\t!v",
        "who\t0..*\tReference(Patient)",
        "",
    ]
    assert list(script.invariants_of(first)) == ["thi-1\terror\tname.exists()\ta b"]


def test_value_sets_are_expanded_below_a_concept(first: script.Source) -> None:
    assert list(script.value_sets_of(first)) == [
        "http://hl7.org/fhir/ValueSet/v", "http://hl7.org/fhir/s\ta b c", "",
    ]  # fmt: skip
    assert list(script.code_systems_of(first)) == ["http://hl7.org/fhir/s\ta b c d"]


def test_the_two_sources_are_compared_element_by_element(
    first: script.Source, tmp_path: Path
) -> None:
    assert list(script.disagreements(first, second(tmp_path, {}))) == []
    (line,) = script.disagreements(first, second(tmp_path, {"min": 0}))
    assert line.startswith("Thing.name: ")
    assert not script.settled(line)
    assert script.settled("Meta.author: None / x")


@pytest.mark.parametrize(
    "name", ["types.txt", "invariants.tsv", "extensions.tsv", "value-sets.txt", "code-systems.txt"]
)
def test_every_table_says_where_it_comes_from(name: str) -> None:
    header = table(name).header
    assert "4.0.1" in header["source"]
    assert "sha256" in header["source"]
    assert header["written"] == "by tools/write_fhir_r4.py"
