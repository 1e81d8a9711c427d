"""A signer whose key is in a card or an HSM, reached over PKCS#11."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from santedoc.errors import InvalidValueError, SigningError
from santedoc.signing.algorithms import Scheme, SignatureAlgorithm, mismatch
from santedoc.signing.certificates import read_certificate
from santedoc.signing.signers import chain_from


class Pkcs11Signer:
    """A signer whose private key never leaves its token; use it as a context manager.

    The hash is made here and the token signs it, with the mechanisms that every card has. Nothing
    of the token is kept: the session is closed at the end, which logs out.

    Args:
        module: the library of the token's maker (for the CPS, that of Cryptolib CPS).
        pin: the code of the holder.
        token: the label of the token, when several are present.
        key: the label of the key, when the token has several that may sign.
        certificates: those that the token lacks, in any order.

    Raises:
        SigningError: the extra is not installed; the module cannot be loaded; no token, several,
            not the one named; a PIN that is wrong or blocked; no key, several, no certificate.
    """

    __slots__ = ("_chain", "_key", "_session")

    def __init__(
        self,
        module: str,
        pin: str,
        *,
        token: str | None = None,
        key: str | None = None,
        certificates: Sequence[x509.Certificate] = (),
    ) -> None:
        with _told():
            self._session = _session(module, pin, token)
            try:
                self._key, leaf, others = _key_of(self._session, key)
                self._chain = chain_from(leaf, (*others, *certificates))
            except BaseException:
                self._session.close()
                raise

    @classmethod
    def from_uri(cls, uri: str, pin: str) -> Self:
        """Open the token that a PKCS#11 URI names (RFC 7512).

        Args:
            uri: ``pkcs11:token=LABEL;object=LABEL?module-path=FILE``; only the module is needed.
            pin: the code of the holder.

        Raises:
            InvalidValueError: not such a URI, or one without ``module-path``.
            SigningError: as the constructor.
        """
        path, _, query = uri.removeprefix("pkcs11:").partition("?")
        named = dict(part.partition("=")[::2] for part in path.split(";") if part)
        modules = parse_qs(query).get("module-path", [])
        if not uri.startswith("pkcs11:") or len(modules) != 1 or set(named) - {"token", "object"}:
            raise InvalidValueError(
                "a token is named as pkcs11:token=LABEL;object=LABEL?module-path=FILE",
                "un jeton se nomme pkcs11:token=LIBELLÉ;object=LIBELLÉ?module-path=FICHIER",
                field="key",
            )
        labels = {name: unquote(label) for name, label in named.items()}
        return cls(modules[0], pin, token=labels.get("token"), key=labels.get("object"))

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The certificates, that of the key first, then its issuers."""
        return self._chain

    def sign(self, data: bytes, algorithm: SignatureAlgorithm) -> bytes:
        """Return the signature value of some bytes; ECDSA as ``r || s``.

        Args:
            data: what is signed, not hashed yet.
            algorithm: an algorithm that suits the key.

        Raises:
            SigningError: the algorithm does not suit the key, or the token does not sign: it was
                removed, or does not know the mechanism.
        """
        public: PublicKeyTypes = self._chain[0].public_key()
        if not algorithm.suits(public):
            raise mismatch(algorithm)
        octets, options = _mechanism(algorithm, algorithm.digest.hash(data))
        with _told():
            return bytes(self._key.sign(octets, **options))

    def close(self) -> None:
        """End the session with the token."""
        with _told():
            self._session.close()

    def __enter__(self) -> Self:
        """Return the signer."""
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _value: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """End the session with the token."""
        self.close()

    def __repr__(self) -> str:
        """Name the holder."""
        return f"{type(self).__name__}({self._chain[0].subject.rfc4514_string()!r})"

    def __reduce__(self) -> str:
        raise SigningError(
            "a signer is not pickled: its session belongs to this process",
            "un signataire ne se sérialise pas : sa session appartient à ce processus",
        )


def _session(module: str, pin: str, label: str | None) -> Any:
    """Log into the one token that is meant."""
    import pkcs11

    try:
        library = pkcs11.lib(module)
        if not _named(library, label):
            library.reinitialize()  # some modules see a card put in since only then
    except (RuntimeError, OSError, pkcs11.PKCS11Error):
        raise SigningError(
            f"the PKCS#11 module cannot be loaded: {module}; check its path and that it is for "
            "this machine",
            f"le module PKCS#11 ne peut être chargé : {module} ; vérifier son chemin et qu'il est "
            "fait pour cette machine",
            field="module",
        ) from None
    present = list(library.get_tokens())
    tokens = _named(library, label)
    if len(tokens) == 1:
        return tokens[0].open(user_pin=pin)
    labels = ", ".join(repr(one.label) for one in present) or "-"
    if not tokens:
        raise SigningError(
            f"no such card or token is present (there: {labels}): put the card into the reader",
            f"aucune carte ou jeton de ce nom (présents : {labels}) : insérer la carte dans le "
            "lecteur",
            field="token",
        )
    raise SigningError(
        f"several tokens are present ({labels}): name one",
        f"plusieurs jetons sont présents ({labels}) : en nommer un",
        field="token",
    )


def _named(library: Any, label: str | None) -> list[Any]:
    return [one for one in library.get_tokens() if label is None or one.label == label]


def _key_of(
    session: Any, label: str | None
) -> tuple[Any, x509.Certificate, list[x509.Certificate]]:
    """Return the private key, its certificate, and all certificates of the token."""
    from pkcs11 import Attribute, ObjectClass

    held: dict[bytes, x509.Certificate] = {}
    certificates = []
    for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        try:
            certificate = read_certificate(one[Attribute.VALUE])
        except ValueError:
            continue
        certificates.append(certificate)
        held.setdefault(one[Attribute.ID], certificate)
    keys = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
    pairs = [
        (key, held[key.id])
        for key in keys
        if key.id in held and (label is None or key.label == label)
    ]
    # A CPS has a key to log in with and one to sign with: the second is the one that is meant.
    meant = [pair for pair in pairs if _is_for_signatures(pair[1])]
    if label is None and len(meant) == 1:
        pairs = meant
    if len(pairs) == 1:
        return *pairs[0], certificates
    labels = ", ".join(sorted({repr(key.label) for key in keys})) or "-"
    if not pairs:
        raise SigningError(
            f"the token has no such key with its certificate (keys: {labels})",
            f"le jeton n'a pas cette clé avec son certificat (clés : {labels})",
            field="key",
        )
    raise SigningError(
        f"the token has several keys that may sign ({labels}): name one",
        f"le jeton a plusieurs clés qui peuvent signer ({labels}) : en nommer une",
        field="key",
    )


def _is_for_signatures(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return usage.content_commitment


def _mechanism(algorithm: SignatureAlgorithm, digest: bytes) -> tuple[bytes, dict[str, Any]]:
    """Return what the token signs, and how: a hash, which all cards take, never the document."""
    from asn1crypto import algos
    from pkcs11 import MGF, Mechanism

    if algorithm.scheme is Scheme.ECDSA:
        return digest, {"mechanism": Mechanism.ECDSA}
    name = algorithm.digest.name
    if algorithm.scheme is Scheme.RSA_PSS:
        parameters = (Mechanism[name], MGF[name], len(digest))
        return digest, {"mechanism": Mechanism.RSA_PKCS_PSS, "mechanism_param": parameters}
    info = algos.DigestInfo(
        {"digest_algorithm": {"algorithm": name.lower()}, "digest": digest}
    ).dump()
    return info, {"mechanism": Mechanism.RSA_PKCS}


@contextmanager
def _told() -> Iterator[None]:
    """Turn what goes wrong with a token into one clear error."""
    try:
        from pkcs11 import exceptions as found
    except ImportError:
        raise SigningError(
            "cards need the extra: pip install 'santedoc[pkcs11]'",
            "les cartes demandent l'extra : pip install 'santedoc[pkcs11]'",
        ) from None
    try:
        yield
    except (found.PinIncorrect, found.PinInvalid, found.PinLenRange):
        raise SigningError(
            "the PIN is wrong; a card is blocked after a few wrong ones: check it before trying "
            "again",
            "le code PIN est faux ; une carte se bloque après quelques erreurs : le vérifier avant "
            "de réessayer",
            field="pin",
        ) from None
    except (found.PinLocked, found.PinExpired, found.UserPinNotInitialized):
        raise SigningError(
            "the PIN is blocked, expired or not set: the card has to be unblocked by its issuer's "
            "tool",
            "le code PIN est bloqué, expiré ou non défini : débloquer la carte avec l'outil de son "
            "émetteur",
            field="pin",
        ) from None
    except found.MechanismInvalid:
        raise SigningError(
            "the token does not know this signature algorithm: name another",
            "le jeton ne connaît pas cet algorithme de signature : en choisir un autre",
            field="algorithm",
        ) from None
    except found.PKCS11Error as error:
        raise SigningError(
            f"the token does not answer as it should ({type(error).__name__}): was the card "
            "removed?",
            f"le jeton ne répond pas comme il le devrait ({type(error).__name__}) : la carte "
            "a-t-elle été retirée ?",
        ) from None
