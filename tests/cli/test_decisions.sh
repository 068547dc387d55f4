# decisions, partnership and the forms about partnerships: from a meeting's file to a register that knows who must act.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
sample_workspace "$W"
[ -d "$ROOT/programme-templates" ] && cp -r "$ROOT/programme-templates" "$W/"
records_of "$W" 2026-03-13
day=2026-03-12
mp() { "$MP" "$@" --workspace "$W" --as-of "$day"; }
db() { sqlite3 "$W/private/mentorpress.db" "$@"; }
table() { python3 "$ROOT/tests/cli/decisions.py" table "$T/d.csv" "$@"; }
mp import >/dev/null 2>&1
ok "nothing is there yet" grep -q "0 running, 0 over" <(mp partnership 2>/dev/null)
table ours mentee:1:match:2:1:
fails_with "a round must have been drawn" 1 "d.csv:3:1: error\[M071\].*no round" mp decisions "$T/d.csv"
db "INSERT INTO round(name, cycle, day, state, rules, inputs) VALUES('2026-03', '2026-03', 20523, 'drawn', '', '')"

# Pairs that may be: of all first choices those that the command itself finds nothing wrong with, each mentor once.
mapfile -t wish < <(python3 "$ROOT/tests/cli/decisions.py" wishes "$W/records/exports" mentee | sort -u -k2,2 | sort -n | sed 's/\(.*\) \(.*\)/mentee:\1:match:\2::/')
table ours "${wish[@]}"
mp decisions "$T/d.csv" --dry-run >"$T/out" 2>&1
mapfile -t good < <(for i in "${!wish[@]}"; do grep -q "d.csv:$((i + 3)):" "$T/out" || echo "${wish[$i]}"; done)
ok "the sample has pairs to decide on" test ${#good[@]} -ge 6
number() { echo "$1" | cut -d: -f"$2"; }
a=${good[0]} b=${good[1]} c=${good[2]} d=${good[3]} e=${good[4]}
nobody() { echo "mentee:$(number "$1" 2):$2:::${3:-}"; }

table ours "$a" "$(nobody "$b" perhaps x)" "mentee:99999:no_match:::x" "$(nobody "$c" no_match)" "mentee:$(number "$d" 2):match::1:" "$a"
mp decisions "$T/d.csv" >"$T/out" 2>&1
same "a file with errors is refused" $? 1
for line in "4:[0-9]*: error\[M072\]" "5:[0-9]*: error\[M073\]" "6:[0-9]*: error\[M079\].*needs a reason" "7:[0-9]*: error\[M074\].*needs a partner" "8:[0-9]*: error\[M075\].*line 3"; do
	ok "told with its place: ${line%%:*}" grep -qE "d.csv:$line" "$T/out"
done
ok "no entry number stands in the messages" bash -c '! grep -q "99999" "$0"' "$T/out"
ok "nothing was recorded of it" grep -q "Nothing was recorded" "$T/out"
same "not one row" "$(db 'SELECT count(*) FROM decision') $(db 'SELECT count(*) FROM partnership')" "0 0"

table german "$a" "$b" "$(nobody "$c" 'No match' 'nobody free')" "$(nobody "$d" defer 'asks for it')"
fails_with "a dry run records nothing" 0 "Partnerships to be opened: 2" mp decisions "$T/d.csv" --dry-run
same "indeed" "$(db 'SELECT count(*) FROM partnership')" 0
fails_with "the file of a spreadsheet is taken" 0 "P-0001 .*match with mentor" mp decisions "$T/d.csv"
same "outcomes and partnerships" "$(db 'SELECT count(*) FROM decision') $(db 'SELECT count(*) FROM partnership') $(db "SELECT state FROM round WHERE name = '2026-03'")" "4 2 decided"
same "dates of the cycle" "$(db "SELECT date(plan_due * 86400, 'unixepoch') || ' ' || date(checkin_due * 86400, 'unixepoch') || ' ' || date(evaluation_due * 86400, 'unixepoch') FROM partnership WHERE id = 1")" "2026-04-10 2026-07-10 2026-10-10"
before=$(db .dump | sha256sum)
fails_with "again: as before" 0 "0 new, 0 changed, 4 as before" mp decisions "$T/d.csv"
same "the same register" "$(db .dump | sha256sum)" "$before"
table shuffled "$a" "$b" "$(nobody "$c" no_match 'nobody free')" "$(nobody "$d" defer 'asks for it')"
fails_with "in another order: as before" 0 "0 new, 0 changed, 4 as before" mp decisions "$T/d.csv"
ok "the audit log has one line of it" bash -c '[ "$(grep -c "decisions  round 2026-03" <<<"$1")" = 1 ]' x "$(mp audit 2>/dev/null)"
table ours "$(nobody "$b" no_match 'withdrew the wish')" "$(echo "$d" | sed 's/::$/::fits/')"
fails_with "what nobody was told is corrected" 0 "taken back, nobody knows of them: 1" mp decisions "$T/d.csv"
ok "P-0002 is gone, its number too" bash -c '! grep -q P-0002 <<<"$1" && grep -q P-0003 <<<"$1"' x "$(mp partnership 2>/dev/null)"
db "INSERT INTO notice(code, key, application, partnership, round, made, file, sent, sent_by) SELECT 'match-mentee', number, b, id, 1, 20524, 'x', 20524, 'headquarters' FROM partnership WHERE id = 1"
table ours "$(nobody "$a" defer later)"
fails_with "what was told is not" 1 "M081.*P-0001 was acted on" mp decisions "$T/d.csv"
cp "$T/.out" "$T/out"
ok "and it is said what to do" grep -q "partnership P-0001 declined --by mentor (or mentee)" "$T/out"

day=2026-03-20
fails_with "an answer needs a side" 1 "M084.*--by mentor or --by mentee" mp partnership P-1 agreed
fails_with "the mentor agrees" 0 "Now proposed. Next: answer of mentee by 2026-03-25" mp partnership P-1 agreed --by mentor --on 2026-03-18
fails_with "the mentee too" 0 "Now accepted. Next: first contact by mentee \(5.3.1\); goals from mentor by 2026-04-10" mp partnership p0001 agreed --by mentee
fails_with "twice is refused" 1 "agreed on March 20, 2026 already" mp partnership p0001 agreed --by mentee
fails_with "before it was proposed too" 1 "M084.*proposed on March 11" mp partnership P-1 first-contact --on 2026-03-10
fails_with "and what has not happened" 1 "M085.*after today" mp partnership P-1 first-contact --on 2026-03-21
fails_with "an evaluation without goals" 1 "no partnership goals yet" mp partnership P-1 evaluated --by mentor
fails_with "a number that is none" 1 "M085.*no partnership" mp partnership P-99
fails_with "the mentor declines after all (5.2.3)" 0 "the place of the mentor is free again" mp partnership P-0001 declined --by mentor --note "no time"
cp "$T/.out" "$T/out"
ok "the mentee has priority" grep -qE "^mentee [0-9]+.* first priority in the next round \(5.1.6\)" "$T/out"
ok "the next choices are shown, or that there is none" grep -qE "choice, mentor|No other choice" "$T/out"
fails_with "then nothing more can happen" 1 "was declined on March 20, 2026" mp partnership P-1 agreed --by mentee
fails_with "the story of it" 0 "2026-03-20  declined no time, mentor" mp partnership P-1
fails_with "by mistake: taken back" 0 "Now accepted" mp partnership P-1 take-back declined
fails_with "and again" 1 "nothing called \"declined\"" mp partnership P-1 take-back declined
fails_with "recorded anew on the same day" 0 "Now not formed: declined" mp partnership P-1 declined --by mentor --note "no time"
table ours "mentee:$(number "$a" 2):alternative:$(number "$e" 4)::next in line"
fails_with "now the committee may decide anew in the round" 0 "P-0004" mp decisions "$T/d.csv"
ok "as JSON" bash -c '"$0" partnership --json --workspace "$1" --as-of 2026-03-20 2>/dev/null | python3 -c "import json,sys; a=json.load(sys.stdin); assert [p[\"state\"] for p in a[\"partnerships\"]] == [\"not formed\", \"proposed\", \"proposed\"], a"' "$MP" "$W"
fails_with "who knows it" 0 "P-0001 as mentor, not formed" mp who "mentor $(number "$a" 4)" --show-values

# Forms: the plan of P-0003 by number, that of P-0004 by who sent it.
cp "$ROOT/records/mapping-examples/partnership-forms/"*.yml "$W/records/mappings/"
mail() { python3 - "$W" "$1" "$2" <<'P'
import csv, glob, sys
for name in sorted(glob.glob(sys.argv[1] + f"/records/exports/*{sys.argv[2]}-application.csv")):
    for r in csv.DictReader(open(name, encoding="utf-8-sig", newline="")):
        if r["Entry Id"] == sys.argv[3]: mail = r["Email"]
print(mail)
P
}
head -n 1 "$ROOT/records/mapping-examples/partnership-forms/2026-04-06-partnership-plan.csv" >"$W/records/exports/2026-04-06-partnership-plan.csv"
plan() { # mail, number, entry, day
	echo "\"A\",\"B\",\"$1\",\"\",\"$2\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"Goals\",\"Checked\",\"\",\"\",\"1\",\"$3\",\"$4 10:00:00\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"" >>"$W/records/exports/2026-04-06-partnership-plan.csv"
}
plan "$(mail mentor "$(number "$d" 4)")" P-0003 9001 2026-04-02
plan "$(mail mentor "$(number "$e" 4)")" "" 9002 2026-04-03
plan nobody@example.org "" 9003 2026-04-03
day=2026-04-06
mp partnership >"$T/out" 2>&1
ok "both plans are taken" bash -c '[ "$(grep -c "^P-000[34]  formal" "$0")" = 2 ]' "$T/out"
ok "that of nobody is told with its line" grep -q "partnership-plan.csv:4: warning\[M035\]" "$T/out"
same "start is the day the goals were received" "$(db "SELECT count(*) FROM partnership_event WHERE event = 'plan_received' AND day IN (20545, 20546)")" 2
fails_with "goals confirm it: no more declining" 1 "confirmed it \(5.3.3\)" mp partnership P-3 declined --by mentee
fails_with "but an early end" 0 "a petition may come" mp partnership P-3 ended early-mutual
fails_with "and a petition" 0 "the committee decides" mp partnership P-3 petition requested --by mentee

# By hand, from before; a month's end.
day=2026-02-28
db "CREATE TRIGGER no_note BEFORE INSERT ON partnership_event WHEN new.event = 'note' BEGIN SELECT raise(FAIL, 'no room'); END"
fails_with "without its note nothing is entered" 4 "no room" mp partnership new "mentor $(number "${good[5]}" 4)" "mentee $(number "${good[5]}" 2)" --on 2025-08-01 --plan-due 2025-08-31 --note "from the old list"
db "DROP TRIGGER no_note"
fails_with "one from before is entered" 0 "plan due August 31, 2025, evaluation due February 28, 2026" mp partnership new "mentor $(number "${good[5]}" 4)" "mentee $(number "${good[5]}" 2)" --on 2025-08-01 --plan-due 2025-08-31 --note "from the old list"
fails_with "with its note" 0 "from the old list" mp partnership P-5
fails_with "not twice" 1 "M086.*have P-0005 already" mp partnership new "mentor $(number "${good[5]}" 4)" "mentee $(number "${good[5]}" 2)" --on 2025-08-01
fails_with "two mentors are none" 1 "M086" mp partnership new "mentor $(number "$a" 4)" "mentor $(number "$b" 4)"
fails_with "entered by mistake" 0 "not given again" mp partnership P-5 annul
day=2026-04-06
mp partnership P-4 note --note "called" >/dev/null 2>&1
ok "copies to read say so" bash -c 'head -n 1 "$0/partnerships.csv" | grep -q "A copy to read" && head -n 1 "$0/decisions.csv" | grep -q "A copy to read"' "$W/private/programme/registers"
same "one line a partnership" "$(wc -l <"$W/private/programme/registers/partnerships.csv")" 5
same "private files are private" "$(stat -c %a "$W/private/programme/registers" "$W/private/programme/registers/decisions.csv" | xargs)" "700 600"
ok "no name is in them" bash -c '! grep -q "example.org" "$0"/*.csv' "$W/private/programme/registers"
ok "nothing of it is on the site" test ! -e "$W/site"
