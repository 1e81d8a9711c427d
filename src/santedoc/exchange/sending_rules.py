"""The rules of what may be sent, and where to: families READY and PDF, stage readiness."""

from __future__ import annotations

from santedoc.report import Rule, Severity, Stage, Text

_ERROR, _WARNING, _INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


def _rule(name: str, severity: Severity, *, text: Text, why: Text, fix: Text, source: str) -> Rule:
    return Rule(
        id=name,
        severity=severity,
        stage=Stage.READINESS,
        kind="readiness",
        text=text,
        why=why,
        fix=fix,
        source=source,
    )


UNSAID = _rule(
    "READY.identity.unsaid",
    _WARNING,
    text=Text(
        "The status of the patient's identity is not said.",
        "Le statut de l'identité du patient n'est pas dit.",
    ),
    why=Text(
        "A document does not carry it, and only a qualified identity may be sent with its INS.",
        "Un document ne le porte pas, et seule une identité qualifiée part avec son INS.",
    ),
    fix=Text(
        "Say it: --identity-status qualified (identity_status= in Python).",
        "Le dire : --identity-status qualified (identity_status= en Python).",
    ),
    source="RNIV v2.0, EXI ID 29",
)
MATRICULE = _rule(
    "READY.identity.matricule",
    _ERROR,
    text=Text(
        "The document carries a matricule that it may not carry.",
        "Le document porte un matricule qu'il ne peut pas porter.",
    ),
    why=Text(
        "A professional may receive the document, not the matricule of an identity that is not "
        "qualified, nor one that is wrong.",
        "Un professionnel peut recevoir le document, pas le matricule d'une identité non qualifiée "
        "ni un matricule faux.",
    ),
    fix=Text(
        "Leave the INS out of recordTarget (local identifiers stay), or qualify the identity.",
        "Ôter l'INS de recordTarget (les identifiants locaux restent), ou qualifier l'identité.",
    ),
    source="RNIV v2.0, EXI ID 29; CI-SIS INS/va1.53",
)
REALM = _rule(
    "READY.identity.realm",
    _WARNING,
    text=Text(
        "The matricule is one of the {found} realm.",
        "Le matricule relève du domaine de {found}.",
    ),
    why=Text(
        "No real person has it: a production platform refuses it.",
        "Aucune personne réelle ne le porte : une plateforme de production le refuse.",
    ),
    fix=Text(
        "Send it to a test platform only; --realm says which realm is expected.",
        "Ne l'envoyer qu'à une plateforme de test ; --realm dit le domaine attendu.",
    ),
    source="FR Core 2.2.0, FRCorePatientINS",
)
FORMAT = _rule(
    "READY.document.format",
    _ERROR,
    text=Text(
        "The document is in the format {found}: {target} takes CDA documents.",
        "Le document est au format {found} : la destination ({target}) reçoit des CDA.",
    ),
    why=Text(
        "No French channel accepts another format of document today.",
        "Aucun canal français n'accepte aujourd'hui un autre format de document.",
    ),
    fix=Text(
        "Build the CDA document of the same content.",
        "Construire le document CDA de même contenu.",
    ),
    source="CI-SIS; DMP, SEL-MP-037",
)
VACCINATION = _rule(
    "READY.document.edition",
    _ERROR,
    text=Text(
        "The DMP takes vaccination documents of edition 2023.01; this one is of {found}.",
        "Le DMP reçoit les documents de vaccination dans l'édition 2023.01 ; celle-ci est {found}.",
    ),
    why=Text(
        "The DMP reads vaccinations out of the document: it refuses what it cannot read.",
        "Le DMP exploite les vaccinations du document : il refuse ce qu'il ne sait pas lire.",
    ),
    fix=Text("Build the document in edition 2023.01.", "Produire le document en 2023.01."),
    source="DMP, EX_2.1-2035",
)
UNDERIVABLE = _rule(
    "READY.metadata.required",
    _ERROR,
    text=Text(
        "The header does not say {field} ({label}), which the metadata require.",
        "L'en-tête ne dit pas {field} ({label}), que les métadonnées exigent.",
    ),
    why=Text(
        "Without it no archive and no submission can be made.",
        "Sans elle, ni archive ni soumission ne peuvent être faites.",
    ),
    fix=Text(
        "Complete the header; a class or a format may be given when packing.",
        "Compléter l'en-tête ; classe et format peuvent être donnés à la mise en archive.",
    ),
    source="ANS, Mapping VIHF et XDS v2.1.3",
)
CONFIDENTIALITY = _rule(
    "READY.metadata.confidentiality",
    _WARNING,
    text=Text(
        "The document is marked {found}: more confidential than what is usually shared.",
        "Le document est marqué {found} : plus confidentiel que ce qui est partagé d'ordinaire.",
    ),
    why=Text(
        "A restricted document should be exchanged rather than shared.",
        "Un document restreint devrait être échangé plutôt que partagé.",
    ),
    fix=Text(
        "Check the confidentiality, or send it to a professional by MSSanté.",
        "Vérifier la confidentialité, ou l'envoyer à un professionnel par MSSanté.",
    ),
    source="CI-SIS, Transmission d'un document CDA-R2 en HL7v2, 2.1 (DESTDMP)",
)
MASK = _rule(
    "READY.metadata.masks",
    _ERROR,
    text=Text(
        "The mask {found} forbids this destination ({target}).",
        "Le masque {found} interdit cette destination ({target}).",
    ),
    why=Text(
        "It says that the very person to whom it would be sent must not see the document.",
        "Il dit que la personne à qui l'on enverrait le document ne doit pas le voir.",
    ),
    fix=Text("Remove the mask, or do not send.", "Lever le masque, ou ne pas envoyer."),
    source="CI-SIS, Transmission d'un document CDA-R2 en HL7v2, 2.1 (règles de gestion MSSanté)",
)
TYPE = _rule(
    "READY.metadata.type",
    _WARNING,
    text=Text(
        "The type {found} is not in the list of the DMP.",
        "Le type {found} n'est pas dans la liste du DMP.",
    ),
    why=Text(
        "The DMP refuses types that it does not know; the list held here is of February 2024.",
        "Le DMP refuse les types inconnus ; la liste détenue ici est de février 2024.",
    ),
    fix=Text(
        "Check the current list (JDV_J66), or use a more general type.",
        "Vérifier la liste en vigueur (JDV_J66), ou employer un type plus général.",
    ),
    source="ANS, ASS_X16 of 2024-02-23",
)
UNIQUE_ID = _rule(
    "READY.metadata.uniqueId",
    _WARNING,
    text=Text(
        "The identifier of the document is a root with an extension.",
        "L'identifiant du document est une racine avec une extension.",
    ),
    why=Text(
        "The DMP was said not to support root^extension: it may refuse the deposit.",
        "Le DMP est dit ne pas accepter racine^extension : il peut refuser le dépôt.",
    ),
    fix=Text(
        "Identify each document by an OID alone.", "Identifier chaque document par un OID seul."
    ),
    source="CI-SIS, Transmission d'un document CDA-R2 en HL7v2, 2.1 (TXA-12)",
)
EMPTY = _rule(
    "READY.body.empty",
    _ERROR,
    text=Text("The body of the document is empty.", "Le corps du document est vide."),
    why=Text(
        "A document without content must not be sent.",
        "Un document sans contenu ne doit pas être envoyé.",
    ),
    fix=Text("Fill the body, or do not send.", "Remplir le corps, ou ne pas envoyer."),
    source="DMP, EX_GEN-1060",
)
MEDIA = _rule(
    "READY.body.media",
    _ERROR,
    text=Text("The body is a file of type {found}.", "Le corps est un fichier de type {found}."),
    why=Text(
        "A document may only wrap PDF/A-1, plain text, RTF, JPEG or TIFF: others have no format.",
        "Un document ne peut porter que PDF/A-1, texte, RTF, JPEG ou TIFF : sinon, pas de format.",
    ),
    fix=Text("Convert the file to PDF/A-1.", "Convertir le fichier en PDF/A-1."),
    source="ANS, ASS_A12",
)
CONTENT = _rule(
    "READY.body.content",
    _ERROR,
    text=Text(
        "The body says {found}, and its bytes are something else.",
        "Le corps annonce {found}, et ses octets sont autre chose.",
    ),
    why=Text("No reader can show it.", "Aucun lecteur ne peut l'afficher."),
    fix=Text(
        "Check mediaType, and that the file is whole and in base64.",
        "Vérifier mediaType, et que le fichier est entier et en base64.",
    ),
    source="HL7 CDA Release 2, 4.3.1; ANS, ASS_A12",
)
SIZE_PATIENT = _rule(
    "READY.size.patient",
    _ERROR,
    text=Text(
        "The message would weigh {found} MB; the mailbox of a patient takes {limit}.",
        "Le message pèserait {found} Mo ; la boîte d'un patient en reçoit {limit}.",
    ),
    why=Text("It would come back.", "Il serait refusé."),
    fix=Text(
        "Send fewer documents at once, or lighter images.",
        "Envoyer moins de documents à la fois, ou des images plus légères.",
    ),
    source="MSSanté, messagerie citoyenne",
)
SIZE_PROFESSIONAL = _rule(
    "READY.size.professional",
    _WARNING,
    text=Text(
        "The message would weigh {found} MB, more than the {limit} that operators often accept.",
        "Le message pèserait {found} Mo, plus que les {limit} souvent acceptés par les opérateurs.",
    ),
    why=Text("The operator of either side may refuse it.", "Un opérateur peut le refuser."),
    fix=Text(
        "Ask the operator for its limit, or send fewer documents at once.",
        "Demander sa limite à l'opérateur, ou envoyer moins de documents à la fois.",
    ),
    source="MSSanté; the limit is each operator's own",
)
_PDFA = "ISO 19005-1:2005 (PDF/A-1); ANS, ASS_A12; MSSanté, ECO.2.1.1"
_CONVERT = Text("Write the PDF again as PDF/A-1.", "Réécrire le PDF en PDF/A-1.")
PDF_SYNTAX = _rule(
    "PDF.syntax",
    _ERROR,
    text=Text("The PDF cannot be read: {reason}.", "Le PDF est illisible : {reason}."),
    why=Text("No reader can open it.", "Aucun lecteur ne peut l'ouvrir."),
    fix=_CONVERT,
    source=_PDFA,
)
PDF_ENCRYPTED = _rule(
    "PDF.encrypted",
    _ERROR,
    text=Text("The PDF is encrypted.", "Le PDF est chiffré."),
    why=Text(
        "PDF/A forbids it; the receiver has no password.",
        "PDF/A l'interdit ; le destinataire n'a pas de mot de passe.",
    ),
    fix=_CONVERT,
    source=_PDFA,
)
PDF_ACTIVE = _rule(
    "PDF.active",
    _ERROR,
    text=Text(
        "The PDF holds active content: {found}.", "Le PDF contient du contenu actif : {found}."
    ),
    why=Text(
        "PDF/A forbids it; receivers refuse it, or a reader could be harmed.",
        "PDF/A l'interdit ; les destinataires le refusent, ou un lecteur en pâtirait.",
    ),
    fix=_CONVERT,
    source=_PDFA,
)
PDF_CLAIM = _rule(
    "PDF.claim",
    _WARNING,
    text=Text(
        "The PDF does not say that it is PDF/A-1 (found: {found}).",
        "Le PDF ne se dit pas PDF/A-1 (trouvé : {found}).",
    ),
    why=Text(
        "PDF/A-1 is what is asked for, so that it can be read in thirty years.",
        "PDF/A-1 est demandé, pour rester lisible dans trente ans.",
    ),
    fix=_CONVERT,
    source=_PDFA,
)
PDF_FONTS = _rule(
    "PDF.fonts",
    _WARNING,
    text=Text(
        "{count} font(s) of the PDF are not embedded.",
        "{count} police(s) du PDF ne sont pas incorporées.",
    ),
    why=Text(
        "Another reader would replace them: doses and units may be shown wrong.",
        "Un autre lecteur les remplacerait : doses et unités pourraient être mal affichées.",
    ),
    fix=_CONVERT,
    source=_PDFA,
)
PDF_FILES = _rule(
    "PDF.files",
    _WARNING,
    text=Text("The PDF holds other files.", "Le PDF contient d'autres fichiers."),
    why=Text("PDF/A-1 forbids it.", "PDF/A-1 l'interdit."),
    fix=_CONVERT,
    source=_PDFA,
)
PDF_NO_PROOF = _rule(
    "PDF.noProof",
    _INFORMATION,
    text=Text(
        "The PDF was looked at (claim, encryption, active content, fonts): this does not prove "
        "that it is PDF/A-1.",
        "Le PDF a été examiné (mention, chiffrement, contenu actif, polices) : cela ne prouve pas "
        "qu'il est PDF/A-1.",
    ),
    why=Text(
        "A proof takes a PDF/A validator, such as veraPDF.",
        "La preuve demande un validateur PDF/A, comme veraPDF.",
    ),
    fix=Text("Nothing, once your writer was validated.", "Rien, si votre générateur a été validé."),
    source=_PDFA,
)
PDF_UNCHECKED = _rule(
    "PDF.unchecked",
    _INFORMATION,
    text=Text("The PDF was not looked at.", "Le PDF n'a pas été examiné."),
    why=Text(
        "That takes the extra santedoc[pdf], which is not installed.",
        "Il y faut l'extra santedoc[pdf], qui n'est pas installé.",
    ),
    fix=Text("pip install 'santedoc[pdf]'", "pip install 'santedoc[pdf]'"),
    source=_PDFA,
)
RULES = (
    UNSAID, MATRICULE, REALM, FORMAT, VACCINATION, UNDERIVABLE, CONFIDENTIALITY, MASK, TYPE,
    UNIQUE_ID, EMPTY, MEDIA, CONTENT, SIZE_PATIENT, SIZE_PROFESSIONAL, PDF_SYNTAX, PDF_ENCRYPTED,
    PDF_ACTIVE, PDF_CLAIM, PDF_FONTS, PDF_FILES, PDF_NO_PROOF, PDF_UNCHECKED,
)  # fmt: skip
