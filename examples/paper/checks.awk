# What training has to reproduce, from the tables in FOLDER: lines of checks.csv, and status 1 when one
# does not hold. usage: awk -v folder=FOLDER -f checks.awk
function claim(what, wanted, found, holds) {
    print what "," wanted "," found "," (holds ? "yes" : "no")
    failed += !holds
}

# Fields of the next line of a table in f, by the comma; 0 at its end. The heading is left out.
function next_line(name,    line, path) {
    path = folder "/" name ".csv"
    if (!(name in opened)) {
        opened[name] = 1
        if ((getline line < path) <= 0)
            claim(name ".csv", "there", "missing", 0)
    }
    if ((getline line < path) <= 0)
        return 0
    split(line, f, ",")
    return 1
}

# "9 of 50" as a number of percent.
function percent(text,    words) {
    split(text, words, " ")
    return words[3] ? 100 * words[1] / words[3] : -1
}

# Of those that are neither all nor none in both, one in a hundred is below by chance; more than three of
# the forty are with a probability below 1 in 1000.
function check_fisher() {
    if (next_line("fisher"))
        claim("informative configurations of the eigensolver with Fisher p < 1 %",
              "at most 3", f[4] " of " f[3], f[4] <= 3)
}

# Rings jump from none below M_c to all at it.
function check_rings() {
    while (next_line("lbfgs"))
        if (f[1] == "closed")
            claim("ring n = " f[2] " with L-BFGS below and at M_c = " f[3], "0 % and 100 %",
                  percent(f[4]) " % and " percent(f[5]) " %",
                  percent(f[4]) == 0 && percent(f[5]) == 100)
}

# The median, of which there are three digits, is within the deposited spread, or below where runs are
# stopped.
function check_medians(name,    spread, holds) {
    while (next_line(name)) {
        if (f[4] == "-")
            continue
        split(f[5], spread, " ")
        holds = f[4] < 1e-9 ? f[6] < 1e-9 : f[6] <= 1.005 * spread[3] && f[6] >= 0.995 * spread[1]
        claim(name " n = " f[1] " L = " f[2] ": median loss", f[5], f[6], holds)
    }
}

function check_autoencoder(    wanted) {
    while (next_line("autoencoder")) {
        wanted = f[2] < 9 ? 0 : 100
        claim("autoencoder L = " f[2] ": starts below 1e-4", wanted " %", percent(f[9]) " %",
              percent(f[9]) == wanted)
    }
}

BEGIN {
    print "what,wanted,found,holds"
    check_fisher()
    check_rings()
    check_medians("compilation")
    check_autoencoder()
    exit failed > 0
}
