#!/bin/sh
# Simulated ranks.
. "$(dirname "$0")/support.sh"

# The open chain on |+>^n has largest rank floor(n^2/2).
run "$liebound" rank tfim-open n=6 --layers 9 --seeds 5
expect_status 0 "rank"
expect "it saturates at 18" grep -q '^largest rank 18   floating point' out
expect "five seeds" test "$(grep -c ' yes$' out)" -eq 5
refuse "no simulated rank is called proved" grep -q 'floating.* proved$' out
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


# All of them, and jointly: |+> and |0> move by 8 and 11 dimensions, both together by all 16.
run "$liebound" rank chain.alg --layers 10 --seeds 1
expect_status 0 "each state, and all jointly"
expect_line "state 1: zero"
expect_line "exact rank 8   proved"
expect_line "exact rank 16   proved"
expect "the definition of the paper" grep -q '^arXiv:2109.11676 asks for the rank of each state' out
run "$liebound" rank chain.alg --layers 10 --seeds 1 --json
expect_json exact_rank missing
expect_json layers 10
expect_json states.length 2
expect_json states.0.exact_rank 8
expect_json states.1.state zero
expect_json joint.exact_rank 16
expect_json joint.float_rank 16
expect_json joint.upper_bound 16
expect_json joint.agreement agrees

# Exact and simulated ranks side by side.
run "$liebound" rank tfim-open n=6 --layers 11 --seeds 1
expect_line "exact rank 18   proved"
expect_line "rank <= 18   proved, by the orbit dimension"
expect "they agree" grep -q 'not a proof; agrees with the exact rank$' out
run "$liebound" rank hea n=3 --layers 4 --seeds 1
expect_line "rank <= 14   proved, by the dimension of the state space"

# Double precision loses the smallest values of the saturated chain; 128 bits find them.
run "$liebound" rank tfim-open-free n=12 --layers 6 --seeds 1 --precision 53
expect_status 1 "a float rank below the exact one"
expect_line "exact rank 132   proved"
expect "it is told so" grep -q '^seed 1: DISAGREES with the exact rank 132: at 53 bits values' out
run "$liebound" rank tfim-open-free n=12 --layers 6 --seeds 1 --json --precision 53
expect_json agreement disagrees
expect_json exact_rank 132
run "$liebound" rank tfim-open-free n=10 --layers 5 --seeds 1 --json --precision 128
expect_status 0 "multiple precision"
expect_json agreement agrees
expect_json exact_rank 90
expect_json float_rank 90
expect_json runs.0.precision_bits 128

# Terms that neither all commute nor all anticommute: exponentials in the p-adic numbers.
cat >mixed.alg <<'EOT'
ansatz mixed
qubits 2
generator a = X[0] + Z[0] + Z[0]*Z[1]
generator b = Y[1] + 1/3*Z[0]*Z[1] + X[1]
state plus
EOT
run "$liebound" rank mixed.alg --layers 5 --seeds 1
expect_status 0 "terms that neither commute nor anticommute"
expect_line "exact rank 6   proved"
run "$liebound" rank mixed.alg --layers 5 --seeds 1 --json
expect_json exact_rank 6
expect_json exact_status proved
expect_json lower_bound 6
expect_json upper_bound 6
expect_json agreement agrees
run "$liebound" rank xxz-open n=6 --layers 20 --seeds 1
expect_status 0 "a chain of hopping and interaction"
expect_line "exact rank 25   proved"

# Spectra as CSV and as plots.
run "$liebound" rank chain.alg --layers 6 --seeds 2 --spectrum s.csv
expect_error 64 "--spectrum shows one training state"
run "$liebound" rank chain.alg --plot s.svg
expect_error 64 "--plot shows one training state"
run "$liebound" rank chain.alg --state 0 --layers 6 --seeds 2 --spectrum s.csv
expect_status 0 "rank --spectrum"
expect_line "spectrum: s.csv"
expect "a heading" test "$(head -n 1 s.csv)" = "seed,index,singular_value,eigenvalue,precision_bits,status"
expect "eight values count for each seed" test "$(grep -c ',counted$' s.csv)" -eq 16
expect "the others are bounded" test "$(grep -c ',9,.*,at-most$' s.csv)" -eq 2
run "$liebound" rank chain.alg --state 0 --layers 6 --seeds 1 --spectrum -
expect "a spectrum on standard output" grep -q '^1,8,.*,counted$' out
run "$liebound" rank chain.alg --state 0 --spectrum /nowhere/s.csv
expect_status 74 "a spectrum that cannot be written"
run "$liebound" rank chain.alg --state 0 --plot s.eps
expect_error 64 ".pdf or .tex"
run env PATH=/nowhere "$liebound" rank chain.alg --state 0 --plot s.svg
expect_error 74 "gnuplot"
refuse "no plot" test -e s.svg
if command -v gnuplot >/dev/null; then
    run "$liebound" rank chain.alg --state 0 --layers 6 --seeds 2 --plot s.svg
    expect_status 0 "rank --plot"
    expect_line "plot: s.svg"
    expect "a picture" grep -q '</svg>' s.svg
    expect "with the decision line" grep -q 'tolerance: values below do not count' s.svg
    run "$liebound" rank chain.alg --state 0 --layers 6 --seeds 2 --plot s.png
    expect "a PNG" test "$(head -c 4 s.png | tail -c 3)" = PNG
    # Four angles of 12 move nothing new: their values are bounds, below the line, in open points.
    expect "values that do not count are there, in open circles" \
        test "$(grep -c "use xlink:href='#gpPt5'" s.svg)" -ge 4
    run "$liebound" rank chain.alg --state 0 --layers 6 --seeds 2 --plot s.pdf
    expect "a PDF" test "$(head -c 4 s.pdf)" = %PDF
    run "$liebound" rank chain.alg --state 0 --layers 6 --seeds 2 --plot s.tex
    expect "a picture for LaTeX" grep -q 'begin{picture}' s.tex
    expect "with its texts" grep -q 'tolerance: values below do not count' s.tex
    echo 'set label "mine" at graph 0.5, 0.5' >.gnuplot
    run env HOME="$PWD" "$liebound" rank chain.alg --state 0 --layers 6 --seeds 2 --plot own.svg
    expect_status 0 "rank --plot beside settings for gnuplot"
    expect "they do not matter" cmp s.svg own.svg
    run "$liebound" rank chain.alg --state 0 --memory-limit 1K --plot none.svg
    expect_line "note: no plot was written, because nothing was simulated"
    refuse "and there is none" test -e none.svg
    run "$liebound" rank chain.alg --state 0 --plot /nowhere/s.svg
    expect_status 74 "a plot that cannot be written"
fi

run "$liebound" rank chain.alg --state 0 --layers 4 --seeds 2 --json --spectrum s.csv
expect_status 0 "rank --json"
expect_json angles 8
expect_json parameters.n 4
expect_json exact_rank 8
expect_json upper_bound 8
expect_json agreement agrees
expect_json precision_bits 53
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
run "$liebound" rank chain.alg --state 0 --json
expect_json runs.0.singular_values missing
run "$liebound" rank chain.alg --state 0 n=16 --layers 100 --seeds 50 --time-limit 0.2
expect_status 2 "rank with a time limit"
expect "it says how far it came" grep -q '^undecided: a limit was reached after' out
run "$liebound" rank chain.alg --state 0 n=200
expect "too many qubits: status 64 or 65" test "$status" -eq 64 -o "$status" -eq 65
expect "one line says so" test "$(wc -l <err)" -eq 1

# A rank without a next singular value has no gap, never an infinite one.
run "$liebound" rank chain.alg --state 0 --layers 1 --seeds 1 --json
expect_json runs.0.gap null
finish
