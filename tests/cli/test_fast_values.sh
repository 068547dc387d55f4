# When records changed but nothing that the gate searches for did, pages that were cleared stay cleared. Whatever is kept, each publish says and makes what it does without.
. "$(dirname "$0")/fast.sh" "$1"
form=$(cd "$T/a" && ls records/exports/*mentor-application.csv | tail -n 1)
peers=$(cd "$T/a" && ls records/exports/*peer-application.csv | tail -n 1)
cat >"$T/set.py" <<'P'
# set.py FILE COLUMN VALUE FIRST LAST: in these rows (1 is the first application) the cell of that column; {} is the row's number
import csv, sys
name, column, value, first, last = sys.argv[1:]
rows = list(csv.reader(open(name, encoding="utf-8-sig", newline="")))
for n in range(int(first), min(int(last), len(rows) - 1) + 1):
    rows[n][rows[0].index(column)] = value.replace("{}", str(n))
csv.writer(open(name, "w", encoding="utf-8-sig", newline=""), quoting=csv.QUOTE_ALL).writerows(rows)
P
put() { echo "python3 '$T/set.py' '$1' '$2' '$3' ${4:-1} ${5:-1}"; }
number=$(cd "$T/a" && python3 -c 'import csv, sys
r = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline=""))); print(r[1][r[0].index("Entry Id")])' "$form")
NOTE="Anything else for the committee"
nothing_kept='rm -rf private/gate-values private/last-records private/cleared-pages private/last-inputs'
round() { # dir, day: publishes there; $left: was gate-values left as it lay there?
	local values=$1/private/gate-values was; was=$(stat -c %i "$values" 2>/dev/null)
	"$MP" publish --workspace "$1" --as-of "$2" --yes >"$T/said" 2>&1; echo "exit $?" >>"$T/said"
	left=no; [ -n "$was" ] && [ "$was" = "$(stat -c %i "$values" 2>/dev/null)" ] && left=yes
	grep -q "^exit 0" "$T/said" || left=refused
	result="$(git_site "$1" rev-parse main) $(sed "s,$1,,g" "$T/said")"
}
# name, were the values what they were, what is done before the first publish [and before the second, and again: were they]
pair() {
	local w=$T/w v=$T/v with first second
	rm -rf "$w" "$v"; cp -r "$T/a" "$w"; cp -r "$T/a" "$v"
	(cd "$w" && eval "$3") >"$T/.out2" 2>&1; (cd "$v" && eval "$3; $nothing_kept") >"$T/.out2" 2>&1
	round "$w" 2026-03-20; first=$left with=$result; round "$v" 2026-03-20
	same "$1: as with nothing kept" "$with" "$result"; same "$1: what is searched for stayed the same" "$first" "$2"
	[ -n "${4:-}" ] || return 0
	(cd "$w" && eval "$4") >"$T/.out2" 2>&1; (cd "$v" && eval "$4; $nothing_kept") >"$T/.out2" 2>&1
	round "$w" 2026-03-21; second=$left with=$result; round "$v" 2026-03-21
	same "$1, next: as with nothing kept" "$with" "$result"; same "$1, next: what is searched for stayed the same" "$second" "$5"
}
a_page="printf '\nOne more sentence that names nobody.\n' >>\$(ls content/guidance/*.md | head -n 1)"
pair "nothing changed but a page" yes "$a_page" "$a_page" yes
pair "a note that many gave alike" yes "$(put "$form" "$NOTE" "Nothing more to say." 1 40); $a_page" "$(put "$form" "$NOTE" "Nothing more to add." 1 40); $a_page" yes
pair "a note of two words" yes "$(put "$form" "$NOTE" "Thank you."); $a_page" "$(put "$form" "$NOTE" "Many thanks."); $a_page" yes
pair "a private day" yes "$(put "$form" "Available from" "2026-05-01" 1 3); $a_page"
pair "a status" yes "echo '901,mentor,$number,2026-03-18,pause,,,,the member,headquarters,2026-03-18T15:00:00+00:00' >>records/status_events.csv; $a_page"
pair "a note of one's own" no "$(put "$form" "$NOTE" "Row {} would like a quiet partner." 1 40); $a_page" "$a_page" yes
pair "a note of one's own, twice" no "$(put "$form" "$NOTE" "Row {} would like a quiet partner."); $a_page" "$(put "$form" "$NOTE" "Row {} would like a loud partner."); $a_page" no
pair "an employer, then nothing" no "$(put "$form" Employer "Zanzifer Testing"); $a_page" "$(put "$form" "$NOTE" "Thank you."); $a_page" yes
pair "the policy" no "printf '\n# Another line.\n' >>records/policy.yml; $a_page" "$(put "$form" "$NOTE" "Thank you."); $a_page" yes
# What stands on a page that was cleared becomes somebody's: refused, at once and after a round in which nothing did.
words=$(cd "$T/a" && grep -ohE '\b[a-z]{7,} [a-z]{7,}\b' content/guidance/*.md | head -n 1)
ok "the sample has words to be called by" test -n "$words"
pair "somebody's firm is called as a page has it" refused "$(put "$form" Employer "${words^} Ltd" 2 2)"
ok "that is refused" grep -q "^exit 3" "$T/said"
pair "first a note, then such a firm" yes "$(put "$form" "$NOTE" "Thank you.")" "$(put "$form" Employer "${words^} Ltd" 2 2)" refused
ok "that is refused, too" grep -q "^exit 3" "$T/said"
pair "such a firm, then the form as before: what was ever imported is searched for" refused "$(put "$form" Employer "${words^} Ltd" 2 2)" "cp '$T/a/$form' '$form'; $a_page" refused
# Values that change in kind and in whose they are only.
person="$(cd "$T/a" && python3 -c 'import csv, sys
r = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline=""))); h = r[0]; print(r[1][h.index("Name (First)")], r[1][h.index("Name (Last)")])' "$form")"
pair "a firm called like a person" no "$(put "$form" Employer "$person" 3 3); $a_page"
pair "a firm of three people more" no "$(put "$peers" Employer "Zanzifer Testing" 1 3); $a_page" "$(put "$peers" Employer "Quorvane" 1 3); $a_page" no
# A file that is not to be believed changes nothing but the time.
change="$(put "$form" "$NOTE" "Thank you."); $a_page"
damaged() { pair "$1" no "$2; $change"; }
damaged "the values are missing" 'rm private/gate-values'
damaged "the values are empty" ': >private/gate-values'
damaged "the values are of another workspace" "cp $T/other/private/gate-values private/"
damaged "the values are cut off" 'truncate -s -100 private/gate-values'
size=$(stat -c %s "$T/a/private/gate-values")
for at in 40 70 104 120 192 200 $((size / 2)) $((size - 40)) $((size - 1)); do
	damaged "byte $at is damaged" "$(flip gate-values "$at")"
done
pair "the newest run is not remembered" yes "rm private/last-records; $change"
pair "the cleared pages are of another workspace" yes "cp $T/other/private/cleared-pages private/; $change"
pair "the database knows of no values" no "sqlite3 private/mentorpress.db 'DELETE FROM identity_kept'; $change"
# A set of fewer values, sealed anew and made known to nobody, with what it might have cleared.
rm -rf "$T/w"; cp -r "$T/a" "$T/w"; page=$(cd "$T/w" && ls content/guidance/*.md | tail -n 1)
(cd "$T/w" && eval "$change" && printf '\nAsk %s about it.\n' "$person" >>"$page" && python3 - <<'P'
import hashlib
a = bytearray(open("private/gate-values", "rb").read()); a[192:-32] = bytes(len(a) - 224); a[-32:] = hashlib.sha256(a[:-32]).digest()
open("private/gate-values", "wb").write(a)
P
)
round "$T/w" 2026-03-20; ok "a set out of which all were taken is not believed" grep -q "^exit 3" "$T/said"
# An erase: nothing is left of it, and what comes after it knows the erased.
erase="'$MP' erase --workspace . --as-of 2026-03-18 'mentor $number' --exports --yes"
pair "an erase" no "$erase; $a_page" "$(put "$form" "$NOTE" "Thank you."); $a_page" yes
pair "an erase, then the erased on a page" no "$erase; $a_page" "$(put "$form" "$NOTE" "Thank you."); printf '\nAsk %s about it.\n' '$person' >>$page" refused
ok "who was erased is refused" grep -q "^exit 3" "$T/said"
pair "a note, then an erase" yes "$change" "$erase; $a_page" no
