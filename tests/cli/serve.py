"""A browser's side of `mentorpress serve`. Usage: serve.py PROGRAM WORKSPACE WITH_EDITION. Prints "ok …" and "not ok …" lines.

WORKSPACE has no records. WITH_EDITION has records and one published edition."""
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

PROGRAM, PLAIN, EDITION = sys.argv[1:4]
DAY = "2026-03-20"


def ok(name, good, seen=""):
    print(("ok " if good else "not ok ") + name + ("" if good else ": " + repr(seen)[:400]), flush=True)


class Server:
    def __init__(self, workspace, *more, port="0"):
        command = [PROGRAM, "serve", "--workspace", workspace, "--as-of", DAY, *(["--port", port] if port else []), *more]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://localhost:(\d+)/", line)
        if not found:
            raise SystemExit("not ok serve did not start: " + line + self.process.stderr.read())
        self.port = int(found.group(1))

    def ask(self, path, method="GET", host=None, headers=None, body=None, address="127.0.0.1"):
        c = http.client.HTTPConnection(address, self.port, timeout=20)
        c.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        if host != "":
            c.putheader("Host", host or f"localhost:{self.port}")
        for k, v in (headers or {}).items():
            c.putheader(k, v)
        if body is not None:
            c.putheader("Content-Length", str(len(body)))
        c.endheaders(body)
        r = c.getresponse()
        text = r.read().decode("utf-8", "replace")
        c.close()
        return r.status, text, {k.lower(): v for k, v in r.getheaders()}

    def page(self, path):
        return self.ask(path)[1]

    def raw(self, request):
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as s:
            s.sendall(request)
            return s.recv(200).decode("latin-1")

    def wait(self, page, stamp):
        return self.ask(f"/_mentorpress/wait?s={stamp}&p={page}")[1].strip()

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        out, err = self.process.communicate(timeout=20)
        return self.process.returncode, out + err


def stamp_of(html):
    found = re.search(r'data-stamp="([0-9a-f]{16})"', html)
    return found.group(1) if found else ""


def write(workspace, path, text, rename=False):
    full = os.path.join(workspace, path)
    if rename:
        with open(full + ".new", "w", encoding="utf-8") as f:
            f.write(text)
        os.rename(full + ".new", full)
        return
    with open(full, "w", encoding="utf-8") as f:
        f.write(text)


def read(workspace, path):
    with open(os.path.join(workspace, path), encoding="utf-8") as f:
        return f.read()


def changed(server, page, action):
    """Does the page that waits hear of what `action` did? Gives the page as it is then."""
    stamp = stamp_of(server.page(page))
    action()
    said = server.wait(page, stamp)
    return server.page(page) if said == "changed" else said


def tree(workspace):
    out = []
    for folder, _, files in os.walk(workspace):
        out += [(os.path.join(folder, f), os.stat(os.path.join(folder, f)).st_mtime_ns) for f in files]
    return sorted(out)


def test_rules(s):
    status, html, head = s.ask("/")
    ok("the home page is served", status == 200 and "<main" in html, status)
    policy = head.get("content-security-policy", "")
    ok("its policy lets in the preview's script and nothing of others",
       "script-src 'self'" in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "http-equiv=\"Content-Sec" not in html, policy)
    ok("the headers that protect a page are there", head.get("x-content-type-options") == "nosniff" and head.get("referrer-policy") == "no-referrer"
       and head.get("cross-origin-opener-policy") == "same-origin" and head.get("cache-control") == "no-store", head)
    ok("the page loads the preview's script", "/_mentorpress/reload.js" in html and s.ask("/_mentorpress/reload.js")[2]["content-type"].startswith("text/javascript"))
    good = [f"localhost:{s.port}", f"127.0.0.1:{s.port}", f"[::1]:{s.port}", f"LOCALHOST:{s.port}"]
    ok("its own names are answered", all(s.ask("/", host=h)[0] == 200 for h in good))
    bad = ["evil.example.org", f"evil.example.org:{s.port}", "localhost", f"localhost:{s.port + 1}", f"127.0.0.1.evil.example.org:{s.port}", f"0.0.0.0:{s.port}", ""]
    ok("foreign Host headers are refused", all(s.ask("/", host=h)[0] in (400, 421) for h in bad), [s.ask("/", host=h)[0] for h in bad])
    ok("a request in full form to another host is refused", " 200 " not in s.raw(b"GET http://evil.example.org/ HTTP/1.1\r\nHost: evil.example.org\r\n\r\n"))
    for m in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
        got = s.ask("/", method=m)
        ok(f"{m} is not allowed", got[0] == 405 and got[2].get("allow") == "GET, HEAD", got[0])
    got = s.ask("/", method="HEAD")
    ok("HEAD has the headers and no body", got[0] == 200 and got[1] == "" and int(got[2]["content-length"]) > 100, got[:2])
    ok("a request with a body is refused", s.ask("/", body=b"x" * 10)[0] == 413)
    for p in ("/../mentorpress.yml", "/%2e%2e/mentorpress.yml", "/..%2fmentorpress.yml", "/docs/../index.html", "/docs%2fMP-02.html", "/docs%2FMP-02.html",
              "/index.html%00", "/docs\\MP-02.html", "/docs%5cMP-02.html", "//etc/passwd", "/./index.html", "/%zz", "/%", "/.git/config", "/assets/.hidden",
              "/%252e%252e/x", "/a%0d%0ab", "/%ff"):
        ok(f"refused: {p}", s.ask(p)[0] == 400, s.ask(p)[0])
    ok("a NUL in a request line ends it: nothing behind it counts", " 404 " in s.raw(b"GET /nothing.html\0/../index.html HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % s.port))
    for p in ("/assets/outside.css", "/assets/outside.txt", "/content/officers.yml", "/mentorpress.yml", "/nothing.html", "/docs/", "/docs", "/assets/", "/a/b/c.html", "/" + "x/" * 100 + "y"):
        got = s.ask(p)
        ok(f"not there: {p[:40]}", got[0] == 404 and "root:" not in got[1], got[0])
    ok("a missing page is the site's 404 page with its style, at any depth", 'href="/assets/site.css"' in s.page("/a/b/c.html"))
    ok("a very long request is refused", s.ask("/" + "a" * 30000)[0] in (400, 413, 414, 431, 500))


def test_saving(s, w):
    text = read(w, "content/faqs/pause.md")
    html = changed(s, "/faqs.html", lambda: write(w, "content/faqs/pause.md", text.replace("Yes, for a while", "Yes, whenever you like, for a while")))
    ok("a saved file is shown at once", "whenever you like" in html, html[:100])
    html = changed(s, "/faqs.html", lambda: write(w, "content/faqs/pause.md", text, rename=True))
    ok("a file saved by renaming is shown", "whenever you like" not in html and "<main" in html, html[:100])
    html = changed(s, "/faqs.html", lambda: write(w, "content/faqs/a-new-one.md", "---\ntitle: Is this new?\naudience: everyone\n---\nIt is.\n"))
    ok("a new file is shown", "Is this new?" in html)
    html = changed(s, "/faqs.html", lambda: os.remove(os.path.join(w, "content/faqs/a-new-one.md")))
    ok("a removed file is gone", "Is this new?" not in html and "<main" in html)
    css = read(w, "site-templates/assets/site.css")
    html = changed(s, "/faqs.html", lambda: write(w, "site-templates/assets/site.css", css + "\n.other { color: red }\n"))
    ok("another style reaches every page", "<main" in html and ".other{color:red}" in s.page("/assets/site.css"))
    stamp = stamp_of(s.page("/faqs.html"))
    write(w, "content/pages/pause.md", read(w, "content/pages/pause.md") + "\nOne more line.\n")
    began = time.monotonic()
    while "One more line" not in s.page("/pause.html") and time.monotonic() - began < 5:
        time.sleep(0.02)
    ok("a page that stays as it was keeps its stamp", "One more line" in s.page("/pause.html") and stamp_of(s.page("/faqs.html")) == stamp)
    ok("a page with another stamp is told so at once", s.wait("/faqs.html", "0" * 16) == "changed")


def test_errors(s, w):
    text = read(w, "content/guidance/mentee.md")
    html = changed(s, "/guidance-mentee.html", lambda: write(w, "content/guidance/mentee.md", text.replace(
        "Write within a week of the notice.", "Write within a week of the [notice](../faqs/pauze.md).")))
    line = next(n for n, l in enumerate(text.split("\n"), 1) if "Write within a week of the notice." in l)
    ok("a dead link is told in its page, with place, line, caret and help",
       f"content/guidance/mentee.md:{line}:" in html and "C012" in html and "^</pre>" in html.replace("\n</pre>", "</pre>") and "What to do:" in html, html[1500:3500])
    ok("and marked at its block", f'<p data-mp-problem="error, line {line}"' in html or "data-mp-problem=\"error, line %d\"" % line in html, re.findall(r"<[^>]*data-mp-problem[^>]*>", html))
    ok("the text is the new one all the same", "Write within a week" in html)
    ok("other pages say that something is wrong elsewhere", "1 problem elsewhere" in s.page("/index.html"))
    index = s.page("/_mentorpress/")
    ok("the list has it, with a link", "1 error, 0 warnings" in index and 'href="/guidance-mentee.html' in index, index[:600])
    html = changed(s, "/guidance-mentee.html", lambda: write(w, "content/guidance/mentee.md", text))
    ok("put right, nothing is left of it", "mp-errors" not in html and "data-mp-problem" not in html and "elsewhere" not in s.page("/"))

    sop = read(w, "content/sops/MP-02.03.md")
    html = changed(s, "/docs/MP-02.03.html", lambda: write(w, "content/sops/MP-02.03.md", sop.replace("---\n", "--\n", 1)))
    ok("a file that cannot be read shows its lines and what is wrong", "C002" in html and "mp-line mp-bad" in html and "title: Establishing" in html, html[:300])
    ok("the rest stays as it was", "Effective" in s.page("/documents.html") and "MP-02.03" in s.page("/documents.html") and s.ask("/docs/MP-02.html")[0] == 200)
    index = s.page("/_mentorpress/")
    ok("what only follows from it is not told as a problem of others", "1 error, 0 warnings" in index, index[300:900])
    write(w, "content/guidance/mentee.md", text.replace("You drive the partnership.", "You drive it."))
    began = time.monotonic()
    while "You drive it." not in s.page("/guidance-mentee.html") and time.monotonic() - began < 5:
        time.sleep(0.02)
    ok("a page saved meanwhile is shown anew", "You drive it." in s.page("/guidance-mentee.html"))
    write(w, "content/guidance/mentee.md", text)
    html = changed(s, "/docs/MP-02.03.html", lambda: write(w, "content/sops/MP-02.03.md", sop))
    ok("put right, the document is back", "5.3.3" in html and "mp-errors" not in html)

    template = read(w, "site-templates/faqs.html")
    html = changed(s, "/faqs.html", lambda: write(w, "site-templates/faqs.html", template + "{{#never_closed}}"))
    ok("with a broken template the last good page stays and says so", "as it was when the site could last be made" in html and "Can you pause your entry?" in html, html[:200])
    html = changed(s, "/faqs.html", lambda: write(w, "site-templates/faqs.html", template))
    ok("and is the new one again", "as it was when" not in html and "<main" in html)
    settings = read(w, "mentorpress.yml")
    html = changed(s, "/", lambda: write(w, "mentorpress.yml", "society: [\n"))
    ok("broken settings leave the pages", "as it was when the site could last be made" in html and "B0" in s.page("/_mentorpress/") or "error" in s.page("/_mentorpress/"), html[:200])
    html = changed(s, "/", lambda: write(w, "mentorpress.yml", settings))
    ok("and they recover", "as it was when" not in html)
    faq = read(w, "content/faqs/pause.md")
    html = changed(s, "/faqs.html", lambda: write(w, "content/faqs/pause.md", "no head\n"))
    ok("a question that cannot be read leaves the others, with the box", "C002" in html and "How much time" in html or "C002" in html and "faqs.html" in html, html[:200])
    html = changed(s, "/faqs.html", lambda: write(w, "content/faqs/pause.md", faq))
    for name, body in (("content/sops/MP-09.02.md", sop.replace("MP-02.03", "MP-09.02").replace('"03"', '"02"').replace("MP-02.02", "MP-09.01")),
                       ("content/pages/faqs.md", "---\ntitle: \"\"\n---\n"), ("content/pages/bad.md", "---\ntitle: [\n---\n"), ("content/faqs/x.md", "---\ntitel: x\n---\n"),
                       ("content/cycles.csv", "cycle_id\n\"\n")):
        old = read(w, name) if os.path.exists(os.path.join(w, name)) else None
        html = changed(s, "/_mentorpress/", lambda n=name, b=body: write(w, n, b))
        ok(f"it stays up with a bad {name}", "error" in html and s.ask("/")[0] == 200, html[:200])
        html = changed(s, "/_mentorpress/", lambda n=name, o=old: os.remove(os.path.join(w, n)) if o is None else write(w, n, o))
        ok("  and recovers", "<p>None.</p>" in html, html[300:900])


def test_load(s):
    held = []
    for _ in range(80):
        c = socket.socket()
        c.settimeout(2)
        try:
            c.connect(("127.0.0.1", s.port))
            held.append(c)
        except OSError:
            break
    for c in held:
        c.close()
    ok("eighty idle connections do no harm", s.ask("/")[0] == 200)
    waiting = []
    stamp = stamp_of(s.page("/faqs.html"))
    for _ in range(40):
        c = socket.create_connection(("127.0.0.1", s.port), timeout=10)
        c.sendall(b"GET /_mentorpress/wait?s=%s&p=/faqs.html HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % (stamp.encode(), s.port))
        waiting.append(c)
    ok("forty waiting pages leave room for others", s.ask("/")[0] == 200)
    for c in waiting:
        c.close()


def test_edition(w):
    before = tree(w)
    s = Server(w)
    html = s.page("/mentors.html")
    ok("the pool of the last edition is shown", re.search(r"[2-9A-Z]{3}-[2-9A-Z]{4}", html) is not None)
    ok("nothing is marked while nothing has changed", "Nothing." in s.page("/_mentorpress/") or "other status" in s.page("/_mentorpress/") or "draft" in s.page("/_mentorpress/"))
    sop = read(w, "content/guidance/mentor.md")
    ok("nothing was written by serving", tree(w) == before, [x for x in tree(w) if x not in before][:4])
    html = changed(s, "/guidance-mentor.html", lambda: write(w, "content/guidance/mentor.md", sop + "\nThis sentence is new here.\n"))
    ok("a revised page says so, and its new block is marked", '<span class="mp-badge">revised</span>' in html and "<p data-mp-changed>This sentence is new here." in html
       and "Marked as new or changed:" in html and html.count("data-mp-changed") < 5, html[1500:2300])
    index = s.page("/_mentorpress/")
    ok("the list of changes has it", "Changed since edition 1" in index and 'href="/guidance-mentor.html"' in index, index[300:900])
    run = subprocess.run([PROGRAM, "publish", "--workspace", w, "--as-of", DAY, "--yes"], capture_output=True, text=True)
    ok("a publish meanwhile is not held up", run.returncode == 0, run.stdout + run.stderr)
    began = time.monotonic()
    while "Changed since edition 2" not in s.page("/_mentorpress/") and time.monotonic() - began < 6:
        time.sleep(0.05)
    ok("after it, the new edition is what is compared with", "Changed since edition 2" in s.page("/_mentorpress/") and "mp-badge\">revised" not in s.page("/guidance-mentor.html"))
    code, out = s.end(signal.SIGINT)
    ok("Ctrl-C ends it well", code == 0, (code, out))


def main():
    outside = os.path.join(PLAIN, "site-templates/assets")
    os.symlink("/etc/passwd", os.path.join(outside, "outside.txt"))
    os.symlink("/etc/passwd", os.path.join(outside, "outside.css"))
    with open(os.path.join(outside, ".hidden"), "w") as f:
        f.write("root: hidden")
    s = Server(PLAIN, "--no-drafts")
    ok("drafts are left out when told so", s.ask("/annual-meeting.html")[0] == 404)
    taken = subprocess.run([PROGRAM, "serve", "--workspace", PLAIN, "--port", str(s.port)], capture_output=True, text=True, timeout=20)
    ok("a port in use is told, with exit 4", taken.returncode == 4 and "S020" in taken.stderr and str(s.port) in taken.stderr, taken)
    test_rules(s)
    test_load(s)
    test_saving(s, PLAIN)
    test_errors(s, PLAIN)
    code, out = s.end()
    ok("SIGTERM ends it with exit 0", code == 0, (code, out))
    one = Server(PLAIN, port=None)
    two = Server(PLAIN, port=None)
    ok("without --port the next free one is taken", one.port != two.port and two.ask("/")[0] == 200 and two.ask("/annual-meeting.html")[0] == 200, (one.port, two.port))
    held = socket.create_connection(("127.0.0.1", one.port))
    held.sendall(b"GET /_mentorpress/wait?s=%s&p=/ HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % (stamp_of(one.page("/")).encode(), one.port))
    time.sleep(0.1)
    ok("it ends well while a page waits", one.end()[0] == 0 and two.end()[0] == 0)
    held.close()
    bad = subprocess.run([PROGRAM, "serve", "--workspace", PLAIN, "--port", "70000"], capture_output=True, text=True, timeout=20)
    ok("a port that cannot be is wrong usage", bad.returncode == 2 and "70000" in bad.stderr, bad)
    none = subprocess.run([PROGRAM, "serve", "--workspace", "/nonexistent"], capture_output=True, text=True, timeout=20)
    ok("outside of a workspace it says so", none.returncode == 1 and none.stderr, none)
    test_edition(EDITION)


main()
