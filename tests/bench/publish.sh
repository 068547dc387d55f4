#!/usr/bin/env bash
# Measures publishes, full and of small changes, beside Hugo (with git add and git commit) and Eleventy building the same cards as browse pages, in one run.
# One line each: what, CPU s (median), peak MiB, range, exit codes.
# Usage: publish.sh PROGRAM    BENCH_SIZES="10000 100000" BENCH_RUNS=3   (1000000 needs some 10 GB below build/bench)
set -euo pipefail
cd "$(dirname "$0")/../.."
mp=$PWD/$1 b=$PWD/build/bench runs=${BENCH_RUNS:-3}
mkdir -p "$b"
measure() { python3 tests/bench/measure.py "$@"; }
publish() { "$mp" publish --workspace "$w" --yes "$@" >/dev/null; }
fresh() { rm -rf "$w/private" "$w/site"; }
keep() { rm -rf "$b/kept"; mkdir "$b/kept"; cp -a "$w/private" "$w/site" "$w/content" "$w/records" "$b/kept/"; }
back="rm -rf \"\$W\"/private \"\$W\"/site \"\$W\"/content \"\$W\"/records; cp -a $b/kept/* \"\$W\"/"
eleventy() { # installed once, where npm and a network are
	[ -x "$b/eleventy/node_modules/.bin/eleventy" ] && return
	mkdir -p "$b/eleventy"; (cd "$b/eleventy" && npm install --no-audit --no-fund --no-package-lock --loglevel=error @11ty/eleventy@3.1.2 >/dev/null 2>&1)
}
printf 'what\tCPU s\tpeak MiB\tCPU range\texit\n'
for n in ${BENCH_SIZES:-10000 100000}; do
	[ -d "$b/g$n" ] || python3 tests/bench/generate.py --rows "$n" --out "$b/g$n" --date 2026-03-02 >/dev/null
	export W=$b/p$n; w=$W; rm -rf "$w"; mkdir -p "$w/records/exports"
	cp -r content site-templates mentorpress.yml "$w/"
	cp -r records/mappings records/vocab records/policy.yml records/accepted_words.csv "$w/records/"
	cp "$b/g$n"/*-application.csv "$b/g$n"/*-members.csv "$w/records/exports/"; cp "$b/g$n/reviews.csv" "$w/records/"
	head -n 1 records/status_events.csv >"$w/records/status_events.csv"
	run=("$mp" publish --workspace "$w" --yes --as-of 2026-03-13)
	measure "$runs" "$n, full, from exports to the durable edition" --before "rm -rf $w/private $w/site" -- "${run[@]}" --cycle 2026-03
	measure "$runs" "$n, full, one thread" --before "rm -rf $w/private $w/site" -- "${run[@]}" --cycle 2026-03 --threads 1
	echo "steps of a full publish with two threads:"; fresh; python3 tests/bench/steps.py "${run[@]}" --cycle 2026-03 --threads 2 | sed 's/^/\t/'
	measure "$runs" "$n, nothing changed" -- "${run[@]}" --cycle 2026-03
	keep; doc=$(cd "$w" && ls content/guidance/*.md | head -n 1)
	change="$back; printf '\nOne more sentence that names nobody.\n' >>$w/$doc"
	measure "$runs" "$n, one document changed" --before "$change" -- "${run[@]}"
	measure "$runs" "$n, the same, nothing remembered" --before "$change; rm -f $w/private/cleared-pages $w/private/last-inputs $w/private/last-records $w/private/gate-values $w/private/last-pools $w/private/rendered-pages" -- "${run[@]}"
	rows="$back; for f in $w/records/exports/*-application.csv; do python3 tests/bench/reexport.py change \$f; done"
	measure "$runs" "$n, 1 % of the rows changed" --before "$rows" -- "${run[@]}"
	measure "$runs" "$n, 1 % of the rows changed, each in words of its own" --before "${rows//.py change/.py own}" -- "${run[@]}"
	measure "$runs" "$n, 1 % of the rows changed, the same cycle drawn again" --before "$rows" -- "${run[@]}" --cycle 2026-03
	measure "$runs" "$n, 1 % of the rows changed in what cards show, the next cycle" --before "${rows//.py change/.py shown}" -- "${run[@]}" --cycle 2026-06
	# the peers: the same entries
	h=$b/h$n; rm -rf "$h"; python3 tests/bench/peer_site.py "$w/site/public/pool.csv" "$h" hugo >/dev/null
	if command -v hugo >/dev/null; then
		measure "$runs" "$n, hugo, the same entries as browse pages" --before "rm -rf $h/public" -- hugo --quiet -s "$h"
		measure "$runs" "$n, git add of hugo's output" --before "rm -rf $h/public/.git; git -c init.defaultBranch=main init -q $h/public" -- git -C "$h/public" add -A
		measure 1 "$n, git commit" -- git -C "$h/public" -c user.name=x -c user.email=x@example.org commit -q -m x
	fi
	if eleventy; then
		e=$b/e$n; rm -rf "$e"; python3 tests/bench/peer_site.py "$w/site/public/pool.csv" "$e" eleventy >/dev/null
		measure "$runs" "$n, eleventy, the same entries as browse pages" --before "rm -rf $e/_site" -- env -C "$e" "$b/eleventy/node_modules/.bin/eleventy" --quiet --input=. --output=_site
		# From elsewhere it obeys that folder's .gitignore, writes nothing and ends with 0.
		[ "$(find "$e/_site" -name '*.html' | wc -l)" -eq "$(find "$h/content" -name '*.md' | wc -l)" ] || { echo "eleventy did not write every page" >&2; exit 1; }
	fi
done
rm -rf "$b/kept"
