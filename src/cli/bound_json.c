#include "cli/bound_print.h"

#include <math.h>

#include "cli/theorem.h"
#include "report/json.h"

/* name, or name_at_least and name_at_most. */
static void set_range(json_t *object, const char *name, const lb_bound_range *range)
{
    char key[64];
    if (range->proved) {
        lb_json_set(object, name, lb_json_integer(range->at_least));
        return;
    }
    snprintf(key, sizeof key, "%s_at_least", name);
    lb_json_set(object, key, lb_json_integer(range->at_least));
    snprintf(key, sizeof key, "%s_at_most", name);
    lb_json_set(object, key, lb_json_integer(range->at_most));
}

static json_t *count_text(size_t count)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", count);
    return lb_json_text(digits);
}

static const char *picture_name(lb_exact_picture picture)
{
    switch (picture) {
    case LB_PICTURE_ADJOINT:
        return "adjoint";
    case LB_PICTURE_PADIC:
        return "p-adic";
    case LB_PICTURE_COORDINATES:
        return "coordinates";
    default:
        return "state";
    }
}

static json_t *exact_json(const lb_bound_state *S, const lb_ansatz_struct *A)
{
    const lb_exact_struct *E = S->exact;
    json_t *object = json_object(), *primes = json_array(), *reached = json_array();
    bool proved = E->equal || mpz_cmp_ui(S->rank.at_most, E->rank) == 0;
    for (size_t i = 0; i < E->prime_count; i++)
        lb_json_append(primes, lb_json_count(E->primes[i]));
    for (size_t i = 0; i < E->rank; i++)
        lb_json_append(reached, lb_json_count(E->reached[i]));
    lb_json_set(object, "rank", count_text(E->rank));
    lb_json_set(object, "layers", lb_json_count(S->layers));
    lb_json_set(object, "angles", lb_json_count(lb_ansatz_angles(A, S->layers)));
    lb_json_set(object, "status", lb_json_text(proved ? "proved" : "at_least"));
    lb_json_set(object, "error", proved ? lb_json_real(0) : lb_json_real(E->error));
    lb_json_set(object, "saturated", json_boolean(S->saturated));
    lb_json_set(object, "gates", lb_json_count(E->gates));
    lb_json_set(object, "primes", primes);
    lb_json_set(object, "reached", reached);
    lb_json_set(object, "picture", lb_json_text(picture_name(E->picture)));
    return object;
}

/* The layers that so many angles take. */
static json_t *layers_json(const mpz_t angles, const lb_ansatz_struct *A)
{
    bool counted = lb_ansatz_layer_angles(A) && mpz_fits_ulong_p(angles);
    return counted ? lb_json_count(lb_ansatz_layers_for(A, mpz_get_ui(angles))) : json_null();
}

static json_t *critical_json(const lb_bound_range *critical, const lb_ansatz_struct *A)
{
    json_t *object = json_object();
    lb_json_set(object, "at_least", lb_json_integer(critical->at_least));
    lb_json_set(object, "at_most", lb_json_integer(critical->at_most));
    lb_json_set(object, "layers_at_least", layers_json(critical->at_least, A));
    lb_json_set(object, "layers", layers_json(critical->at_most, A));
    lb_json_set(object, "status", lb_json_text(critical->proved ? "proved" : "bounds"));
    return object;
}

static json_t *float_json(const lb_bound_state *S)
{
    static const char *const agreements[] = {"not compared", "agrees", "unresolved", "disagrees"};
    if (!S->has_float)
        return json_null();
    json_t *object = json_object();
    lb_json_set(object, "evidence", lb_json_text("floating point"));
    lb_json_set(object, "rank", lb_json_count(S->float_rank));
    lb_json_set(object, "angles", lb_json_count(S->float_parameters));
    lb_json_set(object, "gap", lb_json_real(S->float_gap));
    lb_json_set(object, "agreement", lb_json_text(agreements[S->agreement]));
    return object;
}

static json_t *span_json(const lb_bound_state *S)
{
    if (!S->has_span)
        return json_null();
    json_t *object = json_object();
    lb_json_set(object, "rank_at_most", lb_json_count(S->span.rank_at_most));
    lb_json_set(object, "dimension", lb_json_count(S->span.dimension));
    lb_json_set(object, "invariants", lb_json_count(S->span.invariants));
    lb_json_set(object, "phases", lb_json_count(S->span.phases));
    lb_json_set(object, "evidence", lb_json_text(S->span.evidence));
    return object;
}

/* The members of one state, added to an object. */
static void set_state(json_t *object, const lb_bound_state *S, const lb_ansatz_struct *A)
{
    set_range(object, "sector_dimension", &S->sector);
    lb_json_set(object, "sector_dimension_at_most_by", lb_json_text(S->sector_source));
    lb_json_set(object, "real_span", span_json(S));
    set_range(object, "orbit_dimension", &S->orbit);
    lb_json_set(object, "orbit_dimension_at_most_by", lb_json_text(S->rank_source));
    lb_json_set(object, "orbit_theorem", lb_cli_theorem_json(lb_cli_orbit_theorem(A, S->number)));
    lb_json_set(object, "exact_rank", S->has_exact ? count_text(S->exact->rank) : json_null());
    lb_json_set(object, "exact", S->has_exact ? exact_json(S, A) : json_null());
    lb_json_set(object, "not_certified", lb_json_text(S->not_certified));
    json_t *critical = critical_json(&S->critical, A);
    lb_json_set(critical, "saturates_at",
                S->has_exact && S->saturated ? count_text(S->critical_seen) : json_null());
    double doubt = S->has_exact ? fmin(1, S->exact->error + S->exact->earlier) : 1;
    lb_json_set(critical, "saturates_at_error",
                S->has_exact && S->saturated ? lb_json_real(doubt) : json_null());
    lb_json_set(object, "critical_angles", critical);
    lb_json_set(object, "float", float_json(S));
}

static json_t *state_json(const lb_bound_state *S, const lb_ansatz_struct *A)
{
    json_t *object = json_object();
    lb_json_set(object, "state", lb_json_text(S->name));
    set_state(object, S, A);
    return object;
}

void lb_cli_bounding_json(FILE *stream, const lb_cli_bounding *result)
{
    const lb_bound_struct *bound = result->bound;
    json_t *object = lb_json_new("bound"), *states = json_array();
    lb_cli_json_ansatz(object, result->A);
    lb_cli_closing_json(object, result->A, &result->closing);
    if (bound->has_joint)
        lb_json_set(object, "critical_angles", critical_json(&bound->critical, result->A));
    else
        set_state(object, &bound->states[0], result->A);
    for (size_t i = 0; i < bound->state_count; i++)
        lb_json_append(states, state_json(&bound->states[i], result->A));
    lb_json_set(object, "states", states);
    lb_json_set(object, "joint",
                bound->has_joint ? state_json(&bound->joint, result->A) : json_null());
    const lb_bound_state *first = &bound->states[0];
    lb_json_set(object, "claim",
                lb_claim_json(&result->claim, first->rank.at_least, first->rank.at_most));
    lb_json_set(
        object, "claim_critical",
        lb_claim_json(&result->claim_critical, first->critical.at_least, first->critical.at_most));
    lb_json_set(object, "disagrees", json_boolean(bound->disagrees));
    lb_json_set(object, "limit", lb_json_text(bound->limit));
    lb_json_set(object, "seconds", lb_json_real(result->seconds));
    lb_json_finish(stream, object);
}
