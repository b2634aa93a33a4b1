/* What `success` was asked for, and how it is cut into items of work.
 *
 * Item 0 finds the lines: what is proved of dim g, the maximal rank and M_c. Each of the others trains
 * LB_SUCCESS_GROUP starts with one optimizer at one number of layers. What an item comes to does not
 * depend on the others, so items are shared among processes, kept in a checkpoint, and computed in
 * slices; a plan, as a line of JSON, says what items belong together. */

#ifndef LB_CLI_SUCCESS_PLAN_H
#define LB_CLI_SUCCESS_PLAN_H

#include <liebound/training.h>

#include "cli/cli.h"

enum { LB_SUCCESS_GROUP = 16, LB_SUCCESS_OPTIMIZERS = 2 };

typedef struct lb_success_point {
    size_t layers, angles;
} lb_success_point;

typedef struct lb_success_plan {
    json_t *ansatz; /* name, parameters, qubits, generators: the first keys of the result */
    char *title;    /* "tfim-open n=8" */
    char *digest;   /* of its text: generators, states and the rest */
    char *state;    /* "plus", or "all" */
    size_t point_count;
    lb_success_point *points; /* by increasing layers */
    size_t optimizer_count;
    lb_optimizer optimizers[LB_SUCCESS_OPTIMIZERS];
    size_t starts, steps;
    uint64_t seed;
    double width, rate, beta1, beta2, epsilon; /* the last four of Adam */
    bool half_angles, single_constants;
    char *picture;    /* "states" or "algebra" */
    size_t dimension; /* of the space that the observable reaches; 0 for states */
    double energy;    /* which losses count from */
    char *ground;     /* how it is known */
} lb_success_plan;

void lb_success_plan_clear(lb_success_plan *plan);

/* "adam,lbfgs" and "10..40..2". LB_USAGE. */
lb_status lb_success_read_optimizers(lb_success_plan *plan, const char *text,
                                     lb_error *error) LB_MUST_CHECK;
lb_status lb_success_read_layers(lb_success_plan *plan, const lb_ansatz_t A, const char *text,
                                 lb_error *error) LB_MUST_CHECK;
/* For "auto": up to 11 numbers of layers, from an eighth of so many angles to 5/4 of them. */
void lb_success_choose_layers(lb_success_plan *plan, const lb_ansatz_t A, size_t angles);
const char *lb_success_optimizer_name(lb_optimizer optimizer);

#define LB_SUCCESS_GIVEN "as given" /* the ground, with --energy */

size_t lb_success_items(const lb_success_plan *plan);
/* Which starts item > 0 trains: starts first .. first + count - 1 of a point and an optimizer, given by
 * their numbers. */
typedef struct lb_success_item {
    size_t optimizer, point, first, count;
} lb_success_item;
lb_success_item lb_success_item_at(const lb_success_plan *plan, size_t item);

/* One line without its end, which the caller frees; equal plans have equal lines but for the energy,
 * which other machines round otherwise. */
char *lb_success_plan_line(const lb_success_plan *plan);
/* LB_INPUT when it is not one; plan is initialized by success only. */
lb_status lb_success_plan_read(lb_success_plan *plan, const char *line,
                               lb_error *error) LB_MUST_CHECK;
bool lb_success_plans_agree(const lb_success_plan *a, const lb_success_plan *b);
/* Whether the line is a plan of this kind, whatever else is wrong with it. */
bool lb_success_is_plan(const char *line);

#endif
