// Package keywright accepts or refuses API keys by a verification file (jsonl) that Keywright signed.
//
// One file to copy; needs Go 1.19 and nothing but the standard library. README.md has an example,
// docs/format/verification-file.md the rules. Keys follows a file beside the requests and decides; Require is
// middleware around it. No secret is ever logged, stored, or put into an error.
package keywright

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"log"
	"math"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	maxLine     = 65536
	maxStored   = 1 << 20
	maxInteger  = 1<<53 - 1
	maxNetworks = 32
	maxLevel    = 32
	tolerance   = 300
	piece       = 1 << 17
)

// Refused is a file that must not be used. Reason is one of signature, version, digest, format, audience, subject,
// stale, older, io; Text says more.
type Refused struct {
	Reason, Text string
	mayPass      bool  // it is of the moment and not of the file
	before       int64 // it would pass before this time, if the clock was wrong
}

func (r *Refused) Error() string { return r.Text }

func refused(reason, format string, values ...any) error {
	return &Refused{reason, fmt.Sprintf(format, values...), false, 0}
}

func passing(reason, format string, values ...any) error {
	return &Refused{reason, fmt.Sprintf(format, values...), true, 0}
}

// ---- JSON (RFC 8259), strictly: no member twice, no half of a surrogate pair, no invalid UTF-8, 32 levels at most

var errJSON = errors.New("malformed")

type scanner struct {
	text []byte
	at   int
}

func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

func (s *scanner) space() {
	for s.at < len(s.text) && strings.IndexByte(" \t\n\r", s.text[s.at]) >= 0 {
		s.at++
	}
}

func (s *scanner) expect(c byte) bool {
	if s.peek() != c || s.at >= len(s.text) {
		return false
	}
	s.at++
	return true
}

// token passes a string, as it is written.
func (s *scanner) token() (string, bool) {
	start := s.at
	if !s.expect('"') {
		return "", false
	}
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		switch {
		case c == '"':
			return string(s.text[start:s.at]), true
		case c < ' ':
			return "", false
		case c == '\\':
			c = s.peek()
			s.at++
			if c == 'u' {
				if s.at+4 > len(s.text) {
					return "", false
				}
				if _, err := hex.DecodeString(string(s.text[s.at : s.at+4])); err != nil {
					return "", false
				}
				s.at += 4
			} else if c == 0 || strings.IndexByte(`"\/bfnrt`, c) < 0 {
				return "", false
			}
		}
	}
	return "", false
}

var scalar = regexp.MustCompile(`^(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)`)

// value passes any value. Found gets the members of an object.
func (s *scanner) value(level int, found members, escapes bool) bool {
	opening := s.peek()
	if opening == '"' {
		token, ok := s.token()
		_, err := unquoted(token)
		return ok && err == nil
	}
	if opening != '{' && opening != '[' {
		token := scalar.Find(s.text[s.at:])
		s.at += len(token)
		return token != nil
	}
	if level > maxLevel {
		return false
	}
	closing := opening + 2 // in ASCII
	s.at++
	s.space()
	for more := s.peek() != closing; more; more = s.expect(',') {
		s.space()
		name := ""
		if opening == '{' {
			token, ok := s.token()
			text, err := unquoted(token)
			if _, twice := found[text]; !ok || err != nil || twice || !escapes && strings.IndexByte(token, '\\') >= 0 {
				return false
			}
			name = text
			if s.space(); !s.expect(':') {
				return false
			}
			s.space()
		}
		start := s.at
		if !s.value(level+1, members{}, true) {
			return false
		}
		found[name] = string(s.text[start:s.at])
		s.space()
	}
	return s.expect(closing)
}

// unquoted is the text of a string; half of a surrogate pair is an error.
func unquoted(token string) (string, error) {
	if !strings.HasPrefix(token, `"`) {
		return "", errJSON
	}
	if strings.IndexByte(token, '\\') < 0 {
		return token[1 : len(token)-1], nil
	}
	rest, unit := token, func(text string) rune {
		code, err := strconv.ParseUint(text, 16, 16)
		if err != nil {
			return -1
		}
		return rune(code)
	}
	for {
		at := strings.IndexByte(rest, '\\')
		if at < 0 {
			break
		}
		if rest[at+1] != 'u' {
			rest = rest[at+2:]
			continue
		}
		code := unit(rest[at+2 : at+6])
		rest = rest[at+6:]
		if utf16.IsSurrogate(code) {
			if len(rest) < 6 || rest[:2] != `\u` || utf16.DecodeRune(code, unit(rest[2:6])) == utf8.RuneError {
				return "", errJSON
			}
			rest = rest[6:]
		}
	}
	var text string
	err := json.Unmarshal([]byte(token), &text)
	return text, err
}

type members map[string]string

// object reads the members of a JSON object, name to JSON text.
func object(data []byte, escapes bool) (members, error) {
	s, found := scanner{text: data}, members{}
	s.space()
	if !utf8.Valid(data) || s.peek() != '{' || !s.value(1, found, escapes) {
		return nil, errJSON
	}
	if s.space(); s.at != len(data) {
		return nil, errJSON
	}
	return found, nil
}

// reading takes members one after the other, and keeps the first error.
type reading struct {
	members
	err error
}

func (r *reading) take(name string) string {
	token, ok := r.members[name]
	if !ok {
		r.err = errJSON
	}
	return token
}

func (r *reading) string(name string) string {
	text, err := unquoted(r.take(name))
	if err != nil {
		r.err = err
	}
	return text
}

// plain is a string without escapes: no value of an entry needs one.
func (r *reading) plain(name string) string {
	if strings.IndexByte(r.take(name), '\\') >= 0 {
		r.err = errJSON
	}
	return r.string(name)
}

var integer = regexp.MustCompile(`^(?:0|-?[1-9][0-9]{0,15})$`)

func (r *reading) integer(name string, least int64) int64 {
	token := r.take(name)
	value, err := strconv.ParseInt(token, 10, 64)
	if err != nil || !integer.MatchString(token) || value < least || value > maxInteger {
		r.err = errJSON
	}
	return value
}

func (r *reading) strings(name string) []string {
	s, found := scanner{text: []byte(r.take(name))}, []string{}
	if !s.expect('[') {
		r.err = errJSON
		return nil
	}
	s.space()
	for more := s.peek() != ']'; more; more = s.expect(',') {
		s.space()
		token, ok := s.token()
		if !ok {
			r.err = errJSON
			return nil
		}
		text, err := unquoted(token)
		if err != nil {
			r.err = err
		}
		found = append(found, text)
		s.space()
	}
	return found
}

// ---- values

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

var (
	nothing = []string{"", "-", "null", "nil", "none", "undefined"}
	segment = only(alphanumeric + "._~:@+=-")
	stage   = only(alphanumeric + "._-")
	base32  = only("abcdefghijklmnopqrstuvwxyz234567")
	digits  = only("0123456789abcdef")
	secret  = regexp.MustCompile(`^[a-z][a-z0-9]*(?:_[a-z0-9]+)*_[0-9A-Za-z]{54}$`)
)

// only returns whether a text has only these characters, and has 1 to 64.
func only(allowed string) func(string) bool {
	var table [256]bool
	for _, c := range []byte(allowed) {
		table[c] = true
	}
	return func(text string) bool {
		for i := 0; i < len(text); i++ {
			if !table[text[i]] {
				return false
			}
		}
		return len(text) >= 1 && len(text) <= 64
	}
}

func isScope(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c <= ' ' || c > '~' || c == ',' || c == '"' || c == '\\' {
			return false
		}
	}
	return len(text) >= 1 && len(text) <= 64
}

func isResource(text string) bool {
	parts := strings.Split(text, "/")
	for _, part := range parts {
		if !segment(part) || part == "." || part == ".." {
			return false
		}
	}
	return len(parts) <= 16
}

func isEnvironment(text string) bool {
	return stage(text) && strings.IndexByte("._-", text[0]) < 0
}

func isHex(text string) bool { return len(text) == 64 && digits(text) }

func isID(text string) bool { return len(text) == 30 && text[:4] == "key_" && base32(text[4:]) }

func isAudience(text string) bool {
	return len(text) <= 128 && regexp.MustCompile(`^[A-Za-z0-9._~:@+=/-]+$`).MatchString(text)
}

// IsNothing returns whether this is what a program sends whose variable was not set.
func IsNothing(presented string) bool {
	presented = strings.Trim(presented, " \t\n\r\f")
	for _, word := range nothing {
		if len(word) == len(presented) && strings.EqualFold(word, presented) {
			return true
		}
	}
	return false
}

// IsSecret returns whether it has the form of a Keywright secret, its checksum included.
func IsSecret(presented string) bool {
	if len(presented) > 87 || !secret.MatchString(presented) {
		return false
	}
	checked, checksum := presented[:len(presented)-6], presented[len(presented)-6:]
	rest := crc32.ChecksumIEEE([]byte(checked))
	for i := 5; i >= 0; i-- {
		if checksum[i] != base62[rest%62] {
			return false
		}
		rest /= 62
	}
	return true
}

func networksOf(text string) ([]netip.Prefix, error) {
	words := strings.Split(text, " ")
	if len(words) > maxNetworks {
		return nil, errJSON
	}
	found := make([]netip.Prefix, 0, len(words))
	for _, word := range words {
		network, err := netip.ParsePrefix(word)
		_, length, _ := strings.Cut(word, "/")
		if err != nil || network != network.Masked() || network.Addr().Zone() != "" ||
			length != strconv.Itoa(network.Bits()) || (network.Addr().Is4In6() && network.Bits() >= 96) {
			return nil, errJSON
		}
		found = append(found, network)
	}
	return found, nil
}

// ---- entries

type entry struct {
	digest, id, scope, resource, environment string
	nbf, exp                                 int64
	networks                                 []netip.Prefix // nil: from anywhere
	supported                                bool
}

var known = map[string]bool{
	"digest": true, "id": true, "nbf": true, "exp": true, "scope": true, "resource": true, "environment": true, "net": true,
}

func skip(line *[]byte, prefix string) bool {
	if !bytes.HasPrefix(*line, []byte(prefix)) {
		return false
	}
	*line = (*line)[len(prefix):]
	return true
}

// takeTime passes a number of up to 15 digits, and a comma.
func takeTime(line *[]byte, value *int64) bool {
	at, found := 0, int64(0)
	for ; at < len(*line) && at < 16 && (*line)[at] >= '0' && (*line)[at] <= '9'; at++ {
		found = found*10 + int64((*line)[at]-'0')
	}
	// Others, such as negative ones, are left to the JSON parser.
	if at < 1 || at > 15 || at > 1 && (*line)[0] == '0' || at == len(*line) || (*line)[at] != ',' {
		return false
	}
	*value, *line = found, (*line)[at+1:]
	return true
}

func takeText(line *[]byte, name string, value *string) bool {
	if !skip(line, name) {
		return true
	}
	at := bytes.IndexByte(*line, '"')
	if at < 1 {
		return false
	}
	*value, *line = string((*line)[:at]), (*line)[at+1:]
	return true
}

// headOf reads a line as the vault writes it, up to its rights. Without its id, if `short`.
func headOf(line []byte, found *entry, short bool) ([]byte, bool) {
	rest := line
	if !skip(&rest, `{"digest":"`) || len(rest) < 64+8+30+2 || !isHexBytes(rest[:64]) {
		return nil, false
	}
	if !short {
		found.digest, found.id = string(rest[:64]), string(rest[72:102])
	}
	id := rest[64:104]
	if !bytes.HasPrefix(id, []byte(`","id":"key_`)) || !bytes.HasSuffix(id, []byte(`",`)) || !isBase32Bytes(id[12:38]) {
		return nil, false
	}
	rest = rest[104:]
	found.nbf, found.exp = math.MinInt64, math.MaxInt64
	if skip(&rest, `"nbf":`) && !takeTime(&rest, &found.nbf) {
		return nil, false
	}
	if skip(&rest, `"exp":`) && !takeTime(&rest, &found.exp) {
		return nil, false
	}
	return rest, true
}

func isHexBytes(text []byte) bool {
	for _, c := range text {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func isBase32Bytes(text []byte) bool {
	for _, c := range text {
		if (c < 'a' || c > 'z') && (c < '2' || c > '7') {
			return false
		}
	}
	return true
}

// written reads a line as the vault writes it.
func written(line []byte, found *entry, net *string) bool {
	rest, ok := headOf(line, found, false)
	if !ok || !skip(&rest, `"scope":"`) || bytes.IndexByte(rest, '\\') >= 0 {
		return false
	}
	at := bytes.IndexByte(rest, '"')
	if at < 0 {
		return false
	}
	found.scope, rest = string(rest[:at]), rest[at+1:]
	found.supported = true
	return takeText(&rest, `,"resource":"`, &found.resource) && takeText(&rest, `,"environment":"`, &found.environment) &&
		takeText(&rest, `,"net":"`, net) && string(rest) == "}"
}

// entryOf reads the entry of a line.
func entryOf(line []byte) (*entry, error) {
	found, net := &entry{}, ""
	if !written(line, found, &net) {
		found, net = &entry{nbf: math.MinInt64, exp: math.MaxInt64, supported: true}, ""
		all, err := object(line, false)
		if err != nil {
			return nil, err
		}
		r := reading{members: all}
		found.digest, found.id, found.scope = r.plain("digest"), r.plain("id"), r.plain("scope")
		for name := range all {
			switch name {
			case "nbf":
				found.nbf = r.integer(name, -maxInteger)
			case "exp":
				found.exp = r.integer(name, -maxInteger)
			case "resource", "environment", "net":
				text := r.plain(name)
				if text == "" {
					return nil, errJSON
				}
				*map[string]*string{"resource": &found.resource, "environment": &found.environment, "net": &net}[name] = text
			default:
				found.supported = found.supported && known[name]
			}
		}
		if r.err != nil {
			return nil, r.err
		}
	}
	if !isHex(found.digest) || !isID(found.id) {
		return nil, errJSON
	}
	for _, scope := range found.scopes() {
		if !isScope(scope) {
			return nil, errJSON
		}
	}
	if found.resource != "" && !isResource(found.resource) || found.environment != "" && !isEnvironment(found.environment) {
		return nil, errJSON
	}
	var err error
	if net != "" {
		found.networks, err = networksOf(net)
	}
	return found, err
}

func (e *entry) scopes() []string {
	if e.scope == "" {
		return nil
	}
	return strings.Split(e.scope, " ")
}

// ---- what a request must be allowed, and the answer

// Demand is what a key must be allowed, and from where it is presented. It comes from the application's own
// configuration, never from a request; but for the address. The zero value asks for nothing:
//
//	keywright.Scopes("read").Resource("acme/products").Environment("prod")
//
// What is asked but malformed, even if it is empty, is an error of whoever decides by it.
type Demand struct {
	scopes                []string
	resource, environment string // empty: not asked
	address               netip.Addr
	err                   error
}

// Scopes demands all of these.
func Scopes(scopes ...string) Demand {
	d := Demand{scopes: append([]string(nil), scopes...)}
	for _, scope := range scopes {
		d = d.unless(isScope(scope), "a scope")
	}
	return d
}

// Resource demands that the key is good for this resource, where it is bound to one.
func (d Demand) Resource(path string) Demand {
	d.resource = path
	return d.unless(isResource(path), "the resource")
}

// Environment demands that the key is good for this environment, where it is bound to one.
func (d Demand) Environment(name string) Demand {
	d.environment = name
	return d.unless(isEnvironment(name), "the environment")
}

// From says from which address the key is presented: no port, zone or brackets.
func (d Demand) From(address string) Demand {
	found, err := netip.ParseAddr(address)
	d.address = found.Unmap()
	return d.unless(err == nil && found.Zone() == "", "the address")
}

func (d Demand) unless(ok bool, what string) Demand {
	if !ok && d.err == nil {
		d.err = errors.New("keywright: " + what + " that is asked is malformed")
	}
	return d
}

// Decision is the answer. Reason is "valid", or why not. ID is that of the key if the file has it. Unchecked names what
// binds the key and was not asked.
type Decision struct {
	Reason, ID        string
	Scopes, Unchecked []string
}

// Valid returns whether the key is accepted.
func (d Decision) Valid() bool { return d.Reason == "valid" }

// Status is the HTTP status of the answer.
func (d Decision) Status() int {
	switch d.Reason {
	case "valid":
		return http.StatusOK
	case "stale":
		return http.StatusServiceUnavailable
	case "malformed", "unknown", "not_yet_valid", "expired":
		return http.StatusUnauthorized
	}
	return http.StatusForbidden
}

func (e *entry) denial(demand Demand, now int64) string {
	granted := e.scopes()
	switch {
	case !e.supported:
		return "unsupported"
	case now < e.nbf:
		return "not_yet_valid"
	case now >= e.exp:
		return "expired"
	case e.networks != nil && !within(e.networks, demand.address):
		return "network"
	}
	for _, scope := range demand.scopes {
		if !contains(granted, scope) {
			return "scope"
		}
	}
	if e.resource != "" && demand.resource != "" && !strings.HasPrefix(demand.resource+"/", e.resource+"/") {
		return "resource"
	}
	if e.environment != "" && demand.environment != "" && e.environment != demand.environment {
		return "environment"
	}
	return ""
}

func within(networks []netip.Prefix, asked netip.Addr) bool {
	for _, network := range networks {
		if asked.IsValid() && network.Contains(asked) {
			return true
		}
	}
	return false
}

func contains(words []string, wanted string) bool {
	for _, word := range words {
		if word == wanted {
			return true
		}
	}
	return false
}

// ---- the file

// Claims are what line 1 says.
type Claims struct {
	KID, Iss, Sub             string
	Aud                       []string
	Iat, Exp, Epoch, Gen, Cnt int64
	Dig                       string // hexadecimal
}

var jws = regexp.MustCompile(`^\{"jws":"(([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+))\.([A-Za-z0-9_-]+)"\}$`)

// decoded reads base64url that has only one encoding: no padding, no stray bits.
func decoded(part []byte) ([]byte, error) {
	return base64.RawURLEncoding.Strict().DecodeString(string(part))
}

func readClaims(payload []byte, kid string) (*Claims, error) {
	malformed := refused("signature", "a claim is missing, doubled or malformed")
	all, err := object(payload, true)
	if err != nil {
		return nil, malformed
	}
	r := reading{members: all}
	version := r.integer("ver", 0)
	if r.err != nil {
		return nil, malformed
	}
	if version != 1 {
		return nil, refused("version", "the file has version %d; only version 1 is supported", version)
	}
	if _, ok := all["crit"]; ok {
		named := r.strings("crit")
		if r.err != nil || len(named) == 0 {
			return nil, malformed
		}
		for _, name := range named {
			if !contains(strings.Fields("ver iss sub aud iat exp epoch gen fmt cnt dig crit"), name) {
				return nil, refused("version", "the file has a critical claim that this reader does not know")
			}
		}
	}
	claims := &Claims{KID: kid, Iss: r.string("iss"), Sub: r.string("sub"), Aud: r.strings("aud"),
		Iat: r.integer("iat", 0), Exp: r.integer("exp", 0), Epoch: r.integer("epoch", 0),
		Gen: r.integer("gen", 1), Cnt: r.integer("cnt", 0)}
	dig := r.string("dig")
	if r.string("fmt") != "jsonl" || r.err != nil || !strings.HasPrefix(dig, "sha256:") || !isHex(dig[7:]) {
		return nil, malformed
	}
	claims.Dig = dig[7:]
	return claims, nil
}

func (c *Claims) checkTimes(now, ahead int64) error {
	if c.Iat > now+ahead {
		return passing("stale", "the file was issued at %d, but it is only %d on this machine", c.Iat, now)
	}
	if now >= c.Exp {
		return &Refused{"stale", fmt.Sprintf("the file is stale since %d; it is %d", c.Exp, now), false, c.Exp}
	}
	return nil
}

type jwk struct {
	Kty, Crv, X string
	D, K        json.RawMessage
	Keys        []jwk
}

// jwks reads the keys of a JWK, or of a JWK Set, in which those of other kinds are skipped (RFC 7517).
func jwks(text string) (keys [][]byte, err error) {
	var found jwk
	if _, err = object([]byte(text), true); err != nil { // a member that is there twice
		return nil, err
	}
	if err = json.Unmarshal([]byte(text), &found); err != nil {
		return nil, err
	}
	for _, key := range append([]jwk{found}, found.Keys...) {
		if key.D != nil || key.K != nil {
			return nil, errors.New("keywright: a private key, which belongs on no server")
		}
		if key.Kty == "OKP" && key.Crv == "Ed25519" {
			raw, err := decoded([]byte(key.X))
			if err != nil {
				return nil, err
			}
			keys = append(keys, raw)
		}
	}
	return keys, nil
}

// PublicKeys reads the Ed25519 public keys in a text, as `keywright public-key` prints them: PEM, with any text around
// it, a JWK or a JWK Set, or 43 characters of base64url one per line. By their thumbprints.
func PublicKeys(text string) (map[string]ed25519.PublicKey, error) {
	const spki = "\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00"
	invalid := errors.New("keywright: not an Ed25519 public key in PEM or base64url")
	found, keys := map[string]ed25519.PublicKey{}, [][]byte{}
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	if strings.HasPrefix(text, "{") {
		var err error
		if keys, err = jwks(text); err != nil {
			return nil, err
		}
	} else if strings.Contains(text, "-----BEGIN ") {
		for block, rest := pem.Decode([]byte(text)); block != nil; block, rest = pem.Decode(rest) {
			if block.Type != "PUBLIC KEY" || !bytes.HasPrefix(block.Bytes, []byte(spki)) {
				return nil, invalid
			}
			keys = append(keys, block.Bytes[len(spki):])
		}
		// What cannot be decoded is skipped, and must not go unnoticed.
		if strings.Count(text, "-----BEGIN ") != len(keys) || strings.Count(text, "-----END ") != len(keys) {
			return nil, invalid
		}
	} else {
		for _, line := range strings.Fields(text) {
			key, err := decoded([]byte(line))
			if err != nil {
				return nil, invalid
			}
			keys = append(keys, key)
		}
	}
	for _, key := range keys {
		if len(key) != ed25519.PublicKeySize {
			return nil, invalid
		}
		x := base64.RawURLEncoding.EncodeToString(key)
		kid := sha256.Sum256([]byte(`{"crv":"Ed25519","kty":"OKP","x":"` + x + `"}`))
		found[base64.RawURLEncoding.EncodeToString(kid[:])] = key
	}
	if len(found) == 0 {
		return nil, invalid
	}
	return found, nil
}

// Verifier has the trusted keys (the text of `keywright public-key`), and what a file must be for.
type Verifier struct {
	trusted           map[string]ed25519.PublicKey
	audience, subject string // empty: not required
	Ahead             int64  // seconds that the file's time of issue may be ahead of the clock
}

// NewVerifier makes one. Every server should have an audience.
func NewVerifier(trusted, audience, subject string) (*Verifier, error) {
	keys, err := PublicKeys(trusted)
	if err == nil && audience != "" && !isAudience(audience) {
		err = errors.New("keywright: the audience is malformed")
	}
	return &Verifier{keys, audience, subject, tolerance}, err
}

// Marks remember what was accepted: Memory or State.
type Marks interface {
	check(*Claims, *Verifier) error
	keep(*Claims)
	Accept(*Claims, *Verifier, int64) error
}

// Load reads a file to its end; returns it if every check has passed. The pause is called often.
func (v *Verifier) Load(file io.Reader, now int64, marks Marks, pause func() error) (*File, error) {
	in := &input{file: file}
	line, err := in.line(0)
	if err != nil {
		return nil, err
	}
	if line == nil {
		return nil, refused("signature", "line 1 is too long, or has no end")
	}
	claims, err := v.line1(line)
	if err != nil {
		return nil, err
	}
	loaded, err := readBody(in, claims, pause)
	if err != nil {
		return nil, err
	}
	loaded.ahead = v.Ahead
	if claims.Epoch > claims.Iat {
		return nil, refused("stale", "the file's epoch is after its time of issue")
	}
	if err := claims.checkTimes(now, v.Ahead); err != nil {
		return nil, err
	}
	if v.audience != "" && !contains(claims.Aud, v.audience) {
		return nil, refused("audience", "the file is not for %q", v.audience)
	}
	if v.subject != "" && v.subject != claims.Sub {
		return nil, refused("subject", "the file is that of %q, not of %q", claims.Sub, v.subject)
	}
	return loaded, marks.check(claims, v)
}

func (v *Verifier) line1(line []byte) (*Claims, error) {
	found := jws.FindSubmatch(line)
	if found == nil {
		return nil, refused("signature", "line 1 is not that of a jsonl file")
	}
	header, err1 := decoded(found[2])
	payload, err2 := decoded(found[3])
	signature, err3 := decoded(found[4])
	all, err4 := object(header, true)
	r := reading{members: all}
	alg, typ, kid := r.string("alg"), r.string("typ"), r.string("kid")
	if err1 != nil || err2 != nil || err3 != nil || err4 != nil || r.err != nil || len(all) != 3 ||
		alg != "EdDSA" || typ != "keywright-verification+jwt" {
		return nil, refused("signature", "line 1 has not the JWS header of a verification file")
	}
	key, ok := v.trusted[kid]
	if !ok {
		return nil, refused("signature", "line 1 names the signing key %.100q, which is not trusted", kid)
	}
	if !ed25519.Verify(key, found[1], signature) {
		return nil, refused("signature", "line 1 was altered or forged: its signature is wrong")
	}
	return readClaims(payload, kid)
}

// input reads a file in pieces, into one buffer.
type input struct {
	file   io.Reader
	space  []byte
	buffer []byte // what was read and not yet returned, a part of the space
	ended  bool
}

// line is the next one without its line feed; nil at the end. It is valid until the next call.
func (in *input) line(number int) ([]byte, error) {
	searched := 0
	for {
		if at := bytes.IndexByte(in.buffer[searched:], '\n'); at >= 0 && searched+at <= maxLine {
			line := in.buffer[:searched+at]
			in.buffer = in.buffer[searched+at+1:]
			return line, nil
		}
		if searched = len(in.buffer); searched > maxLine {
			break
		}
		if in.ended {
			if searched == 0 {
				return nil, nil
			}
			break
		}
		if in.space == nil {
			in.space = make([]byte, maxLine+piece)
		}
		copy(in.space, in.buffer)
		read, err := io.ReadFull(in.file, in.space[searched:searched+piece])
		in.buffer, in.ended = in.space[:searched+read], err != nil
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return nil, passing("io", "reading the file failed: %v", err)
		}
	}
	if number == 0 {
		return nil, nil
	}
	return nil, refused("digest", "line %d is too long, or has no end", number+1)
}

// room is the size of what is left of a file, if it has one and its entries can be as long as that. Memory for it is
// reserved at once: to move it while it grows would stop everything else.
func (in *input) room(claims *Claims) (int64, int64) {
	size := int64(0)
	if file, ok := in.file.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if found, err := file.Stat(); err == nil && found.Mode().IsRegular() {
			size = found.Size()
		}
	}
	if claims.Cnt < size/(maxLine+1) {
		size = 0
	}
	lines := size / 100 // no line of an entry is shorter
	if claims.Cnt < lines {
		lines = claims.Cnt
	}
	return size, lines + 1
}

// File is one that has passed every check. Its body is kept as it is: two objects for each of a million keys would be
// slow to make and to collect.
type File struct {
	Claims *Claims
	ahead  int64
	body   []byte
	lines  []uint64 // where each begins, and the end
}

func readBody(in *input, claims *Claims, pause func() error) (*File, error) {
	size, lines := in.room(claims)
	loaded := &File{Claims: claims, body: make([]byte, 0, size), lines: make([]uint64, 0, lines)}
	hash, rights, last := sha256.New(), map[string]bool{}, make([]byte, 0, 64)
	for {
		count := len(loaded.lines)
		line, err := in.line(count + 1)
		if err != nil {
			return nil, err
		}
		if line == nil {
			break
		}
		if int64(count) >= claims.Cnt {
			return nil, refused("digest", "line 1 declares %d entries, but there are more", claims.Cnt)
		}
		digest, err := digestOf(line, rights)
		if err != nil {
			return nil, refused("digest", "line %d is not a valid entry", count+2)
		}
		if bytes.Compare(digest, last) <= 0 {
			return nil, refused("digest", "line %d is not above the one before", count+2)
		}
		last = append(last[:0], digest...)
		loaded.lines = append(loaded.lines, uint64(len(loaded.body)))
		loaded.body = append(append(loaded.body, line...), '\n')
		if count&511 == 511 {
			hash.Write(loaded.body[loaded.lines[count-511]:])
			if err := pause(); err != nil {
				return nil, err
			}
		}
	}
	count := len(loaded.lines)
	loaded.lines = append(loaded.lines, uint64(len(loaded.body)))
	hash.Write(loaded.body[loaded.lines[count&^511]:])
	if hex.EncodeToString(hash.Sum(nil)) != claims.Dig {
		return nil, refused("digest", "the body was altered or truncated: its SHA-256 is not that of line 1")
	}
	if int64(count) != claims.Cnt {
		return nil, refused("digest", "line 1 declares %d entries, but there are %d", claims.Cnt, count)
	}
	return loaded, nil
}

// digestOf checks a line. Rights that were seen before, as most are, are not parsed again.
func digestOf(line []byte, rights map[string]bool) ([]byte, error) {
	var head entry
	rest, ok := headOf(line, &head, true)
	if ok && rights[string(rest)] {
		return line[11:75], nil
	}
	found, err := entryOf(line)
	if err != nil {
		return nil, err
	}
	// Only those written as the vault writes them: after another head, others may have a member twice.
	net := ""
	if ok && len(rights) < 16384 && len(rest) < 256 && written(line, &head, &net) {
		rights[string(rest)] = true
	}
	return []byte(found.digest), nil
}

func (f *File) line(index int) []byte { return f.body[f.lines[index] : f.lines[index+1]-1] }

func (f *File) digest(index int) string {
	line := f.line(index)
	if bytes.HasPrefix(line, []byte(`{"digest":"`)) {
		return string(line[11:75])
	}
	found, err := entryOf(line)
	if err != nil {
		return ""
	}
	return found.digest
}

func (f *File) find(digest string) *entry {
	count := len(f.lines) - 1
	index := sort.Search(count, func(index int) bool { return f.digest(index) >= digest })
	if index == count || f.digest(index) != digest {
		return nil
	}
	found, err := entryOf(f.line(index))
	if err != nil {
		return nil
	}
	return found
}

// Decide decides on a presented key. The error is the caller's: a malformed demand or address.
func (f *File) Decide(presented string, demand Demand, now int64) (Decision, error) {
	if demand.err != nil {
		return Decision{}, demand.err
	}
	if f == nil || f.Claims.checkTimes(now, f.ahead) != nil {
		return Decision{Reason: "stale"}, nil
	}
	if IsNothing(presented) {
		return Decision{Reason: "malformed"}, nil
	}
	digest := sha256.Sum256([]byte(presented))
	found := f.find(hex.EncodeToString(digest[:]))
	if found == nil {
		if IsSecret(presented) {
			return Decision{Reason: "unknown"}, nil
		}
		return Decision{Reason: "malformed"}, nil
	}
	decision := Decision{Reason: found.denial(demand, now), ID: found.id, Scopes: found.scopes()}
	if decision.Reason != "" {
		return decision, nil
	}
	decision.Reason = "valid"
	for _, limit := range []struct {
		name          string
		isBound, asks bool
	}{
		{"scope", found.scope != "", len(demand.scopes) > 0},
		{"resource", found.resource != "", demand.resource != ""},
		{"environment", found.environment != "", demand.environment != ""},
	} {
		if limit.isBound && !limit.asks {
			decision.Unchecked = append(decision.Unchecked, limit.name)
		}
	}
	return decision, nil
}

// ---- what was accepted before

type mark struct {
	Iss   string `json:"iss"`
	Sub   string `json:"sub"`
	Epoch int64  `json:"epoch"`
	Gen   int64  `json:"gen"`
	Dig   string `json:"dig"`
}

// remembered is what matters for one file; nil: nothing.
type remembered struct {
	issuer, subject *string
	mark            *mark
}

func (r remembered) check(claims *Claims, v *Verifier) error {
	if r.issuer != nil && *r.issuer != claims.Iss {
		return refused("signature", "the signing key has signed for %q, not for %q", *r.issuer, claims.Iss)
	}
	if v.subject == "" && r.subject != nil && *r.subject != claims.Sub {
		return refused("subject", "the file is that of %q, but so far those of %q were accepted", claims.Sub, *r.subject)
	}
	if m := r.mark; m != nil {
		if claims.Epoch < m.Epoch || claims.Epoch == m.Epoch && claims.Gen < m.Gen {
			return refused("older", "generation %d of epoch %d was already accepted", m.Gen, m.Epoch)
		}
		if claims.Epoch == m.Epoch && claims.Gen == m.Gen && claims.Dig != m.Dig {
			return refused("older", "another file of the same generation was already accepted")
		}
	}
	return nil
}

// Memory remembers the file in use, until the program ends.
type Memory struct{ last *Claims }

func (m *Memory) found(claims *Claims) (found remembered) {
	if last := m.last; last != nil {
		if last.KID == claims.KID {
			found.issuer = &last.Iss
		}
		if last.Iss == claims.Iss {
			found.subject = &last.Sub
			if last.Sub == claims.Sub {
				found.mark = &mark{last.Iss, last.Sub, last.Epoch, last.Gen, last.Dig}
			}
		}
	}
	return found
}

func (m *Memory) check(claims *Claims, v *Verifier) error { return m.found(claims).check(claims, v) }

func (m *Memory) keep(claims *Claims) { m.last = claims }

// Accept remembers a file.
func (m *Memory) Accept(claims *Claims, v *Verifier, _ int64) error {
	err := m.check(claims, v)
	if err == nil {
		m.keep(claims)
	}
	return err
}

// State is a folder with what is remembered of accepted files, as all of Keywright's readers keep it; and what the program
// itself does: removing the folder beside it does not make it forget.
type State struct {
	Memory
	folder, server string
}

const carefully = syscall.O_NOFOLLOW | syscall.O_NONBLOCK | syscall.O_NOCTTY | syscall.O_CLOEXEC

// NewState opens the folder; makes it if it is missing. The server is the name under which receipts are written, if any.
func NewState(folder, server string) (*State, error) {
	folder, err := filepath.Abs(folder)
	if err == nil {
		err = makeFolder(folder)
	}
	if err == nil {
		var found fs.FileInfo
		if found, err = os.Lstat(folder); err == nil && !found.IsDir() {
			err = errors.New("it is not a folder")
		}
	}
	state := &State{folder: folder, server: server}
	return state, state.failed(err)
}

func (s *State) failed(err error) error {
	var isRefused *Refused
	if err == nil || errors.As(err, &isRefused) {
		return err
	}
	return passing("io", "the state %q cannot be used: %v", s.folder, err)
}

func makeFolder(folder string) error {
	if found, err := os.Stat(folder); err == nil && found.IsDir() {
		return nil
	}
	if err := os.Mkdir(folder, 0o700); errors.Is(err, fs.ErrNotExist) {
		if err := makeFolder(filepath.Dir(folder)); err != nil {
			return err
		}
		return makeFolder(folder)
	} else if err != nil {
		return err
	}
	made, err := os.OpenFile(folder, os.O_RDONLY|carefully, 0)
	if err != nil {
		return err
	}
	defer made.Close()
	like, err := os.Stat(filepath.Dir(folder))
	if err != nil {
		return err
	}
	return adopt(made, like)
}

// adopt gives what root makes in somebody's folder to them.
func adopt(made *os.File, like fs.FileInfo) error {
	found, err := made.Stat()
	if err != nil || os.Geteuid() != 0 {
		return err
	}
	own, owner := found.Sys().(*syscall.Stat_t), like.Sys().(*syscall.Stat_t)
	if !found.IsDir() && own.Nlink != 1 {
		return nil
	}
	return made.Chown(int(owner.Uid), int(owner.Gid))
}

func (s *State) path(ending string, parts ...string) string {
	name := sha256.New()
	for _, part := range parts {
		binary.Write(name, binary.BigEndian, uint64(len(part)))
		io.WriteString(name, part)
	}
	return filepath.Join(s.folder, hex.EncodeToString(name.Sum(nil))+"."+ending)
}

// read reads a file of the state; nil if there is none. A damaged one is an error, not an absent one.
func read(path string, names ...string) (*reading, error) {
	file, err := os.OpenFile(path, os.O_RDONLY|carefully, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	damaged := passing("digest", "the state file %q is damaged", path)
	if found, err := file.Stat(); err != nil || !found.Mode().IsRegular() {
		return nil, damaged
	}
	data, err := io.ReadAll(io.LimitReader(file, maxStored))
	if err != nil {
		return nil, err
	}
	all, err := object(data, true)
	if err != nil || len(all) != len(names) {
		return nil, damaged
	}
	for _, name := range names {
		if _, ok := all[name]; !ok {
			return nil, damaged
		}
	}
	return &reading{members: all}, nil
}

func (s *State) remembered(claims *Claims, v *Verifier) (found remembered, err error) {
	path := s.path("issuer.json", claims.KID)
	r, err := read(path, "kid", "iss")
	if r != nil {
		iss := r.string("iss")
		if found.issuer = &iss; r.string("kid") != claims.KID || r.err != nil {
			err = passing("digest", "the state file %q is damaged", path)
		}
	}
	if err != nil {
		return found, err
	}
	path = s.subjectPath(claims, v)
	if r, err = read(path, "iss", "aud", "sub"); r != nil {
		sub, audience := r.string("sub"), ""
		if r.members["aud"] != "null" {
			audience = r.string("aud")
		}
		if found.subject = &sub; r.string("iss") != claims.Iss || audience != v.audience || r.err != nil {
			err = passing("digest", "the state file %q is damaged", path)
		}
	}
	if err != nil {
		return found, err
	}
	path = s.path("json", claims.Iss, claims.Sub)
	if r, err = read(path, "iss", "sub", "epoch", "gen", "dig"); r != nil {
		found.mark = &mark{r.string("iss"), r.string("sub"), r.integer("epoch", 0), r.integer("gen", 1), r.plain("dig")}
		if m := found.mark; m.Iss != claims.Iss || m.Sub != claims.Sub || !isHex(m.Dig) || r.err != nil {
			err = passing("digest", "the state file %q is damaged", path)
		}
	}
	return found, err
}

func (s *State) subjectPath(claims *Claims, v *Verifier) string {
	if v.audience == "" {
		return s.path("subject.json", claims.Iss)
	}
	return s.path("subject.json", claims.Iss, v.audience)
}

func (s *State) check(claims *Claims, v *Verifier) error {
	_, err := s.checked(claims, v)
	return s.failed(err)
}

// checked is what the folder remembers, after the check.
func (s *State) checked(claims *Claims, v *Verifier) (remembered, error) {
	found, err := s.remembered(claims, v)
	if err == nil {
		err = found.check(claims, v)
	}
	own := s.found(claims)
	if found.subject != nil {
		own.subject = nil
	}
	if err == nil {
		err = own.check(claims, v)
	}
	return found, err
}

// Accept remembers a file, which must not contradict what is remembered. No other program changes it meanwhile.
func (s *State) Accept(claims *Claims, v *Verifier, now int64) error {
	lock, err := os.OpenFile(filepath.Join(s.folder, "lock"), os.O_WRONLY|os.O_CREATE|carefully, 0o600)
	if err != nil {
		return s.failed(err)
	}
	defer lock.Close() // and with it the lock
	like, err := os.Stat(s.folder)
	if err == nil {
		err = adopt(lock, like)
	}
	if err == nil {
		err = wait(lock)
	}
	if err == nil {
		err = s.advance(claims, v)
	}
	if err == nil {
		s.acknowledge(claims, now)
	}
	return s.failed(err)
}

// wait takes the lock. Whoever holds it for longer was stopped or hangs, and must not keep a revocation out.
func wait(lock *os.File) error {
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err != syscall.EWOULDBLOCK && err != syscall.EINTR {
			return err
		}
		if time.Now().After(end) {
			return errors.New("another process holds its lock")
		}
	}
}

func (s *State) advance(claims *Claims, v *Verifier) error {
	found, err := s.checked(claims, v)
	// The mark last: whatever fails before it, this file or a newer one passes the next time.
	if err == nil && found.issuer == nil {
		err = s.write(s.path("issuer.json", claims.KID), struct {
			Kid string `json:"kid"`
			Iss string `json:"iss"`
		}{claims.KID, claims.Iss})
	}
	if err == nil && (found.subject == nil || *found.subject != claims.Sub) {
		var audience *string
		if v.audience != "" {
			audience = &v.audience
		}
		err = s.write(s.subjectPath(claims, v), struct {
			Iss string  `json:"iss"`
			Aud *string `json:"aud"`
			Sub string  `json:"sub"`
		}{claims.Iss, audience, claims.Sub})
	}
	own := mark{claims.Iss, claims.Sub, claims.Epoch, claims.Gen, claims.Dig}
	if err == nil && (found.mark == nil || *found.mark != own) {
		err = s.write(s.path("json", claims.Iss, claims.Sub), own)
	}
	return err
}

// acknowledge writes a receipt, once for each file of a target. Without one the vault's owner only does not learn of it.
func (s *State) acknowledge(claims *Claims, now int64) {
	if s.server == "" || strings.Contains(claims.Sub, "/") {
		return
	}
	receipt := struct {
		Target   string `json:"target"`
		Server   string `json:"server"`
		Epoch    int64  `json:"epoch"`
		Gen      int64  `json:"gen"`
		Dig      string `json:"dig"`
		LoadedAt string `json:"loaded_at"`
	}{claims.Sub, s.server, claims.Epoch, claims.Gen, "sha256:" + claims.Dig, time.Unix(now, 0).UTC().Format(time.RFC3339)}
	path := s.path("receipt.json", claims.Iss, claims.Sub)
	r, err := read(path, "target", "server", "epoch", "gen", "dig", "loaded_at")
	if err == nil && r != nil && r.string("target") == receipt.Target && r.string("server") == receipt.Server &&
		r.integer("epoch", 0) == receipt.Epoch && r.integer("gen", 0) == receipt.Gen && r.string("dig") == receipt.Dig {
		return
	}
	_ = s.write(path, receipt)
}

func (s *State) write(path string, value any) error {
	like, err := os.Stat(s.folder)
	if err != nil {
		return err
	}
	mode := fs.FileMode(0o600)
	if found, err := os.Lstat(path); err == nil {
		if !found.Mode().IsRegular() {
			return errors.New("something other than a regular file is there")
		}
		like, mode = found, found.Mode().Perm()
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	draft, err := os.CreateTemp(s.folder, ".keywright-")
	if err != nil {
		return err
	}
	defer draft.Close()
	encoder := json.NewEncoder(draft)
	encoder.SetEscapeHTML(false)
	for _, step := range []func() error{
		func() error { return adopt(draft, like) },
		func() error { return draft.Chmod(mode) },
		func() error { return encoder.Encode(value) },
		draft.Sync,
		func() error { return os.Rename(draft.Name(), path) },
	} {
		if err := step(); err != nil {
			os.Remove(draft.Name())
			return err
		}
	}
	folder, err := os.Open(s.folder)
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}

// ---- following a file

// Options say which file is followed, and what it must be for.
type Options struct {
	Path     string // the jsonl file
	Trusted  string // the text of `keywright public-key`
	Audience string // this server's; every server should have one
	Subject  string // the name of the target, or export/jsonl/AUDIENCE
	State    string // a folder that remembers what was accepted; without it a restart forgets
	Server   string // the name under which receipts are written there
	Log      func(format string, values ...any)
}

// Keys follows a file, and decides by the newest one that passed every check. Loading is done beside the requests.
type Keys struct {
	options  Options
	verifier *Verifier
	marks    Marks
	file     atomic.Pointer[File]
	seen     identity
	again    time.Time // when what was refused is tried again; zero: not until it changes
	before   int64     // and whenever the clock is before this
	said     string
	ready    chan struct{}
	isReady  sync.Once
	closed   chan struct{}
	isClosed sync.Once
}

// identity tells whether a file is another one, or has changed.
type identity struct {
	device, inode uint64
	size          int64
	changed, meta syscall.Timespec
}

const (
	every    = 500 * time.Millisecond
	again    = 5 * time.Second // what was refused for the moment is tried again after this
	patience = 5 * time.Second // how long a lock is waited for
)

// Follow starts to follow a file.
func Follow(options Options) (*Keys, error) {
	verifier, err := NewVerifier(options.Trusted, options.Audience, options.Subject)
	if err != nil {
		return nil, err
	}
	if options.Log == nil {
		options.Log = log.Printf
	}
	k := &Keys{options: options, verifier: verifier, marks: &Memory{}, ready: make(chan struct{}), closed: make(chan struct{})}
	if options.State != "" {
		if k.marks, err = NewState(options.State, options.Server); err != nil {
			return nil, err
		}
	} else if options.Server != "" {
		return nil, errors.New("keywright: receipts need a state folder")
	}
	go func() {
		for ticker := time.NewTicker(every); ; {
			k.look()
			select {
			case <-ticker.C:
			case <-k.closed:
				ticker.Stop()
				return
			}
		}
	}()
	return k, nil
}

// Ready waits for the first file, or until the context ends.
func (k *Keys) Ready(ctx context.Context) error {
	select {
	case <-k.ready:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close stops following the file. What is loaded is decided by until it is stale.
func (k *Keys) Close() { k.isClosed.Do(func() { close(k.closed) }) }

// Claims are those of the file in use, or nil.
func (k *Keys) Claims() *Claims {
	if file := k.file.Load(); file != nil {
		return file.Claims
	}
	return nil
}

// Decide decides on a presented key. The error is the caller's: a malformed demand or address.
func (k *Keys) Decide(presented string, demand Demand) (Decision, error) {
	return k.file.Load().Decide(presented, demand, time.Now().Unix())
}

func (k *Keys) look() {
	file, err := os.OpenFile(k.options.Path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		k.seen = identity{}
		k.say("%v", err)
		return
	}
	defer file.Close()
	found, err := file.Stat()
	if err != nil {
		k.say("%v", err)
		return
	}
	s := found.Sys().(*syscall.Stat_t)
	seen := identity{uint64(s.Dev), s.Ino, s.Size, s.Mtim, s.Ctim}
	// What was refused is tried again: the state may not have been writable, or the clock wrong.
	now, isNew := time.Now(), seen != k.seen
	if !isNew && (k.again.IsZero() || now.Before(k.again)) && now.Unix() >= k.before {
		return
	}
	k.seen, k.again, k.before = seen, time.Time{}, 0
	if !found.Mode().IsRegular() {
		err = passing("io", "it is not a regular file")
	} else {
		err = k.load(file)
	}
	var why *Refused
	if errors.As(err, &why) {
		// What is damaged is read once more: perhaps it was being written, within a tick of the clock of its times.
		if why.mayPass || isNew && (why.Reason == "signature" || why.Reason == "digest") {
			k.again = time.Now().Add(again)
		}
		k.before = why.before
		k.say("refused %q (%s): %s", k.options.Path, why.Reason, why.Text)
	}
}

func (k *Keys) load(file *os.File) error {
	isFirst := k.file.Load() == nil
	loaded, err := k.verifier.Load(file, time.Now().Unix(), k.marks, func() error {
		select {
		case <-k.closed:
			return passing("io", "no longer followed")
		default:
		}
		// So that a machine of one core still answers. The first file is waited for.
		if !isFirst {
			time.Sleep(200 * time.Microsecond)
		}
		return nil
	})
	if err != nil {
		return err
	}
	// It is genuine and newer, and may revoke a key: a full disk must not keep it out.
	var why *Refused
	err = k.marks.Accept(loaded.Claims, k.verifier, time.Now().Unix())
	if err != nil && !(errors.As(err, &why) && why.Reason == "io") {
		return err
	}
	k.marks.keep(loaded.Claims)
	k.file.Store(loaded)
	k.isReady.Do(func() { close(k.ready) })
	claims := loaded.Claims
	keys := fmt.Sprintf("%d keys", claims.Cnt)
	if claims.Cnt == 1 {
		keys = "1 key"
	}
	k.options.Log("keywright: loaded %q: generation %d of epoch %d, %s", k.options.Path, claims.Gen, claims.Epoch, keys)
	if err != nil {
		k.again = time.Now().Add(again)
		k.say("%q is in use, but cannot be remembered: %v", k.options.Path, err)
		return nil
	}
	k.said = ""
	return nil
}

func (k *Keys) say(format string, values ...any) {
	if text := fmt.Sprintf(format, values...); text != k.said {
		k.said = text
		k.options.Log("keywright: %s", text)
	}
}

// ---- HTTP

type contextKey struct{}

// DecisionOf is the decision on a request that Require let through.
func DecisionOf(r *http.Request) Decision {
	decision, _ := r.Context().Value(contextKey{}).(Decision)
	return decision
}

// folded is a header's name as CGI, WSGI and the like fold it.
func folded(name string) string {
	return strings.Map(func(c rune) rune {
		if c < utf8.RuneSelf && strings.ContainsRune(alphanumeric, c) {
			return c
		}
		return '_'
	}, strings.ToLower(name))
}

func isOurs(folded string) bool {
	return contains([]string{"x_key_id", "x_key_scope", "x_key_unchecked", "x_key_reason"}, folded)
}

var errRequest = errors.New("bad request")

// presented is the one key of a request, and whether it was an Authorization: Bearer.
func presented(header http.Header) (string, bool, error) {
	keys, authorizations := header["X-Api-Key"], header["Authorization"]
	if len(keys) > 1 || len(authorizations) > 1 {
		return "", false, errRequest
	}
	token, isBearer := "", false
	if len(authorizations) == 1 {
		var scheme string
		scheme, token, _ = strings.Cut(strings.Trim(authorizations[0], " \t"), " ")
		isBearer = strings.EqualFold(scheme, "bearer")
	}
	switch {
	case isBearer && len(keys) == 1:
		return "", false, errRequest
	case isBearer:
		return strings.Trim(token, " \t"), true, nil
	case len(keys) == 1:
		return strings.Trim(keys[0], " \t"), false, nil
	}
	return "", false, nil
}

// Require lets only requests through whose key is allowed what is demanded. The handler gets the key's id as the header
// X-Key-Id, and DecisionOf; never the key itself. addressHeader is the name of a header that a proxy in front sets to the
// client's address (and that clients cannot reach past it); if it is empty, the socket's address counts. Panics if the
// demand is malformed.
func (k *Keys) Require(demand Demand, addressHeader string, next http.Handler) http.Handler {
	if demand.err != nil {
		panic(demand.err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		decision, isBearer, err := k.judge(r, demand, addressHeader)
		if err != nil {
			refuse(w, http.StatusBadRequest, "bad_request")
			return
		}
		if !decision.Valid() {
			refuse(w, decision.Status(), decision.Reason)
			return
		}
		r = r.Clone(context.WithValue(r.Context(), contextKey{}, decision))
		for name := range r.Header {
			if f := folded(name); isOurs(f) || f == "x_api_key" || isBearer && f == "authorization" {
				delete(r.Header, name)
			}
		}
		r.Header["X-Key-Id"] = []string{decision.ID}
		next.ServeHTTP(w, r)
	})
}

func (k *Keys) judge(r *http.Request, demand Demand, addressHeader string) (Decision, bool, error) {
	key, isBearer, err := presented(r.Header)
	if err != nil {
		return Decision{}, false, err
	}
	for _, value := range r.Header["Connection"] {
		for _, name := range strings.Split(value, ",") {
			if isOurs(folded(strings.TrimSpace(name))) {
				return Decision{}, false, errRequest
			}
		}
	}
	if addressHeader == "" {
		host, _, _ := net.SplitHostPort(r.RemoteAddr)
		host, _, _ = strings.Cut(host, "%")
		// Another kind of socket has none.
		if from := demand.From(host); from.err == nil {
			demand = from
		}
	} else if values := r.Header.Values(addressHeader); len(values) > 1 {
		return Decision{}, false, errRequest
	} else if len(values) == 1 {
		demand = demand.From(strings.Trim(values[0], " \t"))
	}
	decision, err := k.Decide(key, demand)
	return decision, isBearer, err
}

func refuse(w http.ResponseWriter, status int, reason string) {
	w.Header().Set("X-Key-Reason", reason)
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	http.Error(w, reason, status)
}
