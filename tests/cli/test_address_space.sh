#!/bin/sh
# Limits on the address space and large stacks, as on clusters, whatever the environment says of
# threads: OpenBLAS would wait for ever for memory that is refused, or end the process.
. "$(dirname "$0")/support.sh"
if [ -n "${SANITIZE:-}" ]; then
    echo "skipped: sanitizers need all addresses"
    finish
fi
export OPENBLAS_NUM_THREADS=4 OMP_NUM_THREADS=4

# within KILOBYTES COMMAND...: with so many addresses, and stacks of 128 MB.
within() {
    (
        ulimit -s 131072
        ulimit -v "$1"
        shift
        exec timeout -s KILL 300 "$@"
    )
}

# What needs no BLAS has the output it has without limits.
for command in "list" "show chain.alg" "dim chain.alg" "orbit chain.alg" "structure chain.alg" \
    "table chain.alg n=2..4 --jobs 2"; do
    "$liebound" $command >expected 2>/dev/null
    run within 120000 "$liebound" $command
    expect_status 0 "$command, 120 MB"
    expect "$command, 120 MB: the same output" cmp out expected
done

# What needs it ends with its output or with status 71.
"$liebound" rank chain.alg --layers 3 --quiet >expected
run within 120000 "$liebound" rank chain.alg --layers 3
expect_error 71 "out of memory"
ended=0
for size in 200000 300000 400000 600000 1000000 4000000; do
    run within $size "$liebound" rank chain.alg --layers 3 --threads 4 --quiet
    case $status in
    0) expect "rank, $size kB: the same output" cmp out expected && ended=$((ended + 1)) ;;
    *) expect_error 71 "out of memory" ;;
    esac
done
expect "rank ends in 4 GB" test "$ended" -gt 0

finish
