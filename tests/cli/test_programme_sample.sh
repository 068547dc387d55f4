# The sample programme, played as make demo plays it: the register holds what the files say when they are read without the program, the site is the same
# to the byte, and the files of records/rounds are those that their generator writes.
. "$(dirname "$0")/lib.sh" "$1"
. "$(dirname "$0")/programme_sample.sh"
W=$T/w
mp() { "$MP" "$@" --workspace "$W" --as-of 2026-04-14; }
three_cycles "$T/plain" >"$T/.o" 2>&1 || { echo "not ok three cycles"; exit 1; }
programme_sample "$W" >"$T/.o" 2>&1 || { echo "not ok the sample plays"; tail -n 5 "$T/.o"; exit 1; }
for n in 1 2 3; do same "edition $n is the same tree as without the programme" "$(git_site "$W" rev-parse "main~$((3 - n))^{tree}")" "$(git_site "$T/plain" rev-parse "main~$((3 - n))^{tree}")"; done
mp partnership --all --json >"$T/partnerships" 2>/dev/null
mp units --year 2025 >"$T/units.2025" 2>/dev/null; mp units --year 2026 >"$T/units.2026" 2>/dev/null
{ mp certificates list; mp certificates --dry-run; } >"$T/certificates" 2>/dev/null
python3 "$ROOT/tests/bench/sample_rounds.py" --expect >"$T/expect"
ok "states, certificates and units are those that follow from the files" python3 - "$T" <<'P'
import collections, json, re, sys
t = sys.argv[1]
want = json.load(open(t + "/expect"))
states = collections.Counter(p["state"] for p in json.load(open(t + "/partnerships"))["partnerships"])
assert dict(states) == want["states"], (states, want["states"])
for year, sums in want["units"].items():
    text = open(f"{t}/units.{year}").read()
    assert int(re.search(r"^(\d+) units", text, re.M)[1]) == sums["units"], (year, text[-200:])
    earned = {m[1] for m in re.finditer(r"^  \d{4}  (\w+ \d+).*: [1-9]\d* units", text, re.M)}
    assert len(earned) == sums["people"], (year, len(earned), sums)
text = open(t + "/certificates").read()
assert len(set(re.findall(r"MP-\d{4}-\d{4}", text))) == want["certificates"], text
assert int(re.search(r"^(\d+) certificates would", text, re.M)[1]) == want["certificates_due"], text
P
# The cases of records/rounds/README.md.
story() { mp partnership "$1" 2>/dev/null; }
fails_with "an early end with a petition granted" 0 "petition +granted" story P-0006
fails_with "a petition that waits" 0 "the committee decides on a petition" story P-0019
fails_with "the third of a year earns nothing" 0 "P-0003 as mentor.*0 units: annual maximum" cat "$T/units.2025"
fails_with "an exception for units says whose it was" 0 "P-0015 as mentee.*2 units.*(committee|exception)" cat "$T/units.2026"
declined=$(sed -n 's/.*|partnership|\(P-[0-9]*\)|declined.*new post.*/\1/p' "$ROOT/records/rounds/sample-commands.txt")
fails_with "one declined after both had agreed" 0 "declined" story "$declined"
same "both had agreed before" "$(story "$declined" | grep -c ' agreed')" 2
again=$(python3 - "$W" "$declined" <<'P'
import csv, sys
with open(sys.argv[1] + "/private/programme/registers/partnerships.csv", encoding="utf-8-sig", newline="") as f:
    print(next(r["b_form_entry_no"] for r in csv.DictReader(l for l in f if not l.startswith("#")) if r["partnership_id"] == sys.argv[2]))
P
)
fails_with "the mentee was in the next round" 0 "," grep "^2026-03,mentee,$again," "$ROOT/records/rounds/sample-2026-03-decisions.csv"
ok "with first priority" grep -qE "5\.1\.6" "$W/private/programme/2026-03/pack/sheets/mentee-$again.html"
ok "a certificate is there to look at" test -s "$W/private/programme/certificates/2026/MP-2026-0001-letter.pdf"
ok "the committee's pack too, with and without names" test -s "$W/private/programme/2026-03/pack/index.html" -a -s "$W/private/programme/2026-03/pack-identified/index.html"
ok "the files are what their generator writes" python3 "$ROOT/tests/bench/sample_rounds.py" "$MP" --check
