# text.md as Markdown or LaTeX: awk -v form=md|tex -v folder=FOLDER -f typeset.awk text.md
#
# Beside headings, paragraphs, `code`, **bold** and *italic* there are lines
#
#     !figure NAME CAPTION         FOLDER/NAME.svg or .pdf
#     !table FILE.csv CAPTION      a table of the file in FOLDER, the first line its heading
#
# What was not made is left out with a word on it.
BEGIN {
    if (form == "tex") {
        print "\\documentclass[a4paper,10pt]{article}"
        print "\\usepackage[utf8]{inputenc}"
        print "\\usepackage[margin=2.2cm]{geometry}"
        print "\\usepackage{amsmath,amssymb,graphicx,booktabs,longtable}"
        print "\\usepackage[hidelinks]{hyperref}"
        print "\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{6pt}"
        print "\\renewcommand{\\topfraction}{0.95}\\renewcommand{\\textfraction}{0.05}"
        print "\\renewcommand{\\floatpagefraction}{0.9}"
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
    gsub(/≥/, "$\\geq$", text)
    gsub(/θ/, "$\\theta$", text)
    gsub(/\^/, "\\textasciicircum{}", text)
    gsub(/"/, "''", text)
    gsub(/\|/, "\\textbar{}", text)
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
                print (columns > 8 ? "{\\scriptsize\\setlength{\\tabcolsep}{3pt}" \
                                   : "{\\footnotesize\\setlength{\\tabcolsep}{4pt}")
                print "\\begin{longtable}{" repeat("l", columns) "}"
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
    print "\\begin{figure}[!htbp]\\centering"
    print "\\includegraphics[width=\\textwidth]{" name ".pdf}"
    print "\\caption{" latex(caption) "}\n\\end{figure}"
}

function is_made(path,    line, made) {
    made = (getline line < path) > 0
    close(path)
    return made
}

/^!(figure|table) / {
    if (!is_made(folder "/" $2 ($1 == "!figure" ? form == "tex" ? ".pdf" : ".svg" : ""))) {
        print "(" $2 " was not made.)"
        next
    }
    rest = $0
    sub(/^![a-z]* [^ ]* /, "", rest)
    if ($1 == "!figure")
        figure($2, rest)
    else
        table($2, rest)
    next
}

form == "md" {
    print
    next
}

/^# / {
    print "\\begin{center}\\Large\\bfseries " latex(substr($0, 3)) "\\end{center}"
    next
}

/^## / {
    print "\\section*{" latex(substr($0, 4)) "}"
    next
}

{ print latex($0) }


END {
    if (form == "tex")
        print "\\end{document}"
}
