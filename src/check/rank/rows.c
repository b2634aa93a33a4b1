/* A row is a vector, or what a linear map makes of it, which can only lower the rank of all of them:
 * every entry is added to some of the fewer entries of the row, or subtracted from them, as its number
 * says. Ranks below the width mostly stay what they are. */

#include "check/rank/rank.h"

#include <stdlib.h>
#include <string.h>

enum { LANES = LB_CHECK_LANES, PLACES = 4 };

size_t lb_check_row_width(size_t length, size_t rank)
{
    size_t width = rank + rank / 8 + 32;
    return width < length / 2 ? width : length;
}

/* Numbers that look random. */
static uint64_t scatter(uint64_t n)
{
    n = (n + 1) * UINT64_C(0x9e3779b97f4a7c15);
    n = (n ^ n >> 32) * UINT64_C(0xd6e8feb86659fd93);
    return n ^ n >> 32;
}

/* out += v or -v. */
static inline void add_group(uint32_t *restrict out, const uint32_t *restrict v, bool negative,
                             uint32_t p, size_t lanes)
{
    for (size_t l = 0; l < lanes; l++)
        out[l] = lb_check_less_modulus(out[l] + (negative ? p - v[l] : v[l]), p);
}

/* Row entries, for all lanes, of a panel. */
LB_CHECK_CLONES static void shorten(uint32_t p, uint32_t *out, size_t width, const uint32_t *panel,
                                    size_t length, size_t lanes)
{
    for (size_t k = 0; k < length; k++)
        for (size_t i = 0; i < PLACES; i++) {
            uint64_t number = scatter(PLACES * k + i);
            uint32_t *to = out + lanes * ((number >> 32) * width >> 32);
            if (lanes == LANES)
                add_group(to, panel + LANES * k, number & 1, p, LANES);
            else
                add_group(to, panel + k, number & 1, p, 1);
        }
}

void lb_check_rows_set(const lb_check_field *F, uint32_t *rows, size_t count, size_t width,
                       size_t room, const uint32_t *panel, size_t length, size_t lanes)
{
    uint32_t *sums = NULL;
    if (width < length) {
        sums = lb_check_resize(NULL, width * lanes * sizeof *sums);
        memset(sums, 0, width * lanes * sizeof *sums);
        shorten(F->p, sums, width, panel, length, lanes);
        panel = sums;
    }
    for (size_t l = 0; l < count; l++) {
        for (size_t k = 0; k < width; k++)
            rows[l * room + k] = panel[k * lanes + l];
        memset(rows + l * room + width, 0, (room - width) * sizeof *rows);
    }
    free(sums);
}
