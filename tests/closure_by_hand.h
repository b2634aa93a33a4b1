/* The dynamical Lie algebra by brute force: dense vectors over Q, plain Gaussian elimination,
 * breadth first. Slow, and sharing nothing with the engine but the bracket of two sums, which is
 * tested against matrices. */

#ifndef LB_TESTS_CLOSURE_BY_HAND_H
#define LB_TESTS_CLOSURE_BY_HAND_H

#include <stdlib.h>

#include <liebound/ansatz.h>

typedef struct dense_space {
    size_t columns, count;
    mpq_t **rows; /* echelon rows, each of `columns` entries */
    size_t *pivots;
} dense_space;

static inline size_t string_index(const lb_string_t P, size_t qubits)
{
    size_t index = 0;
    for (size_t q = 0; q < qubits; q++) {
        char letter = lb_string_letter(P, (uint32_t)q);
        index = 4 * index + (letter == 'I' ? 0u : 1u + (unsigned)(letter - 'X'));
    }
    return index;
}

/* Add a vector to the space; whether it was new. */
static inline bool dense_space_add(dense_space *space, const lb_sum_t S)
{
    mpq_t *v = malloc(space->columns * sizeof *v), product;
    mpq_init(product);
    for (size_t c = 0; c < space->columns; c++)
        mpq_init(v[c]);
    for (size_t i = 0; i < S->length; i++)
        mpq_set(v[string_index(S->strings + i, S->qubits)], S->coefficients + i);
    for (size_t r = 0; r < space->count; r++) {
        size_t pivot = space->pivots[r];
        if (!mpq_sgn(v[pivot]))
            continue;
        mpq_t factor;
        mpq_init(factor);
        mpq_div(factor, v[pivot], space->rows[r][pivot]);
        for (size_t c = 0; c < space->columns; c++) {
            mpq_mul(product, factor, space->rows[r][c]);
            mpq_sub(v[c], v[c], product);
        }
        mpq_clear(factor);
    }
    mpq_clear(product);
    size_t pivot = 0;
    while (pivot < space->columns && !mpq_sgn(v[pivot]))
        pivot++;
    if (pivot == space->columns) {
        for (size_t c = 0; c < space->columns; c++)
            mpq_clear(v[c]);
        free(v);
        return false;
    }
    space->rows[space->count] = v;
    space->pivots[space->count++] = pivot;
    return true;
}

static inline void dense_space_clear(dense_space *space)
{
    for (size_t r = 0; r < space->count; r++) {
        for (size_t c = 0; c < space->columns; c++)
            mpq_clear(space->rows[r][c]);
        free(space->rows[r]);
    }
    free(space->rows);
    free(space->pivots);
}

/* Make the coefficients coprime integers, by a positive factor. */
static inline void primitive_by_hand(lb_sum_t H)
{
    mpz_t common, divisor;
    mpz_init_set_ui(common, 1);
    mpz_init(divisor);
    for (size_t i = 0; i < H->length; i++)
        mpz_lcm(common, common, mpq_denref(H->coefficients + i));
    for (size_t i = 0; i < H->length; i++) {
        mpz_mul(mpq_numref(H->coefficients + i), mpq_numref(H->coefficients + i), common);
        mpq_canonicalize(H->coefficients + i);
        mpz_gcd(divisor, divisor, mpq_numref(H->coefficients + i));
    }
    for (size_t i = 0; i < H->length; i++)
        mpz_divexact(mpq_numref(H->coefficients + i), mpq_numref(H->coefficients + i), divisor);
    mpz_clear(common);
    mpz_clear(divisor);
}

static inline size_t dimension_by_hand(const lb_ansatz_t A)
{
    size_t columns = (size_t)1 << 2 * A->qubits;
    dense_space space = {columns, 0, malloc(columns * sizeof(mpq_t *)),
                         malloc(columns * sizeof(size_t))};
    lb_sum_struct *elements = malloc(columns * sizeof *elements);
    for (size_t k = 0; k < A->generator_count; k++) {
        if (dense_space_add(&space, A->generators + k)) {
            lb_sum_init(elements + space.count - 1, A->qubits);
            lb_sum_set(elements + space.count - 1, A->generators + k);
        }
    }
    for (size_t e = 0; e < space.count; e++) {
        for (size_t k = 0; k < A->generator_count; k++) {
            lb_sum_t bracket;
            lb_sum_init(bracket, A->qubits);
            lb_sum_bracket(bracket, A->generators + k, elements + e);
            if (dense_space_add(&space, bracket))
                elements[space.count - 1] = *bracket;
            else
                lb_sum_clear(bracket);
        }
    }
    size_t dimension = space.count;
    for (size_t r = 0; r < dimension; r++)
        lb_sum_clear(elements + r);
    free(elements);
    dense_space_clear(&space);
    return dimension;
}

#endif
