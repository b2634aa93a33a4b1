/* The verdicts of liebound-check on certificates, what tests/reject/test_reject.sh demands of the same
 * files, in one process: of each file the status; of one that is refused, whether the reason is that of
 * the table on standard input (FILE | PHRASE); of one that is not, what the second checker says too. */

#include <check/check.h>
#include <stdlib.h>
#include <string.h>

enum { LENGTH = 400, FILES = 4000 };

static char table[FILES][LENGTH];
static size_t table_length;

static void read_table(void)
{
    while (table_length < FILES && fgets(table[table_length], LENGTH, stdin))
        table[table_length++][LENGTH - 1] = '\0';
}

/* The phrase that the reason contains; NULL where there is none. */
static const char *phrase_of(const char *path)
{
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    size_t length = strlen(name);
    for (size_t i = 0; i < table_length; i++)
        if (!strncmp(table[i], name, length) && !strncmp(table[i] + length, " | ", 3)) {
            table[i][strcspn(table[i], "\n")] = '\0';
            return table[i] + length + 3;
        }
    return NULL;
}

static void print_proved(const lb_check_report *report)
{
    static const char *const words[] = {"VERIFIED", "orbit dimension", "sector dimension",
                                        "rank at",  "algebra ",        "from proofs/strings.md"};
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    lb_check_print_text(stream, report, NULL);
    fclose(stream);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (!strncmp(line, words[i], strlen(words[i])))
                puts(line);
    free(text);
}

int main(int argc, char **argv)
{
    read_table();
    for (int i = 1; i < argc; i++) {
        lb_check_report report;
        lb_check_input input = {.certificate = fopen(argv[i], "rb"),
                                .gzip = lb_check_is_gzip_name(argv[i])};
        if (!input.certificate)
            return LB_CHECK_IO;
        lb_check_verify(&report, &input);
        const char *phrase = phrase_of(argv[i]);
        printf("%d %s%s\n", report.status, argv[i],
               report.status && phrase && !strstr(report.reason, phrase) ? ", for another reason"
                                                                         : "");
        if (report.status == LB_CHECK_VERIFIED)
            print_proved(&report);
        fflush(stdout);
        lb_check_report_clear(&report);
        fclose(input.certificate);
    }
    return 0;
}
