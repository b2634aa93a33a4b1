/* The sets of strings that the components of single strings generate (strings/identify.h), as sets:
 * which strings are in them, and how many are, up to sign, in a stabilizer group.
 *
 * A component generates the strings S of iS, with V their span and R its radical:
 *
 *   alone   the string itself;
 *   pairs   u_a + u_b + t, a < b vertices, t in T. The edge {a, b} of a string g of the component
 *           says that g = u_a + u_b modulo T, and T is spanned by what these differ by;
 *   full    what is in V, not in R, and has q = 1 where q is well defined on V.
 *
 * T, for a full class {t in R : q(t) = 0}, or all of R where q is not well defined, are the strings
 * with S + t = S that commute with S: the signs of a basis of T tell the ideals apart. */

#ifndef LB_VARIANCE_STRING_CLASSES_H
#define LB_VARIANCE_STRING_CLASSES_H

#include "linalg/f2_space.h"
#include "strings/identify.h"

typedef struct lb_variance_class {
    const lb_class *class;
    size_t words;
    uint64_t *alone;
    lb_f2_space space;  /* of pairs T, of a full class V */
    bool has_form;      /* of a full class: q is well defined on V */
    bool has_radical;   /* of a full class: R is not 0 */
    uint64_t *vertices; /* of pairs: the u_a, reduced modulo T */
    mpz_t size;         /* of S */
} lb_variance_class;

/* Component number c. LB_INTERNAL when what is found disagrees with the classification,
 * LB_UNDECIDED when a limit came first; nothing is then initialized. */
lb_status lb_variance_class_init(lb_variance_class *s, const lb_classification *classification,
                                 uint32_t c, lb_run *run, lb_error *error) LB_MUST_CHECK;
void lb_variance_class_clear(lb_variance_class *s);

/* P and t are dense strings. */
bool lb_variance_class_contains(const lb_variance_class *s, const uint64_t *P);
/* Whether t is in T. It is the sum of two strings of S, so in V, and q(t) = 0 if they commute. */
bool lb_variance_class_shifts(const lb_variance_class *s, const uint64_t *t);
/* The number of strings of S among the sums of `count` independent strings that commute with each
 * other. False when a limit came first. */
bool lb_variance_class_count(mpz_t number, const lb_variance_class *s, const uint64_t *group,
                             uint32_t count, lb_run *run);

#endif
