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

# One file to print
pages() { pdfinfo "$1" | sed -n 's/^Pages: *//p'; }
sheets() { grep -c '<article' "$1/sheets/all.html"; }
fails_with "a paper is a4 or letter" 2 "a4 or letter" mp match --round 2026-03 --pdf --size a3
fails_with "and that of a PDF" 2 "add --pdf" mp match --round 2026-03 --size a4
fails_with "match says where the PDF is" 0 "pack.pdf is all of them in one file" mp match --round 2026-03 --pdf
ok "no identified one that nobody asked for" test ! -e "$P/pack-identified.pdf"
ok "letter is what it is" grep -q "612 x 792" <(pdfinfo "$P/pack.pdf")
ok "a page for each sheet at least, and the overview" test "$(pages "$P/pack.pdf")" -gt "$(sheets "$P/pack")"
pdftotext -layout "$P/pack.pdf" "$T/pack.txt"
same "every page says how many there are" "$(grep -c "of $(pages "$P/pack.pdf")\$" "$T/pack.txt")" "$(pages "$P/pack.pdf")"
first=$(basename "$(find "$P/pack/sheets" -name 'mentee-*.html' | sort | head -1)" .html); first=${first#mentee-}
ok "a sheet can be read in it" grep -qE "Mentee $first|mentee $first" "$T/pack.txt"
ok "and it is of the round" grep -q "Round 2026-03" "$T/pack.txt"
python3 - "$W" "$T/pack.txt" >"$T/names" <<'PY'
import csv, glob, re, sys
text = open(sys.argv[2], encoding='utf-8').read()
words, found = set(re.findall(r"[\w@.'-]+", text)), set()
for f in sorted(glob.glob(sys.argv[1] + '/records/exports/*application*.csv')):
    for row in csv.DictReader(open(f, encoding='utf-8-sig', newline='')):
        for column, value in row.items():
            if column and re.search(r'\(Last\)|Email|E-mail', column, re.I) and value and len(value) > 4 and value.strip() in words: found.add(value)
print(len(found))
PY
same "it names nobody" "$(cat "$T/names")" 0
cp "$P/pack.pdf" "$T/one.pdf"
mp match --round 2026-03 --pdf --quiet >/dev/null 2>&1
ok "the same again is the same" cmp "$T/one.pdf" "$P/pack.pdf"
ok "the identified one, on A4" mp match --round 2026-03 --pdf --size a4 --identified --quiet
ok "is A4" grep -q "595.* x 841" <(pdfinfo "$P/pack-identified.pdf")
same "both are the owner's only" "$(stat -c %a "$P/pack.pdf" "$P/pack-identified.pdf" | sort -u)" 600
fails_with "PDFs nobody asked for now are told of" 0 "M062.*pack-identified.pdf" mp match --round 2026-03
ok "and gone" test ! -e "$P/pack.pdf" -a ! -e "$P/pack-identified.pdf"
mp match --round 2026-03 --pdf --dry-run --quiet >/dev/null 2>&1
ok "a dry run makes none" test ! -e "$P/pack.pdf"
