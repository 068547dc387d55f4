# A dozen random sequences of what may happen to a workspace (`make sequences` runs as many as wanted): see sequences.py.
. "$(dirname "$0")/lib.sh" "$1"
n=${SEQUENCES:-12} io_fail=$B/io_fail.so
if nm -D "$MP" 2>/dev/null | grep -q __asan_init; then n=2 io_fail=-; fi
python3 "$ROOT/tests/cli/sequences.py" "$MP" "$io_fail" --n "$n" --seed "${SEQUENCES_SEED:-1}" || echo "not ok sequences.py"
