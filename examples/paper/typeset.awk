# text.md as Markdown or LaTeX: awk -v form=md|tex -v folder=FOLDER -f typeset.awk text.md
#
# Beside headings, paragraphs, `code`, **bold** and *italic* there are lines
#
#     !figure NAME CAPTION         FOLDER/NAME.svg or .pdf
#     !table FILE.csv CAPTION      a table of the file in FOLDER, the first line its heading
#     !NAME                        the text FOLDER/NAME.md, if there is one
BEGIN {
    if (form == "tex") {
        print "\\documentclass[a4paper,10pt]{article}"
        print "\\usepackage[utf8]{inputenc}"
        print "\\usepackage[margin=2.2cm]{geometry}"
        print "\\usepackage{amsmath,amssymb,graphicx,booktabs,longtable}"
        print "\\usepackage[hidelinks]{hyperref}"
        print "\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{6pt}"
        print "\\begin{document}"
    }
}

# The text of LaTeX for plain text, code and emphasis.
function latex(text) {
    gsub(/\\/, "\\textbackslash ", text)
    gsub(/[{}]/, "\\\\&", text)
    gsub(/[%&#_$]/, "\\\\&", text)
    text = gensub_code(text)
    while (match(text, /\*\*[^*]+\*\*/))
        text = substr(text, 1, RSTART - 1) "\\textbf{" substr(text, RSTART + 2, RLENGTH - 4) "}" \
            substr(text, RSTART + RLENGTH)
    while (match(text, /\*[^*]+\*/))
        text = substr(text, 1, RSTART - 1) "\\emph{" substr(text, RSTART + 1, RLENGTH - 2) "}" \
            substr(text, RSTART + RLENGTH)
    gsub(/−/, "$-$", text)
    gsub(/×/, "$\\times$", text)
    gsub(/≤/, "$\\leq$", text)
    gsub(/θ/, "$\\theta$", text)
    gsub(/\^/, "\\textasciicircum{}", text)
    gsub(/"/, "''", text)
    gsub(/</, "\\textless{}", text)
    gsub(/>/, "\\textgreater{}", text)
    return text
}

function gensub_code(text) {
    while (match(text, /`[^`]+`/))
        text = substr(text, 1, RSTART - 1) "\\texttt{" substr(text, RSTART + 1, RLENGTH - 2) "}" \
            substr(text, RSTART + RLENGTH)
    return text
}

# The next fields of a CSV line, without quotes in it, into cells.
function row(line, before, between, after,    cells, count, i, text) {
    count = split(line, cells, ",")
    text = before
    for (i = 1; i <= count; i++)
        text = text (i > 1 ? between : "") (form == "tex" ? latex(cells[i]) : cells[i])
    print text after
    return count
}

function table(file, caption,    line, path, first, columns, i, bar) {
    path = folder "/" file
    first = 1
    while ((getline line < path) > 0) {
        if (form == "md") {
            columns = row(line, "| ", " | ", " |")
            if (first) {
                bar = "|"
                for (i = 1; i <= columns; i++)
                    bar = bar "---|"
                print bar
            }
        } else {
            if (first) {
                columns = split(line, cells_, ",")
                print "{\\footnotesize\\setlength{\\tabcolsep}{4pt}\\begin{longtable}{" repeat("l", columns) "}"
                print "\\caption{" latex(caption) "}\\\\\n\\toprule"
                row(line, "", " & ", " \\\\")
                print "\\midrule\n\\endfirsthead\n\\toprule"
                row(line, "", " & ", " \\\\")
                print "\\midrule\n\\endhead"
            } else {
                row(line, "", " & ", " \\\\")
            }
        }
        first = 0
    }
    close(path)
    if (form == "md")
        print "\n*" caption "*\n"
    else
        print "\\bottomrule\n\\end{longtable}}"
}

function repeat(text, count,    all) {
    while (count-- > 0)
        all = all text
    return all
}

function figure(name, caption) {
    if (form == "md") {
        print "![" caption "](" name ".svg)\n\n*" caption "*\n"
        return
    }
    print "\\begin{figure}[htbp]\\centering"
    print "\\includegraphics[width=\\textwidth]{" name ".pdf}"
    print "\\caption{" latex(caption) "}\n\\end{figure}"
}

# A line, perhaps of a text within the text.
function typeset(line,    name, rest, path, more) {
    if (line ~ /^!/) {
        name = substr(line, 2)
        sub(/ .*/, "", name)
        rest = line
        sub(/^![^ ]* ?/, "", rest)
        if (name == "figure" || name == "table") {
            more = rest
            sub(/ .*/, "", more)
            sub(/^[^ ]* /, "", rest)
            if (name == "figure")
                figure(more, rest)
            else
                table(more, rest)
            return
        }
        path = folder "/" name ".md"
        while ((getline more < path) > 0)
            typeset(more)
        close(path)
        return
    }
    if (form == "md")
        print line
    else if (line ~ /^# /)
        print "\\begin{center}\\Large\\bfseries " latex(substr(line, 3)) "\\end{center}"
    else if (line ~ /^## /)
        print "\\section*{" latex(substr(line, 4)) "}"
    else
        print latex(line)
}

{ typeset($0) }

END {
    if (form == "tex")
        print "\\end{document}"
}
