#!/bin/sh
# Small certificates that would fill a machine: each passes one bound of proofs/README.md, and is
# refused in little memory. The second checker refuses them too, where it can hold them.

cd "$(dirname "$0")" || exit 1
. ./support.sh

# within NAME REASON FILE: refused in $memory kB (sanitizers need more, and have no limit).
memory=400000
within() {
    output=$( (
        [ -n "${SANITIZE:-}" ] || ulimit -v $memory
        "$check" "$3"
    ) 2>&1)
    case $?$output in
    "1NOT VERIFIED: $2"*)
        passed=$((passed + 1))
        echo "ok refuses $1"
        ;;
    *)
        failed=$((failed + 1))
        echo "not ok refuses $1: $(printf '%s' "$output" | head -n 1)"
        ;;
    esac
}
# The same, also by the second checker.
refuse() {
    within "$@"
    expect "the second checker refuses $1" 1 "NOT VERIFIED" "$3"
}

# head KIND QUBITS GENERATORS
head_of() {
    printf 'liebound certificate %s\ntitle bounds\nqubits %s\ngenerators %s\n' "$@"
}
# singles QUBITS COUNT LETTERS: a sum of so many strings of one letter.
singles() {
    awk -v n="$1" -v count="$2" -v letters="$3" '
        function run(c) { return c > 2 ? "I" c : c == 2 ? "II" : c == 1 ? "I" : "" }
        BEGIN {
            for (q = 0; q < n && count > 0; q++)
                for (k = length(letters); k > 0 && count > 0; k--) {
                    printf "%s1 %s%s%s", terms++ ? " " : "", run(q), substr(letters, k, 1),
                        run(n - q - 1)
                    count--
                }
            print ""
        }'
}
# numbers COUNT: odd numbers of 300 digits, one a line.
numbers() {
    awk -v count="$1" 'BEGIN {
        for (x = 1; count > 0; count--) {
            for (d = 0; d < 49; d++) {
                x = (x * 48271) % 2147483647
                printf "%06d", 100000 + x % 900000
            }
            print 100001 + 2 * (x % 400000)
        }
    }'
}

# Letters of strings.
{
    head_of "1 strings" 1000000 300
    awk 'BEGIN { for (i = 3; i < 303; i++) print "1 Z" i "IZ" 999999 - i }'
    printf 'strings 300\ncomponents 300\n'
    awk 'BEGIN { for (i = 0; i < 300; i++) print "alone " i; print "algebra 300 u(1)" }'
    printf 'dimension 300\nend\n'
} >"$work/letters.cert"
within "300 strings of a million letters" "line 38: there are more than 33554432 letters other" \
    "$work/letters.cert"
{
    head_of "1 strings" 1000000 2
    printf '1 X1000000\n1 Z999999I\nstrings 2\ncomponents 1\nfull 2 su 3 0 1000\n0\n1 0\n'
    awk 'BEGIN { for (i = 0; i < 1000; i++) print "0 1" }'
} >"$work/steps.cert"
within "steps of a million letters" "line 44: there are more than 33554432 letters other than I" \
    "$work/steps.cert"

# Terms times qubits.
{
    head_of "2 closure" 16384 6
    singles 16384 49152 XYZ >"$work/sum"
    for i in 1 2 3 4 5 6; do cat "$work/sum"; done
} >"$work/terms.cert"
within "294912 terms on 16384 qubits" "line 10: there are more than 4294967296 letters in all terms" \
    "$work/terms.cert"

# Words: many_words COUNT STRINGS.
many_words() {
    head_of "2 closure" 2000 1
    singles 2000 "$2" XYZ
    printf 'symmetry 0 0\nwords %s modulo 4194301\n' "$1"
    yes g0 | head -n "$1"
}
many_words 65536 4096 >"$work/words.cert"
within "a word 65536 times" "line 9: this word is a combination of those before it" "$work/words.cert"
many_words 67109 4000 >"$work/words.cert"
within "67109 words over 4000 strings" \
    "line 8: words times strings in them are more than 268435456" "$work/words.cert"

# Brackets: X[i] Z[16383] and X[j] X[16383], where i < 600 <= j, do not commute, and all their products
# differ.
brackets() {
    head_of "2 closure" 16384 2
    awk '
        function sum(first, last, i) {
            for (i = first; i < first + 600; i++)
                printf "%s1 %sXI%d%s", (i > first ? " " : ""),
                    (i > 2 ? "I" i : substr("II", 1, i)), 16382 - i, last
            print ""
        }
        BEGIN { sum(0, "Z"); sum(600, "X") }'
    printf 'symmetry 0 0\n'
}
brackets >"$work/head.cert"
memory=2500000
{
    cat "$work/head.cert"
    printf 'replay 3 modulo 2305843009213693951\ng0\ng1\ng1 r0\n'
} >"$work/brackets.cert"
within "a bracket of 360000 strings on 16384 qubits" \
    "line 11: the brackets have more than 258982 strings on 16384 qubits" "$work/brackets.cert"
sed 's/^replay 3 modulo .*/words 3 modulo 4194301/; s/ r0$/ w0/' "$work/brackets.cert" >"$work/words.cert"
within "it among words" "line 11: the brackets have more than 258982 strings on 16384 qubits" \
    "$work/words.cert"
{
    cat "$work/head.cert"
    printf 'replay 2 modulo 2305843009213693951\ng0\ng1\nbasis 2\n'
    sed -n 's/^1 //p' "$work/head.cert" | tac
    echo end
} >"$work/basis.cert"
within "it in a basis" "line 14: the bracket of generator 0 and row 0 has too many strings" \
    "$work/basis.cert"
memory=400000

# Generators, and compressed texts.
zeros() {
    head_of "2 closure" 1 "$1"
    yes 0 | head -n "$1"
    printf 'symmetry 0 0\nreplay 0 modulo 3\nbasis 0\nend\n'
}
zeros 5000000 | gzip >"$work/zeros.cert.gz"
refuse "five million generators" "line 4: generators out of range" "$work/zeros.cert.gz"
zeros 1048577 >"$work/zeros.cert"
refuse "2^20 + 1 generators" "line 4: generators out of range" "$work/zeros.cert"
zeros 1048576 >"$work/zeros.cert"
expect "takes 2^20 generators" 0 "VERIFIED dimension 0" "$work/zeros.cert"
gzip <"$work/zeros.cert" >"$work/zeros.cert.gz"
refuse "a text that is too long for its file" "line " "$work/zeros.cert.gz"
expect "says why" 1 "the text is more than 100 times as long as the file" "$work/zeros.cert.gz"
if mkfifo "$work/pipe.cert.gz" 2>"$work/output"; then
    cat "$work/zeros.cert.gz" >"$work/pipe.cert.gz" &
    within "it also from a pipe, where the size is not known before" \
        "line 10485" "$work/pipe.cert.gz"
    wait
fi
zeros 500000 | gzip >"$work/zeros.cert.gz"
expect "takes a text below 2^20 bytes, however short its file is" 0 "VERIFIED dimension 0" \
    "$work/zeros.cert.gz"

# Denominators.
numbers 3500 >"$work/numbers"
{
    head_of "2 closure" 2000 1
    singles 2000 3500 XYZ | tr ' ' '\n' | sed -n 'n;p' |
        paste "$work/numbers" - | awk '{ printf "%s1/%s %s", (NR > 1 ? " " : ""), $1, $2 } END { print "" }'
} >"$work/denominators.cert"
refuse "3500 denominators of 300 digits" "line 5: the common denominator has more than 400000 bits" \
    "$work/denominators.cert"
# Rows Z[i] + I / number i.
diagonal() {
    head_of "2 closure" 500 500
    singles 500 500 Z | tr ' ' '\n' | sed -n 'n;p' | paste - "$work/numbers" |
        head -n 500 >"$work/rows"
    awk '{ print "1 " $1 " 1/" $2 " I500" }' "$work/rows"
    printf 'symmetry 0 0\nreplay 500 modulo 2305843009213693951\n'
    awk 'BEGIN { for (i = 0; i < 500; i++) print "g" i }'
    echo 'basis 500'
    awk '{ label[NR] = $1; number[NR] = $2 }
        END { for (i = NR; i > 0; i--) print label[i] " 1/" number[i] " I500" }' "$work/rows"
    echo end
}
diagonal >"$work/rows.cert"
refuse "500 rows with denominators of 300 digits" "line 1412: the common denominator has more than" \
    "$work/rows.cert"
{
    head_of "2 closure" 3000 1
    printf '1/1'
    head -c 99999 /dev/zero | tr '\0' 0
    printf ' '
    singles 3000 6600 XYZ | cut -c 3-
} >"$work/heights.cert"
refuse "6600 terms with a denominator of 100000 digits" \
    "line 5: the common denominators of all terms have more than 2147483648 bits" "$work/heights.cert"

# States, and vectors of an annihilator.
orbit() {
    head_of "2 orbit" "$1" 1
    singles "$1" "$2" XYZ >"$work/sum"
    cat "$work/sum"
    printf 'symmetry 0 0\nreplay 1 modulo 3\ng0\nbasis 1\n'
    cut -c 3- "$work/sum"
    echo "states $3"
    singles "$1" "$1" Z | tr ' ' '\n' | sed -n 'n;p' >"$work/labels"
}
{
    orbit 1000 3000 200
    for i in $(seq 200); do
        echo "state 1000"
        cat "$work/labels"
    done
} >"$work/actions.cert"
within "200 states of 1000 qubits for 3000 terms" "line 178190: the states have too many qubits" \
    "$work/actions.cert"
{
    orbit 16384 1 1
    echo "state 16385"
} >"$work/states.cert"
refuse "a state of 16385 qubits" "line 12: the states have too many qubits" "$work/states.cert"
{
    sed '1s/closure/orbit/; $d; s|1/[0-9]* I500|1 I500|' "$work/rows.cert"
    printf 'states 1\nstate 500\n'
    cut -f 1 "$work/rows"
    printf 'claims 1\norbit 0 of 0\nannihilator 500\n499'
    awk 'NR < 500 { printf " 1/%s %d", $1, 499 - NR } END { print "" }' "$work/numbers"
} >"$work/vectors.cert"
refuse "a vector with denominators of 300 digits" "line 2013: the common denominator has more than" \
    "$work/vectors.cert"

# Sectors: as much as is allowed, which is refused for something else, and a little more.
modulus="modulo 65537 root 256"
maps() {
    head_of "1 sectors" 14 1
    printf '1 ZZI12 1 XXI12 1 IIZZI10\nsymmetries %s\n' "$1"
    yes "map 1 0 2 3 4 5 6 7 8 9 10 11 12 13" | head -n "$1"
    printf '%s\nwords 0\nelements 0\n' "$modulus"
}
maps 2046 >"$work/maps.cert"
within "2046 maps of 14 qubits for something else" "line 2056: there are no elements" "$work/maps.cert"
maps 2047 >"$work/maps.cert"
refuse "2047 maps of 14 qubits" "line 2055: the operators have too many entries" "$work/maps.cert"
{
    head_of "1 sectors" 14 1
    printf '1 X14\nsymmetries 2048\n'
    yes "sum 0" | head -n 2048
    printf '%s\nwords 0\nelements 0\n' "$modulus"
} >"$work/sums.cert"
refuse "2048 sums that are zero" "line 2056: the operators have too many entries" "$work/sums.cert"

# diagonals N COUNT: so many of the 2^N strings of Z and I, the largest first; or, with one more argument, in
# the order of their numbers.
diagonals() {
    awk -v n="$1" -v count="$2" -v plain="${3:-}" '
        function label(b, q, s, run) {
            s = ""
            for (q = n - 1; q >= 0; q -= run) {
                for (run = 1; run <= q && int(b / 2^(q - run)) % 2 == int(b / 2^q) % 2;)
                    run++
                s = s substr("IIZZ", 1 + 2 * (int(b / 2^q) % 2), run == 2 ? 2 : 1) (run > 2 ? run : "")
            }
            return s
        }
        function weight(b, sum) {
            for (sum = 0; b; b = int(b / 2))
                sum += b % 2
            return sum
        }
        BEGIN {
            for (w = plain ? 0 : n; w >= 0; w--)
                for (b = 2^n - 1; b >= 0 && count; b--)
                    if (plain || weight(b) == w) {
                        printf "%s1 %s", terms++ ? " " : "", label(b)
                        count--
                    }
            print ""
        }'
}
diagonals 12 4096 >"$work/all"
diagonals 12 4095 >"$work/less"
# pairs WORDS ELEMENTS: 2^26 pairs of strings, in a sum, a word and two brackets, and more.
pairs() {
    head_of "1 sectors" 12 3
    cat "$work/all" "$work/less"
    printf '1 Z12\nsymmetries 2\nsum '
    cat "$work/all"
    echo 'sum 0'
    printf '%s\nwords %s\ng0\ng0 w0\ng1 w0\n%b' "$modulus" $((3 + $1)) "$2"
}
many="there are too many pairs of strings"
pairs 0 'elements 1\n1 w1\nsectors 0\n' >"$work/pairs.cert"
within "2^26 pairs of strings for something else" "line 18: sectors out of range" "$work/pairs.cert"
pairs 1 'g2\n' >"$work/pairs.cert"
within "one more word" "line 16: $many" "$work/pairs.cert"
pairs 1 'g2 w0\n' >"$work/pairs.cert"
within "one more bracket" "line 16: $many" "$work/pairs.cert"
pairs 0 'elements 1\n1 w0\n' >"$work/pairs.cert"
within "an element of a word" "line 17: $many" "$work/pairs.cert"
{
    head_of "1 sectors" 13 1
    diagonals 13 8192
    printf 'symmetries 0\n%s\nwords 2\ng0\ng0 w0\n' "$modulus"
} >"$work/square.cert"
refuse "8192 strings times 8192" "line 10: $many" "$work/square.cert"

# sectors N GENERATORS SYMMETRIES ELEMENT SECTOR..: a list of sectors, each "d m". The element is that
# many words, each with another x.
sectors() {
    qubits=$1 generators=$2 symmetries=$3 element=$4
    shift 4
    head_of "1 sectors" "$qubits" "$generators"
    awk -v n="$qubits" -v K="$generators" '
        function run(c) { return c > 2 ? "I" c : c == 2 ? "II" : c == 1 ? "I" : "" }
        BEGIN { for (k = 0; k < K; k++) print "1 " run(k % n) "X" run(n - k % n - 1) }'
    printf 'symmetries %s\n' "$symmetries"
    yes "sum 1 I$qubits" | head -n "$symmetries"
    printf '%s\nwords %s\n' "$modulus" "$element"
    seq 0 $((element - 1)) | sed 's/^/g/'
    printf 'elements 1\n'
    seq 0 $((element - 1)) | sed 's/^/1 w/' | tr '\n' ' ' | sed 's/ $//'
    printf '\nsectors %s\n' $#
    for sector in "$@"; do
        printf 'sector %s copies %s vector 0 torus 0\n0 1\n' "${sector% *}" "${sector#* }"
    done
}
large="the sectors are too large to be checked"
none="the symmetries do not"
try_sectors() {
    name=$1 last=$2 reason=$3
    shift 3
    sectors "$@" >"$work/sectors.cert"
    within "$name" "line $last: $reason" "$work/sectors.cert"
}
try_sectors "4096 matrices of 64 copies for something else" 4111 "$none make 64" 6 1 4096 1 "1 64"
try_sectors "4097 matrices of 64 copies" 4112 "$large" 6 1 4097 1 "1 64"
try_sectors "copies whose squares have the sum 4097" 17 "$large" 7 1 0 1 "1 64" "64 1"
try_sectors "4 sectors of 4096 states for something else" 21 "$none act" 14 1 0 1 "4096 1" "4096 1" "4096 1" "4096 1"
try_sectors "4 sectors of some 4096 states" 21 "$large" 14 1 0 1 "4097 1" "4096 1" "4096 1" "4095 1"
try_sectors "2^40 entries for something else" 765 "$none make 4" 14 742 0 10 "4096 4"
try_sectors "more than 2^40 entries" 766 "$large" 14 743 0 10 "4096 4"
set -- "1 1" "1 1" "1 1" "1 1"
set -- "$@" "$@" "$@" "$@"
try_sectors "2^22 products of traces for something else" 556 "$none act" 4 512 0 1 "$@"
try_sectors "those of one more generator" 557 "$large" 4 513 0 1 "$@"


# Ranks: the same. ranks QUBITS GENERATORS: so many of the generators in $work/sum, and the state 0.
ranks() {
    head_of "1 rank" "$1" "$2"
    head -n "$2" "$work/sum"
    printf 'closure 0\nstates 1\nvector 1\n1 0 I%s\n' "$1"
}
again() {
    yes "$1" | head -n "$2" | tr -d '\n'
}
{
    diagonals 15 32768
    echo "1 X15"
} >"$work/sum"
while read -r claim counts reason; do
    for count in 1 2; do
        {
            ranks 15 $count
            printf 'claims 1\n%s 0 of 0\n%s 4000000000 modulo 7\n' "$claim" "$counts"
        } >"$work/pairs-$count.cert"
    done
    within "32768 terms for something else" "line 13: $reason" "$work/pairs-1.cert"
    within "another one" "line 14: the generators have too many terms for a rank" "$work/pairs-2.cert"
done <<'END'
rank gates this rank is too large
conjugates vectors these vectors are too many
END

# conjugates QUBITS GATES: a line of so many gates, all of generator 0.
conjugates() {
    ranks "$1" 1
    printf 'claims 1\nconjugates 0 of 0\nvectors 2 modulo 7\ng0%s\n' "$(again ' g0 1' "$2")"
}
many="these vectors are too many to be checked"
diagonals 18 1024 >"$work/sum"
conjugates 18 1023 >"$work/names.cert"
within "2^38 steps for something else" "line 14: expected \"g\"" "$work/names.cert"
conjugates 18 1024 >"$work/names.cert"
within "one more gate" "line 13: $many" "$work/names.cert"
# 16383 bits, and 1.
echo "4$(again 0 4931) Z4 1 I4" >"$work/sum"
conjugates 4 16383 >"$work/bits.cert"
within "2^28 bits for something else" "line 14: expected \"g\"" "$work/bits.cert"
conjugates 4 16384 >"$work/bits.cert"
within "those of one more gate" "line 13: $many" "$work/bits.cert"
for count in 16384 16385; do
    {
        ranks 4 1
        printf 'layers 0 1\na0 1 g0%s\n' "$(again ' a0 1 g0' $((count - 1)))"
        printf 'claims 1\nrank 0 of 0\ngates 1 modulo 7\n'
    } >"$work/bits-$count.cert"
done
within "2^28 bits of turns for something else" "line 15: expected a number" "$work/bits-16384.cert"
within "those of one more turn" "line 15: this rank is too large to be checked" "$work/bits-16385.cert"

# Real spaces.
space="this space is too large to be checked"
diagonals 13 8192 >"$work/sum"
{
    ranks 13 1
    printf 'claims 1\ninvariant of 0\nbasis 2\n'
    diagonals 13 4096 | sed 's/^1 //; s/ 1 / 1 s0 /g; s/^/s0 /; y/Z/X/'
} >"$work/actions.cert"
within "2^25 terms of images for something else" "line 14: expected \"s\"" "$work/actions.cert"
echo "s0 I13" >>"$work/actions.cert"
within "those of one more vector" "line 15: $space" "$work/actions.cert"
{
    head_of "1 rank" 12 0
    printf 'closure 0\nstates 4096\n'
    yes 'vector 1
1 0 I12' | head -n 8192
    printf 'claims 1\ninvariant of %s\nbasis 2\n' "$(seq -s ' ' 0 4095)"
    diagonals 12 4096 | sed 's/^1 //; s/ 1 / 1 s0 /g; s/^/s0 /; y/Z/X/'
} >"$work/coordinates.cert"
within "4096 states and as many coordinates of one for something else" "line 8203: expected \"s\"" \
    "$work/coordinates.cert"

# Conserved numbers of two states of so many amplitudes in all, for a space of one vector.
conserved() {
    head_of "1 rank" 15 0
    printf 'closure 0\nstates 2\nvector 1\n1 0 I15\nvector %s\n' $(($1 - 1))
    diagonals 15 $(($1 - 1)) plain | sed 's/^1 //; s/ 1 / /g; y/Z/X/' >"$work/labels"
    tr ' ' '\n' <"$work/labels" | tac | sed 's/^/1 0 /'
    printf 'claims 1\ninvariant of 0 1\nbasis 1\ns0 I15'
    sed 's/ / 1 s1 /g; s/^/ 1 s1 /' "$work/labels"
    printf 'quantities 65535 modulo 7\n'
}
conserved 32768 >"$work/values.cert"
within "2^32 entries of forms for something else" 'line 32782: expected "linear "' "$work/values.cert"
conserved 32769 >"$work/values.cert"
within "those of one more entry" "line 32783: these conserved quantities are too many" "$work/values.cert"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
