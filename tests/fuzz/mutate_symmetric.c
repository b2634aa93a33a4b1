/* Looks for false acceptances of liebound-check among certificates with a symmetry.
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
static void average(residues v, const replay *R, const void *group)
{
    const symmetry *Y = group;
    for (int i = 0; i < R->V->size; i++)
        if (v[i] && Y->canonical[i] != i) {
            v[Y->canonical[i]] = (v[Y->canonical[i]] + v[i]) % R->p;
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
static void find_averages(algebra *B, algebra *A, const symmetry *Y)
{
    vector v;
    vector_init(v);
    B->V = A->V;
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
    vector_clear(v);
}

static bool put_symmetric(buffer *T, algebra *A, algebra *B, const symmetry *Y)
{
    replay *R = put_generators(T, A);
    put_symmetry(T, &A->V, &Y->P);
    bool ok = put_replay(T, A, R, average, Y);
    find_averages(B, A, Y);
    put_basis(T, B);
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

/* Mutate one valid certificate `count` times; how often another symmetry is accepted. */
static uint64_t try_mutants(tally *t, const buffer *valid, algebra *A, uint64_t count)
{
    static buffer mutant;
    uint64_t symmetries = 0;
    for (int dimension = A->dimension; count > 0; count--, t->mutants++) {
        memcpy(mutant.bytes, valid->bytes, valid->length + 1);
        mutant.length = valid->length;
        uint64_t kind = draw(4);
        if (kind < 2)
            mutate_symmetry(&mutant);
        if (kind > 0)
            mutate(&mutant);
        if (survives(t, valid, &mutant, A, dimension))
            symmetries += !same_section(valid->bytes, mutant.bytes, "\nsymmetry ", "\nreplay ");
    }
    return symmetries;
}

int main(void)
{
    static buffer valid;
    static algebra A, B;
    static symmetry Y;
    tally t = {0};
    uint64_t symmetries = 0;
    random_state = lb_test_seed();
    algebra_init(&A);
    algebra_init(&B);
    for (size_t target = lb_test_count(400); t.made < target;) {
        if (!random_symmetry(&Y, &A.V))
            t.failures += (uint64_t)show("canonical strings depend on the string", &valid, "");
        random_invariant_generators(&A, &Y);
        close_algebra(&A);
        if (!put_symmetric(&valid, &A, &B, &Y))
            continue;
        if (is_accepted(&t, &valid, &A))
            symmetries += try_mutants(&t, &valid, &A, 150);
    }
    algebra_clear(&A);
    algebra_clear(&B);
    printf("%" PRIu64 " certificates, %" PRIu64 " mutants, %" PRIu64 " accepted (%" PRIu64
           " with other generators, %" PRIu64 " with another symmetry, %" PRIu64
           " too large to decide), %" PRIu64 " failures\n",
           t.made, t.mutants, t.accepted, t.changed, symmetries, t.outside, t.failures);
    return t.failures || !t.changed || !symmetries ? EXIT_FAILURE : EXIT_SUCCESS;
}
