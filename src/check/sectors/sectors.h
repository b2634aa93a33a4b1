/* Certificates of the kind `sectors`: dim g from the spaces on which it acts by all that is allowed.
 *
 * Vectors have 2^n residues modulo p, p = 1 modulo 4 and below 2^60; entry b belongs to the state
 * whose qubit q is bit q of b. I is a root of -1. */

#ifndef LB_CHECK_SECTORS_SECTORS_H
#define LB_CHECK_SECTORS_SECTORS_H

#include "check/check.h"

enum {
    LB_CHECK_SECTORS_QUBITS_MAX = 14,
    LB_CHECK_SECTORS_GENERATORS_MAX = 1000,
    LB_CHECK_COPIES_MAX = 1 << 12,   /* the sum of m^2 */
    LB_CHECK_MATRICES_MAX = 1 << 24, /* that times the symmetries */
    LB_CHECK_WIDE_PRODUCTS = 256     /* products of residues that add up below 2^128 */
};
#define LB_CHECK_TABLES_MAX (UINT64_C(1) << 25) /* entries of the tables of all operators */
#define LB_CHECK_PAIRS_MAX  (UINT64_C(1) << 26) /* pairs of strings, and those that words repeat */
#define LB_CHECK_STEPS_MAX  (UINT64_C(1) << 40) /* entries met by powers of elements */
#define LB_CHECK_CUBES_MAX  (UINT64_C(1) << 38) /* the sum of d^3 */
/* The square of the number of generators, times the rank that the Gram matrix of their traces may have */
#define LB_CHECK_TRACES_MAX (UINT64_C(1) << 22)

/* In place of the number of a sector or a form. */
#define LB_CHECK_NO_FORM UINT64_MAX

/* ---- rows.c ---- */

/* Residues that look drawn at random, from a state that goes on. */
uint64_t lb_check_draw(uint64_t *state, uint64_t p);
/* out = sum of factors[i] rows[i], rows of `width` one behind the other. */
void lb_check_combine(uint64_t *out, const uint64_t *factors, const uint64_t *rows, size_t count,
                      size_t width, uint64_t p);

/* Rows with 1 at their pivots, and 0 at those of the others before them; pivots are among the first
 * `columns` entries. */
typedef struct lb_check_rows {
    uint64_t p;
    size_t width, columns, count;
    uint64_t *rows;
    size_t *pivots;
} lb_check_rows;

void lb_check_rows_init(lb_check_rows *R, uint64_t p, size_t width, size_t columns, size_t most);
void lb_check_rows_clear(lb_check_rows *R);
/* Subtract multiples of the rows from one that is then 0 at their pivots; whether something is left
 * in the columns, */
bool lb_check_rows_reduce(const lb_check_rows *R, uint64_t *row);
/* and add what was left. */
void lb_check_rows_add(lb_check_rows *R, const uint64_t *row);

/* ---- operator.c: sums of strings on vectors ---- */

/* Terms value W(x, z), by increasing x, then z. */
typedef struct lb_check_term {
    uint32_t x, z;
    uint64_t value;
} lb_check_term;

typedef struct lb_check_terms {
    size_t count, capacity;
    lb_check_term *at;
} lb_check_terms;

void lb_check_terms_of_sum(lb_check_terms *terms, const lb_check_closure *C,
                           const lb_check_sums *sums, size_t i, uint64_t p);
/* terms += factor a, not yet in order. */
void lb_check_terms_add(lb_check_terms *terms, const lb_check_terms *a, uint64_t factor,
                        uint64_t p);
/* terms += {a, b}, not yet in order. */
void lb_check_terms_add_bracket(lb_check_terms *terms, const lb_check_terms *a,
                                const lb_check_terms *b, uint64_t p);
/* Bring into order, one term a string. */
void lb_check_terms_merge(lb_check_terms *terms, uint64_t p);

/* v -> w, w_b = sum over the masks of table_b v_(b ^ mask); or a permutation of the entries. */
typedef struct lb_check_operator_tables {
    size_t size, count;
    uint32_t *masks;
    uint64_t *tables;
    uint32_t *images; /* of a permutation, whose count is 0; else NULL */
} lb_check_operator_tables;

void lb_check_tables_init(lb_check_operator_tables *T, const lb_check_terms *terms, size_t qubits,
                          uint64_t p, uint64_t root);
void lb_check_tables_init_map(lb_check_operator_tables *T, const uint16_t *map, size_t qubits);
void lb_check_tables_clear(lb_check_operator_tables *T);
/* w = factor times the image of v, plus w; w is not v. */
void lb_check_tables_add(const lb_check_operator_tables *T, uint64_t *w, const uint64_t *v,
                         uint64_t factor, uint64_t p);

/* ---- polynomial.c: monic polynomials, f[0] .. f[degree] ---- */

/* The shortest recurrence of s[0] .. s[2 d - 1]: its order, and its polynomial where that is at most
 * d. */
size_t lb_check_recurrence(uint64_t *f, const uint64_t *s, size_t d, uint64_t p);
bool lb_check_is_squarefree(const uint64_t *f, size_t degree, uint64_t p);
/* The polynomial of the roots less their mean. */
void lb_check_centre_roots(uint64_t *f, size_t degree, uint64_t p);
/* Whether the powers y^(p^k), k < rank, are independent modulo f, where y = x less a number, so that
 * the roots of f, squarefree, have the sum 0 as values of y. */
bool lb_check_roots_have_rank(const uint64_t *f, size_t degree, size_t rank, uint64_t p);

/* ---- the certificate ---- */

/* The form u W(x, z) v, u a row, up to a factor. */
typedef struct lb_check_string_form {
    uint32_t x, z;
} lb_check_string_form;

/* A sector that is the dual of an earlier one, or of itself, by a form, up to numbers. */
typedef struct lb_check_sector {
    uint64_t d, m, vector_element, torus_element;
    uint64_t dual, form; /* or LB_CHECK_NO_FORM */
    bool symmetric;      /* the form, where it is its own dual */
    uint64_t *vector;
    uint64_t *polynomial; /* of element 0 */
} lb_check_sector;

typedef struct lb_check_sectors {
    lb_check_closure closure; /* strings and generators */
    lb_check_sums symmetry_sums;
    uint64_t p, root, tables, pairs; /* the last two count what is bounded */
    size_t size;                     /* 2^n */
    size_t symmetry_count, element_count, sector_count;
    size_t symmetry_capacity, sector_capacity, map_count, map_capacity;
    uint16_t *maps;
    size_t form_count, form_capacity;
    lb_check_string_form *forms;
    lb_check_terms *generator_terms;
    lb_check_operator_tables *generators, *symmetries, *elements;
    lb_check_sector *sectors;
    bool squares; /* x^2 + y tells the sectors apart, for elements x and y, else element 0 */
    uint64_t squared, added;
    uint64_t *traces; /* of generator k on sector c at K c + k */
    uint64_t random;
} lb_check_sectors;

/* blocks.c: v becomes a v, a a product of so many random combinations of 1 and the operators; next is
 * room. */
void lb_check_mix(lb_check_sectors *S, const lb_check_operator_tables *all, size_t count,
                  size_t steps, uint64_t *v, uint64_t *next);
size_t lb_check_mixing_steps(const lb_check_sectors *S);

/* symmetries.c: read the section; each commutes with every generator. */
bool lb_check_read_symmetries(lb_check_sectors *S);
/* Terms of a sum, those of number from .. to - 1 that are taken, or all where `taken` is NULL. */
typedef struct lb_check_part {
    const lb_check_sums *sums;
    size_t from, to;
    const bool *taken;
} lb_check_part;
bool lb_check_commute(lb_check_sectors *S, const lb_check_part *a, const lb_check_part *b);
/* forms.c: read the section, which may be missing; the generators preserve each form, up to what
 * commutes with all of them. */
bool lb_check_read_forms(lb_check_sectors *S);
/* elements.c: the generators, modulo p, and the sections of words and elements. */
bool lb_check_read_elements(lb_check_sectors *S);
/* Count pairs of strings; false beyond the bound. */
bool lb_check_count_pairs(lb_check_sectors *S, size_t pairs);
/* copies.c: whether the symmetries act on the orbits of the vectors by all matrices. */
bool lb_check_copies(lb_check_sectors *S);
/* blocks.c: whether the generators act on the spaces of the vectors as they must; sets the
 * polynomials and traces. */
bool lb_check_blocks(lb_check_sectors *S);
/* forms.c: whether the forms are not zero on the sectors that they are to relate; sets their
 * symmetry. */
bool lb_check_duals(lb_check_sectors *S);
/* families.c: whether no simple ideal acts on two families, by the polynomials; the dimension of [g, g],
 * and its type, by decreasing dimension, with a centre. */
bool lb_check_families(lb_check_sectors *S);
uint64_t lb_check_derived(const lb_check_sectors *S);
char *lb_check_algebra_name(const lb_check_sectors *S, size_t centre);
/* centre.c: the dimension of the centre, from the traces. */
bool lb_check_centre(lb_check_sectors *S, size_t *centre);

#endif
