#!/usr/bin/env python3
"""What a first visit transfers: gzip -9 bytes of every page type with its style sheets, script and icon, from sites that the program published.

  weight.py PROGRAM           the sample, and Mentor Search with 120, 300 and 1,000 entries, as Markdown
  weight.py PROGRAM --check   the sample and 120 only; ends with 1 where a figure is not reached
  weight.py --site FOLDER     a site that is there already

Up to 150 bytes more or less come from the Entry IDs, which every publish draws anew and which order the entries."""
import csv
import gzip
import html.parser
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DAY, CYCLE = "2026-03-13", "2026-03"
KB = 1024
PAGES = [("Home", "index.html"), ("Mentor Search", "mentors.html"), ("Peer Partner Search", "peers.html"), ("All mentors", "mentors-browse.html"),
         ("How it works", "how-it-works.html"), ("FAQs", "faqs.html"), ("Definitions", "definitions.html"), ("Documents", "documents.html"),
         ("An SOP", "docs/MP-02.html"), ("Guidance", "guidance-mentor.html"), ("Timeline", "timeline.html"), ("Flowchart", "flowchart.html"),
         ("What changed", "changes.html"), ("What we publish about you", "privacy.html"), ("Edition", "edition.html")]
# Entries, bytes that the first view may have; the script and the style sheets of the search page.
ASKED, SCRIPT, STYLES, REQUESTS = {"sample": 24 * KB, 120: 30 * KB, 300: 45 * KB}, 7 * KB, 8 * KB, 4


class Needs(html.parser.HTMLParser):
    """What a browser fetches to show a page on a screen."""
    def __init__(self, data):
        super().__init__()
        self.found = []
        self.feed(data.decode())

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        shown = tag == "link" and (a.get("rel") in ("stylesheet", "icon")) and a.get("media") != "print"
        if shown or tag in ("script", "img") and a.get("src"):
            self.found.append(a.get("href") or a.get("src"))


def packed(path):
    with open(path, "rb") as data:
        return len(gzip.compress(data.read(), 9, mtime=0))


def weigh(site, page):
    """Bytes by kind, and the number of requests, of a page's first view."""
    path = os.path.join(site, page)
    with open(path, "rb") as data:
        needs = dict.fromkeys(os.path.normpath(os.path.join(os.path.dirname(page), n)) for n in Needs(data.read()).found)
    by = {"html": packed(path), "css": 0, "js": 0, "svg": 0}
    for need in needs:
        kind = need.rpartition(".")[2]
        by[kind] = by.get(kind, 0) + packed(os.path.join(site, need))
    return by, 1 + len(needs)


def line(label, site, page, asked=None):
    by, requests = weigh(site, page)
    total = sum(by.values())
    limit = f"{asked / KB:.0f}" if asked else ""
    print(f"| {label} | {requests} | {by['html']:,} | {by['css']:,} | {by['js']:,} | {by['svg']:,} | {total:,} | {total / KB:.1f} | {limit} |")
    return [] if not asked or (total <= asked and requests <= REQUESTS) else [f"{label}: {total / KB:.1f} KB in {requests} requests"]


def workspace(folder, exports):
    os.makedirs(os.path.join(folder, "records", "exports"))
    for name in ("content", "site-templates"):
        shutil.copytree(os.path.join(ROOT, name), os.path.join(folder, name))
    shutil.copy(os.path.join(ROOT, "mentorpress.yml"), folder)
    for name in os.listdir(os.path.join(ROOT, "records")):
        path = os.path.join(ROOT, "records", name)
        if os.path.isdir(path) and name != "exports":
            shutil.copytree(path, os.path.join(folder, "records", name))
        elif name.endswith(".yml") or name in ("people.csv", "accepted_words.csv"):
            shutil.copy(path, os.path.join(folder, "records"))
    for path in exports:
        shutil.copy(path, os.path.join(folder, "records", "exports"))


def until(name, column, folder):
    with open(os.path.join(ROOT, "records", name), encoding="utf-8", newline="") as text:
        rows = list(csv.reader(text))
    at = rows[0].index(column)
    with open(os.path.join(folder, "records", name), "w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([rows[0]] + [r for r in rows[1:] if r and r[at] <= DAY])


def publish(program, folder):
    for name in ("private", "site"):
        shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
    done = subprocess.run([program, "publish", "--workspace", folder, "--cycle", CYCLE, "--as-of", DAY, "--yes"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return os.path.join(folder, "site", "public")


def entries(site):
    with open(os.path.join(site, "pool.csv"), encoding="utf-8", newline="") as text:
        return sum(r["pool"] == "mentors" and r["kind"] in ("group", "profile") for r in csv.DictReader(text))


def sample(program, work):
    folder, exports = os.path.join(work, "sample"), os.path.join(ROOT, "records", "exports")
    workspace(folder, [os.path.join(exports, n) for n in sorted(os.listdir(exports)) if re.match(r"sample-(\d{4}-\d\d-\d\d)-.*\.csv$", n) and n[7:17] <= DAY])
    until("status_events.csv", "date", folder)
    until("reviews.csv", "on", folder)
    return publish(program, folder)


def pool(program, work, wanted):
    """A pool of just so many entries: as many of the generated applications of mentors as it takes."""
    folder, made = os.path.join(work, str(wanted)), os.path.join(work, f"made-{wanted}")
    subprocess.run([sys.executable, os.path.join(ROOT, "tests/bench/generate.py"), "--rows", str(3 * wanted + 200), "--out", made, "--date", "2026-03-02"],
                   check=True, stdout=subprocess.DEVNULL)
    workspace(folder, [os.path.join(made, n) for n in sorted(os.listdir(made)) if n.endswith(".csv") and "-" in n])
    shutil.copy(os.path.join(made, "reviews.csv"), os.path.join(folder, "records"))
    with open(os.path.join(ROOT, "records", "status_events.csv"), encoding="utf-8") as events, \
            open(os.path.join(folder, "records", "status_events.csv"), "w", encoding="utf-8") as out:
        out.write(events.readline())
    name = next(n for n in os.listdir(made) if n.endswith("-mentor-application.csv"))
    with open(os.path.join(made, name), encoding="utf-8-sig", newline="") as text:
        rows = list(csv.reader(text))
    low, high, site = 0, len(rows) - 1, ""
    while low < high:
        keep = (low + high) // 2
        with open(os.path.join(folder, "records", "exports", name), "w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows[:keep + 1])
        site = publish(program, folder)
        if entries(site) == wanted:
            break
        low, high = (keep + 1, high) if entries(site) < wanted else (low, keep)
    return site


def main():
    given = sys.argv[1:]
    if not given or (given[0] == "--site" and len(given) != 2):
        sys.exit(__doc__)
    print("| first view | requests | HTML | CSS | script | icon | bytes | KB | asked, KB |\n|---|---|---|---|---|---|---|---|---|")
    if given[0] == "--site":
        for label, page in PAGES:
            if os.path.exists(os.path.join(given[1], page)):
                line(label, given[1], page)
        return
    program, missed = os.path.abspath(given[0]), []
    with tempfile.TemporaryDirectory() as work:
        site = sample(program, work)
        for label, page in PAGES:
            if os.path.exists(os.path.join(site, page)):
                missed += line(f"{label}, {entries(site)} entries" if page == "mentors.html" else label, site, page,
                               ASKED["sample"] if page == "mentors.html" else None)
        by, _ = weigh(site, "mentors.html")
        missed += [f"{word}: {by[kind] / KB:.1f} KB" for word, kind, most in (("script", "js", SCRIPT), ("style sheets", "css", STYLES)) if by[kind] > most]
        for wanted in (120,) if "--check" in given else (120, 300, 1000):
            site = pool(program, work, wanted)
            missed += line(f"Mentor Search, {entries(site):,} entries", site, "mentors.html", ASKED.get(wanted))
    for miss in missed:
        print(f"not reached: {miss}")
    sys.exit(1 if missed and "--check" in given else 0)


if __name__ == "__main__":
    main()
