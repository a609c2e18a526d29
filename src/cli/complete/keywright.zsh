#compdef keywright
# Completions of keywright for zsh: keywright itself says what fits.
_keywright() {
    local -a values shown folders
    local line value
    for line in "${(@f)$(command keywright completions zsh -- "${(@Q)words[1,CURRENT]}" 2>/dev/null </dev/null)}"; do
        value=${line%%$'\t'*}
        [[ -n $value ]] || continue
        if [[ $value == */ ]]; then
            folders+=("${value%/}")
            continue
        fi
        values+=("$value")
        if [[ $line == *$'\t'* ]]; then shown+=("$value  -- ${line#*$'\t'}"); else shown+=("$value"); fi
    done
    if (( $#values + $#folders == 0 )); then
        _files
        return
    fi
    (( $#folders )) && compadd -S / -r / -a folders
    (( $#values )) && compadd -V keywright -l -d shown -a values
}
if [ "$funcstack[1]" = _keywright ]; then _keywright "$@"; else compdef _keywright keywright; fi
