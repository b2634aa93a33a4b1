#include "drawing/labels.h"

#include <stdlib.h>
#include <string.h>

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

/* A name with indices in brackets, and perhaps the number of a layer below it. */
static lb_label name_with_layer(const char *name, size_t layer)
{
    size_t length = strcspn(name, "["), g = 0;
    while (greek[g].name &&
           (strlen(greek[g].name) != length || strncmp(greek[g].name, name, length)))
        g++;
    char *word = lb_sprintf("%.*s", (int)length, name), *safe = lb_escape_text(word),
         *latex = lb_escape_latex(word), *below = layer ? subscript(layer) : lb_strdup("");
    char *inside = lb_sprintf("%.*s", name[length] ? (int)strlen(name + length) - 2 : 0,
                              name[length] ? name + length + 1 : "");
    char *number = layer ? lb_sprintf("%zu", layer) : lb_strdup("");
    char *base = greek[g].name ? lb_sprintf("\\%s", greek[g].name)
                 : length == 1 ? lb_strdup(latex)
                               : lb_sprintf("\\mathrm{%s}", latex);
    lb_label label = {
        .text = lb_sprintf("%s%s%s", greek[g].name ? greek[g].letter : safe, name + length, below)};
    label.latex = *inside || layer
                      ? lb_sprintf("%s_{%s%s%s}", base, inside, *inside && layer ? ";" : "", number)
                      : lb_strdup(base);
    free(word);
    free(safe);
    free(latex);
    free(below);
    free(inside);
    free(number);
    free(base);
    return label;
}

static lb_label numbered_angle(size_t number)
{
    char *below = subscript(number + 1);
    lb_label label = {lb_sprintf("θ%s", below), lb_sprintf("\\theta_{%zu}", number + 1)};
    free(below);
    return label;
}

lb_label lb_label_angle(const char *name, size_t number, size_t layer, const mpq_t factor)
{
    lb_label angle = *name ? name_with_layer(name, layer) : numbered_angle(number), label;
    if (!mpq_cmp_ui(factor, 1, 1))
        return angle;
    if (!mpq_cmp_si(factor, -1, 1)) {
        label = (lb_label){lb_sprintf("-%s", angle.text), lb_sprintf("-%s", angle.latex)};
    } else {
        char *number_text = mpq_get_str(NULL, 10, factor);
        size_t room = strlen(number_text) + strlen(angle.latex) + sizeof "\\tfrac{}{}\\,";
        label = (lb_label){lb_sprintf("%s %s", number_text, angle.text), lb_malloc(room, 1)};
        char *bar = strchr(number_text, '/'), *digits = number_text + (*number_text == '-');
        if (bar) {
            *bar = '\0';
            snprintf(label.latex, room, "%s\\tfrac{%s}{%s}\\,%s", digits > number_text ? "-" : "",
                     digits, bar + 1, angle.latex);
        } else {
            snprintf(label.latex, room, "%s\\,%s", number_text, angle.latex);
        }
        free(number_text);
    }
    lb_label_clear(angle);
    return label;
}

lb_label lb_label_word(const char *word)
{
    if (!strcmp(word, "Sdg"))
        return (lb_label){lb_strdup("S†"), lb_strdup("S^\\dagger")};
    if (!strcmp(word, "SX"))
        return (lb_label){lb_strdup("√X"), lb_strdup("\\sqrt{X}")};
    if (!strcmp(word, "SXdg"))
        return (lb_label){lb_strdup("√X†"), lb_strdup("\\sqrt{X}^\\dagger")};
    return name_with_layer(word, 0);
}

lb_label lb_label_join(lb_label word, lb_label angle)
{
    lb_label label = {lb_sprintf("%s %s", word.text, angle.text),
                      lb_sprintf("%s\\;%s", word.latex, angle.latex)};
    lb_label_clear(word);
    lb_label_clear(angle);
    return label;
}

lb_label lb_label_ket(const char *inside)
{
    if (!strcmp(inside, "r"))
        return (lb_label){lb_strdup("|+i>"), lb_strdup("\\ket{+i}")};
    if (!strcmp(inside, "l"))
        return (lb_label){lb_strdup("|-i>"), lb_strdup("\\ket{-i}")};
    return (lb_label){lb_sprintf("|%s>", inside), lb_sprintf("\\ket{%s}", inside)};
}

void lb_label_clear(lb_label label)
{
    free(label.text);
    free(label.latex);
}
