"""Values of the model: frozen, and one clear error that never shows the value."""

from __future__ import annotations

import pytest

from santedoc.errors import InvalidValueError
from santedoc.model.datatypes import Address, Code, HumanName, Identifier
from santedoc.model.people import AssignedEntity, Author

SECRET = "DUPONT-SECRET"


def test_a_value_is_frozen() -> None:
    name = HumanName(family="MARTIN")
    with pytest.raises(Exception, match="frozen"):
        name.family = "AUTRE"


@pytest.mark.parametrize(
    ("make", "field", "english", "french"),
    [
        (Identifier, "root", "is required", "est obligatoire"),
        (
            lambda: Identifier(root="1.2", nom=SECRET),  # type: ignore[call-arg]
            "nom",
            "is not a field",
            "n'est pas un champ",
        ),
        (lambda: HumanName(family=[SECRET]), "family", "must be a text", "doit être un texte"),  # type: ignore[arg-type]
        (
            lambda: Author.from_json({"time": "2020", "entity": {"name": {"family": [SECRET]}}}),
            "entity.name.family",
            "must be a text",
            "doit être un texte",
        ),
        (
            lambda: Author.from_json({"time": "2020-02-30", "entity": {}}),
            "time",
            "not a date that exists",
            "cette date n'existe pas",
        ),
    ],
)
def test_an_error_names_the_field_and_not_the_value(
    make: object, field: str, english: str, french: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()  # type: ignore[operator]
    error = caught.value
    assert error.field == field
    assert english in str(error)
    assert french in error.message("fr")
    assert SECRET not in str(error)
    assert SECRET not in error.message("fr")
    assert error.__cause__ is None, "pydantic's own error quotes its input"


def test_replaced_checks_like_a_new_value() -> None:
    code = Code(code="A", system="1.2")
    assert code.replaced(code="B") == Code(code="B", system="1.2")
    with pytest.raises(InvalidValueError):
        code.replaced(code=None)


def test_json_and_back() -> None:
    entity = AssignedEntity(
        identifiers=Identifier(root="1.2", extension="8"),  # type: ignore[arg-type]  # one is many
        addresses=(Address(city="PARIS"),),
        name=HumanName(family="MARTIN", given="Anne"),  # type: ignore[arg-type]
    )
    assert AssignedEntity.from_json(entity.to_json()) == entity
    assert entity.to_json()["name"] == {"family": "MARTIN", "given": ["Anne"]}
