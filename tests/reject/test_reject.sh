#!/bin/sh
# liebound-check from outside: one certificate for every rule of proofs/README.md that must be
# refused, with the reason; the ones that must be accepted; --ansatz; exit statuses.

cd "$(dirname "$0")" || exit 1
root=../..
case ${B:-build} in
/*) check=${B}/liebound-check ;;
*) check=$root/${B:-build}/liebound-check ;;
esac
both=$root/tests/second/both.sh
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

ok() {
    passed=$((passed + 1))
    echo "ok $1"
}
not_ok() {
    failed=$((failed + 1))
    echo "not ok $1: $2"
}

# expect NAME STATUS PHRASE ARGUMENTS...: the exit status and what the output contains.
expect() {
    name=$1 status=$2 phrase=$3
    shift 3
    output=$("$both" "$@" 2>&1)
    got=$?
    if [ $got -ne "$status" ]; then
        not_ok "$name" "exit status $got, not $status: $output"
    else
        case $output in
        *"$phrase"*) ok "$name" ;;
        *) not_ok "$name" "\"$phrase\" is not in: $output" ;;
        esac
    fi
}

# reject FILE REASON
reject() {
    output=$("$check" "$1" 2>&1)
    got=$?
    case $got$output in
    "1NOT VERIFIED: "*"$2"*) ok "refuses $1 for the right reason" ;;
    *) not_ok "refuses $1 for the right reason" "exit status $got, \"$2\" is not in: $output" ;;
    esac
}

# Every certificate of this folder, and what its reason contains.
table() {
    cat <<'END'
empty.cert | line 1: expected "liebound certificate "
wrong-magic.cert | line 1: expected "liebound certificate "
wrong-version.cert | line 1: there are no certificates "3 closure"
version-1.cert | line 1: there are no certificates "1 closure"
kind-invariant.cert | line 1: there are no certificates "1 invariant"
symmetry-missing.cert | line 7: expected "symmetry"
left-row.cert | line 11: expected "g"
row-pivot-twice.cert | line 14: this row contains its pivot twice
row-pivot-twice-last.cert | line 16: this row contains its pivot twice
row-pivot-among-terms.cert | line 16: this row contains the pivot of row 3
version-with-suffix.cert | line 1: there are no certificates "2 closures"
title-missing.cert | line 2: expected "title "
title-empty.cert | line 2: the title is empty
title-leading-space.cert | line 2: the title is empty or starts
title-trailing-space.cert | line 2: the title is empty or starts or ends
title-tab.cert | line 2: expected the end of the line
title-not-ascii.cert | line 2: expected the end of the line
title-too-long.cert | line 2: the title has more than 200
qubits-zero.cert | line 3: qubits out of range
qubits-too-many.cert | line 3: qubits out of range
qubits-leading-zero.cert | line 3: a number starts with 0
qubits-missing.cert | line 3: expected "qubits"
qubits-negative.cert | line 3: expected a number
generators-absurd.cert | line 7: expected a coefficient
generators-out-of-range.cert | line 4: generators out of range
generators-too-many.cert | line 7: expected a coefficient
generators-too-few.cert | line 6: expected "symmetry"
unsorted-generator.cert | line 6: strings are not in strictly decreasing order
duplicate-string-generator.cert | line 6: strings are not in strictly decreasing order
zero-coefficient.cert | line 6: a coefficient is zero
negative-zero.cert | line 6: a coefficient is zero
zero-leading-coefficient.cert | line 6: expected the end of the line
unreduced-fraction.cert | line 5: a fraction is not reduced
denominator-one.cert | line 5: a denominator 1
denominator-zero.cert | line 5: a coefficient is zero or starts with 0
denominator-leading-zero.cert | line 5: a coefficient is zero or starts with 0
denominator-negative.cert | line 5: expected a coefficient
coefficient-leading-zero.cert | line 5: a coefficient is zero or starts with 0
coefficient-plus-sign.cert | line 5: expected a coefficient
coefficient-decimal.cert | line 5: expected " "
coefficient-missing.cert | line 5: expected a coefficient
run-not-counted.cert | line 5: a run of letters is not written as one
run-split.cert | line 5: a run of letters is not written as one
run-count-two.cert | line 5: a run of 1 or 2
run-count-one.cert | line 6: a run of 1 or 2
run-count-zero.cert | line 5: a run of 1 or 2
run-leading-zero.cert | line 5: a number starts with 0
run-absurd.cert | line 5: run length out of range
string-too-long.cert | line 5: a string has more letters
string-run-too-long.cert | line 5: a string has more letters
string-too-short.cert | line 5: a string has fewer letters
string-missing.cert | line 5: expected a string
string-lower-case.cert | line 5: expected a string
zero-and-terms.cert | line 5: expected the end of the line
replay-word.cert | line 8: expected "replay"
replay-too-many.cert | line 13: expected "g"
replay-too-few.cert | line 12: expected "basis"
replay-absurd.cert | line 8: replay out of range
modulus-even.cert | line 8: the modulus is not odd
modulus-one.cert | line 8: the modulus is not odd and at least 3
modulus-zero.cert | line 8: the modulus is not odd and at least 3
modulus-too-large.cert | line 8: modulo out of range
modulus-leading-zero.cert | line 8: a number starts with 0
modulus-missing.cert | line 8: expected " "
operand-no-generator.cert | line 9: there is no generator 2
operand-no-row.cert | line 11: there is no row 2
operand-row-ahead.cert | line 11: there is no row 3
operand-absurd.cert | line 11: operand out of range
operand-leading-zero.cert | line 11: a number starts with 0
operand-single-row.cert | line 10: expected "g"
operand-second-generator.cert | line 11: expected "r"
operand-third.cert | line 11: expected the end of the line
operand-other-letter.cert | line 11: expected "g"
step-empty.cert | line 11: expected "g"
step-zero-generator.cert | line 9: generator 0 is zero
remainder-zero.cert | line 10: the remainder of this step is zero
remainder-zero-commuting.cert | line 11: the remainder of this step is zero
pivot-no-unit.cert | line 8: the pivot of this step has no inverse
basis-word.cert | line 13: expected "basis"
basis-count-smaller.cert | line 13: the basis and the replay state different
basis-count-larger.cert | line 13: the basis and the replay state different
basis-row-missing.cert | line 17: expected a string
basis-row-extra.cert | line 18: expected "end"
row-unsorted.cert | line 10: strings are not in strictly decreasing order
row-term-twice.cert | line 10: strings are not in strictly decreasing order
row-duplicate-string.cert | line 16: strings are not in strictly decreasing order
row-pivot-coefficient.cert | line 15: expected a string
row-zero-coefficient.cert | line 14: a coefficient is zero
row-contains-pivot.cert | line 17: this row contains the pivot of row 1
rows-unsorted.cert | line 16: rows are not in strictly increasing order
rows-duplicate-pivot.cert | line 16: rows are not in strictly increasing order
generator-outside.cert | generator 0 is not in the span
row-wrong-coefficient.cert | is not in the span of the rows
bracket-outside.cert | the bracket of generator 0 and row 0 is not in the span
bracket-of-last-row-outside.cert | the bracket of generator 1 and row 2 is not in the span
dimension-too-large.cert | remainder of this step is zero
end-missing.cert | line 18: expected "end"
end-no-line-feed.cert | line 18: expected the end of the line
bytes-after-end.cert | line 19: bytes follow the end
blank-line-after-end.cert | line 19: bytes follow the end
blank-line.cert | line 5: expected a coefficient
comment.cert | line 5: expected a coefficient
carriage-return.cert | line 1: expected the end of the line
carriage-return-basis.cert | line 15: expected the end of the line
tab.cert | line 6: expected " "
double-space.cert | line 6: expected a string
trailing-space.cert | line 5: expected a coefficient
leading-space.cert | line 5: expected a coefficient
trailing-space-end.cert | line 18: expected the end of the line
nul-byte.cert | line 5: expected the end of the line
nul-after-end.cert | line 19: bytes follow the end
not-ascii.cert | line 5: expected the end of the line
truncated.cert | line 15: expected the end of the line
gzip-bytes-after.cert.gz | bytes follow the gzip member
gzip-second-member.cert.gz | bytes follow the gzip member
gzip-zeros-after.cert.gz | bytes follow the gzip member
gzip-truncated.cert.gz | the gzip data end too early
gzip-truncated-early.cert.gz | the gzip data end too early
gzip-checksum.cert.gz | the gzip data are damaged
gzip-length.cert.gz | the gzip data are damaged
gzip-not.cert.gz | the gzip data are damaged
gzip-name-missing.cert | line 1: expected "liebound
gzip-zlib-header.cert.gz | the gzip data are damaged
strings-kind-suffix.cert | line 1: there are no certificates "1 strings2"
strings-qubits-zero.cert | line 3: qubits out of range
strings-qubits-too-many.cert | line 3: qubits out of range
strings-two-terms.cert | line 5: expected the end of the line
strings-zero-coefficient.cert | line 5: expected the end of the line
strings-coefficient-missing.cert | line 5: expected a coefficient
strings-unreduced-fraction.cert | line 5: a fraction is not reduced
strings-label-too-long.cert | line 5: a string has more letters
strings-label-too-short.cert | line 5: a string has fewer letters
strings-label-run-split.cert | line 7: a run of 1 or 2
strings-label-run-not-counted.cert | line 7: a run of letters is not written as one
strings-generators-too-many.cert | line 7: expected a coefficient
strings-generators-too-few.cert | line 6: expected "strings"
strings-count-too-large.cert | line 8: the generators have 2 distinct strings
strings-count-too-small.cert | line 8: the generators have 2 distinct strings
strings-count-of-generators.cert | the generators have 2 distinct strings
strings-components-too-many.cert | line 12: expected "alone"
strings-components-too-few.cert | line 9: some strings are in no component
strings-components-absurd.cert | components out of range
strings-component-other-word.cert | line 9: expected "full"
strings-component-empty-word.cert | line 9: expected alone, pairs or full
strings-string-missing.cert | line 13: some strings are in no component
strings-string-twice.cert | string 0 is already in a component
strings-string-in-two-components.cert | string 0 is already in a component
strings-string-out-of-range.cert | there is no string 2
strings-alone-out-of-range.cert | there is no string 1
strings-alone-anticommutes.cert | strings 0 and 1 of different components anticommute
strings-alone-anticommutes-with-later.cert | of different components anticommute
strings-components-anticommute.cert | of different components anticommute
strings-pairs-four-vertices.cert | a connected graph of 3 edges on 4 vertices is not what
strings-pairs-two-vertices.cert | a connected graph of 1 edges on 2 vertices is not what
strings-pairs-too-many-vertices.cert | a connected graph of 2 edges on 5 vertices is not
strings-pairs-vertex-more.cert | a connected graph of 3 edges on 5 vertices is not
strings-pairs-absurd-vertices.cert | is not what
strings-pairs-absurd-strings.cert | there are not so many strings left
strings-pairs-count-of-all.cert | line 11: there are not so many strings left
strings-pairs-no-strings.cert | there are not so many strings left, or none
strings-pairs-vertex-unused.cert | the graph of the component is not connected
strings-pairs-not-connected.cert | the graph of the component is not connected
strings-pairs-vertices-equal.cert | an edge is not two vertices
strings-pairs-vertices-decreasing.cert | an edge is not two vertices
strings-pairs-vertex-out-of-range.cert | an edge is not two vertices p < q < 3
strings-pairs-commute-share.cert | some strings commute although their edges share one
strings-pairs-anticommute-apart.cert | anticommute, but their edges do not share one vertex
strings-pairs-as-many-apart.cert | strings 3 and 1 anticommute, but their edges do not share one vertex
strings-pairs-anticommute-parallel.cert | anticommute, but their edges do not share one vertex
strings-pairs-s-too-large.cert | s is not that of the strings
strings-pairs-s-too-small.cert | s is not that of the strings
strings-pairs-s-of-cycle.cert | line 268: s is not that of the strings
strings-pairs-third-vertex.cert | expected the end of the line
strings-full-type-other.cert | expected " s"
strings-full-type-unknown.cert | expected su, so or sp
strings-full-type-su.cert | the type is not that of the strings
strings-full-type-so.cert | the type is not that of the strings
strings-full-k-larger.cert | k is not that of the strings
strings-full-k-smaller.cert | k is not that of the strings
strings-full-s-larger.cert | s is not that of the strings
strings-full-no-strings.cert | there are not so many strings left, or none
strings-full-count-larger.cert | there are not so many strings left
strings-full-count-smaller.cert | expected "six"
strings-full-parent-missing.cert | expected " "
strings-full-first-has-parent.cert | expected the end of the line
strings-full-parent-later.cert | string 4 is not on an earlier line
strings-full-parent-itself.cert | string 3 is not on an earlier line
strings-full-parent-commutes.cert | strings 2 and 0 commute
strings-full-parent-out-of-range.cert | string 6 is not on an earlier line
strings-full-step-commutes.cert | the factors of this step commute
strings-full-step-itself.cert | the factors of this step commute
strings-full-step-ahead.cert | there is no element 6 yet
strings-full-step-missing.cert | expected a number (element)
strings-full-step-extra.cert | expected "six"
strings-full-steps-absurd.cert | expected a number (element)
strings-full-six-out-of-range.cert | there is no element 6 yet
strings-full-six-order.cert | do not anticommute as in E6
strings-full-six-repeated.cert | do not anticommute as in E6
strings-full-six-five.cert | expected " "
strings-full-six-seven.cert | expected the end of the line
strings-full-six-missing.cert | expected "six"
strings-full-chain-of-six.cert | e2 and e5 do not anticommute as in E6
strings-full-element-of-other-component.cert | string 6 is not of this component
strings-full-parent-of-other-component.cert | string 6 is not on an earlier line
strings-full-anticommutes-with-alone.cert | strings 0 and 6 of different components anticommute
strings-full-anticommutes-with-pairs.cert | of different components anticommute
strings-algebra-other.cert | the algebra is not su(2)
strings-algebra-name-so-3.cert | the algebra is not su(2)
strings-algebra-longer.cert | expected the end of the line
strings-algebra-shorter.cert | the algebra is not su(2)
strings-algebra-copies-one.cert | the algebra is not su(2)
strings-algebra-order.cert | the algebra is not su(2) + u(1)
strings-algebra-not-merged.cert | the algebra is not 2 su(2)
strings-algebra-power.cert | the algebra is not 2^10 u(1)
strings-dimension-larger.cert | the dimension is not 3
strings-dimension-longer.cert | expected the end of the line
strings-dimension-leading-zero.cert | the dimension is not 3
strings-dimension-missing.cert | expected "dimension"
strings-end-missing.cert | expected "end"
strings-bytes-after-end.cert | bytes follow the end
strings-full-s-smaller.cert | s is not that of the strings
symmetric-symmetry-missing.cert | line 7: expected "symmetry"
symmetric-symmetry-empty.cert | generator 0 is not in the span
symmetric-exchanges-too-many.cert | line 9: expected "exchange "
symmetric-exchanges-too-few.cert | line 8: expected "map"
symmetric-exchanges-absurd.cert | line 7: symmetry out of range
symmetric-exchanges-leading-zero.cert | line 7: a number starts with 0
symmetric-maps-missing.cert | line 7: expected " "
symmetric-maps-absurd.cert | line 7: maps out of range
symmetric-maps-most.cert | line 9: expected "map"
symmetric-maps-too-few.cert | line 9: expected "replay"
symmetric-maps-before-exchanges.cert | line 8: expected "exchange "
symmetric-exchange-out-of-range.cert | line 8: qubit out of range
symmetric-exchange-qubit-twice.cert | line 8: an exchange line names qubit 0 twice
symmetric-exchange-one-tuple.cert | line 8: an exchange line is not two or more tuples of 3
symmetric-exchange-uneven.cert | line 8: an exchange line is not two or more tuples of 2
symmetric-exchange-empty.cert | line 8: an exchange line is not two or more tuples
symmetric-exchange-width-zero.cert | line 8: qubits of a tuple out of range
symmetric-exchange-width-absurd.cert | line 8: qubits of a tuple out of range
symmetric-exchange-trailing-space.cert | line 8: expected a number
symmetric-lines-overlap.cert | line 8: exchange lines overlap without being nested
symmetric-lines-twice.cert | line 8: exchange lines overlap without being nested
symmetric-lines-outer-first.cert | line 8: exchange lines overlap without being nested
symmetric-lines-across-tuples.cert | line 8: exchange lines overlap without being nested
symmetric-lines-stick-out.cert | line 8: exchange lines overlap without being nested
symmetric-lines-stick-out-first.cert | line 8: exchange lines overlap without being nested
symmetric-lines-in-first-tuple.cert | line 8: the exchange lines within the tuples are not translated
symmetric-lines-in-last-tuple.cert | line 8: the exchange lines within the tuples are not translated
symmetric-lines-in-two-of-three.cert | line 9: the exchange lines within the tuples are not translated
symmetric-lines-in-other-order.cert | line 9: the exchange lines within the tuples are not translated
symmetric-lines-in-other-order-later.cert | line 9: the exchange lines within the tuples are not translated
symmetric-lines-of-other-width.cert | line 9: the exchange lines within the tuples are not translated
symmetric-lines-of-other-length.cert | line 9: the exchange lines within the tuples are not translated
symmetric-lines-longer.cert | line 8: the exchange lines within the tuples are not translated
symmetric-lines-deep-not-translated.cert | line 11: the exchange lines within the tuples are not translated
symmetric-map-not-permutation.cert | line 7: a map takes two qubits to qubit 1
symmetric-map-too-short.cert | line 7: expected " "
symmetric-map-too-long.cert | line 7: expected the end of the line
symmetric-map-out-of-range.cert | line 7: qubit out of range
symmetric-map-identity.cert | line 7: a map moves no qubit
symmetric-map-keeps-first-line.cert | line 10: this map does not take exchange lines to exchange lines
symmetric-map-moves-line-away.cert | line 8: this map does not take exchange lines to exchange lines
symmetric-map-line-to-other-length.cert | line 9: this map does not take exchange lines to exchange lines
symmetric-map-line-to-other-width.cert | line 9: this map does not take exchange lines to exchange lines
symmetric-map-splits-tuples.cert | line 8: this map does not take exchange lines to exchange lines
symmetric-map-exchanges-first-qubits.cert | line 8: this map does not take exchange lines to exchange lines
symmetric-map-rearranges-one-tuple.cert | line 8: this map does not take exchange lines to exchange lines
symmetric-generator-not-fixed-by-exchange.cert | line 7: generator 0 is not fixed by this exchange line
symmetric-generator-last-tuple.cert | line 8: generator 1 is not fixed by this exchange line
symmetric-generator-coefficient-differs.cert | line 7: generator 0 is not fixed by this exchange line
symmetric-generator-letter-differs.cert | line 7: generator 0 is not fixed by this exchange line
symmetric-generator-sign-differs.cert | line 7: generator 0 is not fixed by this exchange line
symmetric-generator-not-fixed-by-pairs.cert | line 7: generator 0 is not fixed by this exchange line
symmetric-generator-not-fixed-by-second-line.cert | line 8: generator 0 is not fixed by this exchange line
symmetric-generator-not-fixed-by-map.cert | line 7: generator 0 is not fixed by this map
symmetric-generator-coefficient-differs-by-map.cert | line 7: generator 0 is not fixed by this map
symmetric-generator-not-fixed-by-second-map.cert | line 8: generator 0 is not fixed by this map
symmetric-generator-in-other-generator.cert | generator 0 is not fixed by this map
symmetric-maps-too-many-permutations.cert | line 8: the maps generate more than 100000 permutations
symmetric-row-not-canonical.cert | a string is not the canonical one of its orbit
symmetric-row-not-canonical-under-map.cert | a string is not the canonical one of its orbit
symmetric-row-not-canonical-in-pairs.cert | a string is not the canonical one of its orbit
symmetric-row-term-not-canonical.cert | a string is not the canonical one of its orbit
symmetric-remainder-zero.cert | line 10: the remainder of this step is zero
symmetric-operand-no-row.cert | there is no row 5 yet
symmetric-bracket-outside.cert | is not in the span of the rows
symmetric-generator-outside.cert | generator 1 is not in the span of the rows
symmetric-row-contains-pivot.cert | this row contains the pivot of row 1
symmetric-without-symmetry.cert | line 7: expected "symmetry"
symmetric-bytes-after-end.cert | bytes follow the end
symmetric-end-missing.cert | expected "end"
symmetric-dimension-too-large.cert | the remainder of this step is zero
orbit-basis-row.cert | this row contains the pivot of row 1
orbit-states-missing.cert | expected "states"
orbit-states-too-many.cert | expected "state "
orbit-states-too-few.cert | expected "claims"
orbit-states-none.cert | there is no state 0
orbit-state-too-few-qubits.cert | state out of range
orbit-state-too-many-qubits.cert | state out of range
orbit-state-leading-zero.cert | a number starts with 0
orbit-state-generator-missing.cert | expected a string
orbit-state-generator-extra.cert | expected "claims"
orbit-state-anticommutes.cert | does not commute with number 0
orbit-state-anticommutes-second.cert | line 15: this generator of the state does not commute with number 1
orbit-state-dependent.cert | is not independent of those before
orbit-state-dependent-minus.cert | is not independent of those before
orbit-state-identity.cert | is not independent of those before
orbit-state-plus-sign.cert | expected a string
orbit-state-two-signs.cert | expected a string
orbit-state-too-long.cert | a string has more letters
orbit-state-too-short.cert | a string has fewer letters
orbit-state-other.cert | moves state 0
orbit-state-other-half.cert | moves state 0
orbit-amplitude-zero.cert | an amplitude is zero
orbit-amplitude-fraction.cert | an amplitude is no integer
orbit-amplitude-negative-zero.cert | a coefficient is zero or starts with 0
orbit-amplitude-part-missing.cert | expected a coefficient
orbit-amplitude-too-long.cert | a string has more letters
orbit-amplitude-y.cert | a basis state is not written with I and X
orbit-amplitude-y-second-word.cert | line 14: a basis state is not written with I and X
orbit-amplitude-z.cert | a basis state is not written with I and X
orbit-amplitudes-none.cert | a vector has no amplitudes
orbit-amplitudes-word.cert | expected " "
orbit-amplitudes-too-few.cert | expected a coefficient
orbit-amplitudes-too-many.cert | expected "claims"
orbit-amplitudes-common-factor.cert | the amplitudes have a common factor
orbit-amplitudes-decreasing.cert | basis states are not in strictly increasing order
orbit-amplitudes-decreasing-first-word.cert | line 15: basis states are not in strictly increasing order
orbit-amplitudes-decreasing-second-word.cert | line 14: basis states are not in strictly increasing order
orbit-amplitudes-equal.cert | basis states are not in strictly increasing order
orbit-amplitude-conjugate.cert | vector 1 of the annihilator moves state 0
orbit-amplitude-other-part.cert | vector 1 of the annihilator moves state 0
orbit-amplitude-real.cert | vector 1 of the annihilator moves state 0
orbit-amplitude-smaller.cert | vector 1 of the annihilator moves state 0
orbit-amplitudes-multiple-sign.cert | vector 1 of the annihilator moves state 0
orbit-amplitudes-no-multiple.cert | vector 1 of the annihilator moves state 0
orbit-sector-amplitudes-multiple.cert | vector 1 of the annihilator moves state 0
orbit-amplitudes-expectation.cert | an orbit has no use for the expectation value
orbit-amplitudes-many.cert | this form depends on those before
orbit-amplitudes-many-last.cert | this form depends on those before
orbit-amplitudes-larger.cert | this form depends on those before
orbit-claims-missing.cert | expected "claims"
orbit-claims-too-many.cert | expected "orbit"
orbit-claims-too-few.cert | expected "end"
orbit-claim-other-word.cert | expected " "
orbit-claim-larger-than-dimension.cert | larger than the dimension
orbit-claim-without-state.cert | expected " "
orbit-claim-no-such-state.cert | there is no state 1
orbit-claim-state-twice.cert | numbers of states are not increasing
orbit-claim-states-decreasing.cert | line 19: numbers of states are not increasing
orbit-claim-trailing-space.cert | expected a number
orbit-claim-kind-sector.cert | vector 0 of the annihilator moves state 0
orbit-claim-kind-orbit.cert | an orbit has no use for the expectation value
orbit-orbit-value-smaller.cert | the annihilator does not have the codimension
orbit-orbit-value-larger.cert | the annihilator does not have the codimension
orbit-annihilator-too-many.cert | the annihilator does not have the codimension
orbit-annihilator-vector-missing.cert | expected a number
orbit-annihilator-vector-extra.cert | expected "forms"
orbit-orbit-smaller-in-order.cert | vector 1 of the annihilator moves state 0
orbit-orbit-larger.cert | this form depends on those before
orbit-orbit-larger-expectation.cert | an orbit has no use for the expectation value
orbit-orbit-larger-identity.cert | an orbit has no use for the expectation value
orbit-orbit-larger-unused-component.cert | this form depends on those before
orbit-orbit-larger-composed.cert | an orbit is not closed under brackets
orbit-vector-wrong-sign.cert | vector 1 of the annihilator moves state 0
orbit-vector-wrong-coefficient.cert | vector 1 of the annihilator moves state 0
orbit-vector-term-missing.cert | vector 1 of the annihilator moves state 0
orbit-vector-imaginary.cert | vector 1 of the annihilator moves state 0
orbit-vector-no-such-row.cert | there is no row 4
orbit-vector-row-twice.cert | row numbers are not in strictly decreasing order
orbit-vector-increasing.cert | row numbers are not in strictly decreasing order
orbit-vector-contains-pivot.cert | this vector contains the pivot of another
orbit-vector-contains-pivot-first.cert | line 22: this vector contains the pivot of another
orbit-vectors-decreasing.cert | vectors are not in strictly increasing order
orbit-vectors-equal.cert | vectors are not in strictly increasing order
orbit-vector-zero-coefficient.cert | a coefficient is zero
orbit-vector-denominator-one.cert | a denominator 1
orbit-vector-unreduced.cert | a fraction is not reduced
orbit-vector-dangling-coefficient.cert | expected " "
orbit-vector-empty.cert | expected a number
orbit-vector-absurd.cert | out of range
orbit-forms-missing.cert | expected "forms"
orbit-forms-fewer.cert | the number of forms is not that of the claim
orbit-forms-more.cert | the number of forms is not that of the claim
orbit-forms-line-missing.cert | expected a number (number of a state)
orbit-forms-line-extra.cert | expected "
orbit-forms-modulus-even.cert | the modulus is not odd
orbit-forms-modulus-one.cert | the modulus is not odd and at least 3
orbit-forms-modulus-zero.cert | the modulus is not odd and at least 3
orbit-forms-modulus-too-large.cert | modulo out of range
orbit-form-twice.cert | this form depends on those before
orbit-form-same-coset.cert | this form depends on those before
orbit-form-depends-on-eliminated.cert | line 29: this form depends on those before
orbit-form-no-such-state.cert | state 1 is not in this claim
orbit-form-other-letter.cert | expected "g"
orbit-form-string-missing.cert | expected " "
orbit-form-too-short.cert | a string has fewer letters
orbit-form-trailing.cert | expected the end of the line
orbit-sector-smaller.cert | vector 0 of the annihilator moves state 0
orbit-sector-larger.cert | this form depends on those before
orbit-sector-no-such-generator.cert | there is no generator 2
orbit-sector-no-such-form.cert | there is no form 2 yet
orbit-sector-form-itself.cert | there is no form 0 yet
orbit-sector-operand-row.cert | expected " f"
orbit-sector-composition-dependent.cert | this form depends on those before
orbit-sector-annihilator-expectation.cert | vector 0 of the annihilator moves state 0
orbit-end-missing.cert | expected "end"
orbit-bytes-after-end.cert | bytes follow the end
orbit-truncated.cert | expected "g"
orbit-sector-no-ideal-later-generator.cert | the bracket of generator 2 and vector 0 is not in the annihilator
orbit-sector-composition-denominators.cert | line 28: this form depends on those before
orbit-joint-moves-second-state.cert | vector 0 of the annihilator moves state 1
orbit-joint-moves-first-state.cert | vector 0 of the annihilator moves state 0
orbit-symmetry-exchange.cert | certificates of orbits are without symmetry
orbit-symmetry-map.cert | certificates of orbits are without symmetry
orbit-sector-no-ideal.cert | is not in the annihilator
orbit-forms-denominator-no-unit.cert | the denominator of row 0 has no inverse modulo 3
orbit-forms-pivot-no-unit.cert | the pivot of this form has no inverse modulo 9
orbit-forms-pivot-behind.cert | line 29: the pivot of this form has no inverse modulo 9
composite-zero-products.cert | line 20: the pivot of this step has no inverse modulo 15
rank-kind-suffix.cert | there are no certificates "1 ranks"
rank-version.cert | there are no certificates "2 rank"
rank-closure-missing.cert | line 7: expected "closure "
rank-closure-two.cert | line 7: closure out of range
rank-closure-announced.cert | line 8: expected "symmetry"
rank-orbit-without-closure.cert | line 13: orbits and sectors are claimed of a closure
rank-sector-without-closure.cert | line 13: orbits and sectors are claimed of a closure
rank-larger.cert | line 17: the rank at this point is less than 3
rank-larger-deep.cert | the rank at this point is less than 3
rank-above-gates.cert | line 14: a rank is at most the number of gates
rank-point-clifford-zero.cert | line 16: the rank at this point is less than 2
rank-state-idle.cert | the rank at this point is less than 2
rank-modulus-even.cert | line 14: the modulus is not an odd prime
rank-modulus-two.cert | line 14: the modulus is not an odd prime
rank-modulus-one.cert | line 14: the modulus is not an odd prime
rank-modulus-zero.cert | line 14: the modulus is not an odd prime
rank-modulus-square.cert | line 14: the modulus is not an odd prime
rank-modulus-composite.cert | line 14: the modulus is not an odd prime
rank-modulus-too-large.cert | line 14: modulo out of range
rank-modulus-missing.cert | line 14: expected " modulo "
rank-singular-commuting.cert | line 16: a gate is singular modulo 5
rank-singular-last.cert | line 16: a gate is singular modulo 5
rank-singular-anticommuting.cert | line 16: a gate is singular modulo 3
rank-angle-too-large.cert | line 15: angle out of range
rank-angle-negative.cert | line 15: expected a number (angle)
rank-angle-leading-zero.cert | line 15: a number starts with 0
rank-angle-missing.cert | line 15: expected " "
rank-amplitudes-larger.cert | the rank at this point is less than 5
rank-amplitudes-other-state.cert | the rank at this point is less than 4
rank-invariant-amplitudes-conjugate.cert | the states are not in the space
rank-invariant-amplitudes-joint.cert | generator 0 takes vector 5 out of the space
rank-invariant-amplitudes-state-missing.cert | the states are not in the space
rank-padic-larger.cert | the rank at this point is less than 3
rank-padic-row-waits.cert | line 17: the rank at this point is less than 3
rank-padic-missed-1.cert | line 22: the rank at this point is less than 2
rank-padic-missed-2.cert | line 21: the rank at this point is less than 4
rank-padic-missed-3.cert | line 18: the rank at this point is less than 1
rank-padic-missed-4.cert | line 19: the rank at this point is less than 5
rank-padic-missed-5.cert | line 28: the rank at this point is less than 2
rank-padic-missed-6.cert | line 21: the rank at this point is less than 3
rank-padic-missed-7.cert | line 18: the rank at this point is less than 4
rank-padic-missed-8.cert | line 20: the rank at this point is less than 5
rank-padic-rows-wait.cert | line 20: the rank at this point is less than 6
rank-padic-norms.cert | line 22: the rank at this point is less than 4
rank-padic-terms-cancel.cert | line 18: the rank at this point is less than 2
rank-padic-large-entries.cert | line 21: the rank at this point is less than 2
rank-padic-large-rows.cert | line 23: the rank at this point is less than 2
rank-padic-negative-sums.cert | line 20: the rank at this point is less than 2
rank-padic-mixed-larger.cert | the rank at this point is less than 7
rank-padic-joint-larger.cert | the rank at this point is less than 16
rank-padic-phase-larger.cert | the rank at this point is less than 4
rank-padic-real-larger.cert | the rank at this point is less than 2
rank-padic-power-too-small.cert | the rank at this point is less than 2
rank-padic-point-zero.cert | the rank at this point is less than 2
rank-padic-point-deep.cert | the rank at this point is less than 2
rank-padic-power-zero.cert | power out of range
rank-padic-power-missing.cert | expected "^"
rank-padic-power-too-large.cert | the modulus is too large
rank-padic-power-leading-zero.cert | a number starts with 0 (power)
rank-padic-prime-composite.cert | the modulus is not a power of an odd prime
rank-padic-prime-one.cert | the modulus is not a power of an odd prime
rank-padic-prime-two.cert | the modulus is not a power of an odd prime
rank-padic-prime-too-large.cert | modulo out of range
rank-padic-form-missing.cert | expected "t"
rank-padic-form-other.cert | expected "t"
rank-padic-rational-sum.cert | the terms of generator 1 neither all commute nor all anticommute
rank-padic-singular-anticommuting.cert | a gate is singular modulo 3
rank-padic-singular-coefficients.cert | a gate is singular modulo 7
rank-padic-singular-commuting.cert | a gate is singular modulo 5
rank-padic-angle-too-large.cert | angle out of range
rank-padic-angle-negative.cert | expected a number
rank-padic-angle-leading-zero.cert | a number starts with 0 (angle)
rank-padic-angle-missing.cert | expected " "
rank-padic-angle-extra.cert | expected the end of the line
rank-padic-layer-in-two-lines.cert | expected " "
rank-padic-above-gates.cert | a rank is at most the number of gates
rank-padic-no-generators.cert | there are no gates without generators
rank-padic-no-such-state.cert | there is no state 1
rank-padic-word.cert | expected " "
rank-layers-larger.cert | the rank at this point is less than 3
rank-layers-padic-larger.cert | the rank at this point is less than 3
rank-layers-first-two.cert | layers out of range
rank-layers-none.cert | layers out of range
rank-layers-count-missing.cert | expected " "
rank-layers-too-few.cert | line 16: expected "a"
rank-layers-too-many.cert | line 15: expected "claims"
rank-layers-empty-line.cert | line 13: expected "a"
rank-layers-letter.cert | expected "a"
rank-layers-generator-letter.cert | expected " g"
rank-layers-no-such-generator.cert | there is no generator 3
rank-layers-angle-out-of-order.cert | angles are not numbered by their first turns
rank-layers-other-angles.cert | this layer has another number of angles
rank-layers-factor-zero.cert | factor out of range
rank-layers-factor-too-large.cert | factor out of range
rank-layers-factor-fraction.cert | expected " g"
rank-layers-factor-missing.cert | expected a number
rank-layers-anticommuting-factor.cert | anticommuting terms share an angle, or have a factor
rank-layers-anticommuting-shared.cert | anticommuting terms share an angle, or have a factor
rank-layers-padic-anticommuting-factor.cert | anticommuting terms share an angle
rank-layers-padic-anticommuting-shared.cert | anticommuting terms share an angle
rank-layers-cut.cert | is not cut behind a layer
rank-layers-angle-extra.cert | expected the end of the line
rank-layers-angle-missing.cert | expected a number
rank-conserved-count-larger.cert | line 37: expected "linear "
rank-conserved-count-smaller.cert | line 36: orbits and sectors are claimed of a closure
rank-conserved-count-zero.cert | line 34: quantities out of range
rank-conserved-count-absurd.cert | line 35: these conserved quantities are too many to be checked
rank-conserved-modulus-composite.cert | line 34: the modulus is not an odd prime
rank-conserved-modulus-two.cert | line 34: the modulus is not an odd prime
rank-conserved-modulus-too-large.cert | line 34: modulo out of range
rank-conserved-modulus-missing.cert | line 34: expected " modulo "
rank-conserved-word.cert | line 35: expected "linear "
rank-conserved-word-cut.cert | line 35: expected "antilinear "
rank-conserved-no-such-state.cert | line 35: state 2 is not in this claim
rank-conserved-state-of-other-claim.cert | line 27: state 1 is not in this claim
rank-conserved-state-missing.cert | line 35: expected a number (number of a state)
rank-conserved-states-decrease.cert | line 35: the two states are not in increasing order
rank-conserved-state-twice.cert | line 35: the two states are not in increasing order
rank-conserved-state-twice-of-a-quantity.cert | line 35: the two states are not in increasing order
rank-conserved-three-states.cert | line 35: expected a string
rank-conserved-string-missing.cert | line 35: expected " "
rank-conserved-string-too-long.cert | line 35: a string has more letters than there are qubits
rank-conserved-string-too-short.cert | line 35: a string has fewer letters than there are qubits
rank-conserved-linear-anticommutes.cert | line 35: this does not commute with every generator
rank-conserved-linear-like-antilinear.cert | line 35: this does not commute with every generator
rank-conserved-antilinear-commutes.cert | line 35: this does not commute with every generator
rank-conserved-odd.cert | line 35: the string has an odd number of Y, and the number is zero
rank-conserved-norm-again.cert | line 35: this quantity follows from those before it
rank-conserved-sign-of-pair.cert | line 20: this quantity follows from those before it
rank-conserved-twice.cert | line 36: this quantity follows from those before it
rank-conserved-twice-stated.cert | line 36: orbits and sectors are claimed of a closure
rank-conserved-behind-rank.cert | line 37: expected "end"
rank-conserved-extra.cert | line 35: expected the end of the line
rank-conserved-antilinear-odd-term.cert | line 36: this does not commute with every generator
rank-conserved-antilinear-identity.cert | line 35: this does not commute with every generator
rank-conserved-second-generator.cert | line 35: this does not commute with every generator
rank-conserved-other-qubits.cert | line 44: the two states have different numbers of qubits
rank-conserved-other-strings.cert | line 35: the strings of these states differ in more than their signs
rank-conserved-other-strings-of-amplitudes.cert | line 35: the strings of these states differ in more than their signs
rank-conserved-conjugate-vanishes.cert | line 20: the string has an odd number of Y, and the number is zero
rank-conserved-follows-with-conjugation.cert | line 20: this quantity follows from those before it
rank-conserved-rank-larger.cert | line 21: a rank is at most the number of gates
rank-sectors-word.cert | line 8: expected "algebra sectors"
rank-sectors-strings.cert | line 8: expected "algebra sectors"
rank-sectors-line.cert | line 8: expected the end of the line
rank-sectors-missing.cert | line 9: expected "symmetries"
rank-sectors-dimension-larger.cert | line 23: the dimension is not 9
rank-sectors-dimension-smaller.cert | line 23: the dimension is not 9
rank-sectors-dimension-missing.cert | line 23: expected "dimension "
rank-sectors-with-end.cert | line 24: expected "states"
rank-sectors-generator-changed.cert | line 10: generator 1 is not fixed by this map
rank-sectors-not-all.cert | line 23: the vector of sector 0 is no eigenvector
rank-sectors-and-closure.cert | line 24: expected "states"
rank-sectors-orbit.cert | line 31: orbits and sectors are claimed of a closure
rank-sectors-twice.cert | line 24: expected "states"
rank-sectors-rank-larger.cert | line 32: a rank is at most the number of gates
rank-conjugates-larger.cert | the rank of these vectors is less than 3
rank-conjugates-dependent.cert | the rank of these vectors is less than 2
rank-conjugates-too-few.cert | line 19: expected "g"
rank-conjugates-too-many.cert | line 18: expected "end"
rank-conjugates-modulus-composite.cert | the modulus is not an odd prime
rank-conjugates-modulus-two.cert | the modulus is not an odd prime
rank-conjugates-no-such-generator.cert | line 16: there is no generator 3
rank-conjugates-no-such-gate.cert | line 17: there is no generator 3
rank-conjugates-no-such-state.cert | there is no state 1
rank-conjugates-gate-of-any-sum.cert | the terms of generator 2 neither all commute nor all
rank-conjugates-gate-missing.cert | line 17: expected "g"
rank-conjugates-generator-missing.cert | line 16: expected "g"
rank-conjugates-angle-missing.cert | line 17: expected " "
rank-conjugates-angle-too-large.cert | angle out of range
rank-conjugates-layers.cert | circuits with layers need not reach an orbit
rank-conjugates-word.cert | expected "conjugates"
rank-layers-cancel.cert | the rank at this point is less than 2
rank-layers-cancel-flips.cert | the rank at this point is less than 1
rank-layers-padic-cancel.cert | the rank at this point is less than 2
rank-layers-padic-cancel-exponential.cert | the rank at this point is less than 2
rank-padic-phase-sign.cert | the rank at this point is less than 1
rank-amplitudes-phase-sign.cert | the rank at this point is less than 1
rank-padic-sign-of-coefficient.cert | the rank at this point is less than 4
rank-invariant-sign-of-coordinate.cert | takes vector
rank-angle-extra.cert | line 15: expected the end of the line
rank-layers-in-one-line.cert | line 15: expected the end of the line
rank-layer-in-two-lines.cert | line 15: expected " "
rank-layer-missing.cert | line 16: expected a number (angle)
rank-layer-extra.cert | line 16: expected "end"
rank-gates-missing.cert | line 14: expected "gates"
rank-gates-absurd.cert | line 15: this rank is too large to be checked
rank-gates-none.cert | line 14: a rank is at most the number of gates
rank-value-absurd.cert | line 13: rank out of range
rank-no-such-state.cert | line 13: there is no state 1
rank-state-twice.cert | line 13: numbers of states are not increasing
rank-without-state.cert | line 13: expected " "
rank-no-generators.cert | line 12: there are no gates without generators
rank-form.cert | the terms of generator 1 neither all commute nor all anticommute
rank-form-of-idle-generator.cert | the terms of generator 2 neither all commute nor all anticommute
rank-claims-too-many.cert | orbits and sectors are claimed of a closure
rank-claims-too-few.cert | line 13: expected "end"
rank-end-missing.cert | line 16: expected "end"
rank-bytes-after-end.cert | line 17: bytes follow the end
rank-joint-larger.cert | the rank at this point is less than 4
rank-sign-of-coefficient.cert | line 17: the rank at this point is less than 4
rank-sign-of-state.cert | line 17: the rank at this point is less than 3
rank-qubits-too-many.cert | ranks are those of states of at most 22 qubits
rank-closed-moves-bound.cert | the rank at this point is less than 3
rank-closed-orbit-smaller.cert | the annihilator does not have the codimension of the claim
rank-closed-symmetry.cert | certificates of orbits are without symmetry
rank-invariant-state-missing.cert | the states are not in the space
rank-invariant-not-closed.cert | generator 0 takes vector 0 out of the space
rank-invariant-not-closed-later.cert | generator 1 takes vector 0 out of the space
rank-invariant-nothing.cert | the states are not in the space
rank-invariant-count-larger.cert | expected "s"
rank-invariant-count-smaller.cert | generator 0 takes vector 0 out of the space
rank-invariant-pivot-twice.cert | this vector has the pivot of another
rank-invariant-pivot-twice-other-string.cert | this vector has the pivot of another
rank-invariant-pivot-in-other.cert | this vector contains the pivot of another
rank-invariant-pivot-in-other-hidden.cert | this vector contains the pivot of another
rank-invariant-coordinate-twice.cert | this vector contains a coordinate twice
rank-invariant-coordinate-cancels.cert | this vector contains a coordinate twice
rank-invariant-coefficient-zero.cert | a coefficient is zero
rank-invariant-coefficient-first.cert | expected "s"
rank-invariant-coefficient-missing.cert | expected a coefficient
rank-invariant-extra-vector-not-closed.cert | generator 0 takes vector 4 out of the space
rank-invariant-other-state.cert | state 1 is not in this claim
rank-invariant-letter.cert | expected "s"
rank-invariant-string-too-long.cert | a string has more letters
rank-invariant-string-missing.cert | expected " "
rank-invariant-empty-vector.cert | expected "s"
rank-invariant-without-state.cert | expected " "
rank-invariant-basis-missing.cert | expected "basis"
rank-invariant-number.cert | expected " of"
rank-invariant-absurd.cert | this space is too large to be checked
rank-invariant-joint-one-state-alone.cert | the states are not in the space
rank-conjugates-modulus-composite-largest.cert | line 12: the modulus is not an odd prime
rank-conjugates-modulus-of-30-bits.cert | line 12: modulo out of range
rank-conjugates-more-vectors.cert | line 13: these vectors are too many to be checked
rank-conjugates-most-vectors.cert | line 13: expected "g"
rank-conjugates-qubits-too-many.cert | line 13: ranks are those of states of at most 22 qubits
rank-conserved-modulus-composite-largest.cert | line 19: the modulus is not an odd prime
rank-conserved-modulus-of-30-bits.cert | line 19: modulo out of range
rank-conserved-more.cert | line 20: these conserved quantities are too many to be checked
rank-conserved-most.cert | line 20: expected "linear "
rank-invariant-more-products.cert | line 14: this space is too large to be checked
rank-invariant-most-products.cert | line 14: expected "s"
rank-layers-factor-largest.cert | line 15: expected a number (angle)
rank-layers-more-lines.cert | line 10: layers out of range
rank-layers-most-lines.cert | line 12: expected "a"
rank-modulus-composite-largest.cert | line 12: the modulus is not an odd prime
rank-modulus-of-30-bits.cert | line 12: modulo out of range
rank-more-bits.cert | line 13: this rank is too large to be checked
rank-more-rows.cert | line 13: this rank is too large to be checked
rank-more-steps.cert | line 15: this rank is too large to be checked
rank-most-bits.cert | line 13: expected a number (angle)
rank-most-rows.cert | line 13: expected a number (angle)
rank-most-steps.cert | line 15: expected a number (angle)
rank-padic-more-entries.cert | line 29: this rank is too large to be checked
rank-padic-more-steps.cert | line 15: this rank is too large to be checked
rank-padic-most-entries.cert | line 28: expected a number (angle)
rank-padic-most-steps.cert | line 15: expected a number (angle)
rank-padic-power-61.cert | line 12: the modulus is too large
rank-padic-power-62.cert | line 12: power out of range
rank-padic-power-of-62-bits.cert | line 13: expected a number (angle)
rank-padic-power-of-63-bits.cert | line 12: the modulus is too large
rank-padic-prime-composite-largest.cert | line 12: the modulus is not a power of an odd prime
rank-padic-prime-of-30-bits.cert | line 12: modulo out of range
rank-padic-qubits-too-many.cert | line 13: ranks are those of states of at most 22 qubits
sectors-kind-suffix.cert | line 1: there are no certificates "1 sectorss"
sectors-qubits-too-many.cert | line 3: qubits out of range
sectors-generators-too-many.cert | line 4: generators out of range
sectors-symmetries-missing.cert | line 8: expected "symmetries"
sectors-symmetries-too-few.cert | line 9: expected "modulo "
sectors-symmetries-too-many.cert | line 10: expected "map"
sectors-map-identity.cert | line 9: a map moves no qubit
sectors-map-not-permutation.cert | line 9: a map takes two qubits to qubit 1
sectors-map-out-of-range.cert | line 9: qubit out of range
sectors-map-short.cert | line 9: expected " "
sectors-map-not-fixed.cert | line 9: generator 1 is not fixed by this map
sectors-map-after-sum.cert | line 10: expected "sum "
sectors-sum-not-commuting.cert | line 8: generator 1 does not commute with this sum
sectors-sum-wrong-sign.cert | line 9: generator 1 does not commute with this sum
sectors-sum-opposite-strings.cert | line 7: generator 0 does not commute with this sum
sectors-sum-opposite-signs.cert | line 7: generator 0 does not commute with this sum
sectors-sum-first-cancels.cert | line 7: generator 0 does not commute with this sum
sectors-sum-listed-before.cert | line 8: generator 1 does not commute with this sum
sectors-sum-anticommutes-late.cert | line 9: generator 1 does not commute with this sum
sectors-sum-commutes-modulo-p.cert | line 9: generator 1 does not commute with this sum
sectors-sum-anticommutes-three-times.cert | line 9: generator 0 does not commute with this sum
sectors-sum-unsorted.cert | line 8: strings are not in strictly decreasing order
sectors-sum-empty.cert | line 8: expected "sum "
sectors-modulus-composite.cert | line 10: the modulus is not a prime above 4
sectors-modulus-of-few-states.cert | line 10: the modulus is not a prime above 4
sectors-modulus-too-large.cert | line 10: modulo out of range
sectors-modulus-strong-pseudoprime.cert | line 10: the modulus is not a prime above 4
sectors-root-wrong.cert | line 10: the root is none of -1
sectors-modulus-composite-largest.cert | line 10: the modulus is not a prime above 4
sectors-root-of-60-bits.cert | line 10: the root is none of -1
sectors-root-of-61-bits.cert | line 10: root out of range
sectors-root-too-large.cert | line 10: the root is none of -1
sectors-word-no-generator.cert | line 14: there is no generator 3
sectors-word-ahead.cert | line 14: there is no word 2
sectors-words-too-few.cert | line 14: expected "elements"
sectors-elements-none.cert | line 16: there are no elements
sectors-element-no-word.cert | line 16: there is no word 3
sectors-element-word-twice.cert | line 16: words are not in increasing order
sectors-element-factor-zero.cert | line 16: factor out of range
sectors-element-factor-large.cert | line 16: factor out of range
sectors-element-other.cert | the vector of sector 0 is no eigenvector
sectors-sectors-none.cert | line 17: sectors out of range
sectors-sector-missing.cert | the sectors have 3 states, not 4
sectors-sector-of-no-dimension.cert | line 22: dimension of a sector out of range
sectors-sector-without-copies.cert | line 22: copies of a sector out of range
sectors-modulus-two.cert | line 7: the modulus is not a prime above 2
sectors-no-generators.cert | there are no elements
sectors-sector-twice.cert | the sectors have 2 states, not 4
sectors-sector-listed-as-two.cert | element 0 has a root on two sectors
sectors-dimension-of-sector-larger.cert | the sectors have 5 states, not 4
sectors-dimensions-exchanged.cert | element 0 has not 3 distinct roots on sector 1
sectors-copies-larger.cert | the symmetries do not make 4 copies of the vector of sector 0
sectors-copies-smaller.cert | the symmetries do not make 1 copies of the vector of sector 0
sectors-copies-not-made.cert | the symmetries do not make 2 copies of the vector of sector 0
sectors-copies-by-few-matrices.cert | the symmetries do not act on the copies by all matrices
sectors-copies-by-one-operator.cert | the symmetries do not act on the copies by all matrices
sectors-copies-alike.cert | the symmetries do not act on the copies by all matrices
sectors-copies-commuting.cert | the symmetries do not act on the copies by all matrices
sectors-copies-two-alike.cert | the symmetries do not act on the copies by all matrices
sectors-copies-of-the-first.cert | the symmetries do not make 3 copies of the vector of sector 0
sectors-vector-element-out-of-range.cert | line 18: element out of range
sectors-torus-element-out-of-range.cert | line 18: element out of range
sectors-vector-empty.cert | line 21: expected a number (entry)
sectors-vector-unsorted.cert | line 21: entries are not in increasing order
sectors-vector-entry-twice.cert | line 21: entries are not in increasing order
sectors-vector-entry-out-of-range.cert | line 21: entry out of range
sectors-vector-residue-zero.cert | line 21: residue out of range
sectors-vector-residue-large.cert | line 21: residue out of range
sectors-vector-residue-missing.cert | line 21: expected " "
sectors-vector-no-eigenvector.cert | the vector of sector 0 is no eigenvector
sectors-dimension-larger.cert | line 22: the dimension is not 9
sectors-dimension-without-centre.cert | line 22: the dimension is not 9
sectors-dimension-missing.cert | line 22: expected "dimension "
sectors-end-missing.cert | line 23: expected "end"
sectors-bytes-after-end.cert | line 24: bytes follow the end
sectors-torus-sp-2.cert | the roots of element 0 on sector 0 have a rank below 3
sectors-torus-so-4.cert | the roots of element 0 on sector 0 have a rank below 3
sectors-torus-so-3.cert | the roots of element 0 on sector 0 have a rank below 2
sectors-linked-su-2.cert | element 0 does not tell the ideals su(2) apart
sectors-linked-behind.cert | element 0 does not tell the ideals su(2) apart
sectors-vector-wrong-at-first.cert | the vector of sector 0 is no eigenvector
sectors-linked-by-conjugation.cert | element 0 does not tell the ideals su(4) apart
sectors-linked-up-to-a-number.cert | element 0 does not tell the ideals su(4) apart
sectors-double-root.cert | element 0 has not 4 distinct roots on sector 0
sectors-torus-double-root.cert | element 3 has not 4 distinct roots on sector 0
sectors-vector-double-root.cert | element 3 has not 4 distinct roots on sector 0
sectors-torus-nilpotent.cert | element 1 has not 2 distinct roots on sector 0
sectors-vector-nilpotent.cert | element 1 has not 2 distinct roots on sector 0
sectors-nilpotent.cert | element 0 has not 2 distinct roots on sector 0
sectors-modulus-below-traces.cert | the modulus is too small for the traces
sectors-modulus-below-large-traces.cert | the modulus is too small for the traces
sectors-distinct-one.cert | line 29: expected " "
sectors-distinct-out-of-range.cert | line 29: element out of range
sectors-dual-counted-twice.cert | line 38: the dimension is not 15
sectors-dual-not-said.cert | the roots of element 0 on sector 1 have a rank below 3
sectors-dual-of-itself.cert | form 0 is zero on sectors 1 and 1
sectors-dual-of-later.cert | line 36: sector out of range
sectors-dual-without-form.cert | line 36: expected " form "
sectors-form-3-su-2.cert | the roots of element 0 on sector 0 have a rank below 4
sectors-form-long.cert | line 13: a string has more letters than there are qubits
sectors-form-no-such.cert | line 36: there is no form 1
sectors-form-not-preserved.cert | line 13: the form is not preserved by generator 0
sectors-form-not-said.cert | the roots of element 0 on sector 0 have a rank below 3
sectors-form-of-other-letter.cert | line 13: the form is not preserved by generator 1
sectors-form-other-symmetry.cert | line 34: the dimension is not 10
sectors-form-preserved-in-part.cert | line 13: the form is not preserved by generator 0
sectors-form-short.cert | line 13: a string has fewer letters than there are qubits
sectors-form-su-2-and-sp-2.cert | the roots of element 0 on sector 0 have a rank below 4
sectors-form-symmetric.cert | line 30: the dimension is not 6
sectors-forms-too-few.cert | line 14: expected "form "
sectors-ideal-in-so-4.cert | element 0 does not tell the ideals su(2) apart
sectors-ideal-in-so-5.cert | element 0 does not tell the ideals sp(2) apart
sectors-ideal-in-two-forms.cert | element 0 does not tell the ideals su(2) apart
sectors-traces-too-large.cert | the sectors are too large to be checked
sectors-line-beside-so-3.cert | element 0 has a root on two sectors
sectors-root-of-square.cert | the square and the element have a root on two sectors
sectors-square-double-root.cert | the square and the element have not 3 distinct roots on sector
END
}

table >"$work/table"
while IFS='|' read -r file phrase; do
    reject "${file% }" "${phrase# }"
done <"$work/table"
for file in *.cert *.cert.gz; do
    grep -q "^$file " "$work/table" || not_ok "$file" "it is not in the table"
done

# The example that proofs/README.md follows by hand.
awk '/^liebound certificate 2 closure$/ { on = 1 } on && /^```/ { exit } on' \
    $root/proofs/README.md >"$work/example.cert"
expect "accepts the example of proofs/README.md" 0 "VERIFIED dimension 4" "$work/example.cert"
expect "accepts it from standard input" 0 "VERIFIED dimension 4" - <"$work/example.cert"
expect "prints the digest" 0 \
    "sha256 2f84b5724b104634459d0781d2921c2c61a74e9a8da8e78b59e74bdaa52d6a38" "$work/example.cert"
expect "accepts dimension 0" 0 "VERIFIED dimension 0" accept/dimension-0.cert
expect "accepts a fraction" 0 "VERIFIED dimension 1" accept/rational-4.cert
expect "accepts numbers beyond 64 bits" 0 "VERIFIED dimension 1" accept/big-rational.cert
expect "accepts a zero generator" 0 "VERIFIED dimension 1" accept/zero-generator.cert
expect "accepts the identity" 0 "VERIFIED dimension 2" accept/identity.cert
expect "accepts strings of four words" 0 "VERIFIED dimension 3" accept/four-words.cert
expect "accepts a composite modulus" 0 "VERIFIED dimension 2" accept/three-words.cert
expect "accepts products that are 0 modulo 15" 0 "VERIFIED dimension 7" \
    accept/composite-zero-products.cert
expect "accepts gzip" 0 "VERIFIED dimension 4" accept/compressed.cert.gz
expect "prints JSON" 0 '"verdict":"verified","dimension":"4"' --json "$work/example.cert"
expect "prints reasons in JSON" 1 '"verdict":"not verified","reason":"line 6: ' --json \
    unsorted-generator.cert

# The kind `strings`: the example of the page, every kind of algebra, and single cases. The name of
# the file is the algebra: strings-2-so-16-and-su-2.cert is 2 so(16) + su(2).
awk '/^liebound certificate 1 strings$/ { on = 1 } on && /^```/ { exit } on' \
    $root/proofs/README.md >"$work/strings.cert"
expect "accepts the example of the kind strings" 0 "algebra su(2)" "$work/strings.cert"
for file in accept/strings-*s[opu]-[0-9]*.cert; do
    name=${file#accept/strings-}
    expect "accepts $file" 0 "algebra $(echo "${name%.cert}" |
        sed 's/-and-/ + /g; s/\([a-z]\)-\([0-9]*\)/\1(\2)/g; s/-/ /g')" "$file"
done
expect "accepts no generators" 0 "algebra 0" accept/strings-none.cert
expect "accepts zero generators" 0 "VERIFIED dimension 1" accept/strings-zero-generators.cert
expect "accepts the identity alone" 0 "algebra su(2) + u(1)" accept/strings-identity.cert
expect "accepts parallel edges" 0 "algebra 2 su(2)" accept/strings-parallel.cert
expect "accepts parallel edges on a million qubits" 0 "algebra 4 su(2)" \
    accept/strings-parallel-million-qubits.cert
expect "accepts a million qubits" 0 "algebra su(2)" accept/strings-million-qubits.cert
expect "accepts a star" 0 "algebra sp(2)" accept/strings-star.cert
expect "accepts 1024 copies of u(1)" 0 "algebra 2^10 u(1)" accept/strings-1024-u-1.cert
expect "accepts E6 itself" 0 "VERIFIED dimension 36" accept/strings-six.cert
expect "accepts steps" 0 "VERIFIED dimension 36" accept/strings-six-steps.cert
expect "names the theorems" 0 "theorem B (E6) for 1," accept/strings-six.cert
expect "prints JSON of the kind strings" 0 \
    '"dimension":"3","centre":"0","derived":"3","algebra":"su(2)","alone":0' --json \
    "$work/strings.cert"

# The kind `closure` with a symmetry: the example of the page, nested lines, maps, and limits.
awk '/^liebound certificate 2 closure$/ { n++ } n == 2 && /^```/ { exit } n == 2' \
    $root/proofs/README.md >"$work/symmetric.cert"
expect "accepts the example of a symmetry" 0 "VERIFIED dimension 8" "$work/symmetric.cert"
expect "accepts all pairs of ten qubits" 0 "VERIFIED dimension 281" accept/symmetric-all-to-all.cert
for name in nested-reversed nested-twice two-cells-exchanged tuples-rearranged maps-repeated \
    zero-generator; do
    expect "accepts $name" 0 "VERIFIED dimension 1" "accept/symmetric-$name.cert"
done
expect "accepts nested lines that a map moves" 0 "VERIFIED dimension 1" \
    accept/symmetric-lines-moved.cert
expect "accepts two orbits in a generator" 0 "VERIFIED dimension 3" accept/symmetric-two-orbits.cert
expect "accepts an average of a pair" 0 "VERIFIED dimension 2" accept/symmetric-nested.cert
expect "accepts a pivot that does not lead" 0 "VERIFIED dimension 1" accept/pivot-does-not-lead.cert
expect "accepts a symmetry of nothing" 0 "VERIFIED dimension 0" accept/symmetric-no-generators.cert
expect "prints JSON of a symmetry" 0 '"exchanges":1,"maps":0' --json "$work/symmetric.cert"
# cycle N: a map of N qubits that moves each to the next, for generators that it fixes.
cycle() {
    printf 'liebound certificate 2 closure\ntitle cycle\nqubits %s\ngenerators 1\n' "$1"
    printf '0\nsymmetry 0 1\nmap'
    seq 1 $(($1 - 1)) | sed 's/^/ /' | tr -d '\n'
    printf ' 0\nreplay 0 modulo 3\nbasis 0\nend\n'
}
cycle 1000 >"$work/cycle.cert"
expect "accepts a cycle of 1000 qubits" 0 "VERIFIED dimension 0" "$work/cycle.cert"
cycle 7072 >"$work/cycle.cert"
expect "refuses a cycle of 7072 qubits" 1 "or 50000000 images" "$work/cycle.cert"

# One of a thing is not several.
expect "one row" 0 "lies in the span of the 1 row, exactly" accept/zero-generator.cert
expect "one step" 0 "1 step modulo 101 leaves a non-zero remainder" \
    accept/zero-generator.cert
expect "two generators" 0 "2 qubits, 2 generators, sha256" accept/zero-generator.cert
expect "one map" 0 ": 2 exchange lines, 1 map" accept/symmetric-two-cells-exchanged.cert
expect "several steps" 0 "4 steps modulo 2305843009213693951 leave non-zero remainders" \
    "$work/example.cert"
expect "one exchange line" 0 ": 1 exchange line, 0 maps" "$work/symmetric.cert"
expect "one component" 0 "(free fermions) for 1 component, theorem B" "$work/strings.cert"
expect "no component" 0 "(free fermions) for 0 components, theorem B" accept/strings-six.cert

# Threads do not change what is said.
for threads in 1 2 7 256; do
    expect "$threads threads" 0 "VERIFIED dimension 281" --threads $threads \
        accept/symmetric-all-to-all.cert
    sed '$!s/^Z4YYI4.*/Z4YYI4/' accept/symmetric-all-to-all.cert >"$work/wrong.cert"
    "$check" --threads $threads "$work/wrong.cert" >"$work/wrong-$threads"
    cmp -s "$work/wrong-1" "$work/wrong-$threads" && grep -q 'not in the span' "$work/wrong-1"
    if [ $? -eq 0 ]; then ok "$threads threads say the same"; else
        not_ok "$threads threads say the same" "$(cat "$work/wrong-$threads")"
    fi
done

# The kind `sectors`.
awk '/^liebound certificate 1 sectors$/ { on = 1 } on && /^```/ { exit } on' \
    $root/proofs/README.md >"$work/sectors.cert"
expect "accepts the example of the kind sectors" 0 "VERIFIED dimension 9
VERIFIED centre 1, derived algebra 8" "$work/sectors.cert"
expect "names its algebra" 0 "algebra su(3) + u(1)" accept/sectors-chain.cert
expect "accepts copies" 0 "algebra su(2)" accept/sectors-copies.cert
expect "accepts two sectors of one dimension" 0 "algebra 2 su(4)" accept/sectors-two.cert
expect "accepts lines alone" 0 "algebra u(1)" accept/sectors-lines.cert
expect "accepts a centre" 0 "algebra 2 u(1)" accept/sectors-centre.cert
expect "accepts traces that cancel" 0 "VERIFIED dimension 9" accept/sectors-traces.cert
expect "accepts three elements" 0 "algebra su(4)" accept/sectors-su-4.cert
expect "accepts a rank above half" 0 "algebra su(8)" accept/sectors-su-8.cert
expect "accepts a line where every element is 0" 0 "algebra su(3)" accept/sectors-line-of-zeros.cert
expect "accepts one generator" 0 "algebra u(1)" accept/sectors-one-generator.cert
expect "accepts nothing" 0 "algebra 0" accept/sectors-nothing.cert
expect "accepts a sum that commutes as a whole" 0 "VERIFIED dimension 9" \
    accept/sectors-sum-cancels.cert
expect "accepts two maps" 0 "algebra su(4) + su(2) + u(1)" accept/sectors-maps.cert
expect "accepts lines and their copies" 0 "algebra u(1)" accept/sectors-copies-of-one.cert
expect "accepts four copies" 0 "algebra u(1)" accept/sectors-four-copies.cert
expect "accepts copies beside a centre" 0 "algebra su(2) + u(1)" accept/sectors-two-copies.cert
expect "accepts a trace of the last generator" 0 "algebra su(3) + u(1)" accept/sectors-last-trace.cert
expect "accepts a trace of the first generator" 0 "algebra su(2) + u(1)" accept/sectors-first-trace.cert
expect "accepts traces of some generators" 0 "algebra su(2) + u(1)" \
    accept/sectors-dependent-traces.cert
expect "accepts polynomials that differ in their constant terms" 0 "algebra 2 su(2) + u(1)" \
    accept/sectors-constant-terms.cert
expect "accepts polynomials that do not" 0 "algebra 2 su(3) + u(1)" \
    accept/sectors-same-constant-terms.cert
expect "accepts an antisymmetric form" 0 "algebra sp(2)" accept/sectors-sp-2.cert
expect "accepts a symmetric form, and a root on two sectors" 0 "algebra su(2)" \
    accept/sectors-so-3.cert
expect "accepts two ideals on one sector" 0 "algebra 2 su(2)" accept/sectors-so-4.cert
expect "accepts so(8)" 0 "algebra so(8)" accept/sectors-so-8.cert
expect "accepts sums that anticommute at three qubits" 0 "algebra su(5) + su(4) + sp(2) + su(3)" \
    accept/sectors-gauge.cert.gz
expect "accepts duals" 0 "algebra su(4)" accept/sectors-dual.cert
expect "accepts forms that keep a centre" 0 "algebra 2 su(2) + u(1)" \
    accept/sectors-dual-and-centre.cert
expect "prints JSON of the kind sectors" 0 \
    '"dimension":"9","centre":"1","derived":"8","algebra":"su(3) + u(1)","sectors":2,"symmetries":1,"modulus":"73"' \
    --json "$work/sectors.cert"

# The kind `orbit`.
awk '/^liebound certificate [12] orbit$/ { on = 1 } on && /^```/ { exit } on' \
    $root/proofs/README.md >"$work/orbit.cert"
expect "accepts the example of the kind orbit" 0 "sector dimension 3 of state 0" "$work/orbit.cert"
expect "names the state" 0 "state 0: ++" "$work/orbit.cert"
expect "prints JSON of the kind orbit" 0 \
    '"states":["++"],"claims":[{"kind":"orbit","dimension":"2","states":[0]},{"kind":"sector"' \
    --json "$work/orbit.cert"
expect "accepts no claims" 0 "VERIFIED dimension 4" accept/orbit-no-claims.cert
expect "accepts claims on the algebra 0" 0 "sector dimension 0 of states 0 1, jointly" \
    accept/orbit-nothing.cert
expect "accepts half of a Bell pair and one more qubit" 0 "orbit dimension 3 of state 0" \
    accept/orbit-half-of-a-pair.cert
expect "accepts fractions" 0 "sector dimension 7 of states 0 1 2, jointly" \
    accept/orbit-fractions.cert
expect "accepts a composite modulus of forms" 0 "orbit dimension 1 of state 0" \
    accept/orbit-composite-modulus.cert
expect "accepts four states" 0 "orbit dimension 11 of states 0 1 2 3, jointly" \
    accept/orbit-closed-chain.cert
expect "accepts rows with denominators in an annihilator" 0 "sector dimension 2 of state 0" \
    accept/orbit-annihilator-fractions.cert
expect "accepts rows with different denominators in an annihilator" 0 "sector dimension 4 of state 0" \
    accept/orbit-annihilator-denominators.cert
expect "accepts vectors with different denominators" 0 "sector dimension 10 of state 0" \
    accept/orbit-vector-fractions.cert
expect "accepts vectors whose denominators grow" 0 "sector dimension 4 of state 0" \
    accept/orbit-vector-denominators.cert
expect "accepts an ideal with denominators" 0 "sector dimension 10 of state 0" \
    accept/orbit-ideal-denominators.cert
expect "accepts forms that meet a later pivot" 0 "sector dimension 15 of state 0" \
    accept/orbit-forms-late-use.cert
expect "accepts forms that lose a later pivot" 0 "sector dimension 11 of state 0" \
    accept/orbit-forms-eliminated.cert
expect "accepts a form that is eliminated once" 0 "orbit dimension 2 of state 0" \
    accept/orbit-form-eliminated-once.cert
expect "accepts signs of eliminated forms" 0 "sector dimension 15 of state 0" accept/orbit-forms-signs.cert
expect "accepts a state whose reduced generators change signs" 0 "sector dimension 6 of state 0" \
    accept/orbit-state-signs.cert
expect "accepts terms that act alike" 0 "sector dimension 11 of state 0" \
    accept/orbit-entries-add-up.cert
expect "accepts many compositions" 0 "sector dimension 30 of state 0" \
    accept/orbit-compositions.cert

expect "accepts amplitudes" 0 "orbit dimension 2 of state 0
sector dimension 3 of state 0" accept/orbit-amplitudes.cert
expect "tells their number" 0 "state 0: 2 amplitudes" accept/orbit-amplitudes.cert
expect "accepts amplitudes on 65 qubits" 0 "orbit dimension 1 of state 0" accept/orbit-amplitudes-words.cert
expect "accepts a claim of three states" 0 "orbit dimension 1 of states 0 1 2" accept/orbit-three-states.cert

# The kind `rank`.
awk '/^liebound certificate [12] rank$/ { on = 1 } on && /^```/ { exit } on' \
    $root/proofs/README.md >"$work/rank.cert"
expect "accepts the example of the kind rank" 0 "VERIFIED maximal rank 2
VERIFIED M_c = 2 (1 layer of 2 angles)" "$work/rank.cert"
expect "prints JSON of the kind rank" 0 \
    '{"states":[0],"rank":{"at_least":"2","at_most":"2"},"critical":{"at_least":"2","at_most":"2"}}' \
    --json "$work/rank.cert"
sed '/^symmetry/,/^ZZ$/d; s/^closure 1/closure 0/; /^claims/,/^s0 YY/d; s/^rank/claims 1\n&/' \
    "$work/rank.cert" >"$work/open.cert"
expect "bounds a rank by the space of states" 0 "VERIFIED rank at least 2 with 2 angles
VERIFIED maximal rank 2 .. 6
VERIFIED M_c 2 .. 7" "$work/open.cert"
expect "claims no dimension without a closure" 0 '"verdict":"verified","title"' --json "$work/open.cert"
expect "bounds a rank by the dimension" 0 "VERIFIED maximal rank 1 .. 2
VERIFIED M_c 1 .. 3" accept/rank-one-gate.cert
expect "accepts anticommuting terms" 0 "VERIFIED M_c = 6 (2 layers of 3 angles)" \
    accept/rank-anticommuting.cert
expect "accepts coefficients, an identity and two states" 0 \
    "VERIFIED maximal rank 20 of states 0 1, jointly
VERIFIED M_c 20 .. 26 of states 0 1, jointly" accept/rank-coefficients.cert
expect "accepts a rank on more qubits than the ansatz has" 0 "VERIFIED maximal rank 6" \
    accept/rank-half-of-a-pair.cert
expect "accepts the rank 0" 0 "VERIFIED maximal rank 0
VERIFIED M_c = 0
title" accept/rank-nothing.cert
expect "accepts the rank of no gates" 0 "VERIFIED maximal rank 0" \
    accept/rank-no-generators.cert

awk '/^title a qubit$/ { on = 1; print "liebound certificate 1 rank" } on && /^```/ { exit } on' \
    $root/proofs/README.md >"$work/padic.cert"
expect "accepts the example of a p-adic rank" 0 "VERIFIED maximal rank 2
VERIFIED M_c = 2 (1 layer of 2 angles)" "$work/padic.cert"
expect "accepts a p-adic rank of the chain" 0 "VERIFIED maximal rank 7
VERIFIED M_c = 7" accept/rank-padic-chain.cert
expect "accepts gates of both forms and all states" 0 \
    "VERIFIED rank at least 15 with 18 angles of states 0 1 2, jointly" accept/rank-padic-mixed.cert
expect "counts a phase that no gate reaches" 0 "VERIFIED rank at least 3 with 3 angles" \
    accept/rank-padic-phase.cert
expect "counts a phase of real amplitudes" 0 "VERIFIED rank at least 1 with 1 angle" \
    accept/rank-padic-real.cert
expect "accepts a p-adic rank of two states" 0 \
    "VERIFIED rank at least 1 with 3 angles of states 0 1, jointly" accept/rank-padic-joint.cert
expect "accepts large entries of both signs" 0 "VERIFIED rank at least 3 with 10 angles" \
    accept/rank-padic-signs.cert
expect "accepts a series" 0 "VERIFIED rank at least 5 with 10 angles" accept/rank-padic-series.cert
expect "accepts anticommuting terms modulo a power" 0 "VERIFIED rank at least 4 with 4 angles" \
    accept/rank-padic-anticommuting.cert
expect "accepts angles of several turns modulo a power" 0 "VERIFIED rank at least 5 with 8 angles of state 1" \
    accept/rank-padic-shared.cert
expect "accepts terms that cancel on a part of a state" 0 "VERIFIED rank at least 1 with 2 angles" \
    accept/rank-padic-terms-cancel.cert
expect "accepts a coefficient of four bits" 0 "VERIFIED rank at least 4 with 4 angles" \
    accept/rank-padic-large-coefficients.cert
# Points modulo small powers, at which few ranks are as large as they can be.
while IFS='|' read -r number phrase; do
    expect "accepts the rank of point ${number% }" 0 "${phrase# }" "accept/rank-padic-reached-${number% }.cert"
done <<'END'
1 | VERIFIED rank at least 2 with 3 angles of state 0
2 | VERIFIED rank at least 1 with 4 angles of states 0 1, jointly
3 | VERIFIED rank at least 3 with 6 angles of states 0 1, jointly
4 | VERIFIED rank at least 4 with 5 angles
5 | VERIFIED rank at least 5 with 7 angles of states 0 1, jointly
6 | VERIFIED rank at least 6 with 10 angles
7 | VERIFIED rank at least 3 with 6 angles of state 0
8 | VERIFIED rank at least 2 with 8 angles of states 0 1, jointly
9 | VERIFIED rank at least 1 with 1 angle of state 0
10 | VERIFIED rank at least 3 with 3 angles of states 0 1, jointly
11 | VERIFIED rank at least 3 with 3 angles of states 0 1, jointly
12 | VERIFIED rank at least 2 with 3 angles of state 0
13 | VERIFIED rank at least 5 with 10 angles
14 | VERIFIED rank at least 1 with 3 angles of state 0
15 | VERIFIED rank at least 2 with 4 angles
16 | VERIFIED rank at least 2 with 3 angles of state 0
17 | VERIFIED rank at least 7 with 8 angles of states 0 1, jointly
END
expect "accepts layers" 0 "VERIFIED M_c = 14
" accept/rank-layers.cert
expect "accepts layers with angles of several rotations" 0 "VERIFIED M_c 6 .. 7 of state 1
VERIFIED maximal rank 11 of states 0 1, jointly
VERIFIED M_c = 11 of states 0 1, jointly" accept/rank-layers-shared.cert
expect "accepts layers of any sums" 0 "VERIFIED M_c = 11 of states 0 1, jointly" \
    accept/rank-layers-padic.cert
expect "accepts conjugated generators" 0 "VERIFIED maximal rank 5 .. 6 of state 0
VERIFIED M_c 5 .. 19 of state 0
VERIFIED maximal rank 6 .. 12 of states 0 1, jointly" accept/rank-conjugates.cert
expect "accepts many conjugates alike" 0 "VERIFIED maximal rank 2" \
    accept/rank-conjugates-many-lines.cert
expect "accepts a bound behind two ranks, the smaller one last" 0 "VERIFIED maximal rank 5 .. 6 of" \
    accept/rank-bound-behind-ranks.cert
expect "accepts rows whose entries meet several times" 0 "VERIFIED maximal rank 1 of states 0 1" \
    accept/rank-invariant-intertwined.cert
expect "accepts a complex state that keeps its phase" 0 "VERIFIED maximal rank 0
" accept/rank-invariant-complex-phase.cert
expect "accepts angles of one less than the modulus" 0 "VERIFIED M_c 2 .. 3" \
    accept/rank-angles-largest.cert
expect "accepts a real space" 0 "VERIFIED M_c = 6 (2 layers of 3 angles)" accept/rank-invariant.cert
expect "accepts a real space of the chain" 0 "VERIFIED M_c = 2 (1 layer of 2 angles)" \
    accept/rank-invariant-small.cert
expect "tells its dimension" 0 "rank at most 6, by a real space of dimension 8 that is closed" \
    accept/rank-invariant.cert
expect "accepts a real space of two states" 0 "VERIFIED maximal rank 20 .. 28 of states 0 1, jointly" \
    accept/rank-invariant-joint.cert
expect "counts phases and norms of two states" 0 "VERIFIED maximal rank 2 .. 4 of states 0 1, jointly" \
    accept/rank-invariant-norms.cert
expect "accepts a real space on more qubits than the ansatz has" 0 "VERIFIED maximal rank 6 .. 7" \
    accept/rank-invariant-half-of-a-pair.cert
expect "accepts ranks and real spaces of amplitudes" 0 "VERIFIED maximal rank 4 .. 6 of state 0
VERIFIED M_c 4 .. 13 of state 0
VERIFIED maximal rank 2 of state 1
VERIFIED M_c 2 .. 3 of state 1
VERIFIED maximal rank 4 .. 6 of states 0 1, jointly" accept/rank-amplitudes.cert
expect "counts one norm and one phase of equal states" 0 \
    "VERIFIED maximal rank 2 of states 0 1, jointly" accept/rank-amplitudes-pair.cert
expect "accepts sums in a real space" 0 "VERIFIED M_c = 26 (13 layers of 2 angles)" \
    accept/rank-invariant-grid.cert
expect "accepts coordinates with signs of their own" 0 "VERIFIED M_c = 26 (13 layers of 2 angles)" \
    accept/rank-invariant-signs.cert
expect "counts two conserved numbers of a qubit" 0 "VERIFIED maximal rank 1
" accept/rank-conserved-turn.cert
expect "says how many there are" 0 \
    "rank at most 1, by 2 conserved numbers and a real space of dimension 4 that is closed" \
    accept/rank-conserved-turn.cert
expect "counts them in JSON" 0 \
    '{"kind":"invariant","at_most":"1","dimension":"4","conserved":"2","states":[0]}' --json \
    accept/rank-conserved-turn.cert
expect "accepts overlaps of two states" 0 "VERIFIED maximal rank 1 .. 10 of states 0 1, jointly" \
    accept/rank-conserved-pair.cert
expect "accepts overlaps of amplitudes" 0 "VERIFIED maximal rank 1 .. 6 of states 0 1, jointly" \
    accept/rank-conserved-amplitudes.cert
expect "accepts strings on qubits that the ansatz does not have" 0 \
    "VERIFIED maximal rank 1 .. 23 of states 0 1, jointly" accept/rank-conserved-beside.cert
expect "accepts a commuting term with an odd number of Y" 0 "VERIFIED maximal rank 1 .. 10" \
    accept/rank-conserved-odd-term.cert
expect "accepts a linear one where there is an identity" 0 "VERIFIED maximal rank 1 .. 11" \
    accept/rank-conserved-identity.cert
expect "accepts an overlap of strings and amplitudes" 0 "VERIFIED maximal rank 1 .. 11" \
    accept/rank-conserved-zero-and-amplitudes.cert
expect "accepts a phase of both states that a conserved number does not have" 0 \
    "VERIFIED maximal rank 5 of states 0 1, jointly" accept/rank-conserved-joint-phase.cert
expect "accepts dim g by sectors as a bound" 0 "VERIFIED dimension 9
VERIFIED centre 1, derived algebra 8
VERIFIED rank at least 9 with 9 angles
VERIFIED maximal rank 9
VERIFIED M_c = 9 (3 layers of 3 angles)" accept/rank-sectors.cert
expect "names the algebra" 0 "algebra su(3) + u(1)
" accept/rank-sectors.cert
expect "prints JSON of dim g by sectors" 0 \
    '"conclusions":[{"states":[0],"rank":{"at_least":"9","at_most":"9"}' --json accept/rank-sectors.cert
expect "prints JSON of a real space" 0 \
    '{"kind":"invariant","at_most":"6","dimension":"8","states":[0]}' --json \
    accept/rank-invariant.cert

# Every proper prefix of a valid certificate is refused, and so is a number of absurd length.
size=$(wc -c <"$work/example.cert")
refused=0
length=0
while [ "$length" -lt "$size" ]; do
    head -c "$length" "$work/example.cert" >"$work/prefix.cert"
    "$check" "$work/prefix.cert" >"$work/output"
    [ $? -eq 1 ] && grep -q '^NOT VERIFIED: line' "$work/output" && refused=$((refused + 1))
    length=$((length + 1))
done
if [ "$refused" -eq "$size" ]; then ok "refuses every prefix"; else
    not_ok "refuses every prefix" "$refused of $size"
fi
awk '/^1 ZZ$/ { for (i = 0; i < 20000; i++) printf "123456"; print " ZZ"; next } 1' \
    "$work/example.cert" >"$work/digits.cert"
expect "refuses a number of 120000 digits" 1 "line 5: a number has more than" "$work/digits.cert"

# --ansatz: what `liebound show` prints, and every way to differ from it.
ansatz() {
    printf 'ansatz tfim-open\nabout "a generator of qubits"\n# n = %s\nqubits %s\n' "$1" "$1" \
        >"$work/a.alg"
    shift
    printf 'generator %s\n' "$@" >>"$work/a.alg"
    printf 'state plus\ndimension 4\n' >>"$work/a.alg"
}
same() {
    expect "$1" 0 "same generators as $work/a.alg" --ansatz "$work/a.alg" "$2"
}
differ() {
    expect "$1" 1 "$3" --ansatz "$work/a.alg" "$2"
}
other="the generators are not those of the ansatz"
ansatz 2 'zz = Z[0] Z[1]' '= X[0] + X[1]'
same "accepts the same ansatz" "$work/example.cert"
ansatz 2 'zz = Z[0] Z[1]' 'x = X[0] - X[1]'
differ "sees another sign" "$work/example.cert" "$other"
ansatz 2 'zz = Z[0] Z[1]' 'x = X[0] + 2 X[1]'
differ "sees another coefficient" "$work/example.cert" "$other"
ansatz 2 'x = X[0] + X[1]' 'zz = Z[0] Z[1]'
differ "sees another order" "$work/example.cert" "$other"
ansatz 2 'zz = Z[0] Z[1]'
differ "sees a missing generator" "$work/example.cert" "$other"
ansatz 2 'zz = Z[0] Z[1]' 'x = X[0] + X[1]' 'y = Y[0]'
differ "sees one more generator" "$work/example.cert" "$other"
ansatz 3 'zz = Z[0] Z[1]' 'x = X[0] + X[1]'
differ "sees another number of qubits" "$work/example.cert" "$other"
ansatz 2 'zz = Z[0] Z[1]' 'x = X[1] + X[0]'
differ "sees terms that are not in order" "$work/example.cert" "$other"
ansatz 2 'zz = Z[1] Z[0]' 'x = X[0] + X[1]'
differ "refuses factors that are not in order" "$work/example.cert" "a.alg: line 5: qubits of a term"
ansatz 2 'zz = Z[0] Z[2]' 'x = X[0] + X[1]'
differ "refuses a qubit out of range" "$work/example.cert" "a.alg: line 5: qubit out of range"
ansatz 2 'zz = Z[0] * Z[1]' 'x = X[0] + X[1]'
differ "refuses what is not expanded" "$work/example.cert" "a.alg: line 5: expected"
ansatz 4 '= 1/3 Z[0] Z[1] Z[2] Z[3] + 3/2 Z[0] Z[1] Z[2]'
same "accepts the same fractions" accept/rational-4.cert
ansatz 2 'none = 0' '= Z[0] Z[1]'
same "accepts the same zero generator" accept/zero-generator.cert
ansatz 3 '= -2 I[0]' '= X[0] + I[0]'
same "accepts the same identity" accept/identity.cert
ansatz 3 '= X[0] Y[1]' '= X[1] Y[2]'
same "accepts the same strings" "$work/strings.cert"
ansatz 1000000 '= X[0]' '= Z[0] X[1] Y[999999]'
same "accepts the same strings on a million qubits" accept/strings-million-qubits.cert
ansatz 3 '= X[0] Y[1]' '= X[1] Z[2]'
differ "sees another string" "$work/strings.cert" "$other"
one() {
    printf 'liebound certificate 2 closure\ntitle one qubit\nqubits 1\ngenerators 1\n1 %s\n' "$1"
    printf 'symmetry 0 0\nreplay 1 modulo 3\ng0\nbasis 1\n%s\nend\n' "$1"
}
one Z >"$work/one.cert"
ansatz 1 'z = Z[0]'
same "accepts the same qubit" "$work/one.cert"
ansatz 1 'x = X[0]'
differ "sees another letter" "$work/one.cert" "$other"
one Z | sed 's/qubits 1/qubits 2/; s/Z$/ZI/' >"$work/two.cert"
differ "sees one qubit less" "$work/two.cert" "$other"
: >"$work/a.alg"
differ "refuses an empty ansatz" "$work/example.cert" "a.alg: line 1: the number of qubits is missing"

# Exit statuses.
expect "no arguments" 64 "usage:"
expect "--help" 0 "usage:" --help
"$check" --help >"$work/output" 2>"$work/errors"
if grep -q '^usage: liebound-check' "$work/output" && [ ! -s "$work/errors" ]; then
    ok "--help is on standard output"
else
    not_ok "--help is on standard output" "$(cat "$work/errors")"
fi
expect "--help beside others" 64 "usage:" --json --help
expect "--version beside a certificate" 64 "usage:" --version "$work/example.cert"
expect "--help is no name of a file" 74 "cannot read --help" --ansatz --help "$work/example.cert"
expect "--version" 0 "liebound-check " --version
expect "--helpful" 64 "usage:" --helpful
expect "an unknown option" 64 "usage:" --fast "$work/example.cert"
expect "two certificates" 64 "usage:" "$work/example.cert" "$work/example.cert"
expect "an option without its file" 64 "usage:" "$work/example.cert" --ansatz
expect "no threads" 64 "usage:" --threads 0 "$work/example.cert"
expect "too many threads" 64 "usage:" --threads 257 "$work/example.cert"
expect "threads that are no number" 64 "usage:" --threads 2x "$work/example.cert"
expect "threads without their number" 64 "usage:" "$work/example.cert" --threads
expect "an empty name" 64 "usage:" ""
expect "a missing file" 74 "NOT VERIFIED: cannot read" "$work/missing.cert"
expect "a folder" 74 "NOT VERIFIED: " "$work"
expect "a missing ansatz" 74 "NOT VERIFIED: cannot read" --ansatz "$work/missing.alg" \
    "$work/example.cert"
# Names from outside: what could steer a terminal or end a JSON string is replaced.
odd=$(printf 'a~\177\033\303\251"\\')
printf 'qubits 1\ngenerator = Z[0]\n' >"$work/$odd"
expect "prints a name" 0 "same generators as $work/a~??$(printf '\303\251')\"\\" \
    --ansatz "$work/$odd" "$work/one.cert"
expect "prints a name in JSON" 0 "\"same_generators_as\":\"$work/a~????\\\"\\\\\"}" \
    --json --ansatz "$work/$odd" "$work/one.cert"

# Memory that is refused. (AddressSanitizer needs more than all there is.)
if [ -z "${SANITIZE:-}" ]; then
    cycle 7000 >"$work/cycle.cert"
    output=$( (ulimit -v 60000 && "$check" "$work/cycle.cert") 2>&1)
    case $?$output in
    "71liebound-check: out of memory") ok "memory that is refused" ;;
    *) not_ok "memory that is refused" "$output" ;;
    esac
fi
if [ -w /dev/full ]; then
    "$check" "$work/example.cert" >/dev/full 2>"$work/output"
    status=$?
    if [ $status -eq 74 ]; then ok "a full device"; else
        not_ok "a full device" "exit status $status"
    fi
fi

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
