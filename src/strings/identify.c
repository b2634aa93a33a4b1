#include "strings/identify.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"

static const lb_string_struct **component_strings(const lb_component *component)
{
    const lb_string_struct **strings = lb_malloc(component->count, sizeof *strings);
    for (uint32_t i = 0; i < component->count; i++)
        strings[i] = component->set->strings[component->members[i]];
    return strings;
}

static void note_limit(const lb_component *component, const char *reached)
{
    if (reached)
        component->run->stopped = reached;
}

/* The dimension of the space of cycles. A string with the edge {p, q} becomes a vector with two
 * more coordinates, for p and q; those of the sums without such coordinates are the cycles, and the
 * others have rank N - 1, since the graph is connected. */
static size_t cycle_dimension(const lb_component *component, const lb_pairs *pairs)
{
    uint32_t count = component->count, offset = (uint32_t)component->set->qubits;
    lb_string_struct *extended = lb_calloc(count, sizeof *extended);
    const lb_string_struct **strings = lb_malloc(count, sizeof *strings);
    for (uint32_t i = 0; i < count; i++) {
        lb_string_set(extended + i, component->set->strings[component->members[i]]);
        for (int end = 0; end < 2; end++)
            lb_string_set_letter(extended + i, offset + pairs->edges[i].ends[end], 'X');
        strings[i] = extended + i;
    }
    lb_f2_span span;
    lb_f2_span_compute(&span, strings, count, offset + (size_t)pairs->vertex_count,
                       &component->run->options.limits);
    note_limit(component, span.reached);
    for (uint32_t i = 0; i < count; i++)
        lb_string_clear(extended + i);
    free(extended);
    free(strings);
    return span.reached ? 0 : span.rank - (pairs->vertex_count - 1);
}

static void classify_pairs(lb_class *class, const lb_component *component, lb_pairs *pairs)
{
    class->kind = LB_CLASS_PAIRS;
    class->type = LB_IDEAL_SO;
    class->exponent = cycle_dimension(component, pairs);
    class->vertex_count = pairs->vertex_count;
    class->edges = pairs->edges;
    pairs->edges = NULL;
}

/* The part of the anticommutation graph on the component, members numbered by position. Entering
 * each member with its neighbours, in order, leaves all lists increasing. */
static lb_f2_graph component_graph(const lb_component *component)
{
    const lb_f2_graph *all = &component->set->graph;
    uint32_t count = component->count;
    lb_f2_graph graph = {.count = count};
    graph.offsets = lb_malloc((size_t)count + 1, sizeof *graph.offsets);
    size_t *next = lb_malloc(count, sizeof *next), edges = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t member = component->members[i];
        component->positions[member] = i;
        graph.offsets[i] = next[i] = edges;
        edges += all->offsets[member + 1] - all->offsets[member];
    }
    graph.offsets[count] = edges;
    graph.neighbours = lb_malloc(edges, sizeof *graph.neighbours);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t member = component->members[i];
        for (size_t e = all->offsets[member]; e < all->offsets[member + 1]; e++)
            graph.neighbours[next[component->positions[all->neighbours[e]]]++] = i;
    }
    free(next);
    return graph;
}

static void classify_form(lb_class *class, const lb_component *component)
{
    lb_f2_span span;
    lb_f2_form form;
    const lb_string_struct **strings = component_strings(component);
    const lb_limits *limits = &component->run->options.limits;
    lb_f2_span_compute(&span, strings, component->count, component->set->qubits, limits);
    if (span.reached)
        form = (lb_f2_form){.reached = span.reached};
    else if (component->set->has_graph) {
        lb_f2_graph graph = component_graph(component);
        lb_f2_form_of_graph(&form, &graph, limits);
        free(graph.offsets);
        free(graph.neighbours);
    } else {
        lb_f2_form_of_strings(&form, strings, component->count, component->set->qubits, limits);
    }
    free(strings);
    note_limit(component, form.reached);
    if (form.reached)
        return;
    class->kind = LB_CLASS_FULL;
    class->k = form.rank / 2;
    class->exponent = span.rank - form.rank;
    if (span.odd_dependency) {
        class->type = LB_IDEAL_SU;
    } else if (form.odd_radical) {
        class->type = LB_IDEAL_SU;
        class->exponent--;
    } else {
        class->type = form.arf ? LB_IDEAL_SP : LB_IDEAL_SO;
    }
}

/* The elements of a witness, evaluated in order; each is dropped after its last use. */
static bool evaluate_steps(lb_string_struct *elements, const lb_witness *witness,
                           const lb_component *component, const uint32_t *uses)
{
    uint32_t strings = component->set->count;
    uint32_t *left = lb_malloc(witness->step_count, sizeof *left);
    bool valid = true;
    for (size_t s = 0; s < witness->step_count; s++) {
        const lb_string_struct *factors[2];
        left[s] = uses[s];
        for (int i = 0; i < 2; i++) {
            uint32_t element = witness->steps[s][i];
            factors[i] = element < strings ? component->set->strings[element]
                                           : elements + (element - strings);
        }
        valid = valid && lb_string_multiply(elements + s, factors[0], factors[1]) & 1;
        for (int i = 0; i < 2; i++) {
            uint32_t element = witness->steps[s][i];
            if (element >= strings && !--left[element - strings]) {
                lb_string_clear(elements + (element - strings));
                lb_string_init(elements + (element - strings));
            }
        }
    }
    free(left);
    return valid;
}

static bool commutes_as_e6(const lb_string_struct *const *six)
{
    bool valid = true;
    for (int i = 0; i < 6; i++)
        for (int j = 0; j < i; j++) {
            bool edge = i < 5 ? i == j + 1 : j == 2;
            valid = valid && lb_string_anticommutes(six[i], six[j]) == edge;
        }
    return valid;
}

/* Whether the witness is one: each step a product of anticommuting strings, and the six as E6. */
static bool witness_is_valid(const lb_witness *witness, const lb_component *component)
{
    uint32_t strings = component->set->count;
    lb_string_struct *elements = lb_calloc(witness->step_count, sizeof *elements);
    uint32_t *uses = lb_calloc(witness->step_count, sizeof *uses);
    for (size_t s = 0; s < witness->step_count; s++)
        for (int i = 0; i < 2; i++)
            if (witness->steps[s][i] >= strings)
                uses[witness->steps[s][i] - strings]++;
    const lb_string_struct *six[6];
    for (int i = 0; i < 6; i++) {
        uint32_t element = witness->six[i];
        six[i] =
            element < strings ? component->set->strings[element] : elements + (element - strings);
        if (element >= strings)
            uses[element - strings]++;
    }
    bool valid = evaluate_steps(elements, witness, component, uses) && commutes_as_e6(six);
    for (size_t s = 0; s < witness->step_count; s++)
        lb_string_clear(elements + s);
    free(elements);
    free(uses);
    return valid;
}

static bool classify_component(lb_class *class, lb_component *component)
{
    lb_pairs pairs;
    lb_pairs_init(&pairs, component);
    bool valid = true;
    bool fits = pairs.failed == component->count;
    if (!fits && !component->run->stopped && !lb_witness_init(&class->witness, &pairs, component))
        fits = pairs.failed == component->count;
    if (component->run->stopped) {
        valid = true;
    } else if (fits) {
        valid = pairs.vertex_count >= 3 && pairs.vertex_count != 4;
        classify_pairs(class, component, &pairs);
    } else {
        valid = witness_is_valid(&class->witness, component);
        classify_form(class, component);
        valid = valid && class->k >= 3;
    }
    lb_pairs_clear(&pairs);
    return valid || component->run->stopped;
}

void lb_class_add(lb_algebra_t algebra, const lb_class *class)
{
    mpz_t n, copies;
    mpz_inits(n, copies, NULL);
    mpz_setbit(copies, class->exponent);
    if (class->kind == LB_CLASS_PAIRS)
        mpz_set_ui(n, class->vertex_count);
    else if (class->kind == LB_CLASS_FULL)
        mpz_setbit(n, class->k - (class->type == LB_IDEAL_SP));
    else
        mpz_set_ui(n, 1);
    lb_algebra_add(algebra, class->type, n, copies);
    mpz_clears(n, copies, NULL);
}

static lb_status classify_all(lb_classification *c, lb_run *run, lb_error *error)
{
    lb_strings *set = &c->set;
    if (run->stopped)
        return lb_fail(error, LB_UNDECIDED, "%s", run->stopped);
    lb_fingerprint *fingerprints = lb_fingerprints(set);
    uint32_t *positions = lb_malloc(set->count, sizeof *positions);
    lb_status status = LB_OK;
    for (uint32_t i = 0; i < set->component_count && status == LB_OK; i++) {
        lb_progress progress = {
            .stage = "classification", .done = i, .total = set->component_count};
        size_t size = set->first[i + 1] - set->first[i];
        (void)lb_run_goes_on(run, 16 * size, progress);
        lb_component component = {.set = set,
                                  .fingerprints = fingerprints,
                                  .count = (uint32_t)size,
                                  .members = set->members + set->first[i],
                                  .parents = set->parents + set->first[i],
                                  .positions = positions,
                                  .run = run};
        if (run->stopped)
            break;
        if (component.count == 1)
            c->classes[i] = (lb_class){.kind = LB_CLASS_ALONE, .type = LB_IDEAL_U};
        else if (!classify_component(c->classes + i, &component))
            status = lb_fail(error, LB_INTERNAL,
                             "a self-check of the classification failed; please report it");
        if (status == LB_OK && !run->stopped)
            lb_class_add(c->algebra, c->classes + i);
    }
    if (status == LB_OK && run->stopped)
        status = lb_fail(error, LB_UNDECIDED, "%s", run->stopped);
    free(positions);
    free(fingerprints);
    return status;
}

lb_status lb_classification_init(lb_classification *c, const lb_ansatz_t A, lb_run *run,
                                 lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
    lb_strings_init(&c->set, A, run);
    c->classes = lb_calloc(c->set.component_count, sizeof *c->classes);
    lb_algebra_init(c->algebra);
    lb_status status = classify_all(c, run, error);
    if (status != LB_OK)
        lb_classification_clear(c);
    return status;
}

void lb_classification_clear(lb_classification *c)
{
    for (uint32_t i = 0; i < c->set.component_count; i++) {
        free(c->classes[i].edges);
        lb_witness_clear(&c->classes[i].witness);
    }
    free(c->classes);
    lb_algebra_clear(c->algebra);
    lb_strings_clear(&c->set);
}

uint32_t lb_classification_largest(const lb_classification *c)
{
    uint32_t largest = 0;
    for (uint32_t i = 0; i < c->set.component_count; i++) {
        uint32_t size = c->set.first[i + 1] - c->set.first[i];
        largest = size > largest ? size : largest;
    }
    return largest;
}
