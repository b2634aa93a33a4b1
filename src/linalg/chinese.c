#include "linalg/chinese.h"

#include <flint/fmpz.h>
#include <flint/fmpz_vec.h>
#include <flint/nmod.h>
#include <flint/nmod_vec.h>

void lb_chinese_init(lb_chinese *chinese, const uint64_t *primes, size_t count)
{
    chinese->count = count;
    fmpz_init_set_ui(chinese->product, 1);
    chinese->idempotents = _fmpz_vec_init((slong)count);
    for (size_t i = 0; i < count; i++)
        fmpz_mul_ui(chinese->product, chinese->product, primes[i]);
    for (size_t i = 0; i < count; i++) {
        fmpz *idempotent = chinese->idempotents + i;
        nmod_t modulus;
        nmod_init(&modulus, primes[i]);
        fmpz_divexact_ui(idempotent, chinese->product, primes[i]);
        fmpz_mul_ui(idempotent, idempotent, nmod_inv(fmpz_fdiv_ui(idempotent, primes[i]), modulus));
    }
}

void lb_chinese_clear(lb_chinese *chinese)
{
    fmpz_clear(chinese->product);
    _fmpz_vec_clear(chinese->idempotents, (slong)chinese->count);
}

bool lb_chinese_lift(fmpq_t fraction, const lb_chinese *chinese, const uint64_t *residues)
{
    fmpz_t residue;
    fmpz_init(residue);
    for (size_t i = 0; i < chinese->count; i++)
        fmpz_addmul_ui(residue, chinese->idempotents + i, residues[i]);
    fmpz_mod(residue, residue, chinese->product);
    bool lifted = fmpq_reconstruct_fmpz(fraction, residue, chinese->product);
    fmpz_clear(residue);
    return lifted;
}
