/* Orbits of a few states by brute force, and the coordinates that generators reach from each.
 *
 * Included by the mutation test of conserved numbers only, after brute_circuits.h. Nothing is shared with the
 * checker. */

#ifndef LB_TESTS_CIRCUIT_ORBITS_H
#define LB_TESTS_CIRCUIT_ORBITS_H

enum { COORDINATES = 2 * AMPLITUDES };

/* ---- The orbit ---- */

static void multiply_matrices(matrix *out, const matrix *A, const matrix *B, int n)
{
    for (int k = 0; k < 1 << n; k++)
        multiply(out->at[k], A, B->at[k], n);
}

/* The rest of a matrix, or false when it depends on those before; they are orthonormal. */
static bool is_new_matrix(matrix *A, const matrix *all, int count, int n)
{
    double norm = 0;
    for (int i = 0; i <= count; i++) {
        double product = 0;
        const matrix *B = i < count ? &all[i] : A;
        for (int k = 0; k < 1 << n; k++)
            for (int l = 0; l < 1 << n; l++)
                product += creal(conj(B->at[k][l]) * A->at[k][l]);
        norm = product;
        for (int k = 0; i < count && k < 1 << n; k++)
            for (int l = 0; l < 1 << n; l++)
                A->at[k][l] -= product * B->at[k][l];
    }
    for (int k = 0; norm > 1e-12 && k < 1 << n; k++)
        for (int l = 0; l < 1 << n; l++)
            A->at[k][l] /= sqrt(norm);
    return norm > 1e-12;
}

/* An orthonormal basis of the algebra of the iH, from brackets with the generators. */
static int close_matrices(matrix *all, const circuit *C)
{
    int count = 0;
    for (int g = 0; g < C->generators; g++) {
        all[count] = derivative(C, g, C->n);
        count += is_new_matrix(&all[count], all, count, C->n);
    }
    for (int i = 0; i < count; i++)
        for (int g = 0; g < C->generators; g++) {
            matrix H = derivative(C, g, C->n), left = {{{0}}}, right = {{{0}}};
            multiply_matrices(&left, &H, &all[i], C->n);
            multiply_matrices(&right, &all[i], &H, C->n);
            for (int k = 0; k < 1 << C->n; k++)
                for (int l = 0; l < 1 << C->n; l++)
                    all[count].at[k][l] = left.at[k][l] - right.at[k][l];
            count += is_new_matrix(&all[count], all, count, C->n);
        }
    return count;
}

/* The dimension of the orbit of the claimed states. */
static int orbit_dimension(const circuit *C)
{
    static row rows[ROWS];
    static matrix all[ROWS];
    int count = close_matrices(all, C), phases = 0;
    memset(rows, 0, sizeof rows);
    for (int s = 0; s < C->states; s++) {
        amplitude psi[AMPLITUDES], v[AMPLITUDES] = {0};
        if (!C->claimed[s])
            continue;
        if (!set_state(C, s, psi))
            abort();
        for (int i = 0; i < count; i++)
            for (int high = 0; high < 1 << C->size[s]; high += 1 << C->n) {
                amplitude part[AMPLITUDES] = {0};
                multiply(part, &all[i], psi + high, C->n);
                for (int l = 0; l < 1 << C->n; l++)
                    rows[i][2 * (s * AMPLITUDES + high + l)] = creal(part[l]);
                for (int l = 0; l < 1 << C->n; l++)
                    rows[i][2 * (s * AMPLITUDES + high + l) + 1] = cimag(part[l]);
            }
        for (int a = 0; a < 1 << C->size[s]; a++)
            v[a] = I * psi[a];
        add_part(rows[count + phases++], s, v, 1);
    }
    return rank_of(rows, count + phases) - phases;
}

/* ---- The space ---- */

/* Coordinate c of a state: i^(c mod 2) times the product of the strings of the bits of c / 2, on what is
 * fixed. String j is a letter that anticommutes with line j of the state alone. */
typedef struct reach {
    int strings[AMPLITUDES][WIDE];
    amplitude vectors[COORDINATES][AMPLITUDES];
    bool met[COORDINATES];
} reach;

static void act(amplitude *out, const int *letters, int n, const amplitude *v, int N)
{
    memset(out, 0, AMPLITUDES * sizeof *out);
    add_string(out, 1, letters, n, v, N);
}

static amplitude scalar(const amplitude *a, const amplitude *b)
{
    amplitude sum = 0;
    for (int k = 0; k < AMPLITUDES; k++)
        sum += conj(a[k]) * b[k];
    return sum;
}

/* Letters of the lines of a state; those of |0...0> where it is a vector. */
static int line_letter(const circuit *C, int s, int j, int q)
{
    return C->is_vector[s] ? (j == q ? 3 : 0) : C->state[s][j][q];
}

static void set_fixed_vector(const circuit *C, int s, amplitude *v)
{
    circuit plain = *C;
    if (!C->is_vector[s]) {
        set_state(&plain, s, v);
        return;
    }
    memset(v, 0, AMPLITUDES * sizeof *v);
    v[0] = 1;
}

static void list_coordinates(reach *R, const circuit *C, int s)
{
    int N = C->size[s];
    bool pair = !C->is_vector[s] && N > 1 && C->state[s][0][1];
    amplitude fixed[AMPLITUDES];
    set_fixed_vector(C, s, fixed);
    for (int b = 0; b < 1 << N; b++) {
        int *letters = R->strings[b];
        memset(letters, 0, sizeof R->strings[b]);
        for (int j = 0; j < N; j++) {
            int to = pair && j == 1 ? 0 : j, letter = line_letter(C, s, j, j) == 1 ? 3 : 1;
            if (b >> j & 1)
                letters[to] = letters[to] ? 2 : letter;
        }
        act(R->vectors[2 * b], letters, N, fixed, N);
        for (int k = 0; k < AMPLITUDES; k++)
            R->vectors[2 * b + 1][k] = I * R->vectors[2 * b][k];
    }
}

/* All coordinates that the terms reach from the state. */
static void find_reach(reach *R, const circuit *C, int s)
{
    int N = C->size[s];
    amplitude psi[AMPLITUDES], image[AMPLITUDES], times_i[AMPLITUDES];
    memset(R, 0, sizeof *R);
    list_coordinates(R, C, s);
    set_state(C, s, psi);
    for (int c = 0; c < 2 << N; c++)
        R->met[c] = fabs(creal(scalar(R->vectors[c], psi))) > 1e-6;
    for (bool grows = true; grows;) {
        grows = false;
        for (int c = 0; c < 2 << N; c++)
            for (int g = 0; R->met[c] && g < C->generators; g++)
                for (int t = 0; t < C->terms[g]; t++) {
                    act(image, C->letters[g][t], C->n, R->vectors[c], N);
                    for (int k = 0; k < AMPLITUDES; k++)
                        times_i[k] = I * image[k];
                    for (int d = 0; d < 2 << N; d++)
                        if (!R->met[d] && fabs(creal(scalar(R->vectors[d], times_i))) > 1e-6)
                            grows = R->met[d] = true;
                }
    }
}

#endif
