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
	cp -r "$ROOT/content" "$ROOT/site-templates" "$ROOT/mentorpress.yml" "$1/"
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
