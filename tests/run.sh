#!/bin/sh
# Run the test programs and scripts given, all of them whatever fails, and say what failed. The last
# line counts them. B is the directory of the build. All that they write goes to one temporary folder.
TMPDIR=$(mktemp -d) || exit 1
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 1' HUP INT TERM
passed=0
failed=
for test in "$@"; do
    echo "== $test"
    case $test in
    *.sh) sh "$test" ;;
    *) "$test" ;;
    esac
    if [ $? -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed="$failed $test"
    fi
done
for test in $failed; do
    echo "FAILED: $test"
done
set -- $failed
echo "$passed passed, $# failed"
[ $# -eq 0 ]
