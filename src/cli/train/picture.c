#include "cli/train/picture.h"

#include <string.h>

static const char *const names[] = {[LB_TRAINING_AUTOMATIC] = "auto",
                                    [LB_TRAINING_STATES] = "states",
                                    [LB_TRAINING_ALGEBRA] = "algebra"};

const char *lb_cli_picture_name(lb_training_picture picture)
{
    return names[picture];
}

lb_status lb_cli_read_picture(lb_training_picture *picture, const char *name, lb_error *error)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (!strcmp(name, names[i])) {
            *picture = (lb_training_picture)i;
            return LB_OK;
        }
    return lb_fail(error, LB_USAGE, "--picture %s is none of auto, states and algebra", name);
}
