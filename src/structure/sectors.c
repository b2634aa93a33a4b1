/* The quotient by which g acts on a sector. What vanishes there is an ideal: some of the simple
 * ideals over Q, seen by one vector of each, and a part of the centre, whose rank on the sector is
 * that of a Gram matrix. */

#include <assert.h>
#include <stdlib.h>

#include <flint/fmpq_mat.h>

#include "base/memory.h"
#include "structure/structure_data.h"

size_t lb_structure_symmetry_count(const lb_structure *s)
{
    return s->symmetries.count;
}

void lb_structure_symmetry(lb_string_t S, const lb_structure *s, size_t i)
{
    assert(i < s->symmetries.count);
    lb_dense_to_string(S, s->symmetries.strings + 2 * s->symmetries.words * i, s->symmetries.words);
}

/* The sum of products of coefficients at equal strings, of normal forms; of averages this is
 * another scalar product, which serves as well. */
static void trace_form(mpq_t value, const lb_sum_t A, const lb_sum_t B)
{
    mpq_t product;
    mpq_init(product);
    mpq_set_ui(value, 0, 1);
    for (size_t i = 0, j = 0; i < A->length && j < B->length;) {
        int order = lb_string_compare(A->strings + i, B->strings + j);
        if (!order) {
            mpq_mul(product, A->coefficients + i, B->coefficients + j);
            mpq_add(value, value, product);
        }
        i += order >= 0;
        j += order <= 0;
    }
    mpq_clear(product);
}

/* That the averages can be listed was tried (lb_structure_find_symmetries). */
static void restrict_sum(lb_sum_t restricted, const lb_structure *s, const lb_sum_t S,
                         const bool *negative)
{
    bool listed = lb_symmetries_restrict(restricted, &s->symmetries, S, negative);
    assert(listed);
    (void)listed;
}

static bool can_restrict(const lb_structure *s, const lb_sum_t S, const bool *negative)
{
    lb_sum_t restricted;
    lb_sum_init(restricted, s->qubits);
    bool listed = lb_symmetries_restrict(restricted, &s->symmetries, S, negative);
    lb_sum_clear(restricted);
    return listed;
}

void lb_structure_find_symmetries(lb_structure *s, const lb_ansatz_struct *A)
{
    lb_symmetries_init(&s->symmetries, A, &s->moduli.canonical);
    if (lb_symmetries_keep_averages(&s->symmetries))
        return;
    bool *negative = lb_calloc(s->symmetries.count, sizeof *negative), listed = true;
    lb_sum_t S;
    lb_sum_init(S, s->qubits);
    for (size_t i = 0; i < lb_structure_centre_count(s) && listed; i++) {
        lb_structure_centre_vector(S, s, i);
        listed = can_restrict(s, S, negative);
    }
    for (uint32_t i = 0; i < s->splitting.count && listed; i++) {
        lb_structure_torus_combination(S, s, s->splitting.factors[i].vectors);
        listed = can_restrict(s, S, negative);
    }
    if (!listed)
        s->symmetries.count = 0;
    lb_sum_clear(S);
    free(negative);
}

static unsigned long centre_rank(const lb_structure *s, const bool *negative)
{
    size_t count = lb_structure_centre_count(s);
    lb_sum_struct *vectors = lb_malloc(count, sizeof *vectors);
    lb_sum_t S;
    mpq_t value;
    fmpq_mat_t gram;
    lb_sum_init(S, s->qubits);
    mpq_init(value);
    fmpq_mat_init(gram, (slong)count, (slong)count);
    for (size_t i = 0; i < count; i++) {
        lb_sum_init(vectors + i, s->qubits);
        lb_structure_centre_vector(S, s, i);
        restrict_sum(vectors + i, s, S, negative);
        for (size_t j = 0; j <= i; j++) {
            trace_form(value, vectors + i, vectors + j);
            fmpq_set_mpq(fmpq_mat_entry(gram, (slong)i, (slong)j), value);
            fmpq_set_mpq(fmpq_mat_entry(gram, (slong)j, (slong)i), value);
        }
    }
    unsigned long rank = (unsigned long)fmpq_mat_rref(gram, gram);
    for (size_t i = 0; i < count; i++)
        lb_sum_clear(vectors + i);
    free(vectors);
    fmpq_mat_clear(gram);
    mpq_clear(value);
    lb_sum_clear(S);
    return rank;
}

/* Whether the factor acts on the sector. */
static bool acts(const lb_structure *s, const lb_factor *factor, const bool *negative)
{
    lb_sum_t S, restricted;
    lb_sum_init(S, s->qubits);
    lb_sum_init(restricted, s->qubits);
    lb_structure_torus_combination(S, s, factor->vectors);
    restrict_sum(restricted, s, S, negative);
    bool result = restricted->length > 0;
    lb_sum_clear(restricted);
    lb_sum_clear(S);
    return result;
}

void lb_structure_sector(lb_algebra_t G, const lb_structure *s, const bool *negative)
{
    mpz_t n, copies;
    lb_algebra_clear(G);
    lb_algebra_init(G);
    if (s->by_blocks) {
        lb_structure_sector_of_blocks(G, s, negative);
        lb_structure_divide(G, s->degree);
        return;
    }
    mpz_inits(n, copies, (mpz_ptr)NULL);
    for (uint32_t i = 0; i < s->splitting.count; i++) {
        if (!acts(s, s->splitting.factors + i, negative))
            continue;
        mpz_set_ui(n, s->types[i].n);
        mpz_set_ui(copies, s->splitting.factors[i].degree);
        lb_algebra_add(G, s->types[i].type, n, copies);
    }
    mpz_set_ui(n, 1);
    mpz_set_ui(copies, centre_rank(s, negative));
    if (mpz_sgn(copies))
        lb_algebra_add(G, LB_IDEAL_U, n, copies);
    lb_structure_divide(G, s->degree);
    mpz_clears(n, copies, (mpz_ptr)NULL);
}
