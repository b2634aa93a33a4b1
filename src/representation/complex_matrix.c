#include "representation/complex_matrix.h"

#include <stdlib.h>

#include <flint/fmpq.h>
#include <flint/fmpz.h>

#include "base/memory.h"
#include "pauli/dense.h"

void lb_matrix_init(lb_matrix *M, slong rows, slong columns)
{
    fmpq_mat_init(M->re, rows, columns);
    fmpq_mat_init(M->im, rows, columns);
}

void lb_matrix_clear(lb_matrix *M)
{
    fmpq_mat_clear(M->re);
    fmpq_mat_clear(M->im);
}

void lb_matrix_multiply(lb_matrix *R, const lb_matrix *A, const lb_matrix *B)
{
    fmpq_mat_t product;
    fmpq_mat_init(product, fmpq_mat_nrows(R->re), fmpq_mat_ncols(R->re));
    fmpq_mat_mul(R->re, A->re, B->re);
    fmpq_mat_mul(product, A->im, B->im);
    fmpq_mat_sub(R->re, R->re, product);
    fmpq_mat_mul(R->im, A->re, B->im);
    fmpq_mat_mul(product, A->im, B->re);
    fmpq_mat_add(R->im, R->im, product);
    fmpq_mat_clear(product);
}

static void add_multiple(fmpq_mat_t R, const fmpq_t c, const fmpq_mat_t A)
{
    for (slong i = 0; i < fmpq_mat_nrows(R); i++)
        for (slong j = 0; j < fmpq_mat_ncols(R); j++)
            if (!fmpq_is_zero(fmpq_mat_entry(A, i, j)))
                fmpq_addmul(fmpq_mat_entry(R, i, j), c, fmpq_mat_entry(A, i, j));
}

void lb_matrix_add_multiple(lb_matrix *R, const fmpq_t c, const lb_matrix *A)
{
    if (fmpq_is_zero(c))
        return;
    add_multiple(R->re, c, A->re);
    add_multiple(R->im, c, A->im);
}

bool lb_matrix_equal(const lb_matrix *A, const lb_matrix *B)
{
    return fmpq_mat_equal(A->re, B->re) && fmpq_mat_equal(A->im, B->im);
}

/* The bits of a string on few qubits, qubit 0 the highest. */
static void read_bits(uint64_t *x, uint64_t *z, const lb_string_t P, size_t qubits)
{
    *x = *z = 0;
    for (uint32_t q = 0; q < qubits; q++) {
        char letter = lb_string_letter(P, q);
        uint64_t bit = (uint64_t)1 << (qubits - 1 - q);
        *x |= letter == 'X' || letter == 'Y' ? bit : 0;
        *z |= letter == 'Z' || letter == 'Y' ? bit : 0;
    }
}

/* R_(b + x) += c i^e V_b for a row. */
static void add_row(lb_matrix *R, slong to, const lb_matrix *V, slong from, const fmpq_t c,
                    unsigned e)
{
    fmpq_t minus;
    fmpq_init(minus);
    fmpq_neg(minus, c);
    for (slong j = 0; j < fmpq_mat_ncols(R->re); j++) {
        fmpq *re = fmpq_mat_entry(V->re, from, j), *im = fmpq_mat_entry(V->im, from, j);
        /* i^e (re + i im) has the real part re, -im, -re, im. */
        fmpq_addmul(fmpq_mat_entry(R->re, to, j), e == 1 || e == 2 ? minus : c, e & 1 ? im : re);
        fmpq_addmul(fmpq_mat_entry(R->im, to, j), e == 2 || e == 3 ? minus : c, e & 1 ? re : im);
    }
    fmpq_clear(minus);
}

void lb_matrix_add_action(lb_matrix *R, const lb_sum_t S, const lb_matrix *V)
{
    uint64_t x, z;
    fmpq_t c;
    fmpq_init(c);
    for (size_t t = 0; t < S->length; t++) {
        read_bits(&x, &z, S->strings + t, S->qubits);
        fmpq_set_mpq(c, S->coefficients + t);
        for (slong b = 0; b < fmpq_mat_nrows(V->re); b++) {
            unsigned e = (unsigned)(lb_popcount(x & z) + 2 * lb_popcount((uint64_t)b & z)) & 3;
            add_row(R, (slong)((uint64_t)b ^ x), V, b, c, e);
        }
    }
    fmpq_clear(c);
}

void lb_matrix_inner(fmpq_t re, fmpq_t im, const lb_matrix *u, const lb_matrix *v)
{
    fmpq_zero(re);
    fmpq_zero(im);
    for (slong b = 0; b < fmpq_mat_nrows(u->re); b++) {
        const fmpq *a = fmpq_mat_entry(u->re, b, 0), *c = fmpq_mat_entry(v->re, b, 0);
        const fmpq *a_im = fmpq_mat_entry(u->im, b, 0), *c_im = fmpq_mat_entry(v->im, b, 0);
        fmpq_addmul(re, a, c);
        fmpq_addmul(re, a_im, c_im);
        fmpq_addmul(im, a, c_im);
        fmpq_submul(im, a_im, c);
    }
}

void lb_orthogonal_init(lb_orthogonal *space, slong length)
{
    *space = (lb_orthogonal){.length = length};
}

void lb_orthogonal_clear(lb_orthogonal *space)
{
    for (uint32_t i = 0; i < space->count; i++) {
        lb_matrix_clear(space->vectors + i);
        fmpq_clear(space->norms + i);
    }
    free(space->vectors);
    free(space->norms);
}

/* v -= (re + i im) u. */
static void subtract(lb_matrix *v, const fmpq_t re, const fmpq_t im, const lb_matrix *u)
{
    for (slong b = 0; b < fmpq_mat_nrows(v->re); b++) {
        const fmpq *u_re = fmpq_mat_entry(u->re, b, 0), *u_im = fmpq_mat_entry(u->im, b, 0);
        fmpq_submul(fmpq_mat_entry(v->re, b, 0), re, u_re);
        fmpq_addmul(fmpq_mat_entry(v->re, b, 0), im, u_im);
        fmpq_submul(fmpq_mat_entry(v->im, b, 0), re, u_im);
        fmpq_submul(fmpq_mat_entry(v->im, b, 0), im, u_re);
    }
}

/* Times a rational number, to integers without a common factor. */
static void make_primitive(lb_matrix *v)
{
    fmpz_t divisor, multiple;
    fmpz_init(divisor);
    fmpz_init_set_ui(multiple, 1);
    for (int part = 0; part < 2; part++)
        for (slong b = 0; b < fmpq_mat_nrows(v->re); b++) {
            const fmpq *entry = fmpq_mat_entry(part ? v->im : v->re, b, 0);
            fmpz_gcd(divisor, divisor, fmpq_numref(entry));
            fmpz_lcm(multiple, multiple, fmpq_denref(entry));
        }
    for (int part = 0; part < 2; part++) {
        fmpq_mat_scalar_mul_fmpz(part ? v->im : v->re, part ? v->im : v->re, multiple);
        fmpq_mat_scalar_div_fmpz(part ? v->im : v->re, part ? v->im : v->re, divisor);
    }
    fmpz_clear(divisor);
    fmpz_clear(multiple);
}

bool lb_orthogonal_add(lb_orthogonal *space, lb_matrix *v)
{
    fmpq_t re, im;
    fmpq_init(re);
    fmpq_init(im);
    for (uint32_t i = 0; i < space->count; i++) {
        lb_matrix_inner(re, im, space->vectors + i, v);
        fmpq_div(re, re, space->norms + i);
        fmpq_div(im, im, space->norms + i);
        subtract(v, re, im, space->vectors + i);
    }
    bool left = !fmpq_mat_is_zero(v->re) || !fmpq_mat_is_zero(v->im);
    if (left) {
        make_primitive(v);
        uint32_t i = space->count++;
        space->vectors =
            lb_grow(space->vectors, &space->capacity, space->count, sizeof *space->vectors);
        space->norms =
            lb_grow(space->norms, &space->norm_capacity, space->count, sizeof *space->norms);
        lb_matrix_init(space->vectors + i, space->length, 1);
        fmpq_mat_set(space->vectors[i].re, v->re);
        fmpq_mat_set(space->vectors[i].im, v->im);
        fmpq_init(space->norms + i);
        lb_matrix_inner(space->norms + i, im, v, v);
    }
    fmpq_clear(re);
    fmpq_clear(im);
    return left;
}
