"""Code systems and authorities: OIDs in the model, URIs in FHIR."""

from __future__ import annotations

import re
from functools import cache

# HL7 Terminology and the published FHIR code systems; every other OID is an urn:oid.
_URIS = {
    "2.16.840.1.113883.6.1": "http://loinc.org",
    "2.16.840.1.113883.6.96": "http://snomed.info/sct",
    "2.16.840.1.113883.6.8": "http://unitsofmeasure.org",
    "2.16.840.1.113883.6.73": "http://www.whocc.no/atc",
    "2.16.840.1.113883.6.3": "http://hl7.org/fhir/sid/icd-10",
    "0.4.0.127.0.16.1.1.2.1": "http://standardterms.edqm.eu",
    "1.2.840.10008.2.16.4": "http://dicom.nema.org/resources/ontology/DCM",
    "2.16.840.1.113883.5.1": "http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender",
    "2.16.840.1.113883.5.4": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
    "2.16.840.1.113883.5.6": "http://terminology.hl7.org/CodeSystem/v3-ActClass",
    "2.16.840.1.113883.5.7": "http://terminology.hl7.org/CodeSystem/v3-ActPriority",
    "2.16.840.1.113883.5.25": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
    "2.16.840.1.113883.5.83": (
        "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
    ),
    "2.16.840.1.113883.5.88": "http://terminology.hl7.org/CodeSystem/v3-ParticipationFunction",
    "2.16.840.1.113883.5.90": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
    "2.16.840.1.113883.5.110": "http://terminology.hl7.org/CodeSystem/v3-RoleClass",
    "2.16.840.1.113883.5.111": "http://terminology.hl7.org/CodeSystem/v3-RoleCode",
    "2.16.840.1.113883.5.112": "http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration",
    "2.16.840.1.113883.5.139": "http://terminology.hl7.org/CodeSystem/v3-TimingEvent",
    "2.16.840.1.113883.5.1008": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor",
    "2.16.840.1.113883.5.1063": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "2.16.840.1.113883.5.1070": (
        "http://terminology.hl7.org/CodeSystem/v3-SubstanceAdminSubstitution"
    ),
    "2.16.840.1.113883.5.1150.1": ("http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"),
    "1.2.250.1.213.1.1.4.322": ("https://smt.esante.gouv.fr/fhir/CodeSystem/terminologie-cisis"),
    "1.2.250.1.213.2.5": "https://smt.esante.gouv.fr/terminologie-ccam",
}
_OIDS = {uri: oid for oid, uri in _URIS.items()}
_OID = re.compile(r"[0-2](?:\.(?:0|[1-9]\d*))+")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")

URI = "urn:ietf:rfc:3986"
"""The system of identifiers that are URIs themselves."""


@cache
def uri_of(oid: str) -> str | None:
    """Return the URI of a code system.

    Args:
        oid: its OID.

    Returns:
        The published URI, else ``urn:oid:…``; None for what is not an OID.

    Examples:
        >>> uri_of("2.16.840.1.113883.6.1")
        'http://loinc.org'
        >>> uri_of("1.2.3")
        'urn:oid:1.2.3'
    """
    if oid in _URIS:
        return _URIS[oid]
    return urn_of(oid)


@cache
def oid_of(uri: str) -> str | None:
    """Return the OID of a code system.

    Args:
        uri: its URI.

    Returns:
        The OID; None where it is not known.

    Examples:
        >>> oid_of("http://loinc.org")
        '2.16.840.1.113883.6.1'
    """
    return _OIDS.get(uri) or (uri.removeprefix("urn:oid:") if uri.startswith("urn:oid:") else None)


def urn_of(root: str) -> str | None:
    """Return the URN of an OID or of a UUID (RFC 3061, RFC 4122); None for anything else."""
    if _OID.fullmatch(root):
        return f"urn:oid:{root}"
    if _UUID.fullmatch(root):
        return f"urn:uuid:{root.lower()}"
    return None


def root_of(urn: str) -> str | None:
    """Return the OID or the UUID that a URN says, in upper case as HL7 v3 writes it."""
    if urn.startswith("urn:oid:"):
        return urn.removeprefix("urn:oid:")
    if urn.startswith("urn:uuid:"):
        return urn.removeprefix("urn:uuid:").upper()
    return None
