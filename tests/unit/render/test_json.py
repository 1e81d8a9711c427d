from __future__ import annotations

import json

from santedoc.render import render
from santedoc.report import Report


def test_the_shape_that_scripts_rely_on(failed: Report) -> None:
    found = json.loads(render([failed], "json", lang="fr"))
    (file,) = found.pop("files")
    assert found == {}
    first = file.pop("issues")[0]
    assert file == {
        "file": "lettre é.xml",
        "format": "cda",
        "model": "LDL-SES",
        "edition": "2022.01",
        "outcome": "failed",
        "skipped": ["template"],
        "not_requested": ["profile"],
    }
    assert first == {
        "rule": "HEADER.name.format",
        "severity": "error",
        "stage": "header",
        "location": {
            "xpath": "/ClinicalDocument/recordTarget[1]/patientRole[1]",
            "line": 12,
            "breadcrumb": ["Patient", "Nom", "•••"],
        },
        "message": "La valeur ••• est fausse. Un lecteur en a besoin. La corriger.",
    }


def test_an_archive_has_its_own_entry(archive: Report) -> None:
    files = json.loads(render([archive], "json"))["files"]
    assert [(one["file"], one["format"], one["outcome"]) for one in files] == [
        ("a.zip", "xdm", "failed"),
        ("a.zip!IHE_XDM/SUBSET01/DOC0001.XML", "cda", "failed"),
    ]


def test_no_file_is_an_empty_list() -> None:
    assert json.loads(render([], "json")) == {"files": []}
