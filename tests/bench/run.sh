#!/usr/bin/env bash
# Measures whole publishes on generated records, beside Hugo building the same cards as browse pages plus git add and git commit, in one run.
# Usage: run.sh PROGRAM    BENCH_SIZES="10000 100000" BENCH_RUNS=3
set -euo pipefail
cd "$(dirname "$0")/../.."
mp=$PWD/$1 root=$PWD b=$PWD/build/bench runs=${BENCH_RUNS:-3}
mkdir -p "$b"
measure() { python3 tests/bench/measure.py "$@"; }
printf 'what\tCPU s\tpeak MiB\tCPU range\texit\n'
for n in ${BENCH_SIZES:-10000 100000}; do
	[ -d "$b/g$n" ] || python3 tests/bench/generate.py --rows "$n" --out "$b/g$n" --date 2026-03-02 >/dev/null
	w=$b/w$n; rm -rf "$w"; mkdir -p "$w/records/exports"
	cp -r content site-templates mentorpress.yml "$w/"
	cp -r records/mappings records/vocab records/policy.yml records/accepted_words.csv "$w/records/"
	cp "$b/g$n"/*-application.csv "$b/g$n"/*-members.csv "$w/records/exports/"; cp "$b/g$n/reviews.csv" "$w/records/"
	head -n 1 records/status_events.csv >"$w/records/status_events.csv"
	publish=("$mp" publish --workspace "$w" --cycle 2026-03 --as-of 2026-03-13 --yes)
	measure "$runs" "mentorpress: $n applications, exports to committed edition" --before "rm -rf $w/private $w/site" -- "${publish[@]}"
	measure "$runs" "mentorpress: $n, published again, nothing changed" -- "${publish[@]}"
	measure "$runs" "mentorpress: $n, the same without what was remembered" --before "rm -f $w/private/last-inputs" -- "${publish[@]}"
	# the peers: the same entries
	h=$b/h$n; rm -rf "$h"; python3 tests/bench/peer_site.py "$w/site/public/pool.csv" "$h" hugo >/dev/null
	measure "$runs" "hugo: $n, the same entries as browse pages" --before "rm -rf $h/public" -- hugo --quiet -s "$h"
	fresh="rm -rf $h/public/.git; git -c init.defaultBranch=main init -q $h/public"
	measure "$runs" "git add: $n, Hugo's output" --before "$fresh" -- git -C "$h/public" add -A
	measure 1 "git commit: $n" -- git -C "$h/public" -c user.name=x -c user.email=x@example.org commit -q -m x
done
