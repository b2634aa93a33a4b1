/* Circuits of a few qubits by matrices in floating point, and their certificates read again.
 *
 * Included by the mutation tests of the kind `rank` only, after random_circuits.h. Nothing is shared with
 * the checker. */

#ifndef LB_TESTS_BRUTE_CIRCUITS_H
#define LB_TESTS_BRUTE_CIRCUITS_H

#include <complex.h>
#include <math.h>

typedef double complex amplitude;

/* ---- Brute force ---- */

/* out += factor W v. */
static void add_string(amplitude *out, amplitude factor, const int *letters, int n,
                       const amplitude *v, int N)
{
    static const amplitude pauli[4][2][2] = {
        {{1, 0}, {0, 1}}, {{0, 1}, {1, 0}}, {{0, -I}, {I, 0}}, {{1, 0}, {0, -1}}};
    for (int k = 0; k < 1 << N; k++)
        for (int to = 0; to < 1 << N; to++) {
            amplitude element = k >> n == to >> n;
            for (int q = 0; q < n; q++)
                element *= pauli[letters[q]][to >> q & 1][k >> q & 1];
            out[to] += factor * element * v[k];
        }
}

/* A matrix on N qubits, column by column. */
typedef struct matrix {
    amplitude at[AMPLITUDES][AMPLITUDES];
} matrix;

static void multiply(amplitude *out, const matrix *A, const amplitude *v, int N)
{
    memset(out, 0, AMPLITUDES * sizeof *out);
    for (int k = 0; k < 1 << N; k++)
        for (int to = 0; to < 1 << N; to++)
            out[to] += A->at[k][to] * v[k];
}

static void apply(const matrix *A, amplitude *v, int N)
{
    amplitude out[AMPLITUDES];
    multiply(out, A, v, N);
    memcpy(v, out, sizeof out);
}

static bool is_identity(const circuit *C, int g, int t)
{
    bool identity = true;
    for (int q = 0; q < C->n; q++)
        identity = identity && !C->letters[g][t][q];
    return identity;
}

/* What makes coprime integers of the coefficients, without that of the identity. */
static double primitive_scale(const circuit *C, int g)
{
    long divisor = 0;
    int scale = 1;
    for (bool whole = false; !whole && scale < 1000; scale += !whole) {
        whole = true;
        for (int t = 0; t < C->terms[g]; t++)
            whole = whole && fabs(C->coefficients[g][t] * scale -
                                  round(C->coefficients[g][t] * scale)) < 1e-6;
    }
    for (int t = 0; t < C->terms[g]; t++) {
        long a = labs(lround(C->coefficients[g][t] * scale)), b = divisor;
        for (; !is_identity(C, g, t) && a; divisor = b) {
            long rest = b % a;
            b = a;
            a = rest;
        }
    }
    return divisor ? (double)scale / (double)divisor : 1;
}

/* -i H, H primitive. */
static matrix derivative(const circuit *C, int g, int N)
{
    matrix A = {{{0}}};
    double scale = primitive_scale(C, g);
    for (int k = 0; k < 1 << N; k++)
        for (int t = 0; t < C->terms[g]; t++) {
            amplitude unit[AMPLITUDES] = {0};
            unit[k] = 1;
            add_string(A.at[k], -I * scale * C->coefficients[g][t], C->letters[g][t], C->n, unit,
                       N);
        }
    return A;
}

/* exp(theta A) = exp(theta A / 2^10)^(2^10), the latter by the first terms of its series. */
static matrix exponential(const matrix *A, double theta, int N)
{
    matrix E = {{{0}}};
    for (int k = 0; k < 1 << N; k++) {
        amplitude term[AMPLITUDES] = {0}, next[AMPLITUDES];
        term[k] = E.at[k][k] = 1;
        for (int j = 1; j < 12; j++) {
            multiply(next, A, term, N);
            for (int a = 0; a < 1 << N; a++)
                E.at[k][a] += term[a] = next[a] * theta / 1024 / j;
        }
    }
    for (int squarings = 0; squarings < 10; squarings++) {
        matrix square = E;
        for (int k = 0; k < 1 << N; k++)
            apply(&E, square.at[k], N);
        E = square;
    }
    return E;
}

/* False when the strings fix no vector. */
static bool set_state(const circuit *C, int s, amplitude *v)
{
    int N = C->size[s];
    if (C->is_vector[s]) {
        memset(v, 0, AMPLITUDES * sizeof *v);
        for (int b = 0; b < 1 << N; b++)
            v[b] = 0.1 * C->re[s][b] + 0.1 * I * C->im[s][b];
        return true;
    }
    for (int k = 0; k < 1 << N; k++) {
        double norm = 0;
        memset(v, 0, AMPLITUDES * sizeof *v);
        v[k] = 1;
        for (int j = 0; j < N; j++) {
            amplitude before[AMPLITUDES];
            memcpy(before, v, sizeof before);
            add_string(v, C->sign[s][j], C->state[s][j], N, before, N);
        }
        for (int a = 0; a < 1 << N; a++)
            norm += cabs(v[a]) * cabs(v[a]);
        for (int a = 0; a < 1 << N && norm > 1e-9; a++)
            v[a] /= sqrt(norm);
        if (norm > 1e-9)
            return true;
    }
    return false;
}

typedef double row[2 * STATES * AMPLITUDES];

/* By Gram and Schmidt, the longest row first. */
static int rank_of(row *rows, int count)
{
    int width = 2 * STATES * AMPLITUDES, rank = 0;
    for (; rank < count; rank++) {
        int longest = rank;
        double most = 0;
        for (int i = rank; i < count; i++) {
            double norm = 0;
            for (int l = 0; l < width; l++)
                norm += rows[i][l] * rows[i][l];
            if (norm > most) {
                most = norm;
                longest = i;
            }
        }
        if (sqrt(most) < 1e-7)
            break;
        row kept;
        memcpy(kept, rows[longest], sizeof kept);
        memcpy(rows[longest], rows[rank], sizeof kept);
        memcpy(rows[rank], kept, sizeof kept);
        for (int i = rank + 1; i < count; i++) {
            double product = 0;
            for (int l = 0; l < width; l++)
                product += rows[rank][l] * rows[i][l];
            for (int l = 0; l < width; l++)
                rows[i][l] -= product / most * rows[rank][l];
        }
    }
    return rank;
}

static void add_part(row out, int s, const amplitude *v, double factor)
{
    for (int a = 0; a < AMPLITUDES; a++) {
        out[2 * (s * AMPLITUDES + a)] += factor * creal(v[a]);
        out[2 * (s * AMPLITUDES + a) + 1] += factor * cimag(v[a]);
    }
}

/* The rank of the QFIM of the claimed states at random angles. */
static int rank_at(const circuit *C, int gates)
{
    static row rows[ROWS];
    double theta[GATES];
    turn list[GATES];
    int count = gates, turns = list_turns(list, C, gates, GATES);
    memset(rows, 0, sizeof rows);
    for (int j = 0; j < gates; j++)
        theta[j] = 6.2831853 * (double)draw(1 << 20) / (1 << 20);
    for (int s = 0; s < C->states; s++) {
        amplitude psi[AMPLITUDES], v[AMPLITUDES];
        if (!C->claimed[s])
            continue;
        static matrix derivatives[GENERATORS], gate[GATES];
        if (!set_state(C, s, psi))
            abort();
        for (int g = 0; g < C->generators; g++)
            derivatives[g] = derivative(C, g, C->size[s]);
        for (int j = 0; j < turns; j++)
            gate[j] = exponential(&derivatives[list[j].generator],
                                  list[j].factor * theta[list[j].angle], C->size[s]);
        for (int j = 0; j < turns; j++) {
            apply(&gate[j], psi, C->size[s]);
            multiply(v, &derivatives[list[j].generator], psi, C->size[s]);
            for (int l = j + 1; l < turns; l++)
                apply(&gate[l], v, C->size[s]);
            add_part(rows[list[j].angle], s, v, list[j].factor);
        }
        for (int a = 0; a < AMPLITUDES; a++)
            v[a] = I * psi[a];
        add_part(rows[count++], s, v, 1);
    }
    return rank_of(rows, count) - (count - gates);
}

/* -1 when there are too many gates. */
static inline int brute_force(const circuit *C, int gates)
{
    turn list[GATES];
    int best = 0;
    if (gates > GATES || list_turns(list, C, gates, GATES) < 0)
        return -1;
    for (int i = 0; i < 3; i++) {
        int rank = rank_at(C, gates);
        best = rank > best ? rank : best;
    }
    return best;
}

/* ---- Reading what was accepted ---- */

static const char *read_label(const char *text, int *letters, int n)
{
    int q = 0;
    while (*text && strchr("IXYZ", *text)) {
        int letter = *text == 'I' ? 0 : *text - 'X' + 1, run = 1;
        text++;
        if (*text >= '3' && *text <= '9')
            run = *text++ - '0';
        for (; run > 0 && q < n; run--)
            letters[q++] = letter;
    }
    return text;
}

static void read_amplitude(circuit *C, int s, const char *line)
{
    char *end;
    int letters[QUBITS], b = 0;
    int re = (int)strtol(line, &end, 10), im = (int)strtol(end, &end, 10);
    read_label(end + 1, letters, C->n);
    for (int q = 0; q < C->n; q++)
        b |= letters[q] << q;
    C->re[s][b] = re;
    C->im[s][b] = im;
}

/* The section `layers`, if it is there; false when it is too large. */
static bool parse_layers(circuit *C, const lines *L, int *at)
{
    int repeated;
    C->lines = 1;
    if (sscanf(L->line[*at + 1], "layers %d %d", &C->first, &repeated) != 2)
        return true;
    ++*at;
    C->layered = true;
    C->lines = C->first + repeated;
    if (C->lines > LAYERS)
        return false;
    for (int line = 0; line < C->lines; line++) {
        const char *text = L->line[++*at];
        for (int length = 0; *text; text += length + (text[length] == ' ')) {
            turn *t = &C->turn[line][C->turns[line]];
            if (C->turns[line]++ == TURNS ||
                sscanf(text, "a%d %d g%d%n", &t->angle, &t->factor, &t->generator, &length) != 3 ||
                abs(t->factor) > 4)
                return false;
            C->angles[line] = t->angle >= C->angles[line] ? t->angle + 1 : C->angles[line];
        }
    }
    return true;
}

/* False when it is larger than what is decided here. */
static bool parse_circuit(circuit *C, lines *L)
{
    int at = 4;
    *C = (circuit){.n = atoi(L->line[2] + 7), .generators = atoi(L->line[3] + 11)};
    if (C->n > 2 || C->generators > 6)
        return false;
    for (int g = 0; g < C->generators; g++) {
        const char *text = L->line[at++];
        while (strcmp(text, "0") != 0 && *text) {
            char *end;
            double c = strtod(text, &end);
            if (*end == '/')
                c /= strtod(end + 1, &end);
            if (C->terms[g] == TERMS || fabs(c) > 30)
                return false;
            C->coefficients[g][C->terms[g]] = c;
            text = read_label(end + 1, C->letters[g][C->terms[g]++], C->n);
            text += *text == ' ';
        }
    }
    C->states = atoi(L->line[++at] + 7);
    if (C->states > STATES)
        return false;
    for (int s = 0; s < C->states; s++) {
        if (L->line[at + 1][0] == 'v') {
            int count = atoi(L->line[++at] + 7);
            C->is_vector[s] = true;
            C->size[s] = C->n;
            for (; count > 0; count--)
                read_amplitude(C, s, L->line[++at]);
            continue;
        }
        C->size[s] = atoi(L->line[++at] + 6);
        if (C->size[s] > QUBITS)
            return false;
        for (int j = 0; j < C->size[s]; j++) {
            const char *text = L->line[++at];
            C->sign[s][j] = *text == '-' ? -1 : 1;
            read_label(text + (*text == '-'), C->state[s][j], C->size[s]);
        }
    }
    return parse_layers(C, L, &at);
}

#endif
