#!/bin/sh
# The command variance: closed forms of the literature, observables, states, scopes, JSON, limits.
. "$(dirname "$0")/support.sh"

# su(2^n), one string, a pure state: (2^n - 1) / (4^n - 1).
run "$liebound" variance hea n=1000 --quiet
expect_status 0 "variance hea n=1000"
expect_line "variance of the loss  1/(2^1000 + 1) = 9.33264e-302   proved"
expect_line "observable X[0], the first generator, as none was asked for; state zero"
run "$liebound" variance hea n=3 --observable "2*Z[0] Z[2] - 3*I[0] + X[1]" --quiet
expect_line "mean of the loss      -3   proved"
expect_line "variance of the loss  5/9 = 0.555556   proved"

# so(2n) of free fermions, one string: n strings of n (2n - 1) in the group of |+>.
for n in 5 50 500; do
    run "$liebound" variance tfim-open-free n=$n --observable "Z[1] Z[2]" --json --quiet
    expect_status 0 "variance tfim-open-free n=$n"
    expect_json variance.value "1/$((2 * n - 1))"
    expect_json variance.status proved
    expect_json scope "observable in i g"
done

# A sum over sites, in the averages of the reflection.
run "$liebound" variance tfim-open n=50 --quiet
expect_status 0 "variance tfim-open n=50"
expect_line "variance of the loss  2449/2499 = 0.979992   proved"

# Conjugate ideals: with K = X + 2 Z on the second qubit, K^2 = 5, g acts on Z[0] (1 + K / 2) by 1 + c / 2 on the
# sectors c = sqrt(5) and -sqrt(5), which |00> is in with the weights (1 + 2 / c) / 2. The sum of
# (1 + c / 2)^2 (1 + 2 / c)^2 / 12 is 161/120. The moments of the observable have different denominators.
cat >conjugate.alg <<'EOF'
qubits 2
generator a = X[0]
generator b = Z[0] + 3*Z[0] X[1] + 6*Z[0] Z[1]
state zero
EOF
run "$liebound" variance conjugate.alg --observable "Z[0] + 1/2 Z[0] X[1] + Z[0] Z[1]" --quiet
expect_status 0 "variance of conjugate ideals"
expect_line "variance of the loss  161/120 = 1.34167   proved"
expect "it names their field" grep -q '^2 su(2), conjugate over Q\[x\]/(x^2 - 5)' out

# Of algebras that are all that their symmetries allow, without a basis: the first number was also found
# with one, in 14 s; the mean of the second is that of ZZ in a state of the sector of |+>.
run "$liebound" variance ltfim-open n=7 --quiet
expect_status 0 "variance ltfim-open n=7"
expect_line "variance of the loss  20/219 = 0.0913242   proved"
expect_line "su(72)              5183          480   71/72    20/219"
run "$liebound" variance ltfim-open n=8 --observable "Z[0] Z[1]" --json --quiet
expect_status 0 "variance ltfim-open n=8"
expect_json scope "state in i g"
expect_json ideals.0.algebra "su(136)"

# Two sectors for each ideal, and an observable that is not in i g: an orthonormal basis of what |+> generates has
# 48 vectors, and by it the mean 0.09375 and the variance 0.00630447491.
run "$liebound" variance qaoa-grid rows=3 columns=3 --observable "Z[0] Z[2]" --json --quiet
expect_status 0 "variance qaoa-grid"
expect_json mean.value 3/32
expect_json variance.value 949/150528
expect_json scope "sectors of the state"
expect_json outside.length 0
expect_json ideals.length 6
run "$liebound" variance xxz-open n=4 --observable "Z[0]" --sample 4000 --quiet
expect_status 0 "an observable outside i g, in two sectors"
expect_line "variance of the loss  1/6 = 0.166667   proved"
expect_line "outside i g                 -            -       -       1/6"
refuse "which the samples do not contradict" grep -q '^note' out

run "$liebound" variance tfim-closed n=6 --json --quiet
expect_json variance.value 4
expect_json ideals.2.field "x^2 - 3"
expect_json ideals.2.variance 8/3
expect_json mean.value 0

# What is outside i g is named.
run "$liebound" variance tfim-open n=4 --observable "Z[0] Z[1]" --quiet
expect_status 0 "an observable that is partly outside"
expect_line "outside i g: 1/2 ZZII - 1/2 IIZZ"
expect_line "variance of the part  2/15 = 0.133333   proved"
expect "nothing is claimed of it" grep -q "nothing is claimed of the rest" out
printf '%s\n' "qubits 2" "generator 3 X[0] - Y[0]" "generator Y[0]" "state zero" >part.alg
run "$liebound" variance part.alg --observable "2 Y[0] X[1] + 2 X[0] + Z[1]" --quiet
expect_line "mean of the part      1   proved"
expect_line "variance of the part  4/3 = 1.33333   proved"
expect_line "outside i g: 2 YX"
expect "what commutes counts, and is named" \
    grep -q "part of the observable that lies in i g or commutes with all generators" out
run "$liebound" variance tfim-open n=4 --observable "Y[0]" --json --quiet
expect_json scope "part in i g"
expect_json outside.length 1
expect_json variance.value 0

# What commutes with all generators counts in the mean.
run "$liebound" variance xxz-open n=3 --observable "Z[0] + Z[1] + Z[2] + 5*I[0]" --json --quiet
expect_json scope "observable in i g"
expect_json mean.value 6
expect_json variance.value 0

# States by number, by amplitudes, and on half of Bell pairs.
cat >w.states <<END
state w
001 1
010 1
100 1
state product
000 1
END
run "$liebound" variance hea n=3 --states w.states --state 0 --quiet
expect_status 0 "a state by amplitudes, single strings"
expect_line "variance of the loss  1/9 = 0.111111   proved"
expect_line "observable XII, the first generator, as none was asked for; state w"
printf 'state w floating\n001 0.8\n' >floating.states
run "$liebound" variance hea n=3 --states floating.states
expect_error 65 "floating amplitudes"
run "$liebound" variance tfim-open n=3 --state 1
expect_error 64 "the ansatz has 1 training state"
run "$liebound" variance tfim-open n=3 --observable "Z[5]"
expect_error 65 "--observable: "
run "$liebound" variance tfim-open n=3 --observable "Z[0]
generator g = X[0]"
expect_error 65 "on one line"
# The root in an observable is no factor to be left out.
run "$liebound" variance hea n=2 --observable "sqrt(2)*Z[0]"
expect_status 0 "variance of an observable with a root"
expect_line "variance of the loss  2/5 = 0.4   proved"
run "$liebound" variance ltfim-open n=7 --observable "sqrt(2)*Z[0] + X[1]" --json --quiet
expect_status 0 "the same by sectors"

# A column of tables, with laws that are conjectures; slices carry it.
run "$liebound" table tfim-open hea n=2..10 --columns ansatz,n,dimension,variance --fit --quiet
expect_status 0 "table with variance"
expect_line "hea        10    1048575    1/1025"
expect_line "hea        1/(2^n + 1)    conjecture, confirmed on 7 spare points"
run "$liebound" table ltfim-open n=2..4 --columns n,dimension,variance,rank --quiet
expect_status 0 "table with variance and rank"
expect_line "4        135    84/275    18"
run "$liebound" table tfim-open-free n=2..9 --columns n,variance --fit --quiet --json
expect_json rows.7.variance 1/17
expect_json fits.0.formula "1/(2*n - 1)"
expect_json fits.0.of variance
expect_json fits.length 1
run "$liebound" table tfim-open-free n=2..5 --columns n,variance --quiet
cp out whole
"$liebound" table tfim-open-free n=2..5 --columns n,variance --slice 1/2 --quiet >1.rows
"$liebound" table tfim-open-free n=2..5 --columns n,variance --slice 2/2 --quiet >2.rows
run "$liebound" merge 1.rows 2.rows --columns n,variance
expect "merged slices are the whole table" cmp out whole
run "$liebound" table tfim-open-free n=2..4 --columns n,variance --quiet --jobs 2 --format latex
expect "as LaTeX" grep -q '1/7' out

# A Monte-Carlo cross-check stands beside it, and says when circuits are not deep.
run "$liebound" variance tfim-open n=4 --sample 2000 --json --quiet
expect_status 0 "variance --sample"
expect_json sample.circuits 2000
expect_json sample.layers 100
expect_json sample.status "floating point, Monte Carlo"
expect_json notes.length 0
run "$liebound" variance tfim-open n=4 --sample 2000 --layers 1 --quiet
expect_status 0 "variance --sample of shallow circuits"
expect "a note on their depth" grep -q '^note: .*not as deep' out
run "$liebound" variance tfim-open n=4 --sample 1000 --observable "Z[0] Z[1]" --json --quiet
expect_json notes.length 0
run "$liebound" variance tfim-open n=30 --sample 10 --quiet
expect_error 65 "too large"

# A limit leaves it undecided.
run "$liebound" variance ltfim-open n=8 --time-limit 0.3 --json --quiet
expect_status 2 "a limit"
finish
