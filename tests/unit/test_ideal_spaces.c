/* Simple ideals over Q as spaces, each with the element of its field: closed under brackets with the
 * generators, which that element commutes with, and it is a root of its polynomial. */

#include <flint/fmpq_mat.h>

#include "structures.h"
#include "variance/ideal_space.h"

/* All coefficients of the sums, one sum a row, on the strings that occur; the caller clears. */
static void coefficients(fmpq_mat_t M, lb_sum_struct *const *sums, const uint32_t *counts,
                         int parts)
{
    lb_sum_t all;
    mpq_t one;
    slong rows = 0;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_sum_init(all, sums[0]->qubits);
    for (int part = 0; part < parts; part++)
        for (uint32_t i = 0; i < counts[part]; i++, rows++)
            for (size_t t = 0; t < sums[part][i].length; t++)
                lb_sum_append(all, one, sums[part][i].strings + t);
    lb_sum_normalize(all);
    fmpq_mat_init(M, rows, (slong)all->length);
    rows = 0;
    for (int part = 0; part < parts; part++)
        for (uint32_t i = 0; i < counts[part]; i++, rows++)
            for (size_t t = 0; t < sums[part][i].length; t++)
                for (size_t c = 0; c < all->length; c++)
                    if (!lb_string_compare(all->strings + c, sums[part][i].strings + t))
                        fmpq_set_mpq(fmpq_mat_entry(M, rows, (slong)c),
                                     sums[part][i].coefficients + t);
    lb_sum_clear(all);
    mpq_clear(one);
}

/* Of rows R and images S: A with S = A R, which must exist. */
static void solve(fmpq_mat_t A, const fmpq_mat_t M, slong D)
{
    fmpq_mat_t top, bottom, left, right, solution;
    slong n = fmpq_mat_ncols(M);
    fmpq_mat_window_init(top, M, 0, 0, D, n);
    fmpq_mat_window_init(bottom, M, D, 0, 2 * D, n);
    fmpq_mat_init(left, n, D);
    fmpq_mat_init(right, n, D);
    fmpq_mat_init(solution, D, D);
    fmpq_mat_transpose(left, top);
    fmpq_mat_transpose(right, bottom);
    ck_assert_int_eq(fmpq_mat_can_solve(solution, left, right), 1);
    fmpq_mat_init(A, D, D);
    fmpq_mat_transpose(A, solution);
    fmpq_mat_clear(solution);
    fmpq_mat_clear(left);
    fmpq_mat_clear(right);
    fmpq_mat_window_clear(top);
    fmpq_mat_window_clear(bottom);
}

/* f(phi) = 0. */
static void check_root(const fmpq_mat_t phi, const fmpz_poly_t f)
{
    slong D = fmpq_mat_nrows(phi);
    fmpq_mat_t value, power;
    fmpq_t c;
    fmpq_init(c);
    fmpq_mat_init(value, D, D);
    fmpq_mat_init(power, D, D);
    for (slong k = fmpz_poly_degree(f); k >= 0; k--) {
        fmpq_mat_mul(power, value, phi);
        fmpq_mat_set(value, power);
        fmpq_set_fmpz(c, f->coeffs + k);
        for (slong i = 0; i < D; i++)
            fmpq_add(fmpq_mat_entry(value, i, i), fmpq_mat_entry(value, i, i), c);
    }
    ck_assert(fmpq_mat_is_zero(value));
    fmpq_mat_clear(value);
    fmpq_mat_clear(power);
    fmpq_clear(c);
}

static void check_space(const lb_variance_ideal_space *space, const lb_structure *structure,
                        const lb_ansatz_t A, const lb_factor *factor)
{
    uint32_t D = space->dimension, counts[2] = {D, D};
    lb_sum_struct *rows = malloc(D * sizeof *rows), *images = malloc(D * sizeof *images);
    for (uint32_t t = 0; t < D; t++) {
        lb_sum_init(rows + t, A->qubits);
        lb_sum_init(images + t, A->qubits);
        lb_rational_get_sum(rows + t, space->rows + t, &structure->moduli.strings);
    }
    for (size_t k = 0; k < A->generator_count; k++) {
        fmpq_mat_t M, ad, left, right;
        for (uint32_t t = 0; t < D; t++)
            lb_sum_bracket(images + t, A->generators + k, rows + t);
        coefficients(M, (lb_sum_struct *const[]){rows, images}, counts, 2);
        solve(ad, M, D);
        if (space->degree > 1) {
            fmpq_mat_init(left, D, D);
            fmpq_mat_init(right, D, D);
            fmpq_mat_mul(left, ad, space->phi);
            fmpq_mat_mul(right, space->phi, ad);
            ck_assert(fmpq_mat_equal(left, right));
            fmpq_mat_clear(left);
            fmpq_mat_clear(right);
        }
        fmpq_mat_clear(ad);
        fmpq_mat_clear(M);
    }
    if (space->degree > 1)
        check_root(space->phi, factor->polynomial);
    for (uint32_t t = 0; t < D; t++) {
        lb_sum_clear(rows + t);
        lb_sum_clear(images + t);
    }
    free(rows);
    free(images);
}

START_TEST(ideals_of_chains)
{
    static const struct {
        const char *name;
        unsigned n;
    } cases[] = {{"tfim-closed", 3}, {"tfim-closed", 5}, {"tfim-closed", 6}, {"xxz-open", 3}};
    uint32_t conjugate = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lb_ansatz_t A;
        lb_structure *structure;
        lb_variance_ideal_finder finder;
        lb_run run;
        lb_error error;
        load_family(A, cases[i].name, cases[i].n);
        lb_closure *closure = close_ansatz(A);
        ck_assert_int_eq(lb_structure_compute(&structure, closure, NULL, &error), LB_OK);
        ck_assert_int_eq(lb_structure_known(structure), LB_STRUCTURE_IDEALS);
        lb_run_start(&run, NULL);
        lb_variance_ideal_finder_init(&finder, structure, closure, &run);
        for (uint32_t f = 0; f < structure->splitting.count; f++) {
            const lb_factor *factor = structure->splitting.factors + f;
            lb_variance_ideal_space space;
            ck_assert_int_eq(lb_variance_ideal_space_init(&space, &finder, f, &error), LB_OK);
            ck_assert_uint_eq(space.dimension, factor->dimension);
            ck_assert_uint_eq(space.degree, factor->degree);
            check_space(&space, structure, A, factor);
            conjugate += space.degree > 1;
            lb_variance_ideal_space_clear(&space);
        }
        lb_variance_ideal_finder_clear(&finder);
        lb_run_end(&run);
        lb_structure_free(structure);
        lb_closure_free(closure);
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(conjugate, 1);
}
END_TEST

LB_TEST_MAIN("ideal spaces", ideals_of_chains)
