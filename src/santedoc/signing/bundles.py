"""Signing a FHIR Bundle: a detached JSON Web Signature in ``Bundle.signature``."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, Literal

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from santedoc.context import Context
from santedoc.errors import InvalidValueError, SigningError
from santedoc.jsonkit import canonical_fhir, read_json, write_json
from santedoc.signing.algorithms import DigestAlgorithm, SignatureAlgorithm
from santedoc.signing.certificates import SignerIdentity
from santedoc.signing.drafting import Draft, Prepared
from santedoc.signing.jose import encoded, name_of, signing_input
from santedoc.signing.qualifying import Purpose, xml_time
from santedoc.signing.signers import Signer

CANONICAL = "http://hl7.org/fhir/canonicalization/json"
"""The whole Bundle, its signature excepted."""
CANONICAL_DOCUMENT = f"{CANONICAL}#document"
"""The same without its ``id`` and ``meta``, which a server may give anew."""

_FORMAT = "application/fhir+json;canonicalization="
_PURPOSES = "urn:iso-astm:E1762-95:2013"
_NATIONAL = "urn:oid:1.2.250.1.71.4.2.1"
"""The register of health professionals: the identifier is 8 and the RPPS number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedBundle:
    """A signed Bundle that lacks the value: holds no key, can be stored while a service signs.

    Args:
        to_be_signed: the bytes to sign, not hashed.
        algorithm: the signature algorithm to use.
    """

    to_be_signed: bytes
    algorithm: SignatureAlgorithm
    _check: Prepared = field(repr=False)
    _header: bytes = field(repr=False)
    _bundle: bytes = field(repr=False)
    _signature: Mapping[str, Any] = field(repr=False)

    @property
    def digest(self) -> bytes:
        """The hash of what is to be signed, for services that take a hash."""
        return self.algorithm.digest.hash(self.to_be_signed)

    def complete(self, signature_value: bytes) -> bytes:
        """Return the signed Bundle: every byte that was there, and its signature at the end.

        Args:
            signature_value: what the key made of `to_be_signed`; ECDSA as ``r || s``.

        Raises:
            SigningError: the value is not that of these bytes by the key of the certificate.
        """
        self._check.complete(signature_value)
        jws = self._header + b".." + encoded(signature_value)
        data = base64.b64encode(jws).decode()
        end = self._bundle.rindex(b"}")
        element = write_json({**self._signature, "data": data})
        return self._bundle[:end].rstrip() + b',"signature":' + element + self._bundle[end:]


def prepare_bundle(
    bundle: bytes,
    chain: Sequence[x509.Certificate],
    *,
    context: Context,
    canonicalisation: str = CANONICAL_DOCUMENT,
    purpose: Purpose = Purpose.AUTHOR,
    who: Mapping[str, Any] | None = None,
    algorithm: SignatureAlgorithm | None = None,
    time_header: Literal["iat", "sigT"] = "iat",
) -> PreparedBundle:
    """Return a Bundle whose signature lacks only its value.

    The signature covers the canonical JSON of the Bundle, in which ``1.50`` and ``1.5`` are the
    same: the precision of a decimal is not protected. Neither are ``Signature.when``, ``who`` and
    ``type``: the signed time, certificate and purpose are in the header of the signature.

    Args:
        bundle: a FHIR R4 Bundle in JSON.
        chain: the certificate of the signer first, then its issuers; all go into ``x5c``.
        context: its time is the signing time, and one identifier is taken from it.
        canonicalisation: `CANONICAL_DOCUMENT` or `CANONICAL`.
        purpose: why it is signed.
        who: the ``Signature.who``, a FHIR Reference; by default the national identifier that the
            certificate gives, else its subject.
        algorithm: from the key of the certificate by default.
        time_header: where the signing time stands: ``iat`` as JAdES asks since July 2025, or
            ``sigT`` as before, for a receiver that reads no other; never both (TS 119 182-1).

    Raises:
        SigningError: as `prepare_xades`; or the Bundle is signed already.
        InvalidValueError: not a Bundle, or another canonical form.
        UnreadableError: not JSON.

    Source: HL7 FHIR R4 (4.0.1) Signature; ETSI TS 119 182-1 V1.2.1, level B-B; RFC 7515, RFC 8785.
    """
    draft = Draft(chain, context, algorithm)
    read = _bundle(bundle)
    payload = canonical_fhir(read, canonicalisation)
    leaf = chain[0]
    der = leaf.public_bytes(Encoding.DER)
    header = {
        "alg": name_of(draft.form.algorithm),
        "typ": "JOSE",
        time_header: (
            xml_time(context.now) if time_header == "sigT" else int(context.now.timestamp())
        ),
        "canon": canonicalisation,
        "srCms": [{"commId": {"id": purpose.value, "desc": _words(purpose)}}],
        "x5t#S256": encoded(DigestAlgorithm.SHA256.hash(der)).decode(),
        "x5c": [base64.b64encode(c.public_bytes(Encoding.DER)).decode() for c in chain],
    }
    to_be_signed = signing_input(header, payload)
    element = {
        "type": [
            {
                "system": _PURPOSES,
                "code": purpose.removeprefix("urn:oid:"),
                "display": _words(purpose),
            }
        ],
        "when": context.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "who": who if who is not None else _who(leaf),
        "targetFormat": f"{_FORMAT}{canonicalisation}",
        "sigFormat": "application/jose",
    }
    return PreparedBundle(
        to_be_signed=to_be_signed,
        algorithm=draft.form.algorithm,
        _check=draft.check(to_be_signed),
        _header=to_be_signed.partition(b".")[0],
        _bundle=bundle,
        _signature=element,
    )


def sign_bundle(
    bundle: bytes,
    signer: Signer,
    *,
    context: Context | None = None,
    canonicalisation: str = CANONICAL_DOCUMENT,
    purpose: Purpose = Purpose.AUTHOR,
    who: Mapping[str, Any] | None = None,
    algorithm: SignatureAlgorithm | None = None,
    time_header: Literal["iat", "sigT"] = "iat",
) -> bytes:
    """Sign a FHIR Bundle with a signer that answers at once.

    Args:
        bundle: a FHIR R4 Bundle in JSON.
        signer: who signs.
        context: the signing time, and the source of identifiers; the machine's by default.
        canonicalisation: as for `prepare_bundle`.
        purpose: why it is signed.
        who: as for `prepare_bundle`.
        algorithm: from the key by default.
        time_header: as for `prepare_bundle`.

    Raises:
        SigningError: as `prepare_bundle`, or the signer returned a wrong value.
        InvalidValueError: as `prepare_bundle`.
        UnreadableError: not JSON.

    Examples:
        >>> from datetime import datetime, timezone
        >>> from santedoc.samples.pki import ThrowAwayPki
        >>> from santedoc.signing import verify
        >>> context = Context.seeded(datetime(2026, 11, 23, tzinfo=timezone.utc), "example")
        >>> pki = ThrowAwayPki.create(context=context)
        >>> bundle = b'{"resourceType": "Bundle", "type": "document"}'
        >>> signed = sign_bundle(bundle, pki.signer, context=context)
        >>> verify(signed, trust=pki.trust, at=context.now).outcome.value
        'passed'
        >>> changed = signed.replace(b"document", b"message", 1)
        >>> verify(changed, trust=pki.trust, at=context.now).outcome.value
        'failed'
    """
    prepared = prepare_bundle(
        bundle,
        signer.chain,
        context=context or Context.system(),
        canonicalisation=canonicalisation,
        purpose=purpose,
        who=who,
        algorithm=algorithm,
        time_header=time_header,
    )
    return prepared.complete(signer.sign(prepared.to_be_signed, prepared.algorithm))


def looks_like_json(data: bytes) -> bool:
    """Say whether a file is a JSON object, by its first character.

    Examples:
        >>> looks_like_json(b' {"resourceType": "Bundle"}'), looks_like_json(b"<Bundle/>")
        (True, False)
    """
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def looks_like_fhir(data: bytes) -> bool:
    """Say whether a file is a FHIR resource in JSON, by what every resource has.

    Examples:
        >>> looks_like_fhir(b'{"resourceType": "Bundle"}'), looks_like_fhir(b'{"a": 1}')
        (True, False)
    """
    return looks_like_json(data) and b'"resourceType"' in data


def _bundle(data: bytes) -> Mapping[str, Any]:
    read = read_json(data)
    if not isinstance(read, dict) or read.get("resourceType") != "Bundle":
        raise InvalidValueError(
            "a FHIR signature goes into a Bundle, and this is none",
            "une signature FHIR va dans un Bundle, et ceci n'en est pas un",
        )
    if "signature" in read:
        raise SigningError(
            "the Bundle is signed already: it holds one signature at most",
            "le Bundle est déjà signé : il porte une signature au plus",
        )
    return read


def _who(certificate: x509.Certificate) -> dict[str, Any]:
    identity = SignerIdentity.of(certificate)
    if identity.rpps is None:
        return {"display": identity.subject}
    names = " ".join(one for one in (identity.given_name, identity.surname) if one)
    identifier = {"system": _NATIONAL, "value": f"8{identity.rpps}"}
    return {"identifier": identifier, **({"display": names} if names else {})}


def _words(purpose: Purpose) -> str:
    return f"{purpose.name.replace('_', '-').capitalize()} Signature"
