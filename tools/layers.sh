#!/usr/bin/env bash
# Checks the walls of docs/ARCHITECTURE.md on the compiler's own dependency lists (so transitively). Usage: tools/layers.sh OBJ_DIR
set -euo pipefail
dir=$1
python3 - "$dir" <<'PY'
import os, re, sys
rooms = ["base", "store", "input", "content", "records", "programme", "privacy", "search", "site", "publish", "cmd"]
rank = {r: i for i, r in enumerate(rooms)}
bad, seen = [], 0
third = {"sqlite3.h": {"store/"}, "git2.h": {"publish/"}, "cmark.h": {"content/"}, "csv.h": {"input/csvin_cells.c"}, "yaml.h": {"input/yaml.c"},
         "zlib.h": {"base/deflate.c"}, "utf8proc.h": {"base/utf8"}, "microhttpd.h": {"cmd/serve_http.c"},
         "cairo.h": {"programme/paper"}, "cairo-pdf.h": {"programme/paper"}, "pangocairo.h": {"programme/paper"}, "pango.h": {"programme/paper"}, "hb.h": {"programme/paper"}}
private_ok = {"records", "programme", "privacy", "cmd"}
no_store = {"content", "search", "site", "publish"}
for root, _, files in os.walk(sys.argv[1]):
    for f in sorted(files):
        if not f.endswith(".d"): continue
        text = open(os.path.join(root, f)).read().replace("\\\n", " ")
        deps = text.split(":", 1)[1].split("\n", 1)[0].split()
        src = deps[0]
        if not src.startswith("generator/") or src == "generator/main.c": continue
        seen += 1
        room = src.split("/")[1]
        for d in deps[1:]:
            if d.startswith("generator/"):
                other = d.split("/")[1]
                if other not in rank: continue
                if rank[other] > rank[room]: bad.append(f"{src} sees {d}: {room}/ may include only the folders before it")
                if other in ("records", "programme") and room not in private_ok: bad.append(f"{src} sees {d}: private records may not be spelled in {room}/")
                if other == "store" and room in no_store: bad.append(f"{src} sees {d}: {room}/ does not know the database")
                if other == "privacy" and rank[room] > rank["privacy"] and room != "cmd" and os.path.basename(d) not in ("public_entry.h", "clearance.h"):
                    bad.append(f"{src} sees {d}: of privacy/ only public_entry.h and clearance.h are seen here")
            else:
                name = os.path.basename(d)
                if name in third and "generator" not in d and not any(src[len("generator/"):].startswith(p) for p in third[name]):
                    bad.append(f"{src} sees <{name}>: that library belongs to {', '.join(sorted(third[name]))}")
                if "/openssl/" in d and not src.startswith("generator/base/digest"): bad.append(f"{src} sees {d}: libcrypto belongs to base/digest.c")
for h in ("public_entry.h", "clearance.h"):
    for line in open("generator/privacy/" + h):
        m = re.match(r'#include "([^"]+)"', line)
        if m and not m.group(1).startswith("base/"): bad.append(f"generator/privacy/{h} includes {m.group(1)}: it may include only base/")
for b in sorted(set(bad)): print(b)
if seen == 0: bad.append("nothing"); print("layers: no dependency lists found; build first")
print(f"layers: {seen} files, {len(set(bad))} breaches")
sys.exit(1 if bad else 0)
PY
