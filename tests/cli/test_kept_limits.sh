#!/bin/sh
# Limits are kept whatever step is running. A process that is left alone has no more CPU time than
# wall-clock time, so that on a busy machine the CPU time is what to look at.
. "$(dirname "$0")/support.sh"

${CC:-cc} -o spent "$tests/spent.c" || exit 1

# limited SECONDS MB ARGUMENTS...: undecided, within a second and 100 MB of these limits.
limited() {
    seconds=$1
    memory=$2
    shift 2
    set -- "$@" --time-limit "$seconds"
    [ "$memory" = none ] || set -- "$@" --memory-limit "${memory}M"
    run ./spent cost "$liebound" "$@"
    expect_status 2 "$*"
    read -r cpu peak <cost
    expect "$*: $cpu ms" awk "BEGIN { exit !($cpu <= 1000 * $seconds + 1000) }"
    [ "$memory" = none ] || expect "$*: $peak MB" [ "$peak" -le $((memory + 100)) ]
    expect "$*: it is said" grep -Eq 'undecided|bounds, both proved' out
}

cat >nested.alg <<'END'
ansatz nested
qubits 10
generator a = sum(i in 0..9, j in 0..9, k in 0..9, l in 0..9, m in 0..9, n in 0..9, o in 0..9, p in 0..9, r in 0..9) Z[0]
END
cat >condition.alg <<'END'
ansatz condition
qubits 10
generator a = sum(i in 0..9, j in 0..9, k in 0..9, l in 0..9, m in 0..9, n in 0..9, o in 0..9, p in 0..9, r in 0..9 if i > 9) Z[0]
generator b = X[0]
END
limited 0.5 100 dim hea n=1000000
limited 5 50 dim hea n=1000000
limited 0.2 50 dim hea n=100000
limited 5 60 dim nested.alg
limited 0.3 none dim nested.alg
limited 0.3 none dim condition.alg
limited 0.3 60 structure nested.alg
limited 0.5 none dim tfim-open n=16384 --enumerate
limited 0.5 none dim tfim-open n=5000 --enumerate
limited 1 none bound xxz-open n=9
limited 1 none bound hea n=12
limited 0.5 none orbit xxz-open n=9
limited 0.5 none rank xxz-open n=10 --layers 10
limited 0.5 none hessian xxz-open n=10 --layers 10
limited 0.5 none capacity xxz-open n=10 --layers 10
limited 0.5 none train xxz-open n=10 --layers 10
limited 0.5 none train tfim-open n=20 --layers 30
limited 0.5 none structure xxz-open n=8 --torus
limited 0.3 none constants hea n=7
limited 0.5 none symmetries xxz-open n=12
limited 0.5 none cartan ltfim-open n=8
limited 0.5 none variance xxz-open n=9
limited 0.5 none matrices xxz-open n=9
limited 0.5 none noise tfim-closed n=8 --layers 8
limited 1 30 noise tfim-closed n=8 --layers 8
limited 0.5 50 table hea n=1000000

# One budget, of which something is left for what is cheap.
for limit in 0.1 0.3 1 3; do
    run "$liebound" bound ltfim-open n=8 --time-limit $limit
    grep -Eq '^(sector|orbit).*bounds, both proved' out && expect_status 2 "$limit s: bounds"
    refuse "$limit s: no rank of no gates" grep -Eq 'exact QFIM rank +[0-9]+ +at L = 0' out
done
# So is something for a certificate, though dim g would take it all.
for limit in 2 4 8 16 32 64; do
    run "$liebound" bound ltfim-open n=10 --time-limit $limit --certificate kept.cert
    rank=$(sed -n 's/^orbit dimension *\([0-9]*\)  *proved.*/\1/p' out)
    "$liebound-check" kept.cert >checked 2>&1
    grep -q "^VERIFIED maximal rank $rank\$" checked && break
    [ -z "$rank" ] || expect "$limit s: it is said" grep -q '^note: .*certificate' out
    rm -f kept.cert
done
expect "the certificate shows R" grep -q '^VERIFIED maximal rank 1054$' checked
run "$liebound" bound endless.alg --time-limit 0.3 --layers 1
expect "bounds by the single terms" grep -q '^dim g .*\.\..*bounds, both proved' out

# A dimension that is known says nothing of the matrices.
for limit in 0.02 0.03 0.05 0.07 0.1 0.2 0.3 0.5; do
    run "$liebound" matrices xxz-open n=6 --time-limit $limit
    if [ "$status" -ne 0 ] && grep -q '^dimension .*proved$' out; then
        expect_status 2 "$limit s: no matrices"
        expect_line "matrices: undecided"
    fi
done

# Nothing is claimed of an ansatz that was not expanded.
run "$liebound" dim nested.alg --time-limit 0.1
expect_line "nested.alg: undecided"
expect "the limit is named" grep -q '^evidence: time limit reached while the ansatz' out
run "$liebound" dim nested.alg --time-limit 0.1 --json
expect_status 2 "JSON"
expect_json schema liebound/dim/1
expect_json status undecided
expect_json dimension missing
run "$liebound" table chain.alg nested.alg chain.alg --time-limit 0.1 --columns ansatz,qubits,dimension,status
expect_status 2 "a table"
expect "the others are there" test "$(grep -c '^chain .*proved' out)" -eq 2
expect "this one has no number of qubits" grep -Eq '^nested.alg +- +>= 0 +undecided' out

# A step that never ends: what is known is printed all the same.
if ldd "$liebound" | grep -q 'lib[at]san'; then
    echo "note: nothing is preloaded under a sanitizer"
    finish
fi
# stick FUNCTION: it is the step. Without a last resort it would be waited for for ever.
stick() {
    ${CC:-cc} -DSTEP="$1" -shared -fPIC -o "$1.so" "$tests/stuck.c" || exit 1
    stuck="timeout 300 env LD_PRELOAD=$PWD/$1.so"
}
stick LAPACKE_zheevd # eigenvectors
run $stuck "$liebound" rank xxz-open n=4 --layers 2 --time-limit 0.3
expect_status 2 "eigenvectors that are never found"
expect_line "rank <= 4   proved, by the number of angles"
expect_line "undecided: a limit was reached after 0 of 3 seeds"
run $stuck "$liebound" rank xxz-open n=4 --layers 2 --time-limit 0.3 --json
expect_status 2 "the same as JSON"
expect_json status undecided
expect_json upper_bound 4
run $stuck "$liebound" bound xxz-open n=4 --time-limit 0.3
expect_status 2 "a cross-check that never ends"
expect "the dimension is there" grep -Eq '^dim g +[0-9]+ +proved' out
expect "and the orbit" grep -Eq '^orbit dimension +[0-9]+ +proved' out
export STUCK_TAKES_MEMORY=1
run ./spent cost $stuck "$liebound" rank xxz-open n=4 --layers 2 \
    --memory-limit 60M
expect_status 2 "memory that is taken meanwhile"
expect_line "rank <= 4   proved, by the number of angles"
read -r cpu peak <cost
expect "not more than 160 MB" test "$peak" -le 160

# In a table it costs one row, here that of the symmetries of a graph.
stick sparsenauty
unset STUCK_TAKES_MEMORY
columns="--columns ansatz,qubits,dimension,status"
for jobs in 1 2; do
    run $stuck "$liebound" table xxz-open hea n=4,5 --time-limit 0.3 --jobs $jobs $columns
    expect_status 2 "--jobs $jobs, rows that never end"
    expect "they are undecided" \
        test "$(grep -Ec '^xxz-open +[45] +>= 0 +undecided$' out)" -eq 2
    expect "the rows after them are there" test "$(grep -Ec '^hea .* proved$' out)" -eq 2
    expect "no words about it" test ! -s err
done
run $stuck "$liebound" table xxz-open n=4 --time-limit 0.3 --json --columns dimension,evidence
expect_json rows.0.evidence "a limit came first"
expect_json rows.0.dimension_at_least 0
expect_json rows.0.dimension_at_most 60
STUCK_TAKES_MEMORY=1 run ./spent cost $stuck "$liebound" table hea xxz-open hea n=4 \
    --memory-limit 60M $columns
expect_status 2 "a row that takes memory"
expect "the rows after it are there" test "$(grep -Ec '^hea .* proved$' out)" -eq 2
# Nor is a certificate waited for, which computes again what is known.
stick deflate
run $stuck "$liebound" bound qaoa-regular n=6 --no-dimension --time-limit 1 --certificate no.cert.gz
expect_status 2 "a certificate that is never written"
expect "the rank is there" grep -Eq '^M_c .* proved ' out
expect_line "note: no certificate was written: a limit came first"
expect "and no file" test "$(ls no.cert* 2>/dev/null | wc -l)" -eq 0
for command in dim orbit structure; do
    run $stuck "$liebound" $command tfim-open n=4 --time-limit 1 --certificate no.cert.gz
    expect_status 2 "$command: a certificate that is never written"
    expect "$command: the dimension is there" grep -Eq '^dimension 16.* proved$' out
    expect_line "note: no certificate was written: a limit came first"
    expect "$command: and no file" test "$(ls no.cert* 2>/dev/null | wc -l)" -eq 0
    run $stuck "$liebound" $command tfim-open n=4 --time-limit 1 --certificate no.cert.gz --json
    expect_status 2 "$command: the same as JSON"
    expect_json certificate null
    expect_json notes.0 "no certificate was written: a limit came first"
    STUCK_TAKES_MEMORY=1 run ./spent cost $stuck "$liebound" $command tfim-open n=4 \
        --memory-limit 60M --certificate no.cert.gz
    expect_status 2 "$command: a certificate that takes memory"
    read -r cpu peak <cost
    expect "$command: not more than 160 MB, $peak" test "$peak" -le 160
done
run ./spent cost "$liebound" bound sn-equivariant-ltfim n=30 --no-dimension --certificate no.cert
expect_status 2 "no certificate of 30 qubits"
read -r cpu peak <cost
expect "no real span is computed for it" test "$cpu" -le 20000
stick nmod_mat_mul
run $stuck "$liebound" table xxz-open n=4 --time-limit 0.3 --columns dimension,status,algebra
expect "a dimension is known before its algebra" grep -Eq '^ *[0-9]+ +proved +-$' out

finish
