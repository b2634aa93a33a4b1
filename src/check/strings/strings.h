/* Certificates of the kind `strings` (the second half of proofs/README.md): linear algebra over F2.
 *
 * A string is a vector v = (x, z) over F2, a qubit carrying X, Z or Y for (1,0), (0,1), (1,1);
 * w(a, b) is 1 when two strings anticommute, and q is the function on formal sums of strings with
 * q(a) = 1 on each of them and q(a + b) = q(a) + q(b) + w(a, b). Signs play no part. */

#ifndef LB_CHECK_STRINGS_STRINGS_H
#define LB_CHECK_STRINGS_STRINGS_H

#include "check/check.h"

#include <inttypes.h>

enum { LB_CHECK_STRINGS_QUBITS_MAX = 1000000 };

/* ---- f2.c: vectors ---- */

/* 64 qubits: those from 64 index on. */
typedef struct lb_check_block {
    uint64_t x, z; /* not both 0 */
    uint32_t index;
} lb_check_block;

/* Blocks by increasing index; the vector owns them. All zero bytes is the zero vector. */
typedef struct lb_check_f2 {
    lb_check_block *blocks;
    size_t count, capacity;
} lb_check_f2;

/* OR bits into block `index`, not below the last one. */
void lb_check_f2_append(lb_check_f2 *v, uint32_t index, uint64_t x, uint64_t z);
/* sum = a + b, where sum is neither a nor b. */
void lb_check_f2_add(lb_check_f2 *sum, const lb_check_f2 *a, const lb_check_f2 *b);
void lb_check_f2_copy(lb_check_f2 *copy, const lb_check_f2 *v);
bool lb_check_f2_is_equal(const lb_check_f2 *a, const lb_check_f2 *b);
/* w(a, b). O(blocks of both). */
bool lb_check_f2_anticommute(const lb_check_f2 *a, const lb_check_f2 *b);
uint64_t lb_check_f2_weight(const lb_check_f2 *v);
void lb_check_f2_clear(lb_check_f2 *v);

typedef struct lb_check_f2_size {
    size_t rank;
    bool q_on_dependencies; /* q is 1 on some formal sum of rows that is zero as a vector */
} lb_check_f2_size;

/* The rank of the rows, whose blocks are used up. is_independent[i], if not NULL, becomes whether
 * row i belongs to a certain basis of their span that consists of rows. */
lb_check_f2_size lb_check_f2_rank(lb_check_f2 *rows, size_t count, bool *is_independent);

/* ---- heap.c: the smallest first ---- */

typedef struct lb_check_heap_entry {
    uint64_t key, second; /* ordered by key, then second, then item */
    uint32_t item;
} lb_check_heap_entry;

typedef struct lb_check_heap {
    lb_check_heap_entry *at; /* at[0] is the smallest */
    size_t count, capacity;
} lb_check_heap;

void lb_check_heap_push(lb_check_heap *heap, lb_check_heap_entry entry);
lb_check_heap_entry lb_check_heap_pop(lb_check_heap *heap);
/* Put another entry in the place of the smallest. */
void lb_check_heap_replace(lb_check_heap *heap, lb_check_heap_entry entry);

/* ---- meetings.c: which of the strings entered so far anticommute with a given one ---- */

typedef struct lb_check_meeting {
    uint32_t string, next;
} lb_check_meeting;

/* Strings meet on a qubit where they carry different letters; they anticommute when they meet an
 * odd number of times. */
typedef struct lb_check_meetings {
    const lb_check_f2 *strings;
    uint32_t *head, *length; /* of the list of each qubit and letter, at 3 qubit + letter */
    lb_check_meeting *nodes;
    size_t node_count, node_capacity;
    uint32_t *entered;
    size_t entered_count, entered_capacity, entered_blocks;
    bool *is_odd;  /* by string; all false between calls */
    uint32_t *odd; /* the answer of the last query */
    size_t odd_count, odd_capacity;
} lb_check_meetings;

void lb_check_meetings_init(lb_check_meetings *M, const lb_check_f2 *strings, size_t count);
void lb_check_meetings_enter(lb_check_meetings *M, uint32_t string);
/* Set odd[0 .. odd_count) to the strings entered that anticommute with this one, in any order. */
void lb_check_meetings_query(lb_check_meetings *M, uint32_t string);
/* Take all strings out. */
void lb_check_meetings_reset(lb_check_meetings *M);
void lb_check_meetings_clear(lb_check_meetings *M);

/* ---- form.c: the form and q on a space with a given basis ---- */

typedef struct lb_check_form {
    size_t k;          /* the form has rank 2k */
    bool q_on_radical; /* q is not zero on the radical */
    bool arf;          /* the Arf invariant, if it is */
} lb_check_form;

/* The basis is strings[basis[i]], q is 1 on each. M is empty, before and after; number has room for
 * one entry a string. */
lb_check_form lb_check_form_of(lb_check_meetings *M, const uint32_t *basis, size_t count,
                               uint32_t *number);

/* ---- direct_sum.c: direct sums of simple algebras ---- */

/* In the order in which equal dimensions are written. */
typedef enum lb_check_type { LB_CHECK_SU, LB_CHECK_SO, LB_CHECK_SP, LB_CHECK_U } lb_check_type;

/* copies of type(odd 2^exponent). */
typedef struct lb_check_summand {
    lb_check_type type;
    uint64_t odd, exponent;
    mpz_t copies, dimension; /* of one copy */
} lb_check_summand;

typedef struct lb_check_sum {
    lb_check_summand *at;
    size_t count, capacity;
} lb_check_sum;

/* Add 2^log_copies copies of type(factor 2^exponent), factor > 0. */
void lb_check_sum_add(lb_check_sum *G, lb_check_type type, uint64_t factor, uint64_t exponent,
                      uint64_t log_copies);
/* The canonical text, which the caller frees. Sorts the summands. */
char *lb_check_sum_text(lb_check_sum *G);
/* The dimension of the copies of u(1), which are the centre, or of the simple algebras, which are
 * the derived algebra, or of both together; in decimal, which the caller frees. */
char *lb_check_sum_dimension(const lb_check_sum *G, bool centre, bool derived);
void lb_check_sum_clear(lb_check_sum *G);

/* ---- strings.c, components.c: the certificate ---- */

/* Count letters other than I of generators and steps; false beyond the bound. */
bool lb_check_count_letters_read(lb_check_reader *r, uint64_t letters);

typedef struct lb_check_set {
    lb_check_reader *reader;
    lb_check_f2 *strings; /* the distinct ones, by number */
    size_t count, capacity;
    uint32_t *slots; /* open addressing, at most half full */
    size_t slot_count;
    uint32_t *component; /* by string: the number of its component, or LB_CHECK_NONE */
    uint32_t *number;    /* by string; scratch */
    size_t assigned;
    lb_check_meetings others, within; /* others: the strings of earlier components */
    lb_check_sum sum;
} lb_check_set;

/* Read and verify one component, number `index` of `count`. */
bool lb_check_component(lb_check_set *C, uint32_t index, uint32_t count);
/* What follows the title in a certificate of the kind `strings`, up to `end`. */
bool lb_check_read_strings(lb_check_reader *r, FILE *ansatz, const char *ansatz_name);

#endif
