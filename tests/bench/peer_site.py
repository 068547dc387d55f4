"""Writes a site for Hugo or Eleventy that shows the entries of a pool.csv as browse pages of 100 table rows, with the same words as ours.
Usage: peer_site.py POOL_CSV DIR hugo|eleventy"""
import csv, json, os, sys
csv.field_size_limit(1 << 30)
source, target, maker = sys.argv[1:4]
entries, label = {}, {}
for r in csv.DictReader(open(source, encoding="utf-8", newline="")):
    if r["kind"] == "value": label[r["pool"], r["field"], r["code"]] = r["label"]
    if r["kind"] not in ("profile", "group"): continue
    facts = {}
    for fact in filter(None, r["code"].split(";")):
        field, codes = fact.split("=")
        facts[field] = [label.get((r["pool"], field, code), code) for code in codes.split("|")]
    entries[r["pool"], r["entry_id"]] = {"id": r["entry_id"], "group": r["kind"] == "group", "facts": facts, "text": r["text"]}
pages = []
for pool in ("mentors", "peers"):
    rows = [e for (p, _), e in sorted(entries.items()) if p == pool]
    for n in range(0, len(rows), 100):
        cards = [{"id": e["id"], "group": e["group"], "text": e["text"], "facts": [{"label": k, "values": ", ".join(v)} for k, v in e["facts"].items()]} for e in rows[n:n + 100]]
        pages.append({"title": f"All {pool}, page {n // 100 + 1}", "slug": f"{pool}-browse-{n // 100 + 1}", "cards": cards})
def write(path, text):
    path = os.path.join(target, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f: f.write(text)
# The same page in both template languages: {title} and {each} open what the language needs.
PAGE = '''<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>%(title)s</title><link rel="stylesheet" href="assets/site.css"></head>
<body><main><h1>%(title)s</h1>
<table class="pool"><thead><tr><th scope="col">Entry ID</th><th scope="col">More</th></tr></thead><tbody>
%(each)s<tr id="e-%(id)s"><th scope="row">%(id)s</th><td>%(if_group)sAt least 5 look the same here on purpose; asking for this ID means any of them.%(end_if)s%(text)s%(facts)s</td></tr>
%(end)s</tbody></table></main></body></html>
'''
if maker == "hugo":
    write("config.toml", 'baseURL = "https://www.example.org/"\ntitle = "Mentoring Program"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section"]\n')
    for page in pages: write(f"content/{page['slug']}.md", json.dumps(page, ensure_ascii=False) + "\n")
    write("layouts/_default/single.html", PAGE % {"title": "{{ .Title }}", "each": "{{ range .Params.cards }}", "id": "{{ .id }}", "if_group": "{{ if .group }}", "end_if": "{{ end }}",
        "text": "{{ with .text }}<p>{{ . }}</p>{{ end }}", "facts": "{{ range .facts }}<p><b>{{ .label }}</b> {{ .values }}</p>{{ end }}", "end": "{{ end }}"})
else:
    write("_data/browse.json", json.dumps(pages, ensure_ascii=False))
    write("browse.liquid", '---\npagination:\n  data: browse\n  size: 1\n  alias: sheet\npermalink: "{{ sheet.slug }}.html"\n---\n' + PAGE % {"title": "{{ sheet.title | escape }}", "each": "{% for e in sheet.cards %}",
        "id": "{{ e.id }}", "if_group": "{% if e.group %}", "end_if": "{% endif %}", "text": '{% if e.text != "" %}<p>{{ e.text | escape }}</p>{% endif %}',
        "facts": "{% for f in e.facts %}<p><b>{{ f.label | escape }}</b> {{ f.values | escape }}</p>{% endfor %}", "end": "{% endfor %}"})
print(len(entries), "entries")
