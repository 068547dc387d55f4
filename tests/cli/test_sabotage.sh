# Sabotage: what a programmer, a template or a text could do to let somebody be recognized. Each must be refused, and repository and site stay as they were.
. "$(dirname "$0")/lib.sh" "$1"
sample_workspace "$T/good"
publish_cycle "$T/good" 2026-01 2026-01-16 >"$T/.first" 2>&1 || { echo "not ok the first edition"; cat "$T/.first"; exit 1; }
records_of "$T/good" 2026-03-02
state() { (cd "$1/site" && git -C repo.git for-each-ref && cd public/ && find . -type f | LC_ALL=C sort | xargs sha256sum) | sha256sum; } # dir: refs and every byte of the site
BEFORE=$(state "$T/good")
W=$T/w
publish() { { "$1" publish --workspace "$W" --cycle 2026-03 --as-of 2026-03-13 --yes >"$T/.said" 2>&1; } 2>/dev/null; } # program
fresh() { rm -rf "$W"; cp -a "$T/good" "$W"; }
caught() { # name, program, pattern of its message
	local got
	publish "$2"; got=$?
	if { [ $got = 3 ] || [ $got = 134 ] || { [ $got = 4 ] && grep -q "H010.*different from what was written" "$T/.said"; }; } 2>/dev/null && grep -qE -- "${3:-.}" "$T/.said"; then echo "ok $1"; else echo "not ok $1 (exit $got)"; grep -E "error|bug|Published" "$T/.said" | head -n 8; fi
	same "$1: repository and site are as before" "$(state "$W")" "$BEFORE"
}
fresh; publish "$MP"; same "without sabotage it publishes" $? 0
# --- mistakes in the program: one edit each, in a copy -------------------------------------------------------------------------
# What a kind of mistake must be told as: otherwise it may have been caught by chance.
declare -A SAYS=([raw-cell]='error\[G010' [unapproved-text]='error\[G004' [uncovered]='error\[G001|covered' [stale-page]='error\[H005' [gate-skipped]='error\[H005' [clearance-forged]='error\[H005' [no-read-back]='error\[H005' [commit-author]='commit header.*error\[G030' [tag-object]='tag header.*error\[G030'
	[altered-pack]='pool.csv.*error\[G030' [old-index]='error\[H005' [no-k]='bug: a group of' [counted-twice]='bug: a group of')
while IFS=$'\t' read -r name what; do
	if ! python3 "$ROOT/tests/cli/sabotage.py" make "$name" "$ROOT" "$B" "$T/mutant" >"$T/.built" 2>&1; then echo "not ok $what: no mutant"; head -n 5 "$T/.built"; continue; fi
	fresh; ASAN_OPTIONS=detect_leaks=0 caught "$what ($name)" "$T/mutant/mutant" "${SAYS[$name]:-.}"
done < <(python3 "$ROOT/tests/cli/sabotage.py" list)
# --- what people can do with files ------------------------------------------------------------------------------------------------
N="Veronika Engelhardt"
user() { fresh; (cd "$W" && eval "$2") || { echo "not ok $1: could not prepare it"; return; }; caught "$1" "$MP" "$3"; } # name, shell code, pattern
user "a name split over two template fields" 'sed -i "s|<h1|<b>Veronika</b> <i title=\"x\">Engel\&shy;hardt</i><h1|" site-templates/search.html' 'error\[G011'
user "a name in an attribute of a template" 'sed -i "s|<h1|<h1 data-by=\"v.engelhardt\"|" site-templates/search.html' 'error\[G011'
user "a name in a comment of a template" 'sed -i "s|<h1|<!-- asked by Veronika Engelhardt --><h1|" site-templates/search.html' 'error\[G011'
user "a name as a file name" 'cp content/faqs/an-entry-has-gone.md content/faqs/veronika-engelhardt.md' 'error\[G01'
user "a name as the name of a picture" 'cp site-templates/assets/$(ls site-templates/assets | grep -m1 css) site-templates/assets/veronika-engelhardt.css' 'veronika-engelhardt.*error\[G012'
user "a name as the author of the commit" 'sed -i "s/^\( *author: *\).*/\1Veronika Engelhardt/" mentorpress.yml; grep -q "Engelhardt" mentorpress.yml || sed -i "\$a author: Veronika Engelhardt" mentorpress.yml' 'commit:.*error\[G011'
user "a name in front matter" 'sed -i "0,/^title:.*/s//title: What Veronika Engelhardt asked/" content/faqs/an-entry-has-gone.md' 'error\[G011'
user "a name in alternative text" 'printf "\n[x](contact.html \"by Engelhardt, Veronika\")\n" >>content/pages/contact.md' 'contact.md:[0-9]+:[0-9]+: error\[G011'
user "a title and a surname that is a word" 'printf "\nDr. Young said so.\n" >>content/pages/contact.md' 'contact.md:[0-9]+:[0-9]+: error\[G020'
user "an officer of the name of a mentor, in a running text" 'printf -- "- name: Veronika Engelhardt\n  office: Auditor\n  from: 2025-01-01\n" >>content/officers.yml; printf "\nAsk Veronika Engelhardt.\n" >>content/pages/contact.md' 'contact.md:[0-9]+:[0-9]+: error\[G011'
user "an officer whose time is over, on a page" 'printf "\nFormerly Henrike Vandersloot.\n" >>content/pages/contact.md; python3 - <<P
import csv
p="records/exports/sample-2026-03-02-mentor-application.csv"
r=list(csv.reader(open(p,encoding="utf-8-sig",newline=""))); r[1][0],r[1][1]="Henrike","Vandersloot"
csv.writer(open(p,"w",encoding="utf-8-sig",newline=""),quoting=csv.QUOTE_ALL).writerows(r)
P' 'error\[G011'
fresh; printf -- '- name: Veronika Engelhardt\n  office: Auditor\n  from: 2025-01-01\n' >>"$W/content/officers.yml"
publish "$MP"; same "an officer who is also in the records is named" $? 0
same "on the committee's page and nowhere else" "$(cd "$W/site/public/" && grep -rl "Veronika Engelhardt" . )" ./committee.html
fresh; printf -- '- name: Veronika Engelhardt\n  office: Auditor\n  from: 2020-01-01\n  until: 2024-12-31\n' >>"$W/content/officers.yml"
publish "$MP"; same "one whose time is over is named nowhere" "$?$(cd "$W/site/public/" && grep -rl "Veronika Engelhardt" . )" 0
C=$(sed -n 's/^ *contact: *//p' "$T/good/mentorpress.yml" | head -1 | tr -d '"')
fresh; sed -i "s/veronika.engelhardt@osprey.example.org/$C/I" "$W"/records/exports/sample-2026-03-02-m*.csv
ok "an applicant gave the office's address" grep -q "$C" "$W/records/exports/sample-2026-03-02-mentor-application.csv"
publish "$MP"; same "which is published as the office's all the same" $? 0
user "the policy without a line" 'sed -i "s/\bemployer, *//; s/, *employer\b//" records/policy.yml' '.' 2>/dev/null >"$T/.policy"
ok "the policy without a line stops the run" bash -c 'grep -qE "error\[P" "$0" && grep -q "ok .*as before" "$1"' "$T/.said" "$T/.policy"
# A value that only an older export held, and a page that has not changed since.
fresh; python3 - "$W/records/exports/" <<'P'
import csv, sys
for day, first, last in (("2026-01-05", "Zephyrine", "Quillfeather"), ("2026-03-02", "Anna", "Berg")):
    p = f"{sys.argv[1]}sample-{day}-mentor-application.csv"
    r = list(csv.reader(open(p, encoding="utf-8-sig", newline="")))
    i = r[0].index("Entry Id")
    row = next(x for x in r[1:] if x[i] == "10412") if any(x[i] == "10412" for x in r[1:]) else r[1]
    row[0], row[1] = first, last
    csv.writer(open(p, "w", encoding="utf-8-sig", newline=""), quoting=csv.QUOTE_ALL).writerows(r)
P
printf '\nZephyrine Quillfeather helped.\n' >>"$W/content/pages/contact.md"
caught "a name that only an older export held" "$MP" 'contact.md:[0-9]+:[0-9]+: error\[G011'
sample_workspace "$T/cached"; printf '\nZephyrine Quillfeather helped.\n' >>"$T/cached/content/pages/contact.md"
publish_cycle "$T/cached" 2026-01 2026-01-16 >"$T/.cached" 2>&1; same "somebody unknown is named" $? 0
records_of "$T/cached" 2026-03-02; sed -i '0,/"Veronika","Engelhardt"/s//"Zephyrine","Quillfeather"/' "$T/cached/records/exports/sample-2026-03-02-mentor-application.csv"
fails_with "a page that has not changed is searched again" 3 'contact.md:[0-9]+:[0-9]+: error\[G011' "$MP" publish --workspace "$T/cached" --cycle 2026-03 --as-of 2026-03-13 --yes
# The advice of G010, followed to the letter.
fresh; python3 - "$W/records/reviews.csv" <<'P'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8", newline=""))); h = rows[0]
for n, r in enumerate(rows[1:]):
    if r[h.index("decision")] == "accept" and n % 12 == 0:
        r[h.index("decision")], r[h.index("text")] = "mask", f"I can help with {n} audits. Ask Veronika Engelhardt & her team."
csv.writer(open(sys.argv[1], "w", encoding="utf-8", newline=""), lineterminator="\n").writerows(rows)
P
caught "a name in an approved text" "$MP" 'error\[G010'
for _ in $(seq 30); do # one text after another, as the message says
	D=$(grep -oE "mentorpress review --mask [0-9a-f]{12}" "$T/.said" | head -1 | cut -d' ' -f4); [ -n "$D" ] || break
	"$MP" review --mask "$D" --text "I can help with audits." --workspace "$W" --as-of 2026-03-13 >"$T/.mask" 2>&1 || break
	publish "$MP" && break
done
ok "the advice of G010, followed, leads to an edition" grep -q "^Published edition" "$T/.said"
