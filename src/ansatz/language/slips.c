#include "ansatz/language/slips.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_letter_of_pauli(char c)
{
    char capital = upper(c);
    return lb_is_pauli(&capital, 1);
}

/* Numbers that are not taken here, and what to do without them. */
static const char *irrational(const char *word, size_t length)
{
    static const struct {
        const char *word, *mend;
    } slips[] = {
        {"pi", ": coefficients are rational, and pi is not; a factor of a whole generator can be "
               "left out, since it changes no dimension"},
        {"sqrt", ": roots are of rational numbers, and stand in the coefficients of generators"},
        {"cos", ": cos(3*pi/4) and its like stand in the coefficients of generators"},
        {"sin", ": sin(3*pi/4) and its like stand in the coefficients of generators"},
        {"tan", ": coefficients have square roots, and no other functions"},
        {"exp", ": coefficients have square roots, and no other functions; a factor of a whole "
                "generator can be left out, since it changes no dimension"},
        {"log", ": coefficients have square roots, and no other functions"},
        {"math", ": write sqrt(2), cos(pi/4), sin(pi/5) without a package"},
        {"np", ": write sqrt(2), cos(pi/4), sin(pi/5) without a package"},
        {"numpy", ": write sqrt(2), cos(pi/4), sin(pi/5) without a package"},
        {"i", ": coefficients are real, since generators are Hermitian (the i of exp(-i angle H) "
              "is understood): leave it out"},
        {"j", ": coefficients are real, since generators are Hermitian (the i of exp(-i angle H) "
              "is understood): leave it out"}};
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        if (lb_same(word, length, slips[i].word))
            return slips[i].mend;
    return NULL;
}

/* The indices behind the letters of a word: 0, _0_1, or 01 for two letters. Writes "0,1" and
 * returns whether there is one for each letter. */
static bool split_indices(char *indices, const char *text, size_t length, size_t letters)
{
    size_t used = 0, count = 1, from = length && text[0] == '_';
    bool digit_each = letters > 1 && length - from == letters && !memchr(text + from, '_', letters);
    for (size_t i = from; i < length; i++) {
        bool next = i > from && (digit_each || text[i] == '_');
        if (text[i] == '_' && (i == from || text[i - 1] == '_' || i + 1 == length))
            return false;
        if (next)
            indices[used++] = ',';
        if (text[i] != '_')
            indices[used++] = text[i];
        count += next;
    }
    indices[used] = '\0';
    return used && count == letters;
}

/* Letters of Pauli strings, each with the numbers of qubits behind it, such as X0Y1 or xy_0_1, as
 * they are written here; false for any other word. */
static bool rewrite(char *mend, size_t size, const char *word, size_t length)
{
    size_t used = 0;
    for (size_t i = 0; i < length;) {
        size_t start = i, digits;
        while (i < length && is_letter_of_pauli(word[i]))
            i++;
        for (digits = i; i < length && (is_digit(word[i]) || word[i] == '_'); i++)
            ;
        char indices[64];
        bool fits = digits > start && i - digits < sizeof indices / 2 && used + 64 < size;
        if (!fits || !split_indices(indices, word + digits, i - digits, digits - start))
            return false;
        if (start)
            mend[used++] = ' ';
        for (size_t k = start; k < digits; k++)
            mend[used++] = upper(word[k]);
        used += (size_t)snprintf(mend + used, size - used, "[%s]", indices);
    }
    return length > 0;
}

/* A label of a certificate, where a run of three letters or more is a letter and a number, as in Z3I3
 * for ZZZIII. Writes it in full; false for any other word, and for one run alone. */
static bool write_out(char *label, size_t size, const char *word, size_t length)
{
    size_t used = 0, runs = 0;
    for (size_t i = 0; i < length; runs++) {
        char letter = word[i];
        size_t run = 0;
        if (!lb_is_pauli(&letter, 1))
            return false;
        for (i++; i < length && is_digit(word[i]) && run < size; i++)
            run = 10 * run + (size_t)(word[i] - '0');
        bool counted = is_digit(word[i - 1]);
        run = counted ? run : 1;
        if ((counted && run < 3) || run + used >= size)
            return false;
        memset(label + used, letter, run);
        used += run;
    }
    label[used] = '\0';
    return runs > 1;
}

static bool is_label_in_any_case(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!is_letter_of_pauli(word[i]))
            return false;
    return length > 0;
}

lb_slip lb_slip_word(const char *word, size_t length)
{
    lb_slip slip = {""};
    const size_t longest = 20;
    const char *other = irrational(word, length);
    char mend[100], label[40];
    size_t size = sizeof slip.text;
    if (other) {
        snprintf(slip.text, size, "%s", other);
    } else if (length <= longest && is_label_in_any_case(word, length)) {
        char capitals[32] = "";
        for (size_t i = 0; i < length; i++)
            capitals[i] = upper(word[i]);
        snprintf(slip.text, size, ": Pauli letters are capitals, %s", capitals);
    } else if (length <= longest) {
        bool placed = rewrite(mend, sizeof mend, word, length);
        bool in_full = write_out(label, sizeof label, word, length);
        if (placed && in_full)
            snprintf(slip.text, size, ": write %s, or, for this label of a certificate, %s", mend,
                     label);
        else if (placed || in_full)
            snprintf(slip.text, size, ": write %s", placed ? mend : label);
    }
    return slip;
}

/* The length of simple text in front of the parenthesis that closes it, as in i,(i+1)%n; 0 when it
 * is empty, long or anything else. */
static size_t inside_length(const char *inside, size_t left)
{
    const size_t longest = 24;
    size_t depth = 1, length = 0;
    for (; length < left && length <= longest; length++) {
        char c = inside[length];
        if (c == '(')
            depth++;
        if (c == ')' && !--depth)
            return length;
        if (c < ' ' || c > 126 || strchr("#\"[]", c))
            return 0;
    }
    return 0;
}

static size_t count_indices(const char *inside, size_t length)
{
    size_t count = 1, depth = 0;
    for (size_t i = 0; i < length; i++) {
        depth += inside[i] == '(';
        depth -= inside[i] == ')';
        count += inside[i] == ',' && !depth;
    }
    return count;
}

lb_slip lb_slip_indices(const char *label, size_t length, size_t letters, const char *inside,
                        size_t left)
{
    lb_slip slip;
    const int longest = 20;
    int shown = length < (size_t)longest ? (int)length : longest;
    size_t size = inside_length(inside, left);
    if (size && (!letters || count_indices(inside, size) == letters))
        snprintf(slip.text, sizeof slip.text, ": write %.*s[%.*s]", shown, label, (int)size,
                 inside);
    else if (letters > 1)
        snprintf(slip.text, sizeof slip.text, ", one for each letter, as in XY[0,1]");
    else
        snprintf(slip.text, sizeof slip.text, ", as in X[0]");
    return slip;
}

const char *lb_slip_character(char c)
{
    switch (c) {
    case '@':
        return ": strings are multiplied side by side, X[0] X[1]";
    case '{':
    case '}':
        return ": indices stand in brackets, X[0]";
    case '.':
        return ": functions stand without a package, sqrt(2), and products side by side";
    case '\'':
        return ": texts stand in double quotes";
    default:
        return "";
    }
}

const char *lb_slip_code_point(uint32_t point)
{
    static const struct {
        uint32_t point;
        const char *name;
    } known[] = {{0x3c0, " (pi, which is not rational)"},
                 {0x221a, " (a square root, which is not rational)"},
                 {0xb2, " (write ^2)"},
                 {0xb3, " (write ^3)"},
                 {0x2211, " (write sum(i in 0..n-1))"},
                 {0x2026, " (a range is 0..n-1)"},
                 {0x2264, " (write <=)"},
                 {0x2265, " (write >=)"},
                 {0x2260, " (write !=)"},
                 {0x2014, " (a dash: write -)"},
                 {0x201c, " (a quotation mark: write \")"},
                 {0x201d, " (a quotation mark: write \")"},
                 {0x2080, " (write the qubit in brackets, X[0])"},
                 {0x2081, " (write the qubit in brackets, X[1])"},
                 {0x2020, " (generators are sums of Hermitian strings)"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].point == point)
            return known[i].name;
    return "";
}

bool lb_slip_is_utf16(const char *text, const char *end)
{
    if (end - text < 2)
        return false;
    return !memcmp(text, "\xff\xfe", 2) || !memcmp(text, "\xfe\xff", 2);
}
