#!/bin/sh
# The figures and tables of Nat. Comput. Sci. 3, 542 (2023) beside the deposited numbers: paper.md and
# paper.pdf in BUILD/paper. PAPER_QUICK=1 leaves out what takes longest, PAPER_FULL=1 trains all starts on
# five qubits, too. Status 1 when a number is not reproduced that has to be.
# usage: make.sh BUILD
set -e
B=$1
here=$(dirname "$0")
out=$B/paper
liebound=${LIEBOUND:-$B/liebound}
mkdir -p "$out"

say() {
    echo "  PAPER	$*"
}

# figure NAME HEIGHT: NAME.gp as PDF and SVG.
figure() {
    for form in pdf svg; do
        gnuplot -d -e "form='$form'; out='$out/$1'; in='$out'; high=$2; sizes='${sizes:-}'" \
            "$here/style.gp" "$here/$1.gp"
    done
}

# ---- Numbers ----

say "deposited spectra, at the same angles"
"$B/examples/paper/spectra" "$here" "$out/curves.csv" >"$out/spectra.csv"
cp "$here/data/spectra_ranks.csv" "$out/deposited.csv"
say "Hessians at minima, and exact ranks"
"$B/examples/paper/minima" "$here" "$out/hessians.csv" "$out/ranks.csv"

# By figure and kind: how many numbers agree. Those as they are defined and those with the index error
# are counted apart.
awk -F, 'NR > 1 {
    name = $1 "," $2 ($4 == "-" ? "" : ", " $4)
    what = $7 == "qfim" ? "QFIM" : "Hessian"
    error = $13 ~ /index error/ ? "with the index error" : "as defined"
    key = $1 "," $2 " " $4 "," what " " $9 "," error
    gsub(/ -,/, ",", key)
    if (!(key in total))
        order[++count] = key
    total[key]++
    agree[key] += $12 == "equal" || $12 == "4 of 4 digits"
}
END {
    print "figure,task,number,sum,compared,agree"
    for (i = 1; i <= count; i++)
        print order[i] "," total[order[i]] "," agree[order[i]]
}' "$out/spectra.csv" >"$out/summary.csv"
awk -F, '$2 == "VQE-TFIM-HVA" && $4 == "open" && $7 == "qfim" && $9 == "eigenvalue" {
    if ($13 ~ /index error/)
        print $3 "," $5 "," $8 "," ours "," $11 "," $10
    else
        ours = $11
}
BEGIN {print "n,layers,point,n - 1 derivatives,n derivatives,deposited"}' \
    "$out/spectra.csv" >"$out/open.csv"
awk -F, 'BEGIN {print "figure,n,chain,layers,matrix,point,number,deposited,ours,agreement,ours is"}
NR > 1 {
    ours = $13 ~ /^proved/ ? "proved" : $13 ~ /index error/ ? "index error" : "computed"
    sub(/fig4.supfig1/, "sup. 1", $1)
    sub(/extended_fig/, "ext. ", $1)
    sub(/supfig/, "sup. ", $1)
    sub(/_noise/, "", $8)
    sub(/noise/, "", $8)
    sub(/hess/, "Hessian", $7)
    sub(/qfim/, "QFIM", $7)
    gsub(/_/, " ", $8)
    print $1 "," $3 "," $4 "," $5 "," $7 "," $8 "," $9 "," $10 "," $11 "," $12 "," ours
}' "$out/spectra.csv" >"$out/numbers.csv"
"$liebound" table tfim-open tfim-closed n=4..10..2 --quiet --format csv \
    --columns ansatz,n,dimension,orbit,critical,layers >"$out/exact.csv"

# ---- Figures ----

say "figures"
"$liebound" draw hea-cz n=4 --layers 2 --format svg --output "$out/fig5.svg"
rsvg-convert -f pdf -o "$out/fig5.pdf" "$out/fig5.svg"
for form in pdf svg; do
    "$liebound" noise "$here/tfim-closed.alg" --layers 1..8 --at "$here/data/noise_angles.csv" \
        --p 0,1e-4,1e-3,0.01,0.03 --plot "$out/noise.$form" --spectrum "$out/noise.csv" --quiet >"$out/noise.txt"
done
figure sup1-qfim 12
figure sup1-closed 12
figure sup1-hessian 12
figure sup2 7
figure sup4 7
. "$here/training.sh"

say "what has to be reproduced"
reproduced=0
awk -v folder="$out" -f "$here/checks.awk" >"$out/checks.csv" || reproduced=1

# ---- The document ----

for form in md tex; do
    awk -v form=$form -v folder="$out" -f "$here/typeset.awk" "$here/text.md" >"$out/paper.$form"
done
say "$out/paper.md"
# As often as the widths of long tables take to settle.
for _ in 1 2 3 4; do
    (cd "$out" && pdflatex -interaction=batchmode -halt-on-error paper.tex >/dev/null 2>&1) || {
        grep -A 3 '^!' "$out/paper.log"
        exit 1
    }
    grep -q 'Table widths have changed' "$out/paper.log" || break
done
say "$out/paper.pdf"
grep ',no$' "$out/checks.csv" && echo "the above is not reproduced" >&2
exit $reproduced
