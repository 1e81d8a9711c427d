"""FR-Commentaire."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CS, ED, II, IVL_TS, TS
from santedoc.cda.engine.condition import both, has, when
from santedoc.cda.engine.member import coded, const, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.requirements import carries, linked_text
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, ActRows
from santedoc.model.statements import Comment
from santedoc.report import Text

_IHE = "1.3.6.1.4.1.19376.1.5.3.1.4.2"
_FR = "1.2.250.1.213.1.1.3.32"
_CCD = "2.16.840.1.113883.10.20.1.40"


@define(
    _IHE,
    key="COMMENT-IHE",
    model=Comment,
    host="act",
    also=(_CCD,),
    name="Comment",
    source="IHE PCC TF-2, 6.3.4.6",
)
class IheComment(ActRows):
    """What else is said of a statement, as IHE has it."""

    _class = const("@classCode", "ACT")
    _mood = const("@moodCode", "EVN")
    identifiers = slot("id", II, most=None, label=ID)
    code = slot(
        "code",
        CD,
        fixed=coded("48767-8", "2.16.840.1.113883.6.1", "Commentaire", "LOINC"),
        label=CODE,
    )
    text = slot("text", ED, refer=True, label=TEXT, column=Text("Comment", "Commentaire"))
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    time = slot("effectiveTime", TS | IVL_TS, label=TIME)
    _ids = carries(_CCD, _FR)
    _text = linked_text(value=False)
    _author = require(
        when(
            has("author"),
            both(
                has("author/time"),
                *(
                    has(f"author/assignedAuthor/{part}")
                    for part in (
                        "id",
                        "addr",
                        "telecom",
                        "assignedPerson/name",
                        "representedOrganization/name",
                    )
                ),
            ),
        ),
        "an author has a time, an identifier, an address, a telecom, a name and an organisation",
        "un auteur a une date, un identifiant, une adresse, un télécom, un nom et une structure",
        rule="authors",
        label=Text("author", "auteur"),
        at="author",
    )


@define(_FR, key="COMMENT", model=Comment, name="FR-Commentaire", source=CONTENT)
class CommentEntry(IheComment):
    """What else is said of a statement."""

    _ids = carries(_IHE)


COMMENT = Text("Comment", "Commentaire")
"""Heading of comments in a narrative."""

BELOW = "entryRelationship[@typeCode='SUBJ'][@inversionInd='true']"
"""Where the comment of a statement stands."""
