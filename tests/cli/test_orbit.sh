#!/bin/sh
# Orbit and sector dimensions of training states.
. "$(dirname "$0")/support.sh"

run "$liebound" orbit chain.alg --certificate my.cert
expect_status 0 "orbit"
expect_line "dimension 16   proved"
expect_line "state 0, plus:"
expect_line "orbit dimension 8   proved"
expect_line "sector dimension 15   proved"
expect_line "certificate: my.cert"
run "$both" my.cert
expect_status 0 "its certificate"
expect_line "state 0: ++++"
expect_line "orbit dimension 8 of state 0"
expect_line "sector dimension 15 of state 0"
run "$liebound" orbit chain.alg --certificate my.cert.gz --json
expect_status 0 "orbit --json"
expect_json first schema
expect_json schema liebound/orbit/1
expect_json dimension 16
expect_json states.length 1
expect_json states.0.state plus
expect_json states.0.orbit.dimension 8
expect_json states.0.orbit.status proved
expect_json states.0.sector.dimension 15
expect_json joint null
expect_json certificate my.cert.gz
run "$both" my.cert.gz
expect_status 0 "a compressed certificate"
run "$liebound" orbit chain.alg --certificate -
expect_status 0 "a certificate on standard output"
expect "the report is on standard error" grep -q '^orbit dimension 8   proved' err
cp out piped.cert
run "$both" piped.cert
expect_status 0 "what was on standard output"

# Several states.
cat >>chain.alg <<'END'
state ghz
state stabilizer "XXII ZZII IIXX -IIZZ" if n == 4
END
run "$liebound" orbit chain.alg --quiet --certificate my.cert
expect_status 0 "three states"
expect_line "state 2, stabilizer XXII ZZII IIXX -IIZZ:"
expect_line "all 3 states jointly:"
expect "nothing on standard error" test ! -s err
run "$both" my.cert
expect_status 0 "a certificate of three states"
expect "joint claims" grep -q '^orbit dimension [0-9]* of states 0 1 2, jointly$' out
run "$liebound" orbit chain.alg --joint --json
expect_json states.length 0
expect_json joint.orbit.status proved
run "$liebound" orbit chain.alg --state 1 --no-sectors --json
expect_json states.length 1
expect_json states.0.number 1
expect_json states.0.state ghz
expect_json states.0.sector null
expect_json joint null
for state in 3 -1 x 1x 99999999999999999999; do
    run "$liebound" orbit chain.alg --state "$state"
    expect_error 64 "the ansatz has 3 training states, counted from 0"
done
run "$liebound" orbit chain.alg --state 0 --joint
expect_error 64 "--joint and --state exclude each other"
run "$liebound" orbit chain.alg --json --certificate -
expect_error 64 "both want standard output"
run "$liebound" orbit chain.alg --certificate /nowhere/my.cert
expect_error 74 "/nowhere/my.cert: cannot write"

# States that simulate as well.
run "$liebound" rank chain.alg --state 2 --layers 8 --seeds 1 --quiet
expect_status 0 "the rank of a stabilizer state"
rank=$(sed -n 's/^largest rank \([0-9]*\) .*/\1/p' out)
run "$liebound" orbit chain.alg --state 2 --no-sectors
expect_line "orbit dimension $rank   proved"

# What is not proved.
rm -f none.cert
run "$liebound" orbit endless.alg --time-limit 0.3 --quiet --certificate none.cert
expect_status 2 "a limit"
expect "bounds" grep -q '^orbit dimension >= [0-9]* and <= [0-9.]*.*   undecided$' out
expect "no certificate" test ! -e none.cert
expect "and why" grep -q '^note: no certificate was written, because not all is proved$' out
expect "in one report" test "$(grep -c '^endless' out)" = 1
run "$liebound" orbit hea n=1000 --quiet
expect_status 0 "an algebra without a basis"
expect "all the same" grep -q '^orbit dimension .*302 digits)   proved$' out
if [ -w /dev/full ]; then
    "$liebound" orbit chain.alg >/dev/full 2>err
    status=$?
    expect_status 74 "a full device"
fi
finish
