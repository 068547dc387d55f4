# push, to folders, over SSH and over HTTPS, to servers on this machine: what arrives, what is refused, what is said; nothing here changes.
. "$(dirname "$0")/lib.sh" "$1"
HERE=$(cd "$(dirname "$0")" && pwd); PY=/usr/bin/python3
says() { grep -qE -- "$1" "$T/said"; } # of the last `run`
run() { "$@" >"$T/said" 2>&1; local r=$?; cat "$T/said"; return $r; }
publish() { "$MP" publish --workspace "$1" --as-of "$2" --yes "${@:3}"; }
push() { "$MP" push --workspace "$@"; } # dir, arguments
line() { echo "One more line, number $2." >>"$1/content/pages/accessibility.md"; }
bare() { git init -q --bare -b main "$1"; git -C "$1" config receive.fsckObjects true; }
at() { git -C "$1" rev-parse -q --verify "$2" 2>/dev/null || echo none; }
fsck() { git -C "$1" fsck --full --strict --no-progress >"$T/.fsck" 2>&1 && ! [ -s "$T/.fsck" ]; }
refs() { git -C "$1" for-each-ref --format='%(refname) %(objectname)'; }
site_digest() { (cd "$1/site" && find . -type f ! -name lock | sort | xargs sha256sum | sha256sum); }
export HOME=$T/home; mkdir -p "$HOME/.ssh"; unset SSH_AUTH_SOCK MENTORPRESS_PUSH_TOKEN

sample_workspace "$T/w"; records_of "$T/w" 2026-01-16
sed -i '/^# push:/,$d' "$T/w/mentorpress.yml"
publish "$T/w" 2026-01-16 --cycle 2026-01 >"$T/.p" 2>&1 || { echo "not ok an edition"; exit 1; }
cp -a "$T/w" "$T/one"

# --- a folder ------------------------------------------------------------------------------------------------------------------------
mkdir "$T/empty"; sample_workspace "$T/empty"
fails_with "before the first edition there is nothing to push" 1 H015 push "$T/empty" "$T/none.git"
fails_with "no address is known" 1 H085 push "$T/w"
fails_with "a repository that is not there" 4 H089 push "$T/w" "$T/none.git"
bare "$T/r.git"; before=$(site_digest "$T/w")
ok "a dry run" run push "$T/w" "$T/r.git" --dry-run
ok "… says what would be pushed" says "Would push to"
same "… and pushes nothing" "$(refs "$T/r.git")" ""
ok "a push to an empty repository" run push "$T/w" "$T/r.git"
same "branch and tags are there" "$(refs "$T/r.git")" "$(refs "$T/w/site/repo.git")"
ok "the remote is sound" fsck "$T/r.git"
ok "a second push has nothing to do" run push "$T/w" "$T/r.git"
ok "… and says so" says "Nothing to push: .* stands at edition 1"
same "nothing in the site folder changed" "$(site_digest "$T/w")" "$before"
same "what was pushed is noted, for the owner alone" "$(stat -c %a "$T/w/private/pushed") $(cut -f2 "$T/w/private/pushed")" "600 $(at "$T/w/site/repo.git" main)"
line "$T/w" 2; publish "$T/w" 2026-01-17 >"$T/.p" 2>&1; line "$T/w" 3; publish "$T/w" 2026-01-18 >"$T/.p" 2>&1
cp -a "$T/w" "$T/three"
ok "two more editions go forward" run push "$T/w" "$T/r.git"
ok "… from where it stood" says "edition 3 .*there was edition 1"
same "all refs" "$(refs "$T/r.git")" "$(refs "$T/w/site/repo.git")"
ok "as JSON" sh -c "'$MP' push '$T/r.git' --workspace '$T/w' --json | $PY -c 'import json,sys; d=json.load(sys.stdin); assert d[\"ok\"] and d[\"refs\"][0][\"action\"]==\"same\" and len(d[\"refs\"])==4'"
rm "$T/w/private/pushed"; ok "without the note it works the same" push "$T/w" "$T/r.git"
ok "a path seen from the workspace" push "$T/w" ../r.git
cp -a "$T/w" "$T/stray"; g=$T/stray/site/repo.git; bare "$T/stray.git"
git -C "$g" tag mine "$(git -C "$g" -c user.name=x -c user.email=x@example.org commit-tree -m mine "$(git -C "$g" mktree </dev/null)")"; git -C "$g" branch draft main
ok "a tag that leads to no edition, and other branches, stay here" run push "$T/stray" "$T/stray.git"
ok "… and the tag is told" says 'H094.*"mine"'
same "… only the editions are there" "$(refs "$T/stray.git")" "$(refs "$T/w/site/repo.git")"
git clone -q "$T/r.git" "$T/clone" && ok "a clone has the pages of the edition" cmp "$T/clone/index.html" "$T/w/site/public/index.html"

# --- a remote that moved -------------------------------------------------------------------------------------------------------------
cp -a "$T/r.git" "$T/moved.git"
other=$(git -C "$T/moved.git" -c user.name=x -c user.email=x@example.org commit-tree -p main -m other 'main^{tree}'); git -C "$T/moved.git" update-ref refs/heads/main "$other"
line "$T/w" 4; publish "$T/w" 2026-01-19 >"$T/.p" 2>&1
fails_with "a remote with a commit that is not ours" 4 'H090.*'"${other:0:12}" push "$T/w" "$T/moved.git"
same "… stays as it is" "$(at "$T/moved.git" main)" "$other"
fails_with "also with --replace-erased" 4 H090 push "$T/w" "$T/moved.git" --replace-erased
same "… stays as it is" "$(at "$T/moved.git" main)" "$other"
bare "$T/foreign.git"; git -C "$T/foreign.git" update-ref refs/heads/main "$(git -C "$T/foreign.git" -c user.name=x -c user.email=x@example.org commit-tree -m foreign "$(git -C "$T/foreign.git" mktree </dev/null)")"
fails_with "another history" 4 H090 push "$T/w" "$T/foreign.git"
fails_with "an older copy of the workspace does not set the remote back" 4 H090 push "$T/one" "$T/r.git"
cp -a "$T/r.git" "$T/tag.git"; git -C "$T/tag.git" tag -f edition-0002 main >/dev/null 2>&1; moved=$(refs "$T/tag.git")
fails_with "a tag that stands for something else there" 4 'H091.*edition-0002' push "$T/w" "$T/tag.git"
same "… and nothing was pushed" "$(refs "$T/tag.git")" "$moved"
git -C "$T/r.git" branch other main; git -C "$T/r.git" tag theirs main
ok "branches and tags of others are left alone" push "$T/w" "$T/r.git"
same "… still there" "$(at "$T/r.git" other) $(at "$T/r.git" theirs)" "$(at "$T/r.git" main~1) $(at "$T/r.git" main~1)"
cp -a "$T/r.git" "$T/hook.git"; printf '#!/bin/sh\nexit 1\n' >"$T/hook.git/hooks/pre-receive"; chmod +x "$T/hook.git/hooks/pre-receive"
line "$T/w" 5; publish "$T/w" 2026-01-20 >"$T/.p" 2>&1
fails_with "a hook of a folder that would be passed by" 4 H095 push "$T/w" "$T/hook.git"
chmod -x "$T/hook.git/hooks/pre-receive"; ok "… is not in the way when it is switched off" push "$T/w" "$T/hook.git"
cp -a "$T/w" "$T/locked"; exec 8>>"$T/locked/site/lock"; flock 8
fails_with "not while an edition is being made" 4 H001 push "$T/locked" "$T/r.git"
exec 8>&-

# --- addresses -----------------------------------------------------------------------------------------------------------------------
fails_with "a password in the address is refused" 1 'H085.*password' push "$T/w" https://me:geheim@127.0.0.1/x.git
ok "… and not repeated" sh -c "! grep -q geheim '$T/.out'"
fails_with "an unprotected line is refused" 1 'H085.*protected' push "$T/w" http://127.0.0.1/x.git
fails_with "git:// too" 1 H085 push "$T/w" git://127.0.0.1/x.git
fails_with "ext:: too" 1 H085 push "$T/w" 'ext::sh -c touch% /tmp/x'
fails_with "an option in place of a host" 1 H085 push "$T/w" ssh://-oProxyCommand=x/y
fails_with "a port where nobody listens, HTTPS" 4 H089 push "$T/w" https://127.0.0.1:1/x.git
fails_with "a port where nobody listens" 4 H089 push "$T/w" ssh://git@127.0.0.1:1/x.git
$PY -c 'import socket,sys,time
s=socket.socket(); s.bind(("127.0.0.1",0)); s.listen(8); open(sys.argv[1],"w").write(str(s.getsockname()[1])); time.sleep(120)' "$T/silent" & silent=$!
for _ in $(seq 50); do [ -s "$T/silent" ] && break; sleep 0.1; done
printf '\npush:\n  remote: "ssh://git@127.0.0.1:%s/x.git"\n  timeout: 2\n' "$(cat "$T/silent")" >>"$T/three/mentorpress.yml"
fails_with "a host that is silent" 4 'H089.*2 seconds' timeout 30 "$MP" push --workspace "$T/three"
line "$T/three" 6; fails_with "publish --push to a silent host: the edition stands" 4 'H096.*edition 4 stands' timeout 60 "$MP" publish --push --workspace "$T/three" --as-of 2026-01-19 --yes
same "… it does" "$(at "$T/three/site/repo.git" edition-0004 | wc -c)" 41
ok "verify is content" "$MP" verify --workspace "$T/three"
kill $silent 2>/dev/null; wait $silent 2>/dev/null

# --- publish --push -------------------------------------------------------------------------------------------------------------------
fails_with "publish --push without an address publishes nothing" 1 H085 publish "$T/one" 2026-01-17 --push
bare "$T/p.git"; printf '\npush:\n  remote: ../p.git\n' >>"$T/one/mentorpress.yml"; line "$T/one" 7
ok "publish --push" run publish "$T/one" 2026-01-17 --push
ok "… tells of both" sh -c "grep -q 'Published edition 2' '$T/said' && grep -q 'Pushed to' '$T/said'"
same "… and it is there" "$(refs "$T/p.git")" "$(refs "$T/one/site/repo.git")"
mv "$T/p.git" "$T/p.away"; line "$T/one" 8
fails_with "a remote that is gone: the edition stands" 4 'H096.*edition 3 stands' publish "$T/one" 2026-01-18 --push
mv "$T/p.away" "$T/p.git"
ok "the same command again pushes it" run publish "$T/one" 2026-01-18 --push
ok "… with nothing new to publish" says "Nothing new: edition 3 stands"
same "… and it is there" "$(at "$T/p.git" main)" "$(at "$T/one/site/repo.git" main)"

# --- after an erase -------------------------------------------------------------------------------------------------------------------
cp -a "$T/one" "$T/e"; bare "$T/e.git"; push "$T/e" "$T/e.git" >"$T/.p" 2>&1; was=$(at "$T/e.git" main)
bare "$T/late.git"; git -C "$T/e.git" push -q "$T/late.git" main~1:refs/heads/main cycle-2026-01 # a remote that is one edition behind
id=$(sqlite3 "$T/e/private/mentorpress.db" "SELECT id FROM pool_entry WHERE kind = 1 AND state = 'current' ORDER BY id LIMIT 1")
"$MP" erase "$id" --workspace "$T/e" --as-of 2026-01-19 --yes >"$T/.p" 2>&1 || echo "not ok erase"
fails_with "after an erase the remote is not overwritten by itself" 4 'H090.*before an erase' push "$T/e" "$T/e.git"
same "… it has the old history" "$(at "$T/e.git" main)" "$was"
cp -a "$T/e.git" "$T/ahead.git"
other=$(git -C "$T/ahead.git" -c user.name=x -c user.email=x@example.org commit-tree -p main -m other 'main^{tree}'); git -C "$T/ahead.git" update-ref refs/heads/main "$other"
fails_with "a remote that went on from what was erased is not replaced" 4 H090 push "$T/e" "$T/ahead.git" --replace-erased
same "… it has what it had" "$(at "$T/ahead.git" main)" "$other"
git -C "$T/e.git" branch keep "$was"
ok "--replace-erased replaces it" run push "$T/e" "$T/e.git" --replace-erased
ok "… and warns of a branch that keeps the old history" says "H094.*refs/heads/keep"
same "main and tags are the new ones" "$(refs "$T/e.git" | grep -v keep)" "$(refs "$T/e/site/repo.git")"
git -C "$T/e.git" branch -q -D keep; git -C "$T/e.git" reflog expire --expire=now --all; git -C "$T/e.git" gc -q --prune=now
ok "when the host has cleaned up, the entry is in no object there" sh -c "! git -C '$T/e.git' cat-file --batch-all-objects --batch --buffer | grep -aq '$id'"
ok "a remote that was an edition behind is replaced too" push "$T/e" "$T/late.git" --replace-erased
same "… and stands where the site does" "$(refs "$T/late.git")" "$(refs "$T/e/site/repo.git")"
ok "then an ordinary push goes on" push "$T/e" "$T/e.git"
cp -a "$T/e" "$T/nolog"; rm -r "$T/nolog/private"
cp -a "$T/p.git" "$T/old.git"
fails_with "without the audit log nothing is replaced" 4 H093 push "$T/nolog" "$T/old.git" --replace-erased
same "… the remote stays" "$(at "$T/old.git" main)" "$was"

# --- over SSH ------------------------------------------------------------------------------------------------------------------------
wait_for() { for _ in $(seq 100); do [ -s "$1" ] && return 0; sleep 0.1; done; return 1; }
sshd() { LIMIT_KB=${5:-} $PY "$HERE/push_ssh.py" "$1" "$2" "$3" "$4" 2>"$T/sshd.log" & pids="${pids:-} $!"; wait_for "$4"; }
trap 'kill ${pids:-} 2>/dev/null; rm -rf "$T"' EXIT
mkdir "$T/srv"; bare "$T/srv/a.git"
for k in host host2 user stranger; do ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/$k"; done
cp "$T/user.pub" "$T/authorized"
sshd "$T/srv" "$T/host" "$T/authorized" "$T/port" || { echo "not ok an SSH server"; cat "$T/sshd.log"; }
port=$(cat "$T/port"); name="[127.0.0.1]:$port"; url="ssh://git@127.0.0.1:$port/a.git"
cp -a "$T/one" "$T/s"; sed -i '/^push:/,$d' "$T/s/mentorpress.yml"; cp "$T/user" "$T/s/private/push-key"
printf '\npush:\n  remote: "%s"\n  key: private/push-key\n  timeout: 20\n' "$url" >>"$T/s/mentorpress.yml"
fails_with "an unknown host is refused" 4 'H086.*not known' push "$T/s"
run push "$T/s" >"$T/.p" 2>&1
ok "… with its fingerprint, and the line to add" sh -c "grep -qF '$(ssh-keygen -lf "$T/host.pub" | cut -d' ' -f2)' '$T/said' && grep -qF '$name $(cut -d' ' -f1,2 "$T/host.pub")' '$T/said'"
same "nothing arrived" "$(refs "$T/srv/a.git")" ""
echo "$name $(cut -d' ' -f1,2 "$T/host2.pub")" >"$HOME/.ssh/known_hosts"
fails_with "a host with another key than the known one is refused" 4 'H086.*another key' push "$T/s"
echo "@revoked $name $(cut -d' ' -f1,2 "$T/host.pub")" >"$HOME/.ssh/known_hosts"
fails_with "a revoked key is refused" 4 'H086.*revoked' push "$T/s"
echo "$name $(cut -d' ' -f1,2 "$T/host.pub")" >"$HOME/.ssh/known_hosts"; ssh-keygen -q -H -f "$HOME/.ssh/known_hosts" >/dev/null 2>&1; rm -f "$HOME/.ssh/known_hosts.old"
ok "a known host (its name hashed) is pushed to" run push "$T/s"
same "… and has everything" "$(refs "$T/srv/a.git")" "$(refs "$T/s/site/repo.git")"
ok "… sound" fsck "$T/srv/a.git"
mv "$HOME/.ssh/known_hosts" "$T/s/hosts"; sed -i 's|^  key: private/push-key|&\n  known_hosts: hosts|' "$T/s/mentorpress.yml"
line "$T/s" 9; ok "known_hosts of mentorpress.yml; publish and push in one step" run publish "$T/s" 2026-01-20 --push
ok "… says what was there" says "there was edition 3"
cp "$T/stranger" "$T/s/private/push-key"; fails_with "a key that the host does not know" 4 'H088.*does not accept' push "$T/s"
sed -i '/^  key:/d' "$T/s/mentorpress.yml"; fails_with "no key and no agent" 4 'H088|H089' push "$T/s"
eval "$(ssh-agent -a "$T/agent")" >/dev/null; pids="$pids $SSH_AGENT_PID"; ssh-add -q "$T/user" 2>/dev/null
ok "a key of the agent" run push "$T/s"
ok "… with nothing to push" says "Nothing to push"
line "$T/s" 10; publish "$T/s" 2026-01-21 >"$T/.p" 2>&1; head=$(at "$T/srv/a.git" main)
printf '#!/bin/sh\necho "closed until Monday" >&2\nexit 1\n' >"$T/srv/a.git/hooks/pre-receive"; chmod +x "$T/srv/a.git/hooks/pre-receive"
fails_with "a hook that declines" 4 'H092.*pre-receive hook declined' push "$T/s"
run push "$T/s" >"$T/.p" 2>&1; ok "… in its own words" says "closed until Monday"
same "… and nothing moved" "$(at "$T/srv/a.git" main)" "$head"
printf '#!/bin/sh\nif [ "$1" = refs/heads/main ]; then echo no branch today; exit 1; fi\n' >"$T/srv/a.git/hooks/update"; chmod +x "$T/srv/a.git/hooks/update"; rm "$T/srv/a.git/hooks/pre-receive"
fails_with "a hook that declines the branch alone" 4 'H092.*main' push "$T/s"
same "… the tag is there, the branch is not" "$(at "$T/srv/a.git" edition-0005) $(at "$T/srv/a.git" main)" "$(at "$T/s/site/repo.git" edition-0005) $head"
rm "$T/srv/a.git/hooks/update"; ok "the push is repeated and completes" push "$T/s"
same "… and has everything" "$(refs "$T/srv/a.git")" "$(refs "$T/s/site/repo.git")"
fails_with "no such repository there" 4 'H089' push "$T/s" "ssh://git@127.0.0.1:$port/none.git"
rm "$T/port"; bare "$T/srv/full.git"; sshd "$T/srv" "$T/host" "$T/authorized" "$T/port" 16
echo "[127.0.0.1]:$(cat "$T/port") $(cut -d' ' -f1,2 "$T/host.pub")" >>"$T/s/hosts"
fails_with "a remote whose disk is full" 4 'H089|H092' push "$T/s" "ssh://git@127.0.0.1:$(cat "$T/port")/full.git"
same "… has nothing" "$(refs "$T/srv/full.git")" ""
ok "the site is as it was" "$MP" verify --workspace "$T/s"

# --- over HTTPS ----------------------------------------------------------------------------------------------------------------------
ca() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$2" -keyout "$T/$1.key" -out "$T/$1.pem" -addext basicConstraints=critical,CA:TRUE 2>/dev/null; }
cert() { # name, host
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$2" -keyout "$T/$1.key" -out "$T/$1.csr" 2>/dev/null
	printf 'subjectAltName=DNS:%s\n' "$2" >"$T/$1.ext"
	openssl x509 -req -in "$T/$1.csr" -CA "$T/ca.pem" -CAkey "$T/ca.key" -CAcreateserial -days 30 -extfile "$T/$1.ext" -out "$T/$1.pem" 2>/dev/null
}
ca ca "Test authority"; ca ca2 "Other authority"; cert good localhost; cert wrong other.example.org
https() { $PY "$HERE/push_https.py" "$T/srv" "$T/$1.pem" "$T/$1.key" "s3cret-token" "$T/port-$1" "$T/log-$1" 2>"$T/https.log" & pids="$pids $!"; wait_for "$T/port-$1"; }
bare "$T/srv/h.git"; git -C "$T/srv/h.git" config http.receivepack true
https good || { echo "not ok an HTTPS server"; cat "$T/https.log"; }; https wrong
url="https://localhost:$(cat "$T/port-good")/h.git"
cp -a "$T/one" "$T/h"; sed -i '/^push:/,$d' "$T/h/mentorpress.yml"; cp "$T/ca.pem" "$T/ca2.pem" "$T/h/"
set_push() { sed -i '/^push:/,$d' "$T/h/mentorpress.yml"; printf 'push:\n  remote: "%s"\n  timeout: 20\n' "$1" >>"$T/h/mentorpress.yml"; printf '  %s\n' "${@:2}" >>"$T/h/mentorpress.yml"; }
echo >>"$T/h/mentorpress.yml"
set_push "$url" 'token: private/push-token'; echo "s3cret-token" >"$T/h/private/push-token"; chmod 600 "$T/h/private/push-token"
fails_with "a certificate of an unknown authority is refused" 4 'H087.*trusted' push "$T/h"
set_push "$url" 'token: private/push-token' 'certificates: ca2.pem'
fails_with "one of another authority too" 4 H087 push "$T/h"
set_push "https://localhost:$(cat "$T/port-wrong")/h.git" 'token: private/push-token' 'certificates: ca.pem'
fails_with "one for another host too" 4 H087 push "$T/h"
ok "and no credentials were sent to any of them" sh -c "! cat '$T'/log-* 2>/dev/null | grep -q 'with credentials'"
set_push "$url" 'token: private/push-token' 'certificates: ca.pem'
ok "with the authority named, the token from its file" run push "$T/h"
same "… everything is there" "$(refs "$T/srv/h.git")" "$(refs "$T/h/site/repo.git")"
ok "… sound" fsck "$T/srv/h.git"
chmod 644 "$T/h/private/push-token"; fails_with "a token that others may read" 4 'H088.*others may read' push "$T/h"
chmod 600 "$T/h/private/push-token"; echo wrong-token >"$T/h/private/push-token"; fails_with "a token that the host does not accept" 4 'H088.*token' push "$T/h"
ok "… is not printed" sh -c "! grep -q wrong-token '$T/.out'"
rm "$T/h/private/push-token"; fails_with "a token file that is not there" 4 H088 push "$T/h"
set_push "$url" 'certificates: ca.pem'; fails_with "no token" 4 'H088.*who is pushing' push "$T/h"
line "$T/h" 11; MENTORPRESS_PUSH_TOKEN=s3cret-token run publish "$T/h" 2026-01-19 --push >"$T/.p" 2>&1; same "the token from the environment, publish and push in one step" "$? $(at "$T/srv/h.git" main)" "0 $(at "$T/h/site/repo.git" main)"
set_push "$url" 'token: push-token' 'certificates: ca.pem'; echo s3cret-token >"$T/h/push-token"; chmod 600 "$T/h/push-token"
fails_with "a token outside private/ is refused" 4 'H088.*private/' push "$T/h"; rm "$T/h/push-token"
: >"$T/log-good"; MENTORPRESS_PUSH_TOKEN=s3cret-token; export MENTORPRESS_PUSH_TOKEN
fails_with "a redirect is not followed" 4 H089 push "$T/h" "https://localhost:$(cat "$T/port-good")/elsewhere/h.git"
fails_with "no such repository" 4 H089 push "$T/h" "https://localhost:$(cat "$T/port-good")/none.git"
unset MENTORPRESS_PUSH_TOKEN
set_push "$url" 'token: private/push-token' 'certificates: ca.pem'; echo s3cret-token >"$T/h/private/push-token"; chmod 600 "$T/h/private/push-token"
: >"$T/log-good"; : >"$T/log-wrong"; push "$T/h" "https://localhost:$(cat "$T/port-wrong")/h.git" >"$T/.p" 2>&1
ok "the token of one host is not given to another" sh -c "! grep -q 'with credentials' '$T/log-wrong'"
ok "no token in any file of the workspace but its own" sh -c "! grep -rqF s3cret-token '$T/h' --exclude=push-token"
