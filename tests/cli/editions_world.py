"""A mentoring programme of invented people over 24 months, for the test of editions (editions.py): who applies, leaves, rests, changes an answer,
applies twice or is found to be somebody known. A month is everything headquarters has on that day: all applications as the form tool exports them, all
events, all lines of people.csv. Nothing here knows what the program does; `standing` below says in twenty lines what docs/PRIVACY.md promises to each.
"""
import csv
import dataclasses
import functools
import hashlib
import os
import random
import shutil

MONTHS = 24
AREAS = "glp bioanalytical animal-health agrochemical gcp gclp gvp gmp device gdp csv data-integrity qms auditing".split()
EXPERIENCE = "y0-2 y3-5 y6-10 y11-20 y21".split()
REGIONS = "us-east us-central us-west canada latin-america europe middle-east-africa asia oceania".split()
TOPICS = "glp-studies gcp-trials gmp-production pharmacovigilance inspections vendor-audits career training sops".split()


@dataclasses.dataclass(frozen=True)
class App:
    entry: int
    day: str
    who: int        # the true person, which the program is never told
    first: str
    last: str
    email: str
    member: str
    employer: str
    phone: str
    area: str
    experience: str
    region: str
    offers: str
    capacity: str
    text: str
    consent: str    # profile, group, no


@dataclasses.dataclass(frozen=True)
class Month:
    day: str
    cycle: str      # "" when nothing is drawn
    apps: tuple
    events: tuple   # (entry, day, event, until)
    merges: tuple   # (entry, entry)
    note: bool      # does the committee change a page?


def day_of(month, day=15):
    return f"{2026 + month // 12}-{month % 12 + 1:02}-{day:02}"


@functools.lru_cache(None)
def word(number, salt):
    """A made-up word that no other number has, of twelve letters."""
    digest = hashlib.sha256(f"{salt}{number}".encode()).digest()
    return "".join("bdfgkmprtvz"[digest[2 * i] % 11] + "aeiou"[digest[2 * i + 1] % 5] for i in range(6))


class Programme:
    """The true society. Months are taken from it one by one."""

    def __init__(self, seed, without_profile):
        self.random = random.Random(seed)
        self.apps, self.events, self.merges, self.persons, self.entries, self.pending = {}, [], [], 0, 10000, []
        self.newest, self.paused, self.gone, self.scale = {}, {}, set(), max(1, round(60 / without_profile))
        self.start = round(without_profile / 0.6)
        for _ in range(self.start):
            self.arrive(day_of(0, 2))

    def facts(self):
        r = self.random
        area = "" if r.random() < 0.02 else AREAS[min(int(r.expovariate(0.28)), len(AREAS) - 1)]
        likely = min(max(int(r.gauss(2.2 if area in AREAS[:4] else 1.6, 1.1)), 0), 4)
        return {"area": area, "experience": "" if r.random() < 0.01 else EXPERIENCE[likely]}

    def other(self, who):
        r = self.random
        return {"region": r.choice(REGIONS), "offers": "|".join(sorted(r.sample(TOPICS, r.randint(1, 3)))), "employer": word(who, "firm").title() + " Works Ltd",
                "phone": f"+1 555 {who // 100 % 1000:03} {who % 10000:04}", "capacity": "1" if r.random() < 0.9 else "0",
                "text": f"I like to speak of {word(r.getrandbits(40), 'text')} with newcomers."}

    def add(self, who, day, **change):
        self.entries += self.random.randint(1, 3)
        base = {"first": word(who, "first").title(), "last": word(who, "last").title(), "email": f"{word(who, 'mail')}@example.org",
                "member": str(500000 + 7 * who) if who % 5 else ""}
        app = App(self.entries, day, who, **{**base, **self.facts(), **self.other(who), "consent": self.consent(), **change})
        self.apps[app.entry] = app
        self.newest[who] = app.entry
        return app

    def consent(self):
        return self.random.choices(["profile", "group", "no"], [35, 57, 8])[0]

    def arrive(self, day):
        self.persons += 1
        self.add(self.persons, day)

    def event(self, who, day, kind, until=""):
        self.events.append((self.newest[who], day, kind, until))

    def change(self, who, **new):
        self.apps[self.newest[who]] = dataclasses.replace(self.apps[self.newest[who]], **new)

    def twice(self, who, day):
        """Applies a second time under another address and without a number; months later that comes out."""
        old, first = self.apps[self.newest[who]], self.newest[who]
        new = self.add(who, day, email=f"{word(self.entries, 'alias')}@example.org", member="", consent="group")
        if self.random.random() < 0.7:
            self.apps[new.entry] = new = dataclasses.replace(new, area=old.area, experience=old.experience)
        self.newest[who] = first
        self.pending.append((first, new.entry, self.random.randint(1, 4), self.random.choice(["member", "email", "merge"])))

    def found_out(self, first, second, how):
        old, new = self.apps[first], self.apps[second]
        if how == "merge" or (how == "member" and not old.member):
            self.merges.append((second, first))
        else:
            self.apps[second] = dataclasses.replace(new, **{"member": old.member} if how == "member" else {"email": old.email, "member": ""})
        if (new.day, second) > (self.apps[self.newest[new.who]].day, self.newest[new.who]):
            self.newest[new.who] = second

    def live(self, month):
        r, day, scale = self.random, day_of(month, 10), self.scale
        waiting, self.pending = self.pending, []
        for first, second, left, how in waiting:
            if left > 1:
                self.pending.append((first, second, left - 1, how))
            else:
                self.found_out(first, second, how)
        for who in sorted(set(self.newest) - self.gone):
            self.live_one(who, month, day, scale)
        for _ in range(sum(r.random() < 0.03 for _ in range(self.start)) or int(scale > 1)):
            self.arrive(day_of(month, 12))

    def live_one(self, who, month, day, scale):
        r, app, dice = self.random, self.apps[self.newest[who]], self.random.random
        if self.paused.get(who) == month:
            self.event(who, day, "resume")
            del self.paused[who]
        if dice() < 0.02:
            self.event(who, day, "withdraw")
            return self.gone.add(who) if dice() < 0.7 else self.add(who, day_of(month, 11)) and None
        if dice() < 0.01 * scale:
            self.change(who, **self.facts())
        if dice() < 0.15:
            self.change(who, capacity="0" if app.capacity == "1" else "1")
        if who not in self.paused and dice() < 0.04:
            back = month + r.randint(1, 4)
            if dice() < 0.5:
                self.event(who, day, "pause", day_of(back, 3))
            else:
                self.event(who, day, "pause")
                self.paused[who] = back
        if dice() < 0.025 * min(scale, 2):
            self.change(who, consent={"profile": "group", "group": "profile", "no": "group"}[app.consent])
        elif dice() < 0.004:
            self.event(who, day, "withdraw_consent")
        elif dice() < 0.01 * min(scale, 3):
            self.add(who, day_of(month, 11), consent=app.consent if dice() < 0.5 else self.consent())
        elif dice() < 0.01 * min(scale, 3):
            self.twice(who, day_of(month, 11))

    def month(self, month):
        if month:
            self.live(month)
        return Month(day_of(month), day_of(month)[:7] if month % 3 == 0 else "", tuple(self.apps[e] for e in sorted(self.apps)), tuple(self.events),
                     tuple(self.merges), month % 6 != 4)


def history(seed, without_profile):
    programme = Programme(seed, without_profile)
    return [programme.month(m) for m in range(MONTHS)]


# --- what headquarters knows on a day ---------------------------------------------------------------------------------------------
@dataclasses.dataclass
class Standing:
    """A person as far as is known, from all applications: one number, one address or a line of people.csv make them one."""
    apps: list
    app: App = None         # the newest
    consent: str = "no"     # after events
    listed: bool = False
    takes: bool = False

    @property
    def left(self):
        """Not with a profile any more, by an answer or a withdrawal."""
        return self.consent != "profile"


def standing(month):
    parent = {a.entry: a.entry for a in month.apps}

    def root(e):
        while parent[e] != e:
            e = parent[e]
        return e
    seen = {}
    for a in month.apps:
        for key in filter(None, [a.member and "no " + a.member, a.email]):
            parent[root(a.entry)] = root(seen.setdefault(key, a.entry))
    for a, b in month.merges:
        parent[root(a)] = root(b)
    people = {}
    for a in month.apps:
        people.setdefault(root(a.entry), Standing([])).apps.append(a)
    events = {}
    for e in month.events:
        events.setdefault(root(e[0]), []).append(e)
    for key, p in people.items():
        stand(p, events.get(key, []), month.day)
    return list(people.values())


def stand(p, events, today):
    p.app = max(p.apps, key=lambda a: (a.day, a.entry))
    p.consent, paused, full, withdrawn = p.app.consent, False, False, False
    for entry, day, kind, until in sorted(events, key=lambda e: e[1]):
        if entry != p.app.entry and day < p.app.day:
            continue
        if kind == "pause":
            paused = not until or until > today
        elif kind == "resume":
            paused = False
        elif kind in ("full", "free"):
            full = kind == "full"
        elif kind == "withdraw":
            withdrawn = True
        elif kind == "withdraw_consent":
            p.consent = "no"
    if withdrawn:
        p.consent = "no"
    p.listed = p.consent != "no" and not paused
    p.takes = p.app.capacity != "0" and not full


# --- the workspace ----------------------------------------------------------------------------------------------------------------
MAPPING = """source:
  files: "*-applications.csv"
  form: mentor
  kind: mentor
  dates: [ymd]
columns:
  form_entry_no: "entry"
  submitted_at: "day"
  first_name: "first"
  last_name: "last"
  email: "email"
  member_no: "member"
  employer: "employer"
  phone: "phone"
  main_area: {column: "area", vocab: areas}
  experience: {column: "experience", vocab: experience}
  region: {column: "region", vocab: regions}
  offers: {column: "offers", vocab: topics, list: "|"}
  capacity: "capacity"
  profile: "text"
  consent: {column: "consent", version: "2026-1", consent: {profile: profile, group: group, not listed: no}}
"""
POLICY = """audience: members
k: %(k)d
classes:
  private: [first_name, last_name, email, phone, member_no, form_entry_no, employer]
  status: [submitted_at, consent, capacity]
pools:
  mentors:
    kind: mentor
    title: Mentor
    plural: mentors
    grouped:
%(grouped)s
    profile:
      - {field: offers, label: Can help with, vocab: topics, list: yes}
%(region)s    text: profile
"""
GROUPED = {"area": "      - {field: main_area, label: Main area of practice, vocab: areas, weight: 4}",
           "experience": "      - {field: experience, label: Experience, vocab: experience, weight: 2}",
           "region": "      - {field: region, label: Region, vocab: regions, weight: 1}"}
WEIGHT = {"area": 4, "experience": 2, "region": 1}
FIELD = {"area": "main_area", "experience": "experience", "region": "region"}
CYCLES = "cycle_id,name,opens,application_cutoff,meeting_date,proposal_reply_by,plan_due,checkin_due,evaluation_due,publish_on,status,notes\n"


def write_policy(folder, k=5, grouped=("area", "experience")):
    with open(f"{folder}/records/policy.yml", "w", encoding="utf-8") as out:
        out.write(POLICY % {"k": k, "grouped": "\n".join(GROUPED[g] for g in grouped),
                            "region": "" if "region" in grouped else "      - {field: region, label: Region, vocab: regions}\n"})


def make_workspace(root, folder):
    os.makedirs(f"{folder}/records/exports")
    os.makedirs(f"{folder}/records/mappings")
    for name in ("content", "site-templates", "records/vocab"):
        shutil.copytree(f"{root}/{name}", f"{folder}/{name}")
    shutil.copy(f"{root}/mentorpress.yml", folder)
    with open(f"{folder}/records/mappings/mentors.yml", "w", encoding="utf-8") as out:
        out.write(MAPPING)
    with open(f"{folder}/content/cycles.csv", "w", encoding="utf-8") as out:
        out.write(CYCLES + "".join(f"{day_of(m)[:7]},Cycle {day_of(m)[:7]},{day_of(m, 1)},{day_of(m, 5)},{day_of(m, 8)},{day_of(m, 9)},{day_of(m, 20)},"
                                   f"{day_of(m + 3)},,{day_of(m)},open,\n" for m in range(0, MONTHS + 6)))
    write_policy(folder)


def write_csv(path, head, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([head, *rows])


def write_month(folder, month):
    """Lays a month's export and registers into the workspace, in place of the last one's."""
    for name in os.listdir(f"{folder}/records/exports"):
        os.remove(f"{folder}/records/exports/{name}")
    head = [f.name for f in dataclasses.fields(App) if f.name != "who"]
    write_csv(f"{folder}/records/exports/{month.day}-applications.csv", head, [[getattr(a, h) for h in head] for a in month.apps])
    write_csv(f"{folder}/records/status_events.csv", "event_id form form_entry_no date event until".split(),
              [[i + 1, "mentor", e[0], e[1], e[2], e[3]] for i, e in enumerate(month.events)])
    write_csv(f"{folder}/records/people.csv", "action form_a entry_a form_b entry_b reason by on".split(),
              [["merge", "mentor", a, "mentor", b, "the same", "headquarters", month.day] for a, b in month.merges])
    write_csv(f"{folder}/records/reviews.csv", "text_digest decision text by on note".split(),
              [[hashlib.sha256(a.text.encode()).hexdigest(), "accept", "", "headquarters", month.day, ""] for a in month.apps if a.consent == "profile"])
    with open(f"{folder}/content/pages/contact.md", "r+", encoding="utf-8") as page:
        if month.note and month.day not in page.read():
            page.write(f"\nRead again on {month.day}.\n")
