#include "ansatz/language/compound_gates.h"

#include <string.h>

/* With controls c, |1><1| = (1 - Z)/2 on each: CCZ = exp(i pi/8 (1 - Z_a)(1 - Z_b)(1 - Z_c)), and a turn
 * for every product of letters; likewise S with one control. T is diag(1, e^(i pi/4)). */
typedef struct compound {
    const char *name, *letters; /* of the turns about all products of some of these letters */
    int eighths;                /* of the single letters, in the other order of signs */
    bool swaps;                 /* between two CX of the last qubit on the one before */
    int turned; /* 0, or eighths of Y on the last qubit behind, and against it before */
} compound;

static const compound compounds[] = {
    {"t", "Z", 1, false, 0},        {"tdg", "Z", -1, false, 0},      {"tdag", "Z", -1, false, 0},
    {"cs", "ZZ", 1, false, 0},      {"csdg", "ZZ", -1, false, 0},    {"ccz", "ZZZ", 1, false, 0},
    {"ccx", "ZZX", 1, false, 0},    {"toffoli", "ZZX", 1, false, 0}, {"cswap", "ZZX", 1, true, 0},
    {"fredkin", "ZZX", 1, true, 0}, {"ch", "ZZ", 2, false, 1}};

int lb_compound_gate_find(const char *name)
{
    for (size_t i = 0; i < sizeof compounds / sizeof *compounds; i++)
        if (!strcmp(name, compounds[i].name))
            return (int)i;
    return -1;
}

int lb_compound_gate_qubits(int number)
{
    return (int)strlen(compounds[number].letters);
}

static void add_turn(lb_layers_struct *L, lb_layer_part part, const char *letters,
                     const uint32_t *qubits, size_t subset, int eighths)
{
    lb_string_t P;
    mpq_t factor;
    mpq_init(factor);
    lb_string_init(P);
    for (size_t i = 0; letters[i]; i++)
        if (subset >> i & 1)
            lb_string_set_letter(P, qubits[i], letters[i]);
    mpq_set_si(factor, eighths, 8);
    mpq_canonicalize(factor);
    lb_layers_add_turn(L, part, P, factor);
    lb_string_clear(P);
    mpq_clear(factor);
}

void lb_compound_gate_add(lb_layers_struct *L, lb_layer_part part, int number,
                          const uint32_t *qubits)
{
    const compound *gate = &compounds[number];
    size_t count = strlen(gate->letters), last = count - 1;
    const uint32_t swapped[2] = {qubits[last], qubits[last ? last - 1 : 0]};
    if (gate->swaps)
        lb_layers_add_fixed(L, part, LB_GATE_CX, swapped);
    if (gate->turned)
        add_turn(L, part, "YY", qubits, (size_t)1 << last, -gate->turned);
    for (size_t subset = 1; subset < (size_t)1 << count; subset++) {
        bool odd = __builtin_parityll(subset);
        add_turn(L, part, gate->letters, qubits, subset, odd ? gate->eighths : -gate->eighths);
    }
    if (gate->turned)
        add_turn(L, part, "YY", qubits, (size_t)1 << last, gate->turned);
    if (gate->swaps)
        lb_layers_add_fixed(L, part, LB_GATE_CX, swapped);
}

void lb_layers_add_turns(lb_layers_struct *L, lb_layer_part part, const lb_sum_t H,
                         const mpq_t factor)
{
    mpq_t product;
    mpq_init(product);
    for (size_t t = 0; t < H->length; t++) {
        mpq_mul(product, factor, &H->coefficients[t]);
        if (H->strings[t].length)
            lb_layers_add_turn(L, part, &H->strings[t], product);
    }
    mpq_clear(product);
}
