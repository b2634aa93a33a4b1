#!/bin/sh
# The commands structure and constants: text, JSON, bases, limits, tables; and GAP, where it is
# installed, on the same structure constants.
. "$(dirname "$0")/support.sh"

run "$liebound" structure tfim-closed n=6 --quiet
expect_status 0 "structure tfim-closed n=6"
expect_line "dimension 17 = centre 2 + semisimple 15; rank 7   proved"
expect_line "g = 5 su(2) + 2 u(1)   proved"
expect_line "  3 su(2) over Q"
expect_line "  2 su(2), conjugate over Q[x]/(x^2 - 3)"
refuse "--quiet leaves standard error empty" test -s err

run "$liebound" structure tfim-closed n=6 --json --centre --torus
expect_status 0 "structure --json"
expect_json first schema
expect_json schema liebound/structure/1
expect_json dimension.value 17
expect_json centre.value 2
expect_json derived.value 15
expect_json rank.value 7
expect_json rank.status proved
expect_json algebra.value "5 su(2) + 2 u(1)"
expect_json ideals.length 2
expect_json ideals.0.type su
expect_json ideals.0.n 2
expect_json ideals.0.copies 3
expect_json ideals.0.field null
expect_json ideals.1.copies 2
expect_json ideals.1.dimension 3
expect_json ideals.1.rank 1
expect_json ideals.1.field "x^2 - 3"
expect_json ideals.1.status proved
expect_json centre_basis.length 2
expect_json torus_basis.length 7
expect_json status proved

# A single string and sums that fill the algebra of their terms need no search, at any size.
run "$liebound" structure hea n=300 --quiet
expect_status 0 "structure hea n=300"
expect_line "g = su(2^300)   proved"
run "$liebound" structure hea n=3 --torus --quiet
expect_line "g = su(8)   proved"
expect "a torus of single strings" test "$(sed '1,/^torus:/d' out | wc -l)" -eq 7
run "$liebound" structure a14 n=4 --enumerate --quiet
expect_line "g = so(8)   proved"

# certified DIMENSION CENTRE DERIVED FILE: what the checker says.
certified() {
    if [ -x "$B/liebound-check" ]; then
        run "$both" "$4"
        expect_status 0 "liebound-check $4"
        expect_line "VERIFIED dimension $1"
        expect_line "VERIFIED centre $2, derived algebra $3"
    fi
}

# The expectation values of the basis in a state, for simulation in the algebra.
run "$liebound" constants tfim-open-free n=2 --state 0 --quiet
expect_status 0 "constants --state"
expect_json expectations.length 6
expect "those of X are 1, and others 0" test "$(tr -d ' \n' <out | sed 's/.*"expectations":\[\([^]]*\)\].*/\1/' | tr ',' '\n' | grep -c '"1"')" -eq 2
run "$liebound" constants tfim-open n=3 --state 0 --format gap
expect_error 64 "exclude each other"

# Certificates: with and without a symmetry, of single strings, compressed, on standard output.
run "$liebound" structure tfim-closed n=6 --certificate c.cert --quiet
expect_line "certificate of dimension, centre and derived algebra: c.cert"
certified 17 2 15 c.cert
"$liebound" show tfim-closed n=6 >shown.alg
if [ -x "$B/liebound-check" ]; then
    run "$both" --ansatz shown.alg c.cert
    expect_status 0 "the generators of the certificate are those of the ansatz"
fi
run "$liebound" structure xxz-open n=5 --certificate c.cert.gz --quiet --json
expect_json certificate.path c.cert.gz
expect_json certificate.certifies.length 3
expect_json certificate.certifies.1 centre
certified 62 1 61 c.cert.gz
run "$liebound" structure hea n=3 --certificate c.cert --quiet --json
expect_json certificate.certifies.3 algebra
certified 63 0 63 c.cert
run "$liebound" structure hea n=3 --enumerate --certificate c.cert --quiet
expect_line "certificate of dimension, centre and derived algebra: c.cert"
certified 63 0 63 c.cert
run "$liebound" structure tfim-open n=4 --certificate - --quiet
expect_status 0 "a certificate on standard output"
expect "it comes alone" grep -qx end out
expect "the text is on standard error" grep -q '^dimension 16 = ' err
cp out c.cert
certified 16 1 15 c.cert
run "$liebound" structure tfim-open n=4 --quiet --json
expect_json certificate null
run "$liebound" structure tfim-open n=4 --certificate - --json
expect_error 64 "--certificate - and --json both want standard output"
run "$liebound" structure tfim-open n=4 --certificate - --torus
expect_error 64 "--certificate - and --torus both want standard output"
run "$liebound" structure tfim-open n=4 --certificate missing/c.cert
expect_error 74 "missing/c.cert"
run "$liebound" structure endless.alg --time-limit 0.2 --certificate none.cert --quiet
expect_status 2 "a limit before the certificate"
expect_line "note: no certificate was written, because the dimension is undecided"
refuse "there is no file" test -e none.cert

run "$liebound" structure endless.alg --time-limit 0.2 --quiet
expect_status 2 "a limit before the dimension"
expect "a lower bound is printed" grep -q '^dimension >= [0-9]*   undecided' out
run "$liebound" structure endless.alg --time-limit 0.2 --quiet --json
expect_status 2 "the same in JSON"
expect_json status undecided

run "$liebound" table tfim-open tfim-closed n=3,4 --columns ansatz,algebra --format csv --quiet
expect_line "tfim-open,su(3) + u(1)"
expect_line "tfim-closed,3 su(2) + 2 u(1)"

run "$liebound" constants tfim-open n=2 --killing --quiet
expect_status 0 "constants"
expect_json schema liebound/constants/1
expect_json dimension 4
expect_json basis.1.0.string YY
expect_json constants.length 6
expect_json constants.2.0 0
expect_json constants.2.3 -2
expect_json killing.length 5
expect_json killing.0.2 -8
run "$liebound" constants hea n=2 --quiet
expect_json dimension 15
run "$liebound" constants tfim-open n=2 --format xml
expect_error 64 "there is no format 'xml'"
run "$liebound" constants tfim-open n=2 --basis long
expect_error 64 "there is no basis 'long'"
run "$liebound" constants tfim-open n=2 --format mtx --json
expect_error 64 "exclude each other"

# Nested commutators: ZZ, XI + IX, {1,0} = ZY + YZ, {1,{1,0}} = 2 YY - 2 ZZ.
run "$liebound" constants tfim-open n=2 --basis nested --quiet
expect_status 0 "constants --basis nested"
expect_json nested_commutators.length 4
expect_json nested_commutators.3.length 3
expect_json nested_commutators.3.0 1
expect_json nested_commutators.3.2 0
expect_json basis.3.0.coefficient -2
expect_json basis.3.0.string ZZ
expect_json constants.length 5
run "$liebound" constants endless.alg --basis nested --time-limit 0.1
expect_status 2 "words after a limit"

# {X/2, Y} = -Z/2 and so on: all constants times 4, both orders of i and j.
cat >halves.alg <<'END'
ansatz halves
qubits 1
generator = 1/2 X[0]
generator = Y[0]
END
run "$liebound" constants halves.alg --basis nested --format mtx --quiet
expect_status 0 "Matrix Market"
expect "the constants of su(2), times 4" test "$(grep -v '^%' out | paste -sd ';')" = \
    "9 3 6;2 3 -4;4 3 4;3 2 1;7 2 -1;6 1 -4;8 1 4"
run "$liebound" constants halves.alg --basis nested --format mtx --killing --quiet
expect_line "%%MatrixMarket matrix coordinate integer symmetric"
expect "the Killing form of su(2), times 2" test "$(grep -v '^%' out | paste -sd ';')" = \
    "3 3 3;1 1 -1;2 2 -4;3 3 -1"
run "$liebound" constants tfim-open n=2 --format gap --killing
expect_error 64 "exclude each other"
run "$liebound" constants endless.alg --time-limit 0.1
expect_status 2 "constants after a limit"

# GAP's Lie algebra package on the same constants: dimensions of algebra, centre and derived algebra,
# the dimensions of the ideals over Q, and the types over the algebraic closure, as sorted lists.
gap_says() {
    "$liebound" constants "$@" --format gap --quiet >program.g
    cat >>program.g <<'END'
SizeScreen([4096, 24]);;
D := LieDerivedSubalgebra(L);;
ideals := DirectSumDecomposition(D);;
types := [];;
for S in ideals do
    Append(types, SplitString(SemiSimpleType(S), " "));
od;
Sort(types);
Print(Dimension(L), " ", Dimension(LieCentre(L)), " ", Dimension(D), " (",
      JoinStringsWithSeparator(SortedList(List(ideals, Dimension)), " "), ") ",
      JoinStringsWithSeparator(types, " "), "\n");
QUIT;
END
    gap -q -A program.g </dev/null 2>/dev/null
}

# The name that GAP has for the ideals of entry $1.
gap_name() {
    type=$(json "ideals.$1.type")
    n=$(json "ideals.$1.n")
    case $type$((n % 2)) in
    su?) echo "A$((n - 1))" ;;
    so0) echo "D$((n / 2))" ;;
    so1) echo "B$((n / 2))" ;;
    sp?) [ "$n" -eq 2 ] && echo B2 || echo "C$n" ;; # GAP calls sp(2) so(5)
    *) echo "$type$n" | tr a-z A-Z ;;
    esac
}

# repeat COUNT WORD
repeat() {
    left=$1
    while [ "$left" -gt 0 ]; do
        echo "$2"
        left=$((left - 1))
    done
}

# Liebound's answer in the same words: copies that are conjugate are one ideal over Q.
liebound_says() {
    run "$liebound" structure "$@" --json --quiet
    : >types
    : >dimensions
    i=0
    while [ "$(json ideals.$i.type)" != missing ]; do
        copies=$(json ideals.$i.copies)
        dimension=$(json ideals.$i.dimension)
        repeat "$copies" "$(gap_name $i)" >>types
        if [ "$(json ideals.$i.field)" = null ]; then
            repeat "$copies" "$dimension" >>dimensions
        else
            echo $((copies * dimension)) >>dimensions
        fi
        i=$((i + 1))
    done
    echo "$(json dimension.value) $(json centre.value) $(json derived.value)" \
        "($(sort -n dimensions | paste -sd ' ')) $(LC_ALL=C sort types | paste -sd ' ')"
}

cat >spin.alg <<'END'
ansatz spin
qubits 3
generator a = XII + IIZ
generator b = YXI
generator c = ZYX - IZI
END
# X + Z has the eigenvalues +-sqrt 2.
cat >fields.alg <<'END'
ansatz fields
qubits 4
generator a = XIII
generator b = YIII
generator c = XXII + XZII
generator d = IIXI + 2 IIZZ
generator e = IIIX
END
# ad x has 81,436 terms here, enough to be shared among threads.
run "$liebound" structure xxz-open n=7 --torus --quiet
expect_status 0 "xxz-open n=7 --torus"
mv out one-thread
run "$liebound" structure xxz-open n=7 --torus --quiet --threads 3
expect "three threads find the same structure" cmp out one-thread

if command -v gap >/dev/null; then
    for call in "tfim-open n=3" "tfim-closed n=5" "tfim-closed n=7" "xxz-open n=4" \
        "ltfim-open n=3" "qaoa-complete n=4" "heisenberg-open n=4" "spin.alg" "fields.alg" "a14 n=4" "a9 n=3"; do
        # shellcheck disable=SC2086
        theirs=$(gap_says $call) ours=$(liebound_says $call)
        [ -n "$theirs" ] && [ "$theirs" = "$ours" ]
        verdict $? "GAP agrees on $call: $theirs (here $ours)"
    done
else
    echo "note: gap is not installed; nothing was compared with it"
fi
finish
