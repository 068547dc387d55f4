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
# file, byte: shell words that damage that byte of private/FILE in the folder they are run in
flip() { echo "python3 -c \"f = open('private/$1', 'r+b'); f.seek($2); b = f.read(1)[0]; f.seek($2); f.write(bytes([b ^ 255]))\""; }
# dir, file, command …: gives the command, one by one, the names of what may have become of private/FILE of the workspace, and shell words that do it
each_damage() {
	local file=$2 size at; size=$(stat -c %s "$1/private/$2"); shift 2
	"$@" "$file is empty" ": >private/$file"
	"$@" "$file is of another workspace" "cp $T/other/private/$file private/$file"
	"$@" "$file is a folder" "rm -f private/$file; mkdir private/$file"
	"$@" "$file cannot be read" "rm -f private/$file; ln -s /nowhere/at/all private/$file"
	for ((at = 0; at < size; at += size / 5 + 1)); do "$@" "byte $at of $file is damaged" "$(flip "$file" "$at")"; done
}
