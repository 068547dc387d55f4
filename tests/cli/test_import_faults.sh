# Killed, or out of space, anywhere in an import of changed exports: the old or the new records stand, whole, and the next import completes by itself.
. "$(dirname "$0")/lib.sh" "$1"
if nm -D "$MP" 2>/dev/null | grep -q __asan_init; then echo "ok fault injection is left to the plain build (a preloaded library and AddressSanitizer do not mix)"; exit 0; fi
python3 "$ROOT/tests/bench/generate.py" --rows "${FAULT_ROWS:-10000}" --out "$T/g" --date 2026-03-02 >/dev/null || { echo "not ok generator"; exit 1; }
import_workspace "$T/base" without-members; cp "$T"/g/*-application.csv "$T/base/records/exports/"
import_workspace "$T/empty" without-members; cp "$T"/g/*-application.csv "$T/empty/records/exports/"
ok "10,000 applications" import_at "$T/base"
old=$(records_digest "$T/base")
# Changed, new and vanished rows, and a newer export of one form.
e=$T/base/records/exports
python3 "$ROOT/tests/bench/reexport.py" change "$e"/*mentor-application.csv
python3 "$ROOT/tests/bench/reexport.py" newer 2026-03-09 "$e"/*peer-application.csv
sed -i '200,260d' "$e"/bulk-2026-03-02-mentee-application.csv
go() { LD_PRELOAD=$B/io_fail.so "$MP" import --quiet --workspace "$1" --as-of 2026-03-13; }
RANDOM=20260313
sweep() { # what, dir to start from, digest before, "kill" or "enospc", points, least calls
	local what=$1 from=$2 before=$3 mode=$4 n=$5 i at got is torn=0 lied=0 damaged=0 blocked=0 unlike=0 total after rows
	rm -rf "$T/x"; cp -a "$from" "$T/x"; IO_FAIL_COUNT=$T/total go "$T/x" >"$T/.o" 2>&1
	total=$(cat "$T/total"); after=$(records_digest "$T/x"); rows=$(audit_rows "$T/x")
	ok "$what: write-type calls that can be counted ($total)" test "$total" -ge "$6"
	ok "$what: the records change by it" test "$before" != "$after"
	for ((i = 1; i <= n; i++)); do
		at=$((1 + (RANDOM * 32768 + RANDOM) % total))
		[ "$i" -gt $((n - 5)) ] && at=$((total - (n - i)))   # the last calls, where the transaction ends
		rm -rf "$T/x"; cp -a "$from" "$T/x"
		{ IO_FAIL=$mode IO_FAIL_AT=$at go "$T/x" >"$T/.o" 2>&1; } 2>/dev/null; got=$?
		is=$(records_digest "$T/x")
		[ "$is" = "$before" ] || [ "$is" = "$after" ] || { torn=$((torn + 1)); echo "    $mode at $at: records $is"; }
		[ "$got" = 0 ] && [ "$is" != "$after" ] && { lied=$((lied + 1)); echo "    $mode at $at said 0"; }
		[ ! -f "$T/x/private/mentorpress.db" ] || [ "$(integrity "$T/x")" = ok ] || { damaged=$((damaged + 1)); echo "    $mode at $at: damaged"; }
		import_at "$T/x" >"$T/.o" 2>&1 || { blocked=$((blocked + 1)); echo "    $mode at $at: the next import failed"; head -3 "$T/.o"; }
		[ "$(records_digest "$T/x") $(audit_rows "$T/x")" = "$after $rows" ] || { unlike=$((unlike + 1)); echo "    $mode at $at: then other records, or $(audit_rows "$T/x") rows in the log and not $rows"; }
	done
	same "$what at $n points: neither old nor new" $torn 0; same "$what: said done and was not" $lied 0; same "$what: damaged" $damaged 0
	same "$what: next import blocked" $blocked 0; same "$what: next import completes" $unlike 0
}
sweep "killed in a changed import" "$T/base" "$old" kill "${FAULT_POINTS:-14}" 30
sweep "full disk in a changed import" "$T/base" "$old" enospc "${FAULT_POINTS:-8}" 30
sweep "killed in the first import" "$T/empty" "$(records_digest "$T/empty")" kill "${FAULT_POINTS:-5}" 30
# Killed from outside, at moments of its own time rather than at its writes.
rm -rf "$T/x"; cp -a "$T/base" "$T/x"; t0=$(date +%s%N); import_at "$T/x" >/dev/null 2>&1; ms=$((($(date +%s%N) - t0) / 1000000))
new=$(records_digest "$T/x") bad=0
for ((i = 0; i < ${FAULT_POINTS:-6}; i++)); do
	rm -rf "$T/x"; cp -a "$T/base" "$T/x"; at=$((RANDOM % (ms + 1)))
	{ timeout -s KILL "$(printf '%d.%03d' $((at / 1000)) $((at % 1000 + (at == 0))))" "$MP" import --quiet --workspace "$T/x" --as-of 2026-03-13 >"$T/.o" 2>&1; } 2>/dev/null
	is=$(records_digest "$T/x")
	[ "$is" = "$old" ] || [ "$is" = "$new" ] || { bad=$((bad + 1)); echo "    after $at ms: records $is"; }
	[ "$(integrity "$T/x")" = ok ] || { bad=$((bad + 1)); echo "    after $at ms: damaged"; }
	import_at "$T/x" >/dev/null 2>&1; [ "$(records_digest "$T/x")" = "$new" ] || { bad=$((bad + 1)); echo "    after $at ms: the next import does not complete"; }
done
same "killed from outside: old or new, and completed afterwards" $bad 0
