#!/bin/sh
# Tables: sweeps, formats, columns, rows that are left out.
. "$(dirname "$0")/support.sh"

run "$liebound" table tfim-open tfim-closed n=3..5
expect_status 0 "table"
expect "six rows and the headings" test "$(wc -l <out)" -eq 7
for n in 3 4 5; do
    expect "open n=$n" grep -Eq "^tfim-open +$n +$n +$((n * n)) +proved +$((n * n)) +yes$" out
    expect "closed n=$n" grep -Eq "^tfim-closed +$n +$n +$((3 * n - 1)) +proved " out
done
refuse "no trailing blanks" grep -q ' $' out

# values SWEEP VALUES...: the values of n in the rows.
values() {
    sweep=$1
    shift
    run "$liebound" table chain.alg "$sweep" --format csv --columns parameters
    [ "$(tail -n +2 out | tr '\n' ' ')" = "$* " ]
    verdict $? "$sweep gives $*"
}
values n=3 3
values n=2..4 2 3 4
values n=2..8..3 2 5 8
values n=2..9..3 2 5 8
values n=7,3,5 7 3 5
values n=2,4..6,9 2 4 5 6 9
for sweep in n=3..2 n=1,,2 "n=," n=2.. n=..3 n=2..x n=2..5..0 n=2..5..-1 n=2..5..1..1 \
    n=2..99999999999 n=-9223372036854775808..9223372036854775807 n=2..9223372036854775808 n=2...5; do
    run "$liebound" table chain.alg $sweep
    expect_status 64 "$sweep"
done

# Every combination of two parameters, the last one fastest.
cat >two.alg <<'END'
ansatz two
parameter n = 2
parameter J = 1
qubits n
generator a = J Z[0] Z[1]
generator b = X[0]
END
run "$liebound" table two.alg n=2,3 J=1/2,2 --format csv --columns parameters
[ "$(tail -n +2 out | tr '\n' ' ')" = "2,1/2 2,2 3,1/2 3,2 " ]
verdict $? "all combinations"
run "$liebound" table two.alg chain.alg --format csv --columns ansatz,parameters
expect_line "ansatz,n,J"
expect_line "chain,4,"
run "$liebound" table two.alg n=2,3 --format csv
expect_line "ansatz,n,qubits,dimension,status,literature,agrees"
run "$liebound" table two.alg n=2,3 --format csv --columns J,n
expect_line "1,3"
run "$liebound" table two.alg --columns K
expect_error 64 "no column and no parameter 'K'"

run "$liebound" table chain.alg n=1..3
expect_status 0 "a combination that is not allowed"
expect "is left out" test "$(wc -l <out)" -eq 3
expect "with a note" grep -q '^liebound: note: left out chain.alg n=1: .*n >= 2' err
run "$liebound" table chain.alg n=1..3 --json
expect_json rows.length 2
expect_json skipped.length 1
expect_json skipped.0.parameters.n 1
run "$liebound" table chain.alg n=0,1
expect_error 65 "n >= 2"
run "$liebound" table chain.alg missing.alg
expect_error 74 "missing.alg"

run "$liebound" table chain.alg n=2,3 --format markdown --columns ansatz,dimension
expect_line "| ansatz | dimension |"
expect_line "|--------|----------:|"
expect_line "| chain  |         4 |"
run "$liebound" table chain.alg n=2,3 --format csv
expect_line "ansatz,n,qubits,dimension,status,literature,agrees"
expect_line "chain,3,3,9,proved,9,yes"
run "$liebound" table chain.alg n=2,3 --format latex --columns ansatz,parameters,dimension
printf '%s\n' '\begin{tabular}{lrr}' '\toprule' 'ansatz & n & dimension \\' '\midrule' \
    'chain & 2 & 4 \\' 'chain & 3 & 9 \\' '\bottomrule' '\end{tabular}' >expected
expect "LaTeX with the rules of booktabs" cmp out expected
run "$liebound" table chain.alg n=2,3 --format json
cp out first
expect_json first schema
expect_json schema liebound/table/1
expect_json rows.length 2
expect_json rows.1.dimension 9
expect_json rows.1.n 3
expect_json rows.1.qubits 3
expect_json rows.1.agrees true
run "$liebound" table chain.alg n=2,3 --json
expect "--json is --format json" cmp out first

# Text that is special in a format.
sed 's/^reference .*/about "a|b, 50% of x_1 \& {y} <z>"/' chain.alg >special.alg
run "$liebound" table special.alg --format latex --columns about
expect_line 'a|b, 50\% of x\_1 \& \{y\} \textless{}z\textgreater{} \\'
run "$liebound" table special.alg --format csv --columns about
expect_line '"a|b, 50% of x_1 & {y} <z>"'
# Fields that a program for tables would compute; numbers are none.
for text in '=1+2' '+cmd' '-n' '@SUM(1)' '-1-2' '-2^n'; do
    sed "s/^reference .*/about \"$text\"/" chain.alg >formula.alg
    run "$liebound" table formula.alg --format csv --columns about
    expect_line "'$text"
done
sed 's/^reference .*/about "=1,2"/' chain.alg >formula.alg
run "$liebound" table formula.alg --format csv --columns about
expect_line "\"'=1,2\""
for text in -3/4 -12 +1.5 -1e-6 -2.5E+3 '1-2' '(=)'; do
    sed "s|^reference .*|about \"$text\"|" chain.alg >number.alg
    run "$liebound" table number.alg --format csv --columns about
    expect_line "$text"
done
sed 's/^parameter n/parameter J = -1\nparameter n/' chain.alg >minus.alg
run "$liebound" table minus.alg J=-1/2 --format csv --columns J,dimension
expect_line "-1/2,16"
# A row that \\ and \midrule would take for their option.
for text in '[1] Larocca' '*'; do
    sed "s/^reference .*/about \"$text\"/" chain.alg >option.alg
    run "$liebound" table option.alg --format latex --columns about,dimension
    expect_line "{}$text & 16 \\\\"
done
run "$liebound" table special.alg --format markdown --columns about
expect_line '| a\|b, 50% of x\_1 &amp; {y} &lt;z> |'

# Algebras, and integers that do not fit into a line: in full in CSV and JSON alone.
columns=ansatz,n,dimension,algebra,formula
run "$liebound" table hea n=3,400 --format csv --columns $columns
expect_line 'hea,3,63,su(8),63'
expect "all 241 digits" grep -Eq '^hea,400,[0-9]{241},su\(2\^400\),\(?4\^400 - 1\)?$' out
number=$(sed -n '3s/^hea,400,\([0-9]*\),.*/\1/p' out)
short="$(echo "$number" | cut -c 1-10)...$(echo "$number" | cut -c 232-241) (241 digits)"
run "$liebound" table hea n=400 --json --columns $columns
expect_json rows.0.dimension "$number"
expect_json rows.0.algebra 'su(2^400)'
run "$liebound" table hea n=400 --columns $columns
expect "text abbreviates" grep -qF " $short " out
run "$liebound" table hea n=400 --columns $columns --digits all
expect "--digits all does not" grep -q " $number " out
run "$liebound" table hea n=400 --columns $columns --format markdown
expect "Markdown abbreviates" grep -qF "| $short |" out
run "$liebound" table hea a0 n=4,400 --columns ansatz,dimension,algebra,formula --format latex
expect_line "hea & 255 & \$\\mathfrak{su}(16)\$ & \$255\$ \\\\"
expect "LaTeX abbreviates" grep -qF "$(echo "$number" | cut -c 1-10)\\ldots" out
expect "LaTeX has mathematics" grep -qF '\mathfrak{su}(2^{400})' out
expect "products are dots" grep -qF '$399\,\mathfrak{u}(1)$ & $399 \cdot 1$' out
run "$liebound" table chain.alg --columns algebra --quiet
expect_line "su(4) + u(1)"
run "$liebound" table endless.alg --columns algebra,formula --time-limit 0.1
expect "a dash where no algebra was identified" grep -Eq '^- +-$' out
run "$liebound" table endless.alg --columns algebra,formula --time-limit 0.1 --json
expect_json rows.0.algebra null

all=ansatz,parameters,about,reference,qubits,generators,dimension,literature,agrees,status
run "$liebound" table chain.alg --columns $all,algebra,formula,evidence,brackets,longest-row,terms,seconds --json
expect_status 0 "all columns"
expect_json rows.0.generators 2
expect_json rows.0.terms "$(json rows.0.terms)"
refuse "seconds is a number" test "$(json rows.0.seconds)" = missing

run "$liebound" table chain.alg --columns dimensoin
expect_error 64 "did you mean dimension?"
run "$liebound" table chain.alg --format latx
expect_error 64 "did you mean latex?"
run "$liebound" table chain.alg --json --format csv
expect_error 64 "exclude each other"
sed '/^parameter/d; s/n-/4-/g; s/n >= 2/4 >= 2/; s/n\*n/16/; s/qubits n/qubits 4/' chain.alg >fixed.alg
run "$liebound" table fixed.alg --columns parameters
expect_status 0 "no parameters"

# Graphs of which the algebra is known under another name: paths and cycles of 3 and 4 vertices.
run "$liebound" table qaoa-bipartite a=1,2 b=2 --format csv --columns dimension
[ "$(tail -n +2 out | tr '\n' ' ')" = "9 11 " ]
verdict $? "bipartite graphs"
run "$liebound" table qaoa-grid rows=2 columns=2 topology=open,closed --format csv --columns dimension
[ "$(tail -n +2 out | tr '\n' ' ')" = "11 11 " ]
verdict $? "grids"
run "$liebound" table qaoa-regular n=3..5 d=2 --format csv --columns dimension
[ "$(tail -n +2 out | tr '\n' ' ')" = "8 11 14 " ]
verdict $? "random graphs of degree 2"
run "$liebound" table qaoa-regular qaoa-complete n=4 --format csv --columns dimension
[ "$(tail -n +2 out | tr '\n' ' ')" = "15 15 " ]
verdict $? "the regular graph of degree 3 on 4 vertices"

# A contradicted dimension is status 1, also next to an undecided one.
sed 's/n\*n/n*n+n%3/' chain.alg >wrong.alg
run "$liebound" table wrong.alg n=3,4
expect_status 1 "a contradicted dimension"
expect "the row says no" grep -Eq '^chain +4 .* 16 +proved +17 +no$' out
expect "a note says which" grep -q '^liebound: note: chain n=4: .*contradicts' err
run "$liebound" table wrong.alg endless.alg --time-limit 0.05
expect_status 1 "contradicted and undecided"

# An interruption keeps the rows there are.
start "$liebound" table chain.alg endless.alg chain.alg --time-limit 600
until_true handles_signals $job
kill -s INT $job
await
expect_status 2 "an interrupted table"
expect_interrupted 1 3

# What bound proves, in columns, also beyond the reach of dim g.
ranks=ansatz,n,orbit,rank,critical,layers,sector,span
run "$liebound" table tfim-open n=4,10 --columns $ranks
expect_status 0 "ranks"
expect "orbit, rank, M_c, layers" grep -Eq '^tfim-open +10 +50 +50 +50 +25 +99 +502$' out
expect "M_c in the heading" grep -Eq '^ansatz +n +orbit +rank +M_c +layers +sector +span$' out
run "$liebound" table tfim-open n=4,10 --columns $ranks --format csv
expect_line "ansatz,n,orbit,rank,critical,layers,sector,span"
expect_line "tfim-open,4,8,8,8,4,15,8"
run "$liebound" table tfim-open n=4 --columns n,critical --format latex
expect_line 'n & $M_c$ \\'
run "$liebound" table hea n=6 --columns rank,critical,layers --json
expect_status 0 "M_c from both sides"
expect_json rows.0.rank 126
expect_json rows.0.critical_at_least 126
expect_json rows.0.critical_at_most 130
expect_json rows.0.layers 8
run "$liebound" table qaoa-grid rows=3 columns=3 --columns rank,critical,span --format csv
expect_status 0 "dim g is not asked for"
expect_line "94,94,94"
run "$liebound" table qaoa-grid rows=3 columns=3 --columns dimension,rank --json
expect_status 0 "dim g is asked for, and found though R is known without it"
expect_json rows.0.rank 94
expect_json rows.0.dimension 8034
run "$liebound" table tfim-open n=4 --columns rnk
expect_error 64 "did you mean rank?"

# The same from other processes and from slices, and the forms that fit them.
run "$liebound" table tfim-open tfim-closed n=3..9 --columns $ranks --fit
cp out whole
expect "n^2/2 rounded down" grep -Eq '^tfim-open +\(n\^2 - 1\)/2 if n%2 == 1; n\^2/2 if n%2 == 0' out
expect "its heading" grep -Eq '^ansatz +M_c in n +status$' out
run "$liebound" table tfim-open tfim-closed n=3..9 --columns $ranks --fit --jobs 2
expect "two processes" cmp out whole
for slice in 1 2 3; do
    "$liebound" table tfim-open tfim-closed n=3..9 --columns $ranks --slice $slice/3 >$slice.rows
done
run "$liebound" merge 2.rows 3.rows 1.rows --columns $ranks --fit
expect_status 0 "slices of ranks"
expect "and slices" cmp out whole
run "$liebound" merge 2.rows 3.rows 1.rows --columns n,critical --fit --json
expect_json fits.0.of critical
expect_json fits.1.formula "n - 1 if n%2 == 1; n if n%2 == 0"
sed '2s/"rank": *\["[0-9]*"/"rank":["-1"/' 1.rows >wrong.rows
run "$liebound" merge wrong.rows 2.rows 3.rows --columns n,rank
expect_error 65 'the member "bounds" is missing or wrong'

finish
