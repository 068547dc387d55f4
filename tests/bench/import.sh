#!/usr/bin/env bash
# Measures imports of generated exports into the private database, beside sqlite3 reading the same files into text tables, in one run, and prints a table.
# Usage: import.sh PROGRAM    BENCH_IMPORT_SIZES="10000 100000 1000000" BENCH_RUNS=3. A million applications take about 4 GB below build/bench.
set -euo pipefail
cd "$(dirname "$0")/../.."
mp=$(realpath "$1") b=$PWD/build/bench runs=${BENCH_RUNS:-3}
mkdir -p "$b"
lines=$b/import.tsv; : >"$lines"
re() { python3 tests/bench/reexport.py "$@"; }
bytes() { cat "$@" | wc -c; }
workspace() { # dir [without-members]: everything but the exports
	rm -rf "$1"; mkdir -p "$1/records/exports"
	cp mentorpress.yml "$1/"; cp -r records/mappings records/vocab records/policy.yml "$1/records/"
	[ -z "${2:-}" ] || rm "$1/records/mappings/members.yml"
}
measure() { # runs, what, files' bytes, further words of measure.py
	local times=$1 what=$2 size=$3; shift 3
	python3 tests/bench/measure.py "$times" "$n|$what|$size" "$@" | tee -a "$lines" >&2
}
for n in ${BENCH_IMPORT_SIZES:-10000 100000 1000000}; do
	g=$b/g$n w=$b/i$n e=$b/i$n/records/exports
	[ -d "$g" ] || { python3 tests/bench/generate.py --rows "$n" --out "$g.part" --date 2026-03-02 >/dev/null; mv "$g.part" "$g"; }
	go=("$mp" import --workspace "$w" --as-of 2026-03-13)
	forms=("$g"/*-application.csv)

	workspace "$w" without-members; cp "${forms[@]}" "$e/"
	size=$(bytes "${forms[@]}")
	measure "$runs" "fresh" "$size" --before "rm -rf $w/private" -- "${go[@]}"
	rm -rf "$b/kept"; cp -a "$w/private" "$b/kept"
	measure "$runs" "again, nothing changed" "$size" -- "${go[@]}"
	measure "$runs" "again, the files only touched" "$size" --before "touch $e/*.csv" -- "${go[@]}"
	measure "$runs" "1 % of the rows changed" "$size" --before "python3 tests/bench/reexport.py change $e/*.csv" -- "${go[@]}"
	cp "${forms[@]}" "$e/"; re newer 2026-03-09 "$e"/*.csv
	measure "$runs" "a newer export beside the old one, 1 % changed" "$(bytes "$e"/*.csv)" --before "rm -rf $w/private; cp -a $b/kept $w/private" -- "${go[@]}"
	rm -rf "$w" "$b/kept"

	# The same rows as other tools quote them, and the same rows with the list of members beside them.
	workspace "$w" without-members
	for f in "${forms[@]}"; do re quotes "$f" "$e/$(basename "$f")"; done
	measure 1 "fresh, quotes only where needed" "$(bytes "$e"/*.csv)" --before "rm -rf $w/private" -- "${go[@]}"
	workspace "$w"; cp "${forms[@]}" "$g"/*-members.csv "$e/"
	measure 1 "fresh, with a list of members (1.2 for each application)" "$(bytes "$e"/*.csv)" --before "rm -rf $w/private" -- "${go[@]}"
	rm -rf "$w"

	# sqlite3: every cell as text, no header, nothing recognized or checked.
	if command -v sqlite3 >/dev/null; then
		script=$b/import.sql; : >"$script"
		for f in "${forms[@]}"; do
			t=$(basename "$f" .csv); t=${t//-/_}
			python3 -c 'import csv,sys; n=len(next(csv.reader(open(sys.argv[1],encoding="utf-8-sig",newline="")))); print(f"CREATE TABLE {sys.argv[2]}(" + ", ".join(f"c{i} TEXT" for i in range(n)) + ");")' "$f" "$t" >>"$script"
			printf '.mode csv\n.import --skip 1 %s %s\n' "$f" "$t" >>"$script"
		done
		measure 1 "sqlite3 .import into text tables" "$size" --before "rm -f $b/import.db*" -- sqlite3 "$b/import.db" ".read $script"
		rm -f "$b"/import.db*
	fi
done
python3 tests/bench/import_table.py "$lines"
