#!/bin/sh
# Certificates of the kind structure: what the marks and the rule on pivots come to, each rule of
# proofs/README.md broken once, with the reason that liebound-check gives.

cd "$(dirname "$0")" || exit 1
. ./support.sh

# states NAME DIMENSION CENTRE DERIVED FILE
states() {
    expect "$1" 0 "VERIFIED dimension $2
VERIFIED centre $3, derived algebra $4
" "$5"
}

# reject FILE REASON EDIT: the file, changed by sed.
reject() {
    sed "$3" "$work/$1.cert" >"$work/changed.cert"
    if cmp -s "$work/$1.cert" "$work/changed.cert"; then
        expect "$3 changes the certificate" 1 "it does not" "$work/$1.cert"
    fi
    expect "refuses $1 with $3" 1 "NOT VERIFIED: $2" "$work/changed.cert"
}

# write NAME QUBITS, GENERATORS, SYMMETRY, STEPS, ROWS: the last four are texts of lines that end in semicolons.
lines() {
    printf %s "$1" | tr ';' '\n'
}
count() {
    printf %s "$1" | tr -cd ';' | wc -c
}
write() {
    {
        printf 'liebound certificate 2 structure\ntitle %s\nqubits %d\n' "$1" "$2"
        printf 'generators %d\n' "$(count "$3")"
        lines "$3"
        printf 'symmetry %s\n' "$(lines "$4")"
        printf 'replay %d modulo 101\n' "$(count "$5")"
        lines "$5"
        printf 'basis %d\n' "$(count "$6")"
        lines "$6"
        echo end
    } >"$work/$1.cert"
}

# The example of the page.
awk '/^liebound certificate 2 structure$/ { on = 1 } on && /^```/ { exit } on' \
    ../../proofs/README.md >"$work/example.cert"
states "accepts the example of the page" 4 1 3 "$work/example.cert"
expect "prints the digest of the generators without marks" 0 \
    "sha256 2f84b5724b104634459d0781d2921c2c61a74e9a8da8e78b59e74bdaa52d6a38" "$work/example.cert"
expect "says how" 0 "generate 5 dimensions: 1 of marks alone" "$work/example.cert"
expect "prints JSON" 0 '"dimension":"4","centre":"1","derived":"3"' --json "$work/example.cert"
sed 's/^replay.*/words 5 modulo 101/; s/ r/ w/' "$work/example.cert" >"$work/words.cert"
states "accepts words" 4 1 3 "$work/words.cert"

# Abelian, semisimple, zero, proportional, and the identity.
write one 1 "1 Z;" "0 0;" "g0;" "ZI 1 IZ;"
states "one generator" 1 1 0 "$work/one.cert"
write fraction 1 "-2/3 Z 4/9 X;" "0 0;" "g0;" "ZI -2/3 XI -1/3 IZ;"
states "coefficients are made coprime integers before the mark is added" 1 1 0 "$work/fraction.cert"
reject fraction 'line 11: generator 0 is not in the span' 's|-1/3 IZ|-2 IZ|'
write two 1 "1 X;1 Z;" "0 0;" "g0;g1;g0 r1;g1 r2;g0 r2;" "IIZ;IZI;XII;YII;ZII;"
states "su(2)" 3 0 3 "$work/two.cert"
write zero 1 "0;" "0 0;" "g0;" "IZ;"
states "the generator zero" 0 0 0 "$work/zero.cert"
write nothing 1 "" "0 0;" "" ""
states "no generators" 0 0 0 "$work/nothing.cert"
write proportional 1 "1 X;-3 X;" "0 0;" "g0;g1;" "IIZ 1 IZI;XII 1 IZI;"
states "proportional generators" 1 1 0 "$work/proportional.cert"
write identity 1 "1 I;" "0 0;" "g0;" "II 1 IZ;"
states "the identity is no mark" 1 1 0 "$work/identity.cert"
write phases 1 "1 Z 1 I;1 Z;" "0 0;" "g0;g1;" "I3 1 IZI -1 IIZ;ZII 1 IIZ;"
states "the identity among others" 2 2 0 "$work/phases.cert"
write centres 2 "1 XI;1 IX;1 XX;" "0 0;" "g0;g1;g2;" "IXI3 1 I3ZI;XI4 1 IIZII;XXI3 1 I4Z;"
states "an abelian algebra" 3 3 0 "$work/centres.cert"

# Pivots that are marks. The first is the same space as that of the page.
reject example 'line 20: the pivot of row 1 is a mark, and not all of it' \
    '15s/$/\nIIZI 1 YYII/;17d;19s/1 IIZI/-1 YYII/'
reject identity 'line 11: the pivot of row 0 is a mark, and not all of it' 's/^II 1 IZ/IZ 1 II/'
reject one 'line 11: the pivot of row 0 is a mark, and not all of it' 's/^ZI 1 IZ/IZ 1 ZI/'

# Other numbers. One row more, one less, and the mark of a generator that is in no bracket.
reject example 'line 14: the remainder of this step is zero' \
    '8s/5/6/;13s/.*/&\ng0/;14s/5/6/;15s/.*/I3Z\nIIZI/'
reject example 'line 13: expected "basis"' '8s/5/4/'
reject example 'line 13: the basis and the replay state different dimensions' '8s/5/4/;13d'
reject example 'line 18: generator 1 is not in the span' '8s/5/4/;13d;14s/5/4/;15d'
reject example 'line 16: this row contains the pivot of row 0' '16s/$/ 1 I3Z/'
reject example 'line 20: generator 1 is not in the span' '15s/.*/IIZI/;17,19s/ 1 IIZI//'
reject example 'line 20: generator 0 is not in the span' '19s/ 1 IIZI//'
reject example 'line 20: generator 0 is not in the span' '19s/1 IIZI/-1 IIZI/'
reject example 'line 20: generator 0 is not in the span' '19s/1 IIZI/1 IIXI/'
reject example 'line 20: the bracket of generator 1 and row 3 is not in the span' '17s/ 1 IIZI//'
reject example 'line 18: the bracket of generator 0 and row 2 is not in the span' \
    '8s/5/4/;13d;14s/5/4/;15d;16s/$/ 1 I3Z/'
reject zero 'line 11: generator 0 is not in the span' 's/^IZ/ZI/'
reject zero 'line 8: expected "basis"' '7s/1/0/'

# Letters.
reject example 'line 6: a string has more letters' '6s/IX/IXII/'
reject example 'line 15: a string has fewer letters' '15s/I3Z/IZ/'
reject example 'line 15: a string has more letters' '15s/I3Z/I4Z/'
reject example 'line 16: a string has fewer letters' '16s/XI3/XI/'
reject example 'line 16: a string has fewer letters' '16s/IXII/IX/'
reject example 'line 14: a string has more letters' '1s/structure/closure/;8s/5/4/;13d;14s/5/4/;15d'
sed '1s/closure/structure/' accept/words.cert >"$work/closure.cert"
reject closure 'line 14: a string has fewer letters' '2s/$/, changed/'
reject example 'line 1: there are no certificates "1 structure"' '1s/2/1/'
reject example 'line 1: there are no certificates "2 structures"' '1s/$/s/'
reject example 'line 21: bytes follow the end' '$s/$/\n/'
reject example 'line 20: expected "end"' '$d'
reject example 'line 20: expected "end"' '$s/.*/centre 1/'

# The symmetry leaves marks alone, also where the marked generators do not forbid it: an exchange
# of qubit and mark would fix Z + t.
write swap 2 "1 ZI 1 IZ;" "1 0;exchange 1 0 1;" "g0;" "ZII 1/2 IIZ;"
states "a symmetry" 1 1 0 "$work/swap.cert"
reject swap 'line 7: qubit out of range' '7s/0 1$/0 1 2/'
reject swap 'line 7: qubit out of range' '7s/0 1$/1 2/'
reject swap 'line 7: qubits of a tuple out of range' '7s/1 0 1/3 0 1/'
reject one 'line 7: qubit out of range' '6s/0 0/1 0/;7s/^/exchange 1 0 1\n/'
reject one 'line 7: qubit out of range' '6s/0 0/0 1/;7s/^/map 1 0\n/'
reject one 'line 7: a map moves no qubit' '6s/0 0/0 1/;7s/^/map 0\n/'
write map 2 "1 ZI 1 IZ;" "0 1;map 1 0;" "g0;" "ZII 1/2 IIZ;"
states "a map" 1 1 0 "$work/map.cert"
reject map 'line 7: expected the end of the line' '7s/$/ 2/'
reject map 'line 7: expected " "' '7s/ 0$//'
reject map 'line 7: generator 0 is not fixed by this map' '5s/1 IZ/2 IZ/'
reject map 'line 11: a string is not the canonical one' '11s/ZII/IZI/'

# How many.
{
    printf 'liebound certificate 2 structure\ntitle wide\nqubits 16384\ngenerators 1\n'
    printf '1 ZI16383\nsymmetry 0 0\nreplay 0 modulo 3\nbasis 0\nend\n'
} >"$work/wide.cert"
expect "refuses too many qubits with the marks" 1 \
    "line 5: qubits and generators are more than 16384" "$work/wide.cert"
reject one 'line 4: generators out of range' '4s/1/4294967295/'
reject one 'line 5: qubits and generators are more than 16384' '4s/1/1048576/'
{
    printf 'liebound certificate 2 structure\ntitle wide\nqubits 16383\ngenerators 1\n1 ZI16382\n'
    printf 'symmetry 0 0\nreplay 1 modulo 3\ng0\nbasis 1\nZI16382I 1 I16383Z\nend\n'
} | sed 's/ZI16382I/ZI16383/' >"$work/wide.cert"
states "as many as there may be" 1 1 0 "$work/wide.cert"
# Marks beside and across the words of a string.
for n in 63 64 65 127 128; do
    {
        printf 'liebound certificate 2 structure\ntitle wide\nqubits %d\ngenerators 2\n' $n
        printf '1 I%dY\n1 I%dY\nsymmetry 0 0\nreplay 2 modulo 3\ng0\ng1\nbasis 2\n' \
            $((n - 1)) $((n - 1))
        printf 'I%dZ -1 I%dZI\nI%dYII 1 I%dZI\nend\n' $((n + 1)) $n $((n - 1)) $n
    } >"$work/word.cert"
    states "marks behind $n qubits" 1 1 0 "$work/word.cert"
done

# Single strings.
states "strings" 63 0 63 accept/strings-su-8.cert
states "commuting strings" 1024 1024 0 accept/strings-1024-u-1.cert
states "some of both" 128 2 126 accept/strings-2-su-8-and-2-u-1.cert
states "no strings" 0 0 0 accept/strings-none.cert
expect "prints JSON of strings" 0 '"dimension":"128","centre":"2","derived":"126"' --json \
    accept/strings-2-su-8-and-2-u-1.cert

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
