/* What is proved in Coq for every size of a family (proofs/coq), beside what is computed. */

#ifndef LB_CLI_THEOREM_H
#define LB_CLI_THEOREM_H

#include "cli/dimension.h"

/* Whether `dim` has a theorem, and nothing is asked for that only a search gives: then the theorem
 * is the answer where a limit ended the search. */
bool lb_cli_theorem_covers(const lb_ansatz_t A, const lb_cli_call *call);
/* Whether `dim` answers by it at once: a search would be ahead, for more than
 * LB_CLI_THEOREM_LEAST elements or on more qubits than a search takes. */
enum { LB_CLI_THEOREM_LEAST = 1000000 };
bool lb_cli_theorem_decides(const lb_ansatz_t A, const lb_cli_call *call);
/* Decide the closing by the theorem about the dimension, before a search or after one that a limit
 * ended. */
void lb_cli_close_by_theorem(lb_cli_closing *closing, const lb_ansatz_t A);

/* LB_INTERNAL when a theorem contradicts proved bounds; at_most may be NULL. */
lb_status lb_cli_theorem_check(const lb_theorem *theorem, const mpz_t at_least,
                               const __mpz_struct *at_most, lb_error *error) LB_MUST_CHECK;

/* The theorem about the orbit of this training state of A, or NULL. */
const lb_theorem *lb_cli_orbit_theorem(const lb_ansatz_t A, size_t state);

/* The number and its sizes, or null. */
json_t *lb_cli_theorem_json(const lb_theorem *theorem);

#endif
