/* What a closure holds; the certificate writer reads it. */

#ifndef LB_CLOSURE_CLOSURE_DATA_H
#define LB_CLOSURE_CLOSURE_DATA_H

#include <liebound/marked.h>

#include "closure/generators.h"
#include "linalg/reduced_basis.h"
#include "strings/identify.h"

/* The format's limit on qubits (proofs/README.md). */
enum { LB_CLOSURE_QUBITS_MAX = 16384 };

struct lb_closure {
    lb_ansatz_t ansatz;   /* its name, parameters and generators */
    bool marked;          /* the generators searched were those with marks (marked.c) */
    lb_symmetry symmetry; /* of all qubits that strings have, with those of the marks */
    lb_letters letters;   /* of which the averages are too; count 0 for none */
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

/* The closure of other generators, `marked`, which are those of A with marks; of A it keeps the
 * name, the generators and the symmetry, which leaves the qubits of the marks alone. */
lb_status lb_closure_compute_marked(lb_closure **closure, const lb_ansatz_t A,
                                    const lb_ansatz_t marked, const lb_closure_options *options,
                                    lb_error *error) LB_MUST_CHECK;
/* The closure of A in averages over permutations and changes of letters, of which there is more than
 * one. Only its dimension, evidence and statistics are of use: its rows are of such averages, for
 * which structures and certificates have no rule. options have no checkpoint. */
lb_status lb_closure_compute_with_letters(lb_closure **closure, const lb_ansatz_t A,
                                          const lb_letters *letters,
                                          const lb_closure_options *options,
                                          lb_error *error) LB_MUST_CHECK;

/* In its basis the pivot of a row is a mark only where the row is of marks alone. */
const lb_closure *lb_marked_closure(const lb_marked *marked);

#endif
