#include <liebound/dimension.h>

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/limits.h"
#include <liebound/structure.h>

#include "base/memory.h"
#include "closure/closure_data.h"
#include "dimension/sector_proof.h"
#include "structure/lifts.h"
#include "structure/sign_strings.h"
#include "symmetry/letters.h"

/* What the upper bound may take: terms, and this part of the time limit, within these seconds. */
enum { TERMS_MOST = 1000000 };
#define PART          10.0
#define SECONDS_MOST  10.0
#define SECONDS_LEAST 0.1

/* The work of a search before the sectors are tried, a second or so, and what they may take of the
 * time that is left. */
enum { EARLY_WORK = 1 << 23 };
#define SECTORS_SHARE 0.5
/* Two proofs with certificates, the second with more symmetries, and one by blocks, or with a certificate
 * that has what these need. This comes last up to so many qubits, else second, or first where strings leave
 * sectors of so few states; also first where all changes of letters fix the generators. */
enum { STEPS = 3, BLOCKS_LAST_QUBITS = 9, BLOCKS_FIRST_STATES = 256 };

struct lb_dimension {
    bool has_terms; /* the algebra of the single terms, of dimension at_most, was found */
    lb_algebra_t terms;
    mpz_t at_least, at_most;
    lb_closure *closure;
    const lb_algebra_struct *algebra;
    bool sectors_tried;
    lb_algebra_t full;      /* what the sectors allow, when g is that */
    lb_sector_proof *proof; /* of that, or NULL */
    lb_dimension_evidence kind;
    char *evidence;
    bool is_stated;
    mpz_t stated;
    size_t degree; /* of the field: the numbers above are so many times what is asked for */
    lb_dimension_options options; /* while it is computed */
};

/* ---- The single terms ---- */

static bool search_is_ahead(const lb_ansatz_t A, bool enumerate)
{
    return enumerate || !lb_ansatz_is_of_strings(A);
}

static void find_terms(lb_dimension *d, const lb_ansatz_t A, const lb_limits *limits)
{
    size_t terms = 0;
    for (size_t i = 0; i < A->generator_count; i++)
        terms += A->generators[i].length;
    lb_run_options run = {.limits = *limits};
    double seconds = lb_seconds_left(&run.limits) / PART;
    seconds = seconds > SECONDS_LEAST ? seconds : SECONDS_LEAST;
    run.limits.deadline = lb_deadline(seconds < SECONDS_MOST ? seconds : SECONDS_MOST);
    lb_error ignored;
    d->has_terms = terms <= TERMS_MOST && lb_strings_algebra(d->terms, A, &run, &ignored) == LB_OK;
    if (d->has_terms)
        lb_algebra_dimension(d->at_most, d->terms);
}

/* ---- The search ---- */

static void tell(const lb_dimension *d)
{
    if (d->options.known)
        d->options.known(d, d->options.context);
}

/* The elements that a search has are independent modulo a prime. */
static bool hear_progress(const lb_progress *progress, void *context)
{
    lb_dimension *d = context;
    const lb_run_options *run = &d->options.closure.run;
    bool goes_on = !run->progress || run->progress(progress, run->context);
    if (!strcmp(progress->stage, "search")) {
        if (mpz_cmp_ui(d->at_least, progress->done) < 0)
            mpz_set_ui(d->at_least, progress->done);
        tell(d);
    }
    return goes_on;
}

static void hear_failed_checkpoint(const lb_error *reason, void *context)
{
    const lb_closure_options *options = &((const lb_dimension *)context)->options.closure;
    if (options->checkpoint_failed)
        options->checkpoint_failed(reason, options->run.context);
}

static lb_closure_options search_options(lb_dimension *d)
{
    lb_closure_options options = d->options.closure;
    options.upper_bound = d->has_terms ? d->at_most : NULL;
    options.checkpoint_failed = hear_failed_checkpoint;
    options.run.progress = options.run.progress || d->options.known ? hear_progress : NULL;
    options.run.context = d;
    return options;
}

static lb_status search(lb_dimension *d, const lb_ansatz_t A, lb_error *error)
{
    const lb_closure_options options = search_options(d);
    return lb_closure_compute(&d->closure, A, &options, error);
}

/* ---- Conclusions ---- */

/* The two bounds meet though the search came to no proof of its own. */
static void decide_by_terms(lb_dimension *d)
{
    char *digits = lb_integer_text(d->at_most), *evidence = d->evidence;
    d->evidence = lb_sprintf("%s; at most %s by the single terms", evidence, digits);
    d->kind = LB_EVIDENCE_TERMS;
    free(evidence);
    free(digits);
}

static lb_status draw_conclusions(lb_dimension *d, const lb_closure *closure, lb_error *error)
{
    lb_string_summary summary;
    lb_closure_dimension(d->at_least, closure);
    d->algebra = lb_closure_algebra(closure);
    d->evidence = lb_strdup(lb_closure_evidence(closure));
    if (lb_closure_is_proved(closure) && !mpz_divisible_ui_p(d->at_least, d->degree))
        return lb_fail(error, LB_INTERNAL,
                       "the dimension found is no multiple of the degree of the field; please "
                       "report it");
    if (lb_closure_is_proved(closure))
        d->kind = lb_closure_string_summary(&summary, closure) ? LB_EVIDENCE_STRINGS
                                                               : LB_EVIDENCE_TWO_HALVES;
    if (!d->has_terms)
        return LB_OK;
    int order = mpz_cmp(d->at_least, d->at_most);
    if (order > 0)
        return lb_fail(error, LB_INTERNAL,
                       "the dimension found exceeds its upper bound; please report it");
    if (!order && !d->kind)
        decide_by_terms(d);
    if (!order)
        d->algebra = d->terms;
    return LB_OK;
}

/* ---- Sectors ---- */

/* d->full, d->evidence and d->proof. */
static lb_status find_proof(bool *decided, lb_dimension *d, const lb_ansatz_t A, bool all,
                            lb_lifts *lifts, const lb_run_options *run, lb_error *error)
{
    lb_error problem;
    lb_status status = lb_sector_proof_find(&d->proof, A, all, lifts, run, &problem);
    if (status == LB_INTERNAL && error)
        *error = problem;
    *decided = !status;
    if (status)
        return status == LB_INTERNAL ? status : LB_OK;
    lb_sector_proof_algebra(d->full, d->proof);
    free(d->evidence);
    d->evidence = lb_sector_proof_evidence(d->proof);
    return LB_OK;
}

/* d->full and d->evidence, if all blocks of the states are full; *decided says whether. */
static lb_status find_by_blocks(bool *decided, lb_dimension *d, const lb_ansatz_t A,
                                const lb_run_options *run, lb_error *error)
{
    lb_algebra_t found;
    lb_error problem;
    lb_status status = lb_states_algebra(found, A, run, &problem);
    if (status == LB_INTERNAL && error)
        *error = problem;
    *decided = !status;
    if (status)
        return status == LB_INTERNAL ? status : LB_OK;
    lb_algebra_clear(d->full);
    *d->full = *found;
    free(d->evidence);
    d->evidence = lb_strdup("at most by symmetries over Q, at least by an element that tells all "
                            "roots apart, on the blocks of the states modulo a prime");
    return LB_OK;
}

/* The same as find_proof, with what is lifted to know the blocks; *known says whether these are. */
static lb_status find_lifted_proof(bool *decided, bool *known, lb_dimension *d, const lb_ansatz_t A,
                                   const lb_run_options *run, lb_error *error)
{
    lb_algebra_t found;
    lb_lifts lifts;
    lb_error problem;
    lb_status status = lb_states_algebra_with_lifts(found, &lifts, A, run, &problem);
    *decided = false;
    *known = !status;
    if (status == LB_INTERNAL && error)
        *error = problem;
    if (status)
        return status == LB_INTERNAL ? status : LB_OK;
    status = find_proof(decided, d, A, false, &lifts, run, error);
    lb_lifts_clear(&lifts);
    lb_algebra_clear(found);
    return status;
}

static int step_of_blocks(const lb_ansatz_t A, const lb_letters *letters)
{
    lb_sign_strings strings;
    lb_sign_strings_find(&strings, A, NULL);
    if (letters->count == LB_LETTERS_MAX)
        return 0;
    if (A->qubits <= BLOCKS_LAST_QUBITS)
        return STEPS - 1;
    return (size_t)1 << A->qubits >> strings.count <= BLOCKS_FIRST_STATES ? 0 : 1;
}

static lb_status decide_by_sectors(lb_dimension *d, const lb_ansatz_t A, const lb_letters *letters,
                                   lb_error *error)
{
    bool decided, known = false;
    lb_run_options run = d->options.closure.run;
    run.limits = lb_limits_share(&run.limits, SECTORS_SHARE);
    run.work = 0;
    d->sectors_tried = true;
    bool certify = d->options.certificate;
    int blocks_at = step_of_blocks(A, letters);
    lb_status status = LB_OK;
    decided = false;
    for (int step = 0, tried = 0; step < STEPS && !status && !decided && !known; step++)
        if (step == blocks_at)
            status = certify ? find_lifted_proof(&decided, &known, d, A, &run, error)
                             : find_by_blocks(&decided, d, A, &run, error);
        else if (tried < 2)
            status = find_proof(&decided, d, A, tried++, NULL, &run, error);
    if (status || !decided)
        return status;
    mpz_t dimension;
    mpz_init(dimension);
    lb_algebra_dimension(dimension, d->full);
    bool possible = mpz_cmp(d->at_least, dimension) <= 0 &&
                    (!d->has_terms || mpz_cmp(d->at_most, dimension) >= 0);
    mpz_set(d->at_least, dimension);
    mpz_clear(dimension);
    d->kind = LB_EVIDENCE_SECTORS;
    d->algebra = d->full;
    return possible
               ? LB_OK
               : lb_fail(error, LB_INTERNAL, "the sectors contradict the bounds; please report it");
}

/* ---- The whole ---- */

lb_dimension *lb_dimension_new(const lb_ansatz_t A, const lb_closure_options *options)
{
    static const lb_closure_options usual = {.enumerate = false};
    options = options ? options : &usual;
    lb_dimension *d = lb_calloc(1, sizeof *d);
    mpz_inits(d->at_least, d->at_most, d->stated, (mpz_ptr)NULL);
    lb_algebra_init(d->full);
    d->degree = lb_ansatz_degree(A);
    d->is_stated = A->has_expected_dimension;
    if (d->is_stated)
        mpz_mul_ui(d->stated, A->expected_dimension, d->degree);
    const lb_ansatz_struct *Q = lb_ansatz_over_q(A);
    if (search_is_ahead(Q, options->enumerate))
        find_terms(d, Q, &options->run.limits);
    return d;
}

/* What an earlier search told, but for the elements that it found. */
static void forget(lb_dimension *d)
{
    lb_closure_free(d->closure);
    free(d->evidence);
    d->closure = NULL;
    d->evidence = NULL;
}

static lb_status search_and_conclude(lb_dimension *d, const lb_ansatz_t A, lb_error *error)
{
    forget(d);
    lb_status status = search(d, A, error);
    return status ? status : draw_conclusions(d, d->closure, error);
}

/* A search in averages over changes of letters too. What it finds is a number: d->closure stays what
 * it was. */
static lb_status search_with_letters(lb_dimension *d, const lb_ansatz_t A,
                                     const lb_letters *letters, lb_error *error)
{
    lb_closure *closure;
    lb_closure_options options = search_options(d);
    options.run.work = 0;
    lb_status status = lb_closure_compute_with_letters(&closure, A, letters, &options, error);
    if (status)
        return status;
    if (lb_closure_is_proved(closure)) {
        free(d->evidence);
        status = draw_conclusions(d, closure, error);
    }
    lb_closure_free(closure);
    return status;
}

/* What is tried after a search of some seconds: the sectors, then changes of letters. */
static lb_status search_further(lb_dimension *d, const lb_ansatz_t A, lb_error *error)
{
    lb_letters letters = {.count = 1};
    if (d->options.letters && d->options.closure.symmetry && !d->options.certificate)
        lb_letters_find(&letters, A);
    lb_status status = decide_by_sectors(d, A, &letters, error);
    if (!status && !d->kind && letters.count > 1)
        status = search_with_letters(d, A, &letters, error);
    return status;
}

/* A limit came after the early search, whose evidence names the limit of its own. */
static void name_limit(lb_dimension *d, const char *reached)
{
    char *found = lb_integer_text(d->at_least);
    free(d->evidence);
    d->evidence =
        lb_sprintf("%s; at least %s by independent elements modulo a prime", reached, found);
    free(found);
}

/* With more ideas in between where the search takes more than some seconds. */
static lb_status search_in_turns(lb_dimension *d, const lb_ansatz_t A, lb_error *error)
{
    size_t work = d->options.closure.run.work;
    bool sectors = d->options.sectors && d->degree == 1 && !d->sectors_tried &&
                   A->qubits <= LB_SECTOR_PROOF_QUBITS_MAX && (!work || work >= EARLY_WORK);
    if (!sectors)
        return search_and_conclude(d, A, error);
    d->options.closure.run.work = EARLY_WORK;
    lb_status status = search_and_conclude(d, A, error);
    d->options.closure.run.work = work;
    if (!status && !d->kind)
        status = search_further(d, A, error);
    if (status || d->kind)
        return status;
    const char *reached = lb_limit_reached(&d->options.closure.run.limits);
    if (!reached)
        return search_and_conclude(d, A, error);
    name_limit(d, reached);
    return LB_OK;
}

lb_status lb_dimension_search(lb_dimension *d, const lb_ansatz_t A,
                              const lb_dimension_options *options, lb_error *error)
{
    static const lb_dimension_options usual = {.known = NULL};
    if (d->kind)
        return LB_OK;
    d->options = options ? *options : usual;
    lb_status status = search_in_turns(d, lb_ansatz_over_q(A), error);
    if (!status)
        tell(d);
    d->options = usual;
    return status;
}

lb_status lb_dimension_compute(lb_dimension **dimension, const lb_ansatz_t A,
                               const lb_dimension_options *options, lb_error *error)
{
    lb_dimension *d = lb_dimension_new(A, options ? &options->closure : NULL);
    if (options && options->known)
        options->known(d, options->context);
    lb_status status = lb_dimension_search(d, A, options, error);
    if (status)
        lb_dimension_free(d);
    else
        *dimension = d;
    return status;
}

void lb_dimension_free(lb_dimension *d)
{
    if (!d)
        return;
    if (d->has_terms)
        lb_algebra_clear(d->terms);
    lb_algebra_clear(d->full);
    lb_sector_proof_free(d->proof);
    lb_closure_free(d->closure);
    free(d->evidence);
    mpz_clears(d->at_least, d->at_most, d->stated, (mpz_ptr)NULL);
    free(d);
}

/* ---- What is known ---- */

bool lb_dimension_is_proved(const lb_dimension *d)
{
    return d->kind != LB_EVIDENCE_NONE;
}

static const __mpz_struct *upper_bound(const lb_dimension *d)
{
    if (d->kind)
        return d->at_least;
    return d->has_terms ? d->at_most : NULL;
}

void lb_dimension_at_least(mpz_t D, const lb_dimension *d)
{
    mpz_cdiv_q_ui(D, d->at_least, d->degree);
}

bool lb_dimension_at_most(mpz_t D, const lb_dimension *d)
{
    const __mpz_struct *at_most = upper_bound(d);
    if (at_most)
        mpz_fdiv_q_ui(D, at_most, d->degree);
    return at_most;
}

char *lb_dimension_at_least_text(const lb_dimension *d)
{
    mpz_t D;
    mpz_init(D);
    lb_dimension_at_least(D, d);
    char *text = lb_integer_text(D);
    mpz_clear(D);
    return text;
}

char *lb_dimension_at_most_text(const lb_dimension *d)
{
    mpz_t D;
    mpz_init(D);
    char *text = lb_dimension_at_most(D, d) ? lb_integer_text(D) : NULL;
    mpz_clear(D);
    return text;
}

lb_verdict lb_dimension_verdict(const lb_dimension *d)
{
    const __mpz_struct *at_most = upper_bound(d);
    if (!d->is_stated)
        return LB_VERDICT_NONE;
    if (mpz_cmp(d->stated, d->at_least) < 0 || (at_most && mpz_cmp(d->stated, at_most) > 0))
        return LB_VERDICT_CONTRADICTS;
    return at_most && !mpz_cmp(d->at_least, at_most) ? LB_VERDICT_AGREES : LB_VERDICT_OPEN;
}

lb_status lb_dimension_status(const lb_dimension *d)
{
    if (lb_dimension_verdict(d) == LB_VERDICT_CONTRADICTS)
        return LB_DISAGREE;
    return d->kind ? LB_OK : LB_UNDECIDED;
}

lb_dimension_evidence lb_dimension_evidence_kind(const lb_dimension *d)
{
    return d->kind;
}

const char *lb_dimension_evidence_text(const lb_dimension *d)
{
    return d->evidence;
}

const lb_algebra_struct *lb_dimension_algebra(const lb_dimension *d)
{
    return d->degree > 1 ? NULL : d->algebra;
}

const lb_algebra_struct *lb_dimension_single_terms(const lb_dimension *d)
{
    return d->has_terms && d->degree == 1 ? d->terms : NULL;
}

lb_certificate_kind lb_dimension_certificate_kind(const lb_dimension *d)
{
    if (d->proof)
        return LB_CERTIFICATE_SECTORS;
    if (!d->closure || !lb_closure_is_proved(d->closure))
        return LB_CERTIFICATE_NONE;
    return d->kind == LB_EVIDENCE_STRINGS ? LB_CERTIFICATE_STRINGS : LB_CERTIFICATE_CLOSURE;
}

char *lb_dimension_sectors(const lb_dimension *d)
{
    return d->proof ? lb_sector_proof_sections(d->proof) : NULL;
}

lb_status lb_dimension_certificate_write(const lb_dimension *d, const char *path, lb_error *error)
{
    if (d->proof)
        return lb_sector_proof_write(d->proof, path, error);
    if (!d->closure)
        return lb_fail(error, LB_USAGE, "the dimension is not proved: there is no certificate");
    return lb_certificate_write(d->closure, path, error);
}

const lb_closure *lb_dimension_closure(const lb_dimension *d)
{
    return d->closure;
}
