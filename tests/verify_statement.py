#!/usr/bin/env python3
"""Checks what an edition says about itself, from the published files alone. Shares no code with mentorpress.

    verify_statement.py SITE_FOLDER_OR_REPOSITORY [--edition NUMBER|all] [--private private/mentorpress.db]

A folder holds one edition; from a repository all are read, and --edition chooses which of them are told about (all, if not given). With the
private database, headquarters' only, it also counts the people behind each group of the newest edition. Exit code 0: everything holds."""
import argparse, collections, csv, hashlib, html.parser, io, json, os, re, shutil, sqlite3, subprocess, sys, tempfile

ALPHABET = "023456789BCDFGHJKMNPQRSTVWXYZ"
ID = re.compile("[%s]{3}-[%s]{4}" % (ALPHABET, ALPHABET))
NAMES = {"mentors": "Mentors", "peers": "Peer partners"}
COLUMNS = "pool,entry_id,kind,field,code,label,parent,text".split(",")
problems = []

def fail(claim, text):
    problems.append(text)
    print("WRONG [%s] %s" % (claim, text))

def check_symbol_fits(code):
    return bool(ID.fullmatch(code)) and sum((2 + i) * ALPHABET.index(c) for i, c in enumerate(code.replace("-", ""))) % 29 == 0

class Git:
    def __init__(self, folder): self.folder, self.cache = folder, {}
    def run(self, *words): return subprocess.run(["git", "-C", self.folder, *words], check=True, stdout=subprocess.PIPE).stdout
    def edition(self, commit):
        files = {}
        for line in self.run("ls-tree", "-r", "-z", commit).split(b"\0")[:-1]:
            oid, path = line.split()[2].decode(), line.split(b"\t", 1)[1].decode()
            if path.endswith((".html", ".csv", ".json")):
                if oid not in self.cache: self.cache[oid] = self.run("cat-file", "blob", oid)
                files[path] = self.cache[oid]
        return Edition(files, self.run("log", "-1", "--format=%B", commit).decode())
    def editions(self): return [self.edition(c) for c in self.run("log", "--reverse", "--format=%H", "HEAD").decode().split()]

def folder_edition(folder):
    paths = [os.path.join(base, n) for base, _, names in os.walk(folder) for n in names if n.endswith((".html", ".csv", ".json"))]
    return [Edition({os.path.relpath(x, folder): open(x, "rb").read() for x in paths}, None)]
Field = collections.namedtuple("Field", "label grouped list values words")  # values: code -> (label, broader code)
Entry = collections.namedtuple("Entry", "kind facts raw text")

class Pool:
    def __init__(self, name): self.name, self.fields, self.entries, self.digest, self.order = name, {}, {}, hashlib.sha256(), []
    def leaves(self, field): return set(self.fields[field].values) - {parent for _, parent in self.fields[field].values.values()}
    def count(self, kind): return sum(e.kind == kind for e in self.entries.values())

class Edition:
    """pool.csv as pools, edition.json, and the pages as they are."""
    def __init__(self, files, message):
        self.files, self.message, self.pools, self.json = files, message, {}, json.loads(files["edition.json"])
        self.number = self.json["edition"]
        lines, row = io.BytesIO(files["pool.csv"]), b""
        if lines.readline().decode().strip().split(",") != COLUMNS: fail("digest", "pool.csv has other columns")
        for line in lines:
            row += line
            if row.count(b'"') % 2: continue  # a cell goes on in the next line
            self.add(next(csv.reader(io.StringIO(row.decode(), newline=""))), row)
            row = b""
    def add(self, cell, row):
        if len(cell) != 8: return fail("digest", "edition %d: a row of pool.csv has %d cells" % (self.number, len(cell)))
        name, eid, kind, field, code, label, parent, text = cell
        pool = self.pools.setdefault(name, Pool(name))
        pool.digest.update(row)
        if kind == "field": pool.fields[field] = Field(label, code == "grouped", parent == "list", {}, {})
        elif kind == "value":
            pool.fields[field].values[code], pool.fields[field].words[code] = (label, parent), text
        else:
            facts = dict((f, c.split("|")) for f, _, c in (one.partition("=") for one in code.split(";") if one))
            if eid in pool.entries: fail("ids", "edition %d: Entry ID %s stands twice" % (self.number, eid))
            if kind not in ("group", "profile") or field or label or parent or len(facts) != len([x for x in code.split(";") if x]):
                fail("group-facts", "edition %d: the row of %s holds something that no entry has" % (self.number, eid))
            pool.entries[eid] = Entry(kind, facts, code, text)
            pool.order.append(eid)

def check_numbers(e):
    told = {p["pool"]: p for p in e.json["pools"]}
    for name in sorted(set(told) | {n for n, p in e.pools.items() if p.entries}):
        p, t = e.pools.get(name, Pool(name)), told.get(name)
        if not t: return fail("numbers", "edition %d says nothing of the pool %s" % (e.number, name))
        for kind, key in (("profile", "profiles"), ("group", "groups")):
            if t[key] != p.count(kind): fail("numbers", "edition %d: %s has %d %s, and edition.json says %d" % (e.number, name, p.count(kind), key, t[key]))
        if p.digest.hexdigest() != t["digest"]: fail("digest", "edition %d: the digest of %s is not that of its rows" % (e.number, name))
        if t["k"] < e.json["k"] or e.json["k"] < (5 if e.json["audience"] == "members" else 11): fail("numbers", "edition %d: k of %s is too small" % (e.number, name))
        if e.json["cycle"] and (t["cycle"], t["drawn"]) != (e.json["cycle"], e.json["as_of"]): fail("numbers", "edition %d: %s was not drawn with the cycle" % (e.number, name))
        made = [{"field": f, "label": v.label, "shown_in": "groups and profiles" if v.grouped else "profiles", "exact": len(p.leaves(f)),
                 "broader": [label for c, (label, _) in v.values.items() if c not in p.leaves(f)]} for f, v in p.fields.items()]
        if "fields" in t and t["fields"] != made: fail("numbers", "edition %d: the fields of %s are not those of pool.csv" % (e.number, name))

def check_entries(e):
    everywhere = set()
    for name, p in e.pools.items():
        tuples, grouped = {}, [f for f, v in p.fields.items() if v.grouped]
        if p.order != sorted(p.order): fail("ids", "edition %d: the entries of %s are not in the order of their IDs" % (e.number, name))
        for eid, entry in p.entries.items():
            where = "edition %d: %s" % (e.number, eid)
            if not check_symbol_fits(eid): fail("ids", where + " has a wrong check symbol")
            if eid in everywhere: fail("ids", where + " stands in two pools")
            everywhere.add(eid)
            for f, codes in entry.facts.items():
                known = p.fields[f].values if f in p.fields else {}
                if any(c not in known and c != "*" for c in codes) or len(set(codes)) != len(codes): fail("group-facts", where + " has a value that is none of its field")
                if entry.kind == "profile" and ("*" in codes or (len(codes) > 1 and not p.fields[f].list)): fail("group-facts", where + " has a fact that no profile has")
            if entry.kind != "group": continue
            if list(entry.facts) != grouped or any(len(c) != 1 for c in entry.facts.values()) or entry.text:
                fail("group-facts", where + " is a group and has not exactly one value for every grouped field and nothing else")
            if entry.raw in tuples: fail("group-tuples", "%s says the same as %s" % (where, tuples[entry.raw]))
            tuples[entry.raw] = eid

class Page(html.parser.HTMLParser):
    """Cards (li) and rows (tr) with all their text; other rows as lists of cells; all text."""
    def __init__(self, data):
        super().__init__()
        self.rows, self.cells, self.entries, self.words, self.inside = [], [], [], [], None
        self.feed(data.decode())
    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "tr": self.cells = []
        if tag in ("td", "th"): self.cells.append("")
        if tag == "li" and "entry" in (a.get("class") or "").split(): self.inside = {"text": [], "attrs": a}
    def handle_data(self, data):
        self.words.append(data)
        if self.cells: self.cells[-1] += data
        if self.inside: self.inside["text"].append(data)
    def handle_endtag(self, tag):
        if tag == "li" and self.inside:
            self.entries.append((self.inside["attrs"].get("id", "")[2:], " ".join(self.inside["text"]), self.inside["attrs"]))
            self.inside = None
        if tag == "tr":
            self.rows.append(cells := self.cells)
            self.cells = []
            if cells and ID.fullmatch(cells[0].strip()): self.entries.append((cells[0].strip(), " ".join(cells), {}))

def plain(text): return " ".join(text.replace("'", "").split())

def residue(p, eid, entry, text):
    """What a group's card says beside the group's own values; alike for all groups, or it says something of its people."""
    text, labels = plain(text).lower(), [eid, "kept private", "shown only as"]
    for f, (code,) in entry.facts.items(): labels += [p.fields[f].label] + ([p.fields[f].values[code][0]] if code != "*" else [])
    for label in sorted(labels, key=len, reverse=True): text = text.replace(plain(label).lower(), "")
    return " ".join(re.sub(r"[·,]", " ", text).split())

def check_card(e, p, eid, text, attrs, seen):
    where, entry = "edition %d: the card of %s" % (e.number, eid), p.entries[eid]
    for f, codes in entry.facts.items():
        for c in codes:
            if plain("kept private" if c == "*" else p.fields[f].values[c][0]).lower() not in plain(text).lower(): fail("pages", where + " does not show a value of its row")
    if plain(entry.text) not in plain(text): fail("pages", where + " has another text than its row")
    if entry.kind == "profile": return
    seen.add(residue(p, eid, entry, text))
    own = {(f, c) for f, (c,) in entry.facts.items()}
    shown = {tuple(x.replace("~", "").split(":", 1)) for x in (attrs.get("data-f") or "").split()}
    words = {w for f, c in own if c != "*" for w in plain(p.fields[f].words[c]).split()}
    if any(x not in own and x[1] != "*" for x in shown) or set(plain(attrs.get("data-k") or "").split()) - words: fail("pages", where + " holds codes or words of something else")

def check_pages(e):
    for name, p in e.pools.items():
        on, lists = {}, re.findall(rb'<li id="e-(%s)"' % ID.pattern.encode(), b"".join(e.files[path] for path in e.files if path.startswith(name + "-id-")))
        for path in sorted(e.files):
            if not re.fullmatch(re.escape(name) + r"(-browse[a-z0-9.-]*)?\.html", path): continue
            page, seen = Page(e.files[path]), set()
            for eid, text, attrs in page.entries:
                on.setdefault("browse" in path, set()).add(eid)
                if eid not in p.entries: fail("pages", "edition %d: %s shows the entry %s, which pool.csv does not have" % (e.number, path, eid))
                else: check_card(e, p, eid, text, attrs, seen)
            if len(seen) > 1: fail("pages", "edition %d: on %s the groups' cards differ by more than their own values" % (e.number, path))
        if on.get(True, set()) != set(p.entries) or on.get(False, set(p.entries)) != set(p.entries) or sorted(lists) not in ([], sorted(x.encode() for x in p.entries)): fail("pages", "edition %d: the pages of %s do not show exactly the entries of pool.csv" % (e.number, name))
    for path, data in e.files.items():
        if path.endswith(".html") and not path.startswith(tuple(e.pools)) and re.search(rb'id="e-%s"|class="entry (group|profile)' % ID.pattern.encode(), data): fail("pages", "edition %d: %s shows an entry" % (e.number, path))

def check_statement_page(e):
    page, j = Page(e.files["edition.html"]), e.json
    rows, text = [[c.strip() for c in row] for row in page.rows], plain(" ".join(page.words))
    for label, value in (("Edition", str(e.number)), ("People who look the same, at least", str(j["k"])), ("Digest of the privacy policy", j["policy"])):
        if [label, value] not in rows: fail("numbers", "edition %d: edition.html says another %s than edition.json" % (e.number, label))
    for p in j["pools"]:
        if not any(r[:1] + r[2:] == [NAMES.get(p["pool"], p["pool"]), p["cycle"], str(p["profiles"]), str(p["groups"]), str(p["k"]), p["digest"]] for r in rows):
            fail("numbers", "edition %d: edition.html says other numbers of %s than edition.json" % (e.number, p["pool"]))
    said = [c["says"] for c in j.get("claims", [])] + [s for r in j.get("readers", []) for s in r["shows"] + r["does_not"]]
    if any(plain(s) not in text for s in said): fail("numbers", "edition %d: edition.html and edition.json claim different things" % e.number)

def check_commit(e):
    if e.message is None: return
    lines, j = e.message.split("\n"), e.json
    want = ["Edition: %d" % e.number, "As-of: " + j["as_of"], "Gate: " + j["gate"]] + [key + ": " + j[key.lower()] for key in ("Policy", "Cycle") if j[key.lower()]]
    want += ["Pool: %s, %d profiles, %d groups, k %d, drawn %s, %s" % (p["pool"], p["profiles"], p["groups"], p["k"], p["drawn"], p["digest"]) for p in j["pools"]]
    for line in want:
        if line not in lines: fail("commit", "edition %d: its commit does not say \"%s\"" % (e.number, line))

def check_history(editions):
    meaning, group_id = {}, {}
    for before, e in zip([None] + editions[:-1], editions):
        ids = {(n, i) for n, p in e.pools.items() for i in p.entries}
        anew = bool(e.json["cycle"]) and not any(i in meaning for _, i in ids)  # the pools began anew, under new IDs throughout
        if anew: group_id = {}
        for name, p in e.pools.items():
            for eid, entry in p.entries.items():
                is_now = (name, entry.kind, entry.raw if entry.kind == "group" else "")
                if meaning.setdefault(eid, is_now) != is_now: fail("id-meaning", "edition %d: %s stood for something else before" % (e.number, eid))
                if entry.kind == "group" and group_id.setdefault((name, entry.raw), eid) != eid: fail("id-meaning", "edition %d: the group %s had another Entry ID before" % (e.number, eid))
        if before and not e.json["cycle"]: check_between(before, e, editions)

def check_between(before, e, editions):
    drawn = next((x for x in reversed(editions[:editions.index(e)]) if x.json["cycle"]), before)
    for t in e.json["pools"]:
        name = t["pool"]
        then, now = drawn.pools.get(name, Pool(name)).entries, e.pools.get(name, Pool(name)).entries
        if not any((x["pool"], x["drawn"], x["cycle"], x["k"]) == (name, t["drawn"], t["cycle"], t["k"]) for x in drawn.json["pools"]): fail("between", "edition %d: %s was drawn without a cycle publish" % (e.number, name))
        if {i: x.raw for i, x in then.items() if x.kind == "group"} != {i: x.raw for i, x in now.items() if x.kind == "group"}: fail("between", "edition %d: the groups of %s changed between cycles" % (e.number, name))
        for eid, x in now.items():
            if eid not in then: fail("between", "edition %d: %s is new between cycles" % (e.number, eid))
            elif any(then[eid].facts.get(f) != c for f, c in x.facts.items()) or (x.text and not then[eid].text): fail("between", "edition %d: %s says more or other than at the cycle" % (e.number, eid))

def number(blob, at):
    more, at = blob[at], at + 1
    if more < 128: return more, at
    n, at = number(blob, at)
    return n << 7 | more & 127, at

def fields_of(blob, names):
    """Of an application: "name 1F value 1E" or, where the database has a table of names, code, length, value."""
    if names is None: return dict(x.split("\x1f", 1) for x in blob.decode().split("\x1e") if x)
    out, at = {}, 0
    while at < len(blob):
        code, at = number(blob, at)
        size, at = number(blob, at)
        out[names.get(code)], at = blob[at:at + size].decode(), at + size
    return out

def persons(rows):
    """How many people (person, membership) pairs are: linked by either number, they are one."""
    root = {}
    def find(x):
        while root.setdefault(x, x) != x: x = root[x]
        return x
    for person, member in rows: root[find(("person", person))] = find(("member", member) if member else ("person", person))
    return len({find(("person", person)) for person, _ in rows})

def covers(pool, field, shown, own):
    values, steps = pool.fields[field].values, 0
    while own in values and own != shown and steps < 99: own, steps = values[own][1], steps + 1
    return shown == "*" or own == shown

def check_private(e, path):
    with tempfile.TemporaryDirectory() as copy:  # looking must not finish what an interrupted run has left
        for end in ("", "-wal"): os.path.exists(path + end) and shutil.copy(path + end, os.path.join(copy, "db" + end))
        db = sqlite3.connect(os.path.join(copy, "db"))
        ask = lambda sql, *values: db.execute(sql, values).fetchall()
        coded = ask("SELECT 1 FROM sqlite_master WHERE name = 'field_code'")
        names, smallest, people = dict(ask("SELECT code, name FROM field_code")) if coded else None, None, 0
        for name, p in e.pools.items():
            k = next(t["k"] for t in e.json["pools"] if t["pool"] == name)
            behind, at_home = collections.defaultdict(list), {}
            for eid, person, member, now, blob in ask("SELECT m.id, m.person, m.member, coalesce(s.person, m.person), a.fields FROM pool_member m LEFT JOIN application a ON a.id = m.application"
                                                     " LEFT JOIN standing s ON s.application = a.id WHERE m.pool = ? AND m.state = 'current' AND (a.id IS NOT NULL OR m.application < 0)", name):
                behind[eid].append((person, member, now))
                if eid not in p.entries or p.entries[eid].kind != "group" or blob is None: continue  # None: erased since the drawing
                if at_home.setdefault(person, eid) != eid: fail("k", "somebody stands behind two groups of " + name)
                own = fields_of(blob, names)
                for f, (shown,) in p.entries[eid].facts.items():
                    if not covers(p, f, shown, own.get(f, "")): fail("true", "the entry %s is not true of somebody behind it" % eid)
            for eid, entry in p.entries.items():
                n = persons([(a, b) for a, b, _ in behind[eid]])
                if entry.kind == "profile" and n != 1: fail("k", "behind the profile %s stand %d people" % (eid, n))
                if entry.kind != "group": continue
                smallest, people = n if smallest is None else min(smallest, n), people + n
                if n < k: fail("k", "behind the group %s stand %d people, fewer than %d" % (eid, n, k))
                elif persons([(c, b) for _, b, c in behind[eid]]) < k: print("note: since the drawing somebody turned out to stand behind %s twice; fewer than %d remain until the next cycle" % (eid, k))
            ended = {i for i, in ask("SELECT id FROM entry_id WHERE state <> 'live'")}
            known = {i: (q, g) for i, q, g in ask("SELECT id, pool, is_group FROM entry_id")}
            for eid, entry in p.entries.items():
                if known.get(eid) != (name, int(entry.kind == "group")) or eid in ended: fail("id-meaning", "the records know %s otherwise than it is published" % eid)
    print("From the private table: %d people stand behind the groups of edition %d, at least %s behind each; every group's entry is true of each of them." % (people, e.number, smallest or 0))

def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for word, default in (("site", None), ("--edition", "all"), ("--private", None)): asked.add_argument(word, default=default)
    a = asked.parse_args()
    repo = os.path.join(a.site, "repo.git") if os.path.isdir(os.path.join(a.site, "repo.git")) else a.site
    editions = folder_edition(a.site) if os.path.exists(os.path.join(a.site, "edition.json")) and not os.path.exists(os.path.join(a.site, ".git")) else Git(repo).editions()
    told = [e for e in editions if a.edition in ("all", str(e.number))] or sys.exit("there is no edition " + a.edition)
    for e in told:
        if e.json.get("statement", 1) != 1: sys.exit("edition %d: this program knows version 1 of the statement" % e.number)
        wrong = len(problems)
        check_entries(e)
        for check in (check_numbers, check_statement_page, check_commit) + ((check_pages,) if len(problems) == wrong else ()): check(e)
        print("Edition %d, %s: %s" % (e.number, e.json["as_of"], "; ".join("%s: %d profiles, %d groups" % (n, p.count("profile"), p.count("group")) for n, p in sorted(e.pools.items())) or "no pool"))
    check_history(editions)
    if a.private: check_private(editions[-1], a.private)
    print("Checked in %d edition%s: numbers and digests; every Entry ID and its check symbol; that a group says one value for each grouped field and nothing else," % (len(told), "s"[len(told) == 1:]))
    print("and no two say the same; that the pages show exactly these entries; that page, edition.json%s say the same." % (" and commit" if told[0].message is not None else ""))
    if len(editions) > 1: print("Over all %d editions: that no Entry ID ever stood for something else, and that between cycles only profiles left or returned." % len(editions))
    print("%d thing%s wrong." % (len(problems), " is" if len(problems) == 1 else "s are") if problems else "Everything holds.")
    return 1 if problems else 0

try:
    sys.exit(main())
except (KeyError, ValueError, TypeError, IndexError, AttributeError) as e:
    print("WRONG: a file is not made as it should be: %s %s" % (type(e).__name__, e))
    sys.exit(1)
