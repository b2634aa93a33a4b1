#include "structure/sign_strings.h"

#include "base/lanes.h"
#include "pauli/dense.h"

#define HALF     32
#define CONSTANT (UINT64_C(1) << 63) /* the right side of an equation */

/* Equations in echelon form: row i has the pivot i, which no other row has. */
typedef struct equations {
    uint64_t rows[2 * HALF]; /* 0 where there is none */
    bool solvable;
} equations;

static void add_equation(equations *e, uint64_t row)
{
    for (unsigned i = 0; i < 2 * HALF - 1; i++)
        if (row >> i & 1 && e->rows[i])
            row ^= e->rows[i];
    if (row == CONSTANT)
        e->solvable = false;
    if (!(row & ~CONSTANT))
        return;
    unsigned pivot = (unsigned)__builtin_ctzll(row & ~CONSTANT);
    for (unsigned i = 0; i < 2 * HALF - 1; i++)
        if (e->rows[i] >> pivot & 1)
            e->rows[i] ^= row;
    e->rows[pivot] = row;
}

void lb_sign_strings_find(lb_sign_strings *found, const lb_ansatz_t A,
                          bool bit(const lb_string_t P))
{
    equations e = {.solvable = true};
    for (size_t k = 0; k < A->generator_count; k++)
        for (size_t t = 0; t < A->generators[k].length; t++) {
            uint64_t dense[2];
            const lb_string_struct *P = A->generators[k].strings + t;
            lb_dense_from_string(dense, P, 1);
            add_equation(&e, dense[1] | dense[0] << HALF | (bit && bit(P) ? CONSTANT : 0));
        }
    *found = (lb_sign_strings){.solvable = e.solvable};
    for (unsigned i = 0; i < 2 * HALF - 1; i++)
        if (e.rows[i] & CONSTANT)
            found->one |= UINT64_C(1) << i;
    for (unsigned free = 0; free < 2 * HALF - 1; free++) {
        uint64_t S = UINT64_C(1) << free;
        if (free % HALF >= A->qubits || e.rows[free])
            continue;
        for (unsigned i = 0; i < 2 * HALF - 1; i++)
            if (e.rows[i] >> free & 1)
                S |= UINT64_C(1) << i;
        found->strings[found->count++] = S;
    }
}

/* P^T = (-1)^(number of Y) P, and S P S^-1 is to be -P^T. */
static bool is_not_reversed(const lb_string_t P)
{
    uint64_t dense[2];
    lb_dense_from_string(dense, P, 1);
    return lb_popcount(dense[0] & dense[1]) % 2 == 0;
}

bool lb_string_duality(uint64_t S[2], const lb_ansatz_t A)
{
    lb_sign_strings found;
    lb_sign_strings_find(&found, A, is_not_reversed);
    S[0] = (uint32_t)found.one;
    S[1] = found.one >> HALF;
    return found.solvable;
}
