"""Write the PDF/A-1b of the samples: src/santedoc/samples/data/letter.pdf.

    python tools/write_sample_pdf.py [FONT.ttf]

Needs fontTools, at development time only, to embed the letters that the page uses. The font is
DejaVu Sans (Bitstream Vera licence, which allows embedding). The file depends on nothing but
this script, the font and the version of fontTools: no date, no random identifier.
"""

from __future__ import annotations

import hashlib
import struct
import sys
import zlib
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "src/santedoc/samples/data/letter.pdf"
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
FONT_NAME = "SNTDOC+DejaVuSans"
TITLE = "Lettre de liaison à la sortie (document fictif)"
CREATED = "2026-03-11T14:20:00+01:00"

# (size in points, space before in points, text)
PAGE = (
    (9, 0, "DOCUMENT FICTIF – aucune personne, aucun établissement de cette lettre n'existe"),
    (11, 26, "Centre hospitalier du Val Clair – Service de médecine interne"),
    (9, 4, "12 chemin du Vieux Lavoir, 74000 ANNECY – Tél. 04 50 00 00 01"),
    (15, 34, "Lettre de liaison à la sortie de l'établissement"),
    (10, 24, "Patiente : ROSSIGNOL Suzanne Marie-Odette, née le 17/05/1949 à Annecy, sexe F"),
    (10, 6, "Matricule INS (test) : 2 49 05 74 010 123 08"),
    (10, 6, "Séjour du 02/03/2026 au 11/03/2026 – Sortie : retour au domicile"),
    (12, 26, "Motif"),
    (10, 8, "Dyspnée fébrile depuis trois jours, désaturation à 88 % en air ambiant."),
    (12, 20, "Synthèse"),
    (10, 8, "Pneumopathie aiguë communautaire du lobe inférieur droit, sur bronchopneumopathie"),
    (10, 5, "chronique obstructive. Oxygène pendant cinq jours, antibiotiques pendant sept jours,"),
    (10, 5, "évolution favorable. Pas d'événement indésirable grave."),
    (12, 20, "Traitement à la sortie"),
    (10, 8, "COUMADINE 5 mg : ½ comprimé par jour, selon l'INR (cible 2 à 3)"),
    (10, 5, "LEVOTHYROX 75 µg : 1 comprimé par jour"),
    (10, 5, "SOLUPRED 20 mg : 2 comprimés le matin jusqu'au 14/03/2026"),
    (10, 5, "PARACETAMOL 500 mg : 1 à 2 comprimés si besoin, 4 prises par jour au plus"),
    (12, 20, "Suites"),
    (10, 8, "INR le 14/03/2026 ; radiographie du thorax et consultation de cardiologie en avril."),
    (10, 34, "Pr Paul-Antoine ORSINI"),
)


def font_of(path: Path) -> tuple[bytes, TTFont]:
    """Return the font reduced to the letters of the page."""
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 6, 13]
    )
    options.drop_tables += ["GDEF", "GSUB", "GPOS", "FFTM", "GASP", "kern", "MATH"]
    font = TTFont(path, recalcTimestamp=False)
    cut = subset.Subsetter(options)
    cut.populate(text="".join(text for _, _, text in PAGE))
    cut.subset(font)
    out = BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue(), font


def colour_profile() -> bytes:
    """Return an ICC version 2 profile of sRGB: its primaries, its white, a gamma of 2.2."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))

    words = b"sRGB primaries, gamma 2.2\0"
    described = b"desc\0\0\0\0" + struct.pack(">I", len(words)) + words
    described += struct.pack(">IIHB", 0, 0, 0, 0) + bytes(67)
    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))
    parts = {
        b"desc": described,
        b"cprt": b"text\0\0\0\0No copyright, use freely\0",
        b"wtpt": xyz(0.9505, 1.0, 1.0891),
        b"rXYZ": xyz(0.43607, 0.22249, 0.01392),
        b"gXYZ": xyz(0.38515, 0.71687, 0.09708),
        b"bXYZ": xyz(0.14307, 0.06061, 0.71410),
        b"rTRC": gamma,
        b"gTRC": gamma,
        b"bTRC": gamma,
    }
    offset = 128 + 4 + 12 * len(parts)
    table, body = struct.pack(">I", len(parts)), b""
    for tag, data in parts.items():
        table += tag + struct.pack(">II", offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = offset + len(body)
    header = struct.pack(">I4sI", size, b"\0\0\0\0", 0x02100000) + b"mntrRGB XYZ "
    header += struct.pack(">6H", 2026, 3, 11, 0, 0, 0) + b"acsp" + bytes(28)
    header += fixed(0.9642) + fixed(1.0) + fixed(0.8249)
    return header.ljust(128, b"\0") + table + body


def metadata() -> bytes:
    """Return the XMP packet; it says the same as the information dictionary."""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>1</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{TITLE}</rdf:li></rdf:Alt></dc:title>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <xmp:CreateDate>{CREATED}</xmp:CreateDate>
   <xmp:ModifyDate>{CREATED}</xmp:ModifyDate>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


def page_content() -> bytes:
    """Return the operators that draw the page, in black."""
    y, lines = 800.0, ["0 0 0 rg", "BT"]
    for size, before, text in PAGE:
        y -= before + size
        drawn = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(")
        drawn = drawn.replace(b")", b"\\)")
        lines.append(f"/F1 {size} Tf 1 0 0 1 57 {y:g} Tm ({drawn.decode('latin-1')}) Tj")
    return "\n".join([*lines, "ET"]).encode("latin-1")


def stream(data: bytes, entries: str = "", *, packed: bool = True) -> bytes:
    """Return a stream object."""
    if packed:
        data, entries = zlib.compress(data, 9), f"{entries} /Filter /FlateDecode"
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def objects(font: bytes, tables: TTFont) -> list[bytes]:
    """Return the objects of the file, the first one numbered 1."""
    scale = 1000 / tables["head"].unitsPerEm
    cmap, advance = tables.getBestCmap(), tables["hmtx"].metrics

    def width(code: int) -> int:
        name = cmap.get(ord(bytes([code]).decode("cp1252", "replace")), ".notdef")
        thousandths: int = round(advance[name][0] * scale)
        return thousandths

    box = tables["head"]
    bounds = " ".join(str(round(v * scale)) for v in (box.xMin, box.yMin, box.xMax, box.yMax))
    high, low = (round(v * scale) for v in (tables["hhea"].ascent, tables["hhea"].descent))
    title = TITLE.encode("utf-16-be").hex()
    widths = " ".join(str(width(code)) for code in range(32, 256))
    return [
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 3 0 R /OutputIntents [4 0 R] /Lang (fr-FR) >>",
        b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>",
        stream(metadata(), "/Type /Metadata /Subtype /XML", packed=False),
        (
            b"<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB)"
            b" /Info (sRGB primaries, gamma 2.2) /DestOutputProfile 5 0 R >>"
        ),
        stream(colour_profile(), "/N 3"),
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R"
            b" /Resources << /Font << /F1 8 0 R >> >> >>"
        ),
        stream(page_content()),
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{FONT_NAME} /FirstChar 32 /LastChar 255"
        f" /Widths [{widths}] /Encoding /WinAnsiEncoding /FontDescriptor 9 0 R >>".encode(),
        f"<< /Type /FontDescriptor /FontName /{FONT_NAME} /Flags 32 /FontBBox [{bounds}]"
        f" /ItalicAngle 0 /Ascent {high} /Descent {low} /CapHeight 729 /StemV 80"
        " /FontFile2 10 0 R >>".encode(),
        stream(font, f"/Length1 {len(font)}"),
        f"<< /Title <FEFF{title}> /CreationDate (D:20260311142000+01'00')"
        " /ModDate (D:20260311142000+01'00') >>".encode(),
    ]


def written(parts: list[bytes]) -> bytes:
    """Return the file: header, objects, cross-reference table, trailer."""
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    identifier = hashlib.md5(out, usedforsecurity=False).hexdigest()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        out
        + f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}".encode()
        + f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R /Info {len(parts)} 0 R"
        f" /ID [<{identifier}> <{identifier}>] >>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    )


def main() -> None:
    """Write the file."""
    data, tables = font_of(Path(sys.argv[1]) if len(sys.argv) > 1 else FONT)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(written(objects(data, tables)))
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
