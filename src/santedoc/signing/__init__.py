"""Signatures: made in two steps so that the key may be anywhere, verified against given anchors.

XML Signature and XAdES (baseline B to LTA) are implemented here, over lxml's canonicalisation and
the keys and path validation of `cryptography`, rather than with the library ``signxml``. That was
weighed: a well-kept library beats code of one's own, but this one (5.2) signs and verifies the root
element only, so that an ``xml-stylesheet`` instruction can be changed unnoticed and other verifiers
refuse what it makes; with exclusive canonicalisation it leaves out the transform that its own
digest needs, and with the inclusive one it forgets the ``xml:`` attributes that an element
inherits; it calls the private key in the middle of its work, so that a remote service that answers
later does not fit; its verdict is one exception, not three outcomes with a reason. Working around
each would leave little of it in use. It stays in the tests, beside xmlsec, as a second opinion on
what is written and read here. CRLs and OCSP responses are judged by `pyhanko-certvalidator`,
timestamps read with `asn1crypto`; no Python library was found that goes past level T.
"""

from santedoc.signing.algorithms import (
    DigestAlgorithm,
    Scheme,
    SignatureAlgorithm,
    default_algorithm,
)
from santedoc.signing.augmentation import augment
from santedoc.signing.bundles import (
    CANONICAL,
    CANONICAL_DOCUMENT,
    PreparedBundle,
    prepare_bundle,
    sign_bundle,
)
from santedoc.signing.certificates import SignerIdentity
from santedoc.signing.countersignature import countersign, prepare_countersignature
from santedoc.signing.drafting import Prepared
from santedoc.signing.existence import TimestampReport
from santedoc.signing.legacy_dmp import (
    LegacyProfileWarning,
    prepare_legacy_dmp,
    sign_legacy_dmp,
)
from santedoc.signing.levels import Level
from santedoc.signing.packaging import Packaging
from santedoc.signing.pkcs11 import Pkcs11Signer
from santedoc.signing.policy import VerificationPolicy
from santedoc.signing.preparation import Profile, prepare_xades, sign
from santedoc.signing.qualifying import Commitment, Purpose, SignaturePolicy
from santedoc.signing.revocation import (
    FetchedRevocation,
    GivenRevocation,
    RevocationSource,
    RevocationValues,
)
from santedoc.signing.rules import RULES
from santedoc.signing.signature_report import Revocation, SignatureReport, SignedData
from santedoc.signing.signers import KeySigner, PemSigner, Pkcs12Signer, Signer
from santedoc.signing.sub_indication import SubIndication
from santedoc.signing.submission_set import SignedMember, prepare_set_signature, sign_set
from santedoc.signing.timestamps import FetchedTimestamper, Timestamper
from santedoc.signing.trust import Trust
from santedoc.signing.unsigned import StampKind
from santedoc.signing.verification import verify

__all__ = [
    "CANONICAL",
    "CANONICAL_DOCUMENT",
    "RULES",
    "Commitment",
    "DigestAlgorithm",
    "FetchedRevocation",
    "FetchedTimestamper",
    "GivenRevocation",
    "KeySigner",
    "LegacyProfileWarning",
    "Level",
    "Packaging",
    "PemSigner",
    "Pkcs11Signer",
    "Pkcs12Signer",
    "Prepared",
    "PreparedBundle",
    "Profile",
    "Purpose",
    "Revocation",
    "RevocationSource",
    "RevocationValues",
    "Scheme",
    "SignatureAlgorithm",
    "SignaturePolicy",
    "SignatureReport",
    "SignedData",
    "SignedMember",
    "Signer",
    "SignerIdentity",
    "StampKind",
    "SubIndication",
    "TimestampReport",
    "Timestamper",
    "Trust",
    "VerificationPolicy",
    "augment",
    "countersign",
    "default_algorithm",
    "prepare_bundle",
    "prepare_countersignature",
    "prepare_legacy_dmp",
    "prepare_set_signature",
    "prepare_xades",
    "sign",
    "sign_bundle",
    "sign_legacy_dmp",
    "sign_set",
    "verify",
]
