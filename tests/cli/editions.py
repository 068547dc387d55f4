"""Two years of monthly editions, drawn quarterly, of a programme that changes all the time (editions_world.py), published by the program, read by a stranger
(editions_attack.py), and replayed with another truth behind them: what is private may change as it likes, and the public history stays the same to the
last byte. docs/PRIVACY.md, "Two years of editions", says in words what is proved. Usage: editions.py PROGRAM IO_FAIL SEED SIZE … [rough]
IO_FAIL is the library of io_fail.c, or - for none.
"""
import collections
import dataclasses
import os
import random
import shutil
import subprocess
import sys
import tempfile

from editions_attack import Attack, Problem, check_bytes, git, read_history
from editions_rough import Rough
from editions_world import AREAS, EXPERIENCE, REGIONS, TOPICS, App, history, make_workspace, standing, word, write_month

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
GROUPED = ("area", "experience")


class Workspace:
    def __init__(self, program, folder, seed):
        self.program, self.folder, self.seed, self.at = program, folder, seed, 0

    def copy(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(["cp", "-a", self.folder, folder], check=True)
        other = Workspace(self.program, folder, self.seed)
        other.at = self.at
        return other

    def publish(self, month, cycle=None, **env):
        """Exit code and what was said. The chance of a month is fixed, as is the clock: with them, equal bytes are equal history."""
        cycle = month.cycle if cycle is None else cycle
        write_month(self.folder, month)
        self.at += 1
        run = subprocess.run([self.program, "publish", "--workspace", self.folder, "--as-of", month.day, "--yes"] + (["--cycle", cycle] if cycle else []),
                             env={**os.environ, "MP_TEST_SEED": str(self.seed * 1000 + self.at), "MP_TEST_NOW": "1861920000", **env}, capture_output=True, text=True)
        return run.returncode, run.stdout + run.stderr

    def head(self):
        return git(f"{self.folder}/site/repo.git", "rev-parse", "main").decode().strip() if os.path.exists(f"{self.folder}/site/repo.git") else ""

    def groups(self, commit="main"):
        """What the groups of an edition say. Their IDs are drawn by chance, after those of the profiles."""
        rows = git(f"{self.folder}/site/repo.git", "show", f"{commit}:pool.csv").decode().split("\n")
        return sorted(line.split(",")[4] for line in rows if ",group," in line)


def published(ws, month, **env):
    code, ws.said = ws.publish(month, **env)
    if code != 0:
        raise Problem(f"{month.day}: publish ended with {code}: {ws.said[-400:]}")
    return ws.head()


# --- other truths with the same public side ---------------------------------------------------------------------------------------
def never_with_profile(months):
    return {a.who for m in months for a in m.apps} - {a.who for m in months for a in m.apps if a.consent == "profile"}


def dealt_anew(month, plain, chance):
    """The answers of everybody in the groups go round among them, and what else they wrote is made up afresh: only how many gave which answers stays."""
    people = [p for p in standing(month) if p.listed and p.consent == "group" and p.app.who in plain]
    answers = [(p.app.area, p.app.experience) for p in people]
    chance.shuffle(answers)
    given = {p.app.entry: a for p, a in zip(people, answers)}
    apps = []
    for a in month.apps:
        if a.who in plain:
            area, experience = given.get(a.entry, (chance.choice(AREAS), chance.choice(EXPERIENCE)))
            a = dataclasses.replace(a, area=area, experience=experience, region=chance.choice(REGIONS), offers=chance.choice(TOPICS),
                                    text=f"I like to speak of {word(chance.getrandbits(40), 'other')} with newcomers.", capacity=chance.choice("01"))
        apps.append(a)
    return dataclasses.replace(month, apps=tuple(apps))


def frozen(month, since, plain):
    """A month in which nothing has happened to anybody without a profile since the last drawing."""
    who = {a.entry: a.who for a in month.apps}
    keep = {a.entry: a for a in since.apps}
    apps = [keep.get(a.entry) if a.who in plain else a for a in month.apps]
    return dataclasses.replace(month, apps=tuple(a for a in apps if a), events=tuple(e for e in month.events if who[e[0]] not in plain or e in since.events),
                               merges=tuple(m for m in month.merges if who[m[0]] not in plain or m in since.merges))


def changed(month, entries, **new):
    return dataclasses.replace(month, apps=tuple(dataclasses.replace(a, **new) if a.entry in entries else a for a in month.apps))


def joined_by(month, like, n, consent="group"):
    new = [App(90000 + i, month.day, 100000 + i, word(i, "nfirst").title(), word(i, "nlast").title(), f"{word(i, 'nmail')}@example.org", "", "", "", like.area,
               like.experience, "", "", "1", "", consent) for i in range(n)]
    return dataclasses.replace(month, apps=month.apps + tuple(new))


# --- the checks -------------------------------------------------------------------------------------------------------------------
class Report:
    def __init__(self):
        self.failed = 0

    def check(self, name, function, *args):
        try:
            said = function(*args)
            print(f"ok {name}{f' ({said})' if said else ''}", flush=True)
        except Problem as problem:
            self.failed += 1
            print(f"not ok {name}: {problem}", flush=True)


class Society:
    """One programme: its two years, the workspace after each month, and the replays."""

    def __init__(self, program, folder, seed, size):
        self.program, self.folder, self.seed, self.size = program, folder, seed, size
        self.months, self.heads, self.warned, self.before = history(seed, size), [], [], {}
        self.plain = never_with_profile(self.months)
        self.chance = random.Random(seed + 7)

    def fresh(self, name):
        shutil.rmtree(f"{self.folder}/{name}", ignore_errors=True)
        make_workspace(ROOT, f"{self.folder}/{name}")
        return Workspace(self.program, f"{self.folder}/{name}", self.seed)

    def two_years(self, keep):
        ws = self.fresh("main")
        for i, month in enumerate(self.months):
            if i in keep:
                self.before[i] = ws.copy(f"{self.folder}/before-{i}")
            self.heads.append(published(ws, month))
            self.warned.append("P170" in ws.said)
        self.main = ws

    def attack(self):
        objects, editions = read_history(f"{self.main.folder}/site/repo.git")
        by_commit, attack, shown, told = {e.commit: e for e in editions}, Attack(GROUPED, 5), [], set()
        for month, head, warned in zip(self.months, self.heads, self.warned):
            profiles = attack.edition(month, by_commit[head])
            if attack.thinned != warned:
                raise Problem(f"{month.day}: headquarters {'is' if warned else 'is not'} warned of a group that merges left under k")
            if head not in told:
                shown.append(profiles)
            told.add(head)
        if len(told) != len(editions):
            raise Problem("an edition that no month made")
        check_bytes(objects, editions, self.months, shown)
        return f"{len(editions)} editions, {attack.cards} cards drawn, at least {attack.least} persons behind each, {sum(self.warned)} months with a card that a merge left under k"

    def same_history(self, name, other):
        ws, since = self.fresh(name), None
        for month, head in zip(self.months, self.heads):
            since = month if month.cycle else since
            if published(ws, other(month, since)) != head:
                raise Problem(f"{month.day}: another edition")
        shutil.rmtree(ws.folder)

    def dealt(self):
        self.same_history("dealt", lambda month, since: dealt_anew(month, self.plain, self.chance))

    def still(self):
        self.same_history("still", lambda month, since: month if month.cycle else frozen(month, since, self.plain))

    def replay(self, i, month):
        ws = self.before[i].copy(f"{self.folder}/replay")
        published(ws, month)
        return ws

    def must_be_same(self, i, month, what):
        if self.replay(i, month).head() != self.heads[i]:
            raise Problem(f"{self.months[i].day}: {what} changes a public byte")

    def exact_card(self, month):
        """Somebody never with a profile whose exact answers more than k of the groups gave, by a wide margin: all of them stand behind the exact card."""
        people = [p for p in standing(month) if p.listed and p.consent == "group" and p.app.area and p.app.experience and p.app.who in self.plain]
        much = collections.Counter((p.app.area, p.app.experience) for p in people).most_common(1)
        return [p.app for p in people if much[0][1] > 5 and (p.app.area, p.app.experience) == much[0][0]]

    def no_counts(self):
        done = 0
        for i in self.before:
            alike = self.exact_card(self.months[i]) if self.months[i].cycle and i else []
            if not alike:
                continue
            for n in (1, 2, 9):
                self.must_be_same(i, joined_by(self.months[i], alike[0], n), f"{n} more of the same answers")
            self.must_be_same(i, changed(self.months[i], {alike[0].entry}, consent="no"), "one fewer of the same answers")
            done += 4
        return f"{done} replays" if done else "no card of exact answers with more than k"

    def leavers(self):
        """Who has left a profile since the last drawing: whether they join the groups, leave altogether or are never heard of again shows nowhere in this cycle."""
        done = 0
        for i in self.before:
            if not self.months[i].cycle or i == 0:
                continue
            now, then = standing(self.months[i]), standing(self.months[i - 3])
            had = {a.entry for p in then if p.listed and p.takes and p.consent == "profile" for a in p.apps}
            left = {p.app.entry for p in now if p.listed and p.consent == "group" and any(a.entry in had for a in p.apps)}
            done += len(left)
            self.must_be_same(i, changed(self.months[i], left, consent="no"), "that somebody left a profile for a group")
            new = {p.app.entry for p in now if p.consent == "profile" and p.app.day > self.months[i - 3].day and len(p.apps) == 1}
            ws = self.replay(i, changed(self.months[i], new, consent="no"))
            if ws.groups() != self.main.groups(self.heads[i]):
                raise Problem(f"{self.months[i].day}: new profiles change a group")
        return f"{done} persons between profile and group"

    def nothing_new(self):
        """A month in which only people without a profile did anything, and no page changed, makes no edition."""
        i = 4
        last = self.months[i - 1]
        moved = dataclasses.replace(frozen(self.months[i], last, {a.who for a in self.months[i].apps} - self.plain), note=False)
        head = self.replay(i, dataclasses.replace(last, day=self.months[i].day, cycle="", note=False)).head()
        if self.replay(i, moved).head() != head:
            raise Problem("the groups' people made an edition")


def main(program, io_fail, seed, *sizes):
    report, seed, rough = Report(), int(seed), "rough" in sizes
    with tempfile.TemporaryDirectory() as folder:
        for size in (int(s) for s in sizes if s != "rough"):
            society = Society(program, f"{folder}/{size}", seed, size)
            society.two_years({3, 4, 9, 15} if size < 2000 else {3, 4})
            name = f"{size} without a profile: "
            report.check(name + "nobody under k, nothing to follow, no value beyond the shared facts, in all editions together", society.attack)
            report.check(name + "answers dealt anew in every month leave the whole history as it is", society.dealt)
            report.check(name + "between cycles nothing of people without a profile moves a byte", society.still)
            report.check(name + "one more or fewer behind an exact card moves no byte", society.no_counts)
            report.check(name + "leaving or taking a profile moves no group in the same cycle", society.leavers)
            report.check(name + "a month of theirs alone is no edition", society.nothing_new)
            shutil.rmtree(f"{folder}/{size}")
        if rough:
            society = Society(program, f"{folder}/rough", seed + 3, 60)
            report.check("killed publishes, other rules, old databases: as much", Rough(society.fresh("main"), io_fail, seed + 3, 60).attack)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
