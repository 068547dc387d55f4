# units: statements and lists of re-registration units over an invented history of partnerships (programme_world.py).
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
sample_workspace "$W"; records_of "$W" 2026-03-13
cp -r "$ROOT/programme-templates" "$W/"
python3 "$ROOT/tests/cli/programme_world.py" exports "$W"
ok "the records import" import_at "$W"
python3 "$ROOT/tests/cli/programme_world.py" register "$W" >"$T/who"
star=$(awk '$1 == "star" { print $2 }' "$T/who"); partner=$(awk '$1 == "partner" { print $2 }' "$T/who"); granted=$(awk '$1 == "mentee-granted" { print $2 }' "$T/who")
mp() { "$MP" "$@" --workspace "$W" --as-of 2026-03-13; }
U=$W/private/programme/units
fails_with "a year is counted" 0 'statements in private/programme/units/2025/' mp units --year 2025
same "what is written is for its owner only" "$(find "$W/private/programme" -type d -printf '%m\n' -o -printf '%m\n' | sort -u | tr '\n' ' ')" "600 700 "
fails_with "the third of a year earns nothing" 0 'P-0077 as mentor, 2025-12-31: 0 units: annual maximum of 2 partnerships, 5.6.1' mp units --year 2025
fails_with "of two on the last day of the year the first earns" 0 'P-0076 as mentor, 2025-12-31: 2 units' mp units --year 2025
fails_with "the first of January is the next year" 0 '2026  .*P-0078 as mentor, 2026-01-01: 2 units' mp units --year 2026
fails_with "a granted petition counts" 0 "mentee $granted.*P-0081 as mentee, 2025-05-05: 2 units: ended early; the committee granted" mp units --year 2025
fails_with "a denied one does not" 0 'P-0082 as mentee, 2025-05-05: 0 units: ended early; the committee did not grant' mp units --year 2025
fails_with "one that waits does not" 0 'P-0080 as mentee, 2025-05-05: 0 units: ended early; the petition waits' mp units --year 2025
fails_with "the mentor's own petition is another" 0 'P-0081 as mentor, 2025-05-05: 0 units: ended early; a petition to the committee is possible' mp units --year 2025
fails_with "no petition against lack of effort" 0 'P-0083 as mentee, 2025-05-05: 0 units: ended for lack of communication or effort' mp units --year 2025
same "nobody has more than four units in a year" "$(python3 - "$U/2025/certification-board.csv" <<'PY'
import csv, sys
print(max(int(r["units"]) for r in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig"))))
PY
)" 4
same "the two lists agree" "$(python3 - "$U/2025" <<'PY'
import csv, sys
board = sum(int(r["units"]) for r in csv.DictReader(open(sys.argv[1] + "/certification-board.csv", encoding="utf-8-sig")))
lines = sum(int(r["units"]) for r in csv.DictReader(open(sys.argv[1] + "/units-with-reasons.csv", encoding="utf-8-sig")))
print(board > 100 and board == lines)
PY
)" True
ok "a statement for each person" test -f "$U/2025/mentor-$star.html"
fails_with "one person, every year" 0 '6 units from 4 participations; 1 statement in private/programme/units/person/mentor-' mp units mentor "$star"
S=$U/person/mentor-$star/mentor-$star.html
ok "the statement names the person" grep -q "Statement of re-registration units" "$S"
if grep -rq -- "$partner" "$S"; then echo "not ok a statement names no partner"; else echo "ok a statement names no partner"; fi
ok "--json" bash -c "\"$MP\" units --year 2025 --json --workspace '$W' --as-of 2026-03-13 | python3 -c 'import json,sys; j=json.load(sys.stdin); assert j[\"ok\"] and any(l[\"partnership\"] == \"P-0077\" and l[\"units\"] == 0 for l in j[\"lines\"])'"
sum1=$(cat "$U"/2025/* | sha256sum); mp units --year 2025 >/dev/null 2>&1
same "the same again, byte for byte" "$(cat "$U"/2025/* | sha256sum)" "$sum1"
# A rule of the committee's own: periods from October on, three partnerships.
printf 'valid_from,units_per_partnership,max_partnerships,max_units,year_basis,clause\n2020-01-01,2,3,5,10-01,CP-12.06 4.2\n' >"$W/records/unit-rules.csv"
fails_with "a year that begins in October is named for its end" 0 '2026  .*P-0078 as mentor, 2026-01-01: 1 unit: .*annual maximum is 5 units, CP-12.06 4.2' mp units --year 2026
rm "$W/records/unit-rules.csv"
# An exception lifts a condition, for the one named first only.
printf 'kind,form_a,entry_a,why,by,on\nunits,mentee,%s,Illness of the partner,committee,2026-01-14\n' "$(sed -n 's/.*mentee \([0-9]*\) .*P-0079 as mentee.*/\1/p' <(mp units --year 2025 2>/dev/null) | head -n 1)" >"$W/records/overrides.csv"
fails_with "an exception counts, with its reason in the statement" 0 'P-0079 as mentee, 2025-05-05: 2 units: counts by a recorded exception' mp units --year 2025
fails_with "and is the partner's not" 0 'P-0079 as mentor, 2025-05-05: 0 units: ended early' mp units --year 2025
ok "with its reason" grep -rq 'Illness of the partner (committee)' "$U/2025"
printf 'kind,form_a,entry_a,why,by,on\nunits,mentee,1,Typed wrong,committee,2026-01-14\n' >"$W/records/overrides.csv"
fails_with "an exception for nobody is told" 0 'M140' mp units --year 2025
rm "$W/records/overrides.csv"
fails_with "who has no partnership" 1 'M141' mp units mentor "$(sqlite3 "$W/private/mentorpress.db" "SELECT a.entry_no FROM application a WHERE form='mentor' AND held=0 AND NOT EXISTS(SELECT 1 FROM partnership p WHERE p.a=a.id) ORDER BY a.n DESC LIMIT 1")"
fails_with "a year that is none" 2 'write it as 2026' mp units --year last
mv "$W/programme-templates/units.html" "$T/"
fails_with "without its template nothing is written" 1 'M060' mp units --year 2025
ok "and what stood there stays" test -f "$U/2025/mentor-$star.html"
if [ -e "$W/site" ]; then echo "not ok nothing goes to site/"; else echo "ok nothing goes to site/"; fi
