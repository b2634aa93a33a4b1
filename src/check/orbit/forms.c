/* At least: r linear forms on V, independent modulo p.
 *
 * A form is the vector of its values at the integer vectors d_i R_i. A component takes X to
 * a Re <u | X psi> - b Re <u_0 | X psi>, u a basis vector other than u_0, where psi has the entry b,
 * and a at u_0, its first one; it sees nothing of multiples of psi. That of u_0, Re <u_0 | X psi>, only
 * sectors may use. Composed with {H_k, .}, a form vanishes on every ideal on which it did. The
 * values that are computed with are integers, or have the d_i for denominators, which must be units
 * modulo p; so independence modulo p is independence.
 *
 * Invariant after every step: each form has value 1 at its pivot, the first i where it does not
 * vanish, and no pivot of one is in the support of another. */

#include "check/orbit/orbit.h"

#include <stdlib.h>
#include <string.h>

typedef struct value {
    uint64_t value;
    uint32_t i;
} value;

/* Values by increasing i, the pivot first. */
typedef struct form {
    value *at;
    size_t length;
} form;

typedef struct use {
    uint32_t form, next;
} use;

typedef struct forms {
    lb_check_orbit *O;
    const lb_check_claim *claim;
    uint64_t p, *inverses; /* of the d_i */
    form *forms;
    size_t count;
    uint32_t *pivot_of; /* by i: the form whose pivot it is, or LB_CHECK_NONE */
    uint32_t *uses;     /* by i: head of the list of forms that may have a value there */
    use *nodes;
    size_t node_count, node_capacity;
    uint64_t *sums; /* the form being computed */
    bool *is_touched;
    uint32_t *touched;
    size_t touched_count;
} forms;

/* Sums += a b at i. */
static void add(forms *F, uint32_t i, uint64_t a, uint64_t b)
{
    if (!F->is_touched[i]) {
        F->is_touched[i] = true;
        F->touched[F->touched_count++] = i;
    }
    F->sums[i] = lb_check_add(F->sums[i], lb_check_multiply(a, b, F->p), F->p);
}

static void add_vector(forms *F, const lb_check_matrix *M, size_t vector, uint64_t factor)
{
    for (size_t e = M->start[vector]; e < M->start[vector + 1]; e++)
        add(F, M->index[e], lb_check_integer_modulo(&M->value[e], F->p), factor);
}

static int compare_values(const void *a, const void *b)
{
    uint32_t i = ((const value *)a)->i, j = ((const value *)b)->i;
    return (i > j) - (i < j);
}

/* Make the sums a form, times a factor; they are forgotten. */
static void take_sums(forms *F, form *f, uint64_t factor)
{
    f->at = lb_check_resize(f->at, F->touched_count * sizeof *f->at);
    f->length = 0;
    for (size_t t = 0; t < F->touched_count; t++) {
        uint32_t i = F->touched[t];
        if (F->sums[i])
            f->at[f->length++] = (value){lb_check_multiply(F->sums[i], factor, F->p), i};
        F->sums[i] = 0;
        F->is_touched[i] = false;
    }
    F->touched_count = 0;
    if (f->length)
        qsort(f->at, f->length, sizeof *f->at, compare_values);
}

static void add_form(forms *F, const form *f, uint64_t factor)
{
    for (size_t e = 0; e < f->length; e++)
        add(F, f->at[e].i, f->at[e].value, factor);
}

/* Remove every pivot: a form brings in no other one. */
static void reduce(forms *F)
{
    for (size_t t = 0, n = F->touched_count; t < n; t++) {
        uint32_t i = F->touched[t];
        if (F->pivot_of[i] != LB_CHECK_NONE && F->sums[i])
            add_form(F, &F->forms[F->pivot_of[i]], F->p - F->sums[i]);
    }
}

static void note_use(forms *F, uint32_t i, uint32_t number)
{
    F->nodes = lb_check_grow(F->nodes, &F->node_capacity, F->node_count + 1, sizeof *F->nodes);
    F->nodes[F->node_count] = (use){number, F->uses[i]};
    F->uses[i] = (uint32_t)F->node_count++;
}

/* Remove the pivot of the newest form from form number n, if it is there. */
static void eliminate(forms *F, uint32_t n)
{
    const form *newest = &F->forms[F->count - 1];
    uint64_t coefficient = 0;
    for (size_t e = 0; e < F->forms[n].length; e++)
        if (F->forms[n].at[e].i == newest->at[0].i)
            coefficient = F->forms[n].at[e].value;
    if (!coefficient)
        return;
    add_form(F, &F->forms[n], 1);
    size_t before = F->touched_count;
    add_form(F, newest, F->p - coefficient);
    for (size_t t = before; t < F->touched_count; t++)
        note_use(F, F->touched[t], n);
    take_sums(F, &F->forms[n], 1);
}

/* Make the reduced sums the next form. */
static bool append(forms *F, lb_check_reader *r)
{
    form *f = &F->forms[F->count];
    take_sums(F, f, 1);
    if (!f->length)
        return lb_check_fail(r, "this form depends on those before it");
    uint64_t inverse = lb_check_invert(f->at[0].value, F->p);
    if (!inverse)
        return lb_check_fail(r, "the pivot of this form has no inverse modulo %llu",
                             (unsigned long long)F->p);
    for (size_t e = 0; e < f->length; e++)
        f->at[e].value = lb_check_multiply(f->at[e].value, inverse, F->p);
    uint32_t number = (uint32_t)F->count++, pivot = f->at[0].i;
    F->pivot_of[pivot] = number;
    for (uint32_t node = F->uses[pivot]; node != LB_CHECK_NONE; node = F->nodes[node].next)
        eliminate(F, F->nodes[node].form);
    F->uses[pivot] = LB_CHECK_NONE;
    for (size_t e = 1; e < f->length; e++)
        note_use(F, f->at[e].i, number);
    return true;
}

/* ---- The steps ---- */

/* The component of coordinate c. */
static void add_component(forms *F, const lb_check_matrix *M, const lb_check_state *psi, uint32_t c)
{
    uint32_t first = psi->at[0];
    const lb_check_integer *a = &psi->entries.at[0], *b = lb_check_entry_at(psi, c);
    if (c < M->count)
        add_vector(F, M, c, c == first ? 1 : lb_check_integer_modulo(a, F->p));
    if (b && c != first)
        add_vector(F, M, first, F->p - lb_check_integer_modulo(b, F->p));
}

/* "s0 ZX4Z", or "i0 ZX4Z" for i times that. */
static bool read_component(forms *F, lb_check_reader *r)
{
    uint64_t s;
    bool known = false, imaginary = lb_check_peek(r) == 'i';
    uint32_t turns = imaginary;
    lb_check_strings *S = &F->O->closure->strings;
    if (!lb_check_read_literal(r, imaginary ? "i" : "s") ||
        !lb_check_read_number(r, &s, 0, LB_CHECK_COUNT_MAX, "number of a state") ||
        !lb_check_read_literal(r, " ") || !lb_check_read_label(r, S->product, S->words, S->qubits))
        return false;
    for (size_t k = 0; k < F->claim->state_count; k++)
        known = known || F->claim->states[k] == s;
    if (!known)
        return lb_check_fail(r, "state %llu is not in this claim", (unsigned long long)s);
    lb_check_state *psi = &F->O->states[s];
    uint32_t c = lb_check_move(psi, S->product, S->words, 0, &turns);
    if (c == psi->at[0] && F->claim->kind != LB_CHECK_SECTOR)
        return lb_check_fail(r, "an orbit has no use for the expectation value");
    add_component(F, &F->O->components[s], psi, c);
    return true;
}

/* "g1 f3", behind the g: at d_i R_i it is sum over l of N_kil f(d_l R_l) / d_l. */
static bool read_composition(forms *F, lb_check_reader *r)
{
    uint64_t k, n;
    if (F->claim->kind != LB_CHECK_SECTOR)
        return lb_check_fail(r, "an orbit is not closed under brackets");
    if (!lb_check_read_number(r, &k, 0, LB_CHECK_COUNT_MAX, "number of a generator") ||
        !lb_check_read_literal(r, " f") ||
        !lb_check_read_number(r, &n, 0, LB_CHECK_COUNT_MAX, "number of a form"))
        return false;
    if (k >= F->O->generators)
        return lb_check_fail(r, "there is no generator %llu", (unsigned long long)k);
    if (n >= F->count)
        return lb_check_fail(r, "there is no form %llu yet", (unsigned long long)n);
    lb_check_set_brackets(F->O);
    for (size_t e = 0; e < F->forms[n].length; e++) {
        value f = F->forms[n].at[e];
        add_vector(F, &F->O->by_result, k * F->O->dimension + f.i,
                   lb_check_multiply(f.value, F->inverses[f.i], F->p));
    }
    return true;
}

static bool read_form(forms *F, lb_check_reader *r)
{
    int first = lb_check_peek(r);
    bool ok = first == 's' || first == 'i'
                  ? read_component(F, r)
                  : lb_check_read_literal(r, "g") && read_composition(F, r);
    if (!ok)
        return false;
    reduce(F);
    return append(F, r) && lb_check_read_line_feed(r);
}

static bool read_header(forms *F, lb_check_reader *r)
{
    uint64_t count;
    if (!lb_check_read_count(r, "forms", &count) || !lb_check_read_literal(r, " modulo ") ||
        !lb_check_read_number(r, &F->p, 0, LB_CHECK_MODULUS_MAX, "modulo"))
        return false;
    if (count != F->claim->value)
        return lb_check_fail(r, "the number of forms is not that of the claim");
    if (F->p < 3 || F->p % 2 == 0)
        return lb_check_fail(r, "the modulus is not odd and at least 3");
    for (size_t i = 0; i < F->O->dimension; i++) {
        uint64_t denominator = lb_check_integer_modulo(lb_check_denominator(F->O, i), F->p);
        F->inverses[i] = lb_check_invert(denominator, F->p);
        if (!F->inverses[i])
            return lb_check_fail(r, "the denominator of row %zu has no inverse modulo %llu", i,
                                 (unsigned long long)F->p);
    }
    return lb_check_read_line_feed(r);
}

static void forms_init(forms *F, lb_check_orbit *O, const lb_check_claim *claim)
{
    size_t D = O->dimension;
    memset(F, 0, sizeof *F);
    F->O = O;
    F->claim = claim;
    F->inverses = lb_check_resize(NULL, D * sizeof *F->inverses);
    F->forms = lb_check_resize(NULL, claim->value * sizeof *F->forms);
    memset(F->forms, 0, claim->value * sizeof *F->forms);
    F->pivot_of = lb_check_resize(NULL, D * sizeof *F->pivot_of);
    F->uses = lb_check_resize(NULL, D * sizeof *F->uses);
    memset(F->pivot_of, 0xff, D * sizeof *F->pivot_of);
    memset(F->uses, 0xff, D * sizeof *F->uses);
    F->sums = lb_check_resize(NULL, D * sizeof *F->sums);
    memset(F->sums, 0, D * sizeof *F->sums);
    F->is_touched = lb_check_resize(NULL, D * sizeof *F->is_touched);
    memset(F->is_touched, 0, D * sizeof *F->is_touched);
    F->touched = lb_check_resize(NULL, D * sizeof *F->touched);
}

static void forms_clear(forms *F)
{
    for (size_t n = 0; n < F->claim->value; n++)
        free(F->forms[n].at);
    free(F->forms);
    free(F->inverses);
    free(F->pivot_of);
    free(F->uses);
    free(F->nodes);
    free(F->sums);
    free(F->is_touched);
    free(F->touched);
}

bool lb_check_forms(lb_check_orbit *O, const lb_check_claim *claim)
{
    forms F;
    lb_check_reader *r = O->closure->reader;
    forms_init(&F, O, claim);
    bool ok = read_header(&F, r);
    while (ok && F.count < claim->value)
        ok = read_form(&F, r);
    forms_clear(&F);
    return ok;
}
