# who --card: the entry as members see it, with reasons, to be sent to the applicant; for everybody who may ask, and without a word about anybody else.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
three_cycles "$W" >"$T/.p" 2>&1 || { echo "not ok three cycles"; tail -n 20 "$T/.p"; exit 1; }
db() { sqlite3 "$W/private/mentorpress.db" "$@"; }
mp() { "$MP" "$@" --workspace "$W" --as-of "${AS_OF:-2026-03-14}"; }
card() { mp who "$@" --card --show-values; }
page() { cat "$W/private/cards/mentor-$1.html"; }
told() { fails_with "$@"; cp "$T/.out" "$T/said"; }
says() { ok "$1" grep -qF -- "$2" "$T/said"; }
# A mentor in a group ($1: what the group's facts are like), with a profile, or with a kind of answer.
in_group() { db "SELECT a.entry_no FROM pool_member m JOIN pool_entry e USING (pool, state, id) JOIN application a ON a.id = m.application JOIN standing s ON s.application = a.id WHERE e.pool = 'mentors' AND e.kind = 0 AND s.current AND NOT s.has_events AND e.facts LIKE '$1' ORDER BY 1 LIMIT 1 OFFSET ${2:-0}"; }
profile() { db "SELECT a.entry_no FROM pool_entry e JOIN application a ON a.id = e.application JOIN standing s ON s.application = a.id WHERE e.pool = 'mentors' AND e.kind = 1 AND NOT e.hidden AND s.current AND NOT s.has_events AND $1 ORDER BY 1 LIMIT 1 OFFSET ${2:-0}"; }
id_of() { db "SELECT m.id FROM pool_member m JOIN application a ON a.id = m.application WHERE a.form = 'mentor' AND a.entry_no = '$1' AND m.state = 'current'"; }

exact=$(in_group 'main_area=%;experience=y%'); broad=$(in_group '%=established'); hidden=$(in_group 'main_area=*;%')
told "of somebody in a group" 0 "^In a group: one entry that stands for at least 5 mentors" card "mentor $exact"
says "what is exact, and why" "Shown as it is: everybody in this group, at least 5 people, gave this answer"
says "what only profiles show" "Never shown in groups"
says "and their own words" "Your own words are never shown in a group"
says "how to change it" "write to mentoring@alder.example.org and give the form entry number $exact"
fails_with "what is broader, and why" 0 "Shown more broadly, so that at least 5 people look the same" card "mentor $broad"
fails_with "what is kept private, and why" 0 "Kept private, so that at least 5 people look the same" card "mentor $hidden"
same "the page is private" "$(stat -c %a "$W/private/cards" "$W/private/cards/mentor-$exact.html" | paste -sd' ')" "700 600"
# The markup is the site's own, and the file needs nothing else.
ok "the card on the page is that of the site, byte for byte" python3 - "$W" "mentor-$exact" "$(id_of "$exact")" <<'P'
import re, sys
w, name, entry = sys.argv[1:]
card = re.search(r'<li class="entry group" id="e-%s".*?</li>\n' % entry, open(w + "/site/public/mentors.html").read(), re.S)[0]
page = open(f"{w}/private/cards/{name}.html").read()
assert page.count(card) == 1 and page.count('<li class="entry') == 1
assert open(w + "/site-templates/assets/site.css").read() in page
assert not re.search(r'<(script|link|img|iframe)|\b(src|href)=|url\(|@import', page), "it asks for something"
assert "default-src 'none'" in page and page.count("<style>") == 1
P
# Nothing of anybody else: two of one group get the same page but for their own name, number and answers.
second=$(db "SELECT a.entry_no FROM pool_member m JOIN application a ON a.id = m.application JOIN standing s ON s.application = a.id WHERE m.state = 'current' AND m.id = '$(id_of "$exact")' AND a.entry_no <> '$exact' AND s.current AND NOT s.has_events ORDER BY 1 LIMIT 1")
card "mentor $second" >"$T/.p" 2>&1
ok "of two people of one group the pages differ only in their own answers" python3 - "$W" "$exact" "$second" <<'P'
import re, sys
w, *numbers = sys.argv[1:]
def own(no):
    s = open(f"{w}/private/cards/mentor-{no}.html").read()
    s = re.sub(r"<td data-l=\"Your answer: \">.*?</td>", "<td></td>", s, flags=re.S)
    return re.sub(r"How .*? is listed", "How X is listed", s).replace(no, "N")
a, b = map(own, numbers)
assert a == b
P
ok "no name but the applicant's own stands there" python3 - "$W" "$exact" <<'P'
import csv, glob, sys
w, no = sys.argv[1:]
page = open(f"{w}/private/cards/mentor-{no}.html").read().split("</style>")[1]
rows = list(csv.DictReader(open(sorted(glob.glob(w + "/records/exports/*-mentor-application.csv"))[-1], encoding="utf-8-sig", newline="")))
mails = [v for r in rows for v in r.values() if v and "@" in v]
assert len(mails) > 50 and not any(m in page for m in mails)
P
p=$(profile "e.text <> ''"); id=$(id_of "$p")
told "of somebody with a profile, by its Entry ID" 0 "^With a profile: an entry of your own" card "$id"
says "as given" "Shown as you gave it"
says "the approved text" "approved exactly this text"
says "past editions keep it" "Earlier editions keep it until you ask for erasure"
ok "as JSON" bash -c '"$0" who "$2" --card --json --show-values --workspace "$1" --as-of 2026-03-14 | python3 -c "import json,sys; c=json.load(sys.stdin)[\"card\"]; assert c[\"entry_id\"] == \"$2\" and c[\"file\"].startswith(\"private/cards/\") and c[\"lines\"][0][\"answer\"] == c[\"lines\"][0][\"shown\"]"' "$MP" "$W" "$id"
fails_with "not where others read" 1 "R096" mp who "$p" --card
wait_text=$(profile "e.text = '' AND e.text_digest <> ''")
fails_with "a text that waits" 0 "(waits until a person has read|held back for now)" card "mentor $wait_text"
g=$(id_of "$exact")
told "a group alone" 0 "^The group $g" card "$g"
says "says what it stands for" "Everybody in the group gave this answer"
ok "in a file under its ID" test -s "$W/private/cards/$g.html"
ok "and names nobody" bash -c '! grep -qE "form entry number|Your answer" "$0"' "$W/private/cards/$g.html"
broad_id=$(id_of "$broad")
fails_with "what a broader value stands for" 0 "6 to 10 years, or 11 to 20 years, or More than 20 years" card "$broad_id"

# Not listed: said, with why, in the words they may read.
unlisted() { db "SELECT a.entry_no FROM application a JOIN standing s ON s.application = a.id WHERE a.kind = 0 AND s.current AND NOT s.held AND NOT s.has_events AND s.member <> 0 AND $1 ORDER BY 1 LIMIT 1"; }
no=$(unlisted "a.consent = 1")
fails_with "who asked not to be" 0 "^Not listed. You asked us not to list you" card "mentor $no"
ok "the page has no card" bash -c '! grep -q "<li class=\"entry" "$0"' "$W/private/cards/mentor-$no.html"
never=$(unlisted "a.consent = 0")
[ -n "$never" ] && fails_with "who was never asked" 0 "You have not answered how we may list you" card "mentor $never"
fails_with "a mentee" 0 "Mentees are never listed" card "mentee $(db "SELECT a.entry_no FROM application a JOIN standing s ON s.application = a.id WHERE a.kind = 2 AND s.current AND NOT s.has_events AND NOT s.held AND s.member <> 0 ORDER BY 1 LIMIT 1")"

# What has changed since the drawing.
mp pause "mentor $p" --until 2026-06-01 >"$T/.p" 2>&1
fails_with "a profile that will leave" 0 "You asked for a pause until June 1, 2026. The entry leaves the directory with the next edition" card "mentor $p"
mp publish --yes >"$T/.p" 2>&1
fails_with "and has left" 0 "^Not listed. You asked for a pause until June 1, 2026" card "mentor $p"
mp withdraw "mentor $exact" --yes >"$T/.p" 2>&1
fails_with "who has left a group" 0 "You withdrew your application. The entry stands until the next match cycle all the same" card "mentor $exact"
changed=$(profile "e.text <> ''" 1)
python3 - "$W/records/exports" "$changed" "$broad" <<'P'
import csv, glob, sys
folder, profile, grouped = sys.argv[1:]
name = sorted(glob.glob(folder + "/*-mentor-application.csv"))[-1]
head, *rows = csv.reader(open(name, encoding="utf-8-sig", newline=""))
number, consent, entry, day = 5, 81, 88, 89
for no, new, answer in ((profile, "10960", "List me in a group only"), (grouped, "10961", "List me with a profile")):
    r = next(r for r in rows if r[entry] == no)[:]
    r[entry], r[day], r[consent] = new, "2026-03-15 10:00:00", answer
    rows.append(r)
csv.writer(open(folder + "/sample-2026-03-15-mentor-application.csv", "w", newline=""), quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows([head] + rows)
P
AS_OF=2026-03-16
fails_with "a profile that becomes a group, by the old number" 0 "You have asked for a group since. The profile leaves the directory with the next edition" card "mentor $changed"
ok "in the file of the present application" test -s "$W/private/cards/mentor-10960.html"
fails_with "a group that becomes a profile" 0 "You have asked for a profile since" card "mentor 10961"
mp publish --yes >"$T/.p" 2>&1
fails_with "then it waits, and is told why" 0 "^Not listed. You changed from a profile to a group" card "mentor 10960"
AS_OF=2026-04-10; mp publish --cycle 2026-04 --yes >"$T/.p" 2>&1
fails_with "after a cycle the other has its profile" 0 "^With a profile" card "mentor 10961"
fails_with "who withdrew has no entry any more" 0 "^Not listed. You withdrew your application" card "mentor $exact"

# What has no card.
fails_with "several" 1 "P163" card a
fails_with "nobody" 1 "P162" card zzzzzz
last=${id: -1}; [ "$last" = 2 ] && slip=${id%?}3 || slip=${id%?}2
fails_with "a slip" 1 "R091" card "$slip"
same "no card was written for these" "$(find "$W/private/cards" -newer "$W/site/public/pool.csv" -name '*a.html' | wc -l | tr -d ' ')" 0
cp "$W/site-templates/assets/site.css" "$T/css"; echo "/* </style> */" >>"$W/site-templates/assets/site.css"
fails_with "a style sheet that would end its element" 1 "S010" card "mentor 10961"
cp "$T/css" "$W/site-templates/assets/site.css"
mv "$W/private/cards" "$T/cards"; : >"$W/private/cards"
fails_with "a folder that is none" 4 "P161" card "mentor 10961"
