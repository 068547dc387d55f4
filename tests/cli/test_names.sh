# Names: what may print, what may not, and where a leak is found.
. "$(dirname "$0")/lib.sh" "$1"
sample_workspace "$T/good"; records_of "$T/good" 2026-03-02
W=$T/w
try() { rm -rf "$W"; cp -a "$T/good" "$W"; (cd "$W" && eval "$1"); "$MP" publish --workspace "$W" --cycle 2026-03 --as-of 2026-03-13 --yes >"$T/.try" 2>&1; }
try true; same "the sample passes" $? 0
ok "an approver's name prints in the approval block" grep -q "Marguerite Oyelaran-Fisk" "$W/site/public/docs/MP-02.03.html"
same "and nowhere else but on the committee's page" "$(cd "$W/site/public/" && grep -rlE 'Marguerite Oyelaran-Fisk' . | grep -vE 'docs/|committee' | wc -l)" 0
leak() { # name, text put into an FAQ, expected exit
	local f=content/faqs/pause.md
	rm -rf "$W"; cp -a "$T/good" "$W"; f=$(cd "$W" && ls content/faqs/*.md | head -1)
	printf '\n%s\n' "$2" >>"$W/$f"
	"$MP" publish --workspace "$W" --cycle 2026-03 --as-of 2026-03-13 --yes >"$T/.leak" 2>&1
	local got=$?
	if [ "$got" = "$3" ]; then echo "ok $1"; else echo "not ok $1 (exit $got, expected $3)"; head -n 12 "$T/.leak"; fi
	if [ "$3" = 3 ]; then
		ok "$1: with its place" grep -qE "^$f:[0-9]+:[0-9]+: error\[G" "$T/.leak"
		ok "$1: nothing was published" bash -c '! git -C "$0/site/repo.git" rev-parse -q --verify main' "$W"
	fi
}
person() { python3 - "$ROOT/records/exports/sample-2026-03-02-mentor-application.csv" "$1" <<'P'
import csv, sys
for r in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")):
    f, l, e, p, m = r["Name (First)"], r["Name (Last)"], r["Email"], r["Phone"], r["Employer"]
    if f.isascii() and l.isascii() and " " not in f and " " not in l and "-" not in l and l not in ("Young", "May") and len(l) > 4 and e and p and len(m.split()) > 2 and "'" not in l:
        print({"full": f"{f} {l}", "swapped": f"{l}, {f}", "slug": f"{f}-{l}".lower(), "mail": e, "phone": p, "employer": m, "caps": f"{f} {l}".upper(),
               "entities": "".join(f"&#{ord(c)};" for c in f"{f} {l}"), "soft": f"{f[:2]}\u00ad{f[2:]} {l[:3]}\u200b{l[3:]}", "split": f"{f} *{l[:2]}*{l[2:]}"}[sys.argv[2]])
        break
P
}
leak "a mentor's full name in an FAQ" "Ask $(person full) about it." 3
leak "surname first" "Ask $(person swapped)." 3
leak "in capitals" "Ask $(person caps)." 3
leak "as a slug" "See $(person slug) for more." 3
leak "as numeric entities" "Ask $(person entities) about it." 3
leak "with soft hyphen and zero width space" "Ask $(person soft) about it." 3
leak "split by emphasis" "Ask $(person split) about it." 3
leak "an e-mail address" "Write to $(person mail) today." 3
leak "a phone number" "Call $(person phone) today." 3
leak "an employer" "Somebody of $(person employer) said so." 3
leak "an approver's name outside its place" "Marguerite Oyelaran-Fisk says so." 3
leak "ordinary words that are surnames too" "You may begin while the idea is young; quality first, then speed. Will you mark the rose with grace?" 0
rm -rf "$W"; cp -a "$T/good" "$W"
python3 - "$W/records/reviews.csv" <<'P'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8", newline="")))
h = rows[0]
for r in rows[1:]:
    if r[h.index("decision")] == "accept":
        r[h.index("decision")], r[h.index("text")] = "mask", "I can help with audits. Ask Marguerite Oyelaran-Fisk."
csv.writer(open(sys.argv[1], "w", encoding="utf-8", newline=""), lineterminator="\n").writerows(rows)
P
fails_with "the same name in a card refuses the publish" 3 "mentors.html:[0-9]+:[0-9]+: error\[G" "$MP" publish --workspace "$W" --cycle 2026-03 --as-of 2026-03-13 --yes
