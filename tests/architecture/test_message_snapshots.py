"""What the rules say, family by family: a change of wording is a visible diff.

One rule stands for each family and kind; ``…`` is where an issue puts its particulars. The file is
written by ``pytest --write-goldens tests/architecture/test_message_snapshots.py``.
"""

from __future__ import annotations

from santedoc import validation
from santedoc.report import Rule, Stage
from santedoc.report.messages import explain
from tests.conftest import ROOT

GOLDEN = ROOT / "tests" / "goldens" / "messages.txt"


def family(rule: Rule) -> tuple[str, str]:
    """Return what a rule is an example of: rules of templates differ by kind alone."""
    name = "template" if rule.stage is Stage.TEMPLATE else rule.id.partition(".")[0]
    return name, rule.id if rule.text is not None and rule.kind not in _SHARED else rule.kind


_SHARED = frozenset(
    ["attribute", "binding", "cardinality", "datatype", "fixed", "forbidden", "format", "guard",
     "host", "null", "template"]
)  # fmt: skip


def snapshot() -> str:
    chosen: dict[tuple[str, str], Rule] = {}
    for _, rule in sorted(validation.catalogue().items()):
        chosen.setdefault(family(rule), rule)
    lines = []
    for (name, kind), rule in sorted(chosen.items()):
        lines.append(f"[{name} {kind}] {rule.id} ({rule.severity.value}, {rule.stage.value})")
        lines += [f"  {lang}: {' | '.join(explain(rule, lang))}" for lang in ("en", "fr")]
    return "\n".join(lines) + "\n"


def test_the_words_of_each_family(write_goldens: bool) -> None:  # noqa: FBT001
    live = snapshot()
    if write_goldens:
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(live, "utf-8")
    assert GOLDEN.is_file(), "write it with --write-goldens, read it, commit it"
    assert live.splitlines() == GOLDEN.read_text("utf-8").splitlines()


def test_every_message_says_what_why_and_what_to_do() -> None:
    silent = [
        (name, lang)
        for name, rule in validation.catalogue().items()
        for lang in ("en", "fr")
        if not all(explain(rule, lang)[:1])
    ]
    assert silent == []
