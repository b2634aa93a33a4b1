#include "pauli/operator.h"

void lb_operator_init(lb_operator *A, size_t qubits)
{
    lb_sum_init(A->real, qubits);
    lb_sum_init(A->imaginary, qubits);
}

void lb_operator_clear(lb_operator *A)
{
    lb_sum_clear(A->real);
    lb_sum_clear(A->imaginary);
}

void lb_operator_set(lb_operator *A, const lb_operator *B)
{
    lb_sum_set(A->real, B->real);
    lb_sum_set(A->imaginary, B->imaginary);
}

void lb_operator_set_string(lb_operator *A, const mpq_t re, const mpq_t im, const lb_string_t P)
{
    lb_sum_zero(A->real);
    lb_sum_zero(A->imaginary);
    if (mpq_sgn(re))
        lb_sum_append(A->real, re, P);
    if (im && mpq_sgn(im))
        lb_sum_append(A->imaginary, im, P);
}

static void append_all(lb_sum_t S, const lb_sum_t T)
{
    for (size_t i = 0; i < T->length; i++)
        lb_sum_append(S, T->coefficients + i, T->strings + i);
}

void lb_operator_add(lb_operator *A, const lb_operator *B)
{
    append_all(A->real, B->real);
    append_all(A->imaginary, B->imaginary);
    lb_sum_normalize(A->real);
    lb_sum_normalize(A->imaginary);
}

/* S += sign c T, to be normalized. */
static void append_scaled(lb_sum_t S, const mpq_t c, int sign, const lb_sum_t T)
{
    mpq_t product;
    mpq_init(product);
    for (size_t i = 0; i < T->length; i++) {
        mpq_mul(product, c, T->coefficients + i);
        if (sign < 0)
            mpq_neg(product, product);
        lb_sum_append(S, product, T->strings + i);
    }
    mpq_clear(product);
}

static void take(lb_operator *A, lb_operator *B)
{
    lb_sum_normalize(B->real);
    lb_sum_normalize(B->imaginary);
    lb_operator_clear(A);
    *A = *B;
}

void lb_operator_scale(lb_operator *A, const mpq_t re, const mpq_t im)
{
    lb_operator R;
    lb_operator_init(&R, A->real->qubits);
    append_scaled(R.real, re, 1, A->real);
    append_scaled(R.real, im, -1, A->imaginary);
    append_scaled(R.imaginary, re, 1, A->imaginary);
    append_scaled(R.imaginary, im, 1, A->real);
    take(A, &R);
}

/* R += i^turns S T: a product of strings is i^e times a string. */
static void append_products(lb_operator *R, unsigned turns, const lb_sum_t S, const lb_sum_t T)
{
    lb_string_t product;
    mpq_t c;
    lb_string_init(product);
    mpq_init(c);
    for (size_t i = 0; i < S->length; i++)
        for (size_t j = 0; j < T->length; j++) {
            unsigned e = turns + lb_string_multiply(product, S->strings + i, T->strings + j);
            mpq_mul(c, S->coefficients + i, T->coefficients + j);
            if (e & 2)
                mpq_neg(c, c);
            lb_sum_append(e & 1 ? R->imaginary : R->real, c, product);
        }
    lb_string_clear(product);
    mpq_clear(c);
}

bool lb_operator_multiply(lb_operator *R, const lb_operator *A, const lb_operator *B, size_t most)
{
    size_t left = A->real->length + A->imaginary->length;
    size_t right = B->real->length + B->imaginary->length;
    if (left && right > most / left)
        return false;
    lb_operator product;
    lb_operator_init(&product, A->real->qubits);
    append_products(&product, 0, A->real, B->real);
    append_products(&product, 1, A->real, B->imaginary);
    append_products(&product, 1, A->imaginary, B->real);
    append_products(&product, 2, A->imaginary, B->imaginary);
    take(R, &product);
    return true;
}
