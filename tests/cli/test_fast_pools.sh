# What a publish notes of its pools and of the sheet of Entry IDs (private/last-pools), so that they are taken over as long as the records are the very same.
. "$(dirname "$0")/fast.sh" "$1"
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
alike "it is of an earlier edition" 2026-03-20 "cp $T/a/private/last-pools private/last-pools"
that_day() { alike "$1" 2026-03-20 "$2"; }
each_damage "$T/n" last-pools that_day
rm -rf "$T/e"; cp -r "$T/n" "$T/e"; "$MP" erase "$shown" --workspace "$T/e" --as-of 2026-03-20 --yes >"$T/.e" 2>&1
ok "an erase leaves none of it" test ! -e "$T/e/private/last-pools"
