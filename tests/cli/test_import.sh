# What must hold of every import: the same records from the same rows however they come; a failure changes nothing; nothing is lost; nothing private is said.
. "$(dirname "$0")/lib.sh" "$1"
M=sample-2026-03-02-mentor-application.csv E=sample-2026-03-02-mentee-application.csv P=sample-2026-03-02-peer-application.csv
change() { python3 "$ROOT/tests/cli/exports.py" "$@"; }
samples() { cp "$ROOT"/records/exports/sample-"${2:-}"*.csv "$1/records/exports/"; } # dir [date]
another() { rm -rf "$W"; cp -a "$T/base" "$W"; } # a workspace in the state after the first import of the newest exports
W=$T/w X=$T/w/records/exports

# --- the same rows, however they come
import_workspace "$T/all"; samples "$T/all"
ok "three months of exports" import_at "$T/all"
dump_records "$T/all" >"$T/all.dump"
same "all applications and members are in the dump" "$(grep -cE '^(application|member) ' "$T/all.dump")" 2220
for seed in 1 2 3; do
	import_workspace "$T/s$seed"; python3 "$ROOT/tests/cli/shuffle.py" "$ROOT/records/exports" "$T/s$seed/records/exports" "$seed"
	import_at "$T/s$seed" >"$T/.o" 2>&1
	same_records "shuffled rows ($seed) give the same records" "$T/all.dump" "$T/s$seed"
done
import_workspace "$T/cut"; samples "$T/cut"
for f in "$T"/cut/records/exports/*-application.csv; do change split "$f" 3; done
ok "every form's export cut into three" bash -c '[ "$(ls "$0"/records/exports/*-part-*.csv | wc -l)" = 27 ]' "$T/cut"
ok "they import" import_at "$T/cut"
same_records "split files give the same records" "$T/all.dump" "$T/cut"
import_workspace "$T/back"; i=90
for f in "$ROOT"/records/exports/sample-*.csv; do d=$(basename "$f"); d=${d#sample-}; cp "$f" "$T/back/records/exports/$i-$d"; i=$((i - 1)); done
ok "file names in the opposite order" import_at "$T/back"
same_records "give the same records" "$T/all.dump" "$T/back"
one_by_one() { # name, dir, files in the order in which they arrive, an import after each
	local name=$1 dir=$2 f; shift 2
	import_workspace "$dir"
	for f; do cp "$ROOT/records/exports/$f" "$dir/records/exports/"; import_at "$dir" >"$T/.o" 2>&1 || echo "    import with $f ended with $?"; done
	same_records "$name" "$T/all.dump" "$dir" '^(application|standing|event|member) '
}
exports() { (cd "$ROOT/records/exports" && printf '%s\n' sample-*.csv); }
# shellcheck disable=SC2046 # The list of members first: without one nothing imports.
one_by_one "files that arrive one by one, oldest first, give the same records" "$T/o1" sample-2026-01-05-members.csv $(exports | sed '/2026-01-05-members/d')
# shellcheck disable=SC2046
one_by_one "newest first gives the same records" "$T/o2" sample-2026-03-02-members.csv $(exports | sed '/2026-03-02-members/d' | sort -r)

# --- again, and only touched
import_workspace "$T/base"; samples "$T/base" 2026-03-02; import_at "$T/base" >"$T/first" 2>&1
same "the newest exports import" $? 0
dump_records "$T/base" >"$T/base.dump"
another; rows=$(audit_rows "$W"); was=$(sha256sum <"$W/private/mentorpress.db")
import_at "$W" >"$T/again" 2>&1
ok "a second import says that nothing changed" grep -qiE "nothing (has |is )?(changed|new)" "$T/again"
ok "and repeats the warnings of the first" diff <(grep -E 'warning\[' "$T/first") <(grep -E 'warning\[' "$T/again")
same "the log has no new row" "$(audit_rows "$W")" "$rows"
same "the database is the same to the byte" "$(sha256sum <"$W/private/mentorpress.db")" "$was"
touch "$X"/*.csv; import_at "$W" >"$T/touched" 2>&1
ok "files only touched: nothing changed" grep -qiE "nothing (has |is )?(changed|new)" "$T/touched"
same "still no new row in the log" "$(audit_rows "$W")" "$rows"
same_records "and the same records" "$T/base.dump" "$W"
cat "$X/$M" >"$T/copy.csv"; change set "$X/$M" 5 "Job title" "Auditor of quite another thing"; import_at "$W" >"$T/.o" 2>&1
ok "a changed cell is a change" bash -c '! grep -qiE "nothing (has |is )?(changed|new)" "$0"' "$T/.o"
ok "one application changed" bash -c '[ "$(diff <(grep ^application "$0") <(grep ^application "$1") | grep -c "^>")" = 1 ]' "$T/base.dump" <(dump_records "$W")
ok "the log says that there was an import" bash -c '[ "$1" -gt "$0" ]' "$rows" "$(audit_rows "$W")"
cp "$T/copy.csv" "$X/$M"; import_at "$W" >"$T/.o" 2>&1
same_records "the old wording again gives the old records" "$T/base.dump" "$W" '^(application|standing|event|member) '

# --- a file that fails leaves everything as it was
fails() { # name, pattern of the message, shell code that spoils the exports
	another; (cd "$X" && eval "$3"); fails_with "$1" 1 "$2" import_at "$W"
	same_records "$1: the records are as before" "$T/base.dump" "$W"
	same "$1: the database is sound" "$(integrity "$W")" ok
}
fails "a bad date" "$M:2:[0-9]+: error\[R" "change set $M 1 'Entry Date' '2026-02-30 10:00:00'"
fails "a row cut off" "$M:[0-9]+:[0-9]+: error\[R020" "printf '\"a\",\"b\",\"c\"\n' >>$M"
fails "another header" "$M:1:[0-9]+: error\[R01" "sed -i '1s/\"Employer\"/\"Company or institution\"/' $M"
fails "a header of another export" "$M:1:[0-9]+: error\[R01" "cat sample-2026-03-02-members.csv >$M"
fails "an empty file" "$M(:1:[0-9]+)?: error\[R04" ": >$M"
fails "a NUL byte" "$M:4:[0-9]+: error\[B103" "python3 -c 'import sys; p=sys.argv[1]; b=open(p,\"rb\").read().split(b\"\\n\"); b[3]=b[3][:40]+b\"\\0\"+b[3][40:]; open(p,\"wb\").write(b\"\\n\".join(b))' $M"
fails "a quote that is never closed" "$M:[0-9]+:[0-9]+: error\[B105" "printf '\"never closed\n' >>$M"
fails "a workbook with another name" "$M: error\[B140\]: this is a spreadsheet workbook" "printf 'PK\003\004\024\000xl/workbook.xml' >$M"
same "a workbook: nothing else is said of that file" "$(import_at "$W" 2>&1 | grep -c "^records/exports/$M.*: \(error\|warning\)")" 1
fails "a login page in place of an export" "$M: error\[B141\]: this is a web page" "printf '<!DOCTYPE html>\n<title>Log in</title>\n' >$M"
fails "a download that was cut off" "$M:[0-9]+:[0-9]+: error\[B105\]: the file ends inside the cell" "python3 -c 'import sys; p=sys.argv[1]; b=open(p,\"rb\").read(); open(p,\"wb\").write(b[:b.rindex(b\",\\\"\")+4])' $M"
fails "two files fail at once, first" "$M:2:[0-9]+: error" "for f in $M $P; do change set \$f 1 'Entry Date' 'yesterday'; done"
import_at "$W" >"$T/.o" 2>&1; ok "and both are named" grep -qE "$P:2:[0-9]+: error" "$T/.o"
fails "a good newer file beside a bad one" "2026-03-09-mentee-application.csv:2:[0-9]+: error" "cp $M sample-2026-03-09-mentor-application.csv; cp $E sample-2026-03-09-mentee-application.csv; change set sample-2026-03-09-mentee-application.csv 1 'Entry Date' soon"

# --- what the files do not speak of stays as it was
kept() { # name
	same_records "$1: the applications and members are as before" "$T/base.dump" "$W" '^(application|member) '
	same_records "$1: who they are, what counts and who is a member is as before" "$T/base.dump" "$W" '^(standing|event) '
	ok "$1: it is said" grep -qE 'mentor-application|mentor' "$T/gone.lines"
}
gone_lines() { grep -E 'warning\[R(055|056|068|10[0-9])' "$1" >"$T/gone.lines"; }
another; change drop "$X/$M" 9 >"$T/dropped"; import_at "$W" >"$T/.o" 2>&1; same "an export that lacks 9 rows imports" $? 0; gone_lines "$T/.o"; kept "9 rows are missing"
ok "9 rows are missing: how many is said" grep -q '\b9\b' "$T/gone.lines"
import_at "$W" >"$T/.o2" 2>&1; ok "and said again by the next import" bash -c '[ -s "$0" ] && diff <(grep "warning\[" "$0") <(grep "warning\[" "$1")' "$T/.o" "$T/.o2"
another; rm "$X/$M"; import_at "$W" >"$T/.o" 2>&1; same "without the mentors' export it imports" $? 0; gone_lines "$T/.o"; kept "a whole form's export is missing"
another; rm "$X/$P" "$W/records/mappings/peer.yml"; import_at "$W" >"$T/.o" 2>&1; same "without the peers' export and mapping it imports" $? 0
same_records "a form that no mapping names any more: nothing changes" "$T/base.dump" "$W" '^(application|standing|event|member) '
another; cp "$X/$M" "$X/sample-2026-03-09-mentor-application.csv"; change drop "$X/sample-2026-03-09-mentor-application.csv" 9 >"$T/dropped"
import_at "$W" >"$T/.o" 2>&1; same "a newer export that lacks 9 rows of the older imports" $? 0; gone_lines "$T/.o"
same_records "those 9 are as before" "$T/base.dump" "$W" "^(application|standing) mentor/($(paste -sd'|' "$T/dropped")) "
same_records "so are the other forms' and the members" "$T/base.dump" "$W" '^((application|standing) (mentee|peer)/|member )'
ok "it is said" grep -q mentor "$T/gone.lines"
another; change drop "$X/$M" 9 >"$T/dropped"; sed -i 's/^  kind: mentor$/&\n  missing: pause/' "$W/records/mappings/mentor.yml"
import_at "$W" >"$T/.o" 2>&1; same "\"missing: pause\" in the mapping imports" $? 0
same_records "missing: pause: the applications are as before" "$T/base.dump" "$W" '^application '
answers() { "$MP" who "$2" --workspace "$1" --as-of 2026-03-13 --show-values 2>&1 | grep -iE '^ *(matchable|listed|publishable)\b'; } # dir, entry number
W2=$T/w2; another; mv "$W" "$W2"
cp -a "$W2" "$W"; sed -i 's/^  kind: mentor$/&\n  missing: pause/' "$W/records/mappings/mentor.yml"
for w in "$W" "$W2"; do change drop "$w/records/exports/$M" 9 >"$T/dropped"; import_at "$w" >"$T/.o" 2>&1; done
paused=0 as_before=0
while read -r n; do
	answers "$W" "$n" | grep -qiE '^ *matchable\b[^a-z]*no\b' && paused=$((paused + 1))
	[ -n "$(answers "$W2" "$n")" ] && [ "$(answers "$W2" "$n")" = "$(answers "$T/base" "$n")" ] && as_before=$((as_before + 1))
done <"$T/dropped"
same "missing: pause: none of the 9 is matchable" "$paused" 9
same "without it each answers as before" "$as_before" 9
rm -rf "$W2"

# --- sizes
another
change set "$X/$M" 5 "Anything else for the committee" "$(printf 'w%.0s' $(seq 1000) | head -c 1000)"
python3 - "$X/$M" <<'Q'
import sys
p = sys.argv[1]; t = open(p, encoding="utf-8").read(); assert t.count("w" * 1000) == 1
open(p, "w", encoding="utf-8").write(t.replace("w" * 1000, "word " * 200000))
Q
ok "a cell of 1,000,000 bytes imports" import_at "$W"
same "and is kept whole" "$(open_copy "$W" && look "SELECT count(*) FROM application WHERE length(extra) + length(fields) > 999000")" 1
another; sed -i 's/word /xxxxx/g' "$X/$M"; python3 - "$X/$M" <<'Q'
import sys
p = sys.argv[1]; t = open(p, encoding="utf-8").read(); at = t.index("\n") + 2
open(p, "w", encoding="utf-8").write(t[:at] + "y" * 1100000 + t[at:])
Q
fails_with "a cell of more than 1 MiB is refused with the limit" 1 "$M:[0-9]+:[0-9]+: error\[B10[67].*(1,?048,?576|1 MiB)" import_at "$W"
another; change wide "$X/$M" 10000
fails_with "10,000 columns are refused with the limit" 1 "$M:1:[0-9]+: error\[B.*4,?096" import_at "$W"
another; change sparse "$X/$M" 5
fails_with "a file of 5 GB is refused with the limit, at once" 1 "$M(:[0-9]+:[0-9]+)?: error\[B.*(4 GiB|4,?294,?967,?296)" timeout 5 "$MP" import --workspace "$W" --as-of 2026-03-13
same_records "after all that the records are as before" "$T/base.dump" "$W"

# --- messages say where, never what
python3 "$ROOT/tests/bench/generate.py" --canary --out "$T/canary" >/dev/null || { echo "not ok generator"; exit 1; }
import_workspace "$T/canaries"; : >"$T/canary.log"
for how in formula name-error question mojibake entities exponent serial moved moved-far short long quote controls twice; do
	for form in mentor peer mentee members; do
		rm -f "$T/canaries/records/exports"/*; cp "$T"/canary/*-application.csv "$T"/canary/*-members.csv "$T/canaries/records/exports/"
		f=$(basename "$T"/canary/*-$form*.csv)
		change spoil "$T/canary/$f" "$T/canaries/records/exports/$f" "$how"
		for c in import check; do "$MP" $c --workspace "$T/canaries" --as-of 2026-03-13 >>"$T/canary.log" 2>&1; done
		"$MP" import --json --workspace "$T/canaries" --as-of 2026-03-13 >>"$T/canary.log" 2>&1
	done
done
messages=$(grep -cE '(error|warning)\[' "$T/canary.log")
ok "damage in every column gives messages ($messages)" test "$messages" -gt 500
ok "no private value in any of them" python3 "$ROOT/tests/cli/find_canaries.py" "$T/canary/canaries.txt" "$T/canary.log"
"$MP" import --show-values --workspace "$T/canaries" --as-of 2026-03-13 >"$T/shown" 2>&1
change spoil "$T/canary/$(basename "$T"/canary/*-mentor-*.csv)" "$T/canaries/records/exports/$(basename "$T"/canary/*-mentor-*.csv)" exponent
"$MP" import --show-values --workspace "$T/canaries" --as-of 2026-03-13 >>"$T/shown" 2>&1
ok "with --show-values they may, and do" bash -c '! python3 "$0" "$1" "$2" >/dev/null' "$ROOT/tests/cli/find_canaries.py" "$T/canary/canaries.txt" "$T/shown"
