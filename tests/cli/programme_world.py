#!/usr/bin/env python3
"""An invented history of partnerships over the sample records, for the tests of units and reports.

programme_world.py exports WORKSPACE    writes the evaluation forms as an export, and their mapping
programme_world.py register WORKSPACE   after an import: enters rounds, decisions, partnerships and events into the database

The same history every time. Partnerships are P-0001, P-0002 …; days are those of the SOP's rhythm."""
import csv, datetime, glob, os, shutil, sqlite3, sys

mode, ws = sys.argv[1:3]
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def rows(kind):
    seen = {}
    for f in sorted(glob.glob(f"{ws}/records/exports/*-{kind}-application.csv")):
        for r in csv.DictReader(open(f, newline="", encoding="utf-8-sig")):
            if r["Email"] and r["Society member number"] and r.get("Staff: test entry") != "Yes":
                seen[int(r["Entry Id"])] = r
    first = {}  # one application a person
    for n in sorted(seen):
        first.setdefault(seen[n]["Email"].lower(), seen[n])
    return list(first.values())


mentors, mentees, peers = rows("mentor"), rows("mentee"), rows("peer")
even = len(peers) // 2 * 2
day = datetime.date.fromisoformat
seed = 7


def chance(n):
    global seed
    seed = (seed * 1664525 + 1013904223) % 2**32
    return (seed >> 8) % n


# cycle, meeting, goals, evaluation due, matches, peer matches, unmatched
CYCLES = [("2024-09", "2024-09-11", "2024-10-05", "2025-04-11", 30, 4, 6), ("2025-05", "2025-05-14", "2025-06-10", "2025-12-13", 24, 7, 9),
          ("2026-01", "2026-01-14", "2026-02-10", "2026-08-13", 9, 0, 3)]
world, decisions = [], []
for cycle, meeting, goals, due, n, npeers, unmatched in CYCLES:
    at = {"2024-09": 0, "2025-05": 34, "2026-01": 70}[cycle]
    for i in range(n + npeers):
        is_peer = i >= n
        a, b = ((peers[2 * i % even], peers[(2 * i + 1) % even]) if is_peer else (mentors[(at + i) % 90], mentees[at + i]))
        fit, how = 45 + chance(50), [1, 1, 2, 3, 0][chance(5)]
        p = dict(cycle=cycle, meeting=meeting, peers=is_peer, a=a, b=b, fit=fit, how=how, due=due, events=[], forms=[])
        p["events"] += [(meeting, "agreed", 1, ""), (meeting, "agreed", 2, "")]
        world.append(p)
        fate = chance(12)
        if fate == 0:
            p["events"].append((goals, "declined", 1 + chance(2), "no time"))
            continue
        p["events"].append((goals, "plan_received", 1, ""))
        if cycle == "2026-01":
            continue
        if fate == 1:
            p["events"].append((due, "ended", 0, ["early_mutual", "lack_of_effort", "no_contact", "early_other"][chance(4)]))
            continue
        for side in (1, 2):
            if chance(7):
                p["forms"].append((side, (day(due) + datetime.timedelta(chance(12))).isoformat(), fit))
    decisions += [(cycle, meeting, mentees[at + n + i], "no_match") for i in range(unmatched)]

# One mentor concludes three in 2025: the first two earn, on the day of the due date and the 31st of December; and one more on January 1.
star = mentors[95]
for i, done in enumerate(["2025-06-01", "2025-12-31", "2025-12-31", "2026-01-01"]):
    world.append(dict(cycle="", meeting="2025-01-15", peers=False, a=star, b=mentees[83 + i], fit=-1, how=0, due="2025-12-01",
                      events=[("2025-02-10", "plan_received", 1, ""), (done, "evaluated", 1, ""), (done, "evaluated", 2, "")], forms=[]))
# Early ends: no petition, requested, granted, denied (of the mentee), and one for lack of effort.
for i, petition in enumerate(["", "requested", "granted", "denied", "effort"]):
    events = [("2025-02-10", "plan_received", 1, ""), ("2025-05-05", "ended", 0, "lack_of_effort" if petition == "effort" else "early_other")]
    events += [("2025-05-10", "petition", 2, "requested")] if petition in ("requested", "granted", "denied") else []
    events += [("2025-05-20", "petition", 2, petition)] if petition in ("granted", "denied") else []
    world.append(dict(cycle="", meeting="2025-01-15", peers=False, a=mentors[96], b=mentees[88 + i], fit=-1, how=0, due="2025-12-01", events=events, forms=[]))
for n, p in enumerate(world, 1):
    p["number"] = f"P-{n:04}"

if mode == "exports":
    shutil.copy(f"{root}/records/mapping-examples/partnership-forms/evaluation.yml", f"{ws}/records/mappings/")
    sample = next(csv.reader(open(glob.glob(f"{root}/records/mapping-examples/partnership-forms/*evaluation.csv")[0], newline="", encoding="utf-8-sig")))
    out = csv.DictWriter(open(f"{ws}/records/exports/2026-03-01-partnership-evaluation.csv", "w", newline="", encoding="utf-8"), sample, lineterminator="\n")
    out.writeheader()
    entry = 30000
    for p in world:
        for side, when, fit in p["forms"]:
            who = p["a" if side == 1 else "b"]
            entry += 1
            rate = lambda: max(1, min(5, (fit - 30) // 14 + chance(3)))
            row = dict.fromkeys(sample, "")
            row.update({"Name (First)": who["Name (First)"], "Name (Last)": who["Name (Last)"], "Email": who["Email"], "Society member number": who["Society member number"],
                        "Partnership number": p["number"], "Your own Entry ID": who["Entry Id"], "Your role": "Peer" if p["peers"] else ["Mentor", "Mentee"][side - 1],
                        "We were a good match": rate(), "We communicated well": rate(), "We reached our goals": rate(), "The materials helped": rate() if chance(9) else "",
                        "The committee supported us": rate(), "All in all": rate(), "How many times did you meet?": chance(14), "Did you reach your goals?": ["Yes", "Yes", "Partly", "No"][chance(4)],
                        "Will you stay in touch?": ["Yes", "Yes", "No"][chance(3)], "Would you do it again?": ["Yes", "Yes", "Yes", "No"][chance(4)],
                        "What went well?": f"Sentence {entry} about what went well." if chance(2) else "", "What could be better?": f"Wish {entry}: <b>less</b> paper." if chance(4) == 0 else "",
                        "May we quote you without your name?": "Checked" if chance(2) else "Not Checked", "Entry Id": entry, "Entry Date": when + " 10:00:00"})
            out.writerow(row)
    sys.exit()

db = sqlite3.connect(f"{ws}/private/mentorpress.db")
number = lambda iso: (day(iso) - datetime.date(1970, 1, 1)).days
applications = {(f, e): i for i, f, e in db.execute("SELECT id, form, entry_no FROM application")}
of = lambda who, form: applications[(form, who["Entry Id"])]
forms = [applications[k] for k in sorted((k for k in applications if k[0] == "evaluation"), key=lambda k: int(k[1]))]
rounds = {}
for cycle, meeting, *_ in CYCLES:
    rounds[cycle] = db.execute("INSERT INTO round(name, cycle, day, state, rules, inputs) VALUES(?, ?, ?, 'decided', '', '')", (cycle, cycle, number(meeting))).lastrowid


def decide(cycle, meeting, application, partner, decision, how):
    db.execute("INSERT OR IGNORE INTO decision(round, application, decision, partner, how, fit, flags, reason, decided_by, decided_on) "
               "VALUES(?, ?, ?, ?, ?, NULL, '', '', 'committee', ?)", (rounds[cycle], application, decision, partner, how, number(meeting)))


for n, p in enumerate(world, 1):
    a, b = of(p["a"], "peer" if p["peers"] else "mentor"), of(p["b"], "peer" if p["peers"] else "mentee")
    db.execute("INSERT INTO partnership(id, number, kind, a, b, round, cycle, proposed, reply_by, plan_due, checkin_due, evaluation_due, how, fit) "
               "VALUES(?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, NULL, ?, ?, ?)",
               (n, p["number"], "peer" if p["peers"] else "mentor-mentee", a, b, rounds.get(p["cycle"]), p["cycle"], number(p["meeting"]), number(p["meeting"]) + 30, number(p["due"]),
                p["how"], p["fit"] if p["fit"] >= 0 else None))
    events = [(*e, 0) for e in p["events"]] + [(when, "evaluated", side, "", forms.pop(0)) for side, when, _ in p["forms"]]
    for when, event, side, value, source in events:
        db.execute("INSERT INTO partnership_event(partnership, day, event, side, value, note, source) VALUES(?, ?, ?, ?, ?, '', ?)", (n, number(when), event, side, value, source))
    if p["cycle"]:
        decide(p["cycle"], p["meeting"], b, a, "match", p["how"])
        if p["peers"]:
            decide(p["cycle"], p["meeting"], a, b, "match", p["how"])
for cycle, meeting, who, decision in decisions:
    decide(cycle, meeting, of(who, "mentee"), 0, decision, 0)
db.commit()
print("star", star["Entry Id"], star["Name (Last)"])
print("mentee-granted", mentees[90]["Entry Id"])
print("partner", mentees[83]["Name (Last)"])
