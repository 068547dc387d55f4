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
# How many threads search and compress changes nothing, neither the commit nor what is said.
for n in 1 2 5; do
	sample_workspace "$T/t$n"; records_of "$T/t$n" 2026-01-16
	(cd "$T/t$n" && "$MP" publish --cycle 2026-01 --as-of 2026-01-16 --yes --threads $n >"$T/said$n" 2>&1)
	same "$n threads: same commit" "$(git_site "$T/t$n" rev-parse main)" "$(git_site "$T/a" rev-parse main~2)"
	same "$n threads: the same is said" "$(cat "$T/said$n")" "$(cat "$T/said1")"
done
for n in 0 65 two -1; do fails_with "--threads $n" 2 "a number from 1 to 64" "$MP" check --workspace "$T/t1" --threads "$n"; done
# Problems are told in the same order, too: a name in several documents and in a template.
for n in 1 5; do
	for f in "$T/t$n"/content/guidance/*.md; do printf '\nAsk Amelia Thornbury about it.\n' >>"$f"; done
	(cd "$T/t$n" && "$MP" check --as-of 2026-01-16 --threads $n >"$T/said$n" 2>&1); echo "exit $?" >>"$T/said$n"
done
same "the same problems in the same order" "$(cat "$T/said5")" "$(cat "$T/said1")"
