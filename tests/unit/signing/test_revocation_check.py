"""CRLs and OCSP responses: good, revoked, stale, foreign, forged."""

from __future__ import annotations

import asyncio
import builtins
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from santedoc.context import Context
from santedoc.report import Outcome
from santedoc.signing import (
    FetchedRevocation,
    GivenRevocation,
    Revocation,
    RevocationValues,
    SignatureReport,
    SubIndication,
    sign,
    verify,
)
from santedoc.signing.revocation_check import Status, revocation_of
from tests.pki import NOW, Pki, made

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def pki() -> Pki:
    return made()


def status(
    pki: Pki, name: str, source: GivenRevocation, *, day: float = 0, carried: bytes | None = None
) -> Status:
    chain = [pki[one].certificate for one in (name, "issuer", "root")]
    values = RevocationValues(ocsps=(carried,)) if carried else RevocationValues()
    at = NOW + timedelta(days=day)
    return revocation_of(chain, carried=values, source=source, at=at).status


def test_lists_and_responses_both_serve(pki: Pki) -> None:
    lists = GivenRevocation(crls=pki.crls())
    assert status(pki, "signer", lists, day=1) is Status.GOOD
    root = pki.crl("root")
    responses = GivenRevocation(crls=[root], ocsps=[pki.ocsp("signer")])
    assert status(pki, "signer", responses, day=1) is Status.GOOD
    assert status(pki, "stolen", responses, day=1) is Status.UNKNOWN
    assert status(pki, "signer", GivenRevocation(), day=1) is Status.UNKNOWN


def test_every_certificate_of_the_path_is_asked_about(pki: Pki) -> None:
    assert status(pki, "signer", GivenRevocation(crls=[pki.crl("issuer")])) is Status.UNKNOWN
    assert status(pki, "signer", GivenRevocation(crls=[pki.crl("root")])) is Status.UNKNOWN


def test_a_revoked_certificate_is_found_whoever_says_so(pki: Pki) -> None:
    lists = GivenRevocation(crls=pki.crls(day=2))
    assert status(pki, "stolen", lists, day=2) is Status.REVOKED
    response = GivenRevocation(crls=[pki.crl("root", day=2)], ocsps=[pki.ocsp("stolen", day=2)])
    assert status(pki, "stolen", response, day=2) is Status.REVOKED


def test_an_older_good_word_does_not_hide_a_revocation(pki: Pki) -> None:
    """The message brings a response of day 0, valid still; the caller knows of the theft."""
    lists = GivenRevocation(crls=pki.crls(day=2))
    assert status(pki, "stolen", lists, day=2, carried=pki.ocsp("stolen")) is Status.REVOKED


def test_a_list_published_later_tells_of_the_time_before(pki: Pki) -> None:
    lists = GivenRevocation(crls=pki.crls(day=2))
    assert status(pki, "stolen", lists, day=0.5) is Status.GOOD
    assert status(pki, "stolen", lists, day=1.5) is Status.REVOKED


def test_a_stale_list_says_nothing(pki: Pki) -> None:
    assert status(pki, "signer", GivenRevocation(crls=pki.crls()), day=8) is Status.UNKNOWN


def test_lists_of_others_and_forged_ones_say_nothing(pki: Pki) -> None:
    foreign = made(NOW + DAY)
    assert status(pki, "signer", GivenRevocation(crls=foreign.crls())) is Status.UNKNOWN
    crl = pki.crl("issuer")
    forged = crl[:-3] + bytes([crl[-3] ^ 1]) + crl[-2:]
    assert status(pki, "signer", GivenRevocation(crls=[pki.crl("root"), forged])) is Status.UNKNOWN


@pytest.fixture(scope="module")
def report_of(pki: Pki, document: bytes) -> Any:
    def made_report(name: str, source: Any, *, day: float = 1) -> SignatureReport:
        context = Context.seeded(NOW, "revocation")
        signature = sign(document, pki.signer(name), context=context)
        at = NOW + timedelta(days=day)
        return verify(signature, content=document, trust=pki.trust, at=at, revocation=source)

    return made_report


def test_the_verdict_has_the_words_of_the_standard(report_of: Any, pki: Pki) -> None:
    good = report_of("signer", pki.revocation())
    assert (good.outcome, good.revocation) == (Outcome.PASSED, Revocation.GOOD)
    revoked = report_of("stolen", GivenRevocation(crls=pki.crls(day=2)), day=2)
    assert revoked.sub_indication is SubIndication.REVOKED_NO_POE
    assert revoked.outcome is Outcome.INDETERMINATE
    assert revoked.revocation is Revocation.REVOKED
    unknown = report_of("signer", GivenRevocation())
    assert unknown.sub_indication is SubIndication.TRY_LATER
    assert unknown.revocation is Revocation.UNKNOWN
    assert report_of("signer", None).revocation is Revocation.NOT_REQUESTED


def test_a_revoked_issuer_is_told_apart(pki: Pki, document: bytes) -> None:
    held = pki["issuer"]
    entry = (
        x509.RevokedCertificateBuilder()
        .serial_number(held.certificate.serial_number)
        .revocation_date(NOW)
        .build()
    )
    from cryptography.hazmat.primitives import hashes

    crl = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(pki["root"].certificate.subject)
        .last_update(NOW)
        .next_update(NOW + 7 * DAY)
        .add_revoked_certificate(entry)
        .sign(pki["root"].key, hashes.SHA256())
        .public_bytes(Encoding.PEM)
    )
    signature = sign(document, pki.signer(), context=Context.seeded(NOW, "issuer"))
    report = verify(
        signature,
        content=document,
        trust=pki.trust,
        at=NOW + DAY,
        revocation=GivenRevocation(crls=[crl, pki.crl("issuer")]),
    )
    assert report.sub_indication is SubIndication.REVOKED_CA_NO_POE


def test_addresses_are_asked_through_the_caller(report_of: Any, pki: Pki) -> None:
    asked: list[tuple[str, bool]] = []

    def fetch(address: str, body: bytes | None) -> bytes:
        asked.append((address, body is not None))
        if address.endswith("ocsp"):
            return pki.ocsp("signer")
        return pki.crl(address.removeprefix("http://pki.test/").removesuffix(".crl"))

    report = report_of("signer", FetchedRevocation(fetch))
    assert report.revocation is Revocation.GOOD
    assert asked == [("http://pki.test/root.crl", False), ("http://pki.test/ocsp", True)]


def test_it_works_inside_the_event_loop_of_the_caller(report_of: Any, pki: Pki) -> None:
    async def caller() -> Revocation:
        found: Revocation = report_of("signer", pki.revocation()).revocation
        return found

    assert asyncio.run(caller()) is Revocation.GOOD


def test_without_the_extra_it_says_so_and_never_passes(
    report_of: Any, pki: Pki, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = builtins.__import__

    def without(name: str, *arguments: Any) -> Any:
        if name.startswith("pyhanko_certvalidator"):
            raise ImportError(name)
        return genuine(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without)
    report = report_of("signer", pki.revocation())
    assert report.sub_indication is SubIndication.TRY_LATER
    assert "pip install 'santedoc[revocation]'" in report.errors[0].message("en")
