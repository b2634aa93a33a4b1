#include "representation/carrier.h"

#include <stdlib.h>

#include <liebound/matrices.h>

#include <flint/fmpq.h>

#include "base/memory.h"

/* The rows of all copies of all components, or more than LB_CARRIER_MAX where the terms are not
 * those of free fermions. */
static slong count_rows(const lb_classification *c)
{
    double rows = 0;
    for (uint32_t i = 0; i < c->set.component_count; i++) {
        const lb_class *class = c->classes + i;
        if (class->kind == LB_CLASS_FULL || class->exponent > 20)
            return LB_CARRIER_MAX + 1;
        if (class->kind == LB_CLASS_PAIRS)
            rows += (double)class->vertex_count * (double)((uint64_t)1 << class->exponent);
    }
    return rows > LB_CARRIER_MAX ? LB_CARRIER_MAX + 1 : (slong)rows;
}

static lb_status read_labels(lb_carrier *carrier, lb_run *run, lb_error *error)
{
    const lb_classification *c = &carrier->classification;
    lb_status status = LB_OK;
    carrier->labels = lb_malloc(c->set.component_count, sizeof *carrier->labels);
    for (uint32_t i = 0; i < c->set.component_count && !status; i++) {
        if (c->classes[i].kind != LB_CLASS_PAIRS)
            continue;
        status = lb_matrices_labels_init(carrier->labels + carrier->count, c, i, run, error);
        carrier->count += !status;
    }
    return status;
}

lb_status lb_carrier_init(lb_carrier *carrier, const lb_ansatz_t A, lb_run *run, lb_error *error)
{
    *carrier = (lb_carrier){.fermions = true};
    lb_status status = lb_classification_init(&carrier->classification, A, run, error);
    if (status)
        return status;
    carrier->size = count_rows(&carrier->classification);
    if (carrier->size <= LB_CARRIER_MAX) {
        status = read_labels(carrier, run, error);
        if (status)
            lb_carrier_clear(carrier);
        return status;
    }
    lb_classification_clear(&carrier->classification);
    carrier->fermions = false;
    if (A->qubits > LB_MATRICES_QUBITS_MAX)
        return lb_fail(error, LB_INPUT, "matrices of sums are found on at most %d qubits",
                       LB_MATRICES_QUBITS_MAX);
    carrier->size = (slong)1 << A->qubits;
    return LB_OK;
}

void lb_carrier_clear(lb_carrier *carrier)
{
    if (!carrier->fermions)
        return;
    for (uint32_t i = 0; i < carrier->count; i++)
        lb_matrices_labels_clear(carrier->labels + i);
    free(carrier->labels);
    lb_classification_clear(&carrier->classification);
}

/* R_to += i c V_from. */
static void add_turned(lb_matrix *R, slong to, const fmpq_t c, const lb_matrix *V, slong from)
{
    for (slong j = 0; j < fmpq_mat_ncols(R->re); j++) {
        fmpq_submul(fmpq_mat_entry(R->re, to, j), c, fmpq_mat_entry(V->im, from, j));
        fmpq_addmul(fmpq_mat_entry(R->im, to, j), c, fmpq_mat_entry(V->re, from, j));
    }
}

/* R += c H V with H = -2 i sign E_ab on the rows of each copy of one component. */
static void add_rotations(lb_matrix *R, const lb_matrices_labels *labels, slong first,
                          const uint64_t *P, const fmpq_t c, const lb_matrix *V)
{
    slong N = labels->class.class->vertex_count;
    fmpq_t factor;
    fmpq_init(factor);
    for (uint64_t choice = 0; choice >> labels->signs == 0; choice++, first += N) {
        lb_string_image image = {.sign = 1};
        lb_matrices_labels_image(&image, labels, P, choice);
        fmpq_mul_si(factor, c, -2 * image.sign);
        add_turned(R, first + image.a, factor, V, first + image.b);
        fmpq_neg(factor, factor);
        add_turned(R, first + image.b, factor, V, first + image.a);
    }
    fmpq_clear(factor);
}

void lb_carrier_add_action(lb_matrix *R, const lb_carrier *carrier, const lb_sum_t S,
                           const lb_matrix *V)
{
    if (!carrier->fermions) {
        lb_matrix_add_action(R, S, V);
        return;
    }
    size_t words = lb_dense_words(S->qubits);
    uint64_t *P = lb_malloc(2 * words, sizeof *P);
    fmpq_t c;
    fmpq_init(c);
    for (size_t t = 0; t < S->length; t++) {
        slong first = 0;
        lb_dense_from_string(P, S->strings + t, words);
        fmpq_set_mpq(c, S->coefficients + t);
        for (uint32_t i = 0; i < carrier->count; i++) {
            const lb_matrices_labels *labels = carrier->labels + i;
            if (lb_variance_class_contains(&labels->class, P)) {
                add_rotations(R, labels, first, P, c, V);
                break;
            }
            first += (slong)labels->class.class->vertex_count << labels->signs;
        }
    }
    fmpq_clear(c);
    free(P);
}
