/* Random circuits on a few qubits, and their certificates, for the tests of the kind `rank`.
 *
 * Included by these tests only, after mutate_certificate.h. */

#ifndef LB_TESTS_RANDOM_CIRCUITS_H
#define LB_TESTS_RANDOM_CIRCUITS_H

/* M gates and the amplitudes of a state of the circuits that brute force decides; gates, and N qubits of
 * the widest state, of any. */
enum { TERMS = 6, STATES = 3, GATES = 24, AMPLITUDES = 8, ROWS = GATES + STATES };
enum { WIDE = 9, GATES_MOST = 256 };
enum { LAYERS = 3, TURNS = 4 };

/* A rotation about a generator, by a multiple of an angle. */
typedef struct turn {
    int angle, factor, generator;
} turn;

typedef struct circuit {
    int n, generators, states, gates, rank;
    int terms[GENERATORS], letters[GENERATORS][TERMS][WIDE];
    double coefficients[GENERATORS][TERMS];
    int size[STATES]; /* N of each state, and N strings with signs */
    int state[STATES][WIDE][WIDE], sign[STATES][WIDE];
    bool is_vector[STATES]; /* given by amplitudes instead, qubit 0 the lowest bit */
    int re[STATES][AMPLITUDES], im[STATES][AMPLITUDES];
    bool claimed[STATES];
    bool padic; /* modulo a power; terms need not commute */
    bool rational[GENERATORS];
    bool layered, shared; /* otherwise generators in turn; shared: some angle has several turns */
    int first, lines, turns[LAYERS], angles[LAYERS];
    turn turn[LAYERS][TURNS];
} circuit;

/* The turns by the first angles; -1 when they are more than `most`. */
static int list_turns(turn *list, const circuit *C, int angles, int most)
{
    int count = 0;
    for (int layer = 0, before = 0; before < angles; layer++) {
        int line = layer < C->first ? layer : C->first + (layer - C->first) % (C->lines - C->first);
        int turns = C->layered ? C->turns[line] : C->generators;
        for (int i = 0; i < turns; i++) {
            turn t = C->layered ? C->turn[line][i] : (turn){i, 1, i};
            t.angle += before;
            if (t.angle >= angles)
                break;
            if (count == most)
                return -1;
            list[count++] = t;
        }
        before += C->layered ? C->angles[line] : C->generators;
    }
    return count;
}

static void put_string(buffer *T, const int *letters, int n)
{
    for (int q = 0; q < n;) {
        int run = 1;
        while (q + run < n && letters[q + run] == letters[q])
            run++;
        char text[16];
        snprintf(text, sizeof text,
                 run > 2    ? "%c%d"
                 : run == 2 ? "%c%c"
                            : "%c",
                 "IXYZ"[letters[q]], run > 2 ? run : "IXYZ"[letters[q]]);
        put(T, text);
        q += run;
    }
}

static int compare_labels(const int *a, const int *b, int n)
{
    int difference = 0;
    for (int q = 0; q < n; q++)
        difference += (a[q] != 0) - (b[q] != 0);
    for (int q = 0; q < n && !difference; q++)
        difference = a[q] - b[q];
    return difference;
}

static bool anticommute(const int *a, const int *b, int n)
{
    int count = 0;
    for (int q = 0; q < n; q++)
        count += a[q] && b[q] && a[q] != b[q];
    return count % 2;
}

/* Distinct strings in decreasing order, which all commute or all anticommute, or any; half of the time of
 * one letter. */
static void random_generator(circuit *C, int g)
{
    bool want = draw(2);
    int only = draw(2) ? 1 + (int)draw(3) : 0;
    C->rational[g] = !C->padic || draw(2);
    C->terms[g] = 0;
    for (int tries = (int)draw(8); tries > 0 && C->terms[g] < TERMS; tries--) {
        int letters[WIDE] = {0}, at = 0, weight = 0;
        bool fits = true;
        for (int q = 0; q < C->n; q++)
            weight += (letters[q] = only ? only * (int)draw(2) : (int)draw(4)) != 0;
        for (int t = 0; t < C->terms[g]; t++) {
            int *other = C->letters[g][t], order = compare_labels(letters, other, C->n), w = 0;
            for (int q = 0; q < C->n; q++)
                w += other[q] != 0;
            fits = fits && order &&
                   (!C->rational[g] || !w || !weight || anticommute(letters, other, C->n) == want);
            at += order < 0;
        }
        if (!fits)
            continue;
        for (int t = C->terms[g]++; t > at; t--) {
            memcpy(C->letters[g][t], C->letters[g][t - 1], sizeof letters);
            C->coefficients[g][t] = C->coefficients[g][t - 1];
        }
        memcpy(C->letters[g][at], letters, sizeof letters);
        C->coefficients[g][at] = (double)(1 + draw(3)) * (draw(2) ? 1 : -1);
    }
}

/* Of the first two qubits a pair. */
static void set_pair(circuit *C, int s)
{
    C->state[s][0][0] = C->state[s][0][1] = 1;
    C->state[s][1][0] = C->state[s][1][1] = 3;
}

/* Eigenstates of X, Y or Z on every qubit; the first two may be a pair. */
static void random_state_of(circuit *C, int s)
{
    int N = C->size[s] = C->n + (int)draw(2);
    memset(C->state[s], 0, sizeof C->state[s]);
    for (int j = 0; j < N; j++) {
        C->state[s][j][j] = 1 + (int)draw(3);
        C->sign[s][j] = draw(2) ? 1 : -1;
    }
    if (N > 1 && draw(3) == 0)
        set_pair(C, s);
}

/* Small numbers without a common factor, of which the last may be 1. */
static void random_vector_of(circuit *C, int s)
{
    bool unit = false;
    C->is_vector[s] = true;
    C->size[s] = C->n;
    for (int b = 0; b < 1 << C->n; b++) {
        C->re[s][b] = draw(3) ? (int)draw(7) - 3 : 0;
        C->im[s][b] = draw(3) ? 0 : (int)draw(7) - 3;
        unit = unit || abs(C->re[s][b]) == 1 || abs(C->im[s][b]) == 1;
    }
    if (!unit)
        C->re[s][draw((uint64_t)1 << C->n)] = 1;
}

/* Lines of one or two angles, with up to TURNS turns; all but the first have as many angles. */
static void random_layers(circuit *C)
{
    int angles = 1 + (int)draw(2);
    C->layered = true;
    C->first = (int)draw(2);
    C->lines = C->first + 1 + (int)draw(2);
    for (int line = 0; line < C->lines; line++) {
        C->angles[line] = line < C->first ? 1 + (int)draw(2) : angles;
        C->turns[line] = C->angles[line] + (draw(2) ? (int)draw(3) : 0);
        for (int i = 0; i < C->turns[line]; i++) {
            int angle = i < C->angles[line] ? i : (int)draw((uint64_t)C->angles[line]);
            int factor = C->turns[line] == C->angles[line] ? 1 : (int)draw(3) + 1;
            C->turn[line][i] =
                (turn){angle, draw(3) ? factor : -factor, (int)draw((uint64_t)C->generators)};
        }
        C->shared = C->shared || C->turns[line] > C->angles[line];
    }
    /* Whole layers, where angles are shared. */
    C->gates = C->first ? C->angles[0] : 0;
    for (int layers = (int)draw(4) + !C->gates; layers > 0; layers--)
        C->gates += angles;
}

static void draw_circuit(circuit *C, int n, bool padic)
{
    *C = (circuit){.n = n, .states = 1 + (int)draw(2), .padic = padic};
    C->generators = 1 + (int)draw(3);
    for (int g = 0; g < C->generators; g++)
        random_generator(C, g);
    for (int s = 0; s < C->states; s++) {
        if (1 << n > AMPLITUDES || draw(3))
            random_state_of(C, s);
        else
            random_vector_of(C, s);
        C->claimed[s] = true;
    }
    if (C->states > 1 && draw(2))
        C->claimed[draw(2)] = false;
    C->gates = 1 + (int)draw(10);
    C->lines = 1;
    if (draw(3) == 0)
        random_layers(C);
}

static const uint64_t primes[] = {3, 5, 7, 11, 13, 101, 1000003, 134217689, 536870909};

/* By increasing labels, in which qubit 0 comes first. */
static void put_vector(buffer *T, const circuit *C, int s)
{
    uint64_t count = 0;
    for (int b = 0; b < 1 << C->n; b++)
        count += C->re[s][b] || C->im[s][b];
    put_number(T, "vector ", count, "\n");
    for (int label = 0; label < 1 << C->n; label++) {
        int letters[WIDE], b = 0;
        char text[32];
        for (int q = 0; q < C->n; q++) {
            letters[q] = label >> (C->n - 1 - q) & 1;
            b |= letters[q] << q;
        }
        if (!C->re[s][b] && !C->im[s][b])
            continue;
        snprintf(text, sizeof text, "%d %d ", C->re[s][b], C->im[s][b]);
        put(T, text);
        put_string(T, letters, C->n);
        put(T, "\n");
    }
}

/* The largest power below 2^62, or a smaller one; p = 7 is the one that says most. */
static uint64_t put_power(buffer *T, uint64_t p)
{
    uint64_t power = p, k = 1;
    for (; power < (UINT64_C(1) << 62) / p && (p == 7 || draw(10)); k++)
        power *= p;
    put_number(T, "", p, "^");
    put_number(T, "", k, "\n");
    return power;
}

static void put_layers(buffer *T, const circuit *C)
{
    char text[40];
    snprintf(text, sizeof text, "layers %d %d\n", C->first, C->lines - C->first);
    put(T, text);
    for (int line = 0; line < C->lines; line++)
        for (int i = 0; i < C->turns[line]; i++) {
            turn t = C->turn[line][i];
            snprintf(text, sizeof text, "a%d %d g%d%s", t.angle, t.factor, t.generator,
                     i + 1 < C->turns[line] ? " " : "\n");
            put(T, text);
        }
}

/* What stands behind the number of an angle. */
static const char *behind(const circuit *C, int angle)
{
    int end = C->layered ? (C->first ? C->angles[0] : C->angles[C->first]) : C->generators;
    while (end <= angle)
        end += C->layered ? C->angles[C->first] : C->generators;
    return angle + 1 == end || angle + 1 == C->gates ? "\n" : " ";
}

static void put_generators_and_states(buffer *T, const circuit *C)
{
    T->length = 0;
    put(T, "liebound certificate 1 rank\ntitle a circuit\n");
    put_number(T, "qubits ", (uint64_t)C->n, "\n");
    put_number(T, "generators ", (uint64_t)C->generators, "\n");
    for (int g = 0; g < C->generators; g++) {
        for (int t = 0; t < C->terms[g]; t++) {
            char text[16];
            snprintf(text, sizeof text, "%s%d ", t ? " " : "", (int)C->coefficients[g][t]);
            put(T, text);
            put_string(T, C->letters[g][t], C->n);
        }
        put(T, C->terms[g] ? "\n" : "0\n");
    }
    put_number(T, "closure 0\nstates ", (uint64_t)C->states, "\n");
    for (int s = 0; s < C->states; s++) {
        if (C->is_vector[s]) {
            put_vector(T, C, s);
            continue;
        }
        put_number(T, "state ", (uint64_t)C->size[s], "\n");
        for (int j = 0; j < C->size[s]; j++) {
            put(T, C->sign[s][j] < 0 ? "-" : "");
            put_string(T, C->state[s][j], C->size[s]);
            put(T, "\n");
        }
    }
}

static inline void put_circuit(buffer *T, const circuit *C, int rank, uint64_t p)
{
    uint64_t most = p;
    put_generators_and_states(T, C);
    if (C->layered)
        put_layers(T, C);
    put(T, C->padic ? "claims 1\npadic " : "claims 1\nrank ");
    put_number(T, "", (uint64_t)rank, " of");
    for (int s = 0; s < C->states; s++)
        if (C->claimed[s])
            put_number(T, " ", (uint64_t)s, "");
    put_number(T, "\ngates ", (uint64_t)C->gates, " modulo ");
    if (C->padic)
        most = put_power(T, p);
    else
        put_number(T, "", p, "\n");
    bool exponential[GATES_MOST] = {false};
    turn list[GATES_MOST];
    for (int i = 0, count = list_turns(list, C, C->gates, GATES_MOST); i < count; i++)
        exponential[list[i].angle] |= !C->rational[list[i].generator];
    for (int j = 0; j < C->gates; j++)
        put_number(T,
                   !C->padic                    ? ""
                   : !exponential[j] && draw(3) ? "t"
                                                : "e",
                   draw(most), behind(C, j));
    put(T, "end\n");
}

#endif
