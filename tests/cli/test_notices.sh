# notices: drafts that every mail program reads, contact data only where both have agreed, and nothing told twice.
. "$(dirname "$0")/lib.sh" "$1"
. "$(dirname "$0")/due_world.sh"
due_world >"$T/.p" 2>&1 || { echo "not ok a world"; tail -n 20 "$T/.p"; exit 1; }
N=$W/private/programme/notices
has() { [ -f "$N/$1" ]; }
hasnt() { [ ! -e "$N/$1" ]; }
address() { python3 - "$W" "$1" <<'P'
import sys, csv, glob
w, no = sys.argv[1:]
for f in sorted(glob.glob(w + "/records/exports/*application.csv")):
    for r in csv.DictReader(open(f, encoding="utf-8-sig")):
        if r.get("Entry Id") == no: a = r["Email"]
print(a)
P
}
# --- a draft of each, and what a round needs
fails_with "the drafts of a round" 0 '^5 notices to send, 5 of them new' mp notices --round 2026-03
ok "the mentor is asked first" has mentor-confirm-P-0001-mentor.eml
ok "the mentee is not told yet" hasnt match-mentee-P-0001-mentee-proposed.eml
ok "who has no match is told" has "no-match-2026-03-mentee-$(number "$E3").eml"
same "drafts are private" "$(stat -c %a "$N" "$N/mentor-confirm-P-0001-mentor.eml" "$N/notices.csv" | paste -sd' ')" "700 600 600"
cp -r "$N" "$T/before"; mp notices --round 2026-03 >"$T/.p" 2>&1
ok "the same facts give the same bytes" diff -r "$T/before" "$N"
ok "and nothing is called new" grep -q "^5 notices to send, 0 of them new" "$T/.p"
# --- contact data
partner=$(address "$(number "$E1")"); mentor=$(address "$(number "$M1")")
ok "before both agree no draft names the partner" sh -c "! grep -qF '$partner' '$N'/mentor-confirm-P-0001-mentor.eml"
event 1 2026-03-14 agreed 1; mp notices >"$T/.p" 2>&1
ok "a mentor who agreed is not asked again: the draft is gone" hasnt mentor-confirm-P-0001-mentor.eml
ok "now the mentee is asked" has match-mentee-P-0001-mentee-proposed.eml
ok "without the mentor's address" sh -c "! grep -qF '$mentor' '$N'/match-mentee-P-0001-mentee-proposed.eml"
event 1 2026-03-14 agreed 2; mp notices >"$T/.p" 2>&1
ok "then both are brought together: the mentee" grep -qF "$mentor" "$N/match-mentee-P-0001-mentee-agreed.eml"
ok "and the mentor" grep -qF "$partner" "$N/match-mentor-P-0001-mentor-agreed.eml"
ok "every draft is a message, to one person, with a subject, that opens as a draft" python3 - "$N" <<'P'
import sys, glob, email, email.policy, csv, os
n = sys.argv[1]
files = sorted(glob.glob(n + "/*.eml"))
assert len(files) > 20
for f in files:
    raw = open(f, "rb").read()
    assert b"\n" not in raw.replace(b"\r\n", b"") and all(len(l) <= 78 for l in raw.split(b"\r\n")), f
    m = email.message_from_bytes(raw, policy=email.policy.default)
    assert not m.defects, (f, m.defects)
    assert len(m["To"].addresses) == 1 and "@" in m["To"].addresses[0].addr_spec and m["To"].addresses[0].display_name, f
    assert m["From"].addresses[0].addr_spec == "mentoring@alder.example.org"
    assert m["X-Unsent"] == "1" and m["Subject"] and not m["Date"] and not m["Bcc"] and not m["Message-ID"]
    text = m.get_content()
    assert text.startswith("Dear ") and "{{" not in text and "\n\n\n" not in text, f
rows = list(csv.DictReader(open(n + "/notices.csv", newline="", encoding="utf-8-sig")))
assert [r["File"] for r in rows] == sorted([r["File"] for r in rows], key=[r["File"] for r in rows].index)
assert {r["File"] for r in rows} == {os.path.basename(f) for f in files}
assert all(bool(r["Partner's e-mail"]) == (r["Stage"] == "agreed") for r in rows)
P
# --- recorded as sent
fails_with "a slip in a name" 1 'M092.*there is no draft called' mp notices sent match-mentor-P-0009.eml --on 2026-03-14
fails_with "a day to come" 1 'M091.*still to come' mp notices sent all --on 2026-03-15
fails_with "a word that is no notice" 1 'did you mean "match-mentor"' mp notices match-mentr
fails_with "a round that is not" 1 'M098.*there is no round called "2026-9".*|the newest is 2026-03' mp notices --round 2026-9
rows=$(audit_rows "$W")
fails_with "two files" 0 'Recorded as sent on March 14, 2026: 2 notices' mp notices sent match-mentee-P-0001-mentee-agreed "$N/match-mentor-P-0001-mentor-agreed.eml" --on 2026-03-14
ok "each in the audit log" [ "$(audit_rows "$W")" = $((rows + 2)) ]
ok "they are put away" has sent/2026-03-14/match-mentor-P-0001-mentor-agreed.eml
mp notices >"$T/.p" 2>&1
ok "and not made again" hasnt match-mentor-P-0001-mentor-agreed.eml
fails_with "nor recorded twice" 1 'was recorded as sent before|M092' mp notices sent match-mentor-P-0001-mentor-agreed.eml --on 2026-03-14
fails_with "one kind" 0 'Recorded as sent' mp notices sent acknowledgement --on 2026-03-13
ok "the register says when" grep -q "acknowledgement.*2026-03-14,2026-03-13,headquarters" "$N/register.csv"
mp due >/dev/null 2>&1
ok "acknowledged ones are not due" sh -c "! grep -q acknowledgement '$W/private/programme/due.csv'"
# --- facts change
db "UPDATE application SET staff = 3 WHERE id = $P1" # withdrawn in the form tool
peer=$(number "$P1")
mp withdraw peer "$peer" --yes >"$T/.p" 2>&1; mp notices >"$T/.p" 2>&1
ok "who withdraws gets nothing more" hasnt match-peer-P-0003-a-proposed.eml
mp pause mentor "$(number "$M2")" --until 2026-06-01 >"$T/.p" 2>&1; mp notices >"$T/.p" 2>&1
ok "who pauses is not asked" hasnt mentor-confirm-P-0002-mentor.eml
ok "staff are told" grep -q "Not made: mentor-confirm for mentor $(number "$M2")" "$T/.p"
ok "but hears that the entry is paused" has "paused-mentor-$(number "$M2")-2026-03-14.eml"
AS_OF=2026-03-27; mp notices >"$T/.p" 2>&1
ok "a reminder fourteen days before the goals are due" has plan-reminder-P-0001-mentor-before-2026-04-10.eml
AS_OF=2026-04-11; mp notices >"$T/.p" 2>&1
ok "in its place one on the day" has plan-reminder-P-0001-mentor-due-2026-04-10.eml
ok "not both" hasnt plan-reminder-P-0001-mentor-before-2026-04-10.eml
# --- templates
TT=$W/programme-templates/notices
sed -i 's/{{first_name}}/{{frist_name}}/' "$TT/plan-reminder.txt"; cp -r "$N" "$T/kept"
fails_with "a slip in a template is named by file, line and column" 1 'programme-templates/notices/plan-reminder.txt:3:6: error\[T011\]: "frist_name" is not known' mp notices
ok "and nothing is half written" diff -r "$T/kept" "$N"
sed -i 's/{{frist_name}}/{{first_name}}/; 1s/.*/Reminder/' "$TT/plan-reminder.txt"
fails_with "a text without a subject" 1 'plan-reminder.txt:1:1: error\[M095\]' mp notices
sed -i '1s/.*/Subject: {{name}}/' "$TT/plan-reminder.txt"
mv "$TT/units.txt" "$T/"; echo x >"$TT/unit.txt"
fails_with "a text too few and one too many" 1 'M097.*units.txt' mp notices
mp notices >"$T/.p" 2>&1; ok "the stranger is named" grep -q 'T009.*"unit.txt"' "$T/.p"
rm "$TT/unit.txt"; mv "$T/units.txt" "$TT/"
# --- what people type into forms
python3 - "$W" "$(number "$M1")" <<'P'
import sys, csv, glob, io
w, no = sys.argv[1:]
f = sorted(glob.glob(w + "/records/exports/*mentor-application.csv"))[-1]
rows = list(csv.reader(open(f, encoding="utf-8-sig", newline="")))
h = rows[0]
for r in rows[1:]:
    if r[h.index("Entry Id")] == no:
        r[h.index("Name (First)")] = "O'Brien-Łukasz\r\nBcc: all@example.org"
        r[h.index("Name (Last)")] = 'Đặng, "X" <x@example.org> ' + "very long " * 12
csv.writer(open(f, "w", encoding="utf-8", newline=""), quoting=csv.QUOTE_ALL).writerows(rows)
P
mp notices >"$T/.p" 2>&1
ok "a name is a name, whatever is in it, in address and subject" python3 - "$N/plan-reminder-P-0001-mentor-due-2026-04-10.eml" <<'P'
import sys, email, email.policy
from email.header import decode_header, make_header
raw = open(sys.argv[1], "rb").read()
assert all(len(l) <= 78 for l in raw.split(b"\r\n"))
m = email.message_from_bytes(raw, policy=email.policy.default)
assert m["Bcc"] is None and len(m["To"].addresses) == 1, m["To"]
# Words that stand side by side are one text (RFC 2047, 6.2); the parser of structured fields in older Pythons puts a blank between them.
to = email.message_from_bytes(raw)["To"]
name = str(make_header(decode_header(to[:to.rindex("<")].strip())))
assert name.startswith("O'Brien-Łukasz Bcc: all@example.org Đặng, \"X\" <x@example.org> very long"), name
assert m["To"].addresses[0].addr_spec.endswith("example.org") and m["To"].addresses[0].addr_spec != "x@example.org"
assert m["Subject"].startswith("O'Brien-Łukasz Bcc: all@example.org Đặng"), m["Subject"]
P
# --- packets
fails_with "a packet for each role" 0 'packets/peer.html' mp notices packet
ok "every link of a packet leads somewhere, every id stands once" python3 - "$W/private/programme/packets" <<'P'
import re, sys, os
for role in ("mentor", "mentee", "peer"):
    page = open(f"{sys.argv[1]}/{role}.html").read()
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids)), [i for i in ids if ids.count(i) > 1]
    for h in re.findall(r'href="([^"]*)"', page):
        assert h == "papers.css" or (h[0] == "#" and h[1:] in ids) or re.match(r"https?:|mailto:", h), (role, h)
    assert page.count("<a ") == page.count("</a>")
    others = {"mentor", "mentee", "peer"} - {role}
    title = {"mentor": "Evaluation by the mentor", "mentee": "Evaluation by the mentee", "peer": "Evaluation by a peer partner"}
    assert f"<h2>{title[role]}" in page and not any(f"<h2>{title[o]}" in page for o in others)
    assert "<script" not in page and "MP-02.03" in page and "Timeline of the cycles" in page
assert os.path.exists(sys.argv[1] + "/papers.css")
P
fails_with "there is no packet for others" 1 'M103' mp notices packet board
ok "nothing of it reaches the site" sh -c "! grep -rqs 'P-0001' '$W/site' '$W/content'"
