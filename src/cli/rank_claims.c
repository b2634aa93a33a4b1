/* Claims about the rank: a number, and a spectrum that somebody else computed. */

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "cli/rank_result.h"
#include "report/escape.h"
#include "report/json.h"
#include "report/table.h"

/* What is proved of the rank with these angles; to be cleared. */
static void bounds_init(mpz_t at_least, mpz_t at_most, const lb_cli_rank_result *result)
{
    const lb_exact_struct *exact = result->exact;
    mpz_init_set_ui(at_least, lb_cli_rank_at_least(result));
    mpz_init_set_ui(at_most, result->has_exact && exact->equal ? exact->rank : result->upper_bound);
}

static lb_claim_verdict judge(const lb_cli_rank_result *result, size_t rank)
{
    mpz_t at_least, at_most;
    lb_claim claim = {true, rank};
    bounds_init(at_least, at_most, result);
    lb_claim_verdict verdict = lb_claim_judge(&claim, at_least, at_most);
    mpz_clears(at_least, at_most, NULL);
    return verdict;
}

/* The last reading is that of the largest gap, which needs no scale. */
static lb_claim_verdict judge_spectrum(const lb_cli_rank_result *result)
{
    lb_reading readings[LB_READINGS];
    lb_cli_spectrum_file_readings(readings, &result->compared);
    return judge(result, readings[LB_READINGS - 1].rank);
}

/* Which cut-offs would do. */
static void print_window(FILE *stream, const lb_cli_rank_result *result)
{
    const lb_cli_spectrum_file *file = &result->compared;
    size_t rank = lb_cli_rank_at_least(result);
    if (!rank)
        return;
    if (rank > file->count)
        fprintf(stream, "no cut-off reads %zu: there are only %zu values\n", rank, file->count);
    else if (file->values[rank - 1] == 0 ||
             (rank < file->count && file->values[rank - 1] == file->values[rank]))
        fprintf(stream, "no cut-off reads %zu: value %zu is %.1e, as the next\n", rank, rank,
                file->values[rank - 1]);
    else
        fprintf(stream, "cut-offs from %.1e to %.1e read %zu\n",
                rank < file->count ? file->values[rank] : 0, file->values[rank - 1], rank);
}

static void print_readings(FILE *stream, const lb_cli_rank_result *result)
{
    static const char *const words[] = {"right", "not decided", "wrong"};
    lb_reading readings[LB_READINGS];
    lb_table_t table;
    lb_cli_spectrum_file_readings(readings, &result->compared);
    lb_table_init(table);
    lb_table_add_column(table, "reading", "values that count", false);
    lb_table_add_column(table, "rank", "rank", true);
    lb_table_add_column(table, "agreement", "", false);
    for (size_t i = 0; i < LB_READINGS; i++) {
        lb_table_put(table, LB_CELL_TEXT, "%s", readings[i].name);
        lb_table_put(table, LB_CELL_COUNT, "%zu", readings[i].rank);
        lb_table_put(table, LB_CELL_TEXT, "%s", words[judge(result, readings[i].rank)]);
    }
    lb_table_print(stream, table, LB_TABLE_TEXT);
    lb_table_clear(table);
}

static void print_comparison(FILE *stream, const lb_cli_rank_result *result)
{
    static const char *const verdicts[] = {"agrees with the exact rank, by the largest gap",
                                           "not decided: the exact rank is not proved",
                                           "DISAGREES with what is proved, by the largest gap"};
    const lb_cli_spectrum_file *file = &result->compared;
    char *name = lb_escape_text(result->options->compare);
    fprintf(stream, "%s: %zu value%s, the largest %.1e, for %zu angle%s\n", name, file->count,
            file->count == 1 ? "" : "s", file->values[0], result->angles,
            result->angles == 1 ? "" : "s");
    print_readings(stream, result);
    print_window(stream, result);
    fprintf(stream, "%s %s\n", name, verdicts[judge_spectrum(result)]);
    free(name);
}

void lb_cli_rank_print_claims(FILE *stream, const lb_cli_rank_result *result)
{
    mpz_t at_least, at_most;
    bounds_init(at_least, at_most, result);
    lb_claim_print(stream, &result->claim, "rank", at_least, at_most);
    if (result->compared.count)
        print_comparison(stream, result);
    mpz_clears(at_least, at_most, NULL);
}

static json_t *comparison_json(const lb_cli_rank_result *result)
{
    const lb_cli_spectrum_file *file = &result->compared;
    lb_reading readings[LB_READINGS];
    if (!file->count)
        return json_null();
    json_t *object = json_object(), *array = json_array();
    lb_cli_spectrum_file_readings(readings, file);
    for (size_t i = 0; i < LB_READINGS; i++) {
        json_t *entry = json_object();
        double cut_off = readings[i].cut_off;
        lb_json_set(entry, "values", lb_json_text(readings[i].name));
        lb_json_set(entry, "cut_off", cut_off > 0 ? lb_json_real(cut_off) : json_null());
        lb_json_set(entry, "rank", lb_json_count(readings[i].rank));
        lb_json_set(entry, "agreement",
                    lb_json_text(lb_claim_word(judge(result, readings[i].rank))));
        lb_json_append(array, entry);
    }
    lb_json_set(object, "file", lb_json_text(result->options->compare));
    lb_json_set(object, "count", lb_json_count(file->count));
    lb_json_set(object, "readings", array);
    lb_json_set(object, "agreement", lb_json_text(lb_claim_word(judge_spectrum(result))));
    return object;
}

void lb_cli_rank_claims_json(json_t *object, const lb_cli_rank_result *result)
{
    mpz_t at_least, at_most;
    bounds_init(at_least, at_most, result);
    lb_json_set(object, "claim", lb_claim_json(&result->claim, at_least, at_most));
    lb_json_set(object, "comparison", comparison_json(result));
    mpz_clears(at_least, at_most, NULL);
}

lb_status lb_cli_rank_claims_status(const lb_cli_rank_result *result)
{
    static const lb_status statuses[] = {LB_OK, LB_UNDECIDED, LB_DISAGREE};
    lb_status claim = result->claim.made ? statuses[judge(result, result->claim.value)] : LB_OK;
    lb_status spectrum = result->compared.count ? statuses[judge_spectrum(result)] : LB_OK;
    if (claim == LB_DISAGREE || spectrum == LB_DISAGREE)
        return LB_DISAGREE;
    return claim ? claim : spectrum;
}
