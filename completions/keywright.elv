
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Create a vault'
            cand status 'Show how the vault stands: counts, what expires soon, warnings'
            cand key 'Create, list and end keys'
            cand rotate 'Replace keys without downtime'
            cand profile 'Keep templates and limits for keys'
            cand vault 'Back up, check, restore and repair the vault'
            cand slot 'Add, list and remove what unlocks the vault'
            cand audit 'Read and verify the log of everything that was done'
            cand target 'Choose where verification files are kept up to date'
            cand publish 'Bring the files of targets up to date and tell their servers'
            cand receipt 'Take in what servers say of the files that they have loaded'
            cand usage 'Import last-used times from server logs'
            cand scan 'Find leaked secrets in files, folders and logs'
            cand export 'Write a signed verification file for servers'
            cand public-key 'Print the public key that servers trust'
            cand check 'Decide on a presented secret, as a server does'
            cand inspect 'Show what a verification file says and whether it is genuine'
            cand diff 'Compare two verification files: who gains, who loses, what changes'
            cand credential 'Keep secrets that were made elsewhere, and hand them to programs'
            cand run 'Run a program with stored secrets in its environment'
            cand completions 'Print a completion script for a shell'
            cand man 'Print a manual page'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;init'= {
            cand --new-identity 'Make a fresh age identity (mode 0600) and use it'
            cand --recipient 'Add a slot for this age or SSH public key; repeatable'
            cand --from-recovered 'Go on as the vault that the recovery script printed, from a file or - for stdin'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --check 'Exit 8 if anything needs attention'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand create 'Create a key and show its secret, once'
            cand list 'List keys, newest last'
            cand show 'Show a key'
            cand edit 'Change what is known of a key, or what it may do'
            cand disable 'Switch a key off, until it is enabled again'
            cand enable 'Switch a disabled key on again'
            cand revoke 'End a key for good; its record stays'
            cand delete 'Remove a key''s record; only the audit log remembers it'
            cand verify 'Decide on a secret by the vault itself'
            cand import 'Take in keys that were made elsewhere'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;key;create'= {
            cand --name 'The key''s name, instead of NAME [env: KEYWRIGHT_NAME]'
            cand --profile 'Take prefix, scopes, defaults and limits from this profile [env: KEYWRIGHT_PROFILE]'
            cand --prefix 'What the secret starts with, such as acme_live [env: KEYWRIGHT_PREFIX]'
            cand --roles 'Roles, comma-separated; repeatable [env: KEYWRIGHT_ROLES]'
            cand -s 'What the key may do, comma-separated; repeatable [env: KEYWRIGHT_SCOPES]'
            cand --scopes 'What the key may do, comma-separated; repeatable [env: KEYWRIGHT_SCOPES]'
            cand --resource 'Bind the key to this resource and all below it, such as acme/products [env: KEYWRIGHT_RESOURCE]'
            cand --environment 'Bind the key to one environment, such as prod [env: KEYWRIGHT_ENVIRONMENT]'
            cand --owner 'Who the key belongs to [env: KEYWRIGHT_OWNER]'
            cand --description 'What the key is for [env: KEYWRIGHT_DESCRIPTION]'
            cand --label 'A label; repeatable (the variable holds one) [env: KEYWRIGHT_LABEL]'
            cand --expires 'How long the key lives from now: days, or with s, m, h, d, w, or never [env: KEYWRIGHT_EXPIRES]'
            cand --expires-at 'When the key ends, as RFC 3339 time or date (UTC) [env: KEYWRIGHT_EXPIRES_AT]'
            cand --not-before 'When the key begins to be valid [env: KEYWRIGHT_NOT_BEFORE]'
            cand --secret-file 'Write the secret to a new file (mode 0600) instead of stdout [env: KEYWRIGHT_SECRET_FILE]'
            cand --encrypt-to 'Print the secret as an armoured age file for this recipient [env: KEYWRIGHT_ENCRYPT_TO]'
            cand --to-credential 'Put the secret into this credential instead, in the place of the one that is there [env: KEYWRIGHT_TO_CREDENTIAL]'
            cand --from 'Create one key per line of JSON in FILE, or stdin for -; all or none [env: KEYWRIGHT_FROM]'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --secret-only 'Print the secret and a newline, nothing else [env: KEYWRIGHT_SECRET_ONLY]'
            cand --publish 'Publish the targets that changed, once the key is made [env: KEYWRIGHT_PUBLISH]'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand --expiring-within 'Only keys that end within this time, such as 30 (days), 12h or 2w [env: KEYWRIGHT_EXPIRING_WITHIN]'
            cand --unused-for 'Only keys not used for this long, as far as imported logs tell; never used counts from the making [env: KEYWRIGHT_UNUSED_FOR]'
            cand --limit 'How many to a page, 0 for all [default: 50 for table and json, else all] [env: KEYWRIGHT_LIMIT]'
            cand --cursor 'Go on where the page before ended [env: KEYWRIGHT_CURSOR]'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;edit'= {
            cand -s 'What the key may do, comma-separated; repeatable'
            cand --scopes 'What the key may do, comma-separated; repeatable'
            cand --resource 'Bind the key to this resource and all below it, such as acme/products'
            cand --environment 'Bind the key to one environment, such as prod'
            cand --owner 'Who the key belongs to'
            cand --description 'What the key is for'
            cand --label 'A label; repeatable'
            cand --expires 'How long the key lives from now: days, or with s, m, h, d, w, or never'
            cand --expires-at 'When the key ends, as RFC 3339 time or date (UTC)'
            cand --remove-label 'Remove a label; repeatable'
            cand --rotate-every 'Rotate the key so long after it was made: days, or with s, m, h, d, w'
            cand --rotate-before 'Rotate the key so long before it expires'
            cand --grace 'How long the old secret stays valid after the new one is confirmed'
            cand --deliver 'Run this to hand the new secret, on its stdin, to the consumer; no shell is involved'
            cand --verify 'Run this to find out whether the consumer uses the new secret'
            cand --revoked 'Run this when the old secret has been revoked'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --widen 'Allow changes that let the key do more'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --publish 'Publish the targets that changed, once that is done'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;revoke'= {
            cand --reason 'Why; kept with the key and in the audit log'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --lineage 'End every key of the name, and a rotation in progress'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --force 'Skip the confirmation prompt (required without a terminal)'
            cand --publish 'Publish the targets that changed, once that is done'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --force 'Skip the confirmation prompt (required without a terminal)'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --lines 'Read many secrets, one per line, and answer each with one line of JSON'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;import'= {
            cand --from 'The file, or - for stdin'
            cand --from-file 'Take in the keys of a verification file that this vault signed, and lacks since a restore'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --trust-digests 'Accept digests, although that of a weak secret can be guessed; recorded in the audit log'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;key;help'= {
            cand create 'Create a key and show its secret, once'
            cand list 'List keys, newest last'
            cand show 'Show a key'
            cand edit 'Change what is known of a key, or what it may do'
            cand disable 'Switch a key off, until it is enabled again'
            cand enable 'Switch a disabled key on again'
            cand revoke 'End a key for good; its record stays'
            cand delete 'Remove a key''s record; only the audit log remembers it'
            cand verify 'Decide on a secret by the vault itself'
            cand import 'Take in keys that were made elsewhere'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand start 'Mint the key that takes over, beside the one in use'
            cand secret 'Show the new key''s secret again, until it is confirmed'
            cand confirm 'Prove that the consumer has the new secret: the new key takes over'
            cand finish 'Revoke the old key, once its grace is over'
            cand abort 'Take a rotation back: revoke the new key, and go on with the old one'
            cand status 'Show every rotation in progress and what it waits for'
            cand run 'Take every rotation as far as it will go, and start those that are due'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;rotate;start'= {
            cand --grace 'How long the old key works after the new one is confirmed [default: the profile''s, else 7d]'
            cand --expires 'How long the new key lives: days, or with s, m, h, d, w, or never [default: the profile''s, else as long as the old one]'
            cand --expires-at 'When the new key ends, as RFC 3339 time or date (UTC)'
            cand --encrypt-to 'Print the secret as an armoured age file for this age or SSH recipient'
            cand --to-credential 'Put the secret into this credential instead, in the place of the one that is there'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --compromised 'Somebody else has the old key: revoke it at once, and make the new one active'
            cand --secret-only 'Print the secret and a newline, nothing else'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;rotate;secret'= {
            cand --encrypt-to 'Print the secret as an armoured age file for this age or SSH recipient'
            cand --to-credential 'Put the secret into this credential instead, in the place of the one that is there'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --secret-only 'Print the secret and a newline, nothing else'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --force 'Do not wait for servers to have the new key; those that do not have it refuse it'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --now 'End the grace now'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --force 'Revoke the old key even though somebody still uses it'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --force 'Skip the confirmation prompt (required without a terminal)'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --dry-run 'Only say what would be done'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;rotate;help'= {
            cand start 'Mint the key that takes over, beside the one in use'
            cand secret 'Show the new key''s secret again, until it is confirmed'
            cand confirm 'Prove that the consumer has the new secret: the new key takes over'
            cand finish 'Revoke the old key, once its grace is over'
            cand abort 'Take a rotation back: revoke the new key, and go on with the old one'
            cand status 'Show every rotation in progress and what it waits for'
            cand run 'Take every rotation as far as it will go, and start those that are due'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand add 'Add a profile: a template and limits for keys'
            cand list 'List the profiles that were added'
            cand show 'Show a profile, and which live keys fall outside of its limits'
            cand edit 'Replace a profile by what a file says'
            cand remove 'Remove a profile that no live key uses'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;profile;add'= {
            cand --from 'The TOML file, or - for stdin; at most 64 KiB'
            cand --builtin 'One that comes with the program, for those who come from the system of this name'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --force 'Skip the confirmation prompt (required without a terminal)'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;profile;help'= {
            cand add 'Add a profile: a template and limits for keys'
            cand list 'List the profiles that were added'
            cand show 'Show a profile, and which live keys fall outside of its limits'
            cand edit 'Replace a profile by what a file says'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand info 'Show where the vault is, its id, format and counts'
            cand check 'Open and verify every record, the manifest and the audit log'
            cand backup 'Write a consistent copy to a new file'
            cand restore 'Put a backup in the place of the vault'
            cand rekey 'Give the vault another data key, or change the key that files are signed with'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;vault;info'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --repair 'Drop what is damaged, and go on with the rest'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --signing 'Change the signing key instead of the data key'
            cand --prepare 'Make the next signing key; files are signed with the old one until --activate'
            cand --activate 'Sign with the prepared key from now on, and forget the old one'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;vault;help'= {
            cand info 'Show where the vault is, its id, format and counts'
            cand check 'Open and verify every record, the manifest and the audit log'
            cand backup 'Write a consistent copy to a new file'
            cand restore 'Put a backup in the place of the vault'
            cand rekey 'Give the vault another data key, or change the key that files are signed with'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand list 'List the ways to unlock the vault'
            cand add 'Add a way to unlock the vault'
            cand edit 'Change what the holder of a slot may do'
            cand passphrase 'Give a slot another passphrase'
            cand remove 'Take a way to unlock the vault away'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;slot;list'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;slot;add'= {
            cand --recipient 'For the holder of this age or SSH public key; it cannot be seen to unlock'
            cand --role 'What its holder may do'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;slot;edit'= {
            cand --role 'What its holder may do from now on'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;slot;help'= {
            cand list 'List the ways to unlock the vault'
            cand add 'Add a way to unlock the vault'
            cand edit 'Change what the holder of a slot may do'
            cand passphrase 'Give a slot another passphrase'
            cand remove 'Take a way to unlock the vault away'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand list 'List what was done, newest last'
            cand verify 'Verify that no entry was changed, removed or put in'
            cand export 'Print the log as JSON lines, whatever the output format'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;audit;list'= {
            cand --key 'Only what was done to the key with this id, or to all keys of this name, deleted ones too'
            cand --around 'With --key: whatever was done, to anything, within this time before or after each of those'
            cand --since 'Only what was done at or after this time, as RFC 3339 time or date (UTC)'
            cand --until 'Only what was done at or before this time, as RFC 3339 time or date (UTC: its first second)'
            cand --action 'Only this action, such as key.revoke, or one of a kind, such as rotation; repeatable'
            cand --actor 'Only what was done by this slot or operating-system user'
            cand --limit 'How many to a page, 0 for all [default: 50 for table and json, else all]'
            cand --cursor 'Go on where the page before ended'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;audit;export'= {
            cand --key 'Only what was done to the key with this id, or to all keys of this name, deleted ones too'
            cand --around 'With --key: whatever was done, to anything, within this time before or after each of those'
            cand --since 'Only what was done at or after this time, as RFC 3339 time or date (UTC)'
            cand --until 'Only what was done at or before this time, as RFC 3339 time or date (UTC: its first second)'
            cand --action 'Only this action, such as key.revoke, or one of a kind, such as rotation; repeatable'
            cand --actor 'Only what was done by this slot or operating-system user'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;audit;help'= {
            cand list 'List what was done, newest last'
            cand verify 'Verify that no entry was changed, removed or put in'
            cand export 'Print the log as JSON lines, whatever the output format'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand add 'Add a place that verification files are kept up to date in'
            cand list 'List the targets, oldest first'
            cand show 'Show a target'
            cand edit 'Change a target; its next file follows'
            cand remove 'Remove a target; the file in its place stays'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;target;add'= {
            cand --format 'What kind of file'
            cand --path 'Where the file goes'
            cand --audience 'For whom; servers can require it; repeatable, or none: for anybody'
            cand --valid-for 'How long servers may use a file: days, or with s, m, h, d, w; 30d unless set'
            cand --resource 'Only keys that could act on this resource; repeatable, or none'
            cand --environment 'Only keys that could be used in this environment; repeatable, or none'
            cand --scope 'Only keys with one of these scopes, comma-separated; repeatable, or none'
            cand --profile 'Only keys of this profile; repeatable, or none'
            cand --label 'Only keys with this label; repeatable: all are required; or none'
            cand --mode 'The file''s permission bits, octal; 0600 unless set'
            cand --group 'The file''s group, by name or number; or none: that of the file it replaces'
            cand --pickup 'How long servers may take to pick a new file up; rotations wait for it; or none'
            cand --servers 'The servers whose receipts count, comma-separated; repeatable, or none'
            cand --reload 'What tells the servers of a new file, split as a shell splits words and run without one; or none'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --optional 'Let rotations go on without waiting for this target'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;target;edit'= {
            cand --format 'What kind of file'
            cand --path 'Where the file goes; the one in the old place stays there'
            cand --audience 'For whom; servers can require it; repeatable, or none: for anybody'
            cand --valid-for 'How long servers may use a file: days, or with s, m, h, d, w; 30d unless set'
            cand --resource 'Only keys that could act on this resource; repeatable, or none'
            cand --environment 'Only keys that could be used in this environment; repeatable, or none'
            cand --scope 'Only keys with one of these scopes, comma-separated; repeatable, or none'
            cand --profile 'Only keys of this profile; repeatable, or none'
            cand --label 'Only keys with this label; repeatable: all are required; or none'
            cand --mode 'The file''s permission bits, octal; 0600 unless set'
            cand --group 'The file''s group, by name or number; or none: that of the file it replaces'
            cand --pickup 'How long servers may take to pick a new file up; rotations wait for it; or none'
            cand --servers 'The servers whose receipts count, comma-separated; repeatable, or none'
            cand --reload 'What tells the servers of a new file, split as a shell splits words and run without one; or none'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --optional 'Let rotations go on without waiting for this target'
            cand --required 'Let rotations wait for this target again'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;target;help'= {
            cand add 'Add a place that verification files are kept up to date in'
            cand list 'List the targets, oldest first'
            cand show 'Show a target'
            cand edit 'Change a target; its next file follows'
            cand remove 'Remove a target; the file in its place stays'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --force 'Write new files even if nothing changed'
            cand --check 'Only say what is due; exit 8 if anything is'
            cand --accept-restore 'After a restore: go on, although other keys pass then than with the files that servers have'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand import 'Take in what servers say of the files that they have loaded'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;receipt;import'= {
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;receipt;help'= {
            cand import 'Take in what servers say of the files that they have loaded'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand import 'Take in from servers'' logs when keys were last used'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;usage;import'= {
            cand --format 'How they are written'
            cand --key-field 'Where the key is: in combined, user or the number of a field; in haproxy, the number of a captured request header [default: user; 1]'
            cand --utc-offset 'How far the clock in an HAProxy log is ahead of UTC [default: +00:00]'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --skip-broken 'Pass over lines that cannot be read, and count them'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;usage;help'= {
            cand import 'Take in from servers'' logs when keys were last used'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;usage;help;import'= {
        }
        &'keywright;usage;help;help'= {
        }
        &'keywright;scan'= {
            cand --format 'How to report what was found [default: text]'
            cand --rules 'Search nothing: print a rule for another scanner; needs no vault'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-ignore 'Search what ignore files leave out, too'
            cand --binary 'Search binary files, too'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;export'= {
            cand --format 'What kind of file'
            cand --audience 'For whom; servers can require it; repeatable'
            cand --valid-for 'How long servers may use the file: days, or with s, m, h, d, w'
            cand --out 'Put the file here, atomically, instead of on stdout'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;public-key'= {
            cand --format 'How to print it'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;check'= {
            cand --file 'The verification file (jsonl)'
            cand --public-key 'Trusted public key: a file with it, or its raw text; repeatable'
            cand --audience 'Who is asking: the file must be meant for this audience'
            cand --scope 'Require this scope; comma-separated, repeatable: all are required'
            cand --resource 'Require access to this resource'
            cand --environment 'Require validity in this environment'
            cand --at 'Decide as if it were this time'
            cand --state 'Remember in DIR the newest file seen, and refuse older ones'
            cand --server 'What this server is called in the receipts it leaves in --state [default: the host''s name]'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --lines 'Read many secrets, one per line, and answer each with one line of JSON'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;inspect'= {
            cand --public-key 'Trusted public key: a file with it, or its raw text; repeatable'
            cand --install 'Put the file in place here'
            cand --state 'Where the newest file seen is remembered'
            cand --server 'What this server is called in the receipts it leaves in --state [default: the host''s name]'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;diff'= {
            cand --public-key 'Require both to be signed by one of these: a file with the key, or its raw text; repeatable'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand set 'Store a secret, in the place of the one that is there'
            cand get 'Print a stored secret and a newline'
            cand list 'List the stored secrets, oldest first; none of them is shown'
            cand verify 'Say whether a stored secret is still good'
            cand remove 'Remove a stored secret for good'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'keywright;credential;set'= {
            cand --check 'What says whether the secret is still good, with exit 0; it reads the secret from stdin; or none'
            cand --description 'What the secret is for; "" takes it away'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand -y 'Skip the confirmation prompt (required without a terminal)'
            cand --yes 'Skip the confirmation prompt (required without a terminal)'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;credential;help'= {
            cand set 'Store a secret, in the place of the one that is there'
            cand get 'Print a stored secret and a newline'
            cand list 'List the stored secrets, oldest first; none of them is shown'
            cand verify 'Say whether a stored secret is still good'
            cand remove 'Remove a stored secret for good'
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
            cand --env 'Put a stored secret into a variable; repeatable'
            cand --file 'Put the path of a file that holds a stored secret into a variable; repeatable'
            cand --vault 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]'
            cand --identity 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]'
            cand --passphrase-file 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]'
            cand --passphrase-fd 'Read the passphrase from an open file descriptor'
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
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
            cand -o 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --output 'Format of the answer on stdout [default: table] [env: KEYWRIGHT_OUTPUT]'
            cand --lock-timeout 'How long to wait for another process, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]'
            cand --color 'When to use colours; auto heeds NO_COLOR and CLICOLOR_FORCE'
            cand --no-input 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]'
            cand -q 'Say less on stderr: only warnings and errors'
            cand --quiet 'Say less on stderr: only warnings and errors'
            cand -v 'Say more on stderr: also what an error came from'
            cand --verbose 'Say more on stderr: also what an error came from'
            cand --accept-clock 'Go on although the clock is behind the newest time the vault has seen'
            cand --accept-rollback 'Read a vault that is older than one already seen'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'keywright;help'= {
            cand init 'Create a vault'
            cand status 'Show how the vault stands: counts, what expires soon, warnings'
            cand key 'Create, list and end keys'
            cand rotate 'Replace keys without downtime'
            cand profile 'Keep templates and limits for keys'
            cand vault 'Back up, check, restore and repair the vault'
            cand slot 'Add, list and remove what unlocks the vault'
            cand audit 'Read and verify the log of everything that was done'
            cand target 'Choose where verification files are kept up to date'
            cand publish 'Bring the files of targets up to date and tell their servers'
            cand receipt 'Take in what servers say of the files that they have loaded'
            cand usage 'Import last-used times from server logs'
            cand scan 'Find leaked secrets in files, folders and logs'
            cand export 'Write a signed verification file for servers'
            cand public-key 'Print the public key that servers trust'
            cand check 'Decide on a presented secret, as a server does'
            cand inspect 'Show what a verification file says and whether it is genuine'
            cand diff 'Compare two verification files: who gains, who loses, what changes'
            cand credential 'Keep secrets that were made elsewhere, and hand them to programs'
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
            cand edit 'Change what is known of a key, or what it may do'
            cand disable 'Switch a key off, until it is enabled again'
            cand enable 'Switch a disabled key on again'
            cand revoke 'End a key for good; its record stays'
            cand delete 'Remove a key''s record; only the audit log remembers it'
            cand verify 'Decide on a secret by the vault itself'
            cand import 'Take in keys that were made elsewhere'
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
            cand start 'Mint the key that takes over, beside the one in use'
            cand secret 'Show the new key''s secret again, until it is confirmed'
            cand confirm 'Prove that the consumer has the new secret: the new key takes over'
            cand finish 'Revoke the old key, once its grace is over'
            cand abort 'Take a rotation back: revoke the new key, and go on with the old one'
            cand status 'Show every rotation in progress and what it waits for'
            cand run 'Take every rotation as far as it will go, and start those that are due'
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
            cand list 'List the profiles that were added'
            cand show 'Show a profile, and which live keys fall outside of its limits'
            cand edit 'Replace a profile by what a file says'
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
            cand check 'Open and verify every record, the manifest and the audit log'
            cand backup 'Write a consistent copy to a new file'
            cand restore 'Put a backup in the place of the vault'
            cand rekey 'Give the vault another data key, or change the key that files are signed with'
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
            cand list 'List the ways to unlock the vault'
            cand add 'Add a way to unlock the vault'
            cand edit 'Change what the holder of a slot may do'
            cand passphrase 'Give a slot another passphrase'
            cand remove 'Take a way to unlock the vault away'
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
            cand list 'List what was done, newest last'
            cand verify 'Verify that no entry was changed, removed or put in'
            cand export 'Print the log as JSON lines, whatever the output format'
        }
        &'keywright;help;audit;list'= {
        }
        &'keywright;help;audit;verify'= {
        }
        &'keywright;help;audit;export'= {
        }
        &'keywright;help;target'= {
            cand add 'Add a place that verification files are kept up to date in'
            cand list 'List the targets, oldest first'
            cand show 'Show a target'
            cand edit 'Change a target; its next file follows'
            cand remove 'Remove a target; the file in its place stays'
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
            cand import 'Take in what servers say of the files that they have loaded'
        }
        &'keywright;help;receipt;import'= {
        }
        &'keywright;help;usage'= {
            cand import 'Take in from servers'' logs when keys were last used'
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
            cand set 'Store a secret, in the place of the one that is there'
            cand get 'Print a stored secret and a newline'
            cand list 'List the stored secrets, oldest first; none of them is shown'
            cand verify 'Say whether a stored secret is still good'
            cand remove 'Remove a stored secret for good'
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
