#!/usr/bin/env bash
# Installs the Debian packages that a goal needs, saying first which and why. Usage: tools/deps.sh build|demo|test|lint|bench …
# As root or with sudo it installs; with neither it prints the list and stops.
set -euo pipefail
declare -A SETS=(
	[build]="gcc make pkg-config libc6-dev libcmark-dev libcsv-dev libsqlite3-dev libgit2-dev libyaml-dev zlib1g-dev libssl-dev libutf8proc-dev libmicrohttpd-dev libcairo2-dev libpango1.0-dev fonts-urw-base35 fonts-liberation fonts-dejavu-core fonts-droid-fallback tzdata"
	[demo]="python3"
	[test]="libcmocka-dev openssh-client openssl python3-asyncssh git sqlite3 python3 nodejs npm chromium-headless-shell poppler-utils"
	[lint]="clang-format clang-tidy"
	[bench]="hugo git lowdown time python3 sqlite3"
)
declare -A WHY=(
	[build]="to build mentorpress (compiler; cmark, libcsv, SQLite, libgit2, libyaml, zlib, libcrypto, utf8proc, libmicrohttpd; cairo and pango for papers, with their fonts; the time zones)"
	[demo]="python3"
	[demo]="to show the demo (python3 lays out the sample card)"
	[test]="to test it (cmocka; git, sqlite3 and python3 as independent judges; OpenSSH, OpenSSL and asyncssh to sign and to push to; Chromium and Node.js for the pages; poppler-utils reads the printed ones back)"
	[lint]="for the static checks"
	[bench]="for the benchmarks (Hugo, lowdown, git and sqlite3 as peers)"
)
have() { # a package counts as there when it is installed, or when its command is (Node.js need not come from Debian)
	case $1 in
		nodejs) command -v node >/dev/null && return 0 ;;
		npm) command -v npm >/dev/null && return 0 ;;
	esac
	dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}
missing=()
for set in "$@"; do
	need=()
	for p in ${SETS[$set]}; do have "$p" || need+=("$p"); done
	if [ ${#need[@]} -gt 0 ]; then
		echo "Debian packages needed ${WHY[$set]}: ${need[*]}"
		missing+=("${need[@]}")
	fi
done
[ ${#missing[@]} -eq 0 ] && exit 0
as_root=()
if [ "$(id -u)" != 0 ]; then
	if command -v sudo >/dev/null; then as_root=(sudo)
	else
		echo "You are neither root nor have sudo. Ask an administrator for: apt-get install ${missing[*]}" >&2
		exit 4
	fi
fi
echo "Installing them with apt-get …"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get -qq -o DPkg::Lock::Timeout=500 update >/dev/null
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=500 --no-install-recommends install "${missing[@]}" >/dev/null
