"""What a request or a fork must not do to the reader in Python; `readers.rs` starts it beside keywright.py.

usage: hostile.py KEYS PUBLIC_KEY STATE SECRET
"""
import asyncio
import fcntl
import os
import sys
import threading
import time

sys.path.insert(0, ".")
import keywright  # noqa: E402

PATH, PUBLIC_KEY, STATE, SECRET = sys.argv[1:]


def forked_while_it_locks():
    """A server that forks its workers right after the import: the lock of the state is not theirs."""
    is_locked, advance = threading.Event(), keywright.State._advance

    def slowly(self, *arguments):
        is_locked.set()
        time.sleep(0.3)
        return advance(self, *arguments)

    keywright.State._advance = slowly
    with open(PUBLIC_KEY) as file:
        keys = keywright.Keys(PATH, file.read(), audience="api", subject="api", state=STATE)
    assert is_locked.wait(20)
    worker = os.fork()
    if worker == 0:
        # As long as it lives, its parent is not to be hindered.
        os._exit(0 if keys.ready(4) and keys.decide(SECRET).valid else 1)
    assert keys.ready(20) and keys.decide(SECRET).valid
    assert os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) == 0, "the worker has no file"
    keywright.State._advance = advance
    with open(os.path.join(STATE, "lock")) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return keys


def only_http_and_websocket(keys):
    """Whatever else a server learns to speak is not let through unasked."""
    let_through = []

    async def application(scope, receive, send):
        let_through.append(scope["type"])

    guarded = keywright.Asgi(application, keys)
    for kind in ("lifespan", "webtransport", "", "HTTP"):
        try:
            asyncio.run(guarded({"type": kind, "headers": [(b"x-api-key", SECRET.encode())]}, None, None))
        except ValueError:
            pass
    assert let_through == ["lifespan"], let_through
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(event):
        sent.append(event["type"])

    for headers in ([], [(b"x-api-key", b"nope")], [(b"x-api-key", SECRET.encode())] * 2):
        asyncio.run(guarded({"type": "websocket", "headers": headers}, receive, send))
    assert sent == ["websocket.close"] * 3 and let_through == ["lifespan"], sent
    asyncio.run(guarded({"type": "websocket", "headers": [(b"x-api-key", SECRET.encode())]}, receive, send))
    assert let_through == ["lifespan", "websocket"]


def text_is_not_replaced(keys):
    """No text is taken for another one: "?" and the low byte are what encoders put in a character's place."""
    assert keys.decide(SECRET).valid
    for other in (SECRET[:-1] + chr(0x100 + ord(SECRET[-1])), SECRET + "\u20ac"):
        assert keys.decide(other).reason == "malformed"


def until(happened):
    for _ in range(400):
        if happened():
            return True
        time.sleep(0.05)
    return False


def accepts_nothing_older(keys):
    """Another process has accepted a newer file since this one was checked."""
    with open(PUBLIC_KEY) as file:
        verifier = keywright.Verifier(file.read(), "api", "api")
    older = keys.claims._replace(gen=keys.claims.gen - 1)
    try:
        keywright.State(STATE).accept(older, verifier, time.time())
    except keywright.Refused as refused:
        assert refused.reason == "older", refused
    else:
        raise AssertionError("an older file is accepted")


def goes_on(keys):
    """What nobody thought of does not end the thread: a revocation would never be seen."""
    load, failures = keywright.Verifier.load, []

    def fails(*_):
        failures.append(1)
        raise RuntimeError(SECRET)

    keywright.Verifier.load = fails
    os.utime(PATH)
    assert until(lambda: failures)
    keywright.Verifier.load = load
    before = keys._file
    os.utime(PATH)
    assert until(lambda: keys._file is not before)
    assert keywright._socket_address("fe80::1%eth0") == "fe80::1" and keywright._socket_address("@socket") is None


def read_again():
    """What a wrong clock kept out is loaded once the clock is right, and what is damaged is read once more, perhaps it was
    being written: a revocation must not be lost."""
    path, clock, load, loads = PATH + ".again", time.time, keywright.Verifier.load, []

    def counted(self, *arguments):
        loads.append(clock())
        return load(self, *arguments)

    def place(content):
        with open(path + ".new", "wb") as file:
            file.write(content)
        os.rename(path + ".new", path)

    with open(PATH, "rb") as file:
        content = file.read()
    with open(PUBLIC_KEY) as file:
        trusted = file.read()
    keywright.AGAIN, keywright.Verifier.load = 0.3, counted
    time.time = lambda: clock() + 10**7
    place(content)
    keys = keywright.Keys(path, trusted, audience="api", subject="api", every=0.02)
    assert until(lambda: loads)
    time.sleep(1)
    assert len(loads) == 1, "a stale file is read again and again"
    time.time = clock
    assert keys.ready(20), "the clock is right again"
    loads.clear()
    place(content[:-9])
    assert until(lambda: len(loads) == 2), loads
    time.sleep(1)
    assert len(loads) == 2, loads
    assert keys.decide(SECRET).valid
    keys.close()


keys = forked_while_it_locks()
accepts_nothing_older(keys)
goes_on(keys)
read_again()
only_http_and_websocket(keys)
text_is_not_replaced(keys)
print("done")
