/* Algebras of a few strings on a few qubits, against sets of strings that are closed by hand. */

#include <stdlib.h>
#include <string.h>

#include <liebound.h>

#include "base/random.h"
#include "support.h"

/* A string on n qubits is x + 2^n z. */
static bool anticommute(uint32_t a, uint32_t b, uint32_t n)
{
    return __builtin_parity((a & b >> n) ^ (b & a >> n));
}

/* The number of strings that brackets of these lead to. */
static unsigned long close_by_hand(const uint32_t *strings, size_t count, uint32_t n)
{
    uint32_t found[1 << 10];
    bool seen[1 << 10] = {false};
    unsigned long size = 0;
    for (size_t k = 0; k < count; k++) {
        if (!seen[strings[k]])
            found[size++] = strings[k];
        seen[strings[k]] = true;
    }
    for (unsigned long i = 0; i < size; i++)
        for (size_t k = 0; k < count; k++) {
            uint32_t sum = found[i] ^ strings[k];
            if (!anticommute(found[i], strings[k], n) || seen[sum])
                continue;
            seen[sum] = true;
            found[size++] = sum;
        }
    return size;
}

static void add_strings(lb_ansatz_t A, const uint32_t *strings, size_t count, uint32_t n)
{
    mpq_t c;
    lb_string_t P;
    mpq_init(c);
    lb_string_init(P);
    for (size_t k = 0; k < count; k++) {
        lb_sum_t H;
        lb_sum_init(H, n);
        lb_string_identity(P);
        for (uint32_t q = 0; q < n; q++)
            lb_string_set_letter(P, q,
                                 "IXZY"[(strings[k] >> q & 1) + 2 * (strings[k] >> (q + n) & 1)]);
        mpq_set_si(c, k % 2 ? 1 : -2, 3);
        lb_sum_append(H, c, P);
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
    lb_string_clear(P);
    mpq_clear(c);
}

static void check_strings(const uint32_t *strings, size_t count, uint32_t n)
{
    lb_ansatz_t A;
    lb_algebra_t G;
    lb_error error;
    mpz_t D;
    mpz_init(D);
    lb_ansatz_init(A, "strings", n);
    add_strings(A, strings, count, n);
    ck_assert_int_eq(lb_strings_algebra(G, A, NULL, &error), LB_OK);
    lb_algebra_dimension(D, G);
    char *text = mpz_get_str(NULL, 10, D);
    unsigned long expected = close_by_hand(strings, count, n);
    if (mpz_cmp_ui(D, expected)) {
        for (size_t k = 0; k < count; k++)
            printf("%x ", strings[k]);
        ck_abort_msg("on %u qubits: %s, not %lu", n, text, expected);
    }
    free(text);
    mpz_clear(D);
    lb_algebra_clear(G);
    lb_ansatz_clear(A);
}

START_TEST(any_strings)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(20000); trial++) {
        uint32_t strings[12], n = 1 + (uint32_t)lb_random_below(&random, 5);
        size_t count = 1 + lb_random_below(&random, 12);
        for (size_t k = 0; k < count; k++)
            strings[k] = (uint32_t)lb_random_below(&random, (uint64_t)1 << 2 * n);
        check_strings(strings, count, n);
    }
}
END_TEST

/* Trees of strings, each of which anticommutes with its parent alone, as far as that goes: paths, stars and
 * what is between, the graphs of so(N), E6 and all else. */
START_TEST(trees_of_strings)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(4000); trial++) {
        uint32_t strings[10], n = 2 + (uint32_t)lb_random_below(&random, 4);
        size_t count = 0, most = 3 + lb_random_below(&random, 8),
               spread = 1 + lb_random_below(&random, 3);
        strings[count++] = 1 + (uint32_t)lb_random_below(&random, ((uint64_t)1 << 2 * n) - 1);
        for (int draws = 0; draws < 2000 && count < most; draws++) {
            uint32_t string = (uint32_t)lb_random_below(&random, (uint64_t)1 << 2 * n);
            size_t parent = count - 1 - lb_random_below(&random, count < spread ? count : spread);
            bool fits = true;
            for (size_t k = 0; k < count; k++)
                fits = fits && anticommute(string, strings[k], n) == (k == parent);
            if (fits)
                strings[count++] = string;
        }
        check_strings(strings, count, n);
    }
}
END_TEST

/* The product of Majorana operators a and b on n qubits, two of them a qubit. */
static uint32_t bilinear(uint32_t a, uint32_t b, uint32_t n)
{
    uint32_t string = 0;
    for (int i = 0; i < 2; i++, a = b) {
        uint32_t q = a / 2;
        string ^= (uint32_t)1 << q;                        /* X */
        string ^= (((uint32_t)1 << (q + a % 2)) - 1) << n; /* Z before, and on q for Y */
    }
    return string;
}

/* Quadratic strings of fermions, and among them one that may be anything. */
START_TEST(fermions_and_one_more)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(4000); trial++) {
        uint32_t strings[14], n = 3 + (uint32_t)lb_random_below(&random, 3);
        size_t count = 3 + lb_random_below(&random, 11);
        for (size_t k = 0; k < count; k++) {
            uint32_t a = (uint32_t)lb_random_below(&random, k + 2 < 2 * n ? k + 2 : 2 * n);
            uint32_t b = (uint32_t)lb_random_below(&random, 2 * n - 1);
            strings[k] = bilinear(a, b < a ? b : b + 1, n);
        }
        if (trial % 4)
            strings[lb_random_below(&random, trial % 8 < 4 ? 4 : count) % count] =
                (uint32_t)lb_random_below(&random, (uint64_t)1 << 2 * n);
        check_strings(strings, count, n);
    }
}
END_TEST

LB_TEST_MAIN("string algebras", any_strings, trees_of_strings, fermions_and_one_more)
