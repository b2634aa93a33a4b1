/* Liebound against GAP on the structure of an algebra, on the same structure constants in the same
 * run. One JSON object a line; without a gap on the path one line that says so.
 *
 * GAP gets the structure constants over the rational numbers (as `liebound constants --format gap`
 * prints them), so that it need not close anything, and two questions, each in a process of its
 * own: the ideals of the derived algebra (DirectSumDecomposition), and its type over the algebraic
 * closure (SemiSimpleType). Its time is what it reports for these calls alone. Liebound's is that
 * of closure, structure and all proofs together; both are times of the processor.
 *
 * GAP's ideals are those over Q: where they are conjugate over a number field, it finds fewer than
 * there are over R, and their dimensions are sums. `gap_ideals` and `ideals_over_q` are the
 * dimensions of the ideals over Q, ascending, and must agree; `algebra` and `gap_type` are the
 * answers over R and over the algebraic closure.
 *
 * usage: bench_structure_gap [SECONDS], the most CPU time that GAP may take for a question (default
 * 20) */

#include "bench/gap.h"

enum { SIZES = 6, LIST = 512 };

typedef struct family {
    const char *ansatz;
    const char *sizes[SIZES + 1]; /* values of n */
} family;

static const family FAMILIES[] = {
    {"tfim-open", {"4", "6", "8", "10", "12", NULL}},
    {"tfim-closed", {"6", "12", "24", "48", NULL}},
    {"xxz-open", {"4", "5", "6", NULL}},
    {"ltfim-open", {"3", "4", NULL}},
    {"qaoa-complete", {"4", "6", NULL}},
};

typedef struct measurement {
    double seconds;
    uint64_t dimension;
    size_t over_q, over_r; /* ideals */
    char algebra[LIST], dimensions[LIST];
} measurement;

static void load(lb_ansatz_t A, const bench_run *run)
{
    lb_error error;
    lb_setting n = {(char *)"n", (char *)run->size};
    bench_require(lb_ansatz_load(A, run->ansatz, &n, 1, &error), &error);
}

static lb_closure *find_closure(const lb_ansatz_t A)
{
    lb_closure *closure;
    lb_error error;
    lb_closure_options options = {.enumerate = true, .symmetry = true};
    bench_require(lb_closure_compute(&closure, A, &options, &error), &error);
    return closure;
}

static int compare_sizes(const void *a, const void *b)
{
    size_t p = *(const size_t *)a, q = *(const size_t *)b;
    return (p > q) - (p < q);
}

/* The dimensions of the ideals over Q, as in "3, 3, 6". */
static void list_dimensions(measurement *m, const lb_structure *structure)
{
    size_t sizes[LIST], used = 0;
    for (size_t i = 0; i < lb_structure_ideals_count(structure); i++) {
        const lb_real_ideals *ideals = lb_structure_ideals(structure, i);
        size_t copies = mpz_get_ui(ideals->copies), dimension = mpz_get_ui(ideals->dimension);
        m->over_r += copies;
        for (size_t k = 0; k < (ideals->field ? 1 : copies); k++)
            sizes[m->over_q++] = ideals->field ? copies * dimension : dimension;
    }
    qsort(sizes, m->over_q, sizeof *sizes, compare_sizes);
    for (size_t i = 0; i < m->over_q; i++)
        used += (size_t)snprintf(m->dimensions + used, sizeof m->dimensions - used, "%s%zu",
                                 i ? ", " : "", sizes[i]);
}

static void measure(void *result, const bench_run *run)
{
    lb_ansatz_t A;
    lb_structure *structure;
    lb_error error;
    measurement m = {0};
    load(A, run);
    double start = bench_processor_seconds();
    lb_closure *closure = find_closure(A);
    bench_require(lb_structure_identify(&structure, closure, NULL, &error), &error);
    m.seconds = bench_processor_seconds() - start;
    m.dimension = lb_closure_row_count(closure);
    const lb_algebra_struct *algebra = lb_structure_algebra(structure);
    if (!algebra)
        exit(EXIT_FAILURE);
    snprintf(m.algebra, sizeof m.algebra, "%s", lb_algebra_text(algebra));
    list_dimensions(&m, structure);
    memcpy(result, &m, sizeof m);
}

/* GAP's answer to one question about D, the derived algebra. */
typedef struct gap_answer {
    bool found;
    unsigned long milliseconds;
    char text[LIST];
} gap_answer;

static void ask(gap_answer *answer, const char *constants, const char *question, unsigned seconds)
{
    char path[] = "/tmp/liebound-gap-XXXXXX", line[2 * LIST];
    FILE *script = gap_script(path);
    fprintf(script,
            "Read(\"%s\");\n"
            "D := LieDerivedSubalgebra(L);;\n"
            "start := Runtime();;\n"
            "answer := %s;;\n"
            "used := Runtime() - start;;\n"
            "SizeScreen([4096, 24]);;\n"
            "Print(\"RESULT \", used, \" \", answer, \"\\n\");\n"
            "QUIT;\n",
            constants, question);
    fclose(script);
    answer->found = gap_run(line, sizeof line, path, seconds) &&
                    sscanf(line, "%lu %511[^\n]", &answer->milliseconds, answer->text) == 2;
    unlink(path);
}

static void print_answer(const gap_answer *answer, const char *name, double ours)
{
    if (answer->found)
        printf(", \"gap_%s\": \"%s\", \"seconds_gap_%s\": %.3f, \"factor_%s\": %.0f", name,
               answer->text, name, (double)answer->milliseconds / 1000, name,
               (double)answer->milliseconds / 1000 / ours);
    else
        printf(", \"gap_%s\": null, \"seconds_gap_%s\": null", name, name);
}

/* Whether GAP answered both questions, so that a larger size makes sense. */
static bool run_case(const bench_run *run, const char *program, unsigned seconds)
{
    char constants[] = "/tmp/liebound-gap-XXXXXX", command[sizeof run->checker + LIST];
    gap_answer ideals, type;
    measurement m;
    fclose(gap_script(constants));
    snprintf(command, sizeof command, "%s constants %s n=%s --format gap --quiet >%s", program,
             run->ansatz, run->size, constants);
    bench_apart(measure, &m, sizeof m, run);
    if (system(command))
        exit(EXIT_FAILURE);
    ask(&ideals, constants, "SortedList(List(DirectSumDecomposition(D), Dimension))", seconds);
    ask(&type, constants, "SemiSimpleType(D)", seconds);
    unlink(constants);
    printf("{\"bench\": \"structure_gap\", \"ansatz\": \"%s\", \"n\": %s, \"dimension\": %" PRIu64
           ", \"algebra\": \"%s\", \"ideals_over_r\": %zu, \"ideals_over_q\": \"[ %s ]\", "
           "\"seconds\": %.6f",
           run->ansatz, run->size, m.dimension, m.algebra, m.over_r, m.dimensions, m.seconds);
    print_answer(&ideals, "ideals", m.seconds);
    print_answer(&type, "type", m.seconds);
    if (ideals.found) {
        size_t length = strlen(m.dimensions);
        bool agrees = !strncmp(ideals.text + 2, m.dimensions, length) &&
                      !strcmp(ideals.text + 2 + length, " ]");
        printf(", \"agrees_over_q\": %s, \"gap_stops_at_q\": %s", agrees ? "true" : "false",
               m.over_q < m.over_r ? "true" : "false");
    }
    if (!ideals.found || !type.found)
        printf(", \"gap_limit\": %u", seconds);
    puts("}");
    fflush(stdout);
    return ideals.found && type.found;
}

int main(int argc, char **argv)
{
    enum { SECONDS = 20 };
    unsigned seconds = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : SECONDS;
    char program[4096];
    if (!gap_is_installed("structure_gap"))
        return EXIT_SUCCESS;
    bench_program(program, sizeof program, argv[0], "liebound");
    for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES; i++) {
        bool finished = true;
        for (size_t j = 0; FAMILIES[i].sizes[j] && finished; j++) {
            bench_run run = {.ansatz = FAMILIES[i].ansatz, .size = FAMILIES[i].sizes[j]};
            finished = run_case(&run, program, seconds);
        }
    }
    return EXIT_SUCCESS;
}
