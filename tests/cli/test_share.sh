#!/bin/sh
# Tables in several processes and in slices: the output of a serial run, and its errors.
. "$(dirname "$0")/support.sh"
. "$tests/sharing.sh"

jobs() {
    jobs_count=$1
    shift
    "$liebound" "$@" --jobs "$jobs_count"
}
compare_with_serial "--jobs 2" jobs 2
compare_with_serial "--jobs 40" jobs 40

# A contradiction, and an undecided row.
for count in 1 3; do
    run "$liebound" table wrong.alg both.alg n=3,4 --jobs $count
    expect_status 1 "--jobs $count, a contradicted dimension"
    expect "a note says which" grep -q '^liebound: note: chain n=4: .*contradicts' err
    run "$liebound" table slow.alg chain.alg n=2,3 --jobs $count --time-limit 0.05
    expect_status 2 "--jobs $count, an undecided row"
    expect "the rows after it are there" grep -Eq '^chain +3 .* proved' out
done

# The first error, in the order of rows, ends a table: those before it stay, those after it go.
cat >breaks.alg <<'END2'
ansatz breaks
parameter n = 4
qubits n
graph E = path(n) if n < 6
graph E = file "missing.edges" if n >= 6
generator zz = sum((i,j) in E) Z[i] Z[j]
generator x = sum(i in 0..n-1) X[i]
END2
run "$liebound" table chain.alg breaks.alg n=3..8
cp out serial.breaks
serial_status=$status
expect_status 74 "an error in a row"
expect "the rows before it are there" grep -Eq '^breaks +5 ' out
for count in 2 5; do
    run "$liebound" table chain.alg breaks.alg n=3..8 --jobs $count
    expect_status $serial_status "--jobs $count, an error in a row"
    expect "--jobs $count: the rows of a serial run" cmp out serial.breaks
    expect "--jobs $count: one error" test "$(grep -c '^liebound: [^n]' err)" -eq 1
done

# An interruption that reaches the first process alone.
start "$liebound" table chain.alg slow.alg chain.alg n=2,3 --jobs 2 --time-limit 600
until_true handles_signals $job
kill -s INT $job
await
expect_status 2 "an interrupted table"
expect_interrupted 2 6

# A worker that is killed in a row behind the first two, or has no memory left.
start "$liebound" table chain.alg slow.alg n=2,3 --jobs 2 --slice 1/1 --time-limit 600
until_true lines_at_least 3 out
kill -s KILL "$(children $job | tail -n 1)"
kill -s INT $job
await
expect_status 70 "a worker that is killed"
expect "it is reported" grep -q '^liebound: a worker process was ended by signal 9$' err
expect "the rows before it are there" lines_at_least 3 out
if [ -z "${SANITIZE:-}" ]; then
    last="table, little memory"
    (ulimit -v 120000 && exec "$liebound" table chain.alg slow.alg n=2,3 --jobs 2) >out 2>err
    status=$?
    expect_status 71 "a worker without memory"
    expect "it is reported" grep -q '^liebound: a worker process ran out of memory$' err
    expect "once" test "$(wc -l <err)" -eq 1
    expect "the rows before it are there" grep -Eq '^chain +3 ' out
fi

# A killed first process takes its workers along, in the midst of rows that would take minutes: then
# nobody has the pipe open any more, and its reader ends.
mkfifo pipe
: >out
{
    cat pipe >out
    : >ended
} &
"$liebound" table chain.alg slow.alg n=2,3 --jobs 3 --slice 1/1 --time-limit 600 >pipe 2>err &
last="a table, killed"
job=$!
until_true lines_at_least 3 out
kill -s KILL $job
await
expect "the workers of a killed process end" until_true test -e ended

# Slices, in any order and in any number of files.
slices=3
for i in 1 2 3; do
    run "$liebound" table $operands --slice $i/$slices --jobs $i --columns algebra
    expect_status 0 "slice $i of $slices"
    cp out $i.rows
done
merge() {
    shift # "table"
    while [ "${1#--}" = "$1" ]; do
        shift # operands
    done
    "$liebound" merge 2.rows 3.rows 1.rows "$@"
}
compare_with_serial "merge" merge
run "$liebound" table chain.alg n=2,3 --slice 20/20
expect_status 0 "a slice without rows"
expect "only the first line" test "$(wc -l <out)" -eq 1

# The recipe for Slurm, with the tasks played one after the other.
for task in 1 2 3 4; do
    run env LIEBOUND="$liebound" SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_COUNT=4 \
        sh "$tests/../../examples/sweep.sbatch" results $operands
    expect_status 0 "task $task"
done
run env LIEBOUND="$liebound" SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_COUNT=1 SLICES=4 \
    sh "$tests/../../examples/sweep.sbatch" results $operands
expect_status 0 "task 2 again"
run "$liebound" merge results/1.rows results/2.rows results/3.rows results/4.rows --fit
"$liebound" table $operands --fit >expected 2>&1
expect "the tasks make the table" sh -c 'cat err out | cmp - expected'

run "$liebound" merge 1.rows 3.rows
expect_status 2 "a slice that is missing"
expect "a note says so" grep -q '^liebound: note: 8 of 24 rows are missing$' err
head -c -20 2.rows >cut.rows
run "$liebound" merge 1.rows cut.rows 3.rows
expect_status 2 "a slice that was cut off"
expect "a note says where" grep -q '^liebound: note: cut.rows:9: left out a line that is cut off$' err
expect "one row is missing" grep -q '^liebound: note: 1 of 24 rows is missing$' err
run sh -c "'$liebound' merge - 2.rows 3.rows <1.rows"
expect_status 0 "a slice from standard input"
run "$liebound" table wrong.alg n=4 --slice 1/1
expect_status 1 "a slice with a contradiction"
cp out wrong.rows
run "$liebound" merge wrong.rows
expect_status 1 "merging it"

# merge_error STATUS MESSAGE FILE...
merge_error() {
    code=$1
    message=$2
    shift 2
    run "$liebound" merge "$@"
    expect_error "$code" "$message"
}
merge_error 65 "row 1 is there twice" 1.rows 1.rows
merge_error 65 "wrong.rows:1:1: these are rows of another table" 1.rows wrong.rows
merge_error 74 "missing.rows: cannot open" missing.rows
merge_error 65 "chain.alg:1:1: not a line of 'liebound table --slice'" chain.alg
: >empty
merge_error 65 "empty:1:1: the file is empty" empty
merge_error 64 "merge takes no settings" 1.rows n=3
merge_error 64 "merge needs a FILE"
edit() { # SED-SCRIPT MESSAGE
    sed "$1" 1.rows >edited.rows
    merge_error 65 "$2" edited.rows
}
edit '1s/rows\/1/rows\/2/' 'edited.rows:1:1: the member "schema" is missing or wrong'
edit '3s/"index":[0-9]*/"index":24/' 'edited.rows:3:1: the table has no such row'
edit '3s/"index":[0-9]*/"index":-1/' 'edited.rows:3:1: the member "index" is missing or wrong'
edit '3s/"dimension":"/&-/' 'edited.rows:3:1: the member "dimension" is missing or wrong'
edit '3s/"proved":true/"proved":1/' 'edited.rows:3:1: the member "proved" is missing or wrong'
edit '3s/"verdict":"[a-z ]*"/"verdict":"good"/' 'edited.rows:3:1: the member "verdict" is missing or wrong'
edit '3s/,"terms":[0-9]*//' 'edited.rows:3:1: the member "terms" is missing or wrong'
edit '3s/$/x/' "edited.rows:3:1: not a line of 'liebound table --slice'"
head -c 100000 /dev/zero >zeros
merge_error 65 "zeros" zeros
# Only what table writes is printed again: names, and text without control characters.
sed 's/"ansatz":"chain"/"ansatz":"a b"/' 1.rows >odd.rows
merge_error 65 'odd.rows:5:1: the member "ansatz" is missing or wrong' odd.rows
sed 's/"ansatz":"chain"/"ansatz":"\\u001b[31m"/' 1.rows >odd.rows
merge_error 65 'the member "ansatz" is missing or wrong' odd.rows
sed 's/"reference":"[^"]*"/"reference":"\\u001b[31m"/' 1.rows >odd.rows
merge_error 65 'the member "reference" is missing or wrong' odd.rows
sed 's/"settings":{"n":"/"settings":{"n":"\\u009b/' 1.rows >odd.rows
merge_error 65 'the member "settings" is missing or wrong' odd.rows
sed '1s/"values":\[/&"\\u0007",/' 1.rows >odd.rows
merge_error 65 'odd.rows:1:1: the member "values" is missing or wrong' odd.rows

for slice in 0/3 4/3 3 1/ /3 a/b 1/3/3 1/0 -1/3; do
    run "$liebound" table chain.alg --slice=$slice
    expect_error 64 "is not of the form 3/8"
done
run "$liebound" table chain.alg --slice 1/2 --format csv
expect_error 64 "options of that"
run "$liebound" table chain.alg --jobs 0
expect_error 64 "--jobs 0"

finish
