/* The structure from the blocks of the states (blocks.h).
 *
 * dim g is known. When the dimensions by which g acts on the families, and the rank of the traces,
 * add up to it, then g acts on each family by all of su(d), so(d) or sp(d/2), and these are its
 * simple ideals. All of this is seen modulo one prime, for which the generators generate as much as
 * they do over Q; more primes tell the fields (block_fields.h). */

#include <stdlib.h>

#include <flint/fmpz_mat.h>
#include <flint/fmpz_poly_factor.h>
#include <flint/fmpz_vec.h>
#include <flint/nmod.h>
#include <flint/nmod_poly_factor.h>

#include "base/memory.h"
#include "closure/closure_data.h"
#include "closure/generation.h"
#include "structure/block_fields.h"
#include "structure/differences.h"
#include "structure/structure_data.h"

enum {
    PRIMES_MAX = 64, /* for the fields */
    TRIES = 3,       /* primes that do not serve, in a row */
    ELEMENTS = 32,   /* that are tried to tell ideals apart */
    SECTOR_STATES_MAX = 1024
};

typedef struct finding {
    lb_structure *s;
    const lb_closure *closure;
    const lb_ansatz_struct *A;
    lb_run *run;
    uint64_t D;
    uint64_t prime; /* the last that was tried, or a limit */
    uint32_t count;
    lb_state_blocks blocks[PRIMES_MAX]; /* modulo several primes */
} finding;

/* Whether blocks are likely to tell in less time than brackets take: they have to be large. */
static bool is_worth_it(const finding *f)
{
    if (f->A->qubits > LB_SECTOR_QUBITS_MAX)
        return false;
    double states = (double)((uint64_t)1 << f->A->qubits);
    double sector = states / (double)((uint64_t)1 << f->s->symmetries.count);
    if (sector > SECTOR_STATES_MAX)
        return false;
    return states * sector <= 1.5 * (double)f->D * (double)f->D;
}

/* Whether the generators generate all of g modulo the prime of the blocks. Without a closure the blocks
 * tell that: the parts add up to dim g. */
static bool generates(const finding *f, const lb_state_blocks *blocks)
{
    if (!f->closure)
        return lb_state_blocks_are_irreducible(blocks, f->run) &&
               lb_roots_are_told_apart(blocks, f->run);
    uint64_t prime = blocks->modulus.n;
    return prime == f->closure->prime || lb_closure_generates(f->closure, prime, f->run);
}

/* The blocks modulo one more prime. False when their parts do not add up to dim g, or the generators
 * generate less than over Q, which they do not modulo the prime of the search. */
static bool add_prime(finding *f, uint64_t prime)
{
    lb_state_blocks *blocks = f->blocks + f->count;
    if (!lb_state_blocks_init(blocks, f->A, &f->s->symmetries, false, prime, f->run))
        return false;
    lb_state_blocks_separate(blocks);
    lb_state_blocks_join(blocks, lb_state_blocks_bound, f->D, f->run);
    if (f->closure)
        lb_state_blocks_factor(blocks, f->D, f->run);
    bool serves = lb_state_blocks_find_parts(blocks, f->D, f->run) &&
                  lb_state_blocks_parts_bound(blocks) == f->D && !f->run->stopped &&
                  generates(f, blocks);
    if (serves)
        f->count++;
    else
        lb_state_blocks_clear(blocks);
    return serves;
}

/* The prime of a dense search first, then others. */
static bool has_primes(finding *f, uint32_t count)
{
    if (!f->count && f->closure && f->closure->words && f->closure->prime % 4 == 1)
        add_prime(f, f->closure->prime);
    for (int tries = 0; f->count < count && tries < TRIES && !f->run->stopped; tries++)
        if (count <= PRIMES_MAX && add_prime(f, f->prime = lb_state_blocks_prime(f->prime)))
            tries = -1;
    return f->count >= count;
}

/* ---- Fields ---- */

/* An element that tells the ideals alike apart, modulo the first prime. */
static bool choose_element(lb_probe_element *x, const finding *f, const lb_simple_part *like)
{
    nmod_poly_t numbers;
    bool found = false;
    nmod_poly_init(numbers, f->blocks->modulus.n);
    for (uint32_t number = 0; number < ELEMENTS && !found; number++) {
        lb_probe_element_init(x, f->blocks->generator_count, number);
        lb_state_blocks_numbers(numbers, f->blocks, like, x);
        found = nmod_poly_is_squarefree(numbers);
        if (!found)
            lb_probe_element_clear(x);
    }
    nmod_poly_clear(numbers);
    return found;
}

/* Bits of the coefficients of the product of `count` factors T - c, with a sign: 0 <= c <= dim (2
 * norm)^2, and the sum of the absolute values of all coefficients is at most the power of 1 more. */
static uint32_t coefficient_bits(const finding *f, const lb_simple_part *like, uint32_t count,
                                 const lb_probe_element *x)
{
    fmpz_t bound;
    fmpz_init(bound);
    lb_probe_element_norm(bound, x, f->A);
    fmpz_mul_ui(bound, bound, 2);
    fmpz_mul(bound, bound, bound);
    fmpz_mul_ui(bound, bound, like->dimension);
    fmpz_add_ui(bound, bound, 1);
    uint32_t bits = (uint32_t)fmpz_bits(bound);
    fmpz_clear(bound);
    return count * bits + 1;
}

/* The polynomial over Z, from as many primes as its coefficients need. */
static bool lift_numbers(fmpz_poly_t lifted, finding *f, const lb_simple_part *like, uint32_t count,
                         const lb_probe_element *x)
{
    uint32_t bits = coefficient_bits(f, like, count, x);
    fmpz_t product;
    fmpz_init_set_ui(product, 1);
    bool good = true;
    for (uint32_t i = 0; good && fmpz_bits(product) <= bits; i++) {
        nmod_poly_t numbers;
        good = has_primes(f, i + 1);
        if (!good)
            break;
        nmod_poly_init(numbers, f->blocks[i].modulus.n);
        lb_state_blocks_numbers(numbers, f->blocks + i, like, x);
        fmpz_poly_CRT_ui(lifted, lifted, product, numbers, 1);
        fmpz_mul_ui(product, product, numbers->mod.n);
        nmod_poly_clear(numbers);
    }
    fmpz_clear(product);
    return good;
}

/* The ideals alike, as ideals over Q. */
static bool enter_conjugates(finding *f, const lb_simple_part *like, uint32_t count)
{
    lb_probe_element x;
    fmpz_poly_t numbers;
    fmpz_poly_factor_t factors;
    if (!choose_element(&x, f, like))
        return false;
    fmpz_poly_init(numbers);
    fmpz_poly_factor_init(factors);
    bool found = lift_numbers(numbers, f, like, count, &x);
    if (found)
        fmpz_poly_factor(factors, numbers);
    for (slong i = 0; i < factors->num; i++)
        lb_structure_add_ideal(f->s, like->type, like->n,
                               (uint32_t)fmpz_poly_degree(factors->p + i), factors->p + i);
    fmpz_poly_factor_clear(factors);
    fmpz_poly_clear(numbers);
    lb_probe_element_clear(&x);
    return found;
}

static bool is_first_alike(const lb_state_blocks *blocks, uint32_t i)
{
    uint32_t j = 0;
    while (!lb_parts_alike(blocks->parts + j, blocks->parts + i))
        j++;
    return j == i;
}

static bool enter_ideals(finding *f)
{
    bool good = true;
    for (uint32_t i = 0; i < f->blocks->part_count && good; i++) {
        const lb_simple_part *part = f->blocks->parts + i;
        uint32_t count = lb_state_blocks_count_alike(f->blocks, part);
        if (!is_first_alike(f->blocks, i))
            continue;
        if (count == 1)
            lb_structure_add_ideal(f->s, part->type, part->n, 1, NULL);
        else
            good = enter_conjugates(f, part, count);
    }
    return good;
}

/* ---- Sectors ---- */

/* Whether the part acts on the sector. */
static bool acts(const lb_state_blocks *blocks, uint32_t part, uint32_t sector)
{
    for (uint32_t i = 0; i < blocks->count; i++) {
        uint32_t family = blocks->items[i].family;
        if (blocks->items[i].sector != sector || family == LB_NO_FAMILY)
            continue;
        for (uint32_t j = 0; j < blocks->families[family].part_count; j++)
            if (blocks->families[family].parts[j] == part)
                return true;
    }
    return false;
}

void lb_structure_sector_of_blocks(lb_algebra_t G, const lb_structure *s, const bool *negative)
{
    const lb_state_blocks *blocks = &s->blocks;
    uint32_t sector = 0;
    for (uint32_t i = 0; i < s->symmetries.count; i++)
        sector |= (uint32_t)negative[i] << i;
    for (uint32_t i = 0; i < blocks->part_count; i++)
        if (!s->symmetries.count || acts(blocks, i, sector))
            lb_algebra_add_copies(G, blocks->parts[i].type, blocks->parts[i].n, 1);
    lb_algebra_add_copies(G, LB_IDEAL_U, 1,
                          s->symmetries.count ? s->centre_ranks[sector]
                                              : (uint32_t)mpz_get_ui(s->centre));
}

/* ---- All of it ---- */

static void conclude(finding *f)
{
    lb_structure *s = f->s;
    const lb_state_blocks *blocks = f->blocks;
    uint32_t centre = lb_state_blocks_trace_rank(blocks);
    mpz_set_ui(s->centre, centre);
    lb_structure_end_ideals(s);
    mpz_t rank;
    mpz_init(rank);
    for (size_t i = 0; i < s->algebra->count; i++) {
        lb_ideal_rank(rank, s->algebra->ideals + i);
        mpz_addmul(s->rank, rank, s->algebra->ideals[i].copies);
    }
    mpz_clear(rank);
    s->by_blocks = true;
    s->centre_ranks = lb_calloc(blocks->sector_count, sizeof *s->centre_ranks);
    if (!lb_state_blocks_exact_ranks(s->centre_ranks, blocks, f->A))
        s->symmetries.count = 0;
    s->blocks = *f->blocks;
    lb_state_blocks_drop_matrices(&s->blocks);
    f->blocks[0] = (lb_state_blocks){0};
}

static bool find(lb_structure *s, finding *f, const lb_canonical *canonical)
{
    f->s = s;
    f->run = &s->run;
    f->D = mpz_get_ui(s->dimension);
    s->qubits = f->A->qubits;
    lb_symmetries_init(&s->symmetries, f->A, canonical);
    bool found = (!f->closure || is_worth_it(f)) && has_primes(f, 1) && enter_ideals(f);
    if (found) {
        conclude(f);
    } else {
        lb_structure_forget_ideals(s);
        lb_symmetries_clear(&s->symmetries);
        s->symmetries = (lb_symmetries){0};
    }
    for (uint32_t i = 0; i < f->count; i++)
        lb_state_blocks_clear(f->blocks + i);
    return found;
}

bool lb_structure_from_blocks(lb_structure *s, const lb_closure *closure)
{
    finding f = {
        .closure = closure, .A = closure->ansatz, .prime = lb_closure_prime_limit(closure)};
    return find(s, &f, &closure->canonical);
}

bool lb_structure_from_dimension(lb_structure *s, const lb_ansatz_t A)
{
    finding f = {.A = A, .prime = (uint64_t)1 << 61};
    lb_symmetry none;
    lb_canonical canonical;
    lb_symmetry_init(&none, (uint32_t)A->qubits);
    lb_canonical_init(&canonical, &none, lb_dense_words(A->qubits));
    bool found = find(s, &f, &canonical);
    s->symmetries.canonical = NULL;
    lb_canonical_clear(&canonical);
    lb_symmetry_clear(&none);
    return found;
}
