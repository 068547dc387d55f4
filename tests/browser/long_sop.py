"""Writes a very long and a tiny SOP into a workspace; `mentorpress approve` then gives them their fingerprints. Usage: long_sop.py WORKSPACE"""
import os
import sys

HEAD = """---
title: {title}
number: {number}
effective: 2026-02-01
approved: 2026-01-20
original_issue: 2026-02-01
owner: Mentoring Program Committee
changes: First issue.
approved_by:
  - name: Marguerite Oyelaran-Fisk
    title: Board Liaison
    date: 2026-01-20
    meaning: Approved for use
    method: Signature on file
---
"""
TEXT = ("The coordinator keeps the record for as long as the partnership lasts and hands it over in good order, so that whoever "
        "comes after finds what was agreed, by whom, and on which day. Where a record is missing the coordinator says so in writing. ")


def long():
    out = [HEAD.format(title="Keeping the records of very many partnerships over very many years", number="MP-09.01")]
    for part in range(1, 11):
        out.append(f"## {part}. Part {part} of the procedure\n\n")
        for section in range(1, 6):
            out.append(f"### {part}.{section} Section {section}\n\n")
            for clause in range(1, 9):
                out.append(f"{part}.{section}.{clause} " + TEXT * (1 + (part * section * clause) % 3) + "\n\n")
                if clause == 4:
                    out.append("".join(f"- item {i} of the list\n" for i in range(4)) + "\n")
        if part == 4:
            out.append("| No. | Record of | Kept by | Kept for | Where it is kept and how it is found again |\n|---|---|---|---|---|\n")
            out.extend(f"| R{i}a | Agreement {i} | Coordinator | {i} years | Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft, "
                       f"shelf {i}, and a copy with the committee until the partnership has ended, R{i}z |\n" for i in range(10, 90))
            out.append("\n")
    return "".join(out)


sops = os.path.join(sys.argv[1], "content/sops")
for name, text in (("MP-09.01", long()),
                   ("MP-08.01", HEAD.format(title="Keys", number="MP-08.01") + "## 1. Rule\n\n1.1 Keys are handed back on the last day.\n")):
    with open(os.path.join(sops, name + ".md"), "w", encoding="utf-8") as f:
        f.write(text)
