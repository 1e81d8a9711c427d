"""Metadata written as ebRIM 3.0 (``SubmitObjectsRequest``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from santedoc.exchange.values import (
    HAS_MEMBER,
    Association,
    Author,
    Coded,
    DocumentEntry,
    Submission,
    SubmissionSet,
)
from santedoc.xmlkit import q

if TYPE_CHECKING:
    from lxml.etree import _Element

RIM = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"
LCM = "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"
ENTRY = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"
SET = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"
ENTRY_AUTHOR = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d"
SET_AUTHOR = "urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d"
CLASS = "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a"
CONFIDENTIALITY = "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f"
EVENT = "urn:uuid:2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4"
FORMAT = "urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d"
FACILITY = "urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1"
PRACTICE = "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead"
TYPE = "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983"
CONTENT_TYPE = "urn:uuid:aa543740-bdda-424e-8c96-df4873be8500"
ENTRY_PATIENT = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"
ENTRY_UNIQUE_ID = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"
SET_PATIENT = "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446"
SET_SOURCE = "urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832"
SET_UNIQUE_ID = "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8"
REFERENCES = "urn:ihe:iti:xds:2013:referenceIdList"
SET_STATUS = "SubmissionSetStatus"
ACTION = "urn:action:extraMetadataSlot"
_OBJECT_TYPE = "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject"
_APPROVED = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DECLARED = f' xmlns:rim="{RIM}"'.encode()
# Slot → field of an entry that holds one text.
ENTRY_SLOTS = {
    "creationTime": "creation_time",
    "languageCode": "language",
    "serviceStartTime": "service_start",
    "serviceStopTime": "service_stop",
    "hash": "hash",
    "size": "size",
    "URI": "uri",
    ACTION: "action",
}
# Scheme of a classification → field of an entry that holds one code.
ENTRY_CODES = {
    TYPE: "type_code",
    CLASS: "class_code",
    FORMAT: "format_code",
    FACILITY: "facility",
    PRACTICE: "practice",
}


def write_submission(submission: Submission) -> bytes:
    """Return METADATA.XML: a ``SubmitObjectsRequest``.

    Args:
        submission: the metadata; every object has its ``entry_uuid``.

    Source: OASIS ebRIM 3.0; IHE ITI TF-3 4.2.
    """
    return b"".join(chunks(submission.submission_set, submission.entries, submission.associations))


def chunks(
    submission_set: SubmissionSet,
    entries: Iterable[DocumentEntry],
    associations: Iterable[Association],
) -> Iterator[bytes]:
    """Yield METADATA.XML piece by piece, so that a thousand entries never stand in one tree.

    Args:
        submission_set: what is sent together.
        entries: one a document.
        associations: the links.
    """
    yield b"<?xml version='1.0' encoding='UTF-8'?>\n"
    yield f'<lcm:SubmitObjectsRequest xmlns:lcm="{LCM}" xmlns:rim="{RIM}">\n'.encode()
    yield b"<rim:RegistryObjectList>\n"
    ids = _Ids()
    for entry in entries:
        yield _octets(_entry(entry, ids))
    yield _octets(_set(submission_set, ids))
    for association in associations:
        yield _octets(_association(association, ids))
    yield b"</rim:RegistryObjectList>\n</lcm:SubmitObjectsRequest>\n"


class _Ids:
    """Symbolic identifiers of the parts of objects: nobody refers to them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> str:
        self.count += 1
        return f"part{self.count}"


def _octets(element: _Element) -> bytes:
    from lxml import etree

    etree.indent(element, "  ")
    # The root of the file declares the namespace once for all.
    return etree.tostring(element, encoding="UTF-8").replace(_DECLARED, b"", 1) + b"\n"


def _object(tag: str, identifier: str | None, kind: str, /, **attributes: str) -> _Element:
    from lxml import etree

    element = etree.Element(q(RIM, tag), nsmap={"rim": RIM})
    element.set("id", identifier or "")
    element.set("objectType", kind)
    for key, value in attributes.items():
        element.set(key, value)
    return element


def _sub(parent: _Element, tag: str, /, **attributes: str) -> _Element:
    from lxml import etree

    element = etree.SubElement(parent, q(RIM, tag))
    for key, value in attributes.items():
        element.set(key, value)
    return element


def _slot(parent: _Element, name: str, values: Iterable[str | None]) -> None:
    said = [value for value in values if value]
    if said:
        found = _sub(_sub(parent, "Slot", name=name), "ValueList")
        for value in said:
            _sub(found, "Value").text = value


def _text(parent: _Element, name: str, value: str | None) -> None:
    if value:
        found = _sub(_sub(parent, name), "LocalizedString", charset="UTF-8", value=value)
        found.set(_LANG, "fr-FR")


def _classification(
    parent: _Element, scheme: str, ids: _Ids, code: Coded | None = None
) -> _Element:
    element = _sub(
        parent,
        "Classification",
        id=ids(),
        classificationScheme=scheme,
        classifiedObject=str(parent.get("id")),
        nodeRepresentation=code.code if code else "",
        objectType=f"{_OBJECT_TYPE}:Classification",
    )
    if code:
        _slot(element, "codingScheme", [code.system])
        _text(element, "Name", code.display or code.code)
    return element


def _author(parent: _Element, scheme: str, author: Author, ids: _Ids) -> None:
    element = _classification(parent, scheme, ids)
    _slot(element, "authorPerson", [author.person.text() if author.person else None])
    _slot(element, "authorInstitution", [one.text() for one in author.institutions])
    _slot(element, "authorRole", author.roles)
    _slot(element, "authorSpecialty", author.specialties)


def _external(parent: _Element, scheme: str, name: str, value: str | None, ids: _Ids) -> None:
    if value:
        element = _sub(
            parent,
            "ExternalIdentifier",
            id=ids(),
            identificationScheme=scheme,
            registryObject=str(parent.get("id")),
            value=value,
            objectType=f"{_OBJECT_TYPE}:ExternalIdentifier",
        )
        _text(element, "Name", name)


def _entry(entry: DocumentEntry, ids: _Ids) -> _Element:
    element = _object(
        "ExtrinsicObject",
        entry.entry_uuid,
        ENTRY,
        mimeType=entry.mime_type or "",
        status=_APPROVED,
        isOpaque="false",
    )
    for slot, field in ENTRY_SLOTS.items():
        _slot(element, slot, [getattr(entry, field)])
    legal = entry.legal_authenticator
    _slot(element, "legalAuthenticator", [legal.text() if legal else None])
    _slot(
        element, "sourcePatientId", [entry.source_patient.text() if entry.source_patient else None]
    )
    _slot(element, "sourcePatientInfo", entry.patient_info)
    _slot(element, REFERENCES, entry.reference_ids)
    _text(element, "Name", entry.title)
    _text(element, "Description", entry.comments)
    for author in entry.authors:
        _author(element, ENTRY_AUTHOR, author, ids)
    for scheme, field in ENTRY_CODES.items():
        code = getattr(entry, field)
        if code:
            _classification(element, scheme, ids, code)
    for code in entry.confidentiality:
        _classification(element, CONFIDENTIALITY, ids, code)
    for code in entry.events:
        _classification(element, EVENT, ids, code)
    patient = entry.patient.text() if entry.patient else None
    _external(element, ENTRY_PATIENT, "XDSDocumentEntry.patientId", patient, ids)
    _external(element, ENTRY_UNIQUE_ID, "XDSDocumentEntry.uniqueId", entry.unique_id, ids)
    return element


def _set(given: SubmissionSet, ids: _Ids) -> _Element:
    element = _object(
        "RegistryPackage", given.entry_uuid, f"{_OBJECT_TYPE}:RegistryPackage", status=_APPROVED
    )
    _slot(element, "submissionTime", [given.submission_time])
    _text(element, "Name", given.title)
    _text(element, "Description", given.comments)
    for author in given.authors:
        _author(element, SET_AUTHOR, author, ids)
    if given.content_type:
        _classification(element, CONTENT_TYPE, ids, given.content_type)
    _sub(
        element,
        "Classification",
        id=ids(),
        classificationNode=SET,
        classifiedObject=str(element.get("id")),
        objectType=f"{_OBJECT_TYPE}:Classification",
    )
    patient = given.patient.text() if given.patient else None
    _external(element, SET_PATIENT, "XDSSubmissionSet.patientId", patient, ids)
    _external(element, SET_SOURCE, "XDSSubmissionSet.sourceId", given.source_id, ids)
    _external(element, SET_UNIQUE_ID, "XDSSubmissionSet.uniqueId", given.unique_id, ids)
    return element


def _association(given: Association, ids: _Ids) -> _Element:
    element = _object(
        "Association",
        ids(),
        f"{_OBJECT_TYPE}:Association",
        associationType=given.kind,
        sourceObject=given.source,
        targetObject=given.target,
    )
    if given.kind == HAS_MEMBER:
        _slot(element, SET_STATUS, ["Original"])
    for name, value in given.slots:
        _slot(element, name, [value])
    return element
