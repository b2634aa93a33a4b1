/* From roots of primes to the smallest field: generators are taken apart by products of roots, divided
 * by what is a factor of all, and put together again with the roots that are left. */

#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>

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

/* From the smallest squares on, of so many sums. */
static void find_basis(basis *b, const prime_field *K, const split *H, size_t count)
{
    bool used[SUBSETS_MAX] = {false};
    for (size_t k = 0; k < count; k++)
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

/* Of an ansatz on so many qubits. */
static lb_status make_roots(lb_roots_struct *R, const basis *b, const prime_field *K, size_t qubits,
                            const char *source, lb_error *error)
{
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
    R->over_q->qubits = qubits;
    return LB_OK;
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
    lb_sum_init(E, R->over_q->qubits);
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

static void take_multiples(lb_roots_struct *R, const char *name, const prime_field *K,
                           const split *H, const basis *b)
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
        lb_ansatz_take_generator(R->over_q, title, E);
        free(title);
        clear_split(K, &multiple);
    }
}

/* ---- The ansatz ---- */

static lb_status not_allowed(const lb_roots_struct *R, const char *source, lb_error *error)
{
    char *field = lb_roots_field(R);
    lb_status status =
        lb_fail_at(error, source, 0, 0,
                   "the coefficients are in %s, and square roots are not taken here", field);
    free(field);
    return status;
}

/* Sum number i of the generators, and then the axes of the layers, and the observable. */
static lb_sum_struct *sum_at(const lb_ansatz_t A, size_t i)
{
    if (i < A->generator_count)
        return &A->generators[i];
    i -= A->generator_count;
    size_t axes = A->layers ? A->layers->axis_count : 0;
    return i < axes ? &A->layers->axes[i] : A->observable;
}

static size_t count_sums(const lb_ansatz_t A)
{
    return A->generator_count + (A->layers ? A->layers->axis_count : 0) + (A->observable != NULL);
}

/* The sums of A become rounded or rational ones; R gets what they stand for. */
static void replace_sums(lb_ansatz_t A, lb_roots_struct *R, const prime_field *K, const split *H,
                         const basis *b)
{
    __mpq_struct *values = lb_roots_rounded(R);
    R->sum_count = count_sums(A);
    R->sums = lb_malloc(R->sum_count, sizeof *R->sums);
    for (size_t i = 0; i < R->sum_count; i++) {
        lb_sum_t value;
        encode(&R->sums[i], K, &H[i], b, R);
        lb_roots_evaluate(value, &R->sums[i], R, values, A->qubits);
        lb_sum_clear(sum_at(A, i));
        *sum_at(A, i) = *value;
    }
    lb_roots_values_free(values, R);
}

static bool is_repeated(const lb_ansatz_t A, size_t k)
{
    return A->layers && A->layers->repeated && A->layers->repeated[k];
}

/* `count` sums have been split. */
static lb_status rebuild(lb_ansatz_t A, const prime_field *K, const split *H, size_t count,
                         const char *source, bool allowed, lb_error *error)
{
    basis b;
    lb_roots_struct *R = lb_calloc(1, sizeof *R);
    lb_ansatz_init(R->over_q, "", A->qubits);
    find_basis(&b, K, H, count);
    lb_status status = make_roots(R, &b, K, A->qubits, source, error);
    if (!status && R->count && !allowed)
        status = not_allowed(R, source, error);
    bool needed = R->count || (A->layers && A->layers->repeated);
    for (size_t k = 0; k < A->generator_count && needed && !status; k++)
        if (!is_repeated(A, k))
            take_multiples(R, A->generator_names[k], K, &H[k], &b);
    if (!status)
        replace_sums(A, R, K, H, &b);
    if (status || !needed) {
        lb_roots_free(R);
        return status;
    }
    A->roots = R;
    lb_roots_take_states(A);
    return LB_OK;
}

static void remark_simplified(lb_ansatz_t A, size_t k)
{
    lb_ansatz_add_remark(A,
                         "%s is divided by its first coefficient or the root in it: no dimension "
                         "and no rank depends on it, but the sum of the generators does",
                         lb_generator_called(A->generator_names[k], k).text);
}

/* Simplify generators where that leaves fewer roots. */
static void simplify_all(lb_ansatz_t A, const prime_field *K, split *H, size_t sums)
{
    basis before, after;
    bool *changed = lb_calloc(A->generator_count, sizeof *changed);
    split *simple = lb_malloc(sums, sizeof *simple);
    find_basis(&before, K, H, sums);
    for (size_t i = 0; i < sums; i++) {
        copy(K, &simple[i], &H[i]);
        if (i < A->generator_count)
            changed[i] = simplify(K, &simple[i]);
    }
    find_basis(&after, K, simple, sums);
    bool fewer = after.count < before.count;
    for (size_t i = 0; i < sums; i++) {
        clear_split(K, fewer ? &H[i] : &simple[i]);
        if (fewer)
            H[i] = simple[i];
        if (fewer && i < A->generator_count && changed[i])
            remark_simplified(A, i);
    }
    free(simple);
    free(changed);
}

lb_status lb_ansatz_take_roots(lb_ansatz_t A, const lb_root *primes, size_t count,
                               const char *source, bool allowed, lb_error *error)
{
    prime_field K = {.primes = primes, .count = count, .degree = (size_t)1 << count};
    size_t sums = count_sums(A);
    if (sums > GENERATORS_MAX)
        return lb_fail_at(error, source, 0, 0, "more than %d generators, with square roots",
                          GENERATORS_MAX);
    split *H = lb_malloc(sums, sizeof *H);
    for (size_t i = 0; i < sums; i++)
        lb_roots_decode(H[i].parts, sum_at(A, i), primes, count, A->qubits);
    if (!A->layers)
        simplify_all(A, &K, H, sums);
    lb_status status = rebuild(A, &K, H, sums, source, allowed, error);
    for (size_t i = 0; i < sums; i++)
        clear_split(&K, &H[i]);
    free(H);
    return status;
}
