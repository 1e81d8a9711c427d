"""What every organiser has."""

from __future__ import annotations

from santedoc.cda.datatypes import CS, II, IVL_TS, TS
from santedoc.cda.engine.member import const, part, slot
from santedoc.cda.engine.table import Table
from santedoc.cda.entries.people import BodyAuthor
from santedoc.cda.entries.rows import ID, STATUS, TIME


class OrganizerRows(Table):
    """A cluster of statements; it has no text of its own."""

    _class = const("@classCode", "CLUSTER")
    _mood = const("@moodCode", "EVN")
    absent = slot("@nullFlavor")
    identifiers = slot("id", II, most=None, label=ID)
    status = slot("statusCode", CS, default="completed", label=STATUS)
    time = slot("effectiveTime", TS | IVL_TS, label=TIME)
    authors = part("author", BodyAuthor, most=None)
