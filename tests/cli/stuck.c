/* A library to preload: eigenvectors that are never found, or memory that is taken meanwhile. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LAPACKE_zheevd(int layout, char job, char part, int n, void *a, int lda, double *values)
{
    (void)layout, (void)job, (void)part, (void)n, (void)a, (void)lda, (void)values;
    const size_t piece = 1 << 20;
    while (getenv("STUCK_TAKES_MEMORY")) {
        char *memory = malloc(piece);
        if (memory)
            memset(memory, 1, piece);
        usleep(1000);
    }
    for (;;)
        pause();
}
