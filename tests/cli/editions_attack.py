"""Reads every edition of a repository as a stranger would, and holds it against the truth of editions_world.py: who was drawn, by a plain ladder of its own
(written from docs/PRIVACY.md), who stands behind which card, what is public at all. Shares no code with the program and never opens its database.
"""
import collections
import csv
import io
import itertools
import re
import subprocess

from editions_world import FIELD, WEIGHT, standing

PPM = 1000000
ROOT = "*"


class Problem(Exception):
    pass


def demand(true, text):
    if not true:
        raise Problem(text)


# --- the public side --------------------------------------------------------------------------------------------------------------
def git(repo, *args):
    return subprocess.run(["git", "-C", repo, *args], capture_output=True, check=True).stdout


Edition = collections.namedtuple("Edition", "commit tree message pool files number day")
Entry = collections.namedtuple("Entry", "id kind facts text")
Blob = collections.namedtuple("Blob", "kind data")


def objects_of(repo):
    """Every object of the repository, reachable or not."""
    raw, out, at = git(repo, "cat-file", "--batch", "--batch-all-objects"), {}, 0
    while at < len(raw):
        end = raw.index(b"\n", at)
        oid, kind, size = raw[at:end].decode().split()
        out[oid] = Blob(kind, raw[end + 1:end + 1 + int(size)])
        at = end + 2 + int(size)
    return out


def tree_files(objects, tree, prefix=""):
    data, at = objects[tree].data, 0
    while at < len(data):
        zero = data.index(b"\0", at)
        name, oid = data[at:zero].split(b" ", 1)[1].decode(), data[zero + 1:zero + 21].hex()
        at = zero + 21
        if objects[oid].kind == "tree":
            yield from tree_files(objects, oid, prefix + name + "/")
        else:
            yield prefix + name, oid


def read_history(repo):
    objects, editions = objects_of(repo), []
    for commit in git(repo, "rev-list", "--reverse", "main").decode().split():
        text = objects[commit].data.decode()
        tree, message = re.match(r"tree (\w+)", text)[1], text.split("\n\n", 1)[1]
        files = dict(tree_files(objects, tree))
        rows = list(csv.DictReader(io.StringIO(objects[files["pool.csv"]].data.decode())))
        editions.append(Edition(commit, tree, message, rows, files, int(re.search(r"^Edition: (\d+)", message, re.M)[1]),
                                re.search(r"^As-of: (\S+)", message, re.M)[1]))
    return objects, editions


def entries(edition):
    out = []
    for row in edition.pool:
        if row["entry_id"]:
            known = set(row.values()) - {row["pool"], row["entry_id"], row["kind"], row["code"], row["text"]}
            demand(known <= {"", None}, f"edition {edition.number}: an entry has a cell that no entry has")
            out.append(Entry(row["entry_id"], row["kind"], row["code"], row["text"]))
    return out


class Vocabulary:
    """A field's values as the public file lists them, in its order, parents before children."""

    def __init__(self, edition, field):
        rows = [r for r in edition.pool if r["kind"] == "value" and r["field"] == field]
        self.parent = {ROOT: None, **{r["code"]: r["parent"] or ROOT for r in rows}}
        self.order = {code: i for i, code in enumerate(self.parent)}
        self.leaves = [c for c in self.parent if c != ROOT and c not in self.parent.values()]
        self.ncp = {c: (sum(c in self.up(leaf) for leaf in self.leaves) - 1) * PPM // (len(self.leaves) - 1) for c in self.parent}
        self.depth = max(len(self.up(leaf)) - 1 for leaf in self.leaves)
        self.mean = [sum(self.ncp[self.at(leaf, level)] for leaf in self.leaves) // len(self.leaves) for level in range(self.depth + 1)]

    def up(self, code):
        path = [code]
        while path[-1] != ROOT:
            path.append(self.parent[path[-1]])
        return path

    def at(self, leaf, level):
        path = self.up(leaf)
        return path[min(level, len(path) - 1)]

    def common(self, a, b):
        above = set(self.up(b))
        return next(c for c in self.up(a) if c in above)


def ladder(vocabularies, weights, tuples, k):
    """Where everybody stands, or None: the definition of docs/PRIVACY.md, "Groups", word for word."""
    place, left = [None] * len(tuples), set(range(len(tuples)))
    rungs = sorted(itertools.product(*(range(v.depth + 1) for v in vocabularies)),
                   key=lambda rung: (sum(w * v.mean[level] for v, w, level in zip(vocabularies, weights, rung)), rung))
    for rung in rungs:
        alike = collections.defaultdict(list)
        for i in left:
            alike[tuple(v.at(leaf, level) for v, leaf, level in zip(vocabularies, tuples[i], rung))].append(i)
        for shared, who in alike.items():
            if len(who) >= k:
                left.difference_update(who)
                for i in who:
                    place[i] = shared
    classes = {p for p in place if p}
    if left and classes:
        def joined(c):
            for i in left:
                c = tuple(v.common(a, b) for v, a, b in zip(vocabularies, c, tuples[i]))
            return c
        best = min(classes, key=lambda c: (sum(w * v.ncp[x] for v, w, x in zip(vocabularies, weights, joined(c))),
                                           [v.order[x] for v, x in zip(vocabularies, c)]))
        wide = joined(best)
        place = [wide if p is None or p == best else p for p in place]
    return place


# --- the truth, month by month ----------------------------------------------------------------------------------------------------
class Profile:
    """A profile while it stands: whose it is, what it said when drawn, whether its owner has left it."""

    def __init__(self, person, facts, text, day):
        self.who, self.facts, self.text, self.day = person.app.who, facts, text, day
        self.entry, self.over, self.unseen = person.app.entry, False, False


class Truth:
    """Who is listed and how, by docs/PRIVACY.md, "At a cycle, and between cycles"."""

    def __init__(self):
        self.profiles, self.behind, self.cards = [], [], {}

    @staticmethod
    def facts_of(app, fields):
        said = {name: set(getattr(app, next((n for n, f in FIELD.items() if f == name), name)).split("|")) & set(order) for name, order in fields.items()}
        return ";".join(f"{name}={'|'.join(sorted(codes, key=fields[name].index))}" for name, codes in said.items() if codes)

    def month(self, month, edition):
        people = standing(month)
        person = {a.entry: p for p in people for a in p.apps}
        if month.cycle:
            self.draw(month, people, person, edition)
        for profile in self.profiles:
            profile.over |= person[profile.entry].left
        owners = {id(person[p.entry]) for p in self.profiles}
        self.persons = {card: len({id(person[e]) for e in behind} - owners) for card, behind in self.cards.items()}
        return [p for p in self.profiles if not p.over and not p.unseen and person[p.entry].listed and person[p.entry].takes]

    def draw(self, month, people, person, edition):
        profiles, self.behind, before = [], [], collections.defaultdict(list)
        fields = {row["field"]: [r["code"] for r in edition.pool if r["kind"] == "value" and r["field"] == row["field"]] for row in edition.pool if row["kind"] == "field"}
        for profile in self.profiles:
            before[id(person[profile.entry])].append(profile)
        for p in people:
            had = before[id(p)]
            if p.listed and p.consent == "group" and not had:
                self.behind.append(p)
            elif p.listed and p.consent == "profile" and p.takes:
                profiles.append(Profile(p, self.facts_of(p.app, fields), p.app.text, month.day))
            elif had and not p.left and not all(o.over for o in had):
                kept = Profile(p, "", "", month.day)
                kept.unseen = True
                profiles.append(kept)
        self.profiles = profiles


# --- what is checked --------------------------------------------------------------------------------------------------------------
class Attack:
    """All editions so far, in order; `edition` is called for each with the month it was made of."""

    def __init__(self, grouped, k):
        self.truth, self.fields, self.k, self.thinned = Truth(), grouped, k, False
        self.tuple_of, self.id_of, self.person_of, self.last_groups, self.least, self.cards = {}, {}, {}, None, 10 ** 9, 0

    def edition(self, month, edition):
        shown = self.truth.month(month, edition)
        public = entries(edition)
        groups = {e.facts: e for e in public if e.kind == "group"}
        demand(len(groups) == sum(e.kind == "group" for e in public), f"{month.day}: two groups say the same")
        self.check_profiles(month, public, shown)
        if month.cycle:
            self.check_cards(month, edition, groups)
        else:
            demand(groups == self.last_groups, f"{month.day}: groups changed between cycles")
        self.last_groups = groups
        self.thinned = not month.cycle and any(n < self.k for n in self.truth.persons.values())
        self.check_ids(month, public)
        self.check_numbers(month, edition, public)
        return shown

    def check_profiles(self, month, public, shown):
        listed = collections.Counter((e.facts, e.text) for e in public if e.kind == "profile")
        should = collections.Counter((p.facts, p.text) for p in shown)
        demand(listed == should, f"{month.day}: {sum((listed - should).values())} profiles too many, {sum((should - listed).values())} missing")
        who = {p.text: p.who for p in shown}
        for e in public:
            if e.kind == "profile":
                demand(self.person_of.setdefault(e.id, who[e.text]) == who[e.text], f"{month.day}: a profile's ID went to somebody else")

    def check_cards(self, month, edition, groups):
        people = self.truth.behind
        vocabularies = [Vocabulary(edition, FIELD[f]) for f in self.fields]
        tuples = [tuple(getattr(p.app, f) or ROOT for f in self.fields) for p in people]
        place = ladder(vocabularies, [WEIGHT[f] for f in self.fields], tuples, self.k)
        said = [p and ";".join(f"{FIELD[f]}={c}" for f, c in zip(self.fields, p)) for p in place]
        demand(set(filter(None, said)) == set(groups), f"{month.day}: {len(set(filter(None, said)) ^ set(groups))} cards are other than the plain ladder's")
        demand(all(said) or (not any(said) and len(people) < self.k), f"{month.day}: somebody who is listed stands behind no card")
        self.truth.cards = {card: [p.app.entry for p, s in zip(people, said) if s == card] for card in groups}
        for card in groups:
            codes = [c.split("=")[1] for c in card.split(";")]
            behind = [i for i, s in enumerate(said) if s == card]
            true_of = [i for i, t in enumerate(tuples) if all(c in v.up(x) for v, c, x in zip(vocabularies, codes, t))]
            demand(set(behind) <= set(true_of), f"{month.day}: a card is not true of somebody behind it")
            self.least, self.cards = min(self.least, len(behind)), self.cards + 1
            demand(len(behind) >= self.k, f"{month.day}: {len(behind)} persons behind a card where k is {self.k}")
            demand(len({p.app.entry for p in (people[i] for i in behind)}) == len(behind), f"{month.day}: somebody counts twice")

    def check_ids(self, month, public):
        for e in public:
            if e.kind == "group":
                demand(self.tuple_of.setdefault(e.id, e.facts) == e.facts, f"{month.day}: a group's ID says something else")
                demand(self.id_of.setdefault(e.facts, e.id) == e.id, f"{month.day}: a group came back under another ID")
                demand(e.text == "" and "|" not in e.facts and e.facts.count("=") == len(self.fields), f"{month.day}: a group says more than its facts")
        both = set(self.tuple_of) & set(self.person_of)
        demand(not both, f"{month.day}: an ID is a profile's and a group's")

    def check_numbers(self, month, edition, public):
        said = re.search(r"^Pool: mentors, (\d+) profiles, (\d+) groups, k (\d+)", edition.message, re.M)
        real = sum(e.kind == "profile" for e in public), sum(e.kind == "group" for e in public), self.k
        demand(tuple(map(int, said.groups())) == real, f"{month.day}: the message says other numbers")


def check_bytes(objects, editions, months, shown):
    """No value of anybody in any object, and in each edition the texts of those with a profile then, and no other."""
    everything = b"\n".join(o.data for o in objects.values() if o.kind != "tree")
    words, numbers = set(re.findall(rb"[a-z]{12}", everything.lower())), set(re.findall(rb"(?<![\w.-])\d{5,6}(?![\w.-])", everything))
    for m in months:
        for a in m.apps:
            for value in (a.first, a.last, a.email.split("@")[0], a.employer.split()[0]):
                demand(value.lower().encode() not in words, f"a value of somebody is public: {value}")
            demand(str(a.entry).encode() not in numbers and (not a.member or a.member.encode() not in numbers), "a number of somebody is public")
    speak = {oid: frozenset(re.findall(rb"speak of ([a-z]{12}) with", o.data)) for oid, o in objects.items() if o.kind == "blob"}
    for edition, profiles in zip(editions, shown):
        said = set().union(*(speak[oid] for oid in edition.files.values()))
        demand(said == {p.text.split()[5].encode() for p in profiles}, f"edition {edition.number}: a text that is not of a profile of this edition")
