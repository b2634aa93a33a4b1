#include "closure/checkpoint.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"
#include "base/output.h"
#include "base/random.h"

static const char MAGIC[] = "liebound checkpoint 3\n";
static const uint64_t BYTE_ORDER_WORD = 0x0102030405060708u;

/* A hash that goes on from an earlier one: against damage, not against malice. */
static uint64_t hash_bytes(uint64_t hash, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    while (size) {
        uint64_t word = size;
        size_t part = size < sizeof word ? size : sizeof word;
        memcpy(&word, bytes, part);
        hash = lb_mix(hash ^ word) + LB_MIX_STEP;
        bytes += part;
        size -= part;
    }
    return hash;
}

static uint64_t hash_sum(uint64_t hash, const lb_sum_t H)
{
    hash = hash_bytes(hash, &H->length, sizeof H->length);
    for (size_t i = 0; i < H->length; i++) {
        char *coefficient = lb_rational_text(&H->coefficients[i]);
        char *label = lb_string_run_label(&H->strings[i], H->qubits);
        hash = hash_bytes(hash, coefficient, strlen(coefficient) + 1);
        hash = hash_bytes(hash, label, strlen(label) + 1);
        free(label);
        free(coefficient);
    }
    return hash;
}

uint64_t lb_checkpoint_digest(const lb_ansatz_t A, const lb_symmetry *symmetry)
{
    uint64_t digest = hash_bytes(LB_MIX_STEP, &A->qubits, sizeof A->qubits);
    for (size_t k = 0; k < A->generator_count; k++)
        digest = hash_sum(digest, &A->generators[k]);
    size_t letters = sizeof(uint32_t);
    for (uint32_t i = 0; i < symmetry->exchange_count; i++) {
        const lb_exchange *line = symmetry->exchanges + i;
        digest = hash_bytes(digest, &line->width, letters);
        digest = hash_bytes(digest, line->qubits, letters * line->width * line->count);
    }
    return hash_bytes(digest, symmetry->maps, letters * symmetry->map_count * symmetry->qubits);
}

/* ---- Writing ---- */

typedef struct writer {
    lb_output *output;
    uint64_t hash;
} writer;

static void put(writer *w, const void *data, size_t count, size_t size)
{
    w->hash = hash_bytes(w->hash, data, count * size);
    lb_output_write(w->output, data, count * size);
}

static void put_word(writer *w, uint64_t word)
{
    put(w, &word, 1, sizeof word);
}

/* Of all before it. */
static void put_checksum(writer *w)
{
    uint64_t hash = w->hash;
    put_word(w, hash);
}

static void put_rows(writer *w, const lb_echelon *echelon)
{
    put_word(w, echelon->longest_row);
    put_word(w, echelon->row_count);
    for (uint32_t r = 0; r < echelon->row_count; r++) {
        const lb_row *row = echelon->rows + r;
        put_word(w, row->pivot);
        put_word(w, row->checksum);
        put_word(w, row->length);
        for (uint32_t i = 0; i < row->length; i++) {
            put_word(w, row->entries[i].column);
            put_word(w, row->entries[i].value);
        }
    }
}

/* Rows that wait to be bracketed; a row may stand in several places. */
static void put_waiting_rows(writer *w, const lb_search_state *s)
{
    for (uint64_t at = 0; at < LB_QUEUE_BUCKETS; at++) {
        const lb_bucket *bucket = s->rows->buckets + at;
        for (size_t i = bucket->first; i < bucket->count; i++) {
            if (!s->pending[bucket->rows[i]])
                continue;
            put_word(w, at);
            put_word(w, bucket->rows[i]);
        }
    }
    put_word(w, LB_QUEUE_BUCKETS);
}

static void put_deferred_steps(writer *w, const lb_search_state *s)
{
    for (uint64_t at = 0; at < LB_QUEUE_BUCKETS; at++) {
        const lb_bucket *bucket = s->deferred->buckets + at;
        for (size_t i = bucket->first; i < bucket->count; i++) {
            put_word(w, at);
            put(w, s->put_off.items + bucket->rows[i], 1, sizeof(lb_step));
        }
    }
    put_word(w, LB_QUEUE_BUCKETS);
}

lb_status lb_checkpoint_write(const lb_search_state *s, const char *path, uint64_t digest,
                              lb_error *error)
{
    writer w = {.hash = LB_MIX_STEP};
    lb_status status = lb_output_open(&w.output, path, error);
    if (status)
        return status;
    const lb_string_table *strings = s->modular->strings;
    put(&w, MAGIC, 1, sizeof MAGIC - 1);
    put_word(&w, BYTE_ORDER_WORD);
    put_word(&w, digest);
    put_word(&w, s->modular->echelon.modulus.n);
    put_checksum(&w);
    put_word(&w, s->result->brackets);
    put_word(&w, lb_search_subtracted(s));
    put_word(&w, strings->words);
    put_word(&w, strings->count);
    put(&w, strings->strings, strings->count, 2 * strings->words * sizeof *strings->strings);
    put_rows(&w, &s->modular->echelon);
    put(&w, s->result->steps.items, s->result->steps.count, sizeof(lb_step));
    put_waiting_rows(&w, s);
    put_deferred_steps(&w, s);
    put_checksum(&w);
    return lb_output_commit(w.output, error);
}

/* ---- Reading: what does not fit makes the reader bad, and ends the loops ---- */

typedef struct reader {
    FILE *file;
    uint64_t hash;
    bool bad;
} reader;

static void get(reader *r, void *data, size_t count, size_t size)
{
    r->bad = r->bad || fread(data, size, count, r->file) != count;
    if (!r->bad)
        r->hash = hash_bytes(r->hash, data, count * size);
}

/* A word below the bound. */
static uint64_t get_word(reader *r, uint64_t bound)
{
    uint64_t word = 0;
    get(r, &word, 1, sizeof word);
    r->bad = r->bad || word >= bound;
    return r->bad ? 0 : word;
}

static void get_checksum(reader *r)
{
    uint64_t hash = r->hash;
    r->bad = get_word(r, UINT64_MAX) != hash || r->bad;
}

static void get_strings(reader *r, lb_string_table *strings)
{
    size_t size = 2 * strings->words;
    uint64_t *string = lb_malloc(size, sizeof *string);
    uint64_t count = get_word(r, LB_NO_STRING);
    for (uint64_t i = 0; i < count && !r->bad; i++) {
        get(r, string, size, sizeof *string);
        r->bad = r->bad || lb_string_table_intern(strings, string) != i;
    }
    free(string);
}

static lb_row get_row(reader *r, const lb_echelon *echelon)
{
    size_t columns = echelon->column_count;
    lb_row row = {.pivot = (uint32_t)get_word(r, columns)};
    row.checksum = get_word(r, echelon->modulus.n);
    uint32_t length = (uint32_t)get_word(r, columns);
    for (size_t capacity = 0; row.length < length && !r->bad; row.length++) {
        row.entries = lb_grow(row.entries, &capacity, row.length + (size_t)1, sizeof *row.entries);
        row.entries[row.length].column = (uint32_t)get_word(r, columns);
        row.entries[row.length].value = get_word(r, echelon->modulus.n);
    }
    return row;
}

static void get_rows(reader *r, lb_echelon *echelon)
{
    uint32_t longest = (uint32_t)get_word(r, LB_NO_ROW);
    uint64_t count = get_word(r, echelon->column_count + 1);
    for (uint64_t i = 0; i < count && !r->bad; i++) {
        lb_row row = get_row(r, echelon);
        if (r->bad)
            free(row.entries);
        else
            lb_echelon_append(echelon, row);
    }
    echelon->longest_row = longest;
}

static lb_step get_step(reader *r, const lb_search_state *s)
{
    lb_step step;
    get(r, &step, 1, sizeof step);
    r->bad = r->bad || step.generator >= s->generator_count ||
             (step.row != LB_STEP_ALONE && step.row >= s->modular->echelon.row_count);
    return step;
}

static void get_waiting_rows(reader *r, lb_search_state *s)
{
    size_t count = s->modular->echelon.row_count;
    s->pending = lb_grow(s->pending, &s->pending_capacity, count, sizeof *s->pending);
    for (size_t row = 0; row < count; row++)
        s->pending[row] = false;
    uint64_t at;
    while ((at = get_word(r, LB_QUEUE_BUCKETS + 1)) < LB_QUEUE_BUCKETS && !r->bad) {
        uint32_t row = (uint32_t)get_word(r, count);
        if (r->bad)
            break;
        s->pending_count += !s->pending[row];
        s->pending[row] = true;
        lb_queue_push(s->rows, row, at);
    }
}

static void get_deferred_steps(reader *r, lb_search_state *s)
{
    uint64_t at;
    while ((at = get_word(r, LB_QUEUE_BUCKETS + 1)) < LB_QUEUE_BUCKETS && !r->bad) {
        lb_step step = get_step(r, s);
        lb_queue_push(s->deferred, (uint32_t)s->put_off.count, at);
        lb_steps_append(&s->put_off, step);
        s->deferred_count++;
    }
}

/* Whether the file is whole and the rows agree with their checksums. */
static bool get_all(reader *r, lb_search_state *s)
{
    lb_echelon *echelon = &s->modular->echelon;
    s->result->brackets = get_word(r, SIZE_MAX);
    s->modular->echelon.work = get_word(r, SIZE_MAX);
    r->bad = get_word(r, SIZE_MAX) != s->modular->strings->words || r->bad;
    get_strings(r, s->modular->strings);
    lb_echelon_reserve_columns(echelon, s->modular->strings->count);
    get_rows(r, echelon);
    for (uint32_t t = 0; t < echelon->row_count && !r->bad; t++)
        lb_steps_append(&s->result->steps, get_step(r, s));
    get_waiting_rows(r, s);
    get_deferred_steps(r, s);
    get_checksum(r);
    return !r->bad && fgetc(r->file) == EOF && lb_echelon_is_consistent(echelon);
}

lb_status lb_checkpoint_read(lb_search_state *s, const char *path, uint64_t digest, lb_error *error)
{
    reader r = {fopen(path, "rb"), LB_MIX_STEP, false};
    if (!r.file)
        return errno == ENOENT
                   ? LB_OK
                   : lb_fail(error, LB_IO, "%s: cannot read: %s", path, lb_strerror(errno));
    char magic[sizeof MAGIC - 1] = "";
    get(&r, magic, 1, sizeof magic);
    bool known = !r.bad && !memcmp(magic, MAGIC, sizeof magic) &&
                 get_word(&r, UINT64_MAX) == BYTE_ORDER_WORD;
    bool same = get_word(&r, UINT64_MAX) == digest;
    bool other_prime = get_word(&r, UINT64_MAX) != s->modular->echelon.modulus.n;
    get_checksum(&r);
    bool whole = known && !r.bad && (!same || other_prime || get_all(&r, s));
    fclose(r.file);
    if (!known)
        return lb_fail(error, LB_INPUT, "%s: this is not a checkpoint of this program", path);
    if (!whole)
        return lb_fail(error, LB_INPUT, "%s: the checkpoint is damaged", path);
    return same ? LB_OK
                : lb_fail(error, LB_INPUT, "%s: the checkpoint is of other generators", path);
}
