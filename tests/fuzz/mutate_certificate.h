/* Valid certificates by brute force, for the mutation tests: dense vectors over Q on all 4^n
 * strings, n <= 3 unless LB_TESTS_QUBITS says otherwise, the multiplication table of one qubit, and
 * the replay of proofs/README.md told without any cleverness. Nothing is shared with the checker or
 * with the library.
 *
 * Included by the mutation tests only. */

#ifndef LB_TESTS_MUTATE_CERTIFICATE_H
#define LB_TESTS_MUTATE_CERTIFICATE_H

#include <gmp.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"

__extension__ typedef unsigned __int128 uint128;

#ifndef LB_TESTS_QUBITS
#define LB_TESTS_QUBITS 3
#endif

enum {
    QUBITS = LB_TESTS_QUBITS,
    SIZE = 1 << 2 * QUBITS,
    GENERATORS = 12,
    TEXT = 1 << 16,
    WIDTH = 200
};

/* ---- Strings by rank: 0 .. 4^n - 1 in the order of the format ---- */

typedef struct space {
    int n, size;
    int digits[SIZE]; /* rank to letters, two bits each, qubit 0 in the highest */
    int rank[SIZE];
    int width, position[QUBITS]; /* in texts: of how many qubits, and which are these n */
} space;

static int weight(int n, int digits)
{
    int w = 0;
    for (int q = 0; q < n; q++)
        w += (digits >> 2 * q & 3) != 0;
    return w;
}

static void space_init(space *V, int n)
{
    int next = 0;
    V->n = V->width = n;
    V->size = 1 << 2 * n;
    for (int q = 0; q < n; q++)
        V->position[q] = q;
    for (int w = 0; w <= n; w++)
        for (int d = 0; d < V->size; d++)
            if (weight(n, d) == w) {
                V->digits[next] = d;
                V->rank[d] = next++;
            }
}

static int letter_at(const space *V, int rank, int qubit)
{
    return V->digits[rank] >> 2 * (V->n - 1 - qubit) & 3;
}

/* {a, b} of strings: 0, or a sign and the string. From XY = iZ and its cyclic images. */
static int bracket_sign(const space *V, int a, int b, int *c)
{
    int quarter = 0, digits = 0;
    for (int q = 0; q < V->n; q++) {
        int u = letter_at(V, a, q), v = letter_at(V, b, q),
            w = u == v ? 0
                : !u   ? v
                : !v   ? u
                       : 6 - u - v;
        if (u && v && u != v)
            quarter += v - u == 1 || v - u == -2 ? 1 : 3;
        digits = digits << 2 | w;
    }
    *c = V->rank[digits];
    return quarter % 2 == 0 ? 0 : quarter % 4 == 1 ? -1 : 1;
}

/* ---- Vectors over Q ---- */

typedef mpq_t vector[SIZE];

static void vector_init(vector v)
{
    for (int i = 0; i < SIZE; i++)
        mpq_init(v[i]);
}

static void vector_clear(vector v)
{
    for (int i = 0; i < SIZE; i++)
        mpq_clear(v[i]);
}

static void vector_zero(vector v)
{
    for (int i = 0; i < SIZE; i++)
        mpq_set_ui(v[i], 0, 1);
}

static void add_scaled(vector v, const mpq_t factor, vector w, int sign)
{
    mpq_t t;
    mpq_init(t);
    for (int i = 0; i < SIZE; i++)
        if (mpq_sgn(w[i])) {
            mpq_mul(t, factor, w[i]);
            if (sign > 0)
                mpq_add(v[i], v[i], t);
            else
                mpq_sub(v[i], v[i], t);
        }
    mpq_clear(t);
}

static int leading(vector v)
{
    for (int i = SIZE - 1; i >= 0; i--)
        if (mpq_sgn(v[i]))
            return i;
    return -1;
}

static void bracket(const space *V, vector c, vector a, vector b)
{
    mpq_t t;
    mpq_init(t);
    vector_zero(c);
    for (int i = 0; i < V->size; i++)
        for (int j = 0; mpq_sgn(a[i]) && j < V->size; j++) {
            int k, sign = mpq_sgn(b[j]) ? bracket_sign(V, i, j, &k) : 0;
            if (!sign)
                continue;
            mpq_mul(t, a[i], b[j]);
            if (sign > 0)
                mpq_add(c[k], c[k], t);
            else
                mpq_sub(c[k], c[k], t);
        }
    mpq_clear(t);
}

/* ---- The closure by brute force ---- */

typedef struct algebra {
    space V;
    int generators, dimension;
    vector generator[GENERATORS], row[SIZE]; /* row[i] leads at i with 1, if at all */
    bool present[SIZE];
    vector element[SIZE]; /* what was inserted, as it remained then */
} algebra;

static inline void algebra_init(algebra *A)
{
    memset(A, 0, sizeof *A);
    for (int i = 0; i < GENERATORS; i++)
        vector_init(A->generator[i]);
    for (int i = 0; i < SIZE; i++) {
        vector_init(A->row[i]);
        vector_init(A->element[i]);
    }
}

static inline void algebra_clear(algebra *A)
{
    for (int i = 0; i < GENERATORS; i++)
        vector_clear(A->generator[i]);
    for (int i = 0; i < SIZE; i++) {
        vector_clear(A->row[i]);
        vector_clear(A->element[i]);
    }
}

static void reduce(algebra *A, vector v)
{
    mpq_t c;
    mpq_init(c);
    for (int i = SIZE - 1; i >= 0; i--)
        if (A->present[i] && mpq_sgn(v[i])) {
            mpq_set(c, v[i]);
            add_scaled(v, c, A->row[i], -1);
        }
    mpq_clear(c);
}

/* Reduce v by the rows and, if something remains, make it a row of the reduced basis. */
static bool insert(algebra *A, vector v)
{
    mpq_t c;
    mpq_init(c);
    reduce(A, v);
    int pivot = leading(v);
    if (pivot >= 0) {
        for (int i = 0; i < SIZE; i++)
            mpq_set(A->element[A->dimension][i], v[i]);
        mpq_inv(c, v[pivot]);
        vector_zero(A->row[pivot]);
        add_scaled(A->row[pivot], c, v, 1);
        for (int i = 0; i < SIZE; i++)
            if (A->present[i] && mpq_sgn(A->row[i][pivot])) {
                mpq_set(c, A->row[i][pivot]);
                add_scaled(A->row[i], c, A->row[pivot], -1);
            }
        A->present[pivot] = true;
        A->dimension++;
    }
    mpq_clear(c);
    return pivot >= 0;
}

static void close_algebra(algebra *A)
{
    vector v;
    vector_init(v);
    A->dimension = 0;
    memset(A->present, 0, sizeof A->present);
    for (int g = 0; g < A->generators; g++) {
        vector_zero(v);
        for (int i = 0; i < SIZE; i++)
            mpq_set(v[i], A->generator[g][i]);
        insert(A, v);
    }
    for (int e = 0; e < A->dimension; e++)
        for (int g = 0; g < A->generators; g++) {
            bracket(&A->V, v, A->generator[g], A->element[e]);
            insert(A, v);
        }
    vector_clear(v);
}

/* ---- Random generators ---- */

static inline void random_coefficient(mpq_t c)
{
    static const char *const large[] = {
        "10000000000000000000000000000000000000000", "1/10000000000000000000000000000000000000000",
        "2305843009213693951", "-9223372036854775808", "9223372036854775807/4611686018427387904"};
    if (draw(12) == 0)
        mpq_set_str(c, large[draw(5)], 10);
    else if (draw(2))
        mpq_set_si(c, draw(2) ? 1 : -1, 1);
    else
        mpq_set_si(c, (long)draw(13) - 6, 1 + draw(6));
    mpq_canonicalize(c);
}

/* ---- Writing a certificate ---- */

typedef struct buffer {
    char bytes[TEXT];
    size_t length;
} buffer;

static void put(buffer *T, const char *bytes)
{
    size_t length = strlen(bytes);
    if (T->length + length >= TEXT) {
        fprintf(stderr, "mutate_certificate: a text is too long\n");
        exit(EXIT_FAILURE);
    }
    memcpy(T->bytes + T->length, bytes, length + 1);
    T->length += length;
}

static void put_number(buffer *T, const char *before, uint64_t n, const char *after)
{
    char number[32];
    snprintf(number, sizeof number, "%" PRIu64, n);
    put(T, before);
    put(T, number);
    put(T, after);
}

static void put_label(buffer *T, const space *V, int rank)
{
    char letters[WIDTH + 1];
    memset(letters, 'I', sizeof letters);
    for (int q = 0; q < V->n; q++)
        letters[V->position[q]] = "IXYZ"[letter_at(V, rank, q)];
    for (int q = 0, run; q < V->width; q += run) {
        char letter[2] = {letters[q], '\0'};
        for (run = 1; q + run < V->width && letters[q + run] == letters[q];)
            run++;
        put(T, letter);
        if (run == 2)
            put(T, letter);
        else if (run > 2)
            put_number(T, "", (uint64_t)run, "");
    }
}

/* The terms at and below rank `from`, each after a space but for the first when `bare`. */
static void put_terms(buffer *T, const space *V, vector v, int from, bool bare)
{
    for (int i = from; i >= 0; i--)
        if (mpq_sgn(v[i])) {
            char *coefficient = mpq_get_str(NULL, 10, v[i]);
            if (!bare)
                put(T, " ");
            bare = false;
            put(T, coefficient);
            put(T, " ");
            put_label(T, V, i);
            free(coefficient);
        }
}

static const uint64_t moduli[] = {2305843009213693951u,
                                  2305843009213693951u,
                                  4611686018427387847u,
                                  1000003,
                                  101,
                                  7,
                                  5,
                                  3,
                                  1000001,
                                  9,
                                  15,
                                  45};

typedef uint64_t residues[SIZE];

/* The replay as the page tells it, on dense vectors. */
typedef struct replay {
    uint64_t p;
    const space *V;
    residues generator[GENERATORS], row[SIZE];
    int pivot[SIZE], rows;
} replay;

static uint64_t times(uint64_t a, uint64_t b, uint64_t p)
{
    return (uint64_t)((uint128)a * b % p);
}

static void set_residues(replay *R, int g, vector v)
{
    mpz_t common, divisor, t;
    mpz_init_set_ui(common, 1);
    mpz_init(divisor);
    mpz_init(t);
    for (int i = 0; i < SIZE; i++)
        mpz_lcm(common, common, mpq_denref(v[i]));
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < SIZE; i++) {
            mpz_divexact(t, common, mpq_denref(v[i]));
            mpz_mul(t, t, mpq_numref(v[i]));
            if (!pass)
                mpz_gcd(divisor, divisor, t);
            else if (mpz_sgn(divisor)) {
                mpz_divexact(t, t, divisor);
                R->generator[g][i] = mpz_fdiv_ui(t, R->p);
            }
        }
    mpz_clears(common, divisor, t, NULL);
}

static void bracket_residues(const replay *R, residues c, const residues a, const residues b)
{
    memset(c, 0, sizeof(residues));
    for (int i = 0; i < R->V->size; i++)
        for (int j = 0; a[i] && j < R->V->size; j++) {
            int k, sign = b[j] ? bracket_sign(R->V, i, j, &k) : 0;
            uint64_t t = sign ? times(a[i], b[j], R->p) : 0;
            if (t)
                c[k] = (c[k] + (sign > 0 ? t : R->p - t)) % R->p;
        }
}

static void subtract_multiple(residues v, uint64_t factor, const residues w, uint64_t p)
{
    for (int i = 0; i < SIZE; i++)
        v[i] = (v[i] + p - times(factor, w[i], p)) % p;
}

/* Append the remainder of v as a row; false when it is zero or its pivot is no unit. */
static bool append_residues(replay *R, residues v)
{
    int pivot = -1, fewest = 0;
    mpz_t inverse, p;
    for (int r = 0; r < R->rows; r++)
        subtract_multiple(v, v[R->pivot[r]], R->row[r], R->p);
    for (int i = SIZE - 1; i >= 0; i--) {
        int uses = 0;
        for (int r = 0; r < R->rows; r++)
            uses += R->row[r][i] != 0;
        if (v[i] && (pivot < 0 || uses < fewest)) {
            pivot = i;
            fewest = uses;
        }
    }
    if (pivot < 0)
        return false;
    mpz_init_set_ui(inverse, v[pivot]);
    mpz_init_set_ui(p, R->p);
    bool unit = mpz_invert(inverse, inverse, p);
    uint64_t scale = mpz_get_ui(inverse);
    mpz_clears(inverse, p, NULL);
    if (!unit)
        return false;
    for (int i = 0; i < SIZE; i++)
        R->row[R->rows][i] = times(v[i], scale, R->p);
    for (int r = 0; r < R->rows; r++)
        subtract_multiple(R->row[r], R->row[r][pivot], R->row[R->rows], R->p);
    R->pivot[R->rows++] = pivot;
    return true;
}

/* What the bracket of two vectors becomes before it is a step; nothing without a symmetry. */
typedef void fold_residues(residues v, const replay *R, const void *symmetry);

/* The bracket of a generator with row r. */
static void set_step(const replay *R, residues v, int k, int r, fold_residues *fold,
                     const void *symmetry)
{
    bracket_residues(R, v, R->generator[k], R->row[r]);
    if (fold)
        fold(v, R, symmetry);
}

/* Write steps until the rows number D; false when the modulus does not get there. */
static inline bool put_replay(buffer *T, const algebra *A, replay *R, fold_residues *fold,
                              const void *symmetry)
{
    residues v;
    put_number(T, "replay ", (uint64_t)A->dimension, " ");
    put_number(T, "modulo ", R->p, "\n");
    for (int g = 0; g < A->generators; g++) {
        memcpy(v, R->generator[g], sizeof v);
        if (fold)
            fold(v, R, symmetry);
        if (append_residues(R, v))
            put_number(T, "g", (uint64_t)g, "\n");
    }
    for (int before = -1; R->rows != before && R->rows < A->dimension;) {
        before = R->rows;
        for (int r = 0; r < R->rows; r++)
            for (int k = 0; k < A->generators; k++) {
                set_step(R, v, k, r, fold, symmetry);
                if (!append_residues(R, v))
                    continue;
                put_number(T, "g", (uint64_t)k, " ");
                put_number(T, "r", (uint64_t)r, "\n");
            }
    }
    return R->rows == A->dimension;
}

/* Write words in place of a replay: brackets as they come out, those that are independent of the
 * words before. The modulus is a prime below 2^22; false when it does not get to D. */
static inline bool put_words(buffer *T, const algebra *A, replay *R)
{
    static residues words[SIZE];
    residues v;
    put_number(T, "words ", (uint64_t)A->dimension, " ");
    put_number(T, "modulo ", R->p, "\n");
    for (int g = 0; g < A->generators; g++) {
        memcpy(v, R->generator[g], sizeof v);
        memcpy(words[R->rows], v, sizeof v);
        if (append_residues(R, v))
            put_number(T, "g", (uint64_t)g, "\n");
    }
    for (int w = 0; w < R->rows && R->rows < A->dimension; w++)
        for (int k = 0; k < A->generators && R->rows < A->dimension; k++) {
            bracket_residues(R, v, R->generator[k], words[w]);
            memcpy(words[R->rows], v, sizeof v);
            if (!append_residues(R, v))
                continue;
            put_number(T, "g", (uint64_t)k, " ");
            put_number(T, "w", (uint64_t)w, "\n");
        }
    return R->rows == A->dimension;
}

/* What a certificate begins with, and a replay without rows modulo a random modulus. The caller
 * frees it. */
static inline replay *put_generators(buffer *T, algebra *A)
{
    replay *R = calloc(1, sizeof *R);
    if (!R)
        abort();
    R->p = moduli[draw(sizeof moduli / sizeof *moduli)];
    R->V = &A->V;
    T->length = 0;
    put(T, "liebound certificate 2 closure\ntitle made by brute force\n");
    put_number(T, "qubits ", (uint64_t)A->V.width, "\n");
    put_number(T, "generators ", (uint64_t)A->generators, "\n");
    for (int g = 0; g < A->generators; g++) {
        if (leading(A->generator[g]) < 0)
            put(T, "0");
        put_terms(T, &A->V, A->generator[g], SIZE - 1, true);
        put(T, "\n");
        set_residues(R, g, A->generator[g]);
    }
    return R;
}

/* The reduced basis, and the end. */
static inline void put_basis(buffer *T, algebra *A)
{
    put_number(T, "basis ", (uint64_t)A->dimension, "\n");
    for (int i = 0; i < A->V.size; i++)
        if (A->present[i]) {
            put_label(T, &A->V, i);
            put_terms(T, &A->V, A->row[i], i - 1, false);
            put(T, "\n");
        }
    put(T, "end\n");
}

/* ---- The true dimension of what an accepted text states ---- */

/* The rank of a label in run-length form; the checker has accepted its syntax. */
static int parse_label(const space *V, const char *label, size_t length)
{
    int digits = 0, letters = 0;
    for (size_t i = 0; i < length; i++) {
        int digit = (int)(strchr("IXYZ", label[i]) - "IXYZ"), run = 1;
        if (i + 1 < length && label[i + 1] >= '0' && label[i + 1] <= '9')
            run = label[++i] - '0';
        for (; run > 0 && letters < V->n; run--, letters++)
            digits = digits << 2 | digit;
    }
    return V->rank[digits];
}

/* Sets the generators of A from a text; false when it is outside what brute force covers. */
static bool parse_generators(algebra *A, const buffer *T)
{
    int qubits, generators;
    const char *at = strstr(T->bytes, "\nqubits ");
    if (!at || sscanf(at, "\nqubits %d\ngenerators %d", &qubits, &generators) != 2 ||
        qubits > QUBITS || generators > GENERATORS)
        return false;
    space_init(&A->V, qubits);
    A->generators = generators;
    at = strchr(strchr(at + 1, '\n') + 1, '\n') + 1;
    for (int g = 0; g < generators; g++, at++) {
        vector_zero(A->generator[g]);
        if (*at == '0')
            at++;
        while (*at != '\n') {
            char coefficient[512];
            at += *at == ' ';
            size_t length = strcspn(at, " "), label = strcspn(at + length + 1, " \n");
            if (length >= sizeof coefficient)
                return false;
            memcpy(coefficient, at, length);
            coefficient[length] = '\0';
            at += length + 1;
            mpq_set_str(A->generator[g][parse_label(&A->V, at, label)], coefficient, 10);
            at += label;
        }
    }
    return true;
}

#endif
