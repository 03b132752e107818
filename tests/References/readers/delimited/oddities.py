"""Writes the odd files beside this script by their bytes and reads them again with Python's csv module, told what our reader has to find out; writes
oddities.json with the fields of every row that is data. fread.R reads those of them that data.table's fread can. Usage: python3 oddities.py"""
import csv, io, json, pathlib, platform

HERE = pathlib.Path(__file__).parent
BASE = [["id", "session", "wai", "bdi"], ["P1", "1", "5.5", "12"], ["P1", "2", "5.75", "10"], ["P2", "1", "", "31"], ["P3", "1", "4.25", "NA"]]


def lines(rows, separator=",", end="\n", last=True):
    text = end.join(separator.join(row) for row in rows)
    return text + end if last else text


def comma(rows):
    return [[cell.replace(".", ",") for cell in row] for row in rows]


# name: (bytes, encoding, separator, rows above the header, rows of labels below it, rows of the file (from 1) that are no data, other settings of csv.reader)
FILES = {
    "plain.csv": (lines(BASE).encode(), "utf-8", ",", 0, 0, (), {}),
    "no_last_line_end.csv": (lines(BASE, last=False).encode(), "utf-8", ",", 0, 0, (), {}),
    "semicolon_mark.csv": (b"\xef\xbb\xbf" + lines(comma(BASE), ";", "\r\n").encode(), "utf-8-sig", ";", 0, 0, (), {}),
    "tab_utf16.txt": (lines(comma(BASE), "\t", "\r\n").encode("utf-16"), "utf-16", "\t", 0, 0, (), {}),
    "utf16_no_mark.csv": (lines(BASE).encode("utf-16-be"), "utf-16-be", ",", 0, 0, (), {}),
    "pipe.txt": (lines(BASE, "|").encode(), "utf-8", "|", 0, 0, (), {}),
    "old_mac.csv": (lines(BASE, end="\r").encode(), "utf-8", ",", 0, 0, (), {}),
    "mixed_ends.csv": (b"id,wai\r\nP1,1\nP2,2\r\nP3,3\n", "utf-8", ",", 0, 0, (), {}),
    "quotes.csv": ('id,note,wai\n"P1","said ""no"", twice",5\n"P2","two\nlines",4\n"P3","",3\n'.encode(), "utf-8", ",", 0, 0, (), {}),
    "quoted_comma.csv": (b'id,wai,bdi\n"P1","5,5","12"\n"P2","4,25","31"\n', "utf-8", ",", 0, 0, (), {}),
    "blank_after_separator.csv": (b'"id", "note", "wai"\n"P1", "a, b", 5\n"P2", "c", 4\n', "utf-8", ",", 0, 0, (), {"skipinitialspace": True}),
    "excel_hint.csv": (b"sep=;\r\nid;wai\r\nP1;5,5\r\nP2;4,25\r\n", "utf-8", ";", 1, 0, (), {}),
    "titles.csv": (b"Export of the clinic;;;\n;;;\nid;session;wai;bdi\nP1;1;5,5;12\nP2;1;4,5;31\n", "utf-8", ";", 2, 0, (), {}),
    "titles_short.csv": (b"Export of the clinic\nMade 2024-05-12\n\nid,session,wai,bdi\nP1,1,5.5,12\nP2,1,4.5,31\n", "utf-8", ",", 3, 0, (), {}),
    "labels.csv": (b'id,q1,q2\nResponse ID,"I felt understood","We agreed, mostly"\n"{""ImportId"":""_r""}","{""ImportId"":""q1""}","{""ImportId"":""q2""}"\n1,4,5\n2,3,2\n',
                   "utf-8", ",", 0, 2, (), {}),
    "header_again.csv": (b"id,wai\nP1,5\nP2,4\nid,wai\nP3,3\n", "utf-8", ",", 0, 0, (4,), {}),
    "blank_rows.csv": (b"id,wai\nP1,5\n\n,\nP2,4\n  , \n\n\n", "utf-8", ",", 0, 0, (6,), {}),
    "last_separator.csv": (b"id;wai;\nP1;5,5;\nP2;4,5;\n", "utf-8", ";", 0, 0, (), {}),
    "dos_end.csv": (b"id,wai\r\nP1,5\r\nP2,4\r\n\x1a", "utf-8", ",", 0, 0, (4,), {}),
    "numbers_as_names.csv": (b"id;1;2;3\nP1;5;3;4\nP2;6;2;1\n", "utf-8", ";", 0, 0, (), {}),
    "windows1252.csv": ("id;Beziehungsqualität;Maß\nMüller;5,5;„gut“\nÖz;4,5;€ 3\n".encode("cp1252"), "cp1252", ";", 0, 0, (), {}),
    "windows1250.csv": ("id;spokojenost\nDvořák;5\nŠťastný;4\n".encode("cp1250"), "cp1250", ";", 0, 0, (), {}),
    "wide.csv": (lines([["id"] + [f"item{i}" for i in range(1, 301)]] + [[f"P{p}"] + [str((p * i) % 5) for i in range(1, 301)] for p in range(1, 4)]).encode(), "utf-8", ",", 0, 0, (), {}),
    "blanks.txt": (b'"id" "session" "wai"\n"P1" 1 5.5\n"P2" 1 4.5\n', "utf-8", " ", 0, 0, (), {}),
}

expected = {}
for name, (data, encoding, separator, above, labels, left_out, settings) in FILES.items():
    (HERE / name).write_bytes(data)
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    rows = list(csv.reader(text, delimiter=separator, **settings))
    header, data_rows = rows[above], rows[above + 1 + labels:]
    # csv.reader counts rows as a spreadsheet does: a field of two lines is in one row.
    numbers = range(above + 2 + labels, len(rows) + 1)
    kept = [(number, row) for number, row in zip(numbers, data_rows) if any(cell for cell in row) and number not in left_out]
    while header and header[-1] == "":
        header = header[:-1]
    width = len(header)
    expected[name] = {"encoding": encoding.removesuffix("-sig").replace("cp12", "windows-12"), "separator": separator, "columns": header,
                      "row_numbers": [number for number, _ in kept], "rows": [(row + [""] * width)[:width] for _, row in kept]}
(HERE / "oddities.json").write_text(json.dumps(
    {"tool": "Python csv", "version": platform.python_version(), "script": "oddities.py", "files": expected}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
