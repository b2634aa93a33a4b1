#!/bin/sh
# Other people's ranks, critical numbers and spectra against what is proved.
. "$(dirname "$0")/support.sh"

rank="$liebound rank tfim-open n=4 --layers 5 --seeds 1" # 10 angles, rank 8

run $rank --claim 8
expect_status 0 "the true rank"
expect_line "claimed rank 8   agrees: exact 8, proved"
run $rank --claim 12
expect_status 1 "a false rank"
expect_line "claimed rank 12   DISAGREES: exact 8, proved"
run $rank --claim 0 --json
expect_status 1 "claimed 0"
expect_json claim.value 0
expect_json claim.agreement disagrees
run $rank --json
expect_json claim null
expect_json comparison null
run "$liebound" rank tfim-open n=10 --layers 25 --claim 90 --seeds 1
expect_status 1 "the deposited figure"
expect_line "claimed rank 90   DISAGREES: exact 50, proved"
run $rank --claim many
expect_error 64 "--claim many is not an integer"
run $rank --claim -3
expect_error 64 "--claim -3 is not an integer"

bound="$liebound bound tfim-open n=6 --seeds 1"
run $bound --claim 18 --claim-critical 18
expect_status 0 "both true"
expect_line "claimed M_c 18   agrees: exact 18, proved"
run $bound --claim 18 --claim-critical 36 --json
expect_status 1 "a false M_c"
expect_json claim.agreement agrees
expect_json claim_critical.agreement disagrees
run "$liebound" bound hea n=6 --seeds 1 --claim-critical 128
expect_status 2 "an open M_c"
expect_line "claimed M_c 128   not decided: 126 .. 130, both bounds proved"
run "$liebound" bound hea n=6 --seeds 1 --claim-critical 125
expect_status 1 "below the bounds"
(cat chain.alg && echo 'state zero') >both.alg
run "$liebound" bound both.alg --claim 8
expect_error 64 "choose it with --state"
run "$liebound" bound both.alg --claim 8 --state 0
expect_status 0 "one state"
run "$liebound" rank both.alg --compare x
expect_error 64 "--compare is about one training state"

# A spectrum in any normalization; its largest gap decides, cut-offs are told apart.
printf '# eigenvalues\n8e2\n400\n200 100,50\n\n25\n-12\n6e-7\n1e-16\n-1e-17\n' >clear.txt
run $rank --compare clear.txt
expect_status 0 "a clear spectrum"
expect_line "clear.txt: 10 values, the largest 8.0e+02, for 10 angles"
expect '1e-6' grep -Eq '^above 1e-6 +7  wrong$' out
expect '1e-8' grep -Eq '^above 1e-8 +8  right$' out
expect '1e-10' grep -Eq '^above 1e-10 +8  right$' out
expect "the cut-offs that would do" grep -q '^cut-offs from 1.0e-16 to 6.0e-07 read 8$' out
run $rank --compare clear.txt --json
expect_json comparison.count 10
expect_json comparison.readings.0.agreement disagrees
expect_json comparison.readings.2.agreement agrees
expect_json comparison.readings.5.values "the largest gap"
expect_json comparison.readings.5.cut_off null
expect_json comparison.agreement agrees
printf '9,8,7,6,5,4,3,2,1,1e-14,1e-15\n' >false.csv
run $rank --compare - <false.csv
expect_status 1 "nine clear values"
expect "the verdict" grep -q '^- DISAGREES with what is proved, by the largest gap$' out
printf '1\n1\n1\n0\n0\n' >few.txt
run $rank --compare few.txt
expect_status 1 "three values"
expect_line "no cut-off reads 8: there are only 5 values"

# CSV: the column is chosen by its heading, and --spectrum writes such files.
printf 'k;x\n' >other.csv
printf 'index,Eigenvalues\n1,8\n2,4\n3,4\n4,4\n5,4\n6,2\n7,2\n8,2\n9,1e-15\n10,0\n' >named.csv
run $rank --compare named.csv
expect_status 0 "a named column"
run "$liebound" rank tfim-open n=4 --layers 5 --seeds 2 --spectrum own.csv
run $rank --compare own.csv
expect_status 0 "a spectrum of its own"
expect "the values of one seed" grep -Eq '^own.csv: (8|9|10) values' out

# What is wrong with a file is said with its place.
run $rank --compare other.csv
expect_error 65 "other.csv:1:1: no column is called eigenvalue or singular_value"
printf '1.0\n2.0 3.0\n4.0 five\n' >bad.txt
run $rank --compare bad.txt
expect_error 65 "bad.txt:3:5: 'five' is no finite number"
printf '1\nnan\n' >bad.txt
run $rank --compare bad.txt
expect_error 65 "bad.txt:2:1: 'nan' is no finite number"
printf '1e999\n' >bad.txt
run $rank --compare bad.txt
expect_error 65 "bad.txt:1:1: '1e999' is no finite number"
printf 'eigenvalue,n\n1,2\nx,2\n' >bad.csv
run $rank --compare bad.csv
expect_error 65 "bad.csv:3:1: 'x' is no finite number"
printf 'n,eigenvalue\n1\n' >bad.csv
run $rank --compare bad.csv
expect_error 65 "bad.csv:2:2: the line has no column number 2"
printf '# nothing\n\n' >bad.txt
run $rank --compare bad.txt
expect_error 65 "there is no number in it"
run $rank --compare nowhere.txt
expect_error 74 "cannot open nowhere.txt"

finish
