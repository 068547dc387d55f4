"""The sample: 320 applications of 285 persons to the programme of the Alder Society, over three export dates.

Every special row stands for a case that real records hold and that the program has to get right; the case is said
where the row is made, and records/exports/README.md is written from there. Counts are asserted at the end (check),
so that a change here cannot quietly change what the sample shows.
"""
import datetime
import hashlib

import forms
import names
import texts
from society import CYCLES, Society

SEED = 20260313
AS_OF = "2026-03-13"
QUOTED_ENTRY = 10412        # the form entry number that mentees quote in many ways
FIRST_DAY = datetime.datetime(2024, 10, 1, 8)
OWN_TOPIC = {"glp": 0, "bioanalytical": 0, "animal-health": 0, "agrochemical": 0, "gcp": 1, "gclp": 1, "gmp": 2,
             "device": 2, "gdp": 2, "gvp": 3,
             "csv": 4, "data-integrity": 5, "qms": 9, "auditing": 8}


class Sample:
    def __init__(self):
        self.society = Society(SEED)
        self.random = self.society.random
        self.pick = self.society.pick
        self.applications, self.events, self.reviews = [], [], []
        self.labels = {r["code"]: r["label"] for r in forms.vocabulary("areas")}
        self.moments = set()

    # -- when, what and by whom

    def moment(self, cycle):
        """A second before the day of that export and, but for the first, after the one before."""
        end = datetime.datetime.fromisoformat(CYCLES[cycle] + " 00:00:00")
        begin = datetime.datetime.fromisoformat(CYCLES[cycle - 1] + " 09:00:00") if cycle else FIRST_DAY
        while True:
            at = begin + datetime.timedelta(seconds=self.random.randrange(int((end - begin).total_seconds())))
            if at not in self.moments:
                self.moments.add(at)
                return at.isoformat(sep=" ")

    def cycle(self):
        return self.random.choices((0, 1, 2), (70, 15, 15))[0]

    def topics(self, area, n):
        own = forms.TOPICS[OWN_TOPIC[area]]
        return {own} | set(self.random.sample(forms.TOPICS[4:], n))

    def apply(self, form, person, area, years, cycle=None, case=None, **values):
        """One application; values override what is drawn."""
        languages = {"English"} | ({self.pick(forms.LANGUAGES[1:-1])} if self.random.random() < 0.35 else set())
        offers = self.topics(area, self.random.randrange(1, 4))
        made = {"first": person.first, "last": person.last, "certificate": person.name() if self.random.random() < 0.6
                else f"{person.name()}, MSc",
                "email": person.email, "phone": person.phone if self.random.random() < 0.85 else "",
                "member_no": person.member_no.lstrip("0") if self.random.random() < 0.25 else person.member_no,
                "employer": person.employer,
                "job": person.job, "country": person.country, "region": person.region, "area": self.labels[area],
                "years": str(years),
                "sectors": {self.pick(forms.SECTORS[:6])}, "credentials": {self.pick(forms.CREDENTIALS)},
                "languages": languages,
                "channels": set(self.random.sample(forms.CHANNELS, self.random.randrange(1, 3))),
                "meeting": self.pick(forms.MEETING),
                "offers": offers, "ethics": "Checked", "ethics_text": forms.ETHICS_TEXT,
                "ethics_description": forms.ETHICS_DESCRIPTION,
                "staff": "Active" if self.random.random() < 0.2 else "", "user": person.user,
                "source": forms.SOURCE[form], "payment": "",
                "agent": self.pick(names.AGENTS), "ip": f"203.0.113.{self.random.randrange(1, 255)}",
                "cv": f"cv-{self.random.randrange(100000, 999999)}.pdf" if self.random.random() < 0.5 else "",
                "note": self.private(texts.NOTES) if self.random.random() < 0.2 else "",
                "do_not_match": self.private(texts.NOT_WITH) if self.random.random() < 0.12 else ""}
        if form == "mentor":
            made["refuses"] = {self.pick([t for t in forms.TOPICS
                                          if t not in offers])} if self.random.random() < 0.3 else set()
            made["capacity"] = self.pick(["1", "1", "2", "3", ""])
            made["available_from"] = self.pick(["", "", "2025-06-01", "2026-01-01"])
            made["available_until"] = self.pick(["", "", "", "2026-12-31"])
        else:
            made["needs"] = self.topics(area, self.random.randrange(1, 4))
            made["goals"] = self.private(texts.GOALS)
            made["alternative"] = self.pick(["Yes", "Yes", "No", ""])
            made["reapplicant"] = self.pick(["No", "No", "", "Yes"])
        if form == "mentee":
            made["primary"] = sorted(made["needs"])[0]
        made.update(values)
        made.setdefault("submitted", self.moment(self.cycle() if cycle is None else cycle))
        application = {"form": form, "person": person, "values": made, "case": case, "later": {}}
        self.applications.append(application)
        return application

    def private(self, options):
        other = self.society.members[self.random.randrange(len(self.society.members))].name() if self.society.members else "Odalys Brenninkmeijer"
        return self.pick(options).format(name=other, firm=self.pick(self.society.firms), n=self.random.randrange(3, 12))

    def listed(self, form, area, years, person=None, case=None, decision="accept", text=None, masked="", **values):
        """An application with a profile and the decision on its text."""
        if text is None:
            text = texts.profile(self.pick, area, form)
        made = self.apply(form, person or self.society.person(), area, years, case=case, listing=forms.PROFILE,
                          profile=text, **values)
        if text and decision != "wait":
            self.reviews.append((made, decision, text, masked))
        return made

    def grouped(self, form, area, years, person=None, case=None, **values):
        # Some write a profile text and then choose a group: nobody reviews it, and it is never shown.
        values.setdefault("profile", texts.profile(self.pick, area, form) if self.random.random() < 0.25 else "")
        values.setdefault("listing", forms.GROUP)
        return self.apply(form, person or self.society.person(), area, years, case=case, **values)

    def event(self, application, day, what, until="", note=""):
        self.events.append((application, day, what, until, note))

    # -- numbers and files

    def number(self):
        """Form entry numbers run over all forms in order of arrival, with gaps where staff deleted spam."""
        self.applications.sort(key=lambda a: a["values"]["submitted"])
        at, quoted = 0, None
        for application in self.applications:
            at += 1 + (self.random.random() < 0.08)
            application["entry"] = at
            if application.get("quoted"):
                quoted = at
        for application in self.applications:
            application["entry"] = str(application["entry"] + QUOTED_ENTRY - quoted)
            application["values"]["entry"] = application["entry"]

    def entries(self, form, day):
        """What the form's export of that day holds, newest first."""
        for application in reversed(self.applications):
            if application["form"] == form and application["values"]["submitted"] < day:
                values = dict(application["values"])
                for since in sorted(application["later"]):
                    if day >= since:
                        values.update(application["later"][since])
                yield values

    def event_rows(self):
        rows = []
        for i, (application, day, what, until, note) in enumerate(sorted(self.events, key=lambda e: e[1]), 1):
            rows.append([i, application["form"], application["entry"], day, what, until, "", note, "the member",
                         "headquarters", day + "T15:00:00+00:00"])
        return rows

    def review_rows(self):
        rows = {}
        for application, decision, text, masked in self.reviews:
            arrived = application["values"]["submitted"][:10]
            cycle = next(day for day in CYCLES if arrived < day)
            on = (datetime.date.fromisoformat(cycle) + datetime.timedelta(days=2)).isoformat()
            digest = digest_of(text)
            rows.setdefault(digest, [digest, decision, masked, "headquarters", on,
                                     {"accept": "", "mask": "named an employer or a person",
                                      "hold": "holds an address"}[decision]])
        return sorted(rows.values(), key=lambda r: (r[4], r[0]))


def squeeze(text):
    return " ".join(text.split())


def digest_of(text):
    return hashlib.sha256(squeeze(text.lstrip("'") if text[:2] in ("'=", "'+", "'-",
                                                                   "'@") else text).encode()).hexdigest()
