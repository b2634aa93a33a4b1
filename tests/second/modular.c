/* Residues modulo a prime: spaces, matrices, polynomials. */

#include "modular.h"

#include <string.h>

residue modular_times(residue a, residue b, residue p)
{
    return (residue)((uint128)a * b % p);
}

residue modular_plus(residue a, residue b, residue p)
{
    return (residue)(((uint128)a + b) % p);
}

residue *modular_zeros(size_t n)
{
    residue *v = second_resize(NULL, (n + 1) * sizeof *v);
    return memset(v, 0, (n + 1) * sizeof *v);
}

residue modular_power(residue a, residue e, residue p)
{
    residue b = 1 % p;
    for (; e; e /= 2, a = modular_times(a, a, p))
        b = e % 2 ? modular_times(a, b, p) : b;
    return b;
}

residue modular_over(residue a, residue b, residue p)
{
    return modular_times(a, modular_power(b, p - 2, p), p);
}

/* ---- Spaces ---- */

static void subtract(residue *v, residue c, const residue *w, size_t width, residue p)
{
    for (size_t j = 0; c && j < width; j++)
        v[j] = modular_plus(v[j], modular_times(p - c, w[j], p), p);
}

/* Reduce v; whether it is in the space. Else it is added. */
bool modular_take(space *W, residue *v)
{
    residue p = W->p;
    for (size_t i = 0; i < W->count; i++)
        subtract(v, v[W->pivots[i]], W->rows[i], W->width, p);
    size_t pivot = 0;
    while (pivot < W->width && !v[pivot])
        pivot++;
    if (pivot == W->width)
        return true;
    residue inverse = modular_over(1, v[pivot], p);
    for (size_t j = 0; j < W->width; j++)
        v[j] = modular_times(v[j], inverse, p);
    for (size_t i = 0; i < W->count; i++)
        subtract(W->rows[i], W->rows[i][pivot], v, W->width, p);
    W->rows = second_resize(W->rows, (W->count + 1) * sizeof *W->rows);
    W->pivots = second_resize(W->pivots, (W->count + 1) * sizeof *W->pivots);
    W->rows[W->count] = v;
    W->pivots[W->count++] = pivot;
    return false;
}

/* ---- Matrices ---- */

residue *modular_product(const residue *A, const residue *B, size_t d, residue p)
{
    residue *C = modular_zeros(d * d);
    for (size_t i = 0; i < d; i++)
        for (size_t k = 0; k < d; k++)
            for (size_t j = 0; A[i * d + k] && j < d; j++)
                C[i * d + j] =
                    modular_plus(C[i * d + j], modular_times(A[i * d + k], B[k * d + j], p), p);
    return C;
}

residue modular_trace(const residue *A, size_t d, residue p)
{
    residue t = 0;
    for (size_t i = 0; i < d; i++)
        t = modular_plus(t, A[i * d + i], p);
    return t;
}

/* ---- Polynomials f[0] .. f[d], monic ---- */

/* Faddeev and Le Verrier. */
residue *modular_characteristic(const residue *A, size_t d, residue p)
{
    residue *f = modular_zeros(d), *M = modular_zeros(d * d);
    f[d] = 1;
    for (size_t k = 1; k <= d; k++) {
        for (size_t i = 0; i < d; i++)
            M[i * d + i] = modular_plus(M[i * d + i], f[d - k + 1], p);
        residue *next = modular_product(A, M, d, p);
        second_release(M);
        M = next;
        f[d - k] = modular_over(p - modular_trace(M, d, p), k, p) % p;
    }
    return f;
}

/* The degree of the greatest common divisor. */
size_t modular_common_degree(const residue *f, size_t d, const residue *g, size_t e, residue p)
{
    residue *a = memcpy(modular_zeros(d + e), f, (d + 1) * sizeof *a),
            *b = memcpy(modular_zeros(d + e), g, (e + 1) * sizeof *b);
    while (e > 0 && !b[e])
        e--;
    while (e || b[0]) {
        for (; d >= e; d--) {
            residue c = modular_over(a[d], b[e], p);
            for (size_t j = 0; c && j <= e; j++)
                a[d - e + j] = modular_plus(a[d - e + j], modular_times(p - c, b[j], p), p);
            if (!d)
                break;
        }
        residue *rest = a;
        size_t degree = e ? e - 1 : 0;
        while (degree > 0 && !rest[degree])
            degree--;
        a = b;
        d = e;
        b = rest;
        e = degree;
        if (!d)
            return 0;
    }
    return d;
}

bool modular_is_squarefree(const residue *f, size_t d, residue p)
{
    residue *slope = modular_zeros(d);
    for (size_t j = 1; j <= d; j++)
        slope[j - 1] = modular_times(f[j], j % p, p);
    return modular_common_degree(f, d, slope, d ? d - 1 : 0, p) == 0;
}

static residue *multiply_modulo(const residue *a, const residue *b, const residue *f, size_t d,
                                residue p)
{
    residue *c = modular_zeros(2 * d);
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++)
            c[i + j] = modular_plus(c[i + j], modular_times(a[i], b[j], p), p);
    for (size_t k = 2 * d; k-- > d;)
        for (size_t j = 0, top = c[k]; top && j <= d; j++)
            c[k - d + j] = modular_plus(c[k - d + j], modular_times(p - top, f[j], p), p);
    return c;
}

static residue *power_modulo(const residue *y, const residue *f, size_t d, residue p)
{
    residue *result = modular_zeros(2 * d),
            *square = memcpy(modular_zeros(2 * d), y, d * sizeof *y);
    result[0] = 1;
    for (residue e = p; e; e /= 2) {
        residue *next = e % 2 ? multiply_modulo(result, square, f, d, p) : result,
                *twice = multiply_modulo(square, square, f, d, p);
        if (next != result)
            second_release(result);
        second_release(square);
        result = next;
        square = twice;
    }
    second_release(square);
    return result;
}

void modular_check_torus(const residue *f, size_t d, bool form, residue p)
{
    size_t r = d < 4 ? d - 1 : d / 2 + 1;
    if (form)
        r = d / 2 < d / 4 + 2 ? d / 2 : d / 4 + 2;
    space Y = {.p = p, .width = d};
    residue *y = modular_zeros(2 * d);
    y[0] = modular_over(f[d - 1], d, p);
    y[1] = 1;
    for (size_t k = 0; k < r; k++) {
        if (modular_take(&Y, memcpy(modular_zeros(d), y, d * sizeof *y)))
            second_refuse("the eigenvalues have too small a rank");
        y = power_modulo(y, f, d, p);
    }
}

/* f(t + a), a the mean of the roots: sum of f_j (t + a)^j. */
residue *modular_centred(const residue *f, size_t d, residue p)
{
    residue a = modular_over((p - f[d - 1]) % p, d, p), *g = modular_zeros(d),
            *binomial = modular_zeros(d);
    binomial[0] = 1;
    for (size_t j = 0; j <= d; j++) {
        for (size_t i = 0; i <= j; i++)
            g[i] = modular_plus(g[i], modular_times(f[j], binomial[i], p), p);
        for (size_t i = j + 2; i-- > 0 && j < d;)
            binomial[i] =
                modular_plus(i ? binomial[i - 1] : 0, modular_times(a, binomial[i], p), p);
    }
    return g;
}

/* ---- The rank over Q ---- */

size_t modular_rank_over_q(mpq_t *G, size_t K)
{
    size_t rank = 0;
    mpq_t factor;
    mpq_init(factor);
    for (size_t column = 0; column < K; column++) {
        size_t row = rank;
        while (row < K && !mpq_sgn(G[row * K + column]))
            row++;
        if (row == K)
            continue;
        for (size_t j = 0; j < K; j++)
            mpq_swap(G[row * K + j], G[rank * K + j]);
        for (size_t i = rank + 1; i < K; i++)
            for (size_t j = K; j-- > column;) {
                mpq_div(factor, G[rank * K + j], G[rank * K + column]);
                mpq_mul(factor, factor, G[i * K + column]);
                mpq_sub(G[i * K + j], G[i * K + j], factor);
            }
        rank++;
    }
    mpq_clear(factor);
    return rank;
}
