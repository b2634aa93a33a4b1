#include "ansatz/language/root_values.h"

/* The root of this prime, on two qubits of its own. */
static lb_status find_root(const lb_root **root, lb_interpreter *run, const lb_node *node,
                           unsigned long prime)
{
    size_t j = 0;
    while (j < run->root_count && run->roots[j].square != prime)
        j++;
    if (j == LB_ROOTS_MAX)
        return lb_interpreter_fail(run, node,
                                   "there are more than 6 different primes under square roots");
    if (prime > LB_ROOT_PRIME_MAX)
        return lb_interpreter_fail(run, node, "a prime above 1000000 stands under this root");
    if (j == run->root_count)
        lb_root_init(&run->roots[run->root_count++], prime, (uint32_t)(run->qubits + 2 * j));
    *root = &run->roots[j];
    return LB_OK;
}

/* S <- sqrt(m) S. */
static lb_status multiply_by_root(lb_sum_t S, lb_interpreter *run, const lb_node *node, uint64_t m)
{
    lb_status status = LB_OK;
    mpq_t whole;
    uint64_t outside = 1;
    mpq_init(whole);
    for (uint64_t prime = 2; m > 1 && !status; prime++) {
        prime = prime * prime > m ? m : prime;
        status = lb_interpreter_spend(run, node, 1);
        size_t power = 0;
        for (; m % prime == 0; m /= prime)
            power++;
        for (size_t i = 0; i < power / 2; i++)
            outside *= prime;
        const lb_root *root = NULL;
        if (!status && power % 2)
            status = find_root(&root, run, node, (unsigned long)prime);
        if (root)
            lb_root_multiply(S, root);
    }
    mpz_set_ui(mpq_numref(whole), (unsigned long)outside);
    for (size_t i = 0; i < S->length; i++)
        mpq_mul(&S->coefficients[i], &S->coefficients[i], whole);
    mpq_clear(whole);
    return status;
}

/* S += c sqrt(m). */
static lb_status add_root(lb_sum_t S, lb_interpreter *run, const lb_node *node, const mpq_t c,
                          uint64_t m)
{
    lb_string_t identity;
    lb_sum_t root;
    lb_string_init(identity);
    lb_sum_init(root, S->qubits);
    lb_sum_append(root, c, identity);
    lb_status status = multiply_by_root(root, run, node, m);
    for (size_t i = 0; i < root->length && !status; i++)
        lb_sum_append(S, &root->coefficients[i], &root->strings[i]);
    lb_sum_clear(root);
    lb_string_clear(identity);
    return status;
}

/* S += sqrt(a), which is sqrt(p q) / q for a = p/q. */
static lb_status add_square_root(lb_sum_t S, lb_interpreter *run, const lb_node *node,
                                 const mpq_t a)
{
    if (mpq_sgn(a) < 0)
        return lb_interpreter_fail(run, node,
                                   "coefficients are real: this is the root of a negative number");
    mpz_t product;
    mpq_t c;
    mpz_init(product);
    mpq_init(c);
    mpz_mul(product, mpq_numref(a), mpq_denref(a));
    mpz_set_ui(mpq_numref(c), 1);
    mpz_set(mpq_denref(c), mpq_denref(a));
    lb_status status = LB_OK;
    if (mpz_cmp_ui(product, LB_RADICAND_MAX) > 0)
        status = lb_interpreter_fail(run, node,
                                     "numerator times denominator is above 10^12 under this root");
    else if (mpz_sgn(product))
        status = add_root(S, run, node, c, mpz_get_ui(product));
    mpz_clear(product);
    mpq_clear(c);
    return status;
}

/* 4 cos(pi k/12) = a sqrt(m) + b sqrt(2), k = 0 .. 6; 4 cos(pi k/5) = a sqrt(5) + b, k = 0 .. 5. */
typedef struct cosine {
    int a, m, b;
} cosine;
static const cosine twelfths[] = {{4, 1, 0}, {1, 6, 1},  {2, 3, 0}, {0, 1, 2},
                                  {2, 1, 0}, {1, 6, -1}, {0, 1, 0}};
static const cosine fifths[] = {{0, 5, 4},  {1, 5, 1},   {1, 5, -1},
                                {-1, 5, 1}, {-1, 5, -1}, {0, 5, -4}};

/* k if `turns` * parts is an integer, taken to 0 .. parts: the cosine has period 2 and is even. */
static bool find_part(unsigned long *k, const mpq_t turns, unsigned long parts)
{
    mpz_t product;
    mpz_init(product);
    mpz_mul_ui(product, mpq_numref(turns), parts);
    bool whole = mpz_divisible_p(product, mpq_denref(turns)) != 0;
    if (whole) {
        mpz_divexact(product, product, mpq_denref(turns));
        *k = mpz_fdiv_ui(product, 2 * parts);
        *k = *k > parts ? 2 * parts - *k : *k;
    }
    mpz_clear(product);
    return whole;
}

/* S += cos(pi x). */
static lb_status add_cosine(lb_sum_t S, lb_interpreter *run, const lb_node *node, const mpq_t x)
{
    unsigned long k;
    long sign = 1, other = 1;
    cosine value;
    if (find_part(&k, x, 12)) {
        sign = k > 6 ? -1 : 1;
        value = twelfths[k > 6 ? 12 - k : k];
        other = 2;
    } else if (find_part(&k, x, 5)) {
        value = fifths[k];
    } else {
        return lb_interpreter_fail(
            run, node,
            "only multiples of pi/12 and pi/5 (of pi/10 in sin, where it is one "
            "less pi/2) have values of square roots of rational numbers");
    }
    mpq_t c;
    mpq_init(c);
    mpq_set_si(c, sign * value.a, 4);
    mpq_canonicalize(c);
    lb_status status = value.a ? add_root(S, run, node, c, (uint64_t)value.m) : LB_OK;
    mpq_set_si(c, sign * value.b, 4);
    mpq_canonicalize(c);
    if (!status && value.b)
        status = add_root(S, run, node, c, (uint64_t)other);
    mpq_clear(c);
    return status;
}

lb_status lb_evaluate_root(lb_sum_t S, lb_interpreter *run, const lb_node *node)
{
    mpq_t a, half;
    mpq_inits(a, half, NULL);
    mpq_set_ui(half, 1, 2);
    lb_status status = lb_evaluate_exact(a, run, node->children[0]);
    if (!status && node->slot == LB_ROOT_INVERSE && !mpq_sgn(a))
        status = lb_interpreter_fail(run, node, "division by zero");
    if (!status && node->slot == LB_ROOT_INVERSE)
        mpq_inv(a, a);
    if (!status && node->slot == LB_ROOT_SIN)
        mpq_sub(a, half, a);
    bool root = node->slot == LB_ROOT_SQRT || node->slot == LB_ROOT_INVERSE;
    if (!status)
        status = root ? add_square_root(S, run, node, a) : add_cosine(S, run, node, a);
    mpq_clears(a, half, NULL);
    return status;
}
