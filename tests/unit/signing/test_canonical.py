from __future__ import annotations

import pytest

from santedoc.errors import InvalidValueError
from santedoc.signing.canonical import Canonicalisation, canonical_document, canonical_element
from santedoc.xmlkit import parse

C14N = Canonicalisation.C14N


def test_what_stands_outside_the_root_is_part_of_a_document() -> None:
    root = parse(b"<?a b?><!-- c --><r/><?d e?>")
    assert canonical_document(root, C14N) == b"<?a b?>\n<r></r>\n<?d e?>"
    with_comments = canonical_document(root, Canonicalisation.C14N_COMMENTS)
    assert with_comments == b"<?a b?>\n<!-- c -->\n<r></r>\n<?d e?>"
    assert canonical_document(root, Canonicalisation.C14N_COMMENTS, comments=False) == (
        b"<?a b?>\n<r></r>\n<?d e?>"
    )


def test_namespaces_of_an_element_between_siblings_are_right() -> None:
    root = parse(b'<?p?><r xmlns="urn:a" xmlns:x="urn:x"><a/><b><c y="1"/></b>tail<d/></r>')
    assert canonical_element(root[1], C14N) == (
        b'<b xmlns="urn:a" xmlns:x="urn:x"><c y="1"></c></b>'
    )
    assert canonical_element(root[1], Canonicalisation.EXCLUSIVE) == (
        b'<b xmlns="urn:a"><c y="1"></c></b>'
    )
    assert canonical_element(root[1], Canonicalisation.EXCLUSIVE, prefixes=("x",)) == (
        b'<b xmlns="urn:a" xmlns:x="urn:x"><c y="1"></c></b>'
    )


def test_inherited_xml_attributes_follow_the_version() -> None:
    root = parse(b'<r xml:id="i" xml:lang="fr"><m xml:lang="en"><c xml:space="preserve"/></m></r>')
    element = root[0][0]
    assert canonical_element(element, C14N) == (
        b'<c xml:id="i" xml:lang="en" xml:space="preserve"></c>'
    )
    assert canonical_element(element, Canonicalisation.C14N11) == (
        b'<c xml:lang="en" xml:space="preserve"></c>'
    )
    assert canonical_element(element, Canonicalisation.EXCLUSIVE) == (
        b'<c xml:space="preserve"></c>'
    )


def test_line_ends_and_special_characters_survive() -> None:
    root = parse(b"<r><c a='&#9;&#10;&#13;&lt;'>&#13;&amp;&gt;\xc3\xa9</c></r>")
    assert canonical_element(root[0], C14N) == (
        b'<c a="&#x9;&#xA;&#xD;&lt;">&#xD;&amp;&gt;\xc3\xa9</c>'
    )


def test_xml_base_is_refused_where_it_would_be_wrong() -> None:
    root = parse(b'<r xml:base="http://a/"><c/></r>')
    with pytest.raises(InvalidValueError, match="xml:base"):
        canonical_element(root[0], Canonicalisation.C14N11)


def test_a_relative_namespace_has_no_canonical_form() -> None:
    with pytest.raises(InvalidValueError, match="no canonical form"):
        canonical_document(parse(b'<r xmlns="rel"/>'), C14N)


def test_a_default_prefix_is_refused_where_it_would_be_dropped() -> None:
    algorithm = Canonicalisation.EXCLUSIVE
    plain = parse(b'<x:a xmlns:x="urn:x"/>')
    assert canonical_document(plain, algorithm, prefixes=("#default",)) == (
        b'<x:a xmlns:x="urn:x"></x:a>'
    )
    with pytest.raises(InvalidValueError, match="#default"):
        canonical_document(
            parse(b'<x:a xmlns:x="urn:x" xmlns="urn:d"/>'), algorithm, prefixes=("#default",)
        )
