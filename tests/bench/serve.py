#!/usr/bin/env python3
"""How long from saving a file until the browser has the new page? Usage: serve.py PROGRAM [PAGES] [SAVES] [APPLICATIONS]

A workspace of PAGES pages of about 10 kB beside the sample's documents, without records, and once more with the pool of APPLICATIONS applications.
A client waits as the preview's own script does: from the moment the file is closed until the new page has been received. Medians and worst of SAVES."""
import http.client
import os
import random
import re
import shutil
import subprocess
import sys
import time

program, pages, saves, applications = os.path.abspath(sys.argv[1]), *(int(a) for a in (sys.argv[2:] + ["300", "30", "10000"][len(sys.argv) - 2:]))
root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
work = os.path.join(root, "build", "bench", "serve")
WORDS = "partner plan goal meeting question answer month committee notice entry cycle evaluation review clause record procedure report change step date".split()


def page(n, extra=""):
    chance = random.Random(n)
    out = [f"---\ntitle: Guidance number {n}\nlead: One of many.\nrole: everyone\n---\n"]
    for h in range(8):
        out.append(f"## Part {h}\n\n")
        for _ in range(3):
            out.append(" ".join(chance.choice(WORDS) for _ in range(55)).capitalize() + ". See the [questions](../faqs/pause.md).\n\n")
        out.append("| What | When |\n|---|---|\n| " + chance.choice(WORDS) + " | now |\n\n")
    return "".join(out) + extra


def make(with_pool):
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    for name in ("content", "site-templates"):
        shutil.copytree(os.path.join(root, name), os.path.join(work, name))
    shutil.copy(os.path.join(root, "mentorpress.yml"), work)
    have = sum(len(f) for d, _, f in os.walk(os.path.join(work, "content")) if os.path.basename(d) in ("pages", "guidance", "tools", "sops"))
    for n in range(max(1, pages - have)):
        with open(os.path.join(work, "content", "guidance", f"bench-{n}.md"), "w", encoding="utf-8") as f:
            f.write(page(n))
    if with_pool:
        generated = os.path.join(root, "build", "bench", f"g{applications}")
        if not os.path.isdir(generated):
            subprocess.run([sys.executable, os.path.join(root, "tests/bench/generate.py"), "--rows", str(applications), "--out", generated, "--date", "2026-03-02"], check=True, stdout=subprocess.DEVNULL)
        os.makedirs(os.path.join(work, "records", "exports"))
        for name in ("mappings", "vocab"):
            shutil.copytree(os.path.join(root, "records", name), os.path.join(work, "records", name))
        for name in ("policy.yml", "accepted_words.csv"):
            shutil.copy(os.path.join(root, "records", name), os.path.join(work, "records"))
        for f in os.listdir(generated):
            if f.endswith("-application.csv") or f.endswith("-members.csv"):
                shutil.copy(os.path.join(generated, f), os.path.join(work, "records", "exports"))
        shutil.copy(os.path.join(generated, "reviews.csv"), os.path.join(work, "records"))
        subprocess.run([program, "publish", "--workspace", work, "--cycle", "2026-03", "--as-of", "2026-03-13", "--yes", "--quiet"], check=True)


def cpu_ms(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 // os.sysconf("SC_CLK_TCK")


def get(c, path, port):
    c.request("GET", path, headers={"Host": f"localhost:{port}"})
    return c.getresponse().read().decode()


def measure(what):
    server = subprocess.Popen([program, "serve", "--workspace", work, "--as-of", "2026-03-13", "--port", "0"], stdout=subprocess.PIPE, text=True)
    port = int(re.search(r"localhost:(\d+)", server.stdout.readline()).group(1))
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    path, took, cpu = "/guidance-bench-0.html", [], cpu_ms(server.pid)
    count = re.search(r"<p>(\d+) pages", get(c, "/_mentorpress/", port)).group(1)
    for n in range(saves):
        stamp = re.search(r'data-stamp="([0-9a-f]+)"', get(c, path, port)).group(1)
        c.close()
        c.request("GET", f"/_mentorpress/wait?s={stamp}&p={path}", headers={"Host": f"localhost:{port}"})
        time.sleep(0.15)
        with open(os.path.join(work, "content", "guidance", "bench-0.md"), "w", encoding="utf-8") as f:
            f.write(page(0, f"Saved for the time {n}.\n"))
        began = time.monotonic()
        c.getresponse().read()
        html = get(c, path, port)
        took.append(time.monotonic() - began)
        assert f"Saved for the time {n}." in html
    cpu = cpu_ms(server.pid) - cpu
    peak = re.search(r"VmHWM:\s+(\d+)", open(f"/proc/{server.pid}/status").read()).group(1)
    server.terminate()
    server.wait(timeout=60)
    took = sorted(int(t * 1000) for t in took)
    print(f"{what}\t{count} pages\tmedian {took[len(took) // 2]} ms\tworst {took[-1]} ms\tCPU {cpu // saves} ms each\tpeak {int(peak) // 1024} MiB", flush=True)


for with_pool in (False, True):
    make(with_pool)
    measure(f"save to page, pool of {applications} applications" if with_pool else "save to page, no pool")
