#include "check/sectors/sectors.h"

#include <stdlib.h>
#include <string.h>

/* ---- Recurrences ---- */

/* Berlekamp and Massey: c[0] s[k] + c[1] s[k - 1] + .. + c[L] s[k - L] = 0, c[0] = 1, so far; b is the
 * recurrence before the last change of L, which failed by `old`, `shift` terms ago. */
size_t lb_check_recurrence(uint64_t *f, const uint64_t *s, size_t d, uint64_t p)
{
    size_t room = 2 * d + 1, L = 0, shift = 1;
    uint64_t *c = lb_check_resize(NULL, 3 * room * sizeof *c), *b = c + room, *kept = b + room;
    memset(c, 0, 2 * room * sizeof *c);
    c[0] = b[0] = 1;
    uint64_t old = 1;
    for (size_t k = 0; k < 2 * d; k++, shift++) {
        lb_check_wide sum = 0;
        for (size_t j = 0; j <= L; j++) {
            sum += (lb_check_wide)c[j] * s[k - j];
            if (j % LB_CHECK_WIDE_PRODUCTS == LB_CHECK_WIDE_PRODUCTS - 2)
                sum %= p;
        }
        uint64_t defect = (uint64_t)(sum % p);
        if (!defect)
            continue;
        uint64_t factor = lb_check_multiply(defect, lb_check_invert(old, p), p);
        memcpy(kept, c, room * sizeof *c);
        for (size_t j = 0; j + shift < room; j++)
            if (b[j])
                c[j + shift] =
                    lb_check_subtract(c[j + shift], lb_check_multiply(factor, b[j], p), p);
        if (2 * L > k)
            continue;
        L = k + 1 - L;
        memcpy(b, kept, room * sizeof *b);
        old = defect;
        shift = 0;
    }
    for (size_t j = 0; L <= d && j <= L; j++)
        f[j] = c[L - j];
    free(c);
    return L;
}

/* ---- Squarefree ---- */

static size_t degree_of(const uint64_t *f, size_t most)
{
    while (most && !f[most])
        most--;
    return most;
}

/* Euclid's algorithm; a and b are changed. */
static bool are_coprime(uint64_t *a, size_t m, uint64_t *b, size_t n, uint64_t p)
{
    while (n) {
        uint64_t inverse = lb_check_invert(b[n], p);
        for (size_t k = m + 1; k-- > n;) {
            uint64_t factor = lb_check_multiply(a[k], inverse, p);
            for (size_t j = 0; factor && j <= n; j++)
                a[k - n + j] =
                    lb_check_subtract(a[k - n + j], lb_check_multiply(factor, b[j], p), p);
        }
        uint64_t *rest = a;
        size_t degree = degree_of(a, n - 1);
        a = b;
        m = n;
        b = rest;
        n = degree;
    }
    return b[0];
}

bool lb_check_is_squarefree(const uint64_t *f, size_t degree, uint64_t p)
{
    uint64_t *a = lb_check_resize(NULL, 2 * (degree + 1) * sizeof *a), *b = a + degree + 1;
    memcpy(a, f, (degree + 1) * sizeof *a);
    memset(b, 0, (degree + 1) * sizeof *b);
    for (size_t j = 1; j <= degree; j++)
        b[j - 1] = lb_check_multiply(j % p, f[j], p);
    bool squarefree = are_coprime(a, degree, b, degree_of(b, degree), p);
    free(a);
    return squarefree;
}

/* f(t + a), by Horner's rule for polynomials. */
void lb_check_centre_roots(uint64_t *f, size_t degree, uint64_t p)
{
    uint64_t sum = lb_check_subtract(0, f[degree - 1], p),
             a = lb_check_multiply(sum, lb_check_invert(degree % p, p), p);
    for (size_t i = 0; i < degree; i++)
        for (size_t j = degree; j-- > i;)
            f[j] = lb_check_add(f[j], lb_check_multiply(a, f[j + 1], p), p);
}

/* ---- The rank of the roots ---- */

/* h = x h modulo f. */
static void shift(uint64_t *h, const uint64_t *f, size_t d, uint64_t p)
{
    uint64_t top = h[d - 1];
    for (size_t j = d; j-- > 0;)
        h[j] = lb_check_subtract(j ? h[j - 1] : 0, lb_check_multiply(top, f[j], p), p);
}

/* Row j of M is x^j g modulo f, so that h g is h M. */
static void set_multiplication(uint64_t *M, const uint64_t *g, const uint64_t *f, size_t d,
                               uint64_t p)
{
    memcpy(M, g, d * sizeof *M);
    for (size_t j = 1; j < d; j++) {
        memcpy(M + j * d, M + (j - 1) * d, d * sizeof *M);
        shift(M + j * d, f, d, p);
    }
}

/* h = x^p modulo f; M is room. */
static void set_power(uint64_t *h, uint64_t *M, const uint64_t *f, size_t d, uint64_t p)
{
    uint64_t *square = lb_check_resize(NULL, d * sizeof *square);
    memset(h, 0, d * sizeof *h);
    h[0] = 1;
    for (int bit = 63 - __builtin_clzll(p); bit >= 0; bit--) {
        set_multiplication(M, h, f, d, p);
        lb_check_combine(square, h, M, d, d, p);
        memcpy(h, square, d * sizeof *h);
        if (p >> bit & 1)
            shift(h, f, d, p);
    }
    free(square);
}

/* Row i of F is x^(i p) modulo f, so that h^p is h F. */
static void set_frobenius(uint64_t *F, const uint64_t *f, size_t d, uint64_t p)
{
    uint64_t *M = lb_check_resize(NULL, (d + 1) * d * sizeof *M), *power = M + d * d;
    set_power(power, M, f, d, p);
    set_multiplication(M, power, f, d, p);
    memset(F, 0, d * sizeof *F);
    F[0] = 1;
    for (size_t i = 1; i < d; i++)
        lb_check_combine(F + i * d, F + (i - 1) * d, M, d, d, p);
    free(M);
}

/* What is left of a power, less those before it, will do for the next one. */
bool lb_check_roots_have_rank(const uint64_t *f, size_t degree, size_t rank, uint64_t p)
{
    size_t d = degree;
    lb_check_rows R;
    uint64_t *F = lb_check_resize(NULL, (d + 2) * d * sizeof *F), *y = F + d * d, *next = y + d;
    set_frobenius(F, f, d, p);
    memset(y, 0, d * sizeof *y);
    y[1] = 1;
    y[0] = lb_check_multiply(f[d - 1], lb_check_invert(d % p, p), p);
    lb_check_rows_init(&R, p, d, d, rank);
    bool independent = true;
    for (size_t k = 0; k < rank && independent; k++) {
        independent = lb_check_rows_reduce(&R, y);
        if (independent)
            lb_check_rows_add(&R, y);
        lb_check_combine(next, y, F, d, d, p);
        memcpy(y, next, d * sizeof *y);
    }
    lb_check_rows_clear(&R);
    free(F);
    return independent;
}
