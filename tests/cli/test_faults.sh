# Killed or out of space at scattered points of a publish: the old or the new edition stands, and the next run succeeds by itself.
. "$(dirname "$0")/lib.sh" "$1"
if "$MP" --version >/dev/null 2>&1 && nm -D "$MP" 2>/dev/null | grep -q __asan_init; then echo "ok fault injection is left to the plain build (a preloaded library and AddressSanitizer do not mix)"; exit 0; fi
sample_workspace "$T/base"; records_of "$T/base" 2026-01-05
"$MP" publish --workspace "$T/base" --cycle 2026-01 --as-of 2026-01-16 --yes >"$T/.p" 2>&1 || { echo "not ok first publish"; cat "$T/.p"; exit 1; }
records_of "$T/base" 2026-02-02
old=$(git_site "$T/base" rev-parse main)
go() { LD_PRELOAD=$B/io_fail.so "$MP" publish --workspace "$1" --cycle 2026-02 --as-of 2026-02-13 --yes; }
cp -a "$T/base" "$T/count"; IO_FAIL_COUNT=$T/total go "$T/count" >/dev/null 2>&1
total=$(cat "$T/total"); new=$(git_site "$T/count" rev-parse main)
ok "a publish makes write-type calls that can be counted ($total)" test "$total" -gt 50
sweep() { # mode, points
	local mode=$1 n=$2 i at got damaged=0 blocked=0 lied=0 torn=0
	for ((i = 1; i <= n; i++)); do
		at=$((1 + (i * total) / (n + 1)))
		[ "$i" -gt $((n - 6)) ] && at=$((total - (n - i)))   # the last calls, where the ref and the folder move
		rm -rf "$T/x"; cp -a "$T/base" "$T/x"
		IO_FAIL=$mode IO_FAIL_AT=$at go "$T/x" >"$T/.o" 2>&1; got=$?
		ref=$(git_site "$T/x" rev-parse main 2>/dev/null)
		[ "$ref" = "$old" ] || [ "$ref" = "$new" ] || { torn=$((torn + 1)); echo "    $mode at $at: ref $ref"; }
		[ "$got" = 0 ] && [ "$ref" != "$new" ] && { lied=$((lied + 1)); echo "    $mode at $at said 0"; }
		git_site "$T/x" fsck --full --strict >"$T/.f" 2>&1 || { damaged=$((damaged + 1)); echo "    $mode at $at: fsck"; head -3 "$T/.f"; }
		"$MP" publish --workspace "$T/x" --cycle 2026-02 --as-of 2026-02-13 --yes >"$T/.o" 2>&1 || { blocked=$((blocked + 1)); echo "    $mode at $at: next run failed"; head -5 "$T/.o"; }
		"$MP" verify --workspace "$T/x" >"$T/.v" 2>&1 || { damaged=$((damaged + 1)); echo "    $mode at $at: verify"; head -5 "$T/.v"; }
		[ "$(git_site "$T/x" rev-list --count main --)" = 2 ] || { torn=$((torn + 1)); echo "    $mode at $at: not two editions"; }
	done
	same "$mode at $n points: torn" $torn 0; same "$mode: said done and was not" $lied 0; same "$mode: damaged" $damaged 0; same "$mode: next run blocked" $blocked 0
}
sweep kill "${FAULT_POINTS:-24}"
sweep enospc "${FAULT_POINTS:-24}"
