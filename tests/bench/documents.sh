#!/usr/bin/env bash
# Measures building and link-checking many documents, beside Hugo and lowdown on the same files, and prints a table.
# Usage: documents.sh PROGRAM    BENCH_DOCUMENTS="300 2000 10000" BENCH_RUNS=3
set -euo pipefail
cd "$(dirname "$0")/../.."
mp=$(realpath "$1") runs=${BENCH_RUNS:-3} here=$PWD
w=$(mktemp -d "${TMPDIR:-/tmp}/bench-documents.XXXXXX")
trap 'rm -rf "$w"' EXIT
measure() { python3 "$here/tests/bench/measure.py" "$runs" "$@"; }
row() { # NAME, then a line of measure.py on stdin
	awk -F'\t' -v name="$1" -v n="$2" -v mp="${3:-}" '{printf "| %s | %s | %s | %s | %s | %s |\n", n, name, $2, $4, $3, mp ? sprintf("%.1f", $2 / mp) : ""; if ($5 != "0") print "(ended with " $5 ")" > "/dev/stderr"}'
}
printf '| documents | what | CPU s | range | peak MiB | beside build |\n|---|---|---|---|---|---|\n'
for n in ${BENCH_DOCUMENTS:-300 2000 10000}; do
	python3 tests/bench/documents.py "$n" "$w/ws" >&2
	cd "$w/ws"
	build=$(measure build --before "rm -rf site" -- "$mp" build)
	base=$(cut -f2 <<<"$build")
	row "mentorpress build (pages, links, gate, files)" "$n" <<<"$build"
	measure check --before true -- "$mp" check | row "mentorpress check (the same without writing)" "$n" "$base"
	if command -v hugo >/dev/null; then
		mkdir -p "$w/hugo/layouts/_default"
		printf 'baseURL = "https://www.example.org/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section"]\n' >"$w/hugo/config.toml"
		printf '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><main><h1>{{ .Title }}</h1>\n{{ .Content }}</main></body></html>\n' >"$w/hugo/layouts/_default/single.html"
		rm -rf "$w/hugo/content"; cp -r content "$w/hugo/content"; rm -f "$w"/hugo/content/*.csv "$w"/hugo/content/*.yml
		# Hugo takes "index.md" for the text of its folder.
		mv "$w/hugo/content/pages/index.md" "$w/hugo/content/pages/start.md"
		cd "$w/hugo"
		measure hugo --before "rm -rf public" -- hugo --quiet | row "Hugo (pages, links unchecked)" "$n" "$base"
		cd "$w/ws"
	else echo "hugo is not installed" >&2; fi
	if command -v lowdown >/dev/null; then
		measure lowdown --before "rm -rf $w/low; mkdir $w/low" -- bash -c 'for f in content/*/*.md; do lowdown -s -thtml -o "$0/$(dirname "$f" | tr / _)-${f##*/}.html" "$f"; done' "$w/low" | row "lowdown, a process a file" "$n" "$base"
	else echo "lowdown is not installed" >&2; fi
	cd "$here"
done
