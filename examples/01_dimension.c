/* Build the generators of the transverse-field Ising chain in code, and print the dimension of its
 * dynamical Lie algebra with how it is known.
 *
 *     cc 01_dimension.c $(pkg-config --cflags --libs liebound) -o 01_dimension */

#include <stdlib.h>

#include <liebound.h>

int main(void)
{
    const uint32_t n = 8;
    lb_error error;
    lb_ansatz_t ansatz;
    lb_sum_t zz, x;
    lb_ansatz_init(ansatz, "my chain", n);
    lb_sum_init(zz, n);
    lb_sum_init(x, n);

    for (uint32_t i = 0; i + 1 < n; i++)
        if (lb_sum_append_letters(zz, 1, 1, "ZZ", (uint32_t[]){i, i + 1}, &error) != LB_OK)
            return error.status;
    for (uint32_t i = 0; i < n; i++)
        if (lb_sum_append_letters(x, 1, 1, "X", &i, &error) != LB_OK)
            return error.status;
    lb_ansatz_add_generator(ansatz, "zz", zz);
    lb_ansatz_add_generator(ansatz, "x", x);

    lb_closure *closure;
    lb_status status = lb_closure_compute(&closure, ansatz, NULL, &error);
    if (status != LB_OK) {
        fprintf(stderr, "%s\n", error.message);
        return status;
    }
    mpz_t dimension;
    mpz_init(dimension);
    lb_closure_dimension(dimension, closure);
    gmp_printf("dim g %s %Zd\n", lb_closure_is_proved(closure) ? "=" : ">=", dimension);
    printf("%s\n", lb_closure_evidence(closure));

    mpz_clear(dimension);
    lb_closure_free(closure);
    lb_sum_clear(zz);
    lb_sum_clear(x);
    lb_ansatz_clear(ansatz);
    return EXIT_SUCCESS;
}
