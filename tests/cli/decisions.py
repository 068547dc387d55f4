"""Writes files of decisions for test_decisions.sh. usage: decisions.py wishes EXPORTS KIND     mentees (or peers) and their first choice that is a number
                 decisions.py table OUT STYLE ROW…         a file of decisions; a ROW is form:number:decision:partner:rank:reason
STYLE is ours (as the pack writes it), german (semicolons, 11.03.2026, month names, zeros) or shuffled (ours, the other way round)."""
import csv, glob, sys

HEAD = "round_id form form_entry_no decision partner_form_entry_no rank_given override_flags reason decided_by decided_on".split()


def wishes(folder, kind):
    for name in sorted(glob.glob(f"{folder}/*{kind}-application.csv"))[-1:]:
        for row in csv.DictReader(open(name, encoding="utf-8-sig", newline="")):
            first = row.get("Preferred potential partner (Entry ID) - 1st", "").strip()
            if first.isdigit():
                print(row["Entry Id"], first)


def table(out, style, rows):
    german = style == "german"
    lines = []
    for row in rows:
        form, number, decision, partner, rank, reason = row.split(":")
        day = "11.03.2026" if german else "2026-03-11"
        lines.append(["Mrz 26" if german else "'2026-03", form, number, decision, partner, rank, "", reason, "committee", day])
    if style == "shuffled":
        lines.reverse()
    with open(out, "w", encoding="utf-8-sig" if german else "utf-8", newline="") as f:
        f.write("# Write into the column decision" + (";" * 9 + "\r\n" if german else "\n"))
        w = csv.writer(f, delimiter=";" if german else ",", lineterminator="\r\n" if german else "\n")
        w.writerow(HEAD)
        w.writerows(lines)


if sys.argv[1] == "wishes":
    wishes(*sys.argv[2:])
else:
    table(sys.argv[2], sys.argv[3], sys.argv[4:])
