/* False acceptances of certificates of the kind `strings`: the certificates of tests/reject/accept
 * on at most six qubits are mutated. A checker that compares the last lines with its own result
 * refuses nearly everything there, so a mutant that got that far is given the lines it asks for:
 * what is under test is whether the components are what they claim to be. The true dimension is the
 * number of strings reached by adding generators to what they anticommute with.
 *
 * Included by mutate_certificate.c only, after its mutations. */

#ifndef LB_TESTS_MUTATE_STRINGS_H
#define LB_TESTS_MUTATE_STRINGS_H

#include <glob.h>

enum { STRINGS_QUBITS = 6, STRINGS_GENERATORS = 64 };

/* Strings as numbers: bit q is x on qubit q, bit n + q is z. */
typedef struct string_set {
    int n, count;
    unsigned generator[STRINGS_GENERATORS];
} string_set;

static int anticommute(unsigned a, unsigned b, int n)
{
    unsigned low = (1u << n) - 1;
    return __builtin_parity(((a & low) & (b >> n)) ^ ((a >> n) & (b & low)));
}

static uint64_t orbit_size(const string_set *S)
{
    static bool seen[1 << 2 * STRINGS_QUBITS];
    static unsigned queue[1 << 2 * STRINGS_QUBITS];
    size_t found = 0;
    memset(seen, 0, sizeof seen);
    for (int i = 0; i < S->count; i++) {
        if (!seen[S->generator[i]])
            queue[found++] = S->generator[i];
        seen[S->generator[i]] = true;
    }
    for (size_t next = 0; next < found; next++)
        for (int i = 0; i < S->count; i++) {
            unsigned sum = queue[next] ^ S->generator[i];
            if (!anticommute(queue[next], S->generator[i], S->n) || seen[sum])
                continue;
            seen[sum] = true;
            queue[found++] = sum;
        }
    return found;
}

/* The number that a label stands for. */
static unsigned string_of(const char *label, int n)
{
    unsigned string = 0;
    for (int q = 0; *label && *label != '\n';) {
        char letter = *label++;
        size_t digits = strspn(label, "0123456789");
        long run = digits ? strtol(label, NULL, 10) : 1;
        label += digits;
        for (; run > 0 && q < n; run--, q++)
            string |= (unsigned)(letter == 'X' || letter == 'Y') << q |
                      (unsigned)(letter == 'Z' || letter == 'Y') << (n + q);
    }
    return string;
}

/* Read the generators of a certificate that has been accepted; false when there are too many. */
static bool parse_strings(string_set *S, const buffer *T)
{
    const char *at = strstr(T->bytes, "\nqubits ");
    long generators = strtol(strstr(at, "\ngenerators ") + 12, (char **)&at, 10);
    S->n = atoi(strstr(T->bytes, "\nqubits ") + 8);
    S->count = 0;
    if (S->n > STRINGS_QUBITS || generators > STRINGS_GENERATORS)
        return false;
    for (; generators > 0; generators--) {
        const char *line = at + 1;
        at = strchr(line, '\n');
        if (*line != '0')
            S->generator[S->count++] = string_of(strchr(line, ' ') + 1, S->n);
    }
    return true;
}

/* ---- Mutations ---- */

/* Another letter on one qubit of a generator, or its letters exchanged with those of another. */
static void mutate_generator(buffer *T)
{
    char *at = strstr(T->bytes, "\ngenerators "), *end = strstr(T->bytes, "\nstrings ");
    if (!at || !end || end - at < 16)
        return;
    for (int tries = 0; tries < 20; tries++) {
        char *letter = at + 13 + draw((uint64_t)(end - at - 13));
        if (strchr("IXYZ", *letter)) {
            *letter = "IXYZ"[draw(4)];
            return;
        }
    }
}

/* A number in the components, changed by one or two or replaced by one of another place. */
static void mutate_claim(buffer *T)
{
    char *at = strstr(T->bytes, "\ncomponents "), *end = strstr(T->bytes, "\nalgebra ");
    if (!at || !end || end - at < 16)
        return;
    size_t first = (size_t)(at - T->bytes) + 12, place = first + draw((uint64_t)(end - at) - 12);
    while (place > first && strspn(T->bytes + place - 1, "0123456789") > 0)
        place--;
    size_t length = strspn(T->bytes + place, "0123456789");
    char number[24];
    if (!length)
        return;
    snprintf(number, sizeof number, "%ld",
             labs(strtol(T->bytes + place, NULL, 10) + (long)draw(5) - 2));
    replace(T, place, length, number);
}

static void mutate_type(buffer *T)
{
    char *at = strstr(T->bytes, "\nfull ");
    at = at ? strstr(at, " s") : NULL;
    if (at)
        at[2] = "uop"[draw(3)];
}

/* One generator more, with nothing said about it below. */
static void add_generator(buffer *T)
{
    static const char *const more[] = {"\n0", "\n1 XII", "\n1 Z3", "\n1 YZI", "\n1 XYII", "\n1 Z4"};
    char *at = strstr(T->bytes, "\ngenerators ");
    if (!at)
        return;
    char *after = strchr(at + 1, '\n'), number[24];
    long count = strtol(at + 12, NULL, 10);
    size_t place = (size_t)(at - T->bytes) + 12;
    if (!after)
        return;
    replace(T, (size_t)(after - T->bytes), 0, more[draw(6)]);
    snprintf(number, sizeof number, "%ld", count + 1);
    replace(T, place, strspn(T->bytes + place, "0123456789"), number);
}

static void mutate_strings(buffer *T)
{
    for (uint64_t times_left = 1 + draw(3); times_left > 0; times_left--) {
        if (strlen(T->bytes) != T->length)
            return;
        switch (draw(8)) {
        case 0:
            mutate(T);
            return;
        case 1:
        case 2:
        case 3:
            mutate_claim(T);
            break;
        case 4:
            mutate_type(T);
            break;
        case 5:
            add_generator(T);
            break;
        default:
            mutate_generator(T);
        }
    }
}

/* Replace the rest of the line that starts so; false when there is none. */
static bool replace_rest(buffer *T, const char *start, const char *by)
{
    char *at = strstr(T->bytes, start);
    if (!at)
        return false;
    size_t place = (size_t)(at - T->bytes) + strlen(start);
    replace(T, place, strcspn(T->bytes + place, "\n"), by);
    return true;
}

/* Give the checker the number of strings, the algebra and the dimension that it asks for. */
static bool repair(buffer *T, const char *reason)
{
    static const char *const asked[][2] = {{"the algebra is not ", "\nalgebra "},
                                           {"the dimension is not ", "\ndimension "},
                                           {"the generators have ", "\nstrings "}};
    char by[200];
    for (int i = 0; i < 3; i++) {
        const char *at = strstr(reason, asked[i][0]);
        if (!at)
            continue;
        snprintf(by, sizeof by, "%s", at + strlen(asked[i][0]));
        if (i == 2)
            by[strspn(by, "0123456789")] = '\0';
        return replace_rest(T, asked[i][1], by);
    }
    return false;
}

/* ---- The experiment ---- */

typedef struct strings_tally {
    uint64_t certificates, mutants, reached, accepted, changed, failures;
} strings_tally;

static void try_strings(strings_tally *t, const buffer *valid, uint64_t count)
{
    static buffer mutant;
    lb_check_report report;
    string_set S;
    const char *section = strstr(valid->bytes, "\nqubits ");
    size_t length = (size_t)(strstr(section, "\nstrings ") - section);
    for (; count > 0; count--, t->mutants++) {
        mutant = *valid;
        mutate_strings(&mutant);
        bool accepted = mutant.length && accepts(&report, &mutant);
        for (int i = 0; i < 3 && !accepted && repair(&mutant, report.reason); i++) {
            t->reached += i == 0;
            lb_check_report_clear(&report);
            accepted = accepts(&report, &mutant);
        }
        if (accepted && strstr(mutant.bytes, " strings\n") && parse_strings(&S, &mutant)) {
            const char *stated = strstr(mutant.bytes, "\nqubits ");
            t->accepted++;
            t->changed += strncmp(stated, section, length) != 0;
            if (strtoull(report.decimal, NULL, 10) != orbit_size(&S))
                t->failures += (uint64_t)show("FALSE ACCEPTANCE", &mutant, report.decimal);
        }
        lb_check_report_clear(&report);
    }
}

static void read_text(buffer *T, const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        abort();
    T->length = fread(T->bytes, 1, TEXT - 1, file);
    T->bytes[T->length] = '\0';
    fclose(file);
}

/* False when a certificate is wrong, a mutant is accepted wrongly, or too little was tried. */
static bool strings_survive(uint64_t count)
{
    static buffer valid;
    strings_tally t = {0};
    glob_t files;
    lb_check_report report;
    string_set S;
    if (glob("tests/reject/accept/strings-*.cert", 0, NULL, &files))
        return show("no certificates", &valid, "run this in the top folder"), false;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        read_text(&valid, files.gl_pathv[i]);
        bool accepted = accepts(&report, &valid);
        if (!accepted)
            t.failures += (uint64_t)show(files.gl_pathv[i], &valid, report.reason);
        else if (parse_strings(&S, &valid)) {
            t.certificates++;
            if (strtoull(report.decimal, NULL, 10) != orbit_size(&S))
                t.failures += (uint64_t)show("WRONG", &valid, report.decimal);
            try_strings(&t, &valid, count);
        }
        lb_check_report_clear(&report);
    }
    globfree(&files);
    printf("strings: %" PRIu64 " certificates, %" PRIu64 " mutants, %" PRIu64 " corrected, %" PRIu64
           " accepted (%" PRIu64 " with other generators), %" PRIu64 " failures\n",
           t.certificates, t.mutants, t.reached, t.accepted, t.changed, t.failures);
    return !t.failures && t.certificates >= 50 && t.changed;
}

#endif
