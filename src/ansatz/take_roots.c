/* From roots of primes to the smallest field: generators are taken apart by products of roots, divided
 * by what is a factor of all, and put together again with the roots that are left. */

#include <stdlib.h>
#include <string.h>

#include "ansatz/language/assemble.h"
#include "ansatz/roots.h"
#include "base/memory.h"
#include "base/text.h"

enum { SUBSETS_MAX = 1 << LB_ROOTS_MAX, GENERATORS_MAX = 10000 };

/* Products of primes up to here are taken to sums of squares. */
#define SQUARE_MAX 1000000000

/* ---- Numbers of the field of the primes ---- */

/* sum over subsets S of c[S] sqrt(m_S). */
typedef struct number {
    mpq_t c[SUBSETS_MAX];
} number;

typedef struct prime_field {
    const lb_root *primes;
    size_t count, degree;
} prime_field;

static number *new_number(const prime_field *K)
{
    number *x = lb_malloc(1, sizeof *x);
    for (size_t S = 0; S < K->degree; S++)
        mpq_init(x->c[S]);
    return x;
}

static void free_number(const prime_field *K, number *x)
{
    for (size_t S = 0; S < K->degree; S++)
        mpq_clear(x->c[S]);
    free(x);
}

/* sqrt(m_S) sqrt(m_T) = *factor sqrt(m_{S xor T}). */
static unsigned long common_factor(const prime_field *K, size_t S, size_t T)
{
    unsigned long factor = 1;
    for (size_t j = 0; j < K->count; j++)
        if (S & T & (size_t)1 << j)
            factor *= K->primes[j].square;
    return factor;
}

/* x <- x y. */
static void multiply(const prime_field *K, number *x, const number *y)
{
    number *r = new_number(K);
    mpq_t c, factor;
    mpq_inits(c, factor, NULL);
    for (size_t S = 0; S < K->degree; S++)
        for (size_t T = 0; T < K->degree; T++) {
            mpq_set_ui(factor, common_factor(K, S, T), 1);
            mpq_mul(c, x->c[S], y->c[T]);
            mpq_mul(c, c, factor);
            mpq_add(r->c[S ^ T], r->c[S ^ T], c);
        }
    for (size_t S = 0; S < K->degree; S++)
        mpq_swap(x->c[S], r->c[S]);
    mpq_clears(c, factor, NULL);
    free_number(K, r);
}

/* x <- 1/x: a product of conjugates of x times x is rational. */
static void invert(const prime_field *K, number *x)
{
    number *conjugates = new_number(K), *other = new_number(K);
    mpq_set_ui(conjugates->c[0], 1, 1);
    for (size_t j = 0; j < K->count; j++) {
        for (size_t S = 0; S < K->degree; S++) {
            mpq_set(other->c[S], x->c[S]);
            if (S >> j & 1)
                mpq_neg(other->c[S], other->c[S]);
        }
        multiply(K, conjugates, other);
        multiply(K, x, other);
    }
    for (size_t S = 0; S < K->degree; S++)
        mpq_div(conjugates->c[S], conjugates->c[S], x->c[0]);
    for (size_t S = 0; S < K->degree; S++)
        mpq_swap(x->c[S], conjugates->c[S]);
    free_number(K, conjugates);
    free_number(K, other);
}

static bool is_rational(const prime_field *K, const number *x)
{
    for (size_t S = 1; S < K->degree; S++)
        if (mpq_sgn(x->c[S]))
            return false;
    return true;
}

/* ---- Generators ---- */

/* One generator, by subsets of the primes. */
typedef struct split {
    lb_sum_struct parts[SUBSETS_MAX];
} split;

static void clear_split(const prime_field *K, split *H)
{
    for (size_t S = 0; S < K->degree; S++)
        lb_sum_clear(&H->parts[S]);
}

static bool split_is_rational(const prime_field *K, const split *H)
{
    for (size_t S = 1; S < K->degree; S++)
        if (H->parts[S].length)
            return false;
    return true;
}

/* The coefficient of the largest string. */
static void first_coefficient(const prime_field *K, number *x, const split *H)
{
    const lb_string_struct *first = NULL;
    for (size_t S = 0; S < K->degree; S++)
        if (H->parts[S].length && (!first || lb_string_compare(H->parts[S].strings, first) > 0))
            first = H->parts[S].strings;
    for (size_t S = 0; S < K->degree; S++)
        if (H->parts[S].length && !lb_string_compare(H->parts[S].strings, first))
            mpq_set(x->c[S], H->parts[S].coefficients);
}

/* H <- x H. */
static void scale(const prime_field *K, split *H, const number *x)
{
    split R;
    mpq_t c, factor;
    mpq_inits(c, factor, NULL);
    for (size_t S = 0; S < K->degree; S++)
        lb_sum_init(&R.parts[S], H->parts[S].qubits);
    for (size_t S = 0; S < K->degree; S++)
        for (size_t T = 0; T < K->degree; T++) {
            mpq_set_ui(factor, common_factor(K, S, T), 1);
            mpq_mul(factor, factor, x->c[S]);
            for (size_t i = 0; i < H->parts[T].length && mpq_sgn(factor); i++) {
                mpq_mul(c, factor, &H->parts[T].coefficients[i]);
                lb_sum_append(&R.parts[S ^ T], c, &H->parts[T].strings[i]);
            }
        }
    for (size_t S = 0; S < K->degree; S++)
        lb_sum_normalize(&R.parts[S]);
    clear_split(K, H);
    *H = R;
    mpq_clears(c, factor, NULL);
}

static void copy(const prime_field *K, split *R, const split *H)
{
    for (size_t S = 0; S < K->degree; S++) {
        lb_sum_init(&R->parts[S], H->parts[S].qubits);
        lb_sum_set(&R->parts[S], &H->parts[S]);
    }
}

/* Divide by the first coefficient where that leaves rational ones; else, when it is a rational multiple
 * of a root, by this root. Returns whether H changed. */
static bool simplify(const prime_field *K, split *H)
{
    if (split_is_rational(K, H))
        return false;
    number *x = new_number(K);
    first_coefficient(K, x, H);
    size_t only = 0, others = 0;
    for (size_t S = 0; S < K->degree; S++) {
        others += mpq_sgn(x->c[S]) != 0;
        only = mpq_sgn(x->c[S]) ? S : only;
    }
    bool changes = !is_rational(K, x);
    split R;
    copy(K, &R, H);
    if (changes)
        invert(K, x);
    if (changes)
        scale(K, &R, x);
    bool useful = changes && (split_is_rational(K, &R) || others == 1);
    if (useful && !split_is_rational(K, &R)) {
        for (size_t S = 0; S < K->degree; S++)
            mpq_set_ui(x->c[S], S == only, 1);
        invert(K, x);
        clear_split(K, &R);
        copy(K, &R, H);
        scale(K, &R, x);
    }
    clear_split(K, useful ? H : &R);
    if (useful)
        *H = R;
    free_number(K, x);
    return useful;
}

/* ---- The smallest field ---- */

/* A basis of the subsets that occur, as roots of its own, and for each subset of primes the subset of
 * the basis that makes it. */
typedef struct basis {
    size_t count;
    size_t masks[LB_ROOTS_MAX];
    size_t of[SUBSETS_MAX];
    bool known[SUBSETS_MAX];
} basis;

static void span(basis *b)
{
    memset(b->known, 0, sizeof b->known);
    for (size_t T = 0; T < (size_t)1 << b->count; T++) {
        size_t S = 0;
        for (size_t j = 0; j < b->count; j++)
            S ^= T >> j & 1 ? b->masks[j] : 0;
        b->known[S] = true;
        b->of[S] = T;
    }
}

/* From the smallest squares on. */
static void find_basis(basis *b, const prime_field *K, const split *H, size_t generators)
{
    bool used[SUBSETS_MAX] = {false};
    for (size_t k = 0; k < generators; k++)
        for (size_t S = 0; S < K->degree; S++)
            used[S] |= H[k].parts[S].length > 0;
    b->count = 0;
    span(b);
    for (size_t found = 1; found;) {
        unsigned long divisor, least = 0;
        found = 0;
        for (size_t S = 1; S < K->degree; S++) {
            unsigned long square = lb_roots_square(&divisor, K->primes, K->count, S);
            if (used[S] && !b->known[S] && (!found || square < least)) {
                found = S;
                least = square;
            }
        }
        if (found) {
            b->masks[b->count++] = found;
            span(b);
        }
    }
}

static lb_status make_roots(lb_roots_struct *R, const basis *b, const prime_field *K,
                            const char *source, lb_error *error)
{
    size_t qubits = R->qubits;
    R->count = b->count;
    for (size_t j = 0; j < b->count; j++) {
        unsigned long divisor, square = lb_roots_square(&divisor, K->primes, K->count, b->masks[j]);
        if (square > SQUARE_MAX)
            return lb_fail_at(error, source, 0, 0,
                              "the square root of %lu, a product of the roots here, is too large",
                              square);
        lb_root_init(&R->roots[j], square, (uint32_t)qubits);
        qubits += lb_root_qubits(&R->roots[j]);
    }
    if (qubits > LB_QUBITS_MAX)
        return lb_fail_at(error, source, 0, 0, "the roots need more than %d qubits", LB_QUBITS_MAX);
    return LB_OK;
}

static size_t all_qubits(const lb_roots_struct *R)
{
    size_t qubits = R->qubits;
    for (size_t j = 0; j < R->count; j++)
        qubits += lb_root_qubits(&R->roots[j]);
    return qubits;
}

static void append_scaled(lb_sum_t S, const mpq_t c, const lb_sum_t T)
{
    mpq_t product;
    mpq_init(product);
    for (size_t i = 0; i < T->length; i++) {
        mpq_mul(product, c, &T->coefficients[i]);
        lb_sum_append(S, product, &T->strings[i]);
    }
    mpq_clear(product);
}

static void multiply_by_subset(lb_sum_t S, const lb_roots_struct *R, size_t T)
{
    for (size_t j = 0; j < R->count; j++)
        if (T >> j & 1)
            lb_root_multiply(S, &R->roots[j]);
}

/* The rational sum that is sqrt(m_S) times H for every subset S of the roots; first for the empty. */
static void encode(lb_sum_t E, const prime_field *K, const split *H, const basis *b,
                   const lb_roots_struct *R)
{
    mpq_t c;
    mpq_init(c);
    lb_sum_init(E, all_qubits(R));
    for (size_t S = 0; S < K->degree; S++) {
        if (!H->parts[S].length)
            continue;
        unsigned long divisor;
        lb_sum_t part;
        lb_sum_init(part, E->qubits);
        (void)lb_roots_square(&divisor, R->roots, R->count, b->of[S]);
        mpq_set_ui(c, 1, divisor);
        append_scaled(part, c, &H->parts[S]);
        multiply_by_subset(part, R, b->of[S]);
        mpq_set_ui(c, 1, 1);
        append_scaled(E, c, part);
        lb_sum_clear(part);
    }
    lb_sum_normalize(E);
    mpq_clear(c);
}

/* A_S H, for H = encode: products of roots on the same qubits are multiplied out over the field. */
static void multiply_split(const prime_field *K, split *H, size_t mask)
{
    number *x = new_number(K);
    mpq_set_ui(x->c[mask], 1, 1);
    scale(K, H, x);
    free_number(K, x);
}

/* "a.sqrt6[0,1]". */
static char *multiple_name(const char *name, unsigned long square)
{
    size_t length = strlen(name), bracket = length;
    for (size_t i = 0; i < length && bracket == length; i++)
        if (name[i] == '[')
            bracket = i;
    char *text = lb_sprintf("%.*s.sqrt%lu%s", (int)bracket, name, square, name + bracket);
    if (!length || strlen(text) > LB_NAME_MAX)
        text[0] = '\0';
    return text;
}

static void take_multiples(lb_ansatz_t B, const char *name, const prime_field *K, const split *H,
                           const basis *b, const lb_roots_struct *R)
{
    for (size_t T = 0; T < (size_t)1 << R->count; T++) {
        unsigned long divisor, square = lb_roots_square(&divisor, R->roots, R->count, T);
        size_t mask = 0;
        for (size_t j = 0; j < R->count; j++)
            mask ^= T >> j & 1 ? b->masks[j] : 0;
        split multiple;
        lb_sum_t E;
        copy(K, &multiple, H);
        multiply_split(K, &multiple, mask);
        encode(E, K, &multiple, b, R);
        char *title = T ? multiple_name(name, square) : lb_strdup(name);
        lb_ansatz_take_generator(B, title, E);
        free(title);
        clear_split(K, &multiple);
    }
}

/* ---- The ansatz ---- */

static lb_status not_allowed(const lb_roots_struct *R, const char *source, lb_error *error)
{
    char *field = lb_roots_field(R);
    lb_status status = lb_fail_at(
        error, source, 0, 0,
        "the coefficients are in %s, and square roots are taken for the dimension alone", field);
    free(field);
    return status;
}

static void swap_generators(lb_ansatz_t A, lb_ansatz_t B)
{
    lb_ansatz_struct old = *A;
    A->qubits = B->qubits;
    A->generator_count = B->generator_count;
    A->generators = B->generators;
    A->generator_names = B->generator_names;
    B->generator_count = old.generator_count;
    B->generators = old.generators;
    B->generator_names = old.generator_names;
}

/* A gets the generators and roots. */
static lb_status rebuild(lb_ansatz_t A, const prime_field *K, const split *H, const char *source,
                         bool allowed, lb_error *error)
{
    basis b;
    lb_roots_struct R = {.qubits = A->qubits, .generator_count = A->generator_count};
    find_basis(&b, K, H, A->generator_count);
    lb_status status = make_roots(&R, &b, K, source, error);
    if (!status && R.count && !allowed)
        status = not_allowed(&R, source, error);
    if (status)
        return status;
    lb_ansatz_t B;
    lb_ansatz_init(B, "", all_qubits(&R));
    for (size_t k = 0; k < A->generator_count; k++)
        take_multiples(B, A->generator_names[k], K, &H[k], &b, &R);
    swap_generators(A, B);
    lb_ansatz_clear(B);
    if (R.count) {
        A->roots = lb_malloc(1, sizeof *A->roots);
        *A->roots = R;
    }
    return LB_OK;
}

lb_status lb_ansatz_take_roots(lb_ansatz_t A, const lb_root *primes, size_t count,
                               const char *source, bool allowed, lb_error *error)
{
    prime_field K = {.primes = primes, .count = count, .degree = (size_t)1 << count};
    size_t generators = A->generator_count;
    if (generators > GENERATORS_MAX)
        return lb_fail_at(error, source, 0, 0, "more than %d generators, with square roots",
                          GENERATORS_MAX);
    split *H = lb_malloc(generators, sizeof *H);
    for (size_t k = 0; k < generators; k++) {
        lb_roots_decode(H[k].parts, &A->generators[k], primes, count, A->qubits);
        if (simplify(&K, &H[k]))
            lb_ansatz_add_remark(A,
                                 "%s is divided by its first coefficient or the root in it: no "
                                 "dimension and no rank depends on it",
                                 lb_generator_called(A->generator_names[k], k).text);
    }
    lb_status status = rebuild(A, &K, H, source, allowed, error);
    for (size_t k = 0; k < generators; k++)
        clear_split(&K, &H[k]);
    free(H);
    return status;
}
