#!/usr/bin/env bash
# serve: what a browser gets and does not get, saving, errors in the page, recovery, the end. And a workspace without applications.
. "$(dirname "$0")/lib.sh"
sample_workspace "$T/clone"; rm -r "$T/clone/records/exports"
sample_workspace "$T/pages"; rm -r "$T/pages/records"
says() { fails_with "$1" 0 "$2" "${@:3}"; }
for w in clone pages; do
	says "$w: check is complete without applications" "the documents are complete without them" "$MP" check --workspace "$T/$w" --as-of 2026-03-20
	says "$w: build too" "no pool has been published yet" "$MP" build --workspace "$T/$w" --as-of 2026-03-20
	ok "$w: nothing private was made" test ! -e "$T/$w/private"
	ok "$w: the page says that there is no pool" grep -q "No pool has been published yet" "$T/$w/site/preview/mentors.html"
	rm -rf "$T/$w/site"
done
sample_workspace "$T/edition"
ok "an edition is published" publish_cycle "$T/edition" 2026-03 2026-03-13
git clone -q --bare "$T/edition/site/repo.git" "$T/clone.git"
mkdir -p "$T/clone/site" && cp -r "$T/clone.git" "$T/clone/site/repo.git"
says "a clone with the repository shows the pool of the last edition" "shows the pool of the last edition" "$MP" build --workspace "$T/clone" --as-of 2026-03-20
ok "  and its entries" grep -qE "[2-9A-Z]{3}-[2-9A-Z]{4}" "$T/clone/site/preview/mentors.html"
rm -rf "$T/clone/site"
cp "$T/edition/site/public/pool.csv" "$T/pages/"
says "so does one with a pool.csv beside mentorpress.yml" "shows the pool of the last edition" "$MP" build --workspace "$T/pages" --as-of 2026-03-20
ok "  with its entries" grep -qE "[2-9A-Z]{3}-[2-9A-Z]{4}" "$T/pages/site/preview/mentors.html"
rm -rf "$T/pages/pool.csv" "$T/pages/site"
fails_with "a cycle cannot be drawn there" 1 "H021" "$MP" check --workspace "$T/clone" --cycle 2026-03 --as-of 2026-03-20
timeout 300 python3 "$ROOT/tests/cli/serve.py" "$MP" "$T/clone" "$T/edition" || echo "not ok serve.py ended with $?"
"$MP" build --workspace "$T/clone" --as-of 2026-03-20 >/dev/null
ok "what build writes has nothing of the preview" sh -c "! grep -rqE 'mp-box|_mentorpress' '$T/clone/site/preview'"
