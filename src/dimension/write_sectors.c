/* Certificates of the kind `sectors` (proofs/README.md). */

#include "dimension/sector_search.h"

#include <stdlib.h>

#include "base/digits.h"
#include "base/memory.h"
#include "certificate/writer.h"
#include "pauli/dense.h"

/* What is used of the lifts, and the numbers there. */
typedef struct used {
    uint32_t space_count, form_count;
    bool *has_space, *has_form;
    uint32_t *spaces, *forms;
} used;

static void used_init(used *u, const lb_sector_proof *proof)
{
    const lb_lifts *lifts = &proof->lifts;
    uint32_t count = lb_sector_form_count(proof);
    *u = (used){.has_space = lb_calloc(lifts->space_count, sizeof *u->has_space),
                .has_form = lb_calloc(count, sizeof *u->has_form),
                .spaces = lb_calloc(lifts->space_count, sizeof *u->spaces),
                .forms = lb_calloc(count, sizeof *u->forms)};
    for (uint32_t f = 0; f < proof->form_count; f++)
        u->has_form[f] = true;
    for (uint32_t c = 0; c < proof->sector_count; c++)
        if (proof->sectors[c].dual != LB_SECTOR_NO_FORM)
            u->has_form[proof->sectors[c].form] = true;
    for (uint32_t i = 0; i < proof->operator_count; i++)
        u->has_space[lifts->matrices[i].a] = true;
    for (uint32_t f = proof->form_count; f < count; f++)
        if (u->has_form[f]) {
            const lb_lifted_matrix *Y = lb_sector_form_matrix(proof, f);
            u->has_space[Y->a] = u->has_space[Y->b] = true;
        }
    for (uint32_t i = 0; i < lifts->space_count; i++)
        u->spaces[i] = u->has_space[i] ? u->space_count++ : 0;
    for (uint32_t f = 0; f < count; f++)
        u->forms[f] = u->has_form[f] ? u->form_count++ : 0;
}

static void used_clear(used *u)
{
    free(u->has_space);
    free(u->has_form);
    free(u->spaces);
    free(u->forms);
}

static void write_integer(lb_output *output, const char *before, const fmpz_t value)
{
    char *digits = fmpz_get_str(NULL, 10, value);
    lb_output_print(output, "%s%s", before, digits);
    flint_free(digits);
}

static void write_spaces(lb_output *output, const lb_sector_proof *proof, const used *u)
{
    if (u->space_count)
        lb_output_print(output, "invariant %u\n", u->space_count);
    for (uint32_t i = 0; i < proof->lifts.space_count; i++) {
        const fmpz_mat_struct *basis = proof->lifts.spaces + i;
        if (!u->has_space[i])
            continue;
        lb_output_print(output, "space %ld\n", fmpz_mat_nrows(basis));
        for (slong r = 0; r < fmpz_mat_nrows(basis); r++) {
            const char *space = "";
            for (slong b = 0; b < fmpz_mat_ncols(basis); b++)
                if (!fmpz_is_zero(fmpz_mat_entry(basis, r, b))) {
                    lb_output_print(output, "%s%ld", space, b);
                    write_integer(output, " ", fmpz_mat_entry(basis, r, b));
                    space = " ";
                }
            lb_certificate_write_text(output, "\n");
        }
    }
}

static void write_matrix(lb_output *output, const fmpz_mat_t Y)
{
    for (slong i = 0; i < fmpz_mat_nrows(Y); i++) {
        for (slong j = 0; j < fmpz_mat_ncols(Y); j++)
            write_integer(output, j ? " " : "", fmpz_mat_entry(Y, i, j));
        lb_certificate_write_text(output, "\n");
    }
}

static void write_symmetries(lb_output *output, const lb_sector_proof *proof, const used *u)
{
    const lb_known *known = &proof->symmetries;
    size_t n = proof->A->qubits;
    lb_output_print(output, "symmetries %zu\n",
                    known->permutation_count + proof->string_count + known->sum_count +
                        proof->operator_count);
    for (size_t i = 0; i < known->permutation_count; i++) {
        lb_certificate_write_text(output, "map");
        for (size_t q = 0; q < n; q++)
            lb_output_print(output, " %u", known->permutations[i * n + q]);
        lb_certificate_write_text(output, "\n");
    }
    for (size_t i = 0; i < proof->string_count; i++) {
        char *label = lb_string_run_label(proof->strings + i, n);
        lb_output_print(output, "sum 1 %s\n", label);
        lb_free(label);
    }
    for (size_t i = 0; i < known->sum_count; i++) {
        lb_certificate_write_text(output, "sum ");
        lb_certificate_write_sum(output, known->sums + i);
    }
    for (uint32_t i = 0; i < proof->operator_count; i++) {
        const lb_lifted_matrix *Y = proof->lifts.matrices + i;
        lb_output_print(output, "operator %u\n", u->spaces[Y->a]);
        write_matrix(output, Y->entries);
    }
}

static void write_forms(lb_output *output, const lb_sector_proof *proof, const used *u)
{
    if (u->form_count)
        lb_output_print(output, "forms %u\n", u->form_count);
    for (uint32_t i = 0; i < proof->form_count; i++) {
        const uint64_t dense[2] = {proof->forms[i].x, proof->forms[i].z};
        lb_string_t P;
        lb_string_init(P);
        lb_dense_to_string(P, dense, 1);
        char *label = lb_string_run_label(P, proof->A->qubits);
        lb_output_print(output, "form %s\n", label);
        lb_free(label);
        lb_string_clear(P);
    }
    for (uint32_t f = proof->form_count; f < lb_sector_form_count(proof); f++) {
        const lb_lifted_matrix *Y = lb_sector_form_matrix(proof, f);
        if (!u->has_form[f])
            continue;
        lb_output_print(output, "%s %u %u\n", Y->dual ? "dual" : "like", u->spaces[Y->a],
                        u->spaces[Y->b]);
        write_matrix(output, Y->entries);
    }
}

static void write_elements(lb_output *output, const lb_sector_proof *proof)
{
    lb_output_print(output, "words %u\n", proof->word_count);
    for (uint32_t w = 0; w < proof->word_count; w++) {
        const lb_sector_word *word = proof->words + w;
        lb_output_print(output, "g%u", word->generator);
        if (word->parent != LB_SECTOR_ALONE)
            lb_output_print(output, " w%u", word->parent);
        lb_certificate_write_text(output, "\n");
    }
    lb_output_print(output, "elements %u\n", proof->element_count);
    for (uint32_t j = 0; j < proof->element_count; j++)
        for (uint32_t w = 0; w < proof->word_count; w++)
            lb_output_print(output, "%u w%u%s", proof->factors[(size_t)j * proof->word_count + w],
                            w, w + 1 < proof->word_count ? " " : "\n");
}

static void write_sector(lb_output *output, const lb_sector_proof *proof,
                         const lb_sector_claim *sector, const used *u)
{
    const char *space = "";
    lb_output_print(output, "sector %u copies %u vector %u torus %u", sector->dimension,
                    sector->copies, sector->vector_element, sector->torus_element);
    if (sector->dual != LB_SECTOR_NO_FORM)
        lb_output_print(output, " %s %u form %u",
                        lb_sector_form_is_like(proof, sector->form) ? "like" : "dual", sector->dual,
                        u->forms[sector->form]);
    lb_certificate_write_text(output, "\n");
    for (uint32_t b = 0; b >> proof->A->qubits == 0; b++)
        if (sector->vector[b]) {
            lb_output_print(output, "%s%u %lu", space, b, sector->vector[b]);
            space = " ";
        }
    lb_certificate_write_text(output, "\n");
}

static void write_dimension(lb_output *output, const lb_sector_proof *proof)
{
    lb_algebra_t G;
    mpz_t dimension;
    lb_algebra_init(G);
    mpz_init(dimension);
    lb_sector_proof_algebra(G, proof);
    lb_algebra_dimension(dimension, G);
    char *digits = lb_integer_text(dimension);
    lb_output_print(output, "dimension %s\n", digits);
    free(digits);
    mpz_clear(dimension);
    lb_algebra_clear(G);
}

/* What stands between the generators and the end. */
static void write_sections(lb_output *output, const lb_sector_proof *proof)
{
    used u;
    used_init(&u, proof);
    write_spaces(output, proof, &u);
    write_symmetries(output, proof, &u);
    write_forms(output, proof, &u);
    lb_output_print(output, "modulo %lu root %lu\n", proof->modulus.n, proof->root);
    write_elements(output, proof);
    if (proof->squares)
        lb_certificate_write_text(output, "distinct 0 1\n");
    lb_output_print(output, "sectors %u\n", proof->sector_count);
    for (uint32_t c = 0; c < proof->sector_count; c++)
        write_sector(output, proof, proof->sectors + c, &u);
    write_dimension(output, proof);
    used_clear(&u);
}

lb_status lb_sector_proof_write(const lb_sector_proof *proof, const char *path, lb_error *error)
{
    lb_output *output;
    lb_status status = lb_output_open(&output, path, error);
    if (status)
        return status;
    lb_certificate_limit_expansion(output);
    lb_certificate_write_text(output, "liebound certificate 1 sectors\n");
    lb_certificate_write_head(output, proof->A);
    write_sections(output, proof);
    lb_certificate_write_text(output, "end\n");
    return lb_output_commit(output, error);
}

char *lb_sector_proof_sections(const lb_sector_proof *proof)
{
    char *text;
    size_t length;
    lb_output *output = lb_output_onto(lb_open_text(&text, &length));
    write_sections(output, proof);
    if (lb_output_commit(output, NULL))
        lb_memory_refused(NULL);
    return text;
}
