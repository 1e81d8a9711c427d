"""VAC and VAC-NOTE: the record of vaccinations, and the note of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santedoc.cda.documents.base import BODY, AnyDocument
from santedoc.cda.documents.requirements import ENTRY, SECTION, act, born, one, typed
from santedoc.cda.engine.condition import Condition, both, counts, either, every, has, lacks
from santedoc.cda.engine.member import child, require, within
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.requirements import carries
from santedoc.cda.entries.rows import CODE, TIME
from santedoc.cda.sections.history import RecommendedImmunizationsTable
from santedoc.cda.sections.rows import AnySection
from santedoc.cda.sections.treatments import ImmunizationsTable
from santedoc.model.datatypes import Code
from santedoc.model.immunizations import ATC
from santedoc.model.vaccination import VaccinationNote, VaccinationRecord
from santedoc.report import Text
from santedoc.xmlkit import CDA, XSI_TYPE, q

if TYPE_CHECKING:
    from lxml.etree import _Element

_IHE = "1.3.6.1.4.1.19376.1.5.3.1.1.18.1.2"
"""Immunization Content (IHE PCC)."""
_LOINC = "2.16.840.1.113883.6.1"
_SECTION = "1.3.6.1.4.1.19376.1.5.3.1.3.23"
_VACCINATION = "1.3.6.1.4.1.19376.1.5.3.1.4.12"
_CIS = "1.2.250.1.213.2.3.1"
_NOTE = "CI-SIS, volet VAC, note de vaccination (VAC-NOTE), 2023.01"
_RECORDED = Code(code="11369-6", system=_LOINC, display="Historique des vaccinations")
_MATERIAL = "consumable/manufacturedProduct/manufacturedMaterial/code"
_RANK = "entryRelationship/observation[templateId/@root='1.2.250.1.213.1.1.3.82']"
_LABELLED = "[@nullFlavor|@displayName]"
_AUTHOR = Text("author", "auteur")
_VACCINE = Text("vaccine", "vaccin")
_RANKED = Text("rank", "rang")


@define(
    "1.2.250.1.213.1.1.1.37",
    key="VAC",
    model=VaccinationRecord,
    host="ClinicalDocument",
    also=(_IHE,),
    extension="2023.01",
    name="Historique de vaccinations",
    source="CI-SIS, volet VAC, 2023.01",
)
class VaccinationRecordTable(AnyDocument):
    """The vaccines that somebody was given."""

    immunizations = one(ImmunizationsTable)
    recommendations = one(RecommendedImmunizationsTable)
    sections = child(BODY, AnySection, most=None)
    _ids = carries(_IHE)
    _born = born()
    _type = typed("11369-6", _LOINC)
    _act = act(_RECORDED)
    _immunizations = require(
        counts(f"{SECTION}[templateId/@root='{_SECTION}']", 1, 1),
        f"FR-Vaccinations ({_SECTION}) once",
        f"FR-Vaccinations ({_SECTION}) une fois",
        kind="template",
        rule="FR-Vaccinations",
        label=Text("section", "section"),
    )


@define(key="VAC-NOTE.vaccinations", name="FR-Vaccinations (note)", source=_NOTE)
class NoteSectionRows(Table):
    """What a note asks of its section."""

    _one = require(
        counts(f".//templateId[@root='{_VACCINATION}']", 1, 1),
        f"one FR-Vaccination ({_VACCINATION})",
        f"une seule FR-Vaccination ({_VACCINATION})",
        kind="template",
        rule="FR-Vaccination",
        label=Text("content", "contenu"),
    )


def _is_a_day(element: _Element) -> bool:
    """Tell whether a time is a day, year to day, of a month that exists."""
    said = element.get("value", "")
    day = len(said) == len("20260115") and said[4:].isdigit()
    return day and "nullFlavor" not in element.attrib and said[4:6] <= "12" and said[6:] <= "31"


def _has_a_number(element: _Element) -> bool:
    """Tell whether a rank is a number."""
    values = element.iterchildren(q(CDA, "value"))
    return any("value" in one.attrib and "INT" in str(one.get(XSI_TYPE)) for one in values)


def _said(path: str, en: str, fr: str, *, rule: str, label: Text, at: str | None = None) -> Any:
    return require(has(path), en, fr, kind="cardinality", rule=rule, label=label, at=at)


@define(key="VAC-NOTE.vaccination", name="FR-Vaccination (note)", source=_NOTE)
class NoteVaccinationRows(Table):
    """What a note asks of its vaccination: that it was given, by whom, when, of which lot."""

    _given = require(
        either(lacks("@negationInd"), has(".[@negationInd='false']")),
        "a vaccine that was given (negationInd false)",
        "un vaccin administré (negationInd false)",
        rule="negated",
        label=Text("negation", "négation"),
    )
    _day = require(
        both(has("effectiveTime"), every("effectiveTime", _is_a_day)),
        "a day (YYYYMMDD), without nullFlavor",
        "un jour (AAAAMMJJ), sans nullFlavor",
        rule="time",
        label=TIME,
        at="effectiveTime",
    )
    _cis = require(
        has(f"{_MATERIAL}[@codeSystem='{_CIS}']"),
        f"a CIS code ({_CIS})",
        f"un code CIS ({_CIS})",
        rule="cis",
        label=_VACCINE,
        at=_MATERIAL,
    )
    _atc = require(
        has(f"{_MATERIAL}/translation[@codeSystem='{ATC}']"),
        f"an ATC class ({ATC}), as a translation of its code",
        f"une classe ATC ({ATC}), en traduction de son code",
        rule="atc",
        label=_VACCINE,
        at=_MATERIAL,
    )
    _lot = _said(
        "consumable/manufacturedProduct/manufacturedMaterial/lotNumberText",
        "a lot number",
        "un numéro de lot",
        rule="lot",
        label=_VACCINE,
        at="consumable",
    )
    _author = _said("author", "an author", "un auteur", rule="author", label=_AUTHOR)
    _author_id = _said(
        "author/assignedAuthor/id",
        "an identifier",
        "un identifiant",
        rule="authorIdentifier",
        label=_AUTHOR,
        at="author/assignedAuthor",
    )
    _author_code = _said(
        "author/assignedAuthor/code",
        "a profession",
        "une profession",
        rule="authorProfession",
        label=_AUTHOR,
        at="author/assignedAuthor",
    )
    _author_name = _said(
        "author/assignedAuthor/assignedPerson/name",
        "a name",
        "un nom",
        rule="authorName",
        label=_AUTHOR,
        at="author/assignedAuthor",
    )
    _rank_status = require(
        either(lacks(_RANK), has(f"{_RANK}/statusCode[@code='completed']")),
        "the status completed",
        "le statut completed",
        rule="rankStatus",
        label=_RANKED,
        at=_RANK,
    )
    _rank_value = require(
        either(lacks(_RANK), lambda element: any(map(_has_a_number, _ranks(element)))),
        "a number (INT)",
        "un nombre (INT)",
        kind="datatype",
        rule="rankValue",
        label=_RANKED,
        at=_RANK,
    )


def _ranks(element: _Element) -> list[_Element]:
    from santedoc.cda.engine.path import path

    return path(_RANK).elements(element)


def _labelled(condition: Condition, *, rule: str, label: Text, at: str) -> Any:
    return require(
        condition, "a label", "un libellé", kind="attribute", rule=rule, label=label, at=at
    )


def _if_there(path: str, code: str, *, rule: str, label: Text) -> Any:
    """Require a label, or a nullFlavor, of a code that may be left out."""
    one = f"{path}/{code}" if path else code
    return _labelled(either(lacks(one), has(f"{one}{_LABELLED}")), rule=rule, label=label, at=one)


@define(key="VAC-NOTE.entry", name="FR-Vaccination (note)", source=_NOTE)
class NoteLabelRows(Table):
    """The labels that a note asks for: a patient reads them."""

    _kind = _labelled(has(f"code{_LABELLED}"), rule="code", label=CODE, at="code")
    _author = _labelled(
        has(f"author/assignedAuthor/code{_LABELLED}"),
        rule="authorProfession",
        label=_AUTHOR,
        at="author/assignedAuthor/code",
    )
    _performer = _if_there(
        "performer[@typeCode='PRF']/assignedEntity",
        "code",
        rule="performerProfession",
        label=Text("performer", "vaccinateur"),
    )
    _vaccine = _labelled(
        has(f"{_MATERIAL}[not(@code)]", f"{_MATERIAL}[@code][@displayName]"),
        rule="vaccine",
        label=_VACCINE,
        at=_MATERIAL,
    )
    _atc = _labelled(
        either(
            lacks(f"{_MATERIAL}/translation[@codeSystem='{ATC}']"),
            has(f"{_MATERIAL}/translation[@codeSystem='{ATC}'][@displayName]"),
        ),
        rule="atc",
        label=_VACCINE,
        at=f"{_MATERIAL}/translation",
    )
    _site = _if_there("", "approachSiteCode", rule="site", label=Text("site", "région"))
    _route = _if_there("", "routeCode", rule="route", label=Text("route", "voie"))


_ID = "1.2.250.1.213.1.1.1.46"


@define(_ID, key="VAC-NOTE", name="Note de vaccination", source=_NOTE)
class NoteEdition(Table):
    """The edition of a note, which its own rules ask for: they fire on any other one too."""

    _edition = require(
        counts(f"templateId[@root='{_ID}'][@extension='2023.01']", 1, 1),
        "the edition 2023.01, once",
        "l'édition 2023.01, une fois",
        kind="template",
        rule="edition",
        label=Text("template", "modèle"),
        at=f"templateId[@root='{_ID}']",
    )


@define(
    _ID,
    key="VAC-NOTE",
    model=VaccinationNote,
    host="ClinicalDocument",
    also=(_IHE,),
    extension="2023.01",
    name="Note de vaccination",
    source=_NOTE,
)
class VaccinationNoteTable(AnyDocument):
    """One vaccine given."""

    immunizations = one(ImmunizationsTable)
    sections = child(BODY, AnySection, most=None)
    _ids = carries(_IHE)
    _born = born()
    _type = typed("87273-9", _LOINC)
    # The official files judge the section where there is one, and do not ask for it.
    _immunizations = require(
        has(f"{SECTION}[templateId/@root='{_SECTION}']"),
        f"FR-Vaccinations ({_SECTION})",
        f"FR-Vaccinations ({_SECTION})",
        kind="template",
        gate=False,
        rule="FR-Vaccinations",
        label=Text("section", "section"),
    )
    _section = within(f".//*[templateId/@root='{_SECTION}']", NoteSectionRows)
    _vaccination = within(
        f".//substanceAdministration[templateId/@root='{_VACCINATION}']", NoteVaccinationRows
    )
    _labels = within(f"{ENTRY}/substanceAdministration", NoteLabelRows)
