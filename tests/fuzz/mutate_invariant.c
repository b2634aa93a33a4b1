/* Looks for false acceptances of liebound-check among certificates of the kind `invariant`.
 *
 * Random generators that a group of qubit permutations fixes are closed by brute force, without the
 * symmetry, on all 4^n strings. Certificates in averages are made from that, with groups listed
 * element by element, and must be accepted; every mutant that is accepted must state the dimension
 * that brute force finds for the generators it states. LB_TEST_SEED and LB_TEST_MULTIPLIER choose
 * the mutants and their number. Links with src/check/ except main.c, GMP and zlib. */

#define LB_TESTS_QUBITS 4

#include "mutate_certificate.h"
#include "mutations.h"
#include "support.h"

enum { ORDER = 24 };

/* ---- Symmetries ---- */

/* Lines of the section, of lengths m w after w; then maps. Qubits are relabelled at random. */
typedef struct presentation {
    int n, lines, maps;
    int w[3], m[3], qubits[3][QUBITS], map[2][QUBITS];
} presentation;

static const presentation presentations[] = {
    {2, 1, 0, {1}, {2}, {{0, 1}}, {{0}}},
    {2, 0, 1, {0}, {0}, {{0}}, {{1, 0}}},
    {3, 1, 0, {1}, {3}, {{0, 1, 2}}, {{0}}},
    {3, 1, 0, {1}, {2}, {{0, 1}}, {{0}}},
    {3, 0, 1, {0}, {0}, {{0}}, {{1, 2, 0}}},
    {3, 0, 1, {0}, {0}, {{0}}, {{2, 1, 0}}},
    {3, 0, 2, {0}, {0}, {{0}}, {{1, 2, 0}, {2, 1, 0}}},
    {3, 1, 1, {1}, {2}, {{0, 1}}, {{1, 0, 2}}},
    {4, 1, 0, {1}, {4}, {{0, 1, 2, 3}}, {{0}}},
    {4, 1, 0, {1}, {3}, {{1, 2, 3}}, {{0}}},
    {4, 2, 0, {1, 1}, {2, 2}, {{0, 1}, {2, 3}}, {{0}}},
    {4, 2, 1, {1, 1}, {2, 2}, {{0, 1}, {2, 3}}, {{2, 3, 0, 1}}},
    {4, 2, 1, {1, 1}, {2, 2}, {{0, 1}, {3, 2}}, {{2, 3, 1, 0}}},
    {4, 1, 0, {2}, {2}, {{0, 1, 2, 3}}, {{0}}},
    {4, 1, 1, {2}, {2}, {{0, 1, 2, 3}}, {{1, 0, 3, 2}}},
    {4, 3, 0, {1, 1, 2}, {2, 2, 2}, {{0, 1}, {2, 3}, {0, 1, 2, 3}}, {{0}}},
    {4, 3, 1, {1, 1, 2}, {2, 2, 2}, {{1, 0}, {3, 2}, {0, 1, 2, 3}}, {{2, 3, 0, 1}}},
    {4, 1, 1, {1}, {2}, {{0, 1}}, {{0, 1, 3, 2}}},
    {4, 0, 1, {0}, {0}, {{0}}, {{1, 2, 3, 0}}},
    {4, 0, 2, {0}, {0}, {{0}}, {{1, 2, 3, 0}, {3, 2, 1, 0}}},
    {4, 0, 2, {0}, {0}, {{0}}, {{1, 0, 3, 2}, {2, 3, 0, 1}}},
};

enum { PRESENTATIONS = sizeof presentations / sizeof *presentations };

typedef struct symmetry {
    presentation P;
    int order, maps_order; /* of S and of M */
    int element[ORDER][QUBITS], of_maps[ORDER][QUBITS];
    int canonical[SIZE], orbit[SIZE]; /* by rank: the canonical string, the size of the orbit */
} symmetry;

/* Close a list of permutations under products; the first `order` are there. */
static int generate(int n, int order, int list[][QUBITS])
{
    for (int i = 0; i < order; i++)
        for (int j = 0; j < order; j++) {
            int product[QUBITS] = {0}, k = 0;
            for (int q = 0; q < n; q++)
                product[q] = list[i][list[j][q]];
            while (k < order && memcmp(list[k], product, sizeof(int) * (size_t)n) != 0)
                k++;
            if (k == order) {
                memcpy(list[order++], product, sizeof product);
                i = -1;
                break;
            }
        }
    return order;
}

/* e(P) has on qubit e(q) the letter of P on q. */
static int image_of(const space *V, int rank, const int *element)
{
    int digits = 0;
    for (int q = 0; q < V->n; q++)
        digits |= letter_at(V, rank, q) << 2 * (V->n - 1 - element[q]);
    return V->rank[digits];
}

/* The word of a tuple, as a number. */
static int word_of(const int *letter, const int *tuple, int w)
{
    int word = 0;
    for (int k = 0; k < w; k++)
        word = word << 2 | letter[tuple[k]];
    return word;
}

/* As the page says: the tuples of each line in decreasing order, line after line. */
static int sort_string(const space *V, const presentation *P, int rank)
{
    int letter[QUBITS] = {0}, digits = 0;
    for (int q = 0; q < V->n; q++)
        letter[q] = letter_at(V, rank, q);
    for (int l = 0; l < P->lines; l++)
        for (int pass = 1; pass < P->m[l]; pass++)
            for (int i = 1; i < P->m[l]; i++) {
                const int *b = P->qubits[l] + i * P->w[l], *a = b - P->w[l];
                bool swap = word_of(letter, a, P->w[l]) < word_of(letter, b, P->w[l]);
                for (int k = 0; swap && k < P->w[l]; k++) {
                    int t = letter[a[k]];
                    letter[a[k]] = letter[b[k]];
                    letter[b[k]] = t;
                }
            }
    for (int q = 0; q < V->n; q++)
        digits = digits << 2 | letter[q];
    return V->rank[digits];
}

/* Another numbering of the qubits. */
static void relabel(presentation *P)
{
    int name[QUBITS] = {0}, map[QUBITS];
    for (int q = 0; q < P->n; q++) {
        int other = (int)draw((uint64_t)q + 1);
        name[q] = name[other];
        name[other] = q;
    }
    for (int l = 0; l < P->lines; l++)
        for (int p = 0; p < P->m[l] * P->w[l]; p++)
            P->qubits[l][p] = name[P->qubits[l][p]];
    for (int e = 0; e < P->maps; e++) {
        for (int q = 0; q < P->n; q++)
            map[name[q]] = name[P->map[e][q]];
        memcpy(P->map[e], map, sizeof map);
    }
}

/* List S: the identity, the exchanges of neighbouring tuples, and the maps generate it. */
static void list_groups(symmetry *Y)
{
    const presentation *P = &Y->P;
    int count = 1, maps = 1;
    for (int q = 0; q < P->n; q++)
        Y->element[0][q] = Y->of_maps[0][q] = q;
    for (int e = 0; e < P->maps; e++) {
        memcpy(Y->element[count++], P->map[e], sizeof P->map[e]);
        memcpy(Y->of_maps[maps++], P->map[e], sizeof P->map[e]);
    }
    for (int l = 0; l < P->lines; l++)
        for (int i = 1; i < P->m[l]; i++, count++) {
            memcpy(Y->element[count], Y->element[0], sizeof Y->element[0]);
            for (int k = 0, w = P->w[l]; k < w; k++) {
                int a = P->qubits[l][(i - 1) * w + k], b = P->qubits[l][i * w + k];
                Y->element[count][a] = b;
                Y->element[count][b] = a;
            }
        }
    Y->order = generate(P->n, count, Y->element);
    Y->maps_order = generate(P->n, maps, Y->of_maps);
}

/* Canonical strings as the page defines them; false if they are not constant on orbits, or not in
 * them, which would be an error of the page. */
static bool find_orbits(symmetry *Y, const space *V)
{
    bool sound = true;
    for (int rank = 0; rank < V->size; rank++) {
        Y->canonical[rank] = 0;
        for (int e = 0; e < Y->maps_order; e++) {
            int image = sort_string(V, &Y->P, image_of(V, rank, Y->of_maps[e]));
            if (image > Y->canonical[rank])
                Y->canonical[rank] = image;
        }
    }
    for (int rank = 0; rank < V->size; rank++) {
        bool seen[SIZE] = {false};
        Y->orbit[rank] = 0;
        for (int e = 0; e < Y->order; e++) {
            int image = image_of(V, rank, Y->element[e]);
            Y->orbit[rank] += !seen[image];
            seen[image] = true;
            sound = sound && Y->canonical[image] == Y->canonical[rank];
        }
        sound = sound && seen[Y->canonical[rank]];
    }
    return sound;
}

/* Put the qubits among others, which nothing moves and where all strings have I. */
static void widen(space *V)
{
    V->width = V->n + (int)draw(WIDTH - QUBITS);
    for (int q = 0, next = 0; q < V->n; q++) {
        V->position[q] = next + (int)draw((uint64_t)(V->width - next - (V->n - 1 - q)));
        next = V->position[q] + 1;
    }
}

static bool random_symmetry(symmetry *Y, space *V)
{
    Y->P = presentations[draw(PRESENTATIONS)];
    relabel(&Y->P);
    space_init(V, Y->P.n);
    if (draw(4) == 0)
        widen(V);
    list_groups(Y);
    return find_orbits(Y, V);
}

/* Sums over orbits, with random coefficients. */
static void random_invariant_generators(algebra *A, const symmetry *Y)
{
    mpq_t c;
    mpq_init(c);
    A->generators = 1 + (int)draw(3);
    for (int g = 0; g < A->generators; g++) {
        vector_zero(A->generator[g]);
        for (uint64_t orbits = 1 + draw(2); orbits > 0; orbits--) {
            int rank = (int)draw((uint64_t)A->V.size);
            random_coefficient(c);
            for (int i = 0; i < A->V.size; i++)
                if (Y->canonical[i] == Y->canonical[rank])
                    mpq_set(A->generator[g][i], c);
        }
    }
    mpq_clear(c);
}

/* ---- Certificates in averages ---- */

/* The coefficients of averages, at canonical strings. */
static void fold_residues(const symmetry *Y, const space *V, residues v, uint64_t p)
{
    for (int i = 0; i < V->size; i++)
        if (v[i] && Y->canonical[i] != i) {
            v[Y->canonical[i]] = (v[Y->canonical[i]] + v[i]) % p;
            v[i] = 0;
        }
}

static void fold_vector(const symmetry *Y, const space *V, vector v)
{
    for (int i = 0; i < V->size; i++)
        if (mpq_sgn(v[i]) && Y->canonical[i] != i) {
            mpq_add(v[Y->canonical[i]], v[Y->canonical[i]], v[i]);
            mpq_set_ui(v[i], 0, 1);
        }
}

/* The strings of a row, each average spread evenly over its orbit; false where that is not allowed
 * on the left. */
static bool spread(const replay *R, const symmetry *Y, residues v, const residues row)
{
    mpz_t size, p;
    bool ok = true;
    mpz_init_set_ui(p, R->p);
    mpz_init(size);
    for (int i = 0; i < R->V->size; i++) {
        uint64_t value = row[Y->canonical[i]];
        mpz_set_si(size, Y->orbit[i]);
        v[i] = 0;
        if (!value)
            continue;
        ok = ok && weight(R->V->n, R->V->digits[i]) <= 1 &&
             (!weight(R->V->n, R->V->digits[i]) || mpz_invert(size, size, p));
        v[i] = ok ? times(value, mpz_get_ui(size), R->p) : 0;
    }
    mpz_clears(size, p, NULL);
    return ok;
}

/* The bracket of a generator, or row `left` when k < 0, with row r. */
static bool set_step(const replay *R, const symmetry *Y, residues v, int k, int left, int r)
{
    residues a;
    if (k >= 0)
        memcpy(a, R->generator[k], sizeof a);
    else if (!spread(R, Y, a, R->row[left]))
        return false;
    bracket_residues(R, v, a, R->row[r]);
    fold_residues(Y, R->V, v, R->p);
    return true;
}

static bool put_invariant_replay(buffer *T, const algebra *A, const symmetry *Y, replay *R)
{
    residues v;
    bool row_first = draw(2);
    for (int g = 0; g < A->generators; g++) {
        memcpy(v, R->generator[g], sizeof v);
        fold_residues(Y, R->V, v, R->p);
        if (append_residues(R, v))
            put_number(T, "g", (uint64_t)g, "\n");
    }
    for (int before = -1; R->rows != before && R->rows < A->dimension;) {
        before = R->rows;
        for (int r = 0; r < R->rows; r++)
            for (int k = row_first ? -3 : 0; k < A->generators; k++) {
                int left = (int)draw((uint64_t)R->rows);
                if (!set_step(R, Y, v, k, left, r) || !append_residues(R, v))
                    continue;
                put_number(T, k < 0 ? "r" : "g", (uint64_t)(k < 0 ? left : k), " ");
                put_number(T, "r", (uint64_t)r, "\n");
            }
    }
    return R->rows == A->dimension;
}

static void put_map(buffer *T, const space *V, const int *map)
{
    int image[WIDTH];
    for (int q = 0; q < V->width; q++)
        image[q] = q;
    for (int q = 0; q < V->n; q++)
        image[V->position[q]] = V->position[map[q]];
    put(T, "map");
    for (int q = 0; q < V->width; q++)
        put_number(T, " ", (uint64_t)image[q], "");
    put(T, "\n");
}

static void put_symmetry(buffer *T, const space *V, const presentation *P)
{
    put_number(T, "symmetry ", (uint64_t)P->lines, " ");
    put_number(T, "", (uint64_t)P->maps, "\n");
    for (int l = 0; l < P->lines; l++) {
        put_number(T, "exchange ", (uint64_t)P->w[l], "");
        for (int p = 0; p < P->m[l] * P->w[l]; p++)
            put_number(T, " ", (uint64_t)V->position[P->qubits[l][p]], "");
        put(T, "\n");
    }
    for (int e = 0; e < P->maps; e++)
        put_map(T, V, P->map[e]);
}

/* The reduced basis B in averages of the algebra A. */
static void put_basis(buffer *T, algebra *B, algebra *A, const symmetry *Y)
{
    vector v;
    vector_init(v);
    B->dimension = 0;
    memset(B->present, 0, sizeof B->present);
    for (int i = 0; i < A->V.size; i++)
        if (A->present[i]) {
            vector_zero(v);
            for (int j = 0; j < A->V.size; j++)
                mpq_set(v[j], A->row[i][j]);
            fold_vector(Y, &A->V, v);
            insert(B, v);
        }
    put_number(T, "basis ", (uint64_t)B->dimension, "\n");
    for (int i = 0; i < A->V.size; i++)
        if (B->present[i]) {
            put_label(T, &A->V, i);
            put_terms(T, &A->V, B->row[i], i - 1, false);
            put(T, "\n");
        }
    vector_clear(v);
}

static bool put_invariant(buffer *T, algebra *A, algebra *B, const symmetry *Y)
{
    replay *R = calloc(1, sizeof *R);
    if (!R)
        abort();
    R->p = moduli[draw(sizeof moduli / sizeof *moduli)];
    R->V = &A->V;
    T->length = 0;
    put(T, "liebound certificate 1 invariant\ntitle made by brute force\n");
    put_number(T, "qubits ", (uint64_t)A->V.width, "\n");
    put_number(T, "generators ", (uint64_t)A->generators, "\n");
    for (int g = 0; g < A->generators; g++) {
        if (leading(A->generator[g]) < 0)
            put(T, "0");
        put_terms(T, &A->V, A->generator[g], SIZE - 1, true);
        put(T, "\n");
        set_residues(R, g, A->generator[g]);
    }
    put_symmetry(T, &A->V, &Y->P);
    put_number(T, "replay ", (uint64_t)A->dimension, " ");
    put_number(T, "modulo ", R->p, "\n");
    bool ok = put_invariant_replay(T, A, Y, R);
    put_basis(T, B, A, Y);
    put(T, "end\n");
    free(R);
    return ok;
}

/* ---- The experiment ---- */

/* Mutate the symmetry: its numbers, or a line more or less. */
static void mutate_symmetry(buffer *T)
{
    static lines L;
    char buffers[3][128];
    split(&L, T);
    int at = find_line(&L, "symmetry "), end = find_line(&L, "replay ");
    int exchanges = 0, maps = 0, i = at + 1 + (int)draw((uint64_t)(end - at));
    if (end <= at + 1 || sscanf(L.line[at], "symmetry %d %d", &exchanges, &maps) != 2)
        return;
    int n = atoi(L.line[find_line(&L, "qubits ")] + 7);
    const char *const more[] = {"map 1 0",           "map 1 0 2",          "map 1 2 0",
                                "map 1 2 3 0",       "map 1 0 3 2",        "exchange 1 0 1",
                                "exchange 1 2 3",    "exchange 2 0 1 2 3", "exchange 1 0 1 2",
                                "exchange 1 1 0 2 3"};
    const char *line = more[draw(sizeof more / sizeof *more)];
    bool is_map = draw(3) == 0 ? (i < end && L.line[i][0] == 'm') : line[0] == 'm';
    if (draw(3) == 0 && i < end) { /* exchange two characters of a line */
        size_t length = strlen(L.line[i]), a = draw(length), b = draw(length);
        char c = L.line[i][a];
        L.line[i][a] = L.line[i][b];
        L.line[i][b] = c;
    } else if (draw(2) && i < end) {
        is_map = L.line[i][0] == 'm';
        remove_line(&L, i);
        exchanges -= !is_map;
        maps -= is_map;
    } else if (n > 1) {
        is_map = line[0] == 'm';
        snprintf(buffers[1], 128, "%s", line);
        insert_line(&L, is_map ? at + 1 + exchanges : at + 1 + (int)draw((uint64_t)exchanges + 1),
                    buffers[1]);
        exchanges += !is_map;
        maps += is_map;
    }
    snprintf(buffers[0], 128, "symmetry %d %d", exchanges, maps);
    L.line[at] = buffers[0];
    join(T, &L);
}

typedef struct tally {
    uint64_t made, mutants, accepted, changed, symmetries, outside, failures;
} tally;

static bool same_section(const char *a, const char *b, const char *from, const char *to)
{
    const char *x = strstr(a, from), *y = strstr(b, from);
    const char *x_end = x ? strstr(x, to) : NULL;
    return x_end && y && strncmp(x, y, (size_t)(x_end - x) + strlen(to)) == 0;
}

/* Mutate one valid certificate `count` times. */
static void try_mutants(tally *t, const buffer *valid, algebra *A, uint64_t count)
{
    static buffer mutant;
    lb_check_report report;
    for (int dimension = A->dimension; count > 0; count--, t->mutants++) {
        memcpy(mutant.bytes, valid->bytes, valid->length + 1);
        mutant.length = valid->length;
        uint64_t kind = draw(4);
        if (kind < 2)
            mutate_symmetry(&mutant);
        if (kind > 0)
            mutate(&mutant);
        if (!mutant.length)
            continue;
        bool accepted = accepts(&report, &mutant);
        lb_check_report_clear(&report);
        if (!accepted)
            continue;
        t->accepted++;
        t->symmetries += !same_section(valid->bytes, mutant.bytes, "\nsymmetry ", "\nreplay ");
        if (!same_section(valid->bytes, mutant.bytes, "\nqubits ", "\nsymmetry ")) {
            t->changed++;
            if (!parse_generators(A, &mutant)) {
                t->outside++;
                continue;
            }
            close_algebra(A);
        } else
            A->dimension = dimension;
        if (report.dimension != (uint64_t)A->dimension)
            t->failures += (uint64_t)show("FALSE ACCEPTANCE", &mutant, "the dimension is wrong");
    }
}

int main(void)
{
    static buffer valid;
    static algebra A, B;
    static symmetry Y;
    tally t = {0};
    lb_check_report report;
    random_state = lb_test_seed();
    algebra_init(&A);
    algebra_init(&B);
    for (size_t target = lb_test_count(400); t.made < target;) {
        if (!random_symmetry(&Y, &A.V))
            t.failures += (uint64_t)show("canonical strings depend on the string", &valid, "");
        random_invariant_generators(&A, &Y);
        close_algebra(&A);
        B.V = A.V;
        if (!put_invariant(&valid, &A, &B, &Y))
            continue;
        t.made++;
        if (!accepts(&report, &valid) || report.dimension != (uint64_t)A.dimension)
            t.failures += (uint64_t)show("A VALID CERTIFICATE IS REJECTED", &valid, report.reason);
        else
            try_mutants(&t, &valid, &A, 150);
        lb_check_report_clear(&report);
    }
    algebra_clear(&A);
    algebra_clear(&B);
    printf("%" PRIu64 " certificates, %" PRIu64 " mutants, %" PRIu64 " accepted (%" PRIu64
           " with other generators, %" PRIu64 " with another symmetry, %" PRIu64
           " too large to decide), %" PRIu64 " failures\n",
           t.made, t.mutants, t.accepted, t.changed, t.symmetries, t.outside, t.failures);
    return t.failures || !t.changed || !t.symmetries ? EXIT_FAILURE : EXIT_SUCCESS;
}
