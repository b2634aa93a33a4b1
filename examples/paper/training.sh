# The trained figures: 3 and 4, and the losses of Supplementary 4 and 5. Sourced by make.sh.

jobs=$(getconf _NPROCESSORS_ONLN)
sizes="4 6 8 10"
starts=50
compiled="2 3 4 5"
if [ -n "${PAPER_QUICK:-}" ]; then
    sizes="4 6"
    starts=10
    compiled=2
fi

# The deposited runs start in [0, pi/2) in the convention exp(-i theta/2 H).
width=1.5707963267948966

# layers BOUNDARY N: those of the deposited runs, with commas.
layers() {
    awk -F, -v n="$2" -v boundary="$1" '$1 == n && $2 == boundary {
        printf "%s%s", separator, $3
        separator = ","
    }' "$here/data/vqe_loss.csv"
}

# success BOUNDARY N OPTIMIZER LAYERS: into BOUNDARY,N,optimizer,... lines of success.csv.
success() {
    "$liebound" success "$here/tfim-$1.alg" n="$2" --optimizer "$3" --layers "$4" --starts $starts \
        --width $width --threshold 1e-2,1e-3,1e-4,1e-8 --jobs "$jobs" --format csv --quiet |
        sed "1d; s/^/$1,$2,/" >>"$out/success.csv"
}

say "variational eigensolver: $starts starts for each number of layers"
: >"$out/success.csv"
for n in $sizes; do
    for boundary in closed open; do
        success $boundary "$n" adam "$(layers $boundary "$n")"
    done
    # L-BFGS around M_c, which is n on rings and n^2/2 on open chains, two angles a layer.
    success closed "$n" lbfgs "1..$((n / 2 + 2))"
    success open "$n" lbfgs "$((n * n / 4 - 2))..$((n * n / 4 + 8))..2"
done

# Beside the deposited fractions of losses below 1e-4, with Fisher's exact test of two counts.
awk -F, '
function log_choose(n, k) {
    return log_factorial[n] - log_factorial[k] - log_factorial[n - k]
}
# The probability of tables that are as unlikely as a of m and b of n, or more so.
function fisher(a, m, b, n,    k, limit, p, total) {
    limit = log_choose(m, a) + log_choose(n, b) + 1e-7
    for (k = 0; k <= m; k++) {
        if (a + b - k < 0 || a + b - k > n)
            continue
        p = log_choose(m, k) + log_choose(n, a + b - k)
        if (p <= limit)
            total += exp(p - log_choose(m + n, a + b))
    }
    return total
}
BEGIN {
    for (k = 1; k <= 1000; k++)
        log_factorial[k] = log_factorial[k - 1] + log(k)
    print "n,boundary,layers,M,M_c,median deposited,median here,below 1e-4 deposited,below 1e-4 here,Fisher p"
}
FNR == NR {
    if ($3 == "adam" && $6 == 0.0001) {
        solved[$2, $1, $4] = $8
        total[$2, $1, $4] = $7
        median[$2, $1, $4] = $13
        critical[$2, $1] = $14
    }
    next
}
($1, $2, $3) in total {
    deposited = int($16 * $5 + 0.5)
    printf "%d,%s,%d,%d,%d,%s,%.3e,%d of %d,%d of %d,%.2g\n", $1, $2, $3, $4, critical[$1, $2], $10,
        median[$1, $2, $3], deposited, $5, solved[$1, $2, $3], total[$1, $2, $3],
        fisher(deposited, $5, solved[$1, $2, $3], total[$1, $2, $3])
}' "$out/success.csv" "$here/data/vqe_loss.csv" >"$out/vqe.csv"
awk -F, 'NR > 1 {
    split($8, d, " ")
    split($9, h, " ")
    informative = !(d[1] == d[3] && h[1] == h[3]) && d[1] + h[1] > 0
    count += informative
    differ += informative && $10 < 0.01
    certain += !informative
}
END {
    print "configurations,all or none solved in both,others,of these p below 1 %"
    print NR - 1 "," certain "," count "," differ
}' "$out/vqe.csv" >"$out/fisher.csv"
# L-BFGS below 1e-8: just below M_c, at it, and from where on all starts are solved.
awk -F, '$3 == "lbfgs" && $6 == 1e-8 {
    key = $1 "," $2 "," $14
    if (!(key in from))
        order[++count] = key
    if ($5 < $14)
        below[key] = $8 " of " $7 " at M = " $5
    if ($5 == $14)
        at[key] = $8 " of " $7
    if ($8 < $7)
        from[key] = 0
    else if (!from[key])
        from[key] = $5
}
END {
    print "chain,n,M_c,below M_c,at M_c,all from M ="
    for (i = 1; i <= count; i++)
        print order[i] "," below[order[i]] "," at[order[i]] "," \
            (from[order[i]] ? from[order[i]] : "-")
}' "$out/success.csv" >"$out/lbfgs.csv"
cp "$here/data/vqe_loss.csv" "$out/deposited_vqe.csv"
figure fig4 12

# Losses against steps, as quantiles over the starts at 100 steps.
say "losses against steps"
: >"$out/steps.csv"
for run in closed,6,2 closed,6,3 open,6,6 open,6,9 open,6,14 open,6,20; do
    boundary=${run%%,*}
    count=${run##*,}
    "$liebound" train "$here/tfim-$boundary.alg" n=6 --layers "$count" --optimizer adam --starts $starts \
        --width $width --threads "$jobs" --csv "$out/runs.csv" --quiet >"$out/train.txt"
    awk -F, '$2 % 30 == 0 {print $2 "," ($3 > 1e-16 ? $3 : 1e-16)}' "$out/runs.csv" |
        sort -t , -k 1,1n -k 2,2g | awk -F, -v run="$run" -v count=$starts '{
            rank = (NR - 1) % count + 1
            loss[rank] = $2
            if (rank == count)
                print run "," $1 "," loss[1] "," loss[int(count / 4 + 0.75)] "," \
                    loss[int(count / 2 + 0.5)] "," loss[int(3 * count / 4 + 0.5)] "," loss[count]
        }' >>"$out/steps.csv"
done
rm -f "$out/runs.csv"
figure fig3 7

# medians NAME N LAYERS: of what train printed, beside the deposited ones if there are any, as a line of
# NAME.csv.
medians() {
    awk -v n="$2" -v layers="$3" -v file="$here/data/$1_loss.csv" '
        /^M = /   {split($0, words, /[ ;]/); M = words[3]}
        /^ *1e-04 / {solved = $2}
        /^best loss/ {gsub(/,/, ""); least = $4; median = $8; most = $13}
        / starts in / {starts = $0; sub(/ starts in .*/, "", starts); sub(/.* /, "", starts)}
        END {
            deposited = "-,-"
            below = "-"
            while ((getline line < file) > 0) {
                split(line, f, ",")
                if (f[1] == n && f[2] == layers) {
                    deposited = f[9] "," f[7] " .. " f[11]
                    below = sprintf("%d of %d", f[15] * f[4] + 0.5, f[4])
                }
            }
            printf "%d,%d,%d,%s,%s,%s .. %s,%s,%d of %d\n", n, layers, M, deposited, median, least, most,
                below, solved, starts
        }' "$out/train.txt" >>"$out/$1.csv"
}

heading="n,layers,M,median deposited,from .. to,median here,from .. to,below 1e-4 deposited,below 1e-4 here"

say "unitary compilation"
echo "$heading" >"$out/compilation.csv"
for n in $compiled; do
    # Five qubits take longer than all others together: a few starts, of some numbers of layers.
    [ "$n" = 5 ] && [ -z "${PAPER_FULL:-}" ] && runs=4 || runs=$starts
    for count in $(awk -F, -v n="$n" '$1 == n {print $2}' "$here/data/compilation_loss.csv"); do
        [ "$n" = 5 ] && [ -z "${PAPER_FULL:-}" ] && case $count in 15 | 45 | 65 | 85) ;; *) continue ;; esac
        "$liebound" train "$here/hea.alg" n="$n" --layers "$count" --target "$here/data/V$n.txt" \
            --optimizer adam --starts $runs --width 6.283185307179586 --below 1e-10 \
            --threads "$jobs" --quiet >"$out/train.txt"
        medians compilation "$n" "$count"
    done
done

# Four orthonormal states, the first columns of V4, and the trash qubits 0 and 1.
say "autoencoder"
awk '{re[NR - 1] = $1; im[NR - 1] = $2}
    END {
        for (j = 0; j < 4; j++) {
            printf "state s%d dense weight 1/4\n", j
            for (i = 0; i < 16; i++)
                printf "%s%+.17gj\n", re[16 * i + j], im[16 * i + j]
        }
    }' "$here/data/V4.txt" >"$out/autoencoder.states"
echo "$heading" >"$out/autoencoder.csv"
for count in 5 9 35; do
    "$liebound" train "$here/hea.alg" n=4 --layers $count --states "$out/autoencoder.states" \
        --observable '3/4 IIII - 1/4 Z[0] - 1/4 Z[1] - 1/4 Z[0] Z[1]' --optimizer adam \
        --starts $starts --steps 2000 --width 6.283185307179586 --below 1e-10 --threads "$jobs" \
        --quiet >"$out/train.txt"
    medians autoencoder 4 $count
done
