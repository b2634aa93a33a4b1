#include "structure/frame.h"

#include <stdlib.h>

#include "base/memory.h"

/* Where each string occurs. */
static void index_strings(lb_frame *frame)
{
    size_t count = frame->strings->count;
    frame->first = lb_calloc(count + 2, sizeof *frame->first);
    for (uint32_t a = 0; a < frame->dimension; a++)
        for (uint32_t i = 0; i < frame->rows[a].length; i++)
            frame->first[frame->rows[a].terms[i].column + 2]++;
    for (size_t c = 0; c < count; c++)
        frame->first[c + 2] += frame->first[c + 1];
    frame->occurrences = lb_malloc(frame->first[count + 1], sizeof *frame->occurrences);
    for (uint32_t a = 0; a < frame->dimension; a++)
        for (uint32_t i = 0; i < frame->rows[a].length; i++) {
            const lb_term *term = frame->rows[a].terms + i;
            frame->occurrences[frame->first[term->column + 1]++] = (lb_term){term->value, a};
        }
}

bool lb_frame_init(lb_frame *frame, const lb_rational *rows, const uint32_t *pivots, uint32_t count,
                   lb_string_table *strings, uint64_t prime)
{
    *frame = (lb_frame){.strings = strings, .pivots = pivots, .dimension = count};
    nmod_init(&frame->modulus, prime);
    frame->rows = lb_sparse_vectors_reduce(rows, count, frame->modulus);
    if (!frame->rows)
        return false;
    index_strings(frame);
    return true;
}

void lb_frame_clear(lb_frame *frame)
{
    lb_sparse_vectors_clear(frame->rows, frame->dimension);
    free(frame->first);
    free(frame->occurrences);
}

void lb_frame_trace_form(uint64_t *form, const lb_frame *frame, const uint64_t *x)
{
    nmod_t p = frame->modulus;
    for (uint32_t a = 0; a < frame->dimension; a++)
        form[a] = 0;
    for (size_t c = 0; c < frame->strings->count; c++) {
        uint64_t entry = 0;
        for (size_t i = frame->first[c]; i < frame->first[c + 1]; i++) {
            const lb_term *at = frame->occurrences + i;
            entry = nmod_add(entry, nmod_mul(at->value, x[at->column], p), p);
        }
        for (size_t i = frame->first[c]; entry && i < frame->first[c + 1]; i++) {
            const lb_term *at = frame->occurrences + i;
            form[at->column] = nmod_add(form[at->column], nmod_mul(at->value, entry, p), p);
        }
    }
}
