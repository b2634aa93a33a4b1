#!/bin/sh
# Without a temporary folder no test does anything, so none can write elsewhere.
. "$(dirname "$0")/support.sh"

# without COMMAND...: where the scripts run, with no temporary folder and nothing to install.
without() {
    (cd "$tests/../.." && TMPDIR=$scratch/none MAKE=false "$@")
}
expect_nothing() {
    [ "$status" -ne 0 ] && [ ! -s out ]
    verdict $? "$1 ends before its first check"
}

for test in "$tests"/test_*.sh "$tests"/../reject/test_*.sh; do
    grep -Eq 'support\.sh|mktemp' "$test" || continue # it writes nothing
    run without sh "$test"
    expect_nothing "$(basename "$test")"
done
run without sh "$tests/../run.sh" true
expect_nothing "run.sh"

finish
