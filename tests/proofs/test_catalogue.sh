#!/bin/sh
# What the catalogue says that Coq has proved is what Coq has proved: each theorem statement of
# algebras/ has its theorem, for the same sizes and with the same number, about the generators that
# test_generators.sh compares. B is the directory of the build.
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/../cli/support.sh"
theorems=$B/proofs/theorems.txt

# The numbers of a formula in Coq's words, of natural numbers, for n up to 9.
values() {
    formula=$(echo "$1" | sed 's/ mod / % /g')
    for n in 2 3 4 5 6 7 8 9; do
        awk "BEGIN { n = $n; print int($formula) }"
    done
}

# stated KEY NAME: the numbers that the catalogue states, for the same n; and what for.
# Only the orbit needs bound.
stated() {
    for n in 2 3 4 5 6 7 8 9; do
        command=dim
        [ "$1" = theorem ] || command=bound
        run "$liebound" $command "$2" n=$n --quiet --json
        sed -n "/^  \"$1\": {/,/^  }/p" out
    done >objects
    sed -n 's/^ *"proved_for": "\(.*\)"/\1/p' objects | sort -u >sizes
    sed -n 's/^ *"value": "\(.*\)",/\1/p' objects
}

# theorem NAME KEY THEOREM FILE FUNCTION LEAST: the theorem is about FUNCTION, from n = LEAST on.
theorem() {
    condition="$6 <= n -> "
    sizes="every n >= $6 ($4)"
    if [ "$6" -eq 0 ]; then
        condition=
        sizes="every n ($4)"
    fi
    statement=$(sed -n "s/^$3 : forall n : nat, \(.*\)/\1/p" "$theorems")
    formula=${statement#"$condition"}
    case $formula in
    "$5 ("*")") verdict 0 "$3 is about $5" ;;
    *) verdict 1 "$3 is about $5, not $statement" ;;
    esac
    formula=${formula#"$5 ("}
    stated "$2" "$1" >numbers
    values "${formula%)}" | tail -n +$(($6 > 2 ? $6 - 1 : 1)) >expected
    expect "$1: numbers" test -s numbers
    expect "$1: $2 is ${formula%)}" cmp numbers expected
    echo "$sizes" >expected
    expect "$1: $2 for $sizes" cmp sizes expected
    expect "$4 is there" test -s "$root/$4"
    grep -q "$4" "$root"/algebras/*.alg
    verdict $? "$4 is stated"
}
while read -r member key theorem file function least; do
    theorem "$member" "$key" "$theorem" "proofs/coq/families/$file" "$(echo "$function" | tr : ' ')" "$least"
done <<'END'
tfim-open theorem tfim_open_real TfimOpen.v matrix_dla_dim:(tfim_open:R_field:n) 2
tfim-open orbit_theorem tfim_open_orbit_real TfimOpenOrbit.v orbit_dim:(tfim_open:R_field:n):plus 2
tfim-closed theorem tfim_closed_real TfimClosed.v matrix_dla_dim:(tfim_closed:R_field:n) 3
tfim-open-free theorem tfim_open_free_real TfimOpenFree.v matrix_dla_dim:(tfim_open_free:R_field:n) 0
tfim-closed-free theorem tfim_closed_free_real TfimClosedFree.v matrix_dla_dim:(tfim_closed_free:R_field:n) 3
hea theorem hea_real Hea.v matrix_dla_dim:(hea:R_field:n) 0
xy-chain theorem xy_chain_real XyChain.v matrix_dla_dim:(xy_chain:R_field:n) 0
heisenberg-open-free theorem heisenberg_open_free_real Heisenberg.v matrix_dla_dim:(heisenberg_open_free:R_field:n) 3
heisenberg-closed-free theorem heisenberg_closed_free_real Heisenberg.v matrix_dla_dim:(heisenberg_closed_free:R_field:n) 3
END
expect "no statement is left out" test "$(grep -ch '^theorem ' "$root"/algebras/*.alg | awk '{s += $1} END {print s}')" -eq 8

# Who has theorems: the families that test_generators.sh compares, and what is the same under another
# name.
sed -n 's/^.*family \(.*\) n=.*/\1/p' "$B/proofs/generators.txt" | sort -u >families
run "$liebound" list
for member in $(sed -e 1d -e 's/ .*//' out); do
    run "$liebound" dim "$member" --time-limit 1 --quiet --json
    grep -q '"theorem": null' out && continue
    [ "$member" = tfim ] || expect "$member: its generators are compared" grep -qx "$member" families
done
for member in open-shared closed-shared open-free closed-free; do
    topology=${member%-*}
    angles=${member#*-}
    "$liebound" show tfim topology="$topology" angles="$angles" n=5 --canonical | sed 1,2d >one
    case $angles in
    free) same=tfim-$topology-free ;;
    *) same=tfim-$topology ;;
    esac
    "$liebound" show "$same" n=5 --canonical | sed 1,2d >other
    expect "tfim topology=$topology angles=$angles is $same" cmp one other
done
for topology in open closed; do
    "$liebound" show heisenberg topology=$topology angles=free n=5 --canonical | sed 1,2d >one
    "$liebound" show heisenberg-$topology-free n=5 --canonical | sed 1,2d >other
    expect "heisenberg topology=$topology angles=free is heisenberg-$topology-free" cmp one other
done
finish
