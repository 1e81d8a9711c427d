"""From a reference to the exact bytes that it covers, or to a refusal."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import unquote

from lxml import etree

from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.report import Text
from santedoc.signing import rules
from santedoc.signing.canonical import Canonicalisation, canonical_document, canonical_element
from santedoc.signing.packaging import BASE64, ENVELOPED, Packaging
from santedoc.signing.reading import Method, ReadSignature, Reference, RefusedError
from santedoc.xmlkit import DS, XADES, parse, q


def covered_bytes(
    reference: Reference, signature: ReadSignature, contents: Mapping[str, bytes]
) -> bytes:
    """Return the bytes whose digest a reference gives.

    Three things are followed: ``URI=""``, the whole document without this signature; ``#id`` of the
    signed properties, of the key information or of a ``ds:Object`` of this signature; any other
    URI, when the caller gave its content. Nothing is fetched, and no transform but
    canonicalisation, enveloped-signature and base64 is applied.

    Args:
        reference: one of the signature's references.
        signature: the signature.
        contents: what the caller gave, by URI.

    Raises:
        RefusedError: the reference is not followed, a transform is refused, the content is missing.
    """
    try:
        if reference.uri == "":
            return _whole_document(reference, signature)
        if reference.uri.startswith("#"):
            return _own_part(reference, signature)
        return _given(reference, contents)
    except (InvalidValueError, UnreadableError) as error:
        raise _not_followed(reference, error.en, error.fr) from None


def is_external(reference: Reference) -> bool:
    """Say whether a reference is to something outside the file of the signature."""
    return reference.uri != "" and not reference.uri.startswith("#")


def is_document(reference: Reference, signature: ReadSignature) -> bool:
    """Say whether a reference is to a document: not to the signature's own keys or properties."""
    if not reference.uri.startswith("#"):
        return True
    target = signature.targets.get(reference.uri[1:])
    if target is not None and target is signature.countersigned:
        return True
    if target is None or target.tag != q(DS, "Object"):
        return False
    return next(target.iter(q(XADES, "QualifyingProperties")), None) is None


def canonical_signed_info(signature: ReadSignature) -> bytes:
    """Return the bytes that the signature value covers.

    Raises:
        RefusedError: the canonicalisation is not one of the six known ones, or is impossible.
    """
    method = signature.canonicalisation
    known = _canonicalisation(method)
    if known is None:
        raise RefusedError(
            rules.TRANSFORM, signature.signed_info, algorithm=method.algorithm, uri="SignedInfo"
        )
    try:
        return canonical_element(signature.signed_info, known, prefixes=method.prefixes)
    except (InvalidValueError, UnreadableError) as error:
        raise RefusedError(
            rules.STRUCTURE, signature.signed_info, what=Text(error.en, error.fr)
        ) from None


def _whole_document(reference: Reference, signature: ReadSignature) -> bytes:
    if signature.packaging is not Packaging.ENVELOPED:
        raise _not_followed(
            reference,
            "the signature would sign itself",
            "la signature se signerait elle-même",
        )
    first, *rest = reference.transforms or (Method(""),)
    if first.algorithm != ENVELOPED:
        raise _refused(reference, first)
    canonical, prefixes = _last_canonicalisation(reference, tuple(rest))
    # A copy of the whole document: siblings of the root are part of the node set.
    root = parse(signature.data)
    index = signature.root.index(signature.element)
    _cut(root, root[index])
    return canonical_document(root, canonical, comments=False, prefixes=prefixes)


def _cut(root: etree._Element, element: etree._Element) -> None:
    """Remove a child and keep the text after it, which lxml counts as the child's own."""
    tail, before = element.tail, element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        root.text = (root.text or "") + tail
    root.remove(element)


def _own_part(reference: Reference, signature: ReadSignature) -> bytes:
    target = signature.targets.get(reference.uri[1:])
    if target is None:
        raise _not_followed(
            reference,
            "it leads to nothing that belongs to the signature",
            "elle ne mène à rien qui appartienne à la signature",
        )
    if target.tag == q(DS, "Object") and next(target.iter(q(DS, "Manifest")), None) is not None:
        raise _not_followed(
            reference,
            "it leads around a manifest, not to it",
            "elle mène autour d'un manifeste, pas à lui",
        )
    transforms = reference.transforms
    if target.tag == q(DS, "Object") and [t.algorithm for t in transforms] == [BASE64]:
        return _decoded(reference, target)
    canonical, prefixes = _last_canonicalisation(reference, transforms)
    return canonical_element(target, canonical, comments=False, prefixes=prefixes)


def _decoded(reference: Reference, target: etree._Element) -> bytes:
    if len(target):
        raise _not_followed(
            reference, "its ds:Object is not a plain text", "son ds:Object n'est pas un texte"
        )
    try:
        return base64.b64decode("".join((target.text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        raise _not_followed(
            reference, "its ds:Object is not base64", "son ds:Object n'est pas en base64"
        ) from None


def _given(reference: Reference, contents: Mapping[str, bytes]) -> bytes:
    content = contents.get(reference.uri, contents.get(unquote(reference.uri)))
    if content is None:
        raise RefusedError(rules.CONTENT_MISSING, reference.element, uri=reference.uri)
    if not reference.transforms:
        return content
    canonical, prefixes = _last_canonicalisation(reference, reference.transforms)
    return canonical_document(parse(content), canonical, prefixes=prefixes)


def _last_canonicalisation(
    reference: Reference, transforms: tuple[Method, ...]
) -> tuple[Canonicalisation, tuple[str, ...]]:
    """Return the canonicalisation that ends a list of transforms, and refuse all else."""
    if not transforms:
        # XML Signature clause 4.4.3.2: a node set is turned to bytes by Canonical XML 1.0.
        return Canonicalisation.C14N, ()
    for transform in transforms:
        if _canonicalisation(transform) is None:
            raise _refused(reference, transform)
    for second in transforms[1:]:
        raise _refused(reference, second)
    return Canonicalisation(transforms[0].algorithm), transforms[0].prefixes


def _canonicalisation(method: Method) -> Canonicalisation | None:
    return next((c for c in Canonicalisation if c == method.algorithm), None)


def _refused(reference: Reference, transform: Method) -> RefusedError:
    name = transform.algorithm or "(none)"
    return RefusedError(
        rules.TRANSFORM, reference.element, algorithm=name, uri=f"« {reference.uri} »"
    )


def _not_followed(reference: Reference, en: str, fr: str) -> RefusedError:
    return RefusedError(
        rules.BAD_REFERENCE,
        reference.element,
        uri=f"« {reference.uri} »",
        reason=Text(en, fr),
    )
