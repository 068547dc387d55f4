# Signed editions: git accepts the signatures, verify tells good from bad, a key that cannot be used stops the run before anything moves, an erase
# signs anew. Keys are made here and thrown away.
. "$(dirname "$0")/lib.sh" "$1"
key() { ssh-keygen -q -t ed25519 -N "${2:-}" -C 'keyowner@keymachine' -f "$T/$1"; } # name [passphrase]
allow() { printf '%s %s\n' "mentoring@alder.example.org" "$(cut -d' ' -f1,2 "$T/$1.pub")"; }
sign_with() { printf '\nsign:\n  key: %s\n  allowed_signers: signers\n' "$2" >>"$1/mentorpress.yml"; } # dir, key as named
git_allowed() { git -C "$1/site/repo.git" -c gpg.ssh.allowedSignersFile="$1/signers" "${@:2}"; }
fsck() { git_site "$1" fsck --full --strict --no-progress >"$T/.fsck" 2>&1 && ! [ -s "$T/.fsck" ]; }
publish() { "$MP" publish --workspace "$1" --as-of "${2:-2026-01-16}" --yes "${@:3}"; }
key a; key b; key locked secret
unset SSH_AUTH_SOCK SSH_ASKPASS DISPLAY

# --- signed with a plain key -------------------------------------------------------------------------------------------------------
sample_workspace "$T/w"; records_of "$T/w" 2026-01-16
cp -a "$T/w" "$T/plain"
mkdir -m 700 "$T/w/private"; cp "$T/a" "$T/w/private/signing-key"; sign_with "$T/w" private/signing-key; allow a >"$T/w/signers"
cp -a "$T/w" "$T/again"
says() { grep -qE -- "$1" "$T/said"; } # of the last `run`
run() { "$@" >"$T/said" 2>&1; local r=$?; cat "$T/said"; return $r; }
# A change of a page, another each time. In words: a number may be that of a form entry, which the gate rightly refuses.
line() { more+=" more"; echo "One$more line." >>"$1/content/pages/accessibility.md"; }
ok "a signed edition is published" run publish "$T/w" 2026-01-16 --cycle 2026-01
ok "it says with which key" says "Signed with the key $(ssh-keygen -lf "$T/a.pub" | cut -d' ' -f2 | sed 's/+/./g')"
ok "git verifies the commit" git_allowed "$T/w" verify-commit main
ok "git verifies the tag" git_allowed "$T/w" verify-tag cycle-2026-01
ok "git log shows a good signature" sh -c "git -C '$T/w/site/repo.git' -c gpg.ssh.allowedSignersFile='$T/w/signers' log --show-signature -1 main | grep -q 'Good \"git\" signature for mentoring@alder.example.org'"
ok "the repository is sound" fsck "$T/w"
ok "verify accepts them" run "$MP" verify --workspace "$T/w"
ok "and counts" says "1 of 1 editions and 1 tag are signed by those who are allowed"
ok "nothing of the key's owner or machine is in any object" sh -c "! git -C '$T/w/site/repo.git' cat-file --batch-all-objects --batch --buffer | grep -aq -e keyowner -e keymachine -e '$T'"
same "show gives the message without the signature" "$("$MP" show 1 --workspace "$T/w" | grep -c 'SSH SIGNATURE')" 0
publish "$T/again" 2026-01-16 --cycle 2026-01 >"$T/.p" 2>&1
same "the same inputs and key give the same commit" "$(git_site "$T/again" rev-parse main cycle-2026-01)" "$(git_site "$T/w" rev-parse main cycle-2026-01)"
publish "$T/plain" 2026-01-16 --cycle 2026-01 >"$T/.p" 2>&1
ok "without a key it is published unsigned and says so" grep -q "^Not signed" "$T/.p"
same "the tree does not depend on the signature" "$(git_site "$T/plain" rev-parse 'main^{tree}')" "$(git_site "$T/w" rev-parse 'main^{tree}')"
ok "verify of unsigned editions says so" sh -c "'$MP' verify --workspace '$T/plain' | grep -q 'no edition is signed'"
ok "an unsigned tag has its message alone" sh -c "! git -C '$T/plain/site/repo.git' cat-file tag cycle-2026-01 | grep -q SIGNATURE"

# --- a key that cannot be used: exit 4, and nothing moved ----------------------------------------------------------------------------
cp -a "$T/w" "$T/x"; before=$(git_site "$T/x" rev-parse main); line "$T/x"
bad() { # name, pattern, key as named, code
	sed -i "s|^  key: .*|  key: $3|" "$T/x/mentorpress.yml"
	fails_with "$1" 4 "$2" publish "$T/x" 2026-01-17
	same "… and nothing was published" "$(git_site "$T/x" rev-parse main)" "$before"
}
bad "a missing key" 'H080.*No such file' private/no-such-key
mkdir "$T/x/private/a-folder"; bad "a folder in place of a key" 'H081|H080' private/a-folder
echo "no key" >"$T/x/private/nonsense"; chmod 600 "$T/x/private/nonsense"; bad "a file that is no key" H081 private/nonsense
cp "$T/locked" "$T/x/private/locked"; bad "a key with a passphrase and no agent" 'H081.*passphrase' private/locked
cp "$T/a" "$T/x/private/open"; chmod 644 "$T/x/private/open"; bad "a key that others may read" H081 private/open
ok "no page changed either" "$MP" verify --workspace "$T/x"
# A certificate names people: it is not used.
key ca; cp "$T/a" "$T/x/private/withcert"; cp "$T/a.pub" "$T/x/private/withcert.pub"
ssh-keygen -q -s "$T/ca" -I 'Erika Musterfrau' -n someone "$T/x/private/withcert.pub" 2>/dev/null
bad "a certificate is refused" H081 private/withcert-cert.pub

# --- the agent -----------------------------------------------------------------------------------------------------------------------
eval "$(ssh-agent -s -a "$T/agent")" >/dev/null; trap 'kill ${SSH_AGENT_PID:-} 2>/dev/null; rm -rf "$T"' EXIT
cp "$T/locked.pub" "$T/x/private/locked.pub"
printf '#!/bin/sh\necho secret\n' >"$T/ask"; chmod 700 "$T/ask"
SSH_ASKPASS="$T/ask" SSH_ASKPASS_REQUIRE=force ssh-add -q "$T/locked" 2>/dev/null
{ allow a; allow locked; } >"$T/x/signers"
sed -i "s|^  key: .*|  key: private/locked.pub|" "$T/x/mentorpress.yml"
ok "a key with a passphrase signs through the agent, by its public half" publish "$T/x" 2026-01-17
ok "two keys of two editions are both accepted" sh -c "'$MP' verify --workspace '$T/x' | grep -q '2 of 2 editions and 2 tags'"
ok "git agrees" git_allowed "$T/x" verify-commit main
ssh-add -q -D 2>/dev/null; line "$T/x"
fails_with "an agent that has no such key" 4 H081 publish "$T/x" 2026-01-18
kill "$SSH_AGENT_PID"; wait 2>/dev/null
fails_with "an agent that is gone" 4 H081 publish "$T/x" 2026-01-18
unset SSH_AUTH_SOCK SSH_AGENT_PID
ok "the editions before stand" "$MP" verify --workspace "$T/x"

# --- verify tells bad from good -------------------------------------------------------------------------------------------------------
cp -a "$T/w" "$T/v"; allow b >"$T/v/signers"
fails_with "a signature by nobody who is allowed" 1 'H082.*edition 1' "$MP" verify --workspace "$T/v"
{ printf 'mentoring@alder.example.org valid-after="20270101" %s\n' "$(cut -d' ' -f1,2 "$T/a.pub")"; } >"$T/v/signers"
fails_with "a key that was not yet in use on that day" 1 H082 "$MP" verify --workspace "$T/v"
{ printf 'mentoring@alder.example.org valid-before="20260201" %s\n' "$(cut -d' ' -f1,2 "$T/a.pub")"; } >"$T/v/signers"
ok "a key that was retired since" "$MP" verify --workspace "$T/v"
rm "$T/v/signers"; fails_with "a file of signers that is not there" 1 'H082.*no file' "$MP" verify --workspace "$T/v"
sed -i '/allowed_signers/d' "$T/v/mentorpress.yml"
ok "without a file of signers they are counted, not checked" sh -c "'$MP' verify --workspace '$T/v' | grep -q 'not checked'"
# A message changed under its signature: the objects are sound, the signature is not.
cp -a "$T/w" "$T/f"; g=$T/f/site/repo.git
git -C "$g" cat-file commit main | sed 's/^Gate: passed/Gate: opened/' >"$T/forged"
forged=$(git -C "$g" hash-object -t commit -w --stdin <"$T/forged"); git -C "$g" update-ref refs/heads/main "$forged"
fails_with "a message changed under its signature" 1 'H082.*edition 1' "$MP" verify --workspace "$T/f"
# An unsigned edition on top of a signed one.
cp -a "$T/w" "$T/u"; sed -i '/^sign:/,$d' "$T/u/mentorpress.yml"; line "$T/u"
ok "going on without a key works" publish "$T/u" 2026-01-17
printf '\nsign:\n  allowed_signers: signers\n' >>"$T/u/mentorpress.yml"
ok "verify warns of an unsigned edition after signed ones" sh -c "'$MP' verify --workspace '$T/u' 2>&1 | grep -q 'H083.*edition 2'"

# --- erase signs anew -----------------------------------------------------------------------------------------------------------------
line "$T/w"; publish "$T/w" 2026-01-17 >"$T/.p" 2>&1
who() { sqlite3 "$1/private/mentorpress.db" "SELECT id FROM pool_entry WHERE kind = 1 AND state = 'current' ORDER BY id LIMIT 1"; }
cp -a "$T/w" "$T/e"; cp -a "$T/w" "$T/n"; id=$(who "$T/e"); was=$(git_site "$T/e" rev-parse main)
cp -a "$T/w" "$T/l"; rm "$T/l/private/signing-key"
fails_with "an erase with a key that is gone" 4 H080 "$MP" erase "$id" --workspace "$T/l" --as-of 2026-01-18 --yes
same "… changes nothing" "$(git_site "$T/l" rev-parse main)" "$was"
ok "erase of a signed history" run "$MP" erase "$id" --workspace "$T/e" --as-of 2026-01-18 --yes
ok "it says that it signed anew" says "signed anew"
ok "every commit has another id" test "$(git_site "$T/e" rev-parse main)" != "$was"
ok "verify accepts the new signatures" sh -c "'$MP' verify --workspace '$T/e' | grep -q '2 of 2 editions and 2 tags'"
ok "git verifies commits" git_allowed "$T/e" verify-commit main main~1
ok "git verifies tags" git_allowed "$T/e" verify-tag cycle-2026-01 edition-0002
ok "the new history is sound" fsck "$T/e"
sed -i '/^sign:/,$d' "$T/n/mentorpress.yml"
ok "erase without the key works" run "$MP" erase "$id" --workspace "$T/n" --as-of 2026-01-18 --yes
ok "and warns" says H084
ok "no stale signature is left" sh -c "! git -C '$T/n/site/repo.git' cat-file --batch-all-objects --batch --buffer | grep -aq -e gpgsig -e 'SSH SIGNATURE'"
ok "that history is sound" fsck "$T/n"

# --- an ECDSA key: works, though its ids differ each time ---------------------------------------------------------------------------
cp -a "$T/plain" "$T/ecdsa"; ssh-keygen -q -t ecdsa -N '' -f "$T/ecdsa/private/key"
sign_with "$T/ecdsa" private/key; printf 'x@example.org %s\n' "$(cut -d' ' -f1,2 "$T/ecdsa/private/key.pub")" >"$T/ecdsa/signers"; line "$T/ecdsa"
ok "an ECDSA key signs" publish "$T/ecdsa" 2026-01-17
ok "verify: the first edition unsigned, the second signed" sh -c "'$MP' verify --workspace '$T/ecdsa' | grep -q '1 of 2 editions and 1 tag'"
