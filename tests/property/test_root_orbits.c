/* Square roots: orbits, sectors, real spans and ranks against matrices over F_p[i], for a prime p = 3
 * (mod 4) in which the roots exist, so that i is formal and real ranks are ranks over F_p. */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/bound.h>

#include "base/random.h"
#include "support.h"

/* 3 (mod 4), and 2, 3 and 5 are squares. */
#define P UINT64_C(1000000271)

enum { STATES = 3, QUBITS = 3, SIZE = 1 << QUBITS, REALS = 2 * SIZE, LONG = STATES * REALS };

static uint64_t power(uint64_t x, uint64_t e)
{
    uint64_t r = 1;
    for (x %= P; e; e >>= 1, x = x * x % P)
        if (e & 1)
            r = r * x % P;
    return r;
}

static uint64_t root_of(uint64_t a)
{
    uint64_t r = power(a, (P + 1) / 4);
    ck_assert_uint_eq(r * r % P, a);
    return r;
}

/* ---- Complex matrices ---- */

typedef struct complex_number {
    uint64_t re, im;
} complex_number;

static complex_number multiply(complex_number a, complex_number b)
{
    return (complex_number){(a.re * b.re + (P - a.im) * b.im) % P, (a.re * b.im + a.im * b.re) % P};
}

static complex_number add(complex_number a, complex_number b)
{
    return (complex_number){(a.re + b.re) % P, (a.im + b.im) % P};
}

typedef struct matrix {
    complex_number at[SIZE * SIZE];
} matrix;

static size_t size, qubits;

static matrix commutator(const matrix *a, const matrix *b)
{
    matrix c = {{{0}}};
    const complex_number minus = {P - 1, 0};
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++)
            for (size_t k = 0; k < size; k++) {
                complex_number one = multiply(a->at[i * size + k], b->at[k * size + j]);
                complex_number two = multiply(b->at[i * size + k], a->at[k * size + j]);
                c.at[i * size + j] = add(c.at[i * size + j], add(one, multiply(minus, two)));
            }
    return c;
}

/* m += i value P: qubit 0 is the first letter and the highest bit. */
static void add_string(matrix *m, uint64_t value, const char *letters)
{
    for (size_t column = 0; column < size; column++) {
        complex_number v = {0, value};
        size_t row = column;
        for (size_t q = 0; q < qubits; q++) {
            size_t bit = (size_t)1 << (qubits - 1 - q);
            bool one = column & bit;
            if (letters[q] == 'X' || letters[q] == 'Y')
                row ^= bit;
            if (letters[q] == 'Y')
                v = multiply(v, (complex_number){0, one ? P - 1 : 1});
            if (letters[q] == 'Z' && one)
                v = multiply(v, (complex_number){P - 1, 0});
        }
        m->at[row * size + column] = add(m->at[row * size + column], v);
    }
}

/* ---- Ranks ---- */

typedef struct space {
    size_t rank, length, pivots[2 * SIZE * SIZE];
    uint64_t *rows[2 * SIZE * SIZE];
} space;

static bool insert(space *s, const uint64_t *vector)
{
    uint64_t *v = malloc(s->length * sizeof *v);
    size_t pivot = 0;
    memcpy(v, vector, s->length * sizeof *v);
    for (size_t r = 0; r < s->rank; r++) {
        uint64_t c = v[s->pivots[r]];
        for (size_t j = 0; c && j < s->length; j++)
            v[j] = (v[j] + (P - c) * s->rows[r][j]) % P;
    }
    while (pivot < s->length && !v[pivot])
        pivot++;
    if (pivot == s->length) {
        free(v);
        return false;
    }
    uint64_t inverse = power(v[pivot], P - 2);
    for (size_t j = 0; j < s->length; j++)
        v[j] = v[j] * inverse % P;
    s->pivots[s->rank] = pivot;
    s->rows[s->rank++] = v;
    return true;
}

static void clear(space *s)
{
    for (size_t r = 0; r < s->rank; r++)
        free(s->rows[r]);
}

static void flatten(uint64_t *v, const matrix *m)
{
    for (size_t j = 0; j < size * size; j++) {
        v[2 * j] = m->at[j].re;
        v[2 * j + 1] = m->at[j].im;
    }
}

/* A basis of the algebra. */
static size_t close_algebra(matrix *basis, const matrix *generators, size_t count)
{
    space s = {.length = 2 * size * size};
    uint64_t v[2 * SIZE * SIZE];
    size_t found = 0;
    for (size_t k = 0; k < count; k++) {
        flatten(v, &generators[k]);
        if (insert(&s, v))
            basis[found++] = generators[k];
    }
    for (size_t r = 0; r < found; r++)
        for (size_t k = 0; k < count; k++) {
            matrix c = commutator(&generators[k], &basis[r]);
            flatten(v, &c);
            if (insert(&s, v))
                basis[found++] = c;
        }
    clear(&s);
    return found;
}

/* ---- States ---- */

static const char *const labels[] = {"zero", "plus", "neel", "ghz", "r", "vector"};

static void set_state(complex_number *psi, size_t kind)
{
    memset(psi, 0, SIZE * sizeof *psi);
    for (size_t b = 0; b < size; b++) {
        size_t ones = (size_t)__builtin_popcountll(b);
        const complex_number turns[] = {{1, 0}, {0, 1}, {P - 1, 0}, {0, P - 1}};
        if (kind == 1)
            psi[b].re = 1;
        if (kind == 4)
            psi[b] = turns[ones % 4];
    }
    if (kind == 0 || kind == 3 || kind == 5)
        psi[0].re = 1;
    if (kind == 3)
        psi[size - 1].re = 1;
    if (kind == 5)
        psi[size - 1] = (complex_number){2, P - 1};
    size_t neel = 0;
    for (size_t q = 0; q < qubits; q++)
        neel = 2 * neel + q % 2;
    if (kind == 2)
        psi[neel].re = 1;
}

static void state_text(char text[80], size_t kind)
{
    const size_t skip = QUBITS - qubits;
    const char *zeros = &"000"[skip], *ones = &"111"[skip], *rs = &"rrr"[skip];
    if (kind == 5)
        snprintf(text, 80, "vector %s:1 %s:2-i v", zeros, ones);
    else
        snprintf(text, 80, "%s", kind == 4 ? rs : labels[kind]);
}

static void apply(complex_number *image, const matrix *m, const complex_number *psi)
{
    for (size_t i = 0; i < size; i++) {
        complex_number sum = {0, 0};
        for (size_t j = 0; j < size; j++)
            sum = add(sum, multiply(m->at[i * size + j], psi[j]));
        image[i] = sum;
    }
}

/* ---- A problem ---- */

typedef struct problem {
    char text[4096];
    matrix generators[3];
    size_t count, states;
    size_t kinds[STATES];
} problem;

static void make(problem *p, lb_random *random)
{
    const uint64_t half = power(2, P - 2), r2 = root_of(2), r3 = root_of(3), r5 = root_of(5);
    const struct {
        const char *text;
        uint64_t value;
    } numbers[] = {{"1", 1},
                   {"-2", P - 2},
                   {"sqrt(2)", r2},
                   {"1/sqrt(2)", r2 * half % P},
                   {"sqrt(3)/2", r3 * half % P},
                   {"(1 - sqrt(2))", (1 + P - r2) % P},
                   {"cos(pi/5)", (1 + r5) * half % P * half % P},
                   {"sqrt(6)", r2 * r3 % P}};
    size_t chosen[2];
    memset(p, 0, sizeof *p);
    qubits = 1 + lb_random_below(random, QUBITS);
    size = (size_t)1 << qubits;
    p->count = 1 + lb_random_below(random, 3);
    size_t used = (size_t)snprintf(p->text, sizeof p->text, "qubits %zu\n", qubits);
    for (int i = 0; i < 2; i++)
        chosen[i] = lb_random_below(random, sizeof numbers / sizeof *numbers);
    for (size_t k = 0; k < p->count; k++) {
        used += (size_t)snprintf(p->text + used, sizeof p->text - used, "generator = 0");
        for (size_t terms = 1 + lb_random_below(random, 3); terms > 0; terms--) {
            size_t c = chosen[lb_random_below(random, 2)];
            char letters[QUBITS + 1] = "";
            for (size_t q = 0; q < qubits; q++)
                letters[q] = "IXYZ"[lb_random_below(random, 4)];
            add_string(&p->generators[k], numbers[c].value, letters);
            used += (size_t)snprintf(p->text + used, sizeof p->text - used, " + %s*%s",
                                     numbers[c].text, letters);
        }
        used += (size_t)snprintf(p->text + used, sizeof p->text - used, "\n");
    }
    p->states = 1 + lb_random_below(random, STATES);
    for (size_t i = 0; i < p->states; i++)
        p->kinds[i] = lb_random_below(random, sizeof labels / sizeof *labels);
}

static void read_problem(lb_ansatz_t A, const problem *p)
{
    lb_error error;
    lb_ansatz_source source = {
        .name = "text.alg", .text = p->text, .length = strlen(p->text), .square_roots = true};
    ck_assert_msg(!lb_ansatz_read(A, &source, &error), "%s\n%s", error.message, p->text);
    for (size_t i = 0; i < p->states; i++) {
        char text[80];
        state_text(text, p->kinds[i]);
        ck_assert_msg(!lb_ansatz_add_state(A, text, &error), "%s", error.message);
    }
}

/* ---- Brute force ---- */

/* Real coordinates of (X psi_1, .., X psi_m), for the states from `first` on. */
static void tangent(uint64_t *v, const problem *p, const matrix *X, size_t first, size_t count)
{
    memset(v, 0, LONG * sizeof *v);
    for (size_t s = 0; s < count; s++) {
        complex_number psi[SIZE], image[SIZE];
        set_state(psi, p->kinds[first + s]);
        apply(image, X, psi);
        for (size_t i = 0; i < size; i++) {
            v[s * REALS + 2 * i] = image[i].re;
            v[s * REALS + 2 * i + 1] = image[i].im;
        }
    }
}

static void phase(uint64_t *v, const problem *p, size_t state, size_t place)
{
    complex_number psi[SIZE];
    memset(v, 0, LONG * sizeof *v);
    set_state(psi, p->kinds[state]);
    for (size_t i = 0; i < size; i++) {
        v[place * REALS + 2 * i] = (P - psi[i].im) % P;
        v[place * REALS + 2 * i + 1] = psi[i].re;
    }
}

static size_t orbit_dimension(const problem *p, const matrix *basis, size_t dimension, size_t first,
                              size_t count)
{
    space s = {.length = LONG};
    uint64_t v[LONG];
    for (size_t i = 0; i < count; i++) {
        phase(v, p, first + i, i);
        insert(&s, v);
    }
    for (size_t r = 0; r < dimension; r++) {
        tangent(v, p, &basis[r], first, count);
        insert(&s, v);
    }
    size_t rank = s.rank - count;
    clear(&s);
    return rank;
}

/* dim g less that of the largest ideal that annihilates the states: the rank of X on the space that
 * they generate, over the complex numbers, which 2 * size vectors w psi span. */
static size_t sector_dimension(const problem *p, const matrix *basis, size_t dimension,
                               size_t first, size_t count)
{
    static complex_number reached[STATES * REALS][SIZE];
    space s = {.length = REALS}, t = {.length = STATES * REALS * REALS};
    size_t found = 0;
    uint64_t v[REALS];
    for (size_t i = 0; i < count; i++)
        set_state(reached[found++], p->kinds[first + i]);
    for (size_t i = 0; i < found; i++) {
        for (size_t j = 0; j < size; j++) {
            v[2 * j] = reached[i][j].re;
            v[2 * j + 1] = reached[i][j].im;
        }
        bool new = insert(&s, v);
        for (size_t k = 0; k < p->count && new; k++)
            apply(reached[found++], &p->generators[k], reached[i]);
        if (found + 3 > STATES * REALS)
            break;
    }
    uint64_t *w = calloc(t.length, sizeof *w);
    for (size_t r = 0; r < dimension; r++) {
        for (size_t i = 0; i < found; i++) {
            complex_number image[SIZE];
            apply(image, &basis[r], reached[i]);
            for (size_t j = 0; j < size; j++) {
                w[i * REALS + 2 * j] = image[j].re;
                w[i * REALS + 2 * j + 1] = image[j].im;
            }
        }
        insert(&t, w);
    }
    size_t rank = t.rank;
    free(w);
    clear(&s);
    clear(&t);
    return rank;
}

/* dim V of the real span. */
static size_t span_dimension(const problem *p, size_t first, size_t count)
{
    space s = {.length = LONG};
    uint64_t v[LONG];
    memset(v, 0, sizeof v);
    for (size_t i = 0; i < count; i++) {
        complex_number psi[SIZE];
        set_state(psi, p->kinds[first + i]);
        for (size_t j = 0; j < size; j++) {
            v[i * REALS + 2 * j] = psi[j].re;
            v[i * REALS + 2 * j + 1] = psi[j].im;
        }
    }
    insert(&s, v);
    for (size_t r = 0; r < s.rank; r++)
        for (size_t k = 0; k < p->count; k++) {
            memset(v, 0, sizeof v);
            for (size_t i = 0; i < count; i++) {
                complex_number psi[SIZE], image[SIZE];
                for (size_t j = 0; j < size; j++)
                    psi[j] = (complex_number){s.rows[r][i * REALS + 2 * j],
                                              s.rows[r][i * REALS + 2 * j + 1]};
                apply(image, &p->generators[k], psi);
                for (size_t j = 0; j < size; j++) {
                    v[i * REALS + 2 * j] = image[j].re;
                    v[i * REALS + 2 * j + 1] = image[j].im;
                }
            }
            insert(&s, v);
        }
    size_t rank = s.rank;
    clear(&s);
    return rank;
}

/* ---- The tests ---- */

static matrix basis[2 * SIZE * SIZE];

static void check_number(const lb_orbit_number *number, size_t wanted, const char *what,
                         const problem *p)
{
    ck_assert(number->computed);
    ck_assert_msg(mpz_cmp_ui(number->at_least, wanted) <= 0 &&
                      mpz_cmp_ui(number->at_most, wanted) >= 0,
                  "%s is %zu, not %lu .. %lu\n%s", what, wanted, mpz_get_ui(number->at_least),
                  mpz_get_ui(number->at_most), p->text);
}

static bool has_vector(const problem *p)
{
    for (size_t i = 0; i < p->states; i++)
        if (p->kinds[i] == 5)
            return true;
    return false;
}

static void check_orbits(const lb_ansatz_t A, const problem *p, size_t dimension)
{
    lb_closure *closure;
    lb_orbit *orbit;
    lb_error error;
    ck_assert(!lb_closure_compute(&closure, A, NULL, &error));
    ck_assert(!lb_orbit_compute(&orbit, A, closure, NULL, &error));
    for (size_t i = 0; i <= p->states; i++) {
        bool joint = i == p->states;
        size_t first = joint ? 0 : i, count = joint ? p->states : 1;
        size_t state = joint ? LB_ORBIT_JOINT : i;
        const lb_orbit_number *number = lb_orbit_dimension(orbit, state);
        check_number(number, orbit_dimension(p, basis, dimension, first, count), "orbit", p);
        ck_assert_msg(number->proved || (joint && p->states > 1 && A->roots && has_vector(p)), "%s",
                      p->text);
        number = lb_orbit_sector(orbit, state);
        check_number(number, sector_dimension(p, basis, dimension, first, count), "sector", p);
        ck_assert(number->proved);
    }
    lb_orbit_free(orbit);
    lb_closure_free(closure);
}

static void check_spans(const lb_ansatz_t A, const problem *p, size_t dimension)
{
    lb_real_span span;
    lb_error error;
    for (size_t i = 0; i <= p->states; i++) {
        bool joint = i == p->states;
        size_t first = joint ? 0 : i, count = joint ? p->states : 1;
        lb_status status = lb_real_span_compute(&span, A, joint ? LB_ORBIT_JOINT : i, NULL, &error);
        ck_assert_msg(!status, "%s", error.message);
        ck_assert(span.proved);
        ck_assert_msg(span.dimension == span_dimension(p, first, count), "%" PRIu32 " %zu\n%s",
                      span.dimension, span_dimension(p, first, count), p->text);
        ck_assert_msg(span.rank_at_most >= orbit_dimension(p, basis, dimension, first, count),
                      "%" PRIu32 "\n%s", span.rank_at_most, p->text);
        lb_real_span_clear(&span);
    }
}

/* What `bound` concludes; returns how many ranks it leaves open. */
static size_t check_bound(const lb_ansatz_t A, const problem *p, size_t dimension)
{
    lb_bound_t B;
    lb_error error;
    lb_closure *closure;
    size_t open = 0;
    lb_bound_options options = {.state = LB_BOUND_ALL_STATES, .seeds = 1};
    ck_assert(!lb_closure_compute(&closure, A, NULL, &error));
    lb_bound_init(B);
    ck_assert(!lb_bound_compute(B, A, closure, &options, &error));
    ck_assert_msg(!B->disagrees, "%s", p->text);
    for (size_t i = 0; i < B->state_count + B->has_joint; i++) {
        const lb_bound_state *S = i < B->state_count ? &B->states[i] : &B->joint;
        size_t first = i < B->state_count ? i : 0, count = i < B->state_count ? 1 : p->states;
        size_t rank = orbit_dimension(p, basis, dimension, first, count);
        ck_assert_msg(mpz_cmp_ui(S->rank.at_least, rank) <= 0 &&
                          mpz_cmp_ui(S->rank.at_most, rank) >= 0,
                      "%zu: R is %zu, not %lu .. %lu\n%s", i, rank, mpz_get_ui(S->rank.at_least),
                      mpz_get_ui(S->rank.at_most), p->text);
        ck_assert(!S->has_exact || S->exact->rank <= rank);
        open += !S->rank.proved || (S->has_exact && S->exact->rank < rank);
    }
    lb_bound_clear(B);
    lb_closure_free(closure);
    return open;
}

START_TEST(test_orbits)
{
    lb_random random;
    static problem p;
    size_t with_roots = 0, open = 0, ranks = 0;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(300); trial++) {
        lb_ansatz_t A;
        make(&p, &random);
        read_problem(A, &p);
        if (lb_ansatz_degree(A) > 4) {
            lb_ansatz_clear(A);
            continue;
        }
        with_roots += A->roots != NULL;
        size_t dimension = close_algebra(basis, p.generators, p.count);
        check_orbits(A, &p, dimension);
        check_spans(A, &p, dimension);
        if (trial % 4 == 0) {
            open += check_bound(A, &p, dimension);
            ranks += p.states + (p.states > 1);
        }
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(with_roots, 0);
    ck_assert_msg(10 * open <= ranks, "%zu of %zu", open, ranks);
    printf("%zu problems with roots; %zu of %zu ranks open\n", with_roots, open, ranks);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("root orbits");
    tcase_add_test(cases, test_orbits);
    return lb_test_run_cases("root orbits", cases);
}
