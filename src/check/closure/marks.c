/* Marked generators: with Z on a qubit of its own added to each of K generators, they generate an
 * algebra from which the dimensions of g and of [g,g] can be read off.
 *
 * Marks commute with everything, so g' = span of the marked generators + [g,g], a direct sum, and
 * dim [g,g] = dim g' - K. Leaving marks out takes g' onto g. The rows of a basis of g' that are of
 * marks alone go to zero; the others go to independent vectors when each has a pivot that is no
 * mark, for it stays, and is in no other row. */

#include "check/check.h"

#include <inttypes.h>
#include <string.h>

void lb_check_mark_generator(lb_check_closure *C)
{
    lb_check_strings *S = &C->strings;
    lb_check_sums *g = &C->generators;
    size_t qubit = (size_t)C->reader->report->qubits + g->count - 1;
    memset(S->product, 0, 2 * S->words * sizeof *S->product);
    S->product[S->words + qubit / 64] = (uint64_t)1 << qubit % 64;
    g->ids = lb_check_grow(g->ids, &g->id_capacity, g->length + 1, sizeof *g->ids);
    g->ids[g->length] = lb_check_strings_intern(S, S->product);
    lb_check_integers_grow(&g->coefficients, g->length + 1);
    lb_check_integer_set(&g->coefficients.at[g->length++], 1);
    g->start[g->count] = g->length;
}

/* Whether a string is I on all qubits of the generators, and not the identity. */
static bool is_mark(const lb_check_closure *C, uint32_t id)
{
    const lb_check_strings *S = &C->strings;
    return lb_check_record_at(S, id)->weight > 0 &&
           lb_check_is_unmoved(&C->symmetry, lb_check_words_of(S, id));
}

/* Whether all of row i are marks. */
static bool is_of_marks(const lb_check_closure *C, size_t i)
{
    for (size_t t = C->rows.start[i]; t < C->rows.start[i + 1]; t++)
        if (!is_mark(C, C->rows.ids[t]))
            return false;
    return true;
}

bool lb_check_marks(lb_check_closure *C)
{
    lb_check_report *report = C->reader->report;
    const lb_check_sums *rows = &C->rows;
    report->marks = 0;
    for (size_t i = 0; i < rows->count; i++) {
        bool of_marks = is_of_marks(C, i);
        if (!of_marks && is_mark(C, rows->ids[rows->start[i]]))
            return lb_check_fail(C->reader, "the pivot of row %zu is a mark, and not all of it", i);
        report->marks += of_marks;
    }
    return true;
}
