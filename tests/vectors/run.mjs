// The vectors, answered by examples/node/keywright.mjs: fixtures/vectors/README.md has the protocol.
import fs from 'node:fs';
import path from 'node:path';
import { demand, parseAddress, Refused, State, Verifier } from '../../examples/node/keywright.mjs';

const [vectors, scratch] = process.argv.slice(2);
const { keys, cases } = JSON.parse(fs.readFileSync(path.join(vectors, 'cases.json'), 'utf8'));

function load({ file, trusted, now, audience, subject, tolerance }, state) {
  const text = trusted.map((name) => keys[name]).join('\n');
  const verifier = new Verifier({ trusted: text, audience, subject, tolerance });
  const fd = fs.openSync(path.join(vectors, 'files', `${file}.jsonl`));
  try {
    const loaded = verifier.load(fd, now, state);
    state.accept(loaded.claims, verifier, now);
    return loaded;
  } finally {
    fs.closeSync(fd);
  }
}

function decide(file, { presented, presented_hex: hex, now, address, ...ask }) {
  const bytes = hex === undefined ? Buffer.from(presented) : Buffer.from(hex, 'hex');
  let wanted, asked;
  try {
    const names = ['scopes', 'resource', 'environment'].filter((name) => name in ask);
    wanted = demand(Object.fromEntries(names.map((name) => [name, ask[name]])));
    asked = address === undefined ? undefined : parseAddress(address);
  } catch {
    return { answer: 'usage' };
  }
  const { reason, id, unchecked } = file.decide(bytes, wanted, asked, now);
  return { answer: reason, key: id, unchecked: unchecked.length > 0 ? unchecked : undefined };
}

function answer(c) {
  const folder = path.join(scratch, c.name);
  const state = new State(folder);
  let word = 'before: ';
  try {
    for (const before of c.before ?? []) load(before, state);
    word = '';
    for (const [name, text] of Object.entries(c.damaged ?? {})) fs.writeFileSync(path.join(folder, name), text);
    const file = load(c, state);
    return { load: 'accepted', decisions: c.decisions.map((ask) => decide(file, ask)) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { load: `${word}${error.reason}`, decisions: [] };
  }
}

for (const c of cases) console.log(JSON.stringify({ case: c.name, ...answer(c) }));
