"""Reads the delimited trials of the example corpus with Python's csv module; writes trials.json: columns, number of rows and the SHA-256 of all cells
(fields joined by U+001F, rows by U+001E, rows without any value left out). Usage: python3 trials.py FOLDER_OF_TRIALS"""
import csv, hashlib, json, pathlib, platform, sys

DIALECTS = {
    "trial01_ambulanz.csv": ("cp1252", ";"),
    "trial03_counseling_center.csv": ("utf-8-sig", ","),
    "trial07_university_clinic.tsv": ("utf-8-sig", "\t"),
    "trial09_cbt.csv": ("utf-8-sig", ","),
    "trial12_dyads.csv": ("utf-8-sig", ","),
    "trial15_residential.csv": ("utf-8-sig", ","),
    "trial16_biweekly.csv": ("utf-8-sig", ","),
    "trial17_pilot.csv": ("utf-8-sig", ","),
}

files = {}
for name, (encoding, separator) in DIALECTS.items():
    with open(pathlib.Path(sys.argv[1]) / name, encoding=encoding, newline="") as file:
        rows = [row for row in csv.reader(file, delimiter=separator) if any(cell.strip() for cell in row)]
    cells = "\x1e".join("\x1f".join(row) for row in rows[1:])
    files[name] = {
        "encoding": encoding.replace("cp1252", "windows-1252").replace("utf-8-sig", "utf-8"), "separator": separator,
        "columns": rows[0], "rows": len(rows) - 1, "first": rows[1], "sha256": hashlib.sha256(cells.encode("utf-8")).hexdigest(),
    }
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"tool": "Python csv", "version": platform.python_version(), "script": "trials.py", "files": files}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
