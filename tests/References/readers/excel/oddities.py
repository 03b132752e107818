"""Writes oddities.xlsx and the others by hand, part by part, so that each holds what no one writer would write. Usage: python3 oddities.py"""
import pathlib, zipfile

HERE = pathlib.Path(__file__).parent
TYPES = """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>%s<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"""
ROOT = """<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
STYLES = """<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="170" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="170" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>"""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

STRICT = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main", REL: "http://purl.oclc.org/ooxml/officeDocument/relationships"}


def sheet(rows, tail=""):
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{tail}</worksheet>'


def workbook(name, sheets, strings=(), date1904=False, states=None, strict=False):
    states = states or {}
    overrides = "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for i in range(1, len(sheets) + 1))
    listed = "".join(f'<sheet name="{title}" sheetId="{i}" {states.get(title, "")} r:id="rId{i}"/>' for i, title in enumerate(sheets, 1))
    rels = "".join(f'<Relationship Id="rId{i}" Type="{REL}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1))
    rels += f'<Relationship Id="rId91" Type="{REL}/styles" Target="styles.xml"/><Relationship Id="rId92" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
    epoch = ' date1904="1"' if date1904 else ""
    parts = {
        "[Content_Types].xml": TYPES % overrides,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": f'<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{MAIN}" xmlns:r="{REL}"><workbookPr{epoch}/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="{MAIN}">{"".join(strings)}</sst>',
    }
    for i, xml in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = xml
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, xml in parts.items():
            for loose, name in STRICT.items() if strict else ():
                xml = xml.replace(loose, name)
            archive.writestr(zipfile.ZipInfo(part, (2026, 1, 1, 0, 0, 0)), xml, zipfile.ZIP_DEFLATED)


def text(*cells):
    return "".join(f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>' for place, value in cells)


# Kinds of cells: shared and rich and inline strings, numbers, percent, booleans, errors, formulas with values of each kind, blanks kept by xml:space.
workbook("kinds.xlsx", {"Data": sheet(
    '<row r="1">' + text(("A1", "id"), ("B1", "score"), ("C1", "seen"), ("D1", "share"), ("E1", "note")) + '</row>'
    '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>12.5</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" s="3"><v>0.25</v></c><c r="E2" t="s"><v>1</v></c></row>'
    '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" t="e"><v>#N/A</v></c><c r="C3" t="b"><v>0</v></c><c r="D3"><v>1E-3</v></c><c r="E3" t="str"><f>A3</f><v>from a formula</v></c></row>'
    '<row r="4"><c r="A4" t="s"><v>3</v></c><c r="B4"><f>2+3</f><v>5</v></c><c r="C4" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D4"><v>-7</v></c></row>')},
    ["<si><t>P1</t></si>", "<si><r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r></si>", '<si><t xml:space="preserve"> P2 </t></si>', "<si><t>Zoë &amp; Ø</t></si>"])

# Dates as numbers with a date format: early 1900, a leap day, a time of day; and text that only looks like one.
DATES = ('<row r="1">' + text(("A1", "day"), ("B1", "moment"), ("C1", "word")) + '</row>'
         '<row r="2"><c r="A2" s="1"><v>42793</v></c><c r="B2" s="2"><v>42793.75</v></c>' + text(("C2", "27.02.2017")) + '</row>'
         '<row r="3"><c r="A3" s="1"><v>43889</v></c><c r="B3" s="2"><v>43890.5</v></c>' + text(("C3", "x")) + '</row>'
         '<row r="4"><c r="A4" s="1"><v>61</v></c><c r="B4" s="2"><v>40000.010416666664</v></c>' + text(("C4", "y")) + '</row>')
workbook("dates1900.xlsx", {"Data": sheet(DATES)})
workbook("dates1904.xlsx", {"Data": sheet(DATES)}, date1904=True)

# A title, a blank row, a table that begins in column B, gaps between and after the rows, a note in the margin, merged cells, sheets hidden.
workbook("layout.xlsx", {
    "Table": sheet(
        '<row r="1">' + text(("B1", "Export of 12 May")) + '</row>'
        '<row r="3">' + text(("B3", "id"), ("C3", "wai"), ("D3", "phq")) + '</row>'
        '<row r="4">' + text(("B4", "Z1")) + '<c r="C4"><v>5.5</v></c><c r="D4"><v>7</v></c></row>'
        '<row r="5"><c r="C5"><v>5.75</v></c><c r="D5"><v>6</v></c></row>'
        '<row r="8">' + text(("B8", "Z2")) + '<c r="D8"><v>3</v></c></row>'
        '<row r="9">' + text(("B9", "Z3")) + '<c r="C9"><v>4</v></c><c r="D9"><v>2</v></c>' + text(("F9", "asked twice")) + '</row>'
        '<row r="40"><c r="B40" s="1"/></row>', '<mergeCells count="2"><mergeCell ref="B1:D1"/><mergeCell ref="B4:B5"/></mergeCells>'),
    "Codes": sheet('<row r="1">' + text(("A1", "code"), ("B1", "meaning")) + '</row><row r="2"><c r="A2"><v>1</v></c>' + text(("B2", "woman")) + '</row>'),
    "Empty": sheet(""),
}, states={"Codes": 'state="hidden"'})

# Cells without references, and formulas that no program has computed.
workbook("bare.xlsx", {"Data": sheet(
    '<row><c t="inlineStr"><is><t>id</t></is></c><c t="inlineStr"><is><t>total</t></is></c></row>'
    '<row><c><v>1</v></c><c><f>A2*2</f><v></v></c></row><row><c><v>2</v></c><c><f>A3*2</f></c></row><row><c><v>3</v></c><c><v>6</v></c></row>')})

# The same in the strict form of the standard, whose names are others and whose dates are texts (readxl reads no such file).
workbook("strict.xlsx", {"Data": sheet(
    '<row r="1">' + text(("A1", "id"), ("B1", "day"), ("C1", "wai")) + '</row>'
    '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="d"><v>2017-02-27T18:00:00</v></c><c r="C2" t="n"><v>5.5</v></c></row>')},
    ["<si><t>P1</t></si>"], strict=True)

# Labels under the names, as survey tools write them, and the header again in the middle.
workbook("labels.xlsx", {"Data": sheet(
    '<row r="1">' + text(("A1", "id"), ("B1", "q1"), ("C1", "q2")) + '</row>'
    '<row r="2">' + text(("A2", "Response ID"), ("B2", "I felt understood"), ("C2", "We agreed")) + '</row>'
    '<row r="3"><c r="A3"><v>1</v></c><c r="B3"><v>4</v></c><c r="C3"><v>5</v></c></row>'
    '<row r="4">' + text(("A4", "id"), ("B4", "q1"), ("C4", "q2")) + '</row>'
    '<row r="5"><c r="A5"><v>2</v></c><c r="B5"><v>3</v></c><c r="C5"><v>2</v></c></row>')})
