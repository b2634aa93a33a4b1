#!/bin/sh
# Files that are missing, unreadable or wrong.
. "$(dirname "$0")/support.sh"

for command in show dim rank bound table; do
    run "$liebound" $command missing.alg
    expect_error 74 "missing.alg"
    run "$liebound" $command tfim-opn
    expect_error 65 "did you mean tfim-open?"
    mkdir -p folder.alg
    run "$liebound" $command folder.alg
    expect_error 74 "irectory"
    run "$liebound" $command ''
    expect "$command '': status 65 or 74" test "$status" -eq 65 -o "$status" -eq 74
    run "$liebound" $command chain.alg n=1
    expect_error 65 "n >= 2"
    run "$liebound" $command chain.alg m=1
    expect_error 65 "parameter"
done
run "$liebound" dim xyzzyx
expect_error 65 "'liebound list' shows the catalogue"

# wrong TEXT LINE: the error names file and line.
wrong() {
    printf '%b' "$1" >bad.alg
    run "$liebound" dim bad.alg
    expect_error 65 "bad.alg:$2"
}
wrong 'qubits 2\ngenerator a = X[2]\n' 2:
wrong 'qubits 2\nnonsense\ngenerator a = X[0]\n' 2:1:
wrong 'qubits 2\ngenerator a = X[0] +\n' 2:
wrong 'qubits 2\ngenerator a = XXX\n' 2:
wrong 'qubits 0\ngenerator a = X[0]\n' 1:
wrong 'qubits 2\ngenerator a = 1e999999999 X[0]\n' 2:
wrong 'qubits 2\ngenerator a = 1/0 X[0]\n' 2:
wrong 'qubits 99999999999999999999\ngenerator a = X[0]\n' 1:
for text in '' 'qubits 2\n' 'generator a = X[0]\n' '\0\0\0' '\0377\0376'; do
    printf '%b' "$text" >bad.alg
    run "$liebound" dim bad.alg
    expect_error 65 "bad.alg"
done
head -c 100000 /dev/zero | tr '\0' '(' >bad.alg
run "$liebound" dim bad.alg
expect_error 65 "bad.alg"
refuse "control characters do not reach the terminal" grep -q "$(printf '\033')" err
printf 'ansatz x\nabout "\033[31m"\nqubits 1\ngenerator a = \033[31m\n' >bad.alg
run "$liebound" dim bad.alg
expect_error 65 "bad.alg"
refuse "control characters do not reach the terminal" grep -q "$(printf '\033')" err

# Standard input.
printf 'qubits 1\ngenerator a = Q\n' >bad.alg
run sh -c "'$liebound' dim - <bad.alg"
expect_error 65 ":2:"
run sh -c "'$liebound' dim - <chain.alg --quiet"
expect_status 0 "standard input"
run sh -c "'$liebound' dim - <&-"
expect "closed standard input: status 65 or 74" test "$status" -eq 65 -o "$status" -eq 74
run sh -c "'$liebound' table - n=2..4 <chain.alg"
expect_status 0 "a sweep over standard input"
expect "three rows" test "$(grep -c '^chain ' out)" -eq 3
run sh -c "'$liebound' table - - <chain.alg"
expect_error 64 "standard input can be read only once"

if [ "$(id -u)" -ne 0 ]; then
    chmod 000 bad.alg
    run "$liebound" dim bad.alg
    expect_error 74 "bad.alg"
fi

finish
