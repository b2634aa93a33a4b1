#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "ansatz/language/syntax.h"
#include "base/memory.h"

struct lb_chunk {
    struct lb_chunk *previous;
    alignas(max_align_t) char memory[];
};

struct lb_number {
    struct lb_number *previous;
    mpq_t value;
};

void *lb_arena_take(lb_arena *arena, size_t size)
{
    const size_t unit = alignof(max_align_t), usual = 1 << 16;
    size = (size + unit - 1) / unit * unit;
    if (size > arena->left) {
        size_t room = size > usual ? size : usual;
        struct lb_chunk *chunk = lb_malloc(1, sizeof *chunk + room);
        chunk->previous = arena->chunks;
        arena->chunks = chunk;
        arena->next = chunk->memory;
        arena->left = room;
    }
    void *memory = arena->next;
    arena->next += size;
    arena->left -= size;
    return memory;
}

char *lb_arena_text(lb_arena *arena, const char *text, size_t length)
{
    char *copy = lb_arena_take(arena, length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

__mpq_struct *lb_arena_number(lb_arena *arena)
{
    struct lb_number *number = lb_arena_take(arena, sizeof *number);
    number->previous = arena->numbers;
    arena->numbers = number;
    mpq_init(number->value);
    return number->value;
}

void lb_arena_free(lb_arena *arena)
{
    for (struct lb_number *number = arena->numbers; number; number = number->previous)
        mpq_clear(number->value);
    for (struct lb_chunk *chunk = arena->chunks; chunk;) {
        struct lb_chunk *previous = chunk->previous;
        free(chunk);
        chunk = previous;
    }
    *arena = (lb_arena){0};
}
