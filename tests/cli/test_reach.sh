#!/usr/bin/env bash
# Every entry is at most four links from home, every link leads somewhere, and an entry's address for a bookmark is right in the next edition: for pools
# of every size and shape, walked as a reader without JavaScript does.
. "$(dirname "$0")/lib.sh" "$1"
cd "$ROOT" || exit 1
SITE=$B/pool-site
walk() { # entries, shape
	rm -rf "$T/s" && "$SITE" "$T/s" "$1" "$2" && python3 tests/cli/reach.py "$T/s"
}
for n in 0 1 2 100 101 1000 1001; do ok "$n entries are reached" walk "$n" mixed; done
for shape in mixed profiles groups narrow single bare; do ok "10,000 entries are reached: $shape" walk 10000 "$shape"; done
ok "101 entries with one value are reached" walk 101 single
ok "300 entries without a field to divide them by are reached" walk 300 bare

grows() { # before, after, shape
	rm -rf "$T/a" "$T/b"
	"$SITE" "$T/a" "$1" "$3" && "$SITE" "$T/b" "$2" "$3" && python3 tests/cli/reach.py "$T/a" "$T/b"
}
ok "bookmarks of a pool in one page are right when it grows" grows 90 400 mixed
ok "bookmarks of a large pool are right when it grows" grows 1001 1900 mixed
ok "bookmarks are right when one area is divided anew" grows 2000 9000 narrow
ok "bookmarks are right when it shrinks" grows 9000 1500 mixed

rm -rf "$T/a" "$T/b"; "$SITE" "$T/a" 150 mixed; "$SITE" "$T/b" 200 mixed
same "a page of an area keeps its address while others grow" "" \
	"$(cd "$T/a" && for f in mentors-browse*.html; do [ -f "$T/b/$f" ] || echo "$f"; done)"
"$SITE" "$T/again" 200 mixed
ok "the same pool gives the same bytes" diff -r "$T/b" "$T/again"

# A published pool, with everything a programme has.
ok "three cycles are published" three_cycles "$T/w"
ok "the sample is reached" python3 tests/cli/reach.py "$T/w/site/public"

# The walk itself finds what is wrong.
spoiled() { # site, name, pattern in what it says, shell command in the site's folder
	rm -rf "$T/c"; cp -r "$T/$1" "$T/c"; (cd "$T/c" && eval "$4")
	fails_with "the walk sees $2" 1 "$3" python3 tests/cli/reach.py "$T/c"
}
"$SITE" "$T/s0" 1001 mixed; "$SITE" "$T/s1" 150 mixed
spoiled s0 "a page that is gone" "leads to no file" "rm mentors-browse-by-glp.html"
spoiled s1 "a heading that is gone" "leads to no place" "sed -i 's/ id=\"by-gcp\"//' mentors-browse-by-clinical.html"
spoiled s0 "a row that is gone" "hold other entries than pool.csv" "sed -i '0,/<tr id=\"e-/{/<tr id=\"e-/d}' mentors-browse-by-other.html"
spoiled s0 "an address that is gone" "leads to no place" "sed -i 's/<li id=\"e-7/<li id=\"x-7/' mentors-id-7.html"
fails_with "the walk sees a bookmark that is wrong now" 1 "is missing" python3 tests/cli/reach.py "$T/s0" "$T/c"
spoiled s0 "a page nothing leads to" "no way leads" "sed -i 's/href=\"mentors-[^\"]*\"/href=\"index.html\"/g' *.html"
