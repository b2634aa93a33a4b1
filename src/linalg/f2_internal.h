/* What the files quadratic*.c share: lists and a queue for the sparse eliminations, bit matrices
 * for the dense ones. */

#ifndef LB_LINALG_F2_INTERNAL_H
#define LB_LINALG_F2_INTERNAL_H

#include "linalg/f2.h"

/* Sparse elimination goes over to bits when measured fill says so; tests force either. */
typedef enum lb_f2_path { LB_F2_MEASURED, LB_F2_SPARSE, LB_F2_DENSE } lb_f2_path;

void lb_f2_span_on_path(lb_f2_span *span, const lb_string_struct *const *strings, size_t count,
                        size_t qubits, lb_f2_path path, const lb_limits *limits);
void lb_f2_form_on_path(lb_f2_form *form, const lb_f2_graph *graph, lb_f2_path path,
                        const lb_limits *limits);

/* A list of numbers that owns its memory; all zeros is the empty list. */
typedef struct lb_f2_list {
    uint32_t *items;
    uint32_t length, capacity;
} lb_f2_list;

void lb_f2_list_reserve(lb_f2_list *list, size_t length);
void lb_f2_list_append(lb_f2_list *list, uint32_t item);
void lb_f2_list_assign(lb_f2_list *list, const uint32_t *items, uint32_t length);
void lb_f2_list_clear(lb_f2_list *list);

/* The rows that the sparse elimination sets aside, in order, each with the coordinate that it was
 * chosen for, which is in no later row. A row is a list of letters, qubit << 2 | letter with 1 for
 * X, 2 for Z, 3 for Y; coordinate 2 q is x of qubit q, 2 q + 1 is z. */
typedef struct lb_f2_triangle {
    size_t count, row_capacity, pivot_capacity;
    lb_f2_list *rows;
    uint32_t *pivots;
} lb_f2_triangle;

/* NULL, or the limit that came first, and then nothing is there. */
const char *lb_f2_triangle_init(lb_f2_triangle *triangle, const lb_string_struct *const *strings,
                                size_t count, size_t qubits, const lb_limits *limits);
void lb_f2_triangle_clear(lb_f2_triangle *triangle);

/* Items 0 .. count - 1 by degree. Items of degree 0 are not in the queue. */
typedef struct lb_f2_queue {
    uint32_t *degrees;         /* per item */
    uint32_t *next, *previous; /* per item, among those of its degree; UINT32_MAX is none */
    uint32_t *first;           /* per degree */
    size_t largest, lowest;    /* no item has a degree below lowest */
} lb_f2_queue;

/* All degrees 0, to be at most `largest`. */
void lb_f2_queue_init(lb_f2_queue *queue, size_t count, size_t largest);
void lb_f2_queue_clear(lb_f2_queue *queue);
/* O(1). */
void lb_f2_queue_set(lb_f2_queue *queue, uint32_t item, uint32_t degree);
/* An item of least degree other than 0, which stays; false when there is none. Amortized O(1), when
 * degrees are lowered in steps of 1. */
bool lb_f2_queue_least(lb_f2_queue *queue, uint32_t *item);

/* Vectors as bits, in panels of 512 qubits; a row of a panel is 8 words of x and the 8 words of z
 * of the same qubits, so that w is computed within the panel:
 *
 *     panel 0: [ row 0: x0..x7 z0..z7 ] [ row 1: x0..x7 z0..z7 ] ...
 *     panel 1: [ row 0: x8..x15 z8..z15 ] ... */
typedef struct lb_f2_rows {
    size_t count, active; /* active rows come first */
    size_t blocks, panels;
    uint64_t *words;
    uint8_t *q;
} lb_f2_rows;

enum { LB_F2_LANES = 8 };

void lb_f2_rows_init(lb_f2_rows *rows, size_t count, size_t qubits);
void lb_f2_rows_clear(lb_f2_rows *rows);
/* The word of x of 64 qubits; that of z is LB_F2_LANES further. */
static inline uint64_t *lb_f2_rows_at(const lb_f2_rows *rows, size_t row, size_t block)
{
    size_t panel = block / LB_F2_LANES;
    return rows->words + (panel * rows->count + row) * 2 * LB_F2_LANES + block % LB_F2_LANES;
}
/* Adds the rank of rows to that of span, and what q says on dependencies. Destroys rows. */
void lb_f2_rows_eliminate(lb_f2_rows *rows, lb_f2_span *span, const lb_limits *limits);

/* A symmetric matrix of bits with zero diagonal, in panels of 512 columns, 8 words a row, and the
 * value of q on every vertex. */
typedef struct lb_f2_matrix {
    size_t count, panels;
    uint64_t *words;
    uint8_t *q;
} lb_f2_matrix;

void lb_f2_matrix_init(lb_f2_matrix *matrix, size_t count); /* zero, q = 1 */
void lb_f2_matrix_clear(lb_f2_matrix *matrix);
static inline uint64_t *lb_f2_matrix_at(const lb_f2_matrix *matrix, size_t row, size_t column)
{
    size_t word = column / 64, panel = word / LB_F2_LANES;
    return matrix->words + (panel * matrix->count + row) * LB_F2_LANES + word % LB_F2_LANES;
}
/* Adds rank and Arf invariant to those in form, and what q says on the radical. Destroys matrix. */
void lb_f2_matrix_eliminate(lb_f2_matrix *matrix, lb_f2_form *form, const lb_limits *limits);

/* Four words at a time, half of a panel; and functions compiled once per instruction set, chosen
 * when the program is loaded. Their names are distinct in the whole library, as clang 14 exports
 * the code that chooses even when they are static. */
typedef uint64_t lb_f2_half __attribute__((vector_size(4 * LB_F2_LANES), may_alias));
#if defined(__x86_64__) && defined(__gnu_linux__)
#define LB_F2_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define LB_F2_CLONES
#endif

#endif
