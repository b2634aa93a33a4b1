/* Claims of real spans, in the kind "rank". */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"
#include "certificate/writer.h"
#include "orbit/invariants.h"
#include "orbit/real_span.h"

enum { QUANTITIES_PRIME = 536870909 }; /* the largest below 2^29 */
static const double ACTIONS_MAX = 1u << 25, PRODUCTS_MAX = 17179869184;
static const double VALUES_MAX = 4294967296, SQUARES_MAX = 17179869184, PARTS_MAX = 1u << 30;
static const double PAIRS_MAX = 274877906944;

/* The bounds of proofs/README.md. */
static bool span_fits(const lb_ansatz_struct *A, const lb_rational_basis *V)
{
    double entries = (double)V->count + (double)V->offsets[V->count], terms = 0;
    for (size_t k = 0; k < A->generator_count; k++)
        terms += (double)A->generators[k].length;
    return entries * terms <= ACTIONS_MAX &&
           entries * (double)V->count * (double)A->generator_count <= PRODUCTS_MAX;
}

/* The vector of a column; the frames are those of the states with these numbers. */
static void print_column(FILE *stream, const lb_span_space *s, uint32_t column,
                         const uint32_t *numbers)
{
    const uint64_t *label = lb_string_table_at(&s->labels, column / 2);
    size_t frame = (size_t)label[s->words], qubits = s->frames[frame].group.qubits;
    uint64_t *words = lb_malloc(2 * s->words, sizeof *words);
    lb_string_t P;
    lb_string_init(P);
    memcpy(words, label, s->words * sizeof *words);
    memcpy(words + s->words, label + s->words + 1, s->words * sizeof *words);
    lb_dense_to_string(P, words, s->words);
    char *text = lb_string_run_label(P, qubits);
    fprintf(stream, "%c%" PRIu32 " %s", column % 2 ? 'i' : 's', numbers[frame], text);
    free(text);
    lb_string_clear(P);
    free(words);
}

static void print_row(FILE *stream, const lb_span_space *s, const lb_rational_basis *V, uint32_t i,
                      const uint32_t *numbers)
{
    mpq_t c;
    mpq_init(c);
    print_column(stream, s, V->pivots[i], numbers);
    for (size_t e = V->offsets[i]; e < V->offsets[i + 1]; e++) {
        fmpz_get_mpz(mpq_numref(c), V->numerators + e);
        fmpz_get_mpz(mpq_denref(c), V->denominators + i);
        mpq_canonicalize(c);
        char *text = lb_mpq_text(c);
        fprintf(stream, " %s ", text);
        free(text);
        print_column(stream, s, V->columns[e], numbers);
    }
    fputc('\n', stream);
    mpq_clear(c);
}

typedef struct span_claim {
    const lb_ansatz_struct *A;
    const uint32_t *numbers; /* of the states of the claim in the certificate */
    FILE *stream;
} span_claim;

/* ---- What is conserved beside the norms ---- */

/* Whether the functional has the string of the one before it, i times that, or both. */
static bool is_same_number(const lb_invariants *v, size_t i)
{
    const lb_invariant *a = v->list + i - 1, *b = v->list + i;
    return b->turns && a->frame == b->frame && a->other == b->other &&
           a->conjugates == b->conjugates;
}

static void print_quantity(FILE *stream, const lb_span_space *s, const lb_invariants *v, size_t i,
                           const uint32_t *numbers)
{
    const lb_invariant *q = v->list + i;
    const lb_stabilizer *group = &s->frames[q->frame].group;
    lb_string_t P;
    lb_string_init(P);
    lb_dense_to_string(P, v->strings + q->string, group->words);
    char *text = lb_string_run_label(P, group->qubits);
    fprintf(stream, "%s %" PRIu32 " ", q->conjugates ? "antilinear" : "linear", numbers[q->frame]);
    if (q->other != q->frame)
        fprintf(stream, "%" PRIu32 " ", numbers[q->other]);
    fprintf(stream, "%s\n", text);
    free(text);
    lb_string_clear(P);
}

/* The bounds of proofs/README.md. */
static bool quantities_fit(const lb_span_space *s, const lb_rational_basis *V, size_t count)
{
    double forms = (double)(s->frame_count + 2 * count), parts = 0, letters = 0;
    for (size_t j = 0; j < s->frame_count; j++) {
        double qubits = (double)s->frames[j].group.qubits + 200;
        double most = 4 * (double)s->frames[j].count * qubits;
        parts = most > parts ? most : parts;
        letters = qubits > letters ? qubits : letters;
    }
    return forms * ((double)V->count + (double)V->offsets[V->count]) <= VALUES_MAX &&
           forms * forms * (double)V->count <= SQUARES_MAX && parts * (double)count <= PARTS_MAX &&
           (double)s->first_term[s->generator_count] * letters * (double)count <= PAIRS_MAX;
}

/* Where both functionals of a number are new, it is written once. */
static void print_quantities(FILE *stream, lb_span_space *s, const lb_rational_basis *V,
                             const uint32_t *numbers)
{
    lb_invariants v;
    lb_invariants_init(&v, s);
    bool *chosen = lb_malloc(v.count, sizeof *chosen);
    lb_invariants_choose(chosen, &v, V, QUANTITIES_PRIME);
    size_t count = 0;
    for (size_t i = s->frame_count; i < v.count; i++) {
        chosen[i] = chosen[i] && !(chosen[i - 1] && is_same_number(&v, i));
        count += chosen[i];
    }
    if (!quantities_fit(s, V, count))
        count = 0;
    if (count)
        fprintf(stream, "quantities %zu modulo %d\n", count, QUANTITIES_PRIME);
    for (size_t i = s->frame_count; count && i < v.count; i++)
        if (chosen[i])
            print_quantity(stream, s, &v, i, numbers);
    free(chosen);
    lb_invariants_clear(&v);
}

static void print_basis(void *context, lb_span_space *s, const lb_invariant_space *V)
{
    span_claim *C = context;
    if (!span_fits(C->A, &V->basis))
        return;
    fprintf(C->stream, "invariant of");
    for (size_t j = 0; j < s->frame_count; j++)
        fprintf(C->stream, " %" PRIu32, C->numbers[j]);
    fprintf(C->stream, "\nbasis %" PRIu32 "\n", V->basis.count);
    for (uint32_t i = 0; i < V->basis.count; i++)
        print_row(C->stream, s, &V->basis, i, C->numbers);
    print_quantities(C->stream, s, &V->basis, C->numbers);
}

lb_status lb_certificate_span(lb_claim_text *T, const lb_ansatz_struct *A, size_t state,
                              const uint32_t *numbers, const lb_span_options *options,
                              lb_error *error)
{
    lb_span_options of = *options;
    lb_real_span span;
    bool all = state == LB_EXACT_ALL_STATES;
    span_claim C = {A, numbers + (all ? 0 : state), lb_open_text(&T->text, &T->length)};
    lb_span_reader reader = {print_basis, &C};
    of.no_symmetry = true;
    lb_status status =
        lb_real_span_read(&span, A, all ? LB_ORBIT_JOINT : state, &of, &reader, error);
    lb_close_text(C.stream);
    if (status == LB_OK)
        lb_real_span_clear(&span);
    return status;
}
