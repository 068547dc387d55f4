# The privacy statement of each edition, checked by a program that shares no code with this one; and that this program sees what it should: each sabotage is caught, by the claim it breaks.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
three_cycles "$W" >"$T/.p" 2>&1 || { echo "not ok three cycles"; tail -n 20 "$T/.p"; exit 1; }
db() { sqlite3 "$W/private/mentorpress.db" "$@"; }
verify() { python3 "$ROOT/tests/verify_statement.py" "$@"; }
# Between the cycles: a profile leaves and returns, somebody of a group withdraws.
profile=$(db "SELECT a.entry_no FROM pool_entry e JOIN application a ON a.id = e.application WHERE e.pool = 'mentors' AND e.state = 'current' AND e.kind = 1 AND e.hidden = 0 ORDER BY e.id LIMIT 1")
grouped=$(db "SELECT a.entry_no FROM pool_member m JOIN pool_entry e USING (pool, state, id) JOIN application a ON a.id = m.application WHERE e.pool = 'mentors' AND e.kind = 0 ORDER BY 1 LIMIT 1")
mp() { "$MP" "$@" --workspace "$W" >"$T/.p" 2>&1 || { echo "not ok mentorpress $1"; cat "$T/.p"; }; }
mp pause "mentor $profile" --as-of 2026-03-16; mp publish --yes --as-of 2026-03-16
mp resume "mentor $profile" --as-of 2026-03-18; mp withdraw "mentor $grouped" --yes --as-of 2026-03-18; mp publish --yes --as-of 2026-03-18
fails_with "the repository holds what it says, from the public files alone" 0 "Over all 5 editions" verify "$W/site/repo.git"
fails_with "so does the folder of the newest edition" 0 "Checked in 1 edition:" verify "$W/site/public/"
fails_with "so does one edition" 0 "^Edition 2, 2026-02-13: mentors: [0-9]+ profiles, [0-9]+ groups; peers" verify "$W/site" --edition 2
fails_with "and k, by brute force from the private table" 0 "at least ([5-9]|[1-9][0-9]+) behind each; every group's entry is true" verify "$W/site" --private "$W/private/mentorpress.db"
same "it is short" "$(test "$(wc -l <"$ROOT/tests/verify_statement.py")" -lt 300 && echo yes)" yes
ok "the statement is JSON with a version, claims and readers" python3 - "$W/site/public/edition.json" <<'P'
import json, sys
j = json.load(open(sys.argv[1]))
assert j["statement"] == 1 and j["k"] == 5 and j["gate"] == "passed" and j["cycle"] == ""
ids = [c["id"] for c in j["claims"]]
assert len(set(ids)) == len(ids) and {"k", "digest", "group-facts", "pages", "between"} <= set(ids)
assert {c["checked_by"] for c in j["claims"]} == {"anybody", "headquarters"} and all(c["how"] and c["says"].endswith(".") for c in j["claims"])
assert [r["reader"] for r in j["readers"]] == ["group", "profile", "outside"] and "{k" not in json.dumps(j)
area = j["pools"][0]["fields"][0]
assert area["field"] == "main_area" and area["shown_in"] == "groups and profiles" and "Nonclinical" in area["broader"] and area["exact"] == 14
P
ok "a pool's digest can be had with two ordinary tools" bash -c 'for p in mentors peers; do grep -qF "\"digest\": \"$(grep "^$p," "$0/pool.csv" | sha256sum | cut -d" " -f1)\"" "$0/edition.json" || exit 1; done' "$W/site/public"
ok "no number of people stands in it that is private" bash -c '! grep -qiE "\"(eligible|paused|withdrawn|held|waiting|listed|members)\":" "$0"' "$W/site/public/edition.json"

# Sabotage of a folder. Python that changes the texts pool, page (mentors.html), browse (mentors-browse.html), stamp (edition.json) or told (edition.html); `digest()` makes
# the pool's digest right again, so that the claim itself has to see it.
spoil() { # name, claim, python
	rm -rf "$T/s"; cp -rL "$W/site/public" "$T/s"
	python3 - "$T/s" "$3" <<'P'
import hashlib, json, re, sys
folder, code = sys.argv[1:]
names = dict(pool="pool.csv", page="mentors.html", browse="mentors-browse.html", stamp="edition.json", told="edition.html")
text = {k: open(f"{folder}/{n}", newline="").read() for k, n in names.items()}
was = dict(text)
S = "023456789BCDFGHJKMNPQRSTVWXYZ"
def symbol(six): return next(six[:3] + "-" + six[3:] + c for c in S if sum((2 + i) * S.index(x) for i, x in enumerate(six + c)) % 29 == 0)
def digest():
    global text
    old = hashlib.sha256("".join(l for l in was["pool"].splitlines(True) if l.startswith("mentors,")).encode()).hexdigest()
    new = hashlib.sha256("".join(l for l in text["pool"].splitlines(True) if l.startswith("mentors,")).encode()).hexdigest()
    for k in ("stamp", "told"): text[k] = text[k].replace(old, new)
groups = re.findall(r"^mentors,(...-....),group,,([^,]*),,,$", was["pool"], re.M)
profiles = re.findall(r"^mentors,(...-....),profile,", was["pool"], re.M)
exec(code)
assert text != was, "nothing was changed"
for k, n in names.items(): open(f"{folder}/{n}", "w", newline="").write(text[k])
P
	fails_with "$1" 1 "WRONG \[$2\]" verify "$T/s"
}
spoil "a count is caught" numbers 'text["stamp"] = re.sub(r"\"groups\": (\d+)", lambda m: "\"groups\": %d" % (int(m[1]) + 1), text["stamp"], count=1)'
spoil "a count on the page is caught" numbers 'text["told"] = re.sub(r"(Mentors</th>.*?</td><td>.*?</td><td>)(\d+)", lambda m: m[1] + str(int(m[2]) - 1), text["told"], count=1)'
spoil "a digest is caught" digest 'text["stamp"] = re.sub(r"(\"digest\": \").", lambda m: m[1] + "x", text["stamp"], count=1)'
spoil "so is a row that another digest was made of" digest 'text["pool"] = text["pool"].replace(groups[0][0] + ",group,,", groups[0][0] + ",group,,", 1).replace("Nonclinical", "Preclinical", 1)'
spoil "a field that is described otherwise is caught" numbers 'text["stamp"] = text["stamp"].replace("\"exact\": 14", "\"exact\": 13", 1)'
spoil "a claim that only the page makes is caught" numbers 'text["told"] = text["told"].replace("No two groups of a pool say the same.", "All is well.")'
spoil "a smaller k than allowed is caught" numbers 'text["stamp"] = text["stamp"].replace("\"k\": 5", "\"k\": 4"); text["told"] = text["told"].replace("<td>5</td>", "<td>4</td>")'
spoil "a topic in a group's row is caught" group-facts 'text["pool"] = text["pool"].replace(groups[0][1] + ",", groups[0][1] + ";offers=career,", 1); digest()'
spoil "a text in a group's row is caught" group-facts 'text["pool"] = text["pool"].replace(groups[0][1] + ",,,", groups[0][1] + ",,,Ask me", 1); digest()'
spoil "a count in a group's row is caught" group-facts 'text["pool"] = text["pool"].replace(groups[0][1] + ",,", groups[0][1] + ",7,", 1); digest()'
spoil "two values in a group's field are caught" group-facts 'text["pool"] = text["pool"].replace(groups[0][1] + ",", groups[0][1] + "|y0-2,", 1); digest()'
spoil "two groups that say the same are caught" group-tuples 'text["pool"] = text["pool"].replace(groups[0][0] + ",group,," + groups[0][1], groups[0][0] + ",group,," + groups[1][1]); digest()'
spoil "a wrong check symbol is caught" ids 'new = groups[0][0][:-1] + S[(S.index(groups[0][0][-1]) + 1) % 29]
for k in text: text[k] = text[k].replace(groups[0][0], new)
digest()'
spoil "an ID that stands twice is caught" ids 'text["pool"] = text["pool"].replace(profiles[0] + ",profile", profiles[1] + ",profile"); digest()'
spoil "an order that is not that of the IDs is caught" ids 'rows = text["pool"].splitlines(True); text["pool"] = "".join(rows[:-1][:-1] + [rows[-1], rows[-2]])'
spoil "one entry more on a page is caught" pages 'card = re.search(r"<li class=\"entry group\".*?</li>\n", text["page"], re.S)[0]; text["page"] = text["page"].replace(card, card + card.replace(groups[0][0], symbol("ZZZZZZ")))'
spoil "one entry fewer on a page is caught" pages 'text["page"] = re.sub(r"<li class=\"entry group\".*?</li>\n", "", text["page"], count=1, flags=re.S)'
spoil "a row more on a browse page is caught" pages 'text["browse"] = text["browse"].replace("</tbody>", "<tr><th scope=\"row\">" + symbol("ZZZZZZ") + "</th><td>GLP</td></tr></tbody>", 1)'
spoil "a topic on a group's card is caught" pages 'text["page"] = text["page"].replace("Group of at least 5", "Group of at least 5, Career planning", 1)'
spoil "a number of people on a group's card is caught" pages 'text["page"] = text["page"].replace("Group of at least 5", "Group of 7", 1)'
spoil "another area on a group's card is caught" pages 'i = text["page"].index("id=\"e-" + groups[0][0]); j = text["page"].index(">", text["page"].index("class=\"what\"", i)) + 1; text["page"] = text["page"][:j] + "Elsewhere" + text["page"][text["page"].index("<", j):]'
spoil "a filter code that is not the group's is caught" pages 'i = "id=\"e-" + groups[0][0] + "\""; text["page"] = text["page"].replace(i, i + " data-f=\"offers:career\"", 1)'
spoil "a search word that is not the group's is caught" pages 'i = text["page"].index("id=\"e-" + groups[0][0]); text["page"] = text["page"][:i] + text["page"][i:].replace("data-k=\"", "data-k=\"peloton ", 1)'
spoil "another text on a profile's card is caught" pages 'i = text["page"].index("<p class=\"offer\">"); text["page"] = text["page"][:i + 17] + "Not " + text["page"][i + 17 + 2:]'

# Sabotage of the history: the newest edition is made anew with other files or another message.
remake() { # name, claim, python that changes files (name -> text) or message
	rm -rf "$T/r"; git clone -q "$W/site/repo.git" "$T/r"
	(cd "$T/r" && python3 - "$3" <<'P'
import re, subprocess, sys
message = subprocess.run(["git", "log", "-1", "--format=%B"], check=True, stdout=subprocess.PIPE, text=True).stdout
read = lambda n: open(n, newline="").read()
def write(n, text): open(n, "w", newline="").write(text)
exec(sys.argv[1])
open(".git/message", "w").write(message)
P
	git add -A && git -c user.name=x -c user.email=x@example.org commit -q --amend --allow-empty -F .git/message) >"$T/.p" 2>&1 || cat "$T/.p"
	fails_with "$1" 1 "WRONG \[$2\]" verify "$T/r"
}
remake "another number in the commit's message is caught" commit 'message = re.sub(r"(Pool: mentors, )\d+", r"\g<1>99", message)'
remake "another policy in it is caught" commit 'message = re.sub(r"Policy: .", "Policy: x", message)'
remake "a group that changes between cycles is caught" between 'write("pool.csv", re.sub(r"^mentors,[^,]*,group,[^\n]*\n", "", read("pool.csv"), count=1, flags=re.M))'
remake "a profile's ID that becomes a group's is caught" id-meaning 'p = read("pool.csv"); g = re.search(r"^mentors,(...-....),group", p, re.M)[1]; f = re.search(r"^mentors,(...-....),profile", p, re.M)[1]; write("pool.csv", p.replace(g, "#").replace(f, g).replace("#", f))'
remake "a group's ID that gets other facts is caught" id-meaning 'p = read("pool.csv"); g = re.findall(r"^mentors,(...-....),group", p, re.M); write("pool.csv", p.replace(g[0], "#").replace(g[1], g[0]).replace("#", g[1]))'
remake "a profile that says more between cycles is caught" between 'write("pool.csv", re.sub(r"^(mentors,[^,]*,profile,,[^,]*languages=)", r"\g<1>de|", read("pool.csv"), count=1, flags=re.M))'

# Sabotage of the private table.
hidden() { # name, claim, SQL
	rm -rf "$T/p"; mkdir "$T/p"; cp "$W"/private/mentorpress.db* "$T/p/"; sqlite3 "$T/p/mentorpress.db" "$3"
	fails_with "$1" 1 "WRONG \[$2\]" verify "$W/site" --private "$T/p/mentorpress.db"
}
of="pool = 'mentors' AND state = 'current'"
five="(SELECT id FROM pool_member WHERE $of AND id IN (SELECT id FROM pool_entry WHERE $of AND kind = 0) GROUP BY id ORDER BY count(*), id LIMIT 1)"
hidden "a person fewer than k is caught" k "DELETE FROM pool_member WHERE $of AND id = $five AND application NOT IN (SELECT application FROM pool_member WHERE $of AND id = $five LIMIT 4)"
hidden "two applications of one person count once" k "DELETE FROM pool_member WHERE $of AND id = $five AND application NOT IN (SELECT application FROM pool_member WHERE $of AND id = $five LIMIT 5); UPDATE pool_member SET person = (SELECT min(person) FROM pool_member WHERE $of AND id = $five) WHERE $of AND id = $five AND person = (SELECT max(person) FROM pool_member WHERE $of AND id = $five)"
hidden "so do two of one membership" k "DELETE FROM pool_member WHERE $of AND id = $five AND application NOT IN (SELECT application FROM pool_member WHERE $of AND id = $five LIMIT 5); UPDATE pool_member SET member = 1 WHERE $of AND id = $five AND application IN (SELECT application FROM pool_member WHERE $of AND id = $five LIMIT 2)"
hidden "somebody whom the entry is not true of is caught" true "UPDATE pool_member SET application = (SELECT a.id FROM application a WHERE a.kind = 2 LIMIT 1) WHERE $of AND id = $five AND application = (SELECT min(application) FROM pool_member WHERE $of AND id = $five)"
hidden "an ID that the records call ended is caught" id-meaning "UPDATE entry_id SET state = 'ended' WHERE id = $five"
