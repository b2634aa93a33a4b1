/* What a closure holds; the certificate writer reads it. */

#ifndef LB_ALGEBRA_CLOSURE_DATA_H
#define LB_ALGEBRA_CLOSURE_DATA_H

#include "algebra/basis.h"
#include "algebra/classify.h"

/* The format's limit on qubits (proofs/README.md). */
enum { LB_CLOSURE_QUBITS_MAX = 16384 };

struct lb_closure {
    lb_ansatz_t ansatz; /* its name, parameters and generators */
    lb_symmetry symmetry;
    lb_canonical canonical;
    uint64_t digest; /* for checkpoints */
    lb_string_table strings;
    lb_generators generators;
    bool proved;
    char *evidence;
    /* Identified from strings, or searched: */
    bool classified;
    lb_classification classification;
    uint32_t dimension; /* at least this, and exactly this when proved */
    /* Of a proved closure that was searched: */
    lb_rational_basis basis;
    lb_steps steps;
    bool words;     /* the steps are words, not a replay */
    uint64_t prime; /* of the steps */
    lb_closure_statistics statistics;
};

#endif
