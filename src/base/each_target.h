/* Includes the file LB_LOOPS for each kind of processor that loops are compiled for (lanes.h), with
 * LB_TARGET the attribute of its functions and LB_WIDTH(name) their names: name_plain, name_avx2,
 * name_avx512. It is included once, where the functions are to stand. */

#include "base/lanes.h"

#define LB_TARGET
#define LB_WIDTH(name) name##_plain
#include LB_LOOPS
#undef LB_TARGET
#undef LB_WIDTH

#if defined(__x86_64__)
#define LB_TARGET      LB_TARGET_AVX2
#define LB_WIDTH(name) name##_avx2
#include LB_LOOPS
#undef LB_TARGET
#undef LB_WIDTH

#define LB_TARGET      LB_TARGET_AVX512
#define LB_WIDTH(name) name##_avx512
#include LB_LOOPS
#undef LB_TARGET
#undef LB_WIDTH
#endif
