"""What the tables of the header share: their source, their labels, how to reach someone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from santedoc.cda.datatypes import AD, AD_HEADER, TEL, TEL_HEADER
from santedoc.cda.datatypes.header_values import nulls_are_alone
from santedoc.cda.engine.member import require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.model.base import Model
from santedoc.report import Stage, Text

T = TypeVar("T", bound=type[Table])

SOURCE = "CI-SIS, Structuration minimale des documents de santé, 1.2.250.1.213.1.1.1.1"
PERSONS = "1.2.250.1.71.4.2.1"
STRUCTURES = "1.2.250.1.71.4.2.2"
PATIENTS = "1.2.250.1.213.4.1"

ADDRESS = Text("address", "adresse")
TELECOM = Text("telecom", "coordonnées de contact")
ID = Text("identifier", "identifiant")
ORGANIZATION = Text("organisation", "organisation")
TEMPLATES = Text("template identifiers", "identifiants de modèle")
TIME = Text("time", "date")
PROFESSIONAL = Text("professional", "professionnel")
KNOWN_PROFESSIONAL = Text(
    "professional with a national identifier", "professionnel avec un identifiant national"
)
SAID = "code codeSystem displayName"


def header(key: str, model: type[Model], name: str, en: str) -> Callable[[T], T]:
    """Return the decorator that says what a table of the header is.

    Args:
        key: prefix of its rule ids, after ``HEADER.``.
        model: type of the model that it writes and reads.
        name: what it is, in French.
        en: what it is, in English.
    """
    return define(
        key=f"HEADER.{key}",
        model=model,
        stage=Stage.HEADER,
        source=SOURCE,
        name=name,
        label=Text(en, name),
    )


def nulls_alone() -> Any:
    """Return the row that says how a nullFlavor stands in an element and below."""
    return require(
        nulls_are_alone,
        "alone, without any other attribute or content",
        "seul, sans autre attribut ni contenu",
        rule="nullFlavor",
        label=Text("nullFlavor", "nullFlavor"),
    )


class Contact(Table):
    """How to reach someone, as the header restricts it."""

    addresses = slot("addr", AD_HEADER, most=None, rule="addr", label=ADDRESS)
    telecoms = slot("telecom", TEL_HEADER, most=None, rule="telecom", label=TELECOM)


class FreeContact(Table):
    """How to reach someone where the rules do not look."""

    addresses = slot("addr", AD, most=None, rule="addr", label=ADDRESS)
    telecoms = slot("telecom", TEL, most=None, rule="telecom", label=TELECOM)
