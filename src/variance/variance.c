#include <assert.h>
#include <stdlib.h>

#include <liebound/conserved.h>

#include "ansatz/roots.h"
#include "base/memory.h"
#include "structure/structure_data.h"
#include "variance/variance_data.h"

void lb_variance_observable(lb_surd_sum_t O, const lb_ansatz_t A)
{
    if (A->observable || !A->generator_count)
        lb_ansatz_exact_observable(O, A);
    else
        lb_ansatz_exact_generator(O, A, 0);
}

/* The ideals are those of g: together as large as [g, g]. */
static bool has_all_ideals(const lb_variance_part *part, const mpz_t derived)
{
    mpz_t sum;
    mpz_init(sum);
    for (size_t i = 0; i < part->count; i++)
        mpz_addmul(sum, part->ideals[i].copies, part->ideals[i].dimension);
    bool equal = !mpz_cmp(sum, derived);
    mpz_clear(sum);
    return equal;
}

static lb_status compute(lb_variance_part *parts, const lb_variance_problem *problem,
                         lb_error *error)
{
    if (problem->sectors)
        return lb_variance_of_sectors(parts, problem, error);
    return problem->structure->searched ? lb_variance_of_sums(parts, problem, error)
                                        : lb_variance_of_strings(parts, problem, error);
}

/* v becomes the sum of the parts. */
static void join(lb_variance *v, lb_variance_part *parts, const lb_ansatz_t A)
{
    lb_surd_t root;
    lb_surd_init(root);
    for (size_t T = 0; T < lb_ansatz_degree(A); T++) {
        lb_variance_part *part = parts + T;
        for (size_t i = 0; i < part->count && part->scope != LB_SCOPE_SECTORS; i++)
            mpq_add(part->value, part->value, part->ideals[i].variance);
        if (T)
            lb_roots_product(root, A->roots, T);
        else
            lb_surd_set_integer(root, 1);
        lb_variance_add_part(v, part, root);
    }
    lb_surd_clear(root);
}

/* Of a rational O, before lb_variance_conclude. */
static lb_status solve_rational(lb_variance **variance, const lb_variance_problem *problem,
                                const mpz_t derived, lb_error *error)
{
    size_t degree = lb_ansatz_degree(problem->A);
    lb_variance_part *parts = lb_malloc(degree, sizeof *parts);
    for (size_t T = 0; T < degree; T++)
        lb_variance_part_init(parts + T, problem->A->qubits);
    lb_status status = compute(parts, problem, error);
    if (!status && !has_all_ideals(parts, derived))
        status =
            lb_fail(error, LB_INTERNAL,
                    "the ideals of the variance are not those of the algebra; please report it");
    if (!status) {
        *variance = lb_variance_new(problem->A->qubits);
        join(*variance, parts, problem->A);
    }
    for (size_t T = 0; T < degree; T++)
        lb_variance_part_clear(parts + T);
    free(parts);
    return status;
}

/* ---- Square roots in O ---- */

/* With O = sum_i sqrt(m_i) O_i, what is quadratic, q(O) = b(O, O), is
 *
 *     sum_i m_i q(O_i) + sum_{i<j} sqrt(m_i m_j) (q(O_i + O_j) - q(O_i) - q(O_j)). */
typedef struct polarization {
    lb_variance *v;
    const lb_variance_problem *problem;
    const lb_surd_sum_struct *O;
    const __mpz_struct *derived;
    bool has_part, has_whole;
} polarization;

/* factor += n sqrt(m_i m_j). */
static void add_factor(lb_surd_t factor, const lb_surd_sum_t O, size_t i, size_t j, long n)
{
    lb_surd_t product, other;
    lb_surd_init(product);
    lb_surd_init(other);
    lb_surd_set_sqrt(product, O->squares + i);
    lb_surd_set_sqrt(other, O->squares + j);
    lb_surd_multiply(product, product, other);
    lb_surd_set_integer(other, n);
    lb_surd_multiply(product, product, other);
    lb_surd_add(factor, factor, product);
    lb_surd_clear(product);
    lb_surd_clear(other);
}

/* Add what O_i has, or O_i + O_j for j other than i. */
static void add_pair(polarization *p, size_t i, size_t j, const lb_variance *one)
{
    lb_variance_factors factors;
    lb_surd_init(factors.quadratic);
    lb_surd_init(factors.linear);
    lb_surd_init(factors.state);
    add_factor(factors.quadratic, p->O, i, j, 1);
    for (size_t k = 0; k < p->O->count && i == j; k++)
        if (k != i)
            add_factor(factors.quadratic, p->O, i, k, -1);
    if (i == j)
        lb_surd_set_sqrt(factors.linear, p->O->squares + i);
    lb_surd_set_integer(factors.state, i == 0 && j == 0);
    lb_variance_add(p->v, one, &factors);
    lb_surd_clear(factors.quadratic);
    lb_surd_clear(factors.linear);
    lb_surd_clear(factors.state);
    p->has_part |= !one->is_settled;
    p->has_whole |= one->is_settled && one->scope == LB_SCOPE_SECTORS;
    if (one->is_settled && one->scope != LB_SCOPE_OBSERVABLE)
        p->v->scope = one->scope;
}

static lb_status solve_pair(polarization *p, size_t i, size_t j, lb_error *error)
{
    lb_variance_problem problem = *p->problem;
    const lb_sum_struct *parts = p->O->parts;
    lb_variance *one;
    lb_sum_t O;
    lb_sum_init(O, problem.A->qubits);
    lb_sum_set(O, parts + i);
    for (size_t t = 0; j != i && t < parts[j].length; t++)
        lb_sum_append(O, parts[j].coefficients + t, parts[j].strings + t);
    lb_sum_normalize(O);
    problem.O = O;
    lb_status status = solve_rational(&one, &problem, p->derived, error);
    if (!status) {
        add_pair(p, i, j, one);
        lb_variance_free(one);
    }
    lb_sum_clear(O);
    return status;
}

/* By sectors the numbers are those of the whole loss for all parts of O, or for none that is not in i g, unless
 * a limit came between: that depends on the state. */
static lb_status polarize(lb_variance **variance, const lb_variance_problem *problem,
                          const lb_surd_sum_t O, const mpz_t derived, lb_error *error)
{
    polarization p = {
        .v = lb_variance_new(problem->A->qubits), .problem = problem, .O = O, .derived = derived};
    lb_status status = LB_OK;
    for (size_t i = 0; i < O->count && !status; i++)
        for (size_t j = i; j < O->count && !status; j++)
            status = solve_pair(&p, i, j, error);
    if (!status && p.has_part && p.has_whole)
        status = lb_fail(error, LB_UNDECIDED, "a limit was reached in the moments of sectors");
    p.v->is_settled = !p.has_part;
    if (status)
        lb_variance_free(p.v);
    else
        *variance = p.v;
    return status;
}

static bool is_rational(const lb_surd_sum_t O)
{
    return !O->count || (O->count == 1 && !mpz_cmp_ui(O->squares, 1));
}

/* The problem with the state of the options. */
static lb_status solve(lb_variance **variance, lb_variance_problem problem, const lb_surd_sum_t O,
                       const mpz_t derived, const lb_variance_options *options, lb_error *error)
{
    lb_pure_state state;
    lb_sum_t rational;
    lb_status status = lb_pure_state_init(&state, problem.A, options->state, error);
    if (status)
        return status;
    problem.state = &state;
    lb_sum_init(rational, problem.A->qubits);
    if (is_rational(O)) {
        if (O->count)
            lb_sum_set(rational, O->parts);
        problem.O = rational;
        status = solve_rational(variance, &problem, derived, error);
    } else
        status = polarize(variance, &problem, O, derived, error);
    if (!status)
        lb_variance_conclude(*variance, &problem, O);
    lb_sum_clear(rational);
    lb_pure_state_clear(&state);
    return status;
}

/* The observable of the options. */
static lb_status choose_observable(lb_surd_sum_t O, const lb_ansatz_t A,
                                   const lb_variance_options *options, lb_error *error)
{
    lb_surd_sum_init(O, A->qubits);
    if (options->surds)
        lb_surd_sum_set(O, options->surds);
    else if (options->observable)
        lb_surd_sum_set_rational(O, options->observable);
    else
        lb_variance_observable(O, A);
    if (O->qubits != A->qubits)
        return lb_fail(error, LB_USAGE, "the observable is on %zu qubits, the ansatz on %zu",
                       O->qubits, A->qubits);
    return LB_OK;
}

static lb_status check(const lb_ansatz_t A, const lb_closure *closure,
                       const lb_structure *structure, lb_error *error)
{
    if (lb_structure_known(structure) < LB_STRUCTURE_IDEALS)
        return lb_fail(error, LB_USAGE, "the variance needs the ideals");
    if (structure->degree != lb_ansatz_degree(A))
        return lb_fail(error, LB_USAGE, "the structure is not over the field of the coefficients");
    if (structure->searched && (!closure || structure->by_blocks))
        return lb_fail(error, LB_USAGE, "the variance needs a closure and a structure with bases");
    return LB_OK;
}

static const lb_variance_options usual = {.state = 0};

lb_status lb_variance_compute(lb_variance **variance, const lb_ansatz_t A,
                              const lb_closure *closure, const lb_structure *structure,
                              const lb_variance_options *options, lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
    lb_surd_sum_t O;
    lb_run run;
    mpz_t derived;
    options = options ? options : &usual;
    mpz_init(derived);
    lb_status status = choose_observable(O, A, options, error);
    if (!status)
        status = check(A, closure, structure, error);
    if (!status) {
        lb_variance_problem problem = {
            .A = A, .closure = closure, .structure = structure, .run = &run};
        lb_structure_derived_dimension(derived, structure);
        lb_run_start(&run, &options->run);
        status = solve(variance, problem, O, derived, options, error);
        lb_run_end(&run);
    }
    mpz_clear(derived);
    lb_surd_sum_clear(O);
    return status;
}

/* ---- By sectors ---- */

/* Whether [g, g] may have this dimension and be all that the sectors allow: on one of d dimensions, or by
 * half on each of two, by d (d - 1) / 2 to d^2 - 1. */
static bool may_be_all(const lb_conserved *conserved, const mpz_t derived)
{
    mpz_t least, most, one;
    mpz_inits(least, most, one, (mpz_ptr)NULL);
    for (size_t i = 0; i < lb_conserved_sectors_count(conserved); i++) {
        const lb_conserved_sectors *sectors = lb_conserved_sectors_at(conserved, i);
        mpz_mul(one, sectors->dimension, sectors->dimension);
        mpz_sub_ui(one, one, 1);
        mpz_addmul(most, one, sectors->count);
        mpz_add_ui(one, one, 1);
        mpz_sub(one, one, sectors->dimension);
        mpz_tdiv_q_2exp(one, one, 1);
        mpz_addmul(least, one, sectors->count);
    }
    bool may = lb_conserved_is_proved(conserved) && mpz_cmp(least, derived) <= 0 &&
               mpz_cmp(derived, most) <= 0;
    mpz_clears(least, most, one, (mpz_ptr)NULL);
    return may;
}

/* Whether they are all of [g, g]; else they are cleared. */
static bool are_all(lb_variance_sector_ideals *sectors, const mpz_t derived)
{
    mpz_t D;
    mpz_init(D);
    lb_variance_sector_ideals_dimension(D, sectors);
    bool all = !mpz_cmp(D, derived);
    mpz_clear(D);
    if (!all)
        lb_variance_sector_ideals_clear(sectors);
    return all;
}

/* Whether the commutant may be small: of sectors of d dimensions, m copies, sum d m is 2^n, and its dimension
 * sum m^2 at least 4^n / sum d^2, where [g, g] has at least about half of sum d^2. */
static bool may_be_small(const lb_ansatz_t A, const mpz_t derived)
{
    mpz_t squares;
    mpz_init(squares);
    mpz_mul_ui(squares, derived, 4);
    mpz_add_ui(squares, squares, 4 * LB_CENTRE_ELEMENTS_MAX);
    mpz_mul_ui(squares, squares, LB_CENTRE_ELEMENTS_MAX);
    bool may = mpz_sizeinbase(squares, 2) > 2 * A->qubits;
    mpz_clear(squares);
    return may;
}

/* False, and nothing to be cleared, where the sectors do not tell [g, g]. */
static bool find_sectors(lb_variance_sector_ideals *sectors, const lb_ansatz_t A,
                         const mpz_t derived, lb_run *run)
{
    lb_conserved_options options = {.run = run->options, .basis = true};
    lb_conserved *conserved;
    lb_error ignored;
    if (A->qubits > LB_CONSERVED_QUBITS_MAX || lb_ansatz_degree(A) > 1 ||
        !may_be_small(A, derived) || lb_conserved_compute(&conserved, A, &options, &ignored))
        return false;
    bool found = may_be_all(conserved, derived) &&
                 lb_variance_sector_ideals_init(sectors, conserved, A, run) &&
                 are_all(sectors, derived);
    lb_conserved_free(conserved);
    return found;
}

lb_status lb_variance_by_sectors(lb_variance **variance, const lb_ansatz_t A, const mpz_t derived,
                                 const lb_variance_options *options, lb_error *error)
{
    lb_surd_sum_t O;
    lb_run run;
    lb_variance_sector_ideals sectors;
    options = options ? options : &usual;
    *variance = NULL;
    lb_status status = choose_observable(O, A, options, error);
    if (!status) {
        lb_variance_problem problem = {.A = A, .sectors = &sectors, .run = &run};
        lb_run_start(&run, &options->run);
        if (find_sectors(&sectors, A, derived, &run)) {
            status = solve(variance, problem, O, derived, options, error);
            lb_variance_sector_ideals_clear(&sectors);
        }
        lb_run_end(&run);
    }
    lb_surd_sum_clear(O);
    return status;
}

/* ---- What is known ---- */

void lb_variance_mean(lb_surd_t mean, const lb_variance *v)
{
    lb_surd_set(mean, v->mean);
}

void lb_variance_value(lb_surd_t value, const lb_variance *v)
{
    lb_surd_set(value, v->value);
}

lb_variance_scope lb_variance_get_scope(const lb_variance *v)
{
    return v->scope;
}

void lb_variance_outside(lb_surd_sum_t S, const lb_variance *v)
{
    lb_surd_sum_set(S, v->outside);
}

const char *lb_variance_evidence(const lb_variance *v)
{
    return v->evidence;
}

size_t lb_variance_ideals_count(const lb_variance *v)
{
    return v->count;
}

const lb_variance_ideals *lb_variance_ideals_at(const lb_variance *v, size_t i)
{
    return v->ideals + i;
}

void lb_variance_centre(lb_surd_t observable, lb_surd_t state, const lb_variance *v)
{
    lb_surd_set(observable, v->centre_observable);
    lb_surd_set(state, v->centre_state);
}

lb_status lb_variance_expectations(mpq_t *values, const lb_ansatz_t A, size_t state,
                                   const lb_sum_struct *sums, size_t count, lb_error *error)
{
    lb_pure_state psi;
    lb_status status = lb_pure_state_init(&psi, A, state, error);
    if (status)
        return status;
    for (size_t i = 0; i < count; i++) {
        mpq_set_ui(values[i], 0, 1);
        lb_variance_add_expectation(values[i], sums + i, &psi);
    }
    lb_pure_state_clear(&psi);
    return LB_OK;
}
