/* Circuits at points: what the claims of ranks share. */

#ifndef SECOND_CIRCUIT_H
#define SECOND_CIRCUIT_H

#include "inside.h"

/* A vector: for each state of a claim its 2^N entries, re and im. */
typedef struct number {
    uint64_t re, im;
} number;

/* A rotation by a multiple of an angle. */
typedef struct turn {
    size_t angle, generator;
    int64_t factor;
} turn;

/* The lines of the layers: angles are counted in each. */
typedef struct layers {
    bool stated, shared;
    size_t first, count; /* lines: of the first layer, and all */
    turn **turns;
    size_t *counts, *angles;
} layers;

typedef struct circuit {
    orbit *O;
    const claim *K;
    const layers *L;
    turn *turns;
    size_t turn_count, *uses; /* turns of each angle */
    uint64_t p, *t; /* of the angles: residues modulo p, which for a p-adic claim is the power */
    size_t length;  /* entries of a vector */
    uint64_t
        prime; /* of a p-adic claim: the prime, its power k, and which gates are exponentials */
    unsigned k;
    bool *exponential;
} circuit;

/* ---- layers.c ---- */

/* The section, or what stands for it. */
void second_read_layers(layers *L, page *P, size_t generators);
/* The turns by the angles of the claim. */
void second_set_turns(circuit *C, const layers *L);
/* The numbers of all angles, line by line. */
void second_read_angles(circuit *C, uint64_t (*read)(circuit *C, size_t angle));

/* ---- rank.c ---- */

/* Bounds, the turns, and C->length; weight: the steps that a term of a gate takes. */
void second_start_circuit(circuit *C, const layers *L, uint64_t weight);
bool second_is_prime(uint64_t p);
/* The generator without its identity term, with coprime coefficients. */
vector second_without_identity(const closure *C, size_t k);
/* The same of a turn, times its factor. */
vector second_turned(const circuit *C, const turn *T);
/* Whether all terms commute, or, of several, all anticommute. */
bool second_all_terms(const closure *C, const vector *H, bool anticommute);
/* -i c_a, the factors of -i H. */
number *second_derivative(const vector *H, uint64_t p);
/* out = a v + the sum of b_i W_i v over terms of a generator, first .. end - 1. */
void second_combine(const circuit *C, number *out, number a, const vector *H, const number *b,
                    size_t first, size_t end, const number *v);
/* v through turn j, which is rational in its number. */
void second_apply(const circuit *C, size_t j, number *v);
/* Refuse such a turn if it is singular modulo the prime, or has no such form. */
void second_check_gate(const circuit *C, size_t j, uint64_t prime);
/* The tangents of all angles and the phases behind the circuit, as rows of re and im in turn. */
uint64_t **second_tangents(const circuit *C, void (*apply)(const circuit *C, size_t j, number *v));

/* padic.c: a claim whose line has been begun. */
claim second_read_padic(orbit *O, const layers *L);

#endif
