from __future__ import annotations

import pytest

import santedoc
from santedoc.cda.documents.self_presenting import document_in, self_presenting_issues
from santedoc.errors import UnreadableError
from santedoc.report import Outcome
from santedoc.xmlkit import element_at, parse, serialise
from tests.unit.cda.documents.skeleton import record_target, source, told

INSTRUCTION = '<?xml-stylesheet type="text/xsl" href="#"?>'


def sheet(around: str = "", *, inside: bytes | None = None, before: str = INSTRUCTION) -> bytes:
    document = source(header=record_target()) if inside is None else inside
    return (
        f'{before}\n<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">\n'
        f"<d:Contenu xmlns:d='urn:asip-sante:ci-sis'>\n{document.decode()}\n</d:Contenu>\n"
        f'<xsl:template match="/"><html xmlns="http://www.w3.org/1999/xhtml">{around}</html>'
        "</xsl:template></xsl:stylesheet>"
    ).encode()


def of_sheet(around: str = "", *, before: str = INSTRUCTION) -> list[str]:
    issues = self_presenting_issues(parse(sheet(around, before=before)))
    return [one.rule.id for one in issues]


def test_the_document_inside_is_found_in_place() -> None:
    root = parse(sheet())
    document = document_in(root)
    assert document is not None
    assert document.getroottree().getroot() is root
    assert document_in(document) is document


@pytest.mark.parametrize("data", [b"<a/>", b'<ClinicalDocument xmlns="urn:other"/>'])
def test_another_root_holds_no_document(data: bytes) -> None:
    assert document_in(parse(data)) is None


def test_a_sheet_without_document_is_no_cda() -> None:
    empty = b'<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>'
    assert [one.rule.id for one in santedoc.validate(empty).issues] == ["XML.root"]
    with pytest.raises(UnreadableError, match="no CDA document"):
        santedoc.parse(empty)


@pytest.mark.parametrize(
    "around",
    [
        "<p>x</p>",
        '<img src="data:image/png;base64,AAAA"/>',
        '<a href="#part">x</a>',
        '<img src="{$path}"/>',
        "<style>p { background: url(data:image/png;base64,AA) }</style>",
        "<xsl:value-of select=\"document('')\"/>",
        "<xsl:if test=\"$code = 'http'\">x</xsl:if>",
        '<xsl:attribute name="href">#x</xsl:attribute>',
    ],
)
def test_a_sheet_that_stands_alone(around: str) -> None:
    assert of_sheet(around) == []


@pytest.mark.parametrize(
    "around",
    [
        "<script>alert(1)</script>",
        '<script xmlns="" src="x"/>',
        '<body onload="x()"/>',
        '<a href="javascript:alert(1)"/>',
        '<a href=" java&#10;script:alert(1)"/>',
        '<iframe src="data:text/html;base64,AAAA"/>',
        '<xsl:element name="script"/>',
        '<xsl:attribute name="onclick">x()</xsl:attribute>',
        '<xsl:attribute name="href">javascript:x()</xsl:attribute>',
    ],
)
def test_scripts_are_refused(around: str) -> None:
    assert of_sheet(around) == ["SELF.script"]


@pytest.mark.parametrize(
    "around",
    [
        '<img src="http://example.org/a.png"/>',
        '<img src="//example.org/a.png"/>',
        '<a href="HTTPS://example.org"/>',
        '<a href="\\\\server\\share"/>',
        '<link rel="stylesheet" href="https://example.org/a.css"/>',
        "<style>@import 'a.css';</style>",
        '<p style="background: url(http://example.org/a)"/>',
        "<xsl:value-of select=\"document('http://example.org/a.xml')\"/>",
        '<xsl:attribute name="src">http://example.org/a.png</xsl:attribute>',
    ],
)
def test_links_outside_are_refused(around: str) -> None:
    assert of_sheet(around) == ["SELF.external"]


@pytest.mark.parametrize("name", ["import", "include"])
def test_imports_are_refused(name: str) -> None:
    data = sheet().replace(b"<xsl:template", f'<xsl:{name} href="a.xsl"/><xsl:template'.encode())
    assert told(self_presenting_issues(parse(data))) == [
        ("SELF.external", f"xsl:stylesheet/xsl:{name}[1]")
    ]


def test_a_link_of_the_narrative_is_a_link_outside() -> None:
    text = b'<linkHtml href="https://example.org"/></ClinicalDocument>'
    inside = source(header=record_target()).replace(b"</ClinicalDocument>", text)
    issues = self_presenting_issues(parse(sheet(inside=inside)))
    assert told(issues) == [("SELF.external", "linkHtml[1]/@href")]


def test_a_file_beside_the_document_is_told_even_by_way_of_a_variable() -> None:
    direct = "<xsl:value-of select=\"document('labels.xml')\"/>"
    assert of_sheet(direct) == ["SELF.file"]
    variable = "<xsl:variable name='f' select=\"'../labels.xml'\"/>"
    assert of_sheet(variable + '<xsl:value-of select="document($f)"/>') == ["SELF.file"]
    assert of_sheet('<xsl:value-of select="document($unknown)"/>') == []


def test_the_instruction_names_the_sheet_inside() -> None:
    assert of_sheet(before="") == ["SELF.instruction"]
    other = '<?xml-stylesheet type="text/xsl" href="http://example.org/a.xsl"?>'
    assert of_sheet(before=other) == ["SELF.external", "SELF.instruction"]


def test_two_documents_are_one_too_many() -> None:
    one = source(header=record_target())
    issues = self_presenting_issues(parse(sheet(inside=one + one)))
    assert told(issues) == [
        ("SELF.single", "Q{urn:asip-sante:ci-sis}Contenu[1]/ClinicalDocument[2]")
    ]


def test_what_is_found_inside_is_located_in_the_file() -> None:
    inside = source(header=record_target().replace("518989", "518990"))
    data = sheet(inside=inside)
    report = santedoc.validate(data)
    (issue,) = (one for one in report.issues if one.rule.id == "INS.matricule.key")
    assert issue.at.xpath == (
        "/xsl:stylesheet/Q{urn:asip-sante:ci-sis}Contenu[1]/ClinicalDocument[1]/recordTarget[1]"
        "/patientRole[1]/id[1]/@extension"
    )
    assert issue.at.line == 4
    found = element_at(parse(data), issue.at.xpath)
    assert found is not None
    assert found.get("extension") == "279035121518990"


def test_a_document_is_judged_alike_alone_and_inside() -> None:
    from santedoc.samples import letters

    alone = parse(santedoc.build(letters.discharge_letter()))
    title = alone.find("{urn:hl7-org:v3}title")
    assert title is not None
    alone.remove(title)
    xml = serialise(alone).split(b"?>", 1)[1]
    for data in (xml, xml.replace(b"<confidentialityCode", b"<nonsense/><confidentialityCode")):
        expected, found = santedoc.validate(data), santedoc.validate(sheet(inside=data))
        assert expected.outcome is Outcome.FAILED
        assert [one.rule.id for one in found.issues] == [one.rule.id for one in expected.issues]
        assert [(one.at.line or 0) - 3 for one in found.issues] == [
            one.at.line for one in expected.issues
        ]


def test_parse_reads_the_document_inside() -> None:
    from santedoc.samples import letters

    xml = santedoc.build(letters.discharge_letter())
    inside = santedoc.parse(sheet(inside=xml.split(b"?>", 1)[1]))
    assert inside.document == santedoc.parse(xml).document
    assert inside.unmapped == ()
