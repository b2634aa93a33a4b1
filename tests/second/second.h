/* A second checker of certificates, written from proofs/README.md alone and as plainly as it could
 * be: no threads, no clever data, the whole text in memory. It shares nothing with liebound-check,
 * and the tests demand that both say the same.
 *
 * Covers the kinds closure, structure, strings, orbit, rank and sectors. */

#ifndef SECOND_H
#define SECOND_H

#include <stdbool.h>
#include <stddef.h>

/* What was proved, line by line as liebound-check says it, or why nothing was. */
typedef struct second_verdict {
    bool verified;
    char reason[300];
    char *proved;
    size_t length;
} second_verdict;
/* Check a text; the caller frees V->proved. */
void second_check(second_verdict *V, const char *text, size_t length, bool gzip);

#endif
