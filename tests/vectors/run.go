// The vectors, answered by examples/go/keywright.go, which lies beside this file in a folder keywright:
// fixtures/vectors/README.md has the protocol.
package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"example/keywright"
)

type load struct {
	File      string
	Trusted   []string
	Now       int64
	Audience  string
	Subject   string
	Tolerance *int64
}

type ask struct {
	Presented    string
	PresentedHex string `json:"presented_hex"`
	Now          int64
	Scopes       []string
	Resource     *string
	Environment  *string
	Address      *string
}

type vectors struct {
	Keys  map[string]string
	Cases []struct {
		load
		Name      string
		Before    []load
		Damaged   map[string]string
		Decisions []ask
	}
}

type answer struct {
	Answer    string   `json:"answer"`
	Key       string   `json:"key,omitempty"`
	Unchecked []string `json:"unchecked,omitempty"`
}

type line struct {
	Case      string   `json:"case"`
	Load      string   `json:"load"`
	Decisions []answer `json:"decisions"`
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (l load) run(folder string, keys map[string]string, state *keywright.State) (*keywright.File, string) {
	var trusted []string
	for _, name := range l.Trusted {
		trusted = append(trusted, keys[name])
	}
	verifier, err := keywright.NewVerifier(strings.Join(trusted, "\n"), l.Audience, l.Subject)
	must(err)
	if l.Tolerance != nil {
		verifier.Ahead = *l.Tolerance
	}
	file, err := os.Open(filepath.Join(folder, "files", l.File+".jsonl"))
	must(err)
	defer file.Close()
	loaded, err := verifier.Load(file, l.Now, state, func() error { return nil })
	if err == nil {
		err = state.Accept(loaded.Claims, verifier, l.Now)
	}
	var refused *keywright.Refused
	if errors.As(err, &refused) {
		return nil, refused.Reason
	}
	must(err)
	return loaded, ""
}

func (a ask) run(file *keywright.File) answer {
	presented := a.Presented
	if a.PresentedHex != "" {
		bytes, err := hex.DecodeString(a.PresentedHex)
		must(err)
		presented = string(bytes)
	}
	demand := keywright.Scopes(a.Scopes...)
	if a.Resource != nil {
		demand = demand.Resource(*a.Resource)
	}
	if a.Environment != nil {
		demand = demand.Environment(*a.Environment)
	}
	if a.Address != nil {
		demand = demand.From(*a.Address)
	}
	decision, err := file.Decide(presented, demand, a.Now)
	if err != nil {
		return answer{Answer: "usage"}
	}
	return answer{decision.Reason, decision.ID, decision.Unchecked}
}

func main() {
	folder, scratch := os.Args[1], os.Args[2]
	text, err := os.ReadFile(filepath.Join(folder, "cases.json"))
	must(err)
	var all vectors
	must(json.Unmarshal(text, &all))
	out := json.NewEncoder(os.Stdout)
	for _, c := range all.Cases {
		own := filepath.Join(scratch, c.Name)
		state, err := keywright.NewState(own, "")
		must(err)
		word, decisions := "accepted", []answer{}
		for _, before := range c.Before {
			if _, reason := before.run(folder, all.Keys, state); reason != "" {
				word = "before: " + reason
			}
		}
		for name, text := range c.Damaged {
			must(os.WriteFile(filepath.Join(own, name), []byte(text), 0o600))
		}
		if word == "accepted" {
			file, reason := c.load.run(folder, all.Keys, state)
			if reason != "" {
				word = reason
			} else {
				for _, a := range c.Decisions {
					decisions = append(decisions, a.run(file))
				}
			}
		}
		must(out.Encode(line{c.Name, word, decisions}))
	}
}
