/* Claims of orbits by conjugated generators, in the kind "rank". */

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "certificate/writer.h"
#include "orbit/conjugate_rank.h"
#include "state/state.h"

/* The bounds of proofs/README.md. */
enum { QUBITS_MAX = 22 };
static const double ENTRIES_MAX = 1u << 27, STEPS_MAX = 274877906944;

/* Of the states, infinitely many where one is too large. */
static double count_amplitudes(const lb_state_struct *states, size_t count)
{
    double amplitudes = 0;
    for (size_t s = 0; s < count; s++)
        amplitudes += states[s].qubits > QUBITS_MAX ? HUGE_VAL : exp2((double)states[s].qubits);
    return amplitudes;
}

static bool fits(const lb_ansatz_struct *A, double amplitudes, size_t count,
                 const lb_conjugate_list *list)
{
    double terms = 0;
    for (size_t v = 0; v < list->count; v++)
        terms += (double)A->generators[list->vectors[v].generator].length;
    for (size_t r = 0; r < list->rotation_count; r++)
        terms += (double)A->generators[list->rotations[r].generator].length;
    return amplitudes * (double)(list->count + count) <= ENTRIES_MAX &&
           amplitudes * terms <= STEPS_MAX;
}

/* Rotations have the opposite sign there. */
static void print(FILE *stream, const lb_conjugate_list *list, uint32_t prime)
{
    size_t r = 0;
    fprintf(stream, "\nvectors %zu modulo %" PRIu32 "\n", list->count, prime);
    for (size_t v = 0; v < list->count; v++) {
        fprintf(stream, "g%" PRIu32, list->vectors[v].generator);
        for (; r < list->vectors[v].end; r++)
            fprintf(stream, " g%" PRIu32 " %" PRIu32, list->rotations[r].generator,
                    prime - list->rotations[r].t);
        fputc('\n', stream);
    }
}

lb_status lb_certificate_conjugates(lb_claim_text *T, const lb_ansatz_struct *A, size_t state,
                                    size_t at_least, const uint32_t *numbers,
                                    const lb_run_options *run, lb_error *error)
{
    bool all = state == LB_EXACT_ALL_STATES;
    size_t first = all ? 0 : state, count = all ? A->state_count : 1;
    lb_conjugate_list list = {0};
    lb_conjugate_rank_options options = {.at_most = at_least, .seed = 1, .list = &list};
    lb_conjugate_rank found;
    double amplitudes = count_amplitudes(A->states + first, count);
    if (amplitudes * (double)(at_least + count) > ENTRIES_MAX)
        return LB_OK;
    options.run = *run;
    lb_error problem;
    lb_status status =
        lb_conjugate_rank_compute(&found, A, A->states + first, count, &options, &problem);
    if (!status && found.rank >= at_least && fits(A, amplitudes, count, &list)) {
        FILE *stream = lb_open_text(&T->text, &T->length);
        fprintf(stream, "conjugates %zu of", found.rank);
        for (size_t s = 0; s < count; s++)
            fprintf(stream, " %" PRIu32, numbers[first + s]);
        print(stream, &list, found.prime);
        lb_close_text(stream);
    }
    lb_conjugate_list_clear(&list);
    if (status == LB_INTERNAL && error)
        *error = problem;
    return status == LB_INTERNAL ? status : LB_OK;
}
