#!/bin/sh
# The generators that the theorems of proofs/coq/families are about are those of the catalogue: for
# several n the text that Coq prints for them is compared with liebound show. B is the directory of
# the build. For small n the numbers are compared, too.
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
families=$(sed -n 's/^family \(.*\) n=\(.*\)/\1:\2/p' printed)
expect "several families and sizes" test "$(echo "$families" | wc -l)" -ge 20
for family in $families; do
    member=${family%:*}
    n=${family#*:}
    sed -n "/^family $member n=$n\$/,/^family /p" printed | grep -v '^family ' | normal >coq
    run "$liebound" show "$member" n="$n" --canonical
    sed -e '1,2d' out | normal >catalogue
    expect "$member n=$n: generators" test -s catalogue
    expect "$member n=$n" cmp coq catalogue
done

# number NAME COMMAND...: the number behind NAME in what the command prints.
number() {
    run "$liebound" "$2" "$3" "$4" --quiet
    sed -n "s/^$1  *\([0-9][0-9]*\) .*/\1/p" out
}
for n in 3 4 5 6; do
    expect "tfim-open n=$n" test "$(number dimension dim tfim-open n=$n)" -eq $((n * n))
    expect "tfim-closed n=$n" test "$(number dimension dim tfim-closed n=$n)" -eq $((3 * n - 1))
    expect "tfim-open-free n=$n" test "$(number dimension dim tfim-open-free n=$n)" -eq $((n * (2 * n - 1)))
    expect "tfim-closed-free n=$n" \
        test "$(number dimension dim tfim-closed-free n=$n)" -eq $((2 * n * (2 * n - 1)))
    expect "xy-chain n=$n" test "$(number dimension dim xy-chain n=$n)" -eq $((n * (n - 1) / 2))
    expect "hea n=$n" test "$(number dimension dim hea n=$n)" -eq $(((1 << 2 * n) - 1))
    expect "orbit of tfim-open n=$n" \
        test "$(number "orbit dimension" orbit tfim-open n=$n)" -eq $((n * n / 2))
done
finish
