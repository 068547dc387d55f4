#!/bin/sh
# The first step of the committee's pipeline: stops when something is in the repository that belongs to headquarters alone, in any commit that
# can be seen from here. Copy it to where the pipeline names it.
set -eu
found=$(git log --all --format= --name-only -- private site 'records/exports/*' records/status_events.csv records/reviews.csv records/people.csv records/overrides.csv records/employer_aliases.csv 'records/rounds/*' 2>/dev/null |
	grep -v -e '^$' -e '^records/[a-z]*/README\.md$' | sort -u | head -n 20)
[ -z "$found" ] && exit 0
echo "These belong to headquarters and must not be in this repository, or in its history:"
echo "$found"
echo "Tell headquarters now. Removing the files in a new commit is not enough: the history has to be rewritten."
exit 1
