
use builtin;
use str;

set edit:completion:arg-completer[keywright-gate] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'keywright-gate'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'keywright-gate'= {
            cand --file 'The verification file (jsonl); it need not exist yet'
            cand --public-key 'Trusted public key: a file, or the key itself; repeatable'
            cand --state 'Folder for rollback protection: remembers the newest file seen, and refuses older ones'
            cand --audience 'Require the file to be made for this audience'
            cand --subject 'Require the file to be of this target, or of this `export/…`; replaces another that --state remembers'
            cand --demand 'What the path /NAME asks for: all of these scopes; none after `=`: a valid key only; repeatable'
            cand --resource 'Require access to this resource, whatever the demand'
            cand --environment 'Require validity in this environment, whatever the demand'
            cand --client-address 'The header in which the proxy says the client''s address, for keys that are bound to networks'
            cand --server 'Name of this server in the receipts written to --state [default: the host name]'
            cand --usage 'Append when keys were used, as JSON lines for `keywright usage import`; `-` is standard output'
            cand --max-connections 'Most connections at once; beyond it the one that has been idle for the longest time is closed'
            cand --idle-timeout 'How long a connection may wait for its next request, in seconds; longer than the proxy keeps it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
    ]
    $completions[$command]
}
