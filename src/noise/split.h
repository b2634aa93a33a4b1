/* Terms of a generator in a fixed order, and a term as gates on one and two qubits around a
 * rotation on one. */

#ifndef LB_NOISE_SPLIT_H
#define LB_NOISE_SPLIT_H

#include <liebound/noise.h>

#include "circuit/spectral.h"

/* The terms of factor H without the identity, by span, then by first qubit; the caller frees them. */
lb_spectral_term *lb_split_terms(size_t *length, const lb_sum_struct *H, const mpq_t factor);
bool lb_split_commute(const lb_spectral_term *terms, size_t length);

typedef struct lb_split_gate {
    lb_fixed_gate gate; /* H, SX or CX */
    uint32_t qubits[2];
} lb_split_gate;
#define LB_SPLIT_MAX (2 * LB_NOISE_QUBITS_MAX)

/* exp(-i theta c P) = V^dagger exp(-i theta core) V for the gates of V, first to last, whose number
 * is returned; core acts on one qubit. */
size_t lb_split(lb_split_gate gates[LB_SPLIT_MAX], lb_spectral_term *core,
                const lb_spectral_term *term);

/* Stages of a generator that is split, with the gates of all terms side by side. */
size_t lb_split_stages(const lb_spectral_term *terms, size_t length);

#endif
