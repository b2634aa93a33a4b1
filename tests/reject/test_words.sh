#!/bin/sh
# Certificates with words in place of a replay: each rule of proofs/README.md broken once, with the
# reason that liebound-check gives.

cd "$(dirname "$0")" || exit 1
. ./support.sh

# reject REASON EDIT: the open chain of two qubits, changed by sed.
reject() {
    sed "$2" accept/words.cert >"$work/changed.cert"
    if cmp -s accept/words.cert "$work/changed.cert"; then
        expect "$2 changes the certificate" 1 "it does not" accept/words.cert
    fi
    expect "refuses $2" 1 "NOT VERIFIED: $1" "$work/changed.cert"
}

expect "accepts words" 0 "VERIFIED dimension 4" accept/words.cert
expect "says what was verified" 0 "4 words have full rank modulo 4194301" accept/words.cert
expect "accepts words in averages" 0 "VERIFIED dimension 33" accept/words-in-averages.cert
for threads in 1 2 7; do
    expect "$threads threads" 0 "VERIFIED dimension 33" --threads $threads \
        accept/words-in-averages.cert
done

# Any odd prime below 2^22 does.
for modulus in 3 7 2097143; do
    sed "8s/4194301/$modulus/" accept/words.cert >"$work/modulus.cert"
    expect "accepts modulus $modulus" 0 "VERIFIED dimension 4" "$work/modulus.cert"
done
reject 'line 8: modulo out of range' '8s/4194301/4194304/'
reject 'line 8: modulo out of range' '8s/4194301/2305843009213693951/'
reject 'line 8: the modulus of words is not prime' '8s/4194301/9/'
reject 'line 8: the modulus of words is not prime' '8s/4194301/4194303/'
reject 'line 8: the modulus of words is not prime' '8s/4194301/4190209/'
reject 'line 8: the modulus is not odd' '8s/4194301/4194300/'
reject 'line 8: the modulus is not odd and at least 3' '8s/4194301/1/'
reject 'line 8: the modulus is not odd and at least 3' '8s/4194301/0/'
reject 'line 8: a number starts with 0' '8s/4194301/04194301/'
reject 'line 8: expected " "' '8s/ modulo.*//'
reject 'line 8: expected "words"' '8s/words/word/'
reject 'line 8: expected "replay"' '8s/words/rows/'
reject 'line 8: words out of range' '8s/4/4294967295/'

sed '8s/4/1/; 10,12d; 13s/4/1/; 14,16d; s/^1 XI 1 IX/0/' accept/words.cert >"$work/one.cert"
expect "one word" 0 "1 word has full rank modulo 4194301" "$work/one.cert"

# Operands.
reject 'line 9: there is no generator 2' '9s/g0/g2/'
reject 'line 9: operand out of range' '9s/g0/g4294967296/'
reject 'line 9: a number starts with 0' '9s/g0/g00/'
reject 'line 9: expected "g"' '9s/g0/w0/'
reject 'line 9: there is no word 0' '9s/g0/g0 w0/'
reject 'line 11: there is no word 2' '11s/w0/w2/'
reject 'line 11: there is no word 3' '11s/w0/w3/'
reject 'line 11: expected "w"' '11s/w0/r0/'
reject 'line 11: expected "w"' '11s/w0/g0/'
reject 'line 11: expected the end of the line' '11s/$/ w0/'
reject 'line 11: expected the end of the line' '11s/$/ /'
reject 'line 12: expected "g"' '12s/.*//'

# Rank.
reject 'line 10: this word is a combination of those before it' '10s/g1/g0/'
reject 'line 11: this word is a combination of those before it' '11s/g1 w0/g0 w0/'
reject 'line 12: this word is a combination of those before it' '12s/w2/w1/'
reject 'line 12: this word is a combination of those before it' '12s/g1 w2/g1 w0/'
reject 'line 12: this word is a combination of those before it' '12s/g1 w2/g0 w2/'

# Numbers of words and rows.
reject 'line 13: expected "g"' '8s/4/5/'
reject 'line 12: expected "basis"' '8s/4/3/'
reject 'line 12: expected "basis"' '8s/4/3/;13s/4/3/'
reject 'line 12: the basis and the words state different dimensions' '8s/4/3/;12d'
reject 'line 13: the basis and the words state different dimensions' '13s/4/5/'

# A word beyond the first panel of 64 that is a combination of words in it: rows s_i + t of Z and I on
# seven qubits, and their sum for i = 1 and 2, or that with 3 t, which is independent.
beyond() {
    awk -v times="$1" 'BEGIN {
        for (i = 1; i < 128; i++) {
            label = ""
            for (q = bits = 0; q < 7; q++) {
                letter = int(i / 2 ^ (6 - q)) % 2 ? "Z" : "I"
                bits += letter == "Z"
                label = label letter
            }
            by_weight[bits] = label " " by_weight[bits]
        }
        for (w = 7; w > 0; w--) all = all by_weight[w]
        n = split(all, s, " ")
        print "liebound certificate 2 closure\ntitle two panels\nqubits 7\ngenerators 65"
        for (i = 1; i <= 65; i++) first = first (i > 1 ? " " : "") "1 " run(s[i])
        print first
        for (i = 2; i <= 64; i++) print "1 " run(s[i]) " 1 " run(s[65])
        print "1 " run(s[2]) " 1 " run(s[3]) " " times " " run(s[65])
        print "symmetry 0 0\nwords 65 modulo 101"
        for (i = 0; i < 65; i++) print "g" i
        print "basis 65"
        for (i = 65; i > 0; i--) print run(s[i])
        print "end"
    }
    function run(label,    text, letter) {
        while (label != "") {
            letter = substr(label, 1, 1)
            match(label, "^" letter "+")
            text = text letter (RLENGTH == 2 ? letter : RLENGTH > 2 ? RLENGTH : "")
            label = substr(label, RLENGTH + 1)
        }
        return text
    }' >"$work/beyond.cert"
}
beyond 3
expect "accepts an independent word beyond a panel" 0 "VERIFIED dimension 65" "$work/beyond.cert"
beyond 2
expect "refuses a dependent word beyond a panel" 1 \
    "line 136: this word is a combination of those before it" "$work/beyond.cert"

# Vectors that vanish modulo p.
zero() {
    printf 'liebound certificate 2 closure\ntitle units\nqubits 1\ngenerators 2\n%s\n%s\n' "$1" "$2"
    printf 'symmetry 0 0\nwords 2 modulo %s\ng0\ng1\nbasis 2\nX\nY\nend\n' "$3"
}
zero "3 X" "1 Y" 3 >"$work/units.cert"
expect "makes generators primitive" 1 "is not in the span" "$work/units.cert"
zero "3 Y 1 X" "1 Y" 3 >"$work/units.cert"
expect "takes the next column where one vanishes" 1 "is not in the span" "$work/units.cert"
zero "1 Y 1 X" "4 Y 1 X" 3 >"$work/units.cert"
expect "refuses words that are equal modulo p" 1 \
    "line 10: this word is a combination of those before it" "$work/units.cert"
zero "0" "1 Y" 3 >"$work/units.cert"
expect "refuses a zero generator" 1 "line 9: generator 0 is zero" "$work/units.cert"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
