# The same inputs give the same tree: another folder, zone, locale, clock, umask, and with rows and files in another order.
. "$(dirname "$0")/lib.sh" "$1"
ok "one folder" three_cycles "$T/a"
(
	export TZ=Pacific/Auckland LC_ALL=tr_TR.UTF-8 MP_TEST_NOW=1900000000; umask 077
	mkdir -p "$T/deep/er folder"
	three_cycles "$T/deep/er folder/b" >"$T/.b" 2>&1
)
same "another folder, zone, locale, clock and umask: same tree" "$(git_site "$T/a" rev-parse main^{tree})" "$(git_site "$T/deep/er folder/b" rev-parse main^{tree})"
same "and the same commit" "$(git_site "$T/a" rev-parse main)" "$(git_site "$T/deep/er folder/b" rev-parse main)"
python3 "$ROOT/tests/cli/shuffle.py" "$ROOT/records/exports" "$T/shuffled" 7
(
	ROOT2=$T/root2; mkdir -p "$ROOT2/records"; cp -r "$ROOT/content" "$ROOT/site-templates" "$ROOT/mentorpress.yml" "$ROOT2/"; cp -r "$ROOT"/records/* "$ROOT2/records/"
	rm -f "$ROOT2"/records/exports/*.csv; cp "$T"/shuffled/*.csv "$ROOT2/records/exports/"
	ROOT=$ROOT2; three_cycles "$T/c" >"$T/.c" 2>&1 || cat "$T/.c"
)
same "rows shuffled: same tree" "$(git_site "$T/a" rev-parse main^{tree})" "$(git_site "$T/c" rev-parse main^{tree})"
rm -f "$T/a/private/last-inputs"
ok "without what was remembered" "$MP" publish --workspace "$T/a" --as-of 2026-03-13 --yes
same "nothing new" "$(git_site "$T/a" rev-list --count main --)" 3
