/* liebound-check: an independent checker of the certificates of proofs/README.md.
 *
 * The certificate is read once, from front to back. The verdict is "not verified" until the last
 * byte has been accepted. This header is for all certificates and for those of the kind `closure`;
 * strings.h is for those of the kind `strings`.
 *
 * Nothing here is shared with the library that writes certificates. Functions that return bool
 * return false after the first defect, whose description is then in the report. Memory that the
 * system refuses ends the program with exit status 71. */

#ifndef LB_CHECK_CHECK_H
#define LB_CHECK_CHECK_H

#include <gmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <zlib.h>

#include "check/closure/symmetry.h"
#include "check/integer.h"
#include "check/residue.h"

enum {
    LB_CHECK_VERIFIED = 0,
    LB_CHECK_REJECTED = 1,
    LB_CHECK_USAGE = 64,
    LB_CHECK_MEMORY = 71,
    LB_CHECK_IO = 74
};

enum { LB_CHECK_QUBITS_MAX = 16384, LB_CHECK_DIGITS_MAX = 100000 };
enum { LB_CHECK_WORDS_MODULUS = 1 << 22 };

/* How large a certificate may be (proofs/README.md). */
enum {
    LB_CHECK_TEXT_FREE = 1 << 20, /* bytes of text that no ratio is asked of */
    LB_CHECK_EXPANSION_MAX = 100,
    LB_CHECK_GENERATORS_MAX = 1 << 20,
    LB_CHECK_COMMON_MAX = 400000,           /* bits of a least common denominator */
    LB_CHECK_STRINGS_LETTERS_MAX = 1 << 25, /* kind strings */
    LB_CHECK_MET_EXTRA = 200,               /* letters that a string counts more than it has */
};
#define LB_CHECK_LETTERS_MAX    (UINT64_C(1) << 32) /* terms times qubits */
#define LB_CHECK_HEIGHTS_MAX    (UINT64_C(1) << 31) /* terms times bits of the common denominator */
#define LB_CHECK_WORDS_MAX      (UINT64_C(1) << 28) /* words times strings in them */
#define LB_CHECK_MET_MAX        (UINT64_C(1) << 32) /* strings in brackets times (qubits + 200) */
#define LB_CHECK_ROWS_MAX       (UINT64_C(1) << 27) /* terms of the rows of a replay */
#define LB_CHECK_STATES_MAX     (UINT64_C(1) << 28) /* sum of N (N + amplitudes) over the states */
#define LB_CHECK_ACTIONS_MAX    (UINT64_C(1) << 29) /* terms of the rows times N over the states */
#define LB_CHECK_ENTRIES_MAX    (UINT64_C(1) << 24) /* terms of the rows times amplitudes */
#define LB_CHECK_AMPLITUDES_MAX (UINT64_C(1) << 30) /* the same, and one term more, times bits */

/* No row, no string. Arrays have fewer elements than this, so 32-bit numbers never wrap. */
#define LB_CHECK_NONE      UINT32_MAX
#define LB_CHECK_COUNT_MAX (LB_CHECK_NONE - 1)

_Static_assert(sizeof(unsigned long) == 8, "GMP's unsigned long functions must take 64 bits");

/* What was verified of some states of a certificate of the kind orbit or rank. */
typedef struct lb_check_claim {
    enum {
        LB_CHECK_ORBIT,
        LB_CHECK_SECTOR,
        LB_CHECK_RANK,
        LB_CHECK_SPAN,
        LB_CHECK_CONJUGATES
    } kind;
    uint64_t
        value; /* a dimension, or a rank that so many gates have at least, or the bound of a span */
    uint64_t gates, dimension,
        quantities; /* of a span: dim V, and what is conserved beside norms */
    uint32_t *states;
    size_t state_count;
} lb_check_claim;

/* What the claims of the same states come to: bounds on R and M_c; of M_c there may be none from above. */
#define LB_CHECK_UNBOUNDED UINT64_MAX
typedef struct lb_check_conclusion {
    const lb_check_claim *of;
    uint64_t rank_at_least, rank_at_most, critical_at_least, critical_at_most;
} lb_check_conclusion;

/* main.c may print this and nothing else: what was verified, or why not. */
typedef struct lb_check_report {
    int status;       /* LB_CHECK_VERIFIED, LB_CHECK_REJECTED or LB_CHECK_IO */
    char reason[400]; /* "line 17: ...", empty while there is no defect */
    char title[201], sha256[65];
    uint64_t qubits, generators;
    bool layered;     /* of the kind rank: its circuits have layers of their own */
    bool has_closure; /* false of the kind rank without a closure, which says nothing of dim g */
    char *decimal;    /* the dimension, once verified; owned, like algebra */
    char *centre, *derived;      /* their dimensions, of the kinds structure and strings; owned */
    uint64_t dimension, modulus; /* of the kind closure; of marked generators, if they are */
    bool marked;                 /* of the kind structure */
    uint64_t marks;              /* rows of the basis that are of marks alone */
    bool words;                  /* it has words, not a replay */
    uint64_t exchanges, maps;    /* how its symmetry is stated */
    char **states;               /* of the kind orbit, NULL otherwise; owned, like the claims */
    lb_check_claim *claims;
    size_t state_count, claim_count;
    lb_check_conclusion *conclusions; /* of the kind rank; owned */
    size_t conclusion_count;
    char *algebra;                /* of the kinds strings and sectors */
    uint64_t alone, pairs, full;  /* components, of the kind strings */
    uint64_t sectors, symmetries; /* of the kind sectors, else 0; */
    uint64_t duals;               /* sectors that are said to be duals, or like others, */
    bool alike;                   /* and whether some are the latter */
} lb_check_report;

typedef struct lb_check_input {
    FILE *certificate;
    bool gzip;               /* the certificate is compressed */
    FILE *ansatz;            /* NULL, or the generators must be the ones it states */
    const char *ansatz_name; /* what messages call it */
    size_t threads;          /* 0 is 1; the report does not depend on it */
} lb_check_input;

/* Verify one certificate. */
bool lb_check_verify(lb_check_report *report, const lb_check_input *input);
void lb_check_report_clear(lb_check_report *report);

/* ---- print.c ---- */

/* The verdict in lines of text, or as one JSON object; ansatz is what the generators were compared
 * with, or NULL. */
void lb_check_print_text(FILE *stream, const lb_check_report *report, const char *ansatz);
void lb_check_print_json(FILE *stream, const lb_check_report *report, const char *ansatz);

/* ---- memory.c ---- */

_Noreturn void lb_check_memory_refused(void);
void *lb_check_resize(void *memory, size_t size);
/* Grow an array of `size`-byte elements to at least `needed`; doubles. */
void *lb_check_grow(void *memory, size_t *capacity, size_t needed, size_t size);

/* ---- result.c ---- */

/* Whether a file of this name is compressed. */
bool lb_check_is_gzip_name(const char *path);
/* For reading, "-" being standard input; NULL when the report says why not. */
FILE *lb_check_open(const char *path, lb_check_report *report);

/* ---- sha256.c: SHA-256 (FIPS 180-4) ---- */

typedef struct lb_check_sha256 {
    uint32_t state[8];
    uint64_t length;
    unsigned char block[64];
} lb_check_sha256;
void lb_check_sha256_init(lb_check_sha256 *sha);
void lb_check_sha256_add(lb_check_sha256 *sha, const void *data, size_t length);
void lb_check_sha256_hex(lb_check_sha256 *sha, char hex[65]);

/* ---- read.c: bytes and tokens ---- */

typedef struct lb_check_reader {
    FILE *file;
    const char *name; /* put before the line in messages; NULL for the certificate */
    lb_check_report *report;
    bool gzip, ended, digesting; /* digesting: what is taken goes into sha */
    z_stream inflate;
    lb_check_sha256 sha;
    uint64_t digested; /* bytes of the generators, once they are read */
    size_t line, at, length;
    size_t threads;            /* that the verification may use */
    uint64_t letters, heights; /* counts of what is bounded */
    uint64_t text_max;         /* bytes, as far as the size of the file is known */
    unsigned char buffer[1 << 16], packed[1 << 16];
    char digits[LB_CHECK_DIGITS_MAX + 1];
} lb_check_reader;

lb_check_reader *lb_check_reader_open(FILE *file, bool gzip, const char *name,
                                      lb_check_report *report);
void lb_check_reader_close(lb_check_reader *r);
/* Name the line and the defect, keeping the first one; returns false. */
bool lb_check_fail(lb_check_reader *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int lb_check_refill(lb_check_reader *r);

/* The next byte without taking it; -1 at the end. */
static inline int lb_check_peek(lb_check_reader *r)
{
    return r->at < r->length ? r->buffer[r->at] : lb_check_refill(r);
}
/* Take the byte that was peeked at. */
static inline void lb_check_take(lb_check_reader *r)
{
    if (r->digesting)
        lb_check_sha256_add(&r->sha, r->buffer + r->at, 1);
    r->at++;
}
/* Take the next byte if it is this one. */
static inline bool lb_check_accept(lb_check_reader *r, char byte)
{
    bool same = lb_check_peek(r) == byte;
    if (same)
        lb_check_take(r);
    return same;
}
bool lb_check_is_digit(int c);
bool lb_check_read_literal(lb_check_reader *r, const char *text);
bool lb_check_read_line_feed(lb_check_reader *r);
/* "0" or digits without leading zero, in minimum .. maximum; what is its name in messages. */
bool lb_check_read_number(lb_check_reader *r, uint64_t *n, uint64_t minimum, uint64_t maximum,
                          const char *what);
/* A coefficient: numerator and denominator, coprime, the denominator 1 when none is written. */
bool lb_check_read_coefficient(lb_check_reader *r, mpz_t numerator, mpz_t denominator);
/* One maximal run of equal letters, whose first has been taken. */
bool lb_check_read_run(lb_check_reader *r, char letter, uint64_t *run);
/* A label of exactly `qubits` letters into x[0..words), z[words..2 words). */
bool lb_check_read_label(lb_check_reader *r, uint64_t *xz, size_t words, size_t qubits);

/* ---- verify.c: sections that all kinds have ---- */

/* name, a space, a number below 2^32 - 1; without the line feed. */
bool lb_check_read_count(lb_check_reader *r, const char *name, uint64_t *n);
/* The generators, each read by read_sum without its line feed, and their digest. */
bool lb_check_read_generators(lb_check_reader *r, uint64_t qubits_max, uint64_t count_max,
                              bool (*read_sum)(lb_check_reader *r, void *context), void *context);

/* ---- string.c: interned Pauli strings ----
 *
 * A string is known by a small number, and one record holds everything that the replay keeps about
 * it, so that a reduction needs no second look-up. A table may continue another one, which it
 * leaves unchanged: numbers below `first` are strings of `known`. */

/* What is known of one string; its words x[0..W), z[0..W) follow in memory. */
typedef struct lb_check_record {
    uint64_t value;              /* coefficient in the vector being computed, while listed */
    uint32_t row;                /* the row whose pivot this string is, or LB_CHECK_NONE */
    uint32_t count;              /* replay: rows that contain it, not as their pivot */
    uint32_t uses;               /* replay: head of a list of them, and of some more */
    uint16_t weight, first, end; /* letters other than I; non-zero words are in first .. end - 1 */
    bool listed;                 /* in the support of the vector being computed */
    bool met;                    /* replay and words: in some bracket */
} lb_check_record;

/* A string, `times` times. */
typedef struct lb_check_product {
    uint32_t id;
    int64_t times;
} lb_check_product;

typedef struct lb_check_strings {
    const struct lb_check_strings *known; /* NULL when first is 0 */
    size_t first, qubits, words, stride;  /* words: W; stride: 64-bit words a record */
    uint64_t *records, *product;
    size_t count, capacity; /* count: all strings, those of `known` too */
    uint64_t *slots;        /* open addressing, linear probing, at most half full: hash, number */
    size_t slot_count;
    uint32_t *support; /* the listed strings */
    size_t support_length, support_capacity;
    const lb_check_symmetry *symmetry; /* NULL until it has been read */
    lb_check_scratch scratch;          /* afterwards */
    lb_check_product *products;        /* of the last bracket */
    size_t product_capacity;
    size_t met; /* strings that are marked so */
} lb_check_strings;

void lb_check_strings_init(lb_check_strings *S, size_t qubits);
/* From here on strings stand for averages, and brackets give canonical strings. */
void lb_check_strings_set_symmetry(lb_check_strings *S, const lb_check_symmetry *symmetry);
/* A table that continues `known`, which must not change while it is used. */
void lb_check_strings_init_after(lb_check_strings *S, const lb_check_strings *known);
void lb_check_strings_clear(lb_check_strings *S);
/* The number of the string with these words, or LB_CHECK_NONE. */
uint32_t lb_check_strings_find(const lb_check_strings *S, const uint64_t *xz);
/* The number of the string with these words, new if need be. Moves the records when it grows. */
uint32_t lb_check_strings_intern(lb_check_strings *S, const uint64_t *xz);
/* Forget every string from number `count` on. */
void lb_check_strings_truncate(lb_check_strings *S, size_t count);
/* Negative, zero or positive as a comes before, is or comes after b in the order of strings. */
int lb_check_strings_compare(const lb_check_strings *S, uint32_t a, uint32_t b);
/* W(u) W(v) is a power of i times a string; which, as far as words first .. end - 1 of x and z go.
 */
uint32_t lb_check_quarters(const uint64_t *u, const uint64_t *v, size_t words, size_t first,
                           size_t end);
/* {a, b} as S->products[0] .. [n - 1]; returns n. Here a stands for the sum of the strings that
 * permutations within the cells make of it, b for its average, and the products for averages; n is
 * 0 or 1 when there are no cells. Clobbers S->product. */
size_t lb_check_brackets(lb_check_strings *S, uint32_t a, uint32_t b);
/* Set S->products[at] to the canonical string of the orbit of S->product. */
void lb_check_add_product(lb_check_strings *S, size_t at, int64_t times);

static inline lb_check_record *lb_check_record_at(const lb_check_strings *S, uint32_t id)
{
    return (lb_check_record *)(id < S->first ? S->known->records + id * S->stride
                                             : S->records + (id - S->first) * S->stride);
}
/* Mark that a string is in a bracket. */
static inline void lb_check_meet(lb_check_strings *S, uint32_t id)
{
    lb_check_record *record = lb_check_record_at(S, id);
    S->met += !record->met;
    record->met = true;
}
/* Whether so many strings may be in brackets. */
static inline bool lb_check_may_meet(const lb_check_strings *S, size_t count)
{
    return count <= LB_CHECK_MET_MAX / (S->qubits + LB_CHECK_MET_EXTRA);
}
static inline const uint64_t *lb_check_words_of(const lb_check_strings *S, uint32_t id)
{
    return (const uint64_t *)(lb_check_record_at(S, id) + 1);
}
/* Whether no more strings than that were met; describes the defect. */
bool lb_check_met_few(lb_check_reader *r, const lb_check_strings *S);
/* The record of a string, entered into the support with value 0 if it was not there. */
lb_check_record *lb_check_touch(lb_check_strings *S, uint32_t id);
void lb_check_support_clear(lb_check_strings *S);

/* ---- sum.c: sums scaled to primitive integer vectors ---- */

/* Sum i has terms start[i] .. start[i+1] - 1, strings decreasing. All zero when empty. */
typedef struct lb_check_sums {
    size_t count, start_capacity, *start;
    size_t length, id_capacity; /* terms of all sums; the line being read not counted */
    uint32_t *ids;
    lb_check_integers coefficients, denominators; /* denominators of the line being read */
    lb_check_integer common;                      /* of rows: a multiple of all denominators */
} lb_check_sums;

void lb_check_sums_clear(lb_check_sums *s);
/* The averages of the sums: canonical strings, in any order. */
void lb_check_sums_average(lb_check_sums *averages, const lb_check_sums *s, lb_check_strings *S);
/* Of the terms that permutations within cells exchange, leave one. */
void lb_check_sums_thin(lb_check_sums *s, const lb_check_strings *S);
/* Turn n fractions c / d, n > 0, into the primitive integer vector. Counts their heights, and those
 * of all lines that share `common`; false beyond the bounds. */
bool lb_check_make_primitive(lb_check_reader *r, lb_check_integer *c, const lb_check_integer *d,
                             size_t n, lb_check_integer *common);
/* Read a sum, or a row (whose pivot then leads with its denominator), without the line feed. */
bool lb_check_read_sum(lb_check_reader *r, lb_check_strings *S, lb_check_sums *s, bool is_row);

/* ---- the two halves, and the ansatz ---- */

/* A certificate of the kind `closure`, as far as it has been read; counts are in the report. The
 * generators as left operands, one term for those that lb_check_brackets takes together, and as
 * sums of averages. */
typedef struct lb_check_closure {
    lb_check_reader *reader;
    lb_check_strings strings;
    lb_check_symmetry symmetry;
    lb_check_sums generators, averages;
    lb_check_sums rows; /* of the basis, once it is read; the records of their pivots say which */
} lb_check_closure;

/* marks.c, for the kind `structure`: mark the generator that was read last. */
void lb_check_mark_generator(lb_check_closure *C);
/* Count the rows of the basis that are of marks alone; no pivot of another one may be a mark. */
bool lb_check_marks(lb_check_closure *C);

/* Read the steps of the replay: dim g >= dimension. */
bool lb_check_replay(lb_check_closure *C);
/* Read the steps of the words, which stand in place of a replay; the modulus is below
 * LB_CHECK_WORDS_MODULUS. */
bool lb_check_words(lb_check_closure *C);
/* Read the rows of the basis and prove closure over Q: dim g <= dimension. */
bool lb_check_basis(lb_check_closure *C);
/* What follows the title in certificates of this kind, up to `end`. */
bool lb_check_read_closure(lb_check_reader *r, FILE *ansatz, const char *ansatz_name);
bool lb_check_read_structure(lb_check_reader *r, FILE *ansatz, const char *ansatz_name);
bool lb_check_read_orbit(lb_check_reader *r, FILE *ansatz, const char *ansatz_name);
bool lb_check_read_rank(lb_check_reader *r, FILE *ansatz, const char *ansatz_name);
bool lb_check_read_sectors(lb_check_reader *r, FILE *ansatz, const char *ansatz_name);
/* What follows the generators in certificates of the kind `sectors`, of generators that have been read. */
bool lb_check_sectors_sections(lb_check_closure *C);
/* What follows the closure in certificates of the kinds `orbit` and `rank`. */
bool lb_check_orbit_sections(lb_check_closure *C);
bool lb_check_rank_sections(lb_check_closure *C);
/* symmetry.c: the images of all qubits under a permutation other than the identity; is_image is all
 * false. And whether it fixes every generator, else the defect. */
bool lb_check_read_images(lb_check_reader *r, size_t qubits, uint16_t *map, bool *is_image);
bool lb_check_is_fixed_by_map(lb_check_closure *C, const uint16_t *map);
/* Read an expanded ansatz and demand that its generators have the digest of the certificate's. */
bool lb_check_ansatz(lb_check_reader *certificate, FILE *file, const char *name);

#endif
