"""The header of a CDA document, read for its metadata: each field as XDS writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from santedoc.exchange.hl7 import Institution, Number, Person, escaped
from santedoc.exchange.values import Author, Coded
from santedoc.ins.national_ids import PERSON_ROOT
from santedoc.ins.oids import is_ins
from santedoc.xmlkit import CDA, PS320, q

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEVICE = "assignedAuthoringDevice"
_GENDERS = {"F": "F", "M": "M"}


def find(element: _Element | None, path: str) -> _Element | None:
    """Return the first element at a path of CDA names."""
    return next(every(element, path), None)


def every(element: _Element | None, path: str) -> Iterator[_Element]:
    """Yield the elements at a path of CDA names."""
    if element is None:
        return
    name, _, rest = path.partition("/")
    for child in element.iterchildren(q(CDA, name)):
        if rest:
            yield from every(child, rest)
        else:
            yield child


def attribute(element: _Element | None, name: str) -> str:
    """Return an attribute without the white space around it; empty when there is none."""
    return str(element.get(name, "")).strip() if element is not None else ""


def words(element: _Element | None) -> str:
    """Return the text of an element, white space folded."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def coded(element: _Element | None, values: str | None = None) -> Coded | None:
    """Return a code; its label is that of the value set when the document gives none.

    Args:
        element: an element with ``code`` and ``codeSystem``.
        values: short name of the value set of the field.
    """
    code, system = attribute(element, "code"), attribute(element, "codeSystem")
    if not code:
        return None
    display = attribute(element, "displayName")
    if not display and values is not None:
        from santedoc.terminology import value_set

        display = value_set(values).display(code, system) or code
    return Coded(code, system, display or code)


def identifier(element: _Element | None) -> str:
    """Return an identifier as a unique id: ``root``, or ``root^extension``."""
    root, extension = attribute(element, "root"), attribute(element, "extension")
    return f"{root}^{extension}" if extension else root


def document_type(document: _Element) -> Coded | None:
    """Return the type of the document."""
    return coded(find(document, "code"), "JDV_J07")


def confidentiality(document: _Element) -> Coded | None:
    """Return what the document says of its confidentiality; masks are never in it."""
    return coded(find(document, "confidentialityCode"), "JDV_J08")


def facility(document: _Element) -> Coded | None:
    """Return the kind of place of the encounter."""
    path = "componentOf/encompassingEncounter/location/healthCareFacility/code"
    return coded(find(document, path), "JDV_J02")


def practice(document: _Element) -> Coded | None:
    """Return the setting of the principal act."""
    path = "performer/assignedEntity/representedOrganization/standardIndustryClassCode"
    return coded(find(principal_act(document), path), "JDV_J04")


def principal_act(document: _Element) -> _Element | None:
    """Return the first ``serviceEvent``."""
    return find(find(document, "documentationOf"), "serviceEvent")


def events(document: _Element) -> tuple[Coded, ...]:
    """Return the codes of the acts."""
    found = (coded(one) for one in every(document, "documentationOf/serviceEvent/code"))
    return tuple(one for one in found if one is not None)


def authors(document: _Element) -> tuple[Author, ...]:
    """Return the authors."""
    return tuple(_author(one) for one in every(document, "author"))


def legal_authenticator(document: _Element) -> Person | None:
    """Return who answers for the document."""
    return _person(find(document, "legalAuthenticator/assignedEntity"))


def _author(element: _Element) -> Author:
    assigned = find(element, "assignedAuthor")
    institutions = (_institution(one) for one in every(assigned, "representedOrganization"))
    function = find(element, "functionCode")
    role = attribute(function, "displayName") or attribute(function, "code")
    specialty = coded(find(assigned, "code"), "JDV_J01")
    return Author(
        person=_person(assigned),
        institutions=tuple(one for one in institutions if one is not None),
        roles=(role,) if role else (),
        specialties=(
            (f"{escaped(specialty.code)}^{escaped(specialty.display)}^{specialty.system}",)
            if specialty
            else ()
        ),
    )


def _person(assigned: _Element | None) -> Person | None:
    """Return the person or the device of an ``assignedAuthor`` or ``assignedEntity``."""
    ids = [one for one in every(assigned, "id") if attribute(one, "root")]
    if assigned is None or not ids:
        return None
    root, number = attribute(ids[0], "root"), attribute(ids[0], "extension")
    device = find(assigned, _DEVICE)
    if device is not None:
        return Person(
            number=number,
            family=words(find(device, "manufacturerModelName")),
            given=words(find(device, "softwareName")),
            root=root,
            name_type="U",
            number_type="RI",
        )
    name = find(assigned, "assignedPerson/name")
    return Person(
        number=number,
        family=words(find(name, "family")),
        given=words(find(name, "given")),
        root=root,
        number_type=_number_type(root, number),
    )


def _number_type(root: str, number: str) -> str:
    if is_ins(root):
        return "NH"
    return "IDNPS" if root == PERSON_ROOT and "/" not in number else "EI"


def _institution(organization: _Element) -> Institution | None:
    name = words(find(organization, "name"))
    number = next((i for i in every(organization, "id") if attribute(i, "extension")), None)
    if not name and number is None:
        return None
    return Institution(
        name=name, root=attribute(number, "root"), number=attribute(number, "extension")
    )


def patient_numbers(document: _Element) -> tuple[Number, ...]:
    """Return the numbers of the patient, each with its type: NH for an INS, else PI."""
    return tuple(
        Number(
            number=attribute(one, "extension"),
            root=attribute(one, "root"),
            kind="NH" if is_ins(attribute(one, "root")) else "PI",
        )
        for one in every(document, "recordTarget/patientRole/id")
        if attribute(one, "root") and attribute(one, "extension")
    )


def patient_info(document: _Element) -> tuple[str, ...]:
    """Return what ``sourcePatientInfo`` says: other local numbers, names, birth, sex."""
    patient = find(document, "recordTarget/patientRole/patient")
    local = [one for one in patient_numbers(document) if one.kind == "PI"]
    birth = attribute(find(patient, "birthTime"), "value")[:8]
    sex = attribute(find(patient, "administrativeGenderCode"), "code")
    return (
        *(f"PID-3|{one.text()}" for one in local[1:]),
        *_names(patient),
        *([f"PID-7|{birth}"] if birth else []),
        *([f"PID-8|{_GENDERS.get(sex, 'U')}"] if sex else []),
    )


def name_part(patient: _Element | None, tag: str, qualifier: str) -> str:
    """Return a part of the patient's name: ``family`` or ``given``, BR, CL or without qualifier."""
    found = every(patient, f"name/{tag}")
    return words(next((one for one in found if attribute(one, "qualifier") == qualifier), None))


def _names(patient: _Element | None) -> Iterator[str]:
    """Yield the birth name (L) and the usual name (D) of the patient."""

    def parts(*asked: tuple[str, str]) -> list[str]:
        return [escaped(name_part(patient, tag, qualifier)) for tag, qualifier in asked]

    birth = parts(("family", "BR"), ("given", "BR"), ("given", ""))
    if any(birth):
        yield f"PID-5|{'^'.join(birth)}^^^^L"
    usual = parts(("family", "CL"), ("given", "CL"))
    if any(usual):
        yield f"PID-5|{'^'.join(usual)}^^^^^D"


def references(document: _Element, *, imaging: bool) -> tuple[str, ...]:
    """Return the identifiers of the orders, of the accessions and, in imaging, of the studies.

    Args:
        document: the ``ClinicalDocument``.
        imaging: whether the identifier of an act is that of a DICOM study.
    """
    urn = "urn:ihe:iti:xds"
    found = []
    for order in every(document, "inFulfillmentOf/order"):
        found += [_cxi(one, f"{urn}:2013:order") for one in every(order, "id")]
        accessions = order.iterchildren(q(PS320, "accessionNumber"))
        found += [_cxi(one, f"{urn}:2013:accession") for one in accessions]
    if imaging:
        found += [
            f"{attribute(one, 'root')}^^^^{urn}:2016:studyInstanceUID"
            for one in every(document, "documentationOf/serviceEvent/id")
            if attribute(one, "root") and not attribute(one, "extension")
        ]
    return tuple(dict.fromkeys(found))


def _cxi(element: _Element, kind: str) -> str:
    number, root = attribute(element, "extension"), attribute(element, "root")
    return f"{escaped(number)}^^^&{root}&ISO^{kind}" if number else f"{root}^^^^{kind}"


def custodian(document: _Element) -> str:
    """Return the identifier of who keeps the document."""
    path = "custodian/assignedCustodian/representedCustodianOrganization/id"
    return identifier(find(document, path))


def replaced(document: _Element) -> str | None:
    """Return the unique id of the document that this one replaces."""
    for related in every(document, "relatedDocument"):
        if attribute(related, "typeCode") == "RPLC":
            return identifier(find(related, "parentDocument/id")) or None
    return None
