"""``santedoc models``."""

from __future__ import annotations

import json

from tests.unit.cli.conftest import Run


def test_json_lists_what_is_known(run: Run) -> None:
    models = json.loads(run("models", "--format", "json").stdout)["models"]
    letter = next(one for one in models if one["code"] == "LDL-SES")
    assert letter == {
        "code": "LDL-SES",
        "edition": "2022.01",
        "name": "Lettre de liaison à la sortie d'un établissement de soins",
        "templateId": "1.2.250.1.213.1.1.1.29",
        "build": True,
        "parse": True,
        "check": True,
        "fhir": True,
        "variants": [],
    }


def test_text_says_what_to_do_with_a_pdf(run: Run) -> None:
    assert "--pdf FILE" in run("models").stdout
    assert "--pdf FICHIER" in run("models", lang="fr_FR.UTF-8").stdout


def test_schema(run: Run) -> None:
    schema = json.loads(run("models", "--schema", "LDL-SES").stdout)
    assert schema["properties"]["model"] == {"const": "LDL-SES"}
    generic = json.loads(run("models", "--schema", "Document").stdout)
    assert generic["properties"]["model"] == {"const": None}


def test_schema_of_an_unknown_model(run: Run) -> None:
    done = run("models", "--schema", "XXX", "--lang", "fr")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "modèle de document inconnu 'XXX' ; connus : " in done.stderr
    assert run("models", "--schema", "LDL-SES", "--edition", "1").exit_code == 2
