"""Looks for canaries as whole words (short ones) or anywhere (long ones), case folded, in files and folders. Usage: find_canaries.py LIST PATH…
Words that the program's own texts use are no canaries; the generator chooses none of them."""
import os, re, sys
canaries = [line.rstrip("\n").split("\t")[0] for line in open(sys.argv[1], encoding="utf-8") if line.strip()]
files = []
for p in sys.argv[2:]:
    files += [os.path.join(r, f) for r, _, fs in os.walk(p) for f in fs] if os.path.isdir(p) else [p]
text = {f: open(f, "rb").read().lower() for f in files if not f.endswith((".pack", ".idx", ".db"))}
words = {f: set(re.findall(rb"[0-9a-z\x80-\xff]+", t)) for f, t in text.items()}
found = 0
for c in canaries:
    b = c.lower().encode()
    single = re.fullmatch(rb"[0-9a-z\x80-\xff]+", b)
    for f in text:
        if (b in words[f]) if single else (b in text[f]):
            found += 1
            print(f"canary of column {c!r} in {f}")
print(len(canaries), "canaries in", len(text), "files:", found)
sys.exit(1 if found or len(canaries) < 100 or not text else 0)
