#include "state/amplitudes.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"
#include "base/text.h"
#include "pauli/dense.h"

static const char VECTOR[] = "vector", WEIGHT[] = "weight=";

/* ---- A list ---- */

void lb_amplitude_list_init(lb_amplitude_list *list, size_t qubits, lb_amplitude_kind kind)
{
    *list = (lb_amplitude_list){.qubits = qubits, .words = (qubits + 63) / 64, .kind = kind};
    mpq_init(list->weight);
    mpq_set_ui(list->weight, 1, 1);
}

static void clear_entry(lb_amplitude_entry *entry)
{
    free(entry->bits);
    mpq_clears(entry->re, entry->im, NULL);
}

void lb_amplitude_list_clear(lb_amplitude_list *list)
{
    for (size_t a = 0; a < list->count; a++)
        clear_entry(&list->entries[a]);
    free(list->entries);
    mpq_clear(list->weight);
}

/* A new entry with the value of a text and no bits. */
static lb_status append(lb_amplitude_list *list, const char *text, size_t length, lb_error *error)
{
    if (list->count >= LB_AMPLITUDES_MAX)
        return lb_fail(error, LB_INPUT, "a state has more than %zu amplitudes", LB_AMPLITUDES_MAX);
    list->entries = lb_grow(list->entries, &list->capacity, list->count + 1, sizeof *list->entries);
    lb_amplitude_entry *entry = &list->entries[list->count++];
    *entry = (lb_amplitude_entry){.bits = lb_calloc(list->words, sizeof *entry->bits)};
    mpq_inits(entry->re, entry->im, NULL);
    const char *problem =
        lb_amplitude_read(entry->re, entry->im, &list->has_decimals, text, length);
    return problem ? lb_fail(error, LB_INPUT, "%s %s", lb_quote(text, length).text, problem)
                   : LB_OK;
}

lb_status lb_amplitude_list_add(lb_amplitude_list *list, const char *label, size_t label_length,
                                const char *text, size_t length, lb_error *error)
{
    size_t digits = 0;
    while (digits < label_length && (label[digits] == '0' || label[digits] == '1'))
        digits++;
    if (digits != list->qubits || digits != label_length)
        return lb_fail(error, LB_INPUT, "%s is not a basis state of %zu digit%s 0 and 1",
                       lb_quote(label, label_length).text, list->qubits,
                       list->qubits == 1 ? "" : "s");
    lb_status status = append(list, text, length, error);
    for (size_t q = 0; q < list->qubits && !status; q++)
        list->entries[list->count - 1].bits[q / 64] |= (uint64_t)(label[q] - '0') << q % 64;
    return status;
}

lb_status lb_amplitude_list_add_at(lb_amplitude_list *list, size_t index, const char *text,
                                   size_t length, lb_error *error)
{
    lb_status status = append(list, text, length, error);
    for (size_t q = 0; q < list->qubits && !status; q++)
        list->entries[list->count - 1].bits[0] |= (uint64_t)(index >> (list->qubits - 1 - q) & 1)
                                                  << q;
    return status;
}

lb_status lb_amplitude_list_weigh(lb_amplitude_list *list, const char *text, size_t length,
                                  lb_error *error)
{
    mpq_t im;
    bool decimal = false;
    mpq_init(im);
    const char *problem = lb_amplitude_read(list->weight, im, &decimal, text, length);
    if (!problem && mpq_sgn(im))
        problem = "is not real";
    mpq_clear(im);
    return problem
               ? lb_fail(error, LB_INPUT, "the weight %s %s", lb_quote(text, length).text, problem)
               : LB_OK;
}

/* The order of labels: at the first qubit where they differ, 0 comes first. */
static int compare_bits(const uint64_t *a, const uint64_t *b, size_t words)
{
    for (size_t w = 0; w < words; w++)
        if (a[w] != b[w])
            return a[w] >> __builtin_ctzll(a[w] ^ b[w]) & 1 ? 1 : -1;
    return 0;
}

/* Merge two sorted runs; `equal` gets an entry whose label comes a second time. */
static void merge(const lb_amplitude_list *list, lb_amplitude_entry *out,
                  const lb_amplitude_entry *a, size_t a_count, const lb_amplitude_entry *b,
                  size_t b_count, const lb_amplitude_entry **equal)
{
    for (size_t i = 0, j = 0; i < a_count || j < b_count;) {
        int order = i == a_count   ? 1
                    : j == b_count ? -1
                                   : compare_bits(a[i].bits, b[j].bits, list->words);
        if (!order)
            *equal = &b[j];
        *out++ = order <= 0 ? a[i++] : b[j++];
    }
}

/* Stable, by runs of doubled length; returns an entry whose label comes a second time, or NULL. */
static const lb_amplitude_entry *sort(lb_amplitude_list *list)
{
    size_t count = list->count;
    const lb_amplitude_entry *equal = NULL;
    lb_amplitude_entry *other = lb_malloc(count, sizeof *other);
    for (size_t run = 1; run < count && !equal; run *= 2) {
        for (size_t start = 0; start < count && !equal; start += 2 * run) {
            size_t left = count - start, first = left < run ? left : run;
            size_t second = left - first < run ? left - first : run;
            merge(list, other + start, list->entries + start, first, list->entries + start + first,
                  second, &equal);
        }
        if (!equal)
            memcpy(list->entries, other, count * sizeof *other);
    }
    free(other);
    return equal;
}

static void drop_zeros(lb_amplitude_list *list)
{
    size_t kept = 0;
    for (size_t a = 0; a < list->count; a++) {
        lb_amplitude_entry *entry = &list->entries[a];
        if (mpq_sgn(entry->re) || mpq_sgn(entry->im))
            list->entries[kept++] = *entry;
        else
            clear_entry(entry);
    }
    list->count = kept;
}

static bool is_exact(const lb_amplitude_list *list)
{
    return list->kind == LB_AMPLITUDES_EXACT ||
           (list->kind == LB_AMPLITUDES_AS_WRITTEN && !list->has_decimals);
}

/* False when it has too many bits, for one number or for all together. */
static bool find_common_denominator(mpz_t common, const lb_amplitude_list *list)
{
    const size_t most = (size_t)1 << 31;
    mpz_set_ui(common, 1);
    for (size_t a = 0; a < list->count; a++) {
        mpz_lcm(common, common, mpq_denref(list->entries[a].re));
        mpz_lcm(common, common, mpq_denref(list->entries[a].im));
        size_t bits = mpz_sizeinbase(common, 2);
        if (bits > LB_AMPLITUDE_BITS_MAX || bits * list->count > most)
            return false;
    }
    return true;
}

/* Whether doubles hold the amplitudes and, up to rounding, their squares' sum. */
static bool fits_doubles(const lb_amplitude_list *list)
{
    const double most = 1e150, least = 1e-150;
    for (size_t p = 0; p < 2 * list->count; p++) {
        const lb_amplitude_entry *entry = &list->entries[p / 2];
        double value = fabs(lb_amplitude_rounded(p % 2 ? entry->im : entry->re));
        if (value > most || (value < least && mpq_sgn(p % 2 ? entry->im : entry->re)))
            return false;
    }
    return true;
}

static lb_status repeated(const lb_amplitude_list *list, const lb_amplitude_entry *entry,
                          lb_error *error)
{
    char label[48];
    size_t shown = list->qubits < 40 ? list->qubits : 40;
    for (size_t q = 0; q < shown; q++)
        label[q] = entry->bits[q / 64] >> q % 64 & 1 ? '1' : '0';
    label[shown] = '\0';
    return lb_fail_at(error, "", entry->line, entry->column,
                      "the basis state %s%s has an amplitude already", label,
                      shown < list->qubits ? "..." : "");
}

lb_status lb_amplitude_list_finish(lb_amplitude_list *list, lb_error *error)
{
    const lb_amplitude_entry *equal = sort(list);
    if (equal)
        return repeated(list, equal, error);
    drop_zeros(list);
    if (!list->count)
        return lb_fail(error, LB_INPUT, "a state needs an amplitude that is not 0");
    if (!is_exact(list))
        return fits_doubles(list)
                   ? LB_OK
                   : lb_fail(error, LB_INPUT,
                             "a floating amplitude is above 1e150, or below 1e-150 and not 0");
    mpz_t common;
    mpz_init(common);
    bool fits = find_common_denominator(common, list);
    mpz_clear(common);
    return fits ? LB_OK
                : lb_fail(error, LB_INPUT,
                          "the common denominator of the amplitudes is too large: state them as "
                          "floating, or over one denominator");
}

/* ---- Its text ---- */

typedef struct buffer {
    char *bytes;
    size_t length, capacity;
} buffer;

static void put(buffer *T, const char *more)
{
    size_t length = strlen(more);
    T->bytes = lb_grow(T->bytes, &T->capacity, T->length + length + 1, 1);
    memcpy(T->bytes + T->length, more, length + 1);
    T->length += length;
}

char *lb_amplitude_list_text(const lb_amplitude_list *list, const char *name)
{
    buffer T = {0};
    bool exact = is_exact(list);
    char *label = lb_malloc(list->qubits + 3, 1);
    put(&T, VECTOR);
    put(&T, exact ? "" : " floating");
    if (mpq_cmp_ui(list->weight, 1, 1)) {
        char *weight = lb_mpq_text(list->weight);
        put(&T, " ");
        put(&T, WEIGHT);
        put(&T, weight);
        free(weight);
    }
    for (size_t a = 0; a < list->count; a++) {
        const lb_amplitude_entry *entry = &list->entries[a];
        label[0] = ' ';
        for (size_t q = 0; q < list->qubits; q++)
            label[q + 1] = entry->bits[q / 64] >> q % 64 & 1 ? '1' : '0';
        strcpy(label + list->qubits + 1, ":");
        char *value = lb_amplitude_text(entry->re, entry->im, !exact);
        put(&T, label);
        put(&T, value);
        free(value);
    }
    put(&T, " ");
    put(&T, name);
    free(label);
    return T.bytes;
}

/* The next word of a text, its length 0 at the end. */
static size_t next_word(const char **text)
{
    *text += strspn(*text, " ");
    return strcspn(*text, " ");
}

/* "exact" or "floating", and the text behind it. */
static lb_amplitude_kind read_kind(const char **text)
{
    static const char *const kinds[] = {"", "exact", "floating"};
    size_t length = next_word(text);
    for (int kind = LB_AMPLITUDES_EXACT; kind <= LB_AMPLITUDES_FLOATING; kind++)
        if (lb_same(*text, length, kinds[kind])) {
            *text += length;
            return (lb_amplitude_kind)kind;
        }
    return LB_AMPLITUDES_AS_WRITTEN;
}

static lb_status read_word(lb_amplitude_list *list, const char *word, size_t length,
                           lb_error *error)
{
    size_t prefix = strlen(WEIGHT);
    if (length > prefix && !memcmp(word, WEIGHT, prefix))
        return lb_amplitude_list_weigh(list, word + prefix, length - prefix, error);
    const char *colon = memchr(word, ':', length);
    if (!colon)
        return lb_fail(error, LB_INPUT,
                       "%s is not an amplitude such as 01:1/2: a basis state, a colon, a number",
                       lb_quote(word, length).text);
    return lb_amplitude_list_add(list, word, (size_t)(colon - word), colon + 1,
                                 length - (size_t)(colon + 1 - word), error);
}

/* Read what stands behind "vector" into a finished list; *name and *name_length are the last word
 * if that is a name, else NULL. */
static lb_status read_text(lb_amplitude_list *list, const char *text, size_t qubits,
                           const char **name, size_t *name_length, lb_error *error)
{
    lb_status status = LB_OK;
    lb_amplitude_kind kind = read_kind(&text);
    lb_amplitude_list_init(list, qubits, kind);
    *name = NULL;
    for (size_t length; !status && (length = next_word(&text)); text += length) {
        const char *end = text + length;
        if (!memchr(text, ':', length) && !next_word(&end) &&
            lb_name_length(text, length) == length && length <= LB_NAME_MAX) {
            *name = text;
            *name_length = length;
        } else {
            status = read_word(list, text, length, error);
        }
    }
    if (!status)
        status = lb_amplitude_list_finish(list, error);
    if (status)
        lb_amplitude_list_clear(list);
    return status;
}

bool lb_amplitudes_is_text(const char *text)
{
    size_t length = strlen(VECTOR);
    return !strncmp(text, VECTOR, length) && (text[length] == ' ' || !text[length]);
}

lb_status lb_amplitude_list_read(lb_amplitude_list *list, char **name, const char *text,
                                 size_t qubits, lb_error *error)
{
    const char *found;
    size_t length = 0;
    lb_status status = read_text(list, text + strlen(VECTOR), qubits, &found, &length, error);
    if (!status)
        *name = found ? lb_sprintf("%.*s", (int)length, found) : lb_strdup(VECTOR);
    return status;
}

/* ---- A state ---- */

/* The parts of a finished list over their common denominator, without a common factor. */
static void set_parts(lb_amplitudes *state, const lb_amplitude_list *list)
{
    mpz_t common, divisor;
    mpz_inits(common, divisor, NULL);
    bool fits = find_common_denominator(common, list);
    assert(fits);
    (void)fits;
    state->parts = lb_malloc(2 * list->count, sizeof *state->parts);
    for (size_t p = 0; p < 2 * list->count; p++) {
        const lb_amplitude_entry *entry = &list->entries[p / 2];
        const __mpq_struct *value = p % 2 ? entry->im : entry->re;
        mpz_init(&state->parts[p]);
        mpz_divexact(&state->parts[p], common, mpq_denref(value));
        mpz_mul(&state->parts[p], &state->parts[p], mpq_numref(value));
        mpz_gcd(divisor, divisor, &state->parts[p]);
    }
    for (size_t p = 0; p < 2 * list->count; p++)
        mpz_divexact(&state->parts[p], &state->parts[p], divisor);
    mpz_clears(common, divisor, NULL);
}

/* Exact parts are divided by a power of two first, which makes the largest at most 1. */
static void set_numbers(lb_amplitudes *state, const lb_amplitude_list *list)
{
    size_t bits = 0, count = 2 * state->count;
    double square = 0;
    for (size_t p = 0; state->exact && p < count; p++)
        bits =
            mpz_sizeinbase(&state->parts[p], 2) > bits ? mpz_sizeinbase(&state->parts[p], 2) : bits;
    state->numbers = lb_malloc(count, sizeof *state->numbers);
    for (size_t p = 0; p < count; p++) {
        const lb_amplitude_entry *entry = &list->entries[p / 2];
        long exponent = 0;
        double value = state->exact ? mpz_get_d_2exp(&exponent, &state->parts[p])
                                    : lb_amplitude_rounded(p % 2 ? entry->im : entry->re);
        state->numbers[p] = ldexp(value, state->exact ? (int)(exponent - (long)bits) : 0);
        square += state->numbers[p] * state->numbers[p];
    }
    for (size_t p = 0; p < count; p++)
        state->numbers[p] /= sqrt(square);
}

void lb_amplitudes_init(lb_amplitudes *state, const lb_amplitude_list *list)
{
    *state = (lb_amplitudes){.qubits = list->qubits,
                             .words = list->words,
                             .count = list->count,
                             .exact = is_exact(list)};
    state->bits = lb_malloc(list->count * list->words, sizeof *state->bits);
    for (size_t a = 0; a < list->count; a++)
        memcpy(state->bits + list->words * a, list->entries[a].bits,
               list->words * sizeof *state->bits);
    if (state->exact)
        set_parts(state, list);
    set_numbers(state, list);
}

void lb_amplitudes_init_copy(lb_amplitudes *state, const lb_amplitudes *other)
{
    size_t words = other->count * other->words, parts = 2 * other->count;
    *state = *other;
    state->bits = lb_malloc(words, sizeof *state->bits);
    state->numbers = lb_malloc(parts, sizeof *state->numbers);
    memcpy(state->bits, other->bits, words * sizeof *state->bits);
    memcpy(state->numbers, other->numbers, parts * sizeof *state->numbers);
    if (!other->exact)
        return;
    state->parts = lb_malloc(parts, sizeof *state->parts);
    for (size_t p = 0; p < parts; p++)
        mpz_init_set(&state->parts[p], &other->parts[p]);
}

void lb_amplitudes_clear(lb_amplitudes *state)
{
    for (size_t p = 0; state->parts && p < 2 * state->count; p++)
        mpz_clear(&state->parts[p]);
    free(state->parts);
    free(state->bits);
    free(state->numbers);
    *state = (lb_amplitudes){0};
}

size_t lb_amplitudes_find(const lb_amplitudes *state, const uint64_t *bits)
{
    size_t low = 0, high = state->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_bits(state->bits + state->words * middle, bits, state->words);
        if (!order)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

unsigned lb_amplitudes_act(const lb_amplitudes *state, size_t a, const uint64_t *string,
                           uint64_t *image)
{
    const uint64_t *bits = state->bits + state->words * a, *z = string + state->words;
    int power = 0;
    for (size_t w = 0; w < state->words; w++) {
        power += lb_popcount(string[w] & z[w]) + 2 * lb_popcount(bits[w] & z[w]);
        image[w] = bits[w] ^ string[w];
    }
    return (unsigned)power & 3;
}
