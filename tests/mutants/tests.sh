# Which tests concern a file of the source, the quickest first: with quick=1 unit tests alone, with
# thorough=1 the slow ones too.

tests_of() {
    for place in $1; do
        case $place in
        src/check*)
            checker=$(ls tests/unit/test_check_*.c | sort -r)
            case $place in
            src/check/words.c | src/check/replay.c) checker="tests/unit/test_check_elimination.c $checker" ;;
            src/check/[fgh]*.c | src/check/*[sg].c) checker="tests/unit/test_check_pieces.c $checker" ;;
            esac
            scripts='tests/reject/test_words.sh tests/reject/test_structure.sh tests/reject/test_reject.sh'
            slow='tests/fuzz/mutate_structure.c tests/fuzz/mutate_certificate.c tests/fuzz/mutate_symmetric.c'
            case $place in
            src/check/main.c) checker= slow= ;;
            *) [ -z "$quick" ] || scripts= ;;
            esac
            echo $checker $scripts ${thorough:+$slow}
            ;;
        src/pauli*)
            echo tests/unit/test_pauli*.c tests/unit/test_stabilizer*.c
            ;;
        esac
    done | tr ' ' '\n' | awk 'NF && !seen[$0]++'
}
