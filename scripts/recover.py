#!/usr/bin/env python3
"""Opens a Keywright vault without Keywright: docs/recovery.md goes through it step by step, and
docs/format/vault.md says how a vault is made. The output has EVERY SECRET IN CLEAR.

Reads on stdin what `age -d` makes of a slot. Prints JSON Lines: the manifest, then every row of every table
but `blocks`. Exit 0: all of them; 1: something is missing, and stderr says what; 2: the arguments, the data
key or the file are not what they should be."""
import argparse, contextlib, hmac, json, pathlib, sqlite3, sys, uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = 1
# In the order of the output; of each its plaintext columns, in the order in which they are authenticated.
TABLES = {"settings": [], "slots": ["wrapped", "identity"], "signing_keys": [], "keys": ["name", "short", "digest"],
          "profiles": ["name"], "targets": ["name"], "series": ["subject"], "publications": ["subject"],
          "rotations": ["name"], "receipts": ["subject"], "credentials": ["name"], "audit": []}


class Vault:
    def __init__(self, path, vault_id, data_key):
        self.id, self.exit = vault_id, 0
        uri = pathlib.Path(path).resolve().as_uri() + "?mode=ro"
        self.db = sqlite3.connect(uri, uri=True, isolation_level=None)
        self.db.execute("BEGIN")  # every table as it is at one time
        if self.db.execute("PRAGMA user_version").fetchone()[0] > FORMAT:
            raise ValueError("a newer format than this script reads")
        with contextlib.suppress(sqlite3.DatabaseError):  # rows() says it, and goes on
            if self.db.execute("SELECT 1 FROM manifest WHERE vault_id <> ?", [vault_id.bytes]).fetchone():
                raise ValueError(f"the data key is of another vault, {vault_id}")
        # HKDF-SHA256 (RFC 5869): extract, and the one block of expand that is needed.
        extracted = hmac.digest(vault_id.bytes, data_key, "sha256")
        self.cipher = AESGCM(hmac.digest(extracted, b"keywright/v1/seal\x01", "sha256"))

    def problem(self, text):
        self.exit = 1
        print(text, file=sys.stderr)

    def open(self, table, row, sealed):
        """The JSON of a row. It is sealed to its place: each element after its length, NULL as nothing."""
        elements = [FORMAT, self.id.bytes, table.encode(), *row]
        parts = [e.to_bytes(8, "big", signed=True) if isinstance(e, int) else e or b"" for e in elements]
        place = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
        return self.cipher.decrypt(sealed[:12], sealed[12:], place).decode().rstrip(" ")

    def rows(self, table, columns, counts):
        """The id and the JSON of each row that opens. One query for each: a damaged page costs its rows only."""
        # The casts: a value of another type than the program writes must not stop this.
        blobs = "".join(f", CAST({column} AS BLOB)" for column in [*columns, "sealed"])
        sql = f"SELECT id, CAST(ver AS INTEGER){blobs} FROM {table} WHERE id >= ? ORDER BY id LIMIT 1"
        found, next_id, readable, row = 0, 1, True, True
        while row and (readable or next_id < counts.get("next_id", 0)):
            try:
                row = self.db.execute(sql, [next_id]).fetchone()
                if row:
                    found, next_id, readable = found + 1, row[0] + 1, True
                    yield row[0], self.open(table, row[:-1], row[-1])
            except (InvalidTag, TypeError, ValueError):
                self.problem(f"{table} row {row[0]}: not authentic")
            except sqlite3.DatabaseError as error:
                if readable:
                    self.problem(f"{table} from row {next_id}: {error}")
                next_id, readable = next_id + 1, False
        if found != counts.get("rows", found):
            self.problem(f"{table}: {found} rows instead of {counts['rows']}")

    def lines(self):
        manifest = dict(self.rows("manifest", ["vault_id"], {"rows": 1})).get(1)
        tables = json.loads(manifest)["tables"] if manifest else {}
        yield f'{{"keywright_recovered":1,"vault":"{self.id}","manifest":{manifest or "null"}}}'
        for table, columns in TABLES.items():
            for row_id, record in self.rows(table, columns, tables.get(table, {"rows": 0} if manifest else {})):
                yield f'{{"table":"{table}","id":{row_id},"record":{record}}}'


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vault", metavar="VAULT")
    path = parser.parse_args().vault
    try:
        given = json.load(sys.stdin)
        vault = Vault(path, uuid.UUID(given["vault"]), bytes.fromhex(given["data_key"]))
    except (KeyError, TypeError, ValueError, sqlite3.DatabaseError) as error:
        parser.error(f"{path}, or the data key on stdin: {error}")
    for line in vault.lines():
        sys.stdout.buffer.write(line.encode() + b"\n")
    sys.exit(vault.exit)
