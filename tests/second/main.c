/* second CERTIFICATE: what is proved, line by line, and exit status 0; or why not, and 1. */

#include "second.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    FILE *file = argc == 2 ? (strcmp(argv[1], "-") ? fopen(argv[1], "rb") : stdin) : NULL;
    if (!file) {
        fputs("usage: second CERTIFICATE\n", stderr);
        return 64;
    }
    size_t length = 0, capacity = 0, got;
    char *text = NULL;
    do {
        if (length == capacity) {
            capacity = 2 * capacity + 65536;
            text = realloc(text, capacity);
            if (!text)
                return 71;
        }
        got = fread(text + length, 1, capacity - length, file);
        length += got;
    } while (got);
    size_t name = strlen(argv[1]);
    second_verdict V;
    second_check(&V, text, length, name > 3 && !strcmp(argv[1] + name - 3, ".gz"));
    if (V.verified)
        fwrite(V.proved, 1, V.length, stdout);
    else
        printf("NOT VERIFIED: %s\n", V.reason);
    free(V.proved);
    free(text);
    fclose(file);
    return V.verified ? 0 : 1;
}
