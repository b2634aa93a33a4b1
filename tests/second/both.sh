#!/bin/sh
# both.sh ARGUMENTS: liebound-check with these arguments, and beside it the second checker on the same
# certificate, which must say the same. Output and exit status are those of liebound-check, or 99.
case ${B:-build} in
/*) ;;
*) B=$(dirname "$0")/../../${B:-build} ;;
esac
if [ ! -x "$B/tests/second/second" ]; then
    echo "both.sh: make $B/tests/second/second first" >&2
    exit 99
fi

output=$("$B/liebound-check" "$@")
status=$?
[ -z "$output" ] || printf '%s\n' "$output"
[ $status -le 1 ] || exit $status

lines='^VERIFIED\|^orbit dimension\|^sector dimension\|^rank at\|^algebra '
while [ $# -gt 0 ]; do
    case $1 in
    --ansatz) # which the second checker does not compare
        [ $status -eq 0 ] || exit $status
        shift
        ;;
    --threads) shift ;;
    --json) lines= ;;
    - | --help | --version) exit $status ;;
    *) certificate=$1 ;;
    esac
    shift
done
second=$("$B/tests/second/second" "$certificate")
if [ $? -ne $status ] || { [ $status -eq 0 ] && [ -n "$lines" ] &&
    [ "$second" != "$(printf '%s\n' "$output" | grep "$lines")" ]; }; then
    printf 'the second checker differs: %s\n' "$second"
    exit 99
fi
exit $status
