#!/usr/bin/env bash
# clang-tidy over the program, two at a time; the checks stand in .clang-tidy.
set -euo pipefail
flags="-std=c17 -D_GNU_SOURCE -Igenerator -include generator/base/banned.h $(pkg-config --cflags libcmark sqlite3 libgit2 yaml-0.1 zlib libcrypto libutf8proc)"
git ls-files 'generator/*.c' | xargs -P "$(nproc)" -n 4 sh -c 'clang-tidy --quiet "$@" -- '"$flags"' 2>/dev/null' sh
echo "lint: $(git ls-files 'generator/*.c' | wc -l) files clean"
