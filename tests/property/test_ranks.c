/* Random circuits on up to 6 qubits: every inequality between ranks and dimensions.
 *
 *     exact rank at L layers <= that at more <= orbit dimension <= sector <= dim g,
 *
 * the exact rank at enough layers is the orbit dimension (a theorem), the rank in floating point is
 * never larger, and equal wherever its spectrum has a wide gap. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <liebound.h>

#include "random_generators.h"
#include "support.h"

typedef enum family { STRINGS, COMMUTING, ANTICOMMUTING, MIXED, LAYERS, GENERAL } family;
enum { FAMILIES = GENERAL + 1 };

/* Larger algebras are left out where their orbits are asked for. */
enum { DIMENSION_MAX = 300 };

static void random_family_generator(lb_sum_t H, family kind, size_t k, lb_random *random)
{
    static const char letters[] = "XYZ";
    bool commuting = kind != ANTICOMMUTING && (kind != MIXED || lb_random_below(random, 2));
    if (kind == GENERAL && lb_random_below(random, 4)) {
        random_sum(H, random, 2 + lb_random_below(random, 4));
        return;
    }
    if (kind != LAYERS) {
        size_t terms = kind == STRINGS ? 1 : 2 + lb_random_below(random, 2);
        random_generator(H, random, terms, commuting);
        return;
    }
    /* A string of one letter, the same for a few generators that follow each other. */
    char label[16] = {0};
    lb_error error;
    for (size_t q = 0; q < H->qubits; q++)
        label[q] = lb_random_below(random, 2) ? letters[k / 8 % 3] : 'I';
    label[k % H->qubits] = letters[k / 8 % 3];
    ck_assert_int_eq(lb_sum_append_label(H, 1, 1, label, &error), LB_OK);
}

static void random_state(lb_ansatz_t A, lb_random *random)
{
    static const char *const named[] = {"zero", "plus", "ghz", "bell"};
    char label[16] = {0};
    lb_error error;
    size_t choice = lb_random_below(random, 8);
    for (size_t q = 0; q < A->qubits; q++)
        label[q] = random_letter(random, "01+-rl");
    const char *state = choice < (A->qubits < 5 ? 4 : 3) ? named[choice] : label;
    ck_assert_int_eq(lb_ansatz_add_state(A, state, &error), LB_OK);
}

static void random_circuit(lb_ansatz_t A, family kind, lb_random *random)
{
    size_t n = 1 + lb_random_below(random, kind == STRINGS || kind == LAYERS ? 6 : 4);
    size_t K = kind == LAYERS ? 24 : 1 + lb_random_below(random, n + 3);
    lb_ansatz_init(A, "random", n);
    for (size_t k = 0; k < K; k++) {
        lb_sum_t H;
        lb_sum_init(H, n);
        random_family_generator(H, kind, k, random);
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
    random_state(A, random);
}

static void rank_of(lb_exact_t E, const lb_ansatz_t A, size_t layers, family kind, uint64_t seed)
{
    lb_error error = {0};
    lb_exact_options options = {.layers = layers,
                                .seed = seed,
                                .run.threads = 1 + (int)(seed % 2),
                                .picture = LB_PICTURE_AUTOMATIC};
    if (kind != GENERAL && seed % 3)
        options.picture = seed % 3 == 1 ? LB_PICTURE_STATE : LB_PICTURE_PADIC;
    lb_status status = lb_exact_rank(E, A, 0, &options, &error);
    ck_assert_msg(status == LB_OK, "%s", error.message);
}

/* Whether its gap is wide. */
static bool check_simulation(const lb_ansatz_t A, const lb_exact_t E, size_t layers, uint64_t seed)
{
    lb_spectrum_t S;
    lb_error error = {0};
    lb_rank_options options = {.layers = layers, .seed = seed};
    lb_spectrum_init(S);
    lb_status status = lb_qfim_spectrum(S, A, 0, &options, &error);
    ck_assert_msg(status == LB_OK, "%s", error.message);
    ck_assert_uint_le(S->rank, E->rank);
    bool wide = S->gap > 1e8;
    ck_assert(!wide || S->rank == E->rank);
    lb_spectrum_clear(S);
    return wide;
}

/* Each bound by itself, the rank over all depths being what `proved` bounds from both sides. */
static void check_bounds(const lb_ansatz_t A, const lb_exact_t shallow, family kind, uint64_t seed)
{
    lb_closure *closure;
    lb_orbit *orbit;
    lb_exact_t deep;
    lb_error error;
    mpz_t dimension;
    lb_closure_options options = {.enumerate = true};
    mpz_init(dimension);
    lb_exact_init(deep);
    ck_assert_int_eq(lb_closure_compute(&closure, A, NULL, &error), LB_OK);
    lb_closure_dimension(dimension, closure);
    lb_closure_free(closure);
    if (mpz_cmp_ui(dimension, DIMENSION_MAX) <= 0) {
        ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
        ck_assert_int_eq(lb_orbit_compute(&orbit, A, closure, NULL, &error), LB_OK);
        const lb_orbit_number *R = lb_orbit_dimension(orbit, 0);
        const lb_orbit_number *sector = lb_orbit_sector(orbit, 0);
        ck_assert(R->proved && sector->proved);
        ck_assert_int_le(mpz_cmp(R->at_most, sector->at_most), 0);
        ck_assert_int_le(mpz_cmp(sector->at_most, dimension), 0);
        ck_assert_int_ge(mpz_cmp_ui(R->at_most, shallow->rank), 0);
        rank_of(deep, A, mpz_get_ui(R->at_most) + 1, kind, seed);
        ck_assert_int_eq(mpz_cmp_ui(R->at_most, deep->rank), 0);
        lb_orbit_free(orbit);
        lb_closure_free(closure);
    }
    lb_exact_clear(deep);
    mpz_clear(dimension);
}

/* More layers reach no rank later, and a cut circuit has the rank that the whole one has there. */
static void check_layers(const lb_exact_t fewer, const lb_exact_t more)
{
    size_t at_cut = 0;
    ck_assert_uint_le(fewer->rank, more->rank);
    while (at_cut < more->rank && more->reached[at_cut] <= fewer->parameters)
        at_cut++;
    ck_assert_uint_eq(at_cut, fewer->rank);
    ck_assert_int_eq(memcmp(fewer->reached, more->reached, at_cut * sizeof *more->reached), 0);
}

START_TEST(test_random_circuits)
{
    lb_random random;
    size_t count = lb_test_count(3000), wide = 0;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < count; i++) {
        lb_ansatz_t A;
        lb_exact_t E, F;
        family kind = (family)(i % FAMILIES);
        random_circuit(A, kind, &random);
        lb_exact_init(E);
        lb_exact_init(F);
        size_t layers = 1 + lb_random_below(&random, 5);
        rank_of(E, A, layers, kind, i);
        rank_of(F, A, layers + 1, kind, i);
        check_layers(E, F);
        wide += check_simulation(A, E, layers, i);
        check_bounds(A, E, kind, i);
        lb_exact_clear(E);
        lb_exact_clear(F);
        lb_ansatz_clear(A);
    }
    printf("%zu circuits, %zu with a wide gap\n", count, wide);
    ck_assert_uint_gt(wide, count / 2);
}
END_TEST

LB_TEST_MAIN("ranks", test_random_circuits)
