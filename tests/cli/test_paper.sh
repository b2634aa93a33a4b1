#!/bin/sh
# The numbers that were read off the deposited spectra of Nat. Comput. Sci. 3, 542 (2023), computed
# again by examples/paper: all agree as they are defined, but for the open chain's QFIM.
. "$(dirname "$0")/support.sh"
root=$(cd "$tests/../.." && pwd)
paper=$root/examples/paper

if [ -n "${SANITIZE:-}" ]; then
    echo "skipped: programs that load the library need that of the sanitizers first"
    finish
    exit
fi
run ${CC:-cc} -std=c11 -O1 -I"$root/include" "$paper/spectra.c" -L"$B" -Wl,-rpath,"$B" -lliebound \
    -lgmp -lm -o spectra
expect_status 0 "spectra.c is built with the public headers"
run ./spectra "$paper" curves.csv
expect_status 0 "and runs"
cp out numbers

# count PATTERN: lines of the numbers.
count() {
    grep -c "$1" numbers
}
agree() {
    test "$(grep "$1" numbers | grep -c ',equal,\|,4 of 4 digits,')" -eq "$2"
}
expect "a line for each number" test "$(count ,)" -eq 175
expect "noise: all 61 spectra, four digits" agree '^extended_fig1' 61
expect "closed chains, with noise and without: all" agree ',closed,' 116
expect "compilation: all" agree '^supfig4' 11
expect "the autoencoder: all" agree '^supfig5' 4
expect "Hessians of open chains: all but the point that is no minimum" agree ',open,.*,hess,' 22
expect "that one" grep -q ',10,open,102,204,hess,solution_49,rank,62,50,differs,' numbers
expect "QFIMs of open chains with the index error: all" agree 'with the index error' 8
expect "and as they are defined: none" agree ',open,.*,qfim,.*\(n - 1 derivatives\|orbit\)' 0
expect "the proved rank stands beside the deposited one" \
    grep -q ',10,open,102,204,qfim,random_8,rank,90,50,differs,n - 1 derivatives' numbers
expect "whole spectra for the figures" test "$(wc -l <curves.csv)" -gt 3000

# The document in both forms, from a text with all that it may contain.
cat >text.md <<'END'
# A title

Some `code_x`, **bold** and 100 %.

!table table.csv A caption
!figure curve What is drawn
!figure none What is not
END
touch curve.svg curve.pdf
echo >>curve.svg
echo >>curve.pdf
printf 'a,b\n1,x_y\n' >table.csv
run awk -v form=md -v folder=. -f "$paper/typeset.awk" text.md
expect_line '| 1 | x_y |'
expect_line '![What is drawn](curve.svg)'
expect_line '(none was not made.)'
run awk -v form=tex -v folder=. -f "$paper/typeset.awk" text.md
expect "a row of LaTeX" grep -qF '1 & x\_y \\' out
expect "a figure" grep -qF '\includegraphics[width=\textwidth]{curve.pdf}' out
expect "what LaTeX would take otherwise" grep -qF 'Some \texttt{code\_x}, \textbf{bold} and 100 \%.' out
expect "the end" test "$(tail -n 1 out)" = '\end{document}'
# What has to be reproduced, and tables where something is not.
mkdir good
printf 'a,b,c,d\n130,90,40,2\n' >good/fisher.csv
printf 'h\nclosed,4,4,0 of 50 at M = 2,50 of 50,4\nopen,4,8,0 of 50 at M = 4,17 of 50,12\n' >good/lbfgs.csv
printf 'h\n2,2,12,4.524e-02,4.524e-02 .. 1.022e-01,0.0452,x,x,x\n2,4,20,0,-4e-16 .. 0,9.6e-11,x,x,x\n' \
    >good/compilation.csv
printf 'h\n4,5,68,x,x,0.04,x,x,0 of 50\n4,9,116,-,-,3e-8,x,-,50 of 50\n' >good/autoencoder.csv
run awk -v folder=good -f "$paper/checks.awk"
expect_status 0 "all is reproduced"
expect "six things are checked" test "$(grep -c ',yes$' out)" -eq 6
# spoil TABLE SCRIPT: a table changed by sed is noticed.
spoil() {
    rm -rf bad && cp -r good bad
    sed "$2" "good/$1.csv" >"bad/$1.csv"
    run awk -v folder=bad -f "$paper/checks.awk"
    expect_status 1 "$1: $2"
    expect "in one line" test "$(grep -c ',no$' out)" -eq 1
}
spoil fisher 's/,2$/,4/'
spoil lbfgs 's/closed,4,4,0/closed,4,4,1/'
spoil lbfgs 's/50 of 50,4/49 of 50,4/'
spoil compilation 's/0\.0452/0.11/'
spoil compilation 's/9\.6e-11/9.6e-3/'
spoil autoencoder 's/,0 of 50/,1 of 50/'
spoil autoencoder 's/50 of 50/49 of 50/'
spoil autoencoder 'd'
for script in make training; do
    run sh -n "$paper/$script.sh"
    expect_status 0 "$script.sh is a script"
done
finish
