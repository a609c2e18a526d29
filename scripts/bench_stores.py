"""PostgreSQL, SQLite and Redis, loaded by `load` of their examples, for scripts/bench_servers.py."""
import contextlib, hashlib, os, pathlib, pwd, shutil, signal, sqlite3, subprocess, time
from statistics import median

from bench_proxies import row
from bench_tools import LIMIT, ROOT, Missing, Process, free_port, need, run, until

EXAMPLES = ROOT / "examples"


def digest(secret):
    return hashlib.sha256(secret.encode()).hexdigest()


def load(files, number, *words, **environment):
    """Loads a file by the example's loader; returns when that was begun."""
    begun = time.monotonic()
    run(*words[:-1], files.paths[number], words[-1], "--public-key", files.public_key, "--audience", "edge",
        env={**os.environ, **environment, "KEYWRIGHT": str(files.binary)}, stdout=subprocess.DEVNULL)
    return begun


def reloaded(files, answer, again):
    """How soon each revocation is in force after the start of the loader."""
    seconds = []
    for number, secret in enumerate(files.revoked, 1):
        assert answer(secret)
        begun = again(number)
        seconds.append(until(False, lambda: answer(secret), begun=begun))
    assert answer(files.secrets[0])
    return seconds


@contextlib.contextmanager
def postgres(folder):
    """A new server with its own settings, and the variables by which psql finds it."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    places = [str(path) for path in found[-1:]] + [os.environ["PATH"]]
    programs = {name: shutil.which(name, path=os.pathsep.join(places)) for name in ("initdb", "postgres", "pgbench")}
    for name, path in programs.items():
        if not path:
            raise Missing(f"{name} is not installed")
    need("psql")
    data, port, user = folder / "data", free_port(), []
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:  # as whom it does not start
        owner = next((name for name in ("postgres", "nobody") if name in {each.pw_name for each in pwd.getpwall()}))
        shutil.chown(data, owner)
        user = ["setpriv", f"--reuid={owner}", f"--regid={pwd.getpwnam(owner).pw_gid}", "--clear-groups"]
    run(*user, programs["initdb"], "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C", cwd=folder,
        stdout=subprocess.DEVNULL)
    options = ["-h", "127.0.0.1", "-p", port, "-k", "", "-D", data]
    environment = {"PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": "bench", "PGDATABASE": "postgres"}
    with Process([*user, programs["postgres"], *options], folder) as server:
        def psql(*words, **more):
            return subprocess.run(
                ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *map(str, words)],
                env={**os.environ, **environment}, capture_output=True, text=True, timeout=LIMIT, **more)

        try:
            until(0, lambda: psql("-c", "SELECT 1").returncode, server)
            schema = [EXAMPLES / "postgresql" / name for name in ("schema.sql", "functions.sql")]
            psql("-1", "-f", schema[0], "-f", schema[1], check=True)
            yield environment, psql, programs["pgbench"]
        finally:
            server.child.send_signal(signal.SIGINT)  # "fast": it does not wait for anybody
            server.child.wait(60)


def question(sub, secret):
    return (f"SELECT valid FROM keywright.keywright_check('{sub}', '{digest(secret)}', 'read', 'acme/products', 'prod',"
            " NULL)")


def postgresql(files, folder, tables, name="PostgreSQL (`load`)"):
    need("psql")
    sub = "export/sql/edge"
    with postgres(folder) as (environment, psql, pgbench):
        def again(number):
            return load(files, number, EXAMPLES / "postgresql/load", folder / "state", **environment)

        def answer(secret):
            return psql("-c", question(sub, secret), check=True).stdout.strip() == "t"

        ready = until(True, lambda: answer(files.secrets[0]), begun=again(0))
        amount = int(psql("-c", "SELECT pg_total_relation_size('keywright.keywright_key')", check=True).stdout)
        scripts = []
        for number, secret in enumerate(files.secrets[:50]):
            scripts += ["-f", f"ask{number}.sql"]
            (folder / f"ask{number}.sql").write_text(question(sub, secret) + ";\n")
        words = ["-n", "-M", "prepared", "-c", 8, "-j", 1, "-T", 5, "-l", *scripts]
        run(pgbench, *words, cwd=folder, env={**os.environ, **environment}, capture_output=True)
        each = [int(line.split()[2]) / 1e6 for log in folder.glob("pgbench_log.*") for line in log.open()]
        refused = reloaded(files, answer, again)
    row(tables, files, name, ready, amount, None, None, len(each) / 5, median(each), refused)


def postgresql_copy(files, folder, tables):
    postgresql(files, folder, tables, "PostgreSQL, `--dialect postgresql` (`load`)")


def sqlite(files, folder, tables):
    need("sqlite3")
    database = folder / "keys.db"
    with open(EXAMPLES / "sqlite/schema.sql") as schema:
        run("sqlite3", "-bail", database, stdin=schema, stdout=subprocess.DEVNULL)
    statement = (EXAMPLES / "sqlite/check.sql").read_text()
    asked = {"sub": "export/sql/edge", "scope": "read", "resource": "acme/products", "environment": "prod"}
    if sqlite3.sqlite_version_info < (3, 39):
        raise Missing(f"the SQLite of Python is {sqlite3.sqlite_version}")
    with contextlib.closing(sqlite3.connect(database)) as connection:
        def again(number):
            return load(files, number, EXAMPLES / "sqlite/load", database, folder / "state")

        def answer(secret):
            return bool(connection.execute(statement, {**asked, "digest": digest(secret)}).fetchone()[0])

        ready = until(True, lambda: answer(files.secrets[0]), begun=again(0))
        amount = sum(path.stat().st_size for path in (database, database.with_name("keys.db-wal")) if path.exists())
        each, begun = [], time.monotonic()
        while time.monotonic() - begun < 3:
            before = time.monotonic()
            assert answer(files.secrets[len(each) % len(files.secrets)])
            each.append(time.monotonic() - before)
        refused = reloaded(files, answer, again)
    row(tables, files, "SQLite (`load`), asked from Python", ready, amount, None, None, len(each) / sum(each),
        median(each), refused)


def redis(files, folder, tables):
    need("redis-server", "redis-cli", "redis-benchmark")
    port = free_port()
    where = ["-h", "127.0.0.1", "-p", port]
    words = ["redis-server", "--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no", "--dir", folder]
    with Process(words, folder) as server:
        def cli(*more, **options):
            return subprocess.run(["redis-cli", *map(str, where), *more], capture_output=True, timeout=LIMIT, **options)

        def ask(secret):
            return ["FCALL_RO", "keywright_check", "1", "kw:{export/redis/edge}", digest(secret), "read",
                    "acme/products", "prod"]

        def answer(secret):
            return cli(*ask(secret), check=True).stdout.startswith(b"200")

        def again(number):
            return load(files, number, EXAMPLES / "redis/load", folder / "state",
                        REDIS_OPTIONS=f"-h 127.0.0.1 -p {port}")

        def memory(name):
            lines = cli("INFO", "memory", check=True, text=True).stdout.split()
            return int(next(line for line in lines if line.startswith(name + ":")).partition(":")[2])

        until(b"PONG\n", lambda: cli("PING").stdout, server)
        with open(EXAMPLES / "redis/keywright.lua") as functions:
            cli("-x", "FUNCTION", "LOAD", "REPLACE", stdin=functions, check=True)
        empty = memory("used_memory")
        ready = until(True, lambda: answer(files.secrets[0]), begun=again(0))
        amount = memory("used_memory") - empty
        told = run("redis-benchmark", *where, "-n", 100_000, "-c", 16, "--csv", *ask(files.secrets[0]),
                   stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1]
        cells = [cell.strip('"') for cell in told.rsplit(",", 7)]
        refused = reloaded(files, answer, again)
        peak = memory("used_memory_peak") - empty
    row(tables, files, "Redis (`load`)", ready, amount, peak, None, float(cells[1]), float(cells[4]) / 1000,
        refused)
