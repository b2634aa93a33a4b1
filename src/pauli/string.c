/* Strings as sorted lists of the blocks that are not all identity.
 *
 * Every binary operation is a merge of two such lists. A block that only one operand has is
 * identity in the other, so it never contributes to a phase or to a commutation sign; only common
 * blocks do. */

#include <liebound/pauli.h>

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "pauli/dense.h"

void lb_string_init(lb_string_t P)
{
    *P = (lb_string_struct){NULL, 0, 0};
}

void lb_string_clear(lb_string_t P)
{
    free(P->blocks);
}

void lb_string_identity(lb_string_t P)
{
    P->length = 0;
}

static void reserve(lb_string_t P, uint32_t blocks)
{
    if (blocks > P->capacity) {
        P->blocks = lb_realloc(P->blocks, blocks, sizeof *P->blocks);
        P->capacity = blocks;
    }
}

void lb_string_set(lb_string_t P, const lb_string_t Q)
{
    if (P == Q)
        return;
    reserve(P, Q->length);
    if (Q->length)
        memcpy(P->blocks, Q->blocks, Q->length * sizeof *P->blocks);
    P->length = Q->length;
}

/* The position of the first block whose index is not below the given one. */
static uint32_t find_block(const lb_string_t P, uint32_t index)
{
    uint32_t low = 0, high = P->length;
    if (high && P->blocks[high - 1].index < index)
        return high;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (P->blocks[middle].index < index)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

char lb_string_letter(const lb_string_t P, uint32_t qubit)
{
    uint32_t at = find_block(P, qubit / 64);
    if (at == P->length || P->blocks[at].index != qubit / 64)
        return 'I';
    const lb_block *block = P->blocks + at;
    return lb_letter(block->x >> qubit % 64 & 1, block->z >> qubit % 64 & 1);
}

void lb_string_set_letter(lb_string_t P, uint32_t qubit, char letter)
{
    assert(letter == 'I' || letter == 'X' || letter == 'Y' || letter == 'Z');
    uint32_t index = qubit / 64, at = find_block(P, index);
    uint64_t bit = (uint64_t)1 << qubit % 64;
    if (at == P->length || P->blocks[at].index != index) {
        if (letter == 'I')
            return;
        if (P->length == P->capacity)
            reserve(P, P->capacity ? 2 * P->capacity : 1);
        memmove(P->blocks + at + 1, P->blocks + at, (P->length - at) * sizeof *P->blocks);
        P->blocks[at] = (lb_block){0, 0, index};
        P->length++;
    }
    lb_block *block = P->blocks + at;
    block->x = letter == 'X' || letter == 'Y' ? block->x | bit : block->x & ~bit;
    block->z = letter == 'Z' || letter == 'Y' ? block->z | bit : block->z & ~bit;
    if (!(block->x | block->z)) {
        P->length--;
        memmove(block, block + 1, (P->length - at) * sizeof *P->blocks);
    }
}

lb_status lb_string_set_label(lb_string_t P, size_t qubits, const char *label, lb_error *error)
{
    size_t length = strlen(label);
    if (length != qubits)
        return lb_fail(error, LB_INPUT, "the label has %zu letter%s, expected %zu, one a qubit",
                       length, length == 1 ? "" : "s", qubits);
    size_t wrong = strspn(label, "IXYZ");
    if (wrong < length)
        return lb_fail(error, LB_INPUT, "letter %zu of the label is not one of I X Y Z", wrong + 1);
    lb_string_identity(P);
    for (size_t q = 0; q < qubits; q++)
        if (label[q] != 'I')
            lb_string_set_letter(P, (uint32_t)q, label[q]);
    return LB_OK;
}

size_t lb_string_weight(const lb_string_t P)
{
    size_t weight = 0;
    for (uint32_t i = 0; i < P->length; i++)
        weight += (size_t)lb_popcount(P->blocks[i].x | P->blocks[i].z);
    return weight;
}

size_t lb_string_support(uint32_t *at, size_t most, const lb_string_t P)
{
    size_t found = 0;
    for (uint32_t k = 0; k < P->length; k++)
        for (uint32_t bit = 0; bit < 64 && found < most; bit++)
            if ((P->blocks[k].x | P->blocks[k].z) >> bit & 1)
                at[found++] = 64 * P->blocks[k].index + bit;
    return found;
}

/* Alphabetical comparison of two blocks of letters. */
static int compare_letters(uint64_t px, uint64_t pz, uint64_t qx, uint64_t qz)
{
    uint64_t differ = (px ^ qx) | (pz ^ qz);
    if (!differ)
        return 0;
    int bit = __builtin_ctzll(differ);
    return lb_letter(px >> bit & 1, pz >> bit & 1) - lb_letter(qx >> bit & 1, qz >> bit & 1);
}

int lb_string_compare(const lb_string_t P, const lb_string_t Q)
{
    size_t p_weight = lb_string_weight(P), q_weight = lb_string_weight(Q);
    if (p_weight != q_weight)
        return p_weight < q_weight ? -1 : 1;
    uint32_t i = 0, j = 0;
    while (i < P->length || j < Q->length) {
        uint32_t p = i < P->length ? P->blocks[i].index : UINT32_MAX;
        uint32_t q = j < Q->length ? Q->blocks[j].index : UINT32_MAX;
        lb_block a = p <= q ? P->blocks[i++] : (lb_block){0, 0, 0};
        lb_block b = q <= p ? Q->blocks[j++] : (lb_block){0, 0, 0};
        int order = compare_letters(a.x, a.z, b.x, b.z);
        if (order)
            return order;
    }
    return 0;
}

bool lb_string_anticommutes(const lb_string_t P, const lb_string_t Q)
{
    uint64_t parity = 0;
    for (uint32_t i = 0, j = 0; i < P->length && j < Q->length;) {
        const lb_block *p = P->blocks + i, *q = Q->blocks + j;
        if (p->index == q->index)
            parity ^= (p->x & q->z) ^ (p->z & q->x);
        i += p->index <= q->index;
        j += q->index <= p->index;
    }
    return lb_popcount(parity) & 1;
}

unsigned lb_string_multiply(lb_string_t R, const lb_string_t P, const lb_string_t Q)
{
    lb_block *blocks = lb_malloc((size_t)P->length + Q->length, sizeof *blocks);
    uint32_t length = 0;
    int e = 0;
    for (uint32_t i = 0, j = 0; i < P->length || j < Q->length;) {
        uint32_t p = i < P->length ? P->blocks[i].index : UINT32_MAX;
        uint32_t q = j < Q->length ? Q->blocks[j].index : UINT32_MAX;
        lb_block a = p <= q ? P->blocks[i++] : (lb_block){0, 0, q};
        lb_block b = q <= p ? Q->blocks[j++] : (lb_block){0, 0, p};
        lb_block sum = {a.x ^ b.x, a.z ^ b.z, a.index};
        e += lb_word_phase(a.x, a.z, b.x, b.z);
        if (sum.x | sum.z)
            blocks[length++] = sum;
    }
    free(R->blocks);
    *R = (lb_string_struct){blocks, length, P->length + Q->length};
    return (unsigned)e & 3;
}

/* The end of the run of equal letters that starts at qubit q; *block is the first block that does
 * not lie before q, and moves along. Qubits between blocks are I. */
static size_t run_end(const lb_string_t P, size_t qubits, size_t q, uint32_t *block, char *letter)
{
    for (*letter = 0; q < qubits; q++) {
        while (*block < P->length && 64 * (size_t)P->blocks[*block].index + 63 < q)
            ++*block;
        size_t first = *block < P->length ? 64 * (size_t)P->blocks[*block].index : qubits;
        char next = 'I';
        if (first <= q)
            next = lb_letter(P->blocks[*block].x >> (q - first) & 1,
                             P->blocks[*block].z >> (q - first) & 1);
        if (*letter && next != *letter)
            return q;
        *letter = next;
        if (first > q)
            q = (first < qubits ? first : qubits) - 1;
    }
    return q;
}

char *lb_string_run_label(const lb_string_t P, size_t qubits)
{
    /* At most 22 characters are written at a time. */
    size_t capacity = 24, length = 0;
    uint32_t block = 0;
    char *label = lb_malloc(capacity, 1), letter;
    for (size_t q = 0; q < qubits;) {
        size_t end = run_end(P, qubits, q, &block, &letter);
        label = lb_grow(label, &capacity, length + 24, 1);
        label[length++] = letter;
        if (end - q == 2)
            label[length++] = letter;
        else if (end - q > 2)
            length += (size_t)sprintf(label + length, "%zu", end - q);
        q = end;
    }
    label[length] = 0;
    return label;
}

static char *dense_label(const lb_string_t P, size_t qubits)
{
    char *label = lb_malloc(qubits + 1, 1);
    for (size_t q = 0; q < qubits; q++)
        label[q] = lb_string_letter(P, (uint32_t)q);
    label[qubits] = '\0';
    return label;
}

char *lb_string_text(const lb_string_t P, size_t qubits, size_t most)
{
    if (qubits <= most)
        return dense_label(P, qubits);
    if (!P->length)
        return lb_strdup("I[0]");
    char *text = NULL;
    size_t capacity = 0, length = 0;
    for (uint32_t b = 0; b < P->length; b++) {
        const lb_block *block = &P->blocks[b];
        for (uint64_t support = block->x | block->z; support; support &= support - 1) {
            uint32_t bit = 0;
            while (!(support >> bit & 1))
                bit++;
            unsigned x = block->x >> bit & 1, z = block->z >> bit & 1;
            text = lb_grow(text, &capacity, length + 24, 1);
            length += (size_t)sprintf(text + length, "%s%c[%u]", length ? " " : "",
                                      "IXZY"[x + 2 * z], 64 * block -> index + bit);
        }
    }
    return text;
}
