/* Strings by number, and sums of them over Q. */

#include "inside.h"

#include <string.h>

/* ---- Strings ---- */

static size_t slot_of(const table *T, const uint8_t *letters)
{
    uint64_t h = 14695981039346656037u;
    for (size_t q = 0; q < T->n; q++)
        h = (h ^ letters[q]) * 1099511628211u;
    size_t slot = (h ^ h >> 29) % T->slot_count;
    while (T->slots[slot] != SECOND_NONE && memcmp(T->letters[T->slots[slot]], letters, T->n) != 0)
        slot = (slot + 1) % T->slot_count;
    return slot;
}

static void set_slots(table *T, size_t slot_count)
{
    T->slots = second_resize(T->slots, slot_count * sizeof *T->slots);
    T->slot_count = slot_count;
    memset(T->slots, 0xff, slot_count * sizeof *T->slots);
    for (uint32_t i = 0; i < T->count; i++)
        T->slots[slot_of(T, T->letters[i])] = i;
}

uint32_t second_number_string(table *T, const uint8_t *letters)
{
    if (2 * T->count >= T->slot_count)
        set_slots(T, 4 * T->count + 64);
    size_t slot = slot_of(T, letters);
    if (T->slots[slot] != SECOND_NONE)
        return T->slots[slot];
    if (T->count == T->capacity) {
        T->capacity = 2 * T->capacity + 64;
        T->letters = second_resize(T->letters, T->capacity * sizeof *T->letters);
        T->weight = second_resize(T->weight, T->capacity * sizeof *T->weight);
        T->canonical = second_resize(T->canonical, T->capacity * sizeof *T->canonical);
    }
    uint32_t number = (uint32_t)T->count++;
    T->letters[number] = memcpy(second_resize(NULL, T->n), letters, T->n);
    T->weight[number] = 0;
    for (size_t q = 0; q < T->n; q++)
        T->weight[number] += letters[q] != 0;
    T->canonical[number] = SECOND_NONE;
    T->slots[slot] = number;
    return number;
}

static uint32_t canonical(table *T, uint32_t string)
{
    if (!T->symmetry)
        return string;
    if (T->canonical[string] == SECOND_NONE) {
        uint8_t *letters = memcpy(second_resize(NULL, T->n), T->letters[string], T->n);
        second_make_canonical(T->symmetry, letters);
        uint32_t result = second_number_string(T, letters);
        T->canonical[string] = result;
        second_release(letters);
    }
    return T->canonical[string];
}

int second_compare(const table *T, uint32_t a, uint32_t b)
{
    if (T->weight[a] != T->weight[b])
        return T->weight[a] < T->weight[b] ? -1 : 1;
    return memcmp(T->letters[a], T->letters[b], T->n);
}

/* XY = iZ, YZ = iX, ZX = iY, and -i the other way round. */
int second_multiply(const uint8_t *a, const uint8_t *b, size_t n, uint8_t *product)
{
    int power = 0;
    for (size_t q = 0; q < n; q++) {
        uint8_t u = a[q], v = b[q];
        bool differ = u && v && u != v;
        product[q] = differ ? (uint8_t)(6 - u - v) : u == v ? 0 : (uint8_t)(u + v);
        if (differ)
            power += (u == 1 && v == 2) || (u == 2 && v == 3) || (u == 3 && v == 1) ? 1 : 3;
    }
    return power % 4;
}

/* AB = i^e C and BA = i^-e C, so (i/2)[A,B] is 0 for even e, -C for e = 1 and C for e = 3. */
int second_bracket(table *T, uint32_t a, uint32_t b, uint32_t *product)
{
    uint8_t letters[16384];
    int power = second_multiply(T->letters[a], T->letters[b], T->n, letters);
    if (power % 2 == 0)
        return 0;
    *product = canonical(T, second_number_string(T, letters));
    return power == 1 ? -1 : 1;
}

void second_check_products(const table *T, size_t count)
{
    if (count * (T->n + 200) > UINT64_C(1) << 32)
        second_refuse("too many strings in brackets");
}

/* ---- Sums ---- */

mpq_t *second_at(sum *S, uint32_t string)
{
    if (string >= S->capacity) {
        size_t before = S->capacity;
        S->value = second_grow(S->value, &S->capacity, string + 1, sizeof *S->value);
        S->met = second_resize(S->met, S->capacity);
        for (size_t i = before; i < S->capacity; i++) {
            mpq_init(S->value[i]);
            S->met[i] = false;
        }
    }
    if (!S->met[string]) {
        S->met[string] = true;
        S->strings = second_grow(S->strings, &S->room, S->length + 1, sizeof *S->strings);
        S->strings[S->length++] = string;
    }
    return &S->value[string];
}

static void add_product(sum *S, uint32_t string, const mpq_t a, const mpq_t b, int sign)
{
    mpq_t product, *value = second_at(S, string);
    mpq_init(product);
    mpq_mul(product, a, b);
    (sign > 0 ? mpq_add : mpq_sub)(*value, *value, product);
    mpq_clear(product);
}

void second_add(sum *S, const mpq_t c, const vector *v)
{
    for (size_t i = 0; i < v->length; i++)
        add_product(S, v->strings[i], c, v->c[i], 1);
}

void second_add_bracket(sum *S, table *T, const vector *g, const vector *v)
{
    for (size_t i = 0; i < g->length; i++)
        for (size_t j = 0; j < v->length; j++) {
            uint32_t product;
            int sign = second_bracket(T, g->strings[i], v->strings[j], &product);
            if (!sign)
                continue;
            add_product(S, product, g->c[i], v->c[j], sign);
            second_check_products(T, S->length);
        }
}

bool second_is_zero(const sum *S)
{
    for (size_t i = 0; i < S->length; i++)
        if (mpq_sgn(S->value[S->strings[i]]))
            return false;
    return true;
}

void second_forget(sum *S)
{
    for (size_t i = 0; i < S->length; i++) {
        S->met[S->strings[i]] = false;
        mpq_set_ui(S->value[S->strings[i]], 0, 1);
    }
    S->length = 0;
}

void second_append(vector *v, uint32_t string, const mpq_t c)
{
    if (!(v->length & (v->length - 1))) {
        size_t room = v->length ? 2 * v->length : 1;
        v->strings = second_resize(v->strings, room * sizeof *v->strings);
        v->c = second_resize(v->c, room * sizeof *v->c);
    }
    v->strings[v->length] = string;
    mpq_init(v->c[v->length]);
    mpq_set(v->c[v->length++], c);
}

vector second_take(sum *S)
{
    vector v = {0};
    for (size_t i = 0; i < S->length; i++)
        if (mpq_sgn(S->value[S->strings[i]]))
            second_append(&v, S->strings[i], S->value[S->strings[i]]);
    second_forget(S);
    return v;
}

void second_check_denominators(const vector *v, uint64_t *heights, mpz_t common)
{
    mpz_t own;
    mpz_init_set_ui(own, 1);
    for (size_t i = 0; i < v->length; i++) {
        mpz_lcm(own, own, mpq_denref(v->c[i]));
        if (mpz_sizeinbase(own, 2) > 400000)
            second_refuse("a common denominator is too large");
    }
    mpz_lcm(common, common, own);
    if (mpz_sizeinbase(common, 2) > 400000)
        second_refuse("the common denominator is too large");
    if (mpz_cmp_ui(own, 1))
        second_count(heights, v->length, mpz_sizeinbase(own, 2), UINT64_C(1) << 31);
    mpz_clear(own);
}

void second_make_primitive(vector *v)
{
    mpz_t divisor;
    mpq_t scale;
    mpz_init(divisor);
    mpq_init(scale);
    mpq_set_ui(scale, 1, 1);
    for (size_t i = 0; i < v->length; i++)
        mpz_lcm(mpq_numref(scale), mpq_numref(scale), mpq_denref(v->c[i]));
    for (size_t i = 0; i < v->length; i++) {
        mpq_mul(v->c[i], v->c[i], scale);
        mpz_gcd(divisor, divisor, mpq_numref(v->c[i]));
    }
    for (size_t i = 0; i < v->length; i++)
        mpz_divexact(mpq_numref(v->c[i]), mpq_numref(v->c[i]), divisor);
    mpz_clear(divisor);
    mpq_clear(scale);
}
