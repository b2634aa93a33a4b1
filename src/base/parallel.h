/* A loop whose turns are shared out among threads. */

#ifndef LB_BASE_PARALLEL_H
#define LB_BASE_PARALLEL_H

#include <stddef.h>

/* Call work(context, i, scratch) once for each i = 0 .. count - 1, in no certain order, on at most
 * `threads` threads, the calling one among them; scratch is scratch_bytes of a thread's own,
 * aligned to 64 bytes and uninitialized. When the system refuses a thread, the others do its part.
 */
void lb_parallel(int threads, size_t count, void (*work)(void *context, size_t i, void *scratch),
                 void *context, size_t scratch_bytes);

#endif
