"""The diseases that a vaccine protects from."""

from __future__ import annotations

import pytest

from santedoc.terminology import target_diseases
from santedoc.terminology.tables import read


@pytest.mark.parametrize(
    ("atc", "diseases"),
    [
        ("J07AN", ("tuberculose",)),
        ("J07AN01", ("tuberculose",)),
        ("J07BD52", ("rougeole", "oreillons", "rubéole")),
        ("J07BD01", ("rougeole",)),
        (
            "J07CA09",
            (
                "diphtérie",
                "Haemophilus influenzae b",
                "coqueluche",
                "poliomyélite",
                "tétanos",
                "hépatite B",
            ),
        ),
        ("J07AM52", ()),  # a combination that is not told: not tetanus alone
        ("J07CA", ()),
        ("J07", ()),
        ("N02BE01", ()),
        ("", ()),
    ],
)
def test_diseases_of_a_class(atc: str, diseases: tuple[str, ...]) -> None:
    assert target_diseases(atc) == diseases


def test_the_table_is_sorted_and_of_vaccines() -> None:
    classes = [atc for atc, _ in read("vaccines.tsv").cells()]
    assert classes == sorted(set(classes))
    assert all(atc.startswith("J07") and len(atc) in {5, 7} for atc in classes)
