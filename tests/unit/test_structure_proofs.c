/* The exact checks of a structure see what is wrong. */

#include "structure/structure_data.h"
#include "structures.h"

static bool splitting_holds(lb_structure *structure)
{
    return lb_prove_splitting(&structure->moduli, &structure->splitting, &structure->torus);
}

static void change(lb_rational *v, int by)
{
    if (by > 0)
        fmpz_add_ui(v->numerators, v->numerators, 1);
    else
        fmpz_sub_ui(v->numerators, v->numerators, 1);
}

/* The exact checks see a wrong number in any vector of a splitting, in its map and in its field.
 * Here the factors have degrees 1, 1, 2 and more. */
START_TEST(proofs_fail_on_wrong_vectors)
{
    lb_ansatz_t A;
    load_family(A, "tfim-closed", 9);
    lb_structure *structure = compute_structure(A);
    lb_splitting *splitting = &structure->splitting;
    uint32_t degrees = 0;
    ck_assert(splitting_holds(structure));
    for (uint32_t i = 0; i < splitting->count; i++) {
        lb_factor *factor = splitting->factors + i;
        degrees |= 1u << factor->degree;
        for (uint32_t k = 0; k < lb_factor_vectors(factor); k++) {
            if (factor->vectors[k].length == 1 && factor->degree == 1)
                continue; /* only scaled */
            change(factor->vectors + k, 1);
            ck_assert_msg(!splitting_holds(structure), "factor %u, vector %u", i, k);
            change(factor->vectors + k, -1);
        }
        fmpz *constant = fmpz_poly_get_coeff_ptr(factor->polynomial, 0);
        fmpz_add_ui(constant, constant, 1);
        ck_assert(!splitting_holds(structure));
        fmpz_sub_ui(constant, constant, 1);
    }
    ck_assert_uint_ge((unsigned)__builtin_popcount(degrees), 2);
    for (slong i = 0; i < fmpz_mat_nrows(splitting->map); i++)
        for (slong j = 0; j < fmpz_mat_ncols(splitting->map); j++) {
            fmpz *entry = fmpz_mat_entry(splitting->map, i, j);
            fmpz_add_ui(entry, entry, 1);
            ck_assert_msg(!splitting_holds(structure), "entry %ld, %ld", (long)i, (long)j);
            fmpz_sub_ui(entry, entry, 1);
        }
    ck_assert(splitting_holds(structure));
    lb_structure_free(structure);
    lb_ansatz_clear(A);
}
END_TEST

/* The torus commutes with its regular element, and a changed one does not. */
START_TEST(proofs_fail_on_wrong_tori)
{
    lb_ansatz_t A;
    load_family(A, "tfim-closed", 9);
    lb_structure *structure = compute_structure(A);
    lb_torus *torus = &structure->torus;
    uint32_t rank = torus->reduced.count, seen = 0;
    lb_rational x;
    lb_rational_init_combination(&x, torus->regular, torus->vectors, rank);
    ck_assert(lb_prove_commuting(&structure->moduli, &x, 1, torus->vectors, rank));
    for (uint32_t i = 0; i < rank; i++) {
        change(torus->vectors + i, 1);
        seen += !lb_prove_commuting(&structure->moduli, &x, 1, torus->vectors, rank);
        change(torus->vectors + i, -1);
    }
    ck_assert_uint_ge(seen, rank - 2); /* two of them are single rows, and only scaled */
    lb_rational_clear(&x);
    lb_structure_free(structure);
    lb_ansatz_clear(A);
}
END_TEST

/* The same dimensions modulo the prime do not do: of a torus with one vector less the roots are not
 * all outside, of a vector that is not regular they coincide. */
START_TEST(roots_fail_on_wrong_tori)
{
    lb_ansatz_t A;
    load_family(A, "xxz-open", 5);
    lb_structure *structure = compute_structure(A);
    lb_torus *torus = &structure->torus;
    const lb_frame *frame = lb_moduli_frame(&structure->moduli, 0);
    lb_sparse_vector x;
    lb_rational regular;
    lb_structure_roots roots;
    lb_rational_init_combination(&regular, torus->regular, torus->vectors, torus->reduced.count);
    ck_assert(lb_sparse_vector_reduce(&x, &regular, frame->modulus));
    ck_assert(lb_structure_roots_init(&roots, frame, &torus->reduced, &torus->y, &x));
    ck_assert(lb_structure_roots_central(&roots, torus->centre_reduced.count));
    ck_assert(!lb_structure_roots_central(&roots, torus->centre_reduced.count + 1));
    ck_assert(!lb_structure_roots_central(&roots, torus->centre_reduced.count - 1));
    lb_structure_roots_clear(&roots);
    lb_subspace smaller = torus->reduced;
    for (smaller.count = torus->reduced.count; smaller.count-- > torus->reduced.count - 3;)
        ck_assert(!lb_structure_roots_init(&roots, frame, &smaller, &torus->y, &x));
    for (uint32_t i = 0; i < torus->reduced.count; i++)
        ck_assert(!lb_structure_roots_init(&roots, frame, &torus->reduced, &torus->y,
                                           torus->reduced.vectors + i));
    lb_sparse_vector_clear(&x);
    lb_rational_clear(&regular);
    lb_structure_free(structure);
    lb_ansatz_clear(A);
}
END_TEST

/* An identity that fails only by a multiple of the first prime is seen by the next. */
START_TEST(proofs_use_enough_primes)
{
    lb_ansatz_t A;
    load_family(A, "tfim-open", 3);
    lb_structure *structure = compute_structure(A);
    lb_moduli *moduli = &structure->moduli;
    lb_rational x = moduli->generators[0], y = moduli->generators[1];
    ck_assert(!lb_prove_commuting(moduli, &x, 1, &y, 1));
    for (uint32_t i = 0; i < y.length; i++)
        fmpz_mul_ui(y.numerators + i, y.numerators + i, lb_moduli_frame(moduli, 0)->modulus.n);
    ck_assert(!lb_prove_commuting(moduli, &x, 1, &y, 1));
    lb_structure_free(structure);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("structure proofs", proofs_fail_on_wrong_vectors, proofs_fail_on_wrong_tori,
             roots_fail_on_wrong_tori, proofs_use_enough_primes)
