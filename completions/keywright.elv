
use builtin;
use str;

set edit:completion:arg-completer[keywright] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'keywright'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'keywright'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Create a vault'
            cand status 'Show the vault''s status: counts, what expires soon, warnings'
            cand key 'Create, list, rotate and revoke keys'
            cand rotate 'Replace keys without downtime'
            cand profile 'Manage profiles: templates and limits for keys'
            cand vault 'Back up, check, restore and repair the vault'
            cand slot 'Manage key slots: identities and passphrases that unlock the vault'
            cand audit 'Read, verify and export the audit log'
            cand target 'Manage targets: destinations of verification files'
            cand publish 'Write the files of targets that are out of date, and reload their servers'
            cand receipt 'Import receipts of the files that servers have loaded'
            cand usage 'Import last-used times from server logs'
            cand scan 'Find leaked secrets in files, folders and logs'
            cand export 'Write a signed verification file for servers'
            cand public-key 'Print the public key that servers trust'
            cand check 'Verify a presented secret against a verification file, as a server does'
            cand inspect 'Show the claims of a verification file and verify it'
            cand diff 'Compare two verification files: keys added, removed and changed'
            cand credential 'Store secrets made elsewhere and pass them to programs'
            cand run 'Run a program with stored secrets in its environment'
            cand completions 'Print a completion script for a shell'
            cand man 'Print a manual page'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;init'= {
            cand --new-identity 'Create a new age identity (mode 0600) and use it'
            cand --recipient 'Add a slot for this age or SSH public key; repeatable'
            cand --from-recovered 'Rebuild a vault from the output of the recovery script, a file or - for stdin'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;status'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --check 'Exit 8 if anything needs attention'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand create 'Create a key and show its secret, once'
            cand list 'List keys, newest last'
            cand show 'Show a key'
            cand edit 'Change a key''s description, rights or rotation'
            cand disable 'Disable a key until it is enabled again'
            cand enable 'Enable a disabled key'
            cand revoke 'Permanently revoke a key, but keep its record'
            cand delete 'Delete a key''s record; only the audit log keeps it'
            cand verify 'Verify a secret against the vault'
            cand import 'Import existing keys'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;key;create'= {
            cand --name 'The key''s name, instead of NAME [env: KEYWRIGHT_NAME]'
            cand --profile 'Take prefix, scopes, defaults and limits from this profile [env: KEYWRIGHT_PROFILE]'
            cand --prefix 'Prefix of the secret, such as acme_live [env: KEYWRIGHT_PREFIX]'
            cand --roles 'Roles, comma-separated; repeatable [env: KEYWRIGHT_ROLES]'
            cand -s 'Scopes of the key, comma-separated; repeatable [env: KEYWRIGHT_SCOPES]'
            cand --scopes 'Scopes of the key, comma-separated; repeatable [env: KEYWRIGHT_SCOPES]'
            cand --resource 'Bind the key to this resource and all below it, such as acme/products [env: KEYWRIGHT_RESOURCE]'
            cand --environment 'Bind the key to one environment, such as prod [env: KEYWRIGHT_ENVIRONMENT]'
            cand --owner 'Who the key belongs to [env: KEYWRIGHT_OWNER]'
            cand --description 'What the key is for [env: KEYWRIGHT_DESCRIPTION]'
            cand --label 'A label; repeatable (the variable holds one) [env: KEYWRIGHT_LABEL]'
            cand --expires 'Lifetime from now: days, or with s, m, h, d, w, or never [env: KEYWRIGHT_EXPIRES]'
            cand --expires-at 'Expiry, as RFC 3339 time or date (UTC) [env: KEYWRIGHT_EXPIRES_AT]'
            cand --not-before 'Time from which the key is valid [env: KEYWRIGHT_NOT_BEFORE]'
            cand --secret-file 'Write the secret to a new file (mode 0600) instead of stdout [env: KEYWRIGHT_SECRET_FILE]'
            cand --encrypt-to 'Print the secret as an armoured age file for this recipient [env: KEYWRIGHT_ENCRYPT_TO]'
            cand --to-credential 'Store the secret in this credential instead, replacing an existing one [env: KEYWRIGHT_TO_CREDENTIAL]'
            cand --from 'Create one key per line of JSON in FILE, or stdin for -; all or none [env: KEYWRIGHT_FROM]'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --secret-only 'Print the secret and a newline, nothing else [env: KEYWRIGHT_SECRET_ONLY]'
            cand --publish 'Publish the targets that changed, afterwards [env: KEYWRIGHT_PUBLISH]'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;list'= {
            cand --status 'active, pending, retiring, disabled, expired or revoked; comma-separated, repeatable [env: KEYWRIGHT_STATUS]'
            cand --scope 'Only keys with this scope [env: KEYWRIGHT_SCOPE]'
            cand --profile 'Only keys of this profile [env: KEYWRIGHT_PROFILE]'
            cand --resource 'Only keys bound to this resource or below it [env: KEYWRIGHT_RESOURCE]'
            cand --environment 'Only keys bound to this environment [env: KEYWRIGHT_ENVIRONMENT]'
            cand --owner 'Only keys of this owner [env: KEYWRIGHT_OWNER]'
            cand --label 'Only keys with this label; repeatable (the variable holds one) [env: KEYWRIGHT_LABEL]'
            cand --expiring-within 'Only keys that expire within this time, such as 30 (days), 12h or 2w [env: KEYWRIGHT_EXPIRING_WITHIN]'
            cand --unused-for 'Only keys not used for this long according to imported logs; for unused keys, since their creation [env: KEYWRIGHT_UNUSED_FOR]'
            cand --limit 'Items per page, 0 for all [default: 50 for table and json, else all] [env: KEYWRIGHT_LIMIT]'
            cand --cursor 'Continue after the previous page [env: KEYWRIGHT_CURSOR]'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;show'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;edit'= {
            cand -s 'Scopes of the key, comma-separated; repeatable'
            cand --scopes 'Scopes of the key, comma-separated; repeatable'
            cand --resource 'Bind the key to this resource and all below it, such as acme/products'
            cand --environment 'Bind the key to one environment, such as prod'
            cand --owner 'Who the key belongs to'
            cand --description 'What the key is for'
            cand --label 'A label; repeatable'
            cand --expires 'Lifetime from now: days, or with s, m, h, d, w, or never'
            cand --expires-at 'Expiry, as RFC 3339 time or date (UTC)'
            cand --remove-label 'Remove a label; repeatable'
            cand --rotate-every 'Rotate the key at this age: days, or with s, m, h, d, w'
            cand --rotate-before 'Rotate the key this long before it expires'
            cand --grace 'How long the old secret stays valid after the new one is confirmed'
            cand --deliver 'Command that delivers the new secret, read from stdin, to the consumer; run without a shell'
            cand --verify 'Command that verifies that the consumer uses the new secret'
            cand --revoked 'Command to run after the old secret was revoked'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --widen 'Allow changes that widen the key''s rights'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;disable'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --publish 'Publish the targets that changed, afterwards'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;enable'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;revoke'= {
            cand --reason 'Reason, kept with the key and in the audit log'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --lineage 'Revoke every key of the name, and end a rotation in progress'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --force 'Skip the confirmation prompt (required without a terminal)'
            cand --publish 'Publish the targets that changed, afterwards'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;delete'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --force 'Skip the confirmation prompt (required without a terminal)'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;verify'= {
            cand --scope 'Require this scope; comma-separated, repeatable: all are required'
            cand --resource 'Require access to this resource'
            cand --environment 'Require validity in this environment'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --lines 'Read secrets line by line, and answer each with one line of JSON'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;import'= {
            cand --from 'The file, or - for stdin'
            cand --from-file 'Import keys lost by a restore from a verification file that this vault signed'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --trust-digests 'Accept digests, although that of a weak secret can be guessed; recorded in the audit log'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;help'= {
            cand create 'Create a key and show its secret, once'
            cand list 'List keys, newest last'
            cand show 'Show a key'
            cand edit 'Change a key''s description, rights or rotation'
            cand disable 'Disable a key until it is enabled again'
            cand enable 'Enable a disabled key'
            cand revoke 'Permanently revoke a key, but keep its record'
            cand delete 'Delete a key''s record; only the audit log keeps it'
            cand verify 'Verify a secret against the vault'
            cand import 'Import existing keys'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;key;help;create'= {
        }
        &'keywright;key;help;list'= {
        }
        &'keywright;key;help;show'= {
        }
        &'keywright;key;help;edit'= {
        }
        &'keywright;key;help;disable'= {
        }
        &'keywright;key;help;enable'= {
        }
        &'keywright;key;help;revoke'= {
        }
        &'keywright;key;help;delete'= {
        }
        &'keywright;key;help;verify'= {
        }
        &'keywright;key;help;import'= {
        }
        &'keywright;key;help;help'= {
        }
        &'keywright;rotate'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand start 'Create the successor of a key, beside the one in use'
            cand secret 'Show the new key''s secret again, until it is confirmed'
            cand confirm 'Confirm that the consumer has the new secret, which makes the new key active'
            cand finish 'Revoke the old key after its grace period'
            cand abort 'Abort a rotation: revoke the new key, and keep the old one'
            cand status 'Show every rotation in progress and what it waits for'
            cand run 'Advance every rotation as far as possible, and start those that are due'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;rotate;start'= {
            cand --grace 'How long the old key works after the new one is confirmed [default: the profile''s, else 7d]'
            cand --expires 'Lifetime of the new key: days, or with s, m, h, d, w, or never [default: the profile''s, else the old key''s]'
            cand --expires-at 'Expiry of the new key, as RFC 3339 time or date (UTC)'
            cand --encrypt-to 'Print the secret as an armoured age file for this age or SSH recipient'
            cand --to-credential 'Store the secret in this credential instead, replacing an existing one'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --compromised 'The old key was leaked: revoke it at once, and make the new one active'
            cand --secret-only 'Print the secret and a newline, nothing else'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;rotate;secret'= {
            cand --encrypt-to 'Print the secret as an armoured age file for this age or SSH recipient'
            cand --to-credential 'Store the secret in this credential instead, replacing an existing one'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --secret-only 'Print the secret and a newline, nothing else'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;rotate;confirm'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --force 'Do not wait for servers to have the new key; those without it refuse it'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;rotate;finish'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --now 'End the grace period now'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --force 'Revoke the old key even if it is still in use'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;rotate;abort'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --force 'Skip the confirmation prompt (required without a terminal)'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;rotate;status'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;rotate;run'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --dry-run 'Only show what would be done'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;rotate;help'= {
            cand start 'Create the successor of a key, beside the one in use'
            cand secret 'Show the new key''s secret again, until it is confirmed'
            cand confirm 'Confirm that the consumer has the new secret, which makes the new key active'
            cand finish 'Revoke the old key after its grace period'
            cand abort 'Abort a rotation: revoke the new key, and keep the old one'
            cand status 'Show every rotation in progress and what it waits for'
            cand run 'Advance every rotation as far as possible, and start those that are due'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;rotate;help;start'= {
        }
        &'keywright;rotate;help;secret'= {
        }
        &'keywright;rotate;help;confirm'= {
        }
        &'keywright;rotate;help;finish'= {
        }
        &'keywright;rotate;help;abort'= {
        }
        &'keywright;rotate;help;status'= {
        }
        &'keywright;rotate;help;run'= {
        }
        &'keywright;rotate;help;help'= {
        }
        &'keywright;profile'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand add 'Add a profile: a template and limits for keys'
            cand list 'List profiles'
            cand show 'Show a profile, and which live keys fall outside of its limits'
            cand edit 'Replace a profile with the content of a file'
            cand remove 'Remove a profile that no live key uses'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;profile;add'= {
            cand --from 'The TOML file, or - for stdin; at most 64 KiB'
            cand --builtin 'A built-in profile, named after the system to migrate from'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;profile;list'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;profile;show'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;profile;edit'= {
            cand --from 'The TOML file, or - for stdin; at most 64 KiB'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;profile;remove'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --force 'Skip the confirmation prompt (required without a terminal)'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;profile;help'= {
            cand add 'Add a profile: a template and limits for keys'
            cand list 'List profiles'
            cand show 'Show a profile, and which live keys fall outside of its limits'
            cand edit 'Replace a profile with the content of a file'
            cand remove 'Remove a profile that no live key uses'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;profile;help;add'= {
        }
        &'keywright;profile;help;list'= {
        }
        &'keywright;profile;help;show'= {
        }
        &'keywright;profile;help;edit'= {
        }
        &'keywright;profile;help;remove'= {
        }
        &'keywright;profile;help;help'= {
        }
        &'keywright;vault'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand info 'Show where the vault is, its id, format and counts'
            cand check 'Decrypt and verify every record, the manifest and the audit log'
            cand backup 'Write a consistent copy to a new file'
            cand restore 'Replace the vault with a backup'
            cand rekey 'Replace the vault''s data key, or its signing key'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;vault;info'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;vault;check'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --repair 'Drop damaged rows, and keep the rest'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;vault;backup'= {
            cand --recipient 'Encrypt it to this age or SSH public key; repeatable'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;vault;restore'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;vault;rekey'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --signing 'Replace the signing key instead of the data key'
            cand --prepare 'Make the next signing key; files are signed with the old one until --activate'
            cand --activate 'Sign with the prepared key from now on, and delete the old one'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;vault;help'= {
            cand info 'Show where the vault is, its id, format and counts'
            cand check 'Decrypt and verify every record, the manifest and the audit log'
            cand backup 'Write a consistent copy to a new file'
            cand restore 'Replace the vault with a backup'
            cand rekey 'Replace the vault''s data key, or its signing key'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;vault;help;info'= {
        }
        &'keywright;vault;help;check'= {
        }
        &'keywright;vault;help;backup'= {
        }
        &'keywright;vault;help;restore'= {
        }
        &'keywright;vault;help;rekey'= {
        }
        &'keywright;vault;help;help'= {
        }
        &'keywright;slot'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand list 'List slots'
            cand add 'Add a slot'
            cand edit 'Change the role of a slot'
            cand passphrase 'Change the passphrase of a slot'
            cand remove 'Remove a slot'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;slot;list'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;slot;add'= {
            cand --recipient 'age or SSH public key of the slot''s holder; the slot is unproven until it is used'
            cand --role 'Role of the slot'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;slot;edit'= {
            cand --role 'New role of the slot'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;slot;passphrase'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;slot;remove'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;slot;help'= {
            cand list 'List slots'
            cand add 'Add a slot'
            cand edit 'Change the role of a slot'
            cand passphrase 'Change the passphrase of a slot'
            cand remove 'Remove a slot'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;slot;help;list'= {
        }
        &'keywright;slot;help;add'= {
        }
        &'keywright;slot;help;edit'= {
        }
        &'keywright;slot;help;passphrase'= {
        }
        &'keywright;slot;help;remove'= {
        }
        &'keywright;slot;help;help'= {
        }
        &'keywright;audit'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand list 'List events, newest last'
            cand verify 'Verify that no event was changed, removed or inserted'
            cand export 'Print the log as JSON lines, regardless of the output format'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;audit;list'= {
            cand --key 'Only events of the key with this id, or of all keys with this name, including deleted ones'
            cand --around 'With --key: all events within this time before or after each of those'
            cand --since 'Only events at or after this time, as RFC 3339 time or date (UTC)'
            cand --until 'Only events at or before this time, as RFC 3339 time or date (UTC: its first second)'
            cand --action 'Only this action, such as key.revoke, or group of actions, such as rotation; repeatable'
            cand --actor 'Only events by this slot or operating-system user'
            cand --limit 'Items per page, 0 for all [default: 50 for table and json, else all]'
            cand --cursor 'Continue after the previous page'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;audit;verify'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;audit;export'= {
            cand --key 'Only events of the key with this id, or of all keys with this name, including deleted ones'
            cand --around 'With --key: all events within this time before or after each of those'
            cand --since 'Only events at or after this time, as RFC 3339 time or date (UTC)'
            cand --until 'Only events at or before this time, as RFC 3339 time or date (UTC: its first second)'
            cand --action 'Only this action, such as key.revoke, or group of actions, such as rotation; repeatable'
            cand --actor 'Only events by this slot or operating-system user'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;audit;help'= {
            cand list 'List events, newest last'
            cand verify 'Verify that no event was changed, removed or inserted'
            cand export 'Print the log as JSON lines, regardless of the output format'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;audit;help;list'= {
        }
        &'keywright;audit;help;verify'= {
        }
        &'keywright;audit;help;export'= {
        }
        &'keywright;audit;help;help'= {
        }
        &'keywright;target'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand add 'Add a target: a path at which verification files are kept up to date'
            cand list 'List the targets, oldest first'
            cand show 'Show a target'
            cand edit 'Change a target, starting with its next file'
            cand remove 'Remove a target, but keep its file'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;target;add'= {
            cand --format 'File format'
            cand --path 'Path of the file'
            cand --audience 'Audience of the files, which servers can require; repeatable, or none'
            cand --valid-for 'Validity of its files: days, or with s, m, h, d, w; 30d unless set'
            cand --resource 'Only keys that could act on this resource; repeatable, or none'
            cand --environment 'Only keys that could be used in this environment; repeatable, or none'
            cand --scope 'Only keys with one of these scopes, comma-separated; repeatable, or none'
            cand --profile 'Only keys of this profile; repeatable, or none'
            cand --label 'Only keys with this label; repeatable: all are required; or none'
            cand --mode 'The file''s permission bits, octal; 0600 unless set'
            cand --group 'The file''s group, by name or number; or none: that of the file it replaces'
            cand --pickup 'How long servers may take to load a new file; rotations wait for it; or none'
            cand --servers 'The servers whose receipts count, comma-separated; repeatable, or none'
            cand --reload 'Command that makes servers load a new file, split like a shell command line; or none'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --optional 'Do not let rotations wait for this target'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;target;list'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;target;show'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;target;edit'= {
            cand --format 'File format'
            cand --path 'Path of the file; the one at the old path is kept'
            cand --audience 'Audience of the files, which servers can require; repeatable, or none'
            cand --valid-for 'Validity of its files: days, or with s, m, h, d, w; 30d unless set'
            cand --resource 'Only keys that could act on this resource; repeatable, or none'
            cand --environment 'Only keys that could be used in this environment; repeatable, or none'
            cand --scope 'Only keys with one of these scopes, comma-separated; repeatable, or none'
            cand --profile 'Only keys of this profile; repeatable, or none'
            cand --label 'Only keys with this label; repeatable: all are required; or none'
            cand --mode 'The file''s permission bits, octal; 0600 unless set'
            cand --group 'The file''s group, by name or number; or none: that of the file it replaces'
            cand --pickup 'How long servers may take to load a new file; rotations wait for it; or none'
            cand --servers 'The servers whose receipts count, comma-separated; repeatable, or none'
            cand --reload 'Command that makes servers load a new file, split like a shell command line; or none'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --optional 'Do not let rotations wait for this target'
            cand --required 'Let rotations wait for this target again'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;target;remove'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;target;help'= {
            cand add 'Add a target: a path at which verification files are kept up to date'
            cand list 'List the targets, oldest first'
            cand show 'Show a target'
            cand edit 'Change a target, starting with its next file'
            cand remove 'Remove a target, but keep its file'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;target;help;add'= {
        }
        &'keywright;target;help;list'= {
        }
        &'keywright;target;help;show'= {
        }
        &'keywright;target;help;edit'= {
        }
        &'keywright;target;help;remove'= {
        }
        &'keywright;target;help;help'= {
        }
        &'keywright;publish'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --force 'Write new files even if nothing changed, and over a file in force of another issuer, subject or format'
            cand --raise-epoch 'Write new files that are above all that servers may have seen, of a new epoch each'
            cand --check 'Only show what is due; exit 8 if anything is'
            cand --accept-restore 'After a restore: publish even if servers will accept other keys than with their present files'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;receipt'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand import 'Import receipts of the files that servers have loaded'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;receipt;import'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;receipt;help'= {
            cand import 'Import receipts of the files that servers have loaded'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;receipt;help;import'= {
        }
        &'keywright;receipt;help;help'= {
        }
        &'keywright;usage'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand import 'Import last-used times from server logs'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;usage;import'= {
            cand --format 'Format of the logs'
            cand --key-field 'Where the key is: in combined, user or the number of a field; in haproxy, the number of a captured request header [default: user; 1]'
            cand --utc-offset 'How far the clock in an HAProxy log is ahead of UTC [default: +00:00]'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --skip-broken 'Skip and count lines that cannot be parsed'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;usage;help'= {
            cand import 'Import last-used times from server logs'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;usage;help;import'= {
        }
        &'keywright;usage;help;help'= {
        }
        &'keywright;scan'= {
            cand --format 'Format of the report [default: text]'
            cand --rules 'Print a rule for another scanner instead of searching; needs no vault'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-ignore 'Search files excluded by ignore files, too'
            cand --binary 'Search binary files, too'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;export'= {
            cand --format 'File format'
            cand --audience 'Audience of the file, which servers can require; repeatable'
            cand --valid-for 'Validity of the file: days, or with s, m, h, d, w'
            cand --out 'Write the file to this path, atomically, instead of stdout'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --force 'Replace a file in force of another issuer, subject or format, or a newer one'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;public-key'= {
            cand --format 'Output format of the key'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;check'= {
            cand --file 'The verification file (jsonl)'
            cand --public-key 'Trusted public key: a file, or the key itself; repeatable'
            cand --audience 'Require the file to be made for this audience'
            cand --subject 'Require the file to be of this target, or of this `export/…`; replaces another that --state remembers'
            cand --scope 'Require this scope; comma-separated, repeatable: all are required'
            cand --resource 'Require access to this resource'
            cand --environment 'Require validity in this environment'
            cand --at 'Verify as if it were this time'
            cand --state 'Folder for rollback protection: remembers the newest file seen, and refuses older ones'
            cand --server 'Name of this server in the receipts written to --state [default: the host name]'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --lines 'Read secrets line by line, and answer each with one line of JSON'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;inspect'= {
            cand --public-key 'Trusted public key: a file, or the key itself; repeatable'
            cand --install 'Install the file at this path'
            cand --audience 'Require the file to be made for this audience'
            cand --subject 'Require the file to be of this target, or of this `export/…`; replaces another that --state remembers'
            cand --state 'Folder for rollback protection: remembers the newest file seen'
            cand --server 'Name of this server in the receipts written to --state [default: the host name]'
            cand --reload 'Command that makes the server load the installed file, split like a shell command line'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;diff'= {
            cand --public-key 'Require both files to be signed by this public key: a file, or the key itself; repeatable'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;credential'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand set 'Store a secret, replacing an existing one'
            cand get 'Print a stored secret and a newline'
            cand list 'List credentials, oldest first, without their secrets'
            cand verify 'Check whether a stored secret is still valid'
            cand remove 'Permanently remove a stored secret'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;credential;set'= {
            cand --check 'Command that verifies the secret: reads it from stdin, exits 0 if it is valid; or none'
            cand --description 'What the secret is for; "" removes it'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;credential;get'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;credential;list'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;credential;verify'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;credential;remove'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;credential;help'= {
            cand set 'Store a secret, replacing an existing one'
            cand get 'Print a stored secret and a newline'
            cand list 'List credentials, oldest first, without their secrets'
            cand verify 'Check whether a stored secret is still valid'
            cand remove 'Permanently remove a stored secret'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;credential;help;set'= {
        }
        &'keywright;credential;help;get'= {
        }
        &'keywright;credential;help;list'= {
        }
        &'keywright;credential;help;verify'= {
        }
        &'keywright;credential;help;remove'= {
        }
        &'keywright;credential;help;help'= {
        }
        &'keywright;run'= {
            cand --env 'Set a variable to a stored secret; repeatable'
            cand --file 'Set a variable to the path of a file with a stored secret; repeatable'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;completions'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;man'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -v 'Print the causes of errors on stderr'
            cand --verbose 'Print the causes of errors on stderr'
            cand --accept-clock 'Continue even if the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that was rolled back'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;help'= {
            cand init 'Create a vault'
            cand status 'Show the vault''s status: counts, what expires soon, warnings'
            cand key 'Create, list, rotate and revoke keys'
            cand rotate 'Replace keys without downtime'
            cand profile 'Manage profiles: templates and limits for keys'
            cand vault 'Back up, check, restore and repair the vault'
            cand slot 'Manage key slots: identities and passphrases that unlock the vault'
            cand audit 'Read, verify and export the audit log'
            cand target 'Manage targets: destinations of verification files'
            cand publish 'Write the files of targets that are out of date, and reload their servers'
            cand receipt 'Import receipts of the files that servers have loaded'
            cand usage 'Import last-used times from server logs'
            cand scan 'Find leaked secrets in files, folders and logs'
            cand export 'Write a signed verification file for servers'
            cand public-key 'Print the public key that servers trust'
            cand check 'Verify a presented secret against a verification file, as a server does'
            cand inspect 'Show the claims of a verification file and verify it'
            cand diff 'Compare two verification files: keys added, removed and changed'
            cand credential 'Store secrets made elsewhere and pass them to programs'
            cand run 'Run a program with stored secrets in its environment'
            cand completions 'Print a completion script for a shell'
            cand man 'Print a manual page'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;help;init'= {
        }
        &'keywright;help;status'= {
        }
        &'keywright;help;key'= {
            cand create 'Create a key and show its secret, once'
            cand list 'List keys, newest last'
            cand show 'Show a key'
            cand edit 'Change a key''s description, rights or rotation'
            cand disable 'Disable a key until it is enabled again'
            cand enable 'Enable a disabled key'
            cand revoke 'Permanently revoke a key, but keep its record'
            cand delete 'Delete a key''s record; only the audit log keeps it'
            cand verify 'Verify a secret against the vault'
            cand import 'Import existing keys'
        }
        &'keywright;help;key;create'= {
        }
        &'keywright;help;key;list'= {
        }
        &'keywright;help;key;show'= {
        }
        &'keywright;help;key;edit'= {
        }
        &'keywright;help;key;disable'= {
        }
        &'keywright;help;key;enable'= {
        }
        &'keywright;help;key;revoke'= {
        }
        &'keywright;help;key;delete'= {
        }
        &'keywright;help;key;verify'= {
        }
        &'keywright;help;key;import'= {
        }
        &'keywright;help;rotate'= {
            cand start 'Create the successor of a key, beside the one in use'
            cand secret 'Show the new key''s secret again, until it is confirmed'
            cand confirm 'Confirm that the consumer has the new secret, which makes the new key active'
            cand finish 'Revoke the old key after its grace period'
            cand abort 'Abort a rotation: revoke the new key, and keep the old one'
            cand status 'Show every rotation in progress and what it waits for'
            cand run 'Advance every rotation as far as possible, and start those that are due'
        }
        &'keywright;help;rotate;start'= {
        }
        &'keywright;help;rotate;secret'= {
        }
        &'keywright;help;rotate;confirm'= {
        }
        &'keywright;help;rotate;finish'= {
        }
        &'keywright;help;rotate;abort'= {
        }
        &'keywright;help;rotate;status'= {
        }
        &'keywright;help;rotate;run'= {
        }
        &'keywright;help;profile'= {
            cand add 'Add a profile: a template and limits for keys'
            cand list 'List profiles'
            cand show 'Show a profile, and which live keys fall outside of its limits'
            cand edit 'Replace a profile with the content of a file'
            cand remove 'Remove a profile that no live key uses'
        }
        &'keywright;help;profile;add'= {
        }
        &'keywright;help;profile;list'= {
        }
        &'keywright;help;profile;show'= {
        }
        &'keywright;help;profile;edit'= {
        }
        &'keywright;help;profile;remove'= {
        }
        &'keywright;help;vault'= {
            cand info 'Show where the vault is, its id, format and counts'
            cand check 'Decrypt and verify every record, the manifest and the audit log'
            cand backup 'Write a consistent copy to a new file'
            cand restore 'Replace the vault with a backup'
            cand rekey 'Replace the vault''s data key, or its signing key'
        }
        &'keywright;help;vault;info'= {
        }
        &'keywright;help;vault;check'= {
        }
        &'keywright;help;vault;backup'= {
        }
        &'keywright;help;vault;restore'= {
        }
        &'keywright;help;vault;rekey'= {
        }
        &'keywright;help;slot'= {
            cand list 'List slots'
            cand add 'Add a slot'
            cand edit 'Change the role of a slot'
            cand passphrase 'Change the passphrase of a slot'
            cand remove 'Remove a slot'
        }
        &'keywright;help;slot;list'= {
        }
        &'keywright;help;slot;add'= {
        }
        &'keywright;help;slot;edit'= {
        }
        &'keywright;help;slot;passphrase'= {
        }
        &'keywright;help;slot;remove'= {
        }
        &'keywright;help;audit'= {
            cand list 'List events, newest last'
            cand verify 'Verify that no event was changed, removed or inserted'
            cand export 'Print the log as JSON lines, regardless of the output format'
        }
        &'keywright;help;audit;list'= {
        }
        &'keywright;help;audit;verify'= {
        }
        &'keywright;help;audit;export'= {
        }
        &'keywright;help;target'= {
            cand add 'Add a target: a path at which verification files are kept up to date'
            cand list 'List the targets, oldest first'
            cand show 'Show a target'
            cand edit 'Change a target, starting with its next file'
            cand remove 'Remove a target, but keep its file'
        }
        &'keywright;help;target;add'= {
        }
        &'keywright;help;target;list'= {
        }
        &'keywright;help;target;show'= {
        }
        &'keywright;help;target;edit'= {
        }
        &'keywright;help;target;remove'= {
        }
        &'keywright;help;publish'= {
        }
        &'keywright;help;receipt'= {
            cand import 'Import receipts of the files that servers have loaded'
        }
        &'keywright;help;receipt;import'= {
        }
        &'keywright;help;usage'= {
            cand import 'Import last-used times from server logs'
        }
        &'keywright;help;usage;import'= {
        }
        &'keywright;help;scan'= {
        }
        &'keywright;help;export'= {
        }
        &'keywright;help;public-key'= {
        }
        &'keywright;help;check'= {
        }
        &'keywright;help;inspect'= {
        }
        &'keywright;help;diff'= {
        }
        &'keywright;help;credential'= {
            cand set 'Store a secret, replacing an existing one'
            cand get 'Print a stored secret and a newline'
            cand list 'List credentials, oldest first, without their secrets'
            cand verify 'Check whether a stored secret is still valid'
            cand remove 'Permanently remove a stored secret'
        }
        &'keywright;help;credential;set'= {
        }
        &'keywright;help;credential;get'= {
        }
        &'keywright;help;credential;list'= {
        }
        &'keywright;help;credential;verify'= {
        }
        &'keywright;help;credential;remove'= {
        }
        &'keywright;help;run'= {
        }
        &'keywright;help;completions'= {
        }
        &'keywright;help;man'= {
        }
        &'keywright;help;help'= {
        }
    ]
    $completions[$command]
}
