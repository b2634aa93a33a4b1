/* The closure of the generators of an ansatz: identified from single strings, or searched. */

#include "ansatz/roots.h"
#include "closure/closure_data.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/memory.h"
#include "closure/checkpoint.h"
#include "closure/sums.h"

static bool all_single_strings(const lb_ansatz_t A)
{
    for (size_t k = 0; k < A->generator_count; k++)
        if (A->generators[k].length > 1)
            return false;
    return true;
}

static char *describe(const lb_closure *c, const lb_run *run)
{
    if (c->classified)
        return lb_sprintf("%s", "the algebra of the strings, identified by linear algebra over F2");
    if (c->proved)
        return lb_sprintf(
            "at most %" PRIu32 " by a closed basis%s, exactly over Q; at least %" PRIu32
            " by %s modulo %" PRIu64,
            c->dimension, c->letters.count ? " of averages over changes of letters" : "",
            c->dimension, c->words ? "independent words" : "a replay", c->prime);
    return lb_sprintf("%s; at least %" PRIu32 " by independent elements modulo a prime",
                      run->stopped ? run->stopped : "stopped", c->dimension);
}

/* The ansatz without what a closure does not need: states and literature values; when a limit stops
 * the run, without some generators. */
static void copy_ansatz(lb_ansatz_t copy, const lb_ansatz_t A, lb_run *run)
{
    size_t work = 0;
    lb_ansatz_init(copy, A->name, A->qubits);
    for (size_t k = 0; k < A->generator_count; k++)
        if (lb_run_asks(run, &work, 16 * (A->generators[k].length + 1)))
            lb_ansatz_add_generator(copy, A->generator_names[k], A->generators + k);
    copy->settings = lb_malloc(A->setting_count, sizeof *copy->settings);
    for (size_t i = 0; i < A->setting_count; i++)
        copy->settings[i] =
            (lb_setting){lb_strdup(A->settings[i].name), lb_strdup(A->settings[i].value)};
    copy->setting_count = A->setting_count;
}

/* Search for a basis of what the generators of A generate, and prove it. */
static lb_status search_basis(lb_closure *c, const lb_ansatz_t A, const lb_closure_options *options,
                              lb_run *run, lb_error *error)
{
    if (A->qubits > LB_CLOSURE_QUBITS_MAX)
        return lb_fail(error, LB_INPUT, "the search takes at most %d qubits, not %zu%s",
                       LB_CLOSURE_QUBITS_MAX, A->qubits,
                       c->marked ? " with one for each generator" : "");
    bool strings_only = all_single_strings(A);
    bool complete = true;
    if (options->symmetry && !strings_only)
        complete = lb_symmetry_find(&c->symmetry, c->ansatz, &run->options.limits);
    if (!complete && options->checkpoint) /* which would be good for this symmetry only */
        run->stopped = "time limit reached";
    lb_symmetry_extend(&c->symmetry, (uint32_t)A->qubits);
    if (options->checkpoint)
        c->digest = lb_checkpoint_digest(A, &c->symmetry);
    lb_canonical_init(&c->canonical, &c->symmetry, lb_dense_words(A->qubits));
    if (c->letters.count)
        lb_canonical_use_letters(&c->canonical, &c->letters);
    lb_string_table_init(&c->strings, lb_dense_words(A->qubits));
    lb_generators_init(&c->generators, A, &c->canonical, &c->strings, run);
    lb_outcome outcome = run->stopped   ? LB_OUTCOME_STOPPED
                         : strings_only ? lb_closure_enumerate(c, run)
                                        : lb_closure_search_sums(c, options, run);
    if (run->failure.status) {
        if (error)
            *error = run->failure;
        return run->failure.status;
    }
    if (outcome == LB_OUTCOME_FAULTY)
        return lb_fail(error, LB_INTERNAL, "a self-check of the closure failed; please report it");
    c->statistics.strings = c->strings.count;
    c->statistics.terms = c->proved ? c->basis.offsets[c->basis.count] + c->basis.count : 0;
    return LB_OK;
}

static lb_status identify(lb_closure *c, lb_run *run, lb_error *error)
{
    double start = lb_seconds();
    lb_status status = lb_classification_init(&c->classification, c->ansatz, run, error);
    c->classified = c->proved = status == LB_OK;
    if (c->classified)
        c->statistics.strings = c->classification.set.count;
    c->statistics.search_seconds = lb_seconds() - start;
    return status == LB_UNDECIDED ? LB_OK : status;
}

typedef struct request {
    const lb_ansatz_struct *A, *marked; /* marked is NULL, or has the generators to search */
    const lb_letters *letters;          /* or NULL */
} request;

static lb_status compute(lb_closure **closure, const request *r, const lb_closure_options *options,
                         lb_error *error)
{
    const lb_ansatz_struct *A = r->A, *marked = r->marked;
    if (A->qubits < 1)
        return lb_fail(error, LB_INPUT, "an ansatz has at least one qubit");
    if (A->generator_count >= UINT32_MAX)
        return lb_fail(error, LB_INPUT, "%zu generators are too many", A->generator_count);
    static const lb_closure_options defaults = {.enumerate = false};
    options = options ? options : &defaults;
    lb_closure *c = lb_calloc(1, sizeof *c);
    lb_run run;
    lb_run_start(&run, &options->run);
    copy_ansatz(c->ansatz, A, &run);
    c->marked = marked;
    c->letters = r->letters ? *r->letters : (lb_letters){.count = 0};
    lb_symmetry_init(&c->symmetry, (uint32_t)A->qubits);
    lb_status status = LB_OK;
    if (!run.stopped)
        status = all_single_strings(A) && !options->enumerate && !marked
                     ? identify(c, &run, error)
                     : search_basis(c, marked ? marked : A, options, &run, error);
    lb_run_end(&run);
    if (status != LB_OK) {
        lb_closure_free(c);
        return status;
    }
    c->evidence = describe(c, &run);
    c->statistics.peak_bytes = lb_peak_bytes();
    *closure = c;
    return LB_OK;
}

lb_status lb_closure_compute(lb_closure **closure, const lb_ansatz_t A,
                             const lb_closure_options *options, lb_error *error)
{
    return compute(closure, &(request){.A = lb_ansatz_over_q(A)}, options, error);
}

lb_status lb_closure_compute_marked(lb_closure **closure, const lb_ansatz_t A,
                                    const lb_ansatz_t marked, const lb_closure_options *options,
                                    lb_error *error)
{
    return compute(closure, &(request){.A = A, .marked = marked}, options, error);
}

lb_status lb_closure_compute_with_letters(lb_closure **closure, const lb_ansatz_t A,
                                          const lb_letters *letters,
                                          const lb_closure_options *options, lb_error *error)
{
    return compute(closure, &(request){.A = lb_ansatz_over_q(A), .letters = letters}, options,
                   error);
}

lb_status lb_strings_algebra(lb_algebra_t G, const lb_ansatz_t A, const lb_run_options *options,
                             lb_error *error)
{
    lb_run run;
    lb_classification c;
    lb_status status = lb_roots_refuse(A, error);
    if (status)
        return status;
    lb_run_start(&run, options);
    status = lb_classification_init(&c, A, &run, error);
    lb_run_end(&run);
    if (status != LB_OK)
        return status;
    lb_algebra_init(G);
    for (size_t i = 0; i < c.algebra->count; i++)
        lb_algebra_add(G, c.algebra->ideals[i].type, c.algebra->ideals[i].n,
                       c.algebra->ideals[i].copies);
    lb_classification_clear(&c);
    return LB_OK;
}

void lb_closure_free(lb_closure *c)
{
    if (!c)
        return;
    if (c->classified)
        lb_classification_clear(&c->classification);
    lb_rational_basis_clear(&c->basis);
    lb_generators_clear(&c->generators);
    lb_string_table_clear(&c->strings);
    lb_canonical_clear(&c->canonical);
    lb_symmetry_clear(&c->symmetry);
    lb_ansatz_clear(c->ansatz);
    free(c->steps.items);
    free(c->evidence);
    free(c);
}
