# rollback: the documents of an older edition, and never its people. Withdrawn, erased, approved, changed rules in between; canaries and drafts.
. "$(dirname "$0")/lib.sh" "$1"
[ -w /dev/shm ] && rm -rf "$T" && T=$(mktemp -d /dev/shm/rollback.XXXXXX)
W=$T/w; sample_workspace "$W"; P=$W/content/pages/pause.md
cat >"$W/content/pages/plans.md" <<'M'
---
title: Plans nobody has agreed to
draft: yes
---
Quetzalfern is the word that must not get out.
M
publish_cycle "$W" 2026-01 2026-01-16 >"$T/log" 2>&1
mp() { "$MP" "$@" --workspace "$W"; }
py() { python3 -c "import json,sys; d=json.load(sys.stdin); $1"; }
sound() { "$MP" verify --workspace "$1" >"$T/.v" 2>&1 && git_site "$1" fsck --full --strict --no-progress >"$T/.f" 2>&1 && ! [ -s "$T/.f" ] && python3 "$ROOT/tests/verify_statement.py" "$1/site/repo.git" >"$T/.s" 2>&1 || { cat "$T/.v" "$T/.f" "$T/.s"; false; }; }
page() { git_site "$W" show "$1:$2"; }
main_of() { page "$1" "$2" | sed -n '/<main/,/<\/main>/p' | sha256sum; }
rows() { page "$1" pool.csv | grep -E ',(group|profile),,' | sort; }
# Edition 2 changes a page, adds one, drops one answer; then the pool is drawn anew as edition 3.
cp "$P" "$T/pause.first"; cp "$W/site-templates/away.html" "$T/away.first"
sed -i 's/^lead: .*/lead: A message is enough, and nobody asks you why./' "$P"
printf -- '---\ntitle: News of February\nnav: 9\n---\nWelcome to the second cycle. See the [timeline](../../timeline.html).\n' >"$W/content/pages/news.md"
sed -i 's#(../../timeline.html)#(timeline.html)#' "$W/content/pages/news.md"
echo "<!-- -->" >/dev/null; sed -i 's/class="wrap/class="wrap away/' "$W/site-templates/away.html"
ok "edition 2, other documents" mp publish --as-of 2026-02-01 --yes
ok "edition 3, a cycle" publish_cycle "$W" 2026-02 2026-02-13
cp -a "$W" "$T/three"
# --- a dry run
state() { (cd "$W" && find private site content site-templates -type f ! -name 'sources.db*' -print0 | sort -z | xargs -0 sha256sum; ls private) | sha256sum; }
before=$(state)
fails_with "a dry run tells what would change" 0 'revised: page Pause or leave' mp rollback 1 --dry-run --as-of 2026-02-14
same "... and changes nothing" "$(state)" "$before"
fails_with "an edition that is none" 1 'error\[H032\]' mp rollback 9 --as-of 2026-02-14 --yes
fails_with "a day before the newest" 1 'error\[H023\]' mp rollback 1 --as-of 2026-02-01 --yes
fails_with "without a terminal it asks for --yes" 1 'error\[H024\]' mp rollback 1 --as-of 2026-02-14
same "... and publishes nothing, and no folder is left" "$(git_site "$W" rev-list --count main) $(ls "$W/private" | grep -cE 'rollback|trial')" "3 0"
# --- withdrawn in between: not back with the documents
id=$(rows main~2 | grep ',profile,' | grep '^mentors' | cut -d, -f2 | while read -r i; do rows main | grep -q "^mentors,$i," && echo "$i" && break; done)
ok "a mentor of edition 1 withdraws" mp withdraw "$id" --as-of 2026-02-14 --yes
fails_with "rollback to edition 1" 0 'Published edition 4 with the documents of edition 1' mp rollback 1 --as-of 2026-02-15 --yes
same "the page is as it was" "$(main_of main pause.html)" "$(main_of main~3 pause.html)"
ok "the page added since is gone" bash -c '! git -C "$0" cat-file -e main:news.html 2>/dev/null' "$W/site/repo.git"
ok "the old page is told as changed" bash -c 'git -C "$0" show main:changes.csv | grep -q "^2026-02-15,revised,pause.html"' "$W/site/repo.git"
same "the pool is today's less who withdrew" "$(rows main)" "$(rows main~1 | grep -v "^mentors,$id,")"
ok "the withdrawn mentor stands nowhere" bash -c '! git -C "$0" grep -q "$1" main' "$W/site/repo.git" "$id"
same "the statement says so" "$(page main edition.json | py 'print(d["restores"], d["edition"])')" "1 4"
ok "and its page" bash -c 'git -C "$0" show main:edition.html | grep -q "pages and templates are those of edition 1"' "$W/site/repo.git"
ok "and the commit" bash -c 'git -C "$0" log -1 --format=%B main | grep -qx "Restores: 1"' "$W/site/repo.git"
fails_with "and history" 0 'Edition 4: documents of edition 1' mp history
same "nothing else carries the number" "$(git_site "$W" diff --name-only main~1 main | grep -cE '^(edition|mentors|pool)')" "6"
ok "all is sound" sound "$W"
ok "content/ was left alone" grep -q 'nobody asks you why' "$P"
same "no folder is left" "$(ls "$W/private" | grep -cE 'rollback|trial')" 0
# --- the next publish says what it brings back
fails_with "a publish warns of what comes back" 0 'warning\[H102\].*edition 4 is a rollback.*content/pages/news.md, content/pages/pause.md' mp publish --as-of 2026-02-16 --yes
fails_with "rollback of a rollback" 0 'Published edition 6 with the documents of edition 4' mp rollback 4 --as-of 2026-02-17 --yes
same "has the same pages" "$(git_site "$W" diff --name-only main~2 main | tr '\n' ' ')" "changes.atom changes.csv changes.html edition.html edition.json index.html "
fails_with "back to the newest changes nothing" 0 'Nothing to roll back: edition 6 stands' mp rollback 6 --as-of 2026-02-17 --yes
fails_with "--files brings the files in line" 0 'Brought in line with edition 6: 3 files' mp rollback 6 --files --as-of 2026-02-17 --yes
ok "the page's text" cmp "$P" "$T/pause.first"
ok "a template" cmp "$W/site-templates/away.html" "$T/away.first"
ok "what they replace is kept" grep -rq 'nobody asks you why' "$W/private/replaced-by-edition-6/content/pages/pause.md"
ok "a published page is taken out, a draft stays" bash -c '! test -e "$0/content/pages/news.md" && test -f "$0/private/replaced-by-edition-6/content/pages/news.md" && test -f "$0/content/pages/plans.md"' "$W"
fails_with "then a publish has nothing to do" 0 'Nothing new: edition 6 stands' mp publish --as-of 2026-02-18 --yes
ok "no warning any more" bash -c '! grep -q H102 "$0"' "$T/.out"
ok "sound still" sound "$W"
# --- erased in between
rm -rf "$W"; cp -a "$T/three" "$W"
id=$(rows main | grep '^mentors' | grep -m1 ',profile,' | cut -d, -f2)
ok "somebody is erased" mp erase "$id" --as-of 2026-02-14 --yes
ok "rollback afterwards" mp rollback 2 --as-of 2026-02-15 --yes
ok "has the person in no edition" bash -c 'for c in $(git -C "$0" rev-list main); do git -C "$0" grep -q "$1" "$c" && exit 1; done; exit 0' "$W/site/repo.git" "$id"
ok "and is sound" sound "$W"
# --- controlled documents: a version approved since stays, with today's status
rm -rf "$W"; cp -a "$T/three" "$W"
fails_with "on a later day the coming version is in force" 0 'Published edition 4' mp publish --as-of 2026-05-04 --yes
fails_with "rollback to a time before it was" 0 'Published edition 5' mp rollback 1 --as-of 2026-05-05 --yes
same "statuses are of today" "$(page main documents.csv | grep -oE '^docs/MP-02\.0[34]\.html|(Effective|Superseded|Approved)' | paste -sd' ' | grep -oE 'docs/MP-02.03.html [A-Za-z]+ docs/MP-02.04.html [A-Za-z]+')" "docs/MP-02.03.html Superseded docs/MP-02.04.html Effective"
ok "every version keeps its page" bash -c 'git -C "$0" cat-file -e main:docs/MP-02.04.html' "$W/site/repo.git"
same "its text is that of the newest edition" "$(main_of main docs/MP-02.04.html)" "$(main_of main~1 docs/MP-02.04.html)"
# --- the policy changed
rm -rf "$W"; cp -a "$T/three" "$W"; echo "# reviewed" >>"$W/records/policy.yml"
ok "another policy" mp rollback 1 --as-of 2026-02-15 --yes
same "today's is stated" "$(page main edition.json | py 'print(d["policy"])')" "$(sha256sum <"$W/records/policy.yml" | cut -d' ' -f1)"
ok "and sound" sound "$W"
sed -i 's/^k: 5/k: 6/' "$W/records/policy.yml"
fails_with "a promise that the pool does not keep is refused as in a publish" 1 'error\[P041\]' mp rollback 2 --as-of 2026-02-16 --yes
same "nothing was published" "$(git_site "$W" rev-list --count main)" 4
# --- what was not kept cannot come back; other histories are noticed
rm -rf "$W"; cp -a "$T/three" "$W"; mv "$W/private/sources.db" "$T/sources"
fails_with "without the kept sources" 1 'error\[H100\]' mp rollback 1 --as-of 2026-02-15 --yes
ok "publishing goes on" mp publish --as-of 2026-02-15 --yes
cp "$T/sources" "$W/private/sources.db"; sqlite3 "$W/private/sources.db" "UPDATE source_edition SET documents = 'x' WHERE edition = 1"
fails_with "sources of another history" 1 'error\[H100\]' mp rollback 1 --as-of 2026-02-16 --yes
cp "$T/sources" "$W/private/sources.db"; sqlite3 "$W/private/sources.db" "UPDATE source_text SET bytes = x'00' WHERE digest = (SELECT digest FROM source_file WHERE path LIKE '%/pause.md' LIMIT 1)"
fails_with "damaged ones" 4 'error\[H101\].*damaged' mp rollback 2 --as-of 2026-02-16 --yes
echo rubbish >"$W/private/sources.db"; sed -i 's/nobody asks/no one asks/' "$P"
fails_with "a publish that could not keep its sources publishes nothing" 4 'error\[H101\]' mp publish --as-of 2026-02-17 --yes
rm "$W/private/sources.db"; ok "moved away, it goes on" mp publish --as-of 2026-02-17 --yes
# --- a text that the gate would not let out today
rm -rf "$W"; cp -a "$T/three" "$W"
fails_with "an old page that names somebody who is in the records now" 3 'error\[G' bash -c '
	name=$(python3 - "$1" <<P
import csv,glob,sys
for f in sorted(glob.glob(sys.argv[1]+"/records/exports/*mentor-app*.csv")):
    rows=list(csv.reader(open(f,encoding="utf-8-sig",newline="")))
    h=rows[0]; a=[i for i,c in enumerate(h) if "irst" in c][0]; b=[i for i,c in enumerate(h) if "ast" in c and "ame" in c][0]
    r=[x for x in rows[1:] if len(x)>b and x[a] and x[b]][5]; print(x[a] if False else r[a],r[b]); break
P
)
	python3 - "$1/private/sources.db" "$name" <<P
import sqlite3,sys,hashlib
d=sqlite3.connect(sys.argv[1]); o,b=d.execute("SELECT f.digest,bytes FROM source_file f JOIN source_text t ON t.digest=f.digest WHERE edition=1 AND path=?",("content/pages/pause.md",)).fetchone()
n=b+("\nAsk %s.\n"%sys.argv[2]).encode(); h=hashlib.sha256(n).hexdigest()
d.execute("INSERT INTO source_text VALUES(?,?)",(h,n)); d.execute("UPDATE source_file SET digest=? WHERE edition=1 AND path=?",(h,"content/pages/pause.md")); d.commit()
P
	"$0" rollback 1 --as-of 2026-02-15 --yes --workspace "$1"' "$MP" "$W"
ok "nothing was published" sound "$W"
# --- canaries: nothing private and no draft in any object of any of these repositories
for d in "$T/three" "$W"; do git_site "$d" cat-file --batch-check --batch-all-objects | cut -d' ' -f1 | git_site "$d" cat-file --batch >"$T/objects"; grep -ciF quetzalfern "$T/objects"; done >"$T/found"
same "the draft's text is in no object" "$(paste -sd' ' "$T/found")" "0 0"
ok "it is kept privately" bash -c 'sqlite3 "$0" "SELECT count(*) FROM source_text WHERE instr(bytes, CAST('"'Quetzalfern'"' AS BLOB))" | grep -qx 1' "$W/private/sources.db"
same "for nobody else to read" "$(stat -c %a "$W/private/sources.db" "$W/private" | paste -sd' ')" "600 700"
ok "nothing of the records is in it" bash -c '! strings -n 6 "$0" | grep -qE "@[a-z.]*example\.(com|net)|member_no=[0-9]"' "$W/private/sources.db"
# --- killed or out of space anywhere: the old or the new edition, and the same command again succeeds
if nm -D "$MP" 2>/dev/null | grep -q __asan_init; then echo "ok fault injection is left to the plain build"; else
	old=$(git_site "$T/three" rev-parse main) bad=0
	go() { LD_PRELOAD=$B/io_fail.so "$MP" rollback 1 --files --workspace "$T/x" --as-of 2026-02-15 --yes; }
	rm -rf "$T/x"; cp -a "$T/three" "$T/x"; IO_FAIL_COUNT=$T/total go >/dev/null 2>&1; total=$(cat "$T/total"); new=$(git_site "$T/x" rev-parse main)
	for mode in kill enospc; do for i in $(seq 1 "${FAULT_POINTS:-4}"); do
		at=$((1 + i * total / (${FAULT_POINTS:-4} + 1))); rm -rf "$T/x"; cp -a "$T/three" "$T/x"
		IO_FAIL=$mode IO_FAIL_AT=$at go >"$T/.o" 2>&1; got=$?; ref=$(git_site "$T/x" rev-parse main)
		[ "$ref" = "$old" ] || [ "$ref" = "$new" ] || { bad=$((bad + 1)); echo "    $mode at $at: neither edition"; }
		[ "$got" = 0 ] && [ "$ref" != "$new" ] && { bad=$((bad + 1)); echo "    $mode at $at: said done"; }
		"$MP" rollback 1 --files --workspace "$T/x" --as-of 2026-02-15 --yes >"$T/.o" 2>&1 || { bad=$((bad + 1)); echo "    $mode at $at: again"; tail -3 "$T/.o"; }
		[ "$(git_site "$T/x" rev-parse main)" = "$new" ] && sound "$T/x" >/dev/null || { bad=$((bad + 1)); echo "    $mode at $at: not sound"; }
		cmp -s "$T/x/content/pages/pause.md" "$T/pause.first" || { bad=$((bad + 1)); echo "    $mode at $at: the files are not back"; }
	done; done
	same "killed and out of space at points of $total calls" $bad 0
fi
# --- a workspace without records
mkdir -p "$T/n/records"; cp -r "$ROOT/content" "$ROOT/site-templates" "$ROOT/mentorpress.yml" "$T/n/"
n() { "$MP" "$@" --workspace "$T/n"; }
ok "documents alone are published" n publish --as-of 2026-01-16 --yes
sed -i 's/^lead: .*/lead: Another one./' "$T/n/content/pages/pause.md"; n publish --as-of 2026-01-17 --yes >/dev/null 2>&1
fails_with "and rolled back" 0 'Published edition 3 with the documents of edition 1' n rollback 1 --as-of 2026-01-18 --yes
