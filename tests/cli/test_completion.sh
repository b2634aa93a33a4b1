#!/bin/sh
# Completion in bash: what the installed function offers for a command line, and that what it offers
# is what the program takes.
. "$(dirname "$0")/support.sh"
(cd "$tests/../.." && ${MAKE:-make} --no-print-directory ${SANITIZE:+SANITIZE=$SANITIZE} B="$B" \
    "$B/completion/liebound" "$B/completion/_liebound") >out 2>err
verdict $? "make builds the scripts"
command -v bash >/dev/null || {
    echo "skipped: there is no bash"
    finish
}

cat >offer.bash <<'END'
. "$B/completion/liebound"
COMP_WORDS=(liebound "$@") COMP_CWORD=$#
_liebound
printf '%s\n' "${COMPREPLY[@]}"
END
export B

# offers WORD...: the completions of the last word, one a line, in out. The words are those of bash,
# to which "=" is one.
offers() {
    run bash offer.bash "$@"
    last="liebound $*"
    sort -u -o out out
}
# just COMPLETION...: these, no other, and not a word on standard error.
just() {
    printf '%s\n' "$@" | sort >wanted
    expect "'$last' offers just: $*" cmp out wanted
    expect "quietly" test ! -s err
}

echo >my.alg
echo >"my first.alg"
echo >my.cert
mkdir my-folder

"$liebound" help | awk '/^$/ {block++} block == 2 && NF {print $1}' >commands
offers ""
just --help --version $(cat commands)
offers stru
just structure
offers help capa
just capacity
offers list --
just --json --help

# Every option that a command takes, and no other.
for command in $(grep -vx help commands); do
    "$liebound" help "$command" | sed -n 's/^  \(--[a-z0-9-]*\).*/\1/p' | sort >wanted
    offers "$command" --
    expect "the options of $command" cmp out wanted
done

offers dim tfim-op
just tfim-open tfim-open-free
"$liebound" list | awk 'NR > 1 {print $1}' >wanted
printf '%s\n' my.alg "my first.alg" my-folder chain.alg endless.alg >>wanted
sort -o wanted wanted
offers rank ""
expect "the catalogue and .alg files" cmp out wanted
offers dim my
just my.alg "my first.alg" my-folder
offers merge my.c
just my.cert

offers bound heisenberg-closed n
just n=
offers table heisenberg tfim top
just topology=open topology=closed
offers dim heisenberg angles =
just uniform even_odd free
offers dim heisenberg --quiet angles = e
just even_odd
offers dim heisenberg n =
just ""

offers dim hea --certificate my.c
just my.cert
offers rank hea --plot = my.c
just my.cert
offers dim hea --threads ""
just ""
offers constants hea --basis ""
just ""
offers dim hea --basis n
just n=

if command -v zsh >/dev/null; then
    run zsh -n "$B/completion/_liebound"
    expect_status 0 "zsh reads its script"
fi
finish
