"""What can be wrong with the key, the certificate, its path and the signed properties."""

from __future__ import annotations

from santedoc.report import Severity, Text
from santedoc.signing.rules.definition import ASK_AGAIN, EN_319_102, EN_319_132, XMLDSIG, rule

_RESIGN_BASELINE = Text(
    "Sign again with XAdES baseline B.", "Signer à nouveau en XAdES de niveau B."
)

ALGORITHM = rule(
    "SIGN.algorithm.refused",
    Text(
        "The algorithm {algorithm} is not accepted.", "L'algorithme {algorithm} n'est pas accepté."
    ),
    Text(
        "It is unknown here or too weak: others could make the same signature for other data.",
        "Il est inconnu ici ou trop faible : d'autres pourraient en faire la même signature pour "
        "d'autres données.",
    ),
    Text(
        "Sign again with SHA-256 or stronger; an old signature needs proof of when it existed, "
        "and a policy that accepts SHA-1.",
        "Signer à nouveau avec SHA-256 ou plus fort ; une ancienne signature demande une preuve de "
        "date, et une politique qui accepte SHA-1.",
    ),
    f"{EN_319_102} clause 5.2.8",
)
SHARED_SECRET = rule(
    "SIGN.algorithm.secret",
    Text(
        "The algorithm {algorithm} uses a shared secret: it is no signature.",
        "L'algorithme {algorithm} emploie un secret partagé : ce n'est pas une signature.",
    ),
    Text(
        "Whoever can check it can also make it, and a public key could pass for the secret.",
        "Qui peut la vérifier peut la faire, et une clé publique pourrait passer pour le secret.",
    ),
    ASK_AGAIN,
    f"{XMLDSIG} clause 6.3",
)
WEAK_KEY = rule(
    "SIGN.key.weak",
    Text(
        "The key of the signer is not accepted: {key}.",
        "La clé du signataire n'est pas acceptée : {key}.",
    ),
    Text("A short key can be found by calculation.", "Une clé courte se retrouve par le calcul."),
    Text(
        "Use RSA of at least {min} bits, or EC on P-256, P-384 or P-521.",
        "Utiliser RSA d'au moins {min} bits, ou EC sur P-256, P-384 ou P-521.",
    ),
    f"{EN_319_102} clause 5.2.8",
)
NO_CERTIFICATE = rule(
    "SIGN.certificate.absent",
    Text(
        "The signature carries no certificate, and none of yours matches.",
        "La signature ne porte pas de certificat, et aucun des vôtres ne convient.",
    ),
    Text(
        "A bare key says nothing of who holds it, and is never trusted.",
        "Une clé nue ne dit rien de qui la détient, et n'est jamais crue.",
    ),
    Text(
        "Sign with ds:X509Certificate, or give the certificate among the intermediates.",
        "Signer avec ds:X509Certificate, ou fournir le certificat parmi les intermédiaires.",
    ),
    f"{EN_319_102} clause 5.2.3",
)
OTHER_CERTIFICATE = rule(
    "SIGN.certificate.mismatch",
    Text(
        "No certificate at hand is the one that the signed properties name.",
        "Aucun certificat disponible n'est celui que nomment les propriétés signées.",
    ),
    Text(
        "The certificate may have been exchanged to show another signer.",
        "Le certificat a pu être échangé pour montrer un autre signataire.",
    ),
    ASK_AGAIN,
    f"{EN_319_132} clause 5.2.2",
)
USAGE = rule(
    "SIGN.certificate.usage",
    Text(
        "The certificate is not one to sign with: its key usage has neither digitalSignature nor "
        "nonRepudiation.",
        "Le certificat ne permet pas de signer : son usage de clé n'a ni digitalSignature ni "
        "nonRepudiation.",
    ),
    Text(
        "Its issuer did not vouch for signatures.",
        "Son émetteur ne s'est pas porté garant de signatures.",
    ),
    Text("Sign with a certificate of signature.", "Signer avec un certificat de signature."),
    "RFC 5280 clause 4.2.1.3",
)
EXPIRED = rule(
    "SIGN.certificate.expired",
    Text(
        "The certificate of the signer expired on {date}, before the time of the check.",
        "Le certificat du signataire a expiré le {date}, avant le moment du contrôle.",
    ),
    Text(
        "Nothing proves that the signature was made before.",
        "Rien ne prouve que la signature a été faite avant.",
    ),
    Text(
        "If you hold proof that it existed earlier, verify at that time.",
        "Si vous avez la preuve qu'elle existait plus tôt, vérifier à ce moment-là.",
    ),
    f"{EN_319_102} clause 5.2.6",
)
NOT_YET_VALID = rule(
    "SIGN.certificate.early",
    Text(
        "The certificate of the signer is valid from {date} only.",
        "Le certificat du signataire n'est valide qu'à partir du {date}.",
    ),
    Text(
        "At the time of the check nobody vouched for it.",
        "Au moment du contrôle personne ne s'en portait garant.",
    ),
    Text(
        "Check the time given for the verification.",
        "Vérifier le moment donné pour la vérification.",
    ),
    f"{EN_319_102} clause 5.2.6",
)
UNTRUSTED = rule(
    "SIGN.chain.untrusted",
    Text(
        "The certificate of the signer does not lead to any certificate that you trust.",
        "Le certificat du signataire ne mène à aucun certificat auquel vous faites confiance.",
    ),
    Text(
        "Anyone can make a certificate in any name.",
        "N'importe qui peut faire un certificat à n'importe quel nom.",
    ),
    Text(
        "Give the root of its issuer if you trust it, and the intermediates if they are missing.",
        "Fournir la racine de son émetteur si vous lui faites confiance, et les intermédiaires "
        "manquants.",
    ),
    f"{EN_319_102} clause 5.2.6",
)
ISSUER_TIME = rule(
    "SIGN.chain.validity",
    Text(
        "An issuer of the certificate is not valid at the time of the check.",
        "Un émetteur du certificat n'est pas valide au moment du contrôle.",
    ),
    Text(
        "What it vouched for is no longer guaranteed.",
        "Ce dont il se portait garant ne l'est plus.",
    ),
    Text(
        "If you hold proof that the signature existed earlier, verify at that time.",
        "Si vous avez la preuve que la signature existait plus tôt, vérifier à ce moment-là.",
    ),
    f"{EN_319_102} clause 5.2.6",
)
CHAIN = rule(
    "SIGN.chain.constraints",
    Text(
        "The path to a certificate that you trust breaks a constraint: {detail}.",
        "Le chemin vers un certificat de confiance enfreint une contrainte (anglais : {detail}).",
    ),
    Text(
        "An issuer went beyond what it is allowed, or is no authority at all.",
        "Un émetteur a outrepassé ses droits, ou n'est pas une autorité.",
    ),
    Text(
        "Ask the signer for a certificate issued by a proper authority.",
        "Demander au signataire un certificat émis par une autorité en règle.",
    ),
    "RFC 5280 clause 6.1",
)
BASELINE = rule(
    "SIGN.baseline.missing",
    Text(
        "The signature lacks {what}, which XAdES baseline B signs.",
        "Il manque à la signature {what}, que XAdES de niveau B signe.",
    ),
    Text(
        "Without it the date or the certificate could be exchanged.",
        "Sans cela la date ou le certificat pourraient être échangés.",
    ),
    _RESIGN_BASELINE,
    f"{EN_319_132} clause 6.3",
)
TIME = rule(
    "SIGN.time.format",
    Text(
        "The signing time is not a date and time with an offset from UTC.",
        "L'heure de signature n'est pas une date et heure avec décalage UTC.",
    ),
    Text(
        "Nobody can tell when it claims to be signed.",
        "Nul ne peut dire quand elle prétend avoir été signée.",
    ),
    _RESIGN_BASELINE,
    f"{EN_319_132} clause 5.2.1",
)
DATA_FORMAT = rule(
    "SIGN.baseline.format",
    Text(
        "The signature does not tell the MIME type of what it signs (DataObjectFormat).",
        "La signature ne dit pas le type MIME de ce qu'elle signe (DataObjectFormat).",
    ),
    Text(
        "The same bytes can mean different things when opened as another type.",
        "Les mêmes octets peuvent dire autre chose ouverts sous un autre type.",
    ),
    _RESIGN_BASELINE,
    f"{EN_319_132} clause 6.3",
    severity=Severity.WARNING,
)
FUTURE = rule(
    "SIGN.time.future",
    Text(
        "The signature claims a time ({time}) after that of the check.",
        "La signature prétend une heure ({time}) postérieure à celle du contrôle.",
    ),
    Text("One of the two clocks is wrong.", "L'une des deux horloges est fausse."),
    Text("Check both clocks.", "Vérifier les deux horloges."),
    f"{EN_319_132} clause 5.2.1",
    severity=Severity.WARNING,
)
OUTSIDE = rule(
    "SIGN.time.outside",
    Text(
        "The signature claims a time ({time}) when its certificate was not valid.",
        "La signature prétend une heure ({time}) où son certificat n'était pas valide.",
    ),
    Text(
        "The time is the signer's word only, and this one contradicts the certificate.",
        "L'heure n'est que la parole du signataire, et celle-ci contredit le certificat.",
    ),
    Text("Ask the signer when it was signed.", "Demander au signataire quand il a signé."),
    f"{EN_319_132} clause 5.2.1",
    severity=Severity.WARNING,
)
