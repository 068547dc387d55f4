# match: a round on the sample programme: who is in it, the same bytes whatever the order of the rows, what-ifs, what changed, nothing on the site.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
sample_workspace "$W"
[ -d "$ROOT/programme-templates" ] && cp -r "$ROOT/programme-templates" "$W/"
records_of "$W" 2026-03-13
ok "the records import" "$MP" import --workspace "$W" --as-of 2026-03-13
match() { "$MP" match --workspace "$W" --as-of 2026-03-05 "$@"; }
db() { sqlite3 "$W/private/mentorpress.db" "$@"; }
fails_with "a round has to be named" 2 "match needs --round" match
fails_with "its name is fit for a folder" 2 "letters, digits" match --round ../x
fails_with "a goal is best or most" 2 "best or most" match --round 2026-03 --goal all
fails_with "a weight is a part and a number" 2 "region=0" match --round 2026-03 --weight region
fails_with "and the part one of the eight" 2 "needs, experience" match --round 2026-03 --weight zodiac=3
fails_with "a lock is a pair" 2 "10412=10437" match --round 2026-03 --lock 10412
fails_with "an unknown cycle is told, with the nearest" 1 "M042.*no cycle \"2026-33\"" match --round 2026-33
fails_with "no weight above 0" 1 "M040" match --round 2026-03 --weight needs=0 --weight experience=0 --weight sector=0 --weight region=0 --weight language=0 --weight credential=0 --weight channel=0 --weight availability=0
ok "a dry run" match --round 2026-03 --dry-run
same "remembers nothing" "$(db "SELECT count(*) FROM round")" 0
ok "and writes nothing" test ! -e "$W/private/programme"
match --round 2026-03 >"$T/first" 2>"$T/first.err"
same "the round is drawn" "$?" 0
ok "the summary names the meeting" grep -q "^Round 2026-03, meeting on March 11, 2026" "$T/first"
ok "says why people are not in it" grep -qE "^  mentors +[0-9]+ in the round, [0-9]+ not: .*paused" "$T/first"
ok "and both goals" grep -qE "^  With goal most it would be [0-9]+, mean fit [0-9]+" "$T/first"
ok "nobody stands in it" bash -c '! grep -qE "(mentee|mentor|peer) [0-9]{3,}" "$0"' "$T/first"
same "one proposal a mentee and peer of the round" "$(db "SELECT count(*) FROM proposal")" "$(db "SELECT count(*) FROM round_member m JOIN application a ON a.id = m.application WHERE m.reason = 0 AND a.kind <> 0")"
same "nobody beyond capacity" "$(db "SELECT count(*) FROM (SELECT partner FROM proposal p JOIN application a ON a.id = p.partner WHERE a.kind = 0 GROUP BY partner HAVING count(*) > 20)")" 0
same "peers go with each other" "$(db "SELECT count(*) FROM proposal p JOIN application a ON a.id = p.application AND a.kind = 1 WHERE p.partner <> 0 AND NOT EXISTS (SELECT 1 FROM proposal q WHERE q.application = p.partner AND q.partner = p.application)")" 0
same "the folder is private" "$(stat -c %a "$W/private/programme/2026-03")" 700
ok "the log has it" bash -c 'sqlite3 "$0/private/mentorpress.db" "SELECT * FROM audit" 2>/dev/null | grep -q "match" || "$1" audit --workspace "$0" --as-of 2026-03-05 | grep -q match' "$W" "$MP"
match --round 2026-03 >"$T/second" 2>/dev/null
ok "again: the same, and nothing changed" cmp "$T/first" "$T/second"
match --round 2026-03 --dry-run --show-values >"$T/all" 2>/dev/null
ok "sentences when asked for" grep -qE "^mentee [0-9]+ gets mentor [0-9]+.* \(1st choice\): .*fit [0-9]+: " "$T/all"
ok "and for those with nobody" grep -qE "^mentee [0-9]+ gets nobody" "$T/all"

# What if
pair=$(db "SELECT a.entry_no || '=' || b.entry_no FROM proposal p JOIN application a ON a.id = p.application JOIN application b ON b.id = p.partner WHERE a.kind = 2 AND p.how = 1 ORDER BY a.entry_no LIMIT 1")
me=${pair%=*}
fails_with "a veto takes a proposal away" 0 "mentee $me( \([^)]*\))?: .*vetoed for this round" match --round 2026-03 --veto "mentee $me=mentor ${pair#*=}" --dry-run --show-values
fails_with "a lock holds" 0 "mentee $me gets mentor ${pair#*=}.*, locked" match --round 2026-03 --lock "$pair" --dry-run --show-values
fails_with "a lock and a veto of the same pair are told" 1 "M041.*vetoed too" match --round 2026-03 --lock "$pair" --veto "$pair" --dry-run
fails_with "a lock that names nobody" 1 "M044.*--lock 1 names no" match --round 2026-03 --lock 999999=888888 --dry-run
paused=$(db "SELECT a.entry_no FROM round_member m JOIN application a ON a.id = m.application WHERE m.reason = 1 AND a.kind = 0 ORDER BY a.entry_no LIMIT 1")
fails_with "nor one with somebody who is not in the round" 1 "M041.*is not in the round" match --round 2026-03 --lock "$me=$paused" --dry-run
fails_with "another weight says what changes" 0 "^Since the last run [0-9]+ things changed" match --round 2026-03 --weight region=0 --weight needs=5 --dry-run
fails_with "a round keeps its cycle" 1 "M043" match --round 2026-03 --cycle 2026-04
fails_with "a name of one's own" 0 "Round spring, meeting on April 8, 2026" match --round spring --cycle 2026-04
fails_with "and the cycle is remembered" 0 "meeting on April 8, 2026" match --round spring
ok "as JSON" bash -c '"$0" match --round 2026-03 --dry-run --json --workspace "$1" --as-of 2026-03-05 2>/dev/null | python3 -c "import json,sys; a=json.load(sys.stdin); assert a[\"ok\"] and a[\"mentees_matched\"] > 0 and a[\"mentors\"][\"in\"] > 0 and \"mentee_proposals\" not in a"' "$MP" "$W"
same "--quiet says nothing" "$(match --round 2026-03 --dry-run --quiet 2>/dev/null)" ""

# Whatever the order of the rows
V=$T/v
sample_workspace "$V"
[ -d "$ROOT/programme-templates" ] && cp -r "$ROOT/programme-templates" "$V/"
records_of "$V" 2026-03-13
python3 - "$V/records/exports" <<'P2'
import csv, glob, random, sys
random.seed(8)
for name in sorted(glob.glob(sys.argv[1] + "/*.csv")):
    text = open(name, encoding="utf-8-sig", newline="").read()
    rows = list(csv.reader(text.splitlines(True)))
    head, body = rows[0], rows[1:]
    random.shuffle(body)
    with open(name, "w", encoding="utf-8-sig", newline="") as f:
        csv.writer(f, quoting=csv.QUOTE_ALL).writerows([head] + body)
P2
ok "shuffled records import" "$MP" import --workspace "$V" --as-of 2026-03-13
for w in "$W" "$V"; do "$MP" match --round 2026-03 --dry-run --show-values --workspace "$w" --as-of 2026-03-05 2>/dev/null | grep -v "^Round" ; done >"$T/both"
head -n $(($(wc -l <"$T/both") / 2)) "$T/both" >"$T/one"; tail -n +$(($(wc -l <"$T/one") + 1)) "$T/both" >"$T/two"
ok "any order of the rows gives the same proposals" cmp "$T/one" "$T/two"
ok "the site and the content know nothing of it" bash -c '! grep -rqlE "programme/|round_member" "$0/site" "$0/content" 2>/dev/null' "$W"
