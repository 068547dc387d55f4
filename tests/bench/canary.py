"""Sixty records whose every private value is told from every other value anywhere: whichever turns up in a publish has leaked.
(Private answers that are a choice, a yes or no or a small number cannot be told apart; they hold ordinary ones.)

Some values are short (three letters) and many look like words, because a search that only finds odd long strings proves
little. DIR/canaries.txt lists them, one a line: the value, a tab, and where it stands. A value that consists of several
words is listed whole and, where a part alone would tell, by that part.
"""
import itertools
import os
import re

import forms
import names
from sample import digest_of

FORMS = [("mentor", 32), ("peer", 16), ("mentee", 12)]
# Like words, but of no language that the site is written in; short() has the three-letter ones.
ONSET = ["br", "cl", "dw", "fl", "gr", "kn", "pl", "qu", "sk", "sn", "spr", "thr", "tw", "v", "wh", "y", "z", "j"]
NUCLEUS = ["u", "oa", "ea", "ou", "y", "oi", "au"]
CODA = ["mb", "lph", "rft", "nk", "zzle", "ggle", "mber", "ndle", "rth", "sp", "xter", "ckle", "dge", "vel"]


def site_text():
    """Everything the pages are made of, folded: no canary may be a part of it."""
    found = []
    for top in ("content", "site-templates", "generator/site", "records/vocab", "mentorpress.yml"):
        path = os.path.join(forms.ROOT, top)
        files = [path] if os.path.isfile(path) else [os.path.join(d, f) for d, _, fs in os.walk(path) for f in fs]
        for name in files:
            with open(name, encoding="utf-8", errors="replace") as text:
                found.append(names.fold(text.read()))
    return "\n".join(found)


class Canaries:
    def __init__(self):
        text = site_text()
        self.taken = set(names.tokens(text))
        self.words = iter(sorted((o + n + c for o, n, c in itertools.product(ONSET, NUCLEUS, CODA)),
                                 key=lambda w: (len(w), digest_of(w))))
        # With a vowel, so that no Entry ID equals one, and a letter that no hexadecimal number has.
        self.shorts = iter(sorted((a + b + c for a, b, c in itertools.product("jkqvwxz", "aeiou", "jkqvxz")),
                                  key=digest_of))
        self.numbers = itertools.count(7000001, 7)
        self.days = (f"20{year:02d}-{month:02d}-{day:02d}" for year in itertools.count(33) for month in range(1, 13)
                     for day in range(1, 29, 3))
        self.past = (f"19{year}-{month:02d}-{day:02d}" for year in range(61, 99) for month in range(1, 13)
                     for day in (4, 17))
        # Nobody can have applied before 2000 or after the export.
        self.sent = (day for day in (f"20{year:02d}-{month:02d}-{day:02d}" for year in range(1, 19) for month in range(1, 13)
                                     for day in (4, 17)) if day not in text)
        self.found = []

    def _next(self, source):
        return next(w for w in source if w not in self.taken)

    def note(self, where, *values):
        self.found += [(value, where) for value in values]
        return values[0]

    def word(self, where):
        return self.note(where, self._next(self.words).capitalize())

    def short(self, where):
        return self.note(where, self._next(self.shorts).capitalize())

    def number(self, where):
        return self.note(where, str(next(self.numbers)))

    def day(self, where):
        return self.note(where, next(self.days))

    def sentence(self, where):
        word = self._next(self.words)
        return self.note(where, f"Nobody must ever read {word} on a page.", word)


def application(made, form, i):
    """Every column that is not shown to anybody holds a canary; what is shown comes from the vocabularies."""
    has = {column[0] for column in forms.COLUMNS[form]}
    where = lambda key: f"{form} {i + 1}: {key}"
    name = made.short if i % 4 == 0 else made.word
    first, last = name(where("first name")), (made.short if i % 4 == 1 else made.word)(where("surname"))
    values = {"first": first, "last": last, "certificate": f"{made.word(where('certificate name'))} {last}",
              "email": made.note(where("e-mail"), f"{made.word(where('e-mail')).lower()}.{last.lower()}@example.org"),
              "phone": made.note(where("phone"), f"+1 402 {next(made.numbers)}"),
              "member_no": made.number(where("member number")),
              "employer": (made.short if i % 4 == 2 else made.word)(where("employer")) + ("" if i % 2
                                                                                          else " " + made.word(where("employer"))),
              "job": made.word(where("job title")), "country": made.word(where("country")),
              "cv": made.note(where("file"), f"{made.word(where('file')).lower()}.pdf"),
              "note": (made.short if i % 4 == 3 else made.sentence)(where("note")),
              "do_not_match": made.word(where("do not match")), "user": made.number(where("user id")),
              "entry": made.number(where("entry number")),
              "transaction": made.word(where("transaction")), "amount": made.number(where("amount")),
              "paid": made.day(where("payment date")),
              "payment": made.word(where("payment status")), "post": made.number(where("post id")),
              "agent": made.word(where("user agent")),
              "ip": made.note(where("address"),
                              f"203.0.113.{i + (100 if form == 'peer' else 150 if form == 'mentee' else 1)}"),
              "test": made.word(where("test entry")), "submitted": next(made.sent) + " 03:17:52"}
    made.note(where("entry date"), values["submitted"][:10])
    if "goals" in has:
        values["goals"] = made.sentence(where("goals"))
        values.update({f"pref_{n}": made.number(where(f"preference {n}")) for n in (1, 2, 3)})
    if "available_from" in has:
        values["available_from"] = made.note(where("available from"), next(made.past))
        values["available_until"] = made.day(where("available until"))
    if "listing" not in has:
        return values
    # Three in eight have a profile: with an approved text, with one that waits, and with one that is held.
    values["listing"] = forms.PROFILE if i % 8 < 3 else forms.GROUP
    values["profile"] = ("I audit and I listen. " + "I bring examples. " * (i // 8 + 1)).strip() if i % 8 == 0 else made.sentence(where("profile text"))
    return values


def shown(form, i):
    """Public facts, the same for many."""
    areas = ["GLP (nonclinical laboratory studies)", "GCP (clinical trials)", "Computerized systems validation"]
    return {"area": areas[i % 3], "years": "12" if i % 2 else "25", "region": "Europe",
            "sectors": {forms.SECTORS[i % 5]},
            "credentials": {forms.CREDENTIALS[i % 4]}, "languages": {"English"}, "channels": {forms.CHANNELS[i % 3]},
            "meeting": forms.MEETING[i % 4],
            "offers": {forms.TOPICS[i % 16]}, "refuses": set(), "needs": {forms.TOPICS[(i + 5) % 16]},
            "primary": forms.TOPICS[(i + 5) % 16],
            "capacity": "2", "alternative": "Yes", "reapplicant": "No", "ethics": "Checked",
            "ethics_text": forms.ETHICS_TEXT,
            "ethics_description": forms.ETHICS_DESCRIPTION, "source": forms.SOURCE[form], "staff": ""}


def member(made, values, where):
    joined, paid = next(made.past), next(made.days)
    made.note(where + "joined", joined, forms.us_date(joined))
    made.note(where + "paid through", paid, forms.us_date(paid))
    other = made.note(where + "other e-mail", made.word(where + "other e-mail").lower() + "@example.org")
    return [values["member_no"], values["first"], values["last"], values["email"], other, values["employer"],
            made.word(where + "member type"),
            "Active", forms.us_date(paid), forms.us_date(joined), "No", made.sentence(where + "hold reason")]


def write(out, date):
    os.makedirs(out, exist_ok=True)
    made, roster, reviews = Canaries(), [], []
    for form, n in FORMS:
        entries = [dict(shown(form, i), **application(made, form, i)) for i in range(n)]
        roster += [member(made, values, f"member of {form} {i + 1}: ") for i, values in enumerate(entries)]
        for i, values in enumerate(entries):
            if form != "mentee" and i % 8 in (0, 2):
                reviews.append([digest_of(values["profile"]), "accept" if i % 8 == 0 else "hold", "", "headquarters",
                                date, ""])
        entries.sort(key=lambda v: v["submitted"], reverse=True)
        forms.write_form(os.path.join(out, f"canary-{date}-{form}-application.csv"), form,
                         [forms.row(form, v) for v in entries])
    forms.write_roster(os.path.join(out, f"canary-{date}-members.csv"), sorted(roster))
    forms.write_table(os.path.join(out, "reviews.csv"), ["text_digest", "decision", "text", "by", "on", "note"],
                      sorted(map(list, {tuple(r) for r in reviews})))
    values = [value for value, _ in made.found]
    assert len(values) == len(set(map(names.fold, values))), "a canary stands twice"
    assert sum(len(v) == 3 for v in values) >= 12 and not any(re.search(r"[\t\n]", v) for v in values)
    written = names.fold("".join(open(os.path.join(out, name), encoding="utf-8").read() for name in os.listdir(out)
                                 if name.startswith("canary-")))
    assert all(names.fold(value) in written or forms.us_date(value) in written
               for value in values), "a canary stands in no file"
    with open(os.path.join(out, "canaries.txt"), "w", encoding="utf-8") as text:
        text.writelines(f"{value}\t{where}\n" for value, where in made.found)
