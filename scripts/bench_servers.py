"""What enforces keys, with real servers configured as the examples are: the tables of docs/scaling.md.

Run by `scripts/bench --only servers`. Each format is exported, loaded by whatever reads it, and loaded again with one
key less as often as a revocation is timed. All listen on 127.0.0.1 and end with their row. A program that is missing
leaves its rows out, by name.
"""
import os, re, shutil, signal, subprocess, sys, time

import bench_proxies as proxies
import bench_readers as readers
import bench_stores as stores
from bench_tools import MIB, Missing, Table, duration, run

# Keys that requests present, and the first of those that are revoked.
PRESENTED = 900
FORMATS = {
    # Options of export, how many revocations are timed, and who loads the file.
    "jsonl": (["--format", "jsonl"], 5, [
        proxies.gate, proxies.check, proxies.check_lines, readers.python, readers.node, readers.go]),
    "haproxy": (["--format", "haproxy"], 2, [proxies.haproxy, proxies.lighttpd]),
    "sql": (["--format", "sql"], 1, [stores.postgresql, stores.sqlite]),
    "sql, dialect postgresql": (["--format", "sql", "--dialect", "postgresql"], 1, [stores.postgresql_copy]),
    "redis": (["--format", "redis"], 1, [stores.redis]),
}


class Files:
    """The files of one format: the first one, and later ones that each lack one more key."""

    def __init__(self, folder, vault, binary, size, name):
        self.vault, self.binary, self.size, self.name = vault, binary, size, name
        self.options, rounds, self.loaders = FORMATS[name]
        self.folder = folder
        self.public_key = folder / "keywright.pem"
        self.public_key.write_bytes(vault("public-key").stdout)
        self.keys = folder / "keys"
        self.secrets = [key["secret"] for key in vault.minted[:PRESENTED]]
        self.keys.write_text("".join(f"{secret}\n" for secret in self.secrets))
        self.paths, self.revoked, self.seconds = [self.export(0)], [], 0
        # With a million keys, each file takes a quarter of a gigabyte.
        for number in range(min(rounds, 3) if size > 500_000 else rounds):
            key = vault.minted.pop()
            vault("key", "revoke", key["id"], "--yes")
            self.revoked.append(key["secret"])
            self.paths.append(self.export(number + 1))

    def export(self, number):
        path = self.folder / f"export-{number}"
        begun = time.monotonic()
        self.vault("export", *self.options, "--audience", "edge", "--valid-for", "7d", "--out", path)
        self.seconds = time.monotonic() - begun
        path.chmod(0o644)
        return path

    def place(self, path, number=0):
        """Puts a file there at once, as servers get it; returns when that was."""
        fresh = path.with_name(path.name + ".new")
        os.link(self.paths[number], fresh)
        now = time.monotonic()
        os.replace(fresh, path)
        return now

    def install(self, path, state, number=0):
        """The same for what verifies nothing itself."""
        now = time.monotonic()
        run(self.binary, "inspect", self.paths[number], "--public-key", self.public_key, "--audience", "edge",
            "--install", path, "--state", state, capture_output=True)
        return now


def measure(make_vault, folder, binary, sizes):
    """Measures all of it, and prints the tables."""
    folder.chmod(0o755)
    # As after Ctrl+C: what was started is ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    tables = {
        "targets": Table("What loads the file", "target", "keys", "ready in", "memory", "most while the next is loaded",
                         "longest request meanwhile", "a second", "median", "a revoked key is refused after"),
        "nginx": Table("nginx: `auth_request` to the gate, and to a `return 200` of its own", "keys", "asked",
                       "one connection: median", "16 connections: requests a second", "median",
                       "the gate's processor for each"),
        "files": Table("Files", "format", "keys", "bytes a key", "file", "export", "sent for one key less, by `rsync`"),
    }
    begun = os.getloadavg()[0]
    for size in sizes:
        made = time.monotonic()
        vault = make_vault(size)
        amount = (vault.folder / "vault.db").stat().st_size
        tables["files"].add("the vault", f"{size:,}", f"{amount / size:,.0f}", f"{amount / MIB:.1f} MiB",
                            f"created in {duration(time.monotonic() - made)}", None)
        for name in FORMATS:
            try:
                one_format(folder, vault, binary, size, name, tables)
            except Missing as error:
                print(f"left out: {name}, {size:,} keys: {error}", file=sys.stderr)
        shutil.rmtree(vault.folder)
    for table in tables.values():
        table.show()
    loads = f"{begun:.1f} before, {os.getloadavg()[0]:.1f} at the end"
    print(f"\nOn {os.cpu_count()} processors; load average {loads}.")


def sent(files, place):
    """How much rsync transfers when a server has the file before."""
    if not shutil.which("rsync"):
        print("left out: rsync is not installed", file=sys.stderr)
        return None
    copy = place / "copy"
    shutil.copy(files.paths[0], copy)
    told = run("rsync", "--no-whole-file", "--ignore-times", "--stats", files.paths[1], copy, stdout=subprocess.PIPE,
               env={**os.environ, "LC_ALL": "C"}, text=True).stdout
    copy.unlink()
    amounts = re.findall(r"^Total bytes (?:sent|received): ([0-9,]+)", told, re.M)
    return f"{sum(int(amount.replace(',', '')) for amount in amounts) / MIB:.2f} MiB"


def one_format(folder, vault, binary, size, name, tables):
    place = folder / f"{size}-{name.split()[-1]}"
    place.mkdir(mode=0o755)
    try:
        files = Files(place, vault, binary, size, name)
        amount = files.paths[0].stat().st_size
        tables["files"].add(f"`{name}`", f"{size:,}", f"{amount / size:.0f}", f"{amount / MIB:.1f} MiB",
                            duration(files.seconds), sent(files, place))
        for loader in files.loaders:
            own = place / loader.__name__
            own.mkdir(mode=0o755)
            try:
                loader(files, own, tables)
            except Missing as error:
                print(f"left out: {loader.__name__}, {size:,} keys: {error}", file=sys.stderr)
            finally:
                shutil.rmtree(own, ignore_errors=True)
    finally:
        shutil.rmtree(place)
