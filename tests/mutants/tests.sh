# Which tests concern a file of the source, the quickest first; with quick=1 without scripts and what
# comes later, with thorough=1 the slow ones too.

tests_of() {
    for place in $1; do
        unit= property= later=
        case $place in
        src/check*)
            unit=$(printf '%s\n' tests/unit/test_check_*.c | grep -v 'ansatz\|bounds\|padic\|print\|reading\|residues\|sectors' | sort -r)
            scripts="reject bounds"
            both=tests/fuzz/two_checkers.c verdicts=tests/mutants/verdicts.c
            certificate=tests/fuzz/mutate_certificate.c structure=tests/fuzz/mutate_structure.c
            symmetric=tests/fuzz/mutate_symmetric.c orbit=tests/fuzz/fuzz_orbit.c
            rank=tests/fuzz/mutate_rank.c sectors=tests/fuzz/mutate_sectors.c
            fuzz=$certificate slow="$certificate $structure $symmetric $orbit $rank $sectors"
            case ${place#src/check/} in
            main.c)
                scripts="same_ansatz structure words reject" unit= fuzz= slow= both= ;;
            print.c | result.c)
                scripts="reject structure" unit=tests/unit/test_check_print.c fuzz= slow= both= ;;
            ansatz.c)
                scripts=same_ansatz unit=tests/unit/test_check_ansatz.c fuzz= slow= both= ;;
            closure/words.c | closure/replay.c)
                unit="tests/unit/test_check_elimination.c $unit" fuzz="$certificate $symmetric"
                scripts="words $scripts" ;;
            closure/basis.c | closure/string_table.c)
                fuzz="$certificate $symmetric" scripts="words $scripts" ;;
            strings/* | closure/group.c | integer.c | sha256.c)
                unit="tests/unit/test_check_pieces.c tests/unit/test_check_strings.c $unit"
                unit="$unit tests/unit/test_check_bounds.c" ;;
            closure/symmetry.c | closure/canonical.c | closure/cells.c | lines.c)
                fuzz="$symmetric $structure" ;;
            closure/*) fuzz="$structure $certificate" scripts="structure $scripts" ;;
            orbit/*) fuzz="$orbit $rank" unit="$unit tests/unit/test_check_bounds.c" ;;
            rank/quantities.c | rank/phases.c)
                unit= fuzz=tests/fuzz/mutate_conserved.c scripts="reject bounds" ;;
            padic/*) unit=tests/unit/test_check_padic.c fuzz=$rank scripts=reject ;;
            rank/*) unit=tests/unit/test_check_rank.c fuzz=$rank scripts="reject bounds" ;;
            sectors/*)
                unit="tests/unit/test_check_residues.c tests/unit/test_check_sectors.c"
                fuzz=$sectors scripts="reject bounds" ;;
            read.c | verify.c | memory.c)
                unit="tests/unit/test_check_reading.c $unit" scripts="$scripts words structure" ;;
            *) scripts="$scripts words structure" ;;
            esac
            echo $verdicts $fuzz $unit $both
            if [ -z "$quick" ]; then
                for name in $scripts; do echo tests/reject/test_$name.sh; done
            fi
            echo ${thorough:+$slow}
            continue
            ;;
        src/pauli/*) unit='stabilizer pauli operators orbit layers languages closure' later=strings ;;
        src/linalg/singular* | src/linalg/range* | src/linalg/blas*) unit='range rank' ;;
        src/linalg/f2_space*) unit='f2_spaces free_fermions' property='matrices' later=variance ;;
        src/linalg/f2_echelon*) unit='f2_spaces structure_sectors' property='structure real_span' ;;
        src/linalg/*dense*) unit='dense_echelon echelon closure' later='dense_closure strings' ;;
        src/linalg/lift* | src/linalg/membership* | src/linalg/reduced* | src/linalg/chinese*)
            unit='reduced_basis invariant_space closure_proof closure quadratic' property=real_span
            later=dense_closure ;;
        src/linalg/f2_*)
            unit='f2_spaces string_algebras quadratic symmetry' property=real_span later=strings ;;
        src/linalg/*)
            unit='sparse closure quadratic echelon symmetry' property=real_span
            later='dense_closure strings' ;;
        src/orbit/*conjugate* | src/orbit/coordinate*)
            unit='algebra orbit' property='conjugate_rank coordinate_rank'
            later='orbits real_span certificates' ;;
        src/closure/closure.c)
            unit='closure string_algebras' property=dense_closure later='limits certificates strings' ;;
        src/closure/*dense* | src/closure/adjoint* | src/closure/generation*)
            unit='generation closure dense_echelon' property=dense_closure ;;
        src/closure/checkpoint*) unit='closure checkpoint' ;;
        src/closure/marked*) unit='marked certificates' ;;
        src/closure/two_halves*) unit='invariant_space closure dimension' property=symmetric_closure ;;
        src/closure/invariant*) unit=invariant_space property='real_span root_orbits orbits' later=variance ;;
        src/symmetry/string_orbit*) unit='string_orbits pivot_brackets constants training' ;;
        src/symmetry/letters*) unit='letters orbit' property=orbits later='real_span states' ;;
        src/symmetry/bracket* | src/symmetry/canonical*)
            unit='string_orbits letters closure' property='symmetric_closure real_span'
            later='orbits certificates strings' ;;
        src/symmetry/*)
            unit='letters permutations symmetry' property='symmetric_closure real_span'
            later='orbits certificates' ;;
        src/orbit/*) unit=orbit property='orbit_limits root_orbits states orbits real_span' ;;
        src/strings/*) unit='string_algebras algebra cartan conserved closure dimension' property=orbits later=strings ;;
        src/closure/*)
            unit='closure_proof generation closure' property='dense_closure symmetric_closure'
            later='real_span orbits certificates strings' ;;
        src/lie/*)
            unit='algebra orbit closure' property='real_span orbits symmetric_closure'
            later='permutations symmetry certificates dense_closure strings' ;;
        src/exact_rank/*) unit='padic frames layer_tangents exact' property=ranks later=root_orbits ;;
        src/structure/from_states* | src/structure/exact_* | src/structure/copies* | \
            src/structure/differences* | src/structure/block* | src/structure/sign_* | \
            src/structure/from_blocks* | src/structure/module* | src/structure/sector*)
            unit='states_algebra modules blocks' later='sector_proof structure structure_proofs structure_types' ;;
        src/structure/*)
            unit='roots constants structure_proofs structure_sectors' property='structure states_algebra'
            later='blocks structure_types' ;;
        src/dimension/*) unit='sector_conditions sector_proof dimension' later=free_fermions ;;
        src/variance/*) unit=free_fermions property=variance ;;
        src/simulation/sector*) unit='training sector_conditions' property=sector_proof ;;
        src/cartan/*) unit=cartan ;;
        src/conserved/*) unit='reach conserved roots dimension' property='sector_proof orbits' ;;
        src/certificate/*) property='certificates orbits' ;;
        *) unit=$(ls tests/unit/test_[!c]*.c | sed 's/.*test_//; s/.c$//') ;;
        esac
        [ -z "$quick" ] || later=
        for name in $unit $property $later; do ls tests/[up]*/test_$name.c; done
    done | tr ' ' '\n' | awk 'NF && !seen[$0]++'
}
