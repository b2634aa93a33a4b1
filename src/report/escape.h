/* Text made safe for one output format each. The caller frees what is returned. */

#ifndef LB_REPORT_ESCAPE_H
#define LB_REPORT_ESCAPE_H

/* For a terminal: control characters become '?'. */
char *lb_escape_text(const char *text);
/* For a cell of a Markdown table. */
char *lb_escape_markdown(const char *text);
/* For a field of a CSV file: quoted as in RFC 4180 where that is necessary, and behind an
 * apostrophe where it begins with = + - or @ and is no number, so that no program for tables
 * computes it. */
char *lb_escape_csv(const char *text);
/* For LaTeX in text mode. */
char *lb_escape_latex(const char *text);
/* For text in no known encoding: each byte beyond ASCII becomes U+FFFD. */
char *lb_escape_ascii(const char *text);

#endif
