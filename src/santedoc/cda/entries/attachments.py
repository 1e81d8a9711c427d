"""FR-Document-attache, FR-Type-document-attache, and the files themselves."""

from __future__ import annotations

from santedoc.cda.datatypes import ANY, CD, II, IVL_TS, TS, MediaType
from santedoc.cda.engine.condition import has
from santedoc.cda.engine.member import child, coded, const, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.observations import SimpleObservation
from santedoc.cda.entries.organizers import OrganizerRows
from santedoc.cda.entries.requirements import completed, is_a, one_identifier
from santedoc.cda.entries.rows import CODE, ID, TEXT, TIME, VALUE
from santedoc.model.attachments import AttachedFile, Attachment, AttachmentKind
from santedoc.model.datatypes import Absent
from santedoc.report import Text

ANS = "CI-SIS, Modèles de contenus ANS, 2025.01"
_LOINC = "2.16.840.1.113883.6.1"
_SIMPLE = "1.3.6.1.4.1.19376.1.5.3.1.4.13"


@define(key="FILE", model=AttachedFile, host="observationMedia", name="Fichier")
class FileEntry(Table):
    """A file."""

    _class = const("@classCode", "OBS")
    _mood = const("@moodCode", "EVN")
    identifiers = slot("id", II, most=None, label=ID)
    anchor = slot("@ID", anchor=True, column=Text("File", "Fichier"))
    content = slot("value", MediaType, label=Text("content", "contenu"))


@define(
    None,
    key="ILLUSTRATION",
    model=AttachedFile,
    also=("2.16.840.1.113883.10.12.304", "1.2.250.1.213.1.1.3.103"),
    name="FR-Image-illustrative",
    source="CI-SIS, Modèles de contenus CDA, 2025.01",
)
class IllustrationEntry(FileEntry):
    """A picture that the narrative shows."""

    anchor = slot("@ID", anchor=True, column=Text("Image", "Image"))


@define(
    "1.2.250.1.213.1.1.3.48.18",
    key="ATTACHMENT-KIND",
    model=AttachmentKind,
    name="FR-Type-document-attache",
    source=ANS,
)
class AttachmentKindEntry(SimpleObservation):
    """What kind of document is attached."""

    code = slot(
        "code",
        CD,
        fixed=coded("69764-9", _LOINC, "Type de document", "LOINC"),
        label=CODE,
    )
    time = slot(
        "effectiveTime",
        TS | IVL_TS,
        least=1,
        default=Absent(reason="NA"),
        label=TIME,
        column=Text("Date", "Date"),
    )
    value = slot("value", ANY, least=1, label=VALUE, column=Text("Document", "Document"))
    _host = is_a("observation", "OBS", "EVN")
    _identifier = one_identifier()
    _simple = require(
        has(f"templateId[@root='{_SIMPLE}']"),
        f"the identifier {_SIMPLE}",
        f"l'identifiant {_SIMPLE}",
        kind="template",
        rule="templateId",
        label=Text("template", "modèle"),
    )
    _status = completed()
    _text = require(has("text"), "a text", "un texte", kind="cardinality", rule="text", label=TEXT)


_ORGANIZER = "1.2.250.1.213.1.1.3.18"
_MEDIA = "component/observationMedia[@classCode='OBS'][@moodCode='EVN']/value"


@define(
    _ORGANIZER,
    key="ATTACHMENT",
    model=Attachment,
    host="organizer",
    name="FR-Document-attache",
    source=ANS,
)
class AttachmentOrganizer(OrganizerRows):
    """A document attached."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    code = slot(
        "code",
        CD,
        least=1,
        default=coded("55107-7", _LOINC, "Document attaché", "LOINC"),
        label=CODE,
    )
    kind = child("component", AttachmentKindEntry, SimpleObservation, column=Text("Kind", "Nature"))
    file = child("component", FileEntry, column=Text("File", "Fichier"))
    _host = is_a("organizer", "CLUSTER", "EVN")
    _status = completed()
    _kind = require(
        has(f"component/observation/templateId[@root='{_SIMPLE}']"),
        f"the kind of document, as a FR-Simple-Observation ({_SIMPLE})",
        f"la nature du document, en FR-Simple-Observation ({_SIMPLE})",
        kind="template",
        rule="kind",
        label=Text("kind of document", "nature du document"),
    )
    _file = require(
        has(f"{_MEDIA}[@mediaType][@representation='B64']", f"{_MEDIA}[@nullFlavor]"),
        "a file (observationMedia) in base64 with its mediaType, or a nullFlavor",
        "un fichier (observationMedia) en base64 avec son mediaType, ou un nullFlavor",
        kind="cardinality",
        rule="file",
        label=Text("file", "fichier"),
    )
