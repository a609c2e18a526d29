# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_keywright_global_optspecs
    string join \n vault= identity= passphrase-file= passphrase-fd= o/output= no-input lock-timeout= trust= color= q/quiet v/verbose accept-clock accept-rollback h/help V/version
end

function __fish_keywright_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_keywright_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_keywright_using_subcommand
    set -l cmd (__fish_keywright_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c keywright -n "__fish_keywright_needs_command" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_needs_command" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_needs_command" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_needs_command" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_needs_command" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_needs_command" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_needs_command" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_needs_command" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_needs_command" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_needs_command" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_needs_command" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_needs_command" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_needs_command" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_needs_command" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "init" -d 'Create a vault'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "status" -d 'Show the vault\'s status: counts, what expires soon, warnings'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "key" -d 'Create, list, rotate and revoke keys'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "rotate" -d 'Replace keys without downtime'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "profile" -d 'Manage profiles: templates and limits for keys'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "vault" -d 'Back up, check, restore and repair the vault'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "slot" -d 'Manage key slots: identities and passphrases that unlock the vault'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "audit" -d 'Read, verify and export the audit log'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "target" -d 'Manage targets: destinations of verification files'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "publish" -d 'Write the files of targets that are out of date, and reload their servers'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "receipt" -d 'Import receipts of the files that servers have loaded'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "usage" -d 'Import last-used times from server logs'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "scan" -d 'Find leaked secrets in files, folders and logs'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "export" -d 'Write a signed verification file for servers'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "public-key" -d 'Print the public key that servers trust'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "check" -d 'Verify a presented secret against a verification file, as a server does'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "inspect" -d 'Show the claims of a verification file and verify it'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "diff" -d 'Compare two verification files: keys added, removed and changed'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "credential" -d 'Store secrets made elsewhere and pass them to programs'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "run" -d 'Run a program with stored secrets in its environment'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "completions" -d 'Print a completion script for a shell'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "man" -d 'Print a manual page'
complete -c keywright -n "__fish_keywright_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand init" -l new-identity -d 'Create a new age identity (mode 0600) and use it' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand init" -l recipient -d 'Add a slot for this age or SSH public key; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand init" -l from-recovered -d 'Rebuild a vault from the output of the recovery script, a file or - for stdin' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand init" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand init" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand init" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand init" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand init" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand init" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand init" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand init" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand init" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand init" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand init" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand init" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand init" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand init" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand status" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand status" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand status" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand status" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand status" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand status" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand status" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand status" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand status" -l check -d 'Exit 8 if anything needs attention'
complete -c keywright -n "__fish_keywright_using_subcommand status" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand status" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand status" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand status" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand status" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand status" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -f -a "create" -d 'Create a key and show its secret, once'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -f -a "list" -d 'List keys, newest last'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -f -a "show" -d 'Show a key'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -f -a "edit" -d 'Change a key\'s description, rights or rotation'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -f -a "disable" -d 'Disable a key until it is enabled again'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -f -a "enable" -d 'Enable a disabled key'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -f -a "revoke" -d 'Permanently revoke a key, but keep its record'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -f -a "delete" -d 'Delete a key\'s record; only the audit log keeps it'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -f -a "verify" -d 'Verify a secret against the vault'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -f -a "import" -d 'Import existing keys'
complete -c keywright -n "__fish_keywright_using_subcommand key; and not __fish_seen_subcommand_from create list show edit disable enable revoke delete verify import help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l name -d 'The key\'s name, instead of NAME [env: KEYWRIGHT_NAME]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l profile -d 'Take prefix, scopes, defaults and limits from this profile [env: KEYWRIGHT_PROFILE]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l prefix -d 'Prefix of the secret, such as acme_live [env: KEYWRIGHT_PREFIX]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l roles -d 'Roles, comma-separated; repeatable [env: KEYWRIGHT_ROLES]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -s s -l scopes -d 'Scopes of the key, comma-separated; repeatable [env: KEYWRIGHT_SCOPES]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l resource -d 'Bind the key to this resource and all below it, such as acme/products [env: KEYWRIGHT_RESOURCE]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l environment -d 'Bind the key to one environment, such as prod [env: KEYWRIGHT_ENVIRONMENT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l network -d 'Bind the key to these networks, such as 10.0.0.0/8, comma-separated; repeatable [env: KEYWRIGHT_NETWORK]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l owner -d 'Who the key belongs to [env: KEYWRIGHT_OWNER]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l description -d 'What the key is for [env: KEYWRIGHT_DESCRIPTION]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l label -d 'A label; repeatable (the variable holds one) [env: KEYWRIGHT_LABEL]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l expires -d 'Lifetime from now: days, or with s, m, h, d, w, or never [env: KEYWRIGHT_EXPIRES]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l expires-at -d 'Expiry, as RFC 3339 time or date (UTC) [env: KEYWRIGHT_EXPIRES_AT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l not-before -d 'Time from which the key is valid [env: KEYWRIGHT_NOT_BEFORE]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l secret-file -d 'Write the secret to a new file (mode 0600) instead of stdout [env: KEYWRIGHT_SECRET_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l encrypt-to -d 'Print the secret as an armoured age file for this recipient [env: KEYWRIGHT_ENCRYPT_TO]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l to-credential -d 'Store the secret in this credential instead, replacing an existing one [env: KEYWRIGHT_TO_CREDENTIAL]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l from -d 'Create one key per line of JSON in FILE, or stdin for -; all or none [env: KEYWRIGHT_FROM]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l secret-only -d 'Print the secret and a newline, nothing else [env: KEYWRIGHT_SECRET_ONLY]'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l publish -d 'Publish the targets that changed, afterwards [env: KEYWRIGHT_PUBLISH]'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l status -d 'active, pending, retiring, disabled, expired or revoked; comma-separated, repeatable [env: KEYWRIGHT_STATUS]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l scope -d 'Only keys with this scope [env: KEYWRIGHT_SCOPE]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l profile -d 'Only keys of this profile [env: KEYWRIGHT_PROFILE]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l resource -d 'Only keys bound to this resource or below it [env: KEYWRIGHT_RESOURCE]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l environment -d 'Only keys bound to this environment [env: KEYWRIGHT_ENVIRONMENT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l owner -d 'Only keys of this owner [env: KEYWRIGHT_OWNER]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l label -d 'Only keys with this label; repeatable (the variable holds one) [env: KEYWRIGHT_LABEL]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l expiring-within -d 'Only keys that expire within this time, such as 30 (days), 12h or 2w [env: KEYWRIGHT_EXPIRING_WITHIN]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l unused-for -d 'Only keys not used for this long according to imported logs; for unused keys, since their creation [env: KEYWRIGHT_UNUSED_FOR]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l limit -d 'Items per page, 0 for all [default: 50 for table and json, else all] [env: KEYWRIGHT_LIMIT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l cursor -d 'Continue after the previous page [env: KEYWRIGHT_CURSOR]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -s s -l scopes -d 'Scopes of the key, comma-separated; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l resource -d 'Bind the key to this resource and all below it, such as acme/products' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l environment -d 'Bind the key to one environment, such as prod' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l network -d 'Bind the key to these networks, such as 10.0.0.0/8, comma-separated; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l owner -d 'Who the key belongs to' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l description -d 'What the key is for' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l label -d 'A label; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l expires -d 'Lifetime from now: days, or with s, m, h, d, w, or never' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l expires-at -d 'Expiry, as RFC 3339 time or date (UTC)' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l remove-label -d 'Remove a label; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l rotate-every -d 'Rotate the key at this age: days, or with s, m, h, d, w' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l rotate-before -d 'Rotate the key this long before it expires' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l grace -d 'How long the old secret stays valid after the new one is confirmed' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l deliver -d 'Command that delivers the new secret, read from stdin, to the consumer; run without a shell' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l verify -d 'Command that verifies that the consumer uses the new secret' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l revoked -d 'Command to run after the old secret was revoked' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l widen -d 'Allow changes that widen the key\'s rights'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from edit" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -l publish -d 'Publish the targets that changed, afterwards'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from disable" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from enable" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -l reason -d 'Reason, kept with the key and in the audit log' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -l lineage -d 'Revoke every key of the name, and end a rotation in progress'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -s y -l yes -l force -d 'Skip the confirmation prompt (required without a terminal)'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -l publish -d 'Publish the targets that changed, afterwards'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from revoke" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Skip the confirmation prompt (required without a terminal)'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -l force -d 'Delete it even if servers may still accept it, without a prompt; `publish` and `status` name it until they do not'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l scope -d 'Require this scope; comma-separated, repeatable: all are required' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l resource -d 'Require access to this resource' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l environment -d 'Require validity in this environment' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l address -d 'Where the key is presented from: an IPv4 or IPv6 address; a key that is bound to networks needs it' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l lines -d 'Read secrets line by line, and answer each with one line of JSON'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from verify" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -l from -d 'The file, or - for stdin' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -l from-file -d 'Import keys lost by a restore from a verification file that this vault signed' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -l trust-digests -d 'Accept digests, although that of a weak secret can be guessed; recorded in the audit log'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from import" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create a key and show its secret, once'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "list" -d 'List keys, newest last'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a key'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change a key\'s description, rights or rotation'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "disable" -d 'Disable a key until it is enabled again'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "enable" -d 'Enable a disabled key'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "revoke" -d 'Permanently revoke a key, but keep its record'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete a key\'s record; only the audit log keeps it'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Verify a secret against the vault'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "import" -d 'Import existing keys'
complete -c keywright -n "__fish_keywright_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -f -a "start" -d 'Create the successor of a key, beside the one in use'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -f -a "secret" -d 'Show the new key\'s secret again, until it is confirmed'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -f -a "confirm" -d 'Confirm that the consumer has the new secret, which makes the new key active'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -f -a "finish" -d 'Revoke the old key after its grace period'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -f -a "abort" -d 'Abort a rotation: revoke the new key, and keep the old one'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -f -a "status" -d 'Show every rotation in progress and what it waits for'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -f -a "run" -d 'Advance every rotation as far as possible, and start those that are due'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and not __fish_seen_subcommand_from start secret confirm finish abort status run help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l grace -d 'How long the old key works after the new one is confirmed [default: the profile\'s, else 7d]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l expires -d 'Lifetime of the new key: days, or with s, m, h, d, w, or never [default: the profile\'s, else the old key\'s]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l expires-at -d 'Expiry of the new key, as RFC 3339 time or date (UTC)' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l encrypt-to -d 'Print the secret as an armoured age file for this age or SSH recipient' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l to-credential -d 'Store the secret in this credential instead, replacing an existing one' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l compromised -d 'The old key was leaked: revoke it at once, and make the new one active'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l secret-only -d 'Print the secret and a newline, nothing else'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from start" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -l encrypt-to -d 'Print the secret as an armoured age file for this age or SSH recipient' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -l to-credential -d 'Store the secret in this credential instead, replacing an existing one' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -l secret-only -d 'Print the secret and a newline, nothing else'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from secret" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -l force -d 'Do not wait for servers to have the new key; those without it refuse it'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from confirm" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -l now -d 'End the grace period now'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -s y -l yes -d 'Skip the confirmation prompt (required without a terminal)'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -l force -d 'Revoke the old key even if it is still in use, or an exported file lacks the new one'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from finish" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -s y -l yes -l force -d 'Skip the confirmation prompt (required without a terminal)'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from abort" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -l dry-run -d 'Only show what would be done'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from run" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from help" -f -a "start" -d 'Create the successor of a key, beside the one in use'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from help" -f -a "secret" -d 'Show the new key\'s secret again, until it is confirmed'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from help" -f -a "confirm" -d 'Confirm that the consumer has the new secret, which makes the new key active'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from help" -f -a "finish" -d 'Revoke the old key after its grace period'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from help" -f -a "abort" -d 'Abort a rotation: revoke the new key, and keep the old one'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show every rotation in progress and what it waits for'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from help" -f -a "run" -d 'Advance every rotation as far as possible, and start those that are due'
complete -c keywright -n "__fish_keywright_using_subcommand rotate; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -f -a "add" -d 'Add a profile: a template and limits for keys'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -f -a "list" -d 'List profiles'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -f -a "show" -d 'Show a profile, and which live keys fall outside of its limits'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -f -a "edit" -d 'Replace a profile with the content of a file'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -f -a "remove" -d 'Remove a profile that no live key uses'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and not __fish_seen_subcommand_from add list show edit remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -l from -d 'The TOML file, or - for stdin; at most 64 KiB' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -l builtin -d 'A built-in profile, named after the system to migrate from' -r -f -a "nitro\t''
nitro-pat\t''
mercato\t''
pakyas\t''
norrix\t''"
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -l from -d 'The TOML file, or - for stdin; at most 64 KiB' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from edit" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -s y -l yes -l force -d 'Skip the confirmation prompt (required without a terminal)'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a profile: a template and limits for keys'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "list" -d 'List profiles'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a profile, and which live keys fall outside of its limits'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Replace a profile with the content of a file'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a profile that no live key uses'
complete -c keywright -n "__fish_keywright_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -f -a "info" -d 'Show where the vault is, its id, format and counts'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -f -a "check" -d 'Decrypt and verify every record, the manifest and the audit log'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -f -a "backup" -d 'Write a consistent copy to a new file'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -f -a "restore" -d 'Replace the vault with a backup'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -f -a "rekey" -d 'Replace the vault\'s data key, or its signing key'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -f -a "trust" -d 'Have this machine know the vault by its fingerprint'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and not __fish_seen_subcommand_from info check backup restore rekey trust help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from info" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -l repair -d 'Drop damaged rows, and keep the rest'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -s y -l yes -d 'Skip the confirmation prompt (required without a terminal)'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -l recipient -d 'Encrypt it to this age or SSH public key; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from backup" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from restore" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -l signing -d 'Replace the signing key instead of the data key'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -l prepare -d 'Make the next signing key; files are signed with the old one until --activate'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -l activate -d 'Sign with the prepared key from now on, and delete the old one'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from rekey" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from trust" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from help" -f -a "info" -d 'Show where the vault is, its id, format and counts'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from help" -f -a "check" -d 'Decrypt and verify every record, the manifest and the audit log'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from help" -f -a "backup" -d 'Write a consistent copy to a new file'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from help" -f -a "restore" -d 'Replace the vault with a backup'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from help" -f -a "rekey" -d 'Replace the vault\'s data key, or its signing key'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from help" -f -a "trust" -d 'Have this machine know the vault by its fingerprint'
complete -c keywright -n "__fish_keywright_using_subcommand vault; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -f -a "list" -d 'List slots'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -f -a "add" -d 'Add a slot'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -f -a "edit" -d 'Change the role of a slot'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -f -a "passphrase" -d 'Change the passphrase of a slot'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -f -a "remove" -d 'Remove a slot'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and not __fish_seen_subcommand_from list add edit passphrase remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -l recipient -d 'age or SSH public key of the slot\'s holder; the slot is unproven until it is used' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -l role -d 'Role of the slot' -r -f -a "owner\t'Everything'
admin\t'Create keys, and change, rotate or revoke those that they created'
member\t'Read, verify and publish'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -l role -d 'New role of the slot' -r -f -a "owner\t'Everything'
admin\t'Create keys, and change, rotate or revoke those that they created'
member\t'Read, verify and publish'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from edit" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from passphrase" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from help" -f -a "list" -d 'List slots'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a slot'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change the role of a slot'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from help" -f -a "passphrase" -d 'Change the passphrase of a slot'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a slot'
complete -c keywright -n "__fish_keywright_using_subcommand slot; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -f -a "list" -d 'List events, newest last'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -f -a "verify" -d 'Verify that no event was changed, removed or inserted'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -f -a "export" -d 'Print the log as JSON lines, regardless of the output format'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and not __fish_seen_subcommand_from list verify export help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l key -d 'Only events of the key with this id, or of all keys with this name, including deleted ones' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l around -d 'With --key: all events within this time before or after each of those' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l since -d 'Only events at or after this time, as RFC 3339 time or date (UTC)' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l until -d 'Only events at or before this time, as RFC 3339 time or date (UTC: its first second)' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l action -d 'Only this action, such as key.revoke, or group of actions, such as rotation; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l actor -d 'Only events by this slot or operating-system user' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l limit -d 'Items per page, 0 for all [default: 50 for table and json, else all]' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l cursor -d 'Continue after the previous page' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from verify" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l key -d 'Only events of the key with this id, or of all keys with this name, including deleted ones' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l around -d 'With --key: all events within this time before or after each of those' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l since -d 'Only events at or after this time, as RFC 3339 time or date (UTC)' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l until -d 'Only events at or before this time, as RFC 3339 time or date (UTC: its first second)' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l action -d 'Only this action, such as key.revoke, or group of actions, such as rotation; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l actor -d 'Only events by this slot or operating-system user' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from export" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "list" -d 'List events, newest last'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Verify that no event was changed, removed or inserted'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "export" -d 'Print the log as JSON lines, regardless of the output format'
complete -c keywright -n "__fish_keywright_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -f -a "add" -d 'Add a target: a path at which verification files are kept up to date'
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -f -a "list" -d 'List the targets, oldest first'
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -f -a "show" -d 'Show a target'
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -f -a "edit" -d 'Change a target, starting with its next file'
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -f -a "remove" -d 'Remove a target, but keep its file'
complete -c keywright -n "__fish_keywright_using_subcommand target; and not __fish_seen_subcommand_from add list show edit remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l format -d 'File format' -r -f -a "jsonl\t'JSON lines, for `check` and the library'
haproxy\t'A map file for HAProxy'
sql\t'SQL for PostgreSQL and SQLite'
redis\t'Commands for Redis and Valkey'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l path -d 'Path of the file' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l dialect -d 'Dialect of SQL, for the format sql; portable unless set' -r -f -a "portable\t'One text for PostgreSQL and SQLite'
postgresql\t'PostgreSQL alone, which loads it faster'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l audience -d 'Audience of the files, which servers can require; repeatable, or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l valid-for -d 'Validity of its files: days, or with s, m, h, d, w; 30d unless set' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l resource -d 'Only keys that could act on this resource; repeatable, or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l environment -d 'Only keys that could be used in this environment; repeatable, or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l scope -d 'Only keys with one of these scopes, comma-separated; repeatable, or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l profile -d 'Only keys of this profile; repeatable, or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l label -d 'Only keys with this label; repeatable: all are required; or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l mode -d 'The file\'s permission bits, octal; 0600 unless set' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l group -d 'The file\'s group, by name or number; or none: that of the file it replaces' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l pickup -d 'How long servers may take to load a new file; rotations wait for it; or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l servers -d 'The servers whose receipts count, comma-separated; repeatable, or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l reload -d 'Command that makes servers load a new file, split like a shell command line; or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l optional -d 'Do not let rotations wait for this target'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l format -d 'File format' -r -f -a "jsonl\t'JSON lines, for `check` and the library'
haproxy\t'A map file for HAProxy'
sql\t'SQL for PostgreSQL and SQLite'
redis\t'Commands for Redis and Valkey'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l path -d 'Path of the file; the one at the old path is kept' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l dialect -d 'Dialect of SQL, for the format sql; portable unless set' -r -f -a "portable\t'One text for PostgreSQL and SQLite'
postgresql\t'PostgreSQL alone, which loads it faster'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l audience -d 'Audience of the files, which servers can require; repeatable, or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l valid-for -d 'Validity of its files: days, or with s, m, h, d, w; 30d unless set' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l resource -d 'Only keys that could act on this resource; repeatable, or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l environment -d 'Only keys that could be used in this environment; repeatable, or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l scope -d 'Only keys with one of these scopes, comma-separated; repeatable, or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l profile -d 'Only keys of this profile; repeatable, or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l label -d 'Only keys with this label; repeatable: all are required; or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l mode -d 'The file\'s permission bits, octal; 0600 unless set' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l group -d 'The file\'s group, by name or number; or none: that of the file it replaces' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l pickup -d 'How long servers may take to load a new file; rotations wait for it; or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l servers -d 'The servers whose receipts count, comma-separated; repeatable, or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l reload -d 'Command that makes servers load a new file, split like a shell command line; or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l optional -d 'Do not let rotations wait for this target'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l required -d 'Let rotations wait for this target again'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from edit" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Skip the confirmation prompt (required without a terminal)'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a target: a path at which verification files are kept up to date'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the targets, oldest first'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a target'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change a target, starting with its next file'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a target, but keep its file'
complete -c keywright -n "__fish_keywright_using_subcommand target; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand publish" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l force -d 'Write new files even if nothing changed, and over a file in force of another issuer, subject or format'
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l raise-epoch -d 'Write new files that are above all that servers may have seen, of a new epoch each'
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l check -d 'Only show what is due; exit 8 if anything is'
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l accept-restore -d 'After a restore: publish even if servers will accept other keys than with their present files'
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand publish" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand publish" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand publish" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand publish" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand publish" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -f -a "import" -d 'Import receipts of the files that servers have loaded'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and not __fish_seen_subcommand_from import help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from import" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from help" -f -a "import" -d 'Import receipts of the files that servers have loaded'
complete -c keywright -n "__fish_keywright_using_subcommand receipt; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -f -a "import" -d 'Import last-used times from server logs'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and not __fish_seen_subcommand_from import help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l format -d 'Format of the logs' -r -f -a "jsonl\t'A line is {"id", "start" or "digest": …, "at": TIME}'
combined\t'The combined log format of nginx and Apache'
haproxy\t'HAProxy\'s HTTP log'"
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l key-field -d 'Where the key is: in combined, user or the number of a field; in haproxy, the number of a captured request header [default: user; 1]' -r
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l utc-offset -d 'How far the clock in an HAProxy log is ahead of UTC [default: +00:00]' -r
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l skip-broken -d 'Skip and count lines that cannot be parsed'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from import" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from help" -f -a "import" -d 'Import last-used times from server logs'
complete -c keywright -n "__fish_keywright_using_subcommand usage; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l format -d 'Format of the report [default: text]' -r -f -a "text\t'A line for each'
json\t'One JSON document, as with --output json'
sarif\t'SARIF 2.1.0, for code hosts'"
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l rules -d 'Print a rule for another scanner instead of searching; needs no vault' -r -f -a "regex\t'The regular expression alone (grep -E, ripgrep, PCRE, RE2)'
gitleaks\t'A rule for Gitleaks (TOML)'
trufflehog\t'A detector for TruffleHog (YAML)'"
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand scan" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l no-ignore -d 'Search files excluded by ignore files, too'
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l binary -d 'Search binary files, too'
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand scan" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand scan" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand scan" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand scan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand scan" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand export" -l format -d 'File format' -r -f -a "jsonl\t'JSON lines, for `check` and the library'
haproxy\t'A map file for HAProxy'
sql\t'SQL for PostgreSQL and SQLite'
redis\t'Commands for Redis and Valkey'"
complete -c keywright -n "__fish_keywright_using_subcommand export" -l dialect -d 'Dialect of SQL, for the format sql' -r -f -a "portable\t'One text for PostgreSQL and SQLite'
postgresql\t'PostgreSQL alone, which loads it faster'"
complete -c keywright -n "__fish_keywright_using_subcommand export" -l audience -d 'Audience of the file, which servers can require; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand export" -l valid-for -d 'Validity of the file: days, or with s, m, h, d, w' -r
complete -c keywright -n "__fish_keywright_using_subcommand export" -l out -d 'Write the file to this path, atomically, instead of stdout' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand export" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand export" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand export" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand export" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand export" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand export" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand export" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand export" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand export" -l force -d 'Replace a file in force of another issuer, subject or format, or a newer one'
complete -c keywright -n "__fish_keywright_using_subcommand export" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand export" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand export" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand export" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand export" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand export" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -l format -d 'Output format of the key' -r -f -a "pem\t'SubjectPublicKeyInfo in PEM'
jwk\t'JSON Web Key'
raw\t'The 32 bytes in base64url'"
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand public-key" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand check" -l file -d 'The verification file (jsonl)' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand check" -l public-key -d 'Trusted public key: a file, or the key itself; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand check" -l audience -d 'Require the file to be made for this audience' -r
complete -c keywright -n "__fish_keywright_using_subcommand check" -l subject -d 'Require the file to be of this target, or of this `export/…`; replaces another that --state remembers' -r
complete -c keywright -n "__fish_keywright_using_subcommand check" -l scope -d 'Require this scope; comma-separated, repeatable: all are required' -r
complete -c keywright -n "__fish_keywright_using_subcommand check" -l resource -d 'Require access to this resource' -r
complete -c keywright -n "__fish_keywright_using_subcommand check" -l environment -d 'Require validity in this environment' -r
complete -c keywright -n "__fish_keywright_using_subcommand check" -l address -d 'Where the key is presented from: an IPv4 or IPv6 address; a key that is bound to networks needs it' -r
complete -c keywright -n "__fish_keywright_using_subcommand check" -l at -d 'Verify as if it were this time' -r
complete -c keywright -n "__fish_keywright_using_subcommand check" -l state -d 'Folder for rollback protection: remembers the newest file seen, and refuses older ones' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand check" -l server -d 'Name of this server in the receipts written to --state [default: the host name]' -r
complete -c keywright -n "__fish_keywright_using_subcommand check" -l reply -d 'How --lines answers' -r -f -a "json\t'An object, as `-o json` has it for one secret'
plain\t'`200 ID SCOPES`, `401 REASON`, `403 REASON ID` or `503 stale`, for programs that speak over pipes'"
complete -c keywright -n "__fish_keywright_using_subcommand check" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand check" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand check" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand check" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand check" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand check" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand check" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand check" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand check" -l lines -d 'Read secrets line by line, and answer each with one line'
complete -c keywright -n "__fish_keywright_using_subcommand check" -l follow -d 'Look at the file before each answer, instead of reading it once: for a pipe that is held open'
complete -c keywright -n "__fish_keywright_using_subcommand check" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand check" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand check" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand check" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand check" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand check" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l public-key -d 'Trusted public key: a file, or the key itself; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l install -d 'Install the file at this path' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l audience -d 'Require the file to be made for this audience' -r
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l subject -d 'Require the file to be of this target, or of this `export/…`; replaces another that --state remembers' -r
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l state -d 'Folder for rollback protection: remembers the newest file seen' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l server -d 'Name of this server in the receipts written to --state [default: the host name]' -r
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l reload -d 'Command that makes the server load the installed file, split like a shell command line' -r
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand inspect" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand diff" -l public-key -d 'Require both files to be signed by this public key: a file, or the key itself; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand diff" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand diff" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand diff" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand diff" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand diff" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand diff" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand diff" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand diff" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand diff" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand diff" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand diff" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand diff" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand diff" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand diff" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -f -a "set" -d 'Store a secret, replacing an existing one'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -f -a "get" -d 'Print a stored secret and a newline'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -f -a "list" -d 'List credentials, oldest first, without their secrets'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -f -a "verify" -d 'Check whether a stored secret is still valid'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -f -a "remove" -d 'Permanently remove a stored secret'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and not __fish_seen_subcommand_from set get list verify remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -l check -d 'Command that verifies the secret: reads it from stdin, exits 0 if it is valid; or none' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -l description -d 'What the secret is for; "" removes it' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from set" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from verify" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Skip the confirmation prompt (required without a terminal)'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from help" -f -a "set" -d 'Store a secret, replacing an existing one'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from help" -f -a "get" -d 'Print a stored secret and a newline'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from help" -f -a "list" -d 'List credentials, oldest first, without their secrets'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Check whether a stored secret is still valid'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Permanently remove a stored secret'
complete -c keywright -n "__fish_keywright_using_subcommand credential; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand run" -l env -d 'Set a variable to a stored secret; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand run" -l file -d 'Set a variable to the path of a file with a stored secret; repeatable' -r
complete -c keywright -n "__fish_keywright_using_subcommand run" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand run" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand run" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand run" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand run" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand run" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand run" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand run" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand run" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand run" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand run" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand run" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand run" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand run" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand completions" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand completions" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand completions" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand completions" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand completions" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand completions" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand completions" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand completions" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand completions" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand completions" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand completions" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand completions" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand completions" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand completions" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand man" -l vault -d 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand man" -l identity -d 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand man" -l passphrase-file -d 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]' -r -F
complete -c keywright -n "__fish_keywright_using_subcommand man" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c keywright -n "__fish_keywright_using_subcommand man" -s o -l output -d 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]' -r -f -a "table\t'For people'
json\t'One JSON document'
jsonl\t'One JSON document per line'
csv\t'Comma-separated values'"
complete -c keywright -n "__fish_keywright_using_subcommand man" -l lock-timeout -d 'How long to wait for the vault\'s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]' -r
complete -c keywright -n "__fish_keywright_using_subcommand man" -l trust -d 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]' -r
complete -c keywright -n "__fish_keywright_using_subcommand man" -l color -d 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c keywright -n "__fish_keywright_using_subcommand man" -l no-input -d 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
complete -c keywright -n "__fish_keywright_using_subcommand man" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand man" -s v -l verbose -d 'Print the causes of errors on stderr'
complete -c keywright -n "__fish_keywright_using_subcommand man" -l accept-clock -d 'Continue even if the clock is behind the newest time the vault has seen'
complete -c keywright -n "__fish_keywright_using_subcommand man" -l accept-rollback -d 'Read a vault that was rolled back'
complete -c keywright -n "__fish_keywright_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright -n "__fish_keywright_using_subcommand man" -s V -l version -d 'Print version'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "init" -d 'Create a vault'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "status" -d 'Show the vault\'s status: counts, what expires soon, warnings'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "key" -d 'Create, list, rotate and revoke keys'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "rotate" -d 'Replace keys without downtime'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "profile" -d 'Manage profiles: templates and limits for keys'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "vault" -d 'Back up, check, restore and repair the vault'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "slot" -d 'Manage key slots: identities and passphrases that unlock the vault'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "audit" -d 'Read, verify and export the audit log'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "target" -d 'Manage targets: destinations of verification files'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "publish" -d 'Write the files of targets that are out of date, and reload their servers'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "receipt" -d 'Import receipts of the files that servers have loaded'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "usage" -d 'Import last-used times from server logs'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "scan" -d 'Find leaked secrets in files, folders and logs'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "export" -d 'Write a signed verification file for servers'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "public-key" -d 'Print the public key that servers trust'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "check" -d 'Verify a presented secret against a verification file, as a server does'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "inspect" -d 'Show the claims of a verification file and verify it'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "diff" -d 'Compare two verification files: keys added, removed and changed'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "credential" -d 'Store secrets made elsewhere and pass them to programs'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "run" -d 'Run a program with stored secrets in its environment'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "completions" -d 'Print a completion script for a shell'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "man" -d 'Print a manual page'
complete -c keywright -n "__fish_keywright_using_subcommand help; and not __fish_seen_subcommand_from init status key rotate profile vault slot audit target publish receipt usage scan export public-key check inspect diff credential run completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "create" -d 'Create a key and show its secret, once'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "list" -d 'List keys, newest last'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "show" -d 'Show a key'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "edit" -d 'Change a key\'s description, rights or rotation'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "disable" -d 'Disable a key until it is enabled again'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "enable" -d 'Enable a disabled key'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "revoke" -d 'Permanently revoke a key, but keep its record'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "delete" -d 'Delete a key\'s record; only the audit log keeps it'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "verify" -d 'Verify a secret against the vault'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "import" -d 'Import existing keys'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from rotate" -f -a "start" -d 'Create the successor of a key, beside the one in use'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from rotate" -f -a "secret" -d 'Show the new key\'s secret again, until it is confirmed'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from rotate" -f -a "confirm" -d 'Confirm that the consumer has the new secret, which makes the new key active'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from rotate" -f -a "finish" -d 'Revoke the old key after its grace period'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from rotate" -f -a "abort" -d 'Abort a rotation: revoke the new key, and keep the old one'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from rotate" -f -a "status" -d 'Show every rotation in progress and what it waits for'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from rotate" -f -a "run" -d 'Advance every rotation as far as possible, and start those that are due'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "add" -d 'Add a profile: a template and limits for keys'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "list" -d 'List profiles'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "show" -d 'Show a profile, and which live keys fall outside of its limits'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "edit" -d 'Replace a profile with the content of a file'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "remove" -d 'Remove a profile that no live key uses'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from vault" -f -a "info" -d 'Show where the vault is, its id, format and counts'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from vault" -f -a "check" -d 'Decrypt and verify every record, the manifest and the audit log'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from vault" -f -a "backup" -d 'Write a consistent copy to a new file'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from vault" -f -a "restore" -d 'Replace the vault with a backup'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from vault" -f -a "rekey" -d 'Replace the vault\'s data key, or its signing key'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from vault" -f -a "trust" -d 'Have this machine know the vault by its fingerprint'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from slot" -f -a "list" -d 'List slots'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from slot" -f -a "add" -d 'Add a slot'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from slot" -f -a "edit" -d 'Change the role of a slot'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from slot" -f -a "passphrase" -d 'Change the passphrase of a slot'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from slot" -f -a "remove" -d 'Remove a slot'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "list" -d 'List events, newest last'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "verify" -d 'Verify that no event was changed, removed or inserted'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "export" -d 'Print the log as JSON lines, regardless of the output format'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from target" -f -a "add" -d 'Add a target: a path at which verification files are kept up to date'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from target" -f -a "list" -d 'List the targets, oldest first'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from target" -f -a "show" -d 'Show a target'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from target" -f -a "edit" -d 'Change a target, starting with its next file'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from target" -f -a "remove" -d 'Remove a target, but keep its file'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from receipt" -f -a "import" -d 'Import receipts of the files that servers have loaded'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from usage" -f -a "import" -d 'Import last-used times from server logs'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from credential" -f -a "set" -d 'Store a secret, replacing an existing one'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from credential" -f -a "get" -d 'Print a stored secret and a newline'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from credential" -f -a "list" -d 'List credentials, oldest first, without their secrets'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from credential" -f -a "verify" -d 'Check whether a stored secret is still valid'
complete -c keywright -n "__fish_keywright_using_subcommand help; and __fish_seen_subcommand_from credential" -f -a "remove" -d 'Permanently remove a stored secret'
