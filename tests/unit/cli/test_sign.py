"""``santedoc sign`` and ``santedoc verify``."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.openssl_tsa import OpensslAuthority
from tests.pki import made
from tests.unit.cli.conftest import NOW, Run

PEM = ("--key", "key.pem", "--cert", "cert.pem", "--now", NOW)
P12 = ("--key", "key.p12", "--password-env", "PASSWORD", "--now", NOW)
LOCKED = ("--key", "locked.pem", "--cert", "cert.pem", "--now", NOW)
AT = ("--at", NOW)


@pytest.fixture(autouse=True)
def _here(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(keys)


@pytest.mark.parametrize("key", [PEM, P12, (*LOCKED, "--password-env", "PASSWORD")])
def test_detached(run: Run, letter: Path, key: tuple[str, ...]) -> None:
    signed = run("sign", letter, "-o", "a.xades", *key)
    assert (signed.exit_code, signed.stdout, signed.stderr) == (0, "", "")
    args = ("verify", "a.xades", "--content", letter, *AT)
    passed = run(*args, "--trust", "root.pem", "--format", "json")
    assert passed.exit_code == 0
    said = json.loads(passed.stdout)
    assert (said["outcome"], said["revocation"]) == ("passed", "not requested")
    assert said["packaging"] == "detached"


def test_another_content_fails(run: Run, letter: Path, untitled: Path) -> None:
    run("sign", letter, "-o", "a.xades", *PEM)
    done = run(
        "verify", "a.xades", "--content", untitled, "--trust", "root.pem", *AT, "--lang", "fr"
    )
    assert done.exit_code == 1
    assert "invalide (TOTAL-FAILED HASH_FAILURE)" in done.stdout


def test_no_content_is_indeterminate(run: Run, letter: Path) -> None:
    run("sign", letter, "-o", "a.xades", *PEM)
    done = run("verify", "a.xades", "--trust", "root.pem", *AT)
    assert done.exit_code == 1
    assert "INDETERMINATE SIGNED_DATA_NOT_FOUND" in done.stdout


def test_an_unknown_authority_is_indeterminate(run: Run, letter: Path, other_root: Path) -> None:
    run("sign", letter, "-o", "a.xades", *PEM)
    args = ("verify", "a.xades", "--content", letter, *AT, "--trust", other_root)
    assert run(*args).exit_code == 1
    assert run(*args, "--trust", "root.pem").exit_code == 0


def test_enveloping(run: Run, letter: Path) -> None:
    signed = run("sign", letter, "-o", "-", *PEM, "--packaging", "enveloping")
    done = run("verify", "-", "--trust", "root.pem", *AT, stdin=signed.stdout_bytes)
    assert (signed.exit_code, done.exit_code) == (0, 0)


@pytest.mark.parametrize(("lang", "word"), [("en", "national gate"), ("fr", "contrôle national")])
def test_an_enveloped_cda_is_said_to_be_refused(
    run: Run, letter: Path, lang: str, word: str
) -> None:
    signed = run("sign", letter, "-o", "a.xml", *PEM, "--packaging", "enveloped", "--lang", lang)
    assert signed.exit_code == 0
    assert word in signed.stderr
    assert run("verify", "a.xml", "--trust", "root.pem", *AT).exit_code == 0
    refused = run("validate", "a.xml", "--format", "json")
    assert refused.exit_code == 1
    (entry,) = json.loads(refused.stdout)["files"]
    errors = [i["rule"] for i in entry["issues"] if i["severity"] == "error"]
    assert errors == ["SIGN.enveloped.refused"]


def test_a_fhir_bundle_is_signed_inside(run: Run) -> None:
    bundle = b'{"resourceType": "Bundle", "type": "document"}'
    signed = run("sign", "-", "-o", "-", *PEM, stdin=bundle)
    assert signed.exit_code == 0, signed.stderr
    assert "application/jose" in signed.stdout
    args = ("verify", "-", "--trust", "root.pem", *AT, "--format", "json")
    done = run(*args, stdin=signed.stdout_bytes)
    assert (done.exit_code, json.loads(done.stdout)["level"]) == (0, "JAdES-B")
    assert run(*args, stdin=signed.stdout_bytes.replace(b"document", b"message")).exit_code == 1
    again = run("sign", "-", "-o", "-", *PEM, stdin=signed.stdout_bytes)
    assert (again.exit_code, again.stdout) == (2, "")


def test_nothing_is_said_of_another_xml(run: Run) -> None:
    done = run("sign", "-", "-o", "-", *PEM, "--packaging", "enveloped", stdin=b"<a>b</a>")
    assert (done.exit_code, done.stderr) == (0, "")


def test_revocation_that_is_not_looked_at_never_passes(
    run: Run, letter: Path, untitled: Path
) -> None:
    run("sign", letter, "-o", "a.xades", *PEM)
    args = ("verify", "a.xades", "--trust", "root.pem", *AT, "--format", "json")
    done = run(*args, "--content", letter, "--revocation", "required")
    said = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (said["outcome"], said["sub_indication"]) == ("indeterminate", "TRY_LATER")
    assert said["revocation"] == "could not be checked"
    for asked in ("--crl", "--ocsp"):
        done = run(*args, "--content", letter, asked, "root.pem")
        assert (done.exit_code, done.stdout) == (2, "")
        assert "this is not" in done.stderr
    failed = json.loads(run(*args, "--content", untitled, "--revocation", "required").stdout)
    assert (failed["outcome"], failed["sub_indication"]) == ("failed", "HASH_FAILURE")


def test_the_same_options_give_the_same_signed_properties(run: Run, letter: Path) -> None:
    args = ("sign", letter, "-o", "-", *PEM, "--id-seed", "a")
    one, two = run(*args).stdout, run(*args).stdout
    start = "<ds:SignatureValue"
    assert one.partition(start)[0] == two.partition(start)[0]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("sign", "letter.xml", "-o", "-", *LOCKED), "the private key is encrypted"),
        (("sign", "letter.xml", "-o", "-", *LOCKED, "--password-env", "NO"), "no environment"),
        (("sign", "letter.xml", "-o", "-", "--key", "key.p12"), "PKCS#12"),
        (("sign", "letter.xml", "-o", "-", "--key", "key.pem"), "certificate"),
        (("sign", "letter.xml", "-o", "-", "--key", "none.pem"), "none.pem"),
        (("sign", "none.xml", "-o", "-", *PEM), "none.xml"),
        (("sign", "letter.xml", "-o", "-", *PEM, "--profile", "x"), "unknown signature profile"),
        (("sign", "letter.xml", "-o", "-", *PEM[:4], "--now", "2099-01-01T00:00:00Z"), "expired"),
        (("verify", "none.xades", "--trust", "root.pem"), "none.xades"),
        (("verify", "letter.xml", "--trust", "key.pem"), "no certificate in PEM form"),
        (("verify", "letter.xml", "--trust", "root.pem", "--crl", "none.crl"), "none.crl"),
        (("verify", "letter.xml", "--trust", "root.pem", "--at", "noon"), "not a time"),
    ],
)
@pytest.mark.usefixtures("letter")
def test_wrong_usage_exits_2(run: Run, args: tuple[str, ...], says: str) -> None:
    done = run(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr


def test_what_is_not_signed_fails(run: Run, letter: Path) -> None:
    done = run("verify", letter, "--trust", "root.pem", *AT)
    assert done.exit_code == 1
    assert "FORMAT_FAILURE" in done.stdout


def test_what_is_not_xml_cannot_be_enveloped(run: Run) -> None:
    done = run("sign", "-", "-o", "-", *PEM, "--packaging", "enveloped", stdin=b"<a")
    assert (done.exit_code, done.stdout) == (1, "")


def test_levels_with_a_command_for_timestamps(
    run: Run, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way on the command line, with OpenSSL as the authority."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    pki = made(datetime.now(tz=UTC).replace(microsecond=0))
    OpensslAuthority(tmp_path, pki)
    monkeypatch.chdir(tmp_path)
    Path("signer.pem").write_bytes(pki["signer"].key_pem + pki["signer"].pem + pki["issuer"].pem)
    Path("root.pem").write_bytes(pki["root"].pem)
    Path("time_root.pem").write_bytes(pki["time_root"].pem)
    lists = []
    for number, crl in enumerate(pki.crls()):
        Path(f"{number}.crl").write_bytes(crl)
        lists += ["--crl", f"{number}.crl"]
    clock = "openssl ts -reply -queryfile /dev/stdin -config ts.cnf -section ts"
    clock += " -signer cert.pem -inkey key.pem -chain chain.pem"
    trust = ("--trust", "root.pem", "--timestamp-trust", "time_root.pem")
    made_by = ("sign", letter, "-o", "a.xades", "--key", "signer.pem")
    levels = {"xades-t": (), "xades-lt": lists, "xades-lta": lists}
    for level, given in levels.items():
        done = run(*made_by, "--profile", level, "--timestamp-command", clock, *trust, *given)
        assert (done.exit_code, done.stdout) == (0, ""), done.stderr
        asked = () if level == "xades-t" else ("--revocation", "required")
        checked = ("verify", "a.xades", "--content", letter, *trust, "--level", level)
        found = run(*checked, *asked, "--format", "json")
        assert (found.exit_code, json.loads(found.stdout)["level"].lower()) == (0, level)
    again = ("augment", "a.xades", "-o", "b.xades", "--content", letter, *trust, *lists)
    clocked = ("--profile", "xades-lta", "--timestamp-command", clock)
    renewed = run(*again, *clocked)
    assert (renewed.exit_code, renewed.stdout) == (0, ""), renewed.stderr
    report = run("verify", "b.xades", "--content", letter, *trust, "--format", "json")
    assert [t["kind"] for t in json.loads(report.stdout)["timestamps"]].count("archive") == 2
    Path("b.xades").unlink()
    assert run(*again[:4], *clocked, "--content", "root.pem").exit_code == 2
    assert not Path("b.xades").exists()
    wanted = run(*checked, "--level", "xades-x")
    assert (wanted.exit_code, "unknown level" in wanted.stderr) == (2, True)
    Path("a.xades").unlink()
    for command in ("false", "/none/such", "'"):
        done = run(*made_by, "--profile", "xades-t", "--timestamp-command", command)
        assert done.exit_code == 2
        assert not Path("a.xades").exists()
