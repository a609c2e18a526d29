// What a program must not do to the reader for Node unnoticed; `readers.rs` starts it beside keywright.mjs.
//
// usage: hostile.mjs KEYS PUBLIC_KEY STATE SECRET
import assert from 'node:assert';
import fs from 'node:fs';
import { Keys } from './keywright.mjs';

const [path, publicKey, state, secret] = process.argv.slice(2);
const keys = new Keys({ path, trusted: fs.readFileSync(publicKey, 'utf8'), audience: 'api', subject: 'api', state });
const alive = setTimeout(() => {}, 20_000);
await keys.ready();

// Each is a configuration that is not there: were it taken for left out, a key would be admitted from anywhere or for
// anything.
for (const options of [
  { addressHeader: undefined },
  { addressHeader: null },
  { addressHeader: '' },
  { addressHeader: 'X-Real-IP, X-Other' },
  { scopes: undefined },
  { scopes: 'read' },
  { scopes: [''] },
  { resource: undefined },
  { environment: null },
  { scope: ['read'] },
]) {
  assert.throws(() => keys.require(options), TypeError, JSON.stringify(options));
}
keys.require({ addressHeader: 'X-Real-IP', scopes: ['read'] });

// No text is taken for another one whose characters have the same low bytes.
assert.equal(keys.decide(secret).reason, 'valid');
const other = secret.slice(0, -1) + String.fromCharCode(0x100 + secret.charCodeAt(secret.length - 1));
assert.equal(keys.decide(other).reason, 'malformed');
clearTimeout(alive);
await keys.close();
console.log('done');
