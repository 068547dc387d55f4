# who, pause, resume, reconfirm and withdraw: finding somebody by whatever is typed, the whole story, and adding a line safely.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
sample_workspace "$W"
ok "one cycle publishes" publish_cycle "$W" 2026-03 2026-03-13
db() { sqlite3 "$W/private/mentorpress.db" "$@"; }
events() { wc -l <"$W/records/status_events.csv" | tr -d ' '; }
mp() { "$MP" "$@" --workspace "$W" --as-of 2026-03-14; }
who() { mp who "$@" --show-values; }
free() { # a present mentor application with a profile and no event; $1: how many to skip
	db "SELECT a.entry_no FROM application a JOIN standing s ON s.application = a.id JOIN pool_member m ON m.application = a.id JOIN pool_entry e ON e.pool = m.pool AND e.state = m.state AND e.id = m.id
	WHERE a.kind = 0 AND s.current AND NOT s.has_events AND s.member <> 0 AND e.kind = 1 AND e.state = 'current' ORDER BY a.entry_no LIMIT 1 OFFSET $1"
}
no=$(free 0)
id=$(db "SELECT m.id FROM pool_member m JOIN application a ON a.id = m.application WHERE a.form = 'mentor' AND a.entry_no = '$no' AND m.state = 'current'")
for typed in "$no" "#$no" "mentor $no" "No. $no" "${no:0:2}.${no:2}" "$id" "entry id ${id,,} please"; do
	fails_with "who finds it by \"${typed//[0-9A-Z]/x}\"" 0 "^mentor application $no \(mentor\)" who "$typed"
done
who "$no" >"$T/story" 2>/dev/null
for line in "  imported     yes" "  matchable    yes" "  publishable  yes, with a profile, since 2026-03-13" "    Entry ID $id: a profile of mentors, live, since 2026-03-13"; do
	ok "the story says:${line%%  y*}" grep -qF "$line" "$T/story"
done
ok "the story has the member's standing" grep -qE "^  member .*in good standing on 2026-03-14" "$T/story"
ok "first of all: name, employer, address" bash -c 'head -n 1 "$0" | grep -qE "^[^,0-9]+ [^,0-9]+, .+, [^ ]+@[^ ]+example.org$"' "$T/story"
ok "labels, not codes" grep -qE "^    experience +[A-Z0-9].* years" "$T/story"
ok "no code stands there" bash -c '! grep -qE "^    (languages|experience|region|topics offered|credentials) .*(\||  [a-z0-9-]+$)" "$0"' "$T/story"
fails_with "several words need no quotes" 0 "^mentor application $no \(mentor\)" who mentor "$no"
ok "choices are counted as people count" grep -qE "^    as (1st|2nd|3rd) choice by .*, mentee [0-9]+" <(for n in $(db "SELECT a.entry_no FROM application a JOIN standing s ON s.application = a.id WHERE a.kind = 0 AND s.current ORDER BY a.entry_no LIMIT 9"); do who "$n" 2>&1; done)
alone=$(python3 - "$W" <<'P'
import csv, glob, sqlite3, sys
rows = list(csv.DictReader(open(sorted(glob.glob(sys.argv[1] + "/records/exports/*members.csv"))[-1], encoding="utf-8-sig", newline="")))
used = {m.lstrip("0") for (m,) in sqlite3.connect(sys.argv[1] + "/private/mentorpress.db").execute("SELECT m.member_no FROM standing s JOIN member m ON m.id = s.member")}
print(next(r["Member ID"] for r in rows if r["Member ID"].lstrip("0") not in used))
P
)
fails_with "a member without an application is told" 0 "^member $alone is on the list of members, but has no application" who "$alone"
fails_with "as two words" 0 "has no application" who member "$alone"
fails_with "nothing can be recorded for one" 1 "R092.*nothing was recorded: that is a member" mp pause "$alone"
ok "the recorded fields come last" grep -qE "^    e-mail address +.*example.org" "$T/story"
fails_with "the newer application of the same person stands in the story of the old one" 0 "replaced it: .*mentor [0-9]+, submitted" who "$(db "SELECT a.entry_no FROM application a JOIN standing s ON s.application = a.id WHERE a.kind = 0 AND NOT s.current LIMIT 1")"
ok "as JSON" bash -c '"$0" who "$2" --json --show-values --workspace "$1" --as-of 2026-03-14 | python3 -c "import json,sys; a=json.load(sys.stdin); assert a[\"ok\"] and a[\"applications\"][0][\"entry_no\"] == \"$2\" and a[\"applications\"][0][\"entry_ids\"]" ' "$MP" "$W" "$no"
fails_with "JSON only with --show-values" 1 "R096" mp who "$no" --json
fails_with "part of a name lists, with what to name" 0 "mentorpress who [a-z]+ [0-9]+" who a

last=${id: -1}; [ "$last" = 2 ] && slip=${id%?}3 || slip=${id%?}2
fails_with "a slip lists what it may have been" 1 "given out: .*$id" who "$slip"
fails_with "nobody" 1 "R092" who "zzzzzz"

before=$(events)
fails_with "pause" 0 "Paused: mentor application $no, back on June 1, 2026" mp pause "#$no" --until 2026-06-01 --note $'by\nphone; =1+1'
same "one line more" "$(events)" $((before + 1))
fails_with "the story knows the pause" 0 "matchable    no: paused, since 2026-03-14, back on 2026-06-01" who "$no"
fails_with "the same pause again is refused" 1 "R149.*paused until 2026-06-01" mp pause "$no" --until 2026-06-01
fails_with "another day is recorded" 0 "back on July" mp pause "$no" --until 2026-07-01
fails_with "reconfirm" 0 "Reconfirmed" mp reconfirm "$id"
fails_with "reconfirm twice on a day is refused" 1 "R149" mp reconfirm "$id"
fails_with "resume" 0 "Resumed" mp resume "$id"
fails_with "resume of one not paused is refused" 1 "R149.*not paused" mp resume "$id"
two=$(free 0); three=$(free 1)
fails_with "withdraw is for good: a script has to say --yes" 1 "H024.*nothing was recorded" mp withdraw "$two"
fails_with "withdraw" 0 "Withdrawn" mp withdraw "$two" --yes
for c in withdraw pause resume reconfirm; do fails_with "$c of a withdrawn one is refused" 1 "R149.*withdrawal is for good" mp "$c" "$two"; done
fails_with "withdraw consent" 0 "Consent" mp withdraw "$three" --consent --yes
fails_with "withdraw consent twice is refused" 1 "R149" mp withdraw "$three" --consent --yes
same "what was refused left no line" "$(events)" $((before + 6))
read -r old new < <(db -separator ' ' "SELECT a.entry_no, b.entry_no FROM application a JOIN standing s ON s.application = a.id AND NOT s.current JOIN standing t ON t.person = s.person AND t.kind = s.kind AND t.current JOIN application b ON b.id = t.application WHERE a.kind = 0 AND NOT t.has_events LIMIT 1")
fails_with "an old number records for the present application" 0 "Paused: mentor application $new" mp pause "mentor $old"
ok "the line names the present one" bash -c 'tail -n 1 "$0" | grep -q ",mentor,$1,"' "$W/records/status_events.csv" "$new"
# A name is not enough to record anything.
surname=$(who "$three" 2>/dev/null | head -n 1 | sed 's/,.*//; s/.* //'); was=$(events)
for c in pause resume reconfirm withdraw; do fails_with "$c takes no name" 1 "R093.*nothing was recorded: a name is not enough" mp $c "$surname"; done
fails_with "two numbers are nobody" 1 "R092" mp pause mentor "$no" "$three"
fails_with "who may see names sees who fits, and the command" 1 "mentorpress pause mentor [0-9]+ --until 2026-08-01" mp pause "$surname" --until 2026-08-01 --show-values
ok "nobody else does" bash -c '! "$0" pause "$2" --workspace "$1" --as-of 2026-03-14 2>&1 | grep -qE "$2|submitted"' "$MP" "$W" "$surname"
same "none of them recorded anything" "$(events)" "$was"
# What it means for the site; and the exports' warnings take one line.
pick() { db "SELECT a.entry_no FROM application a JOIN standing s ON s.application = a.id LEFT JOIN pool_member m ON m.application = a.id AND m.state = 'current' LEFT JOIN pool_entry e ON e.pool = m.pool AND e.state = m.state AND e.id = m.id
	WHERE s.current AND NOT s.held AND s.member <> 0 AND a.staff = 0 AND NOT s.has_events AND $1 ORDER BY a.entry_no LIMIT 1"; }
fails_with "of a mentee: nothing" 0 "Mentees are not listed; the site does not change" mp reconfirm mentee "$(pick 'a.kind = 2')"
grouped=$(pick 'a.kind = 0 AND e.kind = 0'); seven=$(free 3)
fails_with "of one in a group: the card stands" 0 "The group's card stands until the next cycle" mp pause mentor "$grouped"
fails_with "back before the next cycle" 0 "The group's card stands as it did" mp resume mentor "$grouped"
fails_with "of one who is not listed" 0 "It is not listed; the site does not change" mp pause mentor "$(pick 'a.kind = 0 AND a.consent = 1')"
fails_with "of a profile: it leaves" 0 "The profile leaves the directory with the next publish" mp pause "$seven"
mp resume "$seven" >"$T/resumed" 2>&1
fails_with "the exports' warnings are one line" 0 "^note\[R097\]: [0-9]+ warnings? in the records: mentorpress import lists them" cat "$T/resumed"
same "of three in all" "$(wc -l <"$T/resumed" | tr -d ' ')" 3
# On a terminal: the name, and a question before what is for good. First what is typed.
tty() { python3 - "$@" <<'P'
import os, pty, sys
typed, argv = sys.argv[1], sys.argv[2:]
pid, fd = pty.fork()
if pid == 0: os.execv(argv[0], argv)
os.write(fd, typed.encode() + b"\n")
out = b""
try:
    while chunk := os.read(fd, 4096): out += chunk
except OSError: pass
sys.stdout.write(out.decode().replace("\r", "")); sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
P
}
on_tty() { tty "$1" "$MP" "${@:2}" --workspace "$W" --as-of 2026-03-14; }
six=$(free 2); name=$(who "$six" 2>/dev/null | head -n 1 | sed 's/,.*//'); was=$(events)
fails_with "withdraw asks on a terminal, with the name" 0 "Withdraw $name, mentor $six\? This is for good. \[y/N\]" on_tty "" withdraw "$six"
fails_with "so does the consent" 0 "Withdraw the consent to be listed of $name, mentor $six\?" on_tty n withdraw "$six" --consent
same "Enter and n are no" "$(events)" "$was"
fails_with "on a terminal the name of whom it concerns" 0 "Paused: $name, mentor application $six" on_tty "" pause "$six"
fails_with "a name on a terminal lists who fits" 1 "$name, submitted" on_tty y withdraw "${name##* }"
fails_with "y is yes" 0 "Withdrawn: $name, mentor application $six" on_tty y withdraw "$six"

fails_with "a group is not one application" 1 "R093" mp pause "$(db "SELECT id FROM pool_entry WHERE pool='mentors' AND state='current' AND kind=0 LIMIT 1")"

# Two at once: both lines stand, under names of their own.
four=$(free 0); five=$(free 1)
(mp pause "$four" >/dev/null 2>&1) & (mp pause "$five" >/dev/null 2>&1) & wait
ok "two at once both stand" bash -c 'grep -q ",mentor,$1,.*pause" "$0" && grep -q ",mentor,$2,.*pause" "$0"' "$W/records/status_events.csv" "$four" "$five"
ok "and the file is right" mp check
# Saved by a spreadsheet.
F=$W/records/status_events.csv
cp "$F" "$T/events.csv"
python3 - "$F" <<'P'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8", newline="")))
with open(sys.argv[1], "w", encoding="utf-8-sig", newline="") as f: csv.writer(f, delimiter=";", lineterminator="\r\n").writerows(rows)
P
fails_with "a file saved with semicolons is added to in its own way" 0 "Resumed" mp resume "$four"
ok "its lines look alike" bash -c 'tail -n 1 "$0" | grep -qE ";mentor;$1;2026-03-14;resume;.*"$'"'\r'" "$F" "$four"
fails_with "and it reads back" 0 "resumed" who "$four"
sed 's/2026-03-14/3\/14\/2026/' "$T/events.csv" >"$F"
fails_with "dates turned by a spreadsheet are understood where they are certain, and it is said" 0 "warning\[B127\]" mp import
sed 's/2026-03-14/3\/4\/2026/' "$T/events.csv" >"$F"
fails_with "dates that could be two days are refused, by place" 1 "status_events.csv:[0-9]+:[0-9]+: error\[R061\]" mp pause "$three"
cp "$T/events.csv" "$F"; printf %s "$(cat "$T/events.csv")" >"$F"
fails_with "a last line without its end" 0 "Resumed" mp resume "$five"
ok "is ended first" mp check
printf 'form,event_id\n' >"$F"
fails_with "other columns are refused" 1 "status_events.csv" mp pause "$three"
cp "$T/events.csv" "$F"
if [ "$(id -u)" != 0 ]; then
	chmod 400 "$F"
	fails_with "a read-only file is refused" 1 "R065" mp pause "$three"
	chmod 600 "$F"
fi
cp "$T/events.csv" "$F"

# A broken export keeps nobody from being found or from leaving.
cp -a "$W" "$T/good"
shoes() { for f in "$1"/records/exports/*mentor-application.csv; do sed -i '1s/"Entry Id"/"Shoe size"/' "$f"; done; }
shoes "$W"
fails_with "the import fails" 1 "error\[R" mp import
eight=$(free 2)
fails_with "who answers from the last import, and says of when it is" 0 "warning\[R098\]: this is as of the last import that succeeded, on March 1[0-9], 2026: .*[0-9]+ errors?\)" who "$eight"
fails_with "and tells the story" 0 "^mentor application $eight \(mentor\)" who "$eight"
was=$(events)
fails_with "pause is recorded" 0 "Paused: mentor application $eight" mp pause "$eight"
fails_with "and known at once" 1 "R149.*paused until further notice" mp pause "$eight"
fails_with "who knows it" 0 "matchable    no: paused, since 2026-03-14" who "$eight"
fails_with "a pause can be ended" 0 "Resumed" mp resume "$eight"
fails_with "withdraw is recorded" 0 "Withdrawn" mp withdraw "$eight" --yes
same "three lines" "$(events)" $((was + 3))
fails_with "it stands in the audit log" 0 "withdraw  mentor $eight" mp audit --last 1
cp "$F" "$T/events.csv"; sed -i 's/,withdraw,/,leave,/' "$F"
fails_with "an events file with errors is named" 1 "status_events.csv:[0-9]+:[0-9]+: error\[R062\]" mp reconfirm "$five"
fails_with "and it says that nothing was recorded" 1 "R099.*NOTHING WAS RECORDED" mp reconfirm "$five"
fails_with "who answers even then" 0 "R098" who "$eight"
cp "$T/events.csv" "$F"; cp "$T"/good/records/exports/* "$W/records/exports/"
ok "mended, it imports" mp import
fails_with "and the withdrawal binds" 0 "matchable    no: withdrawn" who "$eight"
sample_workspace "$T/new"; records_of "$T/new" 2026-03-13; shoes "$T/new"
fails_with "without any import before, nothing is recorded, and it says so" 1 "R099.*NOTHING WAS RECORDED" "$MP" pause 10440 --workspace "$T/new" --as-of 2026-03-14
fails_with "nor can anybody be looked up" 1 "R099.*nobody can be looked up" "$MP" who 10440 --show-values --workspace "$T/new" --as-of 2026-03-14
