# report: the standard reports to the committee over an invented history (programme_world.py).
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
sample_workspace "$W"; records_of "$W" 2026-03-13
cp -r "$ROOT/programme-templates" "$W/"
python3 "$ROOT/tests/cli/programme_world.py" exports "$W"
ok "the records import" import_at "$W"
mp() { "$MP" "$@" --workspace "$W" --as-of 2026-03-13; }
fails_with "a report of nothing can be read" 0 '0 applicants, 0 matched' mp report
fails_with "of a cycle that nothing was decided in" 1 'M151' mp report --cycle 2026-01
python3 "$ROOT/tests/cli/programme_world.py" register "$W" >/dev/null
fails_with "twelve months" 0 'Report of March 14, 2025 to March 13, 2026: 59 applicants, 47 matched, 40 partnerships' mp report
R=$W/private/programme/reports/2025-03-14_2026-03-13
same "what is written is for its owner only" "$(find "$W/private/programme" -type d -printf '%m\n' -o -printf '%m\n' | sort -u | tr '\n' ' ')" "600 700 "
for f in report.html papers.css rounds.csv pool.csv response.csv ratings.csv distribution.csv outcome-by-choice.csv outcome-by-fit.csv early-ends.csv trend-by-cycle.csv trend-by-year.csv; do ok "$f" test -s "$R/$f"; done
if [ -e "$R/comments-confidential.html" ]; then echo "not ok comments only when asked for"; else echo "ok comments only when asked for"; fi
ok "no comment, name or address in the report" bash -c "! grep -rlE 'Sentence 3[0-9]+|Wish 3|example.org' '$R'"
ok "no count of one to four answers, in cells or by adding up" python3 - "$R" <<'PY'
import csv, sys
read = lambda f: list(csv.DictReader(open(f"{sys.argv[1]}/{f}.csv", encoding="utf-8-sig")))
number = lambda v: int(v) if v.isdigit() else None
few = lambda n: n is not None and 0 < n < 5
rows = {r["Who"]: number(r["Received"]) for r in read("response")}
assert rows["everybody"] == 100, rows
assert not any(few(n) for n in rows.values())
assert all(rows[x] is None or not few(rows["everybody"] - rows[x]) for x in rows)
answers = read("distribution")
assert len(answers) > 60
for q in {r["Question"] for r in answers}:
    by = {}
    for r in answers:
        if r["Question"] == q and number(r["Evaluations"]) is not None:
            assert not few(number(r["Evaluations"])), r
            by.setdefault(r["Who"], {})[r["Answer"]] = number(r["Evaluations"])
    for who, heaps in by.items():
        assert sum(heaps.values()) == rows[who], (q, who)
        for answer, n in heaps.items():  # the same heap of everybody
            assert who == "everybody" or answer not in by["everybody"] or not few(by["everybody"][answer] - n), (q, who, answer)
for f in ("trend-by-cycle", "trend-by-year"):
    assert not any(few(number(r["Evaluations"])) for r in read(f))
PY
ok "the mean is right" python3 - "$R" "$W" <<'PY'
import csv, glob, sys
rows = list(csv.DictReader(open(glob.glob(f"{sys.argv[2]}/records/exports/*evaluation.csv")[0], encoding="utf-8")))
late = [int(r["All in all"]) for r in rows if r["Entry Date"] >= "2025-04"]
typed = list(csv.DictReader(open(f"{sys.argv[1]}/ratings.csv", encoding="utf-8-sig")))[0]["Everybody"]
assert typed == f"{int(sum(late) * 10 / len(late) + .5) / 10}", (typed, sum(late) / len(late))
PY
fails_with "with comments" 0 'comments-confidential.html' mp report --comments
ok "they are escaped" grep -q 'Wish 3[0-9]*: &lt;b&gt;less&lt;/b&gt; paper' "$R/comments-confidential.html"
mp report >/dev/null 2>&1
if [ -e "$R/comments-confidential.html" ]; then echo "not ok comments of an earlier run do not stay"; else echo "ok comments of an earlier run do not stay"; fi
sum1=$(cat "$R"/* | sha256sum); mp report >/dev/null 2>&1
same "the same again, byte for byte" "$(cat "$R"/* | sha256sum)" "$sum1"
fails_with "a cycle" 0 'Open private/programme/reports/2025-05/report.html' mp report --cycle 2025-05
fails_with "a cycle typed wrong" 1 'did you mean 2025-05' mp report --cycle 2025-06
fails_with "days of one's own" 0 '2024-09-01_2024-12-31' mp report --from 2024-09-01 --to 2024-12-31
fails_with "the wrong way round" 2 'the first day is after the last' mp report --from 2026-01-01 --to 2025-01-01
fails_with "days that have not come" 2 'lies after today' mp report --to 2027-01-01
fails_with "both" 2 'give --cycle, or --from and --to' mp report --cycle 2025-05 --to 2026-01-01
fails_with "a cycle that would leave the folder" 2 'not the name of a cycle' mp report --cycle ../../x
ok "--json" bash -c "\"$MP\" report --json --workspace '$W' --as-of 2026-03-13 | python3 -c 'import json,sys; j=json.load(sys.stdin); assert j[\"ok\"] and j[\"matched\"] == 47'"
sed -i '2s/,\([1-5]\),/,9,/' "$W/records/exports/2026-03-01-partnership-evaluation.csv"
import_at "$W" >/dev/null 2>&1
fails_with "what is no rating is told with its place" 0 'M150' mp report
if [ -e "$W/site" ]; then echo "not ok nothing goes to site/"; else echo "ok nothing goes to site/"; fi
