/* graph NAME = KIND(...) [weights SEED] */

#include "ansatz/language/parser.h"

#include "base/text.h"

static const struct {
    const char *name;
    int arguments; /* numbers in parentheses; 0 for a text behind the name */
} graphs[LB_GRAPH_COUNT] = {
    [LB_PATH] = {"path", 1},           [LB_CYCLE] = {"cycle", 1},
    [LB_COMPLETE] = {"complete", 1},   [LB_STAR] = {"star", 1},
    [LB_GRID] = {"grid", 2},           [LB_TORUS] = {"torus", 2},
    [LB_BIPARTITE] = {"bipartite", 2}, [LB_RANDOM_REGULAR] = {"random_regular", 3},
    [LB_ARCS] = {"arcs", 1},           [LB_EDGES] = {"edges", 0},
    [LB_FILE] = {"file", 0},
};

static bool parse_graph_arguments(lb_parser *p, lb_statement *statement)
{
    int count = graphs[statement->graph].arguments;
    if (!count) {
        statement->arguments[0] = lb_parse_text(p);
        return statement->arguments[0] != NULL;
    }
    for (int i = 0; i < count; i++) {
        if (!lb_parser_symbol(p, i ? ',' : '(', i ? "','" : "'('"))
            return false;
        statement->arguments[i] = lb_parse_number(p);
        if (!statement->arguments[i])
            return false;
    }
    return lb_parser_symbol(p, ')', "')'");
}

bool lb_parser_is_graph(const lb_parser *p)
{
    for (int g = 0; g < LB_GRAPH_COUNT; g++)
        if (lb_parser_is_word(p, graphs[g].name))
            return true;
    return false;
}

/* weights SEED */
static bool parse_weights(lb_parser *p, lb_statement *statement)
{
    if (!lb_parser_is_word(p, "weights"))
        return true;
    statement->weights = lb_parser_advance(p) ? lb_parse_number(p) : NULL;
    return statement->weights != NULL;
}

/* A graph may be defined by several statements with different conditions. */
bool lb_parse_graph(lb_parser *p, lb_statement *statement)
{
    lb_symbol *symbol =
        p->token.kind == LB_TOKEN_WORD ? lb_parser_find(p, p->token.text, p->token.length) : NULL;
    if (symbol && symbol->kind != LB_SYMBOL_GRAPH)
        return lb_parser_fail(p, &p->token, "the name %s is already in use",
                              lb_quote(p->token.text, p->token.length).text);
    if (!symbol)
        symbol = lb_parser_declare(p, LB_SYMBOL_GRAPH);
    if (!symbol)
        return false;
    statement->symbol = symbol->slot;
    if (!lb_parser_advance(p) || !lb_parser_symbol(p, '=', "'='"))
        return false;
    for (int g = 0; g < LB_GRAPH_COUNT; g++)
        if (lb_parser_is_word(p, graphs[g].name)) {
            statement->graph = (lb_graph_kind)g;
            return lb_parser_advance(p) && parse_graph_arguments(p, statement) &&
                   parse_weights(p, statement);
        }
    lb_parser_expected(p,
                       "path, cycle, complete, star, grid, torus, bipartite, random_regular, arcs, "
                       "edges or file");
    return false;
}
