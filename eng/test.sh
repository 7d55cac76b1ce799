#!/usr/bin/env bash
# Runs every test project's executable under $1 (the folder of built projects), one after another and each with its tests in
# sequence: libtorch already keeps the cores busy, and its random state and memory statistics belong to the whole process.
# Prints each failure in full and, as the last line, "N passed, N failed" (", N skipped" where there are any).
# Exit: 0 all passed, 1 a failure, a crash, or no test at all.
set -uo pipefail

# OpenMP's threads sleep instead of spinning while they wait: a busy machine would spend the tests' time there.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive}

binaries=$1 configuration=$2
results=$binaries/../test-results
limit_s=${TEST_LIMIT_S:-1800}
passed=0 failed=0 skipped=0
mkdir -p "$results"

attribute() { grep -o -m1 "<assembly [^>]*" "$2" | grep -o " $1=\"[0-9]*\"" | tr -dc 0-9; }

for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    executable=$binaries/$name/$configuration/$name
    report=$results/$name.xml
    rm -f "$report"
    if [ ! -x "$executable" ]; then
        echo "FAILED $name: not built"
        failed=$((failed + 1))
        continue
    fi

    started=$SECONDS
    timeout --kill-after=30 "$limit_s" "$executable" -noLogo -noColor -parallel none -xml "$report" < /dev/null > "$results/$name.log" 2>&1
    status=$?
    if [ -s "$report" ] && grep -q "<assembly " "$report"; then
        ok=$(attribute passed "$report") bad=$(($(attribute failed "$report") + $(attribute errors "$report"))) not_run=$(attribute skipped "$report")
    else
        ok=0 bad=0 not_run=0
    fi

    # A crash, a time-out or an exit code without a failed test is a failure of its own.
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
        echo "FAILED $name: ended with status $status $([ "$status" = 124 ] && echo "(more than $limit_s s)")"
    fi

    if [ "$bad" -gt 0 ]; then
        cat "$results/$name.log"
    else
        grep -F "[SKIP]" -A 1 "$results/$name.log"
    fi

    printf '%-32s %4d passed, %d failed, %d skipped, %d s\n' "$name" "$ok" "$bad" "$not_run" $((SECONDS - started))
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + not_run))
done

total="$passed passed, $failed failed"
[ "$skipped" -gt 0 ] && total="$total, $skipped skipped"
echo "$total"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
