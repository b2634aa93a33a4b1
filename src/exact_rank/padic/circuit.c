#include "exact_rank/padic/circuit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* ---- Matrices ---- */

static bool is_product(const lb_padic_space *S, size_t k)
{
    return S->generators->generators[k].form == LB_EXACT_COMMUTING && S->stays[k];
}

/* A single term with the coefficient 1 is its generator. */
static lb_padic_matrix *make_terms(const lb_padic_space *S, size_t k, const lb_field *F)
{
    size_t length = S->generators->generators[k].length;
    lb_padic_matrix *terms = lb_malloc(length, sizeof *terms);
    for (size_t a = 0; a < length; a++)
        lb_padic_matrix_init(&terms[a], S, k, (ptrdiff_t)a, F);
    return terms;
}

void lb_padic_circuit_init(lb_padic_circuit *C, const lb_padic_space *S, const lb_field *F,
                           const lb_random *random)
{
    size_t K = S->generators->count;
    *C = (lb_padic_circuit){.space = S, .field = *F, .random = *random};
    C->whole = lb_malloc(K, sizeof *C->whole);
    C->terms = lb_malloc(K, sizeof *C->terms);
    C->first_factor = lb_calloc(1, sizeof *C->first_factor);
    for (size_t k = 0; k < K; k++) {
        lb_padic_matrix_init(&C->whole[k], S, k, LB_PADIC_WHOLE, F);
        C->terms[k] = is_product(S, k) ? make_terms(S, k, F) : NULL;
    }
}

void lb_padic_circuit_clear(lb_padic_circuit *C)
{
    const lb_exact_generators *G = C->space->generators;
    for (size_t k = 0; k < G->count; k++) {
        for (size_t a = 0; C->terms[k] && a < G->generators[k].length; a++)
            lb_padic_matrix_clear(&C->terms[k][a]);
        free(C->terms[k]);
        lb_padic_matrix_clear(&C->whole[k]);
    }
    free(C->terms);
    free(C->whole);
    free(C->first_factor);
    free(C->factors);
    free(C->numbers);
    free(C->angles);
}

/* ---- Gates ---- */

/* a without its factors p; their number is added to *valuation. */
static uint64_t unit_part(uint64_t a, const lb_field *F, unsigned *valuation)
{
    for (; a % F->prime == 0; a /= F->prime)
        ++*valuation;
    return a;
}

/* theta^j / j! = p^(j - v(j!)) u with a unit u. From j - (j - 1) / (p - 1) >= k on the valuation is
 * at least k, since v(j!) <= (j - 1) / (p - 1). */
unsigned lb_padic_exponential(double *c, uint64_t tau, const lb_field *F)
{
    unsigned degree = 0, valuation = 0;
    uint64_t unit = 1;
    for (unsigned j = 1; j - (j - 1) / (F->prime - 1) < F->exponent; j++) {
        uint64_t coefficient = 0, power = 1;
        assert(j <= LB_PADIC_DEGREE_MAX);
        uint64_t divisor = lb_field_invert(F, unit_part(j, F, &valuation) % F->p);
        unit = lb_field_multiply(F, lb_field_multiply(F, unit, tau), divisor);
        if (j - valuation < F->exponent) {
            for (unsigned i = 0; i < j - valuation; i++)
                power *= F->prime;
            coefficient = lb_field_multiply(F, unit, power);
            degree = j;
        }
        c[j - 1] = lb_field_balance(F, coefficient);
    }
    return degree;
}

static void add_factor(lb_padic_circuit *C, const lb_padic_matrix *A, const double *c,
                       unsigned degree)
{
    size_t *end = &C->first_factor[C->gate_count];
    C->factors = lb_grow(C->factors, &C->factor_room, *end + 1, sizeof *C->factors);
    C->numbers = lb_grow(C->numbers, &C->number_room, C->number_count + degree, sizeof *C->numbers);
    C->factors[(*end)++] = (lb_padic_factor){A, C->number_count, degree};
    for (unsigned j = 0; j < degree; j++)
        C->numbers[C->number_count++] = c[j];
}

static uint64_t add_exponential(lb_padic_circuit *C, const lb_padic_matrix *A)
{
    double c[LB_PADIC_DEGREE_MAX];
    uint64_t tau = lb_field_draw(&C->field, &C->random);
    while (!lb_field_is_unit(&C->field, tau))
        tau = lb_field_draw(&C->field, &C->random);
    add_factor(C, A, c, lb_padic_exponential(c, tau, &C->field));
    return tau;
}

static uint64_t add_rational(lb_padic_circuit *C, size_t k, const lb_exact_generator *H)
{
    uint64_t *t = lb_malloc(H->length, sizeof *t);
    uint64_t angle = lb_exact_draw(t, H, &C->field, &C->random);
    size_t count = H->form == LB_EXACT_ANTICOMMUTING ? 1 : H->length;
    for (size_t a = 0; a < count; a++) {
        double c = lb_field_balance(&C->field, t[a]);
        add_factor(C, C->terms[k] ? &C->terms[k][a] : &C->whole[k], &c, 1);
    }
    free(t);
    return angle;
}

void lb_padic_circuit_append(lb_padic_circuit *C)
{
    const lb_exact_generators *G = C->space->generators;
    size_t k = lb_exact_generator_number(G, C->gate_count);
    const lb_exact_generator *H = &G->generators[k];
    C->gate_count++;
    C->first_factor =
        lb_grow(C->first_factor, &C->gate_room, C->gate_count + 1, sizeof *C->first_factor);
    C->first_factor[C->gate_count] = C->first_factor[C->gate_count - 1];
    C->angles = lb_grow(C->angles, &C->angle_room, C->gate_count, sizeof *C->angles);
    lb_padic_angle *angle = &C->angles[C->gate_count - 1];
    *angle = (lb_padic_angle){false, 0};
    if (H->form == LB_EXACT_ANTICOMMUTING || C->terms[k])
        angle->number = add_rational(C, k, H);
    else if (H->form != LB_EXACT_ZERO)
        *angle = (lb_padic_angle){true, add_exponential(C, &C->whole[k])};
}

const lb_padic_matrix *lb_padic_circuit_generator(const lb_padic_circuit *C, size_t gate)
{
    return &C->whole[lb_exact_generator_number(C->space->generators, gate)];
}

/* v <- sum_j c_j (sign A)^j v. */
static void apply_factor(const lb_padic_circuit *C, const lb_padic_factor *factor, double sign,
                         double *v, size_t lanes, double *scratch)
{
    size_t length = lanes * C->space->count;
    const double *from = v, *c = C->numbers + factor->first;
    double signs[] = {1, sign};
    for (unsigned j = 1; j <= factor->degree; j++) {
        double *power = scratch + j % 2 * length;
        lb_padic_apply(power, from, factor->matrix, lanes, &C->field);
        if (c[j - 1] != 0)
            lb_padic_subtract(v, power, -signs[j % 2] * c[j - 1], length, &C->field);
        from = power;
    }
}

void lb_padic_circuit_move(const lb_padic_circuit *C, size_t gate, bool forward, double *v,
                           size_t lanes, double *scratch)
{
    for (size_t f = C->first_factor[gate]; f < C->first_factor[gate + 1]; f++)
        apply_factor(C, &C->factors[f], forward ? 1 : -1, v, lanes, scratch);
}

/* ---- A point again ---- */

void lb_padic_angles(lb_padic_angle *angles, const lb_ansatz_t A, size_t state,
                     const lb_exact_point *point)
{
    const lb_limits none = {0};
    lb_exact_generators G;
    lb_padic_space S;
    lb_padic_circuit C;
    lb_random random;
    lb_error error;
    lb_field F = lb_field_power(point->prime, point->exponent);
    bool all = state == LB_EXACT_ALL_STATES;
    memcpy(random.state, point->random, sizeof random.state);
    lb_exact_generators_init(&G, A, NULL);
    lb_status status = lb_padic_space_init(&S, &G, A->states + (all ? 0 : state),
                                           all ? A->state_count : 1, SIZE_MAX, &none, &error);
    assert(status == LB_OK); /* as it was when the point was tried */
    (void)status;
    lb_padic_circuit_init(&C, &S, &F, &random);
    while (C.gate_count < point->gates)
        lb_padic_circuit_append(&C);
    for (size_t g = 0; g < point->gates; g++)
        angles[g] = C.angles[g];
    lb_padic_circuit_clear(&C);
    lb_padic_space_clear(&S);
    lb_exact_generators_clear(&G);
}
