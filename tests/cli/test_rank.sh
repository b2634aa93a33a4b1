#!/bin/sh
# Simulated ranks.
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

# A rank without a next singular value has no gap, never an infinite one.
run "$liebound" rank chain.alg --layers 1 --seeds 1 --json
expect_json runs.0.gap null
finish
