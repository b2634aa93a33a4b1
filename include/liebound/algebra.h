/* The isomorphism type of a compact Lie algebra: a direct sum of simple ideals and a centre.
 *
 * so(N) has dimension N(N-1)/2, su(N) has N^2 - 1, and sp(m), of rank m, has m(2m+1). Each simple
 * algebra has one name here: so(3) and sp(1) are su(2), so(4) is 2 su(2), so(5) is sp(2), so(6) is
 * su(4), and so(2) is u(1). The exceptional ones are e6, e7, e8, f4 and g2. */

#ifndef LIEBOUND_ALGEBRA_H
#define LIEBOUND_ALGEBRA_H

#include <gmp.h>

#include <liebound/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lb_ideal_type {
    LB_IDEAL_SU,
    LB_IDEAL_SO,
    LB_IDEAL_SP,
    LB_IDEAL_E,
    LB_IDEAL_F,
    LB_IDEAL_G,
    LB_IDEAL_U
} lb_ideal_type;

typedef struct lb_ideal {
    lb_ideal_type type;
    mpz_t n;         /* su(n), so(n), sp(n); 6, 7, 8 for e, 4 for f, 2 for g; 1 for u */
    mpz_t copies;    /* at least 1 */
    mpz_t dimension; /* of one copy */
} lb_ideal;

typedef struct lb_algebra_struct {
    size_t count;
    lb_ideal *ideals; /* distinct types, by decreasing dimension, u(1) last */
} lb_algebra_struct;
typedef lb_algebra_struct lb_algebra_t[1];

LB_API void lb_algebra_init(lb_algebra_t G); /* zero */
LB_API void lb_algebra_clear(lb_algebra_t G);
/* Add copies of type(n), under its canonical name. O(count). */
LB_API void lb_algebra_add(lb_algebra_t G, lb_ideal_type type, const mpz_t n, const mpz_t copies);
LB_API void lb_algebra_dimension(mpz_t D, const lb_algebra_t G);
/* The rank of one copy. */
LB_API void lb_ideal_rank(mpz_t rank, const lb_ideal *ideal);
/* "su", "so", "sp", "e", "f", "g", "u". */
LB_API const char *lb_ideal_type_name(lb_ideal_type type);
/* "8 su(2^1000) + so(7) + 2 u(1)": powers of two above a thousand are written as such. "0"
 * for the zero algebra. The caller frees it. */
LB_API char *lb_algebra_text(const lb_algebra_t G);
/* The same for copies of one type: "2 su(2)". */
LB_API char *lb_algebra_ideals_text(lb_ideal_type type, const mpz_t n, const mpz_t copies);
/* The dimension as a formula in the same style: "8 * (4^1000 - 1) + 21 + 2 * 1". The caller frees
 * it. */
LB_API char *lb_algebra_formula(const lb_algebra_t G);

#ifdef __cplusplus
}
#endif

#endif
