# The single changes of a C file: another operator or constant, a negated condition, a dropped
# statement. One a line:
#
#     file  line  function  offset  length  replacement  lines before  lines after
#
# separated by bytes 1, where `length` bytes at `offset` are replaced, and the last two are the lines that it concerns,
# with single spaces. Relies on the layout of clang-format: binary operators stand between spaces.

BEGIN {
    OFS = "\001"
    swap["<"] = "<="; swap["<="] = "<"; swap[">"] = ">="; swap[">="] = ">"
    swap["=="] = "!="; swap["!="] = "=="; swap["&&"] = "||"; swap["||"] = "&&"
    swap["+"] = "-"; swap["-"] = "+"; swap["*"] = "/"; swap["/"] = "*"; swap["%"] = "/"
    swap["&"] = "|"; swap["|"] = "&"; swap["^"] = "|"; swap["<<"] = ">>"; swap[">>"] = "<<"
    swap["+="] = "-="; swap["-="] = "+="; swap["*="] = "+="; swap["/="] = "*="; swap["%="] = "/="
    swap["|="] = "&="; swap["&="] = "|="; swap["^="] = "|="; swap["<<="] = ">>="; swap[">>="] = "<<="
    swap["?"] = "&& 0 ?"
}

{ text = text $0 "\n"; start[NR] = length(text) - length($0) - 1 }

END {
    code = without_comments(text)
    for (n = 1; n <= NR; n++) {
        line = substr(code, start[n] + 1, length_of_line(n))
        name_function(line)
        if (depth > 0 || line ~ /=|^enum|^#define/)
            change_tokens(line)
        if (depth > 0)
            change_statement(line)
        gsub(/[^{}]/, "", line)
        for (i = 1; i <= length(line); i++)
            depth += substr(line, i, 1) == "{" ? 1 : -1
    }
}

function length_of_line(n) { return (n < NR ? start[n + 1] : length(text)) - start[n] - 1 }

# Comments, strings, characters and directives other than constants as blanks.
function without_comments(text,    code, rest, at, length_of_it) {
    rest = text
    while (match(rest, /\/\*|\/\/|"|'|\n#/)) {
        at = RSTART
        code = code substr(rest, 1, at - 1)
        rest = substr(rest, at)
        if (rest ~ /^\n#define [A-Z_]+ [^\\]*[0-9]/)
            length_of_it = 0
        else if (rest ~ /^\n#/)
            match(substr(rest, 2), /(\\\n|[^\n])*/) && length_of_it = RLENGTH + 1
        else if (rest ~ /^\/\*/)
            length_of_it = index(rest, "*/") + 1
        else if (rest ~ /^\/\//)
            length_of_it = index(rest, "\n") - 1
        else if (rest ~ /^"/)
            match(rest, /^"(\\.|[^"\\])*"/) && length_of_it = RLENGTH
        else
            match(rest, /^'(\\.|[^'\\])*'/) && length_of_it = RLENGTH
        if (length_of_it == 0) {
            code = code substr(rest, 1, 2)
            rest = substr(rest, 3)
        } else {
            at = substr(rest, 1, length_of_it)
            gsub(/[^\n]/, " ", at)
            code = code at
            rest = substr(rest, length_of_it + 1)
        }
    }
    return code rest
}

function name_function(line) {
    if (depth == 0 && line ~ /^[A-Za-z_].*\(/ && match(line, /[A-Za-z0-9_]+\(/))
        name = substr(line, RSTART, RLENGTH - 1)
    else if (depth == 0 && line ~ /^(enum|typedef|#define|static const)/)
        name = "-"
}

function change_tokens(line,    at, token) {
    line = line " "
    for (at = 0; match(substr(line, at + 1), / [-+*\/%&|^<>=!]+ | \? |[-+][-+]|![a-z(]|[A-Za-z_0-9]+/); ) {
        token = substr(line, at + RSTART, RLENGTH)
        at += RSTART - 1
        if (token ~ /^ /) {
            token = substr(token, 2, length(token) - 2)
            change_operator(at + 1, token)
        } else if (token == "++" || token == "--")
            change(at, 2, token == "++" ? "--" : "++")
        else if (token ~ /^!/)
            change(at, 1, "")
        else if (token == "true" || token == "false")
            change(at, length(token), token == "true" ? "false" : "true")
        else if (token ~ /^[0-9]/)
            change_number(at, token)
        else if ((token == "if" || token == "while") && line !~ /} while/)
            negate(at + length(token) + 1)
        at += token ~ /^[-+*\/%&|^<>=!?]+$/ ? length(token) + (token !~ /^(\+\+|--)$/) : \
            token ~ /^!/ ? 1 : length(token)
    }
}

function change_operator(at, token) {
    if (token in swap && !(is_room(line) && token ~ /^[-\/]$/))
        change(at, length(token), swap[token])
    if (token == "?")
        change(at, 1, "|| 1 ?")
}

# Room that is too large changes nothing that can be seen.
function is_room(line) { return line ~ /(grow|resize|alloc|malloc|reserve)\(/ }

# One more and one less; of a hexadecimal number another last digit.
function change_number(at, token,    suffix, value) {
    if (token ~ /^0x/) {
        suffix = match(token, /u$/) ? "u" : ""
        value = substr(token, 1, length(token) - length(suffix))
        sub(/.$/, value ~ /7$/ ? "5" : "7", value)
        change(at, length(token), value suffix)
        return
    }
    suffix = token
    sub(/^[0-9]+/, "", suffix)
    value = substr(token, 1, length(token) - length(suffix))
    if (length(value) > 9)
        return
    if (!is_room(line))
        change(at, length(token), (value + 1) suffix)
    if (value > 0)
        change(at, length(token), (value - 1) suffix)
}

# The condition whose parenthesis opens at this column.
function negate(at,    i, c, open) {
    at += start[n]
    for (i = at + 1; i <= length(code); i++) {
        c = substr(code, i, 1)
        open += (c == "(") - (c == ")")
        if (open == 0 && c == ")")
            break
    }
    put(at, i - at, "(!" substr(text, at + 1, i - at) ")")
}

# A statement that starts on this line, up to its semicolon.
function change_statement(line,    indent, i, c, open, before) {
    match(line, /^ */)
    indent = RLENGTH
    before = substr(code, 1, start[n])
    if (line !~ /^ *[A-Za-z_*(+-]/ || before !~ /([;{}):]|else)[ \n]*$/ ||
        line ~ /^ *(if|for|while|switch|case|default|do|else|return|static|const|struct|enum|typedef)[^a-z_]/)
        return
    # A declaration, without which nothing compiles.
    if (line ~ /^ *[A-Za-z_0-9]+ \**[A-Za-z_]/ && line !~ /^ *goto/)
        return
    # Memory that is not given back is what SANITIZE=1 looks for.
    if (line ~ /^ *(free|[a-z_0-9]*(_clears?|reader_close))\(/ && line !~ /support_clear/)
        return
    for (i = start[n] + indent + 1; i <= length(code); i++) {
        c = substr(code, i, 1)
        open += (c == "(") - (c == ")")
        if (c == ";" && open == 0)
            break
        if (c == "{" && open == 0 && substr(code, i - 2, 2) ~ /[^=)] $/ || c == "}" && open < 0)
            return
    }
    put(start[n] + indent, i - start[n] - indent, ";")
}

function change(at, size, by) { put(start[n] + at, size, by) }

function put(offset, size, by,    first, last, before, after) {
    for (first = n; start[first] > offset; first--)
        ;
    for (last = n; start[last] + length_of_line(last) < offset + size; last++)
        ;
    before = substr(text, start[first] + 1, start[last] + length_of_line(last) - start[first])
    after = substr(before, 1, offset - start[first]) by substr(before, offset - start[first] + size + 1)
    gsub(/[ \n\t]+/, " ", before)
    gsub(/[ \n\t]+/, " ", after)
    gsub(/[ \n]+/, " ", by)
    sub(/^ /, "", before)
    sub(/^ /, "", after)
    print FILENAME, first, name, offset, size, by, before, after
}
