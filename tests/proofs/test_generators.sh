#!/bin/sh
# The generators that the theorems of proofs/coq/families and proofs/coq/headlines are about are those of
# the catalogue: the text that Coq prints for them, for several n or the one n, is compared with
# liebound show. B is the directory of the build. The numbers are compared, too, for small n.
sources=$(cd "$(dirname "$0")/../../proofs/coq" && pwd)
. "$(dirname "$0")/../cli/support.sh"

# One line a generator, its terms sorted, letters written out: ZX3 is ZXXX.
normal() {
    awk '{
        line = ""
        for (i = 1; i < NF; i += 2) {
            label = ""
            rest = $(i + 1)
            while (match(rest, /^[IXYZ][0-9]*/)) {
                count = RLENGTH > 1 ? substr(rest, 2, RLENGTH - 1) : 1
                while (count-- > 0)
                    label = label substr(rest, 1, 1)
                rest = substr(rest, RLENGTH + 1)
            }
            print NR, $i, label rest
        }
        if (NF < 2)
            print NR, $0
    }' | sort
}

# Coq prints the text as a string, with = before and its type behind.
sed -e '1s/^ *= "//' -e '/^" *$/d' -e '/^ *: string$/d' "$B/proofs/generators.txt" >printed
sed -n 's/^family //p' printed >families
expect "several families and sizes" test "$(wc -l <families)" -ge 40
ln -s "$sources/headlines" headlines
while read -r member; do
    sed -n "\\|^family $member\$|,/^family /p" printed | grep -v '^family ' | normal >coq
    # shellcheck disable=SC2086 # words are wanted
    run "$liebound" show $member --canonical
    sed -e '1,2d' out | normal >catalogue
    expect "$member: generators" test -s catalogue
    expect "$member" cmp coq catalogue
done <families

# number NAME COMMAND...: the number behind NAME in what the command prints.
number() {
    keyword=$1
    shift
    run "$liebound" "$@" --quiet
    sed -n "s/^$keyword  *\([0-9][0-9]*\) .*/\1/p" out
}
for n in 3 4 5 6; do
    expect "tfim-open n=$n" test "$(number dimension dim tfim-open n=$n)" -eq $((n * n))
    expect "tfim-closed n=$n" test "$(number dimension dim tfim-closed n=$n)" -eq $((3 * n - 1))
    expect "tfim-open-free n=$n" test "$(number dimension dim tfim-open-free n=$n)" -eq $((n * (2 * n - 1)))
    expect "tfim-closed-free n=$n" \
        test "$(number dimension dim tfim-closed-free n=$n)" -eq $((2 * n * (2 * n - 1)))
    expect "xy-chain n=$n" test "$(number dimension dim xy-chain n=$n)" -eq $((n * (n - 1) / 2))
    expect "hea n=$n" test "$(number dimension dim hea n=$n)" -eq $(((1 << 2 * n) - 1))
    for topology in open closed; do
        expect "heisenberg-$topology-free n=$n" \
            test "$(number dimension dim heisenberg-$topology-free n=$n)" -eq $(((1 << 2 * n - 2) - 4 + 3 * (n % 2)))
    done
    expect "orbit of tfim-open n=$n" \
        test "$(number "orbit dimension" orbit tfim-open n=$n)" -eq $((n * n / 2))
done

# The headlines: every one is a theorem, about the generators above, with the number that is found now.
headlines=0
while read -r headline arguments; do
    headlines=$((headlines + 1))
    expect "$arguments: generators are compared" grep -qFx "$arguments" families
    # shellcheck disable=SC2086 # words are wanted
    dimension=$(number dimension dim $arguments)
    expect "$arguments: dimension $dimension" \
        grep -q "^${headline}_real : real_dimension .* $dimension\$" "$B/proofs/theorems.txt"
done <"$sources/headlines/headlines.txt"
expect "$headlines headlines" test "$headlines" -ge 10
finish
