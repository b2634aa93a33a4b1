/* What a proof by sectors has to fulfil, by proofs of which one number is changed. */

#include <check.h>
#include <string.h>

#include "dimension/sector_search.h"
#include "support.h"

static bool holds(lb_sector_proof *proof)
{
    const lb_run_options options = {.threads = 1};
    lb_run run;
    lb_sector_search s = {.proof = proof, .run = &run};
    lb_run_start(&run, &options);
    lb_random_seed(&s.random, 1);
    lb_sector_search_init(&s);
    bool good = lb_sector_conditions(&s);
    lb_sector_search_clear(&s);
    lb_run_end(&run);
    return good;
}

static lb_sector_proof *find(const char *name, const char *n)
{
    lb_ansatz_t A;
    lb_error error;
    lb_sector_proof *proof;
    lb_setting setting = {"n", (char *)n};
    ck_assert_msg(!lb_ansatz_load(A, name, &setting, 1, &error), "%s", error.message);
    ck_assert_msg(!lb_sector_proof_find(&proof, A, true, NULL, NULL, &error), "%s", error.message);
    lb_ansatz_clear(A);
    return proof;
}

static void check_change(lb_sector_proof *proof, uint32_t *number, uint32_t value, const char *what)
{
    uint32_t before = *number;
    *number = value;
    ck_assert_msg(!holds(proof), "%s %u instead of %u", what, value, before);
    *number = before;
}

/* Each entry of the vector, the element that it belongs to, dimension and copies. */
static void check_sector(lb_sector_proof *proof, uint32_t c)
{
    lb_sector_claim *sector = proof->sectors + c;
    for (uint32_t b = 0; b < 1u << proof->A->qubits; b++) {
        uint64_t before = sector->vector[b];
        sector->vector[b] = nmod_add(before, 1, proof->modulus);
        ck_assert_msg(!holds(proof), "sector %u, entry %u", c, b);
        sector->vector[b] = before;
    }
    for (uint32_t j = 0; j < proof->element_count && sector->dimension > 1; j++)
        if (j != sector->vector_element)
            check_change(proof, &sector->vector_element, j, "element");
    check_change(proof, &sector->dimension, sector->dimension + 1, "dimension");
    check_change(proof, &sector->copies, sector->copies + 1, "copies");
    if (sector->copies > 1)
        check_change(proof, &sector->copies, sector->copies - 1, "copies");
    if (sector->dimension > 1)
        check_change(proof, &sector->dimension, sector->dimension - 1, "dimension");
}

/* Copies at the expense of another sector. */
static void check_shift(lb_sector_proof *proof, lb_sector_claim *a, lb_sector_claim *b)
{
    a->copies++;
    b->copies--;
    ck_assert(!holds(proof));
    a->copies--;
    b->copies++;
}

static const char *const names[][2] = {{"qaoa-complete", "3"}, {"ltfim-open", "3"}, {"hea", "2"}};
enum { NAMES = sizeof names / sizeof *names };

START_TEST(one_number_is_changed)
{
    size_t shifts = 0;
    for (size_t i = 0; i < NAMES; i++) {
        lb_sector_proof *proof = find(names[i][0], names[i][1]);
        ck_assert(holds(proof));
        for (uint32_t c = 0; c < proof->sector_count; c++)
            check_sector(proof, c);
        for (uint32_t c = 0; c < proof->sector_count; c++)
            for (uint32_t e = 0; e < c; e++)
                if (proof->sectors[c].dimension == proof->sectors[e].dimension &&
                    proof->sectors[e].copies > 1) {
                    check_shift(proof, proof->sectors + c, proof->sectors + e);
                    shifts++;
                }
        ck_assert(holds(proof));
        lb_sector_proof_free(proof);
    }
    ck_assert_uint_gt(shifts, 0);
}
END_TEST

/* Symmetries; and one sector, instead of which there is another. */
START_TEST(a_part_is_missing)
{
    for (size_t i = 0; i < 2; i++) {
        lb_sector_proof *proof = find(names[i][0], names[i][1]);
        const lb_known known = proof->symmetries;
        proof->symmetries.permutation_count = proof->symmetries.sum_count = 0;
        ck_assert(!holds(proof));
        proof->symmetries = known;
        ck_assert(holds(proof));
        lb_sector_proof_free(proof);
    }
    lb_sector_proof *proof = find("qaoa-complete", "3");
    lb_sector_claim *a = proof->sectors, *b = proof->sectors + 2;
    const lb_sector_claim *last = proof->sectors + --proof->sector_count;
    ck_assert_uint_eq(a->dimension, last->dimension * last->copies);
    check_change(proof, &a->copies, a->copies + 1, "copies");
    proof->sector_count++;
    ck_assert(a->dimension == b->dimension && a->copies == b->copies);
    a->vector_element = b->vector_element;
    memcpy(a->vector, b->vector, sizeof *a->vector << proof->A->qubits);
    ck_assert(!holds(proof));
    lb_sector_proof_free(proof);
}
END_TEST

/* Terms of a line of generators in a certificate: 2 XII -1 ZX2 as + 2 X[0] - 1 Z[0] X[1] X[2]. */
static void write_terms(FILE *out, char *line)
{
    char *rest = NULL, *coefficient = strtok_r(line, " \n", &rest), *label;
    for (; coefficient && (label = strtok_r(NULL, " \n", &rest));
         coefficient = strtok_r(NULL, " \n", &rest)) {
        size_t qubit = 0;
        bool negative = *coefficient == '-';
        fprintf(out, " %c %s", negative ? '-' : '+', coefficient + negative);
        while (*label) {
            char letter = *label++;
            size_t run = strtoul(label, &label, 10);
            for (size_t end = qubit + (run ? run : 1); qubit < end; qubit++)
                if (letter != 'I')
                    fprintf(out, " %c[%zu]", letter, qubit);
        }
    }
    fputc('\n', out);
}

static void load_generators(lb_ansatz_t A, const char *path)
{
    FILE *file = fopen(path, "r"), *out;
    char *line = NULL, *text;
    size_t room = 0, length, qubits;
    lb_error error;
    ck_assert_ptr_nonnull(file);
    ck_assert_ptr_nonnull(out = open_memstream(&text, &length));
    ck_assert_int_eq(fscanf(file, "%*[^\n] %*[^\n] qubits %zu generators 2 ", &qubits), 1);
    fprintf(out, "ansatz certified\nqubits %zu\n", qubits);
    for (int g = 0; g < 2; g++) {
        ck_assert_int_gt(getline(&line, &room, file), 0);
        fprintf(out, "generator g%d = 0", g);
        write_terms(out, line);
    }
    fclose(file);
    fclose(out);
    lb_ansatz_source source = {.name = path, .text = text, .length = length};
    ck_assert_msg(!lb_ansatz_read(A, &source, &error), "%s\n%s", error.message, text);
    free(line);
    free(text);
}

/* An ideal that acts on two sectors, by forms of different types, is not counted twice. */
START_TEST(ideals_are_shared)
{
    static const char *const paths[] = {"tests/reject/sectors-ideal-in-so-4.cert",
                                        "tests/reject/sectors-ideal-in-two-forms.cert",
                                        "tests/reject/sectors-ideal-in-so-5.cert"};
    for (size_t i = 0; i < 3; i++) {
        lb_ansatz_t A;
        lb_sector_proof *proof;
        load_generators(A, paths[i]);
        ck_assert_int_eq(lb_sector_proof_find(&proof, A, true, NULL, NULL, NULL), LB_UNDECIDED);
        lb_ansatz_clear(A);
    }
    lb_ansatz_t A;
    lb_error error;
    lb_sector_proof *proof;
    load_generators(A, "tests/reject/accept/sectors-so-4.cert");
    ck_assert_msg(!lb_sector_proof_find(&proof, A, true, NULL, NULL, &error), "%s", error.message);
    lb_sector_proof_free(proof);
    lb_ansatz_clear(A);
}
END_TEST

/* On the first half sp(2), as so(5) on spinors, on all states of qubits 1 and 2 and two copies of them, whose
 * only form XYY pairs the one copy with the other. */
START_TEST(copies_are_paired)
{
    static const char text[] =
        "ansatz paired\nqubits 4\n"
        "generator a = (1 + Z[0]) (Z[1] + 2 X[2]) + (1 - Z[0]) (X[1] Z[3] + 3 X[2])\n"
        "generator b = (1 + Z[0]) (Y[1] X[2] + 3 X[1] Y[2])"
        " + (1 - Z[0]) (Y[1] X[3] + Z[1] X[2] Y[3] + 2 Z[2])\n";
    lb_ansatz_t A;
    lb_error error;
    lb_sector_proof *proof;
    lb_ansatz_source source = {.name = "paired", .text = text, .length = strlen(text)};
    ck_assert_msg(!lb_ansatz_read(A, &source, &error), "%s", error.message);
    ck_assert_msg(!lb_sector_proof_find(&proof, A, true, NULL, NULL, &error), "%s", error.message);
    size_t paired = 0;
    for (uint32_t c = 0; c < proof->sector_count; c++) {
        const lb_sector_claim *sector = proof->sectors + c;
        paired += sector->dimension == 4 && sector->copies == 2 && sector->dual == c &&
                  !sector->symmetric;
    }
    ck_assert_uint_eq(paired, 1);
    lb_sector_proof_free(proof);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("conditions of sectors", one_number_is_changed, a_part_is_missing, ideals_are_shared,
             copies_are_paired)
