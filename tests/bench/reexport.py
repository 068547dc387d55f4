"""What happens to an export between two imports. Files are read and written a row at a time.

  reexport.py change FILE …        in every 100th row the note to the committee is another than before; in place
  reexport.py own FILE …           the same with a note of its own for each, in words that nobody else wrote
  reexport.py shown FILE …         in every 100th row how often to meet, which cards and groups show, is another than before
  reexport.py newer DATE FILE …    as with change, written beside the file under its name with another date; the file stays
  reexport.py quotes FROM TO …     pairs of files: a quote only where one is needed, as other tools write

Every row of a generated export is one line. The same files always become the same bytes.
"""
import csv
import io
import os
import re
import sys

NOTE = "Anything else for the committee"
OFTEN = "How often would you like to meet?"
TIMES = ("Every week", "Every two weeks", "Once a month", "As needed")
EVERY = 100


def cells_of(line):
    return next(csv.reader(io.StringIO(line.decode("utf-8"), newline="")))


def own_words(n):
    syllables = ("ka", "lo", "mi", "ru", "te", "va", "zo", "pe", "nu", "si")
    return "Please ask about the " + " ".join("".join(syllables[int(d)] for d in f"{n * 7919 + i * 104729:06d}"[-6:]) for i in range(4)) + " before anything else."


def asked_again(note, _):
    before = re.fullmatch(r"Asked again (\d+) times\.", note)
    return f"Asked again {int(before.group(1)) + 1 if before else 1} times."


def next_time(often, _):
    return TIMES[(TIMES.index(often) + 1) % len(TIMES)]


HOW = {"change": (NOTE, asked_again), "own": (NOTE, lambda _, n: own_words(n)), "shown": (OFTEN, next_time)}


def changed_row(line, at, new, n):
    cells = cells_of(line.rstrip(b"\n"))
    cells[at] = new(cells[at], n)
    return (",".join('"' + c.replace('"', '""') + '"' for c in cells) + "\n").encode("utf-8")


def change(source, target, how="change"):
    column, new_value = HOW[how]
    changed = 0
    with open(source, "rb", buffering=1 << 20) as old, open(target + ".part", "wb", buffering=1 << 20) as new:
        head = old.readline()
        at = cells_of(head.removeprefix(b"\xef\xbb\xbf").rstrip(b"\n")).index(column)
        new.write(head)
        for n, line in enumerate(old):
            if n % EVERY == EVERY // 2:
                line = changed_row(line, at, new_value, n)
                changed += 1
            new.write(line)
    os.replace(target + ".part", target)
    return changed


def newer(path, date):
    folder, name = os.path.split(path)
    return os.path.join(folder, re.sub(r"\d{4}-\d\d-\d\d", date, name, count=1))


def quotes(source, target):
    with open(source, encoding="utf-8-sig", newline="") as old, open(target, "w", encoding="utf-8-sig", newline="") as new:
        csv.writer(new, lineterminator="\n").writerows(csv.reader(old))


def main(verb, *given):
    if verb in HOW and given:
        return sum(change(path, path, verb) for path in given)
    if verb == "newer" and len(given) > 1:
        return sum(change(path, newer(path, given[0])) for path in given[1:])
    if verb == "quotes" and given and len(given) % 2 == 0:
        for source, target in zip(given[::2], given[1::2]):
            quotes(source, target)
        return 0
    sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:] or [""])
