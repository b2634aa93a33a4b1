/* A closure with what the commands say about it. */

#ifndef LB_CLI_DIMENSION_H
#define LB_CLI_DIMENSION_H

#include <liebound/dimension.h>
#include <liebound/marked.h>
#include <liebound/structure.h>

#include "cli/cli.h"
#include "cli/progress.h"

struct lb_cli_closing {
    /* Set before lb_cli_close: whether to search without symmetry, for bases of sums; and the work
     * (lb_run_options) after which the search ends. */
    bool needs_rows;
    bool needs_torus; /* set before lb_cli_close: whether a structure is to have bases */
    size_t work;
    /* Set it to tell more (watch.h) than what is known of the closing. */
    void (*tell)(const struct lb_cli_closing *so_far, void *context);
    void *tell_context;

    size_t degree;       /* of the field of the coefficients */
    lb_dimension *found; /* what has all that follows; NULL where dim g is left out */
    const lb_closure *closure;
    const lb_algebra_struct
        *terms; /* of all single terms, of dimension at_most; NULL if not known */
    mpz_t at_most;
    mpz_t dimension; /* a lower bound unless proved */
    bool proved;
    mpz_t symmetry_order; /* of the qubit permutations that the search used; 1 for none */
    const lb_algebra_struct *algebra; /* NULL where it was not identified */
    bool has_summary;
    lb_string_summary summary;
    lb_structure *structure; /* after lb_cli_close_structure, NULL where it was not computed */
    lb_marked *marked; /* after lb_cli_close_marked, NULL where it was not computed or needed */
    const char *evidence;
    lb_verdict verdict;
    bool by_theorem;        /* and by nothing else: there is no closure */
    char *theorem_evidence; /* where a theorem decides */
    lb_closure_statistics statistics;
    double start, seconds;
};

/* What is known before any search. To be cleared in any case. */
void lb_cli_closing_init(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call);
/* Compute within the limits of the call, which count from init, with progress, which is erased at
 * the end. It may be called again when a search came to no end. */
lb_status lb_cli_close(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call,
                       lb_cli_progress *progress, lb_error *error) LB_MUST_CHECK;
/* After lb_cli_close, of what is proved: find what a certificate of centre and derived algebra is
 * written from. Single strings whose algebra was identified need no more than the closure. */
lb_status lb_cli_close_marked(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call,
                              lb_cli_progress *progress, lb_error *error) LB_MUST_CHECK;
/* After lb_cli_close, of what is proved: find the structure, and with it the algebra.
 * What is marked must agree with it. */
lb_status lb_cli_close_structure(lb_cli_closing *closing, const lb_cli_call *call,
                                 lb_cli_progress *progress, lb_error *error) LB_MUST_CHECK;
/* After lb_cli_close, where that found dim g without a basis: search for one. */
lb_status lb_cli_close_with_basis(lb_cli_closing *closing, const lb_ansatz_t A,
                                  const lb_cli_call *call, lb_cli_progress *progress,
                                  lb_error *error) LB_MUST_CHECK;
/* All of these, with a certificate where one is asked for; a search that takes long gives way to the
 * states where these tell the structure. */
lb_status lb_cli_close_with_structure(lb_cli_closing *closing, const lb_ansatz_t A,
                                      const lb_cli_call *call, lb_cli_progress *progress,
                                      lb_error *error) LB_MUST_CHECK;
void lb_cli_closing_clear(lb_cli_closing *closing);

/* LB_DISAGREE when the stated dimension is contradicted, else LB_UNDECIDED unless proved. */
lb_status lb_cli_closing_status(const lb_cli_closing *closing);
/* The least proved upper bound on the dimension, or NULL. */
const __mpz_struct *lb_cli_closing_at_most(const lb_cli_closing *closing);

/* Tell (watch.h) what is known of the closing. */
void lb_cli_tell_closing(const lb_cli_call *call, const lb_ansatz_t A,
                         const lb_cli_closing *closing);

/* The heading and, with two bounds to come, the upper one; known before the search. Integers of
 * more than `digits` digits are abbreviated, as in lb_notation_abbreviate. */
void lb_cli_print_opening(FILE *stream, const lb_ansatz_t A, const lb_cli_closing *closing,
                          size_t digits);
/* The algebra, the dimension, their evidence, and what the literature says, a line each. */
void lb_cli_print_dimension(FILE *stream, const lb_ansatz_t A, const lb_cli_closing *closing,
                            size_t digits);
/* "g = su(4)   proved" and a line end. */
void lb_cli_print_algebra(FILE *stream, const lb_algebra_struct *algebra, size_t digits);
/* The line on the literature alone, if there is any. Below other numbers than the dimension, say
 * what it is about: ", dim g", else "". */
void lb_cli_print_literature(FILE *stream, const lb_ansatz_t A, const lb_cli_closing *closing,
                             const char *what, size_t digits);
/* dimension, or dimension_at_least and dimension_at_most; status, algebra, formula, ideals,
 * components, single_terms, symmetry_order, evidence, theorem and literature, each null where there
 * is none.
 */
void lb_cli_closing_json(json_t *object, const lb_ansatz_t A, const lb_cli_closing *closing);

#endif
