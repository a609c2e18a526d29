"""Accepts or refuses API keys by a verification file (`jsonl`) that Keywright signed.

One file to copy; needs Python 3.9.5 and `cryptography`. README.md has an example, docs/format/verification-file.md the
rules. `Keys` follows a file on a thread of its own and decides; `Wsgi` and `Asgi` are middleware around it.
No secret is ever logged, stored, or put into an exception.
"""
import base64
import errno
import fcntl
import hashlib
import ipaddress
import json
import logging
import mmap
import os
import re
import stat
import tempfile
import threading
import time
import zlib
from array import array
from collections import namedtuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LOG = logging.getLogger("keywright")
MAX_LINE = 65536
MAX_STORED = 1 << 20
MAX_INTEGER = 2**53 - 1
MAX_NETWORKS = 32
MAX_LEVEL = 32
TOLERANCE = 300
PIECE = 1 << 17
# Seconds until what was refused for the moment is tried again, and for which a lock is waited for.
AGAIN = 5
PATIENCE = 5


class Refused(Exception):
    """A file that must not be used. `reason` is one of signature, version, digest, format, audience, subject, stale,
    older, io; the text says more. `may_pass`: it is of the moment, and not of the file. `before`: it would pass before
    this time, if the clock was wrong."""

    def __init__(self, reason, text, may_pass=False, before=0):
        super().__init__(text)
        self.reason, self.may_pass, self.before = reason, may_pass or reason == "io", before


# ---- JSON (RFC 8259), strictly: no member twice, no half of a surrogate pair, no invalid UTF-8, 32 levels at most

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"')
_SCALAR = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,15}")


def _token(pattern, text, at):
    found = pattern.match(text, at)
    if found is None:
        raise ValueError("not JSON")
    return found.end()


def _unquoted(token):
    text = json.loads(token)
    text.encode()  # an error for half of a surrogate pair
    return text


def _value(text, at, level, found, escapes=True):
    """The end of the value that begins here. `found` gets the members of an object, name to JSON text."""
    opening = text[at : at + 1]
    if opening == '"':
        end = _token(_STRING, text, at)
        _unquoted(text[at:end])
        return end
    if opening not in ("{", "["):
        return _token(_SCALAR, text, at)
    if level > MAX_LEVEL:
        raise ValueError("nested too deeply")
    closing = "}" if opening == "{" else "]"
    at = _token(_SPACE, text, at + 1)
    more = text[at : at + 1] != closing
    while more:
        name = None
        if opening == "{":
            end = _token(_STRING, text, at)
            name = _unquoted(text[at:end])
            if name in found or not escapes and "\\" in text[at:end]:
                raise ValueError("a member occurs twice, or its name has an escape")
            at = _token(_SPACE, text, end)
            if text[at : at + 1] != ":":
                raise ValueError("not JSON")
            at = _token(_SPACE, text, at + 1)
        end = _value(text, at, level + 1, {})
        found[name] = text[at:end]
        at = _token(_SPACE, text, end)
        more = text[at : at + 1] == ","
        if more:
            at = _token(_SPACE, text, at + 1)
    if text[at : at + 1] != closing:
        raise ValueError("not JSON")
    return at + 1


def _members(data, escapes=True):
    """The members of a JSON object, name to JSON text. ValueError for anything else."""
    text, found = data.decode("utf-8"), {}
    at = _token(_SPACE, text, 0)
    if text[at : at + 1] != "{":
        raise ValueError("not an object")
    if _token(_SPACE, text, _value(text, at, 1, found, escapes)) != len(text):
        raise ValueError("something follows the object")
    return found


def _string(token):
    if token[:1] != '"':
        raise ValueError("not a string")
    return _unquoted(token)


def _plain(token):
    """A string without escapes: no value of an entry needs one."""
    if token[:1] != '"' or "\\" in token:
        raise ValueError("not a plain string")
    return token[1:-1]


def _integer(token, least=-MAX_INTEGER):
    if not _INTEGER.fullmatch(token) or not least <= int(token) <= MAX_INTEGER:
        raise ValueError("not an integer within its bounds")
    return int(token)


def _strings(token):
    """An array of strings."""
    if token[:1] != "[":
        raise ValueError("not an array")
    found, at = [], _token(_SPACE, token, 1)
    while token[at : at + 1] != "]":
        end = _token(_STRING, token, at)
        found.append(_unquoted(token[at:end]))
        at = _token(_SPACE, token, end)
        if token[at : at + 1] == ",":
            at = _token(_SPACE, token, at + 1)
    return found


# ---- values

_SCOPE = re.compile(r"[!#-+\--\[\]-~]{1,64}")
_SEGMENT = re.compile(r"(?!\.{1,2}\Z)[A-Za-z0-9._~:@+=-]{1,64}")
_ENVIRONMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_AUDIENCE = re.compile(r"[A-Za-z0-9._~:@+=/-]{1,128}")
_ID = re.compile(r"key_[a-z2-7]{26}")
_HEX = re.compile(r"[0-9a-f]{64}")
_SECRET = re.compile(rb"(?=.{56,87}\Z)[a-z][a-z0-9]*(?:_[a-z0-9]+)*_[0-9A-Za-z]{54}", re.DOTALL)
_NOTHING = (b"", b"-", b"null", b"nil", b"none", b"undefined")
_BASE62 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _is_scope(text):
    return _SCOPE.fullmatch(text) is not None


def _is_resource(text):
    parts = text.split("/")
    return len(parts) <= 16 and all(map(_SEGMENT.fullmatch, parts))


def _is_environment(text):
    return _ENVIRONMENT.fullmatch(text) is not None


def is_nothing(presented):
    """Whether this is what a program sends whose variable was not set."""
    return presented.strip(b" \t\n\r\f").lower() in _NOTHING


def is_secret(presented):
    """Whether it has the form of a Keywright secret, its checksum included."""
    if _SECRET.fullmatch(presented) is None:
        return False
    rest, digits = zlib.crc32(presented[:-6]), bytearray()
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        digits.append(_BASE62[digit])
    return bytes(reversed(digits)) == presented[-6:]


def address(text):
    """The IPv4 or IPv6 address in a text: no port, zone or brackets. ValueError if it is none."""
    if not isinstance(text, str) or "%" in text or not text.isascii():
        raise ValueError("not an address")
    found = ipaddress.ip_address(text)
    return getattr(found, "ipv4_mapped", None) or found


_MAPPED = ipaddress.ip_network("::ffff:0:0/96")


def _network(text):
    base, slash, length = text.partition("/")
    if not slash or not re.fullmatch(r"0|[1-9][0-9]{0,2}", length) or "%" in base or not base.isascii():
        raise ValueError("not a network")
    network = ipaddress.ip_network(text)  # host bits that are set are an error
    if network.version == 6 and network.subnet_of(_MAPPED):
        raise ValueError("an IPv4 network that is written as one of IPv6")
    return network


def _networks(text):
    words = text.split(" ")
    if len(words) > MAX_NETWORKS:
        raise ValueError("too many networks")
    return tuple(map(_network, words))


# ---- entries

Entry = namedtuple("Entry", "digest id nbf exp scope resource environment networks supported")
_TEXT = rb'"([^"\\\x00-\x1f]*)"'
_TIME = rb"(0|-?[1-9][0-9]{0,14}),"
_HEAD = rb'\{"digest":"([0-9a-f]{64})","id":"(key_[a-z2-7]{26})",(?:"nbf":' + _TIME + rb')?(?:"exp":' + _TIME + rb")?"
_GRANT = rb'"scope":' + _TEXT + rb'(?:,"resource":' + _TEXT + rb')?(?:,"environment":' + _TEXT + rb')?(?:,"net":' + _TEXT + rb")?\}"
_LINE = re.compile(_HEAD + _GRANT)
_START = re.compile(_HEAD + rb'("scope":"[^\n]*)\n')
_KNOWN = ("digest", "id", "nbf", "exp", "scope", "resource", "environment", "net")


def _text(value):
    return None if value is None else value.decode("ascii")


def _entry(line):
    """The entry of a line. ValueError if it is not a valid one."""
    found = _LINE.fullmatch(line)
    if found:
        # As the vault writes it.
        digest, key, nbf, exp, scope, resource, environment, net = found.groups()
        values = [_text(value) for value in (digest, key, scope, resource, environment, net)]
        digest, key, scope, resource, environment, net = values
        nbf, exp = nbf and int(nbf), exp and int(exp)
        supported = True
    else:
        members = _members(line, escapes=False)
        digest, key, scope = (_plain(members[name]) for name in ("digest", "id", "scope"))
        nbf, exp = (_integer(members[name]) if name in members else None for name in ("nbf", "exp"))
        resource, environment, net = (_plain(members[name]) if name in members else None for name in _KNOWN[5:])
        supported = all(name in _KNOWN for name in members)
    if not _HEX.fullmatch(digest) or not _ID.fullmatch(key):
        raise ValueError("not a digest and an id")
    if scope and not all(map(_is_scope, scope.split(" "))):
        raise ValueError("not scopes")
    if resource is not None and not _is_resource(resource):
        raise ValueError("not a resource")
    if environment is not None and not _is_environment(environment):
        raise ValueError("not an environment")
    networks = None if net is None else _networks(net)
    return Entry(digest.encode(), key, nbf, exp, scope, resource, environment, networks, supported)


# ---- what a request must be allowed, and the answer

class Demand:
    """What a key must be allowed. Comes from the application's own configuration, never from a request.
    ValueError for what no key can have."""

    __slots__ = ("scopes", "resource", "environment")

    def __init__(self, scopes=(), resource=None, environment=None):
        if isinstance(scopes, str):
            raise ValueError("scopes is a list of scopes")
        self.scopes, self.resource, self.environment = tuple(scopes), resource, environment
        if not all(isinstance(scope, str) and _is_scope(scope) for scope in self.scopes):
            raise ValueError("a scope that is demanded is malformed")
        if resource is not None and not _is_resource(resource):
            raise ValueError("the resource that is demanded is malformed")
        if environment is not None and not _is_environment(environment):
            raise ValueError("the environment that is demanded is malformed")


_STATUS = dict.fromkeys(("malformed", "unknown", "not_yet_valid", "expired"), 401)
_STATUS.update(valid=200, stale=503)


class Decision(namedtuple("Decision", "reason id scopes unchecked")):
    """`reason` is `valid`, or why not. `id` is that of the key if the file has it. `unchecked` names what binds the
    key and was not asked."""

    __slots__ = ()
    valid = property(lambda self: self.reason == "valid")
    status = property(lambda self: _STATUS.get(self.reason, 403))


def _denial(entry, demand, asked, now):
    if not entry.supported:
        return "unsupported"
    if entry.nbf is not None and now < entry.nbf:
        return "not_yet_valid"
    if entry.exp is not None and now >= entry.exp:
        return "expired"
    if entry.networks is not None and not (asked and any(asked in network for network in entry.networks)):
        return "network"
    granted = entry.scope.split(" ")
    if not all(scope in granted for scope in demand.scopes):
        return "scope"
    if entry.resource is not None and demand.resource is not None:
        if not (demand.resource + "/").startswith(entry.resource + "/"):
            return "resource"
    if entry.environment is not None and demand.environment is not None and entry.environment != demand.environment:
        return "environment"
    return None


# ---- the file

Claims = namedtuple("Claims", "kid iss sub aud iat exp epoch gen cnt dig")
_CLAIMS = ("ver", "iss", "sub", "aud", "iat", "exp", "epoch", "gen", "fmt", "cnt", "dig", "crit")
_FORMATS = ("jsonl", "haproxy", "sql", "redis")


def _decoded(part):
    """Base64url that has only one encoding: no padding, no stray bits."""
    data = base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))
    if base64.urlsafe_b64encode(data).rstrip(b"=") != part:
        raise ValueError("not base64url")
    return data


def _read_claims(payload, kid):
    found = _members(payload)
    version = _integer(found["ver"], 0)
    if version != 1:
        raise Refused("version", f"the file has version {version}; only version 1 is supported")
    if "crit" in found:
        named = _strings(found["crit"])
        if not named:
            raise ValueError("crit is empty")
        if not all(name in _CLAIMS for name in named):
            raise Refused("version", "the file has a critical claim that this reader does not know")
    dig = _string(found["dig"])
    if dig[:7] != "sha256:" or not _HEX.fullmatch(dig[7:]) or _string(found["fmt"]) not in _FORMATS:
        raise ValueError("dig or fmt is malformed")
    times = [_integer(found[name], 0) for name in ("iat", "exp", "epoch")]
    counts = _integer(found["gen"], 1), _integer(found["cnt"], 0)
    claims = Claims(kid, _string(found["iss"]), _string(found["sub"]), _strings(found["aud"]), *times, *counts, dig[7:])
    return claims, _string(found["fmt"])


def _jwks(text):
    """The keys of a JWK, or of a JWK Set, in which those of other kinds are skipped (RFC 7517)."""
    _members(text.encode())  # an error for a member that is there twice
    jwk = json.loads(text)
    keys = jwk.get("keys", [jwk])
    if not isinstance(keys, list) or not all(isinstance(key, dict) for key in keys):
        raise ValueError("not a JWK Set")
    if any("d" in key or "k" in key for key in keys):
        raise ValueError("a private key, which belongs on no server")
    ours = [key for key in keys if (key.get("kty"), key.get("crv")) == ("OKP", "Ed25519")]
    return [_decoded(str(key.get("x")).encode()) for key in ours]


def public_keys(text):
    """The Ed25519 public keys in a text, as `keywright public-key` prints them: PEM, with any text around it, a JWK or
    a JWK Set, or 43 characters of base64url one per line. By their thumbprints."""
    text, found = text[text.startswith("\ufeff") :].strip(), {}
    if text.startswith("{"):
        keys = _jwks(text)
    elif "-----BEGIN " in text:
        pem = re.compile(r"-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----")
        if re.search("-----(BEGIN|END) ", pem.sub("", text)):
            raise ValueError("not public keys in PEM")
        keys = [base64.b64decode("".join(body.split())) for body in pem.findall(text)]
        spki = bytes.fromhex("302a300506032b6570032100")
        if not all(len(key) == 44 and key.startswith(spki) for key in keys):
            raise ValueError("not an Ed25519 public key")
        keys = [key[12:] for key in keys]
    else:
        keys = [_decoded(line.strip().encode()) for line in text.splitlines() if line.strip()]
    for key in keys:
        x = base64.urlsafe_b64encode(key).rstrip(b"=").decode()
        jwk = '{"crv":"Ed25519","kty":"OKP","x":"%s"}' % x
        kid = base64.urlsafe_b64encode(hashlib.sha256(jwk.encode()).digest()).rstrip(b"=").decode()
        found[kid] = Ed25519PublicKey.from_public_bytes(key)
    if not found:
        raise ValueError("no public key")
    return found


class Verifier:
    """The trusted keys (the text of `public_keys`), and what a file must be for."""

    def __init__(self, trusted, audience=None, subject=None, tolerance=TOLERANCE):
        if audience is not None and not _AUDIENCE.fullmatch(audience):
            raise ValueError("the audience is malformed")
        self.trusted = public_keys(trusted)
        self.audience, self.subject, self.tolerance = audience, subject, tolerance

    def load(self, file, now, marks, pause=lambda: None):
        """Reads an open file (unbuffered, binary) to its end; returns a `VerifiedFile` if every check has passed.
        `pause` is called often, so that a thread can let others run."""
        try:
            start = file.read(PIECE)
            line, _, rest = start.partition(b"\n")
            if len(line) > MAX_LINE or len(line) == len(start):
                raise Refused("signature", "line 1 is too long, or has no end")
            claims = self._line_1(line)
            body, lines = _read_body(file, rest, claims, pause)
        except OSError as error:
            raise Refused("io", f"reading the file failed: {error.strerror}") from None
        self._check(claims, now)
        marks.check(claims, self)
        return VerifiedFile(claims, body, lines, self.tolerance)

    def _line_1(self, line):
        found = re.fullmatch(rb'\{"jws":"(([\w-]+)\.([\w-]+))\.([\w-]+)"\}', line, re.ASCII)
        if not found:
            raise Refused("signature", "line 1 is not that of a jsonl file")
        signed, header, payload, signature = found.groups()
        try:
            header, payload, signature = _decoded(header), _decoded(payload), _decoded(signature)
            members = {name: _string(value) for name, value in _members(header).items()}
            kid = members.pop("kid")
            if members != {"alg": "EdDSA", "typ": "keywright-verification+jwt"}:
                raise ValueError("not our header")
        except (ValueError, KeyError):
            raise Refused("signature", "line 1 has not the JWS header of a verification file") from None
        if kid not in self.trusted:
            raise Refused("signature", f"line 1 names the signing key {kid[:100]!r}, which is not trusted")
        try:
            self.trusted[kid].verify(signature, signed)
        except InvalidSignature:
            raise Refused("signature", "line 1 was altered or forged: its signature is wrong") from None
        try:
            claims, form = _read_claims(payload, kid)
        except (ValueError, KeyError):
            raise Refused("signature", "a claim is missing, doubled or malformed") from None
        if form != "jsonl":
            raise Refused("signature", "line 1 is not in the form of its format")
        return claims

    def _check(self, claims, now):
        if claims.epoch > claims.iat:
            raise Refused("stale", "the file's epoch is after its time of issue")
        _check_times(claims, now, self.tolerance)
        if self.audience is not None and self.audience not in claims.aud:
            raise Refused("audience", f"the file is not for {self.audience!r}")
        if self.subject is not None and self.subject != claims.sub:
            raise Refused("subject", f"the file is that of {claims.sub!r}, not of {self.subject!r}")


def _check_times(claims, now, tolerance):
    if claims.iat > now + tolerance:
        raise Refused("stale", f"the file was issued at {claims.iat}, but it is only {now} on this machine", True)
    if now >= claims.exp:
        raise Refused("stale", f"the file is stale since {claims.exp}; it is {now}", before=claims.exp)


def _read_body(file, rest, claims, pause):
    """The body, whose lines have all been checked, and where each begins. Held in memory of its own: what is done to
    the file later changes nothing. Kept as it is, since two objects for each of a million keys would be slow to make
    and to collect."""
    size = len(rest) + max(os.fstat(file.fileno()).st_size - file.tell(), 0)
    if size > claims.cnt * (MAX_LINE + 1):
        raise Refused("digest", "the body is longer than its entries can be")
    # One byte more than expected, to see that there is nothing more. Zeroed only when touched.
    body = mmap.mmap(-1, size + 1)
    window, lines, known = memoryview(body), array("Q"), set()
    window[: len(rest)] = rest
    digest, end, at, last = hashlib.sha256(rest), len(rest), 0, b""
    while True:
        at, last = _read_lines(body, at, end, last, lines, known, claims, pause)
        if end - at > MAX_LINE:
            raise Refused("digest", f"line {len(lines) + 2} is longer than {MAX_LINE} bytes")
        read = file.readinto(window[end : end + PIECE])
        if not read:
            break
        digest.update(window[end : end + read])
        end += read
        pause()
    if at != end:
        raise Refused("digest", "the last line has no end")
    if end > size:
        raise Refused("digest", "the file grew while it was read")
    if digest.hexdigest() != claims.dig:
        raise Refused("digest", "the body was altered or truncated: its SHA-256 is not that of line 1")
    if len(lines) != claims.cnt:
        raise Refused("digest", f"line 1 declares {claims.cnt} entries, but there are {len(lines)}")
    return body, lines


def _read_lines(body, at, end, last, lines, known, claims, pause):
    """Checks the whole lines of a piece. Rights that were seen before, as most are, are not parsed again."""
    due = time.perf_counter() + 0.001
    while at < end:
        found = _START.match(body, at, end)
        if found and found.end() - at <= MAX_LINE and found[5] in known:
            digest, after = found[1], found.end()
        else:
            after = body.find(b"\n", at, end) + 1
            if not after or after - at > MAX_LINE + 1:
                break
            line = body[at : after - 1]
            try:
                digest = _entry(line).digest
            except (ValueError, KeyError):
                raise Refused("digest", f"line {len(lines) + 2} is not a valid entry") from None
            # Only those written as the vault writes them: after another head, others may have a member twice.
            if found and len(known) < 16384 and len(found[5]) < 256 and _LINE.fullmatch(line):
                known.add(found[5])
        if digest <= last:
            raise Refused("digest", f"line {len(lines) + 2} is not above the one before")
        last = digest
        lines.append(at)
        if len(lines) > claims.cnt:
            raise Refused("digest", f"line 1 declares {claims.cnt} entries, but there are more")
        at = after
        if not len(lines) & 31 and time.perf_counter() > due:
            pause()
            due = time.perf_counter() + 0.001
    return at, last


class VerifiedFile:
    """A file that has passed every check. Made by `Verifier.load` only."""

    def __init__(self, claims, body, lines, tolerance):
        self.claims, self._body, self._lines, self._tolerance = claims, body, lines, tolerance
        lines.append(len(body) - 1)

    def _line(self, index):
        return self._body[self._lines[index] : self._lines[index + 1] - 1]

    def _digest(self, index):
        start = self._lines[index]
        if self._body[start : start + 11] == b'{"digest":"':
            return self._body[start + 11 : start + 75]
        return _entry(self._line(index)).digest

    def find(self, digest):
        """The entry with this digest (lowercase hex), or None."""
        low, high = 0, len(self._lines) - 1
        while low < high:
            middle = (low + high) // 2
            if self._digest(middle) < digest:
                low = middle + 1
            else:
                high = middle
        if low < len(self._lines) - 1 and self._digest(low) == digest:
            return _entry(self._line(low))
        return None

    def decide(self, presented, demand, asked, now):
        """Decides on a presented key (bytes). `asked` is what `address` returned, or None."""
        try:
            _check_times(self.claims, now, self._tolerance)
        except Refused:
            return Decision("stale", None, (), ())
        if is_nothing(presented):
            return Decision("malformed", None, (), ())
        entry = self.find(hashlib.sha256(presented).hexdigest().encode())
        if entry is None:
            return Decision("unknown" if is_secret(presented) else "malformed", None, (), ())
        scopes = tuple(entry.scope.split(" ")) if entry.scope else ()
        denial = _denial(entry, demand, asked, now)
        if denial:
            return Decision(denial, entry.id, scopes, ())
        unchecked = []
        if scopes and not demand.scopes:
            unchecked.append("scope")
        if entry.resource is not None and demand.resource is None:
            unchecked.append("resource")
        if entry.environment is not None and demand.environment is None:
            unchecked.append("environment")
        return Decision("valid", entry.id, scopes, tuple(unchecked))


# ---- what was accepted before

def _check_marks(claims, verifier, issuer, subject, mark):
    """Refuses a file that contradicts what is remembered. (`epoch`, `gen`, `dig`) is a mark."""
    if issuer is not None and issuer != claims.iss:
        raise Refused("signature", f"the signing key has signed for {issuer!r}, not for {claims.iss!r}")
    if verifier.subject is None and subject is not None and subject != claims.sub:
        raise Refused("subject", f"the file is that of {claims.sub!r}, but so far those of {subject!r} were accepted")
    if mark is not None and (claims.epoch, claims.gen) < mark[:2]:
        raise Refused("older", f"generation {mark[1]} of epoch {mark[0]} was already accepted")
    if mark is not None and (claims.epoch, claims.gen) == mark[:2] and claims.dig != mark[2]:
        raise Refused("older", "another file of the same generation was already accepted")


class Memory:
    """Remembers the file in use, until the program ends."""

    _last = None

    def _found(self, claims):
        last = self._last
        if last is None:
            return None, None, None
        same = last.iss == claims.iss
        mark = (last.epoch, last.gen, last.dig) if same and last.sub == claims.sub else None
        return last.iss if last.kid == claims.kid else None, last.sub if same else None, mark

    def check(self, claims, verifier):
        _check_marks(claims, verifier, *self._found(claims))

    def keep(self, claims):
        self._last = claims

    def forked(self):
        """What a process does that was forked from one that had this."""

    def accept(self, claims, verifier, now):
        self.check(claims, verifier)
        self.keep(claims)


_FLAGS = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class State(Memory):
    """A folder with what is remembered of accepted files, as all of Keywright's readers keep it; and what the program
    itself does: removing the folder beside it does not make it forget. `server` is the name under which receipts are
    written, if any."""

    def __init__(self, folder, server=None):
        self.folder, self.server, self._lock = os.path.abspath(folder), server, None
        try:
            self._make(self.folder)
            if os.path.islink(self.folder) or not os.path.isdir(self.folder):
                raise NotADirectoryError(20, "it is not a folder")
        except OSError as error:
            raise Refused("io", f"the state {self.folder!r} cannot be used: {error.strerror}") from None

    def _make(self, folder):
        if not os.path.isdir(folder):
            if not os.path.isdir(os.path.dirname(folder)):
                self._make(os.path.dirname(folder))
            try:
                os.mkdir(folder, 0o700)
            except FileExistsError:
                return
            made = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _FLAGS)
            try:
                self._adopt(made, os.stat(os.path.dirname(folder)))
            finally:
                os.close(made)

    @staticmethod
    def _adopt(made, like):
        """What root makes in somebody's folder belongs to them."""
        own = os.fstat(made)
        if os.geteuid() == 0 and (stat.S_ISDIR(own.st_mode) or own.st_nlink == 1):
            os.fchown(made, like.st_uid, like.st_gid)

    def _path(self, parts, ending):
        name = hashlib.sha256()
        for part in map(str.encode, parts):
            name.update(len(part).to_bytes(8, "big") + part)
        return os.path.join(self.folder, f"{name.hexdigest()}.{ending}")

    def _read(self, parts, ending, kinds, expected):
        """The values of a file of the state; None if there is none. A damaged one is an error, not an absent one."""
        path = self._path(parts, ending)
        damaged = Refused("digest", f"the state file {path!r} is damaged", True)
        try:
            number = os.open(path, os.O_RDONLY | _FLAGS)
        except FileNotFoundError:
            return None
        with open(number, "rb") as file:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                raise damaged
            data = file.read(MAX_STORED)
        try:
            members = _members(data)
            if set(members) != set(kinds):
                raise damaged
            found = {name: kinds[name](value) for name, value in members.items()}
        except ValueError:
            raise damaged from None
        if any(found[name] != value for name, value in expected.items()):
            raise damaged
        return found

    def _write(self, parts, ending, value):
        path = self._path(parts, ending)
        folder = os.stat(self.folder)
        try:
            like = os.lstat(path)
        except FileNotFoundError:
            like = None
        if like and not stat.S_ISREG(like.st_mode):
            raise OSError(22, "something other than a regular file is there")
        number, draft = tempfile.mkstemp(prefix=".keywright-", dir=self.folder)
        try:
            with open(number, "wb") as file:
                self._adopt(number, like or folder)
                os.fchmod(number, stat.S_IMODE(like.st_mode) & 0o777 if like else 0o600)
                file.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                file.flush()
                os.fsync(number)
            os.rename(draft, path)
        except BaseException:
            os.unlink(draft)
            raise
        self._sync()

    def _sync(self):
        number = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)

    def _remembered(self, claims, verifier):
        subject_of = [claims.iss] if verifier.audience is None else [claims.iss, verifier.audience]
        nullable = lambda token: None if token == "null" else _string(token)
        issuer = self._read([claims.kid], "issuer.json", {"kid": _string, "iss": _string}, {"kid": claims.kid})
        subject = self._read(
            subject_of, "subject.json", {"iss": _string, "aud": nullable, "sub": _string},
            {"iss": claims.iss, "aud": verifier.audience},
        )
        kinds = {"iss": _string, "sub": _string, "dig": _hex}
        kinds.update(epoch=lambda token: _integer(token, 0), gen=lambda token: _integer(token, 1))
        mark = self._read([claims.iss, claims.sub], "json", kinds, {"iss": claims.iss, "sub": claims.sub})
        return (
            issuer and issuer["iss"],
            subject and subject["sub"],
            mark and (mark["epoch"], mark["gen"], mark["dig"]),
        )

    def check(self, claims, verifier):
        """Refuses a file that contradicts what is remembered."""
        try:
            remembered = self._remembered(claims, verifier)
        except OSError as error:
            raise Refused("io", f"the state {self.folder!r} cannot be used: {error.strerror}") from None
        _check_marks(claims, verifier, *remembered)
        issuer, subject, mark = self._found(claims)
        _check_marks(claims, verifier, issuer, None if remembered[1] is not None else subject, mark)
        return remembered

    def accept(self, claims, verifier, now):
        """Remembers a file, which must not contradict what is remembered. No other program changes it meanwhile."""
        try:
            lock = self._lock = os.open(os.path.join(self.folder, "lock"), os.O_WRONLY | os.O_CREAT | _FLAGS, 0o600)
            try:
                self._adopt(lock, os.stat(self.folder))
                self._wait(lock)
                self._advance(claims, verifier)
                self._acknowledge(claims, now)
            finally:
                # Closing it is not enough: a process that was forked meanwhile has it open, too.
                fcntl.flock(lock, fcntl.LOCK_UN)
                self._lock = None
                os.close(lock)
        except OSError as error:
            raise Refused("io", f"the state {self.folder!r} cannot be used: {error.strerror}") from None

    @staticmethod
    def _wait(lock):
        """Takes the lock. Whoever holds it for longer was stopped or hangs, and must not keep a revocation out."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end:
                    raise TimeoutError(errno.ETIMEDOUT, "another process holds its lock") from None
            time.sleep(0.02)

    def forked(self):
        # The lock is the parent's.
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _advance(self, claims, verifier):
        issuer, subject, mark = self.check(claims, verifier)
        # The mark last: whatever fails before it, this file or a newer one passes the next time.
        if issuer is None:
            self._write([claims.kid], "issuer.json", {"kid": claims.kid, "iss": claims.iss})
        if subject != claims.sub:
            parts = [claims.iss] if verifier.audience is None else [claims.iss, verifier.audience]
            self._write(parts, "subject.json", {"iss": claims.iss, "aud": verifier.audience, "sub": claims.sub})
        if mark != (claims.epoch, claims.gen, claims.dig):
            value = {name: getattr(claims, name) for name in ("iss", "sub", "epoch", "gen", "dig")}
            self._write([claims.iss, claims.sub], "json", value)

    def _acknowledge(self, claims, now):
        """Writes a receipt, once for each file of a target. Without one the vault's owner only does not learn of it."""
        if self.server is None or "/" in claims.sub:
            return
        receipt = {"target": claims.sub, "server": self.server, "epoch": claims.epoch, "gen": claims.gen}
        receipt["dig"] = f"sha256:{claims.dig}"
        parts, kinds = [claims.iss, claims.sub], {"target": _string, "server": _string, "epoch": _integer}
        kinds.update({"gen": _integer, "dig": _string, "loaded_at": _string})
        try:
            self._read(parts, "receipt.json", kinds, receipt) or self._receipt(parts, receipt, now)
        except (Refused, OSError):
            try:
                self._receipt(parts, receipt, now)
            except OSError:
                pass

    def _receipt(self, parts, receipt, now):
        loaded_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
        self._write(parts, "receipt.json", {**receipt, "loaded_at": loaded_at})


def _hex(token):
    text = _plain(token)
    if not _HEX.fullmatch(text):
        raise ValueError("not a digest")
    return text


# ---- following a file

class Keys:
    """Follows a file, and decides by the newest one that passed every check. Loading is done on a thread of its own.

    path            the `jsonl` file
    trusted         the text of `keywright public-key`
    audience        this server's; every server should have one
    subject         the name of the target, or `export/jsonl/AUDIENCE`
    state           a folder that remembers what was accepted; without it a restart forgets
    server          the name under which receipts are written there, as in `keywright target add --servers`
    """

    def __init__(self, path, trusted, audience=None, subject=None, state=None, server=None, tolerance=TOLERANCE, every=0.5):
        if server is not None and state is None:
            raise ValueError("receipts need a state folder")
        self._path, self._every = os.fspath(path), every
        self._verifier = Verifier(trusted, audience, subject, tolerance)
        self._marks = Memory() if state is None else State(state, server)
        self._file, self._seen, self._said, self._again, self._before = None, None, None, 0, 0
        self._ready, self._closed = threading.Event(), threading.Event()
        self._start()
        # A server that forks its workers after this: threads do not come along.
        os.register_at_fork(after_in_child=self._restart)

    def _start(self):
        threading.Thread(target=self._follow, args=(self._closed,), name="keywright", daemon=True).start()

    def _restart(self):
        self._marks.forked()
        if not self._closed.is_set():
            self._ready, self._closed, self._seen = threading.Event(), threading.Event(), None
            if self._file is not None:
                self._ready.set()
            self._start()

    def ready(self, timeout=None):
        """Waits for the first file; returns whether there is one."""
        return self._ready.wait(timeout)

    def close(self):
        """Stops following the file. What is loaded is decided by until it is stale."""
        self._closed.set()

    @property
    def claims(self):
        """The claims of the file in use, or None."""
        file = self._file
        return file and file.claims

    def decide(self, presented, demand=Demand(), address=None):
        """Decides on a presented key (bytes, or text whose characters are bytes). `address` is a text or None;
        ValueError if it is malformed."""
        file, now = self._file, int(time.time())
        asked = None if address is None else globals()["address"](address)
        if file is None:
            return Decision("stale", None, (), ())
        if isinstance(presented, str):
            try:
                presented = presented.encode("latin-1")
            except UnicodeEncodeError:
                presented = b""  # no key, and never another one with a character replaced
        return file.decide(presented, demand, asked, now)

    def _follow(self, closed):
        while not closed.is_set():
            try:
                self._look(closed)
            except Exception as error:  # the thread must not end: then nothing would be seen any more
                self._again = time.monotonic() + AGAIN
                self._say(f"the file {self._path!r} cannot be followed: {type(error).__name__}")
            closed.wait(self._every)

    def _look(self, closed):
        is_new = False
        try:
            with open(self._path, "rb", buffering=0, opener=lambda path, flags: os.open(path, flags | os.O_NONBLOCK)) as file:
                found = os.fstat(file.fileno())
                seen = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
                is_new = seen != self._seen
                if not is_new and not self._is_due():
                    return
                self._seen, self._again, self._before = seen, 0, 0
                if not stat.S_ISREG(found.st_mode):
                    raise Refused("io", "it is not a regular file")
                self._load(file, closed)
        except Refused as refused:
            # What is damaged is read once more: perhaps it was being written, within a tick of the clock of its times.
            if refused.may_pass or (is_new and refused.reason in ("signature", "digest")):
                self._again = time.monotonic() + AGAIN
            self._before = refused.before
            self._say(f"refused {self._path!r} ({refused.reason}): {refused}")
        except OSError as error:
            self._seen = None
            self._say(f"{self._path!r} cannot be read: {error.strerror}")

    def _is_due(self):
        """Whether what was refused is tried again: the state may not have been writable, or the clock wrong."""
        return (self._again and time.monotonic() >= self._again) or time.time() < self._before

    def _load(self, file, closed):
        def pause():
            if closed.is_set():
                raise Refused("io", "no longer followed")
            # As long as it may have worked. The first file is waited for.
            if self._file is not None:
                time.sleep(0.001)

        loaded = self._verifier.load(file, int(time.time()), self._marks, pause)
        claims, failed = loaded.claims, None
        try:
            self._marks.accept(claims, self._verifier, int(time.time()))
        except Refused as refused:
            # It is genuine and newer, and may revoke a key: a full disk must not keep it out.
            if refused.reason != "io":
                raise
            failed = refused
        self._marks.keep(claims)
        self._file = loaded
        self._ready.set()
        keys = "1 key" if claims.cnt == 1 else f"{claims.cnt} keys"
        LOG.info("loaded %r: generation %d of epoch %d, %s", self._path, claims.gen, claims.epoch, keys)
        if failed:
            self._again = time.monotonic() + AGAIN
            self._say(f"{self._path!r} is in use, but cannot be remembered: {failed}")
        else:
            self._said = None

    def _say(self, text):
        if text != self._said:
            self._said = text
            LOG.error("%s", text)


# ---- HTTP

class _BadRequest(Exception):
    pass


_OURS = ("x_key_id", "x_key_scope", "x_key_unchecked", "x_key_reason")


def _folded(name):
    """A header's name as CGI, WSGI and the like fold it."""
    return re.sub("[^a-z0-9]", "_", name.lower())


def _presented(keys, authorizations):
    """The one key of a request (bytes), and whether it was an `Authorization: Bearer`."""
    if len(keys) > 1 or len(authorizations) > 1:
        raise _BadRequest
    scheme, _, token = authorizations[0].strip(b" \t").partition(b" ") if authorizations else (b"", b"", b"")
    is_bearer = scheme.lower() == b"bearer"
    if keys and is_bearer:
        raise _BadRequest
    return token.strip(b" \t") if is_bearer else (keys[0].strip(b" \t") if keys else b""), is_bearer


def _socket_address(text):
    """Of a TCP socket; None for another kind of socket."""
    try:
        return str(address((text or "").partition("%")[0]))
    except ValueError:
        return None


class _Middleware:
    """What is demanded is said here, by the application. `address_header` is the name of a header that a proxy in front
    sets to the client's address (and that clients cannot reach past it); without it the socket's address counts."""

    def __init__(self, app, keys, scopes=(), resource=None, environment=None, address_header=None):
        self._app, self._keys, self._demand = app, keys, Demand(scopes, resource, environment)
        self._address_header = address_header and address_header.lower()

    def _judge(self, keys, authorizations, connections, addresses, peer):
        """The status, its reason, the decision if there is one, and whether the key was in `Authorization`."""
        try:
            presented, is_bearer = _presented(keys, authorizations)
            named = (_folded(name.strip().decode("latin-1")) for value in connections for name in value.split(b","))
            if len(addresses) > 1 or any(name in _OURS for name in named):
                raise _BadRequest
            if self._address_header is None:
                asked = _socket_address(peer)
            else:
                asked = addresses[0].strip(b" \t").decode("latin-1") if addresses else None
            decision = self._keys.decide(presented, self._demand, asked)
        except (_BadRequest, ValueError):
            return 400, "bad_request", None, False
        return decision.status, decision.reason, decision, is_bearer

    def _refusal(self, status, reason):
        headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(reason) + 1)), ("X-Key-Reason", reason)]
        if status == 401:
            headers.append(("WWW-Authenticate", "Bearer"))
        return headers, f"{reason}\n".encode()


_WORDS = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 503: "Service Unavailable"}


class Wsgi(_Middleware):
    """WSGI middleware. The application gets the key's id as the header `X-Key-Id` (`HTTP_X_KEY_ID`), and the decision
    as `keywright.decision`; never the key itself."""

    def __call__(self, environ, start_response):
        # A server joins what was sent twice with commas, so what has one cannot be told from that.
        def values(name):
            value = environ.get(name)
            return [] if value is None else [part.encode("latin-1") for part in value.split(",")]

        header = self._address_header and "HTTP_" + self._address_header.upper().replace("-", "_")
        status, reason, decision, is_bearer = self._judge(
            values("HTTP_X_API_KEY"), values("HTTP_AUTHORIZATION"), values("HTTP_CONNECTION"),
            values(header) if header else [], environ.get("REMOTE_ADDR"),
        )
        if status != 200:
            headers, body = self._refusal(status, reason)
            start_response(f"{status} {_WORDS[status]}", headers)
            return [body]
        for name in list(environ):
            folded = _folded(name[5:]) if name.startswith("HTTP_") else ""
            if folded in _OURS or folded == "x_api_key" or (is_bearer and folded == "authorization"):
                del environ[name]
        environ["HTTP_X_KEY_ID"], environ["keywright.decision"] = decision.id, decision
        return self._app(environ, start_response)


class Asgi(_Middleware):
    """ASGI middleware for `http` and `websocket`. The application gets the key's id as the header `x-key-id`, and the
    decision as `scope["keywright.decision"]`; never the key itself."""

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        if scope["type"] not in ("http", "websocket"):
            raise ValueError("keywright: only http and websocket are let through")
        headers = [(name.decode("latin-1").lower(), value) for name, value in scope["headers"]]

        def values(wanted):
            return [value for name, value in headers if name == wanted]

        header = self._address_header
        status, reason, decision, is_bearer = self._judge(
            values("x-api-key"), values("authorization"), values("connection"),
            values(header) if header else [], (scope.get("client") or [None])[0],
        )
        if status != 200:
            return await self._refuse(scope, receive, send, status, reason)
        dropped = _OURS + ("x_api_key",) + (("authorization",) if is_bearer else ())
        kept = [(name, value) for name, value in scope["headers"] if _folded(name.decode("latin-1")) not in dropped]
        kept.append((b"x-key-id", decision.id.encode()))
        return await self._app({**scope, "headers": kept, "keywright.decision": decision}, receive, send)

    async def _refuse(self, scope, receive, send, status, reason):
        if scope["type"] == "websocket":
            await receive()
            # Before it was accepted: the server answers 403.
            return await send({"type": "websocket.close", "code": 1008})
        headers, body = self._refusal(status, reason)
        headers = [(name.lower().encode(), value.encode()) for name, value in headers]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
