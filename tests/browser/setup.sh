# Shared by what opens pages in Chromium. Sourced after tests/cli/lib.sh: N is the folder with the npm packages and the scripts; they are installed there once.
N=$ROOT/build/browser
mkdir -p "$N"; cp "$ROOT"/tests/browser/package.json "$N/"
if ! (cd "$N" && npm ls --silent >/dev/null 2>&1); then
	echo "installing npm packages for the browser tests: $(sed -n 's/^ *"\([a-z-]*\)": "\([0-9.]*\)".*/\1 \2/p' "$N/package.json" | paste -sd,)"
	(cd "$N" && npm install --no-audit --no-fund --no-package-lock --loglevel=error) || { echo "not ok npm install"; exit 1; }
fi
cp "$ROOT"/tests/browser/*.mjs "$N/"
export CHROME=${CHROME:-$(command -v chromium-headless-shell || command -v chromium)}
