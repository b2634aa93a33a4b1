#include "exact_rank/frame.h"

bool lb_exact_frame_translate(lb_exact_frame frame, uint64_t *x, uint64_t *z)
{
    uint64_t old_x = *x, old_z = *z, other = ~(frame.x | frame.y);
    *x = (old_x & other) | (old_z & frame.x) | ((old_x ^ old_z) & frame.y);
    *z = (old_z & other) | (old_x & (frame.x | frame.y));
    return __builtin_parityll(old_x & old_z & frame.x);
}

lb_exact_frame_change lb_exact_frame_change_make(lb_exact_frame from, lb_exact_frame to,
                                                 const lb_field *F)
{
    uint64_t from_z = ~(from.x | from.y), to_z = ~(to.x | to.y);
    uint64_t x_to_y = from.x & to.y, y_to_x = from.y & to.x;
    lb_exact_frame_change change = {.before_plus = x_to_y,
                                    .before_minus = (from_z & to.y) | y_to_x,
                                    .hadamard = (from.x ^ to.x) | (from.y ^ to.y),
                                    .after_plus = (from.y & to_z) | x_to_y,
                                    .after_minus = y_to_x,
                                    .factor = {1, 0}};
    for (; x_to_y; x_to_y &= x_to_y - 1)
        change.factor = lb_gaussian_multiply(F, change.factor, (lb_gaussian){1, F->p - 1});
    for (; y_to_x; y_to_x &= y_to_x - 1)
        change.factor = lb_gaussian_multiply(F, change.factor, (lb_gaussian){1, 1});
    return change;
}

bool lb_exact_frame_find(lb_exact_frame *frame, uint64_t x, uint64_t y, uint64_t z)
{
    if ((x & y) | (x & z) | (y & z))
        return false;
    *frame = (lb_exact_frame){(frame->x & ~(y | z)) | x, (frame->y & ~(x | z)) | y};
    return true;
}
