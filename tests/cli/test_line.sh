# The whole line on the sample programme: three cycles, sums, history, status, and independent judges of the repository.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w
ok "three cycles publish" three_cycles "$W"
expect() { python3 "$ROOT/tests/bench/generate.py" --expect | python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; }
db() { sqlite3 "$W/private/mentorpress.db" "$@"; }
same "three editions" "$(git_site "$W" rev-list --count main --)" 3
ok "git fsck --full --strict" git_site "$W" fsck --full --strict
for p in "$W"/site/repo.git/objects/pack/*.pack; do cp "$p" "$T/x.pack"; ok "git index-pack --strict" git_site "$W" index-pack --strict "$T/x.pack"; rm -f "$T"/x.*; done
same "mentors listed" "$(db "SELECT count(DISTINCT person) FROM pool_member WHERE pool='mentors' AND state='current'")" 104
same "peers listed" "$(db "SELECT count(DISTINCT person) FROM pool_member WHERE pool='peers' AND state='current'")" 40
# k by brute force, straight from the table of who stands behind which entry
same "every group has at least 5 persons" "$(db "SELECT count(*) FROM (SELECT e.id, count(DISTINCT m.person) AS n FROM pool_entry e JOIN pool_member m USING (pool, state, id) WHERE e.kind = 0 GROUP BY e.pool, e.state, e.id HAVING n < 5)")" 0
"$MP" publish --workspace "$W" --cycle 2026-03 --as-of 2026-03-13 --yes >"$T/again" 2>&1
same "publishing again succeeds" $? 0
ok "publishing again says that nothing is new" grep -q "Nothing new: edition 3 stands" "$T/again"
"$MP" publish --workspace "$W" --as-of 2026-03-13 --yes >"$T/plain" 2>&1
ok "a plain publish changes nothing either" grep -q "Nothing new" "$T/plain"
same "still three editions" "$(git_site "$W" rev-list --count main --)" 3
"$MP" check --workspace "$W" --as-of 2026-03-13 >"$T/sums" 2>&1
same "rows read as the generator counts them" "$(sed -nE 's/.* ([0-9]+) rows read.*/\1/p' "$T/sums")" "$(expect "d['import']['read']")"
ok "the sums hold" python3 - "$T/sums" <<'P'
import re, sys
t = open(sys.argv[1]).read()
m = re.search(r"(\d+) rows read = (\d+) imported \+ (\d+) superseded \+ (\d+) held \+ (\d+) refused", t)
n = list(map(int, m.groups()))
assert n[0] == sum(n[1:]) and n[0] > 300 and n[4] == 0, n
for m in re.finditer(r"Pool of (\w+).*?: (\d+) listed \((\d+) profiles, (\d+) persons in (\d+) groups\) of (\d+) applications(?:; not listed: (.*))?", t):
    listed, prof, grp, groups, apps = map(int, m.group(2, 3, 4, 5, 6))
    unlisted = sum(int(x) for x in re.findall(r"(?:^|, )(\d+) ", m.group(7) or ""))
    assert listed == prof + grp and apps == listed + unlisted, m.group(0)
P
ok "verify" "$MP" verify --workspace "$W"
ok "history lists three editions" bash -c '[ "$("$0" history --workspace "$1" | grep -cE "^ +[0-9]+ +20")" = 3 ]' "$MP" "$W"
ok "show names the files" bash -c '"$0" show 2 --workspace "$1" | grep -q "mentors.html"' "$MP" "$W"
ok "show prints a file as it was" bash -c '"$0" show cycle-2026-01 pool.csv --workspace "$1" | head -1 | grep -q "^pool,entry_id"' "$MP" "$W"
ok "privacy shows the table" bash -c '"$0" privacy --workspace "$1" --as-of 2026-03-13 | grep -q "Recommended"' "$MP" "$W"
id=$(db "SELECT id FROM pool_entry WHERE pool='mentors' AND state='current' AND kind=1 ORDER BY id LIMIT 1")
no=$(db "SELECT a.entry_no FROM application a JOIN pool_member m ON m.application = a.id WHERE m.id='$id'")
fails_with "who refuses a pipe" 1 "not a terminal" "$MP" who "$id" --workspace "$W"
ok "who resolves an Entry ID" bash -c '"$0" who "$2" --workspace "$1" --as-of 2026-03-13 --show-values | grep -q "application $3"' "$MP" "$W" "$id" "$no"
ok "pause a profile" "$MP" pause "$id" --until 2026-06-01 --workspace "$W" --as-of 2026-03-14
ok "the next plain publish" "$MP" publish --workspace "$W" --as-of 2026-03-14 --yes
ok "the paused profile is gone" bash -c '! grep -q "$1" "$0/site/public/mentors.html"' "$W" "$id"
same "one edition more" "$(git_site "$W" rev-list --count main --)" 4
gid=$(db "SELECT id FROM pool_entry WHERE pool='mentors' AND state='current' AND kind=0 ORDER BY id LIMIT 1")
gno=$(db "SELECT a.entry_no FROM application a JOIN pool_member m ON m.application = a.id WHERE m.id='$gid' ORDER BY a.entry_no LIMIT 1")
ok "withdraw somebody of a group" "$MP" withdraw "$gno" --yes --workspace "$W" --as-of 2026-03-15
"$MP" publish --workspace "$W" --as-of 2026-03-15 --yes >"$T/out" 2>&1
ok "a group card stands until the next cycle" grep -q "Nothing new" "$T/out"
ok "an ID that changed one symbol is recognised as a slip" bash -c '"$0" who "${2%?}$( [ "${2: -1}" = 2 ] && echo 3 || echo 2)" --workspace "$1" --show-values 2>&1 | grep -q "one symbol is wrong"' "$MP" "$W" "$id"
ok "verify after all that" "$MP" verify --workspace "$W"
ok "fsck after all that" git_site "$W" fsck --full --strict
same "exactly the public site is in the commit" "$(cd "$W/site/public/" && find . -type f | sed 's,^\./,,' | sort | sha256sum)" "$(git_site "$W" ls-tree -r --name-only main | sort | sha256sum)"
ok "every page is reached by links from the home page" python3 "$ROOT/tests/cli/reachable.py" "$W/site/public/"
