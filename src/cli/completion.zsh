_liebound()
{
    local word before=$words[CURRENT-1] commands catalogue settings flags paths values operands files
    _liebound_names
    if (( CURRENT == 2 )); then
        compadd -- ${=commands} --help --version
        return
    fi
    _liebound_command $words[2]
    for word in $words[3,CURRENT-1]; do
        _liebound_settings $word
    done
    if [[ " $paths " == *" $before "* ]]; then
        _files
    elif [[ " $paths " == *" ${PREFIX%%=*} "* && $PREFIX == *=* ]]; then
        compset -P '*='
        _files
    elif [[ " $values " == *" $before "* ]]; then
        return 1
    elif [[ $PREFIX == -* ]]; then
        compadd -- ${=flags} ${=paths} ${=values}
    else
        compadd -- ${=operands}
        compadd -S '' -- ${=settings}
        [[ -z $files ]] || _files -g $files
    fi
}
_liebound "$@"
