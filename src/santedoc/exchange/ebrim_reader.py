"""Metadata read from ebRIM 3.0, whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from santedoc.errors import UnreadableError
from santedoc.exchange.ebrim import (
    CONFIDENTIALITY,
    CONTENT_TYPE,
    ENTRY_AUTHOR,
    ENTRY_CODES,
    ENTRY_PATIENT,
    ENTRY_SLOTS,
    ENTRY_UNIQUE_ID,
    EVENT,
    REFERENCES,
    RIM,
    SET,
    SET_AUTHOR,
    SET_PATIENT,
    SET_SOURCE,
    SET_STATUS,
    SET_UNIQUE_ID,
)
from santedoc.exchange.hl7 import Institution, Number, Person
from santedoc.exchange.values import (
    Association,
    Author,
    Coded,
    DocumentEntry,
    Submission,
    SubmissionSet,
)
from santedoc.xmlkit import DEFAULT_LIMITS, Limits, parse, q

if TYPE_CHECKING:
    from lxml.etree import _Element

METADATA_LIMITS = replace(DEFAULT_LIMITS, markup=4_000_000, attributes=4_000_000)
"""What is read of METADATA.XML: the entries of several thousand documents fit."""


def read_submission(data: bytes, *, limits: Limits = METADATA_LIMITS) -> Submission:
    """Return the metadata of a ``SubmitObjectsRequest``, whoever wrote it.

    What is missing is None or empty: it is for the checks to say. The request may stand within
    another (``ProvideAndRegisterDocumentSetRequest``, a SOAP envelope).

    Args:
        data: the bytes of METADATA.XML.
        limits: how much is read.

    Raises:
        UnreadableError: not XML, or no ``RegistryObjectList``, or not one submission set.

    Source: OASIS ebRIM 3.0; IHE ITI TF-3 4.2.
    """
    root = parse(data, limits)
    found = next(root.iter(q(RIM, "RegistryObjectList")), None)
    if found is None:
        raise _unreadable("no RegistryObjectList (ebRIM 3.0)", "pas de RegistryObjectList")
    sets = [one for one in found.iterchildren(q(RIM, "RegistryPackage")) if _is_set(one, found)]
    if len(sets) != 1:
        raise _unreadable(
            f"{len(sets)} submission sets, one expected",
            f"{len(sets)} lots de soumission, un seul attendu",
        )
    return Submission(
        submission_set=_read_set(sets[0]),
        entries=tuple(_read_entry(o) for o in found.iterchildren(q(RIM, "ExtrinsicObject"))),
        associations=tuple(
            Association(
                str(one.get("associationType", "")),
                str(one.get("sourceObject", "")),
                str(one.get("targetObject", "")),
                tuple(
                    (name, value)
                    for name, values in _slots(one).items()
                    for value in values
                    if name != SET_STATUS
                ),
            )
            for one in found.iterchildren(q(RIM, "Association"))
        ),
    )


def _unreadable(en: str, fr: str) -> UnreadableError:
    return UnreadableError(en, fr, rule="XDM.metadata.unreadable")


def _is_set(package: _Element, objects: _Element) -> bool:
    """Tell a submission set from a folder; its classification may stand beside it."""
    own = package.iterchildren(q(RIM, "Classification"))
    beside = (
        one
        for one in objects.iterchildren(q(RIM, "Classification"))
        if one.get("classifiedObject") == package.get("id")
    )
    return any(one.get("classificationNode") == SET for one in (*own, *beside))


def _slots(element: _Element) -> dict[str, tuple[str, ...]]:
    return {
        str(slot.get("name", "")): tuple(
            (value.text or "").strip() for value in slot.iter(q(RIM, "Value"))
        )
        for slot in element.iterchildren(q(RIM, "Slot"))
    }


def _one(slots: dict[str, tuple[str, ...]], name: str) -> str | None:
    return next(iter(slots.get(name, ())), None) or None


def _said(element: _Element, name: str) -> str | None:
    found = element.find(f"{q(RIM, name)}/{q(RIM, 'LocalizedString')}")
    return str(found.get("value", "")) or None if found is not None else None


def _codes(element: _Element, scheme: str) -> tuple[Coded, ...]:
    return tuple(
        Coded(
            str(one.get("nodeRepresentation", "")),
            _one(_slots(one), "codingScheme") or "",
            _said(one, "Name") or "",
        )
        for one in _classified(element, scheme)
    )


def _classified(element: _Element, scheme: str) -> Iterator[_Element]:
    for one in element.iterchildren(q(RIM, "Classification")):
        if str(one.get("classificationScheme", "")).lower() == scheme:
            yield one


def _authors(element: _Element, scheme: str) -> tuple[Author, ...]:
    found = []
    for one in _classified(element, scheme):
        slots = _slots(one)
        person = _one(slots, "authorPerson")
        found.append(
            Author(
                person=Person.parse(person) if person else None,
                institutions=tuple(
                    Institution.parse(text) for text in slots.get("authorInstitution", ()) if text
                ),
                roles=slots.get("authorRole", ()),
                specialties=slots.get("authorSpecialty", ()),
            )
        )
    return tuple(found)


def _externals(element: _Element) -> dict[str, str]:
    return {
        str(one.get("identificationScheme", "")).lower(): str(one.get("value", "")).strip()
        for one in element.iterchildren(q(RIM, "ExternalIdentifier"))
    }


def _number(text: str | None) -> Number | None:
    return Number.parse(text) if text else None


def _read_entry(element: _Element) -> DocumentEntry:
    slots, externals = _slots(element), _externals(element)
    legal = _one(slots, "legalAuthenticator")
    texts = {field: _one(slots, slot) for slot, field in ENTRY_SLOTS.items()}
    codes = {
        field: next(iter(_codes(element, scheme)), None) for scheme, field in ENTRY_CODES.items()
    }
    return DocumentEntry(
        **texts,  # type: ignore[arg-type]
        **codes,  # type: ignore[arg-type]
        entry_uuid=element.get("id") or None,
        mime_type=element.get("mimeType") or None,
        unique_id=externals.get(ENTRY_UNIQUE_ID) or None,
        legal_authenticator=Person.parse(legal) if legal else None,
        authors=_authors(element, ENTRY_AUTHOR),
        patient=_number(externals.get(ENTRY_PATIENT)),
        source_patient=_number(_one(slots, "sourcePatientId")),
        patient_info=slots.get("sourcePatientInfo", ()),
        confidentiality=_codes(element, CONFIDENTIALITY),
        events=_codes(element, EVENT),
        title=_said(element, "Name"),
        comments=_said(element, "Description"),
        reference_ids=slots.get(REFERENCES, ()),
    )


def _read_set(element: _Element) -> SubmissionSet:
    slots, externals = _slots(element), _externals(element)
    return SubmissionSet(
        entry_uuid=element.get("id") or None,
        unique_id=externals.get(SET_UNIQUE_ID) or None,
        source_id=externals.get(SET_SOURCE) or None,
        submission_time=_one(slots, "submissionTime"),
        content_type=next(iter(_codes(element, CONTENT_TYPE)), None),
        authors=_authors(element, SET_AUTHOR),
        patient=_number(externals.get(SET_PATIENT)),
        title=_said(element, "Name"),
        comments=_said(element, "Description"),
    )
