#!/usr/bin/env bash
# Measures the pages as members meet them: bytes, time on a slow phone, Lighthouse. Prints Markdown tables. Usage: site.sh BUILD
# BENCH_SITE="bytes filters cold lighthouse" chooses; BENCH_RUNS=9 is the number of filter clicks; BENCH_PAGES="index.html" has Lighthouse look at these only.
. "$(dirname "$0")/../cli/lib.sh" "$1"
N=$ROOT/build/bench-site
mkdir -p "$N"; cp "$ROOT/tests/bench/site/package.json" "$N/"
if ! (cd "$N" && npm ls --silent >/dev/null 2>&1); then
	echo "installing Lighthouse and what it needs, once"
	(cd "$N" && npm install --no-audit --no-fund --no-package-lock --loglevel=error) || exit 1
fi
cp "$ROOT"/tests/browser/{lib,states}.mjs "$ROOT"/tests/bench/site/*.mjs "$N/"
export CHROME=${CHROME:-$(command -v chromium-headless-shell || command -v chromium)}
# The sample, offered to search engines: a page that forbids them cannot have all points for being found.
sample_workspace "$T/sample"
sed -i 's/^  index: no\b/  index: yes/; s/^  # readers: members\b.*/  readers: public/; s/^  # address:/  address:/' "$T/sample/mentorpress.yml"
sed -i 's/^audience: members\b/audience: public/; s/^k: .*/k: 11/' "$T/sample/records/policy.yml"
publish_cycle "$T/sample" 2026-03 2026-03-13 >/dev/null 2>&1 || { echo "the sample does not publish" >&2; exit 1; }
# A pool of about a thousand, whose cards make the pages of every size.
python3 "$ROOT/tests/bench/generate.py" --rows "${BENCH_SITE_ROWS:-2300}" --out "$T/g" --date 2026-03-02 >/dev/null
sample_workspace "$T/big"
cp "$ROOT"/records/policy.yml "$ROOT"/records/accepted_words.csv "$T/big/records/"
cp "$T"/g/*-application.csv "$T"/g/*-members.csv "$T/big/records/exports/"; cp "$T/g/reviews.csv" "$T/big/records/"
head -n 1 "$ROOT/records/status_events.csv" >"$T/big/records/status_events.csv"
"$MP" publish --workspace "$T/big" --cycle 2026-03 --as-of 2026-03-13 --yes >"$T/.out" 2>&1 || { tail -n 5 "$T/.out" >&2; exit 1; }
(cd "$N" && node bench.mjs "$T/sample/site/public" "$T/big/site/public" ${BENCH_SITE:-bytes filters cold lighthouse})
