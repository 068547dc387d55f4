# Bad input gives a message with its place, a non-zero exit, and publishes nothing.
. "$(dirname "$0")/lib.sh" "$1"
sample_workspace "$T/good"; records_of "$T/good" 2026-01-05
"$MP" publish --workspace "$T/good" --cycle 2026-01 --as-of 2026-01-16 --yes >"$T/.first" 2>&1 || { echo "not ok first publish"; cat "$T/.first"; exit 1; }
head_before=$(git_site "$T/good" rev-parse main)
W=$T/w
M=sample-2026-01-05-mentor-application.csv
refused() { # name, exit code, pattern, shell code that spoils $W
	rm -rf "$W"; cp -a "$T/good" "$W"
	(cd "$W" && eval "$4") || { echo "not ok $1: could not prepare it"; return; }
	fails_with "$1" "$2" "$3" "$MP" publish --workspace "$W" --as-of 2026-01-20 --yes
	same "$1: nothing published" "$(git_site "$W" rev-parse main)" "$head_before"
}
refused "an unmapped column" 1 "exports/$M:1:[0-9]+: error\[R" 'sed -i "1s/\"Entry Id\"/\"Shoe size\",\"Entry Id\"/; 2,\$s/^/&/" records/exports/'$M
refused "an unknown policy key" 1 'records/policy.yml:[0-9]+:1: error\[' 'echo "colour: blue" >>records/policy.yml'
refused "an unclassified field" 1 'policy.yml.*error\[P|mappings/.*error\[P' 'sed -i "s/phone, *//; s/, *phone//; s/^ *- phone$//" records/policy.yml'
refused "a name in the wrong class" 1 'policy.yml.*error\[P004' 'sed -i "s/\\bfirst_name, //; s/^\( *status: \\[\)/\\1first_name, /" records/policy.yml'
refused "k under 5" 1 'policy.yml:[0-9]+:[0-9]+: error\[P' 'sed -i "s/^k: .*/k: 4/" records/policy.yml'
refused "a bad date" 1 "$M:[0-9]+:[0-9]+: error\[R" 'sed -i "0,/\"2025-[0-9-]* [0-9:]*\"/s//\"2025-02-30 10:00:00\"/" records/exports/'$M
refused "a short row" 1 "$M:[0-9]+:[0-9]+: error\[R" 'printf "\"a\",\"b\",\"c\"\n" >>records/exports/'$M
refused "an open quote" 1 "$M:[0-9]+:[0-9]+: error\[B" 'printf "\"never closed\n" >>records/exports/'$M
refused "a duplicate form entry number" 1 "$M:[0-9]+:[0-9]+: error\[R" 'python3 -c "import csv,sys; p=sys.argv[1]; r=list(csv.reader(open(p,newline=\"\",encoding=\"utf-8\"))); csv.writer(open(p,\"a\",newline=\"\",encoding=\"utf-8\"),quoting=csv.QUOTE_ALL).writerow(r[1])" records/exports/'$M
refused "invalid UTF-8 in a page" 1 'content/pages/contact.md:[0-9]+:[0-9]+: error\[C' 'printf "\nbad \xff byte\n" >>content/pages/contact.md'
refused "a missing template name" 1 'site-templates/[a-z_.-]+:[0-9]+:[0-9]+: error\[T' 'sed -i "s/<h1>/<h1>{{no_such_name}}/" site-templates/search.html'
refused "a dead link" 1 'content/pages/contact.md:[0-9]+:[0-9]+: error\[C|contact.html.*error\[C' 'printf "\nSee [this](no-such-page.html).\n" >>content/pages/contact.md'
refused "an unknown front matter key" 1 'content/pages/contact.md:2:1: error\[' 'sed -i "1a colour: blue" content/pages/contact.md'
refused "a duplicate key" 1 'content/pages/contact.md:3:1: error\[' 'sed -i "1a nav: 3\nnav: 4" content/pages/contact.md'
refused "an approved text that changed" 1 'content/sops/MP-02.03.md:[0-9]+:[0-9]+: error\[C' 'printf "\nA new sentence.\n" >>content/sops/MP-02.03.md'
refused "a missing link in mentorpress.yml" 1 'mentorpress.yml.*error\[' 'sed -i "/video_tutorial/d" mentorpress.yml'
refused "a missing template" 1 'error\[[TS]' 'rm site-templates/$(cd site-templates && ls mentors.html search.html directory.html 2>/dev/null | head -1)'
fails_with "an unknown cycle" 1 'did you mean "2026-02"' "$MP" publish --workspace "$T/good" --cycle 2026-20 --as-of 2026-02-13 --yes
fails_with "a date before the parent" 1 "go forward in time" "$MP" publish --workspace "$T/good" --as-of 2026-01-02 --yes
fails_with "a date in the future" 1 "in the future" env MP_TEST_NOW=1780000000 "$MP" publish --workspace "$T/good" --as-of 2031-01-01 --yes
fails_with "an unknown command" 2 'did you mean "publish"' "$MP" publsh
fails_with "an unknown option" 2 "unknown option --colour" "$MP" check --colour
fails_with "a publish without a terminal" 1 "add --yes" bash -c 'echo "" >>"$1/content/pages/contact.md"; printf "\nNew words.\n" >>"$1/content/pages/contact.md"; "$0" publish --workspace "$1" --as-of 2026-01-20 </dev/null' "$MP" "$T/good"
# Several problems of several kinds in one run
rm -rf "$W"; cp -a "$T/good" "$W"
echo "colour: blue" >>"$W/records/policy.yml"; sed -i '1a colour: blue' "$W/content/pages/contact.md"; printf '"a","b","c"\n' >>"$W/records/exports/$M"
"$MP" check --workspace "$W" --as-of 2026-01-20 >"$T/all" 2>&1
for p in policy.yml content/pages/contact.md "$M"; do ok "check reports all at once: $p" grep -q "$p:[0-9]*:[0-9]*: error" "$T/all"; done
ok "no private value in the messages" bash -c '! grep -qiE "@|example\.org" "$0"' "$T/all"
ok "an empty export folder is fine for documents" bash -c 'rm -f "$1"/records/exports/*.csv; "$0" check --workspace "$1" --as-of 2026-01-20 2>&1 | grep -qE "error|order|warnings"' "$MP" "$T/good"
