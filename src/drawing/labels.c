#include "drawing/labels.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"
#include "report/escape.h"

/* Names that are Greek letters. */
static const struct {
    const char *name, *letter;
} greek[] = {{"alpha", "α"}, {"beta", "β"}, {"gamma", "γ"}, {"delta", "δ"}, {"epsilon", "ε"},
             {"zeta", "ζ"},  {"eta", "η"},  {"theta", "θ"}, {"kappa", "κ"}, {"lambda", "λ"},
             {"mu", "μ"},    {"nu", "ν"},   {"xi", "ξ"},    {"pi", "π"},    {"rho", "ρ"},
             {"sigma", "σ"}, {"tau", "τ"},  {"phi", "φ"},   {"chi", "χ"},   {"psi", "ψ"},
             {"omega", "ω"}, {NULL, NULL}};

/* "₁₂" */
static char *subscript(size_t number)
{
    char digits[24], *text = lb_malloc(sizeof digits, 3), *out = text;
    snprintf(digits, sizeof digits, "%zu", number);
    for (const char *c = digits; *c; c++, out += 3)
        memcpy(out, (const char[]){(char)0xE2, (char)0x82, (char)(0x80 + *c - '0')}, 3);
    *out = '\0';
    return text;
}

/* The Greek letter that a word of some length names, or an index without a name. */
static size_t find_greek(const char *word, size_t length)
{
    size_t g = 0;
    while (greek[g].name &&
           (strlen(greek[g].name) != length || strncmp(greek[g].name, word, length)))
        g++;
    return g;
}

/* "\gamma", "x", or "\mathrm{cost}". */
static char *latex_word(const char *word, size_t length)
{
    size_t g = find_greek(word, length);
    char *part = lb_sprintf("%.*s", (int)length, word), *safe = lb_escape_latex(part);
    char *latex = greek[g].name ? lb_sprintf("\\%s", greek[g].name)
                  : length == 1 ? lb_strdup(safe)
                                : lb_sprintf("\\mathrm{%s}", safe);
    free(part);
    free(safe);
    return latex;
}

static char *text_word(const char *word, size_t length)
{
    size_t g = find_greek(word, length);
    char *part = lb_sprintf("%.*s", (int)length, word), *safe = lb_escape_text(part);
    free(part);
    if (!greek[g].name)
        return safe;
    free(safe);
    return lb_strdup(greek[g].letter);
}

/* A name with indices in brackets, and perhaps the number of a layer below it. */
static lb_drawn_label name_with_layer(const char *name, size_t layer)
{
    size_t length = strcspn(name, "["), indices = strlen(name + length);
    char *text = text_word(name, length), *latex = latex_word(name, length),
         *below = layer ? subscript(layer) : lb_strdup(""),
         *number = layer ? lb_sprintf("%zu", layer) : lb_strdup("");
    char *inside =
        lb_sprintf("%.*s", indices ? (int)indices - 2 : 0, name + length + (indices > 0));
    lb_drawn_label label = {.text = lb_sprintf("%s%s%s", text, name + length, below)};
    label.latex = indices || layer ? lb_sprintf("%s_{%s%s%s}", latex, inside,
                                                indices && layer ? ";" : "", number)
                                   : lb_strdup(latex);
    free(text);
    free(latex);
    free(below);
    free(number);
    free(inside);
    return label;
}

static lb_drawn_label numbered_angle(size_t number)
{
    char *below = subscript(number + 1);
    lb_drawn_label label = {lb_sprintf("θ%s", below), lb_sprintf("\\theta_{%zu}", number + 1)};
    free(below);
    return label;
}

/* "-\tfrac{1}{2}" */
static char *latex_number(const mpq_t q)
{
    if (!mpz_cmp_ui(mpq_denref(q), 1))
        return lb_mpq_text(q);
    mpz_t size;
    mpz_init(size);
    mpz_abs(size, mpq_numref(q));
    size_t room =
        mpz_sizeinbase(size, 10) + mpz_sizeinbase(mpq_denref(q), 10) + sizeof "-\\tfrac{}{}" + 2;
    char *text = lb_malloc(room, 1);
    gmp_snprintf(text, room, "%s\\tfrac{%Zd}{%Zd}", mpq_sgn(q) < 0 ? "-" : "", size, mpq_denref(q));
    mpz_clear(size);
    return text;
}

lb_drawn_label lb_drawn_label_angle(const char *name, size_t number, size_t layer,
                                    const mpq_t factor)
{
    lb_drawn_label angle = *name ? name_with_layer(name, layer) : numbered_angle(number), label;
    if (!mpq_cmp_ui(factor, 1, 1))
        return angle;
    if (!mpq_cmp_si(factor, -1, 1)) {
        label = (lb_drawn_label){lb_sprintf("-%s", angle.text), lb_sprintf("-%s", angle.latex)};
    } else {
        char *text = lb_mpq_text(factor), *latex = latex_number(factor);
        label = (lb_drawn_label){lb_sprintf("%s %s", text, angle.text),
                                 lb_sprintf("%s\\,%s", latex, angle.latex)};
        free(text);
        free(latex);
    }
    lb_drawn_label_clear(angle);
    return label;
}

lb_drawn_label lb_drawn_label_word(const char *word)
{
    if (!strcmp(word, "Sdg"))
        return (lb_drawn_label){lb_strdup("S†"), lb_strdup("S^\\dagger")};
    if (!strcmp(word, "SX"))
        return (lb_drawn_label){lb_strdup("√X"), lb_strdup("\\sqrt{X}")};
    if (!strcmp(word, "SXdg"))
        return (lb_drawn_label){lb_strdup("√X†"), lb_strdup("\\sqrt{X}^\\dagger")};
    return name_with_layer(word, 0);
}

lb_drawn_label lb_drawn_label_join(lb_drawn_label word, lb_drawn_label angle)
{
    lb_drawn_label label = {lb_sprintf("%s %s", word.text, angle.text),
                            lb_sprintf("%s\\;%s", word.latex, angle.latex)};
    lb_drawn_label_clear(word);
    lb_drawn_label_clear(angle);
    return label;
}

lb_drawn_label lb_drawn_label_ket(const char *inside)
{
    if (!strcmp(inside, "r"))
        return (lb_drawn_label){lb_strdup("|+i>"), lb_strdup("\\ket{+i}")};
    if (!strcmp(inside, "l"))
        return (lb_drawn_label){lb_strdup("|-i>"), lb_strdup("\\ket{-i}")};
    return (lb_drawn_label){lb_sprintf("|%s>", inside), lb_sprintf("\\ket{%s}", inside)};
}

void lb_drawn_label_clear(lb_drawn_label label)
{
    free(label.text);
    free(label.latex);
}
