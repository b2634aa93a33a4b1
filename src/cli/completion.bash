_liebound_files() # PATTERN WORD
{
    local IFS=$'\n'
    ((${#COMPREPLY[@]})) || compopt -o filenames 2>/dev/null
    COMPREPLY+=($(compgen -f -X "!$1" -- "$2"; compgen -d -- "$2"))
}

# --name=value and name=value are three words each to bash.
_liebound()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} key= i
    local commands catalogue settings flags paths values operands files
    COMPREPLY=()
    _liebound_names
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "$commands --help --version" -- "$word"))
        return
    fi
    _liebound_command "${COMP_WORDS[1]}"
    for ((i = 2; i < COMP_CWORD; i++)); do
        _liebound_settings "${COMP_WORDS[i]}"
    done
    if [[ $word == = ]]; then
        key=$before word=
    elif [[ $before == = ]]; then
        key=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if [[ " $paths " == *" ${key:-$before} "* ]]; then
        _liebound_files '*' "$word"
    elif [[ " $values " == *" ${key:-$before} "* ]]; then
        return
    elif [[ $key ]]; then
        COMPREPLY=($(compgen -W "$settings" -- "$key=$word"))
        COMPREPLY=("${COMPREPLY[@]#*=}")
    elif [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$flags $paths $values" -- "$word"))
    else
        COMPREPLY=($(compgen -W "$operands $settings" -- "$word"))
        [[ -z $files ]] || _liebound_files "$files" "$word"
    fi
    [[ ${#COMPREPLY[@]} != 1 || ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2>/dev/null
}
complete -F _liebound liebound
