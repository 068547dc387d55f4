# init, the first hints, and a workspace without records.
. "$(dirname "$0")/lib.sh" "$1"
export MENTORPRESS_SHARE=$ROOT
ok "alone in an empty folder it says what comes next" bash -c 'cd "$1" && mkdir e && cd e && "$0" | grep -q "mentorpress init DIR"' "$MP" "$T"
ok "init makes a workspace" "$MP" init "$T/mine"
fails_with "init does not overwrite" 1 "workspace already" "$MP" init "$T/mine"
ok "no record was copied" bash -c '[ -z "$(find "$0/records/exports" -name "*.csv")" ] && [ ! -e "$0/records/reviews.csv" ]' "$T/mine"
ok "the guides and the example mappings come along" bash -c 'cd "$0" && grep -q "mapping suggest" docs/IMPORTING.md && [ -s docs/FORMATS.md ] && [ -s records/mapping-examples/wufoo-like/mentor.yml ]' "$T/mine"
ok "no guide leads to a guide that is not there" bash -c 'cd "$0/docs" && for f in $(grep -ohE "\]\((\.\./records/[a-z-]+/)?[A-Z-]+\.md[)#]" *.md | sed "s/^](//; s/.$//"); do [ -s "$f" ] || { echo "$f"; exit 1; }; done' "$T/mine"
printf 'Entry Id,Entry Date,Email\n1,2026-03-01,ada@example.org\n' >"$T/2026-03-01-mentor-application.csv"
fails_with "suggest names the sample's mapping that is in the way" 1 "move records/mappings/mentor.yml away first" \
	"$MP" mapping suggest "$T/2026-03-01-mentor-application.csv" --out records/mappings/mentor.yml --workspace "$T/mine"
ok "a fresh workspace checks" "$MP" check --workspace "$T/mine" --as-of 2026-03-13
ok "and builds a preview" "$MP" build --workspace "$T/mine" --as-of 2026-03-13
ok "the preview opens" grep -q "<html" "$T/mine/site/preview/index.html"
ok "alone in a workspace it says what comes next" bash -c 'cd "$1" && "$0" | grep -q "mentorpress check"' "$MP" "$T/mine"
ok "documents publish alone" "$MP" publish --workspace "$T/mine" --as-of 2026-03-13 --yes
rm -rf "$T/mine/records"
ok "without records at all: check" "$MP" check --workspace "$T/mine" --as-of 2026-03-13
ok "without records at all: build" "$MP" build --workspace "$T/mine" --as-of 2026-03-13
for c in $("$MP" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do ok "$c --help" bash -c '"$0" "$1" --help | grep -q "^Usage: mentorpress $1"' "$MP" "$c"; done
ok "--json is JSON" bash -c '"$0" check --workspace "$1" --as-of 2026-03-13 --json | python3 -m json.tool >/dev/null' "$MP" "$T/mine"
