/* States by their amplitudes: psi = sum of (a + i b) W(x) |0...0>, x of I and X alone, with integers a
 * and b. |0...0> is fixed by strings of Z, which leave such an x as it is: its own representative. */

#include "check/orbit/orbit.h"

#include <stdlib.h>
#include <string.h>

/* "0" or a coefficient without a denominator. */
static bool read_part(lb_check_reader *r, mpz_t part, mpz_t denominator)
{
    mpz_set_ui(part, 0);
    if (!lb_check_accept(r, '0') &&
        (!lb_check_read_coefficient(r, part, denominator) ||
         !(mpz_cmp_ui(denominator, 1) == 0 || lb_check_fail(r, "an amplitude is no integer"))))
        return false;
    return lb_check_read_literal(r, " ");
}

static void add_entry(lb_check_state *state, uint32_t coordinate, const mpz_t value)
{
    size_t k = state->entry_count;
    if (!mpz_sgn(value))
        return;
    state->at = lb_check_grow(state->at, &state->at_capacity, k + 1, sizeof *state->at);
    lb_check_integers_grow(&state->entries, k + 1);
    state->at[k] = coordinate;
    lb_check_integer_set_mpz(&state->entries.at[k], value);
    state->entry_count++;
}

/* Whether `next` comes behind `before` in the alphabet: X where the other one has I first. */
static bool is_behind(const uint64_t *next, const uint64_t *before, size_t words)
{
    for (size_t w = 0; w < words; w++)
        if (next[w] != before[w])
            return next[w] >> __builtin_ctzll(next[w] ^ before[w]) & 1;
    return false;
}

static bool has_only_x(const uint64_t *xz, size_t words)
{
    for (size_t w = 0; w < words; w++)
        if (xz[words + w])
            return false;
    return true;
}

/* One line; *last is the representative of the line before, or LB_CHECK_NONE. */
static bool read_amplitude(lb_check_reader *r, lb_check_state *state, uint32_t *last, mpz_t re,
                           mpz_t im, mpz_t denominator)
{
    lb_check_strings *S = &state->representatives;
    if (!read_part(r, re, denominator) || !read_part(r, im, denominator) ||
        !lb_check_read_label(r, state->string, state->words, state->qubits))
        return false;
    if (!mpz_sgn(re) && !mpz_sgn(im))
        return lb_check_fail(r, "an amplitude is zero");
    if (!has_only_x(state->string, state->words))
        return lb_check_fail(r, "a basis state is not written with I and X");
    if (*last != LB_CHECK_NONE &&
        !is_behind(state->string, lb_check_words_of(S, *last), state->words))
        return lb_check_fail(r, "basis states are not in strictly increasing order");
    *last = lb_check_strings_intern(S, state->string);
    add_entry(state, 2 * *last, re);
    add_entry(state, 2 * *last + 1, im);
    return lb_check_read_line_feed(r);
}

static bool are_coprime(const lb_check_state *state)
{
    lb_check_integer divisor = {0, NULL};
    for (size_t k = 0; k < state->entry_count && !lb_check_integer_is(&divisor, 1); k++)
        lb_check_integer_gcd(&divisor, &state->entries.at[k]);
    bool coprime = lb_check_integer_is(&divisor, 1);
    lb_check_integer_clear(&divisor);
    return coprime;
}

bool lb_check_read_amplitudes(lb_check_reader *r, lb_check_state *state)
{
    mpz_t re, im, denominator;
    uint32_t last = LB_CHECK_NONE;
    bool ok = true;
    mpz_inits(re, im, denominator, NULL);
    for (size_t a = 0; a < state->amplitudes && ok; a++)
        ok = read_amplitude(r, state, &last, re, im, denominator);
    mpz_clears(re, im, denominator, NULL);
    return ok && (are_coprime(state) || lb_check_fail(r, "the amplitudes have a common factor"));
}

const lb_check_integer *lb_check_entry_at(const lb_check_state *state, uint32_t coordinate)
{
    size_t first = 0, end = state->entry_count;
    while (first < end) {
        size_t middle = (first + end) / 2;
        if (state->at[middle] == coordinate)
            return &state->entries.at[middle];
        if (state->at[middle] < coordinate)
            first = middle + 1;
        else
            end = middle;
    }
    return NULL;
}
