/* The pictures of training by their names. */

#ifndef LB_CLI_TRAIN_PICTURE_H
#define LB_CLI_TRAIN_PICTURE_H

#include <liebound/training.h>

const char *lb_cli_picture_name(lb_training_picture picture);
/* LB_USAGE for a name of none. */
lb_status lb_cli_read_picture(lb_training_picture *picture, const char *name,
                              lb_error *error) LB_MUST_CHECK;

#endif
