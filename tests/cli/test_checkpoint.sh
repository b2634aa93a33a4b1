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

# The longest of these limits that ends the search on this machine, with a checkpoint.
for limit in 2 1 0.5 0.25 0.12 0.06 0.03 0.015 0.008 0.004; do
    rm -f state
    run $search $saving --time-limit $limit
    [ "$status" -eq 2 ] && [ -s state ] && break
done
expect_status 2 "a limit comes first"
expect "there is a checkpoint" test -s state
for again in 1 2 3; do
    run $search $saving --time-limit $limit --threads 2
done
goes_on "stopped four times"
goes_on "a checkpoint of a finished search"

# Killed each time when it has just written a checkpoint, so perhaps while it writes the next one.
rm -f state
for kills in 1 2 3 4 5 6; do
    : >mark
    $search $saving --checkpoint-every 0.001 >/dev/null 2>&1 &
    job=$!
    while kill -0 $job 2>/dev/null && ! [ state -nt mark ]; do
        sleep 0.01
    done
    kill -9 $job 2>/dev/null
    wait $job 2>/dev/null
done
expect "a killed writer leaves at most one file" test "$(ls state* | wc -l)" -le 2
goes_on "killed six times"

# What a killed writer left is written over; what another process is writing is left alone.
rm -f state*
echo left >state.liebound-partial
run $search $saving
expect_status 0 "beside what another one left"
expect "nothing is left" test "$(echo state*)" = state
if command -v flock >/dev/null; then
    rm -f state
    echo busy >state.liebound-partial
    run flock state.liebound-partial $search $saving
    expect_status 0 "while another process writes"
    expect "its file is as it was" grep -qx busy state.liebound-partial
    expect "and the checkpoint is there" test "$(echo state*)" = "state state.liebound-partial"
fi
ln -sf whole.cert state.liebound-partial
run $search $saving
expect_status 0 "beside a link"
expect "no link is followed" cmp whole.cert again.cert

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
for at in 31 39 50 100 $((size / 3)) $((size - 20)); do
    cp state damaged
    printf '\125\252' | dd of=damaged bs=1 seek="$at" conv=notrunc 2>/dev/null
    run $liebound dim ltfim-closed n=9 --checkpoint damaged
    expect_status 65 "two other bytes at $at"
    refuse "two other bytes at $at: it is not replaced" cmp -s state damaged
done
cp /etc/passwd other
run $liebound dim ltfim-closed n=9 --checkpoint other
expect_error 65 "this is not a checkpoint of this program"
run $liebound dim ltfim-closed n=9 --checkpoint .
expect_status 65 "a folder"
run $liebound dim ltfim-closed n=9 --checkpoint nowhere/state
expect_status 74 "no such folder"

# A disk that is full, played by a limit on the size of files, which also sends a signal: this is
# said once, the last checkpoint stays, and the search comes to its result.
rm -f state*
run $search $saving --memory-limit 1M
cp state before
for handler in "trap '' XFSZ" :; do
    (
        eval "$handler"
        ulimit -f 1
        { $search $saving 2>err; echo $? >code; } | cat >out
    )
    last="a full disk, $handler"
    status=$(cat code)
    expect_status 0 "$last"
    expect "one line says so" grep -qx 'liebound: note: state: cannot write: File too large; the search goes on without this checkpoint' err
    expect "and no other line" test "$(wc -l <err)" -eq 1
    expect "the result is there" grep -q '^dimension .* proved$' out
    expect "the last checkpoint is kept" cmp state before
    expect "nothing else is left" test "$(echo state*)" = state
done
goes_on "after the disk was full"

# A folder in which nothing can be written any more.
if [ "$(id -u)" != 0 ]; then
    mkdir shut
    chmod 500 shut
    run $search --checkpoint shut/state
    expect_error 74 "shut/state: cannot write: Permission denied"
fi

finish
