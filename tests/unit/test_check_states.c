/* Stabilizer states of liebound-check on few and on many qubits: their names, and what strings do
 * to them, from the definition letter by letter. Links with src/check/ except main.c. */

#include <stdbool.h>
#include <string.h>

#include "check/orbit/orbit.h"
#include "draw.h"
#include "support.h"

enum { QUBITS = 210, TEXT = 2 * QUBITS * QUBITS };

/* i^quarters times letters: 0, 1, 2, 3 for I, X, Y, Z. */
typedef struct factors {
    int quarters, at[QUBITS];
} factors;

/* a = a b: XY = iZ and so on around, -i the other way. */
static void multiply(factors *a, const factors *b)
{
    a->quarters += b->quarters;
    for (int q = 0; q < QUBITS; q++) {
        int u = a->at[q], v = b->at[q];
        if (u && v && u != v)
            a->quarters += (v - u + 3) % 3 == 1 ? 1 : 3;
        a->at[q] = u == v ? 0 : !u || !v ? u + v : 6 - u - v;
    }
    a->quarters %= 4;
}

static bool commute(const factors *a, const factors *b)
{
    bool odd = false;
    for (int q = 0; q < QUBITS; q++)
        odd ^= a->at[q] && b->at[q] && a->at[q] != b->at[q];
    return !odd;
}

static void pack(uint64_t *xz, size_t words, const factors *p)
{
    memset(xz, 0, 2 * words * sizeof *xz);
    for (size_t q = 0; q < 64 * words && q < QUBITS; q++) {
        xz[q / 64] |= (uint64_t)(p->at[q] == 1 || p->at[q] == 2) << q % 64;
        xz[words + q / 64] |= (uint64_t)(p->at[q] >= 2) << q % 64;
    }
}

/* ---- Reading a state from its generators ---- */

static void put_label(char *text, const factors *p, int n)
{
    if (p->quarters)
        strcat(text, "-");
    for (int q = 0, run; q < n; q += run) {
        char token[24];
        for (run = 1; q + run < n && p->at[q + run] == p->at[q];)
            run++;
        snprintf(token, sizeof token, "%c%.*d", "IXYZ"[p->at[q]], run > 2, run);
        if (run == 2)
            snprintf(token, sizeof token, "%c%c", "IXYZ"[p->at[q]], "IXYZ"[p->at[q]]);
        else if (run == 1)
            token[1] = '\0';
        strcat(text, token);
    }
}

static void read_state(lb_check_state *state, const factors *generators, int n, int ansatz_qubits)
{
    static char text[TEXT];
    static lb_check_report report;
    snprintf(text, sizeof text, "state %d\n", n);
    for (int j = 0; j < n; j++) {
        put_label(text + strlen(text), &generators[j], n);
        strcat(text, "\n");
    }
    memset(&report, 0, sizeof report);
    report.qubits = (uint64_t)ansatz_qubits;
    FILE *stream = fmemopen(text, strlen(text), "r");
    lb_check_reader *r = lb_check_reader_open(stream, false, NULL, &report);
    ck_assert_msg(lb_check_read_state_size(r, state) && lb_check_read_state(r, state), "%s",
                  report.reason);
    lb_check_reader_close(r);
    fclose(stream);
}

/* ---- Names ---- */

static void expect_name(const factors *generators, int n, const char *full)
{
    lb_check_state state;
    read_state(&state, generators, n, n);
    char *name = lb_check_state_text(&state);
    size_t length = strlen(name);
    if (strlen(full) <= 200)
        ck_assert_str_eq(name, full);
    else {
        ck_assert_uint_ge(length, 203);
        ck_assert_uint_le(length, 207);
        ck_assert_str_eq(name + length - 3, "...");
        ck_assert_mem_eq(name, full, length - 3);
    }
    free(name);
    lb_check_state_clear(&state);
}

static const int sizes[] = {1, 2, 3, 62, 63, 64, 65, 127, 128, 129, 199, 200, 201, QUBITS};
enum { SIZES = sizeof sizes / sizeof *sizes };

START_TEST(test_names_of_product_states)
{
    static factors generators[QUBITS];
    for (int i = 0; i < SIZES; i++) {
        char full[QUBITS + 1] = "";
        int n = sizes[i];
        memset(generators, 0, sizeof generators);
        for (int q = 0; q < n; q++) {
            int letter = 1 + (int)draw(3), sign = (int)draw(2);
            generators[q].at[q] = letter;
            generators[q].quarters = 2 * sign;
            full[q] = (letter == 1 ? "+-" : letter == 2 ? "rl" : "01")[sign];
        }
        expect_name(generators, n, full);
    }
}
END_TEST

/* Pairs ZZ and XX on two qubits and |0> or |1> on the others; the generators in any order. */
START_TEST(test_names_by_generators)
{
    static factors generators[QUBITS];
    static char full[QUBITS * (QUBITS + 2)];
    for (int i = 1; i < SIZES; i++) {
        int n = sizes[i], p = (int)draw((uint64_t)n), r = (p + 1 + (int)draw((uint64_t)n - 1)) % n;
        memset(generators, 0, sizeof generators);
        for (int q = 0; q < n; q++) {
            generators[q].at[q] = q == r ? 1 : 3;
            generators[q].quarters = 2 * (int)draw(2);
        }
        generators[p].at[r] = 3;
        generators[r].at[p] = 1;
        full[0] = '\0';
        for (int q = 0; q < n; q++) {
            strcat(full, q ? " " : "");
            strcat(full, generators[q].quarters ? "-" : "");
            size_t length = strlen(full);
            for (int k = 0; k < n; k++)
                full[length + (size_t)k] = "IXYZ"[generators[q].at[k]];
            full[length + (size_t)n] = '\0';
        }
        expect_name(generators, n, full);
    }
}
END_TEST

/* ---- What strings do ---- */

/* Conjugate by H on one qubit, by S, or by an exchange of X_p with X_p X_q and Z_q with Z_p Z_q. */
static void conjugate(factors *a, int kind, int p, int q)
{
    int *u = &a->at[p], *v = &a->at[q];
    bool x = *u == 1 || *u == 2, z = *u >= 2, x_of_v = *v == 1 || *v == 2, z_of_v = *v >= 2;
    if (kind == 0) {
        a->quarters = (a->quarters + 2 * (x && z)) % 4;
        *u = *u == 1 ? 3 : *u == 3 ? 1 : *u;
    } else if (kind == 1) {
        a->quarters = (a->quarters + 2 * (x && z)) % 4;
        *u = *u == 1 ? 2 : *u == 2 ? 1 : *u;
    } else if (p != q) {
        a->quarters = (a->quarters + 2 * (x && z_of_v && x_of_v == z)) % 4;
        z ^= z_of_v;
        x_of_v ^= x;
        *u = z ? 3 - x : x;
        *v = z_of_v ? 3 - x_of_v : x_of_v;
    }
}

static void random_stabilizers(factors *generators, int n)
{
    memset(generators, 0, QUBITS * sizeof *generators);
    for (int q = 0; q < n; q++) {
        generators[q].at[q] = 3;
        generators[q].quarters = 2 * (int)draw(2);
    }
    for (int gates = 6 * n; gates > 0; gates--) {
        int kind = (int)draw(3), p = (int)draw((uint64_t)n), q = (int)draw((uint64_t)n);
        for (int j = 0; j < n; j++)
            conjugate(&generators[j], kind, p, q);
    }
}

static void random_operator(factors *p, int n)
{
    memset(p, 0, sizeof *p);
    for (uint64_t k = 1 + draw(4); k > 0; k--)
        p->at[draw((uint64_t)n)] = (int)draw(4);
}

/* The coordinate of W(p) psi_0; *negative is its sign. */
static size_t act_on_first(lb_check_state *state, const uint64_t *p, size_t words, bool *negative)
{
    uint32_t turns = 0, c = lb_check_move(state, p, words, 0, &turns);
    *negative = turns;
    return c;
}

/* The number of the representative, and e in W(p) psi = i^e W(q) psi. */
static size_t act(lb_check_state *state, const factors *p, int *e)
{
    uint64_t xz[2 * (QUBITS / 64 + 1)];
    bool negative;
    pack(xz, state->words, p);
    size_t component = act_on_first(state, xz, state->words, &negative);
    *e = (2 * negative + (int)(component % 2) + p->quarters) % 4;
    return component / 2;
}

/* p and p s, for s in the stabilizer, do the same; p and p' do so only when p p' commutes with all
 * generators. */
START_TEST(test_actions_by_definition)
{
    static factors generators[QUBITS];
    for (int i = 1; i < SIZES; i++) {
        int n = sizes[i];
        lb_check_state state;
        random_stabilizers(generators, n);
        read_state(&state, generators, n, n);
        for (int round = 0; round < 30; round++) {
            factors p, other;
            int e, f;
            random_operator(&p, n);
            random_operator(&other, n);
            size_t number = act(&state, &p, &e), of_other = act(&state, &other, &f);
            multiply(&other, &p);
            bool same = true;
            for (int j = 0; j < n; j++)
                same = same && commute(&other, &generators[j]);
            ck_assert_int_eq(number == of_other, same);
            for (int k = (int)draw(4); k > 0; k--)
                multiply(&p, &generators[draw((uint64_t)n)]);
            ck_assert_uint_eq(act(&state, &p, &f), number);
            ck_assert_int_eq(e, f);
        }
        for (uint32_t q = 0; q < state.representatives.count; q++) {
            bool negative;
            ck_assert_uint_eq(act_on_first(&state, lb_check_words_of(&state.representatives, q),
                                           state.words, &negative),
                              2 * q);
            ck_assert(!negative);
        }
        lb_check_state_clear(&state);
    }
}
END_TEST

/* An ansatz on the first qubits of a state: as if its strings had I on the others. */
START_TEST(test_actions_on_part_of_a_state)
{
    static factors generators[QUBITS];
    lb_check_state state;
    random_stabilizers(generators, 130);
    read_state(&state, generators, 130, 65);
    for (int round = 0; round < 50; round++) {
        factors p;
        uint64_t xz[4];
        bool negative;
        int e;
        random_operator(&p, 65);
        size_t number = act(&state, &p, &e);
        pack(xz, 2, &p);
        size_t component = act_on_first(&state, xz, 2, &negative);
        ck_assert_uint_eq(component / 2, number);
        ck_assert_int_eq(2 * negative + (int)(component % 2), e);
    }
    lb_check_state_clear(&state);
}
END_TEST

LB_TEST_MAIN("check_states", test_names_of_product_states, test_names_by_generators,
             test_actions_by_definition, test_actions_on_part_of_a_state)
