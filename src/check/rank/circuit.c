/* With t = tan(theta), up to a real factor, a gate is the product of (1 - i t W)^c over the terms
 * c W of its generator, where they commute, and 1 - i t H where they anticommute. With A - i B =
 * (1 - i t)^c, a power of 1 - i t W is A - i B W.
 *
 * Tangents are compared at the place in the middle of the circuit: those of earlier gates move
 * forward to it, those of later ones back, by the adjoint of a gate, which is its inverse up to a
 * real factor. */

#include "check/rank/rank.h"

#include <stdlib.h>
#include <string.h>

/* ---- Generators ---- */

static void set_mpz(mpz_t to, const lb_check_integer *a)
{
    if (a->big)
        mpz_set(to, a->big);
    else
        mpz_set_si(to, a->small);
}

static bool anticommute(const lb_check_operator *a, const lb_check_operator *b)
{
    return __builtin_parityll((a->x & b->z) ^ (a->z & b->x));
}

static void set_form(lb_check_generator *H)
{
    bool commuting = true, anticommuting = H->length > 1;
    H->diagonal = H->flips = true;
    for (size_t a = 0; a < H->length; a++) {
        H->diagonal = H->diagonal && !H->strings[a].x;
        H->flips = H->flips && !H->strings[a].z;
        for (size_t b = 0; b < a; b++)
            if (anticommute(&H->strings[a], &H->strings[b]))
                commuting = false;
            else
                anticommuting = false;
    }
    H->commuting = commuting;
    H->anticommuting = anticommuting;
}

static void make_generator(lb_check_generator *H, const lb_check_closure *C, size_t k)
{
    const lb_check_sums *sums = &C->generators;
    size_t terms = sums->start[k + 1] - sums->start[k];
    mpz_t divisor;
    mpz_init(divisor);
    H->strings = lb_check_resize(NULL, terms * sizeof *H->strings);
    H->coefficients = lb_check_resize(NULL, terms * sizeof *H->coefficients);
    for (size_t t = sums->start[k]; t < sums->start[k + 1]; t++) {
        const uint64_t *xz = lb_check_words_of(&C->strings, sums->ids[t]);
        if (!(xz[0] | xz[1]))
            continue;
        H->strings[H->length] =
            (lb_check_operator){xz[0], xz[1], (uint32_t)__builtin_popcountll(xz[0] & xz[1]) % 4, 0};
        mpz_init(H->coefficients[H->length]);
        set_mpz(H->coefficients[H->length], &sums->coefficients.at[t]);
        mpz_gcd(divisor, divisor, H->coefficients[H->length++]);
    }
    for (size_t a = 0; a < H->length; a++)
        mpz_divexact(H->coefficients[a], H->coefficients[a], divisor);
    mpz_clear(divisor);
    set_form(H);
}

lb_check_generator *lb_check_generators_make(const lb_check_closure *C)
{
    size_t count = C->generators.count;
    lb_check_generator *generators = lb_check_resize(NULL, count * sizeof *generators);
    memset(generators, 0, count * sizeof *generators);
    for (size_t k = 0; k < count; k++)
        make_generator(&generators[k], C, k);
    return generators;
}

void lb_check_generators_clear(lb_check_generator *generators, size_t count)
{
    for (size_t k = 0; generators && k < count; k++) {
        for (size_t a = 0; a < generators[k].length; a++)
            mpz_clear(generators[k].coefficients[a]);
        free(generators[k].strings);
        free(generators[k].coefficients);
    }
    free(generators);
}

/* ---- Gates ---- */

/* One gate at its point: operators -i B W and factors A, or in an anticommuting sum -i t c W and 1;
 * `derivative` are the -i c W. */
typedef struct gate {
    size_t length;
    bool is_sum;
    lb_check_operator *operators, *derivative;
    uint32_t *factors;
    uint32_t *table; /* on the qubits of the ansatz, for several terms of Z, or of X between two H,
                      * which bring the factor 2^n */
    bool turns;
} gate;

typedef struct run {
    const lb_check_circuit *C;
    lb_check_field field;
    size_t table_length, length; /* entries of all states together: length */
    gate *gates;
    uint32_t *scratch;
} run;

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

/* Its coefficient is that of the generator times the factor of the turn. */
static void set_term(run *R, gate *G, const lb_check_generator *H, size_t a, int64_t factor,
                     uint32_t t)
{
    const lb_check_field *F = &R->field;
    mpz_t c;
    mpz_init(c);
    mpz_mul_si(c, H->coefficients[a], factor);
    uint32_t re = 1, im;
    lb_check_operator W = H->strings[a];
    W.power = (W.power + 3) % 4;
    W.factor = lb_check_field_factor(F, (uint32_t)mpz_fdiv_ui(c, F->p));
    G->derivative[a] = W;
    if (H->anticommuting) {
        im = lb_check_field_negate(F, lb_check_field_multiply(F, W.factor, t));
    } else {
        bool negative = mpz_sgn(c) < 0;
        mpz_abs(c, c);
        set_power(F, t, c, &re, &im);
        if (negative)
            im = lb_check_field_negate(F, im);
    }
    mpz_clear(c);
    W.factor = lb_check_field_factor(F, lb_check_field_negate(F, im));
    G->operators[a] = W;
    G->factors[a] = lb_check_field_factor(F, re);
}

/* The gate on the vector of one state. */
static void apply_operators(run *R, const gate *G, bool adjoint, uint32_t *v, size_t size)
{
    const lb_check_field *F = &R->field;
    uint32_t *from = v, *to = R->scratch;
    for (size_t a = 0; a < G->length; a++) {
        lb_check_operator W = G->operators[a];
        W.power = (W.power + 2 * adjoint) % 4;
        if (G->is_sum) {
            lb_check_vector_add(F, to, F->one, a ? to : v, &W, v, size);
            continue;
        }
        lb_check_vector_add(F, to, G->factors[a], from, &W, from, size);
        uint32_t *other = from;
        from = to;
        to = other;
    }
    if (G->is_sum)
        from = R->scratch;
    if (from != v)
        memcpy(v, from, 2 * size * sizeof *v);
}

static void apply(run *R, size_t j, bool adjoint, uint32_t *v)
{
    const gate *G = &R->gates[j];
    for (size_t s = 0; s < R->C->state_count; s++) {
        size_t size = (size_t)1 << R->C->states[R->C->numbers[s]].qubits;
        if (G->turns)
            lb_check_vector_hadamard(&R->field, v, size, R->C->qubits);
        if (G->table)
            lb_check_vector_scale(&R->field, v, size, G->table, R->table_length, adjoint);
        else
            apply_operators(R, G, adjoint, v, size);
        if (G->turns)
            lb_check_vector_hadamard(&R->field, v, size, R->C->qubits);
        v += 2 * size;
    }
}

/* What the operators make of a vector of ones. */
static void make_table(run *R, gate *G)
{
    size_t length = R->table_length;
    for (size_t a = 0; G->turns && a < G->length; a++) {
        G->operators[a].z = G->operators[a].x;
        G->operators[a].x = 0;
    }
    G->table = lb_check_resize(NULL, 2 * length * sizeof *G->table);
    for (size_t k = 0; k < length; k++) {
        G->table[k] = R->field.one;
        G->table[length + k] = 0;
    }
    apply_operators(R, G, false, G->table, length);
}

static void make_gate(run *R, size_t j)
{
    const lb_check_turn *turn = &R->C->sequence->turns[j];
    const lb_check_generator *H = &R->C->generators[turn->generator];
    gate *G = &R->gates[j];
    G->length = H->length;
    G->is_sum = H->anticommuting;
    G->operators = lb_check_resize(NULL, H->length * sizeof *G->operators);
    G->derivative = lb_check_resize(NULL, H->length * sizeof *G->derivative);
    G->factors = lb_check_resize(NULL, H->length * sizeof *G->factors);
    for (size_t a = 0; a < H->length; a++)
        set_term(R, G, H, a, turn->factor, R->C->point[turn->angle]);
    G->turns = H->flips && H->length > 2;
    if (G->turns || (H->diagonal && H->length > 1))
        make_table(R, G);
}

static void clear_gates(run *R)
{
    for (size_t j = 0; j < R->C->sequence->count; j++) {
        free(R->gates[j].operators);
        free(R->gates[j].derivative);
        free(R->gates[j].factors);
        free(R->gates[j].table);
    }
    free(R->gates);
}

/* ---- Tangents ---- */

static void set_tangent(run *R, size_t j, uint32_t *out, const uint32_t *psi)
{
    const gate *G = &R->gates[j];
    memset(out, 0, R->length * sizeof *out);
    for (size_t s = 0; s < R->C->state_count; s++) {
        size_t size = (size_t)1 << R->C->states[R->C->numbers[s]].qubits;
        for (size_t a = 0; a < G->length; a++)
            lb_check_vector_add(&R->field, out, R->field.one, out, &G->derivative[a], psi, size);
        out += 2 * size;
        psi += 2 * size;
    }
}

/* From the place behind so many gates to another one. */
static void move(run *R, size_t from, size_t place, uint32_t *v)
{
    for (size_t j = from; j < place; j++)
        apply(R, j, false, v);
    for (size_t j = from; j > place; j--)
        apply(R, j - 1, true, v);
}

static void insert_phases(run *R, lb_check_elimination *E, uint32_t *row, const uint32_t *psi)
{
    size_t begin = 0;
    for (size_t s = 0; s < R->C->state_count; s++) {
        size_t size = (size_t)1 << R->C->states[R->C->numbers[s]].qubits;
        memset(row, 0, R->length * sizeof *row);
        lb_check_vector_turn(&R->field, row + begin, psi + begin, size);
        lb_check_elimination_insert(E, row);
        begin += 2 * size;
    }
}

/* Of shared angles: what is known of their rows so far, and how many turns are left; and the factor by
 * which the adjoints of the gates from the middle on are more than their inverses. */
typedef struct shares {
    uint32_t **sums, *left;
    uint64_t inverse;
} shares;

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

/* The adjoint of a gate times the gate: that to the power of the sum of the absolute values of its
 * coefficients, where terms commute. */
static uint64_t norm_of(const lb_check_circuit *C, const lb_check_turn *turn)
{
    const lb_check_generator *H = &C->generators[turn->generator];
    uint64_t square = square_of(C, turn);
    mpz_t sum, c;
    if (H->anticommuting)
        return square;
    mpz_inits(sum, c, NULL);
    for (size_t a = 0; a < H->length; a++) {
        mpz_mul_si(c, H->coefficients[a], turn->factor);
        mpz_abs(c, c);
        mpz_add(sum, sum, c);
    }
    uint64_t norm = power_of(square, sum, C->field.p);
    mpz_clears(sum, c, NULL);
    return norm;
}

/* Add to the row of the angle; whether it was the last of its turns, and then the row is that. */
static bool add_share(run *R, shares *S, uint32_t angle, uint32_t *row)
{
    const lb_check_field *F = &R->field;
    uint32_t factor = lb_check_field_factor(F, (uint32_t)S->inverse), *sum = S->sums[angle];
    if (!sum) {
        sum = S->sums[angle] = lb_check_resize(NULL, R->length * sizeof *sum);
        memset(sum, 0, R->length * sizeof *sum);
    }
    for (size_t l = 0; l < R->length; l++)
        sum[l] = (sum[l] + lb_check_field_multiply(F, factor, row[l])) % F->p;
    if (--S->left[angle])
        return false;
    memcpy(row, sum, R->length * sizeof *row);
    free(sum);
    S->sums[angle] = NULL;
    return true;
}

static void shares_init(shares *S, const lb_check_sequence *T)
{
    S->sums = lb_check_resize(NULL, T->angles * sizeof *S->sums);
    S->left = lb_check_resize(NULL, T->angles * sizeof *S->left);
    for (size_t a = 0; a < T->angles; a++) {
        S->sums[a] = NULL;
        S->left[a] = T->uses[a];
    }
    S->inverse = 1;
}

static void shares_clear(shares *S, const lb_check_sequence *T)
{
    for (size_t a = 0; a < T->angles; a++)
        free(S->sums[a]);
    free(S->sums);
    free(S->left);
}

/* The tangent by the angle of turn j, once its last turn has come. */
static bool next_row(run *R, shares *S, size_t j, size_t middle, uint32_t *row, const uint32_t *psi)
{
    const lb_check_turn *turn = &R->C->sequence->turns[j];
    uint64_t p = R->field.p;
    set_tangent(R, j, row, psi);
    move(R, j + 1, middle, row);
    if (j >= middle && R->C->sequence->shared) {
        uint32_t norm = (uint32_t)norm_of(R->C, turn);
        S->inverse = S->inverse * lb_check_field_invert(&R->field, norm) % p;
    }
    return R->C->sequence->uses[turn->angle] == 1 || add_share(R, S, turn->angle, row);
}

/* The rows are those of the phases, which come in the middle, and those of the angles. */
static bool reaches(run *R, size_t rank, uint32_t *psi, uint32_t *row)
{
    const lb_check_circuit *C = R->C;
    size_t turns = C->sequence->count, middle = turns / 2, wanted = rank + C->state_count;
    lb_check_elimination E;
    shares S;
    shares_init(&S, C->sequence);
    lb_check_elimination_init(&E, &R->field, R->length, C->sequence->angles + C->state_count);
    for (size_t j = 0; j <= turns && E.count < wanted; j++) {
        if (j == middle)
            insert_phases(R, &E, row, psi);
        if (j == turns)
            break;
        apply(R, j, false, psi);
        if (next_row(R, &S, j, middle, row, psi))
            lb_check_elimination_insert(&E, row);
    }
    bool reached = E.count >= wanted;
    lb_check_elimination_clear(&E);
    shares_clear(&S, C->sequence);
    return reached;
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

/* Room for vectors, and psi at the start. */
static void run_open(run *R, const lb_check_circuit *C, uint32_t **psi, uint32_t **row)
{
    *R = (run){.C = C, .field = C->field, .table_length = (size_t)1 << C->qubits};
    for (size_t s = 0; s < C->state_count; s++)
        R->length += (size_t)2 << C->states[C->numbers[s]].qubits;
    R->scratch = lb_check_resize(NULL, R->length * sizeof *R->scratch);
    uint32_t *at = *psi = lb_check_resize(NULL, R->length * sizeof **psi);
    *row = lb_check_resize(NULL, R->length * sizeof **row);
    for (size_t s = 0; s < C->state_count; s++) {
        const lb_check_state *state = &C->states[C->numbers[s]];
        lb_check_vector_of_state(&R->field, at, state);
        at += (size_t)2 << state->qubits;
    }
}

static void make_gates(run *R)
{
    size_t count = R->C->sequence->count;
    R->gates = lb_check_resize(NULL, count * sizeof *R->gates);
    memset(R->gates, 0, count * sizeof *R->gates);
    for (size_t j = 0; j < count; j++)
        make_gate(R, j);
}

bool lb_check_circuit_reaches(const lb_check_circuit *C, size_t rank)
{
    run R;
    uint32_t *psi, *row;
    run_open(&R, C, &psi, &row);
    make_gates(&R);
    bool reached = reaches(&R, rank, psi, row);
    clear_gates(&R);
    free(R.scratch);
    free(psi);
    free(row);
    return reached;
}

/* ---- Conjugated generators ---- */

struct lb_check_conjugates {
    lb_check_circuit circuit; /* G, while a vector is added */
    run run;
    lb_check_elimination elimination;
    uint32_t *psi, *moved, *row;
};

lb_check_conjugates *lb_check_conjugates_open(const lb_check_circuit *C, size_t most)
{
    lb_check_conjugates *S = lb_check_resize(NULL, sizeof *S);
    S->circuit = *C;
    run_open(&S->run, &S->circuit, &S->psi, &S->row);
    S->moved = lb_check_resize(NULL, S->run.length * sizeof *S->moved);
    lb_check_elimination_init(&S->elimination, &S->run.field, S->run.length, most + C->state_count);
    insert_phases(&S->run, &S->elimination, S->row, S->psi);
    return S;
}

void lb_check_conjugates_close(lb_check_conjugates *S)
{
    lb_check_elimination_clear(&S->elimination);
    free(S->run.scratch);
    free(S->psi);
    free(S->moved);
    free(S->row);
    free(S);
}

/* The last gate of the run is one of the generator, for its derivative alone. */
void lb_check_conjugates_add(lb_check_conjugates *S, const lb_check_sequence *G,
                             const uint32_t *point, uint32_t generator)
{
    size_t count = G->count;
    lb_check_sequence with = {.angles = count + 1, .count = count + 1};
    uint32_t *angles = lb_check_resize(NULL, (count + 1) * sizeof *angles);
    with.turns = lb_check_resize(NULL, (count + 1) * sizeof *with.turns);
    for (size_t j = 0; j < count; j++) {
        with.turns[j] = G->turns[j];
        angles[j] = point[j];
    }
    with.turns[count] = (lb_check_turn){generator, (uint32_t)count, 1};
    angles[count] = 0;
    S->circuit.sequence = &with;
    S->circuit.point = angles;
    make_gates(&S->run);
    memcpy(S->moved, S->psi, S->run.length * sizeof *S->moved);
    move(&S->run, 0, count, S->moved);
    set_tangent(&S->run, count, S->row, S->moved);
    move(&S->run, count, 0, S->row);
    lb_check_elimination_insert(&S->elimination, S->row);
    clear_gates(&S->run);
    free(with.turns);
    free(angles);
}

size_t lb_check_conjugates_rank(const lb_check_conjugates *S)
{
    return S->elimination.count;
}
