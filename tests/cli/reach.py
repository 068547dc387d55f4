#!/usr/bin/env python3
"""Walks a built site as a reader without JavaScript does: from index.html by plain links.

  reach.py SITE             every link and fragment resolves; no table holds more than 100 entries and no search page more than 1,000; every entry
                            of pool.csv is a card or row of a page that is at most four links away; every entry's address for a bookmark is there
  reach.py BEFORE AFTER     the addresses of the entries of BEFORE that AFTER has too are there in AFTER
"""
import collections
import csv
import html.parser
import os
import re
import sys
import urllib.parse

STEPS, ROWS, CARDS = 4, 100, 1000
VOID_SCHEMES = ("http:", "https:", "mailto:", "tel:")
ID = re.compile(r"[0-9A-Z]{3}-[0-9A-Z]{4}")


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.path, self.ids, self.links, self.needs, self.cards, self.rows, self.repeated = path, set(), [], [], [], [], set()
        self.cells, self.first = None, ""
        with open(path, encoding="utf-8") as text:
            self.feed(text.read())

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if "id" in a:
            if a["id"] in self.ids:
                self.repeated.add(a["id"])
            self.ids.add(a["id"])
        if tag == "a" and a.get("href"):
            self.links.append(a["href"])
        for name in ("href", "src", "action"):
            if tag != "a" and a.get(name):
                self.needs.append(a[name])
        if tag == "li" and "entry" in (a.get("class") or "").split():
            self.cards.append(a["id"][2:])
        if tag == "tr":
            self.cells = 0
        if tag in ("td", "th") and self.cells is not None:
            self.cells, self.first = self.cells + 1, self.first if self.cells else ""

    def handle_data(self, data):
        if self.cells == 1:
            self.first += data

    def handle_endtag(self, tag):
        if tag == "tr":
            if ID.fullmatch(self.first.strip()):
                self.rows.append(self.first.strip())
            self.cells, self.first = None, ""


class Site:
    def __init__(self, folder):
        self.folder, self.pages, self.problems = folder, {}, collections.Counter()
        self.files = {os.path.relpath(os.path.join(at, name), folder).replace(os.sep, "/")
                      for at, _, names in os.walk(folder) for name in names}
        for path in sorted(self.files):
            if path.endswith(".html"):
                self.pages[path] = Page(os.path.join(folder, path))

    def resolve(self, page, link):
        """Path and fragment of a link within the site; None for one that leaves it."""
        if link.lower().startswith(VOID_SCHEMES):
            return None
        path, _, fragment = link.partition("#")
        path = urllib.parse.unquote(path.partition("?")[0])
        whole = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
        return whole, urllib.parse.unquote(fragment)

    def check_links(self):
        for name, page in self.pages.items():
            if page.repeated:
                self.problems[f"{name}: the id {min(page.repeated)} stands there twice"] += 1
            for link in page.links + page.needs:
                to = self.resolve(name, link)
                if to is None:
                    continue
                if to[0] not in self.files:
                    self.problems[f"{name}: {link} leads to no file"] += 1
                elif to[1].startswith("?"):  # a search: the page itself without JavaScript
                    continue
                elif to[1] and to[0] in self.pages and to[1] not in self.pages[to[0]].ids:
                    self.problems[f"{name}: {link} leads to no place"] += 1

    def steps(self):
        far, queue = {"index.html": 0}, collections.deque(["index.html"])
        while queue:
            name = queue.popleft()
            for link in self.pages[name].links:
                to = self.resolve(name, link)
                if to and to[0] in self.pages and to[0] not in far:
                    far[to[0]] = far[name] + 1
                    queue.append(to[0])
        return far

    def entries(self):
        found = collections.defaultdict(set)
        with open(os.path.join(self.folder, "pool.csv"), encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text):
                if row["kind"] in ("group", "profile"):
                    found[row["pool"]].add(row["entry_id"])
        return found

    def address(self, pool, count, entry):
        return (f"{pool}.html" if count <= CARDS else f"{pool}-id-{entry[0].lower()}.html"), "e-" + entry

    def check_entries(self):
        far, shown, total = self.steps(), 0, self.entries()
        for pool, entries in total.items():
            near, tables = {}, set()
            for name, page in self.pages.items():
                if not re.fullmatch(re.escape(pool) + r"(-browse.*)?\.html", name):
                    continue
                if len(page.rows) > ROWS or len(page.cards) > CARDS:
                    self.problems[f"{name} holds {len(page.rows) + len(page.cards)} entries"] += 1
                if name not in far:
                    self.problems[f"no way leads from index.html to {name}"] += 1
                tables |= set(page.rows)
                for entry in page.rows + page.cards:
                    near[entry] = min(near.get(entry, 99), far.get(name, 99))
            if tables != entries:
                self.problems[f"the tables of {pool} hold other entries than pool.csv"] += 1
            for entry in entries:
                if near.get(entry, 99) > STEPS:
                    self.problems[f"{entry} is {near.get(entry, 99)} links away"] += 1
                name, place = self.address(pool, len(entries), entry)
                if name not in self.pages or place not in self.pages[name].ids:
                    self.problems[f"{name}#{place} is missing"] += 1
                if far.get(name, 99) > STEPS:
                    self.problems[f"the address {name} is {far.get(name, 99)} links away"] += 1
            shown += len(near)
        print(f"{len(self.pages)} pages, {shown} entries, the farthest page {max(far.values())} links away, "
              f"the longest table {max(len(p.rows) for p in self.pages.values())} rows")

    def done(self):
        for problem in list(self.problems)[:12]:
            print(problem)
        if len(self.problems) > 12:
            print(f"and {len(self.problems) - 12} more")
        return 1 if self.problems else 0


def main():
    if len(sys.argv) not in (2, 3):
        print(__doc__)
        return 2
    site = Site(sys.argv[-1])
    if len(sys.argv) == 2:
        site.check_links()
        site.check_entries()
        return site.done()
    before, stayed = Site(sys.argv[1]).entries(), 0
    for pool, entries in site.entries().items():
        for entry in entries & before[pool]:
            name, place = site.address(pool, len(before[pool]), entry)
            stayed += 1
            if name not in site.pages or place not in site.pages[name].ids:
                site.problems[f"{name}#{place} is missing"] += 1
    if not stayed:
        site.problems["no entry stayed"] += 1
    print(f"{stayed} entries stayed")
    return site.done()


if __name__ == "__main__":
    sys.exit(main())
