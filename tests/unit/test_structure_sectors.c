/* Sectors of central strings, against projectors as matrices. */

#include "matrices.h"
#include "matrix_algebras.h"
#include "structure/structure_data.h"
#include "structures.h"

/* The projector on a sector, as a matrix. */
static amplitude *sector_projector(const lb_structure *structure, size_t n, const bool *negative)
{
    size_t size = (size_t)1 << n;
    amplitude *P = calloc(size * size, sizeof *P);
    for (size_t i = 0; i < size; i++)
        P[i * size + i] = 1;
    lb_string_t S;
    lb_string_init(S);
    for (size_t i = 0; i < lb_structure_symmetry_count(structure); i++) {
        amplitude *M = calloc(size * size, sizeof *M), *Q = calloc(size * size, sizeof *Q);
        lb_structure_symmetry(S, structure, i);
        add_string_matrix(M, negative[i] ? -0.5 : 0.5, S, n);
        for (size_t j = 0; j < size; j++)
            M[j * size + j] += 0.5;
        add_product(Q, 1, P, M, size);
        free(P);
        free(M);
        P = Q;
    }
    lb_string_clear(S);
    return P;
}

/* Add a vector to an orthonormal basis of `count`; returns the new count. */
static size_t add_orthogonal(amplitude **basis, size_t count, amplitude *v, size_t length)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t b = 0; b < count; b++) {
            double inner = 0; /* over R */
            for (size_t i = 0; i < length; i++)
                inner += creal(conj(basis[b][i]) * v[i]);
            for (size_t i = 0; i < length; i++)
                v[i] -= inner * basis[b][i];
        }
    double norm = 0;
    for (size_t i = 0; i < length; i++)
        norm += creal(conj(v[i]) * v[i]);
    if (norm < 1e-12) {
        free(v);
        return count;
    }
    for (size_t i = 0; i < length; i++)
        v[i] /= sqrt(norm);
    basis[count] = v;
    return count + 1;
}

/* The rank of the basis of g times the projector. */
static size_t sector_rank(const lb_closure *closure, const amplitude *P, size_t n)
{
    size_t size = (size_t)1 << n, D = lb_closure_row_count(closure), count = 0;
    amplitude **basis = calloc(D, sizeof *basis);
    lb_sum_t row;
    lb_sum_init(row, n);
    for (size_t i = 0; i < D; i++) {
        lb_closure_row(row, closure, i);
        amplitude *M = sum_matrix(row), *R = calloc(size * size, sizeof *R);
        add_product(R, 1, M, P, size);
        count = add_orthogonal(basis, count, R, size * size);
        free(M);
    }
    lb_sum_clear(row);
    for (size_t i = 0; i < count; i++)
        free(basis[i]);
    free(basis);
    return count;
}

static void check_sectors(const lb_ansatz_t A, size_t symmetries)
{
    lb_closure *closure = close_ansatz(A);
    lb_structure *structure;
    lb_error error;
    lb_algebra_t G;
    mpz_t D;
    ck_assert_int_eq(lb_structure_compute(&structure, closure, NULL, &error), LB_OK);
    ck_assert_uint_eq(lb_structure_symmetry_count(structure), symmetries);
    lb_algebra_init(G);
    mpz_init(D);
    for (size_t i = 0; i < (size_t)1 << symmetries; i++) {
        bool negative[8];
        for (size_t j = 0; j < 8; j++)
            negative[j] = i >> j & 1;
        amplitude *P = sector_projector(structure, A->qubits, negative);
        lb_structure_sector(G, structure, negative);
        lb_algebra_dimension(D, G);
        ck_assert_uint_eq(mpz_get_ui(D), sector_rank(closure, P, A->qubits));
        free(P);
    }
    mpz_clear(D);
    lb_algebra_clear(G);
    lb_structure_free(structure);
    lb_closure_free(closure);
}

START_TEST(sectors_against_matrices)
{
    static const struct {
        const char *name;
        unsigned n;
        size_t symmetries;
    } cases[] = {{"tfim-closed", 3, 1}, {"tfim-closed", 4, 1},     {"xxz-open", 4, 2},
                 {"xxz-open", 3, 0},    {"heisenberg-open", 4, 2}, {"ltfim-open", 3, 0}};
    lb_ansatz_t A;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        load_family(A, cases[i].name, cases[i].n);
        check_sectors(A, cases[i].symmetries);
        lb_ansatz_clear(A);
    }
    lb_ansatz_init(A, "signs of Y", 4);
    ADD(A, "XYII", "IIZZ");
    ADD(A, "YXII", "IZZI");
    ADD(A, "ZIYX", "IIXY");
    check_sectors(A, 2);
    lb_ansatz_clear(A);
    lb_ansatz_init(A, "a symmetry with Y", 3);
    ADD(A, "XYI", "IYX");
    ADD(A, "YYY");
    ADD(A, "ZZI", "IZZ");
    lb_structure *structure = compute_structure(A);
    check_sectors(A, lb_structure_symmetry_count(structure));
    ck_assert_uint_gt(lb_structure_symmetry_count(structure), 0);
    lb_structure_free(structure);
    lb_ansatz_clear(A);
}
END_TEST

/* The even sector of the closed chain: 3n/2 for even n, (3n - 1)/2 for odd n (arXiv:2109.11676). */
START_TEST(even_sector_of_closed_chain)
{
    for (unsigned n = 3; n <= 12; n++) {
        lb_ansatz_t A;
        load_family(A, "tfim-closed", n);
        lb_structure *structure = compute_structure(A);
        lb_algebra_t G;
        mpz_t D;
        lb_algebra_init(G);
        mpz_init(D);
        lb_structure_sector(G, structure, (bool[]){false});
        lb_algebra_dimension(D, G);
        ck_assert_uint_eq(mpz_get_ui(D), 3 * n / 2);
        mpz_clear(D);
        lb_algebra_clear(G);
        lb_structure_free(structure);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("structure sectors", sectors_against_matrices, even_sector_of_closed_chain)
