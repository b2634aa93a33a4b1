/* The kind orbit: what a proved algebra does to states. */

#include "inside.h"

#include <string.h>

static bool has_bit(const uint8_t *letters, size_t bit)
{
    uint8_t letter = letters[bit / 2];
    return bit % 2 ? letter >= 2 : letter == 1 || letter == 2;
}

/* a = a times b, applied to the state that b fixes. */
static void multiply(signed_string *a, const signed_string *b, size_t n)
{
    a->power = (a->power + b->power + second_multiply(a->letters, b->letters, n, a->letters)) % 4;
}

static void reduce(const state *S, signed_string *a, size_t count)
{
    for (size_t j = 0; j < count; j++)
        if (has_bit(a->letters, S->bits[j]))
            multiply(a, &S->echelon[j], S->n);
}

static void read_generator(page *P, state *S, size_t j, signed_string *given)
{
    second_line(P);
    char *field = second_field(P);
    second_end_line(P);
    signed_string a = {second_resize(NULL, S->n), field[0] == '-' ? 2 : 0};
    second_label(a.letters, field + (field[0] == '-'), S->n);
    given[j] = (signed_string){memcpy(second_resize(NULL, S->n), a.letters, S->n), a.power};
    uint8_t *product = second_resize(NULL, S->n);
    for (size_t i = 0; i < j; i++)
        if (second_multiply(a.letters, given[i].letters, S->n, product) % 2)
            second_refuse("generators of a state do not commute");
    second_release(product);
    reduce(S, &a, j);
    size_t bit = 0;
    while (bit < 2 * S->n && !has_bit(a.letters, bit))
        bit++;
    if (bit == 2 * S->n)
        second_refuse("generators of a state depend on each other");
    S->echelon[j] = a;
    S->bits[j] = bit;
}

uint32_t second_act(state *S, int turns, const uint8_t *letters, size_t n, uint32_t from,
                    bool *minus)
{
    signed_string a = {memset(second_resize(NULL, S->n), 0, S->n), turns + (int)(from % 2)};
    memcpy(a.letters, letters, n);
    a.power += second_multiply(a.letters, S->classes.letters[from / 2], S->n, a.letters);
    reduce(S, &a, S->n);
    a.power %= 4;
    uint32_t number = 2 * second_number_string(&S->classes, a.letters) + (uint32_t)(a.power % 2);
    second_release(a.letters);
    *minus = a.power >= 2;
    return number;
}

void second_entry(mpq_t c, const vector *psi, uint32_t at)
{
    mpq_set_ui(c, 0, 1);
    for (size_t t = 0; t < psi->length; t++)
        if (psi->strings[t] == at)
            mpq_set(c, psi->c[t]);
}

static void set_images(orbit *O, state *S)
{
    closure *C = &O->C;
    sum total = {0};
    mpq_t c;
    mpq_init(c);
    S->images = second_resize(NULL, C->dimension * sizeof *S->images);
    for (size_t i = 0; i < C->dimension; i++) {
        for (size_t t = 0; t < C->rows[i].length; t++)
            for (size_t k = 0; k < S->psi.length; k++) {
                bool minus;
                uint32_t at = second_act(S, 0, C->strings.letters[C->rows[i].strings[t]], C->n,
                                         S->psi.strings[k], &minus);
                mpq_t *value = second_at(&total, at);
                mpq_mul(c, C->rows[i].c[t], S->psi.c[k]);
                (minus ? mpq_sub : mpq_add)(*value, *value, c);
            }
        S->images[i] = second_take(&total);
    }
    mpq_clear(c);
}

static void read_part(mpq_t c, page *P)
{
    char *field = second_field(P);
    mpq_set_ui(c, 0, 1);
    if (strcmp(field, "0") != 0)
        second_coefficient(c, field);
    if (mpz_cmp_ui(mpq_denref(c), 1) != 0)
        second_refuse("an amplitude that is no integer");
}

/* The lines of a vector. */
static void read_amplitudes(page *P, state *S)
{
    mpq_t parts[2];
    mpz_t divisor;
    mpq_inits(parts[0], parts[1], NULL);
    mpz_init(divisor);
    uint8_t *letters = second_resize(NULL, S->n), *before = second_resize(NULL, S->n);
    for (size_t a = 0; a < S->amplitudes; a++) {
        second_line(P);
        read_part(parts[0], P);
        read_part(parts[1], P);
        second_label(letters, second_field(P), S->n);
        second_end_line(P);
        for (size_t q = 0; q < S->n; q++)
            if (letters[q] > 1)
                second_refuse("a basis state that is not of I and X");
        if (a && memcmp(letters, before, S->n) <= 0)
            second_refuse("basis states that do not increase");
        memcpy(before, letters, S->n);
        if (!mpq_sgn(parts[0]) && !mpq_sgn(parts[1]))
            second_refuse("an amplitude 0");
        uint32_t class = second_number_string(&S->classes, letters);
        for (uint32_t part = 0; part < 2; part++) {
            mpz_gcd(divisor, divisor, mpq_numref(parts[part]));
            if (mpq_sgn(parts[part]))
                second_append(&S->psi, 2 * class + part, parts[part]);
        }
    }
    if (mpz_cmp_ui(divisor, 1) != 0)
        second_refuse("amplitudes with a common factor");
}

/* The strings Z that fix |0...0>. */
static void set_zero(state *S)
{
    for (size_t q = 0; q < S->n; q++) {
        S->echelon[q] = (signed_string){memset(second_resize(NULL, S->n), 0, S->n), 0};
        S->echelon[q].letters[q] = 3;
        S->bits[q] = 2 * q + 1;
    }
}

static void read_generators(page *P, state *S)
{
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    second_append(&S->psi, 0, one);
    signed_string *given = second_resize(NULL, S->n * sizeof *given);
    for (size_t j = 0; j < S->n; j++)
        read_generator(P, S, j, given);
}

/* Amplitudes times bits of the longest part times one more than the terms of all rows. */
static void count_bits(const state *S, uint64_t terms, uint64_t *bits)
{
    uint64_t most = 0;
    for (size_t k = 0; S->has_amplitudes && k < S->psi.length; k++) {
        uint64_t these = mpz_sizeinbase(mpq_numref(S->psi.c[k]), 2);
        most = these > most ? these : most;
    }
    second_count(bits, S->amplitudes * (terms + 1), most, UINT64_C(1) << 30);
}

void second_read_states(orbit *O)
{
    O->state_count = second_count_line(O->P, "states");
    if (O->state_count > O->P->count)
        second_refuse("too many states");
    O->states = second_resize(NULL, O->state_count * sizeof *O->states);
    uint64_t squares = 0, actions = 0, entries = 0, bits = 0, terms = 0;
    for (size_t i = 0; i < O->C.dimension; i++)
        terms += O->C.rows[i].length;
    for (size_t s = 0; s < O->state_count; s++) {
        state *S = &O->states[s];
        *S = (state){0};
        second_line(O->P);
        S->n = S->classes.n = O->C.n;
        S->has_amplitudes = second_is(O->P, "vector");
        if (S->has_amplitudes) {
            S->amplitudes = second_number(O->P, 1, SECOND_COUNT_MAX);
        } else {
            second_word(O->P, "state");
            S->n = S->classes.n = second_number(O->P, O->C.n, 2 * O->C.n);
        }
        second_end_line(O->P);
        second_count(&squares, S->n, S->n + S->amplitudes, UINT64_C(1) << 28);
        second_count(&actions, S->n, terms, UINT64_C(1) << 29);
        second_count(&entries, S->amplitudes, terms, UINT64_C(1) << 24);
        S->echelon = second_resize(NULL, S->n * sizeof *S->echelon);
        S->bits = second_resize(NULL, S->n * sizeof *S->bits);
        uint8_t *identity = memset(second_resize(NULL, S->n), 0, S->n);
        second_number_string(&S->classes, identity);
        if (S->has_amplitudes) {
            set_zero(S);
            read_amplitudes(O->P, S);
        } else {
            read_generators(O->P, S);
        }
        count_bits(S, terms, &bits);
        set_images(O, S);
    }
}

/* {H_k, R_i} = sum over l of c_l R_l, as V is closed: its entries at the pivots. */
void second_set_brackets(orbit *O)
{
    closure *C = &O->C;
    sum S = {0};
    O->brackets =
        second_resize(NULL, (C->generator_count * C->dimension + 1) * sizeof *O->brackets);
    for (size_t k = 0; k < C->generator_count; k++)
        for (size_t i = 0; i < C->dimension; i++) {
            vector *b = &O->brackets[k * C->dimension + i];
            second_add_bracket(&S, &C->strings, &C->generators[k], &C->rows[i]);
            vector v = second_take(&S);
            *b = (vector){0};
            for (size_t t = 0; t < v.length; t++)
                if (second_row_of(C, v.strings[t]) != SECOND_NONE)
                    second_append(b, second_row_of(C, v.strings[t]), v.c[t]);
        }
    O->d = second_resize(NULL, (C->dimension + 1) * sizeof *O->d);
    for (size_t i = 0; i < C->dimension; i++) {
        mpz_init_set_ui(O->d[i], 1);
        for (size_t t = 0; t < C->rows[i].length; t++)
            mpz_lcm(O->d[i], O->d[i], mpq_denref(C->rows[i].c[t]));
    }
}

/* ---- At most ---- */

/* A vector of the annihilator: a combination of rows, the pivot first. */
static vector read_vector(orbit *O)
{
    vector v = {0};
    mpq_t c;
    mpq_init(c);
    mpq_set_ui(c, 1, 1);
    second_line(O->P);
    do {
        if (v.length)
            second_coefficient(c, second_field(O->P));
        uint32_t row = (uint32_t)second_number(O->P, 0, SECOND_COUNT_MAX);
        if (row >= O->C.dimension || (v.length && row >= v.strings[v.length - 1]))
            second_refuse("no such row, or rows that do not decrease");
        second_append(&v, row, c);
    } while (O->P->rest);
    return v;
}

static void check_annihilator(orbit *O, bool sector, size_t r, const uint32_t *states, size_t count)
{
    closure *C = &O->C;
    size_t length = second_count_line(O->P, "annihilator");
    if (length != C->dimension - r)
        second_refuse("the annihilator has not D - r vectors");
    vector *X = second_resize(NULL, (length + 1) * sizeof *X);
    uint32_t *vector_of = second_resize(NULL, (C->dimension + 1) * sizeof *vector_of);
    memset(vector_of, 0xff, C->dimension * sizeof *vector_of);
    mpz_t common;
    mpz_init_set_ui(common, 1);
    for (size_t v = 0; v < length; v++) {
        X[v] = read_vector(O);
        second_check_denominators(&X[v], &C->heights, common);
        if (v && X[v].strings[0] <= X[v - 1].strings[0])
            second_refuse("pivots do not increase");
        vector_of[X[v].strings[0]] = (uint32_t)v;
    }
    sum S = {0};
    mpq_t c;
    mpq_init(c);
    for (size_t v = 0; v < length; v++) {
        for (size_t t = 1; t < X[v].length; t++)
            if (vector_of[X[v].strings[t]] != SECOND_NONE)
                second_refuse("a pivot in another vector");
        for (size_t s = 0; s < count; s++) {
            for (size_t t = 0; t < X[v].length; t++)
                second_add(&S, X[v].c[t], &O->states[states[s]].images[X[v].strings[t]]);
            const vector *psi = &O->states[states[s]].psi;
            if (!sector) { /* less what is as large at the first coordinate of psi */
                mpq_div(c, *second_at(&S, psi->strings[0]), psi->c[0]);
                mpq_neg(c, c);
                second_add(&S, c, psi);
            }
            if (!second_is_zero(&S))
                second_refuse("vector %zu moves a state", v);
            second_forget(&S);
        }
        for (size_t k = 0; sector && k < C->generator_count; k++) {
            for (size_t t = 0; t < X[v].length; t++)
                second_add(&S, X[v].c[t], &O->brackets[k * C->dimension + X[v].strings[t]]);
            for (size_t t = 0, n = S.length; t < n; t++)
                if (vector_of[S.strings[t]] != SECOND_NONE) {
                    mpq_neg(c, *second_at(&S, S.strings[t]));
                    second_add(&S, c, &X[vector_of[S.strings[t]]]);
                }
            if (!second_is_zero(&S))
                second_refuse("vector %zu: not an ideal", v);
            second_forget(&S);
        }
    }
}

/* ---- At least ---- */

static uint64_t times(uint64_t a, uint64_t b, uint64_t p)
{
    return (uint64_t)((uint128)a * b % p);
}

/* c d modulo p, an integer. */
static uint64_t scaled(const mpq_t c, const mpz_t d, uint64_t p)
{
    mpz_t n;
    mpz_init(n);
    mpz_mul(n, mpq_numref(c), d);
    mpz_divexact(n, n, mpq_denref(c));
    uint64_t result = mpz_fdiv_ui(n, p);
    mpz_clear(n);
    return result;
}

/* f(d_i R_i) += factor times the coordinate of d_i R_i psi. */
static void add_coordinate(orbit *O, const state *S, uint32_t at, const mpq_t factor, uint64_t p,
                           uint64_t *f)
{
    mpq_t c;
    mpq_init(c);
    for (size_t i = 0; i < O->C.dimension; i++)
        for (size_t t = 0; t < S->images[i].length; t++)
            if (S->images[i].strings[t] == at) {
                mpq_mul(c, S->images[i].c[t], factor);
                f[i] = (f[i] + scaled(c, O->d[i], p)) % p;
            }
    mpq_clear(c);
}

/* That of a coordinate other than the first one of psi: a (X psi)_at - b (X psi)_first, a and b those of
 * psi at them; up to one sign for all i. */
static void set_component(orbit *O, const state *S, uint32_t at, uint64_t p, uint64_t *f)
{
    mpq_t factor;
    mpq_init(factor);
    mpq_set_ui(factor, 1, 1);
    if (at != S->psi.strings[0]) {
        second_entry(factor, &S->psi, at);
        mpq_neg(factor, factor);
        add_coordinate(O, S, S->psi.strings[0], factor, p, f);
        mpq_set(factor, S->psi.c[0]);
    }
    add_coordinate(O, S, at, factor, p, f);
    mpq_clear(factor);
}

/* f({H_k, d_i R_i}) = sum over l of N_kil f(d_l R_l) / d_l. */
static void set_composed(orbit *O, size_t k, const uint64_t *of, const uint64_t *inverses,
                         uint64_t p, uint64_t *f)
{
    for (size_t i = 0; i < O->C.dimension; i++) {
        const vector *b = &O->brackets[k * O->C.dimension + i];
        for (size_t t = 0; t < b->length; t++) {
            uint64_t value = times(of[b->strings[t]], inverses[b->strings[t]], p);
            f[i] = (uint64_t)(((uint128)f[i] + times(scaled(b->c[t], O->d[i], p), value, p)) % p);
        }
    }
}

/* a -= c b. */
static void subtract(uint64_t *a, uint64_t c, const uint64_t *b, size_t n, uint64_t p)
{
    for (size_t i = 0; i < n; i++)
        a[i] = (uint64_t)(((uint128)a[i] + p - times(c, b[i], p)) % p);
}

/* The line of a form that has been begun: its values. */
static void read_form(orbit *O, bool sector, const uint32_t *states, size_t count, uint64_t **forms,
                      size_t form_count, const uint64_t *inverses, uint64_t p, uint64_t *f)
{
    page *P = O->P;
    second_line(P);
    bool imaginary = P->rest[0] == 'i';
    if (!imaginary && P->rest[0] != 's') {
        uint64_t k = second_indexed(P, 'g'), of = second_indexed(P, 'f');
        if (!sector || k >= O->C.generator_count || of >= form_count)
            second_refuse("no such form to compose");
        set_composed(O, k, forms[of], inverses, p, f);
        second_end_line(P);
        return;
    }
    uint64_t s = second_indexed(P, imaginary ? 'i' : 's');
    bool known = false, minus;
    for (size_t i = 0; i < count; i++)
        known = known || states[i] == s;
    uint8_t *letters = second_resize(NULL, O->C.n);
    second_label(letters, second_field(P), O->C.n);
    second_end_line(P);
    if (!known)
        second_refuse("a state that is not in the claim");
    uint32_t at = second_act(&O->states[s], imaginary, letters, O->C.n, 0, &minus);
    if (at == O->states[s].psi.strings[0] && !sector)
        second_refuse("an expectation value");
    set_component(O, &O->states[s], at, p, f);
}

static void check_forms(orbit *O, bool sector, size_t r, const uint32_t *states, size_t count)
{
    size_t D = O->C.dimension;
    second_line(O->P);
    second_word(O->P, "forms");
    uint64_t length = second_number(O->P, 0, SECOND_COUNT_MAX);
    second_word(O->P, "modulo");
    uint64_t p = second_number(O->P, 3, SECOND_MODULUS_MAX);
    second_end_line(O->P);
    if (length != r || p % 2 == 0)
        second_refuse("not r forms, or an even modulus");
    uint64_t *inverses = second_resize(NULL, D * sizeof *inverses);
    for (size_t i = 0; i < D; i++) {
        inverses[i] = second_inverse(mpz_fdiv_ui(O->d[i], p), p);
        if (!inverses[i])
            second_refuse("a denominator is no unit");
    }
    uint64_t **forms = second_resize(NULL, (r + 1) * sizeof *forms);
    size_t *pivots = second_resize(NULL, (r + 1) * sizeof *pivots);
    for (size_t t = 0; t < r; t++) {
        uint64_t *f = forms[t] = memset(second_resize(NULL, D * sizeof *f), 0, D * sizeof *f);
        read_form(O, sector, states, count, forms, t, inverses, p, f);
        for (size_t e = 0; e < t; e++)
            subtract(f, f[pivots[e]], forms[e], D, p);
        size_t pivot = 0;
        while (pivot < D && !f[pivot])
            pivot++;
        uint64_t inverse = pivot < D ? second_inverse(f[pivot], p) : 0;
        if (!inverse)
            second_refuse("a form that is dependent, or whose pivot is no unit");
        for (size_t i = 0; i < D; i++)
            f[i] = times(f[i], inverse, p);
        for (size_t e = 0; e < t; e++)
            subtract(forms[e], forms[e][pivot], f, D, p);
        pivots[t] = pivot;
    }
}

void second_read_numbers(orbit *O, claim *K)
{
    size_t room = 0;
    second_word(O->P, "of");
    do {
        uint32_t s = (uint32_t)second_number(O->P, 0, SECOND_COUNT_MAX);
        if (s >= O->state_count || (K->count && s <= K->states[K->count - 1]))
            second_refuse("no such state, or states that do not increase");
        K->states = second_grow(K->states, &room, K->count + 1, sizeof *K->states);
        K->states[K->count++] = s;
    } while (O->P->rest);
}

claim second_read_claim(orbit *O)
{
    page *P = O->P;
    claim K = {0};
    K.sector = second_is(P, "sector");
    if (!K.sector)
        second_word(P, "orbit");
    K.value = second_number(P, 0, SECOND_COUNT_MAX);
    if (K.value > O->C.dimension)
        second_refuse("more than D");
    second_read_numbers(O, &K);
    check_annihilator(O, K.sector, K.value, K.states, K.count);
    check_forms(O, K.sector, K.value, K.states, K.count);
    return K;
}

void second_prove_claim(const claim *K, second_verdict *V)
{
    if (K->space) {
        second_prove(V, "rank at most %zu, by ", K->value);
        if (K->conserved)
            second_prove(V, "%zu conserved number%s and ", K->conserved,
                         K->conserved > 1 ? "s" : "");
        second_prove(V,
                     "a real space of dimension %zu that is closed under the generators and "
                     "contains state%s",
                     K->dimension, K->count > 1 ? "s" : "");
    } else if (K->conjugates)
        second_prove(V, "rank at least %zu, by conjugated generators, of state%s", K->value,
                     K->count > 1 ? "s" : "");
    else
        second_prove(V, "%s dimension %zu of state%s", K->sector ? "sector" : "orbit", K->value,
                     K->count > 1 ? "s" : "");
    for (size_t i = 0; i < K->count; i++)
        second_prove(V, " %lu", (unsigned long)K->states[i]);
    second_prove(V, "%s", K->count > 1 ? ", jointly\n" : "\n");
}

void second_read_orbit(page *P, second_verdict *V)
{
    orbit O = {.P = P};
    second_read_closure(&O.C, P, V, false);
    if (O.C.symmetry.line_count || O.C.symmetry.map_count)
        second_refuse("a symmetry");
    second_read_states(&O);
    second_set_brackets(&O);
    for (uint64_t claims = second_count_line(P, "claims"); claims; claims--) {
        second_line(P);
        claim K = second_read_claim(&O);
        second_prove_claim(&K, V);
    }
}
