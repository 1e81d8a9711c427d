"""Verify each kind of signature that we make with EU DSS, the European reference implementation.

Usage: python tools/interop/dss.py [FOLDER]

Needs Maven, Java 17 and a repository of Maven's; DSS (LGPL) is fetched, run and never shipped. The
signatures are made here, now, with the infrastructure of the tests; LT and LTA are given no
revocation but what they carry. Exits 1 when DSS says anything but passed, or another level.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain, product
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from santedoc.context import Context  # noqa: E402
from santedoc.jsonkit import canonical_fhir, read_json  # noqa: E402
from santedoc.signing import (  # noqa: E402
    CANONICAL,
    CANONICAL_DOCUMENT,
    Level,
    Packaging,
    SignatureAlgorithm,
    SignedMember,
    augment,
    countersign,
    sign,
    sign_bundle,
    sign_set,
)
from tests.pki import Pki, made  # noqa: E402

DOCUMENT = (
    b"<?xml version='1.0' encoding='UTF-8'?>\n<?xml-stylesheet href='a.xsl' type='text/xsl'?>\n"
    b"<ClinicalDocument xmlns='urn:hl7-org:v3'><title>Lettre</title></ClinicalDocument>\n"
)
_RSA = [one for one in SignatureAlgorithm if "RSA" in one.name and "SHA1" not in one.name]


def signatures(pki: Pki) -> Iterator[tuple[str, str, bytes]]:
    """Yield name, expected level and bytes of each signature."""
    context = Context.seeded(pki.now, "dss")
    timestamper, revocation = pki.clock(), pki.revocation()
    for packaging in Packaging:
        signed = sign(
            DOCUMENT, pki.signer(), context=context, packaging=packaging, reference="a.xml"
        )
        yield f"{packaging}-B", "XAdES-BASELINE-B", signed
        for level in (Level.XADES_T, Level.XADES_LT, Level.XADES_LTA):
            better = augment(
                signed,
                level,
                timestamper=timestamper,
                trust=pki.trust,
                revocation=revocation,
                content=DOCUMENT if packaging is Packaging.DETACHED else None,
                context=context,
            )
            short = level.value.removeprefix("XAdES-")
            yield f"{packaging}-{short}", f"XAdES-BASELINE-{short}", better
    for algorithm, packaging in product(_RSA, (Packaging.DETACHED,)):
        signed = sign(
            DOCUMENT,
            pki.signer("second"),
            context=context,
            packaging=packaging,
            algorithm=algorithm,
            reference="a.xml",
        )
        yield f"{packaging}-{algorithm.name}", "XAdES-BASELINE-B", signed


def others(pki: Pki) -> Iterator[tuple[str, str, bytes]]:
    """Yield the signature of a submission set, and one that a second signer confirms."""
    context = Context.seeded(pki.now, "dss others")
    members = [SignedMember.of("1.2.3.1", DOCUMENT)]
    signed = sign_set(members, pki.signer(), submission_set="1.2.3", context=context)
    yield "set-B", "XAdES-BASELINE-B", signed
    better = augment(
        signed,
        Level.XADES_LTA,
        timestamper=pki.clock(),
        trust=pki.trust,
        revocation=pki.revocation(),
        content={"urn:oid:1.2.3.1": DOCUMENT},
        context=context,
    )
    yield "set-LTA", "XAdES-BASELINE-LTA", better
    signed = sign(DOCUMENT, pki.signer(), context=context, packaging="enveloping")
    confirmed = countersign(signed, pki.signer("second"), context=context)
    yield "countersigned", "XAdES-BASELINE-B", confirmed


def bundles(pki: Pki) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield name, JSON Web Signature and payload of signed FHIR Bundles."""
    context = Context.seeded(pki.now, "dss bundles")
    bundle = b'{"resourceType":"Bundle","id":"a","type":"document","total":1.50}'
    for name, method in (("bundle", CANONICAL), ("bundle-document", CANONICAL_DOCUMENT)):
        for signer in ("signer", "second"):
            signed = sign_bundle(
                bundle, pki.signer(signer), context=context, canonicalisation=method
            )
            jws = base64.b64decode(read_json(signed)["signature"]["data"])
            yield f"{name}-{signer}", jws, canonical_fhir(read_json(bundle), method)


def main(folder: Path) -> int:
    """Make the signatures, run DSS over them, print its lines; return the exit code."""
    now = datetime.now(tz=UTC).replace(microsecond=0)
    pki = made(now)
    project = ROOT / "tools" / "interop" / "dss"
    (folder / "a.xml").write_bytes(DOCUMENT)
    for name in ("root", "time_root"):
        (folder / f"{name}.pem").write_bytes(pki[name].pem)
    crls = []
    for number, crl in enumerate(pki.crls()):
        crls.append(folder / f"{number}.crl")
        crls[-1].write_bytes(crl)
    expected = {}
    files = []
    for name, level, signed in chain(signatures(pki), others(pki)):
        file = folder / f"{name}.xml"
        file.write_bytes(signed)
        expected[file.name] = level
        content = f"={folder / 'a.xml'}" if name.startswith(("detached", "set")) else ""
        files.append(f"{file}{content}")
    for name, jws, payload in bundles(pki):
        (folder / f"{name}.jws").write_bytes(jws)
        (folder / f"{name}.payload").write_bytes(payload)
        expected[f"{name}.jws"] = "JAdES-BASELINE-B"
        files.append(f"{folder / name}.jws={folder / name}.payload")
    build = ["mvn", "-q", "-B", "-f", str(project / "pom.xml")]
    subprocess.run(
        [*build, "dependency:copy-dependencies", f"-DoutputDirectory={folder / 'lib'}"], check=True
    )
    sources = [str(one) for one in project.rglob("*.java")]
    subprocess.run(
        ["javac", "-cp", f"{folder / 'lib'}/*", "-d", str(folder / "classes"), *sources], check=True
    )
    said = subprocess.run(
        ["java", "-cp", f"{folder / 'classes'}:{folder / 'lib'}/*", "santedoc.Verify"]
        + ["--trust", str(folder / "root.pem"), str(folder / "time_root.pem"), "--crl"]
        + [str(one) for one in crls]
        + ["--", *files],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    print(said, end="")
    bad = 0
    for line in said.splitlines():
        name, level, indication, *_ = line.split("\t")
        wanted = expected.pop(name)
        stamps = line.partition("timestamps [")[2].partition("]")[0].split(", ")
        count = {"T": 1, "LT": 1, "LTA": 2}.get(wanted.rpartition("-")[2], 0)
        good = level == wanted and indication == "TOTAL_PASSED" and "errors []" in line
        good = good and [one for one in stamps if one] == ["PASSED"] * count
        bad += not good
    bad += len(expected)
    print(f"{len(files)} signatures, {bad} not as expected")
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        target = Path(sys.argv[1]).resolve()
        target.mkdir(parents=True, exist_ok=True)
        sys.exit(main(target))
    with tempfile.TemporaryDirectory() as made_here:
        sys.exit(main(Path(made_here)))
