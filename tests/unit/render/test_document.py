from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.render import document_html
from santedoc.xmlkit import CDA, parse, q

PDF = base64.b64encode(b"%PDF-1.4\n" + b"x" * 2000).decode()
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\x00" * 10).decode()
# All that a page of ours may hold: whatever a document says, nothing else appears.
TAGS = (
    {"html", "head", "meta", "title", "style", "body", "header", "main", "section", "footer"}
    | {"div", "p", "h1", "h2", "h3", "h4", "dl", "dt", "dd", "span", "a", "ul", "ol", "li", "br"}
    | {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "col", "colgroup"}
    | {"sub", "sup", "ins", "del", "pre", "figure", "img", "object"}
)
ATTRIBUTES = {
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "href",
    "rel",
    "download",
} | {"src", "alt", "type", "data", "aria-label", "colspan", "rowspan", "span", "scope"}
HEADER = """
<id root="1.2.3" extension="doc-1"/>
<code code="11490-0" displayName="Lettre de liaison"/>
<title>Lettre &lt;de&gt; liaison</title>
<effectiveTime value="20260301093000+0100"/>
<languageCode code="fr-FR"/>
<recordTarget><patientRole>
  <id root="1.2.250.1.213.1.4.8" extension="279035121518989"/>
  <id nullFlavor="UNK"/>
  <addr><houseNumber>28</houseNumber><streetName>Avenue de Breteuil</streetName>
    <postalCode>75007</postalCode><city>PARIS</city></addr>
  <telecom value="tel:0144534551" use="H"/>
  <patient><name><family qualifier="BR">PAT</family><given>ANNE MARIE</given>
    <given qualifier="BR">ANNE</given><family qualifier="CL">USAGE</family></name>
    <administrativeGenderCode code="F"/><birthTime value="197903"/></patient>
</patientRole></recordTarget>
<author><time value="20260301"/><assignedAuthor>
  <id root="1.2.250.1.71.4.2.1" extension="801234567897"/>
  <assignedPerson><name><given>Léon</given><family>AUGUIN</family><prefix>DR</prefix></name>
  </assignedPerson><representedOrganization><name>CHU</name></representedOrganization>
</assignedAuthor></author>
<componentOf><encompassingEncounter><effectiveTime><low value="20260228"/></effectiveTime>
  <location><healthCareFacility><location><name>Service A</name></location></healthCareFacility>
  </location></encompassingEncounter></componentOf>
"""


def document(body: str, header: str = HEADER) -> bytes:
    return (
        f'<ClinicalDocument xmlns="{CDA}" xmlns:x="urn:x">{header}'
        f"<component>{body}</component></ClinicalDocument>"
    ).encode()


def structured(text: str, entries: str = "") -> bytes:
    return document(
        "<structuredBody><component><section><title>Titre</title>"
        f"<text>{text}</text>{entries}</section></component></structuredBody>"
    )


def wrapped(content: str, attributes: str) -> bytes:
    return document(f"<nonXMLBody><text {attributes}>{content}</text></nonXMLBody>")


def read(data: bytes, lang: str = "fr") -> html.HtmlElement:
    page = html.document_fromstring(document_html(data, lang=lang))
    assert_harmless(page)
    return page


def assert_harmless(page: html.HtmlElement) -> None:
    for element in page.iter("*"):
        assert element.tag in TAGS
        assert set(element.attrib) <= ATTRIBUTES
        assert element.get("href", "#").startswith(
            ("#", "http://", "https://", "mailto:", "data:application/pdf;", "data:text/rtf;")
        )
        assert element.get("src", "data:image/png;").startswith(
            ("data:image/png;", "data:image/jpeg;", "data:image/gif;")
        )
        assert element.get("data", "data:application/pdf;").startswith("data:application/pdf;")


def narrative(text: str) -> html.HtmlElement:
    (found,) = read(structured(text)).find_class("narrative")
    return found


def shown(text: str) -> str:
    return html.tostring(narrative(text), encoding="unicode").replace("\n", "")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


# ------------------------------------------------------------------------------------- header
def test_the_header_says_whose_what_by_whom_when_where() -> None:
    page = read(structured("x"))
    facts: dict[str, list[str]] = {}
    for card in page.find_class("card"):
        label = ""
        for item in card.iter("dt", "dd"):
            if item.tag == "dt":
                label = f"{card.findtext('h2')}/{item.text}"
            else:
                facts.setdefault(label, []).append(words(item))
    assert facts == {
        "Patient/Naissance": ["mars 1979"],
        "Patient/Sexe": ["Féminin"],
        "Patient/Identifiants": ["INS 279035121518989", "inconnu"],
        "Patient/Prénoms de naissance": ["ANNE MARIE"],
        "Patient/Adresse": ["28 Avenue de Breteuil, 75007 PARIS"],
        "Patient/Contact": ["0144534551 (domicile)"],
        "Document/Date": ["1er mars 2026 à 09:30"],
        "Document/Type": ["Lettre de liaison"],
        "Document/Auteur": ["DR Léon AUGUIN, CHU"],
        "Prise en charge/Période": ["depuis le 28 février 2026"],
        "Prise en charge/Lieu": ["Service A"],
    }
    assert [words(name) for name in page.find_class("name")] == [
        "ANNE MARIE USAGE (nom de naissance : PAT)"
    ]
    assert page.findtext(".//h1") == "Lettre <de> liaison"
    (person,) = page.find_class("people")[0].findall(".//tbody/tr")
    assert [words(cell) for cell in person[1]] == [
        "DR Léon AUGUIN",
        "RPPS/ADELI 801234567897",
        "CHU",
    ]


def test_the_page_is_in_english_when_asked() -> None:
    page = read(structured("x"), "en")
    assert page.get("lang") == "en"
    assert [card.findtext("h2") for card in page.find_class("card")] == [
        "Patient",
        "Document",
        "Encounter",
    ]
    main = page.find(".//main")
    assert main is not None
    assert main.get("lang") == "fr-FR"
    assert "1 March 2026, 09:30" in words(page)


@pytest.mark.parametrize(
    ("code", "expected"), [("fr-FR", "fr"), ("en-US", "en"), ("de", "fr"), ("", "fr")]
)
def test_the_labels_are_in_the_language_of_the_document(code: str, expected: str) -> None:
    data = structured("x").replace(b'code="fr-FR"', f'code="{code}"'.encode())
    assert html.document_fromstring(document_html(data)).get("lang") == expected


def test_a_document_with_next_to_nothing_still_reads() -> None:
    page = read(document("", header=""))
    assert page.findtext(".//h1") == "Document sans titre"
    assert "aucun contenu" in words(page)


def test_what_is_no_cda_document_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        document_html(b"<html/>")
    assert caught.value.rule == "XML.root"
    with pytest.raises(UnreadableError):
        document_html(b"<ClinicalDocument")
    with pytest.raises(InvalidValueError):
        document_html(structured("x"), lang="de")


# ---------------------------------------------------------------------------------- narrative
def test_blocks_lists_and_styles() -> None:
    assert shown('<paragraph>A <content styleCode="Bold">b</content></paragraph>') == (
        '<div class="narrative"><p>A <span class="bold">b</span></p></div>'
    )
    assert shown('<content styleCode="xUnknown Italics">b</content>') == (
        '<div class="narrative"><span class="italics">b</span></div>'
    )
    assert shown(
        '<list listType="ordered" styleCode="LittleRoman"><caption>C</caption>'
        "<item>1</item> <item>2</item></list>"
    ) == (
        '<div class="narrative"><div><span class="caption">C</span>'
        '<ol type="i"><li>1</li><li>2</li></ol></div></div>'
    )
    assert shown('<content revised="delete">a</content>x<sub>1</sub><br/>y').endswith(
        "<del>a</del>x<sub>1</sub><br>y</div>"
    )


def test_tables_keep_their_shape() -> None:
    told = shown(
        '<table border="1" width="9" ID="t"><caption>C</caption><thead align="center">'
        '<tr><th colspan="2" rowspan="x" scope="col">H</th></tr>'
        '</thead><tbody><tr><td align="right" valign="evil">1</td><td/></tr></tbody></table>'
    )
    assert told == (
        '<div class="narrative"><div class="scroll"><table id="n-t"><caption>C</caption>'
        '<thead class="a-center"><tr><th colspan="2" scope="col">H</th></tr></thead>'
        '<tbody><tr><td class="a-right">1</td><td></td></tr></tbody></table></div></div>'
    )


def test_text_around_comments_and_instructions_is_kept() -> None:
    assert words(narrative("a<!-- no -->b<?pi no?>c <content>d</content> e")) == "abc d e"


def test_an_unknown_element_keeps_its_words_only() -> None:
    told = shown('<x:script onload="x()">alert(1)</x:script><style>p{}</style><iframe src="h"/>')
    assert told == '<div class="narrative"><span>alert(1)</span><span>p{}</span><span></span></div>'


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java&#9;script:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "http:",
        "http://[",
        "relative.html",
    ],
)
def test_a_link_that_is_not_safe_is_words(href: str) -> None:
    found = narrative(f'<linkHtml href="{href}">see</linkHtml>')
    assert found.find(".//a") is None
    assert words(found) == "see"


def test_safe_links() -> None:
    (web, mail, inner) = narrative(
        '<linkHtml href="https://example.org/?a=1&amp;b=&quot;&lt;é">w</linkHtml>'
        '<linkHtml href="mailto:a@example.org"/><linkHtml href="#x y">i</linkHtml>'
    ).findall(".//a")
    assert dict(web.attrib) == {
        "href": "https://example.org/?a=1&b=%22%3C%C3%A9",
        "rel": "noopener noreferrer",
    }
    assert mail.text == "mailto:a@example.org"
    assert inner.get("href") == "#n-x_y"


def test_an_anchor_never_takes_a_name_of_the_page_nor_comes_twice() -> None:
    found = narrative('<content ID="a">1</content><content ID="a">2</content>')
    assert [one.get("id") for one in found] == ["n-a", None]


def test_a_footnote_and_its_reference() -> None:
    told = shown('x<footnoteRef IDREF="f"/><footnote ID="f">note</footnote>')
    assert 'x<sup><a href="#n-f">*</a></sup><span id="n-f" class="footnote">note</span>' in told


def test_sections_nest_and_say_when_they_have_no_text() -> None:
    page = read(
        document(
            "<structuredBody><component><section><title>A</title><text>a</text><component>"
            "<section><code displayName='B'/><entry/></section></component></section></component>"
            "<component><section><title>C</title><text nullFlavor='NASK'/></section></component>"
            "</structuredBody>"
        )
    )
    main = page.find(".//main")
    assert main is not None
    assert [(one.tag, one.text) for one in main.iter("h2", "h3")] == [
        ("h2", "A"),
        ("h3", "B"),
        ("h2", "C"),
    ]
    assert [words(one) for one in main.find_class("notice")] == [
        "Cette section a des données codées mais aucun texte à lire.",
        "non demandé",
    ]


# -------------------------------------------------------------------------------------- media
def observation(identifier: str, media_type: str, content: str) -> str:
    return (
        f'<entry><observationMedia ID="{identifier}"><value mediaType="{media_type}" '
        f'representation="B64">{content}</value></observationMedia></entry>'
    )


def test_an_image_is_shown_where_the_text_wants_it() -> None:
    entry = observation("i1", "image/png", f"\n  {PNG[:8]}\n{PNG[8:]} ")
    page = read(structured('<renderMultiMedia referencedObject="i1"/>', entry))
    (image,) = page.iter("img")
    assert image.get("src") == f"data:image/png;base64,{PNG}"
    assert image.get("alt")


def test_a_file_that_no_text_shows_is_attached() -> None:
    page = read(structured("x", observation("copie", "application/pdf", PDF)))
    (link,) = page.find_class("attached")[0]
    assert words(link) == "Enregistrer copie.pdf (PDF, 2 ko)"
    assert link.get("href") == f"data:application/pdf;base64,{PDF}"
    assert "Fichiers joints" in words(page)


def test_a_file_that_is_announced_and_missing_is_told() -> None:
    page = read(structured('<renderMultiMedia referencedObject="none"/>'))
    assert "ne le contient pas" in words(page)


def test_a_wrapped_pdf_is_shown_and_offered() -> None:
    page = read(wrapped(PDF, 'mediaType="application/pdf" representation="B64"'))
    (shown_pdf,) = page.iter("object")
    assert shown_pdf.get("type") == "application/pdf"
    assert shown_pdf.get("data") == f"data:application/pdf;base64,{PDF}"
    (link,) = page.find_class("attached")[0]
    assert link.get("download") == "lettre-de-liaison.pdf"


def test_a_wrapped_text_is_read_and_a_wrapped_rtf_offered() -> None:
    page = read(wrapped("a &lt;b&gt;\n c", 'mediaType="text/plain"'))
    assert page.findtext(".//pre") == "a <b>\n c"
    rtf = base64.b64encode(b"{\\rtf1}").decode()
    page = read(wrapped(rtf, 'mediaType="text/rtf" representation="B64"'))
    assert page.find_class("attached")[0].find("a") is not None


@pytest.mark.parametrize(
    ("attributes", "content", "said"),
    [
        ('mediaType="application/pdf" representation="B64"', "bm90IGEgcGRm", "illisible"),
        ('mediaType="application/pdf" representation="B64"', "***", "illisible"),
        ('mediaType="application/pdf" representation="B64"', "é", "illisible"),
        ('mediaType="image/png" representation="B64"', PDF, "illisible"),
        ('mediaType="application/pdf" representation="B64" compression="DF"', PDF, "illisible"),
        ('mediaType="text/html" representation="B64"', PDF, "n'ouvre pas"),
        ('mediaType="image/svg+xml" representation="B64"', PDF, "n'ouvre pas"),
        ('mediaType="a&quot;{0}" representation="B64"', PDF, "n'ouvre pas"),
        ('mediaType="application/pdf"', '<reference value="a.pdf"/>', "a.pdf"),
    ],
)
def test_a_file_that_cannot_be_shown_is_told(attributes: str, content: str, said: str) -> None:
    page = read(wrapped(content, attributes))
    main = page.find(".//main")
    assert main is not None
    assert said in words(main)
    assert not list(main.iter("a", "object", "img"))


# ------------------------------------------------------------------------------------ at large
NAMES = st.sampled_from(
    (
        *("paragraph", "content", "list", "item", "table", "tr", "td", "caption", "linkHtml"),
        *("script", "renderMultiMedia", "footnote", "footnoteRef", "br", "style", "title", "text"),
    )
)
VALUES = st.sampled_from(
    ("", "a", "javascript:x", "http://a", '"><script>', "Bold", "ordered", "3", "i1", "</style>")
)
KEYS = st.sampled_from(
    (
        *("ID", "href", "styleCode", "onclick", "style", "src", "colspan", "listType", "IDREF"),
        *("referencedObject", "align", "revised", "{urn:x}href"),
    )
)
TREES: st.SearchStrategy[object] = st.recursive(
    st.tuples(NAMES, st.dictionaries(KEYS, VALUES, max_size=3), st.just([])),
    lambda below: st.tuples(
        NAMES, st.dictionaries(KEYS, VALUES, max_size=3), st.lists(below, max_size=4)
    ),
    max_leaves=12,
)


@given(TREES)
def test_no_narrative_makes_a_harmful_page(tree: object) -> None:
    root = parse(structured("", observation("i1", "image/png", PNG)))
    text = root.find(f".//{q(CDA, 'text')}")
    assert text is not None
    grow(text, tree)
    assert_harmless(html.document_fromstring(document_html(root)))


def grow(parent: etree._Element, tree: object) -> None:
    assert isinstance(tree, tuple)
    name, attributes, below = tree
    node = etree.SubElement(parent, q(CDA, name), attributes)
    node.text, node.tail = "<b>word", "&tail"
    for one in below:
        grow(node, one)


@pytest.mark.shared
def test_official_examples_lose_no_word(shared: Path) -> None:
    files = sorted((shared / "data" / "cda-examples").glob("*.xml"))
    assert files
    for file in files:
        root = parse(file.read_bytes())
        page = html.document_fromstring(document_html(root))
        assert_harmless(page)
        seen = "".join(page.text_content().split())
        lost = [
            text
            for section in root.iter(q(CDA, "section"))
            for block in section.iterchildren(q(CDA, "text"), q(CDA, "title"))
            for text in ("".join(str(one).split()) for one in block.itertext(etree.Element))
            if text not in seen
        ]
        assert lost == [], file.name
