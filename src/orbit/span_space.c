#include "orbit/span_space.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "state/state.h"

/* ---- Setting up ---- */

/* A generator for each letter of the state makes permutations respect it. */
static void add_letters(lb_ansatz_t marked, const char *label)
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
            if (label[q] == *letter) {
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
static void find_symmetry(lb_span_space *s, const lb_ansatz_t A, const lb_state_struct *states,
                          const lb_limits *limits)
{
    lb_ansatz_t marked;
    for (size_t i = 0; i < s->frame_count; i++)
        if (states[i].kind != LB_STATE_PRODUCT)
            return;
    lb_ansatz_init(marked, "", A->qubits);
    for (size_t k = 0; k < A->generator_count; k++)
        lb_ansatz_add_generator(marked, NULL, A->generators + k);
    for (size_t i = 0; i < s->frame_count; i++)
        add_letters(marked, states[i].text);
    (void)lb_symmetry_find(&s->symmetry, marked, limits);
    lb_ansatz_clear(marked);
}

static void init_vector(lb_span_frame *f, const lb_amplitudes *psi)
{
    if (!psi) {
        f->count = 1;
        f->labels = lb_calloc(f->group.words, sizeof *f->labels);
        f->parts = lb_malloc(2, sizeof *f->parts);
        fmpz_init_set_ui(f->parts, 1);
        fmpz_init(f->parts + 1);
        return;
    }
    f->count = psi->count;
    f->labels = lb_malloc(psi->count * psi->words, sizeof *f->labels);
    memcpy(f->labels, psi->bits, psi->count * psi->words * sizeof *f->labels);
    f->parts = lb_malloc(2 * psi->count, sizeof *f->parts);
    for (size_t i = 0; i < 2 * psi->count; i++) {
        fmpz_init(f->parts + i);
        fmpz_set_mpz(f->parts + i, psi->parts + i);
    }
}

static void init_terms(lb_span_frame *f, const lb_span_space *s, const lb_ansatz_t A)
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

static void init_coefficients(lb_span_space *s, const lb_ansatz_t A)
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

void lb_span_space_init(lb_span_space *s, const lb_ansatz_t A, const lb_state_struct *states,
                        size_t count, const lb_span_options *options)
{
    *s = (lb_span_space){.frame_count = count, .frames = lb_calloc(count, sizeof *s->frames)};
    init_coefficients(s, A);
    for (size_t i = 0; i < count; i++) {
        lb_span_frame *f = s->frames + i;
        f->is_vector = states[i].amplitudes != NULL;
        lb_state_stabilizer(&f->group, states + i);
        init_vector(f, states[i].amplitudes);
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

void lb_span_space_clear(lb_span_space *s)
{
    for (size_t i = 0; i < s->frame_count; i++) {
        lb_span_frame *f = s->frames + i;
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
static uint32_t number_label(lb_span_space *s, size_t frame_number, const uint64_t *p)
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

/* W(a) W(b) psi = i^turns times the vector of a label, whose first column is returned. */
static uint32_t multiply(lb_span_space *s, size_t number, const uint64_t *a, const uint64_t *bx,
                         const uint64_t *bz, unsigned *turns)
{
    const lb_span_frame *f = s->frames + number;
    size_t words = f->group.words;
    int e = 0;
    for (size_t w = 0; w < words; w++) {
        e += lb_word_phase(a[w], a[words + w], bx[w], bz[w]);
        s->product[w] = a[w] ^ bx[w];
        s->product[words + w] = a[words + w] ^ bz[w];
    }
    *turns = ((unsigned)e + lb_stabilizer_reduce(&f->group, s->product)) & 3;
    if (s->symmetric)
        lb_canonical_form(&s->canonical, s->product, &s->room);
    return number_label(s, number, s->product);
}

uint32_t lb_span_space_product(lb_span_space *s, size_t frame, const uint64_t *a, const uint64_t *b,
                               unsigned *turns)
{
    return multiply(s, frame, a, b, b + s->frames[frame].group.words, turns);
}

uint32_t lb_span_space_act(lb_span_space *s, size_t t, uint32_t column, bool *negative)
{
    const uint64_t *label = lb_string_table_at(&s->labels, column / 2);
    size_t frame = label[s->words];
    const uint64_t *term = s->frames[frame].terms + 2 * s->frames[frame].group.words * t;
    unsigned turns;
    uint32_t first = multiply(s, frame, term, label, label + s->words + 1, &turns);
    turns = (turns + 1 + column % 2) & 3;
    *negative = turns >= 2;
    return first + turns % 2;
}

uint32_t lb_span_space_amplitude(lb_span_space *s, size_t frame, size_t a, unsigned part)
{
    const lb_span_frame *f = s->frames + frame;
    size_t words = f->group.words;
    memset(s->product, 0, 2 * words * sizeof *s->product);
    memcpy(s->product, f->labels + words * a, words * sizeof *s->product);
    return number_label(s, frame, s->product) + part;
}

bool lb_span_space_close(lb_span_space *s, size_t most,
                         bool (*goes_on)(void *context, uint32_t done), void *context)
{
    size_t terms = s->first_term[s->generator_count];
    for (size_t j = 0; j < s->frame_count; j++)
        for (size_t a = 0; a < s->frames[j].count; a++)
            lb_span_space_amplitude(s, j, a, 0);
    for (uint32_t l = 0; l < s->labels.count; l++) {
        bool negative;
        for (size_t t = 0; t < terms; t++)
            lb_span_space_act(s, t, 2 * l, &negative);
        if (s->labels.count > most || !goes_on(context, l))
            return false;
    }
    return true;
}
