#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/memory.h"

enum { BUFFER_SIZE = 1 << 18 };

struct lb_output {
    lb_output *next; /* in the list of those that are open */
    char *name;      /* as it was given */
    char *path;      /* of the file itself, where that is a link */
    char *temporary; /* NULL when writing straight to the path: standard output and devices */
    int lock;        /* a descriptor that keeps the lock on it until it has its name; or -1 */
    FILE *file;      /* NULL when compressing */
    gzFile compressed;
    int failure;                  /* the first errno, 0 for none */
    uint64_t length, times, free; /* bytes so far, and how many may be compressed into how few */
    size_t used;
    char buffer[BUFFER_SIZE];
};

/* All outputs that are open, for the end that comes without a return. */
static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static lb_output *list;

static void enter_list(lb_output *output)
{
    pthread_mutex_lock(&list_lock);
    output->next = list;
    list = output;
    pthread_mutex_unlock(&list_lock);
}

static void leave_list(lb_output *output)
{
    pthread_mutex_lock(&list_lock);
    lb_output **place = &list;
    while (*place != output)
        place = &(*place)->next;
    *place = output->next;
    pthread_mutex_unlock(&list_lock);
}

static void remove_temporary(const lb_output *output)
{
    if (output->temporary)
        unlink(output->temporary);
}

void lb_output_remove_incomplete(void)
{
    pthread_mutex_lock(&list_lock);
    for (const lb_output *output = list; output; output = output->next)
        remove_temporary(output);
    pthread_mutex_unlock(&list_lock);
}

static bool ends_with(const char *text, const char *end)
{
    size_t a = strlen(text), b = strlen(end);
    return a >= b && !strcmp(text + a - b, end);
}

/* The path that a symbolic link leads to, over others perhaps, also when nothing is there; NULL
 * with errno where links go in a circle. Takes the path over. */
static char *follow_links(char *path)
{
    enum { LINKS_MOST = 40 };
    char target[PATH_MAX];
    for (int links = 0;; links++) {
        ssize_t length = readlink(path, target, sizeof target);
        if (length < 0)
            return path;
        if (links == LINKS_MOST || length == sizeof target) {
            errno = ELOOP;
            free(path);
            return NULL;
        }
        const char *slash = *target == '/' ? NULL : strrchr(path, '/');
        int folder = slash ? (int)(slash - path + 1) : 0;
        char *next = lb_sprintf("%.*s%.*s", folder, path, (int)length, target);
        free(path);
        path = next;
    }
}

static lb_status io_failure(lb_error *error, const char *path, int reason)
{
    lb_fail(error, LB_IO, "cannot write: %s", lb_strerror(reason ? reason : EIO));
    if (error)
        snprintf(error->source, sizeof error->source, "%s", path);
    return LB_IO;
}

/* Whether the name is that of this file, which is ours alone; then it is empty. Before the lock was
 * taken, the one who held it may have given the file another name. */
static bool take_over(int descriptor, const char *name)
{
    struct stat file, named;
    return !fstat(descriptor, &file) && !lstat(name, &named) && S_ISREG(file.st_mode) &&
           file.st_uid == geteuid() && file.st_nlink == 1 && named.st_ino == file.st_ino &&
           named.st_dev == file.st_dev && !ftruncate(descriptor, 0);
}

/* A file that only its lock keeps: one that a dead process left is used again. -1 when another
 * process writes it, or the file system knows no locks. */
static int open_locked(const char *name, mode_t mode)
{
    int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    int descriptor = open(name, flags, mode);
    if (descriptor < 0)
        return -1;
    if (flock(descriptor, LOCK_EX | LOCK_NB)) {
        if (errno != EWOULDBLOCK)
            unlink(name);
    } else if (take_over(descriptor, name))
        return descriptor;
    close(descriptor);
    return -1;
}

/* A descriptor of a temporary file, which is nobody's but ours until it has its name. */
static int open_temporary(lb_output *output, mode_t mode)
{
    char *locked = lb_sprintf("%s.liebound-partial", output->path);
    char *unique = lb_sprintf("%s.XXXXXX", output->path);
    int descriptor = open_locked(locked, mode & 0666);
    if (descriptor >= 0) {
        output->temporary = locked;
        output->lock = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
        free(unique);
        return descriptor;
    }
    descriptor = mkstemp(unique);
    output->temporary = descriptor < 0 ? NULL : unique;
    free(descriptor < 0 ? unique : NULL);
    free(locked);
    return descriptor;
}

/* Give the file the owner, where that is allowed, and the mode of the one that it replaces. */
static void take_attributes(int descriptor, const struct stat *replaced)
{
    if (fchown(descriptor, replaced->st_uid, replaced->st_gid))
        (void)!fchown(descriptor, (uid_t)-1, replaced->st_gid);
    fchmod(descriptor, replaced->st_mode & 07777);
}

static int open_beside(lb_output *output)
{
    struct stat replaced;
    output->path = follow_links(output->path);
    if (!output->path)
        return -1;
    if (!stat(output->path, &replaced)) {
        if (access(output->path, W_OK))
            return -1;
        int descriptor = open_temporary(output, replaced.st_mode);
        if (descriptor >= 0)
            take_attributes(descriptor, &replaced);
        return descriptor;
    }
    mode_t mask = umask(0);
    umask(mask);
    int descriptor = open_temporary(output, 0666);
    if (descriptor >= 0)
        fchmod(descriptor, 0666 & ~mask);
    return descriptor;
}

/* A descriptor for the text. What is no regular file, and what standard output goes to already, as
 * /dev/stdout does, is written as it stands. */
static int open_target(lb_output *output)
{
    struct stat named, standard;
    if (!strcmp(output->path, "-"))
        return dup(STDOUT_FILENO);
    if (stat(output->path, &named))
        return open_beside(output);
    if (!S_ISREG(named.st_mode))
        return open(output->path, O_WRONLY);
    if (!fstat(STDOUT_FILENO, &standard) && standard.st_dev == named.st_dev &&
        standard.st_ino == named.st_ino)
        return dup(STDOUT_FILENO);
    return open_beside(output);
}

static void release(lb_output *output)
{
    leave_list(output);
    if (output->lock >= 0)
        close(output->lock);
    free(output->temporary);
    free(output->path);
    free(output->name);
    free(output);
}

lb_status lb_output_open(lb_output **output, const char *path, lb_error *error)
{
    if (!strcmp(path, "-") && fflush(stdout)) /* what was printed before comes first */
        return lb_fail(error, LB_IO, "standard output: cannot write");
    lb_output *o = lb_calloc(1, sizeof *o);
    o->name = lb_strdup(path);
    o->path = lb_strdup(path);
    o->lock = -1;
    enter_list(o);
    int descriptor = open_target(o);
    if (descriptor >= 0) {
        if (ends_with(path, ".gz"))
            o->compressed = gzdopen(descriptor, "wb6");
        else
            o->file = fdopen(descriptor, "wb");
    }
    if (!o->file && !o->compressed) {
        lb_status status = io_failure(error, path, errno);
        if (descriptor >= 0)
            close(descriptor);
        remove_temporary(o);
        release(o);
        return status;
    }
    *output = o;
    return LB_OK;
}

lb_output *lb_output_onto(FILE *stream)
{
    lb_output *o = lb_calloc(1, sizeof *o);
    o->name = lb_strdup("memory");
    o->lock = -1;
    o->file = stream;
    enter_list(o);
    return o;
}

static void flush_buffer(lb_output *output)
{
    size_t length = output->used;
    output->used = 0;
    output->length += length;
    if (output->failure || !length)
        return;
    errno = 0;
    bool ok = output->compressed
                  ? gzwrite(output->compressed, output->buffer, (unsigned)length) == (int)length
                  : fwrite(output->buffer, 1, length, output->file) == length;
    if (!ok)
        output->failure = errno ? errno : EIO;
}

void lb_output_limit_expansion(lb_output *output, uint64_t times, uint64_t free)
{
    output->times = times;
    output->free = free;
}

void lb_output_write(lb_output *output, const char *text, size_t length)
{
    while (length) {
        size_t room = BUFFER_SIZE - output->used, part = length < room ? length : room;
        memcpy(output->buffer + output->used, text, part);
        output->used += part;
        text += part;
        length -= part;
        if (output->used == BUFFER_SIZE)
            flush_buffer(output);
    }
}

void lb_output_print(lb_output *output, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof text)
        output->failure = EOVERFLOW;
    else
        lb_output_write(output, text, (size_t)length);
}

/* Close both streams; true when everything reached the file. */
static bool close_streams(lb_output *output)
{
    bool ok = true;
    errno = 0;
    if (output->compressed)
        ok = gzclose(output->compressed) == Z_OK;
    else {
        ok = !fflush(output->file) && ok;
        ok = !fclose(output->file) && ok;
    }
    if (!ok && !output->failure)
        output->failure = errno ? errno : EIO;
    return !output->failure;
}

/* Whether the file that has been closed is compressed too much. */
static bool is_expanded(const lb_output *output)
{
    struct stat about;
    return output->times && output->compressed && output->temporary &&
           output->length > output->free && !stat(output->temporary, &about) &&
           output->length > output->times * (uint64_t)about.st_size;
}

lb_status lb_output_commit(lb_output *output, lb_error *error)
{
    lb_status status = LB_OK;
    flush_buffer(output);
    bool ok = close_streams(output);
    if (ok && is_expanded(output)) {
        status = lb_fail(error, LB_USAGE,
                         "this text is more than %llu times as long as its compressed file, which "
                         "checkers refuse: write it without .gz",
                         (unsigned long long)output->times);
        unlink(output->temporary);
        release(output);
        return status;
    }
    if (ok && output->temporary && rename(output->temporary, output->path)) {
        output->failure = errno;
        ok = false;
    }
    if (!ok) {
        status = io_failure(error, output->name, output->failure);
        remove_temporary(output);
    }
    release(output);
    return status;
}

void lb_output_discard(lb_output *output)
{
    close_streams(output);
    remove_temporary(output);
    release(output);
}
