/* Mutations of certificates, and what the checker says of a text.
 *
 * Included by the mutation tests only, after mutate_certificate.h. */

#ifndef LB_TESTS_MUTATIONS_H
#define LB_TESTS_MUTATIONS_H

#include "check/check.h"

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
    int generators_at = find_line(L, "generators "), symmetry_at = find_line(L, "symmetry ");
    int generators_end = symmetry_at ? symmetry_at : replay_at, steps = basis_at - replay_at - 1;
    int generators = generators_end - generators_at - 1, rows = L->count - basis_at - 2;
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
        insert_line(L, generators_end, buffers[0]);
        change_count(L, "generators ", 1, buffers[2]);
        break;
    case 4: /* a step somewhere else */
        L->line[step] = L->line[replay_at + 1 + (int)draw((uint64_t)steps)];
        break;
    default: /* another modulus */
        snprintf(buffers[0], 128, "replay %d modulo %" PRIu64, steps,
                 draw(2) ? moduli[draw(sizeof moduli / sizeof *moduli)] : 2 * draw(40) + 3);
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

/* ---- The checker ---- */

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

/* ---- What came of it ---- */

typedef struct tally {
    uint64_t made, mutants, accepted, changed, outside, failures;
} tally;

/* Whether a valid certificate of the algebra is accepted, as it must be. */
static inline bool is_accepted(tally *t, buffer *valid, const algebra *A)
{
    lb_check_report report;
    bool accepted = accepts(&report, valid) && report.dimension == (uint64_t)A->dimension;
    t->made++;
    if (!accepted)
        t->failures += (uint64_t)show("A VALID CERTIFICATE IS REJECTED", valid, report.reason);
    lb_check_report_clear(&report);
    return accepted;
}

/* Whether two texts are the same from one word to the other. */
static bool same_section(const char *a, const char *b, const char *from, const char *to)
{
    const char *x = strstr(a, from), *y = strstr(b, from);
    const char *x_end = x ? strstr(x, to) : NULL;
    return x_end && y && strncmp(x, y, (size_t)(x_end - x) + strlen(to)) == 0;
}

/* Whether a mutant is accepted. Then the dimension it states must be that of the generators it
 * states: `dimension` for those of the valid text, else by brute force in A. */
static inline bool survives(tally *t, const buffer *valid, buffer *mutant, algebra *A,
                            int dimension)
{
    lb_check_report report;
    bool accepted = mutant->length && accepts(&report, mutant);
    if (mutant->length)
        lb_check_report_clear(&report);
    if (!accepted)
        return false;
    t->accepted++;
    if (!same_section(valid->bytes, mutant->bytes, "\nqubits ", "\nsymmetry ")) {
        t->changed++;
        if (!parse_generators(A, mutant)) {
            t->outside++;
            return true;
        }
        close_algebra(A);
    } else
        A->dimension = dimension;
    if (report.dimension != (uint64_t)A->dimension)
        t->failures += (uint64_t)show("FALSE ACCEPTANCE", mutant, "the dimension is wrong");
    return true;
}

#endif
