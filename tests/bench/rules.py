"""What the program should find in a records folder, worked out a second time from the files alone.

The rules are those of docs and headers (who is current, who may be listed and why not, the ladder), written as plainly
as possible and slowly, so that the sample's numbers are asserted against something that shares no code with the program.
"""
import csv
import datetime
import os
import re

import forms
from names import fold

REASONS = ["ok", "superseded", "held", "withdrawn", "paused", "not_a_member", "lapsed", "on_hold", "never_asked",
           "not_listed",
           "consent_withdrawn", "mentee"]
KINDS = ["mentor", "peer", "mentee"]


def number(text):
    """A member number as it is compared: digits only, without leading zeros."""
    return re.sub(r"\D", "", text).lstrip("0")


def iso(us):
    return f"{us[6:10]}-{us[0:2]}-{us[3:5]}" if us else ""


def exports(folder, suffix, as_of):
    """The export files of a form up to the as-of date, oldest first."""
    found = []
    for name in os.listdir(folder):
        date = re.search(r"\d{4}-\d\d-\d\d", name)
        if name.endswith("-" + suffix + ".csv") and date and date[0] <= as_of:
            found.append((date[0], os.path.join(folder, name)))
    return [path for _, path in sorted(found)]


class Application:
    def __init__(self, form, values):
        self.form, self.values = form, values
        self.entry = values["entry"]
        self.person = None
        self.current = True
        self.reason = None
        self.full = False

    def keys(self):
        return [k for k in ("m" + number(self.values["member_no"]), "e" + fold(self.values["email"])) if len(k) > 1]

    def held(self):
        return self.values["test"] == "Yes" or not self.keys()


def read_applications(records, as_of):
    """Of one application the newest export's row counts. Returns them by (form, entry number), and the number of rows read."""
    found, rows = {}, 0
    for form in KINDS:
        for path in exports(os.path.join(records, "exports"), form + "-application", as_of):
            for values in forms.read_form(path, form):
                found[form, values["entry"]] = Application(form, values)
                rows += 1
    return found, rows


def read_table(records, name):
    path = os.path.join(records, name)
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def find_persons(found, merges):
    """Same member number or same e-mail is the same person; an e-mail alone never joins two member numbers."""
    leader = {key: key for key in found}

    def top(key):
        while leader[key] != key:
            key = leader[key]
        return key

    def numbers(key):
        return {number(a.values["member_no"]) for k, a in found.items() if top(k) == top(key)} - {""}

    first = {}
    for kind in "me":
        for key in sorted(found):
            for mark in (k for k in found[key].keys() if k[0] == kind):
                other = first.setdefault(mark, key)
                if kind == "m" or len(numbers(key) | numbers(other)) < 2:
                    leader[top(key)] = top(other)
    for merge in merges:
        assert merge["action"] == "merge"
        leader[top((merge["form_a"], merge["entry_a"]))] = top((merge["form_b"], merge["entry_b"]))
    for key, application in found.items():
        application.person = top(key)


def supersede(found):
    newest = {}
    for application in sorted(found.values(), key=lambda a: (a.values["submitted"], int(a.entry))):
        if application.held():
            continue
        older = newest.get((application.form, application.person))
        if older:
            older.current = False
        newest[application.form, application.person] = application


def staff_state(text, as_of):
    if text.startswith("Inactive"):
        until = re.search(r"\d{4}-\d\d-\d\d", text)
        return "paused" if not until or as_of < until[0] else None
    return {"": None, "Active": None, "Full": "full", "Withdrawn": "withdrawn"}[text]


def apply_events(events, found, as_of):
    """What protects a person (a withdrawal, a pause, being full) binds once it is recorded; what opens again waits for its day."""
    state = {}
    for event in sorted(events, key=lambda e: (e["date"], int(e["event_id"]))):
        key = event["form"], event["form_entry_no"]
        assert key in found, f"an event about an unknown application {key}"
        mine, what = state.setdefault(key, set()), event["event"]
        if what in ("withdraw", "withdraw_consent"):
            mine.add({"withdraw": "withdrawn", "withdraw_consent": "consent_withdrawn"}[what])
        elif what == "pause":
            mine.discard("paused")
            if not event["until"] or as_of < event["until"]:
                mine.add("paused")
        elif what == "full":
            mine.add("full")
        elif what in ("resume", "free"):
            if event["date"] <= as_of:
                mine.discard({"resume": "paused", "free": "full"}[what])
        else:
            assert what == "reconfirm", what
    return state


def standing(member, as_of):
    if member is None:
        return "not_a_member"
    if member["status"] != "Active":
        return "lapsed"
    if member["type"] not in ("Life", "Honorary") and iso(member["paid_through"]) < as_of:
        return "lapsed"
    return "on_hold" if member["hold"] == "Yes" else None


def able(values, as_of):
    """What the applicant said about being able to take a request; blank means nothing in the way."""
    begin, end = values.get("available_from") or as_of, values.get("available_until") or as_of
    return begin <= as_of <= end and values.get("capacity") != "0"


def judge(application, state, member, as_of):
    """The first reason, in the program's order, why an application is not published."""
    if application.held():
        return "held"
    state = state | {staff_state(application.values["staff"], as_of)}
    application.full = "full" in state or not able(application.values, as_of)
    if "withdrawn" in state:
        return "withdrawn"
    if "paused" in state:
        return "paused"
    bad = standing(member, as_of)
    if bad:
        return bad
    listing = application.values.get("listing", "")
    if application.form != "mentee" and not listing:
        return "never_asked"
    if listing == forms.NOT_LISTED:
        return "not_listed"
    if "consent_withdrawn" in state:
        return "consent_withdrawn"
    return "mentee" if application.form == "mentee" else "ok"


def load(records, as_of):
    found, rows = read_applications(records, as_of)
    find_persons(found, read_table(records, "people.csv"))
    supersede(found)
    state = apply_events(read_table(records, "status_events.csv"), found, as_of)
    members = list(forms.read_roster(exports(os.path.join(records, "exports"), "members", as_of)[-1]))
    by_key = {}
    for m in members:
        by_key["m" + number(m["member_no"])] = m
    for m in members:
        for mail in [m["email"]] + m["other_emails"].split(";"):
            by_key.setdefault("e" + fold(mail.strip()), m)
    own = {key: by_key.get(a.keys()[0]) if a.keys() else None for key, a in found.items()}
    for key, application in found.items():
        member = own[key]
        if not member and not number(application.values["member_no"]):
            # Somebody who gave no number is the member whom another application of the same person names.
            member = next((own[k] for k, a in found.items() if a.person == application.person and own[k]), None)
        application.reason = judge(application, state.get(key, set()), member,
                                   as_of) if application.current else "superseded"
    return found, rows, members


def vocabulary(name):
    """code -> (parent, depth), number of leaves under each code ('' is the root), and the word that finds a code."""
    rows = forms.vocabulary(name)
    parent = {r["code"]: r.get("parent") or "" for r in rows}
    leaves, words = {"": 0}, {}
    inner = set(parent.values())
    for r in rows:
        for word in [r["code"], r["label"]] + r["aliases"].split("|"):
            words[fold(word)] = r["code"]
        leaves.setdefault(r["code"], 0)
        if r["code"] not in inner:
            code = r["code"]
            while code:
                leaves[code] = leaves.get(code, 0) + 1
                code = parent[code]
            leaves[""] += 1
    return parent, leaves, words, [r for r in rows if r["code"] not in inner]


def path(parent, code):
    """From the root down to the code."""
    return ([] if not code else path(parent, parent[code])) + [code]


def ladder(rows, fields, k):
    """rows: tuples of leaf codes; fields: (vocabulary, weight). Returns the published tuple of each row, or None."""
    depth = [max(len(path(v[0], c)) for c in v[0]) - 1 for v, _ in fields]

    def up(f, code, level):
        line = path(fields[f][0][0], code)
        return line[min(len(line) - 1, depth[f] - level)]

    def ncp(f, code):
        leaves = fields[f][0][1]
        return max(0, leaves[code] - 1) * 1000000 // (leaves[""] - 1)

    def mean(f, level):
        leaf = [r["code"] for r in fields[f][0][3]]
        return sum(ncp(f, up(f, c, level)) for c in leaf) // len(leaf)

    rungs = [()]
    for f in range(len(fields)):
        rungs = [r + (level,) for r in rungs for level in range(depth[f] + 1)]
    rungs.sort(key=lambda r: (sum(fields[f][1] * mean(f, r[f]) for f in range(len(fields))), r))
    out, left = [None] * len(rows), list(range(len(rows)))
    for rung in rungs:
        if len(left) < k:
            break
        shown = {i: tuple(up(f, rows[i][f], rung[f]) for f in range(len(fields))) for i in left}
        count = {}
        for t in shown.values():
            count[t] = count.get(t, 0) + 1
        for i in left:
            if count[shown[i]] >= k:
                out[i] = shown[i]
        left = [i for i in left if count[shown[i]] < k]
    if left and any(out):
        order = [[""] + [r["code"] for r in forms.vocabulary(n)] for n in ("areas", "experience")]
        best = None
        for t in sorted({t for t in out if t}, key=lambda t: [order[f].index(c) for f, c in enumerate(t)]):
            joined = []
            for f, code in enumerate(t):
                lines = [path(fields[f][0][0], c) for c in [code] + [rows[i][f] for i in left]]
                joined.append([c for c in lines[0] if all(c in line for line in lines)][-1])
            cost = sum(fields[f][1] * ncp(f, c) for f, c in enumerate(joined))
            if best is None or cost < best[0]:
                best = cost, t, tuple(joined)
        out = [best[2] if t == best[1] or i in left else t for i, t in enumerate(out)]
    return out


def draw(applications, k=5):
    """The groups of area and experience, with the weights of records/policy.yml."""
    areas, experience = vocabulary("areas"), vocabulary("experience")

    def band(years):
        return next(r["code"] for r in experience[3] if int(r["from"]) <= years
                    and (not r["to"] or years < int(r["to"])))

    rows = [(areas[2][fold(a.values["area"])], band(int(a.values["years"]))) for a in applications]
    shown = ladder(rows, [(areas, 4), (experience, 2)], k)
    return rows, shown


def expect(records, as_of):
    """The public and private numbers of an edition on that day, as the program has to print them."""
    datetime.date.fromisoformat(as_of)
    found, rows, members = load(records, as_of)
    ready = [a for a in found.values() if not a.held()]
    rows += sum(1 for path in exports(os.path.join(records, "exports"), "members", as_of)
                for _ in forms.read_roster(path))
    held, imported = len(found) - len(ready), len(members) + sum(a.current for a in ready)
    out = {"as_of": as_of, "import": {"read": rows, "imported": imported, "superseded": rows - imported - held,
                                      "held": held, "refused": 0},
           "applications": len(found), "persons": len({a.person for a in ready}), "members": len(members),
           "eligible_members": sum(standing(m, as_of) is None for m in members)}
    for kind in KINDS:
        mine = [a for a in found.values() if a.form == kind]
        sums = {r: sum(a.reason == r for a in mine) for r in REASONS}
        ok = [a for a in mine if a.reason == "ok"]
        out[kind] = {"applications": len(mine), "current": len(mine) - sums["superseded"], "by_reason": sums}
        if kind == "mentee":
            continue
        profile = [a for a in ok if a.values["listing"] == forms.PROFILE and not a.full]
        group = [a for a in ok if a.values["listing"] in (forms.GROUP, forms.OLDER)]
        leaf, shown = draw(group)
        out[kind].update(listed=len(profile) + len(group), listed_profile=len(profile), listed_group=len(group),
                         at_capacity=len(ok) - len(profile) - len(group), groups=len(set(shown)),
                         exact_area=sum(a[0] == b[0] for a, b in zip(leaf, shown) if b))
    return out
