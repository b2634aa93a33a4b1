/* Strings in liebound-check, against brute force: their order and brackets letter by letter, tables against
 * lists, ranks and forms by enumeration. Links with src/check/ except main.c. */

#include <stdbool.h>
#include <string.h>

#include "check/strings/strings.h"
#include "draw.h"
#include "support.h"

/* ---- string.c ---- */

enum { QUBITS = 200, WORDS = 4 };

/* Letters 0, 1, 2, 3 for I, X, Y, Z. */
typedef struct letters {
    int at[QUBITS];
} letters;

static void pack(uint64_t *xz, size_t words, const letters *L, size_t qubits)
{
    memset(xz, 0, 2 * words * sizeof *xz);
    for (size_t q = 0; q < qubits; q++) {
        xz[q / 64] |= (uint64_t)(L->at[q] == 1 || L->at[q] == 2) << q % 64;
        xz[words + q / 64] |= (uint64_t)(L->at[q] >= 2) << q % 64;
    }
}

/* Few letters, all in some words, near each other or not. */
static void random_letters(letters *L, size_t qubits)
{
    size_t first = draw(qubits), length = draw(2) ? 3 : qubits;
    memset(L, 0, sizeof *L);
    for (uint64_t k = draw(6); k > 0; k--)
        L->at[(first + draw(length)) % qubits] = (int)draw(4);
}

/* By weight, then alphabetically. */
static int compare_letters(const letters *a, const letters *b)
{
    int weight = 0, order = 0;
    for (size_t q = 0; q < QUBITS; q++) {
        weight += (a->at[q] != 0) - (b->at[q] != 0);
        order = order ? order : a->at[q] - b->at[q];
    }
    return weight ? weight : order;
}

/* {a, b} letter by letter: XY = iZ and so on around. */
static int bracket_letters(letters *c, const letters *a, const letters *b)
{
    int quarters = 0;
    for (size_t q = 0; q < QUBITS; q++) {
        int u = a->at[q], v = b->at[q];
        c->at[q] = u == v ? 0 : !u || !v ? u + v : 6 - u - v;
        if (u && v && u != v)
            quarters += (v - u + 3) % 3 == 1 ? 1 : 3;
    }
    return quarters % 2 == 0 ? 0 : quarters % 4 == 1 ? -1 : 1;
}

START_TEST(test_strings_letter_by_letter)
{
    lb_check_symmetry none;
    lb_check_strings S;
    lb_check_symmetry_init(&none, QUBITS, QUBITS);
    lb_check_symmetry_complete(&none);
    lb_check_strings_init(&S, QUBITS);
    lb_check_strings_set_symmetry(&S, &none);
    for (size_t round = lb_test_count(4000); round > 0; round--) {
        letters a, b, c;
        uint64_t xz[2 * WORDS];
        random_letters(&a, QUBITS);
        random_letters(&b, QUBITS);
        if (draw(3) == 0)
            b = a, b.at[draw(QUBITS)] = (int)draw(4), b.at[draw(QUBITS)] = (int)draw(4);
        pack(xz, WORDS, &a, QUBITS);
        uint32_t u = lb_check_strings_intern(&S, xz);
        pack(xz, WORDS, &b, QUBITS);
        uint32_t v = lb_check_strings_intern(&S, xz);
        int order = compare_letters(&a, &b), found = lb_check_strings_compare(&S, u, v);
        ck_assert_int_eq((found > 0) - (found < 0), (order > 0) - (order < 0));
        ck_assert_int_eq(u == v, order == 0);
        int sign = bracket_letters(&c, &a, &b);
        ck_assert_uint_eq(lb_check_brackets(&S, u, v), sign != 0);
        pack(xz, WORDS, &c, QUBITS);
        if (sign) {
            ck_assert_int_eq(S.products[0].times, sign);
            ck_assert_mem_eq(lb_check_words_of(&S, S.products[0].id), xz, sizeof xz);
        }
    }
    lb_check_strings_clear(&S);
    lb_check_symmetry_clear(&none);
}
END_TEST

/* A table against a list: strings get numbers in their order, and lose them from the end. */
static void try_table(lb_check_strings *S, uint64_t (*list)[2], size_t most)
{
    size_t first = S->count;
    for (size_t round = 0; round < 20000; round++) {
        uint64_t xz[2] = {draw(64), draw(64) << 58};
        uint32_t number = 0;
        while (number < S->count && memcmp(list[number], xz, sizeof xz) != 0)
            number++;
        bool known = number < S->count;
        ck_assert_uint_eq(lb_check_strings_find(S, xz), known ? number : LB_CHECK_NONE);
        if (!known)
            memcpy(list[S->count], xz, sizeof xz);
        ck_assert_uint_eq(lb_check_strings_intern(S, xz), number);
        if (S->count == most)
            lb_check_strings_truncate(S, first + draw(most - first));
    }
}

START_TEST(test_tables_of_strings)
{
    static uint64_t list[4096][2];
    lb_check_symmetry none;
    lb_check_strings S, more;
    lb_check_symmetry_init(&none, 64, 64);
    lb_check_symmetry_complete(&none);
    lb_check_strings_init(&S, 64);
    lb_check_strings_set_symmetry(&S, &none);
    try_table(&S, list, 700);
    try_table(&S, list, 2100);
    lb_check_strings_truncate(&S, 300);
    lb_check_strings_init_after(&more, &S);
    try_table(&more, list, 3000);
    lb_check_strings_clear(&more);
    lb_check_strings_clear(&S);
    lb_check_symmetry_clear(&none);
}
END_TEST

/* What string_table.c makes of a word before it takes the next. */
static uint64_t mix(uint64_t h)
{
    h *= 0x9E3779B97F4A7C15u;
    return h ^ h >> 32;
}

/* Strings with the same hash: the second word makes up for the first. */
START_TEST(test_strings_of_equal_hash)
{
    lb_check_strings S;
    lb_check_strings_init(&S, 64);
    for (uint64_t x = 0; x < 40; x++) {
        uint64_t xz[2] = {x, mix(x) ^ 12345};
        ck_assert_uint_eq(lb_check_strings_intern(&S, xz), x);
        ck_assert_uint_eq(S.slots[(mix(12345) + x) % S.slot_count] >> 32, mix(12345) >> 32);
    }
    for (uint64_t x = 0; x < 41; x++) {
        uint64_t xz[2] = {x, mix(x) ^ 12345};
        ck_assert_uint_eq(lb_check_strings_find(&S, xz), x < 40 ? x : LB_CHECK_NONE);
    }
    lb_check_strings_clear(&S);
}
END_TEST

/* Strings that differ in the second word alone, with the same slot and the same upper half of the
 * hash: multiples of the inverse of the factor in mix. */
START_TEST(test_strings_of_nearly_equal_hash)
{
    uint64_t inverse = 1;
    for (int round = 0; round < 6; round++)
        inverse *= 2 - inverse * 0x9E3779B97F4A7C15u;
    ck_assert_uint_eq(mix(inverse), 1);
    lb_check_strings S;
    lb_check_strings_init(&S, 64);
    for (uint64_t i = 0; i < 81; i++) {
        uint64_t xz[2] = {0, inverse * (((uint64_t)12345 << 32) + S.slot_count * (i % 40))};
        ck_assert_uint_eq(mix(xz[1]) >> 32, 12345);
        ck_assert_uint_eq(lb_check_strings_find(&S, xz), i < 40 ? LB_CHECK_NONE : i % 40);
        ck_assert_uint_eq(lb_check_strings_intern(&S, xz), i % 40);
    }
    lb_check_strings_clear(&S);
}
END_TEST

/* ---- f2.c ---- */

enum { ROWS = 150 };

/* A vector by blocks, from the letters of a string. */
static void set_blocks(lb_check_f2 *v, const letters *L)
{
    *v = (lb_check_f2){0};
    for (uint32_t q = 0; q < QUBITS; q++)
        if (L->at[q])
            lb_check_f2_append(v, q / 64, (uint64_t)(L->at[q] <= 2) << q % 64,
                               (uint64_t)(L->at[q] >= 2) << q % 64);
}

static void expect_letters(const lb_check_f2 *v, const letters *L)
{
    lb_check_f2 expected;
    set_blocks(&expected, L);
    ck_assert(lb_check_f2_is_equal(v, &expected));
    for (size_t i = 0; i < v->count; i++)
        ck_assert(v->blocks[i].x | v->blocks[i].z);
    lb_check_f2_clear(&expected);
}

static void add_letters(letters *a, const letters *b)
{
    for (size_t q = 0; q < QUBITS; q++) {
        int u = a->at[q], v = b->at[q];
        a->at[q] = u == v ? 0 : !u || !v ? u + v : 6 - u - v;
    }
}

static bool letters_anticommute(const letters *a, const letters *b)
{
    bool odd = false;
    for (size_t q = 0; q < QUBITS; q++)
        odd ^= a->at[q] && b->at[q] && a->at[q] != b->at[q];
    return odd;
}

START_TEST(test_vectors_letter_by_letter)
{
    for (size_t round = lb_test_count(4000); round > 0; round--) {
        letters a, b;
        lb_check_f2 u, v, sum = {0};
        random_letters(&a, QUBITS);
        random_letters(&b, QUBITS);
        if (draw(2))
            b = a, b.at[draw(QUBITS)] = (int)draw(4);
        set_blocks(&u, &a);
        set_blocks(&v, &b);
        ck_assert_int_eq(lb_check_f2_is_equal(&u, &v), memcmp(&a, &b, sizeof a) == 0);
        ck_assert_int_eq(lb_check_f2_anticommute(&u, &v), letters_anticommute(&a, &b));
        lb_check_f2_add(&sum, &u, &v);
        add_letters(&a, &b);
        expect_letters(&sum, &a);
        lb_check_f2_clear(&u);
        lb_check_f2_copy(&u, &v);
        expect_letters(&u, &b);
        lb_check_f2_clear(&u);
        lb_check_f2_clear(&v);
        lb_check_f2_clear(&sum);
    }
}
END_TEST

/* Gauss on letters, with q of the formal sums beside: a row that is known reduces the others. */
typedef struct elimination {
    letters row[ROWS];
    bool q[ROWS];
    size_t count;
    bool q_on_dependencies;
} elimination;

static int bit_of(const letters *L, size_t column)
{
    int letter = L->at[column / 2];
    return column % 2 ? letter >= 2 : letter == 1 || letter == 2;
}

static bool is_new(elimination *E, letters v)
{
    bool q = true;
    for (size_t i = 0; i < E->count; i++) {
        size_t column = 0;
        while (!bit_of(&E->row[i], column))
            column++;
        if (bit_of(&v, column)) {
            q = q ^ E->q[i] ^ letters_anticommute(&v, &E->row[i]);
            add_letters(&v, &E->row[i]);
        }
    }
    size_t column = 0;
    while (column < 2 * QUBITS && !bit_of(&v, column))
        column++;
    if (column == 2 * QUBITS) {
        E->q_on_dependencies |= q;
        return false;
    }
    E->row[E->count] = v;
    E->q[E->count++] = q;
    return true;
}

START_TEST(test_ranks_by_elimination)
{
    static letters given[ROWS];
    static elimination all, independent;
    for (size_t round = lb_test_count(150); round > 0; round--) {
        lb_check_f2 rows[ROWS];
        bool is_independent[ROWS];
        size_t count = 1 + draw(draw(4) ? 30 : ROWS), pool = 1 + draw(count);
        memset(&all, 0, sizeof all);
        memset(&independent, 0, sizeof independent);
        for (size_t i = 0; i < count; i++) {
            /* Sums of a few of the first ones, so that there are dependencies. */
            random_letters(&given[i], QUBITS);
            for (uint64_t k = i < pool ? 0 : 1 + draw(4); k > 0; k--) {
                if (i >= pool && k == 1)
                    memset(&given[i], 0, sizeof given[i]);
                add_letters(&given[i], &given[draw(pool)]);
                add_letters(&given[i], &given[draw(pool)]);
            }
            set_blocks(&rows[i], &given[i]);
            (void)is_new(&all, given[i]);
        }
        lb_check_f2_size rank = lb_check_f2_rank(rows, count, draw(3) ? is_independent : NULL);
        ck_assert_uint_eq(rank.rank, all.count);
        ck_assert_int_eq(rank.q_on_dependencies, all.q_on_dependencies);
        for (size_t i = 0; i < count; i++)
            set_blocks(&rows[i], &given[i]);
        (void)lb_check_f2_rank(rows, count, is_independent);
        size_t chosen = 0;
        for (size_t i = 0; i < count; i++)
            if (is_independent[i]) {
                ck_assert(is_new(&independent, given[i]));
                chosen++;
            }
        ck_assert_uint_eq(chosen, all.count);
    }
}
END_TEST

/* ---- meetings.c ---- */

/* Strings on a few qubits only, or with letters everywhere, where lists are long. */
static void random_dense(letters *L, size_t qubits)
{
    random_letters(L, qubits);
    if (draw(2))
        for (size_t q = 0; q < qubits; q++)
            L->at[q] = (int)draw(4);
}

START_TEST(test_meetings_pair_by_pair)
{
    static letters given[ROWS];
    for (size_t round = lb_test_count(40); round > 0; round--) {
        lb_check_f2 strings[ROWS];
        lb_check_meetings M;
        size_t qubits = draw(2) ? 3 : 1 + draw(QUBITS), count = 1 + draw(ROWS);
        for (size_t i = 0; i < count; i++) {
            random_dense(&given[i], qubits);
            set_blocks(&strings[i], &given[i]);
        }
        lb_check_meetings_init(&M, strings, count);
        for (int again = 0; again < 2; again++) {
            for (size_t i = 0; i < count; i++) {
                bool is_odd[ROWS] = {false};
                size_t odd = 0;
                for (size_t j = 0; j < i; j++)
                    odd += is_odd[j] = letters_anticommute(&given[i], &given[j]);
                lb_check_meetings_query(&M, (uint32_t)i);
                ck_assert_uint_eq(M.odd_count, odd);
                for (size_t k = 0; k < M.odd_count; k++) {
                    ck_assert(is_odd[M.odd[k]]);
                    is_odd[M.odd[k]] = false;
                }
                lb_check_meetings_enter(&M, (uint32_t)i);
            }
            lb_check_meetings_reset(&M);
        }
        lb_check_meetings_clear(&M);
        for (size_t i = 0; i < count; i++)
            lb_check_f2_clear(&strings[i]);
    }
}
END_TEST

/* ---- form.c ---- */

/* The form of a few strings by all their sums: q on those that commute with everything, and whether
 * q is 1 more often than 0, which is the Arf invariant. */
static lb_check_form form_by_enumeration(const letters *basis, size_t count)
{
    lb_check_form form = {0};
    size_t radical = 0, ones = 0, log = 0;
    for (uint32_t v = 0; v < UINT32_C(1) << count; v++) {
        bool q = false, alone = true;
        for (size_t i = 0; i < count; i++) {
            bool odd = false;
            for (size_t j = 0; j < count; j++)
                if (v >> j & 1) {
                    bool meet = letters_anticommute(&basis[i], &basis[j]);
                    odd ^= meet;
                    q ^= (v >> i & 1) && j < i && meet;
                }
            q ^= v >> i & 1;
            alone = alone && !odd;
        }
        ones += q;
        radical += alone;
        form.q_on_radical = form.q_on_radical || (alone && q);
    }
    while (radical >> log > 1)
        log++;
    form.k = (count - log) / 2;
    form.arf = !form.q_on_radical && 2 * ones > UINT32_C(1) << count;
    return form;
}

/* The same by splitting off pairs in a matrix of all of w. */
static lb_check_form form_by_pairs(const letters *basis, size_t count)
{
    static bool w[ROWS][ROWS];
    bool q[ROWS], gone[ROWS] = {false};
    lb_check_form form = {0};
    for (size_t i = 0; i < count; i++) {
        q[i] = true;
        for (size_t j = 0; j < count; j++)
            w[i][j] = letters_anticommute(&basis[i], &basis[j]);
    }
    for (size_t a = 0; a < count; a++) {
        size_t b = 0;
        while (b < count && (gone[b] || !w[a][b]))
            b++;
        if (gone[a])
            continue;
        gone[a] = true;
        if (b == count) {
            form.q_on_radical |= q[a];
            continue;
        }
        gone[b] = true;
        form.k++;
        form.arf ^= q[a] && q[b];
        for (size_t c = 0; c < count; c++)
            for (int other = 0; other < 2 && !gone[c]; other++) {
                /* c += a if it meets b, and c += b if it meets a, each by the definition of q. */
                size_t d = other ? a : b, add = other ? b : a;
                if (!w[c][d])
                    continue;
                q[c] = q[c] ^ q[add] ^ w[c][add];
                for (size_t e = 0; e < count; e++)
                    if (e != c)
                        w[c][e] = w[e][c] = w[c][e] ^ w[add][e];
            }
    }
    return form;
}

static void expect_form(const letters *basis, size_t count, lb_check_form expected)
{
    lb_check_f2 strings[ROWS];
    uint32_t order[ROWS], number[ROWS];
    lb_check_meetings M;
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
        set_blocks(&strings[i], &basis[i]);
    }
    lb_check_meetings_init(&M, strings, count);
    lb_check_form form = lb_check_form_of(&M, order, count, number);
    ck_assert_uint_eq(form.k, expected.k);
    ck_assert_int_eq(form.q_on_radical, expected.q_on_radical);
    if (!form.q_on_radical)
        ck_assert_int_eq(form.arf, expected.arf);
    lb_check_meetings_clear(&M);
    for (size_t i = 0; i < count; i++)
        lb_check_f2_clear(&strings[i]);
}

START_TEST(test_forms)
{
    static letters basis[ROWS];
    for (size_t round = lb_test_count(250); round > 0; round--) {
        bool small = round % 5 != 0;
        size_t count = 1 + draw(small ? 9 : ROWS), qubits = 1 + draw(small ? 8 : QUBITS);
        uint64_t density = 1 + draw(20);
        for (size_t i = 0; i < count; i++) {
            random_letters(&basis[i], qubits);
            for (size_t q = 0; q < qubits && !small; q++)
                if (draw(density) == 0)
                    basis[i].at[q] = (int)draw(4);
        }
        lb_check_form expected = form_by_pairs(basis, count);
        expect_form(basis, count, expected);
        if (small) {
            lb_check_form other = form_by_enumeration(basis, count);
            ck_assert_uint_eq(other.k, expected.k);
            ck_assert_int_eq(other.q_on_radical, expected.q_on_radical);
            ck_assert(other.q_on_radical || other.arf == expected.arf);
        }
    }
}
END_TEST

LB_TEST_MAIN("check_strings", test_strings_letter_by_letter, test_tables_of_strings,
             test_strings_of_equal_hash, test_strings_of_nearly_equal_hash,
             test_vectors_letter_by_letter, test_ranks_by_elimination, test_meetings_pair_by_pair,
             test_forms)
