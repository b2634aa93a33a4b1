#include "pauli/dense.h"

#include <string.h>

#include "base/memory.h"

void lb_dense_from_string(uint64_t *dense, const lb_string_t P, size_t words)
{
    memset(dense, 0, 2 * words * sizeof *dense);
    for (uint32_t i = 0; i < P->length; i++) {
        dense[P->blocks[i].index] = P->blocks[i].x;
        dense[words + P->blocks[i].index] = P->blocks[i].z;
    }
}

void lb_dense_to_string(lb_string_t P, const uint64_t *dense, size_t words)
{
    uint32_t length = 0;
    for (size_t w = 0; w < words; w++)
        length += (dense[w] | dense[words + w]) != 0;
    if (length > P->capacity) {
        P->blocks = lb_realloc(P->blocks, length, sizeof *P->blocks);
        P->capacity = length;
    }
    P->length = 0;
    for (size_t w = 0; w < words; w++)
        if (dense[w] | dense[words + w])
            P->blocks[P->length++] = (lb_block){dense[w], dense[words + w], (uint32_t)w};
}
