"""The writer of value sets: what it makes of good files, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from santedoc.terminology.tables import Table
from tools.write_value_sets import PublicationError, main, read_folder, read_value_set

CONCEPT = '<Concept code="{}" codeSystem="{}" displayName="{}"/>'


def svs(path: Path, *concepts: tuple[str, str, str], **attributes: str) -> Path:
    given = {
        "id": "1.2.3",
        "displayName": path.stem,
        "title": "Couleurs",
        "effectiveDate": "2010-01-01T00:00:00+01:00",
        "revisionDate": "2024-02-03T00:00:00+01:00",
        **attributes,
    }
    listed = "".join(CONCEPT.format(*concept) for concept in concepts)
    named = " ".join(f'{key}="{value}"' for key, value in given.items())
    path.write_text(
        '<RetrieveValueSetResponse xmlns="urn:ihe:iti:svs:2008">'
        f"<ValueSet {named}><ConceptList>{listed}</ConceptList></ValueSet>"
        "</RetrieveValueSetResponse>",
        encoding="utf-8",
    )
    return path


def test_a_value_set_becomes_a_table(tmp_path: Path) -> None:
    path = svs(
        tmp_path / "jdv-couleur-cisis .xml",
        ("R&#x9;", "1.1", " rouge "),
        ("V", "1.2", "vert&#x9;clair"),
        ("R", "1.2", "rubis"),
        dateFin="20250131120000",
    )
    assert read_value_set(path).table() == Table(
        {
            "oid": "1.2.3",
            "name": "jdv-couleur-cisis",
            "title": "Couleurs",
            "revised": "2024-02-03",
            "effective": "2010-01-01",
            "ended": "2025-01-31",
            "concepts": "3",
            "systems": "1.1 1.2",
            "columns": "code, rank of its code system in systems, label",
            "trimmed": "R",
            "source": "official kit TestContenuCDA 3.0, October 2025"
            " (Agence du numérique en santé), file 'jdv-couleur-cisis .xml'",
            "written": "by tools/write_value_sets.py",
        },
        ("R\t1\trouge", "V\t2\tvert clair", "R\t2\trubis"),
    )


def test_a_concept_published_twice_is_kept_once_and_recorded(tmp_path: Path) -> None:
    path = svs(tmp_path / "a.xml", ("R", "1.1", "rouge"), ("R", "1.1", "Rouge"))
    value_set = read_value_set(path)
    assert value_set.concepts == (("R", "1.1", "rouge"),)
    assert value_set.table().header["repeated"] == "R"


@pytest.mark.parametrize(
    ("concepts", "attributes", "message"),
    [
        ([("R", "1.1", "")], {"id": ""}, "not an OID"),
        ([("R", "1.1", "")], {"id": "../x"}, "not an OID"),
        ([("", "1.1", "")], {}, "lacks code"),
        ([("R", " ", "")], {}, "lacks code or codeSystem"),
        ([], {}, "no concept"),
    ],
)
def test_what_cannot_be_identified_is_refused(
    tmp_path: Path,
    concepts: list[tuple[str, str, str]],
    attributes: dict[str, str],
    message: str,
) -> None:
    with pytest.raises(PublicationError, match=message):
        read_value_set(svs(tmp_path / "a.xml", *concepts, **attributes))


def test_a_file_without_value_set_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<other/>", encoding="utf-8")
    with pytest.raises(PublicationError, match="0 value sets"):
        read_value_set(tmp_path / "a.xml")


@pytest.mark.parametrize(
    ("second", "oid", "key"),
    [
        ("b.xml", "1.2.3", "1.2.3"),  # one OID for two files
        ("jdv-j1-a.xml", "1.2.4", "jdvj1a"),  # names that differ by their hyphens
        ("JDV_J1_B.xml", "1.2.4", "jdvj1"),  # one number for two
    ],
)
def test_two_files_that_answer_to_one_key_are_refused(
    tmp_path: Path, second: str, oid: str, key: str
) -> None:
    svs(tmp_path / "JDV_J1_A.xml", ("R", "1.1", "rouge"))
    svs(tmp_path / second, ("R", "1.1", "rouge"), id=oid)
    with pytest.raises(PublicationError, match=f"would both answer to '{key}'"):
        read_folder(tmp_path)


def test_a_name_that_is_not_the_file_s_is_refused(tmp_path: Path) -> None:
    svs(tmp_path / "a.xml", ("R", "1.1", "rouge"), displayName="b")
    with pytest.raises(PublicationError, match=r"a\.xml calls its value set 'b'"):
        read_folder(tmp_path)


def test_the_folder_follows_the_publication(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "svs", tmp_path / "data"
    source.mkdir()
    options = ["--from", str(source), "--to", str(target)]
    assert main(options) == 1  # nothing to write from
    svs(source / "a.xml", ("R ", "1.1", "rouge"))
    svs(source / "b.xml", ("V", "1.1", "vert"), id="1.2.4")
    assert main([*options, "--check"]) == 1
    assert not target.exists()
    assert main(options) == 0
    assert "a: white space taken off R" in capsys.readouterr().out
    assert {path.name for path in target.iterdir()} == {"1.2.3.tsv", "1.2.4.tsv", "index.tsv"}
    assert main([*options, "--check"]) == 0
    (source / "b.xml").unlink()
    assert main([*options, "--check"]) == 1
    assert main(options) == 0
    assert {path.name for path in target.iterdir()} == {"1.2.3.tsv", "index.tsv"}
    svs(source / "c.xml", ("V", "1.1", "vert"))
    assert main(options) == 1
    assert "would both answer to '1.2.3'" in capsys.readouterr().err


def test_package_data_is_what_the_tool_writes(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--check", "--from", str(shared / "data" / "value-sets")])
    assert status == 0, capsys.readouterr().out
    assert "514 value sets, 515 files, 0 differ" in capsys.readouterr().out
