#!/usr/bin/env bash
# Publishes the sample and a hostile copy of it, then opens the pages in Chromium. npm packages go into the build folder. Usage: run.sh BUILD
. "$(dirname "$0")/../cli/lib.sh" "$1"
N=$ROOT/build/browser
mkdir -p "$N"; cp "$ROOT"/tests/browser/package.json "$N/"
if ! (cd "$N" && npm ls --silent >/dev/null 2>&1); then
	echo "installing npm packages for the browser tests: $(sed -n 's/^ *"\([a-z-]*\)": "\([0-9.]*\)".*/\1 \2/p' "$N/package.json" | paste -sd,)"
	(cd "$N" && npm install --no-audit --no-fund --no-package-lock --loglevel=error) || { echo "not ok npm install"; exit 1; }
fi
ok "the sample publishes" three_cycles "$T/sample"
cp -a "$T/sample" "$T/hostile"
python3 "$ROOT/tests/browser/payloads.py" "$T/hostile"
ok "the hostile copy publishes" "$MP" publish --workspace "$T/hostile" --cycle 2026-04 --as-of 2026-04-17 --yes
export CHROME=${CHROME:-$(command -v chromium || command -v chromium-browser)}
cp "$ROOT"/tests/browser/*.mjs "$N/"
(cd "$N" && node check.mjs "$T/sample/site/public" "$T/hostile/site/public")
(cd "$N" && node search.mjs "$T/sample/site/public")
(cd "$N" && node shortlist.mjs "$T/sample/site/public")
(cd "$N" && node html.mjs "$T/sample/site/public" "$ROOT/tests/browser/htmlvalidate.json")
(cd "$N" && node pages.mjs "$T/sample/site/public")
(cd "$N" && node serve.mjs "$MP" "$T/sample" "$ROOT/tests/browser/htmlvalidate.json")
# On paper, also a very long and a tiny document.
cp -a "$T/sample" "$T/long"
python3 "$ROOT/tests/browser/long_sop.py" "$T/long"
for n in MP-09.01 MP-08.01; do ok "$n is approved" "$MP" approve $n --workspace "$T/long" --as-of 2026-03-14 --yes; done
ok "the long document publishes" "$MP" publish --workspace "$T/long" --as-of 2026-03-14 --yes
(cd "$N" && node print.mjs "$T/sample/site/public" "$T/long/site/public")
