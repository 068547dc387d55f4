"""Random sequences of what may happen to a workspace: publishes of a changing programme (editions_world.py), withdrawals, erasures, rollbacks, kills, a damaged
site folder, damaged caches, edits, dry runs. After each step the workspace is whole: see Sequence.whole. docs/PUBLISHING.md says what is promised.

Usage: sequences.py PROGRAM IO_FAIL [--n 12] [--seed 1] [--say] [--keep]
The sequence of seed S is `--n 1 --seed S`. IO_FAIL is the library of io_fail.c, or - for no kills. --say tells every sequence, with the exit codes of its runs.
"""
import argparse
import concurrent.futures
import dataclasses
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from editions_attack import Problem, demand, read_history  # noqa: E402
from editions_world import Programme, day_of, make_workspace, standing, write_month  # noqa: E402
from sweep import ROOT, Workspace, run  # noqa: E402

WORD = re.compile(rb"speak of ([a-z]{12}) with")


def word_of(app):
    return app.text.split()[5]


def contents(folder):
    """{path: digest} of private/ and site/."""
    out = {}
    for top in ("private", "site"):
        for base, _, names in os.walk(f"{folder}/{top}"):
            for name in names:
                path = os.path.join(base, name)
                with open(path, "rb") as file:
                    out[path] = os.readlink(path) if os.path.islink(path) else hashlib.sha256(file.read()).hexdigest()
    return out


class Sequence:
    def __init__(self, program, io_fail, seed, folder):
        self.ws, self.io_fail, self.chance = Workspace(program, folder), io_fail, random.Random(seed)
        self.programme, self.month, self.runs, self.steps = Programme(seed, self.chance.randint(14, 24)), 0, seed * 1000, []
        self.ghosts, self.gone_words, self.gone_ids, self.editions, self.owner = [], set(), set(), 0, {}
        self.seen_ids, self.stepped = {}, True
        make_workspace(ROOT, folder)
        self.write()

    # --- the program ------------------------------------------------------------------------------------------------------------
    def now(self):
        return self.programme.now

    def write(self):
        """The records of the month as headquarters would export them; somebody erased may still stand in the form tool."""
        p = self.programme
        p.now = p.month(self.month) if self.stepped else self.frozen()
        self.stepped = False
        write_month(self.ws.folder, dataclasses.replace(p.now, apps=tuple(sorted(p.now.apps + tuple(self.ghosts), key=lambda a: a.entry)), note=False))
        with open(f"{self.ws.folder}/records/status_events.csv", "r+", encoding="utf-8") as events:   # with all columns, as `withdraw` adds to it
            rows = events.read().splitlines()[1:]
            events.seek(0)
            events.write("event_id,form,form_entry_no,date,event,until,reason_code,note,requested_by,recorded_by,recorded_at\n")
            events.write("".join(f"{row},,,,,\n" for row in rows))
            events.truncate()
        for app in p.now.apps:
            self.owner[word_of(app)] = app.who

    def frozen(self):
        p = self.programme
        return dataclasses.replace(p.now, apps=tuple(p.apps[e] for e in sorted(p.apps)), events=tuple(p.events), merges=tuple(p.merges))

    def call(self, command, *args, **env):
        self.runs += 1
        code, said = run(self.ws.program, command, *args, "--workspace", self.ws.folder, "--as-of", day_of(self.month),
                         **{"MP_TEST_SEED": str(self.runs), **env})
        self.steps[-1] += f" -> {code}"
        return code, said

    def must(self, command, *args):
        code, said = self.call(command, *args)
        demand(code == 0, f"{command} ends with {code}: {said.strip()[-600:]}")
        return said

    def publish(self, *args):
        said = self.must("publish", "--yes", *args)
        self.count("Published edition" in said)

    def count(self, published):
        self.editions += bool(published)

    def commits(self):
        return int(self.ws.git("rev-list", "--count", "main", "--")[1] or 0) if self.ws.head() else 0

    # --- steps ------------------------------------------------------------------------------------------------------------------
    def do_publish(self):
        cycle = self.programme.now.cycle or self.chance.choice(["", day_of(self.month)[:7]])
        self.publish(*(["--cycle", cycle] if cycle else []))

    def do_next_month(self):
        self.month, self.stepped = self.month + 1, True
        self.write()
        self.do_publish()

    def listed(self):
        return [p for p in standing(self.now()) if p.listed]

    def do_withdraw(self):
        people = self.listed()
        if people:
            who = self.chance.choice(people)
            self.must("withdraw", "mentor", str(who.app.entry), "--yes")
            self.programme.events.append((who.app.entry, day_of(self.month), "withdraw", ""))
            self.programme.gone |= {a.who for a in who.apps}
            self.write()
            self.publish()

    def do_erase(self):
        people = standing(self.now())
        if len(people) < 8:
            return
        person, keep = self.chance.choice(people), self.chance.random() < 0.5
        entries, pool = {a.entry for a in person.apps}, self.ids_of(person)
        before = self.commits()
        if self.chance.random() < 0.3:
            at = self.chance.randint(1, 250)
            self.killed("erase", "mentor", str(person.app.entry), "--yes", at=at)
            code, said = self.call("erase", "mentor", str(person.app.entry), "--yes")
            demand(code == 0 or (code == 1 and "R092" in said), f"erase again ends with {code}: {said.strip()[-600:]}")
            if code:
                self.publish()
        else:
            self.must("erase", "mentor", str(person.app.entry), "--yes", *([] if keep else ["--exports"]))
        demand(self.commits() == self.editions >= before, "erase changes the number of editions")
        self.forget(person, entries)
        if keep:
            self.ghosts += person.apps
        self.gone_words |= {word_of(a) for a in person.apps}
        self.gone_ids |= pool
        self.write()

    def ids_of(self, person):
        words, out = {word_of(a).encode() for a in person.apps}, set()
        if self.commits():
            for edition in read_history(self.ws.repo)[1]:
                out |= {row["entry_id"].encode() for row in edition.pool if row["kind"] == "profile" and set(WORD.findall(row["text"].encode())) & words}
        return out

    def forget(self, person, entries):
        p = self.programme
        for entry in entries:
            p.apps.pop(entry, None)
        for who in {a.who for a in person.apps}:
            rest = [a.entry for a in p.apps.values() if a.who == who]
            p.newest.pop(who, None)
            if rest:
                p.newest[who] = max(rest)
        p.events = [e for e in p.events if e[0] not in entries]
        p.merges = [m for m in p.merges if not set(m) & entries]
        p.pending = [x for x in p.pending if not set(x[:2]) & entries]

    def do_rollback(self):
        if self.editions < 2:
            return
        code, said = self.call("rollback", str(self.chance.randint(1, self.editions - 1)), "--yes", *self.chance.choice([[], ["--files"]]))
        demand(code == 0, f"rollback ends with {code}: {said.strip()[-600:]}")
        self.count("Published edition" in said)

    def killed(self, command, *args, at=None):
        if self.io_fail == "-":
            return
        mode = self.chance.choice(["kill", "torn", "eio", "enospc"])
        self.call(command, *args, LD_PRELOAD=self.io_fail, IO_FAIL=mode, IO_FAIL_AT=str(at or self.chance.randint(1, 520)))
        self.steps[-1] += f" ({mode})"

    def do_kill(self):
        if self.chance.random() < 0.6:
            self.month, self.stepped = self.month + 1, True
            self.write()
        elif self.chance.random() < 0.7:
            self.edit()
        cycle = ["--cycle", day_of(self.month)[:7]] if self.month % 3 == 0 else []
        for _ in range(self.chance.randint(1, 2)):
            self.killed("publish", "--yes", *cycle)
        made = self.commits() - self.editions
        demand(made in (0, 1, 2), f"{made} editions of killed runs")
        self.editions += made
        self.publish(*cycle)

    def edit(self):
        page = f"{self.ws.folder}/content/pages/{self.chance.choice(['contact', 'pause', 'committee'])}.md"
        with open(page, "a", encoding="utf-8") as file:
            file.write(f"\nSentence {self.chance.randrange(10**6)} names nobody.\n")

    def do_edit(self):
        self.edit()
        self.publish()

    def do_damage_site(self):
        """What is missing is made again by the next run, whatever it publishes; what was changed by hand is told by verify and mended by the next edition."""
        site, how = f"{self.ws.folder}/site", self.chance.choice(["link", "generations", "all", "marker", "file", "page", "same size"])
        self.steps[-1] += f" ({how})"
        shown = os.path.realpath(f"{site}/public")
        if not self.editions:
            return
        if how in ("link", "all"):
            os.remove(f"{site}/public")
        if how in ("generations", "all"):
            shutil.rmtree(f"{site}/generations")
        if how == "marker":
            os.remove(f"{shown}.ok")
        page = self.chance.choice(sorted(os.path.join(d, f) for d, _, files in os.walk(shown) for f in files) or [""])
        if how == "file":
            os.remove(page)
        if how in ("page", "same size"):
            with open(page, "r+b") as file:
                data = file.read()
                file.seek(0)
                file.write(bytes([data[0] ^ 1]) + data[1:] if how == "same size" and data else b"changed by hand")
                file.truncate()
        self.steps[-1] += f" {os.path.relpath(page, shown)}" if how in ("file", "page", "same size") else ""
        code, said = self.call("verify")
        demand(code != 0 or how == "marker", f"verify sees nothing of a damaged site folder ({how})")
        if how in ("file", "page", "same size"):
            self.edit()
        self.publish()

    def do_damage_cache(self):
        private = f"{self.ws.folder}/private"
        name = self.chance.choice(["cleared-pages", "last-inputs", "last-records", "gate-values", "last-pools", "rendered-pages", "entry-ids.csv"])
        path, how = f"{private}/{name}", self.chance.choice(["delete", "truncate", "overwrite", "old", "all"])
        self.steps[-1] += f" ({name}, {how})"
        if how == "all":
            shutil.rmtree(f"{private}/reports", ignore_errors=True)
            for each in ("cleared-pages", "last-inputs", "last-records", "gate-values", "last-pools", "rendered-pages", "entry-ids.csv"):
                if os.path.exists(f"{private}/{each}"):
                    os.remove(f"{private}/{each}")
        elif os.path.exists(path):
            with open(path, "rb") as file:
                data = file.read()
            if how == "old":
                self.edit()
                self.publish()
            if how == "delete":
                os.remove(path)
            else:
                with open(path, "wb") as file:
                    file.write(data if how == "old" else data[:len(data) // 2] if how == "truncate" else self.chance.randbytes(len(data)))
        if self.chance.random() < 0.5:
            self.edit()
        self.publish()

    def do_dry_run(self):
        if self.chance.random() < 0.5:
            self.edit()
        before = contents(self.ws.folder)
        self.must("publish", "--dry-run")
        demand(before == contents(self.ws.folder), "a dry run changes something")

    # --- what holds after each ------------------------------------------------------------------------------------------------------
    def whole(self):
        self.must("verify")
        if not self.commits():
            return
        problem = self.ws.unsound()
        demand(not problem, problem)
        demand(self.ws.shown() == self.ws.committed(), "the site folder is not that of the newest commit")
        objects, editions = read_history(self.ws.repo)
        demand([e.number for e in editions] == list(range(1, self.editions + 1)), f"editions {[e.number for e in editions]}, and {self.editions} were published")
        history = json.loads(self.must("history", "--json"))
        demand(len(history) == self.editions, f"history tells {len(history)} of {self.editions} editions")
        demand(len(self.ws.git("tag")[1].split()) == self.editions, "not a tag for each edition")
        everything = b"\n".join(o.data for o in objects.values() if o.kind != "tree")
        said = set(WORD.findall(everything))
        demand(not said & {w.encode() for w in self.gone_words}, "the text of somebody erased is in an object")
        demand(not any(i in everything for i in self.gone_ids), "the Entry ID of somebody erased is in an object")
        self.nobody_who_left(editions[-1])
        for edition in editions:
            self.ids(edition)

    def nobody_who_left(self, edition):
        left = {word_of(a) for p in standing(self.now()) if not p.listed or p.left for a in p.apps} | self.gone_words
        shown = {w.decode() for row in edition.pool for w in WORD.findall(row["text"].encode())}
        if edition.day == day_of(self.month) and not self.unpublished():
            demand(not shown & left, "somebody who left is in the site")

    def unpublished(self):
        """An erasure makes no edition of the records of this month."""
        return self.steps[-1].startswith(("erase", "dry"))

    def ids(self, edition):
        rows = [row for row in edition.pool if row["kind"] in ("profile", "group")]
        demand(len({row["entry_id"] for row in rows}) == len(rows), f"edition {edition.number}: an Entry ID twice")
        for row in rows:
            words = WORD.findall(row["text"].encode())
            who = self.owner.get(words[0].decode(), words[0]) if words else row["code"] if row["kind"] == "group" else None
            if who is not None:
                had = self.seen_ids.setdefault(row["entry_id"], who)
                demand(had == who, f"edition {edition.number}: the Entry ID {row['entry_id']} is of {who} and was of {had}")

    def statement(self):
        """At a drawing, as what a group's card says of somebody is then from the records of now."""
        self.steps.append("cycle")
        self.publish("--cycle", day_of(self.month)[:7])
        self.whole()
        code, said = run(sys.executable, f"{ROOT}/tests/verify_statement.py", self.ws.repo, "--private", f"{self.ws.folder}/private/mentorpress.db")
        demand(code == 0, "verify_statement: " + "; ".join(line for line in said.splitlines() if line.startswith("WRONG"))[:600])

    def live(self):
        names = [("next_month", 5), ("withdraw", 3), ("erase", 3), ("rollback", 3), ("kill", 5), ("damage_site", 2), ("damage_cache", 2), ("edit", 2), ("dry_run", 1)]
        steps = ["publish"] + self.chance.choices([n for n, _ in names], [w for _, w in names], k=self.chance.randint(3, 9))
        for step in steps:
            self.steps.append(step)
            getattr(self, "do_" + step)()
            self.whole()
        self.statement()


def one(program, io_fail, seed, keep):
    folder = tempfile.mkdtemp(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    sequence = None
    try:
        sequence = Sequence(program, io_fail, seed, f"{folder}/w")
        sequence.live()
        return seed, sequence.steps, ""
    except Problem as problem:
        return seed, sequence.steps, str(problem)
    except Exception as problem:  # noqa: BLE001, a fault of the test is told with its seed
        return seed, sequence.steps if sequence else [], f"the test itself: {type(problem).__name__} {problem}"
    finally:
        if keep:
            print(folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("io_fail")
    parser.add_argument("--n", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--say", action="store_true")
    parser.add_argument("--keep", action="store_true")
    args = parser.parse_args()
    args.program, args.io_fail = os.path.abspath(args.program), args.io_fail if args.io_fail == "-" else os.path.abspath(args.io_fail)
    failed = steps = 0
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(one, args.program, args.io_fail, args.seed + i, args.keep) for i in range(args.n)]
        for i, job in enumerate(concurrent.futures.as_completed(jobs), 1):
            seed, done, problem = job.result()
            steps += len(done)
            if problem:
                failed += 1
                print(f"not ok sequence {seed} (make sequences N=1 SEED={seed}): {problem}\n    after {'; '.join(done)}", flush=True)
            elif args.say:
                print(f"  {seed}: {'; '.join(done)}", flush=True)
            if i % 50 == 0:
                print(f"  {i} of {args.n}", flush=True)
    if not failed:
        print(f"ok {args.n} random sequences from seed {args.seed}, {steps} steps")
    print(f"{args.n} sequences, {failed} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
