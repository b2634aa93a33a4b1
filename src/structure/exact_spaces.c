#include "structure/exact_spaces.h"

#include <stdlib.h>
#include <string.h>

#include <flint/fmpq.h>
#include <flint/fmpz_vec.h>
#include <flint/nmod.h>

#include "base/memory.h"
#include "base/random.h"
#include "closure/generators.h"
#include "pauli/dense.h"

/* Denominators of more bits, and matrices of operators with more entries, are given up. */
enum { DENOMINATOR_BITS = 128, ENTRIES_MAX = 1 << 21 };
enum { FACTOR_MOST = 9, SEED = 7 };

/* ---- From residues to rational numbers ---- */

/* The entries as integers over one denominator. */
static bool lift(fmpz_mat_t lifted, fmpz_t denominator, const nmod_mat_t residues)
{
    fmpq_t value;
    fmpz_t residue, prime;
    fmpq_init(value);
    fmpz_init(residue);
    fmpz_init_set_ui(prime, residues->mod.n);
    fmpz_one(denominator);
    bool good = true;
    for (int pass = 0; pass < 2; pass++) /* the denominator, and then the entries */
        for (slong i = 0; i < nmod_mat_nrows(residues) && good; i++)
            for (slong j = 0; j < nmod_mat_ncols(residues) && good; j++) {
                fmpz_set_ui(residue, nmod_mat_entry(residues, i, j));
                good = fmpq_reconstruct_fmpz(value, residue, prime);
                if (good && !pass)
                    fmpz_lcm(denominator, denominator, fmpq_denref(value));
                good = good && fmpz_bits(denominator) <= DENOMINATOR_BITS;
                if (good && pass) {
                    fmpz_divexact(residue, denominator, fmpq_denref(value));
                    fmpz_mul(fmpz_mat_entry(lifted, i, j), residue, fmpq_numref(value));
                }
            }
    fmpz_clear(prime);
    fmpz_clear(residue);
    fmpq_clear(value);
    return good;
}

/* ---- The space ---- */

/* The states of all copies of a class become rows from *at on. */
static void take_states(nmod_mat_t states, slong *at, const lb_structure_blocks *blocks,
                        uint32_t first, size_t qubits, const lb_symmetries *symmetries)
{
    for (uint32_t i = first; i < blocks->count; i++) {
        const lb_block_module *b = blocks->items + i;
        nmod_mat_t rows;
        if (b->like != first)
            continue;
        slong after = *at + nmod_mat_nrows(b->copies);
        nmod_mat_window_init(rows, states, *at, 0, after, nmod_mat_ncols(states));
        lb_structure_sector_embed(rows, b->copies, qubits, symmetries, b->sector);
        nmod_mat_window_clear(rows);
        *at = after;
    }
}

/* The reduced echelon form, its pivots, and rows = copies in that basis. */
static bool basis_init(nmod_mat_t basis, slong *pivots, nmod_mat_t rows, const nmod_mat_t states)
{
    nmod_mat_init_set(basis, states);
    bool independent = nmod_mat_rref(basis) == nmod_mat_nrows(basis);
    for (slong r = 0, column = 0; r < nmod_mat_nrows(basis) && independent; r++) {
        while (!nmod_mat_entry(basis, r, column))
            column++;
        pivots[r] = column;
        for (slong i = 0; i < nmod_mat_nrows(basis); i++)
            nmod_mat_entry(rows, i, r) = nmod_mat_entry(states, i, column);
    }
    return independent;
}

/* images = H times the rows, H real: W(x, z) |b> = i^|x & z| (-1)^(z b) |b + x>. False where it is
 * not real. */
static bool apply_exactly(fmpz_mat_t images, const lb_sum_t H, const fmpz_mat_t rows)
{
    fmpz *coefficients = _fmpz_vec_init((slong)H->length);
    bool real = true;
    lb_primitive_coefficients(coefficients, H);
    fmpz_mat_zero(images);
    for (size_t t = 0; t < H->length && real; t++) {
        uint64_t P[2];
        lb_dense_from_string(P, H->strings + t, 1);
        int letters = lb_popcount(P[0] & P[1]);
        real = letters % 2 == 0;
        for (uint64_t b = 0; b < (uint64_t)fmpz_mat_ncols(rows); b++) {
            bool negative = (letters / 2 + lb_popcount(P[1] & b)) % 2;
            for (slong r = 0; r < fmpz_mat_nrows(rows); r++)
                (negative ? fmpz_submul : fmpz_addmul)(fmpz_mat_entry(images, r, (slong)(b ^ P[0])),
                                                       coefficients + t,
                                                       fmpz_mat_entry(rows, r, (slong)b));
        }
    }
    _fmpz_vec_clear(coefficients, (slong)H->length);
    return real;
}

/* Row i of the basis, over the denominator, goes to the sum of P_ij times row j, over it: P has the
 * entries of the image at the pivots. */
static bool find_matrix(fmpz_mat_t P, const fmpz_mat_t basis, const slong *pivots,
                        const fmpz_t denominator, const lb_sum_t H)
{
    fmpz_mat_t images, expected;
    fmpz_mat_init(images, fmpz_mat_nrows(basis), fmpz_mat_ncols(basis));
    fmpz_mat_init(expected, fmpz_mat_nrows(basis), fmpz_mat_ncols(basis));
    bool maps = apply_exactly(images, H, basis);
    for (slong i = 0; i < fmpz_mat_nrows(P); i++)
        for (slong j = 0; j < fmpz_mat_nrows(P); j++)
            fmpz_set(fmpz_mat_entry(P, i, j), fmpz_mat_entry(images, i, pivots[j]));
    fmpz_mat_mul(expected, P, basis);
    fmpz_mat_scalar_mul_fmpz(images, images, denominator);
    maps = maps && fmpz_mat_equal(images, expected);
    fmpz_mat_clear(expected);
    fmpz_mat_clear(images);
    return maps;
}

static bool find_matrices(lb_structure_space *U, const nmod_mat_t basis, const slong *pivots,
                          const lb_ansatz_t A)
{
    bool found = lift(U->basis, U->denominator, basis);
    for (uint32_t k = 0; k < U->generator_count && found; k++)
        found = find_matrix(U->matrices + k, U->basis, pivots, U->denominator, A->generators + k);
    return found;
}

static bool find_space(lb_structure_space *U, const lb_ansatz_t A,
                       const lb_structure_blocks *blocks, const lb_symmetries *symmetries)
{
    slong at = 0, *pivots = lb_malloc(U->dimension, sizeof *pivots);
    nmod_mat_t states, basis;
    nmod_mat_init(states, U->dimension, (slong)1 << A->qubits, blocks->modulus.n);
    for (uint32_t c = 0; c < U->class_count; c++)
        take_states(states, &at, blocks, U->classes[c], A->qubits, symmetries);
    bool found = basis_init(basis, pivots, U->rows, states) && find_matrices(U, basis, pivots, A);
    nmod_mat_clear(basis);
    nmod_mat_clear(states);
    free(pivots);
    return found;
}

bool lb_structure_space_init(lb_structure_space *U, const lb_ansatz_t A,
                             const lb_structure_blocks *blocks, const uint32_t *classes,
                             uint32_t class_count, const lb_symmetries *symmetries)
{
    *U = (lb_structure_space){.class_count = class_count,
                              .generator_count = blocks->generator_count};
    U->copies = lb_block_copies(blocks, *classes);
    uint64_t dimension = (uint64_t)class_count * U->copies * blocks->items[*classes].dimension;
    if (dimension > LB_EXACT_SPACE_MAX)
        return false;
    U->dimension = (uint32_t)dimension;
    U->classes = lb_malloc(class_count, sizeof *classes);
    memcpy(U->classes, classes, class_count * sizeof *classes);
    nmod_mat_init(U->rows, U->dimension, U->dimension, blocks->modulus.n);
    fmpz_mat_init(U->basis, U->dimension, (slong)1 << A->qubits);
    fmpz_init(U->denominator);
    U->matrices = lb_malloc(U->generator_count, sizeof *U->matrices);
    for (uint32_t k = 0; k < U->generator_count; k++)
        fmpz_mat_init(U->matrices + k, U->dimension, U->dimension);
    bool found = find_space(U, A, blocks, symmetries);
    if (!found)
        lb_structure_space_clear(U);
    return found;
}

void lb_structure_space_clear(lb_structure_space *U)
{
    for (uint32_t k = 0; k < U->generator_count; k++)
        fmpz_mat_clear(U->matrices + k);
    free(U->matrices);
    free(U->classes);
    fmpz_clear(U->denominator);
    fmpz_mat_clear(U->basis);
    nmod_mat_clear(U->rows);
}

/* ---- Operators ---- */

/* Rows, as many entries as an operator from U to V has, of the L (E_ij (x) T) R, where i and j are
 * copies of classes for which T is given. */
static void operators_init(nmod_mat_t all, const lb_structure_space *U, const lb_structure_space *V,
                           const nmod_mat_t L, const nmod_mat_struct *const *T, const nmod_mat_t R)
{
    slong n = U->dimension, n2 = V->dimension, count = 0, pairs = 0;
    slong d = n / ((slong)U->class_count * U->copies);
    nmod_mat_t middle, product;
    for (uint32_t t = 0; t < U->class_count * V->class_count; t++)
        pairs += T[t] != NULL;
    nmod_mat_init(all, pairs * U->copies * V->copies, n * n2, L->mod.n);
    nmod_mat_init(middle, n, n2, L->mod.n);
    nmod_mat_init(product, n, n2, L->mod.n);
    for (uint32_t i = 0; i < U->class_count * U->copies; i++)
        for (uint32_t j = 0; j < V->class_count * V->copies; j++) {
            const nmod_mat_struct *one = T[i / U->copies * V->class_count + j / V->copies];
            if (!one)
                continue;
            nmod_mat_zero(middle);
            for (slong r = 0; r < d; r++)
                _nmod_vec_set(middle->rows[i * d + r] + j * d, one->rows[r], d);
            nmod_mat_mul(product, L, middle);
            nmod_mat_mul(product, product, R);
            for (slong r = 0; r < n; r++)
                _nmod_vec_set(all->rows[count] + r * n2, product->rows[r], n2);
            count++;
        }
    nmod_mat_clear(product);
    nmod_mat_clear(middle);
}

/* Whether, for all generators, A^T Y -+ Y B = (tr A / n -+ tr B / n') Y, with A = P / a, and B = Q / b on
 * V of dimension n', and the sign + if dual. All is multiplied by a b n n'. */
static bool relates(const fmpz_mat_t Y, const lb_structure_space *U, const lb_structure_space *V,
                    bool dual)
{
    fmpz_mat_t left, right, P;
    fmpz_t c, e;
    fmpz_init(c);
    fmpz_init(e);
    fmpz_mat_init(left, U->dimension, V->dimension);
    fmpz_mat_init(right, U->dimension, V->dimension);
    fmpz_mat_init(P, U->dimension, U->dimension);
    bool good = true;
    for (uint32_t k = 0; k < U->generator_count && good; k++) {
        fmpz_mat_trace(c, U->matrices + k);
        fmpz_mul_ui(c, c, V->dimension);
        fmpz_mul(c, c, V->denominator);
        fmpz_mat_trace(e, V->matrices + k);
        fmpz_mul_ui(e, e, U->dimension);
        fmpz_mul(e, e, U->denominator);
        (dual ? fmpz_add : fmpz_sub)(c, c, e);
        fmpz_mat_transpose(P, U->matrices + k);
        fmpz_mat_mul(left, P, Y);
        fmpz_mat_scalar_mul_fmpz(left, left, V->denominator);
        fmpz_mat_mul(right, Y, V->matrices + k);
        fmpz_mat_scalar_mul_fmpz(right, right, U->denominator);
        (dual ? fmpz_mat_add : fmpz_mat_sub)(left, left, right);
        fmpz_mat_scalar_mul_ui(left, left, (ulong)U->dimension * V->dimension);
        fmpz_mat_scalar_mul_fmpz(right, Y, c);
        good = fmpz_mat_equal(left, right);
    }
    fmpz_mat_clear(P);
    fmpz_mat_clear(right);
    fmpz_mat_clear(left);
    fmpz_clear(e);
    fmpz_clear(c);
    return good;
}

/* Add a small multiple of Y to each matrix. */
static void combine(fmpz_mat_struct *matrices, uint32_t count, const fmpz_mat_t Y,
                    lb_random *random)
{
    for (uint32_t i = 0; i < count; i++)
        fmpz_mat_scalar_addmul_ui(matrices + i, Y, 1 + lb_random_below(random, FACTOR_MOST));
}

/* Whether the operators, row by row in reduced echelon form, are found to relate U to V over Q. */
static bool are_exact(fmpz_mat_struct *matrices, uint32_t count, nmod_mat_t operators,
                      const lb_structure_space *U, const lb_structure_space *V, bool dual)
{
    bool exact = nmod_mat_rref(operators) == nmod_mat_nrows(operators);
    fmpz_t denominator;
    fmpz_mat_t Y;
    lb_random random;
    lb_random_seed(&random, SEED);
    fmpz_init(denominator);
    fmpz_mat_init(Y, U->dimension, V->dimension);
    for (slong i = 0; i < nmod_mat_nrows(operators) && exact; i++) {
        nmod_mat_t residues;
        nmod_mat_init(residues, U->dimension, V->dimension, operators->mod.n);
        for (slong r = 0; r < U->dimension; r++)
            _nmod_vec_set(residues->rows[r], operators->rows[i] + r * V->dimension, V->dimension);
        exact = lift(Y, denominator, residues) && relates(Y, U, V, dual);
        if (exact)
            combine(matrices, count, Y, &random);
        nmod_mat_clear(residues);
    }
    fmpz_mat_clear(Y);
    fmpz_clear(denominator);
    return exact;
}

static bool are_too_large(const lb_structure_space *U, const lb_structure_space *V)
{
    return (uint64_t)U->copies * V->copies * U->dimension * V->dimension * U->class_count >
           ENTRIES_MAX;
}

const nmod_mat_struct **lb_structure_space_identities(nmod_mat_t one, const lb_structure_space *U)
{
    slong d = U->dimension / (U->class_count * U->copies);
    const nmod_mat_struct **T =
        lb_calloc((size_t)U->class_count * U->class_count, sizeof(const nmod_mat_struct *));
    nmod_mat_init(one, d, d, U->rows->mod.n);
    nmod_mat_one(one);
    for (uint32_t c = 0; c < U->class_count; c++)
        T[c * U->class_count + c] = one;
    return T;
}

bool lb_structure_space_has_all_copies(const lb_structure_space *U)
{
    nmod_mat_t one;
    const nmod_mat_struct **T = lb_structure_space_identities(one, U);
    bool exact = lb_structure_spaces_are_related(U, U, T, false);
    nmod_mat_clear(one);
    free(T);
    return exact;
}

/* The inverse of the matrix of scalar products of the rows of the basis, where there is one. */
static bool invert_products(nmod_mat_t inverse, const lb_structure_space *U)
{
    nmod_mat_t basis, transposed;
    nmod_mat_init(inverse, U->dimension, U->dimension, U->rows->mod.n);
    nmod_mat_init(basis, U->dimension, fmpz_mat_ncols(U->basis), U->rows->mod.n);
    nmod_mat_init(transposed, fmpz_mat_ncols(U->basis), U->dimension, U->rows->mod.n);
    fmpz_mat_get_nmod_mat(basis, U->basis);
    nmod_mat_transpose(transposed, basis);
    nmod_mat_mul(inverse, basis, transposed);
    bool regular = nmod_mat_inv(inverse, inverse);
    nmod_mat_clear(transposed);
    nmod_mat_clear(basis);
    return regular;
}

bool lb_structure_spaces_relate(fmpz_mat_struct *matrices, uint32_t count,
                                const lb_structure_space *U, const lb_structure_space *V,
                                const nmod_mat_struct *const *T, bool dual)
{
    nmod_mat_t left, right, products, operators;
    if (are_too_large(U, V))
        return false;
    nmod_mat_init(left, U->dimension, U->dimension, U->rows->mod.n);
    nmod_mat_init_set(right, V->rows);
    bool related = invert_products(products, U) && nmod_mat_inv(left, U->rows);
    nmod_mat_mul(left, products, left);
    nmod_mat_clear(products);
    if (dual) {
        related = invert_products(products, V) && nmod_mat_inv(right, right) && related;
        nmod_mat_transpose(right, right);
        nmod_mat_mul(right, right, products);
        nmod_mat_clear(products);
    }
    operators_init(operators, U, V, left, T, right);
    related = related && are_exact(matrices, count, operators, U, V, dual);
    nmod_mat_clear(operators);
    nmod_mat_clear(right);
    nmod_mat_clear(left);
    return related;
}

bool lb_structure_spaces_are_related(const lb_structure_space *U, const lb_structure_space *V,
                                     const nmod_mat_struct *const *T, bool dual)
{
    return lb_structure_spaces_relate(NULL, 0, U, V, T, dual);
}
