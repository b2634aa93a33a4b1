/* Single strings: every component in its labels, for each choice of signs. */

#include <stdlib.h>

#include <flint/fmpq.h>

#include "base/memory.h"
#include "representation/matrices_data.h"
#include "representation/string_labels.h"

/* The most copies of one type. */
enum { COPIES_MAX = 1024, QUBITS_MAX = 8 };

typedef struct string_matrices {
    lb_matrices *m;
    const lb_matrices_problem *problem;
    size_t words;
    uint64_t *rows; /* the strings of the basis */
} string_matrices;

static void set_pair(lb_matrix *M, const lb_string_image *image)
{
    fmpq_set_si(fmpq_mat_entry(M->re, image->a, image->b), 2 * image->sign, 1);
    fmpq_set_si(fmpq_mat_entry(M->re, image->b, image->a), -2 * image->sign, 1);
}

/* M = i sign W(image). */
static void set_string(lb_matrix *M, const lb_string_image *image, size_t qubits)
{
    slong size = fmpq_mat_nrows(M->re);
    lb_matrix one, product;
    lb_sum_t S;
    mpq_t c;
    mpq_init(c);
    mpq_set_si(c, image->sign, 1);
    lb_sum_init(S, qubits);
    lb_sum_append(S, c, image->string);
    lb_matrix_init(&one, size, size);
    lb_matrix_init(&product, size, size);
    fmpq_mat_one(one.re);
    lb_matrix_add_action(&product, S, &one);
    fmpq_mat_neg(M->re, product.im);
    fmpq_mat_set(M->im, product.re);
    lb_matrix_clear(&one);
    lb_matrix_clear(&product);
    lb_sum_clear(S);
    mpq_clear(c);
}

static void set_row(lb_matrix *M, const lb_matrices_labels *labels, const uint64_t *P,
                    uint64_t choice)
{
    lb_string_t string;
    lb_string_init(string);
    lb_string_image image = {.string = string};
    lb_matrices_labels_image(&image, labels, P, choice);
    switch (labels->class.class->kind) {
    case LB_CLASS_ALONE:
        fmpq_one(fmpq_mat_entry(M->im, 0, 0));
        break;
    case LB_CLASS_PAIRS:
        set_pair(M, &image);
        break;
    default:
        set_string(M, &image, labels->class.class->k);
    }
    lb_string_clear(string);
}

static uint32_t size_of(const lb_class *class)
{
    switch (class->kind) {
    case LB_CLASS_ALONE:
        return 1;
    case LB_CLASS_PAIRS:
        return class->vertex_count;
    default:
        return (uint32_t)1 << class->k;
    }
}

/* "so(6)" as it acts: free fermions have real matrices, also where the algebra has another name. */
static char *name_of(const lb_class *class)
{
    lb_class one = *class;
    lb_algebra_t G;
    lb_algebra_init(G);
    one.exponent = 0;
    lb_class_add(G, &one);
    char *name = lb_algebra_text(G);
    lb_algebra_clear(G);
    if (class->kind != LB_CLASS_PAIRS || class->vertex_count > 6)
        return name;
    char *both = lb_sprintf("so(%u) = %s", (unsigned)class->vertex_count, name);
    free(name);
    return both;
}

static lb_status add_copy(string_matrices *x, const lb_matrices_labels *labels, uint64_t choice,
                          lb_error *error)
{
    const lb_class *class = labels->class.class;
    lb_images *images;
    lb_status status = lb_matrices_append(&images, x->m, name_of(class), size_of(class), error);
    if (status)
        return status;
    for (size_t b = 0; b < x->m->rows; b++) {
        const uint64_t *P = x->rows + 2 * x->words * b;
        if (lb_variance_class_contains(&labels->class, P))
            set_row(images->of_rows + b, labels, P, choice);
        if (!lb_run_goes_on(x->problem->run, (size_t)images->summand.size * images->summand.size,
                            (lb_progress){.stage = "strings", .done = b, .total = x->m->rows}))
            return lb_fail(error, LB_UNDECIDED, "%s", x->problem->run->stopped);
    }
    return LB_OK;
}

static lb_status add_component(string_matrices *x, const lb_classification *classification,
                               uint32_t c, lb_error *error)
{
    const lb_class *class = classification->classes + c;
    lb_matrices_labels labels;
    if (class->exponent >= 64 || (uint64_t)1 << class->exponent > COPIES_MAX ||
        (class->kind == LB_CLASS_FULL && class->k > QUBITS_MAX))
        return lb_fail(error, LB_INPUT, "there are too many matrices to be written out");
    lb_status status = lb_matrices_labels_init(&labels, classification, c, x->problem->run, error);
    if (status)
        return status;
    for (uint64_t choice = 0; choice >> labels.signs == 0 && !status; choice++)
        status = add_copy(x, &labels, choice, error);
    lb_matrices_labels_clear(&labels);
    return status;
}

static void read_rows(string_matrices *x)
{
    lb_string_t P;
    lb_string_init(P);
    x->rows = lb_malloc(2 * x->words * x->m->rows, sizeof *x->rows);
    for (size_t b = 0; b < x->m->rows; b++) {
        lb_closure_pivot(P, x->problem->closure, b);
        lb_dense_from_string(x->rows + 2 * x->words * b, P, x->words);
    }
    lb_string_clear(P);
}

lb_status lb_matrices_of_strings(lb_matrices *m, const lb_matrices_problem *problem,
                                 lb_error *error)
{
    string_matrices x = {.m = m, .problem = problem, .words = lb_dense_words(problem->A->qubits)};
    lb_classification classification;
    lb_status status = lb_classification_init(&classification, problem->A, problem->run, error);
    if (status)
        return status;
    read_rows(&x);
    for (uint32_t c = 0; c < classification.set.component_count && !status; c++)
        status = add_component(&x, &classification, c, error);
    free(x.rows);
    lb_classification_clear(&classification);
    return status;
}
