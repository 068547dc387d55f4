# What is remembered to be fast (private/cleared-pages, last-inputs, last-records, gate-values) and how the history is stored (git gc) change time, never a byte.
. "$(dirname "$0")/fast.sh" "$1"
one_more plain true; want=$(git_site "$T/w" rev-parse main) said=$(sed "s,$T/w,,g" "$T/said")
ok "an edition was made" test "$want" != "$(git_site "$T/a" rev-parse main)"
try "what was cleared is not known" 'rm private/cleared-pages'
try "nothing is remembered" 'rm -f private/cleared-pages private/last-inputs'
each_damage "$T/a" cleared-pages try
# What the gate searches for is taken over from the publish before when the records are the very same, and made again whenever they may not be.
try "the records are the same" true; same "then the values are taken over" "$took" yes
try "nothing else was kept" 'rm private/cleared-pages private/last-inputs'; same "the values alone are taken over" "$took" yes
again() { try "$1" "$2"; same "$1: they are made again" "$took" no; }
alike() { try "$1" "$2"; same "$1: they come out as they lie there" "$took" yes; } # test_fast_values.sh
again "the values are missing" 'rm private/gate-values'
alike "the records are not known" 'rm private/last-records'
again "the values are empty" ': >private/gate-values'
try "the values are a folder" 'rm private/gate-values; mkdir private/gate-values'
again "the values cannot be read" 'rm private/gate-values; ln -s /nowhere/at/all private/gate-values'
again "the values are of another workspace" "cp $T/other/private/gate-values private/"
again "all is of another workspace" "cp $T/other/private/gate-values $T/other/private/last-records private/"
again "the values are cut off" 'truncate -s -100 private/gate-values'
alike "the database was opened by another program" 'sqlite3 private/mentorpress.db "CREATE TABLE x(a); DROP TABLE x"'
for file in gate-values last-records; do
	so=again; [ $file = last-records ] && so=alike
	size=$(stat -c %s "$T/a/private/$file")
	for ((at = 3; at < size; at += size / 6 + 1)); do
		$so "$file: byte $at is damaged" "$(flip $file $at)"
	done
done
nothing_kept='rm -rf private/gate-values private/last-records private/cleared-pages private/last-inputs'
# Whatever is done before, the publish with what was kept says and makes what the publish without it does.
pair() { # name, are the values taken over, what is done
	one_more x "$3"; local with took_it=$took; with="$(git_site "$T/w" rev-parse main) $(sed "s,$T/w,,g" "$T/said")"
	one_more x "$3; $nothing_kept"
	same "$1: as without what was kept" "$with" "$(git_site "$T/w" rev-parse main) $(sed "s,$T/w,,g" "$T/said")"
	same "$1: are the values taken over" "$took_it" "$2"
}
last=content/guidance/$(ls "$T/a/content/guidance" | tail -n 1)
form=$(ls "$T"/a/records/exports/*mentor-application.csv | tail -n 1); form=${form#"$T/a/"}
cell() { python3 -c 'import csv, sys
r = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline=""))); print(r[1][r[0].index(sys.argv[2])])' "$T/a/$form" "$1"; }
person="$(cell 'Name (First)') $(cell 'Name (Last)')" number=$(cell 'Entry Id')
ok "the sample has somebody to name" test "$person" != " " -a -n "$number"
pair "a review" yes 'tail -n 1 records/reviews.csv >.r; sed "s/,accept,/,hold,/" .r >>records/reviews.csv; rm .r'
pair "a status" yes "echo '901,mentor,$number,2026-03-18,pause,,,,the member,headquarters,2026-03-18T15:00:00+00:00' >>records/status_events.csv"
pair "the policy" no 'printf "\n# Another line.\n" >>records/policy.yml'
pair "mentorpress.yml" yes 'printf "\n# Another line.\n" >>mentorpress.yml'
pair "an import meanwhile" no "sed -i '2s/$person/Hopper Jonesworth/' $form; '$MP' import --workspace . --as-of 2026-03-18"
pair "an import, the export put back" no "cp $form .e; sed -i '2s/.org/.net/' $form; '$MP' import --workspace . --as-of 2026-03-18; mv .e $form"
pair "an import, all put back from a copy" yes "cp -r records .r; cp private/mentorpress.db .d; sed -i '2s/.org/.net/' $form; '$MP' import --workspace . --as-of 2026-03-18
	rm -r records; mv .r records; mv .d private/mentorpress.db"
# An export that was another one when it was read than before and after: the files and the database are as remembered, and do not belong together.
cat >"$T/forge.py" <<'P'
import hashlib, subprocess
files, state, key, drawn = open("private/last-records").read().split()
check = subprocess.run(["openssl", "mac", "-cipher", "AES-128-GCM", "-macopt", "hexkey:" + drawn[:32], "-macopt", "hexiv:" + drawn[32:56], "-in", "private/mentorpress.db", "GMAC"],
    check=True, capture_output=True, text=True).stdout
state = hashlib.sha256(len(b"records 2").to_bytes(8, "little") + b"records 2" + bytes.fromhex(files + drawn + check.strip() + key)).hexdigest()
open("private/last-records", "w").write(f"{files} {state} {key} {drawn}\n")
P
pair "the records as remembered" yes "rm -f private/last-inputs; python3 $T/forge.py"
pair "an export that changed while it was read" no "cp $form .e; sed -i '2s/$person/Hopper Jonesworth/' $form; '$MP' import --workspace . --as-of 2026-03-18; mv .e $form; python3 $T/forge.py"
pair "a command that only looks" yes "'$MP' history --workspace .; '$MP' verify --workspace .; '$MP' publish --dry-run --workspace . --as-of 2026-03-19; '$MP' check --workspace . --as-of 2026-03-19"
pair "the database of before the newest edition" refused "cp private/mentorpress.db .d; printf '\nA word.\n' >>$last; '$MP' publish --workspace . --as-of 2026-03-18 --yes; mv .d private/mentorpress.db"
pair "two editions since" yes "for i in 1 2; do printf '\nA word.\n' >>$last; '$MP' publish --workspace . --as-of 2026-03-18 --yes; done"
pair "a rollback" yes "printf '\nA word.\n' >>$last; '$MP' publish --workspace . --as-of 2026-03-18 --yes; '$MP' rollback 3 --workspace . --as-of 2026-03-18 --yes"
pair "an erase" no "'$MP' erase --workspace . --as-of 2026-03-18 'mentor $number' --yes"
rm -rf "$T/w"; cp -r "$T/a" "$T/w"
ok "an erase" "$MP" erase --workspace "$T/w" --as-of 2026-03-18 "mentor $number" --yes
same "an erase leaves none of it" "$(cd "$T/w/private"; ls -d gate-values* last-* cleared-pages 2>/dev/null)" ""
# A set out of which somebody took everybody by hand, with a seal that fits, of the filters or of the values.
for part in 192:-32 192:100000; do
	one_more x "printf '\nAsk %s about it.\n' '$person' >>$last; $nothing_kept"; refused=$(sed "s,$T/w,,g" "$T/said")
	ok "a page that names somebody is refused" grep -q "exit 3" "$T/said"
	one_more x "printf '\nAsk %s about it.\n' '$person' >>$last; rm private/cleared-pages; python3 - ${part/:/ } <<'P'
import hashlib, sys
a = bytearray(open('private/gate-values', 'rb').read()); n, m = int(sys.argv[1]), int(sys.argv[2])
a[n:m] = bytes(len(a[n:m])); a[-32:] = hashlib.sha256(a[:-32]).digest(); open('private/gate-values', 'wb').write(a)
P"
	same "a set without values, sealed anew ($part), is not believed" "$(sed "s,$T/w,,g" "$T/said")" "$refused"
done
# The gate is no less strict for it: a new person is found on a page that was cleared before.
rm -rf "$T/w"; cp -r "$T/a" "$T/w"
word=$(grep -ohE '\b[a-z]{7,} [a-z]{7,}\b' "$T"/w/content/guidance/*.md | head -n 1)
ok "the sample has words to be called by" test -n "$word"
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
ok "a person who is new is found" grep -q "^exit 3" "$T/with"
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
