#!/usr/bin/env bash
# 1,000 certificates of 500 concluded partnerships of the sample's people: CPU time of the run, and of a second one that finds them all. Usage: certificates.sh PROGRAM
set -euo pipefail
MP=$(realpath "$1"); ROOT=$(cd "$(dirname "$0")/../.." && pwd)
W=$(mktemp -d); trap 'rm -rf "$W"' EXIT
mkdir -p "$W/records"
cp -r "$ROOT/content" "$ROOT/site-templates" "$ROOT/programme-templates" "$ROOT/mentorpress.yml" "$W/"
cp -r "$ROOT/records/mappings" "$ROOT/records/vocab" "$ROOT/records/exports" "$ROOT"/records/*.yml "$W/records/"
grep -q '^signatory:' "$W/records/match-rules.yml" 2>/dev/null || printf 'signatory: {name: "Ingeborg Castellanos-Roy", title: "Committee Chair"}\n' >>"$W/records/match-rules.yml"
"$MP" import --workspace "$W" --as-of 2026-11-16 --quiet >/dev/null 2>&1 || true
python3 - "$W/private/mentorpress.db" <<'P'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
who = {k: [a for (a,) in db.execute("SELECT application FROM standing WHERE kind = ? AND current ORDER BY 1", (k,))] for k in (0, 2)}
day = 20454  # January 1, 2026
for n in range(1, 501):
    db.execute("INSERT INTO partnership VALUES(?, ?, 'mentor-mentee', ?, ?, NULL, '2026-03', ?, NULL, ?, NULL, ?, 1, 80)",
               (n, f"P-{n:04}", who[0][n % len(who[0])], who[2][n % len(who[2])], day, day + 30, day + 200))
    for event, side, on in (("agreed", 1, 5), ("agreed", 2, 6), ("plan_received", 1, 30), ("evaluated", 1, 200), ("evaluated", 2, 210)):
        db.execute("INSERT INTO partnership_event(partnership, day, event, side, value, note, source) VALUES(?, ?, ?, ?, '', '', 0)", (n, day + on, event, side))
db.commit()
P
run() { # what is measured, options
	local name=$1; shift
	TIMEFORMAT="$name: %U s user, %S s system, %R s in all"
	time "$MP" certificates --workspace "$W" --as-of 2026-11-16 --quiet "$@" 2>/dev/null
}
run "1,000 certificates, Letter"
run "the same again, all there"
run "1,000 more files, A4" --size both
echo "$(find "$W/private/programme/certificates" -name '*.pdf' | wc -l) files, $(du -sh "$W/private/programme/certificates" | cut -f1)"
