#!/usr/bin/env python3
"""Measures the programme on invented rounds: programme.py PROGRAM [small|large]. CPU time and peak memory of each command, whole process.

small: 500 mentees, 400 mentors, 120 peers, with the whole pack, then the meeting's decisions, its notices, what is due, and forms coming in.
large: 5,000 mentees, 4,000 mentors, 500 peers. Every mentee names three mentors (a few of them much wanted), every third person asks not to be matched with
somebody, mostly in words that hold a number."""
import csv, glob, os, random, shutil, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MP = os.path.abspath(sys.argv[1])
AS_OF, ROUND = "2026-03-05", "2026-03"
# mentees, mentors, peers; seconds and MiB that match may take
SIZES = {"small": (500, 400, 120, 2.0, 512), "large": (5000, 4000, 500, 30.0, 512)}
failed = []


def workspace(folder, mentees, mentors, peers):
    for name in ("content", "site-templates", "programme-templates"):
        shutil.copytree(f"{ROOT}/{name}", f"{folder}/{name}")
    shutil.copy(f"{ROOT}/mentorpress.yml", folder)
    os.makedirs(f"{folder}/records/exports")
    for name in ("mappings", "vocab"):
        shutil.copytree(f"{ROOT}/records/{name}", f"{folder}/records/{name}")
    shutil.copy(f"{ROOT}/records/policy.yml", f"{folder}/records/")
    made = f"{folder}/made"
    rows = max(mentors * 100 // 58, mentees * 100 // 24, peers * 100 // 14) + 100
    subprocess.run([sys.executable, f"{ROOT}/tests/bench/generate.py", "--rows", str(rows), "--out", made], check=True, stdout=subprocess.DEVNULL)
    shutil.copy(glob.glob(f"{made}/*-members.csv")[0], f"{folder}/records/exports/")
    tables = {k: list(csv.reader(open(glob.glob(f"{made}/*-{k}-application.csv")[0], encoding="utf-8-sig", newline=""))) for k in ("mentor", "mentee", "peer")}
    kept = {k: [t[0]] + t[1:n + 1] for (k, t), n in zip(tables.items(), (mentors, mentees, peers))}
    rng = random.Random(8)
    for kind, table in kept.items():
        head = table[0]
        entry = {k: kept[k][0].index("Entry Id") for k in kept}
        asked = [i for i, h in enumerate(head) if h.startswith("Preferred potential partner")]
        avoid = next(i for i, h in enumerate(head) if "should not be matched with" in h or "not be matched" in h)
        partners = kept["mentor" if kind == "mentee" else "peer"][1:]
        for row in table[1:]:
            # The square makes some of them wanted by many.
            for i in asked if kind != "mentor" else ():
                row[i] = partners[int(rng.random() ** 2 * len(partners))][entry["mentor" if kind == "mentee" else "peer"]]
            if rng.random() < 0.33:
                other = rng.choice(kept["mentor"][1:])
                row[avoid] = rng.choice([f"Site {rng.randrange(99)} of Lindqvale, {rng.randrange(2001, 2026)}", f"mentor {other[entry['mentor']]}, {other[0]} {other[1]}",
                                         f"nobody I met on project {rng.randrange(10**6)}, or at unit {rng.randrange(10)}B", other[3], f"Team {rng.randrange(40)} please"])
        with open(f"{folder}/records/exports/bulk-2026-03-02-{kind}-application.csv", "w", encoding="utf-8", newline="") as f:
            csv.writer(f, quoting=csv.QUOTE_ALL).writerows(table)
    shutil.rmtree(made)


def run(folder, what, *arguments, most=None, memory=None, day=AS_OF):
    """CPU seconds of the best of as many runs as the caller makes; prints a line."""
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(os.open(f"{folder}/log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        os.execv(MP, [MP, *arguments, "--workspace", folder, "--as-of", day, "--quiet"])
    import time
    began = time.monotonic()
    _, status, used = os.wait4(pid, 0)
    cpu, mib, code = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)
    slow = (most and cpu > most) or (memory and mib > memory)
    print(f"{what:44} {cpu:6.2f} s CPU ({used.ru_stime:.2f} system), {time.monotonic() - began:6.2f} s in all, {mib:5.0f} MiB"
          + (f"   asked: {most:g} s{f', {memory} MiB' if memory else ''}{'  TOO MUCH' if slow else ''}" if most else ""), flush=True)
    if code != 0:
        print(open(f"{folder}/log").read()[-2000:])
    if code != 0 or slow:
        failed.append(what)


def decide(folder):
    """The meeting takes every proposal."""
    path = f"{folder}/private/programme/{ROUND}/decisions.csv"
    lines = list(csv.reader(open(path, encoding="utf-8-sig", newline="")))
    head = next(r for r in lines if r and r[0] == "round_id")
    at = {h: i for i, h in enumerate(head)}
    for r in lines:
        if r and r is not head and not r[0].startswith("#"):
            r[at["decision"]] = "match" if r[at["partner_form_entry_no"]] else "no_match"
            r[at["reason"]] = "" if r[at["partner_form_entry_no"]] else "nobody with a place"
            r[at["decided_by"]], r[at["decided_on"]] = "committee", "2026-03-11"
    with open(path, "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows(lines)
    return path


for size in sys.argv[2:] or SIZES:
    mentees, mentors, peers, most, memory = SIZES[size]
    print(f"-- {mentees:,} mentees, {mentors:,} mentors, {peers:,} peers")
    with tempfile.TemporaryDirectory() as w:
        workspace(w, mentees, mentors, peers)
        run(w, "import", "import")
        run(w, "match, the whole pack", "match", "--round", ROUND, most=most, memory=memory)
        run(w, "match again, nothing to write", "match", "--round", ROUND, "--dry-run")
        run(w, "match, the whole pack and its PDF", "match", "--round", ROUND, "--pdf")
        run(w, "match, both packs as PDF too", "match", "--round", ROUND, "--identified", "--pdf")
        run(w, "decisions: every proposal taken", "decisions", decide(w), day="2026-03-12")
        run(w, "notices", "notices", day="2026-03-12")
        print(f"{'':44} {len(glob.glob(w + '/private/programme/notices/*.eml'))} drafts")
        run(w, "notices again, nothing changed", "notices", day="2026-03-12")
        run(w, "notices sent all", "notices", "sent", "all", day="2026-03-12")
        run(w, "due", "due", day="2026-04-20")
sys.exit(1 if failed else 0)
