#include <stdlib.h>
#include <string.h>

#include <liebound/cartan.h>

#include "base/memory.h"
#include "pauli/dense.h"

static void set_all(lb_string_t S, size_t qubits, char letter)
{
    for (size_t q = 0; q < qubits; q++)
        lb_string_set_letter(S, (uint32_t)q, letter);
}

/* S becomes the one string of a generator in the .alg language. */
static lb_status parse_string(lb_string_t S, const char *text, size_t qubits, lb_error *error)
{
    char *source = lb_sprintf("qubits %zu\ngenerator %s\n", qubits, text);
    lb_ansatz_t A;
    lb_error inner;
    lb_status status = strpbrk(text, "\n;") ? LB_USAGE
                                            : lb_ansatz_parse(A, source, strlen(source),
                                                              "involution", NULL, 0, &inner);
    free(source);
    bool single = !status && A->generator_count == 1 && A->generators->length == 1;
    if (single)
        lb_string_set(S, A->generators->strings);
    if (!status)
        lb_ansatz_clear(A);
    return single ? LB_OK
                  : lb_fail(error, LB_USAGE,
                            "the involution '%.60s' is none of transpose, even-odd, parity, and a "
                            "string such as \"Z[0] X[1]\", nor transpose with a string",
                            text);
}

lb_status lb_involution_init(lb_involution *involution, const char *text, size_t qubits,
                             lb_error *error)
{
    static const char transpose[] = "transpose";
    lb_status status = LB_OK;
    lb_involution made = {.transposes = false, .qubits = qubits};
    lb_string_init(made.string);
    size_t prefix = strncmp(text, transpose, sizeof transpose - 1) ? 0 : sizeof transpose - 1;
    made.transposes = prefix || !strcmp(text, "even-odd");
    if (!strcmp(text, "even-odd"))
        set_all(made.string, qubits, 'Y');
    else if (!strcmp(text, "parity"))
        set_all(made.string, qubits, 'Z');
    else if (!prefix || text[prefix] == ' ')
        status = parse_string(made.string, text + prefix, qubits, error);
    else if (text[prefix])
        status = parse_string(made.string, text, qubits, error);
    if (status)
        lb_string_clear(made.string);
    else
        *involution = made;
    return status;
}

void lb_involution_clear(lb_involution *involution)
{
    lb_string_clear(involution->string);
}

/* The bits of a block that stand for qubits below this number. */
static uint64_t mask_below(const lb_block *block, size_t qubits)
{
    size_t first = 64 * (size_t)block->index;
    if (first >= qubits)
        return 0;
    return qubits - first >= 64 ? UINT64_MAX : (UINT64_C(1) << (qubits - first)) - 1;
}

/* S P S = +-P as they commute or not; P^T = (-1)^y P with y letters Y. */
bool lb_involution_fixes(const lb_involution *involution, const lb_string_t P)
{
    bool minus = lb_string_anticommutes(involution->string, P);
    int y = 0;
    for (uint32_t i = 0; i < P->length && involution->transposes; i++)
        y += lb_popcount(P->blocks[i].x & P->blocks[i].z &
                         mask_below(P->blocks + i, involution->qubits));
    return involution->transposes ? minus == (y % 2 == 0) : !minus;
}
