/* What LAPACKE returns. It allocates its own workspace, and says so in its status when that was
 * refused; such a status is not to be taken for one about the matrix. */

#ifndef LB_BASE_LAPACK_H
#define LB_BASE_LAPACK_H

#include <lapacke.h>

#include "base/memory.h"

/* info, unless memory was refused, which ends the process. */
static inline lapack_int lb_lapack(lapack_int info)
{
    if (info == LAPACK_WORK_MEMORY_ERROR || info == LAPACK_TRANSPOSE_MEMORY_ERROR)
        lb_memory_refused("LAPACK");
    return info;
}

#endif
