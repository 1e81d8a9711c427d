"""From the errors of libxml2 to findings: what is wrong, what was found, what was allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from santedoc.cda.schema import faults, wording
from santedoc.cda.schema.declarations import Attribute
from santedoc.cda.schema.diagnosis import Finding, children_of, content_findings
from santedoc.cda.schema.notation import table
from santedoc.cda.schema.order import (
    attributes,
    codes_of,
    tag_of,
    type_of,
    type_of_child,
    type_of_root,
    xsi_type,
)
from santedoc.cda.schema.parts import add_part, empty_parts, original_of
from santedoc.cda.schema.verdict import CROWD, MOST, Error, validate
from santedoc.report import Text
from santedoc.xmlkit import XSI, XSI_TYPE, prefixed, q

if TYPE_CHECKING:
    from lxml.etree import _Element

ROUNDS = 12
"""How many disordered elements, one within the other, are looked into."""

_TYPE_CODES = frozenset({"CVC_ELT_4_1", "CVC_ELT_4_2", "CVC_ELT_4_3", "CVC_TYPE_2"})
_NIL_CODES = frozenset({"CVC_ELT_3_1", "CVC_ELT_3_2_1", "CVC_ELT_3_2_2"})
_EMPTY_CODES = frozenset({"CVC_COMPLEX_TYPE_2_1", "CVC_COMPLEX_TYPE_2_2", "CVC_TYPE_3_1_2"})
_NO_SUCH_ATTRIBUTE = frozenset({
    "CVC_COMPLEX_TYPE_3_2_1", "CVC_COMPLEX_TYPE_3_2_2", "CVC_TYPE_3_1_1",
})  # fmt: skip
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*) \)")
_NCNAME = re.compile(r"[^\W\d][\w.·-]*")


class Judge:
    """Turns the errors of one document into findings, and has checked what libxml2 passed over.

    Args:
        root: the root element.
    """

    def __init__(self, root: _Element) -> None:
        self._types: dict[_Element, str | None] = {root: type_of_root(tag_of(root))}
        self.complete = True
        """Whether `findings` looked everywhere."""

    def findings(self, errors: list[Error]) -> list[Finding]:
        """Return the reasons of errors, and of those in what they had libxml2 pass over.

        Args:
            errors: what `validate` returned.
        """
        found: list[Finding] = []
        judged: set[tuple[_Element, str]] = set()
        for _ in range(ROUNDS):
            skipped: list[_Element] = []
            for error in errors:
                if error.code == "ELEMENT_CONTENT":
                    skipped += _passed_over(error)
                key = self._what(error)
                if key not in judged:
                    judged.add(key)
                    found += self._of(error)
            if len(skipped) > MOST or len(found) > MOST:
                self.complete = False
            errors = self._check_apart(skipped[:MOST]) if len(found) <= MOST else []
            if not errors:
                return found
        self.complete = False
        return found

    def _what(self, error: Error) -> tuple[_Element, str]:
        """Return what an error is about; libxml2 may have several on one thing."""
        if error.code == "ELEMENT_CONTENT":
            return _disordered(error), "content"
        if error.code in _TYPE_CODES or error.attribute == XSI_TYPE:
            return error.element, "type"
        if self._type(error.element) in table().simple and error.attribute is None:
            return error.element, "value"
        return error.element, error.attribute or error.code

    def _type(self, element: _Element) -> str | None:
        """Return the type of an element, by way of those of its ancestors."""
        if element not in self._types:
            parent = element.getparent()
            above = self._type(parent) if parent is not None else None
            self._types[element] = type_of(above, element) if above else None
        return self._types[element]

    def _declared(self, element: _Element) -> str:
        """Return the type that the parent declares, whatever the element's own xsi:type says."""
        parent = element.getparent()
        above = self._type(parent) if parent is not None else None
        return (above and type_of_child(above, tag_of(element))) or self._type(element) or "ANY"

    def _of(self, error: Error) -> Iterable[Finding]:
        element = error.element
        found: Iterable[Finding]
        if error.code == CROWD:
            found = [Finding(element, faults.CROWD, {"what": wording.name_of(element)})]
        elif error.code == "ELEMENT_CONTENT":
            found = self._content(error)
        elif error.code in _TYPE_CODES or error.attribute == XSI_TYPE:
            found = self._datatype(error)
        elif error.code in _NIL_CODES or error.attribute == q(XSI, "nil"):
            found = [Finding(element, faults.NIL, {"what": wording.name_of(element)})]
        elif error.code in _EMPTY_CODES:
            found = self._not_empty(element)
        elif error.code == "CVC_COMPLEX_TYPE_2_3":
            found = [self._text(element)]
        elif error.attribute is not None:
            found = self._attribute(error, error.attribute)
        else:
            found = self._other(error)
        return found

    def _content(self, error: Error) -> Iterable[Finding]:
        parent = _disordered(error)
        type_name = self._type(parent)
        found = content_findings(parent, type_name) if type_name else []
        if found:
            return found
        expected = _EXPECTED.search(error.message)
        names = [prefixed(name) for name in expected[1].split(", ")] if expected else []
        params = {
            "what": wording.name_of(error.element),
            "parent": wording.name_of(parent),
            "allowed": wording.listed(names, alternatives=True),
        }
        return [Finding(error.element, faults.UNEXPECTED_ELEMENT, params)]

    def _other(self, error: Error) -> list[Finding]:
        element, type_name = error.element, self._type(error.element)
        params: dict[str, str | Text] = {"what": wording.name_of(element), "found": error.code}
        if type_name not in table().simple:
            return [Finding(element, faults.UNCLASSIFIED, params)]
        params["found"] = wording.shown(element.text or "")
        params["expected"] = wording.form(type_name)
        return [Finding(element, faults.CONTENT, params)]

    def _not_empty(self, element: _Element) -> Iterator[Finding]:
        """Yield what stands in an element that must be empty."""
        type_name = self._type(element)
        inside = children_of(element)
        if inside and type_name:
            yield from content_findings(element, type_name)
        # Blanks count where nothing else is; around elements they are only layout.
        texts = [text or "" for text in (element.text, *(child.tail for child in element))]
        if type_name not in table().simple and any(t.strip() if inside else t for t in texts):
            yield self._text(element)

    def _text(self, element: _Element) -> Finding:
        type_name = self._type(element)
        allowed = wording.children(type_name)
        if type_name and allowed == wording.NOTHING:
            allowed = wording.listed(f"@{prefixed(name)}" for name in attributes(type_name))
        params = {"what": wording.name_of(element), "allowed": allowed}
        return Finding(element, faults.TEXT, params)

    def _datatype(self, error: Error) -> Iterator[Finding]:
        element, declared = error.element, self._declared(error.element)
        written = element.get(XSI_TYPE)
        params = {
            "what": wording.name_of(element),
            "found": wording.shown(written or ""),
            "expected": wording.datatypes(declared),
        }
        if written is None or error.code == "CVC_TYPE_2":
            yield Finding(element, faults.MISSING_TYPE, params)
        elif error.code == "CVC_ELT_4_3":
            yield Finding(element, faults.WRONG_TYPE, params, XSI_TYPE)
        else:
            yield Finding(element, faults.UNKNOWN_TYPE, params, XSI_TYPE)

    def _attribute(self, error: Error, name: str) -> Iterator[Finding]:
        element, type_name = error.element, self._type(error.element)
        known = attributes(type_name) if type_name else {}
        params: dict[str, str | Text] = {
            "what": wording.name_of(element),
            "attribute": prefixed(name),
        }
        if error.code in _NO_SUCH_ATTRIBUTE:
            names = [prefixed(other) for other in known]
            params |= {"hint": wording.hint(name, list(known)), "allowed": wording.listed(names)}
            yield Finding(element, faults.UNKNOWN_ATTRIBUTE, params, name)
        elif error.code == "CVC_COMPLEX_TYPE_4":
            params["expected"] = wording.wanted(known[name]) if name in known else ""
            yield Finding(element, faults.MISSING_ATTRIBUTE, params)
        else:
            yield from self._value(element, name, known.get(name), error)

    def _value(
        self, element: _Element, name: str, attribute: Attribute | None, error: Error
    ) -> Iterator[Finding]:
        value = element.get(name) or ""
        params: dict[str, str | Text] = {
            "what": wording.name_of(element),
            "attribute": prefixed(name),
            "found": wording.shown(value),
            "expected": wording.wanted(attribute) if attribute else "",
        }
        if attribute is None:
            params["found"] = error.code
            yield Finding(element, faults.UNCLASSIFIED, params, name)
        elif error.code == "CVC_AU":
            yield Finding(element, faults.FIXED_ATTRIBUTE, params, name)
        elif not value.strip():
            yield Finding(element, faults.EMPTY, params, name)
        elif attribute.type == "ID" and _NCNAME.fullmatch(value.strip()):
            return  # an ID that another element has: told with that other element
        elif codes_of(attribute.type):
            yield Finding(element, faults.VOCABULARY, params, name)
        else:
            yield Finding(element, faults.FORMAT, params, name)

    def _check_apart(self, elements: list[_Element]) -> list[Error]:
        """Return the errors of elements that libxml2 passed over, each judged by its own type."""
        parts: dict[_Element, _Element] = {}
        errors: list[Error] = []
        root = empty_parts()
        for element in elements:
            kind = table().types.get(self._type(element) or "")
            if kind and not kind.local:
                parts[add_part(root, element, kind)] = element
                if element.get(XSI_TYPE) is not None and xsi_type(element) != kind.key:
                    code = "CVC_ELT_4_3" if xsi_type(element) else "CVC_ELT_4_2"
                    errors.append(Error(code, element, XSI_TYPE, ""))
        found = validate(root) if parts else []
        return errors + [e._replace(element=original_of(e.element, parts)) for e in found]


def _disordered(error: Error) -> _Element:
    """Return the element whose children do not fit."""
    parent = error.element.getparent()
    if parent is None or "Missing child element" in error.message:
        return error.element
    return parent


def _passed_over(error: Error) -> list[_Element]:
    """Return the children that libxml2 did not look into, once one was not expected."""
    if _disordered(error) is error.element:
        return []
    rest = [s for s in error.element.itersiblings() if tag_of(s)]
    return [error.element, *rest]
