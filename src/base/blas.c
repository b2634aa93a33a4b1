/* OpenBLAS and LAPACKE, loaded by the first call of one of their functions.
 *
 * As soon as it is loaded, OpenBLAS starts a thread for each core or as many as the environment
 * asks for. Where a limit (ulimit -v) refuses a thread the 128 MB it wants, it asks for them for
 * ever, and whoever waits for it, at a fork or at the end, waits as long; where a thread itself is
 * refused, OpenBLAS ends the process. So the library is not linked with the two: the functions
 * below have the names and types of theirs, and before one is called it is seen to that its memory
 * is there. */

#define _GNU_SOURCE /* RTLD_DEFAULT */

#include "base/blas.h"

#include <cblas.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/status.h>

#include "base/memory.h"
#include "base/output.h"

/* What OpenBLAS maps for each thread that is inside of it, once. */
#define BUFFER ((size_t)128 << 20)

#define FUNCTIONS(FUNCTION)                                                                        \
    FUNCTION(openblas_get_num_threads)                                                             \
    FUNCTION(openblas_set_num_threads)                                                             \
    FUNCTION(cblas_daxpy)                                                                          \
    FUNCTION(cblas_ddot)                                                                           \
    FUNCTION(cblas_dgemm)                                                                          \
    FUNCTION(cblas_dgemv)                                                                          \
    FUNCTION(cblas_dnrm2)                                                                          \
    FUNCTION(cblas_dscal)                                                                          \
    FUNCTION(cblas_dsyrk)                                                                          \
    FUNCTION(cblas_dtrsm)                                                                          \
    FUNCTION(cblas_zgemm)                                                                          \
    FUNCTION(LAPACKE_dbdsqr)                                                                       \
    FUNCTION(LAPACKE_dgebrd)                                                                       \
    FUNCTION(LAPACKE_dgelqf_work)                                                                  \
    FUNCTION(LAPACKE_dlarfb_work)                                                                  \
    FUNCTION(LAPACKE_dlarft_work)                                                                  \
    FUNCTION(LAPACKE_dpotrf)                                                                       \
    FUNCTION(LAPACKE_dsyevd)                                                                       \
    FUNCTION(LAPACKE_zheevd)                                                                       \
    FUNCTION(LAPACK_dlabrd)

#define LAPACK_dlabrd LAPACK_GLOBAL(dlabrd, DLABRD)

#define POINTER(name) __typeof__(name) *name;
static struct {
    FUNCTIONS(POINTER)
} loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static atomic_size_t inside;
static size_t buffers; /* that OpenBLAS has, by now or in a moment; behind the mutex */

/* The loader says no more than a text. */
static _Noreturn void refuse(void)
{
    const char *reason = dlerror();
    if (strstr(reason, "memory"))
        lb_memory_refused("OpenBLAS");
    fprintf(stderr, "liebound: %s\n", reason);
    lb_output_remove_incomplete();
    exit(LB_IO);
}

static void *open_library(const char *name)
{
    void *library = dlopen(name, RTLD_NOW | RTLD_GLOBAL);
    if (!library)
        refuse();
    return library;
}

#if defined(__x86_64__)
/* The kernels for what the processor can do, if OpenBLAS took its oldest in spite of it; or NULL. */
static const char *better_kernels(void *openblas)
{
    char *(*corename)(void);
    *(void **)&corename = dlsym(openblas, "openblas_get_corename");
    if (!corename || strcmp(corename(), "Prescott") || !__builtin_cpu_supports("avx2") ||
        !__builtin_cpu_supports("fma"))
        return NULL;
    return __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") ? "SkylakeX"
                                                                                    : "Haswell";
}
#else
static const char *better_kernels(void *openblas)
{
    (void)openblas;
    return NULL;
}
#endif

/* OpenBLAS goes by the model of the processor, and does not know models newer than itself. What is
 * set in the environment counts. */
static void open_openblas(void)
{
    static const char name[] = "libopenblas.so.0", choice[] = "OPENBLAS_CORETYPE";
    void *openblas = open_library(name);
    const char *kernels = getenv(choice) ? NULL : better_kernels(openblas);
    if (!kernels)
        return;
    dlclose(openblas);
    if (setenv(choice, kernels, 1)) /* else the oldest would round differently */
        lb_memory_refused("OpenBLAS");
    open_library(name);
    unsetenv(choice);
}

/* As if the library were linked: another that is preloaded comes before it. */
static void *find(const char *name)
{
    void *function = dlsym(RTLD_DEFAULT, name);
    if (!function)
        refuse();
    return function;
}

/* Ends the process when there is no room, as every allocation does. */
static void make_room(size_t bytes)
{
    free(lb_malloc(1, bytes));
}

/* A product large enough for OpenBLAS to take a buffer, which it keeps. */
static void take_buffer(void)
{
    enum { SIZE = 128 };
    double *zeros = lb_calloc((size_t)3 * SIZE * SIZE, sizeof *zeros);
    loaded.cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, SIZE, SIZE, SIZE, 1, zeros, SIZE,
                       zeros + SIZE * SIZE, SIZE, 0, zeros + 2 * SIZE * SIZE, SIZE);
    free(zeros);
}

static void load(void)
{
    make_room(BUFFER + ((size_t)50 << 20)); /* the libraries, which are mapped, and a buffer */
    open_openblas();
    open_library("liblapacke.so.3");
#define LOAD(name)  LOAD_(name) /* names may be macros */
#define LOAD_(name) *(void **)&loaded.name = find(#name);
    FUNCTIONS(LOAD)
    take_buffer();
    buffers = 1;
}

static void enter(void)
{
    pthread_once(&once, load);
    size_t wanted = atomic_fetch_add(&inside, 1) + 1;
    if (wanted == 1)
        return;
    pthread_mutex_lock(&mutex);
    if (wanted > buffers) {
        make_room((wanted - buffers) * BUFFER);
        buffers = wanted;
    }
    pthread_mutex_unlock(&mutex);
}

static void leave(void)
{
    atomic_fetch_sub(&inside, 1);
}

int openblas_get_num_threads(void)
{
    pthread_once(&once, load);
    return loaded.openblas_get_num_threads();
}

/* Fewer, when there is no room for so many. */
void openblas_set_num_threads(int threads)
{
    pthread_once(&once, load);
    size_t stack = 0;
    pthread_attr_t attributes;
    if (!pthread_attr_init(&attributes)) {
        pthread_attr_getstacksize(&attributes, &stack);
        pthread_attr_destroy(&attributes);
    }
    int running = loaded.openblas_get_num_threads();
    for (; threads > 1 && threads > running; threads--) {
        void *room = malloc((size_t)(threads - running) * (BUFFER + stack));
        free(room);
        if (room)
            break;
    }
    loaded.openblas_set_num_threads(threads);
}

/* Products of vectors take no buffer. */

void cblas_daxpy(blasint n, double alpha, const double *x, blasint x_step, double *y,
                 blasint y_step)
{
    pthread_once(&once, load);
    loaded.cblas_daxpy(n, alpha, x, x_step, y, y_step);
}

double cblas_ddot(blasint n, const double *x, blasint x_step, const double *y, blasint y_step)
{
    pthread_once(&once, load);
    return loaded.cblas_ddot(n, x, x_step, y, y_step);
}

double cblas_dnrm2(blasint n, const double *x, blasint x_step)
{
    pthread_once(&once, load);
    return loaded.cblas_dnrm2(n, x, x_step);
}

void cblas_dscal(blasint n, double alpha, double *x, blasint x_step)
{
    pthread_once(&once, load);
    loaded.cblas_dscal(n, alpha, x, x_step);
}

/* Products of matrices, and LAPACK, which is made of them. */

void cblas_dgemm(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE transpose_A,
                 enum CBLAS_TRANSPOSE transpose_B, blasint m, blasint n, blasint k, double alpha,
                 const double *A, blasint lda, const double *B, blasint ldb, double beta, double *C,
                 blasint ldc)
{
    enter();
    loaded.cblas_dgemm(order, transpose_A, transpose_B, m, n, k, alpha, A, lda, B, ldb, beta, C,
                       ldc);
    leave();
}

void cblas_dgemv(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE transpose, blasint m, blasint n,
                 double alpha, const double *A, blasint lda, const double *x, blasint x_step,
                 double beta, double *y, blasint y_step)
{
    enter();
    loaded.cblas_dgemv(order, transpose, m, n, alpha, A, lda, x, x_step, beta, y, y_step);
    leave();
}

void cblas_dsyrk(enum CBLAS_ORDER order, enum CBLAS_UPLO half, enum CBLAS_TRANSPOSE transpose,
                 blasint n, blasint k, double alpha, const double *A, blasint lda, double beta,
                 double *C, blasint ldc)
{
    enter();
    loaded.cblas_dsyrk(order, half, transpose, n, k, alpha, A, lda, beta, C, ldc);
    leave();
}

void cblas_dtrsm(enum CBLAS_ORDER order, enum CBLAS_SIDE side, enum CBLAS_UPLO half,
                 enum CBLAS_TRANSPOSE transpose, enum CBLAS_DIAG diagonal, blasint m, blasint n,
                 double alpha, const double *A, blasint lda, double *B, blasint ldb)
{
    enter();
    loaded.cblas_dtrsm(order, side, half, transpose, diagonal, m, n, alpha, A, lda, B, ldb);
    leave();
}

void cblas_zgemm(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE transpose_A,
                 enum CBLAS_TRANSPOSE transpose_B, blasint m, blasint n, blasint k,
                 const void *alpha, const void *A, blasint lda, const void *B, blasint ldb,
                 const void *beta, void *C, blasint ldc)
{
    enter();
    loaded.cblas_zgemm(order, transpose_A, transpose_B, m, n, k, alpha, A, lda, B, ldb, beta, C,
                       ldc);
    leave();
}

#define LAPACK(name, parameters, arguments)                                                        \
    lapack_int LAPACKE_##name parameters                                                           \
    {                                                                                              \
        enter();                                                                                   \
        lapack_int info = loaded.LAPACKE_##name arguments;                                         \
        leave();                                                                                   \
        return info;                                                                               \
    }
LAPACK(dbdsqr,
       (int layout, char half, lapack_int n, lapack_int ncvt, lapack_int nru, lapack_int ncc,
        double *d, double *e, double *vt, lapack_int ldvt, double *u, lapack_int ldu, double *c,
        lapack_int ldc),
       (layout, half, n, ncvt, nru, ncc, d, e, vt, ldvt, u, ldu, c, ldc))
LAPACK(dgebrd,
       (int layout, lapack_int m, lapack_int n, double *a, lapack_int lda, double *d, double *e,
        double *tauq, double *taup),
       (layout, m, n, a, lda, d, e, tauq, taup))
LAPACK(dgelqf_work,
       (int layout, lapack_int m, lapack_int n, double *a, lapack_int lda, double *tau,
        double *work, lapack_int lwork),
       (layout, m, n, a, lda, tau, work, lwork))
LAPACK(dlarfb_work,
       (int layout, char side, char trans, char direct, char storev, lapack_int m, lapack_int n,
        lapack_int k, const double *v, lapack_int ldv, const double *t, lapack_int ldt, double *c,
        lapack_int ldc, double *work, lapack_int ldwork),
       (layout, side, trans, direct, storev, m, n, k, v, ldv, t, ldt, c, ldc, work, ldwork))
LAPACK(dlarft_work,
       (int layout, char direct, char storev, lapack_int n, lapack_int k, const double *v,
        lapack_int ldv, const double *tau, double *t, lapack_int ldt),
       (layout, direct, storev, n, k, v, ldv, tau, t, ldt))
LAPACK(dpotrf, (int layout, char half, lapack_int n, double *a, lapack_int lda),
       (layout, half, n, a, lda))
LAPACK(dsyevd,
       (int layout, char job, char half, lapack_int n, double *a, lapack_int lda, double *w),
       (layout, job, half, n, a, lda, w))
LAPACK(zheevd,
       (int layout, char job, char half, lapack_int n, lapack_complex_double *a, lapack_int lda,
        double *w),
       (layout, job, half, n, a, lda, w))

void LAPACK_dlabrd(lapack_int *m, lapack_int *n, lapack_int *nb, double *a, lapack_int *lda,
                   double *d, double *e, double *tauq, double *taup, double *x, lapack_int *ldx,
                   double *y, lapack_int *ldy)
{
    enter();
    loaded.LAPACK_dlabrd(m, n, nb, a, lda, d, e, tauq, taup, x, ldx, y, ldy);
    leave();
}
