#include "algebra/search.h"

#include <stdlib.h>

#include "algebra/queue.h"
#include "base/memory.h"

/* What a row still has to be bracketed with. */
enum { PENDING_ATOMS = 1, PENDING_GENERATORS = 2 };

typedef struct search {
    lb_search_result *result;
    lb_modular *modular;
    lb_run *run;
    uint8_t *pending; /* of each row */
    size_t pending_capacity, pending_count;
    lb_queue *for_atoms, *for_generators;
    uint32_t *atoms; /* numbers of rows */
    bool *is_atom;   /* of each row */
    size_t atom_count, atom_capacity, is_atom_capacity;
    size_t atom_limit, atom_length;
} search;

static bool goes_on(search *s, lb_step step)
{
    const lb_echelon *echelon = &s->modular->echelon;
    s->result->brackets++;
    lb_progress progress = {.stage = "search",
                            .done = echelon->row_count,
                            .pending = s->pending_count,
                            .longest = echelon->longest_row};
    return lb_run_goes_on(s->run, lb_modular_work(s->modular, step), progress);
}

static void enqueue(search *s, uint32_t row)
{
    size_t length = s->modular->echelon.rows[row].length;
    if (s->pending[row] & PENDING_ATOMS)
        lb_queue_push(s->for_atoms, row, length);
    if (s->pending[row] & PENDING_GENERATORS)
        lb_queue_push(s->for_generators, row, length);
}

/* A row serves as an atom when its strings act on one qubit each and are few. */
static void consider_atom(search *s, uint32_t row)
{
    const lb_row *r = s->modular->echelon.rows + row;
    const lb_string_table *strings = s->modular->strings;
    if (s->is_atom[row] || s->atom_count >= s->atom_limit || r->length + 1 > s->atom_length)
        return;
    if (lb_dense_weight(lb_string_table_at(strings, r->pivot), strings->words) != 1)
        return;
    s->is_atom[row] = true;
    s->atoms = lb_grow(s->atoms, &s->atom_capacity, s->atom_count + 1, sizeof *s->atoms);
    s->atoms[s->atom_count++] = row;
}

static void add_row(search *s, lb_step step)
{
    lb_echelon *echelon = &s->modular->echelon;
    uint32_t row = lb_echelon_insert(echelon, lb_modular_leading(s->modular));
    lb_steps_append(&s->result->steps, step.left, step.right);
    s->pending = lb_grow(s->pending, &s->pending_capacity, (size_t)row + 1, sizeof *s->pending);
    s->is_atom = lb_grow(s->is_atom, &s->is_atom_capacity, (size_t)row + 1, sizeof *s->is_atom);
    s->pending[row] = PENDING_ATOMS | PENDING_GENERATORS;
    s->is_atom[row] = false;
    s->pending_count++;
    enqueue(s, row);
    consider_atom(s, row);
    for (size_t i = 0; i < echelon->changed_count; i++) {
        consider_atom(s, echelon->changed[i]);
        enqueue(s, echelon->changed[i]);
    }
}

/* False when the run must end. */
static bool try_step(search *s, uint32_t left, uint32_t right)
{
    lb_step step = {left, right};
    if (!goes_on(s, step))
        return false;
    if (lb_modular_compute(s->modular, step))
        add_row(s, step);
    return true;
}

static bool expand_by_atoms(search *s, uint32_t row)
{
    for (size_t i = 0; i < s->atom_count; i++) {
        if (s->atoms[i] != row && !try_step(s, s->atoms[i], row))
            return false;
    }
    s->pending[row] &= (uint8_t)~PENDING_ATOMS;
    return true;
}

static bool expand_by_generators(search *s, uint32_t row)
{
    for (uint32_t k = 0; k < s->modular->generator_count; k++) {
        if (!try_step(s, k | LB_STEP_GENERATOR, row))
            return false;
    }
    s->pending[row] &= (uint8_t)~PENDING_GENERATORS;
    s->pending_count--;
    return true;
}

/* The space cannot grow beyond the bound. */
static bool is_complete(const search *s)
{
    const __mpz_struct *bound = s->run->options.upper_bound;
    return bound && !mpz_cmp_ui(bound, s->modular->echelon.row_count);
}

static bool expand_all(search *s)
{
    uint32_t row;
    for (;;) {
        if (is_complete(s)) {
            return true;
        } else if (s->atom_count && lb_queue_pop(s->for_atoms, &row)) {
            if (s->pending[row] & PENDING_ATOMS && !expand_by_atoms(s, row))
                return false;
        } else if (lb_queue_pop(s->for_generators, &row)) {
            if (s->pending[row] & PENDING_GENERATORS && !expand_by_generators(s, row))
                return false;
        } else {
            return true;
        }
    }
}

void lb_search(lb_search_result *result, lb_modular *modular, lb_run *run)
{
    *result = (lb_search_result){.closed = false};
    search s = {.result = result, .modular = modular, .run = run};
    s.for_atoms = lb_calloc(1, sizeof *s.for_atoms);
    s.for_generators = lb_calloc(1, sizeof *s.for_generators);
    s.atom_limit = 4 * 64 * modular->strings->words;
    s.atom_length = SIZE_MAX;
    for (uint32_t k = 0; k < modular->generator_count; k++)
        if (modular->generators[k].length && modular->generators[k].length <= s.atom_length)
            s.atom_length = modular->generators[k].length - 1;
    for (uint32_t k = 0; k < modular->generator_count; k++)
        if (modular->generators[k].length && !try_step(&s, k | LB_STEP_GENERATOR, LB_STEP_ALONE))
            break;
    result->closed = !run->stopped && expand_all(&s);
    lb_queue_clear(s.for_atoms);
    lb_queue_clear(s.for_generators);
    free(s.for_atoms);
    free(s.for_generators);
    free(s.pending);
    free(s.is_atom);
    free(s.atoms);
}
