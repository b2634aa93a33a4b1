/* Ranks modulo p^k: exponentials by their series, and elementary divisors by pivots of least
 * valuation. */

#include "circuit.h"

#include <string.h>

static uint64_t times(uint64_t a, uint64_t b, uint64_t q)
{
    return (uint64_t)((uint128)a * b % q);
}

/* v = sum over n of p^n tau^n / n! (-i H)^n v, as far as a term is not 0 modulo p^k. */
static void apply_exponential(const circuit *C, size_t j, number *v)
{
    uint64_t q = C->p, p = C->prime;
    size_t bytes = C->length * sizeof *v;
    vector H = second_turned(C, &C->turns[j]);
    number *b = second_derivative(&H, q), *power = second_resize(NULL, bytes);
    number *next = second_resize(NULL, bytes);
    uint64_t tau = 1, unit = 1; /* tau^n, and n! without its factors p */
    uint64_t exponent = 0;      /* of p in p^n / n! */
    memcpy(power, v, bytes);
    for (uint64_t n = 1; n <= 2 * C->k + 2; n++) {
        uint64_t m = n, factor = 1;
        exponent++;
        for (; m % p == 0; m /= p)
            exponent--;
        unit = times(unit, m % q, q);
        tau = times(tau, C->t[C->turns[j].angle], q);
        second_combine(C, next, (number){0, 0}, &H, b, 0, H.length, power);
        memcpy(power, next, bytes);
        for (uint64_t i = 0; i < exponent; i++)
            factor = times(factor, p, q);
        factor = times(factor, times(tau, second_inverse(unit, q), q), q);
        for (size_t i = 0; i < C->length; i++) {
            v[i].re = (v[i].re + times(factor, power[i].re, q)) % q;
            v[i].im = (v[i].im + times(factor, power[i].im, q)) % q;
        }
    }
    second_release(power);
    second_release(next);
    second_release(b);
}

static void apply(const circuit *C, size_t j, number *v)
{
    if (C->exponential[C->turns[j].angle])
        apply_exponential(C, j, v);
    else
        second_apply(C, j, v);
}

/* k for 0. */
static unsigned valuation(const circuit *C, uint64_t a)
{
    unsigned n = 0;
    for (; n < C->k && a % C->prime == 0; a /= C->prime)
        n++;
    return a ? n : C->k;
}

/* The elementary divisors that are not 0: the entry of least valuation is one, up to a unit, and clears
 * its row and its column. */
static size_t count_divisors(const circuit *C, uint64_t **rows, size_t count)
{
    uint64_t q = C->p;
    size_t width = 2 * C->length, rank = 0;
    for (;; rank++) {
        size_t row = rank, column = 0;
        unsigned least = C->k;
        for (size_t i = rank; i < count; i++)
            for (size_t l = 0; l < width && least; l++)
                if (valuation(C, rows[i][l]) < least) {
                    least = valuation(C, rows[i][l]);
                    row = i;
                    column = l;
                }
        if (least == C->k)
            return rank;
        uint64_t *pivot = rows[row], power = 1;
        rows[row] = rows[rank];
        rows[rank] = pivot;
        for (unsigned i = 0; i < least; i++)
            power *= C->prime;
        uint64_t inverse = second_inverse(pivot[column] / power, q);
        for (size_t i = rank + 1; i < count; i++) {
            uint64_t factor = times(rows[i][column] / power, inverse, q);
            for (size_t l = 0; factor && l < width; l++)
                rows[i][l] = (rows[i][l] + times(q - factor, pivot[l], q)) % q;
        }
    }
}

/* "7^17". */
static void read_modulus(circuit *C)
{
    char *field = second_field(C->O->P), *hat = strchr(field, '^');
    second_end_line(C->O->P);
    if (!hat)
        second_refuse("no power");
    *hat = '\0';
    C->prime = second_number_of(field, 3, (1 << 29) - 1);
    C->k = (unsigned)second_number_of(hat + 1, 1, 61);
    if (!second_is_prime(C->prime))
        second_refuse("no power of an odd prime");
    C->p = 1;
    for (unsigned i = 0; i < C->k; i++) {
        if ((uint128)C->p * C->prime > SECOND_MODULUS_MAX)
            second_refuse("too large a modulus");
        C->p *= C->prime;
    }
}

static uint64_t read_angle(circuit *C, size_t angle)
{
    page *P = C->O->P;
    C->exponential[angle] = P->rest && P->rest[0] == 'e';
    uint64_t t = second_indexed(P, C->exponential[angle] ? 'e' : 't');
    if (t >= C->p)
        second_refuse("an angle that is no residue");
    return t;
}

claim second_read_padic(orbit *O, const layers *L)
{
    page *P = O->P;
    claim K = {.rank = true};
    circuit C = {.O = O, .K = &K};
    uint64_t entries = 0;
    K.value = second_number(P, 0, SECOND_COUNT_MAX);
    second_read_numbers(O, &K);
    second_line(P);
    second_word(P, "gates");
    K.gates = second_number(P, 0, SECOND_COUNT_MAX);
    second_word(P, "modulo");
    read_modulus(&C);
    second_start_circuit(&C, L, C.k);
    for (size_t k = 0; k < O->C.generator_count; k++)
        second_count(&entries, O->C.generators[k].length, C.length, UINT64_C(1) << 26);
    C.exponential = second_resize(NULL, K.gates + 1);
    second_read_angles(&C, read_angle);
    for (size_t j = 0; j < C.turn_count; j++)
        if (!C.exponential[C.turns[j].angle])
            second_check_gate(&C, j, C.prime);
    uint64_t **rows = second_tangents(&C, apply);
    if (count_divisors(&C, rows, K.gates + K.count) < K.value + K.count)
        second_refuse("the rank is smaller");
    return K;
}
