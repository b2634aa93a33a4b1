/* What is written elsewhere, or from habit, and how it is written here: the ends of error messages,
 * which name the mend. */

#ifndef LB_ANSATZ_LANGUAGE_SLIPS_H
#define LB_ANSATZ_LANGUAGE_SLIPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ": write X[0]", or "" where nothing better is known. */
typedef struct lb_slip {
    char text[200];
} lb_slip;

/* A word that names nothing: X0, XY_0_1, x, xx, sqrt, pi. */
lb_slip lb_slip_word(const char *word, size_t length);
/* A label or a word of letters with its indices in parentheses, X(0) or XY(i,j); inside is what
 * stands behind the parenthesis. The label's letters are counted when `letters` is not 0. */
lb_slip lb_slip_indices(const char *label, size_t length, size_t letters, const char *inside,
                        size_t left);
/* A printable character that belongs to no token, and one that is not ASCII. */
const char *lb_slip_character(char c);
const char *lb_slip_code_point(uint32_t point);
/* Whether text up to end is in an encoding that no file here has. */
bool lb_slip_is_utf16(const char *text, const char *end);

#endif
