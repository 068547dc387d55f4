# Shared by the command tests. Sourced with $1 = build folder. Each check prints "ok …" or "not ok …"; tests/run.sh counts them.
set -u
export LC_ALL=C TZ=UTC
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
B=$(cd "$1" && pwd)
MP=$B/test-mentorpress
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
unset SOURCE_DATE_EPOCH MENTORPRESS_SHARE
ok() { # name, command …: passes when the command succeeds
	local name=$1; shift
	if "$@" >"$T/.out" 2>&1; then echo "ok $name"; else echo "not ok $name"; sed 's/^/    /' "$T/.out" | head -n 25; fi
}
fails_with() { # name, exit code, pattern in the output, command …
	local name=$1 code=$2 pattern=$3 got; shift 3
	"$@" >"$T/.out" 2>&1; got=$?
	if [ "$got" = "$code" ] && grep -qE -- "$pattern" "$T/.out"; then echo "ok $name"
	else echo "not ok $name (exit $got, expected $code and /$pattern/)"; sed 's/^/    /' "$T/.out" | head -n 25; fi
}
same() { # name, a, b
	if [ "$2" = "$3" ]; then echo "ok $1"; else echo "not ok $1: \"$2\" is not \"$3\""; fi
}
# A copy of the sample workspace without exports, events and reviews of the future.
sample_workspace() { # dir
	mkdir -p "$1/records/exports"
	cp -r "$ROOT/content" "$ROOT/site-templates" "$ROOT/programme-templates" "$ROOT/mentorpress.yml" "$1/"
	cp -r "$ROOT/records/mappings" "$ROOT/records/vocab" "$1/records/"
	cp "$ROOT"/records/*.yml "$1/records/"
	for f in people accepted_words; do [ -f "$ROOT/records/$f.csv" ] && cp "$ROOT/records/$f.csv" "$1/records/"; done
	return 0
}
# Brings a workspace's records to what headquarters had on a day: exports dated until then, events and reviews recorded until then.
records_of() { # dir, date
	local f d
	for f in "$ROOT"/records/exports/sample-*.csv; do
		d=$(basename "$f"); d=${d#sample-}; d=${d:0:10}
		[[ "$d" > "$2" ]] || cp "$f" "$1/records/exports/"
	done
	until_day "$ROOT/records/status_events.csv" date "$2" >"$1/records/status_events.csv"
	until_day "$ROOT/records/reviews.csv" on "$2" >"$1/records/reviews.csv"
}
until_day() { # csv, column, date: the rows whose date in that column is not later
	python3 -c 'import csv,sys
r=csv.reader(open(sys.argv[1],newline="",encoding="utf-8")); h=next(r); w=csv.writer(sys.stdout,lineterminator="\n"); w.writerow(h); i=h.index(sys.argv[2])
[w.writerow(x) for x in r if x and x[i]<=sys.argv[3]]' "$@"
}
publish_cycle() { # dir, cycle, date
	records_of "$1" "$3"
	"$MP" publish --workspace "$1" --cycle "$2" --as-of "$3" --yes
}
three_cycles() { # dir
	sample_workspace "$1" && publish_cycle "$1" 2026-01 2026-01-16 && publish_cycle "$1" 2026-02 2026-02-13 && publish_cycle "$1" 2026-03 2026-03-13
}
git_site() { git -C "$1/site/repo.git" "${@:2}"; }
# --- records: what an import left behind -----------------------------------------------------------------------------------------
# Only what an import reads: mappings, vocabularies, policy; no exports yet. With a second word, without the list of members.
import_workspace() { # dir [without-members]
	mkdir -p "$1/records/exports"
	cp "$ROOT/mentorpress.yml" "$1/"; cp -r "$ROOT/records/mappings" "$ROOT/records/vocab" "$1/records/"; cp "$ROOT"/records/*.yml "$1/records/"
	[ -z "${2:-}" ] || rm "$1/records/mappings/members.yml"
}
import_at() { "$MP" import --workspace "$1" --as-of "${2:-2026-03-13}"; } # dir [day]
# Databases are looked at in a copy with its journal: looking must not finish what an interrupted run has left.
open_copy() { # dir of a workspace
	rm -f "$T"/look.db*
	[ -f "$1/private/mentorpress.db" ] || return 1
	local f
	for f in "$1"/private/mentorpress.db "$1"/private/mentorpress.db-wal; do [ -f "$f" ] && cp "$f" "$T/look.db${f#*mentorpress.db}"; done
	return 0
}
look() { sqlite3 "$T/look.db" "$@"; }
# The columns of a table that carry content: not keys that only join, not the file and line where a row stands.
content_columns() { # table, letter it has in the query, further columns to leave out
	look "SELECT coalesce(group_concat('quote($2.\"' || name || '\")', ' || ''|'' || '), '''''') FROM (SELECT name FROM pragma_table_info('$1')
		WHERE name NOT IN ('n', 'id', 'rank', 'application', 'person', 'owner' $(printf ", '%s'" "${@:3}")) AND name NOT GLOB '*file*' AND name NOT GLOB '*line*' ORDER BY name)"
}
# All records as text, a line each, without audit, places and the import's own notes: the same records give the same lines whatever the rows' keys are.
# Persons are named by the first of their applications. Lines begin with their table's name.
dump_records() { # dir
	local a s e m p
	if ! open_copy "$1" || [ -z "$(look "SELECT 1 FROM sqlite_master WHERE name = 'standing'")" ]; then return 0; fi
	python3 "$ROOT/tests/cli/old_database.py" "$T/look.db" # codes of fields depend on what was read first, names do not
	a=$(content_columns application a); s=$(content_columns standing s); e=$(content_columns status_event e); m=$(content_columns member m); p=$(content_columns identity_past p)
	look <<-Q
	CREATE TEMP TABLE name AS SELECT id, form || '/' || entry_no AS word FROM application;
	CREATE UNIQUE INDEX temp.name_id ON name(id);
	CREATE TEMP TABLE person AS SELECT s.person, min(n.word) AS word FROM standing s JOIN temp.name n ON n.id = s.application GROUP BY s.person;
	CREATE UNIQUE INDEX temp.person_id ON person(person);
	SELECT 'application ' || a.form || '/' || a.entry_no || ' ' || $a FROM application a ORDER BY a.form, a.entry_no;
	SELECT 'standing ' || n.word || ' ' || p.word || ' ' || $s FROM standing s JOIN temp.name n ON n.id = s.application JOIN temp.person p ON p.person = s.person ORDER BY n.word;
	SELECT 'event ' || coalesce(n.word, '?') || ' ' || $e FROM status_event e LEFT JOIN temp.name n ON n.id = e.application ORDER BY 1;
	SELECT 'member ' || $m FROM member m ORDER BY m.member_no, 1;
	SELECT 'past ' || coalesce(n.word, 'member ' || (SELECT member_no FROM member WHERE id = -p.owner), '?') || ' ' || $p FROM identity_past p LEFT JOIN temp.name n ON n.id = p.owner ORDER BY 1;
	Q
}
records_digest() { dump_records "$1" | sha256sum | cut -c1-16; } # dir
same_records() { # name, file with a dump, dir [filter on lines]
	dump_records "$3" | grep -E "${4:-.}" >"$T/dump.new"; grep -E "${4:-.}" "$2" >"$T/dump.old"
	if [ -s "$T/dump.old" ] && cmp -s "$T/dump.old" "$T/dump.new"; then echo "ok $1"
	else echo "not ok $1: $(diff "$T/dump.old" "$T/dump.new" | grep -c '^<') lines are gone or other, $(diff "$T/dump.old" "$T/dump.new" | grep -c '^>') are new"; diff "$T/dump.old" "$T/dump.new" | head -n 6 | cut -c1-300 | sed 's/^/    /'; fi
}
integrity() { open_copy "$1" && look "PRAGMA integrity_check; PRAGMA foreign_key_check"; } # dir: "ok"
audit_rows() { open_copy "$1" && look "SELECT count(*) FROM audit"; } # dir
