"""Archives, messages, mails and requests: whatever bytes are given, a report or a clear refusal."""

from __future__ import annotations

import io
import json
import random
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

import santedoc
from santedoc import Context, samples
from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.exchange import check_archive
from santedoc.exchange.hl7v2 import Endpoint, check_message, read_message, wrap, write_message
from santedoc.exchange.mssante import check_mail, compose
from santedoc.exchange.xds import Payload, provide_and_register, read_request
from santedoc.ins import IdentityStatus
from santedoc.readiness import TARGETS
from santedoc.report import Issue
from tests.interop.hostile.test_any_bytes import rearranged

CONTEXT = Context.seeded(datetime(2026, 11, 23, tzinfo=UTC), "hostile")


@cache
def document() -> bytes:
    return santedoc.build(samples.level_1())


@cache
def archive() -> bytes:
    return santedoc.pack([document()], context=CONTEXT)


@cache
def message() -> bytes:
    one = wrap(
        document(),
        sending=Endpoint("A", "B"),
        receiving=Endpoint("C", "D"),
        identity_status=IdentityStatus.QUALIFIED,
        context=CONTEXT,
    )
    return write_message(one)


@cache
def mail() -> bytes:
    return compose(
        [document()],
        sender="a@b.mssante.fr",
        to=["c@d.mssante.fr"],
        product="N",
        identity_status=IdentityStatus.QUALIFIED,
        context=CONTEXT,
    ).as_bytes()


@cache
def request() -> Payload:
    return provide_and_register([document()], context=CONTEXT)


def told(issues: tuple[Issue, ...]) -> None:
    for issue in issues:
        assert issue.message("en").strip()
        assert issue.message("fr").strip()


def changed(data: bytes, chance: random.Random) -> bytes:
    """Change, remove or double a few pieces."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(found))
        end = min(len(found), start + chance.choice((1, 1, 3, 40)))
        what = chance.randrange(3)
        if what == 0:
            found[start:end] = bytes(chance.randrange(256) for _ in range(end - start))
        elif what == 1:
            del found[start:end]
        else:
            found[start:start] = found[start:end]
    return bytes(found)


@given(st.binary(max_size=300), st.sampled_from(sorted(TARGETS)))
def test_any_bytes(data: bytes, target: str) -> None:
    told(santedoc.ready(data, target=target, identity_status="qualified").errors)
    told(check_message(data).issues)
    told(check_mail(data))
    for content_type in ("application/soap+xml", 'multipart/related; boundary="b"'):
        with suppress(UnreadableError):
            read_request(Payload(content_type, data))


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_pieces_changed(chance: random.Random) -> None:
    told(santedoc.ready(changed(archive(), chance)).errors)
    with suppress(UnreadableError, InvalidValueError):
        read_message(changed(message(), chance))
    told(check_message(changed(message(), chance)).issues)
    told(check_mail(changed(mail(), chance)))
    with suppress(UnreadableError):
        read_request(Payload(request().content_type, changed(request().body, chance)))


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_the_head_of_a_message_changed(chance: random.Random) -> None:
    """Where its structure is: what follows is base64."""
    head, mark, rest = message().partition(b"^Base64^")
    told(check_message(changed(head, chance) + mark + rest).issues)
    told(check_message(head + mark + rest[:40] + changed(rest[-900:], chance)).issues)


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.sampled_from(sorted(TARGETS)))
def test_documents_rearranged(chance: random.Random, target: str) -> None:
    data = rearranged(document(), chance)
    told(santedoc.ready(data, target=target, identity_status="qualified").errors)
    with suppress(UnreadableError, InvalidValueError):
        santedoc.pack([data], context=CONTEXT)


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_metadata_rearranged(chance: random.Random) -> None:
    files = dict(santedoc.unpack(archive()).archive.files)
    name = "IHE_XDM/SUBSET01/METADATA.XML"
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as opened:
        for one, data in files.items():
            opened.writestr(one, rearranged(data, chance) if one == name else data)
    report = santedoc.validate(octets.getvalue())
    for part in report.flat():
        told(part.issues)
    told(santedoc.ready(octets.getvalue(), identity_status="qualified").errors)


@cache
def bundle() -> bytes:
    return santedoc.build(samples.level_1(), to="fhir")


def without(value: object, chance: random.Random, depth: int = 0) -> object:
    """Leave out, double or exchange some of what a JSON text says."""
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if depth < 1 or chance.random() > 0.03}
        return {k: without(v, chance, depth + 1) for k, v in kept.items()}
    if isinstance(value, list):
        kept_list = [one for one in value if depth < 2 or chance.random() > 0.03]
        return [without(one, chance, depth + 1) for one in kept_list]
    return value if chance.random() > 0.02 else chance.choice(("", "x", 1, True, None, [], {}))


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_bundles_rearranged(chance: random.Random) -> None:
    data = json.dumps(without(json.loads(bundle()), chance)).encode()
    told(santedoc.ready(data, identity_status="qualified").errors)
    with suppress(UnreadableError, InvalidValueError):
        santedoc.pack([data], context=CONTEXT)
    files = dict(santedoc.unpack(archive()).archive.files)
    files["IHE_XDM/SUBSET01/DOC0001.XML"] = data
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    told(check_archive(octets.getvalue()).issues)
