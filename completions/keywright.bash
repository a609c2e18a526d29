# Completions of keywright for bash 4.4 and newer: keywright itself says what fits.
_keywright() {
    local found
    COMPREPLY=()
    found=$(command keywright completions bash --word "$2" -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null </dev/null) || return 0
    [ -n "$found" ] || return 0
    mapfile -t COMPREPLY <<<"$found"
    case ${COMPREPLY[0]} in */) compopt -o nospace ;; esac
}
complete -o nosort -o bashdefault -o default -F _keywright keywright
