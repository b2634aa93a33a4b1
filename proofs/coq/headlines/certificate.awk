# From a certificate of kind closure, by a replay and without symmetry, to a term of Witness.v, whose
# name is the variable name. The modulus is a small prime, since Coq computes with it bit by bit; the
# steps are as good modulo one prime as modulo another.
function code(string, c, count, letter)
{
    c = 1
    while (match(string, /^[IXYZ][0-9]*/)) {
        letter = index("IXYZ", substr(string, 1, 1)) - 1
        count = RLENGTH > 1 ? substr(string, 2, RLENGTH - 1) : 1
        string = substr(string, RLENGTH + 1)
        while (count-- > 0)
            c = 4 * c + letter
    }
    return sprintf("%d", c)
}
function gcd(a, b) { return b ? gcd(b, a % b) : a }
function denominator(fraction, part) { return split(fraction, part, "/") == 2 ? part[2] : 1 }
function numerator(fraction, part) { split(fraction, part, "/"); return part[1] }
function separator() { return first++ ? ";" : " " }

$1 == "replay" {
    printf "Definition %s : witness := Witness 65521\n [", name
    section = "steps"
    next
}
$1 == "basis" { printf "]\n ["; section = "rows"; first = 0; next }
$1 == "end" { print "]."; exit }
section == "steps" && NF == 1 { printf "%s Generator %d\n", separator(), substr($1, 2); next }
section == "steps" { printf "%s Bracket %d %d\n", separator(), substr($1, 2), substr($2, 2) + 1; next }
section == "rows" {
    common = 1
    for (i = 2; i < NF; i += 2) {
        d = denominator($i)
        common = common / gcd(common, d) * d
    }
    printf "%s (%d, [(%s, %d)", separator(), common, code($1), common
    for (i = 2; i < NF; i += 2)
        printf "; (%s, %d)", code($(i + 1)), numerator($i) * common / denominator($i)
    print "])"
}
