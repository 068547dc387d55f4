#!/usr/bin/env python3
"""Writes what the committee and headquarters did in the sample programme: records/rounds/sample-*.

  sample_rounds.py PROGRAM [OUT]      plays the programme in a workspace of its own and writes the files anew (default: into records/rounds)
  sample_rounds.py PROGRAM --check    says whether the files that are there are those that would be written
  sample_rounds.py --expect           what the register has to hold on the last day, worked out from the files alone, as JSON

Two rounds with the committee's decisions, partnerships from before that were entered by hand, everything that was recorded of them, and the
exports of plans and evaluations. PROGRAM proposes, this file decides by rules as plain as a committee's; nothing is drawn by chance but words
and ratings, from a seed. Who is who stands in records/rounds/README.md.
"""
import csv
import datetime
import filecmp
import glob
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import forms  # noqa: E402
import rules  # noqa: E402

LAST_DAY = "2026-04-14"
ROUNDS = [("2026-02", "2026-02-11", "2026-02-13"), ("2026-03", "2026-03-11", "2026-03-13")]  # meeting, day of the entry
FORM_DAYS = ["2026-02-09", "2026-04-13"]  # when the forms about partnerships were exported
BEFORE = "2026-02-09"                     # when what ran before was entered
# Begun, kind of the first, the two, goals received after so many days, evaluations (days before or after they were due; None: none).
EARLIER = [
    ("2025-02-12", "mentor", 10260, 10233, 20, (-4, 2)), ("2025-02-12", "mentor", 10260, 10240, 24, (-1, -6)),
    ("2025-02-12", "mentor", 10260, 10244, 28, (3, 9)), ("2025-02-12", "peer", 10246, 10252, 19, (0, 0)),
    ("2025-03-12", "mentor", 10231, 10249, 30, (None, 5)), ("2025-03-12", "mentor", 10248, 10250, 26, (None, None)),
    ("2025-03-12", "mentor", 10263, 10276, 27, (None, None)), ("2025-03-12", "mentor", 10270, 10264, 29, (-9, -2)),
    ("2025-04-09", "mentor", 10290, 10265, 25, (1, 4)), ("2025-04-09", "mentor", 10290, 10269, 31, (2, -3)),
    ("2025-04-09", "mentor", 10296, 10278, 21, (-5, 0)), ("2025-04-09", "peer", 10311, 10327, 18, (6, 3)),
    ("2025-05-14", "mentor", 10309, 10284, 22, (-2, 7)), ("2025-05-14", "mentor", 10310, 10286, 27, (0, 1)),
    ("2025-05-14", "mentor", 10320, 10287, 28, (4, None)), ("2025-06-11", "mentor", 10321, 10294, 26, (-7, -1)),
    ("2025-07-09", "mentor", 10328, 10301, 24, (None, None)), ("2025-09-10", "mentor", 10343, 10304, 29, (-8, -3)),
    ("2025-10-08", "mentor", 10350, 10307, 23, (None, None)), ("2025-11-12", "peer", 10330, 10337, 20, (None, None)),
    ("2025-12-10", "mentor", 10373, 10313, 29, (None, None)), ("2026-01-14", "mentor", 10387, 10314, None, (None, None)),
]
# What was recorded by hand of those: when it was entered, the partnership, the event.
ENTERED = [
    (BEFORE, 6, "ended|early-other|--on|2025-08-29|--note|the mentee moved to another field"),
    (BEFORE, 6, "petition|requested|--by|mentee|--on|2025-09-08"), (BEFORE, 6, "petition|granted|--by|mentee|--on|2025-10-08"),
    (BEFORE, 7, "ended|no-contact|--on|2025-06-30|--note|no answer to three letters"),
    (BEFORE, 22, "agreed|--by|mentor|--on|2026-01-19"), (BEFORE, 22, "agreed|--by|mentee|--on|2026-01-21"),
    ("2026-03-20", 19, "ended|early-mutual|--on|2026-03-20|--note|both have new posts"),
    ("2026-04-01", 19, "petition|requested|--by|mentor|--on|2026-04-01"),
]
HAD = {b for begun, _, _, b, _, _ in EARLIER} | {a for _, kind, a, _, _, _ in EARLIER if kind == "peer"}
PLAN = ["Read one study file together every month", "Lead an audit alone, with a debriefing", "Write the SOP that nobody wanted to write",
        "Prepare for the examination, a chapter a month", "Find out whether leading a group is for me", "Host a mock inspection"]
WELL = ["We kept every appointment but one.", "The questions were better than any answers.", "The contact log helped us to see how far we came.",
        "We both learned, and said so.", ""]
HEAD = """# What headquarters did, a line each: the day, the command, and its words, with | between them; "exports" is the day on which the forms
# about partnerships were exported. Written by tests/bench/sample_rounds.py, played by make demo."""
BETTER = ["A list of good first questions would help.", "Half a year is short.", "Time zones were our only trouble.", "", ""]


class Play:
    """A workspace in which the program is run with fixed days."""

    def __init__(self, program, dir_):
        self.program, self.dir = program, dir_
        for part in ("content", "site-templates", "programme-templates", "mentorpress.yml", "records"):
            source = os.path.join(forms.ROOT, part)
            (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, os.path.join(dir_, part))
        shutil.rmtree(os.path.join(dir_, "records", "rounds"), ignore_errors=True)

    def records_of(self, day):
        """Exports and status events as headquarters had them on that day."""
        for path in glob.glob(os.path.join(forms.ROOT, "records", "exports", "sample-*.csv")):
            here = os.path.join(self.dir, "records", "exports", os.path.basename(path))
            (shutil.copy(path, here) if os.path.basename(path)[7:17] <= day else os.path.exists(here) and os.remove(here))
        rows = self.table("records/status_events.csv", forms.ROOT)
        forms.write_table(os.path.join(self.dir, "records", "status_events.csv"), list(rows[0]), [list(r.values()) for r in rows if r["date"] <= day])

    def run(self, day, *words, fails=False):
        env = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"} | {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
        done = subprocess.run([self.program, *words, "--workspace", self.dir, "--as-of", day], capture_output=True, text=True, env=env)
        if done.returncode and not fails:
            sys.exit(f"{' '.join(words)} on {day}:\n{done.stdout}{done.stderr}")
        return done.returncode == 0

    def export(self, out, day):
        for path in glob.glob(os.path.join(out, f"sample-{day}-*.csv")):
            shutil.copy(path, os.path.join(self.dir, "records", "exports"))

    def table(self, path, root=None):
        with open(os.path.join(root or self.dir, path), encoding="utf-8-sig", newline="") as text:
            return [{k: v.lstrip("'") for k, v in r.items()} for r in csv.DictReader(line for line in text if not line.startswith("#"))]


def day_after(day, days):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()


def evaluation_due(begun):
    """The goals are due 30 days after the proposal, the evaluations six months later, on the last day of a shorter month."""
    plan = datetime.date.fromisoformat(begun) + datetime.timedelta(30)
    year, month = plan.year + (plan.month + 5) // 12, (plan.month + 5) % 12 + 1
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)).day
    return datetime.date(year, month, min(plan.day, last)).isoformat()


# ---- decisions

def decide(row, i, cycle):
    """What the committee says to a row of the pack: requests are met, of suggestions the best fits."""
    fit = int(row["note"].split("fit ")[1].split(":")[0]) if row["partner_form_entry_no"] else 0
    if int(row["form_entry_no"]) in HAD:
        return "defer", "had a partnership within a year: asked whether another one is wanted"
    if row["rank_given"] in ("1", "2", "3"):
        return "match", ""
    if row["partner_form_entry_no"] and fit >= {"2026-02": 80, "2026-03": 70}[cycle]:
        return "match", "suggested: knows what the applicant needs most"
    if cycle == "2026-02" and i % 11 == 10:
        return "defer", "asked first what it is about"
    return "no_match", "nobody who was asked for has a place, and no suggestion convinced the committee"


def decisions(play, out, cycle, meeting, entered):
    play.run(entered, "match", "--round", cycle)
    rows = play.table(f"private/programme/{cycle}/decisions.csv")
    said = {(r["form"], r["form_entry_no"]): decide(r, i, cycle) for i, r in enumerate(rows)}
    for row in rows:
        row["round_id"], row["decided_by"], row["decided_on"] = cycle, "committee", meeting
        own, half = said[row["form"], row["form_entry_no"]], said.get((row["form"], row["partner_form_entry_no"]))
        # A pair of peers has one decision: that of the one who asked for the other.
        row["decision"], row["reason"] = half if half and half[0] in ("match", "defer") and own[0] != "defer" else own
        if row["decision"] not in ("match", "alternative"):
            row["partner_form_entry_no"] = row["rank_given"] = row["partner_form"] = ""
        row["note"] = ""
    write_decisions(out, cycle, rows)
    if cycle == "2026-03":
        not_eligible = next(r for r in reversed(rows) if r["form"] == "mentee" and r["decision"] == "no_match")
        not_eligible.update(decision="not_eligible", reason="has left quality assurance, and says so in the form")
        alternative(play, out, cycle, rows, entered)
        write_decisions(out, cycle, rows)
    path = os.path.join(out, f"sample-{cycle}-decisions.csv")
    play.run(entered, "decisions", path)


def alternative(play, out, cycle, rows, entered):
    """One mentee without a proposal gets the first mentor by number for whom no rule stands in the way."""
    free = [a.entry for a in sorted(rules.load(os.path.join(forms.ROOT, "records"), entered)[0].values(), key=lambda a: int(a.entry))
            if a.form == "mentor" and a.current and a.entry not in {r["partner_form_entry_no"] for r in rows}]
    for row in [r for r in rows if r["form"] == "mentee" and r["decision"] == "no_match"][:1]:
        for entry in free:
            row.update(decision="alternative", partner_form_entry_no=entry, reason="the committee knows both: same methods, another region")
            write_decisions(out, cycle, rows)
            if play.run(entered, "decisions", os.path.join(out, f"sample-{cycle}-decisions.csv"), "--dry-run", fails=True):
                return
    raise AssertionError("nobody is free for an alternative")


def write_decisions(out, cycle, rows):
    forms.write_table(os.path.join(out, f"sample-{cycle}-decisions.csv"), list(rows[0]), [list(r.values()) for r in rows])


# ---- the register

def replies(play, cycle):
    """The answers to the proposals of a round, as headquarters records them; one declines after both had agreed."""
    mine = [p for p in play.table("private/programme/registers/partnerships.csv") if p["cycle_id"] == cycle and p["kind"] == "mentor-mentee"]
    lines = []
    if cycle == "2026-02":
        first, second = mine[2]["partnership_id"], mine[5]["partnership_id"]
        lines += [("2026-02-16", first, "agreed|--by|mentor"), ("2026-02-18", first, "agreed|--by|mentee"),
                  ("2026-02-26", first, "declined|--by|mentor|--note|a new post leaves no time"),
                  ("2026-02-20", second, "declined|--by|mentor|--note|works for a customer of the mentee")]
    for p in mine[6:9] if cycle == "2026-02" else mine[:4]:
        if p["kind"] == "mentor-mentee":
            agreed = day_after(p["proposed_on"], 5)
            lines += [(agreed, p["partnership_id"], "agreed|--by|mentor"), (day_after(agreed, 4), p["partnership_id"], "agreed|--by|mentee")]
    return sorted(lines)


def play_lines(play, lines):
    for day, number, words in lines:
        play.run(day, "partnership", *([number] if number else []), *words.split("|"))
    return ["|".join(filter(None, (day, "partnership", number, words))) for day, number, words in lines]


def other(play, day, *lines):
    for words in lines:
        play.run(day, *words.split("|"))
    return [f"{day}|{words}" for words in lines]


# ---- plans and evaluations

class Papers:
    """The two forms about partnerships, filled in by the people of the sample."""

    def __init__(self):
        self.random = random.Random(20260414)
        self.people = rules.load(os.path.join(forms.ROOT, "records"), "2026-03-13")[0]
        self.rows = {"plan": [], "evaluation": []}
        self.entry = 20100
        folder = os.path.join(forms.ROOT, "records", "mapping-examples", "partnership-forms")
        self.head = {}
        for form in self.rows:
            with open(glob.glob(os.path.join(folder, f"*-partnership-{form}.csv"))[0], encoding="utf-8-sig", newline="") as text:
                self.head[form] = next(csv.reader(text))

    def fill(self, form, number, kind, entry, day, values):
        who = self.people[kind, str(entry)].values
        row = dict.fromkeys(self.head[form], "")
        row.update({"Name (First)": who["first"], "Name (Last)": who["last"], "Email": who["email"], "Society member number": who["member_no"],
                    "Partnership number": number, "Your own Entry ID": str(entry), "Your role": kind.capitalize(),
                    "Source Url": f"https://www.alder.example.org/mentoring/{form}", "Created By (User Id)": who["user"],
                    "User Agent": who["agent"], "User IP": who["ip"]})
        row.update(values)
        self.rows[form].append((f"{day} {self.random.randrange(7, 22):02d}:{self.random.randrange(60):02d}:{self.random.randrange(60):02d}", row))

    def plan(self, number, kind, entry, day, begin):
        self.fill("plan", number, kind, entry, day, {
            "We begin on": forms.us_date(begin), "How often will you meet?": self.random.choice(forms.MEETING),
            "What do you want to reach together?": ". ".join(self.random.sample(PLAN, 2)) + ".", "Code of ethics (Consent)": "Checked",
            "Code of ethics (Text)": forms.ETHICS_TEXT, "Code of ethics (Description)": forms.ETHICS_DESCRIPTION})

    def evaluation(self, number, kind, entry, day):
        rate = lambda: str(self.random.choices((2, 3, 4, 5), (1, 2, 5, 4))[0])
        pick = self.random.choice
        self.fill("evaluation", number, kind, entry, day, {
            "We were a good match": rate(), "We communicated well": rate(), "We reached our goals": rate(), "The materials helped": pick([rate(), ""]),
            "The committee supported us": rate(), "All in all": rate(), "How many times did you meet?": str(self.random.randrange(4, 14)),
            "Did you reach your goals?": pick(["Yes", "Yes", "Partly"]), "Will you stay in touch?": pick(["Yes", "No"]),
            "Would you do it again?": pick(["Yes", "Yes", "Yes", "No"]), "Do you ask for certification units?": pick(["Yes", "No"]),
            "What went well?": pick(WELL), "What could be better?": pick(BETTER),
            "May we quote you without your name?": pick(["Checked", "Not Checked"]),
            "May we quote you without your name? (Text)": "I agree that words of mine are quoted without my name."})

    def write(self, out, day):
        """Both forms whole, as they were exported on that day; entry numbers run over both in order of arrival."""
        arrived = sorted(((at, form, row) for form, rows in self.rows.items() for at, row in rows), key=lambda r: (r[0], r[2]["Email"]))
        for i, (at, form, row) in enumerate(arrived):
            row["Entry Id"], row["Entry Date"] = str(self.entry + i), at
        for form in self.rows:
            with open(os.path.join(out, f"sample-{day}-partnership-{form}.csv"), "w", encoding="utf-8-sig", newline="") as text:
                text.write(",".join(map(forms.quoted, self.head[form])) + "\n")
                for at, name, row in reversed(arrived):
                    if name == form and at[:10] < day:
                        text.write(",".join(map(forms.quoted, row.values())) + "\n")


def earlier_papers(papers):
    for n, (begun, kind, a, b, plan, sides) in enumerate(EARLIER, 1):
        number, other = f"P-{n:04d}", "peer" if kind == "peer" else "mentee"
        if plan is not None:
            papers.plan(number, kind, a, day_after(begun, plan), day_after(begun, plan + 2))
        for side, after in zip(((kind, a), (other, b)), sides):
            if after is not None:
                papers.evaluation(number, *side, day_after(evaluation_due(begun), after))


def round_papers(papers, play):
    """Goals of most partnerships of the first round, of some of the second; the others are late or not due yet."""
    for i, p in enumerate(play.table("private/programme/registers/partnerships.csv")):
        if p["cycle_id"] not in ("2026-02", "2026-03") or p["state"] == "not formed":
            continue
        if (i % 6 if p["cycle_id"] == "2026-02" else i % 3 == 1):
            kind = "peer" if p["kind"] == "peer" else "mentor"
            day = day_after(p["proposed_on"], 12 + i % 14)
            papers.plan(p["partnership_id"], kind, p["a_form_entry_no"], day, day_after(day, 3))


# ---- all of it

def write(program, out):
    with tempfile.TemporaryDirectory() as dir_:
        play, papers = Play(program, dir_), Papers()
        earlier_papers(papers)
        papers.write(out, FORM_DAYS[0])
        play.records_of(BEFORE)
        new = [(BEFORE, "", f"new|{kind} {a}|{'peer' if kind == 'peer' else 'mentee'} {b}|--on|{begun}" + ("|--cycle|2026-01" if begun == "2026-01-14" else ""))
               for begun, kind, a, b, _, _ in EARLIER]
        entered = [(day, f"P-{n:04d}", words) for day, n, words in ENTERED]
        said = [HEAD] + play_lines(play, new) + [f"{BEFORE}|exports"]
        play.export(out, FORM_DAYS[0])
        said += play_lines(play, [e for e in entered if e[0] == BEFORE])
        later = [e for e in entered if e[0] != BEFORE]
        for cycle, meeting, day in ROUNDS:
            play.records_of(day)
            decisions(play, out, cycle, meeting, day)
            said += [f"{day}|match|--round|{cycle}|--identified", f"{day}|decisions|records/rounds/sample-{cycle}-decisions.csv"]
            said += other(play, day, "notices", "notices|sent|all", *(["certificates"] if cycle == "2026-03" else []))
            said += play_lines(play, sorted(replies(play, cycle) + (later if cycle == "2026-03" else [])))
        said.append(f"{FORM_DAYS[1]}|exports")
        round_papers(papers, play)
        papers.write(out, FORM_DAYS[1])
        with open(os.path.join(out, "sample-commands.txt"), "w", encoding="utf-8") as text:
            text.write("\n".join(said) + "\n")


def check(program, folder):
    with tempfile.TemporaryDirectory() as out:
        write(program, out)
        names = sorted(set(os.listdir(out)) | {n for n in os.listdir(folder) if n.startswith("sample-")})
        _, differ, missing = filecmp.cmpfiles(folder, out, names, shallow=False)
        if differ or missing:
            sys.exit("other than would be written: " + " ".join(differ + missing))


def expect(folder):
    """States, certificates and units on the last day from decisions, events and forms; the rules are those of docs/PROGRAMME.md."""
    with open(os.path.join(folder, f"sample-{FORM_DAYS[1]}-partnership-plan.csv"), encoding="utf-8-sig", newline="") as text:
        planned = {r["Partnership number"] for r in csv.DictReader(text)}
    evaluated = {}
    with open(os.path.join(folder, f"sample-{FORM_DAYS[1]}-partnership-evaluation.csv"), encoding="utf-8-sig", newline="") as text:
        for r in csv.DictReader(text):
            evaluated.setdefault(r["Partnership number"], {})[r["Your own Entry ID"]] = r["Entry Date"][:10]
    events, earlier = {}, []
    with open(os.path.join(folder, "sample-commands.txt"), encoding="utf-8") as text:
        for line in text:
            words = line.rstrip("\n").split("|")
            if words[1:3] == ["partnership", "new"]:
                earlier.append((words[3], words[4], words[6]))
            elif words[1:2] == ["partnership"]:
                events.setdefault(words[2], []).append(words[3:])
    matches = 0
    for cycle, _, _ in ROUNDS:
        with open(os.path.join(folder, f"sample-{cycle}-decisions.csv"), encoding="utf-8", newline="") as text:
            rows = [r for r in csv.DictReader(text) if r["decision"] in ("match", "alternative")]
        matches += sum(r["form"] == "mentee" for r in rows)
        matches += len({frozenset((r["form_entry_no"], r["partner_form_entry_no"])) for r in rows if r["form"] == "peer"})
    states, concluded, units = {}, {}, {}
    for n in range(1, len(earlier) + matches + 1):
        number = f"P-{n:04d}"
        mine = events.get(number, [])
        agreed = {e[2] for e in mine if e[0] == "agreed"}
        state = "proposed" if len(agreed) < 2 and n > len(earlier) else "accepted" if len(agreed) == 2 else "proposed"
        state = "formal" if number in planned else state
        if n <= len(earlier):
            due = evaluation_due(earlier[n - 1][2]) if n != len(earlier) else "2026-08-13"
            came = evaluated.get(number, {})
            state = "evaluation due" if state == "formal" and due <= LAST_DAY else state
            if len(came) == 2:
                concluded[number] = max(came.values())
            elif came and day_after(due, 30) < LAST_DAY:
                concluded[number] = max(day_after(due, 30), max(came.values()))
        state = "concluded" if number in concluded else state
        state = "ended early" if any(e[0] == "ended" for e in mine) else state
        state = "not formed" if any(e[0] == "declined" for e in mine) else state
        states[state] = states.get(state, 0) + 1
    with open(os.path.join(folder, "..", "overrides.csv"), encoding="utf-8", newline="") as text:
        lifted = {(r["kind"], f"{r['form_a']} {r['entry_a']}") for r in csv.DictReader(text)}
    early = sum(e[:2] == ["petition", "granted"] for mine in events.values() for e in mine) + sum(kind == "certificate" for kind, _ in lifted)
    for number, day in sorted(concluded.items(), key=lambda c: (c[1], c[0])):
        for who in earlier[int(number[2:]) - 1][:2]:
            if who.split()[1] in evaluated[number] or ("units", who) in lifted:
                mine = units.setdefault(day[:4], {})
                mine[who] = min(4, mine.get(who, 0) + 2)
    for number, mine in events.items():
        if ["petition", "granted"] in [e[:2] for e in mine]:
            day = next(e[3] for e in mine if e[0] == "ended")
            units.setdefault(day[:4], {}).setdefault(earlier[int(number[2:]) - 1][1], 2)
    return {"as_of": LAST_DAY, "partnerships": len(earlier) + matches, "states": states,
            "certificates": 2 * sum(d <= ROUNDS[-1][2] for d in concluded.values()) + early,
            "certificates_due": 2 * sum(d > ROUNDS[-1][2] for d in concluded.values()),
            "units": {year: {"people": len(mine), "units": sum(mine.values())} for year, mine in sorted(units.items())}}


if __name__ == "__main__":
    home = os.path.join(forms.ROOT, "records", "rounds")
    if sys.argv[1:] == ["--expect"]:
        print(json.dumps(expect(home), indent=1))
    elif sys.argv[2:] == ["--check"]:
        check(os.path.abspath(sys.argv[1]), home)
    elif len(sys.argv) > 1:
        write(os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else home)
    else:
        sys.exit(__doc__)
