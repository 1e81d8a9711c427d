"""Every number module has the same verbs, and none shows a number in an error."""

from __future__ import annotations

from types import ModuleType

import pytest

from santedoc.errors import InvalidValueError
from santedoc.ins import adeli, finess, matricule, oids, rpps, siren, siret

RIGHT = {
    matricule: "279035121518989",
    oids: "1.2.250.1.213.1.4.8",
    rpps: "10100997245",
    adeli: "0B1057294",
    finess: "750803447",
    siren: "732829320",
    siret: "73282932000074",
}
WRONG = {
    matricule: ["279035121518988", "27903512151898X", "2790351215189"],
    oids: ["1.2.250.1.213.1.4.2", "279035121518989"],
    rpps: ["10100997246", "1010099724X"],
    adeli: ["0BX057294"],
    finess: ["750803448", "75080344X"],
    siren: ["732829321", "73282932X"],
    siret: ["73282932000079", "7328293200007X"],
}


def name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


@pytest.mark.parametrize("module", RIGHT, ids=name)
def test_the_same_verbs(module: ModuleType) -> None:
    number = RIGHT[module]
    assert module.check(number) == ()
    assert module.is_valid(number)
    assert module.validate(number) == number
    assert module.compact(module.format(number)) == number
    assert module.parse(number) == module.parse(module.format(number))


@pytest.mark.parametrize(
    ("module", "text"), [(module, text) for module, texts in WRONG.items() for text in texts]
)
def test_an_error_never_shows_the_number(module: ModuleType, text: str) -> None:
    assert not module.is_valid(text)
    for verb in (module.parse, module.validate):
        with pytest.raises(InvalidValueError) as caught:
            verb(text)
        for lang in ("en", "fr"):
            assert text not in caught.value.message(lang)
            assert text[2:9] not in caught.value.message(lang)


@pytest.mark.parametrize(
    ("module", "parts"),
    [
        (rpps, ("1010099724", "5")),
        (adeli, ("0B", "1057294")),
        (finess, ("75", "080344", "7")),
        (siren, ("73282932", "0")),
        (siret, ("732829320", "00074")),
    ],
)
def test_the_parts_of_a_number(module: ModuleType, parts: tuple[str, ...]) -> None:
    assert tuple(module.parse(RIGHT[module])) == parts


def test_what_a_matricule_and_an_oid_say() -> None:
    assert matricule.parse(RIGHT[matricule]) == matricule.Matricule(RIGHT[matricule])
    assert oids.parse(RIGHT[oids]) == oids.classify(oids.NIR)
