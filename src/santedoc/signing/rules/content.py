"""What can be wrong with the form of a signature and with what it covers."""

from __future__ import annotations

from santedoc.report import Text
from santedoc.signing.rules.definition import ASK_AGAIN, EN_319_102, EN_319_132, XMLDSIG, rule

_UNSAFE = Text(
    "What cannot be processed safely cannot be believed.",
    "Ce qui ne peut être traité sûrement ne peut être cru.",
)

UNREADABLE = rule(
    "SIGN.format.unreadable",
    Text(
        "The signature is not readable XML: {reason}.",
        "La signature n'est pas un XML lisible : {reason}.",
    ),
    Text("Nothing can be verified.", "Rien ne peut être vérifié."),
    Text(
        "Check that this file is the signature, and how it was transferred.",
        "Vérifier que ce fichier est bien la signature, et son transfert.",
    ),
    f"{EN_319_102} clause 5.2.2",
)
ABSENT = rule(
    "SIGN.format.absent",
    Text(
        "There is no signature (ds:Signature) in this file.",
        "Ce fichier ne contient aucune signature (ds:Signature).",
    ),
    Text(
        "An unsigned document says nothing of who made it.",
        "Un document non signé ne dit rien de qui l'a fait.",
    ),
    Text(
        "Give the signature file; for a detached one, the document goes apart, as the content.",
        "Donner le fichier de signature ; si elle est détachée, le document se donne à part.",
    ),
    f"{EN_319_102} clause 5.2.2",
)
SEVERAL = rule(
    "SIGN.format.several",
    Text(
        "There are {found} signatures in this file; one is expected.",
        "Ce fichier contient {found} signatures ; une seule est attendue.",
    ),
    Text(
        "With several, a reader may believe the wrong one.",
        "S'il y en a plusieurs, un lecteur peut croire la mauvaise.",
    ),
    Text(
        "Verify one signature at a time, each in its own file.",
        "Vérifier les signatures une à une, chacune dans son fichier.",
    ),
    f"{EN_319_102} clause 5.2.2",
)
MISPLACED = rule(
    "SIGN.format.place",
    Text(
        "The signature is neither the root of its file nor a child of the document's root.",
        "La signature n'est ni la racine de son fichier ni un enfant de celle du document.",
    ),
    Text(
        "Signatures moved deeper are a known way to make readers look at other data.",
        "Déplacer une signature en profondeur sert à faire lire d'autres données.",
    ),
    ASK_AGAIN,
    f"{XMLDSIG} clause 8.1",
)
STRUCTURE = rule(
    "SIGN.format.structure",
    Text("The signature is malformed: {what}.", "La signature est mal formée : {what}."),
    _UNSAFE,
    ASK_AGAIN,
    f"{XMLDSIG} clause 4",
)
DUPLICATE_ID = rule(
    "SIGN.format.duplicate-id",
    Text(
        "The identifier {id} is there more than once.",
        "L'identifiant {id} est présent plus d'une fois.",
    ),
    Text(
        "A reference to it could be followed to something that was not signed.",
        "Une référence pourrait mener à un élément qui n'a pas été signé.",
    ),
    ASK_AGAIN,
    f"{XMLDSIG} clause 8.1",
)
TOO_MANY = rule(
    "SIGN.reference.many",
    Text(
        "The signature has {found} references; at most {max} are processed.",
        "La signature a {found} références ; {max} au plus sont traitées.",
    ),
    Text(
        "Processing them without limit would let a file exhaust the verifier.",
        "Les traiter sans limite laisserait un fichier épuiser le vérificateur.",
    ),
    Text(
        "Raise max_references in the policy if you trust where the file comes from.",
        "Relever max_references dans la politique si la provenance du fichier est sûre.",
    ),
    f"{XMLDSIG} clause 8.1",
)
BAD_REFERENCE = rule(
    "SIGN.reference.uri",
    Text(
        "The reference {uri} is not followed: {reason}.",
        "La référence {uri} n'est pas suivie : {reason}.",
    ),
    Text(
        "Only the given content, the whole document, the signed properties and an own ds:Object "
        "are looked at, so that no one can point the check elsewhere.",
        "Seuls le contenu fourni, le document entier, les propriétés signées et un ds:Object de la "
        "signature sont lus, pour que nul ne détourne le contrôle.",
    ),
    ASK_AGAIN,
    f"{XMLDSIG} clause 4.4.3.1",
)
NO_DOCUMENT = rule(
    "SIGN.reference.absent",
    Text(
        "No reference of the signature covers a document.",
        "Aucune référence de la signature ne couvre un document.",
    ),
    Text("It is a signature of nothing.", "C'est une signature de rien."),
    ASK_AGAIN,
    f"{EN_319_132} clause 6.3",
)
COMMENT = rule(
    "SIGN.comment.inside",
    Text(
        "A comment cuts a text of the signed document in two ({path}).",
        "Un commentaire coupe en deux un texte du document signé ({path}).",
    ),
    Text(
        "An enveloped signature does not cover comments, and readers disagree on what such a text "
        "says: a name could be read as another.",
        "Une signature enveloppée ne couvre pas les commentaires, et les lecteurs ne s'accordent "
        "pas sur ce que dit un tel texte : un nom pourrait être lu comme un autre.",
    ),
    Text(
        "Sign the document without that comment, or with a detached signature.",
        "Signer le document sans ce commentaire, ou avec une signature détachée.",
    ),
    f"{XMLDSIG} clause 8.1.3",
)
AROUND = rule(
    "SIGN.reference.around",
    Text(
        "The signature stands inside a document that it does not cover.",
        "La signature se trouve dans un document qu'elle ne couvre pas.",
    ),
    Text(
        "It could be taken for the signature of that document.",
        "Elle pourrait passer pour la signature de ce document.",
    ),
    Text(
        "Verify it in a file of its own, with what it covers as the content.",
        "La vérifier dans son propre fichier, avec ce qu'elle couvre comme contenu.",
    ),
    f"{XMLDSIG} clause 8.1",
)
CONTENT_MISSING = rule(
    "SIGN.reference.content",
    Text("The signed content {uri} was not given.", "Le contenu signé {uri} n'a pas été fourni."),
    Text(
        "A detached signature does not carry what it signs, and nothing is fetched.",
        "Une signature détachée ne porte pas ce qu'elle signe, et rien n'est téléchargé.",
    ),
    Text("Give the document too (--content).", "Fournir aussi le document (--content)."),
    f"{EN_319_102} clause 5.2.7",
)
CONTENT_FOREIGN = rule(
    "SIGN.reference.uncovered",
    Text(
        "The signature does not cover the content given{uri}.",
        "La signature ne couvre pas le contenu fourni{uri}.",
    ),
    Text(
        "It may be a valid signature of something else.", "Elle peut être valide pour autre chose."
    ),
    Text(
        "Give the document that was signed, or none if the signature is inside it.",
        "Fournir le document signé, ou aucun si la signature est à l'intérieur.",
    ),
    f"{EN_319_102} clause 5.2.7",
)
TRANSFORM = rule(
    "SIGN.transform.refused",
    Text(
        "The transform {algorithm} is refused for the reference {uri}.",
        "La transformation {algorithm} est refusée pour la référence {uri}.",
    ),
    Text(
        "XSLT and XPath can leave out or change what is hashed, so that what is read is not what "
        "was signed.",
        "XSLT et XPath peuvent écarter ou changer ce qui est haché : ce qui est lu ne serait pas "
        "ce qui a été signé.",
    ),
    Text(
        "Sign with canonicalisation and, inside a document, the enveloped-signature transform.",
        "Signer avec une canonicalisation et, dans un document, la transformation "
        "enveloped-signature.",
    ),
    f"{XMLDSIG} clause 8.1.1",
)
DIGEST = rule(
    "SIGN.digest.mismatch",
    Text(
        "What the reference {uri} covers is not what was signed: its digest differs.",
        "Ce que couvre la référence {uri} n'est pas ce qui a été signé : l'empreinte diffère.",
    ),
    Text(
        "The document was changed after it was signed, or it is another one.",
        "Le document a été modifié après sa signature, ou c'en est un autre.",
    ),
    Text(
        "Take the file exactly as it was signed: reformatting or re-encoding it is a change.",
        "Reprendre le fichier tel qu'il fut signé : le reformater ou le réencoder le modifie.",
    ),
    f"{EN_319_102} clause 5.2.7",
)
VALUE = rule(
    "SIGN.value.mismatch",
    Text(
        "The signature value was not made by the key of the certificate over these references.",
        "La valeur de signature n'a pas été faite par la clé du certificat sur ces références.",
    ),
    Text(
        "The signature was altered, or belongs to another certificate.",
        "La signature a été altérée, ou appartient à un autre certificat.",
    ),
    ASK_AGAIN,
    f"{EN_319_102} clause 5.2.7",
)
