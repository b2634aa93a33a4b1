/* Types of the literature, found by search, not through the identification of single strings; and
 * the tables of types and the fields, directly. */

#include "structure/number_field.h"
#include "structure/types.h"
#include "structures.h"

/* From n = first on, one type for each n. The 28 families on open chains, closed chains and all
 * pairs, every string a generator of its own: Wiersema, Koekcue, Kemper and Bakalov,
 * arXiv:2309.05690, theorems IV.1 and IV.2, of which the second states dimensions; its types, and
 * those on all pairs, were computed for this project, as were the exceptions at n = 3: a11 and a12,
 * a17 open, a9 and b2 closed. */
typedef struct expectation {
    const char *name, *topology;
    unsigned first;
    const char *types;
} expectation;
static const expectation FAMILIES[] = {
    {"a0", "open", 3, "u(1)^2; u(1)^3; u(1)^4; u(1)^5"},
    {"a1", "open", 3, "so(3); so(4); so(5); so(6)"},
    {"a2", "open", 3, "so(3)^2; so(4)^2; so(5)^2; so(6)^2"},
    {"a3", "open", 3, "sp(2); sp(2)^4; sp(8); su(16)^2"},
    {"a4", "open", 3, "so(3)^2; so(4)^2; so(5)^2; so(6)^2"},
    {"a5", "open", 3, "sp(2); su(4)^2; so(16); so(16)^4"},
    {"a6", "open", 3, "su(4); su(4)^4; su(16); su(16)^4"},
    {"a7", "open", 3, "su(4); su(4)^4; su(16); su(16)^4"},
    {"a8", "open", 3, "so(5); so(7); so(9); so(11)"},
    {"a9", "open", 3, "sp(2); sp(4); sp(8); sp(16)"},
    {"a10", "open", 3, "su(4); su(4)^4; su(16); su(16)^4"},
    {"a11", "open", 3, "so(7); so(16); so(32); so(64)"},
    {"a12", "open", 3, "sp(4); su(16); su(32); su(64)"},
    {"a13", "open", 3, "su(4)^2; su(8)^2; su(16)^2; su(32)^2"},
    {"a14", "open", 3, "so(6); so(8); so(10); so(12)"},
    {"a15", "open", 3, "su(4)^2; su(8)^2; su(16)^2; su(32)^2"},
    {"a16", "open", 3, "so(8); so(16); so(32); so(64)"},
    {"a17", "open", 3, "sp(4); su(16); su(32); su(64)"},
    {"a18", "open", 3, "su(8); su(16); su(32); su(64)"},
    {"a19", "open", 3, "su(8); su(16); su(32); su(64)"},
    {"a20", "open", 3, "su(4)^2; su(8)^2; su(16)^2; su(32)^2"},
    {"a21", "open", 3, "su(8); su(16); su(32); su(64)"},
    {"a22", "open", 3, "su(8); su(16); su(32); su(64)"},
    {"b0", "open", 3, "u(1)^3; u(1)^4; u(1)^5; u(1)^6"},
    {"b1", "open", 3, "u(1)^5; u(1)^7; u(1)^9; u(1)^11"},
    {"b2", "open", 3, "sp(2) + u(1); sp(4) + u(1); sp(8) + u(1); sp(16) + u(1)"},
    {"b3", "open", 3, "su(2)^3; su(2)^4; su(2)^5; su(2)^6"},
    {"b4", "open", 3, "su(4)^2 + u(1); su(8)^2 + u(1); su(16)^2 + u(1); su(32)^2 + u(1)"},
    {"a0", "closed", 3, "u(1)^3; u(1)^4; u(1)^5; u(1)^6"},
    {"a1", "closed", 3, "so(3)^2; so(4)^2; so(5)^2; so(6)^2"},
    {"a2", "closed", 3, "so(3)^4; so(4)^4; so(5)^4; so(6)^4"},
    {"a3", "closed", 3, "su(4)^2; sp(2)^4; su(16)^2; su(16)^4"},
    {"a4", "closed", 3, "so(6); so(4)^4; so(10); so(6)^4"},
    {"a5", "closed", 3, "sp(2); so(16); so(32); so(16)^4"},
    {"a6", "closed", 3, "su(4)^2; su(4)^4; su(16)^2; su(16)^4"},
    {"a7", "closed", 3, "su(4); su(4)^4; su(16); su(16)^4"},
    {"a8", "closed", 3, "so(6)^2; so(8)^2; so(10)^2; so(12)^2"},
    {"a9", "closed", 3, "so(7); so(16); so(32); so(64)"},
    {"a10", "closed", 3, "su(4); su(16); su(32); su(16)^4"},
    {"a11", "closed", 3, "so(8); so(16); so(32); so(64)"},
    {"a12", "closed", 3, "su(8); su(16); su(32); su(64)"},
    {"a13", "closed", 3, "su(4)^2; su(8)^2; su(16)^2; su(32)^2"},
    {"a14", "closed", 3, "so(6)^2; so(8)^2; so(10)^2; so(12)^2"},
    {"a15", "closed", 3, "su(8); su(16); su(32); su(64)"},
    {"a16", "closed", 3, "so(8); so(16); so(32); so(64)"},
    {"a17", "closed", 3, "su(8); su(16); su(32); su(64)"},
    {"a18", "closed", 3, "su(8); su(16); su(32); su(64)"},
    {"a19", "closed", 3, "su(8); su(16); su(32); su(64)"},
    {"a20", "closed", 3, "su(4)^2; su(8)^2; su(16)^2; su(32)^2"},
    {"a21", "closed", 3, "su(8); su(16); su(32); su(64)"},
    {"a22", "closed", 3, "su(8); su(16); su(32); su(64)"},
    {"b0", "closed", 3, "u(1)^3; u(1)^4; u(1)^5; u(1)^6"},
    {"b1", "closed", 3, "u(1)^6; u(1)^8; u(1)^10; u(1)^12"},
    {"b2", "closed", 3, "so(7); so(16); so(32); so(64)"},
    {"b3", "closed", 3, "su(2)^3; su(2)^4; su(2)^5; su(2)^6"},
    {"b4", "closed", 3, "su(8); su(16); su(32); su(64)"},
    {"a0", "complete", 3, "u(1)^3; u(1)^6; u(1)^10; u(1)^15"},
    {"a1", "complete", 3, "so(4)^2; so(8)^2; so(16)^2; so(32)^2"},
    {"a2", "complete", 3, "so(4)^2; so(8)^2; so(16)^2; so(32)^2"},
    {"a3", "complete", 3, "su(4)^2; su(8)^2; su(16)^2; su(32)^2"},
    {"a4", "complete", 3, "su(4); su(4)^4; su(16); su(16)^4"},
    {"a5", "complete", 3, "so(8); so(16); so(32); so(64)"},
    {"a6", "complete", 3, "su(4)^2; su(8)^2; su(16)^2; su(32)^2"},
    {"a7", "complete", 3, "su(4); su(4)^4; su(16); su(16)^4"},
    {"a8", "complete", 3, "su(4)^2; su(8)^2; su(16)^2; su(32)^2"},
    {"a9", "complete", 3, "so(8); so(16); so(32); so(64)"},
    {"a10", "complete", 3, "su(8); su(16); su(32); su(64)"},
    {"a11", "complete", 3, "so(8); so(16); so(32); so(64)"},
    {"a12", "complete", 3, "su(8); su(16); su(32); su(64)"},
    {"a13", "complete", 3, "su(4)^2; su(8)^2; su(16)^2; su(32)^2"},
    {"a14", "complete", 3, "su(4)^2; su(8)^2; su(16)^2; su(32)^2"},
    {"a15", "complete", 3, "su(8); su(16); su(32); su(64)"},
    {"a16", "complete", 3, "so(8); so(16); so(32); so(64)"},
    {"a17", "complete", 3, "su(8); su(16); su(32); su(64)"},
    {"a18", "complete", 3, "su(8); su(16); su(32); su(64)"},
    {"a19", "complete", 3, "su(8); su(16); su(32); su(64)"},
    {"a20", "complete", 3, "su(4)^2; su(8)^2; su(16)^2; su(32)^2"},
    {"a21", "complete", 3, "su(8); su(16); su(32); su(64)"},
    {"a22", "complete", 3, "su(8); su(16); su(32); su(64)"},
    {"b0", "complete", 3, "u(1)^3; u(1)^4; u(1)^5; u(1)^6"},
    {"b1", "complete", 3, "u(1)^6; u(1)^10; u(1)^15; u(1)^21"},
    {"b2", "complete", 3, "so(8); so(16); so(32); so(64)"},
    {"b3", "complete", 3, "su(2)^3; su(2)^4; su(2)^5; su(2)^6"},
    {"b4", "complete", 3, "su(8); su(16); su(32); su(64)"},
};

/* Sums. tfim: arXiv:2105.14377, 2109.11676 and 2407.12587; free fermions: arXiv:2410.05187;
 * qaoa-complete: dimensions of arXiv:2407.12587, 2 (su(1) + ... + su(m)) + 2 u(1), m = (n+1)/2, for
 * odd n, su(j+1) + su(j) for j = 1 .. n/2, and u(1), for even n; ltfim-open: su(d+) + su(d-), d+
 * and d- = (2^n +- 2^ceil(n/2))/2, with u(1) for even n; sn-equivariant: arXiv:2303.00728. */
static const expectation SUMS[] = {
    {"tfim-open", "", 2,
     "su(2) + u(1); su(3) + u(1); su(4) + u(1); su(5) + u(1); su(6) + u(1); "
     "su(7) + u(1); su(8) + u(1)"},
    {"qaoa-path", "", 2,
     "su(2) + u(1); su(3) + u(1); su(4) + u(1); su(5) + u(1); su(6) + u(1); "
     "su(7) + u(1); su(8) + u(1)"},
    {"tfim-closed", "", 3,
     "su(2)^2 + u(1)^2; su(2)^3 + u(1)^2; su(2)^4 + u(1)^2; su(2)^5 + u(1)^2; su(2)^6 + u(1)^2; "
     "su(2)^7 + u(1)^2; su(2)^8 + u(1)^2; su(2)^9 + u(1)^2"},
    {"tfim-open-free", "", 2, "so(4); so(6); so(8); so(10); so(12); so(14); so(16)"},
    {"tfim-closed-free", "", 3, "so(6)^2; so(8)^2; so(10)^2; so(12)^2; so(14)^2; so(16)^2"},
    {"qaoa-complete", "", 2,
     "su(2) + u(1); su(2)^2 + u(1)^2; su(2) + su(3) + su(2) + u(1); su(2)^2 + su(3)^2 + u(1)^2; "
     "su(2) + su(3) + su(2) + su(4) + su(3) + u(1); su(2)^2 + su(3)^2 + su(4)^2 + u(1)^2; "
     "su(2)^2 + su(3)^2 + su(4)^2 + su(5) + u(1)"},
    {"ltfim-open", "", 2,
     "su(3) + u(1); su(6) + su(2); su(10) + su(6) + u(1); su(20) + su(12); su(36) + su(28) + u(1)"},
    {"hea", "", 2, "su(4); su(8); su(16); su(32); su(64)"},
    {"sn-equivariant", "", 2,
     "su(3) + u(1); su(4) + su(2) + u(1); su(5) + su(3) + u(1); su(6) + su(4) + su(2) + u(1); "
     "su(7) + su(5) + su(3) + u(1); su(8) + su(6) + su(4) + su(2) + u(1)"},
    {"sn-equivariant-ltfim", "", 2,
     "su(3) + u(1); su(4) + su(2) + u(1); su(5) + su(3) + u(1); su(6) + su(4) + su(2) + u(1); "
     "su(7) + su(5) + su(3) + u(1); su(8) + su(6) + su(4) + su(2) + u(1)"},
};

static void load(lb_ansatz_t A, const expectation *e, unsigned n)
{
    char size[16];
    lb_error error;
    snprintf(size, sizeof size, "%u", n);
    lb_setting settings[] = {{(char *)"n", size}, {(char *)"topology", (char *)e->topology}};
    lb_status status = lb_ansatz_load(A, e->name, settings, e->topology[0] ? 2 : 1, &error);
    ck_assert_msg(!status, "%s n=%u %s: %s", e->name, n, e->topology, status ? error.message : "");
}

/* One row, as far as the stated dimension is not above the limit. */
static size_t check_row(const expectation *e, unsigned long most)
{
    size_t checked = 0;
    unsigned n = e->first;
    for (const char *type = e->types; type; n++) {
        lb_ansatz_t A;
        load(A, e, n);
        char *expected = canonical_type(type);
        if (mpz_cmp_ui(A->expected_dimension, most) <= 0) {
            lb_structure *structure = compute_structure(A);
            printf("%s %s n=%u: %s\n", e->name, e->topology, n, expected);
            check_structure(structure, expected);
            lb_structure_free(structure);
            checked++;
        }
        free(expected);
        lb_ansatz_clear(A);
        type = strchr(type, ';');
        type += type ? strspn(type, "; ") : 0;
    }
    return checked;
}

static void check_rows(const expectation *rows, size_t count, size_t least)
{
    size_t checked = 0;
    for (size_t i = 0; i < count; i++)
        checked += check_row(rows + i, lb_test_count(1) > 1 ? 5000 : 1100);
    ck_assert_uint_ge(checked, least);
}

START_TEST(families_of_strings)
{
    check_rows(FAMILIES, sizeof FAMILIES / sizeof *FAMILIES, 250);
}
END_TEST

START_TEST(families_of_sums)
{
    check_rows(SUMS, sizeof SUMS / sizeof *SUMS, 58);
}
END_TEST

/* Polynomials of fields as they are shown: those of the roots m x + s for roots x of a simple one
 * come back to it. */
START_TEST(fields_are_simplified)
{
    static const struct {
        const char *f, *simple;
    } cases[] = {{"3  13 -10 1", "3  -3 0 1"},       /* (x - 5)^2 = 12 */
                 {"3  -72 0 1", "3  -2 0 1"},        /* 72 = 2 * 6^2 */
                 {"3  -6 -1 1", "3  -1 0 1"},        /* 3 and -2, the square root of 25 */
                 {"4  307 72 -21 1", "4  1 -3 0 1"}, /* 5 x + 7 for x^3 = 3 x - 1 */
                 {"5  2 0 -4 0 1", "5  2 0 -4 0 1"}};
    fmpz_poly_t f, simple, expected;
    fmpz_poly_init(f);
    fmpz_poly_init(simple);
    fmpz_poly_init(expected);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(fmpz_poly_set_str(f, cases[i].f), 0);
        ck_assert_int_eq(fmpz_poly_set_str(expected, cases[i].simple), 0);
        lb_structure_field_simplify(simple, f);
        ck_assert_msg(fmpz_poly_equal(simple, expected), "%s", cases[i].f);
    }
    fmpz_poly_clear(f);
    fmpz_poly_clear(simple);
    fmpz_poly_clear(expected);
}
END_TEST

/* Dimensions and ranks of all simple types, from Bourbaki's tables, and back. */
START_TEST(types_of_dimension_and_rank)
{
    lb_simple_type types[LB_TYPES_MAX];
    for (uint32_t r = 1; r <= 40; r++) {
        uint32_t expected = r == 6 ? 3 : r >= 3 ? 2 : 1;
        ck_assert_uint_eq(lb_simple_types(types, r * (r + 2), r), 1);
        ck_assert(types->type == LB_IDEAL_SU && types->n == r + 1);
        if (r >= 2)
            ck_assert_uint_eq(lb_simple_types(types, r * (2 * r + 1), r), expected);
        if (r >= 4) {
            ck_assert_uint_eq(lb_simple_types(types, r * (2 * r - 1), r), 1);
            ck_assert(types->type == LB_IDEAL_SO && types->n == 2 * r);
        }
        ck_assert_uint_eq(lb_simple_types(types, r * (2 * r + 1) + 1, r), 0);
    }
    static const uint32_t exceptional[][3] = {
        {14, 2, LB_IDEAL_G}, {52, 4, LB_IDEAL_F}, {133, 7, LB_IDEAL_E}, {248, 8, LB_IDEAL_E}};
    for (size_t i = 0; i < 4; i++) {
        ck_assert_uint_eq(lb_simple_types(types, exceptional[i][0], exceptional[i][1]), 1);
        ck_assert(types->type == (lb_ideal_type)exceptional[i][2] && types->n == exceptional[i][1]);
    }
}
END_TEST

LB_TEST_MAIN("structure types", families_of_strings, families_of_sums, fields_are_simplified,
             types_of_dimension_and_rank)
