/* From a proved closure to its structure.
 *
 * A maximal torus is found modulo a prime, lifted to Q and proved to commute with one of its
 * elements; it is maximal because the roots have distinct values on that element modulo the prime.
 * The centre is the part of it that commutes with the generators. The rest of the torus is split as
 * split.h says. Nothing rests on the primes, the pseudo-random choices, or the lifts being good:
 * each claim is checked, or an undecided result comes back. */

#include <liebound/structure.h>

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "closure/closure_data.h"
#include "structure/structure_data.h"

static lb_structure *structure_new(void)
{
    lb_structure *s = lb_calloc(1, sizeof *s);
    mpz_inits(s->dimension, s->centre, s->rank, (mpz_ptr)NULL);
    lb_algebra_init(s->algebra);
    s->degree = 1;
    s->evidence = lb_strdup("the dimension alone");
    return s;
}

static void say(lb_structure *s, char *evidence)
{
    free(s->evidence);
    s->evidence = evidence;
}

/* A new entry for ideals of one type, from one copy's description. */
static lb_real_ideals *append_ideals(lb_structure *s, const lb_ideal *one, char *field)
{
    s->ideals = lb_realloc(s->ideals, s->ideals_count + 1, sizeof *s->ideals);
    lb_real_ideals *ideals = s->ideals + s->ideals_count++;
    ideals->type = one->type;
    ideals->field = field;
    mpz_init_set(ideals->n, one->n);
    mpz_init_set(ideals->copies, one->copies);
    mpz_init_set(ideals->dimension, one->dimension);
    mpz_init(ideals->rank);
    lb_ideal_rank(ideals->rank, one);
    return ideals;
}

/* Everything follows from the algebra. */
static void conclude_from_algebra(lb_structure *s, const lb_algebra_struct *algebra)
{
    mpz_t rank;
    mpz_init(rank);
    for (size_t i = 0; i < algebra->count; i++) {
        const lb_ideal *ideal = algebra->ideals + i;
        lb_algebra_add(s->algebra, ideal->type, ideal->n, ideal->copies);
        lb_ideal_rank(rank, ideal);
        mpz_addmul(s->rank, rank, ideal->copies);
        if (ideal->type == LB_IDEAL_U)
            mpz_set(s->centre, ideal->copies);
        else
            append_ideals(s, ideal, NULL);
    }
    mpz_clear(rank);
    s->known = LB_STRUCTURE_IDEALS;
    say(s, lb_strdup("the algebra of the strings, identified by linear algebra over F2"));
}

lb_structure *lb_structure_from_algebra(const lb_algebra_struct *algebra)
{
    lb_structure *s = structure_new();
    lb_algebra_dimension(s->dimension, algebra);
    conclude_from_algebra(s, algebra);
    return s;
}

char *lb_structure_field_text(uint32_t degree, const fmpz_poly_struct *polynomial)
{
    if (degree == 1)
        return NULL;
    fmpz_poly_t nice;
    fmpz_poly_init(nice);
    lb_structure_field_simplify(nice, polynomial);
    char *text = fmpz_poly_get_str_pretty(nice, "x"), *spaced = lb_structure_field_spaced(text);
    flint_free(text);
    fmpz_poly_clear(nice);
    return spaced;
}

static bool same_ideals(const lb_real_ideals *a, const lb_ideal *b)
{
    return !a->field && a->type == b->type && !mpz_cmp(a->n, b->n);
}

void lb_structure_add_ideal(lb_structure *s, lb_ideal_type type, uint32_t n, uint32_t degree,
                            const fmpz_poly_struct *polynomial)
{
    lb_algebra_t one;
    mpz_t number, copies;
    mpz_init_set_ui(number, n);
    mpz_init_set_ui(copies, degree);
    lb_algebra_init(one);
    lb_algebra_add(one, type, number, copies);
    lb_algebra_add(s->algebra, type, number, copies);
    size_t at = 0;
    while (at < s->ideals_count && (degree > 1 || !same_ideals(s->ideals + at, one->ideals)))
        at++;
    if (at < s->ideals_count)
        mpz_add_ui(s->ideals[at].copies, s->ideals[at].copies, 1);
    else
        append_ideals(s, one->ideals, lb_structure_field_text(degree, polynomial));
    lb_algebra_clear(one);
    mpz_clears(number, copies, (mpz_ptr)NULL);
}

void lb_structure_forget_ideals(lb_structure *s)
{
    for (size_t i = 0; i < s->ideals_count; i++) {
        mpz_clears(s->ideals[i].n, s->ideals[i].copies, s->ideals[i].dimension, s->ideals[i].rank,
                   (mpz_ptr)NULL);
        free(s->ideals[i].field);
    }
    s->ideals_count = 0;
    lb_algebra_clear(s->algebra);
    lb_algebra_init(s->algebra);
}

/* Larger dimension first, then by type, then those over Q, then by degree. */
static int compare_ideals(const void *a, const void *b)
{
    const lb_real_ideals *p = a, *q = b;
    int order = mpz_cmp(q->dimension, p->dimension);
    if (!order)
        order = (int)p->type - (int)q->type;
    if (!order)
        order = (p->field != NULL) - (q->field != NULL);
    return order ? order : mpz_cmp(p->copies, q->copies);
}

/* What is tried, from the cheapest to the densest choices. */
enum { EFFORTS = 5 };

/* With 2^28 / D^2 strings ad x is quick to apply D times, with 2^19 / D to a torus. */
static lb_effort effort_number(const lb_structure *s, int i)
{
    double D = s->moduli.count + 1.0, light = fmax(16, 0x1p19 / D),
           torus = fmax(64, 0x1p28 / D / D);
    return (lb_effort){8u << i, light * (1 << 2 * i), torus * (1 << 4 * i)};
}

static bool find_torus(lb_structure *s)
{
    bool found = false;
    for (int i = 0; i < EFFORTS && !found && !s->run.stopped; i++) {
        lb_effort effort = effort_number(s, i);
        found = lb_torus_init(&s->torus, &s->moduli, &effort);
    }
    if (found) {
        s->known = LB_STRUCTURE_CENTRE;
        mpz_set_ui(s->centre, s->torus.centre_reduced.count);
        mpz_set_ui(s->rank, s->torus.reduced.count);
    }
    return found;
}

/* The splitting, with the dimensions and types of its factors. */
static bool split(lb_structure *s)
{
    lb_splitting *splitting = &s->splitting;
    bool found = false;
    for (int i = 0; i < EFFORTS && !found && !s->run.stopped; i++) {
        lb_splitting_clear(splitting);
        found =
            lb_splitting_find(splitting, &s->moduli, &s->torus, effort_number(s, i).light_work) &&
            lb_splitting_measure(splitting, &s->torus);
    }
    s->types = lb_malloc(splitting->count, sizeof *s->types);
    for (uint32_t i = 0; i < splitting->count && found; i++)
        found = lb_factor_type(s->types + i, splitting->factors + i, &s->torus);
    return found && !s->run.stopped;
}

void lb_structure_end_ideals(lb_structure *s)
{
    mpz_t one;
    mpz_init_set_ui(one, 1);
    if (mpz_sgn(s->centre))
        lb_algebra_add(s->algebra, LB_IDEAL_U, one, s->centre);
    mpz_clear(one);
    if (s->ideals_count)
        qsort(s->ideals, s->ideals_count, sizeof *s->ideals, compare_ideals);
    s->known = LB_STRUCTURE_IDEALS;
}

static bool find_ideals(lb_structure *s)
{
    if (!split(s))
        return false;
    for (uint32_t i = 0; i < s->splitting.count; i++) {
        const lb_factor *factor = s->splitting.factors + i;
        lb_structure_add_ideal(s, s->types[i].type, s->types[i].n, factor->degree,
                               factor->polynomial);
    }
    lb_structure_end_ideals(s);
    return true;
}

static void search_structure(lb_structure *s, const lb_closure *closure)
{
    lb_run *run = &s->run;
    s->searched = true;
    s->qubits = closure->ansatz->qubits;
    lb_moduli_init(&s->moduli, closure, s->qubits, run);
    if (!find_torus(s))
        say(s, lb_strdup(run->stopped ? run->stopped
                                      : "no maximal torus was found with coordinates small "
                                        "enough to be lifted"));
    else if (!find_ideals(s))
        say(s, run->stopped ? lb_strdup(run->stopped)
                            : lb_sprintf("centre and torus over Q; the ideals, at most %" PRIu32
                                         " over R, were not separated",
                                         s->splitting.at_most));
    else {
        lb_structure_find_symmetries(s, closure->ansatz);
        say(s, lb_strdup("centre, maximal torus and the separation of the ideals over Q; their "
                         "completeness modulo a prime"));
    }
}

/* The ideals must add up to the algebra. */
static bool is_consistent(const lb_structure *s)
{
    mpz_t D;
    mpz_init(D);
    lb_algebra_dimension(D, s->algebra);
    bool agrees = s->known < LB_STRUCTURE_IDEALS || !mpz_cmp(D, s->dimension);
    mpz_clear(D);
    return agrees;
}

static lb_status compute(lb_structure **structure, const lb_closure *closure, bool bases,
                         const lb_run_options *options, lb_error *error)
{
    if (!lb_closure_is_proved(closure))
        return lb_fail(error, LB_USAGE, "the structure needs a proved closure");
    const lb_algebra_struct *algebra = lb_closure_algebra(closure);
    if (algebra) {
        *structure = lb_structure_from_algebra(algebra);
        return LB_OK;
    }
    lb_structure *s = structure_new();
    lb_run_start(&s->run, options);
    lb_closure_dimension(s->dimension, closure);
    if (!bases && lb_structure_from_blocks(s, closure))
        say(s, lb_strdup("the dimension over Q, and how the states decompose modulo a prime"));
    else
        search_structure(s, closure);
    lb_run_end(&s->run);
    if (!is_consistent(s)) {
        lb_structure_free(s);
        return lb_fail(error, LB_INTERNAL,
                       "the ideals do not add up to the algebra; please report it");
    }
    *structure = s;
    return LB_OK;
}

lb_status lb_structure_compute(lb_structure **structure, const lb_closure *closure,
                               const lb_run_options *options, lb_error *error)
{
    return compute(structure, closure, true, options, error);
}

lb_status lb_structure_identify(lb_structure **structure, const lb_closure *closure,
                                const lb_run_options *options, lb_error *error)
{
    return compute(structure, closure, false, options, error);
}

void lb_structure_divide(lb_algebra_t G, size_t degree)
{
    for (size_t i = 0; i < G->count; i++)
        mpz_divexact_ui(G->ideals[i].copies, G->ideals[i].copies, degree);
}

void lb_structure_over_field(lb_structure *s, size_t degree)
{
    char *evidence = s->evidence;
    if (degree == 1)
        return;
    s->degree = degree;
    s->evidence = lb_sprintf("over Q, where the field has degree %zu: %s", degree, evidence);
    mpz_divexact_ui(s->dimension, s->dimension, degree);
    mpz_divexact_ui(s->centre, s->centre, degree);
    mpz_divexact_ui(s->rank, s->rank, degree);
    lb_structure_divide(s->algebra, degree);
    for (size_t i = 0; i < s->ideals_count; i++)
        mpz_divexact_ui(s->ideals[i].copies, s->ideals[i].copies, degree);
    free(evidence);
}

lb_status lb_structure_from_states(lb_structure **structure, const lb_ansatz_t A,
                                   const lb_run_options *options, lb_error *error)
{
    lb_algebra_t G;
    lb_status status = lb_states_algebra(G, A, options, error);
    if (status)
        return status;
    lb_structure *s = structure_new();
    lb_run_start(&s->run, options);
    lb_algebra_dimension(s->dimension, G);
    bool found = lb_structure_from_dimension(s, A);
    lb_run_end(&s->run);
    if (!found)
        status = lb_fail(error, LB_UNDECIDED, "the fields of the ideals were not found");
    else if (!is_consistent(s))
        status = lb_fail(error, LB_INTERNAL,
                         "the ideals do not add up to the algebra; please report it");
    else
        say(s, lb_strdup("symmetries over Q, and how the states decompose modulo a prime"));
    if (status)
        lb_structure_free(s);
    else
        *structure = s;
    lb_algebra_clear(G);
    return status;
}

void lb_structure_free(lb_structure *s)
{
    if (!s)
        return;
    lb_structure_forget_ideals(s);
    free(s->ideals);
    if (s->searched) {
        lb_splitting_clear(&s->splitting);
        if (s->known >= LB_STRUCTURE_CENTRE)
            lb_torus_clear(&s->torus);
        free(s->types);
        lb_moduli_clear(&s->moduli);
    }
    lb_symmetries_clear(&s->symmetries);
    lb_structure_blocks_clear(&s->blocks);
    free(s->centre_ranks);
    lb_algebra_clear(s->algebra);
    mpz_clears(s->dimension, s->centre, s->rank, (mpz_ptr)NULL);
    free(s->evidence);
    free(s);
}

lb_structure_level lb_structure_known(const lb_structure *s)
{
    return s->known;
}

const char *lb_structure_evidence(const lb_structure *s)
{
    return s->evidence;
}

void lb_structure_dimension(mpz_t D, const lb_structure *s)
{
    mpz_set(D, s->dimension);
}

void lb_structure_centre_dimension(mpz_t D, const lb_structure *s)
{
    assert(s->known >= LB_STRUCTURE_CENTRE);
    mpz_set(D, s->centre);
}

void lb_structure_derived_dimension(mpz_t D, const lb_structure *s)
{
    assert(s->known >= LB_STRUCTURE_CENTRE);
    mpz_sub(D, s->dimension, s->centre);
}

void lb_structure_rank(mpz_t rank, const lb_structure *s)
{
    assert(s->known >= LB_STRUCTURE_CENTRE);
    mpz_set(rank, s->rank);
}

const lb_algebra_struct *lb_structure_algebra(const lb_structure *s)
{
    return s->known == LB_STRUCTURE_IDEALS ? s->algebra : NULL;
}

size_t lb_structure_ideals_count(const lb_structure *s)
{
    return s->ideals_count;
}

const lb_real_ideals *lb_structure_ideals(const lb_structure *s, size_t i)
{
    assert(i < s->ideals_count);
    return s->ideals + i;
}

static bool has_bases(const lb_structure *s)
{
    return s->searched && s->known >= LB_STRUCTURE_CENTRE && s->degree == 1;
}

size_t lb_structure_centre_count(const lb_structure *s)
{
    return has_bases(s) ? s->torus.centre_reduced.count : 0;
}

static void get_vector(lb_sum_t S, const lb_structure *s, const lb_rational *v)
{
    lb_rational strings;
    lb_rational_init_at(&strings, v, s->moduli.rows);
    lb_rational_get_sum(S, &strings, &s->moduli.strings);
    lb_rational_clear(&strings);
}

void lb_structure_torus_combination(lb_sum_t S, const lb_structure *s, const lb_rational *v)
{
    lb_rational coordinates;
    lb_rational_init_at(&coordinates, v, s->torus.vectors);
    get_vector(S, s, &coordinates);
    lb_rational_clear(&coordinates);
}

void lb_structure_centre_vector(lb_sum_t S, const lb_structure *s, size_t i)
{
    assert(i < lb_structure_centre_count(s));
    get_vector(S, s, s->torus.centre + i);
}

size_t lb_structure_torus_count(const lb_structure *s)
{
    return has_bases(s) ? s->torus.reduced.count : 0;
}

void lb_structure_torus_vector(lb_sum_t S, const lb_structure *s, size_t i)
{
    assert(i < lb_structure_torus_count(s));
    get_vector(S, s, s->torus.vectors + i);
}
