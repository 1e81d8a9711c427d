"""FR-Directive-Anticipee, and its reference to a document."""

from __future__ import annotations

from santedoc.cda.datatypes import BL, CD, ED, II, IVL_TS, TS
from santedoc.cda.engine.condition import both, either, has, lacks, when
from santedoc.cda.engine.member import child, const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.attachments import FileEntry
from santedoc.cda.entries.narrated import DATE, NarratedObservation, remark
from santedoc.cda.entries.requirements import (
    carries,
    completed,
    is_a,
    linked_text,
    once,
    one_identifier,
)
from santedoc.cda.entries.rows import CODE, CONTENT, ID, TEXT, TIME, VALUE
from santedoc.model.datatypes import Absent
from santedoc.model.history import AdvanceDirective
from santedoc.model.statements import ExternalReference
from santedoc.report import Text

_DOCUMENT = "2.16.840.1.113883.10.20.1.36"
_WHERE = Text("document", "document")


@define(
    None,
    key="ADVANCE-DIRECTIVE.document",
    model=ExternalReference,
    ids=(_DOCUMENT,),
    name="Référence à un document externe",
    source=CONTENT,
)
class DirectiveDocumentPart(Table):
    """Where the document that says the wish stands."""

    _type = const("@typeCode", "REFR")
    _class = const("externalDocument/@classCode", "DOC")
    _mood = const("externalDocument/@moodCode", "EVN")
    identifiers = slot("externalDocument/id", II, most=None, label=ID)
    text = slot("externalDocument/text", ED, label=TEXT)


_IHE = "1.3.6.1.4.1.19376.1.5.3.1.4.13.7"
_SIMPLE = "1.3.6.1.4.1.19376.1.5.3.1.4.13"
_CCD = "2.16.840.1.113883.10.20.1.17"
_FR = "1.2.250.1.213.1.1.3.54"


@define(
    _IHE,
    key="ADVANCE-DIRECTIVE-IHE",
    model=AdvanceDirective,
    ids=(_CCD, _SIMPLE, _IHE),
    name="Advance Directive Observation",
    source="IHE PCC TF-2, 6.3.4.36",
)
class IheAdvanceDirective(NarratedObservation):
    """A wish for the end of life, as IHE has it."""

    time = slot("effectiveTime", TS | IVL_TS, default=Absent(reason="NA"), label=TIME, column=DATE)
    code = slot(
        "code",
        CD,
        values="jdv-type-directive-anticipee-cisis",
        nulls=False,
        label=CODE,
        column=Text("Directive", "Directive"),
    )
    value = slot("value", BL, label=VALUE, column=Text("Wished", "Souhaité"))
    comment = remark()
    document = part("reference", DirectiveDocumentPart)
    file = child("entryRelationship[@typeCode='COMP']", FileEntry, column=Text("File", "Fichier"))
    _host = is_a("observation", "OBS", "EVN")
    _ids = carries(_CCD, _SIMPLE)
    _identifier = one_identifier()
    _text = linked_text(value=False)
    _status = completed()
    _value = once("value", VALUE, rule="value")
    _reference = once("reference[@typeCode='REFR']", _WHERE, rule="document")
    _document = require(
        both(
            when(
                has("reference[@typeCode='REFR']"),
                has(f"reference[@typeCode='REFR']/templateId[@root='{_DOCUMENT}']"),
            ),
            when(has("reference"), has("reference/externalDocument/id")),
            when(
                has("reference/externalDocument/text"),
                has("reference/externalDocument/text/reference"),
            ),
        ),
        f"a reference ({_DOCUMENT}) to a document that has an identifier and a link",
        f"une référence ({_DOCUMENT}) à un document qui a un identifiant et un lien",
        rule="document",
        label=_WHERE,
        at="reference",
    )


@define(
    _FR,
    key="ADVANCE-DIRECTIVE",
    model=AdvanceDirective,
    ids=(_CCD, _SIMPLE, _IHE, _FR),
    name="FR-Directive-Anticipee",
    source=CONTENT,
)
class AdvanceDirectiveEntry(IheAdvanceDirective):
    """A wish for the end of life."""

    _answer = require(
        either(
            both(lacks("value"), has("code[@code='75793-0'|'42348-3']")),
            both(has("value[@xsi:type='BL']"), has("text/reference")),
        ),
        "yes or no (BL), or one of the codes 75793-0 and 42348-3 without a value",
        "oui ou non (BL), ou l'un des codes 75793-0 et 42348-3 sans valeur",
        rule="value",
        label=VALUE,
        at="value",
    )
    _file = once("entryRelationship/observationMedia", Text("file", "fichier"), rule="file")
