"""Keys in a token, with SoftHSM2 for the card."""

from __future__ import annotations

import builtins
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from santedoc.context import Context
from santedoc.errors import InvalidValueError, SantedocError, SigningError
from santedoc.report import Outcome
from santedoc.signing import Pkcs11Signer, SignatureAlgorithm, Signer, sign, sign_bundle, verify
from tests.pki import NOW, Entity, Pki, made

PIN = "1234"
MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
)


@dataclass(frozen=True, slots=True)
class Cards:
    """Two tokens: a professional's, with two keys, and another's, with one."""

    module: str
    pki: Pki


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cards]:
    module = next((one for one in MODULES if Path(one).exists()), None)
    if module is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM2 is not installed (Debian package softhsm2)")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    pki = made()
    for label, names in {"CPS": ["signer", "second"], "other": ["stolen"], "empty": []}.items():
        run = ["softhsm2-util", "--init-token", "--free", "--label", label]
        subprocess.run([*run, "--pin", PIN, "--so-pin", "9876"], check=True, capture_output=True)
        for number, name in enumerate(names):
            _import(folder, module, label, pki[name], number)
    yield Cards(module, pki)
    os.environ.pop("SOFTHSM2_CONF")
    if before is not None:
        os.environ["SOFTHSM2_CONF"] = before


def _import(folder: Path, module: str, label: str, held: Entity, number: int) -> None:
    import pkcs11

    key = folder / f"{held.name}.pem"
    key.write_bytes(held.key_pem)
    where = ["--token", label, "--pin", PIN, "--label", held.name, "--id", f"0{number}"]
    subprocess.run(["softhsm2-util", "--import", str(key), *where], check=True, capture_output=True)
    library = pkcs11.lib(module)
    library.reinitialize()
    with library.get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
        session.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.LABEL: held.name,
                pkcs11.Attribute.ID: bytes([number]),
                pkcs11.Attribute.SUBJECT: held.certificate.subject.public_bytes(),
                pkcs11.Attribute.VALUE: held.certificate.public_bytes(Encoding.DER),
            }
        )


EC = [SignatureAlgorithm.ECDSA_SHA256]
RSA = [one for one in SignatureAlgorithm if one.name.startswith("RSA") and "SHA1" not in one.name]


@pytest.mark.parametrize(("name", "algorithm"), [("signer", EC[0]), *(("second", a) for a in RSA)])
def test_a_card_signs(cards: Cards, name: str, algorithm: SignatureAlgorithm) -> None:
    issuer = cards.pki["issuer"].certificate
    context = Context.seeded(NOW, "card")
    with Pkcs11Signer(cards.module, PIN, token="CPS", key=name, certificates=[issuer]) as signer:
        assert isinstance(signer, Signer)
        assert signer.chain == (cards.pki[name].certificate, issuer)
        assert "EXEMPLE" in repr(signer)
        signature = sign(b"<a/>", signer, context=context, algorithm=algorithm)
        bundle = sign_bundle(
            b'{"resourceType": "Bundle"}', signer, context=context, algorithm=algorithm
        )
    report = verify(signature, content=b"<a/>", trust=cards.pki.trust, at=NOW)
    assert (report.outcome, report.algorithm) == (Outcome.PASSED, algorithm)
    assert verify(bundle, trust=cards.pki.trust, at=NOW).outcome is Outcome.PASSED


def test_a_uri_names_the_card_and_the_key(cards: Cards) -> None:
    uri = f"pkcs11:token=CPS;object=second?module-path={cards.module}"
    with Pkcs11Signer.from_uri(uri, PIN) as signer:
        assert signer.chain == (cards.pki["second"].certificate,)
    alone = f"pkcs11:token=other?module-path={cards.module}"
    with Pkcs11Signer.from_uri(alone, PIN) as signer:
        assert signer.chain == (cards.pki["stolen"].certificate,)
    for wrong in ("pkcs11:token=CPS", "/dev/card", f"pkcs11:serial=1?module-path={cards.module}"):
        with pytest.raises(InvalidValueError, match="module-path"):
            Pkcs11Signer.from_uri(wrong, PIN)


FAULTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "absent": ({"token": "CPS 2"}, "put the card into the reader", "insérer la carte"),
    "several": ({"token": None}, "several tokens are present", "plusieurs jetons"),
    "wrong PIN": ({"pin": "4321"}, "the PIN is wrong", "le code PIN est faux"),
    "empty PIN": ({"pin": ""}, "the PIN is wrong", "le code PIN est faux"),
    "no key": ({"token": "empty"}, "no such key", "n'a pas cette clé"),
    "other key": ({"key": "none"}, "no such key", "n'a pas cette clé"),
    "two keys": ({"key": None}, "several keys that may sign", "plusieurs clés"),
    "no module": ({"module": "/none/such.so"}, "cannot be loaded", "ne peut être chargé"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_with_a_card_is_one_clear_error(cards: Cards, fault: str) -> None:
    changes, english, french = FAULTS[fault]
    asked = {"module": cards.module, "pin": PIN, "token": "CPS", "key": "signer"} | changes
    module, pin = asked.pop("module"), asked.pop("pin")
    with pytest.raises(SigningError, match=english) as caught:
        Pkcs11Signer(module, pin, **asked)
    assert french in caught.value.fr
    assert caught.value.__cause__ is None
    assert PIN not in str(caught.value)


def test_an_expired_certificate_does_not_sign(cards: Cards) -> None:
    late = Context.seeded(NOW + timedelta(days=60), "late")
    with (
        Pkcs11Signer(cards.module, PIN, token="other") as signer,
        pytest.raises(SigningError, match="expired on 2026-12-23"),
    ):
        sign(b"<a/>", signer, context=late)


def test_a_card_that_was_removed_is_told(cards: Cards) -> None:
    signer = Pkcs11Signer(cards.module, PIN, token="other")
    signer.close()
    with pytest.raises(SigningError, match="was the card removed"):
        signer.sign(b"x", SignatureAlgorithm.ECDSA_SHA256)


def test_two_cards_are_open_at_once(cards: Cards) -> None:
    with Pkcs11Signer(cards.module, PIN, token="other") as first:
        with Pkcs11Signer(cards.module, PIN, token="CPS", key="signer") as second:
            assert len(second.sign(b"x", SignatureAlgorithm.ECDSA_SHA256)) == 64
        assert len(first.sign(b"x", SignatureAlgorithm.ECDSA_SHA256)) == 64


def test_an_algorithm_for_another_key_is_refused(cards: Cards) -> None:
    with Pkcs11Signer(cards.module, PIN, token="other") as signer:
        with pytest.raises(SigningError, match="does not go with this key"):
            signer.sign(b"x", SignatureAlgorithm.RSA_SHA256)
        with pytest.raises(SigningError, match="not pickled"):
            pickle.dumps(signer)


def test_without_the_extra_it_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = builtins.__import__

    def without(name: str, *arguments: Any) -> Any:
        if name.split(".", maxsplit=1)[0] == "pkcs11":
            raise ImportError(name)
        return genuine(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SantedocError, match="pip install 'santedoc.pkcs11.'"):
        Pkcs11Signer("/none", PIN)


def test_the_command_line_signs_with_a_card(cards: Cards, tmp_path: Path) -> None:
    letter, out = tmp_path / "a.xml", tmp_path / "a.xades"
    letter.write_bytes(b"<a/>")

    command = Path(sys.executable).with_name("santedoc")

    def run(pin: str, token: str) -> subprocess.CompletedProcess[str]:
        uri = f"pkcs11:token={token};object=signer?module-path={cards.module}"
        options = ["--key", uri, "--password-env", "PIN", "--now", NOW.isoformat()]
        return subprocess.run(
            [str(command), "sign", str(letter), "-o", str(out), *options],
            env=os.environ | {"PIN": pin},
            capture_output=True,
            text=True,
            check=False,
        )

    for pin, token, words in (("0000", "CPS", "PIN is wrong"), (PIN, "gone", "put the card")):
        failed = run(pin, token)
        assert (failed.returncode, failed.stdout) == (2, "")
        assert words in failed.stderr
        assert "Traceback" not in failed.stderr
        assert not out.exists()
    assert run(PIN, "CPS").returncode == 0
    trust = cards.pki.trust
    at = NOW + timedelta(seconds=1)
    from santedoc.signing import Trust

    trust = Trust(anchors=trust.anchors, intermediates=(cards.pki["issuer"].certificate,))
    report = verify(out.read_bytes(), content=b"<a/>", trust=trust, at=at)
    assert report.outcome is Outcome.PASSED
