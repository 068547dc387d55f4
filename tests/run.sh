#!/usr/bin/env bash
# Runs the whole suite and ends with "N passed, M failed". A unit program's tests are counted one by one; a shell or browser check counts by its "ok"/"not ok" lines.
# As many run at once as there are processors, what takes longest first.
set -u
cd "$(dirname "$0")/.."
B=$1
# In memory where there is room: most of what the tests wait for is the disk making sure of what is thrown away a second later.
if [ -z "${TMPDIR:-}" ] && [ "$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)" -gt 6000000 ] 2>/dev/null && [ -w /dev/shm ]; then export TMPDIR=/dev/shm; fi
L=$(mktemp -d)
trap 'rm -rf "$L"' EXIT
export B L
one() { # a unit program, a shell test or "tests/browser/whole" and "parts": its log and its exit status
	local name=${1#"$B"/} log rc=0 from=$SECONDS
	log=$L/${name//\//-}
	case $1 in
	tests/browser/*) timeout 900 bash tests/browser/run.sh "$B" "${1##*/}" >"$log" 2>&1 || rc=$? ;;
	*.sh) timeout 600 bash "$1" "$B" >"$log" 2>&1 || rc=$? ;;
	*) timeout 300 "$1" >"$log" 2>&1 || rc=$? ;;
	esac
	local ok bad
	ok=$(grep -cE '^(ok|\[       OK \])' "$log"); bad=$(grep -cE '^(not ok|\[  FAILED  \] [a-z])' "$log")
	if [ $rc -ne 0 ] && [ "$bad" -eq 0 ]; then echo "ended with $rc" >>"$log"; bad=1; fi
	if [ $rc -eq 0 ] && [ $((ok + bad)) -eq 0 ]; then echo "ran no test" >>"$log"; bad=1; fi
	{ # in one piece, because two end at once
		if [ "$bad" -gt 0 ]; then echo "--- $name"; grep -vE '^(ok|\[ RUN|\[       OK)' "$log" | tail -n 60; fi
		printf '%-44s %4d ok %3d not ok %5d s\n' "$name" "$ok" "$bad" $((SECONDS - from))
	} >"$log.said"
	echo "$ok $bad" >"$log.count"
	cat "$log.said"
}
export -f one
browser=(tests/browser/whole tests/browser/parts)
if [ -n "${NO_BROWSER:-}" ]; then browser=(); fi
mapfile -t shell < <(ls -S tests/cli/test_*.sh)
mapfile -t unit < <(find "$B"/unit -type f -name 'test_*' -perm -u+x ! -name '*.d' | sort)
printf '%s\0' "${browser[@]}" "${shell[@]}" "${unit[@]}" | xargs -0 -P "$(nproc)" -I{} bash -c 'one "$1"' run {}
read -r passed failed < <(cat "$L"/*.count | awk '{ ok += $1; bad += $2 } END { print ok, bad }')
if [ "$(find "$L" -name '*.count' | wc -l)" -ne $((${#browser[@]} + ${#shell[@]} + ${#unit[@]})) ]; then echo "some tests did not come to an end"; failed=$((failed + 1)); fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
