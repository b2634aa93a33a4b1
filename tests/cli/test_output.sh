#!/bin/sh
# A result counts only when it was written, and nothing half-written stays.
. "$(dirname "$0")/support.sh"

# expect_lost COMMAND...: with a full device as standard output.
expect_lost() {
    last="$* >/dev/full"
    "$@" >/dev/full 2>err
    status=$?
    : >out
    expect_status 74 "$last"
    expect "one line says why" grep -q '^liebound: standard output: cannot write: No space' err
}

if [ -c /dev/full ]; then
    for arguments in list --help "show chain.alg" "dim chain.alg --quiet" \
        "dim chain.alg --json --quiet" "dim chain.alg n=6 --basis --quiet" \
        "table chain.alg n=2..5" "rank chain.alg --quiet" "bound chain.alg --quiet" --version; do
        # shellcheck disable=SC2086
        expect_lost "$liebound" $arguments
    done
    run "$liebound" dim chain.alg --certificate /dev/full --quiet
    expect_status 74 "a certificate on a full device"
    expect "the dimension is reported all the same" grep -q '^dimension 16   proved' out
    expect_line "note: no certificate was written"
    expect "the error names the path" grep -q '^liebound: /dev/full: cannot write' err
fi

# Standard output closed.
last="list >&-"
"$liebound" list >&- 2>err
status=$?
expect_status 74 "$last"
last="dim --certificate >&-"
"$liebound" dim chain.alg --certificate closed.cert --quiet >&- 2>err
status=$?
expect_status 74 "$last"
expect "the certificate is complete and holds no report" sh -c \
    'head -n 1 closed.cert | grep -q "^liebound certificate" && tail -n 1 closed.cert | grep -qx end'

# A reader that went away: status 74 and not a word.
mkfifo pipe
for arguments in list "dim chain.alg n=12 --basis --quiet" "table chain.alg n=2..30" --help; do
    last="$arguments | true"
    # shellcheck disable=SC2086
    cat pipe >/dev/null &
    exec 3>pipe
    kill $!
    wait $! 2>/dev/null
    "$liebound" $arguments >&3 2>err
    status=$?
    exec 3>&-
    : >out
    expect_status 74 "closed pipe: $arguments"
    refuse "closed pipe: no message" test -s err
done
last="dim | head -n 1"
"$liebound" dim chain.alg --quiet 2>err | head -n 1 >out
status=0
expect "the first line arrives" grep -q '^chain n=4' out

# Certificates where none can be.
mkdir folder
for path in missing/my.cert folder chain.alg/my.cert; do
    run "$liebound" dim chain.alg --certificate $path
    expect_error 74 "$path: cannot write"
done
refuse "no directory was made" test -e missing
expect "nothing was left in the directory" test -z "$(ls folder)"
echo before >kept.cert
run "$liebound" dim endless.alg --time-limit 0.01 --certificate kept.cert
expect "an undecided run leaves an older certificate alone" grep -qx before kept.cert
run "$liebound" dim chain.alg --certificate kept.cert
expect "a proved run replaces it" grep -q '^liebound certificate' kept.cert
expect "no temporary file stays" test "$(ls | grep -c 'kept\.cert')" -eq 1

finish
