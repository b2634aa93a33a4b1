/* The kind rank: tangents of a circuit modulo p, as they are defined, and their rank. */

#include "circuit.h"

#include <string.h>

static number times(number a, number b, uint64_t p)
{
    uint128 re = (uint128)a.re * b.re + (uint128)(p - a.im) * b.im;
    uint128 im = (uint128)a.re * b.im + (uint128)a.im * b.re;
    return (number){(uint64_t)(re % p), (uint64_t)(im % p)};
}

static number plus(number a, number b, uint64_t p)
{
    return (number){(a.re + b.re) % p, (a.im + b.im) % p};
}

static number power_of_i(unsigned e, uint64_t p)
{
    const number powers[] = {{1, 0}, {0, 1}, {p - 1, 0}, {0, p - 1}};
    return powers[e % 4];
}

/* out += factor W(letters) v, letters on the first n qubits. */
static void add_string(number *out, number factor, const uint8_t *letters, size_t n,
                       const number *v, size_t size, uint64_t p)
{
    for (size_t k = 0; k < size; k++) {
        size_t to = k;
        unsigned e = 0;
        for (size_t q = 0; q < n; q++) {
            size_t bit = k >> q & 1;
            if (letters[q] == 1 || letters[q] == 2)
                to ^= (size_t)1 << q;
            if (letters[q] == 2)
                e += bit ? 3 : 1;
            if (letters[q] == 3)
                e += 2 * (unsigned)bit;
        }
        out[to] = plus(out[to], times(times(factor, power_of_i(e, p), p), v[k], p), p);
    }
}

static void set_amplitudes(const state *S, number *v, uint64_t p)
{
    memset(v, 0, ((size_t)1 << S->n) * sizeof *v);
    for (size_t t = 0; t < S->psi.length; t++) {
        size_t k = 0;
        for (size_t q = 0; q < S->n; q++)
            k += (size_t)(S->classes.letters[S->psi.strings[t] / 2][q] == 1) << q;
        uint64_t part = mpz_fdiv_ui(mpq_numref(S->psi.c[t]), p);
        *(S->psi.strings[t] % 2 ? &v[k].im : &v[k].re) = part;
    }
}

/* The product of 1 + S over the strings S that fix the state, on the first basis vector on which it
 * is not zero; entries are then powers of i times a power of 2, which is taken out. */
static void set_state(const state *S, number *v, uint64_t p)
{
    if (S->has_amplitudes) {
        set_amplitudes(S, v, p);
        return;
    }
    size_t size = (size_t)1 << S->n;
    number *other = second_resize(NULL, size * sizeof *other);
    bool zero = true;
    for (size_t k = 0; zero; k++) {
        memset(v, 0, size * sizeof *v);
        v[k] = (number){1, 0};
        for (size_t j = 0; j < S->n; j++) {
            memcpy(other, v, size * sizeof *v);
            add_string(v, power_of_i((unsigned)S->echelon[j].power, p), S->echelon[j].letters, S->n,
                       other, size, p);
        }
        for (size_t i = 0; i < size; i++)
            zero = zero && !v[i].re && !v[i].im;
    }
    number unit = {0, 0}; /* the first entry, which shall be 1 */
    for (size_t i = 0; i < size && !unit.re && !unit.im; i++)
        unit = v[i];
    uint64_t norm = second_inverse((unit.re * unit.re + unit.im * unit.im) % p, p);
    unit = times((number){unit.re, (p - unit.im) % p}, (number){norm, 0}, p);
    for (size_t i = 0; i < size; i++)
        v[i] = times(v[i], unit, p);
    second_release(other);
}

/* out = a v + the sum of b_i W_i v over terms of a generator, first .. end - 1. */
void second_combine(const circuit *C, number *out, number a, const vector *H, const number *b,
                    size_t first, size_t end, const number *v)
{
    for (size_t s = 0, at = 0; s < C->K->count; s++) {
        size_t size = (size_t)1 << C->O->states[C->K->states[s]].n;
        for (size_t k = at; k < at + size; k++)
            out[k] = times(a, v[k], C->p);
        for (size_t i = first; i < end; i++)
            add_string(out + at, b[i], C->O->C.strings.letters[H->strings[i]], C->O->C.n, v + at,
                       size, C->p);
        at += size;
    }
}

/* The generator without its identity term, with coprime coefficients. */
vector second_without_identity(const closure *C, size_t k)
{
    vector H = {0};
    for (size_t t = 0; t < C->generators[k].length; t++)
        if (C->strings.weight[C->generators[k].strings[t]])
            second_append(&H, C->generators[k].strings[t], C->generators[k].c[t]);
    if (H.length)
        second_make_primitive(&H);
    return H;
}

/* Whether all terms commute, or, of several, all anticommute. */
bool second_all_terms(const closure *C, const vector *H, bool anticommute)
{
    uint8_t *product = second_resize(NULL, C->n);
    bool all = !anticommute || H->length > 1;
    for (size_t a = 0; a < H->length; a++)
        for (size_t b = 0; b < a; b++)
            all = all && second_multiply(C->strings.letters[H->strings[a]],
                                         C->strings.letters[H->strings[b]], C->n, product) %
                                 2 ==
                             anticommute;
    second_release(product);
    return all;
}

/* (1 - i t)^|c|, and its conjugate for c < 0. */
static number gate_power(uint64_t t, const mpz_t c, uint64_t p)
{
    number base = {1, mpz_sgn(c) > 0 ? (p - t) % p : t}, result = {1, 0};
    for (size_t bit = mpz_sizeinbase(c, 2); bit-- > 0;) {
        mpz_t size;
        mpz_init(size);
        mpz_abs(size, c);
        result = times(result, result, p);
        if (mpz_tstbit(size, bit))
            result = times(result, base, p);
        mpz_clear(size);
    }
    return result;
}

/* -i c_a, the factors of -i H. */
number *second_derivative(const vector *H, uint64_t p)
{
    number *b = second_resize(NULL, (H->length + 1) * sizeof *b);
    for (size_t a = 0; a < H->length; a++)
        b[a] = (number){0, (p - mpz_fdiv_ui(mpq_numref(H->c[a]), p)) % p};
    return b;
}

vector second_turned(const circuit *C, const turn *T)
{
    vector H = second_without_identity(&C->O->C, T->generator);
    mpq_t factor;
    mpq_init(factor);
    mpq_set_si(factor, T->factor, 1);
    for (size_t a = 0; a < H.length; a++)
        mpq_mul(H.c[a], H.c[a], factor);
    mpq_clear(factor);
    return H;
}

void second_apply(const circuit *C, size_t j, number *v)
{
    uint64_t p = C->p, t = C->t[C->turns[j].angle];
    vector H = second_turned(C, &C->turns[j]);
    size_t bytes = C->length * sizeof *v;
    number *before = second_resize(NULL, bytes), *b = second_derivative(&H, p);
    if (second_all_terms(&C->O->C, &H, true)) {
        for (size_t a = 0; a < H.length; a++)
            b[a] = times(b[a], (number){t, 0}, p);
        memcpy(before, v, bytes);
        second_combine(C, v, (number){1, 0}, &H, b, 0, H.length, before);
    } else {
        for (size_t a = 0; a < H.length; a++) {
            /* (1 - i t W)^c = A - i B W for (1 - i t)^c = A - i B. */
            number power = gate_power(t, mpq_numref(H.c[a]), p);
            b[a] = (number){0, power.im};
            memcpy(before, v, bytes);
            second_combine(C, v, (number){power.re, 0}, &H, b, a, a + 1, before);
        }
    }
    second_release(before);
    second_release(b);
}

static void check_form(const closure *A, size_t k)
{
    vector H = second_without_identity(A, k);
    if (!second_all_terms(A, &H, false) && !second_all_terms(A, &H, true))
        second_refuse("terms that neither all commute nor all anticommute");
}

static void check_forms(const closure *A)
{
    for (size_t k = 0; k < A->generator_count; k++)
        check_form(A, k);
}

void second_check_gate(const circuit *C, size_t j, uint64_t prime)
{
    const closure *A = &C->O->C;
    const turn *T = &C->turns[j];
    vector H = second_without_identity(A, T->generator);
    uint64_t p = prime, t = C->t[T->angle] % p, square = 0;
    bool commute = second_all_terms(A, &H, false);
    if (!commute && !second_all_terms(A, &H, true))
        second_refuse("terms that neither all commute nor all anticommute");
    if (!commute && (T->factor != 1 || C->uses[T->angle] != 1))
        second_refuse("anticommuting terms by an angle that is shared, or has a factor");
    for (size_t a = 0; a < H.length; a++) {
        uint64_t c = mpz_fdiv_ui(mpq_numref(H.c[a]), p);
        square = (square + c * c) % p;
    }
    if (commute)
        square = 1;
    if (H.length && (t * t % p * square + 1) % p == 0)
        second_refuse("a gate that is singular modulo p");
}

/* Row number `count`, reduced by those before it; whether something is left. */
static bool insert(uint64_t **rows, size_t count, size_t width, uint64_t p)
{
    uint64_t *row = rows[count];
    for (size_t i = 0; i < count; i++) {
        size_t pivot = 0;
        while (!rows[i][pivot])
            pivot++;
        uint64_t factor = row[pivot] * second_inverse(rows[i][pivot], p) % p;
        for (size_t l = 0; l < width; l++)
            row[l] = (row[l] + (p - factor) * rows[i][l]) % p;
    }
    for (size_t l = 0; l < width; l++)
        if (row[l])
            return true;
    return false;
}

uint64_t **second_tangents(const circuit *C, void (*apply)(const circuit *C, size_t j, number *v))
{
    size_t M = C->K->gates, at = 0;
    uint64_t **rows = second_resize(NULL, (M + C->K->count + 1) * sizeof *rows);
    number *psi = second_resize(NULL, C->length * sizeof *psi);
    for (size_t s = 0; s < C->K->count; s++) {
        set_state(&C->O->states[C->K->states[s]], psi + at, C->p);
        at += (size_t)1 << C->O->states[C->K->states[s]].n;
    }
    for (size_t j = 0; j < M + C->K->count; j++) {
        rows[j] = second_resize(NULL, C->length * sizeof(number)); /* re and im, in turn */
        memset(rows[j], 0, C->length * sizeof(number));
    }
    for (size_t j = 0; j < C->turn_count; j++) {
        number *v = second_resize(NULL, C->length * sizeof *v), *row;
        vector H = second_turned(C, &C->turns[j]);
        memset(v, 0, C->length * sizeof *v);
        apply(C, j, psi);
        second_combine(C, v, (number){0, 0}, &H, second_derivative(&H, C->p), 0, H.length, psi);
        for (size_t l = j + 1; l < C->turn_count; l++)
            apply(C, l, v);
        row = (number *)rows[C->turns[j].angle];
        for (size_t k = 0; k < C->length; k++)
            row[k] = plus(row[k], v[k], C->p);
        second_release(v);
    }
    at = 0;
    for (size_t s = 0; s < C->K->count; s++) {
        size_t size = (size_t)1 << C->O->states[C->K->states[s]].n;
        for (size_t k = at; k < at + size; k++)
            ((number *)rows[M + s])[k] = times((number){0, 1}, psi[k], C->p);
        at += size;
    }
    return rows;
}

static size_t find_rank(const circuit *C)
{
    uint64_t **rows = second_tangents(C, second_apply);
    size_t rank = 0;
    for (size_t j = 0; j < C->K->gates + C->K->count; j++) {
        rows[rank] = rows[j];
        rank += insert(rows, rank, 2 * C->length, C->p);
    }
    return rank;
}

bool second_is_prime(uint64_t p)
{
    for (uint64_t d = 2; d * d <= p; d++)
        if (p % d == 0)
            return false;
    return p > 2;
}

static uint64_t bits_of(const vector *H)
{
    uint64_t bits = 0;
    for (size_t t = 0; t < H->length; t++)
        bits += mpz_sizeinbase(mpq_numref(H->c[t]), 2);
    return bits;
}

static void check_sizes(const circuit *C, uint64_t weight)
{
    const closure *A = &C->O->C;
    uint64_t pairs = 0, terms = 0, steps = 0, bits = 0, all = 0;
    for (size_t k = 0; k < A->generator_count; k++) {
        size_t length = A->generators[k].length;
        second_count(&pairs, length, length, UINT64_C(1) << 30);
        bits += bits_of(&A->generators[k]);
    }
    for (size_t j = 0; j < C->turn_count; j++) {
        terms += A->generators[C->turns[j].generator].length;
        if (C->L->stated)
            second_count(&all, bits_of(&A->generators[C->turns[j].generator]), 1,
                         UINT64_C(1) << 28);
    }
    second_count(&steps, C->length * C->turn_count, terms * weight, UINT64_C(1) << 40);
    if (!C->L->stated && A->generator_count)
        second_count(&all, bits, C->K->gates / A->generator_count + 1, UINT64_C(1) << 28);
}

void second_start_circuit(circuit *C, const layers *L, uint64_t weight)
{
    const claim *K = C->K;
    uint64_t entries = 0;
    if (K->value > K->gates || (K->gates && !C->O->C.generator_count))
        second_refuse("more than the gates, or no generators");
    for (size_t s = 0; s < K->count; s++) {
        if (C->O->states[K->states[s]].n > 22)
            second_refuse("a state has more than 22 qubits");
        C->length += (size_t)1 << C->O->states[K->states[s]].n;
    }
    second_count(&entries, C->length, K->gates + K->count, UINT64_C(1) << 27);
    second_set_turns(C, L);
    check_sizes(C, weight);
    C->t = second_resize(NULL, (K->gates + 1) * sizeof *C->t);
}

static uint64_t read_residue(circuit *C, size_t angle)
{
    (void)angle;
    return second_number(C->O->P, 0, C->p - 1);
}

static claim read_rank(orbit *O, const layers *L)
{
    claim K = {.rank = true};
    circuit C = {.O = O, .K = &K};
    K.value = second_number(O->P, 0, SECOND_COUNT_MAX);
    second_read_numbers(O, &K);
    second_line(O->P);
    second_word(O->P, "gates");
    K.gates = second_number(O->P, 0, SECOND_COUNT_MAX);
    second_word(O->P, "modulo");
    C.p = second_number(O->P, 3, (1 << 29) - 1);
    second_end_line(O->P);
    if (!second_is_prime(C.p))
        second_refuse("no prime");
    second_start_circuit(&C, L, 1);
    check_forms(&O->C);
    second_read_angles(&C, read_residue);
    for (size_t j = 0; j < C.turn_count; j++)
        second_check_gate(&C, j, C.p);
    if (find_rank(&C) < K.value + K.count)
        second_refuse("the rank is smaller");
    return K;
}

/* The vector of a line "g5 g0 17 g1 4": psi through the gates, -i H, and back through their adjoints, which
 * have -t for t. */
static number *read_conjugate(circuit *C, const number *psi, uint64_t *steps, uint64_t *bits)
{
    const closure *A = &C->O->C;
    page *P = C->O->P;
    number *v = second_resize(NULL, C->length * sizeof *v);
    number *w = second_resize(NULL, C->length * sizeof *w);
    size_t room = 0, angles = 0, count = 0, k;
    second_line(P);
    C->turns = NULL;
    C->t = NULL;
    for (bool first = true; first || P->rest; first = false) {
        size_t g = second_indexed(P, 'g');
        if (g >= A->generator_count)
            second_refuse("no such generator");
        second_count(steps, C->length, A->generators[g].length, UINT64_C(1) << 38);
        second_count(bits, bits_of(&A->generators[g]), 1, UINT64_C(1) << 28);
        if (first) {
            k = g;
            continue;
        }
        check_form(A, g);
        C->turns = second_grow(C->turns, &room, count + 1, sizeof *C->turns);
        C->t = second_grow(C->t, &angles, count + 1, sizeof *C->t);
        C->turns[count] = (turn){count, g, 1};
        C->t[count++] = second_number(P, 0, C->p - 1);
    }
    second_end_line(P);
    memcpy(v, psi, C->length * sizeof *v);
    for (size_t j = 0; j < count; j++)
        second_apply(C, j, v);
    vector H = second_without_identity(A, k);
    memset(w, 0, C->length * sizeof *w);
    second_combine(C, w, (number){0, 0}, &H, second_derivative(&H, C->p), 0, H.length, v);
    for (size_t j = count; j-- > 0;) {
        C->t[j] = (C->p - C->t[j]) % C->p;
        second_apply(C, j, w);
    }
    second_release(v);
    return w;
}

static claim read_conjugates(orbit *O, const layers *L)
{
    claim K = {.conjugates = true};
    circuit C = {.O = O, .K = &K, .L = L};
    uint64_t steps = 0, bits = 0, pairs = 0, entries = 0;
    K.value = second_number(O->P, 0, SECOND_COUNT_MAX);
    second_read_numbers(O, &K);
    second_line(O->P);
    second_word(O->P, "vectors");
    size_t count = second_number(O->P, 0, SECOND_COUNT_MAX), rank = 0, at = 0;
    second_word(O->P, "modulo");
    C.p = second_number(O->P, 3, (1 << 29) - 1);
    second_end_line(O->P);
    if (!second_is_prime(C.p) || L->stated)
        second_refuse("no prime, or layers");
    for (size_t s = 0; s < K.count; s++) {
        if (O->states[K.states[s]].n > 22)
            second_refuse("a state has more than 22 qubits");
        C.length += (size_t)1 << O->states[K.states[s]].n;
    }
    second_count(&entries, C.length, count + K.count, UINT64_C(1) << 27);
    for (size_t k = 0; k < O->C.generator_count; k++)
        second_count(&pairs, O->C.generators[k].length, O->C.generators[k].length,
                     UINT64_C(1) << 30);
    number *psi = second_resize(NULL, C.length * sizeof *psi);
    uint64_t **rows = second_resize(NULL, (count + K.count + 1) * sizeof *rows);
    for (size_t s = 0; s < K.count; s++) {
        size_t size = (size_t)1 << O->states[K.states[s]].n;
        set_state(&O->states[K.states[s]], psi + at, C.p);
        number *phase = second_resize(NULL, C.length * sizeof *phase);
        memset(phase, 0, C.length * sizeof *phase);
        for (size_t i = at; i < at + size; i++)
            phase[i] = times((number){0, 1}, psi[i], C.p);
        rows[rank] = (uint64_t *)phase;
        rank += insert(rows, rank, 2 * C.length, C.p);
        at += size;
    }
    for (size_t v = 0; v < count; v++) {
        rows[rank] = (uint64_t *)read_conjugate(&C, psi, &steps, &bits);
        rank += insert(rows, rank, 2 * C.length, C.p);
    }
    if (rank < K.value + K.count)
        second_refuse("the rank is smaller");
    return K;
}

/* ---- What it comes to ---- */

static bool same_states(const claim *a, const claim *b)
{
    return a->count == b->count && !memcmp(a->states, b->states, a->count * sizeof *a->states);
}

static void prove_states(const orbit *O, const claim *K, second_verdict *V)
{
    if (O->state_count > 1) {
        second_prove(V, " of state%s", K->count > 1 ? "s" : "");
        for (size_t i = 0; i < K->count; i++)
            second_prove(V, " %lu", (unsigned long)K->states[i]);
        second_prove(V, "%s", K->count > 1 ? ", jointly" : "");
    }
    second_prove(V, "\n");
}

/* R is in r .. u, and M_c in r .. m. */
static void conclude(const orbit *O, bool closed, bool layered, const claim *all, size_t count,
                     const claim *of, second_verdict *V)
{
    size_t r = 0, u = 0, K = O->C.generator_count;
    for (size_t s = 0; s < of->count; s++)
        u += ((size_t)2 << O->states[of->states[s]].n) - 2;
    if (!K)
        u = 0;
    if (closed && O->C.dimension < u)
        u = O->C.dimension;
    for (size_t c = 0; c < count; c++) {
        if (!same_states(&all[c], of))
            continue;
        if ((all[c].rank || all[c].conjugates) && all[c].value > r)
            r = all[c].value;
        if (!all[c].rank && !all[c].conjugates && all[c].value < u)
            u = all[c].value;
    }
    size_t none = SIZE_MAX, m = !u ? 0 : layered ? none : (K - 1) * u + 1;
    for (size_t c = 0; c < count; c++)
        if (same_states(&all[c], of) && all[c].rank && all[c].value == u && all[c].gates < m)
            m = all[c].gates;
    if (r == u)
        second_prove(V, "VERIFIED maximal rank %zu", u);
    else
        second_prove(V, "VERIFIED maximal rank %zu .. %zu", r, u);
    prove_states(O, of, V);
    if (m == none)
        second_prove(V, "VERIFIED M_c at least %zu", r);
    else if (r < m)
        second_prove(V, "VERIFIED M_c %zu .. %zu", r, m);
    else if (!m)
        second_prove(V, "VERIFIED M_c = 0");
    else if (layered)
        second_prove(V, "VERIFIED M_c = %zu", m);
    else if (m % K)
        second_prove(V, "VERIFIED M_c = %zu (%zu layer%s of %zu angle%s and %zu more)", m, m / K,
                     m / K == 1 ? "" : "s", K, K == 1 ? "" : "s", m % K);
    else
        second_prove(V, "VERIFIED M_c = %zu (%zu layer%s of %zu angle%s)", m, m / K,
                     m / K == 1 ? "" : "s", K, K == 1 ? "" : "s");
    prove_states(O, of, V);
}

static void prove_ranks(const orbit *O, bool closed, bool layered, const claim *all, size_t count,
                        second_verdict *V)
{
    for (size_t c = 0; c < count; c++)
        if (all[c].rank) {
            second_prove(V, "VERIFIED rank at least %zu with %zu angle%s", all[c].value,
                         all[c].gates, all[c].gates == 1 ? "" : "s");
            prove_states(O, &all[c], V);
        }
    for (size_t c = 0; c < count; c++) {
        bool new = all[c].rank || all[c].conjugates;
        for (size_t d = 0; d < c; d++)
            new = new && !((all[d].rank || all[d].conjugates) && same_states(&all[c], &all[d]));
        if (new)
            conclude(O, closed, layered, all, count, &all[c], V);
    }
}

void second_read_rank(page *P, second_verdict *V)
{
    orbit O = {.P = P};
    claim *all = NULL;
    size_t count = 0, room = 0;
    uint64_t bound = 0;
    second_verdict algebra = {.length = 0};
    second_read_generators(&O.C, P);
    second_line(P);
    bool sectors = second_is(P, "algebra");
    if (sectors)
        second_word(P, "sectors");
    else
        second_word(P, "closure");
    bool closed = !sectors && second_number(P, 0, 1);
    second_end_line(P);
    if (sectors)
        bound = second_read_sectors_of(&O.C, V, &algebra);
    if (closed)
        second_read_closed(&O.C, P, V);
    if (closed && (O.C.symmetry.line_count || O.C.symmetry.map_count))
        second_refuse("a symmetry");
    second_read_states(&O);
    second_set_brackets(&O);
    layers L;
    second_read_layers(&L, P, O.C.generator_count);
    for (uint64_t claims = second_count_line(P, "claims"); claims; claims--) {
        second_line(P);
        bool rank = second_is(P, "rank");
        bool padic = second_is(P, "padic");
        bool conjugates = second_is(P, "conjugates");
        bool space = second_is(P, "invariant");
        if (!rank && !padic && !conjugates && !space && !closed)
            second_refuse("no closure");
        all = second_grow(all, &room, count + 1, sizeof *all);
        all[count++] = rank         ? read_rank(&O, &L)
                       : padic      ? second_read_padic(&O, &L)
                       : conjugates ? read_conjugates(&O, &L)
                       : space      ? second_read_space(&O)
                                    : second_read_claim(&O);
    }
    if (sectors)
        O.C.dimension = bound;
    prove_ranks(&O, closed || sectors, L.stated, all, count, V);
    if (sectors)
        second_prove(V, "%s", algebra.proved);
    for (size_t c = 0; c < count; c++)
        if (!all[c].rank)
            second_prove_claim(&all[c], V);
}
