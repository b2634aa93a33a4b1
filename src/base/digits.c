#include "base/digits.h"

#include "base/memory.h"

char *lb_integer_text(mpz_srcptr n)
{
    return mpz_get_str(lb_malloc(mpz_sizeinbase(n, 10) + 2, 1), 10, n);
}

char *lb_mpq_text(mpq_srcptr q)
{
    size_t digits = mpz_sizeinbase(mpq_numref(q), 10) + mpz_sizeinbase(mpq_denref(q), 10);
    return mpq_get_str(lb_malloc(digits + 3, 1), 10, q);
}
