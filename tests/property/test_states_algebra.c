/* What the states alone tell of small algebras with symmetries of many kinds, against the dimension by
 * brute force and the type by the ideals of a closed basis; also where they have the symmetry only
 * modulo the first prime that is taken. */

#include <inttypes.h>

#include <flint/fmpz_lll.h>
#include <flint/fmpz_mat.h>
#include <flint/nmod.h>
#include <flint/ulong_extras.h>

#include "base/random.h"
#include "closure_by_hand.h"
#include "structure/blocks.h"
#include "structures.h"

/* ---- Strings with a symmetry ---- */

static const char LETTERS[] = "IXYZ";

static void draw_string(lb_string_t P, uint32_t qubits, lb_random *random)
{
    lb_string_identity(P);
    for (uint32_t q = 0; q < qubits; q++)
        lb_string_set_letter(P, q, LETTERS[lb_random_below(random, 4)]);
}

static unsigned count_y(const lb_string_t P, uint32_t qubits)
{
    unsigned count = 0;
    for (uint32_t q = 0; q < qubits; q++)
        count += lb_string_letter(P, q) == 'Y';
    return count;
}

/* The strings of a kind: all; those with -P^T = S P S^-1; those that commute with S. */
typedef enum string_kind { ALL, DUAL, COMMUTING, KINDS } string_kind;

static void draw_of_kind(lb_string_t P, uint32_t qubits, string_kind kind, const lb_string_t S,
                         lb_random *random)
{
    bool good;
    do {
        draw_string(P, qubits, random);
        bool reversed = lb_string_anticommutes(S, P) != (count_y(P, qubits) % 2 == 1);
        good = kind == ALL || (kind == DUAL ? reversed : !lb_string_anticommutes(S, P));
    } while (!good);
}

static void append(lb_sum_t H, long c, const lb_string_t P)
{
    mpq_t value;
    mpq_init(value);
    mpq_set_si(value, c, 1);
    lb_sum_append(H, value, P);
    mpq_clear(value);
}

static void append_swapped(lb_sum_t H, long c, const lb_string_t P)
{
    lb_string_t Q;
    lb_string_init(Q);
    for (uint32_t q = 0; q < H->qubits; q++)
        lb_string_set_letter(Q, q < 2 && H->qubits > 1 ? 1 - q : q, lb_string_letter(P, q));
    append(H, c, Q);
    lb_string_clear(Q);
}

/* ---- Two blocks that have to do with each other ---- */

/* On the states where the last qubit is 0 as P, and on the others as what becomes of it there: P, or
 * -P^T, or S P S, with S a string. */
typedef enum partner_kind { NONE, EQUAL, NEGATIVE, MOVED, PARTNERS } partner_kind;

static void append_with_partner(lb_sum_t H, long c, const lb_string_t P, partner_kind partner,
                                const lb_string_t S)
{
    uint32_t last = (uint32_t)H->qubits - 1;
    bool same = partner == EQUAL      ? true
                : partner == NEGATIVE ? count_y(P, last) % 2 == 1
                                      : !lb_string_anticommutes(S, P);
    lb_string_t Q;
    lb_string_init(Q);
    lb_string_set(Q, P);
    lb_string_set_letter(Q, last, same ? 'I' : 'Z');
    append(H, c, Q);
    lb_string_clear(Q);
}

/* An ansatz of one kind; with `unlucky` not 0, it is so only modulo that number. */
typedef struct recipe {
    string_kind kind;
    partner_kind partner;
    bool swapped, shifted;
    long unlucky;
} recipe;

static void draw_generator(lb_sum_t H, const recipe *r, const lb_string_t S, lb_random *random)
{
    uint32_t n = (uint32_t)H->qubits - (r->partner != NONE);
    lb_string_t P;
    lb_string_init(P);
    for (uint64_t t = 1 + lb_random_below(random, 4); t > 0; t--) {
        long c = 1 + (long)lb_random_below(random, 3);
        draw_of_kind(P, n, r->kind, S, random);
        if (r->partner != NONE)
            append_with_partner(H, c, P, r->partner, S);
        else
            append(H, c, P);
        if (r->swapped && r->partner == NONE)
            append_swapped(H, c, P);
    }
    if (r->shifted && r->partner != NONE) {
        lb_string_identity(P);
        lb_string_set_letter(P, (uint32_t)H->qubits - 1, 'Z');
        append(H, 1 + (long)lb_random_below(random, 3), P);
    }
    if (r->unlucky && lb_random_below(random, 2)) {
        draw_string(P, (uint32_t)H->qubits, random);
        append(H, r->unlucky, P);
    }
    lb_string_clear(P);
    lb_sum_normalize(H);
}

static void draw_ansatz(lb_ansatz_t A, lb_random *random)
{
    const long prime = (long)lb_state_blocks_prime((uint64_t)1 << 61);
    const recipe r = {.kind = (string_kind)lb_random_below(random, KINDS),
                      .partner = (partner_kind)lb_random_below(random, PARTNERS),
                      .swapped = lb_random_below(random, 3) == 0,
                      .shifted = lb_random_below(random, 2) == 0,
                      .unlucky = lb_random_below(random, 3) == 0 ? prime : 0};
    uint32_t n = 1 + (uint32_t)lb_random_below(random, 3);
    lb_string_t S;
    lb_string_init(S);
    n += r.partner != NONE && n == 1;
    lb_ansatz_init(A, "random", n);
    draw_string(S, n - (r.partner != NONE), random);
    for (uint64_t k = 2 + lb_random_below(random, 2); k > 0; k--) {
        lb_sum_t H;
        lb_sum_init(H, n);
        draw_generator(H, &r, S, random);
        if (H->length)
            lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
    lb_string_clear(S);
}

/* Whether the states decide it. */
static bool check_ansatz(const lb_ansatz_t A)
{
    lb_algebra_t G;
    lb_error error;
    if (lb_states_algebra(G, A, NULL, &error) != LB_OK)
        return false;
    mpz_t told;
    mpz_init(told);
    lb_algebra_dimension(told, G);
    size_t expected = dimension_by_hand(A);
    char *text = lb_algebra_text(G);
    if (mpz_cmp_ui(told, expected)) {
        lb_ansatz_print(stdout, A);
        ck_abort_msg("%s, of dimension %zu", text, expected);
    }
    lb_closure *closure = close_ansatz(A);
    lb_structure *structure;
    ck_assert_int_eq(lb_structure_compute(&structure, closure, NULL, &error), LB_OK);
    if (lb_structure_known(structure) == LB_STRUCTURE_IDEALS) {
        char *type = lb_algebra_text(lb_structure_algebra(structure));
        ck_assert_str_eq(text, type);
        free(type);
    }
    lb_structure_free(structure);
    lb_closure_free(closure);
    free(text);
    lb_algebra_clear(G);
    mpz_clear(told);
    return true;
}

START_TEST(test_random)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    size_t decided = 0, count = lb_test_count(400), drawn = 0;
    for (size_t i = 0; i < count; i++) {
        lb_ansatz_t A;
        draw_ansatz(A, &random);
        if (A->generator_count) {
            decided += check_ansatz(A);
            drawn++;
        }
        lb_ansatz_clear(A);
    }
    printf("%zu of %zu decided\n", decided, drawn);
    ck_assert_uint_gt(2 * decided, drawn);
}
END_TEST

/* ---- Small integers that mislead modulo the prime ---- */

static uint64_t test_prime(void)
{
    return lb_state_blocks_prime((uint64_t)1 << 61);
}

enum { QUBITS = 3, STATES = 8, STRINGS = 35 };

/* The strings with an even number of Y, but the identity. */
static uint32_t list_real_strings(lb_string_struct *strings)
{
    uint32_t count = 0;
    for (uint32_t code = 1; code < 64; code++) {
        lb_string_struct *P = strings + count;
        lb_string_init(P);
        for (uint32_t q = 0; q < QUBITS; q++)
            lb_string_set_letter(P, q, LETTERS[code >> 2 * q & 3]);
        if (count_y(P, QUBITS) % 2 == 0)
            count++;
        else
            lb_string_clear(P);
    }
    return count;
}

/* P v for a real string: a Y is i times a real matrix. */
static void apply_string(uint64_t *image, const lb_string_t P, const uint64_t *v, nmod_t p)
{
    for (uint32_t b = 0; b < STATES; b++) {
        uint32_t flipped = b;
        bool negative = count_y(P, QUBITS) % 4 == 2;
        for (uint32_t q = 0; q < QUBITS; q++) {
            char letter = lb_string_letter(P, q);
            flipped ^= (uint32_t)(letter == 'X' || letter == 'Y') << q;
            negative ^= (letter == 'Y' || letter == 'Z') && (b >> q & 1);
        }
        image[flipped] = negative ? nmod_neg(v[b], p) : v[b];
    }
}

/* Short integer solutions, as generators of an ansatz that has the qubits. */
static void add_short_solutions(lb_ansatz_t A, const nmod_mat_t conditions,
                                const lb_string_struct *strings, slong generators)
{
    slong count = nmod_mat_ncols(conditions);
    nmod_mat_t kernel;
    fmpz_mat_t lattice, basis;
    fmpz_lll_t context;
    nmod_mat_init(kernel, count, count, conditions->mod.n);
    slong nullity = nmod_mat_nullspace(kernel, conditions);
    fmpz_mat_init(lattice, count + nullity, count);
    for (slong r = 0; r < count; r++) {
        fmpz_set_ui(fmpz_mat_entry(lattice, r, r), conditions->mod.n);
        for (slong c = 0; c < nullity; c++)
            fmpz_set_ui(fmpz_mat_entry(lattice, count + c, r), nmod_mat_entry(kernel, r, c));
    }
    fmpz_mat_hnf(lattice, lattice);
    fmpz_mat_window_init(basis, lattice, 0, 0, count, count);
    fmpz_lll_context_init_default(context);
    fmpz_lll(basis, NULL, context);
    for (slong r = 0, taken = 0; r < count && taken < generators; r++) {
        lb_sum_t H;
        lb_sum_init(H, A->qubits);
        for (slong s = 0; s < count; s++)
            append(H, fmpz_get_si(fmpz_mat_entry(basis, r, s)), strings + s);
        lb_sum_normalize(H);
        taken += H->length > 0;
        if (H->length)
            lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
    fmpz_mat_window_clear(basis);
    fmpz_mat_clear(lattice);
    nmod_mat_clear(kernel);
}

/* Two real generators that annihilate a common vector modulo the prime. */
static void draw_misleading(lb_ansatz_t A, lb_random *random)
{
    lb_string_struct strings[STRINGS + 1];
    uint64_t v[STATES], image[STATES];
    nmod_mat_t conditions;
    uint32_t count = list_real_strings(strings);
    ck_assert_uint_eq(count, STRINGS);
    nmod_mat_init(conditions, STATES, count, test_prime());
    for (uint32_t b = 0; b < STATES; b++)
        v[b] = lb_random_below(random, test_prime());
    for (uint32_t s = 0; s < count; s++) {
        apply_string(image, strings + s, v, conditions->mod);
        for (uint32_t b = 0; b < STATES; b++)
            nmod_mat_entry(conditions, b, s) = image[b];
    }
    lb_ansatz_init(A, "misleading", QUBITS);
    add_short_solutions(A, conditions, strings, 2);
    for (uint32_t s = 0; s < count; s++)
        lb_string_clear(strings + s);
    nmod_mat_clear(conditions);
}

enum { PAIR = 2, PAIR_STATES = 4, PAIR_STRINGS = 15 };

/* P modulo the prime, on two qubits. */
static void string_matrix(nmod_mat_t M, const lb_string_t P)
{
    const uint64_t i = n_sqrtmod(M->mod.n - 1, M->mod.n);
    nmod_mat_zero(M);
    for (slong b = 0; b < PAIR_STATES; b++) {
        slong flipped = b;
        uint64_t value = 1;
        for (uint32_t q = 0; q < PAIR; q++) {
            char letter = lb_string_letter(P, q);
            flipped ^= (slong)(letter == 'X' || letter == 'Y') << q;
            value = letter == 'Y' ? nmod_mul(value, i, M->mod) : value;
            if ((letter == 'Y' || letter == 'Z') && (b >> q & 1))
                value = nmod_neg(value, M->mod);
        }
        nmod_mat_entry(M, flipped, b) = value;
    }
}

static void draw_antisymmetric(nmod_mat_t U, lb_random *random)
{
    for (slong i = 0; i < PAIR_STATES; i++)
        for (slong j = 0; j < i; j++) {
            nmod_mat_entry(U, i, j) = lb_random_below(random, U->mod.n);
            nmod_mat_entry(U, j, i) = nmod_neg(nmod_mat_entry(U, i, j), U->mod);
        }
}

/* Generators with H^T U + U H = 0 modulo the prime. */
static void draw_with_form(lb_ansatz_t A, lb_random *random)
{
    lb_string_struct strings[PAIR_STRINGS];
    nmod_mat_t U, M, N, conditions;
    nmod_mat_init(U, PAIR_STATES, PAIR_STATES, test_prime());
    nmod_mat_init(M, PAIR_STATES, PAIR_STATES, test_prime());
    nmod_mat_init(N, PAIR_STATES, PAIR_STATES, test_prime());
    nmod_mat_init(conditions, PAIR_STATES * PAIR_STATES, PAIR_STRINGS, test_prime());
    draw_antisymmetric(U, random);
    for (uint32_t s = 0; s < PAIR_STRINGS; s++) {
        lb_string_init(strings + s);
        for (uint32_t q = 0; q < PAIR; q++)
            lb_string_set_letter(strings + s, q, LETTERS[(s + 1) >> 2 * q & 3]);
        string_matrix(M, strings + s);
        nmod_mat_mul(N, U, M);
        nmod_mat_transpose(M, M);
        nmod_mat_mul(M, M, U);
        nmod_mat_add(M, M, N);
        for (slong e = 0; e < PAIR_STATES * PAIR_STATES; e++)
            nmod_mat_entry(conditions, e, s) = nmod_mat_entry(M, e / PAIR_STATES, e % PAIR_STATES);
    }
    lb_ansatz_init(A, "with a form", PAIR);
    add_short_solutions(A, conditions, strings, PAIR_STRINGS);
    for (uint32_t s = 0; s < PAIR_STRINGS; s++)
        lb_string_clear(strings + s);
    nmod_mat_clear(conditions);
    nmod_mat_clear(N);
    nmod_mat_clear(M);
    nmod_mat_clear(U);
}

/* What g seems to have at most modulo the prime. */
static uint64_t bound_of_blocks(const lb_ansatz_t A)
{
    lb_run run;
    lb_state_blocks blocks;
    const lb_symmetries none = {.words = 1};
    lb_run_start(&run, NULL);
    ck_assert(lb_state_blocks_init(&blocks, A, &none, false, test_prime(), &run));
    lb_state_blocks_separate(&blocks);
    lb_state_blocks_join(&blocks, lb_state_blocks_bound, 0, &run);
    uint64_t bound = lb_state_blocks_bound(&blocks);
    lb_state_blocks_clear(&blocks);
    lb_run_end(&run);
    return bound;
}

/* Modulo the prime they seem to generate su(7) or sp(2) at most, and over Q it is su(8) or su(4). */
START_TEST(test_misleading_primes)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(2); i++) {
        lb_ansatz_t A;
        draw_misleading(A, &random);
        ck_assert_uint_eq(dimension_by_hand(A), 63);
        ck_assert_uint_eq(bound_of_blocks(A), 48);
        ck_assert(check_ansatz(A));
        lb_ansatz_clear(A);
        draw_with_form(A, &random);
        ck_assert_uint_eq(dimension_by_hand(A), 15);
        ck_assert_uint_eq(bound_of_blocks(A), 10);
        ck_assert(check_ansatz(A));
        lb_ansatz_clear(A);
    }
}
END_TEST

/* The sectors have the traces z1 (b, 0, e0) + z2 (-1, b, e1) + z1 z2 (0, -1, e2), and these sum up to 0
 * modulo p = e0 + e1 b + e2 b^2 with the factors 1, b and b^2: the rank is 2 there, and 3 over Q. In the
 * other one the traces are too large to be known, 3, 3 and -1, -1 modulo p. */
static const struct {
    const char *text;
    size_t dimension;
    bool decided;
} with_traces[] = {
    {"qubits 3\ngenerator h = X[0] + b*Z[1] - Z[2]\ngenerator k = Z[0] + b*Z[2] - Z[1] Z[2]\n"
     "generator l = e0*Z[1] + e1*Z[2] + e2*Z[1] Z[2]\n",
     6, true},
    {"qubits 2\ngenerator h = X[0] + I[0] + 2*Z[1]\ngenerator k = Z[0] + I[0] + (2 + p)*Z[1]\n", 5,
     false},
};

START_TEST(test_misleading_traces)
{
    const uint64_t p = test_prime(), b = 1 << 20;
    char text[600];
    for (size_t i = 0; i < sizeof with_traces / sizeof *with_traces; i++) {
        lb_ansatz_t A;
        lb_error error;
        snprintf(text, sizeof text,
                 "parameter p = %" PRIu64 "\nparameter b = %" PRIu64 "\nparameter e0 = %" PRIu64
                 "\nparameter e1 = %" PRIu64 "\nparameter e2 = %" PRIu64 "\n%s",
                 p, b, p % b, p / b % b, p / b / b, with_traces[i].text);
        ck_assert_msg(!lb_ansatz_parse(A, text, strlen(text), "text", NULL, 0, &error), "%s",
                      error.message);
        ck_assert_uint_eq(dimension_by_hand(A), with_traces[i].dimension);
        ck_assert(check_ansatz(A) == with_traces[i].decided);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* On four states, H is diagonal, and K has the entries a = K_01, b = K_12, c = K_20 = K_23 and 2 + i =
 * K_30. Imaginary parts come with a Y, so blocks are these matrices and their conjugates. a b c is real
 * modulo p only, where a, b and c may therefore be replaced by their conjugates, in another basis:
 * without K_30 the blocks are equal to their conjugates; and with it to others, of another trace, where a,
 * b and c are conjugated and 2 + i is not. */
#define ON_FOUR_STATES                                                                             \
    "parameter a = 792141\nparameter a1 = 900239\nparameter b = 1292019\nparameter b1 = -603088\n" \
    "parameter c = -540623\nparameter c1 = -1235522\n"
#define DIAGONAL "generator H = Z[0] + 3*Z[1] + 5*Z[0] Z[1]"
#define REAL_PARTS                                                                                 \
    "generator K = a*X[0] + a*X[0] Z[1] + c*X[0] - c*X[0] Z[1] + c*X[1] + c*X[1] Z[0] + "          \
    "b*X[0] X[1] + b*Y[0] Y[1]"
#define IMAGINARY_PARTS(partner)                                                                   \
    " - a1*Y[0]" partner " - a1*Y[0] Z[1]" partner " - c1*Y[0]" partner " + c1*Y[0] Z[1]" partner  \
    " + c1*Y[1]" partner " + c1*Y[1] Z[0]" partner " - b1*X[0] Y[1]" partner                       \
    " + b1*Y[0] X[1]" partner
static const struct {
    const char *text;
    size_t dimension;
} conjugates[] = {
    {"qubits 3\n" ON_FOUR_STATES DIAGONAL "\n" REAL_PARTS IMAGINARY_PARTS(" Y[2]") "\n", 30},
    {"qubits 4\n" ON_FOUR_STATES DIAGONAL " + Z[3]\n" REAL_PARTS IMAGINARY_PARTS(
         " Y[2] Z[3]") " + 2*X[0] X[1] - 2*Y[0] Y[1] + X[0] Y[1] Y[2] + Y[0] X[1] Y[2]\n",
     61},
};

START_TEST(test_misleading_conjugates)
{
    ck_assert_uint_eq(test_prime(), UINT64_C(2305842973415982001));
    for (size_t i = 0; i < sizeof conjugates / sizeof *conjugates; i++) {
        lb_ansatz_t A;
        lb_error error;
        const char *text = conjugates[i].text;
        ck_assert_msg(!lb_ansatz_parse(A, text, strlen(text), "text", NULL, 0, &error), "%s",
                      error.message);
        ck_assert_uint_eq(dimension_by_hand(A), conjugates[i].dimension);
        ck_assert(check_ansatz(A));
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("states", test_random, test_misleading_primes, test_misleading_traces,
             test_misleading_conjugates)
