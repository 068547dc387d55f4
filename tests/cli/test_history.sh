# What was published, read back: history, show, diff, verify against every kind of damage, and runs that only look.
. "$(dirname "$0")/lib.sh" "$1"
[ -w /dev/shm ] && rm -rf "$T" && T=$(mktemp -d /dev/shm/history.XXXXXX) # many copies of a workspace
W=$T/w; three_cycles "$W" >"$T/log" 2>&1
mp() { "$MP" "$@" --workspace "$W"; }
py() { python3 -c "import json,sys; d=json.load(sys.stdin); $1"; }
# --- history
fails_with "history tells cycle, signature, numbers and k" 0 'cycle-2026-03 +unsigned +Edition 3: match cycle 2026-03' mp history
fails_with "... of each pool" 0 'mentors: 52 profiles, 9 groups, drawn 2026-03-13; peers: 18 profiles, 4 groups, drawn 2026-03-13; k 5, policy 1?' mp history
same "as JSON, newest first" "$(mp history --json | py 'print([(e["edition"], e["cycle"], e["date"], e["signed"], len(e["pools"])) for e in d])')" "[(3, '2026-03', '2026-03-13', False, 2), (2, '2026-02', '2026-02-13', False, 2), (1, '2026-01', '2026-01-16', False, 2)]"
# --- the message holds nothing of the machine, of anybody or of the folder
git_site "$W" log --format='%B%an%ae%cn%ce' >"$T/messages"; git_site "$W" for-each-ref --format='%(contents)%(taggername)%(taggeremail)' >>"$T/messages"
ok "messages name no machine, user or folder" bash -c '! grep -qiF -e "$(hostname)" -e "$(id -un)@" -e "$HOME/" -e "$1" -e "$PWD" "$0"' "$T/messages" "$W"
same "all commits are of the role, at midnight" "$(git_site "$W" log --format='%an %ad' --date=format:%T%z | sort -u)" "Mentoring Program 00:00:00+0000"
# --- show
fails_with "show tells the statement" 0 'Statement: for members, at least 5 look the same' mp show 2
fails_with "... the documents in force on that day" 0 'MP-02.03 .*in force since 2023-08-24' mp show 2
fails_with "... what it changed" 0 'mentors: profiles [0-9]+ in, [0-9]+ out' mp show 2
fails_with "... of the first edition nothing" 0 'It is the first edition' mp show 1
same "as JSON with statuses of that day" "$(mp show 3 --json | py 'print(d["edition"], [c["number"] for c in d["controlled_documents"] if c["status"] == "Effective"], len(d["files"]))')" "3 ['MP-01.02', 'MP-02.03'] $(git_site "$W" ls-tree -r --name-only main | wc -l)"
# --- diff between editions; an independent count from pool.csv
want=$(python3 - "$W/site/repo.git" <<'P'
import csv,io,subprocess,sys
def ids(e):
    t=subprocess.run(["git","-C",sys.argv[1],"show",e+":pool.csv"],capture_output=True,text=True).stdout
    return {(r[0],r[2],r[1] if r[2]=="profile" else r[4]) for r in csv.reader(io.StringIO(t)) if r[2] in("profile","group")}
a,b=ids("cycle-2026-01"),ids("cycle-2026-03")
print([[sum(x[:2]==(p,k) for x in s) for k in ("profile","group") for s in (b-a,a-b)] for p in ("mentors","peers")])
P
)
same "diff counts profiles by ID and groups by what they say" "$(mp diff 1 3 --json | py 'print([[len(p[k]) for k in ("profiles_in","profiles_out","groups_in","groups_out")] for p in d["pools"]])')" "$want"
fails_with "a group is told in words" 0 'group in +[0-9A-Z-]+  Clinical, 6 years and more' mp diff 1 3
fails_with "an edition with itself" 0 '^There is no difference\.$' mp diff 2 2
fails_with "an edition that is none" 1 'error\[H032\]' mp diff 2 9
fails_with "a cycle between two editions" 1 'error\[H106\]' mp diff 1 2 --cycle 2026-03
fails_with "reasons are not written to a file" 1 'error\[H104\]' mp diff 1 3 --why
ok "nor into JSON" bash -c '! "$0" diff 1 3 --json --workspace "$1" | grep -qiE "withdr|good standing|paused"' "$MP" "$W"
if command -v script >/dev/null; then
	script -qec "'$MP' diff 1 3 --why --workspace '$W'" /dev/null </dev/null >"$T/why" 2>&1
	same "on a terminal they are, and add up" "$(tr -d '\r' <"$T/why" | awk '/^Why profiles of mentors/{on=1;next} /^Why profiles of peers/{on=0} on{s+=$1} END{print s}')" "$(mp diff 1 3 --json | py 'print(len(d["pools"][0]["profiles_out"]))')"
fi
# --- documents by clause
cp -r "$W/content" "$T/content"
sed -i 's/^One message is enough/One single message is enough/; s/One message is enough, and/One single message is enough, and/' "$W/content/pages/pause.md"
printf '\nAsk **twice** if nobody answers.\n' >>"$W/content/faqs/pause.md"
fails_with "the preview tells a page" 0 'revised +page Pause or leave \(pause\.html\)' mp diff --as-of 2026-03-20
fails_with "... an answer among others" 0 'revised +faq Can you pause your entry' mp diff --as-of 2026-03-20
fails_with "... in words" 0 '\{\+Ask twice if nobody answers\.\+\}' mp diff --as-of 2026-03-20 --words
fails_with "... beside an older edition too" 0 'From edition 1 of January 16, 2026 to what a publish would give' mp diff 1 --as-of 2026-03-20
same "only what changed is told" "$(mp diff --as-of 2026-03-20 --json 2>/dev/null | py 'print([(x["path"], len(x["clauses"])) for x in d["documents"]])')" "[('pause.html', 1), ('faqs.html#pause', 1)]"
# --- nothing is written: database, site, private folder
state() { (cd "$W" && find private site records content -type f -print0 | sort -z | xargs -0 sha256sum; ls -A private; stat -c '%n %Y %Z' private/mentorpress.db site/lock) | sha256sum; }
before=$(state)
ok "a dry run goes through the gate" bash -c '"$0" publish --dry-run --cycle 2026-04 --as-of 2026-04-10 --workspace "$1" | grep -q "^Gate: "' "$MP" "$W"
mp diff --as-of 2026-03-20 >/dev/null 2>&1; mp diff 1 3 >/dev/null 2>&1; mp history >/dev/null; mp show >/dev/null
same "and looking leaves every byte as it was" "$(state)" "$before"
fails_with "a dry run refuses what a publish would: the day" 1 'error\[H023\]' mp publish --dry-run --as-of 2026-03-01
fails_with "... and a slip in the cycle's name" 1 'error\[H022\]' mp publish --dry-run --cycle 2026-33 --as-of 2026-03-20
mkdir -p "$W/private/trial-dead00" && echo x >"$W/private/trial-dead00/mentorpress.db"; mp diff --as-of 2026-03-20 >/dev/null 2>&1
ok "what a killed look left is removed" test ! -e "$W/private/trial-dead00"
sample_workspace "$T/new"; records_of "$T/new" 2026-01-16
fails_with "a dry run before the first edition" 0 'Files: [0-9]+ added, 0 changed' "$MP" publish --dry-run --cycle 2026-01 --as-of 2026-01-16 --workspace "$T/new"
ok "makes neither site nor private folder" bash -c '! test -e "$0/site" && ! test -e "$0/private/mentorpress.db"' "$T/new"
rm -rf "$W/content"; mv "$T/content" "$W/content"
# --- a cycle again: its tag is there already
cp -r "$W" "$T/again"; sed -i 's/One message is enough, and/One message is all, and/' "$T/again/content/pages/pause.md"
fails_with "a cycle drawn once more" 0 'Published edition 4' "$MP" publish --cycle 2026-03 --as-of 2026-03-14 --yes --workspace "$T/again"
fails_with "has a numbered tag" 0 'cycle-2026-03\.2' "$MP" history --workspace "$T/again"
same "and the cycle's name still means the first" "$("$MP" show 2026-03 --workspace "$T/again" | head -1)" "Edition 3 of 2026-03-13"
# --- verify, and every kind of damage
fails_with "verify recomputes the statements" 0 'Privacy statements: 3, each recomputed' mp verify
git clone -q "$W/site/repo.git" "$T/clone" 2>/dev/null; git clone -q --mirror "$W/site/repo.git" "$T/mirror.git"
fails_with "a clone is verified without a workspace" 0 'Repository: 3 editions, [0-9]+ objects, all sound\.' bash -c 'cd / && "$0" verify --repo "$1"' "$MP" "$T/clone"
fails_with "... a bare one too" 0 'Privacy statements: 3' "$MP" verify --repo "$T/mirror.git"
fails_with "a path that is none" 1 'error\[H015\].*no git repository' "$MP" verify --repo "$T/nowhere"
again() { rm -rf "$T/d"; cp -a "$W" "$T/d"; chmod -R u+w "$T/d"; }
D=(verify --workspace "$T/d")
again; p=$(ls "$T"/d/site/repo.git/objects/pack/*.pack | head -1); python3 - "$p" <<'P'
import sys; b=bytearray(open(sys.argv[1],"rb").read()); b[len(b)//2]^=1; open(sys.argv[1],"wb").write(b)
P
fails_with "a byte flipped in a pack" 1 'error\[H012\].*(missing or damaged)' "$MP" "${D[@]}"
again; git -C "$T/d/site/repo.git" unpack-objects -q <"$p" 2>/dev/null
again; (cd "$T/d/site/repo.git" && mkdir "$T/packs" && mv objects/pack/* "$T/packs/" && for f in "$T"/packs/*.pack; do git unpack-objects -q <"$f"; done; rm -rf "$T/packs"
	o=$(git rev-parse main~1:pool.csv); rm -f "objects/${o:0:2}/${o:2}")
fails_with "an object removed is named with its file" 1 'error\[H012\].*pool\.csv is missing or damaged' "$MP" "${D[@]}"
(cd "$T/d/site/repo.git" && o=$(git rev-parse main~1); rm -f "objects/${o:0:2}/${o:2}")
fails_with "so is a commit" 1 'error\[H012\].*before edition 3 is missing' "$MP" "${D[@]}"
fails_with "and the help is not to run verify" 1 'restore the site folder' "$MP" "${D[@]}"
again; echo "<p>more</p>" >>"$T/d/site/public/pause.html"
fails_with "an edited page" 1 'error\[H014\].*pause\.html: this file differs' "$MP" "${D[@]}"
again; echo x >"$T/d/site/public/extra.html"; rm "$T/d/site/public/mentee.html"
fails_with "an added page" 1 'extra\.html: this is not part' "$MP" "${D[@]}"
fails_with "a removed page" 1 'mentee\.html: this file of the edition is missing' "$MP" "${D[@]}"
again; git -C "$T/d/site/repo.git" tag -f cycle-2026-02 main >/dev/null 2>&1
fails_with "a moved tag" 1 'error\[H013\]' "$MP" "${D[@]}"
again; rm -f "$T"/d/private/mentorpress.db*
fails_with "the database removed" 1 'error\[H116\]' "$MP" "${D[@]}"
again; sqlite3 "$T/d/private/mentorpress.db" "DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)"
fails_with "the log cut off" 1 'error\[H04[12]\]' "$MP" "${D[@]}"
again; sqlite3 "$T/d/private/mentorpress.db" "DELETE FROM pool_member WHERE id IN (SELECT id FROM pool_entry WHERE kind = 0 AND state = 'current' LIMIT 1)"
fails_with "a group with nobody behind it" 1 'error\[H115\]' "$MP" "${D[@]}"
# The newest edition made anew by somebody who knows git: objects, tag and folder are sound, and the statement is not.
forge() { # file, sed program
	again
	(cd "$T/d/site/repo.git" && export GIT_INDEX_FILE="$T/index" && rm -f "$T/index" && git read-tree main && git show "main:$1" | sed "$2" >"$T/forged" &&
		git update-index --cacheinfo "100644,$(git hash-object -w "$T/forged"),$1" &&
		c=$(git log -1 --format=%B main | GIT_AUTHOR_DATE="$(git log -1 --format=%ad main)" GIT_COMMITTER_DATE="$(git log -1 --format=%cd main)" git -c user.name=x -c user.email=x@example.org commit-tree "$(git write-tree)" -p main~1) &&
		git update-ref refs/heads/main "$c" && git tag -f cycle-2026-03 "$c") >/dev/null 2>&1
}
forge edition.json 's/"k": 5,/"k": 9,/'
fails_with "a forged statement" 1 'error\[H110\].*other numbers of mentors' "$MP" verify --repo "$T/d/site/repo.git"
fails_with "is one that headquarters never published" 1 'error\[H042\]' "$MP" "${D[@]}"
forge edition.json 's/"number"/&/; s/"edition": 3/"edition": 4/'
fails_with "another number" 1 'error\[H110\].*says "4" for its number' "$MP" verify --repo "$T/d/site/repo.git"
id=$(git_site "$W" show main:pool.csv | grep -m1 ',profile,,' | cut -d, -f2)
forge pool.csv "/$id/d"
fails_with "an entry struck from the table" 1 'error\[H110\].*not those of its digest' "$MP" verify --repo "$T/d/site/repo.git"
fails_with "... still stands on a page" 1 "error\[H112\].*shows the entry $id" "$MP" verify --repo "$T/d/site/repo.git"
forge mentors.html "s/id=\"e-$id\"/id=\"e-222-2222\"/"
fails_with "an entry that no table has" 1 'error\[H112\].*222-2222' "$MP" verify --repo "$T/d/site/repo.git"
forge documents.csv 's/^pause.html,/paused.html,/'
fails_with "a document that is no page" 1 'error\[H114\].*paused\.html' "$MP" verify --repo "$T/d/site/repo.git"
# --- hundreds of editions
cp -a "$W" "$T/many"; (cd "$T/many/site/repo.git" && python3 - <<'P' | git fast-import --quiet --force
import subprocess
tree=subprocess.run(["git","rev-parse","main^{tree}"],capture_output=True,text=True).stdout.strip()
head=subprocess.run(["git","rev-parse","main"],capture_output=True,text=True).stdout.strip()
body=subprocess.run(["git","log","-1","--format=%B","main"],capture_output=True,text=True).stdout.strip()
import datetime
for i in range(4,504):
    day=datetime.date(2026,3,13)+datetime.timedelta(days=i-3)
    m=body.replace("Edition: 3","Edition: %d"%i).replace("Edition 3:","Edition %d:"%i).replace("2026-03-13",str(day),1).encode()
    t=int(datetime.datetime(day.year,day.month,day.day,tzinfo=datetime.timezone.utc).timestamp())
    print("commit refs/heads/main\ncommitter r <r@example.org> %d +0000\ndata %d\n%s"%(t,len(m),m.decode()))
    if i==4: print("from "+head)
P
) 2>"$T/import.log"
start=$(date +%s%N); n=$("$MP" history --workspace "$T/many" | grep -cE '^ *[0-9]+ +20'); took=$((($(date +%s%N) - start) / 1000000))
same "500 editions more" "$n" 503
ok "are listed in under a second ($took ms)" test "$took" -lt 1000
