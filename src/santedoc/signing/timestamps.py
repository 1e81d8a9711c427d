"""Timestamps of a third party: asking for one, without a network of our own (RFC 3161)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from santedoc.errors import SigningError
from santedoc.signing.algorithms import DigestAlgorithm

REQUEST_TYPE = "application/timestamp-query"
"""The MIME type of a request (RFC 3161 clause 3.4)."""


@runtime_checkable
class Timestamper(Protocol):
    """Something that gets a timestamp of an authority."""

    def timestamp(self, digest: bytes, algorithm: DigestAlgorithm) -> bytes:
        """Return a timestamp token over a digest: a CMS ``SignedData`` in DER (RFC 3161)."""


class FetchedTimestamper:
    """Asks an authority through a function of the caller: the library opens no connection.

    Args:
        fetch: called with the body of a request (POST it as `REQUEST_TYPE`), returns the body of
            the answer, or raises.
        policy: the policy to ask for, as a dotted OID; that of the authority by default.
        new_nonce: called once a request; returns a number that the answer must repeat. Without it
            no nonce is sent, and an old answer over the same digest cannot be told from a new one.

    Examples:
        >>> FetchedTimestamper(lambda request: b"?").timestamp(bytes(32), DigestAlgorithm.SHA256)
        ... # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        santedoc.errors.SigningError: the answer of the timestamp authority cannot be read: ...
    """

    __slots__ = ("_fetch", "_new_nonce", "_policy")

    def __init__(
        self,
        fetch: Callable[[bytes], bytes],
        *,
        policy: str | None = None,
        new_nonce: Callable[[], int] | None = None,
    ) -> None:
        self._fetch = fetch
        self._policy = policy
        self._new_nonce = new_nonce

    def timestamp(self, digest: bytes, algorithm: DigestAlgorithm) -> bytes:
        """Return the token that the authority gives.

        Raises:
            SigningError: the authority refuses, or its answer is not one to this request.
        """
        nonce = self._new_nonce() if self._new_nonce else None
        request = timestamp_request(digest, algorithm, nonce=nonce, policy=self._policy)
        return token_of(self._fetch(request), digest, algorithm, nonce=nonce)


def timestamp_request(
    digest: bytes,
    algorithm: DigestAlgorithm,
    *,
    nonce: int | None = None,
    policy: str | None = None,
) -> bytes:
    """Return a request in DER, which asks for the certificate of the authority too.

    Args:
        digest: what is to be timestamped, hashed.
        algorithm: the hash function.
        nonce: a number to be repeated in the answer.
        policy: the policy to ask for, as a dotted OID.

    Source: RFC 3161 clause 2.4.1.
    """
    from asn1crypto import tsp

    fields: dict[str, Any] = {
        "version": "v1",
        "message_imprint": {
            "hash_algorithm": {"algorithm": algorithm.name.lower()},
            "hashed_message": digest,
        },
        "cert_req": True,
    }
    if nonce is not None:
        fields["nonce"] = nonce
    if policy is not None:
        fields["req_policy"] = policy
    return bytes(tsp.TimeStampReq(fields).dump())


def token_of(
    answer: bytes, digest: bytes, algorithm: DigestAlgorithm, *, nonce: int | None = None
) -> bytes:
    """Return the token of an answer, after checking that it answers this very request.

    Whether its authority is to be believed is not looked at here: `santedoc.verify` does.

    Args:
        answer: a ``TimeStampResp`` in DER.
        digest: what the request was about.
        algorithm: the hash function of the request.
        nonce: the number sent, if any.

    Raises:
        SigningError: not an answer, a refusal, or the answer to another request.
    """
    from asn1crypto import core, tsp

    from santedoc.signing.timestamp_tokens import BadTokenError, read_token

    try:
        # `tsp.TimeStampResp` asks for a token even in a refusal, which has none.
        parts = [one.dump() for one in core.SequenceOf.load(answer, strict=True, spec=core.Any)]
        said = tsp.PKIStatusInfo.load(parts[0], strict=True).native
        octets: bytes = parts[1] if len(parts) > 1 else b""
    except (ValueError, TypeError, KeyError, IndexError):
        raise _unreadable() from None
    status, words = said["status"], "; ".join(str(w) for w in said["status_string"] or ())
    if status not in {"granted", "granted_with_mods"}:
        why = f"{status} ({words})" if words else status
        raise SigningError(
            f"the timestamp authority refuses: {why}", f"l'autorité d'horodatage refuse : {why}"
        )
    try:
        token = read_token(octets)
    except BadTokenError:
        raise _unreadable() from None
    if (token.algorithm, token.imprint) != (algorithm, digest):
        raise SigningError(
            "the timestamp is of something else than what was sent",
            "l'horodatage porte sur autre chose que ce qui a été envoyé",
        )
    if nonce is not None and token.nonce != nonce:
        raise SigningError(
            "the timestamp does not repeat the number (nonce) of the request: it may be an old one",
            "l'horodatage ne reprend pas le nombre (nonce) de la demande : il peut être ancien",
        )
    return octets


def _unreadable() -> SigningError:
    return SigningError(
        "the answer of the timestamp authority cannot be read: check the address and what it "
        "returns",
        "la réponse de l'autorité d'horodatage est illisible : vérifier l'adresse et ce qu'elle "
        "renvoie",
    )
