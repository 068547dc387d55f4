# withdraw and erase, end to end: a profile of three editions, a member of a group, somebody who comes back; killed and out of space at scattered points.
. "$(dirname "$0")/lib.sh" "$1"
erase() { "$MP" erase --workspace "$1" --as-of 2026-03-14 "${@:2}"; } # dir, arguments
db() { sqlite3 "$1/private/mentorpress.db" "${@:2}"; }
# The newest profile of a pool of edition 3, its entry number, address and a run of its text.
profile_of() { # dir, pool
	db "$1" "SELECT e.id, a.form, a.entry_no FROM pool_entry e JOIN application a ON a.id = e.application WHERE e.pool = '$2' AND e.kind = 1 AND e.state = 'current' AND e.text <> '' ORDER BY e.id LIMIT 1 OFFSET ${3:-0}" -separator ' '
}
value_of() { python3 - "$@" <<'P'
import csv,glob,sys
root,form,number,column=sys.argv[1:]
for f in sorted(glob.glob(root+"/records/exports/*%s-application.csv"%form),reverse=True):
    rows=list(csv.reader(open(f,newline="",encoding="utf-8-sig"))); head=rows[0]
    for r in rows[1:]:
        if number in r: print(r[[h.strip().lower() for h in head].index(column)]); sys.exit()
P
}
everything() { git_site "$1" cat-file --batch-all-objects --batch --buffer; } # every object, reachable or not
absent() { ! everything "$1" | grep -aqF -- "$2" && ! grep -raqF -- "$2" "$1/site" "$1/private"; } # dir, value: nowhere in site/ and private/
absent_public() { ! everything "$1" | grep -aqF -- "$2" && ! grep -raqF -- "$2" "$1/site"; }
sound() { "$MP" verify --workspace "$1" && git_site "$1" fsck --full --strict --no-progress >"$T/.fsck" 2>&1 && ! [ -s "$T/.fsck" ]; }

three_cycles "$T/base" >"$T/.p" 2>&1 || { echo "not ok three editions"; tail "$T/.p"; exit 1; }
read -r id form number < <(profile_of "$T/base" mentors)
mail=$(value_of "$T/base" "$form" "$number" email)
ok "the sample has a profile to erase ($id)" test -n "$id" -a -n "$mail"
old=$(git_site "$T/base" rev-parse main); oldest=$(git_site "$T/base" rev-parse main~2)

# --- withdraw: binds at once, out with the next edition of any kind -----------------------------------------------------------------
cp -a "$T/base" "$T/w"
read -r peer pform pnumber < <(profile_of "$T/w" peers)
ok "withdraw records" "$MP" withdraw "$form" "$number" --workspace "$T/w" --as-of 2026-03-14 --yes
ok "withdraw by Entry ID records for a peer" "$MP" withdraw "$peer" --workspace "$T/w" --as-of 2026-03-14 --yes
group=$(db "$T/w" "SELECT a.form || ' ' || a.entry_no FROM pool_member m JOIN pool_entry e USING(pool, state, id) JOIN application a ON a.id = m.application JOIN standing s ON s.application = a.id WHERE e.kind = 0 AND m.state = 'current' AND s.current = 1 ORDER BY a.form, a.entry_no LIMIT 1")
ok "withdraw of a member of a group records" "$MP" withdraw $group --workspace "$T/w" --as-of 2026-03-14 --yes
groups_before=$(grep -c ',group,' "$T/w/site/public/pool.csv")
ok "a plain publish follows" "$MP" publish --workspace "$T/w" --as-of 2026-03-14 --yes
ok "the withdrawn profiles are out of it" sh -c "! grep -rqe '$id' -e '$peer' '$T/w/site/public/'"
same "the group's card stands" "$(grep -c ',group,' "$T/w/site/public/pool.csv")" "$groups_before"
ok "past editions keep a withdrawn profile" sh -c "git -C '$T/w/site/repo.git' show main~1:pool.csv | grep -q '$id'"
ok "who withdrew can be erased" erase "$T/w" "$form" "$number" --yes
ok "and is in no object then" absent_public "$T/w" "$id"
ok "the history with a fourth edition is sound" sound "$T/w"

# --- what is refused --------------------------------------------------------------------------------------------------------------
fails_with "a script has to say --yes" 1 H067 erase "$T/base" "$form" "$number" </dev/null
fails_with "a name is not enough in a script" 1 "H068|R093" erase "$T/base" "$(value_of "$T/base" "$form" "$number" 'name (last)')" --yes </dev/null
fails_with "a name that fits several erases nobody" 1 R093 erase "$T/base" a --yes </dev/null
fails_with "nobody of that number" 1 R092 erase "$T/base" 999999999 --yes </dev/null
ok "a dry run tells the editions" sh -c "'$MP' erase '$id' --dry-run --workspace '$T/base' --as-of 2026-03-14 >'$T/dry' && grep -q 'edition 3 of' '$T/dry' && grep -q 'application.csv:' '$T/dry'"
same "and changes nothing" "$(git_site "$T/base" rev-parse main)" "$old"

# --- erase ------------------------------------------------------------------------------------------------------------------------
cp -a "$T/base" "$T/e"
ok "a preview and a card are made before" sh -c "'$MP' build --workspace '$T/e' --as-of 2026-03-14 && '$MP' who '$id' --card --show-values --workspace '$T/e' --as-of 2026-03-14 && grep -rq '$id' '$T/e/site/preview' '$T/e/private/cards'"
"$MP" erase "$id" --workspace "$T/e" --as-of 2026-03-14 --yes >"$T/out" 2>&1; same "erase succeeds" $? 0
ok "it tells both commits" grep -q "$old" "$T/out"
ok "it tells what it cannot reach" grep -q "clones and forks" "$T/out"
ok "the Entry ID is in no object and in no file that is shown" absent_public "$T/e" "$id"
ok "the address is nowhere in site/ and private/" absent "$T/e" "$mail"
ok "the card and the preview are gone" test ! -e "$T/e/private/cards" -a ! -e "$T/e/site/preview"
ok "the new history is sound" sound "$T/e"
same "as many editions" "$(git_site "$T/e" rev-list --count main --)" 3
same "tags as before" "$(git_site "$T/e" tag)" "$(git_site "$T/base" tag)"
same "days and messages as before" "$(git_site "$T/e" log --format='%ad %s')" "$(git_site "$T/base" log --format='%ad %s')"
everything "$T/base" | grep -aqF "$id" || echo "not ok the search finds what is there"
for e in main main~1 main~2; do
	git_site "$T/e" show $e:pool.csv >"$T/p.csv"; git_site "$T/e" show $e:edition.json >"$T/p.json"
	ok "digests and numbers of $e are those of its table" python3 - "$T/p.csv" "$T/p.json" <(git_site "$T/e" log -1 --format=%B $e) <<'P'
import hashlib,json,re,sys
text=open(sys.argv[1]).read(); j=json.load(open(sys.argv[2])); message=open(sys.argv[3]).read()
for p in j["pools"]:
    rows=[l for l in text.splitlines(True)[1:] if l.startswith(p["pool"]+",")]
    d=hashlib.sha256("".join(rows).encode()).hexdigest(); n=sum(1 for l in rows if l.split(",")[2]=="profile")
    assert (d,n)==(p["digest"],p["profiles"]),p
    assert re.search(r"Pool: %s, %d profiles, .*, %s"%(p["pool"],n,d),message),p
P
done
fails_with "a second time there is nobody" 1 R092 erase "$T/e" "$form" "$number" --yes
ok "the ID still resolves, to nobody" sh -c "'$MP' who '$id' --show-values --workspace '$T/e' --as-of 2026-03-14 | grep -q 'erased on 2026-03-14'"
ok "an export that still holds the row is skipped" sh -c "'$MP' import --workspace '$T/e' --as-of 2026-03-14 2>&1 | grep -q 'R170.*1 row of somebody who was erased was skipped'"
ok "and brings nothing back" absent "$T/e" "$mail"
for f in "$T"/e/records/exports/*"$form"-application.csv; do sed -i "s/\"$number\"/\"$number.0\"/" "$f"; done
ok "nor does it when a spreadsheet saved it" sh -c "'$MP' import --workspace '$T/e' --as-of 2026-03-14 2>&1 | grep -q 'R170.*1 row of somebody who was erased was skipped'"
ok "which brings nothing back either" absent "$T/e" "$mail"
for f in "$T"/e/records/exports/*"$form"-application.csv; do sed -i "s/\"$number.0\"/\"$number\"/" "$f"; done
name="$(value_of "$T/base" "$form" "$number" 'name (first)') $(value_of "$T/base" "$form" "$number" 'name (last)')"
printf '\nAsk %s.\n' "$name" >>"$T/e/content/pages/contact.md"
fails_with "the gate still refuses the name" 3 G011 "$MP" check --workspace "$T/e" --as-of 2026-03-14
cp "$ROOT/content/pages/contact.md" "$T/e/content/pages/contact.md"
ok "the next cycle is published" "$MP" publish --workspace "$T/e" --cycle 2026-03 --as-of 2026-03-15 --yes
ok "and is sound, the log included" sound "$T/e"

# --- a member of a group: nothing public is theirs ------------------------------------------------------------------------------------
cp -a "$T/base" "$T/g"
gmail=$(value_of "$T/g" ${group/ / } email)
ok "a member of a group is erased" erase "$T/g" $group --yes
same "the repository stays as it is" "$(git_site "$T/g" rev-parse main)" "$old"
ok "the address is nowhere" absent "$T/g" "$gmail"
ok "the group is still counted as it was drawn" python3 "$ROOT/tests/verify_statement.py" "$T/g/site/repo.git" --private "$T/g/private/mentorpress.db"
ok "the group goes on counting whom it stood for" sh -c "'$MP' publish --workspace '$T/g' --as-of 2026-03-15 --yes 2>/dev/null | grep -q 'Smallest group 5 persons'"

# --- exports are rewritten only on request, byte for byte ------------------------------------------------------------------------------
cp -a "$T/base" "$T/x"
ok "erase with --exports" erase "$T/x" "$id" --yes --exports
ok "no export holds the address" sh -c "! grep -raqF '$mail' '$T/x/records'"
ok "all other bytes are as they were" python3 - "$T/base/records/exports" "$T/x/records/exports" "$mail" <<'P'
import os,sys
a,b,mail=sys.argv[1:]
for f in sorted(os.listdir(a)):
    want=b"".join(l for l in open(os.path.join(a,f),"rb").read().splitlines(True) if mail.encode() not in l)
    assert open(os.path.join(b,f),"rb").read()==want,f
P

# --- who comes back with a new application is a new person ------------------------------------------------------------------------------
cp -a "$T/base" "$T/r"
erase "$T/r" "$id" --yes >"$T/.o" 2>&1
python3 - "$T/r/records/exports" "$form" "$number" <<'P'
import glob,sys
d,form,number=sys.argv[1:]
f=sorted(glob.glob(d+"/*%s-application.csv"%form))[-1]; text=open(f,"rb").read()
line=[l for l in text.splitlines(True) if b'"%s"'%number.encode() in l][0]
open(f,"ab").write((b"" if text.endswith(b"\n") else b"\n")+line.replace(b'"%s"'%number.encode(),b'"77001"'))
P
"$MP" import --workspace "$T/r" --as-of 2026-03-14 >"$T/.o" 2>&1; same "a new application is imported" $? 0
ok "and is found, with the row of the list of members" sh -c "'$MP' who $form 77001 --show-values --workspace '$T/r' --as-of 2026-03-14 | grep -qiE 'good standing|matchable: yes|can be matched'"
ok "may be listed again" sh -c "'$MP' publish --workspace '$T/r' --cycle 2026-03 --as-of 2026-03-15 --yes >/dev/null 2>&1"
ok "under another ID" sh -c "! grep -rq '$id' '$T/r/site/public/'"

# --- killed, or out of space: old or new, and the next command finishes --------------------------------------------------------------------
if nm -D "$MP" 2>/dev/null | grep -q __asan_init; then exit 0; fi
go() { LD_PRELOAD=$B/io_fail.so "$MP" erase "$id" --workspace "$1" --as-of 2026-03-14 --yes; }
new=$(git_site "$T/x" rev-parse main)
cp -a "$T/base" "$T/count"; IO_FAIL_COUNT=$T/total go "$T/count" >/dev/null 2>&1; total=$(cat "$T/total")
same "the same erase gives the same commits" "$(git_site "$T/count" rev-parse main)" "$new"
sweep() { # mode, points
	local mode=$1 n=$2 i at got torn=0 lied=0 damaged=0 blocked=0 left=0 finished=0
	for ((i = 1; i <= n; i++)); do
		at=$((1 + (i * total) / (n + 1)))
		rm -rf "$T/k"; cp -a "$T/base" "$T/k"
		IO_FAIL=$mode IO_FAIL_AT=$at go "$T/k" >"$T/.o" 2>&1; got=$?
		ref=$(git_site "$T/k" rev-parse main 2>/dev/null)
		[ "$ref" = "$old" ] || [ "$ref" = "$new" ] || { torn=$((torn + 1)); echo "    $mode at $at: $ref"; }
		[ "$got" != 0 ] || [ "$ref" = "$new" ] || lied=$((lied + 1))
		[ "$mode" = kill ] || [ "$got" = 4 ] || [ "$got" = 0 ] || { lied=$((lied + 1)); echo "    $mode at $at: exit $got"; }
		# Between the exchange and the next command the log does not know the new commits yet, and says why.
		[ -z "$ref" ] || ! "$MP" verify --workspace "$T/k" 2>&1 | grep -qE 'H04[0-2]|H012' || { damaged=$((damaged + 1)); echo "    $mode at $at: verify at once"; }
		"$MP" publish --workspace "$T/k" --as-of 2026-03-14 --yes >"$T/.o" 2>&1 || { blocked=$((blocked + 1)); echo "    $mode at $at: next publish"; grep error "$T/.o" | head -3; }
		# What was exchanged is finished by that publish; what was not is done now.
		if [ "$(git_site "$T/k" show main~1:pool.csv 2>/dev/null | grep -c "$id")$(git_site "$T/k" show main:pool.csv | grep -c "$id")" != 00 ]; then
			erase "$T/k" "$id" --yes >"$T/.o" 2>&1 || { blocked=$((blocked + 1)); echo "    $mode at $at: erase again"; grep error "$T/.o" | head -3; }
		else finished=$((finished + 1)); fi
		absent_public "$T/k" "$id" && absent "$T/k" "$mail" || { left=$((left + 1)); echo "    $mode at $at: something is left"; }
		sound "$T/k" >"$T/.v" 2>&1 || { damaged=$((damaged + 1)); echo "    $mode at $at: not sound"; head -3 "$T/.v"; }
		[ ! -e "$T/k/site/erase.new" ] && [ ! -e "$T/k/site/erasing" ] || { left=$((left + 1)); echo "    $mode at $at: leftovers"; }
	done
	same "$mode at $n points: torn" $torn 0; same "$mode: said done and was not" $lied 0; same "$mode: blocked" $blocked 0
	same "$mode: left behind" $left 0; same "$mode: damaged" $damaged 0; echo "    ($finished of $n were finished by the next publish)"
}
sweep kill "${FAULT_POINTS:-14}"
sweep enospc "${FAULT_POINTS:-14}"
