/* Symmetries of liebound-check against orbits that are listed string by string: canonical strings,
 * and brackets of sums over permutations within cells. The few qubits that move are anywhere among
 * QUBITS. Links with src/check/ except main.c. */

#include <stdbool.h>
#include <string.h>

#include "check/check.h"
#include "draw.h"
#include "support.h"

enum { QUBITS = 150, WORDS = 3, MOVED = 8, STRINGS = 1 << 2 * MOVED };

/* Exchange lines, each "w: qubits" with the qubits of its tuples as digits, then maps as images. */
typedef struct group {
    int qubits;
    const char *lines[5], *maps[3];
} group;

static const group groups[] = {
    {8, {NULL}, {NULL}},
    {3, {"1:012"}, {NULL}},
    {6, {"1:024", "1:531"}, {NULL}},
    {7, {"1:3021", "1:46"}, {NULL}},
    {6, {"2:014523"}, {NULL}},
    {6, {"3:024153"}, {NULL}},
    {4, {"1:01", "1:23", "2:0123"}, {NULL}},
    {4, {"1:10", "1:32", "2:0123"}, {NULL}},
    {8, {"1:01", "1:23", "2:4567"}, {NULL}},
    {8, {"2:0123", "2:4567", "4:01234567"}, {NULL}},
    {5, {NULL}, {"12340"}},
    {5, {NULL}, {"12340", "43210"}},
    {8, {NULL}, {"10325476", "23016745", "45670123"}},
    {6, {NULL}, {"120345", "012453"}},
    {4, {"1:01", "1:23"}, {"2301"}},
    {6, {"1:012", "1:345"}, {"345120"}},
    {4, {"2:0123"}, {"1032"}},
    {6, {"1:01"}, {"103254", "014523"}},
    {8, {"1:01", "1:23", "1:45", "1:67"}, {"23456701"}},
};
enum { GROUPS = sizeof groups / sizeof *groups };

/* ---- Orbits ---- */

/* Strings on the qubits that move as numbers, two bits a qubit. */
typedef struct orbit {
    unsigned at[STRINGS];
    size_t count;
    bool has[STRINGS];
} orbit;

static void orbit_add(orbit *O, unsigned string)
{
    if (!O->has[string])
        O->at[O->count++] = string;
    O->has[string] = true;
}

static unsigned exchange(unsigned string, const char *qubits, int w, int i)
{
    for (int k = 0; k < w; k++) {
        int p = 2 * (qubits[k] - '0'), q = 2 * (qubits[w * i + k] - '0');
        unsigned differ = (string >> p ^ string >> q) & 3;
        string ^= differ << p | differ << q;
    }
    return string;
}

static unsigned permute(unsigned string, const char *map)
{
    unsigned image = 0;
    for (int q = 0; map[q]; q++)
        image |= (string >> 2 * q & 3) << 2 * (map[q] - '0');
    return image;
}

/* Everything that the cells, and the whole group unless within_cells, make of a string. */
static void list_orbit(orbit *O, const group *G, unsigned string, bool within_cells)
{
    for (size_t i = 0; i < O->count; i++)
        O->has[O->at[i]] = false;
    O->count = 0;
    orbit_add(O, string);
    for (size_t e = 0; e < O->count; e++) {
        for (int l = 0; l < 5 && G->lines[l]; l++) {
            int w = G->lines[l][0] - '0', m = ((int)strlen(G->lines[l]) - 2) / w;
            for (int i = 1; i < m && (w == 1 || !within_cells); i++)
                orbit_add(O, exchange(O->at[e], G->lines[l] + 2, w, i));
        }
        for (int k = 0; k < 3 && G->maps[k] && !within_cells; k++)
            orbit_add(O, permute(O->at[e], G->maps[k]));
    }
}

/* ---- The symmetry of the checker ---- */

static void put(char *text, const char *word, size_t number)
{
    sprintf(text + strlen(text), "%s%zu", word, number);
}

static void write_section(char *text, const group *G, const size_t place[MOVED])
{
    size_t lines = 0, maps = 0;
    while (lines < 5 && G->lines[lines])
        lines++;
    while (maps < 3 && G->maps[maps])
        maps++;
    text[0] = '\0';
    put(text, "symmetry ", lines);
    put(text, " ", maps);
    for (size_t l = 0; l < lines; l++) {
        put(text, "\nexchange ", (size_t)(G->lines[l][0] - '0'));
        for (const char *q = G->lines[l] + 2; *q; q++)
            put(text, " ", place[*q - '0']);
    }
    for (size_t k = 0; k < maps; k++) {
        size_t image[QUBITS];
        for (size_t q = 0; q < QUBITS; q++)
            image[q] = q;
        for (int q = 0; G->maps[k][q]; q++)
            image[place[q]] = place[G->maps[k][q] - '0'];
        strcat(text, "\nmap");
        for (size_t q = 0; q < QUBITS; q++)
            put(text, " ", image[q]);
    }
    strcat(text, "\n");
}

/* Different qubits for those that move, many of them near the end of a word. */
static void random_places(size_t place[MOVED])
{
    for (size_t q = 0; q < MOVED; q++) {
        bool taken = true;
        while (taken) {
            place[q] = draw(3) ? draw(QUBITS) : 60 + draw(10);
            taken = false;
            for (size_t p = 0; p < q; p++)
                taken = taken || place[p] == place[q];
        }
    }
}

static void symmetry_init(lb_check_closure *C, const group *G, const size_t place[MOVED])
{
    static char text[1 << 14];
    static lb_check_report report;
    memset(&report, 0, sizeof report);
    report.qubits = QUBITS;
    write_section(text, G, place);
    FILE *stream = fmemopen(text, strlen(text), "r");
    memset(C, 0, sizeof *C);
    C->reader = lb_check_reader_open(stream, false, NULL, &report);
    lb_check_strings_init(&C->strings, QUBITS);
    ck_assert_msg(lb_check_read_symmetry(C), "%s", report.reason);
    lb_check_strings_set_symmetry(&C->strings, &C->symmetry);
    lb_check_reader_close(C->reader);
    fclose(stream);
}

static void symmetry_clear(lb_check_closure *C)
{
    lb_check_symmetry_clear(&C->symmetry);
    lb_check_strings_clear(&C->strings);
}

/* ---- Strings ---- */

/* Letters 0, 1, 2, 3 for I, X, Y, Z: those of a number on the qubits that move, others elsewhere.
 */
static void set_letters(int letters[QUBITS], const int others[QUBITS], unsigned string,
                        const size_t place[MOVED])
{
    memcpy(letters, others, QUBITS * sizeof *letters);
    for (int q = 0; q < MOVED; q++)
        letters[place[q]] = (int)(string >> 2 * q & 3);
}

static void pack(uint64_t xz[2 * WORDS], const int letters[QUBITS])
{
    memset(xz, 0, 2 * WORDS * sizeof *xz);
    for (size_t q = 0; q < QUBITS; q++) {
        xz[q / 64] |= (uint64_t)(letters[q] == 1 || letters[q] == 2) << q % 64;
        xz[WORDS + q / 64] |= (uint64_t)(letters[q] >= 2) << q % 64;
    }
}

static void random_others(int others[QUBITS], const size_t place[MOVED])
{
    memset(others, 0, QUBITS * sizeof *others);
    for (int k = 0; k < 5; k++)
        others[draw(QUBITS)] = (int)draw(4);
    for (int q = 0; q < MOVED; q++)
        others[place[q]] = 0;
}

static unsigned random_string(const group *G)
{
    return (unsigned)draw(UINT64_C(1) << 2 * G->qubits);
}

/* {a, b} letter by letter; the product in c. */
static int bracket(int c[QUBITS], const int a[QUBITS], const int b[QUBITS])
{
    int quarters = 0;
    for (int q = 0; q < QUBITS; q++) {
        int u = a[q], v = b[q];
        c[q] = u == v ? 0 : !u || !v ? u + v : 6 - u - v;
        if (u && v && u != v)
            quarters += (v - u + 3) % 3 == 1 ? 1 : 3;
    }
    return quarters % 2 == 0 ? 0 : quarters % 4 == 1 ? -1 : 1;
}

/* ---- Tests ---- */

/* One canonical string for each orbit, which is in it. */
static void try_canonical(lb_check_closure *C, const group *G, const size_t place[MOVED])
{
    static orbit O;
    int others[QUBITS], letters[QUBITS];
    uint64_t xz[2 * WORDS], canonical[2 * WORDS] = {0};
    random_others(others, place);
    list_orbit(&O, G, random_string(G), false);
    size_t found = 0;
    for (size_t e = 0; e < O.count; e++) {
        set_letters(letters, others, O.at[e], place);
        pack(xz, letters);
        bool is_canonical = lb_check_is_canonical(&C->strings, xz);
        found += is_canonical;
        lb_check_make_canonical(&C->strings, xz);
        ck_assert(lb_check_is_canonical(&C->strings, xz));
        ck_assert(e == 0 || memcmp(xz, canonical, sizeof xz) == 0);
        memcpy(canonical, xz, sizeof xz);
    }
    ck_assert_uint_eq(found, 1);
}

START_TEST(test_one_canonical_string_for_each_orbit)
{
    for (int g = 0; g < GROUPS; g++)
        for (int round = 0; round < 4; round++) {
            lb_check_closure C;
            size_t place[MOVED];
            random_places(place);
            symmetry_init(&C, &groups[g], place);
            for (int k = 0; k < 25; k++)
                try_canonical(&C, &groups[g], place);
            symmetry_clear(&C);
        }
}
END_TEST

/* Sums of coefficients by string. */
typedef struct sum {
    struct {
        uint64_t xz[2 * WORDS];
        int64_t times;
    } at[STRINGS];
    size_t count;
} sum;

static void sum_add(sum *s, const uint64_t *xz, int64_t times)
{
    size_t i = 0;
    while (i < s->count && memcmp(s->at[i].xz, xz, sizeof s->at[i].xz) != 0)
        i++;
    if (i == s->count) {
        memcpy(s->at[i].xz, xz, sizeof s->at[i].xz);
        s->at[s->count++].times = 0;
    }
    s->at[i].times += times;
}

/* The sum of {Q, b} over all Q that the cells make of a, as averages. */
static void try_brackets(lb_check_closure *C, const group *G, const size_t place[MOVED])
{
    static orbit O;
    static sum expected;
    int of_a[QUBITS], of_b[QUBITS], a[QUBITS], b[QUBITS], c[QUBITS];
    uint64_t xz[2 * WORDS];
    lb_check_strings *S = &C->strings;
    random_others(of_a, place);
    random_others(of_b, place);
    set_letters(b, of_b, random_string(G), place);
    list_orbit(&O, G, random_string(G), true);
    expected.count = 0;
    for (size_t e = 0; e < O.count; e++) {
        set_letters(a, of_a, O.at[e], place);
        int sign = bracket(c, a, b);
        pack(xz, c);
        lb_check_make_canonical(S, xz);
        if (sign)
            sum_add(&expected, xz, sign);
    }
    pack(xz, a);
    uint32_t left = lb_check_strings_intern(S, xz);
    pack(xz, b);
    uint32_t right = lb_check_strings_intern(S, xz);
    for (size_t k = lb_check_brackets(S, left, right); k > 0; k--)
        sum_add(&expected, lb_check_words_of(S, S->products[k - 1].id), -S->products[k - 1].times);
    for (size_t i = 0; i < expected.count; i++)
        ck_assert_int_eq(expected.at[i].times, 0);
}

START_TEST(test_brackets_of_sums_over_cells)
{
    for (int g = 0; g < GROUPS; g++)
        for (int round = 0; round < 4; round++) {
            lb_check_closure C;
            size_t place[MOVED];
            random_places(place);
            symmetry_init(&C, &groups[g], place);
            for (int k = 0; k < 50; k++)
                try_brackets(&C, &groups[g], place);
            symmetry_clear(&C);
        }
}
END_TEST

LB_TEST_MAIN("check_symmetry", test_one_canonical_string_for_each_orbit,
             test_brackets_of_sums_over_cells)
