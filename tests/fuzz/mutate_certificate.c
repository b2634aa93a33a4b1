/* Looks for false acceptances of liebound-check.
 *
 * Valid certificates are made by brute force (mutate_certificate.h), then mutated; those of the
 * kind `strings` are taken from tests/reject/accept (mutate_strings.h). Every mutant that the
 * checker accepts must state the true dimension of the generators it states, which is decided by
 * the same brute force. LB_TEST_SEED and LB_TEST_MULTIPLIER choose the mutants and their number.
 * Links with src/check/ except main.c, GMP, zlib and the mathematics library. */

#include "mutate_certificate.h"

#include <complex.h>

#include "check/check.h"
#include "support.h"

enum { LINES = 512 };

/* ---- Mutations ---- */

typedef struct lines {
    char *line[LINES];
    int count;
    char bytes[TEXT];
} lines;

static void split(lines *L, const buffer *T)
{
    memcpy(L->bytes, T->bytes, T->length + 1);
    L->count = 0;
    for (char *at = L->bytes; *at && L->count < LINES - 4;) {
        char *end = strchr(at, '\n');
        L->line[L->count++] = at;
        if (!end)
            break;
        *end = '\0';
        at = end + 1;
    }
}

static void join(buffer *T, const lines *L)
{
    T->length = 0;
    for (int i = 0; i < L->count; i++) {
        put(T, L->line[i]);
        put(T, "\n");
    }
}

static int find_line(const lines *L, const char *start)
{
    for (int i = 0; i < L->count; i++)
        if (!strncmp(L->line[i], start, strlen(start)))
            return i;
    return 0;
}

static void remove_line(lines *L, int i)
{
    memmove(L->line + i, L->line + i + 1, sizeof *L->line * (size_t)(L->count - i - 1));
    L->count--;
}

static void insert_line(lines *L, int i, char *line)
{
    memmove(L->line + i + 1, L->line + i, sizeof *L->line * (size_t)(L->count - i));
    L->line[i] = line;
    L->count++;
}

/* Add `change` to the first number of a header line; changed holds the new line. */
static void change_count(lines *L, const char *name, int change, char changed[128])
{
    int i = find_line(L, name), n = atoi(L->line[i] + strlen(name));
    const char *rest = L->line[i] + strlen(name) + strspn(L->line[i] + strlen(name), "0123456789");
    snprintf(changed, 128, "%s%d%.60s", name, n + change, rest);
    L->line[i] = changed;
}

/* Mutations that keep the counts of the text consistent, the ones a checker may fall for. */
static void mutate_structure(lines *L, char buffers[3][128])
{
    int replay_at = find_line(L, "replay "), basis_at = find_line(L, "basis ");
    int generators_at = find_line(L, "generators "), steps = basis_at - replay_at - 1;
    int generators = replay_at - generators_at - 1, rows = L->count - basis_at - 2;
    if (steps < 1 || rows < 1 || generators < 1)
        return;
    int step = replay_at + 1 + (int)draw((uint64_t)steps);
    int row = basis_at + 1 + (int)draw((uint64_t)rows);
    int generator = generators_at + 1 + (int)draw((uint64_t)generators);
    switch (draw(6)) {
    case 0: /* one dimension less */
        remove_line(L, row);
        remove_line(L, draw(2) ? step : basis_at - 1);
        change_count(L, "replay ", -1, buffers[0]);
        change_count(L, "basis ", -1, buffers[1]);
        break;
    case 1: /* one dimension more */
        insert_line(L, row, L->line[row]);
        insert_line(L, basis_at, L->line[step]);
        change_count(L, "replay ", 1, buffers[0]);
        change_count(L, "basis ", 1, buffers[1]);
        break;
    case 2: /* one generator less; the rest may or may not generate the same */
        remove_line(L, generator);
        change_count(L, "generators ", -1, buffers[2]);
        break;
    case 3: /* a row as one more generator: the same algebra */
        snprintf(buffers[0], 128, "1 %.120s", L->line[row]);
        insert_line(L, replay_at, buffers[0]);
        change_count(L, "generators ", 1, buffers[2]);
        break;
    case 4: /* a step somewhere else */
        L->line[step] = L->line[replay_at + 1 + (int)draw((uint64_t)steps)];
        break;
    default: /* another modulus */
        snprintf(buffers[0], 128, "replay %d modulo %" PRIu64, steps,
                 draw(2) ? moduli[draw(10)] : 2 * draw(40) + 3);
        L->line[replay_at] = buffers[0];
    }
}

static void mutate_lines(buffer *T)
{
    static lines L;
    char buffers[3][128];
    split(&L, T);
    if (L.count < 6)
        return;
    int i = (int)draw((uint64_t)L.count), j = (int)draw((uint64_t)L.count);
    char *line = L.line[i];
    switch (draw(6)) {
    case 0:
        remove_line(&L, i);
        break;
    case 1:
        insert_line(&L, i, L.line[j]);
        break;
    case 2:
        L.line[i] = L.line[j];
        L.line[j] = line;
        break;
    default:
        mutate_structure(&L, buffers);
    }
    join(T, &L);
}

static void replace(buffer *T, size_t at, size_t length, const char *by)
{
    static char rest[TEXT];
    memcpy(rest, T->bytes + at + length, T->length - at - length + 1);
    T->length = at;
    put(T, by);
    put(T, rest);
}

/* Exchange, change by one or replace a token: a run of bytes between separators. */
static void mutate_token(buffer *T)
{
    static const char *const tokens[] = {"1",  "-1", "2",  "1/2", "-2/3", "0",  "X",  "Z",  "Y",
                                         "XX", "ZI", "IX", "g0",  "g1",   "r0", "r1", "r2", "XYZ"};
    size_t at = draw(T->length);
    while (at && !strchr(" \n/rg", T->bytes[at - 1]))
        at--;
    size_t length = strcspn(T->bytes + at, " \n/");
    char number[32];
    long n = strtol(T->bytes + at, NULL, 10);
    if (length && length < 16 && strspn(T->bytes + at, "-0123456789") >= length && draw(2)) {
        snprintf(number, sizeof number, "%ld", draw(2) ? n + 1 : n - 1);
        replace(T, at, length, number);
    } else
        replace(T, at, length, tokens[draw(sizeof tokens / sizeof *tokens)]);
}

static void mutate_bytes(buffer *T)
{
    static const char useful[] = "IXYZ0123456789 -/\ngr";
    size_t at = draw(T->length);
    char by[2] = {useful[draw(sizeof useful - 1)], '\0'};
    switch (draw(4)) {
    case 0:
        T->bytes[at] = (char)(T->bytes[at] ^ (1 << draw(8)));
        break;
    case 1:
        replace(T, at, 1, "");
        break;
    case 2:
        replace(T, at, 0, by);
        break;
    default:
        T->bytes[at] = by[0];
    }
}

static void mutate(buffer *T)
{
    for (uint64_t times_left = 1 + draw(3); times_left > 0; times_left--) {
        uint64_t kind = draw(4);
        if (T->length < 40 || strlen(T->bytes) != T->length)
            return;
        if (kind == 0)
            mutate_bytes(T);
        else if (kind == 1)
            mutate_token(T);
        else
            mutate_lines(T);
    }
}

/* ---- The experiment ---- */

static bool accepts(lb_check_report *report, buffer *T)
{
    FILE *stream = fmemopen(T->bytes, T->length, "r");
    if (!stream)
        abort();
    bool verified = lb_check_verify(report, &(lb_check_input){.certificate = stream});
    fclose(stream);
    return verified;
}

static int show(const char *message, const buffer *T, const char *reason)
{
    printf("%s: %s\n%s", message, reason, T->bytes);
    return 1;
}

#include "mutate_strings.h"

typedef struct tally {
    uint64_t made, mutants, accepted, changed, outside, failures;
} tally;

/* Mutate one valid certificate `count` times. */
static void try_mutants(tally *t, const buffer *valid, algebra *A, uint64_t count)
{
    static buffer mutant;
    lb_check_report report;
    const char *start = strstr(valid->bytes, "\nqubits ");
    size_t section = (size_t)(strstr(start, "\nreplay ") - start);
    for (int dimension = A->dimension; count > 0; count--, t->mutants++) {
        mutant = *valid;
        mutate(&mutant);
        if (!mutant.length)
            continue;
        bool accepted = accepts(&report, &mutant);
        lb_check_report_clear(&report);
        if (!accepted)
            continue;
        t->accepted++;
        const char *stated = strstr(mutant.bytes, "\nqubits ");
        if (!stated || strncmp(start, stated, section + 8) != 0) {
            t->changed++;
            if (!parse_generators(A, &mutant)) {
                t->outside++;
                continue;
            }
            close_algebra(A);
        } else
            A->dimension = dimension;
        if (report.dimension != (uint64_t)A->dimension)
            t->failures += (uint64_t)show("FALSE ACCEPTANCE", &mutant, "the dimension is wrong");
    }
}

/* The matrix element of a two-qubit string by definition, as a product of 2 x 2 matrices. */
static double complex element(int digits, int row, int column)
{
    static const double complex pauli[4][2][2] = {
        {{1, 0}, {0, 1}}, {{0, 1}, {1, 0}}, {{0, -I}, {I, 0}}, {{1, 0}, {0, -1}}};
    return pauli[digits >> 2][row >> 1][column >> 1] * pauli[digits & 3][row & 1][column & 1];
}

/* The checker's bracket of two two-qubit strings against (i/2)[A, B] in 4 x 4 matrices. */
static int wrong_brackets(void)
{
    int wrong = 0;
    lb_check_strings S;
    lb_check_strings_init(&S, 2);
    for (int a = 0; a < 16; a++)
        for (int b = 0; b < 16; b++) {
            uint32_t id[2];
            for (int k = 0; k < 2; k++) {
                uint64_t d = (uint64_t)(k ? b : a), u = d >> 2, v = d & 3;
                uint64_t xz[2] = {(uint64_t)(u % 3 != 0) | (uint64_t)(v % 3 != 0) << 1,
                                  (u >> 1) | (v >> 1) << 1};
                id[k] = lb_check_strings_intern(&S, xz);
            }
            size_t count = lb_check_brackets(&S, id[0], id[1]);
            double sign = count ? (double)S.products[0].times : 0;
            const uint64_t *xz = lb_check_words_of(&S, count ? S.products[0].id : 0);
            int digits = 0;
            for (int q = 0; q < 2; q++) {
                int x = (int)(xz[0] >> q & 1), z = (int)(xz[1] >> q & 1);
                digits = digits << 2 | (z ? 3 - x : x);
            }
            for (int e = 0; e < 16; e++) {
                double complex commutator = 0;
                for (int k = 0; k < 4; k++)
                    commutator += element(a, e >> 2, k) * element(b, k, e & 3) -
                                  element(b, e >> 2, k) * element(a, k, e & 3);
                if (cabs(I / 2 * commutator - sign * element(digits, e >> 2, e & 3)) > 1e-9) {
                    wrong++;
                    break;
                }
            }
        }
    lb_check_strings_clear(&S);
    return wrong;
}

int main(void)
{
    static buffer valid;
    static algebra A;
    tally t = {0};
    lb_check_report report;
    random_state = lb_test_seed();
    int wrong = wrong_brackets();
    printf("%d of 256 two-qubit brackets are wrong\n", wrong);
    algebra_init(&A);
    for (size_t target = lb_test_count(2000); t.made < target;) {
        random_generators(&A);
        close_algebra(&A);
        if (!put_certificate(&valid, &A))
            continue;
        t.made++;
        if (!accepts(&report, &valid) || report.dimension != (uint64_t)A.dimension)
            t.failures += (uint64_t)show("A VALID CERTIFICATE IS REJECTED", &valid, report.reason);
        else
            try_mutants(&t, &valid, &A, 100);
        lb_check_report_clear(&report);
    }
    algebra_clear(&A);
    printf("%" PRIu64 " certificates, %" PRIu64 " mutants, %" PRIu64 " accepted (%" PRIu64
           " with other generators, %" PRIu64 " too large to decide), %" PRIu64 " failures\n",
           t.made, t.mutants, t.accepted, t.changed, t.outside, t.failures);
    bool survive = strings_survive(lb_test_count(3000));
    return t.failures || wrong || !t.changed || !survive ? EXIT_FAILURE : EXIT_SUCCESS;
}
