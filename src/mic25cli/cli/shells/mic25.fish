# Completion of mic25 for fish: what it offers comes from `mic25 __complete`, and is only compared.
function __mic25_complete
    set -l before (commandline -opc)
    set -l program $before[1]
    $program __complete $before[2..-1] "="(commandline -ct) 2>/dev/null
end
complete -c mic25 -f -a '(__mic25_complete)'
