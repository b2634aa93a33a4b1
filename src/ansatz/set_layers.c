/* From the gates of a layer to rotations about conjugated generators. Each part is walked once with
 * the Clifford circuit V of the fixed gates so far; a rotation about H becomes one about V^dagger H
 * V, and may then meet another one by its angle. Let T be V at the end of the layer: in layer l the
 * rotations are about T^-l S T^l, S those of layer 0, until S comes back, or is a combination of
 * those before it; and all of these pulled back through the first layer. */

#include <liebound/layers.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "ansatz/equal_generators.h"
#include "ansatz/language/assemble.h"
#include "ansatz/language/interpreter.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"
#include "ansatz/set_layers.h"

/* A rotation of a part, in its frame. */
typedef struct rotation {
    lb_sum_t axis;
    size_t angle, gate; /* as written: its angle, and its first gate */

    bool gone;
    bool met; /* it is a sum of several */
} rotation;

#define NONE SIZE_MAX

/* A sum that becomes a generator; repeated, when it is a combination of others. */
typedef struct candidate {
    lb_layer_part part;
    size_t place, layer;
    bool repeated;
} candidate;

typedef struct builder {
    lb_layers_struct *L;
    const lb_limits *limits;
    lb_error *error;
    lb_prime_roots *roots;
    size_t width;                  /* qubits of all sums */
    lb_conjugation ends[LB_PARTS]; /* all fixed gates of a part */
    size_t count[LB_PARTS];
    rotation *rotations[LB_PARTS];
    size_t candidate_count, candidate_capacity, sum_capacity, terms;
    candidate *candidates;
    lb_sum_struct *sums;
} builder;

static void drop_rotations(builder *b, lb_layer_part part)
{
    for (size_t r = 0; r < b->count[part]; r++)
        lb_sum_clear(b->rotations[part][r].axis);
    free(b->rotations[part]);
    b->rotations[part] = NULL;
    b->count[part] = 0;
}

static bool sums_commute(const lb_sum_t S, const lb_sum_t T)
{
    bool apart = true;
    for (size_t s = 0; s < S->length && apart; s++)
        for (size_t t = 0; t < T->length && apart; t++)
            apart = !lb_string_anticommutes(&S->strings[s], &T->strings[t]);
    if (apart)
        return true;
    lb_sum_t bracket;
    lb_sum_init(bracket, S->qubits);
    lb_sum_bracket(bracket, S, T);
    bool zero = bracket->length == 0;
    lb_sum_clear(bracket);
    return zero;
}

static void add_to(lb_sum_t S, const lb_sum_t T)
{
    for (size_t t = 0; t < T->length; t++)
        lb_sum_append(S, &T->coefficients[t], &T->strings[t]);
    lb_sum_normalize(S);
}

/* Whether rotation r commutes with all that are left of first .. end - 1, itself apart. */
static bool passes(const rotation *all, size_t r, size_t first, size_t end)
{
    bool free_way = true;
    for (size_t i = first; i < end && free_way; i++)
        free_way = i == r || all[i].gone || sums_commute(all[r].axis, all[i].axis);
    return free_way;
}

/* Rotation r, the last, goes to the one before it with its angle, or that one comes to it. */
static void meet(rotation *all, size_t r, size_t before)
{
    if (!sums_commute(all[r].axis, all[before].axis))
        return;
    size_t stays = before, goes = r;
    if (!passes(all, r, before + 1, r)) {
        if (!passes(all, before, before + 1, r))
            return;
        stays = r;
        goes = before;
    }
    add_to(all[stays].axis, all[goes].axis);
    all[stays].gate = all[before].gate;
    all[stays].met = all[goes].gone = true;
}

static void make_rotation(builder *b, lb_layer_part part, size_t gate, const lb_conjugation *V,
                          size_t *last)
{
    const lb_gate *g = &b->L->parts[part].gates[gate];
    rotation *all = b->rotations[part], *r = &all[b->count[part]];
    *r = (rotation){.angle = g->angle, .gate = gate};
    lb_sum_init(r->axis, b->L->qubits);
    lb_conjugation_apply(r->axis, V, &b->L->axes[g->generator], false);
    r->axis->qubits = b->width;
    if (!mpq_sgn(g->factor))
        lb_sum_zero(r->axis);
    for (size_t t = 0; t < r->axis->length; t++)
        mpq_mul(&r->axis->coefficients[t], &r->axis->coefficients[t], g->factor);
    size_t number = b->count[part]++, before = last[g->angle];
    if (before != NONE)
        meet(all, number, before);
    if (!all[number].gone)
        last[g->angle] = number;
}

static lb_status append_fixed(builder *b, lb_conjugation *V, const lb_gate *gate)
{
    if (lb_conjugation_append(V, gate, b->roots))
        return LB_OK;
    char text[200];
    gmp_snprintf(text, sizeof text, "%Qd pi", gate->factor);
    return lb_fail(b->error, LB_INPUT,
                   "a fixed rotation about a string is by multiples of pi/24, not by %s: its "
                   "cosine is not built of square roots; an angle of its own has an algebra that "
                   "contains that of the circuit",
                   text);
}

/* The rotations of a part that are left. */
static lb_status walk_part(builder *b, lb_layer_part which)
{
    const lb_layers_part *part = &b->L->parts[which];
    lb_conjugation *V = &b->ends[which];
    lb_status status = LB_OK;
    size_t *last = lb_malloc(part->angle_count, sizeof *last), kept = 0;
    const char *reached = NULL;
    for (size_t a = 0; a < part->angle_count; a++)
        last[a] = NONE;
    b->rotations[which] = lb_malloc(part->count, sizeof *b->rotations[which]);
    for (size_t g = 0; g < part->count && !reached && !status; g++) {
        if (part->gates[g].is_fixed)
            status = append_fixed(b, V, &part->gates[g]);
        else
            make_rotation(b, which, g, V, last);
        if (g % 64 == 0)
            reached = lb_limit_reached(b->limits);
    }
    free(last);
    rotation *all = b->rotations[which];
    for (size_t r = 0; r < b->count[which]; r++)
        if (all[r].gone)
            lb_sum_clear(all[r].axis);
        else
            all[kept++] = all[r];
    b->count[which] = kept;
    if (status)
        return status;
    return reached ? lb_fail(b->error, LB_UNDECIDED, "%s while layers were prepared", reached)
                   : LB_OK;
}

/* Number the angles of the rotations by first use. */
static void place_rotations(builder *b, lb_layer_part which)
{
    lb_layers_part *part = &b->L->parts[which];
    size_t *number = lb_malloc(part->angle_count, sizeof *number);
    for (size_t a = 0; a < part->angle_count; a++)
        number[a] = NONE;
    part->rotation_count = b->count[which];
    part->rotations = lb_calloc(part->rotation_count, sizeof *part->rotations);
    for (size_t r = 0; r < part->rotation_count; r++) {
        size_t angle = b->rotations[which][r].angle;
        b->L->shared |= number[angle] != NONE;
        if (number[angle] == NONE)
            number[angle] = part->rotation_angles++;
        part->rotations[r].angle = number[angle];
    }
    part->angle_places = number;
}

static lb_status add_candidate(builder *b, candidate c, const lb_sum_t S)
{
    size_t i = b->candidate_count;
    b->terms += S->length;
    if (i >= LB_GENERATORS_MAX || b->terms > LB_TERMS_MAX)
        return lb_fail(
            b->error, LB_INPUT,
            "the fixed gates give other rotations to each of the first %zu layers: there "
            "would be more than %d generators or %d terms",
            c.layer + 1, LB_GENERATORS_MAX, LB_TERMS_MAX);
    b->candidates = lb_grow(b->candidates, &b->candidate_capacity, i + 1, sizeof *b->candidates);
    b->sums = lb_grow(b->sums, &b->sum_capacity, i + 1, sizeof *b->sums);
    b->candidates[i] = c;
    lb_sum_init(&b->sums[i], S->qubits);
    if (c.part == LB_LAYER)
        lb_conjugation_apply(&b->sums[i], &b->ends[LB_FIRST_LAYER], S, false);
    else
        lb_sum_set(&b->sums[i], S);
    b->sums[i].qubits = b->width;
    b->candidate_count++;
    const char *reached = lb_limit_reached(b->limits);
    return reached ? lb_fail(b->error, LB_UNDECIDED, "%s while layers were prepared", reached)
                   : LB_OK;
}

static size_t least_common_multiple(size_t a, size_t b)
{
    size_t r = a, s = b;
    while (s) {
        size_t rest = r % s;
        r = s;
        s = rest;
    }
    return a / r > LB_PERIOD_MAX / b ? LB_PERIOD_MAX + 1 : a / r * b;
}

/* The rotations of one place, layer by layer. */
typedef struct course {
    size_t layers;
    size_t count, capacity;
    lb_sum_struct *sums; /* of the layers until it is closed, where there are turns */
    lb_sum_t now;
    bool closed; /* all that follow are combinations of these */
} course;

/* The next rotation of a place, which may be the first again, or a combination of those before. */
static void step(course *c, lb_rotation_place *place, builder *b)
{
    bool listed = b->ends[LB_LAYER].has_turns && !c->closed;
    if (listed) {
        c->sums = lb_grow(c->sums, &c->capacity, c->count + 1, sizeof *c->sums);
        lb_sum_init(&c->sums[c->count], c->now->qubits);
        lb_sum_set(&c->sums[c->count++], c->now);
    }
    c->layers++;
    lb_conjugation_apply(c->now, &b->ends[LB_LAYER], c->now, false);
    c->now->qubits = b->width;
    if (lb_sum_equal(c->now, b->rotations[LB_LAYER][place - b->L->parts[LB_LAYER].rotations].axis))
        place->period = c->layers;
    else if (listed)
        c->closed = lb_sums_span(c->sums, c->count, c->now, b->roots);
}

/* The layers that are listed where some rotations do not repeat soon: those that span all, those in
 * which turns by multiples of pi/12 repeat, and in small cases as many as ranks take. */
static size_t count_known(const builder *b, size_t layers)
{
    enum { LEAST = 24, MOST = 64, QUBITS = 5 };
    const lb_layers_part *part = &b->L->parts[LB_LAYER];
    size_t qubits = b->L->qubits < QUBITS ? b->L->qubits : QUBITS;
    size_t ranks = ((size_t)4 << qubits) / part->rotation_count + 2;
    ranks = ranks < MOST ? ranks : MOST;
    ranks = ranks > LEAST ? ranks : LEAST;
    return layers > ranks ? layers : ranks;
}

static bool is_open(const course *courses, const lb_layers_part *part)
{
    bool open = false;
    for (size_t r = 0; r < part->rotation_count; r++)
        open |= !part->rotations[r].period && !courses[r].closed;
    return open;
}

static bool has_endless(const lb_layers_part *part)
{
    bool endless = false;
    for (size_t r = 0; r < part->rotation_count; r++)
        endless |= !part->rotations[r].period;
    return endless;
}

/* One layer, of rotations that have not come back yet. */
static lb_status follow_layer(builder *b, course *courses, size_t layer)
{
    lb_layers_part *part = &b->L->parts[LB_LAYER];
    lb_status status = LB_OK;
    for (size_t r = 0; r < part->rotation_count && !status; r++) {
        if (part->rotations[r].period)
            continue;
        status =
            add_candidate(b, (candidate){LB_LAYER, r, layer, courses[r].closed}, courses[r].now);
        if (!status)
            step(&courses[r], &part->rotations[r], b);
    }
    return status;
}

/* Layers until they repeat, or are combinations of others. */
static lb_status set_period(builder *b, const course *courses)
{
    lb_layers_part *part = &b->L->parts[LB_LAYER];
    size_t closed = 1;
    b->L->period = 1;
    for (size_t r = 0; r < part->rotation_count; r++) {
        lb_rotation_place *place = &part->rotations[r];
        if (!place->period) {
            closed = courses[r].count > closed ? courses[r].count : closed;
            place->period = b->L->known;
        } else if (b->L->period <= LB_PERIOD_MAX) {
            b->L->period = least_common_multiple(b->L->period, place->period);
        }
    }
    if (closed > b->L->period)
        b->L->period = closed;
    if (b->L->period > LB_PERIOD_MAX)
        return lb_fail(
            b->error, LB_INPUT,
            "the fixed gates let the rotations repeat only after more than 10^12 layers");
    return LB_OK;
}

/* Layer by layer, so that the generators come in the order of the circuit. */
static lb_status follow_layers(builder *b)
{
    lb_layers_part *part = &b->L->parts[LB_LAYER];
    course *courses = lb_calloc(part->rotation_count, sizeof *courses);
    lb_status status = LB_OK;
    for (size_t r = 0; r < part->rotation_count; r++) {
        lb_sum_init(courses[r].now, b->width);
        lb_sum_set(courses[r].now, b->rotations[LB_LAYER][r].axis);
    }
    size_t layer = 0;
    while (!status && is_open(courses, part))
        status = follow_layer(b, courses, layer++);
    b->L->known = has_endless(part) ? count_known(b, layer) : SIZE_MAX;
    while (!status && has_endless(part) && layer < b->L->known)
        status = follow_layer(b, courses, layer++);
    if (!has_endless(part))
        b->L->known = SIZE_MAX;
    if (!status)
        status = set_period(b, courses);
    for (size_t r = 0; r < part->rotation_count; r++) {
        for (size_t i = 0; i < courses[r].count; i++)
            lb_sum_clear(&courses[r].sums[i]);
        free(courses[r].sums);
        lb_sum_clear(courses[r].now);
    }
    free(courses);
    return status;
}

/* NAME, or in a later layer NAME.2, before the brackets of a family. */
static char *name_of(const builder *b, const candidate *c)
{
    const lb_layers_part *part = &b->L->parts[c->part];
    const rotation *r = &b->rotations[c->part][c->place];
    const char *angle = part->angle_names[r->angle];
    const char *axis = b->L->axis_names[part->gates[r->gate].generator];
    const char *name = (r->met || !axis[0]) && angle[0] ? angle : axis;
    size_t stem = strcspn(name, "[");
    char *text = c->layer && name[0]
                     ? lb_sprintf("%.*s.%zu%s", (int)stem, name, c->layer + 1, name + stem)
                     : lb_strdup(name);
    if (strlen(text) > LB_NAME_MAX)
        text[0] = '\0';
    return text;
}

/* The generators of A: the candidates, each up to its sign once. */
static void number_candidates(builder *b, lb_ansatz_t A)
{
    size_t count = b->candidate_count;
    size_t *first = lb_malloc(count, sizeof *first),
           *generator = lb_malloc(count, sizeof *generator);
    bool *negative = lb_malloc(count, sizeof *negative);
    for (size_t i = 0; i < count && !b->L->repeated; i++)
        if (b->candidates[i].repeated)
            b->L->repeated = lb_calloc(count, sizeof *b->L->repeated);
    lb_sums_number(first, negative, b->sums, count);
    for (size_t i = 0; i < count; i++) {
        const candidate *c = &b->candidates[i];
        lb_rotation_place *place = &b->L->parts[c->part].rotations[c->place];
        if (first[i] == i) {
            char *name = name_of(b, c);
            generator[i] = A->generator_count;
            lb_ansatz_add_generator(A, name, &b->sums[i]);
            free(name);
            if (b->L->repeated)
                b->L->repeated[generator[i]] = c->repeated;
        } else if (b->L->repeated && !c->repeated) {
            b->L->repeated[generator[first[i]]] = false;
        }
        if (!place->axes)
            place->axes = lb_malloc(place->period, sizeof *place->axes);
        place->axes[c->layer] = (lb_axis){generator[first[i]], negative[i]};
    }
    free(first);
    free(generator);
    free(negative);
}

static lb_status build(builder *b, lb_ansatz_t A)
{
    lb_status status = walk_part(b, LB_FIRST_LAYER);
    if (!status)
        status = walk_part(b, LB_LAYER);
    if (!status && !b->count[LB_LAYER])
        return lb_fail(b->error, LB_INPUT, "there is no rotation in the layer");
    if (status)
        return status;
    place_rotations(b, LB_FIRST_LAYER);
    place_rotations(b, LB_LAYER);
    for (size_t r = 0; r < b->count[LB_FIRST_LAYER] && !status; r++) {
        b->L->parts[LB_FIRST_LAYER].rotations[r].period = 1;
        status = add_candidate(b, (candidate){LB_FIRST_LAYER, r, 0, false},
                               b->rotations[LB_FIRST_LAYER][r].axis);
    }
    if (!status)
        status = follow_layers(b);
    if (!status)
        number_candidates(b, A);
    return status;
}

bool lb_layers_have_turns(const lb_layers_struct *L)
{
    for (int part = 0; part < LB_PARTS; part++)
        for (size_t g = 0; g < L->parts[part].count; g++)
            if (L->parts[part].gates[g].is_turn)
                return true;
    return false;
}

lb_status lb_layers_build(lb_ansatz_t A, lb_layers_struct *L, lb_prime_roots *roots,
                          const lb_limits *limits, lb_error *error)
{
    assert(A->qubits == L->qubits && !A->generator_count && !A->layers);
    builder b = {.L = L, .roots = roots, .width = L->qubits, .limits = limits, .error = error};
    if (roots->count || lb_layers_have_turns(L))
        b.width += (size_t)2 * LB_ROOTS_MAX;
    lb_conjugation_init(&b.ends[LB_FIRST_LAYER], L->qubits);
    lb_conjugation_init(&b.ends[LB_LAYER], L->qubits);
    lb_status status = build(&b, A);
    for (size_t i = 0; i < b.candidate_count; i++)
        lb_sum_clear(&b.sums[i]);
    free(b.sums);
    free(b.candidates);
    drop_rotations(&b, LB_FIRST_LAYER);
    drop_rotations(&b, LB_LAYER);
    lb_conjugation_clear(&b.ends[LB_FIRST_LAYER]);
    lb_conjugation_clear(&b.ends[LB_LAYER]);
    if (status)
        lb_layers_free(L);
    else
        A->layers = L;
    return status;
}

lb_status lb_ansatz_set_layers(lb_ansatz_t A, lb_layers_struct *L, const lb_limits *limits,
                               lb_error *error)
{
    lb_prime_roots roots = {.qubits = L->qubits};
    lb_status status = lb_layers_build(A, L, &roots, limits, error);
    return status || !lb_layers_have_turns(L)
               ? status
               : lb_ansatz_take_roots(A, roots.roots, roots.count, "the layers", true, error);
}

static void append_all(lb_conjugation *V, const lb_layers_part *part)
{
    for (size_t g = 0; g < part->count; g++)
        if (part->gates[g].is_fixed && !lb_conjugation_append(V, &part->gates[g], NULL))
            assert(false);
}

/* The last layer first. When the layer has brought O back, only the rest of the layers counts. */
void lb_ansatz_pull_back(lb_sum_t R, const lb_ansatz_t A, const lb_sum_t O, size_t layers)
{
    lb_conjugation layer, first;
    lb_sum_t now;
    lb_sum_init(now, O->qubits);
    lb_sum_set(now, O);
    if (A->layers) {
        lb_conjugation_init(&layer, A->qubits);
        lb_conjugation_init(&first, A->qubits);
        append_all(&layer, &A->layers->parts[LB_LAYER]);
        append_all(&first, &A->layers->parts[LB_FIRST_LAYER]);
        for (size_t done = 0; done < layers;) {
            lb_conjugation_apply(now, &layer, now, true);
            done++;
            if (lb_sum_equal(now, O))
                layers %= done, done = 0;
        }
        lb_conjugation_apply(now, &first, now, true);
        lb_conjugation_clear(&layer);
        lb_conjugation_clear(&first);
    }
    lb_sum_clear(R);
    *R = *now;
}
