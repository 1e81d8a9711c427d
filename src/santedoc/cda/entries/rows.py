"""Rows that many entries share."""

from __future__ import annotations

from santedoc.cda.datatypes import CS, ED, II
from santedoc.cda.engine.member import const, part, slot
from santedoc.cda.engine.table import Table
from santedoc.cda.entries.people import BodyAuthor
from santedoc.report import Text

ID = Text("identifier", "identifiant")
CODE = Text("code", "code")
TEXT = Text("link to the narrative", "lien vers le texte")
STATUS = Text("status", "statut")
TIME = Text("time", "date")
VALUE = Text("value", "valeur")

CONTENT = "CI-SIS, Modèles de contenus CDA, 2025.01"


class ActRows(Table):
    """What every act has."""

    identifiers = slot("id", II, most=None, label=ID)
    text = slot("text", ED, refer=True, label=TEXT)
    authors = part("author", BodyAuthor, most=None)
    absent = slot("@nullFlavor")


class EventObservationRows(ActRows):
    """An observation made."""

    _class = const("@classCode", "OBS", label=Text("class", "classe"))
    _mood = const("@moodCode", "EVN", label=Text("mood", "mode"))
    status = slot("statusCode", CS, least=0, default="completed", label=STATUS)
