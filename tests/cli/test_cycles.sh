# Between cycles: lost databases, second thoughts, withdrawals, dead runs, odd exports. What may not happen is that somebody is listed who should not be, or an ID says something else than it did.
. "$(dirname "$0")/lib.sh" "$1"
A=$T/a
three_cycles "$A" >"$T/.p" 2>&1 || { echo "not ok three cycles"; tail -n 20 "$T/.p"; exit 1; }
fresh() { rm -rf "$T/w"; cp -a "$A" "$T/w"; W=$T/w; }
db() { sqlite3 "$W/private/mentorpress.db" "$@"; }
publish() { "$MP" publish --workspace "$W" --yes --as-of "$@"; }
cycle() { publish "$1" --cycle "$2"; }
head_of() { git_site "$W" rev-parse main; }
listed() { grep -q "^[a-z]*,$1," "$W/site/public/pool.csv"; }
state_of() { db "SELECT state FROM entry_id WHERE id = '$1'"; }
profile_of() { db "SELECT e.id FROM pool_entry e WHERE e.pool = 'mentors' AND e.state = 'current' AND e.kind = 1 AND e.hidden = 0 $1 ORDER BY e.id LIMIT 1"; }
entry_of() { db "SELECT a.entry_no FROM application a JOIN pool_entry e ON e.application = a.id WHERE e.id = '$1' AND e.state = 'current'"; }
event() { echo "t-$1-$3,mentor,$1,$2,$3,,,,the member,headquarters,$2T09:00:00+00:00" >>"$W/records/status_events.csv"; }
# Writes a later export of the mentors' form: NAME, then python that changes `rows` (all of the newest export); new(row, entry, date, column=value …) copies a row.
export_mentors() {
	python3 - "$W/records/exports" "$1" "$2" <<'P'
import csv, sys, glob
folder, name, code = sys.argv[1:]
read = lambda p: list(csv.reader(open(p, encoding="utf-8-sig", newline="")))
head, *rows = read(sorted(glob.glob(folder + "/*-mentor-application.csv"))[-1])
members = read(sorted(glob.glob(folder + "/*-members.csv"))[-1])
number, email, consent, entry, date, test = 5, 3, 81, 88, 89, 86
def row(no): return next(r for r in rows if r[entry] == no)
def new(r, no, day, **change):
    r = r[:]; r[entry] = no; r[date] = day + " 10:00:00"
    for k, v in change.items(): r[globals()[k]] = v
    rows.append(r); return r
exec(code)
w = csv.writer(open(f"{folder}/{name}", "w", encoding="utf-8", newline=""), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
w.writerows([head] + rows)
P
}

# A database that was lost, or is older than the repository.
fresh; cp -a "$W/private" "$T/backup"; before=$(head_of)
rm -rf "$W/private"
fails_with "a plain publish without its database is refused" 1 "backup made after edition 3" publish 2026-03-20
fails_with "so is a diff" 1 P060 "$MP" diff --workspace "$W" --as-of 2026-03-20
fails_with "so is a preview" 1 P060 "$MP" build --workspace "$W" --as-of 2026-03-20
same "nothing was published" "$(head_of)" "$before"
fails_with "a cycle publish begins anew and says so" 0 "P061.*resolve no more" cycle 2026-04-10 2026-04
ok "and plain ones go on from there" publish 2026-04-11
cp "$T/backup/mentorpress.db" "$W/private/mentorpress.db"; rm -f "$W"/private/mentorpress.db-*; echo "One more line." >>"$W/content/pages/index.md"
fails_with "an old backup is not taken for the newest" 1 P060 publish 2026-04-12
fresh; rm -rf "$W/private" "$W/records"; echo "One more line." >>"$W/content/pages/index.md"
fails_with "without the records nothing is published where people are listed" 1 H026 publish 2026-03-20
ok "but the pages can be built, with the pool as it was" "$MP" build --workspace "$W" --as-of 2026-03-20
same "the very entries" "$(cut -d, -f1-4 "$W/site/preview/pool.csv")" "$(git_site "$W" show main:pool.csv | cut -d, -f1-4)"

# One member under all addresses the list of members knows.
fresh
export_mentors sample-2026-03-30-mentor-application.csv '
used = {r[number].lstrip("0") for r in rows} | {""}
m = next(m for m in members[1:] if m[0].lstrip("0") not in used and m[7] == "Active" and m[8].endswith("2026") and m[8] > "06" and m[10] != "Yes")
m[4] = ", ".join("other%d@example.org" % i for i in range(4))
base = next(r for r in rows if r[consent] == "List me in a group only")
for i, mail in enumerate([m[3]] + m[4].split(", ")): new(base, str(10950 + i), "2026-03-20", number="", email=mail)
csv.writer(open(folder + "/sample-2026-03-30-members.csv", "w", newline="")).writerows(members)'
ok "a cycle with five forms of one member" cycle 2026-04-10 2026-04
same "they are one person" "$(db "SELECT count(DISTINCT person) || ' ' || count(DISTINCT member) || ' ' || sum(current) FROM standing s JOIN application a ON a.id = s.application WHERE a.form = 'mentor' AND a.entry_no BETWEEN '10950' AND '10954'")" "1 1 1"
same "k is counted over members too" "$(db "SELECT count(*) FROM (SELECT m.id FROM pool_entry e JOIN pool_member m USING (pool, state, id) WHERE e.kind = 0 GROUP BY m.pool, m.state, m.id HAVING count(DISTINCT m.member) < 5)")" 0

# A decision on a text taken back between cycles.
fresh; id=$(profile_of "AND e.text <> ''"); digest=$(db "SELECT text_digest FROM pool_entry WHERE id = '$id' AND state = 'current'")
text_of() { python3 -c 'import csv,sys; print(next(r[7] for r in csv.reader(open(sys.argv[1], newline="", encoding="utf-8")) if r[1] == sys.argv[2]))' "$W/site/public/pool.csv" "$id"; }
ok "the approved text is public" test -n "$(text_of)"
echo "$digest,hold,,headquarters,2026-03-16," >>"$W/records/reviews.csv"; publish 2026-03-16 >"$T/.p" 2>&1
same "a text that is held again leaves with the next publish" "$(text_of)" ""
echo "$digest,mask,I audit systems.,headquarters,2026-03-17," >>"$W/records/reviews.csv"; publish 2026-03-17 >"$T/.p" 2>&1
same "a masked one is shown as it may be" "$(text_of)" "I audit systems."
ok "the card itself stands" listed "$id"

# Withdrawn: the ID ends with the next publish of any kind, even one that changes no page.
fresh; id=$(profile_of ""); no=$(entry_of "$id")
event "$no" 2026-03-14 full; publish 2026-03-14 >"$T/.p" 2>&1
ok "a full calendar takes the profile off" bash -c '! grep -q ",$1," "$0/site/public/pool.csv"' "$W" "$id"
same "and ends nothing" "$(state_of "$id")" live
event "$no" 2026-03-15 withdraw
fails_with "a withdrawal that changes no page" 0 "Nothing new" publish 2026-03-15
same "ends the ID all the same" "$(state_of "$id")" ended
export_mentors sample-2026-03-30-mentor-application.csv "new(row('$no'), '10900', '2026-03-25')"; cycle 2026-04-10 2026-04 >"$T/.p" 2>&1
ok "applying again gives another ID" test "$(db "SELECT e.id <> '$id' FROM pool_entry e JOIN application a ON a.id = e.application WHERE a.entry_no = '10900' AND e.state = 'current'")" = 1
fresh; id=$(profile_of ""); event "$(entry_of "$id")" 2026-03-14 withdraw_consent; cycle 2026-04-10 2026-04 >"$T/.p" 2>&1
same "consent withdrawn just before a cycle ends it too" "$(state_of "$id")" ended

# A list of members that was cut short.
fresh; head -n 1 "$W/records/exports/sample-2026-03-02-members.csv" >"$W/records/exports/sample-2026-03-18-members.csv"
fails_with "a list of members without members is refused by name" 1 "sample-2026-03-18-members.csv: error.R069" publish 2026-03-20
head -n 500 "$W/records/exports/sample-2026-03-02-members.csv" >"$W/records/exports/sample-2026-03-18-members.csv"
ok "one of a quarter the length is warned of" bash -c '"$0" check --workspace "$1" --as-of 2026-03-20 2>&1 | grep -q "R070"' "$MP" "$W"

# A test entry of somebody who is listed.
fresh; id=$(profile_of ""); no=$(entry_of "$id")
export_mentors sample-2026-03-15-mentor-application.csv "new(row('$no'), '10900', '2026-03-14', test='Yes')"
publish 2026-03-20 >"$T/.p" 2>&1
ok "a test entry does not hide the real one" listed "$id"
cycle 2026-04-10 2026-04 >"$T/.p" 2>&1
ok "nor in a cycle" listed "$id"
ok "and the sums hold" python3 - "$T/.p" <<'P'
import re, sys
found = re.findall(r"Pool of (\w+).*?: (\d+) listed .* of (\d+) applications(?:; not listed: (.*))?", open(sys.argv[1]).read())
assert len(found) == 2, found
for pool, listed, applications, why in found: assert int(listed) + sum(int(n) for n in re.findall(r"(?:^|, )(\d+) ", why)) == int(applications), pool
P

# The newest application goes, and an older one with a wider consent is left.
fresh; id=$(profile_of ""); no=$(entry_of "$id")
export_mentors sample-2026-03-15-mentor-application.csv "new(row('$no'), '10900', '2026-03-14', consent='Do not list me')"
publish 2026-03-16 >"$T/.p" 2>&1
export_mentors sample-2026-03-30-mentor-application.csv "rows.remove(row('10900'))"; rm "$W/records/exports/sample-2026-03-15-mentor-application.csv"
fails_with "a vanished application is told" 0 "warning.R055.: 1 application of .mentor. from earlier imports" cycle 2026-04-10 2026-04
ok "... with its place and entry in the report" grep -qE 'R055,records/exports/sample-2026-03-15-mentor-application.csv,[0-9]+,,1,mentor 10900' "$W/private/reports/import.csv"
same "what it did not allow is not done" "$(db "SELECT count(*) FROM pool_member m JOIN application a ON a.id = m.application WHERE a.entry_no = '$no' AND a.form = 'mentor'")" 0

# The owner of a profile turns out to be somebody of a group: the wait between the two is not jumped.
fresh
pair=$(db "SELECT p.entry_no || ' ' || g.entry_no FROM pool_entry e JOIN application p ON p.id = e.application, pool_member m JOIN application g ON g.id = m.application
 WHERE e.pool = 'mentors' AND e.kind = 1 AND e.hidden = 0 AND m.pool = 'mentors' AND m.id IN (SELECT id FROM pool_entry WHERE kind = 0) AND g.submitted > p.submitted AND m.person < e.person ORDER BY 1 LIMIT 1")
echo "merge,mentor,${pair#* },mentor,${pair% *},the same,headquarters,2026-03-16" >>"$W/records/people.csv"
ok "a merge of a profile with somebody of a group" cycle 2026-04-10 2026-04
same "waits for a cycle" "$(db "SELECT count(*) FROM pool_member m JOIN application a ON a.id = m.application WHERE a.form = 'mentor' AND a.entry_no IN ('${pair#* }', '${pair% *}')")" 0

# A cycle publish that dies after its IDs are reserved.
if nm -D "$MP" 2>/dev/null | grep -q __asan_init; then echo "ok dead runs are left to the plain build"; exit 0; fi
fresh; records_of "$W" 2026-03-13
export_mentors sample-2026-03-30-mentor-application.csv '
for i, r in enumerate([r for r in rows if r[consent] == "Do not list me"][:4]): new(r, str(10950 + i), "2026-03-20", consent="List me with a profile" if i < 2 else "List me in a group only")'
rm -rf "$T/base"; cp -a "$W" "$T/base"
who_all() { for g in $(db "SELECT DISTINCT id FROM pool_entry WHERE state = 'current' AND kind = 0 ORDER BY id"); do "$MP" who "$g" --workspace "$W" --as-of 2026-04-10 --show-values 2>/dev/null | grep -oE "$g|application [0-9A-Za-z]+" | sort -u; done | sha256sum; }
"$MP" import --workspace "$W" --as-of 2026-04-10 >"$T/.p" 2>&1; was=$(who_all)
IO_FAIL_COUNT=$T/total LD_PRELOAD=$B/io_fail.so cycle 2026-04-10 2026-04 >"$T/.p" 2>&1
found=no
for ((at = $(cat "$T/total") * 8 / 10; at > 0; at -= 12)); do
	rm -rf "$T/w"; cp -a "$T/base" "$T/w"
	IO_FAIL=kill IO_FAIL_AT=$at LD_PRELOAD=$B/io_fail.so cycle 2026-04-10 2026-04 >"$T/.p" 2>&1
	[ "$(git_site "$W" rev-list --count main)" = 3 ] && [ "$(db "SELECT count(*) FROM pool_intent")" = 1 ] && { found=yes; break; }
done
same "a run is caught between reservation and commit" $found yes
reserved=$(db "SELECT id FROM entry_id WHERE state = 'reserved' ORDER BY id")
ok "it had reserved IDs" test -n "$reserved"
same "published IDs still name whom they named" "$(who_all)" "$was"
echo "One more line." >>"$W/content/pages/index.md"
ok "a plain publish follows" publish 2026-04-12
same "no reserved ID is left or came alive" "$(for r in $reserved; do state_of "$r"; done | sort -u)" ended
ok "who says that no edition has it" bash -c '"$0" who "$2" --workspace "$1" --as-of 2026-04-12 --show-values | grep -q "no edition has it"' "$MP" "$W" "${reserved%%[[:space:]]*}"
same "and still they name the same" "$(who_all)" "$was"
