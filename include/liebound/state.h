/* Training states, as lb_ansatz_add_state reads them. */

#ifndef LIEBOUND_STATE_H
#define LIEBOUND_STATE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lb_state_kind {
    LB_STATE_PRODUCT,    /* a label with one letter of 0 1 + - r l a qubit: eigenstates of Z, X and
                            Y, where r is +i and l is -i */
    LB_STATE_GHZ,        /* "ghz" */
    LB_STATE_BELL,       /* "bell", the ansatz on one half of n Bell pairs */
    LB_STATE_STABILIZER, /* "stabilizer XX -ZZ", by n generators of the stabilizer group */
    LB_STATE_AMPLITUDES  /* "vector 00:1 11:1/2-3/4i NAME", by its amplitudes (ansatz.h) */
} lb_state_kind;
typedef struct lb_state_struct {
    lb_state_kind kind;
    char *text;    /* of this form, which reads back to the same state */
    char *name;    /* "zero" or "plus", that of a list of amplitudes, else the text */
    size_t qubits; /* those of the ansatz; twice as many for "bell", n + q being the partner of q */
    bool is_exact; /* not by floating amplitudes, so that everything about it can be proved */
    double weight; /* its coefficient in a loss, 1 when none is given */
    struct lb_stabilizer *group;      /* by generators; NULL otherwise */
    struct lb_amplitudes *amplitudes; /* by amplitudes; NULL otherwise */
} lb_state_struct;
typedef lb_state_struct lb_state_t[1];

#ifdef __cplusplus
}
#endif

#endif
