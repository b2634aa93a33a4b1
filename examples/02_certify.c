/* Certify a new ansatz, written in the .alg language: prove its dimension, walk the basis that
 * proves it, and leave a certificate that liebound-check verifies. */

#include <stdlib.h>
#include <string.h>

#include <liebound.h>

static const char TEXT[] = "ansatz tilted-chain\n"
                           "parameter n = 3\n"
                           "parameter h = 1/2\n"
                           "qubits n\n"
                           "generator zz = sum(i in 0..n-2) Z[i] Z[i+1]\n"
                           "generator field = sum(i in 0..n-1) (X[i] + h*Z[i])\n";

int main(int argc, char **argv)
{
    lb_error error;
    lb_ansatz_t ansatz;
    lb_closure *closure;
    char message[1024];
    const char *path = argc > 1 ? argv[1] : "tilted-chain.cert";

    lb_status status = lb_ansatz_parse(ansatz, TEXT, strlen(TEXT), "<code>", NULL, 0, &error);
    if (status != LB_OK) {
        lb_error_format(message, sizeof message, &error);
        fprintf(stderr, "%s\n", message);
        return status;
    }
    status = lb_closure_compute(&closure, ansatz, NULL, &error);
    if (status == LB_OK)
        status = lb_certificate_write(closure, path, &error);
    if (status != LB_OK) {
        lb_error_format(message, sizeof message, &error);
        fprintf(stderr, "%s\n", message);
        return status;
    }

    size_t rows = lb_closure_row_count(closure);
    printf("%zu basis elements, the first three:\n", rows);
    lb_sum_t row;
    lb_sum_init(row, ansatz->qubits);
    for (size_t i = 0; i < rows && i < 3; i++) {
        lb_closure_row(row, closure, i);
        lb_sum_print_terms(stdout, row, LB_LABEL_QUBITS);
        putchar('\n');
    }
    lb_sum_clear(row);
    lb_closure_free(closure);
    lb_ansatz_clear(ansatz);
    return EXIT_SUCCESS;
}
