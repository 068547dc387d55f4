# A database of the version before, whose records carry the names of their fields, is brought up to date once and gives the same editions.
. "$(dirname "$0")/lib.sh" "$1"
older() { python3 "$ROOT/tests/cli/old_database.py" "$@"; }
version() { sqlite3 "$1/private/mentorpress.db" "SELECT version FROM schema_version WHERE owner = 'records'"; }
cycles() { # dir, what to do between them
	sample_workspace "$1" && publish_cycle "$1" 2026-01 2026-01-16 && $2 "$1" && publish_cycle "$1" 2026-02 2026-02-13 && $2 "$1" && publish_cycle "$1" 2026-03 2026-03-13
}
nothing() { :; }
age() { older "$1/private/mentorpress.db" && [ "$(version "$1")" = 4 ]; }
ok "three cycles" cycles "$T/a" nothing
ok "three cycles, the database of the version before at the second and third" cycles "$T/b" age
same "the database is up to date" "$(version "$T/b")" 5
same "the same tree" "$(git_site "$T/a" rev-parse main^{tree})" "$(git_site "$T/b" rev-parse main^{tree})"
same "the same commit" "$(git_site "$T/a" rev-parse main)" "$(git_site "$T/b" rev-parse main)"
older "$T/a/private/mentorpress.db" dump >"$T/a.fields"; older "$T/b/private/mentorpress.db" dump >"$T/b.fields"
ok "every field of every record is the same" cmp "$T/a.fields" "$T/b.fields"
ok "and there are some" test "$(wc -l <"$T/a.fields")" -gt 300
same "the database is whole" "$(sqlite3 "$T/b/private/mentorpress.db" "PRAGMA integrity_check")" ok

# Whoever only asks brings it up to date, too, and is told the same.
no=$(sqlite3 "$T/a/private/mentorpress.db" "SELECT entry_no FROM application WHERE form = 'mentor' ORDER BY id LIMIT 1")
who() { "$MP" who --workspace "$1" --as-of 2026-03-13 --show-values "mentor $no" 2>&1 | sed "s#$T/[ab]/##g"; }
who "$T/a" >"$T/who.a"
age "$T/b"; same "who answers the same" "$(who "$T/b")" "$(cat "$T/who.a")"
same "and has brought it up to date" "$(version "$T/b")" 5
ok "and at length" test "$(wc -l <"$T/who.a")" -gt 10

# Killed at any moment, it is done by the next run.
age "$T/b"; cp "$T/b/private/mentorpress.db" "$T/aged.db"
undone=0
for wait in 0.005 0.01 0.02 0.04 0.08 0.16 0.3; do
	rm -f "$T"/b/private/mentorpress.db*; cp "$T/aged.db" "$T/b/private/mentorpress.db"
	"$MP" who --workspace "$T/b" --as-of 2026-03-13 --show-values "mentor $no" >/dev/null 2>&1 & pid=$!
	sleep "$wait"; kill -9 "$pid" 2>/dev/null; wait "$pid" 2>/dev/null
	older "$T/b/private/mentorpress.db" dump >"$T/k.fields"; [ "$(version "$T/b")" = 4 ] && undone=$((undone + 1))
	same "killed after $wait s: the records are the same" "$(cmp "$T/a.fields" "$T/k.fields" 2>&1)" ""
done
echo "# $undone of 7 were still old"
cp "$T/aged.db" "$T/b/private/mentorpress.db"; rm -f "$T"/b/private/mentorpress.db-*
same "and the next run does it" "$(who "$T/b") $(version "$T/b")" "$(cat "$T/who.a") 5"
