/* Binary files with a checksum, in which a program keeps the state of a computation for itself: words
 * and arrays of this machine, one after the other. The hash is against damage, not against malice. */

#ifndef LB_BASE_KEPT_FILE_H
#define LB_BASE_KEPT_FILE_H

#include <stdint.h>
#include <stdio.h>

#include "base/output.h"

/* A hash that goes on from an earlier one. */
uint64_t lb_hash_bytes(uint64_t hash, const void *data, size_t size);

/* Where a hash begins. */
#define LB_HASH_START 0x9E3779B97F4A7C15u

typedef struct lb_kept_writer {
    lb_output *output;
    uint64_t hash;
} lb_kept_writer;

/* The file, and in it the text that says what it is, without its end, and a word of byte order. */
lb_status lb_kept_create(lb_kept_writer *w, const char *path, const char *magic,
                         lb_error *error) LB_MUST_CHECK;
void lb_kept_put(lb_kept_writer *w, const void *data, size_t count, size_t size);
void lb_kept_put_word(lb_kept_writer *w, uint64_t word);
/* Of all before it. */
void lb_kept_put_checksum(lb_kept_writer *w);

/* What does not fit makes the reader bad, and ends loops. */
typedef struct lb_kept_reader {
    FILE *file; /* NULL when there is none */
    uint64_t hash;
    bool bad;
} lb_kept_reader;

/* LB_IO when the file cannot be read, LB_INPUT when it is not what the magic says; where there is no
 * file, r->file is NULL. The caller closes it. */
lb_status lb_kept_open(lb_kept_reader *r, const char *path, const char *magic,
                       lb_error *error) LB_MUST_CHECK;
void lb_kept_get(lb_kept_reader *r, void *data, size_t count, size_t size);
/* A word below the bound; 0 for others. */
uint64_t lb_kept_get_word(lb_kept_reader *r, uint64_t bound);
void lb_kept_get_checksum(lb_kept_reader *r);
/* Whether all was good, and nothing is left. */
bool lb_kept_is_whole(lb_kept_reader *r);

#endif
