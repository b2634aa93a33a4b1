#include "ansatz/language/mapping.h"

#include <string.h>

#include "base/text.h"

lb_mapping lb_mapping_find(const char *name, size_t length)
{
    static const char *const names[] = {"jw", "parity", "bk"};
    for (int m = 0; m < 3; m++)
        if (lb_same(name, length, names[m]))
            return (lb_mapping)(LB_MAP_JW + m);
    return LB_MAP_NONE;
}

/* The lowest bit that is set: node j of the tree, counted from 1, covers so many modes up to j. */
static size_t covered(size_t j)
{
    return j & (~j + 1);
}

/* The node behind j that knows all that j knows, or one beyond the last. */
static size_t next_above(size_t j, lb_mapping mapping, size_t qubits)
{
    if (mapping == LB_MAP_JW)
        return qubits + 1;
    return mapping == LB_MAP_PARITY ? j + 1 : j + covered(j);
}

/* W = X_p. */
static void flip(lb_string_t W, lb_mapping mapping, size_t qubits, size_t p)
{
    lb_string_identity(W);
    for (size_t j = p + 1; j <= qubits; j = next_above(j, mapping, qubits))
        lb_string_set_letter(W, (uint32_t)j - 1, 'X');
}

/* W = Z^{P(p)}, the identity for p = -1. */
static void parity(lb_string_t W, lb_mapping mapping, int64_t p)
{
    lb_string_identity(W);
    for (size_t j = (size_t)(p + 1); j > 0;) {
        lb_string_set_letter(W, (uint32_t)j - 1, 'Z');
        j = mapping == LB_MAP_JW ? j - 1 : mapping == LB_MAP_PARITY ? 0 : j - covered(j);
    }
}

void lb_mapping_occupation(lb_string_t W, lb_mapping mapping, size_t p)
{
    lb_string_t before;
    lb_string_init(before);
    parity(before, mapping, (int64_t)p - 1);
    parity(W, mapping, (int64_t)p);
    (void)lb_string_multiply(W, W, before);
    lb_string_clear(before);
}

/* i Y_p = -X_p Z_p. */
void lb_mapping_ladder(lb_operator *A, lb_mapping mapping, size_t qubits, size_t p, bool creates)
{
    lb_string_t before, X, upto;
    mpq_t half;
    mpq_init(half);
    lb_string_init(before);
    lb_string_init(X);
    lb_string_init(upto);
    parity(before, mapping, (int64_t)p - 1);
    parity(upto, mapping, (int64_t)p);
    flip(X, mapping, qubits, p);
    mpq_set_ui(half, 1, 2);
    /* Z^{P(p-1)} X_p Z^{P(p-1)} Z^{P(p)} = Z^{P(p-1)} X_p Z_p, since Z_p = Z^{P(p-1)} Z^{P(p)}. */
    unsigned e = lb_string_multiply(X, before, X);
    lb_operator_append(A, e, half, X);
    e += lb_string_multiply(before, before, upto);
    e += lb_string_multiply(X, X, before) + (creates ? 0 : 2);
    lb_operator_append(A, e, half, X);
    (void)lb_operator_normalize(A, NULL);
    lb_string_clear(before);
    lb_string_clear(X);
    lb_string_clear(upto);
    mpq_clear(half);
}

void lb_mapping_label(char *bits, const char *occupied, lb_mapping mapping, size_t qubits)
{
    memset(bits, '0', qubits);
    for (size_t p = 0; p < qubits; p++)
        for (size_t j = p + 1; occupied[p] == '1' && j <= qubits;
             j = next_above(j, mapping, qubits))
            bits[j - 1] = bits[j - 1] == '0' ? '1' : '0';
}
