/* What a closure tells of itself. */

#include "closure/closure_data.h"

const lb_algebra_struct *lb_closure_algebra(const lb_closure *closure)
{
    return closure->classified ? closure->classification.algebra : NULL;
}

bool lb_closure_string_summary(lb_string_summary *summary, const lb_closure *closure)
{
    if (!closure->classified)
        return false;
    const lb_strings *set = &closure->classification.set;
    *summary = (lb_string_summary){set->count, set->repeated_count, set->component_count,
                                   lb_classification_largest(&closure->classification)};
    return true;
}

bool lb_closure_is_proved(const lb_closure *closure)
{
    return closure->proved;
}

void lb_closure_dimension(mpz_t D, const lb_closure *closure)
{
    if (closure->classified)
        lb_algebra_dimension(D, closure->classification.algebra);
    else
        mpz_set_ui(D, closure->dimension);
}

void lb_closure_symmetry_order(mpz_t order, const lb_closure *closure)
{
    mpz_set(order, closure->symmetry.order);
}

const char *lb_closure_evidence(const lb_closure *closure)
{
    return closure->evidence;
}

size_t lb_closure_row_count(const lb_closure *closure)
{
    return closure->proved && !closure->classified ? closure->basis.count : 0;
}

void lb_closure_pivot(lb_string_t P, const lb_closure *closure, size_t i)
{
    const lb_string_table *strings = &closure->strings;
    lb_dense_to_string(P, lb_string_table_at(strings, closure->basis.pivots[i]), strings->words);
}

void lb_closure_row(lb_sum_t R, const lb_closure *closure, size_t i)
{
    const lb_rational_basis *basis = &closure->basis;
    const lb_string_table *strings = &closure->strings;
    lb_string_t P;
    mpq_t c;
    lb_string_init(P);
    mpq_init(c);
    lb_sum_zero(R);
    R->qubits = closure->symmetry.qubits;
    mpq_set_ui(c, 1, 1);
    lb_dense_to_string(P, lb_string_table_at(strings, basis->pivots[i]), strings->words);
    lb_sum_append(R, c, P);
    for (size_t e = basis->offsets[i]; e < basis->offsets[i + 1]; e++) {
        fmpz_get_mpz(mpq_numref(c), basis->numerators + e);
        fmpz_get_mpz(mpq_denref(c), basis->denominators + i);
        mpq_canonicalize(c);
        lb_dense_to_string(P, lb_string_table_at(strings, basis->columns[e]), strings->words);
        lb_sum_append(R, c, P);
    }
    lb_sum_normalize(R);
    mpq_clear(c);
    lb_string_clear(P);
}

void lb_closure_get_statistics(lb_closure_statistics *statistics, const lb_closure *closure)
{
    *statistics = closure->statistics;
}
