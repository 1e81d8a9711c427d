"""The header of a document as people read it: whose, what, by whom, when, where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from santedoc.render.markup import Child, Element, h
from santedoc.render.values import (
    address_of,
    birth_names_of,
    child,
    children,
    code_of,
    contacts_of,
    date_of,
    distinct,
    identifier_of,
    name_of,
    period_of,
    telecom_of,
    words_of,
)
from santedoc.report import Text
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from lxml.etree import _Element

_PATIENT = Text("Patient", "Patient")
_DOCUMENT = Text("Document", "Document")
_ENCOUNTER = Text("Encounter", "Prise en charge")
_PEOPLE = Text("People and organisations", "Personnes et structures")
_ROLE, _WHO, _CONTACT = Text("Role", "Rôle"), Text("Who", "Qui"), Text("Contact", "Coordonnées")
_NOT_GIVEN = Text("not given", "non renseigné")
_LABELS = {
    "birth": Text("Born", "Naissance"),
    "birth_names": Text("Given names at birth", "Prénoms de naissance"),
    "sex": Text("Sex", "Sexe"),
    "ids": Text("Identifiers", "Identifiants"),
    "address": Text("Address", "Adresse"),
    "contact": Text("Contact", "Contact"),
    "date": Text("Date", "Date"),
    "type": Text("Type", "Type"),
    "author": Text("Author", "Auteur"),
    "signer": Text("Responsible", "Responsable"),
    "custodian": Text("Kept by", "Conservé par"),
    "confidentiality": Text("Confidentiality", "Confidentialité"),
    "version": Text("Version", "Version"),
    "replaces": Text("Replaces", "Remplace"),
    "encounter": Text("Kind", "Nature"),
    "when": Text("When", "Période"),
    "where": Text("Where", "Lieu"),
    "in_charge": Text("In charge", "Responsable"),
    "act": Text("Act documented", "Acte documenté"),
}
_SEXES = {"M": Text("Male", "Masculin"), "F": Text("Female", "Féminin")}
_ROLES = {
    "author": Text("Author", "Auteur"),
    "legalAuthenticator": Text("Legally responsible", "Responsable du document"),
    "authenticator": Text("Attested by", "Validé par"),
    "dataEnterer": Text("Entered by", "Saisi par"),
    "informant": Text("Informant", "Informateur"),
    "custodian": Text("Kept by", "Conservé par"),
    "informationRecipient": Text("Recipient", "Destinataire"),
    "participant": Text("Other participant", "Autre intervenant"),
}
# RoleClass of an informant (2.16.840.1.113883.5.110) that names a part in the care.
_CLASSES = {
    "ECON": Text("Emergency contact", "À prévenir en cas d'urgence"),
    "NOK": Text("Trusted person", "Personne de confiance"),
    "GUAR": Text("Guardian", "Représentant"),
}
_BODIES = (
    "assignedAuthor",
    "assignedEntity",
    "relatedEntity",
    "intendedRecipient",
    "associatedEntity",
)
_PERSONS = (
    "assignedPerson",
    "relatedPerson",
    "informationRecipient",
    "associatedPerson",
    "guardianPerson",
)
_ORGANISATIONS = (
    "representedOrganization",
    "receivedOrganization",
    "scopingOrganization",
    "guardianOrganization",
)


def header_cards(root: _Element, lang: str) -> Iterator[Element]:
    """Yield the cards on top of the page: patient, document, encounter.

    Args:
        root: ``ClinicalDocument``.
        lang: ``"en"`` or ``"fr"``.
    """
    for role in (child(one, "patientRole") for one in children(root, "recordTarget")):
        if role is not None:
            yield _patient(role, lang)
    yield _document(root, lang)
    encounter = _encounter(root, lang)
    if encounter is not None:
        yield encounter


def people_table(root: _Element, lang: str) -> Element | None:
    """Return the table of all who took part, in the order of the header.

    Args:
        root: ``ClinicalDocument``.
        lang: ``"en"`` or ``"fr"``.
    """
    rows = [row for name in _ROLES for one in children(root, name) for row in _row(one, name, lang)]
    for one in children(root, "recordTarget"):
        guardians = children(child(one, "patientRole", "patient"), "guardian")
        rows += [_person_row(_CLASSES["GUAR"].in_(lang), guardian, lang) for guardian in guardians]
    if not rows:
        return None
    heads = h("tr", *(h("th", text.in_(lang), scope="col") for text in (_ROLE, _WHO, _CONTACT)))
    table = h("table", h("thead", heads), h("tbody", *rows))
    return h(
        "section",
        h("h2", _PEOPLE.in_(lang)),
        h("div", table, class_="scroll"),
        class_="people",
    )


def _patient(role: _Element, lang: str) -> Element:
    patient = child(role, "patient")
    name = child(patient, "name")
    birth = child(patient, "birthTime")
    place = address_of(child(patient, "birthplace", "place", "addr"), lang)
    born = date_of(birth.get("value"), lang) if birth is not None else ""
    facts = [
        ("birth", [", ".join(part for part in (born, place) if part) or _NOT_GIVEN.in_(lang)]),
        ("sex", [_sex(child(patient, "administrativeGenderCode"), lang)]),
        ("ids", [identifier_of(one, lang) for one in children(role, "id")]),
        ("birth_names", [birth_names_of(name)]),
        ("address", [address_of(one, lang) for one in children(role, "addr")]),
        ("contact", [telecom_of(one, lang) for one in children(role, "telecom")]),
    ]
    shown = name_of(name, lang) or _NOT_GIVEN.in_(lang)
    return _card(_PATIENT, facts, lang, h("p", shown, class_="name"), css="card patient")


def _sex(element: _Element | None, lang: str) -> str:
    known = _SEXES.get(element.get("code") or "") if element is not None else None
    return known.in_(lang) if known else code_of(element, lang)


def _document(root: _Element, lang: str) -> Element:
    effective = child(root, "effectiveTime")
    version = child(root, "versionNumber")
    replaced = [
        identifier_of(identifier, lang)
        for related in children(root, "relatedDocument")
        for identifier in children(child(related, "parentDocument"), "id")
    ]
    authors = [_named(child(one, "assignedAuthor"), lang) for one in children(root, "author")]
    signers = [
        _named(child(one, "assignedEntity"), lang) for one in children(root, "legalAuthenticator")
    ]
    facts = [
        ("date", [date_of(effective.get("value"), lang) if effective is not None else ""]),
        ("type", [code_of(child(root, "code"), lang)]),
        ("author", authors),
        ("signer", [one for one in signers if one not in authors]),
        ("custodian", [name_of(_custodian_name(root), lang)]),
        ("confidentiality", [code_of(child(root, "confidentialityCode"), lang)]),
        ("version", [version.get("value") or "" if version is not None else ""]),
        ("replaces", replaced),
    ]
    return _card(_DOCUMENT, facts, lang)


def _custodian_name(root: _Element) -> _Element | None:
    path = ("custodian", "assignedCustodian", "representedCustodianOrganization", "name")
    return child(root, *path)


def _encounter(root: _Element, lang: str) -> Element | None:
    encounter = child(root, "componentOf", "encompassingEncounter")
    events = [child(one, "serviceEvent") for one in children(root, "documentationOf")]
    acts = [_act(event, lang) for event in events if event is not None]
    facility = child(encounter, "location", "healthCareFacility")
    where = [
        name_of(child(facility, "location", "name"), lang),
        name_of(child(facility, "serviceProviderOrganization", "name"), lang),
        code_of(child(facility, "code"), lang),
    ]
    in_charge = child(encounter, "responsibleParty", "assignedEntity")
    facts = [
        ("encounter", [code_of(child(encounter, "code"), lang)]),
        ("when", [period_of(child(encounter, "effectiveTime"), lang)]),
        ("where", [", ".join(distinct(where))]),
        ("in_charge", [_named(in_charge, lang)]),
        ("act", acts),
    ]
    if not any(any(values) for _, values in facts):
        return None
    return _card(_ENCOUNTER, facts, lang)


def _act(event: _Element, lang: str) -> str:
    label = code_of(child(event, "code"), lang)
    when = period_of(child(event, "effectiveTime"), lang)
    by = distinct(
        _named(child(one, "assignedEntity"), lang) for one in children(event, "performer")
    )
    return ", ".join(part for part in (label, when, *by) if part)


def _card(
    title: Text,
    facts: Iterable[tuple[str, list[str]]],
    lang: str,
    first: Child = None,
    css: str = "card",
) -> Element:
    items: list[Element] = []
    for label, values in facts:
        told = distinct(values)
        if told:
            items.append(h("dt", _LABELS[label].in_(lang)))
            items += [h("dd", value) for value in told]
    return h("section", h("h2", title.in_(lang)), first, h("dl", *items), class_=css)


def _row(element: _Element, name: str, lang: str) -> Iterator[Element]:
    label = _ROLES[name].in_(lang)
    if name == "custodian":
        body = child(element, "assignedCustodian", "representedCustodianOrganization")
        if body is not None:
            yield _line(label, [name_of(child(body, "name"), lang), *_ids(body, lang)], body, lang)
        return
    body = next(
        (one for one in (child(element, body) for body in _BODIES) if one is not None), None
    )
    if body is None:
        return
    function = code_of(child(element, "functionCode"), lang)
    care = _CLASSES.get(body.get("classCode") or "")
    yield _person_row(function or (care.in_(lang) if care else label), body, lang)


def _person_row(label: str, body: _Element, lang: str) -> Element:
    organisation = _first(body, _ORGANISATIONS)
    who = [
        _person(body, lang),
        code_of(child(body, "code"), lang),
        *_ids(body, lang),
        name_of(child(organisation, "name"), lang),
    ]
    return _line(label, who, body, lang, organisation)


def _line(
    label: str, who: list[str], body: _Element, lang: str, organisation: _Element | None = None
) -> Element:
    contacts = contacts_of(body, lang) or contacts_of(organisation, lang)
    return h(
        "tr",
        h("th", label, scope="row"),
        h("td", *(h("p", text) for text in distinct(who))),
        h("td", *(h("p", text) for text in contacts)),
    )


def _ids(body: _Element, lang: str) -> list[str]:
    return [identifier_of(one, lang) for one in children(body, "id") if one.get("extension")]


def _person(body: _Element, lang: str) -> str:
    person = _first(body, _PERSONS)
    if person is not None:
        return name_of(child(person, "name"), lang)
    device = child(body, "assignedAuthoringDevice")
    names = (words_of(child(device, name)) for name in ("softwareName", "manufacturerModelName"))
    return next((name for name in names if name), "")


def _named(body: _Element | None, lang: str) -> str:
    """Return person and organisation on one line."""
    if body is None:
        return ""
    organisation = _first(body, _ORGANISATIONS)
    parts = (_person(body, lang), name_of(child(organisation, "name"), lang))
    return ", ".join(distinct(parts))


def _first(body: _Element, names: Iterable[str]) -> _Element | None:
    for name in names:
        found = body.find(q(CDA, name))
        if found is not None:
            return found
    return None
