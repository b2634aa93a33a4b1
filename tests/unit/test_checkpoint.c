/* The file of a search that has been ended: what was read is written again byte by byte, whatever is damaged
 * is refused, and digests tell problems apart. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <liebound.h>

#include "base/kept_file.h"
#include "base/memory.h"
#include "base/prime.h"
#include "closure/checkpoint.h"
#include "support.h"

typedef struct text {
    unsigned char *bytes;
    size_t length;
} text;

static text read_file(const char *path)
{
    text t = {NULL, 0};
    size_t capacity = 0;
    FILE *stream = fopen(path, "rb");
    ck_assert_ptr_nonnull(stream);
    for (int c; (c = fgetc(stream)) != EOF;) {
        t.bytes = lb_grow(t.bytes, &capacity, t.length + 1, 1);
        t.bytes[t.length++] = (unsigned char)c;
    }
    fclose(stream);
    return t;
}

static void write_file(const char *path, text t, size_t length)
{
    FILE *stream = fopen(path, "wb");
    ck_assert_ptr_nonnull(stream);
    ck_assert_uint_eq(fwrite(t.bytes, 1, length, stream), length);
    ck_assert_int_eq(fclose(stream), 0);
}

/* A search that has not begun. */
typedef struct beginning {
    lb_symmetry symmetry;
    lb_canonical canonical;
    lb_string_table strings;
    lb_generators generators;
    lb_modular modular;
    lb_run run;
    lb_search_result result;
    lb_modular_room room;
    lb_search_state state;
} beginning;

static void beginning_init(beginning *b, const lb_ansatz_t A)
{
    *b = (beginning){.result = {.closed = false}};
    lb_symmetry_init(&b->symmetry, (uint32_t)A->qubits);
    lb_canonical_init(&b->canonical, &b->symmetry, lb_dense_words(A->qubits));
    lb_string_table_init(&b->strings, lb_dense_words(A->qubits));
    lb_run_start(&b->run, NULL);
    lb_generators_init(&b->generators, A, &b->canonical, &b->strings, &b->run);
    lb_modular_init(&b->modular, &b->generators, &b->canonical, &b->strings, LB_LARGE_PRIME);
    lb_modular_room_init(&b->room, &b->modular, &b->run);
    b->state = (lb_search_state){.result = &b->result,
                                 .modular = &b->modular,
                                 .run = &b->run,
                                 .generator_count = b->generators.count,
                                 .rooms = &b->room,
                                 .rows = lb_calloc(1, sizeof(lb_queue)),
                                 .deferred = lb_calloc(1, sizeof(lb_queue))};
}

static void beginning_clear(beginning *b)
{
    lb_queue_clear(b->state.rows);
    lb_queue_clear(b->state.deferred);
    free(b->state.rows);
    free(b->state.deferred);
    free(b->state.pending);
    free(b->state.put_off.items);
    free(b->result.steps.items);
    lb_modular_room_clear(&b->room);
    lb_modular_clear(&b->modular);
    lb_generators_clear(&b->generators);
    lb_string_table_clear(&b->strings);
    lb_canonical_clear(&b->canonical);
    lb_symmetry_clear(&b->symmetry);
    lb_run_end(&b->run);
}

static uint64_t digest_of(const lb_ansatz_t A)
{
    lb_symmetry symmetry;
    lb_symmetry_init(&symmetry, (uint32_t)A->qubits);
    uint64_t digest = lb_checkpoint_digest(A, &symmetry);
    lb_symmetry_clear(&symmetry);
    return digest;
}

static void parse(lb_ansatz_t A, const char *ansatz)
{
    lb_error error;
    lb_status status = lb_ansatz_parse(A, ansatz, strlen(ansatz), "test.alg", NULL, 0, &error);
    ck_assert_msg(!status, "%s\n%s", ansatz, status ? error.message : "");
}

static void load(lb_ansatz_t A, const char *family, const char *n)
{
    lb_setting setting = {(char *)"n", (char *)n};
    lb_error error;
    ck_assert(!lb_ansatz_load(A, family, &setting, 1, &error));
}

/* The file that a search leaves at its end, or after so much work. */
static char *leave_file(const lb_ansatz_t A, size_t work)
{
    char *path = lb_sprintf("%s/left-%ld.checkpoint", lb_test_folder(), (long)getpid());
    lb_closure_options options = {.checkpoint = path, .run.work = work};
    lb_closure *closure;
    lb_error error;
    unlink(path);
    ck_assert_msg(!lb_closure_compute(&closure, A, &options, &error), "%s", error.message);
    ck_assert(lb_closure_is_proved(closure) == !work && !access(path, F_OK));
    lb_closure_free(closure);
    return path;
}

/* What a search relies on: numbers in range, pivots of one row each. */
static void check_state(const lb_search_state *s)
{
    const lb_echelon *echelon = &s->modular->echelon;
    uint32_t columns = s->modular->strings->count, rows = echelon->row_count;
    ck_assert_uint_eq(s->result->steps.count, rows);
    for (uint32_t r = 0; r < rows; r++) {
        const lb_row *row = echelon->rows + r;
        lb_step step = s->result->steps.items[r];
        ck_assert(step.generator < s->generator_count);
        ck_assert(step.row == LB_STEP_ALONE || step.row < rows);
        ck_assert(row->pivot < columns && echelon->columns[row->pivot].pivot_row == r);
        for (uint32_t i = 0; i < row->length; i++) {
            ck_assert_uint_lt(row->entries[i].column, columns);
            ck_assert_uint_lt(row->entries[i].value, echelon->modulus.n);
        }
    }
    for (size_t i = 0; i < s->put_off.count; i++) {
        lb_step step = s->put_off.items[i];
        ck_assert(step.generator < s->generator_count);
        ck_assert(step.row == LB_STEP_ALONE || step.row < rows);
    }
    size_t pending = 0, deferred = 0;
    for (size_t r = 0; r < rows; r++)
        pending += s->pending[r];
    for (size_t at = 0; at < LB_QUEUE_BUCKETS; at++) {
        const lb_bucket *bucket = s->rows->buckets + at;
        for (size_t i = bucket->first; i < bucket->count; i++)
            ck_assert(bucket->rows[i] < rows && s->pending[bucket->rows[i]]);
        deferred += s->deferred->buckets[at].count - s->deferred->buckets[at].first;
    }
    ck_assert_uint_eq(s->pending_count, pending);
    ck_assert_uint_eq(s->deferred_count, deferred);
    ck_assert_uint_eq(s->put_off.count, deferred);
}

static bool is_accepted(const char *path, const lb_ansatz_t A, beginning *b)
{
    lb_error error;
    beginning_init(b, A);
    lb_status status = lb_checkpoint_read(&b->state, path, digest_of(A), &error);
    ck_assert(status == LB_OK || status == LB_INPUT);
    if (status == LB_OK)
        check_state(&b->state);
    return status == LB_OK;
}

/* The file that is written of what was read. */
static void check_again(const char *path, const lb_ansatz_t A, const lb_search_state *s)
{
    lb_error error;
    char *again = lb_sprintf("%s.again", path);
    ck_assert(!lb_checkpoint_write(s, again, digest_of(A), &error));
    text one = read_file(path), two = read_file(again);
    ck_assert_uint_eq(one.length, two.length);
    ck_assert_mem_eq(one.bytes, two.bytes, one.length);
    free(one.bytes);
    free(two.bytes);
    unlink(again);
    free(again);
}

/* A small file with rows that wait, in some order, and steps that were put off. */
static char *small_file(const lb_ansatz_t A)
{
    beginning b;
    lb_error error;
    char *path = leave_file(A, 0);
    ck_assert(is_accepted(path, A, &b));
    lb_search_state *s = &b.state;
    uint32_t count = b.modular.echelon.row_count;
    for (uint32_t row = 0; row < count; row += 2) {
        s->pending[row] = true;
        lb_queue_push(s->rows, row, count - row / 3);
        lb_queue_push(s->deferred, (uint32_t)s->put_off.count, 70 + row % 4);
        lb_steps_append(&s->put_off, (lb_step){row % 2, row ? row : LB_STEP_ALONE});
    }
    ck_assert(!lb_checkpoint_write(s, path, digest_of(A), &error));
    beginning_clear(&b);
    return path;
}

/* With rows that wait and steps that were put off. */
START_TEST(what_is_read_is_written_again)
{
    static const char *const families[][2] = {{"ltfim-closed", "5"}, {"xxz-open", "6"}};
    for (size_t i = 0; i < 2; i++) {
        lb_ansatz_t A;
        beginning b;
        load(A, families[i][0], families[i][1]);
        char *path = leave_file(A, 20000);
        ck_assert(is_accepted(path, A, &b));
        ck_assert_uint_gt(b.result.steps.count, 0);
        ck_assert_uint_gt(b.state.pending_count, 0);
        ck_assert_uint_gt(b.state.deferred_count, 0);
        check_again(path, A, &b.state);
        unlink(path);
        free(path);
        beginning_clear(&b);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Another byte anywhere, an end anywhere, and one byte more. */
START_TEST(damage_is_refused)
{
    lb_ansatz_t A;
    beginning b;
    load(A, "ltfim-open", "3");
    char *path = small_file(A);
    text t = read_file(path);
    size_t step = 1 + t.length / lb_test_count(2000);
    for (size_t i = 0; i < t.length; i += step) {
        t.bytes[i] ^= 4;
        write_file(path, t, t.length);
        ck_assert_msg(!is_accepted(path, A, &b), "byte %zu changed", i);
        beginning_clear(&b);
        t.bytes[i] ^= 4;
        write_file(path, t, i);
        ck_assert_msg(!is_accepted(path, A, &b), "%zu bytes", i);
        beginning_clear(&b);
    }
    t.bytes = lb_realloc(t.bytes, t.length + 1, 1);
    t.bytes[t.length] = 0;
    write_file(path, t, t.length + 1);
    ck_assert(!is_accepted(path, A, &b));
    beginning_clear(&b);
    write_file(path, t, t.length);
    ck_assert(is_accepted(path, A, &b));
    beginning_clear(&b);
    unlink(path);
    free(path);
    free(t.bytes);
    lb_ansatz_clear(A);
}
END_TEST

enum { MAGIC = sizeof "liebound checkpoint 3\n" - 1, WORD = sizeof(uint64_t) };

/* Both checksums anew: that of the first three words behind the magic, and the last one. */
static void sign(text t)
{
    uint64_t hash = lb_hash_bytes(LB_HASH_START, t.bytes, MAGIC);
    hash = lb_hash_bytes(hash, t.bytes + MAGIC, 3 * WORD);
    memcpy(t.bytes + MAGIC + 3 * WORD, &hash, WORD);
    hash = lb_hash_bytes(hash, t.bytes + MAGIC + 3 * WORD, t.length - MAGIC - 4 * WORD);
    memcpy(t.bytes + t.length - WORD, &hash, WORD);
}

/* Numbers out of place under checksums that agree: what is not refused is a search that can go on. */
START_TEST(numbers_out_of_place)
{
    lb_ansatz_t A;
    beginning b;
    load(A, "ltfim-open", "3");
    char *path = small_file(A);
    text t = read_file(path);
    size_t refused = 0, changed = 0;
    for (size_t at = MAGIC + 3 * WORD; at + WORD < t.length; at += WORD)
        for (int change = 0; change < 4; change++) {
            uint64_t word, other;
            memcpy(&word, t.bytes + at, WORD);
            other = change == 0   ? word + 1
                    : change == 1 ? word - 1
                    : change == 2 ? UINT64_MAX
                                  : word + 64;
            memcpy(t.bytes + at, &other, WORD);
            sign(t);
            write_file(path, t, t.length);
            bool accepted = is_accepted(path, A, &b);
            refused += !accepted;
            changed++;
            beginning_clear(&b);
            memcpy(t.bytes + at, &word, WORD);
        }
    ck_assert_uint_gt(2 * refused, changed);
    unlink(path);
    free(path);
    free(t.bytes);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(digests_of_generators)
{
    static const char *const ALIKE[] = {
        "qubits 3\ngenerator = XII + IZI\ngenerator = IIY\n",
        "qubits 4\ngenerator = XIII + IZII\ngenerator = IIYI\n",
        "qubits 3\ngenerator = XII - IZI\ngenerator = IIY\n",
        "qubits 3\ngenerator = XII + 2 IZI\ngenerator = IIY\n",
        "qubits 3\ngenerator = XII + 1/2 IZI\ngenerator = IIY\n",
        "qubits 3\ngenerator = XII + IXI\ngenerator = IIY\n",
        "qubits 3\ngenerator = XII + IIZ\ngenerator = IIY\n",
        "qubits 3\ngenerator = XII + IZI\ngenerator = IIX\n",
        "qubits 3\ngenerator = XII\ngenerator = IZI + IIY\n",
        "qubits 3\ngenerator = XII + IZI + IIY\n",
        "qubits 3\ngenerator = IIY\ngenerator = XII + IZI\n",
        "qubits 3\ngenerator = XII + IZI\ngenerator = IIY\ngenerator = 0\n",
    };
    enum { COUNT = sizeof ALIKE / sizeof *ALIKE };
    uint64_t digests[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        lb_ansatz_t A;
        parse(A, ALIKE[i]);
        digests[i] = digest_of(A);
        for (size_t j = 0; j < i; j++)
            ck_assert_msg(digests[i] != digests[j], "%s%s", ALIKE[i], ALIKE[j]);
        ck_assert_uint_eq(digests[i], digest_of(A));
        lb_ansatz_clear(A);
    }
}
END_TEST

/* What is found with one group is not taken up with another. */
START_TEST(digests_of_groups)
{
    static uint32_t pairs[][4] = {{0, 1}, {2, 3}, {4, 5}, {0, 1, 2, 3}, {0, 2, 1, 3}};
    static uint32_t maps[][6] = {{1, 0, 2, 3, 4, 5}, {0, 1, 2, 3, 5, 4}};
    const lb_exchange lines[][2] = {
        {{1, 2, pairs[0]}, {1, 2, pairs[1]}}, {{1, 2, pairs[0]}, {1, 2, pairs[2]}},
        {{1, 2, pairs[1]}, {1, 2, pairs[1]}}, {{2, 2, pairs[3]}, {1, 2, pairs[1]}},
        {{1, 4, pairs[3]}, {1, 2, pairs[1]}}, {{2, 2, pairs[4]}, {1, 2, pairs[1]}}};
    enum { LINES = sizeof lines / sizeof *lines, COUNT = 1 + 2 * LINES + 2 };
    uint64_t digests[COUNT];
    lb_ansatz_t A;
    parse(A, "qubits 6\ngenerator = XXXXXX\n");
    for (uint32_t i = 0; i < COUNT; i++) {
        lb_symmetry S = {.qubits = 6, .element_count = 1};
        lb_exchange own[2];
        if (i > 2 * LINES) {
            S.map_count = 1;
            S.maps = maps[i - 2 * LINES - 1];
        } else if (i) {
            memcpy(own, lines[(i - 1) / 2], sizeof own);
            S.exchanges = own;
            S.exchange_count = 1 + i % 2;
        }
        digests[i] = lb_checkpoint_digest(A, &S);
        bool single = i && i <= 2 * LINES && i % 2 == 0;
        for (uint32_t j = 0; j < i; j++) {
            bool other = j && j <= 2 * LINES && j % 2 == 0;
            bool same = single && other && lines[(i - 1) / 2]->width == lines[(j - 1) / 2]->width &&
                        lines[(i - 1) / 2]->qubits == lines[(j - 1) / 2]->qubits &&
                        lines[(i - 1) / 2]->count == lines[(j - 1) / 2]->count;
            ck_assert_msg((digests[i] == digests[j]) == same, "%u and %u", i, j);
        }
    }
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("checkpoint", what_is_read_is_written_again, damage_is_refused, numbers_out_of_place,
             digests_of_generators, digests_of_groups)
