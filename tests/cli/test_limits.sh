#!/bin/sh
# Limits and interruptions end with a proved lower bound and status 2.
. "$(dirname "$0")/support.sh"

expect_undecided() {
    expect_status 2 "$1"
    expect "$1: a lower bound is printed" grep -Eq '^dimension >= [1-9][0-9]*   undecided$' out
    refuse "$1: no dimension is claimed" grep -Eq '^dimension [0-9]|   proved$' out
}

run "$liebound" dim endless.alg --time-limit 0.01
expect_undecided "--time-limit 0.01"
expect "the limit is named" grep -q '^evidence: .*time limit reached' out
run "$liebound" dim endless.alg --memory-limit 1M
expect_undecided "--memory-limit 1M"
expect "the limit is named" grep -q '^evidence: .*memory limit reached' out

run "$liebound" dim endless.alg --time-limit 0.01 --json
expect_status 2 "undecided, JSON"
expect_json status undecided
expect_json dimension missing
expect "there is a lower bound" test "$(json dimension_at_least)" -gt 0

run "$liebound" dim endless.alg --time-limit 0.01 --certificate no.cert --basis
expect_undecided "undecided with --certificate"
expect_line "note: no certificate was written, because the dimension is undecided"
expect_line "note: no basis is shown, because the dimension is undecided"
expect "no certificate and no temporary file" test "$(ls no.cert* 2>/dev/null | wc -l)" -eq 0
run "$liebound" dim endless.alg --time-limit 0.01 --certificate -
expect_status 2 "undecided with --certificate -"
refuse "nothing on standard output" test -s out

# Wherever a limit comes, status 0 means that what was asked for is there.
for limit in 0.001 0.003 0.005 0.008 0.012 0.015 0.02 0.03 0.05 0.1; do
    rm -f my.cert
    run "$liebound" dim hea n=7 --enumerate --certificate my.cert --time-limit $limit
    case $status in
    0) expect "$limit s: a certificate" test -s my.cert ;;
    2) refuse "$limit s: no certificate" test -e my.cert ;;
    *) expect_status "0 or 2" "$limit s" ;;
    esac
done

for signal in INT TERM; do
    start "$liebound" dim endless.alg --time-limit 600 --certificate no.cert
    until_true handles_signals $job
    kill -s $signal $job
    await
    expect_undecided "SIG$signal"
    expect "the interruption is named" grep -q '^evidence: .*interrupted' out
done

# A limit that comes while the sectors are looked at, after the early search, is the one that is named.
run "$liebound" dim qaoa-regular n=12 --time-limit 4 --quiet
expect_undecided "a limit behind the early search"
expect "it is named" grep -q '^evidence: time limit reached; at least' out

# A lower bound above the stated dimension is a disagreement already.
{
    cat endless.alg
    echo "dimension 3"
} >small.alg
run "$liebound" dim small.alg --memory-limit 60M
expect_status 1 "a lower bound above the stated dimension"
expect "it says so" grep -q '^literature: 3, DISAGREES' out
{
    cat endless.alg
    echo "dimension 4^30-1"
} >large.alg
run "$liebound" dim large.alg --time-limit 0.01
expect_status 2 "a lower bound below the stated dimension"
expect "the literature is not decided" grep -q '^literature: 1152921504606846975, not decided' out
sed 's/4^30-1/4^30/' large.alg >larger.alg
run "$liebound" dim larger.alg --time-limit 0.01
expect_status 1 "an upper bound below the stated dimension"
expect "it says so" grep -q '^literature: 1152921504606846976, DISAGREES' out

# Without a decision both bounds are reported: all single terms generate su(2^30).
run "$liebound" dim endless.alg --time-limit 0.01
expect_line "dimension <= 1152921504606846975   proved, from the single terms: su(2^30)"
run "$liebound" dim endless.alg --time-limit 0.01 --json
expect_json dimension_at_most 1152921504606846975
expect_json single_terms.algebra 'su(2^30)'
expect_json algebra null
expect_json ideals null
expect_json components null

run "$liebound" table chain.alg endless.alg --time-limit 0.05
expect_status 2 "a table with an undecided row"
expect "the undecided row shows a bound" grep -Eq '^endless .*>= [0-9]+ +undecided' out
expect "the other row is proved" grep -Eq '^chain .* 16 +proved' out
for format in markdown csv latex; do
    run "$liebound" table chain.alg endless.alg --time-limit 0.05 --format $format \
        --columns ansatz,dimension
    case $format in
    markdown) pattern='>= [0-9]+ \|$' ;;
    csv) pattern='^endless,>=[0-9]+$' ;;
    latex) pattern='\$\\geq [0-9]+\$' ;;
    esac
    expect "$format marks the bound" grep -Eq "$pattern" out
done
run "$liebound" table chain.alg endless.alg --time-limit 0.05 --format json
expect_json rows.0.dimension 16
expect_json rows.0.status proved
expect_json rows.1.dimension missing
expect_json rows.1.status undecided
expect_json rows.1.dimension_at_most 1152921504606846975
expect_json rows.0.dimension_at_most missing
expect "the bound has its own key" test "$(json rows.1.dimension_at_least)" -gt 0

finish
