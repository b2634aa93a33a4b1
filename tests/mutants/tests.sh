# Which tests concern a file of the source, the quickest first; with quick=1 without scripts, with
# thorough=1 the slow ones too.

tests_of() {
    for place in $1; do
        case $place in
        src/check*)
            unit=$(ls tests/unit/test_check_*.c | sort -r)
            scripts=$(ls tests/reject/test_*.sh | sort -r)
            certificate=tests/fuzz/mutate_certificate.c structure=tests/fuzz/mutate_structure.c
            symmetric=tests/fuzz/mutate_symmetric.c orbit=tests/fuzz/fuzz_orbit.c
            rank=tests/fuzz/mutate_rank.c
            fuzz=$certificate slow="$certificate $structure $symmetric $orbit"
            case ${place##*/} in
            main.c) unit= fuzz= slow= ;;
            words.c | replay.c)
                unit="tests/unit/test_check_elimination.c $unit" fuzz="$certificate $symmetric" ;;
            basis.c | string_table.c) fuzz="$certificate $symmetric" ;;
            f2.c | form.c | heap.c | group.c | meetings.c | integer.c | direct_sum.c | sha256.c)
                unit="tests/unit/test_check_pieces.c $unit" ;;
            symmetry.c | canonical.c | cells.c | lines.c) fuzz="$symmetric $structure" ;;
            marks.c | closure.c | sum.c) fuzz="$structure $certificate" ;;
            action.c | annihilator.c | forms.c | orbit.c | state.c) fuzz=$orbit ;;
            amplitudes.c) fuzz="$orbit $rank" ;;
            esac
            case $place in
            src/check/rank/* | src/check/padic/*) fuzz=$rank ;;
            esac
            [ -z "$quick" ] || scripts=
            echo $unit $fuzz $scripts ${thorough:+$slow}
            continue
            ;;
        src/pauli/*) unit='pauli stabilizer' property=strings ;;
        src/linalg/*) unit='sparse closure echelon quadratic dense_echelon' property='dense_closure strings' ;;
        src/closure/* | src/symmetry/* | src/strings/* | src/orbit/* | src/lie/*)
            unit='algebra symmetry orbit closure'
            property='symmetric_closure orbits real_span certificates dense_closure strings'
            ;;
        src/exact_rank/*) unit='padic frames exact' property=ranks ;;
        src/structure/*) unit='structure constants structure_types' property=structure ;;
        src/certificate/*) unit= property='certificates orbits' ;;
        *) unit=$(ls tests/unit/test_[!c]*.c | sed 's/.*test_//; s/.c$//') property= ;;
        esac
        for name in $unit; do echo tests/unit/test_$name.c; done
        for name in $property; do echo tests/property/test_$name.c; done
    done | tr ' ' '\n' | awk 'NF && !seen[$0]++'
}
