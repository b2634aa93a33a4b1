#include "ansatz/roots.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

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

/* ---- Of an ansatz ---- */

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

char *lb_ansatz_field(const lb_ansatz_t A)
{
    return A->roots ? lb_roots_field(A->roots) : lb_strdup("Q");
}

size_t lb_ansatz_degree(const lb_ansatz_t A)
{
    return A->roots ? (size_t)1 << A->roots->count : 1;
}

size_t lb_ansatz_written_qubits(const lb_ansatz_t A)
{
    return A->roots ? A->roots->qubits : A->qubits;
}

size_t lb_ansatz_written_generators(const lb_ansatz_t A)
{
    return A->roots ? A->roots->generator_count : A->generator_count;
}
