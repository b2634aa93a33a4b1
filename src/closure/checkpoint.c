#include "closure/checkpoint.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/kept_file.h"
#include "base/memory.h"

static const char MAGIC[] = "liebound checkpoint 3\n";

static uint64_t hash_sum(uint64_t hash, const lb_sum_t H)
{
    hash = lb_hash_bytes(hash, &H->length, sizeof H->length);
    for (size_t i = 0; i < H->length; i++) {
        char *coefficient = lb_mpq_text(&H->coefficients[i]);
        char *label = lb_string_run_label(&H->strings[i], H->qubits);
        hash = lb_hash_bytes(hash, coefficient, strlen(coefficient) + 1);
        hash = lb_hash_bytes(hash, label, strlen(label) + 1);
        free(label);
        free(coefficient);
    }
    return hash;
}

uint64_t lb_checkpoint_digest(const lb_ansatz_t A, const lb_symmetry *symmetry)
{
    uint64_t digest = lb_hash_bytes(LB_HASH_START, &A->qubits, sizeof A->qubits);
    for (size_t k = 0; k < A->generator_count; k++)
        digest = hash_sum(digest, &A->generators[k]);
    size_t letters = sizeof(uint32_t);
    for (uint32_t i = 0; i < symmetry->exchange_count; i++) {
        const lb_exchange *line = symmetry->exchanges + i;
        digest = lb_hash_bytes(digest, &line->width, letters);
        digest = lb_hash_bytes(digest, line->qubits, letters * line->width * line->count);
    }
    return lb_hash_bytes(digest, symmetry->maps, letters * symmetry->map_count * symmetry->qubits);
}

/* ---- Writing ---- */

static void put_rows(lb_kept_writer *w, const lb_echelon *echelon)
{
    lb_kept_put_word(w, echelon->longest_row);
    lb_kept_put_word(w, echelon->row_count);
    for (uint32_t r = 0; r < echelon->row_count; r++) {
        const lb_row *row = echelon->rows + r;
        lb_kept_put_word(w, row->pivot);
        lb_kept_put_word(w, row->checksum);
        lb_kept_put_word(w, row->length);
        for (uint32_t i = 0; i < row->length; i++) {
            lb_kept_put_word(w, row->entries[i].column);
            lb_kept_put_word(w, row->entries[i].value);
        }
    }
}

/* Rows that wait to be bracketed; a row may stand in several places. */
static void put_waiting_rows(lb_kept_writer *w, const lb_search_state *s)
{
    for (uint64_t at = 0; at < s->rows->count; at++) {
        const lb_bucket *bucket = s->rows->buckets + at;
        for (size_t i = bucket->first; i < bucket->count; i++) {
            if (!s->pending[bucket->rows[i]])
                continue;
            lb_kept_put_word(w, at);
            lb_kept_put_word(w, bucket->rows[i]);
        }
    }
    lb_kept_put_word(w, LB_QUEUE_BUCKETS);
}

static void put_deferred_steps(lb_kept_writer *w, const lb_search_state *s)
{
    for (uint64_t at = 0; at < s->deferred->count; at++) {
        const lb_bucket *bucket = s->deferred->buckets + at;
        for (size_t i = bucket->first; i < bucket->count; i++) {
            lb_kept_put_word(w, at);
            lb_kept_put(w, s->put_off.items + bucket->rows[i], 1, sizeof(lb_step));
        }
    }
    lb_kept_put_word(w, LB_QUEUE_BUCKETS);
}

lb_status lb_checkpoint_write(const lb_search_state *s, const char *path, uint64_t digest,
                              lb_error *error)
{
    lb_kept_writer w;
    lb_status status = lb_kept_create(&w, path, MAGIC, error);
    if (status)
        return status;
    const lb_string_table *strings = s->modular->strings;
    lb_kept_put_word(&w, digest);
    lb_kept_put_word(&w, s->modular->echelon.modulus.n);
    lb_kept_put_checksum(&w);
    lb_kept_put_word(&w, s->result->brackets);
    lb_kept_put_word(&w, lb_search_subtracted(s));
    lb_kept_put_word(&w, strings->words);
    lb_kept_put_word(&w, strings->count);
    lb_kept_put(&w, strings->strings, strings->count,
                2 * strings->words * sizeof *strings->strings);
    put_rows(&w, &s->modular->echelon);
    lb_kept_put(&w, s->result->steps.items, s->result->steps.count, sizeof(lb_step));
    put_waiting_rows(&w, s);
    put_deferred_steps(&w, s);
    lb_kept_put_checksum(&w);
    return lb_output_commit(w.output, error);
}

/* ---- Reading ---- */

static void get_strings(lb_kept_reader *r, lb_string_table *strings)
{
    size_t size = 2 * strings->words;
    uint64_t *string = lb_malloc(size, sizeof *string);
    uint64_t count = lb_kept_get_word(r, LB_NO_STRING);
    for (uint64_t i = 0; i < count && !r->bad; i++) {
        lb_kept_get(r, string, size, sizeof *string);
        r->bad = r->bad || lb_string_table_intern(strings, string) != i;
    }
    free(string);
}

static lb_row get_row(lb_kept_reader *r, const lb_echelon *echelon)
{
    size_t columns = echelon->column_count;
    lb_row row = {.pivot = (uint32_t)lb_kept_get_word(r, columns)};
    row.checksum = lb_kept_get_word(r, echelon->modulus.n);
    uint32_t length = (uint32_t)lb_kept_get_word(r, columns);
    for (size_t capacity = 0; row.length < length && !r->bad; row.length++) {
        row.entries = lb_grow(row.entries, &capacity, row.length + (size_t)1, sizeof *row.entries);
        row.entries[row.length].column = (uint32_t)lb_kept_get_word(r, columns);
        row.entries[row.length].value = lb_kept_get_word(r, echelon->modulus.n);
    }
    return row;
}

static void get_rows(lb_kept_reader *r, lb_echelon *echelon)
{
    uint32_t longest = (uint32_t)lb_kept_get_word(r, LB_NO_ROW);
    uint64_t count = lb_kept_get_word(r, echelon->column_count + 1);
    for (uint64_t i = 0; i < count && !r->bad; i++) {
        lb_row row = get_row(r, echelon);
        if (r->bad)
            free(row.entries);
        else
            lb_echelon_append(echelon, row);
    }
    echelon->longest_row = longest;
}

static lb_step get_step(lb_kept_reader *r, const lb_search_state *s)
{
    lb_step step;
    lb_kept_get(r, &step, 1, sizeof step);
    r->bad = r->bad || step.generator >= s->generator_count ||
             (step.row != LB_STEP_ALONE && step.row >= s->modular->echelon.row_count);
    return step;
}

static void get_waiting_rows(lb_kept_reader *r, lb_search_state *s)
{
    size_t count = s->modular->echelon.row_count;
    s->pending = lb_grow(s->pending, &s->pending_capacity, count, sizeof *s->pending);
    for (size_t row = 0; row < count; row++)
        s->pending[row] = false;
    uint64_t at;
    while ((at = lb_kept_get_word(r, LB_QUEUE_BUCKETS + 1)) < LB_QUEUE_BUCKETS && !r->bad) {
        uint32_t row = (uint32_t)lb_kept_get_word(r, count);
        if (r->bad)
            break;
        s->pending_count += !s->pending[row];
        s->pending[row] = true;
        lb_queue_push(s->rows, row, at);
    }
}

static void get_deferred_steps(lb_kept_reader *r, lb_search_state *s)
{
    uint64_t at;
    while ((at = lb_kept_get_word(r, LB_QUEUE_BUCKETS + 1)) < LB_QUEUE_BUCKETS && !r->bad) {
        lb_step step = get_step(r, s);
        lb_queue_push(s->deferred, (uint32_t)s->put_off.count, at);
        lb_steps_append(&s->put_off, step);
        s->deferred_count++;
    }
}

/* Whether the file is whole and the rows agree with their checksums. */
static bool get_all(lb_kept_reader *r, lb_search_state *s)
{
    lb_echelon *echelon = &s->modular->echelon;
    s->result->brackets = lb_kept_get_word(r, SIZE_MAX);
    s->modular->echelon.work = lb_kept_get_word(r, SIZE_MAX);
    r->bad = lb_kept_get_word(r, SIZE_MAX) != s->modular->strings->words || r->bad;
    get_strings(r, s->modular->strings);
    lb_echelon_reserve_columns(echelon, s->modular->strings->count);
    get_rows(r, echelon);
    for (uint32_t t = 0; t < echelon->row_count && !r->bad; t++)
        lb_steps_append(&s->result->steps, get_step(r, s));
    get_waiting_rows(r, s);
    get_deferred_steps(r, s);
    lb_kept_get_checksum(r);
    return lb_kept_is_whole(r) && lb_echelon_is_consistent(echelon);
}

lb_status lb_checkpoint_read(lb_search_state *s, const char *path, uint64_t digest, lb_error *error)
{
    lb_kept_reader r;
    lb_status status = lb_kept_open(&r, path, MAGIC, error);
    if (status || !r.file)
        return status;
    bool same = lb_kept_get_word(&r, UINT64_MAX) == digest;
    bool other_prime = lb_kept_get_word(&r, UINT64_MAX) != s->modular->echelon.modulus.n;
    lb_kept_get_checksum(&r);
    bool whole = !r.bad && (!same || other_prime || get_all(&r, s));
    fclose(r.file);
    if (!whole)
        return lb_fail(error, LB_INPUT, "%s: the checkpoint is damaged", path);
    return same ? LB_OK
                : lb_fail(error, LB_INPUT, "%s: the checkpoint is of other generators", path);
}
