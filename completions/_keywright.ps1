
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'keywright' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'keywright'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'keywright' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Create a vault')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the vault''s status: counts, what expires soon, warnings')
            [CompletionResult]::new('report', 'report', [CompletionResultType]::ParameterValue, 'Write a page that shows how the keys live')
            [CompletionResult]::new('timeline', 'timeline', [CompletionResultType]::ParameterValue, 'Draw the life of keys as a timeline in the terminal')
            [CompletionResult]::new('calendar', 'calendar', [CompletionResultType]::ParameterValue, 'Write what is to come as a calendar (iCalendar)')
            [CompletionResult]::new('unlock', 'unlock', [CompletionResultType]::ParameterValue, 'Keep the vault open for a while: no passphrase for each command')
            [CompletionResult]::new('lock', 'lock', [CompletionResultType]::ParameterValue, 'Drop what `unlock` holds in this session')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'Create, list, rotate and revoke keys')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Replace keys without downtime')
            [CompletionResult]::new('hook', 'hook', [CompletionResultType]::ParameterValue, 'Try the hooks of rotations')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'Manage profiles: templates and limits for keys')
            [CompletionResult]::new('vault', 'vault', [CompletionResultType]::ParameterValue, 'Back up, check, restore and repair the vault')
            [CompletionResult]::new('slot', 'slot', [CompletionResultType]::ParameterValue, 'Manage key slots: identities and passphrases that unlock the vault')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Read, verify and export the audit log')
            [CompletionResult]::new('target', 'target', [CompletionResultType]::ParameterValue, 'Manage targets: destinations of verification files')
            [CompletionResult]::new('publish', 'publish', [CompletionResultType]::ParameterValue, 'Write the files of targets that are out of date, and reload their servers')
            [CompletionResult]::new('receipt', 'receipt', [CompletionResultType]::ParameterValue, 'Import receipts of the files that servers have loaded')
            [CompletionResult]::new('usage', 'usage', [CompletionResultType]::ParameterValue, 'Import last-used times from server logs')
            [CompletionResult]::new('scan', 'scan', [CompletionResultType]::ParameterValue, 'Find leaked secrets in files, folders, logs and the history of git')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write a signed verification file for servers')
            [CompletionResult]::new('public-key', 'public-key', [CompletionResultType]::ParameterValue, 'Print the public key that servers trust')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Verify a presented secret against a verification file, as a server does')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show the claims of a verification file and verify it')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two verification files: keys added, removed and changed')
            [CompletionResult]::new('credential', 'credential', [CompletionResultType]::ParameterValue, 'Store secrets made elsewhere and pass them to programs')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Run a program with stored secrets in its environment')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;init' {
            [CompletionResult]::new('--new-identity', '--new-identity', [CompletionResultType]::ParameterName, 'Create a new age identity (mode 0600) and use it')
            [CompletionResult]::new('--recipient', '--recipient', [CompletionResultType]::ParameterName, 'Add a slot for this age or SSH public key; repeatable')
            [CompletionResult]::new('--from-recovered', '--from-recovered', [CompletionResultType]::ParameterName, 'Rebuild a vault from the output of the recovery script, a file or - for stdin')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;status' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Write metrics instead, in this format')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write the metrics to this file, atomically, instead of stdout; only with --format')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Exit 8 if anything needs attention')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;report' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write the page to this file, atomically, instead of stdout')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;timeline' {
            [CompletionResult]::new('--ahead', '--ahead', [CompletionResultType]::ParameterName, 'How far it goes into the future')
            [CompletionResult]::new('--back', '--back', [CompletionResultType]::ParameterName, 'How far it goes back')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'How many names, 0 for all [default: 50 on a terminal, else all]')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--ended', '--ended', [CompletionResultType]::ParameterName, 'Also names whose keys had all ended before it begins')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;calendar' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write the calendar to this file, atomically, instead of stdout')
            [CompletionResult]::new('--alarm', '--alarm', [CompletionResultType]::ParameterName, 'Remind so long before each event, such as 7d or 12h; repeatable')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;unlock' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'For how long: from 1s to 24h')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;lock' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;key' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a key and show its secret, once')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List keys')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a key')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change a key''s name, description, rights or rotation')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable a key until it is enabled again')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable a disabled key')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Permanently revoke a key, but keep its record')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a key''s record; only the audit log keeps it')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify a secret against the vault')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import existing keys')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;key;create' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'The key''s name, instead of NAME [env: KEYWRIGHT_NAME]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take prefix, scopes, defaults and limits from this profile [env: KEYWRIGHT_PROFILE]')
            [CompletionResult]::new('--prefix', '--prefix', [CompletionResultType]::ParameterName, 'Prefix of the secret, such as acme_live [env: KEYWRIGHT_PREFIX]')
            [CompletionResult]::new('--roles', '--roles', [CompletionResultType]::ParameterName, 'Roles, comma-separated; repeatable [env: KEYWRIGHT_ROLES]')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Scopes of the key, comma-separated; repeatable [env: KEYWRIGHT_SCOPES]')
            [CompletionResult]::new('--scopes', '--scopes', [CompletionResultType]::ParameterName, 'Scopes of the key, comma-separated; repeatable [env: KEYWRIGHT_SCOPES]')
            [CompletionResult]::new('--resource', '--resource', [CompletionResultType]::ParameterName, 'Bind the key to this resource and all below it, such as acme/products [env: KEYWRIGHT_RESOURCE]')
            [CompletionResult]::new('--environment', '--environment', [CompletionResultType]::ParameterName, 'Bind the key to one environment, such as prod [env: KEYWRIGHT_ENVIRONMENT]')
            [CompletionResult]::new('--network', '--network', [CompletionResultType]::ParameterName, 'Bind the key to these networks, such as 10.0.0.0/8, comma-separated; repeatable [env: KEYWRIGHT_NETWORK]')
            [CompletionResult]::new('--owner', '--owner', [CompletionResultType]::ParameterName, 'Who the key belongs to [env: KEYWRIGHT_OWNER]')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'What the key is for [env: KEYWRIGHT_DESCRIPTION]')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'A label; repeatable (the variable holds one) [env: KEYWRIGHT_LABEL]')
            [CompletionResult]::new('--expires', '--expires', [CompletionResultType]::ParameterName, 'Lifetime from now: days, or with s, m, h, d, w, or never; or as --expires-at [env: KEYWRIGHT_EXPIRES]')
            [CompletionResult]::new('--expires-at', '--expires-at', [CompletionResultType]::ParameterName, 'Expiry, as RFC 3339 time or date (UTC: its first second) [env: KEYWRIGHT_EXPIRES_AT]')
            [CompletionResult]::new('--not-before', '--not-before', [CompletionResultType]::ParameterName, 'Time from which the key is valid [env: KEYWRIGHT_NOT_BEFORE]')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'Write the secret to a new file (mode 0600) instead of stdout [env: KEYWRIGHT_SECRET_FILE]')
            [CompletionResult]::new('--encrypt-to', '--encrypt-to', [CompletionResultType]::ParameterName, 'Print the secret as an armoured age file for this recipient [env: KEYWRIGHT_ENCRYPT_TO]')
            [CompletionResult]::new('--to-credential', '--to-credential', [CompletionResultType]::ParameterName, 'Store the secret in this credential instead, replacing an existing one [env: KEYWRIGHT_TO_CREDENTIAL]')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Create one key per line of JSON in FILE, or stdin for -; all or none [env: KEYWRIGHT_FROM]')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--secret-only', '--secret-only', [CompletionResultType]::ParameterName, 'Print the secret and a newline, nothing else [env: KEYWRIGHT_SECRET_ONLY]')
            [CompletionResult]::new('--publish', '--publish', [CompletionResultType]::ParameterName, 'Publish the targets that changed, afterwards [env: KEYWRIGHT_PUBLISH]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;key;list' {
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'active, pending, retiring, disabled, expired or revoked; comma-separated, repeatable [env: KEYWRIGHT_STATUS]')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Only keys with this scope [env: KEYWRIGHT_SCOPE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Only keys of this profile [env: KEYWRIGHT_PROFILE]')
            [CompletionResult]::new('--resource', '--resource', [CompletionResultType]::ParameterName, 'Only keys bound to this resource or below it [env: KEYWRIGHT_RESOURCE]')
            [CompletionResult]::new('--environment', '--environment', [CompletionResultType]::ParameterName, 'Only keys bound to this environment [env: KEYWRIGHT_ENVIRONMENT]')
            [CompletionResult]::new('--owner', '--owner', [CompletionResultType]::ParameterName, 'Only keys of this owner [env: KEYWRIGHT_OWNER]')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only keys with this label; repeatable (the variable holds one) [env: KEYWRIGHT_LABEL]')
            [CompletionResult]::new('--expiring-within', '--expiring-within', [CompletionResultType]::ParameterName, 'Only keys that expire within this time, such as 30 (days), 12h or 2w [env: KEYWRIGHT_EXPIRING_WITHIN]')
            [CompletionResult]::new('--unused-for', '--unused-for', [CompletionResultType]::ParameterName, 'Only live keys not used for this long according to imported logs; for unused keys, since their creation [env: KEYWRIGHT_UNUSED_FOR]')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Sort by this; equal ones by age, and keys without it last [env: KEYWRIGHT_SORT]')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Items per page, 0 for all [default: 50 for table and json, else all] [env: KEYWRIGHT_LIMIT]')
            [CompletionResult]::new('--cursor', '--cursor', [CompletionResultType]::ParameterName, 'Continue after the previous page, in its order [env: KEYWRIGHT_CURSOR]')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--reverse', '--reverse', [CompletionResultType]::ParameterName, 'Reverse the order [env: KEYWRIGHT_REVERSE]')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show all columns uncut, however narrow the terminal is [env: KEYWRIGHT_WIDE]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;key;show' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;key;edit' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Rename the key and all other versions of it; servers do not notice')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Scopes of the key, comma-separated; repeatable')
            [CompletionResult]::new('--scopes', '--scopes', [CompletionResultType]::ParameterName, 'Scopes of the key, comma-separated; repeatable')
            [CompletionResult]::new('--resource', '--resource', [CompletionResultType]::ParameterName, 'Bind the key to this resource and all below it, such as acme/products')
            [CompletionResult]::new('--environment', '--environment', [CompletionResultType]::ParameterName, 'Bind the key to one environment, such as prod')
            [CompletionResult]::new('--network', '--network', [CompletionResultType]::ParameterName, 'Bind the key to these networks, such as 10.0.0.0/8, comma-separated; repeatable')
            [CompletionResult]::new('--owner', '--owner', [CompletionResultType]::ParameterName, 'Who the key belongs to')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'What the key is for')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'A label; repeatable')
            [CompletionResult]::new('--expires', '--expires', [CompletionResultType]::ParameterName, 'Lifetime from now: days, or with s, m, h, d, w, or never; or as --expires-at')
            [CompletionResult]::new('--expires-at', '--expires-at', [CompletionResultType]::ParameterName, 'Expiry, as RFC 3339 time or date (UTC: its first second)')
            [CompletionResult]::new('--remove-label', '--remove-label', [CompletionResultType]::ParameterName, 'Remove a label; repeatable')
            [CompletionResult]::new('--rotate-every', '--rotate-every', [CompletionResultType]::ParameterName, 'Rotate the key at this age: days, or with s, m, h, d, w')
            [CompletionResult]::new('--rotate-before', '--rotate-before', [CompletionResultType]::ParameterName, 'Rotate the key this long before it expires')
            [CompletionResult]::new('--grace', '--grace', [CompletionResultType]::ParameterName, 'How long the old secret stays valid after the new one is confirmed')
            [CompletionResult]::new('--deliver', '--deliver', [CompletionResultType]::ParameterName, 'Command that delivers the new secret, read from stdin, to the consumer; run without a shell')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Command that verifies that the consumer uses the new secret')
            [CompletionResult]::new('--revoked', '--revoked', [CompletionResultType]::ParameterName, 'Command to run after the old secret was revoked')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Accept a command that cannot be run yet')
            [CompletionResult]::new('--publish', '--publish', [CompletionResultType]::ParameterName, 'Publish the targets that changed, afterwards')
            [CompletionResult]::new('--widen', '--widen', [CompletionResultType]::ParameterName, 'Allow changes that widen the key''s rights or extend its life')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;key;disable' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--publish', '--publish', [CompletionResultType]::ParameterName, 'Publish the targets that changed, afterwards')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;key;enable' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--publish', '--publish', [CompletionResultType]::ParameterName, 'Publish the targets that changed, afterwards')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;key;revoke' {
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Reason, kept with the key and in the audit log')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--lineage', '--lineage', [CompletionResultType]::ParameterName, 'Revoke every key of the name, and end a rotation in progress')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--publish', '--publish', [CompletionResultType]::ParameterName, 'Publish the targets that changed, afterwards')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;key;delete' {
            [CompletionResult]::new('--ended-before', '--ended-before', [CompletionResultType]::ParameterName, 'Instead of KEY: all keys that were revoked or expired at least this long ago')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Instead of KEY: all keys that are revoked or expired; comma-separated, repeatable')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only show what would be deleted')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Delete it even if servers may still accept it, without a prompt; `publish` and `status` name it until they do not')
            [CompletionResult]::new('--publish', '--publish', [CompletionResultType]::ParameterName, 'Publish the targets that changed, afterwards')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;key;verify' {
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Require this scope; comma-separated, repeatable: all are required')
            [CompletionResult]::new('--resource', '--resource', [CompletionResultType]::ParameterName, 'Require access to this resource')
            [CompletionResult]::new('--environment', '--environment', [CompletionResultType]::ParameterName, 'Require validity in this environment')
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'Where the key is presented from: an IPv4 or IPv6 address; a key that is bound to networks needs it')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--lines', '--lines', [CompletionResultType]::ParameterName, 'Read secrets line by line, and answer each with one line of JSON')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;key;import' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The file, or - for stdin')
            [CompletionResult]::new('--from-file', '--from-file', [CompletionResultType]::ParameterName, 'Import keys lost by a restore from a verification file that this vault signed')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--trust-digests', '--trust-digests', [CompletionResultType]::ParameterName, 'Accept digests, although that of a weak secret can be guessed; recorded in the audit log')
            [CompletionResult]::new('--publish', '--publish', [CompletionResultType]::ParameterName, 'Publish the targets that changed, afterwards')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;key;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a key and show its secret, once')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List keys')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a key')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change a key''s name, description, rights or rotation')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable a key until it is enabled again')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable a disabled key')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Permanently revoke a key, but keep its record')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a key''s record; only the audit log keeps it')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify a secret against the vault')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import existing keys')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;key;help;create' {
            break
        }
        'keywright;key;help;list' {
            break
        }
        'keywright;key;help;show' {
            break
        }
        'keywright;key;help;edit' {
            break
        }
        'keywright;key;help;disable' {
            break
        }
        'keywright;key;help;enable' {
            break
        }
        'keywright;key;help;revoke' {
            break
        }
        'keywright;key;help;delete' {
            break
        }
        'keywright;key;help;verify' {
            break
        }
        'keywright;key;help;import' {
            break
        }
        'keywright;key;help;help' {
            break
        }
        'keywright;rotate' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Create the successor of a key, beside the one in use')
            [CompletionResult]::new('secret', 'secret', [CompletionResultType]::ParameterValue, 'Show the new key''s secret again, until it is confirmed')
            [CompletionResult]::new('confirm', 'confirm', [CompletionResultType]::ParameterValue, 'Confirm that the consumer has the new secret, which makes the new key active')
            [CompletionResult]::new('finish', 'finish', [CompletionResultType]::ParameterValue, 'Revoke the old key after its grace period')
            [CompletionResult]::new('abort', 'abort', [CompletionResultType]::ParameterValue, 'Abort a rotation: revoke the new key, and keep the old one')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show every rotation in progress and what it waits for')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Advance every rotation as far as possible, and start those that are due')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;rotate;start' {
            [CompletionResult]::new('--grace', '--grace', [CompletionResultType]::ParameterName, 'How long the old key works after the new one is confirmed [default: the profile''s, else 7d]')
            [CompletionResult]::new('--expires', '--expires', [CompletionResultType]::ParameterName, 'Lifetime of the new key: days, or with s, m, h, d, w, or never; or as --expires-at [default: the profile''s, else the old key''s]')
            [CompletionResult]::new('--expires-at', '--expires-at', [CompletionResultType]::ParameterName, 'Expiry of the new key, as RFC 3339 time or date (UTC: its first second)')
            [CompletionResult]::new('--encrypt-to', '--encrypt-to', [CompletionResultType]::ParameterName, 'Print the secret as an armoured age file for this age or SSH recipient')
            [CompletionResult]::new('--to-credential', '--to-credential', [CompletionResultType]::ParameterName, 'Store the secret in this credential instead, replacing an existing one')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--compromised', '--compromised', [CompletionResultType]::ParameterName, 'The old key was leaked: revoke it at once, and make the new one active')
            [CompletionResult]::new('--secret-only', '--secret-only', [CompletionResultType]::ParameterName, 'Print the secret and a newline, nothing else')
            [CompletionResult]::new('--publish', '--publish', [CompletionResultType]::ParameterName, 'Publish the targets that changed, afterwards')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;rotate;secret' {
            [CompletionResult]::new('--encrypt-to', '--encrypt-to', [CompletionResultType]::ParameterName, 'Print the secret as an armoured age file for this age or SSH recipient')
            [CompletionResult]::new('--to-credential', '--to-credential', [CompletionResultType]::ParameterName, 'Store the secret in this credential instead, replacing an existing one')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--secret-only', '--secret-only', [CompletionResultType]::ParameterName, 'Print the secret and a newline, nothing else')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;rotate;confirm' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Do not wait for servers to have the new key; those without it refuse it')
            [CompletionResult]::new('--publish', '--publish', [CompletionResultType]::ParameterName, 'Publish the targets that changed, afterwards')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;rotate;finish' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'End the grace period now')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Revoke the old key even if it is still in use, or an exported file lacks the new one')
            [CompletionResult]::new('--publish', '--publish', [CompletionResultType]::ParameterName, 'Publish the targets that changed, afterwards')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;rotate;abort' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--publish', '--publish', [CompletionResultType]::ParameterName, 'Publish the targets that changed, afterwards')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;rotate;status' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show all columns uncut, however narrow the terminal is')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;rotate;run' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only show what would be done')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;rotate;help' {
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Create the successor of a key, beside the one in use')
            [CompletionResult]::new('secret', 'secret', [CompletionResultType]::ParameterValue, 'Show the new key''s secret again, until it is confirmed')
            [CompletionResult]::new('confirm', 'confirm', [CompletionResultType]::ParameterValue, 'Confirm that the consumer has the new secret, which makes the new key active')
            [CompletionResult]::new('finish', 'finish', [CompletionResultType]::ParameterValue, 'Revoke the old key after its grace period')
            [CompletionResult]::new('abort', 'abort', [CompletionResultType]::ParameterValue, 'Abort a rotation: revoke the new key, and keep the old one')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show every rotation in progress and what it waits for')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Advance every rotation as far as possible, and start those that are due')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;rotate;help;start' {
            break
        }
        'keywright;rotate;help;secret' {
            break
        }
        'keywright;rotate;help;confirm' {
            break
        }
        'keywright;rotate;help;finish' {
            break
        }
        'keywright;rotate;help;abort' {
            break
        }
        'keywright;rotate;help;status' {
            break
        }
        'keywright;rotate;help;run' {
            break
        }
        'keywright;rotate;help;help' {
            break
        }
        'keywright;hook' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Run one hook of a key as a rotation would, once, with a dummy secret')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;hook;test' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;hook;help' {
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Run one hook of a key as a rotation would, once, with a dummy secret')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;hook;help;test' {
            break
        }
        'keywright;hook;help;help' {
            break
        }
        'keywright;profile' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a profile: a template and limits for keys')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List profiles')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a profile, and which live keys fall outside of its limits')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Replace a profile with the content of a file')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a profile that no live key uses')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;profile;add' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The TOML file, or - for stdin; at most 64 KiB')
            [CompletionResult]::new('--builtin', '--builtin', [CompletionResultType]::ParameterName, 'A built-in profile, named after the system to migrate from')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Accept a command that cannot be run yet')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;profile;list' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show all columns uncut, however narrow the terminal is')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;profile;show' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;profile;edit' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The TOML file, or - for stdin; at most 64 KiB')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Accept a command that cannot be run yet')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;profile;remove' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;profile;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a profile: a template and limits for keys')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List profiles')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a profile, and which live keys fall outside of its limits')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Replace a profile with the content of a file')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a profile that no live key uses')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;profile;help;add' {
            break
        }
        'keywright;profile;help;list' {
            break
        }
        'keywright;profile;help;show' {
            break
        }
        'keywright;profile;help;edit' {
            break
        }
        'keywright;profile;help;remove' {
            break
        }
        'keywright;profile;help;help' {
            break
        }
        'keywright;vault' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Show where the vault is, its id, format and counts')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Decrypt and verify every record, the manifest and the audit log')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Write a consistent copy to a new file')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Replace the vault with a backup')
            [CompletionResult]::new('rekey', 'rekey', [CompletionResultType]::ParameterValue, 'Replace the vault''s data key, or its signing key')
            [CompletionResult]::new('trust', 'trust', [CompletionResultType]::ParameterValue, 'Have this machine know the vault by its fingerprint')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;vault;info' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;vault;check' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--repair', '--repair', [CompletionResultType]::ParameterName, 'Drop damaged rows, and keep the rest')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;vault;backup' {
            [CompletionResult]::new('--recipient', '--recipient', [CompletionResultType]::ParameterName, 'Encrypt it to this age or SSH public key; repeatable')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;vault;restore' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;vault;rekey' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--signing', '--signing', [CompletionResultType]::ParameterName, 'Replace the signing key instead of the data key')
            [CompletionResult]::new('--prepare', '--prepare', [CompletionResultType]::ParameterName, 'Make the next signing key; files are signed with the old one until --activate')
            [CompletionResult]::new('--activate', '--activate', [CompletionResultType]::ParameterName, 'Sign with the prepared key from now on, and delete the old one')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;vault;trust' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;vault;help' {
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Show where the vault is, its id, format and counts')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Decrypt and verify every record, the manifest and the audit log')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Write a consistent copy to a new file')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Replace the vault with a backup')
            [CompletionResult]::new('rekey', 'rekey', [CompletionResultType]::ParameterValue, 'Replace the vault''s data key, or its signing key')
            [CompletionResult]::new('trust', 'trust', [CompletionResultType]::ParameterValue, 'Have this machine know the vault by its fingerprint')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;vault;help;info' {
            break
        }
        'keywright;vault;help;check' {
            break
        }
        'keywright;vault;help;backup' {
            break
        }
        'keywright;vault;help;restore' {
            break
        }
        'keywright;vault;help;rekey' {
            break
        }
        'keywright;vault;help;trust' {
            break
        }
        'keywright;vault;help;help' {
            break
        }
        'keywright;slot' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List slots')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a slot')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change the role of a slot')
            [CompletionResult]::new('passphrase', 'passphrase', [CompletionResultType]::ParameterValue, 'Change the passphrase of a slot')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a slot')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;slot;list' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show all columns uncut, however narrow the terminal is')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;slot;add' {
            [CompletionResult]::new('--recipient', '--recipient', [CompletionResultType]::ParameterName, 'age or SSH public key of the slot''s holder; the slot is unproven until it is used')
            [CompletionResult]::new('--new-identity', '--new-identity', [CompletionResultType]::ParameterName, 'Create a new age identity (mode 0600) for the slot in this file, which must not exist')
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'Role of the slot')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;slot;edit' {
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'New role of the slot')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;slot;passphrase' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;slot;remove' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;slot;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List slots')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a slot')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change the role of a slot')
            [CompletionResult]::new('passphrase', 'passphrase', [CompletionResultType]::ParameterValue, 'Change the passphrase of a slot')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a slot')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;slot;help;list' {
            break
        }
        'keywright;slot;help;add' {
            break
        }
        'keywright;slot;help;edit' {
            break
        }
        'keywright;slot;help;passphrase' {
            break
        }
        'keywright;slot;help;remove' {
            break
        }
        'keywright;slot;help;help' {
            break
        }
        'keywright;audit' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List events, newest last')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify that no event was changed, removed or inserted')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Print the log as JSON lines, regardless of the output format')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;audit;list' {
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Only events of the key with this id or start, or of all keys with this name, including deleted ones')
            [CompletionResult]::new('--around', '--around', [CompletionResultType]::ParameterName, 'With --key: all events within this time before or after each of those')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only events at or after this time: RFC 3339, a date (UTC), or so long ago, such as 7d')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Only events at or before this time: RFC 3339, a date (UTC: its first second), or so long ago')
            [CompletionResult]::new('--action', '--action', [CompletionResultType]::ParameterName, 'Only this action, such as key.revoke, or group of actions, such as rotation; repeatable')
            [CompletionResult]::new('--actor', '--actor', [CompletionResultType]::ParameterName, 'Only events by this slot or operating-system user')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Items per page, 0 for all [default: 50 for table and json, else all]')
            [CompletionResult]::new('--cursor', '--cursor', [CompletionResultType]::ParameterName, 'Continue after the previous page')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show all columns uncut, however narrow the terminal is')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;audit;verify' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;audit;export' {
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Only events of the key with this id or start, or of all keys with this name, including deleted ones')
            [CompletionResult]::new('--around', '--around', [CompletionResultType]::ParameterName, 'With --key: all events within this time before or after each of those')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only events at or after this time: RFC 3339, a date (UTC), or so long ago, such as 7d')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Only events at or before this time: RFC 3339, a date (UTC: its first second), or so long ago')
            [CompletionResult]::new('--action', '--action', [CompletionResultType]::ParameterName, 'Only this action, such as key.revoke, or group of actions, such as rotation; repeatable')
            [CompletionResult]::new('--actor', '--actor', [CompletionResultType]::ParameterName, 'Only events by this slot or operating-system user')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;audit;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List events, newest last')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify that no event was changed, removed or inserted')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Print the log as JSON lines, regardless of the output format')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;audit;help;list' {
            break
        }
        'keywright;audit;help;verify' {
            break
        }
        'keywright;audit;help;export' {
            break
        }
        'keywright;audit;help;help' {
            break
        }
        'keywright;target' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a target: a path at which verification files are kept up to date')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the targets, oldest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a target')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change a target, starting with its next file')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a target, but keep its file')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;target;add' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'File format')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Path of the file')
            [CompletionResult]::new('--dialect', '--dialect', [CompletionResultType]::ParameterName, 'Dialect of SQL, for the format sql; portable unless set')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'Audience of the files, which servers can require; repeatable, or none')
            [CompletionResult]::new('--valid-for', '--valid-for', [CompletionResultType]::ParameterName, 'Validity of its files: days, or with s, m, h, d, w; 30d unless set')
            [CompletionResult]::new('--resource', '--resource', [CompletionResultType]::ParameterName, 'Only keys that could act on this resource; repeatable, or none')
            [CompletionResult]::new('--environment', '--environment', [CompletionResultType]::ParameterName, 'Only keys that could be used in this environment; repeatable, or none')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Only keys with one of these scopes, comma-separated; repeatable, or none')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Only keys of this profile; repeatable, or none')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only keys with this label; repeatable: all are required; or none')
            [CompletionResult]::new('--mode', '--mode', [CompletionResultType]::ParameterName, 'The file''s permission bits, octal; 0600 unless set')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'The file''s group, by name or number; or none: that of the file it replaces')
            [CompletionResult]::new('--pickup', '--pickup', [CompletionResultType]::ParameterName, 'How long servers may take to load a new file; rotations wait for it; or none')
            [CompletionResult]::new('--servers', '--servers', [CompletionResultType]::ParameterName, 'The servers whose receipts count, comma-separated; repeatable, or none')
            [CompletionResult]::new('--reload', '--reload', [CompletionResultType]::ParameterName, 'Command that makes servers load a new file, split like a shell command line; or none')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--optional', '--optional', [CompletionResultType]::ParameterName, 'Do not let rotations wait for this target')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Accept a command that cannot be run yet')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;target;list' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show all columns uncut, however narrow the terminal is')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;target;show' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;target;edit' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'File format')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Path of the file; the one at the old path is kept')
            [CompletionResult]::new('--dialect', '--dialect', [CompletionResultType]::ParameterName, 'Dialect of SQL, for the format sql; portable unless set')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'Audience of the files, which servers can require; repeatable, or none')
            [CompletionResult]::new('--valid-for', '--valid-for', [CompletionResultType]::ParameterName, 'Validity of its files: days, or with s, m, h, d, w; 30d unless set')
            [CompletionResult]::new('--resource', '--resource', [CompletionResultType]::ParameterName, 'Only keys that could act on this resource; repeatable, or none')
            [CompletionResult]::new('--environment', '--environment', [CompletionResultType]::ParameterName, 'Only keys that could be used in this environment; repeatable, or none')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Only keys with one of these scopes, comma-separated; repeatable, or none')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Only keys of this profile; repeatable, or none')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only keys with this label; repeatable: all are required; or none')
            [CompletionResult]::new('--mode', '--mode', [CompletionResultType]::ParameterName, 'The file''s permission bits, octal; 0600 unless set')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'The file''s group, by name or number; or none: that of the file it replaces')
            [CompletionResult]::new('--pickup', '--pickup', [CompletionResultType]::ParameterName, 'How long servers may take to load a new file; rotations wait for it; or none')
            [CompletionResult]::new('--servers', '--servers', [CompletionResultType]::ParameterName, 'The servers whose receipts count, comma-separated; repeatable, or none')
            [CompletionResult]::new('--reload', '--reload', [CompletionResultType]::ParameterName, 'Command that makes servers load a new file, split like a shell command line; or none')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--optional', '--optional', [CompletionResultType]::ParameterName, 'Do not let rotations wait for this target')
            [CompletionResult]::new('--required', '--required', [CompletionResultType]::ParameterName, 'Let rotations wait for this target again')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Accept a command that cannot be run yet')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;target;remove' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;target;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a target: a path at which verification files are kept up to date')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the targets, oldest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a target')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change a target, starting with its next file')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a target, but keep its file')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;target;help;add' {
            break
        }
        'keywright;target;help;list' {
            break
        }
        'keywright;target;help;show' {
            break
        }
        'keywright;target;help;edit' {
            break
        }
        'keywright;target;help;remove' {
            break
        }
        'keywright;target;help;help' {
            break
        }
        'keywright;publish' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Write new files even if nothing changed, and over a file in force of another issuer, subject or format')
            [CompletionResult]::new('--raise-epoch', '--raise-epoch', [CompletionResultType]::ParameterName, 'Write new files that are above all that servers may have seen, of a new epoch each')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Only show what is due; exit 8 if anything is')
            [CompletionResult]::new('--accept-restore', '--accept-restore', [CompletionResultType]::ParameterName, 'After a restore: publish even if servers will accept other keys than with their present files')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;receipt' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import receipts of the files that servers have loaded')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;receipt;import' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;receipt;help' {
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import receipts of the files that servers have loaded')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;receipt;help;import' {
            break
        }
        'keywright;receipt;help;help' {
            break
        }
        'keywright;usage' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import last-used times from server logs')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;usage;import' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Format of the logs')
            [CompletionResult]::new('--key-field', '--key-field', [CompletionResultType]::ParameterName, 'Where the key is: in combined, user or the number of a field; in haproxy, the number of a captured request header [default: user; 1]')
            [CompletionResult]::new('--utc-offset', '--utc-offset', [CompletionResultType]::ParameterName, 'How far the clock in an HAProxy log is ahead of UTC [default: +00:00]')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--skip-broken', '--skip-broken', [CompletionResultType]::ParameterName, 'Skip and count lines that cannot be parsed')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;usage;help' {
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import last-used times from server logs')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;usage;help;import' {
            break
        }
        'keywright;usage;help;help' {
            break
        }
        'keywright;scan' {
            [CompletionResult]::new('--git', '--git', [CompletionResultType]::ParameterName, 'Search the history of the repository at PATH instead: all, or RANGE')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Format of the report [default: text]')
            [CompletionResult]::new('--rules', '--rules', [CompletionResultType]::ParameterName, 'Print a rule for another scanner instead of searching; needs no vault')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-ignore', '--no-ignore', [CompletionResultType]::ParameterName, 'Search files excluded by ignore files, too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;export' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'File format')
            [CompletionResult]::new('--dialect', '--dialect', [CompletionResultType]::ParameterName, 'Dialect of SQL, for the format sql')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'Audience of the file, which servers can require; repeatable')
            [CompletionResult]::new('--valid-for', '--valid-for', [CompletionResultType]::ParameterName, 'Validity of the file: days, or with s, m, h, d, w')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write the file to this path, atomically, instead of stdout')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace a file in force of another issuer, subject or format, or a newer one')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;public-key' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format of the key')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;check' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The verification file (jsonl)')
            [CompletionResult]::new('--public-key', '--public-key', [CompletionResultType]::ParameterName, 'Trusted public key: a file, or the key itself; repeatable')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'Require the file to be made for this audience')
            [CompletionResult]::new('--subject', '--subject', [CompletionResultType]::ParameterName, 'Require the file to be of this target, or of this `export/…`; replaces another that --state remembers')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Require this scope; comma-separated, repeatable: all are required')
            [CompletionResult]::new('--resource', '--resource', [CompletionResultType]::ParameterName, 'Require access to this resource')
            [CompletionResult]::new('--environment', '--environment', [CompletionResultType]::ParameterName, 'Require validity in this environment')
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'Where the key is presented from: an IPv4 or IPv6 address; a key that is bound to networks needs it')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Verify as if it were this time')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'Folder for rollback protection: remembers the newest file seen, and refuses older ones')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'Name of this server in the receipts written to --state [default: the host name]')
            [CompletionResult]::new('--reply', '--reply', [CompletionResultType]::ParameterName, 'How --lines answers')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--lines', '--lines', [CompletionResultType]::ParameterName, 'Read secrets line by line, and answer each with one line')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Look at the file before each answer, instead of reading it once: for a pipe that is held open')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;inspect' {
            [CompletionResult]::new('--public-key', '--public-key', [CompletionResultType]::ParameterName, 'Trusted public key: a file, or the key itself; repeatable')
            [CompletionResult]::new('--install', '--install', [CompletionResultType]::ParameterName, 'Install the file at this path')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'Require the file to be made for this audience')
            [CompletionResult]::new('--subject', '--subject', [CompletionResultType]::ParameterName, 'Require the file to be of this target, or of this `export/…`; replaces another that --state remembers')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'Folder for rollback protection: remembers the newest file seen')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'Name of this server in the receipts written to --state [default: the host name]')
            [CompletionResult]::new('--reload', '--reload', [CompletionResultType]::ParameterName, 'Command that makes the server load the installed file, split like a shell command line')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;diff' {
            [CompletionResult]::new('--public-key', '--public-key', [CompletionResultType]::ParameterName, 'Require both files to be signed by this public key: a file, or the key itself; repeatable')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;credential' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Store a secret, replacing an existing one')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Print a stored secret and a newline')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List credentials, oldest first, without their secrets')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check whether a stored secret is still valid')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Permanently remove a stored secret')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;credential;set' {
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Command that verifies the secret: reads it from stdin, exits 0 if it is valid; or none')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'What the secret is for; "" removes it')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Accept a command that cannot be run yet')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;credential;get' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;credential;list' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show all columns uncut, however narrow the terminal is')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;credential;verify' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;credential;remove' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip the confirmation prompt (required without a terminal)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;credential;help' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Store a secret, replacing an existing one')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Print a stored secret and a newline')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List credentials, oldest first, without their secrets')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check whether a stored secret is still valid')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Permanently remove a stored secret')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;credential;help;set' {
            break
        }
        'keywright;credential;help;get' {
            break
        }
        'keywright;credential;help;list' {
            break
        }
        'keywright;credential;help;verify' {
            break
        }
        'keywright;credential;help;remove' {
            break
        }
        'keywright;credential;help;help' {
            break
        }
        'keywright;run' {
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'Set a variable to a stored secret; repeatable')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Set a variable to the path of a file with a stored secret; repeatable')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;completions' {
            [CompletionResult]::new('--word', '--word', [CompletionResultType]::ParameterName, 'What bash takes for the word to complete')
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;man' {
            [CompletionResult]::new('--vault', '--vault', [CompletionResultType]::ParameterName, 'Vault file [default: $XDG_DATA_HOME/keywright/vault.db] [env: KEYWRIGHT_VAULT]')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'age or SSH identity that unlocks the vault; repeatable [env: KEYWRIGHT_IDENTITY]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of a file or pipe [env: KEYWRIGHT_PASSPHRASE_FILE]')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from an open file descriptor')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format on stdout [default: table] [env: KEYWRIGHT_OUTPUT]')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the vault''s lock, in seconds or with s, m, h [default: 10] [env: KEYWRIGHT_LOCK_TIMEOUT]')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'Trust the vault with this fingerprint for this call, whatever this machine knows [env: KEYWRIGHT_TRUST]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail instead [env: KEYWRIGHT_NO_INPUT]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print the causes of errors on stderr')
            [CompletionResult]::new('--accept-clock', '--accept-clock', [CompletionResultType]::ParameterName, 'Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead')
            [CompletionResult]::new('--accept-rollback', '--accept-rollback', [CompletionResultType]::ParameterName, 'Read a vault that was rolled back')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'keywright;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Create a vault')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the vault''s status: counts, what expires soon, warnings')
            [CompletionResult]::new('report', 'report', [CompletionResultType]::ParameterValue, 'Write a page that shows how the keys live')
            [CompletionResult]::new('timeline', 'timeline', [CompletionResultType]::ParameterValue, 'Draw the life of keys as a timeline in the terminal')
            [CompletionResult]::new('calendar', 'calendar', [CompletionResultType]::ParameterValue, 'Write what is to come as a calendar (iCalendar)')
            [CompletionResult]::new('unlock', 'unlock', [CompletionResultType]::ParameterValue, 'Keep the vault open for a while: no passphrase for each command')
            [CompletionResult]::new('lock', 'lock', [CompletionResultType]::ParameterValue, 'Drop what `unlock` holds in this session')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'Create, list, rotate and revoke keys')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Replace keys without downtime')
            [CompletionResult]::new('hook', 'hook', [CompletionResultType]::ParameterValue, 'Try the hooks of rotations')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'Manage profiles: templates and limits for keys')
            [CompletionResult]::new('vault', 'vault', [CompletionResultType]::ParameterValue, 'Back up, check, restore and repair the vault')
            [CompletionResult]::new('slot', 'slot', [CompletionResultType]::ParameterValue, 'Manage key slots: identities and passphrases that unlock the vault')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Read, verify and export the audit log')
            [CompletionResult]::new('target', 'target', [CompletionResultType]::ParameterValue, 'Manage targets: destinations of verification files')
            [CompletionResult]::new('publish', 'publish', [CompletionResultType]::ParameterValue, 'Write the files of targets that are out of date, and reload their servers')
            [CompletionResult]::new('receipt', 'receipt', [CompletionResultType]::ParameterValue, 'Import receipts of the files that servers have loaded')
            [CompletionResult]::new('usage', 'usage', [CompletionResultType]::ParameterValue, 'Import last-used times from server logs')
            [CompletionResult]::new('scan', 'scan', [CompletionResultType]::ParameterValue, 'Find leaked secrets in files, folders, logs and the history of git')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write a signed verification file for servers')
            [CompletionResult]::new('public-key', 'public-key', [CompletionResultType]::ParameterValue, 'Print the public key that servers trust')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Verify a presented secret against a verification file, as a server does')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show the claims of a verification file and verify it')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two verification files: keys added, removed and changed')
            [CompletionResult]::new('credential', 'credential', [CompletionResultType]::ParameterValue, 'Store secrets made elsewhere and pass them to programs')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Run a program with stored secrets in its environment')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'keywright;help;init' {
            break
        }
        'keywright;help;status' {
            break
        }
        'keywright;help;report' {
            break
        }
        'keywright;help;timeline' {
            break
        }
        'keywright;help;calendar' {
            break
        }
        'keywright;help;unlock' {
            break
        }
        'keywright;help;lock' {
            break
        }
        'keywright;help;key' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a key and show its secret, once')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List keys')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a key')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change a key''s name, description, rights or rotation')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable a key until it is enabled again')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable a disabled key')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Permanently revoke a key, but keep its record')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a key''s record; only the audit log keeps it')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify a secret against the vault')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import existing keys')
            break
        }
        'keywright;help;key;create' {
            break
        }
        'keywright;help;key;list' {
            break
        }
        'keywright;help;key;show' {
            break
        }
        'keywright;help;key;edit' {
            break
        }
        'keywright;help;key;disable' {
            break
        }
        'keywright;help;key;enable' {
            break
        }
        'keywright;help;key;revoke' {
            break
        }
        'keywright;help;key;delete' {
            break
        }
        'keywright;help;key;verify' {
            break
        }
        'keywright;help;key;import' {
            break
        }
        'keywright;help;rotate' {
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Create the successor of a key, beside the one in use')
            [CompletionResult]::new('secret', 'secret', [CompletionResultType]::ParameterValue, 'Show the new key''s secret again, until it is confirmed')
            [CompletionResult]::new('confirm', 'confirm', [CompletionResultType]::ParameterValue, 'Confirm that the consumer has the new secret, which makes the new key active')
            [CompletionResult]::new('finish', 'finish', [CompletionResultType]::ParameterValue, 'Revoke the old key after its grace period')
            [CompletionResult]::new('abort', 'abort', [CompletionResultType]::ParameterValue, 'Abort a rotation: revoke the new key, and keep the old one')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show every rotation in progress and what it waits for')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Advance every rotation as far as possible, and start those that are due')
            break
        }
        'keywright;help;rotate;start' {
            break
        }
        'keywright;help;rotate;secret' {
            break
        }
        'keywright;help;rotate;confirm' {
            break
        }
        'keywright;help;rotate;finish' {
            break
        }
        'keywright;help;rotate;abort' {
            break
        }
        'keywright;help;rotate;status' {
            break
        }
        'keywright;help;rotate;run' {
            break
        }
        'keywright;help;hook' {
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Run one hook of a key as a rotation would, once, with a dummy secret')
            break
        }
        'keywright;help;hook;test' {
            break
        }
        'keywright;help;profile' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a profile: a template and limits for keys')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List profiles')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a profile, and which live keys fall outside of its limits')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Replace a profile with the content of a file')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a profile that no live key uses')
            break
        }
        'keywright;help;profile;add' {
            break
        }
        'keywright;help;profile;list' {
            break
        }
        'keywright;help;profile;show' {
            break
        }
        'keywright;help;profile;edit' {
            break
        }
        'keywright;help;profile;remove' {
            break
        }
        'keywright;help;vault' {
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Show where the vault is, its id, format and counts')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Decrypt and verify every record, the manifest and the audit log')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Write a consistent copy to a new file')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Replace the vault with a backup')
            [CompletionResult]::new('rekey', 'rekey', [CompletionResultType]::ParameterValue, 'Replace the vault''s data key, or its signing key')
            [CompletionResult]::new('trust', 'trust', [CompletionResultType]::ParameterValue, 'Have this machine know the vault by its fingerprint')
            break
        }
        'keywright;help;vault;info' {
            break
        }
        'keywright;help;vault;check' {
            break
        }
        'keywright;help;vault;backup' {
            break
        }
        'keywright;help;vault;restore' {
            break
        }
        'keywright;help;vault;rekey' {
            break
        }
        'keywright;help;vault;trust' {
            break
        }
        'keywright;help;slot' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List slots')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a slot')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change the role of a slot')
            [CompletionResult]::new('passphrase', 'passphrase', [CompletionResultType]::ParameterValue, 'Change the passphrase of a slot')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a slot')
            break
        }
        'keywright;help;slot;list' {
            break
        }
        'keywright;help;slot;add' {
            break
        }
        'keywright;help;slot;edit' {
            break
        }
        'keywright;help;slot;passphrase' {
            break
        }
        'keywright;help;slot;remove' {
            break
        }
        'keywright;help;audit' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List events, newest last')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify that no event was changed, removed or inserted')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Print the log as JSON lines, regardless of the output format')
            break
        }
        'keywright;help;audit;list' {
            break
        }
        'keywright;help;audit;verify' {
            break
        }
        'keywright;help;audit;export' {
            break
        }
        'keywright;help;target' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a target: a path at which verification files are kept up to date')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the targets, oldest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a target')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change a target, starting with its next file')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a target, but keep its file')
            break
        }
        'keywright;help;target;add' {
            break
        }
        'keywright;help;target;list' {
            break
        }
        'keywright;help;target;show' {
            break
        }
        'keywright;help;target;edit' {
            break
        }
        'keywright;help;target;remove' {
            break
        }
        'keywright;help;publish' {
            break
        }
        'keywright;help;receipt' {
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import receipts of the files that servers have loaded')
            break
        }
        'keywright;help;receipt;import' {
            break
        }
        'keywright;help;usage' {
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import last-used times from server logs')
            break
        }
        'keywright;help;usage;import' {
            break
        }
        'keywright;help;scan' {
            break
        }
        'keywright;help;export' {
            break
        }
        'keywright;help;public-key' {
            break
        }
        'keywright;help;check' {
            break
        }
        'keywright;help;inspect' {
            break
        }
        'keywright;help;diff' {
            break
        }
        'keywright;help;credential' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Store a secret, replacing an existing one')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Print a stored secret and a newline')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List credentials, oldest first, without their secrets')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check whether a stored secret is still valid')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Permanently remove a stored secret')
            break
        }
        'keywright;help;credential;set' {
            break
        }
        'keywright;help;credential;get' {
            break
        }
        'keywright;help;credential;list' {
            break
        }
        'keywright;help;credential;verify' {
            break
        }
        'keywright;help;credential;remove' {
            break
        }
        'keywright;help;run' {
            break
        }
        'keywright;help;completions' {
            break
        }
        'keywright;help;man' {
            break
        }
        'keywright;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
