/* Orbit and sector dimensions against brute force, through the library and through the checker. */

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <flint/fmpz.h>
#include <liebound/orbit.h>

#include "brute_orbits.h"
#include "stabilizers.h"
#include "support.h"

/* Row i: X as a vector over all strings, times its denominator. */
static void note_element(fmpz_mat_t elements, slong i, const lb_sum_t X)
{
    double scale = denominator_of(X);
    for (size_t t = 0; t < X->length; t++) {
        slong column = 0;
        for (uint32_t q = 0; q < X->qubits; q++)
            column = 4 * column + (strchr("IXYZ", lb_string_letter(X->strings + t, q)) - "IXYZ");
        fmpz_set_si(elements->rows[i] + column, lround(scale * mpq_get_d(X->coefficients + t)));
    }
}

/* Every element of the two annihilators does to every state what it should. */
static void check_annihilators(const lb_orbit *orbit, const lb_ansatz_t A, size_t state)
{
    size_t isotropy = lb_orbit_isotropy_count(orbit, state);
    size_t ideal = lb_orbit_ideal_count(orbit, state);
    lb_sum_t X;
    fmpz_mat_t elements[2];
    fmpz_mat_init(elements[0], (slong)isotropy, (slong)1 << 2 * A->qubits);
    fmpz_mat_init(elements[1], (slong)ideal, (slong)1 << 2 * A->qubits);
    lb_sum_init(X, A->qubits);
    for (size_t i = 0; i < isotropy + ideal; i++) {
        if (i < isotropy)
            lb_orbit_isotropy(X, orbit, state, i);
        else
            lb_orbit_ideal(X, orbit, state, i - isotropy);
        ck_assert(lb_sum_is_normal(X) && X->length);
        note_element(i < isotropy ? elements[0] : elements[1],
                     (slong)(i < isotropy ? i : i - isotropy), X);
        for (size_t s = 0; s < A->state_count; s++) {
            if (state != LB_ORBIT_JOINT && s != state)
                continue;
            vectors psi;
            lb_stabilizer S;
            lb_state_stabilizer(&S, &A->states[s]);
            state_vector(&psi, &S);
            amplitude *matrix = matrix_on(X, S.qubits);
            fmpz_mat_t pair;
            fmpz_mat_init(pair, 2, psi.length);
            _fmpz_vec_set(pair->rows[0], psi.rows->rows[0], psi.length);
            multiply(pair->rows[1], matrix, denominator_of(X), pair->rows[0], psi.length / 2);
            if (i < isotropy)
                ck_assert_int_eq(fmpz_mat_rank(pair), 1);
            else
                ck_assert(_fmpz_vec_is_zero(pair->rows[1], psi.length));
            free(matrix);
            fmpz_mat_clear(pair);
            lb_stabilizer_clear(&S);
            fmpz_mat_clear(psi.rows);
        }
    }
    ck_assert_int_eq(fmpz_mat_rank(elements[0]), (slong)isotropy);
    ck_assert_int_eq(fmpz_mat_rank(elements[1]), (slong)ideal);
    fmpz_mat_clear(elements[0]);
    fmpz_mat_clear(elements[1]);
    lb_sum_clear(X);
}

static void check_numbers(const lb_orbit *orbit, const lb_ansatz_t A, const lb_closure *closure,
                          size_t state)
{
    bool joint = state == LB_ORBIT_JOINT;
    uint32_t states[4] = {joint ? 0 : (uint32_t)state, 1, 2, 3};
    lb_stabilizer all[4];
    for (size_t s = 0; s < A->state_count; s++)
        lb_state_stabilizer(all + s, &A->states[s]);
    expectation e = brute_force(A, closure, all, states, joint ? A->state_count : 1);
    for (size_t s = 0; s < A->state_count; s++)
        lb_stabilizer_clear(all + s);
    const lb_orbit_number *found = lb_orbit_dimension(orbit, state);
    const lb_orbit_number *sector = lb_orbit_sector(orbit, state);
    slong dimension = (slong)lb_closure_row_count(closure);
    ck_assert(found->proved && sector->proved);
    ck_assert_int_eq(mpz_get_si(found->at_least), e.orbit);
    ck_assert_int_eq(mpz_get_si(found->at_most), e.orbit);
    ck_assert_int_eq(mpz_get_si(sector->at_least), e.sector);
    ck_assert_int_eq(mpz_get_si(sector->at_most), e.sector);
    ck_assert_int_le(e.orbit, e.sector);
    ck_assert_int_le(e.sector, dimension);
    ck_assert_int_le(e.orbit, e.space - 2);
    ck_assert_int_eq((slong)lb_orbit_isotropy_count(orbit, state), dimension - e.orbit);
    ck_assert_int_eq((slong)lb_orbit_ideal_count(orbit, state), dimension - e.sector);
    check_annihilators(orbit, A, state);
}

/* Both checkers say of the certificate what was found. */
static void check_certificate(const lb_orbit *orbit)
{
    lb_error error;
    char line[1024], *found = lb_strdup(""), *expected = lb_strdup("");
    char *path = lb_sprintf("%s/liebound-test-orbit-%ld.cert", lb_test_folder(), (long)getpid());
    ck_assert_msg(!lb_orbit_certificate_write(orbit, path, &error), "%s", error.message);
    char *command = lb_sprintf("tests/second/both.sh %s", path);
    FILE *pipe = popen(command, "r");
    ck_assert_ptr_nonnull(pipe);
    while (fgets(line, sizeof line, pipe))
        if (strstr(line, " dimension ") == line + 5 || strstr(line, " dimension ") == line + 6) {
            char *longer = lb_sprintf("%s%s", found, line);
            free(found);
            found = longer;
        }
    int status = pclose(pipe);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s", line);
    size_t count = lb_orbit_state_count(orbit);
    for (size_t i = 0; i < 2 * (count > 1 ? count + 1 : 1); i++) {
        size_t state = i / 2 < count ? i / 2 : LB_ORBIT_JOINT;
        const lb_orbit_number *number =
            (i % 2 ? lb_orbit_sector : lb_orbit_dimension)(orbit, state);
        char *of = lb_strdup("s 0 1 2, jointly");
        if (state != LB_ORBIT_JOINT)
            sprintf(of, " %zu", state);
        else if (count == 2)
            strcpy(of, "s 0 1, jointly");
        char *longer = lb_sprintf("%s%s dimension %ld of state%s\n", expected,
                                  i % 2 ? "sector" : "orbit", mpz_get_si(number->at_least), of);
        free(of);
        free(expected);
        expected = longer;
    }
    ck_assert_str_eq(found, expected);
    unlink(path);
    free(path);
    free(command);
    free(found);
    free(expected);
}

static void check_ansatz(const lb_ansatz_t A)
{
    lb_closure *closure;
    lb_orbit *orbit;
    lb_error error;
    lb_closure_options options = {.enumerate = true};
    ck_assert(!lb_closure_compute(&closure, A, &options, &error));
    ck_assert(!lb_orbit_compute(&orbit, A, closure, NULL, &error));
    for (size_t s = 0; s < A->state_count; s++)
        check_numbers(orbit, A, closure, s);
    if (A->state_count > 1)
        check_numbers(orbit, A, closure, LB_ORBIT_JOINT);
    if (A->state_count <= 3)
        check_certificate(orbit);
    lb_orbit_free(orbit);
    lb_closure_free(closure);
}

/* A sum of a few random strings with small coefficients. */
static void random_generator(lb_sum_t H, lb_random *random)
{
    lb_sum_zero(H);
    for (uint64_t terms = 1 + lb_random_below(random, 4); terms > 0; terms--) {
        char label[16];
        random_label(label, H->qubits, random);
        long num = 1 + (long)lb_random_below(random, 3);
        unsigned long den = lb_random_below(random, 3) ? 1 : 2 + lb_random_below(random, 2);
        ck_assert(
            !lb_sum_append_label(H, lb_random_below(random, 2) ? num : -num, den, label, NULL));
    }
    lb_sum_normalize(H);
}

static void random_ansatz(lb_ansatz_t A, size_t qubits, lb_random *random)
{
    static const char *const names[] = {"plus", "zero", "ghz", "bell"};
    lb_error error;
    lb_sum_t H;
    lb_ansatz_init(A, "random", qubits);
    lb_sum_init(H, qubits);
    for (uint64_t k = 1 + lb_random_below(random, 3); k > 0; k--) {
        random_generator(H, random);
        lb_ansatz_add_generator(A, NULL, H);
    }
    for (uint64_t s = 1 + lb_random_below(random, 3); s > 0; s--) {
        char text[128];
        uint64_t kind = lb_random_below(random, qubits <= 2 ? 8 : 7);
        if (kind < 4)
            random_stabilizer(text, qubits, random);
        ck_assert(!lb_ansatz_add_state(A, kind < 4 ? text : names[kind - 4], &error));
    }
    lb_sum_clear(H);
}

START_TEST(test_random)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(500); trial++) {
        lb_ansatz_t A;
        random_ansatz(A, trial % 50 ? 1 + lb_random_below(&random, 3) : 4, &random);
        check_ansatz(A);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Algebras with many ideals and conserved quantities, where sectors are small. */
START_TEST(test_symmetric)
{
    static const char *const sources[] = {
        "qubits 3\ngenerator = ZZI + IZZ\ngenerator = XXI + YYI + IXX + IYY\n",
        ("qubits 4\ngenerator = ZZII + IZZI + IIZZ + ZIIZ\n"
         "generator = XIII + IXII + IIXI + IIIX\n"),
        "qubits 3\ngenerator a for i in 0..2: X[i]\ngenerator b for i in 0..2: Z[i]\n",
        "qubits 3\ngenerator = III + 2/3 XXI\ngenerator = ZZI - 5 IIZ\n",
        "qubits 3\ngenerator = ZZI + IZZ\ngenerator = XII + IXI + IIX\n",
        ("qubits 4\ngenerator = ZZII + IZZI + IIZZ\n"
         "generator = XIII + IXII + IIXI + IIIX\n"),
        "qubits 2\ngenerator = II\n",
        "qubits 2\ngenerator = 0\n",
        "qubits 3\ngenerator = XXI + YYI + 1/7 ZZI\ngenerator = IXX + IYY + 1/7 IZZ\n",
    };
    static const char states[] = "state plus\nstate zero\nstate ghz\n";
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        lb_ansatz_t A;
        lb_error error;
        char text[512];
        snprintf(text, sizeof text, "%s%s", sources[i], states);
        ck_assert_msg(!lb_ansatz_parse(A, text, strlen(text), "test", NULL, 0, &error), "%s",
                      error.message);
        check_ansatz(A);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Every family of the catalogue on three qubits, and one more state. */
START_TEST(test_catalogue)
{
    size_t tried = 0;
    for (size_t i = 0; i < lb_catalogue_size(); i++) {
        lb_ansatz_t A;
        lb_error error;
        lb_setting setting = {(char *)"n", (char *)"3"};
        if (lb_ansatz_load(A, lb_catalogue_at(i)->name, &setting, 1, &error))
            continue;
        ck_assert(!lb_ansatz_add_state(A, "stabilizer XXZ ZIX IZX", &error));
        check_ansatz(A);
        lb_ansatz_clear(A);
        tried++;
    }
    ck_assert_uint_ge(tried, 50);
}
END_TEST

LB_TEST_MAIN("orbits", test_random, test_symmetric, test_catalogue)
