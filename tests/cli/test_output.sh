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
expect "no temporary file stays" test "$(find . -name "*kept.cert*")" = ./kept.cert

# A limit on the size of files is a disk that is full: it does not end the program by a signal.
for arguments in "dim chain.alg n=12 --certificate large" "dim chain.alg n=24 --certificate large.gz" \
    "structure chain.alg n=10 --certificate large" "orbit chain.alg n=10 --certificate large.gz" \
    "rank chain.alg n=6 --spectrum large --seeds 20"; do
    last="$arguments, ulimit -f 1"
    (
        ulimit -f 1
        # shellcheck disable=SC2086
        { "$liebound" $arguments --quiet 2>err; echo $? >code; } | cat >/dev/null
    )
    status=$(cat code)
    : >out
    expect_error 74 ": cannot write: File too large"
    expect "nothing is left" test -z "$(find . -name "*large*")"
done
last="dim --basis >large, ulimit -f 1"
(
    ulimit -f 1
    "$liebound" dim chain.alg n=12 --basis --quiet >large 2>err
    echo $? >code
)
status=$(cat code)
: >out
expect_error 74 "standard output: cannot write: File too large"
last="liebound-check >>large, ulimit -f 1"
(
    ulimit -f 1
    "$B/liebound-check" kept.cert >>large 2>err
    echo $? >code
)
status=$(cat code)
expect_status 74 "$last"

# What FLINT and LAPACKE have to say of a fault is no part of a result.
if [ -z "${SANITIZE:-}" ]; then
    ${CC:-cc} -shared -fPIC -DFLINT -o flint.so "$tests/faulty_libraries.c"
    ${CC:-cc} -shared -fPIC -o lapack.so "$tests/faulty_libraries.c"
    run env LD_PRELOAD="$PWD/flint.so" "$liebound" dim chain.alg --quiet
    expect_error 70 "a self-check of FLINT failed"
    run env LD_PRELOAD="$PWD/lapack.so" "$liebound" capacity chain.alg
    expect_error 70 "the matrix of tangent vectors is not finite"
fi

# What replaces a file has its mode, and comes where links lead.
mode_of() {
    ls -ld "$1" | cut -c 1-10
}
(umask 027 && "$liebound" dim chain.alg --quiet --certificate new.cert >/dev/null)
expect "a new file has the usual mode" test "$(mode_of new.cert)" = -rw-r-----
for mode in 600 644 664 620; do
    chmod $mode kept.cert
    before=$(mode_of kept.cert)
    echo before >kept.cert
    echo left >kept.cert.liebound-partial
    run "$liebound" dim chain.alg --certificate kept.cert
    expect "a file of mode $mode is replaced" cmp new.cert kept.cert
    expect "and keeps its mode" test "$(mode_of kept.cert)" = "$before"
done
ln -s ../kept.cert folder/first
ln -s folder/first second
ln -s folder/none.cert third
ln -s circle circle
echo before >kept.cert
run "$liebound" dim chain.alg --certificate second
expect "the file behind two links is replaced" cmp new.cert kept.cert
expect "the links stay" test -L second -a -L folder/first
run "$liebound" dim chain.alg --certificate third
expect "the file is made that a link names" cmp new.cert folder/none.cert
expect "that link stays" test -L third
run "$liebound" dim chain.alg --certificate circle
expect_status 74 "a link to itself"
expect "it stays" test -L circle
if [ -e /proc/self/fd/1 ]; then
    ln -s /proc/self/fd/1 output
    run "$liebound" dim chain.alg --certificate output
    expect_status 0 "a link to standard output"
    expect "it stays" test -L output
    expect "the certificate comes before the report" sh -c \
        'head -n "$(wc -l <new.cert)" out | cmp - new.cert && grep -q "^dimension 16" out'
fi
if [ "$(id -u)" != 0 ]; then
    chmod 400 kept.cert
    run "$liebound" dim chain.alg --certificate kept.cert
    expect_error 74 "kept.cert: cannot write: Permission denied"
fi
expect "no temporary file stays" test -z "$(find . -name "*partial*" -o -name "*.cert.*")"

finish
