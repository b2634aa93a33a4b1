#!/bin/sh
# The manual pages: every command and option stands in them, nothing is lost on the way from Markdown,
# and man has nothing to complain of.
. "$(dirname "$0")/support.sh"
root=$(cd "$tests/../.." && pwd)
pages="liebound.1 liebound-check.1 liebound.alg.5 liebound.cert.5"
for page in $pages; do
    set -- "$@" "$B/man/$page"
done
run ${MAKE:-make} --no-print-directory -C "$root" ${SANITIZE:+SANITIZE=$SANITIZE} B="$B" "$@"
expect_status 0 "make builds the pages"

# plain FILE: without the changes of font and the escapes of roff.
plain() {
    sed 's/\\f[BIR]//g; s/\\//g' "$1"
}
# options_of FILE HEADING: the options that a page explains below a heading.
options_of() {
    plain "$1" | awk -v heading="$2" '/^\.S[HS]/ {on = index($0 " ", heading " ") == 1}
        on' | sed -n 's/^\(--[a-z0-9-]*\).*/\1/p' | sort -u
}
"$liebound" help | awk '/^$/ {block++} block == 2 && NF && $1 != "help" {print $1}' >commands
while read -r command; do
    "$liebound" help "$command" | sed -n 's/^  \(--[a-z0-9-]*\).*/\1/p' | sort >options
    run options_of "$B/man/liebound.1" ".SS liebound $command"
    expect "liebound(1) has the options of $command" cmp options out
done <commands
"$B/liebound-check" --help | grep -o -- '--[a-z][a-z]*' | sort -u >options
run options_of "$B/man/liebound-check.1" ".SH OPTIONS"
expect "liebound-check(1) has all options" cmp options out

# words_of FILE: what is neither the address of a link nor a number.
words_of() {
    plain "$1" | sed 's/\]([^)]*)/]/g' | tr a-z A-Z | tr -cs A-Z '\n' | sort -u
}
words_of "$root/proofs/README.md" >wanted
words_of "$B/man/liebound.cert.5" >found
run comm -23 wanted found
expect "no word of the specification is lost" test ! -s out

command -v man >/dev/null || {
    echo "skipped: there is no man"
    finish
}
for page in "$@"; do
    LC_ALL=C.UTF-8 MANWIDTH=80 run man --warnings -l "$page"
    expect_status 0 "man shows $(basename "$page")"
    expect "without a complaint" test ! -s err
done
finish
