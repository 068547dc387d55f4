# Pages for reading the pools, taken over from the newest edition (private/rendered-pages). A week later some would be others, because pauses end.
. "$(dirname "$0")/fast.sh" "$1"
rendered() { stat -c %i "$T/w/private/rendered-pages"; }
day=2026-03-13
one_more x 'rm private/rendered-pages'; want=$(git_site "$T/w" rev-parse main) said=$(sed "s,$T/w,,g" "$T/said")
try "pages that did not change are not made again" true
rm -rf "$T/w"; cp -r "$T/a" "$T/w"; before=$(rendered)
printf '\nOne more sentence that names nobody.\n' >>"$(ls "$T"/w/content/guidance/*.md | head -n 1)"
ok "... when one document changed" "$MP" publish --workspace "$T/w" --as-of $day --yes
same "... for which nothing has to be written down" "$(rendered)" "$before"
try "what was made is not known" 'rm private/rendered-pages'
each_damage "$T/a" rendered-pages try
try "what is written beside it is a folder" 'mkdir private/rendered-pages.new'
for page in mentors-browse.html pool.csv; do
	try "$page was changed by hand" "cp site/public/$page x; rm site/public/$page; tr a-y b-z <x >site/public/$page; rm x"
	try "$page is longer" "cp site/public/$page x; rm site/public/$page; (cat x; echo) >site/public/$page; rm x"
	try "$page is gone" "rm site/public/$page"
	try "$page is a pipe" "rm site/public/$page; mkfifo site/public/$page"
done
try "the site folder is gone" 'rm -rf site/public site/generations'
# Whatever the pages depend on: with what is remembered and without it, the same edition.
unlike() { # name, what is done before, command …: another tree than the newest edition's, and the same commit with and without what was made
	local name=$1 change=$2 from=${from:-$T/a} k id=(); shift 2
	for k in with without; do
		rm -rf "$T/w"; cp -r "$from" "$T/w"; [ $k = with ] || rm "$T/w/private/rendered-pages"
		(cd "$T/w" && eval "$change") >"$T/.change" 2>&1 || { echo "not ok $name: $(tail -n 3 "$T/.change")"; return; }
		"$MP" "$@" --workspace "$T/w" --yes >"$T/.$k" 2>&1 || { echo "not ok $name: $(tail -n 3 "$T/.$k")"; return; }
		id+=("$(git_site "$T/w" rev-parse main)"); sed -i "s,$T/w,,g" "$T/.$k"
	done
	same "$name: the same commit" "${id[0]}" "${id[1]}"; same "$name: the same is said" "$(cat "$T/.with")" "$(cat "$T/.without")"
	same "$name: the pages are others" "$(cmp -s "$from/site/public/mentors-browse.html" "$T/w/site/public/mentors-browse.html"; echo $?)" "${shown:-1}"
}
plain=(publish --as-of $day)
unlike "a template" "echo '<p>More.</p>' >>site-templates/browse.html" "${plain[@]}"
unlike "a partial" "sed -i 's/<footer/<footer lang=\"en\"/' site-templates/_foot.html" "${plain[@]}"
unlike "the society" "sed -i 's/  name: \"The Alder Society for Quality Professionals\"/  name: \"The Birch Society for Quality Professionals\"/' mentorpress.yml" "${plain[@]}"
unlike "the address" "sed -i 's,  # address:,  address:,' mentorpress.yml" "${plain[@]}"
unlike "a picture that the frame names" "sed -i 's,  # address:,  address:,' mentorpress.yml; printf 'a picture' >site-templates/assets/social.png" "${plain[@]}"
unlike "a feed" "sed -i 's,  # address:,  address:,; s/  index: no/  index: no\n  feed: yes/' mentorpress.yml" "${plain[@]}"
shown=0 unlike "search engines, which members' pages keep out anyway" "sed -i 's/  index: no/  index: yes/' mentorpress.yml" "${plain[@]}"
unlike "a label" "sed -i 's/,GLP (nonclinical laboratory studies),nonclinical,/,GLP studies,nonclinical,GLP (nonclinical laboratory studies)|/' records/vocab/areas.csv" "${plain[@]}"
unlike "the next cycle" true publish --cycle 2026-04 --as-of 2026-04-10
unlike "k" "sed -i 's/^k: 5/k: 6/' records/policy.yml" publish --cycle 2026-04 --as-of 2026-04-10
unlike "a rollback" true rollback 1 --as-of 2026-03-20
unlike "another day" true publish --as-of 2026-03-20
shown=0 unlike "another document" "sed -i 's/^title: .*/title: \"Once more\"/' content/pages/tutorial.md" "${plain[@]}"
profile=$(python3 -c 'import csv,sys
print([r for r in csv.DictReader(open(sys.argv[1],newline="",encoding="utf-8-sig")) if r["Listed"]=="profile" and r["Entry ID"]][0]["Form entry number"])' "$T/a/private/entry-ids.csv")
unlike "somebody withdraws" "'$MP' withdraw --workspace . mentor $profile --as-of $day --yes" "${plain[@]}"
unlike "somebody is erased" "'$MP' erase --workspace . mentor $profile --as-of 2026-03-20 --yes" publish --cycle 2026-04 --as-of 2026-04-10
rm -rf "$T/e"; mv "$T/w" "$T/e"
from=$T/e unlike "after a rollback, and after that" "'$MP' rollback 1 --workspace . --as-of 2026-04-11 --yes; sed -i 's,  # address:,  address:,' mentorpress.yml" publish --as-of 2026-04-12
ok "an erase forgets what was made" bash -c "rm -rf '$T/w'; cp -r '$T/a' '$T/w'; '$MP' erase --workspace '$T/w' mentor $profile --as-of 2026-03-20 --yes && ! test -e '$T/w/private/rendered-pages'"
# A look says the same, and writes nothing; a preview and a check make all pages.
for k in with without; do
	rm -rf "$T/w"; cp -r "$T/a" "$T/w"; [ $k = with ] || rm "$T/w/private/rendered-pages"
	sed -i 's/  index: no/  index: yes/' "$T/w/mentorpress.yml"; (cd "$T/w" && find private | sort >"$T/.list")
	for look in "diff --as-of 2026-03-20" "publish --dry-run --as-of 2026-03-20" "build --as-of 2026-03-20 --output site/look" "check --as-of 2026-03-20"; do "$MP" $look --workspace "$T/w"; echo "exit $?"; done >"$T/look.$k" 2>&1
	cat "$T"/w/site/look/*.html "$T/w/site/look/pool.csv" >>"$T/look.$k"
	same "looking $k it leaves nothing behind" "$(cd "$T/w" && find private | sort)" "$(cat "$T/.list")"
done
ok "looking says the same with and without it" cmp "$T/look.with" "$T/look.without"
# Two sites beside the whole one, each with pages of its own.
R=$T/roots; sample_workspace "$R"
printf '\nroots:\n  public: "https://open.example.org/mentoring"\n  members: "https://members.example.org/"\n  participants: "https://inside.example.org/p/"\n' >>"$R/mentorpress.yml"
publish_cycle "$R" 2026-03 2026-03-13 >"$T/.r" 2>&1 || cat "$T/.r"
ok "there are pages in a root" test -e "$R/site/public/for-members/mentors-browse.html"
from=$R shown=0 unlike "one document, with roots" "printf '\nOne more.\n' >>content/pages/tutorial.md" "${plain[@]}"
rm -rf "$T/w"; cp -r "$R" "$T/w"; before=$(rendered); printf '\nOne more.\n' >>"$T/w/content/pages/tutorial.md"
ok "... is published" "$MP" publish --workspace "$T/w" --as-of $day --yes
same "... and no page of a root is made again" "$(rendered)" "$before"
from=$R unlike "the addresses of roots" "sed -i 's,https://members.example.org/,https://m.example.org/,; s,https://inside.example.org/p/,https://in.example.org/,' mentorpress.yml" "${plain[@]}"
