# A seeded sample of `make sweep`: a publish is killed, torn in a write, denied a call or all room, or the power is cut; the old or the new edition stands, and
# the next run succeeds by itself. See sweep.py.
. "$(dirname "$0")/lib.sh" "$1"
if "$MP" --version >/dev/null 2>&1 && nm -D "$MP" 2>/dev/null | grep -q __asan_init; then echo "ok fault injection is left to the plain build (a preloaded library and AddressSanitizer do not mix)"; exit 0; fi
python3 "$ROOT/tests/cli/sweep.py" "$MP" "$B/io_fail.so" --points "${FAULT_POINTS:-50}" --seed "${FAULT_SEED:-1}" || echo "not ok sweep.py"
