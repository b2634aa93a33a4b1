#!/bin/sh
# Capacity measures.
. "$(dirname "$0")/support.sh"

run "$liebound" capacity hea n=3 --layers 4
expect_status 0 "capacity"
expect "both reach their bounds" grep -q '^zero   14   7 .* yes  *14  the dimension' out
refuse "no simulated rank is called proved" grep -q 'floating.* proved$' out
printf 'qubits 2\ngenerator = Z[0]*Z[1]\ngenerator = X[0] + X[1]\nstate plus\nstate zero\n' >two.alg
run "$liebound" capacity two.alg --layers 3 --json --seeds 2 --data 1000
expect_status 0 "two states"
expect_json first schema
expect_json schema liebound/capacity/1
expect_json states.length 3
expect_json states.2.state average
expect_json states.0.d1 2
expect_json states.0.upper_bound 2
expect_json samples 2
expect_json angles 6
run "$liebound" capacity two.alg --angles 9
expect_error 64 "only 2 angles"
run "$liebound" capacity two.alg --data 3
expect_error 64 "--data"
run "$liebound" capacity hea n=10 --layers 40 --seeds 500 --time-limit 0.2
expect_status 2 "capacity with a time limit"
expect_line "undecided: a limit was reached"

finish
