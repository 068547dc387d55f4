# due: what is overdue or coming, by who must act: terminal, CSV, JSON and calendar say the same, and name nobody unless asked to.
. "$(dirname "$0")/lib.sh" "$1"
. "$(dirname "$0")/due_world.sh"
due_world >"$T/.p" 2>&1 || { echo "not ok a world"; tail -n 20 "$T/.p"; exit 1; }
csv() { python3 -c 'import csv,sys
for r in csv.DictReader(open(sys.argv[1],newline="",encoding="utf-8-sig")):
    print("|".join(r[k] for k in ("Who must act","State","Day","Kind","Form entry number","Partnership")))' "$W/private/programme/due.csv"; }
kind() { csv | grep -F "|$1|" | grep -F "${2:-}"; }
mp due >"$T/due" 2>&1
ok "a mentor is asked whether they are able" grep -q "until Mar 21, 2026  P-0001, mentor $(number "$M1")" "$T/due"
ok "with the command that records the answer" grep -qF "> mentorpress partnership P-0001 agreed --by mentor" "$T/due"
same "the mentee has nothing to do yet" "$(kind reply P-0001)" ""
same "both peers reply" "$(kind reply P-0003 | wc -l)" 2
same "the files are private" "$(stat -c %a "$W/private/programme" "$W"/private/programme/due.csv "$W"/private/programme/due.ics | paste -sd' ')" "700 600 600"
ok "a text waits for review" grep -q "profile texts\? waits\? for a person" "$T/due"
ok "nobody is named" sh -c "! grep -qF '@' '$W/private/programme/due.csv' '$W/private/programme/due.ics'"

# days move
event 1 2026-03-15 agreed 1; event 1 2026-03-16 agreed 2
AS_OF=2026-03-26; mp due >"$T/due" 2>&1
same "no plan before its fourteen days" "$(kind plan P-0001)" ""
AS_OF=2026-03-27; mp due >"$T/due" 2>&1
same "the plan is the mentor's, until its day" "$(kind plan P-0001)" "mentor|coming|2026-04-10|plan|$(number "$M1")|P-0001"
AS_OF=2026-04-10; mp due >"$T/due" 2>&1
same "today is not overdue" "$(kind plan P-0001)" "mentor|today|2026-04-10|plan|$(number "$M1")|P-0001"
AS_OF=2026-04-11; mp due >"$T/due" 2>&1
same "the day after is" "$(kind plan P-0001 | cut -d'|' -f2)" "overdue"
event 1 2026-04-11 plan_received 1; mp due >"$T/due" 2>&1
same "goals that arrive end it" "$(kind plan P-0001)" ""
AS_OF=2026-07-10; mp due >"$T/due" 2>&1
same "a check-in names both" "$(kind check-in P-0001 | wc -l)" 2
AS_OF=2026-09-10; mp due >"$T/due" 2>&1
same "evaluations thirty days ahead" "$(kind evaluation P-0001 | cut -d'|' -f1-3 | paste -sd' ')" "mentor|coming|2026-10-10 mentee|coming|2026-10-10"
AS_OF=2026-09-09; mp due --within 5 >"$T/due" 2>&1
same "--within counts from today" "$(kind evaluation P-0001)" ""
fails_with "--within takes days" 1 'M100.*--within soon is no number of days' mp due --within soon

# the calendar
AS_OF=2026-09-10; mp due >/dev/null 2>&1; cp "$W/private/programme/due.ics" "$T/one.ics"
mp due >/dev/null 2>&1; ok "the same day gives the same bytes" cmp "$T/one.ics" "$W/private/programme/due.ics"
db "UPDATE partnership SET evaluation_due = $(days 2026-09-30) WHERE id = 1"; AS_OF=2026-09-11; mp due >/dev/null 2>&1
ok "the calendar is well formed, and an event that moves keeps its UID" python3 - "$T/one.ics" "$W/private/programme/due.ics" <<'P'
import re, sys
def events(path):
    raw = open(path, "rb").read()
    assert raw.endswith(b"END:VCALENDAR\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(l) <= 75 for l in raw.split(b"\r\n")), "a line is too long"
    text = raw.decode().replace("\r\n ", "")
    out = {}
    for e in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.S):
        f = dict(l.split(":", 1) for l in e.strip().split("\r\n"))
        assert f["UID"] not in out, "a UID stands twice"
        out[f["UID"]] = f
        for k in ("DTSTAMP", "SEQUENCE", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"): assert f[k], k
    return out
a, b = map(events, sys.argv[1:])
moved = [u for u in a if u in b and "P-0001" in a[u]["SUMMARY"] and a[u]["CATEGORIES"] == "evaluation"]
assert len(moved) == 2, moved
for u in moved:
    assert a[u]["DTSTART;VALUE=DATE"] == "20261010" and b[u]["DTSTART;VALUE=DATE"] == "20260930"
    assert int(b[u]["SEQUENCE"]) > int(a[u]["SEQUENCE"])
P
last=$(mp who "mentor $(number "$M1")" --show-values 2>/dev/null | grep -oE '[A-Z][a-z]+ [A-Z][a-zA-Z-]+' | head -1)
ok "no name without --identified" sh -c "! grep -qF '$last' '$W/private/programme/due.ics' '$W/private/programme/due.csv'"
mp due --identified >/dev/null 2>&1
ok "names with --identified" grep -qF "$last" "$W/private/programme/due.csv"
ok "JSON says the same" sh -c "'$MP' due --json --workspace '$W' --as-of 2026-09-11 | python3 -c 'import json,sys; d=json.load(sys.stdin); e=[i for i in d[\"due\"] if i[\"kind\"]==\"evaluation\" and i[\"partnership\"]==\"P-0001\"]; assert d[\"ok\"] and len(e)==2 and e[0][\"day\"]==\"2026-09-30\" and e[0][\"clause\"]==\"5.5.1\", e'"
ok "a workspace without records is told so" sh -c "mkdir -p '$T/e' && cp -r '$ROOT/content' '$ROOT/mentorpress.yml' '$T/e/'; ! '$MP' due --workspace '$T/e' --as-of 2026-03-14"
ok "nothing of it reaches the site" sh -c "! grep -rqs 'P-0001' '$W/site' '$W/content' '$W/records'"
