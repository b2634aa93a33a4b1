/* Memory, refusals, and a text as lines and fields. */

#include "inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* Every block in use is in one list, so that all can be forgotten. */
typedef struct block {
    struct block *before, *after;
} block;

static block all = {&all, &all};
static jmp_buf refusal;
static second_verdict *current;
static const page *current_page;

void *second_resize(void *memory, size_t size)
{
    block *b = memory ? (block *)memory - 1 : NULL;
    if (b) {
        b->before->after = b->after;
        b->after->before = b->before;
    }
    b = realloc(b, sizeof *b + size);
    if (!b) {
        fputs("second: out of memory\n", stderr);
        exit(71);
    }
    *b = (block){&all, all.after};
    all.after->before = b;
    all.after = b;
    return b + 1;
}

void second_release(void *memory)
{
    if (!memory)
        return;
    block *b = (block *)memory - 1;
    b->before->after = b->after;
    b->after->before = b->before;
    free(b);
}

void *second_grow(void *memory, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity)
        return memory;
    *capacity = needed + needed / 2 + 8;
    return second_resize(memory, *capacity * size);
}

static void *allocate(size_t size)
{
    return second_resize(NULL, size);
}
static void *reallocate(void *memory, size_t old, size_t size)
{
    (void)old;
    return second_resize(memory, size);
}
static void deallocate(void *memory, size_t size)
{
    (void)size;
    second_release(memory);
}

void second_refuse(const char *format, ...)
{
    char reason[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    snprintf(current->reason, sizeof current->reason, "line %zu: %s",
             current_page ? current_page->next : 1, reason);
    longjmp(refusal, 1);
}

void second_prove(second_verdict *V, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t length = (size_t)vsnprintf(NULL, 0, format, arguments);
    V->proved = realloc(V->proved, V->length + length + 1);
    if (!V->proved)
        abort();
    vsnprintf(V->proved + V->length, length + 1, format, again);
    V->length += length;
    va_end(arguments);
    va_end(again);
}

/* ---- Lines and fields ---- */

void second_line(page *P)
{
    if (P->next == P->count)
        second_refuse("the text ends too early");
    P->rest = P->lines[P->next++];
}

char *second_field(page *P)
{
    char *field = P->rest;
    if (!field)
        second_refuse("a field is missing");
    char *space = strchr(field, ' ');
    P->rest = space ? space + 1 : NULL;
    if (space)
        *space = '\0';
    if (!*field)
        second_refuse("a field is empty");
    return field;
}

void second_end_line(const page *P)
{
    if (P->rest)
        second_refuse("a line is too long");
}

bool second_is(page *P, const char *word)
{
    size_t length = strlen(word);
    if (!P->rest || strncmp(P->rest, word, length) != 0 ||
        (P->rest[length] && P->rest[length] != ' '))
        return false;
    P->rest = P->rest[length] ? P->rest + length + 1 : NULL;
    return true;
}

bool second_next_is(const page *P, const char *word)
{
    page next = *P;
    if (P->next == P->count)
        return false;
    next.rest = P->lines[P->next];
    return second_is(&next, word);
}

void second_word(page *P, const char *word)
{
    if (!second_is(P, word))
        second_refuse("\"%s\" is missing", word);
}

uint64_t second_number_of(const char *field, uint64_t least, uint64_t most)
{
    size_t length = strspn(field, "0123456789");
    if (!length || field[length] || length > 19 || (length > 1 && field[0] == '0'))
        second_refuse("no number, or too long a one");
    uint64_t n = strtoull(field, NULL, 10);
    if (n < least || n > most)
        second_refuse("a number is out of range");
    return n;
}

uint64_t second_number(page *P, uint64_t least, uint64_t most)
{
    return second_number_of(second_field(P), least, most);
}

uint64_t second_indexed(page *P, char letter)
{
    const char *field = second_field(P);
    if (field[0] != letter)
        second_refuse("\"%c\" is missing", letter);
    return second_number_of(field + 1, 0, UINT64_MAX);
}

uint64_t second_count_line(page *P, const char *word)
{
    second_line(P);
    second_word(P, word);
    uint64_t n = second_number(P, 0, SECOND_COUNT_MAX);
    second_end_line(P);
    return n;
}

void second_count(uint64_t *count, uint64_t n, uint64_t m, uint64_t most)
{
    if ((uint128)n * m + *count > most)
        second_refuse("too large");
    *count += n * m;
}

static void set_positive(mpz_t n, const char *digits, size_t length)
{
    if (!length || length > 100000 || strspn(digits, "0123456789") < length || digits[0] == '0')
        second_refuse("no coefficient");
    char *copy = second_resize(NULL, length + 1);
    memcpy(copy, digits, length);
    copy[length] = '\0';
    mpz_set_str(n, copy, 10);
    second_release(copy);
}

void second_coefficient(mpq_t c, const char *field)
{
    bool negative = field[0] == '-';
    const char *digits = field + negative, *slash = strchr(digits, '/');
    set_positive(mpq_numref(c), digits, slash ? (size_t)(slash - digits) : strlen(digits));
    mpz_set_ui(mpq_denref(c), 1);
    if (slash) {
        mpz_t divisor;
        mpz_init(divisor);
        set_positive(mpq_denref(c), slash + 1, strlen(slash + 1));
        mpz_gcd(divisor, mpq_numref(c), mpq_denref(c));
        if (mpz_cmp_ui(divisor, 1) != 0 || mpz_cmp_ui(mpq_denref(c), 1) == 0)
            second_refuse("a fraction is not reduced, or has the denominator 1");
        mpz_clear(divisor);
    }
    if (negative)
        mpq_neg(c, c);
}

void second_label(uint8_t *letters, const char *label, size_t n)
{
    size_t done = 0;
    char before = 0;
    if (!*label)
        second_refuse("no string");
    while (*label) {
        char letter = *label;
        size_t digits = strspn(label + 1, "0123456789"), run = 1;
        if (!strchr("IXYZ", letter) || letter == before)
            second_refuse("no letter, or a run that is not maximal");
        if (digits) {
            if (digits > 9 || label[1] == '0' || (run = strtoul(label + 1, NULL, 10)) < 3)
                second_refuse("a run is written with a wrong count");
            label += 1 + digits;
        } else {
            run = 1 + (label[1] == letter);
            label += run;
        }
        if (run > n - done)
            second_refuse("too many letters");
        memset(letters + done, letter == 'I' ? 0 : letter - 'X' + 1, run);
        done += run;
        before = letter;
    }
    if (done < n)
        second_refuse("too few letters");
}

/* ---- The whole ---- */

/* One member of gzip, and nothing behind it. */
static char *expand(const char *text, size_t *length)
{
    z_stream z = {0};
    size_t capacity = 0;
    char *out = NULL;
    if (inflateInit2(&z, 15 + 16) != Z_OK)
        second_refuse("zlib");
    z.next_in = (unsigned char *)(uintptr_t)text;
    z.avail_in = (unsigned)*length;
    int status = Z_OK;
    for (size_t done = 0; status == Z_OK; done = z.total_out) {
        out = second_grow(out, &capacity, done + 65536, 1);
        z.next_out = (unsigned char *)out + done;
        z.avail_out = (unsigned)(capacity - done);
        status = inflate(&z, Z_NO_FLUSH);
    }
    size_t left = z.avail_in;
    uint64_t total = z.total_out;
    inflateEnd(&z);
    if (status != Z_STREAM_END || left)
        second_refuse("not one member of gzip");
    if (total > 1 << 20 && total > 100 * (uint64_t)*length)
        second_refuse("the text is too long for the file");
    *length = total;
    return out;
}

static void cut(page *P, char *text, size_t length)
{
    size_t capacity = 0;
    for (size_t at = 0; at < length;) {
        char *end = memchr(text + at, '\n', length - at);
        if (!end)
            second_refuse("the last line has no end");
        *end = '\0';
        P->lines = second_grow(P->lines, &capacity, P->count + 1, sizeof *P->lines);
        P->lines[P->count++] = text + at;
        for (char *c = text + at; c < end; c++)
            if (*c < ' ' || *c > '~')
                second_refuse("no text");
        at = (size_t)(end - text) + 1;
    }
}

static void read_title(page *P)
{
    second_line(P);
    second_word(P, "title");
    size_t length = P->rest ? strlen(P->rest) : 0;
    if (!length || length > 200 || P->rest[0] == ' ' || P->rest[length - 1] == ' ')
        second_refuse("no title");
}

static void read_all(second_verdict *V, page *P)
{
    closure C;
    second_line(P);
    const char *kind = P->rest;
    read_title(P);
    if (!strcmp(kind, "liebound certificate 2 closure"))
        second_read_closure(&C, P, V, false);
    else if (!strcmp(kind, "liebound certificate 2 structure"))
        second_read_closure(&C, P, V, true);
    else if (!strcmp(kind, "liebound certificate 1 strings"))
        second_read_strings(P, V);
    else if (!strcmp(kind, "liebound certificate 2 orbit"))
        second_read_orbit(P, V);
    else if (!strcmp(kind, "liebound certificate 1 rank"))
        second_read_rank(P, V);
    else if (!strcmp(kind, "liebound certificate 1 sectors"))
        second_read_sectors(P, V);
    else
        second_refuse("no such kind");
    second_line(P);
    second_word(P, "end");
    second_end_line(P);
    if (P->next < P->count)
        second_refuse("lines follow the end");
}

static void read_text(second_verdict *V, page *P, const char *text, size_t length, bool gzip)
{
    char *copy = gzip ? expand(text, &length) : second_resize(NULL, length + 1);
    if (!gzip)
        memcpy(copy, text, length);
    current_page = P;
    cut(P, copy, length);
    read_all(V, P);
}

void second_check(second_verdict *V, const char *text, size_t length, bool gzip)
{
    void *(*a)(size_t), *(*b)(void *, size_t, size_t);
    void (*c)(void *, size_t);
    page P = {0};
    *V = (second_verdict){0};
    mp_get_memory_functions(&a, &b, &c);
    mp_set_memory_functions(allocate, reallocate, deallocate);
    current = V;
    current_page = NULL;
    if (!setjmp(refusal)) {
        read_text(V, &P, text, length, gzip);
        V->verified = true;
    }
    while (all.after != &all)
        second_release(all.after + 1);
    mp_set_memory_functions(a, b, c);
}
