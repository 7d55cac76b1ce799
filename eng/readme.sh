#!/usr/bin/env bash
# Puts what `make demo` prints now into README.md, between its two marks, but for the time it took. Run it when the shipped
# weights change.
set -euo pipefail
cd "$(dirname "$0")/.."

output=$(mktemp)
page=$(mktemp)
trap 'rm -f "$output" "$page"' EXIT
make --no-print-directory demo 2> /dev/null | sed 's/ *$//; s/^[0-9]* s; //' > "$output"
grep -q '^Summary$' "$output" || { echo "eventstereo: the demo did not run to its end; README.md is as it was" >&2; exit 1; }
awk -v output="$output" '
    /^<!-- demo:/ { print; print "\n```"; while ((getline line < output) > 0) if (line != "" || seen++) print line; print "```\n"; hidden = 1 }
    /^<!-- end of demo -->/ { hidden = 0 }
    !hidden || /^<!-- end of demo -->/ { if (!/^<!-- demo:/) print }' README.md > "$page"
cat "$page" > README.md
