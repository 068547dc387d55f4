"""The people of the sample and what they answered: the ordinary ones by number, the special ones one by one."""
import forms
import texts
from sample import Sample
from society import CYCLES

JAN, FEB, MAR = CYCLES
# Areas and years of those listed in a group only: most areas reach five people in one band, the rare ones do not.
MENTOR_GROUPS = [("glp", (11, 20), 7), ("glp", (21, 34), 6), ("gcp", (11, 20), 7), ("gcp", (6, 10), 6),
                 ("csv", (11, 20), 6), ("gmp", (21, 34), 5),
                 ("auditing", (11, 20), 5), ("gvp", (6, 30), 4), ("gclp", (12, 12), 1), ("bioanalytical", (8, 8), 1),
                 ("agrochemical", (25, 25), 1),
                 ("device", (15, 15), 1), ("data-integrity", (9, 9), 1), ("qms", (17, 17), 1)]
PEER_GROUPS = [("gcp", (3, 5), 6), ("glp", (3, 5), 6), ("csv", (6, 10), 5), ("qms", (4, 4), 1), ("gmp", (2, 2), 1),
               ("gvp", (5, 5), 1),
               ("data-integrity", (3, 3), 1), ("device", (4, 4), 1)]
PROFILE_AREAS = ["glp", "glp", "gcp", "gcp", "gcp", "csv", "csv", "gmp", "gmp", "auditing", "auditing", "qms",
                 "data-integrity", "gvp", "bioanalytical",
                 "device", "gclp", "agrochemical", "animal-health", "gdp"]
SCRIPT = "<script>alert('x')</script>"


class Cells:
    """Hands out the (area, years) cells of a group list one by one, the wanted area first."""

    def __init__(self, sample, cells):
        self.sample = sample
        self.left = [(area, years) for area, years, n in cells for _ in range(n)]

    def take(self, area=None):
        at = next((i for i, c in enumerate(self.left) if area in (None, c[0])))
        area, (low, high) = self.left.pop(at)
        return area, self.sample.random.randrange(low, high + 1)


def mentor_profiles(s):
    """51 of the 52 listed with a profile; one more comes with mentor_superseded. Most texts are approved."""
    person, listed = s.society.person, s.listed
    made = [
        listed("mentor", "glp", 27, person("Marguerite", "Oyelaran-Fisk"),
               "approves SOPs as an officer and is a mentor with a profile", cycle=0),
        listed("mentor", "gcp", 14, person("Grace", "Young"), "first name and surname that are words, with a profile",
               cycle=0),
        listed("mentor", "csv", 9, person("Siobhán", "O'Brien-Łukasz"),
               "apostrophe, hyphen and letters with strokes in a name", cycle=0,
               certificate="Dr. Siobhán O’Brien-Łukasz"),
        listed("mentor", "qms", 22, person("Will", "Adeyemi"),
               "first name that is a word; paused, and back between two cycles", cycle=0),
        listed("mentor", "auditing", 18, person("Lucía", "Fernandes"),
               "namesake of another mentor: other member number, other e-mail", cycle=0),
        listed("mentor", "gmp", 16, person(employer="Quality First"), "employer whose name is made of words", cycle=0),
        listed("mentor", "glp", 19, case="quoted by mentees in many ways", cycle=0),
        listed("mentor", "gcp", 11, case="one paragraph break and typographic quotes in an approved text", cycle=1,
               text="I audit investigator sites and the sponsors behind them.\n\n“Show me” are my two favorite words, and they work in both directions.\n"
                    "I listen first and ask many questions."),
        listed("mentor", "data-integrity", 13, case="no text: a profile of facts only", cycle=0, text=""),
        listed("mentor", "gcp", 8, case="paid through the very day of the third edition: still in good standing",
               person=person(paid_through="2026-03-13"), cycle=1),
        listed("mentor", "gvp", 12, case="life member, no date needed", person=person(type="Life", paid_through=""),
               cycle=0),
        listed("mentor", "csv", 15, case="no member number; found by e-mail", cycle=2, member_no=""),
        listed("mentor", "bioanalytical", 24, case="capitals and blanks in the e-mail address", cycle=0),
        listed("mentor", "gmp", 7, case="“Inactive until” a day that has passed", cycle=0,
               staff="Inactive until 2026-02-15"),
        listed("mentor", "device", 10, case="paused by headquarters and resumed", cycle=0),
        listed("mentor", "auditing", 21,
               case="withdrawal of another application of the same person does not touch this one", cycle=0),
    ]
    made[6]["quoted"] = True
    made[12]["values"]["email"] = " " + made[12]["person"].email.upper()
    s.event(made[3], "2026-01-20", "pause", "2026-02-25", "On a long trip.")
    s.event(made[14], "2026-01-22", "pause")
    s.event(made[14], "2026-02-16", "resume", note="Back earlier than planned.")
    s.event(made[1], "2026-01-27", "reconfirm")
    other = s.apply("mentee", made[15]["person"], "auditing", 21, 0, "mentee application of a mentor; withdrawn")
    s.event(other, "2026-02-03", "withdraw", note="Wants to be a mentor only.")
    firm = "Kestrel Point Biosciences Inc."
    for area, text, masked in [
            ("glp", f"I audit toxicology studies. At {firm} I built the archive. I can help you prepare for inspections.",
             "I audit toxicology studies. In my present work I built the archive. I can help you prepare for inspections."),
            ("gcp", "I audit investigator sites. Ask Thandiwe Labuschagne, whom I mentored for a year.",
             "I audit investigator sites. I have mentored before and enjoyed it."),
            ("auditing", "I plan audit programs by risk; find me as “the audit whisperer” on the usual networks.",
             "I plan audit programs by risk and like to share how.")]:
        made.append(listed("mentor", area, 17, s.society.person(employer=firm) if firm in text else None,
                           "approved with other words: the text told too much", "mask", text, masked, cycle=0))
    mail = s.society.person()
    made.append(listed("mentor", "gvp", 16, mail, "an e-mail address pasted into the profile: held", "hold",
                       f"I audit safety systems. Write to me directly: {mail.email} or call me.", cycle=1))
    made.append(listed("mentor", "csv", 12, case="script in a profile text that waits for review", decision="wait",
                       cycle=2,
                       text=f"I validate software. {SCRIPT} <img src=x onerror=alert(1)>"))
    for _ in range(3):
        made.append(listed("mentor", s.pick(PROFILE_AREAS), s.random.randrange(6, 30),
                           case="profile text waits for review", decision="wait", cycle=2))
    while len(made) < 51:
        made.append(listed("mentor", s.pick(PROFILE_AREAS), s.random.randrange(4, 36)))
    return made


def mentor_groups(s, cells):
    """46 of the 52 listed in a group only; the others come with mentor_superseded."""
    person, grouped, take = s.society.person, s.grouped, cells.take
    made = [
        grouped("mentor", *take("gclp"), person("Zdeněk", "Vojtěchovský", country="United States",
                                                region="United States: Central"),
                "the only Czech-speaking GCLP auditor, in a group", cycle=0, languages={"English", "Czech"},
                credentials={"Certified Quality Auditor"}),
        grouped("mentor", *take("gcp"), person("Rose", "May"), "first name and surname that are words, in a group",
                cycle=0),
        grouped("mentor", *take("glp"), person("Mark", "Szymański"), "first name that is a word, in a group", cycle=0),
        grouped("mentor", *take("glp"), person("Lucía", "Fernandes"), "namesake of a mentor with a profile", cycle=0),
        grouped("mentor", *take("csv"), person("Elżbieta", "Young"), "surname that is a word, in a group", cycle=0),
        grouped("mentor", *take("gcp"), case="“Full” in the staff column: keeps the group's place", cycle=0,
                staff="Full"),
        grouped("mentor", *take("gcp"), case="available only from summer on: keeps the group's place", cycle=0,
                available_from="2026-06-01"),
        grouped("mentor", *take("gmp"), case="was full for three weeks, by events", cycle=0),
        grouped("mentor", *take("auditing"), case="member number with prefix", cycle=0),
        grouped("mentor", *take("glp"), case="formula in a cell, with the form tool's guard", cycle=0,
                job='\'=HYPERLINK("https://evil.example.org","x")'),
        grouped("mentor", *take("csv"), case="formula in a cell, without guard", cycle=1,
                note='=HYPERLINK("https://evil.example.org","x")'),
        grouped("mentor", *take("gvp"), case="script in the certificate name", cycle=1,
                certificate=f"</title>{SCRIPT}"),
        grouped("mentor", *take("auditing"),
                case="phone and mail changed in a later export: the old ones stay known to the gate", cycle=0),
    ]
    made[8]["values"]["member_no"] = "ASQP-" + made[8]["person"].member_no
    s.event(made[7], "2026-02-05", "full")
    s.event(made[7], "2026-02-26", "free")
    old = made[12]
    old["later"][FEB] = {"phone": "+1 (402) 555-0177", "email": old["person"].email.replace("@", ".new@")}
    for _ in range(6):
        made.append(grouped("mentor", *take(), case="older wording of the listing question: in a group", cycle=0,
                            listing=forms.OLDER))
    while len(made) < 46:
        made.append(grouped("mentor", *take()))
    return made


def mentor_superseded(s, cells):
    """Eight who applied twice as mentors: 6 groups and one profile of theirs count, and one newest answer is "not listed"."""
    person = s.society.person
    one, two, three, four = person(), person(), person(), person()
    s.listed("mentor", "glp", 12, one, "replaced by an application for a group", cycle=0)
    s.grouped("mentor", *cells.take(), one, "changed from a profile to a group", cycle=1)
    s.grouped("mentor", "gcp", 14, two, "replaced by an application with a profile", cycle=0)
    s.listed("mentor", "gcp", 14, two, "changed from a group to a profile", cycle=2)
    s.grouped("mentor", "csv", 20, three, "replaced: the newest answer is “not listed”", cycle=0)
    s.apply("mentor", three, "csv", 20, 1, "was in a group, now “not listed”", listing=forms.NOT_LISTED)
    s.grouped("mentor", "gmp", 23, four, "older wording, replaced by the new question", cycle=0, listing=forms.OLDER)
    s.grouped("mentor", *cells.take(), four, "answered the new question again with a group", cycle=2)
    for _ in range(4):
        again = person()
        area, years = cells.take()
        s.grouped("mentor", area, years, again, "replaced by a newer application", cycle=0, profile="")
        s.grouped("mentor", area, years, again, cycle=s.pick([1, 2]))


def standing_cases(s, form, area, counts):
    """Applications that only the roster keeps out; everything else about them would be listed."""
    person, grouped = s.society.person, s.grouped
    years = 12
    for i in range(counts["not a member"]):
        grouped(form, area, years, person(on_list=False), "not on the members' list", cycle=0,
                **({"member_no": ""} if i else {}))
    for i in range(counts["lapsed"]):
        if i == 0:
            late = person(paid_through="2026-02-28")
            s.listed(form, area, years, late, "membership ended between two cycles", cycle=0)
        elif i == 1:
            grouped(form, area, years, person(paid_through="2026-03-12"),
                    "paid through the day before the third edition", cycle=0)
        else:
            grouped(form, area, years, person(status="Lapsed", paid_through="2025-12-31"), "lapsed", cycle=s.cycle())
    for _ in range(counts["on hold"]):
        grouped(form, area, years, person(hold="Yes", hold_reason="Ethics inquiry open " + SCRIPT),
                "membership on hold", cycle=0)


def mentor_unlisted(s):
    """37 who are not listed, two of them held."""
    standing_cases(s, "mentor", "glp", {"not a member": 3, "lapsed": 5, "on hold": 1})
    for i in range(7):
        s.apply("mentor", s.society.person(), s.pick(PROFILE_AREAS), 15,
                case="never asked: the listing question is blank" if i < 1 else None, listing="",
                profile=texts.profile(s.pick, "qms"))
    for i in range(9):
        s.apply("mentor", s.society.person(), s.pick(PROFILE_AREAS), 9, case="“Do not list me”" if i < 1 else None,
                listing=forms.NOT_LISTED)
    gone = s.grouped("mentor", "gcp", 12, case="took the consent back", cycle=0)
    s.event(gone, "2026-02-10", "withdraw_consent", note=f"By telephone. {SCRIPT}")
    s.listed("mentor", "csv", 14, case="“Full” in the staff column since March: a full profile is not shown",
             cycle=0)["later"][MAR] = {"staff": "Full"}
    s.event(s.listed("mentor", "glp", 30, case="full by an event: a full profile is not shown", cycle=0), "2026-03-06",
            "full")
    s.event(s.listed("mentor", "gmp", 13, case="withdrew between the second and the third cycle", cycle=0),
            "2026-02-20", "withdraw")
    s.event(s.grouped("mentor", "gcp", 16, case="withdrew", cycle=0), "2026-01-30", "withdraw")
    s.grouped("mentor", "auditing", 12, case="withdrawn in the staff column",
              cycle=0)["later"][FEB] = {"staff": "Withdrawn"}
    s.event(s.grouped("mentor", "glp", 14, case="in a group, paused for good", cycle=0), "2026-03-04", "pause",
            note="Tired.")
    s.event(s.listed("mentor", "gvp", 25, case="profile paused until May", cycle=0), "2026-02-23", "pause",
            "2026-05-01")
    s.listed("mentor", "gcp", 28, case="“Inactive until” a day to come",
             cycle=0)["later"][MAR] = {"staff": "Inactive until 2026-09-01"}
    s.grouped("mentor", "csv", 13, case="“Inactive” without a day", cycle=0, staff="Inactive")
    s.grouped("mentor", "glp", 12, case="a test entry by staff: held", cycle=1, test="Yes")
    lost = s.society.person(on_list=False)
    s.grouped("mentor", "gcp", 12, lost, "neither member number nor e-mail: held", cycle=2, member_no="", email="")


def peers(s, cells):
    """62 applications: 18 profiles and 22 in groups are listed."""
    person, grouped, listed, take = s.society.person, s.grouped, s.listed, cells.take
    mentors = [a for a in s.applications if a["form"] == "mentor" and a["values"].get("listing") == forms.GROUP
               and not a["case"]]
    both = [mentors[i]["person"] for i in range(4)]
    made = [listed("peer", "gcp", 12, both[0], "mentor in a group and peer with a profile", cycle=0),
            listed("peer", "glp", 14, both[1], cycle=1, case="mentor and peer"),
            listed("peer", "csv", 8, person("Jitka", "May"), "surname that is a word", cycle=0),
            listed("peer", "qms", 5, case="approved with other words", decision="mask", cycle=0,
                   text="I build quality systems at Osprey Ridge Diagnostics Co. and want to compare notes.",
                   masked="I build quality systems and want to compare notes."),
            listed("peer", "gmp", 4, case="profile text waits for review", decision="wait", cycle=2),
            listed("peer", "device", 6, case="profile text waits for review", decision="wait", cycle=2)]
    while len(made) < 17:
        made.append(listed("peer", s.pick(PROFILE_AREAS), s.random.randrange(2, 15)))
    grouped("peer", *take("gcp"), both[2], "mentor and peer, both in groups", cycle=0)
    grouped("peer", *take("csv"), both[3], "mentor and peer, both in groups", cycle=0)
    for i in range(3):
        again = person()
        area, years = take()
        grouped("peer", area, years, again, "replaced by a newer application", cycle=0, profile="")
        grouped("peer", area, years, again, cycle=1)
    again = person()
    grouped("peer", "csv", 7, again, "replaced by an application with a profile", cycle=0)
    listed("peer", "csv", 7, again, cycle=2)
    grouped("peer", *take(), case="older wording of the listing question: in a group", cycle=0, listing=forms.OLDER)
    while cells.left:
        area, years = take()
        # The two largest groups are there from the first edition on.
        grouped("peer", area, years, cycle=0 if area in ("gcp", "glp") else None)
    standing_cases(s, "peer", "gcp", {"not a member": 1, "lapsed": 3, "on hold": 1})
    grouped("peer", "gcp", 4, case="a test entry by staff: held", cycle=0, test="Yes")
    s.event(listed("peer", "glp", 5, case="profile paused until summer", cycle=0), "2026-02-24", "pause", "2026-06-30")
    grouped("peer", "csv", 8, case="“Inactive” without a day", cycle=0, staff="Inactive")
    s.event(listed("peer", "gcp", 6, case="withdrew before the third edition", cycle=0), "2026-03-09", "withdraw")
    grouped("peer", "glp", 4, case="withdrawn in the staff column", cycle=1, staff="Withdrawn")
    for i in range(3):
        s.apply("peer", person(), s.pick(PROFILE_AREAS), 5, case=None if i
                else "never asked: the listing question is blank", listing="")
    for i in range(5):
        s.apply("peer", person(), s.pick(PROFILE_AREAS), 6, case=None if i else "“Do not list me”",
                listing=forms.NOT_LISTED)


def mentees(s):
    """107 more applications, in all 108; none is ever listed. Returns the pair to merge by hand."""
    person = s.society.person
    plain = lambda form: [a["person"] for a in s.applications if a["form"] == form and not a["case"]]
    years = lambda: s.random.randrange(0, 12)
    area = lambda: s.pick(PROFILE_AREAS)
    special = [({"note": SCRIPT}, "script in a note"), ({"goals": "<img src=x onerror=alert(1)>"},
                                                        "script in the goals"),
               ({"job": '"><svg onload=alert(1)>'}, "script in a job title"),
               ({"job": "R&amp;D liaison, QA"}, "entities in a cell, as the form tool stores them"),
               ({"goals": "Three things:\n1. \"audit\" alone\n2. pass the exam, with RQAP-GLP\n\n3. find my place"},
                "line breaks and quotes in a cell"),
               ({"note": "javascript:alert(1)"}, "a script address"), ({"phone": "+1\u00a0(312)\u00a0555-0142"},
                                                                       "no-break spaces in a phone number"),
               ({"employer": "Quality First"}, "employer whose name is made of words"),
               ({"cv": "Lebenslauf \"final\" (2).pdf"}, "quotes in a file name")]
    for values, case in special:
        s.apply("mentee", person(), area(), years(), 0, case, **values)
    s.apply("mentee", person("Ottilie", "Rosenqvist-May"), area(), years(), 0, "a surname that ends in a word")
    s.apply("mentee", person(other_emails=""), area(), years(), 1, "“Withdrawn” in the staff column", staff="Withdrawn")
    other = person()
    other.other_emails = "private." + other.email
    s.apply("mentee", other, area(), years(), 1, "writes from an address that the members' list has among the others",
            email=other.other_emails, member_no="")
    for i in range(5):
        again = person()
        where = area()
        s.apply("mentee", again, where, 3, 0, "replaced by a newer application", reapplicant="No")
        s.apply("mentee", again, where, 3, 2, "applied again after a cycle without a match" if not i else None,
                reapplicant="Yes")
    merged = person()
    first = s.apply("mentee", merged, "gcp", 2, case="same person as a later one, merged by hand in people.csv",
                    submitted="2025-03-11 10:20:31")
    second = s.apply("mentee", merged, "gcp", 2, case="no member number and another e-mail: merged by hand",
                     member_no="", email="m.later@mail.example.org",
                     submitted="2025-11-19 21:05:47")
    for who in plain("peer")[5:11]:
        s.apply("mentee", who, area(), years())
    for who in plain("mentor")[20:23]:
        s.apply("mentee", who, area(), years(), case="a mentor who is also a mentee in another field")
    for i in range(2):
        s.apply("mentee", person(on_list=False), area(), years(), case=None if i else "not on the members' list")
    for i in range(3):
        s.apply("mentee", person(status="Lapsed", paid_through="2025-12-31"), area(), years(), case=None if i
                else "lapsed")
    s.apply("mentee", person(hold="Yes", hold_reason="Dues under dispute"), area(), years(), case="membership on hold")
    while sum(a["form"] == "mentee" for a in s.applications) < 108:
        s.apply("mentee", person(), area(), years())
    return first, second


def preferences(s):
    """Whom mentees and peers asked for. Entry IDs are drawn by each installation, so those who quote one here have slipped."""
    target = next(a for a in s.applications if a.get("quoted"))["entry"]
    typed = [(target, "a form entry number, plain"), ("#" + target, "a form entry number with #"),
             (f"{target[:2]}.{target[2:]}", "a thousands separator"),
             (target.replace("0", "O"), "letter O for zero"), (f"Entry {target}", "a word before the number"),
             (f" {target} ", "blanks around the number"),
             ("19999", "a number nobody has"), (target[0] + target[2] + target[1] + target[3:], "two digits swapped"),
             ("7KQ-3XHM", "an Entry ID with a wrong check symbol"), ("4TR9WZ", "an Entry ID that lacks a symbol"),
             ("8nb 2cdo", "an Entry ID in small letters, with a slip"),
             ("any GLP mentor", "words instead of an ID")]
    replaced = [a["entry"] for a in s.applications if a["form"] == "mentor" and a["case"]
                and a["case"].startswith("replaced")]
    typed += [(entry, "the number of a replaced application") for entry in replaced[:4]]
    wishing = [a for a in s.applications if a["form"] == "mentee"]
    for i, application in enumerate(wishing):
        earlier = [a["entry"] for a in s.applications if a["form"] == "mentor"
                   and a["values"]["submitted"] < application["values"]["submitted"]]
        wanted = s.random.sample(earlier, min(len(earlier), s.random.randrange(0, 4))) if earlier else []
        if i % 6 == 5 and typed:
            text, case = typed.pop(0)
            wanted = [text] + [w for w in wanted[:2] if w != target]
            application["case"] = "; ".join(filter(None, [application["case"], "quotes " + case]))
        application["values"].update({f"pref_{j}": w for j, w in enumerate(wanted, 1)})
    while typed:
        application = s.pick([a for a in wishing if not a["case"]])
        text, case = typed.pop(0)
        application["values"]["pref_1"] = text
        application["case"] = "quotes " + case
    for application in (a for a in s.applications if a["form"] == "peer"):
        earlier = [a["entry"] for a in s.applications if a["form"] == "peer"
                   and a["values"]["submitted"] < application["values"]["submitted"]]
        wanted = s.random.sample(earlier, s.random.randrange(0, 2)) if earlier else []
        application["values"].update({f"pref_{j}": w for j, w in enumerate(wanted, 1)})


def build():
    s = Sample()
    # Some people on the members' list come first, so that notes of applicants can name them.
    for _ in range(300):
        s.society.person()
    mentor_cells, peer_cells = Cells(s, MENTOR_GROUPS), Cells(s, PEER_GROUPS)
    s.random.shuffle(mentor_cells.left)
    s.random.shuffle(peer_cells.left)
    mentor_profiles(s)
    mentor_groups(s, mentor_cells)
    mentor_superseded(s, mentor_cells)
    assert not mentor_cells.left, mentor_cells.left
    mentor_unlisted(s)
    peers(s, peer_cells)
    s.merge = mentees(s)
    s.society.person("Tamara", "Young", employer="Quality First")
    s.society.person("Will", "May")
    s.society.person("Grace", "N'Diaye")
    s.society.person("Rose", "Kowalczyk")
    s.society.fill()
    s.number()
    preferences(s)
    return s
