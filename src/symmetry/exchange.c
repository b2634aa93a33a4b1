/* Which tuples of qubits can be exchanged.
 *
 * Most pairs of tuples are never tried. Let a term touch tuple A and a qubit c outside it. If A can
 * be exchanged with B, then either c is in B, or c stays and the exchanged term contains c and
 * touches B: so B is touched by a term that contains c. If no term leaves A, none leaves B. In both
 * cases the terms that touch A and B look alike from inside, which a signature tells. */

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/random.h"
#include "symmetry/parts.h"

#define NONE UINT32_MAX

/* A candidate for a tuple: one qubit, or all of a line. */
typedef struct tuple {
    uint32_t width;
    const uint32_t *qubits;
    uint64_t signature; /* of its shape and of the terms that touch it */
    bool taken;
} tuple;

typedef struct level {
    const lb_terms *terms;
    uint32_t count;
    tuple *tuples;
    uint32_t *owners; /* of each qubit, its tuple or NONE */
    uint32_t *image;  /* the identity, between two tries */
    uint32_t *ranked; /* tuples by signature and number */
    uint32_t *ranks;  /* the inverse of ranked */
} level;

/* The sum over the qubits of the tuple and the terms on each. */
static uint64_t sign_tuple(const level *l, const tuple *own)
{
    const lb_terms *terms = l->terms;
    uint64_t signature = own->signature;
    for (uint32_t i = 0; i < own->width; i++)
        for (size_t e = terms->starts[own->qubits[i]]; e < terms->starts[own->qubits[i] + 1]; e++) {
            uint32_t t = terms->on[e], letter = lb_terms_letter(terms, t, own->qubits[i]);
            size_t weight = terms->offsets[t + 1] - terms->offsets[t];
            signature += lb_mix(lb_mix(terms->classes[t] + LB_MIX_STEP * weight) +
                                LB_MIX_STEP * (4 * (uint64_t)i + letter));
        }
    return signature;
}

typedef struct ranked_tuple {
    uint64_t signature;
    uint32_t number;
} ranked_tuple;

static int by_signature(const void *a, const void *b)
{
    const ranked_tuple *s = a, *t = b;
    if (s->signature != t->signature)
        return s->signature < t->signature ? -1 : 1;
    return (s->number > t->number) - (s->number < t->number);
}

static void rank_tuples(level *l)
{
    ranked_tuple *order = lb_malloc(l->count, sizeof *order);
    for (uint32_t i = 0; i < l->count; i++)
        order[i] = (ranked_tuple){l->tuples[i].signature, i};
    qsort(order, l->count, sizeof *order, by_signature);
    for (uint32_t r = 0; r < l->count; r++) {
        l->ranked[r] = order[r].number;
        l->ranks[order[r].number] = r;
    }
    free(order);
}

/* The tuples' signatures are those of their shapes so far. */
static void level_init(level *l, const lb_terms *terms, tuple *tuples, uint32_t count)
{
    *l = (level){.terms = terms, .count = count, .tuples = tuples};
    l->owners = lb_malloc(terms->qubits, sizeof *l->owners);
    l->image = lb_malloc(terms->qubits, sizeof *l->image);
    l->ranked = lb_malloc(count, sizeof *l->ranked);
    l->ranks = lb_malloc(count, sizeof *l->ranks);
    for (uint32_t q = 0; q < terms->qubits; q++) {
        l->owners[q] = NONE;
        l->image[q] = q;
    }
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < tuples[i].width; j++)
            l->owners[tuples[i].qubits[j]] = i;
    for (uint32_t i = 0; i < count; i++)
        tuples[i].signature = sign_tuple(l, tuples + i);
    rank_tuples(l);
}

static void level_clear(level *l)
{
    free(l->owners);
    free(l->image);
    free(l->ranked);
    free(l->ranks);
}

/* Whether the term is its own image because its letters on both tuples are the same. */
static bool looks_alike(const lb_terms *terms, uint32_t t, const tuple *a, const tuple *b)
{
    for (uint32_t i = 0; i < a->width; i++)
        if (lb_terms_letter(terms, t, a->qubits[i]) != lb_terms_letter(terms, t, b->qubits[i]))
            return false;
    return true;
}

/* Whether the terms that touch a are exchanged with others or fixed. */
static bool images_of_touching(const level *l, const tuple *a, const tuple *b)
{
    const lb_terms *terms = l->terms;
    for (uint32_t i = 0; i < a->width; i++) {
        uint32_t q = a->qubits[i];
        for (size_t e = terms->starts[q]; e < terms->starts[q + 1]; e++)
            if (!looks_alike(terms, terms->on[e], a, b) &&
                !lb_terms_contain_image(terms, terms->on[e], l->image))
                return false;
    }
    return true;
}

/* Whether exchanging the two tuples fixes every generator. */
static bool can_exchange(level *l, const tuple *a, const tuple *b)
{
    for (uint32_t i = 0; i < a->width; i++) {
        l->image[a->qubits[i]] = b->qubits[i];
        l->image[b->qubits[i]] = a->qubits[i];
    }
    bool fixed = images_of_touching(l, a, b) && images_of_touching(l, b, a);
    for (uint32_t i = 0; i < a->width; i++) {
        l->image[a->qubits[i]] = a->qubits[i];
        l->image[b->qubits[i]] = b->qubits[i];
    }
    return fixed;
}

/* A qubit outside the tuple in a term that touches it, or NONE. */
static uint32_t outside_qubit(const level *l, uint32_t number)
{
    const lb_terms *terms = l->terms;
    const tuple *own = l->tuples + number;
    for (uint32_t i = 0; i < own->width; i++)
        for (size_t e = terms->starts[own->qubits[i]]; e < terms->starts[own->qubits[i] + 1]; e++)
            for (size_t f = terms->offsets[terms->on[e]]; f < terms->offsets[terms->on[e] + 1]; f++)
                if (l->owners[terms->places[f] / 4] != number)
                    return terms->places[f] / 4;
    return NONE;
}

/* The members of the line that begins with one tuple, as they are found. */
typedef struct members {
    uint32_t count;
    uint32_t *tuples;
} members;

static void try_tuple(level *l, members *line, uint32_t number)
{
    const tuple *first = l->tuples + line->tuples[0];
    tuple *other = l->tuples + number;
    if (other->taken || other->signature != first->signature || other->width != first->width ||
        !can_exchange(l, first, other))
        return;
    other->taken = true;
    line->tuples[line->count++] = number;
}

static int by_number(const void *a, const void *b)
{
    uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
    return (i > j) - (i < j);
}

static bool is_alone(const level *l, uint32_t number)
{
    uint32_t rank = l->ranks[number];
    uint64_t signature = l->tuples[number].signature;
    return rank + 1 == l->count || l->tuples[l->ranked[rank + 1]].signature != signature;
}

/* Every later tuple that can be exchanged with this one. */
static void find_members(level *l, members *line, uint32_t number)
{
    const lb_terms *terms = l->terms;
    *line = (members){.count = 1, .tuples = line->tuples};
    line->tuples[0] = number;
    l->tuples[number].taken = true;
    if (is_alone(l, number))
        return;
    uint32_t c = outside_qubit(l, number);
    if (c == NONE)
        for (uint32_t r = l->ranks[number] + 1; r < l->count; r++) {
            if (l->tuples[l->ranked[r]].signature != l->tuples[number].signature)
                break;
            try_tuple(l, line, l->ranked[r]);
        }
    else
        for (size_t e = terms->starts[c]; e < terms->starts[c + 1]; e++) {
            uint32_t t = terms->on[e];
            for (size_t f = terms->offsets[t]; f < terms->offsets[t + 1]; f++)
                if (l->owners[terms->places[f] / 4] != NONE)
                    try_tuple(l, line, l->owners[terms->places[f] / 4]);
        }
    qsort(line->tuples, line->count, sizeof *line->tuples, by_number);
}

static lb_exchange join_tuples(const level *l, const members *line)
{
    uint32_t width = l->tuples[line->tuples[0]].width;
    lb_exchange exchange = {.width = width, .count = line->count};
    exchange.qubits = lb_malloc((size_t)width * line->count, sizeof *exchange.qubits);
    for (uint32_t i = 0; i < line->count; i++)
        memcpy(exchange.qubits + (size_t)i * width, l->tuples[line->tuples[i]].qubits,
               width * sizeof *exchange.qubits);
    return exchange;
}

/* Tuples between two looks at the clock. */
enum { PERIOD = 64 };

/* Append the lines of one level, false when the time is over. There are fewer lines than qubits. */
static bool find_lines(lb_symmetry *symmetry, const lb_terms *terms, tuple *tuples, uint32_t count,
                       const lb_limits *limits)
{
    level l;
    members line = {.tuples = lb_malloc(count, sizeof *line.tuples)};
    level_init(&l, terms, tuples, count);
    bool in_time = true;
    for (uint32_t i = 0; i < count && in_time; i++) {
        in_time = i % PERIOD != PERIOD - 1 || !lb_limit_of_time(limits);
        if (tuples[i].taken)
            continue;
        find_members(&l, &line, i);
        if (line.count > 1)
            symmetry->exchanges[symmetry->exchange_count++] = join_tuples(&l, &line);
    }
    level_clear(&l);
    free(line.tuples);
    return in_time;
}

/* The shape of a line is that of its tuples and their number. */
static uint64_t sign_shape(const lb_exchange *line)
{
    return lb_mix(line->width + LB_MIX_STEP * line->count);
}

bool lb_symmetry_find_exchanges(lb_symmetry *symmetry, const lb_terms *terms,
                                const lb_limits *limits)
{
    uint32_t count = terms->qubits, first = 0;
    uint32_t *qubits = lb_malloc(count, sizeof *qubits);
    tuple *tuples = lb_calloc(count, sizeof *tuples);
    symmetry->exchanges = lb_calloc(count, sizeof *symmetry->exchanges);
    for (uint32_t q = 0; q < count; q++) {
        qubits[q] = q;
        tuples[q] = (tuple){.width = 1, .qubits = qubits + q};
    }
    bool in_time = true;
    while (count > 1 && in_time) {
        in_time = find_lines(symmetry, terms, tuples, count, limits);
        count = symmetry->exchange_count - first;
        for (uint32_t i = 0; i < count; i++) {
            const lb_exchange *line = symmetry->exchanges + first + i;
            tuples[i] = (tuple){line->width * line->count, line->qubits, sign_shape(line), false};
        }
        first = symmetry->exchange_count;
    }
    free(tuples);
    free(qubits);
    return in_time;
}
