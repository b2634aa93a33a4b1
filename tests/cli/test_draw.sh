#!/bin/sh
# Circuits as pictures.
. "$(dirname "$0")/support.sh"

run "$liebound" draw hea-cz n=4 --layers 2
expect_status 0 "the paper's hardware-efficient ansatz"
sed -n '2,5p' out | sed 's/ *$//' >picture
cat >wanted <<'END'
     layer 1             layer 2
|0> ─┤X θ₁├─┤Y θ₅├─●───┊─┤X θ₉├──┤Y θ₁₃├─●────
                   │   ┊                 │
|0> ─┤X θ₂├─┤Y θ₆├─●─●─┊─┤X θ₁₀├─┤Y θ₁₄├─●─●──
END
expect "gates in columns, layer by layer" cmp picture wanted

# All kinds of gates, in a first layer and another.
cat >mix.alg <<'END'
qubits 5
generator ry for i in 0..4: Y[i]
generator zz = sum(i in 0..3) Z[i] Z[i+1]
generator hop = X[1] X[3] + Y[1] Y[3]
first
apply H
rotate X[0] X[2] Z[4]
layer
rotate ry
rotate zz by gamma
rotate hop by -1/2*gamma
rotate X[0] by beta[0]
rotate 2 X[4] by 3/2*beta[0]
apply S[0] Sdg[1] SX[2] SXdg[3]
apply CX[0,2] SWAP[3,4] iSWAP[1,0] ECR[4,2] CY[3,1]
apply CX[4,0] CZ[0,1] X[3] Y[3] Z[3]
state stabilizer "XXXXX ZZIII IZZII IIZZI IIIZZ"
END
run "$liebound" draw mix.alg --layers 3 --json
expect_json schema liebound/draw/1
expect_json sections.0.title first
expect_json sections.1.title "layer 1"
expect_json sections.1.first_column 2
expect_json gates.5.marks.length 3
expect_json gates.5.marks.2.label "Z θ₁"
expect_json gates.11.label "zz γ₁"
expect_json gates.11.marks.length 5
expect_json gates.12.label "hop -1/2 γ₁"
expect_json gates.12.marks.length 2
expect_json gates.13.marks.0.label "X β[0]₁"
expect_json gates.14.marks.0.label "X 3 β[0]₁"
expect_json gates.19.marks.0.kind control
expect_json gates.19.marks.1.kind target
expect_json gates.20.marks.1.kind cross
run "$liebound" draw mix.alg --layers 3
expect "the state is named" grep -q 'from a stabilizer state' out
expect "a picture of three layers" test "$(sed -n 2p out | tr -s ' ')" = " first layer 1 layer 2 layer 3"

for source in "hea-cz n=6" "tfim-closed n=4" "efficient-su2 n=5" "uccsd" "mix.alg" "hea n=12"; do
    run "$liebound" draw $source --layers 2 --format svg --output c.svg
    expect_status 0 "$source as SVG"
    refuse "nothing is printed beside it" test -s out
    if command -v python3 >/dev/null; then
        run python3 "$tests/svg_texts.py" c.svg
        expect_status 0 "well-formed, and no texts overlap"
    fi
done

# A row of LaTeX for each qubit, with as many cells in each.
run "$liebound" draw mix.alg --layers 2 --format latex
expect_status 0 "LaTeX"
expect "rows" test "$(grep -c '^.lstick' out)" -eq 5
expect "of the same length" test \
    "$(grep '^.lstick' out | awk -F ' & ' '{print NF}' | sort -u | wc -l)" -eq 1
expect "a wide gate" grep -qF '\gate[5]{\mathrm{zz}\;\gamma_{1}}' out
expect "a string" grep -qF '\gate{X}\vqw{2}' out
expect "a controlled gate" grep -qF '\ctrl{2}' out
expect "a fraction" grep -qF -e '-\tfrac{1}{2}\,\gamma_{2}' out
expect "environments end" test "$(tail -n 1 out)" = '\end{quantikz}'

run "$liebound" draw hea-cz n=4 --layers 2 --quiet
expect_status 0 "--quiet, as everywhere"
refuse "nothing beside the picture" test -s err
run "$liebound" draw hea-cz n=4 --format gif
expect_error 64 "none of text, svg and latex"
run "$liebound" draw hea n=200
expect_error 65 "at most 100 are drawn"
run "$liebound" draw hea n=100 --layers 1000
expect_error 65 "too many for a picture"
run "$liebound" draw hea-cz n=4 --state 1
expect_error 64 "no training state number 1"
run "$liebound" draw hea-cz n=4 --output /nowhere/c.svg
expect_status 74 "a file that cannot be written"
run "$liebound" draw hea-cz n=4 --output c.svg --json
expect_error 64 "has the picture"
finish
