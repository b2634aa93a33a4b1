#!/bin/sh
# The command cartan: text, JSON, bases that can be typed, and what is refused.
. "$(dirname "$0")/support.sh"

run "$liebound" cartan tfim-open-free n=6 --quiet
expect_status 0 "cartan tfim-open-free n=6"
expect_line "involution transpose: g 66 = k 30 + p 36   proved"
expect_line "horizontal Cartan subalgebra: rank 6   proved"
expect_line "  so(12): BDI(6,6), so(12)/(so(6)+so(6)), k 30 + p 36, rank 6   proved"
expect_line "IIIIIX"
refuse "--quiet leaves standard error empty" test -s err

run "$liebound" cartan tfim-closed n=6 --involution parity --json --basis --quiet
expect_status 0 "cartan --json"
expect_json schema liebound/cartan/1
expect_json involution parity
expect_json k 8
expect_json p 9
expect_json rank 4
expect_json parts.0.symmetric_space AI
expect_json parts.1.symmetric_space group
expect_json parts.1.copies 2
expect_json parts.2.field "x^2 - 3"
expect_json k_basis.length 8
expect_json p_basis.length 9
expect_json abelian_basis.length 4
expect_json status proved

# k closes, and generates itself.
run "$liebound" cartan tfim-open-free n=5 --basis --quiet
expect_status 0 "--basis"
{
    echo 'qubits 5'
    sed -n '/^basis of k:$/,/^basis of p:$/p' out | sed '1d;$d;s/^/generator /'
} >k.alg
run "$liebound" dim k.alg --quiet
expect_line "dimension 20   proved"

run "$liebound" cartan hea n=3 --involution even-odd --quiet
expect_line "  su(8): AII, su(8)/sp(4), k 36 + p 27, rank 3   proved"
run "$liebound" cartan hea n=2 --involution "transpose Y[0]" --quiet
expect_line "  su(4): AII, su(4)/sp(2), k 10 + p 5, rank 1   proved"
run "$liebound" cartan xxz-open n=4 --involution parity --quiet
expect_status 0 "an involution that fixes everything"
expect_line "horizontal Cartan subalgebra: rank 0   proved"

# Single strings at any size.
run "$liebound" cartan hea n=1000 --digits 12 --quiet
expect_status 0 "cartan hea n=1000"
expect "its type" grep -q '^  su(2^1000): AI, su(2^1000)/so(2^1000), k ' out
run "$liebound" cartan tfim-open-free n=10000 --involution "Z[0]" --json --quiet
expect_status 0 "cartan tfim-open-free n=10000"
expect_json rank 1
expect_json parts.0.quotient "so(20000)/so(19999)"

run "$liebound" cartan tfim-open n=4 --involution "Z[0]"
expect_error 65 "the involution does not map the algebra to itself"
run "$liebound" cartan tfim-open n=4 --involution sideways
expect_error 64 "the involution 'sideways' is none of transpose, even-odd, parity"
run "$liebound" cartan ltfim-open n=9 --time-limit 0.3 --quiet
expect_status 2 "a limit"

finish
