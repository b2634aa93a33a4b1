/* Spaces of states over Q that the generators leave in place, and operators and forms that they make: all
 * matrices are written out on the 2^n states. */

#include "sectors.h"

#include <stdlib.h>
#include <string.h>

/* ---- Integers ---- */

static mpz_t *zeros(size_t n)
{
    mpz_t *a = second_resize(NULL, (n + 1) * sizeof *a);
    for (size_t i = 0; i < n; i++)
        mpz_init(a[i]);
    return a;
}

static void forget(mpz_t *a, size_t n)
{
    for (size_t i = 0; i < n; i++)
        mpz_clear(a[i]);
    second_release(a);
}

static void read_integer(mpz_t value, page *P, bool may_be_zero)
{
    char *field = second_field(P);
    mpq_t c;
    mpq_init(c);
    if (!may_be_zero || strcmp(field, "0"))
        second_coefficient(c, field);
    if (mpz_cmp_ui(mpq_denref(c), 1) || !mpz_fits_slong_p(mpq_numref(c)))
        second_refuse("not an integer of 64 bits");
    mpz_set(value, mpq_numref(c));
    mpq_clear(c);
}

/* What a real string makes of the state b, up to the sign that is returned. */
static int send(const sectors *S, uint32_t string, size_t b, size_t *to)
{
    const uint8_t *letters = S->C.strings.letters[string];
    size_t turns = 0;
    *to = b;
    for (size_t q = 0; q < S->C.n; q++) {
        if (letters[q] == 1 || letters[q] == 2)
            *to ^= (size_t)1 << q;
        turns += letters[q] == 2 ? 1 : 0;
        if ((letters[q] == 2 || letters[q] == 3) && b >> q & 1)
            turns += 2;
    }
    return turns % 4 ? -1 : 1;
}

/* ---- Spaces ---- */

static void check_real(const sectors *S)
{
    for (size_t k = 0; k < S->C.generator_count; k++)
        for (size_t t = 0; t < S->C.generators[k].length; t++) {
            size_t count = 0;
            for (size_t q = 0; q < S->C.n; q++)
                count += S->C.strings.letters[S->C.generators[k].strings[t]][q] == 2;
            if (count % 2)
                second_refuse("a generator is not real");
        }
}

/* Where each vector has the entry that the others do not have. */
static void find_pivots(const sectors *S, invariant *U)
{
    U->pivots = second_resize(NULL, U->dimension * sizeof *U->pivots);
    for (size_t i = 0; i < U->dimension; i++) {
        size_t b = 0;
        while (!mpz_sgn(U->vectors[i * S->size + b]))
            b++;
        U->pivots[i] = b;
        for (size_t l = 0; l < U->dimension; l++)
            if (l != i && mpz_sgn(U->vectors[l * S->size + b]))
                second_refuse("not reduced");
        if (mpz_cmp(U->vectors[i * S->size + b], U->vectors[U->pivots[0]]))
            second_refuse("first entries differ");
    }
}

/* The image of each vector, times the first entry, is the combination that its entries at the pivots say. */
static void check_invariant(const sectors *S, const invariant *U, const vector *H)
{
    mpz_t *image = zeros(S->size), rest;
    mpz_init(rest);
    for (size_t i = 0; i < U->dimension; i++) {
        for (size_t b = 0; b < S->size; b++)
            mpz_set_ui(image[b], 0);
        for (size_t t = 0; t < H->length; t++)
            for (size_t b = 0; b < S->size; b++) {
                size_t to;
                int sign = send(S, H->strings[t], b, &to);
                (sign > 0 ? mpz_addmul : mpz_submul)(image[to], mpq_numref(H->c[t]),
                                                     U->vectors[i * S->size + b]);
            }
        for (size_t b = 0; b < S->size; b++) {
            mpz_mul(rest, image[b], U->vectors[U->pivots[0]]);
            for (size_t l = 0; l < U->dimension; l++)
                mpz_submul(rest, image[U->pivots[l]], U->vectors[l * S->size + b]);
            if (mpz_sgn(rest))
                second_refuse("a space is not left in place");
        }
    }
    mpz_clear(rest);
    forget(image, S->size);
}

static void read_space(sectors *S, invariant *U)
{
    page *P = S->C.P;
    size_t terms = 0;
    for (size_t k = 0; k < S->C.generator_count; k++)
        terms += S->C.generators[k].length;
    second_line(P);
    second_word(P, "space");
    size_t d = U->dimension = second_number(P, 1, S->size);
    second_end_line(P);
    second_count(&S->lifted, d * terms + d * d * S->C.generator_count, S->size, UINT64_C(1) << 31);
    U->vectors = zeros(d * S->size);
    for (size_t i = 0; i < d; i++) {
        size_t next = 0;
        second_line(P);
        do {
            size_t b = second_number(P, 0, S->size - 1);
            if (b < next)
                second_refuse("entries do not increase");
            read_integer(U->vectors[i * S->size + b], P, false);
            next = b + 1;
        } while (P->rest);
    }
    find_pivots(S, U);
    for (size_t k = 0; k < S->C.generator_count; k++)
        check_invariant(S, U, &S->C.generators[k]);
}

void sectors_read_invariant(sectors *S)
{
    page *P = S->C.P;
    if (!second_next_is(P, "invariant"))
        return;
    S->space_count = second_count_line(P, "invariant");
    if (S->space_count > P->count)
        second_refuse("too many spaces");
    check_real(S);
    S->spaces = second_resize(NULL, (S->space_count + 1) * sizeof *S->spaces);
    for (size_t i = 0; i < S->space_count; i++)
        read_space(S, &S->spaces[i]);
}

/* ---- Matrices on the states ---- */

/* H F, and F H added to it or taken from it, is a multiple of F. */
static void check_preserved(const sectors *S, mpz_t *F, const vector *H, bool like, bool commutes)
{
    size_t N = S->size, first = 0;
    mpz_t *E = zeros(N * N), left, right;
    for (size_t t = 0; t < H->length; t++)
        for (size_t b = 0; b < N; b++) {
            size_t to;
            int sign = send(S, H->strings[t], b, &to);
            for (size_t c = 0; c < N; c++) {
                (sign > 0 ? mpz_addmul : mpz_submul)(E[to * N + c], mpq_numref(H->c[t]),
                                                     F[b * N + c]);
                ((sign > 0) != like ? mpz_addmul : mpz_submul)(E[c * N + b], mpq_numref(H->c[t]),
                                                               F[c * N + to]);
            }
        }
    while (!mpz_sgn(F[first]))
        first++;
    mpz_init(left);
    mpz_init(right);
    for (size_t t = 0; t < N * N; t++) {
        mpz_mul(left, E[t], F[first]);
        mpz_mul(right, E[first], F[t]);
        if (mpz_cmp(left, right) || (commutes && mpz_sgn(E[t])))
            second_refuse("a matrix is not preserved");
    }
    mpz_clear(left);
    mpz_clear(right);
    forget(E, N * N);
}

/* F = sum of Y_ij a_i b_j^T. */
static mpz_t *write_out(const sectors *S, mpz_t *Y, const invariant *U, const invariant *V)
{
    size_t N = S->size;
    mpz_t *F = zeros(N * N), *row = zeros(N);
    for (size_t i = 0; i < U->dimension; i++) {
        for (size_t c = 0; c < N; c++) {
            mpz_set_ui(row[c], 0);
            for (size_t j = 0; j < V->dimension; j++)
                mpz_addmul(row[c], Y[i * V->dimension + j], V->vectors[j * N + c]);
        }
        for (size_t b = 0; b < N; b++)
            for (size_t c = 0; c < N && mpz_sgn(U->vectors[i * N + b]); c++)
                mpz_addmul(F[b * N + c], U->vectors[i * N + b], row[c]);
    }
    forget(row, N);
    return F;
}

static const invariant *read_space_number(const sectors *S)
{
    size_t i = second_number(S->C.P, 0, SECOND_COUNT_MAX);
    if (i >= S->space_count)
        second_refuse("no such space");
    return &S->spaces[i];
}

void sectors_read_matrix(sectors *S, operation *O, bool like, bool commutes)
{
    page *P = S->C.P;
    const invariant *U = read_space_number(S), *V = commutes ? U : read_space_number(S);
    size_t a = U->dimension, b = V->dimension;
    second_end_line(P);
    second_count(&S->lifted, a * b * (a + b), S->C.generator_count, UINT64_C(1) << 31);
    mpz_t *Y = zeros(a * b);
    for (size_t i = 0; i < a; i++) {
        second_line(P);
        for (size_t j = 0; j < b; j++)
            read_integer(Y[i * b + j], P, true);
        second_end_line(P);
    }
    bool zero = true;
    for (size_t t = 0; t < a * b; t++)
        zero = zero && !mpz_sgn(Y[t]);
    if (zero)
        second_refuse("a matrix is zero");
    *O = (operation){.matrix = write_out(S, Y, U, V), .like = like};
    for (size_t k = 0; k < S->C.generator_count; k++)
        check_preserved(S, O->matrix, &S->C.generators[k], like, commutes);
    forget(Y, a * b);
}

void sectors_reduce_matrix(const sectors *S, operation *O)
{
    O->residues = modular_zeros(S->size * S->size);
    for (size_t t = 0; t < S->size * S->size; t++)
        O->residues[t] = mpz_fdiv_ui(O->matrix[t], S->p);
    forget(O->matrix, S->size * S->size);
}
