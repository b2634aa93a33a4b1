/* How the libraries that the program uses are to end it.
 *
 * When memory is refused, GMP, MPFR, FLINT and jansson ask us, nauty calls alloc_error, OpenBLAS
 * calls mmap, and LAPACKE and NLopt return what tells of it (base/memory.h). A bug that FLINT finds
 * ends the program with status 70. This is the program's business: libliebound leaves the handlers
 * of its host alone. */

#ifndef LB_CLI_LIBRARIES_H
#define LB_CLI_LIBRARIES_H

/* Before anything else allocates; it holds for all threads. */
void lb_cli_set_up_libraries(void);

#endif
