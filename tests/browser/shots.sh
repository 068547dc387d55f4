#!/usr/bin/env bash
# Publishes the sample and takes pictures of every page type into screenshots/; with "small" the two of README into docs/pictures/. Usage: shots.sh BUILD [small]
. "$(dirname "$0")/../cli/lib.sh" "$1"
. "$ROOT/tests/browser/setup.sh"
three_cycles "$T/sample" >/dev/null 2>&1 || { echo "the sample does not publish: make cli says why" >&2; exit 1; }
if [ "${2:-}" = small ]; then (cd "$N" && node shots.mjs "$T/sample/site/public" "$ROOT/docs/pictures" --small)
else rm -rf "$ROOT/screenshots"; (cd "$N" && node shots.mjs "$T/sample/site/public" "$ROOT/screenshots"); fi
