/* The verdicts of liebound-check in full, as text and as JSON, of reports that are made by hand. Links
 * with src/check/ except main.c. */

#include <liebound/check.h>

#include <stdbool.h>
#include <string.h>

#include "check/check.h"
#include "support.h"

static void expect(const lb_check_report *report, const char *ansatz, const char *text,
                   const char *json)
{
    void (*const print[])(FILE *, const lb_check_report *, const char *) = {lb_check_print_text,
                                                                            lb_check_print_json};
    const char *expected[] = {text, json};
    for (int k = 0; k < 2; k++) {
        char *printed;
        size_t length;
        FILE *stream = open_memstream(&printed, &length);
        ck_assert_ptr_nonnull(stream);
        print[k](stream, report, ansatz);
        fclose(stream);
        ck_assert_str_eq(printed, expected[k]);
        free(printed);
    }
}

/* Of a certificate of the kind closure. */
static lb_check_report closure_report(char *decimal)
{
    return (lb_check_report){.status = LB_CHECK_VERIFIED,
                             .title = "a \"b\" \\c",
                             .sha256 = "digest",
                             .qubits = 1,
                             .generators = 2,
                             .has_closure = true,
                             .decimal = decimal,
                             .dimension = strtoull(decimal, NULL, 10),
                             .modulus = 5};
}

#define HEAD  "title (not verified): a \"b\" \\c\n1 qubit, 2 generators, sha256 digest\n"
#define JSON  "{\"schema\":\"liebound/check/1\",\"verdict\":\"verified\""
#define TITLE ",\"title\":\"a \\\"b\\\" \\\\c\",\"qubits\":1,\"generators\":2"
#define SPAN                                                                                       \
    ": every generator and every bracket of a generator with a basis row lies in the span of the "

START_TEST(test_closures)
{
    char one[] = "1", three[] = "3", zero[] = "0";
    lb_check_report report = closure_report(one);
    expect(&report, NULL,
           "VERIFIED dimension 1\n" HEAD "at most 1" SPAN "1 row, exactly over Q\n"
           "at least 1: 1 step modulo 5 leaves a non-zero remainder\n",
           JSON ",\"dimension\":\"1\"" TITLE ",\"modulus\":\"5\",\"sha256\":\"digest\"}\n");
    report = closure_report(three);
    report.exchanges = report.maps = 1;
    expect(&report, "x\"\033y",
           "VERIFIED dimension 3\n" HEAD
           "strings stand for their averages under qubit permutations that fix every generator: "
           "1 exchange line, 1 map\n"
           "at most 3" SPAN "3 rows, exactly over Q\n"
           "at least 3: 3 steps modulo 5 leave non-zero remainders\n"
           "same generators as x\"?y\n",
           JSON ",\"dimension\":\"3\"" TITLE
                ",\"modulus\":\"5\",\"exchanges\":1,\"maps\":1,\"sha256\":\"digest\","
                "\"same_generators_as\":\"x\\\"?y\"}\n");
    report = closure_report(zero);
    report.words = true;
    report.maps = 2;
    expect(&report, NULL,
           "VERIFIED dimension 0\n" HEAD
           "strings stand for their averages under qubit permutations that fix every generator: "
           "0 exchange lines, 2 maps\n"
           "at most 0" SPAN "0 rows, exactly over Q\n"
           "at least 0: 0 words have full rank modulo 5\n",
           JSON ",\"dimension\":\"0\"" TITLE
                ",\"modulus\":\"5\",\"exchanges\":0,\"maps\":2,\"sha256\":\"digest\"}\n");
    report = closure_report(one);
    report.words = true;
    report.generators = 1;
    expect(&report, NULL,
           "VERIFIED dimension 1\ntitle (not verified): a \"b\" \\c\n1 qubit, 1 generator, sha256 "
           "digest\nat most 1" SPAN "1 row, exactly over Q\n"
           "at least 1: 1 word has full rank modulo 5\n",
           JSON
           ",\"dimension\":\"1\",\"title\":\"a \\\"b\\\" \\\\c\",\"qubits\":1,\"generators\":1,"
           "\"modulus\":\"5\",\"sha256\":\"digest\"}\n");
}
END_TEST

START_TEST(test_structures)
{
    char three[] = "3", one[] = "1", two[] = "2";
    lb_check_report report = closure_report(three);
    report.centre = one;
    report.derived = two;
    report.marked = true;
    report.dimension = 4;
    report.marks = 1;
    expect(
        &report, NULL,
        "VERIFIED dimension 3\nVERIFIED centre 1, derived algebra 2\n" HEAD
        "with a mark on each, the generators generate 4 dimensions: 1 of marks alone, which leaves "
        "the dimension; 2, one a generator, beside the derived algebra\n"
        "at most 4" SPAN "4 rows, exactly over Q\n"
        "at least 4: 4 steps modulo 5 leave non-zero remainders\n",
        JSON ",\"dimension\":\"3\",\"centre\":\"1\",\"derived\":\"2\"" TITLE
             ",\"modulus\":\"5\",\"sha256\":\"digest\"}\n");
}
END_TEST

START_TEST(test_algebras)
{
    char eight[] = "8", zero[] = "0", name[] = "su(3)";
    lb_check_report report = closure_report(eight);
    report.centre = zero;
    report.derived = eight;
    report.has_closure = false;
    report.algebra = name;
    report.alone = 3;
    report.pairs = 1;
    report.full = 2;
    expect(
        &report, NULL,
        "VERIFIED dimension 8\nVERIFIED centre 0, derived algebra 8\n" HEAD "algebra su(3)\n"
        "from proofs/strings.md: theorem A (free fermions) for 1 component, theorem B (E6) for 2, "
        "single commuting strings: 3; beside the arithmetic, it is these theorems that are to be "
        "believed\n",
        JSON ",\"dimension\":\"8\",\"centre\":\"0\",\"derived\":\"8\",\"algebra\":\"su(3)\","
             "\"alone\":3,\"theorem_a\":1,\"theorem_b\":2" TITLE ",\"sha256\":\"digest\"}\n");
    report.sectors = 1;
    for (report.symmetries = 1; report.symmetries < 3; report.symmetries++) {
        bool several = report.symmetries == 2;
        report.duals = several;
        char text[1000], json[1000];
        snprintf(text, sizeof text,
                 "VERIFIED dimension 8\nVERIFIED centre 0, derived algebra 8\n" HEAD
                 "algebra su(3)\n"
                 "at most: the %s with every generator, exactly over Q, leave 1 sector%s\n"
                 "at least: on each sector of d > 1 dimensions, or another one of its family, an "
                 "element has "
                 "eigenvalues of a rank as in this algebra alone, and no two families share an "
                 "ideal, modulo 5; "
                 "beside the arithmetic, it is the theorem of proofs/sectors.md that is to be "
                 "believed\n",
                 several ? "2 symmetries that commute" : "1 symmetry that commutes",
                 several ? ", of which forms say of 1 that they are duals" : "");
        snprintf(json, sizeof json,
                 JSON
                 ",\"dimension\":\"8\",\"centre\":\"0\",\"derived\":\"8\",\"algebra\":\"su(3)\","
                 "\"sectors\":1,\"symmetries\":%d,\"modulus\":\"5\"" TITLE
                 ",\"sha256\":\"digest\"}\n",
                 several ? 2 : 1);
        expect(&report, NULL, text, json);
    }
}
END_TEST

/* Of more than 1000 digits the first and the last four. */
START_TEST(test_long_numbers)
{
    static char digits[1002], text[1500], json[1500];
    for (size_t length = 1000; length <= 1001; length++) {
        memset(digits, '1', length);
        memcpy(digits, "1234", 4);
        memcpy(digits + length - 4, "6789", 4);
        digits[length] = '\0';
        lb_check_report report = closure_report(digits);
        report.has_closure = false;
        snprintf(text, sizeof text, "VERIFIED dimension %s\n" HEAD,
                 length == 1000 ? digits : "1234...6789 (1001 digits)");
        snprintf(json, sizeof json, JSON ",\"dimension\":\"%s\"" TITLE ",\"sha256\":\"digest\"}\n",
                 digits);
        expect(&report, NULL, text, json);
    }
}
END_TEST

START_TEST(test_orbits)
{
    char one[] = "1", plus[] = "+", zero[] = "0", *names[] = {plus, zero};
    uint32_t first[] = {0}, both[] = {0, 1};
    lb_check_claim claims[] = {
        {.kind = LB_CHECK_ORBIT, .value = 7, .states = first, .state_count = 1},
        {.kind = LB_CHECK_SECTOR, .value = 8, .states = both, .state_count = 2}};
    lb_check_report report = closure_report(one);
    report.states = names;
    report.state_count = 2;
    report.claims = claims;
    report.claim_count = 2;
    expect(&report, NULL,
           "VERIFIED dimension 1\n" HEAD "at most 1" SPAN "1 row, exactly over Q\n"
           "at least 1: 1 step modulo 5 leaves a non-zero remainder\n"
           "state 0: +\nstate 1: 0\n"
           "orbit dimension 7 of state 0\nsector dimension 8 of states 0 1, jointly\n",
           JSON ",\"dimension\":\"1\"" TITLE ",\"modulus\":\"5\",\"sha256\":\"digest\","
                "\"states\":[\"+\",\"0\"],\"claims\":["
                "{\"kind\":\"orbit\",\"dimension\":\"7\",\"states\":[0]},"
                "{\"kind\":\"sector\",\"dimension\":\"8\",\"states\":[0,1]}]}\n");
}
END_TEST

START_TEST(test_ranks)
{
    char plus[] = "+", zero[] = "0", *names[] = {plus, zero}, one[] = "1";
    uint32_t first[] = {0}, both[] = {0, 1};
    lb_check_claim claims[] = {
        {.kind = LB_CHECK_RANK, .value = 1, .gates = 1, .states = first, .state_count = 1},
        {.kind = LB_CHECK_RANK, .value = 4, .gates = 5, .states = both, .state_count = 2},
        {.kind = LB_CHECK_SPAN, .value = 6, .dimension = 9, .states = both, .state_count = 2},
        {.kind = LB_CHECK_CONJUGATES, .value = 3, .states = first, .state_count = 1}};
    lb_check_conclusion conclusions[] = {{&claims[0], 3, 3, 3, 5},
                                         {&claims[1], 4, 6, 4, LB_CHECK_UNBOUNDED}};
    lb_check_report report = closure_report(one);
    report.has_closure = false;
    report.decimal = NULL;
    report.states = names;
    report.state_count = 2;
    report.claims = claims;
    report.claim_count = 4;
    report.conclusions = conclusions;
    report.conclusion_count = 2;
    expect(&report, NULL,
           "VERIFIED rank at least 1 with 1 angle of state 0\n"
           "VERIFIED rank at least 4 with 5 angles of states 0 1, jointly\n"
           "VERIFIED maximal rank 3 of state 0\nVERIFIED M_c 3 .. 5 of state 0\n"
           "VERIFIED maximal rank 4 .. 6 of states 0 1, jointly\n"
           "VERIFIED M_c at least 4 of states 0 1, jointly\n" HEAD "state 0: +\nstate 1: 0\n"
           "rank at most 6, by a real space of dimension 9 that is closed under the generators and "
           "contains states 0 1, jointly\n"
           "rank at least 3, by conjugated generators, of state 0\n",
           JSON TITLE
           ",\"sha256\":\"digest\",\"states\":[\"+\",\"0\"],\"claims\":["
           "{\"kind\":\"rank\",\"at_least\":\"1\",\"angles\":\"1\",\"states\":[0]},"
           "{\"kind\":\"rank\",\"at_least\":\"4\",\"angles\":\"5\",\"states\":[0,1]},"
           "{\"kind\":\"invariant\",\"at_most\":\"6\",\"dimension\":\"9\",\"states\":[0,1]},"
           "{\"kind\":\"conjugates\",\"at_least\":\"3\",\"states\":[0]}],"
           "\"conclusions\":[{\"states\":[0],\"rank\":{\"at_least\":\"3\",\"at_most\":\"3\"},"
           "\"critical\":{\"at_least\":\"3\",\"at_most\":\"5\"}},"
           "{\"states\":[0,1],\"rank\":{\"at_least\":\"4\",\"at_most\":\"6\"},"
           "\"critical\":{\"at_least\":\"4\",\"at_most\":null}}]}\n");
    /* One state, and M_c proved: of whole layers, of a part of one, of other layers, and 0. */
    static const struct {
        uint64_t generators, critical;
        bool layered;
        const char *text;
    } known[] = {{2, 4, false, "VERIFIED M_c = 4 (2 layers of 2 angles)\n"},
                 {3, 11, false, "VERIFIED M_c = 11 (3 layers of 3 angles and 2 more)\n"},
                 {3, 4, false, "VERIFIED M_c = 4 (1 layer of 3 angles and 1 more)\n"},
                 {1, 2, false, "VERIFIED M_c = 2 (2 layers of 1 angle)\n"},
                 {2, 4, true, "VERIFIED M_c = 4\n"},
                 {2, 0, false, "VERIFIED M_c = 0\n"}};
    report.state_count = report.claim_count = report.conclusion_count = 1;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char text[500], json[500];
        uint64_t M = known[i].critical;
        claims[0].value = claims[0].gates = M;
        conclusions[0] = (lb_check_conclusion){&claims[0], M, M, M, M};
        report.generators = known[i].generators;
        report.layered = known[i].layered;
        snprintf(text, sizeof text,
                 "VERIFIED rank at least %" PRIu64 " with %" PRIu64
                 " angles\nVERIFIED maximal rank %" PRIu64 "\n%stitle (not verified): a \"b\" "
                 "\\c\n1 qubit, %" PRIu64 " generator%s, sha256 digest\nstate 0: +\n",
                 M, M, M, known[i].text, report.generators, report.generators == 1 ? "" : "s");
        snprintf(json, sizeof json,
                 JSON ",\"title\":\"a \\\"b\\\" \\\\c\",\"qubits\":1,\"generators\":%" PRIu64
                      ",\"sha256\":\"digest\",\"states\":[\"+\"],\"claims\":[{\"kind\":\"rank\","
                      "\"at_least\":\"%" PRIu64 "\",\"angles\":\"%" PRIu64
                      "\",\"states\":[0]}],\"conclusions\":[{\"states\":[0],\"rank\":{\"at_least\":"
                      "\"%" PRIu64 "\",\"at_most\":\"%" PRIu64 "\"},\"critical\":{\"at_least\":"
                      "\"%" PRIu64 "\",\"at_most\":\"%" PRIu64 "\"}}]}\n",
                 report.generators, M, M, M, M, M, M);
        expect(&report, NULL, text, json);
    }
}
END_TEST

static lb_check_result *verify(const char *text, const char *ansatz)
{
    return lb_check_verify_memory(text, strlen(text), ansatz, 1);
}

/* The same through <liebound/check.h>: what is verified, and nothing of what is not. */
START_TEST(test_results)
{
    static const char strings[] = "liebound certificate 1 strings\ntitle two\nqubits 2\n"
                                  "generators 3\n1 XI\n1 ZI\n1 IZ\nstrings 3\ncomponents 2\n"
                                  "pairs 2 3 0\n0 0 1\n1 1 2\nalone 2\n"
                                  "algebra su(2) + u(1)\ndimension 4\nend\n";
    lb_check_result *result = verify(strings, NULL);
    ck_assert_int_eq(lb_check_result_outcome(result), LB_CHECK_OUTCOME_VERIFIED);
    ck_assert_str_eq(lb_check_result_reason(result), "");
    ck_assert_str_eq(lb_check_result_dimension(result), "4");
    ck_assert_str_eq(lb_check_result_centre(result), "1");
    ck_assert_str_eq(lb_check_result_derived(result), "3");
    ck_assert_str_eq(lb_check_result_algebra(result), "su(2) + u(1)");
    ck_assert_str_eq(lb_check_result_title(result), "two");
    ck_assert_uint_eq(strlen(lb_check_result_sha256(result)), 64);
    ck_assert_uint_eq(lb_check_result_qubits(result), 2);
    ck_assert_uint_eq(lb_check_result_generators(result), 3);
    ck_assert_ptr_eq(strstr(lb_check_result_text(result), "VERIFIED dimension 4\n"),
                     lb_check_result_text(result));
    ck_assert_ptr_nonnull(strstr(lb_check_result_json(result), "\"verdict\":\"verified\""));
    lb_check_result_free(result);
    lb_check_result_free(NULL);
}
END_TEST

static void expect_nothing(lb_check_result *result, lb_check_outcome outcome, const char *reason)
{
    ck_assert_int_eq(lb_check_result_outcome(result), outcome);
    ck_assert_str_eq(lb_check_result_reason(result), reason);
    ck_assert_ptr_null(lb_check_result_dimension(result));
    ck_assert_ptr_null(lb_check_result_centre(result));
    ck_assert_ptr_null(lb_check_result_derived(result));
    ck_assert_ptr_null(lb_check_result_algebra(result));
    ck_assert_ptr_null(lb_check_result_title(result));
    ck_assert_ptr_null(lb_check_result_sha256(result));
    ck_assert_uint_eq(lb_check_result_qubits(result), 0);
    ck_assert_uint_eq(lb_check_result_generators(result), 0);
    ck_assert_ptr_eq(strstr(lb_check_result_text(result), "NOT VERIFIED: "),
                     lb_check_result_text(result));
    ck_assert_ptr_nonnull(strstr(lb_check_result_json(result), "\"verdict\":\"not verified\""));
    lb_check_result_free(result);
}

START_TEST(test_results_of_nothing)
{
    static const char missing[] = "/missing/file";
    expect_nothing(verify("", NULL), LB_CHECK_OUTCOME_REJECTED,
                   "line 1: expected \"liebound certificate \"");
    expect_nothing(verify("\037\213", NULL), LB_CHECK_OUTCOME_REJECTED,
                   "line 1: the gzip data end too early");
    expect_nothing(verify("\037", NULL), LB_CHECK_OUTCOME_REJECTED,
                   "line 1: expected \"liebound certificate \"");
    expect_nothing(
        verify("liebound certificate 2 closure\ntitle a\nqubits 3\ngenerators 1\n", NULL),
        LB_CHECK_OUTCOME_REJECTED, "line 5: expected a coefficient");
    expect_nothing(
        verify("liebound certificate 2 closure\ntitle a\nqubits 3\ngenerators 1\n1 X3\n", NULL),
        LB_CHECK_OUTCOME_REJECTED, "line 6: expected \"symmetry\"");
    expect_nothing(verify("liebound", missing), LB_CHECK_OUTCOME_IO,
                   "cannot read /missing/file: No such file or directory");
    expect_nothing(lb_check_verify_file(missing, NULL, 1), LB_CHECK_OUTCOME_IO,
                   "cannot read /missing/file: No such file or directory");
    ck_assert(lb_check_is_gzip_name("a.gz"));
    ck_assert(!lb_check_is_gzip_name(".gz"));
    ck_assert(!lb_check_is_gzip_name("a.g"));
    ck_assert(!lb_check_is_gzip_name("a.gzz"));
}
END_TEST

/* What could steer a terminal or end a string is replaced. */
START_TEST(test_reasons)
{
    lb_check_report report = {.status = LB_CHECK_REJECTED, .reason = "a\"\\ ~\177\037\n\303\200"};
    expect(&report, NULL, "NOT VERIFIED: a\"\\ ~???\303\200\n",
           "{\"schema\":\"liebound/check/1\",\"verdict\":\"not verified\",\"reason\":\"a\\\"\\\\ "
           "~?????\"}\n");
    report.status = LB_CHECK_IO;
    expect(&report, "name", "NOT VERIFIED: a\"\\ ~???\303\200\n",
           "{\"schema\":\"liebound/check/1\",\"verdict\":\"not verified\",\"reason\":\"a\\\"\\\\ "
           "~?????\"}\n");
}
END_TEST

LB_TEST_MAIN("check_print", test_closures, test_structures, test_algebras, test_long_numbers,
             test_orbits, test_ranks, test_results, test_results_of_nothing, test_reasons)
