"""Disturbs a publish of 200 applications, which is the second edition of its site, at every call that writes (io_fail.c), and cuts the power there
(power_cut.py). The old or the new edition stands, a plain run after it puts repository, site folder and private database in line without help, and exit 0
means that the edition is there. Ends with "N points, M faults"; docs/PUBLISHING.md says what is promised.

Usage: sweep.py PROGRAM IO_FAIL [--points N] [--seed S] [--modes kill,torn,eio,enospc,cut] [--only MODE:AT[:VARIANT]] [--keep FOLDER]
--points: a seeded sample of about as many, over all modes and always with the last calls, where the branch moves.
"""
import argparse
import concurrent.futures
import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import power_cut  # noqa: E402

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
MODES = ("kill", "torn", "eio", "enospc", "cut")
FIRST, SECOND = ("2026-02", "2026-03-03"), ("2026-03", "2026-03-13")
ENTRY_ID = re.compile(rb"\b[0-9A-Z]{3}-[0-9A-Z]{4}\b")
DIGEST = re.compile(rb"\b[0-9a-f]{12,64}\b")   # of the pool, in the stamp of every page
LAST = 12   # calls and states at the end that every sample has


def run(*args, **env):
    done = subprocess.run(args, env={**os.environ, "MP_TEST_SEED": "1", "MP_TEST_NOW": "1861920000", **env}, capture_output=True, text=True, errors="replace", timeout=300, check=False)
    return done.returncode, done.stdout + done.stderr


class Workspace:
    def __init__(self, program, folder):
        self.program, self.folder, self.repo = program, folder, f"{folder}/site/repo.git"

    def publish(self, cycle_and_day=SECOND, **env):
        cycle, day = cycle_and_day
        return run(self.program, "publish", "--workspace", self.folder, "--cycle", cycle, "--as-of", day, "--yes", "--threads", "1", **env)

    def git(self, *args):
        return run("git", "-C", self.repo, *args)

    def head(self):
        return self.git("rev-parse", "--verify", "-q", "main^{commit}")[1].strip()

    def shown(self):
        """A digest of what a web server would serve."""
        sha, base = hashlib.sha256(), os.path.realpath(f"{self.folder}/site/public")
        for path in sorted(os.path.join(d, f) for d, _, files in os.walk(base) for f in files):
            with open(path, "rb") as file:
                sha.update(f"{os.path.relpath(path, base)} {hashlib.sha256(file.read()).hexdigest()}\n".encode())
        return sha.hexdigest()

    def files(self):
        """(path, bytes) of what the newest commit holds."""
        listing = subprocess.run(["git", "-C", self.repo, "ls-tree", "-r", "-z", "main"], capture_output=True, check=True).stdout.decode().split("\0")
        named = [(line.split("\t")[1], line.split()[2]) for line in listing if line]
        out = subprocess.run(["git", "-C", self.repo, "cat-file", "--batch"], input="".join(f"{i}\n" for _, i in named).encode(), capture_output=True, check=True).stdout
        at = 0
        for path, _ in named:
            end = out.index(b"\n", at)
            size = int(out[at:end].split()[2])
            yield path, out[end + 1:end + 1 + size]
            at = end + size + 2

    def committed(self):
        """`shown` of the commit itself."""
        sha = hashlib.sha256()
        for path, data in sorted(self.files()):
            sha.update(f"{path} {hashlib.sha256(data).hexdigest()}\n".encode())
        return sha.hexdigest()

    def said(self):
        """The edition apart from Entry IDs. Those that were drawn and never published are given up by the next run, which draws others (docs/PUBLISHING.md)."""
        files = dict(self.files())
        rows = [line.split(b",", 2) for line in files["pool.csv"].split(b"\n") if line.count(b",") > 2]
        plain = sorted((path, DIGEST.sub(b"", data)) for path, data in files.items() if not ENTRY_ID.search(data) and path not in ("edition.json", "edition.html"))
        return sorted(files), sorted((row[0], row[2]) for row in rows), plain

    def unsound(self, *more):
        """What git says of the repository, "" when nothing."""
        code, said = self.git("fsck", "--full", "--strict", "--no-progress", *more)
        if code or said.strip():
            return f"git fsck: {said.strip()[:200]}"
        packs = f"{self.repo}/objects/pack"
        for pack in sorted(p for p in os.listdir(packs) if p.endswith(".pack")):
            code, said = self.git("index-pack", "--strict", "-o", f"{self.folder}/check.idx", f"{packs}/{pack}")
            if os.path.exists(f"{self.folder}/check.idx"):
                os.remove(f"{self.folder}/check.idx")
            if code:
                return f"git index-pack: {said.strip()[:200]}"
        return ""


def lines_of(path, keep):
    with open(path, "r+", encoding="utf-8") as file:
        lines = file.readlines()
        file.seek(0)
        file.writelines(keep(lines))
        file.truncate()


def make_base(program, folder):
    """A site with one edition, and in the workspace what makes the second: arrivals, somebody who left, another page."""
    os.makedirs(f"{folder}/records/exports")
    for name in ("content", "site-templates", "records/mappings", "records/vocab"):
        shutil.copytree(f"{ROOT}/{name}", f"{folder}/{name}")
    for name in ("mentorpress.yml", "records/policy.yml", "records/accepted_words.csv", "records/status_events.csv"):
        shutil.copy(f"{ROOT}/{name}", f"{folder}/{name}")
    lines_of(f"{folder}/records/status_events.csv", lambda lines: lines[:1])
    with tempfile.TemporaryDirectory() as made:
        run(sys.executable, f"{ROOT}/tests/bench/generate.py", "--rows", "200", "--out", made, "--date", "2026-03-02")
        exports = sorted(n for n in os.listdir(made) if n.startswith("bulk-"))
        for name in exports:
            shutil.copy(f"{made}/{name}", f"{folder}/records/exports/{name}")
            if name.endswith("-application.csv"):
                lines_of(f"{folder}/records/exports/{name}", lambda lines: lines[:-len(lines) // 8])
        shutil.copy(f"{made}/reviews.csv", f"{folder}/records/reviews.csv")
        base = Workspace(program, folder)
        code, said = base.publish(FIRST)
        if code:
            sys.exit(f"the first edition: {said}")
        for name in exports:
            shutil.copy(f"{made}/{name}", f"{folder}/records/exports/{name}")
            if name.endswith("mentor-application.csv"):
                lines_of(f"{folder}/records/exports/{name}", lambda lines: lines[:3] + lines[4:])
    with open(f"{folder}/content/pages/pause.md", "a", encoding="utf-8") as page:
        page.write("\nOne more sentence that names nobody.\n")
    return base


class Sweep:
    def __init__(self, args):
        args.program, args.io_fail = os.path.abspath(args.program), os.path.abspath(args.io_fail)
        self.args, self.folder = args, args.keep or tempfile.mkdtemp(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
        self.base = make_base(args.program, f"{self.folder}/base")
        self.old, self.old_shown = self.base.head(), self.base.shown()
        whole = self.copy("whole")
        self.tell(whole.publish(LD_PRELOAD=args.io_fail, IO_FAIL_COUNT=f"{self.folder}/calls"))
        self.new, self.new_shown, self.tree = whole.head(), whole.shown(), whole.git("rev-parse", "main^{tree}")[1]
        self.said = whole.said()
        with open(f"{self.folder}/calls", encoding="ascii") as file:
            self.calls = int(file.read())
        self.states, self.nevents = {}, 0

    @staticmethod
    def tell(outcome):
        if outcome[0]:
            sys.exit(f"the undisturbed run ended with {outcome[0]}: {outcome[1]}")

    def copy(self, name):
        subprocess.run(["cp", "-a", "--reflink=auto", f"{self.folder}/base", f"{self.folder}/{name}"], check=True)
        return Workspace(self.args.program, f"{self.folder}/{name}")

    def record(self):
        """All states of the disk that differ, of all cuts."""
        ws = self.copy("recorded")
        disk, seen = power_cut.Disk(ws.folder), set()
        self.tell(ws.publish(LD_PRELOAD=self.args.io_fail, IO_RECORD=f"{self.folder}/record", IO_RECORD_BELOW=ws.folder))
        self.nevents = sum(1 for _ in power_cut.events(f"{self.folder}/record"))
        for n, event in enumerate(power_cut.events(f"{self.folder}/record"), 1):
            disk.step(*event)
            for v, (what, state) in enumerate(power_cut.variants(disk, random.Random(self.args.seed * 100000 + n))):
                digest = power_cut.digest(state)
                if digest not in seen or n == self.nevents:
                    self.states[n, v] = (what, event[0], state)
                seen.add(digest)

    def points(self):
        modes = self.args.modes.split(",")
        if self.args.only:
            mode, *at = self.args.only.split(":")
            modes, self.args.points = [mode], 0
        if "cut" in modes:
            self.record()
        every = {m: [(m, n) for n in range(1, self.calls + 1)] if m != "cut" else [("cut", *at) for at in sorted(self.states)] for m in modes}
        if self.args.only:
            return [p for p in every[mode] if [str(x) for x in p[1:len(at) + 1]] == at]
        if not self.args.points:   # in any order, so that a part of it is a sample
            return random.Random(self.args.seed).sample([p for m in modes for p in every[m]], sum(len(every[m]) for m in modes))
        chance, share, out = random.Random(self.args.seed), self.args.points // len(modes), []
        for m in modes:
            n = min(LAST, share // 2)
            tail, rest = every[m][-LAST:], every[m][:-LAST]
            out += sorted(chance.sample(tail, min(n, len(tail))) + chance.sample(rest, min(share - n, len(rest))))
        return out

    def disturb(self, point, name):
        """The workspace after it, the exit code, and what else is known: must the new edition be there?"""
        if point[0] == "cut":
            power_cut.lay_out(self.states[point[1:]][2], f"{self.folder}/{name}")
            return Workspace(self.args.program, f"{self.folder}/{name}"), None, point[1] == self.nevents
        ws = self.copy(name)
        code, said = ws.publish(LD_PRELOAD=self.args.io_fail, IO_FAIL=point[0], IO_FAIL_AT=str(point[1]))
        return ws, (code, said), code == 0

    def faults(self, point, name):
        ws, outcome, must = self.disturb(point, name)
        head = ws.head()
        if head not in (self.old, self.new):
            yield f"neither the old nor the new edition, but \"{head[:80]}\""
        if must and head != self.new:
            yield "said to be done, and the edition is not there"
        if outcome:
            yield from self.after_call(point[0], ws, *outcome)
        code, said = ws.publish()
        if code:
            yield f"the next run ends with {code}: {said.strip()[:300]}"
            return
        code, said = run(self.args.program, "verify", "--workspace", ws.folder)
        if code:
            yield f"verify: {said.strip()[:300]}"
        if problem := ws.unsound():
            yield f"in the end, {problem}"
        if ws.git("rev-list", "--count", "main")[1].strip() != "2":
            yield "not two editions"
        if ws.git("rev-parse", "main^{tree}")[1] != self.tree and ws.said() != self.said:
            yield "another edition than without the disturbance"
        if ws.shown() != ws.committed():
            yield "the site folder is not that of the edition"

    def after_call(self, mode, ws, code, said):
        """What holds at once after a call that failed or a run that died there."""
        if mode in ("kill", "torn") and code not in (0, -9):
            yield f"ended with {code} and not by the kill: {said[-200:]}"
        if mode in ("eio", "enospc") and code not in (0, 4):
            yield f"a failing disk ends with {code}: {said.strip()[-200:]}"
        if problem := ws.unsound("--no-dangling"):   # what was written and not announced lies there
            yield f"at once, {problem}"
        if ws.shown() not in (self.old_shown, self.new_shown):
            yield "the site folder is neither old nor new"

    def one(self, point):
        name = "-".join(str(p) for p in point)
        try:
            found = list(self.faults(point, name))
        except (OSError, subprocess.SubprocessError) as problem:
            found = [f"the test itself: {problem}"]
        if not (found and self.args.keep):
            shutil.rmtree(f"{self.folder}/{name}", ignore_errors=True)
        return point, found

    def sweep(self):
        points = self.points()
        print(f"{self.calls} calls that write, {len(self.states)} states after a cut; {len(points)} points", flush=True)
        counts = dict.fromkeys(MODES, (0, 0))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for i, (point, found) in enumerate(pool.map(self.one, points), 1):
                n, bad = counts[point[0]]
                counts[point[0]] = (n + 1, bad + bool(found))
                for fault in found:
                    print(f"    {':'.join(str(p) for p in point)}{' (' + ', after '.join(self.states[point[1:]][:2]) + ')' if point[0] == 'cut' else ''}: {fault}", flush=True)
                if i % 100 == 0:
                    print(f"  {i} of {len(points)}: {', '.join(f'{m} {n}' for m, (n, _) in counts.items())}; {sum(b for _, b in counts.values())} faults", flush=True)
        for mode, (n, bad) in counts.items():
            if n:
                print(f"{'not ok' if bad else 'ok'} {mode} at {n} points of a publish with {self.calls} calls that write{f': {bad} with faults' if bad else ''}")
        bad = sum(b for _, b in counts.values())
        print(f"{len(points)} points, {bad} faults")
        if not self.args.keep:
            shutil.rmtree(self.folder)
        return 1 if bad else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("io_fail")
    parser.add_argument("--points", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--modes", default=",".join(MODES))
    parser.add_argument("--only")
    parser.add_argument("--keep")
    return Sweep(parser.parse_args()).sweep()


if __name__ == "__main__":
    sys.exit(main())
