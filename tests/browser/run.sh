#!/usr/bin/env bash
# Publishes the sample and a hostile copy of it, then opens the pages in Chromium. npm packages go into the build folder. Usage: run.sh BUILD [whole|parts]: what goes
# through the whole site, or the checks of its parts; without a word both, one after the other
. "$(dirname "$0")/../cli/lib.sh" "$1"
. "$ROOT/tests/browser/setup.sh"
started=$SECONDS
ok "the sample publishes" three_cycles "$T/sample"
cp -a "$T/sample" "$T/hostile"
python3 "$ROOT/tests/browser/payloads.py" "$T/hostile"
ok "the hostile copy publishes" "$MP" publish --workspace "$T/hostile" --cycle 2026-04 --as-of 2026-04-17 --yes
SITE=$T/sample/site/public
# Checks of one part of the site, a line each: FILE SITE … One that does not come to its end has not passed.
run() { (cd "$N" && node "$@") || echo "not ok $1 ended with $?"; }
if [ "${2:-whole}" = whole ]; then run check.mjs "$SITE" "$T/hostile/site/public"; fi
if [ "${2:-parts}" != parts ]; then echo "    browser tests, $2: $((SECONDS - started)) s"; exit; fi
run search.mjs "$SITE"
run shortlist.mjs "$SITE"
run pages.mjs "$SITE"
run html.mjs "$SITE" "$ROOT/tests/browser/htmlvalidate.json"
run serve.mjs "$MP" "$T/sample" "$ROOT/tests/browser/htmlvalidate.json"
# On paper, also a very long and a tiny document.
cp -a "$T/sample" "$T/long"
python3 "$ROOT/tests/browser/long_sop.py" "$T/long"
for n in MP-09.01 MP-08.01; do ok "$n is approved" "$MP" approve $n --workspace "$T/long" --as-of 2026-03-14 --yes; done
ok "the long document publishes" "$MP" publish --workspace "$T/long" --as-of 2026-03-14 --yes
run print.mjs "$SITE" "$T/long/site/public"
echo "    browser tests: $((SECONDS - started)) s"
