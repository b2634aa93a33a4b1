/* Proofs by sectors with what is lifted: algebras whose sectors are related by no string, made of blocks of
 * matrices. Dimensions must be those of a closed basis, and both checkers must accept the certificates. */

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <liebound/closure.h>

#include "base/random.h"
#include "checking.h"
#include "dimension/sector_proof.h"
#include "pauli/dense.h"
#include "support.h"

enum { STATES_MAX = 16, GENERATORS = 2, KINDS = 5 };
static const int DIMENSIONS[KINDS] = {2, 3, 4, 4, 4};

typedef struct blocks {
    int size, order[STATES_MAX], sign[STATES_MAX];
    int kinds[KINDS][GENERATORS][4][4]; /* symmetric */
    int H[GENERATORS][STATES_MAX][STATES_MAX];
} blocks;

static int small(lb_random *random, int most)
{
    return (int)lb_random_below(random, (uint64_t)(2 * most + 1)) - most;
}

/* Kind 2 is (X, Y; Y, X + Y), two conjugate blocks of dimension 2 over the field of the golden ratio;
 * kind 3 is (X, -Z; Z, X), Z antisymmetric, blocks X + iZ and X - iZ that are not alike though
 * the scalar product relates them; kind 4 is (0, M; M^T, 0), which is its own dual. */
static void draw_kind(int K[4][4], int kind, lb_random *random)
{
    for (int i = 0; i < 4; i++)
        for (int j = 0; j <= i; j++)
            K[i][j] = K[j][i] = small(random, 3);
    for (int i = 0; i < 2 && kind > 1; i++)
        for (int j = 0; j <= i; j++) {
            int off = kind == 3 && i == j ? 0 : K[i][2 + j];
            if (kind == 4) {
                K[i][j] = K[j][i] = K[2 + i][2 + j] = K[2 + j][2 + i] = 0;
                continue;
            }
            K[i][2 + j] = K[2 + j][i] = off;
            K[j][2 + i] = K[2 + i][j] = kind == 3 ? -off : off;
            K[2 + i][2 + j] = K[2 + j][2 + i] = K[i][j] + (kind == 2 ? off : 0);
        }
}

static void draw_kinds(blocks *B, lb_random *random)
{
    for (int kind = 0; kind < KINDS; kind++)
        for (int k = 0; k < GENERATORS; k++)
            draw_kind(B->kinds[kind][k], kind, random);
}

/* Blocks of the kinds, with signs and numbers, in some order of states with signs. */
static void draw_blocks(blocks *B, int size, lb_random *random)
{
    *B = (blocks){.size = size};
    draw_kinds(B, random);
    for (int b = 0; b < size; b++) {
        int other = (int)lb_random_below(random, (uint64_t)b + 1);
        B->order[b] = B->order[other];
        B->order[other] = b;
        B->sign[b] = lb_random_below(random, 2) ? 1 : -1;
    }
    for (int at = 0, d; at < size; at += d) {
        int kind = (int)lb_random_below(random, KINDS), times = lb_random_below(random, 2) ? 1 : -1;
        bool shifts = lb_random_below(random, 2);
        d = at + DIMENSIONS[kind] <= size ? DIMENSIONS[kind] : 1;
        for (int k = 0; k < GENERATORS; k++) {
            int number = shifts ? small(random, 2) : 0;
            for (int i = 0; i < d; i++)
                for (int j = 0; j < d; j++) {
                    int a = at + i, b = at + j;
                    B->H[k][B->order[a]][B->order[b]] =
                        B->sign[a] * B->sign[b] *
                        (times * B->kinds[kind][k][i][j] + (i == j ? number : 0));
                }
        }
    }
}

/* The coefficient of a real string W is tr W H / 2^n. */
static void take_sum(lb_sum_t S, const blocks *B, int k)
{
    uint64_t size = (uint64_t)B->size;
    mpq_t c;
    lb_string_t P;
    mpq_init(c);
    lb_string_init(P);
    for (uint64_t x = 0; x < size; x++)
        for (uint64_t z = 0; z < size; z++) {
            long trace = 0;
            const uint64_t dense[2] = {x, z};
            int turns = __builtin_popcountll(x & z);
            for (uint64_t b = 0; b < size && turns % 2 == 0; b++)
                trace += (turns / 2 + __builtin_popcountll(z & b)) % 2 ? -B->H[k][b ^ x][b]
                                                                       : B->H[k][b ^ x][b];
            if (!trace)
                continue;
            mpq_set_si(c, trace, size);
            mpq_canonicalize(c);
            lb_dense_to_string(P, dense, 1);
            lb_sum_append(S, c, P);
        }
    lb_sum_normalize(S);
    lb_string_clear(P);
    mpq_clear(c);
}

static void take_ansatz(lb_ansatz_t A, const blocks *B)
{
    size_t n = 0;
    while (1 << n < B->size)
        n++;
    lb_ansatz_init(A, "blocks", n);
    for (int k = 0; k < GENERATORS; k++) {
        lb_sum_t S;
        lb_sum_init(S, n);
        take_sum(S, B, k);
        if (S->length)
            lb_ansatz_add_generator(A, NULL, S);
        lb_sum_clear(S);
    }
}

static char *closed_dimension(const lb_ansatz_t A)
{
    const lb_closure_options options = {.enumerate = true};
    lb_closure *closure;
    lb_error error;
    mpz_t D;
    mpz_init(D);
    ck_assert_msg(!lb_closure_compute(&closure, A, &options, &error), "%s", error.message);
    lb_closure_dimension(D, closure);
    char *text = mpz_get_str(NULL, 10, D);
    mpz_clear(D);
    lb_closure_free(closure);
    return text;
}

typedef struct counts {
    size_t proved, operators, duals, likes;
} counts;

static void count_lifts(counts *found, const lb_sector_proof *proof)
{
    found->proved++;
    found->operators += proof->operator_count > 0;
    for (uint32_t c = 0; c < proof->sector_count; c++) {
        const lb_sector_claim *s = proof->sectors + c;
        if (s->dual == LB_SECTOR_NO_FORM || s->form < proof->form_count)
            continue;
        bool dual =
            proof->lifts.matrices[proof->operator_count + (s->form - proof->form_count)].dual;
        found->duals += dual;
        found->likes += !dual;
    }
}

static void check_ansatz(counts *found, const lb_ansatz_t A, const char *path)
{
    const lb_run_options run = {.threads = 1};
    lb_algebra_t G;
    lb_lifts lifts;
    lb_sector_proof *proof;
    lb_error error;
    if (!A->generator_count || lb_states_algebra_with_lifts(G, &lifts, A, &run, &error))
        return;
    if (!lb_sector_proof_find(&proof, A, false, &lifts, &run, &error)) {
        char *D = closed_dimension(A);
        ck_assert(!lb_sector_proof_write(proof, path, &error));
        check_dimension(path, D);
        count_lifts(found, proof);
        lb_sector_proof_free(proof);
        free(D);
    }
    lb_lifts_clear(&lifts);
    lb_algebra_clear(G);
}

START_TEST(test_blocks)
{
    lb_random random;
    counts found = {0};
    char path[4096];
    lb_random_seed(&random, lb_test_seed());
    snprintf(path, sizeof path, "%s/liebound-lifted-%ld.cert", lb_test_folder(), (long)getpid());
    size_t count = lb_test_count(60);
    for (size_t i = 0; i < count; i++) {
        blocks B;
        lb_ansatz_t A;
        draw_blocks(&B, i % 3 ? 8 : 16, &random);
        take_ansatz(A, &B);
        check_ansatz(&found, A, path);
        lb_ansatz_clear(A);
    }
    printf("%zu proved, %zu with operators, %zu duals, %zu alike\n", found.proved, found.operators,
           found.duals, found.likes);
    ck_assert_uint_gt(found.proved, count / 4);
    ck_assert_uint_gt(found.operators, count / 8);
    ck_assert_uint_gt(found.duals, count / 8);
    ck_assert_uint_gt(found.likes, count / 8);
    remove(path);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("lifted sectors");
    tcase_add_test(cases, test_blocks);
    return lb_test_run_cases("lifted_sectors", cases);
}
