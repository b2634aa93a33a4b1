#!/bin/sh
# The command symmetries: text, JSON, bases, limits, and strings on many qubits.
. "$(dirname "$0")/support.sh"

run "$liebound" symmetries tfim-open n=6 --quiet
expect_status 0 "symmetries tfim-open n=6"
expect_line "commutant: dimension 7   proved"
expect_line "1 sector of dimension 20, 1 copy   proved"
expect_line "2 sectors of dimension 15, 1 copy   proved"
expect_line "products of generators: dimension 924   proved"
expect_line "strings that commute with every term: 2^1   proved"
expect_line "  XXXXXX"
expect_line "  (0 5)(1 4)(2 3)"
refuse "--quiet leaves standard error empty" test -s err

run "$liebound" symmetries qaoa-grid rows=3 columns=3 --json --quiet
expect_status 0 "symmetries qaoa-grid rows=3 columns=3"
expect_json schema liebound/symmetries/1
expect_json dimension 98
expect_json status proved
expect_json algebra_dimension 16082
expect_json sectors.0.count 2
expect_json sectors.0.dimension 59
expect_json sectors.0.multiplicity 2
expect_json strings.rank 1
expect_json strings.generators.0 XXXXXXXXX

# A basis can be typed again, and what it says commutes.
run "$liebound" symmetries xxz-open n=4 --basis --quiet
expect_status 0 "--basis"
expect "the basis has as many lines as its dimension" test \
    "$(sed -n '/^basis of the commutant:$/,$p' out | wc -l)" -eq 16
{
    echo 'ansatz with_symmetries'
    echo 'qubits 4'
    sed -n '/^basis of the commutant:$/,$p' out | sed -n '3,$s/^/generator /p'
} >basis.alg
run "$liebound" show basis.alg
expect_status 0 "the basis reads as generators"
run "$liebound" symmetries basis.alg --quiet
expect_line "commutant: dimension 23   proved"

run "$liebound" symmetries hea n=3 --basis --quiet
expect_line "basis of the commutant:"
expect_line "III"

# Single strings, and the strings of sums, at any size.
run "$liebound" symmetries hea n=100000 --quiet
expect_status 0 "symmetries hea n=100000"
expect_line "commutant: dimension 1   proved"
run "$liebound" symmetries tfim-open n=100000 --quiet
expect_status 2 "symmetries tfim-open n=100000"
expect_line "strings that commute with every term: 2^1   proved"
expect_line "  X100000, runs of letters with their lengths"

run "$liebound" symmetries xxz-open n=11 --time-limit 0.3 --quiet
expect_status 2 "a limit"
expect_line "evidence: time limit reached"
run "$liebound" symmetries tfim-open n=6 --certificate x
expect_error 64 "symmetries has no option --certificate"

finish
