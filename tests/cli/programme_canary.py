"""The programme's part of a workspace of canaries (tests/bench/generate.py --canary): whatever people type beside the application forms.

programme_canary.py decide WORKSPACE DECISIONS   fills in the pack's decisions; every word of the committee's is a canary
programme_canary.py forms WORKSPACE LIST         plans and evaluations of the partnerships in the register, as exports
programme_canary.py made WORKSPACE LIST          what the program itself made up: numbers of partnerships and certificates, sentences about fit

Canaries are added to LIST, one a line with where it stands, as find_canaries.py reads it."""
import csv, glob, os, re, shutil, sys

mode, ws, path = sys.argv[1:4]
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ROUND = "2026-03"


def table(name):
    with open(f"{ws}/private/programme/{name}", encoding="utf-8-sig", newline="") as f:
        return [{k: v.lstrip("'") for k, v in r.items()} for r in csv.DictReader(line for line in f if not line.startswith("#"))]


def note(found):
    with open(path, "a", encoding="utf-8") as f:
        f.writelines(f"{value}\t{where}\n" for value, where in found)


if mode == "decide":
    rows = table(f"{ROUND}/decisions.csv")
    for i, row in enumerate(rows):
        matched = row["partner_form_entry_no"] and i != 1 and row["form"] == "mentee" or row["form"] == "peer" and row["partner_form_entry_no"]
        row.update(decision="match" if matched else "no_match", reason=f"committeereason{i}qx because", decided_by=f"decidedbyqx{i}", decided_on="2026-03-11",
                   override_flags=f"flagqx{i}", note="")
        if not matched:
            row["partner_form_entry_no"] = row["partner_form"] = row["rank_given"] = ""
    with open(path, "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    with open(path + ".canaries", "w", encoding="utf-8") as f:
        f.writelines(f"{v}\tdecision {i}\n" for i in range(len(rows)) for v in (f"committeereason{i}qx", f"decidedbyqx{i}", f"flagqx{i}"))

elif mode == "forms":
    people = {}
    for kind in ("mentor", "peer", "mentee"):
        for f in glob.glob(f"{ws}/records/exports/*-{kind}-application.csv"):
            people |= {(kind, r["Entry Id"]): r for r in csv.DictReader(open(f, encoding="utf-8-sig", newline=""))}
    found, entry = [], 8800001
    for form in ("plan", "evaluation"):
        shutil.copy(f"{root}/records/mapping-examples/partnership-forms/{form}.yml", f"{ws}/records/mappings/")
        with open(glob.glob(f"{root}/records/mapping-examples/partnership-forms/*-partnership-{form}.csv")[0], encoding="utf-8-sig", newline="") as f:
            head = next(csv.reader(f))
        with open(f"{ws}/records/exports/2026-03-10-partnership-{form}.csv", "w", encoding="utf-8-sig", newline="") as f:
            out = csv.DictWriter(f, head, quoting=csv.QUOTE_ALL, lineterminator="\n")
            out.writeheader()
            for p in table("registers/partnerships.csv"):
                for side in "ab":
                    who, entry = people[p[side + "_form"], p[side + "_form_entry_no"]], entry + 7
                    row = dict.fromkeys(head, "") | {k: who[k] for k in ("Name (First)", "Name (Last)", "Email", "Society member number")}
                    mark = lambda what: found.append((f"{what}qx{entry}", f"{form} {entry}: {what}")) or f"{what}qx{entry}"
                    row |= {"Partnership number": p["partnership_id"], "Your own Entry ID": p[side + "_form_entry_no"], "Entry Id": str(entry),
                            "Your role": p[side + "_form"].capitalize(), "Created By (User Id)": mark("user"), "User Agent": mark("agent"), "User IP": mark("ip")}
                    found.append((str(entry), f"{form}: entry number"))
                    if form == "plan":
                        row |= {"Your partner's name": mark("partnername"), "Your partner's email": mark("partnermail") + "@example.org", "We begin on": "03/20/2025",
                                "How often will you meet?": "Every week", "What do you want to reach together?": f"We want to reach {mark('goal')} together.",
                                "Code of ethics (Consent)": "Checked", "Entry Date": "2025-03-05 04:11:09"}
                    else:
                        row |= {"We were a good match": "5", "All in all": "4", "Did you reach your goals?": "Yes", "How many times did you meet?": "11",
                                "What went well?": f"It was {mark('praise')} all the time.", "What could be better?": f"Less {mark('blame')} please.",
                                "May we quote you without your name?": "Checked", "Entry Date": "2025-10-02 04:11:09"}
                    out.writerow(row)
    note(found)

else:
    found = [(p["partnership_id"], "partnership number") for p in table("registers/partnerships.csv")]
    found += [(r["number"] if "number" in r else next(iter(r.values())), "certificate number") for r in table("certificates/register.csv")]
    for row in table(f"{ROUND}/decisions.csv"):
        found += [(m, "sentence about fit") for m in re.findall(r"fit \d+: [^,]*, [^,]*", row["note"])]
    assert len({w for _, w in found}) == 3, "the program made no numbers or no sentences"
    note(sorted(set(found)))
