#!/bin/sh
# Draw the figure of the README: dimension against the number of qubits, every point proved.
# usage: figures.sh [BUILD]
set -e
B=${1:-build}
out=$B/figures
mkdir -p "$out"

# family, sizes
points() {
    "$B/liebound" table "$1" "n=$2" --format csv --columns n,dimension,status --quiet |
        awk -F, 'NR > 1 && $3 == "proved" {print $1, $2}' >"$out/$1.dat"
}
points tfim-closed 3..12
points tfim-open 2..12
points qaoa-complete 2..9
points xxz-open 2..8
points ltfim-open 2..9
points hea 1..9

cat >"$out/dimension.gp" <<END
set terminal svg size 760,460 font 'sans-serif,13' background 'white'
set output '$out/dimension.svg'
set logscale y
set xlabel 'qubits n'
set ylabel 'dim g'
set format y '10^{%T}'
set key left top reverse Left samplen 2
set grid ytics lc rgb '#dddddd'
set xrange [1:12]
plot '$out/hea.dat' with linespoints pt 7 lw 2 lc rgb '#332288' title 'hardware-efficient: 4^n - 1', \
     '$out/ltfim-open.dat' with linespoints pt 7 lw 2 lc rgb '#882255' title 'open Ising chain, both fields', \
     '$out/xxz-open.dat' with linespoints pt 7 lw 2 lc rgb '#ddaa33' title 'open XXZ chain', \
     '$out/qaoa-complete.dat' with linespoints pt 7 lw 2 lc rgb '#117733' title 'QAOA on the complete graph', \
     '$out/tfim-open.dat' with linespoints pt 7 lw 2 lc rgb '#88ccee' title 'open transverse-field Ising chain: n^2', \
     '$out/tfim-closed.dat' with linespoints pt 7 lw 2 lc rgb '#cc6677' title 'closed transverse-field Ising chain: 3n - 1'
END
gnuplot "$out/dimension.gp"
cp "$out/dimension.svg" examples/dimension.svg
echo "examples/dimension.svg"
