/* Fisher information of noisy circuits: for each strength of the channel one pass through the circuit,
 * with a spectrum at every number of layers that is asked for. */

#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>

#include "base/limits.h"
#include "base/memory.h"
#include "cli/args/number.h"
#include "cli/cmd.h"
#include "cli/noise_result.h"
#include "cli/number_file.h"
#include "cli/progress.h"
#include "cli/table/sweep.h"
#include "cli/watch.h"
#include "report/plot.h"

/* ---- What is asked for ---- */

static int compare_counts(const void *a, const void *b)
{
    const size_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static lb_status read_layers(lb_cli_noise_result *result, const char *text, lb_error *error)
{
    const uint64_t most = 1000000;
    lb_cli_axis axis = {.name = "--layers"};
    lb_status status = lb_cli_axis_fill(&axis, text, error);
    result->layers = lb_malloc(axis.count, sizeof *result->layers);
    for (size_t i = 0; i < axis.count && !status; i++) {
        uint64_t layers;
        if (!lb_cli_read_count(&layers, axis.values[i]) || !layers || layers > most)
            status = lb_fail(error, LB_USAGE, "--layers: %s is not an integer from 1 to %ju",
                             axis.values[i], (uintmax_t)most);
        else
            result->layers[result->layer_count++] = (size_t)layers;
    }
    lb_cli_axis_clear(&axis);
    qsort(result->layers, result->layer_count, sizeof *result->layers, compare_counts);
    for (size_t i = 1; i < result->layer_count && !status; i++)
        if (result->layers[i] == result->layers[i - 1])
            status = lb_fail(error, LB_USAGE, "--layers has %zu twice", result->layers[i]);
    return status;
}

static bool read_probability(double *value, const char *text, size_t length)
{
    char copy[64], *end = copy;
    if (!length || length >= sizeof copy)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    *value = strtod(copy, &end);
    return !*end && *value >= 0 && *value <= 1;
}

/* X:Y:Z, or one number for all three. */
static bool read_strength(lb_noise_model *model, const char *text, const char *channel)
{
    double *const parts[] = {&model->x, &model->y, &model->z};
    if (!strcmp(channel, "global"))
        return read_probability(&model->global, text, strlen(text));
    if (!strcmp(channel, "depolarizing")) {
        bool is_read = read_probability(&model->x, text, strlen(text));
        model->y = model->z = model->x;
        return is_read && 3 * model->x <= 1;
    }
    for (size_t i = 0; i < 3; i++) {
        size_t length = strcspn(text, ":");
        if (!read_probability(parts[i], text, length) || (text[length] == ':') != (i < 2))
            return false;
        text += length + (i < 2);
    }
    return model->x + model->y + model->z <= 1;
}

static lb_status bad_strength(const char *text, const char *channel, lb_error *error)
{
    if (!strcmp(channel, "pauli"))
        return lb_fail(error, LB_USAGE,
                       "--p: %.60s is not X:Y:Z, three probabilities whose sum is at most 1", text);
    return lb_fail(error, LB_USAGE, "--p: %.60s is not a number from 0 to %s", text,
                   strcmp(channel, "global") ? "1/3 (X, Y and Z have probability p each)" : "1");
}

static lb_status read_gates(lb_noise_model *model, const lb_cli_options *options, lb_error *error)
{
    static const char *const names[LB_NOISE_GATES_COUNT] = {"elementary", "terms", "generators"};
    int gates = 0;
    while (gates < LB_NOISE_GATES_COUNT && strcmp(options->noisy_gates, names[gates]))
        gates++;
    if (gates == LB_NOISE_GATES_COUNT)
        return lb_fail(error, LB_USAGE, "--gates %s is none of elementary, terms and generators",
                       options->noisy_gates);
    *model = (lb_noise_model){.gates = (lb_noise_gates)gates,
                              .before = options->before,
                              .ideal_preparation = options->ideal_preparation};
    return LB_OK;
}

/* The points, whose texts stay in `axis`. */
static lb_status read_points(lb_cli_noise_result *result, lb_cli_axis *axis, lb_error *error)
{
    const lb_cli_options *options = result->options;
    const char *channel = options->channel;
    lb_noise_model model;
    lb_status status = read_gates(&model, options, error);
    if (!status && strcmp(channel, "depolarizing") && strcmp(channel, "pauli") &&
        strcmp(channel, "global"))
        status = lb_fail(error, LB_USAGE, "--channel %s is none of depolarizing, pauli and global",
                         channel);
    if (!status)
        status = lb_cli_axis_fill(axis, options->strengths, error);
    if (status)
        return status;
    result->points = lb_calloc(axis->count, sizeof *result->points);
    for (size_t i = 0; i < axis->count && !status; i++) {
        lb_cli_noise_point *point = &result->points[result->point_count];
        *point = (lb_cli_noise_point){.text = axis->values[i], .model = model};
        if (!read_strength(&point->model, point->text, channel)) {
            status = bad_strength(point->text, channel, error);
            continue;
        }
        point->spectra = lb_malloc(result->layer_count, sizeof *point->spectra);
        for (size_t k = 0; k < result->layer_count; k++)
            lb_noise_spectrum_init(&point->spectra[k]);
        result->point_count++;
    }
    return status;
}

static lb_status read_angles(lb_cli_noise_result *result, lb_error *error)
{
    static const char *const names[] = {"theta", "angle"};
    const char *path = result->options->at;
    lb_number_file file;
    if (!path)
        return LB_OK;
    lb_status status = lb_number_file_read(&file, path, names, 2, error);
    if (status)
        return status;
    size_t most = result->layers[result->layer_count - 1],
           needed = lb_ansatz_angles(result->A, most);
    result->angles = file.values;
    if (file.count < needed)
        return lb_fail(error, LB_INPUT, "%s has %zu angle%s, and %zu layer%s take %zu", path,
                       file.count, file.count == 1 ? "" : "s", most, most == 1 ? "" : "s", needed);
    return LB_OK;
}

static lb_status check_files(const lb_cli_options *options, lb_error *error)
{
    if (options->json && options->spectrum && !strcmp(options->spectrum, "-"))
        return lb_fail(error, LB_USAGE,
                       "--spectrum - would mix two formats with --json, whose object has the "
                       "eigenvalues; or name a file");
    lb_status status = lb_cli_check_plot(options->plot, error);
    return status ? status : lb_cli_check_target(options->spectrum, error);
}

/* ---- What is computed ---- */

static void print_result(FILE *stream, const void *context)
{
    const lb_cli_noise_result *result = context;
    if (result->options->json)
        lb_cli_noise_print_json(stream, result);
    else
        lb_cli_noise_print_text(stream, result);
}

static lb_status simulate(lb_cli_noise_result *result, const lb_cli_call *call, lb_error *error)
{
    lb_cli_progress progress;
    double start = lb_seconds();
    lb_status status = LB_OK;
    lb_cli_progress_start(&progress, call);
    for (size_t i = 0; i < result->point_count && !status; i++) {
        lb_cli_noise_point *point = &result->points[i];
        lb_noise_options options = {.model = point->model,
                                    .seed = call->options.seed,
                                    .run = lb_cli_run_options(call, &progress)};
        lb_cli_tell(call, print_result, result);
        status = lb_noise_spectra(point->spectra, &point->done, result->A,
                                  (size_t)call->options.noise_state, result->layers,
                                  result->layer_count, result->angles, &options, error);
    }
    lb_cli_progress_erase(&progress);
    result->seconds = lb_seconds() - start;
    return status;
}

static lb_status write_files(const lb_cli_noise_result *result, FILE *stream, lb_error *error)
{
    const lb_cli_options *options = result->options;
    lb_status status = LB_OK;
    bool quiet = options->json || (options->spectrum && !strcmp(options->spectrum, "-"));
    if (options->spectrum)
        status = lb_cli_noise_write_csv(result, options->spectrum, error);
    if (!status && options->spectrum && !quiet)
        fprintf(stream, "spectrum: %s\n", options->spectrum);
    if (!status && options->plot)
        status = lb_cli_noise_write_plot(result, options->plot, error);
    if (!status && options->plot && !quiet)
        fprintf(stream, "plot: %s\n", options->plot);
    return status;
}

static lb_status report(const lb_cli_noise_result *result, const lb_cli_call *call,
                        lb_status status, lb_error *error)
{
    error->message[0] = '\0';
    print_result(call->out, result);
    lb_cli_print_seconds(call, result->seconds);
    lb_status written = write_files(result, call->out, error);
    return written ? written : status;
}

static lb_status run(lb_cli_noise_result *result, lb_cli_axis *axis, const lb_cli_call *call,
                     lb_error *error)
{
    lb_status status = read_layers(result, call->options.noise_layers, error);
    if (!status)
        status = read_points(result, axis, error);
    if (!status)
        status = read_angles(result, error);
    if (!status)
        status = check_files(&call->options, error);
    if (status)
        return status;
    status = simulate(result, call, error);
    lb_cli_watch_end(call);
    return !status || status == LB_UNDECIDED ? report(result, call, status, error) : status;
}

lb_status lb_cmd_noise(const lb_cli_call *call, lb_error *error)
{
    lb_ansatz_t A;
    lb_status status = lb_cli_load(A, call, error);
    if (status)
        return status;
    lb_cli_noise_result result = {.A = A, .options = &call->options};
    lb_cli_axis axis = {.name = "--p"};
    status = run(&result, &axis, call, error);
    for (size_t i = 0; i < result.point_count; i++) {
        for (size_t k = 0; k < result.layer_count; k++)
            lb_noise_spectrum_clear(&result.points[i].spectra[k]);
        free(result.points[i].spectra);
    }
    free(result.points);
    free(result.layers);
    free(result.angles);
    lb_cli_axis_clear(&axis);
    lb_ansatz_clear(A);
    return status;
}
