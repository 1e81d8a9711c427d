"""What an identity check finds: a rule of the INS family and its particulars, no place yet.

A finding says *what* is wrong with a plain value. Where the value stood (an element of a CDA
document, a field of a FHIR resource) is known to the layer that asked: it turns the finding into an
issue with `Finding.at`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from santedoc.errors import InvalidValueError
from santedoc.report import Issue, Location, Rule, Severity, Stage, Text

_NOWHERE = Location(xpath="")
_REMARK = "remark"
_REFUSAL = "identity"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule of identity that a plain value breaks.

    Args:
        rule: the rule.
        params: particulars of the message; values of the identity are `Private`.

    Examples:
        >>> from santedoc.ins import matricule
        >>> (finding,) = matricule.check("279035121518988")
        >>> finding.rule.id, finding.refuses
        ('INS.matricule.key', True)
        >>> finding.message().partition(".")[0]
        'INS matricule: the key does not match the number (found •••, computed •••)'
    """

    rule: Rule
    params: Mapping[str, str | Text] = field(default_factory=dict)

    @property
    def refuses(self) -> bool:
        """Whether the value is wrong; a remark lets it pass."""
        return self.rule.kind != _REMARK

    def message(self, lang: str = "en", *, reveal: bool = False) -> str:
        """Return what is wrong, why it matters and what to do.

        Args:
            lang: ``"en"`` or ``"fr"``.
            reveal: show the values of the identity.
        """
        return self.at(_NOWHERE).message(lang, reveal=reveal)

    def at(self, location: Location) -> Issue:
        """Return the issue that says this finding at a place."""
        return Issue(self.rule, location, self.params)


def finding(rule_id: str, **params: str | Text) -> Finding:
    """Return a finding of a rule of this package.

    Args:
        rule_id: for instance ``INS.matricule.key``.
        **params: particulars of the message.

    Raises:
        KeyError: no rule bears that id.
    """
    return Finding(_rules()[rule_id], params)


def refuse(findings: Iterable[Finding], *, field: str | None = None) -> None:
    """Raise for the first finding that refuses; remarks pass.

    Args:
        findings: what a check returned.
        field: name of the argument at fault, put in front of the message.

    Raises:
        InvalidValueError: with the message of the finding, values masked.
    """
    for one in findings:
        if one.refuses:
            raise InvalidValueError(one.message("en"), one.message("fr"), field=field)


def accepted(findings: Iterable[Finding]) -> bool:
    """Return whether no finding refuses."""
    return not any(one.refuses for one in findings)


def rules() -> Iterator[Rule]:
    """Yield every rule of the families INS, PSID and ORGID, by id."""
    yield from _rules().values()


@cache
def _rules() -> Mapping[str, Rule]:
    data = tomllib.loads(files("santedoc.ins").joinpath("rules.toml").read_text("utf-8"))
    found = [_rule(rule_id, entry) for rule_id, entry in data["rule"].items()]
    for family, number in data["number"].items():
        params = {
            "what": Text(**number["what"]),
            "form": Text(**number["form"]),
            "length": number["length"],
        }
        found += [
            _rule(f"{family}.{shape}", entry | {"source": number["source"]}, params)
            for shape, entry in data["shape"].items()
            if shape not in number.get("without", ())
        ]
    return {rule.id: rule for rule in sorted(found, key=lambda rule: rule.id)}


def _rule(
    rule_id: str, entry: Mapping[str, Any], params: Mapping[str, str | Text] | None = None
) -> Rule:
    consistency = rule_id.startswith("INS.consistency.")
    return Rule(
        id=rule_id,
        # The national gate looks at none of this: an error here would refuse what it accepts.
        severity=Severity(entry.get("severity", Severity.WARNING)),
        stage=Stage.CONSISTENCY if consistency else Stage.IDENTITY,
        kind=_REMARK if entry.get("remark") else _REFUSAL,
        text=Text(**entry["text"]),
        why=Text(**entry["why"]),
        fix=Text(**entry["fix"]),
        params=params or {},
        source=entry["source"],
    )
