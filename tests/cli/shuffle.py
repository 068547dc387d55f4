"""Writes the exports of one folder into another with their rows in another order. Usage: shuffle.py FROM TO SEED"""
import csv, os, random, sys
source, target, seed = sys.argv[1:4]
os.makedirs(target, exist_ok=True)
rng = random.Random(int(seed))
for name in sorted(os.listdir(source)):
    if not name.endswith(".csv"):
        continue
    raw = open(os.path.join(source, name), newline="", encoding="utf-8").read()
    bom = raw.startswith("\ufeff")
    rows = list(csv.reader(raw.lstrip("\ufeff").splitlines(keepends=True)))
    head, body = rows[0], rows[1:]
    rng.shuffle(body)
    with open(os.path.join(target, name), "w", newline="", encoding="utf-8-sig" if bom else "utf-8") as out:
        w = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        w.writerow(head)
        w.writerows(body)
