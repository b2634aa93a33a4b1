#include "pauli/clifford.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* G^dagger P G for P = X and Z on the first qubit of the gate, then on the second: a sign and the
 * letters on its qubits. */
typedef struct gate_rule {
    const char *name;
    int qubits;
    const char *images[4];
} gate_rule;

static const gate_rule rules[LB_FIXED_GATES] = {
    [LB_GATE_H] = {"H", 1, {"+Z", "+X"}},
    [LB_GATE_S] = {"S", 1, {"-Y", "+Z"}},
    [LB_GATE_SDG] = {"Sdg", 1, {"+Y", "+Z"}},
    [LB_GATE_X] = {"X", 1, {"+X", "-Z"}},
    [LB_GATE_Y] = {"Y", 1, {"-X", "-Z"}},
    [LB_GATE_Z] = {"Z", 1, {"-X", "+Z"}},
    [LB_GATE_SX] = {"SX", 1, {"+X", "+Y"}},
    [LB_GATE_SXDG] = {"SXdg", 1, {"+X", "-Y"}},
    [LB_GATE_CX] = {"CX", 2, {"+XX", "+ZI", "+IX", "+ZZ"}},
    [LB_GATE_CY] = {"CY", 2, {"+XY", "+ZI", "+ZX", "+ZZ"}},
    [LB_GATE_CZ] = {"CZ", 2, {"+XZ", "+ZI", "+ZX", "+IZ"}},
    [LB_GATE_SWAP] = {"SWAP", 2, {"+IX", "+IZ", "+XI", "+ZI"}},
    [LB_GATE_ISWAP] = {"iSWAP", 2, {"-ZY", "+IZ", "-YZ", "+ZI"}},
    [LB_GATE_ECR] = {"ECR", 2, {"-YX", "-ZI", "+IX", "+ZY"}},
};

const char *lb_fixed_gate_name(lb_fixed_gate gate)
{
    return rules[gate].name;
}

int lb_fixed_gate_qubits(lb_fixed_gate gate)
{
    return rules[gate].qubits;
}

void lb_clifford_init(lb_clifford *V, size_t qubits)
{
    *V = (lb_clifford){.qubits = qubits};
    V->images = lb_calloc(2 * qubits, sizeof *V->images);
}

void lb_clifford_clear(lb_clifford *V)
{
    for (size_t i = 0; i < 2 * V->qubits; i++)
        lb_string_clear(V->images[i].string);
    free(V->images);
    *V = (lb_clifford){0};
}

/* P <- P times the image of a letter on a qubit; returns the power of i. */
static unsigned multiply_image(lb_string_t P, const lb_clifford *V, uint32_t qubit, char letter)
{
    static const lb_clifford_image unknown = {.known = false};
    unsigned e = letter == 'Y';
    for (int part = 0; part < 2; part++) {
        if (letter == (part ? 'X' : 'Z'))
            continue;
        const lb_clifford_image *image =
            qubit < V->qubits ? &V->images[2 * (size_t)qubit + (size_t)part] : &unknown;
        lb_string_t itself;
        lb_string_init(itself);
        if (!image->known)
            lb_string_set_letter(itself, qubit, part ? 'Z' : 'X');
        e += lb_string_multiply(P, P, image->known ? image->string : itself);
        e += image->negative ? 2 : 0;
        lb_string_clear(itself);
    }
    return e & 3;
}

void lb_clifford_append(lb_clifford *V, lb_fixed_gate gate, const uint32_t qubits[2])
{
    const gate_rule *rule = &rules[gate];
    lb_clifford_image new[4] = {0};
    assert(rule->qubits == 1 || qubits[0] != qubits[1]);
    for (int i = 0; i < 2 * rule->qubits; i++) {
        unsigned e = rule->images[i][0] == '-' ? 2 : 0;
        lb_string_init(new[i].string);
        for (int q = 0; q < rule->qubits; q++)
            if (rule->images[i][1 + q] != 'I')
                e += multiply_image(new[i].string, V, qubits[q], rule->images[i][1 + q]);
        assert(!(e & 1));
        new[i].negative = (e & 2) != 0;
        new[i].known = true;
    }
    for (int i = 0; i < 2 * rule->qubits; i++) {
        lb_clifford_image *image = &V->images[2 * (size_t)qubits[i / 2] + (size_t)(i % 2)];
        lb_string_clear(image->string);
        *image = new[i];
    }
}

bool lb_clifford_apply(lb_string_t R, const lb_clifford *V, const lb_string_t P)
{
    unsigned e = 0;
    lb_string_identity(R);
    for (uint32_t b = 0; b < P->length; b++) {
        const lb_block *block = &P->blocks[b];
        for (uint64_t left = block->x | block->z; left; left &= left - 1) {
            int bit = __builtin_ctzll(left);
            bool x = block->x >> bit & 1, z = block->z >> bit & 1;
            e += multiply_image(R, V, 64 * block->index + (uint32_t)bit, x ? z ? 'Y' : 'X' : 'Z');
        }
    }
    assert(!(e & 1));
    return (e & 2) != 0;
}

void lb_clifford_apply_sum(lb_sum_t R, const lb_clifford *V, const lb_sum_t S)
{
    lb_sum_t image;
    lb_string_t P;
    mpq_t c;
    mpq_init(c);
    lb_string_init(P);
    lb_sum_init(image, S->qubits);
    for (size_t t = 0; t < S->length; t++) {
        mpq_set(c, &S->coefficients[t]);
        if (lb_clifford_apply(P, V, &S->strings[t]))
            mpq_neg(c, c);
        lb_sum_append(image, c, P);
    }
    lb_sum_normalize(image);
    lb_sum_clear(R);
    *R = *image;
    lb_string_clear(P);
    mpq_clear(c);
}
