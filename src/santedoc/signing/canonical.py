"""Canonical XML: one sequence of bytes for a document or for one element of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from lxml import etree

from santedoc.errors import InvalidValueError
from santedoc.xmlkit import parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML = "{http://www.w3.org/XML/1998/namespace}"


class Canonicalisation(StrEnum):
    """A canonicalisation algorithm, by its identifier."""

    C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
    C14N_COMMENTS = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"
    C14N11 = "http://www.w3.org/2006/12/xml-c14n11"
    C14N11_COMMENTS = "http://www.w3.org/2006/12/xml-c14n11#WithComments"
    EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
    EXCLUSIVE_COMMENTS = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"

    @property
    def comments(self) -> bool:
        """Whether comments are kept."""
        return self.name.endswith("COMMENTS")

    @property
    def exclusive(self) -> bool:
        """Whether namespaces that an element does not use are left out."""
        return self.name.startswith("EXCLUSIVE")


def canonical_document(
    root: _Element,
    algorithm: Canonicalisation,
    *,
    comments: bool = True,
    prefixes: Sequence[str] = (),
) -> bytes:
    r"""Return the canonical form of a whole document, what stands outside its root included.

    For a whole document Canonical XML 1.0 and 1.1 are the same: they differ only in what an element
    inherits from ancestors that are left out.

    Args:
        root: the root element.
        algorithm: which canonical form.
        comments: False where the node set has none, as that of ``URI=""`` (XML Signature 1.1,
            clause 4.4.3.3); the algorithm cannot bring them back.
        prefixes: the ``InclusiveNamespaces`` of the exclusive form.

    Raises:
        InvalidValueError: the document has no canonical form (a relative namespace name), or one
            that takes ``#default`` among the prefixes, which lxml drops.

    Examples:
        >>> root = parse(b"<?go now?><!-- c --><a  y='2' x='1'/>")
        >>> canonical_document(root, Canonicalisation.C14N)
        b'<?go now?>\n<a x="1" y="2"></a>'
    """
    if "#default" in prefixes and any(None in e.nsmap for e in root.iter(etree.Element)):
        raise InvalidValueError(
            "#default in the PrefixList of an exclusive canonicalisation is not supported",
            "#default dans la PrefixList d'une canonicalisation exclusive n'est pas pris en charge",
        )
    try:
        return etree.tostring(
            root.getroottree(),
            method="c14n",
            exclusive=algorithm.exclusive,
            with_comments=comments and algorithm.comments,
            inclusive_ns_prefixes=list(prefixes) if algorithm.exclusive else None,
        )
    except etree.C14NError:
        raise InvalidValueError(
            "the document has no canonical form (a namespace name is a relative reference)",
            "le document n'a pas de forme canonique (un nom d'espace de noms est relatif)",
        ) from None


def canonical_element(
    element: _Element,
    algorithm: Canonicalisation,
    *,
    comments: bool = True,
    prefixes: Sequence[str] = (),
) -> bytes:
    """Return the canonical form of one element of a document.

    Args:
        element: the apex of the subset.
        algorithm: which canonical form.
        comments: False where the node set has none, as that of ``URI="#id"``.
        prefixes: the ``InclusiveNamespaces`` of the exclusive form.

    Raises:
        InvalidValueError: no canonical form, or one that depends on an ``xml:base`` above the
            element with Canonical XML 1.1 (clause 2.4), which nobody signs with.

    Examples:
        >>> root = parse(b'<a xmlns="urn:a" xmlns:b="urn:b" xml:lang="fr"><c/></a>')
        >>> canonical_element(root[0], Canonicalisation.C14N)
        b'<c xmlns="urn:a" xmlns:b="urn:b" xml:lang="fr"></c>'
        >>> canonical_element(root[0], Canonicalisation.EXCLUSIVE)
        b'<c xmlns="urn:a"></c>'
    """
    # lxml canonicalises an element in place with wrong namespaces once it has siblings; written out
    # and read again, it stands alone with all the declarations in scope.
    alone = parse(etree.tostring(element, encoding="UTF-8", with_tail=False))
    if not algorithm.exclusive:
        for name, value in _inherited(element, algorithm).items():
            alone.set(name, value)
    return canonical_document(alone, algorithm, comments=comments, prefixes=prefixes)


def comment_in_text(root: _Element) -> _Element | None:
    """Return the first comment after which a text goes on, None without any.

    Such a text is one thing for who leaves comments out, and another for who reads up to them.

    Examples:
        >>> comment_in_text(parse(b"<a><!-- c --><b>DUPONT<!-- d --></b></a>")) is None
        True
        >>> comment_in_text(parse(b"<a>DU<!-- c -->PONT</a>")).text
        ' c '
    """
    return next((one for one in root.iter(etree.Comment) if (one.tail or "").strip()), None)


def _inherited(element: _Element, algorithm: Canonicalisation) -> dict[str, str]:
    """Return the ``xml:`` attributes that the inclusive form takes from the ancestors."""
    version_1_1 = algorithm.name.startswith("C14N11")
    found: dict[str, str] = {}
    for ancestor in element.iterancestors():
        for name, value in ancestor.attrib.items():
            if not name.startswith(_XML) or (version_1_1 and name == f"{_XML}id"):
                continue
            if version_1_1 and name == f"{_XML}base":
                raise InvalidValueError(
                    "xml:base above a signed element is not supported with Canonical XML 1.1",
                    "xml:base au-dessus d'un élément signé n'est pas pris en charge en Canonical "
                    "XML 1.1",
                )
            found.setdefault(name, value)
    return {name: value for name, value in found.items() if name not in element.attrib}
