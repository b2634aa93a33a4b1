/* Random circuits on a few qubits, and their certificates, for the tests of the kind `rank`.
 *
 * Included by these tests only, after mutate_certificate.h. */

#ifndef LB_TESTS_RANDOM_CIRCUITS_H
#define LB_TESTS_RANDOM_CIRCUITS_H

/* M gates and the amplitudes of a state of the circuits that brute force decides; N qubits of the
 * widest state. */
enum { TERMS = 6, STATES = 3, GATES = 24, AMPLITUDES = 8, ROWS = GATES + STATES, WIDE = 9 };

typedef struct circuit {
    int n, generators, states, gates, rank;
    int terms[GENERATORS], letters[GENERATORS][TERMS][WIDE];
    double coefficients[GENERATORS][TERMS];
    int size[STATES]; /* N of each state, and N strings with signs */
    int state[STATES][WIDE][WIDE], sign[STATES][WIDE];
    bool claimed[STATES];
} circuit;

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

/* Distinct strings in decreasing order, which all commute or all anticommute; half of the time of
 * one letter. */
static void random_generator(circuit *C, int g)
{
    bool want = draw(2);
    int only = draw(2) ? 1 + (int)draw(3) : 0;
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
            fits = fits && order && (!w || !weight || anticommute(letters, other, C->n) == want);
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

/* Eigenstates of X, Y or Z on every qubit; the first two may be a pair. */
static void random_state_of(circuit *C, int s)
{
    int N = C->size[s] = C->n + (int)draw(2);
    memset(C->state[s], 0, sizeof C->state[s]);
    for (int j = 0; j < N; j++) {
        C->state[s][j][j] = 1 + (int)draw(3);
        C->sign[s][j] = draw(2) ? 1 : -1;
    }
    if (N > 1 && draw(3) == 0) {
        C->state[s][0][0] = C->state[s][0][1] = 1;
        C->state[s][1][0] = C->state[s][1][1] = 3;
    }
}

static void draw_circuit(circuit *C, int n)
{
    *C = (circuit){.n = n, .states = 1 + (int)draw(2)};
    C->generators = 1 + (int)draw(3);
    for (int g = 0; g < C->generators; g++)
        random_generator(C, g);
    for (int s = 0; s < C->states; s++) {
        random_state_of(C, s);
        C->claimed[s] = true;
    }
    if (C->states > 1 && draw(2))
        C->claimed[draw(2)] = false;
    C->gates = 1 + (int)draw(10);
}

static const uint64_t primes[] = {3, 5, 7, 11, 13, 101, 1000003, 134217689, 536870909};

static void put_circuit(buffer *T, const circuit *C, int rank, uint64_t p)
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
        put_number(T, "state ", (uint64_t)C->size[s], "\n");
        for (int j = 0; j < C->size[s]; j++) {
            put(T, C->sign[s][j] < 0 ? "-" : "");
            put_string(T, C->state[s][j], C->size[s]);
            put(T, "\n");
        }
    }
    put_number(T, "claims 1\nrank ", (uint64_t)rank, " of");
    for (int s = 0; s < C->states; s++)
        if (C->claimed[s])
            put_number(T, " ", (uint64_t)s, "");
    put_number(T, "\ngates ", (uint64_t)C->gates, " modulo ");
    put_number(T, "", p, "\n");
    for (int j = 0; j < C->gates; j++)
        put_number(T, "", draw(p), (j + 1) % C->generators && j + 1 < C->gates ? " " : "\n");
    put(T, "end\n");
}

#endif
