# The programme's part of the sample, played into a workspace that has the three cycles (sourced after lib.sh): what records/rounds says, day by day.
with_programme() { cp "$ROOT"/records/overrides.csv "$ROOT"/records/unit-rules.csv "$1/records/"; } # dir
play_line() { # dir, "day|command|words …"
	local day words; IFS='|' read -ra words <<<"$2"; day=${words[0]}
	if [ "${words[1]}" = exports ]; then cp "$ROOT/records/rounds/sample-$day-partnership-"*.csv "$1/records/exports/"; return; fi
	[ "${words[1]}" != decisions ] || words[2]=$ROOT/${words[2]}
	"$MP" "${words[@]:1}" --workspace "$1" --as-of "$day"
}
# From a day (it was played already) until a day.
play_programme() { # dir, from (exclusive), until
	local line
	with_programme "$1"
	while IFS= read -r line; do
		[[ $line != \#* && ${line:0:10} > $2 && ! ${line:0:10} > $3 ]] || continue
		play_line "$1" "$line" || { echo "failed: $line"; return 1; }
	done <"$ROOT/records/rounds/sample-commands.txt"
}
# Three cycles, each with what was done until its publish, and the weeks after.
programme_sample() { # dir
	sample_workspace "$1" || return 1
	publish_cycle "$1" 2026-01 2026-01-16 || return 1
	records_of "$1" 2026-02-13 && play_programme "$1" 2026-01-16 2026-02-13 && publish_cycle "$1" 2026-02 2026-02-13 || return 1
	records_of "$1" 2026-03-13 && play_programme "$1" 2026-02-13 2026-03-13 && publish_cycle "$1" 2026-03 2026-03-13 || return 1
	play_programme "$1" 2026-03-13 9999
}
