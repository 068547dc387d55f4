#!/usr/bin/env bash
# Measures drawing pools of generated people into groups, from the private database on, and prints a table.
# Then the whole command `privacy` with a list of members: every set of eight fields with three k, the all-but-one test, who fits.
# Usage: privacy.sh PROGRAM MEASURING_PROGRAM    BENCH_PRIVACY_SIZES="10000 100000 1000000" BENCH_COMMAND_SIZES="10000 100000" BENCH_RUNS=3. A million take about 700 MB below TMPDIR for a while.
set -euo pipefail
cd "$(dirname "$0")/../.."
mp=$(realpath "$1") pool=$(realpath "$2") runs=${BENCH_RUNS:-3} day=2026-03-13
w=$(mktemp -d "${TMPDIR:-/tmp}/bench-privacy.XXXXXX")
trap 'rm -rf "$w"' EXIT
best() { # the run with the least CPU of both
	for _ in $(seq "$runs"); do "$pool" "$w/p" "$day" "$1"; done | sort -t $'\t' -k 7,7 -n | head -n 1
}
printf '| persons × fields | skew | k | groups | reading, CPU s | ladder, CPU s | both, CPU s | peak MiB | information kept |\n|---|---|---|---|---|---|---|---|---|\n'
for n in ${BENCH_PRIVACY_SIZES:-10000 100000 1000000}; do
	for skew in 1.8 1.0; do
		rm -rf "$w/p"; python3 tests/bench/privacy.py --rows "$n" --skew "$skew" --out "$w/p"
		"$mp" import --workspace "$w/p" --as-of "$day" >"$w/log" 2>&1 || { cat "$w/log" >&2; exit 1; }
		for k in 5 11; do
			best "$k" | awk -F'\t' -v skew="$skew" '{printf "| %s × %s | %s | %s | %s | %s | %s | %s | %s | %s %% |\n", $1, $2, skew, $3, $4, $5, $6, $7, $8, $9}'
		done
	done
done
printf '\n| `privacy`, persons × fields | skew | choices | CPU s | peak MiB |\n|---|---|---|---|---|\n'
for n in ${BENCH_COMMAND_SIZES-10000 100000}; do
	for skew in 1.8 1.0; do
		rm -rf "$w/p"; python3 tests/bench/privacy.py --rows "$n" --skew "$skew" --roster --out "$w/p"
		"$mp" import --workspace "$w/p" --as-of "$day" >"$w/log" 2>&1 || { cat "$w/log" >&2; exit 1; }
		python3 tests/bench/measure.py "$runs" privacy -- "$mp" privacy --workspace "$w/p" --as-of "$day" | while IFS=$'\t' read -r _ cpu peak _; do
			printf '| %s × 8 | %s | %s | %s | %s |\n' "$n" "$skew" "$(($(wc -l <"$w/p/private/reports/privacy.csv") - 1))" "$cpu" "$peak"
		done
	done
done
