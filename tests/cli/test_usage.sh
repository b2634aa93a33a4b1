#!/bin/sh
# Help, version, and what a wrong command line gets to hear.
. "$(dirname "$0")/support.sh"

run "$liebound" --version
expect_status 0 "--version"
expect "the version is a number" grep -Eq '^liebound [0-9]+\.[0-9]+\.[0-9]+$' out

run "$liebound" --help
expect_status 0 "--help"
cp out overview
commands=$(sed -n '/^  list/,/^  help/s/^  \([a-z]*\) .*/\1/p' overview)
expect "the overview lists the commands" test "$(echo "$commands" | wc -l)" -eq \
    "$(($(ls "$tests"/../../src/cli/cmd_*.c | wc -l) + 1))"
expect "their summaries begin in one column" test \
    "$(sed -n '/^  list/,/^  help/s/^\(  [a-z]*  *\).*/\1/p' overview | awk '{ print length }' |
        sort -u | wc -l)" -eq 1
for command in list show dim rank bound table; do
    expect "the overview names $command" grep -q "^  $command " overview
    run "$liebound" $command --help
    expect_status 0 "$command --help"
    expect "its first line is the usage" sh -c "head -n 1 out | grep -q '^usage: liebound $command'"
    expect "it names --json" grep -q -e '^  --json ' out
    expect "it lists the exit statuses" grep -q '^Exit status: 0 ' out
    expect "no line is wider than 100 columns" sh -c '! grep -q ".\{101\}" out'
    cp out long
    run "$liebound" help $command
    expect "help $command is the same text" cmp out long
    run "$liebound" $command --nonsense
    expect_error 64 "$command has no option --nonsense"
done
run "$liebound" help
expect "help is the overview" cmp out overview

run "$liebound"
expect_status 64 "no command"
expect "no command: the overview is on standard error" cmp err overview
refuse "and nothing on standard output" test -s out

run "$liebound" tabel
expect_error 64 "did you mean table?"
run "$liebound" help tabel
expect_error 64 "did you mean table?"
run "$liebound" xyzzy
expect_error 64 "'liebound help' lists the commands"
run "$liebound" dim chain.alg --tiem-limit 3
expect_error 64 "did you mean --time-limit?"
run "$liebound" dim chain.alg -q
expect_error 64 "dim has no option -q"
run "$liebound" list --certificate x
expect_error 64 "list has no option --certificate"
# No option is offered that does nothing.
for command in dim structure constants orbit table; do
    run "$liebound" $command chain.alg --seed 3
    expect_error 64 "$command has no option --seed"
done
run "$liebound" dim
expect_error 64 "dim needs an ansatz"
run "$liebound" list foo
expect_error 64 "list takes no operand"
run "$liebound" dim chain.alg endless.alg
expect_error 64 "dim takes one ansatz"
run "$liebound" dim chain.alg n=3 n=4
expect_error 64 "n is given twice"
run "$liebound" dim chain.alg n=
expect_error 64 "n= lacks a value"
for command in dim show rank bound; do
    run "$liebound" $command chain.alg n=2..4
    expect_error 64 "'liebound table' sweeps"
done
run "$liebound" dim chain.alg --certificate
expect_error 64 "--certificate needs a value"
run "$liebound" dim chain.alg --certificate=
expect_error 64 "--certificate needs a value"
run "$liebound" dim chain.alg --json=yes
expect_error 64 "--json takes no value"
run "$liebound" show chain.alg --json --canonical
expect_error 64 "one of --json, --canonical, --generators and --format"
run "$liebound" dim chain.alg --json --certificate -
expect_error 64 "both want standard output"

# Numbers are read to their last character and checked.
for value in 3x x3 '' 0 -1 1e3 0x10 nan inf ' 3' 3h3 99999999999999999999999; do
    run "$liebound" dim chain.alg "--time-limit=$value"
    expect_status 64 "--time-limit '$value'"
done
for value in 3x '' 0 -1 1.5G 1GG 99999999999999999999G 17179869184G; do
    run "$liebound" dim chain.alg "--memory-limit=$value"
    expect_status 64 "--memory-limit '$value'"
done
for value in 0 -1 1.5 3x '' +3 18446744073709551616; do
    run "$liebound" rank chain.alg "--layers=$value"
    expect_status 64 "--layers '$value'"
done
run "$liebound" rank chain.alg --seed 18446744073709551615 --seeds 1
expect_status 0 "the largest seed"
for value in x -1 1.5 '' al All 99999999999999999999999; do
    run "$liebound" dim chain.alg "--digits=$value"
    expect_status 64 "--digits '$value'"
done
for value in 90 90.5 10m 2h 30s 1.25h; do
    run "$liebound" dim chain.alg --time-limit "$value" --quiet
    expect_status 0 "--time-limit $value"
done
for value in 1000000000 512M 8G 1T 600000K; do
    run "$liebound" dim chain.alg --memory-limit "$value" --quiet
    expect_status 0 "--memory-limit $value"
done
for value in '' dens Dense 1; do
    run "$liebound" dim xxz-open n=3 "--method=$value"
    expect_status 64 "--method '$value'"
done
for value in automatic sparse dense; do
    run "$liebound" dim xxz-open n=3 --method $value --quiet
    expect_status 0 "--method $value"
    expect_line "dimension 4   proved"
done

# A path is not a sweep.
mkdir folder
echo 'parameter file = ""
qubits 3
graph E = file file
generator for (i,j) in E: Z[i] Z[j]' >folder/graph.alg
echo '0 1' >my.edges
run "$liebound" dim folder/graph.alg file=../my.edges --quiet
expect_line "dimension 1   proved"

# Options stand anywhere, with = or without, and end at --.
run "$liebound" dim --quiet --time-limit=60 chain.alg n=3
expect_line "dimension 9   proved"
run "$liebound" dim n=3 chain.alg --time-limit 60 --quiet
expect_line "dimension 9   proved"
cp chain.alg ./--json
run "$liebound" dim --quiet n=3 -- --json
expect_line "dimension 9   proved"

finish
