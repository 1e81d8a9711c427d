"""The attack suite on a clinical document: each is a way to have other data believed; none is.

Those of the eight classical wrappings are numbered as in the literature on SAML ("On Breaking SAML:
Be Whoever You Want to Be", 2012), with the document in the place of the assertion.
"""

from __future__ import annotations

import base64
import hmac
import random
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from lxml import etree

from santedoc import build, samples
from santedoc.context import Context
from santedoc.errors import UnreadableError
from santedoc.report import Outcome
from santedoc.signing import (
    Level,
    SignatureAlgorithm,
    SignatureReport,
    VerificationPolicy,
    augment,
    sign,
    sign_bundle,
    verify,
)
from santedoc.signing.canonical import Canonicalisation, canonical_document, canonical_element
from santedoc.xmlkit import CDA, DS, XADES, XADES141, parse, q
from tests.pki import NOW, Pki, made
from tests.unit.signing.test_bundles import BUNDLE

CONTEXT = Context.seeded(NOW, "attacks")
SHEET = b"<?xml-stylesheet href='cda_asip.xsl' type='text/xsl'?>\n"
Tree = etree._Element


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is put before the verifier."""

    signature: bytes
    content: bytes | Mapping[str, bytes] | None = None
    policy: VerificationPolicy = VerificationPolicy()  # noqa: RUF009  # frozen


@cache
def letter() -> bytes:
    """A letter with a style sheet instruction before its root."""
    built = build(samples.example("LDL-SES", size="minimal"), context=CONTEXT)
    head, declaration, rest = built.partition(b"?>\n")
    return head + declaration + SHEET + rest


@cache
def another() -> bytes:
    """The letter of another patient."""
    return _renamed(letter())


def _renamed(data: bytes) -> bytes:
    root = parse(data)
    for family in root.iter(q(CDA, "family")):
        family.text = "AUTRE"
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)


@cache
def enveloped() -> bytes:
    return sign(letter(), made().signer(), context=CONTEXT, packaging="enveloped")


@cache
def enveloping() -> bytes:
    return sign(letter(), made().signer(), context=CONTEXT, packaging="enveloping")


@cache
def detached() -> bytes:
    return sign(letter(), made().signer(), context=CONTEXT, reference="letter.xml")


@cache
def stamped() -> bytes:
    pki = made()
    return augment(detached(), Level.XADES_T, timestamper=pki.clock(), context=CONTEXT)


def judged(attempt: Attempt, pki: Pki) -> SignatureReport:
    return verify(
        attempt.signature,
        content=attempt.content,
        trust=pki.trust,
        at=NOW,
        policy=attempt.policy,
    )


def octets(root: Tree) -> bytes:
    return etree.tostring(root.getroottree())


def parts() -> tuple[Tree, Tree, Tree]:
    """Return a forged document, the original without its signature, and the signature."""
    original = parse(enveloped())
    (signature,) = original.iterchildren(q(DS, "Signature"))
    original.remove(signature)
    return parse(another()), original, signature


# ------------------------------------------------------------- the eight wrappings


def wrapping_1() -> Attempt:
    """A forged root carries the signature, which carries the original."""
    forged, original, signature = parts()
    forged.append(signature)
    signature.append(original)
    return Attempt(octets(forged))


def wrapping_2() -> Attempt:
    """A forged root carries the signature, and the original beside it."""
    forged, original, signature = parts()
    forged.append(signature)
    forged.append(original)
    return Attempt(octets(forged))


def wrapping_3() -> Attempt:
    """The forged and the original, which keeps its signature, are siblings."""
    forged, original, signature = parts()
    original.append(signature)
    wrapper = etree.Element("batch")
    wrapper.extend([forged, original])
    return Attempt(octets(wrapper))


def wrapping_4() -> Attempt:
    """The original, with its signature, is inside the forged."""
    forged, original, signature = parts()
    original.append(signature)
    forged.append(original)
    return Attempt(octets(forged))


def wrapping_5() -> Attempt:
    """The signature is in the forged; the original comes first, in a wrapper."""
    forged, original, signature = parts()
    forged.append(signature)
    wrapper = etree.Element("batch")
    wrapper.extend([original, forged])
    return Attempt(octets(wrapper))


def wrapping_6() -> Attempt:
    """The original is inside the signature, which is inside the forged, in front."""
    forged, original, signature = parts()
    signature.insert(0, original)
    forged.insert(0, signature)
    return Attempt(octets(forged))


def wrapping_7() -> Attempt:
    """The original hides in an element that readers pass over."""
    forged, original, signature = parts()
    extension = etree.SubElement(forged, "{urn:hl7-org:sdtc}extensions")
    extension.append(original)
    forged.append(signature)
    return Attempt(octets(forged))


def wrapping_8() -> Attempt:
    """The original hides in a ds:Object of the signature."""
    forged, original, signature = parts()
    etree.SubElement(signature, q(DS, "Object")).append(original)
    forged.append(signature)
    return Attempt(octets(forged))


# ------------------------------------------------------------- identifiers and references


def identifier_twice() -> Attempt:
    """The forged document takes the name of what is signed."""
    root = parse(enveloping())
    (genuine,) = (o for o in root.iterchildren(q(DS, "Object")) if o.get("Encoding"))
    forged = deepcopy(genuine)
    forged.text = base64.b64encode(another()).decode()
    root.insert(3, forged)
    return Attempt(octets(root))


def identifier_of_another_kind() -> Attempt:
    """The same with an ID attribute of another name, in the document."""
    root = parse(enveloped())
    (properties,) = root.iter(q(XADES, "SignedProperties"))
    root[0].set("{http://www.w3.org/XML/1998/namespace}id", properties.get("Id", ""))
    return Attempt(octets(root))


def _referring(uri: str) -> Attempt:
    def change(root: Tree) -> None:
        next(root.iter(q(DS, "Reference"))).set("URI", uri)

    return Attempt(_signed_again(enveloped(), change))


def reference_to_an_element() -> Attempt:
    """The reference leads to one element of the document: the signer's own key agrees."""
    return _referring("#title")


def reference_to_its_own_properties() -> Attempt:
    """The reference to the document leads to the signed properties instead."""
    (properties,) = parse(enveloped()).iter(q(XADES, "SignedProperties"))
    return _referring(f"#{properties.get('Id')}")


def reference_by_xpointer() -> Attempt:
    """The reference is an XPointer."""
    return _referring("#xpointer(/)")


def reference_to_the_network() -> Attempt:
    """The reference is an address."""
    return _referring("http://attacker.test/letter.xml")


def reference_to_a_file() -> Attempt:
    """The reference is a file of the verifier's machine."""
    return _referring("file:///etc/hostname")


# ------------------------------------------------------------- transforms


def _transforming(algorithm: str, inside: str = "") -> Attempt:
    def change(root: Tree) -> None:
        transforms = next(root.iter(q(DS, "Transforms")))
        text = f'<Transform xmlns="{DS}" Algorithm="{algorithm}">{inside}</Transform>'
        transforms.insert(1, etree.fromstring(text))

    return Attempt(_signed_again(enveloped(), change))


def transform_xpath() -> Attempt:
    """XPath leaves out the patient."""
    return _transforming(
        "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "<XPath>not(ancestor-or-self::*[local-name()='recordTarget'])</XPath>",
    )


def transform_filter() -> Attempt:
    """XPath Filter 2.0 does the same."""
    return _transforming(
        "http://www.w3.org/2002/06/xmldsig-filter2",
        '<XPath xmlns="http://www.w3.org/2002/06/xmldsig-filter2" Filter="subtract">//*</XPath>',
    )


def transform_xslt() -> Attempt:
    """A style sheet makes other bytes."""
    return _transforming(
        "http://www.w3.org/TR/1999/REC-xslt-19991116",
        '<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform" version="1.0"/>',
    )


def transform_base64() -> Attempt:
    """The document is decoded as if it were base64."""
    return _transforming("http://www.w3.org/2000/09/xmldsig#base64")


# ------------------------------------------------------------- keys and algorithms


def _signed_again(data: bytes, change: Callable[[Tree], None], signer: str = "signer") -> bytes:
    """Change a signature, and make its value anew with some key of the infrastructure."""
    root = parse(data)
    change(root)
    (info,) = root.iter(q(DS, "SignedInfo"))
    value = (
        made()
        .signer(signer)
        .sign(canonical_element(info, Canonicalisation.EXCLUSIVE), SignatureAlgorithm.ECDSA_SHA256)
    )
    next(root.iter(q(DS, "SignatureValue"))).text = base64.b64encode(value).decode()
    return octets(root)


def key_in_key_info() -> Attempt:
    """A bare key takes the place of the certificate."""

    def change(root: Tree) -> None:
        (data,) = root.iter(q(DS, "X509Data"))
        numbers = (
            made()["root"]
            .key.public_key()
            .public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        )
        value = etree.Element("{http://www.w3.org/2009/xmldsig11#}ECKeyValue")
        etree.SubElement(
            value, "{http://www.w3.org/2009/xmldsig11#}PublicKey"
        ).text = base64.b64encode(numbers).decode()
        holder = data.getparent()
        assert holder is not None
        holder[:] = [etree.Element(q(DS, "KeyValue"))]
        holder[0].append(value)

    return Attempt(_signed_again(enveloped(), change))


def certificate_of_the_attacker() -> Attempt:
    """Another infrastructure of the same names signs the same document."""
    foreign = made(NOW.replace(hour=13))
    return Attempt(sign(letter(), foreign.signer(), context=CONTEXT, packaging="enveloped"))


def certificate_exchanged() -> Attempt:
    """The certificate of a colleague stands in KeyInfo."""

    def change(root: Tree) -> None:
        der = made()["stolen"].certificate.public_bytes(Encoding.DER)
        next(root.iter(q(DS, "X509Certificate"))).text = base64.b64encode(der).decode()

    return Attempt(_signed_again(enveloped(), change, "stolen"))


def public_key_as_a_secret() -> Attempt:
    """The public key of the signer serves as the secret of an HMAC."""
    root = parse(enveloped())
    (method,) = root.iter(q(DS, "SignatureMethod"))
    method.set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")
    (info,) = root.iter(q(DS, "SignedInfo"))
    key = made()["signer"].certificate.public_key()
    secret = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    value = hmac.digest(secret, canonical_element(info, Canonicalisation.EXCLUSIVE), "sha256")
    next(root.iter(q(DS, "SignatureValue"))).text = base64.b64encode(value).decode()
    return Attempt(octets(root))


def _jose(algorithm: str) -> Attempt:
    from santedoc.jsonkit import canonical_fhir, read_json, write_json
    from santedoc.signing import CANONICAL_DOCUMENT
    from santedoc.signing.jose import encoded, signing_input

    bundle = read_json(sign_bundle(BUNDLE, made().signer(), context=CONTEXT))
    jws = base64.b64decode(bundle["signature"]["data"])
    header = read_json(base64.urlsafe_b64decode(jws.split(b".")[0] + b"=="))
    data = signing_input({**header, "alg": algorithm}, canonical_fhir(bundle, CANONICAL_DOCUMENT))
    key = made()["signer"].certificate.public_key()
    secret = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    value = b"" if algorithm == "none" else hmac.digest(secret, data, "sha256")
    text = data.split(b".")[0] + b".." + encoded(value)
    bundle["signature"]["data"] = base64.b64encode(text).decode()
    return Attempt(write_json(bundle))


def jose_none() -> Attempt:
    """A FHIR Bundle whose signature says that it is none."""
    return _jose("none")


def jose_shared_secret() -> Attempt:
    """A FHIR Bundle signed with the public key as a shared secret."""
    return _jose("HS256")


# ------------------------------------------------------------- time, replay, comments


def timestamp_stripped() -> Attempt:
    """The timestamp is taken away from a signature that is to have one."""
    root = parse(stamped())
    (properties,) = root.iter(q(XADES, "UnsignedProperties"))
    holder = properties.getparent()
    assert holder is not None
    holder.remove(properties)
    return Attempt(octets(root), letter(), VerificationPolicy(minimum_level=Level.XADES_T))


def timestamp_of_another_signature() -> Attempt:
    """The timestamp of an older signature stands in its place."""
    pki = made()
    older = sign(another(), pki.signer(), context=CONTEXT, reference="letter.xml")
    older = augment(older, Level.XADES_T, timestamper=pki.clock(day=-5), context=CONTEXT)
    root = parse(stamped())
    (mine,), (theirs,) = (
        tree.iter(q(XADES, "SignatureTimeStamp")) for tree in (root, parse(older))
    )
    holder = mine.getparent()
    assert holder is not None
    holder.replace(mine, theirs)
    return Attempt(octets(root), letter())


def archive_of_nothing() -> Attempt:
    """An archive timestamp over the bare value is passed off as one over everything."""
    root = parse(stamped())
    (stamp,) = root.iter(q(XADES, "SignatureTimeStamp"))
    false = deepcopy(stamp)
    false.tag = q(XADES141, "ArchiveTimeStamp")
    false.set("Id", "false")
    stamp.addnext(false)
    return Attempt(octets(root), letter())


def replayed_detached() -> Attempt:
    """A genuine signature is shown beside the letter of another patient."""
    return Attempt(detached(), another())


def replayed_by_name() -> Attempt:
    """The same, by the name that the signature gives."""
    return Attempt(detached(), {"letter.xml": another()})


def replayed_enveloped() -> Attempt:
    """A genuine signature is put into the letter of another patient."""
    forged, _, signature = parts()
    forged.append(signature)
    return Attempt(octets(forged))


def replayed_enveloping() -> Attempt:
    """A genuine signature around one letter is shown with another."""
    return Attempt(enveloping(), another())


def comment_in_a_name() -> Attempt:
    """A comment cuts the name of the patient: some read its beginning only."""
    root = parse(enveloped())
    family = next(root.iter(q(CDA, "family")))
    name = family.text or ""
    family.text = name[:2]
    comment = etree.Comment("x")
    comment.tail = name[2:]
    family.append(comment)
    return Attempt(octets(root))


def comment_before_a_name() -> Attempt:
    """A comment comes before the name: some read nothing."""
    root = parse(enveloped())
    family = next(root.iter(q(CDA, "family")))
    comment = etree.Comment("x")
    comment.tail, family.text = family.text, None
    family.append(comment)
    return Attempt(octets(root))


def comment_in_a_detached_name() -> Attempt:
    """The same in a document whose signature is apart."""
    start = letter().index(b"<family")
    place = letter().index(b">", start) + 3
    return Attempt(detached(), letter()[:place] + b"<!-- x -->" + letter()[place:])


def comment_in_the_properties() -> Attempt:
    """A comment cuts the signing time."""
    root = parse(enveloped())
    (time,) = root.iter(q(XADES, "SigningTime"))
    comment = etree.Comment("x")
    comment.tail, time.text = (time.text or "")[4:], (time.text or "")[:4]
    time.append(comment)
    return Attempt(octets(root))


def style_sheet_changed() -> Attempt:
    """The instruction before the root shows the letter with another style sheet."""
    return Attempt(enveloped().replace(b"cda_asip.xsl", b"evil_one.xsl"))


def style_sheet_added() -> Attempt:
    """An instruction is added before the root."""
    return Attempt(enveloped().replace(SHEET, SHEET + SHEET))


def style_sheet_removed() -> Attempt:
    """The instruction before the root is taken away."""
    return Attempt(enveloped().replace(SHEET, b""))


def document_type() -> Attempt:
    """A document type declares an entity."""
    declared = b"<!DOCTYPE ClinicalDocument [<!ENTITY x 'y'>]>\n"
    return Attempt(enveloped().replace(SHEET, SHEET + declared))


ATTACKS: tuple[Callable[[], Attempt], ...] = (
    wrapping_1,
    wrapping_2,
    wrapping_3,
    wrapping_4,
    wrapping_5,
    wrapping_6,
    wrapping_7,
    wrapping_8,
    identifier_twice,
    identifier_of_another_kind,
    reference_to_an_element,
    reference_to_its_own_properties,
    reference_by_xpointer,
    reference_to_the_network,
    reference_to_a_file,
    transform_xpath,
    transform_filter,
    transform_xslt,
    transform_base64,
    key_in_key_info,
    certificate_of_the_attacker,
    certificate_exchanged,
    public_key_as_a_secret,
    jose_none,
    jose_shared_secret,
    timestamp_stripped,
    timestamp_of_another_signature,
    archive_of_nothing,
    replayed_detached,
    replayed_by_name,
    replayed_enveloped,
    replayed_enveloping,
    comment_in_a_name,
    comment_before_a_name,
    comment_in_a_detached_name,
    comment_in_the_properties,
    style_sheet_changed,
    style_sheet_added,
    style_sheet_removed,
    document_type,
)


def test_what_they_start_from_is_accepted() -> None:
    pki = made()
    for attempt in (
        Attempt(enveloped()),
        Attempt(enveloping()),
        Attempt(detached(), letter()),
        Attempt(stamped(), letter(), VerificationPolicy(minimum_level=Level.XADES_T)),
    ):
        assert judged(attempt, pki).outcome is Outcome.PASSED


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_no_attack_is_accepted(attack: Callable[[], Attempt]) -> None:
    report = judged(attack(), made())
    assert report.outcome is not Outcome.PASSED
    assert report.errors
    # What was refused is not handed out as signed, either; but a signature that is itself intact,
    # and is not of the level or the signer wanted, does say what it covers.
    intact = {timestamp_stripped, certificate_of_the_attacker, timestamp_of_another_signature}
    intact |= {archive_of_nothing, replayed_enveloping}
    if attack not in intact:
        assert report.signed == ()


def test_a_comment_between_elements_is_no_attack() -> None:
    changed = enveloped().replace(b"<recordTarget", b"<!-- patient --><recordTarget", 1)
    assert judged(Attempt(changed), made()).outcome is Outcome.PASSED


FLIPS = 2000


@pytest.mark.slow
def test_no_flipped_byte_of_a_detached_document_is_accepted() -> None:
    pki, draw = made(), random.Random(8)  # noqa: S311  # a sample, always the same
    document, accepted = letter(), 0
    places = [*range(document.index(SHEET), document.index(SHEET) + len(SHEET))]
    places += draw.choices(range(len(document)), k=FLIPS - len(places))
    for place in places:
        changed = bytearray(document)
        changed[place] ^= 1 << draw.randrange(8)
        report = judged(Attempt(detached(), bytes(changed)), pki)
        accepted += report.outcome is Outcome.PASSED
    assert (len(places), accepted) == (FLIPS, 0)


@pytest.mark.slow
def test_no_flipped_byte_of_an_enveloped_document_is_accepted() -> None:
    """A flip that leaves the signed content as it is does not count: in a comment, in a hint."""
    pki, draw = made(), random.Random(9)  # noqa: S311  # idem
    document, counted, accepted = enveloped(), 0, 0
    genuine = _signed_content(document)
    start = document.index(b"?>") + 2
    places = [*range(document.index(SHEET), document.index(SHEET) + len(SHEET))]
    while counted < FLIPS:
        place = places.pop() if places else draw.randrange(start, len(document))
        changed = bytearray(document)
        changed[place] ^= 1 << draw.randrange(8)
        if _signed_content(bytes(changed)) == genuine:
            continue
        counted += 1
        report = judged(Attempt(bytes(changed)), pki)
        accepted += report.outcome is Outcome.PASSED
    assert (counted, accepted) == (FLIPS, 0)


def _signed_content(data: bytes) -> tuple[bytes, ...]:
    """Return what the signature covers: the document without it, the properties, the references."""
    try:
        root = parse(data)
    except UnreadableError:
        return ()
    inside = [
        canonical_element(one, Canonicalisation.EXCLUSIVE)
        for name in (q(DS, "SignedInfo"), q(XADES, "SignedProperties"))
        for one in root.iter(name)
    ]
    for signature in root.findall(q(DS, "Signature")):
        root.remove(signature)
    return (canonical_document(root, Canonicalisation.C14N, comments=False), *inside)
