"""Namespaces and names."""

from __future__ import annotations

CDA = "urn:hl7-org:v3"
SDTC = "urn:hl7-org:sdtc"
LAB = "urn:oid:1.3.6.1.4.1.19376.1.3.2"
PHARM = "urn:ihe:pharm:medication"
PS320 = "urn:dicom-org:ps3-20"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XSI_TYPE = f"{{{XSI}}}type"
DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
XADES111 = "http://uri.etsi.org/01903/v1.1.1#"
XADES141 = "http://uri.etsi.org/01903/v1.4.1#"
XSL = "http://www.w3.org/1999/XSL/Transform"

PREFIXES = {
    CDA: "",
    SDTC: "sdtc",
    LAB: "lab",
    PHARM: "pharm",
    PS320: "ps3-20",
    XSI: "xsi",
    DS: "ds",
    XADES: "xades",
    XADES141: "xades141",
    XSL: "xsl",
    "http://www.w3.org/XML/1998/namespace": "xml",
}


def q(namespace: str, local: str) -> str:
    """Return the name in Clark notation.

    Examples:
        >>> q(CDA, "section")
        '{urn:hl7-org:v3}section'
    """
    return f"{{{namespace}}}{local}"


def local_name(tag: str) -> str:
    """Return a Clark name without its namespace.

    Examples:
        >>> local_name("{urn:hl7-org:v3}section")
        'section'
    """
    return tag.rpartition("}")[2]


def prefixed(tag: str) -> str:
    """Return a Clark name as people write it: CDA names bare, others with their usual prefix.

    Examples:
        >>> prefixed("{urn:hl7-org:sdtc}deceasedInd"), prefixed("{urn:hl7-org:v3}id")
        ('sdtc:deceasedInd', 'id')
        >>> prefixed("{urn:other}id")
        'Q{urn:other}id'
    """
    if not tag.startswith("{"):
        return tag
    namespace, _, local = tag[1:].partition("}")
    prefix = PREFIXES.get(namespace)
    if prefix is None:
        return f"Q{{{namespace}}}{local}"
    return f"{prefix}:{local}" if prefix else local
