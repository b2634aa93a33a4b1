/* Sparse vectors from entries in any order against a dense table of sums. */

#include <string.h>

#include "base/random.h"
#include "linalg/sparse.h"
#include "support.h"

enum { VECTORS = 12, INDICES = 40 };

START_TEST(entries_add_up)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t round = lb_test_count(300); round > 0; round--) {
        lb_sparse sparse;
        lb_triplets triplets = {0};
        long sums[VECTORS][INDICES] = {{0}};
        size_t count = lb_random_below(&random, VECTORS + 1);
        /* Indices increase for each vector, the vectors come in any order. */
        for (uint32_t i = 0; count && i < INDICES; i++)
            for (size_t left = lb_random_below(&random, 8); left > 0; left--) {
                size_t v = lb_random_below(&random, count);
                long value = (long)lb_random_below(&random, 5) - 2;
                fmpz_set_si(lb_triplets_add(&triplets, v, i), value);
                sums[v][i] += value;
            }
        lb_sparse_init(&sparse, count, &triplets);
        ck_assert_uint_eq(sparse.offsets[0], 0);
        for (size_t v = 0; v < count; v++) {
            size_t e = sparse.offsets[v];
            for (uint32_t i = 0; i < INDICES; i++)
                if (sums[v][i]) {
                    ck_assert_uint_lt(e, sparse.offsets[v + 1]);
                    ck_assert_uint_eq(sparse.indices[e], i);
                    ck_assert_int_eq(fmpz_get_si(sparse.values + e++), sums[v][i]);
                }
            ck_assert_uint_eq(e, sparse.offsets[v + 1]);
        }
        lb_sparse_clear(&sparse);
    }
}
END_TEST

LB_TEST_MAIN("sparse", entries_add_up)
