/* The report of the slices that several runs of `success` computed. */

#include "cli/success/report.h"
#include "cli/success/rows_file.h"

static lb_status read_files(lb_success_results *results, const lb_cli_call *call, lb_error *error)
{
    lb_status status = LB_OK;
    for (size_t i = 0; i < call->source_count && !status; i++) {
        bool cut_off = false;
        status = lb_success_file_read(results, call, call->sources[i], &cut_off, error);
        if (!status && cut_off)
            fprintf(call->notes, "liebound: note: %s: left out a line that is cut off\n",
                    call->sources[i]);
    }
    return status;
}

lb_status lb_success_merge(const lb_cli_call *call, lb_error *error)
{
    lb_success_plan plan;
    lb_success_results results;
    lb_success_report report;
    if (call->setting_count)
        return lb_fail(error, LB_USAGE, "merge takes no settings, but got %s=%s",
                       call->settings[0].name, call->settings[0].values);
    if (call->options.fit)
        return lb_fail(error, LB_USAGE, "--fit is for rows of 'liebound table'");
    lb_status status = lb_success_report_init(&report, call, error);
    if (status)
        return status;
    status = lb_success_file_plan(&plan, call, call->sources[0], error);
    if (!status) {
        lb_success_results_init(&results, &plan);
        report.results = &results;
        status = read_files(&results, call, error);
        if (!status)
            status = lb_success_report_print(&report, NULL, error);
        lb_success_results_clear(&results);
        lb_success_plan_clear(&plan);
    }
    lb_success_report_clear(&report);
    return status;
}
