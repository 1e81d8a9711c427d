from __future__ import annotations

from santedoc.render import render
from santedoc.report import Report, Severity, Stage
from tests.unit.render.conftest import issue


def test_the_whole_text(unchecked: Report, passed: Report) -> None:
    found = issue("HEADER.title.format", Severity.ERROR, Stage.HEADER, "x")
    broken = Report(
        file="a.xml",
        format="cda",
        model="LDL-SES",
        edition="2022.01",
        issues=(found,),
        not_requested=(Stage.PROFILE,),
    )
    assert render([broken, unchecked, passed], "text") == (
        "a.xml: FAILED (CDA, LDL-SES 2022.01)\n"
        "  error HEADER.title.format, line 12\n"
        "    /ClinicalDocument/recordTarget[1]/patientRole[1] (Patient > Name > •••)\n"
        "    The value x is wrong. A reader needs it. Correct it.\n"
        "  not requested: profiles\n"
        "\n"
        "b.xml: INDETERMINATE (CDA)\n"
        "  Templates: could not be checked\n"
        "  Signature: could not be checked\n"
        "  not everything could be checked: this is not a pass\n"
        "\n"
        "c.xml: PASSED (CDA)\n"
        "\n"
        "3 files: 1 passed, 1 failed, 1 indeterminate. 1 error, no warnings.\n"
    )


def test_the_french_text(failed: Report) -> None:
    text = render([failed], "text", lang="fr")
    assert "lettre é.xml : REFUSÉ (CDA, LDL-SES 2022.01)\n" in text
    assert "  erreur HEADER.name.format, ligne 12\n" in text
    assert "  Modèles de contenus : vérification impossible\n" in text
    assert text.endswith("1 fichier : 1 refusé. 1 erreur, 1 avertissement, 1 remarque.\n")


def test_long_messages_are_wrapped_and_paths_are_not() -> None:
    found = issue("X.y", Severity.ERROR, Stage.HEADER, "word " * 60)
    lines = render([Report(file="a.xml", issues=(found,))], "text").splitlines()
    assert max(len(line) for line in lines) <= 100
    assert sum("word" in line for line in lines) > 2


def test_a_file_name_cannot_drive_a_terminal() -> None:
    text = render([Report(file="a\x1b[2J\nb\u202e.xml")], "text")
    assert text.startswith("a\ufffd[2J b\ufffd.xml: PASSED\n")


def test_no_file() -> None:
    assert render([], "text") == "No files.\n"
    assert render([], "text", lang="fr") == "Aucun fichier.\n"
