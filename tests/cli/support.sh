# What the command-line tests share. A script sources this file, calls run and the check functions,
# and ends with `finish`.
#
# Programs are taken from the directory $B (build by default). Everything is written below a
# temporary directory, which is the working directory of the scripts and is removed at the end.

set -u
tests=$(cd "$(dirname "$0")" && pwd)
B=$(cd "${B:-build}" && pwd) || exit 1
liebound=$B/liebound
both=$tests/../second/both.sh # liebound-check, with which the second checker must agree
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
passed=0
failed=0
last=

# run COMMAND...: standard output in out, standard error in err, exit status in $status.
run() {
    last=$*
    "$@" >out 2>err
    status=$?
}

# start COMMAND...: run it in the background, with its process in $job. Its output is empty from here
# on: the shell in the background may come to that much later.
start() {
    last=$*
    : >out
    : >err
    "$@" >>out 2>>err &
    job=$!
}

# await: the end of what was started.
await() {
    wait "$job"
    status=$?
}

# verdict CONDITION-STATUS NAME: count and print one check.
verdict() {
    if [ "$1" -eq 0 ]; then
        passed=$((passed + 1))
        echo "ok - $2"
    else
        failed=$((failed + 1))
        echo "not ok - $2"
        echo "  after: $last (status $status)"
        sed 's/^/  stdout: /' out | head -n 20
        sed 's/^/  stderr: /' err | head -n 20
    fi
}

# expect NAME TEST-COMMAND...: the command succeeds.
expect() {
    name=$1
    shift
    "$@" >/dev/null 2>&1
    verdict $? "$name"
}

# refuse NAME TEST-COMMAND...: the command fails.
refuse() {
    name=$1
    shift
    if "$@" >/dev/null 2>&1; then
        verdict 1 "$name"
    else
        verdict 0 "$name"
    fi
}

expect_status() {
    [ "$status" -eq "$1" ]
    verdict $? "$2: status $1"
}

# The whole line is in the output.
expect_line() {
    grep -qxF -e "$1" out
    verdict $? "output has the line: $1"
}

# One line on standard error, starting with the program's name and holding the text; no output.
expect_error() {
    expect_status "$1" "$last"
    [ "$(wc -l <err)" -eq 1 ] && grep -q '^liebound: ' err && grep -qF -e "$2" err && [ ! -s out ]
    verdict $? "one line says: $2"
}

# until_true COMMAND...: wait for it, at most two minutes.
until_true() {
    tries=2400
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.05
    done
}

# children PROCESS: its child processes, in order.
children() {
    sed -n "s/^\([0-9]*\) (.*) . $1 .*/\1/p" /proc/[0-9]*/stat 2>/dev/null | sort -n
}

# handles_signals PROCESS: an interruption (SIGINT, SIGTERM) will not just end it.
handles_signals() {
    [ -r "/proc/$1/status" ] || sleep 2
    caught=$(sed -n 's/^SigCgt:[[:space:]]*/0x/p' "/proc/$1/status" 2>/dev/null)
    [ $((${caught:-0x4002} & 0x4002)) -eq $((0x4002)) ]
}

# lines_at_least COUNT FILE
lines_at_least() {
    [ "$(wc -l <"$2")" -ge "$1" ]
}

# expect_interrupted LEAST ALL: after an interruption, the table in out has some rows, at least so
# many, and a note in err counts those that are missing of all.
expect_interrupted() {
    rows=$(($(wc -l <out) - 1))
    expect "the rows that were begun are there, $rows" test "$rows" -ge "$1"
    expect "a note says what is missing" \
        grep -q "interrupted before the last $(($2 - rows)) of $2 rows" err
}

# json PATH: the value at a path such as rows.0.dimension in the JSON text out, or "missing";
# fails if the text is not JSON.
json() {
    [ -x ./json_value ] ||
        ${CC:-cc} -o json_value "$tests/json_value.c" -ljansson || exit 1
    ./json_value out "$1"
}

# expect_json PATH VALUE
expect_json() {
    value=$(json "$1")
    [ "$value" = "$2" ]
    verdict $? "JSON has $1 = $2 (it is $value)"
}

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}

# An ansatz of which the dimension, n^2, is known, and one that no machine finishes.
cat >chain.alg <<'END'
ansatz chain
reference "arXiv:2109.11676"
parameter n = 4
require n >= 2
qubits n
generator zz = sum(i in 0..n-2) Z[i] Z[i+1]
generator x  = sum(i in 0..n-1) X[i]
state plus
dimension n*n
END
cat >endless.alg <<'END'
ansatz endless
qubits 30
generator zz = sum(i in 0..28) Z[i] Z[i+1]
generator x  = sum(i in 0..29) X[i]
generator z  = sum(i in 0..29) Z[i]
END
