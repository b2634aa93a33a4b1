/* What is written on gates and wires. */

#ifndef LB_DRAWING_LABELS_H
#define LB_DRAWING_LABELS_H

#include "drawing/drawing.h"

/* An angle times a factor: "-1/2 γ₂" for the angle called gamma of layer 2, "θ₇" for the seventh of all
 * (number counts from 0) without a name. layer is 0 in the first layer. */
lb_drawn_label lb_drawn_label_angle(const char *name, size_t number, size_t layer,
                                    const mpq_t factor);
/* A letter or a name; the name of a generator may have indices, "zz[0,1]". */
lb_drawn_label lb_drawn_label_word(const char *word);
/* "X θ₁" from both, which it takes over. */
lb_drawn_label lb_drawn_label_join(lb_drawn_label word, lb_drawn_label angle);
/* "|+>" */
lb_drawn_label lb_drawn_label_ket(const char *inside);
void lb_drawn_label_clear(lb_drawn_label label);

#endif
