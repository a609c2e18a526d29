# Completions of keywright for fish: keywright itself says what fits.
function __keywright_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    command keywright completions fish -- $typed "$current" 2>/dev/null </dev/null
end
complete --command keywright --no-files --keep-order --arguments '(__keywright_complete)'
