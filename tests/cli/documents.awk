# Read a document, and write what its fenced blocks ask for into the folder `out`:
#
#     ```alg my.alg        the block is the file my.alg
#     $ COMMAND            N.run has the command, N.expected the lines below it, up to the next one
#
# N counts the commands, and N.line says where each stands.

function end_command()
{
    if (expected != "")
        close(expected)
    expected = ""
}

/^ *```/ {
    inside = !inside
    end_command()
    if (file != "")
        close(file)
    file = inside && NF == 2 ? out "/files/" $2 : ""
    if (file != "")
        printf "" > file
    next
}
!inside { next }
file != "" {
    print > file
    next
}
/^\$ / {
    end_command()

    name = out "/" sprintf("%03d", ++number)
    print substr($0, 3) > (name ".run")
    close(name ".run")
    print FNR > (name ".line")
    close(name ".line")
    expected = name ".expected"
    printf "" > expected
    next
}
expected != "" { print > expected }
