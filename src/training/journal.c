#include "training/journal.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

bool lb_journal_recall(lb_training_journal *J, size_t M, double *loss, double *gradient)
{
    if (J->told == J->count)
        return false;
    const double *entry = J->entries + (M + 1) * J->told++;
    *loss = entry[0];
    memcpy(gradient, entry + 1, M * sizeof *gradient);
    return true;
}

void lb_journal_append(lb_training_journal *J, size_t M, double loss, const double *gradient)
{
    J->entries = lb_grow(J->entries, &J->capacity, (J->count + 1) * (M + 1), sizeof *J->entries);
    double *entry = J->entries + (M + 1) * J->count++;
    entry[0] = loss;
    memcpy(entry + 1, gradient, M * sizeof *gradient);
    J->told = J->count;
}

void lb_journal_clear(lb_training_journal *J)
{
    free(J->entries);
    *J = (lb_training_journal){0};
}
