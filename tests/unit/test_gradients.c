/* Gradients of training in both pictures against differences of the loss in multiple precision, where
 * nothing is shared with them but the generators. */

#include <check.h>
#include <stdlib.h>

#include <mpfr.h>

#include <liebound/training.h>

#include "base/memory.h"
#include "base/random.h"
#include "support.h"
#include "unit/ansatz_families.h"

enum { BITS = 256, STEP = -80, QUBITS_MAX = 4, AMPLITUDES_MAX = 1 << QUBITS_MAX };

/* Real and imaginary parts of amplitudes; qubit q is bit q. */
typedef struct precise_state {
    size_t size;
    mpfr_t re[AMPLITUDES_MAX], im[AMPLITUDES_MAX];
} precise_state;

static void state_init(precise_state *v, size_t qubits)
{
    v->size = (size_t)1 << qubits;
    for (size_t k = 0; k < v->size; k++)
        mpfr_inits2(BITS, v->re[k], v->im[k], NULL);
}

static void state_clear(precise_state *v)
{
    for (size_t k = 0; k < v->size; k++)
        mpfr_clears(v->re[k], v->im[k], NULL);
}

/* |+..+>. */
static void set_plus(precise_state *v)
{
    for (size_t k = 0; k < v->size; k++) {
        mpfr_set_ui(v->re[k], (unsigned long)v->size, MPFR_RNDN);
        mpfr_rec_sqrt(v->re[k], v->re[k], MPFR_RNDN);
        mpfr_set_zero(v->im[k], 1);
    }
}

/* w <- P v, letter by letter: X|b> = |1 - b>, Y|b> = i (-1)^b |1 - b>, Z|b> = (-1)^b |b>. */
static void apply_string(precise_state *w, const precise_state *v, const lb_string_t P,
                         uint32_t qubits)
{
    for (size_t k = 0; k < v->size; k++) {
        size_t to = k;
        unsigned turns = 0; /* of i */
        for (uint32_t q = 0; q < qubits; q++) {
            char letter = lb_string_letter(P, q);
            unsigned one = k >> q & 1;
            to ^= (size_t)(letter == 'X' || letter == 'Y') << q;
            turns += (letter == 'Y') + 2 * one * (letter == 'Y' || letter == 'Z');
        }
        mpfr_set(w->re[to], turns % 2 ? v->im[k] : v->re[k], MPFR_RNDN);
        mpfr_set(w->im[to], turns % 2 ? v->re[k] : v->im[k], MPFR_RNDN);
        if (turns % 4 == 1 || turns % 4 == 2)
            mpfr_neg(w->re[to], w->re[to], MPFR_RNDN);
        if (turns % 4 >= 2)
            mpfr_neg(w->im[to], w->im[to], MPFR_RNDN);
    }
}

/* v <- exp(-i theta H) v for a sum of commuting strings: cos(c theta) - i sin(c theta) P for each. */
static void turn(precise_state *v, precise_state *w, const lb_sum_t H, const mpfr_t theta)
{
    mpfr_t s, c, product;
    mpfr_inits2(BITS, s, c, product, NULL);
    for (size_t t = 0; t < H->length; t++) {
        mpfr_mul_q(c, theta, &H->coefficients[t], MPFR_RNDN);
        mpfr_sin_cos(s, c, c, MPFR_RNDN);
        apply_string(w, v, &H->strings[t], (uint32_t)H->qubits);
        for (size_t k = 0; k < v->size; k++) {
            mpfr_mul(v->re[k], v->re[k], c, MPFR_RNDN);
            mpfr_mul(product, w->im[k], s, MPFR_RNDN);
            mpfr_add(v->re[k], v->re[k], product, MPFR_RNDN);
            mpfr_mul(v->im[k], v->im[k], c, MPFR_RNDN);
            mpfr_mul(product, w->re[k], s, MPFR_RNDN);
            mpfr_sub(v->im[k], v->im[k], product, MPFR_RNDN);
        }
    }
    mpfr_clears(s, c, product, NULL);
}

/* <v| O |v>. */
static void measure(mpfr_t value, const precise_state *v, precise_state *w, const lb_sum_t O)
{
    mpfr_t part, product;
    mpfr_inits2(BITS, part, product, NULL);
    mpfr_set_zero(value, 1);
    for (size_t t = 0; t < O->length; t++) {
        apply_string(w, v, &O->strings[t], (uint32_t)O->qubits);
        mpfr_set_zero(part, 1);
        for (size_t k = 0; k < v->size; k++) {
            mpfr_mul(product, v->re[k], w->re[k], MPFR_RNDN);
            mpfr_add(part, part, product, MPFR_RNDN);
            mpfr_mul(product, v->im[k], w->im[k], MPFR_RNDN);
            mpfr_add(part, part, product, MPFR_RNDN);
        }
        mpfr_mul_q(part, part, &O->coefficients[t], MPFR_RNDN);
        mpfr_add(value, value, part, MPFR_RNDN);
    }
    mpfr_clears(part, product, NULL);
}

/* The loss at the angles, angle `moved` moved by the step times a sign. */
static void loss_at(mpfr_t value, const lb_training_problem *p, const double *angles, size_t moved,
                    int sign)
{
    size_t K = p->A->generator_count;
    precise_state v, w;
    mpfr_t theta, step;
    mpfr_inits2(BITS, theta, step, NULL);
    mpfr_set_si_2exp(step, sign, STEP, MPFR_RNDN);
    state_init(&v, p->A->qubits);
    state_init(&w, p->A->qubits);
    set_plus(&v);
    for (size_t j = 0; j < K * p->layers; j++) {
        mpfr_set_d(theta, angles[j], MPFR_RNDN);
        if (j == moved)
            mpfr_add(theta, theta, step, MPFR_RNDN);
        turn(&v, &w, &p->A->generators[j % K], theta);
    }
    measure(value, &v, &w, p->observable);
    state_clear(&v);
    state_clear(&w);
    mpfr_clears(theta, step, NULL);
}

/* (L(theta_j + h) - L(theta_j - h)) / 2h. */
static double difference(const lb_training_problem *p, const double *angles, size_t j)
{
    mpfr_t high, low;
    mpfr_inits2(BITS, high, low, NULL);
    loss_at(high, p, angles, j, 1);
    loss_at(low, p, angles, j, -1);
    mpfr_sub(high, high, low, MPFR_RNDN);
    mpfr_div_2si(high, high, STEP + 1, MPFR_RNDN);
    double value = mpfr_get_d(high, MPFR_RNDN);
    mpfr_clears(high, low, NULL);
    return value;
}

static void compare_pictures(lb_training_problem *p, uint64_t seed)
{
    static const lb_training_picture pictures[] = {LB_TRAINING_STATES, LB_TRAINING_ALGEBRA};
    enum { STARTS = 9, MOST = 16 };
    size_t M = p->A->generator_count * p->layers;
    double angles[STARTS * MOST], losses[STARTS], gradients[STARTS * MOST];
    const lb_run_options run = {.threads = 1};
    lb_error error;
    mpfr_t loss;
    ck_assert_uint_le(M, MOST);
    mpfr_init2(loss, BITS);
    lb_random_angles(angles, STARTS * M, seed);
    for (size_t i = 0; i < 2; i++) {
        p->picture = pictures[i];
        ck_assert_msg(!lb_training_gradient(losses, gradients, p, angles, STARTS, &run, &error),
                      "%s", error.message);
        for (size_t s = 0; s < STARTS; s += STARTS - 1) { /* the first and the last of lanes */
            loss_at(loss, p, angles + M * s, SIZE_MAX, 0);
            ck_assert_double_eq_tol(losses[s], mpfr_get_d(loss, MPFR_RNDN), 1e-13);
            for (size_t j = 0; j < M; j++)
                ck_assert_double_eq_tol(gradients[M * s + j], difference(p, angles + M * s, j),
                                        1e-12);
        }
    }
    mpfr_clear(loss);
}

/* Chains of couplings ZZ and fields X with coefficients of their own, with and without a field Z at one
 * end, which takes the parity away. */
START_TEST(test_chains)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (uint32_t n = 2; n <= QUBITS_MAX; n++)
        for (int parity = 0; parity < 2; parity++) {
            lb_ansatz_t A;
            lb_sum_t H, O;
            lb_error error;
            lb_sum_init(H, n);
            lb_sum_init(O, n);
            lb_ansatz_init(A, "chain", n);
            for (uint32_t i = 0; i + 1 < n; i++)
                ck_assert(!lb_sum_append_letters(H, 1 + (long)lb_random_below(&random, 5), 3, "ZZ",
                                                 (uint32_t[]){i, i + 1}, &error));
            lb_sum_normalize(H);
            add_generator(A, H);
            for (uint32_t i = 0; i < n; i++)
                append(H, "X", i, 0);
            add_generator(A, H);
            if (!parity) {
                append(H, "Z", 0, 0);
                add_generator(A, H);
            }
            add_state(A, n == 2 ? "++" : n == 3 ? "+++" : "++++");
            lb_ansatz_get_observable(O, A);
            lb_training_problem p = {.A = A, .layers = 4, .observable = O};
            compare_pictures(&p, lb_random_next(&random));
            lb_sum_clear(H);
            lb_sum_clear(O);
            lb_ansatz_clear(A);
        }
}
END_TEST

/* Hopping with a generator for each bond, and letters Y. */
START_TEST(test_hopping)
{
    for (uint32_t n = 2; n <= QUBITS_MAX; n++) {
        lb_ansatz_t A;
        lb_sum_t H, O;
        lb_sum_init(H, n);
        lb_sum_init(O, n);
        lb_ansatz_init(A, "hopping", n);
        for (uint32_t i = 0; i + 1 < n; i++) {
            append(H, "XX", i, i + 1);
            append(H, "YY", i, i + 1);
            add_generator(A, H);
        }
        append(H, "Z", 0, 0);
        add_generator(A, H);
        add_state(A, n == 2 ? "++" : n == 3 ? "+++" : "++++");
        lb_ansatz_get_observable(O, A);
        lb_training_problem p = {.A = A, .layers = 3, .observable = O};
        compare_pictures(&p, n);
        lb_sum_clear(H);
        lb_sum_clear(O);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("gradients", test_chains, test_hopping)
