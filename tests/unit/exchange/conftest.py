"""What the tests of the exchange share: two letters of one patient, and an archive of them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import santedoc
from santedoc import samples
from santedoc.context import Context
from santedoc.exchange.metadata import describe
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import SignedMember, sign_set
from santedoc.xmlkit import parse, q

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SIGNATURE = b'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'


def seeded() -> Context:
    return Context.seeded(NOW, "exchange")


@cache
def letter() -> bytes:
    return santedoc.build(samples.example("LDL-SES"))


@cache
def level_1() -> bytes:
    return santedoc.build(samples.level_1())


SET_ID = "2.25.42"


@cache
def pki() -> ThrowAwayPki:
    return ThrowAwayPki.create(context=seeded())


@cache
def set_signature() -> bytes:
    """The signature of the set `SET_ID`, with a letter and a document of level 1."""
    members = [
        SignedMember.of(str(describe(one).entry.unique_id), one) for one in (letter(), level_1())
    ]
    return sign_set(members, pki().signer, submission_set=SET_ID, context=seeded())


@cache
def packed() -> bytes:
    """An archive with a letter, a document of level 1 and their signature."""
    return santedoc.pack(
        [letter(), level_1()], context=seeded(), signature=set_signature(), set_id=SET_ID
    )


def changed(data: bytes, *path: str, **attributes: str) -> bytes:
    """Return a document with attributes of one element set, by its path of CDA names."""
    from santedoc.xmlkit import CDA, serialise

    root = parse(data)
    found = root.find("/".join(q(CDA, name) for name in path))
    assert found is not None
    for name, value in attributes.items():
        found.set(name, value)
    return serialise(root)
