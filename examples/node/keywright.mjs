// Accepts or refuses API keys by a verification file (jsonl) that Keywright signed.
//
// One file to copy; needs Node 18 and nothing but its own modules; a state folder needs the program `flock` (util-linux).
// README.md has an example, docs/format/verification-file.md the rules. `Keys` follows a file in a worker thread and
// decides; `keys.require` makes middleware. No secret is ever logged, stored, or put into an error.
import { spawnSync } from 'node:child_process';
import { constants as limits } from 'node:buffer';
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const MAX_LINE = 65536;
const MAX_STORED = 1 << 20;
const MAX_NETWORKS = 32;
const MAX_LEVEL = 32;
const TOLERANCE = 300;
const PIECE = 1 << 18;
/** No line of an entry is shorter. */
const MIN_LINE = 100;

/**
 * A file that must not be used. `reason` is one of signature, version, digest, audience, subject, stale, older, io. `mayPass`:
 * it is of the moment, and not of the file. `before`: it would pass before this time, if the clock was wrong.
 */
export class Refused extends Error {
  constructor(reason, text, mayPass = reason === 'io', before = 0) {
    super(text);
    Object.assign(this, { reason, mayPass, before });
  }
}

// ---- JSON (RFC 8259), strictly: no member twice, no half of a surrogate pair, no invalid UTF-8, 32 levels at most.
// JSON.parse keeps the last of two members, and rounds what is above 2^53.

class Malformed extends Error {}

function fail(what = 'malformed') {
  throw new Malformed(what);
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"/y;
const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const INTEGER = /^(?:0|-?[1-9][0-9]{0,15})$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The end of a token that begins here. */
function pass(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : fail();
}

function unquoted(token) {
  const text = JSON.parse(token);
  return /\p{Surrogate}/u.test(text) ? fail() : text;
}

/** The end of the value that begins here. `found` gets the members of an object, name to JSON text. */
function value(text, at, level, found, escapes = true) {
  const opening = text[at];
  if (opening === '"') {
    const end = pass(STRING, text, at);
    unquoted(text.slice(at, end));
    return end;
  }
  if (opening !== '{' && opening !== '[') return pass(SCALAR, text, at);
  if (level > MAX_LEVEL) fail();
  const closing = opening === '{' ? '}' : ']';
  at = pass(SPACE, text, at + 1);
  for (let more = text[at] !== closing; more; ) {
    let name = null;
    if (opening === '{') {
      const end = pass(STRING, text, at);
      const token = text.slice(at, end);
      name = unquoted(token);
      if (found.has(name) || (!escapes && token.includes('\\'))) fail();
      at = pass(SPACE, text, end);
      if (text[at] !== ':') fail();
      at = pass(SPACE, text, at + 1);
    }
    const end = value(text, at, level + 1, new Map());
    found.set(name, text.slice(at, end));
    at = pass(SPACE, text, end);
    more = text[at] === ',';
    if (more) at = pass(SPACE, text, at + 1);
  }
  return text[at] === closing ? at + 1 : fail();
}

/** The members of a JSON object, name to JSON text. */
function membersOf(data, escapes = true) {
  let text;
  try {
    text = utf8.decode(data);
  } catch {
    fail();
  }
  const found = new Map();
  const at = pass(SPACE, text, 0);
  if (text[at] !== '{') fail();
  const end = value(text, at, 1, found, escapes);
  return pass(SPACE, text, end) === text.length ? found : fail();
}

function string(token) {
  return token?.[0] === '"' ? unquoted(token) : fail();
}

/** A string without escapes: no value of an entry needs one. */
function plain(token) {
  return token?.[0] === '"' && !token.includes('\\') ? token.slice(1, -1) : fail();
}

function integer(token, least = -Number.MAX_SAFE_INTEGER) {
  const number = token !== undefined && INTEGER.test(token) ? Number(token) : fail();
  return Number.isSafeInteger(number) && number >= least ? number : fail();
}

function strings(token) {
  if (token?.[0] !== '[') fail();
  const found = JSON.parse(token);
  return found.every((text) => typeof text === 'string') ? found : fail();
}

// ---- values

const SCOPE = /^[!#-+\--[\]-~]{1,64}$/;
const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._~:@+=-]{1,64}$/;
const ENVIRONMENT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const AUDIENCE = /^[A-Za-z0-9._~:@+=/-]{1,128}$/;
const ID = /^key_[a-z2-7]{26}$/;
const HEX = /^[0-9a-f]{64}$/;
const SECRET = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*_[0-9A-Za-z]{54}$/;
const NOTHING = ['', '-', 'null', 'nil', 'none', 'undefined'];
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const is = (pattern, text) => typeof text === 'string' && pattern.test(text);
const isScope = (text) => is(SCOPE, text);
const isEnvironment = (text) => is(ENVIRONMENT, text);

function isResource(text) {
  const parts = typeof text === 'string' ? text.split('/') : [];
  return parts.length >= 1 && parts.length <= 16 && parts.every((part) => SEGMENT.test(part));
}

function trimmed(text, space) {
  let [from, to] = [0, text.length];
  while (from < to && space.includes(text[from])) from += 1;
  while (from < to && space.includes(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

/** Whether this is what a program sends whose variable was not set. */
export function isNothing(presented) {
  return NOTHING.includes(trimmed(presented.toString('latin1'), ' \t\n\r\f').toLowerCase());
}

function crc32(text) {
  let crc = -1;
  for (let i = 0; i < text.length; i += 1) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** Whether it has the form of a Keywright secret, its checksum included. */
export function isSecret(presented) {
  const text = presented.length <= 87 ? presented.toString('latin1') : '';
  if (!SECRET.test(text)) return false;
  let [rest, checksum] = [crc32(text.slice(0, -6)), ''];
  for (let i = 0; i < 6; i += 1) {
    checksum = BASE62[rest % 62] + checksum;
    rest = Math.floor(rest / 62);
  }
  return checksum === text.slice(-6);
}

/** The number of an IPv4 or IPv6 address, and how many bits it has. No port, zone or brackets. */
function numberOf(text) {
  const four = (part) => part.split('.').reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  if (net.isIPv4(text)) return { bits: 32, number: four(text) };
  if (!net.isIPv6(text) || text.includes('%')) fail('the address is malformed');
  const words = (part) =>
    part === '' ? [] : part.split(':').flatMap((word) => {
      if (!word.includes('.')) return [BigInt(`0x${word}`)];
      return [four(word) >> 16n, four(word) & 0xffffn];
    });
  const [head, tail] = text.split('::').map(words);
  const zeroes = tail ? new Array(8 - head.length - tail.length).fill(0n) : [];
  return { bits: 128, number: [...head, ...zeroes, ...(tail ?? [])].reduce((sum, word) => (sum << 16n) | word, 0n) };
}

const isMapped = ({ bits, number }) => bits === 128 && number >> 32n === 0xffffn;

/** An address to ask with. An IPv4 address written as one of IPv6 is the IPv4 address. Throws if it is malformed. */
export function parseAddress(text) {
  const found = typeof text === 'string' ? numberOf(text) : fail('the address is malformed');
  return isMapped(found) ? { bits: 32, number: found.number & 0xffffffffn } : found;
}

function networksOf(text) {
  const words = text.split(' ');
  if (words.length > MAX_NETWORKS) fail();
  return words.map((word) => {
    const [, base, length] = /^([^/]+)\/(0|[1-9][0-9]{0,2})$/.exec(word) ?? fail();
    const found = numberOf(base);
    const host = BigInt(found.bits - Number(length));
    if (host < 0n || (found.number >> host) << host !== found.number) fail();
    if (isMapped(found) && Number(length) >= 96) fail();
    return { ...found, host };
  });
}

// ---- entries

const TIME = '(0|-?[1-9][0-9]{0,14}),';
const TEXT = '"([^"\\\\\\x00-\\x1f]*)"';
const HEAD = `^\\{"digest":"([0-9a-f]{64})","id":"(key_[a-z2-7]{26})",(?:"nbf":${TIME})?(?:"exp":${TIME})?`;
const GRANT = `"scope":${TEXT}(?:,"resource":${TEXT})?(?:,"environment":${TEXT})?(?:,"net":${TEXT})?\\}$`;
const LINE = new RegExp(HEAD + GRANT);
const START = new RegExp(`${HEAD}("scope":"[^]*)$`);
const KNOWN = ['digest', 'id', 'nbf', 'exp', 'scope', 'resource', 'environment', 'net'];

/** The entry of a line, which is a Buffer. Throws if it is not a valid one. */
function entryOf(line) {
  let [, digest, id, nbf, exp, scope, resource, environment, text] = LINE.exec(line.toString('latin1')) ?? [];
  let isSupported = true;
  if (digest === undefined) {
    const members = membersOf(line, false);
    const optional = (name, read) => (members.has(name) ? read(members.get(name)) : undefined);
    [digest, id, scope] = ['digest', 'id', 'scope'].map((name) => plain(members.get(name)));
    [nbf, exp] = ['nbf', 'exp'].map((name) => optional(name, integer));
    [resource, environment, text] = ['resource', 'environment', 'net'].map((name) => optional(name, plain));
    isSupported = [...members.keys()].every((name) => KNOWN.includes(name));
  }
  if (!HEX.test(digest) || !ID.test(id)) fail();
  const scopes = scope === '' ? [] : scope.split(' ');
  if (!scopes.every(isScope)) fail();
  if (resource !== undefined && !isResource(resource)) fail();
  if (environment !== undefined && !isEnvironment(environment)) fail();
  const networks = text === undefined ? undefined : networksOf(text);
  [nbf, exp] = [Number(nbf ?? -Infinity), Number(exp ?? Infinity)];
  return { digest, id, nbf, exp, scopes, resource, environment, networks, isSupported };
}

// ---- what a request must be allowed, and the answer

/**
 * What a key must be allowed: `scopes` (an array), `resource`, `environment`; what is left out is not asked. It comes from
 * the application's own configuration, never from a request. Throws for what no key can have, also for `undefined`.
 */
export function demand(asked = {}) {
  const checks = {
    scopes: (scopes) => Array.isArray(scopes) && scopes.every(isScope),
    resource: isResource,
    environment: isEnvironment,
  };
  for (const [name, wanted] of Object.entries(asked)) {
    if (!Object.hasOwn(checks, name)) throw new TypeError(`keywright: nothing named ${name} can be demanded`);
    if (!checks[name](wanted)) throw new TypeError(`keywright: the ${name} that is demanded is malformed`);
  }
  return Object.freeze({ scopes: [], ...asked });
}

const STATUS = { valid: 200, stale: 503, malformed: 401, unknown: 401, not_yet_valid: 401, expired: 401 };

function decision(reason, entry, unchecked = []) {
  const { id, scopes } = entry ?? { scopes: [] };
  return { valid: reason === 'valid', reason, status: STATUS[reason] ?? 403, id, scopes, unchecked };
}

function denial(entry, wanted, asked, now) {
  if (!entry.isSupported) return 'unsupported';
  if (now < entry.nbf) return 'not_yet_valid';
  if (now >= entry.exp) return 'expired';
  const holds = ({ bits, number, host }) => asked?.bits === bits && asked.number >> host === number >> host;
  if (entry.networks !== undefined && !entry.networks.some(holds)) return 'network';
  if (!wanted.scopes.every((scope) => entry.scopes.includes(scope))) return 'scope';
  const { resource, environment } = wanted;
  const isOutside = entry.resource !== undefined && !`${resource}/`.startsWith(`${entry.resource}/`);
  if (resource !== undefined && isOutside) return 'resource';
  if (environment !== undefined && (entry.environment ?? environment) !== environment) return 'environment';
  return undefined;
}

// ---- the file

const CLAIMS = ['ver', 'iss', 'sub', 'aud', 'iat', 'exp', 'epoch', 'gen', 'fmt', 'cnt', 'dig', 'crit'];

/** Base64url that has only one encoding: no padding, no stray bits. */
function decoded(part) {
  const data = Buffer.from(part, 'base64url');
  return data.toString('base64url') === part ? data : fail();
}

function readClaims(payload, kid) {
  const found = membersOf(payload);
  const version = integer(found.get('ver'), 0);
  if (version !== 1) throw new Refused('version', `the file has version ${version}; only version 1 is supported`);
  if (found.has('crit')) {
    const named = strings(found.get('crit'));
    if (named.length === 0) fail();
    if (!named.every((name) => CLAIMS.includes(name))) {
      throw new Refused('version', 'the file has a critical claim that this reader does not know');
    }
  }
  const [iss, sub, fmt, dig] = ['iss', 'sub', 'fmt', 'dig'].map((name) => string(found.get(name)));
  const [iat, exp, epoch, cnt] = ['iat', 'exp', 'epoch', 'cnt'].map((name) => integer(found.get(name), 0));
  const [aud, gen] = [strings(found.get('aud')), integer(found.get('gen'), 1)];
  if (fmt !== 'jsonl' || !dig.startsWith('sha256:') || !HEX.test(dig.slice(7))) fail();
  return { kid, iss, sub, aud, iat, exp, epoch, gen, cnt, dig: dig.slice(7) };
}

/** The keys of a JWK, or of a JWK Set, in which those of other kinds are skipped (RFC 7517). */
function jwks(text) {
  membersOf(Buffer.from(text)); // an error for a member that is there twice
  const jwk = JSON.parse(text);
  const keys = jwk.keys ?? [jwk];
  if (!Array.isArray(keys)) throw new TypeError('keywright: not a JWK Set');
  if (keys.some((key) => key?.d !== undefined || key?.k !== undefined)) {
    throw new TypeError('keywright: a private key, which belongs on no server');
  }
  return keys.filter((key) => key?.kty === 'OKP' && key.crv === 'Ed25519').map(({ x }) => String(x));
}

/**
 * The Ed25519 public keys in a text, as `keywright public-key` prints them: PEM, with any text around it, a JWK or a JWK
 * Set, or 43 characters of base64url one per line. By their thumbprints.
 */
export function publicKeys(text) {
  const spki = Buffer.from('302a300506032b6570032100', 'hex');
  const pem = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/g;
  const ofRaw = (raw) => {
    const key = Buffer.from(raw, 'base64url');
    if (key.toString('base64url') !== raw) throw new TypeError('keywright: not base64url');
    return Buffer.concat([spki, key]);
  };
  text = text.replace(/^\ufeff/, '').trim();
  let keys;
  if (text.startsWith('{')) {
    keys = jwks(text).map(ofRaw);
    if (keys.length === 0) throw new TypeError('keywright: not an Ed25519 public key');
  } else if (text.includes('-----BEGIN ')) {
    if (/-----(BEGIN|END) /.test(text.replace(pem, ''))) throw new TypeError('keywright: not public keys in PEM');
    keys = [...text.matchAll(pem)].map(([, body]) => Buffer.from(body, 'base64'));
  } else {
    keys = text.split(/\s+/).map(ofRaw);
  }
  const found = new Map();
  for (const der of keys) {
    if (der.length !== 44 || !der.subarray(0, 12).equals(spki)) throw new TypeError('keywright: not an Ed25519 public key');
    const x = der.subarray(12).toString('base64url');
    const kid = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');
    found.set(kid, createPublicKey({ key: der, format: 'der', type: 'spki' }));
  }
  return found;
}

function checkTimes(claims, now, tolerance) {
  if (claims.iat > now + tolerance) {
    throw new Refused('stale', `the file was issued at ${claims.iat}, but it is only ${now} on this machine`, true);
  }
  if (now >= claims.exp) {
    throw new Refused('stale', `the file is stale since ${claims.exp}; it is ${now}`, false, claims.exp);
  }
}

/** The trusted keys (the text of `keywright public-key`), and what a file must be for. */
export class Verifier {
  constructor({ trusted, audience, subject, tolerance = TOLERANCE }) {
    if (audience !== undefined && !is(AUDIENCE, audience)) throw new TypeError('keywright: the audience is malformed');
    Object.assign(this, { trusted: publicKeys(trusted), audience, subject, tolerance });
  }

  /** Reads an open file to its end; returns a `VerifiedFile` if every check has passed. */
  load(fd, now, marks) {
    let claims, body, lines;
    try {
      const start = Buffer.alloc(PIECE);
      const length = fs.readSync(fd, start, 0, PIECE, null);
      const end = start.subarray(0, length).indexOf(10);
      if (end < 0 || end > MAX_LINE) throw new Refused('signature', 'line 1 is too long, or has no end');
      claims = this.#line1(start.toString('latin1', 0, end));
      ({ body, lines } = readBody(fd, start.subarray(end + 1, length), length, claims));
    } catch (error) {
      if (error.code === undefined) throw error;
      throw new Refused('io', `reading the file failed: ${error.code}`);
    }
    if (claims.epoch > claims.iat) throw new Refused('stale', "the file's epoch is after its time of issue");
    checkTimes(claims, now, this.tolerance);
    if (this.audience !== undefined && !claims.aud.includes(this.audience)) {
      throw new Refused('audience', `the file is not for ${this.audience}`);
    }
    if (this.subject !== undefined && this.subject !== claims.sub) {
      throw new Refused('subject', `the file is that of ${JSON.stringify(claims.sub)}, not of ${this.subject}`);
    }
    marks.check(claims, this);
    return new VerifiedFile(claims, body, lines, this.tolerance);
  }

  #line1(line) {
    const found = /^\{"jws":"(([\w-]+)\.([\w-]+))\.([\w-]+)"\}$/.exec(line);
    if (!found) throw new Refused('signature', 'line 1 is not that of a jsonl file');
    let kid, payload, signature;
    try {
      const header = membersOf(decoded(found[2]));
      [payload, signature] = [decoded(found[3]), decoded(found[4])];
      kid = string(header.get('kid'));
      const isOurs = string(header.get('alg')) === 'EdDSA' && string(header.get('typ')) === 'keywright-verification+jwt';
      if (!isOurs || header.size !== 3) fail();
    } catch {
      throw new Refused('signature', 'line 1 has not the JWS header of a verification file');
    }
    const key = this.trusted.get(kid);
    if (!key) {
      throw new Refused('signature', `line 1 names the signing key ${JSON.stringify(kid.slice(0, 100))}, which is not trusted`);
    }
    if (!verify(null, Buffer.from(found[1]), key, signature)) {
      throw new Refused('signature', 'line 1 was altered or forged: its signature is wrong');
    }
    try {
      return readClaims(payload, kid);
    } catch (error) {
      throw error instanceof Refused ? error : new Refused('signature', 'a claim is missing, doubled or malformed');
    }
  }
}

/**
 * The body, whose lines have all been checked, and where each begins. It is kept as it is: two objects for each of a
 * million keys would be slow to make, to send to another thread, and to collect.
 */
function readBody(fd, rest, position, claims) {
  const size = rest.length + Math.max(fs.fstatSync(fd).size - position, 0);
  if (size > claims.cnt * (MAX_LINE + 1) || size >= Math.min(limits.MAX_LENGTH, 2 ** 32)) {
    throw new Refused('digest', 'the body is longer than its entries can be, or than this reader loads');
  }
  // One byte more than expected, to see that there is nothing more.
  const body = Buffer.from(new ArrayBuffer(size + 1));
  const lines = new Uint32Array(Math.min(claims.cnt, Math.floor(size / MIN_LINE)) + 1);
  const hash = createHash('sha256').update(rest);
  const state = { at: 0, end: rest.copy(body), count: 0, last: '', rights: new Set() };
  for (;;) {
    readLines(body, lines, state, claims);
    if (state.end - state.at > MAX_LINE) throw new Refused('digest', `line ${state.count + 2} is too long`);
    const wanted = Math.min(PIECE, body.length - state.end);
    const read = wanted === 0 ? 0 : fs.readSync(fd, body, state.end, wanted, null);
    if (read === 0) break;
    hash.update(body.subarray(state.end, state.end + read));
    state.end += read;
  }
  if (state.at !== state.end) throw new Refused('digest', 'the last line has no end');
  if (state.end > size) throw new Refused('digest', 'the file grew while it was read');
  if (hash.digest('hex') !== claims.dig) {
    throw new Refused('digest', 'the body was altered or truncated: its SHA-256 is not that of line 1');
  }
  if (state.count !== claims.cnt) {
    throw new Refused('digest', `line 1 declares ${claims.cnt} entries, but there are ${state.count}`);
  }
  lines[state.count] = state.end;
  return { body, lines };
}

/** Checks the whole lines of a piece. Rights that were seen before, as most are, are not parsed again. */
function readLines(body, lines, state, claims) {
  for (;;) {
    const number = state.count + 2;
    const end = body.indexOf(10, state.at);
    if (end < 0 || end >= state.end || end - state.at > MAX_LINE) return;
    let digest;
    const line = body.toString('latin1', state.at, end);
    const found = START.exec(line);
    if (found && state.rights.has(found[5])) {
      digest = found[1];
    } else {
      try {
        ({ digest } = entryOf(body.subarray(state.at, end)));
      } catch {
        throw new Refused('digest', `line ${number} is not a valid entry`);
      }
      // Only those written as the vault writes them: after another head, others may have a member twice.
      if (found && state.rights.size < 16384 && found[5].length < 256 && LINE.test(line)) state.rights.add(found[5]);
    }
    if (digest <= state.last) throw new Refused('digest', `line ${number} is not above the one before`);
    if (state.count >= claims.cnt || state.count + 1 >= lines.length) {
      throw new Refused('digest', `line 1 declares ${claims.cnt} entries, but there are more`);
    }
    state.last = digest;
    lines[state.count] = state.at;
    state.count += 1;
    state.at = end + 1;
  }
}

/** A file that has passed every check. Made by `Verifier.load` only. */
class VerifiedFile {
  #body;
  #lines;
  #tolerance;

  constructor(claims, body, lines, tolerance) {
    this.claims = claims;
    [this.#body, this.#lines, this.#tolerance] = [body, lines, tolerance];
  }

  /** What another thread needs to have this file, and what moves there. */
  sent() {
    const file = { claims: this.claims, body: this.#body, lines: this.#lines, tolerance: this.#tolerance };
    return [{ file }, [this.#body.buffer, this.#lines.buffer]];
  }

  static received({ claims, body, lines, tolerance }) {
    return new VerifiedFile(claims, Buffer.from(body.buffer), lines, tolerance);
  }

  #line(index) {
    return this.#body.subarray(this.#lines[index], this.#lines[index + 1] - 1);
  }

  #digest(index) {
    const start = this.#lines[index];
    if (this.#body.toString('latin1', start, start + 11) === '{"digest":"') return this.#body.toString('latin1', start + 11, start + 75);
    return entryOf(this.#line(index)).digest;
  }

  /** The entry with this digest (lowercase hex), if there is one. */
  find(digest) {
    const count = this.claims.cnt;
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#digest(middle) < digest) low = middle + 1;
      else high = middle;
    }
    return low < count && this.#digest(low) === digest ? entryOf(this.#line(low)) : undefined;
  }

  /** Decides on a presented key (a Buffer). `asked` is what `parseAddress` returned, if anything. */
  decide(presented, wanted, asked, now) {
    if (this.claims.iat > now + this.#tolerance || now >= this.claims.exp) return decision('stale');
    if (isNothing(presented)) return decision('malformed');
    const entry = this.find(createHash('sha256').update(presented).digest('hex'));
    if (!entry) return decision(isSecret(presented) ? 'unknown' : 'malformed');
    const why = denial(entry, wanted, asked, now);
    if (why) return decision(why, entry);
    const unchecked = [];
    if (entry.scopes.length > 0 && wanted.scopes.length === 0) unchecked.push('scope');
    if (entry.resource !== undefined && wanted.resource === undefined) unchecked.push('resource');
    if (entry.environment !== undefined && wanted.environment === undefined) unchecked.push('environment');
    return decision('valid', entry, unchecked);
  }
}

// ---- what was accepted before

/** Refuses a file that contradicts what is remembered. */
function checkMarks(claims, verifier, { issuer, subject, mark }) {
  const quoted = JSON.stringify;
  if (issuer !== undefined && issuer !== claims.iss) {
    throw new Refused('signature', `the signing key has signed for ${quoted(issuer)}, not for ${quoted(claims.iss)}`);
  }
  if (verifier.subject === undefined && subject !== undefined && subject !== claims.sub) {
    throw new Refused('subject', `the file is that of ${quoted(claims.sub)}, but so far those of ${quoted(subject)} were accepted`);
  }
  if (mark === undefined) return;
  const isSameEpoch = claims.epoch === mark.epoch;
  if (claims.epoch < mark.epoch || (isSameEpoch && claims.gen < mark.gen)) {
    throw new Refused('older', `generation ${mark.gen} of epoch ${mark.epoch} was already accepted`);
  }
  if (isSameEpoch && claims.gen === mark.gen && claims.dig !== mark.dig) {
    throw new Refused('older', 'another file of the same generation was already accepted');
  }
}

/** Remembers the file in use, until the program ends. */
export class Memory {
  constructor(last) {
    this.last = last;
  }

  found({ kid, iss, sub }) {
    const { last } = this;
    const isSame = last?.iss === iss;
    return {
      issuer: last?.kid === kid ? last.iss : undefined,
      subject: isSame ? last.sub : undefined,
      mark: isSame && last.sub === sub ? last : undefined,
    };
  }

  check(claims, verifier) {
    checkMarks(claims, verifier, this.found(claims));
  }

  keep(claims) {
    this.last = claims;
  }

  accept(claims, verifier) {
    this.check(claims, verifier);
    this.keep(claims);
  }
}

const PATIENCE = 5_000;
const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = fs.constants;
const CAREFULLY = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

function opened(name, flags, mode, use) {
  const fd = fs.openSync(name, flags, mode);
  try {
    return use(fd);
  } finally {
    fs.closeSync(fd);
  }
}

/** Of an operation that may find nothing. */
function unlessAbsent(operation) {
  try {
    return operation();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What root makes in somebody's folder belongs to them. */
function adopt(fd, like) {
  const own = fs.fstatSync(fd);
  if (process.geteuid() === 0 && (own.isDirectory() || own.nlink === 1)) fs.fchownSync(fd, like.uid, like.gid);
}

function makeFolder(folder) {
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const above = path.dirname(folder);
  makeFolder(above);
  try {
    fs.mkdirSync(folder, 0o700);
  } catch (error) {
    if (error.code === 'EEXIST') return;
    throw error;
  }
  opened(folder, O_RDONLY | CAREFULLY, 0, (fd) => adopt(fd, fs.statSync(above)));
}

/**
 * A folder with what is remembered of accepted files, as all of Keywright's readers keep it; and what the program itself
 * does: removing the folder beside it does not make it forget. `server` is the name under which receipts are written, if
 * any.
 */
export class State extends Memory {
  constructor(folder, server, last) {
    super(last);
    Object.assign(this, { folder: path.resolve(folder), server });
    this.#use(() => {
      makeFolder(this.folder);
      if (!fs.lstatSync(this.folder).isDirectory()) throw new Error('it is not a folder');
    });
  }

  /** Turns errors of the operating system into refusals. */
  #use(operation) {
    try {
      return operation();
    } catch (error) {
      if (error instanceof Refused) throw error;
      throw new Refused('io', `the state ${this.folder} cannot be used: ${error.code ?? error.message}`);
    }
  }

  #path(parts, ending) {
    const name = createHash('sha256');
    for (const part of parts.map((text) => Buffer.from(text))) {
      const length = Buffer.alloc(8);
      length.writeBigUInt64BE(BigInt(part.length));
      name.update(length).update(part);
    }
    return path.join(this.folder, `${name.digest('hex')}.${ending}`);
  }

  /** Reads a file of the state, if there is one. A damaged one is an error, not an absent one. */
  #read(parts, ending, kinds, expected) {
    const name = this.#path(parts, ending);
    const damaged = new Refused('digest', `the state file ${name} is damaged`, true);
    const data = unlessAbsent(() =>
      opened(name, O_RDONLY | CAREFULLY, 0, (fd) => {
        const found = fs.fstatSync(fd);
        if (!found.isFile() || found.size > MAX_STORED) throw damaged;
        return fs.readFileSync(fd);
      }),
    );
    if (data === undefined) return undefined;
    try {
      const members = membersOf(data);
      const names = Object.keys(kinds);
      if (members.size !== names.length) throw damaged;
      const found = Object.fromEntries(names.map((each) => [each, kinds[each](members.get(each))]));
      if (Object.entries(expected).some(([each, wanted]) => found[each] !== wanted)) throw damaged;
      return found;
    } catch {
      throw damaged;
    }
  }

  #write(parts, ending, content) {
    const name = this.#path(parts, ending);
    const found = unlessAbsent(() => fs.lstatSync(name));
    if (found && !found.isFile()) throw new Error('something other than a regular file is there');
    const draft = path.join(this.folder, `.keywright-${randomBytes(8).toString('hex')}`);
    try {
      opened(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600, (fd) => {
        adopt(fd, found ?? fs.statSync(this.folder));
        fs.fchmodSync(fd, found ? found.mode & 0o777 : 0o600);
        fs.writeFileSync(fd, `${JSON.stringify(content)}\n`);
        fs.fsyncSync(fd);
      });
      fs.renameSync(draft, name);
    } catch (error) {
      fs.rmSync(draft, { force: true });
      throw error;
    }
    opened(this.folder, O_RDONLY, 0, fs.fsyncSync);
  }

  #remembered(claims, verifier) {
    const { kid, iss, sub } = claims;
    const aud = verifier.audience ?? null;
    const digest = (token) => (HEX.test(plain(token)) ? plain(token) : fail());
    const nullable = (token) => (token === 'null' ? null : string(token));
    const [epoch, gen] = [(token) => integer(token, 0), (token) => integer(token, 1)];
    return {
      issuer: this.#read([kid], 'issuer.json', { kid: string, iss: string }, { kid })?.iss,
      subject: this.#read(
        aud === null ? [iss] : [iss, aud], 'subject.json', { iss: string, aud: nullable, sub: string }, { iss, aud },
      )?.sub,
      mark: this.#read([iss, sub], 'json', { iss: string, sub: string, epoch, gen, dig: digest }, { iss, sub }),
    };
  }

  /** Refuses a file that contradicts what is remembered. */
  check(claims, verifier) {
    return this.#use(() => {
      const remembered = this.#remembered(claims, verifier);
      checkMarks(claims, verifier, remembered);
      const own = this.found(claims);
      checkMarks(claims, verifier, { ...own, subject: remembered.subject === undefined ? own.subject : undefined });
      return remembered;
    });
  }

  /** Remembers a file, which must not contradict what is remembered. No other program changes it meanwhile. */
  accept(claims, verifier, now) {
    this.locked(() => {
      this.#advance(claims, verifier);
      this.#acknowledge(claims, now);
    });
  }

  locked(operation) {
    this.#use(() =>
      opened(path.join(this.folder, 'lock'), O_WRONLY | O_CREAT | CAREFULLY, 0o600, (fd) => {
        adopt(fd, fs.statSync(this.folder));
        // Node has no flock(2). The lock belongs to the open file, which the program shares with us and leaves to us: it is
        // held until the file is closed.
        const stdio = ['ignore', 'ignore', 'ignore', fd];
        const { error, status } = spawnSync('flock', ['-x', '3'], { stdio, timeout: PATIENCE, killSignal: 'SIGKILL' });
        // Whoever holds it for longer was stopped or hangs, and must not keep a revocation out.
        if (error?.code === 'ETIMEDOUT') throw new Error('another process holds its lock');
        if (error || status !== 0) throw new Error('it cannot be locked: that takes the program flock, of util-linux');
        operation();
      }),
    );
  }

  /** Throws if there is no way to lock it, now or ever; not if another process has it. */
  lockable() {
    const { error } = spawnSync('flock', ['-n', '-x', '/dev/null', 'true'], { stdio: 'ignore' });
    this.#use(() => {
      if (error) throw new Error('it cannot be locked: that takes the program flock, of util-linux');
      opened(path.join(this.folder, 'lock'), O_WRONLY | O_CREAT | CAREFULLY, 0o600, (fd) => adopt(fd, fs.statSync(this.folder)));
    });
  }

  #advance(claims, verifier) {
    const { issuer, subject, mark } = this.check(claims, verifier);
    const { kid, iss, sub, epoch, gen, dig } = claims;
    const aud = verifier.audience ?? null;
    // The mark last: whatever fails before it, this file or a newer one passes the next time.
    if (issuer === undefined) this.#write([kid], 'issuer.json', { kid, iss });
    if (subject !== sub) this.#write(aud === null ? [iss] : [iss, aud], 'subject.json', { iss, aud, sub });
    if (mark?.epoch !== epoch || mark.gen !== gen || mark.dig !== dig) {
      this.#write([iss, sub], 'json', { iss, sub, epoch, gen, dig });
    }
  }

  /** Writes a receipt, once for each file of a target. Without one the vault's owner only does not learn of it. */
  #acknowledge({ iss, sub, epoch, gen, dig }, now) {
    if (this.server === undefined || sub.includes('/')) return;
    const receipt = { target: sub, server: this.server, epoch, gen, dig: `sha256:${dig}` };
    const kinds = { target: string, server: string, epoch: integer, gen: integer, dig: string, loaded_at: string };
    try {
      if (this.#read([iss, sub], 'receipt.json', kinds, receipt)) return;
    } catch {
      // It is of another file, or damaged.
    }
    try {
      const at = new Date(now * 1000).toISOString().replace('.000', '');
      this.#write([iss, sub], 'receipt.json', { ...receipt, loaded_at: at });
    } catch {
      // The file is accepted all the same.
    }
  }
}

// ---- following a file

const unixNow = () => Math.floor(Date.now() / 1000);
const EVERY = 500;
const AGAIN = 5_000;

/** What the worker does. Its messages are `{ file }` and `{ say }`. */
class Follower {
  constructor(options, last) {
    this.options = options;
    this.verifier = new Verifier(options);
    this.marks = options.state === undefined ? new Memory(last) : new State(options.state, options.server, last);
  }

  follow() {
    try {
      this.look();
    } catch (error) {
      this.again = Date.now() + AGAIN;
      this.say(`the file ${this.options.path} cannot be followed: ${error.code ?? error.name}`);
    }
    setTimeout(() => this.follow(), EVERY);
  }

  look() {
    let isNew = false;
    try {
      opened(this.options.path, O_RDONLY | O_NONBLOCK, 0, (fd) => {
        const found = fs.fstatSync(fd, { bigint: true });
        const seen = [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join();
        isNew = seen !== this.seen;
        if (!isNew && !this.isDue()) return;
        [this.seen, this.again, this.before] = [seen, 0, 0];
        if (!found.isFile()) throw new Refused('io', 'it is not a regular file');
        const file = this.verifier.load(fd, unixNow(), this.marks);
        const failed = this.accept(file);
        parentPort.postMessage(...file.sent());
        this.again = failed ? Date.now() + AGAIN : 0;
        if (failed) this.say(`${this.options.path} is in use, but cannot be remembered: ${failed.message}`);
        else this.said = undefined;
      });
    } catch (error) {
      if (error.code !== undefined) this.seen = undefined;
      if (!(error instanceof Refused) && error.code === undefined) throw error;
      // What is damaged is read once more: perhaps it was being written, within a tick of the clock of its times.
      if (error.mayPass || (isNew && ['signature', 'digest'].includes(error.reason))) this.again = Date.now() + AGAIN;
      this.before = error.before ?? 0;
      const why = error instanceof Refused ? `(${error.reason}): ${error.message}` : `: ${error.code}`;
      this.say(`refused ${this.options.path} ${why}`);
    }
  }

  /** Whether what was refused is tried again: the state may not have been writable, or the clock wrong. */
  isDue() {
    const now = Date.now();
    // Also if the clock was set back meanwhile.
    return (this.again && (now >= this.again || now < this.again - AGAIN)) || unixNow() < this.before;
  }

  /** Why it could not be remembered, if it could not. */
  accept({ claims }) {
    try {
      this.marks.accept(claims, this.verifier, unixNow());
    } catch (error) {
      // It is genuine and newer, and may revoke a key: a full disk must not keep it out.
      if (error.reason !== 'io') throw error;
      this.marks.keep(claims);
      return error;
    }
    this.marks.keep(claims);
    return undefined;
  }

  say(text) {
    if (text === this.said) return;
    this.said = text;
    parentPort.postMessage({ say: text });
  }
}

if (!isMainThread && workerData?.keywright) {
  new Follower(workerData.keywright, workerData.last).follow();
}

/**
 * Follows a file, and decides by the newest one that passed every check. Loading is done in a worker thread.
 *
 * path            the jsonl file
 * trusted         the text of `keywright public-key`
 * audience        this server's; every server should have one
 * subject         the name of the target, or `export/jsonl/AUDIENCE`
 * state           a folder that remembers what was accepted; without it a restart forgets
 * server          the name under which receipts are written there, as in `keywright target add --servers`
 * tolerance       how many seconds the file's time of issue may be ahead of the clock
 * log             a function for each line about the file; by default to stderr
 */
export class Keys {
  #options;
  #log;
  #file;
  #worker;
  #isReady;
  #isClosed = false;
  #isAwaited = false;

  constructor({ log = (text) => console.error(`keywright: ${text}`), ...options }) {
    const names = ['path', 'trusted', 'audience', 'subject', 'state', 'server', 'tolerance'];
    for (const [name, given] of Object.entries(options)) {
      if (!names.includes(name)) throw new TypeError(`keywright: there is no option ${name}`);
      if (given === undefined) throw new TypeError(`keywright: the option ${name} is undefined`);
    }
    if (options.server !== undefined && options.state === undefined) {
      throw new TypeError('keywright: receipts need a state folder');
    }
    // What is wrong with the options is said here, not in the worker.
    new Verifier(options);
    if (options.state !== undefined) new State(options.state).lockable();
    [this.#options, this.#log] = [options, log];
    const ready = new Promise((resolve) => (this.#isReady = resolve));
    /** Waits for the first file. Until then the program does not end. */
    this.ready = () => {
      this.#isAwaited = true;
      this.#hold();
      return ready;
    };
    this.#start();
  }

  #start() {
    const data = { keywright: this.#options, last: this.#file?.claims };
    const worker = new Worker(new URL(import.meta.url), { workerData: data, execArgv: [] });
    worker.on('message', ({ file, say }) => {
      if (say !== undefined) this.#log(say);
      if (file === undefined) return;
      this.#file = VerifiedFile.received(file);
      this.#isReady();
      this.#hold();
      const { gen, epoch, cnt } = file.claims;
      const keys = cnt === 1 ? '1 key' : `${cnt} keys`;
      this.#log(`loaded ${this.#options.path}: generation ${gen} of epoch ${epoch}, ${keys}`);
    });
    worker.on('error', (error) => this.#log(`the worker failed: ${error.code ?? error.name}`));
    worker.on('exit', () => {
      if (this.#isClosed) return;
      const timer = setTimeout(() => this.#isClosed || this.#start(), 1000);
      if (!this.#isWaiting) timer.unref();
    });
    this.#worker = worker;
    // Last: to listen to its messages holds the program, too.
    this.#hold();
  }

  get #isWaiting() {
    return this.#isAwaited && this.#file === undefined && !this.#isClosed;
  }

  /** The worker keeps the program from ending only while somebody waits for its first file. */
  #hold() {
    if (this.#isWaiting) this.#worker.ref();
    else this.#worker.unref();
  }

  /** Stops following the file. What is loaded is decided by until it is stale. */
  close() {
    this.#isClosed = true;
    return this.#worker.terminate();
  }

  /** The claims of the file in use, if there is one. */
  get claims() {
    return this.#file?.claims;
  }

  /**
   * Decides on a presented key (a Buffer, or text whose characters are bytes). `wanted` is what `demand` returned;
   * `address` is a text, left out if it is not known. Throws if it is malformed.
   */
  decide(presented, wanted = demand(), address = undefined) {
    const asked = address === undefined ? undefined : parseAddress(address);
    // Latin-1 would take another character for some byte, and so one text for another.
    const isText = typeof presented === 'string';
    const bytes = isText ? Buffer.from(/^[\0-\xff]*$/.test(presented) ? presented : '', 'latin1') : presented;
    return this.#file === undefined ? decision('stale') : this.#file.decide(bytes, wanted, asked, unixNow());
  }

  /**
   * Middleware `(request, response, next)` that lets only requests through whose key is allowed what is demanded. The
   * application gets the key's id as the header `x-key-id`, and the decision as `request.keywright`; never the key.
   * `addressHeader` is the name of a header that a proxy in front sets to the client's address (and that clients cannot
   * reach past it); without it the socket's address counts.
   */
  require(options = {}) {
    const { addressHeader, ...asked } = options;
    // Were it taken for left out, the proxy's own address would count.
    if ('addressHeader' in options && !is(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, addressHeader)) {
      throw new TypeError('keywright: addressHeader is not the name of a header');
    }
    const wanted = demand(asked);
    return (request, response, next) => {
      let result;
      let isBearer = false;
      try {
        const headers = headersOf(request);
        const presented = presentedIn(headers);
        ({ isBearer } = presented);
        result = this.decide(presented.key, wanted, addressOf(request, headers, addressHeader));
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        return refuse(response, 400, 'bad_request');
      }
      if (!result.valid) return refuse(response, result.status, result.reason);
      identify(request, result, isBearer);
      return next();
    };
  }
}

// ---- HTTP

const OURS = ['x_key_id', 'x_key_scope', 'x_key_unchecked', 'x_key_reason'];

/** A header's name as CGI, WSGI and the like fold it. */
const folded = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, '_');

/** The values of each header, as often as it was sent: `request.headers` has joined or dropped some. */
function headersOf({ rawHeaders }) {
  const found = new Map();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i].toLowerCase();
    found.set(name, [...(found.get(name) ?? []), rawHeaders[i + 1]]);
  }
  return found;
}

/** The one key of a request, and whether it was an `Authorization: Bearer`. */
function presentedIn(headers) {
  const [keys, authorizations] = ['x-api-key', 'authorization'].map((name) => headers.get(name) ?? []);
  if (keys.length > 1 || authorizations.length > 1) fail();
  const named = (headers.get('connection') ?? []).flatMap((text) => text.split(','));
  if (named.some((name) => OURS.includes(folded(name.trim())))) fail();
  const [, scheme, token] = /^([^ ]*) ?([^]*)$/.exec(trimmed(authorizations[0] ?? '', ' \t'));
  const isBearer = scheme.toLowerCase() === 'bearer';
  if (isBearer && keys.length === 1) fail();
  return { key: trimmed(isBearer ? token : keys[0] ?? '', ' \t'), isBearer };
}

function addressOf(request, headers, addressHeader) {
  if (addressHeader === undefined) {
    // A socket of another kind has none.
    const text = (request.socket.remoteAddress ?? '').split('%')[0];
    return net.isIP(text) ? text : undefined;
  }
  const values = headers.get(addressHeader.toLowerCase()) ?? [];
  if (values.length > 1) fail();
  return values[0];
}

/** Puts the id into the request, and takes out the key and whatever a client sent in the place of the id. */
function identify(request, result, isBearer) {
  const isDropped = (name) =>
    OURS.includes(folded(name)) || folded(name) === 'x_api_key' || (isBearer && folded(name) === 'authorization');
  const raw = request.rawHeaders;
  const kept = [];
  for (let i = 0; i < raw.length; i += 2) if (!isDropped(raw[i])) kept.push(raw[i], raw[i + 1]);
  // Before the raw ones change: Node makes both of those when they are first asked for.
  for (const headers of [request.headers, request.headersDistinct ?? {}]) {
    for (const name of Object.keys(headers)) if (isDropped(name)) delete headers[name];
  }
  raw.splice(0, raw.length, ...kept, 'X-Key-Id', result.id);
  request.headers['x-key-id'] = result.id;
  if (request.headersDistinct) request.headersDistinct['x-key-id'] = [result.id];
  request.keywright = result;
}

function refuse(response, status, reason) {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain');
  response.setHeader('X-Key-Reason', reason);
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.end(`${reason}\n`);
}
