# Which tests concern a file of the source, the quickest first; with quick=1 without scripts, with
# thorough=1 the slow ones too.

tests_of() {
    for place in $1; do
        case $place in
        src/check*)
            unit=$(ls tests/unit/test_check_*.c | sort -r)
            scripts="reject bounds"
            both=tests/fuzz/two_checkers.c verdicts=tests/mutants/verdicts.c
            certificate=tests/fuzz/mutate_certificate.c structure=tests/fuzz/mutate_structure.c
            symmetric=tests/fuzz/mutate_symmetric.c orbit=tests/fuzz/fuzz_orbit.c
            rank=tests/fuzz/mutate_rank.c
            fuzz=$certificate slow="$certificate $structure $symmetric $orbit $rank"
            case ${place#src/check/} in
            main.c | print.c | result.c | ansatz.c)
                scripts="same_ansatz structure words reject" unit= fuzz= slow= both= ;;
            closure/words.c | closure/replay.c)
                unit="tests/unit/test_check_elimination.c $unit" fuzz="$certificate $symmetric"
                scripts="words $scripts" ;;
            closure/basis.c | closure/string_table.c)
                fuzz="$certificate $symmetric" scripts="words $scripts" ;;
            strings/* | closure/group.c | integer.c | sha256.c)
                unit="tests/unit/test_check_pieces.c $unit" ;;
            closure/symmetry.c | closure/canonical.c | closure/cells.c | lines.c)
                fuzz="$symmetric $structure" ;;
            closure/*) fuzz="$structure $certificate" scripts="structure $scripts" ;;
            orbit/*) fuzz="$orbit $rank" ;;
            rank/*) fuzz=$rank scripts=reject ;;
            *) scripts="$scripts words structure" ;;
            esac
            echo $verdicts $fuzz $unit $both
            if [ -z "$quick" ]; then
                for name in $scripts; do echo tests/reject/test_$name.sh; done
            fi
            echo ${thorough:+$slow}
            continue
            ;;
        src/pauli/*) unit='pauli stabilizer' property=strings ;;
        src/linalg/*) unit='sparse closure echelon quadratic dense_echelon' property='dense_closure strings' ;;
        src/orbit/*conjugate* | src/orbit/coordinate*)
            unit='algebra orbit' property='conjugate_rank coordinate_rank orbits real_span certificates' ;;
        src/closure/* | src/symmetry/* | src/strings/* | src/orbit/* | src/lie/*)
            unit='algebra symmetry orbit closure'
            property='symmetric_closure orbits real_span certificates dense_closure strings'
            ;;
        src/exact_rank/*) unit='padic frames exact' property=ranks ;;
        src/structure/*)
            unit='structure roots constants structure_types' property='full_sectors structure' ;;
        src/dimension/*) unit='dimension free_fermions' property=full_sectors ;;
        src/variance/*) unit=free_fermions property=variance ;;
        src/cartan/*) unit=cartan property= ;;
        src/conserved/*) unit='conserved dimension reach' property=full_sectors ;;
        src/certificate/*) unit= property='certificates orbits' ;;
        *) unit=$(ls tests/unit/test_[!c]*.c | sed 's/.*test_//; s/.c$//') property= ;;
        esac
        for name in $unit; do echo tests/unit/test_$name.c; done
        for name in $property; do echo tests/property/test_$name.c; done
    done | tr ' ' '\n' | awk 'NF && !seen[$0]++'
}
