/* The kind strings: components, and Theorems A and B of strings.md. */

#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A vector over F2: which of the bits 2 q (x) and 2 q + 1 (z) are set, increasing; and q on the
 * formal sum of strings that it stands for. */
typedef struct bits {
    uint32_t *at;
    size_t length;
    int q;
} bits;

typedef struct list {
    uint32_t *at;
    size_t length, room;
} list;

typedef struct set {
    page *P;
    size_t n, count, room;
    bits *strings;
    uint64_t letters;            /* other than I, of generators and steps */
    uint32_t *slots, *component; /* component: SECOND_NONE while in none */
    size_t slot_count;
    list *neighbours; /* of each string: what anticommutes with it */
    struct summand *summands;
    size_t summand_count, summand_room;
} set;

static void push(list *L, uint32_t value)
{
    L->at = second_grow(L->at, &L->room, L->length + 1, sizeof *L->at);
    L->at[L->length++] = value;
}

/* Whether the strings anticommute: on an odd number of qubits the letters differ and none is I. */
static int anticommute(const bits *a, const bits *b)
{
    int parity = 0;
    size_t i = 0, j = 0;
    while (i < a->length && j < b->length) {
        uint32_t u = a->at[i] / 2, v = b->at[j] / 2;
        bool two = i + 1 < a->length && a->at[i + 1] / 2 == u;
        bool other_two = j + 1 < b->length && b->at[j + 1] / 2 == v;
        if (u == v)
            parity ^= two != other_two || (!two && a->at[i] != b->at[j]);
        i += u <= v ? 1u + two : 0;
        j += v <= u ? 1u + other_two : 0;
    }
    return parity;
}

static bits add(const bits *a, const bits *b)
{
    bits c = {.at = second_resize(NULL, (a->length + b->length) * sizeof *c.at),
              .q = a->q ^ b->q ^ anticommute(a, b)};
    size_t i = 0, j = 0;
    while (i < a->length || j < b->length) {
        if (j == b->length || (i < a->length && a->at[i] < b->at[j]))
            c.at[c.length++] = a->at[i++];
        else if (i == a->length || b->at[j] < a->at[i])
            c.at[c.length++] = b->at[j++];
        else
            i++, j++;
    }
    return c;
}

/* ---- The distinct strings ---- */

static size_t slot_of(const set *C, const bits *v)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < v->length; i++)
        h = (h ^ v->at[i]) * 1099511628211u;
    size_t slot = (h ^ h >> 29) % C->slot_count;
    for (; C->slots[slot] != SECOND_NONE; slot = (slot + 1) % C->slot_count) {
        const bits *w = &C->strings[C->slots[slot]];
        size_t i = 0;
        while (i < v->length && i < w->length && w->at[i] == v->at[i])
            i++;
        if (i == v->length && i == w->length)
            break;
    }
    return slot;
}

static void add_string(set *C, const uint8_t *letters)
{
    list L = {0};
    for (uint32_t q = 0; q < C->n; q++) {
        if (letters[q] == 1 || letters[q] == 2)
            push(&L, 2 * q);
        if (letters[q] >= 2)
            push(&L, 2 * q + 1);
    }
    bits v = {.at = L.at, .length = L.length, .q = 1};
    size_t slot = slot_of(C, &v);
    if (C->slots[slot] != SECOND_NONE)
        return;
    C->strings = second_grow(C->strings, &C->room, C->count + 1, sizeof *C->strings);
    C->slots[slot] = (uint32_t)C->count;
    C->strings[C->count++] = v;
}

static void read_generators(set *C)
{
    second_line(C->P);
    second_word(C->P, "qubits");
    C->n = second_number(C->P, 1, 1000000);
    second_end_line(C->P);
    size_t count = second_count_line(C->P, "generators");
    if (count > C->P->count)
        second_refuse("too few lines");
    C->slot_count = 2 * count + 1;
    C->slots = second_resize(NULL, C->slot_count * sizeof *C->slots);
    memset(C->slots, 0xff, C->slot_count * sizeof *C->slots);
    uint8_t *letters = second_resize(NULL, C->n);
    mpq_t c;
    mpq_init(c);
    for (size_t k = 0; k < count; k++) {
        second_line(C->P);
        if (!second_is(C->P, "0")) {
            second_coefficient(c, second_field(C->P));
            second_label(letters, second_field(C->P), C->n);
            uint64_t weight = 0;
            for (size_t q = 0; q < C->n; q++)
                weight += letters[q] != 0;
            second_count(&C->letters, weight, 1, 1 << 25);
            add_string(C, letters);
        }
        second_end_line(C->P);
    }
}

/* Strings that anticommute differ on some qubit, where both have letters: go through those that
 * have letters on the same qubits. */
static void set_neighbours(set *C)
{
    list *on = memset(second_resize(NULL, C->n * sizeof *on), 0, C->n * sizeof *on);
    uint32_t *seen = second_resize(NULL, C->count * sizeof *seen);
    memset(seen, 0xff, C->count * sizeof *seen);
    C->neighbours = second_resize(NULL, C->count * sizeof *C->neighbours);
    memset(C->neighbours, 0, C->count * sizeof *C->neighbours);
    for (uint32_t a = 0; a < C->count; a++) {
        const bits *v = &C->strings[a];
        for (size_t i = 0; i < v->length; i++) {
            const list *here = &on[v->at[i] / 2];
            for (size_t j = 0; j < here->length; j++) {
                uint32_t b = here->at[j];
                if (seen[b] == a)
                    continue;
                seen[b] = a;
                if (anticommute(v, &C->strings[b])) {
                    push(&C->neighbours[a], b);
                    push(&C->neighbours[b], a);
                }
            }
        }
        for (size_t i = 0; i < v->length; i++)
            if (!i || v->at[i] / 2 != v->at[i - 1] / 2)
                push(&on[v->at[i] / 2], a);
    }
}

/* ---- Direct sums ---- */

typedef enum family { SU, SO, SP, U } family;

typedef struct summand {
    family type;
    mpz_t size, copies, dimension; /* copies of type(size) */
} summand;

/* 2^s copies of type(size); so(3), so(5) and so(6) have other names. */
static void add_summand(set *C, family type, const mpz_t size, size_t s)
{
    summand G = {.type = type};
    mpz_inits(G.dimension, G.copies, NULL);
    mpz_init_set(G.size, size);
    mpz_setbit(G.copies, s);
    if (type == SO && (!mpz_cmp_ui(size, 3) || !mpz_cmp_ui(size, 6))) {
        G.type = SU;
        mpz_set_ui(G.size, mpz_cmp_ui(size, 3) ? 4 : 2);
    } else if (type == SO && !mpz_cmp_ui(size, 5)) {
        G.type = SP;
        mpz_set_ui(G.size, 2);
    }
    mpz_mul(G.dimension, G.size, G.size);
    if (G.type == SU)
        mpz_sub_ui(G.dimension, G.dimension, 1);
    else if (G.type == SO) {
        mpz_sub(G.dimension, G.dimension, G.size);
        mpz_tdiv_q_2exp(G.dimension, G.dimension, 1);
    } else if (G.type == SP) {
        mpz_mul_2exp(G.dimension, G.dimension, 1);
        mpz_add(G.dimension, G.dimension, G.size);
    }
    for (size_t i = 0; i < C->summand_count; i++)
        if (C->summands[i].type == G.type && !mpz_cmp(C->summands[i].size, G.size)) {
            mpz_add(C->summands[i].copies, C->summands[i].copies, G.copies);
            return;
        }
    C->summands =
        second_grow(C->summands, &C->summand_room, C->summand_count + 1, sizeof *C->summands);
    C->summands[C->summand_count++] = G;
}

static int compare_summands(const void *a, const void *b)
{
    const summand *G = a, *H = b;
    if ((G->type == U) != (H->type == U))
        return G->type == U ? 1 : -1;
    int dimensions = mpz_cmp(H->dimension, G->dimension);
    return dimensions ? dimensions : (int)G->type - (int)H->type;
}

/* In decimal, or as 2^e above 1000. */
static char *number_text(const mpz_t n)
{
    size_t e = mpz_scan1(n, 0);
    if (mpz_cmp_ui(n, 1000) <= 0 || mpz_sizeinbase(n, 2) != e + 1)
        return mpz_get_str(NULL, 10, n);
    char *text = second_resize(NULL, 32);
    snprintf(text, 32, "2^%zu", e);
    return text;
}

static void check_rest(page *P, const char *word, const char *rest)
{
    second_line(P);
    size_t length = strlen(word);
    if (!P->rest || strncmp(P->rest, word, length) != 0 || strcmp(P->rest + length, rest) != 0)
        second_refuse("not \"%s%.100s\"", word, rest);
}

static void check_algebra(set *C, second_verdict *V)
{
    static const char *const names[] = {"su", "so", "sp", "u"};
    second_verdict text = {0};
    if (C->summand_count)
        qsort(C->summands, C->summand_count, sizeof *C->summands, compare_summands);
    for (size_t i = 0; i < C->summand_count; i++) {
        const summand *G = &C->summands[i];
        const char *before = i ? " + " : "";
        if (mpz_cmp_ui(G->copies, 1))
            second_prove(&text, "%s%s %s(%s)", before, number_text(G->copies), names[G->type],
                         number_text(G->size));
        else
            second_prove(&text, "%s%s(%s)", before, names[G->type], number_text(G->size));
    }
    if (!C->summand_count)
        second_prove(&text, "0");
    char *algebra = strcpy(second_resize(NULL, text.length + 1), text.proved);
    free(text.proved);
    check_rest(C->P, "algebra ", algebra);
    mpz_t all[3]; /* the dimensions of g, its centre and its derived algebra */
    for (int i = 0; i < 3; i++)
        mpz_init(all[i]);
    for (size_t i = 0; i < C->summand_count; i++)
        mpz_addmul(all[C->summands[i].type == U ? 1 : 2], C->summands[i].copies,
                   C->summands[i].dimension);
    mpz_add(all[0], all[1], all[2]);
    check_rest(C->P, "dimension ", mpz_get_str(NULL, 10, all[0]));
    for (int i = 0; i < 3; i++) {
        static const char *const before[] = {"VERIFIED dimension ", "VERIFIED centre ",
                                             "derived algebra "};
        char *digits = mpz_get_str(NULL, 10, all[i]);
        size_t length = strlen(digits);
        second_prove(V, "%s", before[i]);
        if (length <= 1000)
            second_prove(V, "%s", digits);
        else
            second_prove(V, "%.4s...%s (%zu digits)", digits, digits + length - 4, length);
        second_prove(V, "%s", i == 1 ? ", " : "\n");
    }
    second_prove(V, "algebra %s\n", algebra);
}

/* ---- Components ---- */

static uint32_t take_member(set *C, uint32_t index)
{
    uint32_t string = (uint32_t)second_number(C->P, 0, SECOND_COUNT_MAX);
    if (string >= C->count || C->component[string] != SECOND_NONE)
        second_refuse("no such string, or it is in a component");
    C->component[string] = index;
    return string;
}

/* Reduce the vectors; the first `rank` of the result are independent, and *q_of_dependencies says
 * whether q is 1 on one of the formal sums that are zero. */
static size_t eliminate(bits *rows, size_t count, size_t bit_count, bool *q_of_dependencies)
{
    uint32_t *leading = second_resize(NULL, bit_count * sizeof *leading);
    memset(leading, 0xff, bit_count * sizeof *leading);
    size_t rank = 0;
    *q_of_dependencies = false;
    for (size_t i = 0; i < count; i++) {
        bits v = rows[i];
        while (v.length && leading[v.at[0]] != SECOND_NONE)
            v = add(&v, &rows[leading[v.at[0]]]);
        if (!v.length) {
            *q_of_dependencies = *q_of_dependencies || v.q;
            continue;
        }
        leading[v.at[0]] = (uint32_t)rank;
        rows[rank++] = v;
    }
    second_release(leading);
    return rank;
}

typedef struct pairs {
    size_t M, N;
    uint32_t *strings, (*ends)[2]; /* ends: by string */
    list *at;                      /* by vertex: the strings whose edges end there */
    bits *rows;                    /* the strings, extended by their ends */
} pairs;

/* Read the edges; the graph must be connected. */
static void read_edges(set *C, uint32_t index, pairs *G)
{
    uint32_t *class = second_resize(NULL, G->N * sizeof *class);
    size_t joined = 1;
    for (uint32_t v = 0; v < G->N; v++)
        class[v] = v;
    for (size_t i = 0; i < G->M; i++) {
        second_line(C->P);
        uint32_t a = G->strings[i] = take_member(C, index);
        uint32_t p = (uint32_t)second_number(C->P, 0, G->N - 1);
        uint32_t q = (uint32_t)second_number(C->P, 0, G->N - 1);
        second_end_line(C->P);
        if (p >= q)
            second_refuse("p < q is not so");
        G->ends[a][0] = p;
        G->ends[a][1] = q;
        push(&G->at[p], a);
        push(&G->at[q], a);
        bits v = C->strings[a];
        G->rows[i] = (bits){.at = second_resize(NULL, (v.length + 2) * sizeof *v.at)};
        for (size_t j = 0; j < v.length; j++)
            G->rows[i].at[j] = v.at[j];
        G->rows[i].at[v.length] = 2 * ((uint32_t)C->n + p);
        G->rows[i].at[v.length + 1] = 2 * ((uint32_t)C->n + q);
        G->rows[i].length = v.length + 2;
        while (class[p] != p)
            p = class[p];
        while (class[q] != q)
            q = class[q];
        joined += p != q;
        class[p] = q;
    }
    if (joined != G->N)
        second_refuse("the graph is not connected");
}

/* As many strings anticommute with string a as have edges that share one vertex with its own, and
 * those that do are such. */
static void check_edge(const set *C, uint32_t index, const pairs *G, uint32_t a)
{
    const uint32_t *own = G->ends[a];
    size_t shares = 0;
    for (int e = 0; e < 2; e++)
        for (size_t j = 0; j < G->at[own[e]].length; j++) {
            const uint32_t *other = G->ends[G->at[own[e]].at[j]];
            shares += other[0] != own[0] || other[1] != own[1];
        }
    if (shares != C->neighbours[a].length)
        second_refuse("string %lu anticommutes with too many or too few", (unsigned long)a);
    for (size_t j = 0; j < C->neighbours[a].length; j++) {
        uint32_t b = C->neighbours[a].at[j];
        if (C->component[b] != index || (G->ends[b][0] == own[0] || G->ends[b][0] == own[1]) ==
                                            (G->ends[b][1] == own[0] || G->ends[b][1] == own[1]))
            second_refuse("edges of strings that anticommute do not share one vertex");
    }
}

static void read_pairs(set *C, uint32_t index)
{
    pairs G = {.M = second_number(C->P, 1, SECOND_COUNT_MAX)};
    G.N = second_number(C->P, 3, SECOND_COUNT_MAX);
    size_t s = second_number(C->P, 0, SECOND_COUNT_MAX);
    second_end_line(C->P);
    if (G.N == 4 || G.M > C->count || G.N > G.M + 1)
        second_refuse("not what Theorem A takes");
    G.strings = second_resize(NULL, G.M * sizeof *G.strings);
    G.ends = second_resize(NULL, C->count * sizeof *G.ends);
    G.at = memset(second_resize(NULL, G.N * sizeof *G.at), 0, G.N * sizeof *G.at);
    G.rows = second_resize(NULL, G.M * sizeof *G.rows);
    read_edges(C, index, &G);
    for (size_t i = 0; i < G.M; i++)
        check_edge(C, index, &G, G.strings[i]);
    bool q;
    if (eliminate(G.rows, G.M, 2 * (C->n + G.N), &q) != G.N - 1 + s)
        second_refuse("s is wrong");
    mpz_t size;
    mpz_init_set_ui(size, G.N);
    add_summand(C, SO, size, s);
}

static const bits *element(const set *C, uint32_t index, const bits *steps, size_t count, size_t n)
{
    if (n < C->count && C->component[n] == index)
        return &C->strings[n];
    if (n < C->count || n - C->count >= count)
        second_refuse("no such element");
    return &steps[n - C->count];
}

/* Split the space into pairs with w = 1 and the radical: k, q on the radical, and Arf's invariant.
 */
static size_t split(bits *v, size_t count, bool *q_of_radical, int *arf)
{
    size_t k = 0;
    *q_of_radical = false;
    *arf = 0;
    while (count) {
        bits a = v[--count];
        size_t partner = 0;
        while (partner < count && !anticommute(&a, &v[partner]))
            partner++;
        if (partner == count) {
            *q_of_radical = *q_of_radical || a.q;
            continue;
        }
        bits b = v[partner];
        v[partner] = v[--count];
        k++;
        *arf ^= a.q & b.q;
        for (size_t i = 0; i < count; i++) {
            int with_a = anticommute(&v[i], &a), with_b = anticommute(&v[i], &b);
            if (with_b)
                v[i] = add(&v[i], &a);
            if (with_a)
                v[i] = add(&v[i], &b);
        }
    }
    return k;
}

/* M strings, each but the first with an earlier one that it anticommutes with. */
static bits *read_members(set *C, uint32_t index, size_t M)
{
    bits *rows = second_resize(NULL, M * sizeof *rows);
    for (size_t i = 0; i < M; i++) {
        second_line(C->P);
        uint32_t a = take_member(C, index);
        if (i) {
            uint64_t parent = second_number(C->P, 0, SECOND_COUNT_MAX);
            if (parent >= C->count || C->component[parent] != index || parent == a ||
                !anticommute(&C->strings[a], &C->strings[parent]))
                second_refuse("a parent that is not on an earlier line, or commutes");
        }
        second_end_line(C->P);
        rows[i] = C->strings[a];
    }
    return rows;
}

/* t steps, and six elements. */
static void read_witness(set *C, uint32_t index, size_t t)
{
    static const char chain[6][7] = {"010000", "101000", "010101", "001010", "000100", "001000"};
    page *P = C->P;
    bits *steps = second_resize(NULL, t * sizeof *steps);
    for (size_t j = 0; j < t; j++) {
        second_line(P);
        const bits *a = element(C, index, steps, j, second_number(P, 0, SECOND_COUNT_MAX));
        const bits *b = element(C, index, steps, j, second_number(P, 0, SECOND_COUNT_MAX));
        second_end_line(P);
        if (!anticommute(a, b))
            second_refuse("factors commute");
        steps[j] = add(a, b);
        uint64_t weight = 0;
        for (size_t i = 0; i < steps[j].length; i++)
            weight += !i || steps[j].at[i] / 2 != steps[j].at[i - 1] / 2;
        second_count(&C->letters, weight, 1, 1 << 25);
    }
    second_line(P);
    second_word(P, "six");
    const bits *six[6];
    for (int i = 0; i < 6; i++) {
        six[i] = element(C, index, steps, t, second_number(P, 0, SECOND_COUNT_MAX));
        for (int j = 0; j < i; j++)
            if (anticommute(six[i], six[j]) != chain[i][j] - '0')
                second_refuse("not E6");
    }
    second_end_line(P);
}

static void read_full(set *C, uint32_t index)
{
    page *P = C->P;
    size_t M = second_number(P, 1, SECOND_COUNT_MAX);
    const char *name = second_field(P);
    size_t k = second_number(P, 0, SECOND_COUNT_MAX), s = second_number(P, 0, SECOND_COUNT_MAX);
    size_t t = second_number(P, 0, SECOND_COUNT_MAX);
    second_end_line(P);
    if (M > C->count || t > P->count)
        second_refuse("too few lines");
    bits *rows = read_members(C, index, M);
    read_witness(C, index, t);
    bool q_of_dependencies, q_of_radical;
    int arf;
    size_t rank = eliminate(rows, M, 2 * C->n, &q_of_dependencies);
    size_t half = split(rows, rank, &q_of_radical, &arf), r = rank - 2 * half;
    bool su = q_of_dependencies || q_of_radical;
    const char *is = su ? "su" : arf ? "sp" : "so";
    if (k != half || strcmp(name, is) != 0 || s != (su && !q_of_dependencies ? r - 1 : r))
        second_refuse("type, k or s is wrong");
    mpz_t size;
    mpz_init(size);
    mpz_setbit(size, su || !arf ? k : k - 1);
    add_summand(C, su ? SU : arf ? SP : SO, size, s);
}

static void read_component(set *C, uint32_t index)
{
    second_line(C->P);
    if (second_is(C->P, "pairs")) {
        read_pairs(C, index);
    } else if (second_is(C->P, "full")) {
        read_full(C, index);
    } else {
        second_word(C->P, "alone");
        (void)take_member(C, index);
        second_end_line(C->P);
        mpz_t one;
        mpz_init_set_ui(one, 1);
        add_summand(C, U, one, 0);
    }
}

void second_read_strings(page *P, second_verdict *V)
{
    set C = {.P = P};
    read_generators(&C);
    if (second_count_line(P, "strings") != C.count)
        second_refuse("there are %zu distinct strings", C.count);
    set_neighbours(&C);
    C.component = second_resize(NULL, C.count * sizeof *C.component);
    memset(C.component, 0xff, C.count * sizeof *C.component);
    uint64_t components = second_count_line(P, "components");
    for (uint32_t i = 0; i < components; i++)
        read_component(&C, i);
    for (size_t a = 0; a < C.count; a++) {
        if (C.component[a] == SECOND_NONE)
            second_refuse("string %zu is in no component", a);
        for (size_t j = 0; j < C.neighbours[a].length; j++)
            if (C.component[C.neighbours[a].at[j]] != C.component[a])
                second_refuse("strings of different components anticommute");
    }
    check_algebra(&C, V);
}
