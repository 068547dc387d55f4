#!/usr/bin/env bash
# clang-tidy over the program, one file a processor; the checks stand in .clang-tidy. Prints what was found and fails; else one line.
# With names of files, only those: tools/lint.sh generator/cmd/edition.c
set -euo pipefail
cd "$(dirname "$0")/.."
export FLAGS="-std=c17 -D_GNU_SOURCE -Igenerator -include generator/base/banned.h $(pkg-config --cflags libcmark sqlite3 libgit2 yaml-0.1 zlib libcrypto libutf8proc pangocairo)"
# The analyzer looks at 100,000 states of a function instead of 225,000: half the time, and what it has found here so far lay well below. LINT_STATES=20000 takes a
# quarter of that; continuous integration looks so far, make lint before a release all the way.
FLAGS+=" -Xclang -analyzer-config -Xclang max-nodes=${LINT_STATES:-100000}"
one() { # Each file's findings are printed in one piece, because two files are looked at at once.
	local found
	# shellcheck disable=SC2086
	found=$(clang-tidy --quiet "$1" -- $FLAGS 2>&1) && return 0
	printf '%s\n' "$found"
	return 1
}
export -f one
if [ $# -eq 0 ]; then
	# Large files first, so that the last processor does not wait for one of them.
	mapfile -t files < <(git ls-files -z 'generator/*.c' | xargs -0 ls -S)
	set -- "${files[@]}"
fi
if printf '%s\0' "$@" | xargs -0 -P "$(nproc)" -I{} bash -c 'one "$1"' lint {}; then
	echo "lint: $# files clean"
else
	echo "lint: findings above" >&2
	exit 1
fi
