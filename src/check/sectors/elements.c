/* Words are elements of g, elements are combinations of words, and all are operators on the states,
 * modulo p. */

#include "check/sectors/sectors.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- Operators ---- */

static bool count_tables(lb_check_sectors *S, size_t count)
{
    S->tables += count * S->size;
    return S->tables <= LB_CHECK_TABLES_MAX ||
           lb_check_fail(S->closure.reader, "the operators have too many entries");
}

static bool make_tables(lb_check_sectors *S, lb_check_operator_tables *T,
                        const lb_check_terms *terms)
{
    size_t count = lb_check_terms_masks(terms);
    if (!count_tables(S, count ? count : 1))
        return false;
    lb_check_tables_init(T, terms, S->closure.strings.qubits, S->p, S->root);
    return true;
}

static bool make_generators(lb_check_sectors *S)
{
    size_t count = S->closure.generators.count;
    S->generator_terms = lb_check_resize(NULL, count * sizeof *S->generator_terms);
    S->generators = lb_check_resize(NULL, count * sizeof *S->generators);
    memset(S->generator_terms, 0, count * sizeof *S->generator_terms);
    memset(S->generators, 0, count * sizeof *S->generators);
    for (size_t k = 0; k < count; k++) {
        lb_check_terms_of_sum(&S->generator_terms[k], &S->closure, &S->closure.generators, k, S->p);
        if (!make_tables(S, &S->generators[k], &S->generator_terms[k]))
            return false;
    }
    return true;
}

/* By spaces, whose residues are set. */
static bool make_operators(lb_check_sectors *S)
{
    for (size_t i = 0; i < S->space_count; i++) {
        if (!count_tables(S, S->spaces[i].dimension))
            return false;
        lb_check_reduce_invariant(&S->spaces[i], S->p);
    }
    for (size_t i = 0; i < S->matrix_count; i++) {
        lb_check_reduce_bilinear(&S->matrices[i], S);
        S->symmetries[S->symmetry_count - S->matrix_count + i] =
            (lb_check_operator_tables){.size = S->size, .matrix = &S->matrices[i], .sectors = S};
    }
    for (size_t i = 0; i < S->form_count; i++)
        if (S->forms[i].is_matrix)
            lb_check_reduce_bilinear(&S->forms[i].matrix, S);
    return true;
}

static bool make_symmetries(lb_check_sectors *S)
{
    size_t n = S->closure.strings.qubits;
    if (!count_tables(S, S->map_count))
        return false;
    S->symmetries = lb_check_resize(NULL, S->symmetry_count * sizeof *S->symmetries);
    memset(S->symmetries, 0, S->symmetry_count * sizeof *S->symmetries);
    for (size_t j = 0; j < S->map_count; j++)
        lb_check_tables_init_map(&S->symmetries[j], S->maps + j * n, n);
    bool ok = true;
    for (size_t i = 0; i < S->symmetry_sums.count && ok; i++) {
        lb_check_terms terms = {0};
        lb_check_terms_of_sum(&terms, &S->closure, &S->symmetry_sums, i, S->p);
        ok = make_tables(S, &S->symmetries[S->map_count + i], &terms);
        free(terms.at);
    }
    return ok && make_operators(S);
}

/* ---- Words ---- */

static bool read_index(lb_check_reader *r, const char *letter, uint64_t *index, uint64_t count,
                       const char *what)
{
    return lb_check_read_literal(r, letter) &&
           lb_check_read_number(r, index, 0, LB_CHECK_COUNT_MAX, what) &&
           (*index < count || lb_check_fail(r, "there is no %s %" PRIu64, what, *index));
}

bool lb_check_count_pairs(lb_check_sectors *S, size_t pairs)
{
    S->pairs += pairs;
    return S->pairs <= LB_CHECK_PAIRS_MAX ||
           lb_check_fail(S->closure.reader, "there are too many pairs of strings");
}

static bool read_word(lb_check_sectors *S, lb_check_terms *words, size_t t)
{
    lb_check_reader *r = S->closure.reader;
    uint64_t g, w;
    if (!read_index(r, "g", &g, S->closure.generators.count, "generator"))
        return false;
    const lb_check_terms *left = &S->generator_terms[g];
    if (!lb_check_accept(r, ' ')) {
        if (!lb_check_count_pairs(S, left->count))
            return false;
        lb_check_terms_add(&words[t], left, 1, S->p);
    } else {
        if (!read_index(r, "w", &w, t, "word") ||
            !lb_check_count_pairs(S, left->count * words[w].count))
            return false;
        lb_check_terms_add_bracket(&words[t], left, &words[w], S->p);
    }
    lb_check_terms_merge(&words[t], S->p);
    return lb_check_read_line_feed(r);
}

/* ---- Elements ---- */

static bool read_element(lb_check_sectors *S, const lb_check_terms *words, size_t word_count)
{
    lb_check_reader *r = S->closure.reader;
    lb_check_terms terms = {0};
    uint64_t factor, w, next = 0;
    bool ok = true;
    do {
        ok = lb_check_read_number(r, &factor, 1, S->p - 1, "factor") &&
             lb_check_read_literal(r, " ") && read_index(r, "w", &w, word_count, "word") &&
             (w >= next || lb_check_fail(r, "words are not in increasing order")) &&
             lb_check_count_pairs(S, words[w].count);
        if (ok)
            lb_check_terms_add(&terms, &words[w], factor, S->p);
        next = w + 1;
    } while (ok && lb_check_accept(r, ' '));
    if (ok) {
        lb_check_terms_merge(&terms, S->p);
        ok = make_tables(S, &S->elements[S->element_count++], &terms) && lb_check_read_line_feed(r);
    }
    free(terms.at);
    return ok;
}

static bool read_sections(lb_check_sectors *S, lb_check_terms **words, size_t *word_count)
{
    lb_check_reader *r = S->closure.reader;
    uint64_t count;
    size_t capacity = 0;
    if (!lb_check_read_count(r, "words", &count) || !lb_check_read_line_feed(r))
        return false;
    for (uint64_t t = 0; t < count; t++) {
        *words = lb_check_grow(*words, &capacity, *word_count + 1, sizeof **words);
        (*words)[*word_count] = (lb_check_terms){0};
        if (!read_word(S, *words, (*word_count)++))
            return false;
    }
    capacity = 0;
    if (!lb_check_read_count(r, "elements", &count) || !lb_check_read_line_feed(r))
        return false;
    for (uint64_t i = 0; i < count; i++) {
        S->elements =
            lb_check_grow(S->elements, &capacity, S->element_count + 1, sizeof *S->elements);
        S->elements[S->element_count] = (lb_check_operator_tables){0};
        if (!read_element(S, *words, *word_count))
            return false;
    }
    return count || lb_check_fail(r, "there are no elements");
}

bool lb_check_read_elements(lb_check_sectors *S)
{
    lb_check_terms *words = NULL;
    size_t word_count = 0;
    bool ok = make_generators(S) && make_symmetries(S) && read_sections(S, &words, &word_count);
    for (size_t t = 0; t < word_count; t++)
        free(words[t].at);
    free(words);
    return ok;
}
