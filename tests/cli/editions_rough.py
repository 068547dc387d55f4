"""Two rough years: publishes killed at any write, rules changed at cycles and between them, old databases put back. What editions_attack.py asks of every
edition holds here too. Used by editions.py.
"""
import copy
import random
import shutil

from editions_attack import Attack, check_bytes, demand, read_history
from editions_world import MONTHS, history, write_policy

USUAL, MORE = ("area", "experience"), ("area", "experience", "region")


class Rough:
    def __init__(self, workspace, io_fail, seed, size):
        self.ws, self.io_fail, self.chance = workspace, io_fail, random.Random(seed)
        self.months, self.heads, self.rules, self.kills, self.moved = history(seed, size), {}, {}, 0, 0
        self.k, self.grouped = 5, USUAL

    def rule(self, k=None, grouped=None):
        self.k, self.grouped = k or self.k, grouped or self.grouped
        write_policy(self.ws.folder, self.k, self.grouped)

    def vocabulary(self, old, new):
        with open(f"{self.ws.folder}/records/vocab/areas.csv", "r+", encoding="utf-8") as areas:
            text = areas.read().replace(old, new)
            areas.seek(0)
            areas.write(text)
            areas.truncate()

    def publish(self, i, tries=0):
        for _ in range(tries):
            self.killed(i)
        code, said = self.ws.publish(self.months[i])
        demand(code == 0, f"{self.months[i].day}: publish ended with {code}: {said[-300:]}")
        self.heads[i] = self.ws.head()

    def killed(self, i):
        """Dies at one of its writes; what it left is for the next run to put right."""
        if self.io_fail == "-":
            return
        count = f"{self.ws.folder}/count"
        self.ws.copy(f"{self.ws.folder}-count").publish(self.months[i], LD_PRELOAD=self.io_fail, IO_FAIL_COUNT=count)
        with open(count, encoding="ascii") as total:
            writes = int(total.read())
        shutil.rmtree(f"{self.ws.folder}-count")
        before, at = self.ws.head(), writes - self.chance.randint(0, writes // 2)
        code, _ = self.ws.publish(self.months[i], LD_PRELOAD=self.io_fail, IO_FAIL="kill", IO_FAIL_AT=str(at))
        self.kills += 1
        if self.ws.head() != before:
            self.moved += 1
            self.heads[i] = self.ws.head()

    def refused(self, i, code_word):
        before = self.ws.head()
        code, said = self.ws.publish(self.months[i])
        demand(code == 1 and code_word in said, f"{self.months[i].day}: {code_word} is not said, but {code}: {said[-300:]}")
        demand(self.ws.head() == before, f"{self.months[i].day}: refused, and still published")

    def backup(self, name):
        shutil.rmtree(f"{self.ws.folder}-{name}", ignore_errors=True)
        shutil.copytree(f"{self.ws.folder}/private", f"{self.ws.folder}-{name}")

    def restore(self, name):
        shutil.rmtree(f"{self.ws.folder}/private")
        shutil.copytree(f"{self.ws.folder}-{name}", f"{self.ws.folder}/private")

    def live(self):
        for i in range(MONTHS):
            self.step(i)
            self.rules[i] = (self.rules[i - 1] if i and not self.months[i].cycle else (self.k, self.grouped))

    def step(self, i):
        if i in (1, 2, 3, 12, 13):
            return self.publish(i, tries=3)
        if i == 5:
            return self.killed(i)              # and nobody tries again before the cycle
        if i in (7, 10):                       # k is raised between cycles: not before the next one; lowered: the pool keeps its own
            self.rule(k=7 if i == 7 else 5)
            if i == 7:
                self.refused(i, "P041")
                self.rule(k=5)
        if i in (9, 12):
            self.rule(k=7 if i == 9 else 5)
        if i == 14:                            # one more field between cycles, then with the cycle
            self.rule(grouped=MORE)
            self.refused(i, "P040")
            self.rule(grouped=USUAL)
        if i == 8:                             # a branch of a vocabulary moves: a card would be read as another
            self.vocabulary(",nonclinical,GLP", ",clinical,GLP")
            self.refused(i, "P171")
            self.vocabulary(",clinical,GLP", ",nonclinical,GLP")
        if i == 15:
            self.rule(grouped=MORE)
        if i == 16:
            self.rule(grouped=USUAL)
            self.refused(i, "P040")
            self.rule(grouped=MORE)
        if i == 18:
            self.backup("old")
            self.rule(grouped=USUAL)
        if i == 19:                            # an old copy of the database, noticed
            self.backup("right")
            self.restore("old")
            self.refused(i, "P060")
            self.restore("right")
        if i == 21:                            # and one that nobody can mend any more
            self.restore("old")
            code, said = self.ws.publish(self.months[i])
            demand(code == 0 and "P061" in said, f"{self.months[i].day}: P061 is not said")
            self.heads[i] = self.ws.head()
            return None
        return self.publish(i)

    def attack(self):
        self.live()
        objects, editions = read_history(f"{self.ws.folder}/site/repo.git")
        by_commit, shown, known, attack = {e.commit: e for e in editions}, [], [], Attack(USUAL, 5)
        demand(set(by_commit) == set(self.heads.values()), "an edition that no month made, or a month without one")
        for i in sorted(self.heads):
            attack.k, attack.fields = self.rules[i]
            if i == 21:                        # who had a profile is remembered as the old copy knew it; IDs are as they ever were
                attack.truth.profiles = known
            shown.append(attack.edition(self.months[i], by_commit[self.heads[i]]))
            if i == 17:
                known = copy.deepcopy(attack.truth.profiles)
        check_bytes(objects, editions, self.months, shown)
        return f"{len(editions)} editions, {self.kills} killed, {self.moved} of them after the branch had moved; at least {attack.least} behind each of {attack.cards} cards"
