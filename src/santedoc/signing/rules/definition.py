"""One rule of the family SIGN, and the specifications that these rules come from."""

from __future__ import annotations

from santedoc.report import Rule, Severity, Stage, Text

EN_319_102 = "ETSI EN 319 102-1 V1.3.1"
EN_319_132 = "ETSI EN 319 132-1 V1.2.1"
XMLDSIG = "W3C XML Signature 1.1"

ASK_AGAIN = Text(
    "Ask the signer for a new signature.", "Demander une nouvelle signature au signataire."
)


def rule(
    identifier: str,
    text: Text,
    why: Text,
    fix: Text,
    source: str,
    *,
    severity: Severity = Severity.ERROR,
) -> Rule:
    """Return a rule on signatures.

    Args:
        identifier: ``SIGN.…``.
        text: what is wrong.
        why: why it matters.
        fix: what to do.
        source: the specification and its clause.
        severity: an error keeps the signature from passing.
    """
    return Rule(
        id=identifier,
        severity=severity,
        stage=Stage.SIGNATURE,
        kind="signature",
        text=text,
        why=why,
        fix=fix,
        source=source,
    )
