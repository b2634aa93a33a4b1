/* Operators and forms by spaces over Q (structure/lifts.h), in a proof by sectors: matrices that commute
 * with the generators come first, then forms. */

#include "dimension/sector_search.h"

#include <stdlib.h>

#include "base/memory.h"

uint32_t lb_sector_form_count(const lb_sector_proof *proof)
{
    return proof->form_count + proof->lifts.matrix_count - proof->operator_count;
}

const lb_lifted_matrix *lb_sector_form_matrix(const lb_sector_proof *proof, uint32_t form)
{
    return proof->lifts.matrices + proof->operator_count + (form - proof->form_count);
}

bool lb_sector_form_is_like(const lb_sector_proof *proof, uint32_t form)
{
    return form >= proof->form_count && !lb_sector_form_matrix(proof, form)->dual;
}

/* ---- Taking them over ---- */

static void append(lb_lifts *lifts, const lb_lifted_matrix *Y)
{
    lifts->matrices = lb_grow(lifts->matrices, &lifts->matrix_capacity,
                              lifts->matrix_count + (size_t)1, sizeof *lifts->matrices);
    lifts->matrices[lifts->matrix_count++] = *Y;
}

/* Forms of two spaces are wanted both ways. */
static void append_transpose(lb_lifts *lifts, const lb_lifted_matrix *Y)
{
    lb_lifted_matrix T = {.a = Y->b, .b = Y->a, .dual = Y->dual};
    fmpz_mat_init(T.entries, fmpz_mat_ncols(Y->entries), fmpz_mat_nrows(Y->entries));
    fmpz_mat_transpose(T.entries, Y->entries);
    append(lifts, &T);
}

void lb_sector_take_lifts(lb_sector_proof *proof, lb_lifts *lifts)
{
    lb_lifts *own = &proof->lifts;
    *own = (lb_lifts){.space_count = lifts->space_count, .spaces = lifts->spaces};
    for (int forms = 0; forms < 2; forms++) {
        for (uint32_t i = 0; i < lifts->matrix_count; i++)
            if (lifts->matrices[i].commutes == !forms)
                append(own, lifts->matrices + i);
        if (!forms)
            proof->operator_count = own->matrix_count;
    }
    for (uint32_t i = proof->operator_count, end = own->matrix_count; i < end; i++)
        if (own->matrices[i].a != own->matrices[i].b)
            append_transpose(own, own->matrices + i);
    free(lifts->matrices);
    *lifts = (lb_lifts){0};
}

/* ---- Modulo the prime ---- */

static void take_row(lb_sparse_vector *v, const uint64_t *dense, uint32_t count)
{
    uint32_t length = 0;
    for (uint32_t b = 0; b < count; b++)
        length += dense[b] != 0;
    *v = (lb_sparse_vector){.terms = lb_malloc(length, sizeof *v->terms)};
    for (uint32_t b = 0; b < count; b++)
        if (dense[b])
            v->terms[v->length++] = (lb_term){dense[b], b};
}

static void init_space(lb_sector_space *U, const fmpz_mat_t basis, const lb_sector_search *s)
{
    nmod_mat_t residues;
    U->dimension = (uint32_t)fmpz_mat_nrows(basis);
    U->rows = lb_malloc(U->dimension, sizeof *U->rows);
    nmod_mat_init(residues, U->dimension, (slong)s->size, s->proof->modulus.n);
    fmpz_mat_get_nmod_mat(residues, basis);
    for (uint32_t i = 0; i < U->dimension; i++)
        take_row(U->rows + i, residues->rows[i], s->size);
    nmod_mat_clear(residues);
}

void lb_sector_lifts_init(lb_sector_search *s)
{
    const lb_lifts *lifts = &s->proof->lifts;
    s->spaces = lb_malloc(lifts->space_count, sizeof *s->spaces);
    s->matrices = lb_malloc(lifts->matrix_count, sizeof *s->matrices);
    for (uint32_t i = 0; i < lifts->space_count; i++)
        init_space(s->spaces + i, lifts->spaces + i, s);
    for (uint32_t i = 0; i < lifts->matrix_count; i++) {
        const fmpz_mat_struct *Y = lifts->matrices[i].entries;
        nmod_mat_init(s->matrices + i, fmpz_mat_nrows(Y), fmpz_mat_ncols(Y), s->proof->modulus.n);
        fmpz_mat_get_nmod_mat(s->matrices + i, Y);
    }
}

void lb_sector_lifts_clear(lb_sector_search *s)
{
    for (uint32_t i = 0; i < s->proof->lifts.space_count; i++)
        lb_sparse_vectors_clear(s->spaces[i].rows, s->spaces[i].dimension);
    for (uint32_t i = 0; i < s->proof->lifts.matrix_count; i++)
        nmod_mat_clear(s->matrices + i);
    free(s->spaces);
    free(s->matrices);
}

/* Row b of F is the sum over i of entry b of a_i times the sum over j of the Y_ij a_j. */
lb_sparse_vector *lb_sector_operator_rows(const lb_sector_search *s, uint32_t number)
{
    const lb_sector_space *U = s->spaces + s->proof->lifts.matrices[number].a;
    const nmod_mat_struct *Y = s->matrices + number;
    nmod_mat_t sums, rows;
    nmod_mat_init(sums, U->dimension, (slong)s->size, Y->mod.n);
    nmod_mat_init(rows, (slong)s->size, (slong)s->size, Y->mod.n);
    for (uint32_t i = 0; i < U->dimension; i++)
        for (uint32_t j = 0; j < U->dimension; j++)
            lb_sparse_vector_add(sums->rows[i], U->rows + j, nmod_mat_entry(Y, i, j), Y->mod);
    for (uint32_t i = 0; i < U->dimension; i++)
        for (uint32_t t = 0; t < U->rows[i].length; t++)
            _nmod_vec_scalar_addmul_nmod(rows->rows[U->rows[i].terms[t].column], sums->rows[i],
                                         (slong)s->size, U->rows[i].terms[t].value, Y->mod);
    lb_sparse_vector *sparse = lb_malloc(s->size, sizeof *sparse);
    for (uint32_t b = 0; b < s->size; b++)
        take_row(sparse + b, rows->rows[b], s->size);
    nmod_mat_clear(rows);
    nmod_mat_clear(sums);
    return sparse;
}
