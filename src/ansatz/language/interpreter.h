/* Running a parsed script: the values of its names, and the budget it may use. */

#ifndef LB_ANSATZ_LANGUAGE_INTERPRETER_H
#define LB_ANSATZ_LANGUAGE_INTERPRETER_H

#include <liebound/ansatz.h>

#include "ansatz/language/graph.h"
#include "ansatz/language/mapping.h"
#include "ansatz/language/syntax.h"
#include "ansatz/roots.h"

/* A step is about one node, letter or limb. At the limit a file has taken seconds to a minute. */
#define LB_STEPS_MAX ((uint64_t)1 << 30)
/* Memory of the expanded generators, without what the allocator adds. */
#define LB_TERM_BYTES_MAX ((uint64_t)1 << 32)
#define LB_GENERATORS_MAX 10000000

/* What a name stands for while the script runs. Numbers that are machine integers are kept as such;
 * exact is initialized when is_exact. */
typedef struct lb_value {
    bool is_exact;
    int64_t integer;
    mpq_t exact;
    const char *text;
    size_t length;
    lb_graph graph;
    bool graph_is_set;
} lb_value;

typedef struct lb_interpreter {
    lb_script *script;
    lb_value *values; /* by slot */
    size_t qubits;    /* 0 while not stated */
    size_t width;     /* of sums: there are letters behind the qubits in the place of roots */
    lb_root roots[LB_ROOTS_MAX]; /* of primes, each on two qubits of its own there */
    size_t root_count;
    lb_mapping mapping;
    uint64_t steps, bytes, terms;
    uint64_t asked; /* steps when limits were last asked for */
    const lb_limits *limits;
    lb_error *error;
} lb_interpreter;

/* An error at a node. */
lb_status lb_interpreter_fail(const lb_interpreter *run, const lb_node *node, const char *message);
/* Spend steps; LB_INPUT when there are none left, LB_UNDECIDED when a limit is reached. */
lb_status lb_interpreter_spend(lb_interpreter *run, const lb_node *node,
                               uint64_t steps) LB_MUST_CHECK;
/* LB_UNDECIDED with a message when a limit was reached, which is NULL for none. */
lb_status lb_interpreter_ask(const lb_interpreter *run, const char *reached) LB_MUST_CHECK;

/* The value of a number: as an integer with / rounding down, or exactly. */
lb_status lb_evaluate_integer(int64_t *value, lb_interpreter *run,
                              const lb_node *node) LB_MUST_CHECK;
lb_status lb_evaluate_exact(mpq_t value, lb_interpreter *run, const lb_node *node) LB_MUST_CHECK;
lb_status lb_evaluate_condition(bool *value, lb_interpreter *run,
                                const lb_node *node) LB_MUST_CHECK;
/* The text lives as long as the script. */
void lb_evaluate_text(const char **text, size_t *length, const lb_interpreter *run,
                      const lb_node *node);

/* Call visit for every assignment of the loop variables that passes the filter. */
typedef lb_status lb_visit(lb_interpreter *run, void *context);
lb_status lb_interpreter_loop(lb_interpreter *run, const lb_loop *loop, const lb_node *place,
                              lb_visit *visit, void *context) LB_MUST_CHECK;
/* Append the terms of node to S, which is not brought to normal form. */
lb_status lb_expand(lb_sum_t S, lb_interpreter *run, const lb_node *node) LB_MUST_CHECK;

#endif
