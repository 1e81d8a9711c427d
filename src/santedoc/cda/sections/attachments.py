"""FR-Documents-ajoutes."""

from __future__ import annotations

from santedoc.cda.engine.condition import anywhere, reads
from santedoc.cda.engine.member import child, require
from santedoc.cda.engine.table import define
from santedoc.cda.entries.attachments import AttachmentOrganizer
from santedoc.cda.sections.findings import ANS, has_text, one_id
from santedoc.cda.sections.rows import TITLE, SectionRows, fixed_code
from santedoc.model.finding_sections import AttachmentsSection, PdfCopySection
from santedoc.report import Text

_ATTACHED = "1.2.250.1.213.1.1.3.18"


@define(
    "1.2.250.1.213.1.1.2.37",
    key="ATTACHMENTS-SECTION",
    model=AttachmentsSection,
    host="section",
    name="FR-Documents-ajoutes",
    title="Documents ajoutés",
    source=ANS,
)
class AttachmentsTable(SectionRows):
    """Documents attached."""

    code = fixed_code("55107-7", "Documents ajoutés")
    attachments = child("entry", AttachmentOrganizer, most=None)
    _identifier = one_id(least=0)
    _text = has_text()
    # The gate is content with one anywhere in the document.
    _content = require(
        anywhere(f"templateId[@root='{_ATTACHED}']"),
        f"FR-Document-attache ({_ATTACHED})",
        f"FR-Document-attache ({_ATTACHED})",
        kind="template",
        rule="content",
        label=Text("content", "contenu"),
    )


_COPY = "Copie du document"


@define(
    "1.2.250.1.213.1.1.2.243",
    key="PDF-COPY",
    model=PdfCopySection,
    host="section",
    name="FR-Document-PDF-copie",
    title=_COPY,
    source=ANS,
)
class PdfCopyTable(SectionRows):
    """The document as people see it on paper."""

    code = fixed_code("55108-5", _COPY)
    attachments = child("entry", AttachmentOrganizer, most=None)
    _text = has_text()
    _title = require(reads("title", _COPY), _COPY, _COPY, rule="title", label=TITLE, at="title")
    # The gate is content with one anywhere in the document.
    _content = require(
        anywhere(f"templateId[@root='{_ATTACHED}']"),
        f"FR-Document-attache ({_ATTACHED})",
        f"FR-Document-attache ({_ATTACHED})",
        kind="template",
        rule="content",
        label=Text("content", "contenu"),
    )
