/* liebound-check: the command line. Exit status 0 means verified and nothing else does, where
 * there is a certificate. */

#include "check/check.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: liebound-check [--json] [--ansatz FILE] [--threads N] CERTIFICATE\n"
    "       liebound-check --help | --version\n"
    "Checks a certificate of a dynamical Lie algebra or a circuit (proofs/README.md).\n"
    "CERTIFICATE ends in .gz when it is compressed; - is standard input.\n"
    "  --ansatz FILE   demand the generators of an ansatz printed by `liebound show`\n"
    "  --threads N     verify closure by N threads, 1 to 256 (1)\n"
    "  --json          print the verdict as one JSON object\n"
    "Exit status: 0 verified, 1 not verified, 64 usage, 71 out of memory, 74 a file cannot be "
    "read\n"
    "or the verdict not be written.\n";

typedef struct options {
    const char *certificate, *ansatz;
    size_t threads; /* 0 when not given */
    bool json, help, version;
} options;

/* 1 to 256, without a sign or a leading zero. */
static bool parse_threads(size_t *threads, const char *text)
{
    size_t length = strspn(text, "0123456789");
    *threads = length && !text[length] && text[0] != '0' ? strtoul(text, NULL, 10) : 0;
    return *threads >= 1 && *threads <= 256;
}

/* The option or path at argv[*i], past what it takes. */
static bool parse_option(options *o, int *i, int argc, char **argv)
{
    const char *word = argv[*i];
    bool has_value = *i + 1 < argc;
    if (!strcmp(word, "--json"))
        o->json = true;
    else if (!strcmp(word, "--ansatz") && has_value && !o->ansatz)
        o->ansatz = argv[++*i];
    else if (!strcmp(word, "--threads") && has_value && !o->threads)
        return parse_threads(&o->threads, argv[++*i]);
    else if ((word[0] != '-' || !word[1]) && word[0] && !o->certificate)
        o->certificate = word;
    else
        return false;
    return true;
}

static bool parse_options(options *o, int argc, char **argv)
{
    *o = (options){.help = argc == 2 && !strcmp(argv[1], "--help"),
                   .version = argc == 2 && !strcmp(argv[1], "--version")};
    if (o->help || o->version)
        return true;
    for (int i = 1; i < argc; i++)
        if (!parse_option(o, &i, argc, argv))
            return false;
    return o->certificate &&
           !(o->ansatz && !strcmp(o->ansatz, "-") && !strcmp(o->certificate, "-"));
}

/* The exit status, once all is written. */
static int finish(int status)
{
    if (fflush(stdout) || ferror(stdout)) {
        fprintf(stderr, "liebound-check: cannot write: %s\n", strerror(errno));
        return LB_CHECK_IO;
    }
    return status;
}

/* Print the verdict; the exit status. */
static int conclude(const options *o, const lb_check_report *report)
{
    (o->json ? lb_check_print_json : lb_check_print_text)(stdout, report, o->ansatz);
    return finish(report->status);
}

static void *gmp_allocate(size_t size)
{
    return lb_check_resize(NULL, size);
}

static void *gmp_reallocate(void *memory, size_t old_size, size_t size)
{
    (void)old_size;
    return lb_check_resize(memory, size);
}

int main(int argc, char **argv)
{
    options o;
    lb_check_report report = {.status = LB_CHECK_REJECTED};
    if (!parse_options(&o, argc, argv)) {
        fputs(usage, stderr);
        return LB_CHECK_USAGE;
    }
    /* A verdict that cannot be written is reported. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    if (o.help || o.version) {
        fputs(o.help ? usage : "liebound-check " LB_VERSION "\n", stdout);
        return finish(EXIT_SUCCESS);
    }
    mp_set_memory_functions(gmp_allocate, gmp_reallocate, NULL);
    lb_check_input input = {.gzip = lb_check_is_gzip_name(o.certificate),
                            .ansatz_name = o.ansatz,
                            .threads = o.threads};
    if (o.ansatz)
        input.ansatz = lb_check_open(o.ansatz, &report);
    if (!o.ansatz || input.ansatz)
        input.certificate = lb_check_open(o.certificate, &report);
    if (input.certificate)
        lb_check_verify(&report, &input);
    int status = conclude(&o, &report);
    lb_check_report_clear(&report);
    return status;
}
