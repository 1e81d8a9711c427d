"""The rules of archives and of their metadata: family XDM, stage archive."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from santedoc.report import Rule, Severity, Stage, Text

_IHE = "IHE ITI TF-1 16, TF-2 3.32 (XDM); ANS, Mapping VIHF et XDS v2.1.3"
# Field of an entry → its name in XDS, what it is in words.
ENTRY_FIELDS: Mapping[str, tuple[str, Text]] = MappingProxyType(
    {
        "unique_id": ("uniqueId", Text("identifier of the document", "identifiant du document")),
        "mime_type": ("mimeType", Text("media type", "type de média")),
        "hash": ("hash", Text("SHA-1 of the bytes", "empreinte SHA-1 des octets")),
        "size": ("size", Text("number of bytes", "nombre d'octets")),
        "creation_time": ("creationTime", Text("time of creation", "date de création")),
        "service_start": ("serviceStartTime", Text("start of the act", "début de l'acte")),
        "service_stop": ("serviceStopTime", Text("end of the act", "fin de l'acte")),
        "language": ("languageCode", Text("language", "langue")),
        "legal_authenticator": (
            "legalAuthenticator",
            Text("who answers for the document", "responsable du document"),
        ),
        "authors": ("author", Text("authors", "auteurs")),
        "patient": ("patientId", Text("INS of the patient", "INS du patient")),
        "source_patient": (
            "sourcePatientId",
            Text("local number of the patient", "numéro local du patient"),
        ),
        "patient_info": (
            "sourcePatientInfo",
            Text("traits of the patient", "traits du patient"),
        ),
        "type_code": ("typeCode", Text("type of document", "type de document")),
        "class_code": ("classCode", Text("class of document", "classe de document")),
        "format_code": ("formatCode", Text("format of document", "format de document")),
        "confidentiality": ("confidentialityCode", Text("confidentiality", "confidentialité")),
        "facility": (
            "healthcareFacilityTypeCode",
            Text("kind of facility", "secteur d'activité"),
        ),
        "practice": ("practiceSettingCode", Text("practice setting", "cadre d'exercice")),
        "events": ("eventCodeList", Text("acts", "actes")),
        "title": ("title", Text("title", "titre")),
        "reference_ids": (
            "referenceIdList",
            Text("identifiers of orders and images", "identifiants de demandes et d'images"),
        ),
        "uri": ("URI", Text("name of the file", "nom du fichier")),
        "entry_uuid": ("entryUUID", Text("identifier of the entry", "identifiant de la fiche")),
        "source_id": ("sourceId", Text("identifier of the sender", "identifiant de l'émetteur")),
        "submission_time": ("submissionTime", Text("time of sending", "date de soumission")),
        "content_type": ("contentTypeCode", Text("kind of care", "type d'activité")),
    }
)
COMPARED = (
    "unique_id", "mime_type", "hash", "size", "creation_time", "service_start", "service_stop",
    "language", "legal_authenticator", "authors", "patient", "source_patient", "patient_info",
    "type_code", "class_code", "format_code", "confidentiality", "facility", "practice", "events",
    "title", "reference_ids",
)  # fmt: skip
"""The fields that the document itself decides; the patient's traits are compared one by one."""
_FORMED = (
    "unique_id", "hash", "size", "creation_time", "service_start", "service_stop", "patient",
    "source_patient", "patient_info", "entry_uuid", "source_id", "submission_time", "uri",
)  # fmt: skip


def _rule(name: str, text: Text, why: Text, fix: Text, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(
        id=f"XDM.{name}",
        severity=severity,
        stage=Stage.ARCHIVE,
        kind="archive",
        text=text,
        why=why,
        fix=fix,
        source=_IHE,
    )


_UNSAFE = Text(
    "A reader that trusted it could be harmed, or could read other files than those checked.",
    "Un lecteur trop confiant en pâtirait, ou lirait d'autres fichiers que ceux vérifiés.",
)
_REPACK = Text(
    "Make the archive again, with plain names and no password.",
    "Refaire l'archive, avec des noms simples et sans mot de passe.",
)
_READING = tuple(
    _rule(name, Text(en, fr), _UNSAFE, _REPACK)
    for name, en, fr in (
        (
            "zip.syntax",
            "The file is no readable zip archive: {reason}.",
            "Le fichier n'est pas une archive zip lisible : {reason}.",
        ),
        (
            "zip.limit",
            "The archive is larger than what is read: {reason}.",
            "L'archive dépasse ce qui est lu : {reason}.",
        ),
        (
            "zip.path",
            "The archive names a file outside of itself, or no plain file: {reason}.",
            "L'archive nomme un fichier hors d'elle-même, ou qui n'en est pas un : {reason}.",
        ),
        (
            "zip.duplicate",
            "Two files of the archive bear one name: {reason}.",
            "Deux fichiers de l'archive portent le même nom : {reason}.",
        ),
        (
            "zip.encrypted",
            "A file of the archive is encrypted: {reason}.",
            "Un fichier de l'archive est chiffré : {reason}.",
        ),
    )
)
_LAYOUT_WHY = Text(
    "The receiver looks for these files by their names.",
    "Le destinataire cherche ces fichiers par leur nom.",
)
_LAYOUT_FIX = Text(
    "Use the layout INDEX.HTM, README.TXT, IHE_XDM/SUBSET01/METADATA.XML, DOC0001.XML…",
    "Suivre la structure INDEX.HTM, README.TXT, IHE_XDM/SUBSET01/METADATA.XML, DOC0001.XML…",
)
MISSING_FILE = _rule(
    "layout.missing",
    Text("{found} is not in the archive.", "{found} n'est pas dans l'archive."),
    _LAYOUT_WHY,
    _LAYOUT_FIX,
)
FILE_NAME = _rule(
    "layout.name",
    Text(
        "{found} is no name that XDM allows (eight capitals or digits, a dot, three).",
        "{found} n'est pas un nom permis par XDM (huit capitales ou chiffres, un point, trois).",
    ),
    _LAYOUT_WHY,
    _LAYOUT_FIX,
    Severity.WARNING,
)
UNLISTED = _rule(
    "layout.unlisted",
    Text(
        "{found} is in the archive, and no metadata names it.",
        "{found} est dans l'archive, et aucune métadonnée ne le nomme.",
    ),
    Text("No receiver will show this file.", "Aucun destinataire ne montrera ce fichier."),
    Text("Describe the file in METADATA.XML, or remove it.", "Décrire le fichier ou le retirer."),
    Severity.WARNING,
)
UNREADABLE = _rule(
    "metadata.unreadable",
    Text("METADATA.XML cannot be read: {reason}.", "METADATA.XML est illisible : {reason}."),
    Text(
        "Without metadata a receiver knows neither patient nor document.",
        "Sans métadonnées, un destinataire ne connaît ni le patient ni le document.",
    ),
    Text(
        "Write a SubmitObjectsRequest (ebRIM 3.0).", "Écrire un SubmitObjectsRequest (ebRIM 3.0)."
    ),
)
NO_ENTRY = _rule(
    "metadata.empty",
    Text("METADATA.XML describes no document.", "METADATA.XML ne décrit aucun document."),
    Text("There is nothing to read.", "Il n'y a rien à lire."),
    Text("Describe every document.", "Décrire chaque document."),
)
DOCUMENT = _rule(
    "document.unreadable",
    Text("{found} is no CDA document: {reason}.", "{found} n'est pas une CDA : {reason}."),
    Text(
        "Its metadata cannot be held against it.",
        "Ses métadonnées ne peuvent lui être comparées.",
    ),
    Text("Check which file was packed.", "Vérifier quel fichier a été mis dans l'archive."),
)
PATIENTS = _rule(
    "patient.single",
    Text(
        "The archive speaks of {count} patients.",
        "L'archive parle de {count} patients.",
    ),
    Text(
        "A receiver files everything under one patient.",
        "Un destinataire range tout dans le dossier d'un seul patient.",
    ),
    Text("Make one archive a patient.", "Faire une archive par patient."),
)
TWICE = _rule(
    "identifier.unique",
    Text(
        "Two objects of the metadata have one identifier ({what}).",
        "Deux objets des métadonnées ont le même identifiant ({what}).",
    ),
    Text("One of the two would be lost.", "L'un des deux serait perdu."),
    Text("Give each object its own identifier.", "Donner à chaque objet son identifiant."),
)
NOT_MEMBER = _rule(
    "association.hasMember",
    Text(
        "The submission set does not hold this document (HasMember).",
        "Le lot de soumission ne contient pas ce document (HasMember).",
    ),
    Text("The document would not be filed.", "Le document ne serait pas rangé."),
    Text("Add the HasMember association.", "Ajouter l'association HasMember."),
)
DANGLING = _rule(
    "association.target",
    Text(
        "An association ({what}) links to an object that is not there.",
        "Une association ({what}) mène à un objet absent.",
    ),
    Text("The receiver refuses such a submission.", "Le destinataire refuse un tel envoi."),
    Text("Correct sourceObject and targetObject.", "Corriger sourceObject et targetObject."),
)
UNSIGNED = _rule(
    "association.signs",
    Text(
        "The signature says of no document that it signs it.",
        "La signature ne dit d'aucun document qu'elle le signe.",
    ),
    Text(
        "A receiver cannot tell what is signed.",
        "Un destinataire ne peut dire ce qui est signé.",
    ),
    Text("Add the association signs.", "Ajouter l'association signs."),
)
_SIGN_AGAIN = Text(
    "Sign the set once its documents are final: pack(…, signer=…).",
    "Signer le lot une fois ses documents définitifs : pack(…, signer=…).",
)
SIGNATURE = _rule(
    "signature.unreadable",
    Text(
        "The signature of the set cannot be read: {reason}",
        "La signature du lot est illisible : {reason}",
    ),
    Text("Nobody can verify it.", "Personne ne peut la vérifier."),
    _SIGN_AGAIN,
)
SIGNATURE_SET = _rule(
    "signature.set",
    Text(
        "The signature names another submission set than the one that carries it.",
        "La signature nomme un autre lot de soumission que celui qui la porte.",
    ),
    Text(
        "It was made for another sending: it signs nothing here.",
        "Elle a été faite pour un autre envoi : elle ne signe rien ici.",
    ),
    _SIGN_AGAIN,
)
SIGNATURE_COVERS = _rule(
    "signature.covers",
    Text(
        "The signature does not cover the document {found} as it stands.",
        "La signature ne couvre pas le document {found} tel qu'il est.",
    ),
    Text(
        "The document was changed after signing, or was never signed.",
        "Le document a été modifié après signature, ou n'a jamais été signé.",
    ),
    _SIGN_AGAIN,
)
MASKS = _rule(
    "confidentialityCode.masks",
    Text(
        "The confidentiality codes {found} are not a level, then masks that may stand together.",
        "Les codes de confidentialité {found} ne sont pas un niveau, puis des masques compatibles.",
    ),
    Text(
        "A document hidden from the patient and from the professionals is hidden from everybody.",
        "Un document caché au patient et aux professionnels est caché à tous.",
    ),
    Text(
        "Give one of N, R, V, then the masks; never MASQUE_PS with INVISIBLE_PATIENT.",
        "Donner un code parmi N, R, V, puis les masques ; jamais MASQUE_PS avec INVISIBLE_PATIENT.",
    ),
)
OFFSET = _rule(
    "time.offset",
    Text(
        "{field}: the document gives a time without its offset from UTC.",
        "{field} : le document donne une heure sans son décalage UTC.",
    ),
    Text(
        "French legal time was assumed; overseas the metadata are wrong by hours.",
        "L'heure légale de métropole a été supposée ; outre-mer les métadonnées sont fausses.",
    ),
    Text("Write the offset, for instance +0100.", "Écrire le décalage, par exemple +0100."),
    Severity.WARNING,
)
ABSENT = MappingProxyType(
    {
        field: _rule(
            f"{name}.required",
            Text(f"The metadata lack {name} ({label.en}).", f"{name} manque ({label.fr})."),
            Text("The receiver requires it.", "Le destinataire l'exige."),
            Text("Say it in METADATA.XML.", "Le dire dans METADATA.XML."),
        )
        for field, (name, label) in ENTRY_FIELDS.items()
        if field not in {"service_stop", "events", "reference_ids"}
    }
)
FORM = MappingProxyType(
    {
        field: _rule(
            f"{ENTRY_FIELDS[field][0]}.format",
            Text(
                f"{ENTRY_FIELDS[field][0]} has not the form that it must have: {{found}}.",
                f"{ENTRY_FIELDS[field][0]} n'a pas la forme voulue : {{found}}.",
            ),
            Text("The receiver cannot read it.", "Le destinataire ne peut le lire."),
            Text("Expected: {expected}.", "Attendu : {expected}."),
        )
        for field in _FORMED
    }
)
_TRAIT_DIFFERS = Text(
    "sourcePatientInfo: the {trait} is {found}; the document says {expected}.",
    "sourcePatientInfo : {trait}, {found} ; d'après le document, {expected}.",
)
DIFFERS = MappingProxyType(
    {
        field: _rule(
            f"{ENTRY_FIELDS[field][0]}.consistency",
            _TRAIT_DIFFERS
            if field == "patient_info"
            else Text(
                f"{ENTRY_FIELDS[field][0]} ({ENTRY_FIELDS[field][1].en}) is {{found}}; the "
                "document makes it {expected}.",
                f"{ENTRY_FIELDS[field][0]} ({ENTRY_FIELDS[field][1].fr}) vaut {{found}} ; "
                "d'après le document, {expected}.",
            ),
            Text(
                "Who reads the metadata and who reads the document would not know the same.",
                "Qui lit les métadonnées et qui lit le document ne sauraient pas la même chose.",
            ),
            Text(
                "Derive the metadata from the document that is sent, after its last change.",
                "Tirer les métadonnées du document envoyé, après sa dernière modification.",
            ),
        )
        for field in COMPARED
    }
)
READING = MappingProxyType({rule.id: rule for rule in _READING})
RULES = (
    *_READING, MISSING_FILE, FILE_NAME, UNLISTED, UNREADABLE, NO_ENTRY, DOCUMENT, PATIENTS, TWICE,
    NOT_MEMBER, DANGLING, UNSIGNED, SIGNATURE, SIGNATURE_SET, SIGNATURE_COVERS, MASKS, OFFSET,
    *ABSENT.values(), *FORM.values(), *DIFFERS.values(),
)  # fmt: skip
