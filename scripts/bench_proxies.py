"""The gate and what stands before it, HAProxy, lighttpd, and the command `check`, for scripts/bench_servers.py."""
import contextlib, os, pathlib, pwd, shutil, socket, subprocess, sys, time
from statistics import median

from bench_tools import (ROOT, SERVER, Missing, Process, duration, example, free_port, need, run, size, status, until,
                         wrk)


def row(tables, files, target, ready=None, memory=None, peak=None, longest=None, rate=None, latency=None, refused=None):
    tables["targets"].add(
        target, f"{files.size:,}", ready and duration(ready), memory and size(memory), peak and size(peak),
        longest and duration(longest), rate and f"{rate:,.0f}", latency and duration(latency),
        refused if isinstance(refused, str) else refused and duration(median(refused)))


@contextlib.contextmanager
def gate_on(listener, files, folder):
    """A gate with the socket as its standard input; the file is `keys.jsonl` in the folder."""
    words = [files.binary.with_name("keywright-gate"), "--file", "keys.jsonl", "--public-key", files.public_key,
             "--state", "state", "--audience", "edge", *SERVER, "--demand", "read=read", "--demand", "write=read,write"]
    with listener, Process(words, folder, stdin=listener) as server:
        yield server


def revocations(files, server, answer, install):
    """The most memory while the next file is loaded, the longest request meanwhile, and how soon each revocation is
    seen after the rename, or after the start of what loads the file."""
    seconds, peak, longest = [], 0, 0

    def timed(secret):
        nonlocal longest
        begun = time.monotonic()
        try:
            return answer(secret)
        finally:
            longest = max(longest, time.monotonic() - begun)

    for number, secret in enumerate(files.revoked, 1):
        assert answer(secret) == 200
        server.forget_peak()
        # At any time between two looks, or each would come right after one.
        time.sleep(0.5 * number / len(files.revoked))
        begun = install(number)
        seconds.append(until(401, lambda: timed(secret), server, begun))
        peak = max(peak, server.memory("VmHWM"))
    assert answer(files.secrets[0]) == 200
    return peak, longest, seconds


def gate(files, folder, tables):
    """The gate alone, on TCP."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    files.place(folder / "keys.jsonl")
    with gate_on(listener, files, folder) as server:
        ready = until(200, lambda: status(port, files.secrets[0], "/read"), server, server.begun)
        memory = server.memory()
        rate, latency, _ = wrk(files, f"http://127.0.0.1:{port}/read")
        peak, longest, refused = revocations(files, server, lambda key: status(port, key, "/read"),
                                             lambda number: files.place(folder / "keys.jsonl", number))
    row(tables, files, "the gate, asked directly", ready, memory, peak, longest, rate, latency, refused)
    nginx(files, folder, tables)


INSIDE = """
    server { listen unix:app.sock; access_log off; location / { return 200 "hello\\n"; } }
    server { listen unix:own.sock; access_log off; location / { add_header X-Key-Id key_of_nobody; return 200; } }
}
"""


@contextlib.contextmanager
def nginx_asking(socket_path, folder):
    port = free_port()
    folder.mkdir()
    text = example(
        "nginx/nginx.conf", ("user www-data;", f"user {pwd.getpwuid(os.geteuid()).pw_name};"),
        ("/run/nginx.pid", "nginx.pid"), ("/var/log/nginx/", ""), ("127.0.0.1:8081", "unix:app.sock"),
        ("127.0.0.1:8080", f"127.0.0.1:{port}"), ("/run/keywright-gate.sock", socket_path))
    (folder / "nginx.conf").write_text(text.rstrip().removesuffix("}") + INSIDE)
    with Process(["nginx", "-p", folder, "-e", "error.log", "-c", "nginx.conf", "-g", "daemon off;"], folder) as server:
        yield server, f"http://127.0.0.1:{port}/", port


def nginx(files, folder, tables):
    """Twice the same nginx, one of which asks itself; measured in turns."""
    need("nginx", "wrk")
    folder = folder / "nginx"
    folder.mkdir()
    files.place(folder / "keys.jsonl")
    listener = socket.socket(socket.AF_UNIX)
    here = os.open(folder, os.O_RDONLY)
    listener.bind(f"/proc/self/fd/{here}/gate.sock")
    os.close(here)
    listener.listen(1024)
    found = {}
    with gate_on(listener, files, folder) as server, nginx_asking("../gate.sock", folder / "a") as asking, \
            nginx_asking("own.sock", folder / "b") as alone:
        for front, _, port in (asking, alone):
            until(200, lambda: status(port, files.secrets[0]), front)
        used = server.seconds_of_processor()
        asked = 0
        for _ in range(3):
            for name, url in (("the gate", asking[1]), ("itself", alone[1])):
                one, many = wrk(files, url, 1, 3), wrk(files, url, 16, 4)
                found.setdefault(name, []).append((one[1], many[0], many[1]))
                asked += (one[2] + many[2]) * (name == "the gate")
        used = (server.seconds_of_processor() - used) / asked
    medians = {name: [median(column) for column in zip(*rows)] for name, rows in found.items()}
    for name, (one, rate, many) in medians.items():
        processor = duration(used) if name == "the gate" else None
        tables["nginx"].add(f"{files.size:,}", name, duration(one), f"{rate:,.0f}", duration(many), processor)
    ours, its = medians["the gate"], medians["itself"]
    tables["nginx"].add(f"{files.size:,}", "difference", f"{(ours[0] - its[0]) * 1e6:+.0f} µs",
                        f"{ours[1] / its[1] - 1:+.0%}", f"{(ours[2] - its[2]) * 1e6:+.0f} µs", None)


def haproxy(files, folder, tables):
    need("haproxy")
    port = free_port()
    files.install(folder / "keys.map", folder / "state")
    places = {"KEYS_MAP": "keys.map", "KEYS_LISTEN": f"127.0.0.1:{port}", "KEYS_SOCKET": "unix@haproxy.sock",
              "KEYS_LOG": "stdout"}
    (folder / "haproxy.cfg").write_text(example("haproxy/haproxy.cfg"))
    with Process(["haproxy", "-f", "haproxy.cfg"], folder, env={**os.environ, **places},
                 stdout=subprocess.DEVNULL) as server:
        ready = until(200, lambda: status(port, files.secrets[0]), server, server.begun)
        memory = server.memory()
        rate, latency, _ = wrk(files, f"http://127.0.0.1:{port}/")

        def swap(number):
            begun = files.install(folder / "keys.map", folder / "state", number)
            swaps.append(subprocess.Popen(
                [sys.executable, ROOT / "examples/haproxy/swap-map", "haproxy.sock", "keys.map"], cwd=folder,
                stdout=subprocess.DEVNULL))
            return begun

        swaps = []
        peak, longest, refused = revocations(files, server, lambda key: status(port, key), swap)
        assert not any(swap.wait(10) for swap in swaps)
    row(tables, files, "HAProxy, map (`inspect --install`, `swap-map`)", ready, memory, peak, longest, rate,
        latency, refused)


def lighttpd(files, folder, tables):
    need("lighttpd")
    if not any(pathlib.Path(place).exists() for place in ("/usr/lib/lighttpd/mod_magnet.so",
                                                          "/usr/lib64/lighttpd/mod_magnet.so")):
        raise Missing("lighttpd has no mod_magnet")
    port = free_port()
    keys = folder / "keys.map"
    files.install(keys, folder / "state")
    (folder / "hello.txt").write_text("hello\n")
    (folder / "keywright.lua").write_text(example("lighttpd/keywright.lua", ("/etc/lighttpd/keywright.map", keys)))
    # It answers with a file of its own in place of an application.
    (folder / "lighttpd.conf").write_text(example(
        "lighttpd/lighttpd.conf", ("server.port = 8080", f"server.port = {port}"), ("/var/www/html", folder),
        ('server.username = "www-data"', ""), ('server.groupname = "www-data"', ""),
        ('proxy.server = ("" => (("host" => "127.0.0.1", "port" => 8081)))', ""), ("/var/log/lighttpd/", f"{folder}/"),
        ("/etc/lighttpd/keywright.lua", folder / "keywright.lua")))
    with Process([shutil.which("lighttpd"), "-D", "-f", "lighttpd.conf"], folder) as server:
        ready = until(200, lambda: status(port, files.secrets[0], "/hello.txt"), server, server.begun)
        memory = server.memory()
        rate, latency, _ = wrk(files, f"http://127.0.0.1:{port}/hello.txt")
        peak, longest, refused = revocations(files, server, lambda key: status(port, key, "/hello.txt"),
                                             lambda number: files.install(keys, folder / "state", number))
    row(tables, files, "lighttpd, HAProxy's map (`inspect --install`)", ready, memory, peak, longest, rate,
        latency, refused)


def check(files, folder, tables):
    """One secret, by a process of its own."""
    words = [files.binary, "check", "--file", files.paths[0], "--public-key", files.public_key, "--audience", "edge",
             "--scope", "read", *SERVER]
    words, seconds, peak = [str(word) for word in words], [], 0
    for secret in files.secrets[:5]:
        begun = time.monotonic()
        run(*words, input=secret.encode(), stdout=subprocess.DEVNULL)
        seconds.append(time.monotonic() - begun)
    # Not by its usage: there the memory counts, too, of whoever started it.
    for secret in files.secrets[:10]:
        with Process(words, folder, stdin=subprocess.PIPE) as process:
            process.child.stdin.write(secret.encode())
            process.child.stdin.close()
            while process.child.poll() is None:
                peak = max(peak, process.memory("VmHWM", [process.child.pid]))
    row(tables, files, "`check` of one secret", median(seconds), peak, None, None, 1 / median(seconds), None,
        "at once")


def check_lines(files, folder, tables):
    """One that is held open, as Apache holds it."""
    files.place(folder / "keys.jsonl")
    words = [files.binary, "check", "--lines", "--follow", "--reply", "plain", "--file", "keys.jsonl", "--public-key",
             files.public_key, "--state", "state", "--audience", "edge", "--scope", "read", *SERVER]
    with Process(words, folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        def answer(secret):
            server.child.stdin.write(secret.encode() + b"\n")
            server.child.stdin.flush()
            return int(server.child.stdout.readline().split()[0])

        ready = until(200, lambda: answer(files.secrets[0]), server, server.begun)
        memory = server.memory()
        each, begun = [], time.monotonic()
        while time.monotonic() - begun < 3:
            before = time.monotonic()
            assert answer(files.secrets[len(each) % len(files.secrets)]) == 200
            each.append(time.monotonic() - before)
        peak, longest, refused = revocations(files, server, answer,
                                             lambda number: files.place(folder / "keys.jsonl", number))
    row(tables, files, "`check --lines --follow`, over a pipe", ready, memory, peak, longest, len(each) / sum(each),
        median(each), refused)
