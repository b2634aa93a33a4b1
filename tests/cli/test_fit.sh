#!/bin/sh
# Closed forms of the dimensions in a table.
. "$(dirname "$0")/support.sh"

run "$liebound" table tfim-open tfim-closed ltfim-closed n=3..7 --fit
expect_status 0 "--fit"
expect "an empty line before the forms" grep -qx '' out
expect "n^2" grep -Eq '^tfim-open +n\^2 +conjecture, confirmed on 2 spare points$' out
expect "3n - 1" grep -Eq '^tfim-closed +3\*n - 1 +conjecture, confirmed on 3 spare points$' out
expect "none for 19, 47, 134, 425, 1296" grep -Eq '^ltfim-closed +- +no formula found, 5 values$' out

run "$liebound" table sn-equivariant n=2..8 --fit --json
expect_json fits.length 1
expect_json fits.0.ansatz sn-equivariant
expect_json fits.0.in n
expect_json fits.0.values 7
expect_json fits.0.status conjecture
expect_json fits.0.formula \
    '(n^3 + 6*n^2 + 8*n + 6)/6 if n%2 == 0; (n^3 + 6*n^2 + 8*n + 9)/6 if n%2 == 1'
expect_json fits.0.unknowns 5
expect_json fits.0.spare 2
expect_json fits.0.exceptions 0
run "$liebound" table ltfim-closed n=3..6 --fit --json
expect_json fits.0.status none
expect_json fits.0.formula null
expect_json fits.0.spare null
run "$liebound" table chain.alg n=2..4 --json
expect_json fits missing

# The formula is an expression of the .alg language: it holds where it was not fitted.
for family in "ltfim-open n=2..8 n=9" "a3 n=3..24 n=25..40" "xy-chain n=3..14 n=15..20" \
    "a11 n=3..9 n=10..14" "hea n=50..100..10 n=110"; do
    set -- $family
    run "$liebound" table "$1" "$2" --fit --json
    formula=$(json fits.0.formula)
    {
        echo "parameter n = 4"
        echo "qubits 1"
        echo "generator = X[0]"
        echo "dimension $formula" | sed 's/; /\ndimension /g'
    } >formula.alg
    run "$liebound" table formula.alg "$3" --format csv --columns n,literature
    tail -n +2 out >predicted
    run "$liebound" table "$1" "$3" --format csv --columns n,dimension
    tail -n +2 out >found
    [ -s found ] && cmp -s predicted found
    verdict $? "$1: $formula, at $3"
done

# Where the forms are in the other formats.
run "$liebound" table chain.alg n=2..8 --fit --format csv --columns n,dimension
expect_line "n,dimension,fit,fit-spare"
expect_line "8,64,n^2,4"
run "$liebound" table ltfim-closed n=3..5 --fit --format csv --columns n,dimension
expect_line "5,134,,"
run "$liebound" table chain.alg n=2..8 --fit --format markdown
expect_line "| ansatz | dimension in n | status                                  |"
run "$liebound" table chain.alg a7 n=3..8 --fit --format latex
expect_line 'chain & $n^{2}$ & conjecture, confirmed on 3 spare points \\'
expect "classes in LaTeX" grep -qF '4^{n-1} - 4\ (n \equiv 0 \bmod 2)' out

# Other swept parameters tell the forms apart; the one with the most integers is fitted in.
cat >two.alg <<'END2'
ansatz two
parameter n = 2
parameter k = 1
qubits n + k
generator for i in 0..n-2: Z[i] Z[i+1]
generator for i in 0..n-1: X[i]
generator for i in n..n+k-1: Z[i]
END2
run "$liebound" table two.alg k=1,2 n=2..8 --fit --json
expect_json fits.length 2
expect_json fits.0.parameters.k 1
expect_json fits.0.formula '2*n^2 - n + 1'
expect_json fits.1.parameters.k 2
expect_json fits.1.formula '2*n^2 - n + 2'
run "$liebound" table two.alg k=1..9 n=2,3 --fit --json
expect_json fits.0.in k
expect_json fits.0.formula 'k + 6'
run "$liebound" table two.alg k=1,2 n=2..6 --fit
expect "their values are columns" grep -Eq '^two +2 +2\*n\^2 - n \+ 2 ' out

# Undecided dimensions are left out: the lower bound of the last row has no form.
{
    sed '/^dimension/d' chain.alg
    echo 'generator z = sum(i in 0..n-1) Z[i] if n >= 30'
} >late.alg
run "$liebound" table late.alg n=2..8,30 --fit --memory-limit 60M --json
expect_status 2 "an undecided row"
expect_json rows.7.status undecided
expect_json fits.0.values 7
expect_json fits.0.formula "n^2"
expect_json fits.0.spare 4

# The same value twice is one value.
run "$liebound" table chain.alg n=2..5,2..5 --fit
expect "four values" grep -Eq 'no formula found, 4 values$' out

for arguments in "chain.alg" "chain.alg n=5" "hea" "qaoa graph=path,cycle"; do
    run "$liebound" table $arguments --fit
    case $arguments in
    qaoa*) expect_status 65 "no such ansatz" ;;
    *) expect_error 64 "--fit needs a parameter with several integer values" ;;
    esac
done

finish
