#include "pauli/operator.h"

#include "base/limits.h"

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

void lb_operator_set_string(lb_operator *A, const mpq_t re, const mpq_t im, const lb_string_t P)
{
    lb_sum_zero(A->real);
    lb_sum_zero(A->imaginary);
    if (mpq_sgn(re))
        lb_sum_append(A->real, re, P);
    if (im && mpq_sgn(im))
        lb_sum_append(A->imaginary, im, P);
}

void lb_operator_append(lb_operator *A, unsigned turns, const mpq_t c, const lb_string_t P)
{
    lb_sum_struct *S = turns & 1 ? A->imaginary : A->real;
    lb_sum_append(S, c, P);
    if (turns & 2)
        mpq_neg(S->coefficients + S->length - 1, S->coefficients + S->length - 1);
}

const char *lb_operator_normalize(lb_operator *A, const lb_limits *limits)
{
    const char *reached = lb_sum_normalize_within(A->real, limits);
    return reached ? reached : lb_sum_normalize_within(A->imaginary, limits);
}

void lb_operator_append_all(lb_operator *A, const lb_operator *B)
{
    for (size_t i = 0; i < B->real->length; i++)
        lb_operator_append(A, 0, B->real->coefficients + i, B->real->strings + i);
    for (size_t i = 0; i < B->imaginary->length; i++)
        lb_operator_append(A, 1, B->imaginary->coefficients + i, B->imaginary->strings + i);
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

void lb_operator_scale(lb_operator *A, const mpq_t re, const mpq_t im)
{
    lb_operator R;
    lb_operator_init(&R, A->real->qubits);
    append_scaled(R.real, re, 1, A->real);
    append_scaled(R.real, im, -1, A->imaginary);
    append_scaled(R.imaginary, re, 1, A->imaginary);
    append_scaled(R.imaginary, im, 1, A->real);
    (void)lb_operator_normalize(&R, NULL);
    lb_operator_clear(A);
    *A = R;
}

size_t lb_operator_product_terms(const lb_operator *A, const lb_operator *B)
{
    size_t left = A->real->length + A->imaginary->length, terms;
    size_t right = B->real->length + B->imaginary->length;
    return __builtin_mul_overflow(left, right, &terms) ? SIZE_MAX : terms;
}

static double bytes_of(const lb_sum_t S, double more)
{
    double bytes = (double)S->length * more;
    for (size_t i = 0; i < S->length; i++)
        bytes += (double)S->strings[i].length * sizeof(lb_block);
    return bytes;
}

double lb_operator_product_bytes(const lb_operator *A, const lb_operator *B)
{
    const double term = sizeof(lb_string_t) + sizeof(mpq_t);
    double left = bytes_of(A->real, 0) + bytes_of(A->imaginary, 0);
    double right = bytes_of(B->real, term) + bytes_of(B->imaginary, term);
    return left * (double)(B->real->length + B->imaginary->length) +
           right * (double)(A->real->length + A->imaginary->length);
}

/* R += i^turns S T: a product of strings is i^e times a string. */
static const char *append_products(lb_operator *R, unsigned turns, const lb_sum_t S,
                                   const lb_sum_t T, const lb_limits *limits)
{
    const size_t period = 1 << 12; /* terms between two looks at the limits */
    lb_string_t product;
    mpq_t c;
    size_t done = 0;
    const char *reached = NULL;
    lb_string_init(product);
    mpq_init(c);
    for (size_t i = 0; i < S->length && !reached; i++)
        for (size_t j = 0; j < T->length && !reached; j++) {
            unsigned e = turns + lb_string_multiply(product, S->strings + i, T->strings + j);
            mpq_mul(c, S->coefficients + i, T->coefficients + j);
            lb_operator_append(R, e, c, product);
            if (!(++done % period))
                reached = lb_limit_reached(limits);
        }
    lb_string_clear(product);
    mpq_clear(c);
    return reached;
}

const char *lb_operator_multiply(lb_operator *R, const lb_operator *A, const lb_operator *B,
                                 const lb_limits *limits)
{
    lb_operator product;
    lb_operator_init(&product, A->real->qubits);
    const char *reached = append_products(&product, 0, A->real, B->real, limits);
    if (!reached)
        reached = append_products(&product, 1, A->real, B->imaginary, limits);
    if (!reached)
        reached = append_products(&product, 1, A->imaginary, B->real, limits);
    if (!reached)
        reached = append_products(&product, 2, A->imaginary, B->imaginary, limits);
    if (!reached)
        reached = lb_operator_normalize(&product, limits);
    if (reached) {
        lb_operator_clear(&product);
        return reached;
    }
    lb_operator_clear(R);
    *R = product;
    return NULL;
}
