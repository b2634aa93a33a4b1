/* The sections of a certificate of the kind `strings`. */

#include "check/strings/strings.h"

#include <stdlib.h>
#include <string.h>

/* ---- The distinct strings ---- */

bool lb_check_count_letters_read(lb_check_reader *r, uint64_t letters)
{
    r->letters += letters;
    return r->letters <= LB_CHECK_STRINGS_LETTERS_MAX ||
           lb_check_fail(r, "there are more than %d letters other than I",
                         LB_CHECK_STRINGS_LETTERS_MAX);
}

/* A sparse label of exactly `qubits` letters. */
static bool read_string(lb_check_reader *r, lb_check_f2 *v, uint64_t qubits)
{
    uint64_t done = 0, run;
    for (int c = lb_check_peek(r); c == 'I' || (c >= 'X' && c <= 'Z'); c = lb_check_peek(r)) {
        lb_check_take(r);
        if (!lb_check_read_run(r, (char)c, &run))
            return false;
        if (run > qubits - done)
            return lb_check_fail(r, "a string has more letters than there are qubits");
        if (!lb_check_count_letters_read(r, c == 'I' ? 0 : run))
            return false;
        for (uint64_t q = done, end = done + run; c != 'I' && q < end; q = (q / 64 + 1) * 64) {
            uint64_t bits = (end - q < 64 ? ((uint64_t)1 << (end - q)) - 1 : UINT64_MAX) << q % 64;
            lb_check_f2_append(v, (uint32_t)(q / 64), c != 'Z' ? bits : 0, c != 'X' ? bits : 0);
        }
        done += run;
    }
    if (!done)
        return lb_check_fail(r, "expected a string");
    return done == qubits || lb_check_fail(r, "a string has fewer letters than there are qubits");
}

static uint64_t hash_of(const lb_check_f2 *v)
{
    uint64_t h = v->count;
    for (size_t i = 0; i < v->count; i++) {
        const uint64_t parts[3] = {v->blocks[i].index, v->blocks[i].x, v->blocks[i].z};
        for (int k = 0; k < 3; k++) {
            h = (h ^ parts[k]) * 0x9E3779B97F4A7C15u;
            h ^= h >> 32;
        }
    }
    return h;
}

/* The slot that holds the string, or the free one where it belongs. */
static size_t find_slot(const lb_check_set *C, const lb_check_f2 *v)
{
    size_t slot = hash_of(v) & (C->slot_count - 1);
    while (C->slots[slot] != LB_CHECK_NONE && !lb_check_f2_is_equal(&C->strings[C->slots[slot]], v))
        slot = (slot + 1) & (C->slot_count - 1);
    return slot;
}

static void set_slot_count(lb_check_set *C, size_t slot_count)
{
    C->slot_count = slot_count;
    C->slots = lb_check_resize(C->slots, slot_count * sizeof *C->slots);
    memset(C->slots, 0xff, slot_count * sizeof *C->slots);
    for (size_t i = 0; i < C->count; i++)
        C->slots[find_slot(C, &C->strings[i])] = (uint32_t)i;
}

/* Number the string unless it has a number; takes its blocks. */
static void add_string(lb_check_set *C, lb_check_f2 *v)
{
    size_t slot = find_slot(C, v);
    if (C->slots[slot] != LB_CHECK_NONE) {
        lb_check_f2_clear(v);
        return;
    }
    C->strings = lb_check_grow(C->strings, &C->capacity, C->count + 1, sizeof *C->strings);
    C->strings[C->count] = *v;
    C->slots[slot] = (uint32_t)C->count++;
    if (2 * C->count > C->slot_count)
        set_slot_count(C, 2 * C->slot_count);
}

static bool read_generator(lb_check_reader *r, void *context)
{
    lb_check_set *C = context;
    lb_check_f2 v = {0};
    mpz_t numerator, denominator;
    if (lb_check_accept(r, '0'))
        return true;
    mpz_inits(numerator, denominator, NULL);
    bool ok = lb_check_read_coefficient(r, numerator, denominator) &&
              lb_check_read_literal(r, " ") && read_string(r, &v, r->report->qubits);
    mpz_clears(numerator, denominator, NULL);
    if (ok)
        add_string(C, &v);
    else
        lb_check_f2_clear(&v);
    return ok;
}

/* ---- The rest ---- */

static bool read_components(lb_check_set *C)
{
    lb_check_reader *r = C->reader;
    uint64_t count, components;
    if (!lb_check_read_count(r, "strings", &count) || !lb_check_read_line_feed(r))
        return false;
    if (count != C->count)
        return lb_check_fail(r, "the generators have %zu distinct strings", C->count);
    if (!lb_check_read_count(r, "components", &components) || !lb_check_read_line_feed(r))
        return false;
    C->component = lb_check_resize(NULL, C->count * sizeof *C->component);
    C->number = lb_check_resize(NULL, C->count * sizeof *C->number);
    memset(C->component, 0xff, C->count * sizeof *C->component);
    lb_check_meetings_init(&C->others, C->strings, C->count);
    lb_check_meetings_init(&C->within, C->strings, C->count);
    for (uint64_t i = 0; i < components; i++)
        if (!lb_check_component(C, (uint32_t)i, (uint32_t)components))
            return false;
    return C->assigned == C->count || lb_check_fail(r, "some strings are in no component");
}

/* The line that says what has been proved, in the only way to say it. */
static bool read_result(lb_check_reader *r, const char *name, const char *text)
{
    if (!lb_check_read_literal(r, name) || !lb_check_read_literal(r, " "))
        return false;
    for (const char *c = text; *c; c++)
        if (!lb_check_accept(r, *c))
            return lb_check_fail(r, "the %s is not %.120s%s", name, text,
                                 strlen(text) > 120 ? "..." : "");
    return lb_check_read_line_feed(r);
}

bool lb_check_read_strings(lb_check_reader *r, FILE *ansatz, const char *ansatz_name)
{
    lb_check_report *report = r->report;
    lb_check_set C = {.reader = r};
    set_slot_count(&C, 1024);
    bool ok = lb_check_read_generators(r, LB_CHECK_STRINGS_QUBITS_MAX, LB_CHECK_COUNT_MAX,
                                       read_generator, &C) &&
              (!ansatz || lb_check_ansatz(r, ansatz, ansatz_name)) && read_components(&C);
    if (ok) {
        report->algebra = lb_check_sum_text(&C.sum);
        report->decimal = lb_check_sum_dimension(&C.sum, true, true);
        report->centre = lb_check_sum_dimension(&C.sum, true, false);
        report->derived = lb_check_sum_dimension(&C.sum, false, true);
        ok = read_result(r, "algebra", report->algebra) &&
             read_result(r, "dimension", report->decimal);
    }
    for (size_t i = 0; i < C.count; i++)
        lb_check_f2_clear(&C.strings[i]);
    free(C.strings);
    free(C.slots);
    free(C.component);
    free(C.number);
    lb_check_meetings_clear(&C.others);
    lb_check_meetings_clear(&C.within);
    lb_check_sum_clear(&C.sum);
    return ok;
}
