#!/bin/sh
# Dependencies flow one way: a module includes only modules below it, the public headers are theirs
# alone, and the checker shares nothing with the rest.
passed=0
failed=0

# module: what it may include beside itself. Public headers count as the module that implements
# them.
allowed() {
    case $1 in
    base) echo "" ;;
    fit) echo "base" ;; # exact arithmetic alone: it knows sequences, not algebras
    pauli) echo "base" ;;
    linalg) echo "base pauli" ;;
    ansatz) echo "base pauli linalg" ;;
    algebra) echo "base pauli linalg ansatz" ;;
    structure) echo "base pauli linalg ansatz algebra" ;;
    certificate) echo "base pauli linalg ansatz algebra" ;;
    circuit) echo "base pauli ansatz" ;;
    rank) echo "base pauli ansatz circuit" ;;
    exact) echo "base pauli ansatz" ;;
    bound) echo "base pauli linalg ansatz algebra certificate circuit rank exact" ;;
    report) echo "base" ;;
    cli) echo "base fit report pauli ansatz algebra structure rank exact bound" ;;
    check) echo "" ;;
    esac
}

# The module of an included file.
owner() {
    case $1 in
    liebound/status.h) echo base ;;
    liebound/closure.h | liebound/marked.h | liebound/orbit.h) echo algebra ;;
    liebound/hessian.h | liebound/capacity.h) echo rank ;;
    liebound/*) basename "$1" .h ;;
    liebound.h) echo cli ;;
    *) dirname "$1" ;;
    esac
}

for module in base fit pauli linalg ansatz algebra structure certificate circuit rank exact bound \
    report cli check; do
    wrong=
    for file in src/$module/*.[ch]; do
        for included in $(sed -n 's/^#include ["<]\(.*\)[">].*/\1/p' "$file"); do
            case $included in
            liebound*) ;;
            */*) [ -e "src/$included" ] || continue ;;
            *) continue ;;
            esac
            of=$(owner "$included")
            case " $module $(allowed $module) " in
            *" $of "*) ;;
            *) wrong="$wrong $file:$included" ;;
            esac
        done
    done
    if [ -z "$wrong" ]; then
        echo "ok - $module includes only what is below it"
        passed=$((passed + 1))
    else
        echo "not ok - $module:$wrong"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
