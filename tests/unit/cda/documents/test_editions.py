"""Models and editions that are published, and what is said of the others."""

from __future__ import annotations

import pytest

from santedoc.cda.documents.editions import code_of, edition_issues, published
from santedoc.cda.documents.models import document_tables, recognise
from santedoc.model.document import Document
from santedoc.terminology import value_set
from santedoc.xmlkit import parse

GENERAL = '<templateId root="2.16.840.1.113883.2.8.2.1"/><templateId root="1.2.250.1.213.1.1.1.1"/>'


@pytest.mark.parametrize(
    ("own", "rule"),
    [
        ('<templateId root="1.2.250.1.213.1.1.1.29" extension="2022.01"/>', None),
        (
            '<templateId root="1.2.250.1.213.1.1.1.29" extension="1999.01"/>',
            "MODEL.edition.unknown",
        ),
        ('<templateId root="1.2.250.1.213.1.1.1.29"/>', "MODEL.edition.unknown"),
        ('<templateId root="1.2.250.1.213.1.1.1.30" extension="2025.01"/>', "MODEL.unchecked"),
        ('<templateId root="1.2.250.1.213.1.1.1.30" extension="2025.1"/>', "MODEL.edition.unknown"),
        ('<templateId root="1.2.3"/>', "MODEL.unknown"),
        ('<templateId root="1.3.6.1.4.1.19376.1.2.20"/>', None),
    ],
    ids=["held", "other edition", "no edition", "published", "misspelt", "no model", "level 1"],
)
def test_what_is_said(own: str, rule: str | None) -> None:
    markup = f'<ClinicalDocument xmlns="urn:hl7-org:v3">{GENERAL}{own}</ClinicalDocument>'
    root = parse(markup.encode())
    issues = edition_issues(root, recognise(root))
    assert [issue.rule.id for issue in issues] == ([rule] if rule else [])


def test_every_model_is_in_the_official_value_set() -> None:
    official = {concept.code for concept in value_set("jdv-modele-document-cda-cisis").concepts}
    assert set(published()) <= official


def test_every_model_held_here_is_published() -> None:
    for table in document_tables():
        assert issubclass(table.model, Document)
        if table.id in published():
            assert table.extension in published()[str(table.id)].editions
            assert code_of(table.id) == table.model.model_code
