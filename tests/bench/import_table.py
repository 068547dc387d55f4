"""The lines of measure.py as a table for docs/PERFORMANCE.md. Usage: import_table.py LINES
A label is SIZE|WHAT|BYTES; the last column compares with `sqlite3 .import` of the same files in the same run."""
import sys

rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1], encoding="utf-8") if line.strip()]
label = lambda row: row[0].split("|")
raw = {label(r)[0]: float(r[1]) for r in rows if label(r)[1].startswith("sqlite3") and r[4] == "0"}
print("| applications | what | MB of CSV | CPU s | range | peak MiB | beside sqlite3 |\n|---|---|---|---|---|---|---|")
failed = 0
for row in rows:
    size, what, size_bytes = label(row)
    ratio = f"{float(row[1]) / raw[size]:.2f}" if raw.get(size) else ""
    wrong = "" if row[4] == "0" else f" (ended with {row[4]})"
    failed += wrong != ""
    print(f"| {int(size):,} | {what}{wrong} | {int(size_bytes) / 1e6:.0f} | {row[1]} | {row[3].replace('-', '–')} | {row[2]} | {ratio} |")
sys.exit(1 if failed else 0)
