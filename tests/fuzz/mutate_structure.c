/* Looks for false acceptances of liebound-check among certificates of the kind structure.
 *
 * Random generators are closed by brute force, with and without marks, and so is what their
 * brackets generate, without marks: dim [g,g] by its definition. Certificates made from the marked
 * ones must be accepted; every mutant that is accepted must state the dimensions that brute force
 * finds for the generators it states. LB_TEST_SEED and LB_TEST_MULTIPLIER choose the mutants and
 * their number. Links with src/check/ except main.c, GMP and zlib. */

#define LB_TESTS_QUBITS 4

#include "mutate_certificate.h"
#include "mutations.h"
#include "support.h"

/* ---- By definition ---- */

/* g, and [g,g] as what contains all brackets of two generators and those with generators. */
typedef struct truth {
    algebra whole, derived;
} truth;

static void bracket_with_all(algebra *E, const algebra *A, vector element)
{
    vector v;
    vector_init(v);
    for (int g = 0; g < A->generators; g++) {
        bracket(&A->V, v, ((algebra *)A)->generator[g], element);
        insert(E, v);
    }
    vector_clear(v);
}

static void find_truth(truth *G)
{
    algebra *A = &G->whole, *E = &G->derived;
    close_algebra(A);
    E->V = A->V;
    E->dimension = 0;
    memset(E->present, 0, sizeof E->present);
    for (int g = 0; g < A->generators; g++)
        bracket_with_all(E, A, A->generator[g]);
    for (int e = 0; e < E->dimension; e++)
        bracket_with_all(E, A, E->element[e]);
}

static bool agrees(const lb_check_report *report, const truth *G)
{
    int D = G->whole.dimension, E = G->derived.dimension;
    return atoi(report->decimal) == D &&
           (!report->marked || (atoi(report->derived) == E && atoi(report->centre) == D - E));
}

/* ---- Making certificates ---- */

/* Marked generators, and what stands for an average under the exchange of the two qubits of the
 * ansatz; for itself, without a symmetry. */
typedef struct marked {
    algebra A, averages;
    int qubits, canonical[SIZE];
    bool exchange;
} marked;

static void random_generators(algebra *A, bool exchange)
{
    A->generators = 1 + (int)draw((uint64_t)(QUBITS - A->V.n));
    for (int g = 0; g < A->generators; g++) {
        vector_zero(A->generator[g]);
        for (uint64_t terms = draw(4); terms > 0; terms--) {
            int rank = (int)draw((uint64_t)A->V.size), digits = A->V.digits[rank];
            random_coefficient(A->generator[g][rank]);
            if (exchange)
                mpq_set(A->generator[g][A->V.rank[digits >> 2 | (digits & 3) << 2]],
                        A->generator[g][rank]);
        }
    }
}

/* The primitive integer multiple of v, on more qubits. */
static void widen_primitive(vector w, const space *W, vector v, const space *V)
{
    mpz_t divisor;
    mpq_t factor;
    mpz_init(divisor);
    mpq_init(factor);
    mpq_set_ui(factor, 1, 1);
    for (int i = 0; i < V->size; i++) {
        mpz_lcm(mpq_numref(factor), mpq_numref(factor), mpq_denref(v[i]));
        mpz_gcd(divisor, divisor, mpq_numref(v[i]));
    }
    if (mpz_sgn(divisor))
        mpz_set(mpq_denref(factor), divisor);
    mpq_canonicalize(factor);
    vector_zero(w);
    for (int i = 0; i < V->size; i++)
        mpq_mul(w[W->rank[V->digits[i] << 2 * (W->n - V->n)]], v[i], factor);
    mpq_clear(factor);
    mpz_clear(divisor);
}

static void set_marked(marked *M, algebra *A, bool exchange)
{
    M->exchange = exchange;
    M->qubits = A->V.n;
    space *W = &M->A.V;
    space_init(W, A->V.n + A->generators);
    M->A.generators = A->generators;
    for (int g = 0; g < A->generators; g++) {
        widen_primitive(M->A.generator[g], W, A->generator[g], &A->V);
        mpq_set_ui(M->A.generator[g][W->rank[3 << 2 * (A->generators - 1 - g)]], 1, 1);
    }
    for (int i = 0; i < W->size; i++) {
        int low = 2 * A->generators, first = W->digits[i] >> (low + 2),
            second = W->digits[i] >> low;
        int image =
            W->rank[(second & 3) << (low + 2) | first << low | (W->digits[i] & ((1 << low) - 1))];
        M->canonical[i] = exchange && image > i ? image : i;
    }
}

static void average(residues v, const replay *R, const void *context)
{
    const marked *M = context;
    for (int i = 0; i < R->V->size; i++)
        if (v[i] && M->canonical[i] != i) {
            v[M->canonical[i]] = (v[M->canonical[i]] + v[i]) % R->p;
            v[i] = 0;
        }
}

/* The reduced basis in averages. */
static void find_averages(marked *M)
{
    algebra *B = &M->averages;
    vector v;
    vector_init(v);
    B->V = M->A.V;
    B->dimension = 0;
    memset(B->present, 0, sizeof B->present);
    for (int i = 0; i < B->V.size; i++)
        if (M->A.present[i]) {
            vector_zero(v);
            for (int j = 0; j < B->V.size; j++)
                mpq_add(v[M->canonical[j]], v[M->canonical[j]], M->A.row[i][j]);
            insert(B, v);
        }
    vector_clear(v);
}

static bool is_mark(const marked *M, int rank)
{
    int digits = M->A.V.digits[rank];
    return digits && !(digits >> 2 * M->A.generators);
}

/* Whether each pivot that is a mark leads a row of marks: the identity may be in it, the only
 * string that is smaller than a mark. */
static bool has_good_pivots(marked *M)
{
    for (int i = 0; i < M->A.V.size; i++)
        for (int j = 0; M->averages.present[i] && is_mark(M, i) && j < i; j++)
            if (mpq_sgn(M->averages.row[i][j]) && !is_mark(M, j))
                return false;
    return true;
}

static bool put_structure(buffer *T, marked *M, algebra *A)
{
    free(put_generators(T, A));
    replace(T, (size_t)(strstr(T->bytes, "closure") - T->bytes), 7, "structure");
    put(T, M->exchange ? "symmetry 1 0\nexchange 1 0 1\n" : "symmetry 0 0\n");
    replay *R = calloc(1, sizeof *R);
    if (!R)
        abort();
    R->p = moduli[draw(sizeof moduli / sizeof *moduli)];
    R->V = &M->A.V;
    for (int g = 0; g < M->A.generators; g++)
        set_residues(R, g, M->A.generator[g]);
    bool ok = put_replay(T, &M->A, R, average, M);
    free(R);
    find_averages(M);
    put_basis(T, &M->averages);
    return ok && has_good_pivots(M);
}

/* ---- The experiment ---- */

static bool is_decidable(truth *G, const buffer *T)
{
    if (!parse_generators(&G->whole, T) || G->whole.V.n > 3)
        return false;
    find_truth(G);
    return true;
}

/* Put the qubit of a mark into the symmetry, or a mark into another place of a row. */
static void mutate_marks(buffer *T)
{
    static const char *const others[] = {
        "symmetry 1 0\nexchange 1 0 1\n", "symmetry 0 1\nmap 1 0\n",
        "symmetry 1 0\nexchange 1 1 2\n", "symmetry 0 1\nmap 0 2 1\n", "symmetry 0 1\nmap 1 0 2\n"};
    static const char *const terms[] = {" 1 IZ",   " -1 IZ", " 1 IIZ", " 1 IZI", " 1 I3Z",
                                        " 1 IIZI", " 2 I3Z", " 1 II",  " 1 I4"};
    char *at = strstr(T->bytes, draw(2) ? "symmetry 0 0\n" : "\nbasis ");
    if (!at)
        return;
    if (*at == 's') {
        replace(T, (size_t)(at - T->bytes), 13, others[draw(sizeof others / sizeof *others)]);
        return;
    }
    for (uint64_t row = 1 + draw(6); row > 0 && (at = strchr(at + 1, '\n')); row--)
        ;
    if (at)
        replace(T, (size_t)(at - T->bytes), 0, terms[draw(sizeof terms / sizeof *terms)]);
}

static void try_mutants(tally *t, const buffer *valid, truth *G, uint64_t count)
{
    static buffer mutant;
    lb_check_report report;
    for (; count > 0; count--, t->mutants++) {
        mutant = *valid;
        if (draw(4) == 0)
            mutate_marks(&mutant);
        if (draw(4))
            mutate(&mutant);
        if (!mutant.length)
            continue;
        if (accepts(&report, &mutant)) {
            t->accepted++;
            t->changed += !same_section(valid->bytes, mutant.bytes, "\nqubits ", "\nsymmetry ");
            if (!is_decidable(G, &mutant))
                t->outside++;
            else if (!agrees(&report, G))
                t->failures += (uint64_t)show("FALSE ACCEPTANCE", &mutant, "dimensions are wrong");
        }
        lb_check_report_clear(&report);
    }
}

int main(void)
{
    static buffer valid;
    static truth G;
    static marked M;
    tally t = {0};
    uint64_t with_centre = 0, with_both = 0, exchanged = 0;
    lb_check_report report;
    random_state = lb_test_seed();
    algebra_init(&G.whole);
    algebra_init(&G.derived);
    algebra_init(&M.A);
    algebra_init(&M.averages);
    for (size_t target = lb_test_count(1200); t.made < target;) {
        space_init(&G.whole.V, draw(8) ? 1 + (int)draw(2) : 3);
        bool exchange = G.whole.V.n == 2 && draw(2);
        random_generators(&G.whole, exchange);
        find_truth(&G);
        set_marked(&M, &G.whole, exchange);
        close_algebra(&M.A);
        if (!put_structure(&valid, &M, &G.whole))
            continue;
        int D = G.whole.dimension, E = G.derived.dimension;
        t.made++;
        with_centre += D > E;
        with_both += D > E && E;
        exchanged += exchange;
        if (!accepts(&report, &valid) || !agrees(&report, &G))
            t.failures += (uint64_t)show("A VALID CERTIFICATE IS REJECTED", &valid, report.reason);
        else
            try_mutants(&t, &valid, &G, 100);
        lb_check_report_clear(&report);
    }
    algebra_clear(&G.whole);
    algebra_clear(&G.derived);
    algebra_clear(&M.A);
    algebra_clear(&M.averages);
    printf("%" PRIu64 " certificates, %" PRIu64 " with a centre, %" PRIu64
           " with a derived algebra too, %" PRIu64 " with a symmetry; %" PRIu64 " mutants, %" PRIu64
           " accepted (%" PRIu64 " with other generators, %" PRIu64
           " too large to decide), %" PRIu64 " failures\n",
           t.made, with_centre, with_both, exchanged, t.mutants, t.accepted, t.changed, t.outside,
           t.failures);
    bool covered = with_centre && with_both && exchanged && t.changed;
    return t.failures || !covered ? EXIT_FAILURE : EXIT_SUCCESS;
}
