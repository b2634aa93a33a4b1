/* The algebra modulo a prime: generators, a fully reduced echelon basis over interned strings, and
 * brackets of generators with rows. */

#ifndef LB_CLOSURE_MODULAR_H
#define LB_CLOSURE_MODULAR_H

#include "base/run.h"
#include "closure/generators.h"
#include "linalg/echelon.h"

/* A generator's coefficients modulo the prime, in the order of lb_generator. */
typedef struct lb_modular_generator {
    uint64_t *coordinates, *items;
} lb_modular_generator;

typedef struct lb_modular {
    lb_string_table *strings; /* column c is string number c; shared, not owned */
    const lb_generators *exact;
    const lb_canonical *canonical;
    lb_echelon echelon;
    lb_modular_generator *generators;
} lb_modular;

void lb_modular_init(lb_modular *modular, const lb_generators *generators,
                     const lb_canonical *canonical, lb_string_table *strings, uint64_t prime);
void lb_modular_clear(lb_modular *modular);

/* Room for computing one vector, one for each thread. */
typedef struct lb_modular_room {
    lb_vector vector;
    lb_products products;
    lb_run *run; /* whose limits are asked inside a bracket; NULL for none */
    size_t work; /* since they were asked */
} lb_modular_room;
void lb_modular_room_init(lb_modular_room *room, const lb_modular *modular, lb_run *run);
void lb_modular_room_clear(lb_modular_room *room);

/* Set the vector of the room to what the step names, the row as it stands now, and reduce it;
 * returns the number of columns of the remainder. With `shared`, other threads do the same at this
 * time, and the table and the vector have room for lb_modular_work new strings from each. Expected
 * time O(terms of the generator times terms of the row), and the reduction. When a limit comes
 * meanwhile, the run of the room is stopped and the remainder, 0, says nothing. */
size_t lb_modular_compute(const lb_modular *modular, lb_modular_room *room, lb_step step,
                          bool shared);
/* At most so many products of strings that takes. */
size_t lb_modular_work(const lb_modular *modular, lb_step step);
/* Make the remainder in the room a row; returns its number. Its pivot is the column `pivot`, or
 * with LB_NO_STRING, of its strings the one that occurs in the fewest rows, the largest of these:
 * then the new row changes as few others as possible. */
uint32_t lb_modular_insert(lb_modular *modular, lb_modular_room *room, uint32_t pivot);

#endif
