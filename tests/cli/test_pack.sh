# The committee's pack of the sample round: made by match, the same each time, private, and without a name where none may stand.
. "$(dirname "$0")/lib.sh"
W=$T/w
P=$W/private/programme/2026-03
sample_workspace "$W"
records_of "$W" 2026-03-09
mp() { "$MP" "$@" --workspace "$W" --as-of 2026-03-09; }
named() { # folder: prints values of the exports' private columns that stand in its pages
	python3 - "$W" "$1" <<'PY'
import csv, glob, re, sys
values = set()
for f in sorted(glob.glob(sys.argv[1] + '/records/exports/*application*.csv')):
    for row in csv.DictReader(open(f, encoding='utf-8-sig', newline='')):
        for column, value in row.items():
            private = column and (re.search(r'\(Last\)|Employer|Email|E-mail|^Phone$|committee', column, re.I))
            if private and value and len(value) > 4: values.add(value.strip())
text = ''.join(open(f, encoding='utf-8').read() for f in sorted(glob.glob(sys.argv[2] + '/**/*.html', recursive=True)))
words = set(re.findall(r"[\w@.'-]+", text))
print(sum((v in words) if ' ' not in v else (v in text) for v in values))
PY
}
ok "match writes the pack" mp match --round 2026-03 --identified --quiet
ok "the overview is there" test -s "$P/pack/index.html"
ok "all sheets are in one file" test -s "$P/pack/sheets/all.html"
same "one article for each file" "$(grep -c '<article' "$P/pack/sheets/all.html")" "$(find "$P/pack/sheets" -name '*-*.html' | wc -l)"
same "links of the overview lead somewhere" "$(grep -o 'href="sheets/[^"]*"' "$P/pack/index.html" | sed 's/href="//;s/"//' | sort -u | while read -r f; do [ -f "$P/pack/$f" ] || echo "$f"; done)" ""
same "folders are the owner's only" "$(find "$P" -type d ! -perm 0700 | head -3)" ""
same "files are the owner's only" "$(find "$P/pack" "$P/pack-identified" "$P/decisions.csv" -type f ! -perm 0600 | head -3)" ""
same "the pack names nobody" "$(named "$P/pack")" 0
ok "the identified pack does" test "$(named "$P/pack-identified")" -gt 50
same "a row for each applicant in the round, none decided" "$(grep -c '^[^#r]' "$P/decisions.csv")" "$(find "$P/pack/sheets" -name 'mentee-*' -o -name 'peer-*' | wc -l)"
cp -r "$P/pack" "$T/before"
mp match --round 2026-03 --quiet >/dev/null 2>&1
ok "the same again is the same" diff -r "$T/before/sheets" "$P/pack/sheets"
ok "an identified pack nobody asked for is gone" test ! -e "$P/pack-identified"
awk -F, -v OFS=, '!/^[#r]/ && !done { $4 = "defer"; done = 1 } { print }' "$P/decisions.csv" >"$T/d" && cp "$T/d" "$P/decisions.csv"
fails_with "answers are told of" 0 'M063' mp match --round 2026-03
ok "and stay" cmp "$T/d" "$P/decisions.csv"
ok "new proposals stand beside them" test -s "$P/decisions-2.csv"
same "nothing of it is elsewhere" "$(find "$W/site" "$W/content" -newer "$P/pack/index.html" 2>/dev/null | head -3)" ""
