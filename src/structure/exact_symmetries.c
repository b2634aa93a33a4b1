#include "structure/exact_symmetries.h"

#include <stdlib.h>
#include <string.h>

#include <flint/fmpq_mat.h>
#include <flint/nmod.h>

#include "base/memory.h"
#include "structure/sign_strings.h"

/* Sums that commute with the generators. */
typedef struct sums {
    size_t count, capacity;
    lb_sum_struct *items;
} sums;

static bool commutes(const lb_sum_t S, const lb_ansatz_t A)
{
    lb_sum_t bracket;
    lb_sum_init(bracket, A->qubits);
    bool zero = true;
    for (size_t k = 0; k < A->generator_count && zero; k++) {
        lb_sum_bracket(bracket, S, A->generators + k);
        zero = !bracket->length;
    }
    lb_sum_clear(bracket);
    return zero;
}

/* Keep the sum if it commutes with the generators. */
static void offer(sums *found, const lb_sum_t S, const lb_ansatz_t A)
{
    if (!S->length || !commutes(S, A))
        return;
    found->items = lb_grow(found->items, &found->capacity, found->count + 1, sizeof *found->items);
    lb_sum_init(found->items + found->count, A->qubits);
    lb_sum_set(found->items + found->count++, S);
}

static void append_letter(lb_sum_t S, const fmpq_t c, size_t qubit, char letter)
{
    lb_string_t P;
    mpq_t value;
    lb_string_init(P);
    mpq_init(value);
    lb_string_set_letter(P, (uint32_t)qubit, letter);
    fmpq_get_mpq(value, c);
    lb_sum_append(S, value, P);
    mpq_clear(value);
    lb_string_clear(P);
}

/* The strings of the brackets of one letter with the generators, numbered as they come. */
typedef struct columns {
    size_t count, capacity;
    struct {
        lb_string_struct string;
        size_t generator;
    } * items;
} columns;

static size_t column_of(columns *c, const lb_string_t P, size_t generator)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->items[i].generator == generator && !lb_string_compare(&c->items[i].string, P))
            return i;
    c->items = lb_grow(c->items, &c->capacity, c->count + 1, sizeof *c->items);
    lb_string_init(&c->items[c->count].string);
    lb_string_set(&c->items[c->count].string, P);
    c->items[c->count].generator = generator;
    return c->count++;
}

static void columns_clear(columns *c)
{
    for (size_t i = 0; i < c->count; i++)
        lb_string_clear(&c->items[i].string);
    free(c->items);
}

static const char LETTERS[] = "XYZ";

/* The brackets of letter number `letter` (three to a qubit) with the generators. */
static void letter_brackets(fmpq_mat_t M, columns *c, const lb_ansatz_t A, size_t letter)
{
    lb_sum_t S, bracket;
    fmpq_t one;
    fmpq_init(one);
    fmpq_one(one);
    lb_sum_init(S, A->qubits);
    lb_sum_init(bracket, A->qubits);
    append_letter(S, one, letter / 3, LETTERS[letter % 3]);
    for (size_t k = 0; k < A->generator_count; k++) {
        lb_sum_bracket(bracket, S, A->generators + k);
        for (size_t i = 0; i < bracket->length; i++) {
            size_t column = column_of(c, bracket->strings + i, k);
            if (M)
                fmpq_set_mpq(fmpq_mat_entry(M, (slong)column, (slong)letter),
                             bracket->coefficients + i);
        }
    }
    lb_sum_clear(bracket);
    lb_sum_clear(S);
    fmpq_clear(one);
}

/* Combinations of single letters: the kernel of their brackets. */
static void find_charges(sums *found, const lb_ansatz_t A)
{
    slong letters = 3 * (slong)A->qubits;
    columns c = {0};
    fmpq_mat_t M;
    for (slong l = 0; l < letters; l++)
        letter_brackets(NULL, &c, A, (size_t)l);
    fmpq_mat_init(M, (slong)c.count, letters);
    for (slong l = 0; l < letters; l++)
        letter_brackets(M, &c, A, (size_t)l);
    slong rank = fmpq_mat_rref(M, M);
    slong *pivots = lb_malloc((size_t)letters, sizeof *pivots);
    for (slong r = 0, l = 0; l < letters; l++) {
        pivots[l] = r < rank && fmpq_is_one(fmpq_mat_entry(M, r, l)) ? r : -1;
        r += pivots[l] >= 0;
    }
    for (slong l = 0; l < letters; l++) {
        lb_sum_t S;
        fmpq_t value;
        if (pivots[l] >= 0)
            continue;
        lb_sum_init(S, A->qubits);
        fmpq_init(value);
        for (slong j = 0; j < letters; j++) {
            if (pivots[j] >= 0)
                fmpq_neg(value, fmpq_mat_entry(M, pivots[j], l));
            else
                fmpq_set_si(value, j == l, 1);
            if (!fmpq_is_zero(value))
                append_letter(S, value, (size_t)j / 3, LETTERS[j % 3]);
        }
        lb_sum_normalize(S);
        offer(found, S, A);
        fmpq_clear(value);
        lb_sum_clear(S);
    }
    free(pivots);
    fmpq_mat_clear(M);
    columns_clear(&c);
}

/* The strings that commute with all terms. */
static void find_strings(sums *found, const lb_ansatz_t A)
{
    lb_sign_strings strings;
    mpq_t one;
    lb_sign_strings_find(&strings, A, NULL);
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    for (uint32_t i = 0; i < strings.count; i++) {
        const uint64_t dense[2] = {strings.strings[i] & UINT32_MAX, strings.strings[i] >> 32};
        lb_string_t P;
        lb_sum_t S;
        lb_string_init(P);
        lb_sum_init(S, A->qubits);
        lb_dense_to_string(P, dense, 1);
        lb_sum_append(S, one, P);
        offer(found, S, A);
        lb_sum_clear(S);
        lb_string_clear(P);
    }
    mpq_clear(one);
}

/* ---- Permutations ---- */

typedef struct permutations {
    size_t count, capacity;
    uint32_t **items; /* images of the qubits */
} permutations;

static uint32_t *new_permutation(permutations *p, uint32_t qubits)
{
    p->items = lb_grow(p->items, &p->capacity, p->count + 1, sizeof *p->items);
    uint32_t *images = lb_malloc(qubits, sizeof *images);
    for (uint32_t q = 0; q < qubits; q++)
        images[q] = q;
    return p->items[p->count++] = images;
}

/* Neighbouring tuples of each exchange line, and the maps. */
static void find_permutations(permutations *p, const lb_ansatz_t A, const lb_limits *limits)
{
    lb_symmetry symmetry;
    uint32_t n = (uint32_t)A->qubits;
    lb_symmetry_init(&symmetry, n);
    lb_symmetry_find(&symmetry, A, limits);
    for (uint32_t e = 0; e < symmetry.exchange_count; e++) {
        const lb_exchange *line = symmetry.exchanges + e;
        for (uint32_t t = 0; t + 1 < line->count; t++) {
            uint32_t *images = new_permutation(p, n);
            const uint32_t *tuple = line->qubits + t * line->width;
            for (uint32_t i = 0; i < line->width; i++) {
                images[tuple[i]] = tuple[i + line->width];
                images[tuple[i + line->width]] = tuple[i];
            }
        }
    }
    for (uint32_t m = 0; m < symmetry.map_count; m++)
        memcpy(new_permutation(p, n), symmetry.maps + (size_t)m * n, n * sizeof(uint32_t));
    lb_symmetry_clear(&symmetry);
}

static bool permutation_is_exact(const uint32_t *images, const lb_ansatz_t A)
{
    bool fixes = true;
    for (size_t k = 0; k < A->generator_count && fixes; k++) {
        const lb_sum_struct *H = A->generators + k;
        lb_sum_t moved;
        lb_string_t P;
        lb_sum_init(moved, A->qubits);
        lb_string_init(P);
        for (size_t t = 0; t < H->length; t++) {
            lb_string_identity(P);
            for (uint32_t q = 0; q < A->qubits; q++)
                lb_string_set_letter(P, images[q], lb_string_letter(H->strings + t, q));
            lb_sum_append(moved, H->coefficients + t, P);
        }
        lb_sum_normalize(moved);
        fixes = lb_sum_equal(moved, H);
        lb_string_clear(P);
        lb_sum_clear(moved);
    }
    return fixes;
}

lb_sparse_vector *lb_permutation_rows(const uint32_t *images, uint32_t qubits)
{
    uint32_t states = (uint32_t)1 << qubits;
    lb_sparse_vector *rows = lb_malloc(states, sizeof *rows);
    for (uint32_t b = 0; b < states; b++) {
        uint32_t image = 0;
        for (uint32_t q = 0; q < qubits; q++)
            image |= (b >> q & 1) << images[q];
        const lb_term one = {1, b};
        lb_sparse_vector_copy(rows + image, &(lb_sparse_vector){1, (lb_term *)&one});
    }
    return rows;
}

/* ---- All of them ---- */

/* The sums, as the generators of an ansatz, on all states. */
static void sums_module(lb_module *M, const sums *found, const lb_ansatz_t A, nmod_t modulus)
{
    lb_ansatz_t B;
    const lb_symmetries none = {.words = lb_dense_words(A->qubits)};
    lb_ansatz_init(B, "symmetries", A->qubits);
    for (size_t i = 0; i < found->count; i++)
        lb_ansatz_add_generator(B, NULL, found->items + i);
    lb_structure_sector_module_init(M, B, &none, 0, modulus);
    lb_ansatz_clear(B);
}

void lb_structure_symmetries_module(lb_module *M, const lb_ansatz_t A, nmod_t modulus,
                                    const lb_limits *limits)
{
    sums found = {0};
    permutations p = {0};
    find_charges(&found, A);
    find_strings(&found, A);
    new_permutation(&p, (uint32_t)A->qubits);
    find_permutations(&p, A, limits);
    sums_module(M, &found, A, modulus);
    M->generators = lb_realloc(M->generators, M->generator_count + p.count, sizeof *M->generators);
    for (size_t i = 0; i < p.count; i++) {
        if (permutation_is_exact(p.items[i], A))
            M->generators[M->generator_count++] =
                lb_permutation_rows(p.items[i], (uint32_t)A->qubits);
        free(p.items[i]);
    }
    for (size_t i = 0; i < found.count; i++)
        lb_sum_clear(found.items + i);
    free(found.items);
    free(p.items);
}
