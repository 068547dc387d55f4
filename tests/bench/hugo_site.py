"""Writes a Hugo site that shows the entries of a pool.csv as browse pages of 100 table rows, with the same words as ours. Usage: hugo_site.py POOL_CSV DIR"""
import csv, json, os, sys
csv.field_size_limit(1 << 30)
source, target = sys.argv[1:3]
entries, label = {}, {}
for r in csv.DictReader(open(source, encoding="utf-8", newline="")):
    if r["kind"] == "value": label[r["pool"], r["field"], r["code"]] = r["label"]
    if r["kind"] not in ("profile", "group"): continue
    facts = {}
    for fact in filter(None, r["code"].split(";")):
        field, codes = fact.split("=")
        facts[field] = [label.get((r["pool"], field, code), code) for code in codes.split("|")]
    entries[r["pool"], r["entry_id"]] = {"id": r["entry_id"], "group": r["kind"] == "group", "facts": facts, "text": r["text"]}
for d in ("content", "layouts/_default"): os.makedirs(os.path.join(target, d), exist_ok=True)
open(os.path.join(target, "config.toml"), "w").write('baseURL = "https://www.example.org/"\ntitle = "Mentoring Program"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section"]\n')
for pool in ("mentors", "peers"):
    rows = [e for (p, _), e in sorted(entries.items()) if p == pool]
    for n in range(0, len(rows), 100):
        page = [{"id": e["id"], "group": e["group"], "text": e["text"], "facts": [{"label": k, "values": ", ".join(v)} for k, v in e["facts"].items()]} for e in rows[n:n + 100]]
        front = {"title": f"All {pool}, page {n // 100 + 1}", "slug": f"{pool}-browse-{n // 100 + 1}", "cards": page}
        open(os.path.join(target, "content", f"{pool}-browse-{n // 100 + 1}.md"), "w", encoding="utf-8").write(json.dumps(front, ensure_ascii=False) + "\n")
open(os.path.join(target, "layouts/_default/single.html"), "w").write('''<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="stylesheet" href="assets/site.css"></head>
<body><main><h1>{{ .Title }}</h1>
<table class="pool"><thead><tr><th scope="col">Entry ID</th><th scope="col">More</th></tr></thead><tbody>
{{ range .Params.cards }}<tr id="e-{{ .id }}"><th scope="row">{{ .id }}</th><td>{{ if .group }}At least 5 look the same here on purpose; asking for this ID means any of them.{{ end }}{{ with .text }}<p>{{ . }}</p>{{ end }}{{ range .facts }}<p><b>{{ .label }}</b> {{ .values }}</p>{{ end }}</td></tr>
{{ end }}</tbody></table></main></body></html>
''')
print(len(entries), "entries")
