/* Pauli strings and rational Pauli sums.
 *
 * A Pauli string on n qubits is a pair (x, z) of n-bit vectors and stands for the Hermitian matrix
 *
 *     W(x, z) = i^{|x & z|} X^x Z^z,
 *
 * so that (1,0) is X, (1,1) is Y and (0,1) is Z on each qubit. Two strings either commute or
 * anticommute, and
 *
 *     W(a) W(b) = i^e W(a + b),
 *     e = |x1 & z1| + |x2 & z2| + 2 |z1 & x2| - |(x1 + x2) & (z1 + z2)|   (mod 4),
 *
 * which is odd exactly when they anticommute.
 *
 * A Pauli sum is a finite rational combination of Hermitian strings, itself Hermitian. The bracket
 *
 *     {A, B} = (i/2) [A, B]
 *
 * takes rational sums to rational sums; iA, iB -> i{A, B} is the commutator of anti-Hermitian
 * matrices up to a factor -2, which changes no dimension.
 *
 * Strings are ordered by weight (the number of qubits where they are not I), strings of the same
 * weight alphabetically in their labels (I < X < Y < Z, qubit 0 first). */

#ifndef LIEBOUND_PAULI_H
#define LIEBOUND_PAULI_H

#include <stdint.h>
#include <stdio.h>

#include <gmp.h>

#include <liebound/run.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The largest number of qubits anywhere. */
#define LB_QUBITS_MAX 1000000

/* Sums whose terms neither all commute nor all anticommute are exponentiated through an
 * eigendecomposition, on at most this many qubits. */
#define LB_DENSE_QUBITS_MAX 10

/* 64 consecutive qubits of a string: bit b of x and z belongs to qubit 64 * index + b. */
typedef struct lb_block {
    uint64_t x, z;
    uint32_t index;
} lb_block;

/* A string: the blocks that are not all identity, by increasing index. A local string on 10^5
 * qubits takes one block; a dense one takes 24 bytes for 64 qubits. */
typedef struct lb_string_struct {
    lb_block *blocks;
    uint32_t length, capacity;
} lb_string_struct;
typedef lb_string_struct lb_string_t[1];

LB_API void lb_string_init(lb_string_t P); /* the identity */
LB_API void lb_string_clear(lb_string_t P);
LB_API void lb_string_set(lb_string_t P, const lb_string_t Q);
LB_API void lb_string_identity(lb_string_t P);

/* The letter (one of I X Y Z) on one qubit. O(log blocks) to read, O(blocks) to write. */
LB_API char lb_string_letter(const lb_string_t P, uint32_t qubit);
LB_API void lb_string_set_letter(lb_string_t P, uint32_t qubit, char letter);

/* From a label such as "ZZII", leftmost letter on qubit 0, one letter a qubit. */
LB_API lb_status lb_string_set_label(lb_string_t P, size_t qubits, const char *label,
                                     lb_error *error) LB_MUST_CHECK;

LB_API size_t lb_string_weight(const lb_string_t P);
/* The qubits where P is not I, in order, the first `most` of them; their number. */
LB_API size_t lb_string_support(uint32_t *at, size_t most, const lb_string_t P);
/* Negative, zero or positive as P is before, equal to or after Q in the order of strings. */
LB_API int lb_string_compare(const lb_string_t P, const lb_string_t Q);
LB_API bool lb_string_anticommutes(const lb_string_t P, const lb_string_t Q);
/* R = P + Q in (x, z); returns e in {0, 1, 2, 3} with W(P) W(Q) = i^e W(R). R may be P or Q. */
LB_API unsigned lb_string_multiply(lb_string_t R, const lb_string_t P, const lb_string_t Q);

/* The run-length label of the certificate format: the letters of qubits 0 .. qubits - 1, a run of
 * r >= 3 equal letters written as the letter and r ("ZX4Z" is ZXXXXZ). The caller frees it. */
LB_API char *lb_string_run_label(const lb_string_t P, size_t qubits);

/* The string as it is written in an .alg file: a label with one letter a qubit (ZXI) on at most
 * `most` qubits, else its letters with their qubits (Z[0] X[70], and I[0] for the identity). The
 * caller frees it. */
#define LB_LABEL_QUBITS 20 /* most, where people read it */
LB_API char *lb_string_text(const lb_string_t P, size_t qubits, size_t most);

/* A sum in normal form has its strings in strictly decreasing order and no zero coefficient. Every
 * function but lb_sum_append takes and gives normal forms. */
typedef struct lb_sum_struct {
    size_t qubits;
    size_t length, capacity;
    lb_string_struct *strings;
    __mpq_struct *coefficients;
} lb_sum_struct;
typedef lb_sum_struct lb_sum_t[1];

LB_API void lb_sum_init(lb_sum_t S, size_t qubits); /* zero */
LB_API void lb_sum_clear(lb_sum_t S);
LB_API void lb_sum_set(lb_sum_t S, const lb_sum_t T);
LB_API void lb_sum_zero(lb_sum_t S);

/* Add c P at the end, without keeping the normal form: call lb_sum_normalize after the last.
 * Every qubit of P must be below S->qubits. */
LB_API void lb_sum_append(lb_sum_t S, const mpq_t c, const lb_string_t P);
/* The same for num/den times the given label. */
LB_API lb_status lb_sum_append_label(lb_sum_t S, long num, unsigned long den, const char *label,
                                     lb_error *error) LB_MUST_CHECK;
/* The same for num/den times letters[0] on qubits[0], letters[1] on qubits[1], ...; the qubits must
 * be distinct: lb_sum_append_letters(H, 1, 1, "ZZ", (const uint32_t[]){i, i + 1}, error). */
LB_API lb_status lb_sum_append_letters(lb_sum_t S, long num, unsigned long den, const char *letters,
                                       const uint32_t *qubits, lb_error *error) LB_MUST_CHECK;
/* Sort, merge equal strings, drop zeros. O(terms log terms). */
LB_API void lb_sum_normalize(lb_sum_t S);
/* The same within limits: NULL, or which one was reached, and S is then as it was. */
LB_API const char *lb_sum_normalize_within(lb_sum_t S, const lb_limits *limits);

/* The sums here and below are in normal form. */
LB_API bool lb_sum_equal(const lb_sum_t S, const lb_sum_t T);
LB_API bool lb_sum_contains_identity(const lb_sum_t S);
/* Whether S = c T for some rational c other than 0. */
LB_API bool lb_sum_proportional(const lb_sum_t S, const lb_sum_t T);
/* R = {A, B} from the definition, term by term: the reference implementation, O(|A| |B|) string
 * products and a sort. R may be A or B. */
LB_API void lb_sum_bracket(lb_sum_t R, const lb_sum_t A, const lb_sum_t B);
/* The invariant: sorted, no zero coefficient, reduced fractions, qubits in range. */
LB_API bool lb_sum_is_normal(const lb_sum_t S);

/* One line in the certificate format, largest string first: "1 ZZI 1 IZZ"; "0" for zero. */
LB_API void lb_sum_print(FILE *stream, const lb_sum_t S);
/* The sum as it is written in an .alg file, without a line end: "Z[0] Z[1] - 1/2 X[0]", with labels
 * where lb_string_text has them. */
LB_API void lb_sum_print_terms(FILE *stream, const lb_sum_t S, size_t most);

/* Gates without an angle that send Pauli strings to Pauli strings (Clifford gates), with the
 * matrices of OpenQASM; those on two qubits have the control first. SX is the square root of X,
 * iSWAP = exp(i pi/4 (XX + YY)), ECR = (X[0] - Y[0] X[1]) / sqrt(2). */
typedef enum lb_fixed_gate {
    LB_GATE_H,
    LB_GATE_S,
    LB_GATE_SDG,
    LB_GATE_X,
    LB_GATE_Y,
    LB_GATE_Z,
    LB_GATE_SX,
    LB_GATE_SXDG,
    LB_GATE_CX,
    LB_GATE_CY,
    LB_GATE_CZ,
    LB_GATE_SWAP,
    LB_GATE_ISWAP,
    LB_GATE_ECR,
    LB_FIXED_GATES
} lb_fixed_gate;
/* As it is written in an .alg file: "H", "Sdg", "iSWAP". */
LB_API const char *lb_fixed_gate_name(lb_fixed_gate gate);
LB_API int lb_fixed_gate_qubits(lb_fixed_gate gate); /* 1 or 2 */

#ifdef __cplusplus
}
#endif

#endif
