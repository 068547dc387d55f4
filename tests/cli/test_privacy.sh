# privacy: what each choice of fields and k shows and tells, on the screen, as page, CSV and JSON; and those who were never asked.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
sample_workspace "$W"
records_of "$W" 2026-03-13
mp() { "$MP" privacy --workspace "$W" --as-of 2026-03-13 "$@" 2>/dev/null; }
R=$W/private/reports
ok "privacy runs" mp
mp >"$T/screen"
ok "the screen says first that it is private" bash -c 'head -n 1 "$0" | grep -q "^Private"' "$T/screen"
for line in "Recommended for this pool: group by Main area" "One field more or less:" "What an insider could tell:" "  told    Share of the people" "> in force" "Region .*only in profiles now"; do
	ok "the screen has: $line" grep -q -- "$line" "$T/screen"
done
ok "the policy in force is marked in both pools" bash -c '[ "$(grep -c "^> .* Main area of practice + Experience in quality assurance$" "$0")" = 2 ]' "$T/screen"
ok "it is no more than 120 lines" bash -c '[ "$(wc -l <"$0")" -lt 120 ]' "$T/screen"
ok "without facts on the list of members, how many are known is said" grep -q "The facts of [0-9]* of [0-9]* members are known, from their applications only" "$T/screen"
for f in privacy.html privacy.csv never-asked.csv; do same "$f is for headquarters only" "$(stat -c %a "$R/$f")" 600; done
# 4 candidates: 16 sets, 3 k, 2 pools
same "the CSV has every choice" "$(python3 -c 'import csv,sys; print(len(list(csv.DictReader(open(sys.argv[1],encoding="utf-8-sig",newline="")))))' "$R/privacy.csv")" 96
check_page() { # every choice and one picture a pool; well formed; asks nothing of anybody
	python3 - "$R/privacy.html" <<'P'
import re, sys
from html.parser import HTMLParser
text = open(sys.argv[1], encoding="utf-8").read()
void = {"meta", "link", "br", "circle", "rect", "path"}
class P(HTMLParser):
    stack, seen, rows = [], {}, 0
    def handle_starttag(self, tag, attrs):
        self.seen[tag] = self.seen.get(tag, 0) + 1
        if tag not in void: self.stack.append(tag)
    def handle_startendtag(self, tag, attrs): self.seen[tag] = self.seen.get(tag, 0) + 1
    def handle_endtag(self, tag):
        assert self.stack.pop() == tag, tag
p = P(); p.feed(text)
assert not p.stack and p.seen["svg"] == 2 and p.seen["desc"] == 2 and p.seen["title"] == 3 and "script" not in p.seen, p.seen
assert p.seen["details"] == 2 and p.seen["caption"] == 4, p.seen
assert not re.search(r"(src|href)=\"(?!never-asked\.csv|privacy\.csv)", text) and "url(" not in text
ids = re.findall(r' id="([^"]*)"', text)
assert len(ids) == len(set(ids)), ids
assert "Private: for headquarters" in text and text.count("in force</text>") == 2
assert text.count('class="ring"') == 2 and "&#9679; circle: k = 5; &#9632; square: k = 11" in text  # told apart without color
assert "not filled" not in text and "a sample of" not in text  # of a pool of this size everybody is tried
P
}
ok "the page is whole and needs nothing else" check_page
mp --json >"$T/json"
check_json() {
	python3 - "$T/json" "$R/privacy.csv" <<'P'
import csv, json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
assert d["ok"] and d["k"] == 5 and [p["pool"] for p in d["pools"]] == ["mentors", "peers"]
for p in d["pools"]:
    now = [c for c in p["choices"] if c["in_force"]]
    assert len(now) == 1 and now[0]["fields"] == ["main_area", "experience"] and now[0]["k"] == 5
    assert len([c for c in p["choices"] if c["recommended"]]) == 1
    for c in p["choices"]:
        assert c["left_out"] or c["smallest_group"] >= c["k"], c
        assert c["groups"] * c["k"] <= p["without_profile"]
    assert p["all_but_one"]["tried"] == p["without_profile"]
    for f in p["all_but_one"]["fields"]:  # who knows more can tell no less
        a, b = f["others_known"], f["none_known"]
        assert a["tried"] == b["tried"] == p["without_profile"] and a["revealed"] + a["confirmed"] >= b["revealed"] + b["confirmed"]
    w = p["who_fits"]
    assert 0 < w["members_known"] < w["members"]
P
}
ok "the JSON says the same, and k holds in every choice" check_json
never() { # form and number of everybody on the list, sorted
	python3 -c 'import csv,sys
for r in csv.DictReader(open(sys.argv[1],encoding="utf-8-sig",newline="")): print(r["Form"],r["Form entry number"],"@" in r["E-mail"])' "$R/never-asked.csv" | sort
}
expect_never() { sqlite3 "$W/private/mentorpress.db" "SELECT a.form || ' ' || a.entry_no FROM application a JOIN standing s ON s.application = a.id
	WHERE s.current AND NOT s.held AND a.consent = 0 AND a.kind IN (0, 1)" | sort; }
ok "everybody on the list gave no answer" bash -c '[ -n "$1" ] && [ -z "$(comm -23 <(echo "$1") <(echo "$2"))" ]' _ "$(never | sed 's/ True$//')" "$(expect_never)"
ok "no mentee stands there" bash -c '! grep -q mentee "$0"' "$R/never-asked.csv"
same "the screen has their number" "$(grep -oE '^[0-9]+ never asked' "$T/screen" | cut -d' ' -f1)" "$(never | wc -l | tr -d ' ')"
cp "$R/privacy.html" "$T/first.html"
mp >"$T/again"
ok "twice the same screen" cmp "$T/screen" "$T/again"
ok "twice the same page" cmp "$R/privacy.html" "$T/first.html"
# The list of members may say the area itself: then everybody counts.
python3 - "$W" <<'P'
import csv, glob, sys
for name in glob.glob(sys.argv[1] + "/records/exports/*-members.csv"):
    raw = open(name, encoding="utf-8-sig", newline="").read()
    rows = list(csv.reader(raw.splitlines()))
    areas = [r["label"] for r in csv.DictReader(open(sys.argv[1] + "/records/vocab/areas.csv", encoding="utf-8", newline="")) if r["parent"]]
    for i, r in enumerate(rows): r += ["Area", "Years"] if i == 0 else [areas[i % len(areas)], str(i % 30)]
    with open(name, "w", encoding="utf-8", newline="") as f: csv.writer(f).writerows(rows)
m = sys.argv[1] + "/records/mappings/members.yml"
text = open(m, encoding="utf-8").read().replace("columns:\n", 'columns:\n  main_area: {column: "Area", vocab: areas}\n  experience: {column: "Years", band: experience}\n', 1)
open(m, "w", encoding="utf-8").write(text)
P
mp >"$T/roster"
ok "with the fields on the list of members nearly all are known" bash -c 'n=$(grep -oE "The facts of [0-9]+ of [0-9]+ members" "$0" | head -n 1); set -- $n; [ -z "$n" ] || [ $(($4 * 10)) -gt $(($6 * 9)) ]' "$T/roster"
ok "and the list of members is named as the source" bash -c '! grep -q "from their applications only" "$0"' "$T/roster"
# A policy that lets a field slip stops the run.
sed -i 's/^  status: \[submitted_at, /  status: [/' "$W/records/policy.yml"
fails_with "a field without a class stops it" 1 'P001' "$MP" privacy --workspace "$W" --as-of 2026-03-13
# One k of its own is a fourth; the whole list stays empty when everybody was asked.
sed -i 's/^  status: \[/  status: [submitted_at, /; s/^k: 5/k: 7/' "$W/records/policy.yml"
mp >"$T/seven"
same "an own k is compared too" "$(python3 -c 'import csv,sys; print(len(list(csv.DictReader(open(sys.argv[1],encoding="utf-8-sig",newline="")))))' "$R/privacy.csv")" 128
chmod 500 "$R"; [ -w "$R" ] || fails_with "a folder that cannot be written is a warning" 0 'P110' "$MP" privacy --workspace "$W" --as-of 2026-03-13; chmod 700 "$R"
