/* Matrices come by a Walsh-Hadamard transform for each x: <s + x| W(x, z) |s> is
 * i^{|x & z|} (-1)^{|z & s|}. */

#include "noise/coefficients.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "pauli/clifford.h"
#include "pauli/dense.h"

static size_t row_count(const lb_noise_rows *R)
{
    return (size_t)1 << 2 * R->qubits;
}

static double *row(const lb_noise_rows *R, size_t index)
{
    return R->numbers + LB_NOISE_WIDTH * index;
}

void lb_noise_rows_init(lb_noise_rows *R, size_t qubits)
{
    *R = (lb_noise_rows){.qubits = qubits};
    size_t numbers = row_count(R) * LB_NOISE_WIDTH;
    R->numbers = lb_malloc_aligned(numbers, sizeof *R->numbers);
    memset(R->numbers, 0, numbers * sizeof *R->numbers);
}

void lb_noise_rows_clear(lb_noise_rows *R)
{
    free(R->numbers);
    *R = (lb_noise_rows){0};
}

/* s in -i P Q = s Q' for the string Q of a row, or 0 when they commute. */
static int turn(const lb_noise_rows *R, lb_noise_string P, size_t index)
{
    uint64_t x = index >> R->qubits, z = index & (((size_t)1 << R->qubits) - 1);
    if (!__builtin_parityll((P.x & z) ^ (P.z & x)))
        return 0;
    return (lb_word_phase(P.x, P.z, x, z) & 3) == 1 ? 1 : -1;
}

static size_t string_row(const lb_noise_rows *R, lb_noise_string P)
{
    return (size_t)P.x << R->qubits | P.z;
}

static void turn_rows(double *restrict a, double *restrict b, double cosine, double sine)
{
    for (int j = 0; j < LB_NOISE_WIDTH; j++) {
        double old = a[j];
        a[j] = cosine * old - sine * b[j];
        b[j] = cosine * b[j] + sine * old;
    }
}

void lb_noise_rotate(lb_noise_rows *R, lb_noise_string P, double phi)
{
    double cosine = cos(2 * phi), sine = sin(2 * phi);
    size_t count = row_count(R), shift = string_row(R, P);
    for (size_t i = 0; i < count; i++) {
        int s = i < (i ^ shift) ? turn(R, P, i) : 0;
        if (s)
            turn_rows(row(R, i), row(R, i ^ shift), cosine, s * sine);
    }
}

void lb_noise_differentiate(lb_noise_rows *R, lb_noise_string P, double factor, size_t column)
{
    size_t count = row_count(R), shift = string_row(R, P);
    for (size_t i = 0; i < count; i++)
        row(R, i ^ shift)[column] += 2 * factor * turn(R, P, i) * row(R, i)[0];
}

static void local_string(lb_string_t P, int qubits, int number)
{
    lb_string_identity(P);
    for (int q = 0; q < qubits; q++)
        lb_string_set_letter(P, (uint32_t)q, lb_letter(number >> q & 1, number >> qubits >> q & 1));
}

static int local_number(const lb_string_t P, int qubits)
{
    if (!P->length)
        return 0;
    return (int)(P->blocks[0].x | P->blocks[0].z << qubits);
}

void lb_noise_permutation_init(lb_noise_permutation *V, lb_fixed_gate gate, const uint32_t *qubits)
{
    *V = (lb_noise_permutation){.qubit_count = lb_fixed_gate_qubits(gate)};
    lb_clifford C;
    lb_string_t P, image;
    lb_string_init(P);
    lb_string_init(image);
    lb_clifford_init(&C, (size_t)V->qubit_count);
    lb_clifford_append(&C, gate, (const uint32_t[]){0, 1});
    for (int q = 0; q < V->qubit_count; q++)
        V->qubits[q] = qubits[q];
    for (int l = 0; l < 1 << 2 * V->qubit_count; l++) {
        local_string(P, V->qubit_count, l);
        V->sign[l] = lb_clifford_apply(image, &C, P) ? -1 : 1;
        V->from[l] = (uint8_t)local_number(image, V->qubit_count);
    }
    lb_clifford_clear(&C);
    lb_string_clear(P);
    lb_string_clear(image);
}

void lb_noise_permute(lb_noise_rows *R, const lb_noise_permutation *V)
{
    int k = V->qubit_count, strings = 1 << 2 * k;
    size_t offset[16], mask = 0, count = row_count(R);
    double old[16][LB_NOISE_WIDTH];
    for (int l = 0; l < strings; l++) {
        lb_noise_string P = {0, 0};
        for (int q = 0; q < k; q++) {
            P.x |= (uint32_t)(l >> q & 1) << V->qubits[q];
            P.z |= (uint32_t)(l >> k >> q & 1) << V->qubits[q];
        }
        offset[l] = string_row(R, P);
        mask |= offset[l];
    }
    for (size_t i = 0; i < count; i++) {
        if (i & mask)
            continue;
        for (int l = 0; l < strings; l++)
            memcpy(old[l], row(R, i | offset[l]), sizeof old[l]);
        for (int l = 0; l < strings; l++)
            for (int j = 0; j < LB_NOISE_WIDTH; j++)
                row(R, i | offset[l])[j] = V->sign[l] * old[V->from[l]][j];
    }
}

void lb_noise_scale(lb_noise_rows *R, uint32_t qubits, const double factor[3])
{
    size_t count = row_count(R);
    for (size_t i = 0; i < count; i++) {
        size_t x = i >> R->qubits & qubits, z = i & qubits;
        double product = 1;
        for (size_t left = x | z; left; left &= left - 1) {
            size_t bit = left & -left;
            product *= factor[!(z & bit) ? 0 : x & bit ? 1 : 2];
        }
        for (int j = 0; j < LB_NOISE_WIDTH && (x | z); j++)
            row(R, i)[j] *= product;
    }
}

void lb_noise_shrink(lb_noise_rows *R, double factor)
{
    size_t numbers = row_count(R) * LB_NOISE_WIDTH;
    for (size_t i = LB_NOISE_WIDTH; i < numbers; i++)
        R->numbers[i] *= factor;
}

/* v_s <- sum_z (-1)^{|z & s|} v_z. */
static void transform(double complex *v, size_t size)
{
    for (size_t h = 1; h < size; h *= 2)
        for (size_t i = 0; i < size; i++)
            if (!(i & h)) {
                double complex a = v[i], b = v[i | h];
                v[i] = a + b;
                v[i | h] = a - b;
            }
}

static double complex power_of_i(size_t bits)
{
    static const double complex powers[] = {1, I, -1, -I};
    return powers[__builtin_popcountll(bits) & 3];
}

void lb_noise_to_matrix(double complex *A, const lb_noise_rows *R, size_t column)
{
    size_t N = (size_t)1 << R->qubits;
    double complex *v = lb_malloc(N, sizeof *v);
    for (size_t x = 0; x < N; x++) {
        for (size_t z = 0; z < N; z++)
            v[z] = power_of_i(x & z) * row(R, x * N + z)[column] / (double)N;
        transform(v, N);
        for (size_t s = 0; s < N; s++)
            A[(s ^ x) + N * s] = v[s];
    }
    free(v);
}

void lb_noise_from_matrix(lb_noise_rows *R, size_t column, const double complex *A)
{
    size_t N = (size_t)1 << R->qubits;
    double complex *v = lb_malloc(N, sizeof *v);
    for (size_t x = 0; x < N; x++) {
        for (size_t s = 0; s < N; s++)
            v[s] = A[s + N * (s ^ x)];
        transform(v, N);
        for (size_t z = 0; z < N; z++)
            row(R, x * N + z)[column] = creal(power_of_i(x & z) * v[z]);
    }
    free(v);
}
