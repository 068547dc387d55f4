#!/usr/bin/env bash
# new: well-formed files of every kind, the next version of an SOP, nothing overwritten.
. "$(dirname "$0")/lib.sh"
W=$T/w
fresh() { rm -rf "$W"; mkdir "$W"; cp -r "$ROOT/content" "$ROOT/site-templates" "$ROOT/mentorpress.yml" "$W/"; }
new() { "$MP" new --workspace "$W" --as-of 2026-03-20 "$@"; }
check() { "$MP" check --workspace "$W" --as-of 2026-03-20; }
problems() { # what a preview with drafts finds: check leaves drafts out
	python3 - "$MP" "$W" <<'P'
import re, subprocess, sys, urllib.request
s = subprocess.Popen([sys.argv[1], "serve", "--workspace", sys.argv[2], "--as-of", "2026-03-20", "--port", "0"], stdout=subprocess.PIPE, text=True)
port = re.search(r"localhost:(\d+)", s.stdout.readline()).group(1)
page = urllib.request.urlopen(f"http://localhost:{port}/_mentorpress/").read().decode()
s.terminate(); s.wait(timeout=20)
print("none" if "<p>None.</p>" in page else re.search(r"<h2>Problems</h2>(.*?)<h2>", page, re.S).group(1))
sys.exit(0 if "<p>None.</p>" in page else 1)
P
}
fresh
ok "a question" new faq "Können wir uns \"früher\" treffen…?"
F=$W/content/faqs/konnen-wir-uns-fruher-treffen.md
ok "  is named by its words" test -f "$F"
same "  has its title as typed" "$(sed -n 2p "$F")" 'title: "Können wir uns \"früher\" treffen…?"'
same "  gets the next place" "$(grep -oE '^order: [0-9]+' "$F")" "order: $(($(grep -hoE '^order: [0-9]+' "$ROOT"/content/faqs/*.md | grep -oE '[0-9]+' | sort -n | tail -1) + 1))"
for key in audience updated clauses keywords draft; do ok "  shows the setting $key" grep -qE "^(# )?$key:" "$F"; done
ok "a definition" new definition "Sharing note"
rm "$W/content/definitions/sharing-note.md" # a term that no page uses is told, below nothing may be
for kind in guidance page tool; do ok "a $kind" new $kind "Sharing A/V notes & more ($kind)"; done
ok "a name is turned into a title" sh -c "'$MP' new --workspace '$W' --as-of 2026-03-20 page travel-notes && grep -q 'title: \"Travel notes\"' '$W/content/pages/travel-notes.md'"
ok "a title without any Latin letter with --name" new faq "Можно ли?" --name may-i
ok "an SOP gets the next number" sh -c "'$MP' new --workspace '$W' sop 'Keeping records' && test -f '$W/content/sops/MP-03.01.md'"
ok "or the number before its title" sh -c "'$MP' new --workspace '$W' sop 'CERT-01 Certificates' && grep -q '^number: CERT-01.01' '$W/content/sops/CERT-01.01.md' && grep -q 'title: \"Certificates\"' '$W/content/sops/CERT-01.01.md'"
ok "a first version can be followed" new sop --from CERT-01.01
same "  by the next, which supersedes it" "$(grep '^supersedes' "$W/content/sops/CERT-01.02.md")" "supersedes: CERT-01.01"
ok "the next version of an SOP" new sop --from MP-02.04
S=$W/content/sops/MP-02.05.md
for line in 'number: MP-02.05' 'version: "05"' 'supersedes: MP-02.04' 'original_issue: 2009-10-19' '# effective: YYYY-MM-DD.*'; do ok "  has $line" grep -qxE "$line" "$S"; done
ok "  has no approval and no fingerprint" sh -c "! grep -qE '^(approved|approved_by|reviewed_by|fingerprint|effective|review_due|changes)' '$S'"
ok "  waits for its changes" grep -q "To be written: what is different from MP-02.04" "$S"
same "  keeps every clause" "$(sed -n '/^## 2/,$p' "$S")" "$(sed -n '/^## 2/,$p' "$W/content/sops/MP-02.04.md")"
ok "all of it passes check" check
ok "and a look with drafts finds nothing" problems
cp -r "$W/content" "$T/before"
fails_with "nothing is overwritten" 1 "C140" new faq "Konnen wir uns fruher treffen"
fails_with "not by a number either" 1 "C140" new sop --from MP-02.04
fails_with "nor an older one" 1 "C140.*|help: .*MP-02.05" new sop --from MP-02.03
fails_with "a family that exists is followed with --from" 1 "C144" new sop "MP-02 Again"
fails_with "a version that is not there" 1 "C143" new sop --from MP-02.77
fails_with "  and the newest is named" 1 "MP-02.05" new sop --from MP-02.77
fails_with "no number at all" 1 "C143" new sop --from MP-02
fails_with "only SOPs have versions" 1 "C143" new faq --from MP-02.03
fails_with "a kind there is not" 1 'C142.*|did you mean "faq"' new fax "X"
fails_with "a title without a letter" 1 "C141" new faq "Можно ли?"
fails_with "a name that cannot be" 1 "C141" new faq "X" --name "../x"
fails_with "no title" 1 "C144" new faq ""
fails_with "a title of two lines" 1 "C144" new faq "$(printf 'a\nb')"
fails_with "outside of a workspace" 1 "mentorpress.yml" "$MP" new --workspace "$T" faq x
same "all that changed nothing" "$(diff -r "$T/before" "$W/content" && echo same)" same
same "as JSON" "$(new faq "One more" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["file"])')" "content/faqs/one-more.md"
fresh; rm -r "$W"/content/sops "$W"/content/tools
fails_with "without SOPs a number is asked for" 1 "C144" new sop "First"
ok "and taken" new sop "AB-01 First"
ok "folders are made when they are missing" new tool "A form"
# Taken out of draft, each kind passes too.
fresh
for kind in faq guidance page definition tool; do new $kind "A thing for $kind" >/dev/null; sed -i '/^draft:/d' "$W"/content/*/a-thing-for-$kind.md; done
ok "taken out of draft, all kinds pass" check
