/* Random circuits with fixed gates, shared angles and a first layer. */

#ifndef LB_TESTS_RANDOM_LAYERS_H
#define LB_TESTS_RANDOM_LAYERS_H

#include <stdio.h>

#include <liebound/layers.h>

#include "base/random.h"
#include "random_generators.h"

/* A rotation by a multiple of pi/4, or of pi/12. */
static inline void add_turn(lb_layers_struct *L, lb_layer_part part, lb_random *random)
{
    lb_string_t P;
    mpq_t factor;
    mpq_init(factor);
    lb_string_init(P);
    for (uint32_t q = 0; q < L->qubits; q++)
        lb_string_set_letter(P, q, "IXYZ"[lb_random_below(random, 4)]);
    long parts = lb_random_below(random, 3) ? 8 : 24;
    mpq_set_si(factor, (long)lb_random_below(random, 49) - 24, (unsigned long)parts);
    mpq_canonicalize(factor);
    lb_layers_add_turn(L, part, P, factor);
    lb_string_clear(P);
    mpq_clear(factor);
}

/* A random circuit; generators of one or two commuting terms. */
static inline lb_layers_struct *random_layers(lb_random *random, size_t n, bool with_first,
                                              bool turns)
{
    lb_layers_struct *L = lb_layers_new(n);
    size_t generators = 1 + lb_random_below(random, 3);
    for (size_t k = 0; k < generators; k++) {
        lb_sum_t H;
        lb_sum_init(H, n);
        random_generator(H, random, 1 + lb_random_below(random, 2), true);
        lb_layers_add_generator(L, NULL, H);
        lb_sum_clear(H);
    }
    for (int part = with_first ? 0 : 1; part < LB_PARTS; part++) {
        size_t gates = 2 + lb_random_below(random, 7), names = 1 + lb_random_below(random, 4);
        for (size_t g = 0; g < gates; g++) {
            if (turns && g && !lb_random_below(random, 4)) {
                add_turn(L, (lb_layer_part)part, random);
                continue;
            }
            if (g && lb_random_below(random, 2)) {
                lb_fixed_gate gate = (lb_fixed_gate)lb_random_below(random, LB_FIXED_GATES);
                uint32_t q[2] = {(uint32_t)lb_random_below(random, n), 0};
                q[1] = (uint32_t)((q[0] + 1 + lb_random_below(random, n - 1)) % n);
                lb_layers_add_fixed(L, (lb_layer_part)part, gate, q);
                continue;
            }
            char name[8] = "";
            if (lb_random_below(random, 2))
                snprintf(name, sizeof name, "a%zu", (size_t)lb_random_below(random, names));
            mpq_t factor;
            mpq_init(factor);
            mpq_set_si(factor, (long)lb_random_below(random, 5) - 2, 2);
            mpq_canonicalize(factor);
            if (!mpq_sgn(factor))
                mpq_set_ui(factor, 1, 1);
            lb_layers_add_rotation(L, (lb_layer_part)part, lb_random_below(random, generators),
                                   lb_layers_angle(L, (lb_layer_part)part, name), factor);
            mpq_clear(factor);
        }
    }
    return L;
}

#endif
