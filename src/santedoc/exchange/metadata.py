"""The metadata of a document, derived from its header."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.exchange import header
from santedoc.exchange.archive_rules import OFFSET
from santedoc.exchange.associations import (
    NO_PROFILE,
    class_of,
    format_of_media,
    format_of_template,
)
from santedoc.exchange.times import to_utc
from santedoc.exchange.values import Coded, DocumentEntry
from santedoc.report import Issue
from santedoc.xmlkit import DEFAULT_LIMITS, DS, Limits, location_of, parse, q

if TYPE_CHECKING:
    from lxml.etree import _Element

FHIR = "application/fhir+json"
"""Media type of a FHIR document."""
MASK_SYSTEM = "1.2.250.1.213.1.1.4.13"
"""OID of the codes that mask a document."""
MASKS = ("MASQUE_PS", "INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX")
"""Hidden from the professionals, from the patient, from who represents the patient."""
_IMAGING = "31"
_FRENCH = "1.2.250.1.213."
_ACTIVITY = "1.2.250.1.213.2.2"
CONTENT_TYPES = {
    code: Coded(code, _ACTIVITY, label)
    for code, label in {
        "03": "Hospitalisation complète (non compris hospitalisation de semaine)",
        "04": "Hospitalisation de Jour",
        "07": "Consultation Soins Externes",
        "08": "Bloc Opératoire",
        "19": "Traitement et Cure Ambulatoire",
        "20": "Hospitalisation de Semaine",
        "26": "Analyses médicales biologiques",
        "97": "Type d'activité indifférencié",
    }.items()
}
"""The kinds of care of a hospital, by code (TRE_R209)."""
_VISIT = "07"
# Class of the encounter → kind of care, as the hospital's messages map PV1-2.
_CARE = {**dict.fromkeys(("IMP", "ACUTE", "NONAC", "SS"), "03"), "SEANCE": "19"}


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A document to pack, and what its header does not say.

    Args:
        data: the bytes of the document; they are packed as they are.
        masks: from whom it is hidden, among `MASKS`.
        class_code: its class, when the published table has none for its type, or another one.
        format_code: its format, when the published tables have none for its model.
        comments: comments of the entry.
        reference_ids: further identifiers (CXi).
        replaces: ``entryUUID`` of the entry that this one replaces, when the receiver gave it.

    Raises:
        InvalidValueError: a mask is unknown, or two cannot stand together.

    Examples:
        >>> Enclosure(b"", masks=("MASQUE_PS", "INVISIBLE_PATIENT"))  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        santedoc.errors.InvalidValueError: masks: MASQUE_PS and INVISIBLE_PATIENT ...
    """

    data: bytes = field(repr=False)
    masks: tuple[str, ...] = ()
    class_code: Coded | None = None
    format_code: Coded | None = None
    comments: str | None = None
    reference_ids: tuple[str, ...] = ()
    replaces: str | None = None

    def __post_init__(self) -> None:
        """Refuse masks that no receiver accepts."""
        unknown = [one for one in self.masks if one not in MASKS]
        if unknown:
            raise InvalidValueError(
                f"unknown mask {unknown[0]!r}: {', '.join(MASKS)}",
                f"masque inconnu {unknown[0]!r} : {', '.join(MASKS)}",
                field="masks",
            )
        if forbidden(self.masks):
            raise InvalidValueError(
                "MASQUE_PS and INVISIBLE_PATIENT would hide the document from everybody",
                "MASQUE_PS et INVISIBLE_PATIENT cacheraient le document à tous",
                field="masks",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a document says of itself.

    Args:
        entry: its metadata; ``entry_uuid`` and ``uri`` are the sender's to say.
        replaced: unique id of the document that it replaces.
        content_type: kind of care that its encounter implies.
        custodian: identifier of who keeps it.
        signed_inside: whether it carries an enveloped signature.
        document: its ``ClinicalDocument`` element, for who looks further.
        issues: times that were assumed to be French.
    """

    entry: DocumentEntry
    replaced: str | None
    content_type: Coded
    custodian: str
    signed_inside: bool
    document: _Element = field(repr=False)
    issues: tuple[Issue, ...]


def forbidden(masks: tuple[str, ...]) -> bool:
    """Tell whether masks hide a document from everybody.

    Source: DMP, EX_2.1-1050 (cumul-invisible_patient-masque_ps).
    """
    return {"MASQUE_PS", "INVISIBLE_PATIENT"} <= set(masks)


def describe(document: bytes | Enclosure, *, limits: Limits = DEFAULT_LIMITS) -> Description:
    """Return the metadata of a document: what its header says, in the forms of XDS.

    Level 1, level 3 and self-presenting documents alike, and FHIR documents, whose format no
    published table knows (the fallback is said). What the header lacks is None or empty
    in the entry: `santedoc.exchange.values.missing` says what the receiver will miss.

    Args:
        document: the bytes of the document, or an enclosure with what the header does not say.
        limits: how much is read before the document is refused.

    Raises:
        UnreadableError: neither a CDA nor a FHIR document.

    Source: ANS, Mapping VIHF et XDS v2.1.3; ASS_X04, ASS_A11, ASS_A12.

    Examples:
        >>> from santedoc import build, samples
        >>> described = describe(build(samples.example("LDL-SES")))
        >>> described.entry.class_code.code, described.entry.format_code.code
        ('10', 'urn:asip:ci-sis:ldl-ses:2017')
    """
    given = document if isinstance(document, Enclosure) else Enclosure(document)
    media_type, found = _document_of(given.data, limits)
    type_code = header.document_type(found)
    class_code = given.class_code or (class_of(*type_code.pair) if type_code else None)
    times, issues = _times(found)
    confidentiality = header.confidentiality(found)
    numbers = header.patient_numbers(found)
    ins = next((one for one in numbers if one.kind == "NH"), None)
    local = next((one for one in numbers if one.kind == "PI"), None)
    imaging = class_code is not None and class_code.code == _IMAGING
    version = header.attribute(header.find(found, "versionNumber"), "value")
    entry = DocumentEntry(
        unique_id=header.identifier(header.find(found, "id")) or None,
        mime_type=media_type,
        hash=hashlib.sha1(given.data, usedforsecurity=False).hexdigest(),
        size=str(len(given.data)),
        creation_time=times.get("effectiveTime"),
        service_start=times.get("low"),
        service_stop=times.get("high"),
        language=header.attribute(header.find(found, "languageCode"), "code") or None,
        legal_authenticator=header.legal_authenticator(found),
        authors=header.authors(found),
        patient=ins or local,
        source_patient=local or ins,
        patient_info=header.patient_info(found),
        type_code=type_code,
        class_code=class_code,
        format_code=given.format_code or (NO_PROFILE if media_type == FHIR else format_of(found)),
        confidentiality=(*([confidentiality] if confidentiality else []), *_masks(given.masks)),
        facility=header.facility(found),
        practice=header.practice(found),
        events=header.events(found),
        title=header.words(header.find(found, "title")) or None,
        comments=given.comments,
        reference_ids=(*header.references(found, imaging=imaging), *given.reference_ids),
        action="C" if version.isdigit() and int(version) > 1 else None,
    )
    encounter = header.find(found, "componentOf/encompassingEncounter/code")
    return Description(
        entry=entry,
        replaced=header.replaced(found),
        content_type=CONTENT_TYPES[_CARE.get(header.attribute(encounter, "code"), _VISIT)],
        custodian=header.custodian(found),
        signed_inside=next(found.iterchildren(q(DS, "Signature")), None) is not None,
        document=found,
        issues=issues,
    )


def format_of(document: _Element) -> Coded:
    """Return the format of a document, by its model or by the file that it wraps.

    Args:
        document: a ``ClinicalDocument`` element.

    Source: ANS, ASS_A11 and ASS_A12; the fallback is that of TRE_A06.
    """
    wrapped = header.find(document, "component/nonXMLBody/text")
    if wrapped is not None:
        return format_of_media(header.attribute(wrapped, "mediaType")) or NO_PROFILE
    templates = [header.attribute(one, "root") for one in header.every(document, "templateId")]
    # The French model first: an IHE template that it conforms to may have a format of its own.
    for template in sorted(templates, key=lambda one: not one.startswith(_FRENCH)):
        found = format_of_template(template)
        if found is not None:
            return found
    return NO_PROFILE


def _masks(masks: tuple[str, ...]) -> tuple[Coded, ...]:
    from santedoc.terminology import value_set

    labels = value_set("JDV_J08")
    return tuple(
        Coded(one, MASK_SYSTEM, labels.display(one, MASK_SYSTEM) or one)
        for one in dict.fromkeys(masks)
    )


def _document_of(data: bytes, limits: Limits) -> tuple[str, _Element]:
    """Return the media type of a file, and the document in it; a FHIR one as a CDA says it."""
    from santedoc.cda.documents.self_presenting import document_in
    from santedoc.signing.bundles import looks_like_json

    if looks_like_json(data):
        return FHIR, _fhir_document(data)
    root = parse(data, limits)
    found = document_in(root)
    if found is None:
        raise UnreadableError(
            "the root element is not ClinicalDocument: this is no CDA document",
            "l'élément racine n'est pas ClinicalDocument : ce n'est pas une CDA",
            rule="XML.root",
            line=root.sourceline,
        )
    return "text/xml" if root is found else "application/xslt+xml", found


def _fhir_document(data: bytes) -> _Element:
    """Return the document of a Bundle as a CDA: one reading of the header serves both formats."""
    from santedoc.cda.documents import building
    from santedoc.cda.documents.naming import classes_by_type, fields_by_code
    from santedoc.fhir.mapping.bundle import document_in
    from santedoc.jsonkit import read_json

    try:
        found = document_in(read_json(data), classes_by_type(), fields_by_code())
        root, _ = building.write(building.complete(found.document))
    except InvalidValueError as error:
        raise UnreadableError(
            f"the Bundle cannot be read as a document: {error.message('en')}",
            f"le Bundle ne peut être lu comme un document : {error.message('fr')}",
            rule="FHIR.document",
        ) from None
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        # The reader takes the shapes of R4 for granted: they are for a validation to tell.
        raise UnreadableError(
            f"the Bundle has not the shape of FHIR R4 ({type(error).__name__}): validate it",
            f"le Bundle n'a pas la forme de FHIR R4 ({type(error).__name__}) : le valider",
            rule="FHIR.document",
        ) from None
    return root


def _times(document: _Element) -> tuple[dict[str, str], tuple[Issue, ...]]:
    """Return the times of the metadata, and an issue for each that was assumed to be French."""
    period = header.find(header.principal_act(document), "effectiveTime")
    elements = {
        "effectiveTime": header.find(document, "effectiveTime"),
        "low": header.find(period, "low"),
        "high": header.find(period, "high"),
    }
    names = {"effectiveTime": "creationTime", "low": "serviceStartTime", "high": "serviceStopTime"}
    times, issues = {}, []
    for name, element in elements.items():
        time = to_utc(header.attribute(element, "value"))
        if time is None or element is None:
            continue
        times[name] = time.text
        if time.assumed:
            issues.append(Issue(OFFSET, location_of(element), {"field": names[name]}))
    return times, tuple(issues)
