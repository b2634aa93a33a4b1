/* How the checker reads: bytes, compressed or not, and where they end; labels, letter by letter; what is
 * said of a defect, and memory that is refused. Links with src/check/ except main.c. */

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check/check.h"
#include "draw.h"
#include "support.h"

/* A file that is gone once it is closed. */
static FILE *file_of(const void *bytes, size_t length)
{
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    rewind(file);
    return file;
}

/* ---- Labels ---- */

START_TEST(test_labels_letter_by_letter)
{
    static lb_check_report report;
    for (int n = 0; n < 300; n++) {
        enum { MOST = 260, WORDS = (MOST + 63) / 64 };
        size_t qubits = 1 + draw(MOST), words = (qubits + 63) / 64, length = 0;
        char letters[MOST], text[4 * MOST];
        uint64_t xz[2 * WORDS], expected[2 * WORDS] = {0};
        for (size_t q = 0; q < qubits; q++)
            letters[q] = q && draw(3) ? letters[q - 1] : "IXYZ"[draw(4)];
        for (size_t q = 0, run; q < qubits; q += run) {
            for (run = 1; q + run < qubits && letters[q + run] == letters[q];)
                run++;
            length += (size_t)sprintf(text + length, "%.*s", run == 2 ? 2 : 1,
                                      (const char[]){letters[q], letters[q], '\0'});
            if (run > 2)
                length += (size_t)sprintf(text + length, "%zu", run);
            for (size_t k = q; k < q + run; k++) {
                uint64_t bit = UINT64_C(1) << k % 64;
                expected[k / 64] |= strchr("XY", letters[k]) ? bit : 0;
                expected[words + k / 64] |= strchr("YZ", letters[k]) ? bit : 0;
            }
        }
        memset(&report, 0, sizeof report);
        FILE *file = file_of(text, length);
        lb_check_reader *r = lb_check_reader_open(file, false, NULL, &report);
        ck_assert(lb_check_read_label(r, xz, words, qubits));
        ck_assert(!memcmp(xz, expected, 2 * words * sizeof *xz));
        ck_assert_int_lt(lb_check_peek(r), 0);
        lb_check_reader_close(r);
        fclose(file);
    }
}
END_TEST

/* ---- gzip ---- */

/* A member of gzip with a name that fills it up to `size` bytes, where size is not 0. */
static size_t pack(unsigned char *packed, size_t room, const void *text, size_t length, size_t size)
{
    static unsigned char name[1 << 17];
    for (size_t fill = 0;; fill = size - fill) {
        z_stream z = {.next_in = (unsigned char *)(uintptr_t)text,
                      .avail_in = (unsigned)length,
                      .next_out = packed,
                      .avail_out = (unsigned)room};
        gz_header header = {.name = fill ? name : NULL};
        memset(name, 'n', sizeof name);
        name[fill ? fill - 1 : 0] = '\0';
        ck_assert_int_eq(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
        ck_assert_int_eq(deflateSetHeader(&z, &header), Z_OK);
        ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
        size_t total = z.total_out;
        deflateEnd(&z);
        if (!size || total == size)
            return total;
        fill = total;
    }
}

/* All that a reader gives of a file; what it says of a defect is in the report. */
static size_t read_all(char *text, size_t room, FILE *file, bool gzip, lb_check_report *report)
{
    size_t length = 0;
    memset(report, 0, sizeof *report);
    lb_check_reader *r = lb_check_reader_open(file, gzip, NULL, report);
    for (int c = lb_check_peek(r); c >= 0 && length < room; c = lb_check_peek(r)) {
        text[length++] = (char)c;
        lb_check_take(r);
    }
    lb_check_reader_close(r);
    return length;
}

/* Random bytes twice, 30000 apart: only a reader that remembers so many finds the second ones. */
START_TEST(test_bytes_of_files)
{
    enum { LENGTH = 200000 };
    static char text[LENGTH], read[LENGTH + 1];
    static unsigned char packed[LENGTH + 1000];
    static lb_check_report report;
    for (size_t i = 0; i < LENGTH; i++)
        text[i] = i >= 30000 ? text[i - 30000] : (char)draw(256);
    for (size_t length = 0; length <= LENGTH; length += length < 3 ? 1 : 65533) {
        FILE *plain = file_of(text, length);
        ck_assert_uint_eq(read_all(read, sizeof read, plain, false, &report), length);
        ck_assert(!memcmp(read, text, length));
        fclose(plain);
        size_t size = pack(packed, sizeof packed, text, length, 0);
        FILE *file = file_of(packed, size);
        ck_assert_uint_eq(read_all(read, sizeof read, file, true, &report), length);
        ck_assert(!memcmp(read, text, length));
        ck_assert_str_eq(report.reason, "");
        fclose(file);
        packed[size] = '\0';
        file = file_of(packed, size + 1);
        read_all(read, sizeof read, file, true, &report);
        ck_assert_str_eq(report.reason, "line 1: bytes follow the gzip member");
        fclose(file);
    }
}
END_TEST

/* The member ends where a reader has taken all of its packed bytes, and one more follows. */
START_TEST(test_byte_behind_a_full_buffer)
{
    static unsigned char packed[(1 << 16) + 1000];
    static char read[101];
    static lb_check_report report;
    size_t size = pack(packed, sizeof packed, "a", 1, 1 << 16);
    for (size_t more = 0; more < 2; more++) {
        FILE *file = file_of(packed, size + more);
        read_all(read, sizeof read, file, true, &report);
        fclose(file);
        ck_assert_str_eq(report.reason, more ? "line 1: bytes follow the gzip member" : "");
    }
}
END_TEST

/* A text of at most 2^20 bytes, or 100 times as long as its file, whose last bytes are random. */
static bool may_expand(size_t length, size_t last, size_t size, bool pipe)
{
    static char text[1300000], read[1300001];
    static unsigned char packed[100000];
    static lb_check_report report;
    memset(text, 'a', sizeof text);
    for (size_t i = length - last; i < length; i++)
        text[i] = (char)draw(256);
    size = pack(packed, sizeof packed, text, length, size);
    FILE *file = file_of(packed, size);
    if (pipe) {
        fclose(file);
        file = fmemopen(packed, size, "rb");
    }
    size_t found = read_all(read, sizeof read, file, true, &report);
    fclose(file);
    ck_assert(report.reason[0] || found == length);
    ck_assert(!report.reason[0] || strstr(report.reason, "is more than 100 times as long as"));
    return !report.reason[0];
}

START_TEST(test_expansion)
{
    for (int pipe = 0; pipe < 2; pipe++) {
        ck_assert(may_expand(1 << 20, 0, 0, pipe));
        ck_assert(!may_expand((1 << 20) + 1, 0, 0, pipe));
        ck_assert(may_expand(1200000, 0, 12000, pipe));
        ck_assert(!may_expand(1200001, 0, 12000, pipe));
        ck_assert(may_expand(1200001, 0, 12001, pipe));
        /* What is behind counts. */
        ck_assert(may_expand(1200000, 12000, 0, pipe));
    }
}
END_TEST

/* ---- Defects ---- */

START_TEST(test_first_defect)
{
    static lb_check_report report;
    FILE *file = file_of("\nx", 2);
    memset(&report, 0, sizeof report);
    lb_check_reader *r = lb_check_reader_open(file, false, "a.alg", &report);
    ck_assert(lb_check_read_line_feed(r));
    ck_assert(!lb_check_read_literal(r, "y"));
    ck_assert_str_eq(report.reason, "a.alg: line 2: expected \"y\"");
    ck_assert(!lb_check_fail(r, "another"));
    ck_assert_str_eq(report.reason, "a.alg: line 2: expected \"y\"");
    lb_check_take(r);
    ck_assert_int_lt(lb_check_peek(r), 0);
    lb_check_reader_close(r);
    fclose(file);
}
END_TEST

/* Nothing is read behind a defect, however much there is. */
START_TEST(test_end_behind_a_defect)
{
    static char text[3 << 16];
    static lb_check_report report;
    memset(text, 'a', sizeof text);
    FILE *file = file_of(text, sizeof text);
    memset(&report, 0, sizeof report);
    lb_check_reader *r = lb_check_reader_open(file, false, NULL, &report);
    ck_assert(!lb_check_read_literal(r, "b"));
    size_t left = 0;
    for (; lb_check_peek(r) >= 0; left++)
        lb_check_take(r);
    ck_assert_uint_lt(left, sizeof text);
    lb_check_reader_close(r);
    fclose(file);
}
END_TEST

START_TEST(test_files_that_cannot_be_read)
{
    static lb_check_report report;
    for (int gzip = 0; gzip < 2; gzip++) {
        lb_check_input input = {.certificate = fopen("/", "rb"), .gzip = gzip};
        if (!input.certificate)
            continue;
        char expected[100];
        snprintf(expected, sizeof expected, "line 1: cannot read: %s", strerror(EISDIR));
        ck_assert(!lb_check_verify(&report, &input));
        ck_assert_int_eq(report.status, LB_CHECK_IO);
        ck_assert_str_eq(report.reason, expected);
        lb_check_report_clear(&report);
        fclose(input.certificate);
    }
}
END_TEST

/* ---- Certificates ---- */

static const char certificate[] = "liebound certificate 2 orbit\n"
                                  "title %s\n"
                                  "qubits 1\n"
                                  "generators 1\n"
                                  "1 X\n"
                                  "symmetry 0 0\n"
                                  "replay 1 modulo 3\n"
                                  "g0\n"
                                  "basis 1\n"
                                  "X\n"
                                  "states 2\n"
                                  "state 1\n"
                                  "Z\n"
                                  "state 1\n"
                                  "X\n"
                                  "claims 1\n"
                                  "orbit 0 of 1\n"
                                  "annihilator 1\n"
                                  "0\n"
                                  "forms 0 modulo 3\n"
                                  "end\n";

static bool verify(lb_check_report *report, const char *title)
{
    char text[1000];
    int length = snprintf(text, sizeof text, certificate, title);
    lb_check_input input = {.certificate = file_of(text, (size_t)length)};
    bool verified = lb_check_verify(report, &input);
    fclose(input.certificate);
    return verified;
}

START_TEST(test_titles)
{
    static lb_check_report report;
    char title[203];
    for (int n = 0; n < 100; n++) {
        size_t length = n < 10 ? (size_t)195 + (size_t)n : 1 + draw(201);
        for (size_t i = 0; i < length; i++)
            title[i] = (char)(i == 0 || i + 1 == length ? "!~"[draw(2)] : ' ' + (char)draw(95));
        title[length] = '\0';
        ck_assert_int_eq(verify(&report, title), length <= 200);
        ck_assert(length > 200 || !strcmp(report.title, title));
        lb_check_report_clear(&report);
    }
}
END_TEST

/* The digest is of the lines from "qubits" to the last generator, and a report can be cleared twice. */
START_TEST(test_reports)
{
    static lb_check_report report;
    ck_assert(verify(&report, "one qubit"));
    lb_check_sha256 sha;
    char hex[65];
    lb_check_sha256_init(&sha);
    lb_check_sha256_add(&sha, "qubits 1\ngenerators 1\n1 X\n", 26);
    lb_check_sha256_hex(&sha, hex);
    ck_assert_str_eq(report.sha256, hex);
    ck_assert_uint_eq(report.state_count, 2);
    ck_assert_uint_eq(report.claim_count, 1);
    for (int i = 0; i < 2; i++) {
        lb_check_report_clear(&report);
        ck_assert_uint_eq(report.state_count + report.claim_count + report.conclusion_count, 0);
    }
}
END_TEST

/* ---- Memory ---- */

/* What a process says that demands so many elements, and its exit status. */
static int demand(char *said, size_t room, size_t needed, size_t size)
{
    int ends[2], status;
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (!child) {
        size_t capacity = 0;
        alarm(60);
        dup2(ends[1], STDERR_FILENO);
        free(lb_check_grow(NULL, &capacity, needed, size));
        _exit(EXIT_SUCCESS);
    }
    close(ends[1]);
    ssize_t length = read(ends[0], said, room - 1);
    said[length > 0 ? length : 0] = '\0';
    close(ends[0]);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

START_TEST(test_memory)
{
    char said[100];
    ck_assert_int_eq(demand(said, sizeof said, 1000, 8), EXIT_SUCCESS);
    ck_assert_str_eq(said, "");
    ck_assert_int_eq(demand(said, sizeof said, LB_CHECK_NONE, 1), LB_CHECK_MEMORY);
    ck_assert_str_eq(said, "liebound-check: out of memory\n");
    ck_assert_int_eq(demand(said, sizeof said, LB_CHECK_NONE - 1, SIZE_MAX >> 34), LB_CHECK_MEMORY);
    ck_assert_str_eq(said, "liebound-check: out of memory\n");
    void *memory = lb_check_resize(lb_check_resize(NULL, 8), 0);
    ck_assert_ptr_nonnull(memory);
    free(memory);
    size_t capacity = 0;
    memory = NULL;
    for (size_t needed = 1; needed < 5000; needed++) {
        size_t before = capacity;
        memory = lb_check_grow(memory, &capacity, needed, 1);
        ck_assert_uint_ge(capacity, needed);
        ck_assert(before < needed || capacity == before);
    }
    free(memory);
}
END_TEST

LB_TEST_MAIN("check_reading", test_labels_letter_by_letter, test_bytes_of_files,
             test_byte_behind_a_full_buffer, test_expansion, test_first_defect,
             test_end_behind_a_defect, test_files_that_cannot_be_read, test_titles, test_reports,
             test_memory)
