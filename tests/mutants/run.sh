#!/bin/sh
# Changes the source at one place at a time and says which changes no test notices.
#
#     run.sh [--seed N] [--samples N] [--each N] [--table TABLE] [--again REPORT] [--quick|--thorough]
#            FILE|FOLDER...
#
# Everything happens in a copy, in $B/mutants. A change that the compiler refuses, or that compiles
# to what was there before or to what another change has given, is skipped. The tests of the module
# (tests.sh) run until one fails, those that have noticed the last changes of the file first, then the
# quickest; a test has three times the time that it takes of the source as it is, and two seconds. For
# the checker its verdicts on all certificates of tests/reject come first (verdicts.c). What survives
# meets the programs once more under AddressSanitizer and UBSan. What then survives is printed, unless
# explained.txt says why it cannot be seen:
#
#     src/check/strings/f2.c:94
#     @ columns_of
#     - int end = 63 - __builtin_clzll(last->x | last->z);
#     + int end = 64 - __builtin_clzll(last->x | last->z);
#
# --samples takes so many changes of all, --each of each file, by a generator that starts at the seed;
# --again those that are in a report. --table appends a line for each change to a file, what became of
# it, where, and which test has noticed it, and leaves out the changes that are there. --quick stops at
# the twentieth, without scripts and sanitizers, --thorough takes the slow tests too.
# `make mutants` sets CC, FLAGS and LIBS, with which programs are built, and B, where they are.

mutants=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$mutants/../.." && pwd)
seed=1 samples=0 each=0 table=/dev/null again= quick= thorough= places=
while [ $# -gt 0 ]; do
    case $1 in
    --seed) seed=$2 && shift ;;
    --samples) samples=$2 && shift ;;
    --each) each=$2 && shift ;;
    --table) touch "$2" && table=$(realpath "$2") && shift ;;
    --quick) quick=1 ;;
    --thorough) thorough=1 ;;
    --again) again=$(realpath "$2") && shift ;;
    *) places="$places $1" ;;
    esac
    shift
done

set -e
built=$(realpath "$B")
base=$built/mutants
cd "$top"
rm -rf "$base"
mkdir -p "$base/tree" "$base/tmp" "$base/programs"
ln -s "$built/tests" "$base/programs/tests"
cp -R Makefile include src tests proofs algebras examples "$base/tree"
cd "$base/tree"
TMPDIR=$base/tmp
export TMPDIR
. tests/mutants/tests.sh

compile() { eval "$CC $FLAGS $flags -Itests -c -o $2 $1" 2>/dev/null; }

# Tests link with the changed object, then with the checkers except main.c, and with the library.
link() {
    program=$1
    shift
    eval "$CC $FLAGS $flags -Wl,--as-needed -o $program $* $base/check.a $base/second.a \
        $built/libliebound.a $LIBS" 2>/dev/null
}

# The object of a test, compiled when it is asked for first.
object_of() {
    object=$base/$(basename "$1" .c).o
    [ -f "$object" ] || compile "$1" "$object"
    echo "$object"
}

# Whether a test passes with the changed object: the verdicts, a program, or a script for the checker.
passes() {
    seconds=$(limit_of "$1")
    case $1 in
    tests/mutants/verdicts.c)
        link "$base/program" "$(object_of "$1")" "$changed" || return 1
        (ulimit -t "$seconds"; exec timeout 3600 "$base/program" \
            tests/reject/*.cert tests/reject/*.gz tests/reject/accept/*) <"$base/table" >"$base/output" 2>&1
        cmp -s "$base/output" "$base/verdicts"
        ;;
    *.c)
        link "$base/program" "$(object_of "$1")" "$changed" || return 1
        rounds=$share
        case $1$thorough in tests/fuzz/mutate_symmetric.c | tests/fuzz/fuzz_orbit.c) rounds=0.05 ;; esac
        (ulimit -t "$seconds"; B=$built CK_FORK=no LB_TEST_MULTIPLIER=$rounds \
            exec timeout 3600 "$base/program") >"$base/output" 2>&1
        ;;
    *.sh)
        main=$built/obj/check/main.o
        [ "$file" != src/check/main.c ] || main=
        link "$base/programs/liebound-check" $main "$changed" || return 1
        { (ulimit -t "$seconds"; B=$base/programs sh "$1"; echo "status $?") 2>&1; } |
            awk '/^not ok/ { exit 1 } /^status / { good = $2 == 0 } END { exit !good }'
        ;;
    esac
}

# How many seconds a test may take: ten minutes, as long as it has never run.
limit_of() {
    awk -v test="$1 $share" -v times="$sanitized" '
        $1 " " $2 == test { limit = 3 * $3 + 2 }
        END { print int((limit ? limit : 600) * (times ? times : 1)) }' "$base/limits"
}

# Whether a test passes without a change, and how long that takes.
learn() {
    times >"$base/before"
    passes "$1"
    status=$?
    times >"$base/after"
    awk -v test="$1" -v share="$share" '
        function seconds(time, part) { split(time, part, /[ms]/); return 60 * part[1] + part[2] }
        FNR == 2 { sum = seconds($1) + seconds($2); total = NR == 2 ? -sum : total + sum }
        END { print test, share, total }' "$base/before" "$base/after" >>"$base/limits"
    return $status
}

# A script has no random rounds, and a test that counts what it meets may need all of them.
is_left_out() {
    [ "$share" = 0.05 ] || return 1
    case $test in *.sh) return 0 ;; esac
    grep -qxF "$test" "$base/whole"
}

# Whether all tests pass: a twentieth of their random rounds, then all. One that does not is the first
# to be asked about the next change of the file.
survives() {
    if [ "$file" != "$order_of" ]; then
        order=$(tests_of "$file") order_of=$file
    fi
    for share in $shares; do
        for test in $order; do
            is_left_out && continue
            passes "$test" && continue
            noticing=$test
            order=$(printf '%s\n' "$test" $order | awk '!seen[$0]++')
            return 1
        done
    done
}

# The changed object alone is under the sanitizers.
survives_sanitizers() {
    changed=$base/sanitized.o flags='-O1 -fsanitize=address,undefined -fno-sanitize-recover=all'
    export SANITIZE=1
    sanitized=6
    shares=0.05${thorough:+ 1}
    compile "$base/changed.c" "$changed" && survives
    status=$?
    unset SANITIZE
    flags=-O2 sanitized= shares='0.05 1'
    return $status
}

# The source with the change applied.
apply() {
    awk -v offset="$offset" -v size="$size" -v RS='\001' '{
        printf "%s%s%s", substr($0, 1, offset), ENVIRON["by"], substr($0, offset + size + 1)
    }' "$file"
}

# The changes of all places, or those that are asked for, without those in the table.
list() {
    for place in $places; do
        find "$place" -name '*.c' | sort
    done | while read -r file; do
        awk -f tests/mutants/changes.awk "$file" | wanted | sample "$each"
    done | sample "$samples" | awk -F '\001' '
        FILENAME != "-" { tried[$2 FS $4 FS $5 FS $6] = 1; next }
        !($1 FS $3 FS $7 FS $8 in tried)' "$table" -
}

# The changes that are in the report.
wanted() {
    awk -F '\001' -v again="$again" '
        BEGIN {
            while (again && (getline line <again) > 0) {
                if (line ~ /^@ /) name = line
                if (line ~ /^- /) before = line
                if (line ~ /^\+ /) wanted[name "\n" before "\n" line] = 1
            }
        }
        !again || ("@ " $3 "\n- " $7 "\n+ " $8) in wanted'
}

# So many of the lines, or all.
sample() {
    awk -v seed="$seed" -v samples="$1" '
        function draw(bound) { seed = (seed * 16807) % 2147483647; return seed % bound }
        { change[count++] = $0 }
        END {
            for (; samples && count > samples; count--)
                change[draw(count)] = change[count - 1]
            for (i = 0; i < count; i++) print change[i]
        }'
}

# Whether the sentence that explains a change is there.
is_explained() {
    awk -v name="$name" '
        function is_named(word) {
            if (sub(/[*]$/, "", word))
                return index(name, word) == 1
            return word == name
        }
        BEGIN { before = "- " ENVIRON["before"]; after = "+ " ENVIRON["after"] }
        /^@ / {
            here = 0
            for (i = 2; i <= NF; i++)
                if (is_named($i))
                    here = 1
        }
        /^- / { same = $0 == before }
        here && same && $0 == after { found = 1 }
        END { exit !found }' tests/mutants/explained.txt
}

# Whether the object is a new one for its file. Its symbols name the source.
is_new() {
    strip -o "$base/stripped.o" "$changed"
    sum="$file $(cksum <"$base/stripped.o")"
    ! grep -qxF "$sum" "$base/seen" && echo "$sum" >>"$base/seen"
}

flags=-O2 order_of= sanitized= shares=0.05
[ -n "$quick" ] || shares='0.05 1'
ar rcs "$base/check.a" $(find src/check -name '*.c' ! -name main.c | sed "s|^src|$built/obj|; s|c\$|o|")
for source in tests/second/*.c; do [ "$source" = tests/second/main.c ] || object_of "$source"; done |
    xargs ar rcs "$base/second.a"
sed -n "/<<'END'/,/^END/p" tests/reject/test_reject.sh >"$base/table"
for name in seen survivors whole limits verdicts changes; do : >"$base/$name"; done
list >"$base/changes"
echo "$(wc -l <"$base/changes") changes" >&2
for file in $(cut -d "$(printf '\001')" -f1 "$base/changes" | sort -u); do
    changed=$base/changed.o
    cp "$file" "$base/changed.c"
    compile "$base/changed.c" "$changed"
    is_new
    for test in $(tests_of "$file"); do
        grep -qF "$test " "$base/limits" && continue
        for share in $shares; do
            is_left_out && continue
            learn "$test" && continue
            [ "$test" = tests/mutants/verdicts.c ] && cp "$base/output" "$base/verdicts" && continue
            [ "$share" != 1 ] && echo "$test" >>"$base/whole" && continue
            tail "$base/output"
            echo "$test does not pass with $file as it is"
            exit 1
        done
    done
done
set +e

# What became of the change, in a line of the table.
enter() {
    printf '%s\001%s\001%s\001%s\001%s\001%s\001%s\n' "$1" "$file" "$line" "$name" "$before" "$after" "$2" \
        >>"$table"
}

refused=0 same=0 noticed=0 explained=0 survived=0 number=0
separator=$(printf '\001')
while IFS=$separator read -r file line name offset size by before after; do
    number=$((number + 1))
    export by before after
    apply >"$base/changed.c"
    changed=$base/changed.o
    if ! compile "$base/changed.c" "$changed"; then
        refused=$((refused + 1))
        enter refused
    elif ! is_new; then
        same=$((same + 1))
        enter same
    elif is_explained; then
        explained=$((explained + 1))
        enter explained
    elif survives && { [ -n "$quick" ] || survives_sanitizers; }; then
        survived=$((survived + 1))
        enter survived
        printf '%s:%s\n@ %s\n- %s\n+ %s\n\n' "$file" "$line" "$name" "$before" "$after" |
            tee -a "$base/survivors"
    else
        noticed=$((noticed + 1))
        enter noticed "$noticing"
    fi
    rm -rf "$base/tmp"/*
    [ $((number % 20)) -ne 0 ] || echo "$number, $survived survive" >&2
done <"$base/changes"
echo "$number changes: $refused refused by the compiler, $same without a new object, $noticed noticed," \
    "$explained explained, $survived survive"
[ "$survived" -eq 0 ]
