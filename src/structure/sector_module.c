#include "structure/sector_module.h"

#include <stdlib.h>

#include <flint/fmpz_vec.h>
#include <flint/nmod.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "closure/generators.h"
#include "pauli/dense.h"

/* A string on at most 64 qubits, and a coefficient. */
typedef struct factor {
    uint64_t x, z, coefficient;
} factor;

typedef struct sector {
    nmod_t modulus;
    uint64_t phases[4]; /* i^e */
    uint32_t symmetry_count;
    factor *symmetries;      /* times their signs, 0 or 2 in i^coefficient */
    const size_t *pivots;    /* of the symmetries: bits of x, and then those of z */
    uint32_t *states, count; /* b, in increasing order */
    uint32_t *number;        /* of each b among them */
} sector;

enum { Z_BITS = 64 };

/* W(x, z) |b> = i^e |b + x>; returns e. */
static unsigned move(uint64_t *b, uint64_t x, uint64_t z)
{
    unsigned e = (unsigned)lb_popcount(x & z) + 2u * (unsigned)lb_popcount(z & *b);
    *b ^= x;
    return e;
}

/* b becomes the state of the basis with Pi |b> = i^e Pi |that one>; returns e. */
static unsigned represent(uint64_t *b, const sector *s)
{
    unsigned e = 0;
    for (uint32_t i = 0; i < s->symmetry_count; i++)
        if (s->pivots[i] < Z_BITS && *b >> s->pivots[i] & 1) {
            const factor *S = s->symmetries + i;
            e += move(b, S->x, S->z) + (unsigned)S->coefficient;
        }
    return e;
}

static bool is_in_basis(uint64_t b, const sector *s)
{
    for (uint32_t i = 0; i < s->symmetry_count; i++) {
        const factor *S = s->symmetries + i;
        bool outside = s->pivots[i] < Z_BITS
                           ? b >> s->pivots[i] & 1
                           : (2u * (unsigned)lb_popcount(S->z & b) + S->coefficient) % 4 != 0;
        if (outside)
            return false;
    }
    return true;
}

static void sector_init(sector *s, size_t qubits, const lb_symmetries *symmetries, uint32_t signs,
                        nmod_t modulus)
{
    uint32_t states = (uint32_t)1 << qubits;
    *s = (sector){
        .modulus = modulus, .symmetry_count = symmetries->count, .pivots = symmetries->pivots};
    s->phases[0] = 1;
    s->phases[1] = n_sqrtmod(modulus.n - 1, modulus.n);
    s->phases[2] = modulus.n - 1;
    s->phases[3] = modulus.n - s->phases[1];
    s->symmetries = lb_malloc(symmetries->count, sizeof *s->symmetries);
    for (uint32_t i = 0; i < symmetries->count; i++) {
        const uint64_t *S = symmetries->strings + 2 * i;
        s->symmetries[i] = (factor){S[0], S[1], signs >> i & 1 ? 2 : 0};
    }
    s->states = lb_malloc(states, sizeof *s->states);
    s->number = lb_malloc(states, sizeof *s->number);
    for (uint32_t b = 0; b < states; b++)
        if (is_in_basis(b, s)) {
            s->number[b] = s->count;
            s->states[s->count++] = b;
        }
}

static void sector_clear(sector *s)
{
    free(s->symmetries);
    free(s->states);
    free(s->number);
}

static factor *read_terms(const lb_sum_t H, nmod_t modulus)
{
    factor *terms = lb_malloc(H->length, sizeof *terms);
    fmpz *coefficients = _fmpz_vec_init((slong)H->length);
    lb_primitive_coefficients(coefficients, H);
    for (size_t t = 0; t < H->length; t++) {
        uint64_t dense[2];
        lb_dense_from_string(dense, H->strings + t, 1);
        terms[t] = (factor){dense[0], dense[1], fmpz_fdiv_ui(coefficients + t, modulus.n)};
    }
    _fmpz_vec_clear(coefficients, (slong)H->length);
    return terms;
}

/* Row b is the conjugate of column b: of H Pi |b>. */
static void take_rows(lb_sparse_vector *rows, const sector *s, const factor *terms, size_t count)
{
    lb_sparse_sum sum;
    lb_sparse_sum_init(&sum, s->count, s->modulus);
    for (uint32_t i = 0; i < s->count; i++) {
        for (size_t t = 0; t < count; t++) {
            uint64_t b = s->states[i];
            unsigned e = move(&b, terms[t].x, terms[t].z);
            e += represent(&b, s);
            const lb_term one = {1, s->number[b]};
            uint64_t phase = s->phases[(4 - e % 4) % 4];
            lb_sparse_sum_add(&sum, nmod_mul(terms[t].coefficient, phase, s->modulus), &one, 1);
        }
        lb_sparse_sum_take(rows + i, &sum);
    }
    lb_sparse_sum_clear(&sum);
}

void lb_structure_sector_module_init(lb_module *M, const lb_ansatz_t A,
                                     const lb_symmetries *symmetries, uint32_t signs,
                                     nmod_t modulus)
{
    sector s;
    sector_init(&s, A->qubits, symmetries, signs, modulus);
    *M = (lb_module){
        .modulus = modulus, .dimension = s.count, .generator_count = (uint32_t)A->generator_count};
    M->generators = lb_malloc(A->generator_count, sizeof *M->generators);
    for (uint32_t k = 0; k < M->generator_count; k++) {
        factor *terms = read_terms(A->generators + k, modulus);
        M->generators[k] = lb_malloc(s.count, sizeof **M->generators);
        take_rows(M->generators[k], &s, terms, A->generators[k].length);
        free(terms);
    }
    sector_clear(&s);
}

/* <b| Pi |b'> is the conjugate of i^e where b' represents b, and 0 for other states of the basis. */
void lb_structure_sector_embed(nmod_mat_t states, const nmod_mat_t rows, size_t qubits,
                               const lb_symmetries *symmetries, uint32_t signs)
{
    sector s;
    sector_init(&s, qubits, symmetries, signs, states->mod);
    nmod_mat_zero(states);
    for (uint64_t b = 0; b < (uint64_t)1 << qubits; b++) {
        uint64_t at = b;
        uint64_t phase = s.phases[(4 - represent(&at, &s) % 4) % 4];
        for (slong r = 0; r < nmod_mat_nrows(rows) && is_in_basis(at, &s); r++)
            nmod_mat_entry(states, r, b) =
                nmod_mul(phase, nmod_mat_entry(rows, r, s.number[at]), states->mod);
    }
    sector_clear(&s);
}
