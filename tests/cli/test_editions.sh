# Two years of monthly editions, seen by a stranger who keeps them all: see editions.py, and docs/PRIVACY.md, "Two years of editions".
# EDITIONS_SEEDS: other societies (make editions-sweep). EDITIONS_SIZES: people without a profile, by job.
. "$(dirname "$0")/lib.sh" "$1"
[ -w /dev/shm ] && rm -rf "$T" && T=$(mktemp -d /dev/shm/editions.XXXXXX)   # thousands of small files, synced at each publish
export TMPDIR=$T PYTHONDONTWRITEBYTECODE=1
jobs=("16 25 60 rough" "300" "2000") io_fail=$B/io_fail.so
if nm -D "$MP" 2>/dev/null | grep -q __asan_init; then jobs=("16" "60") io_fail=-; fi
for seed in ${EDITIONS_SEEDS:-1}; do
	for i in "${!jobs[@]}"; do
		# shellcheck disable=SC2086
		python3 "$ROOT/tests/cli/editions.py" "$MP" "$io_fail" "$seed" ${jobs[$i]} >"$T/out.$i" 2>&1 || echo "not ok editions.py, seed $seed, ${jobs[$i]}" >>"$T/out.$i" &
	done
	wait
	cat "$T"/out.*
done
