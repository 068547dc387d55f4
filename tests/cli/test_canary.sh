# A canary in every private column of every record appears in no object of the repository, no file of the site, no message and no log.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
sample_workspace "$W"
python3 "$ROOT/tests/bench/generate.py" --canary --out "$T/canary" >/dev/null || { echo "not ok generator"; exit 1; }
cp "$T"/canary/*.csv "$W/records/exports/"
mv "$W/records/exports/reviews.csv" "$W/records/" 2>/dev/null
ok "canaries are many" bash -c '[ "$(wc -l <"$0")" -gt 500 ]' "$T/canary/canaries.txt"
"$MP" publish --workspace "$W" --cycle 2026-03 --as-of 2026-03-13 --yes >"$T/log" 2>&1
same "they publish" $? 0
"$MP" privacy --workspace "$W" --as-of 2026-03-13 >>"$T/log" 2>&1
"$MP" check --workspace "$W" --as-of 2026-03-13 >>"$T/log" 2>&1
"$MP" history --workspace "$W" >>"$T/log" 2>&1
ok "entries came out" grep -q 'class="entry' "$W/site/public/mentors.html"
git_site "$W" cat-file --batch-all-objects --batch --unordered >"$T/objects"
ok "no canary anywhere" python3 "$ROOT/tests/cli/find_canaries.py" "$T/canary/canaries.txt" "$T/objects" "$T/log" "$W/site"
