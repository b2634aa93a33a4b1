/* Layers that are more than one rotation for each generator: fixed gates between the rotations, one
 * angle in several rotations, a first layer that differs.
 *
 * A circuit is written as two lists of gates, the first layer (once) and the layer (L times). A
 * gate is a rotation exp(-i f theta H) with a generator H, an angle theta of its layer and a
 * rational factor f, or a fixed gate. Every layer has angles of its own.
 *
 * Fixed gates are taken to the end. With V the product of all fixed gates before a rotation,
 *
 *     exp(-i f theta H) V = V exp(-i f theta V^dagger H V),
 *
 * so the circuit is one fixed unitary C behind an ordinary circuit of rotations about conjugated
 * generators. C changes no rank, no orbit and no algebra, and an observable O becomes C^dagger O C.
 * What layer l rotates about is the l-th power of a map of Pauli sums. With Clifford gates it has a
 * period, and the generators of the ansatz are all that any number of layers rotates about: its algebra
 * is theirs.
 *
 * Other fixed gates are products of turns about strings, such as T, Toffoli gates, and rotations by
 * multiples of pi/12. Their cosines are square roots, so that conjugated generators have
 * coefficients with square roots (ansatz.h), and the map may have no period. The sums H, T H, T^2
 * H, .. then span a finite space, and as soon as T^l H is a combination of those before, these span
 * it. So the rotations of the first layers span what all rotate about, and their algebra is that of
 * any number. Rotations themselves are known in some more layers than that, not in all.
 *
 * Rotations by one angle which follow each other up to gates that commute with them, and commute
 * with each other, are one rotation about their sum, as exp(-i theta (H + H')) =
 * exp(-i theta H) exp(-i theta H'). An angle whose rotations cannot be brought together is shared:
 * its tangent vector is the sum over its rotations, and the algebra is that of rotations with
 * angles of their own, which contains what the circuit reaches.
 *
 * How an importer makes such an ansatz:
 *
 *     lb_layers_struct *L = lb_layers_new(qubits);
 *     size_t x = lb_layers_add_generator(L, "x", X);
 *     size_t gamma = lb_layers_angle(L, LB_LAYER, "gamma");
 *     lb_layers_add_rotation(L, LB_LAYER, x, gamma, factor);
 *     lb_layers_add_fixed(L, LB_LAYER, LB_GATE_CX, (const uint32_t[]){0, 1});
 *     status = lb_ansatz_set_layers(A, L, NULL, error);
 *
 * A circuit that is not repeated is a layer, and L = 1. */

#ifndef LIEBOUND_LAYERS_H
#define LIEBOUND_LAYERS_H

#include <liebound/ansatz.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lb_layer_part { LB_FIRST_LAYER, LB_LAYER, LB_PARTS } lb_layer_part;

/* A gate as it was written: a Clifford gate; a turn exp(-i factor pi P) about a string, such as T =
 * exp(-i pi/8 Z) up to a phase; or a rotation. */
typedef struct lb_gate {
    bool is_fixed, is_turn;  /* a turn is fixed, too */
    lb_fixed_gate fixed;     /* of a Clifford gate */
    uint32_t qubits[2];      /* the same */
    lb_string_t string;      /* P */
    size_t generator, angle; /* of a rotation: its number among `axes`, and in its layer */
    mpq_t factor;
} lb_gate;

/* A rotation after the fixed gates were taken to the end: in layer l about generator
 * axes[l % period] of the ansatz, or minus it. */
typedef struct lb_axis {
    size_t generator;
    bool negative;
} lb_axis;
typedef struct lb_rotation_place {
    size_t angle; /* of its layer */
    size_t period;
    lb_axis *axes;
} lb_rotation_place;

typedef struct lb_layers_part {
    size_t count, capacity;
    lb_gate *gates;
    size_t angle_count, angle_capacity;
    char **angle_names; /* "" for one without a name */
    size_t slot_count;  /* a table of the named angles: their numbers + 1 by the hash of the name */
    size_t *slots;
    size_t rotation_count;
    lb_rotation_place *rotations;
    size_t rotation_angles; /* different angles of the rotations, numbered by first use */
    size_t *angle_places;   /* of the angles as they were written: these numbers, or SIZE_MAX */
} lb_layers_part;

struct lb_layers_struct {
    size_t qubits;
    size_t axis_count, axis_capacity; /* generators as they were written */
    lb_sum_struct *axes;
    char **axis_names;
    lb_layers_part parts[LB_PARTS];
    bool shared;   /* some angle has several rotations */
    size_t period; /* layers after which all rotations repeat, at most LB_PERIOD_MAX; or, when turns
                    * let some never repeat, after which they are combinations of those before */
    size_t known;  /* the layers whose rotations are listed, SIZE_MAX for all */
    bool *repeated; /* NULL, or whether generator k of the ansatz is a combination of others */
};

LB_API lb_layers_struct *lb_layers_new(size_t qubits);
LB_API void lb_layers_free(lb_layers_struct *L); /* NULL is allowed */

/* The number of a new generator, a copy of H in normal form; name may be NULL. */
LB_API size_t lb_layers_add_generator(lb_layers_struct *L, const char *name, const lb_sum_t H);
/* The number of the angle of this name in this part, which is new when there is none; always a new
 * one without a name (NULL or ""). O(log angles). */
LB_API size_t lb_layers_angle(lb_layers_struct *L, lb_layer_part part, const char *name);
/* Append a gate. The numbers are those that the functions above returned, factor may be NULL for 1,
 * and the qubits of a fixed gate are below L->qubits, and differ. */
LB_API void lb_layers_add_rotation(lb_layers_struct *L, lb_layer_part part, size_t generator,
                                   size_t angle, const mpq_t factor);
LB_API void lb_layers_add_fixed(lb_layers_struct *L, lb_layer_part part, lb_fixed_gate gate,
                                const uint32_t qubits[2]);
/* Append a turn. */
LB_API void lb_layers_add_turn(lb_layers_struct *L, lb_layer_part part, const lb_string_t P,
                               const mpq_t factor);

#define LB_PERIOD_MAX 1000000000000
/* Make A, on as many qubits and without generators, the ansatz of L, which it takes over also when
 * this fails. LB_INPUT: the layer has no rotation, or its fixed gates have too long a period, with
 * too many generators or terms; or a turn is not by a multiple of pi/12. LB_UNDECIDED: a limit was
 * reached, NULL for none. O(fixed gates * length of strings + terms of the generators times their
 * weights). */
LB_API lb_status lb_ansatz_set_layers(lb_ansatz_t A, lb_layers_struct *L, const lb_limits *limits,
                                      lb_error *error) LB_MUST_CHECK;

/* The circuit of an ansatz with or without layers. Without, the rotations are those of generators
 * 0 .. K - 1, and again, each with an angle of its own. */

/* Angles of a layer, K; of L layers with the first, M; SIZE_MAX when there are more. */
LB_API size_t lb_ansatz_first_angles(const lb_ansatz_t A); /* of the first layer */
LB_API size_t lb_ansatz_layer_angles(const lb_ansatz_t A);
LB_API size_t lb_ansatz_angles(const lb_ansatz_t A, size_t layers);
/* Rotations of L layers, and the layers that the first M angles need. */
LB_API size_t lb_ansatz_rotations(const lb_ansatz_t A, size_t layers);
LB_API size_t lb_ansatz_layers_for(const lb_ansatz_t A, size_t angles);
/* The layers whose rotations are known; SIZE_MAX for all. */
LB_API size_t lb_ansatz_known_layers(const lb_ansatz_t A);
/* LB_USAGE when the circuit cannot be cut after so many angles, since angles are shared, and they
 * are no whole layers, or the rotations of so many layers are not known. */
LB_API lb_status lb_ansatz_check_cut(const lb_ansatz_t A, size_t angles,
                                     lb_error *error) LB_MUST_CHECK;
/* So many angles behind the first layer without growth of the rank mean that it never grows again:
 * those of all layers until they repeat. */
LB_API size_t lb_ansatz_cycle(const lb_ansatz_t A);

/* Rotation number j of the circuit: about `generator`, by the angle of number `angle` among all, or
 * minus that. While no angle is shared, angle = j. O(1). */
typedef struct lb_turn_at {
    size_t generator, angle;
    bool negative;
} lb_turn_at;
LB_API lb_turn_at lb_ansatz_rotation(const lb_ansatz_t A, size_t j);

/* R = C^dagger O C for the fixed gates C of so many layers: what O is behind the rotations; rounded,
 * where turns make square roots. R may be O. O(layers * terms), once a period is known. */
LB_API void lb_ansatz_pull_back(lb_sum_t R, const lb_ansatz_t A, const lb_sum_t O, size_t layers);

#ifdef __cplusplus
}
#endif

#endif
