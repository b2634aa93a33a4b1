/* liebound-check: the command line. Exit status 0 means verified and nothing else does. */

#include "check/check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: liebound-check [--json] [--ansatz FILE] CERTIFICATE\n"
    "Checks a certificate of the dimension of a dynamical Lie algebra (proofs/README.md).\n"
    "CERTIFICATE ends in .gz when it is compressed; - is standard input.\n"
    "  --ansatz FILE   demand the generators of an ansatz printed by `liebound show`\n"
    "  --json          print the verdict as one JSON object\n"
    "Exit status: 0 verified, 1 not verified, 64 usage, 71 out of memory, 74 a file cannot be "
    "read\n"
    "or the verdict not be written.\n";

typedef struct options {
    const char *certificate, *ansatz;
    bool json;
} options;

static bool parse_options(options *o, int argc, char **argv)
{
    *o = (options){0};
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--json"))
            o->json = true;
        else if (!strcmp(argv[i], "--ansatz") && i + 1 < argc && !o->ansatz)
            o->ansatz = argv[++i];
        else if ((argv[i][0] != '-' || !argv[i][1]) && argv[i][0] && !o->certificate)
            o->certificate = argv[i];
        else
            return false;
    }
    return o->certificate &&
           !(o->ansatz && !strcmp(o->ansatz, "-") && !strcmp(o->certificate, "-"));
}

/* Text from outside, with nothing that could steer a terminal. */
static void print_plain(const char *text)
{
    for (; *text; text++)
        putchar((unsigned char)*text < ' ' || *text == 127 ? '?' : *text);
}

static void print_json_string(const char *name, const char *text)
{
    printf(",\"%s\":\"", name);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < ' ' || c >= 127)
            putchar('?');
        else
            putchar(c);
    }
    putchar('"');
}

static void print_json(const options *o, const lb_check_report *report)
{
    bool verified = report->status == LB_CHECK_VERIFIED;
    fputs("{\"schema\":\"liebound/check/1\"", stdout);
    print_json_string("verdict", verified ? "verified" : "not verified");
    if (verified) {
        printf(",\"dimension\":\"%llu\"", (unsigned long long)report->dimension);
        print_json_string("title", report->title);
        printf(",\"qubits\":%llu,\"generators\":%llu,\"modulus\":\"%llu\"",
               (unsigned long long)report->qubits, (unsigned long long)report->generators,
               (unsigned long long)report->modulus);
        print_json_string("sha256", report->sha256);
        if (o->ansatz)
            print_json_string("same_generators_as", o->ansatz);
    } else
        print_json_string("reason", report->reason);
    puts("}");
}

static void print_verified(const options *o, const lb_check_report *report)
{
    unsigned long long dimension = report->dimension;
    printf("VERIFIED dimension %llu\n", dimension);
    printf("title (not verified): %s\n", report->title);
    printf("%llu qubits, %llu generators, sha256 %s\n", (unsigned long long)report->qubits,
           (unsigned long long)report->generators, report->sha256);
    printf(
        "at most %llu: every generator and every bracket of a generator with a basis row lies in "
        "the span of the %llu rows, exactly over Q\n",
        dimension, dimension);
    printf("at least %llu: %llu steps modulo %llu leave non-zero remainders\n", dimension,
           dimension, (unsigned long long)report->modulus);
    if (o->ansatz) {
        fputs("same generators as ", stdout);
        print_plain(o->ansatz);
        putchar('\n');
    }
}

/* Print the verdict; the exit status. */
static int conclude(const options *o, const lb_check_report *report)
{
    if (o->json)
        print_json(o, report);
    else if (report->status == LB_CHECK_VERIFIED)
        print_verified(o, report);
    else {
        fputs("NOT VERIFIED: ", stdout);
        print_plain(report->reason);
        putchar('\n');
    }
    if (fflush(stdout) || ferror(stdout)) {
        fprintf(stderr, "liebound-check: cannot write the verdict: %s\n", strerror(errno));
        return LB_CHECK_IO;
    }
    return report->status;
}

static FILE *open_file(const char *path, lb_check_report *report)
{
    FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    if (!file) {
        report->status = LB_CHECK_IO;
        snprintf(report->reason, sizeof report->reason, "cannot read %.250s: %.100s", path,
                 strerror(errno));
    }
    return file;
}

static void *gmp_allocate(size_t size)
{
    size_t none = 0;
    return lb_check_grow(NULL, &none, size, 1);
}

static void *gmp_reallocate(void *memory, size_t old_size, size_t size)
{
    size_t none = 0;
    (void)old_size;
    return lb_check_grow(memory, &none, size, 1);
}

static void gmp_free(void *memory, size_t size)
{
    (void)size;
    free(memory);
}

int main(int argc, char **argv)
{
    options o;
    lb_check_report report = {.status = LB_CHECK_REJECTED};
    if (!parse_options(&o, argc, argv)) {
        fputs(usage, stderr);
        return LB_CHECK_USAGE;
    }
    mp_set_memory_functions(gmp_allocate, gmp_reallocate, gmp_free);
    size_t length = strlen(o.certificate);
    bool gzip = length > 3 && !strcmp(o.certificate + length - 3, ".gz");
    FILE *ansatz = o.ansatz ? open_file(o.ansatz, &report) : NULL;
    FILE *certificate = o.ansatz && !ansatz ? NULL : open_file(o.certificate, &report);
    if (certificate)
        lb_check_verify(&report, certificate, gzip, ansatz, o.ansatz);
    return conclude(&o, &report);
}
