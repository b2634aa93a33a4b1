/* Generators at random. */

#ifndef LB_TESTS_RANDOM_SUMS_H
#define LB_TESTS_RANDOM_SUMS_H

#include <liebound/ansatz.h>
#include <string.h>

#include "base/random.h"

/* Add a sum of strings with coefficients that `coefficient` draws; each letter is drawn from all
 * four, as often as they stand in `letters`. */
static inline void add_random_sum(lb_ansatz_t A, size_t terms, const char *letters,
                                  void (*coefficient)(mpq_t c, lb_random *random),
                                  lb_random *random)
{
    lb_sum_t H;
    lb_string_t P;
    mpq_t c;
    lb_sum_init(H, A->qubits);
    lb_string_init(P);
    mpq_init(c);
    for (size_t t = 0; t < terms; t++) {
        for (uint32_t q = 0; q < A->qubits; q++)
            lb_string_set_letter(P, q, letters[lb_random_below(random, strlen(letters))]);
        coefficient(c, random);
        mpq_canonicalize(c);
        lb_sum_append(H, c, P);
    }
    lb_ansatz_add_generator(A, NULL, H);
    mpq_clear(c);
    lb_string_clear(P);
    lb_sum_clear(H);
}

#endif
