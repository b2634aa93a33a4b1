/* liebound-check: the command line. Exit status 0 means verified and nothing else does, where
 * there is a certificate. */

#include "check/check.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: liebound-check [--json] [--ansatz FILE] [--threads N] CERTIFICATE\n"
    "       liebound-check --help | --version\n"
    "Checks a certificate of a dynamical Lie algebra or a circuit (proofs/README.md).\n"
    "CERTIFICATE ends in .gz when it is compressed; - is standard input.\n"
    "  --ansatz FILE   demand the generators of an ansatz printed by `liebound show`\n"
    "  --threads N     verify closure by N threads, 1 to 256 (1)\n"
    "  --json          print the verdict as one JSON object\n"
    "Exit status: 0 verified, 1 not verified, 64 usage, 71 out of memory, 74 a file cannot be "
    "read\n"
    "or the verdict not be written.\n";

typedef struct options {
    const char *certificate, *ansatz;
    size_t threads; /* 0 when not given */
    bool json, help, version;
} options;

/* 1 to 256, without a sign or a leading zero. */
static bool parse_threads(size_t *threads, const char *text)
{
    size_t length = strspn(text, "0123456789");
    *threads =
        length && length <= 3 && !text[length] && text[0] != '0' ? strtoul(text, NULL, 10) : 0;
    return *threads >= 1 && *threads <= 256;
}

static bool parse_options(options *o, int argc, char **argv)
{
    *o = (options){.help = argc == 2 && !strcmp(argv[1], "--help"),
                   .version = argc == 2 && !strcmp(argv[1], "--version")};
    if (o->help || o->version)
        return true;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--json"))
            o->json = true;
        else if (!strcmp(argv[i], "--ansatz") && i + 1 < argc && !o->ansatz)
            o->ansatz = argv[++i];
        else if (!strcmp(argv[i], "--threads") && i + 1 < argc && !o->threads) {
            if (!parse_threads(&o->threads, argv[++i]))
                return false;
        } else if ((argv[i][0] != '-' || !argv[i][1]) && argv[i][0] && !o->certificate)
            o->certificate = argv[i];
        else
            return false;
    }
    return o->certificate &&
           !(o->ansatz && !strcmp(o->ansatz, "-") && !strcmp(o->certificate, "-"));
}

/* Text from outside, with nothing that could steer a terminal or end a JSON string. */
static void print_text(const char *before, const char *text, bool json)
{
    fputs(before, stdout);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (json && (c == '"' || c == '\\'))
            putchar('\\');
        putchar(c < ' ' || c == 127 || (json && c > 127) ? '?' : c);
    }
}

static void print_numbers(const lb_check_claim *claim, char separator)
{
    for (size_t s = 0; s < claim->state_count; s++) {
        if (s)
            putchar(separator);
        printf("%" PRIu32, claim->states[s]);
    }
}

/* " of state 0", or nothing where there is but one. */
static void print_states(const lb_check_report *report, const lb_check_claim *claim)
{
    if (report->state_count > 1) {
        fputs(claim->state_count > 1 ? " of states " : " of state ", stdout);
        print_numbers(claim, ' ');
        fputs(claim->state_count > 1 ? ", jointly" : "", stdout);
    }
    putchar('\n');
}

/* "1 map", "2 maps", "0 maps". */
static void print_count(const char *before, uint64_t n, const char *noun, const char *after)
{
    printf("%s%" PRIu64 " %s%s%s", before, n, noun, n == 1 ? "" : "s", after);
}

/* "25 layers of 2 angles", "25 layers of 2 angles and 1 more". */
static void print_layers(uint64_t gates, uint64_t generators)
{
    print_count(" (", gates / generators, "layer", " of ");
    print_count("", generators, "angle", "");
    if (gates % generators)
        printf(" and %" PRIu64 " more", gates % generators);
    putchar(')');
}

static void print_range(const char *name, uint64_t at_least, uint64_t at_most)
{
    printf("VERIFIED %s ", name);
    if (at_least < at_most)
        printf("%" PRIu64 " .. ", at_least);
    printf("%" PRIu64, at_most);
}

static void print_conclusions(const lb_check_report *report)
{
    for (size_t c = 0; c < report->claim_count; c++) {
        const lb_check_claim *claim = &report->claims[c];
        if (claim->kind != LB_CHECK_RANK)
            continue;
        printf("VERIFIED rank at least %" PRIu64, claim->value);
        print_count(" with ", claim->gates, "angle", "");
        print_states(report, claim);
    }
    for (size_t c = 0; c < report->conclusion_count; c++) {
        const lb_check_conclusion *R = &report->conclusions[c];
        bool proved = R->critical_at_least == R->critical_at_most;
        print_range("maximal rank", R->rank_at_least, R->rank_at_most);
        print_states(report, R->of);
        print_range(proved ? "M_c =" : "M_c", R->critical_at_least, R->critical_at_most);
        if (proved && R->critical_at_most)
            print_layers(R->critical_at_most, report->generators);
        print_states(report, R->of);
    }
}

static const char *kind_of(const lb_check_claim *claim)
{
    static const char *const names[] = {"orbit", "sector", "rank", "invariant"};
    return names[claim->kind];
}

static void print_claims(const lb_check_report *report)
{
    for (size_t s = 0; s < report->state_count; s++)
        printf("state %zu: %s\n", s, report->states[s]);
    for (size_t c = 0; c < report->claim_count; c++) {
        const lb_check_claim *claim = &report->claims[c];
        if (claim->kind == LB_CHECK_RANK)
            continue;
        if (claim->kind == LB_CHECK_SPAN)
            printf("rank at most %" PRIu64 ", by a real space of dimension %" PRIu64
                   " that is closed under the generators and contains",
                   claim->value, claim->dimension);
        else
            printf("%s dimension %" PRIu64 " of", kind_of(claim), claim->value);
        printf(" state%s ", claim->state_count > 1 ? "s" : "");
        print_numbers(claim, ' ');
        puts(claim->state_count > 1 ? ", jointly" : "");
    }
}

static void print_claims_json(const lb_check_report *report)
{
    fputs(",\"states\":[", stdout);
    for (size_t s = 0; s < report->state_count; s++)
        printf("%s\"%s\"", s ? "," : "", report->states[s]);
    fputs("],\"claims\":[", stdout);
    for (size_t c = 0; c < report->claim_count; c++) {
        const lb_check_claim *claim = &report->claims[c];
        static const char *const names[] = {"dimension", "dimension", "at_least", "at_most"};
        printf("%s{\"kind\":\"%s\",\"%s\":\"%" PRIu64 "\",", c ? "," : "", kind_of(claim),
               names[claim->kind], claim->value);
        if (claim->kind == LB_CHECK_RANK)
            printf("\"angles\":\"%" PRIu64 "\",", claim->gates);
        if (claim->kind == LB_CHECK_SPAN)
            printf("\"dimension\":\"%" PRIu64 "\",", claim->dimension);
        fputs("\"states\":[", stdout);
        print_numbers(claim, ',');
        fputs("]}", stdout);
    }
    putchar(']');
}

static void print_range_json(const char *name, uint64_t at_least, uint64_t at_most)
{
    printf("\"%s\":{\"at_least\":\"%" PRIu64 "\",\"at_most\":\"%" PRIu64 "\"}", name, at_least,
           at_most);
}

static void print_conclusions_json(const lb_check_report *report)
{
    fputs(",\"conclusions\":[", stdout);
    for (size_t c = 0; c < report->conclusion_count; c++) {
        const lb_check_conclusion *R = &report->conclusions[c];
        printf("%s{\"states\":[", c ? "," : "");
        print_numbers(R->of, ',');
        fputs("],", stdout);
        print_range_json("rank", R->rank_at_least, R->rank_at_most);
        putchar(',');
        print_range_json("critical", R->critical_at_least, R->critical_at_most);
        putchar('}');
    }
    putchar(']');
}

static void print_json(const options *o, const lb_check_report *report)
{
    fputs("{\"schema\":\"liebound/check/1\",\"verdict\":", stdout);
    if (report->status == LB_CHECK_VERIFIED) {
        fputs("\"verified\"", stdout);
        if (report->decimal)
            printf(",\"dimension\":\"%s\"", report->decimal);
        if (report->centre)
            printf(",\"centre\":\"%s\",\"derived\":\"%s\"", report->centre, report->derived);
        if (report->algebra)
            printf(",\"algebra\":\"%s\",\"alone\":%" PRIu64 ",\"theorem_a\":%" PRIu64
                   ",\"theorem_b\":%" PRIu64,
                   report->algebra, report->alone, report->pairs, report->full);
        print_text(",\"title\":\"", report->title, true);
        printf("\",\"qubits\":%" PRIu64 ",\"generators\":%" PRIu64, report->qubits,
               report->generators);
        if (!report->algebra && report->has_closure)
            printf(",\"modulus\":\"%" PRIu64 "\"", report->modulus);
        if (report->exchanges + report->maps)
            printf(",\"exchanges\":%" PRIu64 ",\"maps\":%" PRIu64, report->exchanges, report->maps);
        printf(",\"sha256\":\"%s\"", report->sha256);
        if (report->states)
            print_claims_json(report);
        if (report->conclusions)
            print_conclusions_json(report);
        if (o->ansatz) {
            print_text(",\"same_generators_as\":\"", o->ansatz, true);
            putchar('"');
        }
        puts("}");
    } else {
        print_text("\"not verified\",\"reason\":\"", report->reason, true);
        puts("\"}");
    }
}

static void print_dimension(const char *before, const char *decimal, const char *after)
{
    size_t digits = strlen(decimal);
    if (digits <= 1000)
        printf("%s%s%s", before, decimal, after);
    else
        printf("%s%.4s...%s (%zu digits)%s", before, decimal, decimal + digits - 4, digits, after);
}

static void print_dimensions(const lb_check_report *report)
{
    if (!report->decimal)
        return;
    print_dimension("VERIFIED dimension ", report->decimal, "\n");
    if (report->centre) {
        print_dimension("VERIFIED centre ", report->centre, ", ");
        print_dimension("derived algebra ", report->derived, "\n");
    }
}

static void print_bounds(const lb_check_report *report)
{
    uint64_t D = report->dimension;
    if (report->marked) {
        print_count("with a mark on each, the generators generate ", D, "dimension", "");
        printf(": %" PRIu64 " of marks alone, which leaves the dimension; %" PRIu64
               ", one a generator, beside the derived algebra\n",
               report->marks, report->generators);
    }
    if (report->exchanges + report->maps) {
        print_count("strings stand for their averages under qubit permutations that fix every "
                    "generator: ",
                    report->exchanges, "exchange line", ", ");
        print_count("", report->maps, "map", "\n");
    }
    printf("at most %" PRIu64 ": every generator and every bracket of a generator with a basis row",
           D);
    print_count(" lies in the span of the ", D, "row", ", exactly over Q\n");
    printf("at least %" PRIu64, D);
    print_count(": ", D, report->words ? "word" : "step", "");
    if (report->words)
        printf(" %s full rank modulo %" PRIu64 "\n", D == 1 ? "has" : "have", report->modulus);
    else
        printf(" modulo %" PRIu64 " %s\n", report->modulus,
               D == 1 ? "leaves a non-zero remainder" : "leave non-zero remainders");
}

static void print_theorems(const lb_check_report *report)
{
    printf("algebra %s\n", report->algebra);
    print_count("from proofs/strings.md: theorem A (free fermions) for ", report->pairs,
                "component", "");
    printf(", theorem B (E6) for %" PRIu64 ", single commuting strings: %" PRIu64
           "; beside the arithmetic, it is these theorems that are to be believed\n",
           report->full, report->alone);
}

static void print_plain(const options *o, const lb_check_report *report)
{
    if (report->status == LB_CHECK_VERIFIED) {
        print_dimensions(report);
        print_conclusions(report);
        printf("title (not verified): %s\n", report->title);
        print_count("", report->qubits, "qubit", ", ");
        print_count("", report->generators, "generator", "");
        printf(", sha256 %s\n", report->sha256);
        if (report->algebra)
            print_theorems(report);
        else if (report->has_closure)
            print_bounds(report);
        print_claims(report);
        if (o->ansatz)
            print_text("same generators as ", o->ansatz, false);
    } else
        print_text("NOT VERIFIED: ", report->reason, false);
    if (report->reason[0] || o->ansatz)
        putchar('\n');
}

/* The exit status, once all is written. */
static int finish(int status)
{
    if (fflush(stdout) || ferror(stdout)) {
        fprintf(stderr, "liebound-check: cannot write: %s\n", strerror(errno));
        return LB_CHECK_IO;
    }
    return status;
}

/* Print the verdict; the exit status. */
static int conclude(const options *o, const lb_check_report *report)
{
    if (o->json)
        print_json(o, report);
    else
        print_plain(o, report);
    return finish(report->status);
}

static void *gmp_allocate(size_t size)
{
    return lb_check_resize(NULL, size);
}

static void *gmp_reallocate(void *memory, size_t old_size, size_t size)
{
    (void)old_size;
    return lb_check_resize(memory, size);
}

int main(int argc, char **argv)
{
    options o;
    lb_check_report report = {.status = LB_CHECK_REJECTED};
    if (!parse_options(&o, argc, argv)) {
        fputs(usage, stderr);
        return LB_CHECK_USAGE;
    }
    /* A verdict that cannot be written is reported. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    if (o.help || o.version) {
        fputs(o.help ? usage : "liebound-check " LB_VERSION "\n", stdout);
        return finish(EXIT_SUCCESS);
    }
    mp_set_memory_functions(gmp_allocate, gmp_reallocate, NULL);
    lb_check_input input = {.gzip = lb_check_is_gzip_name(o.certificate),
                            .ansatz_name = o.ansatz,
                            .threads = o.threads};
    if (o.ansatz)
        input.ansatz = lb_check_open(o.ansatz, &report);
    if (!o.ansatz || input.ansatz)
        input.certificate = lb_check_open(o.certificate, &report);
    if (input.certificate)
        lb_check_verify(&report, &input);
    int status = conclude(&o, &report);
    lb_check_report_clear(&report);
    return status;
}
