/* Sweep the number of qubits for two ansätze and print a LaTeX table (booktabs) for a paper. */

#include <stdlib.h>

#include <liebound.h>

/* Print one cell: the proved dimension, or the bound that was reached in the time allowed. */
static lb_status print_cell(const char *name, int n)
{
    char value[16];
    lb_error error;
    lb_ansatz_t ansatz;
    lb_closure *closure;
    mpz_t dimension;
    lb_closure_options options = {.run.limits = {.deadline = lb_deadline(10)}};
    snprintf(value, sizeof value, "%d", n);
    lb_setting size = {"n", value};

    lb_status status = lb_ansatz_load(ansatz, name, &size, 1, &error);
    if (status == LB_OK)
        status = lb_closure_compute(&closure, ansatz, &options, &error);
    if (status != LB_OK) {
        fprintf(stderr, "%s\n", error.message);
        return status;
    }
    mpz_init(dimension);
    lb_closure_dimension(dimension, closure);
    gmp_printf(lb_closure_is_proved(closure) ? " & $%Zd$" : " & $\\geq %Zd$", dimension);
    mpz_clear(dimension);
    lb_closure_free(closure);
    lb_ansatz_clear(ansatz);
    return LB_OK;
}

int main(void)
{
    puts("\\begin{tabular}{rrr}\n\\toprule\n$n$ & open chain & closed chain \\\\\n\\midrule");
    for (int n = 3; n <= 8; n++) {
        printf("%d", n);
        if (print_cell("tfim-open", n) != LB_OK || print_cell("tfim-closed", n) != LB_OK)
            return EXIT_FAILURE;
        puts(" \\\\");
    }
    puts("\\bottomrule\n\\end{tabular}");
    return EXIT_SUCCESS;
}
