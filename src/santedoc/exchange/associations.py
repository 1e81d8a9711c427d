"""Class and format of a document, from the published association tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from santedoc.exchange.values import Coded
from santedoc.terminology.tables import Table

CLASS_SYSTEM = "1.2.250.1.213.1.1.4.1"
"""OID of TRE_A03, the classes of documents."""
NO_PROFILE = Coded(
    "urn:asipSante:modelesHorsProfils:2011",
    "1.2.250.1.213.1.1.4.2.282",
    "urn:asipSante:modelesHorsProfils:2011",
)
"""Format of a document whose model has none of its own."""


def class_of(type_code: str, system: str) -> Coded | None:
    """Return the class of a type of document.

    Args:
        type_code: code of the type.
        system: OID of its code system.

    Returns:
        The class; None when no published table has one, so that the sender must say it.

    Source: ANS, ASS_X04 v20240426 and later additions.

    Examples:
        >>> class_of("11490-0", "2.16.840.1.113883.6.1")
        Coded(code='10', system='1.2.250.1.213.1.1.4.1', display='Compte rendu')
        >>> class_of("101881-1", "2.16.840.1.113883.6.1") is None
        True
    """
    code = _triples("types.tsv", keys=2).get((type_code, system))
    if code is None:
        return None
    return Coded(code[0], CLASS_SYSTEM, class_label(code[0]) or "")


def dmp_lists(type_code: str, system: str) -> bool:
    """Tell whether the published list of the DMP holds a type of document.

    Args:
        type_code: code of the type.
        system: OID of its code system.

    Source: ANS, ASS_X16 of 2024-02-23.

    Examples:
        >>> dmp_lists("11490-0", "2.16.840.1.113883.6.1")
        True
    """
    found = _triples("types.tsv", keys=2).get((type_code, system))
    return found is not None and found[1] != "N"  # of four it is not known


def class_label(code: str) -> str | None:
    """Return the label of a class of documents.

    Examples:
        >>> class_label("11")
        'Synthèse'
    """
    found = _triples("classes.tsv", keys=1).get((code,))
    return found[0] if found else None


def format_of_template(template: str) -> Coded | None:
    """Return the format of the documents that follow a model.

    Args:
        template: templateId of the model.

    Source: ANS, ASS_A11 of Terminologies v1.12.0, with three models that it lacks.

    Examples:
        >>> format_of_template("1.2.250.1.213.1.1.1.29").code
        'urn:asip:ci-sis:ldl-ses:2017'
    """
    return _coded(_triples("models.tsv", keys=1).get((template,)))


def format_of_media(media_type: str) -> Coded | None:
    """Return the format of the documents that wrap a file.

    Args:
        media_type: media type of the file.

    Source: ANS, ASS_A12.

    Examples:
        >>> format_of_media("application/pdf").code
        'urn:ihe:iti:xds-sd:pdf:2008'
    """
    return _coded(_triples("media.tsv", keys=1).get((media_type,)))


def _coded(found: tuple[str, ...] | None) -> Coded | None:
    return Coded(found[0], found[1], found[0]) if found else None


@cache
def _triples(name: str, *, keys: int) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return a table by its first columns, read once."""
    from importlib.resources import files

    text = files("santedoc.exchange").joinpath("data", name).read_text(encoding="utf-8")
    return MappingProxyType(
        {tuple(cells[:keys]): tuple(cells[keys:]) for cells in Table.parse(text).cells()}
    )
