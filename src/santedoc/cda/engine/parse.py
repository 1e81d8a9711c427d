"""Parsing: element → model, claiming what was understood."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from santedoc.cda.datatypes import II
from santedoc.cda.engine.member import Child, Const, Part, Slot
from santedoc.model.datatypes import Absent, Code
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.path import Path
    from santedoc.cda.engine.reader import Reader
    from santedoc.cda.engine.table import Table
    from santedoc.model.base import Model

_TEMPLATE_ID, _SEQUENCE = q(CDA, "templateId"), q(CDA, "sequenceNumber")
_RANK = re.compile(r"[1-9][0-9]{0,8}")


def parse(table: type[Table], element: _Element, reader: Reader) -> Any:
    """Return the value of the model that an element holds, as its table says.

    Nothing is refused: what is wrong is for the checks to say, what is not understood stays
    unclaimed and is listed.

    Args:
        table: the table.
        element: the element.
        reader: the account of what was understood.
    """
    reader.claim(element)
    known = set(table.ids)
    for identifier in element.iterchildren(_TEMPLATE_ID):
        if identifier.get("root") in known and reader.take_once(identifier):
            reader.claim(identifier, "root", "extension", "assigningAuthorityName")
    said: dict[str, Any] = {}
    for name, member in table.members.items():
        value: Any = None
        if isinstance(member, Const):
            _claim_constant(member, element, reader)
            continue
        if isinstance(member, Slot) and member.path.below:
            continue  # for checks only
        if isinstance(member, Slot) and member.variants is not None:
            value = _parse_variant(member, element, reader, said.get(member.variant_of or ""))
        elif isinstance(member, Slot):
            value = _parse_slot(member, element, reader, table.model)
        elif isinstance(member, Part):
            value = _parse_part(member, element, reader)
        elif isinstance(member, Child):
            value = _parse_child(member, element, reader)
        if value is not None and not name.startswith("_"):
            said[name] = value
    if "templates" in table.model.model_fields and (more := _further_templates(element, reader)):
        said["templates"] = (*said.get("templates", ()), *more)
    return made(table, said)


def made(table: type[Table], said: dict[str, Any]) -> Any:
    """Return the model's value, unchecked; a required field that was not there is None."""
    model = table.model
    assert model is not None  # tables that are parsed have a model
    for name, field in model.model_fields.items():
        if name not in said and field.is_required():
            said[name] = None
    return model.model_construct(**said)


def _parse_variant(member: Slot, element: _Element, reader: Reader, decided: Any) -> Any:
    """Return the value, or values, whose template identifier is there.

    Where another field decides, only the identifier that goes with it is taken: one that does not
    is a further template, which the model keeps.
    """
    found: list[str] = []
    for identifier in element.iterchildren(_TEMPLATE_ID):
        for value, root in (member.variants or {}).items():
            if identifier.get("root") != root or decided not in {None, value}:
                continue
            if (found and not member.many) or not reader.take_once(identifier):
                continue
            reader.claim(identifier, "root", "extension", "assigningAuthorityName")
            found.append(value)
    if member.many:
        return tuple(found) or None
    return found[0] if found else None


def _further_templates(element: _Element, reader: Reader) -> tuple[Any, ...]:
    """Return the template identifiers that are not the table's own: none is lost."""
    found = [one for one in element.iterchildren(_TEMPLATE_ID) if reader.take_once(one)]
    return tuple(II.read(one, reader) for one in found)


def _parse_slot(member: Slot, element: _Element, reader: Reader, model: type[Model] | None) -> Any:
    path = member.path
    if path.attribute is not None:
        for holder in path.elements(element):
            _claim_prefix(path, element, reader, last=True)
            text = reader.take(holder, path.attribute)
            return text == "true" if member.flag else text
        return None
    assert member.type is not None  # only attributes have none
    values = []
    for found in path.elements(element):
        if not reader.take_once(found):
            continue
        _claim_prefix(path, element, reader)
        for below, attribute, _ in path.steps[-1].gives:
            if not below:
                reader.claim(found, attribute)
        value = member.type.read(found, reader)
        if isinstance(value, Absent) and model is not None and not member.name.startswith("_"):
            value = _absence(value, kinds_of(model, member.name), found, reader)
        if value is not None and not _is_constant(member, value):
            values.append(value)
        if not member.many:
            break
    if member.many:
        return tuple(values) or None
    return values[0] if values else None


def _absence(
    value: Absent, kinds: frozenset[type], found: _Element, reader: Reader
) -> Absent | Code | None:
    """Return why a value is absent as its field can say it; otherwise it stays unclaimed."""
    if Absent in kinds:
        return value
    if Code in kinds:
        return Code.model_construct(absent=value.reason)
    reader.disown(found, "nullFlavor")
    return None


@cache
def kinds_of(model: type[Model], field: str) -> frozenset[type]:
    """Return the types that a field of a model takes.

    Args:
        model: the model.
        field: name of one of its fields.
    """
    found: set[type] = set()
    waiting = [model.model_fields[field].annotation]
    while waiting:
        one = waiting.pop()
        inner = get_args(one)
        waiting += inner
        if not inner and isinstance(one, type):
            found.add(one)
    return frozenset(found)


def _is_constant(member: Slot, value: Any) -> bool:
    """Tell whether a value is the only one that its place may have: it says nothing then."""
    constant = member.fixed
    if constant is None:
        return False
    if isinstance(constant, Code) and isinstance(value, Code):
        same = value.same_concept(constant) and value.display == constant.display
        plain = not (value.original_text or value.translations or value.qualifiers)
        return same and plain and value.system_name == constant.system_name
    return bool(value == constant)


def _parse_part(member: Part, element: _Element, reader: Reader) -> Any:
    values = []
    for found in member.path.elements(element):
        if not reader.take_once(found):
            continue
        _claim_prefix(member.path, element, reader)
        for _, attribute, _ in member.path.steps[-1].gives:
            reader.claim(found, attribute)
        values.append(parse(member.table, found, reader))
        if not member.many:
            break
    if member.many:
        return tuple(values) or None
    return values[0] if values else None


def _parse_child(member: Child, element: _Element, reader: Reader) -> Any:
    values: list[Any] = []
    for container in member.path.elements(element):
        found = _host(member, container)
        if member.leading and found is None and not reader.is_claimed(container):
            break
        if found is None or not reader.take_once(container):
            continue
        template, host = found
        _claim_prefix(member.path, element, reader)
        reader.claim(container, *_given(container, member.path))
        if container.get("inversionInd") == "false":
            reader.claim(container, "inversionInd")  # as when it is not said
        value = parse(template, host, reader)
        if member.numbered:
            value = _ranked(member, value, container, len(values) + 1, reader)
        values.append(value)
        if not member.many:
            break
    if member.many:
        return tuple(values) or None
    return values[0] if values else None


def _ranked(member: Child, value: Any, container: _Element, rank: int, reader: Reader) -> Any:
    """Claim the rank that a container says, where a field takes it or the place says it too."""
    for one in container.iterchildren(_SEQUENCE):
        said = one.get("value", "")
        if member.rank is not None and _RANK.fullmatch(said):
            reader.claim(one, "value")
            return value.model_copy(update={member.rank: int(said)})
        if said == str(rank):
            reader.claim(one, "value")
    return value


def _given(element: _Element, path: Path) -> list[str]:
    """Return the attributes that creating the path would have given the element."""
    return [a for b, a, v in path.steps[-1].gives if not b and element.get(a) == v]


def _host(member: Child, container: _Element) -> tuple[type[Table], _Element] | None:
    """Return the template and the element: told by the template's own id, then by another."""
    for template in member.templates:
        for host in container.iterchildren(template.host or ""):
            known = template.id is None or template.id in roots(host)
            if known and says_its_code(template, host):
                return template, host
    for template in member.templates:
        for host in container.iterchildren(template.host or ""):
            if _stands_in(template, host):
                return template, host
    return None


def says_its_code(template: type[Table], host: _Element) -> bool:
    """A template without an identifier of its own is told by the code that it fixes."""
    code = template.own.get("code")
    if "id" in vars(template) or not isinstance(code, Slot) or not isinstance(code.fixed, Code):
        return True
    return any(
        one.get("code") == code.fixed.code and one.get("codeSystem") == code.fixed.system
        for one in code.path.elements(host)
    )


def _stands_in(template: type[Table], host: _Element) -> bool:
    """Accept a general id alone only where the fixed code says which template is meant."""
    if not set(template.ids) & roots(host):
        return False
    for slot in template.slots():
        if isinstance(slot.fixed, Code):
            return any(
                one.get("code") == slot.fixed.code and one.get("codeSystem") == slot.fixed.system
                for one in slot.path.elements(host)
            )
    return len(template.ids) == 1


def roots(element: _Element) -> set[str]:
    """Return the template identifiers that an element carries."""
    return {str(one.get("root")) for one in element.iterchildren(_TEMPLATE_ID)}


def _claim_prefix(path: Path, element: _Element, reader: Reader, *, last: bool = False) -> None:
    found = [element]
    for step in path.steps if last else path.steps[:-1]:
        found = [child for one in found for child in step.among(one)]
        for one in found:
            reader.claim(one, *(attribute for below, attribute, _ in step.gives if not below))


def _claim_constant(member: Const, element: _Element, reader: Reader) -> None:
    attribute = member.path.attribute or ""
    for holder in member.path.elements(element):
        if holder.get(attribute) in {member.value, *member.allowed}:
            reader.claim(holder, attribute) if holder is element else _claim_prefix(
                member.path, element, reader, last=True
            )
            if reader.is_claimed(holder):
                reader.claim(holder, attribute)
