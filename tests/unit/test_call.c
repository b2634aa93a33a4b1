/* The commands as calls: their outputs, what ends them, and that nothing else of the host is touched. */

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <liebound.h>

#include "base/memory.h"
#include "checking.h"
#include "support.h"

static const char CHAIN[] = "ansatz chain\nparameter n = 4\nqubits n\n"
                            "generator zz = sum(i in 0..n-2) Z[i] Z[i+1]\n"
                            "generator x = sum(i in 0..n-1) X[i]\nstate plus\n";
/* No machine finishes it. */
static const char ENDLESS[] = "qubits 30\ngenerator zz = sum(i in 0..28) Z[i] Z[i+1]\n"
                              "generator x = sum(i in 0..29) X[i]\n"
                              "generator z = sum(i in 0..29) Z[i]\nstate plus\n";

/* A call of the words, separated by blanks; chain.alg and endless.alg are texts. */
static lb_call *new_call(const char *line)
{
    char *words = strdup(line), *rest = words;
    lb_call *call = lb_call_new(strtok_r(rest, " ", &rest));
    for (char *word; (word = strtok_r(rest, " ", &rest));)
        lb_call_add(call, word);
    lb_call_add_text(call, "chain.alg", CHAIN, strlen(CHAIN));
    lb_call_add_text(call, "endless.alg", ENDLESS, strlen(ENDLESS));
    free(words);
    return call;
}

static void expect_output(const char *line, lb_status wanted, const char *text)
{
    lb_error error;
    lb_call *call = new_call(line);
    ck_assert_str_eq(lb_call_output(call), "");
    lb_status status = lb_call_run(call, &error);
    ck_assert_msg(status == wanted, "%s: status %d: %s", line, status, error.message);
    ck_assert_msg(strstr(lb_call_output(call), text), "%s: %s", line, lb_call_output(call));
    lb_call_free(call);
}

static void expect_error(const char *line, lb_status wanted, const char *text)
{
    lb_error error;
    lb_call *call = new_call(line);
    ck_assert_int_eq(lb_call_run(call, &error), wanted);
    ck_assert_int_eq(error.status, wanted);
    ck_assert_msg(strstr(error.message, text), "%s: %s", line, error.message);
    ck_assert_int_eq(lb_call_certificate(call, "call.cert", NULL), LB_USAGE);
    lb_call_free(call);
}

START_TEST(every_command_has_an_output)
{
    expect_output("dim chain.alg --json", LB_OK, "\"dimension\": \"16\"");
    expect_output("dim chain.alg n=5", LB_OK, "dimension 25   proved\n");
    expect_output("dim chain.alg --basis", LB_OK, "basis:\n");
    expect_output("structure chain.alg --json", LB_OK, "\"schema\": \"liebound/structure/1\"");
    expect_output("orbit chain.alg --json", LB_OK, "\"schema\": \"liebound/orbit/1\"");
    expect_output("bound chain.alg --json", LB_OK, "\"exact_rank\": \"8\"");
    expect_output("rank chain.alg --layers 5 --json", LB_OK, "\"float_rank\": 8");
    expect_output("hessian chain.alg --json", LB_OK, "\"eigenvalues\": [");
    expect_output("capacity chain.alg --json", LB_OK, "\"d1\": 2");
    expect_output("constants chain.alg", LB_OK, "\"constants\": [");
    expect_output("constants chain.alg --format gap", LB_OK, "T := EmptySCTable(16,");
    expect_output("constants chain.alg --format mtx", LB_OK, "%%MatrixMarket matrix");
    expect_output("table chain.alg tfim-open n=2..4 --format csv", LB_OK, "chain,4,4,16,proved,");
    expect_output("table chain.alg n=2 --slice 1/1", LB_OK, "\"dimension\":\"4\"");
    expect_output("show chain.alg", LB_OK, "qubits 4\n");
    expect_output("show chain.alg --canonical", LB_OK, "\n");
    expect_output("variance chain.alg --json", LB_OK, "\"schema\": \"liebound/variance/1\"");
    expect_output("symmetries chain.alg", LB_OK, "commutant: dimension ");
    expect_output("draw chain.alg --format svg", LB_OK, "<svg");
    expect_output("train chain.alg --starts 1 --layers 2 --json", LB_OK, "liebound/train/1");
    expect_output("noise chain.alg --json", LB_OK, "liebound/noise/1");
    expect_output("list", LB_OK, "tfim-open");
    expect_output("dim --help", LB_OK, "usage:");
}
END_TEST

/* A text is read as its file would be. */
START_TEST(texts_have_the_names_of_files)
{
    static const char text[] = "qubits 1\ngenerator x = X[0]\n";
    static const char *const commands[] = {"show", "dim", "table"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        lb_call *call = lb_call_new(commands[i]);
        lb_call_add(call, "./folder/my own.alg");
        lb_call_add(call, "--json");
        lb_call_add_text(call, "./folder/my own.alg", text, strlen(text));
        ck_assert_int_eq(lb_call_run(call, NULL), LB_OK);
        ck_assert_ptr_nonnull(strstr(lb_call_output(call), "\"ansatz\": \"my_own\""));
        lb_call_free(call);
    }
}
END_TEST

START_TEST(what_is_wrong_is_an_error)
{
    lb_error error;
    lb_call *call = lb_call_new("dim");
    lb_call_add(call, "bad.alg");
    lb_call_add_text(call, "bad.alg", "qubits 2\ngenerator a = X[7]\n", 28);
    ck_assert_int_eq(lb_call_run(call, &error), LB_INPUT);
    ck_assert_str_eq(error.source, "bad.alg");
    ck_assert_uint_eq(error.line, 2);
    ck_assert_uint_gt(error.column, 0);
    ck_assert_str_eq(lb_call_output(call), "");
    ck_assert_int_eq(lb_call_run(call, &error), LB_USAGE);
    lb_call_free(call);
    expect_error("dimension chain.alg", LB_USAGE, "no command");
    expect_error("dim chain.alg --jsno", LB_USAGE, "did you mean --json?");
    expect_error("dim", LB_USAGE, "needs an ansatz");
    expect_error("dim nowhere.alg", LB_IO, "nowhere.alg");
    expect_error("orbit chain.alg --state 3", LB_USAGE, "1 training state");
    expect_error("rank chain.alg --state 3", LB_USAGE, "1 training state");
    expect_error("bound chain.alg --claim x", LB_USAGE, "--claim");
}
END_TEST

START_TEST(streams_and_processes_are_the_programs)
{
    expect_error("dim -", LB_USAGE, "no standard input");
    expect_error("table chain.alg - n=2..3", LB_USAGE, "no standard input");
    expect_error("orbit chain.alg --states -", LB_USAGE, "no standard input");
    expect_error("dim chain.alg --certificate -", LB_USAGE, "no standard input");
    expect_error("rank chain.alg --spectrum -", LB_USAGE, "no standard input");
    expect_error("train chain.alg --csv -", LB_USAGE, "no standard input");
    expect_error("draw chain.alg --output -", LB_USAGE, "no standard input");
    expect_error("merge -", LB_USAGE, "no standard input");
    expect_error("table chain.alg n=2..3 --jobs 2", LB_USAGE, "--jobs");
    expect_output("table chain.alg n=2..3 --time-limit 60 --format csv", LB_OK, "chain,3,3,9,");
}
END_TEST

static bool count_three(const lb_progress *progress, void *context)
{
    ck_assert_str_ne(progress->stage, "");
    return ++*(size_t *)context < 3;
}

START_TEST(progress_is_heard_and_may_end_it)
{
    const char *const lines[] = {"dim endless.alg --json", "orbit endless.alg --json",
                                 "bound endless.alg --json"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        size_t heard = 0;
        lb_error error;
        lb_call *call = new_call(lines[i]);
        lb_call_set_progress(call, count_three, &heard);
        ck_assert_int_eq(lb_call_run(call, &error), LB_UNDECIDED);
        ck_assert_uint_ge(heard, 3);
        ck_assert_ptr_nonnull(strstr(lb_call_output(call), "interrupted"));
        ck_assert_int_ne(lb_call_certificate(call, "call.cert", &error), LB_OK);
        ck_assert_str_ne(error.message, "");
        lb_call_free(call);
    }
}
END_TEST

static bool stop(const lb_progress *progress, void *context)
{
    (void)progress;
    lb_call_stop(context);
    return true;
}

START_TEST(a_call_can_be_stopped)
{
    lb_error error;
    lb_call *call = new_call("dim endless.alg");
    lb_call_set_progress(call, stop, call);
    ck_assert_int_eq(lb_call_run(call, &error), LB_UNDECIDED);
    ck_assert_ptr_nonnull(strstr(lb_call_output(call), "interrupted"));
    lb_call_free(call);
    call = new_call("table chain.alg n=2..4");
    lb_call_stop(call);
    ck_assert_int_eq(lb_call_run(call, &error), LB_UNDECIDED);
    lb_call_free(call);
    expect_output("dim endless.alg --time-limit 0.1", LB_UNDECIDED, "undecided");
    expect_output("table chain.alg n=2..4 --time-limit 100 --format csv", LB_OK, "chain,4,4,16");
}
END_TEST

/* The bytes of a file, which is removed. */
static char *take_file(const char *path)
{
    char *text = NULL;
    size_t capacity = 0;
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_gt(getdelim(&text, &capacity, '\0', file), 0);
    fclose(file);
    ck_assert_int_eq(unlink(path), 0);
    return text;
}

/* It is accepted, and has the bytes that --certificate writes. */
START_TEST(certificates_come_later)
{
    static const char *const lines[] = {"dim chain.alg",   "dim hea n=3",    "structure chain.alg",
                                        "orbit chain.alg", "rank chain.alg", "bound chain.alg"};
    const char *line = lines[_i];
    char *path = lb_sprintf("%s/later-%d.cert", lb_test_folder(), (int)getpid()), said[256];
    char *words = lb_sprintf("%s --certificate %s", line, path);
    lb_error error;
    lb_call *call = new_call(line);
    ck_assert_int_eq(lb_call_run(call, &error), LB_OK);
    lb_status status = lb_call_certificate(call, path, &error);
    ck_assert_msg(status == LB_OK, "%s: %s", line, error.message);
    ck_assert_int_eq(lb_call_certificate(call, "/nonexistent/later.cert", &error), LB_IO);
    ck_assert_int_eq(lb_call_certificate(call, "-", &error), LB_USAGE);
    lb_call_free(call);
    ck_assert_msg(is_verified(path, said), "%s: %s", line, said);
    char *later = take_file(path);
    call = new_call(words);
    ck_assert_int_eq(lb_call_run(call, &error), LB_OK);
    lb_call_free(call);
    char *at_once = take_file(path);
    ck_assert_str_eq(later, at_once);
    free(at_once);
    free(later);
    free(words);
    free(path);
}
END_TEST

START_TEST(nothing_is_printed)
{
    fflush(NULL);
    char *path = lb_sprintf("%s/printed-%d", lb_test_folder(), (int)getpid());
    int printed = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    int kept[2] = {dup(1), dup(2)};
    ck_assert_int_ge(printed, 0);
    dup2(printed, 1);
    dup2(printed, 2);
    for (size_t i = 0; i < 3; i++) {
        static const char *const lines[] = {"bound chain.alg", "table chain.alg n=1..3",
                                            "rank tfim-open n=3 --layers 2"};
        lb_call *call = new_call(lines[i]);
        lb_status status = lb_call_run(call, NULL);
        (void)status;
        lb_call_free(call);
    }
    fflush(NULL);
    dup2(kept[0], 1);
    dup2(kept[1], 2);
    struct stat info;
    ck_assert_int_eq(fstat(printed, &info), 0);
    ck_assert_int_eq(info.st_size, 0);
    unlink(path);
    free(path);
}
END_TEST

START_TEST(notes_are_apart)
{
    static const char text[] = "qubits 2\ngenerator a = 0.8660254037844386 X[0] + Z[1]\n";
    lb_call *call = lb_call_new("orbit");
    lb_call_add(call, "a.alg");
    lb_call_add(call, "--quiet");
    lb_call_add_text(call, "a.alg", text, strlen(text));
    ck_assert_int_eq(lb_call_run(call, NULL), LB_OK);
    ck_assert_ptr_nonnull(strstr(lb_call_notes(call), "note: the ansatz states no training state"));
    ck_assert_ptr_nonnull(strstr(lb_call_notes(call), "looks like sqrt(3)/2"));
    ck_assert_ptr_null(strstr(lb_call_output(call), "looks like"));
    lb_call_free(call);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("call");
    tcase_add_test(cases, every_command_has_an_output);
    tcase_add_test(cases, texts_have_the_names_of_files);
    tcase_add_test(cases, what_is_wrong_is_an_error);
    tcase_add_test(cases, streams_and_processes_are_the_programs);
    tcase_add_test(cases, progress_is_heard_and_may_end_it);
    tcase_add_test(cases, a_call_can_be_stopped);
    tcase_add_loop_test(cases, certificates_come_later, 0, 6);
    tcase_add_test(cases, nothing_is_printed);
    tcase_add_test(cases, notes_are_apart);
    return lb_test_run_cases("call", cases);
}
