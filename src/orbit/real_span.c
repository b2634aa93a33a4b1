/* The real span of orbits as an invariant space (closure/invariant_space.h).
 *
 * A label is a string s in reduced form for the stabilizer group of a state, and stands for the
 * vector W(s) psi; of a state given by amplitudes psi is |0...0> and the labels are basis states.
 * Behind the x words of a label one word has the number of the state. Label number l has the columns
 * 2 l and 2 l + 1, for W(s) psi and i W(s) psi. The map of a generator is
 *
 *     i H W(s) psi = sum over its terms of c i W(Q) W(s) psi = sum of c i^(1 + e) W(r) psi.
 *
 * With a symmetry a label stands for the average over its orbit, and r is made canonical: the
 * permutations fix psi and H, and take reduced labels to reduced labels without a sign, because the
 * states are products and equal on all qubits that are permuted. */

#include <liebound/span.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "closure/closure_data.h"
#include "closure/invariant_space.h"
#include "state/state.h"

/* Where the vectors of one state live. */
typedef struct frame {
    lb_stabilizer group; /* of psi, or of |0...0> */
    uint64_t *terms;     /* of all generators, 2 words each, as strings on these qubits */
    /* The training state in these coordinates: labels, and the two columns of each. */
    size_t count;
    uint64_t *labels;
    fmpz *parts;
} frame;

typedef struct span_space {
    size_t words; /* of the qubits of the largest frame */
    size_t frame_count;
    frame *frames;
    uint32_t generator_count;
    size_t *first_term; /* generator_count + 1 numbers */
    fmpz *coefficients; /* of all terms, integers without a common factor in each generator */
    uint64_t *residues; /* modulo the prime */
    bool symmetric;
    lb_symmetry symmetry;
    lb_canonical canonical;
    lb_canonical_room room;
    lb_string_table labels; /* with words + 1 words each */
    uint32_t column_count;
    uint64_t *label, *product; /* room for one each */
} span_space;

/* ---- Setting up ---- */

static bool is_product(const char *state)
{
    return *state && !state[strspn(state, "01+-rl")];
}

/* A generator for each letter of the state makes permutations respect it. */
static void add_letters(lb_ansatz_t marked, const char *state)
{
    for (const char *letter = "01+-rl"; *letter; letter++) {
        lb_sum_t qubits;
        mpq_t one;
        lb_string_t Z;
        lb_sum_init(qubits, marked->qubits);
        mpq_init(one);
        lb_string_init(Z);
        mpq_set_ui(one, 1, 1);
        for (uint32_t q = 0; q < marked->qubits; q++)
            if (state[q] == *letter) {
                lb_string_identity(Z);
                lb_string_set_letter(Z, q, 'Z');
                lb_sum_append(qubits, one, Z);
            }
        if (qubits->length)
            lb_ansatz_add_generator(marked, NULL, qubits);
        lb_string_clear(Z);
        mpq_clear(one);
        lb_sum_clear(qubits);
    }
}

/* In what the limits leave; whatever is found is a group of such permutations. */
static void find_symmetry(span_space *s, const lb_ansatz_t A, const char *const *states,
                          const lb_limits *limits)
{
    lb_ansatz_t marked;
    for (size_t i = 0; i < s->frame_count; i++)
        if (!is_product(states[i]))
            return;
    lb_ansatz_init(marked, "", A->qubits);
    for (size_t k = 0; k < A->generator_count; k++)
        lb_ansatz_add_generator(marked, NULL, A->generators + k);
    for (size_t i = 0; i < s->frame_count; i++)
        add_letters(marked, states[i]);
    (void)lb_symmetry_find(&s->symmetry, marked, limits);
    lb_ansatz_clear(marked);
}

static void init_vector(frame *f, const char *state, size_t qubits)
{
    if (!lb_amplitudes_is_text(state)) {
        f->count = 1;
        f->labels = lb_calloc(f->group.words, sizeof *f->labels);
        f->parts = lb_malloc(2, sizeof *f->parts);
        fmpz_init_set_ui(f->parts, 1);
        fmpz_init(f->parts + 1);
        return;
    }
    lb_amplitudes psi;
    lb_amplitudes_init(&psi, state, qubits);
    f->count = psi.count;
    f->labels = lb_malloc(psi.count * psi.words, sizeof *f->labels);
    memcpy(f->labels, psi.bits, psi.count * psi.words * sizeof *f->labels);
    f->parts = lb_malloc(2 * psi.count, sizeof *f->parts);
    for (size_t i = 0; i < 2 * psi.count; i++) {
        fmpz_init(f->parts + i);
        fmpz_set_mpz(f->parts + i, psi.parts + i);
    }
    lb_amplitudes_clear(&psi);
}

static void init_terms(frame *f, const span_space *s, const lb_ansatz_t A)
{
    size_t words = lb_dense_words(A->qubits), t = 0;
    uint64_t *string = lb_malloc(2 * words, sizeof *string);
    f->terms = lb_malloc(2 * f->group.words * s->first_term[s->generator_count], sizeof *f->terms);
    for (uint32_t k = 0; k < s->generator_count; k++)
        for (size_t i = 0; i < A->generators[k].length; i++, t++) {
            lb_dense_from_string(string, A->generators[k].strings + i, words);
            lb_stabilizer_load(&f->group, f->terms + 2 * f->group.words * t, string, words);
        }
    free(string);
}

static void init_coefficients(span_space *s, const lb_ansatz_t A)
{
    s->generator_count = (uint32_t)A->generator_count;
    s->first_term = lb_calloc(A->generator_count + 1, sizeof *s->first_term);
    for (uint32_t k = 0; k < s->generator_count; k++)
        s->first_term[k + 1] = s->first_term[k] + A->generators[k].length;
    size_t terms = s->first_term[s->generator_count];
    s->coefficients = lb_calloc(terms, sizeof *s->coefficients);
    s->residues = lb_malloc(terms, sizeof *s->residues);
    for (uint32_t k = 0; k < s->generator_count; k++)
        lb_primitive_coefficients(s->coefficients + s->first_term[k], A->generators + k);
}

static void space_init(span_space *s, const lb_ansatz_t A, const char *const *states, size_t count,
                       const lb_span_options *options)
{
    *s = (span_space){.frame_count = count, .frames = lb_calloc(count, sizeof *s->frames)};
    init_coefficients(s, A);
    for (size_t i = 0; i < count; i++) {
        frame *f = s->frames + i;
        bool vector = lb_amplitudes_is_text(states[i]);
        lb_state_stabilizer(&f->group, vector ? "zero" : states[i], A->qubits);
        init_vector(f, states[i], A->qubits);
        init_terms(f, s, A);
        if (f->group.words > s->words)
            s->words = f->group.words;
    }
    lb_symmetry_init(&s->symmetry, (uint32_t)A->qubits);
    if (!options->no_symmetry)
        find_symmetry(s, A, states, &options->run.limits);
    s->symmetric = !lb_symmetry_is_trivial(&s->symmetry);
    lb_canonical_init(&s->canonical, &s->symmetry, lb_dense_words(A->qubits));
    lb_canonical_room_init(&s->room, &s->canonical);
    lb_string_table_init(&s->labels, s->words + 1);
    s->label = lb_malloc(2 * (s->words + 1), sizeof *s->label);
    s->product = lb_malloc(2 * (s->words + 1), sizeof *s->product);
}

static void space_clear(span_space *s)
{
    for (size_t i = 0; i < s->frame_count; i++) {
        frame *f = s->frames + i;
        lb_stabilizer_clear(&f->group);
        for (size_t a = 0; a < 2 * f->count; a++)
            fmpz_clear(f->parts + a);
        free(f->parts);
        free(f->labels);
        free(f->terms);
    }
    for (size_t t = 0; t < s->first_term[s->generator_count]; t++)
        fmpz_clear(s->coefficients + t);
    free(s->frames);
    free(s->first_term);
    free(s->coefficients);
    free(s->residues);
    lb_canonical_room_clear(&s->room);
    lb_canonical_clear(&s->canonical);
    lb_symmetry_clear(&s->symmetry);
    lb_string_table_clear(&s->labels);
    free(s->label);
    free(s->product);
}

/* ---- Columns ---- */

/* The first column of the label with the string p of the frame. */
static uint32_t number_label(span_space *s, size_t frame_number, const uint64_t *p)
{
    size_t words = s->frames[frame_number].group.words;
    memset(s->label, 0, 2 * (s->words + 1) * sizeof *s->label);
    memcpy(s->label, p, words * sizeof *p);
    memcpy(s->label + s->words + 1, p + words, words * sizeof *p);
    s->label[s->words] = frame_number;
    uint32_t number = lb_string_table_intern(&s->labels, s->label);
    s->column_count = 2 * s->labels.count;
    return 2 * number;
}

/* Column `column` of a label under the term t: *negative and the column that it goes to. */
static uint32_t act(span_space *s, size_t t, uint32_t column, bool *negative)
{
    const uint64_t *label = lb_string_table_at(&s->labels, column / 2);
    size_t number = label[s->words];
    const frame *f = s->frames + number;
    size_t words = f->group.words;
    const uint64_t *term = f->terms + 2 * words * t;
    int e = 1 + (int)(column % 2);
    for (size_t w = 0; w < words; w++) {
        uint64_t x = label[w], z = label[s->words + 1 + w];
        e += lb_word_phase(term[w], term[words + w], x, z);
        s->product[w] = term[w] ^ x;
        s->product[words + w] = term[words + w] ^ z;
    }
    unsigned turns = ((unsigned)e + lb_stabilizer_reduce(&f->group, s->product)) & 3;
    if (s->symmetric)
        lb_canonical_form(&s->canonical, s->product, &s->room);
    *negative = turns >= 2;
    return number_label(s, number, s->product) + turns % 2;
}

/* The column of part `part` of amplitude a of a training state. */
static uint32_t amplitude_column(span_space *s, size_t number, size_t a, unsigned part)
{
    const frame *f = s->frames + number;
    size_t words = f->group.words;
    memset(s->product, 0, 2 * words * sizeof *s->product);
    memcpy(s->product, f->labels + words * a, words * sizeof *s->product);
    return number_label(s, number, s->product) + part;
}

/* ---- Modulo a prime ---- */

static bool begin(void *context, nmod_t modulus)
{
    span_space *s = context;
    for (size_t t = 0; t < s->first_term[s->generator_count]; t++)
        s->residues[t] = fmpz_fdiv_ui(s->coefficients + t, modulus.n);
    return true;
}

static void add_value(span_space *s, lb_modular_space *m, uint32_t column, uint64_t value,
                      bool negative)
{
    lb_modular_space_reserve(m, s->column_count);
    if (value)
        lb_vector_add(&m->vector, column, negative ? m->echelon.modulus.n - value : value);
}

static void add_states(span_space *s, lb_modular_space *m)
{
    for (size_t j = 0; j < s->frame_count; j++)
        for (size_t i = 0; i < 2 * s->frames[j].count; i++) {
            uint64_t value = fmpz_fdiv_ui(s->frames[j].parts + i, m->echelon.modulus.n);
            add_value(s, m, amplitude_column(s, j, i / 2, i % 2), value, false);
        }
}

static void add_column_image(span_space *s, lb_modular_space *m, uint32_t k, uint32_t column,
                             uint64_t value)
{
    for (size_t t = s->first_term[k]; t < s->first_term[k + 1]; t++) {
        bool negative;
        uint32_t target = act(s, t, column, &negative);
        add_value(s, m, target, nmod_mul(value, s->residues[t], m->echelon.modulus), negative);
    }
}

static void add(void *context, lb_modular_space *m, lb_space_step step)
{
    if (!(step.what & LB_SPACE_IMAGE)) {
        add_states(context, m);
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
    const span_space *s = context;
    if (!(step.what & LB_SPACE_IMAGE))
        return s->frames->count;
    uint32_t k = step.what & ~LB_SPACE_IMAGE;
    return (s->first_term[k + 1] - s->first_term[k]) *
           ((size_t)m->echelon.rows[step.index].length + 1);
}

/* ---- Over Q ---- */

static fmpz *touch(const span_space *s, lb_span *span, uint32_t column)
{
    lb_span_reserve(span, s->column_count);
    return lb_span_touch(span, column);
}

static void add_column_image_exact(span_space *s, lb_span *span, uint32_t k, uint32_t column,
                                   const fmpz *value)
{
    for (size_t t = s->first_term[k]; t < s->first_term[k + 1]; t++) {
        bool negative;
        fmpz *target = touch(s, span, act(s, t, column, &negative));
        if (negative)
            fmpz_submul(target, s->coefficients + t, value);
        else
            fmpz_addmul(target, s->coefficients + t, value);
    }
}

static void add_exact(void *context, lb_span *span, lb_space_step step)
{
    span_space *s = context;
    const lb_rational_basis *basis = span->basis;
    if (step.what & LB_SPACE_IMAGE) {
        uint32_t k = step.what & ~LB_SPACE_IMAGE, i = step.index;
        add_column_image_exact(s, span, k, basis->pivots[i], basis->denominators + i);
        for (size_t e = basis->offsets[i]; e < basis->offsets[i + 1]; e++)
            add_column_image_exact(s, span, k, basis->columns[e], basis->numerators + e);
        return;
    }
    for (size_t j = 0; j < s->frame_count; j++)
        for (size_t a = 0; a < 2 * s->frames[j].count; a++) {
            fmpz *target = touch(s, span, amplitude_column(s, j, a / 2, a % 2));
            fmpz_add(target, target, s->frames[j].parts + a);
        }
}

/* Add i psi of one state, in the places of the others 0. */
static void add_phase(span_space *s, lb_span *span, size_t state)
{
    const frame *f = s->frames + state;
    for (size_t a = 0; a < f->count; a++) {
        fmpz *re = touch(s, span, amplitude_column(s, state, a, 0));
        fmpz_sub(re, re, f->parts + 2 * a + 1);
        fmpz *im = touch(s, span, amplitude_column(s, state, a, 1));
        fmpz_add(im, im, f->parts + 2 * a);
    }
}

/* A lower bound of dim(V cap P): how many phases are in V by themselves, and one more when all
 * together are though not all are by themselves. */
static uint32_t count_phases(span_space *s, const lb_rational_basis *basis)
{
    uint32_t count = 0;
    lb_span span;
    lb_span_init(&span, basis, s->column_count);
    for (size_t j = 0; j < s->frame_count; j++) {
        add_phase(s, &span, j);
        count += lb_span_contains(&span);
    }
    if (count < s->frame_count && s->frame_count > 1) {
        for (size_t j = 0; j < s->frame_count; j++)
            add_phase(s, &span, j);
        count += lb_span_contains(&span);
    }
    lb_span_clear(&span);
    return count;
}

/* ---- The whole ---- */

static lb_status compute(lb_real_span *span, span_space *s, lb_run *run, lb_error *error)
{
    const lb_space_step states = {0, 0};
    const lb_space_problem problem = {
        .context = s,
        .stage = "real span",
        .given = &states,
        .given_count = 1,
        .map_count = s->generator_count,
        .column_count = &s->column_count,
        .dimension_max = UINT32_MAX,
        .sparse_pivots = true,
        .begin = begin,
        .add = add,
        .work = work,
        .add_exact = add_exact,
    };
    lb_invariant_space V;
    lb_status status = lb_invariant_space_compute(&V, &problem, run, error);
    if (status)
        return status;
    *span = (lb_real_span){.proved = V.proved, .dimension = V.dimension};
    if (V.proved) {
        span->phases = count_phases(s, &V.basis);
        span->rank_at_most = V.dimension - 1 - span->phases;
        span->evidence =
            lb_sprintf("at most %" PRIu32 " by a closed basis of the real span, exactly over Q; at "
                       "least %" PRIu32 " by independent elements modulo %" PRIu64,
                       V.dimension, V.dimension, V.prime);
    } else {
        span->evidence = lb_sprintf("%s", run->stopped ? run->stopped : "stopped");
    }
    lb_invariant_space_clear(&V);
    return LB_OK;
}

static lb_status check_states(const lb_ansatz_t A, const char *const *states, size_t count,
                              lb_error *error)
{
    if (A->qubits > LB_CLOSURE_QUBITS_MAX)
        return lb_fail(error, LB_INPUT, "the search takes at most %d qubits, not %zu",
                       LB_CLOSURE_QUBITS_MAX, A->qubits);
    for (size_t i = 0; i < count; i++)
        if (!lb_state_is_exact(states[i]))
            return lb_fail(error, LB_INPUT,
                           "state %s has floating amplitudes, so that nothing is proved of it",
                           lb_amplitudes_name(states[i]));
    return LB_OK;
}

lb_status lb_real_span_compute(lb_real_span *span, const lb_ansatz_t A, size_t state,
                               const lb_span_options *options, lb_error *error)
{
    static const char *const zero = "zero";
    static const lb_span_options none = {0};
    size_t known = A->state_count ? A->state_count : 1;
    const char *const *states = A->state_count ? (const char *const *)A->states : &zero;
    options = options ? options : &none;
    if (state != LB_ORBIT_JOINT && state >= known)
        return lb_fail(error, LB_USAGE, "there is no state %zu: the ansatz has %zu, counted from 0",
                       state, known);
    bool joint = state == LB_ORBIT_JOINT;
    states += joint ? 0 : state;
    size_t count = joint ? known : 1;
    lb_status status = check_states(A, states, count, error);
    if (status)
        return status;
    lb_run run;
    span_space s;
    lb_run_start(&run, &options->run);
    space_init(&s, A, states, count, options);
    status = compute(span, &s, &run, error);
    space_clear(&s);
    lb_run_end(&run);
    return status;
}

void lb_real_span_clear(lb_real_span *span)
{
    free(span->evidence);
}
