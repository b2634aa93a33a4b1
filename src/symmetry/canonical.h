/* Canonical strings: one string named for each orbit under a symmetry (proofs/README.md).
 *
 *     sort(P)        for each exchange line in order, its tuples sorted by their words of letters
 *                    (I < X < Y < Z), decreasing along the line
 *     canonical(P)   the largest of sort(e(P)) over the elements e of M
 *
 * An exchange line of width 1 is called a cell. What matters of a string in a cell is how many of
 * each letter it has there, and sorting is writing them out again in the order Z, Y, X, I.
 *
 * With changes of letters an element takes P to a string and a sign, and canonical(P) is the largest
 * of sort(e(r(P))) over rotations r too: A(P) is the sign times the average of that one. Where an
 * element takes P to -P, the average is zero (proofs/symmetries.md). */

#ifndef LB_SYMMETRY_CANONICAL_H
#define LB_SYMMETRY_CANONICAL_H

#include "pauli/dense.h"
#include "symmetry/group.h"
#include "symmetry/letters.h"

typedef uint64_t lb_key_pair __attribute__((vector_size(16), may_alias));

typedef struct lb_cell {
    uint32_t size;
    uint64_t *prefixes; /* the mask of its first k qubits, W words, for k = 0 .. size */
} lb_cell;

typedef struct lb_canonical {
    const lb_symmetry *symmetry; /* not owned */
    const lb_letters *letters;   /* not owned; NULL for none */
    bool cells_suffice;          /* the string is canonical as soon as its cells are sorted */
    size_t words;
    uint32_t cell_count;
    lb_cell *cells;
    uint64_t *outside; /* mask of the qubits in no cell, W words */
    /* Without exchanges. The preimage of qubit i under element e of M is
     * preimages[i * element_count + e]. On few qubits and for small M, the label of a string is a
     * 64-bit key, two bits a letter, qubit 0 first, so that larger strings have larger keys; the
     * keys of all images are sums of table entries (canonical.c). NULL elsewhere. */
    uint32_t *preimages;
    lb_key_pair *image_keys;
} lb_canonical;

void lb_canonical_init(lb_canonical *canonical, const lb_symmetry *symmetry, size_t words);
void lb_canonical_clear(lb_canonical *canonical);
/* Average over these changes of letters too. */
void lb_canonical_use_letters(lb_canonical *canonical, const lb_letters *letters);

/* Room for computations, one for each thread. */
typedef struct lb_canonical_room {
    uint8_t *letters, *image; /* one a qubit */
    uint32_t *candidates;     /* elements of M */
    uint64_t *best, *other;   /* strings */
    uint64_t *turned, *top;   /* with changes of letters */
} lb_canonical_room;
void lb_canonical_room_init(lb_canonical_room *room, const lb_canonical *canonical);
void lb_canonical_room_clear(lb_canonical_room *room);

/* Replace the string by the canonical one of its orbit; the sign of its average, which is 1 without
 * changes of letters, and 0 where the average is zero. Expected time, without exchanges, O(n + |M|);
 * with cells alone, O(W) for each; with both, that times |M|; and all that for each rotation. */
int lb_canonical_form(const lb_canonical *canonical, uint64_t *dense, lb_canonical_room *room);
/* Sort the cells alone. O(W) for each. */
void lb_canonical_sort_cells(const lb_canonical *canonical, uint64_t *dense);

/* How many I, X, Y, Z (in this order) the string has in a cell. */
void lb_cell_count(const lb_cell *cell, const uint64_t *dense, size_t words, uint32_t counts[4]);
/* Add to a string that is I in the cell its sorted letters. */
void lb_cell_fill(const lb_cell *cell, uint64_t *dense, size_t words, const uint32_t counts[4]);

#endif
