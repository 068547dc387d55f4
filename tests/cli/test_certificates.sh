# certificates: who gets one and who does not, names in every script, once and for ever the same file, never the partner's name.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
sample_workspace "$W"; records_of "$W" 2026-03-13
printf 'signatory: {name: "Ingeborg Castellanos-Roy", title: "Committee Chair"}\n' >"$W/records/match-rules.yml"
# Names that certificates must get right, put into the newest exports in place of what the sample has.
python3 - "$W" "$T/people" <<'P'
import csv, sys, glob
names = ["Łukasz Wiśniewski", "Đặng Thị Ngọc Ánh", "Ελένη Παπαδοπούλου", "山田 太郎", "محمد عبد الله", "Z̈oë O’Neill & Söhne <b>",
         "Dr. Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh von und zu Hohenlohe-Schillingsfürst the Younger", "Ana", "Bela", "Cyd", "Dora", "Ezra", "Finn", "Gus"]
out = open(sys.argv[2], "w"); i = 0
files = {p: list(csv.reader(open(p, encoding="utf-8-sig", newline=""))) for p in sorted(glob.glob(sys.argv[1] + "/records/exports/*-application.csv"))}
def column(rows, test): return next(k for k, h in enumerate(rows[0]) if test(h.strip().lower()))
mail = {p: column(r, lambda h: "mail" in h) for p, r in files.items()}
chosen = {p: column(r, lambda h: h.startswith("your name as it")) for p, r in files.items()}
taken = {}
for kind, n in (("mentor", 5), ("mentee", 5), ("peer", 4)):
    path = [p for p in files if p.endswith(f"-{kind}-application.csv")][-1]
    e = column(files[path], lambda h: h in ("entry id", "entry number", "entry no"))
    done = 0
    for row in files[path][-30:]:
        who = row[mail[path]].strip().lower()
        if done == n or not who or not row[e].strip() or who in taken: continue
        taken[who] = names[i]; out.write(f"{kind}\t{row[e]}\t{names[i]}\n"); i += 1; done += 1
for p, rows in files.items():
    for row in rows[1:]:
        if len(row) > mail[p] and row[mail[p]].strip().lower() in taken: row[chosen[p]] = taken[row[mail[p]].strip().lower()]
    csv.writer(open(p, "w", encoding="utf-8", newline="")).writerows(rows)
P
"$MP" import --workspace "$W" --as-of 2026-03-13 >/dev/null 2>&1
db() { sqlite3 "$W/private/mentorpress.db" "$@"; }
app() { local l; l=$(sed -n "$1p" "$T/people"); db "SELECT id FROM application WHERE form LIKE '$(cut -f1 <<<"$l")%' AND entry_no = '$(cut -f2 <<<"$l")'"; } # n-th of the people
days() { echo $(($(date -ud "$1" +%s) / 86400)); }
pair() { # a, b, kind: opened and formal; the next number
	db "INSERT INTO partnership(number, kind, a, b, round, cycle, proposed, reply_by, plan_due, checkin_due, evaluation_due, how, fit)
	SELECT printf('P-%04d', (SELECT count(*) + 1 FROM partnership)), '$3', $1, $2, NULL, '2026-03', $(days 2026-03-11), NULL, $(days 2026-04-10), NULL, $(days 2026-10-10), 1, 80"
}
event() { db "INSERT INTO partnership_event(partnership, day, event, side, value, note, source) VALUES($1, $(days "$2"), '$3', $4, '${5:-}', '', 0)"; }
formal() { event "$1" 2026-03-20 agreed 1; event "$1" 2026-03-21 agreed 2; event "$1" 2026-04-12 plan_received 1; }
same "there are 14 people" 14 "$(wc -l <"$T/people" | tr -d ' ')"
for n in 1 2 3 4 5; do pair "$(app $n)" "$(app $((n + 5)))" mentor-mentee; done
pair "$(app 11)" "$(app 12)" peer; pair "$(app 13)" "$(app 14)" peer
for n in 1 2 3 4 5 6; do formal $n; done
for n in 1 2 6; do event $n 2026-10-09 evaluated 1; event $n 2026-10-12 evaluated 2; done
event 3 2026-10-01 evaluated 2                                          # one side only: concluded after the grace days
event 4 2026-08-01 ended 0 early_other; event 4 2026-08-10 petition 2 granted
event 5 2026-08-01 ended 0 no_contact
mp() { "$MP" certificates "$@" --workspace "$W" --as-of "${DAY:-2026-11-16}"; }
C=$W/private/programme/certificates
# --- who
fails_with "without a signatory none is made" 1 "M120.*nobody is named" env sh -c "mv '$W/records/match-rules.yml' '$T/rules'; '$MP' certificates --workspace '$W' --as-of 2026-11-16; r=\$?; mv '$T/rules' '$W/records/match-rules.yml'; exit \$r"
printf 'signatory: {name: "Jane Example"}\n' >"$T/other"
fails_with "who signs is in office" 1 "M124" env sh -c "cp '$W/records/match-rules.yml' '$T/rules'; cp '$T/other' '$W/records/match-rules.yml'; '$MP' certificates --workspace '$W' --as-of 2026-11-16; r=\$?; cp '$T/rules' '$W/records/match-rules.yml'; exit \$r"
same "and nothing was issued" 0 "$(db 'SELECT count(*) FROM certificate')"
DAY=2026-10-20 fails_with "before the grace days are over, only where both evaluations are in" 0 "^7 certificates would be issued" mp --dry-run
fails_with "afterwards one evaluation is enough, for both" 0 "^9 certificates would be issued" mp --dry-run
same "a dry run writes nothing" no "$([ -e "$C" ] && echo yes || echo no)"
ok "they are made" mp
same "nine" 9 "$(find "$C" -name '*.pdf' | wc -l | tr -d ' ')"
same "with numbers in the order of partnerships" "MP-2026-0001 mentor,MP-2026-0002 mentee,MP-2026-0007 mentee,MP-2026-0008 peer" "$(db "SELECT group_concat(number || ' ' || role) FROM certificate WHERE id IN (1, 2, 7, 8)")"
mp >"$T/out"
fails_with "a second run issues nothing" 0 "^9 certificates issued earlier, with their files in place" mp
ok "who has none is told why: the petition's other side" grep -qE "P-0004 Mentor, mentor [0-9]+.*: it ended early, and there is no petition" "$T/out"
ok "and no contact" grep -qE "P-0005 Mente[er], .*: it ended for lack of communication or effort" "$T/out"
fails_with "a partnership that was not formal" 1 "M130.*P-0007 is proposed" mp p-7
fails_with "one that is not there" 1 "M127.*no partnership" mp P-99
printf 'kind,form_a,entry_a,why,by,on,form_b,entry_b,until\ncertificate,%s,%s,illness,Committee,2026-11-01,,,\n' "$(db "SELECT form FROM application WHERE id = $(app 4)")" "$(sed -n 4p "$T/people" | cut -f2)" >"$W/records/overrides.csv"
fails_with "an exception of the committee counts" 0 "^1 certificate would be issued" mp --dry-run
fails_with "and is told as one" 0 "P-0004 Mentor .*by an exception in records/overrides.csv" mp --dry-run
rm "$W/records/overrides.csv"
# --- the paper
pdf() { echo "$C/2026/MP-2026-000$1-${2:-letter}.pdf"; }
text() { pdftotext -layout "$(pdf "$1")" - | tr -s ' \n' ' '; }
for n in 1 3 5 7 8; do ok "fonts of certificate $n are embedded" sh -c "pdffonts '$(pdf $n)' | tail -n +3 | awk '{ n++; if (\$(NF-4) != \"yes\") bad = 1 } END { exit bad || !n }'"; done
for pair in 1:1 2:6 3:2 4:7 5:3 6:8 7:9 8:11 9:12; do
	n=${pair%:*} who=$(sed -n "${pair#*:}p" "$T/people" | cut -f3)
	case $who in *محمد*) continue ;; esac
	got=$(pdftotext "$(pdf "$n")" - | python3 -c 'import sys, unicodedata as u; print(u.normalize("NFC", "".join(sys.stdin.read().split())))')
	want=$(python3 -c 'import sys, unicodedata as u; print(u.normalize("NFC", sys.argv[1].replace(" ", "")))' "$who")
	if grep -qF -- "$want" <<<"$got"; then echo "ok certificate $n has its name, letter by letter"; else echo "not ok certificate $n: \"$want\" is not in \"$got\""; fi
done
everything() { pdftotext "$1" -; pdfinfo "$1"; basename "$1"; strings "$1"; }
leaks=0
for pair in 1:6 2:1 3:7 4:2 5:8 6:3 7:4 8:12 9:11; do
	everything "$(pdf "${pair%:*}")" >"$T/all"
	for w in $(sed -n "${pair#*:}p" "$T/people" | cut -f3); do [ ${#w} -gt 2 ] && [ "$w" != the ] && [ "$w" != und ] && [ "$w" != von ] && grep -qwF -- "$w" "$T/all" && leaks=$((leaks + 1)) && echo "    $pair $w"; done
	grep -qE "P-000[0-9]|[^0-9]$(sed -n "${pair#*:}p" "$T/people" | cut -f2)[^0-9]" <(pdftotext "$(pdf "${pair%:*}")" -; pdfinfo "$(pdf "${pair%:*}")") && leaks=$((leaks + 1))
done
same "the partner is nowhere: not in text, data or name of the file" 0 "$leaks"
ok "period, role, number, signatory" grep -q "Mentor took part .* from April 12, 2026 to October 12, 2026\. .*Ingeborg Castellanos-Roy Issued November 16, 2026 Committee Chair No. MP-2026-0001" <(text 1)
ok "an early end's period ends with it" grep -q "from April 12, 2026 to August 1, 2026" <(text 7)
ok "Letter, landscape, one page" sh -c "pdfinfo '$(pdf 1)' | grep -q '^Page size: *792 x 612' && pdfinfo '$(pdf 1)' | grep -q '^Pages: *1\$'"
ok "title, day and maker" sh -c "pdfinfo '$(pdf 1)' | grep -q '^Title: *Certificate of Participation, No. MP-2026-0001' && pdfinfo '$(pdf 1)' | grep -q '^CreationDate: *Mon Nov 16 00:00:00 2026'"
same "nobody else reads them" "700 600" "$(stat -c %a "$C/2026" "$(pdf 1)" | tr '\n' ' ' | sed 's/ $//')"
# --- the same file again
sums() { (cd "$C/2026" && sha256sum ./*-letter.pdf); }
sums >"$T/sums"; rm "$C"/2026/*0002*.pdf "$C"/2026/*0005*.pdf
sed -i 's/Ingeborg Castellanos-Roy", title: "Committee Chair"/Desmond Abernethy-Kim"/' "$W/records/match-rules.yml"
DAY=2026-12-01 fails_with "files that were lost are made again" 0 "Missing files of 2 issued certificates made" mp
ok "to the byte, on another day and when another signs now" cmp "$T/sums" <(sums)
ok "A4 is made of the same number" mp P-0001 --size both
ok "and is A4" sh -c "pdfinfo '$(pdf 1 a4)' | grep -q 'Page size: *841.89 x 595.28'"
same "still nine" 9 "$(db 'SELECT count(*) FROM certificate')"
same "the register knows the digests" "$(sha256sum <"$(pdf 1 a4)" | cut -d' ' -f1)" "$(db "SELECT sha256 FROM certificate_file WHERE certificate = 1 AND size = 'a4'")"
# --- numbers
fails_with "a number is looked up as it is copied" 0 "^MP-2026-0001: Mentor, from April 12, 2026 to October 12, 2026; issued November 16, 2026" mp check "no. mp-2026-0001"
fails_with "without the name" 1 "" sh -c "'$MP' certificates check MP-2026-0001 --workspace '$W' --as-of 2026-11-16 | grep Łukasz"
fails_with "with it when asked" 0 "It is of Łukasz Wiśniewski" mp check MP-2026-0001 --identified
fails_with "a number that was never given" 1 "M127.*not issued here" mp check MP-2026-0100
fails_with "a replacement needs its reason" 1 "M131" mp reissue MP-2026-0001
sed -i "1s/Łukasz Wiśniewski/Łucja Nowak/" "$T/people"
for f in "$W"/records/exports/*-application.csv; do sed -i 's/Łukasz Wiśniewski/Łucja Nowak/' "$f"; done
rm "$(pdf 1)"
DAY=2026-12-02 fails_with "in another name it is not made again" 0 "M125.*MP-2026-0001 cannot be made again: the participant's name is another" mp P-0001
DAY=2026-12-02 fails_with "but replaced" 0 "MP-2026-0001-R1 +Mentor" mp reissue MP-2026-0001 --reason name
ok "in the name of today, by who signs today" grep -q "Łucja Nowak Mentor .* Desmond Abernethy-Kim Issued December 2, 2026, in place of No. MP-2026-0001 .*No. MP-2026-0001-R1" <(pdftotext -layout "$C/2026/MP-2026-0001-R1-letter.pdf" - | tr -s ' \n' ' ')
fails_with "the old one holds no more" 0 "MP-2026-0001-R1 replaced it" mp check MP-2026-0001
fails_with "and cannot be replaced twice" 1 "M133" mp reissue MP-2026-0001 --reason lost
ok "the replacement can" mp reissue MP-2026-0001-R1 --reason lost
fails_with "it is R2" 0 "^MP-2026-0001-R2: Mentor.*" mp check mp-2026-0001-r2
fails_with "the list has them all" 0 "^11 certificates in the register" mp list
same "the copy for spreadsheets too" 12 "$(wc -l <"$C/register.csv" | tr -d ' ')"
ok "as JSON" python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); assert d["ok"] and len(d["certificates"]) == 11 and d["certificates"][0]["replaced_by"] == "MP-2026-0001-R1"; assert "name" not in d["certificates"][0]' <(mp list --json)
same "every paper stands in the audit log" 11 "$(db "SELECT count(*) FROM audit WHERE action = 'certificate'")"
# --- what is wrong
python3 - "$W" "$T/people" <<'P'
import glob, sys
for p in glob.glob(sys.argv[1] + "/records/exports/*.csv"):
    t = open(p, encoding="utf-8", newline="").read()
    open(p, "w", encoding="utf-8", newline="").write(t.replace(",Ana,", ",\U000130c0na,"))
P
db "DELETE FROM certificate WHERE number = 'MP-2026-0006'"
DAY=2026-12-03 fails_with "a letter that no font has is an error, not a box" 1 "M123.*P-0003, Mentee.*1 letter of the name is in no font" mp
fails_with "a certificate that is gone is known to the log" 1 "M132.*MP-2026-0006 was issued on November 16, 2026; the participant's data were erased" mp check MP-2026-0006
same "no paper of that" 0 "$(find "$C" -newer "$C/register.csv" -name '*0010*' | wc -l | tr -d ' ')"
sed -i 's/role: Mentor$/roles: Mentor/' "$W/programme-templates/certificate.txt"
sed -i 's/{{received}}/{{recieved}}/' "$W/programme-templates/certificate.txt"
DAY=2026-12-03 fails_with "a slip in the words names file and line" 1 "programme-templates/certificate.txt:[0-9]+:[0-9]+: error\[T.*recieved" mp reissue MP-2026-0008 --reason lost
ok "nothing of this is in what is published" sh -c "'$MP' publish --workspace '$W' --cycle 2026-03 --as-of 2026-03-13 --yes >/dev/null 2>&1; ! git -C '$W/site/repo.git' log -p --all | grep -E 'MP-2026-|programme/certificates'"
