"""Every page but 404.html can be reached from index.html by links alone. Usage: reachable.py SITE"""
import html, os, re, sys
root = sys.argv[1]
seen, todo = set(), ["index.html"]
while todo:
    page = todo.pop()
    if page in seen or not os.path.exists(os.path.join(root, page)):
        continue
    seen.add(page)
    for href in re.findall(r'href="([^"#?:]+)', open(os.path.join(root, page), encoding="utf-8").read()):
        target = os.path.normpath(os.path.join(os.path.dirname(page), html.unescape(href)))
        if target.endswith(".html"):
            todo.append(target)
pages = {os.path.relpath(os.path.join(r, f), root) for r, _, names in os.walk(root) for f in names if f.endswith(".html")}
lost = sorted(pages - seen - {"404.html"})
print(len(pages), "pages; not reached:", lost)
sys.exit(1 if lost or len(pages) < 30 else 0)
