# mapping suggest, explain and fix on the sample programme: a label changed the evening before a publish, and an export that nobody
# has mapped.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
NEW=sample-2026-03-02-mentor-application.csv
DAY=2026-03-10
fresh() { rm -rf "$W"; sample_workspace "$W" && records_of "$W" "$DAY"; }
# Changes the newest mentor export: python statements over the rows r (r[0] the header); col(h) is a column's index.
edit() {
	python3 - "$W/records/exports/$NEW" "$1" <<'P'
import csv, sys
f, code = sys.argv[1:]
r = list(csv.reader(open(f, encoding="utf-8-sig", newline="")))
col = r[0].index
exec(code)
csv.writer(open(f, "w", encoding="utf-8", newline=""), lineterminator="\n").writerows(r)
P
}
mp() { "$MP" "$@" --workspace "$W" --as-of "$DAY"; }
mapping() { "$MP" mapping "$@" --workspace "$W" --as-of "$DAY"; }

# The command itself.
fresh
ok "alone it names the three" bash -c '"$0" mapping --workspace "$1" | grep -c "^mentorpress mapping" | grep -qx 3' "$MP" "$W"
fails_with "another word is wrong usage" 2 "write suggest, explain or fix" mapping sugest
fails_with "suggest needs a file" 2 "Usage" mapping suggest
fails_with "an option of another verb" 2 "goes with mapping fix" mapping explain --ignore x
fails_with "a kind that is none" 2 "write mentor, peer" mapping suggest "$NEW" --kind boss
fails_with "a file that is not there" 1 "R150" mapping explain nowhere.csv
ok "help" bash -c '"$0" mapping --help | grep -q -- "--same NEW=OLD"' "$MP"

# explain
ok "explain knows every column" bash -c '[ "$("$0" mapping explain --workspace "$1" "$2" | grep -cE "^ +[0-9]+  ")" = 98 ]' "$MP" "$W" "$NEW"
ok "a choice and its value" bash -c '"$0" mapping explain --workspace "$1" "$2" | grep -qE "^ +59 +GLP studies +refuses +choice -> glp-studies"' "$MP" "$W" "$NEW"
ok "two fields of one column" bash -c '"$0" mapping explain --workspace "$1" "$2" | grep -A1 -E "^ +12 " | grep -qE "qa_years|band of the vocabulary experience"' "$MP" "$W" "$NEW"
ok "the newest of each mapping" bash -c '[ "$("$0" mapping explain --workspace "$1" | grep -c "^records/exports/sample-2026-03-02")" = 4 ]' "$MP" "$W"
ok "explain as JSON" bash -c '"$0" mapping explain --json --workspace "$1" | python3 -c "import json,sys; d=json.load(sys.stdin); assert d[\"ok\"] and len(d[\"files\"])==4 and d[\"files\"][2][\"columns\"][0][\"field\"]==\"first_name\""' "$MP" "$W"
ok "explain shows no value" bash -c '! "$0" mapping explain --workspace "$1" | grep -q "example.org"' "$MP" "$W"

# A renamed column.
edit 'r[0][col("Employer")] = "Company name"'
cp "$W/records/mappings/mentor.yml" "$T/before.yml"
fails_with "check refuses the renamed column" 1 "R010.*Company name" mp check
fails_with "explain shows it" 1 "Company name +- +NOT MAPPED" mapping explain "$NEW"
fails_with "without a terminal fix says what it would ask" 1 'same "Company name=Employer"' mapping fix
fails_with "and writes nothing without --yes" 1 "R159" mapping fix --same "Company name=Employer"
same "the mapping is as it was" "$(cat "$W/records/mappings/mentor.yml")" "$(cat "$T/before.yml")"
fails_with "an answer that fits nothing" 1 "R152" mapping fix --same "Compny=Employer" --yes
ok "fix by options" mapping fix --same "Company name=Employer" --yes
same "one line changed, every other byte stayed" "$(diff "$T/before.yml" "$W/records/mappings/mentor.yml" | tr '\n' ' ')" \
	'21c21 <   employer: "Employer" --- >   employer: {column: ["Company name", "Employer"]} '
ok "the older exports still fit" bash -c 'for f in "$1"/records/exports/*-mentor-*; do "$0" mapping explain "$f" --workspace "$1" >/dev/null || exit 1; done' "$MP" "$W"
ok "check passes" mp check
ok "nothing is left to repair" bash -c '"$0" mapping fix --workspace "$1" | grep -q "Nothing to repair"' "$MP" "$W"

# Everything at once, by options that are given several times.
fresh
edit 'r[0] = ["Clinical trials (GCP)" if h == "GCP trials" else h for h in r[0]]
m = col("How often would you like to meet?"); s = col("Staff: application status")
for x in r[1:]: x[m] = x[m].replace("Every week", "Weekly calls")
r[5][s] = "Sabbatical until 3/4/2027"
for x in r: x += ["", "", ""]
r[0][-3:] = ["Favorite color", "Browser tab", "Form notice"]
for x in r[1:]: x[-3:] = ["Blue", "7", "Thank you for your time."]'
ok "five answers at once" mapping fix --same "Clinical trials (GCP)=GCP trials" --private "Favorite color" --ignore "Browser tab" \
	--wording "Form notice" --alias "Weekly calls=weekly" --alias "sabbatical until {date}=pause" --yes
ok "a new label of two questions" bash -c '[ "$(grep -c "\[\"Clinical trials (GCP)\", \"GCP trials\"\]" "$0")" = 2 ]' "$W/records/mappings/mentor.yml"
ok "the private field is in the policy" bash -c 'grep -q "favorite_color" "$0" && [ "$(diff "$1" "$0" | grep -c "^>")" = 1 ]' "$W/records/policy.yml" "$ROOT/records/policy.yml"
ok "ignored and wording" bash -c 'grep -q "\"Browser tab\"" "$0" && grep -q "\"Form notice\"" "$0"' "$W/records/mappings/mentor.yml"
ok "the alias" grep -q 'aliases: {"Weekly calls": weekly}' "$W/records/mappings/mentor.yml"
ok "the phrase with a date" grep -q '"Sabbatical until {date}": pause' "$W/records/mappings/mentor.yml"
ok "comments stayed" bash -c '[ "$(grep "^ *#" "$0" | sha256sum)" = "$(grep "^ *#" "$1" | sha256sum)" ]' "$W/records/mappings/mentor.yml" "$ROOT/records/mappings/mentor.yml"
ok "the import works again" mp import

# A question that the form no longer asks, and one that may not go.
fresh
edit 'j = col("Job title"); c = col("Entry Date"); [x.pop(j) for x in r]'
ok "a question is gone" mapping fix --gone "Job title" --yes
ok "older answers stay, the import works" mp import
edit 'r[0][col("Entry Date")] = "Moon phase"; [x.__setitem__(col("Moon phase"), "full") for x in r[1:]]'
fails_with "what everything needs cannot go" 1 "R153.*cannot be done without" mapping fix --gone "Entry Date" --ignore "Moon phase" --yes
# Unknown answers are private: a pipe does not get them.
fresh
edit 'r[3][col("Where do you work?")] = "Zorblattia"'
fails_with "an unknown answer" 1 "holds an answer that is not known, in 1 row" mapping fix
ok "is not shown in a pipe" bash -c '! "$0" mapping fix --workspace "$1" 2>&1 | grep -q Zorblattia' "$MP" "$W"
fails_with "a word that is none" 1 "R154" mapping fix --alias "Zorblattia=moon" --yes
ok "characters are counted, not bytes" bash -c '"$0" mapping fix --workspace "$1" 2>&1 | grep -q "(10 characters; a terminal shows it)"' "$MP" "$W"
fails_with "a code mistyped" 1 "R154" mapping fix --alias "Zorblattia=latin americ" --yes
cp "$T/.out" "$T/said"
ok "is suggested" grep -q 'did you mean "latin-america"' "$T/said"
fails_with "a code mistyped for a text that is nowhere" 1 'R154.*no field has the code or word "latin americ"' mapping fix --alias "Zorblat=latin americ" --yes
fails_with "a text that is nowhere is not repeated" 1 'R152.*the text before "=europe"' mapping fix --alias "Zorblat=europe" --yes
ok "as the vocabulary has it" mapping fix --alias "Zorblattia=Latin America" --yes
edit 'r[3][col("Where do you work?")] = "All over"'
ok "an answer that is left out" mapping fix --alias "All over=empty" --yes
ok "stands as nothing in the mapping" grep -q '"All over": ""' "$W/records/mappings/mentor.yml"
ok "and imports" mp import
edit 'r[3][col("How may we list you in the directory?")] = "List me without a profile"'
fails_with "a reworded consent names the cure" 1 "R028" mp import
cp "$T/.out" "$T/said"
ok "which is mapping fix" grep -q "run mentorpress mapping fix" "$T/said"
fails_with "and is answered by nobody but a person" 1 'TEXT=WORD' mapping fix
fails_with "with the text shown too" 1 'List me without a profile=WORD' mapping fix --show-values

# Days within a status, in an order that dates: does not list.
only_year_first() { # the mentor mapping with these dates, and one phrase more
	fresh
	sed -i "s/^  dates: .*/$1/"'; s/"Inactive until {date}": pause/"Inactive until {date}": pause, "Out until {date}": pause/' "$W/records/mappings/mentor.yml"
}
only_year_first '  dates: [ymd]'
edit 's = col("Staff: application status"); r[5][s] = "Out until 04/15/2027"; r[6][s] = "Out until 4/5/2027"'
fails_with "the import refuses the state" 1 "R024" mp import
fails_with "fix asks about the order" 1 'holds 2 dates written month/day/year' mapping fix
cp "$T/.out" "$T/said"
ok "and names the answer" grep -q -- '--dates "mdy"' "$T/said"
fails_with "the other order is no answer" 1 "R152" mapping fix --dates dmy --yes
ok "answered" mapping fix --dates mdy --yes
ok "dates: has it" grep -q "dates: \[ymd, mdy\]" "$W/records/mappings/mentor.yml"
ok "the import works" mp import
only_year_first ''
edit 's = col("Staff: application status"); r[5][s] = "Out until 4/5/2027"'
fails_with "where no day tells, both orders are offered" 1 'none tells whether the month or the day' mapping fix
cp "$T/.out" "$T/said"
ok "both" bash -c 'grep -q -- "--dates \"mdy\"" "$0" && grep -q -- "--dates \"dmy\"" "$0"' "$T/said"
ok "a mapping without dates: keeps the year first" bash -c '"$0" mapping fix --dates dmy --yes --workspace "$1" && grep -q "dates: \[ymd, dmy\]" "$1/records/mappings/mentor.yml"' "$MP" "$W"
only_year_first '  dates: [ymd]'
edit 's = col("Staff: application status"); r[5][s] = "Out until 04/15/2027"; r[6][s] = "Out until 15/04/2027"'
fails_with "what contradicts itself has no answer" 1 "Export again from the form tool" mapping fix
cp "$T/.out" "$T/said"
ok "none is offered" bash -c '! grep -q -- "--dates \"" "$0"' "$T/said"
edit 's = col("Staff: application status"); r[5][s] = ""; r[6][s] = "Inactive until further notice"'
fails_with "a phrase without its day is an answer to decide" 1 "holds an answer that is not known, in 1 row" mapping fix

# On a terminal.
fresh
edit 'r[0][col("Employer")] = "Company name"'
ok "asked on a terminal, Enter and y" python3 - "$MP" "$W" <<'P'
import os, pty, select, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], [sys.argv[1], "mapping", "fix", "--workspace", sys.argv[2]])
out, end = b"", time.time() + 30
answers = [(b"Which? [1] ", b"\n"), (b"Write this? [y/N] ", b"y\n")]
while time.time() < end:
    if not select.select([fd], [], [], 1)[0]: continue
    try: chunk = os.read(fd, 65536)
    except OSError: break
    if not chunk: break
    out += chunk
    while answers and answers[0][0] in out:
        os.write(fd, answers.pop(0)[1])
assert os.waitpid(pid, 0)[1] == 0, out
assert b'the same as "Employer" (which the export no longer has)' in out and b"Written: records/mappings/mentor.yml" in out, out
P
ok "then check passes" mp check
fresh
edit 'r[0][col("Employer")] = "Company name"; r[3][col("How may we list you in the directory?")] = "List me without a profile"'
cp "$W/records/mappings/mentor.yml" "$T/before.yml"
talk() { # prompt~answer …: says what was said
	python3 - "$MP" "$W" "$@" >"$T/said" <<'P'
import os, pty, select, sys, time
mp, ws, answers = sys.argv[1], sys.argv[2], [a.split("~") for a in sys.argv[3:]]
pid, fd = pty.fork()
if pid == 0:
    os.execv(mp, [mp, "mapping", "fix", "--workspace", ws])
out, at, end = "", 0, time.time() + 30
while time.time() < end:
    if not select.select([fd], [], [], 1)[0]: continue
    try: chunk = os.read(fd, 65536)
    except OSError: break
    if not chunk: break
    out += chunk.decode("utf-8", "replace")
    while answers and answers[0][0] in out[at:]:
        at = out.index(answers[0][0], at) + len(answers[0][0])
        os.write(fd, (answers.pop(0)[1] + "\n").encode())
os.close(fd)  # a program that still waits for an answer is hung up on
os.waitpid(pid, 0)
print(out)
sys.exit(bool(answers))
P
}
ok "q stops" talk "Which? [1] ~?" "Which? [1] ~q"
ok "? explains, and q says that nothing was written" bash -c 'grep -q "q stops here; nothing is written" "$0" && grep -q "Nothing was written\." "$0"' "$T/said"
ok "Enter decides no consent" talk "Which? [1] ~" "[leave for now] ~" "Write this? [y/N] ~n"
ok "its meanings are told" grep -q "group: listed in a group only, without a profile" "$T/said"
ok "a no says that nothing was written" grep -q "Nothing was written\." "$T/said"
same "and nothing was" "$(cat "$W/records/mappings/mentor.yml")" "$(cat "$T/before.yml")"
ok "a person decides it" talk "Which? [1] ~" "[leave for now] ~grup" "[leave for now] ~group" "Write this? [y/N] ~y"
ok "a slip is asked back" grep -q "Did you mean group?" "$T/said"
ok "and stands in the mapping" grep -q 'group: \["List me in a group only", "List me without a profile"\]' "$W/records/mappings/mentor.yml"

# suggest
fresh
rm "$W/records/mappings/mentor.yml"
fails_with "an export without a mapping" 1 "R041" mp import
ok "a draft into a file" mapping suggest "$NEW" --out records/mappings/mentor.yml
fails_with "never over a file" 1 "R156" mapping suggest "$NEW" --out records/mappings/mentor.yml
ok "the draft imports as it is" mp import
same "and makes the same applications" "$(sqlite3 "$W/private/mentorpress.db" "SELECT count(*) FROM application")" \
	"$(fresh >/dev/null; mp import >/dev/null 2>&1; sqlite3 "$W/private/mentorpress.db" "SELECT count(*) FROM application")"
edit 'for x in r: x += [""]
r[0][-1] = "Favorite color"
for i, x in enumerate(r[1:]): x[-1] = "shade %d" % i'
rm "$W/records/mappings/mentor.yml"
ok "with a column that nobody can place" bash -c '"$0" mapping suggest "$2" --workspace "$1" >"$1/records/mappings/mentor.yml" 2>/dev/null && grep -q "^#   favorite_color: \"Favorite color\"" "$1/records/mappings/mentor.yml"' "$MP" "$W" "$NEW"
fails_with "the import stops until it is decided" 1 "R010.*Favorite color" mp import
sed -i 's/"User IP"\]/"User IP", "Favorite color"]/' "$W/records/mappings/mentor.yml"
ok "decided, it imports" mp import
printf 'Quill,Ada,ada@example.org\nReed,Bo,bo@example.org\n' >"$W/records/exports/2026-03-09-list.csv"
fails_with "a file without headers" 1 "R151" mapping suggest 2026-03-09-list.csv
rm "$W/records/exports/2026-03-09-list.csv"
edit 'for x in r: x += ["x"] * 70
for i in range(70): r[0][-70 + i] = "Question %d of another form" % i'
fails_with "thousands of new columns are not all asked about" 1 "and 20 more; is it the right export" mapping fix
