#include "closure/generation.h"

#include "closure/closure_data.h"
#include "closure/search_dense.h"

enum { DENSE_PRIME_BITS = 22, PRIME_BITS = 61 };

uint64_t lb_closure_prime_limit(const lb_closure *closure)
{
    return (uint64_t)1 << (closure->words ? DENSE_PRIME_BITS : PRIME_BITS);
}

/* Strings and generators of its own: their numbers need not be those of the closure. */
typedef struct regeneration {
    const lb_closure *closure;
    lb_string_table strings;
    lb_generators generators;
    lb_run *run;
} regeneration;

static bool goes_on(const regeneration *r, size_t work, size_t done)
{
    lb_progress progress = {.stage = "replay", .done = done, .total = r->closure->steps.count};
    return lb_run_goes_on(r->run, work, progress);
}

/* The steps of a sparse search: each remainder, with respect to the rows before it, is not zero. */
static bool replay_sparse(regeneration *r, uint64_t prime)
{
    const lb_steps *steps = &r->closure->steps;
    lb_modular modular;
    lb_modular_room room;
    lb_modular_init(&modular, &r->generators, &r->closure->canonical, &r->strings, prime);
    lb_modular_room_init(&room, &modular, r->run);
    bool independent = true;
    for (size_t t = 0; t < steps->count && independent; t++) {
        lb_step step = steps->items[t];
        independent = goes_on(r, lb_modular_work(&modular, step), t) &&
                      lb_modular_compute(&modular, &room, step, false) && !r->run->stopped;
        if (independent)
            lb_modular_insert(&modular, &room, LB_NO_STRING);
    }
    independent = independent && lb_echelon_is_consistent(&modular.echelon) && !room.vector.faulty;
    lb_modular_room_clear(&room);
    lb_modular_clear(&modular);
    return independent;
}

/* The words of a dense search. */
static bool replay_dense(regeneration *r, uint64_t prime)
{
    lb_adjoint adjoint;
    lb_dense_echelon echelon;
    if (!lb_search_dense_prepare(&r->strings, &r->generators, &r->closure->canonical, NULL, r->run))
        return false;
    lb_adjoint_init(&adjoint, &r->generators, &r->closure->canonical, &r->strings, (uint32_t)prime);
    lb_dense_echelon_init(&echelon, (uint32_t)prime, adjoint.columns, r->run->pool);
    bool independent = lb_replay_dense(&echelon, &r->closure->steps, &adjoint, r->run) == 1 &&
                       lb_dense_echelon_is_consistent(&echelon);
    lb_dense_echelon_clear(&echelon);
    lb_adjoint_clear(&adjoint);
    return independent;
}

bool lb_closure_generates(const lb_closure *closure, uint64_t prime, lb_run *run)
{
    regeneration r = {.closure = closure, .run = run};
    lb_string_table_init(&r.strings, lb_dense_words(closure->ansatz->qubits));
    lb_generators_init(&r.generators, closure->ansatz, &closure->canonical, &r.strings, run);
    bool generates = !run->stopped && closure->steps.count == closure->basis.count &&
                     (closure->words ? replay_dense(&r, prime) : replay_sparse(&r, prime));
    lb_generators_clear(&r.generators);
    lb_string_table_clear(&r.strings);
    return generates;
}
