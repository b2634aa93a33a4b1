/* Certificates of the kind `closure`: the generators, the symmetry, the replay or the words, and
 * the basis. Those of the kind `structure` are the same of marked generators. */

#include "check/check.h"

#include <inttypes.h>

/* The table of strings, with a qubit for each mark. */
static bool init_strings(lb_check_closure *C)
{
    const lb_check_report *report = C->reader->report;
    uint64_t marks = report->marked ? report->generators : 0;
    if (report->qubits + marks > LB_CHECK_QUBITS_MAX)
        return lb_check_fail(C->reader, "qubits and generators are more than %d",
                             LB_CHECK_QUBITS_MAX);
    lb_check_strings_init(&C->strings, (size_t)(report->qubits + marks));
    return true;
}

static bool read_generator(lb_check_reader *r, void *context)
{
    lb_check_closure *C = context;
    if (!C->strings.words && !init_strings(C))
        return false;
    if (!lb_check_read_sum(r, &C->strings, &C->generators, false))
        return false;
    if (r->report->marked)
        lb_check_mark_generator(C);
    return true;
}

/* The replay, or words in its place. */
static bool read_steps(lb_check_closure *C)
{
    lb_check_reader *r = C->reader;
    uint64_t *modulus = &r->report->modulus;
    bool words = r->report->words = lb_check_peek(r) == 'w';
    if (!lb_check_read_count(r, words ? "words" : "replay", &r->report->dimension) ||
        !lb_check_read_literal(r, " ") || !lb_check_read_literal(r, "modulo ") ||
        !lb_check_read_number(r, modulus, 0,
                              words ? LB_CHECK_WORDS_MODULUS - 1 : LB_CHECK_MODULUS_MAX, "modulo"))
        return false;
    if (*modulus < 3 || *modulus % 2 == 0)
        return lb_check_fail(r, "the modulus is not odd and at least 3");
    if (words && !lb_check_is_prime(*modulus))
        return lb_check_fail(r, "the modulus of words is not prime");
    return lb_check_read_line_feed(r) && (words ? lb_check_words(C) : lb_check_replay(C));
}

static bool read_basis(lb_check_closure *C)
{
    uint64_t count;
    if (!lb_check_read_count(C->reader, "basis", &count))
        return false;
    if (count != C->reader->report->dimension)
        return lb_check_fail(C->reader, "the basis and the %s state different dimensions",
                             C->reader->report->words ? "words" : "replay");
    return lb_check_read_line_feed(C->reader) && lb_check_basis(C);
}

/* From here on strings stand for averages. */
static bool read_symmetry(lb_check_closure *C)
{
    if (!lb_check_read_symmetry(C))
        return false;
    lb_check_strings_set_symmetry(&C->strings, &C->symmetry);
    lb_check_sums_average(&C->averages, &C->generators, &C->strings);
    lb_check_sums_thin(&C->generators, &C->strings);
    return true;
}

static char *decimal_of(uint64_t n)
{
    char *decimal = lb_check_resize(NULL, 24);
    snprintf(decimal, 24, "%" PRIu64, n);
    return decimal;
}

/* Whether there is a closure, where it may be missing; or what the kind `sectors` has of dim g. */
static bool read_presence(lb_check_closure *C)
{
    lb_check_reader *r = C->reader;
    uint64_t count;
    if (lb_check_peek(r) == 'a') {
        r->report->has_closure = false;
        return lb_check_read_literal(r, "algebra sectors") && lb_check_read_line_feed(r) &&
               lb_check_sectors_sections(C);
    }
    if (!lb_check_read_literal(r, "closure ") || !lb_check_read_number(r, &count, 0, 1, "closure"))
        return false;
    r->report->has_closure = count;
    return lb_check_read_line_feed(r);
}

/* What is proved, once all is. */
static void conclude(lb_check_report *report)
{
    if (!report->has_closure)
        return;
    report->decimal = decimal_of(report->dimension - report->marks);
    if (!report->marked)
        return;
    report->derived = decimal_of(report->dimension - report->generators);
    report->centre = decimal_of(report->generators - report->marks);
}

static bool read_sections(lb_check_reader *r, FILE *ansatz, const char *ansatz_name, bool optional,
                          bool (*read_more)(lb_check_closure *C))
{
    lb_check_closure C = {.reader = r};
    r->report->has_closure = true;
    bool ok = lb_check_read_generators(r, LB_CHECK_QUBITS_MAX, LB_CHECK_GENERATORS_MAX,
                                       read_generator, &C);
    ok = ok && (C.strings.words || init_strings(&C)) &&
         (!ansatz || lb_check_ansatz(r, ansatz, ansatz_name)) && (!optional || read_presence(&C));
    if (ok && r->report->has_closure)
        ok = read_symmetry(&C) && read_steps(&C) && read_basis(&C);
    ok = ok && (!read_more || read_more(&C));
    lb_check_sums_clear(&C.generators);
    lb_check_sums_clear(&C.averages);
    lb_check_sums_clear(&C.rows);
    lb_check_symmetry_clear(&C.symmetry);
    if (C.strings.words)
        lb_check_strings_clear(&C.strings);
    if (ok)
        conclude(r->report);
    return ok;
}

bool lb_check_read_closure(lb_check_reader *r, FILE *ansatz, const char *ansatz_name)
{
    return read_sections(r, ansatz, ansatz_name, false, NULL);
}

bool lb_check_read_structure(lb_check_reader *r, FILE *ansatz, const char *ansatz_name)
{
    r->report->marked = true;
    return read_sections(r, ansatz, ansatz_name, false, lb_check_marks);
}

bool lb_check_read_orbit(lb_check_reader *r, FILE *ansatz, const char *ansatz_name)
{
    return read_sections(r, ansatz, ansatz_name, false, lb_check_orbit_sections);
}

bool lb_check_read_rank(lb_check_reader *r, FILE *ansatz, const char *ansatz_name)
{
    return read_sections(r, ansatz, ansatz_name, true, lb_check_rank_sections);
}
