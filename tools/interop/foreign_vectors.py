"""Verify signatures that others published, and print what is found of each.

Usage: python tools/interop/foreign_vectors.py FOLDER > tests/interop/signing/foreign_vectors.tsv

FOLDER is a checkout of the tests of signxml (github.com/XML-Security/signxml, `test/`), which hold
the W3C and IETF interoperability suites (merlin, phaos, aleksey, TR2012) and XAdES signatures of
several makers. They stay where they are: the table keeps names, hashes and outcomes only.

Each file is judged twice, with its own certificates as anchors: with the policy by default, and
with the weakest one that can be asked for, at a time when its certificate was valid.
"""

from __future__ import annotations

import hashlib
import sys
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from santedoc.context import Context
from santedoc.errors import UnreadableError
from santedoc.samples.pki import ThrowAwayPki
from santedoc.signing import SignatureReport, Trust, VerificationPolicy, verify
from santedoc.signing.reading import ReadSignature, RefusedError, read_signature
from santedoc.signing.timestamp_tokens import BadTokenError, Token, read_token
from santedoc.xmlkit import DS, parse, q

WEAKEST = VerificationPolicy(accept_sha1=True, require_baseline=False, min_rsa_bits=512)
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def table(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield a line for each signed file: name, hash, outcome by default, outcome at the weakest."""
    yield "file", "sha256", "level", "by default", "at the weakest", "why"
    for file in sorted(folder.rglob("*.xml")):
        data = file.read_bytes()
        if not _is_signed(data):
            continue
        strict, weak = (_judged(data, file.parent, policy) for policy in (None, WEAKEST))
        yield (
            file.relative_to(folder).as_posix(),
            hashlib.sha256(data).hexdigest(),
            weak.level.value if weak.level else "-",
            _verdict(strict),
            _verdict(weak),
            " ".join(sorted({issue.rule.id for issue in weak.errors})) or "-",
        )


def _judged(data: bytes, beside: Path, policy: VerificationPolicy | None) -> SignatureReport:
    trust, at, content = _trust_and_time(data, beside)
    return verify(data, trust=trust, at=at, content=content, policy=policy or VerificationPolicy())


def _trust_and_time(data: bytes, beside: Path) -> tuple[Trust, datetime, dict[str, bytes] | None]:
    nobody = ThrowAwayPki.create(context=Context.seeded(NOW, "nobody")).trust
    try:
        read = read_signature(data, WEAKEST)
    except RefusedError:
        return nobody, NOW, None
    named = [r.uri for r in read.references if r.uri and not r.uri.startswith("#")]
    content = {
        uri: (beside / uri).read_bytes() for uri in named if (beside / uri).is_file()
    } or None
    if not read.certificates:
        return nobody, NOW, content
    leaf = read.certificates[0]
    at = min(NOW, leaf.not_valid_after_utc)
    clocks = tuple(one for token in _tokens(read) for one in token.certificates)
    return Trust(anchors=read.certificates, timestamp_anchors=clocks), at, content


def _tokens(read: ReadSignature) -> Iterator[Token]:
    for stamp in read.unsigned.stamps:
        for der in stamp.tokens:
            try:
                yield read_token(der)
            except BadTokenError:
                continue


def _is_signed(data: bytes) -> bool:
    try:
        return next(parse(data).iter(q(DS, "Signature")), None) is not None
    except UnreadableError:
        return b"Signature" in data


def _verdict(report: SignatureReport) -> str:
    reason = report.sub_indication
    return f"{report.outcome.value} {reason}" if reason else report.outcome.value


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # certificates of another age
    for line in table(Path(sys.argv[1])):
        print("\t".join(line))
