# Exports as they arrive after years of tools and spreadsheets: each kind of damage has an outcome that is right or is said, with its place (damage.py has the cases).
. "$(dirname "$0")/lib.sh" "$1"
python3 "$ROOT/tests/cli/damage.py" "$T/cases" || { echo "not ok damage.py"; exit 1; }
W=$T/w
workspace_of() { # case
	rm -rf "$W"; import_workspace "$W"; cp "$T/cases/$1"/exports/*.csv "$W/records/exports/"
	[ ! -d "$T/cases/$1/mappings" ] || cp "$T/cases/$1"/mappings/*.yml "$W/records/mappings/"
}
workspace_of base; import_at "$W" >"$T/.o" 2>&1; same "the sound exports import" $? 0
ok "without a warning" bash -c '! grep -E "(warning|error)\[" "$0"' "$T/.o"
[ -f "$W/private/mentorpress.db" ] || { cat "$T/.o"; exit 1; }
dump_records "$W" >"$T/base.dump"; cp -a "$W" "$T/base"
same "10 applications and 10 members" "$(cut -d' ' -f1 "$T/base.dump" | sort | uniq -c | tr -s ' \n' ' ')" " 10 application 10 member 10 standing "
# Who is who, what counts and who is a member: without the texts of the records.
standing_of() { grep '^standing ' "$1"; grep '^member ' "$1" | wc -l; }
while IFS=$'\t' read -r name code says equal; do
	workspace_of "$name"; import_at "$W" >"$T/.o" 2>&1; got=$? why=
	[ "$code" = -1 ] || [ "$got" = "$code" ] || why="ended with $got and not $code"
	case $says in
	-) ;;
	'!') if grep -qE '(warning|error)\[' "$T/.o"; then why="${why:+$why; }says something"; fi ;;
	*) grep -qE -- "$says" "$T/.o" || why="${why:+$why; }says no /$says/" ;;
	esac
	if [ "$equal" != - ]; then
		dump_records "$W" >"$T/is.dump"
		case $equal in
		all) cmp -s "$T/base.dump" "$T/is.dump" ;;
		standing) cmp -s <(standing_of "$T/base.dump") <(standing_of "$T/is.dump") ;;
		esac || why="${why:+$why; }the records are not those of the sound exports"
	fi
	if [ -z "$why" ]; then echo "ok $name"; else echo "not ok $name: $why"; grep -E '\[[A-Z][0-9]+\]' "$T/.o" | head -n 4 | cut -c1-220 | sed 's/^/    /'; [ "$equal" = all ] && diff "$T/base.dump" "$T/is.dump" | head -4 | cut -c1-200 | sed 's/^/    /'; fi
done <"$T/cases/cases.tsv"
# What the cases say nothing about by themselves.
sums() { import_at "$W" >"$T/.o" 2>&1; open_copy "$W" && look "SELECT sum(imported) || ' imported, ' || sum(superseded) || ' superseded, ' || sum(held) || ' held of ' || sum(read) FROM import_file"; }
workspace_of test-entry-is-held; same "a test entry is held, not lost" "$(sums)" "19 imported, 0 superseded, 1 held of 20"
workspace_of same-person-twice; same "the newer application of a person counts" "$(sums)" "20 imported, 1 superseded, 0 held of 21"
workspace_of same-name-two-people; same "namesakes stay apart" "$(sums)" "21 imported, 0 superseded, 0 held of 21"
workspace_of yes-in-German-holds; import_at "$W" >"$T/.o" 2>&1; dump_records "$W" >"$T/is.dump"
ok "a hold in German is a hold" bash -c '[ "$(diff <(grep "^standing\|^member" "$0") <(grep "^standing\|^member" "$1") | grep -c "^>")" -ge 1 ]' "$T/base.dump" "$T/is.dump"
workspace_of mojibake; MSG=$(import_at "$W" 2>&1); ok "no letter of the damaged name is said" bash -c '! grep -q "Brien" <<<"$0"' "$MSG"
for c in read-windows-1252-comma-lf read-utf-16le-tab-crlf read-utf-8-mark-semicolon-crlf-sep; do
	workspace_of $c; import_at "$W" >"$T/.o" 2>&1
	case $c in *1252*) p='Windows-1252.*comma' ;; *utf-16*) p='UTF-16.*tab' ;; *) p='UTF-8.*semicolon' ;; esac
	ok "what was detected is said: $c" grep -qiE "$p" "$T/.o"
done
# Markup and addresses of scripts in a text that a reviewer let pass come out as text.
W=$T/public; sample_workspace "$W"; records_of "$W" 2026-03-02
python3 "$ROOT/tests/cli/approve.py" "$W" 'See [this](javascript:alert(2)) <iframe src=x> <img src=x onerror=alert(3)>.' || echo "not ok approve.py"
ok "an approved text with markup publishes" "$MP" publish --workspace "$W" --cycle 2026-03 --as-of 2026-03-13 --yes
ok "it is on the page as text" grep -q '&lt;img src=x onerror' "$W/site/public/mentors.html"
ok "and nowhere as markup" bash -c '! grep -rlE "<iframe src=x|<img src=x|href=\"?javascript:" --include "*.html" "$0"' "$W/site/public"
