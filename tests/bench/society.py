"""The members of the Alder Society: 1,900 invented people, and the three lists the member database exported."""
import random

import forms
import names

CYCLES = ["2026-01-05", "2026-02-02", "2026-03-02"]  # the days of the exports
SIZE = 1900


class Member:
    """One person. `lists` holds what the member database said on each export day; None when it did not know the person."""

    def __init__(self, **values):
        self.__dict__.update(values)

    def name(self):
        return f"{self.first} {self.last}"


class Society:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.members, self.strangers = [], []
        # ISO 9001 stands on many pages, so it is nobody's number.
        self.numbers = self.random.sample([n for n in range(7001, 9999) if n != 9001], SIZE + 40)
        self.taken_names, self.taken_mails = set(), set()
        self.firms = [f"{h} {t}" for h in names.FIRM_HEAD for t in names.FIRM_TAIL]
        self.users = 40

    def pick(self, options):
        return options[self.random.randrange(len(options))]

    def _name(self):
        while True:
            last = self.pick(names.RARE_LAST) if self.random.random() < 0.02 else self.pick(names.LAST)
            found = self.pick(names.FIRST), last
            if found not in self.taken_names:
                return found

    def _mail(self, first, last, employer):
        """Work addresses and private ones; only letters and dots, as mail systems like it."""
        first, last = ("".join(names.tokens(n)) for n in (first, last))
        firm = names.tokens(employer)[0] + ".example.org"
        for mail in ([f"{first}.{last}@{firm}", f"{first[0]}.{last}@{firm}", f"{last}.{first}@example.org"]
                     if self.random.random() < 0.7 else
                     [f"{first}.{last}@example.org",
                      f"{first[0]}{last}@mail.example.org"]) + [f"{first}.{last}{i}@example.org" for i in range(2, 9)]:
            if mail not in self.taken_mails:
                self.taken_mails.add(mail)
                return mail
        raise AssertionError("too many namesakes")

    def person(self, first=None, last=None, employer=None, on_list=True, **values):
        """A new person; on the members' list unless said otherwise."""
        if not first:
            first, last = self._name()
        self.taken_names.add((first, last))
        employer = employer or self.pick(self.firms)
        country, region, phone = self.random.choices(names.COUNTRIES, names.COUNTRY_WEIGHT)[0]
        self.users += self.random.randrange(1, 4)
        member = Member(first=first, last=last, employer=employer, email=values.pop("email", None)
                        or self._mail(first, last, employer),
                        member_no=f"{self.numbers.pop():05d}", country=country, region=region,
                        job=self.pick(names.JOBS),
                        phone=phone.format(a=self.random.randrange(201, 989), n=self.random.randrange(0, 100)),
                        user=str(self.users),
                        type="Regular", status="Active", paid_through="2026-12-31", hold="No", hold_reason="",
                        other_emails="",
                        joined=f"{self.random.randrange(1996, 2025)}-{self.random.randrange(1, 13):02d}-{self.random.randrange(1, 29):02d}",
                        earlier={})
        member.__dict__.update(values)
        (self.members if on_list else self.strangers).append(member)
        return member

    def fill(self):
        """Everybody who never applied for anything, until the society has its size."""
        while len(self.members) < SIZE:
            kind = self.random.random()
            if kind < 0.04:
                self.person(status="Lapsed", paid_through="2025-12-31")
            elif kind < 0.07:
                self.person(type="Life", paid_through="")
            elif kind < 0.075:
                self.person(type="Honorary", paid_through="")
            elif kind < 0.11:
                self.person(type="Student")
            elif kind < 0.115:
                self.person(hold="Yes", hold_reason="Address returned as undeliverable")
            elif kind < 0.15:
                # Late payers: on the January list they are still paid through the old year.
                self.person(earlier={CYCLES[0]: {"paid_through": "2025-12-31"}})
            elif kind < 0.16:
                self.person(earlier={CYCLES[0]: None}, joined=f"2026-01-{self.random.randrange(6, 29):02d}")
            elif kind < 0.165:
                self.person(earlier={CYCLES[0]: None, CYCLES[1]: None},
                            joined=f"2026-02-{self.random.randrange(3, 27):02d}")
            elif kind < 0.18:
                self.person(earlier={CYCLES[0]: {"employer": self.pick(self.firms)}})
            else:
                self.person(paid_through=self.pick(["2026-06-30", "2026-12-31", "2026-12-31", "2026-12-31",
                                                    "2027-12-31"]))

    def roster(self, day):
        """The list of that day, in order of member number. What a list said earlier holds for that day alone."""
        rows = []
        for member in sorted(self.members, key=lambda m: m.member_no):
            said = member.earlier.get(day, {})
            if said is None:
                continue
            value = lambda key: said.get(key, getattr(member, key))
            rows.append([forms.us_date(value(key)) if key in ("paid_through", "joined") else value(key) for key,
                         _ in forms.ROSTER])
        return rows
