/* Any bytes whatever must be parsed into an ansatz or refused with a place and a message, and an
 * ansatz that was accepted must survive being printed and parsed again.
 *
 * A program of its own that mutates the files of the catalogue: fuzz_ansatz [rounds [seed]]. With
 * clang -fsanitize=fuzzer -DLB_LIBFUZZER it is a libFuzzer target instead. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/ansatz.h>

#include "ansatz/catalogue.h"
#include "base/random.h"
#include "support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "fuzz_ansatz: %s\n", what);
    abort();
}

/* Numbers of many digits (outside strings and comments) make large but legal expansions, which only
 * take time. */
static bool has_long_number(const char *text, size_t size)
{
    size_t run = 0;
    char inside = 0;
    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        if (c == '\n' || (inside == '"' && c == '"'))
            inside = 0;
        else if (!inside && (c == '"' || c == '#'))
            inside = c;
        run = !inside && c >= '0' && c <= '9' ? run + 1 : 0;
        if (run > 2)
            return true;
    }
    return false;
}

static void check_error(const lb_error *error)
{
    demand(error->status == LB_INPUT || error->status == LB_IO, "a strange status");
    demand(error->message[0] != '\0', "no message");
    for (const char *c = error->message; *c; c++)
        demand((unsigned char)*c >= ' ' && (unsigned char)*c < 127, "an unprintable message");
}

/* How A is printed; the caller frees it. Comments, which carry the parameters, are dropped. */
static char *print(const lb_ansatz_t A, size_t *size)
{
    char *text = NULL;
    FILE *stream = open_memstream(&text, size);
    demand(stream != NULL, "no memory stream");
    lb_ansatz_print(stream, A);
    demand(!fclose(stream), "no memory");
    char *to = text;
    for (char *line = text, *end; *line; line = end) {
        end = strchr(line, '\n') + 1;
        if (*line != '#') {
            memmove(to, line, (size_t)(end - line));
            to += end - line;
        }
    }
    *to = '\0';
    *size = (size_t)(to - text);
    return text;
}

static lb_status parse(lb_ansatz_t A, const char *text, size_t size, const char *name,
                       lb_error *error)
{
    lb_ansatz_source source = {
        .name = name, .text = text, .length = size, .format = LB_FORMAT_ALG, .square_roots = true};
    return lb_ansatz_read(A, &source, error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    lb_ansatz_t A, B;
    lb_error error;
    if (has_long_number(text, size))
        return 0;
    if (parse(A, text, size, "fuzz.alg", &error)) {
        check_error(&error);
        return 0;
    }
    size_t once_size, twice_size;
    char *once = print(A, &once_size);
    demand(!parse(B, once, once_size, "show.alg", &error), error.message);
    char *twice = print(B, &twice_size);
    demand(once_size == twice_size && !memcmp(once, twice, once_size), "printed differently");
    free(once);
    free(twice);
    lb_ansatz_clear(A);
    lb_ansatz_clear(B);
    return 0;
}

#ifndef LB_LIBFUZZER

enum { LENGTH_MAX = 8192 };

/* Pieces of the language, to be put in anywhere. */
static const char *const pieces[] = {"generator ",
                                     "for ",
                                     "sum(",
                                     "(i,j) in E ",
                                     " if ",
                                     "n",
                                     "0..n-1",
                                     "Z[i]",
                                     "X[0] ",
                                     "(",
                                     ")",
                                     "[",
                                     "]",
                                     "\"",
                                     "#",
                                     "\\\n",
                                     "\n",
                                     "..",
                                     "==",
                                     "<=",
                                     "/",
                                     "%",
                                     "^",
                                     "-",
                                     "1e9",
                                     "1/3",
                                     "distinct ",
                                     "\nlayer\n",
                                     "\nfirst\n",
                                     "\nlayer for b in 0..2:\n",
                                     "sqrt(2)*",
                                     "/sqrt(3)",
                                     "(1+sqrt(5))*",
                                     "cos(pi/5)*",
                                     "sin(n*pi/12)*",
                                     "\nparameter h = sqrt(2)\n",
                                     "h*",
                                     "\nrotate ",
                                     "\napply CX[0,1] H\n",
                                     " by theta[i]/2",
                                     " by -1/3*t",
                                     "\nfermions bk\n",
                                     "\nstate occupied 1\n",
                                     "cdag[0] c[1]",
                                     "hc(",
                                     "ahc(",
                                     "n[i]",
                                     "|01><10|[0,1]",
                                     "prod(",
                                     "(i,j,w) in E ",
                                     " weights 3",
                                     "not ",
                                     " and ",
                                     " or ",
                                     "so(",
                                     "state neel",
                                     "qubits ",
                                     "graph E = ",
                                     "edges \"0-1\"",
                                     "variant v n=3\n",
                                     "open | ",
                                     "\xc3\xa9",
                                     "\x80",
                                     "\xe2\x88\x92",
                                     "\xc2\xb7",
                                     "\xc2\xa0",
                                     "\xef\xbb\xbf",
                                     "+\n",
                                     ".5",
                                     "2.",
                                     "X(0)",
                                     "x_0",
                                     "XY01",
                                     "1j",
                                     "XX[0,1] + YY\n",
                                     "\x00\x01",
                                     "w[i,j]",
                                     "dimension ",
                                     "I[0] + ",
                                     ", "};

static size_t insert(char *text, size_t length, size_t at, const char *piece, size_t size)
{
    if (length + size > LENGTH_MAX)
        return length;
    memmove(text + at + size, text + at, length - at);
    memcpy(text + at, piece, size);
    return length + size;
}

static size_t erase(char *text, size_t length, size_t at, size_t size)
{
    if (size > length - at)
        size = length - at;
    memmove(text + at, text + at + size, length - at - size);
    return length - size;
}

/* Change a byte, put in a piece, drop some bytes, or repeat some elsewhere. */
static size_t mutate(char *text, size_t length, lb_random *random)
{
    size_t at = (size_t)lb_random_below(random, length + 1);
    size_t size = (size_t)lb_random_below(random, 20);
    const char *piece = pieces[lb_random_below(random, sizeof pieces / sizeof *pieces)];
    char copy[20];
    switch (lb_random_below(random, 5)) {
    case 0:
        if (at < length)
            text[at] = (char)lb_random_below(random, 256);
        return length;
    case 1:
        if (at < length)
            text[at] = "0123456789 ()[]XYZIijn\"#\n"[lb_random_below(random, 26)];
        return length;
    case 2:
        return insert(text, length, at, piece, strlen(piece));
    case 3:
        return erase(text, length, at, size);
    default:
        if (size > length - at)
            size = length - at;
        memcpy(copy, text + at, size);
        return insert(text, length, (size_t)lb_random_below(random, length + 1), copy, size);
    }
}

int main(int argc, char **argv)
{
    size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : lb_test_count(20000);
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : lb_test_seed();
    lb_random random;
    lb_random_seed(&random, seed);
    static char text[LENGTH_MAX];
    for (size_t round = 0; round < rounds; round++) {
        const char *file =
            lb_catalogue_files[lb_random_below(&random, lb_catalogue_file_count)].text;
        size_t length = strlen(file);
        if (length > LENGTH_MAX)
            length = LENGTH_MAX;
        memcpy(text, file, length);
        for (uint64_t changes = 1 + lb_random_below(&random, 4); changes > 0; changes--)
            length = mutate(text, length, &random);
        LLVMFuzzerTestOneInput((const uint8_t *)text, length);
    }
    printf("fuzz_ansatz: %zu rounds from seed %" PRIu64 "\n", rounds, seed);
    return 0;
}

#endif
