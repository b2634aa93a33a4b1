#include "ansatz/roots.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ansatz/language/assemble.h"
#include "base/memory.h"
#include "state/state.h"

/* ---- A root ---- */

static unsigned long integer_root(unsigned long m)
{
    unsigned long a = (unsigned long)sqrt((double)m);
    while (a * a > m)
        a--;
    return (a + 1) * (a + 1) > m ? a : a + 1;
}

/* Whether m is a sum of `count` squares other than 0, which are then at parts. */
static bool find_squares(unsigned long *parts, size_t count, unsigned long m)
{
    unsigned long root = integer_root(m);
    parts[0] = root;
    if (count == 1)
        return root * root == m;
    for (parts[0] = 1; parts[0] <= root && parts[0] * parts[0] < m; parts[0]++)
        if (find_squares(parts + 1, count - 1, m - parts[0] * parts[0]))
            return true;
    return false;
}

/* A number without square factors is a sum of three squares unless it is 7 modulo 8 (Legendre); then
 * that number less 1 is. */
void lb_root_init(lb_root *root, unsigned long square, uint32_t qubit)
{
    *root = (lb_root){.square = square, .part_count = 2, .qubit = qubit};
    while (!find_squares(root->parts, root->part_count, square))
        root->part_count = root->part_count == 2 && square % 8 == 7 ? 4 : root->part_count + 1;
    assert(root->part_count <= LB_ROOT_PARTS_MAX);
}

size_t lb_root_qubits(const lb_root *root)
{
    return root->part_count < LB_ROOT_PARTS_MAX ? 1 : 2;
}

const lb_root *lb_prime_root(lb_root *roots, size_t *count, size_t qubits, unsigned long prime)
{
    size_t j = 0;
    while (j < *count && roots[j].square != prime)
        j++;
    if (j == LB_ROOTS_MAX)
        return NULL;
    if (j == *count)
        lb_root_init(&roots[(*count)++], prime, (uint32_t)(qubits + 2 * j));
    return &roots[j];
}

/* The letters of a part on both qubits: X, Z and Y, or XI, ZI, YX and YZ. */
static void place_part(lb_string_t P, const lb_root *root, size_t part)
{
    bool wide = root->part_count == LB_ROOT_PARTS_MAX;
    lb_string_set_letter(P, root->qubit, "XZYY"[part]);
    if (wide)
        lb_string_set_letter(P, root->qubit + 1, "IIXZ"[part]);
}

void lb_root_multiply(lb_sum_t S, const lb_root *root)
{
    lb_sum_t R;
    mpq_t c;
    lb_string_t P;
    mpq_init(c);
    lb_string_init(P);
    lb_sum_init(R, S->qubits);
    for (size_t i = 0; i < S->length; i++)
        for (size_t part = 0; part < root->part_count; part++) {
            mpq_set_ui(c, root->parts[part], 1);
            mpq_mul(c, c, &S->coefficients[i]);
            lb_string_set(P, &S->strings[i]);
            place_part(P, root, part);
            lb_sum_append(R, c, P);
        }
    lb_string_clear(P);
    mpq_clear(c);
    lb_sum_clear(S);
    *S = *R;
}

/* ---- Subsets ---- */

static unsigned long common_divisor(unsigned long a, unsigned long b)
{
    while (b) {
        unsigned long rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

unsigned long lb_roots_square(unsigned long *divisor, const lb_root *roots, size_t count, size_t S)
{
    unsigned long square = 1;
    *divisor = 1;
    for (size_t j = 0; j < count; j++) {
        if (!(S >> j & 1))
            continue;
        unsigned long both = common_divisor(square, roots[j].square);
        square = square / both * (roots[j].square / both);
        *divisor *= both;
    }
    return square;
}

/* Split P into a string without the qubits of the roots, in place, and the subset of those whose first
 * part it has; c is divided by these. False when it has another part: then the term with the first
 * tells the same. */
static bool split_term(lb_string_t P, size_t *S, mpq_t c, const lb_root *roots, size_t count)
{
    mpq_t part;
    bool first = true;
    *S = 0;
    mpq_init(part);
    for (size_t j = 0; j < count && first; j++) {
        char letter = lb_string_letter(P, roots[j].qubit);
        if (letter == 'I')
            continue;
        first = letter == 'X';
        *S |= (size_t)1 << j;
        mpq_set_ui(part, roots[j].parts[0], 1);
        mpq_div(c, c, part);
        lb_string_set_letter(P, roots[j].qubit, 'I');
    }
    mpq_clear(part);
    return first;
}

void lb_roots_decode(lb_sum_struct *parts, const lb_sum_t H, const lb_root *roots, size_t count,
                     size_t qubits)
{
    lb_string_t P;
    mpq_t c, factor;
    mpq_inits(c, factor, NULL);
    lb_string_init(P);
    for (size_t S = 0; S < (size_t)1 << count; S++)
        lb_sum_init(&parts[S], qubits);
    for (size_t i = 0; i < H->length; i++) {
        size_t S;
        unsigned long divisor;
        lb_string_set(P, &H->strings[i]);
        mpq_set(c, &H->coefficients[i]);
        if (!split_term(P, &S, c, roots, count))
            continue;
        (void)lb_roots_square(&divisor, roots, count, S);
        mpq_set_ui(factor, divisor, 1);
        mpq_mul(c, c, factor);
        lb_sum_append(&parts[S], c, P);
    }
    for (size_t S = 0; S < (size_t)1 << count; S++)
        lb_sum_normalize(&parts[S]);
    lb_string_clear(P);
    mpq_clears(c, factor, NULL);
}

/* ---- Numbers in the place of roots ---- */

void lb_roots_evaluate(lb_sum_t V, const lb_sum_t H, const lb_roots_struct *R,
                       const __mpq_struct *values, size_t qubits)
{
    lb_sum_struct parts[(size_t)1 << LB_ROOTS_MAX];
    mpq_t c;
    mpq_init(c);
    lb_sum_init(V, qubits);
    lb_roots_decode(parts, H, R->roots, R->count, qubits);
    for (size_t S = 0; S < (size_t)1 << R->count; S++) {
        for (size_t t = 0; t < parts[S].length; t++) {
            mpq_mul(c, &values[S], &parts[S].coefficients[t]);
            lb_sum_append(V, c, &parts[S].strings[t]);
        }
        lb_sum_clear(&parts[S]);
    }
    lb_sum_normalize(V);
    mpq_clear(c);
}

void lb_root_round(mpq_t root, unsigned long m)
{
    mpq_set_ui(root, m, 1);
    mpz_mul_2exp(mpq_numref(root), mpq_numref(root), 2 * LB_ROOT_BITS);
    mpz_sqrt(mpq_numref(root), mpq_numref(root));
    mpq_div_2exp(root, root, LB_ROOT_BITS);
}

__mpq_struct *lb_roots_rounded(const lb_roots_struct *R)
{
    size_t degree = (size_t)1 << R->count;
    __mpq_struct *values = lb_malloc(degree, sizeof *values);
    for (size_t S = 0; S < degree; S++) {
        unsigned long divisor, square = lb_roots_square(&divisor, R->roots, R->count, S);
        mpq_init(&values[S]);
        lb_root_round(&values[S], square);
    }
    return values;
}

void lb_roots_values_free(__mpq_struct *values, const lb_roots_struct *R)
{
    for (size_t S = 0; S < (size_t)1 << R->count; S++)
        mpq_clear(&values[S]);
    free(values);
}

/* ---- Over Q ---- */

bool lb_roots_are_in(const lb_sum_t H, size_t qubits)
{
    for (size_t i = 0; i < H->length; i++) {
        const lb_string_struct *P = &H->strings[i];
        const lb_block *last = P->length ? &P->blocks[P->length - 1] : NULL;
        size_t bits = last ? 64 * (size_t)last->index : 0;
        for (uint64_t letters = last ? last->x | last->z : 0; letters; letters >>= 1)
            bits++;
        if (bits > qubits)
            return true;
    }
    return false;
}

void lb_roots_take_states(lb_ansatz_t A)
{
    lb_ansatz_struct *Q = A->roots->over_q;
    lb_ansatz_drop_states(Q);
    for (size_t i = 0; i < A->state_count; i++) {
        lb_state_t state;
        lb_state_extend(state, &A->states[i], A->qubits, Q->qubits);
        lb_ansatz_take_state(Q, state);
    }
}

void lb_roots_extend(lb_sum_t H, const lb_sum_t T)
{
    lb_sum_zero(H);
    for (size_t t = 0; t < T->length; t++)
        lb_sum_append(H, T->coefficients + t, T->strings + t);
}

void lb_roots_take_observable(lb_ansatz_t A, bool first)
{
    lb_roots_struct *R = A->roots;
    if (first) {
        R->sums = lb_realloc(R->sums, R->sum_count + 1, sizeof *R->sums);
        lb_sum_init(&R->sums[R->sum_count++], R->over_q->qubits);
    }
    lb_roots_extend(&R->sums[R->sum_count - 1], A->observable);
}

/* ---- Of an ansatz ---- */

void lb_roots_free(lb_roots_struct *R)
{
    if (!R)
        return;
    for (size_t i = 0; i < R->sum_count; i++)
        lb_sum_clear(&R->sums[i]);
    free(R->sums);
    lb_ansatz_clear(R->over_q);
    free(R);
}

void lb_ansatz_root_factor(lb_sum_t F, const lb_ansatz_t A, size_t S)
{
    lb_string_t identity;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_string_init(identity);
    lb_sum_init(F, lb_ansatz_over_q(A)->qubits);
    lb_sum_append(F, one, identity);
    for (size_t j = 0; A->roots && j < A->roots->count; j++)
        if (S >> j & 1)
            lb_root_multiply(F, &A->roots->roots[j]);
    lb_sum_normalize(F);
    lb_string_clear(identity);
    mpq_clear(one);
}

void lb_roots_product(lb_surd_t x, const lb_roots_struct *R, size_t S)
{
    lb_surd_t root;
    mpz_t square;
    mpz_init(square);
    lb_surd_init(root);
    lb_surd_set_integer(x, 1);
    for (size_t j = 0; j < R->count; j++) {
        if (!(S >> j & 1))
            continue;
        mpz_set_ui(square, R->roots[j].square);
        lb_surd_set_sqrt(root, square);
        lb_surd_multiply(x, x, root);
    }
    lb_surd_clear(root);
    mpz_clear(square);
}

/* S += H, a sum over Q. */
static void add_decoded(lb_surd_sum_t S, const lb_sum_t H, const lb_roots_struct *R)
{
    lb_sum_struct parts[(size_t)1 << LB_ROOTS_MAX];
    lb_surd_t root, product;
    mpq_t c;
    mpq_init(c);
    lb_surd_init(root);
    lb_surd_init(product);
    lb_roots_decode(parts, H, R->roots, R->count, S->qubits);
    for (size_t T = 0; T < (size_t)1 << R->count; T++) {
        unsigned long divisor;
        (void)lb_roots_square(&divisor, R->roots, R->count, T);
        mpq_set_ui(c, 1, divisor);
        lb_surd_set_rational(root, c);
        lb_roots_product(product, R, T);
        lb_surd_multiply(root, root, product);
        lb_surd_sum_add(S, root, &parts[T]);
        lb_sum_clear(&parts[T]);
    }
    lb_surd_clear(product);
    lb_surd_clear(root);
    mpq_clear(c);
}

void lb_roots_exact(lb_surd_sum_t S, const lb_ansatz_t A, const lb_sum_t H, size_t number)
{
    lb_surd_sum_clear(S);
    lb_surd_sum_init(S, A->qubits);
    if (lb_ansatz_degree(A) > 1)
        add_decoded(S, &A->roots->sums[number], A->roots);
    else
        lb_surd_sum_set_rational(S, H);
}

void lb_ansatz_exact_generator(lb_surd_sum_t S, const lb_ansatz_t A, size_t k)
{
    lb_roots_exact(S, A, &A->generators[k], k);
}

void lb_ansatz_exact_observable(lb_surd_sum_t S, const lb_ansatz_t A)
{
    if (A->observable)
        lb_roots_exact(S, A, A->observable, A->roots ? A->roots->sum_count - 1 : 0);
    else {
        lb_surd_sum_clear(S);
        lb_surd_sum_init(S, A->qubits);
    }
}

const lb_ansatz_struct *lb_ansatz_over_q(const lb_ansatz_t A)
{
    return A->roots ? A->roots->over_q : A;
}

char *lb_roots_field(const lb_roots_struct *R)
{
    char *text = lb_strdup("Q(");
    for (size_t j = 0; j < R->count; j++) {
        char *longer = lb_sprintf("%s%ssqrt(%lu)", text, j ? ", " : "", R->roots[j].square);
        free(text);
        text = longer;
    }
    char *whole = lb_sprintf("%s)", text);
    free(text);
    return whole;
}

lb_status lb_roots_refuse(const lb_ansatz_t A, lb_error *error)
{
    if (lb_ansatz_degree(A) == 1)
        return LB_OK;
    char *field = lb_roots_field(A->roots);
    lb_status status = lb_fail(
        error, LB_INPUT, "the coefficients are in %s, and square roots are not taken here", field);
    free(field);
    return status;
}

char *lb_ansatz_field(const lb_ansatz_t A)
{
    return lb_ansatz_degree(A) > 1 ? lb_roots_field(A->roots) : lb_strdup("Q");
}

size_t lb_ansatz_degree(const lb_ansatz_t A)
{
    return A->roots ? (size_t)1 << A->roots->count : 1;
}
