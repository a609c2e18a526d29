// What a program must not do to the reader for Node unnoticed; `readers.rs` starts it beside keywright.mjs.
//
// usage: hostile.mjs KEYS PUBLIC_KEY STATE SECRET
import assert from 'node:assert';
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';

// The workers that the reader starts.
const workers = [];
const threads = createRequire(import.meta.url)('node:worker_threads');
threads.Worker = class extends threads.Worker {
  constructor(...given) {
    super(...given);
    workers.push(this);
  }
};
syncBuiltinESMExports();
const { Keys, Refused, State, Verifier } = await import('./keywright.mjs');

const [path, publicKey, state, secret] = process.argv.slice(2);
const keys = new Keys({ path, trusted: fs.readFileSync(publicKey, 'utf8'), audience: 'api', subject: 'api', state });
// Nothing but this keeps the program from ending.
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

// Another process has accepted a newer file since this one was checked.
const verifier = new Verifier({ trusted: fs.readFileSync(publicKey, 'utf8'), audience: 'api', subject: 'api' });
const older = { ...keys.claims, gen: keys.claims.gen - 1 };
assert.throws(() => new State(state).accept(older, verifier, 0), (error) => error instanceof Refused && error.reason === 'older');

// A worker that ends is replaced, and the next one still knows what was accepted, also without a state folder.
const log = [];
const forgetful = new Keys({ path: `${path}.again`, trusted: fs.readFileSync(publicKey, 'utf8'), audience: 'api', log: (text) => log.push(text) });
fs.copyFileSync(path, `${path}.again`);
await forgetful.ready();
await workers.at(-1).terminate();
fs.copyFileSync(`${path}.older`, `${path}.again`);
for (let i = 0; i < 200 && !log.some((text) => text.includes('already accepted')); i += 1) {
  await new Promise((resolve) => setTimeout(resolve, 50));
}
assert.equal(workers.length, 3);
assert.ok(log.some((text) => text.includes('already accepted')), log.join());
assert.equal(forgetful.decide(secret).reason, 'valid');

// Nothing of it keeps the program from ending.
console.log('done');
