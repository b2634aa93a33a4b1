/* The kind `sectors`, section by section, and what it proves. */

#include "check/sectors/sectors.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MODULUS_MAX ((UINT64_C(1) << 60) - 1)

/* ---- Reading ---- */

static bool read_generator(lb_check_reader *r, void *context)
{
    lb_check_sectors *S = context;
    if (!S->closure.strings.words)
        lb_check_strings_init(&S->closure.strings, (size_t)r->report->qubits);
    return lb_check_read_sum(r, &S->closure.strings, &S->closure.generators, false);
}

static bool read_modulus(lb_check_sectors *S)
{
    lb_check_reader *r = S->closure.reader;
    if (!lb_check_read_literal(r, "modulo ") ||
        !lb_check_read_number(r, &S->p, 0, MODULUS_MAX, "modulo") ||
        !lb_check_read_literal(r, " root ") ||
        !lb_check_read_number(r, &S->root, 0, MODULUS_MAX, "root"))
        return false;
    if (!lb_check_is_prime(S->p) || S->p <= S->size)
        return lb_check_fail(r, "the modulus is not a prime above %zu", S->size);
    if (S->root >= S->p || lb_check_multiply(S->root, S->root, S->p) != S->p - 1)
        return lb_check_fail(r, "the root is none of -1");
    r->report->modulus = S->p;
    return lb_check_read_line_feed(r);
}

/* Entries that are not 0, each behind its number. */
static bool read_vector(lb_check_sectors *S, lb_check_sector *sector)
{
    lb_check_reader *r = S->closure.reader;
    uint64_t b, next = 0;
    sector->vector = lb_check_resize(NULL, S->size * sizeof *sector->vector);
    memset(sector->vector, 0, S->size * sizeof *sector->vector);
    do {
        if (!lb_check_read_number(r, &b, 0, S->size - 1, "entry"))
            return false;
        if (b < next)
            return lb_check_fail(r, "entries are not in increasing order");
        if (!lb_check_read_literal(r, " ") ||
            !lb_check_read_number(r, &sector->vector[b], 1, S->p - 1, "residue"))
            return false;
        next = b + 1;
    } while (lb_check_accept(r, ' '));
    return lb_check_read_line_feed(r);
}

static bool is_like(const lb_check_sector_form *form)
{
    return form->is_matrix && form->matrix.like;
}

/* The sector of which it is the dual, itself or an earlier one, or like which it is, an earlier one, if it
 * says so. */
static bool read_dual(lb_check_sectors *S, lb_check_sector *sector)
{
    lb_check_reader *r = S->closure.reader;
    sector->dual = sector->form = LB_CHECK_NO_FORM;
    if (!lb_check_accept(r, ' '))
        return true;
    bool like = lb_check_peek(r) == 'l';
    return lb_check_read_literal(r, like ? "like " : "dual ") &&
           lb_check_read_number(r, &sector->dual, 0, S->sector_count - 1, "sector") &&
           lb_check_read_literal(r, " form ") &&
           lb_check_read_number(r, &sector->form, 0, LB_CHECK_COUNT_MAX, "form") &&
           (sector->form < S->form_count ||
            lb_check_fail(r, "there is no form %" PRIu64, sector->form)) &&
           (like == is_like(&S->forms[sector->form]) ||
            lb_check_fail(r, "the form is of the other kind")) &&
           (!like || sector->dual < S->sector_count - 1 ||
            lb_check_fail(r, "a sector is said to be like itself"));
}

static bool read_sector(lb_check_sectors *S, lb_check_sector *sector)
{
    lb_check_reader *r = S->closure.reader;
    return lb_check_read_literal(r, "sector ") &&
           lb_check_read_number(r, &sector->d, 1, S->size, "dimension of a sector") &&
           lb_check_read_literal(r, " copies ") &&
           lb_check_read_number(r, &sector->m, 1, S->size, "copies of a sector") &&
           lb_check_read_literal(r, " vector ") &&
           lb_check_read_number(r, &sector->vector_element, 0, S->element_count - 1, "element") &&
           lb_check_read_literal(r, " torus ") &&
           lb_check_read_number(r, &sector->torus_element, 0, S->element_count - 1, "element") &&
           read_dual(S, sector) && lb_check_read_line_feed(r) && read_vector(S, sector);
}

/* All states are in the sectors, and what is to be computed is bounded. */
static bool check_sizes(lb_check_sectors *S)
{
    lb_check_reader *r = S->closure.reader;
    uint64_t states = 0, squares = 0, cubes = 0, powers = 0, masks = 0;
    size_t K = S->closure.generators.count, rank = K < S->sector_count ? K : S->sector_count;
    for (size_t k = 0; k < K; k++)
        masks += S->generators[k].count + S->elements[0].count;
    if (S->squares)
        masks += 2 * S->elements[S->squared].count + S->elements[S->added].count;
    for (size_t c = 0; c < S->sector_count; c++) {
        const lb_check_sector *s = &S->sectors[c];
        states += s->d * s->m;
        squares += s->m * s->m;
        cubes += s->d * s->d * s->d;
        powers += 2 * s->d *
                  (masks + S->elements[0].count + S->elements[s->vector_element].count +
                   S->elements[s->torus_element].count);
    }
    if (states != S->size)
        return lb_check_fail(r, "the sectors have %" PRIu64 " states, not %zu", states, S->size);
    return (squares <= LB_CHECK_COPIES_MAX && cubes <= LB_CHECK_CUBES_MAX &&
            powers <= LB_CHECK_STEPS_MAX / S->size && K * K * rank <= LB_CHECK_TRACES_MAX &&
            squares * S->symmetry_count <= LB_CHECK_MATRICES_MAX) ||
           lb_check_fail(r, "the sectors are too large to be checked");
}

/* The elements whose sum, the first one squared, tells the sectors apart, if they are named. */
static bool read_distinct(lb_check_sectors *S)
{
    lb_check_reader *r = S->closure.reader;
    S->squares = lb_check_peek(r) == 'd';
    return !S->squares ||
           (lb_check_read_literal(r, "distinct ") &&
            lb_check_read_number(r, &S->squared, 0, S->element_count - 1, "element") &&
            lb_check_read_literal(r, " ") &&
            lb_check_read_number(r, &S->added, 0, S->element_count - 1, "element") &&
            lb_check_read_line_feed(r));
}

static bool read_sector_list(lb_check_sectors *S)
{
    lb_check_reader *r = S->closure.reader;
    uint64_t count;
    if (!read_distinct(S) || !lb_check_read_literal(r, "sectors ") ||
        !lb_check_read_number(r, &count, 1, LB_CHECK_COPIES_MAX, "sectors") ||
        !lb_check_read_line_feed(r))
        return false;
    for (uint64_t c = 0; c < count; c++) {
        S->sectors =
            lb_check_grow(S->sectors, &S->sector_capacity, S->sector_count + 1, sizeof *S->sectors);
        S->sectors[S->sector_count] = (lb_check_sector){0};
        if (!read_sector(S, &S->sectors[S->sector_count++]))
            return false;
    }
    return check_sizes(S);
}

/* ---- What is proved ---- */

static char *decimal_of(uint64_t n)
{
    char *decimal = lb_check_resize(NULL, 24);
    snprintf(decimal, 24, "%" PRIu64, n);
    return decimal;
}

static bool read_dimension(lb_check_sectors *S, size_t centre)
{
    lb_check_report *report = S->closure.reader->report;
    uint64_t derived = lb_check_derived(S), claimed;
    if (!lb_check_read_literal(S->closure.reader, "dimension ") ||
        !lb_check_read_number(S->closure.reader, &claimed, 0, UINT64_MAX, "dimension"))
        return false;
    if (claimed != derived + centre)
        return lb_check_fail(S->closure.reader, "the dimension is not %" PRIu64, derived + centre);
    report->dimension = claimed;
    report->sectors = S->sector_count;
    report->symmetries = S->symmetry_count;
    for (size_t c = 0; c < S->sector_count; c++) {
        bool related = S->sectors[c].dual != LB_CHECK_NO_FORM;
        report->duals += related;
        report->alike = report->alike || (related && is_like(&S->forms[S->sectors[c].form]));
    }
    report->decimal = decimal_of(claimed);
    report->derived = decimal_of(derived);
    report->centre = decimal_of(centre);
    report->algebra = lb_check_algebra_name(S, centre);
    return lb_check_read_line_feed(S->closure.reader);
}

/* ---- The whole ---- */

static void clear_tables(lb_check_operator_tables *T, size_t count)
{
    for (size_t i = 0; T && i < count; i++)
        lb_check_tables_clear(&T[i]);
    free(T);
}

static void sectors_clear(lb_check_sectors *S)
{
    for (size_t k = 0; S->generator_terms && k < S->closure.generators.count; k++)
        free(S->generator_terms[k].at);
    for (size_t c = 0; c < S->sector_count; c++) {
        free(S->sectors[c].vector);
        free(S->sectors[c].polynomial);
    }
    clear_tables(S->generators, S->closure.generators.count);
    clear_tables(S->symmetries, S->symmetry_count);
    clear_tables(S->elements, S->element_count);
    for (size_t i = 0; i < S->space_count; i++)
        lb_check_invariant_clear(&S->spaces[i]);
    for (size_t i = 0; i < S->matrix_count; i++)
        lb_check_bilinear_clear(&S->matrices[i]);
    for (size_t i = 0; i < S->form_count; i++)
        lb_check_bilinear_clear(&S->forms[i].matrix);
    free(S->spaces);
    free(S->matrices);
    free(S->generator_terms);
    free(S->sectors);
    free(S->traces);
    free(S->maps);
    free(S->forms);
    lb_check_sums_clear(&S->symmetry_sums);
}

static bool read_sections(lb_check_sectors *S)
{
    size_t centre;
    S->size = (size_t)1 << S->closure.reader->report->qubits % 64;
    bool ok = lb_check_read_invariant(S) && lb_check_read_symmetries(S) && lb_check_read_forms(S) &&
              read_modulus(S) && lb_check_read_elements(S) && read_sector_list(S) &&
              lb_check_copies(S) && lb_check_blocks(S) && lb_check_duals(S) &&
              lb_check_families(S) && lb_check_centre(S, &centre) && read_dimension(S, centre);
    sectors_clear(S);
    return ok;
}

bool lb_check_sectors_sections(lb_check_closure *C)
{
    lb_check_sectors S = {.closure = *C};
    if (C->reader->report->qubits > LB_CHECK_SECTORS_QUBITS_MAX ||
        C->generators.count > LB_CHECK_SECTORS_GENERATORS_MAX)
        return lb_check_fail(C->reader, "sectors are those of at most %d qubits and %d generators",
                             LB_CHECK_SECTORS_QUBITS_MAX, LB_CHECK_SECTORS_GENERATORS_MAX);
    bool ok = read_sections(&S);
    C->strings = S.closure.strings; /* which has grown */
    return ok;
}

bool lb_check_read_sectors(lb_check_reader *r, FILE *ansatz, const char *ansatz_name)
{
    lb_check_sectors S = {.closure.reader = r};
    lb_check_closure *C = &S.closure;
    bool ok = lb_check_read_generators(r, LB_CHECK_SECTORS_QUBITS_MAX,
                                       LB_CHECK_SECTORS_GENERATORS_MAX, read_generator, &S) &&
              (!ansatz || lb_check_ansatz(r, ansatz, ansatz_name));
    if (ok && !C->strings.words)
        lb_check_strings_init(&C->strings, (size_t)r->report->qubits);
    ok = ok && read_sections(&S);
    lb_check_sums_clear(&C->generators);
    if (C->strings.words)
        lb_check_strings_clear(&C->strings);
    return ok;
}
