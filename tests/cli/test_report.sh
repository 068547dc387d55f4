# The reports that headquarters works from: the findings of an import, the sheet of Entry IDs, who is to be asked "still willing?", the audit log.
. "$(dirname "$0")/lib.sh" "$1"
cat >"$T/sheets.py" <<'PY'
"""What a spreadsheet would read: rows as dictionaries. The bytes must be UTF-8 with a byte-order mark and CRLF."""
import csv, io, sys
def rows(path):
    b = open(path, "rb").read()
    assert b.startswith(b"\xef\xbb\xbf") and b.endswith(b"\r\n"), path
    t = b.decode("utf-8-sig")
    assert t.replace("\r\n", "").count("\r") == 0
    return list(csv.DictReader(io.StringIO(t, newline="")))
PY
count() { python3 - "$@" <<'PY'
import importlib.util, sys
spec = importlib.util.spec_from_file_location("sheets", sys.argv[1]); m = importlib.util.module_from_spec(spec); spec.loader.exec_module(m)
print(len([r for r in m.rows(sys.argv[2]) if eval(sys.argv[3], {}, {"r": r})]))
PY
}
rows() { count "$T/sheets.py" "$1" "$2"; } # file, condition on r
mode() { stat -c %a "$1"; }

three_cycles "$T/w" >"$T/.p" 2>&1 || { echo "not ok three cycles"; tail -5 "$T/.p"; exit 1; }
W=$T/w; R=$W/private/reports; D=$W/private/mentorpress.db
IN="$MP import --workspace $W --as-of 2026-03-13"

# --- the sheet of Entry IDs agrees with what was published, and with the database
cat >"$T/agree.py" <<'PY'
import csv, importlib.util, re, subprocess, sys
spec = importlib.util.spec_from_file_location("sheets", sys.argv[1]); m = importlib.util.module_from_spec(spec); spec.loader.exec_module(m)
sheet = m.rows(sys.argv[2] + "/private/entry-ids.csv")
pool = list(csv.DictReader(open(sys.argv[2] + "/site/public/pool.csv", newline="", encoding="utf-8")))
published = {r["entry_id"]: r["kind"] for r in pool if r["kind"] in ("group", "profile")}
listed = {}
for r in sheet:
    if r["Listed"] == "not listed":
        assert r["Why not"], r
        assert r["Entry ID"] not in published, r
        continue
    listed.setdefault(r["Entry ID"], []).append(r)
    assert r["Listed"] == published.get(r["Entry ID"]), r
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", r["Listed since"]), r
assert set(listed) == set(published), (set(listed) ^ set(published))
for i, people in listed.items():
    assert len(people) == 1 if published[i] == "profile" else len(people) >= 5, i
q = "SELECT count(*) FROM standing WHERE current = 1 AND kind < 3"
assert len(sheet) == int(subprocess.run(["sqlite3", sys.argv[2] + "/private/mentorpress.db", q], capture_output=True, text=True).stdout)
q = "SELECT m.id, a.entry_no FROM pool_member m JOIN application a ON a.id = m.application WHERE m.state = 'current'"
behind = [tuple(x.split("|")) for x in subprocess.run(["sqlite3", sys.argv[2] + "/private/mentorpress.db", q], capture_output=True, text=True).stdout.split()]
assert sorted(x for x in behind if x[0] in published) == sorted((r["Entry ID"], r["Form entry number"]) for people in listed.values() for r in people)
kinds = [r["Kind"] for r in sheet]
assert kinds == sorted(kinds, key=["mentor", "peer", "mentee"].index)
for kind in set(kinds):
    ids = [r["Entry ID"] for r in sheet if r["Kind"] == kind and r["Listed"] != "not listed"]
    assert ids == sorted(ids)
PY
ok "every Entry ID of pool.csv is in the sheet, with its people, and no other is called listed" python3 "$T/agree.py" "$T/sheets.py" "$W"
same "the sheet is for its owner alone" "$(mode "$W/private/entry-ids.csv")" 600
cp "$W/private/entry-ids.csv" "$T/sheet"; rm "$W/private/entry-ids.csv"
ok "a publish with nothing new" "$MP" publish --workspace "$W" --as-of 2026-03-13 --yes
ok "... writes a sheet that is missing again" cmp "$T/sheet" "$W/private/entry-ids.csv"
cp -a "$W" "$T/p"; id=$(sed -n 2p "$T/sheet" | cut -d, -f1)
profile=$(python3 -c 'import csv,sys
print(next(r["Form entry number"] for r in csv.DictReader(open(sys.argv[1],encoding="utf-8-sig",newline="")) if r["Listed"]=="profile" and r["Kind"]=="mentor"))' "$T/sheet")
member=$(python3 -c 'import csv,sys
print(next(r["Form entry number"] for r in csv.DictReader(open(sys.argv[1],encoding="utf-8-sig",newline="")) if r["Listed"]=="group" and r["Kind"]=="mentor"))' "$T/sheet")
ok "a profile pauses" "$MP" pause "$profile" --until 2026-04-01 --workspace "$T/p" --as-of 2026-03-14
ok "one of a group withdraws" "$MP" withdraw "$member" --yes --workspace "$T/p" --as-of 2026-03-14
ok "publish after that" "$MP" publish --workspace "$T/p" --as-of 2026-03-14 --yes
ok "the sheet agrees again" python3 "$T/agree.py" "$T/sheets.py" "$T/p"
same "the paused profile keeps its ID, is not listed, and is back on its day" "$(rows "$T/p/private/entry-ids.csv" "r['Form entry number']=='$profile' and r['Listed']=='not listed' and r['Entry ID'] and r['Why not']=='paused' and r['Paused until']=='2026-04-01'")" 1
same "who withdrew stands behind the group's card until the next cycle, and is not proposed" "$(rows "$T/p/private/entry-ids.csv" "r['Form entry number']=='$member' and r['Listed']=='group' and r['Why not'].startswith('withdrawn: not proposed')")" 1

cp -a "$W" "$T/t"; ok "a test entry in the name of a profile" python3 - "$T/t/records/exports/sample-2026-03-02-mentor-application.csv" "$profile" <<'PY'
import csv, sys
with open(sys.argv[1], encoding="utf-8-sig", newline="") as f: rows = list(csv.reader(f))
head = rows[0]; entry, day, test = (head.index(h) for h in ("Entry Id", "Entry Date", "Staff: test entry"))
row = list(next(r for r in rows if r[entry] == sys.argv[2]))
row[entry], row[day], row[test] = "19999", "2026-03-01 10:00:00", "Yes"
with open(sys.argv[1], "w", encoding="utf-8-sig", newline="") as f: csv.writer(f, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows + [row])
PY
ok "publish with it" "$MP" publish --workspace "$T/t" --as-of 2026-03-14 --yes
same "does not take the profile's place in the sheet" "$(rows "$T/t/private/entry-ids.csv" "(r['Form entry number']=='$profile' and r['Listed']=='profile') or (r['Form entry number']=='19999' and r['Listed']=='not listed' and not r['Entry ID'])")" 2

# --- still willing?
ok "an import says whose pause ends" sh -c "$MP import --workspace '$T/p' --as-of 2026-03-14 | grep -E '^1 pause ends within 30 days: .*private/reports/still-willing.csv'"
same "the list names the entry, the day and the Entry ID" "$(rows "$T/p/private/reports/still-willing.csv" "r['Form entry number']=='$profile' and r['Back on']=='2026-04-01' and r['Entry ID'] and '@' in r['E-mail']")" 1
ok "mentorpress alone says so too" sh -c "$MP --workspace '$T/p' --as-of 2026-03-14 | grep -q '1 pause ends within 30 days'"
"$MP" --workspace "$T/p" --as-of 2026-04-01 >"$T/.o" 2>&1
ok "on the day it ends nobody is asked about it" sh -c "! grep -sE '(^|,)$profile,' '$T/p/private/reports/still-willing.csv'"
"$MP" --workspace "$T/p" --as-of 2025-01-01 >"$T/.o" 2>&1
ok "where nobody comes back soon, no old list lies about" test ! -e "$T/p/private/reports/still-willing.csv"

# --- an import and its report
ok "import" $IN
same "folder of the reports" "$(mode "$R")" 700
same "report as CSV" "$(mode "$R/import.csv")" 600
same "report as a page" "$(mode "$R/import.html")" 600
$IN >"$T/sums" 2>&1
cat >"$T/add.py" <<'PY'
import re, sys
t = open(sys.argv[1], encoding="utf-8").read()
n = [tuple(map(int, m)) for m in re.findall(r"^  \S.*? (\d+) = +(\d+) \+ +(\d+) \+ +(\d+) \+ +(\d+)$", t, re.M)]
assert len(n) > 5
for r in n: assert r[0] == sum(r[1:]), r
assert n[-1] == tuple(map(sum, zip(*n[:-1]))), n[-1]
lines = {}
for m in re.finditer(r"^  (\S.*?|  +not: .*?)  +(\d+) +(\d+) +(\d+)$", t, re.M): lines.setdefault(m[1].strip(), []).append([int(x) for x in m.groups()[1:]])
at = t.index("Can be matched"), t.index("Can be listed")
def below(a, b): return [sum(int(m[i]) for m in re.findall(r"^ +not: .*?  +(\d+) +(\d+) +(\d+)$", t[a:b], re.M)) for i in range(3)]
for i in range(3):
    assert lines["Imported"][0][i] == lines["Can be matched"][0][i] + below(*at)[i]
    assert lines["Imported"][0][i] == lines["Can be listed in the directory"][0][i] + below(at[1], len(t))[i]
assert t.count("read as ") == len(n) - 1
PY
ok "every sum on the terminal adds up" python3 "$T/add.py" "$T/sums"
ok "... and says where the report lies" grep -q '^Report: private/reports/import.html' "$T/sums"
$IN --json >"$T/json" 2>"$T/.e"
ok "--json gives the same numbers" python3 - "$T/json" "$T/sums" <<'PY'
import json, re, sys
j = json.load(open(sys.argv[1])); t = open(sys.argv[2]).read()
assert (j["read"], j["imported"], j["superseded"], j["held"], j["refused"]) == tuple(map(int, re.search(r"(\d+) rows read = (\d+) imported \+ (\d+) superseded \+ (\d+) held \+ (\d+) refused", t).groups()))
for k in ("read", "imported", "superseded", "held", "refused"): assert j[k] == sum(f[k] for f in j["files"])
for a in j["answers"]:
    assert a["imported"] == a["matchable"] + sum(a["not_matchable"].values()) == a["publishable"] + sum(a["not_publishable"].values())
assert [a["matchable"] for a in j["answers"][:3]] == list(map(int, re.search(r"Can be matched +(\d+) +(\d+) +(\d+)", t).groups()))
assert j["report"] == "private/reports/import.html" and j["done"] and j["nothing_new"] and all(f["read_as"] for f in j["files"])
PY
ok "what takes no request is said beside what can be listed, as in the pool" sh -c "grep -qE 'of these, take no request now +2 +0 +0' '$T/sums' && grep -q ' 2 take no request now' '$T/.p'"
ok "... and replaced applications beside their sum" grep -q '18 of the applications were replaced by newer ones' "$T/sums"
same "every test and unfinished entry stands in the report" "$(rows "$R/import.csv" "r['Code']=='R104' and r['Severity']=='note' and r['Entry'] in ('mentor 10531', 'peer 10331') and r['Line']")" 2
same "... and in one line a file on the screen, without its number" "$(grep -c 'note\[R104\]: held: 1 test or unfinished entry' "$T/sums")$(grep -c 10531 "$T/sums")" 20
ok "... and 'who' and the sheet have that reason" sh -c "rm -rf '$T/h'; cp -a '$W' '$T/h'; $MP who 10531 --workspace '$T/h' --as-of 2026-03-13 --show-values | grep -q 'test or unfinished entry' && grep -q '10531,.*test or unfinished entry' '$W/private/entry-ids.csv'"
same "every finding about an application names its entry" "$(rows "$R/import.csv" "r['Code'] in ('R050','R051','R055','R056','R057','R058','R067','R104') + tuple('R%d' % n for n in range(140, 149)) and not r['Entry']")" 0
cp "$R/import.html" "$T/page"; cp "$R/import.csv" "$T/table"
$IN >"$T/.o" 2>&1
ok "an import with nothing to do leaves the report of the last" cmp "$T/page" "$R/import.html"
rm "$R/import.csv"; $IN >"$T/.o" 2>&1
ok "... but writes a lost one again" cmp "$T/table" "$R/import.csv"
ok "... and says so" grep -q "written again from the notes" "$R/import.html"
ok "no value stands in a report without --show-values" sh -c "! grep -qiE '@[a-z.]*example' '$R/import.html' '$R/import.csv'"

# --- an import that fails: more than 200 findings of a kind, a formula and markup in a header
cp -a "$W" "$T/b"
python3 - "$T/b/records/exports" <<'PY'
import csv, sys
p = sys.argv[1] + "/sample-2026-03-02-members.csv"
rows = list(csv.reader(open(p, encoding="utf-8-sig", newline="")))
names = rows[0]; i = names.index("Paid Through")
for r in rows[1:501]: r[i] = "=SOON()"
for r in rows: r.append("")
names[-1] = "=<script>alert(1)</script>"
csv.writer(open(p, "w", encoding="utf-8", newline="")).writerows(rows)
PY
before=$(sqlite3 "$T/b/private/mentorpress.db" .dump | sha256sum)
fails_with "an import with errors imports nothing" 1 "Nothing was imported" "$MP" import --workspace "$T/b" --as-of 2026-03-13
cp "$T/.out" "$T/few"
same "... of 500 findings of a kind the screen shows three" "$(grep -c 'error\[R024\]' "$T/few")" 3
ok "... and says where the others are" grep -q '^… and 497 more like this: private/reports/import.html$' "$T/few"
ok "... and how to see what is in the cells" grep -q -- '--show-values shows them' "$T/few"
same "... the database is as it was" "$(sqlite3 "$T/b/private/mentorpress.db" .dump | sha256sum)" "$before"
B_=$T/b/private/reports
same "its report holds every one of 500 findings of a kind" "$(rows "$B_/import.csv" "r['Severity']=='error' and r['Line'] and 2<=int(r['Line'])<=501 and r['Code']=='R024'")" 500
ok "the page says that it failed" grep -q "Nothing was imported</strong> on March 13, 2026" "$B_/import.html"
ok "markup of a header cell is text on the page" sh -c "! grep -q '<script' '$B_/import.html' && grep -q '&lt;script&gt;' '$B_/import.html'"
ok "no cell of the CSV begins like a formula" python3 - "$T/sheets.py" "$B_/import.csv" <<'PY'
import importlib.util, sys
spec = importlib.util.spec_from_file_location("sheets", sys.argv[1]); m = importlib.util.module_from_spec(spec); spec.loader.exec_module(m)
assert not any(c and c[0] in "=+-@\t\r" for r in m.rows(sys.argv[2]) for c in r.values())
PY
"$MP" import --workspace "$T/b" --as-of 2026-03-13 --show-values >"$T/.o" 2>&1
ok "with --show-values the report shows cells" grep -q "SOON()" "$B_/import.csv"
cp "$W"/records/exports/* "$T/b/records/exports/"
"$MP" --workspace "$T/b" --as-of 2026-03-13 >"$T/.o" 2>&1
ok "mentorpress alone says that the last import failed" grep -q '^The last import failed and changed nothing: private/reports/import.html' "$T/.o"
ok "corrected, nothing is new, and the report of the failure does not stay" "$MP" import --workspace "$T/b" --as-of 2026-03-13
"$MP" --workspace "$T/b" --as-of 2026-03-13 >"$T/.o" 2>&1
ok "... and mentorpress alone names the import as a step" sh -c "! grep -q failed '$T/.o' && grep -q '^  mentorpress import ' '$T/.o'"
ok "... it is of the import that stands" grep -q 'data-result="done"' "$B_/import.html"
sed -i 's/^  kind: .*/  kind: mentorr/' "$T/b/records/mappings/mentor.yml"
fails_with "a mapping that cannot be read" 1 "Report: private/reports/import.html" "$MP" import --workspace "$T/b" --as-of 2026-03-13
same "... stands in the report too" "$(rows "$B_/import.csv" "r['Severity']=='error' and r['File'].endswith('mentor.yml')" | sed 's/[1-9][0-9]*/some/')" some

# --- no room for the report
cp -a "$T/w" "$T/n"; rm -rf "$T/n/private/reports"; echo in-the-way >"$T/n/private/reports"
touch "$T/n/records/people.csv"; printf 'x\n' >"$T/.x"
"$MP" import --workspace "$T/n" --as-of 2026-03-12 >"$T/.o" 2>&1; got=$?
same "a report that cannot be written is a warning, not a failure" "$got$(grep -c 'warning\[B130\]' "$T/.o")" 01

# --- the audit log
ok "the log is whole" sh -c "$MP verify --workspace '$W' | grep -E '^Audit log: [0-9]+ entries, chain intact'"
ok "audit prints who did what, newest last" sh -c "$MP audit --workspace '$T/p' | tail -2 | head -1 | grep -E '2026-03-14  headquarters  publish  edition 4: [0-9a-f]{40}'"
ok "pauses and withdrawals are in it, with the entry and the role" sh -c "$MP audit --workspace '$T/p' | grep -E 'headquarters  withdraw  mentor $member' && $MP audit --workspace '$T/p' | grep -E 'pause  mentor $profile: until 2026-04-01'"
same "--last" "$("$MP" audit --workspace "$T/p" --last 2 | grep -c '^ *[0-9]')" 2
ok "audit --json" sh -c "$MP audit --workspace '$T/p' --json | python3 -c 'import json,sys; j=json.load(sys.stdin); assert j[\"intact\"] and j[\"log\"][-1][\"action\"]==\"publish\"'"
digest=$("$MP" review --workspace "$T/p" --as-of 2026-03-14 2>/dev/null | sed -nE 's/^([0-9a-f]{12})  .*/\1/p' | head -1)
ok "a review decision" "$MP" review --accept "$digest" --by "publications committee" --workspace "$T/p" --as-of 2026-03-14
ok "... is in the log with the role that took it" sh -c "$MP audit --workspace '$T/p' | grep -E 'publications committee  review  .*accept of text $digest'"
tamper() { rm -rf "$T/t"; cp -a "$T/p" "$T/t"; sqlite3 "$T/t/private/mentorpress.db" "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; $1"; }
tamper "UPDATE audit SET role = 'nobody' WHERE seq = 2"
fails_with "a changed entry breaks the chain" 1 'error\[H041\].*entry 2' "$MP" verify --workspace "$T/t"
fails_with "... and the rest is verified all the same" 1 "Repository: 4 editions" "$MP" verify --workspace "$T/t"
fails_with "audit says so too" 1 'error\[H041\]' "$MP" audit --workspace "$T/t"
tamper "DELETE FROM audit WHERE seq = 2"
fails_with "an entry taken out breaks the chain" 1 'error\[H041\].*entry 2' "$MP" verify --workspace "$T/t"
tamper "DELETE FROM audit WHERE seq >= (SELECT max(seq) FROM audit WHERE action = 'publish')"
fails_with "a log cut off at its end does not know the newest edition" 1 'error\[H042\].*edition 4' "$MP" verify --workspace "$T/t"

# --- verify before anything is published, and when what was published is gone
mkdir -p "$T/u"; cp -r "$W/records" "$W/mentorpress.yml" "$T/u/"
"$MP" import --workspace "$T/u" --as-of 2026-03-13 >"$T/.o" 2>&1
"$MP" verify --workspace "$T/u" >"$T/.o" 2>&1; got=$?
same "before the first publish the database and its log are verified" "$got$(grep -cE '^Repository: none yet|^Private database: sound|^Audit log: [0-9]+ entries, chain intact' "$T/.o")" 03
sqlite3 "$T/u/private/mentorpress.db" "DROP TRIGGER audit_no_update; UPDATE audit SET role = 'nobody' WHERE seq = 2"
fails_with "... and a changed entry is found" 1 'error\[H041\].*entry 2' "$MP" verify --workspace "$T/u"
rm -rf "$T/t"; cp -a "$W" "$T/t"; rm -rf "$T/t/site/repo.git"
fails_with "a repository that is gone is not one that never was" 1 'error\[B134\].*the audit log knows of a publish: edition 3' "$MP" verify --workspace "$T/t"
