# Nothing of the programme's private side comes near the site: canaries in every application, decision, plan, evaluation and note, and the numbers that
# the programme makes up itself, through every command; then a publish, and no byte of them in the site, the repository or a message.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w L=$T/canaries.txt HELP=$ROOT/tests/cli/programme_canary.py
mp() { "$MP" "$@" --workspace "$W" --as-of 2026-03-13; }
python3 "$ROOT/tests/bench/generate.py" --canary --out "$T/canary" >/dev/null || { echo "not ok generator"; exit 1; }
world() { # dir
	sample_workspace "$1"; cp "$T"/canary/*.csv "$1/records/exports/"; mv "$1/records/exports/reviews.csv" "$1/records/"
}
world "$T/plain"; world "$W"; cp "$T/canary/canaries.txt" "$L"
ok "without the programme they publish" "$MP" publish --workspace "$T/plain" --cycle 2026-03 --as-of 2026-03-13 --yes

# Before the round: two partnerships from last year that people have evaluated.
mp import >"$T/.o" 2>&1
entries() { python3 -c 'import csv,sys; print(*[r["Entry Id"] for r in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline=""))][:4])' "$W"/records/exports/canary-*-"$1"-application.csv; }
read -r m1 m2 _ <<<"$(entries mentor)"; read -r e1 e2 _ <<<"$(entries mentee)"; read -r p1 p2 _ <<<"$(entries peer)"
ok "a partnership by hand" mp partnership new "mentor $m1" "mentee $e1" --on 2025-02-12
ok "and another" mp partnership new "peer $p1" "peer $p2" --on 2025-02-12
ok "and a third" mp partnership new "mentor $m2" "mentee $e2" --on 2025-02-12
ok "their forms" python3 "$HELP" forms "$W" "$L"
same "the register takes them" "$(mp partnership --all 2>/dev/null | grep -c "^P-000[123]  concluded")" 3

# The round, with both packs, what-if and decisions.
ok "match" mp match --round 2026-03 --identified $("$MP" match --help | grep -q -- --pdf && echo --pdf)
ok "decisions filled in" python3 "$HELP" decide "$W" "$T/decisions.csv"
cp "$T/decisions.csv.canaries" "$T/more"; cat "$T/more" >>"$L"
ok "decisions" mp decisions "$T/decisions.csv"
id=$(mp partnership --all 2>/dev/null | grep -oE '^P-[0-9]+' | tail -n 1)
ok "one agrees" mp partnership "$id" agreed --by a --on 2026-03-12 --note agreednoteqx
ok "both agree" mp partnership "$id" agreed --by b --on 2026-03-12
ok "one declines after that" mp partnership "$id" declined --by a --note declinednoteqx
id=$(mp partnership 2>/dev/null | grep -oE '^P-[0-9]+' | head -n 1)
ok "one agrees to another" mp partnership "$id" agreed --by a --note notenoteqx
ok "and the other" mp partnership "$id" agreed --by b
ok "a note" mp partnership "$id" note --note justanoteqx
printf '%s\tnote of an event\n' agreednoteqx declinednoteqx notenoteqx justanoteqx >>"$L"

# Everything else that writes.
ok "due" mp due --identified
ok "notices" mp notices
ok "packets" mp notices packet
ok "sent" mp notices sent all
ok "certificates" mp certificates --size both --identified
number=$(mp certificates list 2>/dev/null | grep -oE 'MP-[0-9]+-[0-9]+' | head -n 1)
ok "a replacement" mp certificates reissue "$number" --reason lost
ok "units" mp units --year 2025
ok "report" mp report --comments
ok "who" mp who "mentor $m1" --show-values
ok "what the program made up" python3 "$HELP" made "$W" "$L"
ok "the canaries of the programme are many" bash -c '[ "$(grep -c "qx" "$0")" -gt 100 ] && [ "$(grep -c "certificate number" "$0")" -ge 6 ]' "$L"
in_private() { LC_ALL=C grep -rqF "$1" "$W/private/programme" || LC_ALL=C grep -rqF "$1" "$W/private/mentorpress.db"*; }
for c in "committeereason0qx" "declinednoteqx" "$number" "$id"; do ok "it is on the private side: ${c%%[0-9]*}" in_private "$c"; done
goal=$(grep -oE '^goalqx[0-9]+' "$L" | head -n 1) praise=$(grep -oE '^praiseqx[0-9]+' "$L" | head -n 1)
ok "goals are in the records" in_private "$goal"
ok "comments are in the committee's confidential file" grep -rqF "$praise" "$W/private/programme/reports"

# Private files are for their owner alone.
same "nothing private can be read by others" "$(find "$W/private" ! -type l -perm /077 | wc -l)" 0
ok "and there are many such files" bash -c '[ "$(find "$0/private/programme" -type f | wc -l)" -gt 100 ]' "$W"

# The publish.
"$MP" publish --workspace "$W" --cycle 2026-03 --as-of 2026-03-13 --yes >"$T/log" 2>&1
same "it publishes" $? 0
mp diff >>"$T/log" 2>&1; mp check >>"$T/log" 2>&1; mp privacy >>"$T/log" 2>&1; mp history >>"$T/log" 2>&1; mp verify >>"$T/log" 2>&1
same "the same tree as without the programme" "$(git_site "$W" rev-parse 'main^{tree}')" "$(git_site "$T/plain" rev-parse 'main^{tree}')"
objects() { git_site "$W" cat-file --batch-all-objects --batch --unordered >"$T/objects"; }
search() { python3 "$ROOT/tests/cli/find_canaries.py" "$L" "$T/objects" "$T/log" "$W/site"; }
objects
ok "no canary in the site, in any object of the repository or in a message" search
ok "no path of the private side is named in the site" bash -c '! grep -rqE "private/programme|programme-templates|decisions\.csv" "$0"' "$W/site/public"

# The search finds what is there: a goal in a page that was built, the number of a partnership in a page that is published.
cp -a "$W/site/public/index.html" "$T/index.html"; chmod u+w "$W/site/public" 2>/dev/null
page=$(readlink -f "$W/site/public/index.html"); chmod u+w "$page"; printf '<!-- %s -->' "$goal" >>"$page"
fails_with "a planted goal is found" 1 "canary of column '$goal'" search
cat "$T/index.html" >"$page"
for f in "$W"/content/faqs/*.md; do printf '\nThis was settled in %s.\n' "$id" >>"$f"; break; done
"$MP" publish --workspace "$W" --as-of 2026-03-13 --yes >"$T/log" 2>&1; objects
fails_with "a planted partnership number is found" 1 "canary of column '$id'.*objects" search
# Texts of plans and evaluations are known to the gate: a page that quotes one is refused.
for f in "$W"/content/faqs/*.md; do printf '\nWe want to reach %s together.\n' "$goal" >>"$f"; break; done
fails_with "a page with somebody's goals is refused" 3 "error\[G" "$MP" publish --workspace "$W" --as-of 2026-03-13 --yes
