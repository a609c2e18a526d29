"""What scripts/bench_servers.py is made of: processes that end, HTTP, wrk, memory, and the rows."""
import contextlib, http.client, os, pathlib, shutil, signal, socket, subprocess, sys, threading, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MIB = 2**20
# The longest wait for anything.
LIMIT = 300
SERVER = ["--resource", "acme/products", "--environment", "prod"]

WRK = """
local keys = {}
for key in io.lines(os.getenv("KEYS")) do keys[#keys + 1] = key end
local at = 0
request = function()
  at = at % #keys + 1
  return wrk.format("GET", nil, { ["X-API-Key"] = keys[at], ["Host"] = "localhost" })
end
done = function(summary, latency)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %f %f %d %d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50), summary.requests, wrong))
end
"""


class Missing(Exception):
    """A program that is not installed, or a server that does not start here."""


def need(*programs):
    for program in programs:
        if not shutil.which(program):
            raise Missing(f"{program} is not installed")


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, timeout=4 * LIMIT, **options)


def example(path, *replacements):
    """A file of examples/, with these in place of what it has; that must be there."""
    text = (ROOT / "examples" / path).read_text()
    for old, new in replacements:
        assert old in text, f"examples/{path} has no {old}"
        text = text.replace(old, str(new))
    return text


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def duration(seconds):
    """With as many digits as such a figure is worth."""
    if seconds < 0.000_995:
        return f"{seconds * 1e6:.0f} µs" if seconds >= 0.000_01 else f"{seconds * 1e6:.1f} µs"
    if seconds < 0.995:
        return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"
    return f"{seconds:.1f} s"


def size(amount):
    return f"{amount / MIB:.0f} MiB" if amount >= 10 * MIB else f"{amount / MIB:.1f} MiB"


class Process:
    """A server: all that it starts is killed at the end."""

    def __init__(self, words, folder, **options):
        self.log = open(pathlib.Path(folder) / "server.log", "ab")
        options = {"stdin": subprocess.DEVNULL, "stdout": self.log, "stderr": self.log, **options}
        self.begun = time.monotonic()
        self.child = subprocess.Popen([str(word) for word in words], cwd=folder, start_new_session=True, **options)
        # Whatever waits for an answer that never comes gets none then.
        self.watch = threading.Timer(4 * LIMIT, os.killpg, (self.child.pid, signal.SIGKILL))
        self.watch.daemon = True
        self.watch.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.watch.cancel()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.child.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        self.log.close()

    def pids(self):
        """It and its children, which have the session of their own."""
        found = []
        for entry in pathlib.Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = entry.read_text().rpartition(")")[2].split()
                if int(fields[3]) == self.child.pid:
                    found.append(int(entry.parent.name))
        return found

    def memory(self, what="VmRSS", pids=None):
        """In bytes; VmHWM is the most so far."""
        total = 0
        for pid in pids or self.pids():
            with contextlib.suppress(OSError):
                for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
                    if line.startswith(what + ":"):
                        total += int(line.split()[1]) * 1024
        return total

    def forget_peak(self):
        for pid in self.pids():
            pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")

    def seconds_of_processor(self):
        fields = [pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.pids()]
        return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")

    def seconds(self, begun=None):
        """Since it was started, or something else."""
        return time.monotonic() - (begun or self.begun)

    def must_run(self):
        if self.child.poll() is not None:
            log = (pathlib.Path(self.log.name)).read_text(errors="replace")
            raise Missing(f"ended with {self.child.returncode}: {log[-600:]}")


def status(port, secret, path="/"):
    """The status of one request on a connection of its own; None without an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"X-API-Key": secret, "Connection": "close"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def until(wanted, answer, server=None, begun=None):
    """Asks until this is the answer: how many seconds it took."""
    begun = begun or time.monotonic()
    while True:
        found = answer()
        if found == wanted:
            return time.monotonic() - begun
        if server:
            server.must_run()
        if time.monotonic() - begun > LIMIT:
            raise Missing(f"answered {found} instead of {wanted} for {LIMIT} s")
        time.sleep(0.002)


def wrk(files, url, connections=16, seconds=5):
    """Requests a second, the median latency in seconds, and the number of requests; all must be admitted."""
    need("wrk")
    script = files.folder / "wrk.lua"
    script.write_text(WRK)
    words = ["wrk", "-t", 1, "-c", connections, "-d", f"{seconds}s", "--timeout", "30s", "-s", script, url]
    out = run(*words, env={**os.environ, "KEYS": str(files.keys)}, stdout=subprocess.PIPE, text=True).stdout
    result = next(line for line in out.splitlines() if line.startswith("RESULT ")).split()[1:]
    rate, median, requests, wrong = map(float, result)
    if wrong:
        raise Missing(f"{wrong:.0f} of {requests:.0f} requests of wrk failed")
    return rate, median / 1e6, requests


class Table:
    """Rows of a Markdown table; what is not measured is a dash."""

    def __init__(self, title, *columns):
        self.title, self.columns, self.rows = title, columns, []

    def add(self, *cells):
        self.rows.append(["–" if cell is None else str(cell) for cell in cells])
        print(f"{self.title}: {' | '.join(self.rows[-1])}", file=sys.stderr)

    def show(self):
        if not self.rows:
            return
        print(f"\n{self.title}\n\n| {' | '.join(self.columns)} |\n|{'---|' * len(self.columns)}")
        groups = list(dict.fromkeys(cells[0] for cells in self.rows))
        for cells in sorted(self.rows, key=lambda cells: groups.index(cells[0])):
            print(f"| {' | '.join(cells)} |")
