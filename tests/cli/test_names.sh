#!/bin/sh
# Names that a reader would take for each other: every type of a header, and every name behind LB_, has
# one home in its library, a private type of a file is not called as one of a header, and functions whose
# names begin alike, lb_WORD_, are in one folder. The checker is a library of its own.
cd "$(dirname "$0")/../.." || exit 1
passed=0
failed=0

report() { # NAME WRONG
    if [ -z "$2" ]; then
        echo "ok - $1"
        passed=$((passed + 1))
    else
        echo "not ok - $1:" $2
        failed=$((failed + 1))
    fi
}

# types FILE...: each with its file, a line a type, by "struct NAME {" and "} NAME;".
types() {
    awk '/^(typedef )?(struct|enum|union) [A-Za-z_0-9]+ \{/ {sub(/^typedef /, ""); print $2, FILENAME}
         /^\} [A-Za-z_0-9]+;/ {sub(/;.*/, ""); print $2, FILENAME}' "$@" | sort -u
}

# twice: names of standard input that stand beside several files.
twice() {
    cut -d ' ' -f 1 | sort | uniq -d
}

# constants HEADER...: macros and the constants of enumerations.
constants() {
    awk '/^[ \t]*#[ \t]*define[ \t]+LB_/ {sub(/^[ \t]*#[ \t]*define[ \t]+/, ""); sub(/[^A-Z0-9_].*/, "")
                                         print $0, FILENAME; next}
         /^(typedef )?enum.*\{/ {inside = 1; sub(/.*\{/, "")}
         inside {line = $0; gsub(/\/\*.*/, "", line); closed = line ~ /\}/; sub(/\}.*/, "", line)
                 count = split(line, part, ",")
                 for (i = 1; i <= count; i++) {
                     sub(/^ +/, "", part[i]); sub(/ .*/, "", part[i])
                     if (part[i] ~ /^LB_[A-Z0-9_]+$/) print part[i], FILENAME
                 }
                 inside = !closed}' "$@" | sort -u
}

# prefixes FILE...: lb_WORD_ of each function that is defined for other files, with its folder.
prefixes() {
    awk '/^[a-z].*lb_[a-z0-9]+_[a-z0-9_]+\(/ && !/;$/ && !/^static [^i]/ {
             match($0, /lb_[a-z0-9]+_[a-z0-9_]+\(/)
             split(substr($0, RSTART, RLENGTH), word, "_")
             split(FILENAME, folder, "/")
             print word[1] "_" word[2] "_", folder[2]
         }' "$@" | sort -u
}

rest=$(find include src -name '*.h' ! -path 'src/check/*' ! -name check.h)
checker=$(find src/check include/liebound/check.h -name '*.h')
report "a type of the library has one header" "$(types $rest | twice)"
report "a type of the checker has one header" "$(types $checker | twice)"
private=$(find src -name '*.c' ! -path 'src/check/*')
report "no private type is called as one of a header" \
    "$( (types $private | cut -d ' ' -f 1 | sort -u; types $rest | cut -d ' ' -f 1 | sort -u) | sort | uniq -d)"
report "a constant has one header" "$(constants $rest | twice)"

# Here a folder adds to what is public of another, and strings may be as dense as matrices.
exceptions='lb_dense_ lb_marked_ lb_orbit_ lb_random_ lb_strings_'
report "functions of a prefix are in one folder" \
    "$(prefixes $(find src -name '*.[ch]' ! -path 'src/check/*') | twice | grep -vxF "$(printf '%s\n' $exceptions)")"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
