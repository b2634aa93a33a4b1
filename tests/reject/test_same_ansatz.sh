#!/bin/sh
# liebound-check --ansatz takes what `liebound show` prints and no other line: the language of
# ansätze has more ways to state a generator, and one that is not seen is not compared.

cd "$(dirname "$0")" || exit 1
. ./support.sh

cat >"$work/one.cert" <<'END'
liebound certificate 2 closure
title one generator
qubits 2
generators 1
1 ZZ
symmetry 0 0
replay 1 modulo 3
g0
basis 1
ZZ
end
END
cat >"$work/shown.alg" <<'END'
ansatz mine
about "one \ generator"
reference "nobody, 2024"
# n = 2
# edges = 0-1 1-2
qubits 2
generator zz[0,1] = Z[0] Z[1]
state plus
state stabilizer "ZZ -XX"
state 0+
observable = 1/2 Z[0] - X[0] Y[1]
dimension 1
END
expect "takes what show prints" 0 "same generators as" --ansatz "$work/shown.alg" "$work/one.cert"
for label in a z A Z 0 9 + -; do
    sed "10s/0+/$label/" "$work/shown.alg" >"$work/a.alg"
    expect "takes the state $label" 0 "same generators as" --ansatz "$work/a.alg" "$work/one.cert"
done

sed '2s/one/1\xe2\x80\x932/' "$work/shown.alg" >"$work/a.alg"
expect "takes text that is not ASCII" 0 "same generators as" --ansatz "$work/a.alg" "$work/one.cert"

# reject REASON EDIT: the ansatz, changed by sed.
reject() {
    sed "$2" "$work/shown.alg" >"$work/a.alg"
    if cmp -s "$work/shown.alg" "$work/a.alg"; then
        expect "$2 changes the ansatz" 1 "it does not" "$work/one.cert"
    fi
    expect "refuses $2" 1 "NOT VERIFIED: $work/a.alg: $1" --ansatz "$work/a.alg" "$work/one.cert"
}

no_line='`liebound show` prints no such line'
reject "line 8: $no_line" '7a\ generator b = Z[0]'
reject "line 8: $no_line" '7a\\tgenerator b = Z[0]'
reject "line 1: $no_line" '1s/^/ /'
reject "line 6: $no_line" '6s/^/ /'
reject "line 7: $no_line" '7s/^/ /'
reject "line 7: expected" '7s/$/ \\\n+ Z[0]/'
reject "line 7: expected" '7s/ = / = \\\n/'
reject "line 7: expected" '7s/ = /\\\n = /'
reject 'line 1: expected the end of the line' '1s/$/ \\\ngenerator b = Z[0]/'
reject 'line 8: expected the end of the line' '8s/$/\\\n/'
reject 'line 7: expected "+ "' '7s/$/\r/'
reject 'line 7: expected' '7s/$/ # more/'
reject 'line 7: expected' '7s/$/ /'
reject 'line 7: expected a factor' '7s/Z.0./(&)/'
reject 'line 7: expected a space and a sign' '7s/$/+ X[0]/'
reject 'line 11: expected "I[0]"' '11s/= .*/= I[1]/'
reject 'line 11: expected a space and a sign' '11s/= .*/= I[0] X[1]/'
reject 'line 11: expected a space and a sign' '11s/= .*/= I[0] /'
reject 'line 11: expected a space and a sign' '11s/ - /- /'
reject "line 8: $no_line" '7a\parameter k = 3'
reject "line 8: $no_line" '7a\variant free'
reject "line 8: $no_line" '7a\graph g = path(2)'
reject "line 8: $no_line" '7a\generators = Z[0]'
reject "line 8: $no_line" '7a\generato'
reject "line 8: $no_line" '7a\generator'
reject "line 8: $no_line" '7s/$/\n/'
reject "line 1: $no_line" '1s/^/#comment\n/'
reject "line 1: $no_line" '1s/^/\xef\xbb\xbf/'
reject 'line 5: expected " = "' '5s/=//'
reject 'line 5: expected the end of the line' '5s/0/\t/'
reject 'line 4: expected the end of the line' '4s/2/2"/'
reject 'line 2: expected """' '2s/.$//'
reject 'line 2: expected """' '2s/ge/\x7f/'
reject 'line 2: expected the end of the line' '2s/$/ /'
reject 'line 2: expected the end of the line' '2s/ge/"ge/'
reject 'line 6: qubits out of range' '6s/2/0/'
reject 'line 1: expected a name' '1s/mine//'
reject 'line 1: expected the end of the line' '1s/mine/mi ne/'
reject 'line 7: a name has more than 200' "7s/zz/$(printf 'z%.0s' $(seq 196))/"
reject 'line 8: expected a state' '8s/plus//'
for label in '`' '{' @ '[' '\/' : '*' ',' .; do
    reject 'line 8: expected a state' "8s/plus/$label/"
done
reject 'line 8: expected """' '8s/plus/plus plus/'
reject 'line 11: expected' '11s/= //'
reject 'line 11: qubit out of range' '11s/Y.1./Y[2]/'
reject 'line 12: expected a number' '12s/1/-1/'
reject 'line 12: expected the end of the line' '12s/1/1 + 1/'
reject 'line 12: expected the end of the line' '12s/$/ if n > 1/'

# The order of `show`, where each line has its place.
no_line='`liebound show` prints no'
reject "line 7: $no_line qubits here" '6p'
reject "line 2: $no_line ansatz here" '1p'
reject "line 3: $no_line about here" '2p'
reject "line 12: $no_line observable here" '11p'
reject "line 13: $no_line dimension here" '12p'
reject "line 9: $no_line generator here" '8a\generator b = Z[0]'
reject "line 13: $no_line generator here" '12a\generator b = Z[0]'
reject "line 13: $no_line state here" '12a\state 00'
reject "line 8: $no_line # here" '7a\# n = 2'
reject 'line 6: a generator before the number of qubits' '6d'
reject 'line 6: an observable before the number of qubits' '6,10d'
reject 'line 6: the number of qubits is missing' '6,$d'
other="NOT VERIFIED: line 6: the generators are not those of the ansatz"
sed '7d' "$work/shown.alg" >"$work/a.alg"
expect "refuses an ansatz without generators" 1 "$other" --ansatz "$work/a.alg" "$work/one.cert"
sed '7p' "$work/shown.alg" >"$work/a.alg"
expect "refuses a generator twice" 1 "$other" --ansatz "$work/a.alg" "$work/one.cert"

# One qubit.
cat >"$work/qubit.cert" <<'END'
liebound certificate 2 closure
title one qubit
qubits 1
generators 2
2/3 Z -1 X
0
symmetry 0 0
replay 1 modulo 5
g0
basis 1
Z -3/2 X
end
END
printf 'qubits 1\ngenerator = 2/3 Z[0] - X[0]\ngenerator b = 0\n' >"$work/a.alg"
expect "takes one qubit" 0 "same generators as" --ansatz "$work/a.alg" "$work/qubit.cert"
for edit in 's/Z/Y/' 's/- X/+ X/' 's/X\[0\]/I[0]/' '3d' 's/2.3/3\/2/' '3s/0/1/' '3s/0/X[0]/'; do
    sed "$edit" "$work/a.alg" >"$work/b.alg"
    expect "sees $edit on one qubit" 1 "NOT VERIFIED: " --ansatz "$work/b.alg" "$work/qubit.cert"
done
printf 'qubits 1\ngenerator = 2/3 Z[1] - X[0]\ngenerator b = 0\n' >"$work/a.alg"
expect "refuses a second qubit" 1 "line 2: qubit out of range" --ansatz "$work/a.alg" \
    "$work/qubit.cert"

# Files that never end.
# endless HEAD FIRST AGAIN DELETED PHRASE: so many lines of the ansatz, a text, and a text again and
# again, without the bytes DELETED.
endless() {
    {
        sed "$1q" "$work/shown.alg" && printf '%s' "$2" && yes "$3" | tr -d "$4"
    } 2>"$work/err" | "$check" --ansatz - "$work/one.cert" >"$work/output"
    if grep -q "^NOT VERIFIED: .*$5" "$work/output"; then
        passed=$((passed + 1))
        echo "ok ends: $2$3"
    else
        failed=$((failed + 1))
        echo "not ok ends: $2$3: $(cat "$work/output")"
    fi
}
other="the generators are not those of the ansatz"
rest="more than 67108864 bytes beside the generators"
expect "ends: /dev/zero" 1 "/dev/zero: line 1: \`liebound show\` prints no" --ansatz /dev/zero \
    "$work/one.cert"
endless 6 '' 'generator = Z[0] Z[1]' '' "$other"
endless 6 '' 'generator = 0' '' "$other"
endless 6 'generator = ' 'Z[0] Z[1] + ' '\n' "$other"
endless 6 'generator = ' 'Z[0] ' '\n' 'qubits of a term are not increasing'
endless 6 'generator = ' '1' '\n' "$other"
endless 6 'generator ' 'z' '\n' 'a name has more than'
endless 6 'qubits 2' '1' '\n' 'prints no qubits here'
endless 1 'about "' 'z' '\n' "$rest"
endless 4 '' '# n = 2' '' "$rest"
endless 4 '# n = ' '2' '\n' "$rest"
endless 7 '' 'state 00' '' "$rest"
endless 7 'state ' '0' '\n' "$rest"
endless 7 'observable = ' 'Z[0] + ' '\n' "$rest"
endless 7 'observable = ' '1' '\n' "$rest"
endless 7 'dimension ' '1' '\n' "$rest"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
