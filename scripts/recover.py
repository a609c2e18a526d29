#!/usr/bin/env python3
"""Opens a Keywright vault without Keywright: docs/recovery.md goes through it step by step, and
docs/format/vault.md says how a vault is made. The output has EVERY SECRET IN CLEAR.

Reads on stdin what `age -d` makes of a slot. Prints JSON Lines: the manifest, every record, and where entries are
missing, how many. Exit 0: none are; 1: some are, or may be old: see stderr; 2: a wrong argument, data key or file."""
import argparse, base64, bisect, contextlib, functools, hmac, itertools, json, pathlib, sqlite3, struct, sys, uuid
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT, FIRST_INDEX, AFTER_ALL, MOST_NODES, UNREADABLE = 2, b"\x20", b"\xff", 1 << 20, "not there, or not authentic"
TABLES = ("pieces settings slots signing_keys profiles keys targets series publications rotations receipts "
          "credentials audit").split()
# Finds both tables if they are no more than that: a view, or a computed column, could run for ever.
SCHEMA = """SELECT count(*) FROM sqlite_schema WHERE sql NOT LIKE '%(%(%'
            AND (sql LIKE 'CREATE TABLE manifest(%' OR sql LIKE 'CREATE TABLE node(%')"""

def opened(table, *place):  # The nonce and the plaintext of a row: it is sealed to its place.
    sql = f"SELECT sealed FROM {table} WHERE id = ? AND typeof(sealed) = 'blob' AND length(sealed) < 65536"
    (sealed,) = db.execute(sql, place[:1]).fetchone() or [bytes(12)]
    context = struct.pack(f">IQI16sI{len(table)}s", 8, FORMAT, 16, vault_id.bytes, len(table), table.encode())
    context += b"".join(struct.pack(">IQ", 8, number) for number in place)
    return sealed[:12], cipher.decrypt(sealed[:12], sealed[12:], context)

def node(row, level):  # Its nonce, the generation that wrote it, and its entries: keys and values.
    nonce, data = opened("node", row, level)
    (generation, count), at, entries = struct.unpack_from(">QH", data), 10, []
    for _ in range(count):
        key, value = struct.unpack_from(">HH", data, at)
        entries.append((data[at + 4 : at + 4 + key], data[at + 4 + key : at + 4 + key + value]))
        at += 4 + key + value
    return nonce, generation, entries

@functools.cache
def everywhere():  # Of every entry in any leaf that opens, the newest, after its generation.
    newest = {}
    for row in range(1, min(next_node, 8 * MOST_NODES)):
        with contextlib.suppress(Exception):
            _, generation, entries = node(row, 0)
            for key, value in entries:
                newest[key] = max(newest.get(key, (0, b"")), (generation, value))
    return [(key, value) for key, (_, value) in sorted(newest.items())]

def walk(child, level, low=b"", high=AFTER_ALL):  # The entries below a node, from `low` on and below `high`; found so?
    row, named, count = child
    try:
        nonce, _, entries = node(row, level)
        keys = [key for key, _ in entries]
        children = [struct.unpack(">Q12sQ", value) if level else (0, b"", 1) for _, value in entries]
        in_order = sorted({*keys, high}) == [*keys, high] and min([low, *keys]) == low
        if nonce != named or sum(n for *_, n in children) != count or not 0 < row < next_node or not in_order:
            raise ValueError("not the one that its parent names")
    except Exception as error:
        found = everywhere() if args.all else []
        found = found[bisect.bisect_left(found, (low,)) : bisect.bisect_left(found, (high,))]
        yield from ((key, value, True) for key, value in found)
        missing(count - len(found), f"node {row}: {str(error) or UNREADABLE}")
        return
    yield from () if level else ((key, value, False) for key, value in entries)
    for child, low, high in zip(children, [low, *keys[1:]], [*keys[1:], high]) if level else ():
        if low < FIRST_INDEX:  # an index says nothing that the records do not say
            yield from walk(child, level - 1, low, high)

def missing(count, what):
    problems.append(f"{what}; entries missing: {max(count, 0)}")
    sys.stdout.buffer.write(b'{"missing":%d}\n' % count if count > 0 else b"")

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("vault", metavar="VAULT")
parser.add_argument("--all", action="store_true", help="take what is lost from any other node that opens")
args, problems, pieces, manifest, root, next_node = parser.parse_args(), [], {}, b"", None, MOST_NODES
try:
    given = json.load(sys.stdin)
    vault_id, data_key = uuid.UUID(given["vault"]), bytes.fromhex(given["data_key"])
    db = sqlite3.connect(pathlib.Path(args.vault).resolve().as_uri() + "?mode=ro", uri=True, isolation_level=None)
    db.execute("BEGIN")  # everything as it is at one time
    if [db.execute(sql).fetchone() for sql in ("PRAGMA user_version", SCHEMA)] != [(FORMAT,), (2,)]:
        raise ValueError(f"not a vault of format {FORMAT}")
    extracted = hmac.digest(vault_id.bytes, data_key, "sha256")  # HKDF-SHA256 (RFC 5869): one block is all it takes
    cipher, manifest = AESGCM(hmac.digest(extracted, b"keywright/v2/seal\x01", "sha256")), b"null"
    manifest = opened("manifest", 1)[1].rstrip(b" ")
    top, next_node = json.loads(manifest)["root"], int(json.loads(manifest)["next_node"])
    root = (top["id"], bytes.fromhex(top["nonce"]), int(top["entries"])), range(1, 17).index(top["height"])
except Exception as error:
    problems.append(f"{'manifest' if manifest else args.vault}: {str(error) or UNREADABLE}")
    if not (manifest and args.all and everywhere()):
        parser.error(f"{problems[0]}; or the data key on stdin is of another vault, or from before a re-key")

fingerprint = base64.b32encode(hmac.digest(extracted, b"keywright/v2/fingerprint\x01", "sha256")[:16])[:26].lower()
sys.stdout.buffer.write(b'{"keywright_recovered":2,"vault":"%s","fingerprint":"kwv_%s","manifest":%s}\n'
                        % (str(vault_id).encode(), fingerprint, manifest))
for key, value, found in walk(*root) if root else ((key, value, True) for key, value in everywhere()):
    if key < b"\x01":
        pieces[key] = value, found
    elif key[0] < len(TABLES):
        table, number = TABLES[key[0]], int.from_bytes(key[1:], "big")
        parts = (pieces.pop(b"\0" + key + n.to_bytes(8, "big"), (b"", False)) for n in itertools.count())
        parts = list(itertools.takewhile(lambda part: part[0], parts)) if value[:1] == b"\0" else [(value, found)]
        record, found = b"".join(part for part, _ in parts), found or any(found for _, found in parts)
        is_whole = record == value or len(record) == int.from_bytes(value[1:], "big")
        mark = b',"salvaged":true' if found else b""  # it may be out of date, or of another history
        line = b'{"table":"%s","id":%d,"record":%s%s}\n' % (table.encode(), number, record, mark)
        sys.stdout.buffer.write(line) if is_whole else missing(1, f"{table} {number}: not whole")
sys.exit("\n".join(problems) or 0)
