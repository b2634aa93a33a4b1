/* The kind "rank": the closure and the orbits where they are proved, then circuits at points. */

#include <liebound/certificate.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"
#include "certificate/writer.h"
#include "exact_rank/generators.h"
#include "orbit/real_span.h"
#include "state/state.h"

/* The bounds of proofs/README.md. */
enum { QUBITS_MAX = 22 };
static const double ENTRIES_MAX = 1u << 27, STEPS_MAX = 1.0995e12, PAIRS_MAX = 1u << 30;
static const double POWERS_MAX = 1u << 28, ACTIONS_MAX = 1u << 25, PRODUCTS_MAX = 17179869184;

/* The best point: the least gates with the rank that was found. */
static const lb_exact_point *best_point(const lb_exact_struct *E)
{
    const lb_exact_point *best = NULL;
    for (size_t i = 0; i < E->prime_count; i++)
        if (E->points[i].rank == E->rank && E->points[i].exponent == 1 &&
            (!best || E->points[i].gates < best->gates))
            best = &E->points[i];
    return best;
}

/* ---- What may be written ---- */

static double amplitudes_of(const lb_ansatz_struct *A, size_t state)
{
    double amplitudes = 0;
    for (size_t s = 0; s < A->state_count; s++)
        if (state == LB_EXACT_ALL_STATES || state == s) {
            size_t qubits = A->states[s].qubits;
            amplitudes += qubits > QUBITS_MAX ? ENTRIES_MAX : (double)((size_t)1 << qubits);
        }
    return amplitudes;
}

static double bits_of(const lb_sum_struct *H)
{
    double bits = 0;
    mpz_t common;
    mpz_init_set_ui(common, 1);
    for (size_t i = 0; i < H->length; i++)
        mpz_lcm(common, common, mpq_denref(&H->coefficients[i]));
    for (size_t i = 0; i < H->length; i++)
        bits += (double)mpz_sizeinbase(mpq_numref(&H->coefficients[i]), 2);
    bits += (double)H->length * (double)mpz_sizeinbase(common, 2);
    mpz_clear(common);
    return bits;
}

static lb_status check_size(const lb_ansatz_struct *A, const lb_rank_claim *claim, lb_error *error)
{
    const lb_exact_point *point = best_point(claim->exact);
    double amplitudes = amplitudes_of(A, claim->state), gates = (double)point->gates;
    double terms = 0, pairs = 0, bits = 0, layers = 1 + gates / (double)(A->generator_count + 1);
    double rows = gates + (double)A->state_count;
    for (size_t k = 0; k < A->generator_count; k++) {
        double length = (double)A->generators[k].length;
        pairs += length * length;
        bits += bits_of(A->generators + k);
        terms += length;
        layers = 1 + gates / (double)A->generator_count;
    }
    bool fits = amplitudes < ENTRIES_MAX && amplitudes * rows <= ENTRIES_MAX &&
                amplitudes * gates * terms * layers <= STEPS_MAX && pairs <= PAIRS_MAX &&
                bits * layers <= POWERS_MAX;
    return fits ? LB_OK
                : lb_fail(error, LB_USAGE,
                          "a certificate may not have a rank of so many qubits and angles "
                          "(proofs/README.md, Bounds): none is written");
}

static const char no_point[] =
    "no exact rank of state vectors modulo a prime was found (those in p-adic "
    "numbers or symmetric coordinates have no certificate yet)";

static lb_status check_claims(const lb_ansatz_struct *A, const lb_rank_claim *claims, size_t count,
                              lb_error *error)
{
    if (A->layers)
        return lb_fail(error, LB_USAGE,
                       "certificates of ranks are for circuits of one rotation for each generator, "
                       "in their order");
    for (size_t s = 0; s < A->state_count; s++)
        if (A->states[s].amplitudes)
            return lb_fail(error, LB_USAGE,
                           "certificates are for stabilizer states, and a state is given by "
                           "amplitudes");
    for (size_t c = 0; c < count; c++) {
        if (claims[c].exact->prime_count == 0 || !best_point(claims[c].exact))
            return lb_fail(error, LB_USAGE, "%s", no_point);
        lb_status status = check_size(A, &claims[c], error);
        if (status)
            return status;
    }
    return count ? LB_OK : lb_fail(error, LB_USAGE, "%s", no_point);
}

/* ---- Real spans ---- */

/* The claim of one, as text; empty where nothing is proved in time, or it is too large. */
typedef struct span_text {
    const lb_ansatz_struct *A;
    size_t state;
    FILE *stream;
    char *text;
    size_t length;
} span_text;

/* The bounds of proofs/README.md. */
static bool span_fits(const lb_ansatz_struct *A, const lb_rational_basis *V)
{
    double entries = (double)V->count + (double)V->offsets[V->count], terms = 0;
    for (size_t k = 0; k < A->generator_count; k++)
        terms += (double)A->generators[k].length;
    return entries * terms <= ACTIONS_MAX &&
           entries * (double)V->count * (double)A->generator_count <= PRODUCTS_MAX;
}

/* The vector of a column, of which the state is number `first` and those behind it. */
static void print_column(FILE *stream, const lb_span_space *s, uint32_t column, size_t first)
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
    fprintf(stream, "%c%zu %s", column % 2 ? 'i' : 's', first + frame, text);
    free(text);
    lb_string_clear(P);
    free(words);
}

static void print_row(FILE *stream, const lb_span_space *s, const lb_rational_basis *V, uint32_t i,
                      size_t first)
{
    mpq_t c;
    mpq_init(c);
    print_column(stream, s, V->pivots[i], first);
    for (size_t e = V->offsets[i]; e < V->offsets[i + 1]; e++) {
        fmpz_get_mpz(mpq_numref(c), V->numerators + e);
        fmpz_get_mpz(mpq_denref(c), V->denominators + i);
        mpq_canonicalize(c);
        char *text = lb_rational_text(c);
        fprintf(stream, " %s ", text);
        free(text);
        print_column(stream, s, V->columns[e], first);
    }
    fputc('\n', stream);
    mpq_clear(c);
}

static void print_basis(void *context, const lb_span_space *s, const lb_invariant_space *V)
{
    span_text *T = context;
    bool all = T->state == LB_EXACT_ALL_STATES;
    if (!span_fits(T->A, &V->basis))
        return;
    fprintf(T->stream, "invariant of");
    for (size_t j = 0; j < s->frame_count; j++)
        fprintf(T->stream, " %zu", all ? j : T->state);
    fprintf(T->stream, "\nbasis %" PRIu32 "\n", V->basis.count);
    for (uint32_t i = 0; i < V->basis.count; i++)
        print_row(T->stream, s, &V->basis, i, all ? 0 : T->state);
}

static lb_status compute_span(span_text *T, const lb_span_options *options, lb_error *error)
{
    lb_span_options of = *options;
    lb_real_span span;
    lb_span_reader reader = {print_basis, T};
    bool all = T->state == LB_EXACT_ALL_STATES;
    of.no_symmetry = true;
    T->stream = open_memstream(&T->text, &T->length);
    if (!T->stream)
        lb_memory_refused(NULL);
    lb_status status =
        lb_real_span_read(&span, T->A, all ? LB_ORBIT_JOINT : T->state, &of, &reader, error);
    fclose(T->stream);
    if (status == LB_OK)
        lb_real_span_clear(&span);
    return status;
}

/* ---- Writing ---- */

static void write_states(lb_output *output, const lb_ansatz_struct *A)
{
    lb_output_print(output, "states %zu\n", A->state_count);
    for (size_t s = 0; s < A->state_count; s++) {
        lb_stabilizer state;
        lb_state_stabilizer(&state, A->states + s);
        lb_certificate_write_state(output, &state);
        lb_stabilizer_clear(&state);
    }
}

static void write_rank(lb_output *output, const lb_ansatz_struct *A, const lb_rank_claim *claim)
{
    const lb_exact_point *point = best_point(claim->exact);
    size_t K = A->generator_count;
    uint32_t *angles = lb_malloc(point->gates, sizeof *angles);
    lb_exact_angles(angles, A, point);
    lb_output_print(output, "rank %zu of", point->rank);
    for (size_t s = 0; s < A->state_count; s++)
        if (claim->state == LB_EXACT_ALL_STATES || claim->state == s)
            lb_output_print(output, " %zu", s);
    lb_output_print(output, "\ngates %zu modulo %" PRIu32 "\n", point->gates, point->prime);
    for (size_t j = 0; j < point->gates; j++)
        lb_output_print(output, "%" PRIu32 "%s", angles[j],
                        (j + 1) % K && j + 1 < point->gates ? " " : "\n");
    free(angles);
}

static void write_all(lb_output *output, const lb_ansatz_struct *A, const lb_rank_claim *claims,
                      size_t count, const lb_orbit *orbit, const span_text *spans)
{
    size_t bounds = orbit ? lb_certificate_orbit_claims(orbit) : 0;
    for (size_t c = 0; spans && c < count; c++)
        bounds += spans[c].length > 0;
    lb_output_print(output, "liebound certificate 1 rank\n");
    lb_certificate_write_head(output, A);
    lb_output_print(output, "closure %d\n", orbit != NULL);
    if (orbit)
        lb_certificate_write_search(output, orbit->closure);
    write_states(output, A);
    lb_output_print(output, "claims %zu\n", count + bounds);
    if (orbit)
        lb_certificate_write_orbit_claims(output, orbit);
    for (size_t c = 0; c < count; c++) {
        if (spans && spans[c].length)
            lb_output_write(output, spans[c].text, spans[c].length);
        write_rank(output, A, &claims[c]);
    }
    lb_certificate_write_text(output, "end\n");
}

static lb_status write_file(const lb_ansatz_struct *A, const lb_rank_claim *claims, size_t count,
                            const lb_orbit *orbit, const span_text *spans, const char *path,
                            lb_error *error)
{
    lb_output *output;
    lb_status status = lb_output_open(&output, path, error);
    if (status)
        return status;
    lb_certificate_limit_expansion(output);
    write_all(output, A, claims, count, orbit, spans);
    return lb_output_commit(output, error);
}

lb_status lb_rank_certificate_write(const lb_ansatz_t A, const lb_rank_claim *claims, size_t count,
                                    const lb_rank_bounds *bounds, const char *path, lb_error *error)
{
    lb_status status = check_claims(A, claims, count, error);
    if (status)
        return status;
    const lb_orbit *orbit = bounds->orbit;
    if (orbit && (!lb_certificate_orbit_is_proved(orbit) ||
                  lb_certificate_check_bounds(orbit->closure, orbit, NULL) != LB_OK))
        orbit = NULL;
    span_text *spans = lb_calloc(count, sizeof *spans);
    for (size_t c = 0; c < count && !orbit && bounds->spans && !status; c++) {
        spans[c] = (span_text){.A = A, .state = claims[c].state};
        status = compute_span(&spans[c], bounds->spans, error);
    }
    if (!status)
        status = write_file(A, claims, count, orbit, spans, path, error);
    for (size_t c = 0; c < count; c++)
        free(spans[c].text);
    free(spans);
    return status;
}
