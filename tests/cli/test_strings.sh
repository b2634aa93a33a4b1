#!/bin/sh
# Ansätze of single strings: the algebra by name, at any size, and what it says of sums.
. "$(dirname "$0")/support.sh"

# strings QUBITS LABELS...: an ansatz of these generators in strings.alg.
strings() {
    {
        echo "ansatz strings"
        echo "qubits $1"
        shift
        number=0
        for label in "$@"; do
            echo "generator h$number = $label"
            number=$((number + 1))
        done
    } >strings.alg
}

# identified NAME DIMENSION LABELS...: by hand.
identified() {
    name=$1
    dimension=$2
    shift 2
    strings "$@"
    run "$liebound" dim strings.alg
    expect_status 0 "strings $*"
    expect_line "algebra $name   proved"
    expect_line "dimension $dimension   proved"
    run "$liebound" dim strings.alg --enumerate --json
    expect_json dimension "$dimension"
    expect_json algebra "$name"
}
identified "u(1)" 1 1 X
identified "su(2)" 3 1 X Z
identified "3 u(1)" 3 2 XX YY ZZ
identified "2 su(2)" 6 2 XI ZI IX IZ
identified "su(4)" 15 2 XI ZI IX IZ ZZ
identified "su(2) + 2 u(1)" 5 2 XI YI IX II
identified "sp(2)" 10 3 XII ZXI IZX IIZ
identified "2 su(2)" 6 2 XI ZI ZZ
identified "su(4) + su(2) + u(1)" 19 5 XIIII ZIIII IXIII IZIII ZZIII IIXII IIZII IIIZZ
identified "0" 0 1 "X - X"

# Families of the catalogue, against a search.
names=$("$liebound" list | sed -n 's/^\([ab][0-9]*\|[a-z-]*-free\|hea\|xy-chain\) .*/\1/p')
expect "there are families" test "$(echo "$names" | wc -l)" -ge 35
for name in $names; do
    run "$liebound" dim "$name" n=4 --enumerate --json
    searched=$(json dimension)
    run "$liebound" dim "$name" n=4 --json
    expect_json dimension "$searched"
    expect_json single_terms null
    refuse "$name has a name" test "$(json algebra)" = null
done

# Generators that deserve a word.
cat >odd.alg <<'END'
ansatz odd
qubits 3
generator a = 2 X[0]
generator b = -1/3 Z[0]
generator c = Z[1]
generator d = Z[1] - Z[1]
generator e = 5 X[0]
generator f = III
END
run "$liebound" dim odd.alg
expect_status 0 "odd generators"
expect_line "algebra su(2) + 2 u(1)   proved"
expect_line "dimension 5   proved"
expect_line "anticommutation graph: 4 strings (and 1 repeated), 3 components, the largest of 2"
expect_line "note: generator g3 (d) is zero"
expect_line "note: generator g4 (e) is a multiple of generator g0 (a)"
expect_line "note: 3 generators have a coefficient other than 1, which does not change the algebra"
expect "the identity is mentioned" grep -q '^note: generator g5 (f) contains the identity' out
expect "strings are counted on standard error" grep -q ' s, 4 strings, peak memory' err
run "$liebound" dim odd.alg --json
expect_json notes.length 4
expect_json components.count 3
expect_json components.largest 2
expect_json ideals.length 2
expect_json ideals.0.type su
expect_json ideals.0.n 2
expect_json ideals.0.copies 1
expect_json ideals.0.dimension 3
expect_json ideals.1.type u
expect_json ideals.1.n 1
expect_json ideals.1.copies 2
run "$liebound" dim chain.alg
refuse "coefficients of sums are not said to be irrelevant" grep -q 'coefficient' out

# Large ones. 4^1000 - 1 has 603 digits; the literature value is computed from su(2^n).
run "$liebound" dim hea n=1000
expect_status 0 "dim hea n=1000"
expect_line "algebra su(2^1000)   proved"
expect_line "dimension 1148130695...1149029375 (603 digits)   proved"
expect "the formula" grep -Eq '^formula: \(?4\^1000 - 1\)?$' out
expect "the literature agrees" grep -q '^literature: 1148130695\.\.\.1149029375 (603 digits), agrees' out
expect_line "anticommutation graph: 2999 strings, 1 component"
cp out first
run "$liebound" dim hea n=1000
expect "the text is the same again" cmp out first
for digits in 0 all 603; do
    run "$liebound" dim hea n=1000 --digits $digits
    expect "--digits $digits prints all" grep -Eq '^dimension [0-9]{603}   proved$' out
done
run "$liebound" dim hea n=1000 --digits 602
expect_line "dimension 1148130695...1149029375 (603 digits)   proved"
run "$liebound" dim hea n=1000 --digits 8
expect_line "dimension 1148...9375 (603 digits)   proved"
run "$liebound" dim hea n=1000 --json --digits 8
number=$(json dimension)
expect "JSON has all digits" test "${#number}" -eq 603
expect_json literature.dimension "$number"
expect_json literature.agrees true
expect_json algebra 'su(2^1000)'
expect_json ideals.0.dimension "$number"
n=$(json ideals.0.n)
expect "2^1000 has 302 digits" test "${#n}" -eq 302
run "$liebound" dim xy-chain n=100000 --json
expect_status 0 "dim xy-chain n=100000"
expect_json algebra 'so(100000)'
expect_json dimension 4999950000
expect_json components.count 1
expect_json components.largest 99999
sed '/^dimension/d' "$tests/../../algebras/hea.alg" >wrong.alg
echo 'dimension 4^n' >>wrong.alg
run "$liebound" dim wrong.alg n=1000
expect_status 1 "a stated dimension that is off by one in 603 digits"
expect "it says so" grep -q '^literature: .* DISAGREES' out

# A basis on request.
run "$liebound" dim hea n=3 --basis --quiet
expect_status 0 "--basis"
expect "63 rows of the basis" test "$(sed '1,/^basis:/d' out | wc -l)" -eq 63
expect_line "dimension <= 63   proved, from the single terms: su(8)"
expect_line "algebra su(8)   proved"
run "$liebound" dim hea n=3 --basis --json
expect_json basis.length 63
run "$liebound" dim hea n=3 --json
expect_json basis missing
run "$liebound" dim hea n=3 --enumerate
expect_line "dimension <= 63   proved, from the single terms: su(8)"
expect_line "algebra su(8)   proved"
expect_line "dimension 63   proved"
expect "it is searched" grep -q '^evidence: at most 63 by a closed basis' out
run "$liebound" dim hea n=30 --enumerate --time-limit 0.1
expect_status 2 "--enumerate with a time limit"
expect "a lower bound" grep -Eq '^dimension >= [0-9]+   undecided$' out
expect_line "dimension <= 1152921504606846975   proved, from the single terms: su(2^30)"

# Certificates of both kinds.
for arguments in "hea n=40" "xy-chain n=50" "odd.alg" "b3 n=9" "hea n=4 --enumerate"; do
    # shellcheck disable=SC2086
    run "$liebound" dim $arguments --certificate my.cert --json
    expect_status 0 "$arguments --certificate"
    dimension=$(json dimension)
    kind="1 strings"
    [ "${arguments%--enumerate}" = "$arguments" ] || kind="2 closure"
    expect "it is of kind $kind" sh -c "head -n 1 my.cert | grep -qx 'liebound certificate $kind'"
    if [ -x "$B/liebound-check" ]; then
        run "$both" my.cert
        expect_status 0 "liebound-check of $arguments"
        expect "it verifies the dimension" grep -q "VERIFIED dimension $dimension" out
    fi
done

# Sums: an upper bound first, and the algebra where the search reaches it.
run "$liebound" dim chain.alg n=5
expect_line "dimension <= 45   proved, from the single terms: so(10)"
expect_line "dimension 25   proved"
refuse "no algebra is claimed" grep -q '^algebra' out
expect "the upper bound comes before the dimension" sh -c \
    'grep "^dimension" out | head -n 1 | grep -q "<= 45"'
run "$liebound" dim chain.alg n=5 --json
expect_json algebra null
expect_json ideals null
expect_json components null
expect_json single_terms.algebra 'so(10)'
expect_json single_terms.dimension 45
expect_json dimension_at_most missing
cat >full.alg <<'END'
ansatz full
qubits 2
generator a = X[0] + 2 X[1]
generator b = Z[0] + Z[1] + Z[0] Z[1]
generator c = Y[0]
END
run "$liebound" dim full.alg
expect_line "dimension <= 15   proved, from the single terms: su(4)"
expect_line "algebra su(4)   proved"
expect_line "dimension 15   proved"

# A terminal sees the upper bound early, and the same text.
if command -v script >tool && script -qec true /dev/null >tool 2>&1; then
    "$liebound" dim chain.alg n=5 --quiet >out 2>err
    script -qec "'$liebound' dim chain.alg n=5 --quiet" /dev/null | tr -d '\r' >terminal
    last="dim on a terminal"
    status=0
    expect "the text is the same on a terminal" cmp out terminal
    script -qfec "'$liebound' dim endless.alg --quiet & echo \$! >job; wait" terminal >out 2>err &
    until_true grep -q '^dimension <= 11529' terminal
    until_true test -s job
    expect "the upper bound is printed before the search ends" kill -KILL "$(cat job)"
    wait
fi

finish
