/* Ranks of circuits in liebound-check, against circuits that are simulated here one vector at a time, all
 * tangents taken to the end, and ranks by plain elimination. Links with src/check/ except main.c. */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "check/rank/rank.h"
#include "draw.h"
#include "support.h"

enum { QUBITS = 6, SIZE = 1 << QUBITS, TERMS = 4, TURNS = 60, ROWS_MOST = 70, WIDTH_MOST = 300 };

static uint64_t p;

static uint64_t power(uint64_t a, uint64_t e)
{
    uint64_t result = 1;
    for (; e; e >>= 1, a = a * a % p)
        if (e & 1)
            result = result * a % p;
    return result;
}

static size_t rank_of(uint64_t rows[][WIDTH_MOST], size_t count, size_t width)
{
    size_t rank = 0;
    for (size_t c = 0; c < width && rank < count; c++) {
        size_t r = rank;
        while (r < count && !rows[r][c])
            r++;
        if (r == count)
            continue;
        for (size_t i = 0; i < width; i++) {
            uint64_t other = rows[r][i];
            rows[r][i] = rows[rank][i];
            rows[rank][i] = other;
        }
        uint64_t inverse = power(rows[rank][c], p - 2);
        for (r = rank + 1; r < count; r++) {
            uint64_t factor = (p - rows[r][c]) * inverse % p;
            for (size_t i = 0; i < width; i++)
                rows[r][i] = (rows[r][i] + factor * rows[rank][i]) % p;
        }
        rank++;
    }
    return rank;
}

/* ---- elimination.c ---- */

/* Rows that are combinations of a few, with zeros in front of some and in some columns. */
static void random_rows(uint64_t rows[][WIDTH_MOST], size_t count, size_t width)
{
    static uint64_t basis[ROWS_MOST][WIDTH_MOST];
    size_t rank = 1 + draw(count), full = 1 + draw(10);
    for (size_t b = 0; b < rank; b++) {
        size_t first = draw(2) ? draw(width) : 0;
        for (size_t c = 0; c < width; c++)
            basis[b][c] = c < first || draw(10) >= full ? 0 : draw(p);
    }
    memset(rows, 0, count * sizeof *rows);
    for (size_t r = 0; r < count; r++)
        for (size_t b = 0; b < rank; b++) {
            uint64_t factor = draw(3) ? draw(p) : 0;
            for (size_t c = 0; c < width; c++)
                rows[r][c] = (rows[r][c] + factor * basis[b][c]) % p;
        }
}

START_TEST(test_ranks_of_rows)
{
    static const uint64_t primes[] = {3, 5, 7, 8191, 536870909};
    static uint64_t rows[ROWS_MOST][WIDTH_MOST];
    for (size_t round = 0; round < lb_test_count(300); round++) {
        size_t count = 1 + draw(ROWS_MOST), width = 1 + draw(round % 2 ? 20 : WIDTH_MOST), done = 0;
        p = primes[draw(5)];
        lb_check_field F = lb_check_field_make((uint32_t)p);
        lb_check_elimination E;
        lb_check_elimination_init(&E, &F, width);
        random_rows(rows, count, width);
        while (done < count) {
            size_t most = count - done < LB_CHECK_LANES ? count - done : LB_CHECK_LANES;
            size_t part = 1 + draw(most);
            uint32_t *given = calloc(part * E.room, sizeof *given);
            for (size_t r = 0; r < part; r++)
                for (size_t c = 0; c < width; c++)
                    given[r * E.room + c] = (uint32_t)rows[done + r][c];
            lb_check_elimination_insert(&E, given, part);
            free(given);
            done += part;
        }
        ck_assert_uint_eq(E.count, rank_of(rows, count, width));
        lb_check_elimination_clear(&E);
    }
}
END_TEST

/* ---- rows.c ---- */

/* A short row depends on its vector alone, linearly, and few ranks get lost. */
START_TEST(test_short_rows)
{
    enum { LENGTH = 4096, RANK = 60 };
    static uint64_t short_rows[ROWS_MOST][WIDTH_MOST];
    static uint32_t panel[LENGTH * LB_CHECK_LANES], lane[LENGTH], out[LB_CHECK_LANES * 256];
    size_t width = lb_check_row_width(LENGTH, RANK), room = 128;
    ck_assert_uint_lt(width, room);
    ck_assert_uint_ge(width, RANK);
    ck_assert_uint_eq(lb_check_row_width(LENGTH, LENGTH / 2), LENGTH);
    p = 536870909;
    lb_check_field F = lb_check_field_make((uint32_t)p);
    for (size_t done = 0; done < RANK; done += LB_CHECK_LANES - 1) {
        for (size_t k = 0; k < LENGTH; k++) {
            uint64_t sum = 0;
            for (size_t l = 0; l + 1 < LB_CHECK_LANES; l++)
                sum += panel[k * LB_CHECK_LANES + l] = (uint32_t)draw(p);
            panel[k * LB_CHECK_LANES + LB_CHECK_LANES - 1] = (uint32_t)(sum % p);
            lane[k] = panel[k * LB_CHECK_LANES];
        }
        lb_check_rows_set(&F, out, LB_CHECK_LANES, width, room, panel, LENGTH, LB_CHECK_LANES);
        for (size_t c = 0; c < room; c++) {
            uint64_t sum = 0;
            for (size_t l = 0; l + 1 < LB_CHECK_LANES; l++) {
                sum += out[l * room + c];
                if (done + l < RANK)
                    short_rows[done + l][c] = out[l * room + c];
            }
            ck_assert_uint_eq(out[(LB_CHECK_LANES - 1) * room + c], sum % p);
            ck_assert(c < width || !sum);
        }
        lb_check_rows_set(&F, out + room, 1, width, room, lane, LENGTH, 1);
        ck_assert_mem_eq(out, out + room, room * sizeof *out);
    }
    ck_assert_uint_eq(rank_of(short_rows, RANK, width), RANK);
}
END_TEST

/* ---- Circuits ---- */

typedef struct vector {
    uint64_t re[SIZE], im[SIZE];
} vector;

/* out += (a + i b) W v. */
static void add_string(vector *out, uint64_t a, uint64_t b, const lb_check_operator *W,
                       const vector *v)
{
    for (uint64_t k = 0; k < SIZE; k++) {
        uint64_t re = (a * v->re[k] + (p - b) * v->im[k]) % p;
        uint64_t im = (a * v->im[k] + b * v->re[k]) % p, to = k ^ W->x;
        unsigned turns = W->power + 2 * (unsigned)__builtin_parityll(W->z & k);
        for (; turns % 4; turns--) {
            uint64_t old = re;
            re = (p - im) % p;
            im = old;
        }
        out->re[to] = (out->re[to] + re) % p;
        out->im[to] = (out->im[to] + im) % p;
    }
}

static uint64_t residue(int64_t c)
{
    return c < 0 ? (p - (uint64_t)-c % p) % p : (uint64_t)c % p;
}

/* (1 - i t W)^|c|, or (1 + i t W)^|c|, one factor after another. */
static void rotate(vector *v, uint64_t t, int64_t c, const lb_check_operator *W)
{
    for (int64_t n = c < 0 ? -c : c; n > 0; n--) {
        vector old = *v;
        add_string(v, 0, c < 0 ? t : (p - t) % p, W, &old);
    }
}

/* A circuit, as the checker and as this test see it. */
typedef struct random_circuit {
    lb_check_generator generators[3];
    int64_t coefficients[3][TERMS];
    lb_check_turn turns[TURNS];
    uint32_t uses[TURNS], point[TURNS];
    lb_check_sequence sequence;
    lb_check_circuit circuit;
    lb_check_state state;
} random_circuit;

static bool anticommute(const lb_check_operator *a, const lb_check_operator *b)
{
    return __builtin_parityll((a->x & b->z) ^ (a->z & b->x));
}

/* Strings of Z, of X, or any, that all commute or all anticommute. */
static void random_generator(random_circuit *C, size_t k)
{
    lb_check_generator *H = &C->generators[k];
    size_t wanted = draw(8) ? 1 + draw(TERMS) : 0, kind = draw(4);
    bool odd = kind == 3 && wanted > 1;
    *H = (lb_check_generator){.commuting = true};
    H->strings = calloc(TERMS, sizeof *H->strings);
    H->coefficients = malloc(TERMS * sizeof *H->coefficients);
    for (int tries = 0; tries < 200 && H->length < wanted; tries++) {
        uint64_t x = kind ? draw(SIZE) : 0, z = kind == 1 ? 0 : draw(SIZE);
        lb_check_operator W = {x, z, (uint32_t)__builtin_popcountll(x & z) % 4};
        bool fits = x | z;
        for (size_t a = 0; a < H->length; a++)
            fits = fits && anticommute(&W, &H->strings[a]) == odd &&
                   (W.x != H->strings[a].x || W.z != H->strings[a].z);
        if (!fits)
            continue;
        C->coefficients[k][H->length] = (int64_t)draw(7) - 3 ? (int64_t)draw(3) - 4 : 1;
        H->strings[H->length] = W;
        mpz_init_set_si(H->coefficients[H->length], C->coefficients[k][H->length]);
        H->length++;
    }
    H->anticommuting = odd && H->length > 1;
    H->commuting = !H->anticommuting;
    H->diagonal = H->flips = true;
    for (size_t a = 0; a < H->length; a++) {
        H->diagonal = H->diagonal && !H->strings[a].x;
        H->flips = H->flips && !H->strings[a].z;
    }
}

static void read_zero(lb_check_state *state)
{
    char text[200] = "state 6\nZI5\nIZI4\nIIZI3\nI3ZII\nI4ZI\nI5Z\n";
    static lb_check_report report;
    memset(&report, 0, sizeof report);
    report.qubits = QUBITS;
    FILE *stream = fmemopen(text, strlen(text), "r");
    lb_check_reader *r = lb_check_reader_open(stream, false, NULL, &report);
    ck_assert_msg(lb_check_read_state_size(r, state) && lb_check_read_state(r, state), "%s",
                  report.reason);
    lb_check_reader_close(r);
    fclose(stream);
}

/* Some angles have several turns, with factors. */
static void random_turns(random_circuit *C, size_t count, bool shared)
{
    size_t angles = 0;
    memset(C->uses, 0, sizeof C->uses);
    for (size_t j = 0; j < count; j++) {
        uint32_t k = (uint32_t)draw(3), angle = (uint32_t)angles;
        bool alone = C->generators[k].anticommuting || !shared;
        if (!alone && j && draw(2) && !C->generators[C->turns[j - 1].generator].anticommuting)
            angle = C->turns[j - 1].angle;
        C->turns[j] = (lb_check_turn){k, angle, alone ? 1 : (int64_t)draw(5) - 2};
        if (!C->turns[j].factor)
            C->turns[j].factor = 3;
        angles += angle == angles;
        C->sequence.shared = C->uses[angle]++ || C->sequence.shared;
    }
    C->sequence.angles = angles;
    C->sequence.count = count;
    for (size_t a = 0; a < angles; a++)
        C->point[a] = (uint32_t)draw(p);
}

static void make_circuit(random_circuit *C, size_t count, bool shared)
{
    static const uint32_t first[1] = {0};
    memset(C, 0, sizeof *C);
    for (size_t k = 0; k < 3; k++)
        random_generator(C, k);
    random_turns(C, count, shared);
    C->sequence.turns = C->turns;
    C->sequence.uses = C->uses;
    read_zero(&C->state);
    C->circuit = (lb_check_circuit){.field = lb_check_field_make((uint32_t)p),
                                    .generators = C->generators,
                                    .qubits = QUBITS,
                                    .sequence = &C->sequence,
                                    .point = C->point,
                                    .states = &C->state,
                                    .numbers = first,
                                    .state_count = 1};
}

static void clear_circuit(random_circuit *C)
{
    for (size_t k = 0; k < 3; k++) {
        for (size_t a = 0; a < C->generators[k].length; a++)
            mpz_clear(C->generators[k].coefficients[a]);
        free(C->generators[k].coefficients);
        free(C->generators[k].strings);
    }
    lb_check_state_clear(&C->state);
}

static void apply_turn(const random_circuit *C, size_t j, vector *v)
{
    const lb_check_turn *turn = &C->turns[j];
    const lb_check_generator *H = &C->generators[turn->generator];
    uint64_t t = C->point[turn->angle];
    vector old = *v;
    for (size_t a = 0; a < H->length; a++) {
        int64_t c = C->coefficients[turn->generator][a] * turn->factor;
        if (H->anticommuting)
            add_string(v, 0, (p - t) * residue(c) % p, &H->strings[a], &old);
        else
            rotate(v, t, c, &H->strings[a]);
    }
}

/* The rank of all tangents at the end, and the phase. */
static size_t rank_at_end(const random_circuit *C)
{
    static uint64_t rows[ROWS_MOST][WIDTH_MOST];
    vector psi = {.re = {1}};
    memset(rows, 0, sizeof rows);
    for (size_t j = 0; j < C->sequence.count; j++) {
        const lb_check_turn *turn = &C->turns[j];
        const lb_check_generator *H = &C->generators[turn->generator];
        vector tangent = {.re = {0}};
        apply_turn(C, j, &psi);
        for (size_t a = 0; a < H->length; a++)
            add_string(&tangent, 0, residue(-C->coefficients[turn->generator][a] * turn->factor),
                       &H->strings[a], &psi);
        for (size_t i = j + 1; i < C->sequence.count; i++)
            apply_turn(C, i, &tangent);
        for (size_t k = 0; k < SIZE; k++) {
            uint64_t *row = rows[turn->angle];
            row[k] = (row[k] + tangent.re[k]) % p;
            row[SIZE + k] = (row[SIZE + k] + tangent.im[k]) % p;
        }
    }
    for (size_t k = 0; k < SIZE; k++) {
        rows[C->sequence.angles][k] = (p - psi.im[k]) % p;
        rows[C->sequence.angles][SIZE + k] = psi.re[k];
    }
    return rank_of(rows, C->sequence.angles + 1, 2 * SIZE);
}

START_TEST(test_ranks_of_circuits)
{
    static const uint64_t primes[] = {7, 8191, 1000003, 536870909};
    size_t ranks = 0;
    for (size_t round = 0; round < lb_test_count(300); round++) {
        random_circuit C;
        p = primes[draw(4)];
        make_circuit(&C, draw(TURNS + 1), round % 2);
        if (lb_check_circuit_is_regular(&C.circuit)) {
            size_t rows = rank_at_end(&C), width = lb_check_row_width(2 * SIZE, rows);
            for (size_t lanes = 1; lanes <= LB_CHECK_LANES; lanes += LB_CHECK_LANES - 1) {
                ck_assert(lb_check_circuit_reaches_by(&C.circuit, rows, 2 * SIZE, lanes));
                ck_assert(!lb_check_circuit_reaches_by(&C.circuit, rows + 1, 2 * SIZE, lanes));
                ck_assert(!lb_check_circuit_reaches_by(&C.circuit, rows + 1, width, lanes));
            }
            ck_assert(lb_check_circuit_reaches(&C.circuit, rows - 1));
            ck_assert(!lb_check_circuit_reaches(&C.circuit, rows));
            ranks += rows > 10;
        }
        clear_circuit(&C);
    }
    ck_assert_uint_gt(10 * ranks, lb_test_count(300));
}
END_TEST

/* ---- layers.c ---- */

/* A first line, and two that repeat; an angle of the last one has two turns, or all have one. */
static lb_check_sequence sequence_of(bool shared, size_t angles, size_t most, bool *fits)
{
    static lb_check_turn turns[] = {{0, 0, 1}, {1, 0, 2}, {2, 1, 3},
                                    {3, 0, 4}, {4, 1, 5}, {5, 0, 6}};
    static size_t start[] = {0, 1, 3, 6}, numbers[] = {1, 2, 2};
    start[3] = shared ? 6 : 5;
    const lb_check_layers L = {.shared = shared,
                               .first = 1,
                               .line_count = 3,
                               .start = start,
                               .angles = numbers,
                               .turns = turns};
    lb_check_sequence T;
    *fits = lb_check_sequence_make(&T, &L, angles, most);
    return T;
}

START_TEST(test_sequences)
{
    static const uint32_t generators[] = {0, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5};
    static const uint32_t angles[] = {0, 1, 2, 3, 4, 3, 5, 6, 7, 8, 7};
    for (size_t shared = 0; shared < 2; shared++)
        for (size_t M = 0; M < 10; M++) {
            bool fits, enough, whole = M % 2 || !M || !shared;
            size_t count = 0;
            lb_check_sequence T = sequence_of(shared, M, 11, &fits);
            ck_assert(fits == whole);
            for (size_t i = 0; i < 11 && fits; i++) {
                if (angles[i] >= M || (!shared && generators[i] == 5))
                    continue;
                ck_assert_uint_eq(T.turns[count].generator, generators[i]);
                ck_assert_int_eq(T.turns[count].factor, (int)generators[i] + 1);
                ck_assert_uint_eq(T.turns[count++].angle, angles[i]);
            }
            for (size_t a = 0; a < M && fits; a++)
                ck_assert_uint_eq(T.uses[a], shared && a % 4 == 3 ? 2 : 1);
            ck_assert(!fits || (T.count == count && T.shared == (shared && M > 4)));
            lb_check_sequence_clear(&T);
            T = sequence_of(shared, M, count, &enough);
            ck_assert(enough == whole);
            lb_check_sequence_clear(&T);
            T = sequence_of(shared, M, count ? count - 1 : 0, &enough);
            ck_assert(enough == (whole && !count));
            lb_check_sequence_clear(&T);
        }
}
END_TEST

/* ---- phases.c ---- */

/* Equations with small coefficients, some of them 0, as rows; the phases left are the others. */
START_TEST(test_phases)
{
    enum { PHASES = 7, EQUATIONS = 10 };
    static uint64_t rows[EQUATIONS][WIDTH_MOST], given[EQUATIONS][WIDTH_MOST];
    p = 536870909;
    for (size_t round = 0; round < lb_test_count(300); round++) {
        size_t count = 1 + draw(PHASES), equations = draw(EQUATIONS + 1);
        lb_check_phases P;
        lb_check_phases_init(&P, count);
        memset(given, 0, sizeof given);
        for (size_t e = 0; e < equations; e++) {
            size_t i = draw(count), j = draw(count);
            lb_check_integer a = {(int64_t)draw(5) - 2, NULL}, b = {(int64_t)draw(5) - 2, NULL};
            bool forbidden = !draw(8);
            if (forbidden)
                lb_check_phases_forbid(&P, i);
            else
                lb_check_phases_relate(&P, i, &a, j, &b);
            given[e][i] = forbidden ? 1 : residue(a.small);
            given[e][j] = (given[e][j] + (forbidden ? 0 : residue(b.small))) % p;
            memcpy(rows, given, sizeof rows);
            ck_assert_uint_eq(lb_check_phases_count(&P), count - rank_of(rows, e + 1, count));
        }
        lb_check_phases_clear(&P);
    }
}
END_TEST

/* Panels have at most 2^27 numbers. */
START_TEST(test_lanes)
{
    const size_t most = (size_t)1 << 24;
    ck_assert_uint_eq(lb_check_panel_lanes(2), LB_CHECK_LANES);
    ck_assert_uint_eq(lb_check_panel_lanes(most), LB_CHECK_LANES);
    ck_assert_uint_eq(lb_check_panel_lanes(most + 2), 1);
}
END_TEST

LB_TEST_MAIN("check_rank", test_ranks_of_rows, test_short_rows, test_sequences, test_phases,
             test_lanes, test_ranks_of_circuits)
