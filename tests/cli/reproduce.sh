#!/usr/bin/env bash
# The same three cycles published by programs of other compilers and optimizations: the same commits. Usage: reproduce.sh BUILD BUILD … (see `make reproduce`)
first=$1
. "$(dirname "$0")/lib.sh" "$first"
failed=0 want=
for build in "$@"; do
	MP=$(cd "$ROOT" && cd "$build" && pwd)/test-mentorpress
	three_cycles "$T/w" >"$T/out" 2>&1 || cat "$T/out"
	got=$(git_site "$T/w" rev-parse main main~1 main~2 | tr '\n' ' ')
	want=${want:-$got}
	if [ -n "$got" ] && [ "$got" = "$want" ]; then echo "ok $build: ${got%% *}"; else echo "not ok $build: $got is not $want"; failed=1; fi
	rm -rf "$T/w"
done
exit $failed
