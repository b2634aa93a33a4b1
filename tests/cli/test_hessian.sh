#!/bin/sh
# The Hessian of an expectation value.
. "$(dirname "$0")/support.sh"

# The ground energy of the open critical chain, 1 - 1/sin(pi/18), and the published rank.
run "$liebound" hessian tfim-open n=4 --layers 12 --optimum --seeds 2
expect_status 0 "hessian"
expect "the ground energy" grep -q '^   1  -4\.7587704831' out
expect "the rank of the orbit" grep -q ' 8         0 .* yes$' out
expect_line "at a minimum on the orbit, the rank of the Hessian <= 8   proved, by the orbit dimension"
refuse "no simulated rank is called proved" grep -q 'floating.* proved$' out
cp out first
run "$liebound" hessian tfim-open n=4 --layers 12 --optimum --seeds 2
expect "the same again" cmp out first

run "$liebound" hessian tfim-open n=4 --layers 12 --optimum --seeds 2 --json
expect_json first schema
expect_json schema liebound/hessian/1
expect_json angles 24
expect_json parameters.n 4
expect_json optimum true
expect_json observable.0.string ZZII
expect_json observable.length 7
expect_json upper_bound_at_minimum 8
expect_json runs.length 2
expect_json runs.0.float_rank 8
expect_json runs.0.negative 0
expect_json runs.0.eigenvalues.length 24

# An observable of the ansatz: <Z> on |0> after exp(-i theta X) is cos(2 theta).
cat >one.alg <<'EOT'
qubits 1
generator = X[0]
state zero
observable = 3*Z[0] + 1/2*I[0]
EOT
run "$liebound" hessian one.alg --optimum --seeds 1
expect "the least value is -5/2" grep -q '^   1   *-2\.5 ' out
run "$liebound" show one.alg
expect_line "observable = 3 Z[0] + 1/2 I[0]"
run "$liebound" hessian one.alg --optimum --seeds 1 --observable '2*Z[0]'
expect "another observable" grep -q '^   1   *-2 ' out
expect "it says so" grep -q 'observable of 1 term, as asked for$' out
run "$liebound" hessian one.alg --observable 'Q[0]'
expect_error 65 "--observable: "

# The infidelity to -i|1>, 1 - sin(theta)^2, whose second derivative at 0 is 2; to a unitary; and a data
# set, where states that go to 0 and 1 are as far as can be.
echo '0 -1i' >one.state
run "$liebound" hessian one.alg --optimum --seeds 2 --target one.state --json
expect_status 0 "a target"
expect_json target one.state
expect_json observable null
expect_json runs.1.float_rank 1
expect "the second derivative" \
    awk -v value="$(json runs.1.eigenvalues.0)" 'BEGIN {exit !(value > 1.999999 && value < 2.000001)}'
run "$liebound" hessian hea n=2 --layers 6 --optimum --seeds 2 \
    --target "$tests/../../examples/paper/data/V2.txt" --quiet
expect_status 0 "a unitary"
expect "on Bell pairs" grep -q 'state bell, infidelity to .*V2.txt$' out
expect "all 15 directions of SU(4)" test "$(grep -c ' 15  *0 .* yes$' out)" -eq 2
run "$liebound" hessian one.alg --target one.state --observable 'Z[0]'
expect_error 64 "two losses"
run "$liebound" hessian tfim-open n=3 --target one.state
expect_error 65 "2 complex numbers"
printf 'state a weight 1/2\n0 1\nstate b weight -1/2\n1 1\n' >set.states
run "$liebound" hessian one.alg --optimum --seeds 1 --states set.states
expect "a weighted data set" grep -q 'state all' out

run "$liebound" hessian one.alg --angles 2
expect_error 64 "only 1 angle"
run "$liebound" hessian one.alg --state 1
expect_error 64 "counted from 0"
run "$liebound" hessian tfim-open n=12 --layers 60 --optimum --time-limit 0.2
expect_status 2 "hessian with a time limit"
expect "it says how far it came" grep -q '^undecided: a limit was reached after 0 of 3' out
run "$liebound" hessian tfim-open n=40
expect_error 65 "qubits"

finish
