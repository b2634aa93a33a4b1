/* The state of a search in a file, so that a killed run goes on where it was.
 *
 * What is saved is all that the search depends on, so a run that is resumed finds the same steps as
 * one that was never interrupted. The file is binary, for machines of the same byte order, and
 * bound to the generators and the prime:
 *
 *     "liebound checkpoint 3\n", a word that shows the byte order, the digest of the problem,
 *     prime, checksum of all before it
 *     brackets, entries subtracted, words of a string
 *     strings         of the table, in order
 *     rows            pivot, checksum, columns and values of each
 *     steps           as many as rows
 *     rows to bracket, steps put off: pairs and triples with their places in the queues, in order
 *     checksum        of all before it
 *
 * Files are replaced as a whole: a crash while one is written leaves the one before. No proof rests
 * on a checkpoint. */

#ifndef LB_CLOSURE_CHECKPOINT_H
#define LB_CLOSURE_CHECKPOINT_H

#include "closure/search_state.h"

/* What distinguishes the generators and the group that the search uses. */
uint64_t lb_checkpoint_digest(const lb_ansatz_t A, const lb_symmetry *symmetry);

lb_status lb_checkpoint_write(const lb_search_state *state, const char *path, uint64_t digest,
                              lb_error *error) LB_MUST_CHECK;
/* Fill the state of a search that has not begun. When there is no file, or one of another prime,
 * LB_OK, and nothing changes.
 * LB_INPUT for a file that is damaged or belongs to another problem; the state is then not to be
 * used. */
lb_status lb_checkpoint_read(lb_search_state *state, const char *path, uint64_t digest,
                             lb_error *error) LB_MUST_CHECK;

#endif
