# Shared by what opens pages in Chromium. Sourced after tests/cli/lib.sh: N is the folder with the npm packages and the scripts; they are installed there once.
N=$ROOT/build/browser
mkdir -p "$N"; cp "$ROOT"/tests/browser/package.json "$N/"
# Both halves of the suite begin at the same time: one installs, the other waits.
exec 9>"$N/.installing"; flock 9
if ! (cd "$N" && npm ls --silent >/dev/null 2>&1); then
	echo "installing npm packages for the browser tests: $(sed -n 's/^ *"\([a-z-]*\)": "\([0-9.]*\)".*/\1 \2/p' "$N/package.json" | paste -sd,)"
	(cd "$N" && npm install --no-audit --no-fund --no-package-lock --loglevel=error) || { echo "not ok npm install"; exit 1; }
fi
exec 9>&-
cp "$ROOT"/tests/browser/*.mjs "$N/"
export CHROME=${CHROME:-$(command -v chromium-headless-shell || command -v chromium)}
