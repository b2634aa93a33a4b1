/* States, in the kinds "orbit" and "rank". */

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "certificate/writer.h"
#include "state/state.h"

void lb_certificate_write_label(lb_output *output, const lb_string_t P, size_t qubits)
{
    char *label = lb_string_run_label(P, qubits);
    lb_certificate_write_text(output, label);
    free(label);
}

void lb_certificate_write_basis(lb_output *output, const uint64_t *bits, size_t qubits)
{
    lb_string_t P;
    lb_string_init(P);
    for (uint32_t q = 0; q < qubits; q++)
        if (bits[q / 64] >> q % 64 & 1)
            lb_string_set_letter(P, q, 'X');
    lb_certificate_write_label(output, P, qubits);
    lb_string_clear(P);
}

static void write_stabilizers(lb_output *output, const lb_state_struct *given)
{
    lb_stabilizer state;
    lb_state_stabilizer(&state, given);
    lb_output_print(output, "state %zu\n", state.qubits);
    for (size_t j = 0; j < state.count; j++) {
        lb_certificate_write_text(output, state.given_negative[j] ? "-" : "");
        lb_certificate_write_label(output, state.given + j, state.qubits);
        lb_certificate_write_text(output, "\n");
    }
    lb_stabilizer_clear(&state);
}

static void write_part(lb_output *output, const mpz_t part)
{
    char *text = lb_malloc(mpz_sizeinbase(part, 10) + 2, 1);
    lb_certificate_write_text(output, mpz_get_str(text, 10, part));
    lb_certificate_write_text(output, " ");
    free(text);
}

static void write_amplitudes(lb_output *output, const lb_amplitudes *psi)
{
    lb_output_print(output, "vector %zu\n", psi->count);
    for (size_t a = 0; a < psi->count; a++) {
        write_part(output, &psi->parts[2 * a]);
        write_part(output, &psi->parts[2 * a + 1]);
        lb_certificate_write_basis(output, psi->bits + psi->words * a, psi->qubits);
        lb_certificate_write_text(output, "\n");
    }
}

void lb_certificate_number_states(uint32_t *numbers, const lb_state_struct *states, size_t count)
{
    uint32_t number = 0;
    for (size_t s = 0; s < count; s++) {
        numbers[s] = number;
        number += states[s].is_exact;
    }
}

void lb_certificate_write_states(lb_output *output, const lb_state_struct *states, size_t count)
{
    size_t exact = 0;
    for (size_t s = 0; s < count; s++)
        exact += states[s].is_exact;
    lb_output_print(output, "states %zu\n", exact);
    for (size_t s = 0; s < count; s++)
        if (!states[s].amplitudes)
            write_stabilizers(output, states + s);
        else if (states[s].is_exact)
            write_amplitudes(output, states[s].amplitudes);
}
