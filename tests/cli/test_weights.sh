#!/bin/sh
# Weights of edges: from files, from texts and from seeds.
. "$(dirname "$0")/support.sh"

printf '0 1 0.5\n1 2 -3 # x\n2 3 1/3\n0-3 1e-1\n1 3\n' >g.edges
printf 'qubits 4\ngraph E = file "g.edges"\ngenerator a = sum((i,j,w) in E) w Z[i] Z[j]\n' >w.alg
printf 'generator b for (i,j,w) in E if w == 1: X[i] X[j]\ngenerator c = sum((i,j) in E) X[i] X[j]\n' >>w.alg
run "$liebound" show w.alg
expect_line "generator a = 1/2 Z[0] Z[1] + 1/10 Z[0] Z[3] - 3 Z[1] Z[2] + Z[1] Z[3] + 1/3 Z[2] Z[3]"
expect_line "generator b[1,3] = X[1] X[3]"
printf 'qubits 3\ngraph E = edges "0-1 1-2 2.5"\ngenerator for (i,j,w) in E: w Z[i] X[j]\n' >w.alg
run "$liebound" show w.alg
expect_line "generator = Z[0] X[1]"
expect_line "generator = 5/2 Z[1] X[2]"

# The same seed, the same weights; another, others; in (0, 1].
run "$liebound" show qaoa-weighted n=8 weights_seed=5
cp out first
run "$liebound" show qaoa-weighted n=8 weights_seed=5
expect "one seed" cmp -s first out
run "$liebound" show qaoa-weighted n=8 weights_seed=6
refuse "another seed" cmp -s first out
grep '^generator cost' first | tr ' ' '\n' | grep -c / >count
expect "twelve weights" test "$(cat count)" -ge 10
run "$liebound" dim qaoa-weighted n=4 --quiet
expect_line "dimension 126   proved"

# wrong TEXT WORDS: a file of edges that is refused.
wrong() {
    printf "$1" >g.edges
    printf 'qubits 4\ngraph E = file "g.edges"\ngenerator for (i,j,w) in E: w Z[i] Z[j]\n' >w.alg
    run "$liebound" dim w.alg --quiet
    expect_error 65 "$2"
}
wrong '0 1 1/0\n' "g.edges:1:5: division by zero"
wrong '0 1\n1 2 x\n' "g.edges:2:5: a vertex"
wrong '0 1 2.5.5\n' "g.edges:1:5: a weight is a number such as 0.5"
wrong '0 1 -\n' "g.edges:1:5: a vertex"
printf 'qubits 4\ngraph E = path(4) weights -1\ngenerator for (i,j,w) in E: w Z[i] Z[j]\n' >w.alg
run "$liebound" dim w.alg --quiet
expect_error 65 "w.alg:2:27: a seed is not negative"
printf 'qubits 4\ngraph E = path(4)\ngenerator for (i,j,w,v) in E: w Z[i] Z[j]\n' >w.alg
run "$liebound" dim w.alg --quiet
expect_error 65 "')' was expected here"
finish
