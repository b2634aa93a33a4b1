/* What is reached, and whether single terms stay in it. */

#include "exact_rank/padic/space.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/memory.h"
#include "exact_rank/padic/block.h"

/* Whether the entry of these images is 0. Sums of absolute values below 2^62 are known from their
 * last word; others count as not 0, which makes the space larger than it need be. */
static bool cancels(const lb_padic_image *images, size_t count, const lb_exact_generator *H)
{
    uint64_t sum = 0;
    if (H->log_sum >= 62)
        return false;
    for (size_t i = 0; i < count; i++) {
        const __mpz_struct *c = &H->powers[images[i].term];
        bool negative = images[i].negative != (mpz_sgn(c) < 0);
        sum += negative ? -mpz_get_ui(c) : mpz_get_ui(c);
    }
    return sum == 0;
}

/* Names between two looks at the time. */
enum { PERIOD = 64 };

/* Whether all was reached with at most so many names and in time. */
static bool close_block(lb_padic_block *B, const lb_exact_generators *G, size_t most,
                        const lb_limits *limits)
{
    lb_padic_image *images = lb_malloc(G->longest, sizeof *images);
    uint64_t **strings = lb_malloc(G->count, sizeof *strings);
    for (size_t k = 0; k < G->count; k++)
        strings[k] = lb_padic_strings(B, G, k);
    bool good = true;
    for (size_t i = 0; i < B->count && good; i++) {
        for (size_t k = 0; k < G->count; k++) {
            size_t length = G->generators[k].length;
            lb_padic_images(images, B, strings[k], 0, length, B->reached[i]);
            for (size_t a = 0, end; a < length; a = end) {
                end = lb_padic_run_end(images, a, length);
                if (!cancels(images + a, end - a, &G->generators[k]))
                    lb_padic_reach(B, images[a].name);
            }
        }
        good = B->names.count <= most && (i % PERIOD || !lb_limit_of_time(limits));
    }
    for (size_t k = 0; k < G->count; k++)
        free(strings[k]);
    free(strings);
    free(images);
    return good;
}

/* Whether no term of the generator leaves the coordinates. */
static bool stays(lb_padic_space *S, size_t k)
{
    size_t length = S->generators->generators[k].length;
    bool good = true;
    lb_padic_image *images = lb_malloc(length, sizeof *images);
    for (size_t b = 0; b < S->block_count && good; b++) {
        lb_padic_block *B = &S->blocks[b];
        uint64_t *strings = lb_padic_strings(B, S->generators, k);
        for (size_t i = 0; i < B->count && good; i++) {
            lb_padic_images(images, B, strings, 0, length, B->reached[i]);
            for (size_t a = 0; a < length; a++)
                good = good && B->coordinates[images[a].name] != LB_NO_STRING;
        }
        free(strings);
    }
    free(images);
    return good;
}

static void look_for_phases(lb_padic_space *S)
{
    lb_field F = lb_field_power(3, 0);
    double *phase = lb_malloc(S->count, sizeof *phase);
    for (size_t b = 0; b < S->block_count; b++)
        S->blocks[b].has_phase = lb_padic_space_phase(S, phase, b, &F);
    free(phase);
}

lb_status lb_padic_space_init(lb_padic_space *S, const lb_exact_generators *G,
                              const lb_state_struct *states, size_t state_count, size_t most,
                              const lb_limits *limits, lb_error *error)
{
    *S = (lb_padic_space){.generators = G, .block_count = state_count};
    S->blocks = lb_malloc(state_count, sizeof *S->blocks);
    S->stays = lb_malloc(G->count, sizeof *S->stays);
    bool good = true;
    for (size_t b = 0; b < state_count; b++) {
        lb_padic_block_init(&S->blocks[b], states + b);
        S->blocks[b].offset = S->count;
        good = good && close_block(&S->blocks[b], G, most, limits);
        S->count += S->blocks[b].count;
    }
    for (size_t k = 0; k < G->count && good; k++) {
        S->stays[k] = stays(S, k);
        good = !lb_limit_of_time(limits);
    }
    if (good && S->count <= most) {
        look_for_phases(S);
        return LB_OK;
    }
    lb_padic_space_clear(S);
    const char *reached = lb_limit_of_time(limits);
    return reached ? lb_fail(error, LB_UNDECIDED, "%s", reached)
                   : lb_fail(error, LB_INPUT,
                             "not computed: the gates reach more than %zu basis states", most);
}

void lb_padic_space_clear(lb_padic_space *S)
{
    for (size_t b = 0; b < S->block_count; b++)
        lb_padic_block_clear(&S->blocks[b]);
    free(S->blocks);
    free(S->stays);
}
