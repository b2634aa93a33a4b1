// Both libraries from C++, by the public headers alone: prove a dimension and check its certificate.
#include <cstdio>
#include <cstring>

#include <liebound.h>
#include <liebound/check.h>

static bool say_no(const lb_progress *, void *context)
{
    ++*static_cast<int *>(context);
    return false;
}

int main(int, char **arguments)
{
    const char text[] = "qubits 2\nH = Z[0] Z[1]\nK = X[0] ++ X[1]\n";
    lb_error error;
    lb_ansatz_struct *A = nullptr;
    lb_ansatz_source source = {};
    source.name = "tfim-open";
    lb_setting n = {const_cast<char *>("n"), const_cast<char *>("8")};
    source.settings = &n;
    source.setting_count = 1;
    if (lb_ansatz_open(&A, &source, &error) != LB_OK)
        return 1;
    lb_dimension *d = nullptr;
    lb_dimension_options options = {};
    int asked = 0;
    options.closure.run.progress = say_no;
    options.closure.run.context = &asked;
    if (lb_dimension_compute(&d, A, &options, &error) != LB_OK)
        return 2;
    char *dimension = lb_dimension_at_least_text(d);
    std::printf("dim g = %s\n", dimension);
    lb_free(dimension);
    if (lb_certificate_write(lb_dimension_closure(d), arguments[1], &error) != LB_OK)
        return 3;
    lb_dimension_free(d);
    lb_ansatz_free(A);
    lb_check_result *checked = lb_check_verify_file(arguments[1], nullptr, 1);
    std::printf("verified %s\n", lb_check_result_dimension(checked));
    lb_check_result_free(checked);
    source = {};
    source.name = "wrong.alg";
    source.text = text;
    source.length = sizeof text - 1;
    if (lb_ansatz_open(&A, &source, &error) != LB_INPUT)
        return 4;
    std::printf("status %d at %zu:%zu\n", error.status, error.line, error.column);
    char version[32];
    std::snprintf(version, sizeof version, "%d.%d.%d", LB_VERSION_MAJOR, LB_VERSION_MINOR,
                  LB_VERSION_PATCH);
    return std::strcmp(version, lb_version()) ? 5 : 0;
}
