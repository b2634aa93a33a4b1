/* The verdicts of liebound-check on certificates, a line each: what tests/reject/test_reject.sh
 * demands of the same files, in one process. */

#include <check/check.h>
#include <string.h>

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        lb_check_report report;
        lb_check_input input = {.certificate = fopen(argv[i], "rb"),
                                .gzip = strstr(argv[i], ".gz")};
        if (!input.certificate)
            return LB_CHECK_IO;
        lb_check_verify(&report, &input);
        printf("%d %s\n", report.status, argv[i]);
        lb_check_report_clear(&report);
    }
    return 0;
}
