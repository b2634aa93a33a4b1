/* Looks for false acceptances of liebound-check among certificates of the kind sectors.
 *
 * They are forged: random generators, many of them with symmetries, with sectors that are linked, or
 * in so(d) or sp(d); some of their symmetries and forms; some elements modulo a small prime; and as
 * sectors whatever vectors add up to all states, duals of each other or not. What the checker accepts
 * must be the dimension that brute force finds for the generators (mutate_certificate.h), and so must
 * be what it accepts of mutants. LB_TEST_SEED and LB_TEST_MULTIPLIER choose them and their number.
 * Links with src/check/ except main.c, GMP and zlib. */

#include "mutate_certificate.h"
#include "mutations.h"
#include "support.h"

enum { STATES = 1 << QUBITS, WORDS = 6, ELEMENTS = 2, SYMMETRIES = 8, FORMS = 6, CANDIDATES = 64 };

typedef uint64_t amplitudes[STATES];
typedef amplitudes matrix[STATES]; /* row by row */

typedef struct candidate {
    int d, m, element;
    amplitudes v;
} candidate;

typedef struct forgery {
    algebra *A;
    uint64_t p, root;
    int size, words, symmetries, candidates;
    matrix generator[GENERATORS], word[WORDS], element[ELEMENTS], symmetry[SYMMETRIES];
    int left[WORDS], right[WORDS]; /* right is -1 for a generator */
    uint64_t factor[ELEMENTS][WORDS];
    char symmetry_text[SYMMETRIES][32];
    int forms, form[FORMS]; /* by their ranks */
    candidate candidate[CANDIDATES];
} forgery;

/* ---- Matrices modulo p ---- */

static uint64_t inverse(uint64_t a, uint64_t p)
{
    uint64_t power = 1;
    for (uint64_t e = p - 2; e; e /= 2, a = times(a, a, p))
        power = e % 2 ? times(power, a, p) : power;
    return power;
}

/* M += c W, by the action of each letter on a bit. */
static void add_string(const forgery *F, matrix M, uint64_t c, int rank)
{
    for (int b = 0; b < F->size; b++) {
        int to = b;
        uint64_t value = c;
        for (int q = 0; q < F->A->V.n; q++) {
            int letter = letter_at(&F->A->V, rank, q), bit = b >> q & 1;
            if (letter == 1 || letter == 2)
                to ^= 1 << q;
            if (letter == 2)
                value = times(value, bit ? F->p - F->root : F->root, F->p);
            if (letter == 3 && bit)
                value = (F->p - value) % F->p;
        }
        M[to][b] = (M[to][b] + value) % F->p;
    }
}

static void apply(const forgery *F, amplitudes w, matrix M, const amplitudes v)
{
    for (int a = 0; a < F->size; a++) {
        w[a] = 0;
        for (int b = 0; b < F->size; b++)
            w[a] = (w[a] + times(M[a][b], v[b], F->p)) % F->p;
    }
}

/* (i / 2)(A B - B A). */
static void set_bracket(const forgery *F, matrix R, matrix A, matrix B)
{
    uint64_t p = F->p, half = times(F->root, inverse(2, p), p);
    for (int a = 0; a < F->size; a++)
        for (int b = 0; b < F->size; b++) {
            uint64_t sum = 0;
            for (int c = 0; c < F->size; c++)
                sum = (sum + times(A[a][c], B[c][b], p) + p - times(B[a][c], A[c][b], p)) % p;
            R[a][b] = times(half, sum, p);
        }
}

/* Reduce by rows and add what is left; whether something was. */
static bool extend(const forgery *F, amplitudes rows[], int pivots[], int *count, amplitudes v)
{
    for (int i = 0; i < *count; i++)
        for (uint64_t c = v[pivots[i]], b = 0; c && b < (uint64_t)F->size; b++)
            v[b] = (v[b] + times(F->p - c, rows[i][b], F->p)) % F->p;
    int pivot = 0;
    while (pivot < F->size && !v[pivot])
        pivot++;
    if (pivot == F->size)
        return false;
    uint64_t c = inverse(v[pivot], F->p);
    for (int b = 0; b < F->size; b++)
        rows[*count][b] = times(c, v[b], F->p);
    pivots[(*count)++] = pivot;
    return true;
}

/* The dimension of what the matrices make of a vector. */
static int spin(const forgery *F, matrix *all, int matrices, const amplitudes v)
{
    amplitudes rows[STATES], vectors[STATES], w;
    int pivots[STATES], count = 0, found = 1;
    memcpy(vectors[0], v, sizeof w);
    memcpy(w, v, sizeof w);
    (void)extend(F, rows, pivots, &count, w);
    for (int i = 0; i < found; i++)
        for (int k = 0; k < matrices; k++) {
            amplitudes image;
            apply(F, image, all[k], vectors[i]);
            memcpy(w, image, sizeof w);
            if (extend(F, rows, pivots, &count, w))
                memcpy(vectors[found++], image, sizeof w);
        }
    return count;
}

/* A random vector that both matrices, less their numbers, annihilate; false when it is 0. */
static bool common_kernel(const forgery *F, amplitudes v, matrix X, uint64_t x, matrix Y,
                          uint64_t y)
{
    amplitudes rows[STATES], w;
    int pivots[STATES], count = 0;
    bool is_pivot[STATES] = {false}, zero = true;
    for (int k = 0; k < 2 * F->size; k++) {
        int a = k % F->size;
        memcpy(w, k < F->size ? X[a] : Y[a], sizeof w);
        w[a] = (w[a] + F->p - (k < F->size ? x : y)) % F->p;
        if (count < F->size)
            (void)extend(F, rows, pivots, &count, w);
    }
    for (int i = 0; i < count; i++)
        is_pivot[pivots[i]] = true;
    for (int b = 0; b < F->size; b++)
        v[b] = is_pivot[b] ? 0 : draw(F->p);
    for (int i = count; i-- > 0;) {
        uint64_t sum = 0;
        for (int b = 0; b < F->size; b++)
            sum = b == pivots[i] ? sum : (sum + times(rows[i][b], v[b], F->p)) % F->p;
        v[pivots[i]] = (F->p - sum) % F->p;
    }
    for (int b = 0; b < F->size; b++)
        zero = zero && !v[b];
    return !zero;
}

/* ---- Generators ---- */

/* Add a term, and what a symmetry of the kind makes of it: 1 the exchange of the first qubits, 2 and 3
 * the last qubit as a sign, such that the sectors have A and A, or A and -A^T. */
static void add_term(algebra *A, vector g, int kind, int digits, long c)
{
    int n = A->V.n, last = 0, ys = 0;
    for (int q = 0; q < n - 1; q++)
        ys += (digits >> 2 * (n - 1 - q) & 3) == 2;
    if (kind >= 2) {
        digits &= ~3;
        last = kind == 3 && ys % 2 == 0 ? 3 : 0;
    }
    mpq_set_si(g[A->V.rank[digits | last]], c, 1);
    if (kind == 1 && n >= 2) {
        int shift = 2 * (n - 2), first = digits >> (shift + 2) & 3, second = digits >> shift & 3;
        digits = (digits & ~(15 << shift)) | second << (shift + 2) | first << shift;
        mpq_set_si(g[A->V.rank[digits]], c, 1);
    }
}

/* Digits of a string P, with -S P^T S = P for a given S. */
static int draw_dual(const algebra *A, int S)
{
    for (;;) {
        int digits = (int)draw((uint64_t)A->V.size), i = A->V.rank[digits], c;
        bool odd = bracket_sign(&A->V, S, i, &c) != 0;
        for (int q = 0; q < A->V.n; q++)
            odd ^= letter_at(&A->V, i, q) == 2;
        if (odd)
            return digits;
    }
}

static void draw_generators(algebra *A)
{
    static const int sp[] = {4, 8, 13, 14}; /* XI YI ZX ZY */
    int kind = (int)draw(6), n = 2 + (draw(3) == 0);
    bool symplectic = draw(4) == 0;
    space_init(&A->V, draw(12) ? n : 1);
    n = A->V.n;
    int form = (int)draw((uint64_t)A->V.size);
    A->generators = 1 + (int)draw(3) + symplectic + (kind == 5);
    for (int k = 0; k < A->generators; k++) {
        vector_zero(A->generator[k]);
        for (uint64_t terms = 1 + draw(3); terms > 0; terms--) {
            int digits = (int)draw((uint64_t)A->V.size);
            if (symplectic && n >= 2)
                digits = sp[draw(4)] << 2 * (n - 2);
            if (kind == 5)
                digits = draw_dual(A, form);
            add_term(A, A->generator[k], kind >= 4 ? 0 : kind, digits,
                     draw(2) ? 1 : 1 + (long)draw(2));
        }
    }
}

/* ---- Forging ---- */

static bool commutes(const algebra *A, int string)
{
    for (int k = 0; k < A->generators; k++)
        for (int i = 0, c; i < A->V.size; i++)
            if (mpq_sgn(A->generator[k][i]) && bracket_sign(&A->V, string, i, &c))
                return false;
    return true;
}

static void add_string_symmetry(forgery *F, int rank)
{
    static buffer label;
    label.length = 0;
    put_label(&label, &F->A->V, rank);
    memset(F->symmetry[F->symmetries], 0, sizeof(matrix));
    add_string(F, F->symmetry[F->symmetries], 1, rank);
    snprintf(F->symmetry_text[F->symmetries++], 32, "sum 1 %.20s", label.bytes);
}

/* The exchange of the first two qubits, if it fixes all generators. */
static void add_exchange(forgery *F)
{
    const algebra *A = F->A;
    int n = A->V.n, shift = 2 * (n - 2);
    for (int k = 0; k < A->generators && n >= 2; k++)
        for (int i = 0; i < A->V.size; i++) {
            int digits = A->V.digits[i], first = digits >> (shift + 2) & 3,
                second = digits >> shift & 3;
            digits = (digits & ~(15 << shift)) | second << (shift + 2) | first << shift;
            if (!mpq_equal(A->generator[k][i], A->generator[k][A->V.rank[digits]]))
                return;
        }
    if (n < 2)
        return;
    memset(F->symmetry[F->symmetries], 0, sizeof(matrix));
    for (int b = 0; b < F->size; b++)
        F->symmetry[F->symmetries][(b & ~3) | (b & 1) << 1 | (b >> 1 & 1)][b] = 1;
    snprintf(F->symmetry_text[F->symmetries++], 32, n == 2 ? "map 1 0" : "map 1 0 2");
}

/* Whether H + S H^T S is zero; now and then a string of which that is not known is taken. */
static bool is_form(const algebra *A, int string)
{
    for (int k = 0; k < A->generators; k++)
        for (int i = 0, c; i < A->V.size; i++) {
            if (!mpq_sgn(A->generator[k][i]))
                continue;
            bool odd = bracket_sign(&A->V, string, i, &c) != 0;
            for (int q = 0; q < A->V.n; q++)
                odd ^= letter_at(&A->V, i, q) == 2;
            if (!odd)
                return draw(200) == 0;
        }
    return true;
}

static void find_forms(forgery *F)
{
    F->forms = 0;
    for (int i = 0; i < F->A->V.size && F->forms < FORMS; i++)
        if (draw(4) && is_form(F->A, i))
            F->form[F->forms++] = i;
}

static void set_operators(forgery *F)
{
    algebra *A = F->A;
    for (int k = 0; k < A->generators; k++) {
        memset(F->generator[k], 0, sizeof(matrix));
        for (int i = 0; i < A->V.size; i++)
            if (mpq_sgn(A->generator[k][i]))
                add_string(F, F->generator[k], mpz_fdiv_ui(mpq_numref(A->generator[k][i]), F->p),
                           i);
    }
    F->symmetries = 0;
    if (draw(8))
        add_exchange(F);
    for (int i = 1; i < A->V.size && F->symmetries < SYMMETRIES; i++)
        if (draw(8) && commutes(A, i))
            add_string_symmetry(F, i);
    find_forms(F);
    F->words = 0;
    for (int k = 0; k < A->generators && F->words < WORDS; k++) {
        F->left[F->words] = k;
        F->right[F->words] = -1;
        memcpy(F->word[F->words++], F->generator[k], sizeof(matrix));
    }
    while (F->words < WORDS) {
        int t = F->words++, g = (int)draw((uint64_t)A->generators), w = (int)draw((uint64_t)t);
        F->left[t] = g;
        F->right[t] = w;
        set_bracket(F, F->word[t], F->generator[g], F->word[w]);
    }
    for (int e = 0; e < ELEMENTS; e++) {
        memset(F->element[e], 0, sizeof(matrix));
        for (int w = 0; w < F->words; w++) {
            F->factor[e][w] = 1 + draw(F->p - 1);
            for (int a = 0; a < F->size; a++)
                for (int b = 0; b < F->size; b++)
                    F->element[e][a][b] =
                        (F->element[e][a][b] + times(F->factor[e][w], F->word[w][a][b], F->p)) %
                        F->p;
        }
    }
}

/* Joint eigenvectors of elements and of a combination of the symmetries. */
static void find_candidates(forgery *F)
{
    matrix s = {{0}};
    for (int j = 0; j < F->symmetries; j++) {
        uint64_t c = draw(F->p);
        for (int a = 0; a < F->size; a++)
            for (int b = 0; b < F->size; b++)
                s[a][b] = (s[a][b] + times(c, F->symmetry[j][a][b], F->p)) % F->p;
    }
    F->candidates = 0;
    amplitudes v;
    for (uint64_t y = 0; y < F->p; y++) {
        if (!common_kernel(F, v, s, y, s, y))
            continue;
        for (int e = 0; e < ELEMENTS; e++)
            for (uint64_t x = 0; x < F->p && F->candidates < CANDIDATES; x++)
                if (common_kernel(F, v, F->element[e], x, s, y)) {
                    candidate *c = &F->candidate[F->candidates++];
                    c->element = e;
                    c->d = spin(F, F->generator, F->A->generators, v);
                    c->m = spin(F, F->symmetry, F->symmetries, v);
                    memcpy(c->v, v, sizeof v);
                }
    }
}

/* As the sector of this number. */
static void put_sector(buffer *T, const forgery *F, const candidate *c, int number)
{
    put_number(T, "sector ", (uint64_t)c->d, " ");
    put_number(T, "copies ", (uint64_t)c->m, " ");
    put_number(T, "vector ", (uint64_t)c->element, " ");
    put_number(T, "torus ", draw(ELEMENTS), "");
    if (F->forms && c->d > 1 && draw(3)) {
        put_number(T, " dual ", draw((uint64_t)number + 1), " ");
        put_number(T, "form ", draw((uint64_t)F->forms), "");
    }
    put(T, "\n");
    bool first = true;
    for (int b = 0; b < F->size; b++)
        if (c->v[b]) {
            put_number(T, first ? "" : " ", (uint64_t)b, " ");
            put_number(T, "", c->v[b], "");
            first = false;
        }
    put(T, "\n");
}

static void put_operators(buffer *T, const forgery *F)
{
    put_number(T, "symmetries ", (uint64_t)F->symmetries, "\n");
    for (int j = 0; j < F->symmetries; j++) {
        put(T, F->symmetry_text[j]);
        put(T, "\n");
    }
    if (F->forms)
        put_number(T, "forms ", (uint64_t)F->forms, "\n");
    for (int j = 0; j < F->forms; j++) {
        put(T, "form ");
        put_label(T, &F->A->V, F->form[j]);
        put(T, "\n");
    }
    put_number(T, "modulo ", F->p, " ");
    put_number(T, "root ", F->root, "\n");
    put_number(T, "words ", (uint64_t)F->words, "\n");
    for (int t = 0; t < F->words; t++) {
        put_number(T, "g", (uint64_t)F->left[t], F->right[t] < 0 ? "\n" : "");
        if (F->right[t] >= 0)
            put_number(T, " w", (uint64_t)F->right[t], "\n");
    }
    put_number(T, "elements ", ELEMENTS, "\n");
    for (int e = 0; e < ELEMENTS; e++)
        for (int w = 0; w < F->words; w++) {
            put_number(T, w ? " " : "", F->factor[e][w], "");
            put_number(T, " w", (uint64_t)w, w + 1 < F->words ? "" : "\n");
        }
}

/* Some candidates that add up to all states, without the dimension; false when they do not add up. */
static bool put_forgery(buffer *T, const forgery *F)
{
    static buffer sectors;
    int states = 0, count = 0;
    sectors.length = 0;
    for (int tries = 0; tries < 40 && states < F->size && F->candidates; tries++) {
        const candidate *c = &F->candidate[draw((uint64_t)F->candidates)];
        if (states + c->d * c->m > F->size)
            continue;
        states += c->d * c->m;
        put_sector(&sectors, F, c, count++);
    }
    free(put_generators(T, F->A));
    replace(T, strlen("liebound certificate "), strlen("2 closure"), "1 sectors");
    put_operators(T, F);
    if (draw(2))
        put(T, draw(2) ? "distinct 0 1\n" : "distinct 1 0\n");
    put_number(T, "sectors ", (uint64_t)count, "\n");
    put(T, sectors.bytes);
    return states == F->size;
}

/* ---- The experiment ---- */

static void choose_prime(forgery *F)
{
    static const uint64_t primes[] = {53, 73, 97, 101, 149, 193, 257, 401};
    F->p = primes[draw(sizeof primes / sizeof *primes)];
    for (F->root = 2; F->root * F->root % F->p != F->p - 1;)
        F->root++;
}

/* With this dimension; *told is the one that the checker asks for, if it does. */
static bool try_dimension(tally *t, buffer *T, uint64_t dimension, uint64_t *told)
{
    lb_check_report report;
    size_t length = T->length;
    put_number(T, "dimension ", dimension, "\nend\n");
    t->made++;
    bool found = accepts(&report, T);
    const char *reason = strstr(report.reason, "the dimension is not ");
    *told = reason ? strtoull(reason + strlen("the dimension is not "), NULL, 10) : 0;
    lb_check_report_clear(&report);
    if (!found)
        T->length = length;
    return found;
}

/* Whether the certificate with the dimension that it comes to is accepted; that must be right. */
static bool try_forgery(tally *t, const forgery *F, buffer *accepted)
{
    static buffer T;
    uint64_t dimension = 0, told;
    if (!put_forgery(&T, F))
        return false;
    bool found = try_dimension(t, &T, 0, &told);
    if (!found && told) {
        dimension = told;
        found = try_dimension(t, &T, dimension, &told);
    }
    if (found && dimension != (uint64_t)F->A->dimension)
        t->failures += (uint64_t)show("FALSE ACCEPTANCE", &T, "the dimension is wrong");
    *accepted = T;
    t->accepted += found;
    t->outside += found && strstr(T.bytes, " dual ");
    return found;
}

static void try_mutants(tally *t, const buffer *valid, algebra *A, int count)
{
    static buffer mutant;
    for (int dimension = A->dimension; count > 0; count--, t->mutants++) {
        mutant = *valid;
        mutate(&mutant);
        if (strstr(mutant.bytes, "symmetries "))
            (void)survives(t, valid, &mutant, A, dimension);
    }
}

int main(void)
{
    static buffer accepted;
    static algebra A;
    static forgery F;
    tally t = {0}, mutants = {0};
    random_state = lb_test_seed();
    algebra_init(&A);
    F.A = &A;
    for (size_t i = lb_test_count(1500); i > 0; i--) {
        draw_generators(&A);
        close_algebra(&A);
        F.size = 1 << A.V.n;
        choose_prime(&F);
        set_operators(&F);
        find_candidates(&F);
        for (int k = 0; k < 4; k++)
            if (try_forgery(&t, &F, &accepted) && i % 4 == 0)
                try_mutants(&mutants, &accepted, &A, 20);
    }
    algebra_clear(&A);
    printf("%" PRIu64 " forgeries, %" PRIu64 " accepted, %" PRIu64 " of them with duals, %" PRIu64
           " failures\n",
           t.made, t.accepted, t.outside, t.failures);
    printf("%" PRIu64 " mutants, %" PRIu64 " accepted (%" PRIu64 " with other generators, %" PRIu64
           " too large to decide), %" PRIu64 " failures\n",
           mutants.mutants, mutants.accepted, mutants.changed, mutants.outside, mutants.failures);
    return t.failures || mutants.failures || !t.outside || !mutants.accepted ? EXIT_FAILURE
                                                                             : EXIT_SUCCESS;
}
