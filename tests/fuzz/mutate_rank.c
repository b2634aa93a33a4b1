/* Looks for certificates of the kind `rank` that claim too much.
 *
 * Circuits of random generators on one or two qubits are written down at random points, with the
 * rank that brute force finds: gates as exponentials of matrices in floating point, at random
 * angles, and the rank of the tangents beside the phases. Claims of one more must be refused. Then
 * texts are mutated, and whatever is accepted is read again here and compared with the brute force
 * of what it states. LB_TEST_SEED and LB_TEST_MULTIPLIER choose the circuits and their number.
 *
 * Nothing is shared with the checker. */

#include "mutate_certificate.h"

#include "mutations.h"
#include "random_circuits.h"

#include "brute_circuits.h"
#include "support.h"

/* ---- Circuits ---- */

static void random_circuit(circuit *C)
{
    do {
        draw_circuit(C, 1 + (int)draw(2), draw(2));
        C->rank = brute_force(C, C->gates);
    } while (C->rank < 0);
}

/* ---- What was accepted ---- */

/* Whether a claim or a conclusion is more than brute force allows. */
static bool is_too_much(circuit *C, const lb_check_report *report, tally *t)
{
    for (size_t c = 0; c < report->claim_count; c++) {
        const lb_check_claim *claim = &report->claims[c];
        memset(C->claimed, 0, sizeof C->claimed);
        for (size_t s = 0; s < claim->state_count; s++)
            C->claimed[claim->states[s]] = true;
        if (claim->kind == LB_CHECK_SPAN) {
            if ((int)claim->value < brute_force(C, GATES))
                return true;
            continue;
        }
        if (claim->kind == LB_CHECK_CONJUGATES) {
            if ((int)claim->value > brute_force(C, GATES))
                return true;
            continue;
        }
        int rank = claim->gates > GATES ? -1 : brute_force(C, (int)claim->gates);
        if (rank < 0) {
            t->outside++;
            continue;
        }
        C->gates = (int)claim->gates;
        if ((int)claim->value > rank)
            return true;
        const lb_check_conclusion *R = &report->conclusions[0];
        if (report->conclusion_count == 1 && !report->has_closure &&
            R->rank_at_least < R->rank_at_most && (int)R->rank_at_most < brute_force(C, GATES))
            return true;
    }
    return false;
}

static void try_mutant(tally *t, const buffer *valid)
{
    static buffer mutant;
    static lines L;
    lb_check_report report;
    circuit C;
    mutant = *valid;
    mutate(&mutant);
    t->mutants++;
    if (!mutant.length)
        return;
    if (accepts(&report, &mutant)) {
        t->accepted++;
        t->changed += strcmp(valid->bytes, mutant.bytes) != 0;
        split(&L, &mutant);
        if (!parse_circuit(&C, &L))
            t->outside++;
        else if (is_too_much(&C, &report, t))
            t->failures += (uint64_t)show("FALSE ACCEPTANCE", &mutant, "a rank is too large");
    }
    lb_check_report_clear(&report);
}

/* Certificates with real spaces and conjugated generators, and mutants of them. */
static const char *const spaces[] = {"rank-conjugates",      "rank-invariant",
                                     "rank-invariant-norms", "rank-invariant-half-of-a-pair",
                                     "rank-invariant-small", "rank-conserved-amplitudes",
                                     "rank-conserved-pair"};

static void try_file(tally *t, const char *name)
{
    static buffer T;
    char path[120];
    lb_check_report report;
    snprintf(path, sizeof path, "tests/reject/accept/%s.cert", name);
    FILE *file = fopen(path, "r");
    if (!file)
        abort();
    T.length = fread(T.bytes, 1, TEXT - 1, file);
    T.bytes[T.length] = '\0';
    fclose(file);
    if (!accepts(&report, &T))
        t->failures += (uint64_t)show("A VALID CERTIFICATE IS REJECTED", &T, report.reason);
    lb_check_report_clear(&report);
    for (size_t i = lb_test_count(2000); i > 0; i--)
        try_mutant(t, &T);
}

int main(void)
{
    static buffer T;
    tally t = {0};
    circuit C;
    uint64_t refused = 0;
    random_state = lb_test_seed();
    for (size_t target = lb_test_count(600); t.made < target; t.made++) {
        lb_check_report report;
        uint64_t p = primes[draw(sizeof primes / sizeof *primes)];
        random_circuit(&C);
        if (C.padic && draw(2))
            p = 7;
        put_circuit(&T, &C, C.rank, p);
        bool accepted = accepts(&report, &T);
        bool formless =
            strstr(report.reason, "singular") || strstr(report.reason, "share an angle");
        bool enough = !formless && (C.padic ? p == 7 : p > 1000000);
        if (!accepted && enough)
            t.failures += (uint64_t)show("A VALID CERTIFICATE IS REJECTED", &T, report.reason);
        refused += !accepted;
        lb_check_report_clear(&report);
        for (int i = 0; accepted && i < 40; i++)
            try_mutant(&t, &T);
        put_circuit(&T, &C, C.rank + 1, p);
        if (accepts(&report, &T))
            t.failures += (uint64_t)show("FALSE ACCEPTANCE", &T, "one more than the rank");
        lb_check_report_clear(&report);
    }
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        try_file(&t, spaces[i]);
    printf("%" PRIu64 " certificates, %" PRIu64 " at points that do not suffice, %" PRIu64
           " mutants, %" PRIu64 " accepted (%" PRIu64 " changed, %" PRIu64
           " too large to decide), %" PRIu64 " failures\n",
           t.made, refused, t.mutants, t.accepted, t.changed, t.outside, t.failures);
    return t.failures || !t.changed ? EXIT_FAILURE : EXIT_SUCCESS;
}
