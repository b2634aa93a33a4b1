/* False acceptances among certificates of kind `orbit`: valid ones from the library are mutated,
 * and whatever the checker still accepts is recomputed by brute force from the text. */

#include <string.h>
#include <unistd.h>

#include <liebound/orbit.h>

#include "base/random.h"
#include "brute_orbits.h"
#include "check/check.h"
#include "stabilizers.h"
#include "support.h"

enum { TEXT = 1 << 16, LINES = 600, STATES = 4 };

typedef struct text {
    char *line[LINES];
    size_t count;
    char bytes[TEXT];
    char extra[32][200]; /* room for new lines */
    size_t extra_count;
} text;

static lb_random source;

static size_t draw(size_t bound)
{
    return (size_t)lb_random_below(&source, bound);
}

static void split(text *T, const char *bytes)
{
    T->count = T->extra_count = 0;
    strcpy(T->bytes, bytes);
    for (char *at = T->bytes; *at && T->count < LINES - 40;) {
        T->line[T->count++] = at;
        at = strchr(at, '\n');
        *at++ = '\0';
    }
}

static void join(char *bytes, const text *T)
{
    size_t length = 0;
    for (size_t i = 0; i < T->count; i++)
        length += (size_t)sprintf(bytes + length, "%s\n", T->line[i]);
    bytes[length] = '\0';
}

static char *new_line(text *T)
{
    return T->extra[T->extra_count++ % 32];
}

static void insert_line(text *T, size_t i, char *line)
{
    memmove(T->line + i + 1, T->line + i, (T->count - i) * sizeof *T->line);
    T->line[i] = line;
    T->count++;
}

static void remove_line(text *T, size_t i)
{
    memmove(T->line + i, T->line + i + 1, (T->count - i - 1) * sizeof *T->line);
    T->count--;
}

/* The first line from `from` on that starts with a word; the number of lines when there is none. */
static size_t find_line(const text *T, size_t from, const char *word)
{
    while (from < T->count && strncmp(T->line[from], word, strlen(word)) != 0)
        from++;
    return from;
}

/* ---- Mutations ---- */

static void mutate_token(text *T, size_t i)
{
    static const char *const tokens[] = {"0",  "1",  "2",  "3",  "-1", "1/2", "-2", "s0", "s1",
                                         "f0", "f1", "g0", "g1", "of", "X",   "ZZ", "II", "-Z",
                                         "I",  "Y",  "XI", "IZ", "7",  "9",   "i0", "IX"};
    char *line = T->line[i], *changed = new_line(T);
    size_t start = draw(strlen(line) + 1);
    while (start && line[start - 1] != ' ')
        start--;
    size_t length = strcspn(line + start, " ");
    long n = strtol(line + start, NULL, 10);
    char number[32];
    snprintf(number, sizeof number, "%ld", n + (draw(2) ? 1 : -1));
    bool is_number = length && strspn(line + start, "-0123456789") >= length;
    snprintf(changed, sizeof T->extra[0], "%.*s%s%.80s", (int)start, line,
             is_number && draw(3) ? number : tokens[draw(sizeof tokens / sizeof *tokens)],
             line + start + length);
    T->line[i] = changed;
}

static void mutate_byte(text *T, size_t i)
{
    static const char useful[] = "IXYZ0123456789 -/sgf";
    char *changed = new_line(T);
    snprintf(changed, sizeof T->extra[0], "%.190s", T->line[i]);
    if (*changed)
        changed[draw(strlen(changed))] = useful[draw(sizeof useful - 1)];
    T->line[i] = changed;
}

static void mutate_line(text *T, size_t i, size_t from)
{
    size_t j = from + draw(T->count - from);
    char *line = T->line[i];
    switch (draw(5)) {
    case 0:
        remove_line(T, i);
        break;
    case 1:
        insert_line(T, i, T->line[j]);
        break;
    case 2:
        T->line[i] = T->line[j];
        T->line[j] = line;
        break;
    case 3:
        mutate_byte(T, i);
        break;
    default:
        mutate_token(T, i);
    }
}

/* A claim that is one more or less, with the counts and lines that go with it. */
static void mutate_claim(text *T, size_t claim, int change)
{
    unsigned long value, count, forms;
    char kind[8], of[64], modulus[32];
    size_t annihilator = claim + 1, header = find_line(T, claim, "forms ");
    if (header == T->count || annihilator >= header ||
        sscanf(T->line[claim], "%7[a-z] %lu of%63[0-9 ]", kind, &value, of) != 3 ||
        sscanf(T->line[annihilator], "annihilator %lu", &count) != 1 ||
        sscanf(T->line[header], "forms %lu modulo %31s", &forms, modulus) != 2)
        return;
    /* An earlier mutation may have left counts that are wrong. */
    bool consistent = header == annihilator + 1 + count && header + forms < T->count;
    if (!consistent || (change < 0 && !(value && forms)) || (change > 0 && !count))
        return;
    if (change > 0) {
        char *line = new_line(T);
        remove_line(T, annihilator + 1 + draw(count));
        header--;
        snprintf(line, sizeof T->extra[0], "%.190s",
                 forms ? T->line[header + 1 + draw(forms)] : "s0 X");
        insert_line(T, header + 1 + draw(forms + 1), line);
        if (draw(2))
            mutate_token(T, header + 1 + draw(forms + 1));
    } else {
        char *line = new_line(T);
        remove_line(T, header + 1 + draw(forms));
        snprintf(line, sizeof T->extra[0], "%zu", draw(12));
        if (draw(2))
            snprintf(line, sizeof T->extra[0], "%zu %s %zu", draw(12), draw(2) ? "1" : "-1",
                     draw(6));
        insert_line(T, annihilator + 1 + draw(count + 1), line);
        header++;
    }
    char *lines[3] = {new_line(T), new_line(T), new_line(T)};
    snprintf(lines[0], sizeof T->extra[0], "%s %lu of%s", draw(8) ? kind : "orbit",
             value + (unsigned long)change, of);
    snprintf(lines[1], sizeof T->extra[0], "annihilator %lu", count - (unsigned long)change);
    snprintf(lines[2], sizeof T->extra[0], "forms %lu modulo %s", forms + (unsigned long)change,
             modulus);
    T->line[claim] = lines[0];
    T->line[annihilator] = lines[1];
    T->line[header] = lines[2];
}

static void mutate_kind(text *T, size_t claim)
{
    char *line = new_line(T);
    const char *rest = strchr(T->line[claim], ' ');
    snprintf(line, sizeof T->extra[0], "%s%.100s", T->line[claim][0] == 'o' ? "sector" : "orbit",
             rest);
    T->line[claim] = line;
}

static void mutate_modulus(text *T, size_t claim)
{
    static const unsigned moduli[] = {3, 5, 7, 9, 15, 21, 101};
    size_t header = find_line(T, claim, "forms ");
    unsigned long forms;
    if (header == T->count || sscanf(T->line[header], "forms %lu", &forms) != 1)
        return;
    T->line[header] = new_line(T);
    sprintf(T->line[header], "forms %lu modulo %u", forms, moduli[draw(7)]);
}

/* One of the claims; the number of lines when there is none. */
static size_t pick_claim(const text *T)
{
    size_t claims = find_line(T, 0, "claims "), found = T->count;
    for (size_t i = claims, seen = 0; i < T->count; i++)
        if ((!strncmp(T->line[i], "orbit ", 6) || !strncmp(T->line[i], "sector ", 7)) &&
            draw(++seen) == 0)
            found = i;
    return found;
}

static void mutate(text *T)
{
    size_t states = find_line(T, 0, "states "), claim = pick_claim(T);
    size_t claims = find_line(T, 0, "claims ");
    if (states >= claims || claims == T->count) {
        mutate_line(T, 2 + draw(T->count - 2), 2);
        return;
    }
    switch (claim < T->count ? draw(8) : 7) {
    case 0:
        mutate_claim(T, claim, 1);
        break;
    case 1:
        mutate_claim(T, claim, -1);
        break;
    case 2:
        mutate_kind(T, claim);
        break;
    case 3:
        mutate_modulus(T, claim);
        break;
    case 4:
    case 5: /* a state */
        mutate_line(T, states + draw(claims - states + 1), states);
        break;
    default:
        mutate_line(T, draw(8) ? states + draw(T->count - states) : 2 + draw(T->count - 2), 2);
    }
}

/* ---- What an accepted text states ---- */

/* Expand a label in run-length form. */
static bool read_string(lb_string_t P, const char *label)
{
    uint32_t qubit = 0;
    lb_string_identity(P);
    while (*label) {
        char letter = *label++;
        uint32_t run = 1;
        if (*label >= '0' && *label <= '9') {
            char *end;
            run = (uint32_t)strtoul(label, &end, 10);
            label = end;
        }
        for (; run > 0 && qubit < 64; run--)
            lb_string_set_letter(P, qubit++, letter);
    }
    return qubit <= 5;
}

/* A state of a text that was accepted. */
typedef struct stated {
    bool has_amplitudes;
    lb_stabilizer group;
    size_t qubits, count;
    struct {
        long re, im;
        size_t basis; /* qubit 0 is the highest bit */
    } amplitudes[32];
} stated;

static bool read_group(stated *S, const text *T, size_t *at)
{
    size_t other;
    bool inside = true;
    lb_string_t P;
    lb_string_init(P);
    lb_stabilizer_init(&S->group, S->qubits);
    for (size_t j = 0; j < S->qubits; j++) {
        const char *line = T->line[++*at];
        bool negative = *line == '-';
        inside = read_string(P, line + negative) && inside;
        if (inside && lb_stabilizer_add(&S->group, negative, P, &other) != LB_STABILIZER_ADDED)
            abort();
    }
    lb_string_clear(P);
    return inside;
}

static bool read_amplitudes(stated *S, const text *T, size_t *at)
{
    lb_string_t P;
    lb_string_init(P);
    for (size_t a = 0; a < S->count; a++) {
        char label[160];
        if (sscanf(T->line[++*at], "%ld %ld %159s", &S->amplitudes[a].re, &S->amplitudes[a].im,
                   label) != 3 ||
            !read_string(P, label))
            abort();
        for (size_t q = 0; q < S->qubits; q++)
            S->amplitudes[a].basis |= (size_t)(lb_string_letter(P, (uint32_t)q) == 'X')
                                      << (S->qubits - 1 - q);
    }
    lb_string_clear(P);
    return true;
}

/* The states of a text that was accepted; false when it is outside what brute force covers. */
static bool read_states(stated *states, size_t *count, const text *T, size_t qubits)
{
    size_t at = find_line(T, 0, "states ") + 1;
    bool inside = true;
    for (*count = 0; at < T->count && strncmp(T->line[at], "claims ", 7) != 0; at++) {
        size_t size = strtoul(strchr(T->line[at], ' '), NULL, 10);
        bool has_amplitudes = T->line[at][0] == 'v';
        if (*count == STATES || (!has_amplitudes && size > 5))
            return false;
        stated *S = states + (*count)++;
        *S = (stated){.has_amplitudes = has_amplitudes};
        S->qubits = has_amplitudes ? qubits : size;
        S->count = has_amplitudes ? size : 0;
        inside = (has_amplitudes ? read_amplitudes(S, T, &at) : read_group(S, T, &at)) && inside;
    }
    return inside;
}

static void set_vector(vectors *V, const stated *S)
{
    if (!S->has_amplitudes) {
        state_vector(V, &S->group);
        return;
    }
    vectors_init(V, 1, S->qubits);
    V->count = 1;
    size_t size = (size_t)1 << S->qubits;
    for (size_t a = 0; a < S->count; a++) {
        fmpz_set_si(V->rows->rows[0] + S->amplitudes[a].basis, S->amplitudes[a].re);
        fmpz_set_si(V->rows->rows[0] + size + S->amplitudes[a].basis, S->amplitudes[a].im);
    }
}

typedef struct tally {
    size_t made, mutants, accepted, states_changed, claims_changed, outside, failures;
} tally;

/* Whether every claim of the report is true. */
static bool is_true(const lb_check_report *report, const lb_ansatz_t A, const lb_closure *closure,
                    const text *T, tally *t)
{
    static stated states[STATES];
    size_t count;
    bool right = true;
    bool inside = read_states(states, &count, T, A->qubits);
    for (size_t c = 0; c < report->claim_count && inside; c++) {
        const lb_check_claim *claim = report->claims + c;
        vectors psi[STATES];
        for (size_t i = 0; i < claim->state_count; i++)
            set_vector(psi + i, states + claim->states[i]);
        expectation e = brute_force_vectors(A, closure, psi, claim->state_count);
        right = right &&
                claim->value == (uint64_t)(claim->kind == LB_CHECK_SECTOR ? e.sector : e.orbit);
    }
    for (size_t s = 0; s < count; s++)
        if (!states[s].has_amplitudes)
            lb_stabilizer_clear(&states[s].group);
    t->outside += !inside;
    return right;
}

static bool accepts(lb_check_report *report, const char *bytes)
{
    FILE *stream = fmemopen((void *)bytes, strlen(bytes), "r");
    bool verified = lb_check_verify(report, &(lb_check_input){.certificate = stream});
    fclose(stream);
    return verified;
}

static bool same_part(const char *a, const char *b, const char *from, const char *to)
{
    const char *x = strstr(a, from), *y = strstr(b, from), *end = x ? strstr(x, to) : NULL;
    return end && y && !strncmp(x, y, (size_t)(end - x) + strlen(to));
}

static void try_mutants(tally *t, const char *valid, const lb_ansatz_t A, const lb_closure *closure,
                        size_t count)
{
    static text T;
    static char mutant[2 * TEXT];
    lb_check_report report;
    for (; count > 0; count--, t->mutants++) {
        split(&T, valid);
        for (size_t times = 1 + draw(3); times > 0; times--)
            if (T.count > 12)
                mutate(&T);
        join(mutant, &T);
        bool same = !strcmp(mutant, valid);
        if (same || !accepts(&report, mutant)) {
            if (!same)
                lb_check_report_clear(&report);
            continue;
        }
        t->accepted++;
        /* Other generators are the business of the tests of kind closure. */
        if (same_part(valid, mutant, "\nqubits ", "\nreplay ")) {
            t->states_changed += !same_part(valid, mutant, "\nstates ", "\nclaims ");
            t->claims_changed += !same_part(valid, mutant, "\nclaims ", "\nend");
            split(&T, mutant);
            if (!is_true(&report, A, closure, &T, t)) {
                printf("FALSE ACCEPTANCE:\n%s", mutant);
                t->failures++;
            }
        }
        lb_check_report_clear(&report);
    }
}

/* A vector of small numbers, most of which may be 0. */
static void random_amplitudes(char *state, size_t qubits)
{
    size_t length = (size_t)sprintf(state, "vector"), count = 0;
    while (!count)
        for (size_t b = 0; b < (size_t)1 << qubits; b++) {
            long re = (long)draw(7) - 3, im = draw(2) ? (long)draw(5) - 2 : 0;
            if (draw(3) == 0 || (!re && !im))
                continue;
            count++;
            length += (size_t)sprintf(state + length, " ");
            for (size_t q = 0; q < qubits; q++)
                state[length++] = "01"[b >> (qubits - 1 - q) & 1];
            length += (size_t)sprintf(state + length, ":%ld%+ldi", re, im);
        }
    sprintf(state + length, " v");
}

static void random_ansatz(lb_ansatz_t A)
{
    size_t qubits = 1 + draw(2);
    lb_error error;
    lb_sum_t H;
    lb_ansatz_init(A, "mutated", qubits);
    lb_sum_init(H, qubits);
    for (size_t k = 1 + draw(3); k > 0; k--) {
        lb_sum_zero(H);
        for (size_t terms = 1 + draw(3); terms > 0; terms--) {
            char label[16];
            random_label(label, qubits, &source);
            if (lb_sum_append_label(H, (long)draw(9) - 4, 1 + draw(3), label, &error))
                abort();
        }
        lb_sum_normalize(H);
        lb_ansatz_add_generator(A, NULL, H);
    }
    for (size_t s = 1 + draw(2); s > 0; s--) {
        char state[256] = "bell";
        if (draw(3) == 0)
            random_amplitudes(state, qubits);
        else if (draw(4))
            random_stabilizer(state, qubits, &source);
        if (lb_ansatz_add_state(A, state, &error))
            abort();
    }
    lb_sum_clear(H);
}

static void try_ansatz(tally *t, const char *path)
{
    static char valid[TEXT];
    lb_ansatz_t A;
    lb_closure *closure;
    lb_orbit *orbit;
    lb_error error;
    lb_closure_options options = {.enumerate = true};
    random_ansatz(A);
    if (lb_closure_compute(&closure, A, &options, &error) ||
        lb_orbit_compute(&orbit, A, closure, NULL, &error) ||
        lb_orbit_certificate_write(orbit, path, &error))
        abort();
    FILE *file = fopen(path, "r");
    valid[fread(valid, 1, sizeof valid - 1, file)] = '\0';
    fclose(file);
    lb_check_report report;
    t->made++;
    if (!accepts(&report, valid)) {
        printf("A VALID CERTIFICATE IS REJECTED: %s\n%s", report.reason, valid);
        t->failures++;
    }
    lb_check_report_clear(&report);
    try_mutants(t, valid, A, closure, 200);
    lb_orbit_free(orbit);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}

int main(void)
{
    tally t = {0};
    char path[4096];
    lb_random_seed(&source, lb_test_seed());
    snprintf(path, sizeof path, "%s/liebound-fuzz-orbit-%ld.cert", lb_test_folder(),
             (long)getpid());
    for (size_t i = lb_test_count(300); i > 0; i--)
        try_ansatz(&t, path);
    remove(path);
    printf("%zu certificates, %zu mutants, %zu accepted (%zu with other states, %zu with other "
           "claims, %zu too large to decide), %zu failures\n",
           t.made, t.mutants, t.accepted, t.states_changed, t.claims_changed, t.outside,
           t.failures);
    return t.failures || !t.states_changed || !t.claims_changed ? EXIT_FAILURE : EXIT_SUCCESS;
}
