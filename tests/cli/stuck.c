/* A library to preload: the function STEP never ends, or takes memory meanwhile. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int STEP(void)
{
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
