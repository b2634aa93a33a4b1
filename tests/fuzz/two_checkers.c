/* Looks for certificates on which liebound-check and the second checker differ.
 *
 * Texts are those of tests/reject and of the closures that mutate_certificate.h makes by brute
 * force, mutated, and closures of commuting strings whose replay is modulo a composite number. Both
 * may accept or refuse a text for what reason they like, but they must do the same. LB_TEST_SEED
 * and LB_TEST_MULTIPLIER choose the mutants and their number. */

#include "mutate_certificate.h"

#include <glob.h>

#include "mutations.h"
#include "second/second.h"
#include "support.h"

typedef struct agreement {
    uint64_t texts, accepted, failures;
} agreement;

static void compare(agreement *t, buffer *T)
{
    lb_check_report report;
    second_verdict V;
    if (!T->length)
        return;
    bool verified = accepts(&report, T);
    second_check(&V, T->bytes, T->length, false);
    t->texts++;
    t->accepted += verified;
    char first[64];
    snprintf(first, sizeof first, "VERIFIED dimension %s\n", verified ? report.decimal : "");
    if (V.verified != verified || (verified && strncmp(V.proved, first, strlen(first)) != 0)) {
        printf("liebound-check: %s\n", verified ? "verified" : report.reason);
        t->failures += (uint64_t)show("THE CHECKERS DIFFER", T, V.verified ? "verified" : V.reason);
    }
    free(V.proved);
    lb_check_report_clear(&report);
}

static void compare_mutants(agreement *t, const buffer *valid, uint64_t count)
{
    static buffer mutant;
    for (; count > 0; count--) {
        mutant = *valid;
        mutate(&mutant);
        compare(t, &mutant);
    }
}

/* The texts of a pattern, and their mutants. */
static void compare_files(agreement *t, const char *pattern, uint64_t count)
{
    static buffer T;
    glob_t files;
    if (glob(pattern, 0, NULL, &files))
        abort();
    for (size_t i = 0; i < files.gl_pathc; i++) {
        FILE *file = fopen(files.gl_pathv[i], "r");
        if (!file)
            abort();
        T.length = fread(T.bytes, 1, TEXT - 1, file);
        T.bytes[T.length] = '\0';
        bool whole = feof(file);
        fclose(file);
        if (!whole || T.length > 3000)
            continue;
        compare(t, &T);
        compare_mutants(t, &T, count);
    }
    globfree(&files);
}

/* A closure of one to three random sums on two qubits, and mutants of it. */
static void compare_closure(agreement *t, algebra *A)
{
    static buffer T;
    space_init(&A->V, 2);
    A->generators = 1 + (int)draw(3);
    for (int g = 0; g < A->generators; g++) {
        vector_zero(A->generator[g]);
        for (uint64_t terms = draw(5); terms > 0; terms--)
            random_coefficient(A->generator[g][draw((uint64_t)A->V.size)]);
    }
    close_algebra(A);
    replay *R = put_generators(&T, A);
    put(&T, "symmetry 0 0\n");
    if (put_replay(&T, A, R, NULL, NULL)) {
        put_basis(&T, A);
        compare(t, &T);
        compare_mutants(t, &T, 50);
    }
    free(R);
}

/* Sums of Z and I on three qubits, with coefficients that share factors with the modulus. */
static void set_diagonal(algebra *A)
{
    static const long coefficients[] = {1, 1, 3, 3, 5, 9};
    space_init(&A->V, 3);
    A->generators = 4 + (int)draw(4);
    for (int g = 0; g < A->generators; g++) {
        vector_zero(A->generator[g]);
        for (uint64_t terms = 2; terms > 0; terms--) {
            int digits = 0;
            for (int q = 0; q < 3; q++)
                digits = digits << 2 | (draw(2) ? 3 : 0);
            mpq_set_si(A->generator[g][A->V.rank[digits]], coefficients[draw(6)], 1);
        }
    }
}

/* Every generator in turn is a step, whatever comes of it. */
static void compare_diagonal(agreement *t, algebra *A)
{
    static buffer T;
    static const uint64_t composite[] = {9, 15, 45, 105};
    set_diagonal(A);
    close_algebra(A);
    if (A->dimension < A->generators)
        return;
    free(put_generators(&T, A));
    put_number(&T, "symmetry 0 0\nreplay ", (uint64_t)A->dimension, " modulo ");
    put_number(&T, "", composite[draw(4)], "\n");
    for (int g = 0; g < A->generators; g++)
        put_number(&T, "g", (uint64_t)g, "\n");
    put_basis(&T, A);
    compare(t, &T);
}

int main(void)
{
    static algebra A;
    agreement t = {0}, diagonal = {0};
    random_state = lb_test_seed();
    algebra_init(&A);
    for (size_t i = lb_test_count(20000); i > 0; i--)
        compare_diagonal(&diagonal, &A);
    printf("%" PRIu64 " certificates of commuting strings, %" PRIu64 " accepted, %" PRIu64
           " failures\n",
           diagonal.texts, diagonal.accepted, diagonal.failures);
    for (size_t i = lb_test_count(300); i > 0; i--)
        compare_closure(&t, &A);
    compare_files(&t, "tests/reject/*.cert", lb_test_count(50));
    compare_files(&t, "tests/reject/accept/*.cert", lb_test_count(300));
    printf("%" PRIu64 " texts, %" PRIu64 " accepted, %" PRIu64 " failures\n", t.texts, t.accepted,
           t.failures);
    algebra_clear(&A);
    return t.failures || diagonal.failures || !t.accepted || !diagonal.accepted ? EXIT_FAILURE
                                                                                : EXIT_SUCCESS;
}
