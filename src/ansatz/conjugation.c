#include "ansatz/conjugation.h"

#include <stdlib.h>

#include "ansatz/cosines.h"
#include "base/memory.h"

void lb_conjugation_init(lb_conjugation *V, size_t qubits)
{
    *V = (lb_conjugation){.qubits = qubits};
}

void lb_conjugation_clear(lb_conjugation *V)
{
    for (size_t i = 0; i < V->count; i++) {
        lb_conjugation_step *step = &V->steps[i];
        if (step->is_turn) {
            lb_string_clear(step->string);
            lb_sum_clear(step->cosine);
            lb_sum_clear(step->sine);
        } else {
            lb_clifford_clear(&step->clifford);
        }
    }
    free(V->steps);
}

static lb_conjugation_step *add_step(lb_conjugation *V)
{
    V->steps = lb_grow(V->steps, &V->capacity, V->count + 1, sizeof *V->steps);
    lb_conjugation_step *step = &V->steps[V->count++];
    *step = (lb_conjugation_step){.is_turn = false};
    return step;
}

/* ---- Cosines ---- */

/* S += c sqrt(m), with its roots or rounded; m is 1, a prime or a product of two. */
static bool add_root(lb_sum_t S, const mpq_t c, unsigned long m, lb_prime_roots *roots)
{
    lb_string_t identity;
    lb_sum_t term;
    bool good = true;
    lb_string_init(identity);
    lb_sum_init(term, S->qubits);
    lb_sum_append(term, c, identity);
    for (unsigned long prime = 2; m > 1 && good; prime++)
        if (m % prime == 0) {
            const lb_root *root = lb_prime_root(roots->roots, &roots->count, roots->qubits, prime);
            m /= prime;
            good = root;
            if (root)
                lb_root_multiply(term, root);
        }
    for (size_t t = 0; t < term->length; t++)
        lb_sum_append(S, &term->coefficients[t], &term->strings[t]);
    lb_sum_clear(term);
    lb_string_clear(identity);
    return good;
}

static void add_rounded_root(lb_sum_t S, const mpq_t c, unsigned long m)
{
    lb_string_t identity;
    mpq_t root;
    lb_string_init(identity);
    mpq_init(root);
    lb_root_round(root, m);
    mpq_mul(root, root, c);
    lb_sum_append(S, root, identity);
    mpq_clear(root);
    lb_string_clear(identity);
}

/* S = cos(pi x). */
static bool make_cosine(lb_sum_t S, const mpq_t x, size_t qubits, lb_prime_roots *roots)
{
    lb_cosine value;
    lb_sum_init(S, qubits + (roots ? (size_t)2 * LB_ROOTS_MAX : 0));
    if (!lb_cosine_find(&value, x))
        return false;
    mpq_t c;
    bool good = true;
    mpq_init(c);
    for (int i = 0; i < 2 && good; i++) {
        int above = i ? value.b : value.a;
        unsigned long m = i ? value.k : value.m;
        mpq_set_si(c, above, 4);
        mpq_canonicalize(c);
        if (above && roots)
            good = add_root(S, c, m, roots);
        else if (above)
            add_rounded_root(S, c, m);
    }
    lb_sum_normalize(S);
    mpq_clear(c);
    return good;
}

static bool append_turn(lb_conjugation *V, const lb_gate *gate, lb_prime_roots *roots)
{
    mpq_t x, half;
    mpq_inits(x, half, NULL);
    lb_conjugation_step *step = add_step(V);
    step->is_turn = true;
    lb_string_init(step->string);
    lb_string_set(step->string, gate->string);
    mpq_mul_2exp(x, gate->factor, 1);
    bool good = make_cosine(step->cosine, x, V->qubits, roots);
    mpq_set_ui(half, 1, 2);
    mpq_sub(x, half, x);
    good &= make_cosine(step->sine, x, V->qubits, roots);
    mpq_clears(x, half, NULL);
    V->has_turns = true;
    return good;
}

bool lb_conjugation_append(lb_conjugation *V, const lb_gate *gate, lb_prime_roots *roots)
{
    if (gate->is_turn)
        return append_turn(V, gate, roots);
    if (!V->count || V->steps[V->count - 1].is_turn)
        lb_clifford_init(&add_step(V)->clifford, V->qubits);
    lb_clifford_append(&V->steps[V->count - 1].clifford, gate->fixed, gate->qubits);
    return true;
}

/* ---- Sums ---- */

/* R += N P for a number N, whose strings commute with P up to what cancels in the sum. */
static void add_product(lb_sum_t R, const lb_sum_t N, const mpq_t c, const lb_string_t P,
                        bool negative)
{
    lb_string_t product;
    mpq_t coefficient;
    mpq_init(coefficient);
    lb_string_init(product);
    for (size_t t = 0; t < N->length; t++) {
        unsigned e = lb_string_multiply(product, &N->strings[t], P);
        if (e & 1)
            continue;
        mpq_mul(coefficient, &N->coefficients[t], c);
        if ((e == 2) != negative)
            mpq_neg(coefficient, coefficient);
        lb_sum_append(R, coefficient, product);
    }
    lb_string_clear(product);
    mpq_clear(coefficient);
}

void lb_conjugation_add_multiple(lb_sum_t R, const lb_sum_t N, const lb_sum_t S)
{
    for (size_t t = 0; t < S->length; t++)
        add_product(R, N, &S->coefficients[t], &S->strings[t], false);
}

/* {P, Q} = i P Q for strings that do not commute: i i^e of the product, e odd. */
static bool bracket(lb_string_t R, const lb_string_t P, const lb_string_t Q)
{
    return ((lb_string_multiply(R, P, Q) + 1) & 3) == 2;
}

static void apply_turn(lb_sum_t R, const lb_conjugation_step *step, const lb_sum_t S)
{
    lb_sum_t turned;
    lb_string_t other;
    lb_string_init(other);
    lb_sum_init(turned, S->qubits > step->cosine->qubits ? S->qubits : step->cosine->qubits);
    for (size_t t = 0; t < S->length; t++) {
        const lb_string_struct *Q = &S->strings[t];
        if (!lb_string_anticommutes(step->string, Q)) {
            lb_sum_append(turned, &S->coefficients[t], Q);
            continue;
        }
        bool negative = bracket(other, step->string, Q);
        add_product(turned, step->cosine, &S->coefficients[t], Q, false);
        add_product(turned, step->sine, &S->coefficients[t], other, negative);
    }
    lb_sum_normalize(turned);
    lb_sum_clear(R);
    *R = *turned;
    lb_string_clear(other);
}

/* To LB_ROOT_BITS behind the point. */
static void round_sum(lb_sum_t S)
{
    for (size_t t = 0; t < S->length; t++) {
        mpz_t above;
        mpz_init(above);
        mpz_mul_2exp(above, mpq_numref(&S->coefficients[t]), LB_ROOT_BITS);
        mpz_tdiv_q(mpq_numref(&S->coefficients[t]), above, mpq_denref(&S->coefficients[t]));
        mpz_set_ui(mpq_denref(&S->coefficients[t]), 1);
        mpq_div_2exp(&S->coefficients[t], &S->coefficients[t], LB_ROOT_BITS);
        mpz_clear(above);
    }
    lb_sum_normalize(S);
}

void lb_conjugation_apply(lb_sum_t R, const lb_conjugation *V, const lb_sum_t S, bool rounded)
{
    if (R != S)
        lb_sum_set(R, S);
    for (size_t i = V->count; i-- > 0;) {
        if (V->steps[i].is_turn)
            apply_turn(R, &V->steps[i], R);
        else
            lb_clifford_apply_sum(R, &V->steps[i].clifford, R);
        if (rounded && V->steps[i].is_turn)
            round_sum(R);
    }
}
