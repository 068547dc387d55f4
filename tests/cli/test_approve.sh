#!/usr/bin/env bash
# approve: signatures become a fingerprint; the rest of the file stays to the byte; a changed text has to be signed again. And what the edition does with it:
# a published version may not go, nor turn back into a draft.
. "$(dirname "$0")/lib.sh" "$1"
W=$T/w; sample_workspace "$W"; rm -rf "$W/records"
S=$W/content/sops; N=$S/MP-02.05.md
approve() { "$MP" approve --workspace "$W" --as-of 2026-06-01 "$@"; }
check() { "$MP" check --workspace "$W" --as-of 2026-06-01 "$@"; }
sum() { sha256sum "$1" | cut -c1-16; }
ok "the sample has nothing to approve" check
fails_with "an approved document needs nothing" 0 'approved already' approve MP-02.04 --yes
fails_with "an unknown number" 1 'C116.*no content/sops/MP-07.01.md' approve MP-07.01 --yes
fails_with "a path out of the folder" 1 'C116' approve ../pages/index --yes
fails_with "no number is wrong usage" 2 'approve' approve

# The next version, as a committee member would write it: Windows line ends, a comment, one clause changed, one new.
python3 - "$S/MP-02.04.md" "$N" <<'P'
import re, sys
t = open(sys.argv[1], encoding="utf-8").read()
t = t.replace("number: MP-02.04", "number: MP-02.05  # the next").replace('version: "04"', 'version: "05"').replace("supersedes: MP-02.03", "supersedes: MP-02.04")
t = t.replace("effective: 2026-05-01", "effective: 2026-09-01").replace("2029-05-01", "2029-09-01").replace("approved: 2026-01-14\n", "draft: yes\n").replace("2026-01-14", "2026-05-20").replace("2026-01-09", "2026-05-12")
t = re.sub(r'fingerprint: .*\n', "", t)
assert "within 7 days" in t
head, body = t.split("\n---\n", 1)
body = re.sub(r"(?m)^(5\.1\.3 .*)$", r"\1 Promptly.", body) if re.search(r"(?m)^5\.1\.3 ", body) else re.sub(r"(?m)^(\W*5\.1\.3\b.*)$", r"\1 Promptly.", body)
open(sys.argv[2], "w", encoding="utf-8", newline="").write((head + "\n---\n" + body).replace("\n", "\r\n"))
P
cp "$N" "$T/draft"
ok "a draft is left out" check
fails_with "a dry run shows the clause and writes nothing" 0 'reworded 1: 5\.1\.3' approve MP-02.05 --dry-run
same "nothing was written" "$(sum "$N")" "$(sum "$T/draft")"
fails_with "without a terminal it does not ask" 1 'C119.*--yes|add --yes' approve MP-02.05 </dev/null
same "still nothing" "$(sum "$N")" "$(sum "$T/draft")"
fails_with "it says what is to be approved" 0 'Approved, not yet effective, from September 1, 2026' approve content/sops/MP-02.05.md --yes
ok "the approved version is in order" check
same "only the three settings are other lines" "$(diff <(tr -d '\r' <"$T/draft") <(tr -d '\r' <"$N") | grep -c '^[<>]')" 3
same "Windows line ends stay" "$(grep -c $'\r$' "$N")" "$(wc -l <"$N" | tr -d ' ')"
same "approved is the day of the last signature" "$(tr -d '\r' <"$N" | grep '^approved: ')" "approved: 2026-05-20"
fails_with "a second time there is nothing to do" 0 'approved already' approve MP-02.05 --yes
fails_with "as JSON" 0 '"written":false' approve MP-02.05 --yes --json

# A change after the approval.
cp "$N" "$T/good"; printf 'One more word.\r\n' >>"$N"
fails_with "a changed text stops the edition and names the command" 1 'C057.*|mentorpress approve MP-02.05' check
fails_with "old signatures do not count for it" 1 'C117.*changed after it was approved on 2026-05-20' approve MP-02.05 --yes
sed -i '/approved_by/,/---/s/2026-05-20/2026-05-29/' "$N"
fails_with "signed again it is approved" 0 'approved before, as' approve MP-02.05 --yes
ok "and in order" check
fails_with "with the new day" 0 '^approved: 2026-05-29' tr -d '\r' <"$N"
# Signatures that are missing or lie ahead, heads that cannot be edited.
sed '/^approved_by/,/Signature on file/d' "$T/draft" >"$N"
fails_with "nobody has signed" 1 'C117.*names nobody who approved' approve MP-02.05 --yes
sed 's/2026-05-20/2026-06-02/' "$T/draft" >"$N"
fails_with "a signature of tomorrow" 1 'C117.*future' approve MP-02.05 --yes
sed 's/supersedes: MP-02.04/supersedes: MP-02.03/' "$T/draft" >"$N"; cp "$N" "$T/chain"
fails_with "a broken chain is not approved" 1 'C055.*passes it over' approve MP-02.05 --yes
same "and not written" "$(sum "$N")" "$(sum "$T/chain")"
sed 's/Marguerite Oyelaran-Fisk/Nobody Known/' "$T/draft" >"$N"
fails_with "nor a name that is not declared" 1 'C059' approve MP-02.05 --yes
sed 's/^draft: yes/fingerprint: >-\n  0000/' "$T/draft" >"$N"
fails_with "a head that is laid out otherwise" 1 'C118' approve MP-02.05 --yes
# What is wrong in another family does not stop an approval.
cp "$T/draft" "$N"; printf 'x\n' >>"$S/MP-01.02.md"
fails_with "another document's trouble is only counted" 0 'Elsewhere in content/ 1 problem' approve MP-02.05 --yes
cp "$ROOT/content/sops/MP-01.02.md" "$S/"

# Editions remember.
publish() { "$MP" publish --workspace "$W" --as-of "$1" --yes; }
ok "publish" publish 2026-06-01
mv "$N" "$T/last"
fails_with "a published version may not go" 1 'S055.*MP-02.05 was published, and its file is gone' publish 2026-06-02
mv "$T/last" "$N"; mv "$S/MP-02.01.md" "$T/gone"
fails_with "nor leave its successors without a beginning" 1 'C055.*MP-02.01' publish 2026-06-02
printf 'MP-02,MP-02.01,Mentoring partnerships,Archive,,2009-10-19,2016-06-01\n' >>"$W/content/documents.csv"
fails_with "unless it is registered as kept elsewhere" 0 'Published edition 2' publish 2026-06-02
mv "$T/gone" "$S/MP-02.01.md"; sed -i '$d' "$W/content/documents.csv"
ok "it comes back" publish 2026-06-03
sed -i 's/^title:/draft: yes\ntitle:/' "$S/MP-02.05.md"
fails_with "nor turn back into a draft" 1 'S055.*now a draft' publish 2026-06-04
cp "$T/good" "$S/MP-02.05.md"
fails_with "a look back to the day before its approval is no loss" 0 'Preview' "$MP" build --workspace "$W" --as-of 2026-05-19 --output look
fails_with "the superseded version says so" 0 'SUPERSEDED BY MP-02.04 on May 1, 2026' cat "$W/site/public/docs/MP-02.03.html"
