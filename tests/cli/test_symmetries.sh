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

# All strings but those on one qubit behind a full word, or at its end.
for q in 62 63 64 65; do
    {
        echo 'qubits 70'
        seq 0 69 | grep -vx $q | sed 's/.*/generator x& = X[&]\ngenerator z& = Z[&]/'
    } >all.alg
    run "$liebound" symmetries all.alg --quiet
    expect_line "strings that commute with every term: 2^2   proved"
    expect_line "  X[$q]"
    expect_line "  Z[$q]"
done

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

printf 'qubits 8\ngenerator Z[0] + Z[1]\n' >two.alg
run "$liebound" symmetries two.alg --quiet
expect_status 2 "a large commutant"
expect_line "commutant: dimension >= 16384 and <= 24576   undecided"
expect_line "evidence: the commutant may have dimension 24576, and at most 4000 products of symmetries are counted"

run "$liebound" symmetries xxz-open n=11 --time-limit 0.3 --quiet
expect_status 2 "a limit"
expect_line "evidence: time limit reached"
run "$liebound" symmetries tfim-open n=6 --certificate x
expect_error 64 "symmetries has no option --certificate"

# Sectors by operators that the user names.
run "$liebound" symmetries xxz-open n=6 --sector number --quiet
expect_status 0 "--sector number"
expect_line "sector number = 3: dimension 20 = 2 sectors of 7 + 2 sectors of 3   proved"
run "$liebound" symmetries xxz-open n=4 --sector 'number; X[0] X[1] X[2] X[3]' --quiet
expect_error 65 "terms of the operators of the sectors anticommute"
run "$liebound" symmetries xxz-open n=4 --sector 'Z[0]' --quiet
expect_error 65 "operator 0 of the sectors does not commute with generator 0 (hop)"
run "$liebound" symmetries xxz-open n=4 --sector 'Z[0] +' --quiet
expect_error 64 "is neither number, nor parity, nor a sum"
run "$liebound" symmetries xxz-open n=200 --sector 'sum(i in 0..n-1) Z[i]' --quiet
expect_status 2 "sectors on 200 qubits"
expect_line "sector sum(i in 0..n-1) Z[i] = 198: dimension 200   proved"
run "$liebound" symmetries heisenberg n=4 --sector 'ZZZZ; XXXX; YYYY' --json --quiet
expect_status 0 "operators with relations"
expect_json labels.length 4
expect_json labels.3.values.YYYY 1
expect_json labels.3.dimension 4
expect_json labels.3.content.0.dimension 4

# What circuits can do within them.
run "$liebound" symmetries ltfim-open n=4 --controllability --quiet
expect_status 0 "--controllability"
expect_line "controllability: g is all that the symmetries allow but for a global phase: u(d) on each sector   proved"
run "$liebound" symmetries qaoa-bipartite --controllability --quiet
expect_status 0 "linked sectors"
expect_line "controllability: g is all of su(d) on each sector by itself, but sectors are linked: 2 ideals act on 4 sectors of dimension 2 and above   proved"
run "$liebound" symmetries tfim-open n=4 --controllability --reach 0000 --quiet
expect_status 0 "--reach"
expect_line "controllability: g is smaller than the symmetries allow: dim [g,g] is 15, and su(d) on each sector is 65   proved"
expect_line "from state plus to zero: no, <XXXX> is 1 and 0   proved"
run "$liebound" symmetries ltfim-open n=4 --reach 0000 --json --quiet
expect_status 0 "a state that is reached"
expect_json reach.verdict yes
expect_json reach.status proved
expect_json controllability.verdict "all but a global phase"
run "$liebound" symmetries tfim-open-free n=4 --reach ghz --quiet
expect_status 2 "a state that is not excluded"
run "$liebound" symmetries tfim-open-free n=4 --state 7 --reach ghz --quiet
expect_error 64 "--state 7: the ansatz has 1 training state"
run "$liebound" symmetries tfim-open-free n=4 --reach 01 --quiet
expect_status 65 "a state of another length"

finish
