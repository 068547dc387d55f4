# Shared by the tests of what is remembered to be fast (test_fast*.sh). Sourced with $1 = build folder. $T/a: three cycles were published; $T/other: another workspace.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh" "$1"
three_cycles "$T/a" >"$T/.a" 2>&1 || cat "$T/.a"
sample_workspace "$T/other"; publish_cycle "$T/other" 2026-01 2026-01-16 >"$T/.o" 2>&1 || cat "$T/.o"
one_more() { # dir, what is done before: a document changes and is published; $took: the set of values was taken over
	local w=$T/w; rm -rf "$w"; cp -r "$T/a" "$w"; (cd "$w" && eval "$2") >"$T/.out2" 2>&1
	printf '\nOne more sentence that names nobody.\n' >>"$(ls "$w"/content/guidance/*.md | head -n 1)"
	local values=$w/private/gate-values was; was=$(stat -c %i "$values" 2>/dev/null)
	"$MP" publish --workspace "$w" --as-of "${day:-2026-03-20}" --yes >"$T/said" 2>&1; echo "exit $?" >>"$T/said"
	took=no; [ -n "$was" ] && [ "$was" = "$(stat -c %i "$values" 2>/dev/null)" ] && took=yes
	grep -q "^exit 0" "$T/said" || took=refused
}
# name, what is done before: the commit is $want and what is said is $said all the same
try() { one_more x "$2"; same "$1: the same commit" "$(git_site "$T/w" rev-parse main)" "$want"; same "$1: the same is said" "$(sed "s,$T/w,,g" "$T/said")" "$said"; }
