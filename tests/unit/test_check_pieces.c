/* Pieces that liebound-check is made of, each against brute force: integers against GMP, heaps against
 * lists, groups by their elements, names of algebras and their order. Links with src/check/ except main.c. */

#include <stdbool.h>
#include <string.h>

#include "check/strings/strings.h"
#include "draw.h"
#include "support.h"

/* ---- sha256.c ---- */

START_TEST(test_digests_of_equal_bytes)
{
    static const struct {
        size_t length;
        const char *hex;
    } known[] = {
        {0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
        {56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
        {63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
        {64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
        {65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
        {1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    static char bytes[1000000];
    memset(bytes, 'a', sizeof bytes);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        lb_check_sha256 sha;
        char hex[65];
        lb_check_sha256_init(&sha);
        for (size_t done = 0, part; done < known[i].length; done += part) {
            part = 1 + draw(known[i].length - done);
            lb_check_sha256_add(&sha, bytes, part);
        }
        lb_check_sha256_hex(&sha, hex);
        ck_assert_str_eq(hex, known[i].hex);
    }
}
END_TEST

/* ---- integer.c ---- */

/* Mostly near the ends of 64 bits. */
static void random_number(mpz_t n)
{
    static const int exponents[] = {1, 3, 31, 32, 62, 63, 64, 65, 130};
    mpz_set_ui(n, 1);
    mpz_mul_2exp(n, n, (mp_bitcnt_t)exponents[draw(9)]);
    mpz_sub_ui(n, n, draw(4));
    if (draw(2))
        mpz_neg(n, n);
}

static void expect_number(const lb_check_integer *a, const mpz_t expected)
{
    ck_assert_int_eq(a->big != NULL, !mpz_fits_slong_p(expected));
    if (a->big)
        ck_assert(mpz_cmp(a->big, expected) == 0);
    else
        ck_assert(mpz_cmp_si(expected, a->small) == 0);
}

/* One operation on a, b and c, by GMP too. */
static void operate(lb_check_integer *a, const lb_check_integer *b, const lb_check_integer *c,
                    mpz_t x, const mpz_t y, const mpz_t z)
{
    int64_t times = (int64_t)draw(5) - 2;
    mpz_t t;
    mpz_init(t);
    switch (draw(6)) {
    case 0:
        lb_check_integer_add_product(a, b, c, times);
        mpz_mul(t, y, z);
        mpz_mul_si(t, t, times);
        mpz_add(x, x, t);
        break;
    case 1:
        lb_check_integer_multiply(a, b);
        mpz_mul(x, x, y);
        break;
    case 2:
        lb_check_integer_gcd(a, b);
        mpz_gcd(x, x, y);
        break;
    case 3:
        if (mpz_sgn(x) > 0 && mpz_sgn(y) > 0) {
            lb_check_integer_lcm(a, b);
            mpz_lcm(x, x, y);
        }
        break;
    case 4:
        if (mpz_sgn(y)) {
            lb_check_integer_multiply(a, b);
            lb_check_integer_divide(a, b);
        }
        break;
    default:
        lb_check_integer_set(a, times);
        mpz_set_si(x, times);
    }
    mpz_clear(t);
}

START_TEST(test_integers_like_gmp)
{
    lb_check_integer a = {0, NULL}, b = {0, NULL}, c = {0, NULL};
    mpz_t x, y, z;
    mpz_inits(x, y, z, NULL);
    for (size_t round = lb_test_count(40000); round > 0; round--) {
        random_number(x), random_number(y), random_number(z);
        lb_check_integer_set_mpz(&a, x), lb_check_integer_set_mpz(&b, y);
        lb_check_integer_set_mpz(&c, z);
        ck_assert_int_eq(lb_check_integer_equal(&a, &b), mpz_cmp(x, y) == 0);
        for (int64_t k = -2; k <= 2; k++)
            ck_assert_int_eq(lb_check_integer_is(&a, k), mpz_cmp_si(x, k) == 0);
        operate(&a, &b, &c, x, y, z);
        expect_number(&a, x);
        uint64_t p = 2 * draw(UINT64_C(1) << (1 + draw(61))) + 1;
        ck_assert_uint_eq(lb_check_integer_modulo(&a, p), mpz_fdiv_ui(x, p));
        ck_assert_uint_eq(lb_check_integer_bits(&a), mpz_sgn(x) ? mpz_sizeinbase(x, 2) : 0);
    }
    lb_check_integer_set_mpz(&a, z);
    lb_check_integer_clear(&a);
    ck_assert(lb_check_integer_is(&a, 0));
    lb_check_integer_clear(&b);
    lb_check_integer_clear(&c);
    mpz_clears(x, y, z, NULL);
}
END_TEST

/* ---- heap.c ---- */

/* What is popped is no larger than anything that is left. */
START_TEST(test_heap_by_a_list)
{
    lb_check_heap heap = {0};
    lb_check_heap_entry list[600];
    size_t count = 0;
    for (size_t round = 0; round < 20000; round++) {
        lb_check_heap_entry entry = {draw(12), draw(3), (uint32_t)round};
        if (count == 600 || (count && draw(round % 3000 < 1500 ? 4 : 2) == 0)) {
            size_t least = 0;
            for (size_t i = 1; i < count; i++) {
                const lb_check_heap_entry *a = &list[i], *b = &list[least];
                if (a->key != b->key         ? a->key < b->key
                    : a->second != b->second ? a->second < b->second
                                             : a->item < b->item)
                    least = i;
            }
            ck_assert_uint_eq(heap.at[0].item, list[least].item);
            if (draw(2)) {
                lb_check_heap_replace(&heap, entry);
                list[least] = entry;
            } else {
                ck_assert_uint_eq(lb_check_heap_pop(&heap).item, list[least].item);
                list[least] = list[--count];
            }
        } else {
            lb_check_heap_push(&heap, entry);
            list[count++] = entry;
        }
        ck_assert_uint_eq(heap.count, count);
    }
    free(heap.at);
}
END_TEST

/* ---- group.c ---- */

enum { DEGREE = 6, ORDER = 720 };

/* The number of permutations that products of some reach, by marking all of DEGREE digits. */
static size_t order_of(uint16_t (*maps)[DEGREE], size_t count)
{
    static uint16_t reached[ORDER][DEGREE];
    size_t order = 1;
    for (uint16_t q = 0; q < DEGREE; q++)
        reached[0][q] = q;
    for (size_t e = 0; e < order; e++)
        for (size_t g = 0; g < count; g++) {
            uint16_t product[DEGREE];
            size_t other = 0;
            for (size_t q = 0; q < DEGREE; q++)
                product[q] = maps[g][reached[e][q]];
            while (other < order && memcmp(reached[other], product, sizeof product) != 0)
                other++;
            if (other == order)
                memcpy(reached[order++], product, sizeof product);
        }
    return order;
}

START_TEST(test_groups_by_their_elements)
{
    for (int round = 0; round < 30; round++) {
        uint16_t maps[3][DEGREE];
        lb_check_group G;
        lb_check_group_init(&G, DEGREE);
        for (size_t g = 0; g < 3; g++) {
            /* A few transpositions: small groups too. */
            for (uint16_t q = 0; q < DEGREE; q++)
                maps[g][q] = q;
            for (uint64_t times = draw(4); times > 0; times--) {
                size_t p = draw(DEGREE - (uint64_t)(round % 3)),
                       q = draw(DEGREE - (uint64_t)(round % 3));
                uint16_t image = maps[g][p];
                maps[g][p] = maps[g][q];
                maps[g][q] = image;
            }
            ck_assert(lb_check_group_add(&G, maps[g]));
            ck_assert_uint_eq(G.order, order_of(maps, g + 1));
        }
        for (size_t e = 0; e < G.order; e++)
            for (size_t f = 0; f < e; f++)
                ck_assert(memcmp(G.images + DEGREE * e, G.images + DEGREE * f,
                                 DEGREE * sizeof *G.images) != 0);
        lb_check_group_clear(&G);
    }
}
END_TEST

/* Cycles of the given lengths one behind the other, each a generator; the last one's verdict. */
static bool add_cycles(lb_check_group *G, size_t degree, const size_t *lengths)
{
    bool ok = true;
    uint16_t *map = malloc(degree * sizeof *map);
    ck_assert(map);
    lb_check_group_init(G, degree);
    for (size_t first = 0; *lengths; first += *lengths++) {
        for (size_t q = 0; q < degree; q++)
            map[q] = (uint16_t)q;
        for (size_t k = 0; k < *lengths; k++)
            map[first + k] = (uint16_t)(first + (k + 1) % *lengths);
        ok = lb_check_group_add(G, map);
    }
    free(map);
    return ok;
}

/* 100,000 = 10^5 permutations, and 50,000,000 images. */
START_TEST(test_largest_groups)
{
    lb_check_group G;
    ck_assert(add_cycles(&G, 50, (const size_t[]){10, 10, 10, 10, 10, 0}));
    ck_assert_uint_eq(G.order, LB_CHECK_ORDER_MAX);
    lb_check_group_clear(&G);
    ck_assert(!add_cycles(&G, 52, (const size_t[]){10, 10, 10, 10, 10, 2, 0}));
    lb_check_group_clear(&G);
    ck_assert(add_cycles(&G, 12500, (const size_t[]){4000, 0}));
    lb_check_group_clear(&G);
    ck_assert(!add_cycles(&G, 12498, (const size_t[]){4001, 0}));
    lb_check_group_clear(&G);
}
END_TEST

/* ---- direct_sum.c ---- */

START_TEST(test_names_and_dimensions)
{
    static const struct {
        lb_check_type type;
        uint64_t factor, exponent, log_copies;
        const char *text, *dimension;
    } known[] = {
        {LB_CHECK_SO, 3, 0, 0, "su(2)", "3"},
        {LB_CHECK_SO, 5, 0, 1, "2 sp(2)", "20"},
        {LB_CHECK_SO, 6, 0, 2, "4 su(4)", "60"},
        {LB_CHECK_SO, 7, 0, 0, "so(7)", "21"},
        {LB_CHECK_SO, 10, 0, 9, "512 so(10)", "23040"},
        {LB_CHECK_SO, 1024, 0, 0, "so(2^10)", "523776"},
        {LB_CHECK_SO, 1, 3, 10, "2^10 so(8)", "28672"},
        {LB_CHECK_SO, 3, 1, 0, "so(6)", "15"},
        {LB_CHECK_SU, 1, 3, 0, "su(8)", "63"},
        {LB_CHECK_SU, 1, 70, 0, "su(2^70)", "1393796574908163946345982392040522594123775"},
        {LB_CHECK_SP, 1, 2, 0, "sp(4)", "36"},
        {LB_CHECK_SP, 1, 9, 0, "sp(512)", "524800"},
        {LB_CHECK_U, 1, 0, 3, "8 u(1)", "8"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        lb_check_sum G = {0};
        lb_check_sum_add(&G, known[i].type, known[i].factor, known[i].exponent,
                         known[i].log_copies);
        char *text = lb_check_sum_text(&G), *dimension = lb_check_sum_dimension(&G, true, true);
        ck_assert_str_eq(text, known[i].text);
        ck_assert_str_eq(dimension, known[i].dimension);
        free(text);
        free(dimension);
        lb_check_sum_clear(&G);
    }
}
END_TEST

/* Equal ones together, by decreasing dimension, su, so and sp of equal dimension, u(1) last. */
START_TEST(test_order_of_summands)
{
    for (int round = 0; round < 100; round++) {
        /* so(9) and sp(4) have dimension 36, su(2) has 3. */
        static const struct {
            lb_check_type type;
            uint64_t factor, exponent;
        } parts[] = {{LB_CHECK_U, 1, 0},  {LB_CHECK_SU, 1, 1}, {LB_CHECK_SO, 3, 0},
                     {LB_CHECK_SP, 1, 2}, {LB_CHECK_SO, 9, 0}, {LB_CHECK_SU, 1, 3}};
        lb_check_sum G = {0};
        int taken[6] = {0};
        for (int left = 6; left > 0;) {
            size_t k = draw(6);
            if (taken[k]++)
                continue;
            left--;
            lb_check_sum_add(&G, parts[k].type, parts[k].factor, parts[k].exponent, 0);
        }
        char *text = lb_check_sum_text(&G);
        char *centre = lb_check_sum_dimension(&G, true, false);
        char *derived = lb_check_sum_dimension(&G, false, true);
        ck_assert_str_eq(text, "su(8) + so(9) + sp(4) + 2 su(2) + u(1)");
        ck_assert_str_eq(centre, "1");
        ck_assert_str_eq(derived, "141");
        free(text);
        free(centre);
        free(derived);
        lb_check_sum_clear(&G);
    }
    lb_check_sum nothing = {0};
    char *text = lb_check_sum_text(&nothing);
    ck_assert_str_eq(text, "0");
    free(text);
    lb_check_sum_clear(&nothing);
}
END_TEST

LB_TEST_MAIN("check_pieces", test_digests_of_equal_bytes, test_integers_like_gmp,
             test_heap_by_a_list, test_groups_by_their_elements, test_largest_groups,
             test_names_and_dimensions, test_order_of_summands)
