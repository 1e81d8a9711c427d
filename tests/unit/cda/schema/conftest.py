"""A small document that the schema accepts, for tests to spoil."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from santedoc.xmlkit import parse

if TYPE_CHECKING:
    from lxml.etree import _Element

SMALL = """\
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:h="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:lab="urn:oid:1.3.6.1.4.1.19376.1.3.2" xmlns:pharm="urn:ihe:pharm:medication"
    xmlns:other="urn:example:other" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
  <templateId root="1.2.3"/>
  <id root="1.2.3.4"/>
  <code code="34133-9" codeSystem="2.16.840.1.113883.6.1"/>
  <title>Compte rendu</title>
  <effectiveTime value="20260101120000+0100"/>
  <confidentialityCode code="N"/>
  <recordTarget>
    <patientRole>
      <id root="1.2.3.5" extension="1"/>
      <patient><name><family>ESSAI</family></name><birthTime value="19800101"/></patient>
    </patientRole>
  </recordTarget>
  <author>
    <time value="20260101"/>
    <assignedAuthor><id root="1.2.3.6"/><assignedPerson/></assignedAuthor>
  </author>
  <custodian>
    <assignedCustodian>
      <representedCustodianOrganization><id root="1.2.3.7"/></representedCustodianOrganization>
    </assignedCustodian>
  </custodian>
  <documentationOf>
    <serviceEvent>
      <lab:statusCode code="completed"/>
      <effectiveTime><low value="20260101"/><high value="20260102"/></effectiveTime>
    </serviceEvent>
  </documentationOf>
  <component>
    <structuredBody>
      <component>
        <section ID="S1">
          <title>Section</title>
          <text>
            <table>
              <thead><tr><th ID="head">Mesure</th></tr></thead>
              <tbody>
                <tr><td headers="head"><content ID="c1">un</content></td></tr>
                <tr><td><renderMultiMedia referencedObject="image"/></td></tr>
              </tbody>
            </table>
          </text>
          <entry>
            <observation classCode="OBS" moodCode="EVN">
              <code code="1"/>
              <text mediaType="text/plain">libre<reference value="#c1"/><other:more/></text>
              <value xsi:type="PQ" value="1.5" unit="g"/>
              <value xsi:type="h:SLIST_PQ">
                <origin value="0" unit="s"/><scale value="1" unit="s"/><digits>1 2 3</digits>
              </value>
            </observation>
          </entry>
          <entry>
            <observationMedia ID="image" classCode="OBS" moodCode="EVN">
              <value mediaType="image/png" representation="B64">AAAA</value>
            </observationMedia>
          </entry>
          <entry>
            <substanceAdministration classCode="SBADM" moodCode="INT">
              <consumable>
                <manufacturedProduct>
                  <manufacturedMaterial>
                    <pharm:formCode code="1"/>
                    <pharm:asContent classCode="CONT">
                      <pharm:quantity>
                        <pharm:numerator xsi:type="pharm:PQ" value="1"/>
                        <pharm:denominator xsi:type="pharm:PQ" value="1"/>
                      </pharm:quantity>
                      <pharm:containerPackagedMedicine classCode="CONT" determinerCode="KIND"/>
                    </pharm:asContent>
                  </manufacturedMaterial>
                </manufacturedProduct>
              </consumable>
              <participant typeCode="CSM">
                <participantRole><functionCode code="anything"/></participantRole>
              </participant>
            </substanceAdministration>
          </entry>
        </section>
      </component>
    </structuredBody>
  </component>
</ClinicalDocument>
"""


@pytest.fixture
def document() -> _Element:
    """A fresh tree of the small document."""
    return parse(SMALL.encode())


Find = Callable[[str], "_Element"]


@pytest.fixture
def find(document: _Element) -> Find:
    """Finds the first element of the small document at a path such as ``observation/value``."""
    prefixes = {
        None: "urn:hl7-org:v3",
        "lab": "urn:oid:1.3.6.1.4.1.19376.1.3.2",
        "pharm": "urn:ihe:pharm:medication",
        "other": "urn:example:other",
    }

    def one(path: str) -> _Element:
        found = document.find(f".//{path}", prefixes)
        assert found is not None, path
        return found

    return one
