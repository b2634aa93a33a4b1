#!/bin/sh
# How often training succeeds, against the number of angles: what it finds, and that processes, slices,
# interruptions and checkpoints change no byte.
. "$(dirname "$0")/support.sh"

# fraction LAYERS THRESHOLD: solved of starts, in CSV.
fraction() {
    awk -F, -v layers="$1" -v threshold="$2" \
        '$2 == layers && $4 + 0 == threshold + 0 { print $6 "/" $5 }' out
}
# expect_fraction LAYERS THRESHOLD VALUE
expect_fraction() {
    found=$(fraction "$1" "$2")
    [ "$found" = "$3" ]
    verdict $? "$1 layers, below $2: $3 (it is $found)"
}

# Closed chains jump from no start to every one at M_c = n.
for n in 4 6; do
    run "$liebound" success tfim-closed n=$n --layers 1..$((n / 2 + 1)) --starts 50 --format csv \
        --threshold 1e-2,1e-8 --quiet
    expect_status 0 "closed chain, n=$n"
    for threshold in 1e-2 1e-8; do
        expect_fraction $((n / 2 - 1)) $threshold 0/50
        expect_fraction $((n / 2)) $threshold 50/50
        expect_fraction $((n / 2 + 1)) $threshold 50/50
    done
    expect "M_c, the maximal rank and dim g stand beside them" test \
        "$(grep -c ",$n,$n,$((3 * n - 1))\$" out)" -eq $((2 * (n / 2 + 1)))
done

# The runs deposited with Larocca et al. (Zenodo 10.5281/zenodo.7916659), 50 of each: Adam with rate 0.01
# and 3000 steps, gates exp(-i theta/2 H), starts in [0, pi/2), the smallest loss of each run. Layers, and
# their fractions below 1e-2, 1e-3, 1e-4 and 1e-6. Fisher's exact test, two-sided, at 1 %.
cat >fisher.awk <<'AWK'
function log_choose(n, k, i, sum) {
    for (i = 1; i <= k; i++) sum += log(n - k + i) - log(i)
    return sum
}
function probability(x, both) {
    return exp(log_choose(50, x) + log_choose(50, both - x) - log_choose(100, both))
}
function fisher(a, b, x, p, sum) {
    p = probability(a, a + b)
    for (x = 0; x <= 50; x++)
        if (a + b - x >= 0 && a + b - x <= 50 && probability(x, a + b) <= p * (1 + 1e-9))
            sum += probability(x, a + b)
    return sum
}
FNR == NR { published[$1] = $0; next }
FNR > 1 {
    split(published[$2], row, " ")
    column = 2 + ($4 < 5e-3) + ($4 < 5e-4) + ($4 < 5e-5)
    theirs = int(50 * row[column] + 0.5)
    informative += $6 + theirs > 0 && $6 + theirs < 100
    if (fisher($6, theirs) < 0.01) { print $2, $4, $6, theirs; wrong++ }
}
END { exit wrong || informative < least }
AWK
compare_with_published() { # LEAST ANSATZ N: published fractions on standard input
    cat >published
    layers=$(cut -d' ' -f1 published | tr '\n' ',' | sed 's/,$//')
    run "$liebound" success "$2" n="$3" --layers "$layers" --starts 50 --optimizer adam --half-angles \
        --width 1.5707963267948966 --threshold 1e-2,1e-3,1e-4,1e-6 --format csv --no-lines --quiet
    expect "the published fractions, $2 n=$3" awk -v least="$1" -F'[ ,]' -f fisher.awk published out
}
compare_with_published 9 tfim-open 4 <<'END'
4 0.86 0.78 0.34 0.06
6 1.0 0.98 0.84 0.32
8 1.0 1.0 0.98 0.8
END
compare_with_published 12 tfim-open 6 <<'END'
8 0.86 0.4 0.04 0.0
10 0.92 0.44 0.22 0.0
12 1.0 0.66 0.2 0.02
16 1.0 0.98 0.74 0.46
END

# Both pictures see the same losses.
for picture in states algebra; do
    run "$liebound" success tfim-open n=4 --layers 2,8 --starts 10 --picture $picture \
        --optimizer adam --steps 30 --format csv
    cut -d, -f10,11 out | sed 1d | tr ',' '\n' >$picture.losses
done
paste states.losses algebra.losses >losses
expect "both pictures, and losses" test "$(wc -l <losses)" -eq 8
expect "agree" awk '($1 - $2) ^ 2 > 1e-24 { exit 1 }' losses

run "$liebound" success tfim-open n=4 --layers 2,8 --starts 10 --quiet
expect_line "M_c                 8   proved"
expect_line "maximal QFIM rank   8   proved"
expect_line "dim g               16   proved"
expect_line "picture: algebra, 16 coordinates"
expect "the interval is named" grep -q 'the 95 % interval of Wilson' out
run "$liebound" success tfim-open n=4 --layers 4 --starts 10 --json
expect_json first schema
expect_json schema liebound/success/1
expect_json lines.critical.at_least 8
expect_json lines.critical.status proved
expect_json rows.0.angles 8
expect_json rows.0.starts 10
expect_json missing 0

# Fixed gates, shared angles, a state that no symmetry of the generators fixes, several states.
run "$liebound" success hea-cz n=3 --layers 1..3 --starts 5 --steps 300 --no-lines
expect_status 0 "fixed gates"
run "$liebound" success tfim-open n=50 --layers 2 --starts 3 --steps 5 --picture algebra
expect_status 0 "fifty qubits"
expect "the ground energy of free fermions" grep -q 'E0 = -63.3011891554 ' out
expect_line "M_c                 1250   proved"
cat >weighted.states <<'END'
state a weight 1/2
000 1
state b weight -1
111 1
END
run "$liebound" success tfim-open n=3 --layers 2 --starts 3 --states weighted.states
expect_error 64 "--energy"
run "$liebound" success tfim-open n=3 --layers 2 --starts 3 --states weighted.states --energy -4 \
    --no-lines
expect_status 0 "several states"

# The same bytes in several processes, in slices and from a checkpoint.
command="success tfim-closed n=6 --layers 2..5 --starts 40 --optimizer lbfgs,adam --steps 60"
for format in text csv json; do
    "$liebound" $command --format $format >serial.$format 2>/dev/null
done
for jobs in 2 7; do
    run "$liebound" $command --jobs $jobs
    expect_status 0 "--jobs $jobs"
    expect "--jobs $jobs: the same bytes" cmp out serial.text
done
for slice in 1 2 3; do
    run "$liebound" $command --slice $slice/3 --jobs $slice
    expect_status 0 "slice $slice"
    cp out $slice.rows
done
for format in text csv json; do
    run "$liebound" merge 3.rows 1.rows 2.rows --format $format
    expect_status 0 "merge, $format"
    expect "merge, $format: the same bytes" cmp out serial.$format
done
run "$liebound" merge 3.rows 1.rows
expect_status 2 "a slice that is missing"
expect "a note says how much" grep -q 'note: 8 of 25 parts are missing' err
"$liebound" $command --threshold 1e-2 >coarse 2>/dev/null
run "$liebound" merge 1.rows 2.rows 3.rows --threshold 1e-2
expect "another threshold" cmp out coarse
run "$liebound" merge 1.rows 1.rows
expect_error 65 "is there twice"

# Processes that are killed or interrupted, once the checkpoint has some items.
start "$liebound" $command --checkpoint run.state
until_true lines_at_least 4 run.state
kill -s KILL $job 2>/dev/null
await
printf '{"item":24,"runs":[[1.0,' >>run.state
run "$liebound" $command --checkpoint run.state --jobs 2
expect_status 0 "resumed after a kill"
expect "the same bytes" cmp out serial.text
sort run.state >first.sorted
run "$liebound" $command --checkpoint run.state --format json
expect "all from the checkpoint" cmp out serial.json
# A disk that is full, played by a limit on the size of files: said once, and the result is there.
(
    ulimit -f 4
    "$liebound" $command --checkpoint full.state 2>err
    echo $? >code
) | cat >out
last="success on a full disk"
status=$(cat code)
expect_status 0 "$last"
expect "the same bytes" cmp out serial.text
expect "one line says so" grep -qx 'liebound: note: full.state: cannot write: File too large; the search goes on without this checkpoint' err
expect "and no other line" test "$(wc -l <err)" -eq 1
run "$liebound" $command --checkpoint full.state
expect_status 0 "resumed from what could be written"
expect "the same bytes" cmp out serial.text
slow="success tfim-open n=8 --layers 12..20 --starts 20 --no-lines --quiet"
start "$liebound" $slow --checkpoint slow.state
until_true lines_at_least 3 slow.state
kill -s INT $job
await
expect_status 2 "an interruption"
expect "a note says how to go on" grep -q 'parts are missing; the same command goes on from slow.state' err
cp slow.state kept.state
run "$liebound" $slow --checkpoint slow.state
expect_status 0 "resumed after an interruption"
cp out resumed
expect "what was complete stays" cmp -n "$(wc -c <kept.state)" kept.state slow.state
run "$liebound" $slow --jobs 3
expect "the bytes of a run without" cmp out resumed
run "$liebound" $slow --time-limit 0.2
expect_status 2 "a limit of time"
run timeout 20 "$liebound" success endless.alg --layers 2 --picture algebra --time-limit 0.3 --quiet
expect "a search without end is refused or ends" test $status -eq 2 -o $status -eq 65

# What a limit leaves of the lines is printed, and computed again.
: >cut.state
run "$liebound" success ltfim-open n=12 --layers 1 --starts 1 --steps 1 --picture states \
    --time-limit 1 --checkpoint cut.state
expect_status 2 "lines that a limit cuts"
refuse "they are not kept" grep '"lines":{' cut.state

# Checkpoints of other calls, and damaged ones.
run "$liebound" $command --checkpoint run.state --seed 2
expect_error 65 "run.state:1:1: these are results of another ansatz or of other options"
sed 's/n)/n) + Z[0]/' chain.alg >other.alg
run "$liebound" success chain.alg n=3 --layers 2 --starts 2 --checkpoint chain.state
expect_status 0 "a file"
sed 's/Z\[i\] Z/X[i] X/' chain.alg >changed.alg && cp changed.alg chain.alg
run "$liebound" success chain.alg n=3 --layers 2 --starts 2 --checkpoint chain.state
expect_error 65 "another ansatz"
sed 's/"runs":\[\[/"runs":[["x",/' run.state >damaged.state
run "$liebound" $command --checkpoint damaged.state
expect_error 65 "is damaged"

# Only what success writes is printed again: text without control characters.
for member in title digest state ground; do
    sed "1s/\"$member\":\"/&\\\\u001b[31m/" run.state >odd.rows
    refuse "$member: changed" cmp -s run.state odd.rows
    run "$liebound" merge odd.rows
    expect_error 65 "not a file of 'liebound success --slice'"
    expect "no control character" test -z "$(tr -dc '\033' <out)"
done

# What a user does wrong.
run "$liebound" success tfim-open n=4 --layers 4..2
expect_error 64 "is empty"
run "$liebound" success tfim-open n=4 --layers x
expect_error 64 "is neither a list such as 10..40..2"
run "$liebound" success tfim-open n=4 --optimizer sgd
expect_error 64 "is none of lbfgs, adam and adam,lbfgs"
run "$liebound" success tfim-open n=4 --threshold 1e-13
expect_error 64 "no list of up to 20 numbers from 1e-11 on"
run "$liebound" success tfim-open n=4 --picture tensor
expect_error 64 "is none of auto, states and algebra"
run "$liebound" success tfim-open n=2..4 --layers 2
expect_error 64 "success takes one value of n"
run "$liebound" success hea n=8 --layers 2 --picture algebra
expect_error 65 "reaches a space of more than 20000 dimensions"
run "$liebound" success hea n=3 --starts 2
expect_error 64 "--layers auto needs the algebra picture"
run "$liebound" success tfim-open n=4 --slice 1/2 --json
expect_error 64 "--slice prints rows for 'liebound merge'"
run "$liebound" success tfim-open n=4 --slice 1/2 --checkpoint x
expect_error 64 "exclude each other"
run "$liebound" success tfim-open n=4 --energy x --layers 2
expect_error 64 "--energy x is not a number"

if command -v gnuplot >/dev/null; then
    run "$liebound" $command --checkpoint run.state --plot success.svg
    expect_line "plot: success.svg"
    expect "the lines are in the plot" grep -q 'M_c = 6, proved' success.svg
    expect "and dim g" grep -q 'dim g = 17, proved' success.svg
    run "$liebound" merge 1.rows 2.rows 3.rows --plot merged.svg
    expect "the same plot of slices" cmp success.svg merged.svg
fi
finish
