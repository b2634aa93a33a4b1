#!/bin/sh
# What the documents show is what happens: every command behind a $ in a fenced block is run, and its
# output compared. Of the commands in indented blocks, which may take long, the options must exist.
. "$(dirname "$0")/support.sh"
root=$(cd "$tests/../.." && pwd)

ln -s "$B" build
cp -r "$root/examples" examples

run_documented() {
    for command in sessions/*.run; do
        [ -e "$command" ] || continue
        name=${command%.run}
        last=$(cat "$command")
        sh "$command" >actual 2>&1 </dev/null
        status=$?
        awk -f "$tests/compare_output.awk" "$name.expected" actual >out 2>err
        verdict $? "$1, line $(cat "$name.line"): $last"
    done
}

# "build/liebound COMMAND ... --option ..." in an indented block.
check_options() {
    sed -n 's/^    \(build\/liebound [a-z].*\)/\1/p' "$1" | sed 's/ #.*//' >calls
    while read -r program command rest; do
        last="$program help $command"
        "$program" help "$command" >out 2>err
        verdict $? "$2 names a command: $command"
        for word in $rest; do
            case $word in
            --*) grep -q -e "^ *${word%%=*}\b" out
                verdict $? "$2: $command has ${word%%=*}" ;;
            esac
        done
    done <calls
}

# Links to files of the repository lead somewhere.
check_links() {
    grep -o '](\([^)#:]*\)[)#]' "$1" | sed 's/^](//; s/[)#]$//' | grep . >links
    while read -r link; do
        last="$2 links to $link"
        expect "$last" test -e "$(dirname "$1")/$link"
    done <links
}

for path in "$root"/README.md "$root"/docs/*.md "$root"/algebras/README.md; do
    rm -rf sessions
    mkdir -p sessions/files
    awk -v out=sessions -f "$tests/documents.awk" "$path"
    cp sessions/files/* . 2>/dev/null
    run_documented "${path#"$root"/}"
    check_options "$path" "${path#"$root"/}"
    check_links "$path" "${path#"$root"/}"
done
finish
