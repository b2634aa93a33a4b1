/* Looks for false acceptances of liebound-check.
 *
 * Valid certificates are made by brute force (mutate_certificate.h), then mutated; those of the
 * kind `strings` are taken from tests/reject/accept (mutate_strings.h). Every mutant that the
 * checker accepts must state the true dimension of the generators it states, which is decided by
 * the same brute force. LB_TEST_SEED and LB_TEST_MULTIPLIER choose the mutants and their number.
 * Links with src/check/ except main.c, GMP, zlib and the mathematics library. */

#include "mutate_certificate.h"

#include <complex.h>

#include "mutations.h"
#include "support.h"

/* ---- Making certificates ---- */

static void random_generators(algebra *A)
{
    int kind = (int)draw(12);
    space_init(&A->V, kind == 0 ? 1 : kind == 1 ? 3 : 2);
    A->generators = 1 + (int)draw(3);
    for (int g = 0; g < A->generators; g++) {
        vector_zero(A->generator[g]);
        for (uint64_t terms = draw(A->V.n == 3 ? 3 : 5); terms > 0; terms--)
            random_coefficient(A->generator[g][draw((uint64_t)A->V.size)]);
    }
}

static bool put_certificate(buffer *T, algebra *A)
{
    replay *R = put_generators(T, A);
    put(T, "symmetry 0 0\n");
    bool is_prime = R->p % 3 == 0 ? R->p == 3 : R->p != 1000001;
    bool words = is_prime && R->p < LB_CHECK_WORDS_MODULUS && draw(2);
    bool ok = words ? put_words(T, A, R) : put_replay(T, A, R, NULL, NULL);
    put_basis(T, A);
    free(R);
    return ok;
}

/* ---- The experiment ---- */

#include "mutate_strings.h"

/* Mutate one valid certificate `count` times. */
static void try_mutants(tally *t, const buffer *valid, algebra *A, uint64_t count)
{
    static buffer mutant;
    for (int dimension = A->dimension; count > 0; count--, t->mutants++) {
        mutant = *valid;
        mutate(&mutant);
        (void)survives(t, valid, &mutant, A, dimension);
    }
}

/* The matrix element of a two-qubit string by definition, as a product of 2 x 2 matrices. */
static double complex element(int digits, int row, int column)
{
    static const double complex pauli[4][2][2] = {
        {{1, 0}, {0, 1}}, {{0, 1}, {1, 0}}, {{0, -I}, {I, 0}}, {{1, 0}, {0, -1}}};
    return pauli[digits >> 2][row >> 1][column >> 1] * pauli[digits & 3][row & 1][column & 1];
}

/* The checker's bracket of two two-qubit strings against (i/2)[A, B] in 4 x 4 matrices. */
static int wrong_brackets(void)
{
    int wrong = 0;
    lb_check_symmetry none;
    lb_check_strings S;
    lb_check_symmetry_init(&none, 2, 2);
    lb_check_symmetry_complete(&none);
    lb_check_strings_init(&S, 2);
    lb_check_strings_set_symmetry(&S, &none);
    for (int a = 0; a < 16; a++)
        for (int b = 0; b < 16; b++) {
            uint32_t id[2];
            for (int k = 0; k < 2; k++) {
                uint64_t d = (uint64_t)(k ? b : a), u = d >> 2, v = d & 3;
                uint64_t xz[2] = {(uint64_t)(u % 3 != 0) | (uint64_t)(v % 3 != 0) << 1,
                                  (u >> 1) | (v >> 1) << 1};
                id[k] = lb_check_strings_intern(&S, xz);
            }
            size_t count = lb_check_brackets(&S, id[0], id[1]);
            double sign = count ? (double)S.products[0].times : 0;
            const uint64_t *xz = lb_check_words_of(&S, count ? S.products[0].id : 0);
            int digits = 0;
            for (int q = 0; q < 2; q++) {
                int x = (int)(xz[0] >> q & 1), z = (int)(xz[1] >> q & 1);
                digits = digits << 2 | (z ? 3 - x : x);
            }
            for (int e = 0; e < 16; e++) {
                double complex commutator = 0;
                for (int k = 0; k < 4; k++)
                    commutator += element(a, e >> 2, k) * element(b, k, e & 3) -
                                  element(b, e >> 2, k) * element(a, k, e & 3);
                if (cabs(I / 2 * commutator - sign * element(digits, e >> 2, e & 3)) > 1e-9) {
                    wrong++;
                    break;
                }
            }
        }
    lb_check_strings_clear(&S);
    lb_check_symmetry_clear(&none);
    return wrong;
}

int main(void)
{
    static buffer valid;
    static algebra A;
    tally t = {0};
    random_state = lb_test_seed();
    int wrong = wrong_brackets();
    printf("%d of 256 two-qubit brackets are wrong\n", wrong);
    algebra_init(&A);
    for (size_t target = lb_test_count(2000); t.made < target;) {
        random_generators(&A);
        close_algebra(&A);
        if (!put_certificate(&valid, &A))
            continue;
        if (is_accepted(&t, &valid, &A))
            try_mutants(&t, &valid, &A, 100);
    }
    algebra_clear(&A);
    printf("%" PRIu64 " certificates, %" PRIu64 " mutants, %" PRIu64 " accepted (%" PRIu64
           " with other generators, %" PRIu64 " too large to decide), %" PRIu64 " failures\n",
           t.made, t.mutants, t.accepted, t.changed, t.outside, t.failures);
    bool survive = strings_survive(lb_test_count(3000));
    return t.failures || wrong || !t.changed || !survive ? EXIT_FAILURE : EXIT_SUCCESS;
}
