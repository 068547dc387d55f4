# A site for each circle of readers: what is for members or participants is in no file of a wider circle, links between the sites, the page for
# wrong addresses, former addresses, sitemap and feed, and that verify and erase know the copies.
. "$(dirname "$0")/lib.sh" "$1"
roots() { # dir: with addresses for all, search engines invited
	python3 - "$1/mentorpress.yml" <<'P'
import sys
p=sys.argv[1]; s=open(p).read().replace("  index: no\n","  index: yes\n  sitemap: yes\n")
open(p,"w").write(s+'\nroots:\n  public: "https://open.example.org/mentoring"\n  members: "https://members.example.org/"\n  participants: "https://inside.example.org/p/"\n')
P
}
page() { # file, readers, title, body, more lines of the head
	printf -- '---\ntitle: '\''%s'\''\nreaders: %s\n%b---\n%s\n' "$3" "$2" "${5:-}" "$4" >"$1"
}
documents() { # dir: one of every kind for each circle that is not the public
	local r C=$1/content
	for r in members participants; do
		page "$C/pages/hidden-$r.md" $r "Zqx$r page" "Text zqx$r." 'lead: "Zqx lead '$r'"\n'
		page "$C/guidance/hidden-$r.md" $r "Zqx$r guidance" "Text zqx$r."
		page "$C/tools/hidden-$r.md" $r "Zqx$r tool" "Text zqx$r."
		page "$C/definitions/hidden-$r.md" $r "Zqx$r definition" "Text zqx$r."
		page "$C/faqs/hidden-$r.md" $r "Zqx$r question?" "Text zqx$r. See MP-02.xx." 'audience: everyone\nclauses: ["MP-02 5.1.1"]\naliases: ["old-question-'$r'.html"]\n'
	done
	page "$C/guidance/open.md" public 'Open "guidance" <for> all & 🙂' "See MP-02.xx, [the page](../pages/hidden-members.md), [a question](../faqs/hidden-participants.md) and [How](../pages/how-it-works.md)." 'aliases: [older.html, docs/deep/older.html]\nlang: fr\n'
	page "$C/faqs/open.md" public "May anybody read this?" "Yes. [Here](#hidden-members)." 'audience: everyone\nclauses: ["MP-02 5.1.1"]\naliases: ["faqs.html#was-open"]\n'
}
family() { # dir: two versions of a procedure for members, and public things that lead to it
	local v C=$1/content
	for v in 01 02; do
		printf -- '---\ntitle: Zqxmembers procedure\nnumber: ZQ-01.%s\nversion: "%s"\nreaders: members\n%soriginal_issue: 2020-01-01\neffective: 202%d-01-15\nchanges: Zqxmembers change, 1.1.\napproved_by:\n  - name: Marguerite Oyelaran-Fisk\n    credentials: RQAP-GLP\n    title: Board Liaison\n    date: 202%d-12-01\n    meaning: Approved for use\n    method: Signature on file\n---\n## 1. Zqxmembers scope\n\n1.1. The zqxmembers word of version %s. It rests on CE-01.\n' "$v" "$v" "$([ $v = 02 ] && printf 'supersedes: ZQ-01.01\n_')" "$((v + 3))" "$((v + 2))" "$v" | sed 's/^_//' >"$C/sops/ZQ-01.$v.md"
		"$MP" approve "ZQ-01.$v" --workspace "$1" --as-of 2026-03-13 --yes >"$T/approve.log" 2>&1 || cat "$T/approve.log"
	done
	page "$C/definitions/open-term.md" public "Zqopen term" "A zqopen word anybody may read."
	page "$C/guidance/hidden-uses.md" members "Zqxmembers uses" "A zqopen term, and CE-01 of zqxmembers."
	sed -i '/^C,/s/MP-02 5.1.3/ZQ-01 1.1/' "$C/flowchart.csv"
	sed -i 's/^clauses: .*/clauses: ["MP-02 5.1.1", "ZQ-01 1.1"]/' "$C/faqs/open.md"
}
sop_title() { sed -n 's/^title: *//p' "$ROOT/content/sops/MP-02.03.md" | tr -d '"' | head -n1; }
nowhere() { [ -d "$2" ] && ! grep -rqiF -- "$1" "$2/"; } # words, folder

W=$T/docs; sample_workspace "$W"; roots "$W"; documents "$W"; family "$W"
rm -r "$W/records"
ok "an edition with three sites is published" "$MP" publish --workspace "$W" --as-of 2026-03-13 --yes
P=$W/site/for-public M=$W/site/for-members A=$W/site/for-participants
ok "each has its folder" test -f "$P/index.html" -a -f "$M/index.html" -a -f "$A/index.html"
ok "verify knows them" "$MP" verify --workspace "$W"
for r in members participants; do
	ok "the public's site holds no word of what is for $r" nowhere "zqx$r" "$P"
done
ok "nor a title of a procedure that members read" nowhere "$(sop_title)" "$P"
for f in docs/ZQ-01.01.html docs/ZQ-01.02.html docs/ZQ-01.html docs/ZQ-01-history.html docs/ZQ-01.01-02.html docs/ZQ-01.01-ZQ-01.02.html; do
	ok "  nor has a page $f" test ! -e "$P/$f"
done
ok "  the public's term says nothing of members' pages" sh -c "grep -q 'Zqopen term' '$P/definitions.html' && ! grep -q 'hidden-uses' '$P/definitions.html' && grep -q 'hidden-uses' '$M/definitions.html'"
ok "  members have the comparison" sh -c "ls '$M'/docs | grep -q '^ZQ-01.*02' && grep -rq 'zqxmembers word' '$M/docs'"
ok "members read theirs" grep -rqF "Zqxmembers guidance" "$M/documents.html" "$M/documents.csv"
ok "and no word of what is for participants" nowhere zqxparticipants "$M"
ok "participants read all" sh -c "grep -q Zqxparticipants '$A/documents.html' && grep -q Zqxmembers '$A/faqs.html' && grep -q 'May anybody' '$A/faqs.html'"
ok "a link to a narrower page leads to the site that has it" grep -qF 'href="https://members.example.org/hidden-members.html"' "$P/guidance-open.html"
ok "a link to a narrower question too" grep -qF 'href="https://inside.example.org/p/faqs.html#hidden-participants"' "$M/guidance-open.html"
ok "a link from the same page too" grep -qF 'href="https://members.example.org/faqs.html#hidden-members"' "$P/faqs.html"
ok "among members it is a plain link" grep -qF 'href="hidden-members.html"' "$M/guidance-open.html"
ok "a number that is linked says no hidden title" sh -c "grep -q 'https://members.example.org/docs/MP-02.html' '$P/guidance-open.html' && ! grep -q 'docs/MP-02.html\" title' '$P/guidance-open.html'"
ok "titles are escaped for sharing" grep -qF 'property="og:title" content="Open “guidance” &lt;for&gt; all &amp; 🙂"' "$P/guidance-open.html"
ok "a document has its own language" grep -qF '<main id="main" tabindex="-1" lang="fr">' "$P/guidance-open.html"
ok "canonical links are whole" grep -qF '<link rel="canonical" href="https://open.example.org/mentoring/guidance-open.html">' "$P/guidance-open.html"
ok "a former address leads on" grep -qF 'content="0; url=../../guidance-open.html"' "$P/docs/deep/older.html"
ok "a question's former place is on its page" grep -qF '<span id="was-open"></span>' "$P/faqs.html"
ok "a hidden question's former address is not there" test ! -e "$P/old-question-members.html" -a -e "$M/old-question-members.html"
ok "the public's search page says whose the entries are" grep -qF 'https://members.example.org/mentors.html' "$P/mentors.html"
# --- for machines
python3 - "$P" "$M" <<'Q' && echo "ok sitemap and feed are well-formed and speak of the public's pages only" || echo "not ok sitemap and feed"
import sys,os,xml.etree.ElementTree as E,urllib.parse
p,m=sys.argv[1:]; top="https://open.example.org/mentoring/"
locs=[e.text for e in E.parse(p+"/sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
assert locs==sorted(set(locs),key=lambda u:(u[len(top):] or "index.html")) and top in locs and top+"guidance-open.html" in locs, locs
for u in locs:
    assert u.startswith(top); f=p+"/"+(u[len(top):] or "index.html"); t=open(f,encoding="utf-8").read()
    assert "noindex" not in t and "http-equiv=\"refresh\"" not in t, u
assert not os.path.exists(m+"/sitemap.xml") and "Disallow: /" in open(m+"/robots.txt").read()
assert "Sitemap: "+top+"sitemap.xml" in open(p+"/robots.txt").read()
a="{http://www.w3.org/2005/Atom}"; f=E.parse(p+"/changes.atom").getroot()
for x in ("id","title","updated","author"): assert f.find(a+x) is not None, x
assert [l.get("href") for l in f.findall(a+"link") if l.get("rel")=="self"]==[top+"changes.atom"]
assert f.findall(a+"entry") and all(e.find(a+x) is not None for e in f.findall(a+"entry") for x in ("id","title","updated","content"))
Q
# --- the page for wrong addresses, asked for from deep below
python3 - "$P" <<'Q' && echo "ok 404 works from /mentoring/a/b/c" || echo "not ok 404 works from /mentoring/a/b/c"
import sys,os,re,urllib.parse as U
p=sys.argv[1]; t=open(p+"/404.html",encoding="utf-8").read(); n=0
for h in re.findall(r'(?:href|src)="([^"]*)"',t):
    u=U.urlparse(U.urljoin("https://open.example.org/mentoring/a/b/c",h))
    if u.scheme=="mailto" or u.netloc!="open.example.org" or h.startswith("#"): continue
    assert u.path.startswith("/mentoring/"), h
    f=u.path[len("/mentoring/"):] or "index.html"; assert os.path.exists(p+"/"+f), h; n+=1
assert n>8 and '/mentoring/assets/site.css' in t
Q
# --- later editions
cp "$P/changes.atom" "$T/atom.1"
ok "the same again is no edition" sh -c "'$MP' publish --workspace '$W' --as-of 2026-03-14 --yes | grep -qi 'nothing'"
sed -i 's/^readers: public/readers: members/' "$W/content/faqs/open.md"; sed -i 's/^title: .*/title: "Zqxlater title?"/' "$W/content/faqs/open.md"
page "$W/content/guidance/new.md" members "Zqxnews" "Text."
rm "$W/content/tools/hidden-members.md"
fails_with "an address that is gone is told, with the line to write" 0 'aliases: \[tool-hidden-members.html\]' "$MP" publish --workspace "$W" --as-of 2026-03-15 --yes
ok "what members got is no news for the public" sh -c "! grep -rqi -e zqxlater -e zqxnews -e zqxmembers '$P/'"
ok "and is for members" grep -q Zqxnews "$M/changes.atom"
python3 - "$T/atom.1" "$P/changes.atom" <<'Q' && echo "ok ids of the feed stay" || echo "not ok ids of the feed stay"
import sys,xml.etree.ElementTree as E
a="{http://www.w3.org/2005/Atom}"; ids=[[e.find(a+"id").text for e in E.parse(f).getroot().findall(a+"entry")] for f in sys.argv[1:]]
feed=[E.parse(f).getroot().find(a+"id").text for f in sys.argv[1:]]
assert feed[0]==feed[1] and set(ids[0])<set(ids[1]) and len(set(ids[1]))==len(ids[1]), ids
Q
rm "$W/site/for-public"
fails_with "verify sees a site that is not linked" 1 'for-public' "$MP" verify --workspace "$W"
sed -i 's/^title: .*/title: "Another?"/' "$W/content/faqs/open.md"
ok "the next publish links it again" sh -c "'$MP' publish --workspace '$W' --as-of 2026-03-16 --yes && '$MP' verify --workspace '$W'"
# --- mistakes
cp -a "$W" "$T/m"; sed -i 's|members: "https.*|members:|' "$T/m/mentorpress.yml"
fails_with "without the address a link to a narrower page is an error" 1 'S043.*for the public and links to' "$MP" check --workspace "$T/m" --as-of 2026-03-16
cp -a "$W" "$T/n"; sed -i 's/^aliases: \[older.html.*/aliases: [index.html, faqs.html, "for-public\/x.html", ..\/x.html]/' "$T/n/content/guidance/open.md"
fails_with "an alias that cannot be one" 1 'C147' "$MP" check --workspace "$T/n" --as-of 2026-03-16
sed -i 's/^aliases: \[index.html.*/aliases: [faqs.html, older.html]/' "$T/n/content/guidance/open.md"; sed -i 's/^aliases: .*/aliases: [older.html]/' "$T/n/content/faqs/open.md"
fails_with "an alias that is taken" 1 'S040.*faqs.html' "$MP" check --workspace "$T/n" --as-of 2026-03-16
ok "an alias claimed twice" sh -c "'$MP' check --workspace '$T/n' --as-of 2026-03-16 2>&1 | grep -q 'S041.*older.html'"
sed -i '/^roots:/,$d' "$W/mentorpress.yml"; sed -i 's/^title: .*/title: "Once more?"/' "$W/content/faqs/open.md"
ok "without roots there is one site again" sh -c "'$MP' publish --workspace '$W' --as-of 2026-03-17 --yes 2>&1 && '$MP' verify --workspace '$W' && ! test -e '$W/site/for-public' -o -L '$W/site/for-public' && ! test -e '$W/site/public/for-members'"
ok "and no sitemap, which is told" sh -c "'$MP' check --workspace '$W' --as-of 2026-03-17 2>&1 | grep -q C145 && ! test -e '$W/site/public/sitemap.xml'"

# --- with records: who is erased is erased in every copy
R=$T/records; sample_workspace "$R"; roots "$R"
publish_cycle "$R" 2026-03 2026-03-13 >"$T/.p" 2>&1; same "a cycle with roots is published" $? 0
id=$(awk -F, '$1 == "mentors" && $3 == "profile" { print $2; exit }' "$R/site/public/pool.csv")
ok "members see the entries ($id)" grep -q "$id" "$R/site/for-members/mentors.html" "$R/site/for-members/pool.csv"
ok "the public sees none" sh -c "! grep -rqE '[0-9B-Z]{3}-[0-9B-Z]{4}\"' '$R/site/for-public/mentors.html' && [ \$(wc -l <'$R/site/for-public/pool.csv') -le 1 ] && ! grep -rq '$id' '$R/site/for-public/'"
before=$(sha256sum <"$R/site/for-public/pool.csv")
ok "an entry is erased" "$MP" erase "$id" --workspace "$R" --as-of 2026-03-14 --yes
ok "and is in no copy and no object" sh -c "! grep -rq '$id' '$R/site/public/' '$R/site/for-members/' && ! git -C '$R/site/repo.git' cat-file --batch-all-objects --batch --buffer | grep -aq '$id'"
same "the public's table is not filled by that" "$(sha256sum <"$R/site/for-public/pool.csv")" "$before"
ok "what is left is sound" "$MP" verify --workspace "$R"
same "the count is that of what is left in each copy" "$(grep -oE '<strong>[0-9]+</strong> profiles?' "$R/site/for-members/mentors.html" | head -n1)" "$(grep -oE '<strong>[0-9]+</strong> profiles?' "$R/site/public/mentors.html" | head -n1)"
