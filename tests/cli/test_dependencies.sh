#!/bin/sh
# Dependencies flow one way: a folder of src/ includes only those that the list in CONTRIBUTING.md has
# behind it, and the checker shares nothing with the rest.
passed=0
failed=0
list=$(sed -n 's/^    \([a-z_]*\)  *\(nothing\|base.*\)$/\1 \2/p' CONTRIBUTING.md)

# The folder of an included file.
owner() {
    case $1 in
    liebound/status.h | liebound/run.h) echo base ;;
    liebound/algebra.h) echo lie ;;
    liebound/surd.h) echo pauli ;;
    liebound/closure.h | liebound/marked.h) echo closure ;;
    liebound/orbit.h | liebound/span.h) echo orbit ;;
    liebound/rank.h | liebound/hessian.h | liebound/capacity.h) echo simulation ;;
    liebound/training.h) echo training ;;
    liebound/layers.h) echo ansatz ;;
    liebound/matrices.h) echo representation ;;
    liebound/exact.h) echo exact_rank ;;
    liebound/call.h) echo cli ;;
    liebound/*) basename "$1" .h ;;
    liebound.h) echo cli ;;
    *) echo "${1%%/*}" ;;
    esac
}

report() { # NAME WRONG
    if [ -z "$2" ]; then
        echo "ok - $1"
        passed=$((passed + 1))
    else
        echo "not ok - $1:$2"
        failed=$((failed + 1))
    fi
}

missing=
for folder in src/*/; do
    echo "$list" | grep -q "^$(basename "$folder") " || missing="$missing $folder"
done
report "every folder is in the list of CONTRIBUTING.md" "$missing"

while read -r folder allowed; do
    wrong=
    files=$(find "src/$folder" -name '*.[ch]')
    [ -n "$files" ] || wrong=" there is no src/$folder"
    for file in $files; do
        for included in $(sed -n 's/^#include ["<]\(.*\)[">].*/\1/p' "$file"); do
            case $included in
            liebound*) ;;
            */*) [ -e "src/$included" ] || continue ;;
            *) continue ;;
            esac
            case " $folder $allowed " in
            *" $(owner "$included") "*) ;;
            *) wrong="$wrong $file:$included" ;;
            esac
        done
    done
    report "$folder includes only what the list allows" "$wrong"
done <<END
$list
END
# A command prints where its call says, so that it can be called from elsewhere.
report "no command names a standard stream" \
    "$(grep -El '(\bstd(out|err)\b|(^|[^a-z_f])(gmp_)?(printf|puts|putchar)\()' src/cli/cmd_*.c src/cli/table/*.c src/cli/success/*.c)"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
