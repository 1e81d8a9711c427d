"""One way at least to break each rule of structure, and words that the message must hold."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from santedoc.xmlkit import CDA, SDTC, XSI, XSI_TYPE, q

if TYPE_CHECKING:
    from lxml.etree import _Element

Spoil = Callable[["_Element"], object]


def named(parent: _Element, name: str, namespace: str = CDA) -> _Element:
    return etree.SubElement(parent, q(namespace, name))


def above(element: _Element) -> _Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def bad_template(element: _Element) -> None:
    made = etree.Element(q(CDA, "templateId"))
    made.set("displayable", "DUPONT")
    element.insert(0, made)


def unset(element: _Element, name: str) -> None:
    del element.attrib[name]


def swap(element: _Element) -> None:
    after = element.getnext()
    assert after is not None
    after.addnext(element)


def twice(element: _Element) -> None:
    element.addnext(deepcopy(element))


def drop(element: _Element) -> None:
    above(element).remove(element)


class Case(NamedTuple):
    rule: str
    path: str
    """Of the element that is spoilt, in the small document."""
    spoil: Spoil
    english: str
    french: str


CASES: list[Case] = [
    Case(
        "element.unknown",
        "patient",
        lambda e: named(e, "birthtime"),
        "birthTime is probably meant",
        "Sans doute birthTime",
    ),
    Case(
        "element.unknown",
        "patient",
        lambda e: named(e, "name", SDTC),
        "namespace urn:hl7-org:v3",
        "espace de noms urn:hl7-org:v3",
    ),
    Case(
        "element.unknown",
        "patientRole/id",
        lambda e: named(e, "name"),
        "Allowed in id: nothing",
        "Permis dans id : rien",
    ),
    Case(
        "element.unknown",
        "digits",
        lambda e: named(e, "x"),
        "x is not allowed in digits",
        "x n'est pas permis dans digits",
    ),
    Case(
        "element.missing",
        "custodian/assignedCustodian",
        drop,
        "assignedCustodian is missing in custodian",
        "assignedCustodian manque dans custodian",
    ),
    Case(
        "element.missing", "author", drop, "author is missing in ClinicalDocument", "author manque"
    ),
    Case(
        "element.missing",
        "observation",
        drop,
        "observation, observationMedia",
        "substanceAdministration ou supply manque dans entry",
    ),
    Case(
        "element.order",
        "title",
        swap,
        "effectiveTime is not at its place in ClinicalDocument: it belongs after title",
        "il va après title",
    ),
    Case(
        "element.excess",
        "observation/code",
        twice,
        "code is there 2 times in observation; at most 1",
        "présent 2 fois",
    ),
    Case(
        "element.choice",
        "assignedPerson",
        lambda e: named(above(e), "assignedAuthoringDevice"),
        "assignedAuthoringDevice cannot stand beside assignedPerson",
        "ne peut accompagner assignedPerson",
    ),
    Case(
        "element.choice",
        "effectiveTime/low",
        lambda e: e.addnext(etree.Element(q(CDA, "width"))),
        "high cannot stand beside width",
        "l'un ou l'autre",
    ),
    Case(
        "element.unexpected",
        "observation/text",
        lambda e: named(e, "more", "urn:example:other"),
        "cannot stand here in text",
        "ne peut se trouver ici",
    ),
    Case(
        "text",
        "recordTarget",
        lambda e: setattr(e, "text", "DUPONT"),
        "Text stands directly in recordTarget",
        "Du texte se trouve directement dans recordTarget",
    ),
    Case(
        "text",
        "patientRole/id",
        lambda e: setattr(e, "text", "DUPONT"),
        "Allowed: @nullFlavor, @root",
        "Permis : @nullFlavor, @root",
    ),
    Case(
        "attribute.missing",
        "observation",
        lambda e: unset(e, "moodCode"),
        "moodCode is missing on observation",
        "EVN, GOL",
    ),
    Case(
        "attribute.unknown",
        "observation",
        lambda e: e.set("moodcode", "EVN"),
        "moodCode is probably meant",
        "Sans doute moodCode",
    ),
    Case(
        "attribute.unknown",
        "observation/code",
        lambda e: e.set("valueSet", "1.2"),
        "namespace urn:hl7-org:sdtc",
        "espace de noms urn:hl7-org:sdtc",
    ),
    Case(
        "attribute.unknown",
        "observation/code",
        lambda e: e.set(q(SDTC, "code"), "1"),
        "must have no prefix",
        "sans préfixe",
    ),
    Case(
        "attribute.unknown",
        "digits",
        lambda e: e.set("value", "1"),
        "value is not allowed on digits",
        "n'est pas permis sur digits",
    ),
    Case(
        "attribute.fixed",
        "recordTarget",
        lambda e: e.set("typeCode", "AUT"),
        "must be RCT; found AUT",
        "doit valoir RCT ; trouvé AUT",
    ),
    Case(
        "value.vocabulary",
        "observation",
        lambda e: e.set("moodCode", "DUPONT"),
        "must be APT, ARQ",
        "RQO ou RSK",
    ),
    Case(
        "value.vocabulary",
        "patient/name",
        lambda e: e.set("use", "L DUPONT"),
        "must be A, ABC",
        "doit être A, ABC",
    ),
    Case(
        "value.vocabulary",
        "content",
        lambda e: e.set("revised", "DUPONT"),
        "insert or delete",
        "insert ou delete",
    ),
    Case(
        "value.vocabulary",
        "lab:statusCode",
        lambda e: e.set("code", "DUPONT"),
        "active or completed",
        "active ou completed",
    ),
    Case(
        "value.format",
        "patientRole/id",
        lambda e: e.set("root", "1..DUPONT"),
        "must be an OID such as",
        "doit être un OID tel que",
    ),
    Case(
        "value.format",
        "birthTime",
        lambda e: e.set("value", "1980-01-01"),
        "a date YYYYMMDD",
        "une date AAAAMMJJ",
    ),
    Case(
        "value.format",
        "observation/value",
        lambda e: e.set("value", "1,5"),
        "a point for decimals",
        "un point décimal",
    ),
    Case("value.format", "pharm:asContent", bad_template, "true or false", "true ou false"),
    Case(
        "value.text",
        "digits",
        lambda e: setattr(e, "text", "1 DUPONT"),
        "whole numbers separated by spaces",
        "des entiers séparés",
    ),
    Case(
        "value.empty",
        "patientRole/id",
        lambda e: e.set("extension", ""),
        "extension of id is empty",
        "extension de l'élément id est vide",
    ),
    Case(
        "value.empty",
        "patientRole/id",
        lambda e: e.set("root", ""),
        "an OID such as",
        "un OID tel que",
    ),
    Case(
        "type.missing",
        "observation/value",
        lambda e: unset(e, XSI_TYPE),
        "needs an xsi:type",
        "demande un xsi:type",
    ),
    Case(
        "type.missing",
        "observation/value",
        lambda e: e.set(XSI_TYPE, "QTY"),
        "with a datatype that holds a value",
        "un type qui porte une valeur",
    ),
    Case(
        "type.unknown",
        "observation/value",
        lambda e: e.set(XSI_TYPE, "DUPONT"),
        "names no datatype",
        "ne désigne aucun type",
    ),
    Case(
        "type.unknown",
        "observation/value",
        lambda e: e.set(XSI_TYPE, "DUPONT:PQ"),
        "names no datatype",
        "ne désigne aucun type",
    ),
    Case(
        "type.derived",
        "observation/code",
        lambda e: e.set(XSI_TYPE, "PQ"),
        "cannot have the datatype PQ: it must be CD",
        "ne peut avoir le type PQ",
    ),
    Case(
        "nil",
        "observation/code",
        lambda e: e.set(q(XSI, "nil"), "true"),
        "use nullFlavor",
        "utiliser nullFlavor",
    ),
    Case(
        "nil",
        "pharm:asContent",
        lambda e: e.set(q(XSI, "nil"), "DUPONT"),
        "use nullFlavor",
        "utiliser nullFlavor",
    ),
    Case(
        "id.duplicate",
        "content",
        lambda e: e.set("ID", "head"),
        "is already that of",
        "est déjà celui de",
    ),
    Case(
        "id.reference",
        "renderMultiMedia",
        lambda e: e.set("referencedObject", "DUPONT"),
        "which no element has",
        "qu'aucun élément ne porte",
    ),
    Case(
        "other",
        "functionCode",
        lambda e: named(e, "deceasedInd", SDTC).set("value", "DUPONT"),
        "does not conform",
        "n'est pas conforme",
    ),
]
