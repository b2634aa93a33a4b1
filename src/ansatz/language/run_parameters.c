/* The values of parameters: their defaults, what a variant presets, and what is asked for. */

#include "ansatz/language/assembly.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/text.h"

static const char *setting_for(const lb_assembly *a, const char *name)
{
    const char *value = NULL;
    for (size_t i = 0; i < a->request->setting_count; i++)
        if (!strcmp(a->request->settings[i].name, name))
            value = a->request->settings[i].value;
    return value;
}

static const char *preset_for(const lb_assembly *a, uint32_t symbol)
{
    const char *value = NULL;
    for (size_t i = 0; a->variant && i < a->variant->preset_count; i++)
        if (a->variant->presets[i].symbol == symbol)
            value = a->variant->presets[i].value;
    return value;
}

static void list_parameters(char *text, size_t size, const lb_script *script)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < script->symbol_count; i++) {
        const lb_symbol *symbol = &script->symbols[i];
        size_t needed = strlen(symbol->name) + 3;
        if (symbol->kind == LB_SYMBOL_GRAPH || used + needed > size)
            continue;
        used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "", symbol->name);
    }
}

lb_status lb_assembly_check_settings(const lb_assembly *a)
{
    const lb_script *script = a->run.script;
    for (size_t i = 0; i < a->request->setting_count; i++) {
        const char *name = a->request->settings[i].name;
        lb_nearest nearest;
        lb_nearest_init(&nearest, name, strlen(name));
        bool known = false;
        for (size_t k = 0; k < script->symbol_count && !known; k++) {
            if (script->symbols[k].kind == LB_SYMBOL_GRAPH)
                continue;
            known = !strcmp(script->symbols[k].name, name);
            lb_nearest_offer(&nearest, script->symbols[k].name, strlen(script->symbols[k].name));
        }
        char names[300];
        list_parameters(names, sizeof names, script);
        if (!known)
            return lb_fail_at(a->run.error, script->source, 0, 0,
                              "there is no parameter %s%s: %s%s", lb_quote(name, strlen(name)).text,
                              lb_nearest_hint(&nearest).text,
                              names[0] ? "the parameters are " : "this ansatz has none", names);
    }
    return LB_OK;
}

/* Store an exact value, as a machine integer when it is one. */
static void set_number(lb_value *value, mpq_t exact)
{
    if (lb_bounded_to_integer(&value->integer, exact))
        return;
    value->is_exact = true;
    mpq_init(value->exact);
    mpq_swap(value->exact, exact);
}

/* What a variant presets is part of its name; only what differs from it is a setting. */
static void record_setting(lb_assembly *a, const lb_statement *s, const char *value)
{
    const lb_symbol *symbol = &a->run.script->symbols[s->symbol];
    const char *preset = preset_for(a, s->symbol), *given = setting_for(a, symbol->name);
    if (!preset || (given && strcmp(preset, given)))
        lb_ansatz_add_setting(a->A, symbol->name, value);
}

static lb_status set_number_parameter(lb_assembly *a, const lb_statement *s, const char *given)
{
    const lb_symbol *symbol = &a->run.script->symbols[s->symbol];
    char source[LB_WORD_MAX + 16];
    snprintf(source, sizeof source, "setting %s", symbol->name);
    lb_node *node = s->value;
    lb_status status = LB_OK;
    const char *script_source = a->run.script->source;
    if (given) {
        status = lb_script_value(a->run.script, symbol, source, given, &node, a->run.error);
        a->run.script->source = source;
    }
    mpq_t exact;
    mpq_init(exact);
    if (!status)
        status = lb_evaluate_exact(exact, &a->run, node);
    a->run.script->source = script_source;
    if (!status) {
        char *text = lb_mpq_text(exact);
        record_setting(a, s, text);
        free(text);
        set_number(&a->run.values[symbol->slot], exact);
    }
    mpq_clear(exact);
    return status;
}

/* Every use of the parameter has its holder for a child. */
static lb_status set_root_parameter(lb_assembly *a, const lb_statement *s, const char *given)
{
    const lb_symbol *symbol = &a->run.script->symbols[s->symbol];
    lb_node *node;
    record_setting(a, s, given ? given : s->written);
    if (!given)
        return LB_OK;
    lb_status status = lb_script_value(a->run.script, symbol, "", given, &node, a->run.error);
    if (!status)
        symbol->holder->children[0] = node;
    return status;
}

lb_status lb_assembly_parameter(lb_assembly *a, const lb_statement *s)
{
    const lb_symbol *symbol = &a->run.script->symbols[s->symbol];
    const char *preset = preset_for(a, s->symbol);
    const char *given = setting_for(a, symbol->name);
    if (preset && given && strcmp(preset, given))
        a->overridden = true;
    if (!given)
        given = preset;
    if (symbol->kind == LB_SYMBOL_NUMBER)
        return set_number_parameter(a, s, given);
    if (symbol->kind == LB_SYMBOL_ROOT)
        return set_root_parameter(a, s, given);
    const char *text = given                              ? given
                       : symbol->kind == LB_SYMBOL_CHOICE ? symbol->choices[0]
                                                          : s->name;
    lb_node *node;
    lb_status status = lb_script_value(a->run.script, symbol, "", text, &node, a->run.error);
    if (status)
        return status;
    lb_value *value = &a->run.values[symbol->slot];
    value->length = strlen(text);
    value->text = lb_arena_text(&a->run.script->arena, text, value->length);
    record_setting(a, s, text);
    return LB_OK;
}
