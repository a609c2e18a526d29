complete -c keywright-gate -l file -d 'The verification file (jsonl); it need not exist yet' -r -F
complete -c keywright-gate -l public-key -d 'Trusted public key: a file, or the key itself; repeatable' -r
complete -c keywright-gate -l state -d 'Folder for rollback protection: remembers the newest file seen, and refuses older ones' -r -F
complete -c keywright-gate -l audience -d 'Require the file to be made for this audience' -r
complete -c keywright-gate -l subject -d 'Require the file to be of this target, or of this `export/…`; replaces another that --state remembers' -r
complete -c keywright-gate -l demand -d 'What the path /NAME asks for: all of these scopes; none after `=`: a valid key only; repeatable' -r
complete -c keywright-gate -l resource -d 'Require access to this resource, whatever the demand' -r
complete -c keywright-gate -l environment -d 'Require validity in this environment, whatever the demand' -r
complete -c keywright-gate -l client-address -d 'The header in which the proxy says the client\'s address, for keys that are bound to networks' -r
complete -c keywright-gate -l server -d 'Name of this server in the receipts written to --state [default: the host name]' -r
complete -c keywright-gate -l usage -d 'Append when keys were used, as JSON lines for `keywright usage import`; `-` is standard output' -r -F
complete -c keywright-gate -l max-connections -d 'Most connections at once; beyond it the one that has been idle for the longest time is closed' -r
complete -c keywright-gate -l idle-timeout -d 'How long a connection may wait for its next request, in seconds; longer than the proxy keeps it' -r
complete -c keywright-gate -s h -l help -d 'Print help (see more with \'--help\')'
complete -c keywright-gate -s V -l version -d 'Print version'
