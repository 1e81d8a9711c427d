"""The document models that the CI-SIS publishes, whether their rules are here or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from santedoc.report import Issue, Rule, Severity, Stage, Text
from santedoc.xmlkit import CDA, location_of, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.documents.models import Recognised

_SOURCE = "CI-SIS, Structuration minimale; JDV_ModeleDocumentCDA_CISIS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A document model and its editions.

    Args:
        template: template identifier.
        code: CI-SIS code.
        editions: extensions of its templateId.
    """

    template: str
    code: str
    editions: tuple[str, ...]


@cache
def published() -> Mapping[str, Published]:
    """Return the models by template identifier.

    Examples:
        >>> published()["1.2.250.1.213.1.1.1.55"].editions
        ('2021.01', '2023.01', '2024.01')
    """
    text = files("santedoc.cda.documents").joinpath("data/editions.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {
        template: Published(template=template, code=code, editions=tuple(editions.split()))
        for template, code, editions in rows
    }


_EDITION = Rule(
    id="MODEL.edition.unknown",
    severity=Severity.WARNING,
    stage=Stage.TEMPLATE,
    kind="document",
    text=Text(
        "The model {model} has no edition {found}; known: {expected}.",
        "Le modèle {model} n'a pas d'édition {found} ; connues : {expected}.",
    ),
    why=Text(
        "The gate chooses a model's rules by identifier and edition; with another edition it "
        "only checks the header and the templates.",
        "Le contrôle national choisit les règles d'un modèle par identifiant et édition ; avec "
        "une autre édition il ne vérifie que l'en-tête et les modèles de contenu.",
    ),
    fix=Text(
        "Correct the extension of the model's templateId.",
        "Corriger l'extension du templateId du modèle.",
    ),
    source=_SOURCE,
)
_MODEL = Rule(
    id="MODEL.unknown",
    severity=Severity.WARNING,
    stage=Stage.TEMPLATE,
    kind="document",
    text=Text(
        "No templateId of the document is that of a published document model.",
        "Aucun templateId du document n'est celui d'un modèle de document publié.",
    ),
    why=Text(
        "Readers and the gate choose what to do with a document from its model.",
        "Les lecteurs et le contrôle national choisissent que faire d'un document d'après son "
        "modèle.",
    ),
    fix=Text(
        "Add the templateId of the model, with its edition as extension.",
        "Ajouter le templateId du modèle, avec son édition en extension.",
    ),
    source=_SOURCE,
)
_UNCHECKED = Rule(
    id="MODEL.unchecked",
    severity=Severity.INFORMATION,
    stage=Stage.TEMPLATE,
    kind="document",
    text=Text(
        "The rules of the model {model}, edition {found}, are not held: they could not be checked.",
        "Les règles du modèle {model}, édition {found}, ne sont pas connues ici : elles n'ont pas "
        "pu être vérifiées.",
    ),
    why=Text(
        "The gate checks them too: what is said here of header and templates is not all.",
        "Le contrôle national les vérifie aussi : ce qui est dit ici de l'en-tête et des modèles "
        "de contenu n'est pas tout.",
    ),
    fix=Text(
        "Check the document with the official tool too.",
        "Vérifier aussi le document avec l'outil officiel.",
    ),
    source=_SOURCE,
)


def code_of(template: str | None) -> str | None:
    """Return the CI-SIS code of a published model, or None."""
    model = published().get(template or "")
    return model.code if model is not None else None


def edition_issues(root: _Element, found: Recognised) -> list[Issue]:
    """Return what is to be said of a document whose model, or edition, has no rules here.

    Args:
        root: the document.
        found: what it says it is.
    """
    if found.known:
        return []
    for one in root.iterchildren(q(CDA, "templateId")):
        model = published().get(str(one.get("root")))
        if model is None:
            continue
        edition = str(one.get("extension") or "–")
        if edition in model.editions:
            return [Issue(_UNCHECKED, location_of(one), {"model": model.code, "found": edition})]
        known = ", ".join(model.editions)
        said = {"model": model.code, "found": edition, "expected": known}
        return [Issue(_EDITION, location_of(one, "extension"), said)]
    return [Issue(_MODEL, location_of(root))]


def rules() -> Iterator[Rule]:
    """Yield the rules, for the catalogue."""
    yield from (_EDITION, _MODEL, _UNCHECKED)
