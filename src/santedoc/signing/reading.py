"""Reading an untrusted signature: a strict subset of XML Signature and XAdES, or a refusal."""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cryptography import x509
from lxml import etree

from santedoc.errors import UnreadableError
from santedoc.report import Issue, Location, Rule, Text
from santedoc.signing import rules
from santedoc.signing.certificates import read_certificate
from santedoc.signing.packaging import Packaging
from santedoc.signing.policy import VerificationPolicy
from santedoc.signing.unsigned import Unsigned, read_unsigned
from santedoc.xmlkit import DS, XADES, XADES111, local_name, location_of, parse, q

_EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
_IDS = ("Id", "ID", "id", "{http://www.w3.org/XML/1998/namespace}id")


class RefusedError(Exception):
    """Reading stops here; the issue says why. It never leaves the package."""

    def __init__(
        self, rule: Rule, element: etree._Element | None = None, **params: str | Text
    ) -> None:
        """Keep the issue."""
        super().__init__(rule.id)
        at = location_of(element) if element is not None else Location(xpath="/")
        self.issue = Issue(rule, at, params)


@dataclass(frozen=True, slots=True)
class Method:
    """An algorithm named by the signature, with the prefixes of an exclusive canonicalisation."""

    algorithm: str
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One ``ds:Reference``, as it is written."""

    element: etree._Element
    uri: str
    transforms: tuple[Method, ...]
    digest_algorithm: str
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """The ``xades:SignedProperties``, as they are written."""

    element: etree._Element
    signing_time: str | None
    certificate_digests: tuple[tuple[str, bytes], ...]
    formats: frozenset[str]
    claimed_roles: tuple[str, ...]
    commitments: tuple[str, ...]
    policy: str | None
    unsigned: Unsigned


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSignature:
    """One ``ds:Signature``, read and not believed yet."""

    data: bytes
    root: etree._Element
    element: etree._Element
    packaging: Packaging
    canonicalisation: Method
    algorithm: str
    references: tuple[Reference, ...]
    value: bytes
    certificates: tuple[x509.Certificate, ...]
    properties: Properties | None
    targets: Mapping[str, etree._Element]
    manifest: tuple[Reference, ...] = ()
    """The references of a ``ds:Manifest`` that is itself signed."""
    countersigned: etree._Element | None = None
    """The value of the signature that this one confirms."""

    @property
    def unsigned(self) -> Unsigned:
        """What was added after signing."""
        return self.properties.unsigned if self.properties else Unsigned()

    @property
    def signed_info(self) -> etree._Element:
        """The element that the signature value covers."""
        return _elements(self.element)[0]


def read_signature(data: bytes, policy: VerificationPolicy) -> ReadSignature:
    """Return the one signature of a file.

    Args:
        data: a detached or enveloping signature, or a document with an enveloped one.
        policy: the limits.

    Raises:
        RefusedError: not XML, no signature or several, misplaced, malformed, beyond the limits.
    """
    try:
        root = parse(data)
    except UnreadableError as error:
        raise RefusedError(rules.UNREADABLE, reason=Text(error.en, error.fr)) from None
    return _read(data, root, _only_signature(root), policy)


def read_counter_signatures(
    signature: ReadSignature, policy: VerificationPolicy
) -> Iterator[ReadSignature | RefusedError]:
    """Yield the signatures that other signers added over the value of one, or their refusal."""
    value = _elements(signature.element)[1]
    for element in signature.unsigned.counter_signatures:
        try:
            yield _read(signature.data, signature.root, element, policy, value)
        except RefusedError as refusal:
            yield refusal


def _read(
    data: bytes,
    root: etree._Element,
    element: etree._Element,
    policy: VerificationPolicy,
    countersigned: etree._Element | None = None,
) -> ReadSignature:
    parts = _shape(element, r"SignedInfo SignatureValue( KeyInfo)?( Object)*")
    info, value = parts[0], parts[1]
    count = sum(1 for _ in info.iterchildren(q(DS, "Reference")))
    if count > policy.max_references:
        raise RefusedError(rules.TOO_MANY, info, found=str(count), max=str(policy.max_references))
    canonical, method, *references = _shape(
        info, r"CanonicalizationMethod SignatureMethod( Reference)+"
    )
    if _elements(method):
        raise _malformed(
            method, "SignatureMethod has parameters", "SignatureMethod a des paramètres"
        )
    read = tuple(_reference(reference) for reference in references)
    wanted = {r.uri[1:] for r in read if r.uri.startswith("#")}
    targets = _targets(element, wanted, countersigned)
    packaging = Packaging.ENVELOPED if countersigned is None else Packaging.DETACHED
    if element is root:
        objects = {e.get("Id") for e in parts if e.tag == q(DS, "Object")} - {None}
        own = any(r.uri[1:] in objects for r in read if r.uri.startswith("#"))
        packaging = Packaging.ENVELOPING if own else Packaging.DETACHED
    return ReadSignature(
        data=data,
        root=root,
        element=element,
        packaging=packaging,
        canonicalisation=_method(canonical),
        algorithm=_method(method).algorithm,
        references=read,
        value=_base64(value),
        certificates=_certificates(element, policy),
        properties=_properties(element),
        targets=targets,
        manifest=_manifest(targets, policy),
        countersigned=countersigned,
    )


def _manifest(
    targets: Mapping[str, etree._Element], policy: VerificationPolicy
) -> tuple[Reference, ...]:
    found = [one for one in targets.values() if one.tag == q(DS, "Manifest")]
    if not found:
        return ()
    if len(found) > 1:
        raise _malformed(found[1], "there are two manifests", "il y a deux manifestes")
    references = _shape(found[0], r"Reference( Reference)*")
    if len(references) > policy.max_documents:
        count = str(len(references))
        raise RefusedError(rules.TOO_MANY, found[0], found=count, max=str(policy.max_documents))
    read = tuple(_reference(one) for one in references)
    if any(not one.uri or one.uri.startswith("#") for one in read):
        raise _malformed(
            found[0],
            "the manifest lists something else than documents by their names",
            "le manifeste liste autre chose que des documents par leur nom",
        )
    return read


def _only_signature(root: etree._Element) -> etree._Element:
    tag = q(DS, "Signature")
    # Counter-signatures live inside a signature; they are not what the file is verified for.
    found = [e for e in root.iter(tag) if next(e.iterancestors(tag), None) is None]
    if not found:
        raise RefusedError(rules.ABSENT, root)
    if len(found) > 1:
        raise RefusedError(rules.SEVERAL, found[1], found=str(len(found)))
    if found[0] is not root and found[0].getparent() is not root:
        raise RefusedError(rules.MISPLACED, found[0])
    return found[0]


def _targets(
    signature: etree._Element, wanted: set[str], countersigned: etree._Element | None
) -> dict[str, etree._Element]:
    """Return what ``#id`` may mean: a part of this signature, or the value that it confirms.

    Identifiers are counted in the whole file: one that is there twice is refused.
    """
    names = [
        e.get(name)
        for e in signature.getroottree().getroot().iter(etree.Element)
        for name in _IDS
        if name in e.attrib
    ]
    own = {e.get(name) for e in signature.iter(etree.Element) for name in _IDS}
    for name, count in Counter(names).items():
        if count > 1 and name is not None and (name in wanted or name in own):
            raise RefusedError(rules.DUPLICATE_ID, signature, id=name)
    parts = [e for e in _elements(signature) if e.tag in {q(DS, "KeyInfo"), q(DS, "Object")}]
    parts += [
        signed
        for holder in parts
        for space in (XADES, XADES111)
        for qualifying in holder.iterchildren(q(space, "QualifyingProperties"))
        for signed in qualifying.iterchildren(q(space, "SignedProperties"))
    ]
    parts += [m for holder in parts for m in holder.iterchildren(q(DS, "Manifest"))]
    if countersigned is not None:
        parts.append(countersigned)
    return {name: e for e in parts if (name := e.get("Id")) and name in wanted}


def _reference(element: etree._Element) -> Reference:
    *before, method, value = _shape(element, r"(Transforms )?DigestMethod DigestValue")
    uri = element.get("URI")
    if uri is None:
        raise _malformed(element, "a reference has no URI", "une référence n'a pas d'URI")
    transforms = _shape(before[0], r"Transform( Transform)*") if before else []
    if _elements(method):
        raise _malformed(method, "DigestMethod has parameters", "DigestMethod a des paramètres")
    return Reference(
        element=element,
        uri=uri,
        transforms=tuple(_method(t) for t in transforms),
        digest_algorithm=_method(method).algorithm,
        digest=_base64(value),
    )


def _certificates(
    signature: etree._Element, policy: VerificationPolicy
) -> tuple[x509.Certificate, ...]:
    path = "/".join(q(DS, name) for name in ("KeyInfo", "X509Data", "X509Certificate"))
    found = signature.findall(path)
    if len(found) > policy.max_certificates:
        raise _malformed(
            signature,
            f"{len(found)} certificates, more than {policy.max_certificates}",
            f"{len(found)} certificats, plus de {policy.max_certificates}",
        )
    certificates = []
    for element in found:
        try:
            certificates.append(read_certificate(_base64(element)))
        except ValueError:
            raise _malformed(
                element, "a certificate cannot be read", "un certificat est illisible"
            ) from None
    return tuple(certificates)


def _properties(signature: etree._Element) -> Properties | None:
    # Those of a countersignature stand inside too, and are that signature's own.
    found = [
        one
        for one in signature.iter(q(XADES, "QualifyingProperties"))
        if next(one.iterancestors(q(DS, "Signature"))) is signature
    ]
    if not found:
        return None
    qualifying = found[0]
    holder = qualifying.getparent()
    signed = qualifying.findall(q(XADES, "SignedProperties"))
    in_place = holder is not None and holder.getparent() is signature
    target = f"#{signature.get('Id', '')}"
    if len(found) > 1 or len(signed) != 1 or not in_place or qualifying.get("Target") != target:
        raise _malformed(
            qualifying,
            "the qualifying properties are not one, in a ds:Object, aiming at this signature",
            "les propriétés qualifiantes ne sont pas uniques, dans un ds:Object, visant cette "
            "signature",
        )
    about = _one(signed[0], "SignedSignatureProperties")
    time = _one(about, "SigningTime") if about is not None else None
    data = _one(signed[0], "SignedDataObjectProperties")
    formats = data.findall(q(XADES, "DataObjectFormat")) if data is not None else []
    return Properties(
        element=signed[0],
        signing_time=_text(time) if time is not None else None,
        certificate_digests=_certificate_digests(about) if about is not None else (),
        formats=frozenset(f.get("ObjectReference", "") for f in formats),
        claimed_roles=_texts(signed[0], "ClaimedRole"),
        commitments=_texts(signed[0], "CommitmentTypeId/Identifier"),
        policy=next(iter(_texts(signed[0], "SigPolicyId/Identifier")), None),
        unsigned=read_unsigned(qualifying),
    )


def _texts(signed: etree._Element, path: str) -> tuple[str, ...]:
    """Return what the signer says somewhere in the signed properties; never markup."""
    names = "/".join(q(XADES, name) for name in path.split("/"))
    return tuple(_text(one) for one in signed.findall(f".//{names}") if not len(one))


def _certificate_digests(about: etree._Element) -> tuple[tuple[str, bytes], ...]:
    """Return algorithm and digest of each certificate named, that of the signer first."""
    newer, older = _one(about, "SigningCertificateV2"), _one(about, "SigningCertificate")
    holder = newer if newer is not None else older
    if holder is None:
        return ()
    digests = []
    for certificate in holder.iterchildren(q(XADES, "Cert")):
        digest = _one(certificate, "CertDigest")
        if digest is None:
            raise _malformed(certificate, "Cert has no digest", "Cert n'a pas d'empreinte")
        method, value = _shape(digest, r"DigestMethod DigestValue")
        digests.append((_method(method).algorithm, _base64(value)))
    return tuple(digests)


def _one(parent: etree._Element, name: str) -> etree._Element | None:
    found = parent.findall(q(XADES, name))
    if len(found) > 1:
        raise _malformed(found[1], f"{name} is there twice", f"{name} est présent deux fois")
    return found[0] if found else None


def _method(element: etree._Element) -> Method:
    algorithm = element.get("Algorithm")
    if not algorithm:
        raise _malformed(
            element,
            f"{local_name(str(element.tag))} has no algorithm",
            f"{local_name(str(element.tag))} n'a pas d'algorithme",
        )
    listed = element.find(q(_EXCLUSIVE, "InclusiveNamespaces"))
    prefixes = listed.get("PrefixList", "").split() if listed is not None else []
    return Method(algorithm, tuple(prefixes))


def _shape(element: etree._Element, pattern: str) -> list[etree._Element]:
    """Return the children of an element, which must be these, in this order, in XML Signature."""
    children = _elements(element)
    prefix = q(DS, "")
    names = " ".join(str(c.tag).removeprefix(prefix) for c in children)
    if not re.fullmatch(pattern, names):
        name = local_name(str(element.tag))
        raise _malformed(
            element,
            f"the children of {name} are not those of the standard",
            f"les enfants de {name} ne sont pas ceux de la norme",
        )
    return children


def _elements(element: etree._Element) -> list[etree._Element]:
    return list(element.iterchildren(etree.Element))


def _text(element: etree._Element) -> str:
    """Return a text that nothing interrupts: a comment inside is how texts get cut short."""
    if len(element):
        name = local_name(str(element.tag))
        raise _malformed(
            element, f"{name} is not a plain text", f"{name} n'est pas un simple texte"
        )
    return (element.text or "").strip()


def _base64(element: etree._Element) -> bytes:
    try:
        return base64.b64decode("".join(_text(element).split()), validate=True)
    except (binascii.Error, ValueError):
        name = local_name(str(element.tag))
        raise _malformed(element, f"{name} is not base64", f"{name} n'est pas en base64") from None


def _malformed(element: etree._Element, en: str, fr: str) -> RefusedError:
    return RefusedError(rules.STRUCTURE, element, what=Text(en, fr))
