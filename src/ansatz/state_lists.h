/* Data sets as other programs write them: lists of all amplitudes without a line "state NAME". */

#ifndef LB_ANSATZ_STATE_LISTS_H
#define LB_ANSATZ_STATE_LISTS_H

#include <liebound/ansatz.h>

#include "state/amplitudes.h"

/* Whether a data set is such a list: it does not begin with the word "state". */
bool lb_ansatz_lists_recognize(const char *text, size_t length);
/* Add the states of `text`, and remarks, to an ansatz that has none. LB_INPUT with a place. */
lb_status lb_ansatz_lists_read(lb_ansatz_t states, const char *source, const char *text,
                               size_t length, lb_error *error) LB_MUST_CHECK;

/* The same of a binary file of NumPy, .npy. */
bool lb_ansatz_numpy_recognize(const char *text, size_t length);
lb_status lb_ansatz_numpy_read(lb_ansatz_t states, const char *source, const char *text,
                               size_t length, lb_error *error) LB_MUST_CHECK;

/* Add the state of a whole list, called psi0, psi1, ... by its number. */
lb_status lb_ansatz_take_list(lb_ansatz_t states, lb_amplitude_list *list,
                              lb_error *error) LB_MUST_CHECK;

#endif
