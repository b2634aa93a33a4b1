#!/bin/sh
# A certificate that would pass a bound of its format is not written, and the report says why.
. "$(dirname "$0")/support.sh"

# A text that gzip shortens more than a hundredfold.
printf 'qubits 1\ngenerator a for i in 0..299999: Z[0]\n' >many.alg
run "$liebound" dim many.alg --certificate many.cert.gz
expect_status 64 "a text that is too long for its file"
expect_line "dimension 1   proved"
expect "it says why, and what to do" \
    grep -q 'more than 100 times as long as its compressed file.*without .gz' err
expect "nothing stays" test -z "$(find . -name "*many.cert*")"
run "$liebound" dim many.alg --certificate many.cert
expect_status 0 "the same text as it is"
run "$both" many.cert
expect_status 0 "it verifies"
printf 'qubits 1\ngenerator a for i in 0..200000: Z[0]\n' >fewer.alg
run "$liebound" dim fewer.alg --certificate fewer.cert.gz
expect_status 0 "a text below 2^20 bytes"
run "$both" fewer.cert.gz
expect_status 0 "it verifies"

# Denominators: their least common multiple has more than 400,000 bits.
awk 'BEGIN {
    printf "qubits 450\ngenerator = "
    for (i = x = 1; i <= 450; i++) {
        digits = ""
        for (k = 0; k < 50; k++) {
            x = (x * 48271) % 2147483647
            digits = digits sprintf("%06d", 100000 + x % 900000)
        }
        printf "%s1/%s Z[%d]", (i > 1 ? " + " : ""), digits, i - 1
    }
    print ""
}' >tall.alg
run "$liebound" dim tall.alg --certificate tall.cert
expect_status 64 "denominators that are too tall"
expect_line "dimension 1   proved"
expect "it says why" grep -q 'may not have so many digits in its denominators' err
expect "nothing stays" test -z "$(find . -name "*tall.cert*")"

finish
