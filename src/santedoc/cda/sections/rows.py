"""What every section has."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import CE, II, ST, NarrativeText
from santedoc.cda.engine.member import child, coded, const, part, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.people import BodyAuthor
from santedoc.model.sections import Section
from santedoc.report import Text

LOINC = "2.16.840.1.113883.6.1"
CODE = Text("code", "code")
ID = Text("identifier", "identifiant")
TITLE = Text("title", "titre")
TEXT = Text("narrative", "bloc narratif")


class HeadingRows(Table):
    """Where the headings and the text of a section stand."""

    identifier = slot("id", II, label=ID)
    code = slot("code", CE, label=CODE)
    title = slot("title", ST, label=TITLE)
    text = slot("text", NarrativeText, label=TEXT)
    authors = part("author", BodyAuthor, most=None)
    _class = const("@classCode", "DOCSECT", write=False)


@define(key="SECTION", model=Section, host="section", name="Section")
class AnySection(HeadingRows):
    """A section of a template that has no class of its own: its headings and its text."""

    sections = child("component", most=None)


class SectionRows(HeadingRows):
    """What every section has."""

    sections = child("component", AnySection, most=None)


def fixed_code(code: str, display: str) -> Any:
    """Return the row of a section code, which the rules fix."""
    return slot("code", CE, fixed=coded(code, LOINC, display, "LOINC"), label=CODE)
