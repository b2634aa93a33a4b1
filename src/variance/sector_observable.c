/* The purities of the observable. For u in the centre of C and the projection T(X) = K^-1 sum_i c_i X c^i,
 *
 *     tr(u T(X)^2) = tr(u T(X) X) = sum_i tr(u K^-1 c_i X c^i X),
 *
 * and tr(c_i X c_j X) is a sum over strings a of c_i and P, P' of X, where a + P + P' is in c_j. */

#include "variance/sector_variance.h"

#include <stdlib.h>

#include "base/memory.h"
#include "pauli/operator.h"
#include "variance/projection.h"

/* The terms of O that -theta keeps. */
static void keep_terms(lb_sum_t kept, const lb_sector_variance *x)
{
    const lb_sum_struct *O = x->problem->O;
    lb_sum_zero(kept);
    for (size_t t = 0; t < O->length; t++) {
        uint64_t dense[2];
        lb_dense_from_string(dense, O->strings + t, 1);
        if (lb_sector_ideals_keep(x->k, dense))
            lb_sum_append(kept, O->coefficients + t, O->strings + t);
    }
    lb_sum_normalize(kept);
}

/* ---- Pairs of strings ---- */

/* Which elements have a string: entries[offsets[s]] .. are the elements, and the terms in them. */
typedef struct incidence {
    uint32_t *offsets, *elements, *terms;
} incidence;

static void incidence_init(incidence *of, const lb_sector_centre *c)
{
    uint32_t strings = c->strings.count, terms = c->offsets[c->count];
    of->offsets = lb_calloc(strings + 2, sizeof *of->offsets);
    of->elements = lb_malloc(terms, sizeof *of->elements);
    of->terms = lb_malloc(terms, sizeof *of->terms);
    for (uint32_t t = 0; t < terms; t++)
        of->offsets[c->terms[t].string + 2]++;
    for (uint32_t s = 0; s < strings; s++)
        of->offsets[s + 2] += of->offsets[s + 1];
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t t = c->offsets[i]; t < c->offsets[i + 1]; t++) {
            uint32_t at = of->offsets[c->terms[t].string + 1]++;
            of->elements[at] = i;
            of->terms[at] = t;
        }
}

static void incidence_clear(incidence *of)
{
    free(of->offsets);
    free(of->elements);
    free(of->terms);
}

/* M_ij += weight times the coefficient of a in c_i times that of b in c_j. */
static void add_pair(fmpq_mat_t M, const lb_sector_centre *c, const incidence *of, uint32_t a,
                     uint32_t b, const fmpq_t weight)
{
    fmpq_t left;
    fmpq_init(left);
    for (uint32_t i = of->offsets[a]; i < of->offsets[a + 1]; i++) {
        fmpq_mul(left, weight, &c->terms[of->terms[i]].coefficient);
        for (uint32_t j = of->offsets[b]; j < of->offsets[b + 1]; j++)
            fmpq_addmul(fmpq_mat_entry(M, of->elements[i], of->elements[j]), left,
                        &c->terms[of->terms[j]].coefficient);
    }
    fmpq_clear(left);
}

/* M_ij += weight tr(c_i P c_j Q), as far as it is real. */
static void add_pairs(fmpq_mat_t M, const lb_sector_centre *c, const incidence *of,
                      const uint64_t P[2], const uint64_t Q[2], const fmpq_t weight)
{
    fmpq_t minus;
    fmpq_init(minus);
    fmpq_neg(minus, weight);
    for (uint32_t s = 0; s < c->strings.count; s++) {
        const uint64_t *a = lb_string_table_at(&c->strings, s);
        uint64_t b[2] = {a[0] ^ P[0] ^ Q[0], a[1] ^ P[1] ^ Q[1]};
        int e = lb_word_phase(a[0], a[1], P[0], P[1]) + lb_word_phase(b[0], b[1], Q[0], Q[1]);
        uint32_t other = e & 1 ? LB_NO_STRING : lb_string_table_find(&c->strings, b);
        if (other != LB_NO_STRING)
            add_pair(M, c, of, s, other, e & 2 ? minus : weight);
    }
    fmpq_clear(minus);
}

bool lb_sector_variance_pair_twice(fmpq_mat_t M, const lb_sector_variance *x, const lb_sum_t S)
{
    const lb_sector_centre *c = x->c;
    incidence of;
    fmpq_t weight, other;
    bool goes_on = true;
    fmpq_init(weight);
    fmpq_init(other);
    incidence_init(&of, c);
    fmpq_mat_zero(M);
    for (size_t t = 0; t < S->length && goes_on; t++)
        for (size_t u = 0; u < S->length && goes_on; u++) {
            uint64_t P[2], Q[2];
            lb_dense_from_string(P, S->strings + t, 1);
            lb_dense_from_string(Q, S->strings + u, 1);
            fmpq_set_mpq(weight, S->coefficients + t);
            fmpq_set_mpq(other, S->coefficients + u);
            fmpq_mul(weight, weight, other);
            fmpq_mul_2exp(weight, weight, c->qubits);
            add_pairs(M, c, &of, P, Q, weight);
            goes_on = lb_run_goes_on(x->problem->run, c->offsets[c->count],
                                     (lb_progress){.stage = "variance"});
        }
    incidence_clear(&of);
    fmpq_clear(weight);
    fmpq_clear(other);
    return goes_on;
}

/* ---- Purities ---- */

/* second = tr(e T(S) S). */
static bool set_second(fmpq_poly_t second, const lb_sector_variance *x, const lb_sum_t S)
{
    const lb_sector_centre *c = x->c;
    slong s = fmpq_mat_nrows(c->traces), D = c->count;
    fmpq *moments = lb_fractions_init((size_t)s);
    fmpq_mat_t M;
    fmpq_mat_init(M, D, D);
    bool complete = lb_sector_variance_pair_twice(M, x, S);
    for (slong k = 0; k < s && complete; k++) {
        for (slong i = 0; i < D; i++)
            for (slong j = 0; j < D; j++)
                fmpq_addmul(moments + k, fmpq_mat_entry(M, i, j), fmpq_mat_entry(x->dual, i, j));
        if (k + 1 < s)
            fmpq_mat_mul(M, c->product, M);
    }
    lb_centre_form_of_moments(second, c, moments);
    lb_centre_multiply(second, c, second, x->scale);
    fmpq_mat_clear(M);
    lb_fractions_clear(moments, (size_t)s);
    return complete;
}

bool lb_sector_variance_observable(lb_sector_variance *x)
{
    fmpq_poly_t second;
    lb_sum_t kept;
    fmpq_poly_init(second);
    lb_sum_init(kept, x->c->qubits);
    keep_terms(kept, x);
    lb_centre_pair(x->pairings, x->c, x->problem->O);
    bool complete = set_second(second, x, kept);
    lb_sector_variance_traces(x->traces, x, kept);
    lb_sector_variance_purity(x->observable, x, second, x->traces);
    lb_sum_clear(kept);
    fmpq_poly_clear(second);
    return complete;
}

/* ---- The projection itself ---- */

static bool commutes_with_basis(const lb_sector_variance *x, const lb_sum_t O)
{
    lb_sum_t S;
    lb_sum_init(S, x->c->qubits);
    bool commutes = true;
    for (uint32_t i = 0; i < x->c->count && commutes; i++) {
        lb_centre_get_basis(S, x->c, i);
        lb_sum_bracket(S, S, O);
        commutes = !S->length;
    }
    lb_sum_clear(S);
    return commutes;
}

/* Row l: the coordinates of sum_j B_lj c_j with T(X) = sum_l c_l X sum_j B_lj c_j. */
static void set_twirl(fmpq_mat_t B, const lb_sector_variance *x)
{
    const lb_sector_centre *c = x->c;
    slong D = c->count;
    fmpq_mat_t power, scaled;
    fmpq_t a;
    fmpq_init(a);
    fmpq_mat_init(power, D, D);
    fmpq_mat_init(scaled, D, D);
    fmpq_mat_one(power);
    for (slong k = 0; k <= fmpq_poly_degree(x->scale); k++) {
        fmpq_poly_get_coeff_fmpq(a, x->scale, k);
        for (slong i = 0; i < D; i++)
            for (slong j = 0; j < D; j++)
                fmpq_addmul(fmpq_mat_entry(scaled, j, i), a, fmpq_mat_entry(power, i, j));
        fmpq_mat_mul(power, power, c->product);
    }
    fmpq_mat_mul(B, scaled, x->dual);
    fmpq_mat_clear(power);
    fmpq_mat_clear(scaled);
    fmpq_clear(a);
}

/* S += c_l O R, as far as it is real. */
static bool add_twirled(lb_operator *S, const lb_sector_variance *x, const lb_sum_t O, uint32_t l,
                        const fmpq *R)
{
    const lb_limits *limits = &x->problem->run->options.limits;
    lb_operator left, middle, right;
    lb_operator *all[] = {&left, &middle, &right};
    for (int i = 0; i < 3; i++)
        lb_operator_init(all[i], x->c->qubits);
    lb_centre_get_basis(left.real, x->c, l);
    lb_centre_get_sum(right.real, x->c, R);
    lb_sum_set(middle.real, O);
    bool complete = !lb_operator_multiply(&left, &left, &middle, limits) &&
                    !lb_operator_multiply(&left, &left, &right, limits);
    if (complete)
        lb_operator_append_all(S, &left);
    complete = complete && !lb_operator_normalize(S, limits);
    for (int i = 0; i < 3; i++)
        lb_operator_clear(all[i]);
    return complete;
}

bool lb_sector_variance_project(lb_sum_t T, const lb_sector_variance *x)
{
    const lb_sector_centre *c = x->c;
    keep_terms(T, x);
    if (commutes_with_basis(x, T))
        return true;
    bool complete = true;
    fmpq_mat_t B;
    lb_operator sum;
    fmpq_mat_init(B, c->count, c->count);
    lb_operator_init(&sum, c->qubits);
    set_twirl(B, x);
    for (uint32_t l = 0; l < c->count && complete; l++)
        complete = add_twirled(&sum, x, T, l, fmpq_mat_entry(B, l, 0));
    lb_sum_set(T, sum.real);
    lb_operator_clear(&sum);
    fmpq_mat_clear(B);
    return complete;
}
