#!/bin/sh
# Memory that is refused at any place of any command: the right answer, or status 71 and one line;
# and every file that is there is complete. A preloaded library (refuse_memory.c) refuses one request
# or all from one on, at some of the places in the program that ask; LB_TEST_MULTIPLIER makes them
# more, LB_TEST_SEED others.
. "$(dirname "$0")/support.sh"
if [ -n "${SANITIZE:-}" ] || ! ${CC:-cc} -O -shared -fPIC -o refuse.so "$tests/refuse_memory.c" -ldl; then
    echo "skipped: a build with sanitizers, or no glibc"
    finish
fi
seed=${LB_TEST_SEED:-20230626}
samples=$((10 * ${LB_TEST_MULTIPLIER:-1}))
checker=$B/liebound-check
echo "seed $seed (LB_TEST_SEED repeats it)"

# What the commands read.
"$liebound" show chain.alg >shown.alg
"$liebound" dim chain.alg --quiet --certificate sums.cert >/dev/null
"$liebound" dim chain.alg --quiet --certificate sums.cert.gz >/dev/null
"$liebound" dim hea n=4 --quiet --certificate strings.cert >/dev/null
"$liebound" orbit chain.alg --quiet --certificate orbit.cert >/dev/null
"$liebound" structure chain.alg --quiet --certificate marked.cert >/dev/null
"$liebound" table chain.alg n=2..5 --slice 1/1 >rows
printf 'state w\n0001 1\n0010 1/2\n0100 1\n1000 1\n' >w.states

# attempt VARIABLE=VALUE... COMMAND...: with the library, and an empty folder `made` for its files;
# processes that it starts are spared.
attempt() {
    rm -rf made
    mkdir made
    run env LD_PRELOAD="$PWD/refuse.so" "$@"
}

# What does not depend on the clock.
without_times() {
    sed '/seconds"\|bytes"/d' "$1"
}

# Whether what came of a refusal is right.
is_right() {
    for file in made/*; do
        [ ! -e "$file" ] || cmp -s "$file" "whole/${file#made/}" || return 1
    done
    if [ "$status" -eq 71 ]; then
        [ "$(wc -l <err)" -eq 1 ] && grep -q '^liebound.*out of memory' err
    else
        without_times out >out.compared
        [ "$status" -eq "$whole_status" ] && cmp -s out.compared whole.compared
    fi
}

# refuse_memory COMMAND...: at a sample of the places, spread over the run.
refuse_memory() {
    what="$(basename "$1") $(shift && echo "$*")"
    attempt REFUSE_LIST="$PWD/list" "$@"
    whole_status=$status
    without_times out >whole.compared
    rm -rf whole
    mv made whole
    expect "$what: it asks for memory" test -s list
    sort -n list | awk -v samples="$samples" -v seed="$seed" '
        { number[NR] = $1 }
        END {
            srand(seed)
            for (i = 0; i < samples && i < NR; i++)
                print number[samples < NR ? int((i + rand()) * NR / samples) + 1 : i + 1]
        }' >sample
    mode=
    wrong=
    while read -r number; do
        attempt REFUSE_AT="$number" $mode "$@"
        is_right || wrong="$wrong $number${mode:+ and on}: status $status, $(head -n 2 err), $(echo made/*);"
        [ -n "$mode" ] && mode= || mode=REFUSE_ALL=1
    done <sample
    expect "$what: refused at $(wc -l <sample | tr -d ' ') of $(wc -l <list | tr -d ' ') places${wrong:+, wrong at$wrong}" \
        test -z "$wrong"
}

refuse_memory "$liebound" list
refuse_memory "$liebound" help dim
refuse_memory "$liebound" show chain.alg
refuse_memory "$liebound" dim chain.alg --certificate made/my.cert --checkpoint made/state
refuse_memory "$liebound" dim ltfim-closed n=6 --threads 2 --certificate made/my.cert.gz
refuse_memory "$liebound" dim hea n=5 --json --certificate made/my.cert
refuse_memory "$liebound" structure chain.alg --certificate made/my.cert
refuse_memory "$liebound" structure xxz-open n=4 --centre --torus
refuse_memory "$liebound" constants chain.alg n=3 --killing
refuse_memory "$liebound" constants chain.alg n=3 --basis nested --format gap
refuse_memory "$liebound" orbit chain.alg --certificate made/my.cert.gz
refuse_memory "$liebound" orbit chain.alg --states w.states
refuse_memory "$liebound" rank chain.alg --spectrum made/spectrum
refuse_memory "$liebound" rank chain.alg --json --precision 128
refuse_memory "$liebound" hessian chain.alg
refuse_memory "$liebound" capacity chain.alg
refuse_memory "$liebound" train chain.alg --starts 2 --optimizer adam --steps 5 --checkpoint made/state --csv made/losses
refuse_memory "$liebound" bound chain.alg
refuse_memory "$liebound" table chain.alg hea n=2..5 --fit
refuse_memory "$liebound" table chain.alg n=2..4 --json
refuse_memory "$liebound" table chain.alg n=2..4 --jobs 2
refuse_memory "$liebound" merge rows --format latex
for certificate in sums.cert strings.cert orbit.cert marked.cert; do
    refuse_memory "$checker" --threads 2 $certificate
done
refuse_memory "$checker" --json --ansatz shown.alg sums.cert.gz

# A limit on the address space, under which OpenBLAS would ask again for ever, and the limit on CPU
# time end it.
for kilobytes in 100000 150000 200000 400000; do
    for arguments in list "rank hea n=8 --layers 2 --seeds 1" "structure xxz-open n=4" \
        "table chain.alg n=2..4 --jobs 2"; do
        last="$arguments, ulimit -v $kilobytes"
        (
            ulimit -v $kilobytes
            ulimit -t 60
            # shellcheck disable=SC2086
            exec "$liebound" $arguments
        ) >out 2>err
        status=$?
        case $status in
        0) expect "$last: done" test -s out ;;
        127) expect "$last: the libraries need more" grep -q 'error while loading' err ;;
        *) expect "$last: status 71 and one line" \
            test "$status $(grep -c '^liebound: .*out of memory' err) $(wc -l <err)" = "71 1 1" ;;
        esac
    done
done

finish
