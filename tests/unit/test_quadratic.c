/* Rank, dependencies, radical and Arf invariant against all formal sums, against elimination that
 * keeps the formal sums, and against closed forms on chains. */

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "linalg/f2_internal.h"
#include "support.h"

enum { BRUTE_MAX = 12 };

/* Strings that own their letters. */
typedef struct string_set {
    size_t count, qubits;
    lb_string_struct *strings;
    const lb_string_struct **pointers;
} string_set;

static void set_init(string_set *set, size_t count, size_t qubits)
{
    *set = (string_set){.count = count, .qubits = qubits};
    set->strings = lb_malloc(count, sizeof *set->strings);
    set->pointers = lb_malloc(count, sizeof *set->pointers);
    for (size_t i = 0; i < count; i++) {
        lb_string_init(set->strings + i);
        set->pointers[i] = set->strings + i;
    }
}

static void set_clear(string_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        lb_string_clear(set->strings + i);
    free(set->strings);
    free(set->pointers);
}

static size_t below(lb_random *random, size_t bound)
{
    return (size_t)lb_random_below(random, bound);
}

/* Local or spread, dense or sparse, of few letters or all; repetitions, sums of earlier strings and
 * the identity mixed in. */
static void set_random(string_set *set, size_t count, size_t qubits, lb_random *random)
{
    static const char *const alphabets[] = {"XYZ", "XZ", "XXXY", "Z", "XYZZZZ"};
    const char *alphabet = alphabets[below(random, 5)];
    size_t window = 1 + below(random, qubits), sixteenths = 1 + below(random, 16);
    size_t dependent = below(random, 3);
    set_init(set, count, qubits);
    for (size_t i = 0; i < count; i++) {
        lb_string_struct *string = set->strings + i;
        if (i && below(random, 8) < dependent) {
            for (size_t terms = 1 + below(random, 4); terms--;)
                lb_string_multiply(string, string, set->strings + below(random, i));
            continue;
        }
        size_t first = below(random, qubits);
        for (size_t q = first; q < first + window; q++) {
            char letter = alphabet[below(random, strlen(alphabet))];
            if (below(random, 16) < sixteenths)
                lb_string_set_letter(string, (uint32_t)(q % qubits), letter);
        }
    }
}

static lb_f2_graph set_graph(const string_set *set)
{
    lb_f2_graph graph = {.count = set->count};
    graph.offsets = lb_calloc(set->count + 1, sizeof *graph.offsets);
    graph.neighbours = lb_malloc(set->count * set->count, sizeof *graph.neighbours);
    size_t edges = 0;
    for (size_t i = 0; i < set->count; i++) {
        for (size_t j = 0; j < set->count; j++) {
            if (lb_string_anticommutes(set->strings + i, set->strings + j))
                graph.neighbours[edges++] = (uint32_t)j;
        }
        graph.offsets[i + 1] = edges;
    }
    return graph;
}

static void graph_clear(lb_f2_graph *graph)
{
    free(graph->offsets);
    free(graph->neighbours);
}

/* Every implementation on the set gives these values; arf < 0 stands for any. */
static void check_span(const string_set *set, lb_f2_span expected)
{
    for (int path = LB_F2_MEASURED; path <= LB_F2_DENSE; path++) {
        lb_f2_span span = {77, true, NULL};
        lb_f2_span_on_path(&span, set->pointers, set->count, set->qubits, (lb_f2_path)path, NULL);
        ck_assert_msg(span.rank == expected.rank && span.odd_dependency == expected.odd_dependency,
                      "path %d: %zu %d is not %zu %d", path, span.rank, span.odd_dependency,
                      expected.rank, expected.odd_dependency);
    }
}

static void check_one_form(lb_f2_form form, lb_f2_form expected, int path)
{
    ck_assert_msg(form.rank == expected.rank && form.odd_radical == expected.odd_radical &&
                      (form.odd_radical || form.arf == expected.arf),
                  "path %d: %zu %d %d is not %zu %d %d", path, form.rank, form.odd_radical,
                  form.arf, expected.rank, expected.odd_radical, expected.arf);
}

static void check_form(const string_set *set, lb_f2_form expected)
{
    lb_f2_graph graph = set_graph(set);
    for (int path = LB_F2_MEASURED; path <= LB_F2_DENSE; path++) {
        lb_f2_form form = {77, false, 77, NULL};
        lb_f2_form_on_path(&form, &graph, (lb_f2_path)path, NULL);
        check_one_form(form, expected, path);
    }
    graph_clear(&graph);
    lb_f2_form form = {77, false, 77, NULL};
    lb_f2_form_of_strings(&form, set->pointers, set->count, set->qubits, NULL);
    check_one_form(form, expected, -1);
}

static size_t binary_logarithm(size_t power)
{
    size_t exponent = 0;
    while (power > (size_t)1 << exponent)
        exponent++;
    ck_assert_uint_eq(power, (size_t)1 << exponent);
    return exponent;
}

/* q from its definition, for c given as bits. */
static int q_of_sum(size_t c, const unsigned anticommute[], size_t count)
{
    int q = 0;
    for (size_t i = 0; i < count; i++) {
        if (c >> i & 1)
            q ^= 1 ^ __builtin_parityll(c & anticommute[i] & (((size_t)1 << i) - 1));
    }
    return q;
}

static bool sum_is_zero(const string_set *set, size_t c)
{
    lb_string_t sum;
    lb_string_init(sum);
    for (size_t i = 0; i < set->count; i++) {
        if (c >> i & 1)
            lb_string_multiply(sum, sum, set->strings + i);
    }
    bool zero = sum->length == 0;
    lb_string_clear(sum);
    return zero;
}

static void check_by_brute_force(const string_set *set)
{
    unsigned anticommute[BRUTE_MAX] = {0};
    for (size_t i = 0; i < set->count; i++) {
        for (size_t j = 0; j < set->count; j++) {
            bool w = lb_string_anticommutes(set->strings + i, set->strings + j);
            anticommute[i] |= (unsigned)w << j;
        }
    }
    lb_f2_span span = {0, false, NULL};
    lb_f2_form form = {0, false, 0, NULL};
    size_t all = (size_t)1 << set->count, zeros = 0, radical = 0, ones = 0;
    for (size_t c = 0; c < all; c++) {
        int q = q_of_sum(c, anticommute, set->count);
        bool commutes = true;
        for (size_t i = 0; i < set->count; i++)
            commutes = commutes && !__builtin_parityll(c & anticommute[i]);
        ones += (size_t)q;
        if (!commutes)
            continue;
        radical++;
        form.odd_radical |= q;
        if (sum_is_zero(set, c)) {
            zeros++;
            span.odd_dependency |= q;
        }
    }
    span.rank = set->count - binary_logarithm(zeros);
    form.rank = set->count - binary_logarithm(radical);
    form.arf = 2 * ones > all;
    check_span(set, span);
    check_form(set, form);
}

START_TEST(all_formal_sums)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t round = lb_test_count(6000); round--;) {
        string_set set;
        size_t count = 1 + below(&random, 1 + below(&random, BRUTE_MAX));
        set_random(&set, count, 1 + below(&random, 6), &random);
        check_by_brute_force(&set);
        set_clear(&set);
    }
}
END_TEST

START_TEST(all_formal_sums_over_many_blocks)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 1);
    for (size_t round = lb_test_count(150); round--;) {
        string_set set;
        set_random(&set, 1 + below(&random, 10), 60 + below(&random, 1200), &random);
        check_by_brute_force(&set);
        set_clear(&set);
    }
}
END_TEST

/* Formal sums c with their images under a linear map to bits; q is evaluated on the formal sum. */
typedef struct formal {
    const string_set *set;
    uint8_t *w; /* count x count */
} formal;

static int formal_w(const formal *f, const uint8_t *c, const uint8_t *d)
{
    int w = 0;
    for (size_t i = 0; i < f->set->count; i++) {
        for (size_t j = 0; c[i] && j < f->set->count; j++)
            w ^= d[j] & f->w[i * f->set->count + j];
    }
    return w;
}

static int formal_q(const formal *f, const uint8_t *c)
{
    int q = 0;
    for (size_t i = 0; i < f->set->count; i++) {
        q ^= c[i];
        for (size_t j = 0; c[i] && j < i; j++)
            q ^= c[j] & f->w[i * f->set->count + j];
    }
    return q;
}

static void formal_add(uint8_t *c, const uint8_t *d, size_t count)
{
    for (size_t i = 0; i < count; i++)
        c[i] ^= d[i];
}

/* Gaussian elimination on one byte per coordinate, the formal sum beside it. */
static lb_f2_span slow_span(const formal *f)
{
    const string_set *set = f->set;
    size_t width = 2 * set->qubits + set->count;
    uint8_t *rows = lb_calloc(set->count * width, 1);
    for (size_t i = 0; i < set->count; i++) {
        for (size_t q = 0; q < set->qubits; q++) {
            char letter = lb_string_letter(set->strings + i, (uint32_t)q);
            rows[i * width + 2 * q] = letter == 'X' || letter == 'Y';
            rows[i * width + 2 * q + 1] = letter == 'Z' || letter == 'Y';
        }
        rows[i * width + 2 * set->qubits + i] = 1;
    }
    lb_f2_span span = {0, false, NULL};
    for (size_t i = 0; i < set->count; i++) {
        uint8_t *row = rows + i * width;
        size_t pivot = 0;
        while (pivot < 2 * set->qubits && !row[pivot])
            pivot++;
        if (pivot == 2 * set->qubits) {
            span.odd_dependency |= formal_q(f, row + pivot);
            continue;
        }
        span.rank++;
        for (size_t k = i + 1; k < set->count; k++) {
            if (rows[k * width + pivot])
                formal_add(rows + k * width, row, width);
        }
    }
    free(rows);
    return span;
}

/* Symplectic Gram-Schmidt on formal sums. */
static lb_f2_form slow_form(const formal *f)
{
    size_t count = f->set->count;
    uint8_t *sums = lb_calloc(count * count, 1), *used = lb_calloc(count, 1);
    for (size_t i = 0; i < count; i++)
        sums[i * count + i] = 1;
    lb_f2_form form = {0, false, 0, NULL};
    for (size_t i = 0; i < count; i++) {
        uint8_t *u = sums + i * count, *v = NULL;
        for (size_t j = i + 1; j < count && !used[i] && !v; j++) {
            if (!used[j] && formal_w(f, u, sums + j * count)) {
                v = sums + j * count;
                used[j] = 1;
            }
        }
        if (!v) {
            form.odd_radical |= !used[i] && formal_q(f, u);
            continue;
        }
        form.rank += 2;
        form.arf ^= formal_q(f, u) & formal_q(f, v);
        for (size_t j = i + 1; j < count; j++) {
            uint8_t *x = sums + j * count;
            int a = used[j] ? 0 : formal_w(f, x, u), b = used[j] ? 0 : formal_w(f, x, v);
            if (b)
                formal_add(x, u, count);
            if (a)
                formal_add(x, v, count);
        }
    }
    free(sums);
    free(used);
    return form;
}

static void check_by_formal_sums(const string_set *set)
{
    formal f = {set, lb_calloc(set->count * set->count, 1)};
    for (size_t i = 0; i < set->count; i++) {
        for (size_t j = 0; j < set->count; j++)
            f.w[i * set->count + j] = lb_string_anticommutes(set->strings + i, set->strings + j);
    }
    check_span(set, slow_span(&f));
    check_form(set, slow_form(&f));
    free(f.w);
}

START_TEST(formal_sums_kept)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 2);
    for (size_t round = lb_test_count(150); round--;) {
        string_set set;
        set_random(&set, 1 + below(&random, 150), 1 + below(&random, 300), &random);
        check_by_formal_sums(&set);
        set_clear(&set);
    }
}
END_TEST

/* Several panels and several blocks of pairs: what sparse elimination says is the reference. */
START_TEST(paths_agree_on_large_sets)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 3);
    for (size_t round = lb_test_count(4); round--;) {
        string_set set;
        set_random(&set, 400 + below(&random, 300), 300 + below(&random, 400), &random);
        lb_f2_graph graph = set_graph(&set);
        lb_f2_span span;
        lb_f2_form form;
        lb_f2_span_on_path(&span, set.pointers, set.count, set.qubits, LB_F2_SPARSE, NULL);
        lb_f2_form_on_path(&form, &graph, LB_F2_SPARSE, NULL);
        check_span(&set, span);
        check_form(&set, form);
        graph_clear(&graph);
        set_clear(&set);
    }
}
END_TEST

static void add_pair(string_set *set, size_t at, const char *letters, size_t i, size_t j)
{
    lb_string_set_letter(set->strings + at, (uint32_t)i, letters[0]);
    lb_string_set_letter(set->strings + at, (uint32_t)j, letters[1]);
}

/* XX, YY, ZZ on the bonds of an open chain. The span is that of even numbers of x and even numbers
 * of z, 2 (n - 1) dimensions. What commutes with it is spanned by XX..X and ZZ..Z, which lie in it
 * for even n. XX + YY + ZZ is a dependency on one bond, and q is 3 on it. */
START_TEST(heisenberg_bonds)
{
    static const size_t sizes[] = {2, 3, 4, 5, 64, 65, 300, 513};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        size_t n = sizes[s];
        string_set set;
        set_init(&set, 3 * (n - 1), n);
        for (size_t i = 0; i < n - 1; i++) {
            add_pair(&set, 3 * i, "XX", i, i + 1);
            add_pair(&set, 3 * i + 1, "YY", i, i + 1);
            add_pair(&set, 3 * i + 2, "ZZ", i, i + 1);
        }
        check_span(&set, (lb_f2_span){2 * (n - 1), true, NULL});
        check_form(&set, (lb_f2_form){n % 2 ? 2 * (n - 1) : 2 * (n - 2), true, 0, NULL});
        set_clear(&set);
    }
}
END_TEST

/* Apply a + w(a, t) t for random strings t: what is tested does not change, and strings get dense.
 */
static void scramble(string_set *set, lb_random *random)
{
    string_set transvections;
    set_random(&transvections, 20, set->qubits, random);
    for (size_t t = 0; t < transvections.count; t++) {
        for (size_t i = 0; i < set->count; i++) {
            if (lb_string_anticommutes(set->strings + i, transvections.strings + t))
                lb_string_multiply(set->strings + i, set->strings + i, transvections.strings + t);
        }
    }
    set_clear(&transvections);
}

/* X on the sites and ZZ on the bonds, in this order, so that the anticommutation graph is a path of
 * 2n - 1 vertices or, closed, a cycle of 2n. The radical is spanned by the sum of all X and,
 * closed, the sum of all ZZ, which is a dependency; q is n on each. The rest is a path of 2n - 2
 * vertices, whose Arf invariant is 1 exactly when 2n - 1 is 3 or 5 modulo 8. */
static void check_ising(size_t n, bool closed, lb_random *random)
{
    string_set set;
    size_t bonds = closed ? n : n - 1;
    set_init(&set, n + bonds, n);
    for (size_t i = 0; i < n; i++)
        lb_string_set_letter(set.strings + i, (uint32_t)i, 'X');
    for (size_t i = 0; i < bonds; i++)
        add_pair(&set, n + i, "ZZ", i, (i + 1) % n);
    if (random)
        scramble(&set, random);
    size_t residue = (2 * n - 1) % 8;
    check_span(&set, (lb_f2_span){2 * n - 1, closed && n % 2, NULL});
    check_form(&set, (lb_f2_form){2 * n - 2, n % 2, residue == 3 || residue == 5, NULL});
    set_clear(&set);
}

START_TEST(ising_chains)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 4);
    for (size_t n = 3; n < 70; n++) {
        check_ising(n, false, NULL);
        check_ising(n, true, NULL);
        check_ising(n, false, &random);
        check_ising(n, true, &random);
    }
    check_ising(300, false, &random);
    check_ising(302, true, &random);
    check_ising(601, true, NULL);
    check_ising(1024, true, NULL);
}
END_TEST

START_TEST(smallest_sets)
{
    string_set set;
    set_init(&set, 0, 1);
    check_span(&set, (lb_f2_span){0, false, NULL});
    check_form(&set, (lb_f2_form){0, false, 0, NULL});
    set_clear(&set);
    /* The identity is a dependency of one string. */
    set_init(&set, 1, 1);
    check_span(&set, (lb_f2_span){0, true, NULL});
    check_form(&set, (lb_f2_form){0, true, 0, NULL});
    set_clear(&set);
    /* X, Z: q is 1 on X, Z and Y. */
    set_init(&set, 2, 1);
    lb_string_set_letter(set.strings, 0, 'X');
    lb_string_set_letter(set.strings + 1, 0, 'Z');
    check_span(&set, (lb_f2_span){2, false, NULL});
    check_form(&set, (lb_f2_form){2, false, 1, NULL});
    set_clear(&set);
}
END_TEST

LB_TEST_MAIN("quadratic", all_formal_sums, all_formal_sums_over_many_blocks, formal_sums_kept,
             paths_agree_on_large_sets, heisenberg_bonds, ising_chains, smallest_sets)
