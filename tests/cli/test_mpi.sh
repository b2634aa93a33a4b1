#!/bin/sh
# Tables shared between the ranks of an MPI run, where there is an MPI: the output of a serial run.
. "$(dirname "$0")/support.sh"
if ! command -v mpicc >/dev/null || ! command -v mpirun >/dev/null || [ -n "${SANITIZE:-}" ]; then
    echo "skipped: no mpicc and mpirun, or a build with sanitizers, in which MPI has leaks of its own"
    finish
fi
. "$tests/sharing.sh"

run "${MAKE:-make}" -C "$tests/../.." --no-print-directory B="$B" "$B/mpi/liebound"
expect_status 0 "make $B/mpi/liebound"

# Ranks beyond the cores, as root; whatever mpirun has to say of a status comes behind ours.
mpi() {
    ranks=$1
    shift
    timeout 1200 mpirun --allow-run-as-root --oversubscribe -n "$ranks" "$B/mpi/liebound" "$@"
}
start_mpi() {
    start timeout 1200 mpirun --allow-run-as-root --oversubscribe -n 3 "$B/mpi/liebound" "$@"
    until_true ranks_handle_signals
}
# All three; mpirun is the child of timeout.
ranks_handle_signals() {
    mpirun=$(children $job)
    ranks=$(children "$mpirun")
    [ "$(echo "$ranks" | wc -l)" -eq 3 ] || return 1
    for rank in $ranks; do
        handles_signals "$rank" || return 1
    done
}
# The line is our only one on standard error.
expect_one_error() {
    [ "$(grep -c '^liebound: ' err)" -eq 1 ] && grep -qF -e "$1" err
    verdict $? "one line says: $1"
}

compare_with_serial "4 ranks" mpi 4
run mpi 1 table chain.alg n=2..4 --format csv
expect_line "chain,4,4,16,proved,16,yes"
run mpi 2 table chain.alg n=2..4 --format csv
expect_line "chain,4,4,16,proved,16,yes"
run mpi 3 dim chain.alg n=4
expect_status 0 "another command"
expect "prints once" test "$(grep -c '^dimension 16' out)" -eq 1

run mpi 3 table wrong.alg both.alg n=3,4
expect_status 1 "a contradicted dimension"
expect "a note says which" grep -q '^liebound: note: chain n=4: .*contradicts' err
run mpi 3 table slow.alg chain.alg n=2,3 --time-limit 0.05
expect_status 2 "an undecided row"
expect "the rows after it are there" grep -Eq '^chain +3 .* proved' out
run mpi 3 table chain.alg n=3..1
expect_status 64 "a usage error"
expect_one_error "the range 3..1 of n is empty"
run mpi 3 table no-such-ansatz n=3
expect_status 65 "an input error"
expect_one_error "no-such-ansatz"
run mpi 3 table - n=3
expect_status 64 "standard input"
expect_one_error "cannot share standard input"
run mpi 3 table chain.alg n=3 --jobs 2
expect_status 64 "--jobs"
expect_one_error "built with MPI=1"

# Training that succeeds: items shared as rows are, and a checkpoint that one rank writes.
success="success tfim-closed n=4 --layers 1..3 --starts 20 --optimizer lbfgs,adam --steps 30"
"$liebound" $success >serial.success
run mpi 3 $success --checkpoint success.state
expect "success in 3 ranks" cmp out serial.success
head -n 4 success.state >kept && cp kept success.state
run mpi 3 $success --checkpoint success.state
expect "and from a checkpoint" cmp out serial.success
run mpi 3 success tfim-open n=4 --layers x
expect_status 64 "a usage error of success"
expect_one_error "is neither a list"

# Training, too.
train="train tfim-open n=4 --layers 4 --starts 20 --optimizer adam --steps 50 --quiet"
"$liebound" $train >serial.train
run mpi 3 $train
expect "train in 3 ranks" cmp out serial.train
run mpi 3 train no-such-ansatz --layers 2
expect_status 65 "an input error of train"
expect_one_error "no-such-ansatz"

# One rank that sees other files than the rest, here in a directory of its own.
mkdir other
cat >alone.sh <<END2
[ "\$OMPI_COMM_WORLD_RANK" = 1 ] && cd other
exec "$B/mpi/liebound" "\$@"
END2
run timeout 1200 mpirun --allow-run-as-root --oversubscribe -n 3 sh alone.sh table ./chain.alg n=3
expect_status 74 "a file that one rank lacks"
expect_one_error "./chain.alg"
refuse "no table" grep -q chain out

start_mpi table both.alg n=30..33 --time-limit 100
kill -s TERM "$mpirun"
await
refuse "an interrupted run fails" test "$status" -eq 0
expect_interrupted 2 4
start_mpi table both.alg n=30..33 --time-limit 100
kill -s KILL "$(echo "$ranks" | tail -n 1)"
await
refuse "a run with a rank that was killed fails" test "$status" -eq 0
expect "mpirun reports it" grep -q 'signal 9' err

finish
