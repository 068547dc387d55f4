# What is remembered to be fast (private/cleared-pages, private/last-inputs) and how the history is stored (git gc) change time, never a byte.
. "$(dirname "$0")/fast.sh" "$1"
one_more plain true; want=$(git_site "$T/w" rev-parse main) said=$(sed "s,$T/w,,g" "$T/said")
ok "an edition was made" test "$want" != "$(git_site "$T/a" rev-parse main)"
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
