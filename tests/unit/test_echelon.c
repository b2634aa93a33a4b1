/* The sparse echelon basis against FLINT's dense row reduction. */

#include <flint/nmod_mat.h>

#include "base/random.h"
#include "linalg/echelon.h"
#include "support.h"

/* The pivot of the remainder is its largest column here. */
static uint32_t largest_touched(const lb_vector *vector)
{
    uint32_t largest = 0;
    for (size_t i = 0; i < vector->touched_count; i++)
        if (vector->touched[i] > largest)
            largest = vector->touched[i];
    return largest;
}

/* The rows as a dense matrix whose columns run backwards, so that FLINT's leftmost pivots are the
 * largest columns. */
static void copy_rows(nmod_mat_t M, const lb_echelon *echelon, slong columns)
{
    for (uint32_t r = 0; r < echelon->row_count; r++) {
        const lb_row *row = echelon->rows + r;
        nmod_mat_entry(M, r, columns - 1 - (slong)row->pivot) = 1;
        for (uint32_t i = 0; i < row->length; i++)
            nmod_mat_entry(M, r, columns - 1 - (slong)row->entries[i].column) =
                row->entries[i].value;
    }
}

static void check_random_matrix(lb_random *random, uint64_t prime)
{
    slong vectors = 1 + (slong)lb_random_below(random, 40);
    slong columns = 1 + (slong)lb_random_below(random, 30);
    uint64_t density = 1 + lb_random_below(random, 6), range = 1 + lb_random_below(random, 4);
    nmod_mat_t M, R;
    nmod_mat_init(M, vectors, columns, prime);
    lb_echelon echelon;
    lb_echelon_init(&echelon, prime);
    lb_echelon_reserve_columns(&echelon, (size_t)columns);
    lb_vector vector;
    lb_vector_init(&vector, echelon.modulus);
    lb_vector_reserve(&vector, (size_t)columns);
    for (slong v = 0; v < vectors; v++) {
        for (slong c = 0; c < columns; c++) {
            if (lb_random_below(random, 7) >= density)
                continue;
            uint64_t value = (lb_random_below(random, 2) ? prime - 1 : 1) *
                             (1 + lb_random_below(random, range)) % prime;
            if (!value)
                continue;
            nmod_mat_entry(M, v, columns - 1 - c) = value;
            lb_vector_add(&vector, (uint32_t)c, value);
        }
        if (lb_echelon_reduce(&echelon, &vector)) {
            if (lb_random_below(random, 10))
                lb_echelon_insert(&echelon, &vector, largest_touched(&vector));
            else {
                lb_vector_discard(&vector);
                for (slong c = 0; c < columns; c++)
                    nmod_mat_entry(M, v, c) = 0;
            }
        }
        ck_assert(lb_echelon_is_consistent(&echelon) && !vector.faulty);
    }
    slong rank = nmod_mat_rref(M);
    ck_assert_int_eq(rank, echelon.row_count);
    nmod_mat_init(R, vectors, columns, prime);
    copy_rows(R, &echelon, columns);
    ck_assert_int_eq(nmod_mat_rref(R), rank);
    ck_assert(nmod_mat_equal(M, R));
    /* Already reduced: each pivot column holds a single 1. */
    nmod_mat_zero(R);
    copy_rows(R, &echelon, columns);
    for (uint32_t r = 0; r < echelon.row_count; r++)
        for (uint32_t s = 0; s < echelon.row_count; s++)
            ck_assert_uint_eq(nmod_mat_entry(R, s, columns - 1 - (slong)echelon.rows[r].pivot),
                              r == s);
    nmod_mat_clear(M);
    nmod_mat_clear(R);
    lb_vector_clear(&vector);
    lb_echelon_clear(&echelon);
}

START_TEST(agrees_with_dense_reduction)
{
    static const uint64_t primes[] = {3, 5, 101, 2305843009213693951u, 4611686018427387847u};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(2000); i++)
        check_random_matrix(&random, primes[i % 5]);
}
END_TEST

START_TEST(many_insertions_keep_the_occurrence_lists_short)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 1);
    lb_echelon echelon;
    lb_echelon_init(&echelon, 2305843009213693951u);
    lb_echelon_reserve_columns(&echelon, 1500);
    lb_vector vector;
    lb_vector_init(&vector, echelon.modulus);
    lb_vector_reserve(&vector, 1500);
    for (size_t v = 0; v < 1400; v++) {
        for (size_t i = 0; i < 5; i++)
            lb_vector_add(&vector, (uint32_t)lb_random_below(&random, 1500), 1);
        if (lb_echelon_reduce(&echelon, &vector))
            lb_echelon_insert(&echelon, &vector, largest_touched(&vector));
    }
    ck_assert(lb_echelon_is_consistent(&echelon) && !vector.faulty);
    ck_assert_uint_le(echelon.occurrence_count, 5 * echelon.entry_count + 200000);
    lb_vector_clear(&vector);
    lb_echelon_clear(&echelon);
}
END_TEST

/* Three rows, and each way in which they may be no reduced basis. */
START_TEST(faulty_rows_are_noticed)
{
    const uint64_t prime = 1000003;
    lb_echelon echelon;
    lb_vector vector;
    lb_echelon_init(&echelon, prime);
    lb_echelon_reserve_columns(&echelon, 6);
    lb_vector_init(&vector, echelon.modulus);
    lb_vector_reserve(&vector, 6);
    for (uint32_t r = 0; r < 3; r++) {
        lb_vector_add(&vector, r + 3, 1);
        lb_vector_add(&vector, 0, 5 + r);
        lb_vector_add(&vector, 1 + r % 2, 7);
        ck_assert_uint_eq(lb_echelon_reduce(&echelon, &vector), 3);
        lb_echelon_insert(&echelon, &vector, r + 3);
    }
    ck_assert(lb_echelon_is_consistent(&echelon));
    lb_row *row = echelon.rows + 1;
    lb_entry *entry = row->entries, kept;
#define NOTICED(place, value)                                                                      \
    do {                                                                                           \
        __typeof__(place) before = place;                                                          \
        place = value;                                                                             \
        ck_assert(!lb_echelon_is_consistent(&echelon));                                            \
        place = before;                                                                            \
        ck_assert(lb_echelon_is_consistent(&echelon));                                             \
    } while (0)
    NOTICED(entry->value, 0);
    NOTICED(entry->value, entry->value + prime);
    NOTICED(entry->value, entry->value + 1);
    NOTICED(entry->column, 1);
    NOTICED(entry->column, 3);
    NOTICED(entry[1].column, entry->column);
    NOTICED(row->checksum, (row->checksum + 1) % prime);
    NOTICED(row->pivot, 3);
    NOTICED(row->length, 1);
    NOTICED(echelon.columns[4].pivot_row, 0);
    NOTICED(echelon.columns[0].pivot_row, 1);
    NOTICED(echelon.columns[1].count, echelon.columns[1].count + 1);
    NOTICED(echelon.columns[5].count, 1);
    NOTICED(echelon.entry_count, 5);
#undef NOTICED
    kept = entry[0], entry[0] = entry[1], entry[1] = kept;
    ck_assert(!lb_echelon_is_consistent(&echelon));
    lb_vector_clear(&vector);
    lb_echelon_clear(&echelon);
}
END_TEST

LB_TEST_MAIN("echelon", agrees_with_dense_reduction,
             many_insertions_keep_the_occurrence_lists_short, faulty_rows_are_noticed)
