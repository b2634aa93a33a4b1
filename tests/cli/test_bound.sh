#!/bin/sh
# The rank and M_c from both sides, and floating point beside them.
. "$(dirname "$0")/support.sh"

# The issue's example: on |+>^n the open chain has the rank floor(n^2/2), and M_c with it.
run "$liebound" bound tfim-open n=10
expect_status 0 "bound"
expect_line "dim g                   100   proved"
expect_line "orbit dimension          50   proved   (maximal QFIM rank)"
expect_line "                              proved for every n >= 2 (proofs/coq/families/TfimOpen.v)"
expect_line "                              proved for every n >= 2 (proofs/coq/families/TfimOpenOrbit.v)"
expect_line "exact QFIM rank          50   at L = 25, M = 50   proved"
expect_line "M_c                      50   proved   (25 layers of 2 angles)"
expect "floating point agrees" grep -q '^floating point  *50   gap .*, agrees$' out
expect "the literature is about dim g" grep -q "^literature, dim g: 100, agrees  \[arXiv:" out
cp out first
# The theorem is about |+>^n and no other state, whatever its name.
printf 'state plus\n0000 1\n' >named.states
run "$liebound" bound tfim-open n=4 --states named.states --json
expect_json orbit_theorem null
expect_json theorem.value 16
run "$liebound" bound tfim-open n=4 --json
expect_json orbit_theorem.value 8
run "$liebound" bound tfim-open n=10 --threads 2
sed 's/gap [^,]*/gap/' first >first.plain
sed 's/gap [^,]*/gap/' out >out.plain
expect "two threads say the same" cmp first.plain out.plain
run "$liebound" bound tfim-open-free n=14
expect_line "exact QFIM rank         182   at L = 7, M = 189   proved"
expect_line "M_c                     182   proved   (7 layers of 27 angles)"

run "$liebound" bound chain.alg --json
expect_status 0 "bound --json"
expect_json first schema
expect_json schema liebound/bound/1
expect_json dimension 16
expect_json status proved
expect_json orbit_dimension 8
expect_json exact_rank 8
expect_json exact.status proved
expect_json exact.angles 8
expect_json critical_angles.at_least 8
expect_json critical_angles.at_most 8
expect_json critical_angles.layers 4
expect_json critical_angles.status proved
expect_json float.rank 8
expect_json float.agreement agrees
expect_json disagrees false
expect_json states.length 1
expect_json joint null

expect_json exact.reached.0 1
expect_json exact.reached.7 8

# Compilation on Bell pairs: 4^n - 1, and the first layer of saturation, proved.
bell() { # qubits, rank, layers
    ("$liebound" show hea n="$1" | sed '/^state/d' && echo 'state bell') >bell.alg
    run "$liebound" bound bell.alg --json
    expect_json exact_rank "$2"
    expect_json critical_angles.at_least "$2"
    expect_json critical_angles.at_most "$2"
    expect_json critical_angles.layers "$3"
}
bell 2 15 3
bell 3 63 8
bell 4 255 24

# M_c between 126 and 130 angles, all in layer 8 of 17 angles.
run "$liebound" bound hea n=6 --seeds 1
expect_line "M_c                126 .. 130   bounds, both proved; in layer 8, proved; 130 except with probability 7e-04"

# X four times and then Z on |0>: M_c = 5 from both sides, though R = 2 and dim g = 3.
printf 'qubits 1\ngenerator = X[0]\ngenerator = X[0]\ngenerator = X[0]\ngenerator = X[0]\ngenerator = Z[0]\n' \
    >circle.alg
run "$liebound" bound circle.alg
expect_line "dim g                     3   proved"
expect_line "exact QFIM rank           2   at L = 1, M = 5   proved"
expect_line "M_c                       5   proved   (1 layer of 5 angles)"

# Fewer layers than it takes: R(M) = M, and M_c is bounded only.
run "$liebound" bound chain.alg n=6 --layers 3 --json
expect_status 0 "bound --layers 3"
expect_json exact_rank 6
expect_json exact.status proved
expect_json critical_angles.at_least 18
expect_json critical_angles.at_most 19
expect_json critical_angles.status bounds

# Several states, by themselves and jointly.
(cat chain.alg && echo 'state zero') >both.alg
run "$liebound" bound both.alg --json
expect_status 0 "two states"
expect_json states.length 2
expect_json states.0.orbit_dimension 8
expect_json states.1.state zero
expect_json joint.state joint
expect_json joint.critical_angles.status proved
run "$liebound" bound both.alg --state 1 --json
expect_json states.length 1
expect_json states.0.state zero
expect_json joint null
run "$liebound" bound both.alg --state 2
expect_error 64 "2 training states"
run "$liebound" bound chain.alg --layers 0
expect_error 64 "neither 'auto' nor an integer"
run "$liebound" bound chain.alg --state some
expect_error 64 "neither 'all' nor an integer"

# X + Z is rational, ZZ + X + Z is not: its exponential is a p-adic one.
cat >xz.alg <<'END'
qubits 2
generator zz = Z[0] Z[1]
generator xz = X[0] + Z[0]
generator x = X[1]
END
run "$liebound" bound xz.alg --json
expect_json exact.status proved
expect_json exact_rank 6
expect_json not_certified null
echo 'generator mixed = Z[0] Z[1] + X[0] + Z[1]' >>xz.alg
run "$liebound" bound xz.alg
expect_status 0 "a generator without an exact form"
expect "its rank is proved" grep -q '^exact QFIM rank  *6   at L = 2, M = 8   proved' out
run "$liebound" bound xz.alg --json
expect_json exact.status proved
expect_json exact_rank 6
expect_json orbit_dimension 6
run "$liebound" bound xxz-open n=6
expect_status 0 "a chain of hopping and interaction"
expect "M_c is proved" grep -q '^M_c  *25   proved' out

# Where dim g is out of reach the real span of the orbit meets the exact rank.
run "$liebound" bound qaoa-grid rows=3 columns=3 --seeds 1
expect_status 0 "R and M_c without dim g"
expect "dim g is given up" grep -q '^dim g .* \.\. 65535   bounds, both proved; R is proved without it$' out
expect_line "real span             <= 94   proved   (dim V 96 - 1 conserved - 1 phase)"
expect_line "orbit dimension          94   proved; at most by the real span   (maximal QFIM rank)"
expect_line "exact QFIM rank          94   at L = 47, M = 94   proved"
expect_line "M_c                      94   proved   (47 layers of 2 angles)"
refuse "nothing is undecided" grep -q undecided out
run "$liebound" bound qaoa-grid rows=3 columns=3 --seeds 1 --no-dimension --json
expect_status 0 "without dim g"
expect_json dimension_at_least 0
expect_json real_span.rank_at_most 94
expect_json real_span.dimension 96
expect_json real_span.invariants 1
expect_json real_span.phases 1
expect_json orbit_dimension 94
expect_json orbit_dimension_at_most_by "the real span"
expect_json sector_dimension_at_most_by "all of u(2^n)"
expect_json critical_angles.at_most 94
run "$liebound" bound qaoa-grid rows=3 columns=3 --seeds 1 --no-dimension
expect_line "dim g                     -   left out"
# With a limit the rest of the budget goes to dim g, and R is not lost.
run "$liebound" bound qaoa-grid rows=3 columns=3 --seeds 1 --time-limit 4
expect_status 2 "dim g is undecided"
expect_line "M_c                      94   proved   (47 layers of 2 angles)"
expect_line "undecided: a limit came before dim g and the sector"
run "$liebound" rank qaoa-grid rows=3 columns=3 --layers 50 --seeds 1 --no-dimension
expect_line "exact rank 94   proved"
expect_line "rank <= 94   proved, by the real span"

# On many qubits that stay in few coordinates; and for hopping, whose gates have no finite-field form.
run "$liebound" bound sn-equivariant-ltfim n=30 --json
expect_status 0 "averages over all permutations"
expect_json orbit_dimension 60
expect_json exact.picture coordinates
expect_json critical_angles.at_most 61
run "$liebound" bound xxz-open n=6 --seeds 1 --no-dimension
expect_line "real span             <= 25   proved   (dim V 28 - 2 conserved - 1 phase)"
expect_line "M_c                      25   proved   (13 layers of 2 angles)"

# Limits end it with what is proved, in one piece.
sed 's/qubits 30/qubits 10/; s/0\.\.28/0..8/; s/0\.\.29/0..9/g' endless.alg >large.alg
echo 'state ghz' >>large.alg
run "$liebound" bound large.alg --time-limit 0.02 --layers 2 --seeds 1
expect_status 2 "bound with an undecided dimension"
expect "bounds on the dimension" grep -q '^dim g  *[0-9]* \.\. [0-9]*   bounds, both proved$' out
expect "the state space bounds the orbit" grep -q '^orbit dimension  *[0-9]* \.\. 2046 ' out
for limit in 0.5 2 8 32; do # the first in which a busy machine gets that far
    run "$liebound" bound hea n=12 --time-limit $limit
    ! grep -q 'proved as a lower bound$' out || break
done
expect_status 2 "bound with a time limit"
expect "a lower bound" grep -q '^exact QFIM rank .*proved as a lower bound$' out

# Dimensions that do not fit on a line.
run "$liebound" bound hea n=5 --seeds 1 --digits 3
expect_line "dim g              1...3 (4 digits)   proved"

# Ranks against the number of angles, with the bounds as lines.
run "$liebound" bound tfim-open n=4 --plot b.eps
expect_error 64 ".pdf or .tex"
if command -v gnuplot >/dev/null; then
    run "$liebound" bound tfim-open n=4 --plot b.svg
    expect_status 0 "bound --plot"
    expect_line "plot: b.svg"
    expect "the bounds are lines" grep -q 'orbit dimension, proved' b.svg
    expect "and the rank a curve" grep -q 'exact rank, state plus' b.svg
    # height TEXT: how far down in the picture it stands.
    height() {
        awk -v text="<text>$1" '/translate/ {split($0, parts, /[,)]/); y = parts[2]}
            index($0, text) {print int(y)}' b.svg
    }
    expect "the key is below the label of the axis" test \
        "$(height 'orbit dimension, proved')" -ge $(($(height 'number of angles M') + 20))
fi

# What only the first layer rotates about is done once, so the orbit need not be reached.
cat >first.alg <<'END'
qubits 3
generator g = 2 YZX + 3/4 YZZ - IZX
first
rotate g
apply ECR[0,2]
rotate g
layer
rotate g
state zero
END
run "$liebound" bound first.alg --quiet
expect_status 0 "a first layer that is not repeated"
expect "its orbit is a bound alone" grep -q '^orbit dimension  *6 .*at least the maximal QFIM rank' out
expect "its rank is that of the circuit" grep -q '^exact QFIM rank  *2 ' out

finish
