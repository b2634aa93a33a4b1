/* With t = tan(theta), up to a real factor, a gate is the product of (1 - i t W)^c over the terms
 * c W of its generator, where they commute, and 1 - i t H where they anticommute. With A - i B =
 * (1 - i t)^c, a power of 1 - i t W is A - i B W. */

#include "check/rank/rank.h"

#include <stdlib.h>
#include <string.h>

enum { LANES = LB_CHECK_LANES };

/* One gate: operators -i B W and factors A of its terms, or in an anticommuting sum -i t c W and 1, at
 * each of the points. */
struct lb_check_gate {
    const lb_check_generator *H;
    uint32_t *real, *imaginary; /* A, and B or t c */
    uint32_t
        *table; /* on the qubits of the ansatz, for several terms of Z, or of X between two H */
    bool turns;
};

/* ---- Numbers ---- */

/* (re, im) = (1 - i t)^|c|. */
static void set_power(const lb_check_field *F, uint32_t t, const mpz_t c, uint32_t *re,
                      uint32_t *im)
{
    uint64_t p = F->p, a = 1, b = 0, minus = lb_check_field_negate(F, t);
    for (size_t bit = mpz_sizeinbase(c, 2); bit-- > 0;) {
        uint64_t square = (a * a + (p - b) * b) % p;
        b = 2 * a * b % p;
        a = square;
        if (mpz_tstbit(c, bit)) {
            square = (a + (p - minus) * b) % p;
            b = (b + minus * a) % p;
            a = square;
        }
    }
    *re = (uint32_t)a;
    *im = (uint32_t)b;
}

/* 1 + t^2 h^2, with h = 1 where terms commute. */
static uint64_t square_of(const lb_check_circuit *C, const lb_check_turn *turn)
{
    const lb_check_generator *H = &C->generators[turn->generator];
    uint64_t p = C->field.p, t = C->point[turn->angle], square = !H->anticommuting;
    for (size_t a = 0; H->anticommuting && a < H->length; a++) {
        uint64_t c = mpz_fdiv_ui(H->coefficients[a], p);
        square = (square + c * c) % p;
    }
    return H->length ? (t * t % p * square + 1) % p : 1;
}

static uint64_t power_of(uint64_t a, const mpz_t exponent, uint64_t p)
{
    mpz_t base, modulus;
    mpz_init_set_ui(base, a);
    mpz_init_set_ui(modulus, p);
    mpz_powm(base, base, exponent, modulus);
    uint64_t power = mpz_get_ui(base);
    mpz_clears(base, modulus, NULL);
    return power;
}

/* The adjoint of a gate times the gate: that to the power of the sum of the absolute values of its
 * coefficients, where terms commute. */
uint32_t lb_check_norm(const lb_check_circuit *C, const lb_check_turn *turn)
{
    const lb_check_generator *H = &C->generators[turn->generator];
    uint64_t square = square_of(C, turn);
    mpz_t sum, c;
    if (H->anticommuting)
        return (uint32_t)square;
    mpz_inits(sum, c, NULL);
    for (size_t a = 0; a < H->length; a++) {
        mpz_mul_si(c, H->coefficients[a], turn->factor);
        mpz_abs(c, c);
        mpz_add(sum, sum, c);
    }
    uint64_t norm = power_of(square, sum, C->field.p);
    mpz_clears(sum, c, NULL);
    return (uint32_t)norm;
}

bool lb_check_is_rational(const lb_check_generator *H, const lb_check_sequence *T,
                          const lb_check_turn *turn)
{
    return H->commuting || (H->anticommuting && turn->factor == 1 && T->uses[turn->angle] == 1);
}

bool lb_check_circuit_is_regular(const lb_check_circuit *C)
{
    for (size_t j = 0; j < C->sequence->count; j++)
        if (square_of(C, &C->sequence->turns[j]) == 0)
            return false;
    return true;
}

/* ---- Making gates ---- */

/* Term number a at one of the points, where its coefficient is that of the generator times the factor of
 * the turn. */
static void set_term(const lb_check_gates *G, lb_check_gate *gate, size_t a, int64_t factor,
                     size_t point, uint32_t t)
{
    const lb_check_field *F = &G->C->field;
    mpz_t c;
    mpz_init(c);
    mpz_mul_si(c, gate->H->coefficients[a], factor);
    uint32_t re = 1, im;
    if (gate->H->anticommuting) {
        im = (uint32_t)((uint64_t)t * mpz_fdiv_ui(c, F->p) % F->p);
    } else {
        bool negative = mpz_sgn(c) < 0;
        mpz_abs(c, c);
        set_power(F, t, c, &re, &im);
        if (!negative)
            im = lb_check_field_negate(F, im);
    }
    mpz_clear(c);
    gate->real[a * G->points + point] = lb_check_field_factor(F, re);
    gate->imaginary[a * G->points + point] = lb_check_field_factor(F, im);
}

/* out = base times the factors of a term + its operator on v. */
static void add_term(const lb_check_gates *G, const lb_check_gate *gate, size_t a,
                     const lb_check_panel_sum *shape, uint32_t *out, const uint32_t *base,
                     const uint32_t *v)
{
    uint32_t real[LANES], imaginary[LANES];
    lb_check_panel_sum S = *shape;
    for (size_t l = 0; l < S.lanes; l++) {
        size_t at = a * G->points + (G->points > 1 ? l : 0);
        real[l] = gate->real[at];
        imaginary[l] = gate->imaginary[at];
        if (real[l] != G->C->field.one)
            S.base_factors = real;
    }
    S.factors = imaginary;
    lb_check_vector_add(&G->C->field, &S, out, base, v);
}

/* Where apply_terms leaves what it makes of v: in v, or else in the other room. */
static bool stays(const lb_check_generator *H)
{
    return !H->anticommuting && H->length % 2 == 0;
}

/* The gate on vectors of one state, with room for as many. */
static void apply_terms(const lb_check_gates *G, const lb_check_gate *gate,
                        const lb_check_table_shape *shape, uint32_t *v, uint32_t *room)
{
    const lb_check_generator *H = gate->H;
    lb_check_panel_sum S = {.size = shape->size, .lanes = shape->lanes};
    for (size_t a = 0; a < H->length; a++) {
        S.string = H->strings[a];
        S.string.power = (S.string.power + (shape->conjugate ? 1 : 3)) % 4;
        if (gate->turns)
            S.string = (lb_check_operator){0, S.string.x, S.string.power};
        if (H->anticommuting) {
            add_term(G, gate, a, &S, room, a ? room : v, v);
            continue;
        }
        add_term(G, gate, a, &S, room, v, v);
        uint32_t *other = v;
        v = room;
        room = other;
    }
}

/* What the operators make of a vector of ones, or of 1 / 2^n, as two H on n qubits are 2^n. */
static void make_table(const lb_check_gates *G, lb_check_gate *gate)
{
    const lb_check_table_shape shape = {.size = (size_t)1 << G->C->qubits, .lanes = 1};
    const lb_check_field *F = &G->C->field;
    uint32_t *table = lb_check_resize(NULL, 2 * shape.size * sizeof *table), start = 1;
    if (gate->turns)
        start = (uint32_t)lb_check_invert(shape.size % F->p, F->p);
    for (size_t k = 0; k < shape.size; k++) {
        table[k] = lb_check_field_factor(F, start);
        table[shape.size + k] = 0;
    }
    apply_terms(G, gate, &shape, table, G->scratch);
    if (!stays(gate->H))
        memcpy(table, G->scratch, 2 * shape.size * sizeof *table);
    gate->table = table;
}

static void make_gate(const lb_check_gates *G, size_t j)
{
    const lb_check_turn *turn = &G->C->sequence->turns[j];
    const lb_check_generator *H = &G->C->generators[turn->generator];
    lb_check_gate *gate = &G->at[j];
    *gate = (lb_check_gate){.H = H};
    gate->real = lb_check_resize(NULL, H->length * G->points * sizeof *gate->real);
    gate->imaginary = lb_check_resize(NULL, H->length * G->points * sizeof *gate->imaginary);
    for (size_t a = 0; a < H->length; a++)
        for (size_t l = 0; l < G->points; l++)
            set_term(G, gate, a, turn->factor, l, G->C->point[turn->angle * G->points + l]);
    if (G->points > 1)
        return;
    gate->turns = H->flips && H->length > 2;
    if (gate->turns || (H->diagonal && H->length > 1))
        make_table(G, gate);
}

void lb_check_gates_make(lb_check_gates *G)
{
    lb_check_gates_clear(G);
    G->count = G->C->sequence->count;
    G->at = lb_check_resize(NULL, G->count * sizeof *G->at);
    for (size_t j = 0; j < G->count; j++)
        make_gate(G, j);
}

void lb_check_gates_clear(lb_check_gates *G)
{
    for (size_t j = 0; j < G->count; j++) {
        free(G->at[j].real);
        free(G->at[j].imaginary);
        free(G->at[j].table);
    }
    free(G->at);
    G->at = NULL;
    G->count = 0;
}

size_t lb_check_circuit_length(const lb_check_circuit *C)
{
    size_t length = 0;
    for (size_t s = 0; s < C->state_count; s++)
        length += (size_t)2 << C->states[C->numbers[s]].qubits;
    return length;
}

/* Long vectors are not put side by side, as panels would take too much memory. */
size_t lb_check_panel_lanes(size_t length)
{
    return length <= (size_t)1 << 24 ? LANES : 1;
}

static size_t size_of(const lb_check_gates *G, size_t s)
{
    return (size_t)1 << G->C->states[G->C->numbers[s]].qubits;
}

void lb_check_gates_open(lb_check_gates *G, const lb_check_circuit *C, size_t lanes,
                         bool own_points)
{
    *G = (lb_check_gates){.C = C, .lanes = lanes, .points = own_points ? lanes : 1};
    G->length = lb_check_circuit_length(C);
    G->scratch = lb_check_panel_make(G);
}

void lb_check_gates_close(lb_check_gates *G)
{
    lb_check_gates_clear(G);
    free(G->scratch);
}

/* ---- Panels ---- */

uint32_t *lb_check_panel_make(const lb_check_gates *G)
{
    return lb_check_resize(NULL, G->length * G->lanes * sizeof(uint32_t));
}

void lb_check_panel_set_states(const lb_check_gates *G, uint32_t *psi)
{
    uint32_t *v = G->scratch;
    for (size_t s = 0; s < G->C->state_count; s++) {
        const lb_check_state *state = &G->C->states[G->C->numbers[s]];
        lb_check_vector_of_state(&G->C->field, v, state);
        v += 2 * size_of(G, s);
    }
    for (size_t k = 0; k < G->length; k++)
        for (size_t l = 0; l < G->lanes; l++)
            psi[k * G->lanes + l] = G->scratch[k];
}

void lb_check_panel_apply(lb_check_gates *G, size_t j, bool adjoint, uint32_t **panel)
{
    const lb_check_gate *gate = &G->at[j];
    const lb_check_field *F = &G->C->field;
    uint32_t *v = *panel, *room = G->scratch;
    size_t n = G->C->qubits;
    for (size_t s = 0; s < G->C->state_count; s++) {
        const lb_check_table_shape shape = {size_of(G, s), G->lanes, (size_t)1 << n, adjoint};
        if (gate->turns)
            lb_check_vector_hadamard(F, v, shape.size, n, G->lanes);
        if (gate->table)
            lb_check_vector_scale(F, v, gate->table, &shape);
        else
            apply_terms(G, gate, &shape, v, room);
        if (gate->turns)
            lb_check_vector_hadamard(F, v, shape.size, n, G->lanes);
        v += 2 * shape.size * G->lanes;
        room += 2 * shape.size * G->lanes;
    }
    if (gate->table || stays(gate->H))
        return;
    room = *panel;
    *panel = G->scratch;
    G->scratch = room;
}

void lb_check_panel_move(lb_check_gates *G, size_t from, size_t place, uint32_t **panel)
{
    for (size_t j = from; j < place; j++)
        lb_check_panel_apply(G, j, false, panel);
    for (size_t j = from; j > place; j--)
        lb_check_panel_apply(G, j - 1, true, panel);
}

/* Of term number a, in these lanes. */
static void set_factors(const lb_check_gates *G, const lb_check_turn *turn, size_t a, size_t first,
                        size_t end, uint32_t factors[LANES])
{
    const lb_check_field *F = &G->C->field;
    mpz_t c;
    mpz_init(c);
    mpz_mul_si(c, G->C->generators[turn->generator].coefficients[a], turn->factor);
    uint32_t factor = lb_check_field_factor(F, (uint32_t)mpz_fdiv_ui(c, F->p));
    for (size_t l = 0; l < LANES; l++)
        factors[l] = l >= first && l < end ? factor : 0;
    mpz_clear(c);
}

void lb_check_panel_add_tangent(lb_check_gates *G, const lb_check_turn *turn, uint32_t *panel,
                                const uint32_t *psi, size_t first, size_t end)
{
    const lb_check_generator *H = &G->C->generators[turn->generator];
    uint32_t factors[LANES];
    for (size_t a = 0; a < H->length; a++) {
        uint32_t *out = panel;
        const uint32_t *v = psi;
        lb_check_panel_sum S = {.string = H->strings[a], .lanes = G->lanes, .factors = factors};
        S.string.power = (S.string.power + 3) % 4;
        set_factors(G, turn, a, first, end, factors);
        for (size_t s = 0; s < G->C->state_count; s++) {
            S.size = size_of(G, s);
            lb_check_vector_add(&G->C->field, &S, out, out, v);
            out += 2 * S.size * G->lanes;
            v += 2 * S.size * G->lanes;
        }
    }
}

void lb_check_panel_set_phase(const lb_check_gates *G, size_t s, uint32_t *panel,
                              const uint32_t *psi)
{
    size_t begin = 0;
    memset(panel, 0, G->length * G->lanes * sizeof *panel);
    for (size_t i = 0; i < s; i++)
        begin += 2 * size_of(G, i) * G->lanes;
    lb_check_vector_turn(&G->C->field, panel + begin, psi + begin, size_of(G, s) * G->lanes);
}
