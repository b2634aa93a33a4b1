#include "exact/coordinates.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* What a letter does to the state of one qubit: it stays or becomes its opposite (0 and 1, + and -,
 * r and l), times i^quarter. */
typedef struct letter_image {
    bool flips;
    unsigned quarter;
} letter_image;

static letter_image apply_letter(char letter, char state)
{
    static const char states[] = "01+-rl";
    static const letter_image x[] = {{true, 0},  {true, 0}, {false, 0},
                                     {false, 2}, {true, 1}, {true, 3}};
    static const letter_image y[] = {{true, 1}, {true, 3},  {true, 3},
                                     {true, 1}, {false, 0}, {false, 2}};
    static const letter_image z[] = {{false, 0}, {false, 2}, {true, 0},
                                     {true, 0},  {true, 0},  {true, 0}};
    size_t s = (size_t)(strchr(states, state) - states);
    return letter == 'X' ? x[s] : letter == 'Y' ? y[s] : z[s];
}

/* The flipped qubits of W psi_0 in label[0 .. words - 1], and its power of i. */
static unsigned image_of_product(uint64_t *label, const uint64_t *string, size_t words,
                                 const char *state, size_t qubits)
{
    unsigned quarter = 0;
    for (size_t q = 0; q < qubits; q++) {
        bool x = string[q / 64] >> q % 64 & 1, z = string[words + q / 64] >> q % 64 & 1;
        if (!x && !z)
            continue;
        letter_image image = apply_letter(lb_letter(x, z), strcmp(state, "zero") ? state[q] : '0');
        label[q / 64] |= (uint64_t)image.flips << q % 64;
        quarter += image.quarter;
    }
    return quarter;
}

/* A basis vector is named by W words, and one word more that is 1 for its multiple by i. For Bell
 * pairs the W words would have to be the 2 W of the string; there is one coordinate a string, after
 * that of the phase. */
static void add_state(lb_coordinates *C, size_t s, const lb_string_table *strings,
                      const char *state, size_t qubits)
{
    size_t words = strings->words, offset = C->count;
    lb_coordinate *images = C->images + s * C->string_count;
    lb_string_table basis;
    uint64_t *label = lb_calloc(2 * words, sizeof *label);
    lb_string_table_init(&basis, words);
    label[words] = 1;
    C->phases[s] = (uint32_t)offset + lb_string_table_intern(&basis, label);
    for (uint32_t b = 0; b < C->string_count; b++) {
        if (!strcmp(state, "bell")) {
            images[b] = (lb_coordinate){(uint32_t)offset + 1 + b, -1};
            continue;
        }
        memset(label, 0, 2 * words * sizeof *label);
        unsigned quarter =
            3 + image_of_product(label, lb_string_table_at(strings, b), words, state, qubits);
        label[words] = quarter & 1;
        images[b].number = (uint32_t)offset + lb_string_table_intern(&basis, label);
        images[b].sign = quarter & 2 ? -1 : 1;
    }
    C->count += strcmp(state, "bell") ? basis.count : 1 + C->string_count;
    free(label);
    lb_string_table_clear(&basis);
}

void lb_coordinates_init(lb_coordinates *C, const lb_string_table *strings,
                         const char *const *states, size_t state_count, size_t qubits)
{
    *C = (lb_coordinates){.state_count = state_count, .string_count = strings->count};
    C->phases = lb_malloc(state_count, sizeof *C->phases);
    C->images = lb_malloc(state_count * C->string_count, sizeof *C->images);
    for (size_t s = 0; s < state_count; s++)
        add_state(C, s, strings, states[s], qubits);
}

void lb_coordinates_clear(lb_coordinates *C)
{
    free(C->phases);
    free(C->images);
}
