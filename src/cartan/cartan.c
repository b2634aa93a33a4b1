/* From the reduced basis of g to k + p: each row is an eigenvector of the involution, or g is not
 * mapped to itself. */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cartan/cartan_data.h"
#include "closure/closure_data.h"

static bool is_fixed(const lb_cartan *c, const lb_involution *involution, uint32_t string)
{
    lb_string_t P;
    lb_string_init(P);
    lb_dense_to_string(P, lb_string_table_at(&c->moduli.strings, string), c->moduli.strings.words);
    bool fixed = lb_involution_fixes(involution, P);
    lb_string_clear(P);
    return fixed;
}

/* Sort the rows; false when one has strings of both kinds. */
static bool split_rows(lb_cartan *c, const lb_involution *involution)
{
    c->in_p = lb_calloc(c->moduli.count, sizeof *c->in_p);
    for (uint32_t a = 0; a < c->moduli.count; a++) {
        const lb_rational *row = c->moduli.rows + a;
        c->in_p[a] = !is_fixed(c, involution, c->moduli.pivots[a]);
        c->p_count += c->in_p[a];
        for (uint32_t i = 0; i < row->length; i++)
            if (is_fixed(c, involution, row->columns[i]) == c->in_p[a])
                return false;
    }
    return true;
}

static void explain(lb_cartan *c)
{
    if (c->run.stopped)
        c->evidence = lb_strdup(c->run.stopped);
    else if (!c->has_rank)
        c->evidence = lb_strdup("k and p from the reduced basis of g over Q; the numbers of an "
                                "abelian subalgebra are too large to be lifted");
    else
        c->evidence =
            lb_strdup("k and p from the reduced basis of g over Q; the abelian subalgebra "
                      "commutes over Q, and its centralizer in p is no larger modulo a "
                      "prime");
}

/* Where all ranks are known they add up to that of a. */
static bool is_consistent(const lb_cartan *c)
{
    mpz_t rank;
    bool known = c->has_rank && c->part_count;
    mpz_init(rank);
    for (size_t i = 0; i < c->part_count; i++) {
        known = known && c->parts[i].symmetric_space;
        mpz_add(rank, rank, c->parts[i].rank);
    }
    bool consistent = !known || !mpz_cmp_ui(rank, c->vector_count);
    mpz_clear(rank);
    return consistent;
}

lb_status lb_cartan_compute(lb_cartan **cartan, const lb_closure *closure,
                            const lb_structure *structure, const lb_involution *involution,
                            const lb_run_options *options, lb_error *error)
{
    if (!lb_closure_is_proved(closure) || lb_closure_algebra(closure) ||
        !lb_symmetry_is_trivial(&closure->symmetry))
        return lb_fail(error, LB_USAGE,
                       "a Cartan decomposition needs a proved closure with a basis of strings");
    lb_cartan *c = lb_calloc(1, sizeof *c);
    lb_status status = LB_OK;
    c->qubits = closure->ansatz->qubits;
    mpz_inits(c->k, c->p, c->rank, (mpz_ptr)NULL);
    lb_run_start(&c->run, options);
    c->searched = true;
    lb_moduli_init(&c->moduli, closure, c->qubits, &c->run);
    if (!split_rows(c, involution))
        status = lb_fail(error, LB_INPUT,
                         "the involution does not map the algebra to itself, as it takes apart an "
                         "element of its reduced basis");
    if (!status) {
        mpz_set_ui(c->k, c->moduli.count - c->p_count);
        mpz_set_ui(c->p, c->p_count);
        c->has_rank = lb_cartan_find_abelian(c);
        mpz_set_ui(c->rank, c->vector_count);
        lb_cartan_find_parts(c, structure);
        explain(c);
        if (!is_consistent(c))
            status = lb_fail(error, LB_INTERNAL,
                             "the ranks of the symmetric spaces do not add up; please report it");
    }
    lb_run_end(&c->run);
    if (status)
        lb_cartan_free(c);
    else
        *cartan = c;
    return status;
}

/* Over the real numbers the algebra over Q is the sum of those of all signs of the roots, on which the involution
 * acts alike (proofs/roots.md). */
void lb_cartan_over_field(lb_cartan *c, size_t degree)
{
    char *evidence = c->evidence;
    if (degree == 1)
        return;
    c->over_field = true;
    c->evidence = lb_sprintf("over Q, where the field has degree %zu: %s", degree, evidence);
    mpz_divexact_ui(c->k, c->k, degree);
    mpz_divexact_ui(c->p, c->p, degree);
    mpz_divexact_ui(c->rank, c->rank, degree);
    for (size_t i = 0; i < c->part_count; i++) {
        lb_cartan_part *part = c->parts + i;
        mpz_divexact_ui(part->copies, part->copies, degree);
        mpz_divexact_ui(part->k, part->k, degree);
        mpz_divexact_ui(part->p, part->p, degree);
        mpz_divexact_ui(part->rank, part->rank, degree);
        if (!mpz_cmp_ui(part->copies, 1)) {
            free(part->field);
            part->field = NULL;
        }
    }
    free(evidence);
}

lb_cartan_part *lb_cartan_append_part(lb_cartan *c, lb_ideal_type type)
{
    c->parts = lb_realloc(c->parts, c->part_count + 1, sizeof *c->parts);
    lb_cartan_part *part = c->parts + c->part_count++;
    *part = (lb_cartan_part){.type = type};
    mpz_inits(part->n, part->copies, part->k, part->p, part->rank, (mpz_ptr)NULL);
    return part;
}

static bool same_kind(const lb_cartan_part *a, const lb_cartan_part *b)
{
    return !a->field && !b->field && a->type == b->type && !mpz_cmp(a->n, b->n) &&
           a->symmetric_space && b->symmetric_space &&
           !strcmp(a->symmetric_space, b->symmetric_space);
}

static void clear_part(lb_cartan_part *part)
{
    mpz_clears(part->n, part->copies, part->k, part->p, part->rank, (mpz_ptr)NULL);
    free(part->symmetric_space);
    free(part->quotient);
    free(part->field);
}

void lb_cartan_merge_last(lb_cartan *c)
{
    lb_cartan_part *last = c->parts + c->part_count - 1;
    for (lb_cartan_part *part = c->parts; part < last; part++)
        if (same_kind(part, last)) {
            mpz_add(part->copies, part->copies, last->copies);
            mpz_add(part->k, part->k, last->k);
            mpz_add(part->p, part->p, last->p);
            mpz_add(part->rank, part->rank, last->rank);
            clear_part(last);
            c->part_count--;
            return;
        }
}

/* Larger ideals first, those over Q before conjugate ones, the centre last. */
static int compare_parts(const void *a, const void *b)
{
    const lb_cartan_part *p = a, *q = b;
    mpz_t left, right;
    mpz_inits(left, right, (mpz_ptr)NULL);
    mpz_add(left, p->k, p->p);
    mpz_mul(left, left, q->copies);
    mpz_add(right, q->k, q->p);
    mpz_mul(right, right, p->copies);
    int order = (p->type == LB_IDEAL_U) - (q->type == LB_IDEAL_U);
    if (!order)
        order = mpz_cmp(right, left);
    mpz_clears(left, right, (mpz_ptr)NULL);
    if (!order)
        order = (p->field != NULL) - (q->field != NULL);
    if (order || !p->symmetric_space || !q->symmetric_space)
        return order;
    return strcmp(p->symmetric_space, q->symmetric_space);
}

void lb_cartan_order_parts(lb_cartan *c)
{
    if (c->part_count)
        qsort(c->parts, c->part_count, sizeof *c->parts, compare_parts);
}

void lb_cartan_free(lb_cartan *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->part_count; i++)
        clear_part(c->parts + i);
    free(c->parts);
    if (c->searched) {
        lb_rationals_clear(c->vectors, c->vector_count);
        lb_subspace_clear(&c->abelian);
        lb_moduli_clear(&c->moduli);
        free(c->in_p);
    }
    mpz_clears(c->k, c->p, c->rank, (mpz_ptr)NULL);
    free(c->evidence);
    free(c);
}

void lb_cartan_dimensions(mpz_t k, mpz_t p, const lb_cartan *c)
{
    mpz_set(k, c->k);
    mpz_set(p, c->p);
}

bool lb_cartan_rank(mpz_t rank, const lb_cartan *c)
{
    if (c->has_rank)
        mpz_set(rank, c->rank);
    return c->has_rank;
}

size_t lb_cartan_abelian_count(const lb_cartan *c)
{
    return c->has_rank && !c->over_field ? c->vector_count : 0;
}

void lb_cartan_abelian(lb_sum_t S, const lb_cartan *c, size_t i)
{
    assert(i < c->vector_count);
    const lb_rational *v = c->vectors + i;
    lb_rational *used = lb_malloc(v->length, sizeof *used), strings;
    fmpq *coordinates = lb_malloc(v->length, sizeof *coordinates);
    for (uint32_t a = 0; a < v->length; a++) {
        used[a] = c->moduli.rows[v->columns[a]];
        fmpq_init(coordinates + a);
        fmpq_set_fmpz_frac(coordinates + a, v->numerators + a, v->denominator);
    }
    lb_rational_init_combination(&strings, coordinates, used, v->length);
    lb_rational_get_sum(S, &strings, &c->moduli.strings);
    lb_rational_clear(&strings);
    for (uint32_t a = 0; a < v->length; a++)
        fmpq_clear(coordinates + a);
    free(coordinates);
    free(used);
}

size_t lb_cartan_element_count(const lb_cartan *c, bool in_p)
{
    return !c->searched || c->over_field ? 0 : in_p ? c->p_count : c->moduli.count - c->p_count;
}

void lb_cartan_element(lb_sum_t S, const lb_cartan *c, bool in_p, size_t i)
{
    uint32_t a = 0;
    for (size_t left = i; a < c->moduli.count; a++)
        if (c->in_p[a] == in_p && !left--)
            break;
    assert(a < c->moduli.count);
    lb_rational_get_sum(S, c->moduli.rows + a, &c->moduli.strings);
}

size_t lb_cartan_part_count(const lb_cartan *c)
{
    return c->part_count;
}

const lb_cartan_part *lb_cartan_part_at(const lb_cartan *c, size_t i)
{
    assert(i < c->part_count);
    return c->parts + i;
}

const char *lb_cartan_evidence(const lb_cartan *c)
{
    return c->evidence;
}
