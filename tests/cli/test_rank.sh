#!/bin/sh
# Simulated ranks, alone and beside the proved bound.
. "$(dirname "$0")/support.sh"

# The open chain on |+>^n has largest rank floor(n^2/2).
run "$liebound" rank tfim-open n=6 --layers 9 --seeds 5
expect_status 0 "rank"
expect "it saturates at 18" grep -q '^largest rank 18   floating point' out
expect "five seeds" test "$(grep -c ' yes$' out)" -eq 5
refuse "nothing is called proved" grep -q 'proved$' out
cp out first
run "$liebound" rank tfim-open n=6 --layers 9 --seeds 5
expect "the same again" cmp out first
run "$liebound" rank tfim-open n=6 --layers 9 --seeds 5 --seed 7
expect "--seed names the first seed" grep -q '^  11  ' out
run "$liebound" rank chain.alg --layers 1 --seeds 1
expect "two angles, rank 2" grep -q '^largest rank 2 ' out
run "$liebound" rank chain.alg --layers 5 --angles 3 --seeds 1
expect "three angles" grep -q '5 layers, 3 angles, state plus' out
run "$liebound" rank chain.alg --angles 3
expect_error 64 "only 2 angles"
run "$liebound" rank chain.alg --state 1
expect_error 64 "counted from 0"
echo 'state zero' >>chain.alg
run "$liebound" rank chain.alg --state 1
expect_status 0 "the second training state"
expect "state zero" grep -q 'state zero$' out

run "$liebound" rank chain.alg --layers 4 --seeds 2 --json --spectrum
expect_status 0 "rank --json"
expect_json first schema
expect_json schema liebound/rank/1
expect_json ansatz chain
expect_json layers 4
expect_json angles 8
expect_json state plus
expect_json float_rank 8
expect_json evidence "floating point"
expect_json runs.length 2
expect_json runs.0.seed 1
expect_json runs.0.float_rank 8
expect_json runs.0.precision_bits 53
expect_json runs.0.singular_values.length 8
run "$liebound" rank chain.alg --json
expect_json runs.0.singular_values missing
run "$liebound" rank chain.alg n=16 --layers 100 --seeds 50 --time-limit 0.2
expect_status 2 "rank with a time limit"
expect "it says how far it came" grep -q '^undecided: a limit was reached after' out
run "$liebound" rank chain.alg n=200
expect "too many qubits: status 64 or 65" test "$status" -eq 64 -o "$status" -eq 65
expect "one line says so" test "$(wc -l <err)" -eq 1

run "$liebound" bound tfim-open n=6
expect_status 0 "bound"
expect_line "dimension 36   proved"
expect "the bound on the rank" grep -q '^rank of the QFIM <= 36   proved' out
expect "the simulation saturates" grep -q '^the rank saturates at 18, from 18 angles (9 layers)' out
run "$liebound" bound chain.alg --json
expect_status 0 "bound --json"
expect_json first schema
expect_json schema liebound/bound/1
expect_json dimension 16
expect_json status proved
expect_json rank_at_most 16
expect_json bound_uses_dimension true
expect_json disagrees false
expect_json simulation.evidence "floating point"
expect_json simulation.saturated true
expect_json simulation.float_rank 8
expect_json simulation.rows.0.angles 2
run "$liebound" bound chain.alg n=6 --layers 3
expect_status 0 "bound --layers 3"
expect "it may still grow" grep -q '^the rank reached 6 and may still grow' out
sed 's/qubits 30/qubits 8/; s/0\.\.28/0..6/; s/0\.\.29/0..7/g' endless.alg >large.alg
run "$liebound" bound large.alg --time-limit 0.02 --layers 2
expect_status 2 "bound with an undecided dimension"
expect "a lower bound on the dimension" grep -q '^dimension >= .*undecided$' out
expect "the state space still bounds the rank" grep -q '^rank of the QFIM <= 510   proved, from the upper bound on the dimension and the state space' out

# All the terms of the chain generate so(2n), whose dimension is below that of the state space.
run "$liebound" bound chain.alg n=20 --json --memory-limit 1M
expect_status 2 "bound with a memory limit"
expect_json dimension missing
expect_json dimension_at_most 780
expect_json rank_at_most 780
expect_json bound_uses_dimension true

# Dimensions that do not fit on a line.
run "$liebound" bound hea n=5 --seeds 1 --digits 3
expect_line "dimension 1...3 (4 digits)   proved"
expect_line "M_c <= 807   proved: overparametrized from 807 angles on at the latest"

# A rank without a next singular value has no gap, never an infinite one.
run "$liebound" rank chain.alg --layers 1 --seeds 1 --json
expect_json runs.0.gap null
run "$liebound" bound chain.alg --seeds 1 --json
expect_json simulation.rows.0.smallest_gap null
refuse "no infinity" grep -iq 'inf[" ,]' out

finish
