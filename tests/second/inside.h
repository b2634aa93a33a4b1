/* What the files of the second checker share.
 *
 * The first defect ends a check: second_refuse() does not return. All memory is forgotten at the
 * end. */

#ifndef SECOND_INSIDE_H
#define SECOND_INSIDE_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "second.h"

__extension__ typedef unsigned __int128 uint128;

/* ---- text.c: memory, refusals, lines and fields ---- */

void *second_resize(void *memory, size_t size);
void second_release(void *memory);
/* At least `needed` elements. */
void *second_grow(void *memory, size_t *capacity, size_t needed, size_t size);
_Noreturn void second_refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

typedef struct page {
    char **lines; /* without line feeds */
    size_t count, next;
    char *rest; /* of the current line, behind the fields taken; NULL behind the last */
} page;

/* Go to the next line. */
void second_line(page *P);
/* Take the next field; there must be one. */
char *second_field(page *P);
void second_end_line(const page *P);
/* Whether the next field is this word; it is taken then. */
bool second_is(page *P, const char *word);
void second_word(page *P, const char *word);
/* Whether the next line begins with this word. */
bool second_next_is(const page *P, const char *word);
uint64_t second_number_of(const char *field, uint64_t least, uint64_t most);
uint64_t second_number(page *P, uint64_t least, uint64_t most);
/* The number in a field such as g5. */
uint64_t second_indexed(page *P, char letter);
/* A line of a word and a number. */
uint64_t second_count_line(page *P, const char *word);
void second_coefficient(mpq_t c, const char *field);
/* The letters of a label of n qubits: 0 to 3 for I, X, Y, Z. */
void second_label(uint8_t *letters, const char *label, size_t n);

/* Add n m to a count that has a bound. */
void second_count(uint64_t *count, uint64_t n, uint64_t m, uint64_t most);

#define SECOND_COUNT_MAX   UINT64_C(4294967294) /* counts are below 2^32 - 1 */
#define SECOND_MODULUS_MAX ((UINT64_C(1) << 62) - 1)
#define SECOND_NONE        UINT32_MAX

/* Append to the lines. */
void second_prove(second_verdict *V, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- algebra.c: strings and their sums ---- */

/* Strings by number. Those that have been asked for have the number of their canonical one. */
typedef struct table {
    size_t n;
    uint8_t **letters;
    uint32_t *weight, *canonical, *slots;
    size_t count, capacity, slot_count;
    const struct symmetry *symmetry; /* NULL until it has been read */
} table;

uint32_t second_number_string(table *T, const uint8_t *letters);
/* Whether a comes before b in the order of strings: negative, 0 or positive. */
int second_compare(const table *T, uint32_t a, uint32_t b);
/* {a, b} is the sign returned times *product. */
int second_bracket(table *T, uint32_t a, uint32_t b, uint32_t *product);
/* So many strings in brackets, times the qubits and 200, must be at most 2^32. */
void second_check_products(const table *T, size_t count);
/* The power of i with which W(a) W(b) comes, in 0 .. 3, and the letters of the product, which may
 * replace those of a. */
int second_multiply(const uint8_t *a, const uint8_t *b, size_t n, uint8_t *product);

typedef struct vector {
    size_t length;
    uint32_t *strings;
    mpq_t *c;
} vector;

/* A vector that is being added up: a value for each string that has been met. */
typedef struct sum {
    mpq_t *value;
    bool *met;
    uint32_t *strings;
    size_t capacity, length, room;
} sum;

mpq_t *second_at(sum *S, uint32_t string);
/* S += c v. */
void second_add(sum *S, const mpq_t c, const vector *v);
/* S += {g, v}, the products as names of averages. */
void second_add_bracket(sum *S, table *T, const vector *g, const vector *v);
bool second_is_zero(const sum *S);
void second_forget(sum *S);
/* The entries that are not 0; forgets them in the sum. */
vector second_take(sum *S);
void second_append(vector *v, uint32_t string, const mpq_t c);
/* The least common denominator must have at most 400,000 bits; where it is not 1, its bits times
 * the terms are added to *heights, at most 2^31. Multiplies *common. */
void second_check_denominators(const vector *v, uint64_t *heights, mpz_t common);
/* Scale to coprime integers; the first coefficient keeps its sign. */
void second_make_primitive(vector *v);

/* ---- symmetry.c ---- */

typedef struct line {
    size_t w, m;
    uint32_t *qubits;
} line;

typedef struct symmetry {
    size_t n, moved; /* qubits; those below `moved` may be moved */
    line *lines;
    size_t line_count, map_count;
    uint32_t **elements; /* of M: q goes to elements[e][q] */
    size_t order;
} symmetry;

/* Read the section; every generator must be fixed. */
void second_symmetry(page *P, symmetry *Y, table *T, const vector *generators, size_t count);
/* Replace letters by those of the canonical string. */
void second_make_canonical(const symmetry *Y, uint8_t *letters);

/* ---- closure.c: the kinds closure and structure, and the first half of the kind orbit ---- */

typedef struct closure {
    page *P;
    bool marked;
    size_t n, width, generator_count, dimension, marks;
    table strings;
    symmetry symmetry;
    vector *generators, *averages; /* primitive; averages: as vectors */
    vector *rows;                  /* over Q, the pivot first */
    uint64_t letters, heights;     /* what has a bound */
    uint32_t *row_of;              /* by string: the row whose pivot it is, or SECOND_NONE */
    size_t row_of_count;
} closure;

void second_read_closure(closure *C, page *P, second_verdict *V, bool marked);
uint32_t second_row_of(const closure *C, uint32_t string);
/* 1 / a modulo p, or 0. */
uint64_t second_inverse(uint64_t a, uint64_t p);

/* The fields "coefficient string" of the rest of the line, behind the terms that v has; strings are
 * on n qubits, the others carry I. */
void second_read_terms(closure *C, vector *v, size_t n, bool pivot_first);

/* The generators, and what follows them. */
void second_read_generators(closure *C, page *P);
void second_read_closed(closure *C, page *P, second_verdict *V);

/* ---- orbit.c ---- */

/* i^power W(letters), or what it does to a state. */
typedef struct signed_string {
    uint8_t *letters;
    int power;
} signed_string;

typedef struct state {
    size_t n;            /* N */
    bool has_amplitudes; /* psi is given by them; the strings fix |0...0> then */
    size_t amplitudes;
    vector
        psi; /* by coordinate: 2 c for W(class c) psi_0, psi_0 what the strings fix, 2 c + 1 for i
                   times that */
    signed_string
        *echelon;   /* N commuting ones that fix it, each with a bit that no later one has */
    size_t *bits;   /* which: 2 q for x and 2 q + 1 for z of qubit q */
    table classes;  /* of what is left of strings; number 0 is the identity */
    vector *images; /* by row: R_i psi */
} state;

typedef struct orbit {
    closure C;
    page *P;
    state *states;
    size_t state_count;
    vector *brackets; /* {H_k, R_i} in coordinates, at k D + i */
    mpz_t *d;         /* least common denominators of the rows */
} orbit;

/* What was proved of some states: a rank of so many gates, when `rank`; the bound by a space of so
 * many dimensions, when `space`. */
typedef struct claim {
    bool rank, sector, space, conjugates;
    size_t value, gates, dimension, conserved, count;
    uint32_t *states;
} claim;

void second_read_states(orbit *O);
void second_set_brackets(orbit *O);
/* " of 0 2". */
void second_read_numbers(orbit *O, claim *K);
/* A claim of an orbit or a sector, whose line has been begun. */
claim second_read_claim(orbit *O);
/* i^turns W(letters), letters on n qubits, on the vector of a coordinate: that of another one, which is
 * returned, and may have a minus. */
uint32_t second_act(state *S, int turns, const uint8_t *letters, size_t n, uint32_t from,
                    bool *minus);
/* The entry of psi at a coordinate. */
void second_entry(mpq_t c, const vector *psi, uint32_t at);
void second_prove_claim(const claim *K, second_verdict *V);

/* ---- the other kinds ---- */

void second_read_strings(page *P, second_verdict *V);
void second_read_rank(page *P, second_verdict *V);
void second_read_sectors(page *P, second_verdict *V);
/* What follows the generators there; returns dim g, and puts the line with its name into `name`. */
uint64_t second_read_sectors_of(closure *C, second_verdict *V, second_verdict *name);
/* space.c: a claim of the kind rank, whose line has been begun. */
claim second_read_space(orbit *O);
void second_read_orbit(page *P, second_verdict *V);

#endif
