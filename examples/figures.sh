#!/bin/sh
# Draw the figure of the README: dimension against the number of qubits, every point proved.
# usage: figures.sh [BUILD]
set -e
B=${1:-build}
out=$B/figures
mkdir -p "$out"
: >"$out/labels"
: >"$out/curves"

# family, sizes, colour, shape of the points, label, its offset from the last point in characters
curve() {
    echo "  PROVE	$1 n=$2"
    "$B/liebound" table "$1" "n=$2" --format csv --columns n,dimension,status --quiet |
        awk -F, 'NR > 1 && $3 == "proved" {print $1, $2}' >"$out/$1.dat"
    tail -n 1 "$out/$1.dat" | while read -r n dimension; do
        echo "set label '$5' at $n,$dimension offset ${6:-1.2,0} textcolor rgb '$3'"
    done >>"$out/labels"
    echo "'$out/$1.dat' with linespoints pointtype $4 linewidth 2 linecolor rgb '$3' \\
        title '$5', \\" >>"$out/curves"
}
curve hea 1..10 '#0072B2' 7 'hardware-efficient: 4ⁿ − 1'
curve ltfim-open 2..9 '#CC79A7' 5 'open Ising chain, both fields'
curve xxz-open 2..8 '#E69F00' 9 'open XXZ chain'
curve sn-equivariant-ltfim 2..9 '#009E73' 11 'all-to-all Ising model, both fields' -2,0.9
curve tfim-open 2..12 '#56B4E9' 13 'open Ising chain, transverse field: n²'
curve tfim-closed 3..12 '#D55E00' 15 'closed Ising chain, transverse field: 3n − 1'

cat >"$out/dimension.gp" <<END
set terminal svg size 860,460 font 'sans-serif,14' background 'white'
set encoding utf8
set output '$out/dimension.svg'
load '$out/labels'
unset key
set border 3
set logscale y
set format y '10^{%T}'
set xlabel 'number of qubits n'
set ylabel 'dim g' offset 1,0
set xtics 1 nomirror
set ytics nomirror
set mytics 1
set grid ytics linecolor rgb '#dddddd'
set xrange [0.7:12.1]
set yrange [1:2e6]
set rmargin 38
set pointsize 0.8
plot \\
$(cat "$out/curves")
     NaN notitle
END
echo "  DRAW	examples/dimension.svg"
gnuplot "$out/dimension.gp"
cp "$out/dimension.svg" examples/dimension.svg
