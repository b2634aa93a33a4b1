# From what Coq prints for Check and Print Assumptions: a theorem on one line, its axioms by their
# names on the next.
function flush()
{
    if (statement != "")
        print statement
    statement = ""
}
function close_axioms()
{
    if (axioms != "")
        print "    axioms:" axioms
    axioms = ""
    listing = 0
}
/^Closed under the global context/ { flush(); print "    no axioms"; next }
/^Axioms:/ { flush(); listing = 1; next }
listing && /^[A-Za-z_.0-9]*\./ { axioms = axioms " " $1; next }
listing && /^ / { next }
/^[a-z]/ { close_axioms(); statement = $0; next }
{ gsub(/^ +/, " "); gsub(/ +$/, ""); statement = statement $0 }
END { close_axioms() }
