# What a hurried or hostile hand does to a workspace: odd outputs, closed files, links, two runs at once.
. "$(dirname "$0")/lib.sh" "$1"
sample_workspace "$T/good"; records_of "$T/good" 2026-01-16
W=$T/w
fresh() { rm -rf "$W"; cp -a "$T/good" "$W"; }
build_to() { "$MP" build --quiet --workspace "$W" --as-of 2026-01-16 --output "$1"; }
fresh
for o in content content/preview . "" / site site/public site/repo.git private/x records/exports/new "$W" records/../content; do
	fails_with "a preview may not go to \"${o/#$W/the workspace}\"" 1 "H025" build_to "$o"
done
fails_with "nor where the path would change its meaning" 4 "goes up out of a folder" build_to new/../content
mkdir "$T/mine"; echo words >"$T/mine/book.txt"
fails_with "nor over a foreign folder" 4 "is not a folder that mentorpress wrote" build_to ../mine
ok "after all that the content is as it was" diff -r "$T/good/content" "$W/content"
ok "a preview elsewhere" build_to "$T/a b/c'd\"e"
ok "and again, with dots and slashes" build_to "$T/a b/./../a b/c'd\"e/"
ok "a workspace named with slashes" "$MP" build --quiet --workspace "$W//" --as-of 2026-01-16
fails_with "no workspace" 1 "is no workspace" "$MP" check --workspace "$T/nowhere"

fresh
"$MP" publish --yes --workspace "$W" --cycle 2026-01 --as-of 2026-01-16 >&- 2>&- <&-
same "a publish with its output closed says so by its exit" "$?" 4
ok "and has written no message into a file" "$MP" verify --workspace "$W"
fails_with "a full output" 4 "standard output could not be written" bash -c '"$0" history --workspace "$1" >/dev/full' "$MP" "$W"
for c in import history "show 1" "show 9" verify privacy "who x" "pause nobody@example.org" check diff build publish; do
	# shellcheck disable=SC2086
	ok "$c --json is JSON" bash -c 'x=$("$@" --json); printf "%s" "$x" | python3 -m json.tool >/dev/null' json "$MP" $c --workspace "$W" --as-of 2026-01-16 --yes
done
fails_with "an epoch beyond all dates" 2 "SOURCE_DATE_EPOCH" env SOURCE_DATE_EPOCH=99999999999999999 "$MP" check --workspace "$W"

# An export that is a link: the file it leads to counts.
mv "$W/records/exports/sample-2026-01-05-mentor-application.csv" "$T/real.csv"; ln -s "$T/real.csv" "$W/records/exports/sample-2026-01-05-mentor-application.csv"
ok "an export through a link" "$MP" publish --yes --workspace "$W" --as-of 2026-01-16
echo '"a","b","c"' >>"$T/real.csv"
fails_with "a change behind the link is seen" 1 "error\[R" "$MP" publish --yes --workspace "$W" --as-of 2026-01-16

# Nothing waits for what is no export, and nothing new is not said over it.
fresh; publish_cycle "$W" 2026-01 2026-01-16 >"$T/.p" 2>&1; same "a publish before" $? 0
mkfifo "$W/records/exports/2026-01-10-mentor-application.csv"
fails_with "a pipe among the exports" 1 "2026-01-10-mentor-application.csv: error\[R040\]" timeout 20 "$MP" publish --yes --cycle 2026-01 --workspace "$W" --as-of 2026-01-16
rm "$W/records/exports/2026-01-10-mentor-application.csv"; truncate -s 5G "$W/records/exports/sample-2026-01-10-mentor-application.csv"
fails_with "an export of 5 GB is refused before it is read" 1 "error\[B120\]" bash -c 'ulimit -t 8; "$0" publish --yes --cycle 2026-01 --workspace "$1" --as-of 2026-01-16' "$MP" "$W"

fresh
printf -- '---\ntitle: A\n---\n' >"$W/content/pages/new
line.md"; printf -- '---\ntitle: A\n---\n' >"$W/content/pages/q\"<b>.md"; ln -s / "$W/content/root"; mkfifo "$W/content/pages/pipe.md"
fails_with "odd file names are refused by name" 1 'q"<b>.md: error\[C004\]' timeout 20 "$MP" check --workspace "$W" --as-of 2026-01-16
fresh; rm -r "$W/content"
fails_with "a lost content folder is no empty site" 1 "no folder content" "$MP" publish --yes --cycle 2026-01 --workspace "$W" --as-of 2026-01-16

fresh
for i in 1 2 3; do "$MP" publish --yes --cycle 2026-01 --workspace "$W" --as-of 2026-01-16 >"$T/run$i" 2>&1 & done; wait
same "of three publishes at once one publishes" "$(cat "$T"/run? | grep -c '^Published edition 1')" 1
same "and none breaks off" "$(cat "$T"/run? | grep -ciE 'bug|abort')" 0
ok "verify after that" "$MP" verify --workspace "$W"
: >"$W/private/mentorpress.db"; rm -f "$W"/private/mentorpress.db-*
fails_with "verify with an empty database: its log does not know the editions" 1 'error\[H042\].*edition 1' "$MP" verify --workspace "$W"
echo "not a database, but long enough to be looked at" >"$W/private/mentorpress.db"
fails_with "verify with a damaged database" 4 "damaged" "$MP" verify --workspace "$W"

export MENTORPRESS_SHARE=$ROOT
mkdir -p "$T/full/content" "$T/fresh/.git"; echo mine >"$T/full/content/mine.md"
fails_with "init keeps off a folder with files" 1 "not an empty folder" "$MP" init "$T/full"
ok "init takes a fresh git folder" "$MP" init "$T/fresh"
