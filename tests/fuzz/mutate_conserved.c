/* Looks for conserved numbers of real spaces, in the kind `rank`, that forbid too much.
 *
 * For random generators and states the space is that of the coordinates that the generators reach, or the
 * smallest that contains all states together, alone or with another vector, which is mostly no direct sum of
 * spaces of the states. Lines of the section `quantities` are tried at random; matrices in floating point say
 * whether one is to be accepted, and what bound on the rank follows, which is not to be below the dimension of
 * the orbit. Then texts are mutated, and whatever is accepted is read again here and compared with the orbit of
 * what it states. LB_TEST_SEED and LB_TEST_MULTIPLIER choose the cases and their number.
 *
 * Nothing is shared with the checker. */

#include "mutate_certificate.h"

#include "mutations.h"
#include "random_circuits.h"

#include "brute_circuits.h"
#include "circuit_orbits.h"
#include "support.h"

enum { WIDTH_ALL = 2 * STATES * AMPLITUDES, LINES_MOST = 24 };
enum { SPACE = STATES * COORDINATES };

/* ---- A case ---- */

typedef struct quantity {
    bool conjugates;
    int left, right, letters[WIDE];
} quantity;

/* Entry COORDINATES s + c of a vector belongs to coordinate c of state s. */
typedef struct example {
    circuit C;
    reach R[STATES];
    algebra V; /* rows, and what was inserted */
    quantity list[LINES_MOST];
    int count;
} example;

/* i H of generator g, times v. */
static void act_on_vector(vector out, const example *E, int g, vector v)
{
    amplitude image[AMPLITUDES];
    mpq_t term;
    mpq_init(term);
    vector_zero(out);
    for (int l = 0; l < SPACE; l++) {
        const reach *R = &E->R[l / COORDINATES];
        int s = l / COORDINATES;
        for (int t = 0; mpq_sgn(v[l]) && t < E->C.terms[g]; t++) {
            act(image, E->C.letters[g][t], E->C.n, R->vectors[l % COORDINATES], E->C.size[s]);
            for (int d = 0; d < 2 << E->C.size[s]; d++) {
                double part = -cimag(scalar(R->vectors[d], image));
                mpq_set_si(term, (long)round(part * E->C.coefficients[g][t]), 1);
                mpq_mul(term, term, v[l]);
                mpq_add(out[COORDINATES * s + d], out[COORDINATES * s + d], term);
            }
        }
    }
    mpq_clear(term);
}

/* psi as it is stated: in integers, where by amplitudes. */
static void set_stated(const circuit *C, int s, amplitude *psi)
{
    set_state(C, s, psi);
    for (int k = 0; C->is_vector[s] && k < AMPLITUDES; k++)
        psi[k] *= 10;
}

/* Add psi of a state, or i psi. */
static void add_state(vector v, const example *E, int s, bool phase)
{
    amplitude psi[AMPLITUDES];
    mpq_t part;
    mpq_init(part);
    set_stated(&E->C, s, psi);
    for (int c = 0; c < 2 << E->C.size[s]; c++) {
        amplitude to = (phase ? I : 1) * scalar(E->R[s].vectors[c], psi);
        mpq_set_si(part, lround(creal(to)), 1);
        mpq_add(v[COORDINATES * s + c], v[COORDINATES * s + c], part);
    }
    mpq_clear(part);
}

/* Whether the sum of the phases of these states lies in the space. */
static bool has_phases(example *E, int first, int end)
{
    vector v;
    vector_init(v);
    for (int s = first; s < end; s++)
        if (E->C.claimed[s])
            add_state(v, E, s, true);
    reduce(&E->V, v);
    bool inside = leading(v) < 0;
    vector_clear(v);
    return inside;
}

/* All coordinates that are reached. */
static void take_coordinates(example *E)
{
    vector v;
    vector_init(v);
    for (int l = 0; l < SPACE; l++) {
        int s = l / COORDINATES;
        if (s >= E->C.states || !E->C.claimed[s] || !E->R[s].met[l % COORDINATES])
            continue;
        vector_zero(v);
        mpq_set_ui(v[l], 1, 1);
        insert(&E->V, v);
    }
    vector_clear(v);
}

/* A sum of two coordinates of any states. */
static void take_two(example *E)
{
    vector v;
    vector_init(v);
    for (int i = 0; i < 2; i++) {
        int s = (int)draw((uint64_t)E->C.states), c = (int)draw((uint64_t)2 << E->C.size[s]);
        if (E->C.claimed[s])
            mpq_set_si(v[COORDINATES * s + c], draw(2) ? 1 : -2, 1);
    }
    insert(&E->V, v);
    vector_clear(v);
}

/* The states together, what is there, and what the generators make of these. */
static void close_space(example *E)
{
    vector v;
    vector_init(v);
    for (int s = 0; s < E->C.states; s++)
        if (E->C.claimed[s])
            add_state(v, E, s, false);
    insert(&E->V, v);
    for (int e = 0; e < E->V.dimension; e++)
        for (int g = 0; g < E->C.generators; g++) {
            act_on_vector(v, E, g, E->V.element[e]);
            insert(&E->V, v);
        }
    vector_clear(v);
}

static void find_space(example *E)
{
    int kind = (int)draw(3);
    E->V.dimension = 0;
    memset(E->V.present, 0, sizeof E->V.present);
    if (kind == 0)
        take_coordinates(E);
    if (kind == 1)
        take_two(E);
    close_space(E);
}

/* ---- Lines ---- */

static void apply_quantity(amplitude *out, const quantity *q, int k, const amplitude *v, int N)
{
    amplitude from[AMPLITUDES];
    for (int a = 0; a < AMPLITUDES; a++)
        from[a] = q->conjugates ? conj(v[a]) : v[a];
    act(out, q->letters, N, from, N);
    for (int a = 0; k && a < AMPLITUDES; a++)
        out[a] *= I;
}

/* Re <x | C e> for all basis vectors e and i e. */
static void apply_transposed(amplitude *out, const quantity *q, int k, const amplitude *x, int N)
{
    for (int a = 0; a < AMPLITUDES; a++)
        for (int part = 0; part < 2; part++) {
            amplitude e[AMPLITUDES] = {0}, image[AMPLITUDES];
            e[a] = part ? I : 1;
            out[a] = part ? out[a] : 0;
            if (a < 1 << N) {
                apply_quantity(image, q, k, e, N);
                out[a] += creal(scalar(x, image)) * e[a];
            }
        }
}

static bool same(const amplitude *a, const amplitude *b)
{
    double distance = 0;
    for (int k = 0; k < AMPLITUDES; k++)
        distance += cabs(a[k] - b[k]);
    return distance < 1e-9;
}

/* Whether i times each term commutes with C. */
static bool commutes(const circuit *C, const quantity *q)
{
    int N = C->size[q->left];
    bool yes = true;
    for (int a = 0; a < 1 << N; a++)
        for (int g = 0; g < C->generators; g++)
            for (int t = 0; t < C->terms[g]; t++) {
                amplitude e[AMPLITUDES] = {0}, left[AMPLITUDES], right[AMPLITUDES];
                amplitude first[AMPLITUDES];
                e[a] = 1;
                act(first, C->letters[g][t], C->n, e, N);
                for (int k = 0; k < AMPLITUDES; k++)
                    first[k] *= I;
                apply_quantity(left, q, 0, first, N);
                apply_quantity(first, q, 0, e, N);
                act(right, C->letters[g][t], C->n, first, N);
                for (int k = 0; k < AMPLITUDES; k++)
                    right[k] *= I;
                yes = yes && same(left, right);
            }
    return yes;
}

/* Whether some string takes what is fixed of one state to that of the other. */
static bool are_related(const circuit *C, const quantity *q)
{
    int N = C->size[q->left];
    amplitude left[AMPLITUDES], right[AMPLITUDES], image[AMPLITUDES];
    set_fixed_vector(C, q->left, left);
    set_fixed_vector(C, q->right, right);
    for (int code = 0; code < 1 << 2 * N; code++) {
        int letters[WIDE];
        for (int j = 0; j < N; j++)
            letters[j] = code >> 2 * j & 3;
        act(image, letters, N, left, N);
        if (cabs(scalar(right, image)) > 0.999)
            return true;
    }
    return false;
}

static bool is_legal(const circuit *C, const quantity *q)
{
    int odd = 0, N = C->size[q->left];
    for (int j = 0; j < N; j++)
        odd ^= q->letters[j] == 2;
    return C->claimed[q->left] && C->claimed[q->right] && N == C->size[q->right] &&
           commutes(C, q) && are_related(C, q) && !(q->left == q->right && q->conjugates && odd);
}

/* Row k of the form in real coordinates of all vectors. */
static void set_form(row out, const circuit *C, const quantity *q, int k)
{
    int N = C->size[q->left];
    amplitude left[AMPLITUDES], right[AMPLITUDES], image[AMPLITUDES];
    memset(out, 0, sizeof(row));
    set_stated(C, q->left, left);
    set_stated(C, q->right, right);
    apply_quantity(image, q, k, right, N);
    add_part(out, q->left, image, 1);
    apply_transposed(image, q, k, left, N);
    add_part(out, q->right, image, 1);
}

/* ---- Forms ---- */

/* The norms and all lines, as rows. */
static int set_forms(row *rows, const example *E)
{
    int count = 0;
    for (int s = 0; s < E->C.states; s++) {
        quantity norm = {.left = s, .right = s};
        if (E->C.claimed[s])
            set_form(rows[count++], &E->C, &norm, 0);
    }
    for (int i = 0; i < E->count; i++)
        for (int k = 0; k < 2; k++)
            set_form(rows[count++], &E->C, &E->list[i], k);
    return count;
}

/* The values of a form on the basis of the space. */
static void restrict_form(row values, const example *E, const row form)
{
    memset(values, 0, sizeof(row));
    for (int s = 0; s < E->C.states; s++)
        for (int c = 0; E->C.claimed[s] && c < 2 << E->C.size[s]; c++) {
            row e = {0};
            double value = 0;
            add_part(e, s, E->R[s].vectors[c], 1);
            for (int l = 0; l < WIDTH_ALL; l++)
                value += form[l] * e[l];
            for (int i = 0; i < SPACE; i++)
                if (E->V.present[i])
                    values[i] += value * mpq_get_d(E->V.row[i][COORDINATES * s + c]);
        }
}

static int forms_rank(const example *E)
{
    static row rows[2 * LINES_MOST + STATES], values[2 * LINES_MOST + STATES];
    int count = set_forms(rows, E);
    for (int i = 0; i < count; i++)
        restrict_form(values[i], E, rows[i]);
    return rank_of(values, count);
}

/* The sum of the phases of these states; whether it lies in the space. */
static bool set_phase(row phase, example *E, int first, int end)
{
    memset(phase, 0, sizeof(row));
    for (int s = first; s < end; s++) {
        amplitude psi[AMPLITUDES];
        if (!E->C.claimed[s])
            continue;
        set_stated(&E->C, s, psi);
        for (int a = 0; a < AMPLITUDES; a++)
            psi[a] *= I;
        add_part(phase, s, psi, 1);
    }
    return has_phases(E, first, end);
}

/* The values of all forms on a vector; whether they vanish. */
static bool evaluate_forms(row values, const example *E, const row of)
{
    static row rows[2 * LINES_MOST + STATES];
    int count = set_forms(rows, E);
    bool zero = true;
    memset(values, 0, sizeof(row));
    for (int i = 0; i < count; i++) {
        for (int l = 0; l < WIDTH_ALL; l++)
            values[i] += rows[i][l] * of[l];
        zero = zero && fabs(values[i]) < 1e-9;
    }
    return zero;
}

/* The bound that follows. */
static int expected_bound(example *E)
{
    static row values[STATES];
    int phases = 0, states = 0;
    row phase, ignored;
    for (int s = 0; s < E->C.states; s++)
        if (E->C.claimed[s]) {
            states++;
            if (set_phase(phase, E, s, s + 1))
                evaluate_forms(values[phases++], E, phase);
        }
    bool sum =
        phases < states && set_phase(phase, E, 0, E->C.states) && evaluate_forms(ignored, E, phase);
    return E->V.dimension - forms_rank(E) - (phases - rank_of(values, phases)) -
           (sum && states > 1);
}

static void put_quantity(buffer *T, const circuit *C, const quantity *q)
{
    put(T, q->conjugates ? "antilinear " : "linear ");
    put_number(T, "", (uint64_t)q->left, " ");
    if (q->right != q->left)
        put_number(T, "", (uint64_t)q->right, " ");
    put_string(T, q->letters, C->size[q->left]);
    put(T, "\n");
}

/* The pivot comes first. */
static void put_row(buffer *T, example *E, int pivot)
{
    for (int l = pivot; l >= 0; l--) {
        int s = l / COORDINATES, c = l % COORDINATES;
        if (!mpq_sgn(E->V.row[pivot][l]))
            continue;
        char *coefficient = mpq_get_str(NULL, 10, E->V.row[pivot][l]);
        if (l < pivot) {
            put(T, " ");
            put(T, coefficient);
            put(T, " ");
        }
        put_number(T, c % 2 ? "i" : "s", (uint64_t)s, " ");
        put_string(T, E->R[s].strings[c / 2], E->C.size[s]);
        free(coefficient);
    }
    put(T, "\n");
}

static void put_example(buffer *T, example *E)
{
    const circuit *C = &E->C;
    put_generators_and_states(T, C);
    put(T, "claims 1\ninvariant of");
    for (int s = 0; s < C->states; s++)
        if (C->claimed[s])
            put_number(T, " ", (uint64_t)s, "");
    put_number(T, "\nbasis ", (uint64_t)E->V.dimension, "\n");
    for (int i = 0; i < SPACE; i++)
        if (E->V.present[i])
            put_row(T, E, i);
    if (E->count)
        put_number(T, "quantities ", (uint64_t)E->count, " modulo 536870909\n");
    for (int i = 0; i < E->count; i++)
        put_quantity(T, C, &E->list[i]);
    put(T, "end\n");
}

/* Give the second state the strings of the first with other signs: those of pairs, whose product with XX and
 * ZZ is minus YY, more often than other tests do. */
static void share_strings(circuit *C)
{
    C->is_vector[1] = false;
    C->size[1] = C->size[0];
    C->claimed[0] = C->claimed[1] = true;
    if (C->size[0] > 1 && draw(2))
        set_pair(C, 0);
    memcpy(C->state[1], C->state[0], sizeof C->state[0]);
    for (int j = 0; j < C->size[0]; j++)
        C->sign[1][j] = draw(2) ? 1 : -1;
}

/* Two states have the same strings half of the time. */
static void random_example(example *E)
{
    circuit *C = &E->C;
    draw_circuit(C, 1 + (int)draw(2), false);
    C->layered = false;
    if (C->states > 1 && !C->is_vector[0] && draw(2))
        share_strings(C);
    for (int s = 0; s < C->states; s++)
        find_reach(&E->R[s], C, s);
    find_space(E);
    E->count = 0;
}

static void random_quantity(quantity *q, const circuit *C)
{
    *q = (quantity){.conjugates = draw(2), .left = (int)draw((uint64_t)C->states)};
    q->right = q->left + (draw(2) && q->left + 1 < C->states);
    bool few = draw(2);
    for (int j = 0; j < C->size[q->left]; j++)
        q->letters[j] = few && draw(2) ? 0 : (int)draw(4);
}

typedef struct results {
    tally all;
    uint64_t lines, legal, lower, attained;
} results;

/* Add a random line if it is one, and demand that the checker thinks so too. */
static void try_line(results *r, example *E)
{
    static buffer T;
    lb_check_report report;
    int before = forms_rank(E);
    random_quantity(&E->list[E->count++], &E->C);
    bool legal = is_legal(&E->C, &E->list[E->count - 1]);
    bool expected = legal && forms_rank(E) > before;
    put_example(&T, E);
    bool accepted = accepts(&report, &T);
    r->lines++;
    r->legal += expected;
    if (accepted && !expected)
        r->all.failures += (uint64_t)show("FALSE ACCEPTANCE", &T, "no such quantity");
    else if (!accepted && expected)
        r->all.failures += (uint64_t)show("A VALID CERTIFICATE IS REJECTED", &T, report.reason);
    else if (accepted && (int)report.claims[0].value != expected_bound(E))
        r->all.failures += (uint64_t)show("ANOTHER BOUND", &T, "than by matrices");
    lb_check_report_clear(&report);
    E->count -= !expected;
}

static void try_mutants(results *r, const buffer *valid)
{
    static buffer mutant;
    static lines L;
    for (int i = 0; i < 60; i++) {
        lb_check_report report;
        circuit C;
        mutant = *valid;
        mutate(&mutant);
        r->all.mutants++;
        if (!mutant.length)
            continue;
        if (accepts(&report, &mutant)) {
            r->all.accepted++;
            r->all.changed += strcmp(valid->bytes, mutant.bytes) != 0;
            split(&L, &mutant);
            bool small = parse_circuit(&C, &L);
            r->all.outside += !small;
            for (size_t c = 0; small && c < report.claim_count; c++) {
                memset(C.claimed, 0, sizeof C.claimed);
                for (size_t s = 0; s < report.claims[c].state_count; s++)
                    C.claimed[report.claims[c].states[s]] = true;
                if ((int)report.claims[c].value < orbit_dimension(&C))
                    r->all.failures +=
                        (uint64_t)show("FALSE ACCEPTANCE", &mutant, "a bound is too small");
            }
        }
        lb_check_report_clear(&report);
    }
}

static void try_example(results *r, example *E)
{
    static buffer T;
    random_example(E);
    int norms = expected_bound(E), orbit = orbit_dimension(&E->C);
    for (int i = 0; i < 40 && E->count < LINES_MOST; i++)
        try_line(r, E);
    int bound = expected_bound(E);
    put_example(&T, E);
    if (bound < orbit)
        r->all.failures += (uint64_t)show("FALSE ACCEPTANCE", &T, "a bound below the orbit");
    r->lower += bound < norms;
    r->attained += bound == orbit;
    try_mutants(r, &T);
}

int main(void)
{
    static example E;
    results r = {.lines = 0};
    random_state = lb_test_seed();
    algebra_init(&E.V);
    for (size_t target = lb_test_count(400); r.all.made < target; r.all.made++)
        try_example(&r, &E);
    algebra_clear(&E.V);
    printf("%" PRIu64 " spaces, %" PRIu64 " bounds lowered, %" PRIu64 " attained; %" PRIu64
           " lines, %" PRIu64 " to be accepted; %" PRIu64 " mutants, %" PRIu64 " accepted (%" PRIu64
           " changed, %" PRIu64 " too large to decide); %" PRIu64 " failures\n",
           r.all.made, r.lower, r.attained, r.lines, r.legal, r.all.mutants, r.all.accepted,
           r.all.changed, r.all.outside, r.all.failures);
    return r.all.failures || !r.all.changed || !r.lower || !r.attained ? EXIT_FAILURE
                                                                       : EXIT_SUCCESS;
}
