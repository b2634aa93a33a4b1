# Writes the catalogue as C: every .alg file on the command line as a text, and an index of its name
# and its variants. The light scan below understands one statement a line, which is how the files
# of the catalogue are written.

# text with `what` (one character) replaced by `with`; gsub reads backslashes in its own way.
function replaced(text, what, with,    parts, n, i, result) {
    n = split(text, parts, what)
    result = parts[1]
    for (i = 2; i <= n; i++)
        result = result with parts[i]
    return result
}

function quoted(text) {
    return "\"" replaced(replaced(text, "[\\\\]", "\\\\"), "[\"]", "\\\"") "\""
}

# The string in quotes on a line.
function string_of(line) {
    sub(/^[^"]*"/, "", line)
    sub(/".*$/, "", line)
    return line
}

# "n = 4, topology = open | closed": what can be set, without what the variant has set.
function parameters_of(entry,    k, f, list) {
    f = file_of[entry]
    list = ""
    for (k = 1; k <= parameter_count[f]; k++)
        if (!index(variant_line[entry], " " parameter_name[f, k] "="))
            list = list (list == "" ? "" : ", ") parameter_name[f, k] " = " parameter_value[f, k]
    return list
}

function new_entry(name, line) {
    entries++
    name_of[entries] = name
    file_of[entries] = files
    variant_line[entries] = line
    about_of[entries] = line == "" ? "" : about_of[base]
    reference_of[entries] = line == "" ? "" : reference_of[base]
}

BEGIN {
    print "#include \"ansatz/catalogue.h\"\n"
    print "const lb_catalogue_file lb_catalogue_files[] = {"
}

FNR == 1 {
    if (files)
        print "    },"
    files++
    name = FILENAME
    sub(/^.*\//, "", name)
    printf "    {%s,\n", quoted(name)
    sub(/\.alg$/, "", name)
    new_entry(name, "")
    base = entries
}

{
    sub(/\r$/, "")
    text = quoted($0)
    print "     " substr(text, 1, length(text) - 1) "\\n\""
}

$1 == "ansatz" { name_of[base] = $2 }
$1 == "about" { about_of[entries] = string_of($0) }
$1 == "reference" { reference_of[entries] = string_of($0) }
$1 == "parameter" {
    value = $0
    sub(/^[^=]*=[ \t]*/, "", value)
    if (substr(value, 1, 1) == "\"")
        value = "\"" string_of(value) "\""
    sub(/[ \t]*#.*$/, "", value)
    sub(/[ \t]+$/, "", value)
    k = ++parameter_count[files]
    parameter_name[files, k] = $2
    parameter_value[files, k] = value
}
$1 == "variant" { new_entry($2, $0) }

END {
    if (files)
        print "    },"
    print "};"
    print "const size_t lb_catalogue_file_count = " files ";\n"
    for (i = 1; i <= entries; i++) {
        for (j = i; j > 1 && name_of[sorted[j - 1]] > name_of[i]; j--)
            sorted[j] = sorted[j - 1]
        sorted[j] = i
    }
    print "const lb_catalogue_item lb_catalogue_items[] = {"
    for (i = 1; i <= entries; i++) {
        e = sorted[i]
        variant = variant_line[e] == "" ? "NULL" : quoted(name_of[e])
        printf "    {{%s,\n      %s,\n      %s,\n      %s},\n     %d,\n     %s},\n", \
            quoted(name_of[e]), quoted(about_of[e]), quoted(reference_of[e]), \
            quoted(parameters_of(e)), file_of[e] - 1, variant
    }
    print "};"
    print "const size_t lb_catalogue_item_count = " entries ";"
}
