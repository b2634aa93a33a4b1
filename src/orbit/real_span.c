/* The real span of orbits as an invariant space (closure/invariant_space.h). The map of a generator is
 *
 *     i H W(s) psi = sum over its terms of c i W(Q) W(s) psi = sum of c i^(1 + e) W(r) psi. */

#include "orbit/real_span.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "orbit/invariants.h"
#include "state/state.h"

/* ---- Modulo a prime ---- */

static bool begin(void *context, nmod_t modulus)
{
    lb_span_space *s = context;
    for (size_t t = 0; t < s->first_term[s->generator_count + s->degree]; t++)
        s->residues[t] = fmpz_fdiv_ui(s->coefficients + t, modulus.n);
    return true;
}

static void add_value(lb_span_space *s, lb_modular_space *m, uint32_t column, uint64_t value,
                      bool negative)
{
    lb_modular_space_reserve(m, s->column_count);
    if (value)
        lb_vector_add(&m->vector, column, negative ? m->echelon.modulus.n - value : value);
}

/* A factor times the states. */
static void add_states(lb_span_space *s, lb_modular_space *m, uint32_t factor)
{
    uint32_t k = s->generator_count + factor;
    for (size_t j = 0; j < s->frame_count; j++)
        for (size_t i = 0; i < 2 * s->frames[j].count; i++) {
            uint64_t value = fmpz_fdiv_ui(s->frames[j].parts + i, m->echelon.modulus.n);
            uint32_t column = lb_span_space_amplitude(s, j, i / 2, i % 2);
            for (size_t t = s->first_term[k]; t < s->first_term[k + 1]; t++) {
                bool negative;
                uint32_t target = lb_span_space_multiply(s, t, column, &negative);
                add_value(s, m, target, nmod_mul(value, s->residues[t], m->echelon.modulus),
                          negative);
            }
        }
}

static void add_column_image(lb_span_space *s, lb_modular_space *m, uint32_t k, uint32_t column,
                             uint64_t value)
{
    for (size_t t = s->first_term[k]; t < s->first_term[k + 1]; t++) {
        bool negative;
        uint32_t target = lb_span_space_act(s, t, column, &negative);
        add_value(s, m, target, nmod_mul(value, s->residues[t], m->echelon.modulus), negative);
    }
}

static void add(void *context, lb_modular_space *m, lb_space_step step)
{
    if (!(step.what & LB_SPACE_IMAGE)) {
        add_states(context, m, step.index);
        return;
    }
    const lb_row row = m->echelon.rows[step.index];
    uint32_t k = step.what & ~LB_SPACE_IMAGE;
    add_column_image(context, m, k, row.pivot, 1);
    for (uint32_t i = 0; i < row.length; i++)
        add_column_image(context, m, k, row.entries[i].column, row.entries[i].value);
}

static size_t work(void *context, const lb_modular_space *m, lb_space_step step)
{
    const lb_span_space *s = context;
    if (!(step.what & LB_SPACE_IMAGE))
        return s->frames->count;
    uint32_t k = step.what & ~LB_SPACE_IMAGE;
    return (s->first_term[k + 1] - s->first_term[k]) *
           ((size_t)m->echelon.rows[step.index].length + 1);
}

/* ---- Over Q ---- */

static fmpz *touch(const lb_span_space *s, lb_span *span, uint32_t column)
{
    lb_span_reserve(span, s->column_count);
    return lb_span_touch(span, column);
}

static void add_column_image_exact(lb_span_space *s, lb_span *span, uint32_t k, uint32_t column,
                                   const fmpz *value)
{
    for (size_t t = s->first_term[k]; t < s->first_term[k + 1]; t++) {
        bool negative;
        fmpz *target = touch(s, span, lb_span_space_act(s, t, column, &negative));
        if (negative)
            fmpz_submul(target, s->coefficients + t, value);
        else
            fmpz_addmul(target, s->coefficients + t, value);
    }
}

static void add_states_exact(lb_span_space *s, lb_span *span, uint32_t factor)
{
    uint32_t k = s->generator_count + factor;
    for (size_t j = 0; j < s->frame_count; j++)
        for (size_t a = 0; a < 2 * s->frames[j].count; a++) {
            uint32_t column = lb_span_space_amplitude(s, j, a / 2, a % 2);
            for (size_t t = s->first_term[k]; t < s->first_term[k + 1]; t++) {
                bool negative;
                fmpz *target = touch(s, span, lb_span_space_multiply(s, t, column, &negative));
                if (negative)
                    fmpz_submul(target, s->coefficients + t, s->frames[j].parts + a);
                else
                    fmpz_addmul(target, s->coefficients + t, s->frames[j].parts + a);
            }
        }
}

static void add_exact(void *context, lb_span *span, lb_space_step step)
{
    lb_span_space *s = context;
    const lb_rational_basis *basis = span->basis;
    if (step.what & LB_SPACE_IMAGE) {
        uint32_t k = step.what & ~LB_SPACE_IMAGE, i = step.index;
        add_column_image_exact(s, span, k, basis->pivots[i], basis->denominators + i);
        for (size_t e = basis->offsets[i]; e < basis->offsets[i + 1]; e++)
            add_column_image_exact(s, span, k, basis->columns[e], basis->numerators + e);
        return;
    }
    add_states_exact(s, span, step.index);
}

/* Add i psi of one state, in the places of the others 0. */
static void add_phase(lb_span_space *s, lb_span *span, size_t state)
{
    const lb_span_frame *f = s->frames + state;
    for (size_t a = 0; a < f->count; a++) {
        fmpz *re = touch(s, span, lb_span_space_amplitude(s, state, a, 0));
        fmpz_sub(re, re, f->parts + 2 * a + 1);
        fmpz *im = touch(s, span, lb_span_space_amplitude(s, state, a, 1));
        fmpz_add(im, im, f->parts + 2 * a);
    }
}

/* Whether the sum of the phases of these states is in the space; span is NULL for the space of all
 * columns. */
static bool has_phases(lb_span_space *s, lb_span *span, size_t first, size_t count)
{
    for (size_t j = first; span && j < first + count; j++)
        add_phase(s, span, j);
    return !span || lb_span_contains(span);
}

/* A lower bound of dim(Q cap P): of the combinations of phases that are in V by themselves those that
 * conserve what is conserved, and one more when the sum of all does though not all are in V. */
static uint32_t count_phases(lb_span_space *s, lb_span *span, const lb_invariants *invariants)
{
    size_t *inside = lb_malloc(s->frame_count, sizeof *inside), count = 0;
    for (size_t j = 0; j < s->frame_count; j++)
        if (has_phases(s, span, j, 1))
            inside[count++] = j;
    uint32_t dimension = lb_invariants_count_phases(invariants, s, inside, count);
    if (count < s->frame_count && s->frame_count > 1)
        dimension += has_phases(s, span, 0, s->frame_count) &&
                     lb_invariants_allow_phases(invariants, s, 0, s->frame_count);
    free(inside);
    return dimension;
}

/* ---- Bounds on the rank ---- */

/* From a closed space: the one with this basis, or of all columns for NULL. Over a field of degree d all
 * but the phases come in multiples of d. */
static void bound_rank(lb_real_span *span, lb_span_space *s, const lb_rational_basis *basis)
{
    lb_invariants invariants;
    lb_span membership;
    lb_invariants_init(&invariants, s);
    if (basis)
        lb_span_init(&membership, basis, s->column_count);
    span->bounded = true;
    span->space = (basis ? basis->count : s->column_count) / s->degree;
    span->invariants = lb_invariants_rank(&invariants, basis) / s->degree;
    span->phases = count_phases(s, basis ? &membership : NULL, &invariants);
    span->rank_at_most = span->space - span->invariants - span->phases;
    if (basis)
        lb_span_clear(&membership);
    lb_invariants_clear(&invariants);
}

/* The share of the work that finding all labels may take, and the most of them. */
enum { LABEL_SHARE = 4, LABELS_MOST = 1 << 20 };

typedef struct label_conduct {
    lb_run *run;
    size_t terms, work;
} label_conduct;

static bool labels_go_on(void *context, uint32_t done)
{
    label_conduct *c = context;
    size_t most = c->run->options.work;
    c->work += c->terms;
    return lb_run_goes_on(c->run, c->terms, (lb_progress){.stage = "real span", .done = done}) &&
           (!most || c->work <= most / LABEL_SHARE);
}

/* ---- The whole ---- */

static void describe(lb_real_span *span, const lb_invariant_space *V, uint32_t degree,
                     const lb_run *run)
{
    if (V->proved)
        span->evidence = lb_sprintf(
            "at most %" PRIu32 " by a closed basis of the real span, exactly over Q%s; at "
            "least %" PRIu32 " by independent elements modulo %" PRIu64,
            V->dimension, degree > 1 ? ", where the degree of the field multiplies it" : "",
            V->dimension, V->prime);
    else if (span->bounded)
        span->evidence = lb_sprintf("%s; at most %" PRIu32 " by all coordinates that are reached",
                                    run->stopped ? run->stopped : "stopped", span->space);
    else
        span->evidence = lb_sprintf("%s", run->stopped ? run->stopped : "stopped");
}

static lb_status compute(lb_real_span *span, lb_span_space *s, lb_run *run,
                         const lb_span_reader *reader, lb_error *error)
{
    lb_space_step *states = lb_calloc(s->degree, sizeof *states);
    for (uint32_t S = 0; S < s->degree; S++)
        states[S].index = S;
    label_conduct conduct = {run, s->first_term[s->generator_count], 0};
    bool closed = lb_span_space_close(s, LABELS_MOST, labels_go_on, &conduct);
    const lb_space_problem problem = {
        .context = s,
        .stage = "real span",
        .given = states,
        .given_count = s->degree,
        .map_count = s->generator_count,
        .column_count = &s->column_count,
        .dimension_max = closed ? s->column_count : UINT32_MAX,
        .sparse_pivots = true,
        .begin = begin,
        .add = add,
        .work = work,
        .add_exact = add_exact,
    };
    lb_invariant_space V;
    lb_status status = lb_invariant_space_compute(&V, &problem, run, error);
    free(states);
    if (status)
        return status;
    *span =
        (lb_real_span){.proved = V.proved, .dimension = (V.dimension + s->degree - 1) / s->degree};
    if (V.proved || (closed && s->degree == 1))
        bound_rank(span, s, V.proved ? &V.basis : NULL);
    if (V.proved && reader)
        reader->read(reader->context, s, &V);
    describe(span, &V, s->degree, run);
    lb_invariant_space_clear(&V);
    return LB_OK;
}

static lb_status check_states(const lb_ansatz_t A, const lb_state_struct *states, size_t count,
                              lb_error *error)
{
    if (lb_ansatz_over_q(A)->qubits > LB_CLOSURE_QUBITS_MAX)
        return lb_fail(error, LB_INPUT, "the search takes at most %d qubits, not %zu",
                       LB_CLOSURE_QUBITS_MAX, lb_ansatz_over_q(A)->qubits);
    for (size_t i = 0; i < count; i++)
        if (!states[i].is_exact)
            return lb_fail(error, LB_INPUT,
                           "state %s has floating amplitudes, so that nothing is proved of it",
                           states[i].name);
    return LB_OK;
}

lb_status lb_real_span_read(lb_real_span *span, const lb_ansatz_t A, size_t state,
                            const lb_span_options *options, const lb_span_reader *reader,
                            lb_error *error)
{
    static const lb_span_options none = {0};
    options = options ? options : &none;
    if (state != LB_ORBIT_JOINT && state >= A->state_count)
        return lb_fail(error, LB_USAGE, "there is no state %zu: the ansatz has %zu, counted from 0",
                       state, A->state_count);
    bool joint = state == LB_ORBIT_JOINT;
    const lb_state_struct *states = lb_ansatz_over_q(A)->states + (joint ? 0 : state);
    size_t count = joint ? A->state_count : 1;
    lb_status status = check_states(A, states, count, error);
    if (status)
        return status;
    lb_run run;
    lb_span_space s;
    lb_run_start(&run, &options->run);
    lb_span_space_init(&s, A, states, count, options);
    status = compute(span, &s, &run, reader, error);
    lb_span_space_clear(&s);
    lb_run_end(&run);
    return status;
}

lb_status lb_real_span_compute(lb_real_span *span, const lb_ansatz_t A, size_t state,
                               const lb_span_options *options, lb_error *error)
{
    return lb_real_span_read(span, A, state, options, NULL, error);
}

void lb_real_span_clear(lb_real_span *span)
{
    free(span->evidence);
}
