#!/usr/bin/env bash
# Runs the whole suite and ends with "N passed, M failed". A unit program's tests are counted one by one; a shell or browser check counts by its "ok"/"not ok" lines.
set -u
cd "$(dirname "$0")/.."
B=$1
passed=0 failed=0 log=$(mktemp)
trap 'rm -f "$log"' EXIT
count() { # name, exit status: adds up the log's "ok"/"not ok" lines
	local ok bad
	ok=$(grep -cE '^(ok|\[       OK \])' "$log"); bad=$(grep -cE '^(not ok|\[  FAILED  \] [a-z])' "$log")
	if [ "$2" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
	if [ "$2" -eq 0 ] && [ $((ok + bad)) -eq 0 ]; then echo "$1: ran no test"; bad=1; fi
	passed=$((passed + ok)); failed=$((failed + bad))
	if [ "$bad" -gt 0 ]; then echo "--- $1"; grep -vE '^(ok|\[ RUN|\[       OK)' "$log" | tail -n 60; fi
	printf '%-44s %4d ok %3d not ok\n' "$1" "$ok" "$bad"
}
for t in "$B"/unit/*/test_*; do
	[ -x "$t" ] && [ -f "$t" ] || continue
	case $t in *.d) continue ;; esac
	timeout 300 "$t" >"$log" 2>&1; count "${t#"$B"/}" $?
done
for t in tests/cli/test_*.sh; do
	timeout 600 bash "$t" "$B" >"$log" 2>&1; count "$t" $?
done
if [ -z "${NO_BROWSER:-}" ]; then timeout 900 bash tests/browser/run.sh "$B" >"$log" 2>&1; count tests/browser $?; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
