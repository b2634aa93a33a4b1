#!/bin/sh
# Noisy circuits: the spectra of Extended Data Fig. 1 of Nat. Comput. Sci. 3, 542 (2023), number by
# number, and what the command line says.
. "$(dirname "$0")/support.sh"
paper=$tests/../../examples/paper

# compare KIND: the eigenvalues in s.csv and those of the same kind in the reference, which has 11
# digits: within half a unit of its last digit and 1e-12, where they are above 1e-3.
compare() {
    awk -F, -v kind="$1" '
        FNR == NR {
            if ($5 != "at-most" && FNR > 1) {ours[$1 + 0, $2, $3] = $4; count[$1 + 0, $2] = $3}
            next
        }
        $1 == kind {
            p = kind == "global" ? 1 - $2 : $2 + 0
            p = sprintf("%.4g", p) + 0
            length_ = split($6, theirs, " ")
            for (i = 1; i <= length_; i++) {
                expected = theirs[length_ + 1 - i]
                if (expected <= 1e-3)
                    break
                split(expected, parts, "e")
                unit = 0.5e-10 * 10 ^ parts[2] + 1e-12 * expected
                difference = ours[p, $3, i] - expected
                if (difference < 0)
                    difference = -difference
                compared++
                if (!((p, $3, i) in ours) || difference > unit) {
                    print "p " p ", " $3 " layers, eigenvalue " i ": " ours[p, $3, i] ", not " expected
                    wrong++
                }
            }
        }
        END {print compared + 0 " compared, " wrong + 0 " differ"; exit wrong || compared < 30}' \
        s.csv "$paper/data/noise_spectra.csv"
}

run "$liebound" noise "$paper/tfim-closed.alg" --layers 1..8 --at "$paper/data/noise_angles.csv" \
    --p 0,0.0001,0.001,0.01,0.02,0.03,0.04,0.05,0.1 --spectrum s.csv --quiet
expect_status 0 "the published circuit"
expect_line "spectrum: s.csv"
expect_line "channel: X, Y and Z with probability p each, on the qubits of each gate, behind it; gates: elementary, and those of the preparation"
expect "it says what it is" grep -q 'floating point, estimates' out
expect "local noise, as published" compare local
run "$liebound" noise "$paper/tfim-closed.alg" --layers 1..8 --at "$paper/data/noise_angles.csv" \
    --channel global --p 0.001,0.01,0.03,0.05 --spectrum s.csv --quiet
expect "global noise, as published" compare global
run "$liebound" noise "$paper/tfim-closed.alg" --layers 1..8 --at "$paper/data/noise_angles.csv" \
    --p 0,0.0001,0.001,0.01,0.02,0.03,0.04,0.05,0.1 --spectrum s.csv --quiet --before
refuse "with the channels before the gates it is another circuit" compare local

# Without noise there are the ranks of the pure state, and with noise all angles count.
run "$liebound" noise tfim-closed n=4 --layers 1,6 --p 0,0.01 --json
expect_status 0 "JSON"
expect_json schema liebound/noise/1
expect_json points.length 2
expect_json points.0.p 0
expect_json points.0.spectra.0.float_rank 2
expect_json points.0.spectra.1.layers 6
expect_json points.0.spectra.1.float_rank 4
expect_json points.1.spectra.1.float_rank 12
expect_json points.1.x 0.01
expect_json evidence "floating point"
run "$liebound" noise tfim-closed n=4 --layers 3..7..2 --p 0.01 --quiet
cp out one
run "$liebound" noise tfim-closed n=4 --layers 3..7..2 --p 0.01 --quiet --threads 2
expect "the same on two threads" cmp out one
run "$liebound" noise hea-cz n=3 --layers 2 --channel pauli --p 0.01:0:0.02 --gates terms --quiet
expect_status 0 "fixed gates, and a Pauli channel"
expect "terms" grep -q 'X, Y and Z with probabilities p.*gates: terms, and an ideal preparation$' out

# What is wrong is said in one line.
run "$liebound" noise tfim-closed n=9
expect_error 65 "at most 8 are simulated"
run "$liebound" noise tfim-closed n=4 --p 0.5
expect_error 64 "0.5 is not a number from 0 to 1/3"
run "$liebound" noise tfim-closed n=4 --channel pauli --p 0.5
expect_error 64 "0.5 is not X:Y:Z"
run "$liebound" noise tfim-closed n=4 --channel pauli --p 0.5:0.5:0.5
expect_error 64 "sum is at most 1"
run "$liebound" noise tfim-closed n=4 --channel amplitude
expect_error 64 "none of depolarizing, pauli and global"
run "$liebound" noise tfim-closed n=4 --gates two
expect_error 64 "none of elementary, terms and generators"
run "$liebound" noise tfim-closed n=4 --layers 3,3
expect_error 64 "has 3 twice"
run "$liebound" noise tfim-closed n=4 --layers 0
expect_error 64 "0 is not an integer from 1"
run "$liebound" noise tfim-closed n=4 --layers 5..3
expect_error 64 "is empty"
run "$liebound" noise tfim-closed n=4 --state 1
expect_error 64 "no training state number 1"
run "$liebound" noise xxz-open n=3
expect_error 64 "take generators as gates"
run "$liebound" noise xxz-open n=3 --gates generators --quiet
expect_status 0 "generators as gates"
echo '0.1 0.2 0.3' >angles
run "$liebound" noise tfim-closed n=4 --layers 2 --at angles
expect_error 65 "angles has 3 angles, and 2 layers take 4"
run "$liebound" noise tfim-closed n=4 --plot n.eps
expect_error 64 ".pdf or .tex"

# Limits are kept, and what is known by then is printed.
for limit in 1 4 16; do # the first in which a busy machine gets that far
    run "$liebound" noise tfim-closed n=8 --layers 1,400 --p 0.001 --time-limit $limit --quiet
    ! grep -q '^0.001 *1 *2 ' out || break
done
expect_status 2 "a limit of time"
expect "the first spectrum" grep -q '^0.001 *1 *2 ' out
expect_line "undecided: a limit was reached"
run "$liebound" noise tfim-closed n=8 --layers 400 --p 0.001 --memory-limit 100M --quiet
expect_status 2 "a limit of memory"
run "$liebound" noise tfim-closed n=8 --layers 100000 --p 0.001 --quiet
expect_error 71 "without a memory limit at most"

if command -v gnuplot >/dev/null; then
    run "$liebound" noise tfim-closed n=4 --layers 1..5 --plot n.svg --quiet
    expect_line "plot: n.svg"
    expect "nothing beside it" test ! -s err
    expect "a series for each strength" grep -q 'p = 1e-2' n.svg
    expect "zeros are open points" grep -q 'open points: rounding errors, at most' n.svg
fi
finish
