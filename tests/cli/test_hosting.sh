# docs/HOSTING.md: what it tells people to run, run. The pipeline in a workspace without records, the hook of a web server, the recipe for a key.
. "$(dirname "$0")/lib.sh" "$1"
EX=$ROOT/docs/examples; export HOME=$T/home; mkdir "$HOME" "$T/bin"; ln -s "$MP" "$T/bin/mentorpress"; export PATH="$T/bin:$PATH"
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.org GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.org
commit() { git -C "$1" add -A && git -C "$1" commit -qm "$2"; }

# --- the pipeline ----------------------------------------------------------------------------------------------------------------------
awk '/^  script:/{on=1; next} on && /^    - /{sub(/^    - /, ""); print; next} on{exit}' "$EX/gitlab-ci.yml" >"$T/commands"
sed -n 's/^      - run: //p' "$EX/workflow.yml" >"$T/commands2"
same "both pipelines run the same three commands" "$(cat "$T/commands2" | wc -l) $(cat "$T/commands2")" "3 $(cat "$T/commands")"
c=$T/committee; sample_workspace "$c"; rm -rf "$c/records/exports" "$c"/records/*.csv; mkdir "$c/ci"; cp "$EX/no-records.sh" "$c/ci/"
printf 'private/\nsite/\npreview/\nrecords/exports/\nrecords/*.csv\n' >"$c/.gitignore"
git init -q -b main "$c"; commit "$c" start
while read -r command; do
	ok "pipeline: $command" bash -c "cd '$c' && $command"
done <"$T/commands"
ok "the preview is there" test -s "$c/preview/index.html"
ok "nothing private was made" test ! -e "$c/private" -a ! -e "$c/site/repo.git"
same "and nothing that git would take up" "$(git -C "$c" status --porcelain)" ""
printf -- '---\ntitle: [\n' >"$c/content/pages/broken.md"
fails_with "a mistake stops the pipeline" 1 'broken.md:[0-9]' bash -c "cd '$c' && mentorpress check"; rm "$c/content/pages/broken.md"
mkdir -p "$c/records/exports"; echo secret >"$c/records/exports/2026-01-05-mentor-application.csv"; git -C "$c" add -f records/exports; git -C "$c" commit -qm slip
fails_with "an export in the repository stops it" 1 'records/exports/2026-01-05-mentor-application.csv' sh -c "cd '$c' && sh ci/no-records.sh"
git -C "$c" rm -q -r records/exports; git -C "$c" commit -qm "taken out"
fails_with "also when a later commit took it out" 1 'history has to be rewritten' sh -c "cd '$c' && sh ci/no-records.sh"

# --- the web server's hook ----------------------------------------------------------------------------------------------------------------
w=$T/w; sample_workspace "$w"; publish_cycle "$w" 2026-01 2026-01-16 >"$T/.p" 2>&1
git init -q --bare -b main "$T/srv.git"; cp "$EX/post-receive" "$T/srv.git/hooks/post-receive"; export SITE=$T/srv
send() { git -C "$w/site/repo.git" push -q "$@" "$T/srv.git" main --tags; }
ok "the hook takes an edition" send
without_gz() { (cd "$1" && find . -type f ! -name '*.gz' -exec sha256sum {} + | sort -k2); }
same "it shows that edition" "$(without_gz "$SITE/public/")" "$(without_gz "$w/site/public/")"
ok "compressed copies hold the same" sh -c "gzip -dc '$SITE/public/index.html.gz' | cmp - '$SITE/public/index.html'"
first=$(readlink "$SITE/public"); before=$(stat -c %Y "$SITE/public/assets/site.css")
echo "One more line." >>"$w/content/pages/accessibility.md"; "$MP" publish --workspace "$w" --as-of 2026-01-17 --yes >"$T/.p" 2>&1
ok "the next edition" send
same "it shows the next" "$(without_gz "$SITE/public/")" "$(without_gz "$w/site/public/")"
ok "the copy before is gone" test ! -e "$SITE/$first"
same "what did not change keeps its time" "$(stat -c %Y "$SITE/public/assets/site.css")" "$before"
ok "the same again" sh -c "git -C '$w/site/repo.git' push -q '$T/srv.git' main"
id=$(sqlite3 "$w/private/mentorpress.db" "SELECT id FROM pool_entry WHERE kind = 1 AND state = 'current' ORDER BY id LIMIT 1")
"$MP" erase "$id" --workspace "$w" --as-of 2026-01-18 --yes >"$T/.p" 2>&1
ok "a history without an erased entry" send --force
ok "the entry is in no file that is served" sh -c "! grep -rqF '$id' '$SITE' && ! find '$SITE' -name '*.gz' -exec zcat {} + | grep -qF '$id'"

# --- the configurations, where the servers are installed -----------------------------------------------------------------------------------
for f in nginx.conf apache.conf; do
	ok "$f sends what a page cannot" sh -c "grep -q \"frame-ancestors 'none'\" '$EX/$f' && grep -q nosniff '$EX/$f' && grep -q no-cache '$EX/$f'"
done
ok "$(basename "$EX")/post-receive and no-records.sh are plain shell" sh -c "sh -n '$EX/post-receive' && sh -n '$EX/no-records.sh'"
if command -v nginx >/dev/null; then
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=x -keyout "$T/k" -out "$T/c" -days 2 2>/dev/null
	{ echo 'events {} http {'; sed "s|/etc/ssl/mentoring/fullchain.pem|$T/c|; s|/etc/ssl/mentoring/key.pem|$T/k|" "$EX/nginx.conf"; echo '}'; } >"$T/nginx.conf"
	ok "nginx accepts its file" nginx -t -q -c "$T/nginx.conf" -p "$T"
fi

# --- the recipe for a key --------------------------------------------------------------------------------------------------------------------
awk '/^## Signed editions/{on=1} on && /^    ssh-keygen|^    printf/{sub(/^    /, ""); print} /^and in/{exit}' "$ROOT/docs/HOSTING.md" >"$T/recipe"
same "the recipe has two commands" "$(wc -l <"$T/recipe")" 2
ok "they run" bash -c "cd '$w' && bash '$T/recipe'"
printf '\nsign:\n  key: private/signing-key\n  allowed_signers: signers\n' >>"$w/mentorpress.yml"; echo "Another line." >>"$w/content/pages/accessibility.md"
ok "and the next edition is signed" "$MP" publish --workspace "$w" --as-of 2026-01-19 --yes
ok "and verified" sh -c "'$MP' verify --workspace '$w' | grep -q '1 of 3 editions and 1 tag are signed'"
