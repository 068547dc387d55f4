#!/usr/bin/env bash
# Plays three cycles of the sample programme into demo/, with two rounds of the committee and what became of them, and shows what came out. Dates are pinned, so it does the same in ten years.
# Usage: tools/demo.sh PROGRAM
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 TZ=UTC
mp=$PWD/$1 root=$PWD w=$PWD/demo/programme leak=$PWD/demo/leak
unset SOURCE_DATE_EPOCH
bold=$(tput bold 2>/dev/null || true) plain=$(tput sgr0 2>/dev/null || true)
title() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; }
day=2026-03-13 new_faq=how-many-mentees

# What headquarters had on a day: exports, status events and text reviews recorded until then.
until_day() { # file, number of the date column, day (cells before it hold no comma or quote)
	awk -F, -v n="$2" -v day="$3" 'NR == 1 || $n <= day' "$1"
}
records_of() {
	local f d
	for f in records/exports/sample-*.csv; do
		d=${f#records/exports/sample-}; d=${d:0:10}
		[[ $d > $1 ]] || cp "$f" "$w/records/exports/"
	done
	until_day records/status_events.csv 4 "$1" >"$w/records/status_events.csv"
	cp records/reviews.csv "$w/records/"
}
# The committee's pages as they stood then: the guidance for mentors grew by its last section for the second cycle, one FAQ came with the third.
pages_of() { # cycle
	rm -rf "$w/content"; cp -r content "$w/"
	if [ "$1" = 2026-01 ]; then awk '/^## /{ n++ } { line[NR] = $0; at[NR] = n } END { for (i = 1; i <= NR; i++) if (at[i] < n) print line[i] }' content/guidance/mentor.md >"$w/content/guidance/mentor.md"; fi
	if [ "$1" != 2026-03 ]; then rm "$w/content/faqs/$new_faq.md"; fi
}
prepare() {
	mkdir -p "$w/records/exports"
	cp -r site-templates programme-templates mentorpress.yml "$w/"
	cp -r records/mappings records/vocab records/*.yml records/people.csv records/accepted_words.csv records/overrides.csv records/unit-rules.csv "$w/records/"
}
# What was done beside publishing, after a day and until another: records/rounds/sample-commands.txt says it line by line.
private() { "$mp" "$@" --workspace "$w" >>demo/rounds.log 2>&1 || { tail -n 20 demo/rounds.log >&2; exit 1; }; }
play() { # after, until
	local line words
	while IFS= read -r line; do
		[[ $line != \#* && ${line:0:10} > $1 && ! ${line:0:10} > $2 ]] || continue
		IFS='|' read -ra words <<<"$line"
		case ${words[1]} in
		exports) cp "records/rounds/sample-${words[0]}-partnership-"*.csv "$w/records/exports/" ;;
		*) private "${words[@]:1}" --as-of "${words[0]}" ;;
		esac
	done <records/rounds/sample-commands.txt
}

mkdir -p demo
out=demo/publish.log log=demo/messages.log; : >"$log"
first=
if [ ! -f demo/played ]; then
	title "Playing three match cycles of the sample programme into demo/programme"
	rm -rf "$w"; prepare; : >"$out"; first=yes played=2000-01-01; : >demo/rounds.log
	while read -r cycle date; do
		records_of "$date"; pages_of "$cycle"; play $played "$date"; played=$date
		echo "mentorpress publish --cycle $cycle --as-of $date --yes"
		"$mp" publish --workspace "$w" --cycle "$cycle" --as-of "$date" --yes >"$out" 2>>"$log" || { cat "$out" "$log"; exit 1; }
		grep -E '^Published' "$out"
	done <<'C'
2026-01 2026-01-16
2026-02 2026-02-13
2026-03 2026-03-13
C
else
	title "demo/programme is there already: publishing the newest cycle once more"
	records_of $day
	"$mp" publish --workspace "$w" --cycle 2026-03 --as-of $day --yes >demo/again.log 2>>"$log" || { cat demo/again.log "$log"; exit 1; }
	grep -E '^(Nothing new|Published)' demo/again.log
fi

title "One invented application, and the card that members see"
id=$(awk -F, '$1 == "mentors" && $3 == "profile" && $8 != "" { print $2; exit }' "$w/site/public/pool.csv")
[ -n "$id" ] || id=$(awk -F, '$1 == "mentors" && $3 == "profile" { print $2; exit }' "$w/site/public/pool.csv")
who=$("$mp" who "$id" --workspace "$w" --as-of $day --show-values 2>>"$log")
field() { printf '%s\n' "$who" | sed -n "s/^    $1  *//p" | head -n 1; }
left() {
	echo "PRIVATE: headquarters sees"; echo
	echo "form entry number  $(field 'form entry number')"
	echo "name               $(field 'first name') $(field surname)"
	echo "e-mail             $(field 'e-mail address')"
	echo "telephone          $(field 'telephone number')"
	echo "member number      $(field 'member number')"
	echo "employer           $(field employer)"
	echo "job title          $(field 'job title')"
	echo "country            $(field country)"
	echo "years in QA        $(field 'years of experience')"
}
card() { # the entry's row of the published pool.csv and the labels at its head: pool,entry_id,kind,field,code,label,parent,text
	echo "PUBLIC: members see"; echo; echo "$id"
	python3 - "$w/site/public/pool.csv" "$id" <<'P'
import csv, sys, textwrap
label = {}
for r in csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")):
    if r["kind"] == "value": label[r["pool"], r["field"], r["code"]] = r["label"]
    if r["entry_id"] != sys.argv[2]: continue
    for fact in filter(None, r["code"].split(";")):
        field, codes = fact.split("=")
        labels = [label.get((r["pool"], field, code), "kept private") for code in codes.split("|")]
        print("\n".join(textwrap.wrap(", ".join(labels), 58)))
    if r["text"]: print("\n".join(textwrap.wrap("\u201c" + r["text"] + "\u201d", 58)))
P
}
paste -d '\t' <(left) <(card) | awk -F'\t' '{ printf "  %-56s %s\n", $1, $2 }'

title "The sums"
grep -E '^(Records|Pool of|Smallest|Gate)' "$out"

title "A leak attempt: a mentor's name put into an FAQ of a copy"
rm -rf "$leak"; cp -a "$w" "$leak"
name="$(field 'first name') $(field surname)"
faq=$(cd "$leak" && ls content/faqs/*.md | head -n 1)
printf '\nIf in doubt, ask %s.\n' "$name" >>"$leak/$faq"
if "$mp" publish --workspace "$leak" --as-of $day --yes >demo/leak.log 2>&1; then echo "The leak was published: this must never happen." >&2; exit 1; else code=$?; fi
grep -A4 -m1 -E '^content/.*error\[G' demo/leak.log || { cat demo/leak.log; exit 1; }
echo "Refused with exit code $code; nothing was published."
rm -rf "$leak"

today=2026-04-14 papers=$w/private/programme rounds=demo/rounds.log
title "What headquarters and the committee see on April 14, 2026 (private: none of it is on the site)"
[ -z "$first" ] || { play $day $today; touch demo/played; }
say() { "$mp" "$@" --workspace "$w" --as-of $today 2>>"$rounds"; }
line() { printf '  %-24s %s\n' "$1" "$2"; }
line "round 2026-03" "$(grep '^Mentees:' "$rounds" | tail -n 1 | sed 's/^Mentees: //; s/ matched/ mentees matched/')"
line "register" "$(say partnership | tail -n 1)"
line "what is due" "$(say due | head -n 1 | sed 's/^[^:]*: //; s/,/ matters,/')"
line "certificates" "$(say certificates list | grep -c '^ *MP-') issued; $(say certificates --dry-run | grep -oE '^[0-9]+ certificates? would' | cut -d' ' -f1) more are due"
line "units of 2025" "$(say units --year 2025 | tail -n 1 | sed 's/;.*//')"
line "report" "$(say report | head -n 1)"

title "Look"
echo "  Mentor Search   file://$w/site/public/mentors.html"
echo "  an SOP          file://$w/site/public/docs/MP-02.03.html"
echo "  what changed    file://$w/site/public/changes.html"
echo "  repository      $w/site/repo.git   (safe to share: anonymised editions only)"
echo "  warnings        $PWD/demo/messages.log   ($(grep -c warning "$log" || true) of the import, about the sample's odd cells)"
echo "  private papers  $w/private   (never mail or push these)"
echo "  committee pack  file://$papers/2026-03/pack/index.html   (names nobody; with names: ../pack-identified/index.html)"
echo "  one applicant   file://$(find "$papers/2026-03/pack/sheets" -name 'mentee-*' | sort | sed -n 4p)"
echo "  a certificate   file://$papers/certificates/2026/MP-2026-0001-letter.pdf"
echo "  the report      file://$(find "$papers/reports" -name report.html | sort | tail -n 1)"
title "Try next"
r=${root#"$PWD"/}; [ "$r" = "$PWD" ] && r=.
echo "  build/mentorpress history --workspace demo/programme"
echo "  build/mentorpress privacy --workspace demo/programme --as-of $day"
echo "  build/mentorpress show latest edition.json --workspace demo/programme"
echo "  build/mentorpress verify --workspace demo/programme"
echo "  build/mentorpress due --workspace demo/programme --as-of $today"
echo "  build/mentorpress certificates --workspace demo/programme --as-of $today"
