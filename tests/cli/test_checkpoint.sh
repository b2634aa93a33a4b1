#!/bin/sh
# A search that was killed or stopped goes on from its checkpoint and comes to the same certificate;
# a checkpoint that is damaged, foreign or cannot be written is refused in one line.
. "$(dirname "$0")/support.sh"

search="$liebound dim ltfim-closed n=9 --quiet"
saving="--checkpoint state --checkpoint-every 0.02"
run $search --certificate whole.cert
expect_status 0 "the whole search"

# goes_on NAME: the search ends from the checkpoint, with the certificate of the whole one.
goes_on() {
    run $search $saving --certificate again.cert
    expect_status 0 "$1: the search comes to its end"
    expect "$1: the certificate is that of the whole search" cmp whole.cert again.cert
}

run $search $saving --time-limit 0.04
expect_status 2 "a limit comes first"
expect "there is a checkpoint" test -s state
for limit in 0.05 0.06 0.07; do
    run $search $saving --time-limit $limit --threads 2
done
goes_on "stopped four times"
goes_on "a checkpoint of a finished search"

rm -f state
for pause in 0.05 0.1 0.07 0.12 0.09 0.15; do
    $search $saving >/dev/null 2>&1 &
    job=$!
    sleep $pause
    kill -9 $job 2>/dev/null
    wait $job 2>/dev/null
done
goes_on "killed six times"

rm -f state
run $search $saving --memory-limit 1M
expect_status 2 "a limit of memory"
goes_on "stopped by a limit of memory"

run $liebound dim ltfim-closed n=8 --checkpoint state
expect_error 65 "the checkpoint is of other generators"
run $liebound dim ltfim-closed n=9 --no-symmetry --checkpoint state
expect_error 65 "the checkpoint is of other generators"
size=$(wc -c <state)
for part in 0 10 60 1000 $((size / 2)) $((size - 1)); do
    head -c "$part" state >damaged
    run $liebound dim ltfim-closed n=9 --checkpoint damaged
    expect_status 65 "the first $part bytes"
done
cp state damaged
printf x >>damaged
run $liebound dim ltfim-closed n=9 --checkpoint damaged
expect_error 65 "damaged: the checkpoint is damaged"
for at in 50 100 $((size / 3)) $((size - 20)); do
    cp state damaged
    printf '\377\377' | dd of=damaged bs=1 seek="$at" conv=notrunc 2>/dev/null
    run $liebound dim ltfim-closed n=9 --checkpoint damaged
    expect_status 65 "two other bytes at $at"
done
run $liebound dim ltfim-closed n=9 --checkpoint /etc/passwd
expect_error 65 "this is not a checkpoint of this program"
run $liebound dim ltfim-closed n=9 --checkpoint .
expect_status 65 "a folder"
run $liebound dim ltfim-closed n=9 --checkpoint nowhere/state
expect_status 74 "no such folder"

# A disk that is full, played by a limit on the size of files: the last checkpoint stays. A search
# killed above while it wrote a checkpoint may have left its temporary file.
rm -f state*
run $search $saving --time-limit 0.05
cp state before
(
    trap '' XFSZ
    ulimit -f 1
    $search $saving >out 2>err
    echo $? >code
)
last="a full disk"
status=$(cat code)
expect_status 74 "a full disk"
expect "one line says so" grep -q '^liebound: state: ' err
expect "the last checkpoint is kept" cmp state before
expect "nothing else is left" test "$(ls state* | wc -l)" -eq 1
goes_on "after the disk was full"

finish
