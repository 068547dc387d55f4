# erase and the programme: everything that match, certificates, notices, units, report, due and partnership wrote is searched for somebody who was erased.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
P=$W/private/programme
sample_workspace "$W"; records_of "$W" 2026-03-13
printf 'signatory: {name: "Ingeborg Castellanos-Roy", title: "Committee Chair"}\n' >"$W/records/match-rules.yml"
python3 "$ROOT/tests/cli/programme_world.py" exports "$W"
ok "the records import" import_at "$W"
python3 "$ROOT/tests/cli/programme_world.py" register "$W" >"$T/who"
mp() { "$MP" "$@" --workspace "$W" --as-of "${AS_OF:-2026-03-13}"; }
db() { sqlite3 "$W/private/mentorpress.db" "$@"; }
# What is theirs alone in the exports: address, employer and full names nobody else has; and the form entry number as a paper writes it.
cat >"$T/values.py" <<'P'
import csv, glob, re, sys
ws, form, number = sys.argv[1:]
def mail(r): return next((v or "" for c, v in r.items() if c and re.search("e-?mail", c, re.I)), "")
rows = [(f, r) for f in sorted(glob.glob(ws + "/records/exports/*.csv")) if f.endswith(("-application.csv", "-members.csv")) for r in csv.DictReader(open(f, encoding="utf-8-sig", newline=""))]
mine = [r for f, r in rows if r.get("Entry Id") == number and f.endswith(f"-{form}-application.csv")]
mails = {mail(r).lower() for r in mine}
# An application in another role or an earlier one is the same person's.
own = [r for f, r in rows if mail(r).lower() in mails]
others = [r for f, r in rows if mail(r).lower() not in mails]
def value(r, kind): return [v.strip() for c, v in r.items() if c and kind in c.lower() and v and len(v.strip()) > 5]
out = set()
for r in own:
    if "Name (First)" in r: out |= {mail(r), f'{r["Name (First)"]} {r["Name (Last)"]}', f'{r["Name (Last)"]}, {r["Name (First)"]}'}
    out |= set(value(r, "employer"))
taken = "\n".join(f'{r.get("Name (First)")} {r.get("Name (Last)")} ' + " ".join(v for v in r.values() if isinstance(v, str)) for r in others).lower()
print("\n".join([*sorted(v for v in out if len(v) > 5 and v.lower() not in taken), number]))
P
cat >"$T/search.py" <<'P'
"""Files of a folder that hold one of the values, the texts of PDFs and of mails included, and what they hold."""
import email, email.policy, glob, os, re, subprocess, sys
folder, values = sys.argv[1], [v for v in open(sys.argv[2], encoding="utf-8").read().splitlines() if v]
for f in sorted(glob.glob(folder + "/**/*", recursive=True)):
    if not os.path.isfile(f): continue
    raw = open(f, "rb").read()
    if f.endswith(".pdf"): raw += subprocess.run(["pdftotext", "-layout", f, "-"], capture_output=True).stdout + subprocess.run(["pdfinfo", f], capture_output=True).stdout
    if f.endswith(".eml"):
        m = email.message_from_bytes(raw, policy=email.policy.default)
        raw += "\n".join(str(v) for v in m.values()).encode() + m.get_content().encode()
    low = raw.decode("utf-8", "replace").lower()
    for v in values:
        if re.search(rf"\b{v}\b", low) if v.isdigit() else v.lower() in low: print(os.path.relpath(f, folder), v)
P
everything() { # note: all papers there are
	local c
	rm -f "$P/2026-03"/decisions*.csv
	for c in "match --round 2026-03 --identified --pdf" "due --identified" notices "notices sent all --on 2026-03-12" "notices --as-of 2026-03-20" "certificates --size both" "units --year 2025" \
		"units --year 2026" "report --comments" "notices packet"; do
		mp $c --quiet >"$T/.e" 2>&1 || { echo "$c"; grep error "$T/.e"; return 1; }
	done
	mp partnership P-0075 note --note "$1" --quiet
}
# --- a mentor with certificates, units and three mentees, who takes part in the round
star=$(awk '$1 == "star" { print $2 }' "$T/who")
python3 "$T/values.py" "$W" mentor "$star" >"$T/values"
ok "there is something to look for" test "$(wc -l <"$T/values")" -ge 3
name=$(grep ' ' "$T/values" | grep -v , | head -1)
ok "every paper is made" everything "$name telephoned"
printf 'kind,form_a,entry_a,form_b,entry_b,why,by,on,until\nunits,mentor,%s,,,%s asked,Chair,2026-03-01,\nmember_of_round,mentor,999999,,,another,Chair,2026-03-01,\n' "$star" "$name" >"$W/records/overrides.csv"
awk -F, -v OFS=, '!/^[#r]/ && !done { $4 = "defer"; done = 1 } { print }' "$P/2026-03/decisions.csv" >"$T/d" && cp "$T/d" "$P/2026-03/decisions.csv"
rows_before=$(grep -c '^[^#r]' "$P/2026-03/decisions.csv"); theirs=$(awk -F, -v n="$star" '!/^[#r]/ && $5 == n' "$P/2026-03/decisions.csv" | wc -l)
python3 "$T/search.py" "$P" "$T/values" >"$T/found"
for part in 2026-03/pack/ 2026-03/pack-identified/ 2026-03/pack.pdf 2026-03/pack-identified.pdf certificates/ notices/sent/ units/2025/ due.csv registers/; do
	ok "they stand in $part before" grep -q "^$part" "$T/found"
done
ok "their certificates are there" test "$(db "SELECT count(*) FROM certificate c JOIN application a ON a.id = c.application WHERE a.entry_no = '$star'")" -ge 2
pdfs=$(find "$P/certificates" -name '*.pdf' | wc -l); mine=$(db "SELECT count(*) FROM certificate c JOIN application a ON a.id = c.application WHERE a.entry_no = '$star' AND a.form LIKE 'mentor%'")
fails_with "a dry run says what goes" 0 "decisions.csv:|overrides.csv:" mp erase mentor "$star" --dry-run
same "and removes nothing" "$(python3 "$T/search.py" "$P" "$T/values" | cmp - "$T/found" && echo same)" same
ok "erase" mp erase mentor "$star" --yes
same "they are in no paper of the programme" "$(python3 "$T/search.py" "$P" "$T/values")" ""
same "nor elsewhere in private/, what others wrote and the log's entry numbers apart" "$(grep -v "^$star\$" "$T/values" >"$T/values2"; python3 "$T/search.py" "$W/private" "$T/values2")" ""
same "their certificates are gone, those of others stay" "$(find "$P/certificates" -name '*.pdf' | wc -l)" "$((pdfs - 2 * mine))"
ok "the exception for them is gone, the other stands" sh -c "! grep -q '$star' '$W/records/overrides.csv' && grep -q 999999 '$W/records/overrides.csv'"
same "rows of decisions.csv that name them are gone, the others stay with their answers" "$(grep -c '^[^#r]' "$P/2026-03/decisions.csv") $(grep -c ',defer,' "$P/2026-03/decisions.csv")" "$((rows_before - theirs)) 1"
same "no row of the register leads to them" "$(db "SELECT (SELECT count(*) FROM partnership p WHERE p.a <> 0 AND NOT EXISTS (SELECT 1 FROM application WHERE id = p.a)) + (SELECT count(*) FROM partnership p WHERE p.b <> 0 AND NOT EXISTS (SELECT 1 FROM application WHERE id = p.b)) + (SELECT count(*) FROM certificate c WHERE NOT EXISTS (SELECT 1 FROM application WHERE id = c.application)) + (SELECT count(*) FROM notice n WHERE NOT EXISTS (SELECT 1 FROM application WHERE id = n.application)) + (SELECT count(*) FROM proposal n WHERE NOT EXISTS (SELECT 1 FROM application WHERE id = n.application)) + (SELECT count(*) FROM decision n WHERE NOT EXISTS (SELECT 1 FROM application WHERE id = n.application))")" 0
ok "the partners keep theirs" test "$(db "SELECT count(*) FROM partnership WHERE a = 0 AND b <> 0")" -ge 4
fails_with "every command goes on" 0 "with somebody erased|somebody erased" mp partnership P-0075
ok "and makes its papers again" everything "Somebody telephoned"
same "without them" "$(python3 "$T/search.py" "$P" "$T/values2")" ""
ok "the log is sound" sh -c "! '$MP' audit --workspace '$W' --as-of 2026-03-13 2>&1 | grep -qi broken"
# --- a mentee whose partnership runs: the mentor's drafts name them
read -r mentee number < <(db "SELECT b.entry_no, p.number FROM partnership p JOIN application b ON b.id = p.b JOIN standing s ON s.application = b.id WHERE p.cycle = '2026-01' AND s.current ORDER BY p.id LIMIT 1" -separator ' ')
AS_OF=2026-03-20 mp notices >/dev/null 2>&1
python3 "$T/values.py" "$W" mentee "$mentee" >"$T/values"
ok "the mentee stands in papers before" test -n "$(python3 "$T/search.py" "$P" "$T/values")"
ok "a mentee is erased" mp erase mentee "$mentee" --yes
same "and is in no paper" "$(python3 "$T/search.py" "$P" "$T/values")" ""
same "the address is nowhere in private/" "$(grep @ "$T/values" >"$T/values2"; python3 "$T/search.py" "$W/private" "$T/values2")" ""
# --- a round cannot take the name of a folder that is something else's
fails_with "a round is not called units" 2 "name of a round" mp match --round units --cycle 2026-03
