# Plans and evaluations that arrived are taken in by whichever command about partnerships comes next; a dry run takes in nothing.
. "$(dirname "$0")/lib.sh" "$1"
. "$(dirname "$0")/due_world.sh"
due_world >"$T/.p" 2>&1 || { echo "not ok a world"; tail -n 20 "$T/.p"; exit 1; }
mp partnership P-0001 agreed --by mentor --on 2026-03-11 --quiet >/dev/null 2>&1
mp partnership P-0001 agreed --by mentee --on 2026-03-11 --quiet >/dev/null 2>&1
printf 'signatory: {name: "Ingeborg Castellanos-Roy", title: "Committee Chair"}\n' >"$W/records/match-rules.yml"
cp "$ROOT/records/mapping-examples/partnership-forms/evaluation.yml" "$W/records/mappings/"
python3 - "$ROOT" "$W" "$(number "$M1")" <<'P'
import csv, glob, sys
root, ws, no = sys.argv[1:]
head = next(csv.reader(open(glob.glob(root + "/records/mapping-examples/partnership-forms/*evaluation.csv")[0], newline="", encoding="utf-8-sig")))
who = [r for f in sorted(glob.glob(ws + "/records/exports/*mentor-application.csv")) for r in csv.DictReader(open(f, encoding="utf-8-sig", newline="")) if r["Entry Id"] == no][-1]
row = dict.fromkeys(head, "")
row.update({"Name (First)": who["Name (First)"], "Name (Last)": who["Name (Last)"], "Email": who["Email"], "Society member number": who["Society member number"], "Partnership number": "P-0001",
            "Your own Entry ID": no, "Your role": "Mentor", "All in all": 5, "Entry Id": 39001, "Entry Date": "2026-03-13 10:00:00"})
out = csv.DictWriter(open(ws + "/records/exports/2026-03-13-partnership-evaluation.csv", "w", newline="", encoding="utf-8"), head, lineterminator="\n")
out.writeheader()
out.writerow(row)
P
cp -a "$W" "$T/base"
taken() { sqlite3 "$W/private/mentorpress.db" "SELECT count(*) FROM partnership_event WHERE event = 'evaluated' AND partnership = 1"; }
for c in "due" "notices" "notices sent match-mentor" "certificates" "certificates list" "units" "report" "match --round 2026-04" "partnership P-0001" "who mentor $(number "$M1") --show-values"; do
	rm -rf "$W"; cp -a "$T/base" "$W"
	mp $c >"$T/.o" 2>&1
	same "$c takes the evaluation in" "$(taken)" 1
	mp $c >"$T/.o" 2>&1
	same "once" "$(taken)" 1
done
for c in "match --round 2026-04 --dry-run" "certificates --dry-run"; do
	rm -rf "$W"; cp -a "$T/base" "$W"
	fails_with "$c works" 0 "" mp $c
	same "and takes in nothing" "$(taken)" 0
done
# A story can be read where nothing can be written.
rm -rf "$W"; cp -a "$T/base" "$W"
mp import --quiet >/dev/null 2>&1
sqlite3 "$W/private/mentorpress.db" "CREATE TRIGGER full BEFORE INSERT ON partnership_event BEGIN SELECT RAISE(ABORT, 'no'); END"
fails_with "who answers even when the form cannot be recorded" 0 "P-0001" mp who mentor "$(number "$M1")" --show-values
