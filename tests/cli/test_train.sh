#!/bin/sh
# Training from random starts.
. "$(dirname "$0")/support.sh"

# The closed chain: no start arrives below M_c = 4, every one at it.
run "$liebound" train tfim-closed n=4 --layers 2 --starts 30 --quiet
expect_status 0 "train"
expect_line "loss: <O> - E0, O of 8 terms, minus the sum of the generators; E0 = -5.22625185951 of free fermions in the sector of the state"
expect_line "M = 4; M_c = 4, proved; largest rank R = 4, proved; dim g = 11, proved: overparametrized"
expect_line "     1e-10    30    30           1.000  0.886 .. 1.000"
expect_line "losses are floating point, an estimate"
cp out first
run "$liebound" train tfim-closed n=4 --layers 2 --starts 30 --quiet --threads 2
expect "the same with two threads" cmp out first
run "$liebound" train tfim-closed n=4 --layers 2 --starts 30 --quiet --no-lines
grep -v '^M = ' first >without
expect "the same without what is proved" cmp out without
run "$liebound" train tfim-closed n=4 --layers 1 --starts 30 --quiet
expect_line "M = 2; M_c = 4, proved; largest rank R = 4, proved; dim g = 11, proved: underparametrized"
expect_line "     1e-02     0     0           0.000  0.000 .. 0.114"

run "$liebound" train tfim-closed n=4 --layers 2 --starts 3 --optimizer adam --steps 20 --json --csv losses.csv
expect_json first schema
expect_json schema liebound/train/1
expect_json angles 4
expect_json proved.critical.at_least 4
expect_json loss.ground_source "of free fermions in the sector of the state"
expect_json optimizer.name adam
expect_json picture algebra
expect_json runs.length 3
expect_json runs.2.steps 20
expect_json runs.2.end steps
expect "all losses are in the file" lines_at_least 64 losses.csv
expect "with a heading" grep -qx 'start,step,loss' losses.csv
run "$liebound" train tfim-closed n=4 --layers 2 --starts 1 --optimizer adam --steps 5 --width 1 --quiet
expect "the constants of Adam" grep -q '^Adam, rate 0.01, beta 0.9 and 0.999, epsilon 1e-07; 1 start in \[0, 1); at most 5 steps; ' out
run "$liebound" train tfim-closed n=4 --layers 2 --starts 1 --optimizer adam --steps 5 --csv - --quiet
expect "losses on standard output" lines_at_least 7 out
expect "and nothing else" grep -qv '[^0-9a-z,.e+-]' out

# Both pictures, and sizes that no vector has.
for picture in states algebra; do
    run "$liebound" train tfim-open n=5 --layers 4 --starts 2 --optimizer adam --steps 30 --quiet \
        --picture $picture --csv $picture.csv
    expect_status 0 "train --picture $picture"
done
expect "the same losses" awk -F, 'NR == FNR { loss[FNR] = $3; next }
    FNR > 1 && (loss[FNR] - $3 > 1e-12 || $3 - loss[FNR] > 1e-12) { exit 1 }' states.csv algebra.csv
run "$liebound" train tfim-closed n=30 --layers 20 --starts 3 --quiet
expect_line "M = 40; M_c = 30, proved; largest rank R = 30, proved; dim g = 89, proved: overparametrized"
expect "all are solved at 30 qubits" grep -q '^ *1e-08 *3 *3 ' out

# Other losses. A rotation to -Z and the NOT gate are reached exactly.
cat >one.alg <<'END'
qubits 1
generator x = X[0]
generator z = Z[0]
state zero
END
run "$liebound" train one.alg --observable '2*Z[0] - 1/2*I[0]' --starts 3 --quiet
expect_line "loss: <O> - E0, O of 2 terms, as given; E0 = -2.5 of free fermions in the sector of the state"
expect_line "     1e-10     3     3           1.000  0.439 .. 1.000"
printf 'qubits 1\ngenerator = X[0]\nstate zero\n' >x.alg
run "$liebound" train x.alg --observable '2*Z[0] - 1/2*I[0]' --starts 3 --quiet
expect_line "loss: <O> - E0, O of 2 terms, as given; E0 = -2.5 from all eigenvalues"
printf '0 0  1,0 # row by row\n1 0 0 0\n' >not.txt
run "$liebound" train one.alg --layers 2 --target not.txt --starts 3 --quiet
expect_line "loss: infidelity to not.txt"
expect_line "     1e-10     3     3           1.000  0.439 .. 1.000"
printf '0.6 0.8j\n' >state.txt
run "$liebound" train one.alg --layers 2 --target state.txt --starts 3 --quiet
expect_line "     1e-10     3     3           1.000  0.439 .. 1.000"

# Unitary compilation, where the deposited runs (docs/published-data.md) have their losses: on two
# qubits two local minima below M_c and 0 above, on three their quartiles.
paper=$(cd "$tests/../../examples/paper" && pwd)
compile() { # QUBITS LAYERS
    run "$liebound" train "$paper/hea.alg" n="$1" --layers "$2" --target "$paper/data/V$1.txt" \
        --optimizer adam --width 6.283185307179586 --starts 48 --quiet
}
compile 2 2
expect_line "2 layers, 12 angles, state bell"
expect "the published losses" grep -q '^best loss: least 0.0452, .* median 0.0452, .* most 0.102$' out
compile 2 4
expect "none above M_c" grep -q '^ *1e-10 *48 ' out
compile 3 5
expect "the median is between the published quartiles" awk '/^best loss/ {
    median = $8 + 0
    exit !(median > 4.665e-2 && median < 6.898e-2) }' out

# rank_at LAYERS JOINT: the ranks of each of four states, and jointly.
rank_at() {
    run "$liebound" rank "$paper/hea.alg" --layers "$1" --states columns.states --seeds 1 --no-dimension --quiet
    expect "at L = $1 state by state 30, jointly $2" test "$(sed -n 's/^largest rank \([0-9]*\) .*/\1/p' out |
        tr '\n' ' ')" = "30 30 30 30 $2 "
}

# The autoencoder of four states on four qubits, here the first columns of the target: the joint rank
# saturates at L = 9, and there it succeeds.
awk 'BEGIN { for (c = 0; c < 4; c++) s[c] = "" } NF == 2 { c = n++ % 16; if (c < 4) s[c] = s[c] sprintf("(%s%+.17gj)\n", $1, $2) }
    END { for (c = 0; c < 4; c++) printf "state v%d weight 1/4 dense\n%s", c, s[c] }' \
    "$paper/data/V4.txt" >columns.states
rank_at 8 104 # all angles
rank_at 9 108
rank_at 12 108
for layers in 5 9; do
    run "$liebound" train "$paper/hea.alg" --layers $layers --states columns.states --optimizer adam \
        --observable '3/4*I[0] - 1/4*Z[0] - 1/4*Z[1] - 1/4*Z[0] Z[1]' --width 6.283185307179586 \
        --steps 2000 --starts 16 --quiet
    expect_line "loss: weighted sum of <O>, O of 4 terms, as given"
    wanted=$((layers == 9 ? 16 : 0))
    expect "at L = $layers $wanted succeed" grep -q "^ *1e-04 *$wanted " out
done

# What a user does wrong.
printf '1 0 1 0\n1 0 0 0\n' >broken.txt
run "$liebound" train one.alg --target broken.txt
expect_error 65 "not unitary"
printf '1 x\n' >broken.txt
run "$liebound" train one.alg --target broken.txt
expect_error 65 "broken.txt:1:3: 'x' is no finite number"
printf '0j\n1\n0\n' >broken.txt
run "$liebound" train one.alg --target broken.txt
expect_error 65 "has 3 complex numbers; on 1 qubits a state has 2, a unitary 4"
printf '0 0 0 0\n' >broken.txt
run "$liebound" train one.alg --target broken.txt
expect_error 65 "the target is 0"
run "$liebound" train one.alg --observable 'Q[0]'
expect_error 65 "observable"
run "$liebound" train one.alg --observable 'Z[0]' --target state.txt
expect_error 64 "choose one"
run "$liebound" train one.alg --optimizer sgd
expect_error 64 "neither lbfgs nor adam"
run "$liebound" train one.alg --rate 0
expect_error 64 "--rate 0 is not a positive number"
run "$liebound" train one.alg --optimizer adam --beta2 1
expect_error 64 "below 1"
run "$liebound" train one.alg --start-angles state.txt
expect_error 65 "real number"
run "$liebound" train one.alg --plot curves.txt
expect_error 64 ".pdf or .tex"
run "$liebound" train tfim-open n=40 --picture states
expect_error 65 "qubits"
run "$liebound" train tfim-open n=4 --picture both
expect_error 64 "none of auto, states and algebra"
run "$liebound" train hea n=12 --picture algebra --time-limit 20
expect_status 65 "no algebra picture of a large space"
run "$liebound" train tfim-open n=14 --layers 60 --time-limit 0.5 --quiet
expect_status 2 "train with a time limit"
expect "it says how far it came" grep -q '^undecided: a limit was reached; ' out

# Interrupted again and again, and resumed: the same bytes as in one go.
for optimizer in adam lbfgs; do
    set -- train tfim-open n=8 --layers 8 --starts 12 --optimizer $optimizer --steps 400 --quiet
    [ $optimizer = lbfgs ] || set -- "$@" --picture states
    run "$liebound" "$@" --csv whole.csv --json
    expect_status 0 "$optimizer in one go"
    sed 's/"seconds": [^,}]*//' out >whole.json
    rm -f run.state
    tries=0
    limit=0.01
    until run "$liebound" "$@" --csv parts.csv --json --checkpoint run.state --threads 2 \
        --time-limit $limit && [ "$status" -ne 2 ]; do
        tries=$((tries + 1))
        limit=$((tries * tries)).1
    done
    expect_status 0 "$optimizer in parts"
    expect "it was interrupted" test "$tries" -gt 0
    sed 's/"seconds": [^,}]*//' out >parts.json
    expect "the same losses" cmp whole.csv parts.csv
    expect "the same result" cmp whole.json parts.json
done
# A disk that is full, played by a limit on the size of files: said once, and the result is there.
rm -f run.state
(
    ulimit -f 1
    "$liebound" "$@" --json --checkpoint run.state 2>err
    echo $? >code
) | sed 's/"seconds": [^,}]*//' >parts.json
last="train on a full disk"
status=$(cat code)
expect_status 0 "$last"
expect "the same result" cmp whole.json parts.json
expect "one line says so" grep -qx 'liebound: note: run.state: cannot write: File too large; the search goes on without this checkpoint' err
expect "and no other line" test "$(wc -l <err)" -eq 1
expect "nothing is left" test "$(echo run.state*)" = 'run.state*'
run "$liebound" "$@" --checkpoint run.state
expect_status 0 "another checkpoint"
run "$liebound" train tfim-open n=8 --layers 8 --starts 12 --steps 401 --checkpoint run.state --quiet
expect_error 65 "the checkpoint is of another training"
head -c 200 run.state >broken.state
run "$liebound" train tfim-open n=8 --layers 8 --starts 12 --optimizer lbfgs --steps 400 --quiet \
    --checkpoint broken.state
expect_error 65 "the checkpoint is damaged"
echo nothing >broken.state
run "$liebound" train one.alg --checkpoint broken.state
expect_error 65 "this is not a checkpoint of this program"

# The same bytes in several processes, and in slices.
for optimizer in adam lbfgs; do
    set -- train tfim-open n=6 --layers 8 --starts 21 --steps 200 --optimizer $optimizer
    "$liebound" "$@" --csv whole.csv --quiet | grep -v '^losses:' >whole.text
    "$liebound" "$@" --json --quiet | grep -v seconds >whole.json
    for jobs in 2 5; do
        run "$liebound" "$@" --csv parts.csv --jobs $jobs --quiet
        expect_status 0 "$optimizer: --jobs $jobs"
        grep -v '^losses:' out >text
        expect "the same text" cmp text whole.text
        expect "the same losses" cmp parts.csv whole.csv
    done
    for slice in 1 2 3; do
        run "$liebound" "$@" --slice $slice/3 --jobs $slice --quiet
        expect_status 0 "$optimizer: slice $slice"
        cp out $slice.rows
    done
    run "$liebound" merge 3.rows 1.rows 2.rows --csv parts.csv
    expect_status 0 "merge"
    grep -v '^losses:' out >text
    expect "the same text of slices" cmp text whole.text
    expect "the same losses of slices" cmp parts.csv whole.csv
    run "$liebound" merge 1.rows 2.rows 3.rows --json
    grep -v seconds out >text
    expect "the same JSON of slices" cmp text whole.json
done
run "$liebound" merge 3.rows 1.rows
expect_status 2 "a slice that is missing"
expect "a note says from where on" grep -q 'the starts from number 9 on are missing' err
run "$liebound" merge 1.rows 1.rows
expect_error 65 "1.rows:2:1: group 0 is there twice"
sed 's/"lbfgs"/"adam"/' 1.rows >other.rows
run "$liebound" merge 2.rows other.rows
expect_error 65 "other.rows:1:1: these are starts of another training"
sed 's/"losses":\[/"losses":["x",/' 1.rows >other.rows
run "$liebound" merge other.rows 2.rows 3.rows
expect_error 65 "group 0 of starts is damaged"
head -c 3000 1.rows >other.rows
run "$liebound" merge other.rows 2.rows 3.rows
expect_status 2 "a line that is cut off"
cp one.alg file.alg
run "$liebound" train file.alg --slice 1/1 --starts 2
cp out file.rows
sed 's/X\[0\]/Y[0]/' one.alg >file.alg
run "$liebound" merge file.rows
expect_error 65 "or a file of it has changed"
run "$liebound" train one.alg --slice 1/2 --json
expect_error 64 "are options of that"
run "$liebound" train one.alg --slice 3/2
expect_error 64 "3/2"
run "$liebound" train one.alg --jobs 2 --checkpoint x
expect_error 64 "without --jobs"
run "$liebound" merge 1.rows --format csv
expect_error 64 "slices of train"

if command -v gnuplot >/dev/null; then
    run "$liebound" train tfim-open n=4 --layers 4 --starts 4 --plot curves.svg --quiet
    expect_status 0 "train --plot"
    expect_line "plot: curves.svg"
    expect "a picture with bands" grep -q 'the middle half' curves.svg
else
    echo "skipped: there is no gnuplot"
fi
finish
