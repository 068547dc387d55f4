"""Writes a workspace without records whose content/ holds N documents of about 10 kB, with a fixed seed: SOPs in families of
four versions (approved, with the right fingerprints), guidance, pages, tools and FAQs, with clauses, lists, tables,
references and links to each other. Usage: documents.py N DIR (settings, officers and templates are copied from the
workspace above this file)"""
import hashlib, os, random, shutil, struct, sys
n, target = int(sys.argv[1]), sys.argv[2]
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
chance = random.Random(20260314)
SIZE, VERSIONS = 10_000, 4
WORDS = """agree answer approval archive audit before begins calendar change clause committee complete contact copy cycle
date decides deviation document each evidence evaluation follow form goal guidance headquarters inspection interval
keeps laboratory letter list mentee mentor month never note partner partnership period person plan procedure program
protocol quality question reads reason receives record register replaces report request review role sends session sign
society staff standard step study support term that their training until version week when with within writes year""".split()

def words(low, high): return " ".join(chance.choices(WORDS, k=chance.randint(low, high)))
def sentence(): return words(8, 18).capitalize() + "."
def family(i): return "%s-%02d" % (("AA", "BB", "CC", "DD", "EE", "FF", "GG", "HH", "JJ", "KK")[i // 90 % 10], 10 + i % 90)

nsops = n // 5 // VERSIONS * VERSIONS
families = [family(i) for i in range(nsops // VERSIONS)]
nfaqs, npages, ntools = n // 20, n // 10, n // 20
faqs = [f"question-{i}" for i in range(nfaqs)]
pages = ["index"] + [f"subject-{i}" for i in range(1, npages)]
tools = [f"sheet-{i}" for i in range(ntools)]
guidance = [f"advice-{i}" for i in range(n - nsops - nfaqs - npages - ntools)]
CLAUSES = [(c, s) for c in range(1, 7) for s in range(1, 9)]  # every SOP has 1.1 to 6.8

def reference():
    f = chance.choice(families) if families else None
    kind = chance.randrange(6)
    if kind == 0 and f: return f"see {f}.xx"
    if kind == 1 and f: return "see %s %d.%d" % (f, *chance.choice(CLAUSES))
    if kind == 2: return f"see [{words(2, 3)}](../guidance/{chance.choice(guidance)}.md)"
    if kind == 3: return f"see [{words(2, 3)}](../pages/{chance.choice(pages)}.md#records)"
    if kind == 4: return f"see [the question](../faqs/{chance.choice(faqs)}.md)"
    return f"see [the sheet](../tools/{chance.choice(tools)}.md)"

def paragraph(referring=True):
    parts = [sentence() for _ in range(chance.randint(2, 5))]
    if referring: parts.append(reference().capitalize() + ".")
    if chance.random() < 0.5: parts.append(f"**{words(1, 3).capitalize()}** and *{words(1, 2)}* mean `{words(1, 1)}`.")
    return " ".join(parts)

def table():
    rows = ["| What | Who | When |", "|---|---|--:|"]
    rows += [f"| {words(2, 5)} | *{words(1, 2)}* | {chance.randint(1, 90)} days |" for _ in range(chance.randint(4, 9))]
    return "\n".join(rows)

def items(): return "\n".join(f"- {words(5, 12)}" for _ in range(chance.randint(3, 7)))

def plain_body():
    parts, size, section = [paragraph()], 0, 0
    titles = ["Records"] + [words(2, 4).capitalize() for _ in range(40)]
    while size < SIZE:
        if section % 5 == 0: parts.append(f"## {titles[min(section // 5, 40)]}")
        parts.append(table() if section % 5 == 2 else items() if section % 5 == 3 else paragraph())
        size, section = sum(map(len, parts)) + 2 * len(parts), section + 1
    return "\n\n".join(parts) + "\n"

def sop_body():
    parts = []
    for chapter in range(1, 7):
        parts.append(f"## {chapter}. {words(1, 3).capitalize()}")
        for clause in range(1, 9): parts.append(f"{chapter}.{clause} {sentence()} {reference().capitalize()}.")
        parts.append(table() if chapter % 2 else items())
    return "\n\n".join(parts) + "\n"

def field(text):
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw

def fingerprint(head, body):  # docs/FORMATS.md, "Fingerprint": of the text and what the head says about it
    d = hashlib.sha256(field("mentorpress document 1"))
    for key in sorted(head): d.update(field(key) + field("text") + field(head[key]))
    d.update(field(body))
    return d.hexdigest()[:16]

def clauses():
    if not families: return ""
    return "clauses: [%s]\n" % ", ".join("%s %d.%d" % (chance.choice(families), *chance.choice(CLAUSES)) for _ in range(3))

def write(folder, name, head, body, more=""):
    os.makedirs(os.path.join(target, "content", folder), exist_ok=True)
    lines = "".join(f'{k}: "{v}"\n' for k, v in head.items())
    with open(os.path.join(target, "content", folder, name + ".md"), "w", encoding="utf-8", newline="\n") as f:
        f.write(f"---\n{lines}{more}---\n{body}")

def sop(fam, v):
    number, day = f"{fam}.{v:02}", f"{2010 + 3 * v}-06-01"
    head = {"title": words(3, 6).capitalize(), "number": number, "effective": day, "original_issue": "2013-06-01",
        "review_due": "2040-01-01", "owner": "Mentoring Program Committee", "changes": sentence()}
    if v > 1: head["supersedes"] = f"{fam}.{v - 1:02}"
    body = sop_body()
    write("sops", number, head, body, f'approved: {2010 + 3 * v}-05-01\nfingerprint: "{fingerprint(head, body)}"\n'
        f"approved_by:\n  - {{name: Ada Example, date: {2010 + 3 * v}-05-01}}\n")

shutil.rmtree(target, ignore_errors=True)
os.makedirs(os.path.join(target, "content"))
shutil.copy(os.path.join(root, "mentorpress.yml"), target)
shutil.copytree(os.path.join(root, "site-templates"), os.path.join(target, "site-templates"))
for name in ("cycles.csv", "documents.csv", "lifecycle.csv"): shutil.copy(os.path.join(root, "content", name), os.path.join(target, "content"))
with open(os.path.join(target, "content", "officers.yml"), "w") as f:
    f.write("- {name: Ada Example, credentials: RQAP, office: Chair, from: 2000-01-01}\n")
for fam in families:
    for v in range(1, VERSIONS + 1): sop(fam, v)
for i, x in enumerate(faqs): write("faqs", x, {"title": f"Question {i}: {words(3, 6)}?", "audience": "everyone", "updated": "2026-01-09"}, plain_body(), clauses())
for i, x in enumerate(pages): write("pages", x, {"title": f"Subject {i}", "lead": sentence()}, plain_body())
for i, x in enumerate(tools): write("tools", x, {"title": f"Sheet {i}", "lead": sentence(), "updated": "2026-01-09"}, plain_body())
for i, x in enumerate(guidance): write("guidance", x, {"title": f"Advice {i}", "lead": sentence(), "updated": "2026-01-09"}, plain_body())
count = size = 0
for folder, _, names in os.walk(os.path.join(target, "content")):
    for name in names:
        if name.endswith(".md"):
            count += 1
            size += os.path.getsize(os.path.join(folder, name))
print(f"{count} documents, {size} bytes")
