#include "cli/verdicts.h"

#include <stdlib.h>

#include "base/digits.h"
#include "base/memory.h"
#include "cli/progress.h"
#include "report/json.h"
#include "report/notation.h"

/* Without a limit of time, a large algebra is searched for about a minute. */
static const size_t WORK_MAX = 1000000000;

lb_status lb_cli_verdicts_prepare(lb_cli_verdicts *v, lb_ansatz_t A, const lb_cli_call *call,
                                  lb_error *error)
{
    const lb_cli_options *options = &call->options;
    *v = (lb_cli_verdicts){.asked = options->controllability || options->reach,
                           .digits = options->digits};
    lb_status status = lb_cli_read_state(&v->from, A, options->reach_from, error);
    if (status || !options->reach)
        return status;
    if (v->from == SIZE_MAX)
        return lb_fail(error, LB_USAGE,
                       "--reach begins with one state, and --state %s is no number",
                       options->reach_from);
    if (!A->has_states)
        status = lb_ansatz_add_state(A, "zero", error);
    v->to = A->state_count;
    return status ? status : lb_ansatz_add_state(A, options->reach, error);
}

/* The dimensions of [g,g] and of the centre; false where they are not known. */
static bool read_dimensions(mpz_t derived, mpz_t centre, const lb_cli_closing *closing)
{
    const lb_structure *structure = closing->structure;
    if (structure && lb_structure_known(structure) >= LB_STRUCTURE_CENTRE) {
        lb_structure_derived_dimension(derived, structure);
        lb_structure_centre_dimension(centre, structure);
        return true;
    }
    if (!closing->marked || !lb_marked_is_proved(closing->marked))
        return false;
    mpz_set_ui(derived, lb_marked_derived(closing->marked));
    mpz_set_ui(centre, lb_marked_centre(closing->marked));
    return true;
}

static lb_status find_control(lb_cli_verdicts *v, const lb_ansatz_t A,
                              const lb_conserved *conserved, lb_error *error)
{
    lb_status status = LB_OK;
    mpz_t derived, centre;
    mpz_inits(derived, centre, (mpz_ptr)NULL);
    if (lb_conserved_sectors_count(conserved) && read_dimensions(derived, centre, &v->closing)) {
        status = lb_controllability_init(&v->control, A, conserved, derived, centre,
                                         v->closing.structure, error);
        v->has_control = !status;
    }
    mpz_clears(derived, centre, (mpz_ptr)NULL);
    return status;
}

/* Where g is smaller than it could be, ask for its ideals. */
static lb_status look_closer(lb_cli_verdicts *v, const lb_ansatz_t A, const lb_conserved *conserved,
                             const lb_cli_call *call, lb_cli_progress *progress, lb_error *error)
{
    lb_status status = lb_cli_close_structure(&v->closing, call, progress, error);
    if (status || !v->closing.structure ||
        lb_structure_known(v->closing.structure) < LB_STRUCTURE_IDEALS)
        return status;
    lb_controllability_clear(&v->control);
    v->has_control = false;
    return find_control(v, A, conserved, error);
}

lb_status lb_cli_verdicts_find(lb_cli_verdicts *v, const lb_ansatz_t A,
                               const lb_conserved *conserved, const lb_cli_call *call,
                               lb_error *error)
{
    lb_cli_progress progress;
    lb_run_options run = {.limits = lb_cli_limits(call), .threads = (int)call->options.threads};
    if (!v->asked)
        return LB_OK;
    lb_cli_progress_start(&progress, call);
    lb_cli_closing_init(&v->closing, A, call);
    v->closing.needs_torus = call->options.reach;
    v->closing.work = call->deadline > 0 ? 0 : WORK_MAX;
    lb_status status = lb_cli_close(&v->closing, A, call, &progress, error);
    if (!status)
        status = call->options.reach ? lb_cli_close_structure(&v->closing, call, &progress, error)
                                     : LB_OK;
    if (!status && !v->closing.structure) {
        if (v->closing.algebra)
            v->closing.structure = lb_structure_from_algebra(v->closing.algebra);
        else
            status = lb_cli_close_marked(&v->closing, A, call, &progress, error);
    }
    if (!status)
        status = find_control(v, A, conserved, error);
    if (!status && v->has_control && !v->control.semisimple && !v->closing.structure)
        status = look_closer(v, A, conserved, call, &progress, error);
    if (!status && call->options.reach) {
        status = lb_reach_compute(&v->reach, A, v->from, v->to, conserved,
                                  v->has_control ? &v->control : NULL, v->closing.closure,
                                  v->closing.structure, &run, error);
        v->has_reach = !status;
    }
    return status;
}

void lb_cli_verdicts_clear(lb_cli_verdicts *v)
{
    if (v->has_reach)
        lb_reach_clear(&v->reach);
    if (v->has_control)
        lb_controllability_clear(&v->control);
    if (v->asked)
        lb_cli_closing_clear(&v->closing);
}

/* ---- Text ---- */

static void print_control(FILE *stream, const lb_cli_verdicts *v, const lb_conserved *conserved)
{
    const lb_controllability *control = &v->control;
    if (!v->has_control) {
        fprintf(stream, "controllability: undecided, as %s not known\n",
                lb_conserved_sectors_count(conserved) ? "dim g is" : "the sectors are");
        return;
    }
    char *derived = lb_notation_integer(control->derived, v->digits);
    char *allowed = lb_notation_integer(control->derived_allowed, v->digits);
    char *centre = lb_notation_integer(control->centre, v->digits);
    char *phases = lb_notation_integer(control->phases_allowed, v->digits);
    if (control->phases || control->global)
        fprintf(stream,
                "controllability: g is all that the symmetries allow%s: u(d) on each sector   "
                "proved\n",
                control->phases ? "" : " but for a global phase");
    else if (control->semisimple)
        fprintf(stream,
                "controllability: g is all that the symmetries allow but for phases: su(d) on "
                "each sector, and %s of %s phases   proved\n",
                centre, phases);
    else if (control->separately)
        gmp_fprintf(stream,
                    "controllability: g is all of su(d) on each sector by itself, but sectors are "
                    "linked: %Zd ideals act on %Zd sectors of dimension 2 and above   proved\n",
                    control->ideals, control->sectors);
    else
        fprintf(
            stream,
            "controllability: g is smaller than the symmetries allow: dim [g,g] is %s, and su(d) "
            "on each sector is %s   proved\n",
            derived, allowed);
    free(phases);
    free(centre);
    free(allowed);
    free(derived);
}

static void print_reach(FILE *stream, const lb_cli_verdicts *v, const lb_ansatz_t A)
{
    const lb_reach *reach = &v->reach;
    fprintf(stream, "from state %s to %s: ", A->states[v->from].name, A->states[v->to].name);
    if (reach->verdict == LB_REACH_NO) {
        char *from = lb_mpq_text(reach->from), *to = lb_mpq_text(reach->to);
        fprintf(stream, "no, %s is %s and %s   proved\n", reach->invariant, from, to);
        free(to);
        free(from);
    } else if (reach->verdict == LB_REACH_SAME)
        fputs("yes, it is the same state   proved\n", stream);
    else if (reach->verdict == LB_REACH_YES)
        fputs(
            "yes, by some circuit: all that commutes with the generators has the same expectation "
            "values   proved\n",
            stream);
    else
        fprintf(stream, "not excluded: %zu conserved quantit%s the same value%s\n", reach->compared,
                reach->compared == 1 ? "y has" : "ies have", reach->compared == 1 ? "" : "s");
}

void lb_cli_verdicts_print(FILE *stream, const lb_cli_verdicts *v, const lb_ansatz_t A,
                           const lb_conserved *conserved)
{
    if (v->asked)
        print_control(stream, v, conserved);
    if (v->has_reach)
        print_reach(stream, v, A);
}

/* ---- JSON ---- */

static json_t *control_json(const lb_cli_verdicts *v)
{
    json_t *object = json_object();
    const lb_controllability *control = &v->control;
    lb_json_set(object, "status", lb_json_text(v->has_control ? "proved" : "undecided"));
    if (v->has_control) {
        lb_json_set(object, "verdict",
                    lb_json_text(control->phases       ? "all"
                                 : control->global     ? "all but a global phase"
                                 : control->semisimple ? "all but phases"
                                 : control->separately ? "all on each sector"
                                                       : "less"));
        lb_json_set(object, "derived", lb_json_integer(control->derived));
        lb_json_set(object, "derived_allowed", lb_json_integer(control->derived_allowed));
        lb_json_set(object, "centre", lb_json_integer(control->centre));
        lb_json_set(object, "phases_allowed", lb_json_integer(control->phases_allowed));
    }
    return object;
}

static json_t *reach_json(const lb_cli_verdicts *v, const lb_ansatz_t A)
{
    static const char *const words[] = {[LB_REACH_OPEN] = "not excluded",
                                        [LB_REACH_NO] = "no",
                                        [LB_REACH_YES] = "yes",
                                        [LB_REACH_SAME] = "yes"};
    const lb_reach *reach = &v->reach;
    bool no = reach->verdict == LB_REACH_NO;
    json_t *object = json_object();
    char *from = lb_mpq_text(reach->from), *to = lb_mpq_text(reach->to);
    lb_json_set(object, "from", lb_json_text(A->states[v->from].name));
    lb_json_set(object, "to", lb_json_text(A->states[v->to].name));
    lb_json_set(object, "verdict", lb_json_text(words[reach->verdict]));
    lb_json_set(object, "status",
                lb_json_text(reach->verdict == LB_REACH_OPEN ? "undecided" : "proved"));
    lb_json_set(object, "invariant", no ? lb_json_text(reach->invariant) : json_null());
    lb_json_set(object, "value_from", no ? lb_json_text(from) : json_null());
    lb_json_set(object, "value_to", no ? lb_json_text(to) : json_null());
    lb_json_set(object, "compared", lb_json_count(reach->compared));
    free(to);
    free(from);
    return object;
}

void lb_cli_verdicts_json(json_t *object, const lb_cli_verdicts *v, const lb_ansatz_t A)
{
    lb_json_set(object, "controllability", v->asked ? control_json(v) : json_null());
    lb_json_set(object, "reach", v->has_reach ? reach_json(v, A) : json_null());
}

lb_status lb_cli_verdicts_status(const lb_cli_verdicts *v, const lb_cli_call *call)
{
    bool open = (call->options.controllability && !v->has_control) ||
                (v->has_reach && v->reach.verdict == LB_REACH_OPEN);
    return open ? LB_UNDECIDED : LB_OK;
}
