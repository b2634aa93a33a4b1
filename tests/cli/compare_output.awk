# compare_output.awk EXPECTED ACTUAL: exit status 0 when the output is what a document shows. There,
# an ellipsis (…) stands for any text within a line, and a line of three dots for any lines.

function matches(pattern, line, parts, count, i, at)
{
    count = split(pattern, parts, "…")
    if (count < 2)
        return pattern == line
    if (index(line, parts[1]) != 1)
        return 0
    line = substr(line, length(parts[1]) + 1)
    for (i = 2; i < count; i++) {
        at = index(line, parts[i])
        if (!at)
            return 0
        line = substr(line, at + length(parts[i]))
    }
    at = length(line) - length(parts[count])
    return at >= 0 && substr(line, at + 1) == parts[count]
}

FNR == NR { expected[++wanted] = $0; next }
{ actual[++lines] = $0 }
END {
    for (i = j = 1; i <= wanted; i++) {
        if (expected[i] == "...") {
            skipping = 1
            continue
        }
        while (skipping && j <= lines && !matches(expected[i], actual[j]))
            j++
        skipping = 0
        if (j > lines || !matches(expected[i], actual[j])) {
            print "expected: " expected[i]
            print "got:      " (j > lines ? "(the end)" : actual[j])
            exit 1
        }
        j++
    }
    if (j <= lines && !skipping) {
        print "expected: (the end)"
        print "got:      " actual[j]
        exit 1
    }
}
