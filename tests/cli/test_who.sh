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
who "$no" >"$T/story"
for line in "  imported     yes" "  matchable    yes" "  publishable  yes, with a profile, since 2026-03-13" "    Entry ID $id: a profile of mentors, live, since 2026-03-13"; do
	ok "the story says:${line%%  y*}" grep -qF "$line" "$T/story"
done
ok "the story has the member's standing" grep -qE "^  member .*in good standing on 2026-03-14" "$T/story"
ok "the recorded fields come last" grep -qE "^    e-mail address +.*example.org" "$T/story"
fails_with "the newer application of the same person stands in the story of the old one" 0 "replaced it: mentor" who "$(db "SELECT a.entry_no FROM application a JOIN standing s ON s.application = a.id WHERE a.kind = 0 AND NOT s.current LIMIT 1")"
ok "as JSON" bash -c '"$0" who "$2" --json --show-values --workspace "$1" --as-of 2026-03-14 | python3 -c "import json,sys; a=json.load(sys.stdin); assert a[\"ok\"] and a[\"applications\"][0][\"entry_no\"] == \"$2\" and a[\"applications\"][0][\"entry_ids\"]" ' "$MP" "$W" "$no"
fails_with "JSON only with --show-values" 1 "R096" mp who "$no" --json
fails_with "part of a name lists, with what to name" 0 "mentorpress who .[a-z]+ [0-9]+." who a

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
fails_with "withdraw" 0 "Withdrawn" mp withdraw "$two"
for c in withdraw pause resume reconfirm; do fails_with "$c of a withdrawn one is refused" 1 "R149.*withdrawal is for good" mp "$c" "$two"; done
fails_with "withdraw consent" 0 "Consent" mp withdraw "$three" --consent
fails_with "withdraw consent twice is refused" 1 "R149" mp withdraw "$three" --consent
same "what was refused left no line" "$(events)" $((before + 6))
read -r old new < <(db -separator ' ' "SELECT a.entry_no, b.entry_no FROM application a JOIN standing s ON s.application = a.id AND NOT s.current JOIN standing t ON t.person = s.person AND t.kind = s.kind AND t.current JOIN application b ON b.id = t.application WHERE a.kind = 0 AND NOT t.has_events LIMIT 1")
fails_with "an old number records for the present application" 0 "Paused: mentor application $new" mp pause "mentor $old"
ok "the line names the present one" bash -c 'tail -n 1 "$0" | grep -q ",mentor,$1,"' "$W/records/status_events.csv" "$new"
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
fails_with "dates turned by a spreadsheet are understood where they are certain, and it is said" 0 "warning\[B127\]" mp pause "$three"
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
