#include "cli/train/rows.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/kept_file.h"
#include "base/memory.h"
#include "report/json.h"

/* ---- Lines ---- */

static json_t *reals(const double *values, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        lb_json_append(array, lb_json_real(values[i]));
    return array;
}

static json_t *run_json(const lb_training_run *run, size_t M)
{
    json_t *object = json_object();
    const double numbers[] = {run->last, run->best, run->gradient};
    lb_json_set(object, "end", lb_json_count(run->end));
    lb_json_set(object, "steps", lb_json_count(run->steps));
    lb_json_set(object, "evaluations", lb_json_count(run->evaluations));
    lb_json_set(object, "best_step", lb_json_count(run->best_step));
    lb_json_set(object, "numbers", reals(numbers, 3));
    lb_json_set(object, "angles", reals(run->angles, M));
    lb_json_set(object, "best_angles", reals(run->best_angles, M));
    lb_json_set(object, "losses", reals(run->losses, run->steps + 1));
    return object;
}

size_t lb_train_starts_in(const lb_train_result *result, size_t group)
{
    size_t left = result->training.starts - group * LB_TRAIN_GROUP;
    return left < LB_TRAIN_GROUP ? left : LB_TRAIN_GROUP;
}

char *lb_train_record(size_t group, const lb_training_t T)
{
    json_t *object = json_object(), *runs = json_array();
    for (size_t i = 0; i < T->run_count; i++)
        lb_json_append(runs, run_json(&T->runs[i], T->parameters));
    lb_json_set(object, "group", lb_json_count(group));
    lb_json_set(object, "picture", lb_json_text(T->picture));
    lb_json_set(object, "runs", runs);
    char *text = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(17));
    json_decref(object);
    return text;
}

/* NULL unless it is an array of so many numbers. */
static double *read_reals(const json_t *array, size_t count)
{
    bool right = json_array_size(array) == count;
    double *values = lb_malloc(count, sizeof *values);
    for (size_t i = 0; i < count && right; i++) {
        right = json_is_number(json_array_get(array, i));
        values[i] = json_number_value(json_array_get(array, i));
    }
    if (right)
        return values;
    free(values);
    return NULL;
}

/* A count below SIZE_MAX / 2, or that. */
static size_t read_count(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_integer(value) && json_integer_value(value) >= 0
               ? (size_t)json_integer_value(value)
               : SIZE_MAX / 2;
}

static bool read_run(lb_training_run *run, const json_t *object, size_t M)
{
    size_t end = read_count(object, "end");
    double *numbers = read_reals(json_object_get(object, "numbers"), 3);
    *run = (lb_training_run){.steps = read_count(object, "steps"),
                             .evaluations = read_count(object, "evaluations"),
                             .best_step = read_count(object, "best_step"),
                             .angles = read_reals(json_object_get(object, "angles"), M),
                             .best_angles = read_reals(json_object_get(object, "best_angles"), M)};
    run->losses = read_reals(json_object_get(object, "losses"), run->steps + 1);
    bool right = end < LB_TRAINING_LIMIT && numbers && run->angles && run->best_angles &&
                 run->losses && run->best_step <= run->steps;
    if (right) {
        run->end = (lb_training_end)end;
        run->last = numbers[0];
        run->best = numbers[1];
        run->gradient = numbers[2];
    } else {
        free(run->angles);
        free(run->best_angles);
        free(run->losses);
    }
    free(numbers);
    return right;
}

static const char *picture_name(const char *name)
{
    static const char *const names[] = {"states", "algebra"};
    for (size_t i = 0; i < 2; i++)
        if (name && !strcmp(name, names[i]))
            return names[i];
    return NULL;
}

lb_status lb_train_add_record(lb_train_result *result, size_t group, const char *text,
                              lb_error *error)
{
    lb_training_struct *T = result->trained;
    json_t *object = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    const json_t *runs = json_object_get(object, "runs");
    size_t count = lb_train_starts_in(result, group);
    T->parameters = result->angles;
    T->picture = picture_name(json_string_value(json_object_get(object, "picture")));
    bool right = read_count(object, "group") == group && T->picture &&
                 json_array_size(runs) == count && T->run_count == group * LB_TRAIN_GROUP;
    if (right)
        T->runs = lb_realloc(T->runs, T->run_count + count, sizeof *T->runs);
    for (size_t k = 0; k < count && right; k++) {
        right = read_run(&T->runs[T->run_count], json_array_get(runs, k), T->parameters);
        T->run_count += right;
    }
    json_decref(object);
    return right ? LB_OK : lb_fail(error, LB_INPUT, "group %zu of starts is damaged", group);
}

/* ---- Files of slices ---- */

static const char schema[] = "liebound/train-rows/1";

/* Options that may differ from slice to slice. */
static bool is_of_slice(const char *word, bool *has_value)
{
    static const char *const names[] = {"--slice",      "--jobs",         "--threads",
                                        "--time-limit", "--memory-limit", "--quiet"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(word, names[i], length) || (word[length] && word[length] != '='))
            continue;
        *has_value = !word[length] && strcmp(names[i], "--quiet") != 0;
        return true;
    }
    return false;
}

char *lb_train_plan_line(const lb_cli_call *call, const lb_train_result *result,
                         const lb_training_problem *p)
{
    json_t *object = lb_json_new("train-rows"), *words = json_array();
    for (size_t i = 0; i < call->word_count; i++) {
        bool has_value;
        if (is_of_slice(call->words[i], &has_value))
            i += has_value;
        else
            lb_json_append(words, lb_json_text(call->words[i]));
    }
    char *text;
    size_t length;
    FILE *stream = lb_open_text(&text, &length);
    lb_ansatz_print(stream, p->A);
    for (size_t i = 0; i < 2 * p->target_count; i++)
        fprintf(stream, "%a\n", p->target[i]);
    for (size_t i = 0; result->training.angles && i < result->training.starts * result->angles; i++)
        fprintf(stream, "%a\n", result->training.angles[i]);
    lb_close_text(stream);
    char *digest = lb_sprintf("%016" PRIx64, lb_hash_bytes(LB_HASH_START, text, length));
    lb_json_set(object, "words", words);
    lb_json_set(object, "digest", lb_json_text(digest));
    free(digest);
    free(text);
    text = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    return text;
}

static FILE *open_file(const lb_cli_call *call, const char *path)
{
    const lb_cli_text *text = lb_cli_find_text(call, path);
    return text ? fmemopen((char *)text->text, text->length, "r") : fopen(path, "r");
}

/* The next complete line without its end, NULL when there is none; *text is its room. */
static char *next_line(FILE *stream, char **text, size_t *capacity)
{
    ssize_t length = getline(text, capacity, stream);
    if (length <= 0 || (*text)[length - 1] != '\n')
        return NULL;
    (*text)[length - 1] = '\0';
    return *text;
}

static json_t *read_plan(const lb_cli_call *call, const char *path)
{
    char *text = NULL;
    size_t capacity = 0;
    FILE *stream = open_file(call, path);
    char *line = stream ? next_line(stream, &text, &capacity) : NULL;
    json_t *object = line ? json_loads(line, JSON_REJECT_DUPLICATES, NULL) : NULL;
    const char *found = json_string_value(json_object_get(object, "schema"));
    if (!found || strcmp(found, schema)) {
        json_decref(object);
        object = NULL;
    }
    if (stream)
        fclose(stream);
    free(text);
    return object;
}

bool lb_train_file_is_one(const lb_cli_call *call, const char *path)
{
    json_t *plan = strcmp(path, "-") ? read_plan(call, path) : NULL;
    json_decref(plan);
    return plan;
}

void lb_train_words_free(char **words)
{
    for (size_t i = 0; words && words[i]; i++)
        free(words[i]);
    free(words);
}

lb_status lb_train_call_again(lb_cli_call *again, char ***words, const lb_cli_call *merge,
                              lb_error *error)
{
    const char *path = merge->sources[0];
    json_t *plan = read_plan(merge, path), *given = json_object_get(plan, "words");
    size_t count = json_array_size(given);
    lb_error reason;
    *words = lb_calloc(count + 1, sizeof **words);
    for (size_t i = 0; i < count; i++) {
        const char *word = json_string_value(json_array_get(given, i));
        (*words)[i] = lb_strdup(word ? word : "");
    }
    json_decref(plan);
    lb_status status =
        lb_cli_parse(again, lb_cli_command_find("train"), (int)count, *words, &reason);
    if (status)
        return lb_fail_at(error, path, 1, 1, "%s", reason.message);
    again->out = merge->out;
    again->notes = merge->notes;
    again->texts = merge->texts;
    again->text_count = merge->text_count;
    again->in_library = merge->in_library;
    again->stop = merge->stop;
    again->options.json = merge->options.json;
    again->options.csv = merge->options.csv;
    again->options.plot = merge->options.plot;
    again->options.quiet = true;
    return LB_OK;
}

lb_status lb_train_read_rows(char **texts, size_t groups, const char *plan, const lb_cli_call *call,
                             const char *path, lb_error *error)
{
    char *text = NULL, *line;
    size_t capacity = 0, number = 1;
    lb_status status = LB_OK;
    FILE *stream = open_file(call, path);
    if (!stream)
        status = lb_fail(error, LB_IO, "%s: cannot open: %s", path, lb_strerror(errno));
    else if (!(line = next_line(stream, &text, &capacity)) || strcmp(line, plan))
        status = lb_fail_at(error, path, 1, 1,
                            "these are starts of another training, or a file of it has changed");
    while (!status && (line = next_line(stream, &text, &capacity))) {
        json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        size_t group = read_count(object, "group");
        json_decref(object);
        number++;
        if (group >= groups)
            status = lb_fail_at(error, path, number, 1, "no group of starts of this training");
        else if (texts[group])
            status = lb_fail_at(error, path, number, 1, "group %zu is there twice", group);
        else
            texts[group] = lb_strdup(line);
    }
    if (stream)
        fclose(stream);
    free(text);
    return status;
}
