# mentorpress compare: versions on the terminal and as JSON, drafts included, in a workspace without records.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w; mkdir -p "$W"; cp -r "$ROOT/content" "$ROOT/site-templates" "$ROOT/mentorpress.yml" "$W/"
compare() { "$MP" compare --workspace "$W" --as-of 2026-03-14 "$@"; }
prints() { # name, pattern, command …
	fails_with "$1" 0 "$2" "${@:3}"
}
prints "what changed is listed first" '^Changed: 1, 4\.3, 5\.1\.3, 5\.3\.3, 6$' compare MP-02.03 MP-02.04
prints "words that were added are marked" 'applicant \{\+within 7 days\+\} that' compare MP-02.03 MP-02.04
prints "the other way round they were removed" 'applicant \[-within 7 days-\] that' compare MP-02.04 MP-02.03
prints "changes that are not stated are named" '^Differ, but are not named in its significant changes: 4\.3, 6$' compare MP-02.03 MP-02.04
prints "questions that rest on them are named" 'content/faqs/units\.md: What do your units' compare MP-02.03 MP-02.04
prints "a family: the coming version against the one in force" '^From MP-02\.03 .*in force from' compare MP-02
prints "one version: against the one before" '^From MP-02\.01 ' compare MP-02.02
prints "a version with itself" '^There is no difference\.$' compare MP-02.02 MP-02.02
fails_with "an unknown number has a near one" 1 'did you mean MP-02\.03\?' compare MP-02.3 MP-02.04
fails_with "versions of different documents" 1 'error\[S051\]' compare MP-01.01 MP-02.01
fails_with "the first version alone" 1 'error\[S052\]' compare MP-02.01
fails_with "no number at all" 2 'NUMBER' compare
# A draft: the next version, a clause put in and its followers renumbered.
python3 - "$W" <<'PY'
import re, sys
text = open(sys.argv[1] + "/content/sops/MP-02.04.md", encoding="utf-8").read()
text = re.sub(r"number: MP-02\.04", "number: MP-02.05", text).replace('version: "04"', 'version: "05"').replace("supersedes: MP-02.03", "supersedes: MP-02.04")
text = re.sub(r"(?m)^(approved|effective|fingerprint):.*\n", "", text)
text = re.sub(r"(?ms)^reviewed_by:.*?(?=^---)", "", text)
text = text.replace("5.4.3 ", "5.4.4 ", 1) if "\n5.4.3 " in text else text
text = text.replace("\n5.4.4 Halfway", "\n5.4.3 Both participants shall keep a note of what they agreed on at each meeting.\n\n5.4.4 Halfway")
open(sys.argv[1] + "/content/sops/MP-02.05.md", "w", encoding="utf-8").write(text)
PY
prints "a draft is compared with the version in force" '^To   MP-02\.05  Draft' compare MP-02.05
prints "a renumbered clause has moved" '5\.4\.4 \(was 5\.4\.3\)|^5\.4\.4 moved from 5\.4\.3' compare MP-02.04 MP-02.05
compare MP-02.03 MP-02.04 --json >"$T/j.json"
ok "JSON tells the same" python3 - "$T/j.json" <<'PY'
import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
assert d["ok"] and not d["identical"] and d["before"] == "MP-02.03", d.keys()
c = {x["number"]: x for x in d["clauses"]}
assert c["5.1.8"]["change"] == "new" and c["5.1.3"]["change"] == "changed"
runs = c["5.1.3"]["blocks"][0]["runs"]
assert [r["part"] for r in runs] == ["same", "added", "same"], runs
new = " ".join(r["text"] for r in runs if r["part"] != "removed")
assert new == "Headquarters shall confirm to each applicant within 7 days that the application has arrived.", new
PY
ok "nothing was written" test ! -e "$W/private" -a ! -e "$W/site"
sed -i 's/^title: .*/title:/' "$W/content/pages/contact.md"
prints "another document's error does not stop it" 'The content has errors' compare MP-02.03 MP-02.04
# check warns of answers older than their clause once the new version is in force.
rm "$W/content/sops/MP-02.05.md"; cp "$ROOT/content/pages/contact.md" "$W/content/pages/"
prints "check names an answer to look at again" 'content/faqs/units\.md:5:11: warning\[C110\]: MP-02 5\.3\.3 changed with MP-02\.04 on 2026-05-01' "$MP" check --workspace "$W" --as-of 2026-05-01
ok "not before" bash -c '! "$1" check --workspace "$2" --as-of 2026-04-30 2>&1 | grep C110' - "$MP" "$W"
