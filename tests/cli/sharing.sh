# What the tests of shared tables have in common, behind support.sh: a table with rows that are left
# out, contradicted and undecided, and the comparison with a serial run. In slow.alg no row ends; the
# rows of chain.alg are so short for n = 2 and 3 that no limit of time comes before their end.

sed 's/n\*n/n*n+n%3/' chain.alg >wrong.alg
sed 's/^qubits 30/parameter n = 30\nqubits n/; s/28/n-2/; s/29/n-1/' endless.alg >both.alg
sed 's/qubits n/qubits 10*n/; s/n-2/10*n-2/; s/n-1/10*n-1/g' both.alg >slow.alg
operands="tfim-open chain.alg ltfim-closed a3 n=1..6"

# without_times FILE: JSON without what a clock or a meter says.
without_times() {
    sed '/"seconds"/d' "$1"
}

# The serial runs, once.
for format in text markdown csv latex json; do
    "$liebound" table $operands --fit --format $format --columns \
        ansatz,parameters,qubits,generators,dimension,literature,agrees,status,algebra,evidence,terms \
        >serial.$format 2>serial.err
    serial_status=$?
    expect "a serial table, $format" test $serial_status -eq 0
done

# compare_with_serial NAME COMMAND...: the command, with operands and options behind it, prints the
# same.
compare_with_serial() {
    name=$1
    shift
    for format in text markdown csv latex json; do
        run "$@" table $operands --fit --format $format --columns \
            ansatz,parameters,qubits,generators,dimension,literature,agrees,status,algebra,evidence,terms
        expect_status 0 "$name, $format"
        expect "$name, $format: the same bytes" cmp out serial.$format
        expect "$name, $format: the same notes" cmp err serial.err
    done
}
