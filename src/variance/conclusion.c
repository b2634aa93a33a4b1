/* Of which loss the numbers are: what lies outside i g, and whether the state lies inside. */

#include "variance/variance_data.h"

/* ---- What lies outside ---- */

static bool commutes_with_terms(const lb_string_t P, const lb_ansatz_t A)
{
    for (size_t k = 0; k < A->generator_count; k++)
        for (size_t t = 0; t < A->generators[k].length; t++)
            if (lb_string_anticommutes(P, A->generators[k].strings + t))
                return false;
    return true;
}

static bool commutes_with_generators(const lb_surd_sum_t S, const lb_ansatz_t A)
{
    bool commutes = true;
    lb_surd_sum_t H, bracket;
    lb_surd_sum_init(H, A->qubits);
    lb_surd_sum_init(bracket, A->qubits);
    for (size_t k = 0; k < A->generator_count && commutes; k++) {
        lb_ansatz_exact_generator(H, A, k);
        lb_surd_sum_bracket(bracket, H, S);
        commutes = !bracket->count;
    }
    lb_surd_sum_clear(H);
    lb_surd_sum_clear(bracket);
    return commutes;
}

/* Part what is outside i g: the terms that commute with all generators, or all of it where it
 * commutes as a whole, are constant; the rest stays outside. */
static void settle_outside(lb_surd_sum_t constant, lb_variance *v, const lb_ansatz_t A)
{
    lb_surd_sum_t kept;
    lb_surd_t root;
    lb_surd_init(root);
    lb_surd_sum_init(kept, A->qubits);
    for (size_t i = 0; i < v->outside->count; i++) {
        const lb_sum_struct *part = v->outside->parts + i;
        lb_sum_struct sides[2];
        lb_surd_set_sqrt(root, v->outside->squares + i);
        for (int side = 0; side < 2; side++)
            lb_sum_init(sides + side, A->qubits);
        for (size_t t = 0; t < part->length; t++)
            lb_sum_append(sides + commutes_with_terms(part->strings + t, A), part->coefficients + t,
                          part->strings + t);
        lb_surd_sum_add(kept, root, sides);
        lb_surd_sum_add(constant, root, sides + 1);
        for (int side = 0; side < 2; side++)
            lb_sum_clear(sides + side);
    }
    if (kept->count && commutes_with_generators(kept, A)) {
        lb_surd_sum_set(constant, v->outside);
        lb_surd_sum_clear(kept);
        lb_surd_sum_init(kept, A->qubits);
    }
    lb_surd_sum_clear(v->outside);
    *v->outside = *kept;
    lb_surd_clear(root);
}

/* ---- The state ---- */

/* x <- x 2^n. */
static void multiply_by_power(lb_surd_t x, long n)
{
    for (size_t i = 0; i < x->length; i++)
        if (n < 0)
            mpq_div_2exp(x->coefficients + i, x->coefficients + i, (mp_bitcnt_t)-n);
        else
            mpq_mul_2exp(x->coefficients + i, x->coefficients + i, (mp_bitcnt_t)n);
}

bool lb_variance_has_state(lb_surd_t scaled, const lb_variance *v,
                           const lb_variance_problem *problem)
{
    lb_surd_t sum, one, rest;
    lb_surd_init(sum);
    lb_surd_init(one);
    lb_surd_init(rest);
    lb_surd_set_integer(one, 1);
    lb_surd_set_integer(scaled, 0);
    lb_surd_subtract(rest, one, v->identity);
    if (rest->length) {
        lb_surd_invert(rest, rest);
        lb_surd_subtract(sum, one, v->identity_state);
        lb_surd_multiply(scaled, sum, rest);
        lb_surd_multiply(sum, sum, scaled);
        multiply_by_power(sum, -(long)problem->A->qubits);
    }
    lb_surd_add(sum, sum, v->centre_state);
    for (size_t i = 0; i < v->count; i++)
        lb_surd_add(sum, sum, v->ideals[i].state);
    bool inside = problem->state->is_mixed || lb_surd_equal(sum, one);
    lb_surd_clear(sum);
    lb_surd_clear(one);
    lb_surd_clear(rest);
    return inside;
}

/* mean += Tr[c d O] = 2^n c ((1, O) - (1_g, O)), with scaled = 2^n c as above. */
static void add_identity(lb_surd_t mean, const lb_surd_t scaled, const lb_variance *v,
                         const lb_surd_sum_t O)
{
    lb_surd_t share;
    lb_string_t identity;
    lb_surd_init(share);
    lb_string_init(identity);
    lb_surd_sum_coefficient(share, O, identity);
    lb_surd_subtract(share, share, v->identity_observable);
    lb_surd_multiply(share, share, scaled);
    lb_surd_add(mean, mean, share);
    lb_surd_clear(share);
    lb_string_clear(identity);
}

/* mean += the expectation value of S. */
static void add_expectation(lb_surd_t mean, const lb_surd_sum_t S, const lb_pure_state *state)
{
    mpq_t value;
    lb_surd_t term;
    mpq_init(value);
    lb_surd_init(term);
    for (size_t i = 0; i < S->count; i++) {
        mpq_set_ui(value, 0, 1);
        lb_variance_add_expectation(value, S->parts + i, state);
        lb_surd_set_root(term, value, S->squares + i);
        lb_surd_add(mean, mean, term);
    }
    mpq_clear(value);
    lb_surd_clear(term);
}

void lb_variance_conclude(lb_variance *v, const lb_variance_problem *problem, const lb_surd_sum_t O)
{
    lb_surd_sum_t constant;
    lb_surd_t scaled;
    if (v->is_settled)
        return;
    lb_surd_init(scaled);
    lb_surd_sum_init(constant, problem->A->qubits);
    settle_outside(constant, v, problem->A);
    v->scope = !v->outside->count                          ? LB_SCOPE_OBSERVABLE
               : lb_variance_has_state(scaled, v, problem) ? LB_SCOPE_STATE
                                                           : LB_SCOPE_PART;
    if (v->scope == LB_SCOPE_STATE)
        add_identity(v->mean, scaled, v, O);
    else
        add_expectation(v->mean, constant, problem->state);
    lb_surd_sum_clear(constant);
    lb_surd_clear(scaled);
}
