#include "base/kept_file.h"

#include <errno.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"

static const uint64_t BYTE_ORDER_WORD = 0x0102030405060708u;
enum { MAGIC_MAX = 64 };

uint64_t lb_hash_bytes(uint64_t hash, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    while (size) {
        uint64_t word = size;
        size_t part = size < sizeof word ? size : sizeof word;
        memcpy(&word, bytes, part);
        hash = lb_mix(hash ^ word) + LB_MIX_STEP;
        bytes += part;
        size -= part;
    }
    return hash;
}

lb_status lb_kept_create(lb_kept_writer *w, const char *path, const char *magic, lb_error *error)
{
    w->hash = LB_HASH_START;
    lb_status status = lb_output_open(&w->output, path, error);
    if (status)
        return status;
    lb_kept_put(w, magic, 1, strlen(magic));
    lb_kept_put_word(w, BYTE_ORDER_WORD);
    return LB_OK;
}

void lb_kept_put(lb_kept_writer *w, const void *data, size_t count, size_t size)
{
    w->hash = lb_hash_bytes(w->hash, data, count * size);
    lb_output_write(w->output, data, count * size);
}

void lb_kept_put_word(lb_kept_writer *w, uint64_t word)
{
    lb_kept_put(w, &word, 1, sizeof word);
}

void lb_kept_put_checksum(lb_kept_writer *w)
{
    uint64_t hash = w->hash;
    lb_kept_put_word(w, hash);
}

lb_status lb_kept_open(lb_kept_reader *r, const char *path, const char *magic, lb_error *error)
{
    *r = (lb_kept_reader){.file = fopen(path, "rb"), .hash = LB_HASH_START};
    if (!r->file)
        return errno == ENOENT
                   ? LB_OK
                   : lb_fail(error, LB_IO, "%s: cannot read: %s", path, lb_strerror(errno));
    char found[MAGIC_MAX] = "";
    lb_kept_get(r, found, 1, strlen(magic));
    if (!r->bad && !strcmp(found, magic) && lb_kept_get_word(r, UINT64_MAX) == BYTE_ORDER_WORD)
        return LB_OK;
    fclose(r->file);
    return lb_fail(error, LB_INPUT, "%s: this is not a checkpoint of this program", path);
}

void lb_kept_get(lb_kept_reader *r, void *data, size_t count, size_t size)
{
    r->bad = r->bad || fread(data, size, count, r->file) != count;
    if (!r->bad)
        r->hash = lb_hash_bytes(r->hash, data, count * size);
}

uint64_t lb_kept_get_word(lb_kept_reader *r, uint64_t bound)
{
    uint64_t word = 0;
    lb_kept_get(r, &word, 1, sizeof word);
    r->bad = r->bad || word >= bound;
    return r->bad ? 0 : word;
}

void lb_kept_get_checksum(lb_kept_reader *r)
{
    uint64_t hash = r->hash;
    r->bad = lb_kept_get_word(r, UINT64_MAX) != hash || r->bad;
}

bool lb_kept_is_whole(lb_kept_reader *r)
{
    return !r->bad && fgetc(r->file) == EOF;
}
