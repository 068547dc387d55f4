"""Puts script payloads where text can go: approved profile texts, pages, front matter, labels, settings and private cells. Usage: payloads.py WORKSPACE"""
import csv, hashlib, os, re, sys
w = sys.argv[1]
payloads = ["<script>window.__xss=1</script>", "<img src=x onerror=\"window.__xss=1\">", "\"><svg onload=window.__xss=1>", "' onmouseover='window.__xss=1", "</title><script>window.__xss=1</script>",
            "{{#root}}{{>layout}}{{/root}}", "&lt;script&gt;window.__xss=1&lt;/script&gt;", "\u202e<b>gpj.exe</b>", "]]><!-- --!><script>window.__xss=1</script>", "javascript:window.__xss=1"]
exports = os.path.join(w, "records/exports")
reviews = open(os.path.join(w, "records/reviews.csv"), "a", encoding="utf-8", newline="")
with reviews:
    out = csv.writer(reviews, lineterminator="\n")
    for name in sorted(os.listdir(exports)):
        if not re.match(r"sample-2026-03-02-(mentor|peer)", name): continue
        path = os.path.join(exports, name)
        rows = list(csv.reader(open(path, encoding="utf-8-sig", newline="")))
        col = next(i for i, h in enumerate(rows[0]) if h.startswith("Your profile"))
        private = [i for i, h in enumerate(rows[0]) if h in ("Job title", "Anything else for the committee", "What do you want to have reached when the partnership ends?",
                                                             "Is there anybody you should not be matched with?", "Curriculum vitae", "Country")]
        n = 0
        for k, r in enumerate(rows[1:]):
            for i in private: r[i] = payloads[(k + i) % len(payloads)]
            if r[col] and "List me with a profile" in r:
                r[col] = "I can help. " + payloads[n % len(payloads)]; n += 1
                text = " ".join(r[col].split())
                out.writerow([hashlib.sha256(text.encode()).hexdigest(), "accept", "", "test", "2026-03-13", ""])
        new = path.replace("2026-03-02", "2026-04-01")
        csv.writer(open(new, "w", encoding="utf-8-sig", newline=""), quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
page = os.path.join(w, "content/pages/contact.md")
text = open(page, encoding="utf-8").read()
text = re.sub(r"^title: .*$", "title: 'Contact <script>window.__xss=1</script>'", text, count=1, flags=re.M)
text += "\n\n" + "\n\n".join(payloads) + "\n\n[click](javascript:window.__xss=1) ![x\" onerror=\"window.__xss=1](assets/icon.svg)\n\n| a | b |\n|---|---|\n| <script>window.__xss=1</script> | " + payloads[1] + " |\n"
text = text.replace("[click](javascript:window.__xss=1)", "`[click](javascript:window.__xss=1)`")
open(page, "w", encoding="utf-8").write(text)
areas = os.path.join(w, "records/vocab/areas.csv")
t = open(areas, encoding="utf-8").read()
t = t.replace("GLP (nonclinical laboratory studies),nonclinical,GLP|", "GLP <script>window.__xss=1</script>,nonclinical,GLP (nonclinical laboratory studies)|GLP|")
open(areas, "w", encoding="utf-8").write(t)
# One invented applicant's certificate name is itself a payload, so "script" and "title" count as parts of a name: here they are said to be none.
policy = os.path.join(w, "records/policy.yml")
t = open(policy, encoding="utf-8").read().replace("certified: [", "certified: [script, title, title script, ")
open(policy, "w", encoding="utf-8").write(t)
