# What is remembered to be fast (private/cleared-pages, private/last-inputs) and how the history is stored (git gc) change time, never a byte.
. "$(dirname "$0")/lib.sh" "$1"
three_cycles "$T/a" >"$T/.a" 2>&1 || cat "$T/.a"
cp -r "$T/a" "$T/plain"; sample_workspace "$T/other"; publish_cycle "$T/other" 2026-01 2026-01-16 >"$T/.o" 2>&1 || cat "$T/.o"
one_more() { # dir, what is done before: a document changes and is published
	local w=$T/w; rm -rf "$w"; cp -r "$T/a" "$w"; (cd "$w" && eval "$2") >"$T/.out2" 2>&1
	printf '\nOne more sentence that names nobody.\n' >>"$(ls "$w"/content/guidance/*.md | head -n 1)"
	"$MP" publish --workspace "$w" --as-of 2026-03-20 --yes >"$T/said" 2>&1; echo "exit $?" >>"$T/said"
}
one_more plain true; want=$(git_site "$T/w" rev-parse main) said=$(sed "s,$T/w,,g" "$T/said")
ok "an edition was made" test "$want" != "$(git_site "$T/a" rev-parse main)"
try() { one_more x "$2"; same "$1: the same commit" "$(git_site "$T/w" rev-parse main)" "$want"; same "$1: the same is said" "$(sed "s,$T/w,,g" "$T/said")" "$said"; }
try "what was cleared is not known" 'rm private/cleared-pages'
try "nothing is remembered" 'rm -f private/cleared-pages private/last-inputs'
try "it is empty" ': >private/cleared-pages'
try "it is of another workspace" "cp $T/other/private/cleared-pages private/cleared-pages"
try "it is a folder" 'rm private/cleared-pages; mkdir private/cleared-pages'
try "it cannot be read" 'rm private/cleared-pages; ln -s /nowhere/at/all private/cleared-pages'
size=$(stat -c %s "$T/a/private/cleared-pages")
for ((at = 0; at < size; at += size / 5 + 1)); do
	try "byte $at is damaged" "python3 -c \"
f = open('private/cleared-pages', 'r+b'); f.seek($at); b = f.read(1)[0]; f.seek($at); f.write(bytes([b ^ 255]))\""
done
# The gate is no less strict for it: a new person is found on a page that was cleared before.
rm -rf "$T/w"; cp -r "$T/a" "$T/w"
word=$(grep -ohE '\b(deviation|laboratory) [a-z]{6,} [a-z]{4,}\b' "$T"/w/content/guidance/*.md | head -n 1)
file=$(ls "$T"/w/records/exports/*mentor-application.csv | tail -n 1)
python3 - "$file" "$word" <<'P'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
rows[1][rows[0].index("Employer")] = sys.argv[2].title() + " Ltd"
csv.writer(open(sys.argv[1], "w", encoding="utf-8-sig", newline=""), quoting=csv.QUOTE_ALL).writerows(rows)
P
"$MP" publish --workspace "$T/w" --as-of 2026-03-20 --yes >"$T/with" 2>&1; echo "exit $?" >>"$T/with"
cp "$file" "$T/changed.csv"; rm -rf "$T/w"; cp -r "$T/a" "$T/w"; cp "$T/changed.csv" "$file"; rm "$T/w/private/cleared-pages"
"$MP" publish --workspace "$T/w" --as-of 2026-03-20 --yes >"$T/without" 2>&1; echo "exit $?" >>"$T/without"
same "a person who is new: the same with and without what was cleared" "$(cat "$T/with")" "$(cat "$T/without")"
# The history packed anew: everything goes on working, and the next edition is the same.
try "git gc" 'git -C site/repo.git -c gc.pruneExpire=now gc -q'
try "git repack -adf, references packed" 'git -C site/repo.git repack -adfq && git -C site/repo.git pack-refs --all'
rm -rf "$T/w"; cp -r "$T/a" "$T/w"
ok "git gc works" git_site "$T/w" -c gc.pruneExpire=now gc -q
same "one pack is left" "$(ls "$T"/w/site/repo.git/objects/pack/*.pack | wc -l)" 1
ok "verify after gc" "$MP" verify --workspace "$T/w"
same "history after gc" "$("$MP" history --workspace "$T/w")" "$("$MP" history --workspace "$T/a")"
ok "the folder is made again from it" bash -c "rm -rf '$T/w/site/public' '$T'/w/site/generations; '$MP' publish --workspace '$T/w' --as-of 2026-03-13 --yes && diff -r '$T/w/site/public/' '$T/a/site/public/'"
ok "publish after gc" bash -c "printf '\nOne more.\n' >>'$T/w/content/guidance/$(basename "$(ls "$T"/w/content/guidance/*.md | head -n 1)")'; '$MP' publish --workspace '$T/w' --as-of 2026-03-20 --yes && '$MP' verify --workspace '$T/w'"
ok "git fsck" git_site "$T/w" fsck --full --strict --no-dangling
# Unchanged files are the same file on disk, unchanged folders the same tree.
new=$(git_site "$T/w" diff-tree -r --name-only main~1 main | wc -l)
same "only changed files were written" "$(find "$T/w/site/public/" -type f -links 1 | wc -l)" "$new"
# An edition costs the history no more than one and a half times its changed pages, compressed.
before=$(du -sb "$T/a/site/repo.git/objects" | cut -f1); one_more x true; after=$(du -sb "$T/w/site/repo.git/objects" | cut -f1)
python3 - "$T/w/site/repo.git" $((after - before)) >"$T/growth" <<'P'
import subprocess, sys, zlib
repo, grown = sys.argv[1], int(sys.argv[2])
lines = subprocess.run(["git", "-C", repo, "diff-tree", "-r", "--diff-filter=AM", "main~1", "main"], capture_output=True, text=True, check=True).stdout.splitlines()
ids = {l.split()[3] for l in lines}
packed = sum(len(zlib.compress(subprocess.run(["git", "-C", repo, "cat-file", "blob", i], capture_output=True, check=True).stdout)) for i in ids)
print(f"{grown} bytes for {len(ids)} files of {packed} compressed: {grown / packed:.2f}")
sys.exit(grown > 1.5 * packed)
P
same "growth of the history: $(cat "$T/growth")" "$?" 0
# What a publish notes of its pools and of the sheet of Entry IDs (private/last-pools), so that they are taken over as long as the records are the very same.
notes="the pools of the newest edition"
w=$T/w; first=$(basename "$(ls "$T"/a/content/guidance/*.md | head -n 1)")
again() { # as-of, command before: a document changes and is published, with and without what is remembered
	local d
	for d in with without; do
		rm -rf "$T/$d.w"; cp -r "$T/n" "$T/$d.w"; (cd "$T/$d.w" && eval "$2") >"$T/.before" 2>&1 || { echo "not ok before: $2"; cat "$T/.before"; }
		[ $d = with ] || rm -rf "$T/$d.w"/private/last-*
		printf '\nAnd another sentence that names nobody.\n' >>"$T/$d.w/content/guidance/$first"
		"$MP" publish --workspace "$T/$d.w" --as-of "$1" --yes 2>&1 | sed "s,$T/$d.w,,g" >"$T/$d.said"; echo "exit ${PIPESTATUS[0]}" >>"$T/$d.said"
	done
}
rows() { sqlite3 "$1/private/mentorpress.db" "SELECT id, owner, state, ended FROM entry_id ORDER BY id; SELECT * FROM pool_entry ORDER BY pool, state, id; SELECT seq, action, object FROM audit ORDER BY seq"; }
alike() { # name, as-of, command before
	again "$2" "$3"
	same "$notes, $1: the same commit" "$(git_site "$T/with.w" rev-parse main)" "$(git_site "$T/without.w" rev-parse main)"
	same "$notes, $1: the same is said" "$(cat "$T/with.said")" "$(cat "$T/without.said")"
	ok "$notes, $1: the same sheet" cmp "$T/with.w/private/entry-ids.csv" "$T/without.w/private/entry-ids.csv"
	same "$notes, $1: the same database" "$(rows "$T/with.w" | sha256sum)" "$(rows "$T/without.w" | sha256sum)"
}
# n: after a publish that nothing was drawn for and nobody left before
rm -rf "$T/n"; cp -r "$T/a" "$T/n"; printf '\nA sentence that names nobody.\n' >>"$T/n/content/guidance/$first"
"$MP" publish --workspace "$T/n" --as-of 2026-03-20 --yes >"$T/.n" 2>&1 || cat "$T/.n"
ok "$notes are noted after a plain publish" test -s "$T/n/private/last-pools"
ok "$notes are noted after a drawing" test -s "$T/a/private/last-pools"
shown=$(sqlite3 "$T/n/private/mentorpress.db" "SELECT e.id FROM pool_entry e WHERE e.pool = 'mentors' AND e.state = 'current' AND e.kind = 1 AND NOT e.hidden ORDER BY e.id LIMIT 1")
alike "nothing else changed" 2026-03-20 "touch -d 2026-01-01 private/entry-ids.csv"
same "and the edition was made" "$(tail -n 1 "$T/with.said"), $(git_site "$T/with.w" rev-list --count main)" "exit 0, 5"
old=$(date -d 2026-01-01 +%s)
same "the sheet lies there as it lay" "$(stat -c %Y "$T/with.w/private/entry-ids.csv")" "$old"
ok "and is written when nothing is known" test "$(stat -c %Y "$T/without.w/private/entry-ids.csv")" != "$old"
alike "another day" 2026-03-27 true
alike "a day on which a drawing was" 2026-03-20 "$MP publish --cycle 2026-03 --as-of 2026-03-20 --yes"
alike "somebody paused" 2026-03-20 "$MP pause $shown --as-of 2026-03-20 --yes"
alike "somebody withdrew" 2026-03-20 "$MP withdraw $shown --as-of 2026-03-20 --yes"
ok "who withdrew is not taken over" bash -c "! grep -q '$shown' '$T/with.w/site/public/pool.csv'"
alike "somebody withdrew and that is published" 2026-03-20 "$MP withdraw $shown --as-of 2026-03-20 --yes; $MP publish --as-of 2026-03-20 --yes"
alike "a decision on a text was undone" 2026-03-20 "head -n 1 records/reviews.csv >r && mv r records/reviews.csv"
alike "somebody was erased" 2026-03-20 "$MP erase $shown --as-of 2026-03-20 --yes"
alike "an earlier edition came back" 2026-03-20 "$MP rollback 3 --as-of 2026-03-20 --yes"
alike "k went up" 2026-03-20 "sed -i 's/^k: .*/k: 6/' records/policy.yml"
alike "a label changed" 2026-03-20 "sed -i 's/^glp-studies,GLP studies,/glp-studies,GLP study work,/' records/vocab/topics.csv"
alike "the sheet was changed by hand" 2026-03-20 "echo x >>private/entry-ids.csv"
ok "it is written again" bash -c "! grep -q '^x' '$T/with.w/private/entry-ids.csv'"
alike "others may read the sheet" 2026-03-20 "chmod 644 private/entry-ids.csv"
same "no longer" "$(stat -c %a "$T/with.w/private/entry-ids.csv")" 600
alike "the sheet was thrown away" 2026-03-20 "rm private/entry-ids.csv"
alike "it is empty" 2026-03-20 ': >private/last-pools'
alike "it is of another workspace" 2026-03-20 "cp $T/other/private/last-pools private/last-pools"
alike "it is of an earlier edition" 2026-03-20 "cp $T/a/private/last-pools private/last-pools"
alike "it is a folder" 2026-03-20 'rm -f private/last-pools; mkdir private/last-pools'
alike "it is a link" 2026-03-20 'rm -f private/last-pools; ln -s /nowhere/at/all private/last-pools'
size=$(stat -c %s "$T/n/private/last-pools")
for ((at = 3; at < size; at += size / 4 + 1)); do
	alike "byte $at is damaged" 2026-03-20 "python3 -c \"
f = open('private/last-pools', 'r+b'); f.seek($at); b = f.read(1)[0]; f.seek($at); f.write(bytes([b ^ 255]))\""
done
rm -rf "$T/e"; cp -r "$T/n" "$T/e"; "$MP" erase "$shown" --workspace "$T/e" --as-of 2026-03-20 --yes >"$T/.e" 2>&1
ok "an erase leaves none of it" test ! -e "$T/e/private/last-pools"
