#include "closure/search_dense.h"

#include <stdlib.h>

#include <cblas.h>

#include "base/limits.h"
#include "base/memory.h"

/* Words that are computed and reduced together. */
enum { BATCH = 256 };
/* Multiplications in products of matrices that take as long as one product of strings. */
enum { MULTIPLICATIONS = 64 };

typedef struct dense_search {
    lb_dense_echelon *echelon;
    const lb_adjoint *adjoint;
    const __mpz_struct *upper_bound;
    lb_run *run;
    int32_t **words; /* of the steps; NULL for those before first_word */
    size_t capacity, first_word, word_count;

    /* The batch. */
    uint32_t count;
    lb_step steps[BATCH];
    int32_t *raw[BATCH];
    double *vectors;
    bool independent[BATCH];
    size_t next;
} dense_search;

static void start(dense_search *s)
{
    s->vectors = lb_malloc_aligned((size_t)BATCH * s->adjoint->columns, sizeof *s->vectors);
}

static void end(dense_search *s)
{
    for (size_t i = s->first_word; i < s->word_count; i++)
        free(s->words[i]);
    free(s->words);
    free(s->vectors);
}

/* ---- Batches ---- */

static void add_candidate(dense_search *s, lb_step step)
{
    s->raw[s->count] = lb_malloc(s->adjoint->columns, sizeof **s->raw);
    s->steps[s->count++] = step;
}

static void compute_words(void *context, int thread)
{
    (void)thread;
    dense_search *s = context;
    size_t columns = s->adjoint->columns;
    for (size_t i; (i = lb_pool_next(&s->next)) < s->count;) {
        lb_step step = s->steps[i];
        if (step.row == LB_STEP_ALONE)
            lb_adjoint_generator(s->adjoint, step.generator, s->raw[i]);
        else
            lb_adjoint_bracket(s->adjoint, step.generator, s->words[step.row], s->raw[i]);
        for (size_t c = 0; c < columns; c++)
            s->vectors[i * columns + c] = s->raw[i][c];
    }
}

/* Compute and reduce the words of the batch, and keep those that are independent. Returns how many
 * are. */
static uint32_t take_batch(dense_search *s)
{
    s->next = 0;
    lb_pool_run(s->run->pool, compute_words, s);
    uint32_t added = lb_dense_echelon_add(s->echelon, s->vectors, s->count, s->independent);
    s->words = lb_grow(s->words, &s->capacity, s->word_count + added, sizeof *s->words);
    for (uint32_t i = 0; i < s->count; i++) {
        if (s->independent[i])
            s->words[s->word_count++] = s->raw[i];
        else
            free(s->raw[i]);
    }
    return added;
}

/* Words before `word` are not needed any more. */
static void forget_words(dense_search *s, size_t word)
{
    for (; s->first_word < word; s->first_word++)
        free(s->words[s->first_word]);
}

static bool goes_on(dense_search *s, lb_progress progress)
{
    const lb_dense_echelon *e = s->echelon;
    double reduction = (double)s->count * e->rank * e->free_count / (double)MULTIPLICATIONS;
    progress.longest = (size_t)e->free_count + 1;
    return lb_run_goes_on(s->run, (size_t)reduction + (size_t)s->count * e->columns, progress);
}

/* ---- Search ---- */

/* The space cannot grow beyond the bound. */
static bool is_complete(const dense_search *s)
{
    const __mpz_struct *bound = s->upper_bound;
    return bound && !mpz_cmp_ui(bound, s->echelon->rank);
}

/* Returns whether the search goes on. */
static bool search_batch(dense_search *s, lb_search_result *result)
{
    lb_progress progress = {
        .stage = "search", .done = s->echelon->rank, .pending = s->word_count - s->first_word};
    bool going_on = goes_on(s, progress);
    take_batch(s);
    for (uint32_t i = 0; i < s->count; i++)
        if (s->independent[i])
            lb_steps_append(&result->steps, s->steps[i]);
    result->brackets += s->count;
    s->count = 0;
    return going_on && !is_complete(s);
}

static bool take_generators(dense_search *s, lb_search_result *result)
{
    bool going_on = true;
    for (uint32_t k = 0; k < s->adjoint->generators->count && going_on; k++) {
        if (s->adjoint->generators->items[k].length)
            add_candidate(s, (lb_step){k, LB_STEP_ALONE});
        if (s->count == BATCH)
            going_on = search_batch(s, result);
    }
    return going_on && (!s->count || search_batch(s, result));
}

static void search_words(dense_search *s, lb_search_result *result)
{
    uint32_t generators = s->adjoint->generators->count, k = 0, word = 0;
    bool going_on = take_generators(s, result);
    while (going_on && word < s->word_count) {
        while (s->count < BATCH && word < s->word_count) {
            add_candidate(s, (lb_step){k, word});
            if (++k == generators) {
                k = 0;
                word++;
            }
        }
        going_on = search_batch(s, result);
        forget_words(s, word);
    }
    result->closed = is_complete(s) || !s->run->stopped;
}

void lb_search_dense(lb_search_result *result, lb_dense_echelon *echelon, const lb_adjoint *adjoint,
                     const __mpz_struct *upper_bound, lb_run *run)
{
    *result = (lb_search_result){.closed = false};
    dense_search s = {
        .echelon = echelon, .adjoint = adjoint, .upper_bound = upper_bound, .run = run};
    int threads = openblas_get_num_threads();
    openblas_set_num_threads(lb_pool_threads(run->pool));
    start(&s);
    search_words(&s, result);
    end(&s);
    openblas_set_num_threads(threads);
    result->consistent = lb_dense_echelon_is_consistent(echelon);
}

/* ---- Replay ---- */

static int replay_words(dense_search *s, const lb_steps *steps)
{
    for (size_t t = 0; t < steps->count;) {
        uint32_t oldest = LB_STEP_ALONE;
        for (; s->count < BATCH && t < steps->count; t++) {
            lb_step step = steps->items[t];
            if (step.row != LB_STEP_ALONE && step.row >= s->word_count)
                break;
            oldest = step.row < oldest ? step.row : oldest;
            add_candidate(s, step);
        }
        lb_progress progress = {.stage = "words", .done = s->word_count, .total = steps->count};
        bool going_on = goes_on(s, progress);
        if (take_batch(s) < s->count)
            return 0;
        s->count = 0;
        if (!going_on)
            return -1;
        if (oldest != LB_STEP_ALONE)
            forget_words(s, oldest);
    }
    return 1;
}

int lb_replay_dense(lb_dense_echelon *echelon, const lb_steps *steps, const lb_adjoint *adjoint,
                    lb_run *run)
{
    dense_search s = {.echelon = echelon, .adjoint = adjoint, .run = run};
    int threads = openblas_get_num_threads();
    openblas_set_num_threads(lb_pool_threads(run->pool));
    start(&s);
    int result = replay_words(&s, steps);
    end(&s);
    openblas_set_num_threads(threads);
    return result;
}

/* ---- Estimates ---- */

/* The dimension is at most this. */
static uint32_t words_most(uint32_t columns, const __mpz_struct *bound)
{
    return bound && mpz_cmp_ui(bound, columns) < 0 ? (uint32_t)mpz_get_ui(bound) : columns;
}

static bool fits(uint32_t columns, double available, const __mpz_struct *upper_bound)
{
    uint32_t words = words_most(columns, upper_bound);
    double raw = (double)sizeof(int32_t) * columns * ((double)words + (double)BATCH);
    double vectors = (double)sizeof(double) * columns * (double)BATCH;
    return lb_dense_echelon_bytes(columns, words, BATCH) + raw + vectors <= available;
}

bool lb_search_dense_prepare(lb_string_table *strings, const lb_generators *generators,
                             const lb_canonical *canonical, const __mpz_struct *upper_bound,
                             lb_run *run)
{
    size_t limit = run->options.limits.bytes;
    double available = limit ? (double)limit : (double)lb_physical_bytes();
    uint32_t most = 0;
    for (uint32_t bit = (uint32_t)1 << 30; bit; bit >>= 1)
        most += fits(most + bit, available, upper_bound) ? bit : 0;
    return lb_closure_complete_strings(strings, generators, canonical, most, run);
}

/* The sum of r (N - r) over r < D, for candidates and for new rows. */
double lb_search_dense_work(uint32_t columns, uint32_t words, uint32_t generators)
{
    double N = columns, D = words;
    return (generators + 1.0) * D * D * (N / 2 - D / 3);
}
