"""Changes exports the way people and tools do, for the import tests. Usage: exports.py VERB …

  split FILE N              cuts an export into N files of the same day, rows dealt out in turn; the file goes
  drop FILE TIMES           leaves TIMES rows out (every seventh, from the third), and prints their entry numbers
  only FILE ENTRY …         keeps these entries only
  set FILE ROW COLUMN TEXT  another text in one cell; ROW counts records from 1
  spoil FROM TO HOW         one kind of damage in every record (see SPOILS), for a look at what messages say
  wide FILE N               an export of N columns
  sparse FILE GIGABYTES     a real beginning and then nothing, on disk nothing either
"""
import csv
import os
import re
import sys


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as text:
        return list(csv.reader(text))


def write(path, rows, mark="utf-8-sig"):
    with open(path, "w", encoding=mark, newline="") as out:
        csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)


def split(path, n):
    rows, (folder, name) = read(path), os.path.split(path)
    date = re.search(r"\d{4}-\d\d-\d\d", name).end()
    os.remove(path)
    for part in range(int(n)):
        write(os.path.join(folder, f"{name[:date]}-part-{'cabdef'[part]}{name[date:]}"), rows[:1] + rows[1 + part::int(n)])


def drop(path, times):
    rows = read(path)
    at = rows[0].index("Entry Id")
    gone = list(range(3, len(rows), 7))[:int(times)]
    print("\n".join(rows[i][at] for i in gone))
    write(path, [r for i, r in enumerate(rows) if i not in gone])


def only(path, *entries):
    rows = read(path)
    at = rows[0].index("Entry Id")
    write(path, rows[:1] + [r for r in rows[1:] if r[at] in entries])


def set_cell(path, row, column, text):
    rows = read(path)
    rows[int(row)][rows[0].index(column)] = text
    write(path, rows)


SPOILS = {
    "formula": lambda cells: ["=" + c if c else c for c in cells],
    "name-error": lambda cells: ["#NAME? " + c if c else c for c in cells],
    "question": lambda cells: [c + " M?ller \ufffd" if c else c for c in cells],
    "mojibake": lambda cells: [c + " MÃ¼ller â€™" if c else c for c in cells],
    "entities": lambda cells: [c + " &amp;amp; &#8217;" if c else c for c in cells],
    "exponent": lambda cells: [c + " 1.04E+04" if c else c for c in cells],
    "serial": lambda cells: [c + " 45000" if c else c for c in cells],
    "moved": lambda cells: cells[1:] + cells[:1],
    "moved-far": lambda cells: cells[7:] + cells[:7],
    "short": lambda cells: cells[:len(cells) * 2 // 3],
    "long": lambda cells: cells + cells[:3],
    "quote": lambda cells: [c + '" x' if c and i % 5 == 0 else c for i, c in enumerate(cells)],
    "controls": lambda cells: [c[:1] + "\u200b\u202e" + c[1:] if c else c for c in cells],
    "twice": lambda cells: cells,
}


def spoil(source, target, how):
    rows, change = read(source), SPOILS[how]
    body = [change(r) for r in rows[1:]]
    if how == "twice":
        body += rows[1:]
    if how == "quote":  # a quote in the middle of a bare cell, as no writer of CSV would write it
        with open(target, "w", encoding="utf-8", newline="") as out:
            for r in rows[:1] + body:
                out.write(",".join('"' + c.replace('"', '""') + '"' if '"' not in c else c for c in r) + "\n")
        return
    write(target, rows[:1] + body)


def wide(path, n):
    write(path, [[f"Column {i}" for i in range(int(n))], [str(i) for i in range(int(n))]])


def sparse(path, gigabytes):
    rows = read(path)
    write(path, rows)
    os.truncate(path, int(gigabytes) << 30)


VERBS = {"split": split, "drop": drop, "only": only, "set": set_cell, "spoil": spoil, "wide": wide, "sparse": sparse}
if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in VERBS:
        sys.exit(__doc__)
    VERBS[sys.argv[1]](*sys.argv[2:])
