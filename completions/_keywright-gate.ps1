
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'keywright-gate' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'keywright-gate'
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
        'keywright-gate' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The verification file (jsonl); it need not exist yet')
            [CompletionResult]::new('--public-key', '--public-key', [CompletionResultType]::ParameterName, 'Trusted public key: a file, or the key itself; repeatable')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'Folder for rollback protection: remembers the newest file seen, and refuses older ones')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'Require the file to be made for this audience')
            [CompletionResult]::new('--subject', '--subject', [CompletionResultType]::ParameterName, 'Require the file to be of this target, or of this `export/…`; replaces another that --state remembers')
            [CompletionResult]::new('--demand', '--demand', [CompletionResultType]::ParameterName, 'What the path /NAME asks for: all of these scopes; none after `=`: a valid key only; repeatable')
            [CompletionResult]::new('--resource', '--resource', [CompletionResultType]::ParameterName, 'Require access to this resource, whatever the demand')
            [CompletionResult]::new('--environment', '--environment', [CompletionResultType]::ParameterName, 'Require validity in this environment, whatever the demand')
            [CompletionResult]::new('--client-address', '--client-address', [CompletionResultType]::ParameterName, 'The header in which the proxy says the client''s address, for keys that are bound to networks')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'Name of this server in the receipts written to --state [default: the host name]')
            [CompletionResult]::new('--usage', '--usage', [CompletionResultType]::ParameterName, 'Append when keys were used, as JSON lines for `keywright usage import`; `-` is standard output')
            [CompletionResult]::new('--max-connections', '--max-connections', [CompletionResultType]::ParameterName, 'Most connections at once; beyond it the one that has been idle for the longest time is closed')
            [CompletionResult]::new('--idle-timeout', '--idle-timeout', [CompletionResultType]::ParameterName, 'How long a connection may wait for its next request, in seconds; longer than the proxy keeps it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
