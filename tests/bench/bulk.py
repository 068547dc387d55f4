"""Big exports for measuring: any number of unique people, written row by row from parts that were quoted before.

A row costs some twenty random draws and one join, so that a million rows take less than two minutes and no memory. The
texts of profiles are a few thousand combinations, all accepted in reviews.csv, and no surname is a word of any of them.
"""
import itertools
import os
import random

import check
import forms
import names
import texts
from sample import digest_of

TEXTS = 4000  # of some 12,000 combinations
BLOCKS = 1024
SHARES = [("mentor", 60), ("peer", 15), ("mentee", 25)]


def profile_texts(rng):
    made, pick = set(), lambda options: options[rng.randrange(len(options))]
    for area in itertools.cycle(sorted(texts.OPENERS)):
        made.add(f"{pick(texts.OPENERS[area])} {pick(texts.HELP)} {pick(texts.MANNER)}")
        if len(made) == TEXTS:
            return sorted(made)


class Namer:
    """The i-th person. Full names, and with them e-mail addresses, are unique for as many people as there are pairs of names."""

    def __init__(self, avoid):
        self.first = [n for n in names.FIRST if names.fold(n) not in avoid]
        self.last = names.syllable_surnames(avoid)
        self.plain = {n: names.fold(n) for n in self.first + self.last}
        self.firms = [f"{h} {t}" for h in names.FIRM_HEAD for t in names.FIRM_TAIL]
        assert len(set(self.plain.values())) == len(self.first) + len(self.last)

    def __call__(self, i):
        # All surnames come once before the first one comes again, and then with the next first name.
        turn, at = divmod(i, len(self.last))
        first, last = self.first[(turn + at * 7) % len(self.first)], self.last[at]
        return first, last, f"{self.plain[first]}.{self.plain[last]}@example.org", f"{1000003 + i * 3}", self.firms[i * 31 % len(self.firms)]


class Rows:
    """Lines of one form: blocks of columns that do not tell the person are drawn once and used again."""

    def __init__(self, form, rng, profiles, approved):
        self.form, self.rng, self.profiles, self.approved = form, rng, profiles, [forms.quoted(t) for t in approved]
        areas = forms.vocabulary("areas")
        inner = {a["parent"] for a in areas}
        self.areas = [a["label"] for a in areas if a["code"] not in inner]
        self.regions = [r["label"] for r in forms.vocabulary("regions") if r["parent"]]
        keys = [c[0] for c in forms.COLUMNS[form]]
        self.middle = keys[keys.index("job"):keys.index("profile") if form != "mentee" else keys.index("do_not_match")]
        self.end = keys[keys.index("do_not_match"):keys.index("user")]
        self.blocks = [self.block(self.middle, self.answers()) for _ in range(BLOCKS)]
        self.ends = {}
        for listing in (forms.PROFILE, forms.GROUP, forms.NOT_LISTED):
            self.ends[listing] = self.block(self.end, {"listing": listing, "ethics": "Checked",
                                                       "ethics_text": "I agree."})
        self.tail = ',"' + '","'.join(["{entry}", "{at}", "https://www.alder.example.org/", "", "", "", "", "",
                                       "Mozilla/5.0", "203.0.113.{ip}"]) + '"'

    def block(self, keys, values):
        cells = []
        for key, head, *choices in forms.COLUMNS[self.form]:
            if key in keys:
                cells += [c if c in values.get(key, ()) else ""
                          for c in choices[0]] if head is None else [values.get(key, "")]
        return ",".join(map(forms.quoted, cells))

    def answers(self):
        rng = self.rng
        sample = lambda options, most: set(rng.sample(options, rng.randrange(1, most + 1)))
        needs = sample(forms.TOPICS, 2)
        return {"job": rng.choice(names.JOBS), "country": rng.choice(names.COUNTRIES)[0],
                "region": rng.choice(self.regions), "area": rng.choice(self.areas),
                "years": str(rng.choice([1, 2, 4, 5, 7, 8, 9, 12, 14, 15, 18, 19, 22, 27, 31])),
                "sectors": sample(forms.SECTORS, 1),
                "credentials": sample(forms.CREDENTIALS, 1), "languages": {"English"} | sample(forms.LANGUAGES, 1),
                "channels": sample(forms.CHANNELS, 2),
                "meeting": rng.choice(forms.MEETING), "offers": sample(forms.TOPICS, 3),
                "refuses": sample(forms.TOPICS, 1), "needs": needs,
                "primary": sorted(needs)[0], "goals": texts.GOALS[1], "alternative": "Yes", "reapplicant": "No",
                "capacity": rng.choice("123")}

    def line(self, i, person, entry, at):
        first, last, mail, member, firm = person
        random_ = self.rng.random
        # No area code has a 9 in its middle, so nobody has such a number. Numbers of one area code, whose digits a million fills to a tenth, would equal rows of
        # clause numbers and dates ("5.5.5, 2.1"), which the gate rightly asks for; a society's, spread over ten digits, do not.
        head = (f'"{first}","{last}","","{mail}","+1 79{(i * 7919 + 5003) % 100000000:08d}","{member}","{firm}",'
                + self.blocks[int(random_() * BLOCKS)] + ",")
        tail = self.tail.format(entry=entry, at=at, ip=i % 254 + 1)
        user = f',"{i % 90000 + 10}"'
        if self.form == "mentee":
            return head + self.ends[forms.PROFILE] + user + tail
        if random_() * 100 < self.profiles:
            return head + self.approved[int(random_() * len(self.approved))] + "," + self.ends[forms.PROFILE] + user + tail
        return head + '"",' + self.ends[forms.GROUP if random_() < 0.88 else forms.NOT_LISTED] + user + tail


def moment(entry, total):
    """Even steps through 2025, so that a higher entry number is a later application."""
    second = entry * (360 * 86400) // (total + 1)
    day, clock = divmod(second, 86400)
    return f"2025-{day // 30 + 1:02d}-{min(day % 30 + 1, 28):02d} {clock // 3600:02d}:{clock // 60 % 60:02d}:{clock % 60:02d}"


def write(out, rows, profiles, seed, date):
    rng = random.Random(seed)
    os.makedirs(out, exist_ok=True)
    approved = profile_texts(rng)
    taken = {joined for text in approved for joined, _ in check.windows(names.tokens(text))}
    namer = Namer(taken)
    counts = [rows * share // 100 for _, share in SHARES]
    counts[0] += rows - sum(counts)
    at = 0
    for (form, _), n in zip(SHARES, counts):
        made = Rows(form, rng, profiles, approved)
        # Entry numbers start at six digits and run over all forms; newest first.
        forms.write_form(os.path.join(out, f"bulk-{date}-{form}-application.csv"), form,
                         (made.line(i, namer(i), 100001 + i, moment(i, rows)) for i in range(at + n - 1, at - 1, -1)))
        at += n
    forms.write_roster(os.path.join(out, f"bulk-{date}-members.csv"), roster(rng, namer, rows))
    forms.write_table(os.path.join(out, "reviews.csv"), ["text_digest", "decision", "text", "by", "on", "note"],
                      [[digest_of(t), "accept", "", "headquarters", date, ""] for t in approved])


def roster(rng, namer, rows):
    """Every applicant, 3 of 100 of them lapsed, and a fifth more members who never applied."""
    for i in range(rows + rows // 5):
        first, last, mail, member, firm = namer(i)
        status, paid = ("Active", "12/31/2026") if rng.random() < 0.97 else ("Lapsed", "12/31/2024")
        yield member, first, last, mail, "", firm, "Regular", status, paid, "04/01/2015", "No", ""
