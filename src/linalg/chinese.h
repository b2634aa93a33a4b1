/* From residues modulo several primes to a fraction: Chinese remainders give it modulo the product M,
 * rational reconstruction the one fraction with numerator and denominator at most sqrt(M/2) that has
 * this residue. What comes out is a guess until it is checked. */

#ifndef LB_LINALG_CHINESE_H
#define LB_LINALG_CHINESE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <flint/flint.h>
#include <flint/fmpq.h>

typedef struct lb_chinese {
    size_t count;
    fmpz_t product;    /* M */
    fmpz *idempotents; /* 1 modulo its prime, 0 modulo the others */
} lb_chinese;

void lb_chinese_init(lb_chinese *chinese, const uint64_t *primes, size_t count);
void lb_chinese_clear(lb_chinese *chinese);

/* The fraction with these residues, one for each prime; false when there is none. */
bool lb_chinese_lift(fmpq_t fraction, const lb_chinese *chinese, const uint64_t *residues);

#endif
