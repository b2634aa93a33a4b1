/* Conserved numbers <psi_s | C psi_t> beside the norms, C = W(P) or W(P) K, K the conjugation of the
 * amplitudes: their forms on V, modulo p, and whether they vanish on the phases, exactly.
 *
 * Let f be what the strings fix of the state psi_s. They fix K f with other signs, so K f = W(u) f for
 * some string u if the phase of f is right; and what the same strings, with other signs, fix of psi_t is
 * W(v) f. A form is written in coordinates with these; another phase of f, or another choice of u or v,
 * makes the same two forms of them. */

#include "check/rank/rank.h"

#include <stdlib.h>
#include <string.h>

/* proofs/README.md. */
#define PRODUCTS_MAX (UINT64_C(1) << 34) /* squares of forms times dim V */
#define VALUES_MAX   (UINT64_C(1) << 32) /* forms times entries of V */
#define PARTS_MAX    (UINT64_C(1) << 30) /* parts of amplitudes, times qubits and 200 */
#define PAIRS_MAX    (UINT64_C(1) << 38) /* strings times terms, times qubits and 200 */

/* A form takes the vector v to the sum of `value` times its coordinate. */
typedef struct entry {
    uint32_t coordinate;
    bool negative;
    const lb_check_integer *value;
} entry;

typedef struct quantity {
    bool conjugates, two; /* two: the line names two states */
    size_t left, right;   /* s and t: their places in the claim */
    size_t qubits, words;
    uint64_t *P, *u, *v, *term; /* strings, u that of the identity without K; term: room for one */
} quantity;

typedef struct quantities {
    const lb_check_span_basis *V;
    lb_check_reader *reader;
    lb_check_field field;
    lb_check_elimination forms;
    uint32_t *residues; /* of the entries of V */
    uint32_t *values;   /* of a form on the vectors of V, as a row of the forms */
    size_t entry_count, entry_capacity, place_capacity;
    entry *entries;
    uint32_t *place; /* by coordinate: that of an entry and 1 more, or 0 */
    uint64_t parts, pairs;
} quantities;

static lb_check_state *state_of(const quantities *Q, size_t i)
{
    return &Q->V->O->states[Q->V->claim->states[i]];
}

static bool too_many(quantities *Q)
{
    return lb_check_fail(Q->reader, "these conserved quantities are too many to be checked");
}

/* ---- Strings ---- */

static bool is_odd(const uint64_t *P, size_t words)
{
    int letters = 0;
    for (size_t w = 0; w < words; w++)
        letters += __builtin_popcountll(P[w] & P[words + w]);
    return letters % 2;
}

static bool anticommute(const uint64_t *a, const uint64_t *b, size_t words)
{
    return lb_check_quarters(a, b, words, 0, words) % 2;
}

/* Whether reduced string number j of the state shall anticommute with what is made. */
typedef bool demand(void *context, const lb_check_state *psi, uint32_t j, bool *wanted);

/* The product of strings, each of which anticommutes with one of the reduced strings alone: of X or Z on
 * the qubit of its pivot. */
static bool solve(uint64_t *string, const lb_check_state *psi, demand *asks, void *context)
{
    size_t W = psi->words;
    memset(string, 0, 2 * W * sizeof *string);
    for (size_t bit = 0; bit < 128 * W; bit++) {
        bool wanted;
        if (psi->reduced_at[bit] == LB_CHECK_NONE)
            continue;
        if (!asks(context, psi, psi->reduced_at[bit], &wanted))
            return false;
        size_t other = bit < 64 * W ? bit + 64 * W : bit - 64 * W;
        string[other / 64] |= (uint64_t)wanted << other % 64;
    }
    return true;
}

static bool has_other_sign_conjugated(void *context, const lb_check_state *psi, uint32_t j,
                                      bool *wanted)
{
    (void)context;
    *wanted = is_odd(psi->reduced[j].xz, psi->words);
    return true;
}

/* False unless the string is one of those of the left state, up to its sign. */
static bool has_other_sign_left(void *context, const lb_check_state *psi, uint32_t j, bool *wanted)
{
    uint32_t turns = 0;
    if (lb_check_move(context, psi->reduced[j].xz, psi->words, 0, &turns) != 0)
        return false;
    *wanted = psi->reduced[j].negative ^ (turns != 0);
    return true;
}

static bool relate_states(quantities *Q, quantity *q)
{
    lb_check_state *s = state_of(Q, q->left), *t = state_of(Q, q->right);
    memset(q->u, 0, 2 * q->words * sizeof *q->u);
    if (q->conjugates)
        solve(q->u, s, has_other_sign_conjugated, NULL);
    return solve(q->v, t, has_other_sign_left, s) ||
           lb_check_fail(Q->reader, "the strings of these states differ in more than their signs");
}

/* W(P) commutes with every i H, or W(P) K does. */
static bool commutes(quantities *Q, const quantity *q)
{
    const lb_check_closure *C = Q->V->O->closure;
    size_t words = C->strings.words;
    Q->pairs += C->generators.length * (q->qubits + LB_CHECK_MET_EXTRA);
    if (Q->pairs > PAIRS_MAX)
        return too_many(Q);
    memset(q->term, 0, 2 * q->words * sizeof *q->term);
    for (size_t t = 0; t < C->generators.length; t++) {
        const uint64_t *term = lb_check_words_of(&C->strings, C->generators.ids[t]);
        memcpy(q->term, term, words * sizeof *term);
        memcpy(q->term + q->words, term + words, words * sizeof *term);
        bool wanted = q->conjugates && !is_odd(q->term, q->words);
        if (anticommute(q->P, q->term, q->words) != wanted)
            return lb_check_fail(Q->reader, "this does not commute with every generator");
    }
    return true;
}

/* ---- Reading ---- */

static bool read_place(quantities *Q, size_t *place)
{
    const lb_check_claim *claim = Q->V->claim;
    uint64_t number;
    if (!lb_check_read_number(Q->reader, &number, 0, LB_CHECK_NONE - 1, "number of a state"))
        return false;
    for (*place = 0; *place < claim->state_count; ++*place)
        if (claim->states[*place] == number)
            return lb_check_read_literal(Q->reader, " ");
    return lb_check_fail(Q->reader, "state %llu is not in this claim", (unsigned long long)number);
}

/* "linear 0 ", "antilinear 0 1 ". */
static bool read_head(quantities *Q, quantity *q)
{
    lb_check_reader *r = Q->reader;
    q->conjugates = lb_check_peek(r) == 'a';
    if (!lb_check_read_literal(r, q->conjugates ? "antilinear " : "linear ") ||
        !read_place(Q, &q->left))
        return false;
    q->right = q->left;
    q->two = lb_check_is_digit(lb_check_peek(r));
    if (q->two && !read_place(Q, &q->right))
        return false;
    q->qubits = state_of(Q, q->left)->qubits;
    q->words = state_of(Q, q->left)->words;
    return true;
}

static void quantity_clear(quantity *q)
{
    free(q->P);
    free(q->u);
    free(q->v);
    free(q->term);
}

static void quantity_open(quantity *q)
{
    size_t size = 2 * q->words * sizeof *q->P;
    q->P = lb_check_resize(NULL, size);
    q->u = lb_check_resize(NULL, size);
    q->v = lb_check_resize(NULL, size);
    q->term = lb_check_resize(NULL, size);
}

static bool read_string(quantities *Q, quantity *q)
{
    lb_check_reader *r = Q->reader;
    if (q->two && q->right <= q->left)
        return lb_check_fail(r, "the two states are not in increasing order");
    if (q->two && state_of(Q, q->right)->qubits != q->qubits)
        return lb_check_fail(r, "the two states have different numbers of qubits");
    if (!lb_check_read_label(r, q->P, q->words, q->qubits))
        return false;
    return q->two || !q->conjugates || !is_odd(q->P, q->words) ||
           lb_check_fail(r, "the string has an odd number of Y, and the number is zero");
}

/* ---- Forms ---- */

/* Add the coordinates of i^turns W(P) .. psi of the state `from`, in those of the state `to`: the strings
 * `first` come before that of a coordinate, in their order. */
static void add_vector(quantities *Q, const quantity *q, size_t to, size_t from,
                       uint64_t *const first[2], uint32_t turns)
{
    lb_check_state *psi = state_of(Q, from), *of = state_of(Q, to);
    for (size_t k = 0; k < psi->entry_count; k++) {
        uint32_t part = psi->at[k] % 2, c = 0, power = turns + (q->conjugates ? 3 : 1) * part;
        memcpy(q->term, lb_check_words_of(&psi->representatives, psi->at[k] / 2),
               2 * q->words * sizeof *q->term);
        for (size_t j = 0; j < 2; j++)
            c = lb_check_move(of, first[j], q->words, c, &power);
        c = lb_check_move(of, q->term, q->words, c, &power);
        c = lb_check_move(of, q->P, q->words, c, &power);
        Q->entries =
            lb_check_grow(Q->entries, &Q->entry_capacity, Q->entry_count + 1, sizeof *Q->entries);
        Q->entries[Q->entry_count++] =
            (entry){lb_check_number_of(Q->V->numbers, to, c), power, &psi->entries.at[k]};
    }
}

/* The form v -> Re <C psi_t | v_s> + Re <C^T psi_s | v_t>, once where s = t, with i^k C for C. C^T is
 * W(P) for W(P), and (-1)^y(P) W(P) K for W(P) K; i^k C has i^-k C^T and i^k C^T in its place. */
static void set_form(quantities *Q, const quantity *q, uint32_t k)
{
    uint32_t odd = is_odd(q->P, q->words), back = q->conjugates ? k + 2 * odd : 4 - k;
    /* K W(v) f = (-1)^y(v) W(v) W(u) f. */
    uint32_t turned = q->conjugates ? 2 * (uint32_t)is_odd(q->v, q->words) : 0;
    Q->entry_count = 0;
    add_vector(Q, q, q->left, q->right, (uint64_t *const[2]){q->u, q->v}, k + turned);
    if (q->left != q->right)
        add_vector(Q, q, q->right, q->left, (uint64_t *const[2]){q->v, q->u}, back);
    size_t before = Q->place_capacity;
    for (size_t e = 0; e < Q->entry_count; e++)
        Q->place = lb_check_grow(Q->place, &Q->place_capacity, Q->entries[e].coordinate + (size_t)1,
                                 sizeof *Q->place);
    if (Q->place_capacity > before)
        memset(Q->place + before, 0, (Q->place_capacity - before) * sizeof *Q->place);
    for (size_t e = 0; e < Q->entry_count; e++)
        Q->place[Q->entries[e].coordinate] = (uint32_t)e + 1;
}

static void forget_form(quantities *Q)
{
    for (size_t e = 0; e < Q->entry_count; e++)
        Q->place[Q->entries[e].coordinate] = 0;
}

/* The entry of a coordinate, or NULL. */
static const entry *entry_at(const quantities *Q, uint32_t coordinate)
{
    if (coordinate >= Q->place_capacity || !Q->place[coordinate])
        return NULL;
    return &Q->entries[Q->place[coordinate] - 1];
}

static uint32_t residue_of(const quantities *Q, const entry *e)
{
    uint32_t a = (uint32_t)lb_check_integer_modulo(e->value, Q->field.p);
    return e->negative ? lb_check_field_negate(&Q->field, a) : a;
}

/* Whether the form is independent, on V, of those before it. */
static bool raises_rank(quantities *Q)
{
    const lb_check_span_basis *V = Q->V;
    for (size_t i = 0; i < V->count; i++) {
        uint64_t value = 0;
        for (size_t e = V->start[i]; e < V->start[i + 1]; e++) {
            const entry *of = entry_at(Q, V->index[e]);
            if (of)
                value = (value + (uint64_t)residue_of(Q, of) * Q->residues[e]) % Q->field.p;
        }
        Q->values[i] = (uint32_t)value;
    }
    size_t before = Q->forms.count;
    lb_check_elimination_insert(&Q->forms, Q->values, 1);
    return Q->forms.count > before;
}

/* total += the form on (0, .., i psi_s, .., 0). */
static void add_phase(const quantities *Q, size_t s, lb_check_integer *total)
{
    const lb_check_state *psi = state_of(Q, s);
    for (size_t k = 0; k < psi->entry_count; k++) {
        bool imaginary = psi->at[k] % 2;
        const entry *of = entry_at(Q, lb_check_number_of(Q->V->numbers, s, psi->at[k] ^ 1));
        if (of)
            lb_check_integer_add_product(total, of->value, &psi->entries.at[k],
                                         of->negative != imaginary ? -1 : 1);
    }
}

/* Demand that the form vanishes on phases. */
static void try_phases(const quantities *Q, const quantity *q, lb_check_phases *phases)
{
    static const lb_check_integer one = {1, NULL};
    lb_check_integer left = {0, NULL}, right = {0, NULL};
    add_phase(Q, q->left, &left);
    if (q->right != q->left)
        add_phase(Q, q->right, &right);
    lb_check_phases_relate(phases, q->left, &left, q->right, &right);
    lb_check_integer_add_product(&left, &right, &one, 1);
    phases->sum = phases->sum && lb_check_integer_is(&left, 0);
    lb_check_integer_clear(&left);
    lb_check_integer_clear(&right);
}

/* Add the forms of a quantity; whether one is new. */
static bool add_forms(quantities *Q, const quantity *q, lb_check_phases *phases)
{
    bool new = false, real = q->left == q->right && !q->conjugates;
    for (uint32_t k = 0; k < (real ? 1 : 2); k++) {
        set_form(Q, q, k);
        new = raises_rank(Q) || new;
        try_phases(Q, q, phases);
        forget_form(Q);
    }
    return new;
}

/* ---- The section ---- */

static bool count_parts(quantities *Q, const quantity *q)
{
    uint64_t parts = state_of(Q, q->left)->entry_count + state_of(Q, q->right)->entry_count;
    Q->parts += parts * (q->qubits + LB_CHECK_MET_EXTRA);
    return Q->parts <= PARTS_MAX || too_many(Q);
}

static bool read_quantity(quantities *Q, lb_check_phases *phases)
{
    quantity q = {.conjugates = false};
    if (!read_head(Q, &q))
        return false;
    quantity_open(&q);
    bool ok = read_string(Q, &q) && count_parts(Q, &q) && commutes(Q, &q) && relate_states(Q, &q);
    ok = ok && (add_forms(Q, &q, phases) ||
                lb_check_fail(Q->reader, "this quantity follows from those before it"));
    quantity_clear(&q);
    return ok && lb_check_read_line_feed(Q->reader);
}

/* The squares of the vectors: linear ones, of the identity. */
static void add_norm(quantities *Q, size_t i, lb_check_phases *phases)
{
    quantity q = {.left = i, .right = i};
    q.words = state_of(Q, i)->words;
    quantity_open(&q);
    memset(q.P, 0, 2 * q.words * sizeof *q.P);
    memset(q.u, 0, 2 * q.words * sizeof *q.u);
    memset(q.v, 0, 2 * q.words * sizeof *q.v);
    add_forms(Q, &q, phases);
    quantity_clear(&q);
}

static bool is_within(const quantities *Q, uint64_t count)
{
    const lb_check_span_basis *V = Q->V;
    uint64_t forms = V->claim->state_count + 2 * count;
    return forms <= VALUES_MAX / V->start[V->count] && forms <= PRODUCTS_MAX / V->count / forms;
}

static bool read_all(quantities *Q, uint64_t count, lb_check_phases *phases)
{
    const lb_check_span_basis *V = Q->V;
    size_t m = V->claim->state_count;
    Q->residues = lb_check_resize(NULL, V->start[V->count] * sizeof *Q->residues);
    for (size_t e = 0; e < V->start[V->count]; e++)
        Q->residues[e] = (uint32_t)lb_check_integer_modulo(&V->value[e], Q->field.p);
    lb_check_elimination_init(&Q->forms, &Q->field, V->count);
    Q->values = lb_check_resize(NULL, Q->forms.room * sizeof *Q->values);
    memset(Q->values, 0, Q->forms.room * sizeof *Q->values);
    for (size_t i = 0; i < m; i++)
        add_norm(Q, i, phases);
    bool ok = true;
    for (uint64_t k = 0; k < count && ok; k++)
        ok = read_quantity(Q, phases);
    return ok;
}

bool lb_check_read_quantities(const lb_check_span_basis *V, lb_check_reader *r,
                              lb_check_claim *claim, size_t *rank, lb_check_phases *phases)
{
    uint64_t p, count;
    quantities Q = {.V = V, .reader = r};
    if (!lb_check_read_literal(r, "quantities ") ||
        !lb_check_read_number(r, &count, 1, LB_CHECK_COUNT_MAX, "quantities") ||
        !lb_check_read_prime(r, &p) || !lb_check_read_line_feed(r))
        return false;
    if (!is_within(&Q, count))
        return too_many(&Q);
    Q.field = lb_check_field_make((uint32_t)p);
    bool ok = read_all(&Q, count, phases);
    *rank = Q.forms.count;
    claim->quantities = count;
    lb_check_elimination_clear(&Q.forms);
    free(Q.residues);
    free(Q.values);
    free(Q.entries);
    free(Q.place);
    return ok;
}
