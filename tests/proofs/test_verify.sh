#!/bin/sh
# liebound-verify, whose verdict is a theorem: it and liebound-check say the same of every certificate
# that both read, of texts that must be refused, and of texts with a letter, a line or a number changed.
# B is the directory of the build.
corpus=$(cd "$(dirname "$0")/../reject" && pwd)
. "$(dirname "$0")/../cli/support.sh"
verify=$B/liebound-verify
check=$B/liebound-check

# compare CERTIFICATE: 0 when both say the same, 2 when liebound-verify does not read this kind.
compare() {
    "$check" "$1" >checked 2>&1
    expected=$?
    run "$verify" "$1"
    [ "$status" -eq 2 ] && return 2
    [ "$status" -eq "$expected" ] || return 1
    [ "$expected" -ne 0 ] || [ "$(head -n 1 checked)" = "$(head -n 1 out)" ]
}

# The certificates of the other tests, those that are right and those that are not.
read=0
for certificate in "$corpus"/*.cert "$corpus"/accept/*.cert; do
    compare "$certificate"
    case $? in
    0) read=$((read + 1)) ;;
    1) verdict 1 "$(basename "$certificate"): both say the same" ;;
    esac
done
expect "both say the same of $read certificates" test "$read" -ge 300

# certificate NAME DIMENSION ARGUMENTS...: one that liebound writes now.
certificate() {
    name=$1
    dimension=$2
    shift 2
    run "$liebound" dim "$@" --quiet --certificate "$name.cert"
    run "$verify" "$name.cert"
    expect_status 0 "$*"
    expect "$*: dimension $dimension" grep -qx "VERIFIED dimension $dimension" out
    expect "$*: liebound-check agrees" compare "$name.cert"
}
certificate chain 36 tfim-open n=6 --no-symmetry
certificate wide 900 tfim-open n=30 --no-symmetry
certificate fields 542 ltfim-open n=5 --no-symmetry
certificate complete 15 qaoa-complete n=4 --no-symmetry
certificate spins 19 xxz-open n=4 --no-symmetry
certificate strings 63 hea n=3 --enumerate --no-symmetry
certificate words 134 heisenberg-open n=5 --method dense --no-symmetry
# With averages over permutations: exchanges of qubits and of tuples, and maps.
certificate ring 17 tfim-closed n=6
certificate permuted 54 sn-equivariant n=5
certificate parts 44 qaoa-bipartite a=2 b=3
certificate grid 263 qaoa-grid rows=2 columns=3
certificate averages 107 heisenberg-closed n=6 --method dense
# Single strings: one simple algebra, several, single commuting ones, and with repetitions and zero.
certificate circuit 4095 hea n=6
certificate majorana 780 tfim-open-free n=20
certificate bonds 1020 heisenberg-open-free n=6
certificate spanned 1152921504606846975 hea n=30
certificate kernel 274877906940 heisenberg-closed-free n=20
certificate commuting 3 heisenberg-open-free n=2
certificate copies 132 tfim-closed-free n=6
cat >single.alg <<'END'
ansatz single
qubits 6
generator = -2/3 X[0] Y[1]
generator = X[1] Y[2]
generator = 7 X[0] Y[1]
generator = 5 Z[3] Z[4]
generator = X[3]
generator = Z[5]
END
certificate single 7 single.alg
cat >fractions.alg <<'END'
ansatz fractions
qubits 3
generator = 1/3 Z[0] Z[1] + 3/2 Z[1] Z[2]
generator = 2/5 X[0] - 7/3 X[1] + X[2]
END
certificate fractions 15 fractions.alg --no-symmetry

# Every line of two certificates left out, doubled, and changed in each of several ways.
mutants=0
accepted=0
for name in spins fractions permuted parts commuting single bonds; do
    lines=$(wc -l <"$name.cert")
    for line in $(seq 1 "$lines"); do
        for edit in d p 's/X/Y/' 's/I/Z/' 's/Z$/X/' 's/1/2/' 's/ /  /' 's/^\(.* \)\([^ ]*\) \([^ ]*\)$/\1\3 \2/' \
            's/\(exchange .*\) \([0-9]*\) \([0-9]*\)$/\1 \3 \2/' 's/[0-9]$/&0/' 's/ \([0-9]\)/ -\1/' 's/r0/r1/' 's/g1/g0/' 's/ [^ ]* [^ ]*$//'; do
            sed "$line$edit" "$name.cert" >mutant.cert
            cmp -s "$name.cert" mutant.cert && continue
            mutants=$((mutants + 1))
            compare mutant.cert
            [ $? -ne 1 ] || verdict 1 "$name, line $line, $edit: both say the same"
            [ "$status" -ne 0 ] || accepted=$((accepted + 1))
        done
    done
done
expect "both say the same of $mutants mutants" test "$mutants" -ge 200
expect "of which few are certificates ($accepted)" test "$accepted" -lt $((mutants / 10))

# What it does not read.
run "$verify" "$corpus/accept/strings-million-qubits.cert"
expect_status 2 "more than 16384 qubits"
run "$liebound" dim xy-chain n=300 --quiet --certificate large.cert
run "$verify" large.cert
expect_status 2 "free fermions of too many strings"
run "$liebound" structure tfim-open n=3 --quiet --certificate marked.cert
run "$verify" marked.cert
expect_status 2 "a certificate of kind structure"
run "$verify" "$corpus/symmetric-remainder-zero.cert"
expect_status 2 "averages modulo a prime that divides the length of an orbit"
run "$verify" "$corpus/accept/symmetric-all-to-all.cert"
expect_status 2 "averages of too many strings"
run "$verify"
expect_status 64 "no certificate"
run "$verify" missing.cert
expect_status 74 "no such file"
run "$verify" --help
expect_status 0 "help"
finish
