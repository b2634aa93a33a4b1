# A manual page from Markdown: awk -f man.awk -v page=liebound.alg -v section=5 -v about="..." FILE
#
# It knows what the documents use: headings, paragraphs, lists, tables, code (fenced or indented), and
# `code`, *stress*, **stress** and [links](where) within a paragraph. The first heading gives way to
# NAME. A paragraph is kept until it ends, since what is stressed may go on in the next line.

function escape(text)
{
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    return text
}
function line(text)
{
    return (text ~ /^[.']/ ? "\\\\&" : "") text
}
# What stands between two MARKs becomes bold or italic; code may hold anything.
function stress(text, mark, font,    at, end, out, n)
{
    n = length(mark)
    while (at = index(text, mark)) {
        end = index(substr(text, at + n), mark)
        if (!end)
            break
        out = out substr(text, 1, at - 1) "\\f" font substr(text, at + n, end - 1) "\\fR"
        text = substr(text, at + n + end + n - 1)
    }
    return out text
}
function words(text,    out)
{
    while (match(text, /\[[^][]*\]\([^()]*\)/)) {
        out = substr(text, RSTART + 1, RLENGTH - 2)
        text = substr(text, 1, RSTART - 1) substr(out, 1, index(out, "](") - 1) substr(text, RSTART + RLENGTH)
    }
    return stress(stress(escape(text), "**", "B"), "*", "I")
}
# Code is set aside first, so that no mark within it counts.
function inline(text,    out, at, end)
{
    gsub(/\\\|/, "|", text)
    gsub(/\\>/, ">", text)
    while (at = index(text, "`")) {
        end = index(substr(text, at + 1), "`")
        if (!end)
            break
        out = out words(substr(text, 1, at - 1)) "\\fB" escape(substr(text, at + 1, end - 1)) "\\fR"
        text = substr(text, at + end + 1)
    }
    return out words(text)
}
function flush()
{
    if (paragraph != "") {
        print line(inline(paragraph))
        paragraph = ""
    }
}
# A block is of text, code, a table or an item; what began before ends.
function begin(kind)
{
    flush()
    if (block == "code" && kind != "code")
        print ".fi\n.RE"
    if (kind == "code" && block != "code")
        print ".PP\n.RS 4\n.nf"
    block = kind
}
# One row: its first cell is what the rest explains.
function row(text,    cells, n, i, rest)
{
    gsub(/\\\|/, "\001", text)
    sub(/^\| */, "", text)
    sub(/ *\|$/, "", text)
    n = split(text, cells, / *\| */)
    for (i = 2; i <= n; i++)
        rest = rest (i > 2 ? "; " : "") cells[i]
    gsub(/\001/, "|", cells[1])
    gsub(/\001/, "|", rest)
    print ".TP\n" line(inline(cells[1])) "\n" line(inline(rest))
}

BEGIN {
    print ".\\\" Made from Markdown by docs/man/man.awk."
    print ".TH \"" toupper(page) "\" " section " \"\" \"Liebound\""
    print ".SH NAME\n" page " \\- " about
}
/^```/ {
    fenced = !fenced
    begin(fenced ? "code" : "text")
    next
}
fenced || (/^    / && (paragraph == "" || block == "code") && block != "item") {
    begin("code")
    sub(/^    /, "")
    print line(escape($0))
    next
}
/^$/ {
    if (block == "code")
        print ""
    else
        flush()
    if (block == "table")
        block = "text"
    ended = 1
    next
}
/^#/ {
    begin("text")
    level = index($0, " ") - 1
    sub(/^#+ /, "")
    if (level == 1 && !titled++)
        print ".SH DESCRIPTION"
    else
        print (level <= 2 ? ".SH " toupper(inline($0)) : ".SS " inline($0))
    ended = 0
    next
}
/^\|/ {
    if (block != "table")
        rows = 0
    begin("table")
    if (rows++ > 1)
        row($0)
    next
}
/^(- |[0-9]+\. )/ {
    begin("item")
    print ".IP " (/^-/ ? "\\(bu" : $1) " 4"
    sub(/^[^ ]+ /, "")
    paragraph = $0
    ended = 0
    next
}
block == "item" && (/^ / || !ended) {
    sub(/^ +/, "")
    if (ended)
        print ".IP"
    paragraph = paragraph (paragraph == "" ? "" : " ") $0
    ended = 0
    next
}
{
    if (paragraph == "" || block != "text") {
        begin("text")
        print ".PP"
    }
    sub(/^ +/, "")
    paragraph = paragraph (paragraph == "" ? "" : " ") $0
    ended = 0
}
END {
    begin("text")
}
