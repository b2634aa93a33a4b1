/* What the checker says of a certificate, as text and as JSON. */

#include <inttypes.h>
#include <string.h>

#include "check/check.h"

/* Text from outside, with nothing that could steer a terminal or end a JSON string. */
static void print_text(FILE *stream, const char *before, const char *text, bool json)
{
    fputs(before, stream);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (json && (c == '"' || c == '\\'))
            putc('\\', stream);
        putc(c < ' ' || c == 127 || (json && c > 127) ? '?' : c, stream);
    }
}

static void print_numbers(FILE *stream, const lb_check_claim *claim, char separator)
{
    for (size_t s = 0; s < claim->state_count; s++) {
        if (s)
            putc(separator, stream);
        fprintf(stream, "%" PRIu32, claim->states[s]);
    }
}

/* " of state 0", or nothing where there is but one. */
static void print_states(FILE *stream, const lb_check_report *report, const lb_check_claim *claim)
{
    if (report->state_count > 1) {
        fputs(claim->state_count > 1 ? " of states " : " of state ", stream);
        print_numbers(stream, claim, ' ');
        fputs(claim->state_count > 1 ? ", jointly" : "", stream);
    }
    putc('\n', stream);
}

/* "1 map", "2 maps", "0 maps". */
static void print_count(FILE *stream, const char *before, uint64_t n, const char *noun,
                        const char *after)
{
    fprintf(stream, "%s%" PRIu64 " %s%s%s", before, n, noun, n == 1 ? "" : "s", after);
}

/* "25 layers of 2 angles", "25 layers of 2 angles and 1 more". */
static void print_layers(FILE *stream, uint64_t gates, uint64_t generators)
{
    print_count(stream, " (", gates / generators, "layer", " of ");
    print_count(stream, "", generators, "angle", "");
    if (gates % generators)
        fprintf(stream, " and %" PRIu64 " more", gates % generators);
    putc(')', stream);
}

static void print_range(FILE *stream, const char *name, uint64_t at_least, uint64_t at_most)
{
    fprintf(stream, "VERIFIED %s ", name);
    if (at_most == LB_CHECK_UNBOUNDED) {
        fprintf(stream, "at least %" PRIu64, at_least);
        return;
    }
    if (at_least < at_most)
        fprintf(stream, "%" PRIu64 " .. ", at_least);
    fprintf(stream, "%" PRIu64, at_most);
}

static void print_conclusions(FILE *stream, const lb_check_report *report)
{
    for (size_t c = 0; c < report->claim_count; c++) {
        const lb_check_claim *claim = &report->claims[c];
        if (claim->kind != LB_CHECK_RANK)
            continue;
        fprintf(stream, "VERIFIED rank at least %" PRIu64, claim->value);
        print_count(stream, " with ", claim->gates, "angle", "");
        print_states(stream, report, claim);
    }
    for (size_t c = 0; c < report->conclusion_count; c++) {
        const lb_check_conclusion *R = &report->conclusions[c];
        bool proved = R->critical_at_least == R->critical_at_most;
        print_range(stream, "maximal rank", R->rank_at_least, R->rank_at_most);
        print_states(stream, report, R->of);
        print_range(stream, proved ? "M_c =" : "M_c", R->critical_at_least, R->critical_at_most);
        if (proved && R->critical_at_most && !report->layered)
            print_layers(stream, R->critical_at_most, report->generators);
        print_states(stream, report, R->of);
    }
}

static const char *kind_of(const lb_check_claim *claim)
{
    static const char *const names[] = {"orbit", "sector", "rank", "invariant", "conjugates"};
    return names[claim->kind];
}

static void print_span(FILE *stream, const lb_check_claim *claim)
{
    fprintf(stream, "rank at most %" PRIu64 ", by ", claim->value);
    if (claim->quantities)
        print_count(stream, "", claim->quantities, "conserved number", " and ");
    fprintf(stream,
            "a real space of dimension %" PRIu64
            " that is closed under the generators and contains",
            claim->dimension);
}

static void print_claims(FILE *stream, const lb_check_report *report)
{
    for (size_t s = 0; s < report->state_count; s++)
        fprintf(stream, "state %zu: %s\n", s, report->states[s]);
    for (size_t c = 0; c < report->claim_count; c++) {
        const lb_check_claim *claim = &report->claims[c];
        if (claim->kind == LB_CHECK_RANK)
            continue;
        if (claim->kind == LB_CHECK_SPAN)
            print_span(stream, claim);
        else if (claim->kind == LB_CHECK_CONJUGATES)
            fprintf(stream, "rank at least %" PRIu64 ", by conjugated generators, of",
                    claim->value);
        else
            fprintf(stream, "%s dimension %" PRIu64 " of", kind_of(claim), claim->value);
        fprintf(stream, " state%s ", claim->state_count > 1 ? "s" : "");
        print_numbers(stream, claim, ' ');
        fputs(claim->state_count > 1 ? ", jointly\n" : "\n", stream);
    }
}

static void print_claims_json(FILE *stream, const lb_check_report *report)
{
    fputs(",\"states\":[", stream);
    for (size_t s = 0; s < report->state_count; s++)
        fprintf(stream, "%s\"%s\"", s ? "," : "", report->states[s]);
    fputs("],\"claims\":[", stream);
    for (size_t c = 0; c < report->claim_count; c++) {
        const lb_check_claim *claim = &report->claims[c];
        static const char *const names[] = {"dimension", "dimension", "at_least", "at_most",
                                            "at_least"};
        fprintf(stream, "%s{\"kind\":\"%s\",\"%s\":\"%" PRIu64 "\",", c ? "," : "", kind_of(claim),
                names[claim->kind], claim->value);
        if (claim->kind == LB_CHECK_RANK)
            fprintf(stream, "\"angles\":\"%" PRIu64 "\",", claim->gates);
        if (claim->kind == LB_CHECK_SPAN)
            fprintf(stream, "\"dimension\":\"%" PRIu64 "\",", claim->dimension);
        if (claim->quantities)
            fprintf(stream, "\"conserved\":\"%" PRIu64 "\",", claim->quantities);
        fputs("\"states\":[", stream);
        print_numbers(stream, claim, ',');
        fputs("]}", stream);
    }
    putc(']', stream);
}

static void print_range_json(FILE *stream, const char *name, uint64_t at_least, uint64_t at_most)
{
    fprintf(stream, "\"%s\":{\"at_least\":\"%" PRIu64 "\",\"at_most\":", name, at_least);
    if (at_most == LB_CHECK_UNBOUNDED)
        fputs("null}", stream);
    else
        fprintf(stream, "\"%" PRIu64 "\"}", at_most);
}

static void print_conclusions_json(FILE *stream, const lb_check_report *report)
{
    fputs(",\"conclusions\":[", stream);
    for (size_t c = 0; c < report->conclusion_count; c++) {
        const lb_check_conclusion *R = &report->conclusions[c];
        fprintf(stream, "%s{\"states\":[", c ? "," : "");
        print_numbers(stream, R->of, ',');
        fputs("],", stream);
        print_range_json(stream, "rank", R->rank_at_least, R->rank_at_most);
        putc(',', stream);
        print_range_json(stream, "critical", R->critical_at_least, R->critical_at_most);
        putc('}', stream);
    }
    putc(']', stream);
}

void lb_check_print_json(FILE *stream, const lb_check_report *report, const char *ansatz)
{
    fputs("{\"schema\":\"liebound/check/1\",\"verdict\":", stream);
    if (report->status == LB_CHECK_VERIFIED) {
        fputs("\"verified\"", stream);
        if (report->decimal)
            fprintf(stream, ",\"dimension\":\"%s\"", report->decimal);
        if (report->centre)
            fprintf(stream, ",\"centre\":\"%s\",\"derived\":\"%s\"", report->centre,
                    report->derived);
        if (report->sectors)
            fprintf(stream,
                    ",\"algebra\":\"%s\",\"sectors\":%" PRIu64 ",\"symmetries\":%" PRIu64
                    ",\"modulus\":\"%" PRIu64 "\"",
                    report->algebra, report->sectors, report->symmetries, report->modulus);
        else if (report->algebra)
            fprintf(stream,
                    ",\"algebra\":\"%s\",\"alone\":%" PRIu64 ",\"theorem_a\":%" PRIu64
                    ",\"theorem_b\":%" PRIu64,
                    report->algebra, report->alone, report->pairs, report->full);
        print_text(stream, ",\"title\":\"", report->title, true);
        fprintf(stream, "\",\"qubits\":%" PRIu64 ",\"generators\":%" PRIu64, report->qubits,
                report->generators);
        if (!report->algebra && report->has_closure)
            fprintf(stream, ",\"modulus\":\"%" PRIu64 "\"", report->modulus);
        if (report->exchanges + report->maps)
            fprintf(stream, ",\"exchanges\":%" PRIu64 ",\"maps\":%" PRIu64, report->exchanges,
                    report->maps);
        fprintf(stream, ",\"sha256\":\"%s\"", report->sha256);
        if (report->states)
            print_claims_json(stream, report);
        if (report->conclusions)
            print_conclusions_json(stream, report);
        if (ansatz) {
            print_text(stream, ",\"same_generators_as\":\"", ansatz, true);
            putc('"', stream);
        }
        fputs("}\n", stream);
    } else {
        print_text(stream, "\"not verified\",\"reason\":\"", report->reason, true);
        fputs("\"}\n", stream);
    }
}

static void print_dimension(FILE *stream, const char *before, const char *decimal,
                            const char *after)
{
    size_t digits = strlen(decimal);
    if (digits <= 1000)
        fprintf(stream, "%s%s%s", before, decimal, after);
    else
        fprintf(stream, "%s%.4s...%s (%zu digits)%s", before, decimal, decimal + digits - 4, digits,
                after);
}

static void print_dimensions(FILE *stream, const lb_check_report *report)
{
    if (!report->decimal)
        return;
    print_dimension(stream, "VERIFIED dimension ", report->decimal, "\n");
    if (report->centre) {
        print_dimension(stream, "VERIFIED centre ", report->centre, ", ");
        print_dimension(stream, "derived algebra ", report->derived, "\n");
    }
}

static void print_bounds(FILE *stream, const lb_check_report *report)
{
    uint64_t D = report->dimension;
    if (report->marked) {
        print_count(stream, "with a mark on each, the generators generate ", D, "dimension", "");
        fprintf(stream,
                ": %" PRIu64 " of marks alone, which leaves the dimension; %" PRIu64
                ", one a generator, beside the derived algebra\n",
                report->marks, report->generators);
    }
    if (report->exchanges + report->maps) {
        print_count(stream,
                    "strings stand for their averages under qubit permutations that fix every "
                    "generator: ",
                    report->exchanges, "exchange line", ", ");
        print_count(stream, "", report->maps, "map", "\n");
    }
    fprintf(stream,
            "at most %" PRIu64
            ": every generator and every bracket of a generator with a basis row",
            D);
    print_count(stream, " lies in the span of the ", D, "row", ", exactly over Q\n");
    fprintf(stream, "at least %" PRIu64, D);
    print_count(stream, ": ", D, report->words ? "word" : "step", "");
    if (report->words)
        fprintf(stream, " %s full rank modulo %" PRIu64 "\n", D == 1 ? "has" : "have",
                report->modulus);
    else
        fprintf(stream, " modulo %" PRIu64 " %s\n", report->modulus,
                D == 1 ? "leaves a non-zero remainder" : "leave non-zero remainders");
}

static void print_theorems(FILE *stream, const lb_check_report *report)
{
    fprintf(stream, "algebra %s\n", report->algebra);
    print_count(stream, "from proofs/strings.md: theorem A (free fermions) for ", report->pairs,
                "component", "");
    fprintf(stream,
            ", theorem B (E6) for %" PRIu64 ", single commuting strings: %" PRIu64
            "; beside the arithmetic, it is these theorems that are to be believed\n",
            report->full, report->alone);
}

static void print_sectors(FILE *stream, const lb_check_report *report)
{
    fprintf(stream, "algebra %s\n", report->algebra);
    fprintf(stream,
            "at most: the %" PRIu64
            " %s that commute%s with every generator, exactly over Q, leave ",
            report->symmetries, report->symmetries == 1 ? "symmetry" : "symmetries",
            report->symmetries == 1 ? "s" : "");
    print_count(stream, "", report->sectors, "sector", "");
    if (report->duals)
        fprintf(stream, ", of which forms say of %" PRIu64 " that they are duals%s", report->duals,
                report->alike ? ", or like others" : "");
    fputs("\n", stream);
    fprintf(
        stream,
        "at least: on each sector of d > 1 dimensions, or another one of its family, an element "
        "has eigenvalues of a rank as in this algebra alone, and no two families share an ideal, "
        "modulo %" PRIu64
        "; beside the arithmetic, it is the theorem of proofs/sectors.md that is to be believed\n",
        report->modulus);
}

void lb_check_print_text(FILE *stream, const lb_check_report *report, const char *ansatz)
{
    if (report->status == LB_CHECK_VERIFIED) {
        print_dimensions(stream, report);
        print_conclusions(stream, report);
        fprintf(stream, "title (not verified): %s\n", report->title);
        print_count(stream, "", report->qubits, "qubit", ", ");
        print_count(stream, "", report->generators, "generator", "");
        fprintf(stream, ", sha256 %s\n", report->sha256);
        if (report->sectors)
            print_sectors(stream, report);
        else if (report->algebra)
            print_theorems(stream, report);
        else if (report->has_closure)
            print_bounds(stream, report);
        print_claims(stream, report);
        if (ansatz)
            print_text(stream, "same generators as ", ansatz, false);
    } else
        print_text(stream, "NOT VERIFIED: ", report->reason, false);
    if (report->reason[0] || ansatz)
        putc('\n', stream);
}
